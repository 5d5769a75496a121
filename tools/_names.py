"""Finding the label that a person means: "2", "segment 2", "the champions", "best"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.catalog import Column
from data.errors import UnknownName

YES_NO = {"1": "yes", "true": "yes", "yes": "yes", "0": "no", "false": "no", "no": "no"}

_BEST = re.compile(r"\b(best|top|first|most valuable|highest|richest)\b", re.IGNORECASE)
_WORST = re.compile(r"\b(worst|last|least valuable|lowest|bottom)\b", re.IGNORECASE)


def short(label: str) -> str:
    """A label without its description: "Segment 2" for "Segment 2 (high income)"."""
    return label.split(" (")[0]


def text_of(value: object) -> str | None:
    """A group's value as text; whole numbers without a point, missing as None."""
    if value is None or value != value:
        return None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def value_name(column: Column | None, value: str) -> str:
    """What people call a stored value: its name in the catalog, or "response: yes" in a yes/no column."""
    if column is None:
        return value
    said = next((v.name for v in column.values if text_of(v.value) == value), value)
    if column.role == "flag" and said.lower() in YES_NO:
        return f"{column.label}: {YES_NO[said.lower()]}"
    return said


def match_label(said: str, labels: Sequence[str]) -> str:
    """The label meant: by its exact name, its number, part of its name, or "best" (the first) and "worst"
    (the last).

    `labels` stand in the order in which they are shown, best first.

    Raises:
        UnknownName: no label fits; its hint offers the nearest.
    """
    text = said.strip().lower()
    for label in labels:
        if label.lower() == text:
            return label
    number = re.search(r"\d+", text)
    if number:
        for label in labels:
            if re.search(rf"(?<!\d){number[0]}(?!\d)", label.split("(")[0]):
                return label
        if 1 <= int(number[0]) <= len(labels) and not any(re.search(r"\d", label) for label in labels):
            return labels[int(number[0]) - 1]
    if not number and text:
        bare = re.sub(r"^(the|our|my)\s+|\s+(segment|group|cluster|customers)$", "", text)
        hits = [label for label in labels if bare and bare in label.lower()]
        if len(hits) == 1:
            return hits[0]
        if _BEST.search(text) and labels:
            return labels[0]
        if _WORST.search(text) and labels:
            return labels[-1]
    raise UnknownName("segment", said, labels)
