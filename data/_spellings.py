"""One value written in several ways ("Booking.com", "BOOKING.COM ", "booking.com") is one value.

Only in text columns of few values that repeat, and only where the difference is case, blanks around or
between words, hyphens or underscores between words, or full stops at the end: to a person they look the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence

from data.engine.duckdb import Engine, literal, quoted
from data.work import Work

MOST = 200
"""Distinct values of a column that may still be a category of few values."""
MANY_ROWS = 100_000
FEWEST_ROWS = 10
"""In fewer rows nothing repeats enough to tell a slip from a value."""


def plain(value: str) -> str:
    """What two spellings of one value have in common."""
    text = unicodedata.normalize("NFC", value).casefold()
    text = re.sub(r"(?<=[^\W\d_])[-_](?=[^\W\d_])", " ", text)
    return " ".join(text.split()).rstrip(".")


def merged(counts: Sequence[tuple[str, int]]) -> dict[str, str]:
    """Every value that is written in another way than most of its rows -> the most frequent spelling.

    Empty where values hardly repeat (names, free text), since nothing tells there what is a slip.
    """
    rows = sum(n for _, n in counts)
    alike: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for value, n in counts:
        alike[plain(value)].append((value, n))
    if rows < FEWEST_ROWS or 2 * len(alike) > rows:
        return {}
    found: dict[str, str] = {}
    for key, ways in alike.items():
        if not key:
            continue
        totals: dict[str, int] = defaultdict(int)
        for value, n in ways:
            totals[value.strip()] += n
        best = max(totals, key=lambda v: (totals[v], any(c.islower() for c in v), v))
        found.update({value: best for value, _ in ways if value != best})
    return found


def merge(engine: Engine, work: Work, table: str, columns: Sequence[str], rows: int) -> list[str]:
    """Write each of the columns in one spelling a value, and say what was merged."""
    said: list[str] = []
    if rows < FEWEST_ROWS:
        return said
    for name in columns:
        column = quoted(name)
        if rows > MANY_ROWS and _many(engine, work, table, column):
            continue
        sql = f"SELECT {column}, count(*) FROM {quoted(table)} WHERE {column} IS NOT NULL GROUP BY 1"
        counts = engine.fetch(f"{sql} LIMIT {MOST + 1}", work=work)[1]
        changes = merged(counts) if 1 < len(counts) <= MOST else {}
        if not changes:
            continue
        pairs = ", ".join(f"({literal(old)}, {literal(new)})" for old, new in sorted(changes.items()))
        engine.execute(
            f"UPDATE {quoted(table)} SET {column} = pairs.new FROM (VALUES {pairs}) AS pairs(old, new) "
            f"WHERE {column} = pairs.old",
            work=work,
        )
        said.append(_sentence(name, dict(counts), changes))
    return said


def _many(engine: Engine, work: Work, table: str, column: str) -> bool:
    """Whether the first rows alone have too many values; all rows are not grouped for nothing then."""
    first = f"SELECT {column} AS c FROM {quoted(table)} LIMIT {MANY_ROWS // 5}"
    return int(engine.fetch(f"SELECT count(DISTINCT c) FROM ({first})", work=work)[1][0][0]) > MOST


def _sentence(name: str, counts: dict[str, int], changes: dict[str, str]) -> str:
    moved = sum(counts[old] for old in changes)
    old, new = max(changes.items(), key=lambda pair: (counts[pair[0]], pair[0]))
    kept = len({changes.get(value, value) for value in counts})
    shown = f"“{old}” as “{new}”"
    if kept == len(counts):
        return f"“{name}”: blanks around the value are left out in {moved:,} rows."
    return (
        f"“{name}”: {len(counts):,} spellings are {kept:,} values; {moved:,} rows were written in another "
        f"way (for example {shown}). Set merge_spellings to false to keep them apart."
    )
