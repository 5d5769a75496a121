"""Dates as people write them, and which of day, month and year comes first.

`dates(values)` gives the orders that may fit a column; whichever fits all its values is taken. Where both
day-first and month-first fit all of them, the order cannot be known, and the default is said.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

_NAMED = (
    "jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|january|february|march|april|june|july|august|"
    "september|october|november|december"
)
_TIME = (
    r"(?P<gap>T| +|, *)"
    r"(?P<clock>\d{1,2}:\d{2}(?P<seconds>:\d{2}(?P<part>\.\d{1,9})?)?)"
    r"(?P<half> ?[AaPp][Mm])?"
    r"(?P<zone>Z| ?[+-]\d{2}:?\d{2})?"
)
_DIGITS = re.compile(
    rf"\s*(?P<a>\d{{1,4}})(?P<sep>[-/.])(?P<b>\d{{1,2}})(?P=sep)(?P<c>\d{{1,4}})(?:{_TIME})?\s*"
)
_WEEKDAY = r"(?:(?P<week>(?i:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun))(?P<after>,? ))?"
_DAY_NAMED = re.compile(
    rf"\s*{_WEEKDAY}(?P<day>\d{{1,2}})(?P<th>st|nd|rd|th)?(?P<sep>[- /.]|\. )(?P<month>(?i:{_NAMED}))"
    rf"(?P<dot>\.?)(?P<sep2>[- /,.]|, )(?P<year>\d{{4}}|\d{{2}})(?:{_TIME})?\s*"
)
_MONTH_NAMED = re.compile(
    rf"\s*{_WEEKDAY}(?P<month>(?i:{_NAMED}))(?P<dot>\.?) (?P<day>\d{{1,2}})(?P<th>st|nd|rd|th)?(?P<sep2>, | |,)"
    rf"(?P<year>\d{{4}})(?:{_TIME})?\s*"
)
_MONTH_YEAR = re.compile(
    rf"\s*(?P<month>(?i:{_NAMED}))(?P<dot>\.?)(?P<sep>[- /]|, )(?P<year>\d{{4}}|\d{{2}})\s*"
)
_YEAR = re.compile(r"\s*(?:1\d|20)\d\d\s*")
_YEAR_MONTH = re.compile(r"\s*(?:19|20)\d\d-(?:0[1-9]|1[0-2])\s*")
_COMPACT = re.compile(r"\s*(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\s*")

ORDERS = {"day-first": "%d{s}%m{s}{y}", "month-first": "%m{s}%d{s}{y}", "year-first": "%Y{s}%m{s}%d"}


@dataclass(frozen=True)
class DateWay:
    """One way of writing dates: strptime formats, tried in turn; `order` as a person would say it.

    `zoned`: some are written with their distance from UTC; `moved`: reading them brings them to UTC.
    `counted`: some days are written "4th".
    """

    order: str
    formats: tuple[str, ...]
    has_time: bool
    iso: bool = False
    zoned: bool = False
    moved: bool = False
    counted: bool = False

    @property
    def sql_type(self) -> str:
        return "TIMESTAMP" if self.has_time else "DATE"

    def value(self, sql: str, strict: bool) -> str:
        """SQL date from SQL text; what does not fit is NULL, or fails with `strict`."""
        if self.iso and self.has_time:
            cast = "CAST" if strict else "TRY_CAST"
            return f"{cast}({sql} AS {self.sql_type})"
        if self.counted:
            sql = rf"regexp_replace({sql}, '(\d)(?:st|nd|rd|th)\b', '\1')"
        formats = ", ".join("'" + f.replace("'", "''") + "'" for f in self.formats)
        parsed = f"{'strptime' if strict else 'try_strptime'}({sql}, [{formats}])"
        return f"CAST({parsed} AS {self.sql_type})"


def looks_like_date(value: str) -> bool:
    """Whether a single value is written like a date (separators or a month's name)."""
    if hit := _DIGITS.fullmatch(value):
        return len(hit["c"]) > 1 or len(hit["a"]) == 4  # 1.2.3 is a version, or a heading
    return any(p.fullmatch(value) for p in (_DAY_NAMED, _MONTH_NAMED, _YEAR_MONTH))


def dates(values: list[str], name: str = "", compact: bool = False) -> tuple[DateWay, ...]:
    """The ways that may fit all values; empty when some value is no date. `compact`: yyyymmdd is meant."""
    hits = [_DIGITS.fullmatch(v) for v in values]
    if all(hits):
        return _from_digits([hit for hit in hits if hit])
    if found := _named(values):
        return found
    if all(_YEAR_MONTH.fullmatch(v) for v in values):
        return (DateWay("year and month", ("%Y-%m",), False),)
    if all(_COMPACT.fullmatch(v) for v in values) and (compact or _says_date(name) or len(set(values)) >= 30):
        return (DateWay("year, month, day without separators", ("%Y%m%d",), False),)
    return ()


def may_be_compact(values: list[str], name: str) -> bool:
    """Whether whole numbers are dates written as yyyymmdd."""
    return bool(dates(values, name)) if values and _COMPACT.fullmatch(values[0]) else False


def _says_date(name: str) -> bool:
    words = re.findall(r"[a-z]+", re.sub(r"([a-z])([A-Z])", r"\1 \2", name).lower())
    return any(
        w in ("date", "dt", "day", "datum", "ymd", "yyyymmdd", "time", "on") or w.endswith("date")
        for w in words
    )


def _from_digits(hits: list[re.Match[str]]) -> tuple[DateWay, ...]:
    seps = {hit["sep"] for hit in hits}
    if len(seps) > 1:
        return ()
    sep = seps.pop()
    first = [int(hit["a"]) for hit in hits]
    second = [int(hit["b"]) for hit in hits]
    if all(len(hit["a"]) == 4 for hit in hits):
        if any(len(hit["c"]) > 2 for hit in hits):
            return ()
        iso = sep == "-" and all(hit["gap"] in (None, "T", " ") and not hit["half"] for hit in hits)
        way = _way("year-first", hits, ORDERS["year-first"].format(s=sep))
        return (replace(way, iso=iso, moved=way.zoned and not iso),)
    if any(len(hit["a"]) > 2 or len(hit["c"]) in (1, 3) for hit in hits):
        return ()
    years = {len(hit["c"]) for hit in hits}
    if len(years) > 1:
        return ()
    year = "%Y" if years == {4} else "%y"
    fits = {
        "day-first": max(first) <= 31 and max(second) <= 12,
        "month-first": max(first) <= 12 and max(second) <= 31,
    }
    usual = ("month-first", "day-first") if sep == "/" else ("day-first", "month-first")
    return tuple(_way(order, hits, ORDERS[order].format(s=sep, y=year)) for order in usual if fits[order])


MOST_PARTIAL = 0.25
"""Share of dates that may lack their day, or day and month, among whole dates."""
_PATTERNS = (
    ("day, month's name, year", _DAY_NAMED),
    ("month's name, day, year", _MONTH_NAMED),
    ("month's name and year", _MONTH_YEAR),
    ("year", _YEAR),
)


def _named(values: list[str]) -> tuple[DateWay, ...]:
    """Dates with the name of the month, also in several spellings; a few may lack their day or month."""
    orders: Counter[str] = Counter()
    formats: Counter[str] = Counter()
    hits: list[re.Match[str]] = []
    for value in values:
        order, hit = next(((o, h) for o, p in _PATTERNS if (h := p.fullmatch(value))), ("", None))
        if hit is None:
            return ()
        orders[order] += 1
        hits.append(hit)
        formats.update(_formats(order, hit))
    usual = orders.most_common(1)[0][0]
    partial = orders["year"] + (orders["month's name and year"] if usual != "month's name and year" else 0)
    if partial > MOST_PARTIAL * len(values):
        return ()
    said = usual + (", the first day where it is missing" if partial else "")
    clocked = [h for h in hits if h.groupdict().get("clock")]
    zoned = any((h["zone"] or "Z") != "Z" for h in clocked)
    in_turn = [f for f, _ in formats.most_common()]
    if clocked:
        in_turn += [f for day in _formats(usual, clocked[0], timed=False) for f in _clocks(day, clocked[0])]
    counted = any(h.groupdict().get("th") for h in hits)
    way = DateWay(said, tuple(dict.fromkeys(in_turn)), bool(clocked), zoned=zoned, moved=zoned)
    return (replace(way, counted=counted),)


def _formats(order: str, hit: re.Match[str], timed: bool = True) -> tuple[str, ...]:
    """The formats that a date with a month's name may be written in: two for May, which is short and long."""
    if order == "year":
        return ("%Y",)
    year = "%Y" if len(hit["year"]) == 4 else "%y"
    length = len(hit["month"])
    months = ("%b", "%B") if hit["month"].lower() == "may" else ("%b",) if length == 3 else ("%B",)
    week = hit.groupdict().get("week")
    before = (("%A" if week.lower().endswith("day") else "%a") + hit["after"]) if week else ""
    found = []
    for month in months:
        if order.startswith("day"):
            day = f"%d{hit['sep']}{month}{hit['dot']}{hit['sep2']}{year}"
        elif "day" in order:
            day = f"{month}{hit['dot']} %d{hit['sep2']}{year}"
        else:
            day = f"{month}{hit['dot']}{hit['sep']}{year}"
        found.append(_format(before + day, hit) if timed and "clock" in hit.groupdict() else before + day)
    return tuple(found)


def _way(order: str, hits: list[re.Match[str]], day: str) -> DateWay:
    """Formats for a day with every spelling of time among the values.

    The most frequent comes first, since a value that the first refuses costs many times one that it takes.
    """
    if all(hit["clock"] is None for hit in hits):
        return DateWay(order, (day,), False)
    formats = [f for f, _ in Counter(_format(day, hit) for hit in hits).most_common()]
    formats += _clocks(day, next(h for h in hits if h["clock"]))
    zoned = any((hit["zone"] or "Z") != "Z" for hit in hits)
    return DateWay(order, tuple(dict.fromkeys(formats)), True, zoned=zoned, moved=zoned)


def _clocks(day: str, timed: re.Match[str]) -> list[str]:
    """A day with every length of time, since a late value may be longer or shorter than those seen."""
    gap, half = timed["gap"], _half(timed)
    clocks = ("%H:%M:%S.%f", "%H:%M:%S", "%H:%M")
    return [f"{day}{gap}{clock.replace('%H', '%I') if half else clock}{half}" for clock in clocks]


def _format(day: str, hit: re.Match[str]) -> str:
    if hit["clock"] is None:
        return day
    hour = "%I" if hit["half"] else "%H"
    clock = f"{hour}:%M" + (":%S" if hit["seconds"] else "") + (".%f" if hit["part"] else "")
    zone = "" if not hit["zone"] else "Z" if hit["zone"] == "Z" else " %z" if hit["zone"][0] == " " else "%z"
    return f"{day}{hit['gap']}{clock}{_half(hit)}{zone}"


def _half(hit: re.Match[str]) -> str:
    return "" if not hit["half"] else " %p" if hit["half"].startswith(" ") else "%p"
