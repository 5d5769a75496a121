"""Small words that are values where they stand: in a list of them ("married, together and single"), written as the value
is in the data ("the Other ones"), or said of the rows ("who are together")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.planner.offline.lexicon import Entry, Lexicon
from assistant.planner.offline.text import Token

if TYPE_CHECKING:
    from assistant.planner.offline.spans import Span

_JOINS = (",", "and", "or", "&", "/")


def listed(toks: Sequence[Token], cover: tuple[Span, ...], lexicon: Lexicon) -> tuple[Span, ...]:
    """The cover with each small word a value that a list of values of its column has it for."""
    kept = list(cover)
    for i, span in enumerate(cover):
        if span.end - span.start != 1 or span.words or span.entries or span.text.lower() in _JOINS:
            continue
        beside = {(e.source, e.name) for step in (-1, 1) for e in _next_values(kept, i, step)}
        token = toks[span.start]
        stated = _is_said_of_rows(toks, span.start)
        found = tuple(
            e for e in lexicon.find((token.stem,))
            if e.kind == "value" and e.shown.lower() == token.low
            and (stated or (e.source, e.name) in beside or _is_written(toks, span.start, e.shown))
        )  # fmt: skip
        if found:
            kept[i] = replace(span, entries=found, free=False)
    return tuple(kept)


def _next_values(spans: Sequence[Span], i: int, step: int) -> tuple[Entry, ...]:
    """The values that stand next in the list, past a comma and an "and"."""
    at = i + step
    while 0 <= at < len(spans) and spans[at].text.lower() in _JOINS:
        at += step
    if at == i + step or not 0 <= at < len(spans):
        return ()
    return tuple(e for e in spans[at].entries if e.kind == "value" and e.quality >= 1)


def _is_said_of_rows(toks: Sequence[Token], i: int) -> bool:
    """ "... are together?", with nothing behind it that it could be said of; "who are together spend"."""
    if i < 2 or toks[i - 1].low not in ("are", "is", "were", "was", "live", "living"):
        return False
    alone = i + 1 == len(toks) or toks[i + 1].text in (".", "?", "!", ",", ")")
    return alone or toks[i - 2].low in ("who", "that")


def _is_written(toks: Sequence[Token], i: int, shown: str) -> bool:
    """With a capital in the middle of a sentence, as the value has it."""
    word = toks[i].text
    inside = i > 0 and toks[i - 1].text not in (".", "?", "!", ":")
    return inside and word == shown and word[0].isupper() and not word.isupper()
