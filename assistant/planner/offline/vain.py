"""Conditions that no row can fit together, or that every row fits: what the words said is something else, mostly groups."""

from __future__ import annotations

from itertools import combinations

from assistant.planner.offline.conditions import Draft
from assistant.planner.offline.scope import Intent
from data.query import Call, Col, Expr, Lit, conjuncts


def words(draft: Draft, intent: Intent) -> list[str]:
    """The words of such conditions ("with kids and without kids", "cancelled or not")."""
    tests = [e for whole in intent.where for e in conjuncts(whole)]
    found = [e for e in tests if _keeps_all(draft, e)]
    found += [e for pair in combinations(tests, 2) if _apart(*pair) for e in pair]
    return [_said(draft, e) for e in found]


def _apart(a: Expr, b: Expr) -> bool:
    """No value of their column fits both."""
    if not isinstance(a, Call) or not isinstance(b, Call) or a.args[:1] != b.args[:1]:
        return False
    if not isinstance(a.args[0], Col):
        return False
    if {a.op, b.op} == {"is_null", "not_null"}:
        return True
    first, second = _ends(a), _ends(b)
    if first is None or second is None:
        return False
    (low, low_in, high, high_in), (low2, low2_in, high2, high2_in) = first, second
    if low > high2 or low2 > high:
        return True
    return (low == high2 and not (low_in and high2_in)) or (low2 == high and not (low2_in and high_in))


def _ends(expr: Call) -> tuple[float, bool, float, bool] | None:
    """Between which numbers a condition keeps a value, and whether the ends themselves are kept."""
    numbers = [a.lit for a in expr.args[1:] if isinstance(a, Lit) and isinstance(a.lit, int | float)]
    if len(numbers) != len(expr.args) - 1 or not numbers:
        return None
    n, inf = float(numbers[0]), float("inf")
    kept = {
        "eq": (n, True, n, True), "gt": (n, False, inf, True), "ge": (n, True, inf, True), "lt": (-inf, True, n, False),
        "le": (-inf, True, n, True), "between": (n, True, float(numbers[-1]), True),
    }  # fmt: skip
    return kept.get(expr.op)


def _keeps_all(draft: Draft, expr: Expr) -> bool:
    """Every value that a flag has."""
    if not isinstance(expr, Call) or expr.op != "in" or not isinstance(expr.args[0], Col):
        return False
    column = draft.scope.source.columns.get(expr.args[0].col)
    kept = {a.lit for a in expr.args[1:] if isinstance(a, Lit)}
    return (
        column is not None
        and column.role == "flag"
        and len(kept) > 1
        and kept >= {v.value for v in column.values}
    )


def _said(draft: Draft, expr: Expr) -> str:
    found = next((c for c in draft.conditions if expr in conjuncts(c.expr)), None)
    if found is not None and found.spans:
        return draft.spans[min(found.spans)].text
    column = expr.args[0] if isinstance(expr, Call) else None
    return column.col if isinstance(column, Col) else "condition"
