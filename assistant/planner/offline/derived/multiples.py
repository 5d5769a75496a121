"""One number of a row held against a part or a multiple of another: "the tip was more than 20% of the bill", "with a gross
of at least three times the budget", "who owe more than 20% of their salary on credit cards"."""

from __future__ import annotations

import re

from assistant.planner.offline.derived.desk import Condition, Desk
from assistant.planner.offline.numerals import in_digits
from assistant.planner.offline.scope import is_joined, is_numeric
from data.catalog import Column
from data.query import Expr, Op, call, col

_THAN = re.compile(
    r"\b(?:(?P<le>at\s+most|no\s+more\s+than)|(?P<gt>more\s+than|over|above|greater\s+than|higher\s+than|larger\s+than|exceed(?:s|ed|ing)?)"
    r"|(?P<lt>less\s+than|fewer\s+than|under|below|lower\s+than|smaller\s+than)|(?P<ge>at\s+least|no\s+less\s+than))\s+"
    r"(?P<n>(?:a|one|1)\s+(?:third|quarter|fifth|tenth)(?=\s+of)|(?:two|2)\s+thirds|(?:three|3)\s+quarters|\d+(?:\.\d+)?|twice|double|(?:(?:one|1)\s+)?half)\s*"
    r"(?P<of>%\s*of|per\s?cent\s+of|times|x|of)?\s*(?:the\s+|its\s+|their\s+|his\s+|her\s+|of\s+the\s+)?",
    re.I,
)
_WORDS = {"twice": 2.0, "double": 2.0, "half": 0.5, "third": 1 / 3, "quarter": 0.25, "fifth": 0.2, "tenth": 0.1, "thirds": 2 / 3, "quarters": 0.75}  # fmt: skip
_Place = tuple[int, int, Column]
_DOING = re.compile(
    r"\b(?:owes?|owed|owing|spends?|spent|pays?|paid|have|has|had|with|got|use[sd]?)\s+$", re.I
)
_DONE = re.compile(
    r"\b(?:that\s+|which\s+|who\s+)?(?:(?:were|was|are|is|got|been|have|has)\s+)*(?P<verb>[a-z]{2,}(?:ed|id|t|ld|nt|s|de))\s+(?:for\s+|at\s+)?$",
    re.I,
)
_SHORT = {"d": "days", "w": "weeks", "m": "months", "y": "years"}
_SMALL = frozenset(
    ["in", "on", "the", "last", "for", "of", "are", "is", "be", "were", "was", "a", "as", "at", "by"]
)
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
        part = _WORDS.get(m["n"].lower().split()[-1])
        if part is None and (m["of"] or "of").lower() == "of":
            continue  # "more than 5 of them"
        named = list(desk.numbers())
        last = next((y for y in named if y[0] == m.end()), None)
        first = _before(named, m.start(), text)
        behind = _behind(desk, m, last) if last is not None else None
        if first is None:
            first = behind or (_of_verb(desk, m.start(), last) if last is not None else None)
        elif behind is not None and behind[2].name == first[2].name:
            first = (first[0], behind[1], first[2])  # "owe more than half of their salary on credit cards"
        if first is None or last is None or first[2].name == last[2].name:
            continue
        by = part or float(m["n"]) * (0.01 if "of" in (m["of"] or "") else 1)
        op: Op = next(k for k in ("gt", "lt", "ge", "le") if m[k])
        test = call(op, col(first[2].name), call("mul", col(last[2].name), by))
        said = {"gt": "above", "lt": "below", "ge": "at least", "le": "at most"}[op]
        label = f"{first[2].label} {said} {by:g} times {last[2].label}"
        word = desk.condition(label, first[2], _plainly(test))
        start = min(first[0], m.start())
        head = _HEAD.search(text[:start])
        desk.put(head.start() if head is not None else start, max(first[1], last[1]), f" where {word}")
        return


def _before(named: list[_Place], start: int, text: str) -> _Place | None:
    """The number that stands right before the comparison."""
    return next((x for x in reversed(named) if x[1] <= start and _IS.fullmatch(text[x[1] : start])), None)


def _of_verb(desk: Desk, start: int, last: _Place) -> _Place | None:
    """ "were sold for less than 90% of their list price": the one number with the verb in its name."""
    said = _DONE.search(desk.text[:start])
    if said is None:
        return None
    fit = _with_words(desk, _stems(desk, said["verb"]), last)
    return (said.start(), start, fit) if fit is not None else None


def _with_words(desk: Desk, said: set[str], last: _Place) -> Column | None:
    """The one number of the rows, beside the last, that has the words in its name."""
    own = (c for c in desk.scope.source.columns.values() if is_numeric(c) and not is_joined(c))
    fit = [c for c in own if c.name != last[2].name and said <= _stems(desk, c.label)]
    return fit[0] if len(fit) == 1 else None


def _behind(desk: Desk, than: re.Match[str], last: _Place) -> _Place | None:
    """ "fewer than half of their seats active in the last 30 days", "owe more than 20% of their salary on credit cards":
    the one number with the words behind the whole in its name."""
    text, doing = desk.text, _DOING.search(desk.text[: than.start()])
    tail = re.match(r"[^,;.?!()]*", text[last[1] :])
    stems = desk.tagger.words.stems
    said = (
        {stems.of(w) for w in re.findall(r"[a-z]+|\d+", tail[0].lower())} - _SMALL
        if tail is not None
        else set()
    )
    if tail is None or not said:
        return None
    fit = _with_words(desk, said, last)
    start = doing.start() if doing is not None else than.start()
    return (start, last[1] + len(tail[0].rstrip()), fit) if fit is not None else None


def _stems(desk: Desk, text: str) -> set[str]:
    """The stems of a text, and the days of "30 d"."""
    words = re.findall(r"[a-z]+|\d+", text.lower())
    return {desk.tagger.words.stems.of(_SHORT.get(w, w)) for w in words}


def _plainly(test: Expr) -> Condition:
    """A condition that depends on no other."""
    return lambda _: test
