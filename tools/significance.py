"""Significance: a statistical test by its name, or the one that suits, with its p-value and the size of the effect."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field

from data.catalog import Column, Source
from data.errors import Unsupported
from data.query import Call, Col, Out, Query
from data.work import Work
from tools import _chart as chart
from tools import _inference as tests
from tools._cautions import of_method
from tools._caveats import caution, caveat
from tools._inference import Floats, Outcome, Side
from tools._names import text_of, value_name
from tools._result import Caveat, Chart, Evidence, Fact, Headline, Result, Scalar, Table
from tools._stats import skewness
from tools._tool import Args, ColumnsSlot, DimensionSlot, tool

FEW = 30
LEAST_EXPECTED = 5
ROUGH_SHAPIRO = 5_000
SENSITIVE = 2_000
"""From so many rows on, tests of normality find departures that do not matter."""
MOST_GROUPS = 100

Test = Literal[
    "welch", "student", "paired", "one sample", "mann-whitney", "wilcoxon", "kolmogorov-smirnov",
    "anova", "kruskal", "levene", "bartlett", "chi-squared", "fisher", "shapiro", "dagostino", "jarque-bera",
    "pearson", "spearman", "kendall", "partial",
]  # fmt: skip
NAMES: dict[str, str] = {
    "welch": "Welch's t-test", "student": "Student's t-test", "paired": "paired t-test",
    "one sample": "one-sample t-test", "mann-whitney": "Mann-Whitney U test", "wilcoxon": "Wilcoxon signed-rank test",
    "kolmogorov-smirnov": "Kolmogorov-Smirnov test", "anova": "one-way analysis of variance",
    "kruskal": "Kruskal-Wallis test", "levene": "Levene's test", "bartlett": "Bartlett's test",
    "chi-squared": "chi-squared test of independence", "fisher": "Fisher's exact test",
    "shapiro": "Shapiro-Wilk test", "dagostino": "D'Agostino-Pearson test", "jarque-bera": "Jarque-Bera test",
    "pearson": "Pearson correlation", "spearman": "Spearman rank correlation", "kendall": "Kendall's tau",
    "partial": "partial correlation",
}  # fmt: skip
TWO = ("welch", "student", "mann-whitney", "kolmogorov-smirnov")
SEVERAL = ("anova", "kruskal", "levene", "bartlett")
COUNTED = ("chi-squared", "fisher")
NORMALITY = ("shapiro", "dagostino", "jarque-bera")
PAIRS = ("paired", "wilcoxon")
RELATED = ("pearson", "spearman", "kendall", "partial")
BY_RANK = ("mann-whitney", "wilcoxon", "kolmogorov-smirnov", "kruskal", "spearman", "kendall", *COUNTED)
"""Tests that do not feel how far out a value is."""
LEAST = {"shapiro": 3, "dagostino": 8, "jarque-bera": 3}

Asked = Literal["p", "statistic", "effect", "figure", "verdict", "yes if found", "yes if not"]


class SignificanceArgs(Args):
    """What is tested.

    test         the test; where left open, the one that suits the columns
    columns      one number (of groups, or by itself), two (pairs of values, a correlation), or two kinds
    dimension    its values are the groups
    control      columns whose part is taken out of a correlation
    against      the mean that one sample is held against
    alternative  the side of the test; `greater`: the first group or column is
    alpha        the level below which a result is called significant
    asked        the figure that answers: the p-value, the statistic, the size of the effect, the difference or
                 correlation, or in words what was found
    labels       other names for columns, such as those that the question used
    formulas     what `columns` name beside the data's own: computed for each row
    """

    test: Test | None = None
    columns: ColumnsSlot = ()
    dimension: DimensionSlot = None
    control: tuple[str, ...] = ()
    against: float | None = None
    alternative: Side = "two-sided"
    alpha: float = Field(default=0.05, gt=0, lt=1)
    asked: Asked = "p"
    labels: dict[str, str] = Field(default_factory=dict)
    formulas: tuple[Out, ...] = ()


@dataclass(frozen=True)
class Group:
    """The known values of one group."""

    name: str
    values: Floats


@dataclass
class Finding:
    """What every kind of test fills in."""

    test: Test
    outcome: Outcome
    subject: str
    n: int
    unit: str | None = None
    facts: list[Fact] = field(default_factory=list)
    table: Table | None = None
    chart: Chart | None = None
    caveats: list[Caveat] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)
    words: dict[str, str] = field(default_factory=dict)
    verdicts: tuple[str, str] = ("significant", "not significant")


@tool(
    words=(
        "t-test",
        "p-value",
        "anova",
        "chi-squared test",
        "normality test",
        "statistical test",
        "significance test",
    ),
    examples=(
        "t-test of {number} between two groups of {dimension}: what is the p-value?",
        "Is {number} normally distributed? Shapiro-Wilk test",
        "One-way ANOVA of {number} across {dimension}",
    ),
)
def significance(args: SignificanceArgs, data: Any, work: Work) -> Result:
    """Tests whether a difference, a relation or a departure from normality could be chance, with its p-value."""
    work.check()
    source: Source = data.source(args.source)
    columns = [_named(name, args, data) for name in args.columns]
    test = args.test or _suited(args, columns, data)
    query = _query(args, columns, source)
    got = data.arrays(query, work)
    work.check()
    made = _tested(test, args, columns, got, source)
    if made.outcome.p is None:
        raise Unsupported(
            f"The {NAMES[test]} has no result here.", "The values do not vary, or there are too few of them."
        )
    _warn(made, args, source, data)
    result = _result(made, args, query, data)
    if test in BY_RANK:
        return result
    rows = Query(source=args.source, within=args.within, where=args.where)
    return of_method(result, rows, [c.expr or Col(col=c.name) for c in columns], data)


def _named(name: str, args: SignificanceArgs, data: Any) -> Column:
    """A column under the name that the question used for it, or a formula as a column."""
    formula = next((f for f in args.formulas if f.name == name), None)
    if formula is not None:
        kinds = isinstance(formula.expr, Call) and formula.expr.op == "if"
        typed: tuple[Any, Any] = ("text", "category") if kinds else ("number", "score")
        return Column(name, args.source, *typed, name, formula.unit, distinct=2, expr=formula.expr)
    column: Column = data.column(args.source, name)
    return replace(column, label=args.labels.get(column.name, column.label))


# ---------------------------------------------------------------- which test, and its values


def _suited(args: SignificanceArgs, columns: list[Column], data: Any) -> Test:
    """The usual test for these columns."""
    if args.control:
        return "partial"
    if args.against is not None:
        return "one sample"
    numbers = [c for c in columns if _is_number(c)]
    if args.dimension is not None and len(numbers) == 1 and len(columns) == 1:
        names = _groups_of(args, data)
        return "welch" if names == 2 else "anova"
    if args.dimension is None and len(columns) == 2 and len(numbers) == 2:
        return "pearson"
    if columns and not numbers:
        return "chi-squared"
    if len(columns) == 1 and args.dimension is None:
        return "shapiro"
    raise Unsupported(
        "It is not clear what is to be tested.",
        "Name a number and the groups to compare, two numbers, or two categories.",
    )


def _groups_of(args: SignificanceArgs, data: Any) -> int:
    assert args.dimension is not None
    asked = Query(source=args.source, within=args.within, where=args.where, groups=(args.dimension,))
    return sum(1 for (name,) in data.fetch(asked).rows if name is not None)


def _is_number(column: Column) -> bool:
    return column.type in ("number", "integer") and column.role not in ("category", "code", "flag", "id")


def _query(args: SignificanceArgs, columns: list[Column], source: Source) -> Query:
    names = dict.fromkeys([*(c.name for c in columns), *args.control])
    formulas = {f.name: f.expr for f in args.formulas}
    outs = [Out(name=n, expr=formulas.get(n, Col(col=n))) for n in names]
    if args.dimension is not None:
        outs.append(Out(name="_group", expr=args.dimension.expr))
    if not outs:
        raise Unsupported(
            "A test needs a column.", "Name the number, or the categories, that are to be tested."
        )
    return Query(source=source.name, within=args.within, where=args.where, columns=tuple(outs))


def _tested(
    test: Test, args: SignificanceArgs, columns: list[Column], got: dict[str, Any], source: Source
) -> Finding:
    if test in COUNTED:
        return _crossed(test, args, columns, got, source)
    for column in columns:
        if column.type not in ("number", "integer", "bool"):
            raise Unsupported(
                f"“{column.label}” is not a number, which the {NAMES[test]} needs.",
                "Choose a numeric column, or ask whether two categories are independent.",
            )
    values = {c.name: np.asarray(got[c.name], dtype=np.float64) for c in columns}
    if test in (*TWO, *SEVERAL):
        return _grouped(test, args, columns, values, got, source)
    if test in (*PAIRS, *RELATED):
        return _paired(test, args, columns, values, got)
    return _single(test, args, columns, values)


def _need(columns: list[Column], test: Test, count: int) -> None:
    if len(columns) != count:
        word = "one column" if count == 1 else "two columns"
        raise Unsupported(f"The {NAMES[test]} needs {word}.", "Name what is to be tested.")


# ---------------------------------------------------------------- groups


def _grouped(
    test: Test,
    args: SignificanceArgs,
    columns: list[Column],
    values: dict[str, Floats],
    got: dict[str, Any],
    source: Source,
) -> Finding:
    """Groups of one number, or two numbers side by side, whose values are two groups."""
    if args.dimension is None and len(columns) >= 2:
        groups = [Group(c.label, values[c.name][np.isfinite(values[c.name])]) for c in columns]
        subject, unit = " and ".join(c.label for c in columns), columns[0].unit
    else:
        if args.dimension is None:
            raise Unsupported(
                f"The {NAMES[test]} compares groups.", "Name the column whose values are the groups."
            )
        _need(columns, test, 1)
        groups = _split(values[columns[0].name], got["_group"], args.dimension, source)
        subject, unit = f"{columns[0].label} by {args.dimension.name}", columns[0].unit
    left_out = [g.name for g in groups if g.values.size < 2]
    groups = [g for g in groups if g.values.size >= 2]
    _check_groups(test, groups)
    outcome = _groups_outcome(test, [g.values for g in groups], args)
    made = Finding(test, outcome, subject, sum(g.values.size for g in groups), unit)
    missing = len(next(iter(values.values()))) - made.n if args.dimension is not None else 0
    _left_out(made, missing)
    if left_out:
        made.caveats.append(caveat("significance.groups_left_out", groups=", ".join(left_out[:5])))
    _tell_groups(made, groups)
    if test in ("levene", "bartlett"):
        made.verdicts = ("variances differ", "no difference in variances")
    if test in ("welch", "student", "mann-whitney", "kolmogorov-smirnov"):
        made.words |= {"a": groups[0].name, "b": groups[1].name}
    if test == "student" and _uneven(groups):
        made.caveats.append(caveat("significance.unequal_spread"))
    return made


def _split(values: Floats, labels: npt.NDArray[Any], dimension: Out, source: Source) -> list[Group]:
    """Groups in the order of their names (numbers by size), without missing values and missing labels."""
    column = source.columns.get(dimension.expr.col) if isinstance(dimension.expr, Col) else None
    texts = np.array([text_of(v) for v in labels], dtype=object)
    known = np.isfinite(values)
    names = {t for t in texts if t is not None}
    return [
        Group(value_name(column, name), values[known & (texts == name)])
        for name in sorted(names, key=_natural)
    ]


def _natural(name: str) -> tuple[int, float, str]:
    try:
        return 0, float(name), name
    except ValueError:
        return 1, 0.0, name


def _check_groups(test: Test, groups: list[Group]) -> None:
    if len(groups) < 2:
        raise Unsupported(
            f"The {NAMES[test]} needs two groups with at least two values each.", "Widen the conditions or choose other groups."
        )  # fmt: skip
    if len(groups) > MOST_GROUPS:
        raise Unsupported("There are too many groups to compare.", "Choose a column with fewer values.")
    if test in TWO and len(groups) > 2:
        raise Unsupported(
            f"The {NAMES[test]} compares two groups, and there are {len(groups)}.",
            "Name the two to compare, or ask for a one-way ANOVA or a Kruskal-Wallis test of all.",
        )
    if all(np.ptp(g.values) == 0 for g in groups) and test not in ("mann-whitney", "kolmogorov-smirnov"):
        raise Unsupported(
            "The values do not vary within the groups, so nothing can be tested.", "Choose another column."
        )


def _groups_outcome(test: Test, groups: list[Floats], args: SignificanceArgs) -> Outcome:
    if test in ("welch", "student"):
        return tests.t_test(groups[0], groups[1], test == "student", args.alternative)
    if test == "mann-whitney":
        return tests.mann_whitney(groups[0], groups[1], args.alternative)
    if test == "kolmogorov-smirnov":
        return tests.kolmogorov_smirnov(groups[0], groups[1], args.alternative)
    run = {"anova": tests.anova, "kruskal": tests.kruskal, "levene": tests.levene, "bartlett": tests.bartlett}
    return run[test](groups)


def _uneven(groups: list[Group]) -> bool:
    spreads = sorted(float(np.std(g.values, ddof=1)) for g in groups)
    return spreads[0] * 2 < spreads[-1]


def _tell_groups(made: Finding, groups: list[Group]) -> None:
    rows: list[tuple[Scalar, ...]] = []
    for i, group in enumerate(groups, start=1):
        x = group.values
        mean, median, spread = float(np.mean(x)), float(np.median(x)), float(np.std(x, ddof=1))
        made.facts += [
            Fact(f"mean.{i}", "value", f"mean of {group.name}", mean, made.unit, group.name, "mean", int(x.size)),
            Fact(f"median.{i}", "value", f"median of {group.name}", median, made.unit, group.name, "median", int(x.size)),
            Fact(f"n.{i}", "count", f"n of {group.name}", int(x.size), None, group.name),
        ]  # fmt: skip
        rows.append((group.name, int(x.size), mean, spread, median))
    units = {c: made.unit for c in ("mean", "standard deviation", "median") if made.unit}
    made.table = Table(("group", "n", "mean", "standard deviation", "median"), tuple(rows), units)
    made.facts.append(Fact("groups", "count", "groups compared", len(groups)))
    spread = made.test in ("levene", "bartlett")
    made.flags.add("spread" if spread else "grouped" if len(groups) == 2 else "many")
    made.chart = _boxes(groups, made)
    if min(g.values.size for g in groups) < FEW:
        smallest = min(groups, key=lambda g: g.values.size)
        made.facts.append(Fact("smallest", "count", "rows of the smallest group", int(smallest.values.size)))
        made.caveats.append(caveat("significance.small.group", group=smallest.name))
    ranked = made.test in ("mann-whitney", "kruskal", "kolmogorov-smirnov")
    if not ranked and made.test in (*TWO, "anova") and max(skewness(g.values) for g in groups) > 2:
        made.caveats.append(caveat("significance.skewed"))


def _boxes(groups: list[Group], made: Finding) -> Chart:
    rows = []
    for group in groups[: chart.MOST_BARS]:
        q1, median, q3 = (float(v) for v in np.quantile(group.values, (0.25, 0.5, 0.75)))
        reach = 1.5 * (q3 - q1)
        inside = group.values[(group.values >= q1 - reach) & (group.values <= q3 + reach)]
        rows.append(
            (
                group.name,
                q1,
                median,
                q3,
                float(inside.min()),
                float(inside.max()),
                float(np.mean(group.values)),
            )
        )
    table = Table(("group", "q1", "median", "q3", "lowerfence", "upperfence", "mean"), tuple(rows))
    return chart.box(table, "group", y=made.subject.split(" by ")[0], title=made.subject)


# ---------------------------------------------------------------- two columns


def _paired(
    test: Test, args: SignificanceArgs, columns: list[Column], values: dict[str, Floats], got: dict[str, Any]
) -> Finding:
    """Two numbers of the same rows: their difference, or how they go together."""
    _need(columns, test, 2)
    controls = [np.asarray(got[name], dtype=np.float64) for name in args.control]
    both = np.all([np.isfinite(v) for v in (*values.values(), *controls)], axis=0)
    a, b = columns
    x, y = values[a.name][both], values[b.name][both]
    subject = f"{a.label} and {b.label}"
    if x.size < 3 + len(controls):
        raise Unsupported(f"Too few rows have both {subject}.", "Widen the conditions or choose others.")
    if test in RELATED:
        for column, v in ((a, x), (b, y)):
            if np.ptp(v) == 0:
                raise Unsupported(
                    f"“{column.label}” does not vary, so it has no correlation.", "Choose another column."
                )
        outcome = _relation(test, x, y, controls, both, args)
    elif np.all(x == y) or (test == "paired" and np.ptp(x - y) == 0):
        raise Unsupported(f"{subject} differ by the same in every row.", "There is nothing to test.")
    else:
        outcome = (tests.paired_t if test == "paired" else tests.wilcoxon)(x, y, args.alternative)
    made = Finding(test, outcome, subject, int(x.size), a.unit if test in PAIRS else None)
    made.words |= {"a": a.label, "b": b.label}
    made.flags.add("paired" if test in PAIRS else "related")
    _left_out(made, int(both.size - x.size))
    if x.size < FEW:
        made.caveats.append(caveat("significance.small.pairs"))
    if test in PAIRS:
        _tell_pairs(made, a, b, x, y)
    else:
        _tell_relation(made, a, b, x, y, args)
    return made


def _relation(
    test: Test,
    x: Floats,
    y: Floats,
    controls: list[Floats],
    both: npt.NDArray[np.bool_],
    args: SignificanceArgs,
) -> Outcome:
    if test == "partial":
        if not controls:
            raise Unsupported("A partial correlation needs a column to control for.", "Name it.")
        return tests.partial(x, y, np.column_stack([c[both] for c in controls]))
    run = {"pearson": tests.pearson, "spearman": tests.spearman, "kendall": tests.kendall}
    return run[test](x, y, args.alternative)


def _tell_pairs(made: Finding, a: Column, b: Column, x: Floats, y: Floats) -> None:
    rows: list[tuple[Scalar, ...]] = []
    for i, (column, v) in enumerate(((a, x), (b, y)), start=1):
        mean, median = float(np.mean(v)), float(np.median(v))
        made.facts += [
            Fact(
                f"mean.{i}",
                "value",
                f"mean of {column.label}",
                mean,
                column.unit,
                column.label,
                "mean",
                int(v.size),
            ),
            Fact(
                f"median.{i}",
                "value",
                f"median of {column.label}",
                median,
                column.unit,
                column.label,
                "median",
            ),
        ]
        rows.append((column.label, int(v.size), mean, float(np.std(v, ddof=1)), median))
    made.facts.append(
        Fact("gap", "gap", f"mean difference of {made.subject}", float(np.mean(x - y)), made.unit, of=("mean.1", "mean.2"))
    )  # fmt: skip
    made.table = Table(("column", "n", "mean", "standard deviation", "median"), tuple(rows))


def _tell_relation(made: Finding, a: Column, b: Column, x: Floats, y: Floats, args: SignificanceArgs) -> None:
    found = made.outcome
    name = f"{NAMES[made.test]} of {made.subject}"
    made.facts.append(
        Fact("correlation", "test", name, found.value, None, n=made.n, low=found.low, high=found.high)
    )
    row = (a.label, b.label, found.value, found.p, made.n)
    made.table = Table(("a", "b", "correlation", "p-value", "n"), (row,))
    if args.control:
        made.words["control"] = ", ".join(args.labels.get(c, c) for c in args.control)
        made.flags.add("controlled")
    made.flags.add("positive" if (found.value or 0) >= 0 else "negative")
    at = np.arange(x.size)
    if at.size > chart.MOST_POINTS:
        at = np.sort(np.random.default_rng(0).choice(at, chart.MOST_POINTS, replace=False))
    points = Table((a.label, b.label), tuple(zip(x[at].tolist(), y[at].tolist(), strict=True)))
    made.chart = chart.scatter(points, a.label, b.label, title=f"{b.label} against {a.label}")


# ---------------------------------------------------------------- one column


def _single(test: Test, args: SignificanceArgs, columns: list[Column], values: dict[str, Floats]) -> Finding:
    """Normality of one number, or its mean against a given one."""
    _need(columns, test, 1)
    column = columns[0]
    raw = values[column.name]
    x = raw[np.isfinite(raw)]
    least = LEAST.get(test, 2)
    if x.size < least or np.ptp(x) == 0:
        raise Unsupported(
            f"“{column.label}” has too few different values for the {NAMES[test]}.",
            f"It needs at least {least}.",
        )
    run = {"shapiro": tests.shapiro, "dagostino": tests.dagostino, "jarque-bera": tests.jarque_bera}
    if test == "one sample":
        if args.against is None:
            raise Unsupported("A one-sample test needs a value to compare the mean with.", "Name it.")
        outcome = tests.one_sample_t(x, args.against, args.alternative)
    else:
        outcome = run[test](x)
    made = Finding(test, outcome, column.label, int(x.size), column.unit)
    _left_out(made, int(raw.size - x.size))
    _tell_single(made, column, x, args)
    return made


def _tell_single(made: Finding, column: Column, x: Floats, args: SignificanceArgs) -> None:
    skew = skewness(x)
    away = (x - np.mean(x)) / np.std(x)
    mean = float(np.mean(x))
    made.facts.append(Fact("mean.1", "value", f"mean of {column.label}", mean, column.unit, n=made.n))
    if made.test == "one sample":
        made.facts.append(
            Fact("against", "value", "value that the mean is held against", args.against, column.unit)
        )
        made.flags.add("one_sample")
        made.table = Table(
            ("column", "n", "mean", "standard deviation"),
            ((column.label, made.n, mean, float(np.std(x, ddof=1))),),
        )
        return
    excess = float(np.mean(away**4)) - 3
    made.facts += [
        Fact("skewness", "test", f"skewness of {column.label}", skew),
        Fact("kurtosis", "test", f"excess kurtosis of {column.label}", excess),
    ]
    made.verdicts = ("not normal", "normal")
    made.flags.add("normality")
    made.table = Table(
        ("column", "n", "skewness", "excess kurtosis"), ((column.label, made.n, skew, excess),)
    )
    edges = chart.nice_edges(float(x.min()), float(x.max()))
    counts = np.histogram(x, bins=edges)[0].tolist()
    made.chart = chart.histogram(edges, counts, x=column.label, unit=column.unit, title=column.label)
    if made.test == "shapiro" and made.n > ROUGH_SHAPIRO:
        made.caveats.append(caveat("significance.rough"))
    elif made.n > SENSITIVE:
        made.caveats.append(caveat("significance.sensitive"))
    if made.n < FEW:
        made.caveats.append(caveat("significance.small.curve"))


# ---------------------------------------------------------------- two kinds


def _crossed(
    test: Test, args: SignificanceArgs, columns: list[Column], got: dict[str, Any], source: Source
) -> Finding:
    """How often each pair of values occurs, against what independence would make one expect."""
    sides: list[tuple[str, Column | None, npt.NDArray[Any]]] = [(c.label, c, got[c.name]) for c in columns]
    if args.dimension is not None:
        expr = args.dimension.expr
        home = source.columns.get(expr.col) if isinstance(expr, Col) else None
        sides.append((args.dimension.name, home, got["_group"]))
    rated = bool(args.formulas) and len(sides) == 2
    if rated:
        sides.reverse()  # the shares are those of each group
    if len(sides) != 2:
        raise Unsupported(f"The {NAMES[test]} needs two columns of categories.", "Name both.")
    names, counts, missing = _table_of(sides)
    if min(counts.shape) < 2:
        raise Unsupported(
            "One of the two has only one value here, so nothing can be tested.", "Choose others."
        )
    if max(counts.shape) > MOST_GROUPS:
        raise Unsupported(
            "There are too many different values for such a test.", "Choose columns with fewer."
        )
    two = counts.shape == (2, 2)
    if test == "fisher" and not two:
        raise Unsupported(
            "Fisher's exact test needs a table of two by two.", "Ask for a chi-squared test, or narrow the values down."
        )  # fmt: skip
    if args.test is None and two and tests.least_expected(counts) < LEAST_EXPECTED:
        test = "fisher"
    outcome = tests.fisher_exact(counts, args.alternative) if test == "fisher" else tests.chi_squared(counts)
    made = Finding(test, outcome, f"{sides[0][0]} and {sides[1][0]}", int(counts.sum()))
    made.words |= {"a": sides[0][0], "b": sides[1][0]}
    made.verdicts, made.flags = ("not independent", "independent"), {"crossed"}
    if rated and counts.shape[1] == 2:
        _tell_rates(made, sides, names, counts)
    _left_out(made, missing)
    _tell_counts(made, sides, names, counts)
    if test == "chi-squared":
        _cell_cautions(made, counts, two)
    return made


def _table_of(
    sides: list[tuple[str, Column | None, npt.NDArray[Any]]],
) -> tuple[list[list[str]], Floats, int]:
    texts = [np.array([text_of(v) for v in values], dtype=object) for _, _, values in sides]
    known = np.array([a is not None and b is not None for a, b in zip(*texts, strict=True)], dtype=bool)
    names = [sorted({str(t) for t in text[known]}, key=_natural) for text in texts]
    at = [{name: i for i, name in enumerate(kind)} for kind in names]
    counts = np.zeros((len(names[0]), len(names[1])))
    for a, b in zip(texts[0][known], texts[1][known], strict=True):
        counts[at[0][a], at[1][b]] += 1
    said = [[value_name(column, n) for n in kind] for (_, column, _), kind in zip(sides, names, strict=True)]
    return said, counts, int(known.size - known.sum())


def _tell_counts(
    made: Finding,
    sides: list[tuple[str, Column | None, npt.NDArray[Any]]],
    names: list[list[str]],
    counts: Floats,
) -> None:
    a, b = sides[0][0], sides[1][0] if sides[1][0] != sides[0][0] else f"{sides[1][0]} (second)"
    rows = []
    for i, first in enumerate(names[0]):
        for j, second in enumerate(names[1]):
            rows.append((first, second, int(counts[i, j]), float(counts[i, j] / counts[i].sum())))
    share = f"share of {a}"
    made.table = Table((a, b, "n", share), tuple(rows), {share: "share"})
    made.chart = chart.heatmap(Table((a, b, "n"), tuple(r[:3] for r in rows)), a, b, "n", title=made.subject)


def _tell_rates(
    made: Finding,
    sides: list[tuple[str, Column | None, npt.NDArray[Any]]],
    names: list[list[str]],
    counts: Floats,
) -> None:
    """How often something holds in each group: the last of no and yes."""
    made.subject, made.flags = f"{sides[1][0]} by {sides[0][0]}", {"rated"}
    made.verdicts = ("significant", "not significant")
    for i, group in enumerate(names[0], start=1):
        n = int(counts[i - 1].sum())
        share = float(counts[i - 1][1] / n)
        made.facts.append(Fact(f"rate.{i}", "share", f"{sides[1][0]} of {group}", share, "share", group, sides[1][0], n))  # fmt: skip


def _cell_cautions(made: Finding, counts: Floats, two: bool) -> None:
    least = tests.least_expected(counts)
    if least < LEAST_EXPECTED:
        made.facts.append(Fact("expected", "test", "smallest expected count", least))
        made.caveats.append(
            caveat("significance.few_expected.two" if two else "significance.few_expected.more")
        )
    if two:
        plain = tests.chi_squared(counts, correct=False)
        made.facts += [
            Fact("p_plain", "test", "p-value without Yates's correction", plain.p),
            Fact("statistic_plain", "test", "chi-squared without Yates's correction", plain.statistic),
        ]
        made.caveats.append(caveat("significance.corrected"))


# ---------------------------------------------------------------- the answer


def _left_out(made: Finding, missing: int) -> None:
    if missing > 0:
        found = caution(
            "significance.missing_left_out", Fact("missing", "count", "rows without a known value", missing)
        )
        made.caveats += found.caveats
        made.facts += found.facts


def _warn(made: Finding, args: SignificanceArgs, source: Source, data: Any) -> None:
    if args.test is None:
        made.caveats.append(caveat("significance.chosen", test=NAMES[made.test]))
    if source.weight:
        made.caveats.append(caveat("significance.unweighted"))
    owner = next((e for e in data.catalog.entities.values() if e.rolled_up and e.table == source.name), None)
    if owner is not None:
        made.caveats.append(caveat("significance.dependent_rows", owner=owner.name))
    made.caveats.append(caveat("significance.meaning"))


def _result(made: Finding, args: SignificanceArgs, query: Query, data: Any) -> Result:
    found = made.outcome
    assert found.p is not None
    clear = found.p < args.alpha
    name = NAMES[made.test]
    facts = [
        Fact("p", "test", f"p-value, {name}", found.p, n=made.n),
        Fact("n", "count", "rows tested", made.n),
        Fact("alpha", "share", "level of significance", args.alpha, "share"),
    ]
    if found.statistic is not None:
        facts.append(
            Fact("statistic", "test", f"test statistic {found.symbol}, {name}", found.statistic, n=made.n)
        )
    facts += [
        Fact(f"df.{i}", "test", "degrees of freedom", _plain(df)) for i, df in enumerate(found.df, start=1)
    ]
    if found.effect is not None and made.test not in RELATED:
        facts.append(Fact("effect", "test", f"{found.effect_name} (effect size)", found.effect))
        made.words["effect"] = found.effect_name
    if found.value is not None and made.test not in RELATED:
        facts.append(
            Fact("difference", "gap", f"difference in means of {made.subject}", found.value, made.unit, n=made.n,
                 low=found.low, high=found.high)
        )  # fmt: skip
    verdict = made.verdicts[0] if clear else made.verdicts[1]
    facts.append(Fact("verdict", "test", f"result at the level {args.alpha:g}", verdict))
    made.flags |= {"clear" if clear else "unclear"}
    rows = data.count(args.source, args.where, args.within)
    one_sided = "" if args.alternative == "two-sided" else f", one-sided ({args.alternative})"
    return Result(
        headline=_headline(made, args, clear, verdict),
        facts=(*facts, *made.facts),
        table=made.table,
        chart=made.chart,
        caveats=tuple(made.caveats),
        evidence=(
            Evidence(
                method=f"{name[:1].upper()}{name[1:]}{one_sided}, by scipy.stats",
                sql=data.compile(query).sql,
                rows_used=made.n,
                rows_excluded=max(0, rows - made.n),
            ),
        ),
        words={"test": name, "subject": made.subject, "symbol": found.symbol, **made.words},
        flags=frozenset(made.flags),
        subject=Query(source=args.source, within=args.within, where=args.where),
    )


def _plain(value: float) -> float | int:
    return int(value) if value == int(value) else value


def _headline(made: Finding, args: SignificanceArgs, clear: bool, verdict: str) -> Headline:
    found, name = made.outcome, NAMES[made.test]
    label = f"{name} of {made.subject}"
    if args.asked in ("yes if found", "yes if not"):
        yes = clear == (args.asked == "yes if found")
        return Headline(f"{verdict}, {label}", "yes" if yes else "no", n=made.n)
    if args.asked == "verdict":
        return Headline(f"result, {label}", verdict, n=made.n)
    if args.asked == "statistic" and found.statistic is not None:
        return Headline(f"{found.symbol}, {label}", found.statistic, n=made.n)
    if args.asked == "effect" and found.effect is not None:
        return Headline(f"{found.effect_name} of {made.subject}", found.effect, n=made.n)
    if args.asked == "figure" and found.value is not None:
        level = 0.95 if found.low is not None else None
        what = label if made.test in RELATED else f"difference in means of {made.subject}"
        return Headline(what, found.value, made.unit, found.low, found.high, level, made.n)
    return Headline(f"p-value, {label}", found.p, n=made.n)
