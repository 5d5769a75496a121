"""Expressions to SQL; what a column, an aggregate or a window means depends on the place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.errors import InvalidQuery
from data.query import Agg, Bin, Call, Col, Expr, Lit, MeasureRef, Member, Over, Scalar
from data.sql.bands import edge_index, edge_labels, quantile_labels, width_band, with_labels
from data.sql.context import Context
from data.sql.operations import condition, literal, need, operate
from data.sql.terms import Typed

if TYPE_CHECKING:
    from data.sql.sources import Scope


class Evaluator:
    """Expression -> Typed SQL. Subclasses say what names and aggregates mean in their place."""

    def __init__(self, cx: Context) -> None:
        self.cx = cx

    def __call__(self, expr: Expr) -> Typed:
        with self.cx.deeper():
            return self._node(expr)

    def _node(self, expr: Expr) -> Typed:
        if isinstance(expr, Col):
            return self.column(expr.col)
        if isinstance(expr, Lit):
            return literal(self.cx.params, expr)
        if isinstance(expr, Call):
            return operate(self.cx.params, expr, [self(a) for a in expr.args])
        if isinstance(expr, Bin):
            return self._bin(expr)
        if isinstance(expr, Agg):
            return self.aggregate(expr)
        if isinstance(expr, MeasureRef):
            return self.measure(expr)
        if isinstance(expr, Over):
            return self.over(expr)
        if isinstance(expr, Member):
            return self._member(expr)
        return self._scalar(expr)

    def condition(self, expr: Expr) -> str:
        """SQL of a condition."""
        return condition(self(expr))

    def column(self, name: str) -> Typed:
        """A name in this place."""
        raise NotImplementedError

    def aggregate(self, node: Agg) -> Typed:
        """An aggregate in this place."""
        raise InvalidQuery(
            f"“{node.agg}” works on groups of rows and cannot stand in a condition or a column.",
            "Group first, then use the result: a Query may be the source of another.",
        )

    def measure(self, node: MeasureRef) -> Typed:
        """A measure in this place."""
        raise InvalidQuery(
            f"“{node.measure}” is computed over groups of rows and cannot stand in a condition or a column.",
            "Group first, then use the result: a Query may be the source of another.",
        )

    def over(self, node: Over) -> Typed:
        """A window in this place."""
        raise InvalidQuery(
            f"“{node.over}” works on the grouped result and cannot stand here.",
            "Use it as a measure of its own.",
        )

    def quantile_band(self, node: Bin, value: Typed) -> str:
        """The SQL of a quantile band's number; only where all rows are in sight."""
        raise InvalidQuery(
            "Equal parts (quartiles and the like) cannot be made of computed results.",
            "Make them of the rows, or give the edges.",
        )

    def _bin(self, node: Bin) -> Typed:
        value = self(node.bin)
        need("bin", value, "number")
        if node.width is not None:
            return width_band(node, value, self.cx.params)
        if node.quantiles is not None:
            if not 1 <= node.quantiles <= 100:
                raise InvalidQuery(
                    f"Equal parts must be 1 to 100. Got {node.quantiles} instead.", "Give 2 to 100."
                )
            return with_labels(self.quantile_band(node, value), quantile_labels(node), self.cx.params)
        if not node.edges or (node.closed and len(node.edges) < 2):
            raise InvalidQuery("Bands need edges.", "Give at least one edge, two where the bands are closed.")
        names = edge_labels(node, value.type == "integer")
        return with_labels(edge_index(node, value.plain, self.cx.params), names, self.cx.params)

    def _member(self, node: Member) -> Typed:
        value = self(node.member)
        selected = self.cx.select(self.cx.listed(node.within))
        first = next(iter(selected.outputs.values()))
        if value.family != first.family and "null" not in (value.family, first.family):
            raise InvalidQuery(
                f"{value.kind.capitalize()} cannot be among values that are {first.kind}.",
                "Compare columns of the same kind.",
            )
        inner = self.cx.fresh("m")
        wanted = first.at(f"{inner}.{first.sql}").plain
        return Typed(f"({value.plain} IN (SELECT {wanted} FROM ({selected.sql}) AS {inner}))", "bool")

    def _scalar(self, node: Scalar) -> Typed:
        query = node.scalar
        if (
            len(query.outputs) != 1
            or (query.groups and query.limit != 1)
            or (query.columns and query.limit != 1)
        ):
            raise InvalidQuery(
                "A single value is needed here, but this part gives a table.",
                "Give it one measure and no groups, or a limit of one row.",
            )
        selected = self.cx.select(query)
        first = next(iter(selected.outputs.values()))
        inner = self.cx.fresh("m")
        return Typed(
            f"(SELECT {first.at(f'{inner}.{first.sql}').plain} FROM ({selected.sql}) AS {inner})",
            first.type,
            unit=first.unit,
            ordered=first.ordered,
        )


class RowEvaluator(Evaluator):
    """Expressions on the rows of a source; equal parts become windows, which only a SELECT may compute."""

    def __init__(self, cx: Context, scope: Scope) -> None:
        super().__init__(cx)
        self.scope = scope

    def column(self, name: str) -> Typed:
        return self.scope.column(name)

    def quantile_band(self, node: Bin, value: Typed) -> str:
        weight = self.scope.weight()
        x, parts = value.plain, int(node.quantiles or 1)
        if weight is None:
            # equal values share the lowest rank among them, so they stay in one part
            below, total = f"(rank() OVER (ORDER BY {x} NULLS LAST) - 1)", f"count({x}) OVER ()"
            position = f"{below} * {parts} // nullif({total}, 0)"
        else:
            w = f"CASE WHEN {x} IS NOT NULL THEN {weight} END"
            below = f"(sum({w}) OVER (ORDER BY {x} NULLS LAST) - sum({w}) OVER (PARTITION BY {x}))"
            position = f"floor({below} / nullif(sum({w}) OVER (), 0) * {parts} + 1e-9)"
        return f"CASE WHEN {x} IS NOT NULL THEN least(CAST({position} AS BIGINT), {parts - 1}) END"
