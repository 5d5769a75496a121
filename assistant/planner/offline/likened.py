"""Phrases whose every word belongs to what one column is called: "payment interval" for a billing cycle.

Each column has a bag of words: those of its names, of what such columns are called (data/_called.py), and those that people
use for them (thesaurus.yaml). A phrase of two words or more that the data do not have is the one column whose bag holds
all its words; where two columns hold them, none is taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.planner.offline.lexicon import Entry
    from assistant.planner.offline.text import Token
    from assistant.planner.offline.vocabulary import Vocabulary

LONGEST = 4
SURE = 0.75
_ASKING = frozenset(["how", "when", "where", "who", "whom", "what", "which", "why", "whether"])
"""What a question begins with is no part of a name."""


_BETWEEN = frozenset(["of", "the", "a", "an", "for", "to", "in", "on", "per"])
"""Small words that stand within names."""


class Bags:
    """The words of each column, to find the one that a phrase is about."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self._columns: dict[str, set[str]] = defaultdict(set)
        self._entries: dict[str, list[Entry]] = defaultdict(list)

    def add(self, entry: Entry, label: str, names: Iterable[str]) -> None:
        """A column with its label and all that it is called."""
        own = {self._words.stems.of(w) for w in label.lower().split() if w.isalpha()}
        alike = {other for stem in own for other in self._words.alike["columns"].get(stem, ())}
        said = [n.replace("-", " ").lower().split() for n in names]
        called = {self._words.stems.of(w) for n in said if not _ASKING & set(n) for w in n if w.isalpha()}
        for stem in (own | alike | called) - self._words.small_words:
            self._columns[stem].add(entry.name)
        self._entries[entry.name].append(entry)

    def phrases(self, toks: tuple[Token, ...], known: Set[str]) -> dict[tuple[str, ...], list[Entry]]:
        """Phrases of a question of which a word is nothing that the data or the questions have by itself."""
        found: dict[tuple[str, ...], list[Entry]] = {}
        strange = [t.is_word and t.stem not in known and (t.stem,) not in self._words.phrases for t in toks]
        for i in range(len(toks)):
            for j in range(i + 2, min(i + LONGEST, len(toks)) + 1):
                run = toks[i:j]
                if any(strange[i:j]) and all(t.is_word for t in run) and self._is_name(run):
                    entries = self._one(run)
                    if entries:
                        found[tuple(t.stem for t in run)] = entries
        return found

    def _is_name(self, run: tuple[Token, ...]) -> bool:
        """Neither begins nor ends with a small word, and none but "of" and articles stand between."""
        small = [t.low in self._words.small_words or t.stem in self._words.glue for t in run]
        inside = all(t.low in _BETWEEN for t, s in zip(run, small, strict=True) if s)
        return not small[0] and not small[-1] and inside

    def _one(self, run: tuple[Token, ...]) -> list[Entry]:
        told = [t.stem for t in run if t.low not in _BETWEEN]
        holding: list[set[str]] = [self._columns.get(stem, set()) for stem in told]
        columns = set.intersection(*holding) if len(holding) > 1 else set()
        name = columns.pop() if len(columns) == 1 else None
        return [replace(e, quality=SURE) for e in self._entries[name]] if name is not None else []
