""" "List them", "which ones?", "who are they?": those whom the last answer counted, by their names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from assistant.ask import Assistant


@pytest.mark.parametrize(
    ("table", "turns", "reading"),
    [
        ("cars", ("how many cars have more than 100,000 mileage?", "list them"),
         "List of cars: deal number and mileage, cars with mileage over 100,000"),
        ("cars", ("how many cars have more than 100,000 mileage?", "can you list them all please?", "only Volvo"),
         "List of cars: deal number and mileage, cars with mileage over 100,000 and brand is Volvo"),
        ("cars", ("how many cars have more than 100,000 mileage?", "which ones?", "and more than 110,000?"),
         "List of cars: deal number and mileage, cars with mileage over 110,000"),
        ("staff", ("how many people work in Sales?", "who are they?"),
         "List of staff: name, staff with department is Sales"),
        ("staff", ("how many people work in Sales?", "and in Support?", "what are their names?"),
         "List of staff: name, staff with department is Support"),
        ("staff", ("how many people work in Sales?", "which ones are women?"),
         "List of staff: name, staff with department is Sales and sex is F"),
        ("school", ("how many pupils have more than 6 absences?", "which pupils?"),
         "List of pupils: pupil and absences, pupils with absences over 6"),
        ("films", ("how many films have more than 4 awards?", "which of them has the highest rating?"),
         "List of films: title and rating, highest rating first, top 1, films with awards over 4"),
        ("staff", ("average salary in Sales", "which ones?"), "asks"),
    ],
)  # fmt: skip
def test_those_who_were_counted_are_listed_by_their_names(
    talks: Any, table: str, turns: tuple[str, ...], reading: str
) -> None:
    assert talks.hold(table, *turns)[-1] == reading


@pytest.fixture(scope="module")
def inns(written: Callable[..., Assistant]) -> Assistant:
    hotels = [f"H{i},{('Old', 'New', 'Red')[i % 3]} Inn {i},{('Y', 'N')[i % 2]}" for i in range(12)]
    bookings = [f"B{i},H{i * 5 % 12},2024-0{1 + i % 9}-11,{50 + i % 90}" for i in range(200)]
    return written(
        hotels="\n".join(["hotel_id,hotel_name,spa", *hotels]),
        bookings="\n".join(["booking_id,hotel_id,arrival,total_eur", *bookings]),
    )


@pytest.mark.parametrize("middle", [(), ("which ones?",)])
def test_what_they_got_is_counted_where_it_is_kept_and_never_the_members_again(
    inns: Assistant, middle: tuple[str, ...]
) -> None:
    inns.start_over()
    for turn in ("how many hotels have a spa?", *middle):
        assert inns.ask(turn).status == "answered"
    assert inns.ask("how many bookings did they get?").reading == "Bookings, bookings with spa is yes"
