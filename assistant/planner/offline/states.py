"""Figures of one state asked of rows in another: revenue is what was won, lost revenue what would have been."""

from __future__ import annotations

from assistant.planner.offline.scope import Intent, Scope, bare, is_money
from assistant.planner.offline.spans import Tagged
from data.catalog import Catalog, Column, Measure
from data.query import Agg, Call, Col, Expr, MeasureRef, Out, Over, columns_of


def settled(intent: Intent, tagged: Tagged, scope: Scope) -> Intent:
    """The intent with money where "how much did we lose" was counted, and without a figure of another state."""
    return unbound(_in_money(intent, tagged, scope), scope.catalog)


def _in_money(intent: Intent, tagged: Tagged, scope: Scope) -> Intent:
    """ "How much have we won per region" asks for money, not for the number of deals."""
    asked = any(s.text.lower() == "how much" for s in tagged.cover)
    if not asked or intent.tool != "query" or len(intent.metrics) != 1 or not _stated(intent, scope.catalog):
        return intent
    counted, worth = intent.metrics[0], scope.value_column()
    expr = counted.expr
    if isinstance(expr, MeasureRef) and expr.measure in scope.catalog.measures:
        expr = scope.catalog.measures[expr.measure].expr
    counts = isinstance(expr, Agg) and expr.agg == "count"
    if not counts or worth is None or not is_money(worth.unit):
        return intent
    total = Out(
        name=f"total {bare(worth.label)}", expr=Agg(agg="sum", of=Col(col=worth.name)), unit=worth.unit
    )
    order = total.name if intent.order == counted.name else intent.order
    return intent.model_copy(update={"metrics": (total,), "order": order})


def _stated(intent: Intent, catalog: Catalog) -> set[str]:
    """The columns of states that the conditions are about."""
    source = catalog.sources.get(intent.source)
    if source is None:
        return set()
    said = {n for e in (*intent.where, *intent.share) for n in columns_of(e)}
    return {n for n in said if n in source.columns and source.columns[n].outcomes}


def unbound(intent: Intent, catalog: Catalog) -> Intent:
    """The intent with the plain sum in place of a figure of one state, where it says itself which state it is about."""
    source = catalog.sources.get(intent.source)
    if source is None or intent.tool != "query":
        return intent
    stated = _stated(intent, catalog)
    if not stated:
        return intent
    plain = tuple(_plain(out, stated, catalog, source.columns) for out in intent.metrics)
    if plain == intent.metrics:
        return intent
    names = {old.name: new.name for old, new in zip(intent.metrics, plain, strict=True)}
    order = names.get(intent.order, intent.order) if intent.order is not None else None
    metrics = tuple(_renamed(out, names) for out in plain)
    having = tuple(_tested(e, names) for e in intent.having)
    return intent.model_copy(update={"metrics": metrics, "order": order, "having": having})


def _tested(expr: Expr, names: dict[str, str]) -> Expr:
    """A threshold on a figure, by the name that this has now."""
    if isinstance(expr, Col):
        return Col(col=names.get(expr.col, expr.col))
    if isinstance(expr, Call):
        return expr.model_copy(update={"args": tuple(_tested(a, names) for a in expr.args)})
    return expr


def _renamed(out: Out, names: dict[str, str]) -> Out:
    """A window over a figure, by the name that this has now."""
    if not isinstance(out.expr, Over) or out.expr.of not in names:
        return out
    return out.model_copy(update={"expr": out.expr.model_copy(update={"of": names[out.expr.of]})})


def _plain(out: Out, stated: set[str], catalog: Catalog, columns: dict[str, Column]) -> Out:
    measure = catalog.measures.get(out.expr.measure) if isinstance(out.expr, MeasureRef) else None
    of = _of_one_state(measure, stated)
    if measure is None or of is None or not isinstance(out.expr, MeasureRef):
        return out
    name = next((columns[n].label for n in columns_of(of) if n in columns), out.name)
    return out.model_copy(
        update={"name": f"total {bare(name)}", "expr": Agg(agg="sum", of=of, where=out.expr.where)}
    )


def _of_one_state(measure: Measure | None, stated: set[str]) -> Expr | None:
    """What is summed up of the rows in one state."""
    expr = measure.expr if measure is not None else None
    if not isinstance(expr, Agg) or expr.agg != "sum" or expr.where is None:
        return None
    return expr.of if set(columns_of(expr.where)) <= stated else None
