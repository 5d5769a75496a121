"""Which table points to which: names that agree, and values that are nearly all found on the other side."""

from __future__ import annotations

from collections.abc import Sequence

from data._draft import Draft
from data._names import hints, noun, split
from data._profile import Engine, quoted
from data.catalog import Column, Join

CONTAINED = 0.95
"""Share of a key's distinct values that must exist in the other table."""
MANY_CODES = 8
"""From so many different codes on, their being found on the other side is no chance."""


def joins(drafts: Sequence[Draft], engine: Engine) -> tuple[Join, ...]:
    """Many-to-one joins between different tables, at most one for a column."""
    found: list[Join] = []
    for draft in drafts:
        for _, column in draft.raw():
            if column.role not in ("id", "code", "category") or column.distinct < 2:
                continue
            join = _best(draft, column, drafts, engine)
            if join and not any(j.table == join.to and j.to == join.table for j in found):
                found.append(join)
    return tuple(found)


def _best(draft: Draft, column: Column, drafts: Sequence[Draft], engine: Engine) -> Join | None:
    for other in drafts:
        if other.name == draft.name:
            continue
        for _, target in other.raw():
            shape = other.shape(target.name)
            if not shape.unique or (column.type == "text") != (target.type == "text"):
                continue
            if not _names_agree(column, target, other) and not (_coded(column) and _coded(target)):
                continue
            join = _contained(draft, column, other, target, engine)
            if join:
                return join
    return None


def _names_agree(column: Column, target: Column, other: Draft) -> bool:
    """The same name, or "customer_id" for the "id" of the table customers."""
    own, theirs = split(column.name), split(target.name)
    if own.stems == theirs.stems:
        return True
    words = tuple(s for s in own.stems if s not in hints("id") | hints("number"))
    if theirs.stems in (("id",), ("code",), ("number",)):
        return bool(words) and noun(words[-1]).name == noun(split(other.name).last).name
    their_words = tuple(s for s in theirs.stems if s not in hints("id") | hints("number"))
    return bool(words) and target.role == "id" and words == their_words


def _coded(column: Column) -> bool:
    """Text such as C017: two columns of the same codes hardly meet by chance, whatever they are called."""
    values = [str(v.value) for v in column.values]
    digits = sum(any(c.isdigit() for c in v) and any(c.isalpha() for c in v) for v in values)
    return column.type == "text" and column.distinct >= MANY_CODES and digits >= 0.9 * max(len(values), 1)


def _contained(draft: Draft, column: Column, other: Draft, target: Column, engine: Engine) -> Join | None:
    """The join, where at least 95 % of the key's distinct values are found on the other side."""
    key, table, to_key, to = quoted(column.name), quoted(draft.name), quoted(target.name), quoted(other.name)
    sql = (
        f"SELECT count(*), count(b.k), coalesce(sum(a.n), 0) - coalesce(sum(a.n) FILTER (WHERE b.k IS NOT "
        f"NULL), 0) "
        f"FROM (SELECT {key} AS k, count(*) AS n FROM {table} WHERE {key} IS NOT NULL GROUP BY 1) a "
        f"LEFT JOIN (SELECT {to_key} AS k FROM {to}) b ON a.k = b.k"
    )
    _, rows = engine.fetch(sql)
    values, matched, without = (int(v) for v in rows[0])
    if not values or matched < CONTAINED * values:
        return None
    return Join(draft.name, column.name, other.name, target.name, without + column.missing)
