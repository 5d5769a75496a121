"""What the page says about a language model when it starts: clearly, and it comes up without its help."""

from __future__ import annotations

from pathlib import Path

import pytest

import app
from evals.model.server import Say, serve

VARIABLES = ("SEGUE_MODEL", "OPENAI_BASE_URL", "OPENAI_API_KEY", "SEGUE_PLANNER", "SEGUE_SETTINGS")


@pytest.fixture(autouse=True)
def _nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


def test_without_a_model_nothing_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert app._settings().model is None
    assert capsys.readouterr().out == ""


def test_a_model_without_its_key_is_said_and_not_offered(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SEGUE_MODEL", "some")
    settings = app._settings()
    assert (settings.planner, settings.model) == ("offline", None)
    assert "OpenAI needs a key: set OPENAI_API_KEY." in capsys.readouterr().out


def test_an_address_that_refuses_the_key_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with serve(lambda asked: Say()) as server:
        server.listing = Say(status=401)
        monkeypatch.setenv("SEGUE_MODEL", "played")
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        settings = app._settings()
    assert settings.model is not None and settings.planner == "offline"
    said = capsys.readouterr().out
    assert "refuses the key (401)" in said and "Questions are answered without it." in said


def test_a_value_that_cannot_be_one_ends_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEGUE_MODEL", "some")
    monkeypatch.setenv("OPENAI_BASE_URL", "localhost")
    with pytest.raises(SystemExit, match="OPENAI_BASE_URL must be an address"):
        app._settings()
