"""The command line with a model: what it says at the start, and what it shows of what was sent."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant import __main__ as shell
from assistant.ask import Assistant
from evals.model.plays import queried
from evals.model.server import Server

EARN = "what do folks on the fancy tariff earn?"
PLUS = {"op": "eq", "args": [{"col": "plan"}, {"lit": "plus"}]}
MEAN = {"agg": "mean", "of": {"col": "income"}}
FANCY = queried(
    {"source": "customers", "where": [PLUS], "measures": [MEAN]}, ("plus", "fancy"), ("plan", "tariff"), ("income", "earn")
)  # fmt: skip


@pytest.fixture
def named(played: Any, helped: Callable[..., Assistant], monkeypatch: pytest.MonkeyPatch) -> Server:
    """A model by the environment; the client is the one of all these tests."""
    server, chat = played
    helped(FANCY)
    monkeypatch.setenv("SEGUE_MODEL", "played")
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    monkeypatch.setattr("assistant.ask.connect", lambda settings: chat)
    return server


def test_a_model_is_used_where_it_is_asked_for(named: Server, customers_csv: Path, capsys: Any) -> None:
    assert shell.main(["ask", "--data", str(customers_csv), "--planner", "llm", EARN]) == 0
    printed = capsys.readouterr()
    assert "Average income: 41,000" in printed.out and printed.err == ""
    assert "Sent to played: question, columns, categories (1 call, " in printed.out


def test_a_named_model_is_not_used_by_itself(named: Server, customers_csv: Path, capsys: Any) -> None:
    shell.main(["ask", "--data", str(customers_csv), EARN])
    assert "Sent to" not in capsys.readouterr().out and named.asked == []


def test_a_dry_run_prints_the_prompt(named: Server, customers_csv: Path, capsys: Any) -> None:
    shell.main(["ask", "--data", str(customers_csv), "--planner", "llm", "--dry-run", EARN])
    printed = capsys.readouterr().out
    assert "Would be sent (plan):" in printed and "- city category" in printed and named.asked == []


def test_an_address_that_does_not_answer_is_said_at_the_start(
    customers_csv: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEGUE_MODEL", "played")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:1/v1")
    assert shell.main(["ask", "--data", str(customers_csv), "--planner", "llm", "average income"]) == 0
    printed = capsys.readouterr()
    assert "Nothing answers at http://127.0.0.1:1/v1" in printed.err and "40,650" in printed.out


def test_no_model_at_all_is_wrong_use(
    customers_csv: Path, tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert shell.main(["ask", "--data", str(customers_csv), "--planner", "llm", "average income"]) == 2
    assert "SEGUE_MODEL" in capsys.readouterr().err


def test_a_narrator_without_a_planner_is_wrong_use(named: Server, customers_csv: Path, capsys: Any) -> None:
    assert shell.main(["ask", "--data", str(customers_csv), "--narrator", "llm", EARN]) == 2
    assert "Add --planner llm." in capsys.readouterr().err and named.asked == []
