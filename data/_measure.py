"""What the health report looks at: counts over all rows in one wide aggregate, and a small even sample."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from data.catalog import Catalog, Column, Role
from data.engine.duckdb import Engine, literal, quoted
from data.load import LoadedColumn, LoadedTable
from data.work import Work

SAMPLE = 20_000
FEW_CELLS = 200_000
"""Up to here rows are cheaper than the engine's masked arrays, which cost an import of their own."""
TOP = 12
BATCH = 120
"""Columns in one statement: a statement over hundreds of columns costs more to plan than to run."""

HIDDEN = (
    "unknown",
    "n/a",
    "na",
    "none",
    "null",
    "nan",
    "-",
    "--",
    "?",
    ".",
    "unspecified",
    "not specified",
    "undefined",
    "missing",
    "not available",
    "not known",
    "no data",
    "tbd",
    "#n/a",
    "(blank)",
    "blank",
    "no answer",
)
"""Words that people write where they know nothing (compared in lower case, without blanks)."""
SENTINELS = (-1, -9, -99, -999, -9999, 99, 999, 9999, 99999, 999999, 9999999)


@dataclass(frozen=True)
class Measured:
    """One column: rows with a value, ends, and what belongs to its kind."""

    column: LoadedColumn
    role: Role
    filled: int
    low: Any = None
    high: Any = None
    negative: int = 0
    top: tuple[float, ...] = ()
    bottom: tuple[float, ...] = ()
    hidden: int = 0
    distinct: int = 0
    sample: np.ndarray = field(default_factory=lambda: np.array([]))
    known: Column | None = None

    @property
    def name(self) -> str:
        return self.column.name

    @property
    def numeric(self) -> bool:
        return self.column.type in ("number", "integer")

    @property
    def dated(self) -> bool:
        return self.column.type in ("date", "datetime")

    @property
    def constant(self) -> bool:
        return self.filled > 0 and self.low == self.high


def measure(table: LoadedTable, engine: Engine, catalog: Catalog, work: Work) -> dict[str, Measured]:
    """All columns of a table, in order."""
    found: dict[str, Measured] = {}
    for start in range(0, len(table.columns), BATCH):
        work.check()
        some = table.columns[start : start + BATCH]
        found |= _batch(table, some, engine, catalog, work)
    return found


def known_column(catalog: Catalog, table: str, name: str) -> Column | None:
    """The catalog's entry for a stored column."""
    source = catalog.sources.get(table)
    return source.columns.get(name) if source else None


def _role(column: LoadedColumn, known: Column | None) -> Role:
    if known is not None:
        return known.role
    plain: dict[str, Role] = {
        "number": "score",
        "integer": "score",
        "date": "date",
        "datetime": "date",
        "bool": "flag",
    }
    return plain.get(column.type, "text")


def _batch(
    table: LoadedTable, some: tuple[LoadedColumn, ...], engine: Engine, catalog: Catalog, work: Work
) -> dict[str, Measured]:
    parts: list[str] = []
    readers: list[tuple[LoadedColumn, Column | None, list[str]]] = []
    for column in some:
        known = known_column(catalog, table.name, column.name)
        wanted = _wanted(column, known)
        parts += wanted.values()
        readers.append((column, known, list(wanted)))
    asked = f"SELECT {', '.join(parts)} FROM {quoted(table.name)}"
    row = list(engine.fetch(asked, work=work)[1][0]) if parts else []
    samples = _samples(table, [c for c in some if c.type not in ("text", "bool")], engine, work)
    found: dict[str, Measured] = {}
    for column, known, keys in readers:
        values = _remembered(table, column, known) | dict(zip(keys, row[: len(keys)], strict=True))
        del row[: len(keys)]
        for key in ("top", "bottom"):
            values[key] = tuple(values.get(key) or ())
        found[column.name] = Measured(
            column, _role(column, known), known=known, distinct=known.distinct if known else 0,
            sample=samples.get(column.name, np.array([])), **values,
        )  # fmt: skip
    return found


def _remembered(table: LoadedTable, column: LoadedColumn, known: Column | None) -> dict[str, Any]:
    """What the catalog was built from says already: the rows with a value, and both ends."""
    if known is None or known.low is None:
        return {}
    ends: list[Any] = [known.low, known.high]
    if column.type in ("date", "datetime"):
        kind = dt.date if column.type == "date" else dt.datetime
        ends = [kind.fromisoformat(v) if isinstance(v, str) else v for v in ends]
    if column.type == "bool":
        ends = [bool(v) if v is not None else None for v in ends]
    return {"filled": table.rows - known.missing, "low": ends[0], "high": ends[1]}


def _wanted(column: LoadedColumn, known: Column | None) -> dict[str, str]:
    """SQL by field of Measured, for what the catalog does not know."""
    name = quoted(column.name)
    wanted: dict[str, str] = {}
    low = known.low if known is not None else None
    if low is None:
        wanted = {"filled": f"count({name})", "low": f"min({name})", "high": f"max({name})"}
    if column.type in ("number", "integer"):
        if low is None or float(low) < 0:
            wanted["negative"] = f"count_if({name} < 0)"
        if known is None or known.role not in ("id", "code", "weight", "flag", "constant"):
            wanted |= {"top": f"max({name}, {TOP})", "bottom": f"min({name}, {TOP})"}
    if column.type == "text" and not (known and known.values) and _may_hold_words(known):
        words = ", ".join(map(literal, HIDDEN))
        wanted["hidden"] = (
            f"count_if(CASE WHEN {name} >= '0' AND {name} < ':' OR length({name}) > 13 THEN false "
            f"ELSE lower(trim({name})) IN ({words}) END)"
        )
    return wanted


def _may_hold_words(known: Column | None) -> bool:
    """Values that all begin with a digit are no words."""
    return known is None or known.low is None or not all_digits(known.low, known.high)


def all_digits(low: Any, high: Any) -> bool:
    """Whether all texts between these two begin with a digit."""
    return str(low) >= "0" and str(high) < ":"


def _samples(
    table: LoadedTable, columns: list[LoadedColumn], engine: Engine, work: Work
) -> dict[str, np.ndarray]:
    """Every k-th row of the numbers and dates (as days): the same rows each time."""
    if not columns:
        return {}
    step = max(1, -(-table.rows // SAMPLE))
    fields = ", ".join(f"{_as_number(c)} AS c{i}" for i, c in enumerate(columns))
    sql = f"SELECT {fields} FROM {quoted(table.name)} WHERE rowid % {step} = 0"
    if len(columns) * table.rows // step > FEW_CELLS:
        found = engine.fetchnumpy(sql, work=work)
        return {c.name: _finite(found[f"c{i}"]) for i, c in enumerate(columns)}
    turned = list(zip(*engine.fetch(sql, work=work)[1], strict=True)) or [()] * len(columns)
    return {c.name: _finite(values) for c, values in zip(columns, turned, strict=True)}


def _as_number(column: LoadedColumn) -> str:
    name = quoted(column.name)
    return f"epoch({name}) / 86400.0" if column.type in ("date", "datetime") else f"{name}::DOUBLE"


def _finite(array: np.ndarray | Sequence[Any]) -> np.ndarray:
    numbers = np.asarray(array, dtype=np.float64)
    return numbers[np.isfinite(numbers)]


def quantile(values: np.ndarray, share: float) -> float:
    """A quantile between its two neighbours, as numpy's, without the masked arrays that numpy's imports."""
    ordered = np.sort(values)
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return float(ordered[below] + (ordered[above] - ordered[below]) * (place - below))
