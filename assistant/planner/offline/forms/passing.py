"""Thresholds on groups: "departments with an average salary higher than 42,000", "having more than 3 orders"."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.planner.offline import compose
from assistant.planner.offline.conditions import Draft
from assistant.planner.offline.forms import nouns
from assistant.planner.offline.scope import is_numeric
from data.query import Expr, Lit, Out, call, col

_AGGREGATES = ("mean", "sum", "max", "min", "median")
_LINKS = ("is", "are", "was", "were", "be", "of")


@dataclass(frozen=True)
class Threshold:
    """A figure of each group, and what it must pass."""

    out: Out
    expr: Expr


def read(draft: Draft) -> list[Threshold]:
    """Aggregates that are compared with a number, their words marked as used."""
    found = []
    for i, span in enumerate(draft.spans):
        said = span.word("aggregate")
        if said is None or said.name not in _AGGREGATES or not draft.free(i) or i == 0:
            continue
        k = nouns.after(draft, i, "of")
        term = (
            nouns.noun(draft.scope, draft.spans[k])
            if k < len(draft.spans) and draft.spans[k].entries
            else None
        )
        if term is None or not (term.measure is not None or is_numeric(term.column)):
            continue
        c = k + 1
        while c < len(draft.spans) and draft.spans[c].text.lower() in _LINKS:
            c += 1
        word = draft.spans[c].word("comparator") if c < len(draft.spans) else None
        n = nouns.after(draft, c) if word is not None else len(draft.spans)
        out = compose.metric(draft.scope, said.name, term)
        if word is None or out is None or n >= len(draft.spans) or draft.spans[n].number is None:
            continue
        number = draft.spans[n].number or 0.0
        value = Lit(lit=int(number) if number == int(number) else number)
        found.append(Threshold(out, call(word.name, col(out.name), value)))  # type: ignore[arg-type]  # a comparator's name
        draft.use("condition", *range(i, n + 1))
    return found
