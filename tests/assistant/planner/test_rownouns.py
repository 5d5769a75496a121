"""Nouns that the data do not hold: which of them mean the rows of a table, and which must be asked about."""

from __future__ import annotations

from typing import Any

import pytest

SALES = "Deal No,Brand,Model,Sold Price,Sale Date,Salesperson\n" + "\n".join(
    f"D{i},{('Audi', 'Seat')[i % 2]},{'ABC'[i % 3]}{i % 2},{9000 + 70 * i},2024-{1 + i % 12:02d}-10,{('Ann', 'Tom')[i % 2]}"
    for i in range(48)
)
SUBSCRIPTIONS = "SubscrID,Gender,Age,Contract,MonthlyChg,TotalChg\n" + "\n".join(
    f"{7000 + i},{'FM'[i % 2]},{20 + i % 50},{('Monthly', 'Yearly')[i % 2]},{20 + i % 30}.5,{300 + 11 * i}.5"
    for i in range(48)
)
MATCHES = "No.,Date,Competition,Opponent,Venue,Attendance,Referee\n" + "\n".join(
    f"{i + 1},2024-{1 + i % 12:02d}-1{i % 9},{('League', 'Cup')[i % 3 == 0]},{'UVWXYZ'[i % 6]} Town,{'HA'[i % 2]},{900 + 13 * i},{'PQR'[i % 3]}. Hill"
    for i in range(36)
)
COUNTRIES = "Country,Continent,Population\n" + "\n".join(
    f"{name},{continent},{n}" for name, continent, n in (
        ("Norland", "Asia", 5), ("Estia", "Asia", 9), ("Sudania", "Africa", 7), ("Westa", "Africa", 4), ("Ostria", "Europe", 3),
    )
)  # fmt: skip
TABLES = {
    "car_sales": SALES,
    "telecom_subscriptions": SUBSCRIPTIONS,
    "season": MATCHES,
    "world_countries": COUNTRIES,
}


@pytest.fixture(scope="module")
def asked(asking_each: Any) -> Any:
    return asking_each(**TABLES)


@pytest.mark.parametrize(
    ("table", "question", "value"),
    [
        ("car_sales", "How many cars did we sell in total?", 48),
        ("car_sales", "number of cars sold by Ann", 24),
        ("telecom_subscriptions", "how many customers have a yearly contract?", 24),
        ("telecom_subscriptions", "how many subscribers are over 60?", 7),
        ("season", "how many matches did we play in the cup?", 12),
    ],
)
def test_a_noun_that_the_file_or_its_columns_call_for_means_the_rows(
    asked: Any, table: str, question: str, value: int
) -> None:
    answer = asked(table, question)
    assert (answer.status, answer.headline.value) == ("answered", value)


@pytest.mark.parametrize(
    ("table", "question"),
    [
        ("car_sales", "how many trucks did we sell?"),
        ("telecom_subscriptions", "how many employees do we have?"),
        ("telecom_subscriptions", "how many flights did they take?"),
        ("season", "who scored the most penalties?"),
        ("world_countries", "how many cities are there in Asia?"),
    ],
)
def test_a_noun_of_other_things_is_never_counted_as_the_rows(asked: Any, table: str, question: str) -> None:
    assert asked(table, question).status in ("clarify", "declined")


def test_the_most_of_what_rows_are_counts_them(asked: Any) -> None:
    answer = asked("season", "Bar chart of the number of matches by competition")
    assert answer.table.rows == (("League", 24), ("Cup", 12))


def test_the_answer_says_that_the_noun_was_taken_for_the_rows(asked: Any) -> None:
    assert "“cars” is read as the sales of the table" in str(
        asked("car_sales", "how many cars are there?").to_dict()
    )


def test_whom_a_clause_picks_by_a_word_that_nobody_knows_is_asked(asked: Any) -> None:
    answer = asked("telecom_subscriptions", "average age of the customers who complained")
    assert answer.status == "clarify"


def test_what_was_charged_in_total_is_the_total_charge(asked: Any) -> None:
    answer = asked("telecom_subscriptions", "How much have our subscribers been charged in total?")
    assert answer.headline.value == pytest.approx(sum(300.5 + 11 * i for i in range(48)))
