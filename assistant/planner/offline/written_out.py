"""Letters and small words of a question, written out in full: "single n married" is single and married."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable

_LETTERS = (
    (re.compile(r"(?<=\w )n(?= (?!be\b|is\b|of\b|rows\b|people\b)[\w(])"), "and"),
    (re.compile(r"(?<=\b(?:who|and|ppl) )r(?= \w)|(?<=\w{3}s )r(?= (?!be\b|is\b|squared?\b|values?\b)\w)|(?<=& )r(?= \w)"), "are"),
    (re.compile(r"(?<=\b(?:can|did) )u(?= \w)|(?<=\b(?:could|would) )u(?= \w)"), "you"),
)  # fmt: skip
_OTHERWISE = re.compile(
    r"\b(?:let|where|with|for|of|statistic|size|mean|median|average|coefficient|test) [nru]\b", re.I
)


def spelt_out(text: str, names: Collection[str]) -> str:
    """ "single n married", "how many members r women": letters for words, where no name of the data is one letter."""
    if any(len(name) == 1 for name in names) or _OTHERWISE.search(text):
        return text
    for letter, word in _LETTERS:
        text = letter.sub(word, text)
    return text


_PARTED = re.compile(r"\b(?P<cue>by|per|each|every|which|what)\s+(?P<word>[a-z]{4,})\b(?=\s*(?:$|[,;?.!)]|(?:please|pls|in|for|during|since|and|as|has|had|have|gets?|got|with|is|was|are|makes?|made|brings?|earns?|earned)\b))", re.I)  # fmt: skip


def in_full(text: str, labels: Iterable[str], small: Callable[[str], bool]) -> str:
    """ "open rate by list", where a column is "List/Segment": a small word that is part of just one name, said as one
    groups by it. `small`: words that name nothing of the data by themselves."""
    for m in reversed(list(_PARTED.finditer(text))):
        word = m["word"].lower()
        if not small(word):
            continue
        named = {one for one in labels if word in one.lower().split() and len(one.split()) == 2}
        if len(named) == 1:
            text = f"{text[: m.start('word')]}{named.pop()}{text[m.end('word') :]}"
    return text
