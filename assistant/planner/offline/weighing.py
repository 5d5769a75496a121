"""With or without the weights of a survey: "average income without weights", "unweighted, please", "and with weights?"."""

from __future__ import annotations

import re
from typing import Any

from pydantic import TypeAdapter

from assistant.planner.offline.compose import sampled
from assistant.planner.offline.scope import Intent, Scope
from data.catalog import Catalog
from data.query import Agg, Expr, MeasureRef, Out, walk

_WITHOUT = re.compile(
    r"[,(]?\s*\b(?:(?:but|and|please|this time)\s+)*(?:without\s+(?:using\s+|applying\s+|any\s+|the\s+|survey\s+)*weight(?:s|ing)?|(?:ignoring|ignore|leaving out|leave out|dropping|drop|disregarding|not using|no)\s+(?:the\s+|any\s+|survey\s+)*weight(?:s|ing)?"
    r"|un-?weighted|not\s+weighted|non-?weighted)\b\)?",
    re.I,
)
_WITH = re.compile(
    r"[,(]?\s*\b(?:with|using|applying)\s+(?:the\s+|survey\s+)*weight(?:s|ing)\b\)?|(?<!un)(?<!un-)(?<!not )\bweighted\b(?!\s+by)",
    re.I,
)
_BARE = re.compile(r"\W*(?:\b(?:and|but|so|now|ok|okay|what|about|how|please|the|same|it|that|this|is|show|again|instead|would|be)\b\W*)*", re.I)  # fmt: skip


def heard(text: str, catalog: Catalog) -> tuple[str, bool] | None:
    """The message without what it says of weights, and whether they count; None where it says nothing of them, or
    where nothing here has weights."""
    if not any(s.weight is not None for s in catalog.sources.values()):
        return None
    for pattern, counts in ((_WITHOUT, False), (_WITH, True)):
        found = pattern.search(text)
        if found is not None:
            return " ".join((text[: found.start()] + " " + text[found.end() :]).split()), counts
    return None


def is_bare(rest: str) -> bool:
    """Whether nothing else is asked: "and without weights?"."""
    return _BARE.fullmatch(rest) is not None


def weighed(intent: Intent, catalog: Catalog, counts: bool) -> Intent | None:
    """The same figures with or without the weights; None where that makes no sense."""
    source = catalog.sources.get(intent.source)
    if intent.tool != "query" or source is None or source.weight is None or not intent.metrics:
        return None
    made = [_out(out, catalog, Scope(catalog, intent.source), counts) for out in intent.metrics]
    if any(out is None for out in made):
        return None
    metrics = tuple(out for out in made if out is not None)
    names = dict(zip((o.name for o in intent.metrics), (o.name for o in metrics), strict=True))
    order = names.get(intent.order, intent.order) if intent.order is not None else None
    return intent.model_copy(update={"metrics": metrics, "order": order})


def _out(out: Out, catalog: Catalog, scope: Scope, counts: bool) -> Out | None:
    if isinstance(out.expr, MeasureRef):
        own = catalog.measures[out.expr.measure].expr
        if out.expr.where is not None or not isinstance(own, Agg):
            return None if not counts else out
        out = out.model_copy(update={"expr": own})
    aggs = [n for n in walk(out.expr) if isinstance(n, Agg)]
    if counts:
        return out.model_copy(update={"expr": _told(out.expr, True)})
    if (
        isinstance(out.expr, Agg)
        and out.expr.agg == "count"
        and out.expr.of is None
        and out.expr.where is None
    ):
        return sampled(scope, scope.entity) if scope.entity is not None else None
    if any(a.agg in ("sum", "count") for a in aggs):
        return None  # what those who were asked have together says nothing of anybody
    return out.model_copy(update={"expr": _told(out.expr, False)})


def _told(expr: Expr, counts: bool) -> Expr:
    """The expression with every aggregate weighted, or none."""
    raw = expr.model_dump(mode="json")
    made: Expr = TypeAdapter(Expr).validate_python(_each(raw, counts))
    return made


def _each(raw: Any, counts: bool) -> Any:
    if isinstance(raw, dict):
        found = {key: _each(value, counts) for key, value in raw.items()}
        return {**found, "weighted": counts} if "agg" in raw else found
    return [_each(v, counts) for v in raw] if isinstance(raw, list) else raw
