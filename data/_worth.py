"""What a row is worth: where one column holds the money of a row, it answers to "value" and "deal size", too."""

from __future__ import annotations

from dataclasses import replace

from data._draft import Draft
from data._names import says, split
from data.catalog import Column

_PLAIN = ("amount", "value", "total")
"""Words that an amount is called by, where it is not one of several kinds of money (a fee, a tip)."""


def name_worth(draft: Draft) -> None:
    """Give the one column of money the words that people have for what a row is worth."""
    column = worth_of(draft)
    if column is None or _is_of_people(draft) or _only_goes_with_it(column):
        return  # what people are worth is more than one figure of them, and no order is worth its postage
    taken = {w for c in draft.columns.values() for w in (c.label.lower(), *(s.lower() for s in c.synonyms))}
    parts = {w for c in draft.columns.values() if c.name != column.name for w in c.label.lower().split()}
    words = [w for w in _words(draft) if w not in taken | parts]
    draft.columns[column.name] = replace(column, synonyms=(*column.synonyms, *words))


_BESIDE = frozenset(
    ["ship", "shipping", "freight", "postage", "delivery", "handling", "tax", "vat", "tip", "discount"]
)


def _only_goes_with_it(column: Column) -> bool:
    """Postage, taxes and tips come on top of what a row is worth."""
    return bool(_BESIDE & set(split(column.name).stems))


def name_heads(draft: Draft) -> None:
    """The one population of a table of places is its people, too ("counties of over 10,000 people")."""
    found = [c for _, c in draft.raw() if c.label == "population" and c.type in ("integer", "number")]
    if len(found) == 1 and not _is_of_people(draft):
        column = found[0]
        draft.columns[column.name] = replace(
            column, synonyms=(*column.synonyms, "people", "persons", "heads")
        )


def worth_of(draft: Draft) -> Column | None:
    """The only amount of money of the file, or the only one that is called plainly an amount."""
    money = [c for _, c in draft.raw() if c.role == "amount" and c.additive and _is_money(c)]
    plain = [c for c in money if set(split(c.name).stems) & set(_PLAIN)]
    found = money if len(money) == 1 else plain
    return found[0] if len(found) == 1 else None


def income_of(draft: Draft) -> Column | None:
    """The money that came in with each row of what happened on a day: its one amount, or the price it was sold for;
    nothing that is paid out, owed, or planned."""
    if not any(c.role == "date" for _, c in draft.raw()) or _is_of_people(draft):
        return None
    if any(says(split(t), "cost", "paid_out") for t in (draft.name, draft.noun.name if draft.noun else "")):
        return None
    column = worth_of(draft) or _sold_for(draft)
    if column is None or _only_goes_with_it(column):
        return None
    return None if says(split(column.name), "cost", "paid_out") else column


def _sold_for(draft: Draft) -> Column | None:
    """The price at which the one thing of a row was sold, beside no number of pieces."""
    if "quantity" in draft.part:
        return None
    prices = [
        c for n, c in draft.raw() if c.role in ("rate", "amount") and _is_money(c) and says(n, "sold_for")
    ]
    return prices[0] if len(prices) == 1 else None


def _is_of_people(draft: Draft) -> bool:
    return draft.noun is not None and draft.noun.kind in ("customer", "person", "household")


def _words(draft: Draft) -> list[str]:
    """A value may be any value of a column, so that the plain word is left to what has states: deals, orders."""
    noun = draft.noun.name if draft.noun is not None else None
    named = [f"{noun} value", f"{noun} amount", f"{noun} size", f"{noun} worth"] if noun else []
    states = {o.name for c in draft.columns.values() for o in c.outcomes}
    plain = ["value", "worth"] if states else []
    return ["money", *plain, *named, *(["size"] if "won" in states else [])]


def _is_money(column: Column) -> bool:
    return column.unit is not None and (column.unit == "money" or column.unit.isupper())
