"""Questions that a result invites, in words that run on this data."""

from __future__ import annotations

from typing import Any

from data.query import Call, Query, columns_of
from tools._periods import period_op

FEW_VALUES = 25
MOST_VALUES = 60


def next_questions(asked: Query, measure: str | None, top: str | None, data: Any) -> tuple[str, ...]:
    """At most three: the same measure by another dimension, by month, and only the first group."""
    found = []
    other = other_dimension(asked, data)
    if measure and other and asked.measures:
        found.append(f"{measure} by {other}")
    if measure and asked.measures and _has_free_date(asked, data):
        found.append(f"{measure} by month")
    if top and asked.groups:
        found.append(f"only {top}")
    if not found and other and isinstance(asked.source, str):
        found.append(f"how many {data.catalog.sources[asked.source].plural} by {other}?")
    return tuple(found[:3])


def other_dimension(asked: Query, data: Any) -> str | None:
    """The label of a category of the source with few values that the question does not use yet."""
    if not isinstance(asked.source, str):
        return None
    used = _used(asked)
    free = [
        c
        for c in data.catalog.sources[asked.source].columns.values()
        if c.role == "category" and 2 <= c.distinct <= MOST_VALUES and c.name not in used and not c.personal
    ]
    # A handful of groups can be seen at a glance; a longer list is better than none.
    best = min(free, key=lambda c: c.distinct > FEW_VALUES, default=None)
    return None if best is None else str(best.label)


def _has_free_date(asked: Query, data: Any) -> bool:
    if not isinstance(asked.source, str) or any(period_op(g.expr) for g in asked.groups):
        return False
    columns = data.catalog.sources[asked.source].columns.values()
    return any(c.role == "date" and c.distinct > 1 and "." not in c.name for c in columns)


def _used(asked: Query) -> set[str]:
    names = {c for out in asked.outputs for c in columns_of(out.expr)}
    for condition in asked.where + asked.within:
        if isinstance(condition, Call) and condition.op in ("and", "or", "not"):
            names |= {c for part in condition.args for c in columns_of(part)}
        names |= set(columns_of(condition))
    return names


def rows_question(rows: str, name: str | None) -> str:
    """A question for the rows that stand behind an answer."""
    return f"show the {rows} of {name}" if name else f"list the {rows}"
