"""One figure set against another: of two named things, and of those who fit and the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Assistant

TOWNS = """Town,Island,Population,Founded
Argir,Streymoy,1907,1950
Glyvrar,Eysturoy,421,1936
Saltangara,Eysturoy,877,1920
Vestmanna,Streymoy,1206,1900
"""


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    path = Path(tmp_path_factory.mktemp("towns")) / "towns.csv"
    path.write_text(TOWNS, encoding="utf-8")
    return Assistant.open(path)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("how much greater is the population of Argir than Glyvrar?", 1486),
        ("what is the difference in population between Glyvrar and Argir?", 1486),
    ],
)
def test_two_named_things_are_set_against_each_other(towns: Assistant, question: str, value: float) -> None:
    towns.start_over()
    headline = towns.ask(question).headline
    assert headline is not None and headline.value == value


def test_counting_what_is_lower_than_before_is_no_difference(towns: Assistant) -> None:
    towns.start_over()
    assert towns.ask("in how many towns was population lower in 1920 than in 1950").tool != "calc"
