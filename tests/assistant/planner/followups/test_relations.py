from typing import Any

import pytest


@pytest.mark.parametrize(
    ("turns", "reading"),
    [
        (("average salary", "is it correlated with age?"), "Correlation of salary and age"),
        (("average salary", "and how is that related to performance?"), "Correlation of salary and performance"),
        (("average salary", "only women", "is it correlated with age?"), "Correlation of salary and age, staff with sex is F"),
    ],
)  # fmt: skip
def test_it_is_the_last_figure_when_a_relation_is_asked_for(
    talks: Any, turns: tuple[str, ...], reading: str
) -> None:
    assert talks.hold("staff", *turns)[-1] == reading
