"""Member lists: "export them", "the list for Facebook", and what is refused: everyone's e-mail addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from assistant.planner.offline import abilities, build, figures, targeting
from assistant.planner.offline.conditions import Draft, draft_of
from assistant.planner.offline.conditions import read as read_conditions
from assistant.planner.offline.followups.pointing import shown_members
from assistant.planner.offline.followups.population import narrowed_by
from assistant.planner.offline.followups.segments import segmentation
from assistant.planner.offline.scope import Intent, Scope
from assistant.planner.offline.spans import Span, Tagged
from assistant.reading import Candidate, Missing, Reading
from data.catalog import Catalog, Column
from data.query import Agg, Col, Expr, Member, Order, Out, Query, Scalar, call, col, columns_of
from tools._contacts import contact_columns, reaches
from tools._features import words_of
from tools._outcome import CONSENT, consent_column
from tools._result import Labelling

if TYPE_CHECKING:
    from assistant.conversation import Conversation, Turn
    from assistant.planner.offline.planner import OfflinePlanner

TOOL = "audience"
DEFAULT_TOP = 0.1
"""The share that "our best customers" are, where no number is said."""
_VERB = re.compile(
    r"^\W*(?:please |pls |can you |could you |can i |now |ok |okay |then |and |so |just |i want to |i need to |let me |we want to )*"
    r"(?:export|download|(?:give|get|send|make|build|create|prepare|pull|write|save) (?:me |us |out |up )?(?:(?:the|a|an|their|that|this|my) )?"
    r"(?:\w+ )?(?:list(?! of (?!ids|members|customer ids))|ids|member ids|customer ids|audience|upload|upload file)\b)",
    re.I,
)
_NO_LIST = re.compile(
    r"\b(chart|graph|plot|picture|png|slide|slides|powerpoint|pdf|report|table|answer|result|results|figures?|this as|it as|dashboard)\b",
    re.I,
)
_LIST = re.compile(r"\b(the|their|that|this|a) (list|ids|member ids|customer ids)\b|\bids of\b", re.I)
_FILE = re.compile(
    r"\b(csv|spreadsheet|excel)( file)?\b.*\b(of|with)\b|\bas (a )?(csv|spreadsheet|excel)\b", re.I
)
_UPLOAD = re.compile(r"\b(list|lists|audience|audiences|upload|export|ids?)\b", re.I)
_AGREED = re.compile(
    r"\b(every(one|body)( in it)?|all( of them)?|they( all)?|we) (has|have|had)?\s*(all )?(agreed|consent(ed)?|opted in|permission)\b",
    re.I,
)
_NOT_AGREED = re.compile(
    r"\b(also|even|including|include|with) (those|everyone|everybody|people|customers)?\s*(who )?(without consent|did ?n[o']t agree|(have|has) not agreed|not agreed|no consent)\b|\bignore consent\b",
    re.I,
)
_COMPLAINERS = re.compile(
    r"\b(also|even|including|include|with|keep) (those|the ones|people|customers)?\s*(who )?(complain|complained|complaints|complainers)\b",
    re.I,
)
_POINTS = re.compile(
    r"\b(them|they|these|those(?! (in|with|without|who|whose|from|that|over|under|of|which))|it|its|their|this (group|segment)|that (group|segment))\b",
    re.I,
)
_WHO_AGREED = re.compile(
    r"\b(who |that |which )?(have |has |had )?(agreed|consented|opted in|gave (their )?consent)( to( get| receive)?( (the|our|a))? \w+)?",
    re.I,
)


@dataclass
class Asked:
    """What a message says of a list."""

    draft: Draft
    args: dict[str, Any] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)


def read(
    planner: OfflinePlanner, question: str, tagged: Tagged, catalog: Catalog, conversation: Conversation
) -> Reading | None:
    """A list that is asked for, or None."""
    if TOOL not in planner.tools:
        return None
    contact = _said(tagged, "contact") and not _of_rows(tagged.text, catalog)
    if not contact and not _called(planner, tagged):
        return None
    if contact and not _platform(planner, tagged.text):
        return _contacts(planner, question, tagged, catalog, conversation)
    found = _population(planner, tagged, catalog, conversation)
    if isinstance(found, Reading):
        return found
    intent, asked = found
    asked.args |= _options_said(planner, tagged.text)
    left = _unplaced(planner, asked, tagged)
    if left:
        return _not_placed(planner, question, catalog, intent, left)
    intent = intent.model_copy(
        update={"args": {**intent.args, **asked.args}, "where": tuple(dict.fromkeys(intent.where))}
    )
    return _checked(planner, question, tagged, catalog, intent, asked)


def _of_rows(text: str, catalog: Catalog) -> bool:
    """ "All email sends" are the rows of a table, and no addresses."""
    plurals = (s.plural.lower() for s in catalog.sources.values())
    return any(" " in p and "mail" in p and p in text.lower() for p in plurals)


def _not_placed(
    planner: OfflinePlanner, question: str, catalog: Catalog, intent: Intent, left: list[str]
) -> Reading:
    """A word that would be passed over: a list of others than were meant must not leave the house."""
    words = "”, “".join(left[:3])
    option = build.candidate(intent, catalog, planner.tools, 0.6)
    return Reading(
        question, candidates=(option,), unclear=f"I do not know what to do with “{words}”. Is this meant?"
    )


def follow(
    planner: OfflinePlanner,
    question: str,
    tagged: Tagged,
    catalog: Catalog,
    conversation: Conversation,
    last: Turn,
) -> Reading | None:
    """Another form, group or rule for the list of the last answer; or the list of whom the last answer is about."""
    if TOOL not in planner.tools:
        return None
    if _called(planner, tagged) or (_said(tagged, "contact") and not _of_rows(tagged.text, catalog)):
        return read(planner, question, tagged, catalog, conversation)
    intent = last.intent
    if not isinstance(intent, Intent) or intent.tool != TOOL or intent.source not in catalog.sources:
        return None
    if targeting.calls_another(tagged, TOOL):
        return None
    asked = _asked(Scope(catalog, intent.source), tagged)
    top = asked.args.pop("top", None)
    if top is not None and (ranking := _ranking_before(intent)) is not None:
        cut = _top_of(planner, ranking, float(top), catalog)
        intent = intent.model_copy(update={"before": cut.before, "where": cut.where})
        return _checked(planner, question, tagged, catalog, intent, asked)
    asked.args |= _options_said(planner, tagged.text)
    rows = [c for c in asked.draft.conditions if c.measure is None]
    edits = targeting.fragment(tagged) if rows else bool(asked.args)
    if _unplaced(planner, asked, tagged) or not edits:
        return None
    changed = narrowed_by(intent, asked.draft)
    changed = changed.model_copy(update={"args": {**changed.args, **asked.args}})
    return _checked(planner, question, tagged, catalog, changed, asked)


def _said(tagged: Tagged, detail: str) -> bool:
    return any(
        w.kind == "tool" and w.name == TOOL and w.detail == detail for s in tagged.cover for w in s.words
    )


def _called(planner: OfflinePlanner, tagged: Tagged) -> bool:
    text = tagged.text
    if _said(tagged, "list"):
        return True
    if _NO_LIST.search(text):
        return False
    if _VERB.match(text):
        return True
    asks = re.search(r"\b(how|what|which|why|when|did|does|is|are)\b", text, re.I) is not None
    short = len(text.split()) <= 6 and _LIST.search(text) is not None
    file = _FILE.search(text) is not None and any(
        figures.is_person(t.stem, tagged.words) for t in tagged.tokens
    )
    upload = _platform(planner, text) is not None and _UPLOAD.search(text) is not None
    return not asks and (short or file or upload)


def _platform(planner: OfflinePlanner, text: str) -> str | None:
    """The platform that the list is for."""
    for form, names in planner.words.raw["platforms"].items():
        if any(re.search(rf"\b{re.escape(n)}\b", text, re.I) for n in names):
            return str(form)
    return None


def _options_said(planner: OfflinePlanner, text: str) -> dict[str, Any]:
    args: dict[str, Any] = {}
    form = _platform(planner, text)
    if form is not None:
        args["form"] = form
    elif re.search(r"\b(as|only|just|by) (the )?ids?\b", text, re.I):
        args["form"] = "ids"
    if _AGREED.search(text):
        args["agreed"] = True
    if _NOT_AGREED.search(text):
        args["everybody"] = True
    if _COMPLAINERS.search(text):
        args["complaints"] = True
    return args


# -- whose list --------------------------------------------------------------------------------------------------
def _population(
    planner: OfflinePlanner, tagged: Tagged, catalog: Catalog, conversation: Conversation
) -> tuple[Intent, Asked] | Reading:
    """The people meant: a segment, all segments, the top of a ranking, whom the last answer is about, or those
    that the message itself describes."""
    people = Scope(catalog, abilities.people_scope(catalog))
    asked = _asked(people, tagged)
    made = segmentation(conversation)
    rows = tuple(
        c.expr
        for c in asked.draft.conditions
        if c.measure is None and (made is None or c.column is None or c.column.name != made.name)
    )
    low = tagged.text.lower()
    segments = _of_segments(planner, tagged, catalog, conversation, low)
    if segments is not None:
        _use_segment(asked.draft, made)
        return segments.model_copy(update={"where": (*segments.where, *rows)}), asked
    aside = set(planner.words.raw["audience_talk"].split()) | _platform_words(planner)
    ranked = targeting.read(planner, tagged.text, tagged, catalog, aside)
    if ranked is not None:
        if not ranked.candidates or ranked.unclear:
            return ranked
        asked.draft.use("ranking", *range(len(asked.draft.spans)))  # it has placed them all
        return _top_of(planner, ranked.candidates[0].intent, None, catalog), Asked(asked.draft)
    best = _best(asked, people, rows)
    if best is not None:
        return Intent(source=people.name, tool=TOOL, where=(*rows, best)), asked
    last = conversation.last
    described = rows or any(figures.is_person(t.stem, tagged.words) for t in tagged.tokens)
    pointed = _POINTS.search(low) is not None or not described or _of_a_segment(last, low)
    if (
        last is not None
        and isinstance(last.intent, Intent)
        and pointed
        and not re.search(r"\b(all|every|everyone|everybody|everything)\b", low)
    ):
        led = _of_last(last, catalog, people, low)
        if led is None and _POINTS.search(low) is not None and not rows:
            return _whom(planner, tagged, catalog, people)
        if led is not None:
            top = _top(asked, led)
            led = _top_of(planner, led, top, catalog) if led.tool == targeting.TOOL else led
            return led.model_copy(update={"where": (*led.where, *rows)}), asked
    return Intent(source=people.name, tool=TOOL, where=rows), asked


def _of_a_segment(last: Turn | None, low: str) -> bool:
    """ "The members" after one segment was spoken of are those of that segment."""
    spoken = last.intent.args.get("segment") if last is not None and isinstance(last.intent, Intent) else None
    return isinstance(spoken, dict) and re.search(r"\bthe members\b", low) is not None


def _use_segment(draft: Draft, made: Any) -> None:
    """The segment's noun, number and name are placed."""
    for i, span in enumerate(draft.spans):
        noun = span.text.lower() in abilities.SEGMENT_NOUNS or span.text.lower() in ("group", "groups")
        number = span.number is not None and i > 0 and i - 1 in draft.used
        named = made is not None and any(e.name == made.name for e in span.entries)
        if noun or number or named:
            draft.use("segment", i)


def _whom(planner: OfflinePlanner, tagged: Tagged, catalog: Catalog, people: Scope) -> Reading:
    everyone = build.candidate(Intent(source=people.name, tool=TOOL), catalog, planner.tools, 0.6)
    return Reading(
        tagged.text,
        candidates=(everyone,),
        unclear="Whom should the list hold? Name a group, or take everyone.",
    )


def _best(asked: Asked, people: Scope, rows: tuple[Expr, ...]) -> Expr | None:
    """ "our best customers", "the top 100 by revenue": those with the highest (or lowest) value of a number."""
    draft = asked.draft
    said = [
        i
        for i, s in enumerate(draft.spans)
        if s.word("superlative") and (draft.free(i) or "top" in asked.args)
    ]
    if not said or people.entity is None:
        return None
    word = draft.spans[said[0]].word("superlative")
    highest = word is None or word.name != "asc"
    named = [
        (i, c) for i, s in enumerate(draft.spans) if draft.free(i) and (c := _measured(people, s)) is not None
    ]
    column = named[0][1] if named else _meant(draft, said[0], people) or people.value_column()
    if column is None:
        return None
    top = float(asked.args.pop("top", _number_said(draft) or DEFAULT_TOP))
    draft.use(
        "best", *said, *(i for i, _ in named[:1]), *(i for i, s in enumerate(draft.spans) if s.word("group"))
    )
    value, key = Col(col=column.name), Col(col=people.entity.key)
    if top < 1:
        q = round(1 - top if highest else top, 6)
        cut = Out(name=f"{q:.0%} point", expr=Agg(agg="quantile", of=value, q=q))
        inner = Query(source=people.name, where=rows, measures=(cut,))
        return call("ge" if highest else "le", value, Scalar(scalar=inner))
    outs = (Out(name=people.entity.key, expr=key), Out(name=column.label, expr=value))
    ranked = Query(
        source=people.name,
        where=rows,
        columns=outs,
        order=(Order(by=column.label, desc=highest),),
        limit=round(top),
    )
    return Member(member=key, within=ranked)


def _measured(people: Scope, span: Span) -> Column | None:
    """The number of a person that a word names; "customers" is none, though "days as a customer" holds it."""
    if any(
        e.kind == "entity" and people.entity is not None and e.name == people.entity.name
        for e in span.entries
    ):
        return None
    term = people.quantity(span) if span.entries else None
    return term.column if term is not None and term.entry.quality >= targeting.PART_OF_A_NAME else None


def _meant(draft: Draft, at: int, people: Scope) -> Column | None:
    """ "the youngest": the superlative brings its own number."""
    low = draft.spans[at].text.lower()
    owned = draft.words.raw["superlative_of"] if draft.words is not None else {}
    return next((people.concept(name) for name, said in owned.items() if low in said), None)


def _number_said(draft: Draft) -> float | None:
    """ "5 % of customers with the highest income": how many of them."""

    def counts(i: int) -> bool:
        after = draft.spans[i + 1] if i + 1 < len(draft.spans) else None
        return draft.spans[i].percent or (after is not None and after.word("superlative") is not None)

    numbers = [i for i, s in enumerate(draft.spans) if s.number is not None and draft.free(i)]
    at = next((i for i in numbers if counts(i)), figures.people(draft))
    if at is None:
        return None
    draft.use("best", at)
    number = float(draft.spans[at].number or 0)
    return number / 100 if draft.spans[at].percent else number


def _of_segments(
    planner: OfflinePlanner, tagged: Tagged, catalog: Catalog, conversation: Conversation, low: str
) -> Intent | None:
    """ "segment 2", a segment by its name, or "the segments"."""
    labelling = segmentation(conversation)
    number = re.search(r"\b(?:segment|cluster|group)s? (\d+)\b", low)
    if labelling is None:
        if number is None or "segment" not in planner.tools:
            return None
        source = abilities.people_scope(catalog)
        step: dict[str, object] = {"tool": "segment", "args": {"source": source}}
        return Intent(
            source=source, tool=TOOL, before=(step,), args={"segment": {"step": "$1", "label": number[1]}}
        )
    if number is not None:
        label = number[1]
    else:
        named = [
            e.value for s in tagged.cover for e in s.entries if e.kind == "value" and e.name == labelling.name
        ]
        if not named:
            if not re.search(r"\b(segments|clusters|all groups|segmentation)\b", low):
                return None
            return Intent(source=labelling.source, tool=TOOL, args={"label": labelling.name})
        label = str(named[0])
    return Intent(
        source=labelling.source, tool=TOOL, args={"segment": {"step": labelling.name, "label": label}}
    )


def _of_last(last: Turn, catalog: Catalog, people: Scope, low: str) -> Intent | None:
    """Whom the last answer is about."""
    intent: Intent = last.intent
    if intent.tool == targeting.TOOL:
        return targeting.best_of(last)
    if intent.tool == TOOL:
        return intent.model_copy()
    if intent.tool == "segment":
        made = next((t for t in last.result.artifacts if isinstance(t, Labelling)), None)
        return Intent(source=made.source, tool=TOOL, args={"label": made.name}) if made is not None else None
    spoken = intent.args.get("segment")
    if isinstance(spoken, dict):
        return Intent(
            source=intent.source,
            tool=TOOL,
            before=intent.before,
            args={"segment": spoken},
            where=intent.where,
        )
    if intent.tool not in (
        "query",
        "profile",
        "campaign",
        "define",
        "compare",
        "drivers",
        "predict",
        "experiment",
    ):
        return None
    if (
        intent.tool == "query"
        and intent.source == people.name
        and (top := _listed(people, intent)) is not None
    ):
        return Intent(source=people.name, tool=TOOL, where=(top,))
    shown = shown_members(last, low)
    if shown is not None and any(
        catalog.sources[intent.source].columns[n].personal
        for n in columns_of(shown)
        if n in catalog.sources[intent.source].columns
    ):
        return None
    if shown is not None and people.entity is not None and columns_of(shown) == (people.entity.key,):
        return Intent(source=people.name, tool=TOOL, where=(shown,))
    where = (*intent.where, *intent.share, *((shown,) if shown is not None else ()))
    listed = intent.tool == "query" and bool(intent.groups) and not where and not intent.within
    if intent.source not in catalog.sources or listed:
        return None  # groups of everyone: "them" are not people
    if intent.source == people.name or not (
        people.entity is not None and people.entity.key in catalog.sources[intent.source].columns
    ):
        return Intent(source=intent.source, tool=TOOL, where=where, within=intent.within)
    if people.entity is not None and people.entity.rolled_up and people.entity.table == intent.source:
        # Members by their valid lines, as their own figures count them.
        return Intent(source=people.name, tool=TOOL, within=(*intent.within, *where))
    return Intent(source=people.name, tool=TOOL, where=belonging(people, intent, where))


def _listed(people: Scope, intent: Intent) -> Expr | None:
    """The people of a list that was cut at a number, by their key: the same order, cut at the same place."""
    by = next((o for o in intent.columns if o.name == intent.order), None)
    if by is None or intent.limit is None or people.entity is None:
        return None
    key = Col(col=people.entity.key)
    ranked = Query(
        source=people.name,
        within=intent.within,
        where=intent.where,
        columns=(Out(name=people.entity.key, expr=key), by),
        order=(Order(by=by.name, desc=bool(intent.desc)),),
        limit=intent.limit,
    )
    return Member(member=key, within=ranked)


def belonging(people: Scope, intent: Intent, where: tuple[Expr, ...]) -> tuple[Expr, ...]:
    """People with at least one of the lines that an answer or a condition is about."""
    if (not where and not intent.within) or people.entity is None:
        return ()
    key = Col(col=people.entity.key)
    lines = Query(
        source=intent.source,
        within=intent.within,
        where=where,
        columns=(Out(name=people.entity.key, expr=key),),
    )
    return (Member(member=key, within=lines),)


def _ranking_before(intent: Intent) -> Intent | None:
    """The ranking whose top a list is."""
    step = intent.before[-1] if intent.before else {}
    args = step.get("args")
    if step.get("tool") != targeting.TOOL or not isinstance(args, dict):
        return None
    held = {k: args[k] for k in ("where", "within") if k in args}
    population = Query.model_validate({"source": args["source"], **held})
    own = {k: v for k, v in args.items() if k not in ("source", "where", "within")}
    return Intent(
        source=str(args["source"]),
        tool=targeting.TOOL,
        args=own,
        where=population.where,
        within=population.within,
    )


def _top(asked: Asked, intent: Intent) -> float | None:
    """ "the top 20 %" in a message about the list of a ranking."""
    top = asked.args.pop("top", None)
    return float(top) if top is not None and intent.tool == targeting.TOOL else None


def _top_of(planner: OfflinePlanner, ranking: Intent, top: float | None, catalog: Catalog) -> Intent:
    """The people at the top of a ranking, the ranking as the step before."""
    ranking = targeting.with_top(ranking, top) if top is not None else ranking
    if "top" not in ranking.args and not {"cost", "margin"} <= set(ranking.args):
        # The data may bring a cost and a margin; a cut that is said is the same with and without.
        ranking = targeting.with_top(ranking, 0.1)
    where = (call("eq", col(targeting.name_of(ranking, planner, catalog)), targeting.part_of(ranking)),)
    return Intent(source=ranking.source, tool=TOOL, before=(targeting.step_of(ranking),), where=where)


# -- the parts ---------------------------------------------------------------------------------------------------
def _asked(scope: Scope, tagged: Tagged) -> Asked:
    asked = Asked(draft_of(scope, tagged))
    draft = asked.draft
    agreed = _WHO_AGREED.search(tagged.text)
    if agreed is not None:  # the list's own rule
        said = range(agreed.start(), agreed.end())
        draft.use("consent", *(i for i, s in enumerate(draft.spans) if draft.tokens[s.start].start in said))
    cut = targeting.top_said(draft)
    if cut is not None:
        asked.args["top"] = cut
    read_conditions(draft)
    abilities.flags_as_conditions(draft)
    asked.draft.conditions = [c for c in draft.conditions if not _of_consent(c.column)]
    return asked


def _of_consent(column: Any) -> bool:
    """Who agreed is the list's own rule, not a condition beside it."""
    return column is not None and column.role == "flag" and CONSENT.search(words_of(column)) is not None


def _unplaced(planner: OfflinePlanner, asked: Asked, tagged: Tagged) -> list[str]:
    talk = set(planner.words.raw["audience_talk"].split()) | _platform_words(planner)
    return [s.text for s in targeting.left_over(asked.draft, tagged) if not _talk(s, talk)]


def _platform_words(planner: OfflinePlanner) -> set[str]:
    return {w for names in planner.words.raw["platforms"].values() for n in names for w in n.split()}


def _talk(span: Span, talk: set[str]) -> bool:
    return span.number is None and set(span.text.lower().split()) <= talk


# -- what may be had ---------------------------------------------------------------------------------------------
def _checked(
    planner: OfflinePlanner, question: str, tagged: Tagged, catalog: Catalog, intent: Intent, asked: Asked
) -> Reading:
    """The list, or what stands in the way of it with what can be had instead."""
    source = catalog.sources.get(intent.source)
    ids = intent.model_copy(
        update={"args": {k: v for k, v in intent.args.items() if k not in ("form", "agreed")}}
    )
    by_id = build.candidate(ids, catalog, planner.tools, 0.7, "The list by id only")
    form = intent.args.get("form", "ids")
    if source is None or form == "ids":
        return planner._one(question, intent, tagged, 0.85)
    if not reaches(contact_columns(source), "google" if form == "google" else "meta"):
        return Reading(
            question,
            missing=Missing(
                f"there is no e-mail address or phone number of the {source.plural} here for a platform to match",
                "contact data beside the id",
                (by_id,),
            ),
        )
    if consent_column(source) is None and not intent.args.get("agreed"):
        agreed = intent.model_copy(update={"args": {**intent.args, "agreed": True}})
        sure = build.candidate(
            agreed, catalog, planner.tools, 0.7, "Everyone in it has agreed to be contacted"
        )
        return Reading(
            question,
            candidates=(sure, by_id),
            unclear=f"No column says which {source.plural} agreed to be contacted, and an upload needs that. How is it?",
        )
    return planner._one(question, intent, tagged, 0.85)


def _contacts(
    planner: OfflinePlanner, question: str, tagged: Tagged, catalog: Catalog, conversation: Conversation
) -> Reading:
    """Plain e-mail addresses or phone numbers of many people: not handed out; ids, or a hashed list, are."""
    found = _population(planner, tagged, catalog, conversation)
    source = abilities.people_scope(catalog)
    intent = Intent(source=source, tool=TOOL) if isinstance(found, Reading) else found[0]
    options: list[Candidate] = [build.candidate(intent, catalog, planner.tools, 0.7, "The list by id only")]
    if intent.source in catalog.sources and reaches(
        contact_columns(catalog.sources[intent.source]), "google"
    ):
        for form, shown in (("google", "Hashed for Google"), ("meta", "Hashed for Meta")):
            own = intent.model_copy(update={"args": {**intent.args, "form": form}})
            options.append(build.candidate(own, catalog, planner.tools, 0.6, shown))
    return Reading(
        question,
        missing=Missing(
            "contact data of many people are not handed out as they stand: they stay where they are kept",
            "the ids, to be matched there; or a hashed list for a platform, of those who agreed",
            tuple(options),
        ),
    )
