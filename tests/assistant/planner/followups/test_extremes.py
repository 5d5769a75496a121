""" "How old is the youngest one?" of those who were counted, and of the row at one end of a ranking."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("table", "turns", "reading"),
    [
        ("staff", ("how many people work in Sales?", "how old is the youngest one?"),
         "Lowest age, staff with department is Sales"),
        ("staff", ("how many people work in Sales?", "who are they?", "how old is the very oldest of them?"),
         "Highest age, staff with department is Sales"),
        ("staff", ("top 3 people by salary", "the bottom 3 instead", "how old is the very lowest one?"),
         "List of staff: age, staff with name is Ada Moss 0"),
        ("films", ("how many comedies are there?", "how long is the longest one?"),
         "Highest running time, films with genre is Comedy"),
    ],
)  # fmt: skip
def test_the_end_is_that_of_those_who_were_spoken_of(
    talks: Any, table: str, turns: tuple[str, ...], reading: str
) -> None:
    assert talks.hold(table, *turns)[-1] == reading
