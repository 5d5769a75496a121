"""Many wordings, one meaning: what is said around a question, orders, codes, and what is left out or counted in."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant
from assistant.planner.offline.vocabulary import vocabulary
from assistant.planner.offline.wording import plain
from assistant.split import split


def visits() -> str:
    """One visit a row: a device, a site (some unknown), codes for yes and no, minutes, the day."""
    lines = ["visit_id,day,device,site,Cxl,Member_YN,sex,minutes,paid_eur"]
    for i in range(240):
        site = ("North", "South", "", "West")[i * 7 % 4]
        lines.append(
            f"V{i},{2023 + i % 2}-{1 + i % 12:02d}-{1 + i % 28:02d},{('mobile', 'desktop', 'tablet')[i % 3]},{site},"
            f"{'Y' if i % 5 == 0 else 'N'},{'Y' if i % 3 else 'N'},{'FM'[i % 2]},{5 + i * 37 % 50},{10 + i % 40}.5"
        )
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def table(tmp_path_factory: Any) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("wordings") / "visits.csv"
    path.write_text(visits(), encoding="utf-8")
    yield path


def ask(path: Path, question: str) -> Any:
    answer = Assistant.open(path).ask(question)
    assert answer.status == "answered", answer.text
    return answer


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("erm, I'd like to see revenue by region", "I would like to see revenue by region"),
        ("hey, quick one - how many visits are there", "how many visits are there"),
        ("revenue by region, biggest one on top", "revenue by region, descending"),
        ("average rating by product, from the lowest to the highest", "average rating by product, ascending"),
        ("average minutes by courier, fastest first", "average minutes by courier, ascending"),
        ("average speed by courier, fastest first", "average speed by courier, descending"),
        ("return rate by product, worst first please", "return rate by product, descending please"),
        ("average rating by product, worst first please", "average rating by product, ascending please"),
        ("visits for each month, earliest month first", "visits for each month, chronological"),
        ("the five regions with the highest revenue, with that revenue", "the five regions with the highest revenue"),
        ("the five regions with the most visits, along with those counts", "the five regions with the most visits"),
        ("the five regions with the most visits, with their names", "the five regions with the most visits, with their names"),
        ("compare the revenue of each region with the average", "compare the revenue of each region with the average"),
    ],
)  # fmt: skip
def test_what_is_said_around_a_question_is_cut_and_orders_have_one_name(said: str, read: str) -> None:
    assert plain(said, vocabulary()) == read


def test_a_sentence_that_only_shows_what_was_named_belongs_to_its_question() -> None:
    asked = "Which 5 items have the highest quantity? Show item and quantity."
    assert split(asked) == [asked]
    assert len(split("Which 5 items have the highest quantity? Show the customers.")) == 2


def test_all_wordings_of_an_order_give_one_table(table: Path) -> None:
    wordings = (
        "average minutes by device, lowest first",
        "What is the average of minutes for each device, in ascending order?",
        "for each device, give the average minutes, smallest at the top",
    )
    tables = [ask(table, w).table.rows for w in wordings]
    assert tables[0] == tables[1] == tables[2]
    assert [r[1] for r in tables[0]] == sorted(r[1] for r in tables[0])


def test_an_order_along_the_time_is_carried_by_the_plan(table: Path) -> None:
    answer = ask(table, "number of visits per month, in chronological order")
    months = [r[0] for r in answer.table.rows]
    assert months == sorted(months)


@pytest.mark.parametrize(
    ("question", "share"),
    [
        ("share of visits with Cxl = Y", 48 / 240),
        ("what percentage of visits has Cxl equal to Y?", 48 / 240),
        ("share of visits with Cxl N", 192 / 240),
    ],
)
def test_a_code_behind_the_name_of_its_column_is_a_value(table: Path, question: str, share: float) -> None:
    assert ask(table, question).headline.value == pytest.approx(share)


@pytest.mark.parametrize(
    "question",
    [
        "average minutes, split by Cxl Y and N",
        "number of visits with Cxl = Y and with Cxl = N",
        "average minutes by Cxl",
    ],
)
def test_a_filter_that_keeps_every_row_asks_for_each_of_its_values(table: Path, question: str) -> None:
    assert sorted(r[0] for r in ask(table, question).table.rows) == [False, True]


@pytest.mark.parametrize(
    "tail",
    [
        "leave out visits with no site",
        "ignore blanks",
        "skip the empty ones",
        "visits without a site excluded",
    ],
)
def test_what_has_no_name_is_left_out_where_that_is_said(table: Path, tail: str) -> None:
    answer = ask(table, f"number of visits per site, {tail}")
    assert {r[0] for r in answer.table.rows} == {"North", "South", "West"}


@pytest.mark.parametrize("said", ["members included", "including the members", "member or not"])
def test_what_is_counted_in_restricts_nothing(table: Path, said: str) -> None:
    answer = ask(table, f"total minutes by device, {said}")
    assert [r[0] for r in answer.table.rows] and not answer.plan.steps[-1].args["query"].get("where")
    assert sum(r[1] for r in answer.table.rows) == sum(5 + i * 37 % 50 for i in range(240))


def test_a_thing_before_its_figure_is_no_figure_of_its_own(table: Path) -> None:
    answer = ask(table, "What is the average visit minutes per device, largest first?")
    assert answer.table.columns[:2] == ("device", "average minutes")


@pytest.mark.parametrize(
    "question",
    [
        "so which devices make people happy? average minutes per device, largest first",
        "where do folks linger most? average minutes per device, biggest on top",
    ],
)
def test_a_loose_question_is_answered_by_its_plain_second_half(table: Path, question: str) -> None:
    answer = ask(table, question)
    assert answer.table.columns[:2] == ("device", "average minutes")


def test_a_first_half_that_restricts_is_no_mere_introduction(table: Path) -> None:
    answer = Assistant.open(table).ask("which mobile visits make people happy? mean minutes per site")
    where = answer.plan.steps[-1].args["query"].get("where") if answer.plan else None
    assert answer.status != "answered" or where
