"""A run with a language model writes the same report, under a name of its own."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

import prompts
from assistant import llm
from evals import run
from evals.model.plays import queried
from evals.model.server import serve

EARN = "what do folks on the fancy tariff earn?"
PLUS = {"op": "eq", "args": [{"col": "plan"}, {"lit": "plus"}]}
PLAN = queried(
    {"source": "customers", "where": [PLUS], "measures": [{"agg": "mean", "of": {"col": "income"}}]},
    ("plus", "fancy"), ("plan", "tariff"), ("income", "earn"),
)  # fmt: skip
SCORER = """
def judge(case, answer):
    return "right" if (answer.get("headline") or {}).get("value") == case["gold"] else "asked"

def ungrounded(answer):
    return []
"""


@pytest.fixture
def place(tmp_path: Path, customers_csv: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One case that the rules ask back."""
    (tmp_path / "evals").mkdir()
    (tmp_path / "evals" / "score.py").write_text(SCORER, encoding="utf-8")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "customers.csv").write_bytes(customers_csv.read_bytes())
    case = {"id": "one", "data": ["customers.csv"], "turns": [EARN], "answer_type": "number", "gold": 41000}
    (tmp_path / "tiny.jsonl").write_text(json.dumps(case) + "\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
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
        "--no-floor",
    ]
    return run.main([*words, "--history", str(place / "history.jsonl"), *more])


def test_a_model_is_scored_under_its_own_name(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serve(lambda asked: PLAN) as server:
        server.names = ["play/ed:7b"]
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        assert started(place, "--model", "play/ed:7b") == 0
        for chat in (llm.connect(s) for s in _settings(server.url)):
            chat.close()  # type: ignore[attr-defined]
    summary = json.loads((place / "out" / "tiny-play-ed-7b.json").read_text(encoding="utf-8"))
    assert summary["cases"] == {"one": "right"} and summary["model"]["calls"] == 1
    page = (place / "out" / "tiny-play-ed-7b.md").read_text(encoding="utf-8")
    assert "asked in 1 of 1 turns" in page
    assert f"Prompts: planner {prompts.versions()['planner']}, " in page, "which prompts it was"


def test_make_eval_takes_a_model() -> None:
    command = ["make", "--dry-run", "eval", "MODEL=play/ed:7b", "SHARED=elsewhere"]
    done = subprocess.run(command, cwd=Path(__file__).resolve().parents[2], capture_output=True, text=True)
    assert "-m evals.run cases --shared elsewhere --model play/ed:7b" in done.stdout


def _settings(url: str) -> list[llm.ModelSettings]:
    return [llm.ModelSettings("play/ed:7b", url)]


def test_a_model_that_is_not_there_scores_nothing(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:1/v1")
    assert started(place, "--model", "m") == run.NOT_RUN
    assert "Nothing answers" in capsys.readouterr().err
