"""Edits that follow a figure over time: its growth, its running total."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from assistant.planner.offline.followups.groups import is_time
from assistant.planner.offline.followups.operations import Ground, Turn, changed
from assistant.planner.offline.scope import Intent
from data.query import Out, Over, WindowName

KINDS: dict[str, WindowName] = {"growth": "growth", "running": "running", "diff": "diff", "moving": "moving"}


@dataclass(frozen=True)
class Follow:
    """ "cumulative", "and the growth?": beside the figure of each period."""

    kind: str
    turn: ClassVar[Turn] = Turn.SHARE

    def on(self, intent: Intent, ground: Ground) -> Intent | None:
        """The window put beside the figure; None without a course in time."""
        kind = KINDS.get(self.kind)
        first = intent.metrics[0] if intent.metrics else None
        if kind is None or first is None or not any(is_time(g) for g in intent.groups):
            return None
        unit = "share" if kind == "growth" else first.unit
        name = f"running {first.name}" if kind == "running" else f"{kind} of {first.name}"
        window = Out(name=name, expr=Over(over=kind, of=first.name), unit=unit)
        return changed(intent, metrics=(first, window), order=None, desc=None, limit=None)
