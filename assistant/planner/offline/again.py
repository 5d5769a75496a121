"""What a message names and then points at: "... that carry a credit card balance, how high is that balance on average?"."""

from __future__ import annotations

import re

from assistant.planner.offline.lexicon import Lexicon
from assistant.planner.offline.text import tokens

_POINTS = re.compile(r"\b(?:that|this|the same|such an?|said) (?P<noun>[a-z]{3,})\b", re.I)
_MOST = 4
"""Words of a name, the noun among them."""


def named(text: str, lexicon: Lexicon) -> str:
    """The text with the whole name in place of its last word, where the name was said before."""
    for m in reversed(list(_POINTS.finditer(text))):
        whole = _whole(text[: m.start()], m["noun"], lexicon)
        if whole is not None:
            text = f"{text[: m.start()]}the {whole}{text[m.end() :]}"
    return text


def _whole(before: str, noun: str, lexicon: Lexicon) -> str | None:
    """The longest name of a number that ends in the noun."""
    for said in reversed(list(re.finditer(rf"\b{re.escape(noun)}\b", before, re.I))):
        words = before[: said.end()].split()[-_MOST:]
        for first in range(len(words) - 1):
            phrase = " ".join(words[first:])
            stems = tuple(t.stem for t in tokens(phrase, lexicon.words.stems))
            if any(
                e.kind == "column" and e.quality >= 0.95 and e.value is None for e in lexicon.whole(stems)
            ):
                return phrase
    return None
