"""Compare: two groups, several, or two tables: the difference, how sure it is, and how large it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
from pydantic import Field

from data.catalog import Column, Source
from data.errors import InvalidQuery, Unsupported
from data.query import (
    Agg,
    Bin,
    Call,
    Col,
    Expr,
    Lit,
    MeasureRef,
    Member,
    Out,
    Query,
    all_of,
    col,
    columns_of,
    walk,
)
from data.work import Work
from tools import _chart as chart
from tools import _shared_segments
from tools._cautions import of_method
from tools._caveats import caveat
from tools._counterparts import counterpart, pairs_of
from tools._features import (
    Rows,
    describing,
    is_named,
    is_numeric,
    main_measure,
    people,
    read_rows,
    source_of,
)
from tools._names import YES_NO, match_label, short, text_of, value_name
from tools._result import Caveat, Chart, Evidence, Fact, Headline, Kind, Result, Scalar, Table
from tools._stats import (
    Difference,
    Estimate,
    Floats,
    benjamini_hochberg,
    difference_of,
    kish,
    mean_interval,
    median_interval,
    newcombe,
    quantile,
    share_interval,
    skewness,
    welch,
)
from tools._tool import Args, ColumnsSlot, DimensionSlot, MeasureSlot, SegmentSlot, tool
from tools._traits import label_of

WITHHELD, FLAGGED = 10, 30
FALSE_FINDS = 0.05
MOST_GROUPS = 40
LEAST_FOR_BORDERS = 20
FEW_VALUES = 10
"""A number with so few values is compared value by value."""
LEVEL = 0.95


class CompareArgs(Args):
    """What is compared.

    measure    what is compared between the groups; what customers bring in where left open
    dimension  its values are the groups
    segment    one group (and `versus` the other); without `versus` it is compared with the rest
    against    another table, whose rows are the other group
    columns    the traits to compare where there is no measure
    segments   with `against`: how many segments to divide both tables into, learnt on the other one (zero: by rule)

    With only `where`, the rows that it holds are compared with all others.
    """

    measure: MeasureSlot = None
    dimension: DimensionSlot = None
    segment: SegmentSlot = None
    versus: SegmentSlot = None
    against: str | None = None
    columns: ColumnsSlot = ()
    segments: int | None = Field(default=None, ge=0, le=MOST_GROUPS)


@dataclass(frozen=True)
class Metric:
    """A value for each row whose mean, median or share of yes is compared. `rate`: values are 0 and 1."""

    label: str
    expr: Expr
    unit: str | None
    rate: bool = False
    median: bool = False


@dataclass(frozen=True)
class Side:
    """One group's rows of one metric."""

    name: str
    values: Floats
    weight: Floats | None
    implicates: int = 1

    @property
    def n(self) -> int:
        """Rows with a known value."""
        return int(np.isfinite(self.values).sum())


@dataclass
class Answer:
    """What all ways of comparing fill in."""

    noun: str
    facts: list[Fact] = field(default_factory=list)
    caveats: list[Caveat] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)
    words: dict[str, str] = field(default_factory=dict)
    headline: Headline | None = None
    table: Table | None = None
    chart: Chart | None = None
    evidence: list[Evidence] = field(default_factory=list)
    next: tuple[str, ...] = ()


@tool(
    words=(
        "compare",
        "comparison",
        "difference between",
        "differ",
        "versus",
        "vs",
        "against",
        "significant",
        "over-represented",
        "under-represented",
    ),
    examples=(
        "Compare {measure} by {dimension}",
        "How does segment 1 differ from segment 2?",
        "Is the difference in {measure} between {dimension} significant?",
    ),
)
def compare(args: CompareArgs, data: Any, work: Work) -> Result:
    """Compare groups: the difference, its interval, and whether it is large."""
    source = source_of(data, args.source)
    for name in args.columns:
        data.column(source.name, name)
    answer = Answer(people(data, source), words={"entity": people(data, source)})
    work.progress(0.05, "Reading both groups")
    if args.against is not None:
        other = source_of(data, args.against)
        _two_tables(args, data, source, other, answer, work)
    elif args.segment is None and args.dimension is not None:
        _by_dimension(args, data, source, answer, work)
    else:
        _two_groups(args, data, source, answer, work)
    if any(isinstance(node, Member) for expr in args.where for node in walk(expr)):
        answer.caveats.append(caveat("compare.selection"))
    answer.caveats.append(caveat("compare.association"))
    work.progress(1.0, "Done")
    result = _result(args, source, answer)
    metric = metric_of(args.measure, data, source) if args.against is None and not args.columns else None
    if metric is None or metric.rate or metric.median:
        return result
    rows = Query(source=source.name, within=args.within, where=args.where if args.dimension else ())
    return of_method(result, rows, [metric.expr], data)


def _result(args: CompareArgs, source: Source, answer: Answer) -> Result:
    return Result(
        headline=answer.headline,
        facts=tuple(answer.facts),
        table=answer.table,
        chart=answer.chart,
        caveats=tuple(answer.caveats),
        evidence=tuple(answer.evidence),
        words=answer.words,
        flags=frozenset(answer.flags),
        next=answer.next,
        subject=Query(source=source.name, within=args.within, where=args.where),
    )


# ---------------------------------------------------------------- what is compared


def metric_of(measure: Out | None, data: Any, source: Source) -> Metric | None:
    """The measure as a value for each row, or None where it has none (a ratio of sums, a distinct count).

    Sums become means: groups of different size are compared by head.
    """
    if measure is None:
        main = main_measure(source, tuple(data.catalog.measures.values()))
        if main is None:
            return None
        return Metric(f"average {label_of(main)}", col(main.name), main.unit)
    expr = measure.expr
    if isinstance(expr, MeasureRef):
        name = expr.measure
        known = data.catalog.measures.get(name)
        if name in source.columns and is_numeric(source.columns[name]):
            column = source.columns[name]
            return Metric(f"average {label_of(column)}", col(name), column.unit)
        if known is None or known.source not in _names_of(source):
            return None
        expr = known.expr
    if isinstance(expr, Col):
        return Metric(measure.name, expr, measure.unit or _unit(source, expr))
    if not isinstance(expr, Agg) or expr.of is None:
        return None
    rate = expr.agg == "rate"
    if expr.agg not in ("mean", "median", "sum", "rate"):
        return None
    value: Expr = expr.of
    if rate:
        value = Call(
            op="if", args=(expr.of, Lit(lit=1), Call(op="not", args=(expr.of,)), Lit(lit=0), Lit(lit=None))
        )
    if expr.where is not None:
        value = Call(op="if", args=(expr.where, value, Lit(lit=None)))
    unit = "share" if rate else measure.unit or _unit(source, expr.of)
    label = measure.name
    if expr.agg == "sum":
        label = f"average {label.removeprefix('total ')}"
    return Metric(label, value, unit, rate, expr.agg == "median")


def _names_of(source: Source) -> set[str]:
    """A source and the table whose rows it holds."""
    entity = source.entity
    return {source.name} | ({entity.table} if entity is not None and not entity.rolled_up else set())


def _unit(source: Source, expr: Expr) -> str | None:
    return source.columns[expr.col].unit if isinstance(expr, Col) and expr.col in source.columns else None


def estimate(side: Side, metric: Metric) -> Estimate:
    """Mean, median or share with its 95 % interval."""
    if metric.median:
        return median_interval(side.values, side.weight, LEVEL, side.implicates)
    if not metric.rate:
        return mean_interval(side.values, side.weight, LEVEL, side.implicates)
    known = np.isfinite(side.values)
    return share_interval(
        side.values[known] > 0, None if side.weight is None else side.weight[known], side.implicates
    )


def difference(a: Side, b: Side, metric: Metric) -> Difference:
    """Welch for means, Newcombe for shares, joined intervals for medians."""
    if metric.median:
        return difference_of(estimate(a, metric), estimate(b, metric))
    if not metric.rate:
        return welch(a.values, b.values, a.weight, b.weight, LEVEL, a.implicates, b.implicates)
    one, two = estimate(a, metric), estimate(b, metric)
    n_a, n_b = _effective(a), _effective(b)
    got = newcombe((one.value or 0.0) * n_a, n_a, (two.value or 0.0) * n_b, n_b, LEVEL)
    return Difference(got.value, got.low, got.high, got.p, got.effect, a.n, b.n)


def _effective(side: Side) -> float:
    known = np.isfinite(side.values)
    return (float(known.sum()) if side.weight is None else kish(side.weight[known])) / side.implicates


# ---------------------------------------------------------------- two groups


def _two_groups(args: CompareArgs, data: Any, source: Source, answer: Answer, work: Work) -> None:
    if args.segment is not None:
        column = data.column(source.name, args.segment.step)
        labels = [str(v.value) for v in column.values] or _labels(data, source, column.name)
        first = match_label(args.segment.label, labels)
        second = match_label(args.versus.label, labels) if args.versus is not None else None
        if first == second:  # a group is not compared with itself, so the rest is meant
            second = None
        group: Expr = col(column.name)
        where = args.where
        names = (first, second or "the rest")
    elif args.where:
        condition = all_of(args.where)
        group, where = Call(op="if", args=(condition, Lit(lit="these"), Lit(lit="the rest"))), ()
        names = (f"these {answer.noun}", "the rest")
    else:
        raise Unsupported(
            "A comparison needs two groups.",
            "Name them, for example by the values of a column, by two segments, or by a condition.",
        )

    def side_of(text: npt.NDArray[Any]) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
        said = np.array([text_of(v) for v in text], dtype=object)
        one = said == (names[0] if args.segment is not None else "these")
        two = ~one if names[1] == "the rest" else said == names[1]
        return one, two

    out = Out(name="_group", expr=group)
    metric = metric_of(args.measure, data, source) if not args.columns else None
    if args.measure is not None and metric is None:
        raise _no_spread(args.measure)
    answer.words |= {"a": names[0], "b": names[1]}
    if args.measure is not None and metric is not None:
        rows = read_rows(
            data,
            source,
            [],
            within=args.within,
            where=where,
            work=work,
            extra=[out, Out(name="_value", expr=metric.expr)],
        )
        one, two = side_of(rows.extra["_group"])
        a, b = _side(names[0], rows, one), _side(names[1], rows, two)
        _pair(a, b, metric, answer)
        answer.evidence.append(_evidence(metric, rows, work))
        return
    _traits(args, data, source, out, side_of, names, where, answer, work)


def _labels(data: Any, source: Source, column: str) -> list[str]:
    query = Query(
        source=source.name,
        groups=(Out(name="label", expr=col(column)),),
        measures=(Out(name="n", expr=Agg(agg="count")),),
    )
    return [str(v) for v in data.fetch(query).column("label") if v is not None]


def _no_spread(measure: Out) -> Unsupported:
    return Unsupported(
        f"“{measure.name}” has no value for each row, so its difference cannot be tested.",
        "Ask for its values by group, or compare an average or a share.",
    )


def _side(name: str, rows: Rows, at: npt.NDArray[np.bool_]) -> Side:
    values = np.asarray(rows.extra["_value"], dtype=np.float64)[at]
    return Side(name, values, None if rows.weight is None else rows.weight[at], rows.implicates)


def _pair(a: Side, b: Side, metric: Metric, answer: Answer) -> None:
    """Facts of two groups: each with interval, the difference, and how large it is."""
    for side in (a, b):
        if side.n == 0:
            raise Unsupported(f"There is no known {metric.label} in {side.name}.", "Choose other groups.")
    kind: Kind = "share" if metric.rate else "value"
    got = difference(a, b, metric)
    small = min(a.n, b.n) < WITHHELD
    plain = metric.rate or metric.median  # no second middle beside these
    answer.words["measure"] = metric.label
    sides = []
    for which, side in (("a", a), ("b", b)):
        found = estimate(side, metric)
        value = None if side.n < WITHHELD else found.value
        middle = None if side.n < WITHHELD or plain else quantile(side.values, 0.5, side.weight)
        sides.append((side, value, found, middle))
        answer.facts += [
            Fact(
                which,
                kind,
                f"{metric.label} of {side.name}",
                value,
                metric.unit,
                side.name,
                metric.label,
                side.n,
                None if value is None else found.low,
                None if value is None else found.high,
            ),
            Fact(f"n_{which}", "count", f"{answer.noun} in {side.name}", side.n, None, side.name),
        ]
        if middle is not None:
            answer.facts.append(
                Fact(
                    f"median_{which}",
                    "value",
                    f"median of {side.name}",
                    middle,
                    metric.unit,
                    side.name,
                    "median",
                    side.n,
                )
            )
    columns = ("group", metric.label, "low", "high", *(() if plain else ("median",)), "n")
    rows = []
    for side, value, found, middle in sides:
        hidden = value is None
        rows.append(
            (
                side.name,
                value,
                None if hidden else found.low,
                None if hidden else found.high,
                *(() if plain else (middle,)),
                side.n,
            )
        )
    units = {c: metric.unit for c in (metric.label, "low", "high", "median") if metric.unit}
    answer.table = Table(columns, tuple(rows), {k: v for k, v in units.items() if v})
    if small:
        answer.flags.add("too_few")
        answer.caveats.append(caveat("compare.too_few.side"))
        answer.headline = None
        return
    unit = "points" if metric.rate else metric.unit
    answer.facts.append(
        Fact(
            "difference",
            "gap",
            f"difference in {metric.label}",
            got.value,
            unit,
            a.name,
            metric.label,
            a.n + b.n,
            got.low,
            got.high,
            of=("a", "b"),
        )
    )
    value_b = sides[1][1]
    if not metric.rate and value_b and value_b > 0 and got.value is not None:
        answer.facts.append(
            Fact(
                "relative",
                "change",
                f"difference relative to {b.name}",
                got.value / value_b,
                "share",
                of=("a", "b"),
            )
        )
    _verdict(got, a, b, answer)
    if not plain and max(skewness(a.values), skewness(b.values)) > 1:
        answer.flags.add("skewed")
    medians = [s[3] for s in sides]
    if medians[0] is not None and medians[1] is not None:
        gap = medians[0] - medians[1]
        answer.facts.append(
            Fact(
                "median_difference",
                "gap",
                "difference of the medians",
                gap,
                metric.unit,
                of=("median_a", "median_b"),
            )
        )
        if got.value is not None and gap * got.value < 0:
            answer.flags.add("medians_differ")
            answer.caveats.append(caveat("compare.medians_differ"))
    if min(a.n, b.n) < FLAGGED:
        answer.caveats.append(caveat("compare.few.side"))
    if a.weight is not None or b.weight is not None:
        answer.flags.add("weighted")
    answer.headline = Headline(
        f"difference in {metric.label}, {a.name} minus {b.name}",
        got.value,
        unit,
        got.low,
        got.high,
        LEVEL,
        a.n + b.n,
    )
    answer.chart = chart.bar(
        answer.table,
        "group",
        metric.label,
        title=f"{metric.label} with 95 % interval",
        intervals=[(r[1 + 1], r[1 + 2]) for r in rows],
    )
    answer.next = (f"Plot the distribution of {metric.label.removeprefix('average ')}",)


def _verdict(got: Difference, a: Side, b: Side, answer: Answer) -> None:
    if got.effect is not None:
        answer.facts.append(Fact("effect", "test", "effect size", got.effect, None, "Cohen's d"))
        size = abs(got.effect)
        answer.words["size"] = (
            "very small" if size < 0.2 else "small" if size < 0.5 else "medium" if size < 0.8 else "large"
        )
    if got.p is not None:
        answer.facts.append(Fact("p", "test", "chance of such a difference where there is none", got.p))
        answer.flags.add("clear" if got.p < 1 - LEVEL else "unclear")
    elif got.low is not None and got.high is not None:
        answer.flags.add("unclear" if got.low <= 0 <= got.high else "clear")
    if got.value is not None:
        answer.flags.add("higher" if got.value > 0 else "lower" if got.value < 0 else "same")
        answer.words["higher"] = a.name if got.value >= 0 else b.name


# ---------------------------------------------------------------- traits


def _traits(
    args: CompareArgs,
    data: Any,
    source: Source,
    group: Out,
    side_of: Any,
    names: tuple[str, str],
    where: tuple[Expr, ...],
    answer: Answer,
    work: Work,
) -> None:
    """All numeric and yes/no traits of two groups, with the false finds kept down (Benjamini-Hochberg)."""
    columns = [data.column(source.name, n) for n in args.columns] or [
        c
        for c in describing(source)
        if (is_numeric(c) or is_named(c)) and c.name not in columns_of(group.expr)
    ][:60]
    numeric = [c for c in columns if is_numeric(c)]
    named = [c for c in columns if not is_numeric(c)]
    rows = read_rows(
        data,
        source,
        [c.name for c in numeric],
        [c.name for c in named],
        within=args.within,
        where=where,
        extra=[group],
        work=work,
    )
    one, two = side_of(rows.extra["_group"])
    n_a, n_b = int(one.sum()), int(two.sum())
    answer.facts += [
        Fact("n_a", "count", f"{answer.noun} in {names[0]}", n_a, None, names[0]),
        Fact("n_b", "count", f"{answer.noun} in {names[1]}", n_b, None, names[1]),
    ]
    if min(n_a, n_b) < WITHHELD:
        answer.flags.add("too_few")
        answer.caveats.append(caveat("compare.too_few.comparison"))
        answer.table = Table(("group", "n"), ((names[0], n_a), (names[1], n_b)))
        return
    sides = []
    for label, values, metric in _trait_values(rows, numeric, named):
        work.check()
        weights = (None, None) if rows.weight is None else (rows.weight[one], rows.weight[two])
        a = Side(names[0], values[one], weights[0], rows.implicates)
        b = Side(names[1], values[two], weights[1], rows.implicates)
        sides.append((label, metric, a, b))
    _tell_traits(_differences(sides), names, n_a + n_b, rows.sql, work, answer)
    if args.segment is not None and answer.headline is not None:
        answer.next = (f"Tell me about {short(names[0])}", f"Ideas for a campaign for {short(names[0])}")


@dataclass(frozen=True)
class Compared:
    """A trait of two groups: the difference, each side's mean or share, and each side's median."""

    label: str
    metric: Metric
    got: Difference
    a: Estimate
    b: Estimate
    medians: tuple[float | None, float | None]


def _differences(sides: Sequence[tuple[str, Metric, Side, Side]]) -> list[Compared]:
    """Of those traits that enough on both sides have."""
    return [
        Compared(
            label,
            metric,
            difference(a, b, metric),
            estimate(a, metric),
            estimate(b, metric),
            _medians(metric, a, b),
        )
        for label, metric, a, b in sides
        if min(a.n, b.n) >= WITHHELD
    ]


def _medians(metric: Metric, a: Side, b: Side) -> tuple[float | None, float | None]:
    """Of numbers; a share has none."""
    if metric.rate:
        return None, None
    return quantile(a.values, 0.5, a.weight), quantile(b.values, 0.5, b.weight)


def _tell_traits(
    found: Sequence[Compared], names: tuple[str, str], rows: int, sql: str, work: Work, answer: Answer
) -> None:
    """The largest differences, those unlikely to be chance, the table of all and a picture."""
    adjusted = benjamini_hochberg([f.got.p for f in found])
    ranked = sorted(
        zip(found, adjusted, strict=True), key=lambda f: (-abs(f[0].got.effect or 0.0), f[0].label)
    )
    answer.facts.append(Fact("tested", "count", "traits compared", len(found)))
    cells: list[tuple[Scalar, ...]] = []
    shown = 0
    for trait, q in ranked:
        label, metric, got, a_est, b_est = trait.label, trait.metric, trait.got, trait.a, trait.b
        index = (
            100 * a_est.value / b_est.value
            if a_est.value is not None and b_est.value and b_est.value > 0
            else None
        )
        said = f"{label} (share)" if metric.rate else label
        cells.append(
            (
                said,
                a_est.value,
                b_est.value,
                got.value,
                got.low,
                got.high,
                index,
                got.effect,
                q,
                *trait.medians,
            )
        )
        if shown < 5 and q is not None and q < FALSE_FINDS and abs(got.effect or 0.0) >= 0.2:
            shown += 1
            kind: Kind = "share" if metric.rate else "value"
            answer.facts += [
                Fact(
                    f"trait_a.{shown}",
                    kind,
                    f"{label} of {names[0]}",
                    a_est.value,
                    metric.unit,
                    label,
                    names[0],
                    a_est.n,
                    a_est.low,
                    a_est.high,
                ),
                Fact(
                    f"trait_b.{shown}",
                    kind,
                    f"{label} of {names[1]}",
                    b_est.value,
                    metric.unit,
                    label,
                    names[1],
                    b_est.n,
                    b_est.low,
                    b_est.high,
                ),
                Fact(
                    f"trait_gap.{shown}",
                    "gap",
                    f"difference in {label}",
                    got.value,
                    "points" if metric.rate else metric.unit,
                    label,
                    None,
                    None,
                    got.low,
                    got.high,
                    of=(f"trait_a.{shown}", f"trait_b.{shown}"),
                ),
                Fact(f"trait_effect.{shown}", "test", f"effect size of {label}", got.effect, None, label),
            ]
    answer.flags |= {"traits"} | ({"trait_found"} if shown else {"no_difference"})
    answer.table = Table(
        (
            "trait",
            names[0],
            names[1],
            "difference",
            "low",
            "high",
            "index",
            "effect size",
            "adjusted p",
            f"median, {names[0]}",
            f"median, {names[1]}",
        ),
        tuple(cells),
    )
    answer.evidence.append(
        Evidence(
            f"{len(found)} traits: difference with 95 % interval (Welch for means, Newcombe for shares), "
            f"effect size (Cohen's d or h), p adjusted by Benjamini-Hochberg",
            sql,
            rows_used=rows,
            seed=work.seed,
        )
    )
    if ranked:
        label = ranked[0][0].label
        answer.headline = Headline(
            f"largest difference between {names[0]} and {names[1]}", label, None, n=rows
        )
        table = Table(("trait", "effect size"), tuple((c[0], c[7]) for c in cells[:10]))
        answer.chart = chart.bar(
            table, "trait", "effect size", title=f"{names[0]} against {names[1]}: size of the differences"
        )


def _trait_values(
    rows: Rows, numeric: Sequence[Column], named: Sequence[Column]
) -> list[tuple[str, Floats, Metric]]:
    out = [(label_of(c), rows.numbers[c.name], Metric(label_of(c), col(c.name), c.unit)) for c in numeric]
    for column in named:
        text = np.array([text_of(v) for v in rows.texts[column.name]], dtype=object)
        known = np.array([v is not None for v in text], dtype=bool)
        kinds, counts = np.unique(text[known].astype(str), return_counts=True)
        for kind in kinds[np.lexsort((kinds, -counts))][:8].tolist():
            values = np.where(known, (text == kind).astype(np.float64), np.nan)
            said = next((v.name for v in column.values if text_of(v.value) == kind), kind)
            yes = YES_NO.get(said.lower()) == "yes"
            if len(kinds) == 2 and YES_NO.get(said.lower()) == "no":
                continue
            label = label_of(column) if yes and len(kinds) == 2 else f"{label_of(column)}: {said}"
            out.append((label, values.astype(np.float64), Metric(label, col(column.name), "share", True)))
    return out


# ---------------------------------------------------------------- groups of a dimension


def _by_dimension(args: CompareArgs, data: Any, source: Source, answer: Answer, work: Work) -> None:
    assert args.dimension is not None
    metric = metric_of(args.measure, data, source)
    if metric is None and args.measure is not None:
        raise _no_spread(args.measure)
    if metric is None:
        raise Unsupported(
            "There is nothing to compare between the groups.",
            "Name a measure, such as an average or a share.",
        )
    rows = read_rows(
        data,
        source,
        [],
        within=args.within,
        where=args.where,
        work=work,
        extra=[Out(name="_group", expr=args.dimension.expr), Out(name="_value", expr=metric.expr)],
    )
    text = np.array([text_of(v) for v in rows.extra["_group"]], dtype=object)
    expr = args.dimension.expr
    names = _ordered(text, source.columns.get(expr.col) if isinstance(expr, Col) else None)
    sides = [_side(said, rows, text == name) for name, said in names]
    sides = [s for s in sides if s.n > 0]
    answer.words |= {"dimension": args.dimension.name, "measure": metric.label}
    missing = int(sum(v is None for v in text))
    if missing:
        answer.facts.append(Fact("missing", "count", f"rows without {args.dimension.name}", missing))
        answer.caveats.append(caveat("compare.missing_group", dimension=args.dimension.name))
    if len(sides) < 2:
        raise Unsupported(f"There is only one group by {args.dimension.name}.", "Compare by another column.")
    answer.evidence.append(_evidence(metric, rows, work))
    if len(sides) == 2:
        answer.words |= {"a": sides[0].name, "b": sides[1].name}
        _pair(sides[0], sides[1], metric, answer)
        return
    _many(sides, metric, args.dimension.name, answer)


def _ordered(text: npt.NDArray[Any], column: Column | None) -> list[tuple[str, str]]:
    """Stored values with their names, by name; "yes" before "no"; the largest MOST_GROUPS at most."""
    known = text[np.array([v is not None for v in text], dtype=bool)].astype(str)
    names, counts = np.unique(known, return_counts=True)
    largest = names[np.lexsort((names, -counts))][:MOST_GROUPS].tolist()
    return sorted(
        ((name, value_name(column, name)) for name in largest),
        key=lambda pair: (YES_NO.get(pair[0].lower(), "") != "yes", pair[0]),
    )


def _many(sides: Sequence[Side], metric: Metric, dimension: str, answer: Answer) -> None:
    """A line for each group; the highest against the second, and against all others."""
    kind: Kind = "share" if metric.rate else "value"
    plain = metric.rate or metric.median
    ranked = sorted(sides, key=lambda s: (s.n < WITHHELD, -(estimate(s, metric).value or 0.0), s.name))
    big = [s for s in ranked if s.n >= WITHHELD]
    rows: list[tuple[Scalar, ...]] = []
    bars: list[tuple[float | None, float | None]] = []
    for i, side in enumerate(ranked, 1):
        got, hidden = estimate(side, metric), side.n < WITHHELD
        bars.append((None, None) if hidden else (got.low, got.high))
        middle = None if hidden or plain else quantile(side.values, 0.5, side.weight)
        rows.append(
            (
                side.name,
                *((None,) * 3 if hidden else (got.value, got.low, got.high)),
                *(() if plain else (middle,)),
                side.n,
            )
        )
        answer.facts.append(
            Fact(
                f"group.{i}",
                kind,
                f"{metric.label} of {side.name}",
                None if hidden else got.value,
                metric.unit,
                side.name,
                metric.label,
                side.n,
                None if hidden else got.low,
                None if hidden else got.high,
            )
        )
    columns = (dimension, metric.label, "low", "high", *(() if plain else ("median",)), "n")
    units = {c: metric.unit for c in columns[1:-1] if metric.unit}
    answer.table = Table(columns, tuple(rows), units)
    small = [s.name for s in ranked if s.n < WITHHELD]
    if small:
        answer.caveats.append(caveat("compare.too_few.groups", groups=", ".join(small)))
    few = [s.name for s in big if s.n < FLAGGED]
    if few:
        answer.caveats.append(caveat("compare.few.groups", groups=", ".join(few)))
    answer.flags.add("many")
    if len(big) >= 2:
        lead = difference(big[0], big[1], metric)
        answer.words |= {"a": big[0].name, "b": big[1].name}
        answer.facts += [
            Fact(
                "a",
                kind,
                f"{metric.label} of {big[0].name}",
                estimate(big[0], metric).value,
                metric.unit,
                big[0].name,
                metric.label,
                big[0].n,
            ),
            Fact(
                "b",
                kind,
                f"{metric.label} of {big[1].name}",
                estimate(big[1], metric).value,
                metric.unit,
                big[1].name,
                metric.label,
                big[1].n,
            ),
            Fact(
                "lowest",
                kind,
                f"{metric.label} of {big[-1].name}",
                estimate(big[-1], metric).value,
                metric.unit,
                big[-1].name,
                metric.label,
                big[-1].n,
            ),
            Fact(
                "difference",
                "gap",
                f"lead of {big[0].name} over {big[1].name}",
                lead.value,
                "points" if metric.rate else metric.unit,
                big[0].name,
                metric.label,
                None,
                lead.low,
                lead.high,
                of=("a", "b"),
            ),
        ]
        _verdict(lead, big[0], big[1], answer)
        answer.headline = Headline(f"highest {metric.label}", big[0].name, None, n=sum(s.n for s in sides))
        answer.chart = chart.bar(
            answer.table,
            dimension,
            metric.label,
            title=f"{metric.label} by {dimension}, with 95 % interval",
            intervals=bars,
        )
    answer.next = (f"Plot {metric.label} by {dimension}",)


def _evidence(metric: Metric, rows: Rows, work: Work) -> Evidence:
    method = (
        "Medians with order-statistic intervals, difference by joining the two"
        if metric.median
        else "Shares with Wilson intervals, difference by Newcombe, effect size Cohen's h"
        if metric.rate
        else "Means with Student intervals, difference by Welch, effect size Cohen's d"
    )
    if rows.weight is not None:
        method += "; weighted, uncertainty at Kish's effective number of rows"
    if rows.implicates > 1:
        method += f", divided by {rows.implicates} implicates"
    known = int(np.isfinite(np.asarray(rows.extra["_value"], dtype=np.float64)).sum())
    return Evidence(method, rows.sql, rows_used=known, rows_excluded=rows.n - known, seed=work.seed)


# ---------------------------------------------------------------- two tables


def _moved(expr: Expr, source: Source, other: Source) -> Expr:
    """The expression on the other source's columns; Unsupported where one has no counterpart."""
    if isinstance(expr, Col):
        column = source.columns.get(expr.col)
        found = counterpart(column, other) if column is not None else other.columns.get(expr.col)
        if found is None:
            raise Unsupported(
                f"{other.label} has no column like “{column.label if column else expr.col}”.",
                "Compare by a column that both tables have.",
            )
        return col(found.name)
    if isinstance(expr, Call):
        return Call(op=expr.op, args=tuple(_moved(a, source, other) for a in expr.args))
    if isinstance(expr, Bin):
        return expr.model_copy(update={"bin": _moved(expr.bin, source, other)})
    if isinstance(expr, Agg):
        return expr.model_copy(
            update={
                k: _moved(v, source, other)
                for k, v in (("of", expr.of), ("by", expr.by), ("where", expr.where))
                if v is not None
            }
        )
    return expr


def _two_tables(
    args: CompareArgs, data: Any, source: Source, other: Source, answer: Answer, work: Work
) -> None:
    if source.name == other.name:
        raise InvalidQuery("Both sides are the same table.", "Name two different tables.")
    names = (source.plural or source.label, other.plural or other.label)
    if names[0] == names[1]:
        names = (source.label, other.label)
    answer.words |= {"a": names[0], "b": names[1]}
    if args.segments is not None:
        _by_shared_segments(args, data, source, other, names, answer, work)
        return
    if args.dimension is not None:
        _by_bands(args, args.dimension, data, source, other, names, answer, work)
        return
    if args.measure is None:
        _by_common_traits(args, data, source, other, names, answer, work)
        return
    metric = metric_of(args.measure, data, source)
    if metric is None:
        raise Unsupported(
            "There is nothing that both tables can be compared on.",
            "Name a column that both have, such as age or income.",
        )
    sides = []
    for part, at, expr in (
        (names[0], source, metric.expr),
        (names[1], other, _moved(metric.expr, source, other)),
    ):
        rows = read_rows(
            data,
            at,
            [],
            where=args.where if at is source else (),
            within=args.within if at is source else (),
            extra=[Out(name="_value", expr=expr)],
            work=work,
        )
        sides.append(_side(part, rows, np.ones(rows.n, dtype=bool)))
        answer.evidence.append(_evidence(metric, rows, work))
    _pair(sides[0], sides[1], metric, answer)
    answer.flags.add("two_tables")


def _by_common_traits(
    args: CompareArgs,
    data: Any,
    source: Source,
    other: Source,
    names: tuple[str, str],
    answer: Answer,
    work: Work,
) -> None:
    """All numbers that both tables tell of their rows, the population as it is weighted."""
    pairs = pairs_of(args.columns, data, source, other)
    ours = read_rows(
        data, source, [a.name for a, _ in pairs], within=args.within, where=args.where, work=work
    )
    theirs = read_rows(data, other, [b.name for _, b in pairs], work=work)
    sides = [
        (
            label_of(mine),
            Metric(label_of(mine), col(mine.name), mine.unit),
            Side(names[0], ours.numbers[mine.name], ours.weight, ours.implicates),
            Side(names[1], theirs.numbers[like.name], theirs.weight, theirs.implicates),
        )
        for mine, like in pairs
    ]
    for id, rows, name in (("n_a", ours, names[0]), ("n_b", theirs, names[1])):
        answer.facts.append(Fact(id, "count", name, round(rows.n / rows.implicates), None, name))
    found = _differences(sides)
    _tell_traits(found, names, ours.n + theirs.n, f"{ours.sql}\n-- and\n{theirs.sql}", work, answer)
    answer.flags.add("two_tables")
    if theirs.weight is not None or ours.weight is not None:
        answer.flags.add("weighted")
    answer.next = (f"Compare {names[0]} with {names[1]} by {pairs[0][0].label}",)


def _by_bands(
    args: CompareArgs,
    dimension: Out,
    data: Any,
    source: Source,
    other: Source,
    names: tuple[str, str],
    answer: Answer,
    work: Work,
) -> None:
    """Share of each band in both tables, and the index 100 x ours / theirs, with intervals."""
    expr = _with_borders(args, dimension.expr, data, source, answer)
    told: list[tuple[Rows, npt.NDArray[Any]]] = []
    for at, moved in ((source, expr), (other, _moved(expr, source, other))):
        rows = read_rows(
            data,
            at,
            [],
            where=args.where if at is source else (),
            within=args.within if at is source else (),
            extra=[Out(name="_group", expr=moved)],
            work=work,
        )
        text = np.array([text_of(v) for v in rows.extra["_group"]], dtype=object)
        told.append((rows, _in_words(text, at.columns.get(moved.col) if isinstance(moved, Col) else None)))
        answer.evidence.append(_share_evidence("Shares of bands", rows, work))
    _refuse_other_codes(told[0][1], told[1][1], dimension.name, source, other)
    _shares(told, _band_order(expr, [t for _, t in told]), names, dimension.name, answer)


def _in_words(text: npt.NDArray[Any], column: Column | None) -> npt.NDArray[Any]:
    """Kinds as people call them: what is 1 in one table may be 2 in the other."""
    if column is None or is_numeric(column):
        return text
    names = {text_of(v.value): YES_NO.get(v.name.lower(), v.name) for v in column.values}
    return np.array([names.get(v, v) for v in text], dtype=object)


def _refuse_other_codes(
    ours: npt.NDArray[Any], theirs: npt.NDArray[Any], name: str, source: Source, other: Source
) -> None:
    """Raise Unsupported where the two tables share no kind: their codes do not mean the same."""
    kinds = [{str(v).lower() for v in text if v is not None} for text in (ours, theirs)]
    bare = all(v.isdigit() for v in kinds[0] | kinds[1]) and kinds[0] != kinds[1]
    if bare or not kinds[0] & kinds[1]:
        raise Unsupported(
            f"{source.label} and {other.label} have no {name} in common: {', '.join(sorted(kinds[0])[:4])} against "
            f"{', '.join(sorted(kinds[1])[:4])}.",
            f"Say what the codes stand for, for example “{name} 0 means male”, or compare by another column.",
        )


def _with_borders(args: CompareArgs, expr: Expr, data: Any, source: Source, answer: Answer) -> Expr:
    """The grouping with borders that hold for both tables: round ones over the reach of ours where none are said."""
    inner = expr.bin if isinstance(expr, Bin) else expr
    column = source.columns.get(inner.col) if isinstance(inner, Col) else None
    many = column is not None and is_numeric(column) and not 0 < column.distinct <= FEW_VALUES
    if expr.edges is not None if isinstance(expr, Bin) else not many:
        return expr
    if not isinstance(inner, Col) or column is None:
        raise Unsupported(
            "Bands must have the same borders in both tables.",
            "Name the borders, for example under 35, 35-44, 45 and up.",
        )
    values = read_rows(data, source, [inner.col], within=args.within, where=args.where).numbers[inner.col]
    values = values[np.isfinite(values)]
    if values.size < LEAST_FOR_BORDERS:
        raise Unsupported(
            f"Too few {answer.noun} with a known {label_of(column)} to choose bands by.",
            "Name the borders, for example under 35, 35-44, 45 and up.",
        )
    low, high = (float(v) for v in np.quantile(values, [0.02, 0.98]))
    answer.caveats.append(caveat("compare.bands_chosen", column=label_of(column), rows=answer.noun))
    return Bin(bin=inner, edges=tuple(chart.nice_edges(low, high, bins=6)))


def _by_shared_segments(
    args: CompareArgs,
    data: Any,
    source: Source,
    other: Source,
    names: tuple[str, str],
    answer: Answer,
    work: Work,
) -> None:
    """Segments learnt on the other table, on one scale, and how our rows spread over them."""
    pairs = pairs_of(args.columns, data, source, other)
    ours = read_rows(
        data, source, [a.name for a, _ in pairs], within=args.within, where=args.where, work=work
    )
    theirs = read_rows(data, other, [b.name for _, b in pairs], work=work)
    shared = _shared_segments.learn(ours, theirs, pairs, args.segments or None, work)
    by = ", ".join(label_of(a) for a, _ in pairs)
    method = (
        f"k-means with {len(shared.labels)} groups on {by}, learnt on {names[1]} by weight; both on one scale"
    )
    for rows in (ours, theirs):
        answer.evidence.append(_share_evidence(method, rows, work))
    answer.words["by"] = by
    answer.facts.append(Fact("k", "count", "segments", len(shared.labels)))
    answer.facts.append(
        Fact("recommended", "count", "number of segments that the written rule takes", shared.recommended)
    )
    answer.flags.add("shared_segments")
    _shares(((ours, shared.ours), (theirs, shared.theirs)), list(shared.labels), names, "segment", answer)


def _share_evidence(method: str, rows: Rows, work: Work) -> Evidence:
    weighted = "" if rows.weight is None else ", weighted; uncertainty at Kish's effective number of rows"
    copies = f", divided by {rows.implicates} implicates" if rows.implicates > 1 else ""
    return Evidence(method + weighted + copies, rows.sql, rows_used=rows.n, seed=work.seed)


def _shares(
    told: Sequence[tuple[Rows, npt.NDArray[Any]]],
    bands: Sequence[str],
    names: tuple[str, str],
    dimension: str,
    answer: Answer,
) -> None:
    """Each group's share in both tables, its index with the gap's interval, and which leads."""
    if any(rows.weight is not None for rows, _ in told):
        answer.flags.add("weighted")
    cells: list[tuple[Scalar, ...]] = []
    best: list[tuple[float, str]] = []
    worst: list[tuple[float, str]] = []
    for i, band in enumerate(bands, 1):
        ours, theirs = (_share_of(rows, text, band) for rows, text in told)
        index = 100 * ours.value / theirs.value if ours.value is not None and theirs.value else None
        n = int((told[0][1] == band).sum())
        gap = newcombe(
            (ours.value or 0) * _size(told[0]),
            _size(told[0]),
            (theirs.value or 0) * _size(told[1]),
            _size(told[1]),
        )
        cells.append((band, ours.value, theirs.value, index, gap.value, gap.low, gap.high, n))
        answer.facts += [
            Fact(
                f"ours.{i}",
                "share",
                f"share of {band} among {names[0]}",
                ours.value,
                "share",
                band,
                names[0],
                n,
                ours.low,
                ours.high,
            ),
            Fact(
                f"theirs.{i}",
                "share",
                f"share of {band} among {names[1]}",
                theirs.value,
                "share",
                band,
                names[1],
                None,
                theirs.low,
                theirs.high,
            ),
            Fact(
                f"band_gap.{i}",
                "gap",
                f"difference in share of {band}",
                gap.value,
                "points",
                band,
                None,
                None,
                gap.low,
                gap.high,
                of=(f"ours.{i}", f"theirs.{i}"),
            ),
        ]
        if index is not None:
            answer.facts.append(
                Fact(
                    f"index.{i}",
                    "ratio",
                    f"index of {band}",
                    index,
                    None,
                    band,
                    "index",
                    of=(f"ours.{i}", f"theirs.{i}"),
                )
            )
            best.append((index, band))
            worst.append((index, band))
    for which, found in (("top", max(best, default=None)), ("bottom", min(worst, default=None))):
        if found is not None:
            answer.facts.append(
                Fact(
                    which,
                    "extreme",
                    "most over-represented" if which == "top" else "most under-represented",
                    found[0],
                    None,
                    found[1],
                    "index",
                )
            )
    for which, (rows, _), name in (("a", told[0], names[0]), ("b", told[1], names[1])):
        size = rows.n / rows.implicates if rows.weight is None else kish(rows.weight) / rows.implicates
        answer.facts.append(
            Fact(
                f"n_{which}",
                "count",
                f"{name} (effective)" if rows.weight is not None else name,
                round(size),
                None,
                name,
            )
        )
    shares = (f"share of {names[0]}", f"share of {names[1]}")
    answer.table = Table(
        (dimension, *shares, "index", "difference", "low", "high", f"n {names[0]}"),
        tuple(cells),
        {shares[0]: "share", shares[1]: "share", "difference": "points", "low": "points", "high": "points"},
    )
    answer.facts.append(Fact("even", "ratio", "index at equal shares", 100))
    answer.words["dimension"] = dimension
    answer.flags |= {"two_tables", "bands"}
    if best:
        answer.headline = Headline("most over-represented", max(best)[1], None, n=told[0][0].n)
        answer.chart = chart.bar(
            answer.table,
            dimension,
            list(shares),
            title=f"{names[0]} against {names[1]} by {dimension}",
        )
    answer.next = (f"Which {dimension} is most under-represented?",)


def _band_order(expr: Expr, texts: Sequence[npt.NDArray[Any]]) -> list[str]:
    present = {str(v) for text in texts for v in text if v is not None}
    if isinstance(expr, Bin) and expr.labels is not None:
        return [b for b in expr.labels if b in present]
    return sorted(present, key=_first_number)


def _first_number(text: str) -> tuple[float, str]:
    import re

    number = re.search(r"-?\d+(\.\d+)?", text.replace(",", ""))
    low = text.lower().startswith(("below", "under", "less", "up to", "<"))
    return (-float("inf") if low else float(number[0]) if number else float("inf"), text)


def _share_of(rows: Rows, text: npt.NDArray[Any], band: str) -> Estimate:
    known = np.array([v is not None for v in text], dtype=bool)
    return share_interval(
        text[known] == band, None if rows.weight is None else rows.weight[known], rows.implicates
    )


def _size(told: tuple[Rows, npt.NDArray[Any]]) -> float:
    rows, text = told
    known = np.array([v is not None for v in text], dtype=bool)
    return (float(known.sum()) if rows.weight is None else kish(rows.weight[known])) / rows.implicates
