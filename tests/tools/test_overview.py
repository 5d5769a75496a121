"""What is in the data, what is odd about it, and how business stands."""

from pathlib import Path

import pytest

from assistant.narrator.template import render, story
from data.dataset import Dataset, View
from data.work import Work
from tools._result import Result
from tools.overview import OverviewArgs, overview


def ask(data: View, **args: object) -> Result:
    return overview(OverviewArgs.model_validate(args), data, Work())


def told(result: Result) -> str:
    return render(story("overview"), result).text


def test_rows_and_columns_come_first(customers: Dataset) -> None:
    result = ask(customers.view())
    assert told(result).startswith("The data hold 60 rows and 8 columns.")
    assert result.headline and result.headline.value == 60


def test_every_column_is_listed_with_its_role(customers: Dataset) -> None:
    table = ask(customers.view()).table
    assert table and {"city", "income"} <= {row[0] for row in table.rows}


def test_questions_worth_asking_run_on_this_data(customers: Dataset) -> None:
    assert 1 <= len(ask(customers.view()).next) <= 3


def odd(folder: Path) -> View:
    rows = [f"{1000 + i},1,{'red' if i % 2 else 'blue'},{i * 3 % 50 if i % 10 else ''}" for i in range(300)]
    rows[5] = "1005,1,beige,12"
    path = folder / "odd.csv"
    path.write_text("id,same,colour,size\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return Dataset.open(path).view()


def test_constants_are_listed_by_column(tmp_path: Path) -> None:
    result = ask(odd(tmp_path), view="quality", topic="constants")
    assert result.table and [row[0] for row in result.table.rows] == ["same"]
    assert "same" in told(result)


def test_missing_values_are_counted(tmp_path: Path) -> None:
    result = ask(odd(tmp_path), view="quality", topic="missing", column="size")
    assert result.headline and result.headline.value == 30


def test_rare_values_are_named_with_their_rows(tmp_path: Path) -> None:
    result = ask(odd(tmp_path), view="quality", topic="rare")
    assert result.table and ("colour", "beige", 1) in result.table.rows and "beige" in told(result)


def test_a_clean_table_says_so(customers: Dataset) -> None:
    result = ask(customers.view(), view="quality", topic="duplicates")
    assert "clean" in result.flags and "Nothing of that kind" in told(result)


def test_the_last_whole_month_is_compared_with_the_one_before(orders: Dataset) -> None:
    result = ask(orders.view(), view="kpi")
    facts = {f.id: f for f in result.facts}
    assert facts["now.1"].row == "2023-11" and facts["before.1"].row == "2023-10"
    assert "partial_period" in {c.code for c in result.caveats}, "December ends on the 28th"
    assert "change.1" in facts and result.chart and result.chart.type == "line"


def test_customers_without_sales_dates_get_totals_only(customers: Dataset) -> None:
    result = ask(customers.view(), view="kpi")
    assert "months" not in result.flags


def test_unknown_columns_raise_with_the_nearest(customers: Dataset) -> None:
    from data.errors import UnknownName

    with pytest.raises(UnknownName, match="income"):
        ask(customers.view(), view="quality", column="incme")


def test_the_real_overview(shared_data: Path) -> None:
    view = Dataset.open(shared_data / "marketing_campaign.csv").view()
    assert "2,240 rows and 29 columns" in told(ask(view))
    constants = ask(view, view="quality", topic="constants").table
    assert constants and {row[0] for row in constants.rows} == {"Z_CostContact", "Z_Revenue"}
    rare = told(ask(view, view="quality", topic="rare", column="Marital_Status"))
    assert "Absurd, 2 rows" in rare and "YOLO, 2 rows" in rare


def test_all_gaps_are_counted_and_the_fullest_column_named(tmp_path: Path) -> None:
    view = odd(tmp_path)
    counted = sum(c.missing for c in view.source(view.catalog.main).columns.values() if c.expr is None)
    whole, most = (ask(view, view="quality", topic="missing", most=most) for most in (False, True))
    assert whole.headline is not None and whole.headline.value == counted > 0
    assert most.headline is not None and most.headline.value == "size"
