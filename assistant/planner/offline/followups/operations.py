"""Edits of an Intent, and the one order in which they are put in.

First who is looked at, then what is measured, by what it is grouped, how it is ranked, and last how it is drawn: so
the words of a message may stand in any order.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar, Protocol

from assistant.conversation import Turn as Answered
from assistant.planner.offline.scope import Intent, Scope


class Turn(IntEnum):
    """When an edit is put in."""

    POPULATION = 0
    FIGURE = 1
    GROUPS = 2
    SHARE = 3
    RANK = 4
    DRAW = 5


@dataclass(frozen=True)
class Ground:
    """What edits are made on: the source, the last Intent, and the one before it where the last leaned on it.
    `turns`: what was answered, the last at the end."""

    scope: Scope
    last: Intent
    earlier: Intent | None = None
    turns: tuple[Answered, ...] = ()


class Edit(Protocol):
    """One change of an Intent; None where it makes no sense there."""

    turn: ClassVar[Turn]

    def on(self, intent: Intent, ground: Ground) -> Intent | None:
        """The changed Intent."""
        ...


def apply(edits: Iterable[Edit], ground: Ground) -> Intent | None:
    """All edits put into the last Intent, in their order; None where one of them makes no sense."""
    intent: Intent | None = ground.last
    for edit in sorted(edits, key=lambda e: e.turn):
        intent = edit.on(intent, ground) if intent is not None else None
    return settled(intent) if intent is not None else None


def settled(intent: Intent) -> Intent:
    """Names that an order refers to must still be there; what only groups can have goes with them."""
    names = {o.name for o in (*intent.groups, *intent.metrics, *intent.columns)}
    changes: dict[str, object] = {"notes": ()}
    if intent.order is not None and intent.order not in names:
        changes["order"] = intent.metrics[0].name if intent.metrics and intent.groups else None
    if not intent.groups and not intent.columns and intent.melt is None:
        changes |= {"limit": None, "rest": None, "best": (), "order": None, "desc": None, "having": ()}
        if intent.answer in ("name", "list", "table") and intent.chart in (None, "table"):
            changes["answer"] = "value"
    if intent.best and not set(intent.best) <= {g.name for g in intent.groups}:
        changes["best"] = ()
    return intent.model_copy(update=changes)


def changed(intent: Intent, **changes: object) -> Intent:
    """A copy with some fields changed."""
    return intent.model_copy(update=changes)
