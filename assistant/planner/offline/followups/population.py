"""Edits of who is looked at: conditions put in, in the place of their like or beside it, turned round, or taken away."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from assistant.planner.offline.conditions import Condition, Draft, on
from assistant.planner.offline.followups.operations import Ground, Turn, changed
from assistant.planner.offline.scope import Intent, Scope
from data.query import Agg, Call, Expr, Lit, Member, Scalar, all_of, call, columns_of, walk

_BELOW, _ABOVE = ("lt", "le"), ("gt", "ge")


@dataclass(frozen=True)
class Narrow:
    """Conditions of the message. `beside`: said of those who were left ("how many of them ..."), or added on purpose.
    `corrects`: in the place of what was said by mistake. `also`: those of another name, too ("Spain as well").
    `alike`: in the place of its like, so of a column of the same kind, too ("and campaign 4?")."""

    conditions: tuple[Condition, ...]
    beside: bool = False
    corrects: bool = False
    also: bool = False
    alike: bool = False
    turn: ClassVar[Turn] = Turn.POPULATION

    def on(self, intent: Intent, ground: Ground) -> Intent | None:
        """The conditions put in."""
        rows = [c for c in self.conditions if c.measure is None]
        new = tuple(c.expr for c in rows)
        said = [e for e in new if is_period(e) or _clashes(e, intent.where)] if self.beside else list(new)
        if self.also:
            new = tuple(next((b for o in intent.where if (b := both(o, e)) is not None), e) for e in new)
        touched = {n for e in said for n in columns_of(e)}
        of_kind = bool(intent.share) and all(self._is_like(e, new, ground) for e in intent.share)
        if (of_kind or touched & {n for e in intent.share for n in columns_of(e)}) and intent.metrics:
            return with_share(intent, new)
        within = tuple(self._in_member(e, new, touched) for e in intent.where)
        if within != intent.where:
            return changed(intent, where=within)
        kept = tuple(
            e for e in intent.where if not (self._gives_way(e, new, touched) or self._is_like(e, new, ground))
        )
        having = tuple(c.expr for c in self.conditions if c.measure is not None)
        if having and not intent.groups:
            return None  # a threshold on a measure needs groups that reach it
        where = tuple(_extreme_of(e, intent.where, (*kept, *new)) for e in (*kept, *new))
        return changed(intent, where=where, having=(*intent.having, *having))

    def _in_member(self, expr: Expr, new: tuple[Expr, ...], touched: set[str]) -> Expr:
        """ "and by bus?" after those with several rides by train: what chose the rows of each gives way where it stands."""
        if not isinstance(expr, Member) or not any(
            self._gives_way(e, new, touched) for e in expr.within.where
        ):
            return expr
        kept = tuple(e for e in expr.within.where if not self._gives_way(e, new, touched))
        return expr.model_copy(update={"within": expr.within.model_copy(update={"where": (*kept, *new)})})

    def _is_like(self, old: Expr, new: tuple[Expr, ...], ground: Ground) -> bool:
        """ "and campaign 4?" after campaign 3: the same of a column whose name differs in one word."""
        if not self.alike or not isinstance(old, Call):
            return False
        return any(
            isinstance(e, Call)
            and (e.op, e.args[1:]) == (old.op, old.args[1:])
            and siblings(ground.scope, columns_of(old), columns_of(e))
            for e in new
        )

    def _gives_way(self, old: Expr, new: tuple[Expr, ...], touched: set[str]) -> bool:
        """An old condition gives way to a new one on its column; "not X" after "is Y" narrows instead."""
        names = set(columns_of(old))
        if not names & touched or not isinstance(old, Call):
            return False
        like = [e for e in new if isinstance(e, Call) and set(columns_of(e)) & names]
        if like and all(_of_other_times(old, e) for e in like):
            return False
        if self.corrects:
            return True
        if any(e.op in ("ne", "not_in", "not") for e in like):
            return any(e == negated(old) for e in like)
        if old.op in ("ne", "not_in"):
            return any(e.op in ("eq", "in") for e in like)
        return not any(_other_end(old, e) for e in like)


_TIMES = ("weekday", "hour")


def _of_other_times(old: Call, new: Call) -> bool:
    """ "only weekends" after "in 2024": days of the week and hours choose within a stretch of time."""
    said = [{n.op for n in walk(e) if isinstance(n, Call) and n.op in _TIMES} for e in (old, new)]
    return said[0] != said[1]


def _extreme_of(expr: Expr, old: tuple[Expr, ...], new: tuple[Expr, ...]) -> Expr:
    """ "the highest of all" among other rows: what is compared with has the same conditions as before."""
    if (
        not isinstance(expr, Call)
        or expr.op != "eq"
        or not isinstance(expr.args[-1], Scalar)
        or expr not in old
    ):
        return expr
    inner = expr.args[-1].scalar
    if set(inner.where) != {e for e in old if e != expr}:
        return expr
    among = inner.model_copy(update={"where": tuple(e for e in new if e != expr)})
    return expr.model_copy(update={"args": (*expr.args[:-1], Scalar(scalar=among))})


def both(old: Expr, new: Expr) -> Call | None:
    """The values of two conditions on one column, joined."""
    pair = [e for e in (old, new) if isinstance(e, Call) and e.op in ("eq", "in")]
    if len(pair) < 2 or pair[0].args[0] != pair[1].args[0]:
        return None
    values = tuple(dict.fromkeys((*pair[0].args[1:], *pair[1].args[1:])))
    if not all(isinstance(v, Lit) for v in values):
        return None
    return Call(op="in" if len(values) > 1 else "eq", args=(pair[0].args[0], *values))


def _clashes(new: Expr, where: tuple[Expr, ...]) -> bool:
    """True where nobody could fit both: two values of one column, or a value and not that value."""
    return any(_excludes(new, old) for old in where)


def _excludes(new: Expr, old: Expr) -> bool:
    if isinstance(new, Call) and new == negated(old):
        return True
    merged = both(old, new)
    return merged is not None and not set(_values(old)) & set(_values(new))


def _values(expr: Expr) -> tuple[Expr, ...]:
    return expr.args[1:] if isinstance(expr, Call) else ()


def siblings(scope: Scope, old: tuple[str, ...], new: tuple[str, ...]) -> bool:
    """True for two columns of one kind whose names differ in one word: accepted campaign 3 and 4, owns car and bike."""
    if len(old) != 1 or len(new) != 1 or old == new:
        return False
    pair = [scope.source.columns.get(names[0]) for names in (old, new)]
    if pair[0] is None or pair[1] is None or pair[0].role != pair[1].role:
        return False
    words = [c.label.lower().split() for c in pair if c is not None]
    if len(words[0]) != len(words[1]) or len(words[0]) < 2:
        return False
    return len([a for a, b in zip(words[0], words[1], strict=True) if a != b]) == 1


def _other_end(old: Call, new: Call) -> bool:
    """ "over 30", then "under 50": two ends of one stretch. "over 24", then "under 20": another stretch."""
    if not ((old.op in _BELOW and new.op in _ABOVE) or (old.op in _ABOVE and new.op in _BELOW)):
        return False
    low, high = (old, new) if old.op in _ABOVE else (new, old)
    ends = [e.args[1].lit for e in (low, high) if len(e.args) == 2 and isinstance(e.args[1], Lit)]
    if len(ends) < 2:
        return True
    try:
        return bool(ends[0] < ends[1])  # type: ignore[operator]  # two ends of one column
    except TypeError:
        return False


@dataclass(frozen=True)
class Clear:
    """ "without the filter", "for everyone": all conditions, or those on some columns."""

    columns: frozenset[str] = field(default=frozenset())
    turn: ClassVar[Turn] = Turn.POPULATION

    def on(self, intent: Intent, ground: Ground) -> Intent | None:
        """The conditions taken away; None where there are none."""
        if not intent.where and not intent.within and not intent.having and not intent.share:
            return None
        if not self.columns:
            return changed(intent, where=(), within=(), having=())
        kept = tuple(e for e in intent.where if not set(columns_of(e)) & self.columns)
        within = tuple(e for e in intent.within if not set(columns_of(e)) & self.columns)
        if len(kept) == len(intent.where) and len(within) == len(intent.within):
            return None
        return changed(intent, where=kept, within=within)


@dataclass(frozen=True)
class Lift:
    """ "without that": what the last message put in, or the one condition there is, taken away again."""

    turn: ClassVar[Turn] = Turn.POPULATION

    def on(self, intent: Intent, ground: Ground) -> Intent | None:
        """The conditions without the last; None where nobody could say which that is."""
        before = ground.earlier.where if ground.earlier is not None else ()
        kept = tuple(e for e in intent.where if e in before)
        if kept == intent.where or (not kept and len(intent.where) > 1):
            return None
        return changed(intent, where=kept)


@dataclass(frozen=True)
class Others:
    """ "and the others?": the last condition turned round. `has`: said as what they have or lack ("and without?").
    `rest`: all that no answer before was about ("and the rest?" after two plans)."""

    has: bool | None = None
    rest: bool = False
    turn: ClassVar[Turn] = Turn.POPULATION

    def on(self, intent: Intent, ground: Ground) -> Intent | None:
        """The same for those who were left out."""
        if self.has is not None:
            return self._having(intent, ground.scope)
        turned = [i for i, e in enumerate(intent.where) if not is_period(e)] or list(range(len(intent.where)))
        earlier = ground.earlier.where if ground.earlier is not None else ()
        news = [i for i in turned if intent.where[i] not in earlier] or turned
        if not news or (len(news) > 1 and earlier == ()):
            return None
        at = news[-1]
        opposite = negated(_told(intent, at, ground) if self.rest else intent.where[at])
        return changed(intent, where=(*intent.where[:at], opposite, *intent.where[at + 1 :]))

    def _having(self, intent: Intent, scope: Scope) -> Intent | None:
        """Those who lack what the others have, and the other way round; of several things the last that was said."""
        for at in reversed(range(len(intent.where))):
            if _has(intent.where[at], scope) is not (not self.has):
                continue
            turned = negated(intent.where[at])
            return changed(intent, where=(*intent.where[:at], turned, *intent.where[at + 1 :]))
        return None


def _told(intent: Intent, at: int, ground: Ground) -> Expr:
    """The values of one column that the answers before were about, one after the other."""
    expr = intent.where[at]
    for turn in reversed(ground.turns[:-1]):
        before = turn.intent
        if (
            not isinstance(before, Intent)
            or before.metrics != intent.metrics
            or before.source != intent.source
        ):
            break
        alike = next((e for e in before.where if columns_of(e) == columns_of(expr)), None)
        joined = both(alike, expr) if alike is not None else None
        if joined is None or len(before.where) != len(intent.where):
            break
        expr = joined
    return expr


def _has(expr: Expr, scope: Scope) -> bool | None:
    """Whether a condition says that rows have something, or lack it; None where it says neither."""
    if not isinstance(expr, Call) or len(columns_of(expr)) != 1:
        return None
    column = scope.source.columns.get(columns_of(expr)[0])
    if expr.op in ("is_null", "not_null"):
        return expr.op == "not_null"
    other = expr.args[-1].lit if isinstance(expr.args[-1], Lit) else None
    if column is not None and column.role == "flag" and expr.op in ("eq", "ne"):
        return (other == on(column).lit) is (expr.op == "eq")
    if other == 0 and expr.op in ("gt", "le", "eq", "ne"):
        return expr.op in ("gt", "ne")
    return None


@dataclass(frozen=True)
class Either:
    """ "both together": those of the last answer and of the one before it. Nobody is of two countries, so these are
    added up; who accepted "both" of two campaigns accepted the one and the other. `together`: said as a sum."""

    together: bool = False
    turn: ClassVar[Turn] = Turn.POPULATION

    def on(self, intent: Intent, ground: Ground) -> Intent | None:
        """The two conditions that differ, joined."""
        before = ground.earlier
        if before is None or before.source != intent.source or before.groups or intent.groups:
            return None
        if before.share and intent.share and set(before.where) == set(intent.where):
            return self._of_shares(before.share, intent)
        mine = [e for e in intent.where if e not in before.where]
        theirs = [e for e in before.where if e not in intent.where]
        if len(mine) != 1 or len(theirs) != 1:
            return None
        kept = tuple(e for e in intent.where if e in before.where)
        if set(columns_of(mine[0])) == set(columns_of(theirs[0])):
            return changed(intent, where=(*kept, Call(op="or", args=(theirs[0], mine[0]))))
        return changed(intent, where=(*kept, theirs[0], mine[0])) if not self.together else None

    def _of_shares(self, theirs: tuple[Expr, ...], intent: Intent) -> Intent | None:
        apart = {n for e in theirs for n in columns_of(e)} != {n for e in intent.share for n in columns_of(e)}
        return with_share(intent, (*theirs, *intent.share)) if apart and not self.together else None


@dataclass(frozen=True)
class Only:
    """The rows that "it" or "the second one" means, and no groups any more."""

    conditions: tuple[Expr, ...]
    one: bool
    turn: ClassVar[Turn] = Turn.POPULATION

    def on(self, intent: Intent, ground: Ground) -> Intent | None:
        """The population narrowed to what was pointed at."""
        where = (*intent.where, *(e for e in self.conditions if e not in intent.where))
        plain = changed(
            intent, where=where, limit=None, rest=None, order=None, desc=None, best=(), having=(), picked=()
        )
        if not self.one:
            return plain
        pinned = {n for e in self.conditions for n in columns_of(e)}
        groups = tuple(g for g in intent.groups if not set(columns_of(g.expr)) <= pinned)
        chart = intent.chart if groups else None
        return changed(plain, groups=groups, chart=chart, answer="table" if groups else "value")


def narrowed_by(intent: Intent, draft: Draft) -> Intent:
    """The intent of any ability for the rows that a message names."""
    if not draft.conditions:
        return intent
    return Narrow(tuple(draft.conditions)).on(intent, Ground(draft.scope, intent)) or intent


def with_share(intent: Intent, share: tuple[Expr, ...]) -> Intent | None:
    """A share of another part."""
    first = intent.metrics[0]
    if isinstance(first.expr, Agg) and first.expr.agg == "rate":
        made = first.model_copy(update={"expr": Agg(agg="rate", of=all_of(share))})
        return changed(intent, metrics=(made,), share=share)
    if isinstance(first.expr, Call) and first.expr.op == "div" and len(intent.share) >= 1:
        above = first.expr.args[0]
        if hasattr(above, "where"):
            made = first.model_copy(
                update={
                    "expr": call("div", above.model_copy(update={"where": all_of(share)}), first.expr.args[1])
                }
            )
            return changed(intent, metrics=(made,), share=share)
    return None


def is_period(expr: Expr) -> bool:
    """A condition on time: a stretch of days, or a calendar year."""
    if any(isinstance(n, Lit) and n.date for n in walk(expr)):
        return True
    return any(n.rsplit(".", 1)[-1].lower() in ("year", "yr") for n in columns_of(expr))


_TURNED = {"eq": "ne", "ne": "eq", "in": "not_in", "not_in": "in", "gt": "le", "ge": "lt", "lt": "ge", "le": "gt",
           "is_null": "not_null", "not_null": "is_null"}  # fmt: skip


def negated(expr: Expr) -> Expr:
    """The condition turned round."""
    if isinstance(expr, Call) and expr.op in _TURNED:
        return Call(op=_TURNED[expr.op], args=expr.args)  # type: ignore[arg-type]  # one of the names above
    if isinstance(expr, Call) and expr.op == "not":
        return expr.args[0]
    return call("not", expr)
