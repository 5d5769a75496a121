"""The unit that a figure is asked in costs nothing where the figure has it, and converts it where that can be done."""

from collections.abc import Callable

import pytest

from assistant import Assistant

ROWS = 60


@pytest.fixture(scope="module")
def trips(written: Callable[..., Assistant]) -> Assistant:
    """Trips by boat: the fare, how far and how long, what the captain earns in thousands, what a berth costs a month."""
    rows = [
        f"T{i},{('Kiel', 'Bonn')[i % 2]},{40 + i},{3 + i % 7},{30 + i % 50},{60 + i},{('Y', 'N')[i % 3 == 0]},{8 + i % 4}"
        for i in range(ROWS)
    ]
    head = "trip_id,harbour,fare_eur,distance_km,sailing_time_min,captain_income_kusd,sold_out,Berth price/mth EUR"
    return written(trips="\n".join([head, *rows]))


FARES = sum(40 + i for i in range(ROWS))
KM = sum(3 + i % 7 for i in range(ROWS)) / ROWS
INCOME = sum(60 + i for i in range(ROWS)) / ROWS
HOURS = sum(30 + i % 50 for i in range(ROWS)) / 60


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("total fare in euros", FARES),
        ("what was the total fare, in EUR?", FARES),
        ("total fares, euros", FARES),
        ("total fare in thousands", FARES / 1000),
        ("total fare in thousand euros", FARES / 1000),
        ("average captain income in thousand dollars", INCOME),
        ("average captain income, in thousands", INCOME),
        ("average captain income in dollars", INCOME * 1000),
        ("average distance in kilometres", KM),
        ("average distance in metres", KM * 1000),
        ("what is total fare divided by total sailing hours?", FARES / HOURS),
        ("how much do the trips from Kiel bring in per month?", sum(8 + i % 4 for i in range(0, ROWS, 2))),
    ],
)
def test_a_figure_is_told_in_the_asked_unit(trips: Assistant, question: str, expected: float) -> None:
    trips.start_over()
    answer = trips.ask(question)
    assert answer.status == "answered", answer.text
    assert answer.headline is not None
    assert answer.headline.value == pytest.approx(expected)


@pytest.mark.parametrize("question", ["total fare in dollars", "average distance in kilos"])
def test_what_cannot_be_told_in_a_unit_is_asked_about(trips: Assistant, question: str) -> None:
    trips.start_over()
    assert trips.ask(question).status == "clarify"
