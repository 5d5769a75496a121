"""A dataset as the house sees it: tables in one engine, what they mean, and a conversation's view."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar, cast

import numpy as np

from data import catalog as catalogs
from data import health as healths
from data import load as loading
from data._currency import check_currencies, currency_column
from data._long import turned
from data._settings import read_settings
from data.catalog import Catalog, Column, Policy, Source, Value
from data.engine.duckdb import Engine
from data.errors import UnknownName, Unsupported
from data.features import Features
from data.kept import Kept
from data.query import Agg, Expr, Out, Query, columns_of
from data.sql import ROW, Compiled, Context, KeptTable, Overlay, compile_query, row_key
from data.sql.sources import known_source, open_source
from data.sql.words import said
from data.work import Work

T = TypeVar("T")
Cell = str | int | float | bool | None


@dataclass(frozen=True)
class Frame:
    """A fetched result: numbers as int or float, dates as ISO text, missing as None; `filters` in words."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    units: dict[str, str] = field(default_factory=dict)
    sql: str = ""
    filters: tuple[str, ...] = ()

    def column(self, name: str) -> tuple[Cell, ...]:
        """All values of one column."""
        if name not in self.columns:
            raise UnknownName("output", name, self.columns)
        index = self.columns.index(name)
        return tuple(row[index] for row in self.rows)

    def records(self) -> list[dict[str, Cell]]:
        """The rows as dictionaries."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def scalar(self) -> Cell:
        """The single value of a result of one row and one column; None where there is no row."""
        if len(self.columns) != 1 or len(self.rows) > 1:
            raise ValueError(
                f"a single value was expected. Got {len(self.rows)} x {len(self.columns)} instead."
            )
        return self.rows[0][0] if self.rows else None

    def __len__(self) -> int:
        return len(self.rows)


class Dataset:
    """Tables and their meaning; never changes once loaded, shared by all conversations and threads."""

    def __init__(
        self,
        tables: dict[str, loading.LoadedTable],
        catalog: Catalog,
        engine: Engine,
        fingerprint: str,
        health: Callable[[], healths.Health] | None = None,
    ) -> None:
        self.tables = tables
        self.catalog = catalog
        self.engine = engine
        self.fingerprint = fingerprint
        self._health = health
        self._kept = Kept()
        self.features = Features(catalog, engine)
        self._stored: set[str] = set()
        self._storing = threading.Lock()

    @classmethod
    def open(cls, *paths: str | Path, work: Work | None = None, settings: Path | None = None) -> Dataset:
        """Load files, find out what they mean, lock the engine. Raises LoadError with what to do."""
        work = work or Work()
        chosen = read_settings(settings) if settings is not None else catalogs.settings_for(paths)
        engine = Engine()
        try:
            tables = turned(loading.load(paths, engine, work, chosen), engine, chosen)
            catalog = catalogs.build(tables, engine, chosen, work)
            engine.lock()
        except BaseException:
            engine.close()
            raise
        return cls(
            {t.name: t for t in tables},
            catalog,
            engine,
            fingerprint(paths, chosen),
            lambda: healths.report(tables, engine, catalog, Work()),
        )

    @property
    def health(self) -> healths.Health:
        """What is odd in the data; computed when first asked for."""
        if self._health is None:
            raise ValueError("this dataset was made without a health report")
        return self.kept("health", self._health)

    def view(self) -> View:
        """A fresh conversation's view of this dataset."""
        return View(self)

    def kept(self, spec: str, build: Callable[[], T]) -> T:
        """What `build` gives, made once for each `spec` and kept while it is among the most recently used."""
        return self._kept.get(spec, build)

    def store(self, name: str, columns: dict[str, np.ndarray]) -> None:
        """Keep arrays as a table whose name tells its content; a second time is free."""
        with self._storing:
            if name not in self._stored:
                self.engine.store(name, columns)
                self._stored.add(name)


def fingerprint(paths: Sequence[str | Path], settings: Any) -> str:
    """A short text that changes when the files' bytes or the settings change."""
    total = hashlib.blake2b(digest_size=16)
    for path in paths:
        with open(path, "rb") as file:
            total.update(Path(path).name.encode())
            total.update(hashlib.file_digest(file, hashlib.blake2b).digest())
    total.update(json.dumps(settings, sort_keys=True, default=str).encode())
    return total.hexdigest()


@dataclass(frozen=True, eq=False)
class View:
    """A dataset with what one conversation made of it: labels, named groups, changed policies."""

    dataset: Dataset
    overlay: Overlay = field(default_factory=Overlay)
    made: tuple[Any, ...] = ()

    @cached_property
    def catalog(self) -> Catalog:
        """The catalog in which labels and groups are columns."""
        return _effective(self.dataset.catalog, self.overlay, self.made)

    def compile(self, query: Query) -> Compiled:
        """The statement of a Query; raises InvalidQuery or UnknownName before anything runs."""
        return compile_query(query, self.dataset.catalog, self.overlay)

    def validate(self, query: Query) -> None:
        """Raise if the Query has no meaning on this data; runs nothing."""
        self.compile(query)

    def fetch(self, query: Query, work: Work | None = None) -> Frame:
        """Run a Query. Safe from many threads at once."""
        check_currencies(query, self.catalog)
        compiled = self.compile(query)
        quick = self._quick(query, compiled)
        columns, rows = self.dataset.engine.fetch(quick.sql, quick.params, work)
        return Frame(
            columns=columns,
            rows=_plain(rows, compiled),
            units=compiled.units,
            sql=compiled.sql,
            filters=self._filters(compiled),
        )

    def arrays(self, query: Query, work: Work | None = None) -> dict[str, np.ndarray]:
        """A Query's columns: numbers and yes/no as float64 with nan, text and ISO dates as objects."""
        check_currencies(query, self.catalog, rows=True)
        compiled = self.compile(query)
        quick = self._quick(query, compiled)
        found = self.dataset.engine.fetchnumpy(quick.sql, quick.params, work)
        arrays = {name: _array(found[name], compiled.types[name]) for name in compiled.columns}
        for out in query.outputs:
            if (values := arrays.get(out.name)) is not None and values.dtype == np.float64:
                check_size(values, next(iter(columns_of(out.expr)), out.name))
        return arrays

    def count(self, source: str, where: tuple[Expr, ...] = (), within: tuple[Expr, ...] = ()) -> int:
        """Rows of a source that meet the conditions, unweighted."""
        rows = Out(name="rows", expr=Agg(agg="count", weighted=False))
        value = self.fetch(
            Query(source=source, where=tuple(where), within=tuple(within), measures=(rows,))
        ).scalar()
        return int(cast(int, value))

    def column(self, source: str, name: str) -> Column:
        """What is known of a column; UnknownName with the nearest names."""
        columns = self.source(source).columns
        if name in columns:
            return columns[name]
        prefix, _, rest = name.partition(".")
        if rest and prefix in self.catalog.sources:
            return self.column(prefix, rest)
        raise UnknownName("column", name, columns)

    def source(self, name: str) -> Source:
        """A table or an entity by name; UnknownName with the nearest names."""
        if name in self.catalog.sources:
            return self.catalog.sources[name]
        entity = self.catalog.entities.get(name)
        if entity is None:
            raise UnknownName("table", name, [*self.catalog.sources, *self.catalog.entities])
        home = self.catalog.sources.get(entity.table)
        columns = {} if entity.rolled_up or home is None else dict(home.columns)
        columns |= {c.name: c for c in entity.columns}
        return Source(name, name, entity.plural, 0, columns, name, entity=entity)

    def currency(self, source: str) -> Column | None:
        """The column that says which of several currencies the money of a row is in."""
        return currency_column(self.source(source))

    def key(self, source: str) -> str:
        """The column that identifies a row of a source; "_row" where there is none."""
        context = Context(self.dataset.catalog, self.overlay)
        return row_key(context, known_source(context, source))

    def store_labels(self, keys: np.ndarray | Sequence[Any], labels: Sequence[str]) -> str:
        """Keep one label a key as a table (columns key, label); equal contents give the equal name.

        Missing keys are left out. Raises ValueError where one key has two labels or the lengths differ.
        """
        _same_length(keys, labels)
        whole = _whole(keys)
        stored, told, text = _by_key(keys, labels) if whole is None else _by_number(whole, labels)
        name = "labels_" + hashlib.blake2b(text, digest_size=12).hexdigest()
        self.dataset.store(name, {"key": stored, "label": told})
        return name

    def with_artifacts(self, *made: Any) -> View:
        """A view that also has these labels, groups and policy changes; the last of a name holds."""
        overlay, kept = self.overlay, list(self.made)
        for artifact in made:
            kept = [a for a in kept if getattr(a, "name", None) != artifact.name] + [artifact]
        overlay = _overlay(kept)
        return View(self.dataset, overlay, tuple(kept))

    def policy_filters(self, source: str) -> list[tuple[Policy, str]]:
        """The policies that the source's measures and attributes obey, each with the variant in force."""
        entity = self.catalog.entities.get(source)
        homes = {source, entity.table} if entity else {source}
        homes |= {m.source for m in self.catalog.measures.values() if m.source == source}
        chosen = dict(self.overlay.variants)
        found = [
            p
            for p in self.catalog.policies.values()
            if p.source in homes or (entity and entity.policy == p.name)
        ]
        return [(p, chosen.get(p.name, p.default)) for p in found]

    def _quick(self, query: Query, compiled: Compiled) -> Compiled:
        """The statement that is run: entities come from kept tables where there are some.

        What is shown stays the statement on the data itself, which does not depend on earlier questions.
        """
        found = {entity: self.dataset.features(entity, names) for entity, names in compiled.rolled}
        if not any(found.values()):
            return compiled
        return compile_query(
            query, self.dataset.catalog, self.overlay, lambda entity, names: _wide(found.get(entity), names)
        )

    def _filters(self, compiled: Compiled) -> tuple[str, ...]:
        policies = [self.dataset.catalog.policies[name] for name, _ in compiled.policies]
        used = [
            p.description or p.name
            for p, (_, variant) in zip(policies, compiled.policies, strict=True)
            if p.variants.get(variant) is not None
        ]
        left_out = [f"without {said(expr)}" for _, expr in self.overlay.excludes]
        return tuple(dict.fromkeys([*compiled.filters, *used, *left_out]))


def _wide(table: KeptTable | None, names: tuple[str, ...]) -> KeptTable | None:
    return table if table is not None and set(names) <= set(table.columns) else None


def _overlay(made: Sequence[Any]) -> Overlay:
    """Sort artifacts by what they are: known by their fields, as the types belong to a room above."""
    changes = [a for a in made if hasattr(a, "kind") and hasattr(a, "variant")]
    return Overlay(
        labellings=tuple(a for a in made if hasattr(a, "stored")),
        groups=tuple(a for a in made if hasattr(a, "condition") and not hasattr(a, "kind")),
        variants=tuple((a.policy, a.variant) for a in changes if a.kind == "variant"),
        excludes=tuple((a.source, a.condition) for a in changes if a.kind == "exclude"),
        recodes=tuple((a.source, a.column, a.old, a.new) for a in changes if a.kind == "recode"),
    )


def _effective(catalog: Catalog, overlay: Overlay, made: Sequence[Any]) -> Catalog:
    additions = [_label_column(a) for a in overlay.labellings] + [_group_column(a) for a in overlay.groups]
    if not additions:
        return catalog
    context = Context(catalog, overlay)
    keys = {
        a.name: (a.source, getattr(a, "key", None) or row_key(context, a.source))
        for a in made
        if hasattr(a, "source") and a.source
    }
    sources = {}
    for name, source in catalog.sources.items():
        reached = [
            c for c in additions if open_source(context, name, ()).key_column(*keys[c.name]) is not None
        ]
        sources[name] = (
            replace(source, columns={**source.columns, **{c.name: c for c in reached}}) if reached else source
        )
    return replace(catalog, sources=sources)


def _label_column(made: Any) -> Column:
    values = tuple(Value(v, n, v) for v, n in zip(made.labels, made.sizes, strict=True))
    return Column(
        name=made.name,
        source=made.source,
        type="text",
        role="category",
        label=made.name,
        values=values,
        distinct=len(values),
        description=getattr(made, "definition", ""),
    )


def _group_column(made: Any) -> Column:
    return Column(
        name=made.name,
        source=made.source,
        type="bool",
        role="flag",
        label=made.name,
        distinct=2,
        description=said(made.condition),
    )


def _whole(keys: np.ndarray | Sequence[Any]) -> np.ndarray | None:
    """The keys as an array where all are whole numbers (or missing); None where some are anything else."""
    array = np.asarray(keys)
    if array.dtype.kind == "f" and array.size:
        known = array[~np.isnan(array)]
        return array if bool((known == np.floor(known)).all() and (np.abs(known) < 2**53).all()) else None
    return array if array.dtype.kind == "i" else None


def _by_number(keys: np.ndarray, labels: Sequence[str]) -> tuple[np.ndarray, np.ndarray, bytes]:
    """Whole keys in rising order, their labels, and both as bytes: a million takes a fraction of a second."""
    known = np.flatnonzero(~np.isnan(keys))
    numbers = keys[known].astype(np.int64)
    told = _objects(labels)[known].tolist()
    names = sorted(set(told))
    place = {name: at for at, name in enumerate(names)}
    codes = np.fromiter((place[label] for label in told), np.int64, len(told))
    order = np.lexsort((codes, numbers))
    numbers, codes = numbers[order], codes[order]
    again = np.flatnonzero(np.diff(numbers) == 0) + 1
    twice = again[codes[again] != codes[again - 1]]
    if twice.size:
        raise ValueError(f"one key has two labels. Got {numbers[twice[0]]} twice.")
    numbers, codes = np.delete(numbers, again), np.delete(codes, again)
    text = json.dumps(names).encode()
    return numbers, _objects(names)[codes], text + numbers.tobytes() + codes.tobytes()


def _by_key(keys: np.ndarray | Sequence[Any], labels: Sequence[str]) -> tuple[np.ndarray, np.ndarray, bytes]:
    """Keys of any kind in order with their labels, and what both hold as bytes."""
    pairs = _labelled(keys, labels)
    text = json.dumps([[str(type(k).__name__), str(k), label] for k, label in pairs])
    return _objects([k for k, _ in pairs]), _objects([label for _, label in pairs]), text.encode()


def _same_length(keys: np.ndarray | Sequence[Any], labels: Sequence[str]) -> None:
    if len(keys) != len(labels):
        raise ValueError(f"keys and labels must be of one length. Got {len(keys)} and {len(labels)} instead.")


def _labelled(keys: np.ndarray | Sequence[Any], labels: Sequence[str]) -> list[tuple[Any, str]]:
    found: dict[Any, str] = {}
    for key, label in zip((_key(k) for k in keys), labels, strict=True):
        if key is None:
            continue
        if found.setdefault(key, str(label)) != str(label):
            raise ValueError(f"one key has two labels. Got {key!r} twice.")
    return sorted(found.items(), key=lambda pair: (str(type(pair[0])), pair[0]))


def _key(value: Any) -> Any:
    """A key as Python has it: whole numbers that came as floats are whole again, missing is None."""
    plain = value.item() if isinstance(value, np.generic) else value
    if isinstance(plain, float):
        if plain != plain:
            return None
        return int(plain) if plain.is_integer() else plain
    return plain


def _objects(values: Sequence[Any]) -> np.ndarray:
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array


def _plain(rows: Sequence[tuple[Any, ...]], compiled: Compiled) -> tuple[tuple[Cell, ...], ...]:
    """Rows of plain Python values; columns that hold only those already are not touched."""
    if not rows:
        return ()
    columns: list[Sequence[Any]] = []
    for values, kind in zip(zip(*rows, strict=True), compiled.types.values(), strict=True):
        if kind in ("integer", "text", "bool") and _all_plain(values):
            columns.append(values)
        else:
            columns.append([_cell(v) for v in values])
    return tuple(zip(*columns, strict=True))


_PLAIN = {int, str, bool, type(None)}


def _all_plain(values: Sequence[Any]) -> bool:
    return set(map(type, values)) <= _PLAIN


def _cell(value: Any) -> Cell:
    if isinstance(value, float):
        return value if value == value and abs(value) != float("inf") else None
    if value is None or isinstance(value, str | int | bool):
        return value
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds() / 86400
    return str(value)


LARGEST = 1e75
"""Larger numbers are no measurements, and their fourth powers (of which spread and tests are made) are no numbers."""


def check_size(values: np.ndarray, name: str) -> None:
    """Raise Unsupported where a column holds a number that nothing can be calculated with."""
    largest = np.max(np.abs(values), initial=0.0, where=np.isfinite(values))
    if largest > LARGEST:
        raise Unsupported(
            f"“{name}” holds numbers as large as {largest:.3g}, which nothing can be calculated with.",
            "Correct them in the file, or ask only for rows below a bound that you name.",
        )


def _array(values: np.ndarray, kind: str) -> np.ndarray:
    if kind in ("number", "integer", "bool"):
        numbers = np.asarray(values)
        if numbers.dtype == object:
            numbers = np.array([np.nan if v is None else float(v) for v in numbers], dtype=np.float64)
        return numbers.astype(np.float64, copy=False)
    if values.dtype.kind == "M":
        unit = "D" if kind == "date" else "s"
        text = np.datetime_as_string(values, unit=cast(Any, unit))
        return _objects(
            [None if np.isnat(v) else t.replace("T", " ") for v, t in zip(values, text, strict=True)]
        )
    return _objects([None if v is None or v != v else v if isinstance(v, str) else str(v) for v in values])


__all__ = ["ROW", "Dataset", "Frame", "View", "check_size", "fingerprint"]
