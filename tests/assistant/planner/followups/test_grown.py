from typing import Any

import pytest

YEARS = ("amount by category in 2023", "and in 2024?")
BOTH = "orders with ordered from 2023-01-01 to 2023-12-31 or ordered from 2024-01-01 to 2024-12-31"


@pytest.mark.parametrize(
    ("turn", "reading"),
    [
        ("which category grew the most in percent?", f"Growth of total amount by category, highest first, {BOTH}"),
        ("which one lost the most?", f"Change of total amount by category, lowest first, {BOTH}"),
        ("what is the growth in percent of each?", f"Growth of total amount by category, {BOTH}"),
        ("which category's items grew the most?", "asks"),
    ],
)  # fmt: skip
def test_groups_are_set_against_themselves_in_two_periods(talks: Any, turn: str, reading: str) -> None:
    assert talks.hold("webshop", *YEARS, turn)[-1] == reading


def amounts(talks: Any, year: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for row in talks.rows("webshop"):
        if row["ordered"].startswith(year):
            found[row["category"]] = found.get(row["category"], 0.0) + float(row["amount"])
    return found


def test_growth_is_computed_from_the_two_answers(talks: Any) -> None:
    before, after = amounts(talks, "2023"), amounts(talks, "2024")
    *_, growth = talks.answers("webshop", *YEARS, "which category grew the most in percent?")
    *_, change = talks.answers("webshop", *YEARS, "which one lost the most?")
    assert {row[0]: row[1] for row in growth.table.rows} == pytest.approx(
        {c: after[c] / before[c] - 1 for c in before}
    )
    assert {row[0]: row[1] for row in change.table.rows} == pytest.approx(
        {c: after[c] - before[c] for c in before}
    )
    assert (growth.headline.value, change.headline.value) == ("Coats", "Shoes")


def test_growth_is_asked_back_after_one_answer_only(talks: Any) -> None:
    assert talks.hold("webshop", YEARS[0], "which category grew the most in percent?")[-1] == "asks"
