"""What the unit of a number says of the column that it is about, and numbers as people shorten them."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.planner.offline.numerals import in_digits

BASKETS = "Basket Ref,Card No.,Store,Amt (GBP),No Items,Birth Yr\n" + "\n".join(
    f"B{i},{600 + i % 20},{('Leeds', 'York', 'Hull')[i % 3]},{20 + 3 * i}.50,{1 + i % 14},{1950 + i % 20}"
    for i in range(60)
)
DEALS = "Lead_ID,Won/Lost,Owner,Deal Val EUR\n" + "\n".join(
    f"L-{i},{('Won', 'Lost')[i % 2]},{('Ada', 'Ben', 'Cleo')[i % 3]},{1000 * i}" for i in range(60)
)
BUYERS = "Customer Name,Gender,Annual Salary,Credit Card Debt,Car Purchase Amount,Age\n" + "\n".join(
    f"Name{i:02d} Smith,{i % 2},{30000 + 700 * i}.5,{500 * i}.25,{20000 + 900 * i}.75,{20 + i % 50}"
    for i in range(60)
)


ROOMS = "Booking Ref,Hotel,Nights,Rate/Night,Total (GBP)\n" + "\n".join(
    f"HB-{i},{('Sea', 'City')[i % 2]},{1 + i % 9},£{60 + 2 * i}.00,{(60 + 2 * i) * (1 + i % 9)}"
    for i in range(60)
)


@pytest.fixture(scope="module")
def asked(asking_each: Any) -> Any:
    return asking_each(baskets=BASKETS, deals=DEALS, buyers=BUYERS, rooms=ROOMS)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("half a million", "500000"),
        ("at least one million dollars", "at least 1000000 dollars"),
        ("a hundred and fifty people", "150 people"),
        ("half a dozen", "6"),
        ("15 grand", "15k"),
        ("50 pct urban", "50% urban"),
        ("btw 50k and 60k", "between 50k and 60k"),
        ("longer than a year (365 days)", "longer than 365 days"),
        ("in their fifties or older", "aged 50 or older"),
        ("in their 30s and 40s", "aged 30 to 49"),
        ("born in the eighties", "born from 1980 to 1989"),
        ("one, two and three", "one, two and three"),
        ("btw, how many are there", "btw, how many are there"),
    ],
)
def test_numbers_are_put_into_digits(said: str, meant: str) -> None:
    assert in_digits(said) == meant


@pytest.mark.parametrize(
    ("table", "question", "value"),
    [
        ("baskets", "how many baskets over 100 quid", 33),
        ("baskets", "how many baskets btw 50 and 100 pounds", 17),
        ("deals", "how many deals worth at least 20k did we win?", 20),
        ("buyers", "how many customers have more than 15 grand of credit card debt", 30),
        ("buyers", "how many customers paid more than 60k for a car", 15),
        ("buyers", "how many customers are in their fifties or older", 20),
        ("rooms", "how many bookings over 150 quid a night", 14),
    ],
)
def test_a_unit_says_which_column_a_number_is_about(
    asked: Any, table: str, question: str, value: int
) -> None:
    answer = asked(table, question)
    assert answer.headline is not None
    assert answer.headline.value == value


def test_what_groups_took_is_tested_of_their_totals(asked: Any) -> None:
    answer = asked("baskets", "which stores sold more than 2,200 pounds in total")
    assert [row[0] for row in answer.table.rows] == ["Hull"]


def test_a_number_behind_the_rows_tests_each_of_them(asked: Any) -> None:
    answer = asked("deals", "won deals over 10 thousand euros by owner")
    assert sum(row[1] for row in answer.table.rows) == 24


def test_a_number_that_counts_something_else_is_no_age(asked: Any) -> None:
    answer = asked("buyers", "customers with at least 25 lessons")
    assert answer.status == "clarify"
