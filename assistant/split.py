"""Splits a message into the questions that it may hold."""

from __future__ import annotations

import re

BREAK = re.compile(r"(?<=[?])\s+(?!\()|(?<=\w\w[.!])\s+(?=[A-Za-z])|\s*;\s+|\s*\n+\s*|,?\s+and then\s+", re.IGNORECASE)


def split(message: str) -> list[str]:
    """Parts in order: split after question marks, at semicolons, line ends and "and then"."""
    parts = (part.strip() for part in BREAK.split(message))
    return [part for part in parts if any(sign.isalnum() for sign in part)]
