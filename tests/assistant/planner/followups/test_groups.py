from typing import Any

import pytest

BY_EDUCATION = "average income by education"


@pytest.mark.parametrize(
    ("turns", "reading"),
    [
        ((BY_EDUCATION, "by country"), "Average income by country"),
        ((BY_EDUCATION, "and by country?"), "Average income by country"),
        ((BY_EDUCATION, "no, by country"), "Average income by country"),
        ((BY_EDUCATION, "change the grouping to country"), "Average income by country"),
        ((BY_EDUCATION, "also by gender"), "Average income by education and gender"),
        ((BY_EDUCATION, "split that by gender"), "Average income by education and gender"),
        ((BY_EDUCATION, "no, split by gender instead"), "Average income by gender"),
        ((BY_EDUCATION, "add gender"), "Average income by education and gender"),
        ((BY_EDUCATION, "split by women and men"), "Average income by education and gender"),
        ((BY_EDUCATION, "without the split"), "Average income"),
        (("average income in Norway", "per gender"), "Average income by gender, customers with country is Norway"),
    ],
)  # fmt: skip
def test_groups_are_replaced_added_and_taken_away(crm: Any, turns: tuple[str, ...], reading: str) -> None:
    assert crm.after(*turns) == reading


@pytest.mark.parametrize(
    ("turns", "reading"),
    [
        (("revenue by country", "only 2023", "and for 2022?", "by quarter"),
         "Revenue by quarter, order lines with invoice date from 2022-01-01 to 2022-12-31"),
        (("revenue by country", "only Norway", "per month"), "Revenue by month, order lines with country is Norway"),
        (("revenue by month", "by quarter instead"), "Revenue by quarter"),
        (("revenue by month", "weekly"), "Revenue by week"),
        (("revenue by country", "and by month"), "Revenue by country and month"),
        (("revenue by month", "now one line per country"), "Revenue by month and country as a line chart"),
        (("how much revenue did we have?", "by country please"), "Revenue by country"),
        (("average order value", "by country"), "Average order value by country"),
        (("revenue by country", "divide it by orders"), "Revenue per order by country"),
        (("revenue by country", "divide it by month"), "Revenue by country and month"),
    ],
)  # fmt: skip
def test_periods_and_grain_are_changed_in_turn(shop: Any, turns: tuple[str, ...], reading: str) -> None:
    assert shop.after(*turns) == reading


def test_a_running_total_needs_a_course_in_time(shop: Any) -> None:
    assert shop.after("revenue by month", "cumulative") == "Revenue and running revenue by month"
    shop.after("revenue by country")
    assert shop.assistant.ask("cumulative").status == "clarify"


@pytest.mark.parametrize(
    ("turns", "reading"),
    [
        (("staff by department", "and by year of hire"), "Staff by year"),
        (("staff by department", "also by year of hire"), "Staff by department and year"),
    ],
)
def test_a_date_that_is_named_is_another_trait_to_group_by(
    talks: Any, turns: tuple[str, ...], reading: str
) -> None:
    assert talks.hold("staff", *turns)[-1] == reading
