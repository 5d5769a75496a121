"""How an answer is to be shown: the drawing, its order, the size of its bins. These words restrict nothing.

"..., and could you display the Y axis from high to low?", "bin the date into weekday intervals", "as a pie chart".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.planner.offline.conditions import Draft
from assistant.planner.offline.forms import nouns
from assistant.planner.offline.scope import Intent, Term
from data.query import columns_of

_VERB = r"(?:list|show|shows|sort|rank|order|display|arrange|put|ordered|sorted|ranked|listed|arranged|listing|sorting|ordering|ranking)"
_UP = r"asc\b|ascending|low(?:est)? to (?:the )?high(?:est)?|small(?:est)? to (?:the )?(?:large|big)(?:st|est)?|least to (?:the )?most|increasing|a to z|alphabetical(?:ly)?(?: \w{0,2}der)?|youngest to (?:the )?oldest|earliest to (?:the )?latest"
_DOWN = r"desc\b|desc[a-z]*ing|high(?:est)? to (?:the )?low(?:est)?|large(?:st)? to (?:the )?small(?:est)?|most to (?:the )?least|decreasing|z to a|oldest to (?:the )?youngest|latest to (?:the )?earliest"
_DIRECTION = re.compile(rf"(?P<up>{_UP})|(?P<down>{_DOWN})", re.I)
_TAIL = re.compile(
    rf"(?:[,;]|\band\b)?\s*(?:\b(?:and|then|please|i want to|i'd like to|i would like to|could you|can you|would you)\b\s*)*"
    rf"\b{_VERB}\b(?P<what>[^,;.?]*?)(?P<dir>{_UP}|{_DOWN})(?P<rest>[^,;.?]*)",
    re.I,
)
_PLAIN = re.compile(rf"(?:[,;]|\b(?:in|from|by)\b)?\s*(?:the )?(?P<dir>{_UP}|{_DOWN})(?: order)?", re.I)
_SORTED = re.compile(
    r"(?:[,;]|\band\b)?\s*(?:\b(?:and|then|please|i want to|i'd like to|i would like to|could you|can you|would you)\b\s*)*"
    r"\b(?:ordered|sorted|ranked|arranged|order|sort|rank|arrange|ordering|sorting|ranking)\s+(?:\w+\s+|the \w+\s+)?(?:by|on|according to)\s+",
    re.I,
)
_ACROSS = re.compile(r"\b(x|x[- ]?axis|bars?|names?|label|labels|horizontal)\b", re.I)
_UPWARDS = re.compile(r"\b(y|y[- ]?axis|total number|total amount|count|amount|number|how many|height of the bars|vertical|values?)\b", re.I)  # fmt: skip
_SMALL = frozenset(
    [
        "x",
        "y",
        "axis",
        "axes",
        "bar",
        "bars",
        "name",
        "names",
        "label",
        "labels",
        "total",
        "number",
        "amount",
        "count",
        "order",
        "in",
        "by",
        "from",
        "to",
        "the",
        "and",
        "please",
        "i",
        "want",
        "could",
        "you",
        "can",
        "would",
        "like",
        "with",
        "of",
        "their",
        "its",
        "as",
        "shows",
        "show",
        "attribute",
        "attributes",
        "it",
        "them",
    ]
)
_BIN = re.compile(
    r"\b(?:and |then )?(?:please )?bin(?:ned|ning|s)?\b(?P<what>[^,;.?]*?)\b(?:by|into|in|to|at|per)\b\s*(?:the |an? |every )?"
    r"(?P<grain>week ?days?|days? of (?:the )?week|day|week|month|quarter|year|hour|time)s?(?:s?ly)?(?:\s+(?:interval|intervals|bins?|buckets?|level|basis))?",
    re.I,
)
_OF_A_DRAWING = re.compile(r"\b[xy][- ]?axis\b|\bby (?:the )?[xy]\b|\bbars?\b", re.I)


@dataclass(frozen=True)
class Tail:
    """`by`: x (what is compared), y (its figures), a noun of the data, or None where nothing was said. `crossed`: a
    table of one category against another was asked for. `drawn`: axes or bars are spoken of, so a drawing is meant."""

    by: Literal["x", "y"] | Term | None = None
    desc: bool | None = None
    grain: str | None = None
    chart: str | None = None
    crossed: bool = False
    drawn: bool = False


def read(draft: Draft) -> Tail:
    """The wishes for the drawing, their words marked as used."""
    chart = _chart(draft)
    grain = _bin(draft)
    crossed = _crossed(draft)
    by, desc = _order(draft)
    drawn = desc is not None and _OF_A_DRAWING.search(draft.text) is not None
    return Tail(by, desc, grain, chart, crossed, drawn)


_CROSS = re.compile(
    r"\b(?:cross[- ]?(?:tab(?:le|ulat\w+|s)?)|contingency table|two[- ]way table|pivot(?: table)?|break ?down)\b",
    re.I,
)
_CELLS = re.compile(r"\b(?:in|of|for) each (?:cell|combination)\b|\beach cell\b|\bcounts?\b", re.I)


def _crossed(draft: Draft) -> bool:
    m = _CROSS.search(draft.text)
    if m is None:
        return False
    draft.use("chart", *(i for i in _inside(draft, m.start(), m.end()) if not draft.spans[i].entries))
    for cell in _CELLS.finditer(draft.text):
        draft.use(
            "chart", *(i for i in _inside(draft, cell.start(), cell.end()) if not draft.spans[i].entries)
        )
    return True


_LOOSE = ("distribution", "distributed", "spread out", "spread of", "how is spread")
"""Words that call for a histogram only where no other drawing is named."""


_NAMES_TOO = ("line", "box", "table", "area", "bar")
"""Kinds of drawings whose names data have, too; with "chart" behind them they are drawings."""


def _chart(draft: Draft) -> str | None:
    found: str | None = None
    loose: str | None = None
    for i, span in enumerate(draft.spans):
        word = span.word("chart")
        plotted = i + 1 < len(draft.spans) and draft.spans[i + 1].word("plot") is not None
        named = span.entries and word is not None and word.name in _NAMES_TOO and not plotted
        if word is not None and not named:
            if span.text.lower() in _LOOSE:
                loose = word.name
            elif found in (None, "auto") or word.name not in ("line", "bar"):
                found = word.name
            draft.use("chart", i)
        elif span.word("plot") is not None and not span.entries:
            found = found or "auto"
            draft.use("chart", i)
    return loose if found in (None, "auto") and loose is not None else found


def _bin(draft: Draft) -> str | None:
    m = _BIN.search(draft.text)
    if m is None:
        return None
    for i in _inside(draft, m.start(), m.end()):
        if not draft.spans[i].entries:
            draft.use("chart", i)
    said = m["grain"].lower().replace(" ", "")
    if said.startswith(("weekday", "dayof", "daysof")):
        return "weekday"
    return said if said != "time" else None


def _order(draft: Draft) -> tuple[Literal["x", "y"] | Term | None, bool | None]:
    for pattern in (_TAIL, _PLAIN):
        for m in pattern.finditer(draft.text):
            inside = [i for i in _inside(draft, m.start(), m.end()) if draft.free(i)]
            named = [
                (i, t) for i in inside if draft.spans[i].entries
                if draft.spans[i].text.lower() not in _SMALL and (t := nouns.noun(draft.scope, draft.spans[i])) is not None
            ]  # fmt: skip
            if len(named) > 1 or any(draft.spans[i].number is not None for i in inside):
                continue
            direction = _DIRECTION.search(m["dir"])
            desc = direction is not None and direction["down"] is not None
            said = m.group(0)
            behind = _by_behind(draft, inside) if not named else None
            if behind is not None:
                draft.use("order", *inside, *behind[0])
                return behind[1], desc
            draft.use(
                "order",
                *(i for i in inside if not draft.spans[i].entries or i in dict(named) or _small(draft, i)),
            )
            if named:
                return named[0][1], desc
            if _UPWARDS.search(said):
                return "y", desc
            return ("x" if _ACROSS.search(said) or "alphabet" in said.lower() else None), desc
    return None, None


def _by_behind(draft: Draft, inside: list[int]) -> tuple[range, Term] | None:
    """ "..., ascending by salary": the noun behind the direction."""
    k = inside[-1] + 1 if inside else len(draft.spans)
    if nouns.text_at(draft, k) not in ("by", "on", "according to"):
        return None
    at = nouns.after(draft, k)
    term = nouns.noun(draft.scope, draft.spans[at]) if draft.free(at) and draft.spans[at].entries else None
    if term is None or nouns.names_rows(draft.scope, term) or draft.scope.said_in_name(term) is not None:
        return None  # "by average price" is a figure of its own
    return range(k, at + 1), term


def sorted_by(draft: Draft) -> tuple[Literal["x", "y"] | Term | None, bool | None]:
    """ "..., ordered by price": by the first noun behind, rising, where no direction is said."""
    m = _SORTED.search(draft.text)
    if m is None:
        return None, None
    words = [i for i in _inside(draft, m.start(), m.end()) if draft.free(i)]
    counted = False
    for k in range(words[-1] + 1 if words else len(draft.spans), len(draft.spans)):
        span = draft.spans[k]
        term = nouns.noun(draft.scope, span) if span.entries else None
        if not draft.free(k) or span.text in (".", ",", ";", "?"):
            break
        words.append(k)
        counted = counted or span.word("count") is not None
        if term is not None:
            draft.use("order", *words)
            return ("y" if counted and nouns.names_rows(draft.scope, term) else term), False
        if _ACROSS.fullmatch(span.text) or _UPWARDS.fullmatch(span.text):
            draft.use("order", *words)
            return ("x" if _ACROSS.fullmatch(span.text) else "y"), False
    return None, None


def left(draft: Draft, tail: Tail, intent: Intent) -> list[str]:
    """The grain that was asked for, where no date could take it: the drawing would show something else."""
    if tail.grain is None or not intent.groups or any(o.name == tail.grain for o in intent.groups):
        return []
    columns = [draft.scope.source.columns.get(n) for o in intent.groups for n in columns_of(o.expr)]
    yearly = tail.grain == "year" and any(c is not None and nouns.is_dated(c) for c in columns)
    return [] if yearly else [tail.grain]


def _small(draft: Draft, i: int) -> bool:
    return all(w in _SMALL for w in draft.spans[i].text.lower().split())


def _inside(draft: Draft, start: int, end: int) -> list[int]:
    """Spans whose first word lies in a stretch of the text."""
    return [i for i, s in enumerate(draft.spans) if start <= draft.tokens[s.start].start < end]
