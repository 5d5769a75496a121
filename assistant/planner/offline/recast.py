"""Constructions of English, recast as the plain one that is read for them.

"How many orders went past 200 in basket value" asks how many orders have a basket value over 200. Which words are names of
the data decides what such a sentence says, so the patterns (recast.yaml) have places for them: <M> a number of the rows,
<G> what rows are grouped by, <R> the noun for rows, <V> a value, <C> any column, <N> a number that is written. The names
of a question are masked, the patterns applied in their order, and the names put back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from assistant.planner.offline.lexicon import Entry, Lexicon
from assistant.planner.offline.scope import is_groupable, is_numeric
from assistant.planner.offline.text import Token, plain, tokens
from assistant.planner.offline.vocabulary import Vocabulary
from data.query import Agg, Expr

_FILE = Path(__file__).with_name("recast.yaml")
LONGEST = 5
"""Words of a name."""
SURE = 0.9
_SLOT = re.compile(r"<([MGRVCN])(\d?)>")
_NUMBER = r"(?<![\w.])[-£$€]?\d[\d.,]*(?<![.,])(?:\s?(?:k|m|%)\b)?"
_SHAPING = frozenset(
    ["aggregate", "superlative", "comparator", "grain", "not", "group", "count", "share", "chart", "plot"]
)
"""Words that shape a question are no names, unless a column is called just so."""


_EDGES = frozenset(
    ["a", "an", "the", "of", "in", "on", "at", "to", "for", "by", "with", "from", "and", "or", "our", "their", "its", "my",
     "all", "any", "each", "is", "are", "was", "were", "as", "no", "not", "nr", "number", "count", "share"]
)  # fmt: skip
"""Small words that no name begins or ends with."""
_FIGURES = frozenset(
    [
        "average",
        "avg",
        "mean",
        "median",
        "total",
        "sum",
        "highest",
        "lowest",
        "maximum",
        "minimum",
        "max",
        "min",
    ]
)
"""What is asked of a name, where the name is known without it, too."""


def recast(text: str, lexicon: Lexicon, words: Vocabulary, part: str = "patterns") -> str:
    """The question in plain words; the text itself where no pattern fits. `part`: "always" is read in every question,
    "patterns" where a question was not understood as it stands."""
    masked, names = _masked(text, lexicon, words)
    made = masked
    for pattern, said in _patterns(part):
        made = pattern.sub(said, made, count=2)
    if made == masked:
        return text
    return re.sub(r"ꙮ([a-z]+)_[A-Z]*ꙮ", lambda m: names[m[1]], " ".join(made.split()))


@lru_cache(maxsize=2)
def _patterns(part: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    raw: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return tuple((_pattern(p, raw["words"]), _SLOT.sub(r"\\g<\1\2>", said)) for p, said in raw[part])


def _pattern(text: str, words: dict[str, str]) -> re.Pattern[str]:
    """A pattern with its words in braces and its places filled in."""
    for name, said in words.items():
        text = text.replace(f"{{{name}}}", said)

    def place(m: re.Match[str]) -> str:
        held = _NUMBER if m[1] == "N" else rf"ꙮ[a-z]+_[A-Z]*{m[1]}[A-Z]*ꙮ"
        return f"(?P<{m[1]}{m[2]}>{held})"

    return re.compile(_SLOT.sub(place, text), re.I)


def _masked(text: str, lexicon: Lexicon, words: Vocabulary) -> tuple[str, dict[str, str]]:
    """The text with a mark for each name of the data that says what it may be, and the names by their marks."""
    clean = plain(text)
    toks = tokens(clean, words.stems)
    names: dict[str, str] = {}
    pieces, at = list[str](), 0
    for start, end, kinds in _names(toks, lexicon, words):
        first, last = toks[start].start, toks[end - 1].end
        held = next((m for m, name in names.items() if name.lower() == text[first:last].lower()), None)
        mark = held or "abcdefghijklmnopqrstuvwxyz"[len(names) % 26] * (1 + len(names) // 26)
        names[mark] = text[first:last]
        pieces += [text[at:first], f"ꙮ{mark}_{kinds}ꙮ"]
        at = last
    return "".join((*pieces, text[at:])), names


def _names(toks: tuple[Token, ...], lexicon: Lexicon, words: Vocabulary) -> Iterator[tuple[int, int, str]]:
    """(first, one behind the last, kinds) of the longest names, from left to right."""
    i = 0
    while i < len(toks):
        found = next((f for f in _from(toks, i, lexicon, words)), None)
        if found is None:
            i += 1
            continue
        yield i, *found
        i = found[0]


def _from(toks: tuple[Token, ...], i: int, lexicon: Lexicon, words: Vocabulary) -> Iterator[tuple[int, str]]:
    for j in range(min(i + LONGEST, len(toks)), i, -1):
        run = toks[i:j]
        if not run[0].is_word or any(not t.is_word and t.number is None for t in run):
            continue
        stems = tuple(t.stem for t in run)
        entries = [e for e in lexicon.find(stems) if e.quality >= SURE]
        shaping = any(w.kind in _SHAPING for w in words.phrases.get(stems, ()))
        if shaping and not any(e.kind == "column" and e.quality >= 1.0 for e in entries):
            continue
        if {run[0].low, run[-1].low} & _EDGES:
            continue
        if run[0].low in _FIGURES and any(e.quality >= SURE for e in lexicon.find(stems[1:])):
            continue
        kinds = "".join(sorted({k for e in entries for k in _kinds(e, lexicon)}))
        if kinds:
            yield j, kinds


def _counts(expr: Expr) -> bool:
    return isinstance(expr, Agg) and expr.agg in ("count", "distinct")


def _kinds(entry: Entry, lexicon: Lexicon) -> str:
    """What a name may stand for in a pattern."""
    if entry.kind == "value":
        return "V"
    if entry.kind in ("entity", "rows"):
        return "GR" if entry.kind == "entity" else "R"
    if entry.kind == "measure":
        return "R" if _counts(lexicon.catalog.measures[entry.name].expr) else "M"
    source = lexicon.catalog.sources.get(entry.source)
    column = source.columns.get(entry.name) if source is not None else None
    if column is None:
        return ""
    return "C" + ("M" if is_numeric(column) else "") + ("G" if is_groupable(column) else "")
