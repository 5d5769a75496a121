"""What one compilation shares: the catalog, the conversation's overlay, the bound constants, fresh names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from data.catalog import Catalog, Policy
from data.errors import InvalidQuery, UnknownName
from data.query import Call, Col, Expr, Member, Out, Query, columns_of
from data.sql.terms import Params, Typed

ROW = "_row"
"""The column that identifies a row of any table where nothing else does."""

DEEPEST = 60
"""Expressions and Queries nested deeper than this are refused; the engine has its own limit far above."""


@dataclass(frozen=True)
class Overlay:
    """What a conversation made. The parts are the tools' artifacts, known here only by their fields.

    labellings: name, source, key, stored. groups: name, source, condition, within.
    variants: (policy, variant). excludes: (source, condition). recodes: (source, column, old, new).
    """

    labellings: tuple[Any, ...] = ()
    groups: tuple[Any, ...] = ()
    variants: tuple[tuple[str, str], ...] = ()
    excludes: tuple[tuple[str, Expr], ...] = ()
    recodes: tuple[tuple[str, str, Any, Any], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.labellings or self.groups or self.variants or self.excludes or self.recodes)


@dataclass(frozen=True)
class Selected:
    """A compiled Query as a source of another: outputs by name, `weight` the column with the row weight."""

    sql: str
    outputs: dict[str, Typed]
    weight: str | None
    base: str


@dataclass(frozen=True)
class KeptTable:
    """A stored table of a rolled-up entity: column k and one for each attribute (attribute -> column)."""

    name: str
    columns: dict[str, str]


class Features(Protocol):
    """Finds the kept table of a rolled-up entity with these attributes, or None."""

    def __call__(self, entity: str, attributes: tuple[str, ...]) -> KeptTable | None: ...


class Context:
    """One compilation. The `Compiler` adds how Queries are selected."""

    def __init__(self, catalog: Catalog, overlay: Overlay, features: Features | None = None) -> None:
        self.catalog = catalog
        self.overlay = overlay
        self.features = features
        self.params = Params()
        self.policies_used: dict[str, str] = {}
        self.policies_aside: dict[str, str] = {}
        self.rolled: list[tuple[str, tuple[str, ...]]] = []
        self.excluding = False
        self._names = 0
        self._depth = 0

    def fresh(self, prefix: str) -> str:
        """A name that no other part of the statement uses."""
        self._names += 1
        return f"{prefix}{self._names}"

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """Count the nesting; endless plans end here with words."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise InvalidQuery("This question is nested too deeply.", "Split it into smaller questions.")
        try:
            yield
        finally:
            self._depth -= 1

    def select(self, query: Query, needs: tuple[str, ...] = ()) -> Selected:
        """Compile a nested Query."""
        raise NotImplementedError

    def rollup(
        self,
        table: str,
        key: str,
        measures: list[tuple[str, Expr]],
        within: tuple[Expr, ...],
        policy: str | None,
        aside: frozenset[str] = frozenset(),
    ) -> tuple[str, list[Typed]]:
        """One row for each key of a table: SQL with columns k and the measures, and what the measures are."""
        raise NotImplementedError

    def listed(self, query: Query) -> Query:
        """A population ("those customers") as the list of its keys; any other Query as it is."""
        if query.outputs or not isinstance(query.source, str):
            return query
        entity = self.catalog.entities.get(query.source)
        name = entity.key if entity else ROW
        return query.model_copy(update={"columns": (Out(name=name, expr=Col(col=name)),)})

    def policy(self, name: str) -> Policy:
        """A policy by name."""
        if name not in self.catalog.policies:
            raise UnknownName("policy", name, self.catalog.policies)
        return self.catalog.policies[name]

    def policy_filter(self, name: str | None, aside: frozenset[str]) -> Expr | None:
        """The row filter in force; None where there is none or the question speaks of its columns."""
        if name is None:
            return None
        policy = self.policy(name)
        variant = dict(self.overlay.variants).get(name, policy.default)
        if name in aside:
            self.policies_aside[name] = variant
            return None
        self.policies_used[name] = variant
        if variant not in policy.variants:
            raise UnknownName(f"reading of {name}", variant, policy.variants)
        return policy.variants[variant]

    def aside(self, conditions: Iterable[Expr]) -> frozenset[str]:
        """Policies that stand aside, because the conditions read one of the columns that they are about."""
        # membership ("orders with a lamp") is about other rows, so it speaks of no column here
        read = {name for c in conditions for part in _values(c) for name in columns_of(part)}
        read |= {name.rpartition(".")[2] for name in read}
        return frozenset(n for n, p in self.catalog.policies.items() if read & set(p.touches))


def _values(expr: Expr) -> Iterator[Expr]:
    """The parts of a condition that read values: all but memberships."""
    if isinstance(expr, Member):
        return
    if isinstance(expr, Call) and expr.op in ("and", "or", "not", "if"):
        for part in expr.args:
            yield from _values(part)
    elif not (isinstance(expr, Call) and expr.op in ("not_null", "is_null")):
        yield expr
