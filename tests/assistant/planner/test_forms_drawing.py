"""Requests for drawings in many wordings: what stands along, what is measured, what gives the colour, which chart."""

from typing import Any

import pytest

from data.query import Out, Query


def names(outs: tuple[Out, ...]) -> list[str]:
    """What outputs are called."""
    return [o.name for o in outs]


@pytest.mark.parametrize(
    "question",
    [
        "bar chart of the number of customers by country",
        "Bar chart of the frequency of country, ordered by country",
        "Create a bar chart showing the number of country across country",
        "Give me a bar graph where the x-axis is the country and the y-axis is the number of customers",
        "bar chart x axis country y axis how many customers, show names in descending order please",
        "Show the total number from different countries in a bar chart",
        "Group the customers by country and count them in a bar chart",
        "Visualize how many customers there are in each country with a bar chart, and rank by the y axis from high to low",
        "A bar chart about the distribution of country and the amount of country, and group by attribute country",
    ],
)
def test_a_category_is_tallied_in_any_wording(crm: Any, question: str) -> None:
    assert (names(crm.query(question).groups), names(crm.query(question).measures)) == (
        ["country"],
        ["customers"],
    )


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("What is the lowest income for every country? Return a bar chart", "Lowest income by country as a bar chart"),
        ("Show me maximal income by education in a histogram", "Highest income by education as a bar chart"),
        ("List each country and its average income in a bar chart, ordered by country", "Average income by country, lowest first as a bar chart"),
        ("compare the average income in different countries with bars", "Average income by country as a bar chart"),
        ("bar chart: total income by gender, display the bars from high to low", "Total income by gender, highest first as a bar chart"),
    ],
)  # fmt: skip
def test_a_figure_is_drawn_by_its_group(crm: Any, question: str, reading: str) -> None:
    assert crm.said(question) == reading


@pytest.mark.parametrize(
    "question",
    [
        "Stacked bar chart of the number of customers for each country colored by gender",
        "A stacked bar chart showing the number of country for with each gender in each country",
        "stacked bars of customers per country, split by gender",
        "Stacked bar of country and how many country colored by gender",
    ],
)
def test_the_second_group_gives_the_colour(crm: Any, question: str) -> None:
    asked: Query = crm.query(question)
    assert names(asked.groups) == ["country", "gender"]
    assert names(asked.measures) == ["customers"]


@pytest.mark.parametrize(
    "question",
    [
        "scatter plot with age on the x-axis and income on the y-axis",
        "Show the relationship between age and income in a scatter chart",
        "Plot a scatter chart, age by income",
    ],
)
def test_two_numbers_are_points(crm: Any, question: str) -> None:
    assert names(crm.query(question).columns) == ["age", "income"]


@pytest.mark.parametrize("question", ["plot age against income", "plot income vs age for customers in Spain"])
def test_two_numbers_against_each_other_are_points_though_no_chart_is_named(crm: Any, question: str) -> None:
    asked: Query = crm.query(question)
    assert {*names(asked.columns)} == {"age", "income"}
    assert not asked.measures


def test_two_figures_of_each_group_make_a_point(crm: Any) -> None:
    said = "scatter chart with one point per country: number of customers on x, average income on y"
    for question in (
        said,
        "scatter of average income (y) against number of customers (x), one point per country",
    ):
        asked = crm.query(question)
        assert (names(asked.groups), names(asked.measures)) == (["country"], ["customers", "average income"])


def test_a_histogram_that_is_split_shows_the_spread_in_each_group(crm: Any) -> None:
    asked = crm.query("histogram of income split by gender")
    assert (names(asked.columns), asked.measures) == (["income", "gender"], ())


def test_a_chart_is_ordered_by_the_figure_behind_the_direction(crm: Any) -> None:
    asked = crm.query("Average income by country in a bar chart, ascending by income")
    assert (names(asked.groups), asked.order[0].desc) == (["country"], False)


def test_a_number_that_names_all_groups_asks_for_each_of_them(crm: Any) -> None:
    assert names(crm.query("average income of the two genders").groups) == ["gender"]
    assert names(crm.query("box plots of income for the two genders").columns) == ["income", "gender"]


def test_points_are_coloured_by_the_group_that_is_named(crm: Any) -> None:
    asked = crm.query(
        "scatter chart of the correlation between age and income, and group by attribute gender"
    )
    assert names(asked.columns) == ["age", "income", "gender"]


@pytest.mark.parametrize(
    ("question", "grain"),
    [
        ("line chart of monthly revenue", "month"),
        ("Show the trend of revenue over time as a line chart", "month"),
        ("Show all invoice dates and bin by weekday in a bar chart", "weekday"),
        ("bar chart of the number of orders, bin the invoice date into year interval", "year"),
    ],
)
def test_time_is_drawn_by_the_grain_that_is_said(shop: Any, question: str, grain: str) -> None:
    assert names(shop.query(question).groups) == [grain]


def test_only_groups_that_pass_a_figure_are_drawn(crm: Any) -> None:
    asked = crm.query("bar chart of the average age for countries with an average income higher than 50000")
    assert (len(asked.having), asked.where) == (1, ())


def test_a_drawing_of_a_single_figure_asks_by_what(crm: Any) -> None:
    assert crm.assistant.ask("bar chart of the average income").status == "clarify"


@pytest.mark.parametrize(
    "question",
    [
        "What is the proportion of education levels?",
        "A pie chart shows the proportion of education and the amount of education",
        "Find all education levels and the number of customers of each. Show the proportion.",
    ],
)
def test_a_proportion_of_kinds_is_a_pie_of_their_numbers(crm: Any, question: str) -> None:
    answer = crm.assistant.ask(question)
    assert (answer.chart.type, answer.table.columns) == ("pie", ("education", "customers"))


def test_axes_spoken_of_in_the_order_call_for_a_drawing(crm: Any) -> None:
    answer = crm.assistant.ask(
        "How many customers are there for each country?, and list the x axis in ascending order"
    )
    assert answer.chart.type == "bar"


def test_the_colour_may_be_described(crm: Any) -> None:
    asked = crm.query(
        "stacked bar chart: the x-axis is country, the y-axis the number of customers, and the colour is gender"
    )
    assert names(asked.groups) == ["country", "gender"]


def test_bars_are_ordered_by_a_third_column_that_is_shown_beside(crm: Any) -> None:
    asked = crm.query("bar chart of the number of customers by education, ordered by age")
    assert (asked.order[0].by, names(asked.measures)) == ("lowest age", ["customers", "lowest age"])


@pytest.mark.parametrize(
    "question",
    ["Show all countries and bin by weekday in a bar chart", "show the monthly rainfall as a line chart"],
)
def test_what_a_drawing_cannot_take_up_is_asked_about(crm: Any, question: str) -> None:
    assert crm.assistant.ask(question).status == "clarify"


def test_grouping_by_a_category_is_no_segmentation(crm: Any) -> None:
    steps = crm.read("count the customers and group them by education").candidates[0].plan.steps
    assert [s.tool for s in steps] == ["query"]
