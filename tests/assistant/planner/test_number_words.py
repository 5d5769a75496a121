"""Numbers in the many ways in which people say them, and what is not meant by them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant

PEOPLE = "resp_id,Age Band,yrs_married,kids,teens,bmi,Region,email optin,SMS optin\n" + "\n".join(
    f"{i},{('18-25', '26-35', '36-49', '50-64', '65+')[i % 5]},{i % 15},{i % 3},{i % 4 // 3},{20 + i % 13},{('North', 'South')[i % 2]},"
    f"{'YN'[i % 2]},{'YN'[i % 3 == 0]}"
    for i in range(90)
)
FLOWERS = "species,petal width (cm)\n" + "\n".join(f"{'ab'[i % 2]},{0.1 * (i % 30):.1f}" for i in range(60))
CALLS = "Client_No,AGE,Job,Balance\n" + "\n".join(
    f"{i},{20 + i % 50},{'xyz'[i % 3]},{10 * i}" for i in range(60)
)
PRICES = "date,ticker,close\n" + "\n".join(
    f"2024-{1 + i // 4:02d}-{1 + 7 * (i % 4):02d},{name},{base + 0.01 * i:.2f}"
    for i in range(40)
    for name, base in (("AAA", 1.0), ("BBB", 2.0))
)


@pytest.fixture(scope="module")
def asked(asking_each: Any) -> Any:
    return asking_each(people=PEOPLE, flowers=FLOWERS, calls=CALLS, prices=PRICES)


@pytest.mark.parametrize(
    ("table", "question", "value"),
    [
        ("people", "how many people have been married for 9 years or longer?", 36),
        ("people", "how many people aged 26 to 35 are there?", 18),
        ("people", "how many people are 50 or over", 36),
        ("people", "how many people have at least one kid or teenager", 68),
        (
            "people",
            "what share of people has a bmi from 25 up to but not including 30?",
            pytest.approx(35 / 90),
        ),
        ("people", "what share of people opted in to email but not to SMS?", pytest.approx(15 / 90)),
        ("people", "how many people r from the north", 45),
        ("flowers", "what share of the a flowers has a petal width of 2 cm or more?", pytest.approx(1 / 3)),
        ("prices", "% of weeks AAA closed over 1.2", pytest.approx(19 / 40)),
        ("prices", "in what share of weeks did AAA close over 1.2", pytest.approx(19 / 40)),
    ],
)
def test_numbers_restrict_what_they_stand_by(asked: Any, table: str, question: str, value: object) -> None:
    answer = asked(table, question)
    assert answer.status == "answered" and answer.headline.value == value, answer.reading


def test_how_often_is_no_age(asked: Any) -> None:
    assert asked("calls", "how many clients did we call more than 30 times").status == "clarify"


DONORS = "DonorRef,Donor Type,City\n" + "\n".join(
    f"D{i},{('IND', 'IND', 'CORP', 'TRUST')[i % 4]},{'xy'[i % 2]}" for i in range(40)
)
GIFTS = "GiftID,Donor Ref,Amt GBP,GiftAid\n" + "\n".join(
    f"G{i},D{i % 40},{5 + i % 30},{'YN'[i % 3 == 0]}" for i in range(120)
)


def test_what_is_said_of_the_noun_of_a_share_is_its_whole(tmp_path: Path) -> None:
    for name, text in {"donors": DONORS, "gifts": GIFTS}.items():
        (tmp_path / f"{name}.csv").write_text(text + "\n", encoding="utf-8")
    answer = Assistant.open(tmp_path / "donors.csv", tmp_path / "gifts.csv").ask(
        "What percentage of the gifts from individuals carries Gift Aid?"
    )
    rows = [i for i in range(120) if i % 40 % 4 < 2]
    assert answer.headline is not None
    assert answer.headline.value == pytest.approx(sum(i % 3 > 0 for i in rows) / len(rows))
    assert "donor type is IND" in answer.reading
