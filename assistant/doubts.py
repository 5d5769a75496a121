"""Results that show that a question was hardly read as it was meant.

Nobody asks for the share of a thing that is all or none of it, or for a rate above the whole. Where an answer comes out
so, it is told with its reading and a question, and not as what was asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assistant.plan import Plan
from data.query import Agg, Call, Expr, Query, walk
from tools._result import Result

LEAST = 5
"""Rows from which on all or none of them is no chance."""
_SHARED = ("share", "rate")
_KNOWN = ("is_null", "not_null")


def doubt(plan: Plan, result: Result, reading: str) -> str | None:
    """What is asked back in place of an answer; None where nothing is wrong with it."""
    step = plan.steps[-1]
    if step.tool != "query":
        return None
    query = Query.model_validate(step.args["query"])
    said = _of_all(query, result)
    return f"{said}: {reading}. Is it this that you mean?" if said is not None else None


def _of_all(query: Query, result: Result) -> str | None:
    """A share that is all, none, or more than there is."""
    headline = result.headline
    if headline is None or headline.unit != "share" or not isinstance(headline.value, int | float):
        return None
    if query.groups or query.columns or (headline.n or LEAST) < LEAST or _asks_for_gaps(query):
        return None
    if headline.value in (0, 1):
        return "That would be all of them" if headline.value else "That would be none of them"
    over = headline.value > 1 and any(w in _SHARED for w in headline.label.lower().split())
    return "That would be more than all there is" if over else None


def _asks_for_gaps(query: Query) -> bool:
    """ "What share of them has no e-mail": none is good news."""
    parts = [n for m in query.measures for n in _nodes(m.expr)]
    return any(isinstance(n, Call) and n.op in _KNOWN for n in parts)


def _nodes(expr: Expr) -> Iterator[Any]:
    for node in walk(expr):
        yield node
        if isinstance(node, Agg) and node.where is not None:
            yield from walk(node.where)
