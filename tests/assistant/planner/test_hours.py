"""Times of day, of a column of hours and of moments."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant import Assistant

PLACES = "place,peak_hour,visitors\n" + "".join(f"P{i},{i % 24},{100 + i}\n" for i in range(96))
CALLS = "call_id,called_at,team\n" + "".join(
    f"C{i},2024-01-{i % 28 + 1:02d} {i % 24:02d}:15,{('A', 'B')[i % 2]}\n" for i in range(96)
)


SHOP = "receipt,slot,evening_shift,net\n" + "".join(
    f"R{i},{10 + i % 10}:30,{('N', 'Y')[i % 2]},{i}\n" for i in range(40)
)

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug")
VISITS = "visit_id,mon,paid\n" + "".join(f"V{i},{MONTHS[i % 8]},{i % 40}\n" for i in range(160))


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Assistant]:
    folder: Path = tmp_path_factory.mktemp("hours")
    opened = {}
    for name, text in (("places", PLACES), ("calls", CALLS), ("visits", VISITS), ("shop", SHOP)):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        opened[name] = Assistant.open(folder / f"{name}.csv")

    def of(name: str) -> Assistant:
        opened[name].start_over()
        return opened[name]

    return of


@pytest.mark.parametrize(
    ("table", "question", "value"),
    [
        ("places", "how many places peak at 8am", 4),
        ("places", "how many places peak at 5 or 6 pm", 8),
        ("places", "how many places have their peak hour between 22:00 and 5:00", 32),
        ("places", "how many places do not peak at 2 or 3 in the morning", 88),
        ("calls", "how many calls were called between 8am and 10am", 8),
        ("calls", "how many calls came in before noon?", 48),
        ("calls", "how many calls were there after 6pm?", 24),
        ("calls", "calls between 10 pm and midnight, how many?", 8),
        ("calls", "how many calls in the evening?", 24),
        ("places", "how many places peak in the morning?", 24),
        ("places", "how many places peak at 8 pm or later?", 16),
        ("shop", "how many receipts were there before noon?", 8),
    ],
)
def test_a_time_of_day_is_a_condition(
    ask: Callable[..., Assistant], table: str, question: str, value: int
) -> None:
    answer = ask(table).ask(question)
    assert answer.headline is not None
    assert answer.headline.value == value


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("how many visits were there in march", "Visits, visits with month is mar"),
        ("how many visits in march and april together", "Visits, visits with month is mar or apr"),
        ("visits by month", "Visits by month"),
    ],
)
def test_months_in_short_are_months(ask: Callable[..., Assistant], question: str, reading: str) -> None:
    assert ask("visits").ask(question).reading == reading


def test_other_hours_take_the_place_of_those_before(ask: Callable[..., Assistant]) -> None:
    talk = ask("places")
    talk.ask("total visitors by peak hour")
    talk.ask("only hours 6 to 20")
    answer = talk.ask("only hours 8 to 10")
    assert answer.reading == "Total visitors by peak hour, rows with peak hour 8 to 10"
    assert answer.table is not None
    assert [row[0] for row in answer.table.rows] == [8, 9, 10]


def test_a_part_of_the_day_is_said_to_be_what_it_was_taken_for(ask: Callable[..., Assistant]) -> None:
    answer = ask("calls").ask("how many calls in the afternoon?")
    assert "hour of called at 12 to 17" in answer.reading


def test_a_part_of_the_day_in_the_name_of_a_column_is_the_column(ask: Callable[..., Assistant]) -> None:
    assert "evening shift" in ask("shop").ask("how many receipts were in the evening shift?").reading


def test_two_parts_of_the_day_are_not_read_as_one(ask: Callable[..., Assistant]) -> None:
    assert ask("calls").ask("calls in the morning vs the evening").status == "clarify"


def test_stretches_of_the_day_that_are_listed_are_groups(ask: Callable[..., Assistant]) -> None:
    answer = ask("calls").ask("How many calls came before 11:00, from 11:00 to 13:59, and from 14:00 on?")
    assert answer.table is not None, answer.text
    counts = {row[0]: row[1] for row in answer.table.rows}
    assert counts == {"before 11:00": 44, "from 11:00 to 13:59": 12, "from 14:00 on": 40}
