"""Query -> SQL text and bound constants; nothing else ever reaches the engine.

Every name is quoted, every constant bound, every kind checked before anything runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from data.catalog import Catalog
from data.query import Query
from data.sql.context import ROW, Context, Features, KeptTable, Overlay
from data.sql.select import Compiler, numbered
from data.sql.sources import join_path, row_key
from data.sql.terms import SqlType
from data.sql.words import said

__all__ = [
    "ROW",
    "Compiled",
    "Context",
    "Features",
    "KeptTable",
    "Overlay",
    "compile_query",
    "join_path",
    "row_key",
    "validate",
]

NOTHING = Overlay()


@dataclass(frozen=True)
class Compiled:
    """A statement ready to run. `types` and `units` by output name; `policies` (name, variant) in force,
    `aside` those that the question's own conditions replace; `filters` the conditions in words;
    `rolled` entities (with the attributes read) that a kept table could serve."""

    sql: str
    params: tuple[Any, ...]
    columns: tuple[str, ...]
    types: dict[str, SqlType]
    units: dict[str, str]
    filters: tuple[str, ...] = ()
    policies: tuple[tuple[str, str], ...] = ()
    aside: tuple[tuple[str, str], ...] = ()
    rolled: tuple[tuple[str, tuple[str, ...]], ...] = ()


def compile_query(
    query: Query, catalog: Catalog, overlay: Overlay = NOTHING, features: Features | None = None
) -> Compiled:
    """The statement of a Query; raises InvalidQuery or UnknownName before anything runs."""
    compiler = Compiler(catalog, overlay, features)
    text, outputs = compiler.top(query)
    sql, params = numbered(text, compiler.params.values)
    return Compiled(
        sql=sql,
        params=tuple(params),
        columns=tuple(outputs),
        types={name: value.type for name, value in outputs.items()},
        units={name: value.unit for name, value in outputs.items() if value.unit is not None},
        filters=tuple(said(c) for c in _conditions(query)),
        policies=tuple(compiler.policies_used.items()),
        aside=tuple(compiler.policies_aside.items()),
        rolled=tuple(compiler.rolled),
    )


def validate(query: Query, catalog: Catalog, overlay: Overlay = NOTHING) -> None:
    """Raise InvalidQuery or UnknownName, with a hint, if the Query has no meaning here; runs nothing."""
    compile_query(query, catalog, overlay)


def _conditions(query: Query) -> list[Any]:
    below = _conditions(query.source) if isinstance(query.source, Query) else []
    return [*below, *query.within, *query.where, *query.having]
