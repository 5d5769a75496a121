"""Rows where a value is missing, or there, and how many are missing where."""

from __future__ import annotations

from typing import Any

import pytest

TICKETS = "Ticket ID,Product,Rating,Voucher,Tip,Reopened\n" + "\n".join(
    f"{700 + i},{('Web', 'App')[i % 2]},{'' if i % 3 == 0 else 1 + i % 5},{'' if i % 4 else f'V{i}'},{0 if i % 2 else 1.5},{int(i % 5 == 0)}"
    for i in range(60)
)
SURVEY = "resp_id,Region,NPS 0-10,Spend\n" + "\n".join(
    f"{i},{('North', 'South')[i % 2]},{'' if i % 4 == 1 else i % 11},{10 + i}" for i in range(80)
)


@pytest.fixture(scope="module")
def asked(asking_each: Any) -> Any:
    return asking_each(tickets=TICKETS, survey=SURVEY)


@pytest.mark.parametrize(
    ("table", "question", "value"),
    [
        ("tickets", "How many tickets have no rating?", 20),
        ("tickets", "What share of tickets never got a rating?", pytest.approx(1 / 3)),
        ("tickets", "how many tickets have a rating?", 40),
        ("tickets", "what share of tickets used a voucher?", 0.25),
        ("tickets", "how many tickets had a tip?", 30),
        ("survey", "for how many people is the nps missing", 20),
        ("survey", "how many respondents didn't give us an nps rating", 20),
        ("survey", "any missing values in here? how many", 20),
    ],
)
def test_what_is_missing_is_counted(asked: Any, table: str, question: str, value: object) -> None:
    answer = asked(table, question)
    assert answer.status == "answered" and answer.headline.value == value, answer.reading


def test_gaps_of_each_column_are_listed(asked: Any) -> None:
    answer = asked("tickets", "how many blanks are there in this list, per column pls")
    assert [tuple(r) for r in answer.table.rows] == [("voucher", 45), ("rating", 20)]
