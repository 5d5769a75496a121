"""Highest and lowest points said by a verb: "when did X peak", "in which quarter did X reach its highest level"."""

from __future__ import annotations

import re

from assistant.planner.offline.derived.desk import Desk
from assistant.planner.offline.scope import is_numeric

_HIGH = r"peak|highest(?: (?:level|point|value))?|maximum|max|(?:all[- ]time )?high|top"
_LOW = r"trough|lowest(?: (?:level|point|value))?|minimum|min|(?:all[- ]time )?low|bottom|nadir"
_PEAK = re.compile(
    rf"\b(?:did|does|do|has|have|had)\s+(?P<x>[^,;.?!]+?)\s+(?:(?P<up>peak(?:ed)?|top(?:ped)? out)|(?P<down>bottom(?:ed)? out|trough(?:ed)?)"
    rf"|(?:reach|hit|have|see|attain|touch)(?:ed)?\s+(?:its|their|his|her|the|an?)\s+(?:(?P<high>{_HIGH})|(?P<low>{_LOW})))(?=\s*(?:[,;.?!]|$|\b(?:in|on|of|for|since|before|after|during)\b))",
    re.I,
)
_AT = re.compile(
    rf"\b(?P<be>was|were|is|are)\s+(?P<x>[^,;.?!]+?)\s+at\s+(?:its|their|the|an?)\s+(?:(?P<high>{_HIGH})|(?P<low>{_LOW}))(?=\s*(?:[,;.?!]|$))",
    re.I,
)
_GAP = re.compile(r"\bthe\s+(?:gap|spread|distance)\s+(?=between\b)", re.I)
_WIDE = re.compile(r"\b(?:the\s+)?(?P<most>widest|narrowest)\b", re.I)


_SPEED = re.compile(r"\b(?P<fast>fastest|quickest)\b|\b(?P<slow>slowest)\b", re.I)
_TIMES = frozenset(["time", "times", "duration", "wait", "delay", "minutes", "seconds", "hours", "latency"])
_BOTH = re.compile(
    r"\b(?:(?P<high>highest|largest|biggest|greatest)|(?P<low>lowest|smallest))\s*(?:and|/|&)\s*(?:the\s+)?"
    r"(?:lowest|smallest|highest|largest|biggest|greatest)\s+(?:values?\s+(?:of|for)\s+)?(?=(?P<x>[\w ]+))",
    re.I,
)
_BEST = r"best|highest|largest|biggest|greatest|longest|tallest|maximum|max|oldest"
_WORST = r"worst|lowest|smallest|shortest|minimum|min|youngest"
_APART = re.compile(
    rf"\b(?:the\s+)?(?:gap|difference|spread|distance)\s+between\s+(?:the\s+|its\s+|their\s+)?(?:(?:{_BEST})\s+(?:and|n)\s+(?:the\s+|its\s+)?(?:{_WORST})"
    rf"|(?:{_WORST})\s+(?:and|n)\s+(?:the\s+|its\s+)?(?:{_BEST}))\s+(?:values?\s+(?:of|for)\s+)?(?=(?P<x>[\w ]+))",
    re.I,
)
_VARIES = re.compile(
    r"\b(?:(?:in|for|within)\s+)?which\s+(?P<g>[\w -]+?)\s+(?:does|do)\s+(?P<x>[\w -]+?)\s+var(?:y|ies)\s+(?:the\s+)?(?P<side>most|more|least|less)\b"
    r"(?P<mean>\s+relative to (?:its|the|their) (?:mean|average))?(?:,?\s+(?:going by|by|in terms of|measured by|judging by)\s+(?:the\s+|its\s+)?(?:standard deviation|std|sd))?",
    re.I,
)
_ASKS = re.compile(r"\b(?:which|who|whose|top|list|between)\b", re.I)


def read(desk: Desk) -> None:
    """Say highest and lowest points as superlatives, which the forms know."""
    both = _BOTH.search(desk.text)
    if both is not None and not _ASKS.search(desk.text) and _of_a_number(desk, both["x"]):
        pair = "maximum and minimum " if both["high"] else "minimum and maximum "
        desk.put(both.start(), both.end(), pair)
    _fast(desk)
    apart = _APART.search(desk.text)
    if apart is not None and _of_a_number(desk, apart["x"]):
        desk.put(apart.start(), apart.end(), "the range of ")
    varies = _VARIES.search(desk.text)
    if varies is not None and desk.says_number(varies["x"]):
        figure = "coefficient of variation" if varies["mean"] else "standard deviation"
        side = "highest" if varies["side"].lower() in ("most", "more") else "lowest"
        desk.put(
            varies.start(), varies.end(), f"which {varies['g']} has the {side} {figure} of {varies['x']}"
        )
    for pattern in (_PEAK, _AT):
        m = pattern.search(desk.text)
        if m is None:
            continue
        said = m["x"] if desk.says_number(m["x"]) else _with_number(desk, m["x"])
        if said is None:
            continue
        groups = m.groupdict()
        side = "lowest" if groups.get("down") or groups.get("low") else "highest"
        desk.put(m.start(), m.end(), f"{(groups.get('be') or 'was').lower()} {said} {side}")
    if _GAP.search(desk.text) and (wide := _WIDE.search(desk.text)) is not None:
        side = "highest" if wide["most"].lower() == "widest" else "lowest"
        desk.text = _GAP.sub("the difference ", _WIDE.sub(side, desk.text))


def _fast(desk: Desk) -> None:
    """ "from fastest to slowest by travel time": who is fast takes the least of it."""
    if not _SPEED.search(desk.text):
        return
    named = [c for _, _, c in desk.numbers()]
    if named and all(_TIMES & set(c.label.lower().split()) for c in named):
        desk.text = _SPEED.sub(lambda m: "lowest" if m["fast"] else "highest", desk.text)


def _of_a_number(desk: Desk, said: str) -> bool:
    """The words begin with a number that each row has."""
    words = said.split()
    return any(desk.says_number(" ".join(words[:n])) for n in range(1, min(len(words), 4) + 1))


def _with_number(desk: Desk, said: str) -> str | None:
    """ "did NFLX peak": its value in the one number that each row has."""
    values = [s for s in desk.tag(said).cover if s.entry("value") is not None]
    numbers = [
        c for c in desk.scope.source.columns.values() if is_numeric(c) and c.unit != "year" and c.expr is None
    ]
    return f"the {numbers[0].label} of {said}" if values and len(numbers) == 1 else None
