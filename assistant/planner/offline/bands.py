"""Lists of bands in a question: "under 30k, 30-60k, 60k and up", "millennials (23-38), gen x (39-54)".

Each band may have a unit ("6 to 11 months") and a name, in front of it or around it ("small under 12, medium 12 to 16").
Ends may be said in words ("no reviews, 1-10", "once, twice, three or more times", "before 11", "less than a year").
Bands whose ends are not said ("four equal groups", "in steps of 500") are read in `equal.py`.
"""

from __future__ import annotations

import itertools
import math
import re
from dataclasses import dataclass

from assistant.planner.offline.numerals import ONES
from assistant.planner.offline.text import read_number
from assistant.planner.offline.timeunits import converted, unit_of

_WORDS = {"no": 0, "none": 0, "never": 0, "zero": 0, "once": 1, "twice": 2, **ONES}
_WORD = rf"(?<![\w-])(?:{'|'.join(_WORDS)})(?![\w-])"
_NUM = r"[$€£]?\d+(?:,\d{3})*(?:\.\d+)?(?:\s?(?:k|m|bn|million|thousand)\b|(?![\d.]*\d))"
_ANY = rf"(?:{_NUM}|{_WORD})"
_NO_UNIT = (
    "and|or|to|up|plus|over|under|above|below|more|less|fewer|than|the|a|an|with|but|vs|is|are|was|were|in|at|by|for|from|"
    "of|on|per|please|pls|each|between|at|as|older|younger|higher|lower|what|which|how|who|show|until|through|against|"
    "before|after|since|later|earlier|versus|average|median|mean|total"
)
_LONG = r"sq\.? ?(?:ft|feet|m|met\w+)\b\.?|square (?:feet|foot|met\w+)\b|(?:years?|yrs?|months?|days?) old\b"
_UNIT = rf"(?:(?:\s|-)?(?P<%s>{_LONG}|(?!(?:{_NO_UNIT})\b)[A-Za-z]+|%%))?"
_TO = r"\s?(?:-|–|—|\bto under\b|\bto\b|\bup to\b|\buntil\b|\bthrough\b)\s?"
_UP = (
    r"(?:\+|plus\b|(?:and|or) (?:up|more|over|older|above|higher|greater|longer|upwards|beyond|later|newer|after|onwards?)\b"
    r"|onwards?\b)"
)
_DOWN = r"(?:and|or) (?:less|fewer|under|younger|below|lower|smaller|shorter|before|earlier)\b"
_UNDER = r"(?:no more than|at most|under|below|less than|fewer than|up to|younger than|shorter than|smaller than|before|until|till|<=|<)"
_OVER = r"(?:no less than|at least|over|above|more than|older than|greater than|longer than|larger than|after|since|>=|>)"
_A = r"an?(?=\s(?:minute|hour|day|night|week|month|year)\b)"
_ONE = re.compile(
    rf"(?P<low>{_UNDER}\s*(?:the age of )?(?P<l>{_ANY}|{_A}){_UNIT % 'u1'})"
    rf"|(?P<range>(?P<open>\b(?:from|between)\s)?(?P<a>{_ANY}){_UNIT % 'u2'}(?:{_TO}|(?(open)\s?and\s?|(?!)))(?P<b>{_ANY}){_UNIT % 'u3'})"
    rf"|(?P<decade>\b(?P<d>(?:1[89]|20)?[1-9]0|(?:19|20)00|teen)(?:['’]?s)\b)"
    rf"|(?P<high>(?P<h>{_ANY}|(?<!\w){_A}){_UNIT % 'u4'}\s?{_UP}{_UNIT % 'u5'})"
    rf"|(?P<less>(?P<s>{_ANY}){_UNIT % 'u6'}\s?{_DOWN})"
    rf"|(?P<over>{_OVER}\s*(?P<o>{_ANY}|{_A}){_UNIT % 'u7'})"
    rf"|(?P<single>(?:(?<![\w.$€£])(?P<n>\d+)(?![\d.,]*\d|\s?%|\s?(?:k|m|bn)\b)|(?P<w>{_WORD})){_UNIT % 'u8'})",
    re.I,
)
_UNITS = tuple(f"u{i}" for i in range(1, 9))
_SEPARATES = re.compile(r"[,;/&]|\b(?:and|or|vs)\b", re.I)
_LEADS = r"(?:in|at|on|as|to|the|a|an|is|are|those|between)"
_BETWEEN = re.compile(
    rf"^\)?\s*(?:(?:,|;|/|&|\band\b|\bor\b|\bvs\b\.?)\s*)*(?:{_LEADS}\s+)*"
    r"(?:(?P<label>[A-Za-z][\w'’]*(?:[ -][A-Za-z][\w'’]*)?)\s*)?(?P<how>\(|:|=|\bis\b|\bare\b|\bif\b|\bmeans\b)?\s*$",
    re.I,
)
_BEFORE = re.compile(
    r"(?:\b(?:have|has|had|with|of|into|for|either|are|is)\s+)?(?P<label>[A-Za-z][\w'’]*(?: [A-Za-z0-9][\w'’]*)?)\s*(?:\(|:|=|\bis\b|\bare\b|\bmeans\b)?\s*$",
    re.I,
)
_DEFINED = re.compile(
    r"(?P<label>[A-Za-z][\w'’]*(?:\s(?!if|when|where|for|with)[A-Za-z]+s(?=\s\())?)\s+(?:if\s|when\s|where\s|for\s|with\s|\()\s*(?:(?:its|the|their|his|her|a|an)\s+)?[A-Za-z][\w ]{0,40}?\s*"
    r"(?:\b(?:is|are|was|were|lies|of)\b)?\s*$",
    re.I,
)
_SMALL_WORDS = re.compile(r"^(?:(?:and|or|are|is|into|as|at|in|on|of|the|by|vs|during)\s+)+", re.I)
_SCALE = re.compile(r"^\s*\(?\s*(?:in )?(?P<scale>thousands?|millions?)\s*\)?", re.I)


_OPEN_END = re.compile(
    r"\s*\)\s*(?:,|;|/|&|\band\b|\bor\b|\bvs\b\.?)+\s*(?:(?:and|the)\s+)*(?P<label>(?!(?:in|by|for|with|how|what|then)\b)[A-Za-z]+)\b(?!\s*[(\d])",
    re.I,
)
"""The last band of a list may have no end of its own: "small (under 800), medium (800-1500) and large"."""
_AND_SO_ON = re.compile(r"[\s,]*(?:and\s+)?(?:so on|so forth|etc\b|onwards?|\.\.\.|…)", re.I)
REST = "other"


@dataclass(frozen=True)
class Bands:
    """Rising edges with a label a band; `closed`: values outside belong to none of them. `unit` is what stands behind
    the numbers ("pages"), `scale` what is said of all of them ("in thousand"); `loose`: names stand there without
    brackets, so that they may be columns instead. `quantiles`, `width`: equal parts, equal steps."""

    edges: tuple[float, ...]
    labels: tuple[str, ...]
    closed: bool
    unit: str | None = None
    scale: float = 1.0
    named: bool = False
    loose: bool = False
    quantiles: int | None = None
    width: float | None = None


@dataclass(frozen=True)
class _Part:
    """One band as it is said: its ends, None where it is open; `strict`: the lower end itself is left out."""

    low: float | None
    high: float | None
    text: str
    label: str | None = None
    strict: bool = False
    single: bool = False


def find(text: str) -> list[tuple[int, int, Bands]]:
    """Places (start, end) of band lists with at least two bands, of which one has two ends or all are in order."""
    hits = list(_ONE.finditer(text))
    runs: list[list[re.Match[str]]] = []
    for hit in hits:
        if runs and _joined(_unrepeated(text, runs[-1][-1].end(), hit.start())):
            runs[-1].append(hit)
        else:
            runs.append([hit])
    found = [made for run in runs if (made := _trimmed(text, run)) is not None]
    return found


def _trimmed(text: str, run: list[re.Match[str]]) -> tuple[int, int, Bands] | None:
    """The bands of a run; a bare number at either end may belong to something else ("top 5, under 10, 10-20")."""
    if len(run) < 2:
        return None
    made = _bands(text, run)
    if made is not None:
        return made
    if run[0]["single"]:
        return _trimmed(text, run[1:])
    return _trimmed(text, run[:-1]) if run[-1]["single"] else None


def _unrepeated(text: str, start: int, end: int) -> str:
    """What stands between two bands, without a noun that other bands have, too ("no prior orders, 1-4 prior orders")."""
    m = re.match(rf"\s(?P<noun>(?!(?:{_NO_UNIT})\b)[A-Za-z]{{3,}})\b", text[start:end])
    if m is None or len(re.findall(rf"\b{m['noun']}\b", text, re.I)) < 2:
        return text[start:end]
    return text[start + m.end() : end]


def _joined(between: str) -> bool:
    named = _BETWEEN.match(between)
    return named is not None and (_SEPARATES.search(between) is not None or "(" in between)


def _value(raw: str | None, other: str | None = None) -> float:
    said = (raw or "").strip()
    if said.lower() in ("a", "an"):
        return 1.0
    if said.lower() in _WORDS:
        return float(_WORDS[said.lower()])
    value = read_number(said)[0] or 0.0
    if other is not None and re.search(r"[a-z]", other, re.I) and not re.search(r"[a-z]", raw or "", re.I):
        scaled = read_number(other.strip())[0] or 0.0
        plain = read_number(re.sub(r"[a-z\s]", "", other, flags=re.I))[0] or 1.0
        value *= scaled / plain
    return value


def _bands(text: str, run: list[re.Match[str]]) -> tuple[int, int, Bands] | None:
    start, labels, loose = _labels(text, run)
    unit, end = _unit(run)
    parts = [_part(m, label, unit) for m, label in zip(run, labels, strict=True)]
    parts[-1] = _part(run[-1], labels[-1], unit, text[run[-1].start() : end])
    beyond = _OPEN_END.match(text, end) if parts[0].label and parts[-1].high is not None else None
    if beyond is not None:
        parts.append(
            _Part(math.nextafter(parts[-1].high or 0.0, math.inf), None, beyond["label"], beyond["label"])
        )
        end = beyond.end()
    if all(m["decade"] for m in run) and (len(run) < 3 or _AND_SO_ON.match(text, run[-1].end())):
        return None  # "the 1990s and the 2000s" may be a period, "20s, 30s and so on" are all ages
    ranges = any(p.low is not None and p.high is not None and not p.single for p in parts)
    stepped = any(p.single for p in parts) and not all(p.single for p in parts)
    explained = not loose and all(
        p.label for p in parts
    )  # "morning (before 12) and afternoon (12 and later)"
    if not (ranges or stepped or (explained and len(parts) > 1)):
        return None
    ordered = sorted(parts, key=lambda p: float("-inf") if p.low is None else p.low)
    if not _touching(parts) and not _touching(parts[::-1]):
        ordered = _with_gaps(ordered) if explained else []
    if not ordered:
        return None
    often = re.match(r"\s*times\b", text[end:], re.I)
    end += often.end() if often is not None else 0
    scale, end = _scaled(text, end + (text[end : end + 1] == ")"))
    made = _edges(ordered, unit, scale, loose)
    return (start, end, made) if made is not None else None


def _part(m: re.Match[str], label: str | None, unit: str | None, text: str | None = None) -> _Part:
    said = (text or m[0]).strip()

    def value(group: str, named: str, other: str | None = None) -> float:
        return _in_unit(_value(m[group], other), m[named], unit)

    if m["decade"]:
        start = 10.0 if m["d"].lower() == "teen" else float(m["d"])
        return _Part(start, start + 9, said, label)
    if m["range"]:
        low = _in_unit(_value(m["a"], m["b"]), m["u2"] or m["u3"], unit)
        return _Part(low, value("b", "u3"), said, label)
    if m["low"]:
        return _Part(None, value("l", "u1"), said, label)
    if m["less"]:
        return _Part(None, value("s", "u6"), said, label)
    if m["single"]:
        n = value("n" if m["n"] else "w", "u8")
        return _Part(n, n, said, label, single=True)
    strict = bool(m["over"]) and re.match(r"(no less|at least|since|>=)", m[0], re.I) is None
    return _Part(value("h", "u4") if m["high"] else value("o", "u7"), None, said, label, strict)


def _in_unit(value: float, said: str | None, unit: str | None) -> float:
    """Half past noon is told by "pm"; "a week or longer" among nights is seven."""
    low = (said or "").lower()
    if low in ("am", "pm") and value <= 12:
        return value % 12 + 12 * (low == "pm")
    own = unit_of(unit) if unit is not None else None
    return converted(value, unit_of(low), own) if low else value


def _with_gaps(parts: list[_Part]) -> list[_Part]:
    """Named bands that leave out what lies between them ("morning (7-10) and evening (17-18)"): that is a band, too;
    none where they overlap."""
    made = parts[:1]
    for part in parts[1:]:
        end, low = made[-1].high, part.low
        if end is None or low is None or low < end:
            return []
        if low - end > 1:
            made.append(_Part(end + 1, low - 1, REST, REST))
        made.append(part)
    return made if sum(p.label == REST for p in made) < 2 else []


def _labels(text: str, run: list[re.Match[str]]) -> tuple[int, list[str | None], bool]:
    """Where the list starts, and what each band is called, where all of them are; `loose`: without brackets."""
    found: list[str | None] = [None]
    loose = False
    for before, m in itertools.pairwise(run):
        between = _BETWEEN.match(_unrepeated(text, before.end(), m.start()))
        found.append(between["label"] if between is not None else None)
        loose = loose or (between is not None and between["how"] != "(")
    start = run[0].start()
    if any(label is None for label in found[1:]) or len({*found[1:]}) < len(found) - 1:
        return start, [_bracketed(text, m) for m in run], False
    lead = text[: run[0].start()]
    first = _DEFINED.search(lead) or _BEFORE.search(lead)
    if first is None:
        return start, [None] * len(run), False
    name = _SMALL_WORDS.sub("", first["label"].strip())
    if _DEFINED.search(lead) is None:
        start = first.start("label") + len(first["label"]) - len(name)
    return start, [name, *found[1:]], loose


def _bracketed(text: str, m: re.Match[str]) -> str | None:
    """The name of a band that stands in brackets behind it."""
    label = re.search(r"([A-Za-z][A-Za-z0-9]*(?: [A-Za-z0-9]+)?)\s*\($", text[: m.start()])
    return _SMALL_WORDS.sub("", label[1].strip()) if label and text[m.end() : m.end() + 1] == ")" else None


def _unit(run: list[re.Match[str]]) -> tuple[str | None, int]:
    """The unit that the bands share, and where the last band ends: the word behind its number may be no unit."""
    said = [[u.lower() for name in _UNITS if (u := m[name])] for m in run]
    flat = [u.rstrip("s") for units in said for u in units]
    unit = next((u for units in said for u in units if flat.count(u.rstrip("s")) > 1), None)
    last = run[-1]
    closing = next((n for n in ("u1", "u3", "u5", "u7", "u8") if last[n]), None)
    if closing is None or last.end(closing) != last.end():
        return unit or (flat and said[0] and said[0][-1]) or None, last.end()
    if unit is not None and last[closing].lower().rstrip("s") == unit.rstrip("s"):
        return unit, last.end()
    if unit_of(last[closing]) is not None:
        return unit, last.end()
    return unit, last.start(closing) - 1


def _scaled(text: str, end: int) -> tuple[float, int]:
    """ "(thousand)", "in thousands", said of all bands behind the last of them."""
    m = _SCALE.match(text[end:])
    if m is None:
        return 1.0, end
    return 1e6 if m["scale"].lower().startswith("million") else 1e3, end + m.end()


def _touching(parts: list[_Part]) -> bool:
    """True where each band starts where the one before it ends (or one above, for whole numbers)."""
    ends = [(a.high, b.low) for a, b in itertools.pairwise(parts)]
    return all(end is not None and low is not None and 0 <= low - end <= 1 for end, low in ends)


def _edges(parts: list[_Part], unit: str | None, scale: float, loose: bool) -> Bands | None:
    lows = [_lower(p, before) for before, p in zip([None, *parts], parts, strict=False) if p.low is not None]
    highs = [p.high for p in parts if p.high is not None]
    # Whole-number bands with both ends in (23-38, 39-54) touch at high + 1; bands such as 30-60, 60-90 at the edge.
    whole = any(b + 1 in lows for b in highs) and not any(b in lows for b in highs)
    labels = _short([p.label or p.text for p in parts])
    closed = parts[0].low is not None or parts[-1].high is not None
    edges = list(lows)
    if parts[-1].high is not None:
        edges.append(parts[-1].high + (1 if whole else 0))
    if closed and parts[0].low is None:
        edges.insert(0, float("-1e308"))
    elif closed and parts[-1].high is None:
        edges.append(float("1e308"))
    if len(set(edges)) != len(edges) or edges != sorted(edges):
        return None
    named = all(p.label for p in parts)
    return Bands(tuple(edges), labels, closed, unit, scale, named, loose)


def _short(labels: list[str]) -> tuple[str, ...]:
    """ "small venues, medium, large ones": the things themselves are no part of the names, where one stands alone."""
    heads = [re.fullmatch(r"([A-Za-z][\w'-]*)(?: [A-Za-z]+s)?", label) for label in labels]
    firsts = [h[1] for h in heads if h is not None]
    alone = any(" " not in label for label in labels)
    return tuple(firsts) if alone and len({*firsts}) == len(labels) else tuple(labels)


def _lower(part: _Part, before: _Part | None) -> float:
    """The lower end; a band that starts over what the one before it ends with leaves that number to it."""
    assert part.low is not None
    ends_there = before is not None and before.low is not None and before.high == part.low
    return math.nextafter(part.low, math.inf) if part.strict and ends_there else part.low
