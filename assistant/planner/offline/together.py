"""How many come together: "solo travellers", "guests who dined alone", "in a group of two or more", where the data count
the people of a party or household."""

from __future__ import annotations

import re

from assistant.planner.offline.conditions import Condition, Draft
from data.catalog import Column
from data.query import Expr, Lit, call, col

_ALONE = re.compile(r"solo|alone|single[ -]person", re.I)
_TOGETHER = re.compile(
    r"\b(?:party|group|household|family|hh|table)\b.*\bsize\b|\bsize of (?:the )?(?:party|group|household|family)\b|^size$"
    r"|\b(?:people|persons|guests|pax|diners|travell?ers|members) (?:in|per) (?:the )?(?:party|group|household|family|booking)\b",
    re.I,
)
_PARTIES = ("group", "groups", "party", "parties", "household", "households", "family", "families", "table")
MOST = 30
"""More people than any party has: a number beyond it is a size of something else."""


def read(draft: Draft) -> None:
    """Conditions on the one number that says how many are together."""
    columns = [c for c in draft.scope.source.columns.values() if _counts_people(c)]
    if len(columns) != 1:
        return
    column, spans = columns[0], draft.spans
    for i, span in enumerate(spans):
        if not draft.free(i):
            continue
        if _ALONE.fullmatch(span.text) and not span.entries:
            _put(draft, column, call("eq", col(column.name), Lit(lit=1)), (i,))
        elif span.text.lower() in _PARTIES and i + 2 < len(spans) and spans[i + 1].text.lower() == "of":
            _of_so_many(draft, column, i)


def _of_so_many(draft: Draft, column: Column, i: int) -> None:
    """ "A group of four", "parties of at least 3", "a household of two or more"."""
    spans = draft.spans
    before = spans[i + 2].word("comparator")
    n = i + 3 if before is not None else i + 2
    number = spans[n].number if n < len(spans) and draft.free(n) else None
    if number is None:
        return
    after = spans[n + 1].word("after_number") if n + 1 < len(spans) else None
    test = before or after
    used = [*range(i, n + 1), *([n + 1] if after is not None else [])]
    op = test.name if test is not None else "eq"
    expr = call(op, col(column.name), number)  # type: ignore[arg-type]  # a comparator's name
    _put(draft, column, expr, tuple(used))


def _put(draft: Draft, column: Column, expr: Expr, spans: tuple[int, ...]) -> None:
    draft.conditions.append(Condition(expr, spans, column))
    draft.use("condition", *spans)
    said = " ".join(draft.spans[i].text for i in spans)
    draft.notes.append(f"“{said}” is read by the {column.label}")


def _counts_people(column: Column) -> bool:
    if column.type != "integer" or column.expr is not None or _TOGETHER.search(column.label) is None:
        return False
    return column.high is not None and float(str(column.high)) <= MOST
