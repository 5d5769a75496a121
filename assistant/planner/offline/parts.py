"""Equal parts of the members by a number: "low, mid and high spenders (equal thirds)", "by income quartile"."""

from __future__ import annotations

import re

from assistant.planner.offline.compose import compose, count_of
from assistant.planner.offline.equal import NAMED
from assistant.planner.offline.scope import Intent, Scope
from assistant.planner.offline.spans import Tagged
from data.catalog import Column
from data.query import Bin, Out, Over, col

_SIZES = {"half": 2, "halves": 2, "third": 3, "thirds": 3, "tercile": 3, "terciles": 3, "quarter": 4, "quarters": 4,
          "quartile": 4, "quartiles": 4, "fifth": 5, "fifths": 5, "quintile": 5, "quintiles": 5, "decile": 10, "deciles": 10}  # fmt: skip
_EQUAL = re.compile(
    r"\bequal(?:ly sized|-sized)? (?P<n>halves|thirds|quarters|fifths)\b|\b(?P<t>tercile|quartile|quintile|decile)s?\b",
    re.I,
)


def read(scope: Scope, tagged: Tagged) -> Intent | None:
    """Members cut into equal parts, with what the question wants of each."""
    text = tagged.text
    equal, named = _EQUAL.search(text), NAMED.search(text)
    if (
        (equal is None and named is None)
        or scope.entity is None
        or any(s.bands is not None for s in tagged.cover)
        or re.search(r"\b(first|second|third|1st|3rd) quart", text, re.I)
    ):
        return None
    n = _SIZES[(equal["n"] or equal["t"]).lower()] if equal else 3
    labels = tuple(g.lower() for g in named.groups()) if named and n == 3 else None
    column = _column(scope, tagged, text)
    if column is None:
        return None
    fresh, _ = compose(scope, tagged)
    if fresh.share:
        return None  # a part of each group, which the sizes below do not give
    metrics = [m for m in fresh.metrics if not isinstance(m.expr, Over) and "share of" not in m.name]
    counted = count_of(scope, scope.entity)
    main = scope.main_measure()
    if not metrics and main is not None:
        metrics = [main]
    shares = (
        [
            Out(name=f"share of {m.name}", expr=Over(over="share", of=m.name), unit="share")
            for m in metrics[:1]
        ]
        if re.search(r"share|percent|%", text, re.I)
        else []
    )
    sizes = [counted] if counted is not None and all(m.name != counted.name for m in metrics) else []
    group = Out(name=f"{column.label} group", expr=Bin(bin=col(column.name), quantiles=n, labels=labels))
    return Intent(
        source=scope.name,
        where=fresh.where,
        groups=(group,),
        metrics=(*metrics, *shares, *sizes),
        answer="table",
        chart=fresh.chart,
    )


def _column(scope: Scope, tagged: Tagged, text: str) -> Column | None:
    """What the parts are cut by: the number beside the cue, else what a member is worth."""
    if re.search(r"\b(spend|buy|shopp|earner|customer)", text, re.I) and not re.search(
        r"\bearner", text, re.I
    ):
        main = scope.value_column()
        if main is not None:
            return main
    for span in tagged.cover:
        term = scope.quantity(span) if span.entries else None
        if term is not None and term.column is not None:
            return term.column
    return scope.value_column()
