"""Figures are valid Plotly, start bars at zero, keep readers from being misled, and never carry markup."""

import json
from typing import Any

import plotly.graph_objects as go
import pytest

from tools import _chart
from tools._chart import ChartRequest, choose, draw, nice_edges
from tools._result import Chart, Table

SALES = Table(
    ("country", "revenue"), (("France", 30.0), ("Spain", 20.0), ("Italy", 10.0)), {"revenue": "GBP"}
)
MONTHS = Table(
    ("month", "revenue"), tuple((f"2011-{m:02d}", 100.0 + m) for m in range(1, 13)), {"revenue": "GBP"}
)
TWO_WAY = Table(
    ("country", "channel", "orders"),
    (("France", "web", 3), ("France", "shop", 5), ("Spain", "web", 7), ("Spain", "shop", 1)),
)
BOXES = Table(
    ("plan", "q1", "median", "q3", "lowerfence", "upperfence", "mean"),
    (("basic", 1.0, 2.0, 3.0, 0.0, 6.0, 2.2), ("gold", 2.0, 4.0, 6.0, 0.0, 12.0, 4.5)),
)
BAND = Table(("month", "sales", "low", "high"), (("2011-01", 5.0, 4.0, 6.0), ("2011-02", 6.0, 4.5, 7.5)))

FIGURES = {
    "bar": _chart.bar(SALES, "country", "revenue", intervals=[(25, 35), (None, None), (9, 11)]),
    "grouped bar": _chart.bar(TWO_WAY, "country", "orders", series="channel"),
    "stacked bar": _chart.bar(TWO_WAY, "country", "orders", series="channel", stacked=True),
    "line": _chart.line(MONTHS, "month", "revenue"),
    "band": _chart.line(BAND, "month", "sales", low="low", high="high"),
    "area": _chart.area(TWO_WAY, "country", "orders", series="channel"),
    "pie": _chart.pie(SALES, "country", "revenue"),
    "scatter": _chart.scatter(Table(("a", "b"), ((1.0, 2.0), (2.0, 3.0))), "a", "b"),
    "histogram": _chart.histogram(
        [0, 10, 20], [5, 3], x="age", unit="years", marks={"median": 9.0, "mean": 10.0}
    ),
    "box": _chart.box(BOXES, "plan", y="spend"),
    "heatmap": _chart.heatmap(TWO_WAY, "country", "channel", "orders"),
    "funnel": _chart.funnel(SALES, "country", "revenue"),
    "waterfall": _chart.waterfall(SALES, "country", "revenue", totals=("France", "Italy")),
    "radar": _chart.radar(TWO_WAY, "country", "orders", series="channel"),
    "table": _chart.table_figure(SALES, title="Sales"),
}


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_is_valid_plotly_and_plain_json(name: str) -> None:
    figure = FIGURES[name].plotly
    assert json.loads(json.dumps(figure, allow_nan=False)) == figure
    assert go.Figure(figure).to_plotly_json()["data"]


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_is_transparent_for_dark_pages(name: str) -> None:
    assert FIGURES[name].plotly["layout"]["paper_bgcolor"] == "rgba(0,0,0,0)"


def test_bars_start_at_zero_and_carry_the_currency() -> None:
    axis = FIGURES["bar"].plotly["layout"]["yaxis"]
    assert axis["rangemode"] == "tozero" and axis["tickprefix"] == "£"


def test_a_number_below_one_is_never_written_in_thousandths() -> None:
    axis = _chart.bar(Table(("a", "rate"), (("x", 0.8), ("y", 0.4))), "a", "rate").plotly["layout"]["yaxis"]
    assert "s" not in axis.get("tickformat", "")
    cells = Table(("a", "b", "v"), (("x", "p", 0.8), ("y", "q", 0.4)))
    assert ".3~g" in _chart.heatmap(cells, "a", "b", "v").plotly["data"][0]["texttemplate"]


def test_many_bars_lie_down_in_reading_order() -> None:
    table = Table(("country", "n"), tuple((f"c{i}", i) for i in range(12)))
    figure = _chart.bar(table, "country", "n").plotly
    assert figure["data"][0]["orientation"] == "h" and figure["layout"]["yaxis"]["autorange"] == "reversed"


def test_bars_of_months_stay_upright() -> None:
    assert _chart.bar(MONTHS, "month", "revenue").plotly["data"][0]["orientation"] == "v"


def test_error_bars_are_distances_from_the_value() -> None:
    error = FIGURES["bar"].plotly["data"][0]["error_y"]
    assert error["array"] == [5, None, 1] and error["arrayminus"] == [5, None, 1]


def test_a_pie_of_means_becomes_bars_and_says_so() -> None:
    drawn = draw(ChartRequest(type="pie"), SALES, whole=False)
    assert _type(drawn.chart) == "bar" and drawn.caveats[0].code == "pie_refused"


def test_a_pie_with_a_negative_part_becomes_bars() -> None:
    assert _type(draw(ChartRequest(type="pie"), Table(("a", "n"), (("x", 5), ("y", -1)))).chart) == "bar"


def test_a_pie_with_many_parts_folds_the_smallest_and_closes_to_the_total() -> None:
    drawn = draw(ChartRequest(type="pie"), Table(("a", "n"), tuple((f"g{i}", i + 1) for i in range(9))))
    trace = _trace(drawn.chart)
    assert len(trace["labels"]) == 6 and trace["labels"][-1] == "Other" and sum(trace["values"]) == 45
    assert drawn.caveats[0].code == "pie_folded" and drawn.facts[0].value == 4


def test_too_many_bars_are_cut_and_counted() -> None:
    drawn = draw(ChartRequest(type="bar"), Table(("a", "n"), tuple((f"g{i}", i) for i in range(100))))
    assert len(_trace(drawn.chart)["x"]) == 40
    assert {f.id: f.value for f in drawn.facts} == {"bars.drawn": 40, "bars.all": 100}


def test_a_large_scatter_is_sampled_the_same_way_each_time() -> None:
    table = Table(("a", "b"), tuple((float(i), float(i % 7)) for i in range(6_000)))
    first, second = draw(ChartRequest(type="scatter"), table), draw(ChartRequest(type="scatter"), table)
    assert len(_trace(first.chart)["x"]) == 5_000 and first == second
    assert first.caveats[0].code == "sampled_points"


def test_a_heatmap_of_correlations_is_coloured_around_zero() -> None:
    table = Table(("a", "b", "r"), (("x", "y", -0.5), ("y", "x", -0.5), ("x", "x", 1.0), ("y", "y", 1.0)))
    trace = _trace(draw(ChartRequest(type="heatmap", x="a", y="r", series="b"), table).chart)
    assert (trace["zmin"], trace["zmax"]) == (-1, 1)


def test_a_missing_cell_of_a_heatmap_stays_empty() -> None:
    table = Table(("a", "b", "n"), (("x", "u", 1), ("y", "v", 2)))
    assert _trace(_chart.heatmap(table, "a", "b", "n"))["z"] == [[1, None], [None, 2]]


def test_text_of_the_data_never_becomes_markup() -> None:
    table = Table(("a", "n"), (("<img src=x onerror=alert(1)>", 1), ("b", 2)))
    assert "<img" not in json.dumps(_chart.bar(table, "a", "n", title="<b>").plotly)


def test_nothing_is_fetched_to_show_a_figure() -> None:
    assert "http" not in json.dumps([chart.plotly for chart in FIGURES.values()])


def test_time_is_drawn_as_a_line() -> None:
    assert choose(MONTHS, time="month", groups=["month"], measures=["revenue"]) == ChartRequest(
        type="line", x="month", y="revenue"
    )


def test_a_category_is_drawn_as_bars_and_two_categories_side_by_side() -> None:
    one = choose(SALES, groups=["country"], measures=["revenue"])
    two = choose(TWO_WAY, groups=["country", "channel"], measures=["orders"])
    assert one is not None and one.type == "bar"
    assert two is not None and two.type == "bar" and two.series == "channel"


def test_two_wide_groupings_become_a_heatmap() -> None:
    table = Table(("day", "hour", "n"), tuple((d, h, d * h) for d in range(7) for h in range(10)))
    picked = choose(table, groups=["day", "hour"], measures=["n"])
    assert picked is not None and picked.type == "heatmap"


def test_a_single_number_gets_no_chart() -> None:
    assert choose(Table(("n",), ((5,),)), measures=["n"]) is None


def test_an_empty_table_gets_no_chart() -> None:
    assert draw(ChartRequest(type="bar"), Table(("a", "n"), ())).chart is None


@pytest.mark.parametrize(
    ("low", "high"), [(0, 100), (-5.5, 17.2), (0.001, 0.0042), (20_000, 160_000), (3, 3)]
)
def test_edges_cover_the_range_and_rise(low: float, high: float) -> None:
    edges = nice_edges(low, high)
    assert edges[0] <= low and edges[-1] > high and edges == sorted(set(edges)) and len(edges) < 60


def _trace(chart: Chart | None) -> dict[str, Any]:
    assert chart is not None
    return dict(chart.plotly["data"][0])


def _type(chart: Chart | None) -> str | None:
    return chart.type if chart else None


def test_a_ranking_of_months_is_still_drawn_forwards() -> None:
    ranked = Table(("month", "revenue"), (("2024-03", 9), ("2023-12", 7), ("2024-01", 5)))
    (trace,) = _chart.line(ranked, "month", "revenue").plotly["data"]
    assert trace["x"] == ["2023-12", "2024-01", "2024-03"]
    assert trace["y"] == [7, 5, 9]
