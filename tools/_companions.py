"""What stands behind asked figures, fetched in the same scan: hidden outputs for n, spread, median, total.

`accompany` adds them to a Query, `Companions.read` takes them out of the fetched rows again.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from data.query import Agg, Call, Col, Expr, MeasureRef, Out, Over, Query, call, walk
from tools._facts import Cell, mean_interval, number, share_interval
from tools._result import Scalar

# The median of a group needs all its values; on large tables that would double the time of a question.
MEDIAN_ROWS = 100_000

Kind = str  # "sum", "distinct", "mean", "rate", "ratio", "spread", "other"
WHOLE = ("sum", "mean", "rate", "ratio")
"""Kinds whose figure for all groups together is worth telling."""
SENSITIVE = ("mean", "rate", "ratio", "spread")
"""Kinds that mean nothing for a handful of rows."""


@dataclass(frozen=True)
class Companion:
    """The hidden outputs of one measure; None where it has none."""

    measure: str
    kind: Kind
    n: str | None = None
    sd: str | None = None
    median: str | None = None
    weight: str | None = None
    squares: str | None = None
    total: str | None = None


@dataclass(frozen=True)
class Companions:
    """A Query with hidden outputs, and how to read them. `rows` is the hidden count of rows of each group."""

    query: Query
    rows: str | None = None
    measures: dict[str, Companion] = field(default_factory=dict)
    implicates: int = 1

    def kind(self, measure: str) -> Kind:
        """What kind of figure the measure is."""
        return self.measures[measure].kind if measure in self.measures else "other"

    def cell(self, measure: str, name: str, row: dict[str, Scalar]) -> Cell:
        """The measure's figure in this row, with n and interval."""
        found = self.measures.get(measure)
        value = row.get(measure)
        if found is None:
            return Cell(name, value, self.n(row))
        n = self._count(row, found.n) if found.n else self.n(row)
        interval = self._interval(found, value, n, row)
        return Cell(name, value, n, *(interval or (None, None)))

    def n(self, row: dict[str, Scalar]) -> int | None:
        """Rows (families, where a row is one of several implicates) behind this row."""
        return self._count(row, self.rows)

    def weight(self, measure: str, row: dict[str, Scalar]) -> float | None:
        """The summed weight behind the figure; None where the source has no weights."""
        found = self.measures.get(measure)
        return number(row.get(found.weight)) if found and found.weight else None

    def hidden(self, measure: str, what: str, row: dict[str, Scalar]) -> float | None:
        """A hidden figure of the measure ("median", "total", "sd") in this row."""
        name = getattr(self.measures.get(measure), what, None)
        return number(row.get(name)) if name else None

    def _count(self, row: dict[str, Scalar], name: str | None) -> int | None:
        value = number(row.get(name)) if name else None
        return None if value is None else round(value / self.implicates)

    def _interval(
        self, found: Companion, value: Scalar, n: int | None, row: dict[str, Scalar]
    ) -> tuple[float, float] | None:
        mean = number(value)
        if mean is None or not n:
            return None
        weight = number(row.get(found.weight)) if found.weight else None
        squares = number(row.get(found.squares)) if found.squares else None
        # Kish: weights that differ make n rows worth fewer.
        effective = weight**2 / squares / self.implicates if weight and squares else float(n)
        if found.kind == "rate" and 0 <= mean <= 1:
            return share_interval(mean, effective)
        sd = number(row.get(found.sd)) if found.sd else None
        if found.kind != "mean" or not sd:  # equal values say nothing of how far off their mean may be
            return None
        return mean_interval(mean, sd, effective)


def accompany(query: Query, data: Any) -> Companions:
    """The Query with hidden outputs for what its measures need."""
    source = data.catalog.sources[query.base]
    if not query.measures:
        return Companions(query, implicates=source.implicates)
    plain = isinstance(query.source, str)
    weight = source.weight if plain else None
    implicates = source.implicates if plain else 1
    hidden: list[Out] = [Out(name="__n", expr=_rows(query, data))]
    if query.groups:
        hidden.append(Out(name="__all", expr=Over(over="total", of="__n")))
    found: dict[str, Companion] = {}
    for at, out in enumerate(query.measures):
        made, outs = _companion(at, out, query, data, weight, source.rows)
        found[out.name] = made
        hidden += outs
    full = query.model_copy(update={"measures": query.measures + tuple(hidden)})
    return Companions(full, "__n", found, implicates)


def meaning(expr: Expr, data: Any) -> Expr:
    """The expression with named measures replaced by their definitions, without their policies."""
    if isinstance(expr, MeasureRef):
        found = data.catalog.measures.get(expr.measure)
        return expr if found is None else _restricted(meaning(found.expr, data), expr.where)
    if isinstance(expr, Call):
        return expr.model_copy(update={"args": tuple(meaning(a, data) for a in expr.args)})
    return expr


def _restricted(expr: Expr, where: Expr | None) -> Expr:
    """The expression with each aggregate restricted to some rows."""
    if where is None:
        return expr
    if isinstance(expr, Agg):
        return expr.model_copy(update={"where": _both(expr.where, where)})
    if isinstance(expr, Call):
        return expr.model_copy(update={"args": tuple(_restricted(a, where) for a in expr.args)})
    return expr


def kind_of(expr: Expr, data: Any) -> Kind:
    """Whether a figure adds up over groups, is an average, a share of rows, a ratio of sums, or other."""
    full = meaning(expr, data)
    if isinstance(full, Agg):
        return _AGG_KINDS.get(full.agg, "other")
    if isinstance(full, Over):
        return "other"
    if isinstance(full, Call) and full.op in ("add", "sub", "mul", "neg", "round", "coalesce"):
        kinds = {kind_of(a, data) for a in full.args if any(isinstance(n, Agg) for n in walk(a))}
        return kinds.pop() if len(kinds) == 1 else "other"
    if isinstance(full, Call) and full.op == "div":
        below = full.args[1]
        return "ratio" if any(isinstance(n, Agg) for n in walk(below)) else kind_of(full.args[0], data)
    return "other"


_AGG_KINDS: dict[str, Kind] = {
    "count": "sum",
    "sum": "sum",
    "distinct": "distinct",
    "mean": "mean",
    "rate": "rate",
    "median": "spread",
    "quantile": "spread",
    "std": "spread",
    "var": "spread",
    "skew": "spread",
    "kurt": "spread",
    "corr": "spread",
    "spearman": "spread",
}


def policy_filter(query: Query, data: Any) -> Expr | None:
    """The row filter that the query's named measures obey; None where no policy is in force.

    The attributes of an entity obey it one floor below: there its rows are counted as they are.
    """
    named = [n for out in query.measures for n in walk(out.expr) if isinstance(n, MeasureRef)]
    if not named or not isinstance(query.source, str):
        return None
    for policy, variant in policies_of(query, data):
        kept: Expr | None = policy.variants.get(variant)
        if kept is not None and policy.source == query.source:
            return kept
    return None


def policies_of(query: Query, data: Any) -> list[tuple[Any, str]]:
    """(policy, variant) that the query obeys; those that its own conditions replace are left out."""
    if not data.catalog.policies:
        return []
    return [(data.catalog.policies[name], variant) for name, variant in data.compile(query).policies]


def _rows(query: Query, data: Any) -> Agg:
    kept = policy_filter(query, data)
    return Agg(agg="count", where=kept, weighted=False)


def _companion(
    at: int, out: Out, query: Query, data: Any, weight: str | None, rows: int
) -> tuple[Companion, list[Out]]:
    kind = kind_of(out.expr, data)
    full = meaning(out.expr, data)
    made, outs = Companion(out.name, kind), list[Out]()
    if kind in ("mean", "rate", "spread") and isinstance(full, Agg) and full.of is not None:
        made, outs = _behind_average(at, out.name, kind, full, query, data, weight, rows)
    below = _counted_below(full) if kind == "ratio" else None
    if below is not None:
        # An average of seven orders rests on seven, however many lines they have.
        where = _both(below.where, policy_filter(query, data))
        n = Out(name=f"__n{at}", expr=below.model_copy(update={"where": where, "weighted": False}))
        made, outs = replace(made, n=n.name), [n]
    if kind in WHOLE and query.groups:
        # The engine takes the total of averages from the rows, weights and policies included.
        total = Out(name=f"__total{at}", expr=Over(over="total", of=out.name))
        return replace(made, total=total.name), [*outs, total]
    return made, outs


def _counted_below(expr: Expr) -> Agg | None:
    """The count that a ratio divides by, where it is one."""
    below = expr.args[1] if isinstance(expr, Call) and expr.op == "div" else None
    return below if isinstance(below, Agg) and below.agg in ("count", "distinct") else None


def _behind_average(
    at: int, name: str, kind: Kind, agg: Agg, query: Query, data: Any, weight: str | None, rows: int
) -> tuple[Companion, list[Out]]:
    """n, spread, median and weights of the values that one average is taken of."""
    where = _both(agg.where, policy_filter(query, data))
    of = agg.of
    assert of is not None
    weighted = weight if weight and agg.weighted else None
    outs = {"n": Agg(agg="count", of=of, where=where, weighted=False)}
    if kind == "mean":
        outs["sd"] = Agg(agg="std", of=of, where=where, weighted=agg.weighted)
    if kind == "mean" and (rows <= MEDIAN_ROWS or not query.groups):
        outs["median"] = Agg(agg="median", of=of, where=where, weighted=agg.weighted)
    if weighted and kind in ("mean", "rate"):
        known = _both(where, call("not_null", of))
        w = Col(col=weighted)
        outs["weight"] = Agg(agg="sum", of=w, where=known, weighted=False)
        outs["squares"] = Agg(agg="sum", of=call("mul", w, w), where=known, weighted=False)
    named = {what: f"__{what}{at}" for what in outs}
    made = Companion(name, kind, **named)
    return made, [Out(name=named[what], expr=expr) for what, expr in outs.items()]


def _both(a: Expr | None, b: Expr | None) -> Expr | None:
    if a is None or b is None:
        return a if b is None else b
    return Call(op="and", args=(a, b))
