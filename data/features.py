"""Attributes of rolled-up entities, computed once and kept as a table: follow-up questions read that.

An entity's first question is answered from its rows. From the second on, a table holds every cheap attribute
and those dear ones that were asked for; a new dear attribute makes a wider table. Earlier tables stay, as a
question in another thread may still read them; there are at most as many as dear attributes.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from data.catalog import Catalog, Column, Entity
from data.engine.duckdb import Engine
from data.query import Agg, Col, Expr
from data.sql import KeptTable, Overlay
from data.sql.grouping import leaves
from data.sql.select import Compiler, numbered
from data.sql.terms import aggregates_in, quoted

FEWEST_ROWS = 50_000
"""Below this many rows the rows themselves answer as fast."""

_CHEAP = ("count", "sum", "mean", "min", "max", "any", "rate", "std", "var")


@dataclass
class _Seen:
    asked: set[str] = field(default_factory=set)
    times: int = 0
    table: KeptTable | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)


class Features:
    """The kept attribute tables of one dataset; safe to ask from many threads."""

    def __init__(self, catalog: Catalog, engine: Engine) -> None:
        self._catalog, self._engine = catalog, engine
        self.fewest_rows = FEWEST_ROWS
        self._seen: dict[str, _Seen] = {}
        self._guard = threading.Lock()

    def __call__(self, entity: str, attributes: tuple[str, ...]) -> KeptTable | None:
        """The table with these attributes of an entity, or None where the rows should be asked."""
        known = self._catalog.entities[entity]
        source = self._catalog.sources.get(known.table)
        if source is None or source.rows < self.fewest_rows:
            return None
        with self._guard:
            seen = self._seen.setdefault(entity, _Seen())
        with seen.lock:
            seen.asked |= set(attributes)
            seen.times += 1
            if seen.times < 2:
                return None
            if seen.table is None or not seen.asked <= set(seen.table.columns):
                seen.table = self._build(known, seen.asked)
            return seen.table

    def _build(self, entity: Entity, asked: set[str]) -> KeptTable:
        cx = Compiler(self._catalog, Overlay())
        chosen = [c for c in entity.columns if c.name in asked or self._cheap(cx, c, entity)]
        measures: list[tuple[str, Expr]] = [(f"v{i}", _rolled(c)) for i, c in enumerate(chosen)]
        text, _ = cx.rollup(entity.table, entity.key, measures, (), entity.policy)
        sql, params = numbered(text, cx.params.values)
        name = f"kept_{entity.name}_{'_'.join(str(i) for i, c in enumerate(entity.columns) if c in chosen)}"
        self._engine.execute(f"CREATE OR REPLACE TABLE {quoted(name)} AS {sql} ORDER BY 1", params)
        return KeptTable(name, {c.name: alias for c, (alias, _) in zip(chosen, measures, strict=True)})

    def _cheap(self, cx: Compiler, column: Column, entity: Entity) -> bool:
        if column.name == entity.key or (column.expr is not None and not aggregates_in(column.expr)):
            return False
        return all(node.agg in _CHEAP for node, _ in leaves(cx, _rolled(column)))


def _rolled(column: Column) -> Expr:
    return column.expr or Agg(agg="any", of=Col(col=column.name), weighted=False)
