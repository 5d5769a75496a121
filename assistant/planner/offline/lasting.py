"""Lengths of time: which column a number of days, months or hours is about, and the number in the column's own unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.planner.offline.conditions import Draft
from assistant.planner.offline.lexicon import Entry
from assistant.planner.offline.scope import Term, is_joined, is_numeric
from data.catalog import Column

_DAYS = {
    "second": 1 / 86400,
    "minute": 1 / 1440,
    "hour": 1 / 24,
    "day": 1.0,
    "week": 7.0,
    "month": 30.0,
    "year": 365.0,
}
_SHORT = {
    "sec": "second", "secs": "second", "s": "second", "min": "minute", "mins": "minute", "hr": "hour", "hrs": "hour",
    "night": "day", "nights": "day", "nts": "day", "wk": "week", "wks": "week", "mo": "month", "mth": "month", "mths": "month",
    "mon": "month", "yr": "year", "yrs": "year",
}  # fmt: skip


def unit_of(word: str) -> str | None:
    """The unit of time that a word names, in one and in full."""
    low = word.lower().strip("().")
    return low.removesuffix("s") if low.removesuffix("s") in _DAYS else _SHORT.get(low)


def at(draft: Draft, n: int) -> str | None:
    """The unit of time right behind the number at `n`."""
    return unit_of(draft.spans[n + 1].text) if n + 1 < len(draft.spans) else None


def measured_in(column: Column | None) -> str | None:
    """The unit of time in which a column is measured; no calendar year, and no age."""
    if column is None or not is_numeric(column) or column.unit == "year":
        return None
    label = column.label.lower()
    words = re.findall(r"[a-z]+", label)
    if "age" in words or column.unit == "years" or _OVER.search(label):
        return None
    if column.unit is not None:
        return unit_of(column.unit)
    return next((_SHORT.get(w) or unit_of(w) for w in words if w in _TOLD), None)


_OVER = re.compile(
    r"(?:\d|\b(?:per|last|past|next|in|each|every|of)) ?(?:months?|mths?|mo|days?|weeks?|years?|yrs?|m|d)\b"
)
"""A stretch over which something was counted ("visits in 12 months")."""
_TOLD = {w for w in _SHORT if len(w) > 1} | {"seconds", "minutes", "hours", "days", "weeks", "months", "years"} - {"mon", "sec"}  # fmt: skip


def may_be(term: Term) -> bool:
    """Whether what a noun stands for may be a length of time, or an age."""
    column = term.column
    return column is not None and (column.unit in (None, "years") or measured_in(column) is not None)


def only(draft: Draft, n: int) -> Term | None:
    """The one column that is a length of time of the rows, or the one whose name the question says a part of."""
    found = list(_lasting(draft))
    if len(found) > 1:
        found = [c for c in found if _said(draft, c)] or []
    if len(found) != 1:
        return None
    span = draft.spans[n]
    return Term(
        span, Entry("column", draft.scope.name, found[0].name, 0.8, shown=found[0].label), column=found[0]
    )


def _lasting(draft: Draft) -> Iterator[Column]:
    for column in draft.scope.source.columns.values():
        if measured_in(column) is not None and not is_joined(column):
            yield column


def _said(draft: Draft, column: Column) -> bool:
    if draft.words is None:
        return False
    of = draft.words.stems.of
    stems = {of(w) for w in column.label.lower().split()}
    return any(of(s.text.lower()) in stems for s in draft.spans if unit_of(s.text) is None)


def converted(value: float, said: str | None, column: Column | None) -> float:
    """The number in the unit of the column: two hours are 120 minutes, five years 60 months."""
    own = measured_in(column)
    if said is None or own is None or said == own:
        return value
    if {said, own} == {"year", "month"}:
        return value * 12 if said == "year" else value / 12
    made = value * _DAYS[said] / _DAYS[own]
    return round(made) if abs(made - round(made)) < 1e-6 else made
