"""Two periods set against each other: "from October to November", "1-9 December 2011 against 2010"."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from assistant.planner.offline import build, phrases
from assistant.planner.offline.compose import compose, metric
from assistant.planner.offline.scope import Intent, Scope
from assistant.planner.offline.spans import Tagged
from data.catalog import Column
from data.query import Call, Col, Expr, Lit, Out, call, columns_of, date
from tools._tool import Tool

_ASKED = re.compile(
    r"\b(difference|grow|grew|grown|growth|change|changed|increase|increased|decrease|decreased|rise|rose|risen|fall|fell|drop|dropped|up|down|more|less|higher|lower|compare|compared|versus|vs|against)\b",
    re.I,
)
_WHY = re.compile(
    r"\b(why|what (explains?|explained|drove|drives|caused|is behind|was behind)|reasons?)\b", re.I
)
"""Asks for the parts of the change, which is another ability's."""
_PERCENT = re.compile(r"%|percent|growth|grow|grew|rate", re.I)


def read(scope: Scope, tagged: Tagged, tools: dict[str, Tool]) -> Intent | None:
    """The change of a measure between the two periods that a question names, or None."""
    if (
        "calc" not in tools
        or not _ASKED.search(tagged.text)
        or re.search(r"\bhow many (?!percent)", tagged.text, re.I)
    ):
        return None
    pairs = _pair(tagged)
    yearly = _years(scope, tagged)
    if pairs is None and yearly is None:
        return None
    intent, draft = compose(scope, tagged)
    if any(
        s.word("group", "superlative") and draft.used.get(i) in ("group", "superlative")
        for i, s in enumerate(tagged.cover)
    ):
        return None
    plain = intent.model_copy(
        update={
            "where": tuple(e for e in intent.where if not _dated(e)),
            "share": (),
            "groups": (),
            "columns": (),
            "answer": "value",
            "order": None,
            "desc": None,
            "limit": None,
            "chart": None,
        }
    )
    metrics = tuple(m for m in intent.metrics if not _restricted(m.expr)) or tuple(
        m for m in (scope.main_measure(),) if m is not None
    )
    column = scope.date()
    plain_metric = next(
        (metric(scope, None, t) for s in tagged.cover if s.entries and (t := scope.number(s)) is not None),
        None,
    )
    if not any(not _restricted(m.expr) for m in intent.metrics) and plain_metric is not None:
        metrics = (plain_metric,)
    if not metrics:
        return None
    if yearly is not None:
        name, both = yearly
        bounds_of: list[tuple[Expr, ...]] = [(call("eq", Col(col=name), y),) for y in both]
        where = tuple(e for e in plain.where if name not in columns_of(e))
        plain = plain.model_copy(update={"where": where})
    elif column is not None and pairs is not None and "drivers" in tools and _WHY.search(tagged.text):
        return _parts_of_the_change(plain, metrics[0], pairs)
    elif column is not None and pairs is not None:
        pairs, note = _alike(pairs, column)
        plain = plain.model_copy(update={"notes": (*plain.notes, *note)})
        bounds_of = [
            (call("ge", Col(col=column.name), date(low)), call("lt", Col(col=column.name), date(high)))
            for low, high in pairs
        ]
    else:
        return None
    plain = plain.model_copy(update={"metrics": metrics[:1]})
    steps: list[dict[str, Any]] = []
    for bounds in bounds_of:
        part = plain.model_copy(update={"where": (*plain.where, *bounds)})
        steps.append(build.plan(part, tools).steps[-1].model_dump(mode="json"))
    op = (
        "growth"
        if _PERCENT.search(tagged.text) or not re.search(r"\bhow much\b|\bdifference\b", tagged.text, re.I)
        else "difference"
    )
    return Intent(
        source=scope.name,
        tool="calc",
        args={"op": op, "of": ["$1", "$2"]},
        before=tuple(steps),
        notes=plain.notes,
    )


def _parts_of_the_change(plain: Intent, measure: Out, pairs: list[tuple[str, str]]) -> Intent:
    """ "why did revenue rise from May to June?": the bridge between the two, which minds incomplete ends itself."""
    days = [
        (low[:10], (dt.date.fromisoformat(high[:10]) - dt.timedelta(days=1)).isoformat())
        for low, high in pairs
    ]
    args: dict[str, object] = {"measure": measure.canonical(), "period": days[1], "against": days[0]}
    return Intent(source=plain.source, tool="drivers", args=args, where=plain.where, within=plain.within)


CLOSED = 2
"""Days that may be missing at an end of a period that counts as whole: shops close."""


def _alike(pairs: list[tuple[str, str]], column: Column) -> tuple[list[tuple[str, str]], tuple[str, ...]]:
    """Both periods cut to the same days where the data hold a part of one only, and what to say of it."""
    first, end = _day(column.low), _day(column.high)
    if first is None or end is None:
        return pairs, ()
    end += dt.timedelta(days=1)
    begun, spans = 0, list[tuple[dt.date, int, int]]()
    for low, high in pairs:
        start, stop = dt.date.fromisoformat(low[:10]), dt.date.fromisoformat(high[:10])
        begun = max(begun, (first - start).days if (first - start).days > CLOSED else 0)
        held = (min(stop, end) - start).days if (stop - end).days > CLOSED else (stop - start).days
        spans.append((start, held, (stop - start).days))
    held = min(days for _, days, _ in spans)
    cut = begun > 0 or any(days < whole for _, days, whole in spans)
    if not cut or held <= begun:
        return pairs, ()
    alike = [(start + dt.timedelta(days=begun), start + dt.timedelta(days=held)) for start, _, _ in spans]
    note = (
        f"the data run from {first.isoformat()} to {(end - dt.timedelta(days=1)).isoformat()} and hold one of "
        f"the periods in part only, so the same {held - begun} days of both are compared"
    )
    return [(low.isoformat(), high.isoformat()) for low, high in alike], (note,)


def _day(value: object) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def _years(scope: Scope, tagged: Tagged) -> tuple[str, list[int]] | None:
    """Two years on a column of years: its name, and the earlier and the later."""
    column = phrases.year_column(scope)
    if column is None:
        return None
    low, high = float(str(column.low)), float(str(column.high))
    said = [
        int(s.number)
        for s in tagged.cover
        if s.number is not None and s.number == int(s.number) and low <= s.number <= high
    ]
    return (column.name, sorted(said)) if len(said) == 2 else None


def _restricted(expr: Expr) -> bool:
    return (isinstance(expr, Call) and expr.op == "div") or getattr(expr, "agg", None) in ("rate", "count")


def _dated(expr: Expr) -> bool:
    if isinstance(expr, Lit):
        return expr.date
    return isinstance(expr, Call) and any(_dated(a) for a in expr.args)


def _pair(tagged: Tagged) -> list[tuple[str, str]] | None:
    """(low, high) of the earlier and the later period."""
    periods = [s.period for s in tagged.cover if s.period is not None and s.period.low and s.period.high]
    if len(periods) == 2:
        return sorted((str(p.low), str(p.high)) for p in periods)
    if len(periods) == 1 and periods[0].grain in ("month", "year"):
        return _ends(str(periods[0].low), str(periods[0].high), tagged.text, periods[0].grain)
    return None


def _ends(low: str, high: str, text: str, unit: str) -> list[tuple[str, str]] | None:
    """The first and the last month of "from October to November"."""
    from assistant.planner.offline.dates import step

    if not re.search(r"\b(from|between)\b.*\b(to|and|until)\b", text, re.I):
        return None
    first, end = dt.date.fromisoformat(low), dt.date.fromisoformat(high)
    if step(first, unit, 1) >= end:
        return None
    return [(low, step(first, unit, 1).isoformat()), (step(end, unit, -1).isoformat(), high)]
