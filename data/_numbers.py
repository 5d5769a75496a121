"""Numbers as people write them: thousands marks, decimal commas, currency signs, percent, brackets for minus,
units, "57 million", and notes behind the number ("1,234[2]", "12 (3)").

Each `Number` is one way of writing; a column is read in the first way that all its values fit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from data._names import model, unit_word

CURRENCIES = {
    "$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB", "₩": "KRW",
    "₺": "TRY",
    "R$": "BRL", "zł": "PLN", "kr": "SEK", "Kč": "CZK", "Fr.": "CHF",
    "USD": "USD", "EUR": "EUR", "GBP": "GBP", "CHF": "CHF", "JPY": "JPY", "CAD": "CAD", "AUD": "AUD",
    "SEK": "SEK", "NOK": "NOK", "DKK": "DKK", "PLN": "PLN", "INR": "INR", "CNY": "CNY",
}  # fmt: skip

INTEGER = r"\s*-?(?:0|[1-9]\d{0,17})(?:\.0?)?\s*"
"""No leading zero, since "007" is a name; ".0" is what an export makes of a whole number with gaps."""
DECIMAL = r"\s*-?(?:(?:0|[1-9]\d{0,17})?\.\d+|(?:0|[1-9]\d{0,17})\.?)(?:[eE][+-]?\d{1,3})?\s*"

_GAP = "[    '’]"
_SIGN = "[-+–−]"
_WHOLE = {
    ".": rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,3}}(?:{_GAP}\d{{3}})+|0|[1-9]\d{{0,17}})",
    ",": rf"(?:\d{{1,3}}(?:\.\d{{3}})+|\d{{1,3}}(?:{_GAP}\d{{3}})+|0|[1-9]\d{{0,17}})",
}
"""Figures before the decimal mark, by that mark."""
_PART = {".": r"\.\d+", ",": r",\d+"}
_MARKS = {".": "decimal point", ",": "decimal comma"}

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
    "–",
    "—",
    "−",
    "...",
    "…",
    "n.a.",
    "tba",
    "tbd",
)
"""Words that stand for nothing in a column of numbers or dates (compared in lower case)."""

_SIGNS = "|".join(sorted((re.escape(c) for c in CURRENCIES), key=len, reverse=True))
_CURRENCY = re.compile(rf"(?:^|[\s(-])({_SIGNS})(?=[\s\d.,-])|(?<=[\d.,\s])({_SIGNS})(?:$|[\s)])")
_EITHER = "|".join(f"{_WHOLE[mark]}?(?:{_PART[mark]})?" for mark in ".,")
_ANY = re.compile(
    rf"\s*\(?{_SIGN}?\s*(?:{_SIGNS})?\s*{_SIGN}?(?=[.,]?\d)(?:{_EITHER})\s*(?:{_SIGNS}|%)?\)?\s*"
)
_NOTES = r"(?:\s*\([^()]*\))*"
FOOTNOTES = r"(?:\s*\[[^\[\]]{0,24}\]|[*†‡§^])+\s*$"
"""Marks behind a value that point to a note: they are no part of it."""


@dataclass(frozen=True)
class Number:
    """One way of writing numbers; `pattern` is understood by Python and by DuckDB's RE2 alike.

    `noted`: words may follow the number: a scale ("million"; then `scaled`), a unit, a note in brackets.
    """

    name: str
    pattern: str
    decimal: str = "."
    currency: str | None = None
    percent: bool = False
    whole: bool = False
    noted: bool = False
    scaled: bool = False
    written_unit: str | None = None

    @property
    def unit(self) -> str | None:
        """Currency code, "share" for percent (12 % is stored as 0.12), or the unit behind the numbers."""
        if self.percent:
            return "share"
        return CURRENCIES[self.currency] if self.currency else self.written_unit

    def fits(self, value: str) -> bool:
        return _compiled(self.pattern).fullmatch(value) is not None

    def cleaned(self, sql: str) -> str:
        """SQL text that a cast understands, from SQL text written this way."""
        if self.name in ("whole", "decimal"):
            return sql
        if self.currency:
            sign = self.currency.replace("'", "''")
            sql = f"replace({sql}, '{sign}', '')"
        sql = f"translate({sql}, '–−', '--')"
        minus = f"regexp_matches({sql}, '^[^0-9]*-')" if self.noted else f"contains({sql}, '(')"
        figures = rf"regexp_extract({sql}, '[.,]?\d[\d.,    ''’]*')" if self.noted else sql
        bare = f"regexp_replace({figures}, '[^0-9,.{'' if self.noted else '-'}]', '', 'g')"
        bare = (
            f"replace({bare}, ',', '')"
            if self.decimal == "."
            else f"replace(replace({bare}, '.', ''), ',', '.')"
        )
        return f"CASE WHEN {minus} THEN '-' ELSE '' END || {bare}"

    def value(self, sql: str) -> str:
        """SQL number from SQL text; fails on what does not fit, so wrap it in TRY where that may be."""
        if self.whole:
            return f"CAST({self.cleaned(sql)} AS BIGINT)"
        number = f"CAST({self.cleaned(sql)} AS DOUBLE)"
        if self.scaled:
            number = f"round({number} * {_scale(sql, bool(self.currency))}, 6)"
        return f"round({number} / 100, 12)" if self.percent else number

    def note(self, sql: str) -> str:
        """SQL text of what stands in brackets behind the number, or NULL."""
        return rf"nullif(trim(regexp_extract({sql}, '\d[^(]*\((.*)\)', 1)), '')"


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
    marks = [decimal] if decimal in _MARKS else list(_MARKS)
    found: list[Number] = [] if sign or percent else [WHOLE, *([PLAIN] if decimal != "," else [])]
    if not percent:
        found += [
            Number(_MARKS[m], _written(_WHOLE[m], sign, percent), m, sign, percent, whole=True) for m in marks
        ]
    for mark in marks:
        core = f"{_WHOLE[mark]}?(?:{_PART[mark]})?"
        found.append(Number(_MARKS[mark], _written(core, sign, percent), mark, sign, percent))
    return (*found, *_noted(values, sign, percent, marks))


def _noted(values: list[str], sign: str | None, percent: bool, marks: list[str]) -> list[Number]:
    """Ways with words behind the number, where some value has them and all units are the same."""
    hits = [hit for value in values if (hit := _words_behind(bool(sign)).fullmatch(value))]
    written = [hit["unit"] for hit in hits if hit["unit"]]
    units = {unit_word(word) for word in written}
    scales = {hit["scale"].lower() for hit in hits if hit["scale"]}
    if len(hits) < len(values) or len(units) > 1 or None in units or (written and len(written) < len(hits)):
        return []
    if not (written or scales or any(hit["note"] for hit in hits)):
        return []
    unit = units.pop() if units else None
    money = rf"(?:{re.escape(sign)})?\s*" if sign else ""
    after = rf"\s*(?:{'|'.join(_scale_words(bool(sign)))})\b" if scales else ""
    behind = f"(?i:{after})?{_PERCENT if percent else ''}\\s*{money}" + (
        rf"(?i:{'|'.join(re.escape(w) for w in _units()['units'][unit].split())})\.?" if unit else ""
    )
    name = f"“{unit}” behind them" if unit else "words behind them"
    found = []
    for mark in marks:
        for whole in (False,) if scales or percent else (True, False):
            core = _WHOLE[mark] if whole else f"(?:{_WHOLE[mark]}(?:{_PART[mark]})?|{_PART[mark]})"
            pattern = rf"\s*{money}{_SIGN}?\s*{money}{core}{behind}{_NOTES}\s*"
            found.append(Number(name, pattern, mark, sign, percent, whole, True, bool(scales), unit))
    return found


_PERCENT = r"(?:\s*%)?"


@cache
def _units() -> dict[str, Any]:
    return model("units")


def _scale_words(money: bool) -> dict[str, int]:
    """Words behind a number that multiply it, with their power of ten."""
    return {**_units()["scales"], **(_units()["money_scales"] if money else {})}


def _scale(sql: str, money: bool) -> str:
    """SQL number that the word behind the figures multiplies them by."""
    words = _scale_words(money)
    cases = " ".join(
        rf"WHEN regexp_matches({sql}, '(?i)\d\s*(?:{'|'.join(w for w, p in words.items() if p == power)})\b') "
        f"THEN 1e{power}"
        for power in sorted(set(words.values()))
    )
    return f"CASE {cases} ELSE 1 END"


@cache
def _words_behind(money: bool) -> re.Pattern[str]:
    """A number with what may stand behind it, in any way of writing."""
    return re.compile(
        rf"\s*(?:{_SIGNS})?\s*{_SIGN}?\s*(?:{_SIGNS})?\s*(?:{_EITHER.replace('?(?:', '(?:')}|[.,]\d+)"
        rf"(?:\s*(?P<scale>(?i:{'|'.join(_scale_words(money))}))\b)?(?P<percent>\s*%)?\s*(?:{_SIGNS})?"
        rf"(?:\s*(?P<unit>[^\W\d_][^\W\d_/²]*[2²]?|°[CF]?))?\.?(?P<note>{_NOTES})\s*"
    )


def _written(core: str, sign: str | None, percent: bool) -> str:
    money = rf"(?:{re.escape(sign)})?" if sign else ""
    end = "%" if percent else money
    digit = rf"(?:{core})"
    inside = rf"{money}\s*{_SIGN}?{digit}\s*{end}"
    return rf"\s*{_SIGN}?\s*{inside}\s*|\s*\({inside}\)\s*"


def currency_of(value: str) -> str | None:
    """The currency sign in a value, if it has one beside a number."""
    hit = _CURRENCY.search(value)
    return (hit.group(1) or hit.group(2)) if hit else None


def looks_like_number(value: str) -> bool:
    """Whether a single value could be a number in any way of writing."""
    return _ANY.fullmatch(value) is not None


def begins_as_number(value: str) -> bool:
    """Whether a single value could be a number, or one with a scale, a unit or a note behind it."""
    if looks_like_number(value):
        return True
    hit = _words_behind(currency_of(value) is not None).fullmatch(value)
    return hit is not None and (not hit["unit"] or unit_word(hit["unit"]) is not None)


def without_footnotes(value: str) -> str:
    """A value without the marks behind it that point to a note."""
    return _footnotes().sub("", value)


@cache
def _footnotes() -> re.Pattern[str]:
    return re.compile(FOOTNOTES)


def is_missing(value: str) -> bool:
    """Whether a value stands for nothing in a column of numbers or dates."""
    return not value.strip() or value.strip().lower() in MISSING


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
