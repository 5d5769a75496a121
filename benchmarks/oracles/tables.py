"""The small made tables that the oracles and our own methods are both asked about: python benchmarks/oracles/tables.py.

The tables are kept beside this file, so that another version of the random numbers changes nothing.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
START = date(2022, 1, 1)
DAYS = 600


def purchases(people: int = 500) -> Iterable[Sequence[object]]:
    """Order lines of customers who buy at a pace of their own, and leave after a purchase by a chance of their own."""
    rng = np.random.default_rng(11)
    order = 5000
    for who in range(people):
        pace, leaves, mean = rng.gamma(0.9, 1 / 55), rng.beta(1.2, 4.5), 6 * 30 / rng.gamma(4, 1)
        at = float(rng.integers(0, DAYS - 120))
        while at <= DAYS:
            order += 1
            pieces, paid = 1 + order % 3, max(1.0, rng.gamma(6, mean / 6))
            yield order, 100 + who, START + timedelta(days=int(at)), "mug", pieces, f"{paid / pieces:.2f}"
            if rng.random() < leaves:
                break
            at += 1 + rng.exponential(1 / pace)


def baskets(orders: int = 420) -> Iterable[Sequence[object]]:
    """Order lines of things of which some go together: bulb with lamp, lead with collar, ink with pen."""
    rng = np.random.default_rng(12)
    likely = {"lamp": 0.32, "collar": 0.26, "pen": 0.4, "desk": 0.35, "mug": 0.45, "plate": 0.3}
    beside = {"bulb": ("lamp", 0.6, 0.12), "lead": ("collar", 0.5, 0.15), "ink": ("pen", 0.45, 0.1)}
    for at in range(orders):
        held = {thing for thing, chance in likely.items() if rng.random() < chance}
        held |= {
            thing for thing, (other, with_, alone) in beside.items() if rng.random() < (with_ if other in held else alone)
        }  # fmt: skip
        day = START + timedelta(days=int(rng.integers(0, DAYS)))
        for thing in sorted(held) or ["mug"]:
            yield 8000 + at, 300 + at % 90, day, thing, 1 + at % 2, "4.00"


def spend(people: int = 300) -> Iterable[Sequence[object]]:
    """People whose spend grows with income and visits, and scatters the more the higher it is; `fold` as given out."""
    rng = np.random.default_rng(13)
    for who in range(people):
        income, visits = rng.uniform(20, 90), float(rng.integers(0, 12))
        middle = 5 + 0.05 * income + 0.12 * visits
        yield (
            who,
            f"{income:.3f}",
            int(visits),
            f"{np.expm1(rng.normal(middle, 0.15 + 0.05 * visits)):.4f}",
            who % 5,
        )


TABLES = {
    "purchases": (("order_id", "customer_id", "order_date", "product", "quantity", "unit_price"), purchases),
    "baskets": (("order_id", "customer_id", "order_date", "product", "quantity", "unit_price"), baskets),
    "spend": (("person_id", "income", "visits", "spend", "fold"), spend),
}


def main() -> None:
    """Write the tables."""
    for name, (head, rows) in TABLES.items():
        with (HERE / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([head, *rows()])


if __name__ == "__main__":
    main()
