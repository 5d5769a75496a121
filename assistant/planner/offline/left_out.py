"""What is left out because nothing is known of it, and what is counted in although it might be left out.

"leave out people with no department", "skip blank regions", "ignoring blanks": the groups without the missing one.
"refunded gifts included", "paid or not": no restriction at all.
"""

from __future__ import annotations

import re

from assistant.planner.offline.conditions import Condition, Draft, with_gaps
from assistant.planner.offline.scope import NUMERIC
from data.catalog import Column
from data.query import call, col

_LEAVE = r"(?:leav(?:e|ing) out|leav(?:e|ing) aside|ignor(?:e|ing)|skip(?:ping)?|exclud(?:e|ing)|drop(?:ping)?|forget(?:ting)?|omit(?:ting)?|disregard(?:ing)?|without|w/o|not counting|no(?! of\b)|except(?: for)?|minus)"
_LACK = r"(?:(?:with|that have|which have|who have|having|has|have) (?:no|an? (?:empty|blank|missing|unknown)|(?:empty|blank|missing|unknown))|with(?:out|uot)|wihtout|w/o|lacking|that lack|who lack|missing)"
_BLANK = r"(?:blanks?|empty|empties|missing|unknown|nulls?|unspecified)"
_OUT = r"(?:excluded|left out|left aside|ignored|skipped|omitted|dropped|aside)"
_WORDS = r"(?:(?!(?:and|or|nor|but) )[\w'’-]+ ){0,4}?"
_NAME = r"(?P<name>(?:(?!and\b|with\b|by\b|per\b|for\b)[\w'’.#-]+ ?){1,3})"
_PATTERNS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"\b{_LEAVE} {_WORDS}{_LACK} (?:an? |any |the )?{_NAME}",
        rf"\b{_LEAVE} (?:the |all |any )?{_BLANK} (?:ones?\b|rows?\b|values?\b|entries\b|answers?\b)?(?P<name>(?:(?!ones?\b|rows?\b|values?\b|entries\b|answers?\b)[\w'’.#-]+ ?){{0,2}})",
        rf"\b{_LEAVE} (?:the |all |any )?{_BLANK}(?P<name>)(?=\W|$)",
        rf"\b{_WORDS}{_LACK} (?:an? |any |the )?{_NAME}{_OUT}\b",
        rf"\b(?:the |all |any )?{_BLANK}(?: ones?| rows?| values?| answers?)?(?P<name>) {_OUT}\b",
    )
)  # fmt: skip
_IN = (
    re.compile(r"\b(?:including|incl\b\.?|include|counting|also counting|even)\s+(?:also |the |all |any )*(?P<what>[\w-]+(?: [\w-]+)?)(?: (?:as well|too))?(?: ones?)?", re.I),
    re.compile(r"(?P<what>[\w-]+)(?: [\w-]+)? (?:are |is )?(?:included|counted in|counted too|inclusive)\b", re.I),
    re.compile(r"\b(?:leav(?:e|ing)|keep(?:ing)?) (?:the |all |any )*(?P<what>[\w-]+)(?: [\w-]+)? in\b(?=\W*$|[,.;)])", re.I),
    re.compile(r"(?<=[,(] )(?P<what>[\w-]+) or not\b|(?<=[,(])(?P<what2>[\w-]+) or not\b", re.I),
)  # fmt: skip


_ONE = re.compile(
    rf"\b(?:{_LEAVE}|leave out|take out|ditch|remove|removing) (?:the |that |this |those |our )?(?:[a-z]+ ){{0,2}}?(?P<n>\d[\d,]*(?:\.\d+)?)(?: (?:ones?|outliers?|values?|entry|entries|guy|person|row|record|case)\b)?",
    re.I,
)


def _one_value(draft: Draft) -> None:
    """ "if we leave out that silly 666666 one": the rows that hold the lowest or the highest value of a column."""
    for m in _ONE.finditer(draft.text):
        said = _inside(draft, m.start(), m.end())
        number = float(m["n"].replace(",", ""))
        columns = [
            c for c in draft.scope.source.columns.values() if c.type in NUMERIC and _ends_at(c, number)
        ]
        if len(columns) != 1 or any(not draft.free(i) for i in said):
            continue
        name = col(columns[0].name)
        expr = call("ne", name, number)
        expr = call("or", expr, call("is_null", name)) if columns[0].missing else expr
        draft.conditions.append(Condition(expr, tuple(said), columns[0], row=True))
        draft.use("condition", *said)


def _ends_at(column: Column, number: float) -> bool:
    """The number is the lowest or the highest of the column."""
    try:
        return number in (float(str(column.low)), float(str(column.high)))
    except ValueError:
        return False


def read(draft: Draft) -> None:
    """Note what is left out for want of a value, and what is said to be counted in."""
    _one_value(draft)
    for pattern in _PATTERNS:
        for found in pattern.finditer(draft.text):
            _leave_out(draft, found)
    for pattern in _IN:
        for found in pattern.finditer(draft.text):
            _count_in(draft, found)


def _inside(draft: Draft, start: int, end: int) -> list[int]:
    return [i for i, s in enumerate(draft.spans) if start <= draft.tokens[s.start].start < end]


def _leave_out(draft: Draft, found: re.Match[str]) -> None:
    said = _inside(draft, found.start(), found.end())
    if any(not draft.free(i) for i in said):
        return
    if not found["name"].strip():
        draft.use("known", *said)
        draft.known = True
        return
    named = _inside(draft, found.start("name"), found.end("name"))
    for i in named:
        column = with_gaps(draft, i) or _without_gaps(draft, i)
        if column is not None:
            if column.missing:
                draft.conditions.append(Condition(call("not_null", col(column.name)), tuple(said), column))
            draft.use("condition", *(k for k in said if k <= i or not draft.spans[k].entries))
            return


def _without_gaps(draft: Draft, i: int) -> Column | None:
    """A column that is named, of which every row has a value: nothing needs to be left out."""
    terms = draft.scope.terms(draft.spans[i]) if draft.spans[i].entries else []
    return next((t.column for t in terms if t.column is not None and t.entry.kind == "column" and t.entry.quality >= 0.8 and t.column.role != "flag"), None)  # fmt: skip


def _count_in(draft: Draft, found: re.Match[str]) -> None:
    """ "refunded gifts included" restricts nothing, where nothing leaves them out by itself."""
    for i in _inside(draft, found.start(), found.end()):
        flag = _flag(draft, i)
        if flag is None or not draft.free(i):
            continue
        if any(flag.name in p.touches for p in draft.scope.catalog.policies.values()):
            return
        draft.use("counted in", *_inside(draft, found.start(), found.end()))
        return


def _flag(draft: Draft, i: int) -> Column | None:
    span = draft.spans[i]
    terms = draft.scope.terms(span) if span.entries else []
    return next((t.column for t in terms if t.column is not None and t.entry.kind == "column" and t.column.role == "flag"), None)  # fmt: skip
