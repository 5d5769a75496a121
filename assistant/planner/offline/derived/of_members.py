"""Averages over what rows are lines or events of, however they are worded: "the average receipt value", "the average number
of items on a receipt". Each is said as a ratio ("value per receipt"), which holds for any groups and conditions; so is
"the average cost per day", where a day has several rows."""

from __future__ import annotations

import re

from assistant.planner.offline import compose
from assistant.planner.offline.derived import ratios
from assistant.planner.offline.derived.desk import Desk
from assistant.planner.offline.grain import is_joining
from assistant.planner.offline.scope import PEOPLE, is_money
from assistant.planner.offline.spans import Span
from data.catalog import Entity
from data.query import Agg, Col, Expr, MeasureRef, call, col

_MEANS = r"(?:average|avg|mean|typical)"
_HEAD = re.compile(
    rf"\b{_MEANS}\.?\s+(?:(?:no\.?|number|amount|count|value)\s+of\s+|total\s+)?(?:the\s+)?$", re.I
)
_OF_MANY = re.compile(r"\s+(?:of|by|from)\s+(?:all\s+)?(?:our\s+|the\s+)?$", re.I)
_OF_ONE = re.compile(
    r"\s+(?:of|on|in|for|from|by|within)\s+(?:an?|one|each|every|a\s+single|the\s+average)\s+$", re.I
)
_PERIOD = re.compile(r"\s+(?:per|an?|each|every)\s+(?P<grain>day|week|month|quarter|year)\b", re.I)
_COURSE = re.compile(
    r"\b(?:over\s+time|trend|course|charts?|line|plot|graph|develop\w*|by\s+(?:day|week|month|quarter|year))\b",
    re.I,
)
_TOGETHER = re.compile(
    r"\s*\(?\b(?:all|every)\b[\w ]{0,40}\b(?:added\s+up|summed(?:\s+up)?|together|combined|taken\s+together)\)?",
    re.I,
)
"""A remark that says no more than what is done anyway: "(all campaigns of a day added up)"."""
_SEVERAL = 1.5
"""Rows that a day has, so that it is more than its one row."""


def read(desk: Desk) -> None:
    """Put the figure in front of "per" and its owner behind it."""
    _per_period(desk)
    cover = desk.tagged.cover
    for i, span in enumerate(cover):
        one = _member(desk, span, several=False)
        if one is not None and i + 1 < len(cover) and _before(desk, span, cover[i + 1], i + 1):
            return
        thing = one or _member(desk, span, several=True)
        if i and thing is not None and _behind(desk, i, thing, _OF_ONE if one is not None else _OF_MANY):
            return


def _per_period(desk: Desk) -> None:
    """ "the average cost per day": all that belongs to a day is added up before the days are averaged."""
    scope, dated = desk.scope, desk.scope.date()
    lines = scope.source.entity is not None and scope.source.entity.rolled_up
    if dated is None or lines or is_joining(dated) or _COURSE.search(desk.text):
        return
    if dated.type == "date" and scope.source.rows < _SEVERAL * dated.distinct:
        return  # a row is a day itself
    for i, span in enumerate(desk.tagged.cover):
        start, end = desk.place(span)
        head, period = _HEAD.search(desk.text[:start]), _PERIOD.match(desk.text, end)
        figure = _counted_or_summed(desk, i) if head is not None and period is not None else None
        if head is None or period is None or figure is None:
            continue
        days = Agg(agg="distinct", of=call(compose._grain_op(period["grain"].lower()), col(dated.name)))
        label, expr, unit = figure
        word = desk.measure(f"{label} per {period['grain'].lower()}", call("div", expr, days), unit)
        desk.text = _TOGETHER.sub(" ", desk.text)
        desk.put(head.start(), period.end(), word)
        return


def _counted_or_summed(desk: Desk, i: int) -> tuple[str, Expr, str | None] | None:
    """A sum over rows, or a number of rows or of different things."""
    summed = ratios.sum_at(desk, i)
    for term in desk.scope.terms(desk.tagged.cover[i]):
        measure = term.measure
        if measure is not None and isinstance(measure.expr, Agg) and _adds_over_days(desk, measure.expr):
            money = is_money(measure.unit)
            return measure.label, MeasureRef(measure=measure.name), measure.unit if money else None
        if summed is not None:
            return term.label, summed, term.column.unit if term.column is not None else None
        if measure is not None or term.column is not None:
            return None
    return None


def _adds_over_days(desk: Desk, expr: Agg) -> bool:
    """A sum, a number of rows, or one of things that have a day each: a campaign that runs for a month has many."""
    if expr.agg in ("count", "sum"):
        return True
    of_a_day = {
        e.key
        for e in desk.scope.catalog.entities.values()
        if e.rolled_up and any(c.name == "date" for c in e.columns)
    }
    return expr.agg == "distinct" and isinstance(expr.of, Col) and expr.of.col in of_a_day


def _member(desk: Desk, span: Span, several: bool) -> Entity | None:
    """A thing of which the rows are lines, or that each row points at; the rows themselves are averaged anyhow, and so
    is what a table of members has of its own."""
    found = ratios.member(desk.scope, span, several) if span.entries else None
    if found is None or found[1].distinct <= ratios.FEW_ROWS:
        return None
    thing, _ = found
    own = desk.base.sources[thing.name].columns.values() if thing.name in desk.base.sources else ()
    told = not thing.rolled_up and any(isinstance(c.expr, Agg) and c.expr.agg == "sum" for c in own)
    return None if told or (several and thing.name == "product") else thing


def _before(desk: Desk, span: Span, figure: Span, at: int) -> bool:
    """ "the average receipt value"."""
    (a, _), (_, b) = desk.place(span), desk.place(figure)
    head = _HEAD.search(desk.text[:a])
    if head is None or not _adds_up(desk, at, head[0]):
        return False
    desk.put(head.start(), b, f"{figure.text} per {span.text}")
    return True


def _behind(desk: Desk, i: int, thing: Entity, link: re.Pattern[str]) -> bool:
    """ "the average number of items on a receipt", "the average spend of our customers"."""
    cover = desk.tagged.cover
    a, b = desk.place(cover[i])
    for k in range(i - 1, -1, -1):
        start, end = desk.place(cover[k])
        if link.fullmatch(desk.text[end:a]) is None:
            continue
        head = _HEAD.search(desk.text[:start])
        spent = re.match(r"spen[dt]", cover[k].text, re.I) is not None
        many = link is _OF_MANY and not spent and (thing.name in PEOPLE or not thing.rolled_up)
        if head is None or many or not _adds_up(desk, k, head[0]):
            return False
        desk.put(head.start(), b, f"{cover[k].text} per {thing.name}")
        return True
    return False


def _adds_up(desk: Desk, at: int, head: str) -> bool:
    """Whether a word names what members have a sum of; the rows have one where their number is spoken of."""
    counted = re.search(r"\b(?:no|number|count)\b", head, re.I) is not None
    return ratios.adds_up(desk, at, counted)
