"""Another of the bands that were spoken of: "and under 18?" after the 18-24 year olds, "75 and older?" after under 35."""

from __future__ import annotations

import re

from assistant.planner.offline.agebands import TOP, bounds
from assistant.planner.offline.conditions import Condition, Draft
from assistant.planner.offline.scope import Intent
from assistant.planner.offline.spans import Span
from data.catalog import Column
from data.query import Call, Lit, call, col, columns_of

_SMALL = re.compile(
    r"and|or|so|but|what|about|how|for|with|at|in|of|the|only|just|those|these|people|ones?|now|then|same|from|to|between|"
    r"is|are|who|year|years|yrs?|old|olds|aged?|over|under|s|,|\?|\.|-|–|!",
    re.I,
)
_STEPS = {"gt": (1.0, None), "ge": (0.0, None), "lt": (None, -1.0), "le": (None, 0.0)}


def another(draft: Draft, last: Intent) -> Condition | None:
    """The bands of the same column that begin and end where the message says; None where none do."""
    column = next((c for e in reversed((*last.where, *last.share)) if (c := _of_bands(draft, e))), None)
    numbers = [
        i for i, s in enumerate(draft.spans) if draft.free(i) and s.number is not None and not s.entries
    ]
    if column is None or not 1 <= len(numbers) <= 2 or not all(_says_nothing(s) for s in draft.spans):
        return None
    edges = _edges(draft, numbers)
    inside = _inside(column, *edges) if edges is not None else ()
    if not inside:
        return None
    used = tuple(i for i in range(len(draft.spans)) if draft.free(i))
    draft.use("condition", *used)
    name = col(column.name)
    expr = call("eq", name, *inside) if len(inside) == 1 else call("in", name, *inside)
    return Condition(expr, used, column)


def _of_bands(draft: Draft, expr: object) -> Column | None:
    """The column of a condition on bands of a number."""
    names = columns_of(expr) if isinstance(expr, Call) and expr.op in ("eq", "in") else ()
    column = draft.scope.source.columns.get(names[0]) if len(names) == 1 else None
    told = [v for v in column.values if bounds(str(v.name)) is not None] if column is not None else []
    return column if column is not None and len(told) >= 2 and 2 * len(told) > len(column.values) else None


def _edges(draft: Draft, numbers: list[int]) -> tuple[float | None, float | None] | None:
    """The first and the last number that is meant; None where only one number stands there without a word."""
    values = [draft.spans[i].number or 0.0 for i in numbers]
    if len(values) == 2:
        return min(values), max(values)
    word = next((w for s in draft.spans if (w := s.word("comparator", "after_number")) is not None), None)
    low, high = _STEPS.get(word.name if word is not None else "", (None, None))
    if low is None and high is None:
        return None
    return (values[0] + low if low is not None else None), (values[0] + high if high is not None else None)


def _inside(column: Column, low: float | None, high: float | None) -> tuple[Lit, ...]:
    """The values of the bands between, where bands begin and end there."""
    bands = {v.value: b for v in column.values if (b := bounds(str(v.name))) is not None}
    least, most = low if low is not None else 0.0, high if high is not None else TOP
    inside = [value for value, (a, b) in bands.items() if least <= a and b <= most]
    lows, highs = {bands[v][0] for v in inside}, {bands[v][1] for v in inside}
    fits = inside and (low is None or low in lows) and (high is None or high in highs)
    return tuple(Lit(lit=v) for v in inside) if fits else ()


def _says_nothing(span: Span) -> bool:
    """A number, a comparator, or a word that only joins."""
    word = span.word("comparator", "after_number")
    return span.number is not None or word is not None or _SMALL.fullmatch(span.text) is not None
