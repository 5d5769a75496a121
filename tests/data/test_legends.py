"""Headers that explain their codes name the values, make scales of their numbers, and say which code is no answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant import Assistant
from data._legends import legend
from data._questions import said_for

GENDER = "D1. Gender (1 = male, 2 = female, 3 = other / prefer not to say)"
OVERALL = "Q1. Overall, how satisfied are you with us? (1 = very dissatisfied, 5 = very satisfied)"
DELIVERY = (
    "Q2. How would you rate our delivery service? (1 = very poor, 5 = very good, 9 = don't know / not used)"
)
COMMENT = "Q3. Anything else you would like to tell us?"


@pytest.mark.parametrize(
    ("header", "before", "texts"),
    [
        ("Gender (1 = male, 2 = female)", "Gender", {1: "male", 2: "female"}),
        ("own_home [0=no; 1=yes]", "own_home", {0: "no", 1: "yes"}),
        ("Sex: 1=M 2=F", "Sex", {1: "M", 2: "F"}),
        ("Speed (1: slow / 5: fast)", "Speed", {1: "slow", 5: "fast"}),
    ],
)
def test_a_header_with_codes_is_taken_apart(header: str, before: str, texts: dict[int, str]) -> None:
    found = legend(header)
    assert found is not None
    assert (found.before, found.texts) == (before, texts)


@pytest.mark.parametrize(
    "header", ["Score (0-10)", "Height (cm)", "Ratio 1:2", "Q1. What now?", "(1 = a, 2 = b)", "x (1=2, 3=4)"]
)
def test_other_headers_have_no_legend(header: str) -> None:
    assert legend(header) is None


def test_people_call_answers_by_what_was_asked() -> None:
    assert "satisfaction with delivery" in said_for("how satisfied are you with the delivery")
    assert "delivery rating" in said_for("how would you rate our delivery service")
    assert "comments" in said_for("anything else you would like to tell us")
    assert said_for("region") == ()


@pytest.fixture(scope="module")
def survey(written: Callable[..., Assistant]) -> Assistant:
    head = ",".join(f'"{h}"' for h in ("Resp_ID", GENDER, OVERALL, DELIVERY, COMMENT, "Wgt"))
    rows = "\n".join(
        f"R{i},{1 + i % 2 if i % 20 else 3},{1 + i % 5},{9 if i % 3 == 0 else 1 + i % 5},{'Fine ' + 'so' * (i % 7) if i % 4 else ''},"
        f"{0.5 + 0.01 * (i * 7 % 101):.2f}"
        for i in range(200)
    )
    return written(survey=head + "\n" + rows)


def ask(survey: Assistant, question: str):  # type: ignore[no-untyped-def]  # an Answer
    survey.start_over()
    return survey.ask(question)


def test_codes_are_asked_for_and_shown_by_their_names(survey: Assistant) -> None:
    women = sum(i % 20 != 0 and i % 2 == 1 for i in range(200))
    assert ask(survey, "how many women answered?").headline.value == women
    table = ask(survey, "responses by gender").table
    assert table is not None
    assert {row[0] for row in table.rows} == {"male", "female", "other / prefer not to say"}


def test_a_code_for_no_answer_is_left_out_of_the_average(survey: Assistant) -> None:
    known = [(1 + i % 5, round(0.5 + 0.01 * (i * 7 % 101), 2)) for i in range(200) if i % 3]
    mean = sum(x * w for x, w in known) / sum(w for _, w in known)
    assert ask(survey, "average delivery rating").headline.value == pytest.approx(mean)


def test_a_code_for_no_answer_is_counted_by_its_name(survey: Assistant) -> None:
    answer = ask(survey, "how many said don't know?")
    assert answer.headline is not None
    assert answer.headline.value == sum(i % 3 == 0 for i in range(200))


def test_weights_of_one_on_average_count_nobody_in_parts(survey: Assistant) -> None:
    assert ask(survey, "how many responses are there?").headline.value == 200
