"""Yes and no as answers: "said yes to the last campaign", "have tech support" of Yes, No and No internet service, "two of
the six campaigns".
"""

from __future__ import annotations

import re

from assistant.planner.offline.conditions import Condition, Draft, off, on
from data.catalog import Column
from data.query import Lit, call, col

_SAID = ("said", "say", "says", "answered", "replied", "voted")
_HAVE = ("have", "has", "had", "with", "having", "got", "use", "uses", "using", "took", "take")
_LACK = ("no", "without", "w0o", "dont", "doesnt", "didnt", "havent", "hasnt", "not")
_BETWEEN = ("a", "an", "the", "any", "both", "have", "has", "use", "got", "to")
_SURE = 0.9


def read(draft: Draft) -> None:
    """Conditions on the columns that hold yes and no, where the question says which is meant."""
    _said_to(draft)
    _have(draft)
    _of_them_all(draft)


def _said_to(draft: Draft) -> None:
    """ "said yes to the last campaign", "answered no to ..."."""
    for i, span in enumerate(draft.spans):
        low = span.text.lower()
        if (
            low not in ("yes", "no")
            or i == 0
            or draft.spans[i - 1].text.lower() not in _SAID
            or not draft.free(i)
        ):
            continue
        at = draft.find(i + 1, +1, lambda s: bool(s.entries), most=3)
        column = _column(draft, at) if at is not None else None
        if at is None or column is None or not (column.role == "flag" or _answers(column)):
            continue
        draft.conditions.append(_is(column, low == "yes", (i, at)))
        draft.use("condition", i, at)


def _have(draft: Draft) -> None:
    """ "have tech support", "no online backup", "both online security and online backup", where some answer neither."""
    for i, span in enumerate(draft.spans):
        low = re.sub("['’]", "", span.text.lower())
        has, lacks = low in _HAVE, low in _LACK
        if not (has or lacks) or (lacks and not draft.free(i)):
            continue
        at = i + 1
        while at < len(draft.spans) and draft.spans[at].text.lower() in _BETWEEN:
            at += 1
        listed = _listed(draft, at)
        if not listed or (has and _denied(draft, i)):
            continue
        for k, column in listed:
            draft.conditions.append(_is(column, has, (i, k) if lacks else (k,)))
            draft.use("condition", k, *((i,) if lacks else ()))


def _denied(draft: Draft, i: int) -> bool:
    """ "don't have": the denial is read by itself."""
    return i > 0 and re.sub("['’]", "", draft.spans[i - 1].text.lower()) in _LACK


def _listed(draft: Draft, at: int) -> list[tuple[int, Column]]:
    """The columns of yes, no and more that are named from a place on, joined by "and" or commas."""
    found: list[tuple[int, Column]] = []
    k = at
    while 0 <= k < len(draft.spans) and draft.free(k):
        column = _column(draft, k)
        if column is None or not _answers(column) or column.role == "flag":
            break
        found.append((k, column))
        k += 1
        while k < len(draft.spans) and draft.spans[k].text.lower() in ("and", ",", "both"):
            k += 1
    return found


def _column(draft: Draft, i: int | None) -> Column | None:
    if i is None or not 0 <= i < len(draft.spans) or not draft.spans[i].entries:
        return None
    terms = (t for t in draft.scope.terms(draft.spans[i]) if t.entry.kind == "column")
    return next((t.column for t in terms if t.entry.quality >= _SURE), None)


def _answers(column: Column) -> bool:
    """Yes, no, and mostly something that is neither: "No internet service", "Not sure"."""
    stored = {str(v.value).lower() for v in column.values}
    return {"yes", "no"} <= stored and len(stored) <= _FEW


_FEW = 4


def _is(column: Column, yes: bool, spans: tuple[int, ...]) -> Condition:
    value = on(column) if yes else off(column)
    said = "yes" if yes else "no"
    kept = next((v.value for v in column.values if str(v.value).lower() == said), None)
    expr = call("eq", col(column.name), Lit(lit=kept) if kept is not None else value)
    return Condition(expr, spans, column, row=True)


_OF_ALL = ("the", "our", "all", "of", "these", "by", "per")


def _all_kinds(draft: Draft, i: int) -> bool:
    """ "Rank the four modes", where there are four: all of them."""
    if any(s.word("superlative", "first") is not None for s in draft.spans[max(0, i - 2) : i]):
        return False
    terms = [t for t in draft.scope.terms(draft.spans[i + 1]) if t.entry.kind in ("column", "entity")]
    kinds = [
        t.column for t in terms if t.column is not None and t.column.role in ("category", "ordinal", "code")
    ]
    return any(draft.spans[i].number == len([v for v in c.values if v.value is not None]) for c in kinds)


def _of_them_all(draft: Draft) -> None:
    """ "two of the six campaigns": how many there are, where the data have as many columns of that name."""
    for i in range(2, len(draft.spans) - 1):
        number, before = draft.spans[i].number, draft.spans[i - 1].text.lower()
        if not number or not draft.free(i) or before not in _OF_ALL:
            continue
        if _all_kinds(draft, i):
            draft.use("unit", i)
            continue
        if "of" not in (before, draft.spans[i - 2].text.lower()):
            continue
        named = {e.name.rsplit(".", 1)[-1] for e in draft.spans[i + 1].entries if e.kind == "column"}
        if number == len(named) or (draft.spans[i - 3].number is not None and number == len(named) + 1):
            draft.use("unit", i)
