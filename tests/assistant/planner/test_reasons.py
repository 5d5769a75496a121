"""Reasons that a column holds are its values, whatever verb stands for its name."""

from __future__ import annotations

from typing import Any

import pytest

MEMBERS = "member_id,club,plan,leave_reason,fee_eur\n" + "\n".join(
    f"M{i},{('York', 'Leeds')[i % 2]},{('Basic', 'Plus', 'Student')[i % 3]},"
    f"{'' if i % 3 == 0 else ('Moved', 'Moved', 'Price', 'Injury')[i % 4]},{20 + i % 7}"
    for i in range(120)
)
VISITS = "visit_id,member_id,day,minutes\n" + "\n".join(
    f"V{i},M{i * 7 % 120},2024-01-{1 + i % 28:02d},{30 + i % 50}" for i in range(400)
)


@pytest.fixture(scope="module")
def club(written: Any) -> Any:
    return written(members=MEMBERS, visits=VISITS)


@pytest.mark.parametrize(
    "question",
    [
        "what is the most common leave reason?",
        "most common reason for leaving",
        "what's the main reason members quit?",
        "top reason why people cancel",
    ],
)
def test_the_most_common_reason_is_a_value_of_the_members(club: Any, question: str) -> None:
    club.start_over()
    answer = club.ask(question)
    assert answer.headline is not None, answer.text
    assert answer.headline.value == "Moved"
    assert answer.reading.startswith("Members by leave reason")


def test_a_reason_that_no_column_holds_is_asked_of_the_other_tools(club: Any) -> None:
    club.start_over()
    assert club.ask("what is the main reason for long visits?").tool == "drivers"


def test_the_top_reasons_are_those_that_occur_most_often(club: Any) -> None:
    club.start_over()
    answer = club.ask("top 2 reasons people leave?")
    assert answer.reading.startswith("Top 2: members by leave reason")
    assert [row[:2] for row in answer.table.rows] == [("Moved", 40), ("Injury", 20)]
