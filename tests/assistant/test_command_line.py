import json
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.__main__ import main

ROOT = Path(__file__).resolve().parents[2]
PLAN = {
    "steps": [
        {
            "tool": "query",
            "args": {
                "query": {
                    "source": "customers",
                    "groups": [{"name": "city", "expr": {"col": "city"}}],
                    "measures": [
                        {"name": "average income", "expr": {"agg": "mean", "of": {"col": "income"}}}
                    ],
                }
            },
        }
    ]
}


def shell(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "assistant", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")


@pytest.fixture
def plan_file(tmp_path: Path) -> str:
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(PLAN), encoding="utf-8")
    return str(path)


def test_a_stored_plan_gives_the_same_bytes_in_two_processes(customers_csv: Path, plan_file: str) -> None:
    answers = []
    for _ in range(2):
        done = shell("ask", "--data", str(customers_csv), "--plan", plan_file, "--json")
        assert done.returncode == 0, done.stderr
        answers.append({k: v for k, v in json.loads(done.stdout).items() if k != "timings_ms"})
    assert answers[0] == answers[1] and answers[0]["status"] == "answered"


def test_the_text_shows_reading_table_and_figures(
    customers_csv: Path, plan_file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", "--data", str(customers_csv), "--plan", plan_file]) == 0
    shown = capsys.readouterr().out
    assert "Reading:" in shown and "Leeds" in shown and "average income" in shown


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["ask", "--data", "nowhere.csv", "how many?"], "nowhere.csv"),
        (["ask", "--data", __file__], "no question"),
        (["ask", "--data", __file__, "--plan", "nowhere.json"], "nowhere.json"),
        (["batch", "nowhere.jsonl", "--data-root", ".", "--out", "never.jsonl"], "nowhere.jsonl"),
    ],
)
def test_wrong_use_is_explained(
    arguments: list[str], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert complaint in capsys.readouterr().err


def test_an_unknown_flag_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["ask", "--data", "x.csv", "--dta", "x.csv"])
    assert "--dta" in capsys.readouterr().err


def test_one_broken_case_never_stops_a_batch(customers_csv: Path, tmp_path: Path) -> None:
    cases = [
        json.dumps({"id": "a", "data": ["gone.csv"], "turns": ["how many?", "and now?"]}),
        "{broken",
        json.dumps({"id": "c", "data": "customers.csv", "turns": 5}),
        json.dumps({"id": "d", "data": [customers_csv.name], "turns": ["hello", ""]}),
    ]
    (tmp_path / "cases.jsonl").write_text("\n".join(cases), encoding="utf-8")
    out = tmp_path / "answers.jsonl"
    arguments = [
        "batch",
        str(tmp_path / "cases.jsonl"),
        "--data-root",
        str(customers_csv.parent),
        "--out",
        str(out),
    ]
    assert main(arguments) == 0
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines] == ["a", None, "c", "d"]
    assert [[a["status"] for a in line["answers"]] for line in lines] == [
        ["failed", "failed"], ["failed"], ["failed"], ["answered", "clarify"],
    ]  # fmt: skip
