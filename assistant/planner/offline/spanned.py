"""Numbers that hold a span of time in their names: "visits in the last 30 days", "spend in 12 months".

A period of just that length says no more than the name does: it tests no date of the row, such as the day of joining. Of
another period the number tells nothing, so that is asked. "Didn't come in at all in the last 30 days" are none of its
visits, "came in" are some.
"""

from __future__ import annotations

import re

from assistant.planner.offline import events
from assistant.planner.offline.conditions import Condition, Draft, off
from assistant.planner.offline.scope import is_numeric
from data.catalog import Column
from data.query import call, col

_DAYS = {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365}
_LENGTH = re.compile(r"\b(?:(?P<n>\d+) ?(?P<unit>day|week|month|quarter|year)s?|(?:this|last|past|previous) (?P<one>week|month|quarter|year))\b", re.I)  # fmt: skip
_ABOUT = 0.05
"""How far two lengths may lie apart and be the same: 30 days and a month, 12 months and a year."""
_DENIES = ("no", "not", "never", "without", "w0o", "zero", "didnt", "havent", "hasnt", "dont", "doesnt", "nothing", "none")  # fmt: skip
_WIDE = 8
"""How many words may lie between the period and the verb or noun that it goes with."""


def read(draft: Draft) -> None:
    """Give each period to the number whose own it is."""
    if all(s.period is None for s in draft.spans):
        return
    held = {c.name: n for c in draft.scope.source.columns.values() if (n := length(c)) is not None}
    if not held:
        return
    for i, span in enumerate(draft.spans):
        if span.period is None or not draft.free(i):
            continue
        found = _beside(draft, i, held)
        if found is None:
            continue
        k, columns = found
        said = _days(span.text)
        own = [c for c in columns if said is not None and abs(held[c.name] - said) <= _ABOUT * said]
        if not own:
            draft.unplaced.append(span.text)
        draft.use("period", i)
        if len(own) == 1 and _tells_of_rows(draft, k, own[0]):
            _tested(draft, k, i, own[0])


def length(column: Column) -> float | None:
    """The days that a number is about, by its name; None where it tells of no span of time."""
    if not is_numeric(column) or column.unit in ("days", "months", "years", "weeks", "hours"):
        return None
    return _days(column.label)


def _days(text: str) -> float | None:
    found = _LENGTH.search(text)
    if found is None:
        return None
    return float(found["n"] or 1) * _DAYS[(found["unit"] or found["one"]).lower()]


def _beside(draft: Draft, i: int, held: dict[str, float]) -> tuple[int, list[Column]] | None:
    """The nearest word that names such a number, or the verb of what it counts, and the numbers."""
    columns = draft.scope.source.columns
    for k in sorted(range(len(draft.spans)), key=lambda k: abs(k - i)):
        if k == i or abs(k - i) > _WIDE:
            continue
        span = draft.spans[k]
        named = [
            t.column for t in draft.scope.terms(span) if t.column is not None and t.entry.kind == "column"
        ]
        if any(c.role == "date" for c in named[:1]):
            return None  # the date that is meant is named
        mine = [c for c in named if c.name in held]
        if mine and mine[0] is named[0]:
            return k, mine
        kinds = (
            events.kinds_of(span.text, draft.words) if draft.words is not None and not span.entries else set()
        )
        kin = [
            columns[n]
            for n in held
            if draft.words is not None and kinds & events.kinds_of(columns[n].label, draft.words)
        ]
        if kin:
            return k, kin
    return None


def _tells_of_rows(draft: Draft, k: int, column: Column) -> bool:
    """A verb ("who came in") or a noun behind a denial, and no number that is compared or told."""
    near = draft.spans[max(0, k - 3) : k + 4]
    if any(s.number is not None or s.word("comparator", "aggregate", "superlative") for s in near):
        return False
    return draft.spans[k].text.lower() not in _nouns(column) or _denial(draft, k) is not None


def _nouns(column: Column) -> set[str]:
    return {w for w in column.label.lower().split() if w.endswith("s")} | {column.label.lower()}


def _denial(draft: Draft, k: int) -> int | None:
    for n in range(k - 1, max(-1, k - 5), -1):
        if re.sub("['’]", "", draft.spans[n].text.lower()) in _DENIES:
            return n if draft.free(n) else None
        if not draft.spans[n].free:
            return None
    return None


def _tested(draft: Draft, k: int, i: int, column: Column) -> None:
    """None of it where it is denied, else some of it."""
    denied = _denial(draft, k)
    expr = (
        call("eq", col(column.name), off(column)) if denied is not None else call("gt", col(column.name), 0)
    )
    used = (k, i) if denied is None else (denied, k, i)
    draft.conditions.append(Condition(expr, used, column, row=True))
    draft.use("condition", *used)
