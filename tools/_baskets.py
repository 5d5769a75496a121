"""Which things lie in one order more often than chance: counts from the engine, lift with its interval.

Support is the share of all orders that hold both; confidence the share of the orders with the first that hold the
second; lift how many times that is what chance would give if all orders were alike. They are not: an order of two
hundred things holds any two of them. So a pair must also be more frequent than in orders as large as those that the
two lie in (`beyond_size`); without that, where some orders are huge, nearly every pair would be a find.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from data.errors import UnknownName, Unsupported
from data.query import Agg, Expr, Member, Order, Out, Query, call, col
from data.work import Work
from tools._purchases import Purchases
from tools._stats import z_of

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

FEWEST = 30
MOST_ITEMS, MOST_ROWS = 2_000, 4_000_000
"""Pairs are counted among so many things, those in most orders first, and so many rows of order and thing."""
FALSE = 0.05
"""The share of false finds that is allowed among the pairs that are told (Benjamini and Hochberg 1995)."""
SERVICES = {
    "postage", "carriage", "shipping", "delivery", "freight", "manual", "adjustment", "fee", "fees", "discount",
    "commission", "bank", "charge", "charges", "surcharge", "voucher", "sample", "samples", "donation", "tip",
}  # fmt: skip
COLOURS = {
    "red", "blue", "green", "pink", "white", "black", "ivory", "cream", "grey", "gray", "yellow", "orange", "purple",
    "brown", "silver", "gold", "clear", "turquoise", "beige", "navy", "lilac", "mint", "natural", "dark", "light",
    "small", "medium", "large", "mini", "big", "xs", "s", "m", "l", "xl", "xxl", "short", "long",
}  # fmt: skip
SMALL = {"of", "and", "with", "in", "the", "a", "for", "on", "to", "set", "pack", "x"}
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Things:
    """What is looked for in orders: the column that names a thing on the rows, and one that people know it by."""

    key: str
    name: str
    singular: str
    plural: str


@dataclass(frozen=True)
class Item:
    """A thing with the number of orders that hold it; `named` is its name without a code."""

    key: Any
    name: str
    orders: int
    named: str = ""


@dataclass(frozen=True)
class Pair:
    """Two things in one order: `first` is the rarer one, so that confidence reads from it to the other.

    `expected`: orders with both that their numbers and the size of their orders give by themselves.
    """

    first: Item
    second: Item
    together: int
    total: int
    expected: float
    customers: int | None = None

    @property
    def name(self) -> str:
        """Both names."""
        return f"{self.first.name} + {self.second.name}"

    @property
    def support(self) -> float:
        """The share of all orders that hold both."""
        return self.together / self.total

    @property
    def confidence(self) -> float:
        """The share of the orders with the first that hold the second."""
        return self.together / self.first.orders

    @property
    def lift(self) -> float:
        """How many times as often as by chance, were all orders alike."""
        return self.together * self.total / (self.first.orders * self.second.orders)

    @property
    def interval(self) -> tuple[float, float]:
        """The lift's 95 % interval."""
        return self.lift / self._spread, self.lift * self._spread

    @property
    def beyond_size(self) -> float:
        """How many times as often as chance and the size of the orders give together."""
        return min(self.lift, self.together / self.expected)

    @property
    def strength(self) -> float:
        """The lower end of that: a strong pair is one that is surely strong."""
        return self.beyond_size / self._spread

    @property
    def _spread(self) -> float:
        x, a, b = (np.array([n]) for n in (self.together, self.first.orders, self.second.orders))
        return math.exp(z_of(0.95) * float(lift_error(x, a, b, self.total)[0]))

    @property
    def variants(self) -> bool:
        """Whether the two look like one thing in two colours, sizes or patterns."""
        if alike(self.first.named or self.first.name, self.second.named or self.second.name):
            return True
        a, b = (re.fullmatch(r"(\d{3,})[a-z]?", str(i.key).lower()) for i in (self.first, self.second))
        return a is not None and b is not None and a[1] == b[1]


def lift_error(
    together: npt.NDArray[Any], first: npt.NDArray[Any], second: npt.NDArray[Any], total: int
) -> Floats:
    """Standard error of the logarithm of a lift.

    By the delta method from the four cells (both, one, other, neither) as multinomial counts.
    """
    x, a, b = (v.astype(np.float64) for v in (together, first, second))
    variance = 1 / x - 1 / a - 1 / b + 2 * x / (a * b) - 1 / total
    return np.asarray(np.sqrt(np.maximum(variance, 0.0)), dtype=np.float64)


def more_than_chance(
    together: Ints, first: Ints, second: Ints, expected: Floats, total: int
) -> npt.NDArray[np.bool_]:
    """Pairs more frequent than chance and the size of their orders give, whole interval and after so many tests."""
    if not together.size:
        return np.zeros(0, dtype=bool)
    from scipy.special import ndtr

    error = np.maximum(lift_error(together, first, second, total), 1e-12)
    by_chance = np.maximum(expected, first.astype(np.float64) * second / total)
    z = np.log(together / by_chance) / error
    p = 2 * ndtr(-np.abs(z))
    ranked = np.sort(p)
    below = ranked <= FALSE * np.arange(1, p.size + 1) / p.size
    limit = ranked[np.flatnonzero(below)[-1]] if below.any() else -1.0
    return np.asarray((z > z_of(0.95)) & (p <= limit))


# ---------------------------------------------------------------- names
def words(name: str) -> set[str]:
    """The words of a name that say what it is."""
    return {w for w in _WORD.findall(name.lower()) if w not in SMALL}


def alike(a: str, b: str) -> bool:
    """Names of one thing in two colours or sizes: half of the words in common, or all but colours and sizes."""
    left, right = words(a), words(b)
    shared = left & right
    if not shared:
        return False
    if (left ^ right) <= COLOURS and not shared <= COLOURS:
        return True
    return len(shared) >= 2 and 2 * len(shared) >= min(len(left), len(right))


def is_service(key: Any, name: str, coded: bool) -> bool:
    """Postage, fees and the like are no things that are bought together; `coded`: real codes hold digits."""
    said = words(name)
    plain = coded and not any(c.isdigit() for c in str(key))
    return bool(said & SERVICES) and (plain or len(said) <= 2)


def items(rows: Iterable[tuple[Any, ...]]) -> tuple[list[Item], list[Item]]:
    """Things and services, each with a name of its own: a name that several have is told with its code."""
    read = [(key, int(n), " ".join(str(name if name is not None else key).split())) for key, n, name in rows]
    coded = sum(any(c.isdigit() for c in str(key)) for key, _, _ in read) >= 0.95 * max(1, len(read))
    times: dict[str, int] = {}
    for _, _, name in read:
        times[name] = times.get(name, 0) + 1
    things: list[Item] = []
    services: list[Item] = []
    for key, n, name in read:
        single = times[name] == 1 or name == str(key)
        item = Item(key, name if single else f"{name} ({key})", n, name)
        (services if is_service(key, name, coded) else things).append(item)
    return things, services


def match(said: str, known: Sequence[Item], singular: str) -> list[Item]:
    """The things that a text names: by code or name, else all whose names hold its words.

    Raises UnknownName with the nearest names.
    """
    low = " ".join(said.lower().split())
    exact = [i for i in known if low in (str(i.key).lower(), i.name.lower(), i.named.lower())]
    if exact:
        return exact
    wanted = {_stem(w) for w in words(said)}
    held = [i for i in known if wanted and wanted <= {_stem(w) for w in words(i.named)}]
    if held:
        return held
    raise UnknownName(singular, said, [i.name for i in known])


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


# ---------------------------------------------------------------- orders and what they hold
def base(found: Purchases, things: Things) -> tuple[Expr, ...]:
    """Rows of known things in known orders, of the question's population and time."""
    needed = (call("not_null", col(n)) for n in (found.order, things.key) if n)
    return (*found.rule, *found.dated, *needed)


def total_orders(found: Purchases, things: Things, data: Any, work: Work, more: tuple[Expr, ...] = ()) -> int:
    """How many orders the question is about."""
    out = Out(name="orders", expr=_orders(found))
    asked = Query(source=found.source, where=(*base(found, things), *more), measures=(out,))
    return int(data.fetch(asked, work).scalar() or 0)


def _orders(found: Purchases) -> Agg:
    assert found.order is not None
    return Agg(agg="distinct", of=col(found.order))


def items_query(found: Purchases, things: Things, fewest: int = 1, most: int | None = None) -> Query:
    """Things with the number of their orders and their usual name, those in most orders first."""
    return Query(
        source=found.source,
        where=base(found, things),
        groups=(Out(name="item", expr=col(things.key)),),
        measures=(
            Out(name="orders", expr=_orders(found)),
            Out(name="name", expr=Agg(agg="mode", of=col(things.name), weighted=False)),
        ),
        having=(call("ge", col("orders"), fewest),),
        order=(Order(by="orders", desc=True),),
        limit=most,
    )


@dataclass(frozen=True)
class Held:
    """Orders and the things that they hold: `lines` and `columns` are the places of an order and of a thing in it."""

    items: tuple[Item, ...]
    services: tuple[Item, ...]
    orders: tuple[Any, ...]
    lines: Ints
    columns: Ints
    total: int
    cut: bool
    sql: str
    filters: tuple[str, ...]

    @property
    def sizes(self) -> Floats:
        """How many of the things each order holds."""
        return np.bincount(self.lines, minlength=len(self.orders)).astype(np.float64)

    @property
    def counts(self) -> Ints:
        """In how many orders each thing is."""
        return np.array([i.orders for i in self.items], dtype=np.int64)

    def beside(self) -> Floats:
        """How many other things lie beside each thing, on average over its orders."""
        others = np.bincount(self.columns, weights=self.sizes[self.lines] - 1, minlength=len(self.items))
        return np.asarray(
            others / np.maximum(1, np.bincount(self.columns, minlength=len(self.items))), np.float64
        )


def held(found: Purchases, things: Things, data: Any, work: Work, fewest: int = FEWEST) -> Held:
    """The orders of a question and the things in them that are in at least `fewest` of them."""
    total = total_orders(found, things, data, work)
    if not total:
        raise Unsupported("No orders fit these conditions.", "Ask for a wider group or period.")
    work.progress(0.2, "Counting the orders of each thing")
    frame = data.fetch(items_query(found, things, fewest, MOST_ITEMS), work)
    within = np.cumsum([row[1] for row in frame.rows]) <= MOST_ROWS if frame.rows else np.zeros(0)
    most = max(1, int(np.sum(within)))
    kept, services = items(frame.rows[:most])
    work.progress(0.4, "Looking into the orders")
    often = items_query(found, things, fewest, most)
    rows = Query(
        source=found.source,
        where=(*base(found, things), Member(member=col(things.key), within=often)),
        groups=(Out(name="order", expr=col(found.order or "")), Out(name="item", expr=col(things.key))),
    )
    made = data.arrays(rows, work)
    places = {_plain(i.key): at for at, i in enumerate(kept)}
    columns = np.fromiter((places.get(_plain(v), -1) for v in made["item"]), np.int64, len(made["item"]))
    seen: dict[Any, int] = {}
    lines = np.fromiter((seen.setdefault(v, len(seen)) for v in made["order"]), np.int64, len(made["order"]))
    known = columns >= 0
    cut = len(frame.rows) == MOST_ITEMS or most < len(frame.rows)
    sql = data.compile(rows).sql
    return Held(
        tuple(kept), tuple(services), tuple(seen), lines[known], columns[known], total, cut, sql, frame.filters
    )  # fmt: skip


def _plain(value: Any) -> Any:
    """A key as both ways of fetching give it: whole numbers come as floats in arrays."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


# ---------------------------------------------------------------- pairs
@dataclass(frozen=True)
class Counted:
    """Pairs that are bought together more than by chance, of so many that lie together often enough."""

    pairs: tuple[Pair, ...]
    tested: int


def pairs(basket: Held, work: Work, fewest: int = FEWEST, test: bool = True) -> Counted:
    """All pairs of things in at least `fewest` orders; with `test` those more frequent than by chance."""
    first, second, together = _together(basket, fewest)
    work.check()
    sizes = basket.counts
    expected = _expected(sizes[first], sizes[second], basket.beside()[first], basket.beside()[second], basket)
    real = np.ones(together.size, dtype=bool)
    if test:
        real = more_than_chance(together, sizes[first], sizes[second], expected, basket.total)
    made = (
        _pair(basket.items[a], basket.items[b], int(n), basket.total, float(e))
        for a, b, n, e in zip(first[real], second[real], together[real], expected[real], strict=True)
    )
    return Counted(tuple(made), int(together.size))


def _expected(
    first: npt.NDArray[Any], second: npt.NDArray[Any], beside_a: Floats, beside_b: Floats, basket: Held
) -> Floats:
    """Orders with both that the number of things beside each of the two gives: a place beside one is the other's
    as often as the other is among all things bought. The larger of the two ways counts, at most all orders."""
    bought = max(1.0, float(basket.lines.size))
    product = first.astype(np.float64) * second
    most = np.minimum(first, second).astype(np.float64)
    return np.asarray(np.clip(product * np.maximum(beside_a, beside_b) / bought, 1e-9, most))


def _together(basket: Held, fewest: int) -> tuple[Ints, Ints, Ints]:
    """Places of both things, and how many orders hold both, for pairs in enough orders."""
    from scipy.sparse import csr_matrix

    shape = (max(1, len(basket.orders)), max(1, len(basket.items)))
    ones = np.ones(basket.lines.size, dtype=np.int32)
    matrix = csr_matrix((ones, (basket.lines, basket.columns)), shape=shape)
    both = (matrix.T @ matrix).tocoo()
    upper = (both.row < both.col) & (both.data >= fewest)
    first, second, together = (np.asarray(v[upper], np.int64) for v in (both.row, both.col, both.data))
    by_place = np.lexsort((second, first))
    return first[by_place], second[by_place], together[by_place]


def _pair(a: Item, b: Item, together: int, total: int, expected: float) -> Pair:
    rarer, other = sorted((a, b), key=lambda i: (i.orders, str(i.key)))
    return Pair(rarer, other, together, total, expected)


# ---------------------------------------------------------------- what goes with a thing
@dataclass(frozen=True)
class Beside:
    """What lies in the orders with a thing: pairs more frequent than by chance, and all of them."""

    orders: int
    pairs: tuple[Pair, ...]
    every: tuple[Pair, ...]


def beside(
    found: Purchases, things: Things, anchor: tuple[Expr, ...], name: str, basket: Held, data: Any, work: Work
) -> Beside:
    """What else lies in the orders that hold a thing (or one of several)."""
    rows = Query(
        source=found.source,
        where=(*base(found, things), *anchor),
        groups=(Out(name="order", expr=col(found.order or "")), Out(name="item", expr=col(things.key))),
    )
    made = data.arrays(rows, work)
    own = {_plain(v) for v in made["item"]}
    places = {order: at for at, order in enumerate(basket.orders)}
    holding = len(set(made["order"]))
    with_it = np.zeros(len(basket.orders), dtype=bool)
    with_it[[places[o] for o in set(made["order"]) if o in places]] = True
    together = np.bincount(basket.columns[with_it[basket.lines]], minlength=len(basket.items))
    others = [at for at, i in enumerate(basket.items) if _plain(i.key) not in own and together[at] > 0]
    item = Item(name, name, holding, name)
    around = float(np.sum(basket.sizes[with_it])) / max(1, holding)
    at = np.array(others, dtype=np.int64)
    counts, mine = basket.counts[at], np.full(at.size, holding)
    expected = _expected(mine, counts, np.full(at.size, around), basket.beside()[at], basket)
    every = [
        Pair(item, basket.items[i], int(together[i]), basket.total, float(e))
        for i, e in zip(others, expected, strict=True)
    ]
    enough = together[at] >= FEWEST
    real = more_than_chance(
        together[at][enough], mine[enough], counts[enough], expected[enough], basket.total
    )
    chosen = [p for p, fits in zip(every, enough, strict=True) if fits]
    return Beside(holding, tuple(p for p, is_real in zip(chosen, real, strict=True) if is_real), tuple(every))
