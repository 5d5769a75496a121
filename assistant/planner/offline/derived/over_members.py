"""Figures over the members of something: "median fee per order", "the 90th percentile of spend per customer".

What each member has is its own number, so that the figure is one of the members' numbers; a ratio of sums, as in "revenue
per customer", tells only their mean.
"""

from __future__ import annotations

import re
from typing import Any

from assistant.planner.offline.derived import figures
from assistant.planner.offline.derived.desk import Desk
from assistant.planner.offline.derived.figures import Figure
from assistant.planner.offline.naming import number_of
from assistant.planner.offline.scope import Scope
from assistant.planner.offline.spans import Span, Tagger
from data.catalog import Catalog, Column

_LINK = re.compile(r"\s*(?:values?\s+)?(?:of|for|in)?\s*(?:all\s+)?(?:the\s+)?(?:(?:total|no\.?|nr\.?|number|amount|count)\s+(?:of\s+)?)?(?:the\s+)?", re.I)  # fmt: skip
_PER = re.compile(
    r"\s+(?:(?:that\s+)?(?:are\s+|is\s+|was\s+|were\s+)?(?:placed|made|bought|sold|spent|paid|given|had|taken)\s+)?(?:per|by\s+each|for\s+each|of\s+each|from\s+each|by\s+a|of\s+an?)\s+(?:single\s+|individual\s+)?",
    re.I,
)
_HIGHEST = re.compile(
    r"^\W*(?:what(?:['’]?s|\s+is|\s+was)\s+|show\s+me\s+|give\s+me\s+)?(?:the\s+)?(?P<what>(?P<up>highest|largest|biggest|greatest)|lowest|smallest)\b",
    re.I,
)
_RANKS = re.compile(
    r"\b(?:which|who|whose|by|rank\w*|top|first|among|across)\b|\b(?:for|in|of)\s+each\b", re.I
)
_MEMBER = re.compile(
    r"[a-z]+(?<![aiou]s)\b(?!\s+(?:groups?|types?|segments?|categor\w+|number|id|status|value|size)\b)", re.I
)
_WORDS = 4
"""How many words a number may be named by."""


def owners(tagger: Tagger, text: str, catalog: Catalog) -> list[str]:
    """The sources of which a row is what something is told "per"."""
    per = _PER.search(text)
    member = _MEMBER.match(text, per.end()) if per is not None else None
    if member is None:
        return []
    things = {e.name for s in tagger.tag(member[0]).cover for e in s.entries if e.kind == "entity"}
    return [n for n, s in catalog.sources.items() if s.entity is not None and s.entity.name in things]


def read(desk: Desk, words: dict[str, Any]) -> None:
    """Put the figure of the members' numbers for its words, where a row here is a member."""
    for figure in (*figures._figures(desk, words), *_extreme(desk)):
        ranks = figure.kind in ("max", "min") and _RANKS.search(desk.text) is not None
        found = None if ranks or figure.kind in ("mean", "sum") else _of_members(desk, figure)
        if found is None:
            continue
        column, end = found
        label, expr, unit = figures.of(desk, figure.kind, column)
        member = desk.text[:end].split()[-1].lower()
        desk.put(figure.start, end, desk.measure(f"{label} per {member}", expr, unit))
        return


def _extreme(desk: Desk) -> list[Figure]:
    """ "The highest revenue per order": of all orders, where nothing is ranked."""
    m = _HIGHEST.match(desk.text)
    return [Figure("max" if m["up"] else "min", m.start("what"), m.end("what"))] if m is not None else []


def _of_members(desk: Desk, figure: Figure) -> tuple[Column, int] | None:
    """The number of each member behind a figure's name, and where the member is named."""
    link = _LINK.match(desk.text, figure.end)
    at = link.end() if link is not None else figure.end
    per = _PER.search(desk.text, at)
    what = desk.text[at : per.start()].strip() if per is not None else ""
    if per is None or not what or len(what.split()) > _WORDS:
        return None
    column = _number(desk.scope, desk.tag(what).cover)
    member = _MEMBER.match(desk.text, per.end())
    if column is None or member is None or not is_row(desk.scope, desk.tag(member[0]).cover):
        return None
    return column, member.end()


def _number(scope: Scope, cover: tuple[Span, ...]) -> Column | None:
    """What a member has of what is named: its own number, or how many of its orders there are."""
    said = [s for s in cover if s.entries]
    if len(said) != 1 or any(s.unknown for s in cover):
        return None
    counted = (t.measure for t in scope.terms(said[0]) if t.measure is not None)
    held = (c for m in counted if (c := scope.attribute(m)) is not None)
    return number_of(scope, said[0]) or next(held, None)


def is_row(scope: Scope, cover: tuple[Span, ...]) -> bool:
    """Whether a noun is what a row of this source is."""
    own = scope.entity
    return any(
        t.rows or (t.entity is not None and own is not None and t.entity.name == own.name)
        for span in cover
        for t in scope.terms(span)
    )
