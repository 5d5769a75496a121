"""Members to whom a thing did not happen in some time: "did not shop at all in 2024", "no tickets since May".

That nothing happened in a period says nothing of the member's own dates: those are left out who have a row of the events'
table in it.
"""

from __future__ import annotations

from assistant.planner.offline.conditions import Condition, Draft, at_edge
from assistant.planner.offline.scope import DATED, is_birth, is_joined
from data.catalog import Column
from data.query import Agg, Call, Expr, Member, Out, Query, call, col, date

_DENIES = (
    "not",
    "never",
    "no",
    "without",
    "w0o",
    "zero",
    "didnt",
    "havent",
    "hasnt",
    "dont",
    "doesnt",
    "nothing",
)
_WIDE = 7
"""How many words may lie between the denial and the period."""


def read(draft: Draft) -> None:
    """A condition that leaves out who has events in the period that is denied."""
    entity = draft.scope.entity
    if entity is None:
        return
    for i, span in enumerate(draft.spans):
        if span.period is None or not draft.free(i):
            continue
        start = _denial(draft, i)
        table = _events(draft, start, i) if start is not None else None
        key = _key(draft, table) if table is not None else None
        dated = _date(draft, table) if table is not None else None
        if start is None or table is None or key is None or dated is None:
            continue
        where, used = _within(draft, i, dated)
        known = call("not_null", col(key))  # events of nobody are no member's
        within = Query(source=table, where=(where, known), groups=(Out(name=key, expr=col(key)),))
        happened = Member(member=col(entity.key), within=within)
        places = (*range(start, i + 1), *used)
        draft.conditions.append(Condition(Call(op="not", args=(happened,)), places, row=True))
        draft.use("condition", *places)


def _denial(draft: Draft, i: int) -> int | None:
    """The denial before the period at `i`, with only a verb, the events' name and small words between them."""
    for k in range(i - 1, max(-1, i - 1 - _WIDE), -1):
        span = draft.spans[k]
        low = span.text.lower().replace("'", "").replace("’", "")
        if low in _DENIES:
            return k if draft.free(k) else None
        if (
            span.number is not None
            or span.period is not None
            or low in (",", ";", ".", "?", "and", "but", "or")
        ):
            return None
    return None


def _events(draft: Draft, start: int, i: int) -> str | None:
    """The table of events that the words between speak of: by its name, by the number of its rows, by a verb of doing."""
    tables = {c.source for c in _counts(draft)}
    named: list[str] = []
    for k in range(start + 1, i):
        span = draft.spans[k]
        if span.free:
            continue
        told = [t for t in tables if _tells_of(draft, k, t)]
        doing = draft.words is not None and span.text.lower() in draft.words.raw["doings"].split()
        if not told and not doing:
            return None
        named += told
    found = set(named) or tables
    return next(iter(found)) if len(found) == 1 else None


def _tells_of(draft: Draft, k: int, table: str) -> bool:
    entities = draft.scope.catalog.entities
    return any(
        (e.kind in ("rows", "table") and table in (e.name, e.source))
        or (e.kind == "entity" and entities[e.name].table == table and not entities[e.name].rolled_up)
        or (
            e.kind in ("column", "measure")
            and any(c.name == e.name for c in _counts(draft) if c.source == table)
        )
        for e in draft.spans[k].entries
    )


def _counts(draft: Draft) -> list[Column]:
    """The numbers of events that each member has."""
    return [
        c
        for c in draft.scope.source.columns.values()
        if isinstance(c.expr, Agg) and c.expr.agg in ("count", "distinct") and not is_joined(c)
    ]


def _key(draft: Draft, table: str) -> str | None:
    """The column of the events' table that names the member."""
    entity, catalog = draft.scope.entity, draft.scope.catalog
    if entity is not None and entity.table == table:
        return entity.key
    return next(
        (j.key for j in catalog.joins if j.table == table and entity is not None and j.to == entity.table),
        None,
    )


def _date(draft: Draft, table: str) -> Column | None:
    columns = draft.scope.catalog.sources[table].columns.values()
    own = [
        c for c in columns if c.type in DATED and c.role == "date" and not is_joined(c) and not is_birth(c)
    ]
    return own[0] if own else None


def _within(draft: Draft, i: int, dated: Column) -> tuple[Expr, tuple[int, ...]]:
    """What lies in the period: all of it, or what comes since it or before it."""
    period = draft.spans[i].period
    assert period is not None
    c, said = col(dated.name), draft.spans[i - 1].text.lower() if i else ""
    edge = at_edge(draft, i)
    if edge is not None:
        bound = period.high if edge.late else period.low
        return call("lt" if edge.bounds and edge.late else "ge", c, date(str(bound))), edge.spans
    if said in ("since", "from", "after"):
        return call("ge", c, date(str(period.high if said == "after" else period.low))), ()
    if said in ("before", "until", "till"):
        return call("lt", c, date(str(period.low if said == "before" else period.high))), ()
    return call("and", call("ge", c, date(str(period.low))), call("lt", c, date(str(period.high)))), ()
