"""Answers any question about tables that one Query can ask: a number, a name, a list, a table or a chart."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

from pydantic import Field, model_validator

from data.dataset import View
from data.errors import Unsupported
from data.query import Call, Col, Lit, Out, Query
from data.work import Work
from tools import _cautions, _facts
from tools._chart import ChartRequest, Drawn, choose, draw
from tools._companions import SENSITIVE, policies_of
from tools._distribution import distribution
from tools._facts import Series
from tools._fetched import Fetched, complete_periods, fetch, name_of, somebody, total_of
from tools._next import next_questions, other_dimension
from tools._periods import bounds
from tools._result import Evidence, Fact, Headline, Result, Scalar, Table
from tools._tool import Args, tool

CONTEXT = 5
Answer = Literal["value", "name", "list", "table", "chart", "row"]


class QueryArgs(Args):
    """The Query, and the form of answer that was asked for.

    `source`, `where` and `within` mirror the Query's, so that a plan's population reads the same for all
    tools; they are no second filter and are left out of the plan's JSON.
    """

    source: str = ""
    query: Query
    answer: Answer = "table"
    chart: ChartRequest | None = None
    title: str | None = None
    show_n: bool = False
    place: int = Field(default=1, ge=1, le=len(_facts.PLACES))
    """Which one of a ranking is asked for by name: 2 for the second."""

    @model_validator(mode="before")
    @classmethod
    def _mirror(cls, given: Any) -> Any:
        if not isinstance(given, dict) or "query" not in given:
            return given
        asked = Query.model_validate(given["query"])
        mirrored = {"source": asked.base, "where": asked.where, "within": asked.within}
        for name in ("where", "within"):
            if given.get(name) and len(given[name]) != len(mirrored[name]):
                raise ValueError(f"conditions of a query belong into query.{name}")
        return {**given, "query": asked, **mirrored}

    def canonical(self) -> dict[str, Any]:
        """The JSON form, without what mirrors the Query."""
        return {k: v for k, v in super().canonical().items() if k not in ("source", "where", "within")}


@tool(
    words=(
        "how many",
        "how much",
        "average",
        "total",
        "top",
        "show",
        "list",
        "which",
        "plot",
        "chart",
        "draw",
    ),
    examples=("top 5 {dimension} by {measure}", "{measure} by {dimension}", "how many {entities} are there?"),
)
def query(args: QueryArgs, data: View, work: Work) -> Result:
    """Answers a question about the data with a number, a name, a table or a chart."""
    shown = distribution(args.query, args.chart, args.title, data, work)
    if shown is not None:
        return shown
    charted = args.chart is not None and args.chart.type not in (None, "table")
    turn = charted or args.answer in ("name", "list", "chart")
    fetched = fetch(_in_context(args), args.answer, data, work, turn)
    if not fetched.rows or _is_void(fetched):
        return _nothing_fits(fetched)
    work.check()
    table = _table(fetched, args.show_n)
    facts, flags = _figures(fetched)
    placed = _at_place(fetched, args.place) if args.place > 1 else None
    if placed is not None:
        facts.append(placed[0])
        flags.add("placed")
    if "names" in flags and args.query.limit is not None and len(fetched.rows) >= args.query.limit:
        facts.append(Fact("fit", "count", "rows that fit", _fitting(args.query, data)))
    drawn = _drawn(fetched, table, args)
    cautions = _cautions.of(fetched, work)
    result = Result(
        headline=_headline(fetched) if placed is None else placed[1],
        facts=tuple(_unique([*facts, *drawn.facts, *cautions.facts])),
        table=table,
        chart=drawn.chart,
        caveats=drawn.caveats + cautions.caveats,
        evidence=(_evidence(fetched),),
        words=_words(fetched) | {"Place": _facts.PLACES[args.place - 1].capitalize()},
        flags=frozenset(flags | cautions.flags),
        next=_next(fetched),
        subject=_subject(fetched, args.query),
    )
    return result


def _in_context(args: QueryArgs) -> Query:
    """Who comes first says little without who comes next: the first few are fetched."""
    asked = args.query
    if args.answer != "name" or asked.limit != 1 or asked.rest or asked.best or not asked.order:
        return asked
    return asked.model_copy(update={"limit": max(CONTEXT, args.place)})


def _is_cut(fetched: Fetched) -> bool:
    limit = fetched.query.limit
    return limit is not None and len(fetched.rows) >= limit


# ---------------------------------------------------------------- the parts of the answer


def _table(fetched: Fetched, show_n: bool) -> Table:
    """The asked outputs: periods as periods, withheld figures empty, n where averages are grouped."""
    columns = fetched.labels + fetched.measures
    if fetched.query.columns:
        columns = tuple(o.name for o in fetched.query.columns)
    averages = any(fetched.companions.kind(m) in SENSITIVE for m in fetched.measures)
    counted = bool(fetched.query.groups) and (averages or show_n) and "n" not in columns
    rows = []
    for i, row in enumerate(fetched.rows):
        shown = [_shown(fetched, c, i, row) for c in columns]
        if counted:
            main = fetched.main
            shown.append(fetched.cells[main][i].n if main else fetched.companions.n(row))
        rows.append(tuple(shown))
    units = {c: u for c in columns if (u := fetched.unit(c))}
    return Table(columns + (("n",) if counted else ()), tuple(rows), units)


def _shown(fetched: Fetched, column: str, at: int, row: dict[str, Scalar]) -> Scalar:
    if column in fetched.cells:
        return fetched.cells[column][at].value
    return row[column]


def _figures(fetched: Fetched) -> tuple[list[Fact], set[str]]:
    """The facts of the answer, and the flags that choose the story's lines."""
    main = fetched.main
    if main is None:
        return _list_figures(fetched)
    columns = [fetched.series(m) for m in dict.fromkeys((main, *fetched.measures))]
    if len(fetched.rows) == 1:
        return _single_figures(fetched, columns)
    facts = _facts.cell_facts(columns)
    facts.append(Fact("groups", "count", "groups", len(fetched.rows)))
    facts += _size_fact(fetched)
    flags = {"several"}
    named = somebody(fetched, columns[0])
    if fetched.query.columns and not fetched.query.order:
        return _list_figures(fetched)
    if fetched.query.columns:
        return facts + _facts.ranking_facts(named, fetched.lowest, _is_cut(fetched)), flags | {
            "rows"
        } | _ranked_flags(fetched, named)
    if fetched.time and len(fetched.labels) == 1:
        cells = fetched.cells[columns[0].measure]
        broken = {c.name for c, ok in zip(cells, complete_periods(fetched), strict=True) if not ok}
        named = replace(named, cells=tuple(c for c in named.cells if c.name not in broken))
        if not _is_ranked(fetched):
            return facts + _course(fetched, named), flags | {"course"}
    facts += _facts.ranking_facts(named, fetched.lowest, _is_cut(fetched))
    facts += _facts.total_facts(columns[0], total_of(fetched, main), lowest=fetched.lowest, among=named)
    facts += _overall(fetched, columns[0])
    return facts, flags | _ranked_flags(fetched, named)


def _is_ranked(fetched: Fetched) -> bool:
    """Periods in the order of a figure ("which month was best?") are no course in time."""
    return any(o.by in fetched.measures for o in fetched.query.order)


def _course(fetched: Fetched, series: Series) -> list[Fact]:
    facts = _facts.course_facts(series)
    total = total_of(fetched, series.measure)
    return facts + (
        [f for f in _facts.total_facts(series, total) if f.id == "total"] if total is not None else []
    )


def _single_figures(fetched: Fetched, columns: list[Series]) -> tuple[list[Fact], set[str]]:
    flags = {"single"}
    first = columns[0]
    shown = [c for c in columns if c.cells[0].value is not None]
    facts = [_facts.value_fact(f"figure.{i}", c, c.cells[0]) for i, c in enumerate(shown, start=1)]
    facts = facts if len(columns) > 1 else []
    if first.cells[0].value is not None:
        facts.append(_facts.value_fact("value", first, first.cells[0]))
    if len(columns) > 1:
        flags.add("several_figures")
    if (first.unit or "") == first.measure:
        flags.add("counted")  # the unit says it: "180 customers"
    if first.cells[0].low is not None:
        flags.add("interval")
    if fetched.labels:
        flags.add("named")
    return facts + _size_fact(fetched), flags


def _fitting(asked: Query, data: View) -> int | None:
    """How many rows fit, where the list stops before the last."""
    if not isinstance(asked.source, str):
        return None
    return data.count(asked.source, asked.where, asked.within)


def _list_figures(fetched: Fetched) -> tuple[list[Fact], set[str]]:
    """Rows without any figure (names only): how many, and the names."""
    facts = [Fact("listed", "count", "rows listed", len(fetched.rows))]
    for i, row in enumerate(fetched.rows[:20], start=1):
        facts.append(Fact(f"name.{i}", "rank", f"row {i}", name_of(fetched, row)))
    return facts, {"names"}


def _ranked_flags(fetched: Fetched, series: Series) -> set[str]:
    flags = {"ranked", "lowest" if fetched.lowest else "highest"}
    if _facts.tied(series, fetched.lowest):
        flags.add("tie")
    return flags


def _size_fact(fetched: Fetched) -> list[Fact]:
    return [] if fetched.used is None else [Fact("n", "count", "rows behind the answer", fetched.used)]


def _overall(fetched: Fetched, series: Series) -> list[Fact]:
    """The average of all rows, next to those of the groups."""
    if fetched.companions.kind(series.measure) not in ("mean", "rate", "ratio"):
        return []
    whole = fetched.companions.hidden(series.measure, "total", fetched.rows[0])
    return _facts.overall_fact(series, whole, fetched.used)


def _headline(fetched: Fetched) -> Headline | None:
    main, answer = fetched.main, fetched.answer
    if answer == "name" and fetched.labels:
        return _name_headline(fetched)
    if len(fetched.rows) > 1:
        return None
    if main is None:
        return Headline(fetched.labels[0], name_of(fetched, fetched.rows[0])) if fetched.labels else None
    cell = fetched.cells[main][0]
    if answer == "list" and fetched.labels:
        return _name_headline(fetched)
    if answer == "row" and len(fetched.measures) > 1:
        return None
    label = f"{main}, {cell.name}" if cell.name else main
    level = _facts.LEVEL if cell.low is not None else None
    return Headline(label, cell.value, fetched.unit(main), cell.low, cell.high, level, cell.n)


def _name_headline(fetched: Fetched) -> Headline:
    main = fetched.main
    names = [name_of(fetched, row) for row in fetched.rows]
    if main is None:
        return Headline(fetched.labels[0], names[0])
    series = fetched.series(main)
    known = somebody(fetched, series).known
    if not known:
        return Headline(main, names[0])
    pick = min if fetched.lowest else max
    best = pick(known, key=lambda c: _facts.number(c.value) or 0.0)
    order = "lowest" if fetched.lowest else "highest"
    return Headline(f"{order} {main}", names[series.cells.index(best)], n=best.n)


def _at_place(fetched: Fetched, place: int) -> tuple[Fact, Headline]:
    """The one at a place of the ranking, among those whose figure is told."""
    main = fetched.main or fetched.labels[0]
    series = fetched.series(main)
    known = _facts.ranked(somebody(fetched, series), fetched.lowest)
    if place > len(known):
        raise Unsupported(
            f"No {_facts.PLACES[place - 1]} can be named: {len(known)} can be ranked by {main}.",
            "Ask for the whole ranking.",
        )
    cell = known[place - 1]
    name = name_of(fetched, fetched.rows[series.cells.index(cell)])
    order = "lowest" if fetched.lowest else "highest"
    label = f"{_facts.PLACES[place - 1]} {order} {main}"
    return _facts.value_fact("placed", series, cell), Headline(label, name, n=cell.n)


def _drawn(fetched: Fetched, table: Table, args: QueryArgs) -> Drawn:
    """The chart that was asked for, else the one that fits."""
    request = args.chart
    if request is None or request.type is None:
        chosen = _chosen(fetched, table)
        if request is None and chosen is None:
            return Drawn(None)
        kind = chosen.type if chosen else "bar"
        request = chosen if request is None else request.model_copy(update={"type": kind})
    assert request is not None
    request = _with_places(request, fetched, table)
    cells = fetched.cells.get(request.y or "", ())
    intervals = [(c.low, c.high) for c in cells] if any(c.low is not None for c in cells) else None
    main = fetched.main
    whole = main is not None and fetched.companions.kind(main) in ("sum", "distinct")
    whole = whole or (main == "total" and fetched.labels == ("name",))
    title = args.title or _title(fetched)
    hollow = _incomplete(fetched)
    return draw(request, table, title=title, whole=whole, intervals=intervals, hollow=hollow)


def _incomplete(fetched: Fetched) -> set[Scalar]:
    """Periods of a course in time that the data do not cover whole."""
    if fetched.time is None:
        return set()
    whole = complete_periods(fetched)
    return {row[fetched.time] for row, ok in zip(fetched.rows, whole, strict=True) if not ok}


def _chosen(fetched: Fetched, table: Table) -> ChartRequest | None:
    main = fetched.main
    if fetched.answer in ("value", "row") or main is None:
        return None
    measures = [main, *(m for m in fetched.measures if m != main)]
    rows = bool(fetched.query.columns)
    return choose(table, time=fetched.time, groups=fetched.labels, measures=measures, rows=rows)


def _with_places(request: ChartRequest, fetched: Fetched, table: Table) -> ChartRequest:
    """Open places filled: time or the first group across, the main measure up, the other group as series."""
    x = (
        request.x
        if request.x in table.columns
        else fetched.time or (fetched.labels[0] if fetched.labels else None)
    )
    y = request.y if request.y in table.columns else fetched.main
    others = [g for g in fetched.labels if g not in (x, y)]
    series = request.series if request.series in table.columns else None
    if series is None and others and fetched.query.groups:
        series = others[0]
    return request.model_copy(update={"x": x, "y": y, "series": series})


def _title(fetched: Fetched) -> str:
    main = fetched.main or "rows"
    if fetched.labels == ("name",):
        return main.capitalize()
    by = " and ".join(fetched.labels)
    title = f"{main} by {by}" if by and fetched.query.groups else main
    return title[:1].upper() + title[1:]


def _words(fetched: Fetched) -> dict[str, str]:
    main = fetched.main or "rows"
    source = fetched.data.catalog.sources[fetched.query.base]
    words = {
        "measure": main,
        "Measure": main[:1].upper() + main[1:],
        "rows": source.plural,
        "source": source.label,
    }
    if fetched.labels:
        words["dimension"] = fetched.labels[0]
    other = other_dimension(fetched.query, fetched.data)
    if other:
        words["other"] = other
    return words


def _next(fetched: Fetched) -> tuple[str, ...]:
    top = None
    if (
        fetched.query.groups
        and fetched.main
        and len(fetched.labels) == 1
        and not fetched.time
        and len(fetched.rows) > 1
    ):
        known = somebody(fetched, fetched.series(fetched.main)).known
        top = known[0].name if known else None
    return next_questions(fetched.query, fetched.main, top, fetched.data)


def _evidence(fetched: Fetched) -> Evidence:
    used = fetched.used
    source = fetched.data.catalog.sources[fetched.query.base]
    plain = isinstance(fetched.query.source, str)
    left = source.rows - used if plain and used is not None and source.rows >= used else None
    return Evidence(
        method=_method(fetched),
        sql=fetched.frame.sql,
        rows_used=used,
        rows_excluded=left,
        filters=tuple(fetched.frame.filters),
        period=_cautions.period(fetched.query, fetched.data),
    )


_KIND_WORDS = {
    "sum": "added up",
    "distinct": "counted once each",
    "mean": "arithmetic mean of the known values, interval by Student's t",
    "rate": "share of the rows with a known value, interval by Wilson",
    "ratio": "ratio of sums, never an average of averages",
    "spread": "from the known values of each group",
}


def _method(fetched: Fetched) -> str:
    parts = [
        f"{m}: {_KIND_WORDS[k]}" for m in fetched.measures if (k := fetched.companions.kind(m)) in _KIND_WORDS
    ]
    source = fetched.data.catalog.sources[fetched.query.base]
    weighted = source.weight and isinstance(fetched.query.source, str)
    parts += [f"weighted by {source.weight}"] if weighted and fetched.query.measures else []
    parts += [f"{p.name} policy: {v}" for p, v in policies_of(fetched.query, fetched.data)]
    return "; ".join(parts) or "rows as they are"


def _subject(fetched: Fetched, asked: Query) -> Query:
    """The rows that the answer is about: all that passed the filters, or those of the groups shown."""
    rows = Query(source=asked.source, within=asked.within, where=asked.where)
    if asked.columns and asked.limit is not None:
        key = fetched.data.key(asked.source) if isinstance(asked.source, str) else asked.columns[0].name
        ordered = {o.by for o in asked.order} - {key}
        sorts = tuple(o for o in asked.columns if o.name in ordered)
        changes = {
            "columns": (Out(name=key, expr=Col(col=key)), *sorts),
            "order": asked.order,
            "limit": asked.limit,
        }
        return rows.model_copy(update=changes)
    if asked.limit is None or len(asked.groups) != 1 or asked.rest or asked.limit > 50:
        return rows
    group = asked.groups[0]
    values = [r[group.name] for r in fetched.rows[: asked.limit] if r[group.name] is not None]
    among = Call(op="in", args=(group.expr, *(_constant(fetched, v) for v in values)))
    return rows.model_copy(update={"where": (*asked.where, among)}) if values else rows


def _constant(fetched: Fetched, value: Scalar) -> Lit:
    """A group's value as a constant; a period by its first day."""
    ends = bounds(fetched.time_op, value) if fetched.time_op and isinstance(value, str) else None
    return Lit(lit=ends[0].isoformat(), date=True) if ends else Lit(lit=value)


def _is_void(fetched: Fetched) -> bool:
    """Whether a single figure is missing because no row fits (a count of nothing is an answer: zero)."""
    if fetched.query.groups or fetched.query.columns or fetched.used:
        return False
    return all(c.value is None for cells in fetched.cells.values() for c in cells)


def _nothing_fits(fetched: Fetched) -> Result:
    """No row fits: say so, with the range or the values that the data do have."""
    cautions = _cautions.nothing(fetched.query, fetched.data)
    return Result(
        headline=None,
        facts=(Fact("n", "count", "rows that fit", 0), *cautions.facts),
        table=Table(fetched.labels + fetched.measures, ()),
        caveats=cautions.caveats,
        evidence=(_evidence(fetched),),
        words=_words(fetched),
        flags=frozenset({"empty"}),
        subject=Query(source=fetched.query.source, within=fetched.query.within, where=fetched.query.where),
    )


def _unique(facts: list[Fact]) -> list[Fact]:
    """Each id once; beyond the cap on cells a fact may have lost what it was computed from."""
    held = {f.id: f for f in facts}
    return [replace(f, of=tuple(o for o in f.of if o in held)) for f in held.values()]
