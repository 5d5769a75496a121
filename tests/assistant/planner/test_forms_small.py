"""Small tables of any kind, asked as people ask about them: one figure, one name, a list, or a question back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

LIGHTHOUSES = """Lighthouse,Location,Year built,Tower height (m),Automated,Keeper
Skarv Point,Norway,1854,31,1980,Ola Berg
Green Head,Ireland,1871,22,1991,Mary Walsh
Langness,Scotland,1880,19,1996,John Keith
Bull Rock,Ireland,1889,15,1991,Tom Foley
Saint Mary's Island,England,1898,37,1982,Ann Clark
Old Head,Ireland,1853,30,1987,Pat Dunne
"""
MATCHES = """Date,Opponent,Venue,Score,Attendance
September 3,Rovers,Home,2-1,41200
September 10,Athletic,Away,0-0,18750
October 1,Wanderers,Home,3-1,39800
October 15,Rovers,Away,1-2,22110
November 5,United,Home,1-0,47313
November 19,Athletic,Home,2-2,40000
"""
MEDALS = """Rank,Nation,Gold,Silver,Bronze,Total
1,Kenya,6,3,2,11
2,Japan,4,5,1,10
3,Chile,2,1,4,7
4,Iceland,0,2,2,4
"""
SINGLES = """Year,Single,Album,Peak position,Label
1998,Blue Door,Early Days,14,Parlour
1999,Northern,Early Days,3,Parlour
2001,Slow Train,Second Wind,1,Meridian
2004,Two Rivers,Second Wind,22,Meridian
2004,Home Again,,9,Meridian
"""
TABLES = {"lighthouses": LIGHTHOUSES, "matches": MATCHES, "medals": MEDALS, "singles": SINGLES}
Asked = Callable[[str, str], Any]


@pytest.fixture(scope="module")
def asked(asking: Any) -> Asked:
    """The answer to a question to one of the tables, all of which are called "table"."""
    asks = {name: asking(table=text) for name, text in TABLES.items()}
    return lambda table, question: asks[table](question)


@pytest.mark.parametrize(
    ("table", "question", "value"),
    [
        ("matches", "how many games had at least 40,000 spectators in attendance?", 3),
        ("matches", "how many times did they play against rovers?", 2),
        ("matches", "how many home games were played?", 4),
        ("matches", "what was the total attendance of all the games combined?", 209173),
        ("matches", "what was the average attendance at home games?", 42078.25),
        ("lighthouses", "how many lighthouses in ireland were built before the year 1880?", 2),
        ("lighthouses", "how many were built between 1850 and 1871?", 3),
        ("lighthouses", "how many of the lighthouses were automated in 1991?", 2),
        ("medals", "how many total gold medals were awarded?", 12),
        ("medals", "what is the total number of medals won by all nations?", 32),
        ("medals", "how many nations won at least 2 gold medals?", 3),
        ("medals", "how many bronze medals did chile win?", 4),
        ("singles", "how many songs were released in 2004?", 2),
        ("singles", "how many different labels are there?", 2),
    ],
)  # fmt: skip
def test_things_are_counted_and_added_up_under_conditions(asked: Asked, table: str, question: str, value: float) -> None:  # fmt: skip
    headline = asked(table, question).headline
    assert headline is not None and headline.value == pytest.approx(value)


@pytest.mark.parametrize(
    ("table", "question", "value"),
    [
        ("lighthouses", "which lighthouse has the tallest tower?", "Saint Mary's Island"),
        ("lighthouses", "what is the name of the lighthouse with the lowest tower height?", "Bull Rock"),
        ("lighthouses", "which was the first lighthouse to be built?", "Old Head"),
        ("lighthouses", "who is the keeper of the lighthouse that was built last?", "Ann Clark"),
        ("lighthouses", "which country has the most lighthouses?", "Ireland"),
        ("matches", "which opponent had the lowest attendance?", "Athletic"),
        ("matches", "what was the highest attendance?", 47313),
        ("medals", "which nation won the most silver medals?", "Japan"),
        ("medals", "which nation ranked the highest?", "Kenya"),
        ("singles", "what song had the best peak position?", "Slow Train"),
        ("singles", "what was the first single?", "Blue Door"),
        ("singles", "which label released the most singles?", "Meridian"),
    ],
)
def test_who_comes_first_is_named(asked: Asked, table: str, question: str, value: object) -> None:
    headline = asked(table, question).headline
    assert headline is not None and headline.value == value


@pytest.mark.parametrize(
    ("table", "question", "value"),
    [
        ("lighthouses", "when was green head built?", 1871),
        ("lighthouses", "where is langness located?", "Scotland"),
        ("lighthouses", "what is the tower height of bull rock?", 15),
        ("matches", "what was the score of the game on november 5?", "1-0"),
        ("singles", "which single was released in 2001?", "Slow Train"),
        ("singles", "what year was blue door released?", 1998),
    ],
)
def test_what_is_known_of_a_named_row_is_looked_up(asked: Asked, table: str, question: str, value: object) -> None:  # fmt: skip
    headline = asked(table, question).headline
    assert headline is not None and str(headline.value) == str(value)


@pytest.mark.parametrize(
    ("table", "question", "names"),
    [
        ("lighthouses", "list each lighthouse in ireland", ["Green Head", "Bull Rock", "Old Head"]),
        ("lighthouses", "which two lighthouses were automated in 1991?", ["Green Head", "Bull Rock"]),
        ("medals", "name the nations with less than 3 gold medals", ["Chile", "Iceland"]),
        ("singles", "which singles were on the album second wind?", ["Slow Train", "Two Rivers"]),
    ],
)
def test_rows_that_fit_are_listed_by_their_names(asked: Asked, table: str, question: str, names: list[str]) -> None:  # fmt: skip
    answer = asked(table, question)
    assert answer.table is not None
    assert [row[0] for row in answer.table.rows] == names


@pytest.mark.parametrize(
    ("table", "question", "value"),
    [
        ("medals", "what is the difference in gold medals between kenya and chile?", 4),
        ("medals", "how many more silver medals did japan win than iceland?", 3),
        ("lighthouses", "how much taller is the tower of skarv point than langness?", 12),
    ],
)
def test_two_rows_are_set_against_each_other(asked: Asked, table: str, question: str, value: float) -> None:
    headline = asked(table, question).headline
    assert headline is not None and headline.value == value


def test_what_no_column_could_hold_is_what_the_table_is_about_and_said(asked: Asked) -> None:
    answer = asked("matches", "how many home games did albion play?")
    assert answer.headline is not None and answer.headline.value == 4
    assert any("albion" in caveat.text for caveat in answer.caveats)


@pytest.mark.parametrize(
    ("table", "question"),
    [
        ("lighthouses", "how many lighthouses are there in wales?"),
        ("medals", "how many gold medals did norway win?"),
        ("singles", "how many singles were released next year?"),
        ("matches", "how many red cards were there?"),
        ("matches", "which opponent drew the least people in attendance?"),
        ("singles", "how many songs did morrison release in 2004?"),
    ],
)
def test_what_a_column_could_hold_and_does_not_is_asked_back(asked: Asked, table: str, question: str) -> None:
    assert asked(table, question).status != "answered"
