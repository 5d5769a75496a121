"""How many there are, where weights only even out who answered: 588 women answered, and not 540.27."""

from __future__ import annotations

from assistant.planner.offline.scope import Intent
from data.catalog import Catalog
from data.query import Agg, MeasureRef, Out, Over


def counted(intent: Intent, catalog: Catalog) -> Intent:
    """The intent with plain counts of rows; shares and averages stay weighted."""
    source = catalog.sources.get(intent.source) if isinstance(intent.source, str) else None
    if source is None or not source.evened or intent.share:
        return intent
    if any(isinstance(m.expr, Over) for m in intent.metrics):
        return intent
    return intent.model_copy(update={"metrics": tuple(_of_rows(m, catalog) for m in intent.metrics)})


def _of_rows(out: Out, catalog: Catalog) -> Out:
    expr = out.expr
    if isinstance(expr, MeasureRef) and expr.where is None:
        expr = catalog.measures[expr.measure].expr
    if isinstance(expr, Agg) and expr.agg == "count" and expr.weighted:
        return out.model_copy(update={"expr": expr.model_copy(update={"weighted": False})})
    return out
