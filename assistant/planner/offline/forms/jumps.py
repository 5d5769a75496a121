"""The biggest step of a figure from one period to the next: "biggest jump in X from one quarter to the next", "in which
month did revenue grow the most", "the worst week in % terms"."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from assistant.planner.offline import compose
from assistant.planner.offline.checks import check
from assistant.planner.offline.conditions import Draft
from assistant.planner.offline.dates import EVERY, start_of, step
from assistant.planner.offline.scope import Intent, Scope, is_numeric
from assistant.planner.offline.spans import Tagged
from data.catalog import Column
from data.query import Agg, Expr, MeasureRef, Out, Over, call, col, date

_GRAIN = r"(?:day|week|month|quarter|year)"
_UP = r"jump|rise|increase|gain|growth|climb|surge"
_DOWN = r"drop|fall|decrease|decline|loss|slump|dip|plunge"
_MOST = r"biggest|largest|greatest|highest|sharpest|steepest|strongest|worst|best|maximum|max"
_OVER = rf"{_GRAIN}[ -](?:over|on|to)[ -]{_GRAIN}"
_NEXT = (
    rf"(?:from (?:one|a) (?P<g1>{_GRAIN}) to (?:the next|another)|between (?:two )?(?:consecutive|successive|neighbouring) (?P<g2>{_GRAIN})s"
    rf"|from (?P<g3>{_GRAIN}) to {_GRAIN}|(?:vs|versus|against|over|compared (?:to|with)|from) (?:the )?(?:previous |prior |last )?(?P<g4>{_GRAIN})(?: before)?)"
)
_STEP = re.compile(
    rf"\b(?:the\s+)?(?:{_MOST})\s+(?:(?P<over>{_OVER})\s+|(?P<ly>daily|weekly|monthly|quarterly|yearly|annual)\s+)?(?:(?:relative|percentage|percent|%)\s+)?(?P<kind>{_UP}|{_DOWN})\b(?:\s+(?:in|of))?",
    re.I,
)
_VERBS_UP, _VERBS_DOWN = "grow|rise|increase|jump|climb|gain", "fall|drop|decrease|decline|lose|shrink"
_WHICH = re.compile(
    rf"\b(?:in\s+)?(?:which|what)\s+(?P<grain>{_GRAIN})\s+did\b|\b(?:which|what)\s+(?P<grain2>{_GRAIN})\s+(?:had|saw|has|shows?|showed|brought)\b",
    re.I,
)
_VERB = re.compile(rf"\b(?P<kind>{_VERBS_UP}|{_VERBS_DOWN})\s+(?:by\s+)?(?:the\s+)?(?:most|fastest|sharpest|strongest)\b", re.I)  # fmt: skip
_TERMS = re.compile(
    rf"\b(?:the\s+)?(?P<side>worst|best)\s+(?P<grain>{_GRAIN})\s+(?:for|of)\b|\bin\s+(?:%|per ?cent(?:age)?|relative)\s+terms\b|,?\s*\bhow (?:big|large|much) was (?:it|that|the (?:{_UP}|{_DOWN}))\b",
    re.I,
)
_PERCENT = re.compile(r"%|\bper ?cent(age)?\b|\bgrowth\b|\brelative\b", re.I)
_DAYS = {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365}
_NEXT_RE = re.compile(rf"\b{_NEXT}\b", re.I)


def read(scope: Scope, tagged: Tagged) -> tuple[Intent, Draft] | None:
    """The period with the biggest step up or down, or the size of that step; None for other questions."""
    text, dated = tagged.text, scope.date()
    found = _asked(text)
    if found is None or dated is None:
        return None
    grain, kind, places = found
    taken = [
        i for i, s in enumerate(tagged.cover) if any(a <= tagged.tokens[s.start].start < b for a, b in places)
    ]
    cover = tuple(
        replace(s, words=(), entries=(), number=None, period=None, free=True) if i in taken else s
        for i, s in enumerate(tagged.cover)
    )
    intent, draft = compose.compose(scope, replace(tagged, cover=cover))
    measured = _measured(scope, intent, draft)
    if measured is None or intent.groups or intent.having or intent.share or intent.limit is not None:
        return None
    draft.use("window", *taken)
    unit = grain or compose.auto_grain(dated)
    relative = _PERCENT.search(text) is not None
    made = _intent(scope, intent, measured, dated, unit, kind, relative, _names(text))
    return None if check(draft, made, 0).unlicensed else (made, draft)


def _measured(scope: Scope, intent: Intent, draft: Draft) -> Out | None:
    """The figure that is named; else what rows are worth, or the one number that a row has."""
    named = [m for m in intent.metrics if not isinstance(m.expr, Over)]
    if len(named) > 1:
        return None
    said = any(
        draft.used.get(i) in ("metric", "item")
        for i, s in enumerate(draft.spans)
        if s.entries or s.word("count")
    )
    if named and said:
        return named[0]
    numbers = [
        c for c in scope.source.columns.values() if is_numeric(c) and c.unit != "year" and c.expr is None
    ]
    if scope.main_measure() is None and len(numbers) == 1:
        draft.notes.append(f"{numbers[0].label} is the one number of each row")
        return compose.of_column("mean", numbers[0])
    return scope.main_measure()


def asked(scope: Scope, tagged: Tagged) -> bool:
    """Whether a step from one period to the next is asked for."""
    return scope.date() is not None and _asked(tagged.text) is not None


def _asked(text: str) -> tuple[str | None, str, list[tuple[int, int]]] | None:
    """The grain, the way, and the places of the words that say so."""
    which, following, terms = _WHICH.search(text), _NEXT_RE.search(text), list(_TERMS.finditer(text))
    said = _STEP.search(text) or (_VERB.search(text) if which is not None else None)
    grain = next((g for g in (following.groupdict().values() if following is not None else ()) if g), None)
    if which is not None:
        grain = grain or which["grain"] or which["grain2"]
    if said is not None:
        over = said.groupdict().get("over")
        ly = said.groupdict().get("ly")
        stated = re.match(_GRAIN, over or "", re.I)
        grain = grain or (stated[0] if stated is not None else EVERY.get((ly or "").lower()))
        if grain is None:
            return None
        places = [m.span() for m in (said, which, following, *terms) if m is not None]
        down = re.fullmatch(f"{_DOWN}|{_VERBS_DOWN}", said["kind"], re.I) is not None
        return grain.lower(), "down" if down else "up", places
    side = next((m for m in terms if m["side"]), None)
    if side is None or _PERCENT.search(text) is None:
        return None
    places = [m.span() for m in (*terms, following) if m is not None]
    return side["grain"].lower(), "down" if side["side"].lower() == "worst" else "up", places


def _names(text: str) -> bool:
    """The period is asked for, not the size of the step."""
    return re.search(r"\b(which|when|what (day|week|month|quarter|year))\b", text, re.I) is not None and re.search(r"\bhow (big|large|much)\b", text, re.I) is None  # fmt: skip


def _intent(
    scope: Scope,
    intent: Intent,
    measured: Out,
    dated: Column,
    unit: str,
    kind: str,
    relative: bool,
    names: bool,
) -> Intent:
    window = "growth" if relative else "diff"
    change = Out(
        name=f"{'growth' if relative else 'change'} of {measured.name}",
        expr=Over(over=window, of=measured.name),  # type: ignore[arg-type]  # names of windows
        unit="share" if relative else "points" if measured.unit == "share" else measured.unit,
    )
    whole, note = _whole_periods(dated, unit) if _adds_up(scope, measured.expr) else ((), ())
    group = Out(name=unit, expr=call(compose._grain_op(unit), col(dated.name)))
    return Intent(
        source=scope.name, within=intent.within, where=(*intent.where, *whole), groups=(group,), metrics=(change, measured),
        order=change.name, desc=kind == "up", limit=1, answer="name" if names else "value", notes=(*intent.notes, *note),
    )  # fmt: skip


def _adds_up(scope: Scope, expr: Expr) -> bool:
    """A total, which a period that is held in part only would make smaller."""
    if isinstance(expr, MeasureRef):
        expr = scope.catalog.measures[expr.measure].expr
    return isinstance(expr, Agg) and expr.agg in ("sum", "count", "distinct")


def _whole_periods(dated: Column, unit: str) -> tuple[tuple[Expr, ...], tuple[str, ...]]:
    """Without the first and last period where the data begin or end within it."""
    try:
        low, high = (dt.date.fromisoformat(str(v)[:10]) for v in (dated.low, dated.high))
    except ValueError:
        return (), ()
    if unit == "day" or (high - low).days / max(dated.distinct, 1) > _DAYS[unit] / 2:
        return (), ()  # each period has one date
    slack = max(2, _DAYS[unit] // 25)
    first, last = start_of(low, unit), start_of(high, unit)
    tests: list[Expr] = []
    if (low - first).days > slack:
        tests.append(call("ge", col(dated.name), date(step(first, unit, 1).isoformat())))
    if (step(last, unit, 1) - high).days - 1 > slack:
        tests.append(call("lt", col(dated.name), date(last.isoformat())))
    return tuple(tests), (f"{unit}s that the data hold in part only are left out",) if tests else ()
