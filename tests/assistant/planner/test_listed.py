"""Values that stand behind a group explain it, or restrict it; conditions that no row can fit are asked about."""

from collections.abc import Callable

import pytest

from assistant.ask import Assistant


@pytest.fixture(scope="module")
def people(written: Callable[..., Assistant]) -> Assistant:
    """People with a school, a rating from 1 to 5, codes without names, and a month as text."""
    schools, months = ("no degree", "bachelor", "master"), ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")  # fmt: skip
    lines = [
        f"P{i:03d},{schools[i % 3]},{1 + i % 5},{1 + i % 4},{months[i % 12]},{20 + i % 40},{i % 3}"
        for i in range(480)
    ]
    head = "person_id,education,rating,religious,month,age,kids"
    return written(people="\n".join([head, *lines]))


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("average age by education (no degree, bachelor, master)", "Average age by education"),
        ("average age by rating (1 to 5)", "Average age by rating"),
        ("average age by religious (not, mildly, fairly, strongly)", "Average age by religious"),
        ("average age by religious (1 = not, 2 = mildly, 3 = fairly, 4 = strongly)", "Average age by religious"),
        ("average age per month from January to December", "Average age by month"),
    ],
)  # fmt: skip
def test_a_bracket_that_names_all_values_explains(people: Assistant, question: str, reading: str) -> None:
    assert people.ask(question).reading == reading


def test_a_bracket_that_names_some_values_restricts(people: Assistant) -> None:
    table = people.ask("average age by education (bachelor, master)").to_dict()["table"]
    assert {row[0] for row in table["rows"]} == {"bachelor", "master"}


def test_conditions_that_no_row_fits_are_no_answer(people: Assistant) -> None:
    answer = people.ask("average age of people with a rating over 4, rating under 2")
    assert answer.status == "clarify", answer.text


def test_bands_by_their_names_explain_a_column_of_bands(written: Callable[..., Assistant]) -> None:
    bands = ("18-24", "25-34", "35+")
    lines = [
        f"L{i:03d},{bands[i % 3]},{'running' if i % 2 else 'swimming'},{i % 2},{i % 50}" for i in range(300)
    ]
    data = written(leads="\n".join(["lead_id,age_group,activity,active,spend", *lines]))
    assert data.ask("average spend by age group (18-24, 25-34, 35+)").reading == "Average spend by age group"
    assert data.ask("average spend by activity").reading == "Average spend by activity"
    assert data.ask("leads by activity").reading == "Leads by activity"
