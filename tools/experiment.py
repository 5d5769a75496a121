"""A test of two arms or more: how many people it needs, and what it has shown."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import Field, model_validator

from data.catalog import Column, Source
from data.errors import InvalidQuery, Unsupported
from data.query import Col, Expr, Frozen, Out, Query, call
from data.work import Work
from tools import _arms, _chart, _explain, _looks, _power
from tools._arms import ArmFigures, Effect
from tools._features import is_numeric, main_measure, people, read_rows, source_of
from tools._outcome import Outcome, outcome_of, usual_outcome
from tools._result import Evidence, Fact, Headline, Result, Table
from tools._stats import Floats, benjamini_hochberg, cohens_d, skewness, welch, wilson
from tools._telling import Telling, listed
from tools._tool import Args, Slot, TargetSlot, tool

RISES = (0.05, 0.10, 0.20, 0.30, 0.50)
USUAL_RISE = 0.10
MISMATCH = 0.001
"""Below this p the arms are not the sizes that were planned, and something has gone wrong on the way."""
EVEN = 0.35
"""An arm smaller than this share was hardly meant to be as large as the other."""
FEW_YES = 10
UNBALANCED = 0.1


class ArmCount(Frozen):
    """An arm as it was typed: people, and how many of them said yes."""

    name: str
    n: int = Field(ge=1)
    yes: int = Field(ge=0)

    @model_validator(mode="after")
    def _no_more_yes_than_people(self) -> ArmCount:
        if self.yes > self.n:
            raise ValueError(f"an arm has no more yes than people. Got {self.yes} of {self.n} instead.")
        return self


class ArmSize(Frozen):
    """An arm as it was typed, of which only its size is known."""

    name: str
    n: int = Field(ge=1)


class ExperimentArgs(Args):
    """A test to be planned, or one to be read; whether its arms have the sizes that were planned (split), or what
    looking at it more than once does to its error (peeking).

    outcome   a yes/no column (with `yes` for a column of few kinds) or a number
    baseline  the rate now, where it is not to be taken from the data
    goal      the rate to be told from it; or `rise` in the outcome's own unit; or `relative`, 0.1 for a tenth more
    people    how many there are; `per_day` how many come in a day
    control   share of people in the control arm (also the planned share, when a test is read)
    group     the column with the arms; `against` the arm that the others are set against
    counts    the arms as typed, the first is the control; `sizes` where only their sizes are
    planned   the shares that the arms were meant to have, in the order of the arms
    looks     how often the test was looked at, evenly spread
    """

    view: Annotated[Literal["plan", "read", "split", "peeking"], Slot("choice")] = "plan"
    outcome: TargetSlot = None
    yes: str | None = None
    baseline: float | None = Field(default=None, gt=0, lt=1)
    goal: float | None = Field(default=None, gt=0, lt=1)
    rise: float | None = None
    relative: float | None = None
    power: float = Field(default=_power.POWER, ge=0.5, lt=1)
    level: float = Field(default=_power.LEVEL, ge=0.5, lt=1)
    people: float | None = Field(default=None, ge=2)
    per_day: float | None = Field(default=None, gt=0)
    control: float = Field(default=0.5, gt=0, lt=1)
    group: str | None = None
    against: str | None = None
    counts: tuple[ArmCount, ...] = ()
    sizes: tuple[ArmSize, ...] = ()
    planned: tuple[float, ...] = ()
    looks: int | None = Field(default=None, ge=1, le=_looks.MOST)


@dataclass(kw_only=True)
class _Told(Telling):
    """What is being put together."""

    args: ExperimentArgs
    data: Any
    source: Source
    noun: str
    sql: str | None = None
    rows: int = 0
    left_out: int = 0

    @property
    def ratio(self) -> float:
        """People in the treated arm for one in the control."""
        return (1 - self.args.control) / self.args.control


@dataclass(frozen=True)
class _Base:
    """Where a test starts from: a rate, or a mean with its standard deviation."""

    value: float
    sd: float | None
    unit: str | None
    label: str
    n: int | None = None

    @property
    def is_rate(self) -> bool:
        """True for a yes/no."""
        return self.sd is None


@tool(
    words=("a/b test", "ab test", "split test", "sample size", "power analysis", "minimum detectable effect"),
    examples=(
        "How many people do I need for an A/B test from 5 % to 6 %?",
        "Did the test work: 120 of 2,400 against 165 of 2,380?",
    ),
)
def experiment(args: ExperimentArgs, data: Any, work: Work) -> Result:
    """Plan a test of two arms: people needed, what it can find, how long; or read one that was run."""
    work.check()
    source = source_of(data, args.source)
    for name in (args.outcome, args.group):
        if name is not None:
            data.column(source.name, name)
    told = _Told(args=args, data=data, source=source, noun=people(data, source))
    told.words["entities"] = told.noun
    views = {"plan": _plan, "read": _read, "split": _split, "peeking": _peeking}
    return views[args.view](told, work)


# ---------------------------------------------------------------- a plan
def _plan(told: _Told, work: Work) -> Result:
    args = told.args
    base = _base(told, work)
    work.progress(0.5, "Counting who is needed")
    rise = _rise(told, base)
    arms = _arm_sizes(told, base, rise)
    if arms is None:
        raise Unsupported(
            "No number of people would show that.",
            "The rate to be found must lie between 0 and 100 % and differ from the one now.",
        )
    first, second = arms
    unit = "points" if base.is_rate else base.unit
    told.words |= {"outcome": base.label, "direction": "rise" if rise > 0 else "fall"}
    told.flags |= {"plan", "rate" if base.is_rate else "mean"}
    told.flags.add("even" if abs(args.control - 0.5) < 1e-9 else "uneven")
    value_unit = "share" if base.is_rate else base.unit
    told.facts += [
        Fact("first", "count", "people in the control arm", first, None),
        Fact("second", "count", "people in the other arm", second, None),
        Fact("total", "count", "people needed in all", first + second, None, of=("first", "second")),
        Fact("rise", "gap", "difference to be found", abs(rise), unit),
        Fact(
            "relative",
            "change",
            "difference relative to now",
            rise / base.value if base.value else None,
            "share",
        ),
        Fact(
            "goal",
            "value",
            f"{base.label} to be told from it",
            base.value + rise,
            value_unit,
            of=("base", "rise"),
        ),
        Fact("power", "share", "how often the difference would be found", args.power, "share"),
        Fact("alarm", "share", "how often chance alone would look like one", 1 - args.level, "share"),
    ]
    _who_is_there(told, base, first + second)
    _how_long(told, first + second, work)
    _plan_caveats(told, base)
    table = _plan_table(told, base, rise)
    return Result(
        headline=_plan_headline(told),
        facts=tuple(told.facts),
        table=table,
        chart=_plan_chart(told, base),
        caveats=tuple(told.caveats),
        evidence=(
            Evidence(
                "Two-sided test of two "
                + ("rates (normal approximation, Fleiss)" if base.is_rate else "means (t test)"),
                told.sql,
                told.rows,
                told.left_out,
                seed=None,
            ),
        ),
        words=told.words,
        flags=frozenset(told.flags),
        next=("With 90 % power", "For a 20 % rise", "Who is most likely to respond?"),
        subject=Query(source=told.source.name, within=args.within, where=args.where),
    )


def _plan_headline(told: _Told) -> Headline:
    """The people needed; where people were given and no difference, what these can find."""
    found = {f.id: f for f in told.facts}
    if "finds" in told.flags:
        least = found["least"]
        return Headline(least.label, least.value, least.unit)
    name = "first" if "even" in told.flags else "total"
    return Headline("people in each arm" if name == "first" else "people needed in all", found[name].value)


def _base(told: _Told, work: Work) -> _Base:
    args, source = told.args, told.source
    have = told.data.count(source.name, args.where, args.within)
    if args.baseline is not None:
        told.rows = have
        told.facts.append(Fact("base", "share", "rate now", args.baseline, "share"))
        told.flags.add("typed")
        return _Base(args.baseline, None, "share", "rate")
    column = source.columns.get(args.outcome) if args.outcome else None
    if column is not None and is_numeric(column) and args.yes is None:
        return _mean_base(told, column, work)
    if column is not None or usual_outcome(source) is not None:
        return _rate_base(told, outcome_of(source, args.outcome, args.yes), work)
    main = main_measure(source, tuple(told.data.catalog.measures.values()))
    if main is None:
        raise Unsupported(
            "The rate that the test starts from is not known.",
            "Say it: “a test from 5 % to 6 %”, or name a yes/no column or a number of this data.",
        )
    return _mean_base(told, main, work)


def _values(told: _Told, expr: Expr, work: Work) -> Floats:
    """The outcome of the population, missing ones left out."""
    read = read_rows(
        told.data,
        told.source,
        [],
        within=told.args.within,
        where=told.args.where,
        extra=(Out(name="_value", expr=expr),),
        work=work,
    )
    values = np.asarray(read.extra["_value"], dtype=np.float64)
    known = values[np.isfinite(values)]
    told.sql, told.rows, told.left_out = read.sql, int(known.size), int(values.size - known.size)
    if not known.size:
        raise Unsupported(
            f"There are no {told.noun} with a known outcome.", "Widen the conditions, or say the rate."
        )
    return known


def _rate_base(told: _Told, outcome: Outcome, work: Work) -> _Base:
    values = _values(told, outcome.expr, work)
    found = wilson(float(values.sum()), values.size)
    rate = float(found.value or 0.0)
    if not 0 < rate < 1:
        raise Unsupported(
            f"“{outcome.label}” is {'yes' if rate else 'no'} for all {values.size:,} {told.noun}, so a test cannot start from it.",
            "Say the rate that you expect: “a test from 5 % to 6 %”.",
        )
    told.facts.append(
        Fact(
            "base",
            "share",
            f"rate of “{outcome.label}” now",
            rate,
            "share",
            n=int(values.size),
            low=found.low,
            high=found.high,
        )
    )
    if values.sum() < FEW_YES or values.size < 100:
        told.caveat("experiment.base_unsure")
    return _Base(rate, None, "share", f"rate of “{outcome.label}”", int(values.size))


def _mean_base(told: _Told, column: Column, work: Work) -> _Base:
    values = _values(told, Col(col=column.name), work)
    sd = float(np.std(values, ddof=1)) if values.size > 1 else 0.0
    if sd == 0:
        raise Unsupported(
            f"{column.label} does not differ between {told.noun}, so a test of it needs no size.",
            "Name another outcome.",
        )
    unit = column.unit or ("money" if column.role == "amount" else None)
    told.facts += [
        Fact("base", "value", f"average {column.label} now", float(values.mean()), unit, n=int(values.size)),
        Fact("sd", "value", f"standard deviation of {column.label}", sd, unit),
    ]
    if skewness(values) > 2:
        told.caveat("experiment.long_tail.planned")
    return _Base(float(values.mean()), sd, unit, f"average {column.label}", int(values.size))


def _rise(told: _Told, base: _Base) -> float:
    args = told.args
    if args.goal is not None and base.is_rate:
        return args.goal - base.value
    if args.rise is not None:
        return args.rise
    if args.relative is not None:
        return args.relative * base.value
    told.flags.add("assumed")
    return USUAL_RISE * abs(base.value) if base.value else float(base.sd or 0) * USUAL_RISE


def _arm_sizes(told: _Told, base: _Base, rise: float) -> tuple[int, int] | None:
    """People in the control and in the other arm."""
    args = told.args
    if base.is_rate:
        first = _power.first_arm_for_rates(base.value, base.value + rise, args.power, args.level, told.ratio)
    else:
        first = _power.first_arm_for_means(float(base.sd or 0), rise, args.power, args.level, told.ratio)
    return None if first is None else (first, math.ceil(first * told.ratio - 1e-9))


def _who_is_there(told: _Told, base: _Base, total: int) -> None:
    """What the people who are there can show."""
    args = told.args
    have = int(args.people) if args.people is not None else base.n
    if have is None:
        return
    first = have * args.control
    least = (
        _power.least_for_rates(base.value, first, args.power, args.level, told.ratio)
        if base.is_rate
        else _power.least_for_means(float(base.sd or 0), first, args.power, args.level, told.ratio)
    )
    told.facts.append(Fact("have", "count", f"{told.noun} that there are", have, None))
    told.flags.add("enough" if have >= total else "short")
    if least is None:
        told.flags.add("hopeless")
        return
    if args.people is not None and "assumed" in told.flags:
        told.flags.add("finds")
    told.facts.append(
        Fact(
            "least",
            "gap",
            "smallest difference that they would show",
            least,
            "points" if base.is_rate else base.unit,
            of=("have", "base"),
        )
    )


def _how_long(told: _Told, total: int, work: Work) -> None:
    per_day = told.args.per_day
    if per_day is None:
        return
    days = math.ceil(total / per_day)
    told.facts += [
        Fact("per_day", "value", "people a day", per_day, None),
        Fact("days", "count", "days until all are there", days, "days", of=("total", "per_day")),
        Fact("weeks", "count", "full weeks", math.ceil(days / 7), "weeks", of=("days",)),
    ]
    told.flags.add("long" if days > 90 else "days")
    if days > 90:
        told.caveat("experiment.too_long")


def _plan_caveats(told: _Told, base: _Base) -> None:
    told.caveat("experiment.peeking.planned")
    told.caveat("experiment.draw")
    if not base.is_rate or "typed" in told.flags:
        return
    told.caveat("experiment.base_of_the_past")


def _plan_table(told: _Told, base: _Base, rise: float) -> Table:
    """What rises need: the usual ones, and the one that was asked for."""
    step = rise / base.value if base.value else USUAL_RISE
    sign = -1 if step < 0 else 1
    steps = sorted({round(r * sign, 9) for r in RISES} | {round(step, 9)}, key=abs)
    rows: list[tuple[Any, ...]] = []
    for relative in steps:
        sizes = _arm_sizes(told, base, relative * base.value)
        if sizes is None:
            continue
        total = sum(sizes)
        days = (math.ceil(total / told.args.per_day),) if told.args.per_day else ()
        rows.append((relative, base.value, base.value * (1 + relative), *sizes, total, *days))
    unit = "share" if base.is_rate else base.unit
    columns = ("difference", "now", "to be found", "control arm", "other arm", "in all")
    units = {"difference": "share"} | ({"now": unit, "to be found": unit} if unit else {})
    return Table((*columns, "days") if told.args.per_day else columns, tuple(rows), units)


def _plan_chart(told: _Told, base: _Base) -> Any:
    """People in all by the difference to be found."""
    points = []
    for i in range(1, 41):
        relative = 0.02 * i
        sizes = _arm_sizes(told, base, relative * base.value)
        if sizes is not None and relative >= 0.04:
            points.append((relative, sum(sizes)))
    x, y = "difference to be found", "people in all"
    return (
        _chart.curve(
            Table((x, y), tuple(points), {x: "share"}), x, y, title="People needed by what is to be found"
        )
        if points
        else None
    )


# ---------------------------------------------------------------- a read-out
def _read(told: _Told, work: Work) -> Result:
    args = told.args
    arms, rate, unit = _typed(told) if args.counts else _of_data(told, work)
    control, others = arms[0], arms[1:]
    level = 1 - (1 - args.level) / len(others)
    effects = [_arms.effect_of(a, control, rate, level) for a in others]
    best = max(range(len(others)), key=lambda i: effects[i].difference or 0.0)
    told.flags |= {"read", "rate" if rate else "mean"} | ({"several"} if len(others) > 1 else set())
    told.words |= {"control": control.name, "arm": others[best].name}
    _arm_facts(told, arms, rate, unit)
    _effect_facts(told, others[best], control, effects[best], rate, unit)
    _check_split(told, arms)
    _read_caveats(told, arms, effects, rate)
    facts = {f.id: f for f in told.facts}
    told.words["verdict"] = "shown" if told.flags & {"up", "down"} else "not shown"
    shown = "srm" not in told.flags
    gap = facts["difference"]
    return Result(
        headline=Headline(gap.label, gap.value, gap.unit, gap.low, gap.high, level, gap.n) if shown else None,
        facts=tuple(told.facts),
        table=_read_table(arms, effects, rate, unit),
        chart=_read_chart(arms, rate, unit, told),
        caveats=tuple(told.caveats),
        evidence=(
            Evidence(
                (
                    "Newcombe's interval for the difference of two rates"
                    if rate
                    else "Welch's interval for the difference of two means"
                )
                + ("; people counted once (variance by person)" if effects[best].clustered else "")
                + ("; levels shared between the comparisons (Bonferroni)" if len(others) > 1 else "")
                + "; sample-ratio check by chi-square",
                told.sql,
                told.rows,
                told.left_out,
            ),
        ),
        words=told.words,
        flags=frozenset(told.flags),
        next=("How many people do I need for the next A/B test?", "Who is most likely to respond?"),
        subject=Query(source=told.source.name, within=args.within, where=args.where),
    )


# ---------------------------------------------------------------- the split alone
def _split(told: _Told, work: Work) -> Result:
    """Whether the arms have the sizes that were planned; nothing of how they did."""
    args = told.args
    typed = args.sizes or args.counts
    names, counts = [c.name for c in typed], [c.n for c in typed]
    if len(typed) == 1:
        raise InvalidQuery("A split has two arms or more.", "Give the sizes of each: “5,200 against 4,800”.")
    if not typed:
        names, counts = _sizes_of_data(told, work)
    told.rows = told.rows or sum(counts)
    whole, shares = sum(counts), _planned(args, len(counts))
    told.flags.add("split")
    told.facts.append(Fact("whole", "count", "people in all arms", whole, None))
    for i, (name, n, share) in enumerate(zip(names, counts, shares, strict=True)):
        told.facts += [
            Fact(f"size.{i}", "count", f"people in {name}", n, None, row=name),
            Fact(f"part.{i}", "share", f"share in {name}", n / whole, "share", row=name),
            Fact(f"planned.{i}", "share", f"planned share of {name}", share, "share", row=name),
        ]
    if not _is_planned(args) and min(counts) / whole < EVEN * 2 / len(counts):
        told.flags.add("split open")
        told.caveat("experiment.split_unknown")
    else:
        _judge_split(told, counts, shares)
    split_p = told.value("split_p")
    table = Table(
        ("arm", "people", "share", "planned", "people planned"),
        tuple(
            (name, n, n / whole, share, share * whole) for name, n, share in zip(names, counts, shares, strict=True)
        ),
        {"share": "share", "planned": "share"},
    )  # fmt: skip
    return Result(
        headline=Headline("p of the sample-ratio check", split_p, n=whole) if split_p is not None else None,
        facts=tuple(told.facts),
        table=table,
        chart=_chart.bar(
            table, "arm", ("share", "planned"), title="Share of people in each arm, and as planned"
        ),
        caveats=tuple(told.caveats),
        evidence=(
            Evidence(
                "Chi-square of the sizes against the planned shares", told.sql, told.rows, told.left_out
            ),
        ),
        words=told.words,
        flags=frozenset(told.flags),
        next=("Did the test work?", "How many people do I need for the next A/B test?"),
        subject=Query(source=told.source.name, within=args.within, where=args.where),
    )


def _judge_split(told: _Told, counts: Sequence[int], shares: Sequence[float]) -> None:
    whole = sum(counts)
    p = _arms.mismatch(counts, shares)
    off = max(abs(n - share * whole) for n, share in zip(counts, shares, strict=True))
    told.facts += [
        Fact("split_p", "test", "p of the sample-ratio check", p, None),
        Fact("by_chance", "share", "tests whose split is as far off by chance", p, "share", of=("split_p",)),
        Fact("off", "gap", "people too many or too few in an arm", round(off), None),
        Fact("bound", "share", "below this a split is taken as off", MISMATCH, "share"),
    ]
    told.flags.add("split off" if p < MISMATCH else "split holds")
    if not _is_planned(told.args):
        told.flags.add("taken as even")


def _is_planned(args: ExperimentArgs) -> bool:
    return bool(args.planned) or "control" in args.model_fields_set


def _planned(args: ExperimentArgs, arms: int) -> list[float]:
    """The planned share of each arm, the control first; as many in each where nothing was said."""
    if args.planned:
        if len(args.planned) != arms or min(args.planned) <= 0:
            raise InvalidQuery(
                f"{len(args.planned)} planned shares for {arms} arms.", "Say a share above zero for each arm: “planned 50/50”."
            )  # fmt: skip
        return [share / sum(args.planned) for share in args.planned]
    if not _is_planned(args):
        return [1 / arms] * arms
    return [args.control, *([(1 - args.control) / (arms - 1)] * (arms - 1))]


def _sizes_of_data(told: _Told, work: Work) -> tuple[list[str], list[int]]:
    """Arms and how many people were in each, whatever came of them."""
    args, source = told.args, told.source
    column = _group_column(told)
    whose = _person_key(told)
    read = read_rows(
        told.data,
        source,
        [],
        within=args.within,
        where=(*args.where, call("not_null", Col(col=column.name))),
        extra=(Out(name="_arm", expr=Col(col=column.name)), *((Out(name="_person", expr=Col(col=whose)),) if whose else ())),
        work=work,
    )  # fmt: skip
    told.words["group"] = column.label
    at = np.array([_arm_text(v, column) for v in read.extra["_arm"]], dtype=object)
    persons = np.array([str(p) for p in read.extra["_person"]], dtype=object) if whose else None
    told.sql, told.rows = read.sql, len(at)
    found = sorted({str(a) for a in at})
    if len(found) < 2:
        raise Unsupported(
            f"Only one arm of {column.label} is among these {told.noun}.", "Widen the conditions."
        )
    control = _arms.control_of(found, args.against)
    names = [control, *(n for n in found if n != control)]
    sizes = [int((at == n).sum()) if persons is None else len(np.unique(persons[at == n])) for n in names]
    if persons is not None:
        _check_mixed(told, persons, at)
    return [_arms.arm_name(column, n) for n in names], sizes


def _group_column(told: _Told) -> Column:
    args, source = told.args, told.source
    column = source.columns[args.group] if args.group is not None else _arms.arm_column(source)
    if column is None:
        raise Unsupported(
            "Nothing here says who was drawn at random to be contacted and who was not, so no effect can be read.",
            "It takes a column with the arms (control, treatment), or the counts: “120 of 2,400 against 165 of 2,380”.",
        )
    return column


# ---------------------------------------------------------------- looking more than once
USUAL_LOOKS = 14
LOOKS = (1, 2, 3, 5, 7, 10, 14, 20, 30, 50)


def _peeking(told: _Told, work: Work) -> Result:
    """How often chance alone looks like a difference when a test is looked at again and again."""
    args = told.args
    looks = args.looks or USUAL_LOOKS
    rows = []
    for k in sorted({*LOOKS, looks}):
        work.check()
        rows.append((k, _looks.alarm(k, args.level), _looks.needed_p(k, args.level)))
    alarm, needed = next((a, p) for k, a, p in rows if k == looks)
    told.flags |= {"peeking"} | ({"assumed looks"} if args.looks is None else set())
    told.facts += [
        Fact("looks", "count", "looks at the test", looks, None),
        Fact("one", "share", "false alarms with one look", 1 - args.level, "share"),
        Fact("alarms", "share", "false alarms with all looks", alarm, "share", of=("looks", "one")),
        Fact("times", "ratio", "times as many", alarm / (1 - args.level), None, of=("alarms", "one")),
        Fact("needed", "test", "p that each look must be below", needed, None, of=("looks", "one")),
    ]
    if args.counts or args.group is not None:
        _holds(told, needed, work)
    told.caveat("experiment.even_looks")
    table = Table(("looks", "false alarms", "p needed at each look"), tuple(rows), {"false alarms": "share"})
    return Result(
        headline=Headline("false alarms with that many looks", alarm, "share"),
        facts=tuple(told.facts),
        table=table,
        chart=_chart.curve(
            table, "looks", "false alarms", title="How often a test without any difference shows one"
        ),
        caveats=tuple(told.caveats),
        evidence=(
            Evidence(
                "Repeated significance tests at evenly spread looks (Armitage, McPherson and Rowe); p for each look by "
                "Pocock",
                told.sql,
                told.rows,
                told.left_out,
            ),
        ),
        words=told.words,
        flags=frozenset(told.flags),
        next=("How many people do I need for the next A/B test?",),
        subject=Query(source=told.source.name, within=args.within, where=args.where),
    )


def _holds(told: _Told, needed: float, work: Work) -> None:
    """Whether the difference that the test shows stands against that many looks."""
    arms, rate, _ = _typed(told) if told.args.counts else _of_data(told, work)
    level = 1 - (1 - told.args.level) / (len(arms) - 1)
    p = min(e.p for a in arms[1:] if (e := _arms.effect_of(a, arms[0], rate, level)).p is not None)
    told.facts.append(Fact("p", "test", "p of no difference", p, None))
    told.flags.add("still shown" if p < needed / (len(arms) - 1) else "no longer shown")


Arms = tuple[list[ArmFigures], bool, str | None]
"""The arms, the control first; whether the outcome is a yes/no; its unit."""


def _typed(told: _Told) -> Arms:
    counts = told.args.counts
    if len(counts) < 2:
        raise InvalidQuery(
            "A test has two arms or more.", "Give the counts of each: “120 of 2,400 against 165 of 2,380”."
        )
    told.data.count(told.source.name, told.args.where, told.args.within)
    told.rows = sum(c.n for c in counts)
    told.words["outcome"] = "the outcome"
    told.flags.add("typed")
    return [_arms.rate_arm(c.name, c.n, c.yes) for c in counts], True, "share"


def _of_data(told: _Told, work: Work) -> Arms:
    args, source = told.args, told.source
    column = _group_column(told)
    out, rate, unit, label = _measured(told, column)
    told.words |= {"outcome": label, "group": column.label}
    whose = _person_key(told)
    read = read_rows(
        told.data,
        source,
        [],
        within=args.within,
        where=(*args.where, call("not_null", Col(col=column.name))),
        extra=(
            Out(name="_value", expr=out),
            Out(name="_arm", expr=Col(col=column.name)),
            *((Out(name="_person", expr=Col(col=whose)),) if whose else ()),
        ),
        work=work,
    )
    values = np.asarray(read.extra["_value"], dtype=np.float64)
    at = np.array([_arm_text(v, column) for v in read.extra["_arm"]], dtype=object)
    persons = np.array([str(p) for p in read.extra["_person"]], dtype=object) if whose else None
    known = np.isfinite(values)
    told.sql, told.rows, told.left_out = read.sql, int(known.sum()), int((~known).sum())
    names = sorted({str(a) for a in at})
    if len(names) < 2:
        raise Unsupported(
            f"Only one arm of {column.label} is among these {told.noun}.", "Widen the conditions."
        )
    control = _arms.control_of(names, args.against)
    arms = []
    for name in (control, *(n for n in names if n != control)):
        here = known & (at == name)
        shown = _arms.arm_name(column, name)
        who = persons[here] if persons is not None else None
        arms.append(
            _arms.rate_arm(shown, int(here.sum()), float(values[here].sum()), values[here], who)
            if rate
            else _arms.mean_arm(shown, values[here], who)
        )
    empty = [a.name for a in arms if a.n < (1 if rate else 2)]
    if empty:
        raise Unsupported(f"There is no known {label} in {', '.join(empty)}.", "Name another outcome.")
    _check_balance(told, column, control, work)
    if persons is not None:
        _check_mixed(told, persons, at)
    return arms, rate, unit


def _arm_text(value: Any, column: Column) -> str:
    text = _explain.kind_text(value)
    if column.type == "bool":
        return "1" if text.lower() in ("1", "true") else "0"
    return text


def _measured(told: _Told, column: Column) -> tuple[Expr, bool, str | None, str]:
    """The outcome's expression, whether it is a yes/no, its unit and label."""
    args, source = told.args, told.source
    named = source.columns.get(args.outcome) if args.outcome else None
    if named is not None and is_numeric(named) and args.yes is None:
        return (
            Col(col=named.name),
            False,
            named.unit or ("money" if named.role == "amount" else None),
            named.label,
        )
    usual = usual_outcome(source)
    if named is None and (usual is None or usual.name == column.name):
        main = main_measure(source, tuple(told.data.catalog.measures.values()))
        if main is not None:
            return Col(col=main.name), False, main.unit or "money", main.label
    outcome = outcome_of(source, args.outcome, args.yes)
    return outcome.expr, True, "share", f"“{outcome.label}”"


def _person_key(told: _Told) -> str | None:
    """The person that several rows belong to."""
    for entity in told.data.catalog.entities.values():
        if entity.rolled_up and entity.table == told.source.name and _explain.is_person(entity.name):
            return str(entity.key)
    return None


# ---------------------------------------------------------------- its figures
def _arm_facts(told: _Told, arms: Sequence[ArmFigures], rate: bool, unit: str | None) -> None:
    for i, arm in enumerate(arms):
        kind: Any = "share" if rate else "value"
        told.facts += [
            Fact(
                f"arm.{i}",
                kind,
                f"{'rate' if rate else 'average'} of {arm.name}",
                arm.value,
                unit,
                row=arm.name,
                n=arm.n,
                low=arm.low,
                high=arm.high,
            ),
            Fact(f"n.{i}", "count", f"people in {arm.name}", arm.n, None, row=arm.name),
        ]
        if rate:
            told.facts.append(
                Fact(f"yes.{i}", "count", f"yes in {arm.name}", int(arm.total), None, row=arm.name)
            )


def _effect_facts(
    told: _Told, arm: ArmFigures, control: ArmFigures, effect: Effect, rate: bool, unit: str | None
) -> None:
    args, n = told.args, arm.n + control.n
    told.facts += [
        Fact(
            "control",
            "share" if rate else "value",
            f"of {control.name}",
            control.value,
            unit,
            row=control.name,
        ),
        Fact("best", "share" if rate else "value", f"of {arm.name}", arm.value, unit, row=arm.name),
        Fact(
            "difference",
            "gap",
            f"{arm.name} less {control.name}",
            effect.difference,
            "points" if rate else unit,
            row=arm.name,
            n=n,
            low=effect.low,
            high=effect.high,
            of=("control", "best"),
        ),
        Fact(
            "size",
            "gap",
            "size of the difference",
            abs(effect.difference or 0.0),
            "points" if rate else unit,
            of=("difference",),
        ),
        Fact("level", "share", "level of the interval", effect.level, "share"),
        Fact("p", "test", "p of no difference", effect.p, None),
    ]
    if effect.ratio is not None:
        told.facts.append(
            Fact(
                "lift",
                "change",
                "relative difference",
                effect.ratio - 1,
                "share",
                of=("control", "best"),
                low=None if effect.ratio_low is None else effect.ratio_low - 1,
                high=None if effect.ratio_high is None else effect.ratio_high - 1,
            )
        )
    clear = effect.low is not None and effect.high is not None and (effect.low > 0 or effect.high < 0)
    told.flags.add("unclear" if not clear else "up" if (effect.difference or 0) > 0 else "down")
    if rate and control.value is not None and 0 < control.value < 1 and control.n:
        least = _power.least_for_rates(control.value, control.n, args.power, effect.level, arm.n / control.n)
        if least is not None:
            told.facts += [
                Fact("least", "gap", "smallest rise that such a test finds", least, "points"),
                Fact("power", "share", "how often it would find it", args.power, "share"),
            ]


def _check_split(told: _Told, arms: Sequence[ArmFigures]) -> None:
    """Whether the arms have the sizes that were planned: people where they are known, else rows."""
    counts = [len(np.unique(a.people)) if a.people is not None else a.n for a in arms]
    shares = _planned(told.args, len(arms))
    if not _is_planned(told.args) and min(counts) / sum(counts) < EVEN * 2 / len(arms):
        told.caveat("experiment.split_unknown")
        return
    p = _arms.mismatch(counts, shares)
    told.facts.append(Fact("split_p", "test", "p of the sample-ratio check", p, None))
    told.flags.add("srm" if p < MISMATCH else "split holds")
    if p < MISMATCH:
        told.flags -= {"up", "down", "unclear"}
        told.caveat("experiment.sample_ratio")


def _check_balance(told: _Told, column: Column, control: str, work: Work) -> None:
    """Whether people in the arms were alike before: traits that differ by more than chance and noticeably."""
    source = told.source
    traits = [
        c
        for c in source.columns.values()
        if is_numeric(c) and _explain.is_demographic(c) and "." not in c.name and c.name != told.args.outcome
    ][:20]
    if not traits:
        return
    read = read_rows(
        told.data,
        source,
        [c.name for c in traits],
        within=told.args.within,
        where=(*told.args.where, call("not_null", Col(col=column.name))),
        extra=(Out(name="_arm", expr=Col(col=column.name)),),
        work=work,
    )
    inside = np.array([_arm_text(v, column) == control for v in read.extra["_arm"]])
    tests = [welch(read.numbers[c.name][inside], read.numbers[c.name][~inside]) for c in traits]
    sizes = [cohens_d(read.numbers[c.name][inside], read.numbers[c.name][~inside]) for c in traits]
    adjusted = benjamini_hochberg([t.p for t in tests])
    off = [
        c.label
        for c, p, d in zip(traits, adjusted, sizes, strict=True)
        if p is not None and p < 0.05 and d is not None and abs(d) > UNBALANCED
    ]
    told.facts.append(Fact("traits", "count", "traits compared between the arms", len(traits), None))
    if off:
        told.words["unbalanced"] = listed(off)
        told.caveat("experiment.unbalanced")


def _check_mixed(told: _Told, persons: Any, at: Any) -> None:
    pairs = {(p, a) for p, a in zip(persons.tolist(), at.tolist(), strict=True)}
    both = len(pairs) - len({p for p, _ in pairs})
    everyone = len({p for p, _ in pairs})
    told.facts.append(Fact("persons", "count", "people behind the rows", everyone, None))
    if both:
        told.facts.append(Fact("mixed", "count", "people in more than one arm", both, None))
        told.caveat("experiment.mixed_arms")


def _read_caveats(told: _Told, arms: Sequence[ArmFigures], effects: Sequence[Effect], rate: bool) -> None:
    told.caveat("experiment.peeking.read")
    if "typed" not in told.flags:
        told.caveat("experiment.drawn.column")
    else:
        told.caveat("experiment.drawn.typed")
    if rate and min(a.total for a in arms) < FEW_YES:
        told.caveat("experiment.few_yes")
    if not rate and max(skewness(a.values) for a in arms if a.values is not None) > 2:
        told.caveat("experiment.long_tail.read")
    if any(e.clustered for e in effects):
        told.caveat("experiment.several_rows")


def _read_table(arms: Sequence[ArmFigures], effects: Sequence[Effect], rate: bool, unit: str | None) -> Table:
    value = "rate" if rate else "average"
    columns = (
        "arm",
        "people",
        *(("yes",) if rate else ()),
        value,
        "low",
        "high",
        "difference",
        "from",
        "to",
        "p",
    )
    rows: list[tuple[Any, ...]] = []
    for i, arm in enumerate(arms):
        e = effects[i - 1] if i else None
        compared = (e.difference, e.low, e.high, e.p) if e is not None else (None, None, None, None)
        rows.append(
            (arm.name, arm.n, *((int(arm.total),) if rate else ()), arm.value, arm.low, arm.high, *compared)
        )
    gap = "points" if rate else unit
    units = {c: unit for c in (value, "low", "high") if unit} | {
        c: gap for c in ("difference", "from", "to") if gap
    }
    return Table(columns, tuple(rows), {k: str(v) for k, v in units.items()})


def _read_chart(arms: Sequence[ArmFigures], rate: bool, unit: str | None, told: _Told) -> Any:
    value = "rate" if rate else "average"
    table = Table(("arm", value), tuple((a.name, a.value) for a in arms), {value: unit} if unit else {})
    title = f"{value.capitalize()} of {told.words['outcome']} by arm, with 95 % intervals"
    return _chart.bar(table, "arm", value, title=title, intervals=[(a.low, a.high) for a in arms])
