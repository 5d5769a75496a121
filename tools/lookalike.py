"""Look-alikes: how many of a population are like the customers, and like which of their segments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any

import numpy as np
import numpy.typing as npt
from pydantic import Field

from data.catalog import Column, Source
from data.errors import InvalidQuery, Unsupported
from data.query import Call, Expr, Lit, Out, Query, all_of, call, col
from data.work import Work
from tools import _chart as chart
from tools._caveats import caveat
from tools._counterparts import counterpart, pairs_of
from tools._features import Rows, needs_rows, people, read_rows, source_of
from tools._models import ColumnScale, nearest
from tools._names import match_label
from tools._result import Caveat, Evidence, Fact, Headline, Labelling, Result, Scalar, Table
from tools._stats import Floats, share_interval
from tools._telling import listed
from tools._tool import Args, SegmentSlot, Slot, tool
from tools._traits import label_of

LEAST = 20
FLAGGED = 30
SUPPORT = 100
"""So many that were asked must be alike before conditions, else a trait is left out: the share is then known to a fifth."""
MIDDLE = 0.9

Mask = npt.NDArray[np.bool_]


class LookalikeArgs(Args):
    """Whom to count, and whom they should be like. `source` and `where` are the population's.

    like     the table of the people to be like
    among    conditions on those people ("who spent over 50,000")
    traits   columns of theirs to be alike in; the numbers that both tables have where left open
    middle   alike is who lies within so much of the people, in the middle of each trait
    segment  segments of those people: with a label only that one, without one the market of each
    """

    like: str
    among: tuple[Expr, ...] = ()
    traits: tuple[str, ...] = ()
    middle: Annotated[float, Slot("number", word="middle")] = Field(default=MIDDLE, ge=0.5, le=1)
    segment: SegmentSlot = None


@dataclass
class Market:
    """The population with who is alike, and what is told of them."""

    rows: Rows
    asked: Mask
    alike: Mask
    facts: list[Fact] = field(default_factory=list)
    caveats: list[Caveat] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)

    @property
    def weight(self) -> Floats:
        """One for each row, or the survey's weights."""
        return np.ones(self.rows.n) if self.rows.weight is None else self.rows.weight

    def size(self, mask: Mask) -> float | int:
        """How many the rows stand for."""
        return int(mask.sum()) if self.rows.weight is None else float(self.weight[mask].sum())

    def behind(self, mask: Mask) -> int:
        """How many were asked: completed copies of an answer are one."""
        return round(int(mask.sum()) / self.rows.implicates)


@tool(
    words=("lookalike", "lookalikes", "look-alike", "look-alikes", "look alike", "look alikes"),
    examples=(),
)
def lookalike(args: LookalikeArgs, data: Any, work: Work) -> Result:
    """Count those of a population who are like the customers, in all or by their segments."""
    source, like = source_of(data, args.source), source_of(data, args.like)
    if source.name == like.name and not args.among:
        raise InvalidQuery(
            f"All {people(data, source)} are like the {people(data, like)}: they are the same.",
            "Name another table, or say which of them the others should be like.",
        )
    labelling = _labelling(args, data, like)
    scales = _scales(labelling, data, like, source) if labelling is not None else ()
    pairs = pairs_of(args.traits or tuple(s.name for s in scales), data, like, source)
    work.progress(0.1, "Reading the customers")
    ours = read_rows(data, like, [a.name for a, _ in pairs], where=_whom(args, labelling, data), work=work)
    known = np.all([np.isfinite(ours.numbers[a.name]) for a, _ in pairs], axis=0)
    needs_rows(int(known.sum()), LEAST, "A search for look-alikes")
    work.progress(0.4, "Reading the population")
    market = _market(args, data, source, [b for _, b in pairs], work)
    all_pairs, borders = pairs, [_borders(ours.numbers[a.name][known], args.middle) for a, _ in pairs]
    if not args.traits:
        pairs, borders = _supported(market, pairs, borders)
    steps = _narrowed(market, pairs, borders)
    names = (people(data, source), people(data, like))
    _tell(market, names)
    _tell_borders(market, ours, known, pairs, borders, names[1])
    table = _steps_table(market, steps, names[0])
    if labelling is not None and args.segment is not None and not args.segment.label:
        table = _by_segment(market, labelling, scales, all_pairs, names)
    where = (*args.where, *_conditions(pairs, borders))
    work.progress(1.0, "Done")
    return Result(
        headline=_headline(market, names),
        facts=tuple(market.facts),
        table=table,
        chart=_drawn(table, names),
        caveats=tuple(market.caveats),
        evidence=(
            Evidence(
                f"Alike: within the middle {args.middle:.0%} of the {names[1]} in each of "
                + ", ".join(label_of(a) for a, _ in pairs)
                + ("" if market.rows.weight is None else f"; weighted by {source.weight}")
                + "; interval by Wilson at Kish's effective number",
                market.rows.sql,
                rows_used=market.rows.n,
                seed=work.seed,
            ),
            Evidence(f"The borders are quantiles of the {names[1]}", ours.sql, rows_used=int(known.sum())),
        ),
        words={
            "people": names[0],
            "like": names[1],
            "by": listed([label_of(a) for a, _ in pairs]),
        },
        flags=frozenset(market.flags),
        next=(f"Average {label_of(pairs[-1][1])} of them",),
        subject=Query(source=source.name, within=args.within, where=where),
    )


def _labelling(args: LookalikeArgs, data: Any, like: Source) -> Labelling | None:
    if args.segment is None:
        return None
    for made in data.made:
        if isinstance(made, Labelling) and made.name == args.segment.step and made.source == like.name:
            return made
    raise InvalidQuery(
        f"There are no segments of {people(data, like)} called “{args.segment.step}”.",
        "Segment them first.",
    )


def _scales(made: Labelling, data: Any, like: Source, source: Source) -> tuple[ColumnScale, ...]:
    """How the segments' columns were scaled, so that the population can follow the same way."""
    by = [str(name) for name in made.details.get("by", ())]
    lacking = [
        like.columns[n].label for n in by if n in like.columns and not counterpart(like.columns[n], source)
    ]
    scales = made.details.get("scales", ())
    if not lacking and "centres" not in made.details:
        raise Unsupported(
            "Only segments of k-means can be put upon another table: the others have no centres.",
            "Segment with k-means and ask again.",
        )
    if lacking or len(scales) != len(by):
        raise Unsupported(
            f"The segments were also made by what the {people(data, source)} lack: {listed(lacking or by)}.",
            "Segment by numbers that both tables have, such as age and income, and ask again.",
        )
    return tuple(
        ColumnScale(
            s["name"],
            s["log"],
            -np.inf if s["low"] is None else s["low"],
            np.inf if s["high"] is None else s["high"],
            s["centre"],
            s["spread"],
            s["weight"],
        )
        for s in scales
    )


def _whom(args: LookalikeArgs, labelling: Labelling | None, data: Any) -> tuple[Expr, ...]:
    """The conditions on the people to be like; one segment where one was named."""
    if labelling is None or args.segment is None or not args.segment.label:
        return args.among
    label = match_label(args.segment.label, list(labelling.labels))
    return (*args.among, call("eq", col(labelling.name), label))


def _market(args: LookalikeArgs, data: Any, source: Source, traits: Sequence[Column], work: Work) -> Market:
    """All of the population, with those who were asked about marked."""
    marked = []
    if args.where:
        condition = all_of(args.where)
        marked = [Out(name="_asked", expr=Call(op="if", args=(condition, Lit(lit=1), Lit(lit=0))))]
    rows = read_rows(data, source, [c.name for c in traits], within=args.within, extra=marked, work=work)
    asked = np.ones(rows.n, dtype=bool)
    if marked:
        asked = np.asarray(rows.extra["_asked"], dtype=np.float64) == 1
    return Market(rows, asked, asked.copy())


def _borders(values: Floats, middle: float) -> tuple[float, float]:
    low, high = (float(v) for v in np.quantile(values, [(1 - middle) / 2, (1 + middle) / 2]))
    return low, high


def _supported(
    market: Market, pairs: Sequence[tuple[Column, Column]], borders: Sequence[tuple[float, float]]
) -> tuple[list[tuple[Column, Column]], list[tuple[float, float]]]:
    """The traits less those with which too few of the population are left to count by, the narrowest first."""
    inside = [
        (market.rows.numbers[b.name] >= low) & (market.rows.numbers[b.name] <= high)
        for (_, b), (low, high) in zip(pairs, borders, strict=True)
    ]
    kept = list(range(len(pairs)))

    def left(traits: Sequence[int]) -> int:
        return market.behind(np.all([inside[i] for i in traits], axis=0))

    while len(kept) > 1 and left(kept) < SUPPORT:
        narrowest = max(kept, key=lambda i: left([k for k in kept if k != i]))
        name = label_of(pairs[narrowest][0])
        few = Fact(f"left_out.{narrowest + 1}", "count", f"left with {name}", left(kept), row=name)
        market.facts.append(few)
        market.caveats.append(caveat("lookalike.trait_left_out", trait=name, few=few))
        kept.remove(narrowest)
    return [pairs[i] for i in kept], [borders[i] for i in kept]


def _narrowed(
    market: Market, pairs: Sequence[tuple[Column, Column]], borders: Sequence[tuple[float, float]]
) -> list[tuple[str, Mask]]:
    """Who is left after each trait."""
    steps = []
    for (_, theirs), (low, high) in zip(pairs, borders, strict=True):
        values = market.rows.numbers[theirs.name]
        market.alike = market.alike & (values >= low) & (values <= high)
        steps.append((label_of(theirs), market.alike))
    return steps


def _tell(market: Market, names: tuple[str, str]) -> None:
    rows, alike, asked = market.rows, market.alike, market.asked
    whole = market.size(np.ones(rows.n, dtype=bool))
    got = share_interval(alike, rows.weight, rows.implicates)
    of_asked = share_interval(
        alike[asked], None if rows.weight is None else rows.weight[asked], rows.implicates
    )
    behind = market.behind(alike)
    weighed = rows.weight is not None
    low = got.low * float(whole) if weighed and got.low is not None else None
    high = got.high * float(whole) if weighed and got.high is not None else None
    market.facts += [
        Fact("market", "count", f"{names[0]} like the {names[1]}", market.size(alike), None, None, names[0], behind, low, high),
        Fact("asked", "count", f"{names[0]} asked about", market.size(asked), None, None, names[0], market.behind(asked)),
        Fact("whole", "count", f"all {names[0]}", whole, None, None, names[0], market.behind(np.ones(rows.n, dtype=bool))),
        Fact("share", "share", f"share of them like the {names[1]}", of_asked.value, "share", None, None, None, of_asked.low, of_asked.high, of=("market", "asked")),
        Fact("behind", "count", f"{names[0]} that were asked and are alike", behind),
    ]  # fmt: skip
    market.flags |= {"weighted"} if weighed else set()
    if behind == 0:
        market.flags.add("none")
    elif weighed and behind < FLAGGED:
        market.caveats.append(caveat("lookalike.few"))
    market.caveats.append(caveat("lookalike.traits_only"))


def _tell_borders(
    market: Market,
    ours: Rows,
    known: Mask,
    pairs: Sequence[tuple[Column, Column]],
    borders: Sequence[tuple[float, float]],
    like: str,
) -> None:
    """The borders, and how many of the people themselves lie within all of them."""
    within = known.copy()
    for i, ((own, _), (low, high)) in enumerate(zip(pairs, borders, strict=True), 1):
        label = label_of(own)
        values = ours.numbers[own.name]
        within &= (values >= low) & (values <= high)
        market.facts += [
            Fact(f"from.{i}", "value", f"lower border of {label}", low, own.unit, label),
            Fact(f"to.{i}", "value", f"upper border of {label}", high, own.unit, label),
        ]
    fits = float(within.sum()) / float(known.sum())
    market.facts += [
        Fact("like", "count", like, int(known.sum())),
        Fact("own", "share", f"share of the {like} within all borders", fits, "share", n=int(known.sum())),
    ]


def _steps_table(market: Market, steps: Sequence[tuple[str, Mask]], noun: str) -> Table:
    """From all of the population to those who are alike, one border after the other."""
    rows = [("all", np.ones(market.rows.n, dtype=bool))]
    if not market.asked.all():
        rows.append(("asked about", market.asked))
    rows += [(f"and {name} alike", mask) for name, mask in steps]
    cells: list[tuple[Scalar, ...]] = []
    for i, (name, mask) in enumerate(rows, 1):
        size = market.size(mask)
        market.facts.append(
            Fact(f"step.{i}", "count", f"{noun}, {name}", size, None, name, noun, market.behind(mask))
        )
        cells.append((name, size, market.behind(mask)))
    return Table(("step", noun, "n"), tuple(cells))


def _by_segment(
    market: Market,
    made: Labelling,
    scales: Sequence[ColumnScale],
    pairs: Sequence[tuple[Column, Column]],
    names: tuple[str, str],
) -> Table:
    """Each of the people's own segments: how many of them, and how many of those who are alike are nearest to it."""
    theirs = {own.name: other.name for own, other in pairs}
    at = np.flatnonzero(market.alike)
    z = np.column_stack([s.apply(market.rows.numbers[theirs[s.name]][at]) for s in scales])
    centres = np.asarray(made.details["centres"], dtype=np.float64)
    group = nearest(np.ascontiguousarray(z), centres) if at.size else np.zeros(0, dtype=np.int64)
    total, own_total = market.size(market.alike), sum(made.sizes)
    cells: list[tuple[Scalar, ...]] = []
    for i, (label, own) in enumerate(zip(made.labels, made.sizes, strict=True), 1):
        mask = np.zeros(market.rows.n, dtype=bool)
        mask[at[group == i - 1]] = True
        size, behind = market.size(mask), market.behind(mask)
        share = float(size) / float(total) if total else None
        cells.append((label, own, own / own_total, size, share, behind))
        market.facts += [
            Fact(f"own_size.{i}", "count", f"{names[1]} in {label}", own, None, label, names[1]),
            Fact(f"size.{i}", "count", f"{names[0]} like {label}", size, None, label, names[0], behind),
            Fact(f"size_share.{i}", "share", f"share of them like {label}", share, "share", label, of=(f"size.{i}", "market")),
        ]  # fmt: skip
    thin = [str(cell[0]) for cell in cells if int(cell[5] or 0) < FLAGGED]
    if thin and market.rows.weight is not None:
        market.caveats.append(caveat("lookalike.few_in_segments", segments=listed(thin)))
    market.flags.add("segments")
    best = max(cells, key=lambda c: float(c[3] or 0))
    market.facts.append(Fact("largest", "extreme", "largest market", best[3], None, str(best[0]), names[0]))
    columns = ("segment", names[1], f"share of {names[1]}", names[0], f"share of {names[0]}", "n")
    return Table(columns, tuple(cells), {columns[2]: "share", columns[4]: "share"})


def _conditions(
    pairs: Sequence[tuple[Column, Column]], borders: Sequence[tuple[float, float]]
) -> tuple[Expr, ...]:
    """The borders as conditions on the population, for what is asked of them next."""
    return tuple(
        call("between", col(theirs.name), low, high)
        for (_, theirs), (low, high) in zip(pairs, borders, strict=True)
    )


def _headline(market: Market, names: tuple[str, str]) -> Headline:
    fact = next(f for f in market.facts if f.id == "market")
    level = 0.95 if fact.low is not None else None
    return Headline(f"{names[0]} like the {names[1]}", fact.value, None, fact.low, fact.high, level, fact.n)


def _drawn(table: Table, names: tuple[str, str]) -> Any:
    if table.columns[0] == "segment":
        shares = [table.columns[2], table.columns[4]]
        return chart.bar(table, "segment", shares, title=f"{names[0]} like each segment of {names[1]}")
    return chart.funnel(table, "step", names[0], title=f"{names[0]} like the {names[1]}")
