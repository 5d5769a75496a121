"""A question asked twice in one message: loosely first, then in plain words.

"so which sites do best? average rating per site, best first" asks for what its second half says; the first half, which
nobody could answer by itself, only introduces it.
"""

from __future__ import annotations

import re

from assistant.planner.offline.followups import message
from assistant.planner.offline.scope import Intent
from assistant.planner.offline.spans import Tagged
from assistant.reading import Reading
from data.query import columns_of

_BREAK = re.compile(r"(?<=[?])\s+(?=\S)|\s+[-–—]{1,2}\s+(?=\S)|(?<=\w\w[.!])\s+(?=[A-Za-z])")
_FEW = 3
"""So many words at least are a question by themselves."""


def halves(text: str) -> tuple[str, str] | None:
    """What introduces a question and the question itself, where a message may be both."""
    parts = [p.strip() for p in _BREAK.split(text, maxsplit=1) if p.strip()]
    if len(parts) != 2 or len(parts[0].split()) < _FEW or len(parts[1].split()) < _FEW:
        return None
    if message.hear(parts[1]).leans:
        return None
    return parts[0], parts[1]


def names_a_figure(tagged: Tagged) -> bool:
    """Whether a second half says itself what is counted or measured; bands or a wish for a drawing only add to a first."""
    return any(
        s.word("aggregate", "count", "share", "rate") is not None or s.entry("measure") is not None
        for s in tagged.cover
    )


def restricts(tagged: Tagged, whole: str) -> bool:
    """Whether a first half says which rows are meant, in words that the second does not repeat."""
    for span in tagged.cover:
        stands = (
            span.period is not None
            or span.bands is not None
            or (span.number is not None and span.text.lower() not in ("one", "two"))
            or span.word("comparator", "not", "only") is not None
            or any(e.kind == "value" and e.quality >= 0.9 for e in span.entries)
        )
        if stands and span.text.lower() not in whole.lower():
            return True
    return False


_LOOSE = re.compile(
    r"^\W*(?:so |and |hey |hi )*(?:which|where|who|do|does|how (?:well|bad|good)|can you|could you)\b", re.I
)


def same_groups(loose: Reading, plain: Reading) -> bool:
    """Both halves tell of the same groups, and only the second says by which figure."""
    first, second = (r.candidates[0].intent for r in (loose, plain))
    if not isinstance(first, Intent) or not isinstance(second, Intent) or not _LOOSE.match(loose.question):
        return False
    groups = [{n for g in i.groups for n in columns_of(g.expr)} for i in (first, second)]
    return bool(groups[1]) and groups[0] <= groups[1]
