"""Contact data in the form that advertising platforms match: normalised, hashed, and nothing else.

Only what is hashed (and, for Google, country and postcode) leaves these functions. The forms are those of the
platforms' own documents: Google Customer Match hashes e-mail, phone (E.164) and names and leaves country and
postcode plain; Meta hashes every field of its own normal form.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from data.catalog import Column, Source
from data.countries import Country, country_of
from tools._features import words_of

Form = Literal["ids", "google", "meta"]
Parts = Mapping[str, Any]
"""What is known of one person: email, phone, first, last, country, zip, city, state; raw."""

_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]{2,}")
_WORDS: dict[str, re.Pattern[str]] = {
    "email": re.compile(r"\b(e ?-?mail|email address|mail address)\b", re.I),
    "phone": re.compile(r"\b(phone|mobile|telephone|cell phone|tel|msisdn)\b", re.I),
    "first": re.compile(r"\b(first ?name|given ?name|forename|fname)\b", re.I),
    "last": re.compile(r"\b(last ?name|sur ?name|family ?name|lname)\b", re.I),
    "country": re.compile(r"\b(country|nation|ctry)\b", re.I),
    "zip": re.compile(r"\b(zip|zip ?code|post ?code|postal ?code|plz)\b", re.I),
    "city": re.compile(r"\b(city|town)\b", re.I),
    "state": re.compile(r"\b(state|province)\b", re.I),
}
_NOT_CONTACT = re.compile(
    r"\b(opens?|opened|clicks?|clicked|sent|sends|count|number of|rate|consent|opt|bounced?)\b", re.I
)


def contact_columns(source: Source) -> dict[str, Column]:
    """The source's own columns that say how to reach people, by what they hold."""
    found: dict[str, Column] = {}
    for part, words in _WORDS.items():
        for column in source.columns.values():
            text = words_of(column)
            if (
                "." in column.name
                or column.role == "flag"
                or not words.search(text)
                or _NOT_CONTACT.search(text)
            ):
                continue
            if part in ("email", "first", "last") and column.type != "text":
                continue
            found.setdefault(part, column)
    return found


def reaches(columns: Mapping[str, Column], form: Form) -> bool:
    """Whether people can be matched by these columns at all."""
    by_name = {"first", "last", "country", "zip"} <= set(columns)
    return bool({"email", "phone"} & set(columns)) or (form != "ids" and by_name)


# ---------------------------------------------------------------- normal forms
def email(raw: Any) -> str | None:
    """Trimmed and in lower case; None where it is no address."""
    text = str(raw).strip().lower() if raw is not None else ""
    return text if _EMAIL.fullmatch(text) else None


def phone(raw: Any, country: Country | None) -> str | None:
    """E.164 (+4915112345678); None where the number has no country code and the country is not known."""
    text = str(raw).strip() if raw is not None else ""
    digits = re.sub(r"\D", "", text.split("ext")[0])
    if not digits:
        return None
    if text.startswith("+"):
        whole = digits
    elif text.startswith("00"):
        whole = digits[2:]
    elif country is None:
        return None
    elif country.dial == "1" and len(digits) == 11 and digits.startswith("1"):
        whole = digits
    else:
        own = digits if country.keeps_zero else digits.lstrip("0")
        whole = country.dial + own
    return f"+{whole}" if 8 <= len(whole) <= 15 else None


def name(raw: Any) -> str | None:
    """Trimmed and in lower case, single spaces."""
    text = " ".join(str(raw).split()).lower() if raw is not None else ""
    return text or None


def bare(raw: Any) -> str | None:
    """In lower case without spaces and punctuation, as Meta wants names and places."""
    text = re.sub(r"[^\w]|_", "", str(raw).lower()) if raw is not None else ""
    return text or None


def postcode(raw: Any, country: Country | None) -> str | None:
    """In lower case without spaces and hyphens; the first five digits in the United States."""
    text = re.sub(r"[\s-]", "", str(raw).lower()) if raw is not None else ""
    text = re.sub(r"\.0$", "", text)
    return (text[:5] if country is not None and country.code == "US" else text) or None


def hashed(text: str | None) -> str | None:
    """SHA-256 in lower-case hexadecimal; None stays None."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest() if text else None


# ---------------------------------------------------------------- the platforms' rows
@dataclass(frozen=True)
class Field:
    """A column of an upload: its header, the parts that it needs, and its cell."""

    header: str
    needs: tuple[str, ...]
    cell: Callable[[Parts, Country | None], str | None]
    identifies: bool = False


GOOGLE = (
    Field("Email", ("email",), lambda p, c: hashed(email(p["email"])), True),
    Field("Phone", ("phone",), lambda p, c: hashed(phone(p["phone"], c)), True),
    Field("First Name", ("first", "last", "country", "zip"), lambda p, c: hashed(name(p["first"]))),
    Field("Last Name", ("first", "last", "country", "zip"), lambda p, c: hashed(name(p["last"]))),
    Field("Country", ("country",), lambda p, c: c.code if c else None),
    Field("Zip", ("country", "zip"), lambda p, c: str(p["zip"]).strip() if p["zip"] is not None else None),
)
META = (
    Field("email", ("email",), lambda p, c: hashed(email(p["email"])), True),
    Field("phone", ("phone",), lambda p, c: hashed((phone(p["phone"], c) or "").lstrip("+") or None), True),
    Field("fn", ("first",), lambda p, c: hashed(bare(p["first"]))),
    Field("ln", ("last",), lambda p, c: hashed(bare(p["last"]))),
    Field("zip", ("zip",), lambda p, c: hashed(postcode(p["zip"], c))),
    Field("ct", ("city",), lambda p, c: hashed(bare(p["city"]))),
    Field("st", ("state",), lambda p, c: hashed(bare(p["state"]))),
    Field("country", ("country",), lambda p, c: hashed(c.code.lower() if c else None)),
)
FORMS: dict[str, tuple[Field, ...]] = {"google": GOOGLE, "meta": META}
SMALLEST = 100
"""Platforms do not use shorter lists, so that nobody can be singled out."""


def upload(
    form: str, people: Sequence[Parts], parts: Sequence[str]
) -> tuple[tuple[str, ...], list[tuple[str | None, ...] | None]]:
    """Headers, and a row for each person; None for somebody who cannot be matched."""
    fields = [f for f in FORMS[form] if set(f.needs) <= set(parts)]
    rows: list[tuple[str | None, ...] | None] = []
    for person in people:
        country = country_of(person.get("country"))
        cells = tuple(f.cell(person, country) for f in fields)
        found = {f.header: c for f, c in zip(fields, cells, strict=True)}
        rows.append(cells if _matches(form, fields, found) else None)
    return tuple(f.header for f in fields), rows


def _matches(form: str, fields: Sequence[Field], cells: Mapping[str, str | None]) -> bool:
    """By an e-mail or a phone, or by name, country and postcode together."""
    if any(f.identifies and cells[f.header] for f in fields):
        return True
    named = (
        ("First Name", "Last Name", "Country", "Zip") if form == "google" else ("fn", "ln", "country", "zip")
    )
    return all(cells.get(n) for n in named)
