"""Questions that are read whole: tallies, points of a drawing, rankings, look-ups, and wishes for the drawing."""

from pathlib import Path
from typing import Any

import pytest

from assistant.ask import Assistant
from assistant.split import split


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("bar chart of the number of education levels by education, sort the y axis in descending order", "Customers by education, highest first as a bar chart"),
        ("show gender and the number of customers of each gender in a pie chart", "Customers by gender as a pie chart"),
        ("pie chart of marital status", "Customers by marital status as a pie chart"),
        ("number of customers for each country, display the x axis from low to high", "Customers by country, lowest first"),
        ("show all joined dates and bin by weekday in a bar chart", "Customers by weekday as a bar chart"),
        ("scatter chart of the correlation between age and income", "Scatter of age and income"),
    ],
)  # fmt: skip
def test_wishes_for_the_drawing_restrict_nothing(crm: Any, question: str, reading: str) -> None:
    assert crm.said(question) == reading


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("which customer has the highest income", "179"),
        ("which marital status is the least common", "Divorced"),
    ],
)
def test_the_first_of_a_ranking_is_named(crm: Any, question: str, value: object) -> None:
    assert crm.assistant.ask(question).headline.value == value


def test_a_part_that_only_says_how_to_show_the_answer_is_no_question_of_its_own() -> None:
    assert (
        len(
            split(
                "How many students are in each class? Return a bar chart, and sort by the y axis in desc order"
            )
        )
        == 1
    )
    assert len(split("How many students are there? Plot income by class")) == 2


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("what share of customers complained", "Share of customers with complained is yes"),
        ("percent of customers with income over 60000 by education", "Share of customers with income over 60,000 by education"),
        ("among women, what share complained", "Share of customers with complained is yes, customers with gender is F"),
        ("what percent of married customers complained", "Share of customers with complained is yes, customers with marital status is Married"),
    ],
)  # fmt: skip
def test_a_share_has_its_part_and_its_whole(crm: Any, question: str, reading: str) -> None:
    assert crm.said(question) == reading


def test_groups_that_pass_a_threshold_are_listed_or_counted(shop: Any) -> None:
    asked = ("which countries have more than 400 units sold", "how many countries sold more than 400 units")
    listed, counted = (shop.assistant.run(shop.read(question).candidates[0].plan) for question in asked)
    assert counted.headline.value == len(listed.table.rows) < 5


def test_what_is_called_a_total_is_a_sum_also_of_a_column_that_is_averaged_elsewhere(tmp_path: Path) -> None:
    path = tmp_path / "teams.csv"
    path.write_text("team,deductions\nAsh,-3\nBirch,-2\nAsh,-6\n", encoding="utf-8")
    assistant = Assistant.open(path)
    reading = assistant.planner.read("number of deductions by team", assistant.conversation)
    table = assistant.run(reading.candidates[0].plan).table
    assert table is not None and {row[0]: row[1] for row in table.rows} == {"Ash": -9, "Birch": -2}


@pytest.mark.parametrize(
    "question",
    ["total points by team", "points per team", "sum of points for each team", "how many points by team"],
)
def test_a_small_table_is_divided_where_a_group_is_named(tmp_path: Path, question: str) -> None:
    path = tmp_path / "teams.csv"
    path.write_text("team,player,points\nAsh,Al,10\nBirch,Bo,20\nAsh,Cy,30\nBirch,Di,5\n", encoding="utf-8")
    assistant = Assistant.open(path)
    reading = assistant.planner.read(question, assistant.conversation)
    table = assistant.run(reading.candidates[0].plan).table
    assert table is not None and {row[0]: row[1] for row in table.rows} == {"Ash": 40, "Birch": 25}


def test_who_did_something_in_a_small_table_divides_nothing(tmp_path: Path) -> None:
    path = tmp_path / "teams.csv"
    path.write_text("team,player,points\nAsh,Al,10\nBirch,Bo,20\nAsh,Cy,30\nBirch,Di,5\n", encoding="utf-8")
    assistant = Assistant.open(path)
    reading = assistant.planner.read("total points scored by all players", assistant.conversation)
    headline = assistant.run(reading.candidates[0].plan).headline
    assert headline is not None and headline.value == 65


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("crosstab of average income by education vs country", "Average income by education and country"),
        ("cross table of education and country", "Customers by education and country"),
    ],
)
def test_a_cross_table_counts_or_tells_a_figure_by_both(crm: Any, question: str, reading: str) -> None:
    assert crm.assistant.ask(question).reading == reading


def test_a_few_whole_numbers_make_groups_beside_another_group(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    rows = "\n".join(f"P{i:03},{('BSc', 'PhD')[i % 2]},{i % 3},{20_000 + 37 * i}" for i in range(90))
    file.write_text("person id,education,kids,income\n" + rows + "\n", encoding="utf-8")
    asked = Assistant.open(file)
    assert asked.ask("cross table of people by education and kids").reading == "People by education and kids"
    assert "income" not in asked.ask("number of people by education and number of kids (kids)").reading
