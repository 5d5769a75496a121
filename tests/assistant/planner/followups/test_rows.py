from typing import Any

import pytest


@pytest.mark.parametrize(
    ("table", "turns", "shown"),
    [
        ("staff", ("who earns the most?", "which department is he or she in?"), "department"),
        ("staff", ("who earns the most?", "and the department?"), "department"),
        ("films", ("which film has the highest rating?", "and what genre?"), "genre"),
    ],
)
def test_what_else_is_known_of_the_one_is_looked_up(
    talks: Any, table: str, turns: tuple[str, ...], shown: str
) -> None:
    answer = talks.answers(table, *turns)[-1]
    rows = talks.rows(table)
    assert answer.table is not None and answer.table.columns[0] == shown
    assert answer.headline is not None and answer.headline.value in {r[shown] for r in rows}
