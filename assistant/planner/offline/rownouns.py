"""Nouns that the data do not hold, for what a row is: "cars" in a table of car sales, "students" beside their grades.

A noun stands for the rows where the name of the file says it, or where the table has the columns that such things have
and nothing in the data calls its rows otherwise. Every other noun stays unknown, and the person is asked.
"""

from __future__ import annotations

from itertools import pairwise

from assistant.planner.offline.text import split_name
from assistant.planner.offline.vocabulary import Vocabulary
from data.catalog import Catalog, Entity, Source

SURE = 2
"""How many columns of a kind a table must have."""
PEOPLE = "people"


def of(catalog: Catalog, words: Vocabulary) -> dict[str, str]:
    """Each such noun, in one and in several, and the source whose rows it means; none that would fit two tables."""
    found: dict[str, list[str]] = {}
    for source in catalog.sources.values():
        for noun in _of_source(catalog, source, words):
            found.setdefault(noun, []).append(source.name)
    return {form: sources[0] for noun, sources in found.items() if len(sources) == 1 for form in _forms(noun)}


def are_others(entity: Entity | None, source: Source, low: str, words: Vocabulary) -> bool:
    """True where the rows have a name of their own and this noun is one of other things: "cities" are no countries, and
    nobody counts the people of a country by its rows."""
    said = (entity.name, entity.plural, *entity.synonyms) if entity is not None else (source.plural or "",)
    stems = {words.stems.of(w) for text in said for w in text.lower().split()}
    own = frozenset(k for s in stems for k in words.sheets.kinds.get(s, ()))
    stem = words.stems.of(low.split()[-1])
    kinds = (
        frozenset({"person"})
        if low in PERSONS or stem in _people(words)
        else words.sheets.kinds.get(stem, frozenset())
    )
    if stem in stems or low in _ROWS or (entity is None and not own):
        return False
    people = {*PERSONS, *words.raw["row_kinds"][PEOPLE]["nouns"].split()}
    each = entity is not None and entity.name in words.raw["one_each"].split()
    if each and (low in people or low.removesuffix("s") in people):
        return False  # one response a person
    return not kinds & own or "place" in kinds & own


_ROWS = ("times", "time", "ones", "rows", "records", "lines", "entries")
PERSONS = ("people", "persons", "person", "folks", "ppl")


def _forms(noun: str) -> tuple[str, ...]:
    several = (
        noun[:-1] + "ies"
        if noun.endswith("y")
        else noun + ("es" if noun.endswith(("s", "ch", "sh", "x")) else "s")
    )
    return noun, several


def _of_source(catalog: Catalog, source: Source, words: Vocabulary) -> set[str]:
    entity = source.entity
    if entity is not None and (entity.rolled_up or _is_table_of(source, entity, catalog)):
        return set()
    nouns = _said_in_file(entity.table if entity is not None else source.name, words) | of_ages(source)
    if entity is None or not _named(entity, source, words):
        nouns |= _by_columns(source, words)
    elif entity.name in words.raw["one_each"].split():
        nouns |= _by_columns(source, words, PEOPLE)
    elif is_person(entity, words):
        nouns |= set(words.raw["heads"].split())
    if entity is None and any(is_person(e, words) for e in catalog.entities.values() if e.rolled_up):
        nouns -= set(words.raw["row_kinds"][PEOPLE]["nouns"].split())  # each of them has several rows
    grouped = {s for e in catalog.entities.values() if e.rolled_up for s in _stems(e, words)}
    pieces = [m.label.split()[0] for m in catalog.measures.values() if m.label.endswith(" sold")]
    grouped |= {words.stems.of(p) for p in pieces}  # of which a row has several
    return {n for n in nouns if words.stems.of(n) not in grouped}


def of_ages(source: Source) -> set[str]:
    """ "driver age", "owner sex": whom the rows tell of, one each."""
    labels = [c.label.lower().split() for c in source.columns.values() if "." not in c.name]
    told = {w[0] for w in labels if len(w) == 2 and w[1] in _TOLD_OF_ONE and w[0].isalpha() and len(w[0]) > 3}
    return told - _DEALT_WITH


_TOLD_OF_ONE = ("age", "sex", "gender")
_DEALT_WITH = frozenset(
    [
        "customer",
        "client",
        "member",
        "user",
        "person",
        "subscriber",
        "buyer",
        "guest",
        "visitor",
        "respondent",
        "household",
    ]
)
"""Those whom a business deals with are known as such, and a row may be one of their purchases."""


def aged(catalog: Catalog) -> frozenset[str]:
    """All forms of these nouns in the data, whatever values are called so, too ("driver" as an occupation)."""
    sources = [s for s in catalog.sources.values() if s.entity is None or not s.entity.rolled_up]
    return frozenset(form for s in sources for noun in of_ages(s) for form in _forms(noun))


def _people(words: Vocabulary) -> set[str]:
    said = (words.raw["row_kinds"][PEOPLE]["nouns"], *words.raw["people_kinds"])
    return {words.stems.of(w) for nouns in said for w in nouns.split()}


def is_person(entity: Entity, words: Vocabulary) -> bool:
    """Whether the things of a table are people."""
    stem = words.stems.of(entity.name)
    return stem in _people(words) or "person" in words.sheets.kinds.get(stem, ())


def _is_table_of(source: Source, entity: Entity, catalog: Catalog) -> bool:
    """The table of an entity that is a source of its own."""
    return source.name != entity.name and entity.name in catalog.sources


def _said_in_file(table: str, words: Vocabulary) -> set[str]:
    """ "car_sales" holds cars: what stands before a word of which there is one for each."""
    said = [w for w in split_name(table.rsplit("__", 1)[-1]) if w.isalpha()]
    heads = {words.stems.of(h) for h in words.raw["about_one"].split()}
    return {a for a, b in pairwise(said) if words.stems.of(b) in heads and len(a) > 2}


def _named(entity: Entity, source: Source, words: Vocabulary) -> bool:
    """Whether the data themselves call the rows so, by the name of the file or of a column."""
    said = {words.stems.of(w) for w in split_name(entity.table)} | _labels(source, words)
    return bool(_stems(entity, words) & said)


def _stems(entity: Entity, words: Vocabulary) -> set[str]:
    return {words.stems.of(w) for n in (entity.name, entity.plural, *entity.synonyms) for w in n.split()}


def _labels(source: Source, words: Vocabulary) -> set[str]:
    own = (c for c in source.columns.values() if c.expr is None and "." not in c.name)
    return {words.stems.of(w) for c in own for w in c.label.lower().split()}


def _by_columns(source: Source, words: Vocabulary, wanted: str | None = None) -> set[str]:
    """Nouns of the one kind whose columns the table has most of, or of the `wanted` one where it has those."""
    labels, kinds = _labels(source, words), words.raw["row_kinds"]
    fits = {kind: _hits(told["columns"], labels, words) for kind, told in kinds.items()}
    best = max(fits.values())
    alike = [wanted] if wanted is not None else [k for k, n in fits.items() if n == best]
    if len(alike) > 1 or fits[alike[0]] < SURE:
        return set()
    nouns = set(kinds[alike[0]]["nouns"].split())
    if alike[0] == PEOPLE:
        more = words.raw["people_kinds"].items()
        least = 0 if source.entity is None and source.plural == PEOPLE else SURE  # nothing says who they are
        nouns |= {n for said, columns in more if _hits(columns, labels, words) >= least for n in said.split()}
    return nouns


def _hits(columns: str, labels: set[str], words: Vocabulary) -> int:
    return len(labels & {words.stems.of(w) for w in columns.split()})
