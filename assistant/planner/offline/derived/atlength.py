"""Names that are said at length: "by length of tenure", "in each price band: unit price under 10, ..."."""

from __future__ import annotations

import re

from assistant.planner.offline.derived.desk import Desk
from data.catalog import Column

TIMES = frozenset(["seconds", "minutes", "hours", "days", "weeks", "months", "years"])
_LENGTH = re.compile(r"\b(?:the\s+)?(?:length|duration|amount)\s+of\s+(?:the\s+|their\s+)?(?=[a-z])", re.I)
_FALLS = re.compile(
    r"\b(?:falls?|fell|fit)\s+(?=(?:in|into|within|under)\s+(?:each|every|which|these|the\s+following)\b)",
    re.I,
)
"""Of the members of a group, and no loss."""
_BANDS = re.compile(
    r"(?P<named>[\w-]+(?:\s+[\w-]+)?)\s+(?:band|bracket|group|bucket|class|range)(?:s|es)?\s*[:(,–-]\s*(?P<again>[a-z][a-z -]*?)\s+"
    r"(?=(?:under|below|less|up\s+to|over|above|from)\b|[£$€]?\d)",
    re.I,
)


def read(desk: Desk) -> None:
    """Leave out what says no more than the name."""
    for m in reversed(list(_LENGTH.finditer(desk.text))):
        column = _named_at(desk, m.end())
        if column is not None and column.unit in TIMES and _spare(m, column):
            desk.text = desk.text[: m.start()] + desk.text[m.end() :]
    desk.text = _FALLS.sub("are ", desk.text)
    said = _BANDS.search(desk.text)
    again = desk.number_at(said["again"]) if said is not None else None
    if said is not None and again is not None and _same(desk, said["named"], again):
        desk.text = desk.text[: said.start("again")] + desk.text[said.end("again") :].lstrip()


def _named_at(desk: Desk, at: int) -> Column | None:
    return next((c for a, _, c in desk.numbers(at) if a == at), None)


def _spare(m: re.Match[str], column: Column) -> bool:
    """The words are no part of the name: "session length" stays as it is."""
    return not set(re.findall(r"length|duration|amount", m[0].lower())) & set(column.label.lower().split())


def _same(desk: Desk, named: str, column: Column) -> bool:
    """The band is named by the column, by all of its name or by its last word."""
    found = desk.number_at(named) or desk.number_at(named.split()[-1])
    return found is not None and found.name == column.name
