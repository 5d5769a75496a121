"""Values that are said by their code: "mode 4", "vote = 1", "choice equal to 1", "group 2 and group 3"."""

from __future__ import annotations

from assistant.planner.offline.conditions import Condition, Draft
from assistant.planner.offline.scope import Scope
from assistant.planner.offline.spans import Span
from data.catalog import Column
from data.query import Call, Expr, Lit, col

FEW = 20
"""Numbers with more different values are measured, not codes."""
_EQUALS = (
    "=",
    "equal to",
    "equals",
    "equal",
    "is",
    "was",
    "being",
    "of",
    "number",
    "no",
    "code",
    "value",
    "level",
)
_OPEN = ("between", "from")


def read(draft: Draft) -> None:
    """Conditions from numbers that stand right behind the column whose codes they are."""
    said: dict[str, tuple[Column, list[float], list[int]]] = {}
    for i, span in enumerate(draft.spans):
        column = _coded(draft.scope, span) if draft.free(i) and span.entries else None
        at = _value_at(draft, i, column) if column is not None else None
        if column is None or at is None:
            continue
        _, values, used = said.setdefault(column.name, (column, [], []))
        values.append(draft.spans[at].number or 0.0)
        used += range(i, at + 1)
        _more(draft, column, at, values, used)
    for column, values, used in said.values():
        found: list[Expr] = [Lit(lit=_stored(column, v)) for v in dict.fromkeys(values)]
        args: tuple[Expr, ...] = (col(column.name), *found)
        expr = Call(op="eq" if len(found) == 1 else "in", args=args)
        draft.conditions.append(Condition(expr, tuple(used), column))
        draft.use("value", *used)


def _coded(scope: Scope, span: Span) -> Column | None:
    """A column of few values that are numbers, called by its own name."""
    for term in scope.terms(span):
        column = term.column
        if term.entry.kind != "column" or column is None or term.entry.quality < 0.75:
            continue
        if (
            column.type in ("integer", "number", "bool")
            and 1 < column.distinct <= FEW
            and column.role != "date"
        ):
            return column
    return None


def _value_at(draft: Draft, i: int, column: Column) -> int | None:
    """The place of the code behind the column's name, over an equals sign at most."""
    spans, k = draft.spans, i + 1
    while k < len(spans) and k - i <= 2 and draft.free(k) and spans[k].text.lower() in _EQUALS:
        k += 1
    if not draft.free(k) or not _is_code(spans[k], column):
        return None
    after = spans[k + 1] if k + 1 < len(spans) else None
    if after is not None and (after.word("after_number") or after.text in ("-", "+")):
        return None
    return k


def _is_code(span: Span, column: Column) -> bool:
    if span.number is None or span.percent or span.entries:
        return False
    known = {float(v.value) for v in column.values if isinstance(v.value, (int, float))}
    if known:
        return span.number in known
    try:
        return span.number == int(span.number) and float(str(column.low)) <= span.number <= float(
            str(column.high)
        )
    except ValueError:
        return column.type == "bool" and span.number in (0, 1)


def _more(draft: Draft, column: Column, at: int, values: list[float], used: list[int]) -> None:
    """ "mode 1 and 3": further codes of the same column."""
    spans = draft.spans
    while (
        at + 2 < len(spans)
        and spans[at + 1].text.lower() in ("and", "or", ",", "&", "vs", "versus")
        and draft.free(at + 2)
        and _is_code(spans[at + 2], column)
        and not (at + 3 < len(spans) and spans[at + 3].entries)
    ):
        values.append(spans[at + 2].number or 0.0)
        used += [at + 1, at + 2]
        at += 2


def _stored(column: Column, value: float) -> int | float | bool:
    if column.type == "bool":
        return bool(value)
    return int(value) if value == int(value) else value
