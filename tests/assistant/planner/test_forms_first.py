"""What the row that comes first has, and which questions are of groups instead."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assistant.ask import Assistant
from data.dataset import Dataset

FILMS = """Title,Genre,Director,Budget,Worldwide gross,Length,Released
Blue Tide,Drama,Ana Ruiz,4000000,61000000,128,2001
Iron Crown,Comedy,Ben Okafor,52000000,158000000,97,2003
Glass Garden,Comedy,Ana Ruiz,9000000,134000000,92,2005
Silent Harbour,Drama,Chen Wei,7000000,12000000,151,2008
Paper Moons,Action,Ben Okafor,111000000,571000000,117,2010
Last Orchard,Drama,Ana Ruiz,3000000,9000000,101,2013
Golden Circus,Comedy,Dora Lind,21000000,71000000,88,2016
Red Frontier,Action,Chen Wei,84000000,402000000,133,2018
"""


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    path: Path = tmp_path_factory.mktemp("films") / "films.csv"
    path.write_text(FILMS, encoding="utf-8")
    return Dataset.open(path)


def first_row(films: Dataset, question: str) -> tuple[Any, ...]:
    """The first row of the answer's table."""
    answer = Assistant(films).ask(question)
    assert answer.status == "answered" and answer.table is not None, answer.text
    return tuple(answer.table.rows[0])


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("what's the budget of the longest film", 7_000_000),
        ("length of the film with the highest worldwide gross", 117),
        ("what is the length of the film that grossed the most", 117),
        ("who directed the film with the lowest budget?", "Ana Ruiz"),
        ("which genre is the highest grossing film?", "Action"),
        ("title of the film with the biggest budget", "Paper Moons"),
        ("the director of the most recent film", "Chen Wei"),
    ],
)
def test_a_property_of_the_row_that_comes_first_is_told(films: Dataset, question: str, wanted: Any) -> None:
    assert first_row(films, question)[0] == wanted


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("list the three longest films with their genre", ["Silent Harbour", "Red Frontier", "Blue Tide"]),
        ("top 3 highest grossing comedies", ["Iron Crown", "Glass Garden", "Golden Circus"]),
        ("top 2 films by budget with their directors", ["Paper Moons", "Red Frontier"]),
    ],
)
def test_rows_are_listed_as_they_are(films: Dataset, question: str, wanted: list[str]) -> None:
    answer = Assistant(films).ask(question)
    assert answer.table is not None
    assert [row[0] for row in answer.table.rows[: len(wanted)]] == wanted


def test_what_groups_have_together_is_ranked_by_group(films: Dataset) -> None:
    assert first_row(films, "which genre has the most films?")[0] in ("Comedy", "Drama")
    assert first_row(films, "which director has the highest total budget?")[0] == "Ben Okafor"
    assert first_row(films, "who directed the most films?")[:2] == ("Ana Ruiz", 3)


def test_the_highest_of_each_group_is_no_total(films: Dataset) -> None:
    answer = Assistant(films).ask("what's the highest budget per genre?")
    assert answer.table is not None
    assert {r[0]: r[1] for r in answer.table.rows} == {"Action": 111e6, "Comedy": 52e6, "Drama": 7e6}


def test_both_ends_are_given_where_both_are_asked_for(films: Dataset) -> None:
    for question in ("highest and lowest budget", "the highest budget and the lowest budget"):
        assert first_row(films, question) == (111_000_000, 3_000_000)


@pytest.mark.parametrize(
    "question", ["how long is the most expensive film", "the most expensive film, which genre?"]
)
def test_a_superlative_without_a_number_of_its_kind_is_asked_about(films: Dataset, question: str) -> None:
    assert Assistant(films).ask(question).status == "clarify"


def test_a_number_that_is_asked_for_of_a_group_is_not_dropped(films: Dataset) -> None:
    assert Assistant(films).ask("the budget of the genre with the most films").status == "clarify"


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("the longest film of each genre", {"Drama": "Silent Harbour", "Comedy": "Iron Crown", "Action": "Red Frontier"}),
        ("what is the best film by worldwide gross in each genre?", {"Drama": "Blue Tide", "Comedy": "Iron Crown", "Action": "Paper Moons"}),
        ("who is the director with the highest total budget in each genre?", {"Drama": ("Ana Ruiz", "Chen Wei"), "Comedy": "Ben Okafor", "Action": "Ben Okafor"}),
    ],
)  # fmt: skip
def test_the_first_in_each_group_is_told(films: Dataset, question: str, wanted: dict[str, Any]) -> None:
    answer = Assistant(films).ask(question)
    assert answer.table is not None
    got = {row[0]: row[1] for row in answer.table.rows}
    assert set(got) == set(wanted) and all(name == got[k] or got[k] in name for k, name in wanted.items())


def test_a_column_named_after_which_model_is_no_prediction(tmp_path: Path) -> None:
    lines = [
        f"{('Golf', 'Polo', 'Corsa', 'Astra')[i % 4]},{('VW', 'Opel')[i % 4 // 2]},{9000 + 700 * (i % 7) + 100 * i}"
        for i in range(60)
    ]
    path = tmp_path / "cars.csv"
    path.write_text("Model,Brand,Sold Price\n" + "\n".join(lines) + "\n", encoding="utf-8")
    answer = Assistant(Dataset.open(path)).ask(
        "which model has the highest average sold price within each brand?"
    )
    assert answer.table is not None and [r[0] for r in answer.table.rows] != []
    assert {r[0] for r in answer.table.rows} == {"VW", "Opel"}


def test_hours_of_mere_days_are_asked_about(tmp_path: Path) -> None:
    path = tmp_path / "visits.csv"
    path.write_text(
        "Day,Visits\n" + "\n".join(f"2024-03-{1 + i:02d},{i % 5}" for i in range(28)) + "\n", encoding="utf-8"
    )
    assert Assistant(Dataset.open(path)).ask("which hour of the day is the busiest?").status != "answered"


def test_a_date_that_is_named_is_the_one_that_the_periods_are_of(crm: Any) -> None:
    for question in ("Plot how many customers joined in each year", "number of customers joined per year"):
        assert [o.name for o in crm.query(question).groups] == ["year"]


def test_rows_are_never_ranked_by_how_many_of_them_each_is(crm: Any) -> None:
    asked = crm.query("Who are our ten best customers by total amount given?")
    assert all(not m.name.startswith("customers") for m in asked.measures)


def test_the_gap_between_the_ends_is_the_range_and_what_varies_more_has_the_wider_spread(
    films: Dataset,
) -> None:
    answer = Assistant(films).ask("what's the gap between the highest and lowest length?")
    assert answer.headline is not None and answer.headline.value == 151 - 88
    for asked in (
        "in which genre does the length vary more, going by the standard deviation?",
        "in which genre does length vary the most?",
    ):
        assert first_row(films, asked)[0] == "Drama"
