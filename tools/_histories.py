"""Each customer's purchases as a few figures: how many, since when, for how much; of all the time and of a part of it.

A purchase is a day on which a customer bought for more than nothing, returns and cancellations taken off: an order
that was taken back the same day is none.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from data.query import Agg, Call, Expr, Out, Query, call, col
from data.work import Work
from tools._lifetime import Floats, Histories
from tools._purchases import Purchases, ends, iso, known, renamed, summed

YEAR = 365


@dataclass(frozen=True)
class Customers:
    """One entry a customer who bought: counts and money as arrays, times in days before the last day.

    net: all that was paid less returns. paid: without returns of other days. first_paid: of the first purchase.
    Names that end in `then` are of the time before the held-out days; `held` are of those days, `recent` of as many
    days before them, `year` of the last year of the data.
    """

    keys: npt.NDArray[Any]
    group: npt.NDArray[Any] | None
    net: Floats
    paid: Floats
    purchases: Floats
    first: Floats
    last: Floats
    first_paid: Floats
    then: Floats
    last_then: Floats
    paid_then: Floats
    held: Floats
    held_paid: Floats
    recent: Floats
    recent_paid: Floats
    year_net: Floats
    held_days: int
    span: int
    none_left: int
    sql: str
    filters: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.net)

    def only(self, keys: npt.NDArray[Any]) -> Customers:
        """Some of them, by their keys."""
        inside = np.isin(self.keys, keys)
        held: dict[str, Any] = {f.name: getattr(self, f.name) for f in fields(self)}
        arrays = {name: v[inside] for name, v in held.items() if isinstance(v, np.ndarray)}
        return Customers(**(held | arrays | {"none_left": 0}))

    def histories(self) -> Histories:
        """As they are known today."""
        return Histories(self.purchases - 1, self.first - self.last, self.first)

    def before(self) -> tuple[npt.NDArray[np.bool_], Histories]:
        """Who had bought before the held-out days, and as they were known then."""
        was = self.then > 0
        age = self.first[was] - self.held_days
        return was, Histories(self.then[was] - 1, self.first[was] - self.last_then[was], age)

    def average(self, then: bool = False) -> Floats:
        """The mean of each customer's repeat purchases; 0 where there is none."""
        count, paid = (self.then, self.paid_then) if then else (self.purchases, self.paid)
        repeats = np.maximum(count - 1, 0)
        return np.asarray(np.where(repeats > 0, (paid - self.first_paid) / np.maximum(repeats, 1), 0.0))

    @property
    def kept(self) -> float:
        """What is left of each payment after returns of other days."""
        paid = float(np.sum(self.paid))
        return float(np.sum(self.net)) / paid if paid > 0 else 1.0


def customers(found: Purchases, data: Any, work: Work, by: Out | None = None) -> Customers:
    """All customers of a population with their purchases."""
    low, high = ends(found, data)
    span = (high - low).days
    held = held_out(span)
    work.progress(0.2, "Adding up each customer's purchases")
    query = _per_customer(found, data, low, high, held, by)
    got = data.arrays(query, work)
    bought = np.nan_to_num(got["purchases"]) > 0
    # The engine gives groups in no order; what is drawn at random later must not depend on it.
    order = np.flatnonzero(bought)[np.argsort(got["customer"][bought], kind="stable")]
    numbers = {
        name: np.nan_to_num(np.asarray(values, dtype=np.float64))[order]
        for name, values in got.items()
        if name not in ("customer", "group")
    }
    compiled = data.compile(query)
    return Customers(
        keys=got["customer"][order],
        group=got["group"][order] if by is not None else None,
        **numbers,
        held_days=held,
        span=span,
        none_left=int(np.sum(~bought)),
        sql=compiled.sql,
        filters=compiled.filters,
    )


def held_out(span: int) -> int:
    """Days at the end that a forecast is tested on: a quarter of the data, a year at most."""
    return max(1, min(YEAR, round(span / 4)))


def _per_customer(found: Purchases, data: Any, low: date, high: date, held: int, by: Out | None) -> Query:
    assert found.when is not None and found.customer is not None
    day = Call(op="trunc_day", args=(col(found.when.name),))
    group = (Out(name="group", expr=Agg(agg="mode", of=by.expr, weighted=False)),) if by is not None else ()
    per_day = Query(
        source=found.source,
        where=known(found),
        groups=(Out(name="customer", expr=col(found.customer)), Out(name="day", expr=day)),
        measures=(
            Out(name="value", expr=summed(found, data)),
            Out(name="ago", expr=Agg(agg="min", of=call("days_between", day, iso(high)))),
            *group,
        ),
    )
    good = call("gt", col("value"), 0)
    cut, before = high - timedelta(days=held), high - timedelta(days=2 * held)

    def since(first: date) -> Expr:
        return call("gt", col("day"), iso(first))

    def until(last: date) -> Expr:
        return call("le", col("day"), iso(last))

    then = call("and", good, until(cut))
    later = call("and", good, since(cut))
    recent = call("and", good, since(before), until(cut))
    year = since(high - timedelta(days=YEAR))
    value, ago = col("value"), col("ago")
    outs: dict[str, Expr] = {
        "net": Agg(agg="sum", of=value, weighted=False),
        "paid": _sum(value, good),
        "purchases": _count(good),
        "first": Agg(agg="max", of=ago, where=good),
        "last": Agg(agg="min", of=ago, where=good),
        "first_paid": Agg(agg="first", of=value, by=col("day"), where=good),
        "then": _count(then),
        "last_then": Agg(agg="min", of=ago, where=then),
        "paid_then": _sum(value, then),
        "held": _count(later),
        "held_paid": _sum(value, later),
        "recent": _count(recent),
        "recent_paid": _sum(value, recent),
        "year_net": _sum(value, year),
    }
    began = (Out(name="began", expr=Agg(agg="min", of=col("day"), where=good)),)
    again = (
        (Out(name="group", expr=Agg(agg="mode", of=col("group"), weighted=False)),) if by is not None else ()
    )
    inner = Query(
        source=per_day,
        groups=(Out(name="customer", expr=col("customer")),),
        measures=(*(Out(name=n, expr=e) for n, e in outs.items()), *began, *again),
    )
    if not found.dated:
        return inner.model_copy(update={"measures": tuple(m for m in inner.measures if m.name != "began")})
    names = ["customer", *outs, *(["group"] if by is not None else [])]
    return Query(
        source=inner,
        where=tuple(renamed(e, found.when.name, "began") for e in found.dated),
        columns=tuple(Out(name=n, expr=col(n)) for n in names),
    )


def _sum(of: Expr, where: Expr) -> Agg:
    return Agg(agg="sum", of=of, where=where, weighted=False)


def _count(where: Expr) -> Agg:
    return Agg(agg="count", where=where, weighted=False)
