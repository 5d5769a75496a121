"""The shape of a column's values: one wide query a table, then values of the columns that have few.

Standard deviation, wholeness and patterns are taken from a spread sample, because asking the engine for them
over hundreds of columns costs many times what the rest does.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
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
    counts: tuple[tuple[Any, int], ...] | None = None

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
    """The shapes of all columns of a table. Missing values of a number column include nan."""
    columns = list(table.columns)
    if not columns:
        return Profile(table.name, table.rows)
    rows, stats = _wide(table, engine, columns)
    samples = _samples(table, engine, columns, rows)
    exact = _exact(table, engine, columns, stats)
    shapes: dict[str, Shape] = {}
    for column, (present, about, low, high, mean), sample in zip(columns, stats, samples, strict=True):
        distinct = min(exact.get(column.name, about), present)
        shapes[column.name] = Shape(
            column.name,
            _type(column),
            rows,
            present,
            distinct,
            _plain(low),
            _plain(high),
            mean,
            column.unit,
            sample,
        )
    listed = [s for s in shapes.values() if _wants_values(s)]
    for shape, counts in zip(listed, _values(table.name, engine, listed), strict=True):
        distinct = len(counts)
        shapes[shape.name] = Shape(**{**vars(shape), "counts": counts, "distinct": distinct})
    return Profile(table.name, rows, shapes)


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


def _wide(table: LoadedTable, engine: Engine, columns: list[Any]) -> tuple[int, list[tuple[Any, ...]]]:
    """(present, about how many distinct, lowest, highest, mean) of every column, in one query."""
    parts = ["count(*)"]
    small = table.rows * len(columns) <= EXACT_CELLS
    for column in columns:
        name, kind = quoted(column.name), _type(column)
        parts += [f"count({name})", f"count(DISTINCT {name})" if small else f"approx_count_distinct({name})"]
        ends = f"CAST({name} AS INTEGER)" if kind == "bool" else name
        parts += [f"min({ends})", f"max({ends})"]
        parts.append(f"avg({ends})" if kind in ("number", "integer", "bool") else "NULL")
    _, found = engine.fetch(f"SELECT {', '.join(parts)} FROM {quoted(table.name)}")
    row = found[0]
    return int(row[0]), [tuple(row[1 + 5 * at : 6 + 5 * at]) for at in range(len(columns))]


def _samples(table: LoadedTable, engine: Engine, columns: list[Any], rows: int) -> list[tuple[Any, ...]]:
    """Up to some thousand rows spread over the table, as present values a column."""
    wanted = max(300, min(2000, SAMPLE_CELLS // len(columns)))
    every = max(1, rows // wanted)
    names = ", ".join(quoted(c.name) for c in columns)
    _, found = engine.fetch(
        f"SELECT {names} FROM {quoted(table.name)} WHERE rowid % {every} = 0 LIMIT {wanted}"
    )
    turned = list(zip(*found, strict=True)) if found else [()] * len(columns)
    return [tuple(v for v in values if v is not None and v == v) for values in turned]


def _exact(
    table: LoadedTable, engine: Engine, columns: list[Any], stats: list[tuple[Any, ...]]
) -> dict[str, int]:
    """Exact distinct counts where they matter: columns that may identify a row, or a thing that rows
    belong to."""
    if table.rows * len(columns) <= EXACT_CELLS:
        return {}
    close = [c.name for c, s in zip(columns, stats, strict=True) if _may_be_key(c, s)]
    if not close:
        return {}
    counted = ", ".join(f"count(DISTINCT {quoted(n)})" for n in close)
    _, found = engine.fetch(f"SELECT {counted} FROM {quoted(table.name)}")
    return dict(zip(close, (int(v) for v in found[0]), strict=True))


def _may_be_key(column: Any, stat: tuple[Any, ...]) -> bool:
    """Nearly as many values as rows, or a name that ends as ids do."""
    present, about = int(stat[0]), int(stat[1])
    if present == 0 or _type(column) in ("date", "datetime", "bool"):
        return False
    return about >= 0.85 * present or split(column.name).last in hints("id") | hints("number") | hints("code")


def _wants_values(shape: Shape) -> bool:
    """Few enough values to list; a number that is only 0 or 1 is counted from its mean instead."""
    if shape.present == 0 or shape.type in ("date", "datetime", "bool"):
        return False
    if shape.numeric:
        binary = shape.type == "integer" and shape.low == 0 and shape.high == 1
        return not binary and shape.distinct <= FEW
    return shape.distinct <= MANY * 1.05


def _values(table: str, engine: Engine, shapes: Iterable[Shape]) -> list[tuple[tuple[Any, int], ...]]:
    """Distinct values and their rows, most frequent first, ties by value."""
    found = []
    for shape in shapes:
        name = quoted(shape.name)
        _, rows = engine.fetch(
            f"SELECT {name}, count(*) FROM {quoted(table)} WHERE {name} IS NOT NULL GROUP BY 1 ORDER BY 2 "
            f"DESC, 1"
        )
        found.append(tuple((value, int(count)) for value, count in rows))
    return found


def _plain(value: Any) -> Any:
    """Numbers and text as they are; dates as ISO text; decimals as float."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    return float(value)
