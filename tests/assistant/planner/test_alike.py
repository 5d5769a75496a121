"""Words that people use for a column, other than the file's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.planner.offline.vocabulary import vocabulary

CLINIC = "outpatient_md_visits,surgery_cost,ward,tobacco,long term rate\n" + "\n".join(
    f"{i % 7},{100 + 3 * i},{('north', 'south', 'east')[i % 3]},{('Y', 'N')[i % 2]},{i % 5}"
    for i in range(60)
)
SHOP = "product line,net amount,area code,tutor\n" + "\n".join(
    f"{('toys', 'books', 'tools')[i % 3]},{10 + i},{i % 4},{('Ann', 'Ben', 'Cem')[i % 3]}" for i in range(60)
)


def opened(folder: Path, text: str) -> Assistant:
    path = folder / "table.csv"
    path.write_text(text + "\n", encoding="utf-8")
    return Assistant.open(path)


@pytest.mark.parametrize(
    "question",
    ["average doctor visits", "average MD visits", "average number of visits", "mean of physician visits"],
)
def test_another_word_or_the_last_one_of_a_long_name_stands_for_the_column(
    tmp_path: Path, question: str
) -> None:
    answer = opened(tmp_path, CLINIC).ask(question)
    assert answer.status == "answered"
    assert answer.reading.lower().startswith("average outpatient md visits")


def test_the_reading_shows_which_word_was_taken_for_which(tmp_path: Path) -> None:
    answer = opened(tmp_path, CLINIC).ask("average operation cost by hospital")
    assert "surgery cost by ward" in answer.reading
    assert any(
        "operation" in note for note in (*answer.reading.split("; "), *[c.text for c in answer.caveats])
    )


def test_a_word_alike_is_no_word_that_draws_or_counts(tmp_path: Path) -> None:
    answer = opened(tmp_path, SHOP).ask("total net amount by genre")
    assert answer.chart is None or answer.chart.type != "line"
    assert answer.status != "answered" or "product line" in answer.reading


def test_two_columns_that_a_word_may_stand_for_are_not_chosen_between(tmp_path: Path) -> None:
    both = "doctor_visits,physician_visits\n" + "\n".join(f"{i % 4},{i % 5}" for i in range(40))
    answer = opened(tmp_path, both).ask("average medic visits")
    assert answer.status == "clarify"


def test_rings_hold_single_words_of_letters_only() -> None:
    for alike in vocabulary().alike.values():
        assert all(stem.isalnum() and others for stem, others in alike.items())


def test_several_words_are_one_word_of_a_name_by_their_first_letters(tmp_path: Path) -> None:
    states = "state,hs_grad,urban\n" + "\n".join(
        f"{name},{70.25 + (7 * i) % 5},{30.5 + 2 * i}"
        for i, name in enumerate(
            ["Ohio", "Utah", "Iowa", "Maine", "District of Columbia", "New York", "Texas", "Nevada"]
        )
    )
    asked = opened(tmp_path, states)
    assert asked.ask("average high school graduation rate").reading.lower().startswith("average hs grad")
    found = asked.ask("what is the hs grad of DC?")
    assert found.headline is not None
    assert found.headline.value == 73.25
