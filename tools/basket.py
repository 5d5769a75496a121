"""What is bought together in one order, and what goes with a thing: support, confidence, lift and how sure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any, Literal

from pydantic import Field

from data.errors import Unsupported
from data.query import Agg, Call, Expr, Lit, Member, Out, Query, call, col
from data.work import Work
from tools import _baskets, _chart, _purchases
from tools._baskets import FEWEST, Counted, Held, Item, Pair, Things
from tools._caveats import Cautions, caution
from tools._purchases import Purchases
from tools._result import Evidence, Fact, Headline, Result, Table
from tools._tool import Args, Slot, tool

SHOWN, TOLD, CHARTED = 20, 10, 12
ONE_BUYER = 10
"""A pair that fewer customers than this bought may be the habit of a few."""


class BasketArgs(Args):
    """item: a thing by name or code ("what goes with the desk?"). anchor: conditions that mark such things.

    by: the column whose values are the things (default: products). order: those that lie together most often, or
    most strongly for the size of their orders. different: without variants of one item. limit: how many are shown.
    """

    item: str | None = None
    anchor: tuple[Expr, ...] = ()
    by: str | None = None
    order: Annotated[Literal["often", "strength"] | None, Slot("choice")] = None
    different: Annotated[bool, Slot("flag", words=("different items", "without variants"))] = False
    limit: Annotated[int | None, Field(default=None, ge=1, le=100), Slot("number", word="pairs")] = None


@tool(
    words=("bought together", "sell together", "market basket", "cross-sell", "bundle"),
    examples=("which products are bought together?", "bundle ideas", "market basket analysis"),
)
def basket(args: BasketArgs, data: Any, work: Work) -> Result:
    """Shows which things are bought together in one order more often than chance, or what goes with one of them."""
    work.check()
    located = _purchases.find(data.catalog, args.source, order=True, customer=False)
    things = _things(args, located, data)
    found = _purchases.population(located, args, data)
    if args.item is not None or args.anchor:
        return _goes_with(args, found, things, data, work)
    return _together(args, found, things, data, work)


def _things(args: BasketArgs, found: Purchases, data: Any) -> Things:
    """What lies in an order: the named column, else the product of each row."""
    if args.by is not None:
        column = data.column(found.source, args.by)
        return Things(column.name, column.name, column.label, f"values of {column.label}")
    sold = _purchases.product(data.catalog, found.source)
    if sold is None:
        raise Unsupported(
            f"Nothing in the {found.rows} tells which product was bought.",
            "A table with an order number and a product on each row would be needed.",
        )
    return Things(sold.key, sold.name, sold.singular, sold.plural)


# ---------------------------------------------------------------- pairs
def _together(args: BasketArgs, found: Purchases, things: Things, data: Any, work: Work) -> Result:
    held = _baskets.held(found, things, data, work)
    counted = _baskets.pairs(held, work)
    ranked = [p for p in _ranked(counted.pairs, args.order) if not (args.different and p.variants)]
    if not ranked:
        return _none(args, found, things, held, counted, data, work)
    shown = _with_customers(ranked, args.limit or SHOWN, args.order, found, things, data, work)
    facts = [*_counts(found, held), *_pair_facts(shown)]
    facts += [
        Fact("tested", "count", "pairs that lie together often enough", counted.tested),
        Fact("found", "count", "pairs bought together more than by chance", len(counted.pairs)),
    ]
    flags = {"pairs", "strength" if args.order == "strength" else "often"}
    if shown[0].variants:
        flags.add("variants")
        facts += _different(next((p for p in ranked if not p.variants), None))
    flags |= _sized(shown[0])
    cautions = _cautions(found, held, things, shown)
    return Result(
        headline=Headline(_label(args.order), shown[0].name, n=shown[0].together),
        facts=(*facts, *cautions.facts),
        table=_table(shown, things, found),
        chart=_pairs_chart(shown, found, args.order),
        caveats=cautions.caveats,
        evidence=(_evidence(found, things, held, data),),
        words=_words(found, things),
        flags=frozenset(flags) | cautions.flags,
        next=_next(args, shown),
        subject=_subject(args),
    )


def _sized(pair: Pair) -> set[str]:
    """Whether the size of the orders makes a part of the lift."""
    return {"sized"} if pair.beyond_size < 0.9 * pair.lift else set()


def _label(order: str | None) -> str:
    return "most strongly bought together" if order == "strength" else "most often bought together"


def _ranked(pairs: Sequence[Pair], order: str | None) -> list[Pair]:
    """By orders in common, or by strength; equal ones by the other and then by name."""

    def key(pair: Pair) -> tuple[float, float, str]:
        by = (-pair.strength, -float(pair.together))
        return (*(by if order == "strength" else by[::-1]), pair.name)

    return sorted(pairs, key=key)


def _with_customers(
    ranked: Sequence[Pair],
    most: int,
    order: str | None,
    found: Purchases,
    things: Things,
    data: Any,
    work: Work,
) -> list[Pair]:
    """The first pairs with how many customers are behind them; strong pairs of a few customers come last."""
    if found.customer is None:
        return list(ranked[:most])
    few = ranked[: 3 * most]
    keys = list(dict.fromkeys(k for p in few for k in (p.first.key, p.second.key)))
    query = Query(
        source=found.source,
        where=(*_baskets.base(found, things), call("in", col(things.key), *keys)),
        groups=(Out(name="order", expr=col(found.order or "")), Out(name="item", expr=col(things.key))),
        measures=(Out(name="customer", expr=Agg(agg="any", of=col(found.customer))),),
    )
    held: dict[Any, dict[Any, Any]] = {}
    for number, item, customer in data.fetch(query, work).rows:
        held.setdefault(item, {})[number] = customer
    made = []
    for pair in few:
        first, second = held.get(pair.first.key, {}), held.get(pair.second.key, {})
        buyers = {first[o] for o in first.keys() & second.keys()} - {None}
        made.append(replace(pair, customers=len(buyers)))
    return _habits_last(made, order)[:most]


def _habits_last(pairs: list[Pair], order: str | None) -> list[Pair]:
    """How strong a pair is says little where a few customers bought it again and again."""
    if order != "strength":
        return pairs
    return sorted(pairs, key=lambda p: p.customers is not None and p.customers < ONE_BUYER)


def _pair_facts(shown: Sequence[Pair]) -> list[Fact]:
    facts: list[Fact] = []
    for i, pair in enumerate(shown[:TOLD], start=1):
        facts += _facts_of(pair, str(i))
    facts.append(replace(facts[0], id="top"))
    return facts


def _facts_of(pair: Pair, at: str) -> list[Fact]:
    low, high = pair.interval
    return [
        Fact(f"pair.{at}", "count", "orders with both", pair.together, row=pair.name, n=pair.together),
        Fact(f"support.{at}", "share", "share of all orders", pair.support, "share", row=pair.name, n=pair.total),
        Fact(
            f"confidence.{at}", "share", f"of the orders with {pair.first.name}", pair.confidence, "share",
            row=pair.first.name, column=pair.second.name, n=pair.first.orders, of=(f"pair.{at}",),
        ),
        Fact(f"lift.{at}", "ratio", "times as often as by chance", pair.lift, row=pair.name, n=pair.together, low=low, high=high),
        Fact(f"beyond.{at}", "ratio", "times as often as in orders of such a size", pair.beyond_size, row=pair.name),
    ]  # fmt: skip


def _different(other: Pair | None) -> list[Fact]:
    """The first pair that is not two variants of one thing."""
    if other is None:
        return []
    low, high = other.interval
    return [
        Fact("different", "count", "orders with both", other.together, row=other.name),
        Fact("different_lift", "ratio", "times as often as by chance", other.lift, row=other.name, low=low, high=high),
    ]  # fmt: skip


def _table(shown: Sequence[Pair], things: Things, found: Purchases) -> Table:
    columns: tuple[str, ...] = (
        things.singular,
        "bought with",
        "orders with both",
        "share of all orders",
        "share of orders with the first",
        "lift",
        "lift from",
        "lift to",
        "lift for the size of the orders",
    )
    rows = [
        (p.first.name, p.second.name, p.together, p.support, p.confidence, p.lift, *p.interval, p.beyond_size)
        for p in shown
    ]
    units = {columns[i]: "share" for i in (3, 4)}
    return _with_buyers(columns, rows, shown, found, units)


def _pairs_chart(shown: Sequence[Pair], found: Purchases, order: str | None) -> Any:
    pairs = shown[:CHARTED]
    if order == "strength":
        table = Table(("pair", "lift"), tuple((p.name, p.lift) for p in pairs))
        return _chart.bar(
            table, "pair", "lift", title="Times as often as by chance", intervals=[p.interval for p in pairs]
        )
    name = f"{found.orders} with both"
    table = Table(("pair", name), tuple((p.name, p.together) for p in pairs))
    return _chart.bar(table, "pair", name, title="Most often bought together")


def _none(
    args: BasketArgs, found: Purchases, things: Things, held: Held, counted: Counted, data: Any, work: Work
) -> Result:
    """No pair is frequent or strong enough: the most frequent ones are counted, and nothing is concluded."""
    every = _baskets.held(found, things, data, work, fewest=1)
    loose = _baskets.pairs(every, work, fewest=1, test=False).pairs
    shown = [p for p in _ranked(loose, "often") if not (args.different and p.variants)][: args.limit or SHOWN]
    facts = [
        *_counts(found, every),
        Fact("fewest", "count", "orders that a pair needs", FEWEST),
        Fact("tested", "count", "pairs that lie together often enough", counted.tested),
    ]
    if shown:
        facts.append(Fact("top", "count", "orders with both", shown[0].together, row=shown[0].name))
    cautions = _cautions(found, every, things, ())
    columns = (things.singular, "bought with", "orders with both")
    flags = {"none", "chance" if counted.tested else "rare"} | ({"some"} if shown else set())
    return Result(
        headline=Headline("pairs bought together more than by chance", 0, n=held.total),
        facts=(*facts, *cautions.facts),
        table=Table(columns, tuple((p.first.name, p.second.name, p.together) for p in shown)),
        caveats=cautions.caveats,
        evidence=(_evidence(found, things, every, data),),
        words=_words(found, things),
        flags=frozenset(flags) | cautions.flags,
        subject=_subject(args),
    )


# ---------------------------------------------------------------- what goes with a thing
def _goes_with(args: BasketArgs, found: Purchases, things: Things, data: Any, work: Work) -> Result:
    anchor, name, matched = _anchor(args, found, things, data, work)
    held = _baskets.held(found, things, data, work)
    made = _baskets.beside(found, things, anchor, name, held, data, work)
    if not made.orders:
        raise Unsupported(
            f"None of the {found.orders} that fit hold “{name}”.", "Ask for a wider group or period."
        )
    order = args.order or "strength"
    ranked = [p for p in _ranked(made.pairs, order) if not (args.different and p.variants)]
    shown = _beside_customers(ranked, args.limit or SHOWN, order, anchor, found, things, data, work)
    facts = [
        *_counts(found, held),
        Fact("holding", "count", f"{found.orders} with it", made.orders, row=name),
        Fact("fewest", "count", "orders that a pair needs", FEWEST),
    ]
    cautions = _cautions(found, held, things, shown) + _of_matched(matched, things)
    flags = {"with"}
    if shown:
        facts += _pair_facts(shown)
        flags |= _sized(shown[0])
        table = _beside_table(shown, things, found, name)
    else:
        often = _ranked(made.every, "often")[:SHOWN]
        flags |= {"with_none"} | ({"some"} if often else set())
        facts += [Fact("top", "count", "orders with both", p.together, row=p.second.name) for p in often[:1]]
        columns = (things.singular, f"{found.orders} with both")
        table = Table(columns, tuple((p.second.name, p.together) for p in often))
    return Result(
        headline=_with_headline(name, shown),
        facts=(*facts, *cautions.facts),
        table=table,
        chart=_with_chart(shown, name),
        caveats=cautions.caveats,
        evidence=(_evidence(found, things, held, data),),
        words=_words(found, things) | {"item": name},
        flags=frozenset(flags) | cautions.flags,
        next=("which products are bought together?",),
        subject=_subject(args),
    )


def _beside_customers(
    ranked: Sequence[Pair],
    most: int,
    order: str,
    anchor: tuple[Expr, ...],
    found: Purchases,
    things: Things,
    data: Any,
    work: Work,
) -> list[Pair]:
    """The first things beside an anchor with how many customers bought both."""
    if found.customer is None or found.order is None or not ranked:
        return list(ranked[:most])
    base = _baskets.base(found, things)
    holding = Query(
        source=found.source, where=(*base, *anchor), groups=(Out(name="order", expr=col(found.order)),)
    )
    few = ranked[: 3 * most]
    query = Query(
        source=found.source,
        where=(
            *base,
            Member(member=col(found.order), within=holding),
            call("in", col(things.key), *(p.second.key for p in few)),
        ),
        groups=(Out(name="item", expr=col(things.key)),),
        measures=(Out(name="customers", expr=Agg(agg="distinct", of=col(found.customer))),),
    )
    buyers = dict(data.fetch(query, work).rows)
    made = [replace(p, customers=int(buyers.get(p.second.key, 0))) for p in few]
    return _habits_last(made, order)[:most]


def _of_matched(matched: Sequence[Item], things: Things) -> Cautions:
    """Several things that a name fits count as one."""
    if len(matched) < 2:
        return Cautions()
    fact = Fact("matched", "count", f"{things.plural} of that name", len(matched))
    return caution(
        "basket.several_matched.more" if len(matched) > 3 else "basket.several_matched.all",
        fact,
        things=things.plural,
        names=", ".join(f"“{i.name}”" for i in matched[:3]),
    )


def _with_headline(name: str, shown: Sequence[Pair]) -> Headline:
    if not shown:
        return Headline(f"bought with {name} more than by chance", 0)
    return Headline(f"goes best with {name}", shown[0].second.name, n=shown[0].together)


def _anchor(
    args: BasketArgs, found: Purchases, things: Things, data: Any, work: Work
) -> tuple[tuple[Expr, ...], str, list[Item]]:
    """The conditions that mark a thing on the rows, what it is called, and the things that it is."""
    if args.item is None:
        return args.anchor, _named(args.anchor), []
    frame = data.fetch(_baskets.items_query(found, things), work)
    known, services = _baskets.items(frame.rows)
    matched = _baskets.match(args.item, [*known, *services], things.singular)
    name = matched[0].name if len(matched) == 1 else args.item
    return (call("in", col(things.key), *(i.key for i in matched)),), name, matched


def _named(anchor: Sequence[Expr]) -> str:
    """What conditions are called: the values that they ask for."""
    values = [
        str(a.lit)
        for e in anchor
        if isinstance(e, Call)
        for a in e.args[1:]
        if isinstance(a, Lit) and a.lit is not None
    ]
    return " or ".join(values) if values else "these"


def _beside_table(shown: Sequence[Pair], things: Things, found: Purchases, name: str) -> Table:
    columns = (
        things.singular,
        "orders with both",
        f"share of orders with {name}",
        "share of all orders",
        "lift",
        "lift from",
        "lift to",
        "lift for the size of the orders",
    )
    rows = [
        (
            p.second.name,
            p.together,
            p.confidence,
            p.second.orders / p.total,
            p.lift,
            *p.interval,
            p.beyond_size,
        )
        for p in shown
    ]
    return _with_buyers(columns, rows, shown, found, {columns[i]: "share" for i in (2, 3)})


def _with_buyers(
    columns: tuple[str, ...],
    rows: Sequence[tuple[Any, ...]],
    shown: Sequence[Pair],
    found: Purchases,
    units: dict[str, str],
) -> Table:
    """The table, with the number of customers behind each row where they are known."""
    if found.customer is None:
        return Table(columns, tuple(rows), units)
    return Table(
        (*columns, found.people),
        tuple((*row, p.customers) for row, p in zip(rows, shown, strict=True)),
        units,
    )


def _with_chart(shown: Sequence[Pair], name: str) -> Any:
    if not shown:
        return None
    pairs = shown[:CHARTED]
    table = Table(("bought with it", "lift"), tuple((p.second.name, p.lift) for p in pairs))
    return _chart.bar(
        table,
        "bought with it",
        "lift",
        title=f"Bought with {name}, times as often as by chance",
        intervals=[p.interval for p in pairs],
    )


# ---------------------------------------------------------------- what must be known
def _counts(found: Purchases, held: Held) -> list[Fact]:
    return [
        Fact("orders", "count", found.orders, held.total),
        Fact("items", "count", "things looked at", len(held.items)),
    ]


def _cautions(found: Purchases, held: Held, things: Things, shown: Sequence[Pair]) -> Cautions:
    made = Cautions()
    if found.kept is not None and found.policy is not None and found.policy.effect:
        made += caution("_purchases.policy", effect=found.policy.effect)
    if held.services:
        fact = Fact("services", "count", "no products", len(held.services))
        made += caution(
            "basket.services.more" if len(held.services) > 3 else "basket.services.all",
            fact,
            things=things.plural,
            names=", ".join(f"“{i.name}”" for i in held.services[:3]),
        )
    if held.cut:
        fact = Fact("most_items", "count", f"{things.plural} looked at", len(held.items))
        made += caution("basket.most_items", fact, things=things.plural, orders=found.orders)
    variants = [p for p in shown if p.variants]
    if variants:
        facts = (
            Fact("alike", "count", "pairs of variants", len(variants)),
            Fact("listed", "count", "pairs listed", len(shown)),
        )
        made += caution("basket.variants", *facts)
    few = [p for p in shown if p.customers is not None and p.customers < ONE_BUYER]
    if few:
        fact = Fact("few_buyers", "count", "pairs of few customers", len(few))
        made += caution("basket.few_buyers", fact, people=found.people)
    if shown:
        made += caution("basket.not_cause")
    return made


def _evidence(found: Purchases, things: Things, held: Held, data: Any) -> Evidence:
    rows = data.count(found.source, _baskets.base(found, things))
    when = found.when
    return Evidence(
        f"{things.plural} that lie together in at least {FEWEST} {found.orders}; lift with a 95 % interval (delta "
        f"method, {found.orders} as independent). Told are pairs whose interval lies above one, also against "
        f"{found.orders} as large as those that the two lie in, at a false discovery rate of {_baskets.FALSE:.0%}",
        held.sql,
        rows,
        data.catalog.sources[found.source].rows - rows,
        filters=held.filters,
        period=f"{str(when.low)[:10]} to {str(when.high)[:10]}" if when is not None and when.low else None,
    )


def _words(found: Purchases, things: Things) -> dict[str, str]:
    return {"things": things.plural, "thing": things.singular, "orders": found.orders}


def _next(args: BasketArgs, shown: Sequence[Pair]) -> tuple[str, ...]:
    asked = [f"what goes with {shown[0].first.name}?"]
    if not args.different and any(p.variants for p in shown):
        asked.insert(0, "only different items")
    if args.order != "strength":
        asked.append("which pairs have the highest lift?")
    return tuple(asked)


def _subject(args: BasketArgs) -> Query:
    return Query(source=args.source, within=args.within, where=args.where)
