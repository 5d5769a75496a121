"""Somebody described by an age, a line that is said in front, and the average that is wished instead of another."""

from collections.abc import Callable

import pytest

from assistant.ask import Assistant


@pytest.fixture(scope="module")
def quotes(written: Callable[..., Assistant]) -> Assistant:
    """Quotes for drivers; one of the jobs is called driver, too."""
    jobs, regions = ("Driver", "Nurse", "Teacher"), ("London", "Wales")
    lines = [
        f"Q{i:03d},{17 + i % 60},{jobs[i % 3]},{regions[i % 2]},{900 - 8 * (i % 60) + 50 * (i % 2) + i % 7}"
        for i in range(600)
    ]
    return written(quotes="\n".join(["quote_ref,driver_age,occupation,region,premium", *lines]))


@pytest.mark.parametrize(
    "question",
    [
        "what premium would you expect for a 22-year-old driver in London?",
        "what premium would you expect for a 22 year old in London?",
        "expected premium for a 22 year old in London",
    ],
)
def test_an_age_is_that_of_the_one_who_has_it(quotes: Assistant, question: str) -> None:
    person = quotes.ask(question).to_dict()["plan"]["steps"][-1]["args"]["person"]
    assert person == {"driver_age": 22, "region": "London"}


def test_who_has_an_age_is_no_value_of_another_column(quotes: Assistant) -> None:
    answer = quotes.ask("median premium for london drivers")
    assert answer.reading == "Median premium, quotes with region is London"
    assert quotes.ask("average premium by driver age: under 30, 30-49, 50+").tool == "query"


@pytest.mark.parametrize(
    "question",
    [
        "in a simple regression on driver age, by how much does the premium fall per extra year?",
        "from a linear regression on driver age, by how much does premium change per extra year?",
    ],
)
def test_a_line_that_is_said_in_front_is_fitted(quotes: Assistant, question: str) -> None:
    answer = quotes.ask(question)
    assert answer.reading == "Linear regression of premium on driver age"
    assert answer.headline is not None and answer.headline.value == pytest.approx(-8, abs=0.2)


@pytest.mark.parametrize(
    "question",
    ["mean premium by region, median not the mean", "average premium by region (median, not average)"],
)
def test_the_average_that_is_wished_takes_the_place_of_the_other(quotes: Assistant, question: str) -> None:
    assert quotes.ask(question).reading == "Median premium by region"
