from typing import Any

import pytest

BY_EDUCATION = "average income by education"


@pytest.mark.parametrize(
    ("turns", "reading"),
    [
        (("average income in Norway", "and in Spain?"), "Average income, customers with country is Spain"),
        (("average income in Norway", "same for Austria"), "Average income, customers with country is Austria"),
        ((BY_EDUCATION, "only over 50"), "Average income by education, customers with age over 50"),
        ((BY_EDUCATION, "only over 50", "without PhD"),
         "Average income by education, customers with age over 50 and education is not PhD"),
        ((BY_EDUCATION, "only PhD"), "Average income by education, customers with education is PhD"),
    ],
)  # fmt: skip
def test_a_filter_replaces_its_like_and_is_added_to_others(
    crm: Any, turns: tuple[str, ...], reading: str
) -> None:
    assert crm.after(*turns) == reading


@pytest.mark.parametrize(
    ("turns", "reading"),
    [
        ((BY_EDUCATION, "by country"), "Average income by country"),
        ((BY_EDUCATION, "also by gender"), "Average income by education and gender"),
        ((BY_EDUCATION, "as a bar chart"), "Average income by education as a bar chart"),
        ((BY_EDUCATION, "make it a pie"), "Average income by education as a pie chart"),
        ((BY_EDUCATION, "top 2"), "Top 2: average income by education"),
        (
            (BY_EDUCATION, "as a bar chart", "by country", "top 3"),
            "Top 3: average income by country as a bar chart",
        ),
    ],
)
def test_grouping_drawing_and_limit_are_changed_one_at_a_time(
    crm: Any, turns: tuple[str, ...], reading: str
) -> None:
    assert crm.after(*turns) == reading


@pytest.mark.parametrize(
    ("turns", "reading"),
    [
        ((BY_EDUCATION, "and age?"), "Average age by education"),
        ((BY_EDUCATION, "same for age"), "Average age by education"),
        ((BY_EDUCATION, "and the median income"), "Median income by education"),
    ],
)
def test_another_measure_keeps_the_groups_and_the_aggregate(
    crm: Any, turns: tuple[str, ...], reading: str
) -> None:
    assert crm.after(*turns) == reading


@pytest.mark.parametrize(
    ("turns", "reading"),
    [
        (("revenue by country", "only 2023", "and for 2022?", "by quarter"),
         "Revenue by quarter, order lines with invoice date from 2022-01-01 to 2022-12-31"),
        (("revenue by country", "only Norway", "per month"), "Revenue by month, order lines with country is Norway"),
        (("revenue in 2023", "and in 2022?"), "Revenue, order lines with invoice date from 2022-01-01 to 2022-12-31"),
        (("average order value", "by country"), "Average order value by country"),
    ],
)  # fmt: skip
def test_periods_and_grain_are_changed_in_turn(shop: Any, turns: tuple[str, ...], reading: str) -> None:
    assert shop.after(*turns) == reading


def test_a_question_that_stands_alone_forgets_the_earlier_filter(crm: Any) -> None:
    assert (
        crm.after("average income in Norway", "average age of customers by gender") == "Average age by gender"
    )


def test_an_edit_that_is_not_understood_keeps_the_last_question(crm: Any) -> None:
    crm.after(BY_EDUCATION)
    assert crm.assistant.ask("only blorgified ones").status == "clarify"
    asked = crm.assistant.ask("by country")  # of the last answer, or of what was not answered?
    assert asked.status == "clarify" and asked.options[0].label == "Average income by country"


def test_undo_takes_the_last_edit_back(crm: Any) -> None:
    crm.after(BY_EDUCATION, "only over 50")
    crm.assistant.ask("undo")
    assert crm.after("by country") == "Average income by country"
