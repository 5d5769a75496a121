"""Query -> one SELECT: rows or groups, then windows, then conditions on outputs, then order and limits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from data.errors import InvalidQuery, UnknownName
from data.query import Agg, Col, Expr, MeasureRef, Order, Out, Over, Query, columns_of, walk
from data.sql.context import ROW, Context, Selected
from data.sql.evaluate import Evaluator
from data.sql.grouping import Grouping, Rows, additive, has_quantile_band, leaves, must_stage
from data.sql.lowering import lowered
from data.sql.sources import Scope, TableScope, open_source
from data.sql.terms import Typed, quoted, where_clause
from data.sql.windows import Place, window

Q = "q"
"""The name of the result below the current layer."""

_TOKEN = re.compile(r""""(?:[^"]|"")*"|'(?:[^']|'')*'|\$(\d+)""")


@dataclass
class _Layer:
    """Columns that are computed over the layer below."""

    columns: list[str] = field(default_factory=list)
    joins: list[str] = field(default_factory=list)


def numbered(sql: str, params: Sequence[object]) -> tuple[str, list[object]]:
    """The statement with only the constants that it uses, numbered in the order of their use."""
    order: dict[int, int] = {}

    def renumber(match: re.Match[str]) -> str:
        if match.group(1) is None:
            return match.group(0)
        number = order.setdefault(int(match.group(1)), len(order) + 1)
        return f"${number}"

    text = _TOKEN.sub(renumber, sql)
    return text, [params[n - 1] for n in order]


class Compiler(Context):
    """Compiles Queries; the whole of one statement shares it."""

    def select(self, query: Query, needs: tuple[str, ...] = ()) -> Selected:
        with self.deeper():
            return _Selection(self, query).nested()

    def top(self, query: Query) -> tuple[str, dict[str, Typed]]:
        """The statement whose columns bear the outputs' names and hold what people see."""
        return _Selection(self, query).final()

    def rollup(
        self,
        table: str,
        key: str,
        measures: list[tuple[str, Expr]],
        within: tuple[Expr, ...],
        policy: str | None,
        aside: frozenset[str] = frozenset(),
    ) -> tuple[str, list[Typed]]:
        with self.deeper():
            return _rollup(self, table, key, measures, within, policy, aside)


def _rollup(
    cx: Compiler,
    table: str,
    key: str,
    measures: list[tuple[str, Expr]],
    within: tuple[Expr, ...],
    policy: str | None,
    aside: frozenset[str],
) -> tuple[str, list[Typed]]:
    scope = TableScope(cx, table, table)
    aside |= cx.aside(within)
    exprs = [e for _, e in measures]
    rows = Rows(cx, scope, must_stage(cx, scope, within, exprs))
    rows.keep(within)
    rows.conditions += scope.exclusions()
    group = scope.column(key)
    rows.conditions.append(f"{group.plain} IS NOT NULL")
    identity = group.at(rows.take(group.plain))
    grouping = Grouping(cx, rows, [], aside)
    rule = cx.policy_filter(policy, aside)
    if rule is not None:
        rows.keep([rule])
        grouping.hoist((), rule)
    values = [grouping(e) for e in exprs]
    columns = [
        f"{identity.sql} AS k",
        *(f"{v.sql} AS {a}" for (a, _), v in zip(measures, values, strict=True)),
    ]
    source = rows.grouped(rows.base(), [identity.sql]) if rows.staged else rows.base()
    return f"SELECT {', '.join(columns)} {source} GROUP BY 1", values


def merged(query: Query) -> Query:
    """A Query over a plain population ("those customers") as one Query over the population's own source."""
    while isinstance(query.source, Query) and _population(query.source):
        inner = query.source
        query = query.model_copy(
            update={
                "source": inner.source,
                "within": inner.within + query.within,
                "where": inner.where + query.where,
            }
        )
    return query


def _population(query: Query) -> bool:
    return not (query.outputs or query.having or query.order or query.best or query.limit)


class _Selection:
    """One SELECT in the making. Output i is column c{i} of every layer; hidden ones come after."""

    def __init__(self, cx: Compiler, query: Query) -> None:
        self.cx = cx
        asked = merged(query)
        self.query = query = lowered(cx, asked)
        self.aside = cx.aside((*query.within, *query.where))
        self.scope: Scope = open_source(cx, query.source, query.within, self.aside)
        if query is not asked and isinstance(asked.source, str):
            self.scope.below[asked.source] = asked.within
        if not query.outputs:
            self.query = query = query.model_copy(update={"columns": self._all_columns()})
        _check_shape(query)
        self.grouped = not query.columns
        self.outputs: dict[str, Typed] = {}
        self.exprs = {o.name: o.expr for o in query.outputs}
        self.base_columns: list[str] = []
        self.layers: list[_Layer] = []
        self.weight: str | None = None
        self.tie: str | None = None
        self._levels: dict[str, int] = {}
        self._totals: dict[tuple[str, ...], tuple[str, list[str]]] = {}
        self._build()

    def _all_columns(self) -> tuple[Out, ...]:
        names = list(self.scope.names())
        if len(names) > 1 and ROW in names:
            names.remove(ROW)
        return tuple(Out(name=n, expr=Col(col=n)) for n in names if not self._beyond(n))

    def _beyond(self, name: str) -> bool:
        """Columns through joins, and columns of the rows below, are read only when asked for."""
        try:
            self.scope.column(name)
        except InvalidQuery:
            return True
        return (
            "." in name
            and self.scope.column(name).origin is not None
            and ((self.scope.column(name).origin or ("", ""))[0] != self.scope.base)
        )

    def _build(self) -> None:
        query, cx = self.query, self.cx
        measures = [o.expr for o in query.measures]
        row_exprs = [*query.where, *(o.expr for o in query.groups)]
        late = query.columns and any(has_quantile_band(w) for w in query.where)
        staged = bool(late) or (self.grouped and must_stage(cx, self.scope, row_exprs, measures))
        staged = staged or (self.grouped and (query.rest is not None or self._needs_totals()))
        self.rows = Rows(cx, self.scope, staged)
        self.rows.keep(query.where)
        self.rows.conditions += self.scope.exclusions()
        self._outputs_of_rows(query.groups or query.columns)
        self.groups = [(o, self._inner[o.name]) for o in query.groups]
        self.grouping = Grouping(cx, self.rows, self.groups, self.aside)
        if self.grouped:
            self.grouping.hoist(measures)
        self._measures()
        self.outputs = {o.name: self.outputs[o.name] for o in query.outputs}

    def _needs_totals(self) -> bool:
        overs = [n for o in self.query.measures for n in walk(o.expr) if isinstance(n, Over)]
        return any(
            n.over in ("share", "total", "index")
            and n.of in self.exprs
            and not additive(self.cx, self.exprs[n.of])
            for n in overs
        )

    def _outputs_of_rows(self, outs: Sequence[Out]) -> None:
        """Groups or plain columns: computed on the rows, named c{i} above."""
        self._inner: dict[str, Typed] = {}
        for out in outs:
            if any(isinstance(n, Over) for n in walk(out.expr)) and not self.grouped:
                continue
            value = self.scope.evaluate(out.expr)
            self._inner[out.name] = value.at(self.rows.take(value.sql))
            self._add(out, self._inner[out.name])
        for out in outs:
            if out.name not in self._inner:
                self._windowed(out)

    def _measures(self) -> None:
        later: list[Out] = []
        for out in self.query.measures:
            if any(isinstance(n, Over) for n in walk(out.expr)):
                later.append(out)
            else:
                if not any(isinstance(n, Agg | MeasureRef) for n in walk(out.expr)):
                    self._constant(out)
                self._add(out, self.grouping(out.expr))
        while later:
            ready = [o for o in later if self._ready(o, later)]
            if not ready:
                raise InvalidQuery(
                    f"“{later[0].name}” is defined by itself.", "Let it look at another output."
                )
            for out in ready:
                self._windowed(out)
            later = [o for o in later if o not in ready]

    def _constant(self, out: Out) -> None:
        """A measure without an aggregate is a slip, unless it is a constant or a Query's single value."""
        names = columns_of(out.expr)
        if names:
            self.grouping.column(names[0])

    def _ready(self, out: Out, waiting: Sequence[Out]) -> bool:
        names = {o.name for o in waiting}
        return not any(isinstance(n, Over) and n.of in names for n in walk(out.expr))

    def _add(self, out: Out, value: Typed) -> Typed:
        name = f"c{len(self.outputs)}"
        self.base_columns.append(f"{value.sql} AS {name}")
        self.outputs[out.name] = replace(value.at(name), unit=out.unit or value.unit)
        self._levels[out.name] = 0
        return self.outputs[out.name]

    def hidden(self, value: Typed) -> Typed:
        """A column of the grouped result that only windows read."""
        name = self.cx.fresh("h")
        self.base_columns.append(f"{value.sql} AS {name}")
        return value.at(f"{Q}.{name}")

    def _windowed(self, out: Out) -> None:
        value_of = _Above(self)
        value = value_of(out.expr)
        level = value_of.level
        while len(self.layers) <= level:
            self.layers.append(_Layer())
        name = f"c{len(self.outputs)}"
        self.layers[level].columns.append(f"{value.sql} AS {name}")
        self.layers[level].joins += [j for j in value_of.joins if j not in self.layers[level].joins]
        self.outputs[out.name] = replace(value.at(name), unit=out.unit or value.unit)
        self._levels[out.name] = level + 1

    def above(self, name: str) -> Typed:
        """An output as the layer above reads it."""
        if name not in self.outputs:
            raise UnknownName("output", name, self.exprs)
        value = self.outputs[name]
        return value.at(f"{Q}.{value.sql}")

    def level(self, name: str) -> int:
        """How many layers of windows an output stands on."""
        return self._levels[name]

    def place(self, node: Over, joins: list[str]) -> Place:
        """What a window needs to know of its surroundings."""
        query = self.query
        value = self.above(node.of)
        for name in node.per:
            if name not in {o.name for o in (query.groups or query.columns)}:
                raise UnknownName("group", name, [o.name for o in (query.groups or query.columns)])
        per = [self.above(n) for n in node.per]
        adds: bool | None = additive(self.cx, self.exprs[node.of]) if self.grouped else True
        if self.grouped and any(isinstance(n, Over) for n in walk(self.exprs[node.of])):
            adds = True
        if not adds and isinstance(self.exprs[node.of], Agg | MeasureRef):
            kinds = {n.agg for n, _ in leaves(self.cx, self.exprs[node.of])}
            adds = None if kinds == {"distinct"} else False

        def total() -> str:
            if adds:
                name = "fsum" if value.type == "number" else "sum"
                return f"{name}({value.sql}) OVER ({_partition(per)})"
            return self._total(node, joins)

        groups = [(o.name, self.above(o.name)) for o in query.groups]
        return Place(value=value, groups=groups, per=per, order=self._explicit(), adds=adds, total=total)

    def _total(self, node: Over, joins: list[str]) -> str:
        """The whole's own value, aggregated from the rows again (an average of averages would be wrong)."""
        alias = self.cx.fresh("z")
        measure = self.grouping(self.exprs[node.of])
        keys = [{o.name: v for o, v in self.groups}[n] for n in node.per]
        columns = [f"{k.sql} AS k{i}" for i, k in enumerate(keys)] + [f"{measure.sql} AS v"]
        rows = self.rows.grouped("SELECT * FROM rows_", [k.sql for k in keys])
        by = f" GROUP BY {', '.join(str(i + 1) for i in range(len(keys)))}" if keys else ""
        on = " AND ".join(
            f"{alias}.k{i} IS NOT DISTINCT FROM {self.above(n).sql}" for i, n in enumerate(node.per)
        )
        joins.append(f"LEFT JOIN (SELECT {', '.join(columns)} {rows}{by}) AS {alias} ON {on or 'TRUE'}")
        self._reads_rows_twice = True
        return f"{alias}.v"

    _reads_rows_twice = False

    # ---- text ----

    def _base(self) -> str:
        rows, query = self.rows, self.query
        if not self.grouped:
            extra = list(self._row_extras())
            columns = ", ".join([*self.base_columns, *extra])
            source = rows.grouped(rows.base(), []) if rows.staged else rows.base()
            return f"SELECT {columns} {source}"
        numbers = ", ".join(str(i + 1) for i in range(len(query.groups)))
        by = f" GROUP BY {numbers}" if numbers else ""
        if not rows.staged:
            return f"SELECT {', '.join(self.base_columns)} {rows.base()}{by}"
        keys = [v.sql for _, v in self.groups]
        text = rows.base()
        if query.rest is not None and query.limit is not None:
            return self._folded(text, keys, by)
        if self._reads_rows_twice:
            return f"SELECT {', '.join(self.base_columns)} {rows.grouped('SELECT * FROM rows_', keys)}{by}"
        return f"SELECT {', '.join(self.base_columns)} {rows.grouped(text, keys)}{by}"

    def _row_extras(self) -> list[str]:
        extra = []
        weight = self.scope.weight()
        if weight is not None:
            self.weight = "weight_"
            extra.append(f"{self.rows.take(weight)} AS weight_")
        identity = self.scope.identity()
        if identity is not None:
            self.tie = "tie_"
            extra.append(f"{self.rows.take(identity)} AS tie_")
        return extra

    def _layered(self, text: str) -> str:
        for layer in self.layers:
            joins = " ".join(layer.joins)
            text = f"SELECT {Q}.*, {', '.join(layer.columns)} FROM ({text}) AS {Q} {joins}".rstrip()
        return text

    def _having(self) -> str:
        evaluator = _Above(self, having=True)
        return where_clause([evaluator.condition(h) for h in self.query.having])

    def _explicit(self) -> list[str]:
        return [self._order_term(o) for o in self.query.order if self._computed(o.by)]

    def _computed(self, name: str) -> bool:
        if name not in self.exprs:
            raise UnknownName("output", name, self.exprs)
        return name in self.outputs

    def _order_term(self, order: Order) -> str:
        return f"{_sortable(self.above(order.by))} {'DESC' if order.desc else 'ASC'} NULLS LAST"

    def order_terms(self) -> list[str]:
        """The whole order: as asked, else by nature; ties are broken, so that rows never change places."""
        query = self.query
        terms = [self._order_term(o) for o in query.order]
        asked = {o.by for o in query.order}
        if not self.grouped:
            if not terms and self.scope.plain() and not query.limit and not query.best:
                return []
            if not terms and self.tie:
                return [f"{Q}.{self.tie}"]
            rest = (
                [f"{Q}.{self.tie}"]
                if self.tie
                else [f"{_sortable(self.above(n))} ASC NULLS LAST" for n in self.outputs if n not in asked]
            )
            return terms + (rest if terms or not self.scope.plain() or query.limit else [])
        if not terms:
            terms = self._natural()
        return terms + [
            f"{_sortable(self.above(o.name))} ASC NULLS LAST" for o in query.groups if o.name not in asked
        ]

    def _natural(self) -> list[str]:
        """Time and bands ascending, categories by the first measure, largest first."""
        query = self.query
        if not query.groups or not query.measures:
            return []
        measure = self.above(query.measures[0].name)
        first = self.above(query.groups[0].name)
        if (
            query.limit is not None
            and len(query.groups) == 1
            and not (first.ordered and first.type != "number")
        ):
            return [f"{measure.sql} DESC NULLS LAST"]
        terms: list[str] = []
        for i, out in enumerate(query.groups):
            group = self.above(out.name)
            if group.ordered:
                terms.append(f"{group.sql} ASC NULLS LAST")
            elif i == len(query.groups) - 1:
                terms.append(f"{measure.sql} DESC NULLS LAST")
            else:
                before = ", ".join(self.above(o.name).sql for o in query.groups[: i + 1])
                terms.append(f"max({measure.sql}) OVER (PARTITION BY {before}) DESC NULLS LAST")
                terms.append(f"{_sortable(group)} ASC NULLS LAST")
        return terms

    def _ranking(self) -> list[str]:
        """Who comes first, for `best` and `rest`: as asked, else by the first measure, largest first."""
        query = self.query
        order = [self._order_term(o) for o in query.order]
        if not order and query.measures:
            order = [f"{self.above(query.measures[0].name).sql} DESC NULLS LAST"]
        free = [o for o in query.groups if o.name not in query.best]
        order += [f"{_sortable(self.above(o.name))} ASC NULLS LAST" for o in free]
        if self.tie:
            order.append(f"{Q}.{self.tie}")
        return order

    def _best(self) -> str:
        query = self.query
        if not query.best:
            return ""
        part = ", ".join(self.above(n).sql for n in query.best)
        order = ", ".join(dict.fromkeys(self._ranking()))
        by = f" ORDER BY {order}" if order else ""
        return f" QUALIFY row_number() OVER (PARTITION BY {part}{by}) <= {int(query.limit or 1)}"

    def _limit(self) -> str:
        return f" LIMIT {int(self.query.limit)}" if self.query.limit and not self.query.best else ""

    def _tail(self, text: str, columns: str, ordered: bool) -> str:
        having, best = self._having(), self._best()
        terms = self.order_terms() if ordered or (self.query.limit and not self.query.best) else []
        order = f" ORDER BY {', '.join(dict.fromkeys(terms))}" if terms else ""
        return f"SELECT {columns} FROM ({text}) AS {Q}{having}{best}{order}{self._limit()}"

    def _statement(self, columns: str, ordered: bool) -> str:
        text = self._layered(self._base())
        if self.query.rest is not None and self.query.limit is not None:
            # the best of each group stay together, the rest is last among them
            terms = [f"{_sortable(self.above(n))} ASC NULLS LAST" for n in self.query.best]
            order = f" ORDER BY {', '.join([*terms, f'{Q}.place_'])}" if ordered else ""
            statement = f"SELECT {columns} FROM ({text}) AS {Q}{order}"
        else:
            statement = self._tail(text, columns, ordered)
        if self._reads_rows_twice or (self.query.rest is not None and self.query.limit is not None):
            return f"WITH rows_ AS MATERIALIZED ({self.rows.base()}) {statement}"
        return statement

    def nested(self) -> Selected:
        """As a source: raw values under short names."""
        base = self._names_first()
        sql = self._statement(base, ordered=False)
        return Selected(sql, self.outputs, self.weight, self.scope.base)

    def _names_first(self) -> str:
        names = [f"{Q}.{v.sql}" for v in self.outputs.values()]
        if not self.grouped and self.scope.weight() is not None:
            names.append(f"{Q}.weight_")
            self.weight = "weight_"
        return ", ".join(names)

    def final(self) -> tuple[str, dict[str, Typed]]:
        """As a statement: what people see, under the outputs' names."""
        if self.query.rest is not None and self.query.limit is not None:
            self._rest_types()
        columns = ", ".join(f"{self.above(n).text} AS {quoted(n)}" for n in self.outputs)
        return self._statement(columns, ordered=True), self.outputs

    # ---- the rest as one group ----

    def _rest_types(self) -> None:
        """The first folded group holds names, so it is text from here on."""
        for out in self._folds():
            value = self.outputs[out.name]
            self.outputs[out.name] = Typed(value.sql, "text")

    def _folds(self) -> list[Out]:
        return [o for o in self.query.groups if o.name not in self.query.best]

    def _folded(self, text: str, keys: list[str], by: str) -> str:
        """Aggregate once to see who is first, then again with all others under one name.

        The second time reads the rows, so means and distinct counts of the rest are its own.
        """
        query, rest = self.query, self.cx.params.bind(str(self.query.rest))
        first = f"SELECT {', '.join(self.base_columns)} {self.rows.grouped('SELECT * FROM rows_', keys)}{by}"
        order = ", ".join(dict.fromkeys(self._ranking()))
        part = f"PARTITION BY {', '.join(self.above(n).sql for n in query.best)} " if query.best else ""
        having = self._having()
        names = ", ".join(f"{Q}.c{i} AS g{i}" for i in range(len(query.groups)))
        place = f"row_number() OVER ({part}ORDER BY {order}) AS place_"
        ranked = f"SELECT {names}, {place} FROM ({first}) AS {Q}{having}"
        top = self.cx.fresh("top")
        on = " AND ".join(f"{top}.g{i} IS NOT DISTINCT FROM {k}" for i, k in enumerate(keys))
        kept = f"{top}.place_ <= {int(query.limit or 1)}"
        folded: list[str] = []
        for i, (out, value) in enumerate(self.groups):
            shown = replace(value, sql=keys[i]).text
            if out.name in query.best:
                folded.append(f"{keys[i]} AS g{i}")
            elif out == self._folds()[0]:
                folded.append(f"CASE WHEN {kept} THEN CAST({shown} AS VARCHAR) ELSE {rest} END AS g{i}")
            else:
                folded.append(f"CASE WHEN {kept} THEN CAST({shown} AS VARCHAR) END AS g{i}")
        place = f"CASE WHEN {kept} THEN {top}.place_ ELSE {int(query.limit or 1) + 1} END AS place_"
        rows = f"SELECT rows_.*, {', '.join(folded)}, {place} FROM rows_ JOIN ({ranked}) AS {top} ON {on}"
        new_keys = [f"g{i}" for i in range(len(keys))]
        columns = [f"g{i} AS c{i}" for i in range(len(keys))] + self.base_columns[len(keys) :]
        by = ", ".join(new_keys)
        return (
            f"SELECT {', '.join(columns)}, place_ {self.rows.grouped(rows, new_keys)} GROUP BY {by}, place_"
        )


def _partition(per: Sequence[Typed]) -> str:
    return f"PARTITION BY {', '.join(p.sql for p in per)}" if per else ""


def _sortable(value: Typed) -> str:
    """Text sorts by the alphabet, also where it is stored as a list of known values."""
    return f"CAST({value.sql} AS VARCHAR)" if value.type == "text" and not value.shown else value.sql


class _Above(Evaluator):
    """Expressions over the outputs: windows, and conditions on the result."""

    def __init__(self, selection: _Selection, having: bool = False) -> None:
        super().__init__(selection.cx)
        self.selection = selection
        self.having = having
        self.level = 0
        self.joins: list[str] = []

    def column(self, name: str) -> Typed:
        value = self.selection.above(name)
        self.level = max(self.level, self.selection.level(name))
        return value

    def aggregate(self, node: Agg) -> Typed:
        if self.having:
            raise InvalidQuery(
                "A condition on the result names an output.", "Add this as a measure, then use its name."
            )
        return self.selection.hidden(self.selection.grouping(node))

    def measure(self, node: MeasureRef) -> Typed:
        if self.having:
            raise InvalidQuery(
                "A condition on the result names an output.", "Add this as a measure, then use its name."
            )
        return self.selection.hidden(self.selection.grouping(node))

    def over(self, node: Over) -> Typed:
        if self.having:
            return super().over(node)
        place = self.selection.place(node, self.joins)
        self.level = max(self.level, self.selection.level(node.of))
        return window(node, place)


def _check_shape(query: Query) -> None:
    if query.columns and (query.groups or query.measures):
        raise InvalidQuery(
            "A Query lists rows or groups them, not both.", "Leave out columns, or groups and measures."
        )
    names = [o.name for o in query.outputs]
    twice = sorted({n for n in names if names.count(n) > 1})
    if twice:
        raise InvalidQuery(f"Two outputs are called “{twice[0]}”.", "Give each output its own name.")
    for order in query.order:
        if order.by not in names:
            raise UnknownName("output", order.by, names)
    for name in query.best:
        if name not in names:
            raise UnknownName("output", name, names)
    if query.rest is not None and (query.limit is None or not query.groups):
        raise InvalidQuery("“rest” needs groups and a limit.", "Say how many groups to keep.")
    if query.rest is not None and query.best and set(query.best) >= {o.name for o in query.groups}:
        raise InvalidQuery("Nothing is left to fold into the rest.", "Leave one group out of best.")
