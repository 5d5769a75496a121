"""How values are written for people: 1,356,988; 605.80; 27.1 %; £1,234.50; 9 December 2011; October 2011."""

from __future__ import annotations

import math
import re

from tools._result import Fact, Scalar

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SIGNS = {"GBP": "£", "USD": "$", "EUR": "€", "JPY": "¥", "INR": "₹"}
CODE = re.compile(r"[A-Z]{3}")
SIGNED = {"change"}
NO_WORD = {
    None,
    "",
    "share",
    "money",
    "points",
    "ratio",
    "count",
    "number",
    "month",
    "quarter",
    "year",
    "date",
    "score",
}
"""Units shown by the way a value is written, or not at all; all others are words behind the number."""


def say(value: Scalar, unit: str | None = None, kind: str = "value") -> str | None:
    """The value as people read it; None where there is nothing to say (missing, NaN)."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return say_name(value, unit)
    return _figure(value, unit, kind)


def say_fact(fact: Fact, part: str = "value") -> str | None:
    """A fact's value, n, low or high as people read it."""
    if part == "value":
        return say(fact.value, fact.unit, fact.kind)
    if part == "n":
        return say(fact.n)
    return say(fact.low if part == "low" else fact.high, fact.unit, fact.kind)


def unit_word(fact: Fact) -> str:
    """The unit as a word behind the number ("days"), or "" where the number shows it by itself."""
    if fact.unit in NO_WORD or fact.unit is None or CODE.fullmatch(fact.unit) or not _is_number(fact.value):
        return ""
    return fact.unit


def say_name(name: str, unit: str | None = None) -> str:
    """A name; ISO days and months are written out, a first day of a period as the period its unit names."""
    day = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?)?", name)
    if day and 1 <= int(day[2]) <= 12:
        return _day(day, unit)
    month = re.fullmatch(r"(\d{4})-(\d\d)", name)
    if month and 1 <= int(month[2]) <= 12:
        return f"{MONTHS[int(month[2]) - 1]} {month[1]}"
    return name


def number(value: float) -> str:
    """A plain number: whole without decimals, others with two, small ones to three significant digits."""
    size = abs(value)
    if size < 1e15 and float(value) == int(value):
        return f"{int(value):,}"
    if size >= 100_000:
        return f"{value:,.0f}"
    if size >= 1:
        return f"{value:,.2f}"
    if size < 1e-9:
        return f"{value:.1e}"
    return f"{value:.{_places(size, 3 if size >= 0.01 else 2)}f}"


def _day(parts: re.Match[str], unit: str | None) -> str:
    year, month = parts[1], int(parts[2])
    if unit == "month":
        return f"{MONTHS[month - 1]} {year}"
    if unit == "quarter":
        return f"quarter {(month + 2) // 3} of {year}"
    if unit == "year":
        return year
    clock = f" {parts[4]}" if parts[4] and parts[4] != "00:00" else ""
    return f"{int(parts[3])} {MONTHS[month - 1]} {year}{clock}"


DIGITS = 12
"""What an answer keeps of a number: the text must not show more than its facts hold."""


def _figure(value: float, unit: str | None, kind: str) -> str:
    value = float(f"{value:.{DIGITS}g}") if abs(value) >= 1e9 else value
    sign = "+" if kind in SIGNED and value > 0 else ""
    if unit == "share":
        return f"{sign}{_percent(value)}"
    if unit == "points":
        return f"{sign}{number(round(value * 100, 1))} points"
    if unit == "year":
        return str(int(value)) if value == int(value) else number(value)
    if unit == "money" or (unit and CODE.fullmatch(unit)):
        return _money(value, unit, sign)
    if kind == "test" and 0 <= value < 1e-6:
        return "practically zero"
    return f"{sign}{number(value)}"


def _percent(share: float) -> str:
    percent = share * 100
    places = 1 if abs(percent) >= 0.1 or percent == 0 else _places(abs(percent), 2)
    return f"{percent:,.{places}f} %"


def _money(value: float, unit: str, sign: str) -> str:
    amount = f"{abs(value):,.0f}" if value == int(value) and abs(value) >= 1000 else f"{abs(value):,.2f}"
    minus = "-" if value < 0 else sign
    if unit in SIGNS:
        return f"{minus}{SIGNS[unit]}{amount}"
    return f"{minus}{amount}" + ("" if unit == "money" else f" {unit}")


def _places(size: float, digits: int) -> int:
    """Decimals that show so many significant digits of a number below one."""
    return min(12, digits - 1 - math.floor(math.log10(size))) if size > 0 else 0


def _is_number(value: Scalar) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
