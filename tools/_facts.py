"""Facts from tables: what a good analyst would say of a ranking, a course in time, a single value.

Ids are stable, so that stories can name them:
    value              the single answer; figure.1 ... where one row holds several
    value.1 ...        cells of the first measure, in table order; m2.1 ... of the second...
    top second bottom  the first, second and last of a ranking; gap and ratio compare top with second
    total share        the sum over all groups, and the top's part of it; share.1 ... each row's part
    overall            the measure over all rows together, where groups show means or rates
    first last         ends of a course in time; change from first to last, step from the one `before`
    peak trough        its extremes
    n groups           rows behind the answer, groups in it
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from tools._result import Fact, Scalar
from tools._stats import t_of, wilson, z_of

MOST_CELLS = 300
LEVEL = 0.95
# Student's t, two-sided 95 %, 1 to 29 degrees of freedom.
T_95 = (
    12.706204736, 4.302652730, 3.182446305, 2.776445105, 2.570581836, 2.446911851, 2.364624252,
    2.306004135, 2.262157163, 2.228138852, 2.200985160, 2.178812830, 2.160368656, 2.144786688,
    2.131449546, 2.119905299, 2.109815578, 2.100922040, 2.093024054, 2.085963447, 2.079613845,
    2.073873068, 2.068657610, 2.063898562, 2.059538553, 2.055529439, 2.051830516, 2.048407142,
    2.045229642,
)  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """One figure of a table with what stands behind it; `name` is its group ("France", "2011-11")."""

    name: str
    value: Scalar
    n: int | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Series:
    """One measure over its groups: its name in the table and its unit."""

    measure: str
    unit: str | None
    cells: tuple[Cell, ...]

    @property
    def known(self) -> tuple[Cell, ...]:
        """The cells with a number, in order."""
        return tuple(c for c in self.cells if number(c.value) is not None)


def number(value: Scalar) -> float | None:
    """A finite number as float; None for text, missing, yes/no and nan."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if math.isfinite(value) else None


def value_fact(id: str, series: Series, cell: Cell) -> Fact:
    """The fact of one cell."""
    return Fact(
        id,
        "value",
        f"{series.measure}, {cell.name}" if cell.name else series.measure,
        cell.value,
        series.unit,
        row=cell.name or None,
        column=series.measure,
        n=cell.n,
        low=cell.low,
        high=cell.high,
    )


def cell_facts(columns: Sequence[Series], most: int = MOST_CELLS) -> list[Fact]:
    """A fact for every known cell of the table, row by row, at most `most`."""
    facts: list[Fact] = []
    for row in range(max((len(s.cells) for s in columns), default=0)):
        for at, series in enumerate(columns, start=1):
            cell = series.cells[row]
            if cell.value is None:
                continue
            if len(facts) >= most:
                return facts
            prefix = "value" if at == 1 else f"m{at}"
            facts.append(value_fact(f"{prefix}.{row + 1}", series, cell))
    return facts


PLACES = ("first", "second", "third", "fourth", "fifth", "sixth")
"""Places of a ranking that can be asked for by name."""


def ranked(series: Series, lowest: bool = False) -> list[Cell]:
    """The known cells, the highest first, or the lowest; ties keep their order."""
    return sorted(series.known, key=lambda c: number(c.value) or 0.0, reverse=not lowest)


def ranking_facts(series: Series, lowest: bool = False, cut: bool = False) -> list[Fact]:
    """top, second, bottom, gap, ratio of the known cells; `lowest` ranks upwards; ties keep their order.

    `cut`: there are more groups than these, so the last of them is not the last of all.
    """
    cells = ranked(series, lowest)
    if not cells:
        return []
    facts = [value_fact("top", series, cells[0])]
    if len(cells) < 2:
        return facts
    facts.append(value_fact("second", series, cells[1]))
    if len(cells) > 2 and not cut:
        facts.append(value_fact("bottom", series, cells[-1]))
    top, second = number(cells[0].value) or 0.0, number(cells[1].value) or 0.0
    measure, unit = series.measure, series.unit
    facts.append(Fact("gap", "gap", f"gap in {measure}", abs(top - second), unit, of=("top", "second")))
    if second > 0 and top > 0:
        facts.append(Fact("ratio", "ratio", f"ratio in {measure}", top / second, of=("top", "second")))
    return facts


def tied(series: Series, lowest: bool = False) -> tuple[str, ...]:
    """Names that share the first place, where there are two or more."""
    values = [number(c.value) or 0.0 for c in series.known]
    if not values:
        return ()
    best = min(values) if lowest else max(values)
    names = tuple(c.name for c in series.known if number(c.value) == best)
    return names if len(names) > 1 else ()


def total_facts(
    series: Series,
    total: float | None,
    most: int = MOST_CELLS,
    *,
    lowest: bool = False,
    among: Series | None = None,
) -> list[Fact]:
    """total, share (of the top) and share.i for a measure that adds up; nothing where a part is negative.

    lowest   the top is the smallest
    among    the cells that are ranked, where some of the series are not
    """
    values = [number(c.value) for c in series.cells]
    if total is None:
        return []
    facts = [Fact("total", "value", f"total {series.measure}", total, series.unit, column=series.measure)]
    known = [v for v in values if v is not None]
    if total <= 0 or not known or min(known) < 0:
        return facts
    ranked = {c.name for c in (among or series).known}
    ranks = [v for c, v in zip(series.cells, values, strict=True) if v is not None and c.name in ranked]
    best = values.index((min if lowest else max)(ranks or known))
    label = f"share of {series.measure}"
    top = series.cells[best].name
    facts.append(
        Fact("share", "share", label, (values[best] or 0.0) / total, "share", row=top, of=("top", "total"))
    )
    for i, (cell, value) in enumerate(zip(series.cells, values, strict=True), start=1):
        if value is not None and i <= most:
            of = (f"value.{i}", "total")
            facts.append(Fact(f"share.{i}", "share", label, value / total, "share", row=cell.name, of=of))
    return facts


def course_facts(series: Series) -> list[Fact]:
    """first, last, before, change, step, peak, trough of complete periods in the order of time."""
    cells = series.known
    if len(cells) < 2:
        return [value_fact("last", series, cells[0])] if cells else []
    first, before, last = cells[0], cells[-2], cells[-1]
    peak = max(cells, key=lambda c: number(c.value) or 0.0)
    trough = min(cells, key=lambda c: number(c.value) or 0.0)
    named = (("first", first), ("before", before), ("last", last), ("peak", peak), ("trough", trough))
    facts = [value_fact(id, series, cell) for id, cell in named]
    facts += _growth("change", series, first, last, "first")
    facts += _growth("step", series, before, last, "before")
    return facts


def _growth(id: str, series: Series, then: Cell, now: Cell, of: str) -> list[Fact]:
    old, new = number(then.value), number(now.value)
    if old is None or new is None or old <= 0:
        return []
    label = f"change in {series.measure}, {then.name} to {now.name}"
    return [Fact(id, "change", label, (new - old) / old, "share", row=now.name, of=("last", of))]


def overall_fact(series: Series, value: float | None, n: int | None) -> list[Fact]:
    """The measure over all groups together, for comparison."""
    if value is None:
        return []
    name = f"{series.measure} overall"
    return [Fact("overall", "value", name, value, series.unit, column=series.measure, n=n)]


def mean_interval(
    mean: float, sd: float | None, effective: float, level: float = LEVEL
) -> tuple[float, float] | None:
    """Student's t interval of a mean from its standard deviation and (Kish-effective) number of rows."""
    if sd is None or effective < 2:
        return None
    half = t_quantile(level, effective - 1) * sd / math.sqrt(effective)
    return mean - half, mean + half


def share_interval(share: float, effective: float, level: float = LEVEL) -> tuple[float, float] | None:
    """Wilson's score interval of a share at the effective number of rows."""
    found = wilson(share * effective, effective, level)
    return None if found.low is None or found.high is None else (found.low, found.high)


def t_quantile(level: float, df: float) -> float:
    """Two-sided Student quantile without scipy, whose import takes longer than most questions.

    From 30 degrees on by the Cornish-Fisher expansion (Abramowitz and Stegun 26.7.5), off by less than 1e-6.
    """
    if df < 30:
        return T_95[int(df) - 1] if level == 0.95 and df == int(df) else t_of(level, df)
    z = z_of(level)
    g1 = (z**3 + z) / 4
    g2 = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    g3 = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + g1 / df + g2 / df**2 + g3 / df**3
