"""A table with a row for each person and option: what is asked of a choice is asked of the rows with a yes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from assistant.ask import Assistant
from assistant.planner.offline import OfflinePlanner
from data.dataset import Dataset

OPTIONS = ("air", "bus", "train")
PEOPLE = [(i, OPTIONS[i * 7 % 10 % 3], 10 + i * 13 % 60, 1 + i % 3) for i in range(60)]
"""Each person with what they chose, their income in thousands and the size of their party."""


@pytest.fixture(scope="module")
def trips(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    path = tmp_path_factory.mktemp("trips") / "trips.csv"
    lines = ["traveller_id,mode,chosen,travel_time_min,household_income_k,party_size"]
    for i, chosen, income, party in PEOPLE:
        times = {"air": 60 + i, "bus": 300 - i, "train": 200}
        lines += [f"{100 + i},{o},{int(o == chosen)},{times[o]},{income},{party}" for o in OPTIONS]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return Dataset.open(path)


@pytest.fixture(scope="module")
def planner(trips: Dataset) -> OfflinePlanner:
    return OfflinePlanner(trips)


@pytest.fixture
def ask(trips: Dataset, planner: OfflinePlanner) -> Any:
    def asked(*questions: str) -> Any:
        assistant = Assistant(trips, planner=planner)
        return [assistant.ask(question) for question in questions][-1]

    return asked


def value(answer: Any) -> Any:
    assert answer.headline is not None, (answer.reading, answer.text)
    return answer.headline.value


def of(mode: str) -> list[tuple[int, str, int, int]]:
    return [p for p in PEOPLE if p[1] == mode]


def test_the_choice_is_found_in_the_rows(trips: Dataset) -> None:
    (choice,) = trips.catalog.choices
    assert (choice.person, choice.option, choice.chosen) == ("traveller_id", "mode", "chosen")


def test_a_flag_that_is_no_choice_makes_none(tmp_path: Path) -> None:
    lines = [
        "customer_id,product,returned",
        *(f"{i // 3},{'abc'[i % 3]},{int(i % 5 == 0)}" for i in range(90)),
    ]
    path = tmp_path / "t.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert Dataset.open(path).catalog.choices == ()


@pytest.mark.parametrize(
    ("question", "mode"),
    [("How many people chose the train?", "train"), ("how many travellers took the plane", "air")],
)
def test_who_chose_an_option_is_counted_once(ask: Any, question: str, mode: str) -> None:
    assert value(ask(question)) == len(of(mode))


def test_a_share_is_one_of_people(ask: Any) -> None:
    assert value(ask("What percentage of travellers went by bus?")) == pytest.approx(len(of("bus")) / 60)


def test_a_share_of_some_people_is_one_of_these(ask: Any) -> None:
    poor = [p for p in PEOPLE if p[2] < 30]
    expected = sum(p[1] == "bus" for p in poor) / len(poor)
    assert value(ask("what % of people with an income under 30k went by bus")) == pytest.approx(expected)


def test_a_persons_number_is_taken_once(ask: Any) -> None:
    rich = [p for p in of("air") if p[2] > 40]
    assert value(ask("How many travellers with a household income above 40k took the plane?")) == len(rich)


def test_the_option_that_was_chosen_most(ask: Any) -> None:
    assert (
        value(ask("Which mode of transport was chosen the most?"))
        == Counter(p[1] for p in PEOPLE).most_common(1)[0][0]
    )


def test_who_chose_each_option_also_among_some(ask: Any) -> None:
    answer = ask("Of the people travelling alone, how many chose each mode?")
    assert answer.table is not None
    assert dict(answer.table.rows) == Counter(p[1] for p in PEOPLE if p[3] == 1)


def test_what_options_are_like_is_told_by_all_rows(ask: Any) -> None:
    assert value(ask("average travel time of the bus")) == pytest.approx(sum(300 - p[0] for p in PEOPLE) / 60)
    ranked = ask("Rank the three modes from fastest to slowest by average travel time")
    assert ranked.table is not None
    assert [row[0] for row in ranked.table.rows] == ["air", "train", "bus"]


def test_the_next_question_keeps_to_those_who_chose(ask: Any) -> None:
    answer = ask("Average party size of the people who chose the train", "what about those who chose air?")
    assert value(answer) == pytest.approx(sum(p[3] for p in of("air")) / len(of("air")))
