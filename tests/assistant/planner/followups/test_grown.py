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


def test_growth_is_asked_back_after_one_answer_only(talks: Any) -> None:
    assert talks.hold("webshop", YEARS[0], "which category grew the most in percent?")[-1] == "asks"
