"""A date made of its parts: a column of years beside one of quarters, months or weeks, or texts such as "1982Q2".

It is made where a table has no date of events, so that all that runs over time finds one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from data._draft import Draft
from data._names import Name, free_name, says
from data._profile import Engine, quoted
from data.catalog import Column
from data.query import Call, Expr, Lit, call, col

_YEAR = r"(?:1[5-9]|20)\d\d"
_PERIOD = re.compile(
    rf"\s*(?:(?P<year>{_YEAR})[ /-]?(?P<kind>[QHMW])(?P<part>\d{{1,2}})|(?P<kind2>[QHW])(?P<part2>\d{{1,2}})[ /-]+(?P<year2>{_YEAR}))\s*",
    re.I,
)
_KINDS = {"quarter": "Q", "qtr": "Q", "q": "Q", "month": "M", "mth": "M", "mon": "M", "week": "W", "wk": "W"}
_GRAINS = {"Q": "quarter", "M": "month", "W": "week", "H": "half"}
_MOST = {"Q": 4, "M": 12, "W": 53, "H": 2}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True)
class _Made:
    """A date to be made: its expression, the columns it is made of, all its days, and what it is the first day of."""

    expr: Expr
    parts: tuple[str, ...]
    days: frozenset[dt.date]
    grain: str


def add_date(draft: Draft, engine: Engine) -> None:
    """Add the first day of each row's period, where no column tells when a row happened."""
    if draft.main_date() is not None:
        return
    made = _written(draft) or _of_parts(draft, engine)
    if made is None or len(made.days) < 2:
        return
    taken = {c.label.lower() for c in draft.columns.values()}
    label = next(t for t in ("date", f"date of the {made.grain}", "first day") if t not in taken)
    said = " and ".join(draft.columns[p].label for p in made.parts)
    draft.add(
        Column(
            name=free_name("date", draft.columns), source=draft.name, type="date", role="date", label=label,
            expr=made.expr, parts=made.parts, distinct=len(made.days), low=min(made.days).isoformat(),
            high=_last(max(made.days), made.grain).isoformat(), description=f"The first day of the {made.grain}, from {said}.",
        )
    )  # fmt: skip


def _last(first: dt.date, grain: str) -> dt.date:
    """The last day of a period, so that a year whose last quarter is there counts as whole."""
    if grain == "week":
        return first + dt.timedelta(days=6)
    months = first.year * 12 + first.month - 1 + {"quarter": 3, "half": 6, "month": 1}[grain]
    return dt.date(months // 12, months % 12 + 1, 1) - dt.timedelta(days=1)


def first_day(text: str) -> tuple[dt.date, str] | None:
    """The first day of a written period and what it is a period of: "1982Q2", "Q3 1981", "2024-W05", "2019H1"."""
    m = _PERIOD.fullmatch(text)
    if m is None:
        return None
    kind = (m["kind"] or m["kind2"]).upper()
    day = _day(int(m["year"] or m["year2"]), kind, int(m["part"] or m["part2"]))
    return None if day is None else (day, _GRAINS[kind])


def _day(year: int, kind: str, part: int) -> dt.date | None:
    if not 1 <= part <= _MOST[kind]:
        return None
    if kind == "W":
        try:
            return dt.date.fromisocalendar(year, part, 1)
        except ValueError:
            return None
    return dt.date(year, {"Q": 3 * part - 2, "H": 6 * part - 5, "M": part}[kind], 1)


def _written(draft: Draft) -> _Made | None:
    """A text column that holds nothing but periods."""
    for _, column in draft.raw():
        counts = draft.shape(column.name).counts
        if column.type != "text" or not counts:
            continue
        read = [first_day(str(value)) for value, _ in counts if value is not None]
        known = [r for r in read if r is not None]
        if known and len(known) == len(read) and len({grain for _, grain in known}) == 1:
            days = frozenset(day for day, _ in known)
            return _Made(call("period_start", col(column.name)), (column.name,), days, known[0][1])
    return None


def _of_parts(draft: Draft, engine: Engine) -> _Made | None:
    """A year and its quarter, month or week in two columns of like names: "year" and "quarter"."""
    years = [(n, c) for n, c in draft.raw() if _is_year(n, c)]
    for grains in (("Q",), ("M",), ("W",)):
        for name, part in draft.raw():
            kind = _KINDS.get(name.last)
            if kind not in grains:
                continue
            year = next((c for n, c in years if n.stems[:-1] == name.stems[:-1]), None)
            value = _part(draft, part, kind) if year is not None else None
            if year is None or value is None:
                continue
            days = _days(draft, engine, year, part, kind)
            expr = call("period_start", call("concat", col(year.name), kind, value))
            return _Made(expr, (year.name, part.name), days, _GRAINS[kind])
    return None


def _is_year(name: Name, column: Column) -> bool:
    """Calendar years that are no birth's."""
    if name.last not in ("year", "yr") or says(name, "birth") or column.type not in ("integer", "number"):
        return False
    return column.low is not None and float(column.low) >= 1500 and float(column.high or 0) <= 2100


def _part(draft: Draft, column: Column, kind: str) -> Expr | None:
    """The number of the quarter or month of each row: as it stands, or from "Q1" or "March"."""
    if column.type in ("integer", "number"):
        whole = draft.shape(column.name).whole and column.low is not None
        return col(column.name) if whole and 1 <= float(column.low or 0) <= float(column.high or 0) <= _MOST[kind] else None  # fmt: skip
    counts = draft.shape(column.name).counts
    if column.type != "text" or not counts:
        return None
    read = {str(value): _number(str(value), kind) for value, _ in counts if value is not None}
    if not read or len(read) > 60 or any(n is None for n in read.values()):
        return None
    pairs: Iterable[Expr] = (
        e for text, n in read.items() for e in (call("eq", col(column.name), text), Lit(lit=n))
    )
    return Call(op="if", args=(*pairs, Lit(lit=None)))


def _number(text: str, kind: str) -> int | None:
    """The place in the year that a text says: 3 for "Q3", "3rd", "Mar" and "March"."""
    low = text.strip().lower()
    digits = re.fullmatch(rf"(?:{kind.lower()}\w*\s?)?(\d{{1,2}})(?:st|nd|rd|th)?", low)
    if digits is not None:
        return int(digits[1]) if 1 <= int(digits[1]) <= _MOST[kind] else None
    named = kind == "M" and re.fullmatch(r"[a-z]{3,9}\.?", low) is not None
    return _MONTHS.index(low[:3]) + 1 if named and low[:3] in _MONTHS else None


def _days(draft: Draft, engine: Engine, year: Column, part: Column, kind: str) -> frozenset[dt.date]:
    one, two = quoted(year.name), quoted(part.name)
    sql = f"SELECT DISTINCT {one}, {two} FROM {quoted(draft.name)} WHERE {one} IS NOT NULL AND {two} IS NOT NULL"
    found = set()
    for y, p in engine.fetch(sql)[1]:
        number = _number(str(int(p)) if isinstance(p, int | float) else str(p), kind)
        day = _day(int(y), kind, number) if number is not None else None
        if day is not None:
            found.add(day)
    return frozenset(found)
