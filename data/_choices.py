"""Tables with a row for each person and each option, and a flag on the one that was chosen.

Found in the rows alone: every id has exactly one row with a yes, and no option twice. What people chose are the rows
with a yes; what the options are like (price, time) is told by all rows.
"""

from __future__ import annotations

from data._draft import Draft
from data._profile import Engine, quoted
from data.catalog import Choice, Column

LEAST, MOST = 2, 40
"""Options that there may be."""
MOSTLY = 0.97
"""Share of ids for which it must hold."""
MANY_ROWS = 5_000_000


def find_choice(draft: Draft, engine: Engine) -> Choice | None:
    """The choice that a table tells of, if it does."""
    rows = draft.profile.rows
    if not 20 <= rows <= MANY_ROWS:
        return None
    columns = [c for _, c in draft.raw()]
    chosen = [
        c
        for c in columns
        if c.role == "flag" and c.distinct == 2 and not c.missing and c.type in _YES_AS_NUMBER
    ]
    options = [
        c for c in columns if c.role in ("category", "code", "ordinal") and LEAST <= c.distinct <= MOST
    ]
    options.sort(key=lambda c: c.type != "text")
    people = [
        c
        for c in columns
        if c.role in ("id", "person") and LEAST * c.distinct <= rows and c.distinct > MOST // 2
    ]
    for person in people:
        # A table of hundreds of columns has thousands of pairs: each side is tried for all columns in one query first.
        flags = _holding(draft.name, person, chosen, "sum({}) = 1", engine)
        among = (
            _holding(draft.name, person, options, "count(*) = count(DISTINCT {})", engine) if flags else []
        )
        for flag in flags:
            for option in among:
                if _one_each(draft.name, person, option, flag, engine):
                    return Choice(draft.name, person.name, option.name, flag.name)
    return None


_YES_AS_NUMBER = ("bool", "integer", "number")


def _holding(table: str, person: Column, columns: list[Column], test: str, engine: Engine) -> list[Column]:
    """The columns for which a test holds for nearly every person; `test` has their values as "{}"."""
    if not columns:
        return []
    told = ", ".join(f"avg(CAST(c{i} AS INTEGER)) AS m{i}" for i in range(len(columns)))
    each = ", ".join(f"{test.format(_number(c))} AS c{i}" for i, c in enumerate(columns))
    sql = f"SELECT {told} FROM (SELECT {each} FROM {quoted(table)} GROUP BY {quoted(person.name)})"
    shares = engine.fetch(sql)[1][0]
    return [c for c, share in zip(columns, shares, strict=True) if float(share or 0) >= MOSTLY]


def _number(column: Column) -> str:
    """A flag as 0 and 1; the values of other columns as they are."""
    return f"CAST({quoted(column.name)} AS INTEGER)" if column.role == "flag" else quoted(column.name)


def _one_each(table: str, person: Column, option: Column, flag: Column, engine: Engine) -> bool:
    """Whether each person says yes to one option, and has each option once."""
    yes = _number(flag)
    sql = (
        f"SELECT avg(CAST(y = 1 AND n = o AND n > 1 AS INTEGER)) FROM (SELECT sum({yes}) AS y, count(*) AS n, "
        f"count(DISTINCT {quoted(option.name)}) AS o FROM {quoted(table)} GROUP BY {quoted(person.name)})"
    )
    return float(engine.fetch(sql)[1][0][0] or 0) >= MOSTLY
