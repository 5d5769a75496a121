"""A person's own words: "when I say turnover I mean net revenue", from a message or from [phrases] in the settings file.

They are put into a question before it is read, so that every reader understands them and the answer says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_DEFINED = re.compile(
    r"^\W*(?:(?:please|ok|okay|remember|note|from now on|always)\b[,:]?\s+)*(?:that\s+)?"
    r"(?:when(?:ever)?\s+(?:i|we)\s+(?:say|write|ask\s+for|speak\s+of|talk\s+about)|by)\s+"
    r"(?P<phrase>\S[^,]{1,40}?),?\s+(?:then\s+)?(?:i|we)\s+(?:always\s+|really\s+|actually\s+)?mean\s+(?P<meaning>\S(?:(?![.?!]\s+\S).){1,120}?)[\s.!]*$",
    re.I,
)
_QUOTES = "\"'“”‘’ "


def defined(text: str) -> tuple[str, str] | None:
    """The phrase and what it means, where the message says so."""
    found = _DEFINED.match(" ".join(text.split()))
    if found is None:
        return None
    return found["phrase"].strip(_QUOTES), found["meaning"].strip(_QUOTES)


def applied(text: str, phrases: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """The text with each phrase by what it means, the longest first, and a note on each that was found."""
    notes: list[str] = []
    known = {phrase.lower(): meaning for phrase, meaning in phrases.items()}
    if not known:
        return text, ()
    longest = sorted(known, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest))})(?!\w)", re.I)

    def meant(found: re.Match[str]) -> str:
        meaning = known[found[0].lower()]
        notes.append(f"“{found[0]}” is read as “{meaning}”, as you said")
        return meaning

    return pattern.sub(meant, text), tuple(dict.fromkeys(notes))
