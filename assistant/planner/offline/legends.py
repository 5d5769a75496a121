"""What codes stand for, where the question says it: "(0=men 1=women)", "Gender is coded 0 for men and 1 for women", "mode
1=air 2=train". The question's words are the values from now on, whatever the data call them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from assistant.planner.offline.lexicon import Entry
from assistant.planner.offline.vocabulary import Vocabulary
from data.catalog import Catalog, Column

Made = dict[tuple[str, ...], list[Entry]]
Find = Callable[[tuple[str, ...]], list[Entry]]

_CODE = r"(?<!\w)[\"“'‘]?(?P<{0}>-?\d{{1,3}}|[A-Za-z]{{1,4}}\d?)[\"”'’]?"
_NAME = r"[\"“'‘]?(?P<{0}>[A-Za-z][\w'’-]*(?:\s(?!(?:and|or|for|is|are|means?)\b)[A-Za-z][\w'’-]*){{0,2}}?)[\"”'’]?"
_IS = r"(?:\s*[=:]\s*|\s+(?:is|are|means?|meaning|stands?\s+for|for|being)\s+(?:an?\s+|the\s+)?)"
_END = r"(?=\s*(?:[,;/)?]|\band\b|\bor\b|$|\s-?\d|\s[A-Za-z]{1,4}\s*=|\.\s*$))"
_PAIR = re.compile(rf"{_CODE.format('code')}{_IS}{_NAME.format('name')}{_END}", re.I)
_TURNED = re.compile(rf"{_NAME.format('name')}\s*=\s*{_CODE.format('code')}{_END}", re.I)
_BETWEEN = re.compile(r"[\s,;/&]*(?:\b(?:and|or)\b[\s,;]*)?", re.I)
_HEAD = re.compile(
    r"^\s*(?:(?:note|fyi|btw|here|so|where)\b[\s:,]*)*(?:(?:in\s+)?(?:the\s+)?(?P<column>\w[\w\s]{0,30}?)(?:\s+column)?\s*"
    r"(?:(?:is|are)\s+(?:coded|stored|given|marked|recorded)(?:\s+(?:as|with))?|[:,])?\s*)?$",
    re.I,
)
_BRACKET = re.compile(r"\s*\((?P<said>[^()]*)\)")
_ASIDE = re.compile(r",?\s+(?:where|with)\s+(?P<said>[^?,;]*[=][^?,;]*)")
_BARE = re.compile(
    r"\b(?P<said>[A-Za-z_]\w*[\s:,]*\d+\s*(?:=|is|means)\s*[A-Za-z]\w*(?:[\s,;]+\d+\s*(?:=|is|means)\s*[A-Za-z]\w*)*)",
    re.I,
)
"""The name of a column and its codes anywhere in the question: "... by mode 1=air 2=train"."""
_SENTENCE = re.compile(r"(?:^|(?<=[.?!;])\s+)(?P<said>[^.?!;]+)(?:[.?!;]+(?=\s|$)|$)")
_THEM = re.compile(r"\b(?:between|of)\s+(?:them|(?:the|these)\s+two(?:\s+groups)?|both)\b", re.I)
_YES = ("taken", "yes", "true")


@dataclass(frozen=True)
class _Legend:
    """A stretch of the question that explains codes: its place, the pairs, and the name of the column, if it is said."""

    start: int
    end: int
    pairs: tuple[tuple[str, str], ...]
    column: str


def read(text: str, catalog: Catalog, words: Vocabulary, find: Find) -> tuple[str, Made]:
    """The question without what it says of codes, and the names that it gives them."""
    for legend in _legends(text):
        column = _column(legend, catalog, words, find)
        rest = f"{text[: legend.start].rstrip()} {text[legend.end :].lstrip()}".strip()
        if column is None or not re.search(r"\w", rest):
            continue
        made: Made = {}
        for code, name in legend.pairs:
            value = _value(column, code)
            if name.lower() not in _YES and value is not None and _known(column, name, words, find) != value:
                made[words.key(name)] = [Entry("value", column.source, column.name, 1.0, value, name)]
        if len(legend.pairs) == 2:
            rest = _THEM.sub(f"between {legend.pairs[0][1]} and {legend.pairs[1][1]}", rest, count=1)
        rest = re.sub(r"\s+([?.!,;])", r"\1", rest)
        again, more = read(rest, catalog, words, find)
        return again, {**more, **made}
    return text, {}


def _legends(text: str) -> Iterator[_Legend]:
    """Brackets, sentences and asides that hold nothing but codes and what they stand for."""
    for pattern in (_BRACKET, _SENTENCE, _ASIDE, _BARE):
        for m in pattern.finditer(text):
            whole = pattern is _SENTENCE and not (text[: m.start()] + text[m.end() :]).strip(" .?!;")
            legend = None if whole else _pairs(m.start(), m.end(), m["said"])
            if legend is not None:
                yield legend


def _pairs(start: int, end: int, text: str) -> _Legend | None:
    """The pairs of a text that holds only these, behind the name of a column."""
    for pattern in (_PAIR, _TURNED):
        hits = list(pattern.finditer(text))
        head = _HEAD.match(text[: hits[0].start()]) if hits else None
        gaps = [text[a.end() : b.start()] for a, b in pairwise(hits)]
        if head is None or text[hits[-1].end() :].strip() or not all(_BETWEEN.fullmatch(g) for g in gaps):
            continue
        return _Legend(
            start, end, tuple((m["code"], m["name"]) for m in hits), (head["column"] or "").strip()
        )
    return None


# ---------------------------------------------------------------- the column that is meant


def _column(legend: _Legend, catalog: Catalog, words: Vocabulary, find: Find) -> Column | None:
    """The column that has all these codes: the one that is named, or the one whose values the names are, or the only one."""
    sources = [s for s in catalog.sources.values() if s.entity is None or not s.entity.rolled_up]
    own = list(
        {(c.source, c.name): c for s in sources for c in s.columns.values() if "." not in c.name}.values()
    )
    if legend.column:
        low, key = legend.column.lower(), words.key(legend.column)
        said = {(e.source, e.name) for e in find(key) if e.kind == "column" and e.quality >= _SURE}
        named = [c for c in own if c.name.lower() == low or (c.source, c.name) in said]
        return named[0] if len(named) == 1 and _has(named[0], legend) else None
    fit = [c for c in own if _has(c, legend)]
    known = [c for c in fit if any(_known(c, name, words, find) is not None for _, name in legend.pairs)]
    return known[0] if len(known) == 1 else fit[0] if len(fit) == 1 else None


_SURE = 0.75


def _has(column: Column, legend: _Legend) -> bool:
    return all(_value(column, code) is not None for code, _ in legend.pairs)


def _value(column: Column, code: str) -> str | int | float | bool | None:
    """The stored value that a code is, as the column holds it."""
    for known in column.values:
        if str(known.value).lower() == code.lower() and not isinstance(known.value, bool):
            return known.value
    if column.type == "integer" and re.fullmatch(r"-?\d+", code) and _within(column, int(code)):
        return int(code)
    return code == "1" if column.type == "bool" and code in ("0", "1") else None


def _within(column: Column, code: int) -> bool:
    low, high = column.low, column.high
    return isinstance(low, int | float) and isinstance(high, int | float) and low <= code <= high <= _MOST


_MOST = 99
"""The highest of codes that are numbers."""


def _known(column: Column, name: str, words: Vocabulary, find: Find) -> object | None:
    """The value that the data themselves call so."""
    values = (e for e in find(words.key(name)) if e.kind == "value" and e.name == column.name)
    return next((e.value for e in values), None)
