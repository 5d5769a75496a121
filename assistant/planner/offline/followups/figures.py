"""Edits of what is measured: another measure, another aggregate of the same, a count, or a figure per member."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from assistant.planner.offline import phrases
from assistant.planner.offline.compose import _expanded as expanded
from assistant.planner.offline.compose import count_of, of_column, reaggregated, row_column
from assistant.planner.offline.counted import is_count, rows_out
from assistant.planner.offline.followups.operations import Ground, Turn, changed
from assistant.planner.offline.forms.plain import countable
from assistant.planner.offline.scope import Intent, Scope, is_money, is_numeric
from data.catalog import Column, Entity
from data.query import Agg, Call, Col, Expr, MeasureRef, Out, Over, call, col, columns_of

_KEPT = ("mean", "median", "max", "min", "std", "var")
_ROWS_DRAWN = ("histogram", "box", "scatter")


@dataclass(frozen=True)
class Measure:
    """Other outputs. `bare`: no aggregate was said, so the one of before is kept. `adds`: beside what is there.
    `old`: the column whose place it takes."""

    outs: tuple[Out, ...]
    bare: bool = False
    adds: bool = False
    old: str | None = None
    turn: ClassVar[Turn] = Turn.FIGURE

    def on(self, intent: Intent, ground: Ground) -> Intent | None:
        """The figures replaced, with the windows over them carried along."""
        scope = ground.scope
        outs = tuple(_with_aggregate(o, intent, scope) for o in self.outs) if self.bare else self.outs
        if intent.columns:
            return self._of_rows(intent, scope, outs)
        if self.adds and intent.metrics:
            return changed(intent, metrics=(*intent.metrics, *(o for o in outs if o not in intent.metrics)))
        placed = self._placed(intent, outs)
        windows = tuple(m for m in intent.metrics if isinstance(m.expr, Over))
        if windows and any(_averaged(o) for o in outs[:1]):
            windows = ()
        carried = tuple(_over(w, outs[0]) for w in windows)
        answer = intent.answer if intent.groups or intent.melt else "value"
        order = order_by(outs[0], intent)
        rated = {n for o in outs for n in _rated(o, scope)}
        where = tuple(e for e in (*intent.where, *intent.share) if not rated or set(columns_of(e)) != rated)
        metrics, having = bounded(intent, (*placed, *carried))
        return changed(
            intent, metrics=metrics, where=where, share=(), columns=(),
            order=order, answer=answer, melt=None, having=having,
        )  # fmt: skip

    def _placed(self, intent: Intent, outs: tuple[Out, ...]) -> tuple[Out, ...]:
        """Only the figure that was named gives way, where there are several."""
        plain = tuple(m for m in intent.metrics if not isinstance(m.expr, Over))
        if self.old is None or len(plain) < 2 or not any(self.old in columns_of(m.expr) for m in plain):
            return outs
        return tuple(o for m in plain for o in (outs if self.old in columns_of(m.expr) else (m,)))

    def _of_rows(self, intent: Intent, scope: Scope, outs: tuple[Out, ...]) -> Intent | None:
        """In a list, what it is ranked by; in a drawing of rows, the column that is drawn."""
        column = row_column(scope, outs[0]) if len(outs) == 1 else None
        if column is None or (not self.bare and intent.chart not in _ROWS_DRAWN):
            return changed(
                intent,
                columns=(),
                metrics=outs,
                answer="value",
                chart=None,
                order=None,
                desc=None,
                limit=None,
            )
        new = Out(name=column.label, expr=col(column.name), unit=column.unit)
        numbers = [
            o for o in intent.columns if isinstance(o.expr, Col) and is_numeric(scope.source.columns.get(o.expr.col))
        ]  # fmt: skip
        if self.adds or (not numbers and intent.chart is None):
            return changed(intent, columns=(*intent.columns, *(o for o in (new,) if o not in intent.columns)))
        old = next((o for o in numbers if self.old is not None and columns_of(o.expr) == (self.old,)), None)
        if old is None and intent.chart == "scatter":
            return None  # which of the two?
        old = old or next((o for o in numbers if o.name == intent.order), numbers[0] if numbers else None)
        columns = tuple(new if o == old else o for o in intent.columns)
        return changed(intent, columns=columns, order=new.name if intent.order is not None else None)


def bounded(intent: Intent, metrics: tuple[Out, ...]) -> tuple[tuple[Out, ...], tuple[Expr, ...]]:
    """Other figures with the thresholds of before: groups that had to reach them still must, and what they reach is shown."""
    if not intent.groups:
        return metrics, ()
    names = {n for bound in intent.having for n in columns_of(bound)}
    reached = tuple(m for m in intent.metrics if m.name in names and m not in metrics)
    return (*metrics, *reached), intent.having


def _rated(out: Out, scope: Scope) -> tuple[str, ...]:
    """The flag that a rate is of: among those who have it the rate is always one, so it restricts nobody."""
    expr = expanded(scope, out.expr)
    names = (
        columns_of(expr.of)
        if isinstance(expr, Agg) and expr.agg in ("rate", "mean") and expr.of is not None
        else ()
    )
    column = scope.source.columns.get(names[0]) if len(names) == 1 else None
    return names if column is not None and column.role == "flag" else ()


def order_by(out: Out, intent: Intent) -> str | None:
    """The order with another figure in the place of the first, where it was one by a figure."""
    by_figure = intent.order is not None and all(g.name != intent.order for g in intent.groups)
    return out.name if by_figure else intent.order


def _over(window: Out, first: Out) -> Out:
    assert isinstance(window.expr, Over)
    name = f"share of {first.name}" if window.expr.over == "share" else window.name
    return window.model_copy(update={"name": name, "expr": window.expr.model_copy(update={"of": first.name})})


def _averaged(out: Out) -> bool:
    return isinstance(out.expr, Agg) and out.expr.agg in ("mean", "median", "rate", "quantile", "max", "min")


def _with_aggregate(out: Out, intent: Intent, scope: Scope) -> Out:
    """A bare column under the aggregate of before: "and age?" after "median income"."""
    old = _plain_sum(intent.metrics[0], scope) if intent.metrics else None
    column = row_column(scope, out)
    if column is not None and isinstance(old, Call):
        return _same_formula(intent.metrics[0], column, scope) or out
    if column is None or not isinstance(old, Agg) or not isinstance(old.of, Col):
        return out
    if old.agg == "quantile" and old.q is not None and isinstance(out.expr, Agg):
        return phrases.quantile_out(column, old.q)
    if isinstance(out.expr, MeasureRef):
        return out
    if old.agg in _KEPT and isinstance(out.expr, Agg) and out.expr.agg in ("sum", "mean"):
        return of_column(old.agg, column)
    if old.agg == "sum" and (column.additive or _counts(column)):
        return of_column("sum", column)
    return out


def _plain_sum(out: Out, scope: Scope) -> Expr:
    """A measure that is the sum of one column, as that sum."""
    expr = out.expr
    measure = scope.catalog.measures.get(expr.measure) if isinstance(expr, MeasureRef) else None
    plain = measure.expr if measure is not None else None
    return plain if isinstance(plain, Agg) and plain.agg == "sum" and isinstance(plain.of, Col) else expr


def _counts(column: Column) -> bool:
    """Whole numbers of something ("shares" of articles), which add up like what was added up before."""
    return column.type == "integer" and not is_money(column.unit) and countable(column)


def _same_formula(before: Out, column: Column, scope: Scope) -> Out | None:
    """ "And of magnesium?" after an interquartile range: the formula of one column, of another."""
    names = set(columns_of(before.expr))
    old = scope.source.columns.get(next(iter(names), ""))
    if len(names) != 1 or old is None or old.label not in before.name:
        return None
    name = before.name.replace(old.label, column.label)
    return Out(name=name, expr=_of_other(before.expr, old.name, column.name), unit=column.unit)


def _of_other(expr: Expr, old: str, new: str) -> Expr:
    if isinstance(expr, Col):
        return col(new) if expr.col == old else expr
    if isinstance(expr, Call):
        return expr.model_copy(update={"args": tuple(_of_other(a, old, new) for a in expr.args)})
    if isinstance(expr, Agg) and expr.of is not None:
        return expr.model_copy(update={"of": _of_other(expr.of, old, new)})
    return expr


@dataclass(frozen=True)
class Aggregate:
    """ "and the median?", "the total instead", "the 90th percentile": of what was measured before."""

    name: str
    q: float | None = None
    adds: bool = False
    turn: ClassVar[Turn] = Turn.FIGURE

    def on(self, intent: Intent, ground: Ground) -> Intent | None:
        """The first figure under another aggregate."""
        scope = ground.scope
        if intent.columns:
            return self._of_rows(intent, scope)
        first = next((m for m in intent.metrics if not isinstance(m.expr, Over)), None)
        made = self._made(first, scope) if first is not None else None
        if first is None or made is None:
            return None
        if self.adds:
            return changed(intent, metrics=(*intent.metrics, made))
        metrics = tuple(
            made if m == first else _over(m, made) if isinstance(m.expr, Over) else m for m in intent.metrics
        )
        metrics, having = bounded(intent, metrics)
        return changed(intent, metrics=metrics, order=order_by(made, intent), having=having)

    def _made(self, out: Out, scope: Scope) -> Out | None:
        if self.q is not None:
            column = row_column(scope, out)
            return phrases.quantile_out(column, self.q) if column is not None else None
        expr = out.expr
        if isinstance(expr, Agg) and expr.agg == "quantile" and isinstance(expr.of, Col):
            return of_column(self.name, scope.source.columns[expr.of.col])
        return self._of_each(out, scope) or reaggregated(scope, out, self.name)

    def _of_each(self, out: Out, scope: Scope) -> Out | None:
        """The middle of what a total over a number of rows is the mean of ("average order value")."""
        expr = expanded(scope, out.expr)
        if not isinstance(expr, Call) or expr.op != "div" or self.name not in _KEPT:
            return None
        above, below = expr.args
        entity = scope.entity
        key = entity.key if entity is not None and not entity.rolled_up else None
        each = isinstance(below, Agg) and (
            (below.agg == "count" and below.of is None)
            or (below.agg == "distinct" and below.of == Col(col=key or ""))
        )
        if isinstance(above, MeasureRef) and above.where is None:
            above = expanded(scope, above)
        if not each or not isinstance(above, Agg) or above.agg != "sum" or not isinstance(above.of, Col):
            return None
        column = scope.source.columns.get(above.of.col)
        return of_column(self.name, column) if column is not None and above.where is None else None

    def _of_rows(self, intent: Intent, scope: Scope) -> Intent | None:
        columns = [scope.source.columns.get(o.expr.col) for o in intent.columns if isinstance(o.expr, Col)]
        numbers = [c for c in columns if c is not None and is_numeric(c)]
        if len(numbers) != 1:
            return None
        column = numbers[0]
        out = phrases.quantile_out(column, self.q) if self.q is not None else of_column(self.name, column)
        groups = tuple(o for o in intent.columns if columns_of(o.expr) != (column.name,))
        return changed(
            intent, columns=(), metrics=(out,), groups=groups if intent.chart == "box" else (), chart=None,
            answer="value", order=None, desc=None, limit=None,
        )  # fmt: skip


@dataclass(frozen=True)
class Count:
    """ "how many is that?": of the entity that was named, else of what a row is."""

    entity: Entity | None = None
    turn: ClassVar[Turn] = Turn.FIGURE

    def on(self, intent: Intent, ground: Ground) -> Intent | None:
        """The number of members behind the last answer."""
        counted = counted_of(ground.scope, self.entity)
        if counted is None:
            return None
        where = (*intent.where, *intent.share)
        kept = intent.groups if intent.answer in ("table", "chart") and not intent.columns else ()
        return changed(
            intent, metrics=(counted,), columns=(), groups=kept, where=where, share=(), answer="table" if kept else "value",
            chart=intent.chart if kept else None, order=None, desc=None, limit=None, melt=None, having=(), rest=None,
        )  # fmt: skip


def counted_of(scope: Scope, entity: Entity | None) -> Out | None:
    """How many of an entity there are, of rows where none is known."""
    wanted = entity or scope.entity
    if wanted is None:
        return rows_out(scope)
    return count_of(scope, wanted)


def lists_rows(intent: Intent) -> bool:
    """Rows were listed, all that fit."""
    return bool(intent.columns) and not intent.metrics and intent.limit is None and intent.answer == "list"


@dataclass(frozen=True)
class PerMember:
    """ "and per customer?": the figure over the number of an entity, of the values of a column, or of what a measure
    counts. After the figure, so that "what did they spend per customer?" is of what they spent."""

    entity: Entity | None = None
    column: Column | None = None
    counted: Out | None = None
    turn: ClassVar[Turn] = Turn.GROUPS

    def on(self, intent: Intent, ground: Ground) -> Intent | None:
        """The ratio in the place of the figure."""
        scope = ground.scope
        first = intent.metrics[0] if intent.metrics else None
        below, noun = self._below(scope)
        if first is None or below is None or isinstance(first.expr, Over):
            return None
        summed = _summed(first, scope)
        if summed is None or _is_of(summed, below, scope):
            return None
        out = Out(
            name=f"{summed.name} per {noun}", expr=call("div", summed.expr, below.expr), unit=first.unit
        )
        metrics, having = bounded(intent, (out,))
        return changed(intent, metrics=metrics, order=order_by(out, intent), having=having)

    def _below(self, scope: Scope) -> tuple[Out | None, str]:
        if self.column is not None:
            return of_column("distinct", self.column), self.column.label
        if self.entity is not None:
            return count_of(scope, self.entity), self.entity.name
        if self.counted is not None:
            return self.counted, self.counted.name.removesuffix("s")
        return None, ""


def _summed(out: Out, scope: Scope) -> Out | None:
    """What is put per member: a total, or that of which an average was said ("what do they give on average?")."""
    if _adds_up(out, scope):
        return out
    column = row_column(scope, out) if isinstance(out.expr, Agg) and out.expr.agg == "mean" else None
    return of_column("sum", column) if column is not None and column.additive else None


def _is_of(out: Out, below: Out, scope: Scope) -> bool:
    """ "customers per customer" is no figure."""
    return is_count(out, scope) and columns_of(out.expr) == columns_of(below.expr)


def _adds_up(out: Out, scope: Scope) -> bool:
    """A total or a count may be put per member; an average may not."""
    expr = expanded(scope, out.expr)
    if isinstance(expr, Call):
        return expr.op in ("sub", "add", "neg") and all(
            not isinstance(a, Agg) or a.agg in ("sum", "count") for a in expr.args
        )
    return isinstance(expr, Agg) and expr.agg in ("sum", "count", "distinct")
