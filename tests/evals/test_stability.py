"""What becomes of five wordings of one question."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evals import stability
from evals.stability import Item, agree


def told(value: float, plan: str = "a", rows: list[list[Any]] | None = None) -> dict[str, Any]:
    table = {"rows": rows} if rows else None
    head = None if rows else {"value": value}
    return {"status": "answered", "plan": plan, "headline": head, "table": table, "text": "", "reading": "r"}


ASKED = {"status": "clarify", "plan": None, "headline": None, "table": None, "text": "?"}


def item(*turns: dict[str, Any]) -> Item:
    return Item("p", "mean", tuple("w" for _ in turns), turns)


@pytest.mark.parametrize(
    ("turns", "outcome"),
    [
        ((told(1.0), told(1.0, "b")), "one answer"),
        ((told(0.1 + 0.2), told(0.3, "b")), "one answer"),
        ((told(1.0), ASKED), "some asked"),
        ((ASKED, ASKED), "none answered"),
        ((told(1.0), ASKED, told(2.0, "b")), "contradicting"),
        ((told(1.0), told(1.0, "b", [["x", 1.0]])), "contradicting"),
        ((told(0, "a", [["x", 1.0]]), told(0, "b", [["x", 1.0]])), "one answer"),
    ],
)
def test_wordings_are_of_one_answer_or_part(turns: tuple[dict[str, Any], ...], outcome: str) -> None:
    assert item(*turns).outcome == outcome


def test_one_plan_is_one_answer_however_it_is_told() -> None:
    assert agree(told(1.0), told(2.0, "a", [["x", 1.0]]))
    assert item(told(1.0), told(1.0)).has_one_plan and not item(told(1.0), told(1.0, "b")).has_one_plan
    assert not item(told(1.0), ASKED).has_one_plan


def test_a_run_answers_real_wordings_and_writes_the_page(
    tmp_path: Path, customers_csv: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "customers.csv").write_bytes(customers_csv.read_bytes())
    items = [
        {
            "id": "p1",
            "data": ["shared/customers.csv"],
            "wordings": ["average age", "mean age"],
            "kind": "mean",
        },
        {
            "id": "p2",
            "data": ["shared/customers.csv"],
            "wordings": ["average age", "average income"],
            "kind": "mean",
        },
    ]
    (tmp_path / "p.jsonl").write_text("".join(json.dumps(i) + "\n" for i in items), encoding="utf-8")
    words = [
        "--file",
        str(tmp_path / "p.jsonl"),
        "--shared",
        str(tmp_path),
        "--out",
        str(tmp_path),
        "--listed",
    ]
    assert stability.main(words) == 0
    kept = json.loads((tmp_path / "stability.json").read_text(encoding="utf-8"))
    assert kept["items"] == {"p1": "one answer", "p2": "contradicting"} and kept["one plan"] == 1
    assert "Contradicting: p2." in (tmp_path / "stability.md").read_text(encoding="utf-8")
    assert "average income" in capsys.readouterr().out


def test_absent_items_are_said_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "data").mkdir()
    words = ["--file", str(tmp_path / "no.jsonl"), "--shared", str(tmp_path), "--out", str(tmp_path)]
    assert stability.main(words) == 2
    assert "SKIPPED" in capsys.readouterr().err and not list(tmp_path.glob("*.md"))
