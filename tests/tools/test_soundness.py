"""How far an answer carries: rows behind it, one row that brings it all, other rules, what was measured."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant
from assistant.answer import Answer
from data.errors import Unsupported
from data.work import Work
from tools.soundness import SoundnessArgs, soundness

LINES = "Order,Day,Product,Qty,Price\n" + "".join(
    f"{1000 + i},2024-{i % 6 + 1:02d}-{i % 27 + 1:02d},{('lamp', 'chair', 'desk')[i % 3]},{i % 4 + 1},{5 + i % 3}\n"
    for i in range(240)
)
"""Three products of equal standing; tests add rows of their own."""


def after(tmp_path: Path, rows: str, *questions: str) -> Answer:
    path = tmp_path / "lines.csv"
    path.write_text(LINES + rows, encoding="utf-8")
    assistant = Assistant.open(path)
    return [assistant.ask(q) for q in questions][-1]


def facts(answer: Answer) -> dict[str, Any]:
    return {f.id: f.value for f in answer.facts}


def test_a_first_place_that_is_one_row_is_not_to_be_built_on(tmp_path: Path) -> None:
    bulk = "9001,2024-03-03,vase,5000,6\n9002,2024-03-03,vase,-5000,6\n"
    answer = after(tmp_path, bulk, "which product sold the most units?", "is that number real?")
    found = facts(answer)
    assert answer.tool == "soundness" and answer.headline is not None and answer.headline.value == "vase"
    assert (found["check.figure"], found["check.n"], found["check.without"]) == (5000, 1, 0)
    assert found["check.largest_share"] == 1 and found["check.other"] == 0
    assert "would not build on it" in answer.text and "returns" in answer.text
    assert "chair would come first" in answer.text or "desk would come first" in answer.text


def test_a_total_of_many_even_rows_stands(tmp_path: Path) -> None:
    answer = after(tmp_path, "", "total quantity", "can I trust this?")
    found = facts(answer)
    assert answer.text.startswith("Yes") and "no single one carries it" in answer.text
    assert found["check.n"] == found["check.used"] == 240
    assert found["check.without"] == found["check.figure"] - found["check.largest"]


def test_a_mean_without_its_largest_row_is_the_mean_of_the_others(tmp_path: Path) -> None:
    answer = after(tmp_path, "9001,2024-03-03,vase,5000,6\n", "average quantity", "is that right?")
    found = facts(answer)
    assert found["check.largest"] == 5000 and found["check.without"] == pytest.approx(600 / 240)
    assert "I would not build on it" in answer.text and "range" in answer.text


def test_a_lead_whose_ranges_overlap_is_open(customers: Any) -> None:
    assistant = Assistant(customers)
    assistant.ask("average income by plan")
    answer = assistant.ask("are you sure?")
    held = {f.id: f for f in answer.facts}
    first, second = held["check.first"], held["check.second"]
    apart = float(first.low or 0) > float(second.high or 0)
    assert ("lies clearly before" in answer.text) is apart
    assert ("is open: their ranges overlap" in answer.text) is not apart


def test_what_is_asked_next_leans_on_the_answer_itself(tmp_path: Path) -> None:
    asked = ("average quantity of lamps", "is that correct?", "only in march")
    answer = after(tmp_path, "", *asked)
    assert answer.tool == "query" and "lamp" in answer.reading and "2024-03-01" in answer.reading


def test_segments_are_told_with_their_stability(customers: Any) -> None:
    assistant = Assistant(customers)
    assistant.ask("segment the customers into 3 groups by income and age")
    answer = assistant.ask("how reliable is that?")
    assert answer.tool == "soundness" and any(f.id.startswith("check.quality.") for f in answer.facts)
    assert "by construction" in answer.text


def test_there_must_be_an_answer(customers: Any) -> None:
    with pytest.raises(Unsupported, match="no answer yet"):
        soundness(SoundnessArgs(source="customers"), customers.view(), Work())
    assert Assistant(customers).ask("is that number real?").status == "clarify"
