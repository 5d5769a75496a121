"""Numbers with a span of time in their names: a period of that length is their own, and tests no date of the row."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.ask import Assistant


@pytest.fixture(scope="module")
def club(written: Callable[..., Assistant]) -> Assistant:
    rows = [
        f"M{i:03},{('North', 'South')[i % 2]},{2020 + i % 5}-{i % 12 + 1:02}-10,{i % 6},{i * 7 % 90}"
        for i in range(200)
    ]
    return written(members="\n".join(["member_id,club,joined,visits_last_30_days,spend_eur", *rows]))


NONE = "Members, members with visits in the last 30 days is 0"


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("how many members have not visited in the last 30 days", NONE),
        ("how many members didn't come in at all in the last month?", NONE),
        ("average visits in the last 30 days by club", "Average visits in the last 30 days by club"),
        ("how many members joined in 2023", "Members, members with joined from 2023-01-01 to 2023-12-31"),
    ],
)
def test_a_period_of_its_own_length_is_no_condition_on_the_day_of_joining(
    club: Assistant, question: str, reading: str
) -> None:
    assert Assistant(club.dataset, planner=club.planner).ask(question).reading == reading


@pytest.mark.parametrize(
    "question",
    [
        "total visits in the last 60 days",  # not those of 30 days
        "how many members did not come in March 2024",
        "what did members spend in 2023?",  # not what those spent who joined then
    ],
)
def test_a_period_of_which_no_number_tells_is_asked_about(club: Assistant, question: str) -> None:
    assert Assistant(club.dataset, planner=club.planner).ask(question).status != "answered"


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("average visits by club", "Average visits in the last 30 days by club"),
        ("how many members made more than 4 visits", "Members, members with visits in the last 30 days over 4"),
        ("average class bookings by club", "Average class bookings in 30 days by club"),
        ("how many class bookings were there?", "Total class bookings in 30 days"),
    ],
)  # fmt: skip
def test_a_time_in_short_is_no_part_of_what_is_counted(
    written: Callable[..., Assistant], question: str, reading: str
) -> None:
    rows = [f"M{i:03},{('North', 'South')[i % 2]},{i % 6},{i * i % 9},{20 + i % 50}" for i in range(200)]
    own = written(members="\n".join(["member_id,club,visits last 30d,class bookings 30d,age", *rows]))
    assert own.ask(question).reading == reading


def test_a_noun_that_nothing_tells_of_is_no_age(written: Callable[..., Assistant]) -> None:
    rows = [f"M{i:03},{('North', 'South')[i % 2]},{20 + i % 50}" for i in range(200)]
    own = written(members="\n".join(["member_id,club,age", *rows]))
    assert own.ask("how many members made more than 40 visits").status != "answered"
