"""Edits of the order and the number of what is shown, and the choice of one of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from assistant.planner.offline.compose import row_column
from assistant.planner.offline.followups.operations import Ground, Turn, changed
from assistant.planner.offline.scope import Intent, is_numeric
from data.query import Col, Expr, Out, col, columns_of

SEVERAL = 5
"""How many "the best ones" are, where no number was said before."""


@dataclass(frozen=True)
class Top:
    """The first n. Without n as many as before; `desc` None keeps the side that was asked for."""

    n: int | None = None
    desc: bool | None = None
    rest: str | None = None
    as_shown: bool = False
    turn: ClassVar[Turn] = Turn.RANK

    def on(self, intent: Intent, ground: Ground) -> Intent | None:
        """The list cut, ranked by its first figure where it was not ranked."""
        if not intent.groups and not intent.columns and intent.melt is None:
            return None
        by = ranked_by(intent, ground)
        limit = self.n or intent.limit or SEVERAL
        if self.as_shown and intent.order is None:
            return changed(intent, limit=limit, rest=self.rest, answer=_listed(intent))
        if by is None:
            return None
        desc = self.desc if self.desc is not None else intent.desc is not False
        answer = "name" if limit == 1 and intent.chart in (None, "table") else _listed(intent)
        chart = "bar" if intent.chart == "pie" and self.rest is None else intent.chart
        return changed(
            intent,
            limit=limit,
            order=by,
            desc=desc,
            rest=self.rest,
            answer=answer,
            chart=chart,
            best=intent.best,
        )


def _listed(intent: Intent) -> str:
    return "list" if intent.chart in (None, "table") else intent.answer


@dataclass(frozen=True)
class All:
    """ "show all of them": no limit any more."""

    turn: ClassVar[Turn] = Turn.RANK

    def on(self, intent: Intent, ground: Ground) -> Intent | None:
        """The whole list."""
        if intent.limit is None and intent.answer != "name":
            return None
        return changed(intent, limit=None, rest=None, answer="table" if intent.answer != "chart" else "chart")


@dataclass(frozen=True)
class Sort:
    """Another order: by the figure, by the name, or turned round."""

    desc: bool | None = None
    by: Literal["figure", "name", "turned"] | Out = "figure"
    turn: ClassVar[Turn] = Turn.RANK

    def on(self, intent: Intent, ground: Ground) -> Intent | None:
        """The order changed; nothing else."""
        if not intent.groups and not intent.columns and intent.melt is None:
            return None
        by = ranked_by(intent, ground)
        answer = "list" if intent.answer == "name" else intent.answer
        if self.by == "name":
            name = next((o.name for o in (*intent.groups, *intent.columns)), None)
            return changed(intent, order=name, desc=bool(self.desc), answer=answer)
        if self.by == "turned":
            return (
                changed(intent, order=by, desc=not (intent.desc is not False), answer=answer)
                if intent.order
                else changed(intent, order=by, desc=False, answer=answer)
            )
        if isinstance(self.by, Out):
            return self._by_out(intent, self.by, answer, ground)
        if by is None:
            return None
        return changed(intent, order=by, desc=self.desc is not False, answer=answer)

    def _by_out(self, intent: Intent, out: Out, answer: str, ground: Ground) -> Intent | None:
        shown = next(
            (o for o in (*intent.metrics, *intent.columns, *intent.groups) if o.expr == out.expr), None
        )
        like = shown or next(
            (
                o
                for o in (*intent.metrics, *intent.columns)
                if columns_of(o.expr) and columns_of(o.expr) == columns_of(out.expr)
            ),
            None,
        )
        desc = self.desc is not False if like is None or like not in intent.groups else bool(self.desc)
        if like is not None:
            return changed(intent, order=like.name, desc=desc, answer=answer)
        if intent.columns:
            column = row_column(ground.scope, out)
            plain = (
                Out(name=column.label, expr=col(column.name), unit=column.unit) if column is not None else out
            )
            return changed(
                intent, columns=(*intent.columns, plain), order=plain.name, desc=desc, answer=answer
            )
        return changed(intent, metrics=(*intent.metrics, out), order=out.name, desc=desc, answer=answer)


@dataclass(frozen=True)
class Pick:
    """ "which one is highest?": one name of what was shown; `groups` where another noun is asked for."""

    desc: bool
    turn: ClassVar[Turn] = Turn.RANK

    def on(self, intent: Intent, ground: Ground) -> Intent | None:
        """The name at one end."""
        if not intent.groups and not intent.columns and intent.melt is None:
            return None
        by = ranked_by(intent, ground)
        if by is None:
            return None
        limit = 1 if intent.columns else None
        return changed(
            intent,
            order=by,
            desc=self.desc,
            limit=limit,
            rest=None,
            answer="name",
            chart=None,
            best=(),
            place=1,
        )


@dataclass(frozen=True)
class Named:
    """ "which one is second?": one row of the last answer, with its name and its figure."""

    conditions: tuple[Expr, ...]
    turn: ClassVar[Turn] = Turn.RANK

    def on(self, intent: Intent, ground: Ground) -> Intent | None:
        """The last answer cut down to one row."""
        whole = unpicked(intent)
        picked = tuple(e for e in self.conditions if e not in whole.where)
        limit = 1 if intent.columns else None
        return changed(
            whole, where=(*whole.where, *picked), picked=picked, answer="name", limit=limit, rest=None, chart=None, place=1
        )  # fmt: skip


def unpicked(intent: Intent) -> Intent:
    """The list that one row was picked from."""
    if not intent.picked:
        return intent
    return changed(intent, where=tuple(e for e in intent.where if e not in intent.picked), picked=())


def ranked_by(intent: Intent, ground: Ground) -> str | None:
    """What a ranking of the intent goes by: what it went by before, its first figure, or its first number."""
    groups = {g.name for g in intent.groups}
    if intent.order is not None and intent.order not in groups:
        return intent.order
    if intent.metrics:
        return intent.metrics[0].name
    columns = ground.scope.source.columns
    return next(
        (o.name for o in intent.columns if isinstance(o.expr, Col) and is_numeric(columns.get(o.expr.col))),
        None,
    )
