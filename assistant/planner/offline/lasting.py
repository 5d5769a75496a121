"""Lengths of time: which column a number of days, months or hours is about, and the number in the column's own unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.planner.offline import timeunits
from assistant.planner.offline.conditions import Draft
from assistant.planner.offline.lexicon import Entry
from assistant.planner.offline.scope import Term, is_joined, is_numeric
from assistant.planner.offline.timeunits import SHORT, unit_of
from data.catalog import Column


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
    return next((SHORT.get(w) or unit_of(w) for w in words if w in _TOLD), None)


_OVER = re.compile(
    r"(?:\d|\b(?:per|last|past|next|in|each|every|of)) ?(?:months?|mths?|mo|days?|weeks?|years?|yrs?|m|d)\b"
)
"""A stretch over which something was counted ("visits in 12 months")."""
_TOLD = {w for w in SHORT if len(w) > 1} | {"seconds", "minutes", "hours", "days", "weeks", "months", "years"} - {"mon", "sec"}  # fmt: skip


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
    return timeunits.converted(value, said, measured_in(column))
