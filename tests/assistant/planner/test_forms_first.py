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
