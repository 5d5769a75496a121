"""Rows at the foot or head of a table that add up the others: left out, so that no sum counts twice.

"Total" alone proves nothing (there is a company of that name): some number of the row must be the sum or the mean of
the others in its column. Nothing else is called "Grand total".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Protocol

from data._names import model
from data._numbers import begins_as_number, is_missing, ways, without_footnotes

FOOT = 3
"""Rows at the end of a table that are looked at."""
NEAR = 0.005
"""How far a total may be from the sum, as rows are rounded one by one."""

_FIGURE = re.compile(r"\s*[-+–−$€£]?\d[\d.,]*%?")
"""The number that a cell begins with: "121 seasons"."""

Row = tuple[str | None, ...]


class Fetch(Protocol):
    """What runs SQL."""

    def fetch(self, sql: str) -> tuple[Any, Any]: ...


def total_rows(
    head: Sequence[Row], foot: Sequence[Row], sample: Sequence[Row], relation: str, engine: Fetch
) -> list[Row]:
    """Those of the first and last rows of a relation with columns c0, c1, ... that add up the others."""
    found: list[Row] = []
    for row, after in [*((row, foot[at + 1 :]) for at, row in enumerate(foot)), *((row, ()) for row in head)]:
        label = label_of(row, sample)
        if not label or row in found:
            continue
        sure = label.lower() in model("names")["sure_totals"]
        if sure or _adds_up(row, after, sample, without(relation, found), engine):
            found.append(row)
    return found


def label_of(row: Row, sample: Sequence[Row] = ()) -> str:
    """The word that calls a row a total, where it comes first and no other word follows but what all rows say (a
    currency); else ""."""
    cells = [
        c.strip() for at, c in enumerate(row) if c is not None and c.strip() and not _says_all(at, c, sample)
    ]
    first = without_footnotes(cells[0]).rstrip(": ") if cells else ""
    if first.lower() not in model("names")["total_words"]:
        return ""
    others = [c for c in cells[1:] if c.lower() != cells[0].lower() and not is_missing(c)]
    return first if others and all(any(map(str.isdigit, c)) for c in others) else ""


def name_of(row: Row) -> str:
    """What a total row calls itself: its first word."""
    return next((without_footnotes(c.strip()).rstrip(": ") for c in row if c is not None and c.strip()), "")


def _says_all(at: int, cell: str, sample: Sequence[Row]) -> bool:
    """The cell holds what the column holds in every row."""
    return len(sample) > 2 and all(other[at] == cell for other in sample if other[at])


def without(relation: str, rows: Sequence[Row]) -> str:
    """The relation without these rows."""
    if not rows:
        return relation
    same = " OR ".join(f"({' AND '.join(_cells(row))})" for row in rows)
    return f"(SELECT * FROM {relation} WHERE NOT ({same}))"


def _cells(row: Row) -> list[str]:
    """A condition a cell, those that are filled in front: most rows differ there."""
    places = sorted(range(len(row)), key=lambda at: (not row[at], at))
    return [
        f"c{at} IS NOT DISTINCT FROM {_literal(row[at])}" if row[at] else f"coalesce(c{at}, '') = ''"
        for at in places
    ]


def _literal(cell: str | None) -> str:
    return "NULL" if not cell else "'" + cell.replace("'", "''") + "'"


def _adds_up(row: Row, after: Sequence[Row], sample: Sequence[Row], relation: str, engine: Fetch) -> bool:
    """Whether some number of the row is the sum or the mean of those above it."""
    sums: list[str] = []
    own: list[str] = []
    for at, cell in enumerate(row):
        figure = _FIGURE.match(cell or "")
        way = _way(at, sample) if figure else None
        if figure is None or way is None or not way.fits(figure[0]):
            continue
        value = f"TRY({way.value(f'c{at}')})"
        below = ", ".join(_literal(other[at]) for other in (row, *after))
        sums += [f"sum({value})", f"count({value})"]
        sums += [f"(SELECT [sum({value}), count({value})] FROM unnest([{below}]) AS t(c{at}))"]
        own.append(f"(SELECT {value} FROM (SELECT {_literal(figure[0])} AS c{at}))")
    if not sums:
        return False
    found = list(engine.fetch(f"SELECT {', '.join(sums)}, [{', '.join(own)}] FROM {relation}")[1][0])
    for total, count, below_it, said in zip(
        found[0:-1:3], found[1:-1:3], found[2:-1:3], found[-1], strict=True
    ):
        rest, others = float(total or 0) - float(below_it[0] or 0), int(count) - int(below_it[1])
        if said and others >= 2 and (_near(float(said), rest) or _near(float(said), rest / others)):
            return True
    return False


def _way(at: int, sample: Sequence[Row]) -> Any:
    """How the numbers of a column are written, if nearly all of it are numbers."""
    cells = [without_footnotes(c) for row in sample if (c := row[at]) and not is_missing(c)]
    figures = [c for c in cells if begins_as_number(c)]
    if len(figures) < 0.7 * len(cells):
        return None
    return next((way for way in ways(figures) if all(map(way.fits, figures))), None)


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= NEAR * abs(one)
