"""A told result: text, and where each figure of it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from assistant.plan import Plan
from tools._result import Result


@dataclass(frozen=True)
class Span:
    """`text[start:end]` is the value (or n, or an end of the interval) of the fact with this id."""

    start: int
    end: int
    fact: str


@dataclass(frozen=True)
class Told:
    """Text with a span behind every figure."""

    text: str
    spans: tuple[Span, ...] = ()


class Narrator(Protocol):
    """Turns a result into text. It chooses words; it never computes and never types a figure."""

    def tell(self, result: Result, plan: Plan, reading: str) -> Told:
        """Tell the result of the plan's last step; `reading` is the plan said back."""
        ...


def join(parts: list[Told], between: str) -> Told:
    """Several told pieces as one, with their spans moved along."""
    text, spans = "", list[Span]()
    for part in (p for p in parts if p.text):
        text += between if text else ""
        spans += [Span(s.start + len(text), s.end + len(text), s.fact) for s in part.spans]
        text += part.text
    return Told(text, tuple(spans))
