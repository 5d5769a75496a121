"""What holds for a row, said in words: "an order that was not scanned", "one with a cancel date", "no leave date"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.planner.offline.conditions import draft_of
from assistant.planner.offline.conditions import read as read_conditions
from assistant.planner.offline.derived.desk import Desk
from assistant.planner.offline.derived.quantities import quantity
from assistant.planner.offline.forms.nouns import names_rows
from assistant.planner.offline.scope import is_joined
from assistant.planner.offline.spans import Span
from data.query import Expr, all_of, columns_of

_SOME = re.compile(
    r"^(?:(?:an?|any|all|those|every|each|the|when|if|where|that|which|who|they|it|we|somebody|someone|anyone|everyone|people|persons?|ones?)\s+)+",
    re.I,
)
_HAVE = re.compile(r"^(?:have|has|had|having|got)\s+", re.I)


def test(desk: Desk, text: str) -> Expr | None:
    """The condition that a text is, each of its words with its place; None otherwise."""
    for said in _forms(desk, text):
        counted = quantity(desk, said)
        found = counted.test if counted is not None and counted.test is not None else _conditions(desk, said)
        if found is not None and not _is_of_others(desk, found):
            return found
    return None


def _is_of_others(desk: Desk, found: Expr) -> bool:
    """A condition on a joined table holds for its rows."""
    columns = (desk.scope.source.columns.get(n) for n in columns_of(found))
    return any(c is not None and is_joined(c) for c in columns)


def _forms(desk: Desk, text: str) -> Iterator[str]:
    """The text, and the same said of the rows by their name."""
    plain = _SOME.sub("", text.strip(" .,;?!"))
    yield plain
    entity = desk.scope.entity
    rows = entity.plural if entity is not None else "rows"
    if re.match(r"(?:with|without|that|who|which|have|has|had|having)\b", plain, re.I):
        yield f"{rows} {_HAVE.sub('with ', plain)}"


def _conditions(desk: Desk, text: str) -> Expr | None:
    draft = draft_of(desk.scope, desk.tag(text))
    read_conditions(draft)
    if not draft.conditions or any(c.measure is not None for c in draft.conditions):
        return None
    for i, span in enumerate(draft.spans):
        if draft.free(i) and not span.free and not _names_rows(desk, span):
            return None
    tests = tuple(c.expr for c in draft.conditions)
    return all_of(tests)


def _names_rows(desk: Desk, span: Span) -> bool:
    return any(names_rows(desk.scope, t) for t in desk.scope.terms(span))
