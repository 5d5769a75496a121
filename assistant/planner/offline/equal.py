"""Bands whose ends the data or a width give: "into four equal groups", "income terciles", "in steps of 500"."""

from __future__ import annotations

import re

from assistant.planner.offline.bands import Bands
from assistant.planner.offline.numerals import ONES
from assistant.planner.offline.text import read_number

_COUNT = rf"\d{{1,3}}|{'|'.join(w for w, n in ONES.items() if 2 <= n <= 12)}"
_PIECE = r"(?:groups?|parts?|bins?|bands?|buckets?|brackets?|classes|slices|segments?|tiers?|ranges|levels)"
_ALIKE = r"(?:equal(?:ly)?|same|even(?:ly)?)(?:[ -](?:sized?|large|big|filled|populated))?"
_MEMBERS = r"(?:with|of|holding|containing|each with|so that each has) (?:about |roughly )?(?:(?:equally many|as many|the same (?:number|amount|count) of|an? equal (?:number|amount) of|equal numbers of) (?:\w+)(?: (?:in|per) each)?|(?:the )?(?:equal|same) size)"
_EQUAL = (
    re.compile(rf"\b(?P<n>{_COUNT}) (?:roughly |about |nearly )?{_ALIKE} (?:[a-z]+ )?{_PIECE}\b", re.I),
    re.compile(rf"\b(?P<n>{_COUNT}) (?:[a-z]+ )?{_PIECE},? {_MEMBERS}\b", re.I),
)
_QUANTILES = {"tercile": 3, "tertile": 3, "third": 3, "quartile": 4, "quintile": 5, "decile": 10}
_EACH = re.compile(rf"\b(?P<q>{'|'.join(_QUANTILES)})(?:s|\b)(?: (?:groups?|bands?)\b)?", re.I)
_CUTS = re.compile(
    r"\b(?:into|in|per|each|every|by|within|across)\s+(?:[\w()%]+\s+){0,4}$|\b(?:which|what)\s+(?:[\w()%]+\s+){0,2}$|^\W*$",
    re.I,
)
_ONE_OF_THEM = re.compile(
    r"\b(?:first|second|third|fourth|last|top|bottom|upper|lower|highest|lowest|equal|an?|one|two|\d+(?:st|nd|rd|th))\s+$",
    re.I,
)
_STEP = r"(?:steps?|bands?|bins?|buckets?|intervals?|increments?|brackets?|ranges?|classes)"
_NUM = r"[$€£]?\d+(?:[.,]\d+)*(?:\s?(?:k|m|million|thousand)\b)?"
_MEASURED = r"(?:years?|yrs?|days?|weeks?|months?|hours?|min(?:ute)?s?|sec(?:ond)?s?|points?|euros?|eur|dollars?|usd|pounds?|gbp|quid|km|kilomet\w+|miles?|met\w+|words?|units?|nights?|percent|%|degrees?)"
_STEPS = (
    re.compile(
        rf"(?:\b(?:in|by|into|with|using|on)\s+)?\b(?:equal |even )?{_STEP} (?:of|every|width|size)(?: width| size)? (?P<w>{_NUM})(?:[ -]?{_MEASURED}\b)?(?: (?:each|wide))?",
        re.I,
    ),
    re.compile(
        rf"(?:\b(?:in|by|into|with|using|on)\s+)?(?<![\w.])(?P<w>{_NUM})(?:(?:-\s?|\s){_MEASURED}[ -]wide\s|(?:-\s?|\s)?{_MEASURED}[ -]|(?<=[$€£]\d)\s|(?<=[$€£]\d\d)\s|(?<=[$€£]\d\d\d)\s){_STEP}(?! of (?:age)\b)",
        re.I,
    ),
)


_TENS = r"(?:teens|[1-9]0['’]?s)"
_DECADES = re.compile(
    rf"(?:\bdecades?\b\s*)?[(:,]?\s*(?:\b(?:i\.?e\.?|that is|so|as in|like|such as|e\.?g\.?)\s+)?(?:{_TENS}\s*,\s*)+(?:{_TENS}\s*,?\s*)?(?:and )?(?:so on|so forth|etc\.?|onwards?|\.\.\.|…)\s*\)?"
    r"|(?<=\bage )decades?\b|\bdecades?\b(?= of (?:their |his |her )?age\b)",
    re.I,
)
"""Ten years of age each: "20s, 30s and so on", "age decade"."""
NAMED = re.compile(
    r"\b(low|small|light),? (?:and )?(mid|middle|medium|moderate|average),? (?:and )?(high|big|heavy|large)\b",
    re.I,
)
"""Members by what they are worth, in three parts that have names (`parts.py`)."""


TEN_YEARS = Bands((), (), False, width=10, unit="decade")


def find(text: str) -> list[tuple[int, int, Bands]]:
    """ "into four equal groups", "by income decile", "in each quartile of age", "in bands of 10"; not "the top quartile"."""
    if NAMED.search(text):
        return []
    m = _DECADES.search(text)
    if m is not None:
        return [(m.start(), m.end(), TEN_YEARS)]
    for pattern in _STEPS:
        m = pattern.search(text)
        width = read_number(m["w"].replace(" ", ""))[0] if m is not None else None
        if m is not None and width:
            return [(m.start(), m.end(), Bands((), (), False, width=width))]
    for pattern in _EQUAL:
        m = pattern.search(text)
        if m is not None:
            n = ONES.get(m["n"].lower()) or int(m["n"])
            return [(m.start(), m.end(), _parts(n))] if 2 <= n <= 100 else []
    return _each(text)


def _each(text: str) -> list[tuple[int, int, Bands]]:
    m = _EACH.search(text)
    if m is None or _ONE_OF_THEM.search(text[: m.start()]):
        return []
    several = m[0].lower().endswith("s")
    if m["q"].lower() == "third" and not several:
        return []  # an ordinal
    # "what quartiles": their ends
    if several and re.search(r"\b(?:what|which)\s+(?:\w+\s+){0,2}$", text[: m.start()], re.I):
        return []
    if not (_CUTS.search(text[: m.start()]) or re.search(r"\beach\b", text[m.end() :], re.I)):
        return []
    return [(m.start(), m.end(), _parts(_QUANTILES[m["q"].lower()]))]


def _parts(n: int) -> Bands:
    return Bands((), (), False, quantiles=n)
