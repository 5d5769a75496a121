"""Tables of people: a first and a last name are one name, ids of managers are other rows."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.ask import Assistant
from assistant.planner.offline import OfflinePlanner
from data.dataset import Dataset

FIRST = ("Ada", "Bo", "Cy", "Dan", "Eve")
LAST = ("Reed", "Shaw", "Tate", "Upton")
PEOPLE = [
    (500 + i, FIRST[i % 5], LAST[i % 4], ("Sales", "Legal")[i % 2], f"20{10 + i % 9:02}-{1 + i % 12:02}-{1 + i * 3 % 28:02}", 30_000 + i * 7_919 % 40_000, 500 + i // 6 if i else "")
    for i in range(20)
]  # fmt: skip


@pytest.fixture(scope="module")
def staff(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    path = tmp_path_factory.mktemp("staff") / "employees.csv"
    lines = [",".join(str(cell) for cell in row) for row in PEOPLE]
    head = "emp_id,first_name,last_name,team,hire_date,salary,mgr_id"
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    return Dataset.open(path)


@pytest.fixture(scope="module")
def ask(staff: Dataset) -> Any:
    planner = OfflinePlanner(staff)
    return lambda question: Assistant(staff, planner=planner).ask(question)


def value(answer: Any) -> Any:
    assert answer.headline is not None, (answer.reading, answer.text)
    return answer.headline.value


def name(row: tuple[Any, ...]) -> str:
    return f"{row[1]} {row[2]}"


def test_both_names_are_one(staff: Dataset) -> None:
    columns = staff.catalog.sources[staff.catalog.main].columns
    assert columns["full_name"].label == "name" and columns["full_name"].personal


def test_who_earns_the_most_is_one_person_and_no_first_name(ask: Any) -> None:
    assert value(ask("who earns the most?")) == name(max(PEOPLE, key=lambda row: row[5]))


def test_a_person_is_found_by_the_whole_name(ask: Any) -> None:
    assert value(ask("what is the salary of Dan Upton?")) == next(
        r[5] for r in PEOPLE if name(r) == "Dan Upton"
    )


def test_who_serves_longest_began_first(ask: Any) -> None:
    legal = [row for row in PEOPLE if row[3] == "Legal"]
    got = value(ask("Who is the longest-serving employee in Legal?"))
    assert name(min(legal, key=lambda row: row[4])) in got
    assert name(max(PEOPLE, key=lambda row: row[4])) in value(ask("who is the most recent hire?"))


def test_who_reports_to_whom(ask: Any) -> None:
    boss = {row[0]: name(row) for row in PEOPLE}
    eve = next(row for row in PEOPLE if name(row) == "Eve Tate")
    assert value(ask("Who does Eve Tate report to?")) == boss[eve[6]]
    assert value(ask("How many people report to Bo Shaw?")) == sum(row[6] == 501 for row in PEOPLE)
