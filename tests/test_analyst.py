"""What an analyst asks of each tool, and after its answers, in plain words on the real data."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant
from assistant.answer import Answer
from data.dataset import Dataset

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def people(shared_data: Path) -> Dataset:
    """2,240 customers, one a row."""
    return Dataset.open(shared_data / "marketing_campaign.csv")


@pytest.fixture(scope="module")
def retail(shared_data: Path) -> Dataset:
    """541,909 order lines of a year."""
    return Dataset.open(shared_data / "data.csv.gz")


@pytest.fixture(scope="module")
def market(shared_data: Path) -> Dataset:
    """500 buyers of cars, beside a weighted survey of the population."""
    return Dataset.open(shared_data / "Car_Purchasing_Data.csv", shared_data / "SCFP2019.csv.gz")


def ask(dataset: Dataset, *questions: str) -> Answer:
    """The last answer of a conversation."""
    assistant = Assistant(dataset)
    return [assistant.ask(question) for question in questions][-1]


def last_step(answer: Answer) -> tuple[str, dict[str, Any]]:
    """The tool of an answer and its arguments."""
    assert answer.status == "answered" and answer.plan is not None, answer.text
    step = answer.plan.steps[-1]
    return step.tool, step.args


def rows(answer: Answer) -> dict[Any, Any]:
    """The second column of an answer's table by its first."""
    assert answer.table is not None
    return {row[0]: row[1] for row in answer.table.rows}


# ---------------------------------------------------------------- who comes back
def test_new_customers_who_come_back_are_no_share_of_revenue(retail: Dataset) -> None:
    answer = ask(retail, "what share of new customers come back within 90 days?")
    tool, args = last_step(answer)
    assert (tool, args["view"], args["days"]) == ("cohort", "return", 90)
    assert answer.headline is not None and answer.headline.value == pytest.approx(0.392, abs=0.001)


def test_newer_customers_are_set_against_older_ones(retail: Dataset) -> None:
    tool, args = last_step(ask(retail, "are newer customers worse than older ones?"))
    assert (tool, args["view"]) == ("cohort", "newer")


def test_who_is_likely_to_churn_is_asked_of_all_customers(retail: Dataset) -> None:
    tool, args = last_step(ask(retail, "which customers are likely to churn?"))
    assert (tool, args["view"]) == ("value", "churn") and "where" not in args


# ---------------------------------------------------------------- groups against each other
def test_customers_are_set_against_the_population_on_what_both_tables_tell(market: Dataset) -> None:
    answer = ask(market, "compare our customers with the population")
    tool, args = last_step(answer)
    assert (tool, args["against"]) == ("compare", "SCFP2019")
    assert answer.table is not None and "Martina" not in answer.text
    told = {row[0]: row for row in answer.table.rows}
    assert set(told) == {"age", "annual salary", "credit card debt", "net worth"}
    weighted = told["annual salary"]
    assert weighted[1] == pytest.approx(62_127, abs=1) and weighted[2] == pytest.approx(106_251, abs=1)
    assert weighted[-1] == pytest.approx(59_051, rel=0.01)


def test_kinds_of_two_tables_are_matched_by_what_their_codes_mean(market: Dataset) -> None:
    """A man is 0 among the customers and 1 in the survey, where 1 among the customers is a woman."""
    answer = ask(market, "are men over-represented?")
    shares = {row[0]: (row[1], row[2]) for row in (answer.table.rows if answer.table else ())}
    assert shares["male"] == (pytest.approx(247 / 500), pytest.approx(0.730, abs=0.001))
    assert shares["female"] == (pytest.approx(253 / 500), pytest.approx(0.270, abs=0.001))


def test_the_population_is_the_households_that_the_survey_stands_for(market: Dataset) -> None:
    answer = ask(market, "how big is the population?")
    assert answer.headline is not None and answer.headline.value == pytest.approx(128_642_431, abs=1)


def test_who_is_under_represented_is_asked_of_the_groups_spoken_of(market: Dataset) -> None:
    answer = ask(market, "compare our customers with the population by age", "who is under-represented?")
    assert "70 and up" in answer.text


def test_two_segments_are_compared_on_their_traits(people: Dataset) -> None:
    answer = ask(people, "compare segment 1 with segment 2")
    tool, args = last_step(answer)
    assert tool == "compare" and (args["segment"]["label"], args["versus"]["label"]) == ("1", "2")
    older = ask(
        people,
        "segment the customers",
        "how does segment 1 differ from segment 3?",
        "only those over 50",
    )
    tool, args = last_step(older)
    assert tool == "compare" and args["where"] and args["versus"]["label"] == "3"
    told = ask(people, "segment the customers", "compare segment 1 with segment 2", "tell me about segment 2")
    assert last_step(told)[0] == "profile"


# ---------------------------------------------------------------- what a change is made of
WHY = "why did revenue rise from september to november 2011?"


@pytest.mark.parametrize(
    ("follow_up", "part", "amount"),
    [
        ("split it into price, volume and mix", "price", 20_263.19),
        ("and new and lost customers?", "winning customers who did not buy in the period before", 508_117.95),
        ("by country", "Germany", 9_933.80),
        ("which customers explain it?", "17450", -47_543.19),
    ],
)
def test_a_change_is_taken_apart_in_other_ways(
    retail: Dataset, follow_up: str, part: str, amount: float
) -> None:
    answer = ask(retail, WHY, follow_up)
    assert answer.table is not None and answer.chart is not None and answer.chart.type == "waterfall"
    first, *parts, last = [row[1] for row in answer.table.rows]
    assert rows(answer)[part] == pytest.approx(amount, abs=0.01)
    assert first + math.fsum(parts) == pytest.approx(last, abs=0.005)
    assert last == pytest.approx(1_509_496.33, abs=0.01)


def test_price_volume_and_mix_may_be_asked_at_once(retail: Dataset) -> None:
    for question in (
        "price volume mix analysis of revenue, november 2011 vs october 2011",
        "split the change in revenue from october to november 2011 into price, volume and mix",
        "how much of the change in revenue is due to price or volume between october and november 2011?",
    ):
        tool, args = last_step(ask(retail, question))
        assert (tool, args["split"]) == ("drivers", "price")
        assert list(args["period"]) == ["2011-11-01", "2011-11-30"]
        assert list(args["against"]) == ["2011-10-01", "2011-10-31"]


def test_other_periods_keep_the_parts_and_the_population(retail: Dataset) -> None:
    answer = ask(retail, WHY, "by country", "only for Germany", "and from october to november?")
    tool, args = last_step(answer)
    assert tool == "drivers" and args["where"] and args["by"]["name"] == "country"
    assert list(args["against"]) == ["2011-10-01", "2011-10-31"]
