"""Two groups set against each other: said by a flag, a value, a period, or by what they are not."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant

ROWS = 240


def visits() -> str:
    """One booking a row: who returned, which version they saw, what they paid, whether they left."""
    lines = ["booking_id,booked_on,repeat_guest,version,device,opened,rating,nights,left_on,tier"]
    for i in range(ROWS):
        repeat, version = int(i % 3 == 0), "AB"[i % 2]
        left = f"2024-0{1 + i % 9}-1{i % 9}" if i % 4 == 0 else ""
        lines.append(
            f"B{i},{2022 + i % 2}-{1 + i % 12:02d}-{1 + i % 28:02d},{repeat},{version},{('mobile', 'desktop', 'tablet')[i % 3]},"
            f"{int(i * 7 % 10 < 4 + i % 2 * 2)},{5 + (i * 37 % 50) / 10 - i % 4 / 4:.1f},{1 + i % 6},{left},{'gold' if i % 5 == 0 else 'basic'}"
        )
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def bookings(tmp_path_factory: Any) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("contrast") / "bookings.csv"
    path.write_text(visits(), encoding="utf-8")
    yield path


def ask(path: Path, question: str) -> Any:
    return Assistant.open(path).ask(question)


@pytest.mark.parametrize(
    ("question", "groups"),
    [
        ("Do repeat guests give different ratings from first-time guests? Give me the p-value.", "repeat guest"),
        ("Was the rating in 2022 significantly different from 2023? I need the p-value.", "period"),
        ("Is the rating different for bookings with more than 3 nights and those without? p-value", "nights"),
        ("Is the average rating of gold bookings significantly different from the others? What is the p-value?", "tier"),
    ],
)  # fmt: skip
def test_two_groups_are_tested_however_they_are_said(bookings: Path, question: str, groups: str) -> None:
    answer = ask(bookings, question)
    step = answer.plan.steps[-1]
    assert step.tool == "significance" and step.args["columns"] == ["rating"], answer.reading
    assert step.args["dimension"]["name"] == groups
    assert answer.headline.label.startswith("p-value, Welch")


@pytest.mark.parametrize(
    "question",
    [
        "Is the difference in open rate between version A and B statistically significant? Tell me the p-value.",
        "Does the share of opened bookings (opened = 1) differ between version A and version B? p-value",
    ],
)
def test_a_rate_is_tested_by_counting_for_how_many_it_holds(bookings: Path, question: str) -> None:
    answer = ask(bookings, question)
    assert answer.headline.label.startswith("p-value, chi-squared"), answer.text
    rates = [f.value for f in answer.facts if f.id.startswith("rate.")]
    assert rates == pytest.approx([0.4, 0.6], abs=0.01)


def test_the_p_value_of_a_question_is_its_own_answer(bookings: Path) -> None:
    answer = ask(
        bookings, "Is the rating of mobile and desktop significantly different? What is the p-value?"
    )
    assert not answer.parts and isinstance(answer.headline.value, float)


def test_small_cells_are_tested_exactly(bookings: Path, tmp_path: Path) -> None:
    path = tmp_path / "few.csv"
    rows = [f"{i},{'AB'[i % 2]},{int(i in (1, 3, 5, 7, 2))}" for i in range(16)]
    path.write_text("person_id,version,opened\n" + "\n".join(rows) + "\n", encoding="utf-8")
    answer = ask(path, "Is the open rate significantly different between version A and B? p-value")
    assert "Fisher" in answer.headline.label


def test_a_group_that_nobody_knows_is_asked_about(bookings: Path) -> None:
    answer = ask(bookings, "Is the rating of the blue team significantly different from the others? p-value")
    assert answer.status == "clarify"


@pytest.mark.parametrize(
    ("question", "column", "operation"),
    [
        ("How much higher is the average rating of gold bookings than of the others?", "tier", "difference"),
        ("Difference in mean rating between bookings that were opened (opened 1) and those that were not", "opened", "gap"),
        ("How many times bigger is the median rating of repeat guests than of first-time guests?", "repeat_guest", "ratio"),
        ("By how many percent is the average rating in 2023 higher than in 2022?", "booked_on", "growth"),
    ],
)  # fmt: skip
def test_what_lies_between_two_groups_is_computed_from_both(
    bookings: Path, question: str, column: str, operation: str
) -> None:
    answer = ask(bookings, question)
    assert answer.plan.steps[-1].tool == "calc" and answer.plan.steps[-1].args["op"] == operation, answer.text
    sides = [repr(step.args["query"]["where"]) for step in answer.plan.steps[:2]]
    assert sides[0] != sides[1] and all(column in side for side in sides)


def test_one_figure_of_two_groups_is_shown_for_each(bookings: Path) -> None:
    answer = ask(bookings, "median nights for repeat guests vs first-time guests")
    assert answer.reading == "Median nights by repeat guest"


def test_a_share_is_shown_for_each_of_two_groups(bookings: Path) -> None:
    answer = ask(bookings, "% opened (opened = 1), version A vs version B")
    assert [row[1] for row in answer.table.rows] == pytest.approx([0.6, 0.4], abs=0.01)


def test_who_has_the_higher_figure_is_answered_by_a_name(bookings: Path) -> None:
    answer = ask(bookings, "who has the higher rating on average, gold bookings or basic ones?")
    assert answer.headline.value in ("gold", "basic")


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("average rating of gold and basic bookings", "Average rating by tier"),
        ("average rating of mobile or desktop bookings", "Average rating, bookings with "),
        ("average rating of mobile and desktop bookings together", "Average rating, bookings with "),
    ],
)  # fmt: skip
def test_the_average_of_two_kinds_is_that_of_each(bookings: Path, question: str, reading: str) -> None:
    assert ask(bookings, question).reading.startswith(reading)


def test_a_ratio_of_two_groups_is_never_answered_by_one_of_its_numbers(bookings: Path) -> None:
    answer = ask(bookings, "ratio rating to nights, gold vs basic")
    assert answer.plan is None or answer.plan.steps[-1].tool != "compare"
