"""How two numbers go together in each group: "correlation of age and spend by region". Over all rows it is an ability of
its own; of groups it is a figure like any other."""

from __future__ import annotations

import re

from assistant.planner.offline.derived.desk import Desk
from assistant.planner.offline.scope import is_groupable
from data.query import Agg, col

_CORRELATION = re.compile(
    r"\b(?:what(?:['’]?s|\s+is)\s+|how\s+(?:strong|high)\s+is\s+)?(?:the\s+)?(?<!rank )correlations?(?:\s+coefficients?)?\s+(?:between|of)\s+(?:the\s+)?",
    re.I,
)
_AND = re.compile(r"\s*(?:and|with|to)\s+(?:the\s+)?", re.I)
_BY = re.compile(r"\s*,?\s*(?:split\s+|separately\s+)?\b(?:by|per|(?:for|within|in)\s+(?:each|every))\s+(?:the\s+)?", re.I)  # fmt: skip


def read(desk: Desk) -> None:
    """Put one word for the correlation, where groups stand behind it."""
    m = _CORRELATION.search(desk.text)
    named = list(desk.numbers(m.end())) if m is not None else []
    if m is None or len(named) < 2 or named[0][0] != m.end():
        return
    (_, end, x), (start, last, y) = named[:2]
    by = _BY.match(desk.text, last)
    if by is None or _AND.fullmatch(desk.text[end:start]) is None or not _is_group(desk, by.end()):
        return
    label = f"correlation of {x.label} and {y.label}"
    word = desk.measure(label, Agg(agg="corr", of=col(x.name), by=col(y.name)))
    desk.put(m.start(), by.start(), word)


def _is_group(desk: Desk, at: int) -> bool:
    return any(a == at and is_groupable(column) for a, _, column in desk.all_named(at))
