"""Edits of what the figures are split by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from assistant.planner.offline.followups.figures import counted_of
from assistant.planner.offline.followups.operations import Ground, Turn, changed
from assistant.planner.offline.scope import Intent
from data.query import Call, Col, Out, Over

_TIME = ("weekday", "hour", "month", "year", "quarter")
_SERIES = ("bar", "line", "area", "stacked", "grouped", "heatmap")


@dataclass(frozen=True)
class Group:
    """By something else; `adds`: within the groups that are there ("split that by region")."""

    outs: tuple[Out, ...]
    adds: bool = False
    turn: ClassVar[Turn] = Turn.GROUPS

    def on(self, intent: Intent, ground: Ground) -> Intent | None:
        """The groups put in the place of the old ones, or beside them."""
        if intent.columns and intent.chart in ("box", "histogram", "scatter"):
            return self._drawn(intent)
        if intent.melt is not None:
            return None
        intent = _counted(intent, ground)
        if not intent.metrics:
            return None
        merged = self._merged(intent)
        ranked = len(merged) == len(intent.groups) == 1 and not is_time(merged[0])
        keeps = merged[: len(intent.groups)] == intent.groups or ranked
        single = intent.answer == "name" and ranked
        chart = intent.chart if intent.chart in (*_SERIES, "pie", "table") else None
        if chart == "pie" and len(merged) > 1:
            chart = "bar"
        answer = (
            "chart"
            if chart not in (None, "table")
            else intent.answer
            if single or (keeps and intent.limit)
            else "table"
        )
        metrics = tuple(_within(m, merged, intent) for m in intent.metrics)
        return changed(
            intent, groups=merged, metrics=metrics, columns=(), chart=chart, rest=None, answer=answer,
            limit=intent.limit if keeps else None, order=intent.order if keeps else None,
            desc=intent.desc if keeps else None, best=() if not keeps else intent.best, having=intent.having if keeps else (),
        )  # fmt: skip

    def _merged(self, intent: Intent) -> tuple[Out, ...]:
        news, old = self.outs, intent.groups
        if any(is_time(g) for g in news) and any(is_time(g) for g in old):
            return tuple(g for g in old if not is_time(g)) + news  # another grain
        if self.adds:
            return old + tuple(g for g in news if all(g.expr != o.expr for o in old))
        return news

    def _drawn(self, intent: Intent) -> Intent:
        """A drawing of rows by groups: boxes beside one another, colours of points."""
        if intent.chart == "scatter":
            return changed(intent, columns=(*intent.columns[:2], *self.outs[:1]))
        return changed(intent, columns=(intent.columns[0], *self.outs[:1]), chart="box")


def _counted(intent: Intent, ground: Ground) -> Intent:
    """A list by groups is a count of its rows; one that was ranked by a number keeps the number."""
    if not intent.columns or intent.metrics:
        return intent
    counted = counted_of(ground.scope, None)
    metrics = (counted,) if counted is not None else ()
    return changed(intent, columns=(), metrics=metrics, limit=None, order=None, desc=None)


def _within(out: Out, groups: tuple[Out, ...], intent: Intent) -> Out:
    """A share within the first group once there are two, of all where there is one."""
    if not isinstance(out.expr, Over) or out.expr.over != "share":
        return out
    per = tuple(g.name for g in groups[:1]) if len(groups) == 2 else ()
    return out.model_copy(update={"expr": out.expr.model_copy(update={"per": per})})


@dataclass(frozen=True)
class Ungroup:
    """ "without the split", "overall": one figure for all."""

    turn: ClassVar[Turn] = Turn.GROUPS

    def on(self, intent: Intent, ground: Ground) -> Intent | None:
        """The figures of all groups together."""
        if not intent.groups:
            return None
        metrics = tuple(m for m in intent.metrics if not isinstance(m.expr, Over))
        return changed(
            intent, groups=(), metrics=metrics, order=None, desc=None, limit=None, rest=None, chart=None, answer="value",
            having=(), best=(),
        )  # fmt: skip


def is_time(out: Out) -> bool:
    """A grouping by time: months, weekdays, a calendar year."""
    if isinstance(out.expr, Call):
        return out.expr.op.startswith("trunc_") or out.expr.op in _TIME
    return isinstance(out.expr, Col) and out.expr.col.rsplit(".", 1)[-1].lower() in ("year", "yr", "month")
