"""Small formulas that people write in a settings file: "sum(profit) / sum(revenue)", "`Net Worth` > 0".

Read with Python's own grammar and turned into an Expr node by node; whatever is not on the list is refused.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable

from data.errors import InvalidQuery, UnknownName
from data.query import Agg, AggName, Call, Expr, Lit, Op, call, col

_BINARY: dict[type[ast.operator], Op] = {
    ast.Add: "add",
    ast.Sub: "sub",
    ast.Mult: "mul",
    ast.Div: "div",
    ast.Pow: "power",
}
_COMPARE: dict[type[ast.cmpop], Op] = {
    ast.Eq: "eq",
    ast.NotEq: "ne",
    ast.Lt: "lt",
    ast.LtE: "le",
    ast.Gt: "gt",
    ast.GtE: "ge",
    ast.In: "in",
    ast.NotIn: "not_in",
}
_AGGREGATES: dict[str, AggName] = {
    "count": "count",
    "distinct": "distinct",
    "sum": "sum",
    "mean": "mean",
    "avg": "mean",
    "average": "mean",
    "median": "median",
    "min": "min",
    "max": "max",
    "std": "std",
    "rate": "rate",
    "any": "any",
    "mode": "mode",
}
_FUNCTIONS: dict[str, Op] = {
    "abs": "abs",
    "round": "round",
    "log": "log",
    "coalesce": "coalesce",
    "year": "year",
    "month": "month",
    "quarter": "quarter",
    "lower": "lower",
    "length": "length",
    "days_between": "days_between",
    "years_between": "years_between",
    "contains": "contains",
    "starts_with": "starts_with",
}


def parse(text: str, known: Iterable[str]) -> Expr:
    """The expression of a formula over columns `known` (case-blind). Names with blanks stand in `backticks`.

    Raises InvalidQuery for what a formula cannot hold, UnknownName for a column that is not there.
    """
    quoted: dict[str, str] = {}

    def stand_in(found: re.Match[str]) -> str:
        quoted[f"quoted_{len(quoted)}"] = found.group(1)
        return f"quoted_{len(quoted) - 1}"

    plain = re.sub(r"`([^`]+)`", stand_in, text)
    plain = re.sub(r"(?<![<>=!])=(?!=)", "==", plain)
    try:
        tree = ast.parse(plain.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError) as error:
        raise InvalidQuery(
            f"The formula “{text}” cannot be read.", "Write it like sum(profit) / sum(revenue)."
        ) from error
    return _Reader(text, quoted, {k.lower(): k for k in known}).expr(tree)


class _Reader:
    """One formula being read."""

    def __init__(self, text: str, quoted: dict[str, str], known: dict[str, str]) -> None:
        self.text, self.quoted, self.known = text, quoted, known

    def expr(self, node: ast.expr) -> Expr:
        """The expression of one node."""
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float | str | bool):
            return Lit(lit=node.value)
        if isinstance(node, ast.Name):
            return self._column(node.id)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            return self._column(
                f"{self.quoted.get(node.value.id, node.value.id)}.{self.quoted.get(node.attr, node.attr)}"
            )
        if isinstance(node, ast.BinOp) and type(node.op) in _BINARY:
            return call(_BINARY[type(node.op)], self.expr(node.left), self.expr(node.right))
        if isinstance(node, ast.UnaryOp):
            return self._unary(node)
        if isinstance(node, ast.BoolOp):
            op: Op = "and" if isinstance(node.op, ast.And) else "or"
            return Call(op=op, args=tuple(self.expr(v) for v in node.values))
        if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in _COMPARE:
            return self._compare(node)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
            return self._call(node.func.id.lower(), node.args)
        raise self._refused()

    def _refused(self) -> InvalidQuery:
        return InvalidQuery(
            f"The formula “{self.text}” holds something that formulas cannot.",
            "Use columns, numbers, + - * /, comparisons, and sum, mean, median, min, max, count, "
            "distinct, rate.",
        )

    def _column(self, name: str) -> Expr:
        name = self.quoted.get(name, name)
        if name.lower() not in self.known:
            raise UnknownName("column", name, self.known.values())
        return col(self.known[name.lower()])

    def _unary(self, node: ast.UnaryOp) -> Expr:
        inner = self.expr(node.operand)
        if isinstance(node.op, ast.Not):
            return call("not", inner)
        if isinstance(node.op, ast.USub):
            return (
                Lit(lit=-inner.lit)
                if isinstance(inner, Lit) and isinstance(inner.lit, int | float)
                else call("neg", inner)
            )
        raise self._refused()

    def _compare(self, node: ast.Compare) -> Expr:
        op, right = _COMPARE[type(node.ops[0])], node.comparators[0]
        left = self.expr(node.left)
        if op in ("in", "not_in"):
            if not isinstance(right, ast.Tuple | ast.List):
                raise self._refused()
            return Call(op=op, args=(left, *(self.expr(v) for v in right.elts)))
        return call(op, left, self.expr(right))

    def _call(self, name: str, args: list[ast.expr]) -> Expr:
        if name in _AGGREGATES and len(args) <= 1:
            return Agg(agg=_AGGREGATES[name], of=self.expr(args[0]) if args else None)
        if name in _FUNCTIONS:
            return Call(op=_FUNCTIONS[name], args=tuple(self.expr(a) for a in args))
        raise self._refused()
