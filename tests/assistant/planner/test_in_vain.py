"""A reading whose conditions leave no row is asked about: far more often the words were misread than the answer is
nothing."""

from __future__ import annotations

import pytest

from tests.assistant.planner.conftest import Desk


@pytest.mark.parametrize(
    "question",
    ["how many customers have an income over 900000?", "average age of customers with income over 900000"],
)
def test_a_reading_that_no_row_fits_is_asked_about(crm: Desk, question: str) -> None:
    asked = crm.assistant.ask(question)
    assert (asked.status, asked.headline) == ("clarify", None)
    assert "over 900,000" in asked.reading and [o.label for o in asked.options] == [asked.reading]
    assert [c.code for c in asked.caveats] == ["nothing_fits"]


@pytest.mark.parametrize("reply", ["yes", "the first"])
def test_confirmed_it_is_answered_with_nothing(crm: Desk, reply: str) -> None:
    crm.assistant.ask("how many customers have an income over 900000?")
    answer = crm.assistant.ask(reply)
    assert answer.status == "answered" and answer.headline is not None and answer.headline.value == 0


def test_a_click_on_the_reading_answers_it(crm: Desk) -> None:
    asked = crm.assistant.ask("how many customers have an income over 900000?")
    answer = crm.assistant.run(asked.options[0].plan)
    assert answer.status == "answered" and answer.headline is not None and answer.headline.value == 0


def test_the_talk_goes_on_from_a_reading_that_no_row_fitted(crm: Desk) -> None:
    crm.assistant.ask("how many customers have an income over 900000?")
    answer = crm.assistant.ask("and over 50000?")
    assert answer.status == "answered" and answer.headline is not None
    assert answer.headline.value == sum(20000 + 1000 * i > 50000 for i in range(80))


def test_a_time_without_such_rows_is_an_answer(crm: Desk) -> None:
    at_any_time = crm.assistant.ask("how many customers have an income under 21000?")
    in_march = crm.assistant.ask("how many customers with income under 21000 joined in March 2022?")
    assert [a.headline.value for a in (at_any_time, in_march) if a.headline] == [1, 0]
