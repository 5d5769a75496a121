"""A person who corrects a part of a sentence in the same breath: "more than 10% of... sorry, more than 20% of their salary",
"in 2023, no wait, 2024", "by region, I mean by city". What was taken back is left out."""

from __future__ import annotations

import re

_MARK = re.compile(
    r"\s*(?:\.{2,}|…|[,;–—-])\s*(?:(?:oh|no|ah|oops|er|erm|um|wait)\b[\s,.…-]*)*"
    r"(?:(?:so\s+)?sorry|scratch\s+that|correction|make\s+that|(?:or\s+)?rather|i\s+mean(?:t)?(?:\s+to\s+say)?|no\s+wait|wait\s+no|wait)\b[\s,.:;…-]*(?:i\s+mean(?:t)?\b\s*)?",
    re.I,
)
_LIKE = (
    re.compile(r"(?:19|20)\d\d"),
    re.compile(r"[$€£]?\d[\d,.]*(?:%|k|m)?", re.I),
    re.compile(r"q[1-4]", re.I),
    re.compile(
        r"(?:january|february|march|april|may|june|july|august|september|october|november|december)", re.I
    ),
    re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?", re.I),
)
FEWEST = 2
"""Words before a correction, so that there is something to correct."""


def corrected(text: str) -> str:
    """The text without what it takes back; the same text where that cannot be told."""
    for mark in _MARK.finditer(text):
        start = _taken_back(text[: mark.start()], text[mark.end() :])
        if start is not None:
            return corrected(f"{text[:start].rstrip()} {text[mark.end() :].lstrip()}".strip())
    return text


def _taken_back(before: str, after: str) -> int | None:
    """Where the words begin that the correction begins with, too: its first word, or a figure for a figure."""
    said = list(re.finditer(r"\S+", before))
    first = re.match(r"\S+", after)
    if len(said) < FEWEST or first is None:
        return None
    word = first[0].lower().strip(".,;:?!")
    for i, token in reversed(list(enumerate(said))):
        if word.isdigit() and i and said[i - 1][0].lower() in ("or", "and", "to"):
            return None  # "4 or 5, or rather 5 only"
        if token[0].lower().strip(".,;:?!") == word:
            return token.start()
    kind = next((like for like in _LIKE if like.fullmatch(word)), None)
    last = said[-1][0].strip(".,;:?!")
    return said[-1].start() if kind is not None and kind.fullmatch(last) else None
