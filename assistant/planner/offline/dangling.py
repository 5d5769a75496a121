"""Words that point at what was said before, where nothing was: "average income of those" as the first question.

Read without them such a question is one to all rows, so that the figure of everybody would pass for that of "those".
"""

from __future__ import annotations

import re

from assistant.planner.offline.spans import Tagged

_POINTS = re.compile(
    r"\bof (?:it|them|those|these)\b(?=\s*[?.!,]*\s*$|\s+(?:is|are|was|were|do|does|did|has|have|had|went|go|goes|come|came|sold)\b)",
    re.I,
)
_THINGS = ("entity", "rows", "value", "population")


def points(text: str) -> bool:
    """Whether a message has such words at all: most have none."""
    return _POINTS.search(text) is not None


def at_nothing(tagged: Tagged) -> str | None:
    """The words that point, where no thing is named before them in the same message."""
    said = _POINTS.search(tagged.text)
    if said is None:
        return None
    before = [s for s in tagged.cover if tagged.tokens[s.end - 1].end <= said.start()]
    named = any(s.number is not None or s.period is not None or s.entry(*_THINGS) is not None for s in before)
    return None if named else said[0]
