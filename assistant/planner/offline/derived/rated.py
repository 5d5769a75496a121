"""What is rated best: "best rated restaurant on average", "the 3 worst-rated carriers". What is ranked by is the one rating
that the rows have, averaged where the thing has several."""

from __future__ import annotations

import re

from assistant.planner.offline.derived.desk import Desk
from assistant.planner.offline.scope import is_joined, is_numeric
from data.catalog import Column

_RATED = re.compile(
    r"(?P<ask>\b(?:what(?:['’]?s|\s+is|\s+are)?|which(?:\s+is|\s+are)?)\s+)?(?P<the>\b(?:the|our)\s+)?(?:top\s+)?(?P<n>\d+\s+)?\b(?P<way>best|top|highest|worst|lowest|poorest)[\s-]+(?P<how>rated|reviewed|scored|scoring)\s+(?P<noun>[\w&-]+(?:\s+[\w&-]+)?)",
    re.I,
)
_BEHIND = re.compile(
    r"(?P<ask>\b(?:what|which)\s+)(?P<noun>[\w&-]+(?:\s+[\w&-]+)?)\s+(?:is|are|was|were|gets?|got)\s+(?P<how>rated|reviewed|scored)\s+(?:the\s+)?(?P<way>best|highest|worst|lowest|poorest)\b",
    re.I,
)
_AVERAGED = re.compile(r"\s*,?\s*\b(?:on|by)\s+(?:the\s+)?(?:average|avg|mean)\b", re.I)
_MARKS = frozenset(["rating", "ratings", "star", "stars", "score", "review", "mark", "grade", "satisfaction"])


def read(desk: Desk) -> None:
    """Say it as "which <noun> has the highest average <rating>"."""
    desk.text = _BEHIND.sub(lambda m: f"{m['ask']}{m['way']} {m['how']} {m['noun']}", desk.text)
    m = _RATED.search(desk.text)
    mark = rating_of(desk) if m is not None else None
    group = _group(desk, m["noun"]) if m is not None and mark is not None else None
    if m is None or mark is None or group is None:
        return
    said, column = group
    low = m["way"].lower() in ("worst", "lowest", "poorest")
    several = column.distinct < desk.scope.source.rows
    figure = f"{'average ' if several else ''}{desk.name(mark)}"
    rest = m["noun"][len(said) :]
    desk.text = desk.text[: m.end()] + _AVERAGED.sub("", desk.text[m.end() :], count=1)
    if m["n"]:
        ranked = f"{'bottom' if low else 'top'} {m['n']} {said} by {figure}"
        desk.put(m.start(), m.end(), f"{ranked}{rest}")
    else:
        desk.put(m.start(), m.end(), f"which {said} has the {'lowest' if low else 'highest'} {figure}{rest}")


def rating_of(desk: Desk) -> Column | None:
    """The one mark that rows are given, of their own table sooner than of another."""
    marks = [
        c
        for c in desk.scope.source.columns.values()
        if is_numeric(c) and not c.additive and _MARKS & set(re.findall(r"[a-z]+", c.label.lower()))
    ]
    own = [c for c in marks if not is_joined(c)] or marks
    return own[0] if len(own) == 1 else None


def _group(desk: Desk, noun: str) -> tuple[str, Column] | None:
    """The longest beginning of the words that names a column of names, and the column."""
    words = noun.split()
    for k in range(len(words), 0, -1):
        said = " ".join(words[:k])
        spans = [s for s in desk.tag(said).cover if s.entries]
        if len(spans) != 1 or spans[0].end - spans[0].start != k:
            continue
        for term in desk.scope.terms(spans[0]):
            if term.column is not None and term.entry.kind == "column" and term.column.type == "text":
                return said, term.column
    return None
