"""Groups in words: how a group differs from all ("high income, few deals"), and what to do about it.

The actions are texts in prompts/actions.yaml; which one fits is decided by rule, on standardised differences.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from data.catalog import Column
from tools._features import words_of

NOTICED = 0.35
"""Least standardised difference from all (in sd) that makes a trait worth a word."""

_ACTIONS = Path(__file__).parents[1] / "prompts" / "actions.yaml"


@dataclass(frozen=True)
class Trait:
    """How far a group's mean lies from the mean of all, in standard deviations of all."""

    column: Column
    z: float


@cache
def _book() -> dict[str, Any]:
    return dict(yaml.safe_load(_ACTIONS.read_text(encoding="utf-8")))


def label_of(column: Column) -> str:
    """The column's label in lower case, apart from abbreviations and names."""
    text = column.label or column.name
    return " ".join(w if any(c.isupper() for c in w[1:]) else w.lower() for w in text.split())


def kind_of(column: Column) -> str | None:
    """What sort of trait a column is (spend, deals, income ...), by the words of the actions file.

    Its label is asked first, its other names only where that says nothing.
    """
    for text in (column.label.lower(), words_of(column).lower()):
        for kind, words in _book()["kinds"].items():
            if any(re.search(rf"\b{re.escape(word)}\b", text) for word in words):
                return str(kind)
    return None


def phrase(trait: Trait) -> str:
    """A trait in two or three words."""
    high, label, kind = trait.z > 0, label_of(trait.column), kind_of(trait.column)
    if kind == "age":
        return "older" if high else "younger"
    if kind == "recency":
        return "long since last order" if high else "bought recently"
    if trait.column.role == "quantity":
        bare = re.sub(r"^(number of|total|count of)\s+", "", label)
        return (
            f"{'many' if high else 'few'} {bare}"
            if bare.endswith("s") or bare == "children"
            else f"{'high' if high else 'low'} {bare}"
        )
    return f"{'high' if high else 'low'} {label}"


def name_of(traits: Sequence[Trait], most: int = 2) -> str:
    """The strongest traits as a name; "average" where none stands out."""
    strong = sorted(traits, key=lambda t: -abs(t.z))
    told = [phrase(t) for t in strong[:most] if abs(t.z) >= NOTICED]
    return ", ".join(dict.fromkeys(told)) or "close to the average"


def action_for(traits: Sequence[Trait]) -> str:
    """The first action of the file whose conditions all hold."""
    levels: dict[str, str] = {}
    for trait in sorted(traits, key=lambda t: -abs(t.z)):
        kind = kind_of(trait.column)
        if kind and kind not in levels and abs(trait.z) >= NOTICED:
            levels[kind] = "high" if trait.z > 0 else "low"
    book = _book()
    for entry in book["traits"]:
        when: Mapping[str, str] = entry["when"]
        if all(levels.get(kind) == level for kind, level in when.items()):
            return str(entry["do"])
    return str(book["else"])


def rfm_action(name: str) -> str:
    """The action for one of the ten standard names."""
    return str(_book()["rfm"].get(name, _book()["else"]))


RFM_NAMES = (
    "Champions",
    "Loyal",
    "Potential loyalists",
    "New",
    "Promising",
    "Need attention",
    "About to sleep",
    "Can't lose them",
    "At risk",
    "Hibernating",
)


def rfm_name(recency: int, frequency: int) -> str:
    """The standard name of a pair of scores 1..5 (5 = most recent, most often); every pair has exactly
    one."""
    if recency == 5:
        return {1: "New", 2: "Potential loyalists", 3: "Potential loyalists"}.get(frequency, "Champions")
    if recency == 4:
        return {1: "Promising", 2: "Potential loyalists", 3: "Potential loyalists"}.get(frequency, "Loyal")
    if recency == 3:
        return {1: "About to sleep", 2: "About to sleep", 3: "Need attention"}.get(frequency, "Loyal")
    return {1: "Hibernating", 2: "Hibernating", 5: "Can't lose them"}.get(frequency, "At risk")
