"""Arithmetic of three and more figures: "basket + delivery fee - discount + tip", "net amount minus quantity times unit
cost"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.planner.offline.derived.desk import Desk
from assistant.planner.offline.phrases import is_percent
from data.catalog import Column
from data.query import Expr, Op, call, col

_SIGN = re.compile(
    r"\s*(?:(?P<add>\+|plus\b)|(?P<sub>(?<=\s)[-−–](?=\s)|minus\b|less\b)|(?P<mul>\*|×|(?<=\s)x(?=\s)|times\b|multiplied\s+by\b)|(?P<div>/|÷|divided\s+by\b))\s*(?:the\s+|its\s+)?",
    re.I,
)
_SAID = {"add": "plus", "sub": "minus", "mul": "times", "div": "divided by"}


@dataclass(frozen=True)
class Chain:
    """A chain of figures in the text: its place, how it reads, its formula for a row, and the columns in it."""

    start: int
    end: int
    label: str
    expr: Expr
    parts: tuple[Column, ...]
    signs: tuple[str, ...]


def find(desk: Desk, start: int = 0, end: int | None = None) -> Iterator[Chain]:
    """Chains of at least three columns, products and quotients bound before sums and differences."""
    named = list(desk.numbers(start, end))
    at = 0
    while at < len(named):
        signs: list[str] = []
        last = at
        while last + 1 < len(named):
            between = _SIGN.fullmatch(desk.text[named[last][1] : named[last + 1][0]])
            if between is None:
                break
            signs.append(str(between.lastgroup))
            last += 1
        columns = tuple(c for _, _, c in named[at : last + 1])
        if len(signs) >= 2 and not any(is_percent(c) for c in columns):  # a percent is no term by itself
            label = columns[0].label + "".join(
                f" {_SAID[s]} {c.label}" for s, c in zip(signs, columns[1:], strict=True)
            )
            yield Chain(named[at][0], named[last][1], label, _formula(columns, signs), columns, tuple(signs))
        at = last + 1


def _formula(columns: tuple[Column, ...], signs: list[str]) -> Expr:
    """The formula of a row; what a row lacks of a sum counts nothing."""
    terms: list[tuple[str, Expr]] = [("add", col(columns[0].name))]
    for sign, column in zip(signs, columns[1:], strict=True):
        if sign in ("mul", "div"):
            before, left = terms[-1]
            op: Op = "mul" if sign == "mul" else "div"
            terms[-1] = (before, call(op, left, col(column.name)))
        else:
            terms.append((sign, col(column.name)))
    total = terms[0][1]
    for sign, term in terms[1:]:
        total = call("add" if sign == "add" else "sub", total, term)
    return total
