"""Which place one row takes: "where does Ohio rank on poverty, counting from the lowest", "rank of Laura Webb by salary"."""

from __future__ import annotations

import re

from assistant.planner.offline import conditions
from assistant.planner.offline.conditions import Condition, Draft, draft_of
from assistant.planner.offline.derived.desk import Desk
from assistant.planner.offline.naming import number_of
from assistant.planner.offline.scope import Intent
from data.catalog import Column
from data.query import Agg, Call, Lit, Out, Query, Scalar, call, col

_ASKED = re.compile(
    r"\bwhere\s+(?:does|do|did|is|are|was)\b[^?.;]*?\b(?P<a>rank(?:s|ed|ing)?|stand|place[ds]?)\b"
    r"|\bhow\s+(?:high(?:ly)?\s+)?(?:does|do|did|is|was)\b[^?.;]*?\b(?P<b>rank(?:ed)?)\b"
    r"|\b(?:what|which)\b(?:['’]?s|\s+is|\s+was)?\s+(?:the\s+)?(?P<c>rank(?:ing)?|place|position)\b"
    r"|^\W*(?:the\s+)?(?P<d>rank)\s+of\b",
    re.I,
)
_FROM = re.compile(
    r",?\s*\(?\b(?:count(?:ed|ing)|starting|ranked|ordered|sorted|going)?\s*(?:from\s+)?(?:the\s+)?(?:in\s+)?(?P<end>highest|largest|biggest|most|best|top|lowest|smallest|least|fewest|bottom|ascending|descending)"
    r"(?:\s+(?:first|order|to\s+(?:the\s+)?(?:highest|lowest|smallest|largest)|down|up|=\s*1|is\s+(?:first|1)))?\)?(?=\s*[?.]?\s*$)",
    re.I,
)
_LOW = re.compile(r"ascending|lowest|smallest|least|fewest|bottom", re.I)
_TALK = re.compile(
    r"\b(?:where|how|high(?:ly)?|what(?:['’]?s)?|which|does|do|did|is|are|was|rank(?:s|ed|ing)?|stand|place[ds]?|position|have|has|hold|take|come|the|of|on|in|by|for|"
    r"among|all|its|their|terms|when\s+it\s+comes\s+to|compared\s+(?:to|with)|others?|overall)\b",
    re.I,
)


def read(desk: Desk) -> None:
    """The whole question as one number: how many rows lie before the one that is named, and one more."""
    if _ASKED.search(desk.text) is None:
        return
    end = _FROM.search(desk.text)
    text = desk.text[: end.start()] + desk.text[end.end() :] if end is not None else desk.text
    draft = draft_of(desk.scope, desk.tag(text))
    conditions.read(draft)
    row = _row(draft)
    column = _number(draft)
    if row is None or column is None:
        return
    rest = tuple(c.expr for c in draft.conditions if c is not row)
    low = end is not None and _LOW.search(end["end"]) is not None
    own = Query(
        source=desk.scope_name,
        where=(*rest, row.expr),
        measures=(Out(name="own", expr=Agg(agg="max", of=col(column.name))),),
    )
    mine = Scalar(scalar=own)
    before = call("lt" if low else "gt", col(column.name), mine)
    counted = call("add", Agg(agg="count", where=before, weighted=False), 1)
    place = Call(op="if", args=(call("not_null", mine), counted, Lit(lit=None)))
    said = f"place of {_shown(draft, row)} by {column.label}, {'lowest' if low else 'highest'} first"
    desk.direct = Intent(
        source=desk.scope_name, where=rest, metrics=(Out(name=said, expr=place),), answer="value"
    )


def _shown(draft: Draft, row: Condition) -> str:
    return " ".join(draft.spans[i].text for i in row.spans) or "the row"


def _row(draft: Draft) -> Condition | None:
    """The condition that names one row, as it is or within the others."""
    rows = draft.scope.source.rows
    named = []
    for c in draft.conditions:
        if c.measure is not None or c.column is None:
            return None
        others = [o.column for o in draft.conditions if o is not c and o.column is not None]
        panel = any(0.9 * rows <= c.column.distinct * o.distinct <= 1.1 * rows for o in others)
        if c.column.type == "text" and (c.column.distinct >= 0.95 * rows or panel) and not c.period:
            named.append(c)
    return named[0] if len(named) == 1 else None


def _number(draft: Draft) -> Column | None:
    """The one number that is named; None where another word is left."""
    found: dict[str, Column] = {}
    for i, span in enumerate(draft.spans):
        if not draft.free(i) or _TALK.fullmatch(span.text) or span.free:
            continue
        column = number_of(draft.scope, span) if span.entries else None
        if column is not None:
            found[column.name] = column
        elif any(t.rows or t.entity is not None for t in draft.scope.terms(span)) or span.word(
            "order", "count"
        ):
            continue
        elif span.entries or span.unknown or span.number is not None:
            return None
    return next(iter(found.values())) if len(found) == 1 else None
