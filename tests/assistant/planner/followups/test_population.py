from typing import Any

import pytest

BY_EDUCATION = "average income by education"


@pytest.mark.parametrize(
    ("turns", "reading"),
    [
        (("average income in Norway", "and in Spain?"), "Average income, customers with country is Spain"),
        (("average income in Norway", "same for Austria"), "Average income, customers with country is Austria"),
        (("average income in Norway", "Spain?"), "Average income, customers with country is Spain"),
        (("average income in Norway", "sorry, Spain"), "Average income, customers with country is Spain"),
        (("average income in Norway", "no, I meant Spain"), "Average income, customers with country is Spain"),
        ((BY_EDUCATION, "only over 50"), "Average income by education, customers with age over 50"),
        ((BY_EDUCATION, "show me only women"), "Average income by education, customers with gender is F"),
        ((BY_EDUCATION, "exclude women please"), "Average income by education, customers with gender is not F"),
        ((BY_EDUCATION, "only over 50", "without PhD"),
         "Average income by education, customers with age over 50 and education is not PhD"),
        ((BY_EDUCATION, "only PhD"), "Average income by education, customers with education is PhD"),
        ((BY_EDUCATION, "only over 50", "and under 60"),
         "Average income by education, customers with age over 50 and age under 60"),
        ((BY_EDUCATION, "only over 50", "no, under 40"), "Average income by education, customers with age under 40"),
    ],
)  # fmt: skip
def test_a_filter_replaces_its_like_and_is_added_to_others(
    crm: Any, turns: tuple[str, ...], reading: str
) -> None:
    assert crm.after(*turns) == reading


@pytest.mark.parametrize(
    "wish",
    ["remove the filter", "and for everyone?", "for all customers", "overall?", "without the country filter"],
)
def test_a_filter_is_taken_away_in_many_words(crm: Any, wish: str) -> None:
    assert crm.after("average income in Norway", wish) == "Average income"


def test_only_the_named_filter_is_taken_away(crm: Any) -> None:
    turns = ("average income of women", "only in Norway", "drop the country filter")
    assert crm.after(*turns) == "Average income, customers with gender is F"


def test_the_others_are_those_whom_the_last_condition_left_out(crm: Any) -> None:
    assert crm.after("average income in Norway", "and the others?").endswith("country is not Norway")


def test_both_together_are_those_of_the_last_two_answers(crm: Any) -> None:
    turns = ("how many customers are in Norway", "and in Spain", "both together")
    assert crm.assistant.ask(turns[0]).headline.value == 16
    assert crm.after(*turns[1:]) == "Customers, customers with country is Norway or country is Spain"


def test_those_who_are_defined_right_behind_point_at_nobody(crm: Any) -> None:
    turns = ("who are the 5 customers with the highest income?", "now only those under 40")
    assert crm.after(*turns).endswith("top 5, customers with age under 40")


def test_how_many_of_them_narrows_and_a_swap_replaces_only_the_last_condition(crm: Any) -> None:
    turns = ("how many customers are married?", "how many of them are in Norway?", "and in Spain?")
    assert crm.after(*turns) == "Customers, customers with marital status is Married and country is Spain"


@pytest.mark.parametrize(
    ("table", "turns", "reading"),
    [
        ("clinic", ("how many visits were insured?", "and without?",), "Visits, visits with insured is not yes"),
        ("clinic", ("how many visits were insured?", "only Oncology", "and without?", "and with?",), "Visits, visits with insured is yes and ward is Oncology"),
        ("staff", ("average salary", "only people over 40",), "Average salary, staff with age over 40"),
        ("cars", ("average price by brand", "without the East",), "Average price by brand, cars with region is not East"),
    ],
)  # fmt: skip
def test_those_with_and_without_are_turned_and_whom_it_is_about_is_not_counted(
    talks: Any, table: str, turns: tuple[str, ...], reading: str
) -> None:
    assert talks.hold(table, *turns)[-1] == reading


@pytest.mark.parametrize(
    ("turns", "reading"),
    [
        (("how many people own a car?", "and a bike?", "how many own both?"), "Respondents, respondents with owns car is yes and owns bike is yes"),
        (("how many people own a car?", "and a bike?", "both together"), "asks"),
        (("how many people own a car?", "and in the village?", "how many have both?"), "asks"),
    ],
)  # fmt: skip
def test_both_of_two_things_are_those_who_have_the_one_and_the_other(
    talks: Any, turns: tuple[str, ...], reading: str
) -> None:
    assert talks.hold("survey", *turns)[-1] == reading


@pytest.mark.parametrize(
    ("table", "turns", "reading"),
    [
        ("cars", ("how many deals were in the North?", "and in the South?", "and the rest?"), "Cars, cars with region is neither North nor South"),
        ("cars", ("which brand has the highest average price in the North?", "and overall?"), "Average price by brand, highest first"),
        ("webshop", ("amount by channel", "divide it by items, and leave out shoes and hats"), "Total amount per item by channel, orders with category is neither Shoes nor Hats"),
    ],
)  # fmt: skip
def test_the_rest_and_all_are_those_that_the_conversation_means(
    talks: Any, table: str, turns: tuple[str, ...], reading: str
) -> None:
    assert talks.hold(table, *turns)[-1] == reading


@pytest.mark.parametrize(
    "wish", ["without that", "drop that again", "remove that filter again", "without the last condition"]
)
def test_what_was_said_last_is_taken_away_and_no_more(crm: Any, wish: str) -> None:
    turns = ("average income in Norway", "only women", wish)
    assert crm.after(*turns) == "Average income, customers with country is Norway"


@pytest.mark.parametrize(
    "wish",
    ["forget the country", "regardless of country", "whatever the country", "ignoring their country", "in any country"],
)  # fmt: skip
def test_a_condition_ends_by_the_name_of_its_column(crm: Any, wish: str) -> None:
    turns = ("average income of women", "only in Norway", wish)
    assert crm.after(*turns) == "Average income, customers with gender is F"


def test_the_total_of_what_was_averaged_is_that_of_the_same_rows(crm: Any) -> None:
    assert (
        crm.after("average income in Norway", "and the total?")
        == "Total income, customers with country is Norway"
    )


@pytest.mark.parametrize("wish", ["how many are there?", "how many are they?", "and how many is that?"])
def test_how_many_of_what_got_no_answer_is_not_everybody(crm: Any, wish: str) -> None:
    crm.assistant.ask("average wingspan of women in Norway")
    assert crm.assistant.ask(wish).status == "clarify"


@pytest.mark.parametrize("wish", ["only those with a known income", "only those where income is unclear"])
def test_what_people_have_is_no_figure_that_was_asked_for(crm: Any, wish: str) -> None:
    crm.assistant.ask("average age in Norway")
    answer = crm.assistant.ask(wish)
    assert answer.status != "answered" or "average income" not in answer.reading.lower()


@pytest.mark.parametrize("wish", ["how many are there?", "how many are they?", "and how many is that?"])
def test_how_many_in_a_small_table_are_those_of_the_last_answer(talks: Any, wish: str) -> None:
    turns = ("average cost of Oncology visits", wish)
    assert talks.hold("clinic", *turns)[-1] == "Visits, visits with ward is Oncology"
