"""What a Query may read: tables, entities, other Queries; each knows how its columns are written in SQL.

A scope is asked for columns first and for its FROM text last: only what is read is joined or rolled up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from data.catalog import Column, Entity, Join
from data.errors import InvalidQuery, UnknownName
from data.query import Agg, Col, Expr, Lit, MeasureRef, Out, Query, columns_of, walk
from data.sql.context import ROW, Context, Selected
from data.sql.evaluate import RowEvaluator
from data.sql.operations import condition
from data.sql.terms import Typed, aggregates_in, quoted

_NATURAL = ("amount", "quantity", "rate", "score", "ordinal", "weight")
_TIMES = ("date", "datetime")


def known_source(cx: Context, name: str) -> str:
    """The name, or UnknownName with the nearest sources."""
    if name not in cx.catalog.sources and name not in cx.catalog.entities:
        raise UnknownName("table", name, [*cx.catalog.sources, *cx.catalog.entities])
    return name


def open_source(
    cx: Context, source: str | Query, within: tuple[Expr, ...], aside: frozenset[str] = frozenset()
) -> Scope:
    """The scope of a Query's source; `within` belongs to the rows below a rolled-up entity.

    `aside`: policies that the Query's own conditions replace.
    """
    if isinstance(source, Query):
        if within:
            raise _no_rows_below()
        return QueryScope(cx, source)
    known_source(cx, source)
    entity = entity_of(cx, source)
    if entity is not None and entity.rolled_up:
        return RollupScope(cx, entity, within, aside)
    scope = TableScope(cx, entity.table if entity else source, source, within=within, aside=aside)
    if within and not scope.has_facts():
        raise _no_rows_below()
    return scope


def _no_rows_below() -> InvalidQuery:
    return InvalidQuery(
        "There are no rows below this source, so nothing can be kept among them.",
        "Put the condition on the rows themselves (where).",
    )


def entity_of(cx: Context, source: str) -> Entity | None:
    """The entity that a source name stands for, if it is one."""
    if source in cx.catalog.entities:
        return cx.catalog.entities[source]
    known = cx.catalog.sources.get(source)
    return (
        known.entity
        if known and known.entity and known.entity.rolled_up and known.entity.name == source
        else None
    )


def row_key(cx: Context, source: str) -> str:
    """The column that identifies a row of a source."""
    entity = cx.catalog.entities.get(source)
    if entity is not None:
        return entity.key
    known = cx.catalog.sources[source].entity if source in cx.catalog.sources else None
    return known.key if known and not known.rolled_up and known.table == source else ROW


class Scope:
    """Names of a source and how they are written. `base` is the table or entity at the bottom.

    `below`: conditions on the rows below an entity, where this scope reads that entity's attributes.
    """

    def __init__(self, cx: Context, base: str) -> None:
        self.cx = cx
        self.base = base
        self.evaluate = RowEvaluator(cx, self)
        self.below: dict[str, tuple[Expr, ...]] = {}
        self._known: dict[str, Typed] = {}
        self._open: set[str] = set()

    def column(self, name: str) -> Typed:
        """A column's SQL; UnknownName with the nearest names."""
        if name not in self._known:
            if name in self._open:
                raise InvalidQuery(
                    f"“{name}” is defined by itself.", "Correct its definition in the settings file."
                )
            self._open.add(name)
            try:
                self._known[name] = self._artifact(name) or self._column(name)
            finally:
                self._open.discard(name)
        return self._known[name]

    def names(self) -> Iterable[str]:
        """All names that may be read here, for hints."""
        return ()

    def weight(self) -> str | None:
        """SQL of the row weight, if the source is weighted."""
        return None

    def relation(self) -> str:
        """The FROM text; ask it last."""
        raise NotImplementedError

    def identity(self) -> str | None:
        """SQL that tells rows apart and orders them, where there is one."""
        return None

    def exclusions(self) -> list[str]:
        """Conditions that leave out what the conversation said to leave out."""
        return []

    def plain(self) -> bool:
        """Whether rows come in the order of the file by themselves."""
        return False

    def join(self, text: str | Callable[[], str]) -> None:
        """Add a join to the FROM text."""
        raise NotImplementedError

    def key_column(self, source: str, key: str) -> Typed | None:
        """How the members of `source` are recognised on the rows of this scope, or None."""
        return None

    def _column(self, name: str) -> Typed:
        for artifact in (*self.cx.overlay.labellings, *self.cx.overlay.groups):
            if artifact.name == name:
                raise InvalidQuery(
                    f"“{name}” is about “{artifact.source}”; the rows of “{self.base}” do not say which one.",
                    f"Ask “{artifact.source}”, or a table that has its key.",
                )
        raise UnknownName("column", name, [*self.names(), *_artifact_names(self.cx)])

    def _artifact(self, name: str) -> Typed | None:
        overlay = self.cx.overlay
        for labelling in reversed(overlay.labellings):
            if labelling.name == name:
                return self._label(labelling)
        for group in reversed(overlay.groups):
            if group.name == name:
                return self._group(group)
        return None

    def _label(self, labelling: Any) -> Typed | None:
        key = self.key_column(labelling.source, labelling.key)
        if key is None:
            return None
        alias = self.cx.fresh("l")
        self.join(f'LEFT JOIN {quoted(labelling.stored)} AS {alias} ON {alias}."key" = {key.plain}')
        return Typed(f'{alias}."label"', "text")

    def _group(self, group: Any) -> Typed | None:
        if group.source == self.base and not group.within and self._whole():
            return Typed(f"coalesce({self.evaluate.condition(group.condition)}, FALSE)", "bool")
        name = row_key(self.cx, known_source(self.cx, group.source))
        key = self.key_column(group.source, name)
        if key is None:
            return None
        members = Query(
            source=group.source,
            within=group.within,
            where=(group.condition,),
            columns=(Out(name=name, expr=Col(col=name)),),
        )
        return Typed(f"coalesce({_among(self.cx, key, members)}, FALSE)", "bool")

    def _whole(self) -> bool:
        """Whether an attribute here means the same as in the group's own definition."""
        return True


def _artifact_names(cx: Context) -> list[str]:
    return [a.name for a in (*cx.overlay.labellings, *cx.overlay.groups)]


def _among(cx: Context, key: Typed, members: Query) -> str:
    selected: Selected = cx.select(members)
    alias = cx.fresh("m")
    first = next(iter(selected.outputs.values()))
    return f"{key.plain} IN (SELECT {alias}.{first.sql} FROM ({selected.sql}) AS {alias})"


class TableScope(Scope):
    """A table, or an entity whose home is a table; joined tables are scopes of the same FROM."""

    def __init__(
        self,
        cx: Context,
        table: str,
        base: str,
        *,
        within: tuple[Expr, ...] = (),
        aside: frozenset[str] = frozenset(),
        root: TableScope | None = None,
    ) -> None:
        super().__init__(cx, base)
        self.aside = aside
        self.table = table
        self.alias = cx.fresh("t")
        self.within = within
        self.root = root or self
        self.columns = _columns(cx, table, base)
        self._joins: list[str | Callable[[], str]] = []
        self._joined: dict[str, Scope] = {}
        self._facts: dict[str, _Facts] = {}

    def names(self) -> Iterable[str]:
        return [*self.columns, ROW]

    def weight(self) -> str | None:
        source = self.cx.catalog.sources.get(self.base) or self.cx.catalog.sources.get(self.table)
        name = source.weight if source else None
        return self.column(name).sql if name else None

    def relation(self) -> str:
        text = f"{quoted(self.table)} AS {self.alias}"
        return " ".join([text, *(j if isinstance(j, str) else j() for j in self._joins)])

    def identity(self) -> str | None:
        return f"{self.alias}.rowid"

    def plain(self) -> bool:
        return not self._joins

    def join(self, text: str | Callable[[], str]) -> None:
        self.root._joins.append(text)

    def has_facts(self) -> bool:
        """Whether some attribute is computed from the rows of another table."""
        return any(c.expr is not None and aggregates_in(c.expr) for c in self.columns.values())

    def key_column(self, source: str, key: str) -> Typed | None:
        entity = self.cx.catalog.entities.get(source)
        home = entity.table if entity else source
        if source == self.base or home == self.table:
            return self.column(key)
        path = join_path(self.cx.catalog.joins, self.table, home)
        if path:
            scope = self._follow(path[:-1])
            last = path[-1]
            return scope.column(last.key) if last.to_key == key else self._follow(path).column(key)
        for step in self.cx.catalog.joins:
            # buyers are known by the key of their lines, which is the key of this table's rows as well
            if step.to == self.table and step.table == home and step.key == key:
                return self.column(step.to_key)
        return self.column(key) if key in self.columns and key != ROW else None

    def exclusions(self) -> list[str]:
        if self.cx.excluding:
            return []
        found = [self._exclusion(source, expr) for source, expr in self.cx.overlay.excludes]
        return [text for text in found if text]

    def _exclusion(self, source: str, expr: Expr) -> str | None:
        entity = self.cx.catalog.entities.get(source)
        home = entity.table if entity else source
        names = set(columns_of(expr))
        if source in (self.base, self.table) or (home == self.table and entity and names <= {entity.key}):
            return f"({self.evaluate.condition(expr)}) IS NOT TRUE"
        if home == self.table and entity and not entity.rolled_up:
            return f"({self.evaluate.condition(expr)}) IS NOT TRUE"
        name = row_key(self.cx, known_source(self.cx, source))
        key = self.key_column(source, name)
        if key is None:
            return None
        members = Query(source=source, where=(expr,), columns=(Out(name=name, expr=Col(col=name)),))
        self.cx.excluding = True
        try:
            return f"({_among(self.cx, key, members)}) IS NOT TRUE"
        finally:
            self.cx.excluding = False

    def _whole(self) -> bool:
        return not self.within

    def _column(self, name: str) -> Typed:
        if name == ROW:
            return Typed(f"{self.alias}.rowid", "integer", origin=(self.base, ROW))
        known = self.columns.get(name)
        if known is not None and not self._foreign(known):
            return self._own(known)
        prefix, _, rest = name.partition(".")
        while rest:
            if prefix in self.cx.catalog.sources or prefix in self.cx.catalog.entities:
                return self._other(prefix).column(rest)
            more, _, rest = rest.partition(".")
            prefix = f"{prefix}.{more}"
        return super()._column(name)

    def _foreign(self, column: Column) -> bool:
        """A column that the catalog lists here, but that is read through a join ("customers.Income")."""
        return "." in column.name and column.source not in (self.base, self.table)

    def _own(self, column: Column) -> Typed:
        if column.expr is None:
            value = Typed(f"{self.alias}.{quoted(column.name)}", column.type, origin=(self.base, column.name))
        elif aggregates_in(column.expr):
            return self._from_facts(column)
        else:
            value = self.evaluate(column.expr)
        natural = column.type in _TIMES or (column.role in _NATURAL and column.type != "text")
        value = replace(value, unit=column.unit or value.unit, ordered=value.ordered or natural)
        return self._valid(column, self._recoded(column.name, value))

    def _recoded(self, name: str, value: Typed) -> Typed:
        changes = [c for c in self.cx.overlay.recodes if c[1] == name and self._meant(c[0])]
        for _, _, old, new in changes:
            # values of text columns are often said as numbers
            before, after = (
                self.evaluate(Lit(lit=str(v) if value.type == "text" and v is not None else v)).sql
                for v in (old, new)
            )
            x = value.plain
            value = replace(
                value, sql=f"CASE WHEN {x} IS NOT DISTINCT FROM {before} THEN {after} ELSE {x} END"
            )
        return value

    def _meant(self, source: str) -> bool:
        entity = self.cx.catalog.entities.get(source)
        return source in (self.base, self.table) or (entity is not None and entity.table == self.table)

    def _valid(self, column: Column, value: Typed) -> Typed:
        if column.valid is None:
            return value
        # inside its own rule the column is as it stands in the file
        self._known[column.name] = value
        try:
            rule = self.evaluate.condition(column.valid)
        finally:
            del self._known[column.name]
        return replace(value, sql=f"CASE WHEN {rule} THEN {value.sql} END", every=value.sql)

    def _from_facts(self, column: Column) -> Typed:
        fact = column.source
        if fact in (self.table, self.base):
            raise InvalidQuery(
                f"“{column.name}” is known for whole groups of rows only.",
                "Ask for the thing that it belongs to, or aggregate first.",
            )
        if fact not in self._facts:
            self._facts[fact] = _Facts(self, fact)
            self.join(self._facts[fact].text)
        return self._facts[fact].column(column)

    def _other(self, name: str) -> Scope:
        """The scope of another table or entity, joined many-to-one."""
        if name not in self._joined:
            self._joined[name] = self._open_other(name)
        return self._joined[name]

    def _open_other(self, name: str) -> Scope:
        entity = entity_of(self.cx, name)
        if entity is not None and entity.rolled_up:
            return self._join_rollup(entity)
        home = entity.table if entity else name
        if home == self.table:
            return self
        path = join_path(self.cx.catalog.joins, self.table, home)
        if path is None:
            if join_path(self.cx.catalog.joins, home, self.table):
                raise InvalidQuery(
                    f"One row of “{self.table}” has many rows of “{home}”.",
                    f"Aggregate “{home}” for each row of “{self.table}” first.",
                )
            raise InvalidQuery(
                f"“{self.table}” and “{home}” are not connected.", "Name the columns that join them."
            )
        return self._follow(path)

    def _follow(self, path: list[Join]) -> TableScope:
        scope: TableScope = self
        for step in path:
            known = scope._joined.get("=" + step.to)
            if not isinstance(known, TableScope):
                known = TableScope(self.cx, step.to, step.to, root=self.root)
                left, right = scope.column(step.key).plain, known.column(step.to_key).plain
                self.join(f"LEFT JOIN {quoted(step.to)} AS {known.alias} ON {left} = {right}")
                scope._joined["=" + step.to] = known
            scope = known
        return scope

    def _join_rollup(self, entity: Entity) -> Scope:
        key = self.key_column(entity.name, entity.key)
        if key is None:
            raise InvalidQuery(
                f"“{self.table}” has no column that says which {entity.name} it is.", "Use another one."
            )
        other = RollupScope(self.cx, entity, self.root.below.get(entity.name, ()))
        left = key.plain
        self.join(lambda: f"LEFT JOIN {other.relation()} ON {other.column(entity.key).plain} = {left}")
        return other


class _Facts:
    """Attributes of a home table's rows that are computed from a table that points to it."""

    def __init__(self, home: TableScope, fact: str) -> None:
        self.home, self.fact = home, fact
        self.alias = home.cx.fresh("f")
        self.measures: list[tuple[str, Expr]] = []
        path = join_path(home.cx.catalog.joins, fact, home.table)
        if not path:
            raise InvalidQuery(
                f"“{fact}” and “{home.table}” are not connected.", "Name the columns that join them."
            )
        self.key = ".".join([*(j.to for j in path[:-1]), path[-1].key])
        self.left = home.column(path[-1].to_key).plain

    def column(self, column: Column) -> Typed:
        assert column.expr is not None
        name = f"a{len(self.measures)}"
        self.measures.append((name, column.expr))
        sql = f"{self.alias}.{name}"
        if _counts(self.home.cx, column.expr):
            # who has no rows there has none of them, which is known: 0, not missing
            sql = f"coalesce({sql}, 0)"
        return Typed(sql, column.type, unit=column.unit, ordered=True, origin=(self.home.base, column.name))

    def text(self) -> str:
        home = self.home
        entity = home.cx.catalog.entities.get(home.base)
        policy = entity.policy if entity else None
        if policy is not None and home.cx.policy(policy).source != self.fact:
            policy = None
        sql, _ = home.cx.rollup(self.fact, self.key, self.measures, home.within, policy, home.aside)
        return f"LEFT JOIN ({sql}) AS {self.alias} ON {self.alias}.k = {self.left}"


def _counts(cx: Context, expr: Expr) -> bool:
    """Whether no rows at all make it 0: counts and sums, alone or added up."""
    if isinstance(expr, MeasureRef):
        known = cx.catalog.measures.get(expr.measure)
        return known is not None and _counts(cx, known.expr)
    nodes = [n for n in walk(expr) if isinstance(n, Agg)]
    return isinstance(expr, Agg) and all(n.agg in ("count", "distinct", "sum") for n in nodes)


def _columns(cx: Context, table: str, base: str) -> dict[str, Column]:
    found: dict[str, Column] = {}
    for name in dict.fromkeys((table, base)):
        source = cx.catalog.sources.get(name)
        if source is not None:
            found |= source.columns
        entity = cx.catalog.entities.get(name)
        if entity is not None:
            found |= {c.name: c for c in entity.columns}
    return found


def join_path(joins: tuple[Join, ...], start: str, goal: str) -> list[Join] | None:
    """The shortest chain of many-to-one joins from one table to another, or None."""
    paths: list[list[Join]] = [[]]
    seen = {start}
    while paths:
        path = paths.pop(0)
        here = path[-1].to if path else start
        if here == goal and path:
            return path
        for step in joins:
            if step.table == here and step.to not in seen:
                seen.add(step.to)
                paths.append([*path, step])
    return None


class RollupScope(Scope):
    """An entity made by grouping its table: one row for each key, with only the attributes that are read."""

    def __init__(
        self,
        cx: Context,
        entity: Entity,
        within: tuple[Expr, ...],
        aside: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(cx, entity.name)
        self.aside = aside
        self.entity = entity
        self.within = within
        self.alias = cx.fresh("e")
        self.columns = _columns(cx, entity.name, entity.name)
        self.table_columns = _columns(cx, entity.table, entity.table)
        self._measures: list[tuple[str, Expr]] = []
        self._read: list[str] = []
        self._joins: list[str | Callable[[], str]] = []

    def names(self) -> Iterable[str]:
        return dict.fromkeys([self.entity.key, *self.columns, *self.table_columns])

    def identity(self) -> str | None:
        return f"{self.alias}.k"

    def join(self, text: str | Callable[[], str]) -> None:
        self._joins.append(text)

    def relation(self) -> str:
        sql = self._kept()
        if sql is None:
            entity = self.entity
            text, _ = self.cx.rollup(
                entity.table, entity.key, self._measures, self.within, entity.policy, self.aside
            )
            sql = f"({text})"
        return " ".join([f"{sql} AS {self.alias}", *(j if isinstance(j, str) else j() for j in self._joins)])

    def _kept(self) -> str | None:
        """The kept table of this entity's attributes, where there is one and nothing below is narrowed."""
        overlay, cx = self.cx.overlay, self.cx
        if self.within or self.aside or overlay.variants or overlay.excludes or overlay.recodes:
            return None
        cx.rolled.append((self.entity.name, tuple(self._read)))
        table = cx.features(self.entity.name, tuple(self._read)) if cx.features else None
        if table is None:
            return None
        cx.policy_filter(self.entity.policy, frozenset())
        pairs = zip(self._read, self._measures, strict=True)
        names = ", ".join(["k", *(f"{table.columns[n]} AS {alias}" for n, (alias, _) in pairs)])
        return f"(SELECT {names} FROM {quoted(table.name)})"

    def key_column(self, source: str, key: str) -> Typed | None:
        if source == self.base or key == self.entity.key:
            return self.column(self.entity.key)
        return self.column(key) if key in self.columns else None

    def _whole(self) -> bool:
        return not self.within

    def _column(self, name: str) -> Typed:
        entity = self.entity
        if name in (entity.key, ROW):
            known = self.table_columns.get(entity.key) or self.columns.get(entity.key)
            return Typed(f"{self.alias}.k", known.type if known else "text", origin=(self.base, entity.key))
        column = self.columns.get(name)
        if column is None and name in self.table_columns:
            raise InvalidQuery(
                f"“{name}” belongs to the rows below each {entity.name}, which may be many.",
                f"Narrow those rows with it (within), or ask “{entity.table}” itself.",
            )
        if column is None:
            return super()._column(name)
        if column.expr is not None and not aggregates_in(column.expr):
            value = self.evaluate(column.expr)
            natural = value.ordered or column.role in _NATURAL
            return replace(value, unit=column.unit or value.unit, ordered=natural)
        return self._rolled(column)

    def _rolled(self, column: Column) -> Typed:
        expr = column.expr or Agg(agg="any", of=Col(col=column.name), weighted=False)
        alias = f"a{len(self._measures)}"
        self._measures.append((alias, expr))
        self._read.append(column.name)
        natural = column.type in _TIMES or (column.role in _NATURAL and column.type != "text")
        sql = f"{self.alias}.{alias}"
        value = Typed(sql, column.type, unit=column.unit, ordered=natural, origin=(self.base, column.name))
        if column.valid is None:
            return value
        self._known[column.name] = value
        try:
            rule = condition(self.evaluate(column.valid))
        finally:
            del self._known[column.name]
        return replace(value, sql=f"CASE WHEN {rule} THEN {value.sql} END", every=value.sql)


class QueryScope(Scope):
    """The result of another Query: its columns are that Query's outputs."""

    def __init__(self, cx: Context, query: Query) -> None:
        super().__init__(cx, query.base)
        self.alias = cx.fresh("n")
        self.selected = cx.select(query)
        self._joins: list[str | Callable[[], str]] = []

    def names(self) -> Iterable[str]:
        return self.selected.outputs

    def weight(self) -> str | None:
        return f"{self.alias}.{self.selected.weight}" if self.selected.weight else None

    def relation(self) -> str:
        text = f"({self.selected.sql}) AS {self.alias}"
        return " ".join([text, *(j if isinstance(j, str) else j() for j in self._joins)])

    def join(self, text: str | Callable[[], str]) -> None:
        self._joins.append(text)

    def key_column(self, source: str, key: str) -> Typed | None:
        for name, output in self.selected.outputs.items():
            if output.origin and output.origin[1] == key:
                return self.column(name)
        return self.column(key) if key in self.selected.outputs else None

    def _artifact(self, name: str) -> Typed | None:
        return None if name in self.selected.outputs else super()._artifact(name)

    def _whole(self) -> bool:
        return False

    def _column(self, name: str) -> Typed:
        if name not in self.selected.outputs:
            return super()._column(name)
        output = self.selected.outputs[name]
        return output.at(f"{self.alias}.{output.sql}")
