"""What may leave the machine for a language model: names of columns and safe categories; nothing of a person.

Rows never leave. Columns that hold persons are not even named. A question that names a person stays here whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from data.catalog import Catalog, Column
from data.query import Col, Expr, call

if TYPE_CHECKING:
    from data.dataset import View

GROUPING = ("category", "flag", "ordinal", "code")
PERSONAL_WORDS = frozenset(
    [
        "firstname",
        "lastname",
        "surname",
        "forename",
        "fullname",
        "username",
        "nickname",
        "email",
        "mail",
        "phone",
        "mobile",
        "telephone",
        "fax",
        "address",
        "street",
        "postcode",
        "zipcode",
        "zip",
        "passport",
        "iban",
        "ssn",
        "account",
        "card",
        "contact",
        "owner",
        "manager",
        "agent",
        "salesperson",
        "seller",
        "employee",
        "patient",
        "doctor",
        "host",
        "guest",
        "student",
        "teacher",
        "user",
        "person",
        "ip",
        "plate",
        "rep",
        "representative",
        "advisor",
        "adviser",
        "consultant",
        "trainer",
        "coach",
        "driver",
        "author",
        "captain",
        "responsible",
        "assignee",
        "assigned",
        "handled",
        "spouse",
        "login",
        "insta",
        "instagram",
        "twitter",
        "handle",
        "vorname",
        "nachname",
        "apellido",
        "nom",
        "prenom",
    ]
)
DOERS = ("by", "to")
"""How names of columns end that say who did or got a thing: "created_by", "assigned to"."""
WAYS = frozenset(["paid", "pay", "shipped", "sent", "delivered", "ordered", "booked"])
"""What is done by a way, not by somebody: "paid by" card."""
NAMED = 0.5
"""From this share of values that begin with a first name on, a column holds people."""
THINGS = frozenset(
    [
        "product",
        "item",
        "category",
        "campaign",
        "company",
        "shop",
        "store",
        "brand",
        "model",
        "file",
        "country",
        "city",
        "region",
    ]
)
A_PERSON = re.compile(r"[^\W\d_][\w'’-]*\.? (?:[^\W\d_][\w'’-]*\.? ){0,2}[^\W\d_][\w'’-]+")
TELLING = re.compile(
    r"\S+@\S+|https?:|www\.|\b(?:\d[ -]?){9,}\b|\+\d[\d ()/-]{6,}\d|\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,}"
)
"""E-mail, link, card, phone and account numbers."""
PLAIN = re.compile(r"[^\W_](?:[\w .,'’&%/+#°€$£()-]{0,38}[\w)%+.])?")
MOST_WORDS = 5
FEW_PEOPLE = 12
"""Fewer values than this in two or more words may be anything; above, they look like names of people."""


def hidden(column: Column) -> bool:
    """A column that is not even named: it holds persons."""
    return column.personal or column.role == "person"


def looks_personal(column: Column) -> bool:
    """A column whose values may be persons, whatever it was taken for."""
    if hidden(column) or column.role in ("text", "id"):
        return True
    words = _words(column.name)
    if set(words) & PERSONAL_WORDS or (words and words[-1] == "name" and not set(words) & THINGS):
        return True
    if len(words) > 1 and words[-1] in DOERS and words[-2] not in WAYS:
        return True
    called = [v.name for v in column.values if {w.lower() for w in v.name.split()[:1]} & _given_names()]
    if len(called) > 1 and len(called) >= NAMED * len(column.values):
        return True
    named = [v.name for v in column.values if A_PERSON.fullmatch(v.name)]
    return column.distinct > FEW_PEOPLE and len(named) > 0.6 * len(column.values) > 0


@lru_cache(maxsize=1)
def _given_names() -> frozenset[str]:
    """Common first names, in small letters."""
    return frozenset((Path(__file__).parent / "given_names.txt").read_text(encoding="utf-8").split())


def safe_values(column: Column, most: int) -> list[str]:
    """Names of a category's values that may leave, the most frequent first."""
    if column.role not in GROUPING or column.role == "flag" or looks_personal(column):
        return []
    if column.role == "ordinal" and column.type in ("number", "integer"):
        return []  # years and the like: the range says it
    return [value.name for value in column.values if is_plain(value.name)][:most]


def tells_birth(column: Column) -> bool:
    """A date that only one person may have: its range is told in years."""
    return bool({"dob", "birth", "birthday", "birthdate", "born"} & set(_words(column.name)))


def is_plain(text: str) -> bool:
    """A short name and nothing else: no sentence, markup, address or number of a person."""
    return (
        PLAIN.fullmatch(text) is not None and len(text.split()) <= MOST_WORDS and TELLING.search(text) is None
    )


def safe_names(catalog: Catalog) -> set[str]:
    """All names that a text for a model may hold: labels of columns and measures, safe categories."""
    names = {m.label for m in catalog.measures.values()}
    for source in catalog.sources.values():
        for column in source.columns.values():
            if not hidden(column):
                names |= {column.label, column.name, *safe_values(column, 10_000)}
    return {name for name in names if is_plain(name)}


def names_a_person(text: str, unknown: Iterable[str], view: View) -> bool:
    """Whether a text tells of a person: an address, a number of theirs, or words that stand in a personal column.

    unknown    the words of the text that mean nothing else
    """
    if TELLING.search(text):
        return True
    words = [w for w in dict.fromkeys(unknown) if len(w) > 2][:20]
    if not words:
        return False
    return any(
        view.count(source, (_holds_one(name, words),)) > 0
        for source, name in _personal_columns(view.dataset.catalog)
    )


def _holds_one(name: str, words: list[str]) -> Expr:
    column = Col(col=name)
    tests = [call("contains", column, word) for word in words]
    return tests[0] if len(tests) == 1 else call("or", *tests)


def _personal_columns(catalog: Catalog) -> list[tuple[str, str]]:
    return [
        (source.name, name)
        for source in catalog.sources.values()
        if source.name not in catalog.entities
        for name, column in source.columns.items()
        if column.type == "text" and "." not in name and column.role in ("person", "category", "text")
        and (hidden(column) or (column.role == "category" and looks_personal(column)))
    ]  # fmt: skip


def _words(name: str) -> list[str]:
    return [w.lower() for w in re.findall(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+", name)]
