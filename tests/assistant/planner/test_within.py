"""What a share is a part of, where no verb tells, on a tiny table of visitors."""

from collections.abc import Callable

import pytest

from assistant import Assistant
from data.dataset import Dataset

ROWS = 60


@pytest.fixture(scope="module")
def visitors(written: Callable[..., Assistant]) -> Dataset:
    """Visitors by town, gender and ticket, when they signed up, and how much they spent."""
    rows = [
        f"V{100 + i},{('Bern', 'Basel', 'Chur')[i % 3]},{('female', 'male')[i % 4 == 0]},{('Day', 'Season')[i % 5 == 0]},"
        f"{2023 + i % 2}-0{1 + i % 9}-15,{20 + i % 9}"
        for i in range(ROWS)
    ]
    head = "visitor_id,town,gender,ticket,signup_date,spend"
    return written(visitors="\n".join([head, *rows])).dataset


def of(part: Callable[[int], bool], whole: Callable[[int], bool]) -> float:
    held = [i for i in range(ROWS) if whole(i)]
    return sum(part(i) for i in held) / len(held)


def woman(i: int) -> bool:
    return i % 4 != 0


def from_bern(i: int) -> bool:
    return i % 3 == 0


def season(i: int) -> bool:
    return i % 5 == 0


def signed_up(i: int) -> bool:
    return i % 2 == 0


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("share of women among visitors from Bern", of(woman, from_bern)),
        ("percentage of women among those with a season ticket", of(woman, season)),
        ("share of season tickets among women", of(season, woman)),
        ("proportion of women in Bern", of(woman, from_bern)),
        ("what share of visitors from Bern are women", of(woman, from_bern)),
        ("what share of women are from Bern", of(from_bern, woman)),
        ("what share of women signed up in 2023", of(signed_up, woman)),
        ("what share of visitors who signed up in 2023 are women", of(woman, signed_up)),
    ],
)
def test_a_share_is_of_those_among_whom_it_is_looked_for(
    visitors: Dataset, question: str, expected: float
) -> None:
    answer = Assistant(visitors).ask(question)
    assert answer.headline is not None, answer.text
    assert answer.headline.value == pytest.approx(expected), answer.reading


def test_a_share_of_money_is_of_what_is_named_before_its_verb(visitors: Dataset) -> None:
    answer = Assistant(visitors).ask("what share of the spend in Bern went to women")
    spent = {i: 20 + i % 9 for i in range(ROWS) if from_bern(i)}
    expected = sum(x for i, x in spent.items() if woman(i)) / sum(spent.values())
    assert answer.headline is not None and answer.headline.value == pytest.approx(expected), answer.reading


def test_the_biggest_few_are_no_condition_on_what_they_hold(visitors: Dataset) -> None:
    answer = Assistant(visitors).ask("what share of all spend comes from the 5 biggest visitors")
    spends = sorted((20 + i % 9 for i in range(ROWS)), reverse=True)
    assert answer.headline is not None and answer.headline.value == pytest.approx(
        sum(spends[:5]) / sum(spends)
    )


def test_an_average_has_no_parts(visitors: Dataset) -> None:
    answer = Assistant(visitors).ask("what share of the average spend is from Bern")
    assert answer.status != "answered"
