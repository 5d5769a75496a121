from typing import Any

import pytest


@pytest.mark.parametrize(
    ("turns", "value"),
    [
        (("how many customers are in Norway?", "what percent is that?"), 0.2),
        (("how many customers are in Norway?", "what share of all customers is that?"), 0.2),
        (("how many customers are in Norway?", "as a percentage"), 0.2),
        (("how many customers are married?", "how many of them are in Norway?", "what percent is that?"), 5 / 27),
        (("how many customers are in Norway?", "and in Spain", "both together as a percentage of all customers"), 0.4),
    ],
)  # fmt: skip
def test_the_last_answer_is_told_as_a_part_of_its_whole(
    crm: Any, turns: tuple[str, ...], value: float
) -> None:
    crm.after(*turns)
    headline = crm.assistant.conversation.last.answer.headline
    assert headline.unit == "share" and headline.value == pytest.approx(value)


@pytest.mark.parametrize(
    ("table", "turns", "reading"),
    [
        ("survey", ("how many people own a car?", "and in the village?", "what is that as a share of all villagers?",), "Share of respondents with owns car is yes, respondents with area is village"),
        ("staff", ("how many people work in Sales?", "and women?", "what is that as a share of all women?",), "Share of staff with department is Sales, staff with sex is F"),
        ("webshop", ("how many orders were returned?", "only from mobile", "what share of all mobile orders is that?",), "Share of orders with returned is yes, orders with device is mobile"),
        ("webshop", ("orders per channel", "only returned ones", "as a share of all returned orders",), "Orders and share of orders by channel, orders with returned is yes"),
        ("webshop", ("how many orders were returned?", "what share of all Hats is that?",), "asks"),
        ("cars", ("how many deals are financed?", "and in the North?", "as a percentage of all deals in the North",), "Share of cars with financed is yes, cars with region is North"),
    ],
)  # fmt: skip
def test_a_whole_that_is_named_is_what_the_last_answer_is_a_part_of(
    talks: Any, table: str, turns: tuple[str, ...], reading: str
) -> None:
    assert talks.hold(table, *turns)[-1] == reading


def test_a_share_of_them_is_a_part_of_the_last_population(crm: Any) -> None:
    turns = ("how many customers are married?", "what share of them are women?", "and of those in Spain?")
    assert crm.after(*turns) == (
        "Share of customers with gender is F, customers with marital status is Married and country is Spain"
    )


def test_a_share_of_things_that_are_named_anew_is_a_new_question(crm: Any) -> None:
    reading = crm.after("average income of women", "share of customers with a phd")
    assert "PhD" in reading and "gender" not in reading


def test_each_group_gets_its_share_of_the_total(crm: Any) -> None:
    assert crm.after("customers by country", "in percent") == "Customers and share of customers by country"


def test_what_the_first_three_hold_of_the_total(shop: Any) -> None:
    shop.after("top 3 products by revenue")
    answer = shop.assistant.ask("how much of the total is that?")
    assert answer.headline.unit == "share" and 0.6 < answer.headline.value < 1


def test_averages_have_no_total_that_they_are_shares_of(crm: Any) -> None:
    crm.after("average income by education")
    assert crm.assistant.ask("as shares please").status == "clarify"


@pytest.mark.parametrize(
    ("table", "turns", "reading"),
    [
        ("matches", ("goals for by venue", "as a percentage of goals against"), "Total goals for as a share of total goals against by venue"),
        ("webshop", ("amount by category", "only mobile", "as a percentage of the device's total"), "Total amount and share of total amount by category, orders with device is mobile"),
        ("webshop", ("total items by device", "as a percentage of the total amount"), "asks"),
        ("survey", ("what share of people own a car?", "and a bike?"), "Share of respondents with owns bike is yes"),
        ("survey", ("what share of people own a car?", "and both a car and a bike?"), "Share of respondents with owns car is yes and owns bike is yes"),
    ],
)  # fmt: skip
def test_a_share_is_of_the_whole_that_was_named(
    talks: Any, table: str, turns: tuple[str, ...], reading: str
) -> None:
    assert talks.hold(table, *turns)[-1] == reading


def test_the_share_of_the_one_at_the_end_is_a_share_and_no_ranking(talks: Any) -> None:
    turns = ("total attendance by opponent", "what share does the lowest one have?")
    assert talks.hold("matches", *turns)[-1] == "Share of total attendance with opponent is Rovers"


@pytest.mark.parametrize("whole", ["in that brand", "of each brand"])
def test_a_share_of_all_of_its_own_group_is_the_rate_of_each(talks: Any, whole: str) -> None:
    turns = ("financed deals by brand", f"as a share of all deals {whole}")
    assert talks.hold("cars", *turns)[-1] == "Share of cars with financed is yes by brand"


@pytest.mark.parametrize(
    ("table", "turns", "reading"),
    [
        ("cars", ("how many deals were financed per brand?", "as a rate please"), "Share of cars with financed is yes by brand"),
        ("clinic", ("how many insured visits were there in Surgery?", "as a rate"), "Share of visits with insured is yes, visits with ward is Surgery"),
        ("cars", ("average price by brand", "as a rate"), "asks"),
    ],
)  # fmt: skip
def test_a_number_of_those_who_did_is_told_as_a_rate(
    talks: Any, table: str, turns: tuple[str, ...], reading: str
) -> None:
    assert talks.hold(table, *turns)[-1] == reading


def test_row_percentages_are_within_each_first_group(talks: Any) -> None:
    answer = talks.answers("cars", "number of cars by brand and region", "as row percentages")[-1]
    assert answer.table is not None
    share = answer.table.columns.index("share of cars")
    for brand in {r[0] for r in answer.table.rows}:
        assert sum(float(r[share]) for r in answer.table.rows if r[0] == brand) == pytest.approx(1)


def test_the_whole_is_the_one_that_is_named_behind_too(talks: Any) -> None:
    turns = (
        "how many deals were there in the North?",
        "only the financed ones",
        "what share is that of all deals in the North?",
    )
    assert talks.hold("cars", *turns)[-1] == "Share of cars with financed is yes, cars with region is North"
