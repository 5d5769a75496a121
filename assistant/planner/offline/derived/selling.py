"""What sells best: "for each shop, which item sells best by quantity", "the best-selling brand in each country, by value".
The noun between keeps its meaning, and what it is ranked by is the money, or what is named behind "by"."""

from __future__ import annotations

import re

from assistant.planner.offline.derived.desk import Desk
from data.query import MeasureRef

_SELLS = re.compile(
    r"\b(?P<noun>[\w&-]+(?:\s+[\w&-]+)?)\s+(?:sells?|sold|is\s+selling|are\s+selling|was\s+selling)\s+(?:the\s+)?(?P<way>best|most|worst|least|fewest)\b(?!\s+\w+s\b)",
    re.I,
)
_SELLING = re.compile(
    r"\b(?P<way>best|top|most|worst|least|poorest)[\s-]+(?:selling|sold)\s+(?P<noun>[\w&-]+)\b", re.I
)
_BY = re.compile(
    r",?\s*\b(?:by|in\s+terms\s+of|measured\s+(?:by|in)|going\s+by|in)\s+(?:total\s+|sales\s+)?(?P<what>value|money|amount|quantity|quantities|units|volume|pieces|numbers?)\b(?:\s+sold)?"
    r"|,?\s*\bby\s+(?P<named>[\w&-]+)\b",
    re.I,
)
_EACH = re.compile(r"\b(?:each|every|per)\b", re.I)
_ASKED = re.compile(r"(?:\b(?:what|which)(?:\s+(?:is|are|was|were)|['’]s)?\s+)?(?:\b(?:the|our)\s+)?$", re.I)
_MONEY = ("value", "money", "amount")
_WORST = ("worst", "least", "fewest", "poorest")


def read(desk: Desk) -> None:
    """Say it as "<noun> with the highest <figure>"."""
    for said in (_SELLS, _SELLING):
        m = said.search(desk.text)
        if m is not None and _put(desk, m, behind=said is _SELLS):
            return


def _put(desk: Desk, m: re.Match[str], behind: bool) -> bool:
    noun = _noun(desk, m["noun"])
    if noun is None:
        return False
    by = _BY.search(desk.text)
    grouped = by is not None and bool(by["named"]) and not desk.says_number(by["named"])
    by = None if grouped else by
    figure = _figure(desk, by)
    if figure is None:
        return False
    text = desk.text
    if by is not None:
        gone = " " * (by.end() - by.start())
        text = text[: by.start()] + gone + text[by.end() :]
    way = "lowest" if m["way"].lower() in _WORST else "highest"
    start = m.start("noun") + len(m["noun"]) - len(noun) if behind else m.start()
    asked = _ASKED.search(text[: m.start()])
    if not behind and asked is not None and (grouped or _EACH.search(text)):
        start, noun, behind = asked.start(), f"which {noun}", True
    desk.text = text
    desk.put(start, m.end(), f"{noun} {'has' if behind else 'with'} the {way} {figure}")
    return True


def _noun(desk: Desk, said: str) -> str | None:
    """The longest end of the words that names a thing or a column of names."""
    words = said.split()
    for k in range(len(words)):
        text = " ".join(words[k:])
        spans = desk.tag(text).cover
        if len(spans) == 1 and any(
            t.entity is not None or (t.column is not None and t.column.type == "text")
            for t in desk.scope.terms(spans[0])
            if t.entry.kind != "value" and t.entry.quality >= 0.75
        ):
            return text
    return None


def _figure(desk: Desk, by: re.Match[str] | None) -> str | None:
    """The word for what is ranked by: the money, or the units where these are named, or what else stands behind "by"."""
    scope = desk.scope
    main = scope.main_measure()
    if by is not None and by["named"]:
        return by["named"]
    what = by["what"].lower() if by is not None else ""
    if not what or what in _MONEY:
        if main is None or not isinstance(main.expr, MeasureRef):
            return None
        return desk.measure(main.name, main.expr, main.unit)
    units = scope.catalog.measures.get("units")
    if units is not None and units.source in scope.names:
        return desk.measure(units.label, MeasureRef(measure=units.name), units.unit)
    counted = [
        c for c in scope.source.columns.values() if c.role == "quantity" and c.additive and c.expr is None
    ]
    return desk.name(counted[0]) if len(counted) == 1 else None
