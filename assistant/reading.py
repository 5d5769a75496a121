"""What a planner hands over: candidate plans, what each word did, and what stays open."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol

from assistant.plan import Plan

if TYPE_CHECKING:
    from assistant.conversation import Conversation

Talk = Literal[
    "hello", "thanks", "bye", "help", "start_over", "undo", "forget", "praise", "complaint", "about", "define"
]


@dataclass(frozen=True)
class Candidate:
    """One way to read the question. `notes` are the assumptions a person must see ("best = by revenue").

    confidence 0 to 1; `reading` is the plan said back in plain words. `intent` is the planner's own form of the
    plan, kept with the turn so that a follow-up can edit it; `label` is what an option button says.
    """

    plan: Plan
    reading: str
    confidence: float
    notes: tuple[str, ...] = ()
    intent: Any = None
    label: str | None = None


@dataclass(frozen=True)
class Missing:
    """What the data or the method lacks, and the nearest questions that can be answered."""

    what: str
    needed: str = ""
    nearest: tuple[Candidate, ...] = ()


@dataclass(frozen=True)
class Reading:
    """A planner's whole output; exactly one of talk, missing, unclear or plain candidates leads.

    talk       small talk, help, start over: never reaches a tool
    missing    the question needs what is not there
    unclear    the one thing that must be asked; candidates are then the options, at most three
    """

    question: str
    candidates: tuple[Candidate, ...] = ()
    ignored: tuple[str, ...] = ()
    unlicensed: tuple[str, ...] = ()
    unclear: str | None = None
    missing: Missing | None = None
    talk: Talk | None = None
    trace: dict[str, Any] = field(default_factory=dict)


class Planner(Protocol):
    """Turns one question, in its conversation, into a Reading. Never touches rows, never raises on odd text."""

    def read(self, question: str, conversation: Conversation) -> Reading:
        """Read one question."""
        ...
