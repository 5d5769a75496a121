"""What customers are worth: what they have brought so far, and what they are expected to bring, tested first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import Field

from data.catalog import Source
from data.errors import Unsupported
from data.query import Col, MeasureRef, Out, Query, call, col
from data.work import Work
from tools import _chart, _purchases, _worth
from tools._caveats import Cautions, caution
from tools._features import main_measure
from tools._histories import Customers, customers
from tools._lifetime import Floats
from tools._purchases import Purchases, ends, known
from tools._result import Evidence, Fact, Headline, Result, Scalar, Table
from tools._stats import mean_interval, quantile, welch, wilson
from tools._tool import Args, DimensionSlot, Slot, tool
from tools._worth import Check, Outlook

View = Literal["expected", "historic", "customers", "churn", "alive", "check"]
FEW, SOME = 10, 30
SHOWN, MOST_GROUPS, TENTHS = 20, 30, 10
MONTH = 365 / 12
SOON = 90
"""Days without a purchase that "about to leave" is about."""
LOW, HIGH = 1 / 3, 2 / 3
RELATED = 0.3
OFF = 0.1
"""Chances that missed what came by more than this are good for an order only."""


class ValueArgs(Args):
    """view   expected   what customers will bring in the next `months`, and have brought (default)
              historic   only what they have brought
              customers  those of the highest expected value
              churn      who will hardly buy in the next ninety days
              alive      the chance that customers are still customers
              check      how well the forecast did on days that it had not seen
    margin: the part of revenue that is profit (0.4); without it, value is revenue. by: a dimension to compare.
    """

    view: Annotated[View | None, Slot("choice")] = None
    months: Annotated[int | None, Field(default=None, ge=1, le=60), Slot("number", word="months")] = None
    margin: Annotated[float | None, Field(default=None, gt=0, le=1)] = None
    by: DimensionSlot = None
    limit: Annotated[int | None, Field(default=None, ge=1, le=100), Slot("number", word="top")] = None


@tool(
    words=("lifetime value", "clv", "ltv", "customer value"),
    examples=(
        "what is our customer lifetime value?",
        "lifetime value at 40 % margin",
        "which customers are about to churn?",
    ),
)
def value(args: ValueArgs, data: Any, work: Work) -> Result:
    """Says what customers have brought so far and are expected to bring, tested on days the forecast had not seen."""
    work.check()
    try:
        located = _purchases.find(data.catalog, args.source)
    except Unsupported as error:
        return _of_members(args, data, work, error)
    if located.revenue is None:
        raise Unsupported(
            f"The {located.rows} hold no amount of money, so no value can be added up.",
            "A column with what was paid would be needed.",
        )
    found = _purchases.population(located, args, data, net=True)
    by = _purchases.on_rows(found, args.by, args.source, data) if args.by is not None else None
    of = customers(found, data, work, by)
    if not len(of):
        raise Unsupported(
            f"No {found.people} who bought anything fit these conditions.", "Ask for a wider group or period."
        )
    view = args.view or "expected"
    everyone, failed = of, _worth.gates(of)
    if (
        failed
        and (args.where or args.within)
        and not _purchases.chooses_purchases(found, data, ("any", "mode"))
    ):
        # A model of all customers knows what becomes of a few of them.
        whole = _purchases.population(located, Args(source=args.source), data, net=True)
        everyone = customers(whole, data, work, by)
        failed = _worth.gates(everyone)
    if view in ("churn", "alive", "check") and failed:
        raise Unsupported(
            f"What {found.people} will bring cannot be told yet: {_reasons(found, failed)}.",
            _would_help(of, found),
        )
    if view == "historic" or failed:
        return _historic(args, found, of, failed, data, work)
    tested = _worth.check(everyone, work)
    if view == "check":
        return _checked(args, found, everyone, tested, data, work)
    if view == "alive":
        _refuse(tested)
    ahead = _worth.outlook(everyone, tested, SOON if view in ("churn", "alive") else _days(args), work)
    borrowed = Cautions()
    if everyone is not of:
        fact = Fact("modelled", "count", f"{found.people} that the forecast was made of", len(everyone))
        borrowed = caution("value.made_of_all", fact, people=found.people)
        ahead, of = ahead.only(np.isin(everyone.keys, of.keys)), everyone.only(of.keys)
    tell = _leaving if view in ("churn", "alive") else _expected
    told = tell(args, found, of, tested, ahead, view, data, work)
    return told.with_(facts=(*told.facts, *borrowed.facts), caveats=(*told.caveats, *borrowed.caveats))


def _days(args: ValueArgs) -> int:
    return round((args.months or 12) * MONTH)


def _margin(args: ValueArgs, found: Purchases, data: Any) -> tuple[float, str]:
    """The part of revenue that counts, and where it comes from."""
    if args.margin is not None:
        return args.margin, "said"
    measure = data.catalog.measures.get("gross_margin")
    if measure is not None and measure.source == found.source:
        out = Out(name="margin", expr=MeasureRef(measure=measure.name))
        held = data.fetch(Query(source=found.source, measures=(out,))).scalar()
        if isinstance(held, float) and 0 < held <= 1:
            return held, "data"
    return 1.0, "none"


# ---------------------------------------------------------------- what they have brought
def _historic(
    args: ValueArgs, found: Purchases, of: Customers, failed: Sequence[_worth.Gate], data: Any, work: Work
) -> Result:
    margin, origin = _margin(args, found, data)
    facts = _past_facts(of, found, margin)
    cautions = _cautions(found, of, margin, origin, data)
    if failed:
        cautions += caution("value.too_little", people=found.people, reasons=_reasons(found, failed))
    mean = next(f for f in facts if f.id == "historic")
    table, chart = _past_table(of, found, margin), None
    if args.by is not None:
        table, chart, more, caught = _by_group(of, None, args.by.name, found, margin)
        facts, cautions = [*facts, *more], cautions + caught
    return Result(
        headline=Headline(f"brought so far per {_one(found)}", mean.value, mean.unit, mean.low, mean.high, 0.95, len(of)),
        facts=(*facts, *cautions.facts),
        table=table,
        chart=chart,
        caveats=cautions.caveats,
        evidence=(_evidence(found, of, data, None),),
        words=_words(args, found, margin),
        flags=frozenset({"historic", *_money_flags(origin)} | ({"by"} if args.by else set())) | cautions.flags,
        next=_next(args, found, bool(failed)),
        subject=_subject(args),
    )  # fmt: skip


def _past_facts(of: Customers, found: Purchases, margin: float) -> list[Fact]:
    unit, what = _unit(found), _of_money(margin)
    net = of.net * margin
    middle = mean_interval(net)
    top = max(1, round(len(of) / 10))
    held = float(np.sum(np.sort(net)[::-1][:top]) / max(1e-9, float(np.sum(net))))
    orders = mean_interval(of.purchases)
    return [
        Fact("customers", "count", found.people, len(of)),
        Fact("total", "value", f"{what} brought so far by all {found.people}", float(np.sum(net)), unit),
        Fact("historic", "value", f"{what} brought so far, mean of {found.people}", middle.value, unit, n=len(of), low=middle.low, high=middle.high),
        Fact("median", "value", f"{what} brought so far, median of {found.people}", quantile(net, 0.5), unit, n=len(of)),
        Fact("purchases", "value", "purchases so far, mean", orders.value, n=len(of)),
        Fact("top_share", "share", "brought by the tenth that brought most", held, "share", n=top),
    ]  # fmt: skip


def _past_table(of: Customers, found: Purchases, margin: float) -> Table:
    """By tenths of what they brought: how many, how many purchases, what they brought."""
    unit = _unit(found)
    columns = (
        "tenth by value so far",
        found.people,
        "purchases, mean",
        "brought so far, mean",
        "brought so far, total",
    )
    net = of.net * margin
    order = np.argsort(-net, kind="stable")
    rows = [
        (
            _tenth(i),
            len(part),
            float(np.mean(of.purchases[part])),
            float(np.mean(net[part])),
            float(np.sum(net[part])),
        )
        for i, part in enumerate(np.array_split(order, min(TENTHS, len(of))), start=1)
    ]
    return Table(columns, tuple(rows), dict.fromkeys(columns[3:], unit))


def _tenth(i: int) -> str:
    return "highest" if i == 1 else f"{i}."


def _of_members(args: ValueArgs, data: Any, work: Work, error: Unsupported) -> Result:
    """A table of customers with what each has spent: that can be told, what they will spend cannot."""
    source: Source | None = data.catalog.sources.get(args.source)
    column = main_measure(source, data.catalog.measures.values()) if source is not None else None
    if source is None or column is None or args.view not in (None, "expected", "historic"):
        raise error
    out = Out(name="value", expr=Col(col=column.name))
    query = Query(source=args.source, within=args.within, where=args.where, columns=(out,))
    spent = np.asarray(data.arrays(query, work)["value"], dtype=np.float64)
    net = spent[np.isfinite(spent)] * (args.margin or 1.0)
    if not net.size:
        raise error
    middle, unit = mean_interval(net), column.unit
    facts = [
        Fact("customers", "count", source.plural, int(net.size)),
        Fact("total", "value", f"{column.label} of all {source.plural}", float(np.sum(net)), unit),
        Fact("historic", "value", f"{column.label}, mean", middle.value, unit, n=int(net.size), low=middle.low, high=middle.high),
        Fact("median", "value", f"{column.label}, median", quantile(net, 0.5), unit, n=int(net.size)),
    ]  # fmt: skip
    cautions = _profit("said" if args.margin else "none", args.margin or 1.0)
    cautions += caution("value.no_purchases", people=source.plural)
    quarters = [quantile(net, q) for q in (0.0, 0.25, 0.5, 0.75, 1.0)]
    names = ("least", "lower quarter", "median", "upper quarter", "most")
    return Result(
        headline=Headline(f"{column.label} so far, mean", middle.value, unit, middle.low, middle.high, 0.95, int(net.size)),
        facts=(*facts, *cautions.facts),
        table=Table((source.plural, column.label), tuple(zip(names, quarters, strict=True)), {column.label: unit or "money"}),
        caveats=cautions.caveats,
        evidence=(
            Evidence(f"{column.label} of each of the {source.plural}", data.compile(query).sql, int(net.size), source.rows - int(net.size)),
        ),
        words={"people": source.plural, "one": source.label, "kind": "revenue", "horizon": ""},
        flags=frozenset({"historic", *_money_flags("said" if args.margin else "none")}) | cautions.flags,
        next=(f"histogram of {column.label}",),
        subject=Query(source=args.source, within=args.within, where=args.where),
    )  # fmt: skip


# ---------------------------------------------------------------- what they will bring
def _expected(
    args: ValueArgs,
    found: Purchases,
    of: Customers,
    tested: Check,
    ahead: Outlook,
    view: str,
    data: Any,
    work: Work,
) -> Result:
    margin, origin = _margin(args, found, data)
    facts = [
        *_past_facts(of, found, margin),
        *_ahead_facts(args, of, ahead, found, margin),
        *_check_facts(tested, _one(found)),
    ]
    cautions = _cautions(found, of, margin, origin, data) + _of_model(of, tested, ahead)
    flags = {"expected", ahead.method, *_money_flags(origin)}
    table, chart = _ahead_table(of, ahead, found, margin), _ahead_chart(of, ahead, found, margin)
    head = next(f for f in facts if f.id == "expected")
    headline = Headline(f"expected {_kind(origin)} per {_one(found)}, next {args.months or 12} months", head.value, head.unit, head.low, head.high, 0.95, len(of))  # fmt: skip
    if args.by is not None:
        table, chart, more, caught = _by_group(of, ahead.money, args.by.name, found, margin)
        facts, cautions, flags = [*facts, *more], cautions + caught, flags | {"by"}
    elif view == "customers":
        table, chart = _top_customers(args, of, ahead, found, margin), None
        first = table.rows[0]
        facts.append(
            Fact(
                "first",
                "forecast",
                f"expected {_of_money(margin)}",
                first[-1],
                _unit(found),
                row=str(first[0]),
            )
        )
        headline = Headline(f"highest expected {_kind(origin)}", str(first[0]), n=len(of))
        flags.add("listed")
    return Result(
        headline=headline,
        facts=(*facts, *cautions.facts),
        table=table,
        chart=chart,
        caveats=cautions.caveats,
        evidence=(_evidence(found, of, data, ahead, work.seed),),
        words=_words(args, found, margin) | {"kind": _kind(origin)},
        flags=frozenset(flags) | cautions.flags,
        next=_next(args, found, False),
        subject=_subject(args),
    )


def _ahead_facts(
    args: ValueArgs, of: Customers, ahead: Outlook, found: Purchases, margin: float
) -> list[Fact]:
    unit, what, money = _unit(found), _of_money(margin), ahead.money * margin
    low, high = ahead.low, ahead.high
    if low is None or high is None:
        spread = mean_interval(money)
        low, high = spread.low, spread.high
    else:
        low, high = low * margin, high * margin
    facts = [
        Fact("expected", "forecast", f"expected {what} per {_one(found)}", float(np.mean(money)), unit, n=len(of), low=low, high=high),
        Fact("expected_total", "forecast", f"expected {what} of all {found.people} of today", float(np.sum(money)), unit, n=len(of)),
        Fact("expected_purchases", "forecast", "expected purchases, mean", float(np.mean(ahead.purchases)), n=len(of)),
        Fact("horizon", "count", "months ahead", args.months or 12, "months"),
    ]  # fmt: skip
    if ahead.method == "model":
        spending, kept = ahead.model.spending, ahead.model.kept
        usual = spending.mean if spending.bounded else ahead.model.usual
        first = float(np.mean(of.first_paid))
        new = (first + ahead.new_purchases * usual) * kept * margin
        facts.append(
            Fact(
                "new",
                "forecast",
                f"expected {what} per new {_one(found)}, first purchase included",
                new,
                unit,
            )
        )
    return facts


def _check_facts(tested: Check, one: str) -> list[Fact]:
    model_error, rule_error = tested.errors
    facts = [
        Fact("held_days", "count", "days held out", tested.days, "days"),
        Fact("held_customers", "count", "customers known before them", int(tested.made.size)),
        Fact("made", "count", "purchases made in them", round(float(np.sum(tested.made)))),
        Fact("model_purchases", "forecast", "purchases that the model expected", round(float(np.sum(tested.model)))),
        Fact("model_error", "value", f"error per {one}, model", model_error),
        Fact("rule_error", "value", f"error per {one}, plain rule", rule_error, of=("held_days",)),
    ]  # fmt: skip
    for id, money, model in (
        ("model_bias", False, True),
        ("rule_bias", False, False),
        ("model_money_bias", True, True),
        ("rule_money_bias", True, False),
    ):
        bias = tested.bias(money, model)
        if bias is not None:
            what = f"{'money' if money else 'purchases'} by the {'model' if model else 'plain rule'}"
            facts.append(Fact(id, "change", f"expected against made, {what}", bias, "share"))
    return facts


def _ahead_table(of: Customers, ahead: Outlook, found: Purchases, margin: float) -> Table:
    """By tenths of what is expected: how many, what they brought, what they are expected to."""
    unit, money, net = _unit(found), ahead.money * margin, of.net * margin
    columns = (
        "tenth by expected value",
        found.people,
        "purchases so far, mean",
        "brought so far, mean",
        "expected, mean",
        "expected, total",
    )
    rows = [
        (
            _tenth(i),
            len(part),
            float(np.mean(of.purchases[part])),
            float(np.mean(net[part])),
            float(np.mean(money[part])),
            float(np.sum(money[part])),
        )
        for i, part in enumerate(_tenths(money), start=1)
    ]
    return Table(columns, tuple(rows), dict.fromkeys(columns[3:], unit))


def _tenths(score: Floats) -> list[Any]:
    return list(np.array_split(np.argsort(-score, kind="stable"), TENTHS))


def _ahead_chart(of: Customers, ahead: Outlook, found: Purchases, margin: float) -> Any:
    table = _ahead_table(of, ahead, found, margin)
    names = (table.columns[0], "brought so far, mean", "expected, mean")
    rows = tuple((r[0], r[3], r[4]) for r in table.rows)
    return _chart.bar(
        Table(names, rows, {n: _unit(found) for n in names[1:]}),
        names[0],
        names[1:],
        title=f"{found.people.capitalize()} by expected value",
    )


def _top_customers(args: ValueArgs, of: Customers, ahead: Outlook, found: Purchases, margin: float) -> Table:
    unit, money = _unit(found), ahead.money * margin
    key = (found.customer or "customer").rsplit(".", 1)[-1]
    columns = (key, "purchases so far", "brought so far", "days since the last", "expected")
    rows = [
        (
            _plain(of.keys[i]),
            int(of.purchases[i]),
            float(of.net[i] * margin),
            int(of.last[i]),
            float(money[i]),
        )
        for i in np.argsort(-money, kind="stable")[: args.limit or SHOWN]
    ]
    return Table(columns, tuple(rows), {columns[2]: unit, columns[4]: unit})


def _plain(key: Any) -> Scalar:
    """A key as people write it."""
    raw = key.item() if isinstance(key, np.generic) else key
    return str(int(raw)) if isinstance(raw, float) and raw.is_integer() else str(raw)


def _by_group(
    of: Customers, money: Floats | None, name: str, found: Purchases, margin: float
) -> tuple[Table, Any, list[Fact], Cautions]:
    """Each group's mean and median so far and what is expected of it; means of fewer than ten are withheld."""
    assert of.group is not None
    unit = _unit(found)
    names = np.array([str(g) if g is not None else "not known" for g in of.group], dtype=object)
    sizes = {str(n): int(np.sum(names == n)) for n in dict.fromkeys(names)}
    columns = [name, found.people, "brought so far, mean", "low", "high", "brought so far, median"]
    columns += ["expected, mean"] if money is not None else []
    rows: list[tuple[Scalar, ...]] = []
    facts: list[Fact] = []
    for group in sorted(sizes, key=lambda g: (-sizes[g], g))[:MOST_GROUPS]:
        inside = names == group
        net = of.net[inside] * margin
        told = mean_interval(net) if net.size >= FEW else None
        row: list[Scalar] = [group, int(net.size)]
        row += [told.value, told.low, told.high, quantile(net, 0.5)] if told else [None] * 4
        if money is not None:
            row.append(float(np.mean(money[inside] * margin)) if told else None)
        rows.append(tuple(row))
        if told is not None:
            at = len(facts) + 1
            facts.append(Fact(f"group.{at}", "value", f"{_of_money(margin)} brought so far, mean", told.value, unit, row=group, n=told.n, low=told.low, high=told.high))  # fmt: skip
    facts += _ranked(rows, money is not None, unit, _of_money(margin))
    few, some = sum(n < FEW for n in sizes.values()), sum(FEW <= n < SOME for n in sizes.values())
    cautions = _clear(facts, names, of.net if money is None else money)
    if some:
        cautions += caution("value.small_groups", Fact("few_groups", "count", "groups of few", some))
    if few:
        cautions += caution("value.withheld", Fact("withheld", "count", "groups without a mean", few))
    shown = tuple((r[0], r[6] if money is not None else r[2]) for r in rows if r[2] is not None)
    what = "expected, mean" if money is not None else "brought so far, mean"
    chart = _chart.bar(
        Table((name, what), shown, {what: unit}), name, what, title=f"{what.capitalize()}, by {name}"
    )
    return (
        Table(tuple(columns), tuple(rows), dict.fromkeys(columns[2:], unit)),
        chart if shown else None,
        facts,
        cautions,
    )


def _clear(facts: Sequence[Fact], names: Any, values: Floats) -> Cautions:
    """Whether the first and the last group differ by more than chance (Welch)."""
    held = {f.id: f for f in facts}
    if "top" not in held or "bottom" not in held:
        return Cautions()
    gap = welch(values[names == held["top"].row], values[names == held["bottom"].row])
    if gap.low is None or gap.high is None or not gap.low <= 0 <= gap.high:
        return Cautions()
    return caution("value.may_be_chance")


def _ranked(rows: Sequence[tuple[Scalar, ...]], ahead: bool, unit: str, what: str) -> list[Fact]:
    """The first and the last group of those with enough customers."""
    at = 6 if ahead else 2
    able = [r for r in rows if isinstance(r[1], int) and r[1] >= SOME and isinstance(r[at], float)]
    able.sort(key=lambda r: -float(r[at] or 0.0))
    kind: Literal["forecast", "value"] = "forecast" if ahead else "value"
    label = f"expected {what}, mean" if ahead else f"{what} brought so far, mean"
    named = [("top", able[0]), ("bottom", able[-1])] if len(able) > 1 else []
    return [Fact(id, kind, label, r[at], unit, row=str(r[0]), n=int(r[1] or 0)) for id, r in named]


# ---------------------------------------------------------------- who is about to leave
def _leaving(
    args: ValueArgs,
    found: Purchases,
    of: Customers,
    tested: Check,
    ahead: Outlook,
    view: str,
    data: Any,
    work: Work,
) -> Result:
    """How likely customers are to buy nothing in the next ninety days; the chance to be lost for good, if it holds."""
    now = of.histories()
    margin, origin = _margin(args, found, data)
    chance = ahead.model.buying.absent(now, SOON)
    alive = ahead.model.buying.alive(now) if view == "alive" else None
    lost = of.year_net * margin
    bands = {
        "high": chance > HIGH,
        "medium": (chance <= HIGH) & (chance >= LOW),
        "low": chance < LOW,
    }
    held = tested.absent
    truth = {"high": held > HIGH, "medium": (held <= HIGH) & (held >= LOW), "low": held < LOW}
    facts = [
        Fact("customers", "count", found.people, len(of)),
        Fact("soon", "count", "days ahead", SOON, "days"),
        *_check_facts(tested, _one(found)),
    ]
    rows: list[tuple[Scalar, ...]] = []
    for name, inside in bands.items():
        facts.append(Fact(name, "count", f"{found.people} of {name} risk", int(np.sum(inside))))
        facts.append(Fact(f"{name}_value", "value", f"{_of_money(margin)} brought in the last year, {name} risk", float(np.sum(lost[inside])), _unit(found)))  # fmt: skip
        then = truth[name]
        stayed = wilson(float(np.sum(tested.made[then] == 0)), float(np.sum(then)))
        said = float(np.mean(held[then])) if then.any() else None
        if stayed.value is not None:
            facts.append(Fact(f"{name}_true", "share", f"of {name} risk, bought nothing in the held-out days", stayed.value, "share", n=stayed.n, low=stayed.low, high=stayed.high))  # fmt: skip
            facts.append(Fact(f"{name}_said", "share", f"expected of {name} risk", said, "share"))
    at_risk = np.argsort(-(lost * chance * (chance > HIGH)), kind="stable")[: args.limit or SHOWN]
    key = (found.customer or "customer").rsplit(".", 1)[-1]
    columns = [
        key,
        "days since the last",
        "purchases so far",
        "brought in the last year",
        "chance of no purchase",
    ]
    columns += ["chance to be still a customer"] if alive is not None else []
    for i in at_risk:
        if chance[i] <= HIGH:
            continue
        row: list[Scalar] = [
            _plain(of.keys[i]),
            int(of.last[i]),
            int(of.purchases[i]),
            float(lost[i]),
            float(chance[i]),
        ]
        rows.append((*row, float(alive[i])) if alive is not None else tuple(row))
    units = {columns[3]: _unit(found)} | dict.fromkeys(columns[4:], "share")
    cautions = _cautions(found, of, margin, origin, data) + _of_ranking(tested, view)
    if alive is not None:
        facts.append(
            Fact("alive", "forecast", f"{found.people} who are still customers", round(float(np.sum(alive))))
        )
        cautions += caution("value.single_purchase", people=found.people)
    shown = {f.id: f.value for f in facts}
    came, meant = shown.get("high_true"), shown.get("high_said")
    if isinstance(came, float) and isinstance(meant, float) and abs(came - meant) > OFF:
        cautions += caution("value.off")
    total = int(np.sum(bands["high"]))
    return Result(
        headline=Headline(
            f"{found.people} who will most likely buy nothing in the next {SOON} days", total, n=len(of)
        ),
        facts=(*facts, *cautions.facts),
        table=Table(tuple(columns), tuple(rows), units),
        caveats=cautions.caveats,
        evidence=(_evidence(found, of, data, ahead, work.seed),),
        words=_words(args, found, margin),
        flags=frozenset({"churn"} | ({"alive"} if alive is not None else set())) | cautions.flags,
        next=(f"what is the lifetime value of our {found.people}?",),
        subject=_subject(args),
    )


def _refuse(tested: Check) -> None:
    """A chance to be still a customer is told only where leaving shows in the data and ranks better than recency."""
    hint = "Ask who is about to churn: that ranks by the chance of no purchase soon, which can be checked."
    if tested.fitted.buying.degenerate:
        raise Unsupported(
            "The chance that a customer is still one cannot be told from this data: the model finds practically "
            "nobody who leaves for good, so that everyone would count as alive.",
            hint,
        )
    alive, recency = tested.alive_auc, tested.recency_auc
    if alive is None or recency is None or alive < recency:
        raise Unsupported(
            "The chance that a customer is still one cannot be told from this data: on the held-out days it ranked "
            "customers no better than the time since their last purchase does.",
            hint,
        )


def _of_ranking(tested: Check, view: str) -> Cautions:
    made = Cautions()
    if tested.absent_auc is not None:
        facts = (
            Fact("ranking", "test", "a buyer of the held-out days ranked above one who did not buy", tested.absent_auc, "share"),
            Fact("even", "share", "by chance", 0.5, "share"),
        )  # fmt: skip
        made += caution("value.ranking", *facts)
    if tested.fitted.buying.degenerate and view == "churn":
        made += caution("value.not_alive")
    return made


# ---------------------------------------------------------------- how well it did
def _checked(
    args: ValueArgs, found: Purchases, of: Customers, tested: Check, data: Any, work: Work
) -> Result:
    """The held-out days, by tenths of what the model expected."""
    columns = (
        "tenth by expected purchases",
        found.people,
        "expected, mean",
        "made, mean",
        "same again, mean",
    )
    rows = [
        (
            _tenth(i),
            len(part),
            float(np.mean(tested.model[part])),
            float(np.mean(tested.made[part])),
            float(np.mean(tested.rule[part])),
        )
        for i, part in enumerate(_tenths(tested.model), start=1)
    ]
    table = Table(columns, tuple(rows))
    facts = [*_check_facts(tested, _one(found)), Fact("customers", "count", found.people, len(of))]
    cautions = _of_purchases(found, of, 1.0, data)
    bias = tested.bias(False, True)
    return Result(
        headline=Headline("expected against made, purchases in the held-out days", bias, "share", n=int(tested.made.size)),
        facts=(*facts, *cautions.facts),
        table=table,
        chart=_chart.line(table, columns[0], columns[2:], title="Purchases expected and made"),
        caveats=cautions.caveats,
        evidence=(_evidence(found, of, data, None),),
        words=_words(args, found, 1.0),
        flags=frozenset({"check", "model" if tested.model_wins else "rule"}) | cautions.flags,
        next=(f"what is the lifetime value of our {found.people}?",),
        subject=_subject(args),
    )  # fmt: skip


# ---------------------------------------------------------------- what must be known
def _reasons(found: Purchases, failed: Sequence[_worth.Gate]) -> str:
    """Why nothing can be expected."""
    words = {
        "customers": f"there are too few {found.people} who bought",
        "days": "the data cover too short a time",
        "regulars": f"too few {found.people} bought three times or more",
        "then": f"too few {found.people} were known early enough to test a forecast",
    }
    return " and ".join(words[f] for f in failed)


def _would_help(of: Customers, found: Purchases) -> str:
    return (
        f"At least {_worth.FEWEST_CUSTOMERS} {found.people} who bought and {_worth.FEWEST_DAYS} days of purchases, with "
        f"{_worth.FEWEST_REGULARS} {found.people} of three purchases, would be needed; there are {len(of)} and {of.span}."
    )


def _profit(origin: str, margin: float) -> Cautions:
    fact = Fact("margin", "share", "margin", margin, "share")
    if origin == "said":
        return caution("value.margin.said", fact)
    if origin == "data":
        return caution("value.margin.data", fact)
    return caution("value.revenue_not_profit")


def _cautions(found: Purchases, of: Customers, margin: float, origin: str, data: Any) -> Cautions:
    return _profit(origin, margin) + _of_purchases(found, of, margin, data)


def _of_purchases(found: Purchases, of: Customers, margin: float, data: Any) -> Cautions:
    """What is taken off and left out, and how a period was understood."""
    made, unit = Cautions(), _unit(found)
    if found.policy is not None and found.kept is None:
        back = float(np.sum(of.paid) - np.sum(of.net)) * margin
        fact = Fact("returned", "value", "taken off for returns", back, unit)
        made += caution("value.net", fact)
    if of.none_left:
        fact = Fact("none_left", "count", "customers without a purchase that stayed", of.none_left)
        made += caution("value.none_left", fact, people=found.people)
    unknown = data.count(found.source, (*found.rule, *_unknown(found)))
    if unknown:
        fact = Fact("unknown", "count", "without a customer", unknown)
        made += caution("_purchases.unknown_customer", fact, rows=found.rows)
    if found.dated:
        made += caution("value.first_in_period", people=found.people)
    return made


def _unknown(found: Purchases) -> tuple[Any, ...]:
    return (call("is_null", col(found.customer)),) if found.customer else ()


def _of_model(of: Customers, tested: Check, ahead: Outlook) -> Cautions:
    """What the held-out days said of the method, and where its assumptions are strained."""
    made = Cautions()
    if ahead.method == "rule":
        closer = tested.errors[0] < tested.errors[1]
        made += caution("value.naive_wins.money" if closer else "value.naive_wins.purchases")
    money = tested.bias(True, ahead.method == "model")
    if money is not None:
        made += caution(
            "value.held_out_bias.large" if abs(money) >= 0.1 else "value.held_out_bias.small",
            off="{model_money_bias}" if ahead.method == "model" else "{rule_money_bias}",
        )
    if ahead.days > of.span:
        made += caution("value.far_ahead")
    if ahead.method == "model":
        repeats = of.purchases > 1
        related = _correlation(of.purchases[repeats], of.average()[repeats])
        if abs(related) > RELATED:
            fact = Fact("related", "test", "correlation of how often and how much", related)
            made += caution("value.related", fact)
    return made


def _correlation(a: Floats, b: Floats) -> float:
    if a.size < 3 or float(np.std(a)) == 0 or float(np.std(b)) == 0:
        return 0.0
    return float(np.corrcoef(a, b)[0, 1])


def _evidence(
    found: Purchases, of: Customers, data: Any, ahead: Outlook | None, seed: int | None = None
) -> Evidence:
    low, high = ends(found, data)
    rows = data.count(found.source, known(found))
    method = f"{found.people} by what they paid, days with a net purchase as purchases"
    if ahead is not None and ahead.method == "model":
        b, s = ahead.model.buying, ahead.model.spending
        method += (
            f"; BG/NBD (r {b.r:.3g}, alpha {b.alpha:.3g} days, a {b.a:.3g}, b {b.b:.3g}) and Gamma-Gamma (p {s.p:.3g}, "
            f"q {s.q:.3g}, v {s.v:.3g}) by maximum likelihood, not discounted; range from {_worth.DRAWS} draws of customers"
        )
    elif ahead is not None:
        method += "; each customer's last year again"
    return Evidence(
        method,
        of.sql,
        rows,
        data.catalog.sources[found.source].rows - rows,
        filters=of.filters,
        period=f"{low} to {high}",
        seed=seed,
    )


def _unit(found: Purchases) -> str:
    return (found.revenue.unit if found.revenue is not None else None) or "money"


def _kind(origin: str) -> str:
    return "revenue" if origin == "none" else "profit"


def _of_money(margin: float) -> str:
    return "revenue" if margin == 1.0 else "profit"


def _money_flags(origin: str) -> set[str]:
    return {"revenue"} if origin == "none" else {"profit"}


def _one(found: Purchases) -> str:
    return found.people[:-1] if found.people.endswith("s") else found.people


def _words(args: ValueArgs, found: Purchases, margin: float) -> dict[str, str]:
    return {
        "people": found.people,
        "one": _one(found),
        "kind": _of_money(margin),
        "dimension": args.by.name if args.by is not None else "",
    }


def _next(args: ValueArgs, found: Purchases, failed: bool) -> tuple[str, ...]:
    asked = (
        [] if failed else ["which customers are about to churn?", "how well did the forecast of value do?"]
    )
    if args.margin is None:
        asked.insert(0, "lifetime value at 40 % margin")
    return tuple(asked)


def _subject(args: ValueArgs) -> Query:
    return Query(source=args.source, within=args.within, where=args.where)
