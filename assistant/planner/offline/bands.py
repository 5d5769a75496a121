"""Lists of bands in a question: "under 30k, 30-60k, 60k and up", "millennials (23-38), gen x (39-54)"."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from assistant.planner.offline.text import read_number

_NUM = r"[$€£]?\d+(?:,\d{3})*(?:\.\d+)?(?:\s?(?:k|m|bn|million|thousand)\b|(?![\d]))"
_ONE = re.compile(
    rf"(?P<low>(?:under|below|less than|up to|younger than|<|<=)\s*(?P<l>{_NUM}))"
    rf"|(?P<range>(?P<a>{_NUM})\s?(?:-|–|—|to under|to|and)\s?(?P<b>{_NUM}))"
    rf"|(?P<high>(?P<h>{_NUM})\s?(?:\+|plus\b|and (?:up|more|over|older|above|higher)|or (?:more|older|over|above|higher|up)))"
    rf"|(?P<over>(?:over|above|more than|older than|>|>=)\s*(?P<o>{_NUM}))",
    re.I,
)
_BETWEEN = re.compile(r"^\)?\s*(?:,|;|/|and|or|vs\.?|\s)*\s*(?P<label>[a-z][a-z ]{0,24})?\s*\(?$", re.I)
_LABEL = re.compile(r"([A-Za-z][A-Za-z0-9]*(?: [A-Za-z0-9]+)?)\s*\($")


@dataclass(frozen=True)
class Bands:
    """Rising edges with a label a band; `closed`: values outside belong to none of them."""

    edges: tuple[float, ...]
    labels: tuple[str, ...]
    closed: bool


def find(text: str) -> list[tuple[int, int, Bands]]:
    """Places (start, end) of band lists with at least two bands, at least one of them a range."""
    hits = list(_ONE.finditer(text))
    runs: list[list[re.Match[str]]] = []
    for hit in hits:
        if runs and _joined(text[runs[-1][-1].end() : hit.start()]):
            runs[-1].append(hit)
        else:
            runs.append([hit])
    return [made for run in runs if len(run) >= 2 and (made := _bands(text, run)) is not None]


def _joined(between: str) -> bool:
    named = re.fullmatch(
        r"\)?\s*(?:,|;|/|and|or|&|\s)*\s*(?:[A-Za-z][A-Za-z0-9]*(?: [A-Za-z0-9]+)?\s*\()?\s*", between
    )
    return named is not None and (
        "," in between
        or "(" in between
        or "and" in between
        or "/" in between
        or ";" in between
        or "or" in between
    )


def _value(raw: str | None, other: str | None = None) -> float:
    value = read_number((raw or "").strip())[0] or 0.0
    if other is not None and re.search(r"[a-z]", other, re.I) and not re.search(r"[a-z]", raw or "", re.I):
        scaled = read_number(other.strip())[0] or 0.0
        plain = read_number(re.sub(r"[a-z\s]", "", other, flags=re.I))[0] or 1.0
        value *= scaled / plain
    return value


def _bands(text: str, run: list[re.Match[str]]) -> tuple[int, int, Bands] | None:
    pairs: list[tuple[float | None, float | None, str]] = []
    start = run[0].start()
    for m in run:
        label = _LABEL.search(text[: m.start()])
        name = label[1].strip() if label else m[0].strip()
        label = label if text[m.end() : m.end() + 1] == ")" else None
        name = name if label else m[0].strip()
        if label:
            name = re.sub(r"^(?:and|or|are|is|into|as|in|of|the)\s+", "", name, flags=re.I)
        if m is run[0] and label:
            start = label.start(1)
        if m["range"]:
            pairs.append((_value(m["a"], m["b"]), _value(m["b"]), name))
        elif m["low"]:
            pairs.append((None, _value(m["l"]), name))
        else:
            pairs.append((_value(m["h"] or m["o"]), None, name))
    if not any(a is not None and b is not None for a, b, _ in pairs):
        return None
    if not _touching(pairs) and not _touching(pairs[::-1]):
        return None
    made = _edges(sorted(pairs, key=lambda p: float("-inf") if p[0] is None else p[0]))
    return (start, run[-1].end() + (text[run[-1].end() : run[-1].end() + 1] == ")"), made) if made else None


def _touching(pairs: list[tuple[float | None, float | None, str]]) -> bool:
    """True where each band starts where the one before it ends (or one above, for whole numbers)."""
    ends = [(a[1], b[0]) for a, b in itertools.pairwise(pairs)]
    return all(end is not None and low is not None and 0 <= low - end <= 1 for end, low in ends)


def _edges(pairs: list[tuple[float | None, float | None, str]]) -> Bands | None:
    lows = [a for a, _, _ in pairs if a is not None]
    highs = [b for _, b, _ in pairs if b is not None]
    # Whole-number bands with both ends in (23-38, 39-54) touch at high + 1; bands such as 30-60, 60-90 at the edge.
    whole = any(b + 1 in lows for b in highs) and not any(b in lows for b in highs)
    labels = tuple(name for _, _, name in pairs)
    closed = pairs[0][0] is not None or pairs[-1][1] is not None
    edges = list(lows)
    if pairs[-1][1] is not None:
        edges.append(pairs[-1][1] + (1 if whole else 0))
    if closed and pairs[0][0] is None:
        return None if not lows else Bands((float("-1e308"), *edges), labels, True)
    if closed and pairs[-1][1] is None:
        return Bands((*edges, float("1e308")), labels, True)
    if len(set(edges)) != len(edges) or edges != sorted(edges):
        return None
    return Bands(tuple(edges), labels, closed)
