"""Measures of the rows below: "revenue by segment of customer" asks the order lines, not the customers.

A Query on an entity whose measures belong to the rows below it is said again on those rows: its groups become
columns through the entity's key, its conditions a membership. Ratios stay ratios of sums that way.
"""

from __future__ import annotations

from collections.abc import Callable

from data.catalog import Entity
from data.errors import InvalidQuery
from data.query import (
    Agg,
    Bin,
    Call,
    Col,
    Expr,
    MeasureRef,
    Member,
    Out,
    Query,
    call,
    columns_of,
    walk,
)
from data.sql.context import Context
from data.sql.sources import entity_of, join_path, row_key


def lowered(cx: Context, query: Query) -> Query:
    """The same question on the table that its measures belong to, or the Query as it is."""
    below = _below(cx, query)
    if below is None or not isinstance(query.source, str):
        return query
    if any(isinstance(n, Agg) for o in query.measures for n in walk(o.expr)):
        return _from_attributes(cx, query)
    source = query.source
    entity = entity_of(cx, source)
    names = _names(cx, source, entity)

    def up(name: str) -> Expr:
        return Col(col=f"{source}.{name}" if name in names else name)

    key, inner = _keys(cx, source, entity, below)
    members = Query(
        source=source, within=query.within, where=query.where, columns=(Out(name=inner, expr=Col(col=inner)),)
    )
    where: tuple[Expr, ...] = (call("not_null", Col(col=key)),)
    if query.where or entity is None or not entity.rolled_up:
        where = (Member(member=Col(col=key), within=members),)
    groups = tuple(o.model_copy(update={"expr": _replaced(o.expr, up)}) for o in query.groups)
    return query.model_copy(
        update={"source": below, "within": (), "where": (*query.within, *where), "groups": groups}
    )


def _below(cx: Context, query: Query) -> str | None:
    """The table below the source that the Query's measures belong to, if they do."""
    if not isinstance(query.source, str):
        return None
    entity = entity_of(cx, query.source)
    home = entity.table if entity else query.source
    for out in query.measures:
        for node in walk(out.expr):
            if not isinstance(node, MeasureRef) or node.measure not in cx.catalog.measures:
                continue
            table = cx.catalog.measures[node.measure].source
            if entity is not None and entity.rolled_up and table == home:
                return table
            if table not in (home, query.source) and join_path(cx.catalog.joins, table, home):
                return table
    return None


def _names(cx: Context, source: str, entity: Entity | None) -> set[str]:
    known = cx.catalog.sources.get(source)
    names = set(known.columns) if known else set()
    if entity is None:
        return names
    names |= {c.name for c in entity.columns}
    if entity.rolled_up:
        return names - {entity.key}
    home = cx.catalog.sources.get(entity.table)
    return names | (set(home.columns) if home else set())


def _keys(cx: Context, source: str, entity: Entity | None, below: str) -> tuple[str, str]:
    """The column below that points up, and the column above that it points to."""
    if entity is not None and entity.rolled_up:
        return entity.key, entity.key
    home = entity.table if entity else source
    path = join_path(cx.catalog.joins, below, home) or []
    if len(path) == 1:
        return path[0].key, path[0].to_key
    return f"{home}.{row_key(cx, home)}", row_key(cx, home)


def _replaced(expr: Expr, up: Callable[[str], Expr]) -> Expr:
    if isinstance(expr, Col):
        return up(expr.col)
    if isinstance(expr, Call):
        return expr.model_copy(update={"args": tuple(_replaced(a, up) for a in expr.args)})
    if isinstance(expr, Bin):
        return expr.model_copy(update={"bin": _replaced(expr.bin, up)})
    if isinstance(expr, Member):
        return expr.model_copy(update={"member": _replaced(expr.member, up)})
    return expr


def _from_attributes(cx: Context, query: Query) -> Query:
    """Beside aggregates of attributes, a measure can only be the sum of the attribute that holds it."""
    assert isinstance(query.source, str)
    entity = entity_of(cx, query.source)

    def sums(expr: Expr) -> Expr:
        if isinstance(expr, Call):
            return expr.model_copy(update={"args": tuple(sums(a) for a in expr.args)})
        if not isinstance(expr, MeasureRef) or expr.measure not in cx.catalog.measures:
            return expr
        measure = cx.catalog.measures[expr.measure]
        for column in entity.columns if entity else ():
            same = column.expr in (expr, measure.expr)
            if (
                same
                and expr.where is None
                and isinstance(measure.expr, Agg)
                and measure.expr.agg in ("sum", "count")
            ):
                return Agg(agg="sum", of=Col(col=column.name), weighted=False)
        raise InvalidQuery(
            f"“{expr.measure}” is computed from “{measure.source}” and cannot stand beside aggregates of "
            f"{', '.join(sorted({c for o in query.measures for c in columns_of(o.expr)})) or query.source}.",
            "Ask for one after the other.",
        )

    measures = tuple(o.model_copy(update={"expr": sums(o.expr)}) for o in query.measures)
    return query.model_copy(update={"measures": measures})
