"""The number check: every figure of a text stands in a span of its fact, in a name, or in the reading.

Runs on every answer, templates included. A sentence that fails is left out and handed back as `dropped`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from assistant.narrator.format import say_fact, say_name
from assistant.narrator.told import Span, Told
from tools._result import Fact, Labelling, Result

TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
TEENS = "thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
LARGE = "hundreds?|thousands?|millions?|billions?|trillions?"
FIGURE = re.compile(rf"\d(?:[\d.,]*\d)?|\b(?:{TEENS}|{TENS}|{LARGE})\b", re.IGNORECASE)
"""Digits of any script, and number words above twelve: small ones are too common to be figures."""

NAMED_ROWS = 2_000
"""Rows of a table whose names a text may use; facts carry theirs by themselves."""

NO_FACT = "a figure that is no fact's"
"""Why a sentence is left out here."""

BREAK = re.compile(r"(?<=[.!?])[ \t]+(?=\S)|\n+")


@dataclass(frozen=True)
class Checked:
    """What may be shown, and the sentences that may not."""

    told: Told
    dropped: tuple[str, ...] = ()


def check(told: Told, facts: Iterable[Fact], names: Iterable[str] = (), quoted: str = "") -> Checked:
    """Keep the sentences whose every figure is licensed.

    names    texts in which figures are no figures: cells, labels, rows ("2n Cycle")
    quoted   what the person said and how it was read; its figures may be repeated
    """
    known = {fact.id: _forms(fact) for fact in facts}
    spans = [s for s in told.spans if told.text[s.start : s.end] in known.get(s.fact, set())]
    covered = [(s.start, s.end) for s in spans] + _named(told.text, names)
    said = {token.lower() for token in FIGURE.findall(quoted)}
    kept, dropped = list[tuple[int, int]](), list[str]()
    for start, end in _sentences(told.text, spans):
        if all(_licensed(f, covered, said) for f in FIGURE.finditer(told.text, start, end)):
            kept.append((start, end))
        else:
            dropped.append(told.text[start:end].strip())
    return Checked(_cut(told.text, spans, kept), tuple(dropped))


def parted(told: Told) -> list[Told]:
    """A text sentence by sentence, each with its spans."""
    return [_cut(told.text, list(told.spans), [edge]) for edge in _sentences(told.text, list(told.spans))]


def names_of(result: Result) -> set[str]:
    """All names of a result: labels, rows, columns, cells of text, segments, and the words of its story."""
    names = {text for fact in result.facts for text in (fact.label, fact.row, fact.column) if text}
    names |= {fact.value for fact in result.facts if isinstance(fact.value, str)}
    names |= set(result.words.values())
    if result.headline:
        names |= {result.headline.label, *_text([result.headline.value])}
    if result.table:
        names |= {
            *result.table.columns,
            *_text(cell for row in result.table.rows[:NAMED_ROWS] for cell in row),
        }
    for thing in result.artifacts:
        names |= {thing.name, *(thing.labels if isinstance(thing, Labelling) else ())}
    return names


def _text(values: Iterable[object]) -> set[str]:
    return {value for value in values if isinstance(value, str)}


def _forms(fact: Fact) -> set[str]:
    forms = {say_fact(fact, part) for part in ("value", "n", "low", "high")}
    return {form for form in forms if form}


def _named(text: str, names: Iterable[str]) -> list[tuple[int, int]]:
    """Where names that hold a figure stand in the text."""
    if not FIGURE.search(text):
        return []
    figured = [name for name in names if FIGURE.search(name)]
    spelt = {form for name in figured for form in (name, say_name(name), _capital(name)) if form in text}
    return [
        hit.span()
        for name in spelt
        for hit in re.finditer(rf"(?<![\w.,]){re.escape(name)}(?![\w%]|[.,]\d)", text)
    ]


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _sentences(text: str, spans: list[Span]) -> list[tuple[int, int]]:
    """Start and end of each sentence, with the blanks before it; no break falls inside a span."""
    breaks = [b.start() for b in BREAK.finditer(text) if not any(s.start <= b.start() < s.end for s in spans)]
    edges = [0, *breaks, len(text)]
    return [(a, b) for a, b in pairwise(edges) if b > a]


def _licensed(figure: re.Match[str], covered: list[tuple[int, int]], said: set[str]) -> bool:
    inside = any(a <= figure.start() and figure.end() <= b for a, b in covered)
    return inside or figure[0].lower() in said


def _cut(text: str, spans: list[Span], kept: list[tuple[int, int]]) -> Told:
    new, moved = "", list[Span]()
    for start, end in kept:
        if not new:
            start += len(text[start:end]) - len(text[start:end].lstrip())
        shift = len(new) - start
        moved += [
            Span(s.start + shift, s.end + shift, s.fact) for s in spans if start <= s.start and s.end <= end
        ]
        new += text[start:end]
    return Told(new.rstrip(), tuple(moved))
