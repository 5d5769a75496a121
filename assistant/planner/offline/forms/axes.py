"""Axes that are described: "the x-axis is the date and the y-axis the number of orders", "length on x axis".

What stands along is noted as a group; what is measured upwards is read like any other item of the question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.planner.offline.conditions import Draft
from assistant.planner.offline.forms import nouns
from assistant.planner.offline.forms.tails import _inside as inside
from assistant.planner.offline.scope import Term

_SAYS = r"is|are|shows?|showing|represents?|representing|displays?|being|should be|will be|be|has|lists?|for|with|as|:|="
_BEHIND = re.compile(
    rf"\b(?:where |that |and |with |on |using )*(?:the |its |their )?(?P<axis>[xy])[- ]?axis\b\s*(?:{_SAYS})?\s*(?:the |a |an )?"
    rf"|\b(?P<bare>[xy])\s+(?:{_SAYS})\s+(?:the |a |an )?",
    re.I,
)
_BEFORE = re.compile(
    r"\b(?:on|as|along|to|for|up|in) (?:the |its |an? )?(?:(?P<axis>[xy])[- ]?ax[ie]s|(?P<bare>[xy]))\b(?! (?:is|are|shows?)\b)"
    r"|\((?P<beside>[xy])\)",
    re.I,
)
_POINTS = re.compile(
    r"\b(?:with |and |using )*(?:one|a|1) (?:points?|dots?|markers?|bubbles?|circles?)(?= (?:per|for|each|by)\b)",
    re.I,
)


_COLOUR = re.compile(
    r"\b(?:and |with )*(?:the )?(?:colou?rs?|series|legend|stacks?) (?P<is>is|are|shows?|represents?|being|=)\s*(?:the )?"
    r"|\bas (?:the )?(?:colou?rs?|series|legend|hue)\b",
    re.I,
)


@dataclass(frozen=True)
class Axes:
    """Nouns by their axis; `said` where axes are described at all; `across`: a figure that is measured along x."""

    said: bool = False
    x: int | None = None
    y: int | None = None
    term: Term | None = None
    grain: str | None = None
    colour: int | None = None
    across: int | None = None


def read(draft: Draft) -> Axes:
    """The axes of a drawing; their own words are marked as used, and so is the noun along the x axis."""
    before, behind = _named_before(draft), _named_behind(draft)
    ways = {**behind, **before}
    colour = _coloured(draft)
    for m in _POINTS.finditer(draft.text):
        draft.use("chart", *(i for i in inside(draft, m.start(), m.end()) if not draft.spans[i].entries))
    if not ways:
        return Axes(colour=colour)
    x, y = ways.get("x"), ways.get("y")
    if x is None or not draft.free(x):
        return Axes(True, None, y, colour=colour)
    if _is_measured(draft, x):
        return Axes(True, None, y, colour=colour, across=x)
    span = draft.spans[x]
    grain = span.word("grain")
    draft.use("group", x)
    term = nouns.noun(draft.scope, span)
    return Axes(True, x, y, term, grain.name if grain is not None else None, colour)


def _coloured(draft: Draft) -> int | None:
    """ "and the colour is status", "with region as the series": the noun that gives the colour."""
    for m in _COLOUR.finditer(draft.text):
        spans = [i for i in inside(draft, m.start(), m.end()) if draft.free(i)]
        if not spans:
            continue
        k = spans[-1] + 1 if m["is"] else spans[0] - 1
        if 0 <= k < len(draft.spans) and draft.free(k) and _is_noun(draft, k):
            draft.use("chart", *spans)
            draft.use("group", k)
            return k
    return None


def _named_before(draft: Draft) -> dict[str, int]:
    """ "length on x axis and height on y axis": the noun right before."""
    found: dict[str, int] = {}
    for m in _BEFORE.finditer(draft.text):
        spans = inside(draft, m.start(), m.end())
        if not spans or not all(draft.free(i) for i in spans):
            continue
        k = spans[0] - 1
        while (
            k >= 0
            and not _is_noun(draft, k)
            and draft.spans[k].free
            and draft.spans[k].text not in (",", ".")
        ):
            k -= 1
        if k >= 0 and _is_noun(draft, k):
            found[(m["axis"] or m["bare"] or m["beside"]).lower()] = k
            draft.use("chart", *spans)
    return found


def _named_behind(draft: Draft) -> dict[str, int]:
    """ "x axis location y axis how many location": the noun that follows."""
    found: dict[str, int] = {}
    for m in _BEHIND.finditer(draft.text):
        spans = [i for i in inside(draft, m.start(), m.end()) if draft.free(i)]
        if not spans or m["axis"] is None:
            continue
        k = spans[-1] + 1
        while k < len(draft.spans) and draft.spans[k].text.lower() in (*nouns.ARTICLES, "is", "are", "of"):
            k += 1
        if k >= len(draft.spans):
            continue
        draft.use("chart", *(i for i in spans if _of_the_axis(draft, i)))
        if _is_noun(draft, k) or draft.spans[k].word("grain") is not None:
            found.setdefault(m["axis"].lower(), k)
        else:
            found.setdefault(m["axis"].lower(), -1)
    return found


def _is_measured(draft: Draft, k: int) -> bool:
    """ "number of films on x", "average length (x)": a figure is measured along x, and nothing is grouped by it."""
    said = draft.spans[nouns.before(draft, k)] if k > 0 else None
    return said is not None and said.word("count", "aggregate") is not None and not said.entries


def _of_the_axis(draft: Draft, i: int) -> bool:
    """Words of the axis itself; an "x" may be a stored value by chance."""
    span = draft.spans[i]
    return span.text.lower() in ("x", "y", "axis", "axes") or not (span.entries or span.words)


def _is_noun(draft: Draft, k: int) -> bool:
    return bool(draft.spans[k].entries) and nouns.noun(draft.scope, draft.spans[k]) is not None
