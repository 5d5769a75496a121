"""Times that are counted back from the last day of the data, as dates: "more than 90 days ago", "older than 3 months"."""

from __future__ import annotations

import datetime as dt
import re

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
_NUMBERS = {w: i for i, w in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"])} | {"a": 1, "an": 1}  # fmt: skip


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
    if unit.startswith("d"):
        return last - dt.timedelta(days=n)
    if unit.startswith("w"):
        return last - dt.timedelta(days=7 * n)
    months = last.year * 12 + last.month - 1 - n * (12 if unit.startswith("y") else 1)
    year, month = divmod(months, 12)
    end = (dt.date(year + (month == 11), (month + 1) % 12 + 1, 1) - dt.timedelta(days=1)).day
    return dt.date(year, month + 1, min(last.day, end))
