"""What did not happen: never, not in some time, not a single one; and by what people may be written to."""

from __future__ import annotations

from typing import Any

import pytest

MEMBERS = "CardNo,Joined,Tier,Email OptIn,SMS OptIn,Post OptIn\n" + "\n".join(
    f"{600 + i},2020-{1 + i % 12:02d}-05,{('Gold', 'Silver')[i % 2]},{'YN'[i % 2]},{'YN'[i % 3 == 0]},{'YN'[i % 5 != 0]}"
    for i in range(60)
)
VISITS = "Visit ID,CardNo,Visit date,Minutes\n" + "\n".join(
    f"V{i},{600 + i % 45},{2023 + (i % 45 < 30 and i >= 45)}-{1 + i % 12:02d}-{1 + i % 28:02d},{20 + i % 60}"
    for i in range(180)
)


@pytest.fixture(scope="module")
def club(written: Any) -> Any:
    return written(members=MEMBERS, visits=VISITS)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("how many members never visited?", 15),
        ("how many members did not visit at all in 2024?", 30),
        ("how many members had no visits in 2024?", 30),
        ("how many members haven't had a single visit", 15),
        ("how many members may we text but not email?", 20),
        ("how many members opted in to email or sms?", 50),
        ("how many members want neither email nor sms", 10),
        ("how many members said no to both email and post", 24),
    ],
)
def test_members_without_something_are_counted(club: Any, question: str, value: int) -> None:
    club.start_over()
    answer = club.ask(question)
    assert answer.headline is not None, answer.text
    assert answer.headline.value == value, answer.reading


def test_the_head_of_a_message_is_the_group_whose_rows_are_counted(club: Any) -> None:
    club.start_over()
    assert len(club.ask("members with at least 4 visits").table.rows) == 45


SELLERS = "Seller ID,avg_rating,promo_cd,No. Helpers,Owner,rating_1to5,state\n" + "\n".join(
    f"S{i},{'' if i % 6 == 0 else 3 + i % 20 / 10},{'' if i % 4 else 'SPRING10'},{'' if i % 10 == 0 else 1 + i % 5},"
    f"{'' if i % 12 == 0 else ('Ann', 'Bob')[i % 2]},{'' if i % 5 == 0 else 1 + i % 5},{('done', 'no_show')[i % 3 == 0]}"
    for i in range(60)
)


@pytest.fixture(scope="module")
def sellers(written: Any) -> Any:
    return written(sellers=SELLERS)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("how many sellers are missing an avg rating?", 10),
        ("how many sellers had no promo code?", 45),
        ("how many sellers didn't use a promo code?", 45),
        ("how many sellers had a promo code?", 15),
        ("how many sellers have no helper number recorded?", 6),
        ("how many sellers were no-shows?", 20),
        ("how many sellers are there, not counting no shows?", 40),
    ],
)
def test_what_is_not_recorded_is_counted(sellers: Any, question: str, value: int) -> None:
    sellers.start_over()
    answer = sellers.ask(question)
    assert answer.headline is not None, answer.text
    assert answer.headline.value == value, answer.reading


def test_members_with_one_visit_without_a_thing_are_not_those_without_it(written: Any) -> None:
    head, *lines = VISITS.splitlines()
    coded = [f"{head},promo code", *(f"{v},{'' if i % 2 else 'X1'}" for i, v in enumerate(lines))]
    answer = written(members=MEMBERS, visits="\n".join(coded)).ask("how many members used no promo code?")
    assert answer.status == "clarify", answer.text
