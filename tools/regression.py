"""Regression: a number as a straight line of others, with coefficients, intervals and how much is explained."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field

from data.catalog import Column, Source
from data.errors import Unsupported
from data.query import Col, Expr, Out, Query, columns_of
from data.work import Work
from tools import _chart as chart
from tools._cautions import of_method
from tools._caveats import caveat
from tools._least_squares import Coefficient, Floats, Line, dependent, fit
from tools._names import text_of, value_name
from tools._result import Caveat, Chart, Evidence, Fact, Headline, Result, Scalar, Table
from tools._tool import Args, tool

FEW_PER_TERM = 10
MOST_LEVELS = 30
LEVEL = 0.95
FAR = 3.0

Asked = Literal[
    "r2", "adjusted r2", "slope", "intercept", "p", "standard error", "t", "f", "f p", "residual error", "all"
]  # fmt: skip


class RegressionArgs(Args):
    """A line of `y` on `x`, each a column or a formula of columns (a logarithm).

    asked      the figure that answers; `of` names the column of x that it belongs to
    intercept  False for a line through the origin
    at         a value for each column of x: what the line expects there is the answer
    step       how many units of x the slope is told for ("per extra 10,000 km")
    """

    y: Out | None = None
    x: tuple[Out, ...] = ()
    asked: Asked = "all"
    of: str | None = None
    intercept: bool = True
    at: tuple[float, ...] = ()
    step: float = Field(default=1.0, gt=0)


@dataclass(frozen=True)
class Design:
    """The known rows: y, the columns of X with their names, and which output each came from."""

    y: Floats
    X: Floats
    names: tuple[str, ...]
    owners: tuple[str, ...]
    bases: dict[str, str]
    missing: int


@tool(
    words=("regression", "regress", "r-squared", "slope", "least squares"),
    examples=(
        "R-squared of a linear regression of {measure} on {number}",
        "What is the slope when {measure} is regressed on {number}?",
    ),
)
def regression(args: RegressionArgs, data: Any, work: Work) -> Result:
    """Fits a straight line by least squares: slopes with intervals and p-values, and how much they explain."""
    work.check()
    source: Source = data.source(args.source)
    if args.y is None or not args.x:
        raise Unsupported("A regression needs a number and what it is explained by.", "Name both.")
    outs = [args.y.model_copy(update={"name": "_y"})]
    outs += [x.model_copy(update={"name": f"_x{i}"}) for i, x in enumerate(args.x)]
    query = Query(source=source.name, within=args.within, where=args.where, columns=tuple(outs))
    got = data.arrays(query, work)
    design = _design(args, got, source)
    _check(args, design)
    work.check()
    line = fit(design.y, design.X, design.names, args.intercept)
    rows = Query(source=args.source, within=args.within, where=args.where)
    result = _result(args, line, design, query, data, source)
    return of_method(result, rows, [out.expr for out in (args.y, *args.x)], data)


# ---------------------------------------------------------------- the rows


def _design(args: RegressionArgs, got: dict[str, npt.NDArray[Any]], source: Source) -> Design:
    assert args.y is not None
    y = _numbers(got["_y"], args.y, source)
    columns: list[Floats] = []
    names: list[str] = []
    owners: list[str] = []
    bases: dict[str, str] = {}
    known = np.isfinite(y)
    raw = [got[f"_x{i}"] for i in range(len(args.x))]
    for values, out in zip(raw, args.x, strict=True):
        known &= (
            np.array([text_of(v) is not None for v in values])
            if _is_kind(out, values, source)
            else np.isfinite(values)
        )
    for values, out in zip(raw, args.x, strict=True):
        if not _is_kind(out, values, source):
            columns.append(np.asarray(values, dtype=np.float64)[known])
            names.append(out.name)
            owners.append(out.name)
            continue
        levels, flags = _levels(values[known], out, source)
        bases[out.name] = levels[0]
        columns += flags
        names += levels[1:]
        owners += [out.name] * len(flags)
    X = np.column_stack(columns) if columns else np.empty((int(known.sum()), 0))
    return Design(y[known], X, tuple(names), tuple(owners), bases, int(known.size - known.sum()))


def _home(out: Out, source: Source) -> Column | None:
    return source.columns.get(out.expr.col) if isinstance(out.expr, Col) else None


def _is_kind(out: Out, values: npt.NDArray[Any], source: Source) -> bool:
    """Whether an explaining column holds kinds, each of which gets a step of its own."""
    column = _home(out, source)
    return values.dtype == object or (column is not None and column.role in ("category", "code"))


def _numbers(values: npt.NDArray[Any], out: Out, source: Source) -> Floats:
    if values.dtype == object:
        raise Unsupported(
            f"“{out.name}” is not a number, so no line can be fitted to it.", "Choose a number."
        )
    return np.asarray(values, dtype=np.float64)


def _levels(values: npt.NDArray[Any], out: Out, source: Source) -> tuple[list[str], list[Floats]]:
    """Names of the kinds, the base first, and a column of 0 and 1 for each other."""
    texts = np.array([text_of(v) for v in values], dtype=object)
    kinds = sorted({str(t) for t in texts})
    if len(kinds) > MOST_LEVELS:
        raise Unsupported(
            f"“{out.name}” has too many different values for a regression.", "Choose a number, or a column of fewer kinds."
        )  # fmt: skip
    column = _home(out, source)
    names = [f"{out.name}: {value_name(column, k).removeprefix(f'{out.name}: ')}" for k in kinds]
    return names, [(texts == kind).astype(np.float64) for kind in kinds[1:]]


def _check(args: RegressionArgs, design: Design) -> None:
    assert args.y is not None
    terms = design.X.shape[1] + 1
    if len(design.y) <= terms:
        raise Unsupported(
            f"Only {len(design.y)} rows have all values, too few for a line of {terms} terms.",
            "Widen the conditions, or use fewer columns.",
        )
    if np.var(design.y) == 0:  # of tiny numbers, too, whose squares vanish
        raise Unsupported(
            f"“{args.y.name}” does not vary, so there is nothing to explain.", "Choose another number."
        )
    for name, values in zip(design.names, design.X.T, strict=True):
        if np.var(values) == 0:
            raise Unsupported(f"“{name}” does not vary, so it explains nothing.", "Choose another column.")
    same = dependent(design.X, design.names)
    if same is not None:
        raise Unsupported(
            f"“{same}” says the same as the other columns together, so their parts cannot be told apart.", "Leave it out."
        )  # fmt: skip


# ---------------------------------------------------------------- the answer


def _result(
    args: RegressionArgs, line: Line, design: Design, query: Query, data: Any, source: Source
) -> Result:
    assert args.y is not None
    facts, flags = _facts(args, line, design), {"single" if len(line.terms) - args.intercept == 1 else "many"}
    named = {
        "y": args.y.name,
        "x": ", ".join(x.name for x in args.x),
        "of": args.of or ", ".join(x.name for x in args.x),
        "rows": source.plural,
    }
    if args.intercept:
        flags.add("intercept")
    if args.at:
        facts.append(_expected(args, line, design))
        facts += [
            Fact(f"at.{i}", "value", f"value of {x.name}", value, x.unit)
            for i, (x, value) in enumerate(zip(args.x, args.at, strict=True), 1)
        ]
        flags.add("at")
    if args.step != 1 and ("single" in flags or args.of is not None):
        facts += _stepped(args, line)
        flags.add("step")
    if line.f_p is not None:
        flags.add("clear" if line.f_p < 1 - LEVEL else "unclear")
    if _logged(args.y.expr) and len(args.x) == 1 and _logged(args.x[0].expr):
        flags.add("elastic")
    caveats = _caveats(args, line, design, data, source, facts)
    return Result(
        headline=_of_fact(facts) or _headline(args, line, design),
        facts=tuple(facts),
        table=_table(line),
        chart=_drawn(args, line, design),
        caveats=caveats,
        evidence=(
            Evidence(
                method="Ordinary least squares"
                + ("" if args.intercept else " through the origin")
                + "; 95 % intervals and p-values by Student's t",
                sql=data.compile(query).sql,
                rows_used=line.n,
                rows_excluded=design.missing,
            ),
        ),
        words=named,
        flags=frozenset(flags),
        next=(f"scatter of {args.y.name} against {args.x[0].name}",) if len(args.x) == 1 else (),
        subject=Query(source=args.source, within=args.within, where=args.where),
    )


def _places(args: RegressionArgs) -> str:
    return " and ".join(f"{x.name} {value:g}" for x, value in zip(args.x, args.at, strict=True))


def _expected(args: RegressionArgs, line: Line, design: Design) -> Fact:
    """The height of the line at the values that are given."""
    assert args.y is not None
    if len(args.at) != len(args.x) or design.bases:
        raise Unsupported(
            "A line tells what to expect only where every number that explains it is given.",
            "Give a value for each, or use fewer of them.",
        )
    start = line.terms[0].value if args.intercept else 0.0
    slopes = line.terms[1:] if args.intercept else line.terms
    value = start + sum(t.value * v for t, v in zip(slopes, args.at, strict=True))
    return Fact("expected", "forecast", f"{args.y.name} on the line at {_places(args)}", value, args.y.unit, n=line.n)  # fmt: skip


def _stepped(args: RegressionArgs, line: Line) -> list[Fact]:
    """The slope for several units at once, and how many units that are."""
    slope = next((t for t in line.terms if t.name == args.of), line.terms[-1])
    value, low, high = (v * args.step for v in (slope.value, slope.low, slope.high))
    label = f"change with {args.step:,.10g} more of {slope.name}"
    return [
        Fact("stepped", "value", label, value, None, n=line.n, low=low, high=high),
        Fact("step", "count", "units of a step", args.step),
    ]


def _logged(expr: Expr) -> bool:
    return getattr(expr, "op", "") == "log"


def _facts(args: RegressionArgs, line: Line, design: Design) -> list[Fact]:
    assert args.y is not None
    facts = [
        Fact("r2", "share", f"R-squared of {args.y.name}", line.r2, None, n=line.n),
        Fact("explained", "share", "share of the variation that is explained", line.r2, "share", of=("r2",)),
        Fact("adjusted", "share", "adjusted R-squared", line.adjusted, None, n=line.n),
        Fact("n", "count", "rows behind the line", line.n),
        Fact("residual_error", "value", "residual standard error", line.error),
    ]
    if line.f is not None:
        facts += [
            Fact("f", "test", "F statistic of the regression", line.f),
            Fact("f_p", "test", "p-value of the regression (F test)", line.f_p),
        ]
    for i, term in enumerate(t for t in line.terms if t.name != "intercept" or not args.intercept):
        said = "slope" if len(design.names) == 1 else "coefficient"
        facts += _term_facts(term, f"{said} of {term.name}", str(i + 1))
    if args.intercept:
        facts += _term_facts(line.terms[0], "intercept", "0", head="intercept")
    return facts


def _term_facts(term: Coefficient, label: str, place: str, head: str = "slope") -> list[Fact]:
    id = head if head == "intercept" else f"{head}.{place}"
    facts = [
        Fact(id, "value", label, term.value, None, term.name, "coefficient", low=term.low, high=term.high)
    ]
    facts.append(
        Fact(f"error.{place}", "value", f"standard error of the {label}", term.error, None, term.name)
    )
    if term.p is not None:
        facts.append(Fact(f"t.{place}", "test", f"t of the {label}", term.t, None, term.name))
        facts.append(Fact(f"p.{place}", "test", f"p-value of the {label}", term.p, None, term.name))
    return facts


def _table(line: Line) -> Table:
    rows: list[tuple[Scalar, ...]] = [(t.name, t.value, t.error, t.t, t.p, t.low, t.high) for t in line.terms]
    return Table(("term", "coefficient", "standard error", "t", "p-value", "low", "high"), tuple(rows))


def _of_fact(facts: list[Fact]) -> Headline | None:
    """What the line expects, or the change over a step, where that is asked for."""
    fact = next((f for f in facts if f.id in ("expected", "stepped")), None)
    if fact is None:
        return None
    level = LEVEL if fact.low is not None else None
    return Headline(fact.label, fact.value, fact.unit, fact.low, fact.high, level, fact.n)


def _headline(args: RegressionArgs, line: Line, design: Design) -> Headline | None:
    assert args.y is not None
    of = f"{args.y.name} on {', '.join(x.name for x in args.x)}"
    slopes = line.terms[1:] if args.intercept else line.terms
    wanted = [t for t, owner in zip(slopes, design.owners, strict=True) if args.of in (None, owner)]
    single = wanted[0] if len(wanted) == 1 else None
    asked = args.asked
    if asked == "intercept" and args.intercept:
        return _of_term("intercept", line.terms[0], of, line.n)
    if asked in ("slope", "all") and single is not None:
        return _of_term(
            f"{'slope' if len(slopes) == 1 else 'coefficient'} of {single.name}", single, of, line.n
        )
    if asked == "p" and single is not None:
        return Headline(f"p-value of {single.name}, {of}", single.p, n=line.n)
    if asked == "t" and single is not None:
        return Headline(f"t of {single.name}, {of}", single.t, n=line.n)
    if asked == "standard error" and single is not None:
        return Headline(f"standard error of {single.name}, {of}", single.error, n=line.n)
    if asked in ("slope", "p", "t", "standard error"):
        return None  # there are several, and none was named: the table has them
    if asked == "f p":
        return Headline(f"p-value of the regression, {of}", line.f_p, n=line.n)
    if asked == "f":
        return Headline(f"F of the regression, {of}", line.f, n=line.n)
    if asked == "residual error":
        return Headline(f"residual standard error, {of}", line.error, n=line.n)
    if asked == "adjusted r2":
        return Headline(f"adjusted R-squared, {of}", line.adjusted, n=line.n)
    return Headline(f"R-squared, {of}", line.r2, n=line.n)


def _of_term(label: str, term: Coefficient, of: str, n: int) -> Headline:
    return Headline(f"{label}, {of}", term.value, None, term.low, term.high, LEVEL, n)


def _drawn(args: RegressionArgs, line: Line, design: Design) -> Chart | None:
    """Points of a single number; with several columns their coefficients."""
    assert args.y is not None
    if len(design.names) == 1 and not design.bases:
        at = np.arange(line.n)
        if at.size > chart.MOST_POINTS:
            at = np.sort(np.random.default_rng(0).choice(at, chart.MOST_POINTS, replace=False))
        x, y = args.x[0].name, args.y.name
        points = Table((x, y), tuple(zip(design.X[at, 0].tolist(), design.y[at].tolist(), strict=True)))
        return chart.scatter(points, x, y, title=f"{y} against {x}")
    slopes = line.terms[1:] if args.intercept else line.terms
    rows = Table(("term", "coefficient"), tuple((t.name, t.value) for t in slopes))
    return chart.bar(rows, "term", "coefficient", title=f"Coefficients for {args.y.name}")


def _caveats(
    args: RegressionArgs, line: Line, design: Design, data: Any, source: Source, facts: list[Fact]
) -> tuple[Caveat, ...]:
    made = [caveat("regression.association")]
    if design.missing:
        facts.append(Fact("missing", "count", "rows without one of the values", design.missing))
        made.append(caveat("regression.missing_left_out"))
    for x, value, values in zip(args.x, args.at, design.X.T, strict=False):
        if not values.min() <= value <= values.max():
            made.append(caveat("regression.beyond", column=x.name))
    if line.n < FEW_PER_TERM * len(line.terms):
        made.append(caveat("regression.small"))
    for name, base in design.bases.items():
        made.append(caveat("regression.base", column=name, base=base))
    if source.weight:
        made.append(caveat("regression.unweighted"))
    owner = next((e for e in data.catalog.entities.values() if e.rolled_up and e.table == source.name), None)
    if owner is not None:
        made.append(caveat("regression.dependent_rows", owner=owner.name))
    read = {n for out in args.x for n in columns_of(out.expr)}
    whole = {p for n in columns_of(args.y.expr) for p in _made_of(source, n)} if args.y is not None else set()
    if read & whole:
        made.append(caveat("regression.by_making"))
    spread = line.error or 1.0
    far = int(np.sum(np.abs(line.residuals) > FAR * spread))
    if far:
        facts.append(Fact("far", "count", "rows far from the line", far))
        made.append(caveat("regression.far_rows"))
    return tuple(made)


def _made_of(source: Source, name: str) -> set[str]:
    column = source.columns.get(name)
    if column is None:
        return set()
    return set(column.parts) | (set(columns_of(column.expr)) if column.expr is not None else set())
