"""Whether the sums of two numbers per day, month or other period go together: "correlation of daily cost and daily revenue"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.planner.offline.checks import Checked, check
from assistant.planner.offline.compose import row_column
from assistant.planner.offline.conditions import Draft, draft_of
from assistant.planner.offline.conditions import read as read_conditions
from assistant.planner.offline.dates import EVERY
from assistant.planner.offline.naming import suits
from assistant.planner.offline.scope import Intent, Scope, is_joined
from assistant.planner.offline.spans import Tagged
from assistant.reading import Reading
from data.catalog import Catalog, Column
from data.query import Agg, Call, Out, col

if TYPE_CHECKING:
    from assistant.planner.offline.planner import OfflinePlanner

_PER = re.compile(r"\b(?:(?:per|by|each|every|a) (?P<per>day|week|month|quarter|year)|(?P<ly>daily|weekly|monthly|quarterly|yearly|annual))\b", re.I)  # fmt: skip
_FREE = ("add", "adding", "added", "up", "sum", "summed", "summing", "everything", "all", "how strongly", "strongly", "total", "totals")  # fmt: skip


def read(planner: OfflinePlanner, question: str, tagged: Tagged, catalog: Catalog) -> Reading | None:
    """The correlation of two sums per period; None where no period or not two numbers are named."""
    m = next((m for m in _PER.finditer(tagged.text) if not _in_a_name(tagged, m, catalog)), None)
    if m is None:
        return None
    grain = (m["per"] or EVERY[m["ly"].lower()]).lower()
    reads: list[tuple[float, Intent, Checked]] = []
    for scope in planner._scopes(tagged, catalog):
        intent, draft = _in_scope(scope, tagged, grain)
        if intent is None:
            continue
        checked = check(draft, intent, len(tagged.corrections))
        reads.append((checked.confidence + suits(scope, tagged, catalog), intent, checked))
    if not reads:
        return None
    _, intent, checked = max(reads, key=lambda r: r[0])
    return planner._one(question, intent, tagged, min(0.85, checked.confidence), checked)


def _in_a_name(tagged: Tagged, said: re.Match[str], catalog: Catalog) -> bool:
    """ "Website visits per month", where that is what each row tells: no rows are added up."""
    word = (said["per"] or EVERY[said["ly"].lower()]).lower()
    near = [
        s for s in tagged.cover
        if tagged.tokens[s.end - 1].end + 1 == said.start() or tagged.tokens[s.start].start == said.end() + 1
    ]  # fmt: skip
    labels = (
        catalog.sources[e.source].columns[e.name].label.lower()
        for s in near
        for e in s.entries[:1]
        if e.kind == "column" and e.source in catalog.sources
    )
    return any(re.search(rf"\b{word}s?\b|\b{said[0].lower()}\b", label) for label in labels)


def _in_scope(scope: Scope, tagged: Tagged, grain: str) -> tuple[Intent | None, Draft]:
    draft = draft_of(scope, tagged)
    read_conditions(draft)
    dated = scope.date()
    columns: dict[str, Column] = {}
    for i in range(len(draft.spans)):
        column = _number(scope, draft, i)
        if column is not None:
            columns[column.name] = column
            draft.use("metric", i)
        elif draft.free(i) and _frames(draft, i):
            draft.use("group", i)
    if dated is None or is_joined(dated) or len(columns) != 2:
        return None, draft
    per = Out(name=grain, expr=Call(op=f"trunc_{grain}", args=(col(dated.name),)))  # type: ignore[arg-type]  # one of five operations
    args: dict[str, object] = {"columns": list(columns), "per": per.canonical()}
    rows = tuple(c.expr for c in draft.conditions if c.measure is None)
    return Intent(source=scope.name, tool="correlate", args=args, where=rows), draft


def _number(scope: Scope, draft: Draft, i: int) -> Column | None:
    """A row's own number, or what a measure adds up."""
    span = draft.spans[i]
    first = next((t for t in scope.terms(span) if t.entry.kind != "value"), None)
    if first is None or not draft.free(i) or span.word("grain") is not None:
        return None
    if first.measure is None:
        term = scope.quantity(span)
        return term.column if term is not None else None
    plain = isinstance(first.measure.expr, Agg) and first.measure.expr.agg == "sum"
    return row_column(scope, Out(name=first.measure.label, expr=first.measure.expr)) if plain else None


def _frames(draft: Draft, i: int) -> bool:
    """The words of the period, of adding up and of correlating."""
    span = draft.spans[i]
    aggregate = span.word("aggregate")
    return (
        span.word("grain", "group", "tool") is not None
        or span.text.lower() in _FREE
        or (aggregate is not None and aggregate.name == "sum")
    )
