"""Times that are counted back from the last day of the data, as dates: "more than 90 days ago", "older than 3 months"."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from assistant.planner.offline.dates import month_start, step
from assistant.planner.offline.numerals import ONES
from data.catalog import Catalog

_UNIT = r"(?P<unit>days?|weeks?|months?|years?|yrs?)"
_N = r"(?P<n>\d{1,4}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve)"
_AGO = re.compile(
    rf"\b(?:(?P<far>more than|longer than|over|at least|earlier than)|(?P<near>less than|fewer than|under|at most|within|not more than|no more than)) {_N} {_UNIT} (?:ago|back|in the past)\b",
    re.I,
)
_OLD = re.compile(
    rf"\b(?:(?P<far>older)|(?P<near>newer|younger|fresher)) than {_N} (?P<unit>days?|weeks?|months?)(?! old\b)\b",
    re.I,
)
_NUMBERS = {**ONES, "a": 1, "an": 1}


def today(catalog: Catalog, last: dt.date | None) -> dt.date | None:
    """The day on which the data were drawn, where a column says it in every row; else their last day."""
    drawn = (
        (
            c
            for c in catalog.sources[catalog.main].columns.values()
            if c.type in ("date", "datetime") and c.low is not None and c.low == c.high and not c.missing
        )
        if catalog.main in catalog.sources
        else iter(())
    )
    column = next(drawn, None)
    return dt.date.fromisoformat(str(column.low)[:10]) if column is not None else last


def dated(text: str, last: dt.date | None) -> str:
    """The text with dates for what is counted back; as it was where the data have no dates."""
    if last is None:
        return text

    def put(m: re.Match[str]) -> str:
        day = _back(last, _NUMBERS.get(m["n"].lower()) or int(m["n"]), m["unit"].lower())
        return f"{'before' if m['far'] else 'since'} {day.isoformat()}"

    return _OLD.sub(put, _AGO.sub(put, text))


def _back(last: dt.date, n: int, unit: str) -> dt.date:
    if unit.startswith(("d", "w")):
        return step(last, unit.removesuffix("s"), -n)
    first = month_start(last.year, last.month, -n * (12 if unit.startswith("y") else 1))
    return first.replace(day=min(last.day, calendar.monthrange(first.year, first.month)[1]))
