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
_DAY_NAMED = re.compile(
    rf"\s*(?P<day>\d{{1,2}})(?P<sep>[- /.]|\. )(?P<month>(?i:{_NAMED}))"
    rf"(?P<dot>\.?)(?P<sep2>[- /,.]|, )(?P<year>\d{{4}}|\d{{2}})(?:{_TIME})?\s*"
)
_MONTH_NAMED = re.compile(
    rf"\s*(?P<month>(?i:{_NAMED})) (?P<day>\d{{1,2}})(?P<sep2>, | |,)(?P<year>\d{{4}})(?:{_TIME})?\s*"
)
_MONTH_YEAR = re.compile(rf"\s*(?P<month>(?i:{_NAMED}))(?P<sep>[- /])(?P<year>\d{{4}}|\d{{2}})\s*")
_YEAR_MONTH = re.compile(r"\s*(?:19|20)\d\d-(?:0[1-9]|1[0-2])\s*")
_COMPACT = re.compile(r"\s*(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\s*")

ORDERS = {"day-first": "%d{s}%m{s}{y}", "month-first": "%m{s}%d{s}{y}", "year-first": "%Y{s}%m{s}%d"}


@dataclass(frozen=True)
class DateWay:
    """One way of writing dates: strptime formats, tried in turn; `order` as a person would say it.

    `zoned`: some are written with their distance from UTC; `moved`: reading them brings them to UTC.
    """

    order: str
    formats: tuple[str, ...]
    has_time: bool
    iso: bool = False
    zoned: bool = False
    moved: bool = False

    @property
    def sql_type(self) -> str:
        return "TIMESTAMP" if self.has_time else "DATE"

    def value(self, sql: str, strict: bool) -> str:
        """SQL date from SQL text; what does not fit is NULL, or fails with `strict`."""
        if self.iso and self.has_time:
            cast = "CAST" if strict else "TRY_CAST"
            return f"{cast}({sql} AS {self.sql_type})"
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
    for pattern, build in (
        (_DAY_NAMED, _day_named),
        (_MONTH_NAMED, _month_named),
        (_MONTH_YEAR, _month_year),
    ):
        named = [pattern.fullmatch(v) for v in values]
        if all(named):
            return build([hit for hit in named if hit])
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


def _day_named(hits: list[re.Match[str]]) -> tuple[DateWay, ...]:
    month = _month_code(hits)
    shapes = {(hit["sep"], hit["dot"] + hit["sep2"], len(hit["year"])) for hit in hits}
    if month is None or len(shapes) > 1:
        return ()
    sep, sep2, digits = shapes.pop()
    year = "%Y" if digits == 4 else "%y"
    return (_way("day, month's name, year", hits, f"%d{sep}{month}{sep2}{year}"),)


def _month_named(hits: list[re.Match[str]]) -> tuple[DateWay, ...]:
    month, seps = _month_code(hits), {hit["sep2"] for hit in hits}
    if month is None or len(seps) > 1:
        return ()
    return (_way("month's name, day, year", hits, f"{month} %d{seps.pop()}%Y"),)


def _month_year(hits: list[re.Match[str]]) -> tuple[DateWay, ...]:
    month, shapes = _month_code(hits), {(hit["sep"], len(hit["year"])) for hit in hits}
    if month is None or len(shapes) > 1:
        return ()
    sep, digits = shapes.pop()
    return (DateWay("month's name and year", (f"{month}{sep}{'%Y' if digits == 4 else '%y'}",), False),)


def _month_code(hits: list[re.Match[str]]) -> str | None:
    """%b for short names, %B for long ones; "May" is both; a mixture cannot be read with one format."""
    lengths = {len(hit["month"]) for hit in hits if hit["month"].lower() != "may"}
    if not lengths or lengths == {3}:
        return "%b"
    return "%B" if 3 not in lengths else None


def _way(order: str, hits: list[re.Match[str]], day: str) -> DateWay:
    """Formats for a day with every spelling of time among the values.

    The most frequent comes first, since a value that the first refuses costs many times one that it takes.
    """
    if all(hit["clock"] is None for hit in hits):
        return DateWay(order, (day,), False)
    formats = dict.fromkeys(f for f, _ in Counter(_format(day, hit) for hit in hits).most_common())
    timed = next(h for h in hits if h["clock"])
    gap, half = timed["gap"], _half(timed)
    for clock in ("%H:%M:%S.%f", "%H:%M:%S", "%H:%M"):
        formats.setdefault(f"{day}{gap}{clock.replace('%H', '%I') if half else clock}{half}")
    zoned = any((hit["zone"] or "Z") != "Z" for hit in hits)
    return DateWay(order, tuple(formats), True, zoned=zoned, moved=zoned)


def _format(day: str, hit: re.Match[str]) -> str:
    if hit["clock"] is None:
        return day
    hour = "%I" if hit["half"] else "%H"
    clock = f"{hour}:%M" + (":%S" if hit["seconds"] else "") + (".%f" if hit["part"] else "")
    zone = "" if not hit["zone"] else "Z" if hit["zone"] == "Z" else " %z" if hit["zone"][0] == " " else "%z"
    return f"{day}{hit['gap']}{clock}{_half(hit)}{zone}"


def _half(hit: re.Match[str]) -> str:
    return "" if not hit["half"] else " %p" if hit["half"].startswith(" ") else "%p"
