"""One message in its conversation: whether it leans on the last question, and what it makes of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.conversation import Turn
from assistant.planner.offline import abilities, grain, lifecycle, segmenting, tables
from assistant.planner.offline.checks import Checked, check
from assistant.planner.offline.compose import of_column
from assistant.planner.offline.conditions import Draft
from assistant.planner.offline.counted import is_count
from assistant.planner.offline.followups import (
    asides,
    between,
    grown,
    hearing,
    joined,
    message,
    pointing,
    relations,
    slots,
)
from assistant.planner.offline.followups.figures import PerMember
from assistant.planner.offline.followups.hearing import Heard
from assistant.planner.offline.followups.message import Message
from assistant.planner.offline.followups.operations import Ground, apply
from assistant.planner.offline.followups.population import is_period
from assistant.planner.offline.followups.ranking import unpicked
from assistant.planner.offline.followups.replay import intent_of
from assistant.planner.offline.followups.segments import grouped_by, segmentation, with_sizes
from assistant.planner.offline.scope import Intent, Scope
from assistant.planner.offline.shape import judged
from assistant.planner.offline.spans import Span, Tagged
from assistant.reading import Reading
from data.catalog import Catalog
from data.query import Agg, Call, Col, Expr, Lit, MeasureRef, call, col, columns_of, walk
from tools._names import match_label

if TYPE_CHECKING:
    from assistant.conversation import Conversation
    from assistant.planner.offline.planner import OfflinePlanner, Read

SURE = 0.75
"""From here on a reading is answered without a word."""
POSSIBLE = 0.5
FINDING = ("lookalike",)
"""Abilities whose result is a group of rows: what follows is about these, and not about all that were looked through."""
DEFINING = ("define", "policy")
"""Abilities that only make something: what follows is about the members, no edit of the definition."""


@dataclass(frozen=True)
class Edited:
    """An edited Intent with how well the words support it."""

    intent: Intent
    heard: Heard
    checked: Checked


def read(
    planner: OfflinePlanner, question: str, tagged: Tagged, catalog: Catalog, conversation: Conversation
) -> Reading | None:
    """The follow-up that a message is; None where it is a question of its own."""
    last = conversation.last
    intent = intent_of(last) if last is not None else None
    if last is None or intent is None:
        return None
    intent = _by_name(intent, conversation)
    said = message.hear(tagged.text)
    purchases = _on_purchases(planner, question, tagged, catalog, last, intent, said)
    if purchases is not None:
        return purchases
    related = relations.read(planner, question, tagged, catalog, conversation, intent)
    if related is not None:
        return related
    grew = grown.read(tagged, catalog, conversation)
    if grew is not None:
        return planner._one(question, grew, tagged, 0.9)
    made = between.read(planner, tagged, catalog, conversation, last)
    if made is not None:
        return planner._one(question, made, tagged, 0.9)
    threshold = tables.that_much(planner, tagged, catalog, last)
    if threshold is not None:
        return planner._one(question, threshold, tagged, 0.9)
    if "segment" in planner.tools and segmenting.anew(tagged, catalog):
        return None
    if abilities.describes(tagged.text) and not said.leans:
        return None
    written = _written(intent, tagged, catalog)
    if written is not None:
        return planner._one(question, written, tagged, 0.9)
    if abilities.copy_form(tagged.text, tagged.cover) is not None and not said.points:
        return None
    if abilities.errors_view(tagged.text, tagged.cover) is not None:
        return _pictured(planner, question, tagged, catalog, last, intent, said)
    if intent.tool == "predict" and not said.leans and slots.asks_what_if(tagged.text):
        return None
    shared = tables.on_shared_segments(
        planner, question, tagged, catalog, conversation
    ) or tables.set_against_all(planner, question, tagged, catalog, conversation)
    if shared is not None:
        return shared
    of_segments = segmenting.told(planner, question, tagged, catalog, conversation)
    if of_segments is not None:
        return of_segments
    aside = asides.read(planner, said, tagged, catalog, conversation, last, intent)
    if aside is not None:
        reading = planner._one(question, aside.intent, tagged, aside.confidence)
        return asides.looked_into(reading) if aside.doubts else reading
    on_segments = _on_segments(planner, question, tagged, catalog, conversation, intent, said)
    if on_segments is not None:
        return on_segments
    if intent.tool != "query" and intent.source in catalog.sources:
        if intent.tool not in DEFINING and (said.leans or not _stands_alone(planner, tagged, catalog)):
            scope = Scope(catalog, intent.source)
            other = slots.read(planner, said, tagged, last, intent, scope)
            if other is not None:
                again = planner._one(question, other, tagged, 0.85)
                return segmenting.by_its_words(again) if slots.only_narrows(tagged, scope) else again
        intent = _population_of(intent, catalog, last)
    if intent.source not in catalog.sources:
        return None
    return _edited(planner, question, tagged, catalog, conversation, last, intent, said)


def _written(intent: Intent, tagged: Tagged, catalog: Catalog) -> Intent | None:
    """ "write the e-mail", "give me three ideas", "ad copy for the second one": of the campaign spoken of; for others
    where the message names them."""
    if intent.tool != "campaign" or abilities.segment_reference(tagged) is not None:
        return None
    form = abilities.copy_form(tagged.text, tagged.cover, spoken_of=True)
    form = form or ("ideas" if abilities.wants_ideas(tagged.text) else None)
    idea = abilities.which_idea(tagged.text)
    if form is None and idea is None:
        return None
    draft = abilities.conditions_only(Scope(catalog, intent.source), tagged)
    if draft.conditions or (idea is None and any(s.unknown and not s.free for s in _after_for(tagged))):
        return None
    kept = {k: v for k, v in intent.args.items() if k != "idea" or form in ("email", "ad", None)}
    new = {k: v for k, v in (("form", form), ("idea", idea)) if v is not None}
    return intent.model_copy(update={"args": {**kept, **new}})


def _after_for(tagged: Tagged) -> list[Span]:
    at = next((i for i, s in enumerate(tagged.cover) if s.text.lower() == "for"), None)
    return [] if at is None else list(tagged.cover[at + 1 :])


def _pictured(
    planner: OfflinePlanner,
    question: str,
    tagged: Tagged,
    catalog: Catalog,
    last: Turn,
    intent: Intent,
    said: Message,
) -> Reading | None:
    """What the model spoken of misses; where another figure or other traits are named, that is a new question."""
    if intent.tool != "predict":
        return None
    scope = Scope(catalog, intent.source)
    alone = abilities.predict(abilities.conditions_only(scope, tagged), tagged.text)
    if {"target", "columns"} & set(alone.args):
        return None
    made = slots.read(planner, said, tagged, last, intent, scope)
    return planner._one(question, made, tagged, 0.9) if made is not None else None


def _on_purchases(
    planner: OfflinePlanner,
    question: str,
    tagged: Tagged,
    catalog: Catalog,
    last: Turn,
    intent: Intent,
    said: Message,
) -> Reading | None:
    """Who comes back and what is bought together: the same for others, or asked of those who were left."""
    text = tagged.text
    if intent.tool in lifecycle.TOOLS and (message.looks_like(text) or lifecycle.edits(text, intent)):
        changed = lifecycle.again(planner, question, tagged, catalog, intent)
        if changed is not None:
            return changed
    if not said.leans:
        return None
    named = asides.member(last, tagged.text.lower()) if said.points else None
    calls = abilities.called(tagged, planner.tools)
    return lifecycle.read(
        planner, question, tagged, catalog, calls, intent, named if isinstance(named, str) else None
    )


def _population_of(intent: Intent, catalog: Catalog, last: Turn) -> Intent:
    """What another ability was about, as a query that can be edited: its rows, its figure, its groups."""
    if intent.tool in FINDING and last.result.subject is not None:
        intent = intent.model_copy(update={"where": last.result.subject.where})
    from assistant.planner.offline.followups.figures import counted_of
    from data.query import Out

    scope = Scope(catalog, intent.source)
    measure, dimension = intent.args.get("measure"), intent.args.get("dimension")
    counted = counted_of(scope, None)
    metrics = (Out.model_validate(measure),) if isinstance(measure, dict) else (counted,) if counted else ()
    groups = (Out.model_validate(dimension),) if isinstance(dimension, dict) else ()
    return Intent(
        source=intent.source, where=intent.where, within=intent.within, metrics=metrics, groups=groups,
        answer="table" if groups else "value",
    )  # fmt: skip


# -- edits of a query --------------------------------------------------------------------------------------------
def _edited(
    planner: OfflinePlanner,
    question: str,
    tagged: Tagged,
    catalog: Catalog,
    conversation: Conversation,
    last: Turn,
    intent: Intent,
    said: Message,
) -> Reading | None:
    lacking = _undated(planner, question, tagged, catalog, intent)
    if lacking is not None:
        return lacking
    picked = intent.picked
    if picked and not pointing.at_one(said.text):
        intent, last = unpicked(intent), _listed_in(conversation, last)
    edited = best_edit(planner, tagged, catalog, conversation, last, intent)
    if edited is None or edited.checked.confidence < SURE:
        for lifted in grain.lifted(intent, catalog):
            again = best_edit(planner, tagged, catalog, conversation, last, lifted)
            if again is not None and (edited is None or again.checked.confidence > edited.checked.confidence):
                edited = again
    if edited is None or edited.checked.confidence < SURE:
        edited = _at_work(planner, tagged, catalog, conversation, last, intent) or edited
    if edited is None:
        return None
    if _is_new(planner, tagged, catalog, said, edited) or _calls(planner, tagged, edited):
        return None
    scope = Scope(catalog, edited.intent.source)
    figured = _of_each(_per_counted(intent, edited.intent, scope, tagged.text), scope, tagged.text)
    ranked = judged(figured, tagged.cover, catalog.measures)
    sized = with_sizes(ranked, Scope(catalog, edited.intent.source), conversation)
    used = _used(tagged, edited.heard.draft)
    made = planner._one(question, sized, tagged, edited.checked.confidence, edited.checked, used)
    if picked and not sized.picked and not intent.picked and sized.where != intent.where:
        return replace(made, unclear=_WHOLE_LIST)
    if _dates_members(intent, sized, Scope(catalog, sized.source)):
        return replace(made, unclear=_WHICH_DATE)
    return made


_AVERAGED = re.compile(r"\b(?:per|each)\b.*\bon average\b|\b(?:on )?average\b.*\b(?:per|each)\b", re.I)


def _per_counted(last: Intent, made: Intent, scope: Scope, text: str) -> Intent:
    """ "what did they give on average per person?" after a number of people: one figure, and no list of people."""
    counted = (
        columns_of(last.metrics[0].expr)
        if len(last.metrics) == 1 and is_count(last.metrics[0], scope)
        else ()
    )
    group = made.groups[0].expr if len(made.groups) == 1 and not last.groups else None
    if not isinstance(group, Col) or counted != (group.col,) or not _AVERAGED.search(text):
        return made
    whole = made.model_copy(update={"groups": (), "answer": "value", "order": None, "chart": None})
    return PerMember(column=scope.source.columns.get(group.col)).on(whole, Ground(scope, whole)) or made


def _of_each(intent: Intent, scope: Scope, text: str) -> Intent:
    """ "what did they spend per customer?" of customers, who each have what they spent: the mean of that."""
    entity, first = scope.entity, intent.metrics[0].expr if len(intent.metrics) == 1 else None
    if (
        entity is None
        or intent.groups
        or not isinstance(first, Agg)
        or first.agg != "sum"
        or first.where is not None
    ):
        return intent
    column = scope.source.columns.get(first.of.col) if isinstance(first.of, Col) else None
    names = "|".join(re.escape(n) for n in (entity.name, *entity.synonyms))
    if (
        column is None
        or not grain.is_total(column)
        or not re.search(rf"\b(?:per|each|every) (?:{names})\b", text, re.I)
    ):
        return intent
    return intent.model_copy(update={"metrics": (of_column("mean", column),)})


_WHICH_DATE = (
    "I do not know whether this is when they joined or when that happened. Is it this that you mean?"
)


def _dates_members(last: Intent, made: Intent, scope: Scope) -> bool:
    """ "and in 2023?" after what the customers of Berlin spent: a day of the customer is no day of what was spent."""
    new = [e for e in made.where if e not in last.where and is_period(e)]
    columns = (scope.source.columns.get(n) for m in made.metrics for n in columns_of(m.expr))
    return (
        bool(new)
        and made.metrics == last.metrics
        and any(grain.is_total(c) for c in columns if c is not None)
    )


_WHOLE_LIST = "I do not know whether this is about the one that was picked last, or about the whole list. Is it this that you mean?"


def _listed_in(conversation: Conversation, last: Turn) -> Turn:
    """The answer with the list that a row was picked from."""
    unpicked_yet = (
        t for t in reversed(conversation.turns) if (i := intent_of(t)) is not None and not i.picked
    )
    return next(unpicked_yet, last)


_PER_MEMBER = re.compile(r"\b(?:per|each|every|average|avg|mean|median|typical)\b", re.I)


def _at_work(
    planner: OfflinePlanner,
    tagged: Tagged,
    catalog: Catalog,
    conversation: Conversation,
    last: Turn,
    intent: Intent,
) -> Edited | None:
    """ "what did they spend?" after a number of customers: a figure of their orders. Per head it would be one of those
    who ordered, and not of those who were counted."""
    if _PER_MEMBER.search(tagged.text):
        return None
    found = None
    for there in joined.read(intent, catalog):
        made = best_edit(planner, tagged, catalog, conversation, last, there)
        if made is None or not made.heard.figure or made.checked.confidence < SURE:
            continue
        if found is None or made.checked.confidence > found.checked.confidence:
            found = made
    return found


def _used(tagged: Tagged, draft: Draft) -> tuple[str, ...]:
    """What each span of the whole message was taken for; words that were cut belong to the edit."""
    taken = {
        at: draft.used.get(i, "")
        for i, s in enumerate(draft.spans)
        for at in (draft.tokens[k].start for k in range(s.start, s.end))
    }
    return tuple(
        next((w for k in range(s.start, s.end) if (w := taken.get(tagged.tokens[k].start, "edit"))), "")
        for s in tagged.cover
    )


def _undated(
    planner: OfflinePlanner, question: str, tagged: Tagged, catalog: Catalog, intent: Intent
) -> Reading | None:
    from assistant.planner.offline.planner import undated

    if (
        intent.groups
        or not intent.metrics
        or not re.search(
            r"\b(change|changed|last year|previous year|year before|grow|grew|growth)\b", tagged.text, re.I
        )
    ):
        return None
    lacking = undated(Scope(catalog, intent.source), tagged)
    return Reading(question, missing=lacking) if lacking is not None else None


def best_edit(
    planner: OfflinePlanner,
    tagged: Tagged,
    catalog: Catalog,
    conversation: Conversation,
    last: Turn,
    intent: Intent,
) -> Edited | None:
    """The reading of a message as edits that its words support best."""
    ground = Ground(Scope(catalog, intent.source), intent, _earlier(conversation), tuple(conversation.turns))
    made: list[Edited] = []
    for heard in hearing.hear(planner, message.hear(tagged.text), ground, last, tagged.made):
        changed = apply(heard.edits, ground)
        if changed is not None and not _unchanged(changed, intent):
            _give_back(heard.draft, changed)
            made.append(Edited(changed, heard, check(heard.draft, changed, len(tagged.corrections))))
    return max(made, key=lambda e: e.checked.confidence, default=None)


def _give_back(draft: Draft, made: Intent) -> None:
    """A column that was heard and found no place ("marital status by segment" as a split of counts) is not used."""
    outs = (*made.metrics, *made.groups, *made.columns)
    exprs = (*(o.expr for o in outs), *made.where, *made.having, *made.share)
    placed = {name.rsplit(".", 1)[-1] for e in exprs for name in columns_of(e)}
    placed |= {node.measure for e in exprs for node in walk(e) if isinstance(node, MeasureRef)}
    for i in [i for i, why in draft.used.items() if why == "item"]:
        entries = draft.spans[i].entries
        named = {e.name.rsplit(".", 1)[-1] for e in entries if e.kind in ("column", "measure")}
        if named and all(e.kind in ("column", "measure") for e in entries) and not named & placed:
            del draft.used[i]


def _unchanged(made: Intent, last: Intent) -> bool:
    """An edit that changes nothing was not understood, unless it asks for how things are already."""
    plain = {"notes": ()}
    return made.model_copy(update=plain) == last.model_copy(update=plain) and made.chart is None


def _earlier(conversation: Conversation) -> Intent | None:
    """The question before the last, where the last was an edit of it."""
    if len(conversation.turns) < 2:
        return None
    before, last = conversation.turns[-2:]
    intent, mine = intent_of(before), intent_of(last)
    if intent is None or mine is None or intent.source != mine.source:
        return None
    return intent if message.hear(last.question).leans else None


def _is_new(planner: OfflinePlanner, tagged: Tagged, catalog: Catalog, said: Message, edited: Edited) -> bool:
    """A question that names its own figure and leans on nothing is new; one that does not read alone leans."""
    alone = planner._best_query(tagged, catalog)
    if alone is None or not _reads_alone(alone):
        return False
    confidence = edited.checked.confidence
    if said.leans:
        closer = confidence < POSSIBLE and alone.checked.confidence > confidence
        return closer and not message.clings(tagged.text)
    if not (edited.heard.figure or _asks_for_rows(alone) or _asks_for_share(alone)):
        return False
    return alone.checked.confidence >= min(confidence, SURE)


def _stands_alone(planner: OfflinePlanner, tagged: Tagged, catalog: Catalog) -> bool:
    """A whole question with a figure of its own."""
    alone = planner._best_query(tagged, catalog)
    return (
        alone is not None
        and _reads_alone(alone)
        and bool(alone.intent.metrics)
        and alone.checked.confidence >= SURE
    )


def _calls(planner: OfflinePlanner, tagged: Tagged, edited: Edited) -> bool:
    """The message calls for another ability ("tell me about segment 1"), by words that the edits do not use."""
    draft = edited.heard.draft
    said = {draft.spans[i].text.lower() for i, why in draft.used.items() if why != "edit"}
    called = [
        tagged.cover[c.at].text.lower()
        for c in abilities.called(tagged, planner.tools)
        if c.tool != "basket" or not lifecycle.marked(tagged, c.at, planner.catalog)
    ]
    return any(word in draft.text.lower() and word not in said for word in called)


def _asks_for_share(alone: Read) -> bool:
    """ "share of customers with two kids": of which rows is said by their noun, and no "the" or "those" points back."""
    spans = alone.draft.spans
    opened = next((i for i, s in enumerate(spans) if s.word("share") is not None), None)
    if alone.form != "share" or opened is None or opened + 2 >= len(spans):
        return False
    noun = spans[opened + 2].entry("entity", "rows", "table")
    return spans[opened + 1].text.lower() in ("of", "of all", "of our") and noun is not None


def _asks_for_rows(alone: Read) -> bool:
    """ "list the customers from Spain", "who bought most": rows are asked for, and by their noun."""
    draft = alone.draft
    noun = any(s.entry("entity", "rows", "table") is not None for s in draft.spans)
    listed = re.search(r"\b(list|show|who|whose|which|names?|display|give|find|what)\b", draft.text, re.I)
    return bool(alone.intent.columns) and noun and listed is not None


def _reads_alone(alone: Read) -> bool:
    from assistant.planner.offline.planner import _complete

    return _complete(alone)


# -- segments ----------------------------------------------------------------------------------------------------
def _by_name(intent: Intent, conversation: Conversation) -> Intent:
    """Segments that were made on the way to an answer go by their name from then on."""
    labelling = segmentation(conversation)
    outs = (*intent.groups, *intent.columns)
    if labelling is None or not (any(_is_made(o.expr) for o in outs) or any(map(_of_made, intent.where))):
        return intent
    own = col(labelling.name)
    groups, columns = (
        tuple(o.model_copy(update={"expr": own}) if _is_made(o.expr) else o for o in kept)
        for kept in (intent.groups, intent.columns)
    )
    where = tuple(
        call("eq", own, match_label(str(e.args[1].lit), list(labelling.labels))) if _of_made(e) else e  # type: ignore[union-attr]  # as _of_made says
        for e in intent.where
    )  # fmt: skip
    return intent.model_copy(update={"groups": groups, "columns": columns, "where": where, "before": ()})


def _is_made(expr: Expr) -> bool:
    """A column that an earlier step of the same plan makes."""
    return isinstance(expr, Col) and expr.col.startswith("$")


def _of_made(expr: Expr) -> bool:
    """A condition on such a column: "segment 1"."""
    return (
        isinstance(expr, Call)
        and expr.op == "eq"
        and _is_made(expr.args[0])
        and isinstance(expr.args[1], Lit)
    )


def _on_segments(
    planner: OfflinePlanner,
    question: str,
    tagged: Tagged,
    catalog: Catalog,
    conversation: Conversation,
    intent: Intent,
    said: Message,
) -> Reading | None:
    """ "which of them uses deals most?" after segments were made."""
    labelling = segmentation(conversation)
    if labelling is None or intent.tool != "segment":
        return None
    low = tagged.text.lower()
    if not (said.leans or re.search(r"\b(of them|each of them|which one|them|which of these|each)\b", low)):
        return None
    scope = Scope(catalog, intent.source)
    remade = slots.read(planner, said, tagged, conversation.turns[-1], intent, scope)
    if remade is not None:
        made = planner._one(question, remade, tagged, 0.9)
        return segmenting.by_its_words(made) if slots.only_narrows(tagged, scope) else made
    return grouped_by(planner, question, tagged, catalog, col(labelling.name), labelling.source, (), low)
