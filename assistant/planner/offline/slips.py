"""Small words as they were meant: "befor 1950" is before 1950, and "exept france" is except France.

The words that shape a question are looked for in its text as well as among its tokens, so a misspelt one is mended first
of all. A word that the data or the language have stays as it stands, and so does a name; the words of the data are
corrected later, where they are looked up.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache

from rapidfuzz.distance import OSA

from assistant.planner.offline.vocabulary import Vocabulary

_WORD = re.compile(r"(?<![\w'’./@-])[A-Za-z]{2,}(?![\w'’/@]|-\w)")
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|«[^»]*»")
SHORTEST = 5
"""Shorter words are a slip away from too many others ("form", "from"): only those that are listed are mended."""


class Slips:
    """Small words, with what is often written for them."""

    def __init__(self, words: Vocabulary) -> None:
        raw = words.raw["slips"]
        self._words = words
        self._known: dict[str, str] = {
            wrong: right for right, listed in raw["known"].items() for wrong in listed.split()
        }
        self._kept = frozenset(raw["kept"].split())
        self._near: dict[str, list[str]] = defaultdict(list)
        for right in dict.fromkeys(raw["words"].split()):
            if len(right) >= SHORTEST:
                self._near[right[0]].append(right)

    def meant(self, word: str) -> str | None:
        """The small word that a misspelt one is, or None."""
        if word in self._known:
            return self._known[word]
        if len(word) < SHORTEST - 1 or word in self._kept or word in self._near[word[0]]:
            return None
        if self._words.is_word(word):
            return None
        found = [right for right in self._near[word[0]] if _is_slip(word, right)]
        return found[0] if len(found) == 1 else None


def _is_slip(word: str, right: str) -> bool:
    """One letter too many, one left out, or two the wrong way round; another letter makes another word too easily."""
    if len(word) == len(right):
        return sorted(word) == sorted(right) and OSA.distance(word, right, score_cutoff=1) <= 1
    return bool(OSA.distance(word, right, score_cutoff=1) <= 1)


@lru_cache(maxsize=4)
def _of(words: Vocabulary) -> Slips:
    return Slips(words)


def mended(text: str, words: Vocabulary, ours: Callable[[str], bool]) -> str:
    """The text with its small words spelt right; `ours` tells the words of the data as they are written there."""
    slips, quoted = _of(words), [m.span() for m in _QUOTED.finditer(text)]

    def mend(found: re.Match[str]) -> str:
        word = found[0]
        named = word[0].isupper() and found.start() > 0
        if named or ours(word.lower()) or any(a <= found.start() < b for a, b in quoted):
            return word
        right = slips.meant(word.lower())
        if right is None:
            return word
        return right.capitalize() if word[0].isupper() else right

    return _WORD.sub(mend, text)
