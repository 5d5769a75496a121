"""Times of day: "between 22:00 and 5:00", "at 8am", "before noon", "in the evening", of hours, moments or clock times."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.planner.offline import events
from assistant.planner.offline.clock import DAY, hour, hours_of
from assistant.planner.offline.derived.desk import Desk
from data.catalog import Column
from data.query import Call, Expr, Lit, call

_CLOCK = r"(?P<{0}>\d{{1,2}})(?::(?P<{0}m>[0-5]\d))?(?:\s*(?P<{0}h>am|pm|a\.m\.|p\.m\.|o['’]?clock))?"
_HALF = r"(?:\s+(?:in\s+the\s+(?P<part>morning|afternoon|evening|night)|at\s+(?P<night>night)))?"
_LEAD = r"(?:(?:\b(?:at\s+night|at\s+day)\b,?\s+)?)"
_BETWEEN = re.compile(
    rf"{_LEAD}\b(?:between|from)\s+{_CLOCK.format('a')}\s+(?:and|to|until|till)\s+{_CLOCK.format('b')}(?![\d%:]|\s*(?:st|nd|rd|th)\b){_HALF}",
    re.I,
)
_AT = re.compile(
    rf"\b(?:at|around)\s+{_CLOCK.format('a')}(?:\s+(?:or|and|/)\s+(?:at\s+)?{_CLOCK.format('b')})?(?![\d%:]|\s*(?:st|nd|rd|th)\b){_HALF}",
    re.I,
)
_BARE = re.compile(r"\b(?P<a>\d{1,2})(?:\s+(?:or|and)\s+(?P<b>\d{1,2}))?\s*(?P<bh>am|pm)\b", re.I)
_EDGE = re.compile(
    rf"\b(?P<way>before|earlier\s+than|prior\s+to|until|till|by|after|later\s+than|past|from|since|at)\s+{_CLOCK.format('a')}(?![\d%:]|\s*(?:st|nd|rd|th)\b)"
    rf"{_HALF}(?P<on>,?\s+(?:or\s+(?:later|after|earlier|before)|and\s+later|onwards?|on)\b)?",
    re.I,
)
_EARLY = ("before", "earlier", "prior", "until", "till", "by")
_NAMED = re.compile(r"\b(?:(?P<noon>noon|mid-?day|12\s+noon)|(?P<midnight>midnight))\b", re.I)
_PART = re.compile(r"\b(?:(?:in|during|of)\s+the\s+)?(?P<part>morning|afternoon|evening)s?\b", re.I)
PARTS = {"morning": (6, 12), "afternoon": (12, 18), "evening": (18, 24)}
"""What the parts of a day are taken for, and said to be; where the night begins and ends, people do not agree."""
_HOURS = re.compile(r"\bhours?\s+(?:from\s+)?(?P<a>\d{1,2})\s*(?:to|until|till|-|–)\s*(?P<b>\d{1,2})\b", re.I)
_VERB = re.compile(
    r"(?:\b(?:that|which|who|have|has|had|with|their|its)\s+)*(?P<denied>(?:\b(?:do|does|did|are|is|were|was)\s+)?\bnot\s+|\b[a-z]+n['’]?t\s+)?\b(?P<verb>[a-z]+)\s+$",
    re.I,
)


def read(desk: Desk) -> None:
    """Replace a time of day by a condition on the one column that tells it."""
    if any(s.bands is not None for s in desk.tagged.cover):
        return  # "in the morning (6-11), at lunch (12-14)": groups
    asked = desk.text
    desk.text = _NAMED.sub(lambda m: "12 pm" if m["noon"] else "12 am", asked)
    named = desk.text
    if not _any_time(desk):
        return
    column = _told_by(desk)
    if column is None or not (
        _stretches(desk, column) or _hours(desk, column) or _edge(desk, column) or _part_of_day(desk, column)
    ):
        desk.text = asked if desk.text == named else desk.text


_JOINT = re.compile(r"[\s,;/]*(?:\b(?:and|or|vs\.?|versus)\b)?\s*", re.I)
_STRETCH = re.compile(
    rf"\b(?:(?P<early>before|until|up\s+to)\s+{_CLOCK.format('a')}"
    rf"|(?:between\s+|from\s+)?{_CLOCK.format('b')}\s*(?:to|until|till|and|-|–)\s*{_CLOCK.format('c')}"
    rf"|(?P<late>after|from|since)\s+{_CLOCK.format('d')}(?:\s+(?:on(?:wards?)?|or\s+later|and\s+later)\b)?"
    rf"|{_CLOCK.format('e')}\s+(?:and|or)\s+(?:later|after))(?![\d:])",
    re.I,
)
_DONE = re.compile(r"(?:\b(?:were|was|are|got)\s+)?\b[a-z]+ed\s+$", re.I)
"""What happened then, which the time of day tells."""


def _stretches(desk: Desk, column: Column) -> bool:
    """ "before 11:00, from 11:00 to 13:59, and from 14:00 on": two and more that are listed are groups."""
    found = list(_STRETCH.finditer(desk.text))
    joined = all(_JOINT.fullmatch(desk.text[a.end() : b.start()]) for a, b in pairwise(found))
    if len(found) < 2 or not joined or ":" not in "".join(m[0] for m in found):
        return False
    made: list[Expr] = []
    for m in found:
        low, high = _ends(m)
        if low is None or high is None or low >= high:
            return False
        made += [call("between", hour(column), low, high - 1), Lit(lit=m[0])]
    groups = Call(op="if", args=(*made, Lit(lit=None)))
    word = desk.column("time of day", groups, role="category", type="text", distinct=len(found))
    done = _DONE.search(desk.text[: found[0].start()])
    desk.put(done.start() if done is not None else found[0].start(), found[-1].end(), f"by {word}")
    return True


def _ends(m: re.Match[str]) -> tuple[int | None, int | None]:
    """The first hour of a stretch, and the one that follows its last."""
    if m["early"]:
        return 0, _end(m, "a")
    if m["late"] or m["e"]:
        return _hour(m, "d" if m["late"] else "e"), DAY
    return _hour(m, "b"), _end(m, "c")


def _end(m: re.Match[str], side: str) -> int | None:
    """ "Until 13:59" is all of the hour of one."""
    return int(m[side]) + 1 if m[f"{side}m"] == "59" else _hour(m, side)


def _any_time(desk: Desk) -> bool:
    return any(p.search(desk.text) for p in (_HOURS, _BETWEEN, _AT, _BARE, _EDGE, _PART))


def _hours(desk: Desk, column: Column) -> bool:
    """Hours that are named: "hours 6 to 20", "between 5 pm and 7 pm"."""
    m = _HOURS.search(desk.text)
    if m is not None:
        return _put(desk, column, m.start(), m.end(), _stretch(int(m["a"]), int(m["b"]) + 1))
    m = _BETWEEN.search(desk.text)
    if m is None or not _is_time(m):
        return False
    low, high = _hour(m, "a"), _hour(m, "b")
    if low is None or high is None:
        return False
    last = high + 1 if _whole(column) else high  # a moment before five, but the hour of five
    return _put(desk, column, m.start(), m.end(), _stretch(low, last))


def _edge(desk: Desk, column: Column) -> bool:
    """ "before noon", "after 6pm", "8 am or later"; else the hours that are named one by one."""
    m = _EDGE.search(desk.text)
    if m is not None and _is_time(m) and (m["way"].lower() != "at" or m["on"]):
        hour, way = _hour(m, "a"), (m["on"] or m["way"]).lower()
        early = way.split()[0] in _EARLY or way.endswith(("earlier", "before"))
        if hour is None or not 0 < hour < DAY:
            return False
        hours = _stretch(0, hour + (m["way"].lower() == "at")) if early else _stretch(hour, DAY)
        return _put(desk, column, m.start(), m.end(), hours)
    m = _AT.search(desk.text) or _BARE.search(desk.text)
    if m is None or not _is_time(m):
        return False
    hours = [h for side in ("a", "b") if m[side] is not None and (h := _hour(m, side)) is not None]
    return _put(desk, column, m.start(), m.end(), hours)


def _part_of_day(desk: Desk, column: Column) -> bool:
    """ "in the evening", where no value of the data is called so and it is set against no other part of the day."""
    found = list(_PART.finditer(desk.text))
    if len(found) != 1:
        return False
    m = found[0]
    a, b = m.span("part")
    if any(s.entries and (p := desk.place(s))[0] < b and a < p[1] for s in desk.tagged.cover):
        return False
    low, high = PARTS[m["part"].lower()]
    if not _put(desk, column, m.start(), m.end(), _stretch(low, high)):
        return False
    desk.notes.append(f"the {m['part'].lower()} is read as {low}:00 to {high}:00")
    return True


def _told_by(desk: Desk) -> Column | None:
    meant = events.meant(desk.scope, desk.tagged, desk.tagger.words)
    return hours_of(desk.scope, meant)


def _whole(column: Column) -> bool:
    """A column that holds whole hours as they are, and no moments of which they are made."""
    return column.type == "integer" and column.expr is None


def _is_time(m: re.Match[str]) -> bool:
    """A number is a time of day where it is written or said as one."""
    said = m.groupdict()
    return any(said.get(k) for k in ("am", "bm", "ah", "bh", "part", "night"))


def _hour(m: re.Match[str], side: str) -> int | None:
    said = m.groupdict()
    if said.get(f"{side}m") not in (None, "00"):
        return None
    half = (said.get(f"{side}h") or said.get("bh") or said.get("ah") or "").lower().replace(".", "")
    part = (said.get("part") or "").lower()
    hour = int(said[side])
    late = half == "pm" or (not half and part in ("afternoon", "evening"))
    if hour > DAY or (half in ("am", "pm") and hour > 12):
        return None
    if late and hour < 12:
        return hour + 12
    return 0 if half == "am" and hour == 12 else hour % DAY


def _stretch(low: int, high: int) -> list[int]:
    """The hours from one to before the other, past midnight too."""
    return list(range(low, high)) if low < high else [*range(low, DAY), *range(high)]


def _put(desk: Desk, column: Column, start: int, end: int, hours: list[int]) -> bool:
    if not hours:
        return False
    test = Call(op="in", args=(hour(column), *(Lit(lit=h) for h in hours)))
    verb = _VERB.search(desk.text[:start])
    says = verb is not None and _says(desk, verb["verb"], column)
    denied = says and verb is not None and verb["denied"] is not None
    if denied:
        test = Call(op="not_in", args=test.args)
    shown = f"{hours[0]} to {hours[-1]}" if len(hours) > 2 else " or ".join(str(h) for h in hours)
    label = column.label if column.type == "integer" else f"hour of {column.label}"
    word = desk.condition(f"{label} {'not ' if denied else ''}{shown}", column, lambda _: test)
    if verb is not None and says:
        start = verb.start()
    desk.put(start, end, f"at {word}")
    return True


def _says(desk: Desk, verb: str, column: Column) -> bool:
    """ "places that peak at 8am", of a peak hour: the verb is a word of the column's name."""
    stems = desk.tagger.words.stems
    return stems.of(verb.lower()) in {stems.of(w) for w in column.label.lower().split()}
