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
CLINIC = "record_no,gp_visits,copay_pct,own_rated_health\n" + "\n".join(
    f"{i + 1},{i % 7},{(0, 25, 50)[i % 3]},{('poor', 'fair', 'good')[i % 3]}" for i in range(42)
)
TABLES = {
    "clinic_visits": CLINIC,
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


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("how many records have exactly one visit?", 6),
        ("average number of visits", 3),
        ("number of records with more than 4 visits", 12),
        ("what percentage of all visits comes from records with 5 or more visits?", 66 / 126),
    ],
)
def test_the_noun_of_the_file_is_a_column_where_each_row_counts_some_of_it(
    asked: Any, question: str, value: float
) -> None:
    answer = asked("clinic_visits", question)
    assert answer.status == "answered" and abs(answer.headline.value - value) < 1e-9


def test_answers_of_a_scale_are_groups_by_their_names(asked: Any) -> None:
    answer = asked("clinic_visits", "average number of visits by own rated health")
    assert answer.status == "answered" and "in numbers" not in answer.reading


def test_what_a_visit_costs_is_no_number_of_visits(asked: Any) -> None:
    assert asked("clinic_visits", "how much did an average visit cost?").status != "answered"
