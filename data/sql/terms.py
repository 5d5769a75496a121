"""The smallest parts of SQL text: quoted names, bound constants, typed pieces, and how a value is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from data.errors import InvalidQuery, UnknownName
from data.query import Expr

SqlType = Literal["number", "integer", "date", "datetime", "text", "bool", "null"]
Family = Literal["number", "time", "text", "bool", "null"]
Constant = str | int | float | bool | list[str] | list[int] | list[float]

_FAMILY: dict[str, Family] = {
    "number": "number",
    "integer": "number",
    "date": "time",
    "datetime": "time",
    "text": "text",
    "bool": "bool",
    "null": "null",
}
_SAID: dict[str, str] = {
    "number": "a number",
    "time": "a date",
    "text": "text",
    "bool": "yes or no",
    "null": "missing",
}


def quoted(name: str) -> str:
    """An identifier as DuckDB reads it, whatever characters it holds."""
    if "\x00" in name:
        raise InvalidQuery(
            f"The name {name!r} holds a zero byte.", "Names cannot hold it; choose another name."
        )
    return '"' + name.replace('"', '""') + '"'


class Params:
    """The constants of one statement; equal constants share a number, so equal texts mean equal values."""

    def __init__(self) -> None:
        self.values: list[Constant] = []
        self._numbers: dict[tuple[str, str], int] = {}

    def bind(self, value: Constant) -> str:
        """The placeholder of a constant."""
        key = (type(value).__name__, repr(value))
        if key not in self._numbers:
            self.values.append(value)
            self._numbers[key] = len(self.values)
        return f"${self._numbers[key]}"


@dataclass(frozen=True)
class Typed:
    """A piece of SQL with what is known of its values.

    labels: a band or a calendar name is computed as a whole number and shown as text; raw number -> text.
    shown: SQL text -> SQL text of what people see. ordered: has an order of its own (time, bands, amounts).
    step: one step of a period ("MONTH") or "1" for whole numbers, so that a window can see gaps.
    origin: (source, column) where it is a plain column. every: SQL of all values, where some count in no figure.
    """

    sql: str
    type: SqlType
    unit: str | None = None
    labels: tuple[tuple[int, str], ...] = ()
    shown: Callable[[str], str] | None = field(default=None, compare=False)
    ordered: bool = False
    step: str | None = None
    origin: tuple[str, str] | None = None
    every: str | None = None

    @property
    def family(self) -> Family:
        """The kind of its values as far as comparisons go."""
        return _FAMILY[self.type]

    @property
    def kind(self) -> str:
        """The family in words."""
        return _SAID[self.family]

    @property
    def text(self) -> str:
        """The SQL of what people see."""
        return self.shown(self.sql) if self.shown else self.sql

    @property
    def plain(self) -> str:
        """The SQL for comparing and computing: bands and calendar names as their text, dates as dates."""
        return self.text if self.type == "text" else self.sql

    def at(self, sql: str) -> Typed:
        """The same values under another SQL name."""
        return replace(self, sql=sql)

    def raw_of(self, shown: str) -> int:
        """The whole number behind a label."""
        for raw, label in self.labels:
            if label.lower() == shown.lower():
                return raw
        raise UnknownName("value", shown, [label for _, label in self.labels])


def conjunction(conditions: Iterable[str]) -> str:
    """Conditions that must all hold, each in brackets."""
    return " AND ".join(f"({c})" for c in dict.fromkeys(conditions))


def where_clause(conditions: Iterable[str]) -> str:
    """ " WHERE ..." or nothing."""
    text = conjunction(conditions)
    return f" WHERE {text}" if text else ""


def same_type(parts: list[Typed], what: str) -> SqlType:
    """The common type of values that stand in one place (branches of an `if`)."""
    known = [p for p in parts if p.type != "null"]
    if not known:
        return "null"
    if len({p.family for p in known}) > 1:
        kinds = " and ".join(dict.fromkeys(p.kind for p in known))
        raise InvalidQuery(
            f"The values of {what} are of different kinds: {kinds}.", "Make them all the same kind."
        )
    types = [p.type for p in known]
    for wider in ("datetime", "number"):
        if wider in types:
            return wider
    return types[0]


def common_unit(parts: Iterable[Typed]) -> str | None:
    """The unit that all parts with a unit share, or None."""
    units = {p.unit for p in parts if p.type != "null"}
    return units.pop() if len(units) == 1 else None


def aggregates_in(expr: Expr) -> bool:
    """Whether an expression holds an aggregate or a measure."""
    from data.query import Agg, MeasureRef, walk

    return any(isinstance(node, Agg | MeasureRef) for node in walk(expr))
