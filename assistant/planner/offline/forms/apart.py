"""How far two rows or values of a small table are apart: "what is the difference in X between A and B", "how many more X
did A have than B".
"""

from __future__ import annotations

from typing import Any

from assistant.planner.offline import build
from assistant.planner.offline.conditions import Draft
from assistant.planner.offline.forms import counting, nouns
from assistant.planner.offline.forms.counting import where
from assistant.planner.offline.forms.difference import LESS, SIGNED
from assistant.planner.offline.forms.sheet import Sheet
from assistant.planner.offline.say import value as say_value
from assistant.planner.offline.scope import Intent, is_numeric
from data.catalog import Column
from data.query import Agg, AggName, Call, Expr, Lit, Out, call, col
from tools._tool import Tool

_WORDS = frozenset(
    ["difference", "gap", "more", "fewer", "less", "greater", "higher", "larger", "longer", "older", "bigger", "taller",
     "heavier", "lower", "smaller", "shorter", "younger", "better", "worse", "faster", "slower", "than", "between", "win",
     "over", "count", "exceed", "exceeds"]
)  # fmt: skip


def read(draft: Draft, sheet: Sheet, tools: dict[str, Tool]) -> list[Intent]:
    """One figure of two values of a column, set against each other."""
    pair = _pair(draft)
    if pair is None or "calc" not in tools:
        return []
    column, values = pair
    for i, span in enumerate(draft.spans):
        said = span.word("count", "aggregate", "superlative", "comparator") is not None and not span.entries
        if draft.free(i) and (said or span.text.lower() in _WORDS):
            draft.use("difference", i)
    metric = _metric(draft, sheet, column)
    if metric is None:
        return []
    rest = tuple(e for e in where(draft) if e != _condition(draft, column))
    first, second = values
    signed = SIGNED.search(draft.text)
    if signed is not None and (signed["way"] or "").lower() not in LESS:
        first, second = second, first  # "how many more did A win than B": A less B
    steps: list[dict[str, Any]] = []
    for value in (first, second):
        side = Intent(
            source=draft.scope.name, where=(*rest, call("eq", col(column.name), value.lit)), answer="value",
            metrics=(metric.model_copy(update={"name": f"{metric.name} of {say_value(column, value)}"}),),
        )  # fmt: skip
        steps.append(build.plan(side, tools).steps[-1].model_dump(mode="json"))
    names = " and ".join(say_value(column, v) for v in values)
    return [
        Intent(
            source=draft.scope.name, tool="calc", before=tuple(steps), notes=tuple(draft.notes),
            args={
                "op": "gap" if signed is None else "difference", "of": ["$1", "$2"],
                "label": f"difference in {metric.name} between {names}",
            },
        )
    ]  # fmt: skip


def _pair(draft: Draft) -> tuple[Column, tuple[Lit, Lit]] | None:
    for c in draft.conditions:
        if c.column is not None and isinstance(c.expr, Call) and c.expr.op == "in" and len(c.expr.args) == 3:
            values = [a for a in c.expr.args[1:] if isinstance(a, Lit)]
            if len(values) == 2:
                return c.column, (values[0], values[1])
    return None


def _condition(draft: Draft, column: Column) -> Expr | None:
    return next((c.expr for c in draft.conditions if c.column == column), None)


def _metric(draft: Draft, sheet: Sheet, column: Column) -> Out | None:
    """The one number that is named; rows where only things are counted."""
    named = [
        (k, t.column) for k, t in nouns.free_nouns(draft)
        if t.column is not None and t.column != column and (is_numeric(t.column) or sheet.is_year(t.column))
    ]  # fmt: skip
    chosen = {c.name: c for _, c in named}
    if len(chosen) == 1:
        (found,) = chosen.values()
        draft.use("item", *(k for k, _ in named))
        agg = _aggregate(draft, sheet, column, found)
        name = found.label if agg == "sum" else f"{'average' if agg == 'mean' else agg} {found.label}"
        return Out(name=name, expr=Agg(agg=agg, of=col(found.name)), unit=found.unit)
    if chosen or not counting.counts(draft):
        return None
    return Out(name=draft.scope.source.plural or "rows", expr=Agg(agg="count"))


def _aggregate(draft: Draft, sheet: Sheet, column: Column, found: Column) -> AggName:
    """What is taken where a side has several rows: what is said; else their sum, or their average if a sum means nothing."""
    said = counting.aggregates(draft)
    if said & {"mean", "median"}:
        return "mean" if "mean" in said else "median"
    alone = nouns.is_label(sheet.scope, column)
    return "sum" if alone or found.additive or found.role in ("quantity", "amount") else "mean"
