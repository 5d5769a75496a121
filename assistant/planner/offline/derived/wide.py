"""Tables with a column for each month, year, quarter or weekday: which of them leads, and figures across them."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass

from assistant.planner.offline import conditions
from assistant.planner.offline.conditions import draft_of
from assistant.planner.offline.derived.desk import Desk
from assistant.planner.offline.scope import Intent, Scope
from data.catalog import Column
from data.query import Agg, AggName, Call, Expr, Out, call, col

MONTHS = [m.lower() for m in calendar.month_name if m]
DAYS = [d.lower() for d in calendar.day_name]
LEAST = {"month": 6, "weekday": 5, "quarter": 4, "year": 3}
_NOUNS = {"month": "months?", "weekday": "(?:week)?days?", "quarter": "quarters?", "year": "years?"}
_UP = r"warmest|hottest|highest|largest|biggest|greatest|most|best|wettest|rainiest|busiest|strongest|maximum|max|peak"
_DOWN = r"coldest|coolest|lowest|smallest|least|worst|driest|quietest|weakest|minimum|min|fewest"
_VARIES = re.compile(
    r"\bvar(?:ies|y|ied)\s+(?:the\s+)?(?P<a>most|least)\b|\b(?P<b>most|least)\s+(?:variable|volatile|variation|varying)\b|\bmost\s+(?P<c>stable|constant|even)\b"
    r"|\b(?P<d>largest|highest|greatest|biggest|smallest|lowest)\s+(?:standard\s+deviation|variance|spread|variation|variability)\b",
    re.I,
)
_MEAN = re.compile(r"\b(?:on\s+average|average|mean|typically)\b", re.I)
_MEDIAN = re.compile(r"\bmedian\b", re.I)


@dataclass(frozen=True)
class Family:
    """The columns that are periods of one kind, in the order of the calendar."""

    kind: str
    columns: tuple[Column, ...]


def families(scope: Scope) -> list[Family]:
    """All kinds of periods for which the source has enough columns of numbers."""
    found: dict[str, list[tuple[int, Column]]] = {}
    for column in scope.source.columns.values():
        if column.expr is not None or "." in column.name or column.type not in ("number", "integer"):
            continue
        place = period_of(column.name)
        if place is not None:
            found.setdefault(place[0], []).append((place[1], column))
    return [
        Family(kind, tuple(c for _, c in sorted(places, key=lambda p: p[0])))
        for kind, places in found.items()
        if len(places) >= LEAST[kind] and len({p for p, _ in places}) == len(places)
    ]


def period_of(name: str) -> tuple[str, int] | None:
    """Which period a column's name says: JAN, February, Mon, Q3, 2014, Y2014."""
    low = name.strip().lower().rstrip(".")
    for kind, names in (("month", MONTHS), ("weekday", DAYS)):
        for i, whole in enumerate(names):
            if low == whole or (len(low) >= 3 and whole.startswith(low)):
                return kind, i
    if m := re.fullmatch(r"q([1-4])|([1-4])q", low):
        return "quarter", int(m[1] or m[2])
    if m := re.fullmatch(r"(?:y|yr|year)?[_ ]?((?:19|20)\d\d)", low):
        return "year", int(m[1])
    return None


def read(desk: Desk) -> None:
    """Replace what is asked across periods that are columns."""
    for family in families(desk.scope):
        if _leading(desk, family) or _each(desk, family):
            return
        _across(desk, family)


# ---------------------------------------------------------------- which period


def _leading(desk: Desk, family: Family) -> bool:
    """ "which month is the warmest on average", "which month varies most"."""
    noun = _NOUNS[family.kind]
    asked = re.search(
        rf"\b(?:which|what)\s+(?:calendar\s+)?{noun}\b|\b(?:in|on|for)\s+(?:which|what)\s+(?:calendar\s+)?{noun}\b",
        desk.text,
        re.I,
    )
    if asked is None or _own_rows(desk, family.kind):
        return False
    varies = _VARIES.search(desk.text)
    up = re.search(rf"\b(?:{_UP})\b", desk.text, re.I)
    down = re.search(rf"\b(?:{_DOWN})\b", desk.text, re.I)
    if varies is not None:
        agg: AggName = "std"
        said = (varies["a"] or varies["b"] or varies["d"] or "").lower()
        desc = varies["c"] is None and said not in ("least", "smallest", "lowest")
    elif up is not None or down is not None:
        agg, desc = (
            _aggregate(desk.text, family),
            up is not None and (down is None or up.start() < down.start()),
        )
    else:
        return False
    return _direct(desk, family, agg, desc)


def _own_rows(desk: Desk, kind: str) -> bool:
    """A column of years beside columns of months: "which year" then asks for rows."""
    return any(
        c.label.lower() == kind or (kind == "year" and c.unit == "year")
        for c in desk.scope.source.columns.values()
        if period_of(c.name) is None
    )


def _aggregate(text: str, family: Family) -> AggName:
    if _MEDIAN.search(text):
        return "median"
    additive = all(c.additive for c in family.columns)
    if _MEAN.search(text) or not additive:
        return "mean"
    return "sum"


def _direct(desk: Desk, family: Family, agg: AggName, desc: bool | None) -> bool:
    """The whole question as one figure a column, turned: one row a period."""
    where = _conditions(desk)
    if where is None:
        return False
    said = {"mean": "average", "std": "standard deviation of", "sum": "total", "median": "median"}[agg]
    outs = tuple(Out(name=c.name, expr=Agg(agg=agg, of=col(c.name)), unit=c.unit) for c in family.columns)
    desk.notes.append(f"the {said.removesuffix(' of')} of each {family.kind} is compared")
    desk.direct = Intent(
        source=desk.scope_name, where=where, metrics=outs, melt=family.kind, desc=desc,
        answer="name" if desc is not None else "list",
    )  # fmt: skip
    return True


_FREE = re.compile(
    rf"\b(?:{_UP}|{_DOWN}|averages?|mean|median|total|sum|on|over|across|all|years?|months?|quarters?|days?|weekdays?|rows?|from|to|year|standard|deviation|variance|spread|"
    r"variation|variability|varies|vary|varied|variable|volatile|stable|constant|even|calendar|each|per|every|by|value|values|its|the|whole|period|typically|usually|generally|had|has|have)\b",
    re.I,
)  # fmt: skip


def _conditions(desk: Desk) -> tuple[Expr, ...] | None:
    """What else restricts the rows; None where a word of the data is left that has no place."""
    rest = re.sub(r"\([^()]*\)", " ", desk.text)
    draft = draft_of(desk.scope, desk.tag(_FREE.sub(" ", rest)))
    conditions.read(draft)
    unknown = 0
    for i, span in enumerate(draft.spans):
        drawn = span.word("chart", "plot") is not None
        if not draft.free(i) or span.free or drawn or any(t.rows for t in desk.scope.terms(span)):
            continue
        if (
            span.entries
            or span.number is not None
            or span.period is not None
            or span.word("not", "comparator")
        ):
            return None
        unknown += span.unknown
    if unknown > 1:  # one noun may say what the cells hold: "temperature", "rainfall"
        return None
    return tuple(c.expr for c in draft.conditions)


def _each(desk: Desk, family: Family) -> bool:
    """ "the average of each month", "mean by month": one figure a column, in the order of the calendar."""
    noun = _NOUNS[family.kind]
    m = re.search(
        rf"\b(?:by|per|of\s+each|for\s+each|for\s+every|in\s+each|each|every)\s+(?:calendar\s+)?{noun}\b",
        desk.text,
        re.I,
    )
    if m is None or _own_rows(desk, family.kind) or re.search(r"\b(?:which|how\s+many)\b", desk.text, re.I):
        return False
    agg = _aggregate(desk.text, family)
    if re.search(r"\b(?:standard\s+deviation|std)\b", desk.text, re.I):
        agg = "std"
    if not _direct(desk, family, agg, None):
        return False
    chart = re.search(
        r"\b(?P<kind>line|bar|area)\b(?:\s+(?:chart|graph|plot))?|\b(?:plot|chart|graph|draw)\b",
        desk.text,
        re.I,
    )
    if chart is not None and desk.direct is not None:
        kind = (chart["kind"] or "bar").lower()
        desk.direct = desk.direct.model_copy(update={"chart": kind, "answer": "chart"})
    return True


# ---------------------------------------------------------------- across the periods


def _across(desk: Desk, family: Family) -> None:
    """ "the average over its twelve months" of a row, "the mean over all months and years" of all cells."""
    noun = _NOUNS[family.kind]
    count = r"(?:twelve|12|four|4|seven|7|\d+)"
    figure = r"(?P<agg>averages?|mean|total|sum)"
    cell = r"(?:\s+(?!over|of|across|in|for)\w+)?"
    whole = re.search(
        rf"\b{figure}{cell}\s+(?:over|of|across|in|for)\s+all\s+(?:the\s+)?(?:{noun}\s+and\s+(?:all\s+)?(?:the\s+)?(?:\w+)|(?:\w+)\s+and\s+(?:all\s+)?(?:the\s+)?{noun}|values|cells|(?:of\s+the\s+)?{noun}(?=\W*$))",
        desk.text,
        re.I,
    )
    if whole is not None and not re.search(r"\b(?:which|each|every|per|by)\b", desk.text, re.I):
        mean = not whole["agg"].lower().startswith(("total", "sum"))
        desk.put(
            whole.start(),
            whole.end(),
            desk.measure(
                f"{'average' if mean else 'total'} over all {family.kind}s", _all_cells(family, mean)
            ),
        )
        return
    own = re.search(
        rf"\b{figure}{cell}\s+(?:over|of|across|in|for)\s+(?:(?:all\s+)?(?:its|the|their|of\s+its|all)\s+)(?:of\s+the\s+)?(?:{count}\s+|all\s+)?{noun}\b",
        desk.text,
        re.I,
    )
    own = own or re.search(r"\b(?:yearly|annual|row)\s+(?P<agg>averages?|mean|total|sum)\b", desk.text, re.I)
    if own is None:
        return
    mean = not own["agg"].lower().startswith(("total", "sum"))
    label = f"{'average' if mean else 'total'} over the {family.kind}s"
    word = desk.column(label, _row(family, mean), family.columns[0].unit, "score")
    desk.put(own.start(), own.end(), word)


def _row(family: Family, mean: bool) -> Expr:
    """The sum or mean of the known cells of one row."""
    total = Call(op="add", args=tuple(call("coalesce", col(c.name), 0.0) for c in family.columns))
    count = _known(family)
    return call("div", total, count) if mean else call("if", call("gt", count, 0), total, None)


def _known(family: Family) -> Expr:
    return Call(op="add", args=tuple(call("if", call("not_null", col(c.name)), 1, 0) for c in family.columns))


def _all_cells(family: Family, mean: bool) -> Expr:
    sums = Call(op="add", args=tuple(Agg(agg="sum", of=col(c.name)) for c in family.columns))
    counts = Call(op="add", args=tuple(Agg(agg="count", of=col(c.name)) for c in family.columns))
    return call("div", sums, counts) if mean else sums
