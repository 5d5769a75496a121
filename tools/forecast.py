"""What a measure will be in the next weeks or months: simple methods, a backtest, a band."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

import numpy as np

from data.catalog import Column, Source
from data.dataset import check_size
from data.errors import Unsupported
from data.query import Agg, Call, Col, Order, Out, Query, call, columns_of
from data.work import Work
from tools import _chart, _course, _explain
from tools._cautions import of_method
from tools._caveats import caveat
from tools._companions import kind_of
from tools._features import source_of
from tools._periods import bounds, every_period, incomplete, next_start, period_name
from tools._result import Caveat, Evidence, Fact, Headline, Result, Table
from tools._tool import Args, MeasureSlot, Slot, tool

Grain = Literal["day", "week", "month", "quarter"]
CYCLES: dict[str, int] = {"day": 7, "week": 52, "month": 12, "quarter": 4}
FEWEST = 4
ADDS_UP = ("sum", "distinct")


class ForecastArgs(Args):
    """measure: what is forecast (default: the main measure, else the number of rows). date: the date
    column. horizon: how many periods ahead. until: an ISO day in the period asked for ("2012-01-01"). view: the
    forecast, or how well it would have done so far, beside the naive rule (backtest)."""

    measure: MeasureSlot = None
    date: str | None = None
    grain: Annotated[Grain | None, Slot("choice")] = None
    horizon: Annotated[int | None, Slot("number", word="months")] = None
    until: Annotated[str | None, Slot("period")] = None
    view: Annotated[Literal["forecast", "backtest"], Slot("choice")] = "forecast"


@dataclass(frozen=True)
class Course:
    """A measure by period: first days and values of complete periods, and what was cut off at the ends."""

    starts: tuple[date, ...]
    values: tuple[float, ...]
    partial_first: bool
    partial_last: bool
    low: str
    high: str
    filled: int
    sql: str
    rows: int
    filters: tuple[str, ...]


@tool(
    words=(
        "forecast",
        "predict sales",
        "next month",
        "next week",
        "next quarter",
        "next year",
        "project",
        "projection",
        "outlook",
        "expect next month",
        "going forward",
        "will we sell",
        "trend ahead",
    ),
    examples=(
        "Forecast {measure} for the next month",
        "How much {measure} should we expect in the next 3 months?",
        "Forecast {measure} by week",
    ),
)
def forecast(args: ForecastArgs, data: Any, work: Work) -> Result:
    """Forecast a measure over time, with a range, from what would have worked best so far."""
    source = source_of(data, args.source)
    when = date_column(data, source, args.date)
    measure = args.measure or _explain.main_out(data, source)
    work.progress(0.1, "Adding up the periods")
    grain, course = _course_of(args, data, source, when, measure, work)
    rows = Query(source=args.source, within=args.within, where=args.where)
    tell = _tested if args.view == "backtest" else _told
    return of_method(tell(args, data, source, when, measure, grain, course), rows, [measure.expr], data)


def date_column(data: Any, source: Source, name: str | None) -> Column:
    """The named date column, or the source's own fullest; Unsupported where nothing is dated."""
    if name is not None:
        column: Column = data.column(source.name, name)
        if column.type not in ("date", "datetime"):
            raise Unsupported(f"“{column.label}” is not a date.", "Name a date column, or none.")
        return column
    dates = [c for c in source.columns.values() if c.type in ("date", "datetime")]
    if not dates:
        raise Unsupported(
            f"{source.label} has no dates, so nothing can be said over time.",
            "A column with the date of each row (order date, sign-up date) would be needed.",
        )
    return min(dates, key=lambda c: ("." in c.name, c.missing))


# ---------------------------------------------------------------- the course
def _course_of(
    args: ForecastArgs, data: Any, source: Source, when: Column, measure: Out, work: Work
) -> tuple[Grain, Course]:
    """The course at the asked grain, or at the coarsest of month, week and day that has six complete
    periods."""
    grains: tuple[Grain, ...] = (args.grain,) if args.grain else ("month", "week", "day")
    course = None
    for grain in grains:
        course = _fetch(args, data, when, measure, grain, work)
        if len(course.values) >= (FEWEST if args.grain else 6):
            return grain, course
    assert course is not None
    if len(course.values) >= FEWEST:
        return grains[-1], course
    raise Unsupported(
        f"Only {len(course.values)} complete {grains[-1]}s of data: too few to forecast from.",
        "A finer grain (week, day) or a longer history would be needed.",
    )


def _fetch(args: ForecastArgs, data: Any, when: Column, measure: Out, grain: Grain, work: Work) -> Course:
    op = f"trunc_{grain}"
    known = call("not_null", Col(col=when.name))
    period = Out(name="period", expr=Call(op=op, args=(Col(col=when.name),)))  # type: ignore[arg-type]  # a valid Op
    value = Out(name="value", expr=measure.expr)
    query = Query(
        source=args.source,
        within=args.within,
        where=(*args.where, known),
        groups=(period,),
        measures=(value,),
        order=(Order(by="period"),),
    )
    frame = data.fetch(query, work)
    ends = _ends(args, data, when, work)
    found = {
        began[0]: float("nan") if v is None else float(v)
        for p, v in frame.rows
        if (began := bounds(op, p)) is not None
    }
    if not found or ends[0] is None:
        raise Unsupported("There are no dated rows in that group.", "Ask for a wider group or period.")
    low, high = str(ends[0])[:10], str(ends[1])[:10]
    starts = every_period(op, min(found), max(found))
    first = incomplete(op, starts[0].isoformat(), low, high) if len(starts) > 1 else False
    last = incomplete(op, starts[-1].isoformat(), low, high)
    kept = starts[1 if first else 0 : len(starts) - 1 if last else len(starts)]
    values = [found.get(s, float("nan")) for s in kept]
    check_size(np.array(values, dtype=np.float64), measure.name)
    filled, gaps = fill(np.array(values, dtype=np.float64), kind_of(measure.expr, data) in ADDS_UP)
    return Course(
        tuple(kept),
        tuple(float(v) for v in filled),
        first,
        last,
        low,
        high,
        gaps,
        frame.sql,
        int(ends[2] or 0),
        frame.filters,
    )


def _ends(args: ForecastArgs, data: Any, when: Column, work: Work) -> tuple[Any, ...]:
    """First day, last day and number of dated rows.

    The ends are those of all rows: one product that sold nothing on the last day does not make the month
    partial.
    """
    column = Col(col=when.name)
    outs = (
        Out(name="low", expr=Agg(agg="min", of=column)),
        Out(name="high", expr=Agg(agg="max", of=column)),
        Out(name="rows", expr=Agg(agg="count", of=column, weighted=False)),
    )
    dated = tuple(w for w in args.where + args.within if when.name in columns_of(w))
    row: tuple[Any, ...] = data.fetch(Query(source=args.source, where=dated, measures=outs), work).rows[0]
    return row


def fill(values: Any, adds_up: bool) -> tuple[Any, int]:
    """Empty periods: nothing happened for sums and counts; for means the last known value stands in."""
    gaps = int(np.isnan(values).sum())
    if adds_up:
        return np.nan_to_num(values), gaps
    known = np.flatnonzero(~np.isnan(values))
    if not len(known):
        return values[:0], gaps
    place = np.maximum.accumulate(np.where(np.isnan(values), -1, np.arange(len(values))))
    return values[np.maximum(place, known[0])], gaps


# ---------------------------------------------------------------- telling
def _steps(args: ForecastArgs, grain: Grain, course: Course) -> tuple[int, int]:
    """Steps to forecast from the last complete period, and how many of the last ones were asked for.

    "Next month" is the one after the month that the data end in, also where that one is incomplete.
    """
    op = f"trunc_{grain}"
    skipped = 1 if course.partial_last else 0
    if args.until is None:
        asked = max(1, args.horizon or 1)
        return asked + skipped, asked
    goal = date.fromisoformat(args.until[:10])
    steps, start = 0, course.starts[-1]
    while steps < 400:
        ends = bounds(op, start.isoformat())
        if ends is not None and goal <= ends[1]:
            break
        start, steps = next_start(op, start), steps + 1
    if steps == 0:
        raise Unsupported(
            f"{args.until[:10]} is not after the data, which end on {course.high}.",
            "Ask for a later period, or for what happened then.",
        )
    return steps, min(steps, max(1, args.horizon or 1))


def _told(
    args: ForecastArgs, data: Any, source: Source, when: Column, measure: Out, grain: Grain, course: Course
) -> Result:
    op = f"trunc_{grain}"
    y = np.array(course.values)
    steps, asked = _steps(args, grain, course)
    adds_up = kind_of(measure.expr, data) in ADDS_UP
    counted = asked if adds_up else 1
    made = _course.forecast(y, steps, CYCLES[grain], counted, 0.0 if float(y.min()) >= 0 else None)
    ahead = [course.starts[-1]]
    for _ in range(steps):
        ahead.append(next_start(op, ahead[-1]))
    ahead = ahead[1:]
    names = [period_name(op, d) for d in ahead]
    unit = measure.unit
    facts = _facts(measure, grain, course, made, names, asked, counted, op)
    together = counted > 1
    label = (
        f"{measure.name}, {names[-counted]} to {names[-1]} together"
        if together
        else f"{measure.name}, {names[-1]}"
    )
    headline = Headline(
        f"expected {label}",
        made.total if together else float(made.values[-1]),
        unit,
        made.total90[0] if together else float(made.low90[-1]),
        made.total90[1] if together else float(made.high90[-1]),
        0.90,
        len(y),
    )
    return Result(
        headline=headline,
        facts=tuple(facts),
        table=_table(measure, grain, course, made, names, op),
        chart=_figure(measure, grain, course, made, names, op),
        caveats=_caveats(grain, course, made, y, steps),
        evidence=(
            Evidence(
                f"{made.method}; best of {len(made.tests)} methods in a backtest with moving origin; band "
                "from "
                "its errors",
                course.sql,
                course.rows,
                filters=course.filters,
                period=f"{course.starts[0]} to {course.high}",
            ),
        ),
        words={
            "measure": measure.name,
            "grain": grain,
            "method": made.method,
            "asked": names[-1],
            "first": names[-counted],
            "date": when.label,
            "partial": period_name(op, _partial_start(op, course)),
            "end": course.high,
            "begin": course.low,
        },
        flags=frozenset(_flags(made, course, together, y, grain)),
        next=(f"Plot {measure.name} by {grain}", f"{measure.name} by weekday"),
        subject=Query(source=args.source, within=args.within, where=args.where),
    )


# ---------------------------------------------------------------- how well it would have done
def _tested(
    args: ForecastArgs, data: Any, source: Source, when: Column, measure: Out, grain: Grain, course: Course
) -> Result:
    """The forecast's method on the past, as if the rest were not known yet, beside the naive rule."""
    y, unit = np.array(course.values), measure.unit
    steps, _ = _steps(args, grain, course)
    made = _course.forecast(y, steps, CYCLES[grain], 1, 0.0 if float(y.min()) >= 0 else None)
    tried = _course.trial(made, y, steps, CYCLES[grain])
    facts = [
        Fact("periods", "count", f"complete {grain}s of data", len(y), None),
        Fact("methods", "count", "methods tried", len(made.tests), None),
        Fact("ahead", "count", f"{grain}s ahead", steps, f"{grain}s"),
        Fact("end", "extreme", "last day of the data", course.high, None),
        Fact("begin", "extreme", "first day of the data", course.low, None),
        Fact("empty", "count", f"{grain}s without any row", course.filled, None),
    ]
    flags = {"backtest"} | ({"untested"} if tried is None else _verdict(made, tried))
    if tried is not None:
        facts += _trial_facts(made, tried, y, unit)
    elif made.naive.errors.size:
        facts += _naive_facts(made.naive, unit)
    headline = Headline(
        "mean error of the forecast", tried.test.mae if tried is not None else None, unit, n=len(y)
    )
    table = _trial_table(made, tried, unit)
    return Result(
        headline=headline if tried is not None else None,
        facts=tuple(facts),
        table=table,
        chart=_trial_chart(measure, grain, course, tried, steps) if tried is not None else None,
        caveats=(
            *((caveat("forecast.chosen_after"),) if "better" in flags and "anew" not in flags else ()),
            *(c for c in _caveats(grain, course, made, y, steps) if c.code in _OF_THE_PAST),
        ),
        evidence=(
            Evidence(
                "Backtest with moving origin: from each starting point on, forecast as if the rest were not known",
                course.sql,
                course.rows,
                filters=course.filters,
                period=f"{course.starts[0]} to {course.high}",
            ),
        ),
        words={"measure": measure.name, "grain": grain, "method": made.method, "date": when.label},
        flags=frozenset(flags),
        next=(f"Forecast {measure.name}", f"Plot {measure.name} by {grain}"),
        subject=Query(source=args.source, within=args.within, where=args.where),
    )


_OF_THE_PAST = ("short_history", "not_tested", "empty_periods", "far_ahead")
"""What must be known of a backtest, too."""


def _verdict(made: _course.Forecast, tried: _course.Trial) -> set[str]:
    flags = {"tested"}
    if abs(tried.bias) > tried.test.mae / 2:
        flags.add("said too little" if tried.bias > 0 else "said too much")
    if tried.test.name == made.naive.name:
        return flags | {"naive wins"}
    if tried.test.mae > tried.naive.mae:
        return flags | {"worse"}
    chance = tried.anew is not None and tried.anew_naive is not None and tried.anew >= tried.anew_naive
    flags.add("hindsight" if chance else "better")
    if tried.anew is not None:
        flags.add("anew")
    return flags


def _naive_facts(naive: _course.Backtest, unit: str | None) -> list[Fact]:
    return [
        Fact(
            "naive.mae", "value", "mean error of saying the last value", naive.mae, unit, n=len(naive.errors)
        ),
        Fact("origins", "count", "starting points of the backtest", len(naive.errors), None),
    ]


def _trial_facts(made: _course.Forecast, tried: _course.Trial, y: Any, unit: str | None) -> list[Fact]:
    naive, mean = tried.naive.mae, float(np.mean(np.abs(y)))
    gap = 1 - tried.test.mae / naive if naive > 0 else None
    facts = [
        Fact("mae", "value", f"mean error, {tried.test.name}", tried.test.mae, unit, n=len(tried.test.errors)),
        *_naive_facts(tried.naive, unit),
        Fact("of_mean", "share", "mean error as a part of an average period", tried.test.mae / mean if mean else None, "share"),
        Fact("gap", "share", "smaller error than the naive rule's", abs(gap) if gap is not None else None, "share", of=("mae", "naive.mae")),
        Fact("nearer", "count", "starting points at which it was nearer than the naive rule", tried.nearer, None),
        Fact("bias", "gap", "said too little or too much on average", abs(tried.bias), unit),
    ]  # fmt: skip
    if tried.anew is not None and not made.is_combined:
        facts += [
            Fact("anew.mae", "value", "mean error, chosen anew each time", tried.anew, unit),
            Fact("anew.naive", "value", "naive rule at the same starting points", tried.anew_naive, unit),
        ]
    return facts


def _trial_table(made: _course.Forecast, tried: _course.Trial | None, unit: str | None) -> Table | None:
    own = [tried.test] if tried is not None and made.is_combined else []
    tests = [t for t in (*own, *made.tests) if t.errors.size]
    naive = made.naive.mae
    rows = tuple(
        (t.name, len(t.errors), t.mae, t.mae / naive if naive > 0 and t not in own else None)
        for t in sorted(tests, key=lambda t: t.mae)
    )
    columns = ("method", "starting points", "mean error", "as a part of the naive rule's")
    return Table(columns, rows, {"mean error": unit} if unit else {}) if rows else None


def _trial_chart(measure: Out, grain: Grain, course: Course, tried: _course.Trial, steps: int) -> Any:
    """What came beside what would have been said so many periods before."""
    op = f"trunc_{grain}"
    first = len(course.values) - len(tried.test.errors)
    said, naive = (
        {first + o: course.values[first + o] - float(e[-1]) for o, e in enumerate(t.errors)}
        for t in (tried.test, tried.naive)
    )
    rows = tuple(
        (period_name(op, s), v, said.get(i), naive.get(i))
        for i, (s, v) in enumerate(zip(course.starts, course.values, strict=True))
    )
    columns = (grain, measure.name, "forecast", "naive rule")
    units = {c: measure.unit for c in columns[1:] if measure.unit}
    ahead = f"{steps} {grain}s" if steps > 1 else f"one {grain}"
    return _chart.line(
        Table(columns, rows, units), grain, columns[1:], title=f"{measure.name} and what was forecast {ahead} ahead"
    )  # fmt: skip


def _partial_start(op: str, course: Course) -> date:
    return next_start(op, course.starts[-1])


def _flags(made: _course.Forecast, course: Course, together: bool, y: Any, grain: Grain) -> set[str]:
    flags = {"together" if together else "single"}
    if made.naive.errors.size == 0:
        flags.add("untested")
    elif made.is_combined:
        flags.add("combined")
    else:
        flags.add("naive" if made.method == "last value" else "model")
    if course.partial_last:
        flags.add("partial")
    if course.partial_first:
        flags.add("partial start")
    if len(y) < 2 * CYCLES[grain] + 1:
        flags.add("no season")
    return flags


def _facts(
    measure: Out,
    grain: Grain,
    course: Course,
    made: _course.Forecast,
    names: list[str],
    asked: int,
    counted: int,
    op: str,
) -> list[Fact]:
    unit, n = measure.unit, len(course.values)
    last = period_name(op, course.starts[-1])
    together = counted > 1
    value = made.total if together else float(made.values[-1])
    low80, high80 = made.total80 if together else (float(made.low80[-1]), float(made.high80[-1]))
    low90, high90 = made.total90 if together else (float(made.low90[-1]), float(made.high90[-1]))
    facts = [
        Fact(
            "forecast",
            "forecast",
            f"expected {measure.name}",
            value,
            unit,
            row=names[-1],
            n=n,
            low=low90,
            high=high90,
        ),
        Fact("low", "forecast", "lower end", low90, unit, of=("forecast",)),
        Fact("high", "forecast", "upper end", high90, unit, of=("forecast",)),
        Fact("low80", "forecast", "lower end of the narrower band", low80, unit, of=("forecast",)),
        Fact("high80", "forecast", "upper end of the narrower band", high80, unit, of=("forecast",)),
        Fact("level", "share", "level of the band", 0.90, "share"),
        Fact("level80", "share", "level of the narrower band", 0.80, "share"),
        Fact("last", "value", f"{measure.name}, last complete {grain}", course.values[-1], unit, row=last),
        Fact(
            "mean",
            "value",
            f"{measure.name}, mean of all complete {grain}s",
            float(np.mean(course.values)),
            unit,
            n=n,
        ),
        Fact("periods", "count", f"complete {grain}s of data", n, None),
        Fact("methods", "count", "methods tried", len(made.tests), None),
    ]
    if not together and course.values[-1] > 0:
        growth = value / course.values[-1] - 1
        facts.append(
            Fact("step", "change", f"against {last}", growth, "share", row=last, of=("forecast", "last"))
        )
    if made.naive.errors.size:
        facts.append(Fact("naive.mae", "value", "mean error of saying the last value", made.naive.mae, unit))
        facts.append(
            Fact("origins", "count", "starting points of the backtest", len(made.naive.errors), None)
        )
    if made.chosen.errors.size and not made.is_combined:
        facts += [
            Fact(
                "mae",
                "value",
                f"mean error in the backtest, {made.method}",
                made.chosen.mae,
                unit,
                n=made.chosen.errors.size,
            ),
            Fact("mase", "ratio", "error as a part of the naive's", made.mase, None, of=("mae", "naive.mae")),
        ]
    for i, name in enumerate(names, start=1):
        facts.append(
            Fact(
                f"step.{i}",
                "forecast",
                f"expected {measure.name}",
                float(made.values[i - 1]),
                unit,
                row=name,
                low=float(made.low90[i - 1]),
                high=float(made.high90[i - 1]),
            )
        )
    if course.partial_last:
        days = (date.fromisoformat(course.high) - _partial_start(op, course)).days + 1
        name = period_name(op, _partial_start(op, course))
        facts.append(Fact("partial.days", "count", f"days of the incomplete {grain}", days, "days", row=name))
    facts += [
        Fact("begin", "extreme", "first day of the data", course.low, None),
        Fact("end", "extreme", "last day of the data", course.high, None),
        Fact("from", "extreme", f"first {grain} asked for", names[-counted], None),
    ]
    if course.filled:
        facts.append(Fact("empty", "count", f"{grain}s without any row", course.filled, None))
    return facts


def _caveats(grain: Grain, course: Course, made: _course.Forecast, y: Any, steps: int) -> tuple[Caveat, ...]:
    out = []
    if course.partial_last:
        out.append(caveat("forecast.partial_period", grain=grain))
    if course.partial_first:
        out.append(caveat("forecast.partial_start", grain=grain))
    if len(y) < 2 * CYCLES[grain] + 1:
        out.append(caveat("forecast.short_history", grain=grain))
    if made.method == "last value" and len(made.tests) > 1 and made.naive.errors.size:
        out.append(caveat("forecast.naive_wins"))
    if not made.naive.errors.size:
        out.append(caveat("forecast.not_tested"))
    if steps > max(1, len(y) // 4):
        out.append(caveat("forecast.far_ahead"))
    if course.filled:
        out.append(caveat("forecast.empty_periods", grain=grain))
    return tuple(out)


def _table(
    measure: Out, grain: Grain, course: Course, made: _course.Forecast, names: list[str], op: str
) -> Table:
    rows: list[tuple[Any, ...]] = [
        (period_name(op, s), v, None, None, None) for s, v in zip(course.starts, course.values, strict=True)
    ]
    for i, name in enumerate(names):
        rows.append((name, None, float(made.values[i]), float(made.low90[i]), float(made.high90[i])))
    columns = (grain, measure.name, "forecast", "low", "high")
    return Table(columns, tuple(rows), {c: measure.unit for c in columns[1:] if measure.unit})


def _figure(
    measure: Out, grain: Grain, course: Course, made: _course.Forecast, names: list[str], op: str
) -> Any:
    told = _table(measure, grain, course, made, names, op)
    # The forecast's line starts at the last known value, so that the two do not hang apart.
    joint = len(course.values) - 1
    rows = [
        (p, v, v if i == joint else f, v if i == joint else low, v if i == joint else high)
        for i, (p, v, f, low, high) in enumerate(told.rows)
    ]
    table = Table(told.columns, tuple(rows), told.units)
    return _chart.line(
        table,
        grain,
        (measure.name, "forecast"),
        low="low",
        high="high",
        title=f"{measure.name} by {grain}, with forecast",
    )
