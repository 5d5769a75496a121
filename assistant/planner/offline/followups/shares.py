"""Edits that turn figures into shares: of each group in the total, of a part in its whole, of those who fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from assistant.planner.offline.compose import restricted_share
from assistant.planner.offline.conditions import Condition
from assistant.planner.offline.counted import is_count
from assistant.planner.offline.followups.figures import bounded, counted_of, order_by
from assistant.planner.offline.followups.operations import Ground, Turn, changed
from assistant.planner.offline.followups.population import is_period
from assistant.planner.offline.scope import Intent, Scope, is_additive, is_money
from data.query import Agg, Call, Expr, MeasureRef, Out, Over, all_of, call, columns_of


@dataclass(frozen=True)
class Shares:
    """ "as shares", "in percent": each group's part of the total. `within`: of its own first group."""

    within: bool = False
    turn: ClassVar[Turn] = Turn.SHARE

    def on(self, intent: Intent, ground: Ground) -> Intent | None:
        """The share put beside each figure, or the last answer as a share of its whole."""
        if not intent.groups:
            return PartOfWhole().on(intent, ground)
        first = intent.metrics[0] if intent.metrics else None
        if first is None or not _has_total(first, ground.scope):
            return None
        if (
            any(isinstance(m.expr, Over) and m.expr.over == "share" for m in intent.metrics)
            and not self.within
        ):
            return intent
        if self.within and len(intent.groups) == 1:
            return self._of_own_group(intent, first, ground)
        per = tuple(g.name for g in intent.groups[:1]) if self.within and len(intent.groups) > 1 else ()
        share = Out(
            name=f"share of {first.name}", expr=Over(over="share", of=first.name, per=per), unit="share"
        )
        answer = "table" if intent.answer == "name" else intent.answer
        return changed(intent, metrics=(first, share), answer=answer)

    def _of_own_group(self, intent: Intent, first: Out, ground: Ground) -> Intent | None:
        """ "as a share of all leads in that country" of the won ones: how many of each country's were won."""
        part = tuple(e for e in intent.where if not is_period(e))
        made = share_of(first, part, ground.scope) if part else None
        if made is None:
            return None
        where = tuple(e for e in intent.where if e not in part)
        return changed(intent, metrics=(made,), where=where, share=part, order=order_by(made, intent))


def _has_total(out: Out, scope: Scope) -> bool:
    """Averages and rates of groups have no total that they are shares of."""
    if isinstance(out.expr, Agg):
        return out.expr.agg in ("sum", "count", "distinct")
    if isinstance(out.expr, MeasureRef):
        return is_additive(scope.catalog.measures[out.expr.measure])
    return not isinstance(out.expr, (Over, Call))


@dataclass(frozen=True)
class AsRate:
    """ "as a rate please" after how many churned in each country: of all there, those who did. Of several conditions it
    is what was asked of the others last, else what they did or are, which a yes or no tells."""

    turn: ClassVar[Turn] = Turn.SHARE

    def on(self, intent: Intent, ground: Ground) -> Intent | None:
        """The share of those who were counted, in each of the groups."""
        part = self._part(intent, ground)
        first = (
            intent.metrics[0]
            if len(intent.metrics) == 1 and is_count(intent.metrics[0], ground.scope)
            else None
        )
        made = share_of(first, part, ground.scope) if first is not None and part else None
        if made is None or intent.columns or intent.melt is not None:
            return None
        where = tuple(e for e in intent.where if e not in part)
        return changed(
            intent, metrics=(made,), where=where, share=part, order=order_by(made, intent), having=(),
            chart=None if intent.chart == "pie" else intent.chart,
        )  # fmt: skip

    def _part(self, intent: Intent, ground: Ground) -> tuple[Expr, ...]:
        known = [e for e in intent.where if not is_period(e)]
        earlier = ground.earlier.where if ground.earlier is not None else ()
        news = [e for e in known if e not in earlier] if earlier else known
        columns = ground.scope.source.columns
        if len(news) > 1:
            news = [e for e in news if any((c := columns.get(n)) and c.role == "flag" for n in columns_of(e))]
        return tuple(news) if len(news) == 1 else ()


@dataclass(frozen=True)
class PartOfWhole:
    """ "what percent of the total is that?": the last answer over that of everybody. `of_all`: also of all periods.
    `there`: of all in the place that was said last ("of all deals there"). `whole`: of those who were named ("of all
    women"): among them must be those whom the last answer was about."""

    of_all: bool = False
    there: bool = False
    whole: tuple[Expr, ...] = ()
    turn: ClassVar[Turn] = Turn.SHARE

    def on(self, intent: Intent, ground: Ground) -> Intent | None:
        """The share of those whom the last conditions left."""
        if self.whole and not set(self.whole) <= {*intent.where, *intent.share}:
            return None
        if intent.groups and set(intent.where) == set(self.whole):
            return Shares().on(intent, ground)
        if intent.columns:
            return self._of_list(intent, ground)
        if intent.groups or not intent.metrics or intent.share:
            return None
        part = self._part(intent, ground)
        if not part:
            return None
        whole = tuple(e for e in intent.where if e not in part)
        first = intent.metrics[0]
        made = share_of(first, part, ground.scope)
        if made is None:
            return None
        return changed(intent, metrics=(made,), where=whole, share=part, answer="value", chart=None)

    def _of_list(self, intent: Intent, ground: Ground) -> Intent | None:
        """Rows that were listed, as many as there are."""
        counted = counted_of(ground.scope, None)
        if counted is None or intent.limit is not None or intent.chart in ("histogram", "box", "scatter"):
            return None
        plain = changed(intent, columns=(), metrics=(counted,), order=None, desc=None, answer="value")
        return self.on(plain, ground)

    def _part(self, intent: Intent, ground: Ground) -> tuple[Expr, ...]:
        """What was added last by pointing ("how many of them ..."), else all but the period."""
        if self.whole:
            return tuple(e for e in intent.where if e not in self.whole)
        if self.of_all:
            return intent.where
        earlier = ground.earlier
        if self.there:
            if (
                earlier is None
                or earlier.source != intent.source
                or not set(earlier.where) < set(intent.where)
            ):
                return ()
            return earlier.where
        if earlier is not None and earlier.source == intent.source and set(earlier.where) < set(intent.where):
            return tuple(e for e in intent.where if e not in earlier.where)
        plain = tuple(e for e in intent.where if not is_period(e))
        return plain or intent.where


@dataclass(frozen=True)
class PartWho:
    """ "what share of those are new?": of the last population, those who fit the message's conditions.
    `split`: in each of the last groups, too ("now the share of returned orders instead")."""

    conditions: tuple[Condition, ...]
    measure: Out | None = None
    split: bool = False
    turn: ClassVar[Turn] = Turn.SHARE

    def on(self, intent: Intent, ground: Ground) -> Intent | None:
        """The share of the part, in the population of the last answer."""
        new = tuple(c.expr for c in self.conditions if c.measure is None)
        if not new:
            return None
        base = self.measure or _total(intent)
        made = share_of(base, new, ground.scope) if base is not None else None
        if made is None:
            counted = counted_of(ground.scope, None)
            made = share_of(counted, new, ground.scope) if counted is not None else None
        if made is None:
            return None
        where = tuple(e for e in (*intent.where, *intent.share) if e not in new)
        if self.split and intent.groups:
            return changed(
                intent, metrics=(made,), where=where, share=new, columns=(), order=order_by(made, intent), having=(),
                melt=None,
            )  # fmt: skip
        return changed(
            intent, metrics=(made,), where=where, share=new, groups=(), columns=(), answer="value", order=None, limit=None,
            chart=None, melt=None,
        )  # fmt: skip


def _total(intent: Intent) -> Out | None:
    first = intent.metrics[0] if intent.metrics else None
    if first is None or isinstance(first.expr, Call):
        return None
    return first if getattr(first.expr, "agg", "sum") == "sum" else None


@dataclass(frozen=True)
class PartOfMeasure:
    """ "what share of turnover comes from them?": the last population's part of another measure."""

    measure: Out
    turn: ClassVar[Turn] = Turn.SHARE

    def on(self, intent: Intent, ground: Ground) -> Intent | None:
        """The part over the whole of that measure."""
        population = (*intent.where, *intent.share)
        if not population or isinstance(self.measure.expr, Call):
            return None
        made = share_of(self.measure, population, ground.scope)
        if made is None:
            return None
        return changed(
            intent, metrics=(made,), where=(), share=population, groups=(), columns=(), answer="value", limit=None,
            order=None, chart=None,
        )  # fmt: skip


@dataclass(frozen=True)
class PartOfFigure:
    """ "as a percentage of orders" after the returned orders of each plan: one figure over another of the same rows."""

    whole: Out
    turn: ClassVar[Turn] = Turn.SHARE

    def on(self, intent: Intent, ground: Ground) -> Intent | None:
        """The ratio in the place of the figure; None where one of the two adds up to nothing."""
        first = intent.metrics[0] if intent.metrics else None
        if first is None or intent.columns or intent.melt is not None or intent.share:
            return None
        if not _has_total(first, ground.scope) or not _has_total(self.whole, ground.scope):
            return None
        if is_money(first.unit) != is_money(self.whole.unit):
            return None  # items are no share of an amount
        name = f"{first.name} as a share of {self.whole.name}"
        made = Out(name=name, expr=call("div", first.expr, self.whole.expr), unit="share")
        metrics, having = bounded(intent, (made,))
        return changed(intent, metrics=metrics, having=having, order=order_by(made, intent))


def share_of(out: Out, part: tuple[Expr, ...], scope: Scope) -> Out | None:
    """The measure of a part over that of the whole; None for averages, which are parts of nothing."""
    condition = all_of(part)
    if (
        isinstance(out.expr, Agg)
        and out.expr.agg == "count"
        and out.expr.of is None
        and out.expr.where is None
    ):
        return Out(name=f"share of {out.name}", expr=Agg(agg="rate", of=condition), unit="share")
    if isinstance(out.expr, Agg) and out.expr.agg not in ("sum", "count", "distinct"):
        return None
    if isinstance(out.expr, MeasureRef) and not (
        is_additive(scope.catalog.measures[out.expr.measure]) or is_count(out, scope)
    ):
        return None
    ratio = restricted_share(out, condition, scope)
    return Out(name=f"share of {out.name}", expr=ratio, unit="share") if ratio is not None else None
