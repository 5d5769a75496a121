"""Ways to take a change of a sum apart into parts that add up to it exactly: price, volume and mix of what was sold;
customers who came, left and stayed; the values of a dimension.

Each works on two tables of parts, before and now, keyed alike: a product, a customer, a country. Nothing is modelled.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

Part = tuple[str, float]
"""What a part of the change is called, and its amount."""


@dataclass(frozen=True)
class Sold:
    """What one product brought in a period, and how many of it were sold."""

    value: float
    quantity: float


def price_volume_mix(
    before: Mapping[str, Sold], now: Mapping[str, Sold], thing: str, things: str
) -> list[Part]:
    """Volume: more or less sold at the old average price. Mix: dearer or cheaper products than before. Price: each
    product's own. These three are of the products that both periods sold; the others are new, or sold no longer. Returns
    that leave a product without a quantity have no price and are told apart.
    """
    priced = [k for k in before if k in now and min(before[k].quantity, now[k].quantity) > 0]
    came = [v.value for k, v in now.items() if k not in before]
    gone = [v.value for k, v in before.items() if k not in now]
    other = [now[k].value - before[k].value for k in before if k in now and k not in set(priced)]
    parts: list[Part] = []
    if priced:
        old, new = ([side[k] for k in priced] for side in (before, now))
        q0, q1 = math.fsum(s.quantity for s in old), math.fsum(s.quantity for s in new)
        v0, v1 = math.fsum(s.value for s in old), math.fsum(s.value for s in new)
        at_old_prices = math.fsum(n.quantity * o.value / o.quantity for o, n in zip(old, new, strict=True))
        parts = [
            ("volume", (q1 - q0) * v0 / q0),
            (f"mix of {things}", at_old_prices - q1 * v0 / q0),
            ("price", v1 - at_old_prices),
        ]
    parts.append((f"selling {things} that were not sold before", math.fsum(came)))
    parts.append((f"no longer selling other {things}", -math.fsum(gone)))
    parts.append((f"the return of as many of a {thing} as were sold", math.fsum(other)))
    return [(name, amount) for name, amount in parts if amount]


def come_and_gone(before: Mapping[str, float], now: Mapping[str, float], people: str) -> list[Part]:
    """Who bought in one period only, and those who bought in both: more than before, or less."""
    both = [now[k] - before[k] for k in before if k in now]
    parts = [
        (
            f"winning {people} who did not buy in the period before",
            math.fsum(v for k, v in now.items() if k not in before),
        ),
        (f"losing {people} who bought only then", -math.fsum(v for k, v in before.items() if k not in now)),
        (f"more bought by {people} of both periods", math.fsum(v for v in both if v > 0)),
        (f"less bought by {people} of both periods", math.fsum(v for v in both if v < 0)),
    ]
    return [(name, amount) for name, amount in parts if amount]


def by_value(before: Mapping[str, float], now: Mapping[str, float]) -> list[Part]:
    """The change of each value of a dimension, the largest first."""
    names = sorted({*before, *now})
    changes = [(name, now.get(name, 0.0) - before.get(name, 0.0)) for name in names]
    return sorted(changes, key=lambda part: -abs(part[1]))


def folded(parts: list[Part], most: int, rest: str) -> list[Part]:
    """The first parts, and all others together under one name."""
    if len(parts) <= most:
        return parts
    return [*parts[:most], (rest, math.fsum(amount for _, amount in parts[most:]))]


def closed(parts: list[Part], change: float, rest: str, least: float = 0.005) -> list[Part]:
    """The parts with what they leave over: rows that no part names, or the last bits of rounding."""
    left = change - math.fsum(amount for _, amount in parts)
    if abs(left) >= least:
        return [*parts, (rest, left)]
    if not parts or left == 0:
        return parts
    largest = max(range(len(parts)), key=lambda i: abs(parts[i][1]))
    return [(n, a + left if i == largest else a) for i, (n, a) in enumerate(parts)]
