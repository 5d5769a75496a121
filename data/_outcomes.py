"""States that things end up in, found from the values of a column: won, lost and open deals, cancelled orders."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from data._draft import Draft
from data._names import model
from data.catalog import Column, Outcome, Value

MOST_VALUES = 30
"""A column with more values names things, not states."""
MOST_KNOWN = 0.5
"""The share of rows in a known state from which a column tells states, where nothing is needed."""


def find_outcomes(draft: Draft) -> None:
    """Give each column of states the outcomes that its values tell."""
    for _, column in draft.raw():
        if column.role not in ("category", "ordinal", "code") or not 2 <= len(column.values) <= MOST_VALUES:
            continue
        found = outcomes_of(column)
        if found:
            draft.columns[column.name] = replace(column, outcomes=found)


def outcomes_of(column: Column) -> tuple[Outcome, ...]:
    """The states of a column's values, from the family that knows most rows; none where none fits."""
    best: tuple[float, tuple[Outcome, ...]] = (0.0, ())
    for name, family in model("outcomes").items():
        states = _states(column.values, family)
        known = sum(v.rows for held in states.values() for v in held)
        share = known / max(sum(v.rows for v in column.values), 1)
        needed = family["needs"] or ()
        fits = all(state in states for state in needed) and len(states) >= 2
        if fits and (share > MOST_KNOWN or len(needed) > 1) and share > best[0]:
            best = (share, tuple(_outcomes(name, family, states, column.values)))
    return best[1]


def _states(values: Sequence[Value], family: dict[str, Any]) -> dict[str, list[Value]]:
    found: dict[str, list[Value]] = {}
    for value in values:
        state = next(
            (s for s, spec in family["states"].items() if _tells(value, tuple(spec["values"]))), None
        )
        if state is not None:
            found.setdefault(state, []).append(value)
    return found


def _tells(value: Value, words: tuple[str, ...]) -> bool:
    """Whether a stored value says one of the words, and does not deny it ("not delivered")."""
    said = str(value.value).strip().lower()
    if re.search(r"\b(?:not|never|un\w+|non)\b", said) and said not in words:
        return False
    return any(_whole(word).search(said) for word in words)


@cache
def _whole(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")


def _outcomes(
    family: str, spec: dict[str, Any], states: dict[str, list[Value]], values: Sequence[Value]
) -> Iterator[Outcome]:
    for state, held in states.items():
        yield Outcome(family, state, _stored(held), tuple(spec["states"][state]["words"]))
    known = {v.value for held in states.values() for v in held}
    rest = [v for v in values if v.value not in known and str(v.value).strip()]
    others, settled = spec.get("others"), spec.get("settled")
    if others and rest:
        yield Outcome(family, others["name"], _stored(rest), tuple(others["words"]))
    if settled and all(s in states for s in settled["of"]):
        both = [v for s in settled["of"] for v in states[s]]
        yield Outcome(family, settled["name"], _stored(both), tuple(settled["words"]))


def _stored(values: Sequence[Value]) -> tuple[str | int | float | bool, ...]:
    return tuple(v.value for v in values)


def rates_of(column: Column) -> dict[str, dict[str, Any]]:
    """The rates that a column's family has, by name: the part, the states it is a part of, other words."""
    family = next((o.family for o in column.outcomes), None)
    return dict(model("outcomes")[family].get("rates", {})) if family is not None else {}
