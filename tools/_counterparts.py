"""Columns of two tables that mean the same, though they share no key: age beside age, salary beside income."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from data.catalog import Column, Source
from data.errors import Unsupported
from tools._features import describing, is_numeric, words_of


def counterpart(column: Column, other: Source) -> Column | None:
    """The column of another source that means the same: by name, label or synonym."""

    def words(c: Column) -> set[str]:
        return {w.strip().lower() for w in words_of(c).split(";") if w.strip()}

    wanted = words(column)
    own = [c for c in other.columns.values() if "." not in c.name]
    by_name = [c for c in own if c.name.lower() == column.name.lower()]
    hits = by_name or sorted((c for c in own if words(c) & wanted), key=lambda c: -len(words(c) & wanted))
    return hits[0] if hits else None


def common(source: Source, other: Source) -> list[tuple[Column, Column]]:
    """The numbers that describe a row of ours, each with its like in the other table."""
    numbers = [c for c in describing(source) if is_numeric(c) and c.distinct != 2]
    found = [(c, match) for c in numbers if (match := counterpart(c, other)) is not None]
    return [(mine, match) for mine, match in found if is_numeric(match)]


def pairs_of(columns: Sequence[str], data: Any, source: Source, other: Source) -> list[tuple[Column, Column]]:
    """The columns that both tables have: those named, else all numbers that describe a row of ours."""
    if not columns:
        found = common(source, other)
        if not found:
            raise Unsupported(
                f"{source.label} and {other.label} have no numbers in common to group by.",
                "Name a column that both have, such as age or income.",
            )
        return found
    named = []
    for column in (data.column(source.name, name) for name in columns):
        match = counterpart(column, other)
        if match is None or not is_numeric(match):
            raise Unsupported(
                f"{other.label} has no numbers like “{column.label}”.",
                "Choose columns that both tables have.",
            )
        named.append((column, match))
    return named
