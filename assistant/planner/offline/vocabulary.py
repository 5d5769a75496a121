"""The planner's words, read from vocabulary.yaml and extended by a project's own file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml

from assistant.planner.offline.text import Stems, tokens

_FILE = Path(__file__).with_name("vocabulary.yaml")
_ENGLISH = Path(__file__).with_name("english.txt")
"""Common English words, one form of each; a word of theirs is no misspelt other one."""
_THESAURUS = Path(__file__).with_name("thesaurus.yaml")
_GROUPS = ("aggregates", "superlatives", "comparators", "charts", "grains", "windows", "scales")
_LISTS = (
    "count_cues", "total_cues", "share_cues", "rate_cues", "order_desc", "order_asc", "order_time", "order_cues", "group_cues",
    "not_cues", "only_cues", "plot_cues", "time_cues", "quantile_cues",
)  # fmt: skip


@dataclass(frozen=True)
class Word:
    """What a phrase of the vocabulary means: its kind ("aggregate") and which one ("mean")."""

    kind: str
    name: str
    detail: str = ""


@dataclass(frozen=True)
class SheetWords:
    """How people ask small tables, as stems: kinds of things that nouns name, what is asked without its noun."""

    kinds: dict[str, frozenset[str]]
    nameless: frozenset[str]
    other_side: frozenset[str]
    asked: dict[str, tuple[str, ...]]
    ranked: dict[str, tuple[str, ...]]
    turned: frozenset[tuple[str, ...]]
    places: frozenset[str]
    empty: frozenset[str]
    units: frozenset[str]
    free: frozenset[str]


class Vocabulary:
    """All phrases by their stems, so that a question's n-grams can be looked up."""

    def __init__(self, raw: dict[str, Any]) -> None:
        self.raw = raw
        self.stems = Stems(raw["irregular"])
        as_written = set(raw["framing_as_written"].split())
        self.small_words = set(raw["framing"].split()) | as_written
        self.framing = {self.stems.of(w) for w in raw["framing"].split()} | self.small_words
        self.idle = {self.stems.of(w) for w in raw["idle"].split()} | set(raw["idle"].split())
        self.units = set(raw["units"])
        self.unit_stems = {self.stems.of(w) for w in raw["units"]}
        self.money_rows = frozenset(self.stems.of(w) for w in raw["money_rows"].split())
        self.general_tails = frozenset(self.stems.of(w) for w in raw["general_tails"].split())
        self.general_names = frozenset(self.stems.of(w) for w in raw["general_names"].split())
        self.whole_words = frozenset(raw["whole_words"].split())
        self.glue = {self.stems.of(w) for w in raw["glue"].split()} | set(raw["glue"].split())
        self.short_phrases = {s: tokens(said, self.stems) for s, said in raw["short_phrases"].items()}
        self.phrases: dict[tuple[str, ...], list[Word]] = {}
        self.written: dict[str, str] = {}
        self._fill()
        self.longest = max(len(k) for k in self.phrases)

    def key(self, phrase: str) -> tuple[str, ...]:
        """The stems of a phrase."""
        return tuple(t.stem for t in tokens(phrase, self.stems))

    def concept_words(self) -> dict[str, list[tuple[str, ...]]]:
        """Each concept's phrases as stems."""
        return {name: [self.key(w) for w in words] for name, words in self.raw["concepts"].items()}

    @cached_property
    def english(self) -> frozenset[str]:
        """Stems of common English words, whatever they may mean in a table."""
        return frozenset(self.stems.of(w) for w in self._english_as_written)

    @cached_property
    def _english_as_written(self) -> frozenset[str]:
        return frozenset(_ENGLISH.read_text(encoding="utf-8").split())

    def is_word(self, low: str) -> bool:
        """A word as people write it, and none that only shares its stem with one ("befor")."""
        if (
            low in self._english_as_written
            or low in self.written
            or low in self.small_words
            or low in self.idle
        ):
            return True
        stem = self.stems.of(low)
        return stem != low and stem in self.english

    @cached_property
    def alike(self) -> dict[str, dict[str, frozenset[str]]]:
        """What the words may name (columns or values) -> stem -> stems of the words that people use for the same."""
        raw = yaml.safe_load(_THESAURUS.read_text(encoding="utf-8"))
        rings = {kind: [self._ring(line) for line in text.splitlines()] for kind, text in raw.items()}
        return {"columns": _others([*rings["names"], *rings["values"]]), "values": _others(rings["values"])}

    @cached_property
    def ideas(self) -> frozenset[str]:
        """Stems of the ideas that may be lacking, or that stand for many columns."""
        phrases = [p for listed in self.raw["families"].values() for p in listed]
        phrases += [p for entry in self.raw["needs"].values() for p in entry["words"]]
        return frozenset(self.stems.of(p) for p in phrases if " " not in p)

    @cached_property
    def cues(self) -> frozenset[str]:
        """Stems of the words that shape a question: figures, orders, groups, comparisons, drawings."""
        plain = ("tool", "idle", "vague", "reference", "declined")
        shaping = [key for key, words in self.phrases.items() if any(w.kind not in plain for w in words)]
        return frozenset(stem for key in shaping for stem in key)

    def _ring(self, line: str) -> set[str]:
        return {self.stems.of(word) for word in line.split()}

    @cached_property
    def _presence(self) -> dict[str, list[tuple[str, ...]]]:
        return {name: [self.key(w) for w in words] for name, words in self.raw["presence"].items()}

    def presence(self) -> dict[str, list[tuple[str, ...]]]:
        """Phrases that mean "at least one" of a concept, as stems."""
        return self._presence

    @cached_property
    def sheets(self) -> SheetWords:
        """The words of questions to small tables."""
        raw = self.raw["sheets"]
        kinds: dict[str, set[str]] = {}
        for kind, nouns in raw["kinds"].items():
            for noun in nouns.split():
                kinds.setdefault(self.stems.of(noun), set()).add(kind)

        def bag(text: str) -> frozenset[str]:
            return frozenset(self.stems.of(w) for w in text.split())

        def stems(listed: list[str]) -> tuple[str, ...]:
            return tuple(self.stems.of(w) for w in listed)

        return SheetWords(
            kinds={noun: frozenset(of) for noun, of in kinds.items()},
            nameless=bag(raw["nameless"]),
            other_side=bag(raw["other side"]),
            asked={words: stems(nouns) for words, nouns in raw["asked"].items()},
            ranked={word: stems(nouns) for words, nouns in raw["ranked"].items() for word in words.split()},
            turned=frozenset(self.key(p) for p in raw["turned"]),
            places=bag(raw["places"]),
            empty=bag(raw["empty"]),
            units=bag(raw["units"]),
            free=frozenset(raw["free"].split()),
        )

    @cached_property
    def families(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """Nouns for the parts of a whole: kind -> phrase -> (its singular,)."""
        return {kind: dict.fromkeys(phrases, (phrases[0],)) for kind, phrases in self.raw["families"].items()}

    def talk(self) -> dict[tuple[str, ...], str]:
        """Whole messages of small talk, by their stems."""
        return {self.key(p): kind for kind, phrases in self.raw["talk"].items() for p in phrases}

    def _add(self, phrase: str, word: Word) -> None:
        self.phrases.setdefault(self.key(phrase), []).append(word)
        self._spelt(phrase)

    def _spelt(self, phrase: str, shortest: int = 4) -> None:
        """Keeps the words as people write them, which is what misspelt ones are compared with."""
        for low in phrase.lower().split():
            if len(low) >= shortest and low.isalpha():
                self.written[low] = self.stems.of(low)

    def _fill(self) -> None:
        for plain in ("framing", "framing_as_written", "idle"):
            self._spelt(self.raw[plain], 6)  # a short one is easily another word ("doner" is not done)
        for group in _GROUPS:
            for name, phrases in self.raw[group].items():
                for p in phrases:
                    self._add(p, Word(group.rstrip("s") if group != "aggregates" else "aggregate", name))
        for listed in _LISTS:
            for p in self.raw[listed]:
                self._add(p, Word(listed.removesuffix("_cues"), listed))
        for name, phrases in self.raw["firsts"].items():
            for p in phrases:
                self._add(p, Word("first", name))
        for name, phrases in self.raw["after_number"].items():
            for p in phrases:
                self._add(p, Word("after_number", name))
        for name, kinds in self.raw["tools"].items():
            for detail, phrases in kinds.items():
                for p in phrases:
                    self._add(p, Word("tool", name, detail))
        for p in self.raw["idle_phrases"]:
            self._add(p, Word("idle", p))
        for name, entry in self.raw["declined"].items():
            for p in entry["words"]:
                self._add(p, Word("declined", name))
        for name, phrases in self.raw["references"].items():
            for p in phrases:
                self._add(p, Word("reference", name))
        for name, entry in self.raw["vague"].items():
            for p in entry["words"]:
                self._add(p, Word("vague", name))


@lru_cache(maxsize=4)
def vocabulary(extra: Path | None = None) -> Vocabulary:
    """The vocabulary, with a project's own words added where a file is given."""
    raw = yaml.load(_FILE.read_text(encoding="utf-8"), Loader=_plain_loader())
    if extra is not None and extra.exists():
        _extend(raw, yaml.load(extra.read_text(encoding="utf-8"), Loader=_plain_loader()) or {})
    return Vocabulary(raw)


def _extend(base: dict[str, Any], more: dict[str, Any]) -> None:
    for key, value in more.items():
        if isinstance(value, dict) and isinstance(base.get(key), dict):
            _extend(base[key], value)
        elif isinstance(value, list) and isinstance(base.get(key), list):
            base[key] = [*base[key], *value]
        else:
            base[key] = value


def _plain_loader() -> Any:
    """Every scalar stays text: YAML would read the words "no", "on" and "yes" as booleans."""
    return getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def _others(rings: Iterable[set[str]]) -> dict[str, frozenset[str]]:
    """Each word -> those that stand in a ring with it."""
    others: dict[str, set[str]] = {}
    for ring in rings:
        for stem in ring:
            others.setdefault(stem, set()).update(ring - {stem})
    return {stem: frozenset(found) for stem, found in others.items()}
