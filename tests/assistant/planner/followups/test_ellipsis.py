from typing import Any

import pytest


@pytest.mark.parametrize(
    ("turns", "period"),
    [
        (("revenue in November 2022", "and in December?"), "2022-12-01 to 2022-12-31"),
        (("revenue in March 2023", "and the month before?"), "2023-02-01 to 2023-02-28"),
        (("revenue in March 2023", "and the year before?"), "2022-03-01 to 2022-03-31"),
        (("revenue in Q1 2023", "and Q2?"), "2023-04-01 to 2023-06-30"),
        (("revenue in 2023", "what about the first half?"), "2023-01-01 to 2023-06-30"),
        (("revenue in 2023", "and the year before"), "2022-01-01 to 2022-12-31"),
    ],
)
def test_a_period_without_a_year_is_one_of_the_year_that_was_talked_about(
    shop: Any, turns: tuple[str, ...], period: str
) -> None:
    assert shop.after(*turns) == f"Revenue, order lines with invoice date from {period}"


@pytest.mark.parametrize(
    ("turns", "condition"),
    [
        (("how many customers have more than 3 web purchases?", "and more than 4?"), "web purchases over 4"),
        (
            ("how many customers have more than 3 web purchases?", "and at least 2?"),
            "web purchases at least 2",
        ),
        (("average income of customers with 2 kids", "and with 1?"), "kids is 1"),
    ],
)
def test_a_number_without_a_noun_is_of_the_column_that_was_restricted(
    crm: Any, turns: tuple[str, ...], condition: str
) -> None:
    assert crm.after(*turns).endswith(f"customers with {condition}")


@pytest.mark.parametrize("turn", ["and in the 2010s?", "and in the 10s?"])
def test_another_decade_is_said_without_its_century(talks: Any, turn: str) -> None:
    turns = ("how many people were hired in the 2000s?", turn)
    assert talks.hold("staff", *turns)[-1] == "Staff, staff with hire date from 2010-01-01 to 2019-12-31"


@pytest.mark.parametrize(
    ("turn", "reading"),
    [
        ("and the total amount?", "Total amount, orders with ordered from 2024-02-29 to 2024-02-29"),
        ("and in the 2010s?", "Orders, orders with ordered from 2010-01-01 to 2019-12-31"),
    ],
)
def test_a_leap_day_is_the_beginning_of_no_decade(talks: Any, turn: str, reading: str) -> None:
    assert talks.hold("webshop", "how many orders were there on 29 February 2024?", turn)[-1] == reading


def test_a_year_is_no_threshold_of_groups_and_a_condition_changes_within_them(talks: Any) -> None:
    turns = ("which customers made more than 2 orders in 2023?", "and in 2024?")
    assert "only groups with orders over 2" in talks.hold("webshop", *turns)[-1]
    turns = ("how many customers made more than 1 order on mobile?", "and on desktop?")
    assert "desktop" in (reading := talks.hold("webshop", *turns)[-1]) and "mobile" not in reading
