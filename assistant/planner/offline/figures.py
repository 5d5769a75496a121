"""Figures of an ability by the words beside them: "a contact costs 3", "the top 10 %", "90 % power"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from assistant.planner.offline.conditions import Draft
from assistant.planner.offline.vocabulary import Vocabulary

FEWEST = 10
PART_OF_A_NAME = 0.7
_REACH = 4
"""How many spans before or after a figure its word may stand."""


@dataclass(frozen=True)
class Figure:
    """A number of the question, its span, and which figure the nearest word makes it."""

    at: int
    value: float
    percent: bool
    name: str


def find(draft: Draft, words: dict[str, list[str]]) -> dict[str, Figure]:
    """The first figure of each name. A number belongs to the word nearest to it; of two as near, the one before, unless
    that has its figure already ("2 a letter and 30 margin")."""
    found: dict[str, Figure] = {}
    for i, span in enumerate(draft.spans):
        if span.number is None or span.entries or not draft.free(i):
            continue
        name = _name(draft, i, {n: w for n, w in words.items() if n not in found})
        if name is not None:
            found[name] = Figure(i, span.number, span.percent, name)
    return found


def find_each(
    draft: Draft, words: dict[str, list[str]], fits: Callable[[str, Draft, int], bool]
) -> dict[str, Figure]:
    """Each name in turn takes the number nearest to one of its words that is left and that it can be."""
    found: dict[str, Figure] = {}
    taken: set[int] = set()
    for name, phrases in words.items():
        best: tuple[int, int] | None = None
        for i, span in enumerate(draft.spans):
            if (
                span.number is None
                or span.entries
                or i in taken
                or not draft.free(i)
                or not fits(name, draft, i)
            ):
                continue
            near = _nearest(draft, i, phrases)
            if near is not None and (best is None or near < best[0]):
                best = (near, i)
        if best is not None:
            span = draft.spans[best[1]]
            taken.add(best[1])
            found[name] = Figure(best[1], span.number or 0.0, span.percent, name)
    return found


def _nearest(draft: Draft, i: int, phrases: list[str]) -> int | None:
    """How many words lie between the number and the nearest of the phrases."""
    sides = ((_stretch(draft, i, -1), -1), (_stretch(draft, i, +1), 1))
    found = [d for p in phrases for text, order in sides if (d := _distance(text, p, order)) is not None]
    return min(found, default=None)


def people(draft: Draft) -> int | None:
    """ "4,000 customers": the number right before a word for people, with no comparison before it."""
    for i, span in enumerate(draft.spans[:-1]):
        after = draft.spans[i + 1]
        compared = i > 0 and draft.spans[i - 1].word("comparator", "superlative", "not") is not None
        if span.number is None or not draft.free(i) or span.percent or span.number < FEWEST or compared:
            continue
        if is_person(draft.tokens[after.start].stem, draft.words):
            return i
    return None


def is_person(stem: str, words: Vocabulary | None) -> bool:
    """A word for customers in general, whatever this table calls them."""
    return words is not None and (stem,) in words.concept_words()["customer"]


def use(draft: Draft, figures: dict[str, Figure], words: dict[str, list[str]], why: str = "figure") -> None:
    """Mark the figures and the words beside them as licensed, so that no condition takes them: "a letter costs",
    "a kept customer is worth"."""
    for figure in figures.values():
        said = {w for phrase in words[figure.name] for w in phrase.split()}
        near = [*_beside(draft, figure.at, -1), *_beside(draft, figure.at, +1)]
        own = (i for i in near if draft.spans[i].unknown or set(draft.spans[i].text.lower().split()) <= said)
        draft.use(why, figure.at, *own)


def share(figure: Figure) -> float:
    """ "10 %" is 0.1; a bare number from 1 on stays what it is."""
    return figure.value / 100 if figure.percent else figure.value


def _name(draft: Draft, i: int, words: dict[str, list[str]]) -> str | None:
    before = _stretch(draft, i, -1)
    after = _stretch(draft, i, +1)
    best: tuple[int, int, str] | None = None
    for name, phrases in words.items():
        for phrase in phrases:
            for side, (text, order) in enumerate(((before, -1), (after, 1))):
                distance = _distance(text, phrase, order)
                if distance is not None and (best is None or (distance, side) < best[:2]):
                    best = (distance, side, name)
    return best[2] if best is not None else None


def _stretch(draft: Draft, i: int, step: int) -> str:
    """The words on one side, in the order of the question."""
    places = sorted(_beside(draft, i, step))
    return " ".join(draft.spans[k].text.lower() for k in places)


def _beside(draft: Draft, i: int, step: int) -> list[int]:
    """The spans on one side, up to the next number or a stop."""
    found: list[int] = []
    at = i + step
    while 0 <= at < len(draft.spans) and len(found) < _REACH:
        span = draft.spans[at]
        if span.number is not None or span.text in (".", "?", ";", ","):
            break
        found.append(at)
        at += step
    return found


def _distance(text: str, phrase: str, order: int) -> int | None:
    """How many words lie between the figure and the phrase on that side; None where it is not there."""
    hits = list(re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", text))
    if not hits:
        return None
    between = text[hits[-1].end() :] if order < 0 else text[: hits[0].start()]
    return len(between.split())


def words_of(raw: dict[str, Any], *names: str) -> dict[str, list[str]]:
    """The words of these figures in the vocabulary."""
    return {name: list(raw["figures"][name]) for name in names}
