"""What is left of a question that was read at once: conditions on its rows, or a word that has no place."""

from __future__ import annotations

from collections.abc import Callable

from assistant.planner.offline import conditions
from assistant.planner.offline.conditions import draft_of
from assistant.planner.offline.derived.desk import Desk
from assistant.planner.offline.spans import Span
from data.query import Expr


def restricted(desk: Desk, text: str, known: Callable[[Span], bool]) -> tuple[Expr, ...] | None:
    """The conditions of a text; None where a word is left that is neither free nor `known`, so that it is asked back."""
    draft = draft_of(desk.scope, desk.tag(text))
    conditions.read(draft)
    if any(c.measure is not None for c in draft.conditions):
        return None
    for i, span in enumerate(draft.spans):
        if not draft.free(i) or span.free or known(span):
            continue
        if span.entries or span.number is not None or span.period is not None or span.unknown:
            return None
    return tuple(c.expr for c in draft.conditions)
