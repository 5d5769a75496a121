from typing import Any

import pytest


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("which education is most likely to accept campaign 1?", "by education, highest first"),
        ("which country is least likely to accept campaign 1?", "by country, lowest first"),
        ("what is the chance of accepting campaign 1 by country", "by country"),
        ("how likely are customers to complain?", "Complaint rate"),
        ("what is the probability that people over 50 accept campaign 1?", "age over 50"),
    ],
)
def test_a_likelihood_of_groups_is_their_rate(crm: Any, question: str, said: str) -> None:
    step = crm.read(question).candidates[0].plan.steps[-1]
    assert step.tool == "query" and said in crm.said(question)
    assert "%" in crm.assistant.ask(question).text


@pytest.mark.parametrize(
    "question",
    [
        "are people in Norway more likely to accept campaign 1?",
        "are single people more likely to accept campaign 1 than married ones?",
        "is somebody over 50 less likely to complain than the rest?",
    ],
)
def test_more_likely_than_others_is_a_comparison_with_its_interval(crm: Any, question: str) -> None:
    answer = crm.assistant.ask(question)
    assert answer.tool == "compare" and answer.status == "answered"


def test_the_segment_that_is_most_likely_is_named(crm: Any) -> None:
    crm.after("make 3 segments")
    answer = crm.assistant.ask("which segment is most likely to accept campaign 1?")
    assert str(answer.headline.value).startswith("Segment ")


def test_a_word_that_narrows_and_has_no_place_is_not_passed_over(crm: Any) -> None:
    answer = crm.assistant.ask("which country is most likely to accept campaign 1 among jazz lovers")
    assert answer.status == "clarify"


def test_the_chance_of_somebody_described_is_not_a_ranking(crm: Any) -> None:
    step = (
        crm.read("how likely is a 45-year-old earning 60k to accept campaign 1?").candidates[0].plan.steps[-1]
    )
    assert step.tool == "target" and step.args["person"] == {"age": 45, "income": 60000}


def test_somebody_a_little_different_is_a_follow_up(crm: Any) -> None:
    reading = crm.after(
        "how likely is a 45-year-old earning 60k to accept campaign 1?", "and earning 30k?", "and aged 60?"
    )
    assert "income 30,000" in reading and "age 60" in reading
