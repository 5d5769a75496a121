"""Every figure of the assistant, as plain Plotly JSON; the only place that knows that format.

Each drawing function takes a Table and the names of its columns and gives a Chart. Units of the axes come
from `Table.units`. `draw` does the same by the chart's name and keeps a reader from being misled (a pie of
means becomes bars); what it changed it says as caveats. `choose` picks the chart that a good analyst would.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from data.query import Frozen
from tools._caveats import caveat
from tools._result import Caveat, Chart, Fact, Scalar, Table

ChartType = Literal[
    "bar", "line", "area", "pie", "scatter", "histogram", "box", "heatmap", "funnel", "waterfall", "radar",
    "table",
]  # fmt: skip
Interval = tuple[float | None, float | None]
Trace = dict[str, Any]

MOST_PARTS = 6
MOST_BARS = 40
MOST_POINTS = 5_000
LONG_NAME = 14

# Colours that stay apart for colour-blind readers and readable on white and on near-black.
PALETTE = (
    "#4c7fe0",
    "#e8833a",
    "#2fa66f",
    "#9a6fd6",
    "#d9558b",
    "#1ba3b8",
    "#c9a227",
    "#8a8f98",
    "#b5533c",
    "#6b9e3a",
)
INK = "#7b8494"
GRID = "rgba(128,138,155,0.22)"
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
CLEAR = "rgba(0,0,0,0)"
END = "<extra></extra>"  # keeps the trace name out of the hover box
RISING = [[0.0, "#e3ebfb"], [0.5, "#7ba3ec"], [1.0, "#2a56b0"]]
AROUND_ZERO = [[0.0, "#c2573a"], [0.5, "#e9ebef"], [1.0, "#3c70d6"]]
SIGNS = {"GBP": "£", "USD": "$", "EUR": "€", "JPY": "¥", "INR": "₹"}


class ChartRequest(Frozen):
    """What a person asked to see; x, y and series are output names. All may be left open."""

    type: ChartType | None = None
    x: str | None = None
    y: str | None = None
    series: str | None = None
    stacked: bool = False


@dataclass(frozen=True)
class Drawn:
    """A figure (or none), what the reader must know of it, and the figures that those words use."""

    chart: Chart | None
    caveats: tuple[Caveat, ...] = ()
    facts: tuple[Fact, ...] = ()


# ---------------------------------------------------------------- the drawings


def bar(
    table: Table,
    x: str,
    y: str | Sequence[str],
    *,
    series: str | None = None,
    stacked: bool = False,
    title: str = "",
    intervals: Sequence[Interval] | None = None,
) -> Chart:
    """Bars from zero, lying down where many or with long names; several `y` stand side by side.

    `intervals` has a (low, high) for each row of the table, where there is one series.
    """
    parts = _parts(table, x, y, series)
    names = _once(_column(table, x))
    lying = len(names) > 8 or max((len(str(n)) for n in names), default=0) > LONG_NAME
    if _is_time(names):
        lying = False
    unit = table.units.get(_first(y))
    traces = []
    for i, (label, keys, values) in enumerate(parts):
        places, lengths = [_text(k) for k in keys], [_number(v) for v in values]
        trace: Trace = {
            "type": "bar",
            "name": label,
            "orientation": "h" if lying else "v",
            "x": lengths if lying else places,
            "y": places if lying else lengths,
            "marker": {"color": PALETTE[i % len(PALETTE)]},
            "hovertemplate": _hover(
                "%{y}" if lying else "%{x}", "%{x" if lying else "%{y", unit, label, len(parts)
            ),
        }
        if intervals is not None and len(parts) == 1:
            trace["error_x" if lying else "error_y"] = _error(lengths, intervals)
        traces.append(trace)
    category, number = _category_axis(x, names), _number_axis(_first(y), unit, zero=True)
    if lying:
        # Plotly stacks upwards; a reader starts at the top.
        category["autorange"] = "reversed"
        category["title"] = {"text": ""}
    layout = _layout(title, legend=len(parts) > 1, height=max(320, 90 + 24 * len(names)) if lying else 380)
    layout |= {"xaxis": number, "yaxis": category} if lying else {"xaxis": category, "yaxis": number}
    layout |= {"barmode": "stack" if stacked else "group", "bargap": 0.25}
    return _chart("bar", x, _first(y), series, title, traces, layout)


def line(
    table: Table,
    x: str,
    y: str | Sequence[str],
    *,
    series: str | None = None,
    title: str = "",
    low: str | None = None,
    high: str | None = None,
    filled: bool = False,
    hollow: Collection[Scalar] = (),
) -> Chart:
    """A line for each series; `low` and `high` name columns that become a band.

    `filled` stacks areas; `hollow` are places that are incomplete, drawn as open rings.
    """
    table = _forwards(table, x)
    parts = _parts(table, x, y, series)
    unit = table.units.get(_first(y))
    traces: list[Trace] = []
    if low and high:
        traces += _band(table, x, low, high)
    marks = len(table.rows) <= 60
    for i, (label, keys, values) in enumerate(parts):
        trace: Trace = {
            "type": "scatter",
            "mode": "lines+markers" if marks and not filled else "lines",
            "name": label,
            "x": [_text(k) for k in keys],
            "y": [_number(v) for v in values],
            "line": {"color": PALETTE[i % len(PALETTE)], "width": 2.4},
            "marker": {"size": [9 if k in hollow else 6 for k in keys], "symbol": _symbols(keys, hollow)},
            "hovertemplate": _hover("%{x}", "%{y", unit, label, len(parts)),
        }
        if filled:
            trace |= {"stackgroup": "all"} if len(parts) > 1 else {"fill": "tozeroy"}
        traces.append(trace)
    names = _once(_column(table, x))
    # A line may leave zero out only where zero would flatten it to nothing.
    layout = _layout(title, legend=len(parts) > 1 or bool(low and high), height=380)
    layout |= {
        "xaxis": _category_axis(x, names),
        "yaxis": _number_axis(_first(y), unit, zero=filled or _near_zero(parts)),
        "hovermode": "x unified" if len(parts) > 1 else "closest",
    }
    return _chart("area" if filled else "line", x, _first(y), series, title, traces, layout)


def curve(table: Table, x: str, y: str, *, title: str = "", even: bool = False) -> Chart:
    """A line over a numeric x; `even` adds the diagonal of a perfectly even spread."""
    traces: list[Trace] = [
        {
            "type": "scatter",
            "mode": "lines",
            "name": y,
            "x": [_number(v) for v in _column(table, x)],
            "y": [_number(v) for v in _column(table, y)],
            "line": {"color": PALETTE[0], "width": 2.6},
            "hovertemplate": f"{_value('%{x', table.units.get(x))}: {_value('%{y', table.units.get(y))}"
            + END,
        }
    ]
    if even:
        ends: Trace = {"x": [0, 1], "y": [0, 1], "line": {"color": INK, "width": 1.2, "dash": "dot"}}
        traces.append({"type": "scatter", "mode": "lines", "name": "even spread", "hoverinfo": "skip"} | ends)
    layout = _layout(title, legend=even, height=400)
    layout |= {
        "xaxis": _number_axis(x, table.units.get(x), zero=True),
        "yaxis": _number_axis(y, table.units.get(y), zero=True),
    }
    return _chart("line", x, y, None, title, traces, layout)


def agreement(table: Table, x: str, y: str, *, low: str, high: str, title: str = "") -> Chart:
    """What was said along x, what came true along y with its range, and the diagonal where both are the same."""
    said, true = ([_number(v) for v in _column(table, name)] for name in (x, y))
    lows, highs = ([_number(v) for v in _column(table, name)] for name in (low, high))
    most = max((v for v in (*said, *highs) if v is not None), default=1.0)
    dots: Trace = {
        "type": "scatter",
        "mode": "markers",
        "name": y,
        "x": said,
        "y": true,
        "marker": {"color": PALETTE[0], "size": 9},
        "error_y": _error(true, list(zip(lows, highs, strict=True))),
        "hovertemplate": f"{_value('%{x', table.units.get(x))}: {_value('%{y', table.units.get(y))}" + END,
    }
    ends: Trace = {"x": [0, most], "y": [0, most], "line": {"color": INK, "width": 1.2, "dash": "dot"}}
    diagonal: Trace = {"type": "scatter", "mode": "lines", "name": "as said", "hoverinfo": "skip"} | ends
    layout = _layout(title, legend=True, height=400)
    layout |= {
        name: _number_axis(of, table.units.get(of), zero=True) for name, of in (("xaxis", x), ("yaxis", y))
    }
    return _chart("scatter", x, y, None, title, [dots, diagonal], layout)


def _symbols(keys: Sequence[Scalar], hollow: Collection[Scalar]) -> list[str]:
    return ["circle-open" if key in hollow else "circle" for key in keys]


def area(
    table: Table, x: str, y: str | Sequence[str], *, series: str | None = None, title: str = ""
) -> Chart:
    """Filled lines from zero, stacked where there are several."""
    return line(table, x, y, series=series, title=title, filled=True)


def pie(table: Table, x: str, y: str, *, title: str = "") -> Chart:
    """Parts of a whole, at most MOST_PARTS; the smallest are drawn together as "Other" (see `draw`)."""
    named = [(_text(k), _number(v)) for k, v in zip(_column(table, x), _column(table, y), strict=True)]
    parts = sorted(((k, v) for k, v in named if v is not None), key=lambda part: -part[1])
    if len(parts) > MOST_PARTS:
        kept = parts[: MOST_PARTS - 1]
        parts = [*kept, ("Other", sum(v for _, v in parts[MOST_PARTS - 1 :]))]
    trace = {
        "type": "pie",
        "labels": [k for k, _ in parts],
        "values": [v for _, v in parts],
        "sort": False,
        "direction": "clockwise",
        "hole": 0.45,
        "textinfo": "label+percent",
        "textposition": "outside",
        "marker": {"colors": list(PALETTE[: len(parts)])},
        "hovertemplate": f"%{{label}}<br>{_value('%{value', table.units.get(y))} (%{{percent}})" + END,
    }
    layout = _layout(title, legend=False, height=420)
    # Labels outside the ring must not run into the title.
    layout["margin"] |= {"t": 96}
    return _chart("pie", x, y, None, title, [trace], layout)


def scatter(
    table: Table,
    x: str,
    y: str,
    *,
    series: str | None = None,
    title: str = "",
    seed: int = 0,
    line: Literal["equal", "zero"] | None = None,
) -> Chart:
    """A dot for each row; above MOST_POINTS rows a sample that is the same each time.

    line: where both are equal, or where y is zero, for what is read as the distance to it.
    """
    rows = _sampled(table, seed)
    traces = []
    shown = Table(table.columns, rows, table.units)
    parts = _parts(shown, x, y, series)
    for i, (label, keys, values) in enumerate(parts):
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": label,
                "x": list(keys),
                "y": list(values),
                "marker": {
                    "color": PALETTE[i % len(PALETTE)],
                    "size": 6 if len(rows) < 1_000 else 4,
                    "opacity": 0.7 if len(rows) < 1_000 else 0.45,
                },
                "hovertemplate": f"{_value('%{x', table.units.get(x))}<br>"
                + _hover("", "%{y", table.units.get(y), label, len(parts)),
            }
        )
    layout = _layout(title, legend=len(parts) > 1, height=420)
    layout |= {
        "xaxis": _number_axis(x, table.units.get(x), zero=False),
        "yaxis": _number_axis(y, table.units.get(y), zero=False),
    }
    if line is not None:
        reach = [v for part in parts for v in part[1] if isinstance(v, (int, float))]
        ends = (min(reach, default=0), max(reach, default=0))
        heights = ends if line == "equal" else (0, 0)
        layout["shapes"] = [
            {
                "type": "line",
                "x0": ends[0],
                "x1": ends[1],
                "y0": heights[0],
                "y1": heights[1],
                "line": {"color": INK, "width": 1, "dash": "dot"},
            }
        ]
    return _chart("scatter", x, y, series, title, traces, layout)


def histogram(
    edges: Sequence[float],
    counts: Sequence[float],
    *,
    x: str,
    y: str = "rows",
    unit: str | None = None,
    title: str = "",
    marks: dict[str, float] | None = None,
) -> Chart:
    """Counts between neighbouring edges, without gaps. `marks` are upright lines: {"median": 51_000}."""
    middles = [(a + b) / 2 for a, b in itertools.pairwise(edges)]
    trace = {
        "type": "bar",
        "name": y,
        "x": middles,
        "y": [_number(c) for c in counts],
        "width": [b - a for a, b in itertools.pairwise(edges)],
        "marker": {"color": PALETTE[0], "line": {"color": CLEAR, "width": 1}},
        "customdata": [[a, b] for a, b in itertools.pairwise(edges)],
        "hovertemplate": f"{_value('%{customdata[0]', unit)} to {_value('%{customdata[1]', unit)}"
        f"<br>%{{y:,}} {_safe(y)}<extra></extra>",
    }
    layout = _layout(title, legend=False, height=380)
    layout |= {
        "xaxis": _number_axis(x, unit, zero=False),
        "yaxis": _number_axis(y, None, zero=True),
        "bargap": 0.02,
    }
    layout["shapes"] = [_upright(v, i) for i, v in enumerate((marks or {}).values())]
    layout["annotations"] = [_flag(v, name, i) for i, (name, v) in enumerate((marks or {}).items())]
    return _chart("histogram", x, y, None, title, [trace], layout)


def box(table: Table, x: str | None, *, y: str, title: str = "") -> Chart:
    """Boxes from columns q1, median, q3, lowerfence, upperfence (and mean, if any): no raw row travels."""
    names = [_text(v) for v in _column(table, x)] if x else [y]
    trace: Trace = {
        "type": "box",
        "x": names,
        "name": y,
        "marker": {"color": PALETTE[0]},
        "fillcolor": "rgba(76,127,224,0.25)",
        "line": {"width": 1.6},
    }
    for part in ("q1", "median", "q3", "lowerfence", "upperfence", "mean"):
        if part in table.columns:
            trace[part] = [_number(v) for v in _column(table, part)]
    layout = _layout(title, legend=False, height=400)
    layout |= {
        "xaxis": _category_axis(x or "", names),
        "yaxis": _number_axis(y, table.units.get("median"), zero=False),
    }
    return _chart("box", x, y, None, title, [trace], layout)


def heatmap(table: Table, x: str, y: str, z: str, *, title: str = "", signed: bool = False) -> Chart:
    """A cell for each pair of the long table (x, y, z). `signed` (correlations) colours around zero."""
    across, down = _once(_column(table, x)), _once(_column(table, y))
    cells = {
        (a, b): v for a, b, v in zip(_column(table, x), _column(table, y), _column(table, z), strict=True)
    }
    unit = table.units.get(z)
    grid = [[_number(cells.get((a, b))) for a in across] for b in down]
    trace: Trace = {
        "type": "heatmap",
        "x": [_text(a) for a in across],
        "y": [_text(b) for b in down],
        "z": grid,
        "colorscale": AROUND_ZERO if signed else RISING,
        "hoverongaps": False,
        "xgap": 2,
        "ygap": 2,
        "colorbar": {"outlinewidth": 0, "thickness": 12, "tickfont": {"color": INK}} | _ticks(unit),
        "hovertemplate": f"%{{y}} · %{{x}}<br>{_value('%{z', unit, '.3f' if signed else None)}" + END,
    }
    if signed:
        trace |= {"zmin": -1, "zmax": 1}
        trace["colorbar"]["tickformat"] = ".1f"
    if len(across) * len(down) <= 100:
        large = any(v is not None and abs(v) >= 1000 for row in grid for v in row)
        trace |= {"texttemplate": _value("%{z", unit, ".2f" if signed else ".3~s" if large else ".3~g")}
    layout = _layout(title, legend=False, height=max(340, 120 + 30 * len(down)))
    layout |= {"xaxis": _category_axis(x, across), "yaxis": _category_axis(y, down)}
    layout["xaxis"]["type"] = layout["yaxis"]["type"] = "category"
    layout["xaxis"]["showgrid"] = layout["yaxis"]["showgrid"] = False
    layout["yaxis"]["autorange"] = "reversed"
    if signed:
        # Both ways run the same columns, so the names of the ways say nothing.
        layout["xaxis"]["title"] = layout["yaxis"]["title"] = {"text": ""}
    return _chart("heatmap", x, z, y, title, [trace], layout)


def funnel(table: Table, x: str, y: str, *, title: str = "") -> Chart:
    """Stages in the table's order, with each stage's share of the first."""
    trace = {
        "type": "funnel",
        "y": [_text(v) for v in _column(table, x)],
        "x": [_number(v) for v in _column(table, y)],
        "textinfo": "value+percent initial",
        "marker": {"color": PALETTE[0]},
        "hovertemplate": f"%{{y}}<br>{_value('%{x', table.units.get(y))} (%{{percentInitial}})" + END,
    }
    layout = _layout(title, legend=False, height=max(320, 90 + 46 * len(table.rows)))
    layout |= {"yaxis": {"automargin": True, "tickfont": {"color": INK}}, "xaxis": {"visible": False}}
    return _chart("funnel", x, y, None, title, [trace], layout)


def waterfall(table: Table, x: str, y: str, *, totals: Sequence[str] = (), title: str = "") -> Chart:
    """Steps that add up; rows whose name is in `totals` stand on zero and show the sum so far."""
    names = [_text(v) for v in _column(table, x)]
    trace = {
        "type": "waterfall",
        "x": names,
        "y": [_number(v) for v in _column(table, y)],
        # The first total is where the bridge starts: a sum of nothing would be zero.
        "measure": [
            ("absolute" if i == 0 else "total") if n in totals else "relative" for i, n in enumerate(names)
        ],
        "increasing": {"marker": {"color": PALETTE[2]}},
        "decreasing": {"marker": {"color": PALETTE[1]}},
        "totals": {"marker": {"color": PALETTE[0]}},
        "connector": {"line": {"color": GRID, "width": 1}},
        "hovertemplate": f"%{{x}}<br>{_value('%{y', table.units.get(y))}<extra></extra>",
    }
    layout = _layout(title, legend=False, height=380)
    layout |= {"xaxis": _category_axis(x, names), "yaxis": _number_axis(y, table.units.get(y), zero=True)}
    return _chart("waterfall", x, y, None, title, [trace], layout)


def radar(
    table: Table, x: str, y: str | Sequence[str], *, series: str | None = None, title: str = ""
) -> Chart:
    """A closed line for each series over the values of x; for measures on one scale (an index, scores)."""
    traces = []
    parts = _parts(table, x, y, series)
    for i, (label, keys, values) in enumerate(parts):
        around, out = [_text(k) for k in keys], [_number(v) for v in values]
        traces.append(
            {
                "type": "scatterpolar",
                "name": label,
                "theta": [*around, *around[:1]],
                "r": [*out, *out[:1]],
                "fill": "toself",
                "opacity": 0.75,
                "line": {"color": PALETTE[i % len(PALETTE)], "width": 2},
                "hovertemplate": _hover("%{theta}", "%{r", table.units.get(_first(y)), label, len(parts)),
            }
        )
    axis = {"gridcolor": GRID, "linecolor": GRID, "tickfont": {"color": INK}}
    layout = _layout(title, legend=len(parts) > 1, height=440)
    layout["polar"] = {"bgcolor": CLEAR, "radialaxis": axis | {"rangemode": "tozero"}, "angularaxis": axis}
    return _chart("radar", x, _first(y), series, title, traces, layout)


def table_figure(table: Table, *, title: str = "") -> Chart:
    """The table as a figure, at most 50 rows."""
    rows = table.rows[:50]
    trace = {
        "type": "table",
        "header": {
            "values": [_safe(c) for c in table.columns],
            "align": "left",
            "fill": {"color": PALETTE[0]},
            "font": {"color": "#ffffff", "family": FONT},
        },
        "cells": {
            "values": [[_cell(r[i]) for r in rows] for i in range(len(table.columns))],
            "align": "left",
            "height": 26,
            "fill": {"color": "rgba(128,138,155,0.10)"},
            "font": {"color": INK, "family": FONT},
        },
    }
    layout = _layout(title, legend=False, height=min(900, 150 + 27 * len(rows)))
    return _chart("table", None, None, None, title, [trace], layout)


# ---------------------------------------------------------------- drawing by name, and choosing


def draw(
    request: ChartRequest,
    table: Table,
    *,
    title: str = "",
    whole: bool = True,
    intervals: Sequence[Interval] | None = None,
    hollow: Collection[Scalar] = (),
    seed: int = 0,
) -> Drawn:
    """The chart that was asked for, or the nearest honest one, with what was changed.

    `whole` says that the y values are parts of one total (counts, sums); means never make a pie.
    Columns left open in the request are found: the first that is not a number is x, the first number y.
    """
    kind, x, y, series = _completed(request, table)
    if kind is None or not table.rows:
        return Drawn(None)
    if kind == "table" or y is None:
        return Drawn(table_figure(table, title=title))
    if kind == "pie":
        return _honest_pie(table, x, y, title, whole)
    if kind == "histogram":
        # Counts by band arrive here only when they were banded by the person: these are bars.
        return Drawn(bar(table, x, y, title=title))
    if kind == "scatter":
        return _drawn_scatter(table, x, y, series, title, seed)
    if kind in ("line", "area"):
        return Drawn(line(table, x, y, series=series, title=title, filled=kind == "area", hollow=hollow))
    if kind == "heatmap":
        return _drawn_heatmap(table, x, y, series, title)
    if kind == "radar":
        return Drawn(radar(table, x, y, series=series, title=title))
    if kind == "funnel":
        return Drawn(funnel(table, x, y, title=title))
    if kind == "waterfall":
        return Drawn(waterfall(table, x, y, title=title))
    if kind == "box":
        return (
            Drawn(box(table, x, y=y, title=title))
            if "median" in table.columns
            else Drawn(bar(table, x, y, title=title))
        )
    return _drawn_bars(table, x, y, series, title, request.stacked, intervals)


def choose(
    table: Table,
    *,
    time: str | None = None,
    groups: Sequence[str] = (),
    measures: Sequence[str] = (),
    rows: bool = False,
) -> ChartRequest | None:
    """The chart that a good analyst would draw of this table; None where a number or the table says it best.

    `time` names the group that is a period; `rows` says that the table lists single rows, not groups.
    """
    numbers = [m for m in measures if m in table.columns]
    if len(table.rows) < 2 or not numbers:
        return None
    if rows:
        return _choose_for_rows(table, groups, numbers)
    y = numbers[0]
    if time:
        others = [g for g in groups if g != time]
        if not others:
            return ChartRequest(type="line", x=time, y=y)
        few = len(_once(_column(table, others[0]))) <= 8
        return ChartRequest(type="line" if few else "heatmap", x=time, y=y, series=others[0])
    if len(groups) == 1:
        return ChartRequest(type="bar", x=groups[0], y=y)
    if len(groups) == 2:
        sizes = [len(_once(_column(table, g))) for g in groups]
        if min(sizes) <= 5 and max(sizes) <= 12:
            wide, narrow = (groups[0], groups[1]) if sizes[0] >= sizes[1] else (groups[1], groups[0])
            return ChartRequest(type="bar", x=wide, y=y, series=narrow)
        return ChartRequest(type="heatmap", x=groups[0], y=y, series=groups[1])
    return None


def nice_edges(low: float, high: float, *, bins: int = 20, whole: bool = False) -> list[float]:
    """Round edges (1, 2, 2.5 or 5 times a power of ten) from low to past high in about `bins` steps."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return []
    span = high - low
    if span <= 0:
        return [low - 0.5, low + 0.5]
    raw = span / max(1, bins)
    power = 10.0 ** math.floor(math.log10(raw))
    step = min((m * power for m in (1, 2, 2.5, 5, 10) if m * power >= raw * 0.999), default=raw)
    if whole:
        step = max(1.0, float(math.ceil(step)))
    first = math.floor(low / step + 1e-9)
    digits = 12 - min(0, math.floor(math.log10(step)))
    edges = [round((first + i) * step, digits) for i in range(bins * 3 + 3)]
    # The upper end of a band is out, so the last edge must lie above the largest value.
    return edges[: next(i for i, e in enumerate(edges) if e > high) + 1]


def bin_count(n: int, spread: float, iqr: float) -> int:
    """Freedman and Diaconis (1981): width 2 IQR n^(-1/3); between 10 and 40 bands."""
    if n < 2 or iqr <= 0 or spread <= 0:
        return 20
    return int(min(40, max(10, math.ceil(spread / (2 * iqr * n ** (-1 / 3))))))


# ---------------------------------------------------------------- what the named drawings guard against


def _honest_pie(table: Table, x: str, y: str, title: str, whole: bool) -> Drawn:
    values = [v for v in (_number(v) for v in _column(table, y)) if v is not None]
    if not whole or any(v < 0 for v in values) or sum(values) <= 0:
        why = caveat("_chart.pie_refused.parts" if not whole else "_chart.pie_refused.negative")
        return Drawn(bar(table, x, y, title=title), (why,))
    caveats: tuple[Caveat, ...] = ()
    facts: tuple[Fact, ...] = ()
    if len(values) > MOST_PARTS:
        facts = (
            Fact("pie.together", "count", "smallest groups drawn together", len(values) - MOST_PARTS + 1),
        )
        caveats = (caveat("_chart.pie_folded"),)
    return Drawn(pie(table, x, y, title=title), caveats, facts)


def sampled(figure: Chart, points: int) -> Drawn:
    """A picture of points, with a word on how many are drawn where there are too many for all."""
    if points <= MOST_POINTS:
        return Drawn(figure)
    facts = (
        Fact("points.drawn", "count", "points drawn", MOST_POINTS),
        Fact("points.all", "count", "points in all", points),
    )
    return Drawn(figure, (caveat("_chart.sampled_points"),), facts)


def _drawn_scatter(table: Table, x: str, y: str, series: str | None, title: str, seed: int) -> Drawn:
    drawn = sampled(scatter(table, x, y, series=series, title=title, seed=seed), len(table.rows))
    for way, name in (("x", x), ("y", y)):
        drawn = _unsquashed(drawn, table, way, name)
    return drawn


def _unsquashed(drawn: Drawn, table: Table, way: str, name: str) -> Drawn:
    """The axis ends where nearly all points end, if a few far ones would press the others together."""
    values = np.asarray([v for v in (_number(v) for v in _column(table, name)) if v is not None], dtype=float)
    if drawn.chart is None or values.size < 100:
        return drawn
    low, high = (float(v) for v in np.quantile(values, (0.002, 0.998)))
    span = high - low
    first, last = float(values.min()), float(values.max())
    if span <= 0 or (last - high <= span and low - first <= span):
        return drawn
    start, end = max(first, low - 0.05 * span), min(last, high + 0.05 * span)
    outside = int(np.sum((values < start) | (values > end)))
    axis = drawn.chart.plotly["layout"][f"{way}axis"] | {"range": [start - 0.02 * span, end]}
    axis.pop("rangemode", None)
    layout = drawn.chart.plotly["layout"] | {f"{way}axis": axis}
    id, unit = f"axis.{way}", table.units.get(name)
    reach = Fact(id, "extreme", f"end of the axis of {name}", end, unit)
    beyond = Fact(f"{id}.outside", "count", "points outside the picture", outside)
    return Drawn(
        replace(drawn.chart, plotly=drawn.chart.plotly | {"layout": layout}),
        (*drawn.caveats, caveat("_chart.axis_clipped", column=name, end=reach, outside=beyond)),
        (*drawn.facts, reach, beyond),
    )


def _drawn_heatmap(table: Table, x: str, y: str, series: str | None, title: str) -> Drawn:
    if series is None:
        return Drawn(
            bar(table, x, y, title=title),
            (caveat("_chart.heatmap_needs_two"),),
        )
    values = [v for v in (_number(v) for v in _column(table, y)) if v is not None]
    signed = bool(values) and min(values) < 0 and max(abs(v) for v in values) <= 1
    return Drawn(heatmap(table, x, series, y, title=title, signed=signed))


def _drawn_bars(
    table: Table,
    x: str,
    y: str,
    series: str | None,
    title: str,
    stacked: bool,
    intervals: Sequence[Interval] | None,
) -> Drawn:
    names = _once(_column(table, x))
    if len(names) <= MOST_BARS or _is_time(names):
        return Drawn(bar(table, x, y, series=series, stacked=stacked, title=title, intervals=intervals))
    kept = set(names[:MOST_BARS])
    at = table.columns.index(x)
    places = [i for i, r in enumerate(table.rows) if r[at] in kept]
    shorter = Table(table.columns, tuple(table.rows[i] for i in places), table.units)
    shown = [intervals[i] for i in places] if intervals is not None else None
    facts = (
        Fact("bars.drawn", "count", "bars drawn", MOST_BARS),
        Fact("bars.all", "count", "groups in all", len(names)),
    )
    figure = bar(shorter, x, y, series=series, stacked=stacked, title=title, intervals=shown)
    return Drawn(figure, (caveat("_chart.bars_cut"),), facts)


def _choose_for_rows(table: Table, groups: Sequence[str], numbers: Sequence[str]) -> ChartRequest | None:
    if groups and len(table.rows) <= MOST_BARS:
        return ChartRequest(type="bar", x=groups[0], y=numbers[0])
    if len(numbers) >= 2 and len(table.rows) >= 5:
        return ChartRequest(type="scatter", x=numbers[0], y=numbers[1], series=groups[0] if groups else None)
    return None


def _completed(request: ChartRequest, table: Table) -> tuple[ChartType | None, str, str | None, str | None]:
    """The request with open places filled from the table's own columns."""
    names = set(table.columns)
    numeric = [c for c in table.columns if _is_numeric(_column(table, c))]
    y = request.y if request.y in names else None
    x = request.x if request.x in names else None
    series = request.series if request.series in names else None
    labels = [c for c in table.columns if c not in numeric and c not in (x, y, series)]
    if x is None:
        spare = [c for c in table.columns if c not in (y, series)]
        x = labels.pop(0) if labels else (spare[0] if spare else table.columns[0])
    if y is None:
        y = next((c for c in numeric if c not in (x, series)), None)
    if (
        series is None
        and labels
        and request.type in ("heatmap", "bar", "line", "area", "radar")
        and labels[0] != x
    ):
        # Two rows with the same x need something that tells them apart.
        series = labels[0] if len(_once(_column(table, x))) < len(table.rows) else None
    return request.type or ("bar" if y else "table"), x, y, series


# ---------------------------------------------------------------- reading tables


def _column(table: Table, name: str) -> list[Scalar]:
    at = table.columns.index(name)
    return [row[at] for row in table.rows]


def _forwards(table: Table, x: str) -> Table:
    """The rows as time or numbers run: a ranking of months is a table, and its line still runs forwards."""
    keys = _column(table, x)
    if not (_is_time(keys) or _is_numeric(keys)):
        return table
    order = sorted(range(len(keys)), key=lambda i: (keys[i] is None, 0 if keys[i] is None else keys[i]))
    return replace(table, rows=tuple(table.rows[i] for i in order))


def _once(values: Sequence[Scalar]) -> list[Scalar]:
    return list(dict.fromkeys(values))


def _first(y: str | Sequence[str]) -> str:
    return y if isinstance(y, str) else y[0]


def _parts(
    table: Table, x: str, y: str | Sequence[str], series: str | None
) -> list[tuple[str, list[Scalar], list[Scalar]]]:
    """(name, x values, y values) of each series: by the values of `series`, or one for each of many `y`."""
    if not isinstance(y, str):
        return [(name, _column(table, x), _column(table, name)) for name in y]
    if series is None:
        return [(y, _column(table, x), _column(table, y))]
    labels, keys, values = _column(table, series), _column(table, x), _column(table, y)
    found: dict[Scalar, tuple[list[Scalar], list[Scalar]]] = {}
    for label, key, value in zip(labels, keys, values, strict=True):
        held = found.setdefault(label, ([], []))
        held[0].append(key)
        held[1].append(value)
    return [(_text(label), *held) for label, held in found.items()]


def _sampled(table: Table, seed: int) -> tuple[tuple[Scalar, ...], ...]:
    if len(table.rows) <= MOST_POINTS:
        return table.rows
    drawn = np.random.default_rng(seed).choice(len(table.rows), MOST_POINTS, replace=False)
    return tuple(table.rows[i] for i in np.sort(drawn))


def _is_numeric(values: Sequence[Scalar]) -> bool:
    known = [v for v in values if v is not None]
    return bool(known) and all(isinstance(v, int | float) and not isinstance(v, bool) for v in known)


def _number(value: Scalar) -> float | int | None:
    """A finite number, or None: JSON has no nan."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int):
        return value
    return value if isinstance(value, float) and math.isfinite(value) else None


def _text(value: Scalar) -> str:
    if value is None:
        return "(missing)"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _safe(str(value))


def _safe(text: str) -> str:
    """Text of the data must not become markup: plotly reads tags in labels."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("%{", "% {")


def _cell(value: Scalar) -> str:
    if isinstance(value, float):
        return f"{value:,.2f}".rstrip("0").rstrip(".")
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else _text(value)


_TIME = re.compile(r"\d{4}-\d{2}(-\d{2}([ T]\d{2}:\d{2}.*)?)?")


def _is_time(values: Sequence[Scalar]) -> bool:
    known = [v for v in values if v is not None]
    return bool(known) and all(isinstance(v, str) and _TIME.fullmatch(v) for v in known)


# ---------------------------------------------------------------- the template


def _chart(
    kind: str,
    x: str | None,
    y: str | None,
    series: str | None,
    title: str,
    traces: list[Trace],
    layout: Trace,
) -> Chart:
    return Chart(kind, x, y, series, title, {"data": traces, "layout": layout})


def _layout(title: str, *, legend: bool, height: int) -> Trace:
    return {
        # From the edge of the picture, not from the axis: behind long names a title would be cut off.
        "title": {"text": _safe(title), "x": 0, "xanchor": "left", "xref": "container", "pad": {"l": 16}}
        | {"font": {"size": 16}},
        "font": {"family": FONT, "size": 13, "color": INK},
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "colorway": list(PALETTE),
        "height": height,
        "autosize": True,
        "margin": {"l": 56, "r": 24, "t": 56 if title else 24, "b": 56},
        "showlegend": legend,
        "legend": {"orientation": "h", "y": -0.22, "x": 0, "title": {"text": ""}},
        "hoverlabel": {"font": {"family": FONT}},
    }


def _category_axis(name: str, values: Sequence[Scalar]) -> Trace:
    axis: Trace = {
        "title": {"text": _safe(name), "standoff": 12},
        "automargin": True,
        "showgrid": False,
        "linecolor": GRID,
        "zeroline": False,
    }
    if not _is_time(values):
        axis["type"] = "category"
    return axis


def _number_axis(name: str, unit: str | None, *, zero: bool) -> Trace:
    axis: Trace = {
        "title": {"text": _safe(_with_unit(name, unit)), "standoff": 12},
        "automargin": True,
        "gridcolor": GRID,
        "zerolinecolor": GRID,
        "rangemode": "tozero" if zero else "normal",
    }
    return axis | _ticks(unit)


def _ticks(unit: str | None) -> Trace:
    if unit == "share":
        return {"tickformat": ".0~%"}
    # No tick format: d3's "s" writes 0.8 as 800m, which marketers read as millions.
    short = {"exponentformat": "SI", "minexponent": 4, "separatethousands": True}
    return short | {"tickprefix": SIGNS[unit]} if unit in SIGNS else short


def _with_unit(name: str, unit: str | None) -> str:
    """The axis title; units that the ticks show, and units that repeat the name, are not said twice."""
    if not unit or unit in ("share", "money") or unit in SIGNS or unit.lower() in name.lower():
        return name
    return f"{name} ({unit})"


def _value(field: str, unit: str | None, form: str | None = None) -> str:
    """A plotly placeholder with the unit's number form: `_value("%{y", "GBP")` -> "£%{y:,.2f}"."""
    if unit == "share":
        return f"{field}:.1%}}"
    if unit in SIGNS:
        return f"{SIGNS[unit]}{field}:{form or ',.2f'}}}"
    return f"{field}:{form or ',.6~g'}}}"


def _hover(place: str, field: str, unit: str | None, label: str, parts: int) -> str:
    named = f"{_safe(label)}: " if parts > 1 else ""
    return f"{place}{'<br>' if place else ''}{named}{_value(field, unit)}<extra></extra>"


def _error(values: Sequence[float | int | None], intervals: Sequence[Interval]) -> Trace:
    up = [
        h - v if v is not None and h is not None else None
        for v, (_, h) in zip(values, intervals, strict=True)
    ]
    down = [
        v - b if v is not None and b is not None else None
        for v, (b, _) in zip(values, intervals, strict=True)
    ]
    return {"type": "data", "array": up, "arrayminus": down, "color": INK, "thickness": 1.2, "width": 4}


def _band(table: Table, x: str, low: str, high: str) -> list[Trace]:
    places = [_text(v) for v in _column(table, x)]
    edge = {"type": "scatter", "mode": "lines", "line": {"width": 0}, "x": places, "hoverinfo": "skip"}
    return [
        edge | {"y": [_number(v) for v in _column(table, low)], "showlegend": False, "name": low},
        edge
        | {
            "y": [_number(v) for v in _column(table, high)],
            "fill": "tonexty",
            "fillcolor": "rgba(76,127,224,0.18)",
            "name": "likely range",
        },
    ]


def _near_zero(parts: Sequence[tuple[str, list[Scalar], list[Scalar]]]) -> bool:
    """Whether the lowest value is under two thirds of the highest: then an axis from zero hides nothing."""
    values = [v for _, _, column in parts for v in (_number(v) for v in column) if v is not None]
    return not values or min(values) < 0 or min(values) < max(values) * 2 / 3


def _upright(value: float, at: int) -> Trace:
    line_ = {"color": PALETTE[(1 + at) % len(PALETTE)], "width": 1.6, "dash": "dash"}
    return {
        "type": "line",
        "xref": "x",
        "yref": "paper",
        "x0": value,
        "x1": value,
        "y0": 0,
        "y1": 1,
        "line": line_,
    }


def _flag(value: float, name: str, at: int) -> Trace:
    # Neighbouring marks (median, mean) would print over one another at the same height.
    return {
        "xref": "x",
        "yref": "paper",
        "x": value,
        "y": 1 - 0.07 * at,
        "text": _safe(name),
        "showarrow": False,
        "xanchor": "left",
        "font": {"size": 11, "color": PALETTE[(1 + at) % len(PALETTE)]},
    }
