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


@pytest.mark.parametrize(
    ("table", "turns", "reading"),
    [
        ("cars", ("which salesperson had the most deals?", "how many was that?"), "Cars, cars with salesperson is Ann Reed"),
        ("cars", ("which salesperson had the most deals?", "how many kilometres was that?"), "asks"),
        ("cars", ("which brand has the highest average price?", "that one is a mistake, leave it out"), "Average price by brand, highest first, cars with brand is not Seat"),
        ("flats", ("which listing has the most reviews?", "leave that one out. what's the highest number then?"), "Highest reviews, flats with listing id is not 9023"),
        ("matches", ("top 3 opponents by attendance", "how many goals against did the second one get?"), "Total goals against, matches with opponent is Harbour"),
    ],
)  # fmt: skip
def test_that_is_the_one_that_was_named(talks: Any, table: str, turns: tuple[str, ...], reading: str) -> None:
    assert talks.hold(table, *turns)[-1] == reading


def test_what_is_theirs_is_told_beside_them(talks: Any) -> None:
    turns = ("top 3 listings by reviews", "what are their ratings?")
    assert "rating" in talks.hold("flats", *turns)[-1]
