"""What a message leaves out because it was said before: the year of a month, the column of a bare number."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import ClassVar

from assistant.planner.offline.conditions import Condition, Draft
from assistant.planner.offline.dates import DECADES, month_start
from assistant.planner.offline.followups.message import Message
from assistant.planner.offline.followups.operations import Ground, Turn, changed
from assistant.planner.offline.followups.population import is_period
from assistant.planner.offline.scope import Intent, is_numeric
from assistant.planner.offline.spans import Span, Tagged
from data.catalog import Column
from data.query import Call, Expr, Lit, Member, call, col, columns_of, date, walk

_YEARED = re.compile(r"\b(19|20)\d\d\b|\b(last|this|past|previous|current|since)\b", re.I)
_SHIFT = re.compile(
    r"\b(?:(?:in|for|of|during|to)\s+)?(?:the\s+)?(?:"
    r"(?P<unit1>year|month|quarter|week|day|period|one)\s+(?P<side1>before|earlier|prior|after|later)(?:\s+(?:that|it|this))?"
    r"|(?:an?|one)\s+(?P<unit2>year|month|quarter|week|day)\s+(?P<side2>before|earlier|ago|later|after)(?:\s+(?:that|it|this))?"
    r"|(?P<side3>previous|prior|preceding|following|next)\s+(?P<unit3>year|month|quarter|week|day|period|one)"
    r"|(?P<same>same (?:period|month|quarter|time|weeks?|days?) (?:of )?(?:the )?(?:last|previous|prior) year|the year before that))\b",
    re.I,
)
DECADE = 10
"""Years."""
_LATER = ("after", "later", "following", "next")


# -- periods -----------------------------------------------------------------------------------------------------
def dated(tagged: Tagged, last: Intent) -> Tagged:
    """Periods said without a year are those of the year that was talked about."""
    stretch = period_of(last)
    if stretch is None:
        return tagged
    low, high = stretch
    year = low.year
    if (high - low).days > 370:
        return tagged
    cover = tuple(_in_year(s, year) for s in tagged.cover)
    return replace(tagged, cover=cover)


def period_of(intent: Intent) -> tuple[dt.date, dt.date] | None:
    """First day and day after the last of the one stretch of days that an Intent is restricted to."""
    return _stretch(*intent.where, *intent.within)


def _stretch(*conditions: Expr) -> tuple[dt.date, dt.date] | None:
    """The same of conditions, which may be fewer than those of the Intent."""
    lows, highs = [], []
    for expr in conditions:
        if isinstance(expr, Call) and expr.op == "or":
            return None
        for node in walk(expr):
            if isinstance(node, Call) and len(node.args) == 2 and isinstance(node.args[1], Lit):
                lit = node.args[1]
                if not lit.date:
                    continue
                day = dt.date.fromisoformat(str(lit.lit)[:10])
                if node.op == "ge":
                    lows.append(day)
                elif node.op == "lt":
                    highs.append(day)
    return (lows[0], highs[0]) if len(lows) == 1 and len(highs) == 1 else None


def _in_year(span: Span, year: int) -> Span:
    period = span.period
    if period is None or period.low is None or period.high is None or _has_year(span):
        return span
    low, high = dt.date.fromisoformat(period.low), dt.date.fromisoformat(period.high)
    moved = year - low.year
    try:
        return replace(
            span,
            period=replace(
                period, low=_years(low, moved).isoformat(), high=_years(high, moved).isoformat(), words=""
            ),
        )
    except ValueError:
        return span


def _has_year(span: Span) -> bool:
    """ "March 2023", "mar 23", "the 80s"."""
    grain = span.period.grain if span.period is not None else None
    short = grain in ("month", "quarter", "half") and re.search(r"\b\d\d$", span.text) is not None
    return short or grain == "decade" or _YEARED.search(span.text) is not None


def _years(day: dt.date, n: int) -> dt.date:
    return day.replace(year=day.year + n)


def shifted(said: Message, last: Intent) -> Expr | None:
    """ "and the year before?", "the month after that": the period of the last question, moved."""
    found = _SHIFT.search(said.rest)
    stretch = period_of(last)
    old = next((e for e in (*last.where, *last.within) if is_period(e)), None)
    if found is None or old is None:
        return None
    unit = found["unit1"] or found["unit2"] or found["unit3"] or "year"
    side = (found["side1"] or found["side2"] or found["side3"] or "before").lower()
    step = 1 if side in _LATER else -1
    moved = _moved_year(old, unit, step) if stretch is None else None
    if stretch is not None:
        moved = _from_to(columns_of(old)[0], *_moved(*stretch, unit.lower(), step))
    if moved is not None:
        said.cut(_SHIFT)
    return moved


def _from_to(name: str, low: dt.date, high: dt.date) -> Expr:
    """From the first day on, and before the other."""
    column = col(name)
    return call("and", call("ge", column, date(low.isoformat())), call("lt", column, date(high.isoformat())))


_ANOTHER_DECADE = re.compile(
    rf"^(?:(?:in|for|of|from|during|those|people|born|the)\s+)*(?:(?P<year>(?:19|20)\d0)|(?P<short>\d0)|(?P<word>{'|'.join(DECADES)}))['’]?s?$"
)


def decade(said: Message, last: Intent) -> Expr | None:
    """ "and the 80s?" after those who were born in the seventies: the ten years that are nearest."""
    found = _ANOTHER_DECADE.match(said.low)
    if found is None or not (found["word"] or said.low.endswith("s")):
        return None
    known = ((e, _ten_years(e)) for e in reversed((*last.where, *last.within)))
    old, was = next(((e, first) for e, first in known if first is not None), (None, 0))
    if old is None:
        return None
    short = DECADES.get(found["word"] or "", int(found["short"] or 0))
    year = (
        int(found["year"]) if found["year"] else min((1900 + short, 2000 + short), key=lambda y: abs(y - was))
    )
    said.rest = ""
    name = columns_of(old)[0]
    if _stretch(old) is None:
        return call("between", col(name), year, year + DECADE - 1)
    return _from_to(name, dt.date(year, 1, 1), dt.date(year + DECADE, 1, 1))


def _ten_years(expr: Expr) -> int | None:
    """The first of the ten years that a condition is about."""
    stretch = _stretch(expr)
    if stretch is not None:
        low, high = stretch
        whole = (high.year - low.year, high.month, high.day) == (DECADE, low.month, low.day)
        return low.year if whole else None
    ends = (
        [a.lit for a in expr.args[1:] if isinstance(a, Lit)]
        if isinstance(expr, Call) and expr.op == "between"
        else []
    )
    if len(ends) == 2 and all(isinstance(e, (int, float)) and 1850 < e < 2100 for e in ends):
        return int(str(ends[0])[:4]) if float(str(ends[1])) - float(str(ends[0])) == DECADE - 1 else None
    return None


def _moved_year(old: Expr, unit: str, step: int) -> Expr | None:
    """A calendar year kept as a number."""
    if (
        isinstance(old, Call)
        and old.op == "eq"
        and isinstance(old.args[1], Lit)
        and unit in ("year", "period", "one")
    ):
        year = old.args[1].lit
        if isinstance(year, (int, float)) and not isinstance(year, bool):
            return call("eq", old.args[0], year + step)
    return None


def _moved(low: dt.date, high: dt.date, unit: str, step: int) -> tuple[dt.date, dt.date]:
    days = (high - low).days
    whole = low.day == 1 and high.day == 1
    if unit in ("period", "one"):
        if whole:
            months = (high.year - low.year) * 12 + high.month - low.month
            return _months(low, step * months), _months(high, step * months)
        return low + dt.timedelta(days=step * days), high + dt.timedelta(days=step * days)
    months = {"year": 12, "quarter": 3, "month": 1}.get(unit, 0)
    if not months:
        width = 7 if unit == "week" else 1
        return low + dt.timedelta(days=step * width), high + dt.timedelta(days=step * width)
    if whole and months < (high.year - low.year) * 12 + high.month - low.month:
        start = low if step < 0 else high
        return (_months(start, -months), start) if step < 0 else (start, _months(start, months))
    if whole:
        return _months(low, step * months), _months(high, step * months)
    return _same_day(low, step * months), _same_day(high, step * months)


def _months(day: dt.date, n: int) -> dt.date:
    return month_start(day.year, day.month, n)


def _same_day(day: dt.date, n: int) -> dt.date:
    first = month_start(day.year, day.month, n)
    return first + dt.timedelta(days=min(day.day, 28) - 1)


# -- numbers -----------------------------------------------------------------------------------------------------
def numbers(draft: Draft, last: Intent) -> Condition | None:
    """ "and more than 2,000?", "same for 3": numbers without a noun are of the column that was restricted."""
    bare = [i for i, s in enumerate(draft.spans) if draft.free(i) and s.number is not None and not s.entries]
    if (
        not bare
        or len(bare) > 2
        or any(draft.free(i) and _names_number(draft, i) for i in range(len(draft.spans)))
    ):
        return None
    old = _numeric_condition(last, draft)
    if old is None or not all(_says_nothing(s) for s in draft.spans):
        return None
    column = draft.scope.source.columns[columns_of(old)[0]]
    values = [draft.spans[i].number or 0.0 for i in bare]
    if not all(_may_hold(column, v) for v in values) or _dated(draft, bare, column):
        return None
    lits = [int(v) if float(v).is_integer() else v for v in values]
    cues = [i for i, s in enumerate(draft.spans) if draft.free(i) and s.word("comparator", "after_number")]
    name = draft.spans[cues[0]].word("comparator", "after_number").name if cues else None  # type: ignore[union-attr]  # tested
    if name is not None and column.role in _NAMES:
        return None  # nothing is over or under a name
    if len(bare) == 2:
        between = re.search(r"\bbetween\b|\b(?:to|until|till)\b|-", draft.text, re.I)
        expr = call("between", col(column.name), *lits) if between else call("in", col(column.name), *lits)
    elif name is not None:
        expr = call(name, col(column.name), lits[0])  # type: ignore[arg-type]  # the vocabulary's comparators
    elif isinstance(old, Call) and old.op in ("eq", "in", "gt", "ge", "lt", "le"):
        expr = call("eq" if old.op == "in" else old.op, col(column.name), lits[0])
    else:
        return None
    used = (*bare, *cues[: 2 if len(bare) == 2 else 1])
    draft.use("condition", *used)
    return Condition(expr, used, column)


def threshold(draft: Draft, last: Intent) -> Threshold | None:
    """ "sorry, I meant at least 10": another bound for the groups that reached one ("more than 5 orders")."""
    bare = [i for i, s in enumerate(draft.spans) if draft.free(i) and s.number is not None and not s.entries]
    if (
        len(bare) != 1
        or draft.spans[bare[0]].period is not None
        or not all(_says_nothing(s) for s in draft.spans)
    ):
        return None
    old = next(iter(_bounds(last)), None)
    if old is None:
        return None
    value = draft.spans[bare[0]].number or 0.0
    cue = next(
        (i for i, s in enumerate(draft.spans) if draft.free(i) and s.word("comparator", "after_number")), None
    )
    word = draft.spans[cue].word("comparator", "after_number") if cue is not None else None
    new = call(
        word.name if word is not None else old.op,  # type: ignore[arg-type]  # a comparator's name
        old.args[0],
        int(value) if value.is_integer() else value,
    )
    draft.use("condition", *bare, *((cue,) if cue is not None else ()))
    return Threshold(old, new)


def _bounds(last: Intent) -> list[Call]:
    """The bounds that groups have to reach, the last that was said first."""
    if last.where and not isinstance(last.where[-1], Member):
        return [e for e in last.having if isinstance(e, Call) and _is_bound(e)]
    inner = [e for m in reversed(last.where) if isinstance(m, Member) for e in m.within.having]
    return [e for e in (*last.having, *inner) if isinstance(e, Call) and _is_bound(e)]


def _is_bound(expr: Expr) -> bool:
    return (
        isinstance(expr, Call)
        and expr.op in ("gt", "ge", "lt", "le", "eq")
        and isinstance(expr.args[-1], Lit)
    )


@dataclass(frozen=True)
class Threshold:
    """One bound of groups in the place of another."""

    old: Call
    new: Call
    turn: ClassVar[Turn] = Turn.POPULATION

    def on(self, intent: Intent, ground: Ground) -> Intent | None:
        """The bound changed where it stands."""
        where = tuple(self._in(e) for e in intent.where)
        having = tuple(self.new if e == self.old else e for e in intent.having)
        return changed(intent, where=where, having=having)

    def _in(self, expr: Expr) -> Expr:
        if not isinstance(expr, Member) or self.old not in expr.within.having:
            return expr
        having = tuple(self.new if e == self.old else e for e in expr.within.having)
        return expr.model_copy(update={"within": expr.within.model_copy(update={"having": having})})


_NAMES = ("flag", "code", "category", "id")
"""What columns hold whose numbers are names, not sizes."""


def _may_hold(column: Column, value: float) -> bool:
    """A number that a column could hold: one of its names, or no further out than its ends."""
    stored = [v.value for v in column.values]
    if column.role in _NAMES and stored:
        return any(str(v) in (f"{value:g}", f"{value:.1f}") for v in stored)
    try:
        low, high = float(str(column.low)), float(str(column.high))
    except ValueError:
        return True
    return low <= value <= high


def _dated(draft: Draft, bare: list[int], column: Column) -> bool:
    """ "only 2023" after a price: a year, where the data has dates of it."""
    if column.unit == "year" or len(bare) != 1:
        return False
    span = draft.spans[bare[0]]
    return span.period is not None and span.text.isdigit() and len(span.text) == 4


_JOINING = re.compile(
    r"and|or|so|but|what|about|how|for|with|than|at|in|on|of|the|only|just|those|these|now|then|same|to|between|from|until|till|is|are|was|if|it|that|by|values?|ones?|many|have|has|had|,|=|\?|\.|-",
    re.I,
)


def _says_nothing(span: Span) -> bool:
    """A number, a comparator, or a word that only joins."""
    if span.number is not None or _JOINING.fullmatch(span.text):
        return True
    word = span.word("comparator", "after_number")
    return word is not None and not re.search(r"old|young|rich|long|short|late|cheap", span.text, re.I)


def _names_number(draft: Draft, i: int) -> bool:
    """A noun that the number may belong to."""
    return any(
        t.entry.kind != "value" and (t.measure is not None or is_numeric(t.column) or t.entry.quality >= 0.75)
        for t in draft.scope.terms(draft.spans[i])
    )


def another_member(draft: Draft, last: Intent) -> Condition | None:
    """ "same for 12380": another member in the place of the one that was looked up."""
    key = draft.scope.entity.key if draft.scope.entity is not None else None
    old = next(
        (e for e in last.where if isinstance(e, Call) and e.op == "eq" and columns_of(e) == (key,)), None
    )
    if old is None or key is None or key not in draft.scope.source.columns:
        return None
    column = draft.scope.source.columns[key]
    for i, span in enumerate(draft.spans):
        n = span.number
        if draft.free(i) and n is not None and not span.entries and n == int(n):
            value = int(n) if column.type in ("integer", "number") else span.text
            draft.use("condition", i)
            return Condition(call("eq", col(key), value), (i,), column)
    return None


def _numeric_condition(last: Intent, draft: Draft) -> Expr | None:
    """The last condition that tests a number."""
    for expr in reversed((*last.where, *last.share)):
        names = columns_of(expr)
        if (
            not isinstance(expr, Call)
            or len(names) != 1
            or any(isinstance(n, Lit) and n.date for n in walk(expr))
        ):
            continue
        values = [a.lit for a in expr.args[1:] if isinstance(a, Lit)]
        plain = [v for v in values if isinstance(v, (int, float)) and not isinstance(v, bool)]
        if plain and len(plain) == len(expr.args) - 1 and names[0] in draft.scope.source.columns:
            return expr
    return None
