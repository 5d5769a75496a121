"""Roundabout wordings, as the plain question that is read for them: "month with the highest sales" asks which month has
them, and "list the regions" which there are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from assistant.planner.offline.dates import EVERY
from assistant.planner.offline.vocabulary import Vocabulary
from assistant.planner.offline.wordorder import CLOSE, POLITE

_RECURRING = re.compile(
    rf"^\W*(?:the\s+)?(?P<grain>{'|'.join(EVERY)})\s+(?P<what>(?:number|count)\s+of\s+[^,?;:]+?)(?=\W*$)",
    re.I,
)


@lru_cache(maxsize=4)
def _plainer(words: Vocabulary) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(p, re.I), said) for p, said in words.raw["wordings"]["roundabout"].items())


def plainer(text: str, words: Vocabulary) -> str:
    """ "Month with the highest sales" asks which month has them, "which share" what share, "of at least 5 and at most 9"
    what lies between 5 and 9."""
    for pattern, said in _plainer(words):
        text = pattern.sub(said, text, count=1)
    return _RECURRING.sub(lambda m: f"{m['what']} by {EVERY[m['grain'].lower()]}", text)


_LISTED = re.compile(
    rf"^\W*{POLITE}(?:(?:list|name|enumerate|show(?:\s+me)?|give\s+me|tell\s+me)(?:\s+(?:all|every))?(?:\s+of)?|what\s+are|which\s+are)"
    r"(?:\s+the|\s+our|\s+all)*(?P<sorts>\s+(?:different|distinct|unique|possible|available))?\s+(?P<things>[\w\s-]+?)(?:\s+(?:there are|we have|in the (?:data|file|table)))?"
    rf"{CLOSE}$",
    re.I,
)


def what_there_is(text: str, labels: Iterable[str]) -> str:
    """ "List the regions", "what are the different plans" ask which there are, where a column is called so."""
    m = _LISTED.match(text)
    if m is None:
        return text
    things = m["things"].lower()
    named = {f for label in labels for f in _several(label.lower())}
    return f"what {m['things']} are there?" if things in named else text


def _several(label: str) -> tuple[str, ...]:
    return (f"{label[:-1]}ies",) if label.endswith("y") else (f"{label}s", f"{label}es")
