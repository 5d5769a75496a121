"""How old people were in a year: "how many of our customers were younger than 30 in 2014".

An age that is worked out from the year of birth counts to the year of the data. Another year that stands behind it is
the year by which it counts, and not one in which something else happened.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.planner.offline.conditions import Condition, Draft
from assistant.planner.offline.grain import is_joining
from data.query import Call, Col, Expr, Lit, columns_of, walk

_YEAR = re.compile(r"(?:in )?(?:19|20)\d\d", re.I)
_WERE = ("were", "was", "are", "is", "be", "been", "r")
_BACK = 2
"""How many words may stand between the verb and the age."""


def read(draft: Draft) -> None:
    """Put the year into the age, where a message tells how old somebody was in it."""
    for aged in [
        c for c in draft.conditions if c.spans and c.column is not None and c.column.unit == "years"
    ]:
        at = _year_behind(draft, aged) if _is_age(aged) else None
        if at is None:
            _in_doubt(draft, aged)
        if at is None or aged.column is None or aged.column.expr is None:
            continue
        year = int(draft.spans[at].text[-4:])
        told = Call(op="sub", args=(Lit(lit=year), Col(col=columns_of(aged.column.expr)[0])))
        both = replace(aged, expr=_with(aged.expr, aged.column.name, told), spans=(*aged.spans, at))
        others = [c for c in draft.conditions if not (c.period and at in c.spans)]
        draft.conditions = [both if c is aged else c for c in others]
        draft.use("condition", at)
        draft.notes.append(f"age counts to {year}")


def _in_doubt(draft: Draft, aged: Condition) -> None:
    """ "Members younger than 30 in 2024 by tier": whether they were so old, or joined in it, is not said."""
    behind = max(aged.spans) + 1
    said = [i for i in (behind, behind + 1) if i < len(draft.spans) and _YEAR.fullmatch(draft.spans[i].text)]
    joined = (c for c in draft.conditions if c.period and c.column is not None and is_joining(c.column))
    if said and any(said[0] in c.spans for c in joined):
        draft.unplaced.append(draft.spans[said[0]].text)


def _year_behind(draft: Draft, aged: Condition) -> int | None:
    """ "were younger than 30 in 2014": the verb before the age, and right behind it the year."""
    first, last = min(aged.spans), max(aged.spans)
    said = {s.text.lower() for s in draft.spans[max(0, first - _BACK) : first]}
    if not said & set(_WERE):
        return None
    for at in range(last + 1, min(last + 2 + _BACK, len(draft.spans))):
        span = draft.spans[at]
        if _YEAR.fullmatch(span.text):
            return at if span.period is None or span.period.grain == "year" else None
        if not span.free:
            return None
    return None


def _is_age(condition: Condition) -> bool:
    """A condition on an age that the data hold as a year of birth."""
    column = condition.column
    expr = column.expr if column is not None else None
    counted = isinstance(expr, Call) and expr.op == "sub" and isinstance(expr.args[0], Lit)
    return counted and column is not None and column.unit == "years" and bool(condition.spans)


def _with(expr: Expr, name: str, told: Expr) -> Expr:
    """The condition with the age of that year in place of the column."""
    if isinstance(expr, Col):
        return told if expr.col == name else expr
    if isinstance(expr, Call) and any(isinstance(n, Col) and n.col == name for n in walk(expr)):
        return expr.model_copy(update={"args": tuple(_with(a, name, told) for a in expr.args)})
    return expr
