"""Those of a population who are like the customers: which questions ask it, and what each of their words does."""

from pathlib import Path
from typing import Any

import pytest

import data.samples.make as make
from assistant.ask import Assistant

FOLDER = Path(make.__file__).parent


@pytest.fixture(scope="module")
def opened() -> Assistant:
    return Assistant.open(FOLDER / "customers.csv", FOLDER / "survey" / "households.csv")


@pytest.fixture
def desk(opened: Assistant) -> Assistant:
    return Assistant(opened.dataset)


def asked(desk: Assistant, question: str) -> Any:
    reading = desk.planner.read(question, desk.conversation)
    assert reading.unclear is None, reading.unclear
    return reading.candidates[0]


@pytest.mark.parametrize(
    "question",
    [
        "how many households look like our customers?",
        "how many households are similar to our customers?",
        "how many households resemble my customers",
        "how many households are like us?",
        "how large is the look-alike market?",
        "size of the lookalike market",
        "number of households that are comparable to our existing customers",
        "how many lookalikes of our customers are there in the population?",
    ],
)
def test_likeness_to_the_customers_is_no_count_of_all(desk: Assistant, question: str) -> None:
    step = asked(desk, question).plan.steps[-1]
    assert (
        step.tool == "lookalike"
        and step.args["source"].startswith("household")
        and not step.args.get("where")
    )


@pytest.mark.parametrize(
    "question",
    [
        "how many households with a garden look like our customers?",
        "how many households look like our customers and have a garden?",
    ],
)
def test_a_condition_of_the_population_narrows_it(desk: Assistant, question: str) -> None:
    assert asked(desk, question).reading == "Households like customers, households with has garden is yes"


def test_a_condition_that_stands_by_the_customers_is_about_them(desk: Assistant) -> None:
    found = asked(desk, "how many households are like our customers with a loyalty card?")
    assert found.reading == "Households like customers with loyalty card is yes"


def test_traits_and_the_middle_are_as_said(desk: Assistant) -> None:
    found = asked(desk, "how many households resemble our customers in age, within the middle 80 %?")
    assert found.plan.steps[-1].args["traits"] == ["age"] and found.plan.steps[-1].args["middle"] == 0.8


@pytest.mark.parametrize("word", ["vegan", "left-handed"])
def test_a_word_that_nobody_knows_is_asked_about(desk: Assistant, word: str) -> None:
    reading = desk.planner.read(f"how many {word} households look like our customers?", desk.conversation)
    assert word.split("-")[0] in (reading.unclear or "")


@pytest.mark.parametrize(
    "question",
    [
        "how many households are in each of these segments?",
        "apply our segments to the population",
        "how many households look like each of our segments?",
        "how many households are there for each segment",
    ],
)
def test_the_segments_that_hold_are_put_upon_the_population(desk: Assistant, question: str) -> None:
    desk.ask("segment the customers into 3 groups by age and income")
    answer = desk.ask(question)
    assert answer.status == "answered" and answer.tool == "lookalike", answer.text
    assert [s.tool for s in answer.plan.steps] == ["segment", "lookalike"] and len(answer.table.rows) == 3


def test_segments_that_nobody_made_are_made_first_by_what_both_tables_have(desk: Assistant) -> None:
    steps = asked(desk, "apply the segments of our customers to the population").plan.steps
    assert steps[0].tool == "segment" and set(steps[0].args["columns"]) == {"age", "income"}


def test_what_is_asked_next_is_about_those_who_are_alike(desk: Assistant) -> None:
    found = desk.ask("how many households look like our customers?")
    answer = desk.ask("what is their average income?")
    assert "age from" in answer.reading and answer.headline.n == found.headline.n
    fewer = desk.ask("how many of them have a garden?")
    assert fewer.headline.n < found.headline.n
