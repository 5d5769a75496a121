"""Conditions in short plain words, for the evidence of an answer."""

from __future__ import annotations

from data.query import Agg, Bin, Call, Col, Expr, Lit, MeasureRef, Member, Over

_SIGNS = {"eq": "=", "ne": "≠", "lt": "<", "le": "≤", "gt": ">", "ge": "≥"}
_WORDS = {"contains": "contains", "starts_with": "starts with", "ends_with": "ends with"}
_MATH = {"add": "+", "sub": "−", "mul": "×", "div": "/"}


def said(expr: Expr) -> str:
    """An expression in words: "Income > 50000", "Country is not one of Spain, France"."""
    if isinstance(expr, Col):
        return expr.col
    if isinstance(expr, Lit):
        return _value(expr)
    if isinstance(expr, Call):
        return _call(expr)
    if isinstance(expr, Bin):
        return f"band of {said(expr.bin)}"
    if isinstance(expr, Agg):
        return f"{expr.agg} of {said(expr.of)}" if expr.of is not None else expr.agg
    if isinstance(expr, MeasureRef):
        return expr.measure if expr.where is None else f"{expr.measure} where {said(expr.where)}"
    if isinstance(expr, Over):
        return f"{expr.over} of {expr.of}"
    if isinstance(expr, Member):
        inner = [*expr.within.within, *expr.within.where, *expr.within.having]
        which = " with " + " and ".join(said(c) for c in inner) if inner else ""
        return f"{said(expr.member)} among {expr.within.base}{which}"
    return "a computed value"


def _value(expr: Lit) -> str:
    if expr.lit is None:
        return "missing"
    if isinstance(expr.lit, bool):
        return "yes" if expr.lit else "no"
    return str(expr.lit)


def _call(expr: Call) -> str:
    parts = [said(a) for a in expr.args]
    if expr.op in _SIGNS and len(parts) == 2:
        return f"{parts[0]} {_SIGNS[expr.op]} {parts[1]}"
    if expr.op in _MATH:
        return f"({f' {_MATH[expr.op]} '.join(parts)})"
    if expr.op in _WORDS and len(parts) == 2:
        return f"{parts[0]} {_WORDS[expr.op]} “{parts[1]}”"
    if expr.op in ("in", "not_in"):
        return _listed(expr.op, parts)
    if expr.op == "between" and len(parts) == 3:
        return f"{parts[0]} from {parts[1]} to {parts[2]}"
    if expr.op in ("and", "or"):
        return "(" + f" {expr.op} ".join(parts) + ")"
    if expr.op == "not":
        return f"not ({parts[0]})"
    if expr.op in ("is_null", "not_null"):
        return f"{parts[0]} is {'missing' if expr.op == 'is_null' else 'known'}"
    return f"{expr.op.replace('_', ' ')} of {', '.join(parts)}"


def _listed(op: str, parts: list[str]) -> str:
    shown = ", ".join(parts[1:6]) + (f" and {len(parts) - 6} more" if len(parts) > 6 else "")
    return f"{parts[0]} is {'not ' if op == 'not_in' else ''}one of {shown}"
