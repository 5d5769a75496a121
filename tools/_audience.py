"""The facts of an audience for a brief: size, spend, what they buy, what sets them apart, how they buy, a
test on them."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np
import numpy.typing as npt

from data.catalog import Column, Source
from data.query import Call, Col, Expr, Lit, Member, Order, Out, Query, call
from data.work import Work
from tools._explain import main_out
from tools._features import (
    Rows,
    describing,
    is_named,
    is_numeric,
    main_measure,
    read_rows,
    summands,
    words_of,
)
from tools._stats import Floats, quantile
from tools._traits import Trait, label_of

LEAST = 10
HOLDOUT = 0.10
POWER, ALPHA = 0.80, 0.05
_CHANNEL = re.compile(
    r"\b(web|online|internet|store|shop|catalog|catalogue|app|phone|email|mail|branch)\b", re.IGNORECASE
)
_PRODUCT = re.compile(
    r"\b(product|item|article|description|category|brand|model|department)\b", re.IGNORECASE
)
_RESPONSE = re.compile(r"\b(response|responded|accepted|converted|conversion|subscribed)\b", re.IGNORECASE)
_COMPLAINT = re.compile(
    r"\b(complain|complaint|complaints|complained|opted out|opt out|unsubscribed)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Audience:
    """Rows of a source with the audience marked. `condition` None means everyone."""

    source: Source
    rows: Rows
    inside: npt.NDArray[np.bool_]
    condition: Expr | None
    main: Column | None

    @property
    def weight(self) -> Floats:
        """One for each row, or the survey's weights."""
        return np.ones(self.rows.n) if self.rows.weight is None else self.rows.weight

    @property
    def size(self) -> int:
        """Rows in the audience; people, where a survey has several implicates of each."""
        return round(int(self.inside.sum()) / self.rows.implicates)

    @property
    def everyone(self) -> int:
        """Rows of the source, counted like `size`."""
        return round(self.rows.n / self.rows.implicates)

    def mean(self, name: str, inside: bool = True) -> float | None:
        """(Weighted) mean of the known values in the audience, or of all."""
        values, at = self.rows.numbers[name], self.inside if inside else np.ones(self.rows.n, dtype=bool)
        at = at & np.isfinite(values) & (self.weight > 0)
        return float(np.average(values[at], weights=self.weight[at])) if at.any() else None

    def total(self, name: str, inside: bool = True) -> float:
        """(Weighted) sum of the known values."""
        at = self.inside if inside else np.ones(self.rows.n, dtype=bool)
        return float(np.sum(np.nan_to_num(self.rows.numbers[name][at]) * self.weight[at]))

    def median(self, name: str) -> float | None:
        """(Weighted) median in the audience."""
        w = None if self.rows.weight is None else self.rows.weight[self.inside]
        return quantile(self.rows.numbers[name][self.inside], 0.5, w)

    def sd(self, name: str) -> float:
        """Standard deviation in the audience; 0 for fewer than two known values."""
        values = self.rows.numbers[name][self.inside]
        values = values[np.isfinite(values)]
        return float(np.std(values, ddof=1)) if len(values) > 1 else 0.0


def read_audience(
    data: Any,
    source: Source,
    within: tuple[Expr, ...],
    where: tuple[Expr, ...],
    condition: Expr | None,
    skip: Sequence[str],
    work: Work,
) -> Audience:
    """Fetch all describing numbers of the source (in `where`), and mark the rows where `condition` holds."""
    main = main_measure(source, data.catalog.measures.values())
    numbers = {c.name: c for c in describing(source) if is_amount(c) and c.name not in skip}
    for name in (main.name, *main.parts) if main else ():
        if name in source.columns:
            numbers[name] = source.columns[name]
    extra: tuple[Out, ...] = ()
    if condition is not None:
        extra = (Out(name="_inside", expr=Call(op="if", args=(condition, Lit(lit=1), Lit(lit=0)))),)
    rows = read_rows(data, source, list(numbers), (), within=within, where=where, extra=extra, work=work)
    inside = np.ones(rows.n, dtype=bool)
    if condition is not None:
        inside = np.nan_to_num(np.asarray(rows.extra["_inside"], dtype=np.float64)) == 1
    return Audience(source, rows, inside, condition, main)


def is_amount(column: Column) -> bool:
    """Whether a mean of the column means something; yes/no columns count as 0 and 1."""
    return is_numeric(column) or (column.role == "flag" and column.type in ("number", "integer", "bool"))


def differences(audience: Audience) -> list[Trait]:
    """How far the audience lies from all in each number, in standard deviations of all; strongest first."""
    out = []
    for name, values in audience.rows.numbers.items():
        known = values[np.isfinite(values)]
        column = audience.source.columns[name]
        here, every = audience.mean(name), audience.mean(name, inside=False)
        spread = float(np.std(known)) if len(known) > 1 else 0.0
        if spread > 0 and here is not None and every is not None:
            out.append(Trait(column, (here - every) / spread))
    return sorted(out, key=lambda t: (-abs(t.z), t.column.name))


def channels(audience: Audience) -> list[tuple[Column, float]]:
    """Counts of purchases by channel, with each one's share of the audience's purchases; most used first."""
    found = [
        audience.source.columns[n]
        for n in audience.rows.numbers
        if _CHANNEL.search(words_of(audience.source.columns[n]))
        and audience.source.columns[n].role == "quantity"
        and re.search(r"purchase|order|bought|sale", words_of(audience.source.columns[n]), re.IGNORECASE)
        and not audience.source.columns[n].parts
    ]
    total = sum(audience.total(c.name) for c in found)
    if len(found) < 2 or total <= 0:
        return []
    shares = [(c, audience.total(c.name) / total) for c in found]
    return sorted(shares, key=lambda s: -s[1])


def response(audience: Audience) -> Column | None:
    """The yes/no column that says whether someone answered a campaign; the last of several (the latest)."""
    flags = [
        audience.source.columns[n]
        for n in audience.rows.numbers
        if audience.source.columns[n].role == "flag"
        and _RESPONSE.search(words_of(audience.source.columns[n]))
    ]
    latest = [c for c in flags if re.search(r"\b(last|latest|most recent)\b", words_of(c), re.IGNORECASE)]
    found = latest or flags
    return found[-1] if found else None


def complaint(audience: Audience) -> Column | None:
    """The yes/no column of complaints or of opting out."""
    for name in audience.rows.numbers:
        column = audience.source.columns[name]
        if column.role == "flag" and _COMPLAINT.search(words_of(column)):
            return column
    return None


def products(
    data: Any, audience: Audience, within: tuple[Expr, ...], where: tuple[Expr, ...], work: Work
) -> list[tuple[str, float, float]]:
    """What the audience spends most on: (name, amount, share of its spend), by the parts of the total or by
    lines."""
    main = audience.main
    if main is not None and (parts := summands(main)):
        known = [audience.source.columns[p] for p in parts if p in audience.rows.numbers]
        whole = sum(audience.total(c.name) for c in known)
        found = [(plain_part(c), audience.total(c.name)) for c in known]
    else:
        found, whole = _line_products(data, audience, within, where, work)
    if whole <= 0:
        return []
    return [(n, v, v / whole) for n, v in sorted(found, key=lambda p: (-p[1], p[0])) if v > 0]


def plain_part(column: Column) -> str:
    """ "wines" of "spending on wines"."""
    return re.sub(r"^(spending|spend|amount|expenditure|sales) (on|of) ", "", label_of(column))


def _line_products(
    data: Any, audience: Audience, within: tuple[Expr, ...], where: tuple[Expr, ...], work: Work
) -> tuple[list[tuple[str, float]], float]:
    entity = audience.source.entity
    if entity is None or not entity.rolled_up or entity.table not in data.catalog.sources:
        return [], 0.0
    lines: Source = data.catalog.sources[entity.table]
    named = [
        c
        for c in lines.columns.values()
        if "." not in c.name
        and not c.personal
        and c.role in ("category", "text", "code")
        and c.distinct > 1
        and _PRODUCT.search(words_of(c))
    ]
    if not named:
        return [], 0.0
    product = min(named, key=lambda c: (c.role == "code", c.name))
    value = main_out(data, lines).expr
    conditions = (*where, *(() if audience.condition is None else (audience.condition,)))
    members = Query(
        source=audience.source.name,
        within=within,
        where=conditions,
        columns=(Out(name="key", expr=Col(col=entity.key)),),
    )
    belongs: tuple[Expr, ...] = (Member(member=Col(col=entity.key), within=members),) if conditions else ()
    own = Col(col=product.name)
    query = Query(
        source=lines.name,
        where=(*within, *belongs, call("not_null", own)),
        groups=(Out(name="product", expr=own),),
        measures=(Out(name="value", expr=value),),
        order=(Order(by="value", desc=True),),
    )
    frame = data.fetch(query, work)
    rows = [(str(p), float(v)) for p, v in frame.rows if v is not None]
    return rows, sum(v for _, v in rows)


def described(audience: Audience) -> list[Column]:
    """Kinds (not numbers) of the source that could split an audience further."""
    return [c for c in describing(audience.source) if is_named(c) and not is_numeric(c)]


# ---------------------------------------------------------------- the test
@dataclass(frozen=True)
class TestPlan:
    """contacted and held out: people in the two arms. least: smallest difference that the test would find."""

    contacted: int
    held_out: int
    least: float | None

    __test__ = False


def held_out_share(size: int) -> float:
    """One in ten; a half where a tenth would be under 30 people, too few to compare with."""
    return HOLDOUT if size * HOLDOUT >= 30 else 0.5


def plan_for_rate(size: int, rate: float) -> TestPlan:
    """Two arms and the least difference in a rate found at 80 % power, 5 % two-sided (normal
    approximation)."""
    out = round(size * held_out_share(size))
    return TestPlan(size - out, out, _least(rate * (1 - rate), size - out, out))


def plan_for_mean(size: int, sd: float) -> TestPlan:
    """The same for a mean with that standard deviation."""
    out = round(size * held_out_share(size))
    return TestPlan(size - out, out, _least(sd * sd, size - out, out))


def _least(variance: float, n1: int, n2: int) -> float | None:
    if n1 < 1 or n2 < 1 or variance <= 0:
        return None
    z = NormalDist().inv_cdf(1 - ALPHA / 2) + NormalDist().inv_cdf(POWER)
    return z * math.sqrt(variance * (1 / n1 + 1 / n2))
