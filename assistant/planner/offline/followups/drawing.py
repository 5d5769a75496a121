"""Edits of how the same figures are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from assistant.planner.offline.compose import row_column
from assistant.planner.offline.followups.operations import Ground, Turn, changed
from assistant.planner.offline.scope import Intent
from data.query import Out, col

ROWS_DRAWN = ("histogram", "box")


@dataclass(frozen=True)
class Draw:
    """Another drawing; `table` for none."""

    chart: str
    turn: ClassVar[Turn] = Turn.DRAW

    def on(self, intent: Intent, ground: Ground) -> Intent | None:
        """The drawing changed; box and histogram need the rows behind an average."""
        if self.chart in ROWS_DRAWN and intent.metrics and not intent.columns:
            column = row_column(ground.scope, intent.metrics[0])
            if column is not None:
                boxes = intent.groups[:1] if self.chart == "box" else ()
                outs = (Out(name=column.label, expr=col(column.name), unit=column.unit), *boxes)
                return changed(
                    intent, columns=outs, metrics=(), groups=(), chart=self.chart, answer="chart", limit=None, order=None,
                    desc=None,
                )  # fmt: skip
        if self.chart == "table":
            answer = "table" if intent.groups or intent.columns else intent.answer
            return changed(intent, chart="table", answer=answer)
        if intent.columns and intent.chart in ROWS_DRAWN and self.chart in ("bar", "line", "pie"):
            return None
        if not intent.groups and not intent.columns and intent.melt is None:
            return None
        chart = self.chart if self.chart != "auto" else intent.chart if intent.chart != "table" else None
        if intent.answer == "name" and not intent.columns:
            intent = changed(intent, limit=intent.limit if intent.limit != 1 else None)
        return changed(intent, chart=chart or "auto", answer="chart")
