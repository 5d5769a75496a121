"""Figures at a day that is said: an age at the end of March, who has not come since January or for 60 days.

A date of birth or of the last visit is an attribute; a day beside it restricts no rows to those born or come then.
"""

from __future__ import annotations

import datetime as dt
import re

from assistant.planner.offline import dates
from assistant.planner.offline.derived.desk import Desk
from assistant.planner.offline.scope import Intent, is_birth
from data.catalog import Column
from data.query import Agg, Call, Expr, Lit, Out, call, col, date

_AT = re.compile(
    r"(?:(?P<of>\bas\s+(?:of|at))|\b(?:at|on|by))\s+(?:the\s+)?(?:(?P<edge>end|close|start|beginning)\s+of\s+)?(?:the\s+)?$",
    re.I,
)
OLDEST = 105
"""Years that a person may be old; a birth that gives more is a mistake."""
_ABSENT = (
    r"(?:\b(?:who|that|which)\s+)?(?:\b(?:have|has|had|did|do|does)\s+not|\b(?:have|has|had|did|do|does)n['’]?t|\bnever|\bnot|(?:\b(?:have|has|had|with)\s+)?(?:had\s+)?\bno|\bwithout(?:\s+(?:a|any))?)"
    r"\s+(?:yet\s+)?(?P<verb>been\s+(?:in|back|seen|active|here)|come\s+(?:in|back)|shown\s+up|logged\s+(?:in|on)|[a-z]+)\s+(?:anything\s+|again\s+|with\s+us\s+|from\s+us\s+)?"
)
_SINCE = re.compile(rf"{_ABSENT}(?:since|after)\s+(?:the\s+)?$", re.I)
_FOR = re.compile(
    rf"{_ABSENT}(?:for|in)\s+(?:the\s+(?:last|past)\s+)?(?P<more>more\s+than\s+|over\s+|at\s+least\s+)?(?P<n>\d+)\s+(?P<unit>day|week|month|year)s?\b"
    r"(?:\s+(?:(?:up\s+)?to|at|as\s+of|on|before|by)\s+(?:the\s+)?(?P<ref>[a-z]+\s+da(?:te|y)|end\s+of\s+the\s+data))?",
    re.I,
)
_MEANT = {
    "visit": ("visit", "been in", "been back", "been seen", "been here", "come in", "come back", "shown up", "come", "came"),
    "order": ("buy", "bought", "order", "purchase", "shop"),
    "gift": ("give", "gave", "given", "donate", "gift", "donation"),
    "login": ("logged in", "logged on", "login"),
}  # fmt: skip
_NAMED = {
    "visit": ("visit", "seen", "attendance", "activity"),
    "order": ("order", "purchase", "transaction", "buy", "sale"),
    "gift": ("gift", "donation"),
    "login": ("login", "log", "activity", "seen"),
}


def read(desk: Desk) -> None:
    """Replace ages at a day, and absences up to a day, by words for what is computed; a question about the time that
    the data cover is answered at once."""
    _covered(desk)
    _all_the_time(desk)
    _of_what(desk)
    _ages(desk)
    _absences(desk)


# -- the time that the data cover --------------------------------------------------------------------------------
_COVERED = re.compile(
    r"^\W*(?:(?:hi|hey|ok|so|and|please)\b\W*)*(?:(?:what|which)\s+(?:time\s*(?:span|period|frame|range)?|period|dates?|date\s+range|years|months|stretch|range)(?:\s+of\s+(?:time|dates))?\s+(?:does|do|is|are)\s+(?:(?:this|the|our|my|these)\s+)?(?:data\s*set|data|table|file|records|it)\s*(?:cover(?:ed)?|span|from|include|run|go|reach|for)?(?:\s+(?:over|by|from))?"
    r"|from\s+when\s+to\s+when\s+(?:does|do|is|are)\s+(?:this|the|our)?\s*(?:data|table|file)\s*\w*|(?:over|for)\s+(?:what|which)\s+(?:time|period|years|dates)\s+(?:do\s+we\s+have|is\s+(?:this|the))\s*(?:data)?)\W*$",
    re.I,
)
_ALL = re.compile(
    r",?\s*\b(?:over|across|for|in|during|throughout)\s+(?:the\s+)?(?:whole|entire|full|complete)\s+(?:period|time\s*(?:span)?|data(?:\s*set)?|range|stretch)\b(?!\s+(?:from|of|between)\b)",
    re.I,
)


def _covered(desk: Desk) -> None:
    """ "What time span does this data cover?": the first and the last date."""
    column = desk.scope.date()
    if column is None or _COVERED.match(desk.text) is None:
        return
    day = col(column.name)
    first = Out(name=f"first {column.label}", expr=Agg(agg="min", of=day))
    last = Out(name=f"last {column.label}", expr=Agg(agg="max", of=day))
    desk.direct = Intent(source=desk.scope.name, metrics=(first, last), answer="table")


def _all_the_time(desk: Desk) -> None:
    """ "over the whole period": all rows, which need not be said."""
    m = _ALL.search(desk.text)
    if m is not None:
        desk.put(m.start(), m.end(), "")


_OF_WHAT = re.compile(
    r"(?<=\bmonth)\s+of\s+(?:the\s+|their\s+)?(?:last|first|latest|most\s+recent)\s+[a-z]+\b", re.I
)


def _of_what(desk: Desk) -> None:
    """ "by month of last contact", where the months stand in a column of their own: no figure of contacts."""
    m = _OF_WHAT.search(desk.text)
    months = [c for c in desk.scope.source.columns.values() if c.label == "month"]
    if m is not None and len(months) == 1 and desk.scope.date() is None:
        desk.put(m.start(), m.end(), "")


# -- ages --------------------------------------------------------------------------------------------------------
def _ages(desk: Desk) -> None:
    """ "average age at the end of March 2025": counted to that day."""
    found = _day(desk)
    if found is None:
        return
    start, end, day = found
    for a, b, column in desk.numbers():
        expr = _aged(column, day)
        if expr is None or (start < b and a < end):
            continue
        word = desk.column(f"{column.label} on {day.isoformat()}", expr, column.unit)
        first, last = sorted(((a, b, word), (start, end, "")))
        desk.put(*last)
        desk.put(*first)
        return


def _day(desk: Desk) -> tuple[int, int, dt.date] | None:
    """A day that is said with "at", "on" or "as of", with the place of the words."""
    days = desk.tagger.days
    for found in dates.find(desk.text, *days) if days is not None else ():
        m = _AT.search(desk.text[: found.start])
        low, high = found.period.low, found.period.high
        if m is None or low is None or high is None:
            continue
        first, last = dt.date.fromisoformat(low), dt.date.fromisoformat(high) - dt.timedelta(days=1)
        if m["edge"] is None and m["of"] is None and first != last:
            continue
        early = (m["edge"] or "end").lower() in ("start", "beginning")
        return m.start(), found.end, first if early else last
    return None


def _aged(column: Column, day: dt.date) -> Expr | None:
    """The age on a day, where a column is an age by a date or a year of birth; impossible ones are left out."""
    expr = column.expr
    if not isinstance(expr, Call) or column.label != "age" or len(expr.args) != 2:
        return None
    if expr.op == "years_between":
        aged: Expr = call("years_between", expr.args[0], date(day.isoformat()))
    elif expr.op == "sub" and isinstance(expr.args[0], Lit):
        aged = call("sub", Lit(lit=day.year), expr.args[1])
    else:
        return None
    return call("if", call("between", aged, 0, OLDEST), aged, None)


# -- absences ----------------------------------------------------------------------------------------------------
def _absences(desk: Desk) -> None:
    """ "who have not visited since January", "no order for more than 60 days"."""
    found = _since(desk) or _for(desk)
    if found is None:
        return
    start, end, column, cut = found
    away: Expr = call("days_between", col(column.name), date(cut.isoformat()))
    if column.missing or column.expr is not None:
        away = call("coalesce", away, 36_500)  # who never came has not come since
    word = desk.column(f"days from {column.label} to {cut.isoformat()}", away, "days")
    desk.put(start, end, f"with {word} over 0")


def _since(desk: Desk) -> tuple[int, int, Column, dt.date] | None:
    days = desk.tagger.days
    for found in dates.find(desk.text, *days) if days is not None else ():
        m = _SINCE.search(desk.text[: found.start])
        column = _last(desk, m["verb"]) if m is not None else None
        if m is None or column is None or found.period.low is None:
            continue
        return m.start(), found.end, column, dt.date.fromisoformat(found.period.low)
    return None


def _for(desk: Desk) -> tuple[int, int, Column, dt.date] | None:
    m = _FOR.search(desk.text)
    column = _last(desk, m["verb"]) if m is not None else None
    if m is None or column is None:
        return None
    end = _reference(desk, m["ref"], made=column.expr is not None)
    if end is None:
        return None
    n, unit = int(m["n"]), m["unit"].lower()
    cut = dates.step(end, unit, -n) if unit in ("day", "week") else dates.same_day(end, -n, unit)
    if not (m["more"] or "").lower().startswith(("more", "over")):
        cut += dt.timedelta(days=1)
    return m.start(), m.end(), column, cut


def _last(desk: Desk, verb: str) -> Column | None:
    """The date of the last time that members did what the verb says."""
    said = verb.lower()
    kind = next((k for k, words in _MEANT.items() if any(said.startswith(w) for w in words)), None)
    if kind is None:
        return None
    dated = [c for c in desk.scope.source.columns.values() if c.type in ("date", "datetime")]
    fitting = [
        c
        for c in dated
        if {"last", "latest", "recent"} & set(c.label.lower().split())
        and any(w.startswith(_NAMED[kind]) for w in c.label.lower().split())
    ]
    return fitting[0] if len(fitting) == 1 else None


def _reference(desk: Desk, said: str | None, made: bool = False) -> dt.date | None:
    """The day that is counted to: of the column that is named and says one day, else the last day of the data. `made`:
    the date is that of the last row of another table, which ends on a day of its own."""
    columns = [c for c in desk.scope.source.columns.values() if c.type in ("date", "datetime") and c.high]
    if said is not None and said.lower().split()[0] not in ("last", "end", "final", "latest"):
        named = [c for c in columns if said.lower() in (c.label.lower(), *(s.lower() for s in c.synonyms))]
        columns = [c for c in named if str(c.low)[:10] == str(c.high)[:10]]
    ends = [str(c.high)[:10] for c in columns if not is_birth(c)]
    if made and desk.tagger.days is not None:
        ends = [desk.tagger.days[1].isoformat()]
    return dt.date.fromisoformat(max(ends)) if ends else None
