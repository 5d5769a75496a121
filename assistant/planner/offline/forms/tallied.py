"""Rankings and figures of those groups only that have enough rows: "among neighbourhoods with at least 80 listings, which
has the highest share of superhosts"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.planner.offline import conditions, counted
from assistant.planner.offline.conditions import Condition, Draft, draft_of
from assistant.planner.offline.scope import Intent, Scope
from assistant.planner.offline.spans import Span, Tagged
from data.query import Call, call, col, columns_of

Read = Callable[[Scope, Tagged], tuple[Intent, Draft] | None]
_WITH = ("with", "having", "that", "which", "who", "have", "has", "had", "of", "only", "counting")


def read(scope: Scope, tagged: Tagged, forms: tuple[Read, ...]) -> tuple[Intent, Draft] | None:
    """The reading of the rest by the first form that gives groups, with the groups' number of rows as a threshold."""
    draft = draft_of(scope, tagged)
    if not any(s.word("superlative") for s in draft.spans):
        return None
    conditions.read(draft)
    tested = [c for c in draft.conditions if counted.is_count(c.measure, scope)]
    if not tested:
        return None
    gone = {i for c in tested for i in c.spans}
    first = min(gone)
    while first > 0 and tagged.cover[first - 1].text.lower() in _WITH:
        first -= 1
        gone.add(first)
    rest = replace(
        tagged, cover=tuple(_silent(s) if i in gone else s for i, s in enumerate(tagged.cover)), plain=()
    )
    for form in forms:
        made = form(scope, rest)
        if made is not None and made[0].groups and not made[0].before:
            return _with_threshold(made[0], tested), _told(made[1], tagged, gone)
    return None


def _silent(span: Span) -> Span:
    return Span(span.start, span.end, ",", 0.0, free=True)


def _told(draft: Draft, tagged: Tagged, gone: set[int]) -> Draft:
    draft.spans = tagged.cover
    for i in gone:
        draft.used[i] = "condition"
    return draft


def _with_threshold(intent: Intent, tested: list[Condition]) -> Intent:
    outs = [c.measure for c in tested if c.measure is not None]
    more = tuple(o for o in outs if all(o.expr != m.expr for m in intent.metrics))
    names = {o.name: next((m.name for m in intent.metrics if m.expr == o.expr), o.name) for o in outs}
    having = tuple(_named(c, names) for c in tested)
    return intent.model_copy(
        update={"metrics": (*intent.metrics, *more), "having": (*intent.having, *having)}
    )


def _named(condition: Condition, names: dict[str, str]) -> Call:
    expr = condition.expr
    assert isinstance(expr, Call)
    (name,) = columns_of(expr)[:1]
    return call(expr.op, col(names.get(name, name)), *expr.args[1:])
