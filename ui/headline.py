"""The top of an answer: how the question was read, and the one number or name that answers it."""

from __future__ import annotations

from typing import Any

from assistant.narrator.format import CODE, NO_WORD, say
from ui.markup import tag, text

Data = dict[str, Any]
SHORT = 24
"""Longer names are set smaller, in characters."""


def reading(said: str, ignored: list[str]) -> str:
    """The question as it was understood, and the words that were not used."""
    if not said:
        return ""
    words = ", ".join(f"“{word}”" for word in ignored)
    unused = tag("span", text(f"Not used: {words}."), class_="sg-ignored") if words else ""
    return tag("p", "I read this as: ", tag("em", text(said)), " ", unused, class_="sg-reading")


def headline(head: Data | None) -> str:
    """The value large, what it is below it; nothing where there is no value."""
    shown = say(head["value"], head["unit"]) if head else None
    if head is None or shown is None:
        return ""
    word = tag("span", text(head["unit"]), class_="sg-unit") if _has_word(head) else ""
    size = "sg-value" if len(shown) <= SHORT else "sg-value sg-long"
    value = tag("span", text(shown), word, class_=size, dir="auto")
    return tag("div", value, tag("span", text(_under(head)), class_="sg-label"), class_="sg-headline")


def _has_word(head: Data) -> bool:
    """Whether the unit stands behind the number as a word ("days"); money and shares show theirs."""
    unit = head["unit"]
    return unit not in NO_WORD and not CODE.fullmatch(unit) and not isinstance(head["value"], str)


def _under(head: Data) -> str:
    """What the headline is, its interval and the rows behind it."""
    said = [head["label"]]
    if head["low"] is not None and head["high"] is not None:
        level = f" ({head['level']:.0%} interval)" if head["level"] else ""
        said.append(f"{say(head['low'], head['unit'])} to {say(head['high'], head['unit'])}{level}")
    if head["n"] is not None:
        said.append(f"n = {say(head['n'])}")
    return " · ".join(part for part in said if part)
