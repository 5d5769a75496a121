"""Plans that have a place for every word and still tell something else.

A word may be bound to a far-fetched column, a short word of a list may be passed over, or one of several columns of one
name may be taken for all. What the words call for is set against the plan here, as in `unheard.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.planner.offline.conditions import Draft
from assistant.planner.offline.dates import EVERY
from assistant.planner.offline.scope import Intent
from assistant.planner.offline.spans import Span
from data.query import Agg, Call, MeasureRef, Over, columns_of, walk


def words(draft: Draft, intent: Intent) -> list[str]:
    """What shows that the plan tells something else."""
    if intent.tool != "query":
        return []
    return [w for test in _TESTS for w in test(draft, intent)]


# -- kinds of answers ---------------------------------------------------------------------------------------------
def _mean_for_many(draft: Draft, intent: Intent) -> list[str]:
    """ "How many commercial policies", answered by an average of something that begins alike."""
    cue = next((i for i, s in enumerate(draft.spans) if s.text.lower() == "how many"), None)
    if cue is None or any(s.word("aggregate", "rate", "share") for s in draft.spans):
        return []
    things = any(e.kind in ("entity", "rows") for s in draft.spans[cue + 1 : cue + 4] for e in s.entries)
    told = [m.expr for m in intent.metrics]
    means = [e for e in told if isinstance(e, Agg) and e.agg in ("mean", "median")]
    return [draft.spans[cue].text] if things and told and len(means) == len(told) else []


_GROWN = re.compile(
    r"\b(?:grow|grew|grown|rise|rose|risen|increased?|declined?|shrink|shrank|dropped|fell)\b", re.I
)
_BY_HOW_MUCH = re.compile(r"^\W*by (?:how much|how many|what|which)\b", re.I)


def _unchanged(draft: Draft, intent: Intent) -> list[str]:
    """ "By what percentage did it grow", answered by a share of the days between."""
    at = [i for i, s in enumerate(draft.spans) if draft.used.get(i) == "window" and _GROWN.fullmatch(s.text)]
    if not at or not _BY_HOW_MUCH.search(draft.text) or intent.groups or intent.columns:
        return []
    nodes = [n for m in intent.metrics for n in walk(m.expr)]
    changed = any(isinstance(n, Over) or (isinstance(n, Call) and n.op in ("sub", "div")) for n in nodes)
    return [] if changed and not intent.share else [draft.spans[at[0]].text]


# -- words of time that are no groups -----------------------------------------------------------------------------
def _kinds_by_time(draft: Draft, intent: Intent) -> list[str]:
    """ "Annual, quarterly and monthly payers" pay at such times, and "the weekly newsletter" is a newsletter: neither asks
    for a group for each week."""
    at = [i for i, s in enumerate(draft.spans) if s.text.lower() in EVERY and draft.used.get(i) == "group"]
    before_value = [i for i in at if draft.used.get(i + 1) == "value" and draft.spans[i + 1].entries]
    listed = at if len(at) > 1 and len({_grain(draft.spans[i]) for i in at}) > 1 else []
    return [draft.spans[i].text for i in dict.fromkeys((*before_value, *listed))]


def _grain(span: Span) -> str | None:
    word = span.word("grain")
    return word.name if word is not None else None


# -- lists --------------------------------------------------------------------------------------------------------
_SMALL = frozenset(["the", "our", "a", "an", "all", "please", "hi", "hey", "ok", "so", "now", "well", "also", "average", "total"])  # fmt: skip


def _first_of_list(draft: Draft, intent: Intent) -> list[str]:
    """ "Number of store, web and catalogue purchases", told without those in the store."""
    spans = draft.spans
    found = []
    for i in range(1, len(spans) - 3):
        span, comma, second = spans[i], spans[i + 1], spans[i + 2]
        if i in draft.used or not span.free or span.entries or span.words or comma.text != ",":
            continue
        before = spans[i - 1]
        counted = before.word("count", "aggregate") is not None and draft.used.get(i - 1) in _TOLD
        goes_on = spans[i + 3].text.lower() in ("and", "&", "or", ",")
        listed = counted and goes_on and draft.used.get(i + 2) in _TOLD and second.entries
        if listed and span.text.isalpha() and span.text.lower() not in _SMALL:
            found.append(span.text)
    return found


_TOLD = ("item", "metric")


# -- one of several -----------------------------------------------------------------------------------------------
_SEVERAL = 3


def _one_of_alike(draft: Draft, intent: Intent) -> list[str]:
    """ "Which of the six campaigns", answered by the groups of the first campaign alone."""
    grouped = [n for g in intent.groups for n in columns_of(g.expr)]
    if intent.melt is not None or len(grouped) != 1:
        return []
    return [s.text for s in draft.spans if grouped[0] in _alike(draft, s)][:1]


def _alike(draft: Draft, span: Span) -> Sequence[str]:
    """The columns of which a word names each as well as the other, by a part of their names."""
    named = [e for e in span.entries if e.kind == "column" and draft.scope.column(e) is not None]
    if not named or named[0].quality >= 0.9 or not span.text.lower().endswith("s"):
        return ()
    best = [e.name for e in named if e.quality == named[0].quality]
    return best if len(set(best)) >= _SEVERAL else ()


def _ratio_lost(draft: Draft, intent: Intent) -> list[str]:
    """ "The most claims per policy", told as a sum of claims: what is per something is divided or averaged."""
    made = [e for s in draft.spans for e in s.entries[:1] if e.kind == "measure" and e.name.startswith("~")]
    ratios = {e.name for e in made if " per " in e.name}
    nodes = [n for m in intent.metrics for n in walk(m.expr)]
    kept = any(
        (isinstance(n, MeasureRef) and n.measure in ratios)
        or (isinstance(n, Call) and n.op == "div")
        or (isinstance(n, Agg) and n.agg in ("mean", "rate"))
        for n in nodes
    )
    return [] if not ratios or kept or not intent.metrics else ["per"]


_MEMBERS = 50
_ONE_BY_ONE = re.compile(
    r"\b(?:each|every|per|which|who|list|show|rank\w*|top|bottom|individual|"
    r"by(?! (?:the |our )?\w+ (?:who|that|whose|born|aged|with|without|from|in|over|under|older|younger)\b))\b",
    re.I,
)


def _of_each_member(draft: Draft, intent: Intent) -> list[str]:
    """ "Median spend by customers born in the seventies", "the average income of households under 35", told one by one:
    nobody asked for a figure of each of many."""
    keys = {s.entity.key for s in draft.scope.catalog.sources.values() if s.entity is not None}
    grouped = [n for g in intent.groups for n in columns_of(g.expr)]
    if len(grouped) != 1 or grouped[0] not in keys or intent.order or intent.limit or intent.having:
        return []
    column = draft.scope.source.columns.get(grouped[0])
    many = column is not None and column.distinct > _MEMBERS
    if not many or _ONE_BY_ONE.search(draft.text):
        return []
    return [s.text for i, s in enumerate(draft.spans) if draft.used.get(i) == "group"][:1] or ["each"]


def _different_rows(draft: Draft, intent: Intent) -> list[str]:
    """ "How many different companies", told as the number of rows: what is counted once each is none of the data's names."""
    cue = next(
        (i for i, s in enumerate(draft.spans) if (w := s.word("aggregate")) and w.name == "distinct"), None
    )
    nodes = [n for m in intent.metrics for n in walk(m.expr)]
    counted = bool(nodes) and all(isinstance(n, Agg) and n.agg == "count" and n.of is None for n in nodes)
    if cue is None or not counted or intent.groups:
        return []
    named = draft.spans[cue + 1 : cue + 2]
    return [s.text for s in named if not s.entries]


_HOW_MUCH = re.compile(r"\bhow much (?!of\b|time\b|more\b|less\b)(?!\w+ (?:time|users?|people)\b)", re.I)


def _count_for_much(draft: Draft, intent: Intent) -> list[str]:
    """ "How much did donors give", told as the number of donors: an amount is asked for, and no count of rows."""
    nodes = [m.expr for m in intent.metrics]
    measures = draft.scope.catalog.measures
    made = [measures[n.measure].expr if isinstance(n, MeasureRef) else n for n in nodes]
    counted = bool(made) and all(isinstance(n, Agg) and n.agg in ("count", "distinct") for n in made)
    return ["how much"] if counted and _HOW_MUCH.search(draft.text) else []


_TESTS: tuple[Callable[[Draft, Intent], list[str]], ...] = (
    _mean_for_many, _unchanged, _kinds_by_time, _first_of_list, _one_of_alike, _ratio_lost, _of_each_member, _different_rows,
    _count_for_much,
)  # fmt: skip
