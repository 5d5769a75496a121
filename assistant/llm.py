"""The door to a language model: what the project asks of one, whichever it is.

A model reads and words things; it never computes, and no text of it is ever run.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Reply:
    """A model's text and what it cost."""

    text: str
    tokens_in: int = 0
    tokens_out: int = 0


class ChatModel(Protocol):
    """One call: instructions and a message in, text out."""

    def reply(self, instructions: str, message: str) -> Reply:
        """Ask the model once."""
        ...
