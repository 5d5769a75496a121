"""What is left of a message, taken apart in the source of the last question."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.planner.offline import phrases
from assistant.planner.offline.compose import _grain_op, dimension_out, metric, of_column
from assistant.planner.offline.compose import _is_things as is_things
from assistant.planner.offline.conditions import Condition, Draft
from assistant.planner.offline.followups.figures import counted_of
from assistant.planner.offline.followups.message import Message
from assistant.planner.offline.followups.operations import Edit, Ground
from assistant.planner.offline.forms import items
from assistant.planner.offline.forms.nouns import Item, is_dated
from assistant.planner.offline.forms.tails import Tail
from assistant.planner.offline.scope import Intent, Scope, Term, is_money, is_numeric
from data.catalog import Column
from data.query import Agg, Out, call, col, columns_of


@dataclass(frozen=True)
class Cues:
    """What a message says of a share: whether one is wanted, of all, within each group; and where the words stand that
    name the whole ("as a share of all women", "what share of the sales in the North is that?")."""

    share: bool = False
    of_all: bool = False
    within: bool = False
    whole: tuple[int, int] | None = None


@dataclass
class Rest:
    """What is left of a message, taken apart in the source of the last question."""

    said: Message
    ground: Ground
    draft: Draft
    tail: Tail
    asked: items.Asked
    edits: list[Edit]
    conditions: tuple[Condition, ...] = ()
    cues: Cues = Cues()
    whole: tuple[Condition, ...] = ()

    @property
    def scope(self) -> Scope:
        """The source of the last question."""
        return self.ground.scope

    @property
    def last(self) -> Intent:
        """The last question."""
        return self.ground.last


def group_out(rest: Rest, at: int, term: Term | None, grain: str | None) -> Out | None:
    """The grouping that a noun or a grain at a place makes; None where it makes none."""
    scope = rest.scope
    if grain is not None:
        dated = term.column if term is not None and is_dated(term.column) else None
        column = dated or date_of(rest.last, scope) or scope.date()
        if column is not None and column.type in ("date", "datetime"):
            return Out(name=grain, expr=call(_grain_op(grain), col(column.name)))
        yearly = column if is_dated(column) else phrases.year_column(scope)
        made = phrases.of_years(yearly, grain) if yearly is not None else None
        if made is not None:
            return made
        if term is None:
            return None
    term = scope.dimension(rest.draft.spans[at]) or term
    if term is None or term.measure is not None:
        return None
    out, column = dimension_out(scope, term, rest.draft, at)
    return out if column is not None else None


def date_of(last: Intent, scope: Scope) -> Column | None:
    """The date that the last question was about: that of its groups, else of its period."""
    for expr in (*(g.expr for g in last.groups), *last.where):
        for name in columns_of(expr):
            column = scope.source.columns.get(name)
            if column is not None and column.type in ("date", "datetime"):
                return column
    return None


def is_number(term: Term) -> bool:
    """A measured number, no calendar year."""
    return term.measure is not None or (is_numeric(term.column) and not is_dated(term.column))


def is_thing(rest: Rest, item: Item) -> bool:
    """A noun for what is counted ("campaigns", "orders"), said without a count: it names whom the message is about."""
    if item.said is not None or item.term is None:
        return False
    span = rest.draft.spans[item.at]
    return (
        item.term.entity is not None
        or is_things(rest.scope, span, item.term)
        or _counts_rows(rest, item.term)
    )


def _counts_rows(rest: Rest, term: Term) -> bool:
    """ "films" where a row is a film, though the table knows no more of it."""
    measure, source = term.measure, rest.scope.source
    plural = (source.plural or source.name).lower()
    return measure is not None and measure.expr == Agg(agg="count") and measure.label.lower() == plural


def is_figure(item: Item) -> bool:
    """An item that is measured."""
    if item.term is None:
        return False
    if item.term.measure is not None:
        return True
    return (item.column is not None and is_numeric(item.column) and not is_dated(item.column)) or (
        item.said in ("distinct", "mode") and item.column is not None
    )


def out_of(rest: Rest, item: Item) -> Out | None:
    """The output of an item, under the aggregate that was said of it."""
    assert item.term is not None
    if item.said == "count" and item.column is not None and is_money(item.column.unit):
        return counted_of(rest.scope, None)  # "the number of deals" of a deal's value: never a sum of money
    if item.said == "count" and item.column is not None and is_numeric(item.column):
        return of_column("sum" if item.column.additive else "count", item.column)
    return metric(rest.scope, item.said, item.term)


def is_of(out: Out, name: str) -> bool:
    """An output of that column alone."""
    return columns_of(out.expr) == (name,)
