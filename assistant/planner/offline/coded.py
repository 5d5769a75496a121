"""Values said by their codes beside the name of their column: "Cxl = Y", "subscribed yes vs no", "gender F"."""

from __future__ import annotations

from assistant.planner.offline import conditions
from assistant.planner.offline.conditions import Condition, Draft
from assistant.planner.offline.scope import NUMERIC
from assistant.planner.offline.spans import Span
from data.catalog import Column
from data.query import Call, Lit, Op, col

_IS = (
    "is",
    "=",
    ":",
    "equal to",
    "equals",
    "equal",
    "to",
    "was",
    "are",
    "were",
    "of",
    "code",
    "value",
    "flag",
)
_AND = (
    "and",
    "or",
    "vs",
    "versus",
    "/",
    ",",
    "&",
    "against",
    "compared to",
    "compared with",
    "and of",
    "and for",
)
_YES = frozenset(["y", "yes", "true", "t", "1"])
_NO = frozenset(["n", "no", "false", "f", "0"])
FEW = 40
"""Columns with more values are no codes: their values are found by their names."""


def read(draft: Draft) -> None:
    """Conditions on columns whose value stands right behind their name."""
    for i, span in enumerate(draft.spans):
        if not draft.free(i) or not span.entries:
            continue
        column = _coded(draft, span)
        if column is None:
            continue
        found = _at(draft, column, i)
        if found is None:
            continue
        last, values = found
        _keep(draft, column, values, range(i, last + 1))


def _coded(draft: Draft, span: Span) -> Column | None:
    """The column that a span names, where its values are few codes or yes and no."""
    named = (
        t.column for t in draft.scope.terms(span) if t.entry.kind == "column" and t.entry.quality >= 0.75
    )
    column = next((c for c in named if c is not None), None)
    if column is None or (column.role != "flag" and not 0 < column.distinct <= FEW):
        return None
    return column if column.role == "flag" or column.type not in NUMERIC else None


def _at(draft: Draft, column: Column, i: int) -> tuple[int, list[object]] | None:
    """(place of the last value, the values) behind the name of a column."""
    k, linked = _past(draft, i + 1)
    first = _value(draft, column, k)
    if first is None or not (linked or _stands_alone(draft, k)):
        return None
    values, last = [first], k
    while last + 2 < len(draft.spans) and draft.spans[last + 1].text.lower() in _AND:
        k = last + 2
        again = _coded(draft, draft.spans[k])
        if again is not None and again.name == column.name:
            k, _ = _past(draft, k + 1)
        value = _value(draft, column, k)
        if value is None:
            break
        values.append(value)
        last = k
    return last, values


def _past(draft: Draft, k: int) -> tuple[int, bool]:
    """The place behind "is", "=", "equal to", and whether there was any."""
    start = k
    while k < len(draft.spans) and k - start < 3 and draft.spans[k].text.lower() in _IS:
        k += 1
    said = {draft.spans[j].text.lower() for j in range(start, k)}
    return k, bool(said - {"of", "to"})


def _value(draft: Draft, column: Column, k: int) -> object | None:
    """The stored value that a span spells, as the column holds it."""
    if not draft.free(k):
        return None
    low = draft.spans[k].text.lower().strip("'\"")
    for known in column.values:
        if str(known.value).lower() == low and not isinstance(known.value, bool):
            return known.value
    if column.role == "flag" and low in _YES | _NO:
        return (conditions.on(column) if low in _YES else conditions.off(column)).lit
    return None


def _stands_alone(draft: Draft, k: int) -> bool:
    """Nothing behind the value that it could belong to instead ("churn, no complaints")."""
    if k + 1 >= len(draft.spans):
        return True
    behind = draft.spans[k + 1]
    return not behind.entries and not behind.unknown


def _keep(draft: Draft, column: Column, values: list[object], inside: range) -> None:
    negated = conditions.negation(draft, inside[0])
    names: tuple[Op, Op] = ("ne", "not_in") if negated is not None else ("eq", "in")
    kept = list(dict.fromkeys(values))
    lits = [Lit(lit=v) for v in kept]  # type: ignore[arg-type]  # stored values are plain
    used = (*inside, *((negated,) if negated is not None and negated >= 0 else ()))
    draft.conditions.append(
        Condition(Call(op=names[len(kept) > 1], args=(col(column.name), *lits)), used, column)
    )
    draft.use("condition", *used)
