"""Reads the message after a question back as its answer first: "the second one", "revenue", "forget it"."""

from __future__ import annotations

import re

from assistant.conversation import Pending
from assistant.reading import Candidate

PLACES = {
    "first": 0, "1": 0, "1st": 0, "one": 0, "former": 0,
    "second": 1, "2": 1, "2nd": 1, "two": 1, "latter": 1,
    "third": 2, "3": 2, "3rd": 2, "three": 2,
}  # fmt: skip
FORGET = re.compile(
    r"(neither|none|(none|neither) of (these|them|those)|forget (it|that|about it)|never ?mind|cancel"
    r"|skip( it)?|no|nope|nothing|drop it)"
)
YES = re.compile(r"(yes|yep|yeah|sure|ok|okay|right|exactly|please|go ahead|yes please)")
FRAME = frozenset(
    {
        *(
            "the",
            "a",
            "an",
            "one",
            "ones",
            "option",
            "number",
            "by",
            "i",
            "mean",
            "meant",
            "please",
            "of",
            "it",
        ),
        *("this", "that", "is", "use", "take", "want", "id", "like", "to", "my", "for", "with", "let", "us"),
        *("lets", "go", "choose", "pick", "in", "and"),
    }
)
"""Words around an answer that say nothing about which option is meant."""
LONGEST = 8
"""Longer messages are questions of their own, whatever words they share with an option."""


def choose(message: str, pending: Pending) -> Candidate | None:
    """The option that a message means, or None where it means none of them."""
    words = _words(message)
    if not words or len(words) > LONGEST:
        return None
    options = pending.options
    place = _place(words, len(options))
    if place is not None:
        return options[place]
    if len(options) == 1 and YES.fullmatch(" ".join(words)):
        return options[0]
    return _by_label(words, options)


def forgets(message: str) -> bool:
    """Whether the message drops the question back."""
    return FORGET.fullmatch(" ".join(_words(message))) is not None


def _place(words: list[str], count: int) -> int | None:
    said = [word for word in words if word not in FRAME or (word == "one" and words == ["one"])]
    if said == ["last"]:
        return count - 1 if count else None
    if len(said) != 1 or said[0] not in PLACES or PLACES[said[0]] >= count:
        return None
    return PLACES[said[0]]


def _by_label(words: list[str], options: tuple[Candidate, ...]) -> Candidate | None:
    """The one option whose reading holds every word said, apart from words that all options share."""
    said = {word for word in words if word not in FRAME}
    labels = [set(_words(option.reading)) for option in options]
    if not said:
        return None
    hits = [option for option, label in zip(options, labels, strict=True) if said <= label]
    return hits[0] if len(hits) == 1 else None


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower().replace("’", "").replace("'", ""))
