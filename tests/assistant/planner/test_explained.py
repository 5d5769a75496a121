"""Names that a question explains by a condition, on a tiny survey of guests."""

from collections.abc import Callable
from typing import Any

import pytest

from assistant import Assistant
from data.dataset import Dataset

ROWS = 60


@pytest.fixture(scope="module")
def guests(written: Callable[..., Assistant]) -> Dataset:
    """Guests by town: nights, what they paid, and three answers, the last from 0 to 10."""
    rows = [
        f"G{100 + i},{('Bern', 'Basel')[i % 2]},{1 + i % 8},{80 + i},{1 + i % 5},{1 + (i * 2) % 5},{i % 11}"
        for i in range(ROWS)
    ]
    head = "guest_id,town,nights,revenue,satisfied with the room,prices are fair,likely to recommend (0-10)"
    return written(guests="\n".join([head, *rows])).dataset


def value(data: Dataset, *turns: str) -> Any:
    assistant = Assistant(data)
    answer = [assistant.ask(q) for q in turns][-1]
    assert answer.status == "answered", answer.text
    return answer.headline.value if answer.headline is not None else None


HAPPY = sum(1 + i % 5 >= 4 for i in range(ROWS))
AGREE = sum(1 + (i * 2) % 5 >= 4 for i in range(ROWS))
LONG = sum(1 + i % 8 > 5 for i in range(ROWS))
TOP = sum(i % 11 >= 9 for i in range(ROWS))
PAID_LONG = sum(80 + i for i in range(ROWS) if 1 + i % 8 > 5)
BERN_LONG = sum(1 + i % 8 > 5 for i in range(0, ROWS, 2))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What percentage of guests are satisfied, meaning they answered 4 or 5?", HAPPY / ROWS),
        ("How many guests are satisfied (4 or 5)?", HAPPY),
        ("How many guests agree (4 or 5) that prices are fair?", AGREE),
        ("How many dwellers, i.e. guests with more than 5 nights, are there?", LONG),
        ("Total revenue of the dwellers, that is guests with more than 5 nights", PAID_LONG),
        ("How many dwellers (more than 5 nights) came from Bern?", BERN_LONG),
        ("dwellers, i.e. guests with more than 5 nights: how many", LONG),
        ("What share of guests are happy, meaning likely to recommend 9 or 10?", TOP / ROWS),
    ],
)
def test_a_condition_beside_a_name_is_what_the_name_means(
    guests: Dataset, question: str, expected: float
) -> None:
    assert value(guests, question) == pytest.approx(expected)


def test_numbers_in_a_bracket_behind_a_name_that_is_no_question_are_not_its_answers(guests: Dataset) -> None:
    answer = Assistant(guests).ask("How many guests stayed in Bern (4 or 5)?")
    assert answer.status != "answered" or "4" in answer.reading
    assert answer.status == "clarify", answer.reading
