"""What a row is worth: where one column holds the money of a row, it answers to "value" and "deal size", too."""

from __future__ import annotations

from dataclasses import replace

from data._draft import Draft
from data._names import split
from data.catalog import Column

_PLAIN = ("amount", "value", "total")
"""Words that an amount is called by, where it is not one of several kinds of money (a fee, a tip)."""


def name_worth(draft: Draft) -> None:
    """Give the one column of money the words that people have for what a row is worth."""
    column = worth_of(draft)
    if column is None or (draft.noun is not None and draft.noun.kind in ("customer", "person", "household")):
        return  # what people are worth is more than one figure of them
    taken = {w for c in draft.columns.values() for w in (c.label.lower(), *(s.lower() for s in c.synonyms))}
    words = [w for w in _words(draft) if w not in taken]
    draft.columns[column.name] = replace(column, synonyms=(*column.synonyms, *words))


def worth_of(draft: Draft) -> Column | None:
    """The only amount of money of the file, or the only one that is called plainly an amount."""
    money = [c for _, c in draft.raw() if c.role == "amount" and c.additive and _is_money(c)]
    plain = [c for c in money if set(split(c.name).stems) & set(_PLAIN)]
    found = money if len(money) == 1 else plain
    return found[0] if len(found) == 1 else None


def _words(draft: Draft) -> list[str]:
    noun = draft.noun.name if draft.noun is not None else None
    named = [f"{noun} value", f"{noun} amount", f"{noun} size", f"{noun} worth"] if noun else []
    deals = any(o.name == "won" for c in draft.columns.values() for o in c.outcomes)
    return ["value", "worth", "money", *named, *(["size"] if deals else [])]


def _is_money(column: Column) -> bool:
    return column.unit is not None and (column.unit == "money" or column.unit.isupper())
