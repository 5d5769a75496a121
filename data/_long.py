"""Tables with a column for each year, quarter, month or day: turned, so that a period is a value of its own row.

"1960, 1961, ... 2013" are no 54 measures but one measure in 54 years. A table is turned only where all its other
columns name things: a number beside the periods (an area) would be there once for each period and add up wrongly.
What the measure is called stands in a column that says the same in each row ("Indicator Name"), in what the headers
share ("Sales 2019"), or in the file's name.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from data._names import free_name, hints, split, written_unit
from data.engine.duckdb import Engine, literal, quoted
from data.load import LoadedColumn, LoadedTable, for_table

LEAST = 3
"""Fewer periods than these may as well be two columns that are compared."""
MOST = 20_000_000
"""Cells of a turned table."""
MOST_MEASURES = 40
_MONTHS = {
    name.lower(): i
    for names in (calendar.month_abbr, calendar.month_name)
    for i, name in enumerate(names)
    if name
}
_MONTHS["sept"] = 9
_M = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_Y = r"(?P<year>(?:19|20)\d\d)"
_SHORT = r"'?(?P<short>\d\d)"
_FORMS: tuple[tuple[str, str], ...] = (
    ("date", rf"{_Y}[-/.](?P<month>\d\d?)[-/.](?P<day>\d\d?)"),
    ("date", rf"(?P<month>\d\d?)/(?P<day>\d\d?)/(?:{_Y}|{_SHORT})"),
    ("month", rf"{_Y}[-/_ ]?m?(?P<month>0[1-9]|1[0-2])"),
    ("month", rf"(?P<month>0[1-9]|1[0-2])[/-]{_Y}"),
    ("month", rf"{_M}[ _/-]*(?:{_Y}|{_SHORT})"),
    ("month", rf"{_Y}[ _/-]*{_M}"),
    ("quarter", rf"{_Y}[ _/-]*q(?P<quarter>[1-4])"),
    ("quarter", rf"(?:q(?P<quarter>[1-4])|(?P<numbered>[1-4])q)[ _/-]*(?:{_Y}|{_SHORT})"),
    ("year", rf"(?:fy|yr?|year)?[ _]?{_Y}"),
)  # fmt: skip


@dataclass(frozen=True)
class Period:
    """A header of a column of numbers: what is measured, and when."""

    column: LoadedColumn
    stem: str
    kind: str
    when: int | dt.date


@dataclass(frozen=True)
class Shape:
    """How a table is turned: what stays, the periods, what measures they hold, and the notes on these."""

    kept: tuple[LoadedColumn, ...]
    periods: tuple[Period, ...]
    name: str
    measure: str
    by: LoadedColumn | None = None
    note: str = ""

    @property
    def kind(self) -> str:
        """year, quarter, month or date."""
        return self.periods[0].kind


def turned(
    tables: Sequence[LoadedTable], engine: Engine, settings: Mapping[str, object] | None = None
) -> tuple[LoadedTable, ...]:
    """The tables, those with a column for each period turned; `keep_wide: true` in the settings leaves them, and so
    does a column of a period that the settings speak of."""
    return tuple(table if _as_it_is(table, settings or {}) else _turned(table, engine) for table in tables)


def _as_it_is(table: LoadedTable, settings: Mapping[str, object]) -> bool:
    said = for_table(settings, table.name)
    columns = said.get("columns")
    spoken_of = set(columns) if isinstance(columns, Mapping) else set()
    return bool(said.get("keep_wide")) or any(
        c.name in spoken_of and period_of(c) is not None for c in table.columns
    )


def _turned(table: LoadedTable, engine: Engine) -> LoadedTable:
    shape = shape_of(table, engine)
    return table if shape is None else _write(table, shape, engine)


# ---------------------------------------------------------------- what the headers say


def period_of(column: LoadedColumn) -> Period | None:
    """What a header says of a period: "1960", "1960 [YR1960]", "Jan-24", "2023 Q1", "Sales 2019", "3/22/20"."""
    name = re.sub(r"\s*\[[^\]]*\]\s*$", "", column.name).strip()
    for kind, form in _FORMS:
        for pattern in (rf"(?P<stem>[^\d]*?)[\s_:,-]*{form}", rf"{form}[\s_:,-]+(?P<stem>[^\d]+)"):
            m = re.fullmatch(pattern, name, re.I)
            when = _when(kind, m.groupdict()) if m is not None else None
            if m is not None and when is not None:
                return Period(column, m["stem"].strip(" _:,-").removesuffix(" in"), kind, when)
    return None


def _when(kind: str, said: dict[str, str | None]) -> int | dt.date | None:
    year = int(said.get("year") or 0) or 2000 + int(said.get("short") or 0)
    if kind == "year":
        return year
    if kind == "quarter":
        return dt.date(year, 3 * int(said.get("quarter") or said.get("numbered") or 1) - 2, 1)
    month = str(said["month"]).lower()
    try:
        return dt.date(year, _MONTHS.get(month) or int(month), int(said.get("day") or 1))
    except ValueError:
        return None


def shape_of(table: LoadedTable, engine: Engine) -> Shape | None:
    """How a table is to be turned; None where it is no table of periods."""
    found = [p for c in table.columns if (p := period_of(c)) is not None]
    kinds = [p.kind for p in found]
    kind = max(dict.fromkeys(kinds), key=kinds.count, default=None)
    periods = tuple(p for p in found if p.kind == kind)
    held = {p.column.name for p in periods}
    kept = [c for c in table.columns if c.name not in held]
    if not _regular(periods) or table.rows * len(periods) > MOST or not _all_numbers(periods, table, engine):
        return None
    if not any(c.type == "text" for c in kept) and table.rows > 1:
        return None
    if any(not _names_things(c, table, engine) for c in kept):
        return None
    return _named(table, tuple(kept), periods, engine)


def _regular(periods: tuple[Period, ...]) -> bool:
    """Each measure in each period, once; and enough of them."""
    stems = {p.stem for p in periods}
    times = {p.when for p in periods}
    pairs = {(p.stem, p.when) for p in periods}
    return len(times) >= LEAST and len(pairs) == len(periods) == len(stems) * len(times)


def _all_numbers(periods: tuple[Period, ...], table: LoadedTable, engine: Engine) -> bool:
    """All numbers, or nothing at all: a year that no row has a figure for."""
    texts = [p.column for p in periods if p.column.type not in ("number", "integer")]
    if len(texts) == len(periods):
        return False
    counts = ", ".join(f"count({quoted(c.name)})" for c in texts)
    return not texts or not any(engine.fetch(f"SELECT {counts} FROM {quoted(table.name)}")[1][0])


def _names_things(column: LoadedColumn, table: LoadedTable, engine: Engine) -> bool:
    """A column that says what a row is about, and measures nothing."""
    if column.type not in ("number", "integer"):
        return True
    name = split(column.name)
    if name.last in hints("id") or name.last in hints("point_on_map"):
        return True
    distinct = engine.fetch(f"SELECT count(DISTINCT {quoted(column.name)}) FROM {quoted(table.name)}")[1][0][
        0
    ]
    return bool(column.type == "integer" and distinct == 1)


# ---------------------------------------------------------------- what is measured


def _named(
    table: LoadedTable, kept: tuple[LoadedColumn, ...], periods: tuple[Period, ...], engine: Engine
) -> Shape:
    """The shape with the name of the period and the measure, and without columns that only name the measure."""
    stems = list(dict.fromkeys(p.stem for p in periods))
    measuring = [c for c in kept if c.type == "text" and split(c.name).first in hints("measuring")]
    values = {c.name: _values(c, table, engine) for c in measuring}
    plain = tuple(c for c in kept if c not in measuring)
    name = free_name(periods[0].kind, [c.name for c in kept])
    if len(stems) > 1 or stems[0]:
        return Shape(kept, periods, name, stems[0])
    said = [v[0] for v in values.values() if len(v) == 1]
    if measuring and len(said) == len(measuring):
        whole = max(said, key=lambda v: (" " in v, len(v)))
        return Shape(plain, periods, name, measure_name(whole), note=whole)
    several = [c for c in measuring if 1 < len(values[c.name]) <= MOST_MEASURES]
    if several and plain:
        best = max(several, key=lambda c: (any(" " in v for v in values[c.name]), c.name))
        if _once_each(best, plain, table, engine):
            return Shape(plain, periods, name, "", by=best)
    return Shape(kept, periods, name, free_name(_of_file(table.name, kept), [c.name for c in kept]))


def _values(column: LoadedColumn, table: LoadedTable, engine: Engine) -> list[str]:
    """The first distinct values of a column, in the order of the alphabet."""
    name = quoted(column.name)
    sql = f"SELECT DISTINCT {name} FROM {quoted(table.name)} WHERE {name} IS NOT NULL ORDER BY 1 LIMIT {MOST_MEASURES + 1}"
    return [str(row[0]) for row in engine.fetch(sql)[1]]


def _once_each(by: LoadedColumn, kept: tuple[LoadedColumn, ...], table: LoadedTable, engine: Engine) -> bool:
    keys = ", ".join(quoted(c.name) for c in (*kept, by))
    sql = f"SELECT count(*) FROM (SELECT 1 FROM {quoted(table.name)} GROUP BY {keys} HAVING count(*) > 1)"
    return not engine.fetch(sql)[1][0][0]


def measure_name(said: str) -> str:
    """ "Fertility rate, total (births per woman)" -> "Fertility rate"; "Mortality rate, infant" -> "infant mortality
    rate"; a bracket stays where it holds a unit that figures are shown with."""
    bare, bracket, unit = said.partition(" (")
    head, *rest = [part.strip() for part in bare.split(",")]
    special = " ".join(part for part in rest if part.lower() != "total")
    if special:
        head = f"{special} {head[:1].lower()}{head[1:]}"
    return f"{head}{bracket}{unit}" if written_unit(unit.removesuffix(")")) else head


def _of_file(name: str, kept: tuple[LoadedColumn, ...]) -> str:
    """What a file's name says that its rows do not: "population_by_country" is about population."""
    things = {stem for c in kept for stem in split(c.name).stems}
    words = [w for w in re.split(r"[\W_\d]+", re.split(r"[\W_]by[\W_]", name)[0]) if w]
    general = hints("file_words") | hints("unspecific")
    left = [w for w in words if w.lower() not in general and split(w).last not in things]
    return " ".join(left) or "value"


# ---------------------------------------------------------------- the turned table


def _write(table: LoadedTable, shape: Shape, engine: Engine) -> LoadedTable:
    """The table in the engine and what is known of it, one row for each thing and period."""
    measures = _measures(shape)
    figures = [p.column for p in shape.periods if p.column.type != "text"]
    whole = all(c.sql_type == "BIGINT" for c in figures)
    number = "BIGINT" if whole else "DOUBLE"
    period = LoadedColumn(shape.name, "BIGINT", "integer")
    if shape.kind != "year":
        period = LoadedColumn(shape.name, "DATE", "date")
    source, kept = quoted(table.name), "".join(f"{quoted(c.name)}, " for c in shape.kept)
    cells = ", ".join(
        _cell(when, shape, measures, number) for when in dict.fromkeys(p.when for p in shape.periods)
    )
    fields = ", ".join(f"x.v{i} AS {quoted(m)}" for i, m in enumerate(measures))
    sql = f"SELECT {kept}x.p AS {quoted(shape.name)}, {fields} FROM {source} AS t, unnest([{cells}]) AS u(x)"
    if shape.by is None:
        sql += " ORDER BY t.rowid, x.p"
    else:
        sql, measures = _apart(table, shape, engine, sql)
    engine.execute(f"CREATE OR REPLACE TABLE {quoted(table.name + ' turned')} AS {sql}")
    engine.execute(f"DROP TABLE {source}")
    engine.execute(f"ALTER TABLE {quoted(table.name + ' turned')} RENAME TO {source}")
    units = {c.unit for c in figures}
    unit = units.pop() if len(units) == 1 else None
    columns = [LoadedColumn(m, number, "integer" if whole else "number", shape.note, unit) for m in measures]
    rows = int(engine.fetch(f"SELECT count(*) FROM {source}")[1][0][0])
    return replace(
        table, rows=rows, columns=(*shape.kept, period, *columns),
        decisions=(*table.decisions, _decision(shape, measures)),
    )  # fmt: skip


def _measures(shape: Shape) -> list[str]:
    stems = list(dict.fromkeys(p.stem for p in shape.periods))
    taken = [shape.name, *(c.name for c in shape.kept)]
    return (
        [free_name(s or shape.measure, taken) for s in stems]
        if len(stems) > 1 or stems[0]
        else [shape.measure or "value"]
    )


def _cell(when: int | dt.date, shape: Shape, measures: list[str], number: str) -> str:
    """One period of a row: when it was, and the figure of each measure."""
    at = str(when) if isinstance(when, int) else f"DATE {literal(when.isoformat())}"
    own = [p for p in shape.periods if p.when == when]
    order = list(dict.fromkeys(p.stem for p in shape.periods))
    own.sort(key=lambda p: order.index(p.stem))
    values = ", ".join(f"'v{i}': TRY_CAST({quoted(p.column.name)} AS {number})" for i, p in enumerate(own))
    return f"{{'p': {at}, {values}}}"


def _apart(table: LoadedTable, shape: Shape, engine: Engine, sql: str) -> tuple[str, list[str]]:
    """Rows that tell several measures: each becomes a column."""
    assert shape.by is not None
    keys = ", ".join(quoted(c.name) for c in shape.kept)
    period, by = quoted(shape.name), quoted(shape.by.name)
    sql = sql.replace("SELECT ", f"SELECT {by}, ", 1)
    names: list[str] = []
    fields = []
    for value in _values(shape.by, table, engine):
        names.append(free_name(measure_name(value), [*names, shape.name, *(c.name for c in shape.kept)]))
        fields.append(f"max(v) FILTER (WHERE {by} = {literal(value)}) AS {quoted(names[-1])}")
    inner = sql.replace(f"x.v0 AS {quoted(shape.measure or 'value')}", "x.v0 AS v")
    return (
        f"SELECT {keys}, {period}, {', '.join(fields)} FROM ({inner}) GROUP BY ALL ORDER BY {keys}, {period}",
        names,
    )


def _decision(shape: Shape, measures: list[str]) -> str:
    first, last = shape.periods[0].column.name, shape.periods[-1].column.name
    what = (
        f"“{shape.note or measures[0]}”" if len(measures) == 1 else ", ".join(f"“{m}”" for m in measures[:5])
    )
    return (
        f"The columns “{first}” to “{last}” hold {what} by {shape.name}: each became a row, with the {shape.name} "
        f"in the column “{shape.name}”."
    )
