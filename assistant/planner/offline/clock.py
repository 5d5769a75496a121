"""The hour of a row: a column of hours, else that of its one moment."""

from __future__ import annotations

import re

from assistant.planner.offline import events
from assistant.planner.offline.scope import Scope
from data.catalog import Column
from data.query import Expr, call, col

DAY = 24
_WRITTEN = re.compile(r"(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?")


def hours_of(scope: Scope, meant: Column | None = None) -> Column | None:
    """The one column of hours or of clock times, else the one moment of a row; `meant`: the moment that the question
    speaks of."""
    columns = [c for c in scope.source.columns.values() if c.source in scope.names]
    hours = [c for c in columns if _is_hours(c)] or [c for c in columns if _is_clock(c)]
    moments = [c for c in events.dates_of(scope) if c.type == "datetime"]
    if not hours and meant in moments:
        return meant
    if not hours and len(moments) > 1 and scope.date() in moments:
        return scope.date()
    found = hours or moments
    return found[0] if len(found) == 1 else None


def _is_clock(column: Column) -> bool:
    """Times of day that are written as text: "07:43"."""
    ends = (str(column.low), str(column.high), *(str(v.value) for v in column.values))
    return column.type == "text" and all(_WRITTEN.fullmatch(e.strip()) for e in ends)


def hour(column: Column) -> Expr:
    """The hour that a column of hours or a moment tells."""
    return col(column.name) if column.type == "integer" else call("hour", col(column.name))


def _is_hours(column: Column) -> bool:
    """Whole numbers from 0 to 24 that are called an hour."""
    try:
        low, high = float(str(column.low)), float(str(column.high))
    except ValueError:
        return False
    return column.type == "integer" and column.label.split()[-1:] == ["hour"] and low >= 0 and high <= DAY
