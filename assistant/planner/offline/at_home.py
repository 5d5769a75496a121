"""Things that have a table of their own are counted there: sellers without a rating among all sellers, and not among the
months in which they sold, where those that sold nothing are missing and those that no table knows have no rating either."""

from __future__ import annotations

from typing import Any

from assistant.planner.offline.scope import Intent
from data.catalog import Catalog, Join
from data.query import Agg, Col, MeasureRef, Over, columns_of


def counted(intent: Intent, catalog: Catalog) -> Intent:
    """The intent on the things' own table, where they are counted by what that table tells and by nothing else."""
    join = _key_counted(intent, catalog)
    if join is None or intent.tool != "query" or intent.before or intent.within or intent.melt is not None:
        return intent
    exprs = [
        *intent.where,
        *intent.share,
        *intent.having,
        *(o.expr for o in (*intent.groups, *intent.columns)),
    ]
    names = {n for e in exprs for n in columns_of(e)}
    told = {c.name for c in catalog.sources[join.to].columns.values()}
    own = {n.removeprefix(f"{join.to}.") for n in names}
    if not names or not all(n.startswith(f"{join.to}.") for n in names) or not own <= told:
        return intent
    out = intent.metrics[0].model_copy(update={"expr": Agg(agg="count")})
    moved = intent.model_copy(update={"source": join.to, "metrics": (out,)})
    return Intent.model_validate(_without_table(moved.model_dump(), f"{join.to}."))


def _key_counted(intent: Intent, catalog: Catalog) -> Join | None:
    """The join by whose key the one figure counts different things."""
    if len(intent.metrics) != 1 or intent.source not in catalog.sources:
        return None
    expr = intent.metrics[0].expr
    if isinstance(expr, Over):
        return None
    if isinstance(expr, MeasureRef) and expr.where is None and expr.measure in catalog.measures:
        expr = catalog.measures[expr.measure].expr
    if (
        not isinstance(expr, Agg)
        or expr.agg != "distinct"
        or not isinstance(expr.of, Col)
        or expr.where is not None
    ):
        return None
    key = expr.of.col
    return next(
        (j for j in catalog.joins if (j.table, j.key) == (intent.source, key) and j.to in catalog.sources),
        None,
    )


def _without_table(node: Any, table: str) -> Any:
    """All columns by their names in their own table."""
    if isinstance(node, dict):
        return {
            k: v.removeprefix(table) if k == "col" and isinstance(v, str) else _without_table(v, table)
            for k, v in node.items()
        }
    if isinstance(node, list | tuple):
        return type(node)(_without_table(v, table) for v in node)
    return node
