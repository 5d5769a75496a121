"""The Intent of a plan: what a stored plan or a clicked option asked for, so that follow-ups can edit it."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from assistant.conversation import Turn
from assistant.plan import Plan, Step
from assistant.planner.offline.scope import Intent, Scope
from data.catalog import Catalog
from data.query import Agg, Call, Expr, MeasureRef, Out, Query

_POPULATION = ("source", "where", "within")


def intent_of(turn: Turn) -> Intent | None:
    """The planner's own note of a turn; read from its plan where there is none."""
    if isinstance(turn.intent, Intent):
        return turn.intent
    return of_plan(turn.plan)


def query_of(turn: Turn, catalog: Catalog) -> tuple[Intent, Scope] | None:
    """The query that a turn answered, with its source; None where it was no query of the data at hand."""
    intent = intent_of(turn)
    if intent is None or intent.tool != "query" or intent.source not in catalog.sources:
        return None
    return intent, Scope(catalog, intent.source)


def of_plan(plan: Plan) -> Intent | None:
    """The last step as an Intent, the steps before it kept as they are."""
    if not plan.steps:
        return None
    before = tuple(s.model_dump(mode="json") for s in plan.steps[:-1])
    try:
        return of_step(plan.steps[-1], before)
    except (ValidationError, ValueError):
        return None


def of_step(step: Step, before: tuple[dict[str, Any], ...] = ()) -> Intent | None:
    """One step as an Intent."""
    if step.tool == "query":
        return _of_query(step, before)
    args = {k: v for k, v in step.args.items() if k not in _POPULATION}
    population = Query.model_validate(
        {k: step.args[k] for k in _POPULATION if k in step.args} | {"source": step.args.get("source", "")}
    )
    return Intent(
        source=population.base, tool=step.tool, args=args, before=before, where=population.where,
        within=population.within,
    )  # fmt: skip


def _of_query(step: Step, before: tuple[dict[str, Any], ...]) -> Intent | None:
    query = Query.model_validate(step.args["query"])
    if not isinstance(query.source, str):
        return None
    chart = step.args.get("chart") or {}
    order = query.order[0] if query.order else None
    kind = "stacked" if chart.get("stacked") else chart.get("type")
    melted = not query.groups and len(query.measures) > 1 and order is not None
    return Intent(
        source=query.source, before=before, within=query.within, where=query.where, metrics=query.measures,
        groups=query.groups, columns=query.columns, having=query.having, limit=query.limit, rest=query.rest,
        best=query.best, order=order.by if order is not None else None, desc=order.desc if order is not None else None,
        chart=kind, answer=str(step.args.get("answer", "table")), share=_share(query.measures),
        melt="part" if melted else None,
    )  # fmt: skip


def _share(measures: tuple[Out, ...]) -> tuple[Expr, ...]:
    """The part's condition, where the one figure is a share."""
    expr = measures[0].expr if len(measures) == 1 and measures[0].unit == "share" else None
    if isinstance(expr, Agg) and expr.agg == "rate" and expr.of is not None:
        return (expr.of,)
    above = expr.args[0] if isinstance(expr, Call) and expr.op == "div" else None
    part = above.where if isinstance(above, (Agg, MeasureRef)) else None
    return (part,) if part is not None else ()
