"""Rows that have some of what they may have none of, or none of several things; things counted within groups."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.ask import Assistant

PEOPLE = [(f"P{i:03}", i % 3, (i // 3) % 2, 1000 + 13 * i, ("BSc", "PhD")[i % 2]) for i in range(90)]
ORDERS = [
    (f"O{i:03}", f"C{i % 50:02}", ("DE", "FR", "NL")[(i % 50) % 3 % (3 if i % 50 > 4 else 2)], 5 + i)
    for i in range(200)
]


@pytest.fixture
def people(tmp_path: Path) -> Assistant:
    path = tmp_path / "people.csv"
    lines = [",".join(map(str, row)) for row in PEOPLE]
    path.write_text("\n".join(["person id,kids,teens,income,education", *lines]) + "\n", encoding="utf-8")
    return Assistant.open(path)


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("how many people have kids?", [p for p in PEOPLE if p[1]]),
        ("how many have both kids and teens?", [p for p in PEOPLE if p[1] and p[2]]),
        ("how many people have either kids or teens?", [p for p in PEOPLE if p[1] or p[2]]),
        ("how many people are without any kids or teens?", [p for p in PEOPLE if not p[1] and not p[2]]),
        ("how many people have 2 kids?", [p for p in PEOPLE if p[1] == 2]),
    ],
)
def test_people_are_counted_by_what_they_have(people: Assistant, question: str, kept: list[object]) -> None:
    answer = people.ask(question)
    assert answer.headline is not None
    assert answer.headline.value == len(kept)


def test_how_many_of_a_thing_people_have_stays_its_total(people: Assistant) -> None:
    answer = people.ask("how many kids do people have?")
    assert answer.headline is not None
    assert answer.headline.value == sum(p[1] for p in PEOPLE)


def test_groups_are_tested_by_different_things_and_not_by_rows(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    lines = [",".join(map(str, row)) for row in ORDERS]
    path.write_text("\n".join(["order id,customer id,country,amount", *lines]) + "\n", encoding="utf-8")
    customers = {c: len({o[1] for o in ORDERS if o[2] == c}) for c in ("DE", "FR", "NL")}
    answer = Assistant.open(path).ask("in how many countries do we have more than 16 customers?")
    assert answer.headline is not None
    assert answer.headline.value == sum(n > 16 for n in customers.values())


def test_across_all_rows_is_no_group(people: Assistant) -> None:
    answer = people.ask("total income across all people")
    assert answer.headline is not None
    assert answer.headline.value == sum(p[3] for p in PEOPLE)
