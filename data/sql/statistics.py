"""The aggregates as SQL, plain and weighted.

Weighted forms, for weights w and values x (rows with a missing x or w are left out):
mean = sum(wx) / sum(w); quantile = the smallest x whose cumulative weight reaches q of the total (no
interpolation); variance = sum(w (x - mean)^2) / sum(w) * n / (n - 1), which is the sample variance where all
weights are equal; skew, kurt and corr = the weighted moments; spearman = corr of mid-ranks counted in weights.
Money and other decimals are summed with compensation (Kahan), so that the order of rows does not matter.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from data.errors import InvalidQuery
from data.query import Agg
from data.sql.operations import need
from data.sql.terms import SqlType, Typed

Window = Callable[[str], str]
"""Registers a window over each group's rows (`{groups}` in the text stands for them); gives its name."""


@dataclass(frozen=True)
class Piece:
    """One aggregate's compiled parts: value, second value, condition, weight (SQL) and the way to windows."""

    node: Agg
    x: Typed | None
    y: Typed | None
    where: str | None
    weight: str | None
    window: Window | None

    def over(self, *conditions: str | None) -> str:
        """ " FILTER (WHERE ...)" of the aggregate's own condition and further ones."""
        texts = [c for c in (self.where, *conditions) if c]
        return f" FILTER (WHERE {' AND '.join(texts)})" if texts else ""

    @property
    def value(self) -> str:
        """SQL of the value."""
        assert self.x is not None
        return self.x.plain

    @property
    def number(self) -> str:
        """SQL of the value as a number; yes counts 1."""
        assert self.x is not None
        return f"CAST({self.x.sql} AS INTEGER)" if self.x.type == "bool" else self.x.sql


def needs_window(agg: str, weighted: bool) -> bool:
    """Whether an aggregate must see its group's rows in order first."""
    return agg == "spearman" or (weighted and agg in ("median", "quantile", "mode"))


def aggregate(piece: Piece) -> Typed:
    """The SQL of one aggregate; InvalidQuery where it has no meaning on its values."""
    node = piece.node
    if node.agg == "count":
        return _count(piece)
    if piece.x is None:
        raise InvalidQuery(f"“{node.agg}” needs a column.", "Say of what.")
    if node.agg in ("corr", "spearman", "first", "last") and piece.y is None:
        raise InvalidQuery(
            f"“{node.agg}” needs a second column (by).", "Say with which column, or ordered by which."
        )
    return _RULES[node.agg](piece)


def _count(p: Piece) -> Typed:
    known = f"{p.x.sql} IS NOT NULL" if p.x is not None else None
    if p.weight:
        return Typed(f"coalesce(fsum({p.weight}){p.over(known)}, 0)", "number", ordered=True)
    what = p.x.sql if p.x is not None else "*"
    return Typed(f"count({what}){p.over()}", "integer", ordered=True)


def _distinct(p: Piece) -> Typed:
    assert p.x is not None
    return Typed(f"count(DISTINCT {p.x.sql}){p.over()}", "integer", ordered=True)


def _numeric(p: Piece) -> Typed:
    assert p.x is not None
    need(p.node.agg, p.x, "number", "bool")
    if p.x.labels:
        raise InvalidQuery(f"“{p.node.agg}” works on numbers. Got bands instead.", "Use the number itself.")
    return p.x


def _sum(p: Piece) -> Typed:
    x = _numeric(p)
    if p.weight:
        text: str = f"fsum({p.number} * {p.weight}){p.over()}"
        kind: SqlType = "number"
    else:
        kind = "number" if x.type == "number" else "integer"
        text = f"{'fsum' if kind == 'number' else 'sum'}({p.number}){p.over()}"
    # nothing left by the aggregate's own condition adds up to 0; a group without any value stays missing
    text = f"coalesce({text}, 0)" if p.where else text
    return Typed(text, kind, unit=x.unit, ordered=True)


def _known_weight(p: Piece, *values: str) -> str:
    known = " AND ".join(f"{v} IS NOT NULL" for v in values)
    return f"nullif(fsum({p.weight}){p.over(known)}, 0)"


def _mean(p: Piece) -> Typed:
    x = _numeric(p)
    if p.weight:
        text = f"(fsum({p.number} * {p.weight}){p.over()} / {_known_weight(p, p.number)})"
    else:
        text = f"{'favg' if x.type == 'number' else 'avg'}({p.number}){p.over()}"
    return Typed(text, "number", unit="share" if x.type == "bool" else x.unit, ordered=True)


def _quantile(p: Piece) -> Typed:
    x = _numeric(p)
    q = 0.5 if p.node.agg == "median" else p.node.q
    if q is None or not 0 <= q <= 1:
        raise InvalidQuery(
            f"A quantile needs q between 0 and 1. Got {q} instead.", "For the median give 0.5."
        )
    if not p.weight:
        return Typed(
            f"quantile_cont({p.number}, {float(q)!r}){p.over()}", "number", unit=x.unit, ordered=True
        )
    assert p.window is not None
    valid = " AND ".join([*([p.where] if p.where else []), f"{p.number} IS NOT NULL", f"{p.weight} > 0"])
    flag = f"coalesce({valid}, FALSE)"
    reached = p.window(f"sum({p.weight}) OVER (PARTITION BY {flag}{{groups}} ORDER BY {p.number})")
    total = p.window(f"sum({p.weight}) OVER (PARTITION BY {flag}{{groups}})")
    text = f"min({p.number}) FILTER (WHERE {flag} AND {reached} >= {float(q)!r} * {total} * (1 - 1e-12))"
    return Typed(text, "number" if x.type == "number" else "integer", unit=x.unit, ordered=True)


def _extreme(p: Piece) -> Typed:
    assert p.x is not None
    name = "min" if p.node.agg in ("min", "any") else "max"
    if p.node.agg == "any" and p.x.type == "bool":
        name = "bool_or"
    # text may be stored as a list of known values, whose order is not the alphabet's
    value = f"CAST({p.x.sql} AS VARCHAR)" if p.x.type == "text" and not p.x.shown else p.x.sql
    return _same(p.x, f"{name}({value}){p.over()}")


def _same(x: Typed, sql: str) -> Typed:
    return Typed(sql, x.type, unit=x.unit, labels=x.labels, shown=x.shown, ordered=x.ordered, step=x.step)


def _variance(p: Piece) -> Typed:
    x = _numeric(p)
    root = p.node.agg == "std"
    unit = x.unit if root else None
    if not p.weight:
        return Typed(
            f"{'stddev_samp' if root else 'var_samp'}({p.number}){p.over()}", "number", unit, ordered=True
        )
    total = _known_weight(p, p.number)
    mean = f"(fsum({p.number} * {p.weight}){p.over()} / {total})"
    square = f"(fsum({p.number} * {p.number} * {p.weight}){p.over()} / {total})"
    n = f"count({p.number}){p.over(f'{p.weight} > 0')}"
    text = f"(greatest({square} - {mean} * {mean}, 0) * {n} / nullif(greatest({n} - 1, 0), 0))"
    return Typed(f"sqrt({text})" if root else text, "number", unit, ordered=True)


def _shape(p: Piece) -> Typed:
    """Skewness and excess kurtosis of a sample; with weights those of the population that the rows stand for."""
    _numeric(p)
    name, power = ("skewness", 3) if p.node.agg == "skew" else ("kurtosis", 4)
    if not p.weight:
        return Typed(f"{name}({p.number}){p.over()}", "number", ordered=True)
    total = _known_weight(p, p.number)

    def moment(k: int) -> str:
        product = " * ".join([p.number] * k)
        return f"(fsum({product} * {p.weight}){p.over()} / {total})"

    one, two, three, four = (moment(k) for k in (1, 2, 3, 4))
    variance = f"greatest({two} - {one} * {one}, 0)"
    third = f"({three} - 3 * {one} * {two} + 2 * power({one}, 3))"
    fourth = f"({four} - 4 * {one} * {three} + 6 * {one} * {one} * {two} - 3 * power({one}, 4))"
    # a constant column leaves a trace of rounding, which is no spread
    spread = f"CASE WHEN {variance} > 1e-12 * {two} THEN power({variance}, {power / 2}) END"
    return Typed(
        f"({third} / {spread})" if power == 3 else f"({fourth} / {spread} - 3)", "number", ordered=True
    )


def _mode(p: Piece) -> Typed:
    assert p.x is not None
    value = f"CAST({p.x.sql} AS VARCHAR)" if p.x.type == "text" and not p.x.shown else p.x.sql
    if not p.weight:
        # ordered, so that of equally frequent values always the smallest is taken
        return _same(p.x, f"mode({value} ORDER BY {value}){p.over()}")
    assert p.window is not None
    flag = f"coalesce({p.where}, FALSE)" if p.where else "TRUE"
    total = p.window(f"sum({p.weight}) OVER (PARTITION BY {flag}, {value}{{groups}})")
    return _same(p.x, f"arg_max({value}, {total} ORDER BY {value}){p.over(f'{value} IS NOT NULL')}")


def _rate(p: Piece) -> Typed:
    assert p.x is not None
    if p.x.family == "number":
        test = f"({p.x.sql} <> 0)"
    else:
        need("rate", p.x, "bool")
        test = p.x.sql
    if p.weight:
        text = f"(coalesce(fsum({p.weight}){p.over(test)}, 0) / {_known_weight(p, test)})"
    else:
        text = f"avg(CAST({test} AS INTEGER)){p.over()}"
    return Typed(text, "number", unit="share", ordered=True)


def _pair(p: Piece) -> tuple[str, str]:
    x = _numeric(p)
    assert p.y is not None
    need(p.node.agg, p.y, "number", "bool")
    second = f"CAST({p.y.sql} AS INTEGER)" if p.y.type == "bool" else p.y.sql
    return (f"CAST({x.sql} AS INTEGER)" if x.type == "bool" else x.sql), second


def _corr(p: Piece) -> Typed:
    x, y = _pair(p)
    return Typed(
        _correlation(x, y, p.weight, p.over(f"{x} IS NOT NULL", f"{y} IS NOT NULL")), "number", ordered=True
    )


def _correlation(x: str, y: str, weight: str | None, over: str) -> str:
    if weight is None:
        return f"nullif(corr({x}, {y}){over}, 'NaN'::DOUBLE)"
    total = f"nullif(fsum({weight}){over}, 0)"

    def moment(what: str) -> str:
        return f"(fsum({what} * {weight}){over} / {total})"

    def spread(what: str) -> str:
        square, mean = moment(f"{what} * {what}"), moment(what)
        # a constant column leaves a trace of rounding, which is no spread
        return f"CASE WHEN {square} - {mean} * {mean} > 1e-12 * {square} THEN {square} - {mean} * {mean} END"

    covariance = f"({moment(f'{x} * {y}')} - {moment(x)} * {moment(y)})"
    r = f"({covariance} / sqrt(({spread(x)}) * ({spread(y)})))"
    return f"CASE WHEN {r} > 1 THEN 1 WHEN {r} < -1 THEN -1 ELSE {r} END"


def _spearman(p: Piece) -> Typed:
    x, y = _pair(p)
    assert p.window is not None
    parts = [*([p.where] if p.where else []), f"{x} IS NOT NULL", f"{y} IS NOT NULL"]
    if p.weight:
        parts.append(f"{p.weight} > 0")
    flag = f"coalesce({' AND '.join(parts)}, FALSE)"
    ranks = [p.window(_mid_rank(v, flag, p.weight)) for v in (x, y)]
    text = _correlation(ranks[0], ranks[1], p.weight, f" FILTER (WHERE {flag})")
    return Typed(text, "number", ordered=True)


def _mid_rank(value: str, flag: str, weight: str | None) -> str:
    mass = f"sum({weight})" if weight else "count(*)"
    upto = f"{mass} OVER (PARTITION BY {flag}{{groups}} ORDER BY {value})"
    ties = f"{mass} OVER (PARTITION BY {flag}{{groups}}, {value})"
    return f"({upto} - {ties} / 2.0)"


def _ends(p: Piece) -> Typed:
    assert p.x is not None and p.y is not None
    name = "arg_min" if p.node.agg == "first" else "arg_max"
    # the value itself breaks ties, so that the order of rows does not matter
    return _same(p.x, f"{name}({p.x.sql}, row({p.y.sql}, {p.x.sql})){p.over(f'{p.y.sql} IS NOT NULL')}")


_RULES: dict[str, Callable[[Piece], Typed]] = {
    "distinct": _distinct,
    "sum": _sum,
    "mean": _mean,
    "median": _quantile,
    "quantile": _quantile,
    "min": _extreme,
    "max": _extreme,
    "any": _extreme,
    "std": _variance,
    "var": _variance,
    "skew": _shape,
    "kurt": _shape,
    "mode": _mode,
    "rate": _rate,
    "corr": _corr,
    "spearman": _spearman,
    "first": _ends,
    "last": _ends,
}
