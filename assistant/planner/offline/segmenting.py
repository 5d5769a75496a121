"""Segmentations as people ask for them: how many, by what, with which weights and scale; which number is advised,
what to do with each group, and what is drawn of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from assistant.planner.offline.abilities import (
    SEGMENT_NOUNS,
    conditions_only,
    license_all,
    numbers_near,
    people_scope,
    population,
)
from assistant.planner.offline.checks import Checked, harmless_unknown
from assistant.planner.offline.conditions import Draft
from assistant.planner.offline.followups.replay import of_step
from assistant.planner.offline.followups.segments import segmentation
from assistant.planner.offline.lexicon import Entry
from assistant.planner.offline.scope import Intent, Scope, is_groupable, is_numeric
from assistant.planner.offline.signs import How
from assistant.planner.offline.spans import Span, Tagged
from assistant.reading import Missing, Reading
from data.catalog import Catalog, Column
from data.query import Agg, columns_of

if TYPE_CHECKING:
    from assistant.conversation import Conversation
    from assistant.planner.offline.planner import OfflinePlanner

_NOUN = r"(?:segments?|clusters?|groups?|personas?)"
_PEOPLE = r"(?:(?:customer|client|buyer|user|household|member)s? )?"
_ADVICE = re.compile(
    rf"\bhow many {_PEOPLE}{_NOUN} (?:should|shall|do you (?:recommend|suggest|advise|think|propose)|would you|would be|make(?:s)? sense|are (?:there|best|right|ideal|sensible|recommended|useful)|is (?:best|right|ideal))\b"
    rf"|\b(?:best|right|optimal|ideal|recommended|sensible|good) (?:number|amount|count) of {_PEOPLE}{_NOUN}"
    rf"|\b(?:best|right|optimal|ideal) (?:k|value of k)\b|\binto how many {_PEOPLE}{_NOUN}\b",
    re.I,
)
_EACH = rf"(?:each|every|the|these|those|all|my|our) (?:of (?:the|them|these|those) ?)?(?:\w+ )?{_NOUN}"
_DOING = r"(?:what|how)\b[^.?]*\b(?:do|offer|send|treat|approach|address|handle|say|talk)\b"
_ACTIONS = re.compile(
    rf"\b{_DOING}[^.?]*\b(?:with|to|for|about)?\s?(?:each|every|all)\b[^.?]*\b{_NOUN}\b"
    rf"|\b{_DOING} (?:with|to|for|about) (?:the|these|those|my|our) {_NOUN}\b"
    rf"|\b(?:actions?|recommendations?|advice|measures|next steps?|tactics|strateg(?:y|ies)) (?:\w+ )?(?:(?:for|to|with) {_EACH}|(?:per|by) (?:\w+ )?{_NOUN}\b)",
    re.I,
)
_ACTIONS_OF_THEM = re.compile(
    rf"\b{_DOING} (?:with|to|for|about) (?:each|every one|all of them|each of them|them)\W*$"
    r"|\b(?:actions?|recommendations?|next steps?) (?:for|per) (?:each|each of them|all of them|them)\W*$",
    re.I,
)
_ANEW = re.compile(
    r"^\W*(?:(?:please|now|ok|and|then|let's|lets|can you|could you) )*(?:segment|cluster|group|split|divide) (?:(?:my|our|the|all|these|up) )*(?P<whom>\w+)",
    re.I,
)
_TWO_OF_THEM = re.compile(
    rf"\b{_NOUN} ?#?(?P<a>\d+) (?:and|with|to|from|or|than|vs\.?|versus|against|(?:\w+ )?(?:compared|differs?|different|apart) (?:to|with|from)) (?:{_NOUN} )?#?(?P<b>\d+)\b",
    re.I,
)
_SET_APART = re.compile(
    r"\bcompar\w+|\bdiffer\w*|\bversus\b|\bvs\b|\bagainst\b|\bapart\b|\bdistinguish\w*|\bcontrast\w*", re.I
)
_HEAT_MAP = re.compile(r"\bheat ?-?maps?\b", re.I)
_STABILITY = re.compile(
    rf"\belbow\b|\bstability (?:chart|plot|curve|table|by)\b|\bwhy (?:\w+ )?(?:\d+|two|three|four|five|six|that many|so many|so few) {_NOUN}\b"
    rf"|\bhow (?:did|do) you (?:choose|pick|find|get) (?:k|the number)\b|\bwhy (?:that|this) number of {_NOUN}\b",
    re.I,
)
_TENS = {
    w: i for i, w in enumerate(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 2)
}
_WHY_NUMBER = re.compile(
    rf"^\W*(?:(?:and|but|so|ok|then)\b\W*)*(?:why|how come)(?: not| only| just| exactly| did you (?:take|choose|pick|not take))*"
    rf" (?P<k>\d{{1,2}}|{'|'.join(_TENS)}|more|fewer|less|so many|so few|that many)(?: (?:of them|of these|{_NOUN}))?\W*$",
    re.I,
)
"""After segments were made: why so many, or not another number."""
_TREE = re.compile(
    r"\bhierarchical(?:ly)?\b|\bagglomerative\b|\bdendrogram\b|\bward(?:'s)? (?:method|linkage)\b|\bward(?:'s)?\b(?= (?:clust\w+|segment\w*))",
    re.I,
)
_CLOUDS = re.compile(r"\b(?:gaussian )?mixture(?: models?)?\b|\bgaussian mixtures?\b|\bgmms?\b", re.I)
_WAYS_THERE = "k-means, hierarchical clustering or a mixture model"
_LEFT_OUT = re.compile(
    r"^\W*(?:(?:and|now|then|but|ok|please|the same|try|it)\b\W*)*(?:without|leave (?:out|away)|leaving out|drop|remove|exclude|excluding|minus|ignore|not by)\b\W*(?:the )?",
    re.I,
)
_PLAIN_WAY = re.compile(r"\bk-? ?means\b", re.I)
_NO_WAY = re.compile(
    r"\bh?dbscan\b|\boptics\b|\bspectral\b|\bk-?(?:medoids?|prototypes?|modes?|medians?)\b|\bbirch\b|\baffinity propagation\b"
    r"|\bmean[- ]?shift\b|\bself[- ]organi[sz]ing\b|\bfuzzy\b|\bc-means\b|\blatent class\w*\b",
    re.I,
)
"""Ways to group that are not there: another in their place would be other groups."""
_WEIGHING = re.compile(r"\b(?:weigh\w*|count(?:s|ed|ing)?|importan\w+|emphasi\w+)\b", re.I)
_THOSE = ("those", "these", "ones", "people", "all", "only", "just")
_RFM = {
    "recency": ("recency", "days since last purchase"),
    "frequency": ("orders", "frequency", "purchases", "total purchases"),
    "monetary": ("monetary",),
    "monetary value": ("monetary",),
}
_WEIGHT = re.compile(r"weigh(?:t|ts|ted|ing)?", re.I)
_FACTORS = {"double": 2.0, "doubled": 2.0, "twice": 2.0, "triple": 3.0, "tripled": 3.0, "thrice": 3.0}
_TIMES = ("times", "x", "fold")
_LIST_CUES = ("by", "on", "using", "from", "with", "based on")
_PLAIN_CUES = ("by", "using", "based on")
"""What stands behind them is what the groups are made by, and nothing else."""
_WHOM_ENDS = ("into", "in", "by", "using", "on", "based on", "with", "from", "of", "who", "that", "whose", "groups by", "segments by", "clusters by")  # fmt: skip
_MAKING = re.compile(r"^(?:segment|cluster|group|split|divide)$", re.I)
_BRINGING = (
    "from",
    "in",
    "for",
    "of",
    "who",
    "only",
    "just",
    "are",
    "is",
    "where",
    "whose",
    "among",
    "without",
)
_LIST_ENDS = ("and show", "show", "average", "say", "tell", "give", "mean", "use", "weight", "weigh", "count")


@dataclass(frozen=True)
class Requested:
    """A segmentation as asked for, and the words of its list of columns that name none."""

    intent: Intent
    unplaced: tuple[str, ...] = ()
    used: tuple[str, ...] = ()
    """What each word of the question was used for."""


@dataclass(frozen=True)
class _Weighed:
    """Columns with what they count for, and the places of the words that said so."""

    weights: dict[str, float]
    at: frozenset[int]
    unplaced: tuple[str, ...] = ()


def request(draft: Draft) -> Requested:
    """Make segments: how many, by which columns, with which weights, on which scale, by which method."""
    text = " ".join(s.text.lower() for s in draft.spans)
    args: dict[str, Any] = {}
    k = numbers_near(draft, ("segment", "cluster", "group", "persona", "component"))
    if k is not None:
        args["k"] = int(k[1])
        draft.use("k", k[0])
    if re.search(r"\brfm\b", text) and "k-means" not in text and "kmeans" not in text and k is None:
        args["method"] = "rfm"
    elif re.search(r"k-? ?means|cluster", text) and k is None and draft.scope.entity is not None:
        args["method"] = "kmeans"
    way = _way(draft)
    if way is not None:
        args["method"] = way
    scale = next((w.name for s in draft.spans for w in s.words if w.kind == "scale"), None)
    if scale is not None:
        args["scale"] = scale
    weighed = _weights(draft, text)
    chosen, unplaced = _listed(draft, weighed)
    if "rfm" in text and chosen:
        chosen = _with_rfm(draft.scope, chosen)
    if chosen:
        args["columns"] = list(dict.fromkeys([*(c.name for c in chosen), *weighed.weights]))
    if weighed.weights:
        args["weights"] = weighed.weights
    unplaced = (
        *unplaced, *(m[0] for m in _NO_WAY.finditer(draft.text)), *_unknown_kind(draft), *_others(draft)
    )  # fmt: skip
    license_all(draft)
    used = tuple(draft.used.get(i, "") for i in range(len(draft.spans)))
    where, within = population(draft, weighed.at | _inside_names(draft))
    intent = Intent(source=draft.scope.name, tool="segment", args=args, where=where, within=within)
    return Requested(intent, unplaced, used)


def _way(draft: Draft) -> str | None:
    """The way to group that is asked for by name."""
    for way, pattern in (("hierarchical", _TREE), ("mixture", _CLOUDS)):
        said = [m.span() for m in pattern.finditer(draft.text)]
        if said:
            at = (
                i
                for i, s in enumerate(draft.spans)
                if any(a <= draft.tokens[s.start].start < b for a, b in said)
            )
            draft.use("way", *at)
            return way
    return None


def whom(tagged: Tagged, catalog: Catalog) -> str | None:
    """The source of the things that are to be grouped, where they are named and are not the people: "group the products
    into 3 clusters"."""
    for i in _between(tagged.cover):
        for entry in tagged.cover[i].entries:
            if entry.kind == "entity" and entry.quality >= 0.95:
                entity = catalog.entities[entry.name]
                return entity.name if entity.name in catalog.sources else entity.table
    return None


def _between(spans: Sequence[Span]) -> range:
    """Places between "group" and "into" or "by": whom."""
    cue = next((i for i, s in enumerate(spans) if _MAKING.match(s.text)), None)
    if cue is None:
        return range(0)
    ends = (i for i in range(cue + 1, len(spans)) if spans[i].text.lower() in _WHOM_ENDS)
    return range(cue + 1, next(ends, len(spans)))


def _others(draft: Draft) -> tuple[str, ...]:
    """Kinds of things named as what is to be grouped, though the rows here are others: "cluster the brands"."""
    scope, places = draft.scope, _between(draft.spans)
    own = scope.entity.name if scope.entity is not None else ""
    if any(t.rows or (t.entity is not None and t.entity.name == own) for i in places for t in scope.terms(draft.spans[i])):  # fmt: skip
        return ()
    return tuple(
        draft.spans[i].text
        for i in places
        if draft.used.get(i) not in ("value", "condition", "weight", "k", "way")
        and any(
            e.kind == "entity" or (e.kind == "column" and e.quality >= 0.75 and not _is_number(scope, e))
            for e in draft.spans[i].entries
        )
    )


def _is_number(scope: Scope, entry: Entry) -> bool:
    source = scope.catalog.sources.get(entry.source)
    return source is not None and is_numeric(source.columns.get(entry.name))


def _unknown_kind(draft: Draft) -> tuple[str, ...]:
    """ "the vegan customers": which of them is meant, and nothing says who that is. What stands after "into" is only a
    name of a group that is wished for."""
    spans = draft.spans
    end = next((i for i, s in enumerate(spans) if s.text.lower().split()[-1:] == ["into"]), len(spans) - 1)
    return tuple(
        span.text
        for i, span in enumerate(spans[:end])
        if span.unknown
        and draft.free(i)
        and spans[i + 1].entry("entity") is not None
        and not harmless_unknown(draft, i)
    )


def reading(planner: OfflinePlanner, question: str, tagged: Tagged, asked: Requested) -> Reading:
    """The request as a Reading; a column that is not known is asked for, for without it other groups come out."""
    if asked.unplaced:
        checked = Checked(0.4, asked.unplaced, (), ("a column to group by is not known",))
        return planner._one(question, asked.intent, tagged, 0.4, checked)
    made = planner._one(question, asked.intent, tagged, 0.9)
    return replace(made, trace={**made.trace, "how": How("segment", 0.9, used=asked.used)})


def by_its_words(made: Reading) -> Reading:
    """A reading by a set phrase that takes the whole sentence: signs of other questions do not weigh it."""
    return replace(made, trace={k: v for k, v in made.trace.items() if k != "how"})


def anew(tagged: Tagged, catalog: Catalog) -> bool:
    """ "segment the customers by age": asked for whole, so it is no edit of the segments before."""
    found = _ANEW.match(tagged.text)
    if found is None:
        return False
    whom = next((s for s in tagged.cover if tagged.tokens[s.start].start == found.start("whom")), None)
    entity = catalog.entities.get(people_scope(catalog))
    return (
        whom is not None
        and entity is not None
        and any(e.kind == "entity" and e.name == entity.name for e in whom.entries)
    )


def told(
    planner: OfflinePlanner, question: str, tagged: Tagged, catalog: Catalog, conversation: Conversation
) -> Reading | None:
    """Questions that the segmentation itself answers: which number, why, what to do with each, drawn as a whole."""
    if "segment" not in planner.tools:
        return None
    low = tagged.text.lower()
    made = segmentation(conversation) is not None
    if _ADVICE.search(low) and not any(s.number is not None for s in tagged.cover):
        draft = conditions_only(Scope(catalog, people_scope(catalog)), tagged)
        return by_its_words(reading(planner, question, tagged, request(draft)))
    asked = _why_so_many(tagged, conversation)
    if asked is not None:
        intent = in_force(conversation, catalog)
        why = intent.model_copy(update={"args": {**intent.args, "chart": "stability", "why": asked}})
        return by_its_words(planner._one(question, why, tagged, 0.85))
    unknown = _NO_WAY.search(low) if _spoken_of(conversation) else None
    if unknown is not None:
        return Reading(question, missing=Missing(f"groups are not made by “{unknown[0]}” here", _WAYS_THERE))
    otherwise = _another_way(tagged, catalog, conversation) or _without(tagged, catalog, conversation)
    if otherwise is not None:
        return by_its_words(planner._one(question, otherwise, tagged, 0.85))
    apart = _two_apart(tagged, catalog, conversation) if "compare" in planner.tools else None
    if apart is not None:
        return by_its_words(planner._one(question, apart, tagged, 0.85))
    if _ACTIONS.search(low) or (made and _ACTIONS_OF_THEM.search(low)):
        return by_its_words(planner._one(question, in_force(conversation, catalog), tagged, 0.85))
    chart = "stability" if _STABILITY.search(low) else "heat map" if _HEAT_MAP.search(low) else None
    if chart is None or not (made or _names_segments(tagged)) or _names_columns(tagged):
        return None
    if chart == "heat map" and not _names_segments(tagged):
        return None
    intent = in_force(conversation, catalog)
    drawn = intent.model_copy(update={"args": {**intent.args, "chart": chart}})
    return by_its_words(planner._one(question, drawn, tagged, 0.85))


def _why_so_many(tagged: Tagged, conversation: Conversation) -> int | None:
    """The number of groups that "why 3?", "why not 6?" and "why not more?" ask about, after segments were made."""
    found, made = _WHY_NUMBER.match(tagged.text), segmentation(conversation)
    if found is None or made is None or _spoken_of(conversation) is None:
        return None
    said, many = found["k"].lower(), len(made.labels)
    against = re.search(r"\bnot\b", tagged.text, re.I) is not None
    others = {"more": many + 1, "fewer": many - 1, "less": many - 1}
    if said in others:
        return others[said] if against and others[said] >= 2 else None
    return many if said.startswith(("so", "that")) else _TENS.get(said) or int(said)


def _spoken_of(conversation: Conversation) -> Intent | None:
    """The segmentation that the last answer was."""
    last = conversation.last.intent if conversation.last is not None else None
    return last if isinstance(last, Intent) and last.tool == "segment" else None


def _without(tagged: Tagged, catalog: Catalog, conversation: Conversation) -> Intent | None:
    """ "without age", "leave out recency": the last segments by the other columns."""
    last, made = _spoken_of(conversation), segmentation(conversation)
    cue = _LEFT_OUT.match(tagged.text)
    if last is None or cue is None or last.source not in catalog.sources:
        return None
    scope = Scope(catalog, last.source)
    draft = conditions_only(scope, tagged)
    behind = [i for i, s in enumerate(draft.spans) if draft.tokens[s.start].start >= cue.end()]
    named = [c.name for i in behind if (c := _column(draft, i)) is not None]
    other = [i for i in behind if not draft.spans[i].free and _column(draft, i) is None]
    listed = last.args.get("columns") or (made.details.get("by") if made is not None else None)
    used = [str(name) for name in listed] if isinstance(listed, (list, tuple)) else []
    left = [name for name in used if name not in named]
    if not named or other or not set(named) <= set(used) or not left:
        return None
    weights = {n: w for n, w in dict(last.args.get("weights") or {}).items() if n in left}  # type: ignore[call-overload]  # a dict
    kept = {k: v for k, v in last.args.items() if k not in ("chart", "why", "columns", "weights", "method")}
    method = last.args.get("method")
    args = {**kept, "columns": left} | ({"weights": weights} if weights else {})
    return last.model_copy(
        update={"args": args | ({"method": method} if method in ("hierarchical", "mixture") else {})}
    )


def _another_way(tagged: Tagged, catalog: Catalog, conversation: Conversation) -> Intent | None:
    """ "what about hierarchical clustering?", "and a mixture model?", "with k-means again": the last segments in another
    way; asked for whole, or with columns of its own, it is a new segmentation."""
    ways = (("hierarchical", _TREE), ("mixture", _CLOUDS), ("kmeans", _PLAIN_WAY))
    way = next((name for name, pattern in ways if pattern.search(tagged.text)), None)
    last = _spoken_of(conversation)
    if way is None or last is None or anew(tagged, catalog) or _names_columns(tagged):
        return None
    kept = {k: v for k, v in last.args.items() if k not in ("chart", "why", "method")}
    numbers = [int(s.number) for s in tagged.cover if s.number is not None]
    if numbers:
        kept["k"] = numbers[0]
    return last.model_copy(update={"args": {**kept, "method": way}})


def _two_apart(tagged: Tagged, catalog: Catalog, conversation: Conversation) -> Intent | None:
    """ "compare segment 1 with segment 2", "Champions against Loyal": what sets two of them apart, on all their traits; a
    figure that is named is compared by itself."""
    if not _SET_APART.search(tagged.text) or _names_columns(tagged):
        return None
    made = segmentation(conversation)
    found = _TWO_OF_THEM.search(tagged.text)
    labels = [found["a"], found["b"]] if found is not None else _labels_named(tagged, made)
    if len(labels) != 2:
        return None
    source = made.source if made is not None else people_scope(catalog)
    step = made.name if made is not None else "$1"
    before: tuple[dict[str, object], ...] = (
        () if made is not None else ({"tool": "segment", "args": {"source": source}},)
    )
    sides: dict[str, object] = {
        name: {"step": step, "label": label}
        for name, label in zip(("segment", "versus"), labels, strict=True)
    }
    return Intent(source=source, tool="compare", args=sides, before=before)


def _labels_named(tagged: Tagged, made: Any) -> list[str]:
    """The segments that a message calls by their names."""
    if made is None:
        return []
    entries = (e for s in tagged.cover for e in s.entries)
    return list(dict.fromkeys(str(e.value) for e in entries if e.kind == "value" and e.name == made.name))


def in_force(conversation: Conversation, catalog: Catalog) -> Intent:
    """The segmentation that holds now, else the usual one."""
    steps = [d.step for d in conversation.definitions if d.step.tool == "segment"]
    found = of_step(steps[-1]) if steps else None
    if found is None:
        return Intent(source=people_scope(catalog), tool="segment")
    return found.model_copy(
        update={"args": {k: v for k, v in found.args.items() if k not in ("chart", "why")}}
    )


def _names_segments(tagged: Tagged) -> bool:
    return any(s.text.lower() in SEGMENT_NOUNS or s.word("tool") for s in tagged.cover)


def _names_columns(tagged: Tagged) -> bool:
    """A figure or a group of the data is named: then it is drawn, and no overview of the segments."""
    return any(
        e.kind in ("column", "measure") and not s.entry("entity") and s.text.lower() not in SEGMENT_NOUNS
        for s in tagged.cover
        for e in s.entries
    )


# -- columns -----------------------------------------------------------------------------------------------------
def _listed(draft: Draft, weighed: _Weighed) -> tuple[list[Column], tuple[str, ...]]:
    """The columns named after "by"; what stands among them and names no column."""
    spans = draft.spans
    cue = _cue(draft)
    if cue is None:
        return [], weighed.unplaced
    columns: list[Column] = []
    unplaced: list[str] = []
    for i in range(cue + 1, len(spans)):
        if columns and spans[i].text.lower() in _LIST_ENDS:
            break
        if i in weighed.at or not draft.free(i) or spans[i].word("tool", "scale", "aggregate"):
            continue
        column = _column(draft, i)
        if column is not None and column not in columns:
            columns.append(column)
        elif column is None and _restricts(draft, i):
            unplaced.append(spans[i].text)
    plain = spans[cue].text.lower().endswith(_PLAIN_CUES)
    return (columns, (*unplaced, *weighed.unplaced)) if columns or plain else ([], weighed.unplaced)


def _inside_names(draft: Draft) -> frozenset[int]:
    """Words in a list of columns that are values elsewhere: in "by age, call duration" nobody was called for."""
    cue = _cue(draft)
    if cue is None:
        return frozenset()
    places = (c.spans for c in draft.conditions if c.spans and min(c.spans) > cue)
    return frozenset(i for spans in places if _names_only(draft, spans) for i in spans)


def _names_only(draft: Draft, spans: tuple[int, ...]) -> bool:
    """A bare value that no "from", "who" or "only" brings in, and that no number is part of."""
    before = draft.spans[min(spans) - 1].text.lower()
    bare = not any(draft.spans[i].number is not None or draft.spans[i].period is not None for i in spans)
    return bare and len(spans) == 1 and before not in _BRINGING


def _cue(draft: Draft) -> int | None:
    """Where the list of columns opens: not at the "with" of "those with kids", which says who."""
    said = {i for c in draft.conditions for i in c.spans}
    for i, span in enumerate(draft.spans):
        if _opens_list(span) and not (
            span.text.lower() == "with" and i + 1 in said and _names_people(draft, i - 1)
        ):
            return i
    return None


def _names_people(draft: Draft, i: int) -> bool:
    return i >= 0 and (draft.spans[i].text.lower() in _THOSE or draft.spans[i].entry("entity") is not None)


def _opens_list(span: Span) -> bool:
    low = span.text.lower()
    return low in (*_LIST_CUES, "(") or low.endswith(" by")


def _restricts(draft: Draft, i: int) -> bool:
    """A word that would name something to group by: no small word, and not the people themselves."""
    span = draft.spans[i]
    if span.entry("entity") is not None or span.word("idle"):
        return False
    return bool(span.entries) or span.unknown or span.text.lower() in _RFM


def _column(draft: Draft, i: int) -> Column | None:
    """What a span names of each member: its own attribute before one of another grain; "unique items" counts kinds."""
    scope, span = draft.scope, draft.spans[i]
    if i and any(w.kind == "aggregate" and w.name == "distinct" for w in draft.spans[i - 1].words):
        return _kinds_of(scope, span)
    if not span.entries:
        return _of_rfm(scope, span.text.lower())
    terms = [t for t in scope.terms(span) if t.column is not None and t.entry.kind != "value"]
    own = sorted(terms, key=lambda t: (t.entry.quality < 0.75, t.entry.source not in scope.names))
    for term in own:
        if term.column is not None and (is_numeric(term.column) or _is_kind(term.column)):
            return term.column
    return None


def _of_rfm(scope: Scope, word: str) -> Column | None:
    """What the three words of the trade stand for where no column has them: how recently, how often, for how much."""
    if word not in _RFM:
        return None
    return scope.concept(*_RFM[word]) or (scope.value_column() if word.startswith("monetary") else None)


def _is_kind(column: Column) -> bool:
    """A handful of kinds; of codes those that have names."""
    named = any(v.name != str(v.value) for v in column.values)
    return (column.role in ("category", "flag") or (column.role == "code" and named)) and is_groupable(column)


def _kinds_of(scope: Scope, span: Span) -> Column | None:
    """The column that counts the different things that a span names."""
    keys = {scope.catalog.entities[e.name].key for e in span.entries if e.kind == "entity"}
    for column in scope.source.columns.values():
        expr = column.expr
        if isinstance(expr, Agg) and expr.agg == "distinct" and set(columns_of(expr)) & keys:
            return column
    return None


def _with_rfm(scope: Scope, chosen: list[Column]) -> list[Column]:
    rfm = [_of_rfm(scope, word) for word in ("recency", "frequency")] + [scope.value_column()]
    names = {c.name for c in chosen}
    return [c for c in rfm if c is not None and c.name not in names] + chosen


# -- weights -----------------------------------------------------------------------------------------------------
def _weights(draft: Draft, text: str) -> _Weighed:
    """ "weight frequency double", "income counts three times", "twice the weight for age", "give age weight 3"."""
    if not _WEIGHING.search(text):
        return _Weighed({}, frozenset())
    weights: dict[str, float] = {}
    places: set[int] = set()
    unplaced: list[str] = []
    for i, span in enumerate(draft.spans):
        factor = _factor(draft, i)
        if factor is None:
            continue
        at = _weighed_at(draft, i)
        column = _column(draft, at) if at is not None else None
        if at is None or column is None:
            unplaced.append(_unnamed(draft, i))
            continue
        weights[column.name] = factor
        places |= {i, at, *(j for j in range(min(i, at), max(i, at)))}
        draft.use("weight", i, at)
        if span.number is not None:
            places.add(i + 1)
    return _Weighed(weights, frozenset(places), tuple(unplaced))


def _factor(draft: Draft, i: int) -> float | None:
    spans = draft.spans
    known = _FACTORS.get(spans[i].text.lower())
    if known is not None:
        return known
    number = spans[i].number
    if number is None or not draft.free(i):
        return None
    followed = i + 1 < len(spans) and spans[i + 1].text.lower() in _TIMES
    return number if followed or (i > 0 and _WEIGHT.fullmatch(spans[i - 1].text)) else None


def _weighed_at(draft: Draft, i: int) -> int | None:
    """Where the column of a factor stands: between "weight" and it, after "double weight on", else before it.

    What stands between "weight" and the factor is what is weighed: where that names no column, no other is taken.
    """
    spans = draft.spans
    cue = next((k for k in range(i - 1, -1, -1) if _WEIGHT.fullmatch(spans[k].text)), None)
    if cue is not None and any(not spans[k].free for k in range(cue + 1, i)):
        return next((k for k in range(i - 1, cue, -1) if _column(draft, k) is not None), None)
    after = [k for k in range(i + 1, min(i + 6, len(spans))) if _column(draft, k) is not None]
    before = [k for k in range(i - 1, max(-1, i - 5), -1) if _column(draft, k) is not None]
    between = " ".join(s.text.lower() for s in spans[i + 1 : after[0]]) if after else ""
    if after and (_WEIGHING.search(between) or not before):
        return after[0]
    return before[0] if before else None


def _unnamed(draft: Draft, i: int) -> str:
    """The words of a weight that name no column."""
    near = [k for k in (i - 1, i + 1) if 0 <= k < len(draft.spans) and not draft.spans[k].free]
    return " ".join(draft.spans[k].text for k in sorted({*near[:1], i}))
