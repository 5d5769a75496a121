"""Measures how closely numbers go together: a pair, a whole matrix, or what goes most with one number."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Annotated

import numpy as np
import numpy.typing as npt
from pydantic import Field

from data.catalog import Column
from data.dataset import View
from data.errors import Unsupported
from data.query import Agg, Col, Out, Query, columns_of
from data.work import Work
from tools import _chart
from tools._cautions import of_method, period
from tools._caveats import Cautions, caution, caveat
from tools._result import Chart, Evidence, Fact, Headline, Result, Table
from tools._stats import mid_ranks, z_of
from tools._tool import Args, ColumnsSlot, DimensionSlot, Slot, TargetSlot, tool

Floats = npt.NDArray[np.float64]
LEVEL = 0.95
LEAST = 10
MOST_COLUMNS = 60
NUMBERS = ("amount", "quantity", "rate", "score", "ordinal", "flag")


class CorrelateArgs(Args):
    """Two `columns`: a pair. More: a matrix. A `target`: all numbers (or `columns`) ranked against it.

    `exclude` leaves columns out of a ranking; parts of the target, ids and constants are left out anyway.
    `labels` are other names for columns, such as those that the question used. `per`: what is related are the sums (of
    what does not add up, the averages) of each of these groups, such as days. `most`: only the first of a ranking.
    """

    columns: ColumnsSlot = ()
    target: TargetSlot = None
    exclude: Annotated[tuple[str, ...], Slot("columns", word="without")] = ()
    labels: dict[str, str] = Field(default_factory=dict)
    per: DimensionSlot = None
    most: int | None = Field(default=None, ge=1)


@dataclass(frozen=True)
class Pair:
    """Two columns: Pearson r with its interval, Spearman's rank correlation, rows that have both."""

    a: str
    b: str
    r: float | None
    low: float | None
    high: float | None
    rank: float | None
    n: int


@tool(
    words=(
        "correlation",
        "correlate",
        "correlated",
        "related",
        "relationship",
        "go together",
        "goes along with",
    ),
    examples=("correlation of {number} and {number}", "which numbers go most with {measure}?"),
)
def correlate(args: CorrelateArgs, data: View, work: Work) -> Result:
    """Measures how closely numbers go together: a pair, a matrix, or a ranking against one number."""
    rows = Query(source=args.source, within=args.within, where=args.where)
    named = [Col(col=name) for name in (*args.columns, *([args.target] if args.target else []))]
    return of_method(_correlated(args, data, work), rows, named, data)


def _correlated(args: CorrelateArgs, data: View, work: Work) -> Result:
    if args.target is not None:
        return _ranking(args, data.column(args.source, args.target), data, work)
    columns = [data.column(args.source, name) for name in args.columns] or _numbers(args, data)
    if len(columns) < 2:
        raise Unsupported("A correlation needs two numeric columns.", "Name two of them.")
    for column in columns:
        _must_be_number(column)
    if len(columns) > MOST_COLUMNS:
        columns = columns[:MOST_COLUMNS]
    return _pair(args, columns, data, work) if len(columns) == 2 else _matrix(args, columns, data, work)


# ---------------------------------------------------------------- the three answers


def _pair(args: CorrelateArgs, columns: list[Column], data: View, work: Work) -> Result:
    values, weights, asked = _values(args, columns, data, work)
    a, b = columns
    pair = _related(a, b, values, weights, data.catalog.sources[args.source].implicates)
    if pair.r is None:
        raise Unsupported(
            f"“{a.label}” and “{b.label}” have no correlation here.",
            "One of them does not vary, or too few rows have both: widen the conditions or choose others.",
        )
    label = f"correlation of {a.label} and {b.label}"
    facts = (
        Fact("r", "test", label, pair.r, None, n=pair.n, low=pair.low, high=pair.high),
        Fact("value", "test", label, pair.r, None, n=pair.n, low=pair.low, high=pair.high),
        Fact("spearman", "test", f"rank {label}", pair.rank, None, n=pair.n),
        Fact(
            "explained",
            "share",
            "share of the variation that they have in common",
            pair.r**2,
            "share",
            of=("r",),
        ),
        Fact("n", "count", "rows with both", pair.n),
    )
    table = Table(
        ("a", "b", "correlation", "low", "high", "rank correlation", "n"),
        ((a.label, b.label, pair.r, pair.low, pair.high, pair.rank, pair.n),),
    )
    # The ranks tell another story than the values where extremes rule, or the curve bends.
    bent = pair.rank is not None and abs(pair.rank - pair.r) > 0.15
    drawn = _points(a, b, values, work)
    result = _result(args, [a, b], asked, table, drawn.chart, facts, pair.n, data)
    flags = {"pair", _strength(pair.r), "positive" if pair.r >= 0 else "negative"} | (
        {"bent"} if bent else set()
    )
    headline = Headline(
        label, pair.r, None, pair.low, pair.high, LEVEL if pair.low is not None else None, pair.n
    )
    cautions = _few(pair.n) + _missing(values, pair.n, data.catalog.sources[args.source].plural)
    return result.with_(
        headline=headline,
        facts=facts + cautions.facts + drawn.facts,
        caveats=result.caveats + cautions.caveats + drawn.caveats,
        words=result.words | {"a": a.label, "b": b.label},
        flags=frozenset(flags),
        next=(f"scatter of {a.label} against {b.label}", f"which numbers go most with {b.label}?"),
    )


def _matrix(args: CorrelateArgs, columns: list[Column], data: View, work: Work) -> Result:
    values, weights, asked = _values(args, columns, data, work)
    implicates = data.catalog.sources[args.source].implicates
    pairs: dict[tuple[str, str], Pair] = {}
    for i, a in enumerate(columns):
        work.progress(i / len(columns), "Comparing columns")
        for b in columns[i + 1 :]:
            pairs[a.name, b.name] = _related(a, b, values, weights, implicates)
    rows = []
    for a in columns:
        for b in columns:
            found = pairs.get((a.name, b.name)) or pairs.get((b.name, a.name))
            r = 1.0 if a is b else (found.r if found else None)
            rows.append((a.label, b.label, r, found.n if found else _known(values[a.name])))
    table = Table(("a", "b", "correlation", "n"), tuple(rows))
    known = sorted((p for p in pairs.values() if p.r is not None), key=lambda p: -abs(p.r or 0))
    labels = {c.name: c.label for c in columns}
    facts = _pair_facts(known, labels)
    chart = _chart.heatmap(table, "a", "b", "correlation", title="How the numbers go together", signed=True)
    n = max((p.n for p in known), default=0)
    result = _result(args, columns, asked, table, chart, tuple(facts), n, data)
    flags = {"matrix"} | ({"found"} if known else set())
    nexts = (f"scatter of {labels[known[0].a]} against {labels[known[0].b]}",) if known else ()
    return result.with_(flags=frozenset(flags), next=nexts)


def _ranking(args: CorrelateArgs, target: Column, data: View, work: Work) -> Result:
    _must_be_number(target)
    others = [c for c in _numbers(args, data) if c.name != target.name and not _related_by_making(c, target)]
    if not others:
        raise Unsupported(
            f"There is no other number to compare with “{target.label}”.", "Name the columns to compare."
        )
    values, weights, asked = _values(args, [target, *others], data, work)
    implicates = data.catalog.sources[args.source].implicates
    pairs = []
    for i, column in enumerate(others):
        work.progress(i / len(others), "Comparing columns")
        pairs.append(_related(column, target, values, weights, implicates))
    known = sorted(
        (p for p in pairs if p.r is not None and p.n >= LEAST), key=lambda p: (-abs(p.r or 0), p.a)
    )
    if not known:
        raise Unsupported("Too few rows have both numbers.", "Widen the conditions.")
    labels = {c.name: c.label for c in [target, *others]}
    shown_first = known[: args.most] if args.most is not None else known
    rows = tuple((labels[p.a], p.r, p.low, p.high, p.rank, p.n) for p in shown_first)
    table = Table(("column", "correlation", "low", "high", "rank correlation", "n"), rows)
    best = known[0]
    against = f"correlation with {target.label}"
    facts = [_fact(f"value.{i}", against, labels[p.a], p) for i, p in enumerate(known, start=1)]
    facts += [replace(f, id=id) for id, f in zip(("top", "second"), facts, strict=False)]
    facts.append(Fact("tried", "count", "columns compared", len(known)))
    shown = Table(table.columns, table.rows[:20], table.units)
    chart = _chart.bar(shown, "column", "correlation", title=f"What goes with {target.label}")
    result = _result(args, [target, *others], asked, table, chart, tuple(facts), best.n, data)
    label = f"goes most with {target.label}"
    return result.with_(
        headline=Headline(label, labels[best.a], n=best.n),
        words=result.words | {"target": target.label},
        flags=frozenset(
            {"ranking", _strength(best.r or 0), "positive" if (best.r or 0) >= 0 else "negative"}
        ),
        next=(f"scatter of {labels[best.a]} against {target.label}", f"what drives {target.label}?"),
    )


# ---------------------------------------------------------------- columns and values


def _numbers(args: CorrelateArgs, data: View) -> list[Column]:
    """The columns that were named, else all own numbers of the source that vary; no ids, no weights."""
    if args.columns:
        named = [_called(data.column(args.source, n), args) for n in args.columns]
        return [c for c in named if c.name not in args.exclude]
    source = data.catalog.sources[args.source]
    out = {data.column(args.source, n).name for n in args.exclude}
    kept = [c for c in source.columns.values() if _is_number(c) and c.name not in out and "." not in c.name]
    names = {c.name for c in kept}
    # A total stands in the way of its parts: it would win by what they say already.
    return [c for c in kept if sum(p in names for p in c.parts) < 2]


def _called(column: Column, args: CorrelateArgs) -> Column:
    """The column under the name that the question used for it."""
    return replace(column, label=args.labels.get(column.name, column.label))


def _is_number(column: Column) -> bool:
    return column.type in ("number", "integer", "bool") and column.role in NUMBERS and column.distinct != 1


def _must_be_number(column: Column) -> None:
    if column.type not in ("number", "integer", "bool"):
        raise Unsupported(
            f"“{column.label}” is not a number, so it has no correlation.",
            "Ask for an average by its groups instead.",
        )


def _related_by_making(column: Column, target: Column) -> bool:
    """Whether one is made of the other (part of a sum, age from a birth year): then it is no finding."""
    made_of = set(target.parts) | _reads(target)
    if column.name in made_of or target.name in set(column.parts) | _reads(column):
        return True
    # Two totals over some of the same parts go together by construction.
    return bool(set(column.parts) & set(target.parts))


def _reads(column: Column) -> set[str]:
    return set(columns_of(column.expr)) if column.expr is not None else set()


def _values(
    args: CorrelateArgs, columns: list[Column], data: View, work: Work
) -> tuple[dict[str, Floats], Floats | None, Query]:
    source = data.catalog.sources[args.source]
    names = dict.fromkeys([c.name for c in columns] + ([source.weight] if source.weight else []))
    if args.per is not None:
        return _summed(args, args.per, columns, data, work)
    outs = tuple(Out(name=n, expr=Col(col=n)) for n in names)
    asked = Query(source=args.source, within=args.within, where=args.where, columns=outs)
    arrays = data.arrays(asked, work)
    values = {c.name: np.asarray(arrays[c.name], dtype=np.float64) for c in columns}
    weights = np.asarray(arrays[source.weight], dtype=np.float64) if source.weight else None
    return values, weights, asked


def _summed(
    args: CorrelateArgs, per: Out, columns: list[Column], data: View, work: Work
) -> tuple[dict[str, Floats], Floats | None, Query]:
    """What each group has together: each group counts once."""
    outs = tuple(
        Out(name=c.name, expr=Agg(agg="sum" if c.additive else "mean", of=Col(col=c.name))) for c in columns
    )
    asked = Query(source=args.source, within=args.within, where=args.where, groups=(per,), measures=outs)
    frame = data.fetch(asked, work)
    values = {c.name: np.array([_float(v) for v in frame.column(c.name)], dtype=np.float64) for c in columns}
    return values, None, asked


def _float(value: object) -> float:
    return float(value) if isinstance(value, (int, float)) else math.nan


# ---------------------------------------------------------------- the figures


def _related(
    a: Column, b: Column, values: dict[str, Floats], weights: Floats | None, implicates: int
) -> Pair:
    x, y = values[a.name], values[b.name]
    both = np.isfinite(x) & np.isfinite(y)
    if weights is not None:
        both &= np.isfinite(weights) & (weights > 0)
    x, y, w = x[both], y[both], weights[both] if weights is not None else None
    r = pearson(x, y, w)
    rank = pearson(mid_ranks(x), mid_ranks(y), w) if x.size >= 3 else None
    effective = (
        x.size / implicates if w is None else float(np.sum(w)) ** 2 / float(np.sum(w * w)) / implicates
    )
    low, high = fisher(r, effective)
    return Pair(a.name, b.name, r, low, high, rank, round(x.size / implicates))


def pearson(x: Floats, y: Floats, w: Floats | None = None) -> float | None:
    """(Weighted) Pearson correlation; None below three rows or where a side does not vary."""
    if x.size < 3:
        return None
    w = np.ones_like(x) if w is None else w
    dx, dy = x - np.average(x, weights=w), y - np.average(y, weights=w)
    spread = math.sqrt(float(np.sum(w * dx * dx)) * float(np.sum(w * dy * dy)))
    if spread <= 1e-12 * max(1.0, float(np.max(np.abs(x))) * float(np.max(np.abs(y)))):
        return None
    return max(-1.0, min(1.0, float(np.sum(w * dx * dy)) / spread))


def fisher(r: float | None, n: float, level: float = LEVEL) -> tuple[float | None, float | None]:
    """Interval of a correlation by Fisher's z (1921): atanh r is about normal with variance 1 / (n - 3)."""
    if r is None or n <= 4 or abs(r) >= 1:
        return None, None
    half = z_of(level) / math.sqrt(n - 3)
    return math.tanh(math.atanh(r) - half), math.tanh(math.atanh(r) + half)


def _known(values: Floats) -> int:
    return int(np.sum(np.isfinite(values)))


def _strength(r: float) -> str:
    """Words for |r| (Cohen 1988: .1 small, .3 medium, .5 large)."""
    size = abs(r)
    return "strong" if size >= 0.5 else "medium" if size >= 0.3 else "weak" if size >= 0.1 else "none"


# ---------------------------------------------------------------- the parts of the answer


def _pair_facts(pairs: list[Pair], labels: dict[str, str]) -> list[Fact]:
    facts = []
    for i, p in enumerate(pairs[:300], start=1):
        name = f"{labels[p.a]} and {labels[p.b]}"
        facts.append(_fact(f"value.{i}", f"correlation of {name}", name, p))
    facts += [replace(f, id=id) for id, f in zip(("top", "second"), facts, strict=False)]
    falling = [p for p in pairs if (p.r or 0) < 0]
    if falling:
        p = falling[0]
        name = f"{labels[p.a]} and {labels[p.b]}"
        facts.append(_fact("opposite", f"correlation of {name}", name, p))
    facts.append(Fact("tried", "count", "pairs compared", len(pairs)))
    return facts


def _fact(id: str, label: str, row: str, pair: Pair) -> Fact:
    n, low, high = pair.n, pair.low, pair.high
    return Fact(id, "test", label, pair.r, None, row, "correlation", n, low, high)


def _points(a: Column, b: Column, values: dict[str, Floats], work: Work) -> _chart.Drawn:
    x, y = values[a.name], values[b.name]
    both = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
    units = {c.label: c.unit for c in (a, b) if c.unit}
    table = Table((a.label, b.label), tuple(zip(x[both].tolist(), y[both].tolist(), strict=True)), units)
    request = _chart.ChartRequest(type="scatter", x=a.label, y=b.label)
    return _chart.draw(request, table, title=f"{b.label} against {a.label}", seed=work.seed)


def _few(n: int) -> Cautions:
    if n >= 30:
        return Cautions()
    fact = Fact("few.n", "count", "rows with both", n)
    return caution("correlate.small", fact)


def _missing(values: dict[str, Floats], n: int, rows: str) -> Cautions:
    size = len(next(iter(values.values())))
    both = int(np.sum(np.all(np.isfinite(np.stack(list(values.values()))), axis=0)))
    if size == both:
        return Cautions()
    fact = Fact("missing", "count", "without one of the numbers", size - both)
    return caution("correlate.missing_left_out", fact, rows=rows)


def _result(
    args: CorrelateArgs,
    columns: list[Column],
    asked: Query,
    table: Table,
    chart: Chart | None,
    facts: tuple[Fact, ...],
    n: int,
    data: View,
) -> Result:
    source = data.catalog.sources[args.source]
    rows = data.count(args.source, args.where, args.within)
    weighted = f"; weighted by {source.weight}" if source.weight else ""
    return Result(
        facts=facts,
        table=table,
        chart=chart,
        caveats=(caveat("correlate.association"),),
        evidence=(
            Evidence(
                method=f"Pearson correlation, 95 % interval by Fisher's z; Spearman from mid-ranks{weighted}",
                sql=data.compile(asked).sql,
                rows_used=rows
                if args.per is not None
                else n * source.implicates
                if source.implicates > 1
                else n,
                rows_excluded=0 if args.per is not None else max(0, rows - n * source.implicates),
                period=period(asked, data),
            ),
        ),
        words={"rows": source.plural if args.per is None else f"{args.per.name}s"},
        subject=Query(source=args.source, within=args.within, where=args.where),
    )
