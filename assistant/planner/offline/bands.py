"""Lists of bands in a question: "under 30k, 30-60k, 60k and up", "millennials (23-38), gen x (39-54)".

Each band may have a unit ("6 to 11 months") and a name, in front of it or around it ("small under 12, medium 12 to 16").
"Four equal groups" and "each decile" are bands, too, whose ends the data give.
"""

from __future__ import annotations

import itertools
import math
import re
from dataclasses import dataclass

from assistant.planner.offline.text import read_number

_NUM = r"[$€£]?\d+(?:,\d{3})*(?:\.\d+)?(?:\s?(?:k|m|bn|million|thousand)\b|(?![\d.]*\d))"
_NO_UNIT = (
    "and|or|to|up|plus|over|under|above|below|more|less|fewer|than|the|a|an|with|but|vs|is|are|was|were|in|at|by|for|from|"
    "of|on|per|please|pls|each|between|at|as|older|younger|higher|lower|what|which|how|who|show|until|through"
)
_UNIT = rf"(?:(?:\s|-)?(?P<%s>(?!(?:{_NO_UNIT})\b)[A-Za-z]+|%%))?"
_TO = r"\s?(?:-|–|—|\bto under\b|\bto\b|\bup to\b|\buntil\b|\bthrough\b)\s?"
_UP = r"(?:\+|plus\b|(?:and|or) (?:up|more|over|older|above|higher|greater|longer|upwards|beyond)\b)"
_DOWN = r"(?:and|or) (?:less|fewer|under|younger|below|lower|smaller|shorter)\b"
_UNDER = r"(?:no more than|at most|under|below|less than|fewer than|up to|younger than|<=|<)"
_OVER = r"(?:no less than|at least|over|above|more than|older than|greater than|longer than|>=|>)"
_ONE = re.compile(
    rf"(?P<low>{_UNDER}\s*(?P<l>{_NUM}){_UNIT % 'u1'})"
    rf"|(?P<range>(?:\b(?:from|between)\s)?(?P<a>{_NUM}){_UNIT % 'u2'}(?:{_TO}|(?<=\d)\s?and\s?(?=\d))(?P<b>{_NUM}){_UNIT % 'u3'})"
    rf"|(?P<high>(?P<h>{_NUM}){_UNIT % 'u4'}\s?{_UP}{_UNIT % 'u5'})"
    rf"|(?P<less>(?P<s>{_NUM}){_UNIT % 'u6'}\s?{_DOWN})"
    rf"|(?P<over>{_OVER}\s*(?P<o>{_NUM}){_UNIT % 'u7'})"
    rf"|(?P<single>(?<![\w.$€£])(?P<n>\d+)(?![\d.,]*\d|\s?%|\s?(?:k|m|bn)\b){_UNIT % 'u8'})",
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
    r"(?P<label>[A-Za-z][\w'’]*(?: [A-Za-z0-9][\w'’]*)?)\s*(?:\(|:|=|\bis\b|\bare\b|\bmeans\b)?\s*$", re.I
)
_DEFINED = re.compile(
    r"(?P<label>[A-Za-z][\w'’]*)\s+(?:if\s|when\s|where\s|for\s|with\s|\()\s*(?:(?:its|the|their|his|her|a|an)\s+)?[A-Za-z][\w ]{0,40}?\s*"
    r"(?:\b(?:is|are|was|were|lies|of)\b)?\s*$",
    re.I,
)
_SMALL_WORDS = re.compile(r"^(?:(?:and|or|are|is|into|as|at|in|on|of|the|by|vs|during)\s+)+", re.I)
_SCALE = re.compile(r"^\s*\(?\s*(?:in )?(?P<scale>thousands?|millions?)\s*\)?", re.I)


@dataclass(frozen=True)
class Bands:
    """Rising edges with a label a band; `closed`: values outside belong to none of them. `unit` is what stands behind
    the numbers ("pages"), `scale` what is said of all of them ("in thousand"); `loose`: names stand there without
    brackets, so that they may be columns instead."""

    edges: tuple[float, ...]
    labels: tuple[str, ...]
    closed: bool
    unit: str | None = None
    scale: float = 1.0
    named: bool = False
    loose: bool = False
    quantiles: int | None = None


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
        if runs and _joined(text[runs[-1][-1].end() : hit.start()]):
            runs[-1].append(hit)
        else:
            runs.append([hit])
    found = [made for run in runs if (made := _trimmed(text, run)) is not None]
    return found or _equal_parts(text)


_COUNTS = {
    w: n for n, w in enumerate(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 2)
}
_PIECES = r"(?:groups?|parts?|bins?|bands?|buckets?|classes|slices|segments?)"
_EQUAL = re.compile(
    rf"\b(?P<n>\d+|{'|'.join(_COUNTS)}) (?:roughly |about )?(?:equal(?:ly)?|same)(?:[ -](?:sized?|large|big|filled))? {_PIECES}\b"
    rf"|\b(?P<m>\d+|{'|'.join(_COUNTS)}) {_PIECES} of (?:the )?(?:equal|same) size\b",
    re.I,
)
_QUANTILES = {"tercile": 3, "tertile": 3, "quartile": 4, "quintile": 5, "decile": 10}
_EACH = re.compile(rf"\b(?P<q>{'|'.join(_QUANTILES)})(?:s|\b)(?: (?:groups?|bands?)\b)?", re.I)
_CUTS = re.compile(
    r"\b(?:into|in|per|each|every|by|within|across)\s+(?:[\w()%]+\s+){0,4}$|\b(?:which|what)\s+(?:[\w()%]+\s+){0,2}$",
    re.I,
)
_ONE_OF_THEM = re.compile(
    r"\b(?:first|second|third|fourth|last|top|bottom|upper|lower|highest|lowest|\d+(?:st|nd|rd|th))\s+$", re.I
)


def _equal_parts(text: str) -> list[tuple[int, int, Bands]]:
    """ "into four equal groups", "by income decile", "in each quartile of age"; not "the top quartile"."""
    m = _EQUAL.search(text)
    if m is not None:
        said = (m["n"] or m["m"]).lower()
        n = _COUNTS.get(said) or int(said)
        return [(m.start(), m.end(), Bands((), (), False, quantiles=n))] if 2 <= n <= 100 else []
    m = _EACH.search(text)
    if m is None or _ONE_OF_THEM.search(text[: m.start()]):
        return []
    several = m[0].lower().endswith("s")  # "what quartiles": their ends
    if several and re.search(r"\b(?:what|which)\s+(?:\w+\s+){0,2}$", text[: m.start()], re.I):
        return []
    if not (_CUTS.search(text[: m.start()]) or re.search(r"\beach\b", text[m.end() :], re.I)):
        return []
    return [(m.start(), m.end(), Bands((), (), False, quantiles=_QUANTILES[m["q"].lower()]))]


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


def _joined(between: str) -> bool:
    named = _BETWEEN.match(between)
    return named is not None and (_SEPARATES.search(between) is not None or "(" in between)


def _value(raw: str | None, other: str | None = None) -> float:
    value = read_number((raw or "").strip())[0] or 0.0
    if other is not None and re.search(r"[a-z]", other, re.I) and not re.search(r"[a-z]", raw or "", re.I):
        scaled = read_number(other.strip())[0] or 0.0
        plain = read_number(re.sub(r"[a-z\s]", "", other, flags=re.I))[0] or 1.0
        value *= scaled / plain
    return value


def _bands(text: str, run: list[re.Match[str]]) -> tuple[int, int, Bands] | None:
    start, labels, loose = _labels(text, run)
    unit, end = _unit(run)
    parts = [_part(m, label) for m, label in zip(run, labels, strict=True)]
    parts[-1] = _part(run[-1], labels[-1], text[run[-1].start() : end])
    ranges = any(p.low is not None and p.high is not None and not p.single for p in parts)
    stepped = any(p.single for p in parts) and not all(p.single for p in parts)
    if not (ranges or stepped):
        return None
    if not _touching(parts) and not _touching(parts[::-1]):
        return None
    ordered = sorted(parts, key=lambda p: float("-inf") if p.low is None else p.low)
    scale, end = _scaled(text, end + (text[end : end + 1] == ")"))
    made = _edges(ordered, unit, scale, loose)
    return (start, end, made) if made is not None else None


def _part(m: re.Match[str], label: str | None, text: str | None = None) -> _Part:
    said = (text or m[0]).strip()
    if m["range"]:
        return _Part(_value(m["a"], m["b"]), _value(m["b"]), said, label)
    if m["low"] or m["less"]:
        return _Part(None, _value(m["l"] or m["s"]), said, label)
    if m["single"]:
        return _Part(_value(m["n"]), _value(m["n"]), said, label, single=True)
    strict = bool(m["over"]) and re.match(r"(no less|at least|>=)", m[0], re.I) is None
    return _Part(_value(m["h"] or m["o"]), None, said, label, strict)


def _labels(text: str, run: list[re.Match[str]]) -> tuple[int, list[str | None], bool]:
    """Where the list starts, and what each band is called, where all of them are; `loose`: without brackets."""
    found: list[str | None] = [None]
    loose = False
    for before, m in itertools.pairwise(run):
        between = _BETWEEN.match(text[before.end() : m.start()])
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
    labels = tuple(p.label or p.text for p in parts)
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


def _lower(part: _Part, before: _Part | None) -> float:
    """The lower end; a band that starts over what the one before it ends with leaves that number to it."""
    assert part.low is not None
    ends_there = before is not None and before.low is not None and before.high == part.low
    return math.nextafter(part.low, math.inf) if part.strict and ends_there else part.low
