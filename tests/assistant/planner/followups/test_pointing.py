from typing import Any

import pytest

TOP = "top 3 countries by average income"


@pytest.mark.parametrize(
    ("turns", "reading"),
    [
        ((TOP, "what is the average age of the second one?"), "Average age, customers with country is Spain"),
        (("which country has the highest average income?", "and what is the average age there?"),
         "Average age, customers with country is United Kingdom"),
        (("which country has the highest average income?", "how many customers does that country have?"),
         "Customers, customers with country is United Kingdom"),
        (("how many customers complained?", "what is their average income?"),
         "Average income, customers with complained is yes"),
        (("average income by country", "which one is highest?", "exclude it"),
         "Average income by country, highest first, customers with country is not United Kingdom"),
    ],
)  # fmt: skip
def test_words_that_point_mean_what_the_last_answer_showed(
    crm: Any, turns: tuple[str, ...], reading: str
) -> None:
    assert crm.after(*turns) == reading


def test_they_are_all_that_a_short_list_showed(crm: Any) -> None:
    said = crm.after("who are the 5 customers with the highest income?", "what is their average age?")
    assert said == "Average age, customers with customer id is 179 or 178 or 177 or 176 or 175"


def test_a_month_that_answered_is_pointed_at_as_its_days(shop: Any) -> None:
    said = shop.after("which month had the highest revenue?", "how many orders were there in that month?")
    assert said == "Orders, order lines with invoice date from 2022-10-01 to 2022-10-31"


def test_another_row_of_the_list_before_takes_the_place_of_the_first(shop: Any) -> None:
    turns = ("top 3 products by revenue", "how many units of the first one?", "and of the second one?")
    first = shop.assistant.ask(turns[0]).table.rows
    assert shop.after(*turns[1:]) == f"Units sold, order lines with description is {first[1][0]}"


def test_what_they_bought_is_asked_of_those_who_were_left(shop: Any) -> None:
    said = shop.after("how many orders are from Norway?", "what did they buy?")
    assert said.startswith("Top 10: revenue by description, order lines with country is Norway")
