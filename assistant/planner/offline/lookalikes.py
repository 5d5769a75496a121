"""Those of a population who are like the own customers: "how many households look like our customers?"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from assistant.planner.offline import abilities
from assistant.planner.offline.checks import check
from assistant.planner.offline.compose import count_of
from assistant.planner.offline.conditions import Draft, draft_of
from assistant.planner.offline.followups.segments import segmentation
from assistant.planner.offline.scope import Intent, Scope
from assistant.planner.offline.spans import Span, Tagged
from assistant.planner.offline.tables import own, population, put_upon_ours
from assistant.reading import Reading
from data.catalog import Catalog
from data.query import Expr

if TYPE_CHECKING:
    from assistant.conversation import Conversation
    from assistant.planner.offline.planner import OfflinePlanner

_THE = r"(?:(?:our|my|the|your|these|those|existing|current|present|typical|average|own|all|each|every|any|one|of) )*"
_LIKE = re.compile(
    r"\b(?:(?:that|who|which) )?(?:(?:would )?(?:look|looks|are|is|be|live) )?(?:(?:just|very|most|much|quite) )*"
    rf"(?:like|alike|similar to|comparable to|resembl\w+|match(?:es|ing)?) {_THE}(?P<whom>\w+)",
    re.I,
)
_ALIKES = re.compile(
    rf"\blook-? ?alikes?\b(?: (?:market|audience|population|households?|families))?(?: (?:of|for|to) {_THE}(?P<whom>\w+))?",
    re.I,
)
_SEGMENTS = re.compile(
    r"\b(?:in|of|for|to|by) (?:each|every|all)?(?: ?of)? ?(?:our|my|these|those|the|customer) (?:customer )?(?:segment|cluster)s?\b"
    r"|\b(?:in|for|of|per|by) (?:each |every )?(?:segment|cluster)\b",
    re.I,
)
_APPLY = re.compile(
    r"\b(?:apply|transfer|project|map|use)\b [\w ]*\b(?:segment|cluster)s?\b(?: of (?:our|my|the) \w+)?(?: (?:to|on|onto))?",
    re.I,
)
_SIZE = re.compile(
    r"\bhow (?:large|big|many)\b|\b(?:the )?size of\b|\bnumber of\b|\bcount\b|\b(?:show|find|estimate|what is|give me)\b",
    re.I,
)
_WHERE = re.compile(
    r"\b(?:in|of|across|to) the (?:us|usa|country|nation|whole population|population)\b|\b(?:us )?population\b|\bnationwide\b|\b(?:potential )?market\b",
    re.I,
)
_STOP = re.compile(r"\b(?:and|but|have|has|own|owning|by|in|within|based|among)\b|,(?!\d)|[(?]", re.I)
_OWNING = re.compile(r"\b(?:own|owns|have|has)\b(?= (?:at|no|less|fewer|more|only|one|two|\d))", re.I)
_RELATIVE = re.compile(r"\W*(?:who|that|which|whose)\W*", re.I)
_BY = re.compile(
    r"\b(?:by|based on|in terms of|according to|in(?! (?:the|our|my|each|every)\b))\b(?! (?:our |customer )*(?:segment|cluster))",
    re.I,
)
_MIDDLE = re.compile(r"\b(?:within )?(?:the )?middle\b", re.I)
_WHICH = re.compile(r"\b(?:like|in|of|to|for) (?:our )?(?:segment|cluster) (\d+)\b", re.I)


@dataclass(frozen=True)
class Cue:
    """Where likeness is asked for, and where the people to be like are told ("customers over 40")."""

    start: int
    end: int
    segments: bool = False


def read(
    planner: OfflinePlanner, question: str, tagged: Tagged, catalog: Catalog, conversation: Conversation
) -> Reading | None:
    """Who of the population is like the customers, as a Reading; None where nothing of this is asked."""
    whole, ours = population(catalog), own(catalog)
    if whole is None or ours is None or "lookalike" not in planner.tools:
        return None
    made = segmentation(conversation)
    if made is not None and put_upon_ours(tagged, catalog, made.source):
        return None  # the other way round: the population's segments
    cue = _cue(tagged, catalog, whole, ours)
    if cue is None:
        return None
    among, left, asked = _among(planner, tagged, catalog, ours, cue)
    draft = abilities.conditions_only(Scope(catalog, whole), asked)
    abilities.flags_as_conditions(draft)
    columns = _traits(draft, Scope(catalog, ours), asked)
    args: dict[str, Any] = {"like": ours}
    if among:
        args["among"] = [e.model_dump(mode="json") for e in among]
    if columns:
        args["traits"] = columns
    middle = _middle(draft)
    if middle is not None:
        args["middle"] = middle
    before: tuple[dict[str, Any], ...] = ()
    if cue.segments:
        before = _segments(tagged, catalog, conversation, args, ours, whole)
    _license(draft, cue, catalog, whole)
    rows = tuple(c.expr for c in draft.conditions if c.measure is None)
    counted = count_of(draft.scope, draft.scope.entity) if draft.scope.entity is not None else None
    intent = Intent(source=whole, tool="lookalike", before=before, where=rows, args=args)
    told = Intent(source=whole, metrics=(counted,) if counted else (), where=rows, answer="value")
    checked = check(draft, told, len(tagged.corrections))
    unplaced = (*checked.unlicensed, *left)
    if unplaced:
        checked = replace(checked, unlicensed=unplaced, confidence=min(checked.confidence, 0.4))
    return planner._one(question, intent, tagged, min(checked.confidence, 0.85), checked)


def _cue(tagged: Tagged, catalog: Catalog, whole: str, ours: str) -> Cue | None:
    """Likeness to the own people or to their segments, or the segments of theirs put upon the population."""
    text = tagged.text
    for pattern in (_ALIKES, _LIKE):
        for m in pattern.finditer(text):
            whom = m["whom"]
            if whom is None:
                return Cue(m.start(), m.end(), _SEGMENTS.search(text) is not None)
            if re.fullmatch(r"(?:segment|cluster)s?", whom, re.I):
                return Cue(m.start(), m.end(), segments=True)
            if whom.lower() in ("us", "ours") or _is(tagged, m.start("whom"), catalog, ours):
                return Cue(m.start(), m.end(), _SEGMENTS.search(text) is not None)
    applied = _APPLY.search(text)
    if applied is not None and (_WHERE.search(text) or _counts(tagged, catalog, whole)):
        return Cue(applied.start(), applied.end(), segments=True)
    found = _SEGMENTS.search(text)
    if found is not None and _SIZE.search(text) and _counts(tagged, catalog, whole):
        return Cue(found.start(), found.end(), segments=True)
    return None


def _means(span: Span, catalog: Catalog, source: str) -> bool:
    """The words name the rows of the source."""
    entity = catalog.sources[source].entity
    names = {source} if entity is None else {source, entity.name}
    return any(e.kind in ("entity", "rows", "table") and e.name in names for e in span.entries)


def _is(tagged: Tagged, at: int, catalog: Catalog, source: str) -> bool:
    return any(tagged.tokens[s.start].start == at and _means(s, catalog, source) for s in tagged.cover)


def _counts(tagged: Tagged, catalog: Catalog, whole: str) -> bool:
    return any(_means(s, catalog, whole) for s in tagged.cover)


def _among(
    planner: OfflinePlanner, tagged: Tagged, catalog: Catalog, ours: str, cue: Cue
) -> tuple[tuple[Expr, ...], tuple[str, ...], Tagged]:
    """Conditions that stand by the customers are about them; the rest of the question is about the population."""
    tail = tagged.text[cue.end :]
    stop = _STOP.search(tail)
    piece = tail[: stop.start()] if stop is not None else tail
    if not piece.strip(" ?.!") or cue.segments:
        return (), (), tagged
    draft = abilities.conditions_only(Scope(catalog, ours), planner.tagger.tag(piece))
    abilities.flags_as_conditions(draft)
    among = tuple(c.expr for c in draft.conditions if c.measure is None)
    if not among:
        return (), (), tagged
    told = check(draft, Intent(source=ours, where=among), 0)
    rest = tagged.text[: cue.end] + " " * len(piece) + tail[len(piece) :]
    left = tuple(word for word in told.unlicensed if not _RELATIVE.fullmatch(word))
    return among, left, planner.tagger.tag(rest)


def _traits(draft: Draft, scope: Scope, asked: Tagged) -> list[str]:
    """The customers' own columns that are named after "by"."""
    said = _BY.search(asked.text)
    if said is None:
        return []
    mine = draft_of(scope, asked)
    start = next((i for i, s in enumerate(mine.spans) if mine.tokens[s.start].start >= said.end()), None)
    if start is None:
        return []
    named = abilities.named_columns(mine, start)
    draft.use("columns", *(i for i, _ in named))
    return [column.name for _, column in named]


def _middle(draft: Draft) -> float | None:
    """ "the middle 80 %": how much of the customers counts as what they are like."""
    said = _MIDDLE.search(draft.text)
    if said is None:
        return None
    for i, span in enumerate(draft.spans):
        if (
            span.number is not None
            and draft.tokens[span.start].start >= said.end()
            and 50 <= span.number <= 100
        ):
            draft.use("middle", i)
            return span.number / 100
    return None


def _segments(
    tagged: Tagged,
    catalog: Catalog,
    conversation: Conversation,
    args: dict[str, Any],
    ours: str,
    whole: str,
) -> tuple[dict[str, Any], ...]:
    """The customers' segments that hold, or those made first by what both tables have."""
    which = _WHICH.search(tagged.text)
    label = which[1] if which is not None else ""
    made = segmentation(conversation)
    if made is not None and _table(catalog, made.source) == _table(catalog, ours):
        args["like"] = made.source
        args["segment"] = {"step": made.name, "label": label}
        return ()
    args["segment"] = {"step": "$1", "label": label}
    columns = args.pop("traits", None) or _common(catalog, ours, whole)
    return ({"tool": "segment", "args": {"source": ours, "columns": columns}},)


def _table(catalog: Catalog, source: str) -> str:
    entity = catalog.entities.get(source)
    return entity.table if entity is not None else source


def _common(catalog: Catalog, ours: str, whole: str) -> list[str]:
    from tools._counterparts import common

    return [mine.name for mine, _ in common(catalog.sources[ours], catalog.sources[whole])]


def _license(draft: Draft, cue: Cue, catalog: Catalog, whole: str) -> None:
    """What only frames the question: who is counted, where they are, and likeness itself."""
    framed = [(cue.start, cue.end)]
    for pattern in (_SIZE, _WHERE, _MIDDLE, _SEGMENTS, _BY, _OWNING):
        framed += [m.span() for m in pattern.finditer(draft.text)]
    for i, span in enumerate(draft.spans):
        at = draft.tokens[span.start].start
        counted = _means(span, catalog, whole)
        if draft.free(i) and (counted or any(a <= at < b for a, b in framed)):
            draft.use("frame", i)
