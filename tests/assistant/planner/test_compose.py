from typing import Any

import pytest


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("average income by education", "Average income by education"),
        ("median income", "Median income"),
        ("average age by education and gender", "Average age by education and gender"),
        ("average income of women by country", "Average income by country, customers with gender is F"),
        ("customers by marital status", "Customers by marital status"),
        ("kids by country", "Total kids by country"),
        ("average income by weekday", "Average income by weekday"),
        ("acceptance rate of campaign 1 by gender", "Campaign 1 acceptance rate by gender"),
        ("groups by education with more than 10 customers", "Customers by education, only groups with customers over 10"),
    ],
)  # fmt: skip
def test_a_measure_and_its_groups_are_composed(crm: Any, question: str, reading: str) -> None:
    assert crm.said(question) == reading


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("top 5 customers by income", "List of customers: customer id and income, highest income first, top 5"),
        ("who has the highest income", "List of customers: customer id and income, highest income first, top 1"),
        ("list customers in Spain over 70",
         "List of customers: customer id, age and country, customers with age over 70 and country is Spain"),
        ("customers over 50", "List of customers: customer id and age, customers with age over 50"),
    ],
)  # fmt: skip
def test_members_are_listed_where_they_are_asked_for(crm: Any, question: str, reading: str) -> None:
    assert crm.said(question) == reading


@pytest.mark.parametrize(
    ("question", "reading", "limit"),
    [
        ("top 3 products by revenue", "Top 3: revenue by description", 3),
        (
            "top 2 products in each country by revenue",
            "Top 2 in each country: revenue by country and description",
            2,
        ),
        ("best product per country", "Top 1 in each country: revenue by country and description", 1),
        ("which country has most revenue", "Revenue by country, highest first", None),
    ],
)
def test_tops_are_cut_within_all_or_within_each_group(
    shop: Any, question: str, reading: str, limit: int | None
) -> None:
    assert shop.said(question) == reading
    assert shop.query(question).limit == limit


def test_best_within_each_group_gives_one_row_a_group(shop: Any) -> None:
    table = shop.assistant.ask("best product per country").table
    assert len({row[0] for row in table.rows}) == len(table.rows) == 5


def test_which_is_answered_by_a_name_and_who_by_a_member(shop: Any) -> None:
    assert shop.assistant.ask("which country has most revenue").headline.value == "Germany"
    assert str(shop.assistant.ask("who bought most").headline.value) == "704"


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("what share of customers is married", 27 / 80),
        ("what percent of customers earn over 80k", 19 / 80),
        ("what share of total spend comes from Norway", 6316 / 33196),
    ],
)
def test_a_share_is_a_part_of_all(crm: Any, question: str, value: float) -> None:
    headline = crm.assistant.ask(question).headline
    assert headline.unit == "share" and headline.value == pytest.approx(value)


def test_a_share_of_each_group_stands_beside_its_measure(shop: Any) -> None:
    table = shop.assistant.ask("share of revenue by country").table
    assert sum(row[-1] for row in table.rows) == pytest.approx(1)


def test_a_percentile_is_a_point_below_which_that_share_lies(crm: Any) -> None:
    assert crm.assistant.ask("90th percentile of income").headline.value == pytest.approx(91_100)


@pytest.mark.parametrize(
    ("question", "window"),
    [
        ("cumulative revenue by month", "running"),
        ("monthly revenue growth", "growth"),
        ("share of revenue by country", "share"),
    ],
)
def test_windows_stand_over_the_measure(shop: Any, question: str, window: str) -> None:
    measures = shop.query(question).measures
    assert [getattr(m.expr, "over", None) for m in measures] == [None, window]


def test_the_running_total_ends_at_the_sum_of_all(shop: Any) -> None:
    rows = shop.assistant.ask("cumulative revenue by month").table.rows
    assert rows[-1][2] == pytest.approx(sum(row[1] for row in rows))


def test_parts_of_a_whole_may_be_asked_for_as_a_dimension(crm: Any) -> None:
    answer = crm.assistant.ask("which product category brings most spend")
    assert answer.headline.value == "wine"
    assert [row[0] for row in answer.table.rows] == ["wine", "meat", "fish"]


def test_bands_become_groups_that_hold_their_rows(crm: Any) -> None:
    table = crm.assistant.ask("how many customers by age under 30, 30-50, over 50").table
    assert {row[0] for row in table.rows} == {"under 30", "30-50", "over 50"}
    assert sum(row[-1] for row in table.rows) == 80


@pytest.mark.parametrize(
    ("question", "chart"),
    [
        ("pie chart of customers by country", "pie"),
        ("number of customers by gender and country as a heatmap", "heatmap"),
        ("income distribution", "histogram"),
        ("scatter of income and age", "scatter"),
        ("box plot of income by education", "box"),
        ("average income by education as a bar chart", "bar"),
    ],
)
def test_a_drawing_that_is_named_is_drawn(crm: Any, question: str, chart: str) -> None:
    assert crm.read(question).candidates[0].plan.steps[-1].args["chart"]["type"] == chart


def test_time_is_cut_by_the_grain_that_is_said(shop: Any) -> None:
    assert shop.said("revenue by quarter") == "Revenue by quarter"
    assert shop.said("what did revenue do over time") == "Revenue by month"
    assert shop.said("revenue by weekday") == "Revenue by weekday"


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("average order value", "Average order value"),
        ("average number of orders per customer", "Average orders per customer"),
        ("cancellation rate", "Cancellation rate"),
        ("how many orders per month", "Orders by month"),
        ("revenue per customer by country", "Average spend per customer by country"),
    ],
)
def test_measures_of_sales_are_known_by_the_grain_that_they_need(
    shop: Any, question: str, reading: str
) -> None:
    assert shop.said(question) == reading
