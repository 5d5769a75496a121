"""Shows how much of a total the largest few hold, and how few it takes to make a part of it (Pareto)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
import numpy.typing as npt
from pydantic import Field

from data.dataset import View
from data.errors import Unsupported
from data.query import Col, Order, Out, Query
from data.work import Work
from tools import _chart
from tools._cautions import of_method, period
from tools._caveats import Cautions, caution
from tools._result import Chart, Evidence, Fact, Headline, Result, Table
from tools._tool import Args, Slot, TargetSlot, tool

Floats = npt.NDArray[np.float64]
TOP = 0.2
REACH = 0.5
STEPS = (0.01, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 1.0)


class ConcentrationArgs(Args):
    """Members are the rows of `source` (an entity: customers), `measure` a numeric column of theirs.

    top_share  what do the largest 20 % hold?         (fractions)
    top_n      what do the largest 10 hold?
    reach      how few make half of the total?
    Without any of them the answer is for the largest fifth.
    """

    measure: TargetSlot = None
    top_share: Annotated[float | None, Field(default=None, gt=0, le=1), Slot("number", word="percent")] = None
    top_n: Annotated[int | None, Field(default=None, ge=1), Slot("number", word="top")] = None
    reach: Annotated[float | None, Field(default=None, gt=0, le=1), Slot("number", word="percent of")] = None


@dataclass(frozen=True)
class Ranked:
    """Members from the largest down: cumulative parts of the members (by weight) and of the total."""

    values: Floats
    weights: Floats
    of_members: Floats
    of_total: Floats
    total: float
    weighted: bool


@tool(
    words=("concentration", "pareto", "80/20", "top 20%", "how few", "share held by", "richest", "half of"),
    examples=(
        "what share of {measure} comes from the top 20 % of {entities}?",
        "how few {entities} make half of {measure}?",
    ),
)
def concentration(args: ConcentrationArgs, data: View, work: Work) -> Result:
    """Shows how much of a total the largest few hold, and how few it takes to make a part of it."""
    source = data.catalog.sources[args.source]
    column = data.column(args.source, args.measure) if args.measure else _main_amount(source)
    asked = _query(args, column.name, source.weight)
    ranked, left_out = _ranked(data.arrays(asked, work), column, source.weight)
    work.check()
    share = _share_of(ranked, args)
    count = _count_for(ranked, args.reach or REACH)
    members = source.plural
    facts = _facts(args, ranked, share, count, column, members, source.implicates)
    headline = _headline(args, facts, column.label, members)
    cautions = _cautions(ranked, left_out, column, source)
    result = Result(
        headline=headline,
        facts=(*facts, *cautions.facts),
        table=_table(ranked, column.label, members, source.implicates),
        chart=_curve(ranked, column.label, members),
        caveats=cautions.caveats,
        evidence=(
            Evidence(
                method=f"{members} sorted by {column.label}, cumulated from the largest down"
                + (f"; weighted by {source.weight}" if ranked.weighted else ""),
                sql=data.compile(asked).sql,
                rows_used=len(ranked.values),
                rows_excluded=source.rows - len(ranked.values),
                period=period(asked, data),
            ),
        ),
        words={"measure": column.label, "rows": members},
        flags=frozenset({"reach" if args.reach else "top_n" if args.top_n else "top_share"}) | cautions.flags,
        next=_next(args, column.label, members),
        subject=_subject(args, asked, count if args.reach else _rows_held(args, ranked), data),
    )
    rows = Query(source=args.source, within=args.within, where=args.where)
    return of_method(result, rows, [Col(col=column.name)], data)


def _query(args: ConcentrationArgs, column: str, weight: str | None) -> Query:
    outs = [Out(name="value", expr=Col(col=column))]
    if weight:
        outs.append(Out(name="weight", expr=Col(col=weight)))
    return Query(source=args.source, within=args.within, where=args.where, columns=tuple(outs))


def _main_amount(source: Any) -> Any:
    amounts = [c for c in source.columns.values() if c.role == "amount" and "." not in c.name]
    if not amounts:
        raise Unsupported(
            f"“{source.label}” has no amount whose concentration could be measured.",
            "Name the number that is to be added up.",
        )
    # A total with parts says more than one of its parts.
    return max(amounts, key=lambda c: len(c.parts))


def _ranked(arrays: dict[str, Any], column: Any, weight: str | None) -> tuple[Ranked, int]:
    values = np.asarray(arrays["value"], dtype=np.float64)
    weights = np.asarray(arrays["weight"], dtype=np.float64) if weight else np.ones_like(values)
    known = np.isfinite(values) & np.isfinite(weights) & (weights > 0)
    x, w = values[known], weights[known]
    total = float(np.sum(x * w))
    if not x.size or total <= 0:
        raise Unsupported(
            f"“{column.label}” does not add up to a positive total here.",
            "Choose an amount that people hold or spend.",
        )
    order = np.argsort(-x, kind="stable")
    x, w = x[order], w[order]
    of_members, of_total = np.cumsum(w) / np.sum(w), np.cumsum(x * w) / total
    return Ranked(x, w, of_members, of_total, total, weight is not None), int(values.size - x.size)


def _share_of(ranked: Ranked, args: ConcentrationArgs) -> float:
    """Part of the total that the largest hold; a member on the border counts with its fraction."""
    if args.top_n:
        return float(ranked.of_total[min(args.top_n, ranked.values.size) - 1])
    return _held_by(ranked, args.top_share or TOP)


def _held_by(ranked: Ranked, top: float) -> float:
    if not ranked.weighted:
        # Whole members: the largest fifth of 4,338 customers are 868 (rounded to the nearest).
        n = max(1, round(top * ranked.values.size))
        return float(ranked.of_total[n - 1])
    return float(
        np.interp(top, np.concatenate([[0.0], ranked.of_members]), np.concatenate([[0.0], ranked.of_total]))
    )


def _count_for(ranked: Ranked, reach: float) -> int:
    """The smallest number of members that together reach this part of the total."""
    # The slack keeps an exact reach (all of it) from being missed by rounding.
    place = int(np.argmax(ranked.of_total >= reach * (1 - 1e-12)))
    return place + 1


def _facts(
    args: ConcentrationArgs,
    ranked: Ranked,
    share: float,
    count: int,
    column: Any,
    members: str,
    implicates: int,
) -> tuple[Fact, ...]:
    size = ranked.values.size
    reach = args.reach or REACH
    top = args.top_share or TOP
    largest = _rows_held(args, ranked)
    facts = [
        Fact("total", "value", f"total {column.label}", ranked.total, column.unit, column=column.label),
        Fact("n", "count", members, round(size / implicates), None),
        Fact(
            "share",
            "share",
            f"share of {column.label} held by the largest",
            share,
            "share",
            n=round(size / implicates),
            of=("total",),
        ),
        Fact("largest", "count", f"largest {members}", max(1, round(largest / implicates))),
        Fact(
            "count",
            "count",
            f"{members} that make that part of {column.label}",
            max(1, round(count / implicates)),
        ),
        Fact(
            "count_share",
            "share",
            f"their part of all {members}",
            float(ranked.of_members[count - 1]),
            "share",
        ),
        Fact("reach", "share", f"part of {column.label}", reach, "share"),
        Fact("even", "share", "what they would hold if all were equal", _even(ranked, args, top), "share"),
        Fact("gini", "test", "Gini coefficient", _gini(ranked), None),
    ]
    if not args.top_n:
        facts.append(Fact("top", "share", f"largest part of the {members}", top, "share"))
    return tuple(facts)


def _largest(ranked: Ranked, part: float) -> int:
    """How many rows make this part of the members, from the largest down."""
    if not ranked.weighted:
        return max(1, round(part * ranked.values.size))
    return int(np.argmax(ranked.of_members >= part * (1 - 1e-12))) + 1


def _rows_held(args: ConcentrationArgs, ranked: Ranked) -> int:
    """How many rows the largest are that the question is about."""
    return min(args.top_n, ranked.values.size) if args.top_n else _largest(ranked, args.top_share or TOP)


def _even(ranked: Ranked, args: ConcentrationArgs, top: float) -> float:
    return min(1.0, args.top_n / ranked.values.size) if args.top_n else top


def _gini(ranked: Ranked) -> float:
    """Twice the area between the cumulative curve and the even line (weighted; Gini 1912)."""
    x = np.concatenate([[0.0], ranked.of_members])
    y = np.concatenate([[0.0], ranked.of_total])
    return float(2 * np.trapezoid(y, x) - 1)


def _headline(args: ConcentrationArgs, facts: tuple[Fact, ...], measure: str, members: str) -> Headline:
    held = {f.id: f for f in facts}
    fact = held["count"] if args.reach else held["share"]
    return Headline(
        fact.label, fact.value, fact.unit, n=held["n"].value if isinstance(held["n"].value, int) else None
    )


def _table(ranked: Ranked, measure: str, members: str, implicates: int) -> Table:
    """Steps from the largest hundredth to all: how many, what they hold, the least that one of them has."""
    rows = []
    for step in STEPS:
        n = _largest(ranked, step)
        rows.append(
            (
                f"largest {step:.0%}",
                max(1, round(n / implicates)),
                _held_by(ranked, step),
                float(ranked.values[n - 1]),
            )
        )
    share = f"share of {measure}"
    return Table((members, "n", share, f"least {measure}"), tuple(rows), {share: "share"})


def _curve(ranked: Ranked, measure: str, members: str) -> Chart:
    """The cumulative curve at a hundred points, from nobody to all."""
    at = np.linspace(0, 1, 101)
    held = np.interp(at, np.concatenate([[0.0], ranked.of_members]), np.concatenate([[0.0], ranked.of_total]))
    x, y = f"share of {members}, largest first", f"share of {measure}"
    table = Table((x, y), tuple(zip(at.tolist(), held.tolist(), strict=True)), {x: "share", y: "share"})
    return _chart.curve(table, x, y, title=f"How {measure} is concentrated", even=True)


def _cautions(ranked: Ranked, left_out: int, column: Any, source: Any) -> Cautions:
    found = Cautions()
    if left_out:
        fact = Fact("missing", "count", "without a value", left_out)
        found += caution("concentration.missing_left_out", fact, people=source.plural)
    below = round(int(np.sum(ranked.values < 0)) / source.implicates)
    if below:
        fact = Fact("negative", "count", "below zero", below)
        found += caution("concentration.negative_parts", fact, people=source.plural)
    if ranked.weighted:
        found += caution("concentration.weighted", weight=source.weight)
    if source.implicates > 1:
        found += caution("concentration.implicates", people=source.plural)
    return found


def _next(args: ConcentrationArgs, measure: str, members: str) -> tuple[str, ...]:
    asked = [f"top 10 {members} by {measure}"]
    if args.reach is None:
        asked.append(f"how few {members} make half of {measure}?")
    return (*asked, f"histogram of {measure}")


def _subject(args: ConcentrationArgs, asked: Query, count: int, data: View) -> Query:
    key = data.key(args.source)
    columns = (Out(name=key, expr=Col(col=key)), *(o for o in asked.columns if o.name == "value"))
    limit = max(1, count)
    return asked.model_copy(
        update={"columns": columns, "order": (Order(by="value", desc=True),), "limit": limit}
    )
