"""The table that costs of a language model are measured on: customers in thirty columns, one of them personal."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

COLUMNS = 30
ROWS = 2000
NAMED = ("id", "email", "city", "plan", "age", "income", "joined")
CHANNELS = 4
GOODS = COLUMNS - len(NAMED) - CHANNELS


def write(folder: Path) -> Path:
    """The table as customers.csv in a folder: an id, an address, categories, a date, amounts."""
    channels = [f"channel_{i}" for i in range(CHANNELS)]
    goods = [f"spend_on_goods_{i}" for i in range(GOODS)]
    path = folder / "customers.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([[*NAMED, *channels, *goods], *_rows()])
    return path


def _rows() -> Iterator[list[str | int]]:
    for i in range(ROWS):
        joined = f"2023-{1 + i % 12:02d}-{1 + i % 28:02d}"
        who = [1001 + i, f"person{i}@example.com", ("Leeds", "York", "Hull")[i % 3], ("basic", "plus")[i % 2]]
        came = [("web", "store", "phone", "catalogue")[(i + k) % 4] for k in range(CHANNELS)]
        spent = [10 + (i * (k + 3)) % 97 for k in range(GOODS)]
        yield [*who, 20 + i % 60, 20000 + 70 * i, joined, *came, *spent]
