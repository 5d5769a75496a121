"""Splits a message into the questions that it may hold."""

from __future__ import annotations

import re

BREAK = re.compile(r"(?<=[?])\s+(?!\()|\s*;\s+|\s*\n+\s*|,?\s+and then\s+", re.IGNORECASE)


_SENTENCE = re.compile(r"(?<=\w\w[.!])\s+(?=[A-Za-z])")


_REQUEST = re.compile(
    r"^(and |then |also |now |please )*(what|which|who|how|where|when|why|show|plot|chart|draw|give|list|compare|make|forecast|predict|"
    r"segment|cluster|describe|count|is|are|do|does|did|can|could|rank|top|average|total)\b",
    re.IGNORECASE,
)


def opens_a_request(part: str) -> bool:
    """Whether a part without a question mark asks for something of its own."""
    return _REQUEST.match(part) is not None


def sentences(message: str) -> list[str]:
    """The first sentence and the rest, where a message has more than one."""
    return [part.strip() for part in _SENTENCE.split(message, maxsplit=1) if part.strip()]


def split(message: str) -> list[str]:
    """Parts in order: split after question marks, at semicolons, line ends and "and then"."""
    parts = (part.strip() for part in BREAK.split(message))
    return [part for part in parts if any(sign.isalnum() for sign in part)]
