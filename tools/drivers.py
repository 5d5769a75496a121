"""What goes together with a number, and what a change between two periods is made of."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Annotated, Any, Literal

import numpy as np

from data.catalog import Column, Entity, Source
from data.errors import Unsupported
from data.query import Agg, Call, Col, Expr, MeasureRef, Out, Query, call, columns_of
from data.query import date as day_literal
from data.work import Work
from tools import _bridge, _chart, _explain, _purchases, _regress, _splits
from tools._cautions import of_method
from tools._caveats import caveat
from tools._companions import kind_of, meaning, policy_filter
from tools._features import source_of
from tools._result import Evidence, Fact, Headline, Result, Table
from tools._telling import listed
from tools._tool import Args, ColumnsSlot, DimensionSlot, MeasureSlot, Slot, TargetSlot, tool

MOST_SHOWN = 6
REPEATS = 5
LEAST_RISE = 0.01
MOST_SLICES = 2_000
MOST_DIMENSIONS = 6
PEOPLE = (
    "customer",
    "client",
    "member",
    "buyer",
    "user",
    "shopper",
    "guest",
    "household",
    "person",
    "account",
)
ORDERS = ("order", "invoice", "transaction", "basket", "booking", "purchase", "receipt")


class DriversArgs(Args):
    """target: the number to explain, for each row. measure and period: a change between two periods
    instead.

    period: first and last ISO day, both in. versus: the period before it of the same length, or a year
    earlier; against: another period in its place. split: into what the change is taken apart: how many bought, how
    often and for how much (bridge); price, volume and mix of what was sold (price); who came, left and stayed (people).
    by: a dimension whose values are the parts.
    """

    target: TargetSlot = None
    measure: MeasureSlot = None
    period: Annotated[tuple[str, str] | None, Slot("period")] = None
    versus: Annotated[Literal["previous", "year"], Slot("choice")] = "previous"
    against: tuple[str, str] | None = None
    date: str | None = None
    columns: ColumnsSlot = ()
    split: Annotated[Literal["bridge", "price", "people"], Slot("choice")] = "bridge"
    by: DimensionSlot = None


@tool(
    words=(
        "what drives",
        "drivers",
        "driver",
        "what explains",
        "what influences",
        "what determines",
        "what affects",
        "why did",
        "why is",
        "why are",
        "reason for",
        "what caused",
        "factors behind",
        "what matters most for",
        "most important for",
        "key factors",
    ),
    examples=(
        "What drives {target}?",
        "Why did {measure} drop in the last month?",
        "What explains the change in {measure} against last year?",
    ),
)
def drivers(args: DriversArgs, data: Any, work: Work) -> Result:
    """Find what goes together with a number, or what a change between two periods is made of."""
    source = source_of(data, args.source)
    if args.period is not None:
        return _change(args, data, source, work)
    return _explained(args, data, source, work)


# ---------------------------------------------------------------- what goes together with it
def _explained(args: DriversArgs, data: Any, source: Source, work: Work) -> Result:
    target = _explain.checked_target(data.catalog, source, args.target or _column_of(args.measure))
    found = _explain.candidates(data.catalog, source, target, args.columns)
    if args.columns:
        found = _explain.Explaining(
            tuple(c for c in found.people if c.name in args.columns),
            tuple(c for c in found.behaviour if c.name in args.columns),
        )
    if not found.all:
        raise Unsupported(
            f"There is nothing in {source.label} that could explain {target.label}.",
            "A number or a column with a handful of kinds would be needed.",
        )
    query = _explain.rows_query(source, target, found.all, args.where, args.within)
    fetched = _explain.fetch_rows(data, query, source, target, found.all, work)
    known = np.isfinite(fetched.y)
    if known.sum() < 30:
        raise Unsupported(
            f"Only {int(known.sum())} {source.plural} have a known {target.label}.",
            "At least 30 are needed to tell what goes together with it.",
        )
    if float(np.ptp(fetched.y[known])) == 0:
        raise Unsupported(f"{target.label} is the same for all of them.", "Ask for a number that differs.")
    leaky = {n for leak in _leaks(fetched, known) for n in leak.names}
    told = _Told(source, target, leaky)
    people = [c for c in found.people if c.name not in leaky]
    everything = [c for c in found.all if c.name not in leaky]
    if not everything:
        raise Unsupported(
            f"All candidates are {target.label} in another form.", "Name other columns that might explain it."
        )
    compiled = data.compile(query)
    spec = ["drivers", compiled.sql, [str(p) for p in compiled.params], work.seed]
    if people:
        told.people = _ranked(data, fetched, people, [*spec, "people"], work)
    if len(everything) > len(people):
        told.all = _ranked(data, fetched, everything, [*spec, "all"], work)
    return _tell_drivers(args, told, fetched.sql, work)


def _column_of(measure: Out | None) -> str | None:
    """The column, or the measure's name, that a measure is about."""
    if measure is None:
        return None
    if isinstance(measure.expr, MeasureRef):
        return measure.expr.measure
    names = columns_of(measure.expr)
    return names[0] if len(names) == 1 else None


def _leaks(fetched: _explain.Fetched, known: Any) -> tuple[_regress.Leak, ...]:
    return _regress.leaks({n: v[known] for n, v in fetched.columns.items()}, fetched.y[known])


@dataclass(frozen=True)
class Ranked:
    """A fitted model and how much each group of its traits matters."""

    fitted: _regress.Fitted
    order: tuple[_regress.Importance, ...]


@dataclass
class _Told:
    source: Source
    target: Column
    leaky: set[str]
    people: Ranked | None = None
    all: Ranked | None = None
    facts: list[Fact] = field(default_factory=list)


def _ranked(
    data: Any, fetched: _explain.Fetched, columns: Sequence[Column], spec: list[Any], work: Work
) -> Ranked:
    chosen = {c.name: fetched.columns[c.name] for c in columns}

    def build() -> Ranked:
        rows = _regress.prepare(chosen, fetched.y, fetched.w, fetched.group, work.seed)
        fitted = _regress.fit(rows, seed=work.seed, work=work, banded=False)
        with _regress.one_thread():
            return Ranked(fitted, _regress.importance(fitted, REPEATS, work.seed, work))

    ranked: Ranked = data.dataset.kept(json.dumps(spec), build)
    return ranked


def _tell_drivers(args: DriversArgs, told: _Told, sql: str, work: Work) -> Result:
    main = told.people or told.all
    assert main is not None
    target, unit = told.target.label, told.target.unit or ("money" if told.target.role == "amount" else None)
    labels = {c.name: c.label for c in told.source.columns.values()}
    rows: list[tuple[Any, ...]] = []
    kinds: tuple[tuple[str, Ranked | None, str], ...]
    kinds = (("driver", told.people, "trait"), ("behaviour", told.all, "same period"))
    if told.people is None:
        kinds = (("driver", told.all, "same period"),)
    for id, ranked, kind in kinds:
        shown = 0
        for found in ranked.order if ranked else ():
            people = told.people is not None and set(found.names) <= {
                t.name for t in told.people.fitted.traits
            }
            if kind == "same period" and people:
                continue
            name, way = _named(found, labels), _way(found)
            rows.append((name, found.rise, found.sd, way, kind))
            if (
                shown < (MOST_SHOWN if id == "driver" else 3)
                and ranked
                and found.rise > LEAST_RISE * ranked.fitted.baseline.mae
            ):
                shown += 1
                told.facts.append(
                    Fact(
                        f"{id}.{shown}",
                        "rank",
                        f"error added when {name} is shuffled",
                        found.rise,
                        unit,
                        row=name,
                        column=way,
                        n=len(ranked.fitted.y),
                    )
                )
    for id, ranked in (("", told.people), ("all.", told.all)):
        if ranked:
            best, base = ranked.fitted.best, ranked.fitted.baseline
            told.facts += [
                Fact(
                    f"{id}r2",
                    "share",
                    f"R² of {target}, cross-validated",
                    best.r2,
                    "share",
                    n=len(ranked.fitted.y),
                ),
                Fact(f"{id}mae", "value", f"MAE of {target}, cross-validated", best.mae, unit),
                Fact(f"{id}base.mae", "value", "MAE of always saying the average", base.mae, unit),
            ]
    told.facts.append(Fact("rows", "count", "rows behind the models", len(main.fitted.y), None))
    first = next((f for f in told.facts if f.id == "driver.1"), None)
    flags = (
        {"explain"} | ({"traits"} if told.people else {"behaviour only"}) | ({"found"} if first else {"none"})
    )
    if any(f.id == "behaviour.1" for f in told.facts):
        flags.add("behaviour")
    columns = ("driver", "error added", "sd", "direction", "kind")
    table = Table(columns, tuple(rows), {"error added": unit, "sd": unit} if unit else {})
    caveats = [caveat("drivers.association")]
    if told.all:
        caveats.append(caveat("drivers.same_period", target=target))
    if told.leaky:
        caveats.append(
            caveat(
                "drivers.leak_left_out",
                columns=listed([labels[n] for n in sorted(told.leaky)]),
                target=target,
            )
        )
    if main.fitted.extremes:
        told.facts.append(
            Fact("extremes", "count", "rows with isolated extremes", sum(main.fitted.extremes.values()), None)
        )
        caveats.append(caveat("drivers.extremes_left_out"))
    return Result(
        headline=Headline(
            f"strongest driver of {target}", first.row if first else "none found", None, n=len(main.fitted.y)
        ),
        facts=tuple(told.facts),
        table=table,
        chart=_chart.bar(
            Table(columns, tuple(r for r in rows if r[1] > 0)[:12], table.units),
            "driver",
            "error added",
            title=f"What goes together with {target}",
        ),
        caveats=tuple(caveats),
        evidence=(
            Evidence(
                f"Permutation importance on held-out folds ({REPEATS} shuffles each) of "
                f"{_regress.NAMES[main.fitted.best.name].lower()}; "
                "numbers that go together (Spearman above .8) are shuffled as one",
                sql,
                len(main.fitted.y),
                main.fitted.no_target + sum(main.fitted.extremes.values()),
                seed=work.seed,
            ),
        ),
        words={
            "target": target,
            "entities": told.source.plural,
            **({"first": first.row or ""} if first else {}),
        },
        flags=frozenset(flags),
        next=(
            f"Can we predict {target} from demographics?",
            *((f"Average {target} by {first.row}",) if first else ()),
        ),
        subject=Query(source=args.source, within=args.within, where=args.where),
    )


def _named(found: _regress.Importance, labels: dict[str, str]) -> str:
    return listed([labels[n] for n in found.names])


def _way(found: _regress.Importance) -> str:
    return {1: "more of it goes with more", -1: "more of it goes with less", 0: "it differs by kind"}[
        found.direction
    ]


# ---------------------------------------------------------------- what a change is made of
@dataclass(frozen=True)
class Span:
    """A period, both days in."""

    low: date
    high: date

    @property
    def days(self) -> int:
        """Days in it."""
        return (self.high - self.low).days + 1

    def first(self, days: int) -> Span:
        """Its first days."""
        return Span(self.low, min(self.high, self.low + timedelta(days=days - 1)))

    def __str__(self) -> str:
        return f"{self.low.isoformat()} to {self.high.isoformat()}"


@dataclass(frozen=True)
class Figures:
    """One period: the measure, and where there are customers and orders, what they make of it (rows with a
    customer)."""

    value: float
    rows: float
    customers: float | None = None
    orders: float | None = None
    known: float | None = None


@dataclass(frozen=True)
class Change:
    """All that is needed to ask for a period."""

    args: DriversArgs
    data: Any
    source: Source
    when: Column
    measure: Out
    customer: str | None
    order: str | None
    work: Work

    def within(self, span: Span) -> tuple[Expr, ...]:
        """The conditions of the population in that period."""
        own = Col(col=self.when.name)
        after = span.high + timedelta(days=1)
        return (
            *self.args.where,
            call("ge", own, day_literal(span.low.isoformat())),
            call("lt", own, day_literal(after.isoformat())),
        )


def previous(span: Span) -> Span:
    """The period of the same length before: whole months before whole months, else as many days."""
    whole = span.low.day == 1 and (span.high + timedelta(days=1)).day == 1
    if not whole:
        return Span(span.low - timedelta(days=span.days), span.low - timedelta(days=1))
    months = (span.high.year - span.low.year) * 12 + span.high.month - span.low.month + 1
    at = span.low.year * 12 + span.low.month - 1 - months
    return Span(date(at // 12, at % 12 + 1, 1), span.low - timedelta(days=1))


def year_before(span: Span) -> Span:
    """The same days a year earlier (the 29th of February becomes the 28th)."""

    def back(day: date) -> date:
        return (
            day.replace(year=day.year - 1, day=min(day.day, 28))
            if (day.month, day.day) == (2, 29)
            else day.replace(year=day.year - 1)
        )

    return Span(back(span.low), back(span.high))


def _span(days: tuple[str, str]) -> Span:
    return Span(*(date.fromisoformat(day[:10]) for day in days))


def _before(whole: Span, versus: str) -> Span:
    return year_before(whole) if versus == "year" else previous(whole)


def _change(args: DriversArgs, data: Any, source: Source, work: Work) -> Result:
    when, measure = _when(args, data, source), _measure(args, data, source)
    customer, order = _key(data, source, PEOPLE), _key(data, source, ORDERS)
    ask = Change(args, data, source, when, measure, customer, order, work)
    assert args.period is not None
    whole = _span(args.period)
    ends = _ends(ask)
    if whole.low > ends.high or whole.high < ends.low:
        raise Unsupported(f"There are no data for {whole}.", f"The data run from {ends}.")
    now = Span(max(whole.low, ends.low), min(whole.high, ends.high))
    then = _span(args.against) if args.against else _before(whole, args.versus)
    if then.low > ends.high or then.high < ends.low:
        raise Unsupported(
            f"There are no data for {then} to compare with.",
            f"The data run from {ends}; name a later period, or compare with the one before.",
        )
    partial = now.days < whole.days - 2
    alike = then.first(now.days) if partial else Span(max(then.low, ends.low), then.high)
    work.progress(0.3, "Adding up both periods")
    return _tell_change(ask, whole, now, then, alike, partial, ends)


def _when(args: DriversArgs, data: Any, source: Source) -> Column:
    if args.date is not None:
        named: Column = data.column(source.name, args.date)
        return named
    dates = [c for c in source.columns.values() if c.type in ("date", "datetime")]
    if not dates:
        raise Unsupported(
            f"{source.label} has no dates, so a change over time cannot be told.",
            "A column with the date of each row would be needed.",
        )
    return min(dates, key=lambda c: ("." in c.name, c.missing))


def _measure(args: DriversArgs, data: Any, source: Source) -> Out:
    if args.measure is not None:
        return args.measure
    if args.target is not None and args.target in source.columns:
        column = source.columns[args.target]
        agg: Literal["sum", "mean"] = "sum" if column.additive else "mean"
        return Out(name=column.label, expr=Agg(agg=agg, of=Col(col=column.name)), unit=column.unit)
    named = data.catalog.measures.get(args.target) if args.target else None
    if named is not None and named.source == source.name:
        return Out(name=named.label, expr=MeasureRef(measure=named.name), unit=named.unit)
    return _explain.main_out(data, source)


def _key(data: Any, source: Source, words: Sequence[str]) -> str | None:
    """The column that says whose a row is (or of which order), where that is an entity of the catalog, in this table or
    in one that it is joined to."""
    for entity in data.catalog.entities.values():
        key = _key_of(data, source, entity)
        if key in source.columns and {entity.name.lower(), *(s.lower() for s in entity.synonyms)} & set(
            words
        ):
            return key
    return None


def _key_of(data: Any, source: Source, entity: Entity) -> str | None:
    if entity.table == source.name:
        return str(entity.key)
    joined = (j.key for j in data.catalog.joins if j.table == source.name and j.to == entity.table)
    return next(joined, None)


def _ends(ask: Change) -> Span:
    own = Col(col=ask.when.name)
    outs = (Out(name="low", expr=Agg(agg="min", of=own)), Out(name="high", expr=Agg(agg="max", of=own)))
    low, high = ask.data.fetch(Query(source=ask.source.name, measures=outs), ask.work).rows[0]
    if low is None:
        raise Unsupported(f"{ask.when.label} holds no dates.", "Name another date column.")
    return Span(date.fromisoformat(str(low)[:10]), date.fromisoformat(str(high)[:10]))


def _figures(ask: Change, span: Span) -> tuple[Figures, str]:
    base = Query(
        source=ask.source.name,
        within=ask.args.within,
        where=ask.within(span),
        measures=(Out(name="value", expr=ask.measure.expr),),
    )
    kept = policy_filter(base, ask.data)
    outs = [*base.measures, Out(name="rows", expr=Agg(agg="count", where=kept))]
    if ask.customer:
        outs.append(Out(name="customers", expr=Agg(agg="distinct", of=Col(col=ask.customer), where=kept)))
    if ask.order:
        named = call("not_null", Col(col=ask.customer)) if ask.customer else None
        both = named if kept is None else kept if named is None else Call(op="and", args=(kept, named))
        outs.append(Out(name="orders", expr=Agg(agg="distinct", of=Col(col=ask.order), where=both)))
    frame = ask.data.fetch(base.model_copy(update={"measures": tuple(outs)}), ask.work)
    found = {k: 0.0 if v is None else float(v) for k, v in frame.records()[0].items()}
    known = found["value"]
    if ask.customer:
        named_only = base.model_copy(update={"where": (*base.where, call("not_null", Col(col=ask.customer)))})
        value = ask.data.fetch(named_only, ask.work).rows[0][0]
        known = float(value or 0.0)
    return Figures(
        found["value"], found["rows"], found.get("customers"), found.get("orders"), known
    ), frame.sql


MOST_PARTS = 8
"""Values of a dimension that are told one by one; the others stand together."""


def _parts(
    ask: Change, then: Span, now: Span, before: Figures, here: Figures, words: dict[str, str]
) -> list[tuple[str, float]]:
    """The change as named parts that sum to it; none for what does not add up."""
    args = ask.args
    if kind_of(ask.measure.expr, ask.data) != "sum":
        if args.split != "bridge" or args.by is not None:
            raise Unsupported(
                f"{ask.measure.name} does not add up over rows, so its change has no parts.",
                "Ask for the change of a sum, such as revenue.",
            )
        return []
    if args.by is None and args.split == "bridge":
        return bridge(before, here, words)
    if args.by is not None:
        old, new = (_valued(ask, span, args.by.expr) for span in (then, now))
        found = _splits.folded(_splits.by_value(old, new), MOST_PARTS, "all others")
        found = _named_values(found, ask.source, args.by.expr)
        rest = f"without a known {args.by.name}"
    elif args.split == "people":
        if ask.customer is None:
            raise Unsupported(
                f"The {ask.source.plural} do not say who bought, so nobody can be told to have come or left.",
                "A column with the customer of each row would be needed.",
            )
        old, new = (_valued(ask, span, Col(col=ask.customer)) for span in (then, now))
        found, rest = (
            _splits.come_and_gone(old, new, words["customers"]),
            f"without a known {words['customer']}",
        )
    else:
        thing = _purchases.product(ask.data.catalog, ask.source.name)
        quantity = _quantity(ask)
        if thing is None or quantity is None:
            raise Unsupported(
                f"The {ask.source.plural} do not say what was sold and how many of it, so price, volume and mix cannot be told "
                "apart.",
                "Columns with a product and a quantity would be needed.",
            )
        sold, sells = (_sold(ask, span, Col(col=thing.key), quantity) for span in (then, now))
        found = _splits.price_volume_mix(sold, sells, thing.singular, thing.plural)
        rest = f"without a known {thing.singular}"
    return _splits.closed(found, here.value - before.value, rest)


def _named_values(parts: list[tuple[str, float]], source: Source, by: Expr) -> list[tuple[str, float]]:
    """Codes by what people call them."""
    column = source.columns.get(by.col) if isinstance(by, Col) else None
    names = {str(v.value): v.name for v in column.values} if column is not None else {}
    return [(names.get(name, name), amount) for name, amount in parts]


def _quantity(ask: Change) -> Column | None:
    """The column that says how many were sold: the one that the money is made of, else the only one."""
    own = [
        c
        for c in ask.source.columns.values()
        if c.role == "quantity" and "." not in c.name and c.expr is None
    ]
    money = {n for c in columns_of(meaning(ask.measure.expr, ask.data)) for n in _made_of(ask.source, c)}
    made_of = [c for c in own if c.name in money]
    return made_of[0] if made_of else own[0] if len(own) == 1 else None


def _made_of(source: Source, name: str) -> tuple[str, ...]:
    column = source.columns.get(name)
    return columns_of(column.expr) if column is not None and column.expr is not None else (name,)


def _valued(ask: Change, span: Span, by: Expr) -> dict[str, float]:
    """The measure by the values of a grouping; rows without one are left out."""
    return {name: value for name, value, _ in _grouped(ask, span, by, None)}


def _sold(ask: Change, span: Span, by: Expr, quantity: Column) -> dict[str, _splits.Sold]:
    return {name: _splits.Sold(value, many) for name, value, many in _grouped(ask, span, by, quantity)}


def _grouped(ask: Change, span: Span, by: Expr, quantity: Column | None) -> list[tuple[str, float, float]]:
    base = Query(
        source=ask.source.name,
        within=ask.args.within,
        where=(*ask.within(span), call("not_null", by)),
        groups=(Out(name="part", expr=by),),
        measures=(Out(name="value", expr=ask.measure.expr),),
    )
    if quantity is not None:
        many = Agg(agg="sum", of=Col(col=quantity.name), where=policy_filter(base, ask.data))
        base = base.model_copy(update={"measures": (*base.measures, Out(name="many", expr=many))})
    rows = ask.data.fetch(base, ask.work).rows
    return [
        (str(row[0]), float(row[1]), float(row[2] or 0.0) if quantity else 0.0)
        for row in rows
        if row[1] is not None
    ]


def _method(ask: Change) -> str:
    """How the parts were made."""
    if ask.args.by is not None:
        return f"change of each {ask.args.by.name}; the changes add up to the whole"
    return {
        "bridge": "exact bridge by logarithmic means (LMDI)",
        "price": "exact split: volume at the old average price, mix at old prices, price at the new quantities",
        "people": "exact split by who bought in which of the two periods",
    }[ask.args.split]


def bridge(before: Figures, now: Figures, words: dict[str, str]) -> list[tuple[str, float]]:
    """The change as named parts that sum to it: customers x orders each x value each, and rows without a
    customer."""
    rest = (now.value - (now.known or 0.0)) - (before.value - (before.known or 0.0))
    if before.customers and now.customers and before.orders and now.orders and before.known and now.known:
        parts = _bridge.lmdi(
            [before.customers, before.orders / before.customers, before.known / before.orders],
            [now.customers, now.orders / now.customers, now.known / now.orders],
        )
        names = (
            f"number of {words['customers']}",
            f"{words['orders']} per {words['customer']}",
            f"value per {words['order']}",
        )
    elif before.rows and now.rows:
        rest = 0.0
        parts = _bridge.lmdi([before.rows, before.value / before.rows], [now.rows, now.value / now.rows])
        names = (f"number of {words['rows']}", f"value per {words['row']}", "")
    else:
        return []
    if parts is None:
        return []
    out = [(n, p) for n, p in zip(names, parts, strict=False)]
    if abs(rest) > 0:
        out.append((f"without a known {words['customer']}", rest))
    return out


def _words(ask: Change) -> dict[str, str]:
    entities = {_key_of(ask.data, ask.source, e): e for e in ask.data.catalog.entities.values()}
    customer, order = entities.get(ask.customer or ""), entities.get(ask.order or "")
    return {
        "customer": customer.name if customer else "customer",
        "customers": customer.plural if customer else "customers",
        "order": order.name if order else "order",
        "orders": order.plural if order else "orders",
        "row": ask.source.entity.name if ask.source.entity else "row",
        "rows": ask.source.plural,
    }


def _tell_change(
    ask: Change, whole: Span, now: Span, then: Span, alike: Span, partial: bool, ends: Span
) -> Result:
    unit, name = ask.measure.unit, ask.measure.name
    adds_up = kind_of(ask.measure.expr, ask.data) in ("sum", "distinct")
    (here, sql), (before, sql_before) = _figures(ask, now), _figures(ask, alike)
    words = _words(ask)
    gap = here.value - before.value
    parts = _parts(ask, alike, now, before, here, words)
    facts = [
        Fact("now", "value", f"{name}, {now}", here.value, unit, row=str(now), n=int(here.rows)),
        Fact("before", "value", f"{name}, {alike}", before.value, unit, row=str(alike), n=int(before.rows)),
        Fact("gap", "gap", f"change in {name}", gap, unit, of=("now", "before")),
        Fact("size", "gap", f"size of the change in {name}", abs(gap), unit, of=("gap",)),
        Fact("days", "count", "days with data", now.days, "days"),
        Fact("days.before", "count", "days compared with", alike.days, "days"),
        Fact("days.full", "count", "days of the whole period", whole.days, "days"),
    ]
    if before.value > 0:
        facts.append(
            Fact("change", "change", f"change in {name}", gap / before.value, "share", of=("gap", "before"))
        )
        facts.append(
            Fact(
                "percent",
                "share",
                f"size of the change in {name}",
                abs(gap) / before.value,
                "share",
                of=("change",),
            )
        )
    if adds_up:
        facts += [
            Fact("perday", "ratio", f"{name} a day, {now}", here.value / now.days, unit, of=("now", "days")),
            Fact(
                "perday.before",
                "ratio",
                f"{name} a day, {alike}",
                before.value / alike.days,
                unit,
                of=("before", "days.before"),
            ),
        ]
    if partial:
        full, _ = _figures(ask, then)
        facts.append(Fact("whole", "value", f"{name}, {then}", full.value, unit, row=str(then)))
        if adds_up:
            facts.append(
                Fact(
                    "whole.perday",
                    "ratio",
                    f"{name} a day, {then}",
                    full.value / then.days,
                    unit,
                    of=("whole",),
                )
            )
    for i, (part, value) in enumerate(sorted(parts, key=lambda p: -abs(p[1])), start=1):
        way = "adds" if value > 0 else "takes away"
        facts.append(
            Fact(f"part.{i}", "gap", f"{part} {way}", abs(value), unit, row=part, column=way, of=("gap",))
        )
    ask.work.progress(0.6, "Looking where the change is")
    plain = ask.args.split == "bridge" and ask.args.by is None
    slices = _slices(ask, now, alike, gap) if adds_up and plain else []
    for i, (dimension, kind, delta) in enumerate(slices, start=1):
        way = "rose by" if delta > 0 else "fell by"
        facts.append(
            Fact(
                f"slice.{i}",
                "gap",
                f"{dimension} {kind} {way}",
                abs(delta),
                unit,
                row=f"{dimension} {kind}",
                column=way,
            )
        )
    flags = {
        "change",
        "rise" if gap > 0 else "fall" if gap < 0 else "same",
        "partial" if partial else "complete",
    }
    flags |= {"bridge"} if parts else set()
    flags |= {"slices"} if slices else set()
    flags |= {"perday"} if adds_up else set()
    if partial and gap > 0:
        flags.add("no drop")
    caveats = [caveat("drivers.where_not_why")]
    if partial:
        caveats.insert(
            0,
            caveat("drivers.partial_period"),
        )
    made = Result(
        headline=Headline(f"change in {name}, {now} against {alike}", gap, unit, n=int(here.rows)),
        facts=tuple(facts),
        table=_bridge_table(name, unit, alike, now, before.value, here.value, parts),
        chart=_bridge_chart(name, unit, alike, now, before.value, here.value, parts),
        caveats=tuple(caveats),
        evidence=(
            Evidence(
                _method(ask) if parts else "difference of two periods",
                sql,
                int(here.rows),
                period=str(now),
            ),
            Evidence("the period compared with", sql_before, int(before.rows), period=str(alike)),
        ),
        words={
            "measure": name,
            "period": _period_name(whole),
            "than": _period_name(then),
            "now": str(now),
            "then": _period_name(alike),
            "end": _said(ends.high),
        },
        flags=frozenset(flags),
        next=(f"Plot {name} by day", f"Forecast {name} for the next month"),
        subject=Query(source=ask.args.source, within=ask.args.within, where=ask.within(now)),
    )
    rows = Query(source=ask.args.source, within=ask.args.within)
    both = [rows.model_copy(update={"where": ask.within(when)}) for when in (now, alike)]
    return of_method(made, both, [ask.measure.expr], ask.data)


def _said(day: date) -> str:
    """9 December 2011."""
    return f"{day.day} {day:%B} {day.year}"


def _period_name(span: Span) -> str:
    """December 2011 for a whole month, 2011 for a whole year, else both days."""
    after = span.high + timedelta(days=1)
    if span.low.day == 1 and after.day == 1:
        months = (span.high.year - span.low.year) * 12 + span.high.month - span.low.month + 1
        if months == 1:
            return f"{span.low:%B} {span.low.year}"
        if months == 12 and span.low.month == 1:
            return str(span.low.year)
    return f"{_said(span.low)} to {_said(span.high)}"


def _slices(ask: Change, now: Span, alike: Span, gap: float) -> list[tuple[str, str, float]]:
    """The slices that moved most in the direction of the change: two of each dimension, most surprising
    first."""
    found = []
    for column in _dimensions(ask)[:MOST_DIMENSIONS]:
        ask.work.check()
        here, there = _by(ask, column, now), _by(ask, column, alike)
        names = sorted(set(here) | set(there))
        pairs = [(n, there.get(n, 0.0), here.get(n, 0.0)) for n in names]
        moved = sorted(pairs, key=lambda p: (p[2] - p[1]) * (1 if gap > 0 else -1), reverse=True)
        told = [
            (column.label, n, b - a)
            for n, a, b in moved[:2]
            if (b - a) * gap > 0 and abs(b - a) > 0.02 * abs(gap)
        ]
        found.append((_bridge.surprise([p[1] for p in pairs], [p[2] for p in pairs]), told))
    found.sort(key=lambda f: -f[0])
    return [s for _, told in found for s in told][:6]


def _dimensions(ask: Change) -> list[Column]:
    out = []
    for column in ask.source.columns.values():
        few = 2 <= max(column.distinct, len(column.values)) <= MOST_SLICES * 3
        if (
            column.role in ("category", "flag", "ordinal")
            and few
            and not column.personal
            and "." not in column.name
        ):
            out.append(column)
    return sorted(out, key=lambda c: (c.expr is not None, c.distinct))


def _by(ask: Change, column: Column, span: Span) -> dict[str, float]:
    own = Col(col=column.name)
    query = Query(
        source=ask.source.name,
        within=ask.args.within,
        where=(*ask.within(span), call("not_null", own)),
        groups=(Out(name="slice", expr=own),),
        measures=(Out(name="value", expr=ask.measure.expr),),
    )
    frame = ask.data.fetch(query, ask.work)
    names = {str(v.value): v.name for v in column.values}
    return {names.get(str(k), str(k)): float(v) for k, v in frame.rows if v is not None}


def _bridge_rows(
    alike: Span, now: Span, before: float, here: float, parts: Sequence[tuple[str, float]]
) -> list[tuple[Any, ...]]:
    return [(_period_name(alike), before), *((n, v) for n, v in parts), (_period_name(now), here)]


def _bridge_table(
    name: str,
    unit: str | None,
    alike: Span,
    now: Span,
    before: float,
    here: float,
    parts: Sequence[tuple[str, float]],
) -> Table:
    rows = _bridge_rows(alike, now, before, here, parts)
    if not parts:
        rows.insert(1, ("change", here - before))
    return Table(("step", name), tuple(rows), {name: unit} if unit else {})


def _bridge_chart(
    name: str,
    unit: str | None,
    alike: Span,
    now: Span,
    before: float,
    here: float,
    parts: Sequence[tuple[str, float]],
) -> Any:
    table = _bridge_table(name, unit, alike, now, before, here, parts)
    ends = (str(table.rows[0][0]), str(table.rows[-1][0]))
    return _chart.waterfall(table, "step", name, totals=ends, title=f"{name}: from {ends[0]} to {ends[1]}")
