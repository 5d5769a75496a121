"""Figures that people ask for by a name of their own and that follow from columns: occupancy, loss ratio, sales cycle.

What they are made of is data (models/figures.yaml). A figure is made only where one column alone is each of its parts, so
that it is never a guess; a table's own column of that name comes first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from data._called import things
from data._draft import Draft
from data._names import model
from data.catalog import Column
from data.query import Agg, Expr, call, col

ROWS = "rows"


@dataclass(frozen=True)
class Figure:
    """A named figure of a table, ready for its book of measures."""

    label: str
    expr: Expr
    description: str
    unit: str | None
    synonyms: tuple[str, ...]
    better: bool | None


@dataclass(frozen=True)
class _Part:
    """Columns that are added up, and what they are called together; no columns: the rows."""

    columns: tuple[Column, ...]
    text: str

    @property
    def sum(self) -> Expr:
        """The sum over all rows, or the number of rows."""
        if not self.columns:
            return Agg(agg="count")
        total: Expr = Agg(agg="sum", of=col(self.columns[0].name))
        for column in self.columns[1:]:
            total = call("add", total, Agg(agg="sum", of=col(column.name)))
        return total


def figures(draft: Draft) -> Iterator[Figure]:
    """All figures that a table's columns give, each once."""
    known = _things(draft)
    if len(known) < 1:
        return
    for kind, make in (("ratios", _ratio), ("sums", _sum), ("days", _days)):
        for label, spec in model("figures")[kind].items():
            if "of" in spec and (draft.noun is None or draft.noun.name not in spec["of"]):
                continue
            found = make(label, spec, known)
            if found is not None:
                yield found


@dataclass(frozen=True)
class Made:
    """A number of each row that follows from others of it: tickets times their price, food and drinks together."""

    label: str
    expr: Expr
    text: str
    parts: tuple[str, ...]
    unit: str | None
    synonyms: tuple[str, ...]
    counted: bool


def of_rows(draft: Draft) -> Iterator[Made]:
    """Sums and products that each row of a table has by itself."""
    known = _things(draft)
    for label, spec in model("figures")["sums"].items():
        parts = [_part(said, known) for said in spec["top"]]
        if spec.get("less") or not all(_is_number(p) for p in parts):
            continue
        columns = [c for p in parts if p is not None for c in p.columns]
        expr: Expr = col(columns[0].name)
        for column in columns[1:]:
            expr = call("add", expr, col(column.name))
        text = f"Sum of {', '.join(c.label for c in columns)}."
        yield _made(label, spec, expr, text, columns)
    for label, spec in model("figures")["products"].items():
        many, price = _first(spec["top"], known), _first(spec["below"], known)
        if many is None or price is None or many == price or not (_is_number(many) and _is_number(price)):
            continue
        columns = [many.columns[0], price.columns[0]]
        expr = call("mul", *(col(c.name) for c in columns))
        yield _made(label, spec, expr, f"{many.text.capitalize()} × {price.text}.", columns)


def _made(label: str, spec: dict[str, Any], expr: Expr, text: str, columns: list[Column]) -> Made:
    money = spec.get("unit") == "money"
    unit = (columns[-1].unit or "money") if money else None
    return Made(label, expr, text, tuple(c.name for c in columns), unit, _say(spec), not money)


def _things(draft: Draft) -> dict[str, list[Column]]:
    """What the columns of a table are, each thing with all columns that may be it."""
    known: dict[str, list[Column]] = {}
    for _, column in draft.raw():
        for thing in things(column):
            known.setdefault(thing, []).append(column)
    return known


def _part(said: str, known: dict[str, list[Column]]) -> _Part | None:
    """One side of a figure: of each thing one column alone."""
    if said == ROWS:
        return _Part((), "the number of rows")
    found = [known.get(thing, []) for thing in said.split(" + ")]
    if any(len(columns) != 1 for columns in found):
        return None
    columns = tuple(columns[0] for columns in found)
    if len({c.name for c in columns}) < len(columns):
        return None
    return _Part(columns, " and ".join(c.label for c in columns))


def _first(listed: list[str], known: dict[str, list[Column]], beside: _Part | None = None) -> _Part | None:
    """The first thing of a list that the table has, other than what stands on the other side."""
    for said in listed:
        part = _part(said, known)
        if part is not None and (beside is None or part != beside):
            return part
    return None


def _summed(part: _Part | None) -> bool:
    """Numbers whose sum says something."""
    return part is not None and all(c.role not in ("rate", "ordinal", "code", "flag") for c in part.columns)


def _ratio(label: str, spec: dict[str, Any], known: dict[str, list[Column]]) -> Figure | None:
    top = _first(spec["top"], known)
    below = _first(spec["below"], known, top) if top is not None else None
    if top is None or below is None or not (_summed(top) and _summed(below)):
        return None
    expr = call("div", top.sum, below.sum)
    text = f"Sum of {top.text} over {'sum of ' if below.columns else ''}{below.text}."
    if spec.get("rest"):
        expr, text = call("sub", 1, expr), f"One less {text[0].lower()}{text[1:]}"
    if times := spec.get("times"):
        expr, text = call("mul", expr, times), f"{text[:-1]}, times {times:,}."
    return Figure(label, expr, text, _unit(spec, top), _say(spec), spec.get("better", True))


def _sum(label: str, spec: dict[str, Any], known: dict[str, list[Column]]) -> Figure | None:
    parts = [_part(said, known) for said in spec["top"]]
    less = [_part(said, known) for said in spec.get("less", ())]
    if not less or not all(_is_number(p) for p in (*parts, *less)):
        return None
    plus, minus = [p for p in parts if p is not None], [p for p in less if p is not None]
    expr, text = plus[0].sum, f"Sum of {' and '.join(p.text for p in plus)}"
    for part in plus[1:]:
        expr = call("add", expr, part.sum)
    for part in minus:
        expr, text = call("sub", expr, part.sum), f"{text} less sum of {part.text}"
    return Figure(label, expr, f"{text}.", _unit(spec, plus[0]), _say(spec), spec.get("better", True))


def _is_number(part: _Part | None) -> bool:
    return part is not None and all(c.type in ("number", "integer") for c in part.columns)


def _days(label: str, spec: dict[str, Any], known: dict[str, list[Column]]) -> Figure | None:
    start, end = _first(spec["top"], known), _first(spec["below"], known)
    if start is None or end is None or start == end:
        return None
    if any(c.type not in ("date", "datetime") for c in (*start.columns, *end.columns)):
        return None
    between = call("days_between", col(start.columns[0].name), col(end.columns[0].name))
    text = f"Mean number of days from {start.text} to {end.text}."
    return Figure(label, Agg(agg="mean", of=between), text, "days", _say(spec), spec.get("better"))


def _unit(spec: dict[str, Any], top: _Part) -> str | None:
    """Money keeps the currency of what it is a sum of."""
    unit = spec.get("unit")
    own = top.columns[0].unit if top.columns else None
    return (own or "money") if unit == "money" else unit


@cache
def _words(said: str) -> tuple[str, ...]:
    return tuple(s.strip() for s in said.split(","))


def _say(spec: dict[str, Any]) -> tuple[str, ...]:
    return _words(str(spec["say"]))
