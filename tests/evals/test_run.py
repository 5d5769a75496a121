"""The runner from a file of cases to a page, on a made table with a scorer of three lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals import run

SCORER = """
def judge(case, answer):
    if answer.get("status") != "answered":
        return "failed" if answer.get("status") == "failed" else "asked"
    return "right" if (answer.get("headline") or {}).get("value") == case["gold"] else "wrong"

def ungrounded(answer):
    return []
"""


@pytest.fixture
def place(tmp_path: Path, customers_csv: Path) -> Path:
    """A folder shaped as the shared one, with three cases: two that run and one whose table is absent."""
    (tmp_path / "evals").mkdir()
    (tmp_path / "evals" / "score.py").write_text(SCORER, encoding="utf-8")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "customers.csv").write_bytes(customers_csv.read_bytes())
    cases = [
        {
            "id": "one",
            "data": ["customers.csv"],
            "turns": ["average age"],
            "answer_type": "number",
            "gold": 49.5,
        },
        {
            "id": "two",
            "data": ["customers.csv"],
            "turns": ["average age"],
            "answer_type": "number",
            "gold": 1,
        },
        {"id": "three", "data": ["absent.csv"], "turns": ["average age"], "answer_type": "number", "gold": 1},
    ]
    (tmp_path / "tiny.jsonl").write_text("".join(json.dumps(c) + "\n" for c in cases), encoding="utf-8")
    return tmp_path


def started(place: Path, *more: str) -> int:
    words = [
        "cases",
        "--file",
        str(place / "tiny.jsonl"),
        "--shared",
        str(place),
        "--out",
        str(place / "out"),
    ]
    return run.main([*words, "--history", str(place / "history.jsonl"), *more])


def test_a_file_of_cases_becomes_a_page_a_summary_and_a_line_of_history(place: Path) -> None:
    assert started(place) == 0
    summary = json.loads((place / "out" / "tiny.json").read_text(encoding="utf-8"))
    assert summary["cases"] == {"one": "right", "two": "wrong", "three": "failed"}
    assert summary["floor"]["all"] == {"right": 1, "wrong": 1, "asked": 0, "failed": 1, "n": 3}
    assert "# Eval: tiny" in (place / "out" / "tiny.md").read_text(encoding="utf-8")
    assert len((place / "history.jsonl").read_text(encoding="utf-8").splitlines()) == 1


def test_no_place_on_this_machine_is_written_down(place: Path) -> None:
    started(place)
    written = "".join(
        p.read_text(encoding="utf-8") for p in [*(place / "out").iterdir(), place / "history.jsonl"]
    )
    assert str(place) not in written


def test_a_check_fails_when_more_is_wrong_than_before(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    better = {"set": "tiny", "date": "2025-01-31", "right": 3, "wrong": 0, "n": 3}
    (place / "history.jsonl").write_text(json.dumps(better) + "\n", encoding="utf-8")
    assert started(place, "--check", "--dry") == run.LOST
    assert "wrong rose from 0.0 % to 33.3 %" in capsys.readouterr().err


def test_a_dry_run_leaves_nothing(place: Path) -> None:
    assert started(place, "--dry") == 0
    assert not (place / "out").exists() and not (place / "history.jsonl").exists()


def test_answers_can_be_kept_as_batch_writes_them(place: Path) -> None:
    started(place, "--dry", "--no-floor", "--answers", str(place / "a.jsonl"))
    rows = [json.loads(line) for line in (place / "a.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in rows] == ["one", "two", "three"]
    assert rows[0]["answers"][0]["status"] == "answered"


def test_absent_cases_are_skipped_loudly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["cases", "--shared", str(tmp_path)]) == run.NOT_RUN
    assert "SKIPPED, nothing was scored." in capsys.readouterr().err


def test_what_is_not_right_is_printed_on_request(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    started(place, "--dry", "--no-floor", "--failures", "1")
    assert "wrong  two ['average age']" in capsys.readouterr().out
