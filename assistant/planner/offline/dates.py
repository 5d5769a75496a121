"""Date expressions: a stretch of days, counted from the data's own end, never from today."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

MONTH_NAMES = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december"]  # fmt: skip
_MONTH = r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_YEAR = r"(?P<{0}>(?:19|20)\d\d)"
_SHORT = r"(?P<{0}>'?\d\d)"
_BARE = r"(?!\d|\s?(?:(?:-|to|and|,|until)\s?\d|st\b|nd\b|rd\b|th\b|\d|%|:|\.\d))"
"""After a number that may be a year: it is no day, no share and no time."""
_ORDINAL = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "last": -1,
}
EVERY = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
    "annual": "year",
}
"""The grain of what recurs."""
_UNITS = r"(?P<unit>day|week|month|quarter|year)s?"
DECADES = {
    "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90,
}  # fmt: skip
_NUM = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10, "twelve": 12}


@dataclass(frozen=True)
class Period:
    """Days from `low` up to but not including `high` (ISO dates); either end may be open. `grain` is its own unit."""

    low: str | None
    high: str | None
    words: str
    grain: str | None = None


_Rule = Callable[[re.Match[str], dt.date, dt.date], "Period | None"]


@dataclass(frozen=True)
class Found:
    """A period with its place in the text."""

    start: int
    end: int
    period: Period


def find(text: str, low: dt.date, high: dt.date) -> list[Found]:
    """All date expressions in a text, longest first at each place; `low` and `high` bound the data's own days."""
    found: list[Found] = []
    lowered = text.lower().replace("–", "-").replace("—", "-")
    for pattern, read in _RULES:
        for m in pattern.finditer(lowered):
            if any(m.start() < f.end and f.start < m.end() for f in found):
                continue
            period = read(m, low, high)
            if period is not None:
                found.append(Found(m.start(), m.end(), period))
    return sorted(found, key=lambda f: f.start)


def _month_number(name: str) -> int:
    return next(i for i, m in enumerate(MONTH_NAMES, 1) if m.startswith(name[:3]))


def month_start(year: int, month: int, shift: int = 0) -> dt.date:
    """The first day of the month `shift` months after the given one."""
    index = year * 12 + month - 1 + shift
    return dt.date(index // 12, index % 12 + 1, 1)


def _year_of(m: re.Match[str], name: str, month: int, low: dt.date, high: dt.date) -> int:
    """The year said, with the month or as the only one of the sentence; else the latest in which the data has that month."""
    said = m.groupdict().get(name)
    if said:
        return _full(said, low, high)
    beside = {int(year) for year in re.findall(r"\b(?:19|20)\d\d\b(?!-)", m.string)}
    if len(beside) == 1 and low.year <= min(beside) <= high.year:
        return beside.pop()  # "in 2023 but not in June", "May and June 2023"
    return high.year if month <= high.month else max(high.year - 1, low.year)


def _full(said: str, low: dt.date, high: dt.date) -> int:
    """The year of "2024" and "24": of the century that the data reach into."""
    digits = said.strip("'")
    if len(digits) == 4:
        return int(digits)
    years = [c + int(digits) for c in (1900, 2000)]
    return next((y for y in years if low.year <= y <= high.year), years[-1])


def _words(low: dt.date, high: dt.date) -> str:
    last = high - dt.timedelta(days=1)
    if low == last:
        return f"on {low.isoformat()}"
    if low.day == 1 and high.day == 1:
        months = (high.year - low.year) * 12 + high.month - low.month
        if months == 1:
            return f"in {MONTH_NAMES[low.month - 1].capitalize()} {low.year}"
        if months == 3 and low.month % 3 == 1:
            return f"in Q{low.month // 3 + 1} {low.year}"
        if months == 12 and low.month == 1:
            return f"in {low.year}"
    return f"from {low.isoformat()} to {last.isoformat()}"


def _span(low: dt.date, high: dt.date, grain: str | None = None) -> Period:
    return Period(low.isoformat(), high.isoformat(), _words(low, high), grain)


def _days_in_month(m: re.Match[str], low: dt.date, high: dt.date) -> Period | None:
    month = _month_number(m["month"])
    year = _year_of(m, "year", month, low, high)
    try:
        a, b = dt.date(year, month, int(m["a"])), dt.date(year, month, int(m["b"] or m["a"]))
    except ValueError:
        return None
    return _span(a, b + dt.timedelta(days=1), "day") if a <= b else None


def _month_of_year(m: re.Match[str], low: dt.date, high: dt.date) -> Period | None:
    """ "dec 24", "Mar-23", "March '23": a year that the data has; else the number is a day."""
    if re.search(r"\b(on|day)( the)?\s*$", m.string[: m.start()]):
        return None
    return _one_month(m, low, high)


_EVERY = re.compile(r"\b(every|each|all)\s*\||\|\s+of\s+(each|every|all|any)\b")
"""Before or behind ("|" between) a month or quarter: that of each year is meant."""


def _one_month(m: re.Match[str], low: dt.date, high: dt.date) -> Period | None:
    if (
        m["month"] in ("may", "mar", "march")
        and not m["year"]
        and not re.search(
            r"\b(in|of|for|since|until|during|to|from|and|last|without|except|excluding|exclude|only|just|before|after|between|out|skip|drop|than|vs|versus|against)\s+$",
            m.string[: m.start()],
        )
    ):
        return None  # "may" and "march" are verbs, too
    if not m["year"] and _EVERY.search(m.string[: m.start()] + "|" + m.string[m.end() :]):
        return None
    month = _month_number(m["month"])
    year = _year_of(m, "year", month, low, high)
    return _span(dt.date(year, month, 1), month_start(year, month, 1), "month")


def _month_range(m: re.Match[str], low: dt.date, high: dt.date) -> Period | None:
    b_month, a_month = _month_number(m["b"]), _month_number(m["a"])
    b_year = _year_of(m, "by", b_month, low, high)
    a_year = int(m["ay"]) if m["ay"] else (b_year if a_month <= b_month else b_year - 1)
    return _span(dt.date(a_year, a_month, 1), month_start(b_year, b_month, 1), "month")


def _quarter(m: re.Match[str], low: dt.date, high: dt.date) -> Period | None:
    groups = m.groupdict()
    q = int(groups["q"]) if groups.get("q") else _ORDINAL.get(groups["word"], 0)
    if q == -1:
        q = 4
    if not 1 <= q <= 4 or (
        not groups["year"] and _EVERY.search(m.string[: m.start()] + "|" + m.string[m.end() :])
    ):
        return None
    year = _year_of(m, "year", q * 3, low, high)
    return _span(dt.date(year, q * 3 - 2, 1), month_start(year, q * 3, 1), "quarter")


def _half(m: re.Match[str], low: dt.date, high: dt.date) -> Period | None:
    groups = m.groupdict()
    half = int(groups["h"]) if groups.get("h") else (2 if _ORDINAL.get(groups["word"], 1) in (2, -1) else 1)
    year = _year_of(m, "year", half * 6, low, high)
    return _span(dt.date(year, half * 6 - 5, 1), month_start(year, half * 6, 1), "half")


def _year(m: re.Match[str], low: dt.date, high: dt.date) -> Period | None:
    year = int(m["year"])
    if not low.year - 1 <= year <= high.year + 1:
        return None
    return _span(dt.date(year, 1, 1), dt.date(year + 1, 1, 1), "year")


def _year_range(m: re.Match[str], low: dt.date, high: dt.date) -> Period | None:
    a, b = sorted((int(m["a"]), int(m["b"])))
    if b < low.year or a > high.year:
        return None
    return _span(dt.date(a, 1, 1), dt.date(b + 1, 1, 1), "year")


def _decade(m: re.Match[str], low: dt.date, high: dt.date) -> Period | None:
    """ "the 1990s", "the 80s", "the nineties": of the century that the data reach into."""
    said = m.groupdict()
    digits = said.get("decade") or said.get("short") or str(DECADES[said["word"]])
    starts = [int(digits)] if len(digits) == 4 else [c + int(digits) for c in (1800, 1900, 2000)]
    fitting = [s for s in starts if len(digits) == 4 or (s <= high.year and s + 9 >= low.year)]
    if len(fitting) != 1:
        return None
    start = fitting[0]
    return Period(f"{start}-01-01", f"{start + 10}-01-01", f"in the {start}s", "decade")


def _iso(m: re.Match[str], low: dt.date, high: dt.date) -> Period | None:
    try:
        if m["day"] is None:
            start = dt.date(int(m["year"]), int(m["month"]), 1)
            return _span(start, month_start(start.year, start.month, 1), "month")
        day = dt.date(int(m["year"]), int(m["month"]), int(m["day"]))
    except ValueError:
        return None
    return _span(day, day + dt.timedelta(days=1), "day")


def start_of(day: dt.date, unit: str) -> dt.date:
    """The first day of the unit that holds the day."""
    if unit == "week":
        return day - dt.timedelta(days=day.weekday())
    if unit == "month":
        return day.replace(day=1)
    if unit == "quarter":
        return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    return day.replace(month=1, day=1) if unit == "year" else day


def step(day: dt.date, unit: str, n: int) -> dt.date:
    """The day n units later (the first of the month for months and longer)."""
    if unit in ("day", "week"):
        return day + dt.timedelta(days=n * (7 if unit == "week" else 1))
    return month_start(day.year, day.month, n * {"month": 1, "quarter": 3, "year": 12}[unit])


def _last_n(m: re.Match[str], low: dt.date, high: dt.date) -> Period | None:
    n = int(m["n"]) if m["n"].isdigit() else _NUM[m["n"]]
    unit = m["unit"]
    end = high + dt.timedelta(days=1)
    start = (
        end - dt.timedelta(days=n * (7 if unit == "week" else 1))
        if unit in ("day", "week")
        else same_day(end, -n, unit)
    )
    period = _span(start, end, unit)
    return Period(
        period.low,
        period.high,
        f"in the last {n} {unit}s of the data ({start.isoformat()} to {high.isoformat()})",
        unit,
    )


def same_day(day: dt.date, n: int, unit: str) -> dt.date:
    """The same day of the month n months, quarters or years later."""
    first = step(day.replace(day=1), unit, n)
    return first + dt.timedelta(days=min(day.day, 28) - 1)


def _relative(m: re.Match[str], low: dt.date, high: dt.date) -> Period | None:
    unit = m["unit"]
    start = start_of(high, unit)
    if m["which"] in ("last", "previous", "past"):
        start = step(start, unit, -1)
    return _span(start, step(start, unit, 1), unit)


def _yesterday(m: re.Match[str], low: dt.date, high: dt.date) -> Period | None:
    """ "yesterday", counted from the last day of the data."""
    day = high - dt.timedelta(days=1)
    return _span(day, day + dt.timedelta(days=1), "day")


def _season(m: re.Match[str], low: dt.date, high: dt.date) -> Period | None:
    first = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}[m["season"]]
    year = _year_of(m, "year", first, low, high)
    return Period(dt.date(year, first, 1).isoformat(), month_start(year, first, 3).isoformat(),
                  f"in {m['season']} {year}", "quarter")  # fmt: skip


_CENTURY = 100
"""Years of which two digits tell one."""


def _short(read: _Rule) -> _Rule:
    """A period whose year has two digits: only where the data reach into it."""

    def reading(m: re.Match[str], low: dt.date, high: dt.date) -> Period | None:
        period = read(m, low, high) if high.year - low.year < _CENTURY else None
        inside = (
            period is not None and str(period.low) <= high.isoformat() and str(period.high) > low.isoformat()
        )
        return period if inside else None

    return reading


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)


_M = _MONTH.format("month")
_RULES = [
    (_pattern(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)(?:-(?P<day>\d\d))?\b"), _iso),
    (_pattern(rf"(?<!\d\s)\b{_M}[\s-]?{_SHORT.format('year')}\b{_BARE}"), _short(_month_of_year)),
    (_pattern(rf"\b(?P<a>\d{{1,2}})(?:st|nd|rd|th)?(?:\s?(?:-|to|until)\s?(?P<b>\d{{1,2}})(?:st|nd|rd|th)?)?\s+(?:of\s+)?{_M}(?:,?\s+{_YEAR.format('year')})?\b"), _days_in_month),
    (_pattern(rf"\b{_M}\s+(?P<a>\d{{1,2}})(?:st|nd|rd|th)?(?:\s?(?:-|to)\s?(?P<b>\d{{1,2}})(?:st|nd|rd|th)?)?(?:,?\s+{_YEAR.format('year')})?\b(?!\d)"), _days_in_month),
    (_pattern(rf"\b{_YEAR.format('year')}[\s-]?q(?P<q>[1-4])\b"), _quarter),
    (_pattern(rf"\bq(?P<q>[1-4])[\s-]*(?:of\s+|in\s+)?{_SHORT.format('year')}\b{_BARE}"), _short(_quarter)),
    (_pattern(rf"\bq(?P<q>[1-4])(?:[\s-]*(?:of|in)?\s*{_YEAR.format('year')})?\b"), _quarter),
    (_pattern(rf"\b(?:the\s+)?(?P<word>first|second|third|fourth|last|1st|2nd|3rd|4th)\s+quarter\s+(?:of\s+|in\s+)?{_YEAR.format('year')}\b"), _quarter),
    (_pattern(rf"\b(?:the\s+)?(?P<word>first|second|1st|2nd|last)\s+half(?:\s+(?:of\s+)?{_YEAR.format('year')})?\b"), _half),
    (_pattern(rf"\b{_YEAR.format('year')}[\s-]?h(?P<h>[12])\b"), _half),
    (_pattern(rf"\bh(?P<h>[12])[\s-]*(?:of\s+|in\s+)?{_SHORT.format('year')}\b{_BARE}"), _short(_half)),
    (_pattern(rf"\bh(?P<h>[12])(?:[\s-]*(?:of|in)?\s*{_YEAR.format('year')})?\b"), _half),
    (_pattern(rf"\b{_MONTH.format('a')}(?:\s+(?P<ay>(?:19|20)\d\d))?\s?(?:-|to|until|through)\s?{_MONTH.format('b')}(?:\s+(?P<by>(?:19|20)\d\d))?\b"), _month_range),
    (_pattern(rf"\b{_M}(?:\s+(?:of\s+)?{_YEAR.format('year')})?\b"), _one_month),
    (_pattern(rf"\b(?:in\s+the\s+|during\s+the\s+|the\s+)?(?:last|past|previous|final)\s+(?P<n>\d+|{'|'.join(_NUM)})\s+{_UNITS}\b"), _last_n),
    (_pattern(r"\b(?P<which>last|previous|past|this|current)\s+(?P<unit>day|week|month|quarter|year)\b"), _relative),
    (_pattern(r"\byesterday\b"), _yesterday),
    (_pattern(rf"\b(?P<season>spring|summer|autumn|winter)(?:\s+(?:of\s+)?{_YEAR.format('year')})?\b"), _season),
    (_pattern(r"\b(?:the\s+)?(?P<decade>(?:1[89]|20)\d0)(?:s|'s|ies)(?![a-z])"), _decade),
    (_pattern(rf"\bthe\s+(?:'?(?P<short>[3-9]0)(?:s|'s|ies)(?![a-z])|(?P<word>{'|'.join(DECADES)})\b)"), _decade),
    (_pattern(r"\b(?P<a>(?:19|20)\d\d)\s?(?:-|to|until|and)\s?(?P<b>(?:19|20)\d\d)\b"), _year_range),
    (_pattern(r"\b(?P<year>(?:19|20)\d\d)\b"), _year),
]  # fmt: skip
