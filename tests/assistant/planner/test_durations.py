"""How long things take, and which of several dates a verb means."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant import Assistant

START = dt.datetime(2022, 1, 3, 8)
REPAIRS = "Job No,Received At,Repaired At,Workshop,Device,Wait (min),Cost EUR\n" + "".join(
    f"J{1000 + i},{START + dt.timedelta(hours=40 * i)},{START + dt.timedelta(hours=42 * i + 6)},{('Bonn', 'Kiel')[i % 2]},"
    f"{('phone', 'laptop', 'watch')[i % 3]},{i % 90 + 1},{20 + i}\n"
    for i in range(200)
)
STAFF = "Staff ID,Team,Hired,Left,drive_sec\n" + "".join(
    f"S{i},{('Ops', 'IT')[i % 2]},{dt.date(2010, 1, 5) + dt.timedelta(days=20 * i)},"
    f"{dt.date(2012, 1, 5) + dt.timedelta(days=22 * i) if i % 3 else ''},{600 + 60 * i}\n"
    for i in range(150)
)


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Assistant]:
    """A new conversation on one of the tables by its name."""
    folder: Path = tmp_path_factory.mktemp("durations")
    opened = {}
    for name, text in (("repairs", REPAIRS), ("staff", STAFF)):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        opened[name] = Assistant.open(folder / f"{name}.csv")

    def of(name: str) -> Assistant:
        opened[name].start_over()
        return opened[name]

    return of


@pytest.mark.parametrize(
    ("table", "question", "reading", "value"),
    [
        ("repairs", "average hours between receiving and repairing", "Average hours from received at to repaired at", 205.0),
        ("repairs", "how long does it take to repair a phone", "Average hours from received at to repaired at, repairs with device is phone", 204.0),
        ("repairs", "what is the longest time to repair a job, in days", "Highest days from received at to repaired at", 16.8333333333),
        ("repairs", "share of jobs repaired within 48 hours", "Share of repairs with hours from received at to repaired at at most 48", 0.11),
        ("repairs", "average waiting time in hours", "Average wait in hours", 0.7),
        ("repairs", "how many jobs waited over 1 hour", "Repairs, repairs with wait in hours over 1", 60),
        ("staff", "how long do people stay on average", "Average days from hired to left", 880.0),
        ("staff", "average drive time in minutes", "Average drive in minutes", 84.5),
        ("staff", "how many people left in 2015", "Staff, staff with left from 2015-01-01 to 2015-12-31", 11),
        ("staff", "how many people joined between 1 March and 31 May 2014", "Staff, staff with hired from 2014-03-01 to 2014-05-31", 5),
        ("repairs", "how many jobs were repaired in March 2022", "Repairs, repairs with repaired at from 2022-03-01 to 2022-03-31", 17),
    ],
)  # fmt: skip
def test_a_length_of_time_is_read_from_dates_and_in_the_unit_that_was_said(
    ask: Callable[..., Assistant], table: str, question: str, reading: str, value: float
) -> None:
    answer = ask(table).ask(question)
    assert answer.reading == reading
    assert answer.headline is not None
    assert answer.headline.value == pytest.approx(value)


@pytest.mark.parametrize(
    ("question", "column"),
    [
        ("how many people left per year", "Left"),
        ("how many people were hired per year", "Hired"),
        ("new joiners per year", "Hired"),
        ("new staff per quarter", "Hired"),
    ],
)
def test_the_verb_says_along_which_date_rows_are_counted(
    ask: Callable[..., Assistant], question: str, column: str
) -> None:
    plan = ask("staff").ask(question).plan
    assert plan is not None
    groups = plan.steps[-1].args["query"]["groups"]
    assert [g["expr"]["args"] for g in groups] == [[{"col": column}]]


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("What time span does this data cover?", "First received at and last received at"),
        ("average cost over the whole period", "Average cost"),
        (
            "how many jobs took over 100 hours",
            "Repairs, repairs with hours from received at to repaired at over 100",
        ),
        (
            "by how many percent was the cost in March 2022 higher or lower than in February 2022?",
            "Change in total cost: received at from 2022-03-01 to 2022-03-31 against received at from 2022-02-01 to 2022-02-28",
        ),
    ],
)
def test_time_is_asked_for_in_many_ways(ask: Callable[..., Assistant], question: str, reading: str) -> None:
    assert ask("repairs").ask(question).reading == reading


def test_years_that_are_named_are_no_column_of_years(ask: Callable[..., Assistant]) -> None:
    talk = ask("repairs")
    talk.ask("average cost in January 2022")
    assert talk.ask("and the median for the year 2022").reading == (
        "Median cost, repairs with received at from 2022-01-01 to 2022-12-31"
    )


def test_a_week_that_the_question_begins_in_is_not_compared_as_a_whole_one(
    ask: Callable[..., Assistant],
) -> None:
    answer = ask("repairs").ask("total cost by week from 1 September 2022 on")
    assert "Since 5 September 2022" in answer.text


def test_a_length_between_what_is_no_date_is_asked_back(ask: Callable[..., Assistant]) -> None:
    assert ask("repairs").ask("median hours between mending and breaking").status == "clarify"


def test_the_unit_after_a_word_for_waiting_is_no_minimum(ask: Callable[..., Assistant]) -> None:
    catalog = ask("repairs").dataset.catalog
    column = next(c for s in catalog.sources.values() for c in s.columns.values() if c.name == "Wait (min)")
    assert (column.label, column.unit) == ("wait", "minutes")
