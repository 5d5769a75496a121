"""How numbers are spread: histogram and box plot from figures that the engine computes; scatter of two."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from data.errors import Unsupported
from data.query import Agg, Bin, Call, Col, Expr, Lit, Out, Query, call
from data.work import Work
from tools import _chart, _facts
from tools._caveats import Cautions, caution
from tools._chart import ChartRequest, bin_count, nice_edges
from tools._companions import meaning
from tools._next import next_questions
from tools._result import Chart, Evidence, Fact, Result, Scalar, Table

if TYPE_CHECKING:
    from data.dataset import View

# Where the outer two hundredths of the rows take up more of the axis than the rest, the axis is cut openly.
SQUASHED = 2.0
OUTER = 0.01
QUARTILES = ("min", "q1", "median", "q3", "max", "mean")


@dataclass(frozen=True)
class Spread:
    """What is to be shown: a number on a source, perhaps by groups."""

    source: str | Query
    value: Expr
    name: str
    asked: Query
    by: tuple[Out, ...] = ()


def distribution(
    asked: Query, request: ChartRequest | None, title: str | None, data: View, work: Work
) -> Result | None:
    """The answer where a histogram, box plot or scatter was asked for; None for all other Queries."""
    if request is None or request.type not in ("histogram", "box", "scatter"):
        return None
    if request.type == "scatter":
        return _scatter(asked, request, title, data, work) if asked.columns else None
    found = _spread(asked, request, data)
    if found is None:
        return None
    return (
        _histogram(found, title, data, work)
        if request.type == "histogram"
        else _box(found, title, data, work)
    )


def _spread(asked: Query, request: ChartRequest, data: View) -> Spread | None:
    """Which number is to be spread out, and by what it is split."""
    if asked.columns:
        return _spread_of_rows(asked, request, data)
    if not asked.measures:
        return None
    wanted = request.x if request.type == "histogram" else request.y
    out = next((m for m in asked.measures if m.name == wanted), asked.measures[0])
    full = meaning(out.expr, data)
    per_thing = bool(asked.groups) and all(_is_thing(g, asked, data) for g in asked.groups)
    if per_thing:
        below = asked.model_copy(update={"order": (), "limit": None, "rest": None})
        return Spread(below, Col(col=out.name), out.name, asked)
    if isinstance(full, Agg) and full.of is not None and full.agg not in ("count", "distinct", "rate"):
        return Spread(asked.source, full.of, _bare(out.name, full), asked, asked.groups)
    return None


def _spread_of_rows(asked: Query, request: ChartRequest, data: View) -> Spread | None:
    numbers = [o for o in asked.columns if _is_number(o, asked, data)]
    wanted = [o for o in asked.columns if o.name in (request.x, request.y)]
    value = next((o for o in reversed(wanted) if o in numbers), None) if request.type == "box" else None
    value = value or next((o for o in wanted if o in numbers), numbers[-1] if numbers else None)
    if value is None:
        return None
    by = tuple(o for o in asked.columns if o is not value)[:1] if request.type == "box" else ()
    return Spread(asked.source, value.expr, value.name, asked, by)


def _is_thing(out: Out, asked: Query, data: View) -> bool:
    column = _column(out, asked, data)
    return column is not None and column.role in ("id", "person")


def _is_number(out: Out, asked: Query, data: View) -> bool:
    column = _column(out, asked, data)
    if column is not None:
        return column.type in ("number", "integer") and column.role not in ("id", "code")
    return not isinstance(out.expr, Bin) and not (isinstance(out.expr, Call) and out.expr.op in _TEXT_OPS)


_TEXT_OPS = (
    "recode",
    "month",
    "weekday",
    "concat",
    "lower",
    "trunc_month",
    "trunc_year",
    "trunc_quarter",
    "trunc_day",
)


def _column(out: Out, asked: Query, data: View) -> Any:
    if not isinstance(asked.source, str) or not isinstance(out.expr, Col):
        return None
    return data.catalog.sources[asked.source].columns.get(out.expr.col)


def _bare(name: str, agg: Agg) -> str:
    """ "average income" spread out is "income"."""
    if isinstance(agg.of, Col):
        words = name.split()
        prefixes = ("average", "mean", "median", "total", "sum", "avg", "highest", "lowest", "of")
        kept = [w for i, w in enumerate(words) if not (w.lower() in prefixes and i < 2)]
        return " ".join(kept) or agg.of.col
    return name


# ---------------------------------------------------------------- histogram


def _histogram(found: Spread, title: str | None, data: View, work: Work) -> Result:
    figures = _figures(found, data, work)
    n = int(figures["n"])
    if not n:
        raise Unsupported(
            f"There are no values of “{found.name}” to draw.",
            "Widen the conditions, or choose another column.",
        )
    edges = _edges(figures)
    counts, frame = _counts(found, edges, data, work)
    unit = frame_unit = _unit(found, data)
    population = _population(found, data)
    table = Table(
        (f"{found.name} from", f"{found.name} to", population),
        tuple(zip(edges, edges[1:], counts, strict=False)),
        {f"{found.name} from": unit, f"{found.name} to": unit} if unit else {},
    )
    facts = _spread_facts(found.name, figures, unit)
    cautions = _clipped(found.name, figures, edges, frame_unit) + _gaps(figures, population)
    heading = title or f"How {found.name} is spread"
    chart = _chart.histogram(
        edges,
        counts,
        x=found.name,
        y=population,
        unit=unit,
        title=heading,
        marks={"median": figures["median"], "mean": figures["mean"]},
    )
    return _result(found, "histogram", table, chart, facts, cautions, frame.sql, figures, data)


def _figures(found: Spread, data: View, work: Work) -> dict[str, float]:
    """n, missing, mean and quantiles of the number in one scan."""
    measures = [Out(name="rows", expr=Agg(agg="count", weighted=False)), *_quantiles(found.value)]
    for name, q in (("p1", OUTER), ("p99", 1 - OUTER)):
        measures.append(Out(name=name, expr=Agg(agg="quantile", of=found.value, q=q)))
    asked = Query(source=found.source, within=_within(found), where=_where(found), measures=tuple(measures))
    row = data.fetch(asked, work).records()[0]
    return {k: float(v) if isinstance(v, int | float) else math.nan for k, v in row.items()}


def _quantiles(value: Expr) -> list[Out]:
    parts: dict[str, Agg] = {
        "n": Agg(agg="count", of=value, weighted=False),
        "min": Agg(agg="min", of=value),
        "q1": Agg(agg="quantile", of=value, q=0.25),
        "median": Agg(agg="median", of=value),
        "q3": Agg(agg="quantile", of=value, q=0.75),
        "max": Agg(agg="max", of=value),
        "mean": Agg(agg="mean", of=value),
    }
    return [Out(name=name, expr=agg) for name, agg in parts.items()]


def _edges(figures: dict[str, float]) -> list[float]:
    """Round bands over the whole range, or over its middle where extremes would squash it."""
    low, high = figures["min"], figures["max"]
    middle = figures["p99"] - figures["p1"]
    if middle > 0 and figures["max"] - figures["p99"] > (SQUASHED - 1) * middle:
        high = figures["p99"]
    if middle > 0 and figures["p1"] - figures["min"] > (SQUASHED - 1) * middle:
        low = figures["p1"]
    whole = all(float(figures[k]).is_integer() for k in ("min", "q1", "median", "q3", "max"))
    if whole and high - low <= 40:
        return [low + i for i in range(int(high - low) + 2)]
    return nice_edges(
        low, high, bins=bin_count(int(figures["n"]), high - low, figures["q3"] - figures["q1"]), whole=whole
    )


def _counts(found: Spread, edges: list[float], data: View, work: Work) -> tuple[list[float], Any]:
    """Rows in each band, counted by the engine."""
    labels = tuple(f"band {i}" for i in range(len(edges) - 1))
    banded = Bin(bin=found.value, edges=tuple(edges), labels=labels, closed=True)
    asked = Query(
        source=found.source,
        within=_within(found),
        where=_where(found),
        groups=(Out(name="band", expr=banded),),
        measures=(Out(name="rows", expr=Agg(agg="count")),),
    )
    frame = data.fetch(asked, work)
    held = {str(r["band"]): _facts.number(r["rows"]) or 0.0 for r in frame.records() if r["band"] is not None}
    counts = [held.get(label, 0.0) for label in labels]
    return [int(c) if c.is_integer() else c for c in counts], frame


def _clipped(name: str, figures: dict[str, float], edges: list[float], unit: str | None) -> Cautions:
    found = Cautions()
    if figures["max"] >= edges[-1]:
        found += caution(
            "_distribution.axis_clipped.above",
            Fact("axis.high", "extreme", "end of the axis", edges[-1], unit),
            column=name,
        )
    if figures["min"] < edges[0]:
        found += caution(
            "_distribution.axis_clipped.below",
            Fact("axis.low", "extreme", "start of the axis", edges[0], unit),
            column=name,
        )
    return found


def _gaps(figures: dict[str, float], population: str) -> Cautions:
    missing = round(figures["rows"] - figures["n"])
    if missing <= 0:
        return Cautions()
    fact = Fact("missing", "count", "rows without a value", missing)
    return caution("_distribution.missing_left_out", fact, rows=population)


def _spread_facts(name: str, figures: dict[str, float], unit: str | None) -> list[Fact]:
    labels = {
        "min": "lowest",
        "q1": "lower quartile of",
        "median": "median",
        "q3": "upper quartile of",
        "max": "highest",
        "mean": "mean",
    }
    n = int(figures["n"])
    facts = [
        Fact(k, "value", f"{label} {name}", figures[k], unit, column=name, n=n) for k, label in labels.items()
    ]
    return [Fact("n", "count", "rows with a value", n), *facts]


# ---------------------------------------------------------------- box plot


def _box(found: Spread, title: str | None, data: View, work: Work) -> Result:
    asked = Query(
        source=found.source,
        within=_within(found),
        where=_where(found),
        groups=found.by[:1],
        measures=(*_quantiles(found.value), Out(name="rows", expr=Agg(agg="count", weighted=False))),
    )
    frame = data.fetch(asked, work)
    by = found.by[0].name if found.by else None
    rows = [r for r in frame.records() if r["n"]]
    unit = _unit(found, data)
    columns = ((by,) if by else ()) + ("n", *QUARTILES)
    table = Table(
        columns,
        tuple(tuple(r[c] for c in columns) for r in rows),
        dict.fromkeys(QUARTILES, unit) if unit else {},
    )
    drawn = Table(
        (*columns, "lowerfence", "upperfence"),
        tuple((*t, *_fences(r)) for t, r in zip(table.rows, rows, strict=True)),
        table.units,
    )
    heading = title or (f"{found.name} by {by}" if by else f"How {found.name} is spread")
    chart = _chart.box(drawn, by, y=found.name, title=heading[:1].upper() + heading[1:])
    facts = _box_facts(found.name, by, rows, unit)
    few = [_spelt(r[by]) for r in rows if by and (_facts.number(r["n"]) or 0) < 10]
    cautions = _few_in_boxes(few)
    figures = {
        "rows": math.fsum(_facts.number(r["rows"]) or 0 for r in frame.records()),
        "n": math.fsum(_facts.number(r["n"]) or 0 for r in rows),
    }
    cautions += _gaps(figures, _population(found, data))
    return _result(found, "box", table, chart, facts, cautions, frame.sql, figures, data)


def _fences(row: dict[str, Scalar]) -> tuple[float, float]:
    """Whiskers by Tukey: to the extremes, at most 1.5 quartile ranges beyond the box."""
    low, q1, q3, high = (_facts.number(row[k]) or 0.0 for k in ("min", "q1", "q3", "max"))
    return max(low, q1 - 1.5 * (q3 - q1)), min(high, q3 + 1.5 * (q3 - q1))


def _few_in_boxes(names: list[str]) -> Cautions:
    if not names:
        return Cautions()
    listed = ", ".join(f"“{n}”" for n in names[:4])
    return caution(
        "_distribution.very_small", Fact("few", "count", "least rows for a box", 10), groups=listed
    )


def _box_facts(name: str, by: str | None, rows: list[dict[str, Scalar]], unit: str | None) -> list[Fact]:
    facts: list[Fact] = []
    medians = []
    for i, row in enumerate(rows, start=1):
        group = _spelt(row[by]) if by else ""
        n = int(_facts.number(row["n"]) or 0)
        for part in QUARTILES:
            value, label = row[part], f"{part} of {name}"
            id = f"{part}.{i}" if by else part
            facts.append(
                Fact(
                    id, "value", f"{label}, {group}" if group else label, value, unit, group or None, name, n
                )
            )
        medians.append(_facts.Cell(group, row["median"], n))
    facts.append(Fact("n", "count", "rows with a value", sum(c.n or 0 for c in medians)))
    known = tuple(c for c in medians if (c.n or 0) >= 10 and c.name != "(missing)") or tuple(medians)
    return facts + _facts.ranking_facts(_facts.Series(f"median {name}", unit, known)) if by else facts


def _spelt(value: Scalar) -> str:
    if value is None:
        return "(missing)"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


# ---------------------------------------------------------------- scatter


def _scatter(asked: Query, request: ChartRequest, title: str | None, data: View, work: Work) -> Result | None:
    outs = {o.name: o for o in asked.columns}
    numbers = [o.name for o in asked.columns if _is_number(o, asked, data)]
    x = request.x if request.x in numbers else next((n for n in numbers if n != request.y), None)
    y = request.y if request.y in numbers else next((n for n in numbers if n != x), None)
    if x is None or y is None:
        return None
    series = (
        request.series
        if request.series in outs
        else next((n for n in outs if n not in numbers and not _is_thing(outs[n], asked, data)), None)
    )
    names = [x, y] + ([series] if series and series not in (x, y) else [])
    kept = asked.model_copy(
        update={"columns": tuple(outs[n] for n in names), "order": ()} if not asked.limit else {}
    )
    frame = data.fetch(kept, work)
    at = [frame.columns.index(n) for n in names]
    all_rows = [tuple(r[i] for i in at) for r in frame.rows]
    rows = tuple(r for r in all_rows if _facts.number(r[0]) is not None and _facts.number(r[1]) is not None)
    if len(rows) < 2:
        raise Unsupported(
            "Fewer than two rows have both numbers.", "Widen the conditions, or choose other columns."
        )
    units = {n: u for n in names if (u := frame.units.get(n))}
    full = Table(tuple(names), rows, units)
    drawn = _chart.draw(
        ChartRequest(type="scatter", x=x, y=y, series=series),
        full,
        title=title or f"{y} against {x}",
        seed=work.seed,
    )
    r = _correlation(rows)
    facts = [
        Fact("n", "count", "points", len(rows)),
        *([Fact("r", "test", f"correlation of {x} and {y}", r, n=len(rows))] if r is not None else []),
        *drawn.facts,
    ]
    cautions = _gaps({"rows": len(all_rows), "n": len(rows)}, data.catalog.sources[asked.base].plural)
    found = Spread(asked.source, Lit(lit=None), y, asked)
    result = _result(
        found,
        "scatter",
        full,
        drawn.chart,
        facts,
        cautions,
        frame.sql,
        {"n": len(rows), "rows": len(all_rows)},
        data,
    )
    table = Table(full.columns, rows[: _chart.MOST_POINTS], units)
    return result.with_(
        table=table, caveats=result.caveats + drawn.caveats, words=result.words | {"x": x, "y": y}
    )


def _correlation(rows: tuple[tuple[Scalar, ...], ...]) -> float | None:
    pairs = np.asarray([(r[0], r[1]) for r in rows], dtype=np.float64)
    if len(pairs) < 3 or np.any(pairs.std(axis=0) == 0):
        return None
    return float(np.corrcoef(pairs[:, 0], pairs[:, 1])[0, 1])


# ---------------------------------------------------------------- shared


def _result(
    found: Spread,
    kind: str,
    table: Table,
    chart: Chart | None,
    facts: list[Fact],
    cautions: Cautions,
    sql: str,
    figures: dict[str, float],
    data: View,
) -> Result:
    from tools._cautions import period

    source = data.catalog.sources[found.asked.base]
    rows = round(figures["rows"])
    plain = isinstance(found.asked.source, str)
    method = {
        "histogram": "rows counted in round bands of equal width",
        "box": "quartiles; whiskers reach at most one and a half quartile ranges beyond the box",
        "scatter": "a point for each row with both numbers; Pearson correlation",
    }[kind]
    flags = {kind} | ({"grouped"} if found.by else set()) | _lean(facts)
    return Result(
        headline=None,
        facts=tuple({f.id: f for f in [*facts, *cautions.facts]}.values()),
        table=table,
        chart=chart,
        caveats=cautions.caveats,
        evidence=(
            Evidence(
                method=method,
                sql=sql,
                rows_used=round(figures["n"]),
                rows_excluded=source.rows - round(figures["n"]) if plain and rows <= source.rows else None,
                period=period(found.asked, data),
            ),
        ),
        words={
            "measure": found.name,
            "Measure": found.name[:1].upper() + found.name[1:],
            "rows": _population(found, data),
        }
        | ({"dimension": found.by[0].name} if found.by else {}),
        flags=frozenset(flags) | cautions.flags,
        next=next_questions(found.asked, found.name if found.asked.measures else None, None, data),
        subject=Query(source=found.asked.source, within=found.asked.within, where=found.asked.where),
    )


def _lean(facts: list[Fact]) -> set[str]:
    """Whether the mean lies well above or below the median."""
    held = {f.id: _facts.number(f.value) for f in facts}
    mean, median = held.get("mean"), held.get("median")
    if mean is None or median is None:
        return set()
    if abs(mean - median) <= 0.1 * abs(median):
        return {"even"}
    return {"leans_up" if mean > median else "leans_down"}


def _population(found: Spread, data: View) -> str:
    if not isinstance(found.source, str) and found.source.groups:
        return (
            found.source.groups[0].name + "s"
            if not found.source.groups[0].name.endswith("s")
            else found.source.groups[0].name
        )
    return str(data.catalog.sources[found.asked.base].plural)


def _unit(found: Spread, data: View) -> str | None:
    if isinstance(found.asked.source, str) and isinstance(found.value, Col):
        column = data.catalog.sources[found.asked.source].columns.get(found.value.col)
        if column is not None:
            unit: str | None = column.unit
            return unit
    out = next((o for o in found.asked.outputs if o.name == found.name), None)
    return out.unit if out else None


def _within(found: Spread) -> tuple[Expr, ...]:
    return (
        ()
        if isinstance(found.source, Query) and found.source is not found.asked.source
        else found.asked.within
    )


def _where(found: Spread) -> tuple[Expr, ...]:
    """Conditions of the asked rows; inside already, where the source is the asked Query itself."""
    nested = isinstance(found.source, Query) and found.source is not found.asked.source
    return (call("not_null", found.value),) * 0 if nested else found.asked.where
