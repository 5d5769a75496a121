"""Whether a word or phrase is another in short: "cpns" for coupons, "noms" for nominations, "bmi" for its three words.

Nothing here knows a language or a table: only letters and their order count.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.planner.offline.lexicon import Entry
    from assistant.planner.offline.text import Token
    from assistant.planner.offline.vocabulary import Vocabulary

KEPT = 4_096
"""Words whose short or long form is remembered: all who ask a dataset use much the same."""
SHORTEST = 3
"""Fewer letters fit too many words."""
_VOWELS = frozenset("aeiou")
LONGEST = 5
"""Words of a phrase that a short form may stand for."""
_SMALL = frozenset(["of", "the", "a", "an", "and", "in", "on", "for", "to", "per", "by", "at", "with"])
_SIZES = frozenset(["high", "low", "long", "big", "small", "good", "bad"])
"""Small words of every question that are words of names, too: "high school"."""


def spells(short: str, words: Sequence[str]) -> bool:
    """True where the beginnings of the words, in their order, make the short form: "bmi", "pid" for party
    identification; small words may be left out of it."""
    if not (2 <= len(short) <= 6 and len(words) >= 2 and all(w.isalpha() for w in (short, *words))):
        return False
    full = [w for w in words if w not in _SMALL]
    return len(full) >= 2 and (_begins(short, full) or _begins(short, list(words)))


def _begins(short: str, words: list[str]) -> bool:
    if not words or not short:
        return not words and not short
    return any(
        words[0].startswith(short[:n]) and _begins(short[n:], words[1:])
        for n in range(1, min(len(short), 3) + 1)
    )


def shortens(short: str, long: str) -> bool:
    """True where one word is written for the other by leaving letters out: its end ("noms" for nominations), its
    vowels ("cpns" for coupons), or vowels and a few consonants inside ("hhold" for household)."""
    short, long = _singular(short), _singular(long)
    if not (SHORTEST <= len(short) < len(long) and short.isalpha() and long.isalpha()):
        return False
    return short[0] == long[0] and (_cut_off(short, long) or _squeezed(short, long))


def hints_at(short: str, long: str) -> bool:
    """True where the letters of a very short form stand in the word ("pc" for postcode): too weak alone."""
    return (
        2 <= len(short) < len(long)
        and short.isalpha()
        and short[0] == long[0]
        and not set(short[1:]) & _VOWELS
        and _in_order(short, long)
    )


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _cut_off(short: str, long: str) -> bool:
    """The beginning up to a consonant, with three letters or more left out: "resp" is response."""
    return long.startswith(short) and short[-1] not in _VOWELS and len(long) - len(short) >= 3


def _squeezed(short: str, long: str) -> bool:
    """Also of a word whose double letters are written once: "btl" is bottle."""
    once = long[0] + "".join(c for before, c in pairwise(long) if c != before)
    return any(_without_vowels(short, form) for form in dict.fromkeys((long, once)))


def _without_vowels(short: str, long: str) -> bool:
    said, full = _consonants(short), _consonants(long)
    if len(said) < SHORTEST or said[-1] != full[-1] or not _in_order(short, long):
        return False
    # a word of the same consonants and most of its vowels is another word: "form" and "forum"
    kept, there = len(short) - len(said), len(long) - len(full)
    bare = kept == 0 or (2 * kept <= there and len(long) - len(short) >= 2)
    single = re.sub(r"(.)\1", r"\1", full)  # "btl" for bottle
    return bare and (said in (full, single) or (len(said) > SHORTEST and 3 * len(said) >= 2 * len(full)))


def _consonants(word: str) -> str:
    return word[0] + "".join(c for c in word[1:] if c not in _VOWELS)


def _in_order(short: str, long: str) -> bool:
    """All letters of the one in the other, in their order."""
    rest = iter(long)
    return all(letter in rest for letter in short)


class ShortForms:
    """The names of a dataset's columns and measures by their words, to find one by its short or its long form.

    Only for words that nothing else explains; where two names fit, none is taken, and the person is asked.
    """

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self._names: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
        self._values: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
        self._word = lru_cache(maxsize=KEPT)(self._looked_up)

    def add(self, entry: Entry, names: Iterable[tuple[str, ...]]) -> None:
        """One thing of the data with the words of its names, as the file and as people write them."""
        self._word.cache_clear()
        for name in dict.fromkeys(names):
            self._names[name].append(entry)

    def add_value(self, entry: Entry) -> None:
        """A value of a column of few values, by the words in which it is written."""
        self._values[tuple(entry.shown.split())].append(entry)

    def word(self, low: str) -> str | None:
        """The stem of the one word in the names that this word is short or long for."""
        return self._word(low)

    def _looked_up(self, low: str) -> str | None:
        whole = self._words.whole_words
        fits = {
            self._words.stems.of(word)
            for name in self._names
            for word in name
            if (word not in whole and shortens(word, low)) or (low not in whole and shortens(low, word))
        }
        return fits.pop() if len(fits) == 1 else None

    def phrases(self, toks: tuple[Token, ...], known: Set[str]) -> dict[tuple[str, ...], list[Entry]]:
        """Phrases of a question that are long for a name in short ("body mass index"), short for a long one, or a
        name that is partly in short ("postcode area" for PC Area)."""
        found: dict[tuple[str, ...], list[Entry]] = {}
        strange = [t.is_word and t.stem not in known and not self._meant(t) for t in toks]
        for i, token in enumerate(toks):
            if strange[i]:
                entries = self._short_for(token) or self._value_for(token, first=i == 0)
                _keep(found, (token.stem,), entries or self._value_in_short([token.low]))
            for j in range(i + 2, min(i + LONGEST, len(toks)) + 1):
                run = toks[i:j]
                if not all(t.is_word for t in run):
                    continue
                said = [t.low for t in run]
                if any(strange[i:j]) and self._whole(run):
                    entries = self._long_for(said, strange[i:j])
                    if not any(self._meant(t) for t in run):  # "flexible rate" is no FR
                        entries = entries or self._value_in_short(said)
                    _keep(found, tuple(t.stem for t in run), entries)
                elif j - i == 2 and run[-1].stem in self._heads and said[0] not in self._words.small_words:
                    _keep(found, tuple(t.stem for t in run), self._of_two(said))
        return found

    def _meant(self, token: Token) -> bool:
        return (token.stem,) in self._words.phrases or bool({token.low, token.stem} & self._words.framing)

    def _whole(self, run: tuple[Token, ...]) -> bool:
        """A phrase neither begins nor ends with a small word, nor holds one that only frames the question."""
        ends = {run[0].low, run[-1].low}
        return not ends & _SMALL and not any(
            t.low in self._words.small_words and t.low not in _SMALL | _SIZES for t in run
        )

    def _short_for(self, token: Token) -> list[Entry]:
        """ "aov": the first letters of a name of three words; of two words only in capitals ("NW" for net worth)."""
        short = token.low
        if token.low in self._words.whole_words or token.low.endswith("s"):
            return []
        fits = [
            entries
            for name, entries in self._names.items()
            if len(name) == len(short) >= (2 if token.text.isupper() else 3) and spells(short, name)
        ]
        return _one(fits, 0.85)

    def _value_for(self, token: Token, first: bool) -> list[Entry]:
        """ "GE" for General Electric, "VW" for Volkswagen, and "Volkswagens" where the data have VW: names are written
        with capitals, and nothing else is taken for one."""
        text = token.text.removesuffix("s")
        if text.isupper() and 2 <= len(text) <= 4:
            fits = [
                entries
                for value, entries in self._values.items()
                if text in (_initials(value), _initials(v for v in value if v.lower() not in _SMALL))
            ]
            fits = fits or [
                entries
                for value, entries in self._values.items()
                if len(value) == 1 and value[0].istitle() and hints_at(text.lower(), value[0].lower())
            ]
        elif token.text[0].isupper() and not first and len(text) > 5:
            fits = [
                entries
                for value, entries in self._values.items()
                if len(value) == 1
                and value[0].isupper()
                and len(value[0]) < 4
                and hints_at(value[0].lower(), token.low)
            ]
        else:
            return []
        return _one_value(fits)

    def _value_in_short(self, said: list[str]) -> list[Entry]:
        """ "tour operators" where the data have "Tour Op.", "enterprise" for ENT, "mid market" for MM; but "bought
        drinks" is no BD where the data have drinks."""
        last = [*said[:-1], _singular(said[-1])]
        if len(said) > 1 and any((word,) in self._names for word in (*said, last[-1])):
            return []
        fits = [entries for value, entries in self._values.items() if _abbreviates(value, last)]
        return _one_value(fits)

    def _of_two(self, said: list[str]) -> list[Entry]:
        """ "car make", of known words, for the make of a vehicle: the very last word, and another word for the first."""
        fits = [
            entries
            for name, entries in self._names.items()
            if len(name) == 2
            and self._words.stems.of(name[1]) == self._words.stems.of(said[1])
            and self._alike(name[0], said[0])
        ]
        return _one(fits, 0.9)

    @cached_property
    def _heads(self) -> frozenset[str]:
        """Stems of the last words of all names of two words."""
        return frozenset(self._words.stems.of(name[-1]) for name in self._names if len(name) == 2)

    def _long_for(self, said: list[str], strange: list[bool]) -> list[Entry]:
        fits = []
        for name, entries in self._names.items():
            if len(name) == 1 and name[0] not in self._words.whole_words:
                itself = _singular(name[0]) in map(_singular, said)  # "tip by party size" is no word for tips
                if not itself and spells(name[0], said) and _enough(name[0], said, strange):
                    fits.append(entries)
            elif self._aligned(name, said):
                fits.append(entries)
        return _one(fits, 0.9)

    def _aligned(self, name: tuple[str, ...], said: list[str]) -> bool:
        """Word by word the same or in short, one of them the same: "postcode area" for PC Area; or a word of the name
        is the first letters of several: "high school graduation" for hs_grad."""
        if len(name) == len(said):
            stems = self._words.stems
            same = [stems.of(a) == stems.of(b) for a, b in zip(name, said, strict=True)]
            named = any(same) or (
                len(name) == 2 and all(self._alike(a, b) for a, b in zip(name, said, strict=True))
            )
            return named and all(
                equal or shortens(a, b) or shortens(b, a) or hints_at(a, b) or self._alike(a, b)
                for equal, a, b in zip(same, name, said, strict=True)
            )
        return 1 < len(name) < len(said) and self._unfolds(name, said)

    def _alike(self, word: str, said: str) -> bool:
        """Another word for the same thing: "car make" for a vehicle's; a word that is a value of the data is itself."""
        stem = self._words.stems.of(said)
        stored = any(len(v) == 1 and self._words.stems.of(v[0].lower()) == stem for v in self._values)
        return not stored and self._words.stems.of(word) in self._words.alike["columns"].get(stem, ())

    def _unfolds(self, name: Sequence[str], said: Sequence[str]) -> bool:
        """Each word of the name is a word that was said, in short or in full, or the first letters of some."""
        if not name or not said:
            return not name and not said
        first = name[0]
        alike = self._words.stems.of(first) == self._words.stems.of(said[0]) or shortens(first, said[0])
        return (alike and self._unfolds(name[1:], said[1:])) or any(
            len(first) == n and spells(first, said[:n]) and self._unfolds(name[1:], said[n:])
            for n in range(2, len(said) + 1)
        )


def _abbreviates(value: tuple[str, ...], said: list[str]) -> bool:
    """A value whose words are the beginnings of what was said, as codes in capitals or with a point behind; the code of
    one word has three letters, that of several the first of each."""
    if len(value) == 1 and len(said) > 1:
        return value[0].isalpha() and value[0].isupper() and value[0].lower() == "".join(w[0] for w in said)
    if len(value) != len(said):
        return False
    pairs = [(v.lower().rstrip("."), v, w) for v, w in zip(value, said, strict=True)]
    cut = [(low, v, w) for low, v, w in pairs if low != w]
    return bool(cut) and all(
        _cut_off(low, w)
        and ((v.endswith(".") and len(low) > 1) or (len(value) == 1 and v.isupper() and len(low) >= SHORTEST))
        for low, v, w in cut
    )


def _enough(short: str, said: list[str], strange: list[bool]) -> bool:
    """Known words may belong to a name in first letters ("net promoter score"), less so to one in beginnings."""
    if len(short) == 2:
        return all(strange)
    full = [new for word, new in zip(said, strange, strict=True) if word not in _SMALL]
    return (len(short) >= len(full) > 2 and len(short) <= len(said)) or 2 * sum(full) >= len(full)


def _one(fits: list[list[Entry]], quality: float) -> list[Entry]:
    """The entries, where all that fit are one column or measure."""
    entries = [e for listed in fits for e in listed]
    names = {e.name.rsplit(".", 1)[-1] for e in entries}
    return [replace(e, quality=quality) for e in entries] if len(names) == 1 else []


def _initials(words: Iterable[str]) -> str:
    return "".join(word[0] for word in words).upper()


def _one_value(fits: list[list[Entry]]) -> list[Entry]:
    entries = [e for listed in fits for e in listed]
    values = {(e.name.rsplit(".", 1)[-1], e.value) for e in entries}
    return [replace(e, quality=0.8) for e in entries] if len(values) == 1 else []


def _keep(found: dict[tuple[str, ...], list[Entry]], stems: tuple[str, ...], entries: list[Entry]) -> None:
    if entries:
        found[stems] = entries
