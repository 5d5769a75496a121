"""One number of a row held against a part or a multiple of another: "the tip was more than 20% of the bill", "with a gross
of at least three times the budget"."""

from __future__ import annotations

import re

from assistant.planner.offline.derived.desk import Condition, Desk
from assistant.planner.offline.numerals import in_digits
from data.query import Expr, Op, call, col

_THAN = re.compile(
    r"\b(?:(?P<gt>more\s+than|over|above|greater\s+than|higher\s+than|larger\s+than|exceed(?:s|ed|ing)?)|(?P<lt>less\s+than|under|below|lower\s+than|smaller\s+than)"
    r"|(?P<ge>at\s+least)|(?P<le>at\s+most|no\s+more\s+than))\s+(?P<n>\d+(?:\.\d+)?|twice|double|half)\s*"
    r"(?P<of>%\s*of|per\s?cent\s+of|times|x)?\s*(?:the\s+|its\s+|their\s+|of\s+the\s+)?",
    re.I,
)
_WORDS = {"twice": 2.0, "double": 2.0, "half": 0.5}
_IS = re.compile(r"\s*(?:(?:that|which|who)\s+)?(?:was|were|is|are|of|being)?\s*", re.I)
_HEAD = re.compile(
    r"(?:\b(?:with|where|had|has|have|having|whose|was|when)\s+)?(?:an?\s+|the\s+|their\s+|its\s+)?$", re.I
)


def read(desk: Desk) -> None:
    """Put a condition in the place of the two numbers."""
    text = in_digits(desk.text)
    if _THAN.search(text) is None:
        return
    desk.text = text
    for m in _THAN.finditer(text):
        if m["of"] is None and m["n"].lower() not in _WORDS:
            continue
        named = list(desk.numbers())
        first = next(
            (x for x in reversed(named) if x[1] <= m.start() and _IS.fullmatch(text[x[1] : m.start()])), None
        )
        last = next((y for y in named if y[0] == m.end()), None)
        if first is None or last is None or first[2].name == last[2].name:
            continue
        by = _WORDS.get(m["n"].lower()) or float(m["n"]) * (0.01 if "of" in (m["of"] or "") else 1)
        op: Op = next(k for k in ("gt", "lt", "ge", "le") if m[k])
        test = call(op, col(first[2].name), call("mul", col(last[2].name), by))
        said = {"gt": "above", "lt": "below", "ge": "at least", "le": "at most"}[op]
        label = f"{first[2].label} {said} {by:g} times {last[2].label}"
        word = desk.condition(label, first[2], _plainly(test))
        head = _HEAD.search(text[: first[0]])
        desk.put(head.start() if head is not None else first[0], last[1], f" where {word}")
        return


def _plainly(test: Expr) -> Condition:
    """A condition that depends on no other."""
    return lambda _: test
