"""Comparatives that bring their own figure ("heavier", "more expensive"), said by the name that the data have for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

_COSTLY = ("more expensive", "less expensive", "pricier", "costlier", "dearer")
_LEFT = frozenset(["larger", "bigger", "smaller", "higher", "lower", "best", "worst"])
"""What stands beside a figure of its own ("higher income") as often as it brings one."""


def named(text: str, ranked: Mapping[str, list[str]], known: Callable[[str], bool]) -> str:
    """The text with each comparative as the first of its figures that the data know; else as it was. `ranked`: what
    superlatives rank by."""
    said, figures = _figures(tuple((words, tuple(names)) for words, names in ranked.items()))

    def figure(m: re.Match[str]) -> str:
        return next((name for name in figures[m[0].lower()] if known(name)), m[0])

    return said.sub(figure, text)


@lru_cache(maxsize=8)
def _figures(
    ranked: tuple[tuple[str, tuple[str, ...]], ...],
) -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    """The comparatives as a pattern, and the figures of each."""
    single = {word: names for words, names in ranked for word in words.split()}
    found = {word[:-3] + "er": names for word, names in single.items() if word.endswith("est")}
    found |= dict.fromkeys(_COSTLY, single.get("cheapest", ()))
    found = {word: names for word, names in found.items() if word not in _LEFT}
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, found))})\b", re.I), found
