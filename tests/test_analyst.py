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


def test_a_change_is_drawn_where_a_picture_is_wished_for(retail: Dataset) -> None:
    for wish in ("show it as a waterfall", "draw it", "show that as a chart"):
        answer = ask(retail, WHY, wish)
        assert answer.chart is not None and answer.chart.type == "waterfall"


# ---------------------------------------------------------------- segments
def test_why_so_many_and_why_not_others_is_told_by_the_rule(people: Dataset) -> None:
    taken = ask(people, "segment the customers", "why 3?")
    assert "3 is the largest number of segments that is found again" in taken.text
    other = ask(people, "segment the customers", "why not 6?")
    assert "With 6 segments the least stable is found again only at 0.531" in other.text
    assert "3 is the largest number that holds" in other.text
    assert other.headline is not None and other.headline.value == 3
    more = ask(people, "segment the customers", "make it 4", "why not more?")
    assert "5 segments are found again" in more.text and "unbroken run" in more.text
    assert more.headline is not None and more.headline.value == 4


def test_the_last_segments_are_made_in_another_way_or_without_a_column(people: Dataset) -> None:
    first = "segment the customers by income and total spend into 4 groups"
    tool, args = last_step(ask(people, first, "what about hierarchical clustering?"))
    assert (tool, args["method"], args["k"]) == ("segment", "hierarchical", 4)
    tool, args = last_step(ask(people, first, "and a mixture model with 3 groups?"))
    assert (args["method"], args["k"], args["columns"]) == ("mixture", 3, ["Income", "total_spend"])
    tool, args = last_step(ask(people, first, "without income"))
    assert args["columns"] == ["total_spend"] and args["k"] == 4
    unknown = ask(people, first, "what if I use dbscan?")
    assert unknown.status == "declined" and "dbscan" in unknown.text


def test_segments_are_made_anew_of_those_who_are_left(people: Dataset) -> None:
    tool, args = last_step(ask(people, "segment the customers", "only those over 50"))
    assert tool == "segment" and args["where"]


def test_no_number_is_said_to_be_supported_where_none_is(market: Dataset) -> None:
    answer = ask(market, "segment the customers by age and annual salary into 3 groups")
    assert "no number meets the written rule" in answer.text and "data support" not in answer.text
    assert "No number of segments is found again" in " ".join(c.text for c in answer.caveats)


def test_segments_with_the_same_traits_have_different_names(retail: Dataset) -> None:
    answer = ask(
        retail,
        "segment customers by recency, frequency and monetary into 4 groups, weight frequency double",
    )
    assert answer.table is not None
    traits = [frozenset(str(row[0]).split("(")[1].rstrip(")").split(", ")) for row in answer.table.rows]
    assert len(set(traits)) == len(traits)


# ---------------------------------------------------------------- models and what-ifs
def test_models_that_are_named_next_are_in_the_comparison(people: Dataset) -> None:
    answer = ask(people, "which model predicts total spend best?", "include svm and neighbours")
    assert {"Support vector machine", "Nearest neighbours"} <= set(rows(answer))


def test_a_bare_number_changes_the_trait_that_it_can_be_a_value_of(people: Dataset) -> None:
    answer = ask(
        people, "what would a 45 year old earning 80000 spend?", "and at 60000?", "and a 30 year old?"
    )
    assert last_step(answer)[1]["person"] == {"age": 30, "Income": 60_000}


# ---------------------------------------------------------------- campaigns and tests
def test_ideas_are_compared_and_the_one_that_is_picked_is_written(people: Dataset) -> None:
    ideas = ask(people, "write a campaign for segment 1", "give me three ideas")
    assert ideas.table is not None and len(ideas.table.rows) == 3
    second = ideas.table.rows[1]
    mail = ask(people, "write a campaign for segment 1", "write an email for the second idea")
    assert str(second[4]) in mail.text
    third = ask(people, "three campaign ideas for segment 1", "write the e-mail for the third one")
    assert str(ideas.table.rows[2][4]) in third.text


def test_looking_every_day_is_about_the_test(people: Dataset) -> None:
    answer = ask(
        people, "how many people do I need for an A/B test from 5% to 6%?", "can I look at it every day?"
    )
    assert last_step(answer)[1]["view"] == "peeking"


# ---------------------------------------------------------------- figures
def test_the_rank_correlation_of_sums_is_the_same_each_time_and_exact(retail: Dataset) -> None:
    """By scipy on sums of whole tenths of a penny, where equal sums are equal to the last bit."""
    answer = ask(retail, "correlation between number of orders and total spend per customer")
    told = {f.id: f.value for f in answer.facts}
    assert told["spearman"] == pytest.approx(0.8074839552282594, abs=1e-13)


def test_where_nothing_fits_a_figure_of_each_customer_tells_its_range(retail: Dataset) -> None:
    answer = ask(retail, "how many customers have more than 500 orders?")
    assert "“orders” runs from 1 to 209" in " ".join(c.text for c in answer.caveats)


def test_what_is_not_known_is_not_forecast_as_something_else(retail: Dataset) -> None:
    assert ask(retail, "forecast revenue for unicorns").status == "clarify"
    assert ask(retail, "forecast revenue for germany").status == "answered"


def test_segments_of_the_population_are_put_upon_the_customers(market: Dataset) -> None:
    answer = ask(market, "segment the population into 4 groups", "apply these segments to our customers")
    tool, args = last_step(answer)
    assert (tool, args["segments"]) == ("compare", 4) and answer.table is not None
    assert sum(float(row[1]) for row in answer.table.rows) == pytest.approx(1)  # type: ignore[arg-type]  # a share


def test_segments_are_called_by_their_names(retail: Dataset) -> None:
    first = "segment the customers with RFM"
    tool, args = last_step(ask(retail, first, "compare champions with loyal"))
    assert (tool, args["segment"]["label"], args["versus"]["label"]) == ("compare", "Champions", "Loyal")
    answer = ask(retail, first, "tell me about champions", "write a campaign for the at risk ones")
    tool, args = last_step(answer)
    assert (tool, args["segment"]["label"]) == ("campaign", "At risk")
