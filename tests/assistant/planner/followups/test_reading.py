from typing import Any

import pytest

BY_EDUCATION = "average income by education"


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("average age of customers by gender", "Average age by gender"),
        ("how many customers are there?", "Customers"),
        ("how many customers are in Spain?", "Customers, customers with country is Spain"),
        ("different question: average age by gender", "Average age by gender"),
    ],
)
def test_a_question_that_names_its_own_figure_forgets_the_earlier_filter(
    crm: Any, question: str, reading: str
) -> None:
    assert crm.after("average income in Norway", question) == reading


def test_an_edit_that_is_not_understood_keeps_the_last_question(crm: Any) -> None:
    crm.after(BY_EDUCATION)
    assert crm.assistant.ask("only blorgified ones").status == "clarify"
    asked = crm.assistant.ask("by country")  # of the last answer, or of what was not answered?
    assert asked.status == "clarify" and asked.options[0].label == "Average income by country"


def test_undo_takes_the_last_edit_back(crm: Any) -> None:
    crm.after(BY_EDUCATION, "only over 50")
    crm.assistant.ask("undo")
    assert crm.after("by country") == "Average income by country"


def test_an_ability_that_is_called_by_its_name_is_no_edit(crm: Any) -> None:
    crm.after(BY_EDUCATION)
    assert crm.assistant.ask("correlation of income and age").tool == "correlate"


def test_a_name_that_was_said_whole_is_said_in_short_afterwards(talks: Any) -> None:
    turns = (
        "how many claims have a physical damage?",
        "what share of them are open?",
        "same for those without a damage",
    )
    share, other = talks.hold("home_claims", *turns)[1:]
    assert "physical damage is yes" in share
    assert other == share.replace("physical damage is yes", "physical damage is no")


def test_sold_with_what_a_flag_tells_is_a_condition_and_no_basket(talks: Any) -> None:
    turns = (
        "how many claims were closed?",
        "and how many of those were sold with a promo?",
        "sorry, I meant without promo",
    )
    part = "Claims, claims with claim status is closed and promo is"
    assert [r.lower() for r in talks.hold("home_claims", *turns)[1:]] == [
        f"{part} yes".lower(),
        f"{part} no".lower(),
    ]


@pytest.mark.parametrize("wish", ["undo that", "go back"])
def test_of_a_message_that_got_no_answer_nothing_is_taken_back(crm: Any, wish: str) -> None:
    first = crm.assistant.ask("average income in Norway")
    assert crm.assistant.ask("only the wombats").status == "clarify"
    back = crm.assistant.ask(wish)
    assert back.headline.value == first.headline.value and "only the wombats" in back.reading
    assert (
        crm.assistant.ask("only women").reading
        == "Average income, customers with country is Norway and gender is F"
    )
