"""The things that rows are about (line, order, customer, product) and what rolling up tells of each.

A table whose key is unique *is* its entity. An id that repeats makes one by grouping: orders and customers of
order lines, with revenue, number of orders, days since the last order and whatever is constant within a key.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from data import _names as names
from data._draft import Draft
from data._names import hints, says, split
from data._profile import Engine, quoted
from data._rows import grain, repeats, word_of
from data.catalog import Column, Entity, Join, Role, Type
from data.query import Agg, Expr, call, col, date

MOSTLY = 0.95
"""Share of keys within which a column must be constant to count as the thing's own."""
MOST_ENTITIES = 6
MANY_ROWS = 100_000
FEW_KEYS = 10
"""Of fewer things, equal numbers in all rows prove nothing."""


def find_weights(draft: Draft, engine: Engine) -> None:
    """The weight column, and how many implicates (completed copies) each unit has, if any."""
    weights = [c for _, c in draft.raw() if c.role == "weight"]
    if not weights:
        return
    draft.weight = weights[0].name
    candidates = [n.raw for n, _ in draft.raw()][:6]
    whole = [c for c in candidates if draft.columns[c].type == "integer" and draft.shape(c).distinct > 60]
    for unit in whole:
        for copy in whole:
            times = _implicates(draft, engine, unit, copy) if unit != copy else 0
            if times:
                draft.implicates, draft.key = times, unit
                exact = replace(draft.columns[unit], distinct=draft.profile.rows // times)
                draft.columns[unit] = exact
                draft.change(unit, "id")
                draft.change(copy, "id")
                return


def _implicates(draft: Draft, engine: Engine, unit: str, copy: str) -> int:
    """m where every unit has m rows and `copy` numbers them: copy = 10 x unit + 1..m; else 0."""
    u, c = quoted(unit), quoted(copy)
    sql = (
        f"SELECT min(n), max(n), bool_and(good) FROM (SELECT count(*) AS n, min({c}) = 10 * {u} + 1 "
        f"AND max({c}) = 10 * {u} + count(*) AS good FROM {quoted(draft.name)} GROUP BY {u})"
    )
    _, rows = engine.fetch(sql)
    low, high, good = rows[0]
    return int(low) if good and low == high and low > 1 else 0


@dataclass(frozen=True)
class Key:
    """A repeated id and the thing that it identifies."""

    column: Column
    noun: names.Noun


def rolled_keys(draft: Draft) -> tuple[Key, ...]:
    """Ids (or names of products and customers) that repeat over rows."""
    found: dict[str, Key] = {}
    ids_first = sorted(draft.raw(), key=lambda pair: pair[1].role != "id")
    for name, column in ids_first:
        if column.name == draft.key or not repeats(draft, column):
            continue
        word = word_of(name, column)
        if word is None or (draft.noun is not None and names.noun(word).name == draft.noun.name):
            continue
        thing = names.noun(word)
        if thing.kind == "thing" and len(found) >= 3:
            continue
        found.setdefault(thing.name, Key(column, thing))
    return tuple(found.values())[:MOST_ENTITIES]


def roll_up(
    draft: Draft, keys: Sequence[Key], homes: dict[str, Draft], joined: Sequence[Join], engine: Engine
) -> None:
    """Make the rolled-up entities of a table. A thing that has a table of its own (`homes`: table name ->
    draft) gets the attributes there, computed from this table's rows through the join.
    """
    for key in keys:
        step = next((j for j in joined if j.table == draft.name and j.key == key.column.name), None)
        if step is not None:
            home = homes[step.to]
            made = [
                c
                for c in _rolled(draft, key, draft.name, keys, engine)
                if c.expr is not None and _is_sum_of_rows(c)
            ]
            home.facts.extend(c for c in made if c.name.lower() not in {n.lower() for n in home.columns})
            home.facts_policy = home.facts_policy or draft.policy
            continue
        thing = key.noun
        columns = _first_of_name(_rolled(draft, key, thing.name, keys, engine))
        draft.rolled.append(
            Entity(
                thing.name,
                thing.plural,
                draft.name,
                key.column.name,
                True,
                thing.synonyms,
                draft.policy,
                columns,
                display=display_column(draft, key),
            )
        )


def roll_up_through(
    draft: Draft, keys: Sequence[Key], homes: dict[str, Draft], joined: Sequence[Join]
) -> None:
    """What a table's rows add to a thing two joins away: the revenue of order lines to the customers of their orders."""
    near = [j for j in joined if j.table == draft.name]
    direct = {j.to for j in near} | {draft.name}
    for step in near:
        for far in (j for j in joined if j.table == step.to and j.to not in direct):
            home, pointing = homes[far.to], homes[step.to].columns.get(far.key)
            if home.noun is None or pointing is None:
                continue
            key = Key(pointing, home.noun)
            other = {k.noun.kind: k.column.name for k in keys}
            made = _Attributes(draft.name)
            _money(draft, made, key, other.get("order"), other)
            _counts(draft, made, key, other.get("order"), other)
            taken = {n.lower() for n in home.columns} | {c.name.lower() for c in home.facts}
            home.facts.extend(c for c in made.made if c.name.lower() not in taken)
            home.facts_policy = home.facts_policy or draft.policy


def _is_sum_of_rows(column: Column) -> bool:
    """Something that the rows add to the thing, not a copy of what its own table knows better."""
    return not (isinstance(column.expr, Agg) and column.expr.agg in ("any", "mode"))


def _first_of_name(columns: Sequence[Column]) -> tuple[Column, ...]:
    found: dict[str, Column] = {}
    for column in columns:
        found.setdefault(column.name.lower(), column)
    return tuple(found.values())


class _Attributes:
    """Columns of a rolled-up entity, as they are found."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.made: list[Column] = []

    def add(
        self,
        name: str,
        expr: Expr,
        label: str,
        description: str = "",
        *,
        role: Role = "quantity",
        type: Type = "integer",
        unit: str | None = None,
        synonyms: Sequence[str] = (),
    ) -> None:
        """One attribute; money and counts add up over entities, levels do not."""
        self.made.append(
            Column(
                name=name,
                source=self.source,
                type=type,
                role=role,
                label=label,
                unit=unit,
                additive=role in ("amount", "quantity"),
                synonyms=tuple(synonyms),
                expr=expr,
                description=description,
            )
        )


def _rolled(draft: Draft, key: Key, source: str, keys: Sequence[Key], engine: Engine) -> list[Column]:
    """All attributes of one entity."""
    made = _Attributes(source)
    made.made.append(_own_key(draft, key, source))
    other = {k.noun.kind: k.column.name for k in keys if k.column.name != key.column.name}
    order = other.get("order") or (
        draft.key if draft.noun is not None and draft.noun.kind == "order" else None
    )
    _money(draft, made, key, order, other)
    _counts(draft, made, key, order, other)
    _dates(draft, made, key)
    _others(draft, made, key, own_numbers(draft, key.column, engine))
    made.made.extend(_constant(draft, key, source, engine))
    return made.made


def _own_key(draft: Draft, key: Key, source: str) -> Column:
    column = key.column
    return Column(
        name=column.name,
        source=source,
        type=column.type,
        role=column.role if column.role != "category" else "id",
        label=column.label,
        synonyms=column.synonyms,
        values=column.values,
        distinct=column.distinct,
        low=column.low,
        high=column.high,
        personal=column.personal,
        names=column.names,
    )


def revenue_column(draft: Draft) -> str | None:
    """The column that holds the money of a row: derived revenue, a revenue column, spending, a purchase
    amount."""
    if "revenue" in draft.part:
        return draft.part["revenue"]
    amounts = [(n, c) for n, c in draft.raw() if c.role == "amount" and not says(n, "cost", "birth")]
    for kind in ("revenue",):
        for name, column in amounts:
            if says(name, kind) and not any(s in hints("discount") for s in name.stems):
                return column.name
    if "total_spend" in draft.part:
        return draft.part["total_spend"]
    ordered = any(says(n, "order") and c.role == "id" for n, c in draft.raw())
    for name, column in amounts:
        if ordered and [s for s in name.stems if s not in names.model("names")["bare_currencies"]] == ["net"]:
            return column.name  # "Gross EUR" beside it is before the discount
        bought = any(
            s in ("purchase", "order", "purchased", "spend", "spent", "spending") for s in name.stems
        )
        if (bought and name.last in hints("purchase")) or (
            ordered and name.last in hints("purchase") and name.last != "payment"
        ):
            return column.name
    return None


def _money(draft: Draft, made: _Attributes, key: Key, order: str | None, other: dict[str, str]) -> None:
    revenue = revenue_column(draft)
    if revenue is None:
        return
    unit = draft.columns[revenue].unit
    total = Agg(agg="sum", of=col(revenue))
    words = [
        *names.model("names")["revenue_synonyms"],
        "spend",
        "spending",
        "total spend",
        "total spent",
        "spent",
        "monetary value",
    ]
    if key.noun.kind == "order":
        words += ["order value", "value", "basket value", "basket size in money"]
    if key.noun.kind == "customer":
        words += ["lifetime value", "customer value", "value"]
    made.add(
        "revenue",
        total,
        "revenue",
        "",
        role="amount",
        type="number",
        unit=unit,
        synonyms=[w for w in words if w != "revenue"],
    )
    quantity = draft.part.get("quantity")
    if key.noun.kind == "product" and quantity:
        made.add(
            "average_price",
            call("div", total, Agg(agg="sum", of=col(quantity))),
            "average price",
            "Revenue over units sold.",
            role="rate",
            type="number",
            unit=unit,
            synonyms=["mean price", "price"],
        )
    if key.noun.kind not in ("order", "product") and order:
        made.add(
            "average_order_value",
            call("div", total, Agg(agg="distinct", of=col(order))),
            "average order value",
            "Revenue over number of orders.",
            role="rate",
            type="number",
            unit=unit,
            synonyms=["aov", "average basket", "average basket value", "spend per order", "mean order value"],
        )


def _counts(draft: Draft, made: _Attributes, key: Key, order: str | None, other: dict[str, str]) -> None:
    quantity = draft.part.get("quantity")
    units = Agg(agg="sum", of=col(quantity)) if quantity else None
    if key.noun.kind != "order" and order:
        made.add(
            "orders",
            Agg(agg="distinct", of=col(order)),
            "orders",
            "Number of different orders.",
            synonyms=[
                "number of orders",
                "order count",
                "purchases",
                "number of purchases",
                "frequency",
                "invoices",
                "transactions",
                "times ordered",
            ],
        )
    _, plural, _ = grain(draft)
    if draft.noun is None or draft.noun.kind != "order":
        made.add(
            "lines" if plural == "order lines" else plural.replace(" ", "_"),
            Agg(agg="count"),
            "lines" if plural == "order lines" else plural,
            f"Number of {plural}.",
            synonyms=[
                plural,
                f"number of {plural}",
                "rows",
                "number of lines" if plural == "order lines" else "count",
            ],
        )
    if units is not None and quantity:
        made.add(
            "units",
            units,
            "units",
            f"Sum of {draft.columns[quantity].label}.",
            synonyms=["quantity", "units sold", "items", "pieces", "items bought", "volume"],
        )
        if key.noun.kind == "customer" and order:
            made.add(
                "items_per_order",
                call("div", units, Agg(agg="distinct", of=col(order))),
                "items per order",
                "Units over number of orders.",
                role="rate",
                type="number",
                synonyms=["basket size", "units per order"],
            )
    if key.noun.kind != "product" and "product" in other:
        made.add(
            "unique_products",
            Agg(agg="distinct", of=col(other["product"])),
            "different products",
            "Number of different products.",
            role="score",
            synonyms=["unique products", "distinct products", "variety", "number of products"],
        )
    if key.noun.kind == "product" and "customer" in other:
        made.add(
            "buyers",
            Agg(agg="distinct", of=col(other["customer"])),
            "buyers",
            "Number of different customers.",
            role="score",
            synonyms=["customers", "number of customers", "number of buyers"],
        )


def _dates(draft: Draft, made: _Attributes, key: Key) -> None:
    when = draft.main_date()
    if when is None:
        return
    kind = when.type
    first, last = Agg(agg="min", of=col(when.name)), Agg(agg="max", of=col(when.name))
    if key.noun.kind == "order":
        made.add(
            "date",
            first,
            when.label,
            "",
            role="date",
            type=kind,
            synonyms=["date", "order date", "day", "when", *when.synonyms],
        )
        return
    if key.noun.kind not in ("product", "customer", "household", "person") or not _sells(draft):
        made.add(
            "first_date",
            first,
            f"first {when.label}",
            "",
            role="date",
            type=kind,
            synonyms=["first date", "start", "earliest"],
        )
        made.add(
            "last_date",
            last,
            f"last {when.label}",
            "",
            role="date",
            type=kind,
            synonyms=["last date", "end", "latest"],
        )
        return
    event = "sale" if key.noun.kind == "product" else "order"
    made.add(
        f"first_{event}",
        first,
        f"first {event} date",
        "",
        role="date",
        type=kind,
        synonyms=[
            f"first {event}",
            "first purchase",
            "first bought",
            "first purchase date",
            "joined",
            "acquired",
        ],
    )
    made.add(
        f"last_{event}",
        last,
        f"last {event} date",
        "",
        role="date",
        type=kind,
        synonyms=[
            f"last {event}",
            "last purchase",
            "latest order",
            "last purchase date",
            "most recent order",
        ],
    )
    day = str(when.high)[:10]
    ended = call("add", call("days_between", last, date(day)), 1)
    made.add(
        "recency",
        ended,
        "recency",
        f"Days from the last {event} to the day after the data's last date ({day}).",
        role="score",
        unit="days",
        synonyms=[
            "days since last order",
            "days since last purchase",
            "days since the last order",
            "days since they last bought",
            "days since last sale",
        ],
    )


def _sells(draft: Draft) -> bool:
    """Rows that are sales: with money, a quantity, or an order."""
    return (
        revenue_column(draft) is not None
        or "quantity" in draft.part
        or any(says(n, "order") and c.role in ("id", "date") for n, c in draft.raw())
    )


def own_numbers(draft: Draft, key: Column, engine: Engine) -> frozenset[str]:
    """Numbers that every row of a thing repeats (a person's income beside each option): its own, and no sum."""
    keys = key.distinct
    if keys < FEW_KEYS or draft.profile.rows < 2 * keys:
        return frozenset()
    numbers = [
        c.name for _, c in draft.raw() if c.role in ("amount", "quantity", "rate", "score") and c.distinct > 1
    ]
    shares = _constancy(draft, key.name, numbers, engine) if numbers else []
    return frozenset(n for n, (always, _) in zip(numbers, shares, strict=True) if always == 1.0)


def _others(draft: Draft, made: _Attributes, key: Key, own: frozenset[str]) -> None:
    """Other numbers of the rows: amounts and counts are summed, levels averaged, what all rows repeat is taken once."""
    used = {draft.part.get("quantity"), draft.part.get("price"), revenue_column(draft), key.column.name}
    for column in list(draft.columns.values()):
        if (
            column.name in used
            or column.role not in ("amount", "quantity", "rate", "score")
            or column.name == "recency"
        ):
            continue
        if column.name in own:
            made.add(
                column.name, Agg(agg="any", of=col(column.name)), column.label, role=column.role, type=column.type,
                unit=column.unit, synonyms=column.synonyms,
            )  # fmt: skip
        elif column.additive:
            made.add(
                column.name,
                Agg(agg="sum", of=col(column.name)),
                column.label,
                f"Sum of {column.label}.",
                role=column.role,
                type=column.type,
                unit=column.unit,
                synonyms=column.synonyms,
            )
        else:
            made.add(
                f"average_{column.name}",
                Agg(agg="mean", of=col(column.name)),
                f"average {column.label}",
                f"Mean of {column.label}.",
                role=column.role,
                type="number",
                unit=column.unit,
                synonyms=(column.label,),
            )


def _constant(draft: Draft, key: Key, source: str, engine: Engine) -> list[Column]:
    """Columns that hardly change within a key are the thing's own: any value, or the most frequent one."""
    wanted = [
        c
        for _, c in draft.raw()
        if c.role in ("category", "code", "ordinal", "flag", "person", "id", "text", "date")
        and c.name != key.column.name
        and not (key.noun.kind != "order" and c.role == "date")
        and c.distinct > 1
    ]
    if key.noun.kind == "order" and draft.main_date() is not None:
        wanted = [c for c in wanted if c.role != "date"]
    made = []
    cancelled = draft.part.get("cancelled")
    if cancelled and key.noun.kind == "order":
        flag = draft.columns[cancelled]
        made.append(
            Column(
                name="cancelled",
                source=source,
                type="bool",
                role="flag",
                label="cancelled",
                synonyms=flag.synonyms,
                expr=Agg(agg="any", of=col(cancelled)),
                description=flag.description,
            )
        )
    shares = _constancy(draft, key.column.name, [c.name for c in wanted], engine)
    for column, (always, mostly) in zip(wanted, shares, strict=True):
        described = (
            key.noun.kind == "product"
            and column.role in ("category", "text")
            and says(split(column.name), "text", "name")
        )
        if always < MOSTLY and not (described and mostly > 0.5):
            continue
        exact = always == 1.0
        made.append(
            Column(
                name=column.name,
                source=source,
                type=column.type,
                role=column.role,
                label=column.label,
                unit=column.unit,
                synonyms=column.synonyms,
                values=column.values,
                distinct=column.distinct,
                low=column.low,
                high=column.high,
                personal=column.personal,
                names=column.names,
                expr=Agg(agg="any" if exact else "mode", of=col(column.name)),
                description="" if exact else f"The most frequent {column.label} of each {key.noun.name}.",
            )
        )
    return made


def _constancy(draft: Draft, key: str, columns: Sequence[str], engine: Engine) -> list[tuple[float, float]]:
    """For each column, the share of keys with a single value, twice: of all keys, and of keys with a value.

    In a large table a sixteenth of the keys tells most: what is constant in hardly any of them is out, and
    what changes in some and is far from either bound needs no second look. The others are asked of all rows.
    """
    keys = draft.columns[key].distinct
    shares = dict.fromkeys(columns, (0.0, 0.0))
    likely = [c for c in columns if draft.columns[c].distinct <= 1.1 * keys]
    if draft.profile.rows > MANY_ROWS and keys > 1600:
        first = _shares(draft, key, likely, engine, f" AND hash({quoted(key)}) % 16 = 0")
        shares |= {c: first[c] for c in likely if _settled(*first[c], keys / 16)}
        likely = [c for c in likely if not _settled(*first[c], keys / 16)]
        likely = [c for c in likely if max(first[c]) > 0.5]
    shares |= _shares(draft, key, likely, engine)
    return [shares[c] for c in columns]


def _settled(always: float, mostly: float, keys: float) -> bool:
    """Whether shares in a sample of keys lie five standard errors from the bounds that decide."""
    error = 2.5 / keys**0.5
    return always < MOSTLY - error and abs(mostly - 0.5) > error and always < 1.0


def _shares(
    draft: Draft, key: str, columns: Sequence[str], engine: Engine, narrowed: str = ""
) -> dict[str, tuple[float, float]]:
    if not columns:
        return {}
    inner = ", ".join(f"min({quoted(c)}) AS a{i}, max({quoted(c)}) AS b{i}" for i, c in enumerate(columns))
    outer = ", ".join(
        f"count(*) FILTER (WHERE a{i} IS NOT DISTINCT FROM b{i}), count(*) FILTER (WHERE a{i} = b{i}), "
        f"count(a{i})"
        for i in range(len(columns))
    )
    sql = (
        f"SELECT count(*), {outer} FROM (SELECT {inner} FROM {quoted(draft.name)} "
        f"WHERE {quoted(key)} IS NOT NULL{narrowed} GROUP BY {quoted(key)})"
    )
    _, rows = engine.fetch(sql)
    row = [int(v) for v in rows[0]]
    keys = max(row[0], 1)
    return {
        c: (row[1 + 3 * i] / keys, row[2 + 3 * i] / max(row[3 + 3 * i], 1)) for i, c in enumerate(columns)
    }


def display_column(draft: Draft, key: Key) -> str | None:
    """The column that people know a thing by: a product's description, a customer's name."""
    for name, column in draft.raw():
        if _named_beside(name, column, key):
            return column.name
        named = says(name, "text") or name.last in ("name", "title")
        if key.noun.kind == "product" and named and column.type == "text" and column.name != key.column.name:
            return column.name
        same = name.stems == (key.noun.name,) and column.distinct == key.column.distinct
        if key.noun.kind == "place" and same and column.type == "text" and column.name != key.column.name:
            return column.name
    return None


def _named_beside(name: names.Name, column: Column, key: Key) -> bool:
    """ "Country Name" beside "Country Code", "Campaign" beside "Campaign ID": as many names as codes."""
    coded = key.column.role in ("id", "code") and split(key.column.name).last in hints("id") | hints("code")
    own = key.noun.kind != "person" and name.stems == (key.noun.name,)
    return (
        coded
        and column.type == "text"
        and (own or (name.last == "name" and name.stems[:-1] == split(key.column.name).stems[:-1]))
        and column.distinct == key.column.distinct
    )
