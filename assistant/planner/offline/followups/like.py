"""One word in the place of its like: "and against?" after goals for, "and a bike?" after who owns a car, another value."""

from __future__ import annotations

import re

from assistant.planner.offline.compose import of_column
from assistant.planner.offline.conditions import Condition
from assistant.planner.offline.followups.figures import Measure
from assistant.planner.offline.followups.message import Message
from assistant.planner.offline.followups.operations import Edit, Ground
from assistant.planner.offline.followups.population import Narrow, siblings
from data.catalog import Column
from data.query import Agg, Call, Col, Expr, Lit, call, columns_of

_SMALL = re.compile(r"^(?:(?:the|a|an|for|in|of|on|to|with|only|just|have|has|are|is)\s+)+")
_PLURAL = re.compile(r"(?<=\w\w\w)s$")

_BOTH = re.compile(
    r"^(?:(?:to|for|by|in|of|with|have|has|accepted)\s+)*both\s+(?:by\s+|an?\s+|the\s+)?(?P<one>[\w ]+?)\s+and\s+(?:to\s+|by\s+|an?\s+|the\s+)?(?P<other>[\w ]+)$"
)


def read(said: Message, ground: Ground) -> Edit | None:
    """The edit that a single word makes; None where it is the like of nothing, or of several things."""
    both = _BOTH.match(said.low)
    if both is not None:
        return _with_both(said, both, ground)
    word = _PLURAL.sub("", _SMALL.sub("", said.low))
    if not word or len(word.split()) > 2 or word.isdigit():
        return None
    found = [e for e in (*_figures(word, ground), *_restricted(word, ground)) if e is not None]
    if len(found) != 1:
        return None
    said.rest = ""
    return found[0]


def _with_both(said: Message, both: re.Match[str], ground: Ground) -> Edit | None:
    """ "and to both email and SMS?" after who said yes to one of them: who said yes to the one and the other."""
    for expr in (*ground.last.share, *ground.last.where):
        column = _plain(expr, ground)
        if column is None or column.role != "flag" or not isinstance(expr, Call):
            continue
        sides = [_flags(both[name], column, ground) for name in ("one", "other")]
        if all(len(s) == 1 for s in sides) and sides[0] != sides[1]:
            said.rest = ""
            made = ((c, call("eq", Col(col=c.name), expr.args[1])) for s in sides for c in s)
            return Narrow(tuple(Condition(e, (), c) for c, e in made), alike=True)
    return None


def _flags(word: str, column: Column, ground: Ground) -> list[Column]:
    """The column itself or one of its kind, by the word that sets it apart."""
    columns = ground.scope.source.columns.values()
    kind = [c for c in columns if siblings(ground.scope, (column.name,), (c.name,))]
    shared = {w for c in kind for w in c.label.lower().split()}
    own = set(column.label.lower().split()) - shared
    return [column] if word in own else _likes(word, column.name, ground)


def _figures(word: str, ground: Ground) -> list[Edit]:
    """The like of what was measured."""
    first = ground.last.metrics[0].expr if len(ground.last.metrics) == 1 else None
    if (
        not isinstance(first, Agg)
        or not isinstance(first.of, Col)
        or first.where is not None
        or first.agg == "quantile"
    ):
        return []
    return [Measure((of_column(first.agg, c),)) for c in _likes(word, first.of.col, ground)]


def _restricted(word: str, ground: Ground) -> list[Edit]:
    """The like of what chose the rows: another value of the column, or another column of the kind."""
    made: list[Edit] = []
    for expr in (*ground.last.where, *ground.last.share):
        column = _plain(expr, ground)
        if column is None or not isinstance(expr, Call):
            continue
        values = [v for v in column.values if word in (v.name.lower(), _PLURAL.sub("", v.name.lower()))]
        made += [
            _narrow(call("eq", expr.args[0], v.value), column) for v in values if v.value != _value(expr)
        ]
        if column.role == "flag":
            made += [
                _narrow(call("eq", Col(col=c.name), expr.args[1]), c)
                for c in _likes(word, column.name, ground)
            ]
    return made


def _narrow(expr: Expr, column: Column) -> Narrow:
    return Narrow((Condition(expr, (), column),), alike=True)


def _plain(expr: Expr, ground: Ground) -> Column | None:
    """The column of a condition that it has one value."""
    names = columns_of(expr)
    single = isinstance(expr, Call) and expr.op == "eq" and len(names) == 1 and isinstance(expr.args[1], Lit)
    return ground.scope.source.columns.get(names[0]) if single else None


def _value(expr: Call) -> object:
    return expr.args[1].lit if isinstance(expr.args[1], Lit) else None


def _likes(word: str, name: str, ground: Ground) -> list[Column]:
    """Columns of one kind with another whose names differ in this word only."""
    columns = ground.scope.source.columns
    own = set(columns[name].label.lower().split()) if name in columns else set()
    return [
        c for c in columns.values()
        if siblings(ground.scope, (name,), (c.name,))
        and word in {_PLURAL.sub("", w) for w in c.label.lower().split() if w not in own}
    ]  # fmt: skip
