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
    chosen = [c for c in columns if c.role == "flag" and c.distinct == 2 and not c.missing]
    options = [
        c for c in columns if c.role in ("category", "code", "ordinal") and LEAST <= c.distinct <= MOST
    ]
    people = [
        c
        for c in columns
        if c.role in ("id", "person") and LEAST * c.distinct <= rows and c.distinct > MOST // 2
    ]
    for person in people:
        for flag in chosen:
            for option in sorted(options, key=lambda c: c.type != "text"):
                if _one_each(draft.name, person, option, flag, engine):
                    return Choice(draft.name, person.name, option.name, flag.name)
    return None


def _one_each(table: str, person: Column, option: Column, flag: Column, engine: Engine) -> bool:
    """Whether each person says yes to one option, and has each option once."""
    yes = f"CAST({quoted(flag.name)} AS INTEGER)"
    sql = (
        f"SELECT avg(CAST(y = 1 AND n = o AND n > 1 AS INTEGER)) FROM (SELECT sum({yes}) AS y, count(*) AS n, "
        f"count(DISTINCT {quoted(option.name)}) AS o FROM {quoted(table)} GROUP BY {quoted(person.name)})"
    )
    if flag.type not in ("bool", "integer", "number"):
        return False
    return float(engine.fetch(sql)[1][0][0] or 0) >= MOSTLY
