"""What people call the columns of business systems: "attendance" for Adm, "repayment period" for Trm_M.

The names are data (models/called.yaml): lines of names for one thing, by kinds of columns. A column is the thing of each line
that holds its label, or its name as the file has it, so that short forms need not mean one thing only.
"""

from __future__ import annotations

import re
from functools import cache

from data._names import Name, model, singular, split, unit_word
from data.catalog import Column

_DATE, _CATEGORY, _FLAG = "date", "category", "flag"
_NUMBERS = ("count", "money", "price", "share", "level", "time")
FEW = 3
"""A text of so many values may say yes or no."""

_PLAIN = frozenset(["total", "number", "of", "no", "num", "count", "average", "actual", "current", "the"])
"""Words in front of a name that do not make another thing of it."""
_SIZES = frozenset(
    ["percent", "k", "m", "bn", "thousand", "000", "t", "s", "l", "per", "l30", "30", "90", "d"]
)
"""What stands behind a name for its unit or scale."""


@cache
def _lines() -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """By kind of column: each thing with its names."""
    found = {}
    for kind, text in model("called").items():
        lines = [line.partition(" = ") for line in text.splitlines() if " = " in line]
        found[kind] = tuple(
            (thing.strip(), (thing.strip(), *(s.strip() for s in said.split(", "))))
            for thing, _, said in lines
        )
    return found


@cache
def _index(kind: str) -> dict[str, tuple[int, ...]]:
    """The lines of a kind that hold a name, by its words in the singular."""
    index: dict[str, tuple[int, ...]] = {}
    for at, (_, said) in enumerate(_lines()[kind]):
        for name in {_key(n.split()) for n in said}:
            index[name] = (*index.get(name, ()), at)
    return index


def _key(words: list[str]) -> str:
    return " ".join(singular(w) for w in words)


def kinds_of(column: Column) -> tuple[str, ...]:
    """The sections of names that suit a column."""
    if column.role == "constant" and column.type not in ("number", "integer"):
        return ()
    if column.type in ("date", "datetime"):
        return (_DATE,)
    if column.type in ("number", "integer"):
        dated = (_DATE,) if column.unit == "year" else ()
        if column.role in ("flag",):
            return (_FLAG,)
        if column.role in ("ordinal", "code", "category"):
            return (*dated, _CATEGORY, *_NUMBERS)
        return () if column.role in ("id", "person", "weight") else _NUMBERS
    few = 2 <= column.distinct <= FEW
    return (_FLAG, _CATEGORY) if column.role == "flag" or few else (_CATEGORY,)


def number_of(name: Name) -> str | None:
    """The one section of numbers that a name belongs to, where it is known as a number at all."""
    for words in _spellings(name, ""):
        found = {kind for kind in _NUMBERS if _key(words) in _index(kind)}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _spellings(name: Name, label: str) -> list[list[str]]:
    """A name as words: its label and what the file calls it, also without units and plain words."""
    written = [w for w in re.split(r"[\W_]+", _APART.sub(" ", name.raw.replace("'d", "d")).lower()) if w]
    joined = [w for w in re.split(r"[\W_]+", name.raw.lower()) if w]
    whole = [label.lower().split(), list(name.words), written, joined]
    shorter = [_bare(words) for words in whole]
    return [words for words in (*whole, *shorter) if words]


_APART = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])(?![A-Z]s(?![a-z]))")


def _bare(words: list[str]) -> list[str]:
    """A name without the unit behind it and the plain words before it."""
    money = model("names")["bare_currencies"]
    while len(words) > 1 and (words[-1] in _SIZES or words[-1] in money or unit_word(words[-1])):
        words = words[:-1]
    while len(words) > 1 and words[0] in _PLAIN:
        words = words[1:]
    return words


def things(column: Column) -> tuple[str, ...]:
    """What a column may be, by the names that it has: the things of the first of its spellings that is known."""
    return tuple(_lines()[kind][at][0] for kind, at in _matches(column))


def names(column: Column) -> tuple[str, ...]:
    """The other ways in which people speak of what a column is."""
    said = [n for kind, at in _matches(column) for n in _lines()[kind][at][1]]
    own = {column.label.lower(), column.name.lower()}
    return tuple(n for n in dict.fromkeys(said) if n not in own and len(n) > 2)


def _matches(column: Column) -> list[tuple[str, int]]:
    for words in _spellings(split(column.name), column.label):
        key = _key(words)
        found = [(kind, at) for kind in kinds_of(column) for at in _index(kind).get(key, ())]
        if found:
            return found
    return []
