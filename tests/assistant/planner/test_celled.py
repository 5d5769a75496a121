"""Tables with a column for each month, or with months and quarters in the names of their columns."""

from collections.abc import Callable
from typing import Any

import pytest

from assistant import Assistant
from data.dataset import Dataset

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


def degrees(year: int, month: int) -> float:
    return 10 + month + (year * 7 + month * 3) % 11


@pytest.fixture(scope="module")
def lake(written: Callable[..., Assistant]) -> Dataset:
    """The temperature of a lake: one row a year, one column a month."""
    rows = [",".join([str(y), *(str(degrees(y, m)) for m in range(12))]) for y in range(1980, 2010)]
    return written(lake_temp="\n".join(["YEAR," + ",".join(MONTHS), *rows])).dataset


@pytest.fixture(scope="module")
def teams(written: Callable[..., Assistant]) -> Dataset:
    """Leads of four quarters, one row a team."""
    rows = [f"T{i:02d},{10 + i},{40 - i // 2},{25 + i % 4},{20 + i % 7}" for i in range(40)]
    return written(teams="\n".join(["team,Leads Q1,Leads Q2,Leads Q3,Leads Q4", *rows])).dataset


def value(data: Dataset, question: str) -> Any:
    answer = Assistant(data).ask(question)
    assert answer.status == "answered", answer.text
    return answer.headline.value if answer.headline is not None else None


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("what was the temperature in July 1997?", degrees(1997, 6)),
        ("lake temperature in Feb 1990", degrees(1990, 1)),
        ("average temperature of june july and august 1997", sum(degrees(1997, m) for m in (5, 6, 7)) / 3),
        ("what was the average annual temperature in 1983?", sum(degrees(1983, m) for m in range(12)) / 12),
        ("how many years had a march above 15 degrees?", sum(degrees(y, 2) > 15 for y in range(1980, 2010))),
        (
            "in how many years was February warmer than March?",
            sum(degrees(y, 1) > degrees(y, 2) for y in range(1980, 2010)),
        ),
    ],
)
def test_a_month_and_a_year_are_a_cell(lake: Dataset, question: str, expected: float) -> None:
    assert value(lake, question) == pytest.approx(expected)


def test_the_years_are_ranked_by_a_month(lake: Dataset) -> None:
    assistant = Assistant(lake)
    answer = assistant.ask("list the five years with the warmest July")
    assert answer.table is not None
    assert len(answer.table.rows) == 5
    assert answer.table.rows[0][1] == max(degrees(y, 6) for y in range(1980, 2010))


def test_another_quantity_than_the_files_is_asked_about(lake: Dataset) -> None:
    assert Assistant(lake).ask("how much rain fell in march 1983?").status == "clarify"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("total leads in Q2", sum(40 - i // 2 for i in range(40))),
        ("sum of leads in the first quarter", sum(10 + i for i in range(40))),
        ("how many teams had more leads in Q3 than in Q2?", sum(25 + i % 4 > 40 - i // 2 for i in range(40))),
    ],
)
def test_a_quarter_in_a_name_is_that_quarter(teams: Dataset, question: str, expected: int) -> None:
    assert value(teams, question) == expected
