"""What the one has that a superlative picks: by possessive, said behind, by state, and one in each group."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.planner.offline.owned import in_front
from assistant.planner.offline.vocabulary import vocabulary

PATIENTS = "survival,died,age\n" + "\n".join(
    f"{10 + (i * 37) % 400},{i % 2},{20 + (i * 7) % 60}.5" for i in range(60)
)
DEALS = "Lead_ID,Won/Lost,Country,Deal Val EUR\n" + "\n".join(
    f"L-{i},{('Won', 'Lost', 'Won')[i % 3]},{('FR', 'DE', 'UK')[i // 20]},{1000 * ((i * 17) % 60 + 1)}"
    for i in range(60)
)
BASKETS = "Basket Ref,Card No.,Store,Amt (GBP),No Items\n" + "\n".join(
    f"B{i},{600 + i % 20},{('Leeds', 'York', 'Hull')[i % 3]},{20 + (i * 13) % 60}.50,{1 + i % 14}"
    for i in range(60)
)
SENDS = "Send ID,Subject line,Open rate,Sent\n" + "\n".join(
    f"S{i:03d},{('Hello', 'Sale', 'News', 'Gift')[i % 4]} {i // 8},{20 + (i * 7) % 60}.{i % 10}%,{1000 + i}"
    for i in range(60)
)
BUYERS = "Customer Name,Annual Salary,Car Purchase Amount,Age\n" + "\n".join(
    f"{('Ann', 'Ben', 'Cleo', 'Dora')[i % 4]} {chr(65 + i // 26)}{chr(97 + i % 26)}o,{30000 + 700 * ((i * 7) % 60)}.5,{20000 + 900 * i}.75,{20 + i % 50}"
    for i in range(60)
)


@pytest.fixture(scope="module")
def asked(asking_each: Any) -> Any:
    return asking_each(patients=PATIENTS, deals=DEALS, baskets=BASKETS, sends=SENDS, buyers=BUYERS)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("the oldest patient's survival", "the survival of the oldest patient"),
        ("our biggest won deal, gimme the id", "the id of our biggest won deal"),
        ("top 5 longest survivors, just their ages in order", "the ages of the top 5 longest survivors"),
        ("which send had the highest open rate? give me the subject line", "the subject line of the send with the highest open rate"),
        ("the best store, by revenue", "the best store, by revenue"),
    ],
)  # fmt: skip
def test_what_is_asked_comes_in_front(said: str, meant: str) -> None:
    assert in_front(said, vocabulary()) == meant


@pytest.mark.parametrize(
    ("table", "question", "first"),
    [
        ("patients", "the oldest patient's survival", [239]),
        ("deals", "our biggest won deal, gimme the id", ["L-14", 59000]),
        ("sends", "which send had the highest open rate? give me the subject line", ["Sale 2", 0.797]),
        ("baskets", "the biggest basket ever, whats its ref", ["B23", 79.5]),
    ],
)
def test_the_row_that_comes_first_has_what_is_asked(
    asked: Any, table: str, question: str, first: list[Any]
) -> None:
    assert list(asked(table, question).table.rows[0]) == first


@pytest.mark.parametrize(
    ("table", "question", "most"),
    [
        ("deals", "biggest won deal in each country", {"FR": 59000, "DE": 58000, "UK": 55000}),
        ("baskets", "largest basket in each store", {"Leeds": 77.5, "York": 78.5, "Hull": 79.5}),
    ],
)
def test_the_biggest_in_each_group_is_one_and_no_sum(
    asked: Any, table: str, question: str, most: dict[str, float]
) -> None:
    answer = asked(table, question)
    assert {row[0]: row[-1] for row in answer.table.rows} == most


def test_what_somebody_paid_for_a_thing_is_not_his_salary(asked: Any) -> None:
    assert asked("buyers", "how much did Ann Aao pay for her car?").headline.value == 20000.75
