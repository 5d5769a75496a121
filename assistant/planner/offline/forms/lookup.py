"""What is known of a named row, and which rows fit: look-ups and lists in a small table."""

from __future__ import annotations

from assistant.planner.offline.conditions import Draft
from assistant.planner.offline.forms import asked, nouns
from assistant.planner.offline.forms.counting import where
from assistant.planner.offline.forms.nouns import is_label
from assistant.planner.offline.forms.ranking import listed
from assistant.planner.offline.forms.sheet import Sheet
from assistant.planner.offline.scope import DATED, NUMERIC, Intent
from data.query import Agg, Out, col


def read(draft: Draft, sheet: Sheet) -> list[Intent]:
    """The answer's column on the rows that fit; nothing where no row is chosen."""
    target = asked.target(draft, sheet)
    if target is None or target.column is None or not draft.conditions:
        return []
    column = target.column
    if any(c.column == column and c.spans for c in draft.conditions):
        return []
    draft.use("only", *(i for i, s in enumerate(draft.spans) if draft.free(i) and s.word("only") is not None))
    for k, term in nouns.free_nouns(draft):
        if term.column == column:
            draft.use("item", k)
    if is_label(sheet.scope, column) or column.type in NUMERIC or column.type in DATED:
        return [listed(draft, (column,), where(draft))]
    rows = Out(name=draft.scope.source.plural or "rows", expr=Agg(agg="count"))
    draft.looked_up = True
    return [
        Intent(
            source=draft.scope.name, where=where(draft), groups=(Out(name=column.label, expr=col(column.name)),),
            metrics=(rows,), answer="list", notes=tuple(draft.notes),
        )
    ]  # fmt: skip
