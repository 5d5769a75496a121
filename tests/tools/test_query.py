"""Query answers: right figures, what stands behind them, and what a reader must be warned of."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest

from assistant.narrator.template import render, render_line, story
from data.dataset import Dataset, View
from data.query import Agg, Bin, Col, Expr, MeasureRef, Order, Out, Query, call, col, date
from data.work import Work
from tools._chart import ChartRequest
from tools._result import Fact, Result
from tools.query import QueryArgs, query

COUNT = Out(name="people", expr=Agg(agg="count"))
MEAN = Out(name="average income", expr=Agg(agg="mean", of=Col(col="income")))
TOTAL = Out(name="total spend", expr=Agg(agg="sum", of=Col(col="spend")))
CITY = Out(name="city", expr=Col(col="city"))
MONTH = Out(name="month", expr=call("trunc_month", col("day")))


def ask(view: View, asked: Query, answer: str = "table", **more: Any) -> Result:
    return query(QueryArgs.model_validate({"query": asked, "answer": answer, **more}), view, Work())


def fact(result: Result, id: str) -> Fact:
    return next(f for f in result.facts if f.id == id)


def codes(result: Result) -> set[str]:
    return {c.code for c in result.caveats}


def said(result: Result) -> str:
    caveats = " ".join(render_line(c.text, result).text for c in result.caveats)
    return f"{render(story('query'), result).text} {caveats}"


def opened(folder: Path, text: str) -> View:
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8")
    return Dataset.open(path).view()


@pytest.fixture(scope="module")
def people(customers: Dataset) -> View:
    return customers.view()


@pytest.fixture(scope="module")
def visits(tmp_path_factory: pytest.TempPathFactory) -> View:
    """Visits from 3 January to 9 April 2023, one or two a day; the last month is not whole."""
    rows = [
        f"2023-{m:02d}-{d:02d},{10 * m + d % 3},{'a' if d % 4 else 'b'}"
        for m in (1, 2, 3)
        for d in range(1, 29)
    ]
    rows += [f"2023-04-{d:02d},{5},a" for d in range(1, 10)]
    return opened(tmp_path_factory.mktemp("visits"), "day,pages,kind\n" + "\n".join(rows) + "\n")


def test_a_count_is_the_headline(people: View) -> None:
    result = ask(people, Query(source="customers", measures=(COUNT,)), "value")
    assert result.headline and result.headline.value == 60
    assert result.chart is None and result.evidence[0].rows_used == 60


def test_a_mean_carries_n_and_its_interval(people: View) -> None:
    head = ask(people, Query(source="customers", measures=(MEAN,)), "value").headline
    assert head and head.n == 60 and head.level == 0.95
    assert head.value == pytest.approx(40_650) and head.low == pytest.approx(37_492, abs=1) and head.high


def test_a_rate_carries_wilsons_interval(people: View) -> None:
    rate = Out(name="share over 50", expr=Agg(agg="rate", of=call("gt", col("age"), 50)))
    head = ask(people, Query(source="customers", measures=(rate,)), "value").headline
    assert head and head.value == pytest.approx(29 / 60) and head.low and 0.36 < head.low < 0.37


def test_groups_give_top_second_gap_and_total(people: View) -> None:
    asked = Query(
        source="customers", groups=(CITY,), measures=(TOTAL,), order=(Order(by="total spend", desc=True),)
    )
    result = ask(people, asked)
    top, second = fact(result, "top"), fact(result, "second")
    assert (top.row, second.row) == ("Hull", "York")
    assert fact(result, "gap").value == pytest.approx(float(top.value) - float(second.value))  # type: ignore[arg-type]
    shares = [f.value for f in result.facts if f.id.startswith("share.")]
    assert sum(float(s) for s in shares) == pytest.approx(1)  # type: ignore[arg-type]


def test_a_share_is_of_all_groups_also_when_only_the_first_are_shown(people: View) -> None:
    asked = Query(
        source="customers",
        groups=(CITY,),
        measures=(TOTAL,),
        order=(Order(by="total spend", desc=True),),
        limit=2,
    )
    result = ask(people, asked, "list")
    whole = ask(people, asked.model_copy(update={"limit": None}))
    assert fact(result, "share").value == fact(whole, "share").value
    assert "bottom" not in {f.id for f in result.facts}


def test_the_name_that_comes_first_answers_with_its_figure(people: View) -> None:
    asked = Query(
        source="customers",
        groups=(CITY,),
        measures=(TOTAL,),
        order=(Order(by="total spend", desc=True),),
        limit=1,
    )
    result = ask(people, asked, "name")
    assert result.headline and result.headline.value == "Hull"
    assert fact(result, "second").row == "York", "who comes next is fetched for comparison"
    assert result.subject and people.count("customers", result.subject.where) == 20


def test_the_lowest_is_named_when_asked_for(people: View) -> None:
    asked = Query(
        source="customers", groups=(CITY,), measures=(TOTAL,), order=(Order(by="total spend"),), limit=1
    )
    result = ask(people, asked, "name")
    assert result.headline and result.headline.value == "Leeds" and "lowest" in result.flags


def test_means_show_their_groups_sizes_and_the_figure_for_all(people: View) -> None:
    result = ask(people, Query(source="customers", groups=(CITY,), measures=(MEAN,)))
    assert result.table and result.table.columns == ("city", "average income", "n")
    assert {row[2] for row in result.table.rows} == {20}
    assert fact(result, "overall").value == pytest.approx(40_650)


def test_no_hidden_output_reaches_the_table_or_the_text(people: View) -> None:
    result = ask(people, Query(source="customers", groups=(CITY,), measures=(MEAN, TOTAL)))
    assert result.table and not any(c.startswith("__") for c in result.table.columns)
    assert "__" not in said(result)


def test_several_columns_of_one_kind_read_as_a_ranking(tmp_path: Path) -> None:
    view = opened(tmp_path, "web,shop\n" + "\n".join(f"{i % 3},{i % 7}" for i in range(40)) + "\n")
    sums = tuple(Out(name=n, expr=Agg(agg="sum", of=Col(col=n))) for n in ("web", "shop"))
    result = ask(view, Query(source="table", measures=sums), "name")
    assert result.headline and result.headline.value == "shop"
    assert result.table and [r[0] for r in result.table.rows] == ["shop", "web"]


def test_several_figures_of_one_row_are_all_told(people: View) -> None:
    outs = tuple(Out(name=n, expr=Agg(agg=n, of=Col(col="age"))) for n in ("min", "max"))  # type: ignore[arg-type]
    result = ask(people, Query(source="customers", measures=outs))
    assert [fact(result, f"figure.{i}").value for i in (1, 2)] == [20, 79]


def small_groups(folder: Path, sizes: dict[str, int]) -> View:
    rows = [f"{name},{100 * (1 + i % 5)}" for name, size in sizes.items() for i in range(size)]
    rows = [r.replace("tiny,100", "tiny,9000") for r in rows]
    return opened(folder, "kind,value\n" + "\n".join(rows) + "\n")


KIND = Out(name="kind", expr=Col(col="kind"))
VALUE = Out(name="average value", expr=Agg(agg="mean", of=Col(col="value")))


def test_means_of_a_handful_are_withheld_and_cannot_win(tmp_path: Path) -> None:
    view = small_groups(tmp_path, {"big": 40, "large": 41, "wide": 42, "tiny": 3})
    asked = Query(
        source="table",
        groups=(KIND,),
        measures=(VALUE,),
        order=(Order(by="average value", desc=True),),
        limit=1,
    )
    result = ask(view, asked, "name")
    assert result.headline and result.headline.value != "tiny"
    assert "withheld_small" in codes(result) and "“tiny”" in said(result)


def test_where_all_groups_are_small_they_are_shown_and_marked(tmp_path: Path) -> None:
    view = small_groups(tmp_path, {"big": 4, "large": 4, "wide": 4})
    result = ask(view, Query(source="table", groups=(KIND,), measures=(VALUE,)))
    assert result.table and all(row[1] is not None for row in result.table.rows)
    assert "very_small" in codes(result)


def test_counts_of_small_groups_are_always_shown(tmp_path: Path) -> None:
    view = small_groups(tmp_path, {"big": 40, "tiny": 3})
    result = ask(view, Query(source="table", groups=(KIND,), measures=(COUNT,)))
    assert result.table and ("tiny", 3) in result.table.rows


def test_equal_firsts_are_said(tmp_path: Path) -> None:
    view = opened(tmp_path, "kind,value\n" + "\n".join(f"{k},5" for k in "abc" for _ in range(12)) + "\n")
    total = Out(name="sum", expr=Agg(agg="sum", of=Col(col="value")))
    asked = Query(
        source="table", groups=(KIND,), measures=(total,), order=(Order(by="sum", desc=True),), limit=1
    )
    result = ask(view, asked, "name")
    assert "tie" in codes(result) and "tie" in result.flags


def test_a_course_in_time_runs_forwards_and_leaves_the_incomplete_end_out(visits: View) -> None:
    total = Out(name="pages", expr=Agg(agg="sum", of=Col(col="pages")))
    result = ask(visits, Query(source="table", groups=(MONTH,), measures=(total,)), "chart")
    assert result.table and [r[0] for r in result.table.rows] == ["2023-01", "2023-02", "2023-03", "2023-04"]
    assert fact(result, "last").row == "2023-03" and fact(result, "first").row == "2023-01"
    assert "partial_period" in codes(result) and "9 April 2023" in said(result)
    assert result.chart and result.chart.type == "line"


def test_rows_without_a_value_are_counted_as_left_out(tmp_path: Path) -> None:
    rows = [f"a,{i if i % 4 else ''}" for i in range(1, 41)]
    view = opened(tmp_path, "kind,value\n" + "\n".join(rows) + "\n")
    result = ask(view, Query(source="table", measures=(VALUE,)), "value")
    assert fact(result, "missing.1").value == 10 and "missing_left_out" in codes(result)
    assert result.headline and result.headline.n == 30


def test_a_mean_pulled_by_extremes_is_told_with_the_median(tmp_path: Path) -> None:
    rows = [f"a,{10 + i % 30}.5" for i in range(60)] + ["a,5000"] * 3
    view = opened(tmp_path, "kind,value\n" + "\n".join(rows) + "\n")
    result = ask(view, Query(source="table", measures=(VALUE,)), "value")
    assert "skewed" in result.flags and float(fact(result, "median").value) < 50  # type: ignore[arg-type]


def test_nothing_that_fits_names_the_range_there_is(people: View) -> None:
    asked = Query(source="customers", where=(call("gt", col("age"), 500),), measures=(MEAN,))
    result = ask(people, asked, "value")
    assert result.headline is None and "empty" in result.flags
    assert "20" in said(result) and "79" in said(result)


def test_a_count_of_nothing_is_zero_and_still_explained(people: View) -> None:
    asked = Query(source="customers", where=(call("gt", col("age"), 500),), measures=(COUNT,))
    result = ask(people, asked, "value")
    assert result.headline and result.headline.value == 0 and "nothing_fits" in codes(result)


def test_a_condition_that_all_rows_fulfil_is_noted(people: View) -> None:
    asked = Query(source="customers", where=(call("gt", col("age"), 1),), measures=(COUNT,))
    assert "filter_keeps_all" in codes(ask(people, asked, "value"))


def test_a_policy_tells_both_figures_where_they_differ(orders: Dataset) -> None:
    view = orders.view()
    table = view.catalog.main
    revenue = Out(name="revenue", expr=MeasureRef(measure="revenue"))
    result = ask(view, Query(source=table, measures=(revenue,)), "value")
    policy = [f for f in result.facts if f.id.startswith("policy.")]
    assert not policy or len({f.value for f in policy}) == 2


@pytest.mark.parametrize(
    "kind", ["bar", "line", "area", "pie", "funnel", "radar", "waterfall", "table", "heatmap"]
)
def test_every_chart_that_can_be_asked_for_is_valid(people: View, kind: str) -> None:
    result = ask(
        people, Query(source="customers", groups=(CITY,), measures=(COUNT,)), "chart", chart={"type": kind}
    )
    assert result.chart and go.Figure(json.loads(json.dumps(result.chart.plotly, allow_nan=False)))


def test_a_pie_of_means_is_refused_for_bars(people: View) -> None:
    result = ask(
        people, Query(source="customers", groups=(CITY,), measures=(MEAN,)), "chart", chart={"type": "pie"}
    )
    assert result.chart and result.chart.type == "bar" and "pie_refused" in codes(result)


def test_bars_of_means_carry_their_intervals(people: View) -> None:
    result = ask(
        people, Query(source="customers", groups=(CITY,), measures=(MEAN,)), "chart", chart={"type": "bar"}
    )
    assert result.chart and result.chart.plotly["data"][0]["error_y"]["array"][0] > 0


def test_a_histogram_counts_every_value_once(people: View) -> None:
    asked = Query(source="customers", columns=(Out(name="income", expr=Col(col="income")),))
    result = ask(people, asked, "chart", chart={"type": "histogram"})
    assert result.chart and result.chart.type == "histogram" and result.table
    assert sum(int(row[2]) for row in result.table.rows) == 60  # type: ignore[arg-type]


def test_an_extreme_does_not_squash_a_histogram_and_this_is_said(tmp_path: Path) -> None:
    rows = [f"a,{100 + i % 90}.5" for i in range(400)] + ["a,9000000"]
    view = opened(tmp_path, "kind,value\n" + "\n".join(rows) + "\n")
    asked = Query(source="table", columns=(Out(name="value", expr=Col(col="value")),))
    result = ask(view, asked, "chart", chart={"type": "histogram"})
    assert result.table and float(result.table.rows[-1][1]) < 300  # type: ignore[arg-type]
    assert "axis_clipped" in codes(result) and "9,000,000" in said(result)


def test_a_histogram_of_a_total_per_thing_is_over_the_things(orders: Dataset) -> None:
    view = orders.view()
    key = Out(name="order", expr=Col(col="OrderNo"))
    asked = Query(
        source=view.catalog.main,
        groups=(key,),
        measures=(Out(name="units", expr=Agg(agg="sum", of=Col(col="Quantity"))),),
    )
    result = ask(view, asked, "chart", chart={"type": "histogram"})
    assert fact(result, "n").value == view.fetch(asked).rows.__len__()


def test_a_box_plot_shows_quartiles_by_group(people: View) -> None:
    result = ask(
        people, Query(source="customers", groups=(CITY,), measures=(MEAN,)), "chart", chart={"type": "box"}
    )
    assert result.table and result.table.columns == ("city", "n", "min", "q1", "median", "q3", "max", "mean")
    assert result.chart and result.chart.type == "box" and "x" in result.chart.plotly["data"][0]
    assert result.words["measure"] == "income"


def test_a_scatter_has_a_point_for_each_row_and_tells_the_correlation(people: View) -> None:
    columns = tuple(Out(name=n, expr=Col(col=n)) for n in ("age", "income", "city"))
    result = ask(
        people,
        Query(source="customers", columns=columns),
        "chart",
        chart={"type": "scatter", "x": "age", "y": "income"},
    )
    assert fact(result, "n").value == 60 and fact(result, "r").value == pytest.approx(1)
    assert result.chart and result.chart.series == "city" and len(result.chart.plotly["data"]) == 3


def test_follow_ups_use_what_the_data_have(people: View) -> None:
    result = ask(people, Query(source="customers", groups=(CITY,), measures=(MEAN,)))
    assert result.next[0] == "average income by plan" and len(result.next) <= 3


def test_the_plans_json_says_the_population_once(people: View) -> None:
    conditions: tuple[Expr, ...] = (call("gt", col("age"), 50),)
    args = QueryArgs(query=Query(source="customers", where=conditions, measures=(COUNT,)))
    assert args.source == "customers" and args.where == conditions
    assert "where" not in args.canonical() and QueryArgs.model_validate(args.canonical()) == args


def test_conditions_beside_the_query_are_refused() -> None:
    with pytest.raises(ValueError, match=r"query\.where"):
        QueryArgs.model_validate(
            {"query": {"source": "t"}, "where": [call("gt", col("age"), 50).canonical()]},
        )


def test_the_period_follows_conditions_on_dates(visits: View) -> None:
    asked = Query(source="table", where=(call("ge", col("day"), date("2023-02-01")),), measures=(COUNT,))
    assert ask(visits, asked, "value").evidence[0].period == "2023-02-01 to 2023-04-09"


def test_the_real_figures(shared_data: Path) -> None:
    view = Dataset.open(shared_data / "marketing_campaign.csv").view()
    income = Out(name="average income", expr=Agg(agg="mean", of=Col(col="Income")))
    head = ask(view, Query(source="marketing_campaign", measures=(income,)), "value").headline
    assert head and head.value == pytest.approx(52247.2513537) and head.n == 2216
    marital = Out(name="marital status", expr=Col(col="Marital_Status"))
    drawn = ask(
        view,
        Query(source="marketing_campaign", groups=(marital,), measures=(COUNT,)),
        "chart",
        chart={"type": "pie"},
    )
    assert drawn.chart and drawn.chart.type == "pie" and drawn.table and len(drawn.table.rows) == 8


def test_survey_weights_and_implicates_are_honoured(shared_data: Path) -> None:
    view = Dataset.open(shared_data / "SCFP2019.csv.gz").view()
    income = Out(name="average income", expr=Agg(agg="mean", of=Col(col="INCOME")))
    result = ask(view, Query(source=view.catalog.main, measures=(income,)), "value")
    assert result.headline and result.headline.value == pytest.approx(106_251, abs=1)
    assert result.headline.n == 5_777 and "weighted" in codes(result)
    band = Out(name="age", expr=Bin(bin=Col(col="AGE"), edges=(35, 65)))
    grouped = ask(view, Query(source=view.catalog.main, groups=(band,), measures=(income,)))
    assert fact(grouped, "overall").value == pytest.approx(106_251, abs=1)


def test_net_and_gross_revenue_are_both_told(shared_data: Path) -> None:
    view = Dataset.open(shared_data / "data.csv.gz").view()
    result = ask(
        view,
        Query(source="data", measures=(Out(name="revenue", expr=MeasureRef(measure="revenue")),)),
        "value",
    )
    assert result.headline and result.headline.value == pytest.approx(10_666_684.54, abs=0.01)
    assert "10,666,684.54" in said(result) and "9,747,747.93" in said(result)


def test_chart_requests_keep_the_names_that_were_given(people: View) -> None:
    plan = Out(name="plan", expr=Col(col="plan"))
    request = ChartRequest(type="bar", x="plan", y="people", series="city")
    result = ask(
        people, Query(source="customers", groups=(CITY, plan), measures=(COUNT,)), "chart", chart=request
    )
    assert result.chart and (result.chart.x, result.chart.series) == ("plan", "city")


def test_the_share_beside_the_lowest_is_its_own(orders: Any) -> None:
    from assistant import Assistant

    answer: Any = Assistant(orders).ask("which product has the lowest revenue?")
    facts = {f.id: f for f in answer.facts}
    assert facts["share"].row == facts["top"].row == answer.headline.value
    assert facts["share"].value == pytest.approx(facts["top"].value / facts["total"].value)
    assert facts["share"].value < 0.25, "the least of four"


def test_months_ranked_by_a_figure_are_told_as_a_ranking(orders: Any) -> None:
    from assistant import Assistant

    answer: Any = Assistant(orders).ask("which month had the lowest revenue?")
    worst = min(answer.table.rows, key=lambda row: row[1])
    facts = {f.id: f for f in answer.facts}
    assert facts["top"].row == answer.headline.value == worst[0]
    assert "since" not in answer.text.lower() and answer.text.startswith("Lowest in revenue is January 2023")
