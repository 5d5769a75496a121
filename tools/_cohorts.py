"""Customers followed from their first purchase on: who bought again in which later period, and how soon.

Everything is counted by the engine: a Query makes one row a customer, another counts them by cohort.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import median
from typing import Any, Literal, Protocol, TypeVar

from data.errors import Unsupported
from data.query import Agg, Call, Expr, Order, Out, Over, Query, call, col
from data.work import Work
from tools._periods import bounds, every_period, incomplete, period_name
from tools._purchases import Purchases, between, count, ends, iso, known, renamed, summed
from tools._stats import Estimate, wilson

Grain = Literal["day", "week", "month", "quarter", "year"]
GRAINS: tuple[Grain, ...] = ("month", "quarter", "year")
FINER: tuple[Grain, ...] = ("week", "day")
MOST_BY_ITSELF = 36
MOST_PERIODS = 120
"""More calendar periods than these make no table that a person can read."""
INFLATED = 1.5
"""A first cohort this many times as large as the next ones holds people who had bought before the data begin."""
LOOK_BACK = 90
WITHIN = (30, 60, 90, 180, 365)


class Started(Protocol):
    """Customers with a first period, where they have one."""

    @property
    def start(self) -> date | None:
        """The first day of that period."""


C = TypeVar("C", bound=Started)


@dataclass(frozen=True)
class Rate:
    """Some of n customers."""

    hits: int
    n: int

    @property
    def value(self) -> float | None:
        """Their share."""
        return self.hits / self.n if self.n else None

    @property
    def interval(self) -> Estimate:
        """Their share with Wilson's 95 % interval."""
        return wilson(self.hits, self.n)

    def __add__(self, other: Rate) -> Rate:
        return Rate(self.hits + other.hits, self.n + other.n)


@dataclass(frozen=True)
class Cohort:
    """Customers of one first period: how many they are, and how many bought in each period from it on.

    `active[k]` are buyers k periods later; `seen[k]` says whether the data cover that period whole.
    """

    start: date
    name: str
    size: int
    active: tuple[int, ...]
    seen: tuple[bool, ...]

    def rate(self, age: int) -> Rate | None:
        """Who bought again at this age; None where the data do not cover it whole."""
        if age >= len(self.active) or not self.seen[age]:
            return None
        return Rate(self.active[age], self.size)


@dataclass(frozen=True)
class Triangle:
    """All cohorts; those that start before `since` may hold customers who had bought before the data begin."""

    grain: Grain
    cohorts: tuple[Cohort, ...]
    names: tuple[str, ...]
    since: date | None
    partial: bool
    sql: str
    filters: tuple[str, ...]

    @property
    def fair(self) -> tuple[Cohort, ...]:
        """The cohorts that averages are taken of."""
        return surely_new(self.cohorts, self.since)

    @property
    def ages(self) -> int:
        """The largest age at which some cohort was seen."""
        return max((k for c in self.cohorts for k, whole in enumerate(c.seen) if whole), default=0)

    def at(self, age: int, cohorts: tuple[Cohort, ...] | None = None) -> Rate:
        """All cohorts together that are old enough for an age."""
        rates = [r for c in (self.fair if cohorts is None else cohorts) if (r := c.rate(age)) is not None]
        return sum(rates, Rate(0, 0))


def triangle(found: Purchases, data: Any, work: Work, grain: Grain) -> Triangle:
    """Cohorts by the period of their first purchase, and in which later ones they bought again."""
    low, high = ends(found, data)
    op = f"trunc_{grain}"
    starts = _starts(op, low, high)
    if len(starts) > MOST_PERIODS:
        raise Unsupported(
            f"By {grain} the data have {len(starts)} periods, too many to follow cohorts through.",
            "Ask by a coarser grain, such as quarter or year.",
        )
    if len(starts) < 2:
        raise Unsupported(
            f"All purchases lie within one {grain}, so nobody can have come back in a later one.",
            "Ask by week or day, or use data of a longer time.",
        )
    work.progress(0.2, "Following customers from their first purchase")
    frame = data.fetch(_by_cohort(found, op, starts), work)
    names = tuple(period_name(op, s) for s in starts)
    whole = [not incomplete(op, name, low.isoformat(), high.isoformat()) for name in names]
    cohorts = []
    for name, size, *active in frame.rows:
        at = names.index(_named(op, name))
        cohorts.append(
            Cohort(
                starts[at], names[at], int(size), tuple(int(a or 0) for a in active[at:]), tuple(whole[at:])
            )
        )
    since = new_since(found, data, work, grain)
    return Triangle(grain, tuple(cohorts), names, since, not whole[-1], frame.sql, frame.filters)


def grain_of(found: Purchases, data: Any) -> Grain:
    """The finest of month, quarter and year that stays readable; week or day where the data are short."""
    low, high = ends(found, data)
    for grain in GRAINS:
        starts = _starts(f"trunc_{grain}", low, high)
        if len(starts) < 3:
            break
        if len(starts) <= MOST_BY_ITSELF:
            return grain
    for grain in FINER:
        if 3 <= len(_starts(f"trunc_{grain}", low, high)) <= MOST_PERIODS:
            return grain
    return "day"


def _starts(op: str, low: date, high: date) -> list[date]:
    """First days of the periods from one day to another."""
    first = _first_day(op, low)
    return every_period(op, first, _first_day(op, high))


def _first_day(op: str, moment: date) -> date:
    if op == "trunc_week":
        return date.fromordinal(moment.toordinal() - moment.weekday())
    if op == "trunc_day":
        return moment
    month = {"trunc_month": moment.month, "trunc_quarter": 3 * ((moment.month - 1) // 3) + 1}.get(op, 1)
    return date(moment.year, month, 1)


def _named(op: str, name: Any) -> str:
    found = bounds(op, name)
    return str(name) if found is None else period_name(op, found[0])


def new_since(found: Purchases, data: Any, work: Work, grain: Grain) -> date | None:
    """From when on a first purchase makes a new customer; None where it does from the beginning.

    Where the data's first period gained far more customers a day than those after it, most of them had bought
    before the data begin, and so had some of the next ones who buy seldom: only after LOOK_BACK days of the data
    is a first purchase surely a first one. All cohorts are looked at, whichever were asked for.
    """
    low, high = ends(found, data)
    op = f"trunc_{grain}"
    cohorts = returns(replace(found, dated=()), data, work, (), grain=grain).groups[:7]
    if len(cohorts) < 3 or cohorts[0].start != _first_day(op, low):
        return None
    pace = [c.size / _days_seen(op, c.start, low, high) for c in cohorts if c.start is not None]
    return low + timedelta(days=LOOK_BACK) if pace[0] >= INFLATED * median(pace[1:]) else None


def surely_new(cohorts: Sequence[C], since: date | None) -> tuple[C, ...]:
    """The cohorts of customers who were new; all of them where none is surely so."""
    fair = tuple(c for c in cohorts if since is None or (c.start is not None and c.start >= since))
    return fair or tuple(cohorts)


def _days_seen(op: str, start: date, low: date, high: date) -> int:
    """Days of a period that the data cover."""
    span = bounds(op, period_name(op, start))
    assert span is not None
    return max(1, (min(span[1], high) - max(span[0], low)).days + 1)


def _by_cohort(found: Purchases, op: str, starts: list[date]) -> Query:
    """Cohort, its size, and how many of it bought in each calendar period."""
    assert found.when is not None and found.customer is not None
    when = found.when.name
    spans = [bounds(op, period_name(op, s)) for s in starts]
    bought = [
        Out(name=f"p{i}", expr=count(between(when, *span)))
        for i, span in enumerate(spans)
        if span is not None
    ]
    per_customer = Query(
        source=found.source,
        where=known(found),
        groups=(Out(name="customer", expr=col(found.customer)),),
        measures=(Out(name="first", expr=Agg(agg="min", of=col(when))), *bought),
    )
    active = [Out(name=o.name, expr=count(call("gt", col(o.name), 0))) for o in bought]
    began = Out(name="cohort", expr=Call(op=op, args=(col("first"),)))  # type: ignore[arg-type]  # a valid Op
    return Query(
        source=per_customer,
        where=_of_first(found),
        groups=(began,),
        measures=(Out(name="customers", expr=count()), *active),
        order=(Order(by="cohort"),),
    )


@dataclass(frozen=True)
class Mixed:
    """Buyers of one period and their money: those whose first purchase lies in it, and those who came back."""

    name: str
    start: date
    new: int
    returning: int
    new_money: float
    returning_money: float
    whole: bool


def mix(found: Purchases, data: Any, work: Work, grain: Grain) -> tuple[list[Mixed], str, tuple[str, ...]]:
    """Each period's buyers and money, new and returning."""
    low, high = ends(found, data)
    op = f"trunc_{grain}"
    starts = _starts(op, low, high)
    if not 2 <= len(starts) <= MOST_PERIODS:
        raise Unsupported(
            f"By {grain} the data have {len(starts)} periods, which do not show new against returning {found.people}.",
            "Ask by another grain, such as week, month or quarter.",
        )
    work.progress(0.2, "Telling new from returning customers")
    query = _by_cohort(found, op, starts)
    if found.revenue is not None:
        query = _with_money(query, found, data, op, starts)
    frame = data.fetch(query, work)
    places = {name: at for at, name in enumerate(frame.columns)}
    made = []
    for at, start in enumerate(starts):
        name = period_name(op, start)
        counts = {True: 0, False: 0}
        money = {True: 0.0, False: 0.0}
        for row in frame.rows:
            fresh = _named(op, row[0]) == name
            counts[fresh] += int(row[places[f"p{at}"]] or 0)
            money[fresh] += float(row[places[f"m{at}"]] or 0.0) if f"m{at}" in places else 0.0
        whole = not incomplete(op, name, low.isoformat(), high.isoformat())
        made.append(Mixed(name, start, counts[True], counts[False], money[True], money[False], whole))
    return made, frame.sql, frame.filters


def _with_money(query: Query, found: Purchases, data: Any, op: str, starts: list[date]) -> Query:
    """The same with the money of each period."""
    assert isinstance(query.source, Query) and found.when is not None
    amount = summed(found, data)
    paid, added = [], []
    for i, start in enumerate(starts):
        span = bounds(op, period_name(op, start))
        assert span is not None
        inside = between(found.when.name, *span)
        paid.append(Out(name=f"m{i}", expr=amount.model_copy(update={"where": inside, "weighted": False})))
        added.append(Out(name=f"m{i}", expr=Agg(agg="sum", of=col(f"m{i}"), weighted=False)))
    inner = query.source.model_copy(update={"measures": (*query.source.measures, *paid)})
    return query.model_copy(update={"source": inner, "measures": (*query.measures, *added)})


def _of_first(found: Purchases) -> tuple[Expr, ...]:
    """The question's conditions on the date, put to the first purchase."""
    assert found.when is not None
    return tuple(renamed(e, found.when.name, "first") for e in found.dated)


# ---------------------------------------------------------------- how soon
@dataclass(frozen=True)
class Comebacks:
    """How many customers of a group bought again at all, and within so many days of those seen so long."""

    name: str
    start: date | None
    size: int
    twice: Rate
    within: dict[int, Rate]

    def whole(self, days: int) -> bool:
        """Whether all its customers have been seen for so many days."""
        return self.within[days].n == self.size


@dataclass(frozen=True)
class Returns:
    """Comebacks of all customers together, or of each group."""

    groups: tuple[Comebacks, ...]
    sql: str
    filters: tuple[str, ...]


def returns(
    found: Purchases,
    data: Any,
    work: Work,
    days: tuple[int, ...],
    by: Out | None = None,
    grain: Grain | None = None,
) -> Returns:
    """Who bought again on a later day: of all customers, by a dimension, or by cohort."""
    assert found.when is not None and found.customer is not None
    work.progress(0.3, "Looking for second purchases")
    _, high = ends(found, data)
    people = _second_purchase(found, high, by)
    groups: tuple[Out, ...] = ()
    if grain is not None:
        groups = (Out(name="group", expr=Call(op=f"trunc_{grain}", args=(col("first"),))),)  # type: ignore[arg-type]  # a valid Op
    elif by is not None:
        groups = (Out(name="group", expr=col("group")),)
    asked = Query(
        source=people,
        where=_of_first(found),
        groups=groups,
        measures=_counted(days),
        order=(Order(by="group"),) if grain else (Order(by="customers", desc=True),) if groups else (),
    )
    frame = data.fetch(asked, work)
    op = f"trunc_{grain}" if grain else ""
    made = tuple(_comebacks(row if groups else (None, *row), days, op) for row in frame.rows)
    return Returns(made, frame.sql, frame.filters)


def _second_purchase(found: Purchases, high: date, by: Out | None) -> Query:
    """A row a customer: the first day, how many days ago it was, and how long ago the second buying day was."""
    assert found.when is not None and found.customer is not None
    day = Call(op="trunc_day", args=(col(found.when.name),))
    ago = Agg(agg="min", of=call("days_between", day, iso(high)))
    orders: Expr = (
        Agg(agg="distinct", of=col(found.order)) if found.order else Agg(agg="min", of=call("add", 1, 0))
    )
    group = (Out(name="group", expr=Agg(agg="mode", of=by.expr, weighted=False)),) if by is not None else ()
    per_day = Query(
        source=found.source,
        where=known(found),
        groups=(Out(name="customer", expr=col(found.customer)), Out(name="day", expr=day)),
        measures=(
            Out(name="ago", expr=ago),
            Out(name="orders", expr=orders),
            # The longest ago comes first, so the second place is the second buying day.
            Out(name="place", expr=Over(over="rank", of="ago", per=("customer",))),
            *group,
        ),
    )
    again = (
        (Out(name="group", expr=Agg(agg="mode", of=col("group"), weighted=False)),) if by is not None else ()
    )
    return Query(
        source=per_day,
        groups=(Out(name="customer", expr=col("customer")),),
        measures=(
            Out(name="first", expr=Agg(agg="min", of=col("day"))),
            Out(name="age", expr=Agg(agg="max", of=col("ago"))),
            Out(name="second", expr=Agg(agg="max", of=col("ago"), where=call("eq", col("place"), 2))),
            Out(name="orders", expr=Agg(agg="sum", of=col("orders"), weighted=False)),
            *again,
        ),
    )


def _counted(days: tuple[int, ...]) -> tuple[Out, ...]:
    outs = [
        Out(name="customers", expr=count()),
        Out(name="twice", expr=count(call("gt", col("orders"), 1))),
    ]
    for d in days:
        seen = call("ge", col("age"), d)
        back = call("le", call("sub", col("age"), col("second")), d)
        outs += [
            Out(name=f"seen{d}", expr=count(seen)),
            Out(name=f"back{d}", expr=count(call("and", seen, back))),
        ]
    return tuple(outs)


def _comebacks(row: tuple[Any, ...], days: tuple[int, ...], op: str) -> Comebacks:
    group, size, twice, *counts = row
    within = {d: Rate(int(counts[2 * i + 1]), int(counts[2 * i])) for i, d in enumerate(days)}
    began = bounds(op, group) if op else None
    name = _named(op, group) if op else "not known" if group is None else str(group)
    return Comebacks(name, began[0] if began else None, int(size), Rate(int(twice), int(size)), within)
