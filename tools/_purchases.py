"""Who bought when, in which order, and for how much: the table that tells it, and a question's population on it.

Used by the tools that follow customers through time and products through orders. Whatever source a question
names (customers, orders, lines), its conditions are put on the rows of the one table that holds the purchases.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from data.catalog import Catalog, Column, Entity, Measure, Policy, Source
from data.errors import UnknownName, Unsupported
from data.query import Agg, Bin, Call, Col, Expr, Lit, Member, Out, Query, call, col, columns_of
from tools._companions import meaning
from tools._fetched import PEOPLE
from tools._periods import day
from tools._tool import Args

BUYERS = (*PEOPLE, "account", "company", "donor", "investor", "visitor", "policyholder", "player", "student")
ORDER_WORDS = {"order", "invoice", "transaction", "receipt", "basket", "purchase", "booking", "bill"}
PRODUCT_WORDS = {"product", "item", "article", "sku", "stock code"}
NAMES_PRODUCT = {
    "product",
    "item",
    "article",
    "sku",
    "description",
    "title",
    "goods",
    "dish",
    "menu",
    "model",
}
BOUGHT = ("order", "purchase", "invoice", "transaction", "sale", "sold", "bought", "paid", "payment")


@dataclass(frozen=True)
class Purchases:
    """The columns of `source` (whose rows are purchases or parts of one) that a follow-up in time needs.

    `where` keeps the rows that count: the question's population and, unless it is net, the sales policy.
    `first` are the question's conditions on the date alone, with the date replaced by the output `first`:
    they choose customers by their first purchase. `touched` is true where conditions hold for single rows.
    """

    source: str
    rows: str
    customer: str | None
    people: str
    when: Column | None
    order: str | None
    orders: str
    amount: Column | None
    revenue: Measure | None
    where: tuple[Expr, ...] = ()
    dated: tuple[Expr, ...] = ()
    policy: Policy | None = None
    variant: str | None = None

    @property
    def sales(self) -> bool:
        """Whether the rows are purchases; else they are visits or other things that people did."""
        return self.amount is not None or self.order is not None

    @property
    def again(self) -> str:
        """What those who come back did."""
        return "bought again" if self.sales else "were active again"

    @property
    def first(self) -> str:
        """What makes a customer a new one."""
        return "first purchase" if self.sales else "first activity"

    @property
    def twice(self) -> str:
        """What those who came back at all did."""
        return "bought more than once" if self.sales else "were active on more than one day"

    @property
    def kept(self) -> Expr | None:
        """The row filter of the policy in force."""
        return self.policy.variants.get(self.variant or "") if self.policy is not None else None

    @property
    def rule(self) -> tuple[Expr, ...]:
        """The conditions of rows that count as purchases."""
        return self.where if self.kept is None else (*self.where, self.kept)


def find(catalog: Catalog, source: str, *, order: bool = False, customer: bool = True) -> Purchases:
    """The table of purchases behind a source; Unsupported names what is missing.

    `order`: an order number is needed. `customer`: a customer is.
    """
    found = [p for name in catalog.sources if (p := _on(catalog, name)) is not None]
    whole = [
        p
        for p in found
        if (not order or p.order is not None)
        and (not customer or (p.customer is not None and p.when is not None))
    ]
    if not whole:
        raise _lacking(catalog, source, found, order, customer)
    home = _home(catalog, source)
    return max(whole, key=lambda p: (p.amount is not None, p.source == home, p.order is not None))


def _lacking(
    catalog: Catalog, source: str, found: Sequence[Purchases], order: bool, customer: bool
) -> Unsupported:
    if source not in catalog.sources:
        raise UnknownName("table", source, catalog.sources)
    rows = catalog.sources[source].plural
    if customer and not any(p.customer for p in found):
        return Unsupported(
            f"Nothing in the {rows} tells which customer bought when.",
            "A table with a customer id and a date for each purchase would be needed.",
        )
    if customer and not any(p.customer and p.when for p in found):
        return Unsupported(
            f"The {rows} have no dates of purchases, so customers cannot be followed over time.",
            "A table with a customer id and a date for each purchase would be needed.",
        )
    if order:
        return Unsupported(
            f"Nothing in the {rows} tells which things were bought in one order.",
            "A table with an order number and a product on each row would be needed.",
        )
    return Unsupported(
        f"The {rows} do not tell customer, date and order together.",
        "A table with a customer id, a date and an order number on each row would be needed.",
    )


def _home(catalog: Catalog, source: str) -> str:
    entity = catalog.entities.get(source)
    return entity.table if entity is not None and entity.rolled_up else source


# ---------------------------------------------------------------- what a table tells
def _on(catalog: Catalog, name: str) -> Purchases | None:
    """What one table tells of purchases; None for tables whose rows are none (entities, customers)."""
    source: Source = catalog.sources[name]
    entity = source.entity
    if entity is not None and (entity.rolled_up or entity.name in BUYERS):
        return None
    customer, people, theirs = _customer(catalog, source)
    when = _date(source, theirs)
    order, orders = _order(catalog, source)
    money, measure = _money(catalog, source)
    return Purchases(name, source.plural, customer, people, when, order, orders, money, measure)


def _customer(catalog: Catalog, source: Source) -> tuple[str | None, str, str | None]:
    """The column that names the buyer, what buyers are called, and the table that describes them."""
    for entity in catalog.entities.values():
        if entity.name not in BUYERS:
            continue
        if entity.rolled_up and entity.table == source.name:
            return entity.key, entity.plural, None
        for join in catalog.joins:
            if join.to != entity.table:
                continue
            reached = _reached(catalog, source, join.table, join.key)
            if reached is not None:
                return reached, entity.plural, entity.table
        if entity.rolled_up:
            reached = _reached(catalog, source, entity.table, entity.key)
            if reached is not None:
                return reached, entity.plural, None
    # An id that never repeats makes no entity: everybody bought once.
    once = (c for c in source.columns.values() if c.role == "id" and "." not in c.name)
    named = next((c.name for c in once if set(c.label.lower().split()) & set(BUYERS)), None)
    return named, "customers", None


def _reached(catalog: Catalog, source: Source, table: str, key: str) -> str | None:
    """How a column of a table is written on the rows of a source: its own, or through a join."""
    if table == source.name:
        return key
    name = f"{table}.{key}"
    joined = any(j.table == source.name and j.to == table for j in catalog.joins)
    return name if joined and name in source.columns else None


def _date(source: Source, theirs: str | None) -> Column | None:
    """When it was bought: a date of the row itself before one of what it belongs to, a named one first."""
    dates = [
        c
        for c in source.columns.values()
        if c.type in ("date", "datetime")
        and c.role == "date"
        and (theirs is None or not c.name.startswith(f"{theirs}."))
    ]

    def rank(column: Column) -> tuple[bool, bool, int]:
        said = f"{column.label} {column.name}".lower()
        return "." in column.name, not any(w in said for w in BOUGHT), column.missing

    return min(dates, key=rank, default=None)


def _order(catalog: Catalog, source: Source) -> tuple[str | None, str]:
    """The column that says which rows are one order."""
    for entity in catalog.entities.values():
        if not ({entity.name, *entity.synonyms} & ORDER_WORDS):
            continue
        if entity.table == source.name:
            return entity.key, entity.plural
        for join in catalog.joins:
            if join.table == source.name and join.to == entity.table:
                return join.key, entity.plural
    return None, "orders"


def _money(catalog: Catalog, source: Source) -> tuple[Column | None, Measure | None]:
    """The amount of a row, and the measure that adds it up: the catalog's own, else one of the only amount."""
    for measure in catalog.measures.values():
        expr = measure.expr
        if measure.source != source.name or measure.unit in (None, "count", "share"):
            continue
        if isinstance(expr, Agg) and expr.agg == "sum" and isinstance(expr.of, Col):
            column = source.columns.get(expr.of.col)
            if column is not None and column.role == "amount":
                return column, measure
    amounts = [
        c for c in source.columns.values() if c.role == "amount" and "." not in c.name and not c.personal
    ]
    if len(amounts) != 1:
        return None, None
    only = amounts[0]
    expr = Agg(agg="sum", of=col(only.name))
    return only, Measure(only.name, source.name, only.label, expr, unit=only.unit or "money")


@dataclass(frozen=True)
class Sold:
    """What is sold, as the rows of a table name it: by `key`, known to people by `name`; `kinds` are columns that
    say of what kind it is (its category)."""

    key: str
    name: str
    singular: str
    plural: str
    kinds: frozenset[str] = frozenset()


def product(catalog: Catalog, source: str) -> Sold | None:
    """The thing that is sold, where the rows of a source name one."""
    for entity in catalog.entities.values():
        if not ({entity.name, *entity.synonyms} & PRODUCT_WORDS):
            continue
        if entity.table == source:
            return _sold_here(catalog.sources[source], entity)
        join = next((j for j in catalog.joins if j.table == source and j.to == entity.table), None)
        if join is not None:
            return _sold_there(catalog.sources[source], entity, join.key)
    named = [
        c
        for c in catalog.sources[source].columns.values()
        if c.role in ("category", "text", "code", "id")
        and "." not in c.name
        and set(c.label.lower().split()) & NAMES_PRODUCT
    ]
    if not named:
        return None
    most = max(named, key=lambda c: c.distinct)
    return Sold(most.name, most.name, "product", "products")


def _sold_here(source: Source, entity: Entity) -> Sold:
    kinds = {c.name for c in entity.columns if isinstance(c.expr, Agg) and c.expr.agg == "any"}
    name = entity.display if entity.display in source.columns else entity.key
    name = name or entity.key
    return Sold(entity.key, name, entity.name, entity.plural, frozenset(kinds - {entity.key, name}))


def _sold_there(source: Source, entity: Entity, key: str) -> Sold:
    """A product with a table of its own: known by its display column, or else by one that is a name."""
    theirs = {n for n in source.columns if n.startswith(f"{entity.table}.")}
    titled = (n for n in theirs if n.rsplit(".", 1)[-1].lower() in ("name", "title", "description"))
    name = f"{entity.table}.{entity.display}" if entity.display else ""
    name = name if name in theirs else next(titled, key)
    kinds = {n for n in theirs if source.columns[n].role == "category"}
    return Sold(key, name, entity.name, entity.plural, frozenset(kinds - {name}))


# ---------------------------------------------------------------- the population
def population(found: Purchases, args: Args, data: Any, *, net: bool = False) -> Purchases:
    """The purchases with the question's conditions on them.

    Conditions on members (customers over 50, orders above 100) become a membership. `net`: returns and
    cancelled orders stay in, unless the conversation chose otherwise.
    """
    rows, dated = _split(_on_rows(found, args, data), found.when)
    touched = {c for e in (*rows, *dated) for c in columns_of(e)}
    policy, variant = _policy(found, data, touched, net)
    return replace(found, where=rows, dated=dated, policy=policy, variant=variant)


def _on_rows(found: Purchases, args: Args, data: Any) -> tuple[Expr, ...]:
    if args.source == found.source:
        return args.where
    if not args.where:
        return args.within
    key = data.key(args.source)
    here = _key_here(found, args.source, key, data)
    if here is None:
        raise Unsupported(
            f"The {found.rows} do not say which of the {data.source(args.source).plural} they belong to.",
            f"Restrict the {found.rows} themselves.",
        )
    members = Query(
        source=args.source, within=args.within, where=args.where, columns=(Out(name=key, expr=col(key)),)
    )
    return (*args.within, Member(member=col(here), within=members))


def _key_here(found: Purchases, source: str, key: str, data: Any) -> str | None:
    """The column of the purchases that names the members of another source."""
    entity = data.catalog.entities.get(source)
    home = entity.table if entity is not None else source
    if home == found.source:
        return key
    for join in data.catalog.joins:
        if join.to == home and join.to_key == key:
            reached = _reached(data.catalog, data.catalog.sources[found.source], join.table, join.key)
            if reached is not None:
                return reached
    if entity is not None and entity.rolled_up and entity.name in BUYERS:
        return found.customer
    return None


def _split(where: Sequence[Expr], when: Column | None) -> tuple[tuple[Expr, ...], tuple[Expr, ...]]:
    """Conditions on rows, and those that speak of the date alone."""
    rows: list[Expr] = []
    dated: list[Expr] = []
    for expr in where:
        if isinstance(expr, Call) and expr.op == "and":
            inner, apart = _split(expr.args, when)
            rows, dated = [*rows, *inner], [*dated, *apart]
        elif when is not None and set(columns_of(expr)) == {when.name} and not isinstance(expr, Member):
            dated.append(expr)
        else:
            rows.append(expr)
    return tuple(rows), tuple(dated)


def _policy(found: Purchases, data: Any, touched: set[str], net: bool) -> tuple[Policy | None, str | None]:
    chosen = dict(data.overlay.variants)
    for policy, variant in data.policy_filters(found.source):
        if policy.source != found.source or set(policy.touches) & touched:
            continue
        open_ended = next((name for name, kept in policy.variants.items() if kept is None), None)
        if net and policy.name not in chosen and open_ended is not None:
            return policy, open_ended
        return policy, variant
    return None, None


def renamed(expr: Expr, old: str, new: str) -> Expr:
    """The expression with one column called otherwise."""
    if isinstance(expr, Col):
        return Col(col=new) if expr.col == old else expr
    if isinstance(expr, Call):
        return expr.model_copy(update={"args": tuple(renamed(a, old, new) for a in expr.args)})
    if isinstance(expr, Bin):
        return expr.model_copy(update={"bin": renamed(expr.bin, old, new)})
    return expr


def on_rows(found: Purchases, out: Out, source: str, data: Any) -> Out:
    """An output of another source (a customer's channel) as the rows of the purchases have it."""
    columns = data.catalog.sources[found.source].columns
    entity = data.catalog.entities.get(source)
    expr = out.expr
    for name in columns_of(expr):
        if source == found.source or name in columns:
            continue
        homes = [entity.table] if entity is not None and not entity.rolled_up else []
        named = next((f"{h}.{name}" for h in homes if f"{h}.{name}" in columns), f"{source}.{name}")
        expr = renamed(expr, name, named)
    return out.model_copy(update={"expr": expr})


def chooses_purchases(found: Purchases, data: Any, own: tuple[str, ...] = ("any",)) -> bool:
    """Whether a condition holds for some purchases of a customer and not for others.

    `own`: aggregates whose attributes of a customer count as the customer's own ("any": the same on each row).
    """
    theirs = {
        c.name
        for e in data.catalog.entities.values()
        if e.key == found.customer
        for c in e.columns
        if isinstance(c.expr, Agg) and c.expr.agg in own
    }
    return any(
        name not in theirs and "." not in name and name != found.customer
        for expr in found.where
        if not isinstance(expr, Member)
        for name in columns_of(expr)
    )


# ---------------------------------------------------------------- queries that several tools share
def known(found: Purchases) -> tuple[Expr, ...]:
    """The rows that count, of a known customer at a known time."""
    needed = [n for n in (found.customer, found.when.name if found.when else None) if n]
    return (*found.rule, *(call("not_null", col(n)) for n in needed))


def count(where: Expr | None = None) -> Agg:
    """Rows, each once, that meet a condition."""
    return Agg(agg="count", where=where, weighted=False)


def summed(found: Purchases, data: Any) -> Agg:
    """The money of rows, added up."""
    assert found.revenue is not None
    full = meaning(found.revenue.expr, data)
    assert isinstance(full, Agg)
    return full


def ends(found: Purchases, data: Any) -> tuple[date, date]:
    """First and last day of all the rows, whoever the question is about: what the data can have seen."""
    when = found.when
    assert when is not None
    low, high = day(when.low), day(when.high)
    if low is None or high is None:
        of = col(when.name)
        outs = (Out(name="low", expr=Agg(agg="min", of=of)), Out(name="high", expr=Agg(agg="max", of=of)))
        row = data.fetch(Query(source=found.source, measures=outs)).rows[0]
        low, high = day(row[0]), day(row[1])
    if low is None or high is None:
        raise Unsupported(
            f"There are no dates in “{when.label}”.", "A date for each purchase would be needed."
        )
    return low, high


def iso(moment: date) -> Lit:
    """A day as a constant."""
    return Lit(lit=moment.isoformat(), date=True)


def between(column: str, first: date, last: date) -> Call:
    """From the first day to the last, both in, whatever the clock says."""
    return call(
        "and", call("ge", col(column), iso(first)), call("lt", col(column), iso(last + timedelta(days=1)))
    )
