"""Rows -> groups: where conditions go, how aggregates see policies, when rows must be looked at first.

Plain aggregates need one SELECT over the source. Where an aggregate needs its group's rows in order (weighted
medians, rank correlation), where bands are equal parts of the rows, or where rows are aggregated twice
("Other", totals), the rows are first computed as a list of named pieces ("staged"), and the rest reads those.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from data.errors import InvalidQuery, UnknownName
from data.query import Agg, Bin, Call, Col, Expr, Lit, MeasureRef, Out, walk
from data.sql.context import Context
from data.sql.evaluate import Evaluator
from data.sql.sources import Scope
from data.sql.statistics import Piece, aggregate, needs_window
from data.sql.terms import Typed, where_clause

PARTITION = "\x00groups\x00"


def expand(cx: Context, name: str) -> tuple[Expr, str | None, str | None]:
    """A measure's expression, its policy and its unit."""
    if name not in cx.catalog.measures:
        raise UnknownName("measure", name, cx.catalog.measures)
    measure = cx.catalog.measures[name]
    return measure.expr, measure.policy, measure.unit


def leaves(
    cx: Context, expr: Expr, policy: str | None = None, depth: int = 0
) -> Iterable[tuple[Agg, str | None]]:
    """All aggregates that an expression computes, each with the policy that it obeys."""
    if depth > 20:
        raise InvalidQuery("A measure is defined by itself.", "Correct its definition in the settings file.")
    for node in walk(expr):
        if isinstance(node, Agg):
            yield node, policy
        elif isinstance(node, MeasureRef):
            inner, own, _ = expand(cx, node.measure)
            yield from leaves(cx, inner, obeyed(cx, node, own or policy), depth + 1)


def obeyed(cx: Context, node: MeasureRef, policy: str | None) -> str | None:
    """The policy that a measure obeys: none where its own condition speaks of the policy's columns."""
    return None if node.where is not None and policy in cx.aside((node.where,)) else policy


def has_quantile_band(expr: Expr) -> bool:
    """Whether an expression needs all rows to know its bands."""
    return any(isinstance(n, Bin) and n.quantiles is not None for n in walk(expr))


def additive(cx: Context, expr: Expr) -> bool:
    """Whether the parts of the measure add up to its total: counts and sums, added or scaled."""
    if isinstance(expr, Agg):
        return expr.agg in ("count", "sum")
    if isinstance(expr, MeasureRef):
        return additive(cx, expand(cx, expr.measure)[0])
    if isinstance(expr, Call) and expr.op in ("add", "sub", "neg", "round"):
        return all(additive(cx, a) for a in expr.args[:1] if expr.op == "round") and all(
            additive(cx, a) for a in expr.args if expr.op != "round"
        )
    if isinstance(expr, Call) and expr.op in ("mul", "div"):
        head, *rest = expr.args
        return additive(cx, head) and all(isinstance(r, Lit) for r in rest)
    return False


class Rows:
    """The rows that a SELECT reads: conditions, and in the staged form named pieces."""

    def __init__(self, cx: Context, scope: Scope, staged: bool) -> None:
        self.cx, self.scope, self.staged = cx, scope, staged
        self.conditions: list[str] = []
        self.late: list[str] = []
        self._pieces: dict[str, str] = {}
        self._windows: dict[str, str] = {}

    def keep(self, conditions: Iterable[Expr]) -> None:
        """Keep only rows where the conditions hold; those on equal parts are tested after all others."""
        for expr in conditions:
            text = self.scope.evaluate.condition(expr)
            if has_quantile_band(expr):
                self.late.append(self.take(text))
            else:
                self.conditions.append(text)

    def take(self, sql: str) -> str:
        """The name under which later text may read a piece of row SQL."""
        if not self.staged:
            return sql
        if sql not in self._pieces:
            self._pieces[sql] = self.cx.fresh("r")
        return self._pieces[sql]

    def window(self, template: str) -> str:
        """Register a window over each group's rows; its name."""
        text = template.replace("{groups}", PARTITION)
        if text not in self._windows:
            self._windows[text] = self.cx.fresh("w")
        return self._windows[text]

    def base(self) -> str:
        """The rows: in the plain form FROM and WHERE, staged a SELECT of all pieces."""
        if not self.staged:
            return f"FROM {self.scope.relation()}{where_clause(self.conditions)}"
        pieces = ", ".join(f"{sql} AS {name}" for sql, name in self._pieces.items()) or "1 AS nothing"
        rows = f"SELECT {pieces} FROM {self.scope.relation()}{where_clause(self.conditions)}"
        if not self.late:
            return rows
        return f"SELECT * FROM ({rows}) AS {self.cx.fresh('s')}{where_clause(self.late)}"

    def grouped(self, rows: str, groups: Sequence[str]) -> str:
        """FROM text of staged rows with the windows of these groups."""
        if not self._windows:
            return f"FROM ({rows}) AS {self.cx.fresh('s')}"
        part = "".join(f", {g}" for g in groups)
        windows = ", ".join(
            f"{text.replace(PARTITION, part)} AS {name}" for text, name in self._windows.items()
        )
        return f"FROM (SELECT *, {windows} FROM ({rows}) AS {self.cx.fresh('s')}) AS {self.cx.fresh('b')}"


class Grouping(Evaluator):
    """Measures over groups of rows. `hoisted`: the policy filter that the rows already went through."""

    def __init__(
        self, cx: Context, rows: Rows, groups: Sequence[tuple[Out, Typed]], aside: frozenset[str]
    ) -> None:
        super().__init__(cx)
        self.rows = rows
        self.groups = groups
        self.aside = aside
        self.hoisted: Expr | None = None
        self._policy: list[str | None] = []
        self._only: list[Expr] = []

    def hoist(self, measures: Iterable[Expr], applied: Expr | None = None) -> None:
        """Where all aggregates obey one filter, put it on the rows: groups without valid rows vanish."""
        if applied is not None:
            self.hoisted = applied
            return
        policies = {policy for expr in measures for _, policy in leaves(self.cx, expr)}
        if len(policies) != 1:
            return
        rule = self.cx.policy_filter(policies.pop(), self.aside)
        if rule is not None:
            self.rows.keep([rule])
            self.hoisted = rule

    def column(self, name: str) -> Typed:
        for out, value in self.groups:
            if name == out.name or out.expr == Col(col=name):
                return value
        known = self.rows.scope.column(name)
        raise InvalidQuery(
            f"“{name}” has many values in a group{'' if known.type == 'text' else ' of rows'}.",
            f"Say which: the sum, the mean, the largest of “{name}”; or group by it.",
        )

    def measure(self, node: MeasureRef) -> Typed:
        expr, policy, unit = expand(self.cx, node.measure)
        source = self.cx.catalog.measures[node.measure].source
        self._check_source(node.measure, source)
        outer = self._policy[-1] if self._policy else None
        self._policy.append(obeyed(self.cx, node, policy or outer))
        only = len(self._only)
        self._only += [node.where] if node.where is not None else []
        try:
            value = self(expr)
        finally:
            self._policy.pop()
            del self._only[only:]
        return replace(value, unit=unit or value.unit, ordered=True)

    def _check_source(self, name: str, source: str) -> None:
        base = self.rows.scope.base
        entity = self.cx.catalog.entities.get(base)
        homes = {base, entity.table if entity and not entity.rolled_up else base}
        meant = self.cx.catalog.entities.get(source)
        if source in homes or (meant is not None and not meant.rolled_up and meant.table in homes):
            return
        raise InvalidQuery(
            f"“{name}” is a measure of “{source}”, not of “{base}”.",
            f"Ask “{source}” for it, or use its value for each {base} and say how to combine them.",
        )

    def aggregate(self, node: Agg) -> Typed:
        row = self.rows.scope.evaluate
        x = self._taken(row(node.of)) if node.of is not None else None
        y = self._taken(row(node.by)) if node.by is not None else None
        return aggregate(
            Piece(
                node=node,
                x=x,
                y=y,
                where=self._where(node),
                weight=self._weight(node),
                window=self.rows.window,
            )
        )

    def _taken(self, value: Typed) -> Typed:
        return value.at(self.rows.take(value.sql))

    def _where(self, node: Agg) -> str | None:
        rules: list[Expr] = []
        policy = self._policy[-1] if self._policy else None
        rule = self.cx.policy_filter(policy, self.aside)
        if rule is not None and rule != self.hoisted:
            rules.append(rule)
        rules += self._only
        if node.where is not None:
            rules.append(node.where)
        if not rules:
            return None
        return self.rows.take(" AND ".join(self.rows.scope.evaluate.condition(r) for r in rules))

    def _weight(self, node: Agg) -> str | None:
        if not node.weighted or node.agg in ("distinct", "min", "max", "any", "first", "last"):
            return None
        weight = self.rows.scope.weight()
        return self.rows.take(weight) if weight else None


def must_stage(cx: Context, scope: Scope, exprs: Iterable[Expr], measures: Iterable[Expr]) -> bool:
    """Whether the rows must be computed as named pieces first."""
    if any(has_quantile_band(e) for e in exprs):
        return True
    for measure in measures:
        wheres = [n.where for n in walk(measure) if isinstance(n, MeasureRef) and n.where is not None]
        if any(has_quantile_band(w) for w in wheres):
            return True
        for node, _ in leaves(cx, measure):
            parts = [p for p in (node.of, node.by, node.where) if p is not None]
            if any(has_quantile_band(p) for p in parts):
                return True
            if needs_window(node.agg, node.weighted and scope.weight() is not None):
                return True
    return False
