"""Customers who come back, on purchases that can be followed by hand."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from data.dataset import Dataset, View
from data.errors import Unsupported
from data.query import Out, call, col, date
from data.work import Work
from tools._result import Result
from tools._stats import newcombe, wilson
from tools.cohort import CohortArgs, cohort

Opened = Callable[[Iterable[tuple[str, str]]], View]
DAYS = ("03", "09", "15", "21")


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    """A table of orders, from pairs of customer and day."""

    def make(purchases: Iterable[tuple[str, str]]) -> View:
        rows = [f"{i},{who},{when},{10 + i % 7}" for i, (who, when) in enumerate(purchases, start=1)]
        path = tmp_path / "orders.csv"
        path.write_text("order_id,customer_id,order_date,amount\n" + "\n".join(rows) + "\n", encoding="utf-8")
        return Dataset.open(path).view()

    return make


def steady() -> list[tuple[str, str]]:
    """Six months of 2023, twenty new customers in each: half come back a month later, a quarter after two.

    The data end on 10 June, so June is incomplete.
    """
    made = []
    for month in range(1, 7):
        for k in range(20):
            who = f"c{month}{k:02d}"
            made.append((who, f"2023-{month:02d}-{DAYS[k % 4] if month < 6 else '05'}"))
            if k < 10 and month + 1 < 6:
                made.append((who, f"2023-{month + 1:02d}-{DAYS[k % 4]}"))
            if k < 5 and month + 2 < 6:
                made.append((who, f"2023-{month + 2:02d}-{DAYS[k % 4]}"))
    made += [(f"c50{k}", "2023-06-10") for k in range(9)]
    return made


def ask(data: View, **args: Any) -> Result:
    return cohort(CohortArgs.model_validate({"source": data.catalog.main, **args}), data, Work())


def cells(result: Result) -> dict[str, list[Any]]:
    """The table as first column -> the others."""
    assert result.table is not None
    return {str(row[0]): list(row[1:]) for row in result.table.rows}


def fact(result: Result, id: str) -> Any:
    return next(f for f in result.facts if f.id == id)


def codes(result: Result) -> set[str]:
    return {c.code for c in result.caveats}


def test_each_cell_is_the_share_of_the_cohort_that_bought_in_that_month(opened: Opened) -> None:
    table = cells(ask(opened(steady()), view="retention"))
    assert table["2023-01"] == [20, 0.5, 0.25, 0, 0]
    assert table["2023-03"] == [20, 0.5, 0.25, None, None]


def test_cells_of_the_incomplete_last_month_are_left_empty_and_said(opened: Opened) -> None:
    result = ask(opened(steady()), view="retention")
    assert cells(result)["2023-05"] == [20, None, None, None, None]
    assert "partial_period" in codes(result)


def test_an_average_is_taken_over_the_cohorts_that_are_old_enough(opened: Opened) -> None:
    result = ask(opened(steady()), view="retention")
    first, spread = fact(result, "age.1"), wilson(40, 80)
    assert (first.value, first.n) == (0.5, 80)
    assert (first.low, first.high) == (spread.low, spread.high)
    assert fact(result, "age.2").n == 60


def test_one_cohort_is_told_month_by_month_with_the_incomplete_one_marked(opened: Opened) -> None:
    may = (
        call("ge", col("order_date"), date("2023-05-01")),
        call("lt", col("order_date"), date("2023-06-01")),
    )
    result = ask(opened(steady()), view="retention", where=[e.canonical() for e in may])
    assert cells(result)["2023-06"] == [1, 9, 0.45, pytest.approx(0.258, abs=0.001), pytest.approx(0.658, abs=0.001), False]  # fmt: skip
    assert "first_in_period" in codes(result)


def test_a_period_chooses_by_the_first_purchase_and_not_by_any(opened: Opened) -> None:
    since = [call("ge", col("order_date"), date("2023-02-01")).canonical()]
    result = ask(opened(steady()), view="retention", where=since)
    assert list(cells(result)) == ["2023-02", "2023-03", "2023-04", "2023-05", "2023-06"]
    assert cells(result)["2023-02"][0] == 20


def test_rates_of_small_cohorts_are_withheld_and_their_size_is_shown(opened: Opened) -> None:
    few = [(who, when) for who, when in steady() if who[-2:] < "06"]
    result = ask(opened(few), view="retention")
    assert cells(result)["2023-01"] == [6, None, None, None, None]
    assert "withheld" in codes(result)


def test_a_first_cohort_of_old_customers_is_left_out_of_averages(opened: Opened) -> None:
    old = [(f"o{k}", f"2022-12-{DAYS[k % 4]}") for k in range(100)]
    began = [("o1", "2022-12-01"), *old, *((who, "2023-01-09") for who, _ in old)]
    result = ask(opened(began + steady()), view="retention")
    assert "first_cohort" in codes(result)
    assert cells(result)["2022-12"][:2] == [100, 1.0]
    assert fact(result, "age.1").value == 0.5


def test_those_who_bought_twice_on_one_day_bought_more_than_once_but_did_not_come_back(
    opened: Opened,
) -> None:
    days = [(f"c{k}", "2023-01-01") for k in range(40)] + [(f"c{k}", "2023-01-01") for k in range(10)]
    result = ask(opened([*days, ("c39", "2023-06-30")]), view="repeat")
    assert fact(result, "repeat").value == pytest.approx(11 / 40)
    assert fact(result, "within").value == 0


def test_only_customers_who_were_seen_so_long_are_counted(opened: Opened) -> None:
    early = [(f"a{k}", "2023-01-01") for k in range(20)] + [(f"a{k}", "2023-01-21") for k in range(5)]
    late = [(f"b{k}", "2023-03-20") for k in range(20)]
    result = ask(opened([*early, *late, ("a19", "2023-04-01")]), view="return", days=30)
    assert (fact(result, "within").value, fact(result, "within").n) == (0.25, 20)


def test_a_return_on_the_last_day_of_the_time_counts_and_one_a_day_later_does_not(opened: Opened) -> None:
    rows = [(f"a{k}", "2023-01-01") for k in range(10)]
    rows += [("a0", "2023-01-31"), ("a1", "2023-02-01"), ("a2", "2023-04-01")]
    assert fact(ask(opened(rows), view="return", days=30), "within").value == 0.1


def test_newer_cohorts_are_compared_at_the_same_age(opened: Opened) -> None:
    rows = []
    for month in range(1, 7):
        for k in range(40):
            rows.append((f"c{month}{k}", f"2023-{month:02d}-02"))
            if k < (20 if month < 3 else 4):
                rows.append((f"c{month}{k}", f"2023-{month:02d}-20"))
    result = ask(opened([*rows, ("late", "2023-06-30")]), view="newer", days=30)
    gap = newcombe(12, 120, 40, 80)  # January and February against March to May
    assert "worse" in result.flags and result.headline is not None
    assert result.headline.value == pytest.approx(gap.value) and result.headline.low == pytest.approx(gap.low)


def test_groups_that_differ_by_no_more_than_chance_are_said_to(opened: Opened, tmp_path: Path) -> None:
    rows = [f"{i},c{i % 80},2023-0{1 + i // 80}-0{1 + i % 9},5,{'NS'[i % 2]}" for i in range(160)]
    rows += [f"{500 + i},c{i},2023-03-05,5,{'NS'[i % 2]}" for i in range(30)]
    path = tmp_path / "sales.csv"
    path.write_text("order_id,customer_id,order_date,amount,region\n" + "\n".join(rows), encoding="utf-8")
    result = ask(
        Dataset.open(path).view(), view="repeat", by=Out(name="region", expr=col("region")).canonical()
    )
    assert "may_be_chance" in codes(result) and {"N", "S"} == set(cells(result))


def test_being_chosen_by_later_purchases_is_warned_of(orders: Any) -> None:
    result = cohort(
        CohortArgs(source="customer", where=(call("gt", col("orders"), 2),), view="return"),
        orders.view(),
        Work(),
    )
    assert "chosen_by_outcome" in codes(result)


def test_customers_of_another_source_are_followed_on_their_purchases(orders: Any) -> None:
    where = (call("eq", col("Country"), "France"),)
    by_lines = cohort(CohortArgs(source="orders", where=where, view="repeat"), orders.view(), Work())
    by_customer = cohort(CohortArgs(source="customer", where=where, view="repeat"), orders.view(), Work())
    assert by_lines.table == by_customer.table
    assert fact(by_customer, "customers").value == 4


@pytest.mark.parametrize(
    "purchases",
    [
        [("a", "2023-01-01")],
        [("a", "2023-01-01"), ("b", "2023-01-01"), ("a", "2023-01-01")],
        [(f"c{k}", "2023-01-01") for k in range(50)],
    ],
)
def test_a_single_day_has_nobody_who_came_back(opened: Opened, purchases: list[tuple[str, str]]) -> None:
    with pytest.raises(Unsupported):
        ask(opened(purchases), view="retention")


def test_purchases_of_one_month_are_followed_by_week_or_day(opened: Opened) -> None:
    result = ask(opened((f"c{k % 30}", f"2023-05-{1 + k % 28:02d}") for k in range(300)))
    assert result.words["grain"] == "week"


def test_where_nobody_comes_back_the_share_is_zero_with_its_interval(opened: Opened) -> None:
    rows = [(f"c{m}{k}", f"2023-0{m}-0{1 + k % 9}") for m in range(1, 6) for k in range(30)]
    result = ask(opened(rows), view="retention")
    assert fact(result, "age.1").value == 0 and fact(result, "age.1").high == wilson(0, 90).high


def test_a_table_without_purchases_is_declined_with_what_is_needed(customers: Any) -> None:
    with pytest.raises(Unsupported, match="tells which customer bought when") as caught:
        ask(customers.view())
    assert "date for each purchase" in caught.value.hint


def test_new_and_returning_customers_make_up_each_period(opened: Opened) -> None:
    result = ask(opened(steady()), view="mix")
    table = cells(result)
    assert table["2023-05"][:2] == [20, 15] and table["2023-05"][2] == pytest.approx(20 / 35)
    assert table["2023-01"][2] is None, "at the beginning everybody is new by definition"
    new, returning = table["2023-05"][3:5]
    assert table["2023-05"][5] == pytest.approx(new / (new + returning))


def test_the_best_of_many_cohorts_is_told_with_whether_that_may_be_chance(opened: Opened) -> None:
    rows = []
    for month in range(1, 6):
        for k in range(60):
            rows.append((f"c{month}{k}", f"2023-0{month}-05"))
            if k < (40 if month == 2 else 12):
                rows.append((f"c{month}{k}", f"2023-0{month + 1}-05"))
    rows += [(f"late{k}", "2023-06-30") for k in range(60)]
    result = ask(opened(rows), view="retention", best="best")
    assert result.headline is not None and result.headline.value == "2023-02"
    assert "may_be_chance" not in codes(result)
    worst = ask(opened(rows), view="retention", best="worst")
    assert "may_be_chance" in codes(worst)


def test_visits_are_no_purchases(tmp_path: Path) -> None:
    rows = [f"{i},u{i % 30},2023-0{1 + i // 30}-0{1 + i % 9}" for i in range(150)]
    path = tmp_path / "visits.csv"
    path.write_text("visit_id,user_id,visited\n" + "\n".join(rows) + "\n", encoding="utf-8")
    result = ask(Dataset.open(path).view(), view="retention")
    assert result.words["again"] == "were active again" and result.table is not None
    assert result.table.columns[2] == "were active again"


def test_too_many_periods_are_declined_with_a_coarser_grain(opened: Opened) -> None:
    rows = [("a", "2015-01-01"), ("b", "2023-01-01"), ("a", "2023-05-01")]
    with pytest.raises(Unsupported, match="too many") as caught:
        ask(opened(rows), view="retention", grain="week")
    assert "quarter" in caught.value.hint


@pytest.mark.shared
def test_a_third_of_the_first_cohort_of_the_retail_data_comes_back_each_month(shared_data: Path) -> None:
    view = Dataset.open(shared_data / "data.csv.gz").view()
    result = cohort(CohortArgs(source="data", view="retention"), view, Work())
    assert cells(result)["2010-12"][:3] == [885, pytest.approx(324 / 885), pytest.approx(286 / 885)]
    assert cells(result)["2011-11"][0] == 323 and cells(result)["2010-12"][-1] == pytest.approx(445 / 885)
