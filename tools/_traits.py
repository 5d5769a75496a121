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
from tools._names import YES_NO

NOTICED = 0.35
"""Least standardised difference from all (in sd) that makes a trait worth a word."""

_ACTIONS = Path(__file__).parents[1] / "prompts" / "actions.yaml"


@dataclass(frozen=True)
class Trait:
    """How far a group's mean lies from the mean of all, in standard deviations of all; of a column of kinds, how far the
    share of one `kind` does, and what it is in the group."""

    column: Column
    z: float
    kind: str | None = None
    share: float = 0.0


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


def phrase(trait: Trait, degree: str = "") -> str:
    """A trait in two or three words; `degree` ("very", "fairly") tells groups apart that share it."""
    high, label, sort = trait.z > 0, label_of(trait.column), kind_of(trait.column)
    said = f"{degree} " if degree else ""
    if trait.kind is not None:
        return _kind_phrase(trait, trait.kind)
    if sort == "age":
        graded = {"": "", "very": "much ", "fairly": "somewhat "}[degree]
        return f"{graded}{'older' if high else 'younger'}"
    if sort == "recency":
        return f"{said}long since last order" if high else f"bought {said}recently"
    if trait.column.role == "quantity":
        bare = re.sub(r"^(number of|total|count of)\s+", "", label)
        if bare.endswith("s") or bare == "children":
            return f"{said}{'many' if high else 'few'} {bare}"
        return f"{said}{'high' if high else 'low'} {bare}"
    return f"{said}{'high' if high else 'low'} {label}"


def _kind_phrase(trait: Trait, kind: str) -> str:
    yes = YES_NO.get(kind.lower())
    if yes is not None:
        return label_of(trait.column) if yes == "yes" else f"no {label_of(trait.column)}"
    return f"{'mostly' if trait.share >= 0.5 else 'more often'} {kind}"


def _told(traits: Sequence[Trait], most: int) -> list[Trait]:
    """The strongest traits, those that are worth a word."""
    return [t for t in sorted(traits, key=lambda t: -abs(t.z))[:most] if abs(t.z) >= NOTICED]


def names_of(groups: Sequence[Sequence[Trait]], most: int = 2) -> list[str]:
    """Each group by its strongest traits. Groups with the same ones are told apart by how strong these are."""
    told = [_told(traits, most) for traits in groups]
    plain = [frozenset(phrase(t) for t in traits) for traits in told]
    names = []
    for traits, said in zip(told, plain, strict=True):
        alike = [other for other, its in zip(told, plain, strict=True) if its == said]
        degree = _degree(traits, alike) if said and len(alike) > 1 else ""
        names.append(", ".join(dict.fromkeys(phrase(t, degree) for t in traits)) or "close to the average")
    return names


def _degree(traits: Sequence[Trait], alike: Sequence[Sequence[Trait]]) -> str:
    """Of several groups that go by the same words: the strongest is very much so, the weakest of three or more fairly."""
    strength = sorted((sum(abs(t.z) for t in group) for group in alike), reverse=True)
    place = strength.index(sum(abs(t.z) for t in traits))
    if place == 0:
        return "very"
    return "fairly" if len(alike) > 2 and place == len(alike) - 1 else ""


def action_for(traits: Sequence[Trait]) -> str:
    """The first action of the file whose conditions all hold."""
    levels: dict[str, str] = {}
    for trait in sorted((t for t in traits if t.kind is None), key=lambda t: -abs(t.z)):
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
