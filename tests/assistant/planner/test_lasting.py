"""Lengths of time in the unit of their column, and times counted back from the last day of the data."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from assistant.planner.offline import ago

SUBS = "Subscr ID,Joined,Tenure (mths),Calls 6 months,Plan\n" + "\n".join(
    f"S{i},20{14 + i // 10}-{1 + i % 12:02d}-10,{2 * i},{i % 5},{('Basic', 'Plus')[i % 2]}" for i in range(60)
)
FILMS = "Title,Studio,Running time,Year\n" + "\n".join(
    f"Film {chr(65 + i // 26)}{chr(97 + i % 26)},{'xyz'[i % 3]},{80 + i} min,{1990 + i % 30}"
    for i in range(60)
)


@pytest.fixture(scope="module")
def asked(asking_each: Any) -> Any:
    return asking_each(subs=SUBS, films=FILMS)


@pytest.mark.parametrize(
    ("table", "question", "value"),
    [
        ("subs", "how many subscribers have a tenure longer than 5 years", 29),
        ("subs", "how many subscribers have a tenure of 2 years or longer", 48),
        ("subs", "how many subscribers joined more than 2 years ago?", 39),
        ("films", "how many films are longer than two hours", 19),
    ],
)
def test_a_length_of_time_is_taken_in_the_unit_of_its_column(
    asked: Any, table: str, question: str, value: int
) -> None:
    answer = asked(table, question)
    assert answer.headline is not None, answer.text
    assert answer.headline.value == value, answer.reading


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("joined more than 90 days ago", "joined before 2024-12-31"),
        ("joined less than a month ago", "joined since 2025-02-28"),
        ("tickets older than 2 weeks", "tickets before 2025-03-17"),
        ("people older than 50 years", "people older than 50 years"),
    ],
)
def test_times_are_counted_back_from_the_last_day(said: str, meant: str) -> None:
    assert ago.dated(said, dt.date(2025, 3, 31)) == meant


def test_nothing_is_counted_back_without_dates() -> None:
    assert ago.dated("more than 90 days ago", None) == "more than 90 days ago"
