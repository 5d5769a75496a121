from typing import Any

import pytest

FIRST = "average tip by plan"


@pytest.mark.parametrize(
    "turn",
    ["only where someone tipped", "ok but only count members who actually tipped", "only those who tipped"],
)
def test_who_did_it_has_some_of_it_and_the_figure_stays(talks: Any, turn: str) -> None:
    assert talks.hold("club", FIRST, turn)[-1] == "Average tip by plan, members with tip over 0"


def test_a_clause_of_what_was_done_restricts_a_first_question_too(talks: Any) -> None:
    assert talks.hold("club", "how many members who tipped?") == ["Members, members with tip over 0"]
