"""Answers that are numbers: "4 or 5", "a 9 or 10", "the 9s and 10s", "0 to 6", "at least 8", and the scale they are on."""

from __future__ import annotations

import re

from assistant.planner.offline.derived.desk import Desk
from assistant.planner.offline.scope import Scope, is_numeric
from data.catalog import Column
from data.query import Expr, Op, call, col, columns_of

NUMBERS = re.compile(
    r"\s*(?:,|\b(?:a|an|as|at|with|by|the|score|of|it)\b|\s)*(?P<least>at\s+least\s+|above\s+|over\s+|below\s+|under\s+|at\s+most\s+)?(?P<a>\d{1,2})\b(?!\s*(?:%|percent))"
    r"(?:(?P<list>(?:\s*(?:,|,?\s*or|/)\s*(?:an?\s+)?\d{1,2}\b)+)|\s*(?:-|–|to)\s*(?P<to>\d{1,2})\b|(?P<up>\s*\+|\s+(?:or|and)\s+(?:more|higher|above|better|up|over))|(?P<down>\s+(?:or|and)\s+(?:less|lower|below|worse|under)))?",
    re.I,
)
_SAID = re.compile(
    r"^(?:(?:they|who|people|persons?|those|customers?|respondents?|that|is|are|all|only|just|everyone|anyone|ones?|have|has|had|given|gave|give|giving|answer(?:s|ed|ing)?|"
    r"scores?|scored|scoring|rat(?:e|es|ed|ing|ings)|marks?|ticked|chose|said|put|of|with|from|an?|the|either|=|:)\s+)+",
    re.I,
)
_PLURAL = re.compile(r"\b(\d{1,2})['’]?s\b", re.I)
_WITHOUT = re.compile(r"\s+(?:out\s+of\s+(?:5|7|10)|on\s+(?:the|a|our)\s+(?:[\w-]+\s+)?scale)$", re.I)
_BEYOND: dict[str, Op] = {
    "least": "ge", "above": "gt", "over": "gt", "below": "lt", "under": "lt", "most": "le"
}  # fmt: skip
_PROMOTERS = re.compile(r"(?:promoter|detractor|passive)s?|nps|net promoter (?:score|index)", re.I)


def on_scale(column: Column) -> bool:
    """Few whole numbers: answers, and no amounts."""
    return is_numeric(column) and column.type == "integer" and column.distinct <= 11


def answer(column: Column, m: re.Match[str]) -> Expr:
    """The condition that numbers are of a column of answers."""
    x, first = col(column.name), int(m["a"])
    if m["least"]:
        return call(_BEYOND[m["least"].split()[-1].lower()], x, first)
    if m["up"] or m["down"]:
        return call("ge" if m["up"] else "le", x, first)
    if m["to"]:
        return call("between", x, first, int(m["to"]))
    numbers = [first, *(int(n) for n in re.findall(r"\d+", m["list"] or ""))]
    return call("in", x, *numbers) if len(numbers) > 1 else call("eq", x, first)


def bare(text: str) -> re.Match[str] | None:
    """The numbers that a text is, and nothing but words for an answer beside them: "they answered 4 or 5"."""
    said = _WITHOUT.sub("", text.strip(" \t.,;:?!()"))
    said = _PLURAL.sub(r"\1", _SAID.sub("", f"{said} ").strip())
    return NUMBERS.fullmatch(re.sub(r"(\d)\s+and\s+(?=\d)", r"\1 or ", said))


def test(column: Column, text: str) -> Expr | None:
    """The condition that a text of bare numbers sets to a column of answers; None where it has no such answers."""
    m = bare(text)
    if m is None or not on_scale(column):
        return None
    said = [int(n) for n in re.findall(r"\d+", m[0])]
    return answer(column, m) if all(_within(n, column) for n in said) else None


def _within(number: int, column: Column) -> bool:
    """An answer that nobody gave may be one, too: 0 to 6, where the lowest is a 1."""
    low, high = column.low, column.high
    if not isinstance(low, int | float) or not isinstance(high, int | float):
        return False
    return min(low, 1) - 1 <= number <= high


def recommendation(scope: Scope) -> Column | None:
    """The answer from 0 to 10 that the net promoter score is made of."""
    measure = scope.catalog.measures.get("net_promoter_score")
    if measure is None or measure.source not in scope.names:
        return None
    return next((c for n in columns_of(measure.expr) if (c := scope.source.columns.get(n)) is not None), None)


def scale_named(desk: Desk, text: str) -> Column | None:
    """The one column of answers that a text names, the last where it names several; that of promoters by these."""
    if _PROMOTERS.search(text) is not None:
        return recommendation(desk.scope)
    found: Column | None = None
    for span in desk.tag(text).cover:
        for term in desk.scope.terms(span):
            if term.column is not None and term.entry.kind in ("column", "value") and on_scale(term.column):
                found = term.column
                break
    return found
