"""A Query's rows with what stands behind each figure: fetched once, small groups withheld, rows named."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from data.query import Call, Col, Lit, Order, Out, Query, conjuncts
from data.work import Work
from tools import _facts
from tools._companions import SENSITIVE, Companions, accompany, kind_of
from tools._facts import Cell, Series
from tools._names import text_of
from tools._periods import bounds, day, incomplete, period_column, period_op
from tools._result import Scalar

if TYPE_CHECKING:
    from data.catalog import Column
    from data.dataset import Frame, View

FEW = 10
MISSING = "(missing)"


@dataclass(frozen=True)
class Fetched:
    """The Query's rows, what stands behind each figure, and how to name things.

    Hidden outputs are still in `rows`; `used` counts the rows of the source behind the answer, each once.
    """

    query: Query
    answer: str
    data: View
    frame: Frame
    companions: Companions
    rows: tuple[dict[str, Scalar], ...]
    labels: tuple[str, ...]
    measures: tuple[str, ...]
    time: str | None = None
    time_op: str | None = None
    withheld: tuple[str, ...] = ()
    dropped: int = 0
    used: int | None = None
    cells: dict[str, tuple[Cell, ...]] = field(default_factory=dict)

    @property
    def main(self) -> str | None:
        """The measure that the answer is about: what the rows are ordered by, else the first."""
        ordered = [o.by for o in self.query.order if o.by in self.measures]
        return next(iter((*ordered, *self.measures)), None)

    @property
    def lowest(self) -> bool:
        """Whether the smallest comes first."""
        return any(o.by == self.main and not o.desc for o in self.query.order[:1])

    def series(self, measure: str) -> Series:
        """One measure over the rows."""
        return Series(measure, self.unit(measure), self.cells[measure])

    def unit(self, name: str) -> str | None:
        """The unit of an output."""
        found: str | None = self.frame.units.get(name)
        return found


def fetch(asked: Query, answer: str, data: View, work: Work, turn: bool = False) -> Fetched:
    """Run the Query once, with its companions, and withhold figures of too few rows.

    `turn`: one row of several figures of one kind is read as a ranking of them.
    """
    lifted = _ranks_averages(asked, data)
    # A mean of two rows must not win a ranking, so all groups are fetched and ranked after withholding.
    companions = accompany(asked.model_copy(update={"limit": None}) if lifted else asked, data)
    frame = data.fetch(companions.query, work)
    labels, measures = _roles(asked, data, frame)
    time = next((g for g in asked.groups if period_op(g.expr)), None)
    fetched = Fetched(
        query=asked,
        answer=answer,
        data=data,
        frame=frame,
        companions=companions,
        rows=_in_order(_spoken(tuple(frame.records()), asked, data), asked, time),
        labels=labels,
        measures=measures,
        time=time.name if time else None,
        time_op=period_op(time.expr) if time else None,
    )
    fetched = replace(fetched, used=_used(fetched))
    if turn and len(fetched.rows) == 1 and _is_wide(fetched):
        return _turned(fetched)
    fetched = _withhold(replace(fetched, cells=_cells(fetched)))
    if lifted and asked.limit is not None and len(fetched.rows) > asked.limit:
        return _cut(fetched, asked.limit)
    return fetched


def _ranks_averages(asked: Query, data: View) -> bool:
    """Whether the limit picks the first of a ranking by averages, over groups that are not single things."""
    if asked.limit is None or asked.rest or asked.best or not asked.order or not asked.groups:
        return False
    by = next((m for m in asked.measures if m.name == asked.order[0].by), None)
    if by is None or kind_of(by.expr, data) not in SENSITIVE:
        return False
    return not any(_is_identity(g, asked, data) for g in asked.groups)


def _is_identity(out: Out, asked: Query, data: View) -> bool:
    """Whether each group is one thing (a customer): then its average is its own figure, not a sample's."""
    column = _column_of(out, asked, data)
    return column is not None and column.role in ("id", "person")


def _column_of(out: Out, asked: Query, data: View) -> Column | None:
    if not isinstance(asked.source, str) or not isinstance(out.expr, Col):
        return None
    return data.catalog.sources[asked.source].columns.get(out.expr.col)


def _roles(asked: Query, data: View, frame: Frame) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which outputs name the rows and which are figures."""
    if not asked.columns:
        return tuple(g.name for g in asked.groups), tuple(m.name for m in asked.measures)
    labels: list[str] = []
    measures: list[str] = []
    for out in asked.columns:
        column = _column_of(out, asked, data)
        names = column is not None and column.role in (
            "id",
            "person",
            "category",
            "code",
            "text",
            "date",
            "flag",
        )
        ranked = any(o.by == out.name for o in asked.order)
        names = names or (column is not None and column.unit == "year" and not ranked)
        values = [v for v in frame.column(out.name) if v is not None]
        numeric = bool(values) and all(_facts.number(v) is not None for v in values)
        (labels if names or not numeric else measures).append(out.name)
    return tuple(labels), tuple(measures)


def _spoken(rows: tuple[dict[str, Scalar], ...], asked: Query, data: View) -> tuple[dict[str, Scalar], ...]:
    """Codes by their names, where each has one: "female", and not 2."""
    named = {
        out.name: names
        for out in (*asked.groups, *asked.columns)
        if (names := _names_of(_column_of(out, asked, data)))
    }
    if not named:
        return rows
    return tuple({k: named[k].get(v, v) if k in named else v for k, v in row.items()} for row in rows)


def _names_of(column: Column | None) -> dict[Scalar, str]:
    """The names of a column's codes; none for yes and no, and where a code has no name but itself."""
    if column is None or column.role not in ("code", "category", "ordinal") or column.type == "text":
        return {}
    if any(v.name == text_of(v.value) for v in column.values):
        return {}
    return {v.value: v.name for v in column.values}


def _in_order(
    rows: tuple[dict[str, Scalar], ...], asked: Query, time: Out | None
) -> tuple[dict[str, Scalar], ...]:
    """A course in time runs forwards unless another order was asked for."""
    if time is None or asked.order or asked.limit is not None:
        return rows
    return tuple(sorted(rows, key=lambda row: (row[time.name] is None, str(row[time.name]))))


def _is_wide(fetched: Fetched) -> bool:
    """Whether one row holds several figures of one kind ("which channel sells most?"): read as a ranking."""
    asked = fetched.query
    if asked.groups or asked.columns or len(asked.measures) < 2:
        return False
    kinds = {(kind_of(m.expr, fetched.data), fetched.unit(m.name)) for m in asked.measures}
    return len(kinds) == 1


def _turned(fetched: Fetched) -> Fetched:
    """One row of several figures as one row a figure."""
    wide, asked = fetched.rows[0], fetched.query
    cells = [fetched.companions.cell(m, m, wide) for m in fetched.measures]
    lowest = bool(asked.order) and not asked.order[0].desc
    if asked.order or not _in_calendar_order(fetched.measures):
        cells.sort(key=lambda c: _facts.number(c.value) or 0.0, reverse=not lowest)
    cells = cells[: asked.limit] if asked.limit else cells
    kind, unit = kind_of(asked.measures[0].expr, fetched.data), fetched.unit(fetched.measures[0])
    name = _COMMON_NAMES.get(kind, "value")
    frame = replace(fetched.frame, units={name: unit} if unit else {})
    return replace(
        fetched,
        frame=frame,
        query=asked.model_copy(update={"order": (Order(by=name, desc=not lowest),)}),
        rows=tuple({"name": c.name, name: c.value} for c in cells),
        labels=("name",),
        measures=(name,),
        cells={name: tuple(cells)},
    )


def _in_calendar_order(names: tuple[str, ...]) -> bool:
    """Whether all figures are those of months, weekdays or years: they stay in the order of the calendar."""
    months = [m.lower() for m in (*calendar.month_name, *calendar.day_name) if m]
    return all(n.isdecimal() or (len(n) >= 3 and any(m.startswith(n.lower()) for m in months)) for n in names)


_COMMON_NAMES = {"sum": "total", "mean": "average", "rate": "share", "distinct": "number", "ratio": "ratio"}


def _cells(fetched: Fetched) -> dict[str, tuple[Cell, ...]]:
    names = [_called(fetched, row) for row in fetched.rows]
    return {
        m: tuple(fetched.companions.cell(m, n, r) for n, r in zip(names, fetched.rows, strict=True))
        for m in fetched.measures
    }


def name_of(fetched: Fetched, row: dict[str, Scalar]) -> str:
    """The row's name as people write it: "France", "2011-11", "France · web"."""
    return " · ".join(spelt(row[label]) for label in fetched.labels)


def _called(fetched: Fetched, row: dict[str, Scalar]) -> str:
    """The row's name in a sentence; a bare number says what it is: "customer 14646"."""
    parts = []
    for label in fetched.labels:
        value = row[label]
        bare = isinstance(value, int | float) and not isinstance(value, bool)
        parts.append(f"{label} {spelt(value)}" if bare else spelt(value))
    return " · ".join(parts)


def spelt(value: Scalar) -> str:
    """A group's value as a name."""
    if value is None:
        return MISSING
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _withhold(fetched: Fetched) -> Fetched:
    """Take out averages of fewer than FEW rows, unless so small groups are the rule in this table.

    Where most groups are that small, withholding would leave nothing: the figures stay, marked by a caveat.
    """
    if not fetched.query.groups or not _of_people(fetched):
        return fetched
    sensitive = [m for m in fetched.measures if fetched.companions.kind(m) in SENSITIVE]
    if not sensitive or any(_is_identity(g, fetched.query, fetched.data) for g in fetched.query.groups):
        return fetched
    cells = dict(fetched.cells)
    small: dict[str, None] = {}
    for measure in sensitive:
        few = [c.n is not None and c.n < FEW for c in cells[measure]]
        if sum(few) * 2 > len(few):
            continue
        for cell in (c for c, is_few in zip(cells[measure], few, strict=True) if is_few):
            small[cell.name] = None
        cells[measure] = tuple(
            Cell(c.name, None, c.n) if is_few else c for c, is_few in zip(cells[measure], few, strict=True)
        )
    return _last(replace(fetched, cells=cells, withheld=tuple(small)))


PEOPLE = (
    "customer",
    "client",
    "member",
    "buyer",
    "user",
    "shopper",
    "guest",
    "household",
    "family",
    "person",
    "patient",
    "employee",
    "respondent",
    "subscriber",
)


def _of_people(fetched: Fetched) -> bool:
    """Whether rows are people or what they did: a few of them are a poor sample. Three continents are all there are."""
    source = fetched.data.catalog.sources.get(fetched.query.base)
    if source is None:
        return True
    entities = fetched.data.catalog.entities.values()
    names = {e.name for e in entities if e.table == source.name} | (
        {source.entity.name} if source.entity else set()
    )
    panel = any(c.unit == "year" and "birth" not in c.label for c in source.columns.values())
    return bool(names & set(PEOPLE)) or (not names and not panel)


def _last(fetched: Fetched) -> Fetched:
    """Withheld rows go to the end of a ranking."""
    main = fetched.main
    if not fetched.withheld or main is None or not any(o.by == main for o in fetched.query.order):
        return fetched
    at = sorted(range(len(fetched.rows)), key=lambda i: fetched.cells[main][i].value is None)
    return _picked(fetched, at)


def _cut(fetched: Fetched, limit: int) -> Fetched:
    return replace(_picked(fetched, list(range(limit))), dropped=len(fetched.withheld))


def _picked(fetched: Fetched, places: list[int]) -> Fetched:
    return replace(
        fetched,
        rows=tuple(fetched.rows[i] for i in places),
        cells={m: tuple(cells[i] for i in places) for m, cells in fetched.cells.items()},
    )


def complete_periods(fetched: Fetched) -> tuple[bool, ...]:
    """For each row of a course in time, whether the data cover its period whole."""
    time = next((g for g in fetched.query.groups if g.name == fetched.time), None)
    name = period_column(time.expr) if time else None
    source = fetched.data.catalog.sources[fetched.query.base]
    column = source.columns.get(name) if name else None
    if time is None or column is None or fetched.time_op is None:
        return (True,) * len(fetched.rows)
    asked = [day(d) for d in date_limits(fetched.query, column.name)]
    return tuple(
        not incomplete(fetched.time_op, r[time.name], column.low, column.high)
        and not _cut_through(fetched.time_op, r[time.name], *asked)
        for r in fetched.rows
    )


def _cut_through(op: str, value: Scalar, low: dt.date | None, high: dt.date | None) -> bool:
    """Whether what was asked for ("since September") begins or ends inside of a period."""
    ends = bounds(op, value)
    if ends is None:
        return False
    return (low is not None and ends[0] < low <= ends[1]) or (high is not None and ends[0] <= high < ends[1])


def date_limits(asked: Query, column: str) -> tuple[str | None, str | None]:
    """The earliest and latest day that plain conditions on a date column leave."""
    low: str | None = None
    high: str | None = None
    for node in (n for c in asked.where + asked.within for n in conjuncts(c)):
        if not isinstance(node, Call) or not node.args or node.args[0] != Col(col=column):
            continue
        values = [str(a.lit)[:10] for a in node.args[1:] if isinstance(a, Lit) and a.lit is not None]
        if node.op in ("ge", "gt", "eq", "between") and values:
            low = max(filter(None, (low, values[0])))
        if node.op in ("le", "lt", "eq", "between") and values:
            last = values[-1] if node.op != "lt" else _day_before(values[-1])
            high = min(filter(None, (high, last)))
    return low, high


def _day_before(text: str) -> str:
    found = day(text)
    return str(found - dt.timedelta(days=1)) if found else text


def _used(fetched: Fetched) -> int | None:
    """Rows of the source behind the answer (each once, also where an answer shows only the first groups)."""
    first = fetched.rows[0] if fetched.rows else {}
    for name in ("__all", "__n"):
        found = _facts.number(first.get(name))
        if found is not None and (name == "__all" or not fetched.query.groups):
            return round(found)
    if not isinstance(fetched.query.source, str):
        return None
    counted: int = fetched.data.count(fetched.query.source, fetched.query.where, fetched.query.within)
    return counted


def somebody(fetched: Fetched, series: Series) -> Series:
    """Without the groups that are no one: missing values, and the rest that was folded together."""
    out = {MISSING, fetched.query.rest}
    cells = tuple(c for c in series.cells if c.name not in out)
    return replace(
        series, cells=cells if any(_facts.number(c.value) is not None for c in cells) else series.cells
    )


def total_of(fetched: Fetched, measure: str) -> float | None:
    """The sum over all groups, also those past the limit; None for what does not add up."""
    if fetched.companions.kind(measure) == "sum":
        return fetched.companions.hidden(measure, "total", fetched.rows[0])
    if fetched.labels == ("name",) and measure == "total":
        return sum(_facts.number(c.value) or 0.0 for c in fetched.cells[measure])
    return None
