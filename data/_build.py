"""From loaded tables to a Catalog, in order: profile, roles, code books, derived columns, joins,
entities, measures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from data import _entities as entities
from data import _measures as book
from data import _settings as said
from data._choices import find_choice
from data._derive import derive
from data._draft import Draft, draft
from data._joins import joins
from data._legends import apply_legends
from data._names import Name
from data._outcomes import find_outcomes
from data._panels import call_things, find_panel
from data._profile import Engine, LoadedTable, profile
from data._roles import meanings
from data._rows import find_row_entity
from data._rows import grain as grain_of
from data._worth import name_heads, name_worth
from data.catalog import Catalog, Choice, Column, Entity, Join, Measure, Panel, Policy, Source
from data.work import Work


def build_catalog(
    tables: Sequence[LoadedTable], engine: Engine, settings: dict[str, Any], work: Work
) -> Catalog:
    """See data.catalog.build."""
    drafts = [
        _read(t, engine, settings, len(tables) == 1, at / max(len(tables), 1), work)
        for at, t in enumerate(tables)
    ]
    reference = max((d for d in (dr.last_date() for dr in drafts) if d), default=None)
    joined = _joined(drafts, engine, settings)
    policies: dict[str, Policy] = {}
    measures: dict[str, Measure] = {}
    homes = {d.name: d for d in drafts}
    keys: dict[str, tuple[entities.Key, ...]] = {}
    choices: list[Choice] = []
    panels: list[Panel] = []
    for at, one in enumerate(drafts):
        work.progress(0.6 + 0.4 * at / max(len(drafts), 1), f"Working out what {one.name} means")
        derive(one, engine, reference)
        said.apply_new_columns(one, _said_of(one, settings, len(drafts) == 1))
        find_row_entity(one) if one.noun is None else None
        if (panel := find_panel(one, engine)) is not None:
            panels.append(panel)
            call_things(one, panel)
        if (choice := find_choice(one, engine)) is not None:
            choices.append(choice)
            for name in entities.own_numbers(one, one.columns[choice.person], engine):
                one.change(name, "score")  # each option repeats it, so that its sum over rows says nothing
        name_worth(one)
        name_heads(one)
        keys[one.name] = entities.rolled_keys(one)
        one.part["second"] = "yes" if policies else ""
        found = book.policy(one, keys[one.name])
        if found:
            policies[found.name] = found
            one.policy = found.name
    for one in drafts:
        entities.roll_up(one, keys[one.name], homes, joined, engine)
        book.measures(one, keys[one.name], measures)
    for one in drafts:
        entities.roll_up_through(one, keys[one.name], homes, joined)
    said.said_measures(settings, drafts, measures)
    things = _things(drafts)
    sources = _sources(drafts, things, joined)
    return Catalog(
        sources,
        things,
        measures,
        policies,
        joined,
        _main(drafts, measures, settings),
        _vocabulary(sources),
        tuple(choices),
        tuple(panels),
    )


def _read(
    table: LoadedTable, engine: Engine, settings: dict[str, Any], alone: bool, done: float, work: Work
) -> Draft:
    """Profile, roles, weights, then what code books and the person say of the columns."""
    work.progress(0.6 * done, f"Looking at the columns of {table.name}")
    shapes = profile(table, engine)
    made = draft(table, shapes, meanings(shapes))
    entities.find_weights(made, engine)
    apply_legends(made)
    for part in [*said.code_books(made), said.table_part(settings, table.name, alone)]:
        said.apply_columns(made, part)
    find_outcomes(made)
    return made


def _said_of(one: Draft, settings: dict[str, Any], alone: bool) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for part in [*said.code_books(one), said.table_part(settings, one.name, alone)]:
        merged["columns"] = {**merged.get("columns", {}), **(part.get("columns") or {})}
        merged["hide"] = [*merged.get("hide", []), *(part.get("hide") or ())]
    return merged


def _joined(drafts: Sequence[Draft], engine: Engine, settings: dict[str, Any]) -> tuple[Join, ...]:
    """Joins that the person named, then found ones for other columns."""
    named = said.said_joins(settings, drafts)
    taken = {(j.table, j.key) for j in named}
    found = joins(drafts, engine) if len(drafts) > 1 else ()
    return (*named, *(j for j in found if (j.table, j.key) not in taken))


def _things(drafts: Sequence[Draft]) -> dict[str, Entity]:
    """All entities by name: those with a table of their own first."""
    found: dict[str, Entity] = {}
    for one in drafts:
        if one.noun is not None and one.key is not None:
            rolled = one.implicates > 1
            name = _free(one.noun.name, found, one.name)
            columns = tuple(replace(c, name=c.name) for c in one.facts)
            found[name] = Entity(
                name,
                one.noun.plural,
                one.name,
                one.key,
                False,
                one.noun.synonyms,
                one.facts_policy or one.policy,
                columns,
                display=_display(one),
            )
            assert not rolled or not columns
    for one in drafts:
        for thing in one.rolled:
            name = _free(thing.name, found, one.name)
            found[name] = replace(
                thing, name=name, columns=tuple(replace(c, source=name) for c in thing.columns)
            )
    return found


def _free(name: str, taken: dict[str, Entity], table: str) -> str:
    return name if name not in taken else f"{name}_in_{table}"


def _display(one: Draft) -> str | None:
    """The column that people know a row by: its name."""
    if "full_name" in one.part:
        return one.part["full_name"]
    for name, column in one.raw():
        if name.last in ("name", "title") and column.type == "text" and column.name != one.key:
            return column.name
    return next((column.name for name, column in one.raw() if _called_so(name, column, one)), None)


def _called_so(name: Name, column: Column, one: Draft) -> bool:
    """ "Event" beside the codes of events: what they are called, each by a name of its own."""
    key = one.columns.get(one.key or "")
    if one.noun is None or one.noun.kind == "person" or key is None or column.name == key.name:
        return False
    return name.stems == (one.noun.name,) and column.type == "text" and column.distinct == key.distinct


def _evened(one: Draft) -> bool:
    """Whether weights of one on average even out who answered, and do not stand for a population."""
    mean = one.shape(one.weight).mean if one.weight in one.profile.shapes else None
    return mean is not None and abs(mean - 1) < 0.05


def _sources(drafts: Sequence[Draft], things: dict[str, Entity], joined: Sequence[Join]) -> dict[str, Source]:
    """Tables with their own and their joined columns, then entities."""
    by_name = {d.name: d for d in drafts}
    found: dict[str, Source] = {}
    for one in drafts:
        label, plural, grain = grain_of(one)
        label, plural = one.label or (label, plural)
        entity = next((t for t in things.values() if t.table == one.name and not t.rolled_up), None)
        columns = {**one.columns, **_through(one.name, joined, by_name, frozenset((one.name,)))}
        found[one.name] = Source(
            one.name,
            label,
            plural,
            one.profile.rows,
            columns,
            grain,
            one.weight,
            one.implicates,
            entity,
            _evened(one),
        )
    for name, thing in things.items():
        if name in found:
            continue
        table = found[thing.table]
        if thing.rolled_up:
            columns = {c.name: c for c in thing.columns}
            rows = (
                by_name[thing.table].columns[thing.key].distinct
                if thing.key in by_name[thing.table].columns
                else 0
            )
            found[name] = Source(
                name,
                thing.name,
                thing.plural,
                rows,
                columns,
                f"One row is one {thing.name}, made from {table.plural}.",
                entity=thing,
            )
        else:
            columns = {**table.columns, **{c.name: c for c in thing.columns}}
            found[name] = replace(table, name=name, columns=columns, entity=thing)
    return found


def _through(
    table: str, joined: Sequence[Join], tables: dict[str, Draft], seen: frozenset[str]
) -> dict[str, Column]:
    """Columns of the tables that this one points to, also over several steps, as "other.column"."""
    found: dict[str, Column] = {}
    for join in joined:
        if join.table != table or join.to in seen:
            continue
        other = tables[join.to]
        found |= {f"{join.to}.{n}": replace(c, name=f"{join.to}.{n}") for n, c in other.columns.items()}
        found |= _through(join.to, joined, tables, seen | {join.to})
    return found


def _main(drafts: Sequence[Draft], measures: dict[str, Measure], settings: dict[str, Any]) -> str:
    """The table that the person names; else the one with revenue and most rows; else the largest."""
    if settings.get("main"):
        return str(settings["main"])
    if not drafts:
        return ""
    earning = {m.source for n, m in measures.items() if n.split("_")[0] == "revenue"}
    return max(drafts, key=lambda d: (d.name in earning, d.profile.rows)).name


def _vocabulary(sources: dict[str, Source]) -> dict[str, str]:
    """Other words for sources -> source name; a word that means two sources means none."""
    found: dict[str, str] = {}
    twice: set[str] = set()
    for name, source in sources.items():
        words = [source.label, source.plural]
        if source.entity is not None and source.entity.name == name:
            words += source.entity.synonyms
        for word in words:
            if found.setdefault(word.lower(), name) != name:
                twice.add(word.lower())
    own = {name.lower() for name in sources}
    return {w: s for w, s in found.items() if w not in twice and w not in own}
