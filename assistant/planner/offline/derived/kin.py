"""Columns of one kind, asked for as one: "which of the four statements gets the highest agreement", "which measurement
varies most relative to its mean", "adding up all departments"."""

from __future__ import annotations

import re
from collections import defaultdict

from assistant.planner.offline.derived.desk import Desk
from assistant.planner.offline.derived.leftover import restricted
from assistant.planner.offline.derived.survey import UNSURE, scaled
from assistant.planner.offline.scope import Intent, is_numeric
from data.catalog import Column
from data.query import Agg, AggName, Expr, Out, call, col

_N = r"(?P<n>\d+|two|three|four|five|six|seven|eight|nine|ten)"
_COUNTS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_OF = re.compile(
    rf"\b(?:which|what)\s+(?:one\s+)?of\s+(?:the|these|our)\s+(?:{_N}\s+)?(?:\w+\s+)??(?P<noun>[a-z]+s)\b(?:\s*,?\s*\(?(?P<from>[a-z]\d+[a-z]?)\s*(?:to|-|–)\s*(?P<to>[a-z]?\d*[a-z]?)\)?)?",
    re.I,
)
_WHICH = re.compile(
    r"\b(?:which|what)\s+(?P<noun>statement|question|item|measurement|aspect|criterion|rating|dimension|feature)\b",
    re.I,
)
_NOUNS = frozenset({
    "statements", "questions", "items", "measurements", "measures", "aspects", "criteria", "ratings", "dimensions", "features",
    "scores", "variables", "columns", "attributes", "answers", "topics", "things", "areas", "categories", "values",
})  # fmt: skip
_UP = r"highest|most|best|largest|biggest|greatest|strongest|top"
_DOWN = r"lowest|least|worst|smallest|weakest|poorest"
_VARIES = re.compile(
    r"\bvar(?:ies|y|ied)\b|\bvariation\b|\bvariable\b|\bspread\b|\bstandard\s+deviation\b|\bvariance\b", re.I
)
_RELATIVE = re.compile(
    r"\brelative(?:ly)?(?:\s+to\s+(?:its|their|the)\s+(?:own\s+)?(?:mean|average))?\b|\bcoefficient\s+of\s+variation\b|\bfor\s+its\s+(?:mean|average|size)\b",
    re.I,
)
_MEDIAN = re.compile(r"\bmedian\b", re.I)
_SAID = re.compile(
    rf"\b(?:{_UP}|{_DOWN}|averages?|avg|mean|median|rating|ratings|rated|score|scores|scored|agreement|agree|value|values|gets?|got|has|have|had|is|are|was|receives?|scoring|on|the|an?|its|standard|deviation|variation|"
    r"varies|vary|variable|spread|variance|most|overall|in\s+total|one|points?)\b",
    re.I,
)
_UNSURE = re.compile(
    r",?\s*\b(?:without|leaving\s+out|excluding|ignoring|not\s+counting|leave\s+out|exclude|ignore)\s+(?:all\s+|the\s+|any\s+)*['\"“]?(?:don['’]?t[ -]knows?|dks?|not\s+sures?|no\s+answers?|missing(?:\s+values)?)['\"”]?",
    re.I,
)
_ADDED = re.compile(
    r",?\s*\b(?:adding\s+up|adding|summing(?:\s+up)?|summed\s+over|added\s+up\s+over|across|over)\s+all\s+(?:of\s+)?(?:the\s+|our\s+)?(?:\d+\s+)?(?P<noun>departments|categories|products|product\s+categories|areas|aisles)\b\s*,?",
    re.I,
)


def read(desk: Desk) -> None:
    """Say what is asked of columns of one kind."""
    _added(desk)
    m = _OF.search(desk.text) or _WHICH.search(desk.text)
    if m is None or desk.is_named(m["noun"]):
        return
    members = _members(desk, m.groupdict())
    if members:
        _direct(desk, m, members)


def _added(desk: Desk) -> None:
    """ "adding up all departments": that is what the total holds."""
    m = _ADDED.search(desk.text)
    wholes = [c for c in desk.scope.source.columns.values() if len(c.parts) >= 3 and c.role == "amount"]
    if m is not None and len(wholes) == 1:
        desk.put(m.start(), m.end(), " ")


# ---------------------------------------------------------------- which columns are of one kind


def _members(desk: Desk, said: dict[str, str | None]) -> list[Column]:
    """The only columns of one kind that fit what is said: how many, from which number to which."""
    noun = str(said["noun"]).lower()
    found = [f for f in _families(desk) if not said.get("n") or len(f) == _count(str(said["n"]))]
    if said.get("from"):
        first = str(said["from"]).lower()
        found = [f for f in found if f[0].name.lower().startswith(first)]
    if not said.get("n") and noun not in _NOUNS and f"{noun}s" not in _NOUNS:
        return []
    return found[0] if len(found) == 1 else []


def _families(desk: Desk) -> list[list[Column]]:
    """Numbers (or answers with numbers) on one scale, in one unit, or with one word in their names."""
    plain = [
        c
        for c in desk.scope.source.columns.values()
        if c.expr is None
        and "." not in c.name
        and (scaled(c) is not None or (is_numeric(c) and c.unit != "year"))
    ]
    kinds: dict[object, list[Column]] = defaultdict(list)
    for column in plain:
        for key in _keys(column):
            kinds[key].append(column)
    unique = {tuple(c.name for c in family): family for family in kinds.values() if len(family) >= 3}
    return list(unique.values())


_NUMBERED = re.compile(r"(?P<q>[a-z]\d+)(?P<part>[a-z])?[\s_.:)-]", re.I)


def _keys(column: Column) -> list[object]:
    """What a column may share with others."""
    keys: list[object] = []
    texts = [str(v.value) for v in column.values]
    scale = (
        tuple(sorted(t for t in texts if not UNSURE.search(t)))
        if column.type == "text"
        else (column.low, column.high)
    )
    numbered = _NUMBERED.match(column.name)
    if numbered is not None and numbered["part"]:
        keys.append(("part", numbered["q"].lower()))
    elif numbered is not None and column.distinct <= 11:
        keys.append(("scale", column.name[0].lower(), scale))
    bracket = re.search(r"[(\[]([^()\[\]]+)[)\]]\s*$", column.name)
    if bracket is not None:
        keys.append(("unit", bracket[1]))
    words = column.label.lower().split()
    if len(words) > 1 and numbered is None and bracket is None:
        keys += [("first", words[0], column.role), ("last", words[-1], column.role)]
    return keys


def _count(said: str) -> int:
    return _COUNTS.index(said.lower()) if said.lower() in _COUNTS else int(said)


# ---------------------------------------------------------------- one figure a column, turned


def _direct(desk: Desk, m: re.Match[str], members: list[Column]) -> None:
    rest = f"{desk.text[: m.start()]} {desk.text[m.end() :]}"
    up, down = (re.search(rf"\b(?:{side})\b", rest, re.I) for side in (_UP, _DOWN))
    if up is None and down is None:
        return
    where = _conditions(desk, rest)
    if where is None:
        return
    relative, varies = _RELATIVE.search(rest) is not None, _VARIES.search(rest) is not None
    agg: AggName = "std" if varies else "median" if _MEDIAN.search(rest) else "mean"
    if not varies and not re.search(
        r"\b(?:average|avg|mean|median|rating|ratings|rated|agreement|score|scores)\b", rest, re.I
    ):
        return
    outs = tuple(
        Out(name=c.label, expr=_figure(c, agg, relative), unit=None if relative else c.unit) for c in members
    )
    said = {"std": "standard deviation", "median": "median", "mean": "average"}[agg]
    desk.notes.append(f"the {said}{' relative to the mean' if relative else ''} of each is compared")
    if any(c.type == "text" for c in members):
        desk.notes.append("answers are counted by their numbers; those such as “don’t know” have none")
    noun = m["noun"].lower()
    desk.direct = Intent(
        source=desk.scope_name, where=where, metrics=outs, melt=noun.removesuffix("s"),
        desc=up is not None and (down is None or up.start() < down.start()), answer="name",
    )  # fmt: skip


def _figure(column: Column, agg: AggName, relative: bool) -> Expr:
    value = scaled(column) if column.type == "text" else None
    of = value if value is not None else col(column.name)
    if relative and agg == "std":
        return call("div", Agg(agg="std", of=of), Agg(agg="mean", of=of))
    return Agg(agg=agg, of=of)


def _conditions(desk: Desk, rest: str) -> tuple[Expr, ...] | None:
    """What else restricts the rows; None where a word is left that has no place."""
    plain = _SAID.sub(" ", _RELATIVE.sub(" ", _UNSURE.sub(" ", rest)))
    return restricted(desk, plain, lambda span: any(t.rows for t in desk.scope.terms(span)))
