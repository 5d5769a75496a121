"""The shape of a column's values: one wide query a table, then values of the columns that have few.

Standard deviation, wholeness and patterns are taken from a spread sample, because asking the engine for them
over hundreds of columns costs many times what the rest does.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from data._names import hints, split
from data.catalog import Type

FEW = 60
"""Numbers with at most this many distinct values get a value list."""
MANY = 5000
"""Texts with at most this many distinct values get a value list."""
SAMPLE_CELLS = 100_000
EXACT_CELLS = 1_000_000
"""Tables up to this size have their distinct values counted exactly; larger ones only where it matters."""


Counts = tuple[tuple[Any, int], ...]
"""Values with their rows."""


class LoadedColumn(Protocol):
    """A column as the loader describes it."""

    @property
    def name(self) -> str: ...
    @property
    def sql_type(self) -> str: ...
    @property
    def type(self) -> Any: ...
    @property
    def unit(self) -> str | None: ...


class LoadedTable(Protocol):
    """A table as the loader describes it."""

    @property
    def name(self) -> str: ...
    @property
    def rows(self) -> int: ...
    @property
    def columns(self) -> Any: ...


class Engine(Protocol):
    """What runs SQL; `params` are bound to question marks."""

    def fetch(self, sql: str, params: Sequence[Any] = ()) -> tuple[Any, Any]: ...


@dataclass(frozen=True)
class Shape:
    """What a column's values look like. `low` and `high` are as stored (dates as ISO text)."""

    name: str
    type: Type
    rows: int
    present: int
    distinct: int
    low: Any = None
    high: Any = None
    mean: float | None = None
    unit: str | None = None
    sample: tuple[Any, ...] = ()
    counts: Counts | None = None

    @property
    def missing(self) -> int:
        return self.rows - self.present

    @property
    def numeric(self) -> bool:
        return self.type in ("number", "integer")

    @property
    def unique(self) -> bool:
        """Every row has its own value."""
        return self.present == self.rows and self.distinct == self.rows and self.rows > 1

    @property
    def unique_value(self) -> bool:
        """One value in all rows (where some rows have none, the value still tells them apart)."""
        return self.distinct <= 1 and self.present == self.rows

    @property
    def whole(self) -> bool:
        """Numbers without a fraction, by type or by sample."""
        return self.type == "integer" or (self.numeric and all(float(v).is_integer() for v in self.sample))

    @property
    def spread(self) -> float:
        """Standard deviation over the size of the mean, of the sample; infinite where the mean is zero."""
        if not self.numeric or len(self.sample) < 2:
            return 0.0
        values = [float(v) for v in self.sample]
        mean = sum(values) / len(values)
        deviation = math.sqrt(sum((v - mean) ** 2 for v in values) / (len(values) - 1))
        return deviation / abs(mean) if mean else math.inf

    def share(self, pattern: str) -> float:
        """Share of the sampled texts that match a pattern from start to end."""
        texts = [str(v) for v in self.sample]
        seen = re.compile(pattern)
        return sum(bool(seen.fullmatch(t)) for t in texts) / len(texts) if texts else 0.0

    @property
    def width(self) -> float:
        """Mean number of characters of the sampled values."""
        return sum(len(str(v)) for v in self.sample) / len(self.sample) if self.sample else 0.0

    @property
    def wordy(self) -> float:
        """Mean number of words of the sampled values."""
        return sum(len(str(v).split()) for v in self.sample) / len(self.sample) if self.sample else 0.0


@dataclass(frozen=True)
class Profile:
    """All shapes of one table, by column."""

    table: str
    rows: int
    shapes: dict[str, Shape] = field(default_factory=dict)


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def profile(table: LoadedTable, engine: Engine) -> Profile:
    """The shapes of all columns of a table. Missing values of a number column include nan.

    A text whose sample repeats is asked for its values at once, which tell the rest; the others share one
    wide query.
    """
    columns = list(table.columns)
    if not columns:
        return Profile(table.name, table.rows)
    samples = dict(zip((c.name for c in columns), _samples(table, engine, columns), strict=True))
    listed = _listed_at_once(table, engine, columns, samples)
    rest = [c for c in columns if c.name not in listed]
    stats = dict(zip((c.name for c in rest), _wide(table, engine, rest), strict=True))
    exact = _exact(table, engine, rest, stats)
    shapes: dict[str, Shape] = {}
    for column in columns:
        name, counts = column.name, listed.get(column.name)
        present, about, low, high, mean = stats[name] if counts is None else _of_values(counts)
        shapes[name] = Shape(
            name, _type(column), table.rows, present, min(exact.get(name, about), present), _plain(low),
            _plain(high), mean, column.unit, samples[name], counts,
        )  # fmt: skip
    wanted = [s for s in shapes.values() if s.counts is None and _wants_values(s)]
    for shape in wanted[:MOST_LISTED]:
        counts = _values(table.name, engine, shape.name)
        shapes[shape.name] = replace(shape, counts=counts, distinct=len(counts))
    return Profile(table.name, table.rows, shapes)


def _listed_at_once(
    table: LoadedTable, engine: Engine, columns: list[Any], samples: dict[str, tuple[Any, ...]]
) -> dict[str, Counts]:
    """Values of the texts of a large table whose sample says that they are few."""
    if table.rows * len(columns) <= EXACT_CELLS:
        return {}
    likely = [c.name for c in columns if _type(c) == "text" and _about(samples[c.name]) <= MANY]
    found = {name: _values(table.name, engine, name, MANY + 1) for name in likely}
    return {name: counts for name, counts in found.items() if 0 < len(counts) <= MANY}


def _about(sample: tuple[Any, ...]) -> float:
    """How many values there may be where a sample has these (Chao 1984); infinite if hardly any repeats."""
    times = Counter(Counter(sample).values())
    once, twice = times[1], times[2]
    if once > 0.95 * len(sample):
        return math.inf
    return sum(times.values()) + (once * once / (2 * twice) if twice else 0.0)


def _of_values(counts: Counts) -> tuple[int, int, Any, Any, None]:
    """What the wide query would say of a text: UTF-8 sorts as Python does."""
    values = [value for value, _ in counts]
    return sum(rows for _, rows in counts), len(counts), min(values), max(values), None


def _type(column: LoadedColumn) -> Type:
    """The loader's type, or what the SQL type means."""
    if column.type in ("number", "integer", "date", "datetime", "text", "bool"):
        known: Type = column.type
        return known
    kind = str(column.sql_type).upper()
    if "INT" in kind:
        return "integer"
    if kind.startswith(("DOUBLE", "FLOAT", "REAL", "DECIMAL")):
        return "number"
    if kind.startswith("TIMESTAMP"):
        return "datetime"
    if kind == "DATE":
        return "date"
    return "bool" if kind == "BOOLEAN" else "text"


MOST_LISTED = 1500
"""Columns whose values are listed; tables with more are matrices, asked for by column."""
AT_ONCE = 120
"""Columns profiled by one statement."""


def _wide(table: LoadedTable, engine: Engine, columns: list[Any]) -> list[tuple[Any, ...]]:
    """(present, about how many distinct, lowest, highest, mean) of every column, in as few queries as stay quick.

    Thousands of aggregates in one statement take minutes to plan and may exhaust the engine's stack.
    """
    return [
        stats
        for at in range(0, len(columns), AT_ONCE)
        for stats in _side_by_side(table, engine, columns[at : at + AT_ONCE])
    ]


def _side_by_side(table: LoadedTable, engine: Engine, columns: list[Any]) -> list[tuple[Any, ...]]:
    parts: list[str] = []
    small = table.rows * len(table.columns) <= EXACT_CELLS
    for column in columns:
        name, kind = quoted(column.name), _type(column)
        distinct = f"count(DISTINCT {name})" if small else f"approx_count_distinct({name})"
        parts += [f"count({name})", f"count({name})" if not small and _named_as_key(column) else distinct]
        ends = f"CAST({name} AS INTEGER)" if kind == "bool" else name
        parts += [f"min({ends})", f"max({ends})"]
        parts.append(f"avg({ends})" if kind in ("number", "integer", "bool") else "NULL")
    _, found = engine.fetch(f"SELECT {', '.join(parts)} FROM {quoted(table.name)}")
    row = found[0]
    return [tuple(row[5 * at : 5 + 5 * at]) for at in range(len(columns))]


def _samples(table: LoadedTable, engine: Engine, columns: list[Any]) -> list[tuple[Any, ...]]:
    """Up to some thousand rows spread over the table, as present values a column."""
    wanted = max(300, min(2000, SAMPLE_CELLS // len(columns)))
    every = max(1, table.rows // wanted)
    names = ", ".join(quoted(c.name) for c in columns)
    _, found = engine.fetch(
        f"SELECT {names} FROM {quoted(table.name)} WHERE rowid % {every} = 0 LIMIT {wanted}"
    )
    turned = list(zip(*found, strict=True)) if found else [()] * len(columns)
    return [tuple(v for v in values if v is not None and v == v) for values in turned]


def _exact(
    table: LoadedTable, engine: Engine, columns: list[Any], stats: dict[str, tuple[Any, ...]]
) -> dict[str, int]:
    """Exact distinct counts where they matter: columns that may identify a row, or a thing of many rows."""
    if table.rows * len(table.columns) <= EXACT_CELLS:
        return {}
    close = [c.name for c in columns if _named_as_key(c) or _nearly_unique(c, stats[c.name])]
    found: dict[str, int] = {}
    for name in close:  # one by one: distinct counts side by side hold all their values at once
        _, rows = engine.fetch(f"SELECT count(DISTINCT {quoted(name)}) FROM {quoted(table.name)}")
        found[name] = int(rows[0][0])
    return found


def _named_as_key(column: Any) -> bool:
    """A name that ends as ids do, of rows or of things that rows belong to."""
    if _type(column) in ("date", "datetime", "bool"):
        return False
    return split(column.name).last in hints("id") | hints("number") | hints("code")


def _nearly_unique(column: Any, stat: tuple[Any, ...]) -> bool:
    """Nearly as many values as rows."""
    present, about = int(stat[0]), int(stat[1])
    return present > 0 and about >= 0.85 * present and _type(column) not in ("date", "datetime", "bool")


def _wants_values(shape: Shape) -> bool:
    """Few enough values to list; a number that is only 0 or 1 is counted from its mean instead."""
    if shape.present == 0 or shape.type in ("date", "datetime", "bool"):
        return False
    if shape.numeric:
        binary = shape.type == "integer" and shape.low == 0 and shape.high == 1
        return not binary and shape.distinct <= FEW
    return shape.distinct <= MANY * 1.05


def _values(table: str, engine: Engine, column: str, most: int | None = None) -> Counts:
    """Distinct values and their rows, most frequent first, ties by value; up to `most`, then in any order."""
    name = quoted(column)
    limit = "" if most is None else f" LIMIT {most}"
    _, rows = engine.fetch(
        f"SELECT {name}, count(*) FROM {quoted(table)} WHERE {name} IS NOT NULL GROUP BY 1{limit}"
    )
    return tuple(sorted(rows, key=lambda row: (-row[1], row[0])))


def _plain(value: Any) -> Any:
    """Numbers and text as they are; dates as ISO text; decimals as float."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    return float(value)
