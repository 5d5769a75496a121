"""One row that was spoken of: what else is known of it ("when was that?"), and which of those counted comes first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from assistant.conversation import Turn as Answered
from assistant.planner.offline.compose import _display_of as display_of
from assistant.planner.offline.followups.operations import Ground, Turn, changed
from assistant.planner.offline.followups.replay import query_of
from assistant.planner.offline.followups.rest import date_of
from assistant.planner.offline.forms.nouns import noun
from assistant.planner.offline.forms.sheet import Sheet
from assistant.planner.offline.phrases import year_column
from assistant.planner.offline.scope import DATED, Intent, Scope, is_numeric
from assistant.planner.offline.vocabulary import Vocabulary
from data.catalog import Catalog, Column
from data.query import Agg, Call, Col, Expr, Out, Query, Scalar, call, col

if TYPE_CHECKING:
    from assistant.planner.offline.planner import OfflinePlanner

_LEAD = r"^\W*(?:(?:and|but|so|ok|oh|nice|then)\b\W*)*"
_THAT = r"(?:that|it|this|those|they|s?he(?: or s?he)?|s?he/s?he|her|him|them)(?: one)?"
_WHEN = re.compile(
    rf"{_LEAD}(?:when|(?:(?:in|on|at) )?(?:which|what) (?P<grain>year|month|day|date|week|quarter))\s+(?:was|is|were|did|has|had)\s+(?:that|it|this)\b(?:\s+(?:happen|be|reached|set|recorded|again))?\W*$",
    re.I,
)
_WHAT = re.compile(
    rf"{_LEAD}(?:(?:in|on|at|for|from|by|against|with) )?(?:which|what) (?P<x>[\w -]+?) (?:was|is|were|did|does|has|had|do) (?:{_THAT}|that \w+|this \w+)(?: (?:have|had|get|got|in|from|of|at|on|by|with|against|for|about|belong to|come from|work in))?\W*$",
    re.I,
)
_THE = re.compile(
    rf"{_LEAD}(?:(?:who|what|which)(?:'s| was| is| were| are)? |whats )?(?P<lead>the|its|his|her|their) (?P<x>[\w -]+?)(?: (?:of|for|at|in) {_THAT}(?: \w+)?)?\W*$",
    re.I,
)
_BARE = re.compile(rf"{_LEAD}(?:(?:in|on|at|for|from|by) )?(?:which|what) (?P<x>[\w -]+?)\W*$", re.I)
_DOER = re.compile(
    rf"{_LEAD}(?:who|which [\w ]+?) (?P<verb>[a-z]{{3,}}) (?:{_THAT}|(?:that|this) \w+)\W*$", re.I
)
_WHO = re.compile(rf"{_LEAD}(?:who|which one|which) (?:was|is) (?:that|it|this)\W*$", re.I)


@dataclass(frozen=True)
class First:
    """ "which of them has the smallest population?": the rows that were counted or listed, ranked by a column."""

    label: Column
    by: Column
    desc: bool
    limit: int = 1
    turn: ClassVar[Turn] = Turn.RANK

    def on(self, intent: Intent, ground: Ground) -> Intent | None:
        """The first of the rows by that column."""
        outs = tuple(dict.fromkeys(column_out(c) for c in (self.label, self.by)))
        known = (call("not_null", col(self.by.name)),) if self.by.missing else ()
        return changed(
            intent, metrics=(), groups=(), columns=outs, where=(*intent.where, *intent.share, *known), share=(),
            order=self.by.label, desc=self.desc, limit=self.limit, rest=None, best=(), having=(), melt=None,
            chart=None, answer="name" if self.limit == 1 else "list",
        )  # fmt: skip


def label_of(scope: Scope, words: Vocabulary | None) -> Column | None:
    """What the rows of a source are called by."""
    named = display_of(scope, scope.entity) if scope.entity is not None else None
    if named is not None and named.role == "person":
        return named
    told = Sheet(scope, words).label if words is not None else None
    return told or named


def implied(scope: Scope, words: Vocabulary | None, adjective: str) -> Column | None:
    """ "the cheapest": the column that an adjective ranks by."""
    if words is None:
        return None
    sheet = Sheet(scope, words)
    for word in sheet.words.ranked.get(adjective.split()[0].lower(), ()):
        column = sheet.column((word,), (), sheet.numbers)
        if column is not None:
            return column
    return None


def read(planner: OfflinePlanner, text: str, catalog: Catalog, last: Answered) -> Intent | None:
    """What a message asks of the one row that was the last answer; None where it was no row."""
    asked = query_of(last, catalog)
    if asked is None:
        return None
    intent, scope = asked
    row = _row(intent, last, scope)
    if row is None:
        return None
    column = _asked(planner, text, scope, intent)
    if column is None or column.label in [o.name for o in intent.columns[:1]]:
        return None
    if is_numeric(column):
        return _figure_of(row, column)
    outs = tuple(dict.fromkeys((column_out(column), *row.columns)))
    return row.model_copy(update={"columns": outs, "notes": ()})


def _figure_of(row: Intent, column: Column) -> Intent:
    """A number of the row, by itself: the rows whose own figure is the highest or lowest of all."""
    if row.order is None:
        return changed(row, columns=(column_out(column),), answer="value", notes=())
    by = next(o for o in row.columns if o.name == row.order)
    name = f"{'highest' if row.desc is not False else 'lowest'} {by.name}"
    best = Out(name=name, expr=Agg(agg="max" if row.desc is not False else "min", of=by.expr), unit=by.unit)
    holds = call("eq", by.expr, Scalar(scalar=Query(source=row.source, where=row.where, measures=(best,))))
    return changed(
        row, columns=(column_out(column),), where=(*row.where, holds), order=None, desc=None, limit=None, answer="value",
        notes=(),
    )  # fmt: skip


def _row(intent: Intent, last: Answered, scope: Scope) -> Intent | None:
    """The one row behind the last answer: where a figure is highest or lowest, or what was picked from a list."""
    if intent.groups or intent.melt is not None or intent.share or intent.chart not in (None, "table"):
        return None
    if intent.columns:
        table = last.answer.table
        one = intent.limit == 1 and intent.answer == "name"
        single = one or (table is not None and len(table.rows) == 1)
        if not single and not any(_is_extreme(e) for e in intent.where):
            return None
        kept = tuple(o for o in intent.columns if o.name == intent.order)
        return changed(intent, columns=kept, answer="name" if single else "list")
    first = intent.metrics[0].expr if len(intent.metrics) == 1 else None
    if not isinstance(first, Agg) or first.agg not in ("max", "min") or not isinstance(first.of, Col):
        return None
    column = scope.source.columns.get(first.of.col)
    if column is None or first.where is not None:
        return None
    known = (call("not_null", col(column.name)),) if column.missing else ()
    return changed(
        intent, metrics=(), columns=(column_out(column),), where=(*intent.where, *known), order=column.label,
        desc=first.agg == "max", limit=1, answer="name",
    )  # fmt: skip


def _is_extreme(expr: Expr) -> bool:
    """A condition that a figure is the highest or lowest of all."""
    if not isinstance(expr, Call) or expr.op != "eq" or not isinstance(expr.args[-1], Scalar):
        return False
    measures = expr.args[-1].scalar.measures
    return len(measures) == 1 and isinstance(measures[0].expr, Agg) and measures[0].expr.agg in ("max", "min")


def _asked(planner: OfflinePlanner, text: str, scope: Scope, intent: Intent) -> Column | None:
    """The column that a message asks for."""
    when = _WHEN.match(text)
    if when is not None:
        dated = date_of(intent, scope) or scope.date()
        if dated is not None and dated.type in DATED and when["grain"] != "year":
            return dated
        return year_column(scope) or dated
    if _WHO.match(text):
        return label_of(scope, planner.words)
    doer = _DOER.match(text)
    if doer is not None and (by := _who_does(scope, doer["verb"].lower())) is not None:
        return by
    found = _WHAT.match(text) or _THE.match(text) or _BARE.match(text)
    if found is None:
        return None
    cover = [s for s in planner.tagger.tag(found["x"]).cover if not (s.free and not s.entries)]
    term = noun(scope, cover[0]) if len(cover) == 1 and cover[0].entries else None
    column = term.column if term is not None else None
    the = found.groupdict().get("lead", "").lower() == "the"
    joined = re.match(r"\W*(?:and|but)\b", text, re.I) is not None
    if (
        column is not None
        and the
        and not joined
        and (is_numeric(column) or not re.search(r"\bwh", found[0], re.I))
    ):
        return None  # "what is the price?" may be a question of its own
    return column


def _who_does(scope: Scope, verb: str) -> Column | None:
    """ "who owns it?": the owner, or whoever it is owned by; None where several columns tell of it."""
    root = re.sub(r"(?:e?s|e?d|ing)$", "", verb).rstrip("e")
    doing = re.compile(rf"{root}(?:er|or|e?d by)(?: name)?")
    found = [c for c in scope.source.columns.values() if doing.fullmatch(c.label.lower())]
    shown = [c for c in found if c.role in ("person", "text")]
    chosen = shown if len(found) > 1 else found
    return chosen[0] if len(chosen) == 1 else None


def column_out(column: Column) -> Out:
    """A column as it stands in a row."""
    return Out(name=column.label, expr=col(column.name), unit=column.unit)
