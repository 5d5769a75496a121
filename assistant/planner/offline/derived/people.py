"""People of a table with a row each: who began first or last, and who reports to whom, where a column names the
manager by the id of another row."""

from __future__ import annotations

import re

from assistant.planner.offline.derived.desk import Desk
from assistant.planner.offline.derived.leftover import restricted
from assistant.planner.offline.scope import Intent
from assistant.planner.offline.spans import Span
from data.catalog import Column
from data.query import Agg, Expr, Member, Out, Query, call, col

_SERVED = re.compile(
    r"\b(?:the\s+)?(?:(?P<long>longest[\s-]+(?:serving|standing|tenured|employed))|(?:most\s+recently|newly|last)\s+(?:hired|employed)|(?:most\s+recent|newest|latest)(?=\s+(?:hire|joiner|starter|employee|colleague)s?\b))(?:\s+(?:hire|joiner|starter)s?\b)?",
    re.I,
)
_BEGAN = frozenset(["hire", "hired", "start", "started", "join", "joined", "joining", "employed", "entry"])
_ASKING = re.compile(
    r"\b(?:who|whose|which|what|name|is|was|are|the|of|our|for|does|do|did|person|people|and)\b", re.I
)
_BOSS = re.compile(
    r"\bwho\s+(?:does|did)\s+(?P<a>[^,;.?!]+?)\s+report\s+to\b|\bwho(?:\s+is|['’]s)\s+(?:the\s+)?(?:manager|boss|line\s+manager|supervisor)\s+of\s+(?P<b>[^,;.?!]+)|\bwho(?:\s+is|['’]s)\s+(?P<c>[^,;.?!]+?)['’]s?\s+(?:manager|boss|line\s+manager|supervisor)\b",
    re.I,
)
_TEAM = re.compile(
    r"\b(?P<many>how\s+many\s+(?:people|employees|persons|staff|reports)?)?\s*(?:who\s+)?(?:directly\s+)?(?:report|reports|reporting)\s+(?:directly\s+)?to\s+(?P<a>[^,;.?!]+)",
    re.I,
)
_MOST = re.compile(r"\bwho\s+has\s+(?:the\s+)?(?P<way>most|fewest)\s+(?:direct\s+)?reports\b", re.I)
_MANAGER = frozenset(["manager", "mgr", "supervisor", "boss", "reports", "lead"])


def read(desk: Desk) -> None:
    """Read at once what is asked of people by their dates or managers."""
    entity = desk.scope.entity
    shown = (
        desk.scope.source.columns.get(entity.display or "")
        if entity is not None and not entity.rolled_up
        else None
    )
    if entity is None or shown is None:
        return
    if _served(desk, shown):
        return
    manager = _manager(desk, entity.key)
    if manager is not None:
        _reporting(desk, shown, desk.scope.source.columns[entity.key], manager)


def _served(desk: Desk, shown: Column) -> bool:
    """ "the longest-serving employee in Hull": by the one date on which people began."""
    m = _SERVED.search(desk.text)
    began = [
        c
        for c in desk.scope.source.columns.values()
        if c.role == "date" and c.expr is None and "." not in c.name and _BEGAN & set(c.label.lower().split())
    ]
    if m is None or len(began) != 1:
        return False
    where = _where(desk, f"{desk.text[: m.start()]} {desk.text[m.end() :]}")
    if where is None:
        return False
    known = (call("not_null", col(began[0].name)),) if began[0].missing else ()
    desk.direct = Intent(
        source=desk.scope_name, where=(*where, *known), order=began[0].label, desc=m["long"] is None, limit=1, answer="name",
        columns=tuple(Out(name=c.label, expr=col(c.name)) for c in (shown, began[0])),
    )  # fmt: skip
    return True


def _where(desk: Desk, rest: str) -> tuple[Expr, ...] | None:
    return restricted(desk, _ASKING.sub(" ", rest), lambda span: _is_row(desk, span))


def _is_row(desk: Desk, span: Span) -> bool:
    entity = desk.scope.entity
    return any(t.rows or (entity is not None and t.entity == entity) for t in desk.scope.terms(span)) or any(
        e.kind == "entity" and entity is not None and e.name == entity.name for e in span.entries
    )


def _manager(desk: Desk, key: str) -> Column | None:
    """The column of ids that names another row's person."""
    own = desk.scope.source.columns.get(key)
    found = [
        c
        for c in desk.scope.source.columns.values()
        if c.expr is None and "." not in c.name and c.name != key and own is not None and c.type == own.type
        and _MANAGER & set(re.findall(r"[a-z]+", f"{c.label} {c.name}".lower()))
    ]  # fmt: skip
    return found[0] if len(found) == 1 else None


def _reporting(desk: Desk, shown: Column, key: Column, manager: Column) -> None:
    """ "who does Ada report to", "how many people report to Bo", "who has the most direct reports"."""
    if (m := _MOST.search(desk.text)) is not None:
        where = _where(desk, f"{desk.text[: m.start()]} {desk.text[m.end() :]}")
        if where is not None:
            count = Out(name="direct reports", expr=Agg(agg="count"))
            desk.direct = Intent(
                source=desk.scope_name, where=(*where, call("not_null", col(manager.name))), metrics=(count,),
                groups=(Out(name=manager.label, expr=col(manager.name)),), order=count.name,
                desc=m["way"].lower() == "most", answer="name",
            )  # fmt: skip
        return
    boss, team = _BOSS.search(desk.text), _TEAM.search(desk.text)
    said = (
        next((s for s in (boss["a"], boss["b"], boss["c"]) if s), "")
        if boss is not None
        else team["a"]
        if team
        else ""
    )
    person = _person(desk, said)
    if person is None:
        return
    own, other = (manager, key) if boss is not None else (key, manager)
    inner = Query(source=desk.scope_name, where=(person,), groups=(Out(name=own.label, expr=col(own.name)),))
    where_ = (Member(member=col(other.name), within=inner),)
    if team is not None and boss is None and team["many"]:
        out = Out(name="direct reports", expr=Agg(agg="count"))
        desk.direct = Intent(source=desk.scope_name, where=where_, metrics=(out,), answer="value")
        return
    columns = (Out(name=shown.label, expr=col(shown.name)),)
    desk.direct = Intent(
        source=desk.scope_name, where=where_, columns=columns, answer="name" if boss is not None else "list"
    )


def _person(desk: Desk, said: str) -> Expr | None:
    """The condition that a text is, whole: one person's name or id."""
    where = _where(desk, said) if said else None
    return where[0] if where is not None and len(where) == 1 else None
