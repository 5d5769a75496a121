"""A small table that stands alone, as people ask about it: what its rows are called, what kind of thing each column
names, and which column a word of the question means.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cached_property

from assistant.planner.offline.forms.nouns import is_label
from assistant.planner.offline.scope import DATED, NUMERIC, Scope, is_numeric
from assistant.planner.offline.text import split_name
from assistant.planner.offline.vocabulary import Vocabulary
from data.catalog import Column

MOST_ROWS = 400
_BRACKETS = re.compile(r"\([^)]*\)?|\[[^\]]*\]?")
_LEAST_COMMON = 5
"""Two words that begin with this many common letters are kin ("attendees", "attendance")."""
_PREPOSITIONS = ("under", "at", "on", "with", "from", "to", "per", "out", "into", "as", "against")
_TOLD = ("time", "result", "score", "coordinates", "notes", "note", "record", "date", "duration", "length")
"""Texts that tell of a row and do not name it."""


def is_sheet(scope: Scope, words: Vocabulary) -> bool:
    """One table of at most some hundred rows, about things that are no customers, orders or products."""
    catalog = scope.catalog
    tables = [s for s in catalog.sources.values() if s.entity is None or not s.entity.rolled_up]
    things = [n for n, kind in words.raw["concept_kinds"].items() if kind == "thing"]
    known = {word for n in things for word in words.raw["concepts"][n]}
    return (
        len({s.rows for s in tables}) == 1
        and len(tables) <= 2
        and scope.source.rows <= MOST_ROWS
        and scope.source.weight is None
        and not catalog.joins
        and not any(e.rolled_up or e.policy or e.name in known for e in catalog.entities.values())
    )


class Sheet:
    """The columns of a small table by the words that they are called by."""

    def __init__(self, scope: Scope, words: Vocabulary) -> None:
        self.scope, self.vocabulary, self.words = scope, words, words.sheets
        names = {c.label for c in scope.source.columns.values()}
        self.columns = [
            c for c in scope.source.columns.values() if c.label.removesuffix(" note") not in names - {c.label}
        ]

    # -- names ---------------------------------------------------------------------------------------------------
    @cached_property
    def cores(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        """The stems of each column's name and label, without what stands in brackets."""
        return {c.name: self._cores(c) for c in self.columns}

    def _cores(self, column: Column) -> tuple[tuple[str, ...], ...]:
        raw = column.name.rsplit(".", 1)[-1] if "." in column.name.strip(".") else column.name
        aside = {w for part in _BRACKETS.findall(raw) for w in split_name(part)}
        plain = split_name(_BRACKETS.sub(" ", raw)) or split_name(raw)
        label = [w for w in column.label.lower().split() if w not in aside] or column.label.lower().split()
        made = {tuple(self._content(words)) for words in (plain, label)}
        return tuple(c for c in sorted(made) if c)

    def _content(self, words: Sequence[str]) -> list[str]:
        of = self.vocabulary.stems.of
        return [of(w) for w in words if w not in ("of", "the", "in", "by", "a", "and", "for", "no")] or [
            of(w) for w in words
        ]

    def aside(self, column: Column) -> frozenset[str]:
        """All words of a column's name, those in brackets too ("Population (2005)")."""
        of = self.vocabulary.stems.of
        return frozenset(of(w) for w in (*split_name(column.name), *column.label.lower().split()))

    def kin(self, a: str, b: str) -> bool:
        """The same word, or two of one family that name no two kinds of things."""
        if a == b:
            return True
        short, long = sorted((a, b), key=len)
        if len(short) < _LEAST_COMMON or not long.startswith(short) or len(long) - len(short) > 4:
            return False
        first, second = self.words.kinds.get(a), self.words.kinds.get(b)
        return not (first and second and not first & second)

    def column(
        self, stems: Sequence[str], context: Collection[str] = (), among: Sequence[Column] | None = None
    ) -> Column | None:
        """The one column whose name holds all these stems; of several the one of which the question says most."""
        ranked: list[tuple[tuple[object, ...], Column]] = []
        for column in self.columns if among is None else among:
            best = max((self._fit(core, stems, context, column) for core in self.cores[column.name]), default=None)  # fmt: skip
            if best is not None and best[0]:
                ranked.append((best, column))
        ranked.sort(key=lambda r: r[0], reverse=True)
        if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
            return None
        return ranked[0][1]

    def _fit(
        self, core: tuple[str, ...], stems: Sequence[str], context: Collection[str], column: Column
    ) -> tuple[object, ...]:
        hit = {k for k, word in enumerate(core) if any(self.kin(word, s) for s in stems)}
        every = {*core, *self.aside(column)}
        if not hit or not all(any(self.kin(word, s) for word in every) for s in stems):
            return (False,)
        head = self._head(core)
        if len(hit) * 3 < len(core) and head not in hit:
            return (False,)  # a word of a sentence that the name is
        rest = self.aside(column) - {core[k] for k in hit}
        said = sum(any(self.kin(w, c) for c in context) for w in rest)
        total = any(w in ("total", "overal") for w in core)
        return True, len(hit) == len(core), said, total, head in hit, len(hit) / len(core)

    def _head(self, core: tuple[str, ...]) -> int:
        """Where the noun of a name stands: last, or before the first preposition ("albums released under ...")."""
        cut = next((k for k, word in enumerate(core) if k and word in _PREPOSITIONS), len(core))
        return cut - 1

    # -- kinds ---------------------------------------------------------------------------------------------------
    def kinds(self, column: Column) -> frozenset[str]:
        """What a column names: people, teams, places, events, works."""
        found = [self.words.kinds[w] for core in self.cores.get(column.name, ()) for w in core if w in self.words.kinds]  # fmt: skip
        if column.role == "person":
            found.append(frozenset({"person"}))
        return frozenset(k for kinds in found for k in kinds)

    def of_kind(self, kind: str) -> list[Column]:
        """Columns that name things of a kind, the one that tells rows apart first."""
        named = [c for c in self.columns if kind in self.kinds(c) and c.type not in NUMERIC]
        return sorted(named, key=lambda c: (not is_label(self.scope, c), self.is_other_side(c)))

    def is_other_side(self, column: Column) -> bool:
        """ "Opponent": never the one that the table is about."""
        return any(w in self.words.other_side for core in self.cores[column.name] for w in core)

    def is_place(self, column: Column) -> bool:
        """A rank: the best is the first."""
        return column.type in NUMERIC and any(w in self.words.places for core in self.cores[column.name] for w in core)  # fmt: skip

    @cached_property
    def label(self) -> Column | None:
        """What names a row: a name or title, else the first text that (nearly) tells rows apart."""
        texts = [
            c for c in self.columns
            if c.type == "text" and c.role not in ("constant", "flag", "text", "date") and c.distinct > 1
            and not set(c.label.lower().split()) & set(_TOLD)
        ]  # fmt: skip
        apart = [c for c in texts if is_label(self.scope, c)]
        named = [c for c in apart if set(c.label.lower().split()) & {"name", "title"} or c.role == "person"]
        first = texts[:1] if texts and texts[0].distinct * 2 > self.scope.source.rows else []
        numbered = [c for c in self.columns if c.role == "id" and is_label(self.scope, c)]
        return next(iter((*named[:1], *apart, *first, *numbered)), None)

    def is_nameless(self, column: Column) -> bool:
        """Called "name" or "title": it may name any kind of thing."""
        return all(w in self.words.nameless for core in self.cores[column.name] for w in core)

    # -- time ----------------------------------------------------------------------------------------------------
    @cached_property
    def dated(self) -> list[Column]:
        """Dates and calendar years."""
        return [c for c in self.columns if c.type in DATED or self.is_year(c)]

    def is_year(self, column: Column) -> bool:
        """A number that is a calendar year."""
        if column.type not in NUMERIC:
            return False
        return column.unit == "year" or (
            "year" in column.label.lower().split() and _within(column, 1000, 2200)
        )

    def time(self, context: Collection[str], among: Sequence[Column] | None = None) -> Column | None:
        """The date or year; of several the one of whose name the question says a word ("year signed")."""
        dated = list(self.dated if among is None else among)
        if len(dated) > 1:
            year = {self.vocabulary.stems.of(w) for w in ("year", "date")}
            said = [c for c in dated if any(self.kin(w, s) for core in self.cores[c.name] for w in core for s in {*context} - year)]  # fmt: skip
            plain = [c for c in dated if c.label.lower() in ("year", "date")]
            dated = said if len(said) == 1 else plain or [c for c in dated if c.type in DATED] or dated
        return dated[0] if len(dated) == 1 else None

    @property
    def numbers(self) -> list[Column]:
        """Columns that measure something."""
        return [c for c in self.columns if is_numeric(c) and not self.is_year(c)]


def _within(column: Column, low: float, high: float) -> bool:
    try:
        return low <= float(str(column.low)) and float(str(column.high)) <= high
    except ValueError:
        return False
