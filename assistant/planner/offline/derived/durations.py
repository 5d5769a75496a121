"""How long things take: from one date to another, in another unit than the column's, and what took longer than that."""

from __future__ import annotations

import re

from assistant.planner.offline import events
from assistant.planner.offline.derived.desk import Desk
from data.catalog import Column
from data.query import Expr, call, col

SECONDS = {"seconds": 1, "minutes": 60, "hours": 3_600, "days": 86_400, "weeks": 604_800}
_SPELLED = {
    "seconds": ("s", "sec", "secs", "second", "seconds"), "minutes": ("min", "mins", "minute", "minutes"),
    "hours": ("h", "hr", "hrs", "hour", "hours"), "days": ("day", "days"), "weeks": ("week", "weeks", "wk", "wks"),
    "months": ("month", "months"), "years": ("year", "years", "yrs"),
}  # fmt: skip
UNITS = tuple(_SPELLED)
"""Units of time, by their names."""
_LONG = r"(?:seconds|secs|sec|minutes|mins|min|hours|hrs|days|weeks|months|years)"
_ANY = r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|h|days?|weeks?|months?|years?)"
_MEAN = r"(?:on\s+(?:average|avg)|typically|usually|normally)"
_TAKES = r"(?:\s+(?:it\s+takes|does\s+it\s+(?:usually\s+|typically\s+)?take|did\s+it\s+take|passed|pass|went\s+by|go\s+by|lie|elapsed|elapse|are\s+there|were\s+there|is\s+there))?"
_BETWEEN = re.compile(
    rf"\b(?P<ask>how\s+many\s+|number\s+of\s+)?(?P<unit>{_LONG}|time|how\s+long){_TAKES}(?:\s+{_MEAN})?\s+(?:between|from|since)\s+(?P<a>[\w' -]{{3,40}}?)\s+(?:and|to|until|till|-)\s+(?P<b>[\w' -]{{3,40}}?)(?=\s+(?:for|by|per|in|of|with|where|among|on\s+average)\b|[?,.;()]|\s*$)",
    re.I,
)
_TO_DO = re.compile(
    rf"\b(?P<ask>how\s+many\s+)?(?P<unit>{_LONG}|time|how\s+long){_TAKES}(?:\s+{_MEAN})?(?:\s+(?:it\s+takes|does\s+it\s+take))?(?:\s+(?:us|them|people|agents?|we))?\s+(?:to|until|till)\s+(?P<verb>[a-z]+(?:\s+up)?)(?:\s+(?:an?|the|our|their|each|one)\s+(?P<noun>[a-z]+)|\s+(?P<many>[a-z]+s))?\b",
    re.I,
)
_STAY = re.compile(
    rf"\b(?:for\s+)?how\s+(?:long|many\s+(?P<unit>days|weeks|months|years))\s+(?:{_MEAN}\s+)?(?:do|does|did|have|has)\s+(?P<who>(?:[\w-]+\s+){{1,4}}?)(?:{_MEAN}\s+)?(?:stay|stayed|remain|remained|last|lasted|run|stick\s+around)(?:\s+(?:with\s+us|subscribed|members?|customers?|active))?(?:\s+(?:before|until|till)\s+(?:they\s+|he\s+|she\s+|it\s+)?(?:are\s+|were\s+|got\s+)?(?P<verb>[a-z]+))?(?P<mean>\s+{_MEAN})?",
    re.I,
)
_WITHIN = re.compile(
    rf"\b(?:(?:that|which|who)\s+)?(?:(?:were|was|got|are|is|get|have\s+been|been)\s+)?(?P<verb>[a-z]+(?:ed|ped|t))\s+(?:within|in\s+(?:less|under)\s+than|in\s+under|in)\s+(?P<n>\d+(?:\.\d+)?)\s*(?P<unit>{_ANY})\b",
    re.I,
)
_IN_UNIT = re.compile(
    rf",?\s+(?:in|as)\s+(?P<unit>{_LONG})\b(?!\s+(?:before|after|since|ago))|\s*\((?:in\s+)?(?P<bracket>{_ANY})\)",
    re.I,
)
_TOOK = re.compile(
    rf"\b(?:(?:that|which|who)\s+)?(?P<verb>took|taking|take|takes|lasted|lasting|last|lasts|stayed|needed|waited|spent)?\s*(?P<way>longer\s+than|shorter\s+than|more\s+than|less\s+than|fewer\s+than|over|under|above|below|at\s+least|at\s+most|up\s+to)\s+(?P<n>\d+(?:\.\d+)?)\s*(?P<unit>{_ANY})\b(?!\s+(?:before|after|ago|old))",
    re.I,
)
_NOBODY = (
    "they",
    "people",
    "ppl",
    "we",
    "you",
    "it",
    "folks",
    "these",
    "those",
    "the",
    "usually",
    "typically",
)


def read(desk: Desk) -> None:
    """Replace what says how long by words for it."""
    made = _between(desk) or _stay(desk) or _to_do(desk)
    _within(desk)
    _took(desk)
    if not made:
        _in_unit(desk)


def unit_of(said: str) -> str | None:
    """The unit that a word is: "mins" is minutes."""
    low = said.lower()
    return next((unit for unit, words in _SPELLED.items() if low in words), None)


# -- from one date to another ------------------------------------------------------------------------------------
def _between(desk: Desk) -> bool:
    """ "days between booking date and arrival", "hours from opening to closing"."""
    m = _BETWEEN.search(desk.text)
    if m is None:
        return False
    words = desk.tagger.words
    start = events.column_of(desk.scope, m["a"], words)
    end = events.column_of(desk.scope, m["b"], words)
    if start is None or end is None or start == end:
        return False
    _put(desk, m.start(), m.end(), start, end, m["unit"], mean=_asks_how_many(desk, m))
    return True


def _to_do(desk: Desk) -> bool:
    """ "the time to close a ticket", "how long does it take to answer"."""
    m = _TO_DO.search(desk.text)
    if m is None:
        return False
    pair = _lasting(desk, m["verb"])
    noun = m["noun"] or m["many"]
    whose = f" for {noun}" if noun is not None and not _is_row(desk, noun) else ""
    if pair is None or (whose and not any(s.entry("value") for s in desk.tag(noun).cover)):
        return False
    _put(desk, m.start(), m.end(), *pair, m["unit"], mean=_asks_how_many(desk, m), behind=whose)
    return True


def _stay(desk: Desk) -> bool:
    """ "how many days do people stay before they leave", "how long did they stay"."""
    m = _STAY.search(desk.text)
    if m is None:
        return False
    pair = _lasting(desk, m["verb"] or "leave")
    if pair is None:
        return False
    who = " ".join(w for w in m["who"].split() if w.lower() not in _NOBODY)
    _put(desk, m.start(), m.end(), *pair, m["unit"] or "days", mean=True, behind=f" of {who}" if who else "")
    return True


def _asks_how_many(desk: Desk, m: re.Match[str]) -> bool:
    """ "how many days", "how long": of each row, so on average where nothing else is said."""
    asked = (m.groupdict().get("ask") or m["unit"]).lower().startswith("how")
    named = re.search(
        r"\b(?:average|mean|avg|median|longest|shortest|max\w*|min|minimum|total|percentile)\b",
        desk.text,
        re.I,
    )
    return (asked and named is None) or re.search(_MEAN, m[0], re.I) is not None


def _lasting(desk: Desk, verb: str) -> tuple[Column, Column] | None:
    """The two dates between which something lasts that ends with what the verb says."""
    words = desk.tagger.words
    end = events.column_of(desk.scope, verb, words)
    start = events.other(desk.scope, end, words) if end is not None else None
    return (start, end) if start is not None and end is not None else None


def _is_row(desk: Desk, noun: str) -> bool:
    """A noun for what a row is."""
    span = next(iter(desk.tag(noun).cover), None)
    source = desk.scope.source
    named = span is not None and span.entry("entity", "rows", "table") is not None
    low = noun.lower()
    return named or low.rstrip("s") in {
        source.name.lower().rstrip("s"),
        (source.plural or "").lower().rstrip("s"),
    }


def _put(
    desk: Desk, at: int, to: int, start: Column, end: Column, said: str, mean: bool, behind: str = ""
) -> None:
    """The words for a stretch of time, replaced; the unit may be said elsewhere."""
    unit = unit_of(said)
    if unit is None:
        elsewhere = _unit_said(desk, to)
        unit = elsewhere or natural(start, end)
    word = desk.column(f"{unit} from {start.label} to {end.label}", length(start, end, unit), unit)
    desk.put(at, to, f"{'average ' if mean else ''}{word}{behind}")
    if unit_of(said) is None:
        _forget_unit(desk, unit)


def _unit_said(desk: Desk, at: int) -> str | None:
    m = _IN_UNIT.search(desk.text, at)
    return unit_of(m["unit"] or m["bracket"]) if m is not None else None


def _forget_unit(desk: Desk, unit: str) -> None:
    """The unit is that of what was put in its place, and restricts nothing."""
    m = _IN_UNIT.search(desk.text)
    if m is not None and unit_of(m["unit"] or m["bracket"]) == unit:
        desk.put(m.start(), m.end(), "")


def natural(start: Column, end: Column) -> str:
    """Hours, where both ends have a time of day."""
    return "hours" if start.type == end.type == "datetime" else "days"


def length(start: Column, end: Column, unit: str) -> Expr:
    """The time from one date to another. Months and years are whole ones; days between moments have parts."""
    a, b = col(start.name), col(end.name)
    if unit in ("months", "years"):
        return call("months_between" if unit == "months" else "years_between", a, b)
    if unit == "days" and not start.type == end.type == "datetime":
        return call("days_between", a, b)
    hours = call("hours_between", a, b)
    return hours if unit == "hours" else _times(hours, SECONDS["hours"], SECONDS[unit])


def _times(expr: Expr, from_: int, to: int) -> Expr:
    """A length in another unit."""
    return call("mul", expr, from_ // to) if from_ >= to else call("div", expr, to // from_)


def _whole(desk: Desk) -> tuple[Column, Column] | None:
    """The two dates of a row, where it has no more than a beginning and an end."""
    dated = sorted(events.dates_of(desk.scope), key=lambda c: (str(c.low), str(c.high)))
    if len(dated) != 2 or str(dated[0].high) > str(dated[1].high):
        return None
    return dated[0], dated[1]


def _within(desk: Desk) -> None:
    """ "solved within 24 hours": at most so long from the date before."""
    m = _WITHIN.search(desk.text)
    unit = unit_of(m["unit"]) if m is not None else None
    pair = _lasting(desk, m["verb"]) if m is not None else None
    if m is None or unit is None or pair is None:
        return
    word = desk.column(f"{unit} from {pair[0].label} to {pair[1].label}", length(*pair, unit), unit)
    desk.put(m.start(), m.end(), f"with {word} at most {m['n']}")


# -- lengths that are stored -------------------------------------------------------------------------------------
def _lengths(desk: Desk) -> list[Column]:
    """Columns that hold how long something took; ages and the like say when, not how long."""
    columns = desk.scope.source.columns.values()
    return [
        c for c in columns if c.unit in ("seconds", "minutes", "hours") and c.type in ("number", "integer")
    ]


def _in_unit(desk: Desk) -> None:
    """ "median duration in minutes" of a column of seconds."""
    m = _IN_UNIT.search(desk.text)
    unit = unit_of(m["unit"] or m["bracket"]) if m is not None else None
    if m is None or unit not in SECONDS:
        return
    lengths = _lengths(desk)
    named = [(a, b, c) for a, b, c in desk.numbers() if any(c == k for k in lengths)]
    if len({c.name for *_, c in named}) != 1:
        return
    a, b, column = named[0]
    if column.unit == unit:
        desk.put(m.start(), m.end(), "")
        return
    word = desk.column(f"{column.label} in {unit}", _converted(column, unit), unit)
    for start, end, said in sorted(((a, b, word), (m.start(), m.end(), "")), reverse=True):
        desk.put(start, end, said)


def _converted(column: Column, unit: str) -> Expr:
    return _times(col(column.name), SECONDS[column.unit or unit], SECONDS[unit])


def _took(desk: Desk) -> None:
    """ "took over 45 min", "calls longer than 5 minutes": by the one column that says how long."""
    m = _TOOK.search(desk.text)
    unit = unit_of(m["unit"]) if m is not None else None
    if m is None or unit is None:
        return
    lengths = _lengths(desk)
    near = [
        c
        for _, b, c in desk.numbers(end=m.start())
        if any(c == k for k in lengths) and not desk.text[b : m.start()].strip(" ,")
    ]
    if near and near[-1].unit == unit:
        return
    if any(c == k for *_, c in desk.numbers(start=m.end()) for k in lengths):
        return  # "took more than 2 hours to get a first response"
    if not near and (not lengths or unit not in ("seconds", "minutes", "hours")):
        _lasted(desk, m, unit)
        return
    if not near and _whole(desk) is not None and not _says(desk, m["verb"], lengths[0]):
        _lasted(desk, m, unit)  # a repair that took two hours did not wait for them
        return
    column = near[-1] if near else lengths[0] if len(lengths) == 1 else None
    if column is None:
        return
    start = next((a for a, _, c in desk.numbers(end=m.start()) if near and c == column), m.start())
    word = desk.column(
        f"{column.label} in {unit}" if column.unit != unit else column.label, _converted(column, unit), unit
    )
    desk.put(start, m.end(), f"whose {word} is {_way(m)} {m['n']}")


def _says(desk: Desk, verb: str | None, column: Column) -> bool:
    """ "waited over an hour", of a wait."""
    stems = desk.tagger.words.stems
    return verb is not None and stems.of(verb.lower()) in {stems.of(w) for w in column.label.lower().split()}


def _way(m: re.Match[str]) -> str:
    said = " ".join(m["way"].lower().split())
    return {"longer than": "over", "shorter than": "under", "up to": "at most"}.get(said, said)


def _lasted(desk: Desk, m: re.Match[str], unit: str) -> None:
    """ "lasted more than 10 days": from the first to the last date of a row."""
    pair = _whole(desk) if m["verb"] else None
    if pair is not None:
        word = desk.column(f"{unit} from {pair[0].label} to {pair[1].label}", length(*pair, unit), unit)
        desk.put(m.start(), m.end(), f"whose {word} is {_way(m)} {m['n']}")
