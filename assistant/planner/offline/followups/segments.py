"""Questions on segments: which segmentation is in force, and any measure by its segments."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from assistant.planner.offline import abilities, build
from assistant.planner.offline.checks import check
from assistant.planner.offline.compose import compose, count_of, of_column
from assistant.planner.offline.conditions import Draft
from assistant.planner.offline.scope import Intent, Scope
from assistant.planner.offline.spans import Tagged
from assistant.reading import Candidate, Reading
from data.catalog import Catalog
from data.query import Agg, Col, Expr, MeasureRef, Out, Over, call
from tools._result import Labelling

if TYPE_CHECKING:
    from assistant.conversation import Conversation
    from assistant.planner.offline.planner import OfflinePlanner


_A_HEAD = re.compile(
    r"\b(?:average|avg|mean|typical)\b|\bper (?:customer|person|head|member|household|family|buyer|client|user)\b",
    re.I,
)
_GROUPING = r"in|for|segments?|clusters?|group|groups|by|per|each"


def segmentation(conversation: Conversation) -> Any:
    """The latest segmentation in force, or None; the parts of a ranking by chance are no segments."""
    made = (t for t in reversed(conversation.in_force()) if isinstance(t, Labelling))
    return next((t for t in made if t.details.get("kind") != "ranking"), None)


def segment_call(conversation: Conversation, labelling: Any, tool: str, label: str) -> Intent:
    """A profile or campaign of one label of a segmentation that the conversation has made."""
    return Intent(
        source=labelling.source, tool=tool, args={"segment": {"step": labelling.name, "label": label}}
    )


def grouped_by(
    planner: OfflinePlanner,
    question: str,
    tagged: Tagged,
    catalog: Catalog,
    label: Expr,
    source: str,
    before: tuple[dict[str, Any], ...],
    low: str,
) -> Reading | None:
    """Any measure by the segments: "which segment generates most revenue?", "average income by segment"."""
    if source not in catalog.sources:
        return None
    scope = Scope(catalog, source)
    fresh, draft = compose(scope, tagged)
    for i, span in enumerate(tagged.cover):
        if (
            span.text.lower() in abilities.SEGMENT_NOUNS
            or span.word("reference")
            or span.text.lower() in ("them", "of", "which", "each", "one")
        ):
            draft.use("segment", i)
    if fresh.columns and fresh.chart in ("box", "histogram"):
        return _spread(planner, question, tagged, fresh, draft, label, before)
    metrics = list(fresh.metrics)
    if re.search(r"\bhow (big|large|many)\b|\bsize", low):
        counted = count_of(scope, scope.entity) if scope.entity is not None else None
        if counted is not None and all(m.name != counted.name for m in metrics):
            metrics.insert(0, counted)
    if not metrics:
        main = scope.main_measure()
        metrics = [main] if main is not None else []
    if not metrics:
        return None
    metrics = [_per_head(scope, m) for m in metrics if "share of" not in m.name or not fresh.share]
    if _A_HEAD.search(low):
        metrics = [_mean(scope, m) for m in metrics if m not in _sizes(scope, [])] or metrics
    shared = fresh.share or re.search(r"%|percent|share", low) or re.search(r"\bhow (big|large)\b", low)
    if shared and not any(isinstance(m.expr, Over) and m.expr.over == "share" for m in metrics):
        first = metrics[0]
        metrics.insert(
            1, Out(name=f"share of {first.name}", expr=Over(over="share", of=first.name), unit="share")
        )
        _use(draft, r"share|percent|%|the total|total|in %")
    metrics += _sizes(scope, metrics)
    ranked = fresh.order is not None or any(s.word("superlative") for s in tagged.cover)
    group = Out(name="segment", expr=label)
    answer = "name" if ranked and re.search(r"\b(which|what|who)\b", low) else "table"
    others = tuple(g for g in fresh.groups if not _means_segment(g))
    intent = Intent(
        source=source, before=before, where=fresh.where, metrics=tuple(metrics), groups=(group, *others),
        order=metrics[0].name if ranked else None, desc=(fresh.desc if fresh.desc is not None else True) if ranked else None,
        chart=fresh.chart, answer="chart" if fresh.chart not in (None, "table") and answer != "name" else answer,
    )  # fmt: skip
    _use(draft, rf"most|least|highest|lowest|best|and|goes|brings?|uses?|generates?|{_GROUPING}")
    checked = check(draft, intent, len(tagged.corrections))
    return planner._one(question, intent, tagged, max(checked.confidence, 0.55), checked)


def _spread(
    planner: OfflinePlanner,
    question: str,
    tagged: Tagged,
    fresh: Intent,
    draft: Draft,
    label: Expr,
    before: tuple[dict[str, Any], ...],
) -> Reading:
    """How a number of the members spreads within each segment: boxes side by side, drawn from their rows."""
    columns = (fresh.columns[0], Out(name="segment", expr=label))
    intent = fresh.model_copy(update={"columns": columns, "chart": "box", "before": before})
    _use(draft, _GROUPING)
    checked = check(draft, intent, len(tagged.corrections))
    return planner._one(question, intent, tagged, max(checked.confidence, 0.55), checked)


def _mean(scope: Scope, out: Out) -> Out:
    """The figure of a member, where "average" or "per customer" asks for it."""
    expr, column = out.expr, None
    if isinstance(expr, Agg) and expr.agg == "sum" and isinstance(expr.of, Col):
        column = scope.source.columns.get(expr.of.col)
    elif isinstance(expr, MeasureRef):
        measure = scope.catalog.measures[expr.measure]
        summed = (
            isinstance(measure.expr, Agg) and measure.expr.agg == "sum" and isinstance(measure.expr.of, Col)
        )
        column = scope.attribute(measure)
        if column is None and summed:
            column = scope.source.columns.get(measure.expr.of.col)  # type: ignore[union-attr]  # as summed says
    return of_column("mean", column) if column is not None else out


def _sizes(scope: Scope, metrics: list[Out]) -> list[Out]:
    """The size of each segment stands beside every comparison of segments."""
    counted = count_of(scope, scope.entity) if scope.entity is not None else None
    return [counted] if counted is not None and all(m.name != counted.name for m in metrics) else []


def with_sizes(intent: Intent, scope: Scope, conversation: Conversation) -> Intent:
    """The same for an edited comparison of segments."""
    made = segmentation(conversation)
    groups = [g.expr for g in intent.groups]
    if made is None or groups != [Col(col=made.name)] or not intent.metrics:
        return intent
    return intent.model_copy(update={"metrics": (*intent.metrics, *_sizes(scope, list(intent.metrics)))})


def _per_head(scope: Scope, out: Out) -> Out:
    """Behaviour is compared per member; only money and counts of members are totals of a segment."""
    expr = out.expr
    if isinstance(expr, Agg) and expr.agg == "sum" and isinstance(expr.of, Col):
        column = scope.source.columns.get(expr.of.col)
        if column is not None and column.role != "amount":
            return of_column("mean", column)
    if isinstance(expr, MeasureRef):
        attribute = scope.attribute(scope.catalog.measures[expr.measure])
        if attribute is not None and attribute.role == "quantity":
            return of_column("mean", attribute)
    return out


def per_member(intent: Intent, scope: Scope, tagged: Tagged, data: Catalog) -> Intent:
    """Segments that the conversation made are of unequal size, so what their members do is compared by head.

    Totals that are asked for stay totals; `data` is the catalog without what was made.
    """
    known = data.sources[intent.source].columns if intent.source in data.sources else {}
    made = [g for g in intent.groups if isinstance(g.expr, Col) and g.expr.col not in known]
    said = any(
        w.kind == "count" or (w.kind, w.name) == ("aggregate", "sum") for s in tagged.cover for w in s.words
    )
    if not made or said or intent.share:
        return intent
    metrics = {m.name: _per_head(scope, m) for m in intent.metrics}
    order = metrics[intent.order].name if intent.order in metrics else intent.order
    return intent.model_copy(update={"metrics": tuple(metrics.values()), "order": order})


def within_their_population(planner: OfflinePlanner, reading: Reading, conversation: Conversation) -> Reading:
    """Segments that were made of some of the members: what is asked by segment is asked of these, so that shares are of
    them and the others are no segment without a name."""
    made = segmentation(conversation)
    steps = [d.step for d in conversation.definitions if any(thing is made for thing in d.made)]
    if made is None or not steps or not (steps[-1].args.get("where") or steps[-1].args.get("within")):
        return reading
    return replace(
        reading, candidates=tuple(_of_the_segmented(planner, c, made.name) for c in reading.candidates)
    )


def _of_the_segmented(planner: OfflinePlanner, candidate: Candidate, name: str) -> Candidate:
    intent = candidate.intent
    if not isinstance(intent, Intent) or intent.tool != "query":
        return candidate
    columns = (g.expr for g in intent.groups if isinstance(g.expr, Col))
    by = next((c for c in columns if c.col == name or c.col.endswith(f".{name}")), None)
    if by is None or candidate.plan != build.plan(intent, planner.tools):
        return candidate
    known = call("not_null", by)
    if known in intent.where:
        return candidate
    some = intent.model_copy(update={"where": (*intent.where, known)})
    return build.candidate(some, planner.catalog, planner.tools, candidate.confidence)


def _means_segment(out: Out) -> bool:
    return isinstance(out.expr, Col) and out.name.lower() in ("segment", "cluster", "group")


def _use(draft: Draft, pattern: str) -> None:
    for i, span in enumerate(draft.spans):
        if draft.free(i) and re.fullmatch(pattern, span.text.lower()):
            draft.use("segment", i)
