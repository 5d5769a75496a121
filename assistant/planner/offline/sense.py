"""What a plan says in vain is made of use: a condition that keeps every row, a whole that is its own part.

"the median salary for men and for women" asks for each of them, for a filter that keeps both restricts nothing.
"""

from __future__ import annotations

import re

from assistant.planner.offline.compose import sent_back
from assistant.planner.offline.conditions import Draft, on
from assistant.planner.offline.counted import is_count
from assistant.planner.offline.scope import DATED, PEOPLE, Intent, bare
from data.catalog import Column
from data.query import Agg, Call, Col, Expr, Lit, MeasureRef, Out, Over, call, col, columns_of, walk

_SET_APART = re.compile(
    r"\b(?:vs|versus|compared (?:to|with)|against|split (?:by|into)|each|separately|respectively)\b|\band (?:for|of|by|with|among|in)\b",
    re.I,
)


def made(intent: Intent, draft: Draft) -> Intent:
    """The plan without what says nothing, and with the groups that such words meant."""
    if intent.tool != "query":
        return intent
    intent = _once(intent.model_copy(update={"where": _whole(intent)}), draft)
    intent = _most_of_those(_best_members(_apart(_united(intent), draft), draft), draft)
    intent = _counted_back(intent, draft)
    return _known_groups(intent, draft)


def _once(intent: Intent, draft: Draft) -> Intent:
    """Each figure once: "counts" and "number of rows" are the same column."""
    kept: dict[Expr, Out] = {}
    names: dict[str, str] = {}
    for out in intent.metrics:
        measure = (
            draft.scope.catalog.measures.get(out.expr.measure) if isinstance(out.expr, MeasureRef) else None
        )
        plain = measure.expr if measure is not None and measure.policy is None else out.expr
        counted = isinstance(plain, Agg) and plain.agg == "count" and plain.of is None and plain.where is None
        first = kept.setdefault(Agg(agg="count") if counted else plain, out)
        names[out.name] = first.name
    if len(kept) == len(intent.metrics) or any(isinstance(m.expr, Over) for m in intent.metrics):
        return intent
    order = names.get(intent.order, intent.order) if intent.order is not None else None
    return intent.model_copy(update={"metrics": tuple(kept.values()), "order": order})


_BEST = ("best", "worst", "most valuable", "least valuable")


def _best_members(intent: Intent, draft: Draft) -> Intent:
    """ "which channel brings the best customers": those worth most each, not the most of them."""
    if not intent.groups or intent.order is None or len(intent.metrics) != 1:
        return intent
    entity, spans = draft.scope.entity, draft.spans
    named = [
        i for i, s in enumerate(spans[:-1])
        if s.text.lower() in _BEST and any(e.kind == "entity" and e.name in PEOPLE for e in spans[i + 1].entries)
    ]  # fmt: skip
    counted = is_count(intent.metrics[0], draft.scope)
    if not named or not counted:
        return intent
    said = f"{spans[named[0]].text} {spans[named[0] + 1].text}"
    worth = draft.scope.value_column()
    if entity is None or entity.name not in PEOPLE or worth is None:
        draft.unplaced.append(said)
        return intent
    if any(columns_of(g.expr) == (entity.key,) for g in intent.groups):
        return intent
    out = Out(name=f"average {bare(worth.label)}", expr=Agg(agg="mean", of=col(worth.name)), unit=worth.unit)
    draft.notes.append(f"“{said}” is read by {worth.label} each")
    return intent.model_copy(update={"metrics": (out,), "order": out.name})


def _most_of_those(intent: Intent, draft: Draft) -> Intent:
    """ "Which city has the most champions": where most of those are, whatever they spend."""
    spans, used = draft.spans, draft.used
    figures = any(
        used.get(i) in ("metric", "item") and s.entries
        for i, s in enumerate(spans)
        if not _groups(draft, i, intent)
    )
    named = [
        i for i, s in enumerate(spans[1:], 1)
        if used.get(i) == "value" and spans[i - 1].text.lower() in ("most", "fewest") and not spans[i - 1].entries
    ]  # fmt: skip
    ranked = bool(intent.groups) and intent.order is not None and len(intent.metrics) == 1
    if not named or figures or not ranked or is_count(intent.metrics[0], draft.scope):
        return intent
    noun = draft.scope.entity.plural if draft.scope.entity is not None else "rows"
    out = Out(name=noun, expr=Agg(agg="count"))
    return intent.model_copy(update={"metrics": (out,), "order": out.name})


def _counted_back(intent: Intent, draft: Draft) -> Intent:
    """ "Which product was cancelled most, in units": cancelled lines have negative quantities, of which the most is the
    least."""
    if intent.order is None or intent.order not in {m.name for m in intent.metrics}:
        return intent
    flagged = [
        c
        for c in draft.conditions
        if c.column is not None
        and c.column.role == "flag"
        and c.expr == call("eq", col(c.column.name), on(c.column))
    ]
    back = sent_back(draft.scope, flagged)
    if back is None:
        return intent
    ranked = next(m for m in intent.metrics if m.name == intent.order)
    measures = draft.scope.catalog.measures
    expr = measures[ranked.expr.measure].expr if isinstance(ranked.expr, MeasureRef) else ranked.expr
    if not isinstance(expr, Agg) or expr.agg != "sum" or columns_of(expr) != columns_of(back.expr):
        return intent
    metrics = tuple(back if m is ranked else m for m in intent.metrics)
    return intent.model_copy(update={"metrics": metrics, "order": back.name})


def _groups(draft: Draft, i: int, intent: Intent) -> bool:
    """The span names what is grouped by."""
    grouped = {n for g in intent.groups for n in columns_of(g.expr)}
    return any(t.column is not None and t.column.name in grouped for t in draft.scope.terms(draft.spans[i]))


def _whole(intent: Intent) -> tuple[Expr, ...]:
    """Each condition once, and none that the figure itself is the share of: that share would be all of it."""
    parts = {*intent.share}
    for out in intent.metrics:
        parts |= {n.of for n in walk(out.expr) if isinstance(n, Agg) and n.agg == "rate" and n.of is not None}
    return tuple(dict.fromkeys(e for e in intent.where if e not in parts))


def _united(intent: Intent) -> Intent:
    """No row has two values in one column: "Cxl = Y and Cxl = N" are the rows of either."""
    kept: dict[Expr, list[Expr]] = {}
    for expr in intent.where:
        if isinstance(expr, Call) and expr.op == "eq" and isinstance(expr.args[0], Col) and isinstance(expr.args[1], Lit):  # fmt: skip
            kept.setdefault(expr.args[0], []).append(expr)
    several = {column: found for column, found in kept.items() if len(found) > 1}
    if not several:
        return intent
    where: list[Expr] = [e for e in intent.where if not any(e in found for found in several.values())]
    for column, found in several.items():
        where.append(Call(op="in", args=(column, *(e.args[1] for e in found if isinstance(e, Call)))))
    return intent.model_copy(update={"where": tuple(where)})


def _apart(intent: Intent, draft: Draft) -> Intent:
    """Values of one column that are set against each other, or are all that it has, make groups."""
    if not intent.metrics or intent.columns or len(intent.groups) > 1:
        return intent
    for expr in intent.where:
        column = _listed(expr, draft)
        if column is None:
            grain = _periods_of(expr, draft) if not intent.groups else None
            if grain is not None and (
                _SET_APART.search(draft.text) or len(_HOW_MANY.findall(draft.text)) > 1
            ):
                group = Out(name=grain[0], expr=Call(op=f"trunc_{grain[0]}", args=(col(grain[1]),)))  # type: ignore[arg-type]  # one of five operations
                return intent.model_copy(update={"groups": (group,), "answer": "table"})
            continue
        every = _is_every(expr, column)
        grouped = any(columns_of(g.expr) == (column.name,) for g in intent.groups)
        in_time = [g for g in intent.groups if isinstance(g.expr, Call) and g.expr.op.startswith("trunc_")]
        set_apart = _SET_APART.search(draft.text) or (in_time and _COMPARED.match(draft.text))
        if not every and (grouped or len(in_time) < len(intent.groups) or not set_apart):
            continue
        where = tuple(e for e in intent.where if e is not expr) if every else intent.where
        groups = intent.groups if grouped else (*intent.groups, Out(name=column.label, expr=col(column.name)))
        answer = "table" if intent.answer == "value" else intent.answer
        return intent.model_copy(update={"where": where, "groups": groups, "answer": answer})
    return intent


_COMPARED = re.compile(r"^\W*(?:\w+\W+){0,2}compare\b", re.I)
"""Over time, "compare the cost of search and social by month" draws a line for each."""
_HOW_MANY = re.compile(r"\bhow (?:many|much)\b", re.I)


def _periods_of(expr: Expr, draft: Draft) -> tuple[str, str] | None:
    """ "2024 vs 2025, how many each": the unit of the periods of which a date lies in either, and the date's column."""
    if not isinstance(expr, Call) or expr.op != "or" or len(set(columns_of(expr))) != 1:
        return None
    grains = {s.period.grain for s in draft.spans if s.period is not None}
    grain = next(iter(grains)) if len(grains) == 1 else None
    column = draft.scope.source.columns.get(columns_of(expr)[0])
    dated = column is not None and column.type in DATED
    return (grain, columns_of(expr)[0]) if dated and grain in _GRAINS and grain is not None else None


_GRAINS = ("day", "week", "month", "quarter", "year")


def _listed(expr: Expr, draft: Draft) -> Column | None:
    """The column that a list of values restricts."""
    if not isinstance(expr, Call) or expr.op != "in" or not isinstance(expr.args[0], Col):
        return None
    return draft.scope.source.columns.get(expr.args[0].col)


def _is_every(expr: Expr, column: Column) -> bool:
    """All values that the column has are listed."""
    assert isinstance(expr, Call)
    kept = {a.lit for a in expr.args[1:] if isinstance(a, Lit)}
    values = 2 if column.role == "flag" else column.distinct
    return len(kept) >= values > 1 and not column.missing


def _known_groups(intent: Intent, draft: Draft) -> Intent:
    """ "ignore blanks": of the groups, those that are known."""
    if not draft.known:
        return intent
    names = [n for g in intent.groups for n in columns_of(g.expr)]
    columns = [c for n in names if (c := draft.scope.source.columns.get(n)) is not None]
    if not columns:
        draft.unplaced.append("blanks")
        return intent
    added = tuple(call("not_null", col(c.name)) for c in columns if c.missing)
    return intent.model_copy(update={"where": tuple(dict.fromkeys((*intent.where, *added)))})
