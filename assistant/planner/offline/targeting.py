"""Whom to contact first: "who is most likely to respond?", and what is asked of that ranking next."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from assistant.planner.offline import abilities, build, figures
from assistant.planner.offline.checks import check
from assistant.planner.offline.compose import compose
from assistant.planner.offline.conditions import Draft, draft_of
from assistant.planner.offline.conditions import read as read_conditions
from assistant.planner.offline.followups import message
from assistant.planner.offline.followups.population import narrowed_by
from assistant.planner.offline.scope import Intent, Scope, Term
from assistant.planner.offline.spans import Span, Tagged
from assistant.reading import Candidate, Missing, Reading
from data.catalog import Catalog, Column
from data.query import call, col
from tools._explain import is_person
from tools._outcome import ranking_name, usual_outcome, yes_no_columns

if TYPE_CHECKING:
    from assistant.conversation import Turn
    from assistant.planner.offline.planner import OfflinePlanner

TOOL = "target"
_ONLY_BY = re.compile(r"\b(based (only )?on|using( only)?|only (by|from|with)|judged by)\b", re.I)
_WITHOUT = re.compile(
    r"\b(without|leave out|leaving out|ignoring|ignore|excluding|exclude|drop|not using)\b", re.I
)
_NOBODY = re.compile(
    r"\b(how many|how much|what (share|percent|percentage|proportion)|average|number of)\b", re.I
)
_SHOULD = re.compile(
    r"\b(who|whom|(?:which|what) (?:\d[\d,]* )?\w+)(?: (?:\w+ )?(?:should|shall|must|ought to)\b| to\b).*",
    re.I,
)
_AGAIN = re.compile(
    r"\b(how (good|accurate|reliable|sure|certain|well|much better)|can i trust|\bauc\b|lift|gains|how many should|"
    r"how many (are|is|of them are) (worth|above)|what profit|how much profit|profit (of|from|do|would|will))\b",
    re.I,
)
_WHO = re.compile(
    r"\b(tell me (more )?about|describe|profile|who are|what are they like|characteri[sz]e|what makes|what sets|how do they differ|why)\b",
    re.I,
)
_THEM = re.compile(r"\b(them|they|these|those|their|that group|this group)\b", re.I)
_VIEWS = {"calibration": "calibration", "even": "break-even"}
"""By the detail of the words that call for it: what is asked of a ranking besides the ranking itself."""
PART_OF_A_NAME = 0.6
_OPENING = {
    "and",
    "so",
    "ok",
    "okay",
    "please",
    "now",
    "then",
    "can",
    "could",
    "you",
    "tell",
    "me",
    "show",
    "us",
    "i",
    "want",
    "to",
    "know",
    "the",
    "a",
}
_NO_WHO = {
    "are",
    "is",
    "was",
    "were",
    "do",
    "does",
    "did",
    "has",
    "have",
    "had",
    "how",
    "why",
    "when",
    "where",
    "whether",
    "if",
}
_SHARED_LETTERS = 5
_SHORTEST = 4


@dataclass
class Asked:
    """What a message says of a ranking: arguments, and which spans said it."""

    draft: Draft
    args: dict[str, Any] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)


def read(
    planner: OfflinePlanner,
    question: str,
    tagged: Tagged,
    catalog: Catalog,
    aside: Collection[str] = (),
) -> Reading | None:
    """A question for a ranking by likelihood, or None. Words in `aside` belong to what is done with it."""
    if TOOL not in planner.tools or not _called(planner, tagged, catalog):
        return None
    scope = scope_of(catalog, tagged)
    asked = _asked(planner, scope, tagged, fresh=True)
    talk = {*aside, *planner.words.raw["target_talk"].split()}
    asked.open = [w for w in asked.open if not set(w.lower().split()) <= talk]
    named, usual = "target" in asked.args, usual_outcome(scope.source)
    view = view_of(tagged)
    if view is not None:
        asked.args["view"] = view
    if not named and usual is not None:
        asked.args["target"] = usual.name
    intent = _intent(Intent(source=scope.name, tool=TOOL), asked)
    if not named and usual is None and view != "break-even":
        return _which(planner, question, scope, intent)
    if asked.open:
        return _unclear(planner, question, scope, intent, asked, named)
    if not named and usual is not None:
        intent = intent.model_copy(update={"notes": (f"the yes/no that counts is “{usual.label}”",)})
    return planner._one(question, intent, tagged, 0.85)


def follow(
    planner: OfflinePlanner, question: str, tagged: Tagged, catalog: Catalog, last: Turn
) -> Reading | None:
    """Another cost, margin, cut, outcome, trait or group for the ranking of the last answer."""
    intent = last.intent
    if not isinstance(intent, Intent) or intent.tool != TOOL or intent.source not in catalog.sources:
        return None
    seen = _seen_otherwise(planner, question, tagged, catalog, intent)
    if seen is not None:
        return seen
    if calls_another(tagged, TOOL):
        return None
    if intent.args.get("person"):
        return _another_person(planner, question, tagged, catalog, intent)
    goes_on = re.match(r"\s*(and|also|what about|how about|same)\b", tagged.text, re.I)
    if _called(planner, tagged, catalog) and not goes_on:
        return read(planner, question, tagged, catalog)  # a new ranking
    about = _about_ranked(planner, question, tagged, catalog, last)
    if about is not None:
        return about
    asked = _asked(planner, Scope(catalog, intent.source), tagged, fresh=bool(goes_on))
    rows = [c for c in asked.draft.conditions if c.measure is None]
    if _unsaid(planner, asked):
        return None
    if _AGAIN.search(tagged.text) and len(tagged.text.split()) <= 10 and not asked.args:
        return planner._one(question, intent, tagged, 0.85)
    if not (asked.args or (rows and fragment(tagged))):
        return None
    return planner._one(question, _intent(intent, asked), tagged, 0.85)


def view_of(tagged: Tagged) -> str | None:
    """Whether the chances are asked to be held against what came true, or where contacting breaks even."""
    words = (w for s in tagged.cover for w in s.words if w.kind == "tool" and w.name == TOOL)
    return next((_VIEWS[w.detail] for w in words if w.detail in _VIEWS), None)


def _seen_otherwise(
    planner: OfflinePlanner, question: str, tagged: Tagged, catalog: Catalog, intent: Intent
) -> Reading | None:
    """ "is it calibrated?", "what is the break-even?": of the ranking of the last answer, where no other is named."""
    view = view_of(tagged)
    if view is None:
        return None
    scope = Scope(catalog, intent.source)
    named = outcome(scope, tagged.cover)
    if named is not None and named[1].name != intent.args.get("target"):
        return None
    asked = _asked(planner, scope, tagged, fresh=True)
    asked.args = {k: v for k, v in asked.args.items() if k not in ("target", "yes")} | {"view": view}
    if _unsaid(planner, asked):
        return None
    return planner._one(question, _intent(intent, asked), tagged, 0.9)


def _unsaid(planner: OfflinePlanner, asked: Asked) -> list[str]:
    """The words that are left over and are not said around rankings anyway."""
    talk = set(planner.words.raw["target_talk"].split())
    return [w for w in asked.open if not set(w.lower().split()) <= talk]


def _another_person(
    planner: OfflinePlanner, question: str, tagged: Tagged, catalog: Catalog, intent: Intent
) -> Reading | None:
    """ "and with 50 months of tenure?": the same chance for somebody a little different."""
    if any(w.kind == "tool" and w.name == TOOL for s in tagged.cover for w in s.words):
        return None  # a question of its own
    draft = draft_of(Scope(catalog, intent.source), tagged)
    read_conditions(draft)
    said = abilities.person(draft)
    if not said or not fragment(tagged) or left_over(draft, tagged):
        return None
    person = intent.args.get("person")
    merged = {**(person if isinstance(person, dict) else {}), **said}
    return planner._one(
        question, intent.model_copy(update={"args": {**intent.args, "person": merged}}), tagged, 0.85
    )


def _about_ranked(
    planner: OfflinePlanner, question: str, tagged: Tagged, catalog: Catalog, last: Turn
) -> Reading | None:
    """ "tell me about the top 10 %", "why?", "what is their average income?": the best part of the ranking."""
    text = tagged.text
    described = _WHO.search(text) is not None and len(text.split()) <= 10 and "profile" in planner.tools
    if not described and not _THEM.search(text):
        return None
    scope = Scope(catalog, last.intent.source)
    fresh, draft = compose(scope, tagged)
    top = top_said(draft_of(scope, tagged))
    ranking = with_top(last.intent, top) if top is not None else best_of(last)
    name, label = name_of(ranking, planner, catalog), part_of(ranking)
    base = Intent(source=ranking.source, before=(step_of(ranking),))
    if described:
        segment = {"step": name, "label": label}
        made = base.model_copy(
            update={"tool": "profile", "args": {"segment": segment}, "where": ranking.where}
        )
        return planner._one(question, made, tagged, 0.85)
    if not fresh.metrics or fresh.groups:
        return None
    where = (*fresh.where, *ranking.where, call("eq", col(name), label))
    draft.use("reference", *(i for i, s in enumerate(draft.spans) if s.word("reference")))
    checked = check(draft, fresh, len(tagged.corrections))
    asked = fresh.model_copy(update={"before": base.before, "where": where})
    return planner._one(question, asked, tagged, checked.confidence, checked)


def best_of(last: Turn) -> Intent:
    """The ranking of an answer cut where it pays: as it was cut, above break-even, or at its best tenth."""
    intent: Intent = last.intent
    if "top" in intent.args:
        return intent
    told = {f.id: f.value for f in last.result.facts}
    if told.get("chosen"):
        # Cost and margin may be the data's own: said in the plan, they are the same in any process.
        money = {name: told[name] for name in ("cost", "margin")}
        return intent.model_copy(update={"args": {**intent.args, **money}})
    return with_top(intent, 0.1)


def part_of(ranking: Intent) -> str:
    """What the tool calls the best part of a ranking that is cut."""
    cut = ranking.args.get("top")
    return top_label(float(cut)) if isinstance(cut, (int, float)) else "worth contacting"


def step_of(ranking: Intent) -> dict[str, object]:
    """The ranking as a step before what is asked about its parts."""
    held = {"where": ranking.where, "within": ranking.within}
    args = {k: v for k, v in ranking.args.items() if k != "view"}
    said = {name: [e.canonical() for e in exprs] for name, exprs in held.items() if exprs}
    return {"tool": TOOL, "args": {"source": ranking.source, **args, **said}}


def calls_another(tagged: Tagged, tool: str) -> bool:
    """Whether a word calls for another ability, which the message is then about."""
    called = {w.name for s in tagged.cover for w in s.words if w.kind in ("tool", "own_tool")}
    return bool(called - {tool, "profile", "predict"})


def fragment(tagged: Tagged) -> bool:
    """Whether a message makes no question of its own: "only over 50", "in Norway"; not "customers in Norway"."""
    if message.hear(tagged.text).leans:
        return True
    named = any(figures.is_person(t.stem, tagged.words) for t in tagged.tokens)
    return message.looks_like(tagged.text) and not named


def with_top(intent: Intent, top: float) -> Intent:
    """The ranking cut at that share or number."""
    return intent.model_copy(update={"args": {**intent.args, "top": top}})


def top_label(top: float) -> str:
    """What the tool calls the part at the top of a ranking that was cut there."""
    return f"top {top * 100:g} %" if top < 1 else f"top {top:g}"


def name_of(intent: Intent, planner: OfflinePlanner, catalog: Catalog) -> str:
    """What the tool calls the column with the parts of a ranking."""
    column = catalog.sources[intent.source].columns.get(str(intent.args.get("target")))
    label = column.label if column is not None else str(intent.args.get("target"))
    yes = intent.args.get("yes")
    args = planner.tools[TOOL].args.model_validate(step_of(intent)["args"]).canonical()
    return ranking_name(f"{label} {yes}" if yes else label, args)


def top_said(draft: Draft) -> float | None:
    """ "the top 20 %", "the first 500": marked as used."""
    words = figures.words_of(draft.words.raw, "top") if draft.words is not None else {}
    found = figures.find(draft, words)
    figures.use(draft, found, words)
    return figures.share(found["top"]) if "top" in found and found["top"].value > 0 else None


def _called(planner: OfflinePlanner, tagged: Tagged, catalog: Catalog) -> bool:
    words = [w for s in tagged.cover for w in s.words if w.kind == "tool" and w.name == TOOL]
    if any(w.detail == "strong" or w.detail in _VIEWS for w in words) or _predicts_flag(tagged, catalog):
        return True
    if _should_contact(planner, tagged):
        return True
    wills = re.search(r"\b(which|what) ([\w ]+?) (will|are going to|is going to)\b", tagged.text, re.I)
    if not (words or wills) or _NOBODY.search(tagged.text) or not _asks_who(tagged):
        return False
    scope = scope_of(catalog, tagged)
    if outcome(scope, tagged.cover) is not None:
        return not _about_groups(tagged, scope)
    return any(w.detail == "likely" for w in words)


def _asks_who(tagged: Tagged) -> bool:
    """Whether people are asked for ("who ...", "which customers ...", "rank people ...", "customers most likely
    ..."), not a rate of theirs ("are people with kids more likely to ...?", "how likely is ...")."""
    said = [t for t in tagged.tokens if t.low not in _OPENING]
    if not said or said[0].low in _NO_WHO:
        return False
    if any(t.low in ("who", "whom") for t in said):
        return True
    lead = said[1:4] if said[0].low in ("which", "what") else said
    return any(figures.is_person(t.stem, tagged.words) for t in lead) or (
        said[0].low not in ("which", "what") and any(t.number is not None for t in said[:3])
    )


def _should_contact(planner: OfflinePlanner, tagged: Tagged) -> bool:
    """ "which 200 customers should we mail?", "who should get the next letter?"."""
    hit = _SHOULD.search(tagged.text)
    if hit is None:
        return False
    said = set(re.findall(r"[a-z'-]+", hit[0].lower()))
    whom = hit[1].lower().split()[-1]
    person = whom in ("who", "whom") or any(
        t.low == whom and figures.is_person(t.stem, tagged.words) for t in tagged.tokens
    )
    return person and bool(said & set(planner.words.raw["contact_words"].split()))


def _about_groups(tagged: Tagged, scope: Scope) -> bool:
    """ "which channel is most likely to ...", "the chance of ... by region": a rate of groups, no ranking."""
    cover = tagged.cover
    for i, span in enumerate(cover[:-1]):
        asks = span.text.lower() in ("which", "what") or span.word("group") is not None
        after = next((s for s in cover[i + 1 : i + 3] if not s.free or s.entries), None)
        term = scope.dimension(after) if asks and after is not None and after.entries else None
        if term is not None and term.column is not None and not _person_span(after, tagged, scope):
            return True
    return False


def _predicts_flag(tagged: Tagged, catalog: Catalog) -> bool:
    """ "predict response", where the first thing named after it is a yes/no."""
    cover = tagged.cover
    at = next((i for i, s in enumerate(cover) if s.text.lower().startswith("predict")), None)
    if at is None:
        return False
    scope = scope_of(catalog, tagged)
    first = next(
        (i for i in range(at + 1, len(cover)) if cover[i].entries and not cover[i].entry("entity")), None
    )
    named = outcome(scope, cover)
    return first is not None and named is not None and named[0] == first and named[2] is None


def _person_span(span: Span | None, tagged: Tagged, scope: Scope) -> bool:
    if span is None:
        return False
    entity = scope.entity
    named = entity is not None and any(e.kind == "entity" and e.name == entity.name for e in span.entries)
    return named or figures.is_person(tagged.tokens[span.start].stem, tagged.words)


def scope_of(catalog: Catalog, tagged: Tagged) -> Scope:
    """People; or the first source that has the yes/no that is named."""
    people = Scope(catalog, abilities.people_scope(catalog))
    scopes = [people, *(Scope(catalog, n) for n in catalog.sources if n != people.name)]
    return next((s for s in scopes if outcome(s, tagged.cover) is not None), people)


# -- the parts ---------------------------------------------------------------------------------------------------
def _asked(planner: OfflinePlanner, scope: Scope, tagged: Tagged, fresh: bool) -> Asked:
    asked = Asked(draft_of(scope, tagged))
    draft = asked.draft
    words = figures.words_of(planner.words.raw, "cost", "margin", "top")
    found = figures.find(draft, words)
    figures.use(draft, found, words)
    for name in ("cost", "margin"):
        if name in found:
            asked.args[name] = found[name].value
    if "top" in found and found["top"].value > 0:
        asked.args["top"] = figures.share(found["top"])
    elif (counted := figures.people(draft)) is not None:
        draft.use("figure", counted)
        asked.args["top"] = draft.spans[counted].number
    named = outcome(scope, tagged.cover)
    if named is not None and fresh:
        at, column, yes = named
        draft.use("outcome", at)
        asked.args |= {"target": column.name} | ({"yes": yes} if yes is not None else {})
    _traits(asked, tagged.text)
    read_conditions(draft)
    abilities.flags_as_conditions(draft)
    asked.open = [s.text for s in left_over(draft, tagged)]
    return asked


def outcome(scope: Scope, cover: tuple[Span, ...]) -> tuple[int, Column, str | None] | None:
    """The yes/no named: a flag, the word that it is made of ("respond" for response), or a kind of few."""
    flags = {c.name: c for c in yes_no_columns(scope.source)}
    likely = [
        i
        for i, s in enumerate(cover)
        if any(w.kind == "tool" and w.name == TOOL and w.detail not in _VIEWS for w in s.words)
    ]
    start = likely[0] if likely else 0
    order = [*range(start, len(cover)), *range(start)]
    for i in order:
        flag = next((t for t in scope.terms(cover[i]) if _names_flag(t, flags)), None)
        if flag is not None and flag.column is not None:
            return i, flag.column, None
    alike = _most_alike(cover, list(flags.values()))
    if alike is not None:
        return alike
    for i in range(start, len(cover)):
        value = scope.value(cover[i])
        if likely and value is not None and value.column is not None and value.entry.quality >= 0.9:
            return i, value.column, str(value.entry.shown or value.entry.value)
    return None


def _names_flag(term: Term, flags: dict[str, Column]) -> bool:
    named = term.entry.kind == "column" and term.column is not None and term.column.name in flags
    return named and term.entry.quality >= 0.65


def _most_alike(cover: tuple[Span, ...], flags: list[Column]) -> tuple[int, Column, None] | None:
    """The flag most of whose name is said in some form: "respond" for response, "take campaign 2" for accepted
    campaign 2. None where two are as near."""
    scored: list[tuple[int, int, Column]] = []
    for flag in flags:
        own = flag.label.lower().split()
        hits = [
            (i, word)
            for i, span in enumerate(cover)
            for word in span.text.lower().split()
            if any(_same(word, o) for o in own)
        ]
        worded = [i for i, word in hits if len(word) >= _SHORTEST and not word.isdigit()]
        if worded:
            scored.append((len({w for _, w in hits}), worded[0], flag))
    best = max((n for n, _, _ in scored), default=0)
    first = [(i, flag) for n, i, flag in scored if n == best]
    return (first[0][0], first[0][1], None) if len(first) == 1 else None


def _same(word: str, own: str) -> bool:
    """ "respond" and "response": the same word but for its ending."""
    if word == own:
        return True
    pairs = zip(word, own, strict=False)
    shared = next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(word), len(own)))
    return shared >= _SHARED_LETTERS and shared >= max(len(word), len(own)) - 4


def _traits(asked: Asked, text: str) -> None:
    """ "based on age and income only", "without recency": which traits may count."""
    draft = asked.draft
    only, without = _ONLY_BY.search(text), _WITHOUT.search(text)
    for name, cue in (("columns", only), ("without", without)):
        if cue is None:
            continue
        found = [(i, c) for i, c in _columns(draft) if draft.spans[i].start >= _token_at(draft, cue.end())]
        if name == "without":
            found = [(i, c) for i, c in found if c.role not in ("quantity", "flag")]
        if found:
            asked.args[name] = [c.name for _, c in found]
            draft.use("trait", *(i for i, _ in found))
            draft.use("trait", *(i for i, s in enumerate(draft.spans) if s.word("not", "only")))


def _token_at(draft: Draft, place: int) -> int:
    return next((k for k, t in enumerate(draft.tokens) if t.start >= place), len(draft.tokens))


def _columns(draft: Draft) -> list[tuple[int, Column]]:
    found: list[tuple[int, Column]] = []
    for i, span in enumerate(draft.spans):
        if not draft.free(i) or not span.entries:
            continue
        term = next(
            (t for t in draft.scope.terms(span) if t.column is not None and t.entry.kind == "column"), None
        )
        if term is not None and term.column is not None and all(c.name != term.column.name for _, c in found):
            found.append((i, term.column))
    return found


def left_over(draft: Draft, tagged: Tagged) -> list[Span]:
    """The spans that nothing has used and that would be passed over in silence."""
    names = {c.column.name for c in draft.conditions if c.column is not None}
    return [
        s
        for i, s in enumerate(draft.spans)
        if draft.free(i)
        and unplaced(s, tagged)
        and not any(e.kind == "column" and e.name in names for e in s.entries)
    ]


def unplaced(span: Span, tagged: Tagged) -> bool:
    """A figure, a name of the data, a word that restricts, or one that nobody knows: left over, it would be passed
    over in silence."""
    if span.number is not None or span.period is not None or span.bands is not None:
        return True
    low = span.text.lower()
    if span.word("idle", "tool", "reference") or low in ("yes", "say yes"):
        return False
    if span.word("not", "comparator", "after_number", "superlative", "vague") and low not in ("from", "over"):
        return True
    if any(e.kind in ("rows", "table") or (e.kind == "entity" and is_person(e.name)) for e in span.entries):
        return False
    if span.end == span.start + 1 and figures.is_person(tagged.tokens[span.start].stem, tagged.words):
        return any(e.kind == "value" for e in span.entries)
    named = max((e.quality for e in span.entries), default=0.0) >= PART_OF_A_NAME
    return span.unknown or (named and not span.free)


def _intent(intent: Intent, asked: Asked) -> Intent:
    """The intent with what the message says: other conditions replace those on the same column."""
    narrowed = narrowed_by(intent, asked.draft)
    person = ("person",) if "view" in asked.args else ()
    args = {k: v for k, v in intent.args.items() if k not in person} | asked.args
    if "columns" in asked.args:
        args.pop("without", None)
    if "without" in asked.args:
        before = intent.args.get("without")
        kept = list(before) if isinstance(before, (list, tuple)) else []
        args["without"] = [*kept, *(n for n in asked.args["without"] if n not in kept)]
    if "target" in asked.args and "yes" not in asked.args:
        args.pop("yes", None)
    if not _keeps_view(asked, args.get("view")):
        args.pop("view", None)
    return narrowed.model_copy(update={"args": args})


def _keeps_view(asked: Asked, view: object) -> bool:
    """Another cost is another break-even, fewer people the same view of them; a cut or other traits are a ranking
    again."""
    if "view" in asked.args:
        return True
    return set(asked.args) <= ({"cost", "margin"} if view == "break-even" else set())


# -- where it is open --------------------------------------------------------------------------------------------
def _flags(planner: OfflinePlanner, scope: Scope, intent: Intent) -> tuple[Candidate, ...]:
    """The ranking for each yes/no that there is, the usual one first."""
    usual = usual_outcome(scope.source)
    flags = sorted(yes_no_columns(scope.source), key=lambda c: usual is None or c.name != usual.name)
    return tuple(
        build.candidate(
            intent.model_copy(update={"args": {**intent.args, "target": c.name}}),
            scope.catalog,
            planner.tools,
            0.6,
            c.label,
        )
        for c in flags[:3]
    )


def _which(planner: OfflinePlanner, question: str, scope: Scope, intent: Intent) -> Reading:
    options = _flags(planner, scope, intent)
    if options:
        return Reading(question, candidates=options, unclear="Which yes/no should the ranking foretell?")
    groups = Intent(source=abilities.people_scope(scope.catalog), tool="segment")
    nearest = (
        (build.candidate(groups, scope.catalog, planner.tools, 0.6),) if "segment" in planner.tools else ()
    )
    return Reading(
        question,
        missing=Missing(
            "nothing here says who answered before, so there is nothing to rank people by",
            "a yes/no column, such as who answered an earlier campaign; or name a group (“call everyone with ... "
            "good customers”) and ask who is likely to be one",
            nearest,
        ),
    )


def _unclear(
    planner: OfflinePlanner, question: str, scope: Scope, intent: Intent, asked: Asked, named: bool
) -> Reading:
    words = "”, “".join(asked.open[:3])
    options = (
        (build.candidate(intent, scope.catalog, planner.tools, 0.6),)
        if named
        else _flags(planner, scope, intent)
    )
    return Reading(
        question,
        candidates=options,
        unclear=f"I do not know what to do with “{words}”. Is one of these meant?",
    )
