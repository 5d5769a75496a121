"""Bands that a question lists, in words, hours, years and units of time."""

from collections.abc import Callable
from typing import Any

import pytest

from assistant.ask import Assistant
from assistant.planner.offline import bands, equal


@pytest.fixture(scope="module")
def visits(written: Callable[..., Assistant]) -> Assistant:
    """Visits with an hour, months of membership, a date and how many guests came along."""
    lines = [
        f"V{i:03d},{i % 24},{i % 40},{20 + i % 50},{2012 + i % 7}-05-0{1 + i % 9},{i % 5},{10 + i % 90}"
        for i in range(480)
    ]
    head = "visit_id,visit_hour,tenure_months,age,signed_up,guests,spend"
    return written(visits="\n".join([head, *lines]))


def groups(answer: Any) -> dict[str, int]:
    """The bands of an answer with the rows in each."""
    return {str(row[0]): row[1] for row in answer.to_dict()["table"]["rows"]}


@pytest.mark.parametrize(
    ("text", "edges", "labels"),
    [
        ("none, 1-2, 3 or more", (0, 1, 3), ("none", "1-2", "3 or more")),
        ("no reviews, 1-10 reviews, more than 10 reviews", (0, 1, 10), ("no reviews", "1-10 reviews", "more than 10 reviews")),
        ("once, twice, three or more times", (1, 2, 3), ("once", "twice", "three or more")),
        ("0, 1, 2 and 3+", (0, 1, 2, 3), ("0", "1", "2", "3+")),
        ("no prior orders, 1-4 prior orders, 5+", (0, 1, 5), ("no prior", "1-4 prior", "5+")),
    ],
)  # fmt: skip
def test_ends_may_be_said_in_words(text: str, edges: tuple[float, ...], labels: tuple[str, ...]) -> None:
    ((_, _, found),) = bands.find(text)
    assert found.labels == labels
    assert [round(e) for e in found.edges if e < 1e300] == list(edges)


def test_a_week_among_nights_is_seven() -> None:
    ((_, _, found),) = bands.find("1 night, 2-6 nights, a week or longer")
    assert found.edges[:3] == (1, 2, 7)


def test_the_last_name_needs_no_numbers() -> None:
    ((_, _, found),) = bands.find("small (under 800), medium (800-1500) and large shops")
    assert found.labels == ("small", "medium", "large") and not found.closed


def test_names_that_leave_a_gap_have_it_as_a_band() -> None:
    ((_, _, found),) = bands.find("morning (7-10) and evening (17-18)")
    assert (found.edges, found.labels) == ((7, 11, 17, 19), ("morning", bands.REST, "evening"))


def test_things_are_no_part_of_the_names_of_bands() -> None:
    ((_, _, found),) = bands.find("short articles (under 500), medium (500-1000) and long ones (over 1000)")
    assert found.labels == ("short", "medium", "long")


@pytest.mark.parametrize(
    "text", ["the 1990s and 2000s", "between 20 and 50", "2 and 3 stars", "no more than 3"]
)
def test_what_may_be_a_condition_is_no_list_of_bands(text: str) -> None:
    assert bands.find(text) == []


@pytest.mark.parametrize(
    ("text", "width"),
    [("in steps of 500", 500), ("in 5-year bands", 5), ("in £50 bands", 50), ("buckets of 1,000", 1000),
     ("age decade (20s, 30s and so on)", 10)],
)  # fmt: skip
def test_steps_are_bands_of_one_width(text: str, width: float) -> None:
    ((_, _, found),) = equal.find(text)
    assert found.width == width


@pytest.mark.parametrize(
    ("text", "n"),
    [("five income brackets with equally many people", 5), ("three equally large groups", 3), ("terciles of income", 3)],
)  # fmt: skip
def test_equal_parts_are_said_in_many_ways(text: str, n: int) -> None:
    ((_, _, found),) = equal.find(text)
    assert found.quantiles == n


def test_parts_of_the_day_are_hours(visits: Assistant) -> None:
    answer = visits.ask(
        "how many visits at night (0-5), in the morning (6-11), afternoon (12-17) and evening (18-23)?"
    )
    assert groups(answer) == {"night": 120, "morning": 120, "afternoon": 120, "evening": 120}


def test_bands_are_cut_in_the_unit_of_their_column(visits: Assistant) -> None:
    answer = visits.ask("visits by tenure: under 1 year, 1-2 years, 2 years or more")
    assert groups(answer) == {"under 1 year": 144, "1-2 years": 144, "2 years or more": 192}


def test_the_figure_is_not_what_is_cut(visits: Assistant) -> None:
    reading = visits.ask("average spend for visitors under 30, 30 to 49 and 50 or over").reading
    assert reading == "Average spend by age group"


def test_a_number_of_things_is_a_group_behind_by(visits: Assistant) -> None:
    assert visits.ask("average spend by number of guests").reading == "Average spend by guests"


def test_each_value_within_limits_is_a_group(visits: Assistant) -> None:
    rows = visits.ask("average spend for each number of guests from 1 to 3").to_dict()["table"]["rows"]
    assert [row[0] for row in rows] == [1, 2, 3]


def test_years_cut_the_date_that_is_meant(visits: Assistant) -> None:
    answer = visits.ask("how many visitors signed up before 2014, 2014-2015 and 2016 or later?")
    assert groups(answer) == {"before 2014": 138, "2014-2015": 138, "2016 or later": 204}
