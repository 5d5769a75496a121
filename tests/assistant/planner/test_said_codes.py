"""What a question says of codes is what they are; and a difference between both kinds is one figure."""

from collections.abc import Callable
from typing import Any

import pytest

from assistant import Assistant

ROWS = 48


@pytest.fixture(scope="module")
def pupils(written: Callable[..., Assistant]) -> Assistant:
    """Pupils of a dance school: sex as m and w, a code of nobody knows what, whether they pay late, and fees."""
    rows = [f"P{i},{'mw'[i % 2]},{1 + i % 3},{i % 4 // 3},{20 + i}" for i in range(ROWS)]
    return written(pupils="\n".join(["pupil_id,sex,style_cd,late,fee_eur", *rows]))


def value(assistant: Assistant, question: str) -> Any:
    assistant.start_over()
    answer = assistant.ask(question)
    assert answer.status == "answered" and answer.headline is not None, answer.text
    return answer.headline.value


SECOND = [i for i in range(ROWS) if i % 3 == 1]
WOMEN = [i for i in range(ROWS) if i % 2]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("how many tango pupils are there? (style_cd: 1 = waltz, 2 = tango, 3 = salsa)", len(SECOND)),
        ("In style_cd 1 is waltz, 2 is tango and 3 is salsa. How many tango pupils are there?", len(SECOND)),
        ("how many tango pupils are there, where 2 = tango", len(SECOND)),
        ("total fee of the tango pupils (1=waltz 2=tango 3=salsa)", sum(20 + i for i in SECOND)),
        ("how many women are there? (w = weiblich)", len(WOMEN)),
        ("how many women do we have?", len(WOMEN)),
        ("what is the difference in the average fee between men and women? (m=men w=women)", 1),
        ("whats the diff in avg fee between men and women", 1),
    ],
)
def test_codes_are_what_the_question_calls_them(pupils: Assistant, question: str, expected: float) -> None:
    assert value(pupils, question) == pytest.approx(expected)


def test_the_question_wins_over_what_the_data_call_a_code(pupils: Assistant) -> None:
    asked = "In the sex column m means women and w means men. What is the total fee of the men?"
    assert value(pupils, asked) == sum(20 + i for i in WOMEN)


def test_both_codes_are_what_them_points_at(pupils: Assistant) -> None:
    pupils.start_over()
    asked = "Sex is coded m for men and w for women. Is the average fee significantly different between them?"
    answer = pupils.ask(asked)
    assert "fee" in answer.reading and "sex" in answer.reading, answer.text


def test_a_code_that_is_not_in_the_data_explains_nothing(pupils: Assistant) -> None:
    pupils.start_over()
    assert pupils.ask("how many pupils dance tango? (style_cd: 8 = tango)").status == "clarify"
