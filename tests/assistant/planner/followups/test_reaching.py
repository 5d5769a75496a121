""" "Only the makes with more than 300 quotes": a threshold that the groups of the last answer have to reach."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("table", "turns", "reading"),
    [
        ("clinic", ("average cost by doctor", "only the doctors with more than 22 visits"),
         "Average cost and visits by doctor, only groups with visits over 22"),
        ("clinic", ("average cost by doctor", "only doctors with at least 23 visits", "and now the median"),
         "Median cost and visits by doctor, only groups with visits at least 23"),
        ("webshop", ("total amount by channel", "just those with at least 20 orders", "per order instead"),
         "Total amount per order and orders by channel, only groups with orders at least 20"),
        ("clinic", ("total cost by doctor", "only doctors with more than 22 visits", "only doctors with more than 20 visits"),
         "Total cost and visits by doctor, only groups with visits over 20"),
        ("clinic", ("average cost by doctor", "only wards with more than 22 visits"), "asks"),
    ],
)  # fmt: skip
def test_groups_are_kept_that_reach_the_number_and_go_on_reaching_it(
    talks: Any, table: str, turns: tuple[str, ...], reading: str
) -> None:
    assert talks.hold(table, *turns)[-1] == reading
