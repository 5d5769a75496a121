"""The switch for a language model, and what the page shows of what was sent."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.settings import ModelSettings, Settings
from evals.model.plays import queried
from evals.model.server import Asked, Say, Server, serve
from ui.sent import sent
from ui.session import Session

EARN = "what do folks on the fancy tariff earn?"
PLUS = {"op": "eq", "args": [{"col": "plan"}, {"lit": "plus"}]}
PLAN = queried(
    {"source": "customers", "where": [PLUS], "measures": [{"agg": "mean", "of": {"col": "income"}}]},
    ("plus", "fancy"), ("plan", "tariff"), ("income", "earn"),
)  # fmt: skip
TEXT = "The average income is {value}.\nSplit it by city to see where it comes from.\nAsk <b>more</b>."


def play(asked: Asked) -> Say:
    return PLAN if asked.functions else Say(text=TEXT, pause=0.05)


def test_a_session_keeps_its_switch_when_it_starts_over(customers: Any) -> None:
    class Shared:
        def dataset(self) -> Any:
            return customers

    session = Session(Shared(), Settings(model=ModelSettings("m", "http://127.0.0.1:1/v1")))  # type: ignore[arg-type]
    assert session.assistant.settings.planner == "offline"
    session.use_model(True, narrates=True)
    session.start_over()
    model = session.assistant.settings.model
    assert session.assistant.settings.planner == "llm" and model is not None and model.narrates


def test_what_was_sent_is_told_and_escaped() -> None:
    told = {
        "calls": 1,
        "tokens_in": 10,
        "tokens_out": 2,
        "fields": ["question"],
        "ms": 5.0,
        "model": "<b>m</b>",
    }
    html = sent(told, [])
    assert "Sent to &lt;b&gt;m&lt;/b&gt;: question" in html and sent(None, []) == ""
    assert "&lt;i&gt;" in sent(None, [{"purpose": "plan", "system": "<i>", "user": "x"}])


def test_everything_that_was_sent_and_what_it_cost_is_told() -> None:
    told = {
        "calls": 2,
        "tokens_in": 2419,
        "tokens_out": 61,
        "fields": ["question", "columns", "categories"],
        "ms": 812.4,
        "model": "m",
        "price": 0.0021,
        "estimated": True,
    }
    html = sent(told, [])
    for said in ("question, columns, categories", "2 calls", "about 2,419 tokens out", "61 back", "812 ms"):
        assert said in html
    assert "0.0021 by the prices set" in html


def ask(page: Any, question: str) -> None:
    """Type a question and wait until its answer stands there."""
    before = page.locator(".sg-question").count()
    page.locator("#box textarea").fill(question)
    page.locator("#box textarea").press("Enter")
    page.locator(".sg-question").nth(before).wait_for()
    page.wait_for_function("() => !document.querySelector('.sg-working')")


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A played model that the page is started with."""
    with serve(play) as server:
        monkeypatch.setenv("SEGUE_MODEL", "played")
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        yield server


@pytest.mark.browser
def test_the_switch_turns_the_model_on(
    browser: Any, started: Any, model: Server, customers_csv: Path, shot: Any
) -> None:
    with started("app.py", "--data", str(customers_csv)) as running:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(30_000)
        page.goto(running.address)
        page.locator(".sg-panel section").first.wait_for()
        ask(page, EARN)
        assert model.asked == [], "off by default"
        page.locator("#model input").click()
        page.get_by_role("option", name="Reads, and words the answers").click()
        time.sleep(0.5)
        ask(page, EARN)
        page.get_by_text("The average income is").wait_for()
        assert len(model.asked) == 2
        page.locator(".sg-sent summary").last.click()
        assert "Sent to played" in page.locator(".sg-sent").last.inner_text()
        assert page.locator("#chat b", has_text="more").count() == 0
        shot(page, "model")
        page.close()
