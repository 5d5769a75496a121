"""Which date a verb means: who joined in 2024, what was closed in March, how long until it arrives."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.planner.offline.scope import DATED, Scope, is_birth
from assistant.planner.offline.spans import Span, Tagged
from assistant.planner.offline.vocabulary import Vocabulary
from data.catalog import Column

if TYPE_CHECKING:
    from assistant.planner.offline.conditions import Draft

_ENDS = ("first", "last", "latest", "earliest")


@lru_cache(maxsize=8)
def _kinds(words: Vocabulary) -> dict[str, frozenset[str]]:
    """The kinds of events that a word may mean."""
    kinds: dict[str, set[str]] = {}
    for kind, said in words.raw["events"].items():
        for word in said.split():
            kinds.setdefault(word, set()).add(kind)
    return {word: frozenset(found) for word, found in kinds.items()}


def kinds_of(text: str, words: Vocabulary) -> frozenset[str]:
    """The kinds of events that a text speaks of."""
    known = _kinds(words)
    joined = re.sub(r"\bsign(s|ed|ing)?[ -](up|ups)\b", "signup", text.lower())
    return frozenset(k for w in re.findall(r"[a-z]+", joined) for k in known.get(w, ()))


def dates_of(scope: Scope) -> list[Column]:
    """The dates of a row at which something happened."""
    columns = scope.source.columns.values()
    dated = [c for c in columns if c.type in DATED and c.role == "date" and not is_birth(c)]
    return [c for c in dated if c.source in scope.names and "." not in c.name]


def column_of(scope: Scope, text: str, words: Vocabulary) -> Column | None:
    """The one date of a row that a text speaks of, by its verb or by its name; None where there is none or several."""
    said, low = kinds_of(text, words), set(re.findall(r"[a-z]+", text.lower()))
    stems = {words.stems.of(w) for w in low}
    found = []
    for column in dates_of(scope):
        label = column.label.lower()
        own = set(re.findall(r"[a-z]+", label)) - {"date", "at", "on", "time", "day"}
        if own & set(_ENDS) and not low & set(_ENDS):
            continue  # the first order is no order
        named = bool(own) and {words.stems.of(w) for w in own} <= stems
        if named or kinds_of(label, words) & said:
            found.append(column)
    return found[0] if len(found) == 1 else None


def begins(column: Column, words: Vocabulary) -> bool:
    """A date at which something begins: opened, joined, booked."""
    return bool(kinds_of(column.label, words) & set(words.raw["starting"]))


def other(scope: Scope, column: Column, words: Vocabulary) -> Column | None:
    """The date from which something lasts up to a date: the one beside it, or the one that begins."""
    rest = [c for c in dates_of(scope) if c.name != column.name]
    first = [c for c in rest if begins(c, words)]
    if len(first) == 1:
        return first[0]
    return rest[0] if len(rest) == 1 and not begins(column, words) else None


def meant(scope: Scope, tagged: Tagged, words: Vocabulary) -> Column | None:
    """The one date that a question speaks of, by its name or by a verb ("cancellations per month"), where a row has
    several; None where it speaks of none or of two."""
    dated = dates_of(scope)
    if len(dated) < 2:
        return None
    found = {c.name: c for s in tagged.cover if (c := _spoken(scope, s, words)) is not None}
    return next(iter(found.values())) if len(found) == 1 else None


def _spoken(scope: Scope, span: Span, words: Vocabulary) -> Column | None:
    done = span.text.lower().endswith(("ed", "ing"))
    if span.entry("entity", "rows", "table") is not None and not done:
        return None
    return column_of(scope, span.text, words) if done or kinds_of(span.text, words) else None


NEAR = 8
"""Words between a verb and its period: "who joined one of our clubs in 2024"."""


def beside(draft: Draft, at: int) -> tuple[Column, int] | None:
    """The date of the verb that stands nearest to a period ("cancelled in 2025", "in 2025, how many joined"), with the
    verb's place; None where the row has one date only."""
    scope, words = draft.scope, draft.words
    if words is None or len(dates_of(scope)) < 2:
        return None
    for k in (*range(at - 1, max(-1, at - 1 - NEAR), -1), *range(at + 1, min(len(draft.spans), at + NEAR))):
        column = _spoken(scope, draft.spans[k], words)
        if column is not None:
            return column, k
    return None
