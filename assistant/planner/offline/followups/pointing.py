"""What "it", "them", "that customer" and "the second one" mean: names that the last answer showed, as conditions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from assistant.conversation import Turn
from assistant.planner.offline.followups.message import DEFINED, PLACES, Message, blank, without_codes
from assistant.planner.offline.followups.operations import Ground
from assistant.planner.offline.scope import Intent, Scope
from data.query import Bin, Call, Col, Expr, Lit, Out, all_of, call, columns_of, date
from tools._periods import bounds, period_column, period_op
from tools._result import Table

ORDINALS = {
    **PLACES, "first": 1, "1st": 1, "top": 1, "sixth": 6, "6th": 6, "last": -1, "bottom": -1, "second last": -2,
    "last but one": -2,
}  # fmt: skip
_NTH = "|".join(sorted(ORDINALS, key=len, reverse=True))
_THE_NTH = re.compile(
    rf"\b(?P<lead>(?:of|for|in|at|from|about|with|on|by|among|did|does|do|has|have)\s+)?(?:the|that|this)\s+(?P<nth>{_NTH})(?:\s+(?:most |best |highest |largest |biggest |lowest )?(?P<noun>one|place|\w+))?(?P<owns>'s|’s)?(?=\W|$)",
    re.I,
)
_THE_ONE = re.compile(
    r"\b(?:(?:of|for|in|at|from|about|with|on|by|among|did|does|do|has|have)\s+)?(?:that|this|the said|the same)\s+(?P<noun>one|[a-z]+)(?:'s|’s)?(?=\W|$)",
    re.I,
)
_DEFINED_WHO = re.compile(DEFINED.pattern + r"(?:\s+(?:who|that|which)\b)?", re.I)
"""With the word that leads to what defines them, which asks for nobody."""
_HIM = re.compile(
    r"\b(?:(?:of|for|in|at|from|about|with|on|by|among|to)\s+)?(?:it|its|he|she|him|his|her|hers|there)\b(?!')",
    re.I,
)
_THEM = re.compile(
    r"\b(?:(?:of|for|in|at|from|about|with|on|by|among|to)\s+)?(?:(?:all|each|any|some|both)\s+(?:of\s+)?)?(?:their|theirs\b|(?:them|they|these|those)\b(?:\s+(?P<noun>ones|people|persons|rows|folks|guys|customers|clients|[a-z]+s(?=\W*$)))?)(?!\w)",
    re.I,
)
_NO_NOUN = ("quarter", "half", "month", "year", "week", "day", "time", "name", "of", "to")


@dataclass(frozen=True)
class Pointed:
    """The rows that a message points at; `one`: a single name, so that its group is no split any more."""

    conditions: tuple[Expr, ...]
    one: bool


def named_out(intent: Intent) -> Out | None:
    """What the rows of the last answer are called by."""
    return next(iter((*intent.groups, *intent.columns)), None) if intent.melt is None else None


_AT_ONE = re.compile(
    r"\b(?:(?:that|this) (?:one|\w+)|it|its|he|she|him|his|her|hers|there|they|their)\b|\b(?:that|this)(?=\W*$)",
    re.I,
)


def at_one(text: str) -> bool:
    """True where a message is about the one row that was picked last, and about no other place of the list."""
    plain = without_codes(text)
    return _AT_ONE.search(plain) is not None and _THE_NTH.search(plain) is None


def nth(said: Message, turn: Turn, ground: Ground) -> Pointed | None:
    """ "... of the second one": the row at that place, in the order of the last answer."""
    for found in _THE_NTH.finditer(said.rest):
        noun = (found["noun"] or "").lower()
        if noun in _NO_NOUN or not _is_noun(found["noun"], ground):
            continue
        topic = _is_topic(said.rest, found)
        if not (found["lead"] or found["owns"] or said.again or topic):
            continue
        pointed = member_at(turn, ground, ORDINALS[found["nth"].lower()])
        if pointed is not None:
            said.rest = blank(said.rest, found.start(), found.end())
            if topic:
                said.rest = _OWN.sub(lambda m: " " * len(m[0]), said.rest)
        return pointed
    return None


_OWN = re.compile(r"^\W*[:;,–-]|\b(?:its|his|her|their)\b", re.I)


def _is_topic(text: str, found: re.Match[str]) -> bool:
    """ "the second one: what's its rating?": said first, so that the question is about it."""
    opens = re.fullmatch(r"\W*(?:(?:and|for|take)\b\W*)*", text[: found.start()], re.I)
    return opens is not None and re.match(r"\s*[:;,–-]\s*\S", text[found.end() :]) is not None


def another(said: Message, ground: Ground) -> Expr | None:
    """ "and the second one?" after a question on the first: another row of the list before, in its place."""
    last = ground.last
    if last.groups or last.columns or last.tool != "query":
        return None
    for found in _THE_NTH.finditer(said.rest):
        noun = (found["noun"] or "").lower()
        if (
            noun in _NO_NOUN
            or noun not in ("one", "")
            or not (found["lead"] or said.joins or said.again or said.swaps)
        ):
            continue
        for turn in reversed(ground.turns[:-1]):
            made = _in_list(turn, ground, ORDINALS[found["nth"].lower()])
            if made is not None:
                said.rest = blank(said.rest, found.start(), found.end())
                return made
    return None


def _in_list(turn: Turn, ground: Ground, place: int) -> Expr | None:
    """The row at a place of an earlier list whose names the last question was restricted to."""
    intent = turn.intent
    if not isinstance(intent, Intent) or intent.source != ground.last.source:
        return None
    out = named_out(intent)
    table = turn.answer.table
    pinned = {n for e in ground.last.where for n in columns_of(e)}
    if out is None or table is None or len(table.rows) < 2 or not set(columns_of(out.expr)) & pinned:
        return None
    pointed = member_at(turn, Ground(ground.scope, intent), place)
    return pointed.conditions[0] if pointed is not None and len(pointed.conditions) == 1 else None


def _is_noun(noun: str | None, ground: Ground) -> bool:
    """ "the second one", "the second country": the noun must be that of the rows that were shown."""
    if noun is None or noun.lower() in ("one", "ones", "place"):
        return True
    out = named_out(ground.last)
    entity = ground.scope.entity
    names = [out.name.lower()] if out is not None else []
    names += [w for n in names for w in n.split()]
    names += [entity.name.lower(), entity.plural.lower()] if entity is not None else []
    low = noun.lower()
    return any(low in (n, n + "s", n.rstrip("s")) or low.rstrip("s") == n.rstrip("s") for n in names)


def member_at(turn: Turn, ground: Ground, place: int) -> Pointed | None:
    """The row at a place of the last table, from 1; from its end with a negative number."""
    table = turn.answer.table
    rows = ranked_rows(turn, ground.last)
    at = place - 1 if place > 0 else place
    if table is None or not -len(rows) <= at < len(rows):
        return None
    return of_row(ground, table, rows[at])


def ranked_rows(turn: Turn, intent: Intent) -> list[tuple[Any, ...]]:
    """The rows as they were ranked; by the first figure, highest first, where they stood in no order of figures."""
    table = turn.answer.table
    if table is None:
        return []
    rows = [r for r in table.rows if r and r[0] is not None]
    figure = next((m.name for m in intent.metrics if m.name in table.columns), None)
    if figure is None or (intent.order is not None and intent.order not in {g.name for g in intent.groups}):
        return rows
    at = table.columns.index(figure)
    numbers = [r for r in rows if isinstance(r[at], (int, float)) and not isinstance(r[at], bool)]
    return sorted(numbers, key=lambda r: -r[at])


def of_row(ground: Ground, table: Table, row: tuple[Any, ...]) -> Pointed | None:
    """The conditions that hold for one row of a table only."""
    outs = ground.last.groups or ground.last.columns[:1]
    conditions: list[Expr] = []
    for out in outs:
        if out.name not in table.columns:
            return None
        made = condition(out, row[table.columns.index(out.name)], ground.scope)
        if made is None:
            return None
        conditions.append(made)
    return Pointed(tuple(conditions), True) if conditions else None


def condition(out: Out, cell: Any, scope: Scope) -> Expr | None:
    """The rows that a cell of a grouping stands for: a value, a period, a band."""
    expr = out.expr
    if cell is None:
        return None
    op, dated = period_op(expr), period_column(expr)
    if op is not None and dated is not None and isinstance(expr, Call) and expr.op.startswith("trunc_"):
        ends = bounds(op, cell)
        if ends is None:
            return None
        import datetime as dt

        low, high = ends[0].isoformat(), (ends[1] + dt.timedelta(days=1)).isoformat()
        return call("and", call("ge", expr.args[0], date(low)), call("lt", expr.args[0], date(high)))
    if isinstance(expr, Bin):
        return _band(expr, str(cell))
    if isinstance(expr, Col):
        if expr.col.startswith("$"):
            return None
        return call("eq", expr, stored(scope, expr.col, cell))
    return call("eq", expr, cell) if isinstance(expr, Call) else None


def stored(scope: Scope, column: str, cell: Any) -> Any:
    """A shown name as the value that is stored."""
    known = scope.source.columns.get(column)
    values = known.values if known is not None else ()
    if any(v.value == cell for v in values):
        return cell
    return next((v.value for v in values if v.name == cell), cell)


def _band(expr: Bin, label: str) -> Expr | None:
    edges, labels = expr.edges or (), expr.labels or ()
    if label not in labels:
        return None
    at = labels.index(label)
    lows: tuple[float | None, ...] = edges[:-1] if expr.closed else (None, *edges)
    highs: tuple[float | None, ...] = edges[1:] if expr.closed else (*edges, None)
    sides: list[Expr] = [call("ge", expr.bin, lows[at])] if lows[at] is not None else []
    sides += [call("lt", expr.bin, highs[at])] if highs[at] is not None else []
    return all_of(sides)


# -- pronouns ----------------------------------------------------------------------------------------------------
def pronoun(said: Message, turn: Turn, ground: Ground) -> Pointed | None:
    """ "that customer", "it", "they": the name that answered, or all that were listed; the words are cut."""
    whole = said.rest
    one = _noun_pointed(said, ground)
    said.rest = _DEFINED_WHO.sub(lambda m: " " * len(m[0]), said.rest)
    found = _THEM.search(said.rest)
    if found is not None:
        said.cut(_THEM)
        return answered_name(turn, ground) or listed(turn, ground)
    if one:
        named = answered_name(turn, ground)
        if named is None:
            said.rest = whole  # "in that country" of all of them: each its own
        return named
    if _HIM.search(without_codes(said.rest)) is not None:
        pointed = answered_name(turn, ground)
        said.cut(_HIM)
        return pointed
    return None


_WAS_THAT = re.compile(r"\b(?:is|are|was|were) (?:that|it|this)\b(?=\W*$)", re.I)
_PART = re.compile(r"\b(?:share|percent(?:age)?|per cent|proportion|fraction|part)\b|%", re.I)


def the_one_named(said: Message, turn: Turn, ground: Ground) -> Pointed | None:
    """ "how many visits was that?" after a name: of the one that was named. Shares are read by themselves."""
    if _WAS_THAT.search(said.rest) is None or _PART.search(said.rest) is not None:
        return None
    named = answered_name(turn, ground)
    if named is not None:
        said.cut(_WAS_THAT)
    return named


def _noun_pointed(said: Message, ground: Ground) -> bool:
    """ "that customer", "this product", "that one"; bare "that" at the end of a phrase."""
    found = _THE_ONE.search(said.rest)
    if found is not None and _is_noun(found["noun"], ground):
        said.cut(_THE_ONE)
        return True
    bare = re.search(r"\b(?:(?:of|for|in|at|from|about|with|on|among)\s+)(?:that|this)(?=\W*$|\s+(?:is|was|are|were|in|by|per)\b)", said.rest, re.I)  # fmt: skip
    if bare is not None:
        said.rest = blank(said.rest, bare.start(), bare.end())
        return True
    return False


def answered_name(turn: Turn, ground: Ground) -> Pointed | None:
    """The name that the last answer was."""
    headline, table = turn.answer.headline, turn.answer.table
    if headline is None or not isinstance(headline.value, str) or table is None:
        return None
    for row in table.rows:
        if row and (str(row[0]) == headline.value or _spelt(row, ground) == headline.value):
            return of_row(ground, table, row)
    return None


def answered(ground: Ground) -> Pointed | None:
    """The name that the last answer was, where it was one."""
    turn = ground.turns[-1] if ground.turns else None
    return answered_name(turn, ground) if turn is not None and ground.last.answer == "name" else None


def _spelt(row: tuple[Any, ...], ground: Ground) -> str:
    outs = ground.last.groups or ground.last.columns[:1]
    cells = [str(int(c)) if isinstance(c, float) and c.is_integer() else str(c) for c in row[: len(outs)]]
    return " · ".join(cells)


def listed(turn: Turn, ground: Ground) -> Pointed | None:
    """All that a list of the first few showed; a whole table is no choice."""
    intent, table, out = ground.last, turn.answer.table, named_out(ground.last)
    if table is None or out is None or intent.limit is None or out.name not in table.columns:
        return None
    if not isinstance(out.expr, Col) or out.expr.col.startswith("$"):
        return None
    name, at = out.expr.col, table.columns.index(out.name)
    shown = table.rows[: intent.limit]  # what stands below the first few only sets them off
    values = [stored(ground.scope, name, r[at]) for r in shown if r and r[at] is not None]
    if not values:
        return None
    if len(values) == 1:
        return Pointed((call("eq", out.expr, values[0]),), True)
    return Pointed((Call(op="in", args=(out.expr, *(Lit(lit=v) for v in values))),), False)


def shown_members(last: Turn, low: str) -> Expr | None:
    """ "them", after a list of several: all that were shown."""
    intent, table = last.intent, last.answer.table
    if re.search(r"\b(them|they|these|those)\b", low) is None or not isinstance(intent, Intent):
        return None
    out = named_out(intent)
    if table is None or intent.limit in (None, 1) or out is None or not isinstance(out.expr, Col):
        return None
    values = [row[0] for row in table.rows if row and row[0] is not None]
    return Call(op="in", args=(out.expr, *(Lit(lit=v) for v in values))) if len(values) > 1 else None
