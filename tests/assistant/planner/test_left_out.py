"""A list that is left out is left out whole, two of three values stay two, and a name that holds a period is no period."""

from __future__ import annotations

from typing import Any

import pytest

ORDERS = "order_id,ordered,returned,cancelled,items,country\n" + "\n".join(
    f"{500 + i},2024-{1 + i % 12:02d}-1{i % 9},{int(i % 5 == 0)},{int(i % 7 == 0)},{1 + i % 4},{('DE', 'FR')[i % 2]}"
    for i in range(120)
)
PEOPLE = "member_id,gender,joined,spend last 12 months,region\n" + "\n".join(
    f"{i},{('male', 'female', 'other')[i % 3]},202{3 + i % 2}-0{1 + i % 9}-11,{10 + i * i % 90},{('North', 'South')[i % 2]}"
    for i in range(120)
)


@pytest.fixture(scope="module")
def ask(asking_each: Any) -> Any:
    return asking_each(orders=ORDERS, members=PEOPLE)


@pytest.mark.parametrize(
    "question",
    [
        "how many orders without returned and cancelled ones",
        "number of orders excluding returned or cancelled",
        "how many orders, leaving out returned and cancelled",
    ],
)
def test_all_of_a_list_is_left_out(ask: Any, question: str) -> None:
    answer = ask("orders", question)
    assert answer.status == "answered", answer.text
    assert answer.headline.value == sum(i % 5 != 0 and i % 7 != 0 for i in range(120))


def test_yes_or_no_keeps_nothing_apart(ask: Any) -> None:
    answer = ask("orders", "how many orders were cancelled or not cancelled")
    assert answer.reading == "Orders by cancelled"
    assert sorted(row[1] for row in answer.table.rows) == [18, 102]


def test_men_and_women_are_two_of_three(ask: Any) -> None:
    answer = ask("members", "is the spend of men and women significantly different?")
    assert answer.status == "answered"
    assert "male or female" in answer.reading or "female or male" in answer.reading


def test_a_period_in_the_name_of_a_number_is_no_restriction(ask: Any) -> None:
    answer = ask("members", "average spend over the last 12 months by region")
    assert answer.status == "answered"
    assert "joined from" not in answer.reading
