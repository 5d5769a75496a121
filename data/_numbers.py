"""Numbers as people write them: thousands marks, decimal commas, currency signs, percent, brackets for minus.

Each `Number` is one way of writing; a column is read in the first way that all its values fit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

CURRENCIES = {
    "$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB", "₩": "KRW",
    "₺": "TRY",
    "R$": "BRL", "zł": "PLN", "kr": "SEK", "Kč": "CZK", "Fr.": "CHF",
    "USD": "USD", "EUR": "EUR", "GBP": "GBP", "CHF": "CHF", "JPY": "JPY", "CAD": "CAD", "AUD": "AUD",
    "SEK": "SEK", "NOK": "NOK", "DKK": "DKK", "PLN": "PLN", "INR": "INR", "CNY": "CNY",
}  # fmt: skip

INTEGER = r"\s*-?(?:0|[1-9]\d{0,17})(?:\.0)?\s*"
"""No leading zero, since "007" is a name; ".0" is what an export makes of a whole number with gaps."""
DECIMAL = r"\s*-?(?:(?:0|[1-9]\d{0,17})?\.\d+|(?:0|[1-9]\d{0,17})\.?)(?:[eE][+-]?\d{1,3})?\s*"

_GAP = "[    '’]"
_POINT = r"(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?:" + _GAP + r"\d{3})+|0|[1-9]\d{0,17})?(?:\.\d+)?"
_COMMA = r"(?:\d{1,3}(?:\.\d{3})+|\d{1,3}(?:" + _GAP + r"\d{3})+|0|[1-9]\d{0,17})?(?:,\d+)?"

MISSING = (
    "na",
    "n/a",
    "nan",
    "null",
    "none",
    "nil",
    "-",
    "--",
    "?",
    ".",
    "#n/a",
    "missing",
    "unknown",
    "\\n",
    "(null)",
)
"""Words that stand for nothing in a column of numbers or dates (compared in lower case)."""

_SIGNS = "|".join(sorted((re.escape(c) for c in CURRENCIES), key=len, reverse=True))
_CURRENCY = re.compile(rf"(?:^|[\s(-])({_SIGNS})(?=[\s\d.,-])|(?<=[\d.,\s])({_SIGNS})(?:$|[\s)])")
_ANY = re.compile(rf"\s*\(?-?\s*(?:{_SIGNS})?\s*-?(?=[.,]?\d)(?:{_POINT}|{_COMMA})\s*(?:{_SIGNS}|%)?\)?\s*")


@dataclass(frozen=True)
class Number:
    """One way of writing numbers; `pattern` is understood by Python and by DuckDB's RE2 alike."""

    name: str
    pattern: str
    decimal: str = "."
    currency: str | None = None
    percent: bool = False
    whole: bool = False

    @property
    def unit(self) -> str | None:
        """Currency code, or "share" for percent (12 % is stored as 0.12)."""
        return "share" if self.percent else CURRENCIES[self.currency] if self.currency else None

    def fits(self, value: str) -> bool:
        return _compiled(self.pattern).fullmatch(value) is not None

    def cleaned(self, sql: str) -> str:
        """SQL text that a cast understands, from SQL text written this way."""
        if self.name in ("whole", "decimal"):
            return sql
        if self.currency:
            sign = self.currency.replace("'", "''")
            sql = f"replace({sql}, '{sign}', '')"
        bracket = f"CASE WHEN contains({sql}, '(') THEN '-' ELSE '' END || "
        bare = f"regexp_replace({sql}, '[^0-9,.-]', '', 'g')"
        bare = (
            f"replace({bare}, ',', '')"
            if self.decimal == "."
            else f"replace(replace({bare}, '.', ''), ',', '.')"
        )
        return bracket + bare

    def value(self, sql: str) -> str:
        """SQL number from SQL text; fails on what does not fit, so wrap it in TRY where that may be."""
        if self.whole:
            return f"CAST({self.cleaned(sql)} AS BIGINT)"
        number = f"CAST({self.cleaned(sql)} AS DOUBLE)"
        return f"{number} / 100" if self.percent else number


WHOLE = Number("whole", INTEGER, whole=True)
PLAIN = Number("decimal", DECIMAL)


def ways(values: list[str], decimal: str | None = None) -> tuple[Number, ...]:
    """All ways of writing that may fit these values, the simplest first; `decimal`: the only mark of it."""
    signs = {sign for value in values if (sign := currency_of(value))}
    codes = {CURRENCIES[s] for s in signs}
    if len(codes) > 1:
        return ()
    sign = max(signs, key=len) if signs else None
    percent = any("%" in value for value in values)
    marks = {".": (_POINT, "decimal point"), ",": (_COMMA, "decimal comma")}
    found: list[Number] = [] if sign or percent else [WHOLE, *([PLAIN] if decimal != "," else [])]
    for mark in [decimal] if decimal in marks else [".", ","]:
        core, name = marks[mark]
        found.append(Number(name, _written(core, sign, percent), mark, sign, percent))
    return tuple(found)


def _written(core: str, sign: str | None, percent: bool) -> str:
    money = rf"(?:{re.escape(sign)})?" if sign else ""
    end = "%" if percent else money
    digit = rf"(?:{core})"
    inside = rf"{money}\s*-?{digit}\s*{end}"
    return rf"\s*-?\s*{inside}\s*|\s*\({inside}\)\s*"


def currency_of(value: str) -> str | None:
    """The currency sign in a value, if it has one beside a number."""
    hit = _CURRENCY.search(value)
    return (hit.group(1) or hit.group(2)) if hit else None


def looks_like_number(value: str) -> bool:
    """Whether a single value could be a number in any way of writing."""
    return _ANY.fullmatch(value) is not None


def is_missing(value: str) -> bool:
    """Whether a value stands for nothing in a column of numbers or dates."""
    return not value.strip() or value.strip().lower() in MISSING


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
