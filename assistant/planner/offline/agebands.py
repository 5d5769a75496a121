"""Ages where the data hold bands of them ("25-34", "65+"): "aged 26 to 35", "50 or over"."""

from __future__ import annotations

import re

from assistant.planner.offline.conditions import Condition, Draft
from data.catalog import Column
from data.query import Lit, call, col

_BAND = re.compile(r"\D*(?P<low>\d{1,3})\s*(?:-|–|to)\s*(?P<high>\d{1,3})\D*$")
_OPEN = re.compile(
    r"\D*(?P<low>\d{1,3})\s*(?:\+|and over|or over|and older|or older|plus|and above)\D*$", re.I
)
_UNDER = re.compile(
    r"\W*?(?:(?P<less>under|below|<(?!=)|less than|younger than)|<=|≤|up to)\s*(?P<high>\d{1,3})\D*$", re.I
)
_OVER = re.compile(
    r"\W*?(?:(?P<more>over|above|>(?!=)|more than|older than)|>=|≥|from)\s*(?P<low>\d{1,3})\D*$", re.I
)
_AGED = ("aged", "age", "ages", "old", "older", "younger", "years", "are", "is", "people", "ppl", "those")
TOP = 200.0
Bounds = tuple[float, float]


def read(draft: Draft, low: float | None, high: float | None, spans: list[int], at: int) -> bool:
    """A condition on the column of bands that begin and end where the question says; none where they do not fit."""
    column = next((c for c in draft.scope.source.columns.values() if _is_ages(c)), None)
    if column is None or not _speaks_of_age(draft, at, column):
        return False
    bands = {v.value: b for v in column.values if (b := bounds(str(v.value))) is not None}
    lowest, highest = 0.0 if low is None else low, TOP if high is None else high
    inside = [value for value, (a, b) in bands.items() if lowest <= a and b <= highest]
    lows, highs = {bands[v][0] for v in inside}, {bands[v][1] for v in inside}
    if not inside or (low is not None and low not in lows) or (high is not None and high not in highs):
        return False
    literals = tuple(Lit(lit=v) for v in inside)
    name = col(column.name)
    expr = call("eq", name, literals[0]) if len(literals) == 1 else call("in", name, *literals)
    named = [k for k in range(len(draft.spans)) if draft.free(k) and _names(draft, k, column)]
    draft.conditions.append(Condition(expr, (*spans, *named), column))
    draft.use("condition", *spans, *named)
    return True


_STEPS = {"gt": 1.0, "ge": 0.0, "lt": -1.0, "le": 0.0}
"""From the age that is said to the first or last one that is meant."""


def said_in_full(draft: Draft) -> None:
    """ "18-24 year olds", "65+ years old": what the band is of says no more than the band."""
    for condition in draft.conditions:
        if condition.column is None or not _is_ages(condition.column) or not condition.spans:
            continue
        k = max(condition.spans) + 1
        while k < len(draft.spans) and draft.free(k) and draft.spans[k].text.lower() in _IN_YEARS:
            draft.use("unit", k)
            k += 1


_IN_YEARS = ("-", "year", "years", "yr", "yrs", "old", "olds", "s", "of", "age")


def beyond(draft: Draft, op: str, value: float, spans: list[int], at: int) -> bool:
    """ "over 54", "at least 65", "under 25": the bands that begin or end there."""
    if op not in _STEPS or value != int(value):
        return False
    edge = value + _STEPS[op]
    low, high = (edge, None) if op in ("gt", "ge") else (None, edge)
    return read(draft, low, high, spans, at)


def bounds(text: str) -> Bounds | None:
    """The ages of a band: "25-34", "65+", "Under 18"."""
    if m := _BAND.match(text):
        return float(m["low"]), float(m["high"])
    if m := _OPEN.match(text):
        return float(m["low"]), TOP
    if m := _UNDER.match(text):
        return 0.0, float(m["high"]) - (1.0 if m["less"] else 0.0)
    if m := _OVER.match(text):
        return float(m["low"]) + (1.0 if m["more"] else 0.0), TOP
    return None


def _is_ages(column: Column) -> bool:
    texts = [str(v.value) for v in column.values if v.value is not None]
    told = [t for t in texts if bounds(t) is not None]
    named = bool({"age", "ages"} & set(column.label.lower().split()))
    return named and column.type == "text" and len(told) >= 2 and 2 * len(told) > len(texts)


def _names(draft: Draft, k: int, column: Column) -> bool:
    return any(e.kind == "column" and e.name == column.name for e in draft.spans[k].entries)


def _speaks_of_age(draft: Draft, at: int, column: Column) -> bool:
    """ "aged 26 to 35", "are 50 or over": no other noun has the number."""
    before = {draft.spans[k].text.lower() for k in range(max(0, at - 2), at + 1)}
    if any(re.search(r"\b(?:older|younger)\b", s.text, re.I) for s in draft.spans[max(0, at - 1) : at + 3]):
        return True
    following = [s.text.lower() for s in draft.spans[at + 1 : at + 4]]
    if any(w in ("s", "old", "olds") for w in following):  # "under 18s", "50 to 60 year olds"
        return True
    if at > 1 and draft.spans[at - 1].text.lower() == "of":  # "men of 65 and over"
        who = draft.spans[at - 2]
        if who.entry("value", "entity", "rows") is not None:
            return True
    return any(_names(draft, k, column) for k in range(len(draft.spans))) or bool({*_AGED} & before)
