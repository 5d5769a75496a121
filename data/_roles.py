"""What a column is: may it be summed, averaged, grouped by? From its name and its values together.

A name only hints ("weight" may weigh a family, a body or a car); the values decide. Every rule is of the form
"name says so and the values do not speak against it", tried from the surest to the weakest;
the last ones go by the values alone.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from data._called import number_of
from data._names import (
    SCALE,
    TIMES,
    Name,
    bracketed_unit,
    hints,
    is_noun,
    model,
    noun,
    says,
    singular,
    spans_time,
    split,
    unit_of_name,
)
from data._numbers import CURRENCIES
from data._profile import Profile, Shape
from data._values import group_of_values
from data.catalog import Role

ADDITIVE: frozenset[Role] = frozenset(("amount", "quantity"))

EMAIL = r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}"
PHONE = r"[+(]?\d[\d\s().+/x-]{5,}\d"
URL = r"(https?://|www\.)\S+"
FIGURES = r"[+-]?\d[\d.,]*"


@dataclass(frozen=True)
class Meaning:
    """What was inferred of a column."""

    role: Role
    unit: str | None = None
    personal: bool = False

    @property
    def additive(self) -> bool:
        return self.role in ADDITIVE


@dataclass(frozen=True)
class Setting:
    """What the rest of the table says: is it about people, are there physical measures, how many rows?"""

    people: bool
    physical: bool
    lines: bool
    rows: int
    noun: str
    percents: frozenset[str] = frozenset()
    periods: frozenset[str] = frozenset()


def meanings(found: Profile) -> dict[str, Meaning]:
    """The meaning of every column of a table."""
    setting = _setting(found)
    return {name: meaning(shape, setting) for name, shape in found.shapes.items()}


def _setting(found: Profile) -> Setting:
    names = [split(n) for n in found.shapes]
    table = split(found.table)
    kinds = len({s for n in names for s in n.stems if s in hints("people")})
    named = any(is_noun(s) and _is_person(s) for s in table.stems)
    keyed = any(n.last == "id" and any(_is_person(s) for s in n.stems[:1]) for n in names[:1])
    mails = any(s.share(EMAIL) > 0.8 for s in found.shapes.values() if s.type == "text")
    physical = sum(says(n, "physical") for n in names) >= 1
    lines = any(says(n, "quantity_column") and found.shapes[n.raw].numeric for n in names) and any(
        says(n, "price") for n in names
    )
    people = kinds >= 2 or mails or named or keyed
    return Setting(people, physical, lines, found.rows, table.last, _percents(found), _periods(found))


def _percents(found: Profile) -> frozenset[str]:
    """Columns whose names begin with "per" and are none of a word, where several do and all are within a hundred."""
    named = [
        n
        for n, s in found.shapes.items()
        if s.numeric and n.lower().startswith("per") and split(n).first not in hints("per_words")
        and not s.whole and s.low is not None and s.low >= 0 and s.high <= 100
    ]  # fmt: skip
    return frozenset(named) if len(named) >= 2 else frozenset()


def _periods(found: Profile) -> frozenset[str]:
    """Columns that are months or weekdays, where several stand side by side: "Apr" is no interest rate among them."""
    words = {n: split(n).words for n in found.shapes}
    named = [n for n, said in words.items() if len(said) == 1 and said[0][:3] in _CALENDAR]
    return frozenset(named) if len(named) >= 3 else frozenset()


_CALENDAR = frozenset(
    w.lower() for w in (*calendar.month_abbr[1:], *calendar.day_abbr)
)  # whole names begin with them


@cache
def _is_person(word: str) -> bool:
    return noun(word).kind in ("person", "customer", "household")


def meaning(shape: Shape, setting: Setting) -> Meaning:
    """The meaning of one column."""
    name = split(shape.name)
    if shape.present == 0 or (shape.unique_value and shape.rows > 1 and not says(name, "date")):
        return Meaning("constant")
    if shape.type == "bool":
        return Meaning("flag")
    if shape.type in ("date", "datetime"):
        return Meaning("date", personal=False)
    rules = _NUMBER_RULES if shape.numeric else _TEXT_RULES
    for rule in rules:
        found = rule(shape, name, setting)
        if found is not None:
            return found
    return _number_by_values(shape, name, setting) if shape.numeric else _text_by_values(shape)


Rule = Callable[[Shape, Name, Setting], Meaning | None]


# Numbers


def _on_scale(shape: Shape, name: Name, _: Setting) -> Meaning | None:
    """The name says the scale: "Review (1-10)"."""
    return Meaning("score") if SCALE.search(name.raw) and shape.distinct > 2 else None


def _in_currency(shape: Shape, name: Name, _: Setting) -> Meaning | None:
    """The bracket says the currency: "Fresh (£)"; a price or an average of money does not add up."""
    unit = bracketed_unit(name)
    level = says(name, "price", "rate", "per", "share_hint") or name.first in ("average", "mean", "median")
    return Meaning("amount", unit) if unit in _currencies() and not level and not _income(name) else None


def _income(name: Name) -> bool:
    return name.last in ("income", "salary", "wage")


def _number_id(shape: Shape, name: Name, _: Setting) -> Meaning | None:
    """ "customer_id", "InvoiceNo", "employee number"; also "zip code" as a code."""
    if not shape.whole:
        return None
    last = name.last
    if last in hints("phone") or (last == "number" and says(name, "phone")):
        return Meaning("person", personal=True)
    if last in ("to", "by") and len(name.stems) > 1 and float(shape.low) > 0:
        return Meaning("id")
    bare = len(name.stems) == 1 and name.raw.lower().endswith("id") and last not in hints("ordinal")
    if last in hints("id") or (bare and shape.unique):
        return Meaning("id")
    if last == "number" and len(name.stems) > 1 and name.first not in hints("number"):
        few = shape.distinct <= min(31, 0.5 * shape.rows) and not _long_numbers(shape)
        if is_noun(name.stems[-2]) and noun(name.stems[-2]).kind in ("place", "customer"):
            return Meaning("id")
        return Meaning("ordinal") if few and shape.rows > 20 else Meaning("id")
    if name.raw.rstrip().endswith("#") and _long_numbers(shape):
        return Meaning("id")  # "order#"; "Pick #" is the place in a draft
    if last in hints("code"):
        return Meaning("id" if last == "code" and len(name.stems) == 1 and shape.unique else "code")
    return None


def _long_numbers(shape: Shape) -> bool:
    """Numbers of the length that ids have, none small."""
    return shape.low is not None and float(shape.low) >= 1000


def _survey_weight(shape: Shape, name: Name, setting: Setting) -> Meaning | None:
    """Rows that stand for unequal numbers of others: needs a name that says so and a shape that bodies
    and cars
    lack (many distinct values, none below zero, the largest several times the mean)."""
    if not says(name, "weight") or shape.rows < 100 or not shape.mean or float(shape.low) < 0:
        return None
    if unit_of_name(name, money=False) in ("kg", "g", "lb"):
        return None  # what a parcel weighs
    said = set(re.split(r"[\W_\d]+", name.raw.lower())) | set(name.stems)
    strong = bool(said & (hints("weight_strong") | {"survey", "sample", "sampling", "final"}))
    varied = shape.distinct >= (0.05 if strong else 0.3) * shape.rows
    skewed = float(shape.high) >= (1.5 if strong else 3.5) * shape.mean
    if varied and skewed and (strong or not setting.physical):
        return Meaning("weight")
    return None


def _year(shape: Shape, name: Name, _: Setting) -> Meaning | None:
    """Calendar years, of birth too: they order rows, their sum and mean say nothing."""
    if not shape.whole or shape.low is None:
        return None
    low, high = float(shape.low), float(shape.high)
    named = says(name, "year", "birth", "date") or name.last in hints("since")
    if named and low >= -5000 and 1000 <= high <= 2200 and (low >= 1000 or says(name, "year")):
        return Meaning("ordinal", "year")
    other = says(name, "amount", "price", "score") or (says(name, "quantity") and shape.distinct < 5)
    other = other and name.last not in hints("since")
    if (
        low >= 1800
        and high <= 2100
        and shape.distinct <= 150
        and not other
        and not unit_of_name(name, money=False)
    ):
        recent = high <= 2035 and name.last not in hints("number")
        return Meaning("ordinal", "year") if high - low < 130 and (shape.rows > 20 or recent) else None
    return None


def _flag(shape: Shape, name: Name, _: Setting) -> Meaning | None:
    """Only 0 and 1. Named after classes (sex, group) it is a code; named as a count it is a count."""
    if not shape.whole or shape.low not in (0, 1) or shape.high != 1 or shape.distinct > 2:
        return None
    if shape.low == 1 and not says(name, "flag"):
        return None
    if says(name, "flag"):
        return Meaning("flag")
    if says(name, "coded"):
        return Meaning("code")
    if name.first in ("number", "count", "quantity") or says(name, "children"):
        return Meaning("quantity")
    tally = name.last in hints("medal") or (name.last in hints("tally") and _many(name))
    return Meaning("quantity" if tally or _TALLY.fullmatch(name.raw) else "flag")


def _counts(name: Name) -> bool:
    """A name that says how many: "number of ...", "qty", "children"."""
    return name.first in ("number", "count", "quantity") or name.last in hints("quantity")


def _coded(shape: Shape, name: Name, _: Setting) -> Meaning | None:
    """Few whole numbers under a name of classes: "cluster 3", "region 12", "CAT"."""
    if not shape.whole or float(shape.low) < -9:
        return None
    if name.first in ("number", "count") or spans_time(name):
        return None
    few = shape.distinct <= 50 and (shape.distinct <= 0.3 * shape.rows or shape.rows <= 50)
    if few and (
        name.last in hints("coded")
        or (
            says(name, "coded")
            and not says(name, "number", "amount", "per_word", "rate")
            and name.last not in hints("score")  # the size of a party is no party
        )
    ):
        return Meaning("code")
    return None


def _place(shape: Shape, name: Name, _: Setting) -> Meaning | None:
    """ "rank", "quarter", "level" with few whole values."""
    if not shape.whole:
        return None
    if name.last in hints("place_first") or name.first in hints("place_first"):
        return Meaning("ordinal")
    if name.stems == ("number",) and (_steps(shape) or float(shape.high) <= 300):
        return Meaning("id" if shape.unique else "ordinal")
    if name.words[-1:] == ("hour",) and float(shape.low) >= 0 and float(shape.high) <= 24:
        return Meaning("ordinal")
    banded = float(shape.low) >= 0 and float(shape.high) <= 30 and shape.distinct <= 30
    if name.last in ("income", "salary", "wage", "earning", "revenue") and banded and shape.rows >= 100:
        return Meaning("ordinal")
    if says(name, "per_word") or (len(name.stems) > 1 and name.first in hints("stays")):
        return None
    if name.last in hints("ordinal") and not says(name, "amount") and not _counts(name):
        return Meaning("ordinal", "year" if name.last in hints("year") else None)
    return None


def _weekly(shape: Shape, name: Name, _: Setting) -> Meaning | None:
    """A time of day or date written as a number stays a level."""
    if name.last in ("date", "time") and not says(name, "amount", "quantity"):
        return Meaning("score", unit_of_name(name, money=False))
    return None


def _rate(shape: Shape, name: Name, setting: Setting) -> Meaning | None:
    """Shares, ratios and prices: their sum over rows means nothing."""
    last = name.last
    if shape.unit == "share":
        return Meaning("rate", "share")
    if says(name, "discount") and unit_of_name(name, money=False) in _currencies() and not says(name, "per"):
        return Meaning("amount", unit_of_name(name, money=False))
    if name.raw in setting.percents:
        return Meaning("rate", "percent")
    if "2" in name.stems[1:-1] and says(name, "money"):
        return Meaning("rate")  # "DEBT2INC": one to the other
    if says(name, "price") and not says(name, "total"):
        return Meaning("rate", unit_of_name(name, money=True))
    per = any(s in hints("per_word") for s in name.stems[1:])
    between = _is_share(shape)
    if last in hints("rate") or per or says(name, "share_hint") or (says(name, "rate") and not _counts(name)):
        money = says(name, "money") and per
        unit = unit_of_name(name, money=money)
        if money or (says(name, "discount", "rate") and between):
            return Meaning("rate", unit if money else "share")
        if (
            says(name, "discount")
            and not between
            and not says(name, "share_hint", "rate_word")
            and float(shape.high) > 100
        ):
            return Meaning("amount", unit_of_name(name, money=True))
        return Meaning("rate", "share" if between else "percent" if _is_percent(shape, name) else unit)
    return None


def _is_share(shape: Shape) -> bool:
    """Between 0 and 1 with fractions."""
    return not shape.whole and float(shape.low) >= 0 and float(shape.high) <= 1


def _is_percent(shape: Shape, name: Name) -> bool:
    return says(name, "share_hint") and float(shape.high) <= 100.5


def _amount(shape: Shape, name: Name, _: Setting) -> Meaning | None:
    """Money and other amounts that add up; an average or an index of money does not."""
    if not says(name, "amount") or says(name, "per") or name.last in hints("score") - {"size"}:
        return None
    if name.last in hints("coded") or name.last in hints("ordinal"):
        return None
    if name.first in hints("extreme") or name.last in hints("error"):
        return Meaning("score", unit_of_name(name, money=says(name, "money")))
    if _counts(name) and shape.whole and (name.last in hints("tally") or not says(name, "money")):
        return Meaning("quantity", unit_of_name(name, money=False))
    money = says(name, "money") or any(s in hints("revenue") for s in name.stems)
    if name.last in ("value",) and not money and shape.whole and shape.distinct <= 10:
        return None
    return Meaning("amount", unit_of_name(name, money=money) or shape.unit)


def _quantity(shape: Shape, name: Name, _: Setting) -> Meaning | None:
    """Counts: whole, not below zero apart from returns."""
    if says(name, "per") or name.last in hints("score"):
        return None
    unit = unit_of_name(name, money=False)
    if unit in TIMES[:4] and (
        name.last in ("sec", "second")
        or says(name, "waiting")
        or set(name.words) & set(model("names")["lasting"])
    ):
        return Meaning("score", unit)
    if shape.unique and _steps(shape) and shape.rows >= 8 and float(shape.low) == 1:
        return Meaning("id")  # no counts are 1, 2, 3, ... row by row
    if _counts(name) or (says(name, "quantity") and shape.whole and not says(name, "score", "ordinal")):
        return Meaning("quantity", unit if unit not in ("percent",) else None)
    return None


def _score(shape: Shape, name: Name, _: Setting) -> Meaning | None:
    """Measured levels: age, rating, height, temperature."""
    if says(name, "score") or says(name, "per"):
        money = says(name, "money") and not says(name, "age")
        lasts = name.last == "month" and name.first in hints("stays")
        return Meaning("score", "months" if lasts else unit_of_name(name, money=money))
    return None


_NUMBER_RULES: tuple[Rule, ...] = (
    _on_scale,
    _in_currency,
    _number_id,
    _survey_weight,
    _year,
    _flag,
    _coded,
    _place,
    _rate,
    _amount,
    _quantity,
    _score,
    _weekly,
)


def _number_by_values(shape: Shape, name: Name, setting: Setting) -> Meaning:
    """No word of the name is known: the values alone decide, and in doubt nothing is summed."""
    low, high = float(shape.low), float(shape.high)
    if shape.unit in _currencies():
        return Meaning("amount", shape.unit)
    if shape.unit:
        return Meaning("quantity" if shape.unit in model("units")["additive_units"] else "score", shape.unit)
    if written := bracketed_unit(name):
        return Meaning("amount" if written in _currencies() else "score", written)
    if name.raw not in setting.periods and (called := _by_called(shape, name)):
        return called
    said = unit_of_name(name, money=False)
    if said in _currencies() and not says(name, "per") and name.first not in hints("extreme"):
        return Meaning("amount", said)
    if shape.whole:
        return _whole_by_values(shape, name, low, high)
    if _is_share(shape):
        return Meaning("rate", "share")
    if _like_money(shape, low, high) and not says(name, "year"):
        return Meaning("amount")
    return Meaning("score", unit_of_name(name, money=False))


_CALLED: dict[str, Role] = {
    "count": "quantity",
    "money": "amount",
    "price": "rate",
    "share": "rate",
    "level": "score",
    "time": "score",
}


def _by_called(shape: Shape, name: Name) -> Meaning | None:
    """What numbers of this name are in business: "Adm" counts people, "GF" goals; no count is below zero, and no share
    above a hundred."""
    kind = number_of(name)
    if kind is None or shape.unique_value or float(shape.low) < 0 or shape.distinct <= 2:
        return None
    role = _CALLED[kind]
    if kind == "share":
        fits = float(shape.high) <= 100.5
        return Meaning(role, "share" if _is_share(shape) else "percent") if fits else None
    if kind in ("money", "price"):
        return Meaning(role, unit_of_name(name, money=True))
    return Meaning(role, unit_of_name(name, money=False))


@cache
def _currencies() -> frozenset[str]:
    return frozenset(str(c) for c in model("names")["currencies"].values()) | frozenset(CURRENCIES.values())


def _whole_by_values(shape: Shape, name: Name, low: float, high: float) -> Meaning:
    if shape.unique and (_steps(shape) or (shape.rows >= 30 and _same_length(shape))):
        return Meaning("id")
    if name.last == "individual" or _keys_of_equal_size(shape):
        return Meaning("id")
    rated = shape.distinct <= 12 and shape.rows >= 30 and not (low == 0 and _falls(shape))
    if low >= 0 and not rated and (_many(name) or _TALLY.fullmatch(name.raw)):
        return Meaning("quantity", unit_of_name(name, money=False))
    if shape.distinct == 2 and shape.rows > 10:
        return Meaning("code")
    if shape.distinct <= 12 and shape.rows >= 30:
        if low == 0 and _falls(shape) and high >= 2:
            return Meaning("quantity")
        return Meaning("ordinal") if high - low <= 12 else Meaning("code")
    if says(name, "year"):
        return Meaning("score")
    if _like_money(shape, low, high):
        return Meaning("amount" if low < 0 else "quantity")
    far = shape.rows >= 100 and shape.mean is not None and low >= 0.3 * shape.mean
    if low < 0 or shape.spread < 0.35 or far:
        return Meaning("score")
    return Meaning("quantity")


_TALLY = re.compile(r"\d+s")
"""How often a number was reached: "100s", "180s"."""


def _many(name: Name) -> bool:
    """A name that is a plural of things ("Helipads"), not of a time or a level."""
    words = name.words[: name.core]
    last = words[-1] if words else ""
    return (
        last.endswith("s")
        and singular(last) != last
        and not says(name, "score", "ordinal", "rate", "year", "date")
    )


def _like_money(shape: Shape, low: float, high: float) -> bool:
    """Spread over many sizes, into the ten thousands: balances and incomes look so, also below zero."""
    return (high >= 20_000 and shape.spread > 1 and shape.distinct > 100) or (
        low <= -20_000 and high >= 20_000
    )


def _same_length(shape: Shape) -> bool:
    """Numbers with equally many figures, at least four: how customer and order numbers look."""
    return float(shape.low) >= 1000 and len(str(int(shape.low))) == len(str(int(shape.high)))


def _steps(shape: Shape) -> bool:
    """1, 2, 3, ... without a gap."""
    return float(shape.high) - float(shape.low) == shape.distinct - 1


def _keys_of_equal_size(shape: Shape) -> bool:
    """Every value occurs equally often, and the values are 1, 2, 3, ...: groups of rows."""
    return bool(
        shape.counts is None
        and shape.distinct > 60
        and shape.rows % shape.distinct == 0
        and _steps(shape)
        and shape.rows // shape.distinct in range(2, 13)
    )


def _falls(shape: Shape) -> bool:
    """Zero or one is the most frequent value and the highest the rarest: how counts look."""
    if not shape.counts:
        return True
    rows = [n for _, n in sorted((float(v), n) for v, n in shape.counts)]
    top = rows.index(max(rows))
    after = rows[top:]
    falling = sum(b <= a for a, b in pairwise(after)) >= 0.8 * (len(after) - 1)
    return top <= 1 and falling and rows[-1] <= 0.15 * max(rows)


# Texts


def _pattern(shape: Shape, name: Name, _: Setting) -> Meaning | None:
    """E-mails, phones, links and secrets by their form."""
    if shape.share(EMAIL) > 0.8 or name.last in hints("email"):
        return Meaning("person", personal=True)
    if name.last in hints("secret"):
        return Meaning("text", personal=True)
    if shape.share(URL) > 0.8:
        return Meaning("text")
    phone = says(name, "phone")
    if (phone and shape.share(PHONE) > 0.5) or (name.last in hints("phone") and shape.distinct > 20):
        return Meaning("person", personal=True)
    return None


def _text_id(shape: Shape, name: Name, _: Setting) -> Meaning | None:
    """Keys written as text ("C536365", "85123A")."""
    if shape.wordy > 1.6:
        return None
    if name.last in hints("id") or (name.last == "number" and name.first not in hints("number")):
        return Meaning("id")
    if name.first in hints("code") and len(name.stems) > 1 and shape.share("[A-Z]{2,3}") == 1.0:
        return Meaning("code")
    if name.last in hints("code"):
        many = shape.distinct > 200 or shape.unique
        thing = next((s for s in name.stems[:-1] if is_noun(s)), None)
        if many or (thing and shape.distinct > 50):
            return Meaning("id")
        return Meaning("code")
    return None


def _personal_name(shape: Shape, name: Name, setting: Setting) -> Meaning | None:
    """Names of people, in tables of people; other names are names of things."""
    last = name.last
    whose = name.stems[:-1]
    if last in hints("person") or (
        last == "name" and any(w in ("first", "last", "middle", "full", "family") for w in whose)
    ):
        return Meaning("person", personal=True)
    if last == "name" and any(_is_person(w) or w in ("host",) for w in whose):
        return Meaning("person", personal=True)
    likely = 0.7 if shape.wordy < 1.9 else 0.4  # "Ann Lee" may be shared, "Ann" alone is a rare find
    if last == "name" and not whose and setting.people and shape.distinct >= likely * shape.present:
        return Meaning("person", personal=True)
    alone = len(name.stems) == 1 and _is_person(last)
    if alone and setting.rows >= 5 and shape.distinct >= 0.7 * shape.present and shape.wordy >= 1.5:
        return Meaning("person", personal=True)
    if last in ("name", "title") and shape.unique and shape.width < 60:
        return Meaning("id")
    return None


def _text_flag(shape: Shape, name: Name, _: Setting) -> Meaning | None:
    """Yes and no in any of their spellings."""
    if shape.distinct > 2 or not shape.counts:
        return None
    group = group_of_values([v for v, _ in shape.counts], name)
    return Meaning("flag") if group is not None and group.flag else None


def _text_ordinal(shape: Shape, name: Name, _: Setting) -> Meaning | None:
    """Texts with a known order: weekdays, months, low to high."""
    if shape.distinct > 40 or not shape.counts or shape.distinct < 2:
        return None
    if shape.share(_PLACES) == 1.0 or shape.share(_SPANS) >= 0.9:
        return Meaning("ordinal")
    group = group_of_values([v for v, _ in shape.counts], name)
    return Meaning("ordinal") if group is not None and group.ordered else None


_PLACES = r"\s*\d{1,4}(?:st|nd|rd|th)\b(?:\s*\(.*\))?\s*"
"""1st, 2nd, 4th (tie)."""
_SPANS = r"\s*1[89]\d\d\s*(?:[-–/]\s*\d{2,4})?\s*|\s*20\d\d\s*(?:[-–/]\s*\d{2,4})?\s*"
"""Seasons and fiscal years: 1998-99, 2003, 2004/05."""


def _text_words(shape: Shape, name: Name, _: Setting) -> Meaning | None:
    """Descriptions and comments are free text, unless they repeat like the names of products do."""
    private = any(s in ("address", "street") for s in name.stems) and not says(name, "email")
    repeats = shape.distinct <= 0.2 * max(shape.present, 1)
    if says(name, "text") and not repeats:
        return Meaning("text", personal=private)
    if shape.wordy > 8 or shape.width > 80:
        return Meaning("text")
    return None


_TEXT_RULES: tuple[Rule, ...] = (_pattern, _text_id, _text_flag, _text_ordinal, _personal_name, _text_words)


def _text_by_values(shape: Shape) -> Meaning:
    """Short texts group rows; long ones that never repeat are read, not grouped."""
    if shape.unique and shape.rows > 50 and shape.wordy <= 1.2 and shape.share(r".*\d.*") > 0.8:
        return Meaning("id")
    if shape.distinct > 0.5 * shape.present and shape.width > 50:
        return Meaning("text")
    return Meaning("category")
