"""Tables with a row for each thing and period: countries in years, shops in months."""

from __future__ import annotations

from dataclasses import replace

from data._draft import Draft
from data._names import split
from data._profile import Engine, quoted
from data.catalog import Column, Panel

LEAST_PERIODS = 3
DENSE = 0.5
"""Share of all pairs of a thing and a period that must be there: sparser, the rows are events."""
MANY_ROWS = 5_000_000


def find_panel(draft: Draft, engine: Engine) -> Panel | None:
    """The thing and the period that each row is one of, if it is so."""
    rows = draft.profile.rows
    if not 6 <= rows <= MANY_ROWS:
        return None
    columns = [c for _, c in draft.raw() if 2 <= c.distinct < rows and not c.missing]
    periods = [c for c in columns if (c.unit == "year" or c.role == "date") and c.distinct >= LEAST_PERIODS]
    things = [
        c for c in columns if c.role in ("id", "category", "code", "person", "text") and c.type == "text"
    ]
    finer = [c.distinct for _, c in draft.raw() if c.role == "id"]
    most = max([*finer, *(c.distinct for c in columns if c.role == "person")], default=0)
    things.sort(key=lambda c: (split(c.name).last != "name", c.role == "id"))
    for period in periods:
        for thing in things:
            if most > thing.distinct:
                continue  # rows are orders, or people: events, though each pair may occur once
            pairs = thing.distinct * period.distinct
            if rows <= pairs <= rows / DENSE and _once_each(draft.name, thing, period, rows, engine):
                return Panel(draft.name, thing.name, period.name)
    return None


def call_things(draft: Draft, panel: Panel) -> None:
    """The noun of the file names the things ("stocks.csv"), as no row is one of them alone."""
    if draft.noun is None or draft.key is not None:
        return
    thing, noun = draft.columns[panel.thing], draft.noun
    words = dict.fromkeys([*thing.synonyms, noun.name, noun.plural, *noun.synonyms])
    draft.columns[panel.thing] = replace(thing, synonyms=tuple(words))
    draft.noun = None


def _once_each(table: str, thing: Column, period: Column, rows: int, engine: Engine) -> bool:
    sql = f"SELECT count(*) FROM (SELECT DISTINCT {quoted(thing.name)}, {quoted(period.name)} FROM {quoted(table)})"
    return int(engine.fetch(sql)[1][0][0]) == rows
