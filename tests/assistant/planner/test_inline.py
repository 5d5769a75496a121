"""Names that a question itself explains, and that hold on in the conversation."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.ask import Assistant

RATES = "area,ibo,ide\n" + "\n".join(f"{'AB'[i % 2]},{0.1 + i / 1000},{0.2 + i / 1000}" for i in range(40))
FISH = "pond,tl,wt\n" + "\n".join(
    f"{'north' if i % 2 else 'south'},{20 + i % 7 + 0.5},{100 + i % 9}" for i in range(40)
)
LOANS = "branch,pd,lgd\n" + "\n".join(f"{'east' if i % 3 else 'west'},{i / 100},{i / 50}" for i in range(40))


def asked(folder: Path, table: str, *questions: str) -> str:
    path = folder / "table.csv"
    path.write_text(table + "\n", encoding="utf-8")
    desk = Assistant.open(path)
    return [desk.ask(q) for q in questions][-1].reading.lower()


@pytest.mark.parametrize(
    ("table", "questions", "reading"),
    [
        (RATES, ("average bond rate (ibo) by area",), "average ibo by area"),
        (RATES, ("average bond rate (ibo) by area", "and the median bond rate?"), "median ibo by area"),
        (RATES, ("ibo is the bond rate and ide is the deposit rate. What is the average deposit rate?",), "average ide"),
        (RATES, ("average ide (deposit rate)", "the median deposit rate"), "median ide"),
        (FISH, ("tl = body length. average body length by pond",), "average tl by pond"),
        (FISH, ("mean fork length (tl)", "and the median fork length?"), "median tl"),
        (LOANS, ("pd means default chance, average default chance by branch",), "average pd by branch"),
    ],
)  # fmt: skip
def test_a_name_that_is_explained_is_understood(
    tmp_path: Path, table: str, questions: tuple[str, ...], reading: str
) -> None:
    assert reading in asked(tmp_path, table, *questions)


def test_a_question_that_only_sounds_like_a_gloss_is_still_asked(tmp_path: Path) -> None:
    assert "highest ibo" in asked(tmp_path, RATES, "ibo is the highest in which area?")
