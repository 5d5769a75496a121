"""The values of a group that stand behind it: "by education (no school, school, degree)", "by rating (1 to 5)", "per month,
January to December". They explain the group; where they are fewer than there are, they restrict it.
"""

from __future__ import annotations

import re

from assistant.planner.offline.conditions import draft_of
from assistant.planner.offline.conditions import read as read_conditions
from assistant.planner.offline.derived.desk import Desk
from data.catalog import Column
from data.query import Call, Lit, call, col

_BRACKET = re.compile(r"\s*\(\s*(?:i\.?e\.?,?\s*|namely\s+|from\s+)?(?P<inside>[^()]{3,120})\)", re.I)
_ITEMS = re.compile(r"\s*(?:,|;|/|\||\band\b|\bor\b|\bvs\b\.?)+\s*", re.I)
_RANGE = re.compile(
    r"\s*(?P<low>\d+(?:\.\d+)?)\s*(?:to|through|-|–|\.\.)\s*(?P<high>\d+(?:\.\d+)?)\s*$", re.I
)
_CODED = re.compile(r"^\W*\w+\s*(?:=|:|is|means)\s*", re.I)
_ALL_YEAR = re.compile(
    r"[,:]?\s*\(?\s*(?:\bfrom\s+)?\bjan(?:uary)?\s*(?:to|through|until|till|-|–)\s*dec(?:ember)?\b\.?\s*\)?(?!\s*\d)(?:\s+in order)?",
    re.I,
)
_MONTHS = re.compile(r"\b(?:months?|monthly)\b", re.I)
_HEAD = re.compile(
    r"\b(?:by|per|each|every|across|for|of|in|between)\s+(?:the\s+|their\s+|each\s+)?(?:[\w-]+\s+){0,3}[\w-]+$",
    re.I,
)
ENOUGH = 0.5
"""So many of the names must be values of the column."""


def read(desk: Desk) -> None:
    """Leave out what only explains, and keep what restricts as a condition on all rows."""
    if _MONTHS.search(desk.text):
        m = _ALL_YEAR.search(desk.text)
        if m is not None:
            desk.put(m.start(), m.end(), "")
    for m in list(_BRACKET.finditer(desk.text)):
        column = _before(desk, m.start())
        if (
            column is not None
            and _HEAD.search(desk.text[: m.start()])
            and _explains(desk, column, m["inside"])
        ):
            desk.put(m.start(), m.end(), "")
            return


def _before(desk: Desk, at: int) -> Column | None:
    """The column whose name ends right before the bracket."""
    for a, b, column in desk.all_named():
        if a < at and desk.text[b:at].strip() == "":
            return column
    return next((c for a, b, c in desk.numbers() if b <= at and desk.text[b:at].strip() == ""), None)


def _explains(desk: Desk, column: Column, inside: str) -> bool:
    span = _RANGE.match(inside)
    if span is not None:
        return _within(desk, column, float(span["low"]), float(span["high"]))
    items = [i for i in _ITEMS.split(inside.strip()) if i.strip()]
    if {i.lower() for i in items} >= {str(v.value).lower() for v in column.values} and column.values:
        return True  # bands by their names: "(18-24, 25-34, 35+)"
    if len(items) < 2 or any(s.bands is not None for s in desk.tag(inside).cover):
        return False
    coded = all(_CODED.match(i) for i in items)
    told = [None if coded else _value(desk, column, i) for i in items]
    found = [v for v in told if v is not None]
    if len(items) == column.distinct and (coded or not found or len(found) >= ENOUGH * len(items)):
        return not found or len(found) == len(items) or column.distinct == len(items)
    if coded or len(found) < len(items):
        return len(found) >= ENOUGH * len(items) and len(items) >= column.distinct - 1
    if len({*found}) < column.distinct:
        desk.within.append(Call(op="in", args=(col(column.name), *(Lit(lit=v) for v in found))))
    return True


def _within(desk: Desk, column: Column, low: float, high: float) -> bool:
    try:
        first, last = float(str(column.low)), float(str(column.high))
    except ValueError:
        return False
    if low > first:
        desk.within.append(call("ge", col(column.name), low))
    if high < last:
        desk.within.append(call("le", col(column.name), high))
    return low <= last and high >= first


def _value(desk: Desk, column: Column, said: str) -> str | int | float | bool | None:
    """The value of the column that a name says, whole or by a part of it."""
    draft = draft_of(desk.scope, desk.tag(said))
    read_conditions(draft)
    for found in draft.conditions:
        if found.column is not None and found.column.name == column.name and isinstance(found.expr, Call):
            value = found.expr.args[-1]
            return value.lit if found.expr.op == "eq" and isinstance(value, Lit) else None
    low = said.lower().strip()
    names = [v.value for v in column.values if low in (str(v.value).lower(), v.name.lower())]
    return names[0] if names else None
