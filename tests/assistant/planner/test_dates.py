import datetime as dt

import pytest

from assistant.planner.offline import dates

LOW, HIGH = dt.date(2022, 10, 1), dt.date(2023, 12, 22)


def bounds(text: str) -> list[tuple[str | None, str | None]]:
    return [(f.period.low, f.period.high) for f in dates.find(text, LOW, HIGH)]


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        ("in 2023", "2023-01-01", "2024-01-01"),
        ("2022-2023", "2022-01-01", "2024-01-01"),
        ("Q3 2023", "2023-07-01", "2023-10-01"),
        ("q1 of 2023", "2023-01-01", "2023-04-01"),
        ("fourth quarter of 2022", "2022-10-01", "2023-01-01"),
        ("H1 2023", "2023-01-01", "2023-07-01"),
        ("the second half of 2023", "2023-07-01", "2024-01-01"),
        ("March 2023", "2023-03-01", "2023-04-01"),
        ("2023-03", "2023-03-01", "2023-04-01"),
        ("2023-03-05", "2023-03-05", "2023-03-06"),
        ("5th of March 2023", "2023-03-05", "2023-03-06"),
        ("March 5, 2023", "2023-03-05", "2023-03-06"),
        ("3-7 March 2023", "2023-03-03", "2023-03-08"),
        ("march to may 2023", "2023-03-01", "2023-06-01"),
        ("nov 2022 to jan 2023", "2022-11-01", "2023-02-01"),
        ("november – january 2023", "2022-11-01", "2023-02-01"),
        ("1st half of 2023", "2023-01-01", "2023-07-01"),
        ("2023H2", "2023-07-01", "2024-01-01"),
        ("dec 22", "2022-12-01", "2023-01-01"),
        ("Mar-23", "2023-03-01", "2023-04-01"),
        ("mar '23", "2023-03-01", "2023-04-01"),
        ("q4 23", "2023-10-01", "2024-01-01"),
        ("H1 23", "2023-01-01", "2023-07-01"),
        ("on dec 22", "2023-12-22", "2023-12-23"),
        ("dec 22nd", "2023-12-22", "2023-12-23"),
        ("dec 22, 2022", "2022-12-22", "2022-12-23"),
        ("dec 14", "2023-12-14", "2023-12-15"),
        ("in the 2020s", "2020-01-01", "2030-01-01"),
        ("winter 2022", "2022-12-01", "2023-03-01"),
    ],
)
def test_a_date_expression_has_its_days(said: str, low: str, high: str) -> None:
    assert bounds(said) == [(low, high)]


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        ("in the last 3 months", "2023-09-23", "2023-12-23"),
        ("last two weeks", "2023-12-09", "2023-12-23"),
        ("past 6 days", "2023-12-17", "2023-12-23"),
        ("last quarter", "2023-07-01", "2023-10-01"),
        ("this month", "2023-12-01", "2024-01-01"),
        ("previous year", "2022-01-01", "2023-01-01"),
    ],
)
def test_relative_periods_are_counted_from_the_end_of_the_data(said: str, low: str, high: str) -> None:
    assert bounds(said) == [(low, high)]


def test_a_month_without_a_year_is_the_latest_in_the_data() -> None:
    assert bounds("in november") == [("2023-11-01", "2023-12-01")]


def test_may_and_march_are_months_only_where_a_preposition_stands_before() -> None:
    assert bounds("may i see the customers march on") == []
    assert bounds("in may") == [("2023-05-01", "2023-06-01")]


@pytest.mark.parametrize("said", ["5 apples", "over 1999", "a 2050 target", "q9", "the 13th", "octopus"])
def test_what_is_no_date_of_the_data_is_left_alone(said: str) -> None:
    assert bounds(said) == []


def test_two_periods_in_one_question_are_both_found_in_order() -> None:
    assert bounds("november 2023 against october 2023") == [
        ("2023-11-01", "2023-12-01"),
        ("2023-10-01", "2023-11-01"),
    ]


def test_periods_are_said_in_words() -> None:
    (found,) = dates.find("last 3 months", LOW, HIGH)
    assert found.period.words == "in the last 3 months of the data (2023-09-23 to 2023-12-22)"
    (found,) = dates.find("q2 2023", LOW, HIGH)
    assert found.period.words == "in Q2 2023"


@pytest.mark.parametrize(
    ("unit", "start"),
    [
        ("week", "2023-12-18"),
        ("month", "2023-12-01"),
        ("quarter", "2023-10-01"),
        ("year", "2023-01-01"),
        ("day", "2023-12-22"),
    ],
)
def test_a_day_lies_in_its_unit(unit: str, start: str) -> None:
    assert dates.start_of(HIGH, unit).isoformat() == start


def test_months_are_stepped_over_the_turn_of_the_year() -> None:
    assert dates.step(dt.date(2022, 11, 1), "month", 3) == dt.date(2023, 2, 1)
    assert dates.month_start(2023, 1, -1) == dt.date(2022, 12, 1)


@pytest.mark.parametrize(
    ("said", "low"),
    [("in the 80s", "1980"), ("the 1990s", "1990"), ("since the seventies", "1970"), ("the 70's", "1970")],
)
def test_a_decade_is_of_the_century_that_the_data_reach_into(said: str, low: str) -> None:
    found = dates.find(said, dt.date(1972, 1, 1), dt.date(1998, 12, 31))
    assert [(f.period.low, f.period.grain) for f in found] == [(f"{low}-01-01", "decade")]


@pytest.mark.parametrize("said", ["customers in their 40s", "women in the 80s", "the fifties"])
def test_no_decade_is_read_where_the_data_have_none(said: str) -> None:
    assert bounds(said) == []


@pytest.mark.parametrize("said", ["every december", "q3 of each year", "all julys"])
def test_a_part_of_every_year_is_no_period(said: str) -> None:
    assert bounds(said) == []
