"""Names and other words for the values of a column: "EIRE" is Ireland, 0 and 1 of a flag are no and yes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from data._names import Name, model
from data._profile import quoted
from data.catalog import Role, Value


@dataclass(frozen=True)
class Group:
    """A family of values with their spellings (countries, weekdays); `ordered` as listed; `flag`: yes
    and no; `few`: where the column's name agrees, a few known values are enough; `codes`: its short spellings are
    codes of files, which nobody says."""

    name: str
    names: frozenset[str]
    spellings: tuple[tuple[str, ...], ...]
    weak: frozenset[str]
    ordered: bool
    flag: bool
    few: bool = False
    codes: bool = False

    @property
    def index(self) -> dict[str, int]:
        return _index(self)


@cache
def groups() -> tuple[Group, ...]:
    """All value families of models/values.yaml."""
    return tuple(_group(name, spec) for name, spec in model("values").items())


def _group(name: str, spec: dict[str, Any]) -> Group:
    weak: set[str] = set()
    spellings = []
    for line in spec["groups"]:
        words = [str(w) for w in line]
        weak.update(w[5:].lower() for w in words if w.startswith("weak:"))
        spellings.append(tuple(w.removeprefix("weak:") for w in words))
    return Group(
        name,
        frozenset(spec.get("names", ())),
        tuple(spellings),
        frozenset(weak),
        bool(spec.get("ordered")),
        bool(spec.get("flag")),
        bool(spec.get("few")),
        bool(spec.get("codes")),
    )


@cache
def _index(group: Group) -> dict[str, int]:
    return {word.lower(): at for at, line in enumerate(group.spellings) for word in line}


SHORT = 3
"""Spellings of so few letters are codes."""
PROVEN = 6
"""So many different short spellings prove a family together: jan, feb, mar, apr, may, jun."""


def group_of_values(values: Sequence[Any], name: Name) -> Group | None:
    """The family that a column's values belong to: nearly all of them, or half where the name agrees.

    Short spellings ("m", "no", "it") prove nothing alone: one value must be longer, or the name agree.
    """
    texts = [str(v).strip().lower() for v in values]
    best: tuple[float, Group] | None = None
    for group in groups():
        index = group.index
        known = [t for t in texts if t in index]
        named = any(s in group.names for s in name.stems)
        sure = (
            named
            or (group.flag and len(known) == len(texts))
            or any(len(t) > 3 and t not in group.weak for t in known)
            or (group.ordered and len(set(known)) >= PROVEN and len(known) == len(texts))
        )
        share = len(known) / len(texts) if texts else 0.0
        enough = (
            share >= 0.9
            or (named and group.few and bool(known))
            or (not group.ordered and not group.flag and share >= (0.3 if named else 0.5))
        )
        if sure and enough and (best is None or share + named > best[0]):
            best = (share + named, group)
    return best[1] if best else None


def listed(
    counts: Sequence[tuple[Any, int]], name: Name, role: Role, names: dict[Any, str] | None = None
) -> tuple[Value, ...]:
    """Values with names and synonyms: known orders as they are, numbers by size, others by frequency."""
    group = (
        group_of_values([v for v, _ in counts[:300]], name) if role not in ("id", "person", "text") else None
    )
    made = [_value(value, rows, role, group, names or {}) for value, rows in counts]
    if group is not None and group.ordered:
        index = group.index
        made.sort(key=lambda v: index.get(str(v.value).strip().lower(), 99))
    elif role in ("ordinal", "code") and all(isinstance(v.value, int | float) for v in made):
        made.sort(key=lambda v: float(v.value))
    return tuple(made)


def _value(value: Any, rows: int, role: Role, group: Group | None, names: dict[Any, str]) -> Value:
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        said = names.get(value) or names.get(text)
        if said is None and role == "flag":
            said = "yes" if value == 1 else "no"
        return Value(value, rows, said or text, ())
    if isinstance(value, bool):
        return Value(value, rows, "yes" if value else "no", ("true",) if value else ("false",))
    others: tuple[str, ...] = ()
    if group is not None:
        at = group.index.get(text.strip().lower())
        if at is not None:
            spellings = [w.lower() for w in group.spellings[at] if not (group.codes and len(w) <= SHORT)]
            others = tuple(w for w in spellings if w != text.strip().lower())
    if not any(sign in text for sign in "_./-"):
        return Value(text, rows, names.get(text) or text, others)
    spoken = " ".join(_SIGNS.sub(" ", text.lower()).split())
    if spoken and spoken != " ".join(text.lower().split()) and not spoken.isdigit():
        others = tuple(dict.fromkeys([*others, spoken, *_in_full(spoken)]))
    return Value(text, rows, names.get(text) or text, others)


_SIGNS = re.compile(r"(?<=\w)[_./-]+(?=[^\W\d_])|_")


def _in_full(spoken: str) -> list[str]:
    """ "ggl brand" is also "google brand": what codes at the beginning of a made-up name stand for."""
    head, _, rest = spoken.partition(" ")
    group = next(g for g in groups() if g.name == "channel")
    at = group.index.get(head)
    return [f"{group.spellings[at][0].lower()} {rest}"] if at is not None and rest else []


class _Fetch(Protocol):
    def fetch(self, sql: str, params: Sequence[Any] = ()) -> tuple[Any, Any]: ...


def find_values(engine: _Fetch, table: str, column: str, text: str, limit: int = 20) -> tuple[Value, ...]:
    """Distinct values of a text column that hold all words of `text` (case-blind): equal ones first, then
    those that begin so, then the most frequent. For columns with too many values for the catalog to list.
    """
    words = text.split()
    if not words:
        return ()
    name = quoted(column)
    held = " AND ".join(f"CAST({name} AS VARCHAR) ILIKE ? ESCAPE '\\'" for _ in words)
    sql = (
        f"SELECT {name}, count(*) AS n FROM {quoted(table)} WHERE {held} GROUP BY 1 "
        f"ORDER BY lower(CAST({name} AS VARCHAR)) = lower(?) DESC, starts_with(lower(CAST({name} AS "
        f"VARCHAR)), lower(?)) DESC, "
        f"n DESC, 1 LIMIT {int(limit)}"
    )
    _, rows = engine.fetch(sql, [*(f"%{_literal(w)}%" for w in words), text, text])
    return tuple(Value(value, int(n), str(value)) for value, n in rows)


def _literal(word: str) -> str:
    """A word whose wildcards stand for themselves."""
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
