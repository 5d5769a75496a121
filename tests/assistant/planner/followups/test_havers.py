from typing import Any

import pytest


@pytest.mark.parametrize(
    ("table", "turns", "reading"),
    [
        ("clinic", ("what share of visits cost more than 500?", "and how much is it on average for those that do?"), "Average cost, visits with cost over 500"),
        ("films", ("average awards by genre", "only among films that have any"), "Average awards by genre, films with awards over 0"),
        ("films", ("average awards by genre", "the median", "only those who have one"), "Median awards by genre, films with awards over 0"),
        ("films", ("average awards by genre", "only among doctors who have any"), "asks"),
    ],
)  # fmt: skip
def test_those_who_have_it_are_the_rows_with_any_of_what_was_spoken_of(
    talks: Any, table: str, turns: tuple[str, ...], reading: str
) -> None:
    assert talks.hold(table, *turns)[-1] == reading
