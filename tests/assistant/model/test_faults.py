"""Whatever a model or its server does wrong ends in the answer without it, with a note, within the time set."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Answer
from assistant.ask import Assistant
from assistant.llm import OpenAIChat
from assistant.settings import ModelSettings, Settings
from data.work import Work
from evals.model.plays import queried
from evals.model.server import Asked, Say, Server

Make = Callable[..., Assistant]
BUDGET = 0.6
LATE = 1.0
"""Seconds over the time set that an answer may come."""
QUESTION = "average income by city"
PROSE = "The highest average income is 9,999,999 in Bristol."
CALL = (("plan", {"steps": [{"tool": "query", "args": {"query": {"source": "customers"}}}], "because": []}),)
FAULTS = {
    "no answer": Say(delay=5),
    "slow words": Say(text="word " * 200, pause=0.05),
    "a stream without an end": Say(endless=True, pause=0.01),
    "a stream that is cut": Say(text=PROSE, cut=3),
    "no finish reason": Say(text=PROSE, finish=None, calls=CALL),
    "cut for length": Say(text=PROSE, finish="length", calls=CALL),
    "filtered": Say(text="", finish="content_filter"),
    "400": Say(status=400), "401": Say(status=401), "403": Say(status=403), "404": Say(status=404),
    "429": Say(status=429), "429 for long": Say(status=429, headers={"Retry-After": "60"}),
    "429 in words": Say(status=429, headers={"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}),
    "500": Say(status=500), "502": Say(status=502), "503": Say(status=503),
    "a redirect": Say(status=307, headers={"Location": "http://127.0.0.1:1/v1"}),
    "html": Say(raw="<html>Bad gateway</html>"), "an empty body": Say(raw=""), "null": Say(raw="null"),
    "no choices": Say(raw='{"choices": []}'), "a list": Say(raw="[1, 2]"), "half a JSON": Say(raw='{"choices": ['),
    "wrong types": Say(raw='{"choices": [{"message": {"content": 5, "tool_calls": "x"}, "finish_reason": 7}]}'),
    "malformed arguments": Say(calls=(("plan", '{"steps": [{"tool'),), finish="tool_calls"),
    "arguments of another type": Say(calls=(("plan", "[1]"),), finish="tool_calls"),
    "an unknown tool": Say(calls=(("delete_all", {}),), finish="tool_calls"),
    "an unknown tool in a plan": Say(calls=(("plan", {"steps": [{"tool": "x", "args": {}}], "because": []}),), finish="tool_calls"),
    "endless tool calls": Say(calls=CALL * 300, finish="tool_calls"),
    "an endless plan": Say(calls=(("plan", {"steps": CALL[0][1]["steps"] * 300, "because": []}),), finish="tool_calls"),
    "a deep plan": Say(calls=(("plan", '{"steps":' * 400 + "1" + "}" * 400),), finish="tool_calls"),
    "empty text": Say(text=""), "blanks": Say(text=" \n \n"),
    "another language": Say(text="Das höchste Einkommen ist 9.999.999."), "another script": Say(text="平均收入是九百万。"),
    "tools ignored": Say(text=PROSE),
    "a control character": Say(text="\x00\x1b[31m" + PROSE),
}  # fmt: skip


def what_counts(answer: Answer) -> Any:
    """The answer without times, and without what is told of the model."""
    data = answer.to_dict()
    data["caveats"] = [c for c in data["caveats"] if c["code"] != "model"]
    return {
        key: value for key, value in data.items() if key not in ("timings_ms", "sent_to_model", "would_send")
    }


@pytest.fixture(scope="module", autouse=True)
def _warm(played: tuple[Server, OpenAIChat], customers: Any) -> None:
    """The libraries are loaded and the planner built: times are those of a running program."""
    server, chat = played
    server.play = lambda asked: Say()
    settings = Settings("llm", model=ModelSettings("played", server.url, seconds=60, policy="model first"))
    Assistant(customers, settings=settings, model=chat).ask(QUESTION)


@pytest.mark.parametrize("name", FAULTS)
@pytest.mark.parametrize("narrates", [False, True], ids=["reads", "words"])
def test_every_fault_ends_in_the_answer_without_the_model(
    helped: Make, server: Server, customers: Any, name: str, narrates: bool
) -> None:
    expected = what_counts(Assistant(customers).ask(QUESTION))
    policy = "offline first" if narrates else "model first"
    assistant = helped(FAULTS[name], policy=policy, narrates=narrates, seconds=BUDGET)
    started = time.monotonic()
    answer = assistant.ask(QUESTION)
    spent = time.monotonic() - started
    assert what_counts(answer) == expected
    assert spent < BUDGET + LATE and len(server.asked) <= 2
    assert answer.sent_to_model is not None and 1 <= answer.sent_to_model["calls"] <= 2
    if not narrates:
        assert any(c.code == "model" for c in answer.caveats), "the note"
    assert "evil" not in str(answer.to_dict()) and "Bristol" not in str(answer.to_dict())
    assert assistant.ask("average spend").status == "answered", "the conversation goes on"


def test_the_readme_says_how_many_faults_were_tried() -> None:
    readme = Path(__file__).resolve().parents[3] / "README.md"
    assert f"{len(FAULTS)} kinds of faults" in readme.read_text(encoding="utf-8")


def test_a_server_that_is_not_there_costs_nothing(customers: Any) -> None:
    model = ModelSettings("gone", "http://127.0.0.1:1/v1", seconds=5, policy="model first", narrates=True)
    chat = OpenAIChat(model)
    assistant = Assistant(customers, settings=Settings("llm", model=model), model=chat)
    expected = what_counts(Assistant(customers).ask(QUESTION))
    assistant.ask(QUESTION)  # loads the libraries
    started = time.monotonic()
    assert what_counts(assistant.ask(QUESTION)) == expected
    assert time.monotonic() - started < LATE
    chat.close()


@pytest.mark.parametrize("say", [Say(delay=5), Say(endless=True, pause=0.01)], ids=["silent", "endless"])
def test_reading_and_wording_share_one_budget(helped: Make, customers: Any, say: Say) -> None:
    expected = what_counts(Assistant(customers).ask(QUESTION))
    assistant = helped(say, policy="model first", narrates=True, seconds=BUDGET)
    started = time.monotonic()
    answer = assistant.ask(QUESTION)
    assert time.monotonic() - started < BUDGET + LATE and what_counts(answer) == expected


def test_several_questions_in_one_message_share_one_budget(
    helped: Make, server: Server, customers: Any
) -> None:
    questions = "What is the average income? What is the average spend? How many customers are there?"
    expected = Assistant(customers).ask(questions)
    assistant = helped(Say(delay=5), policy="model first", narrates=True, seconds=BUDGET)
    started = time.monotonic()
    answer = assistant.ask(questions)
    assert time.monotonic() - started < BUDGET + LATE and len(server.asked) <= 2
    assert [part.headline for part in answer.parts] == [part.headline for part in expected.parts] != []


def test_a_busy_server_is_asked_again_after_the_pause_that_it_names(helped: Make, server: Server) -> None:
    plan = queried({"source": "customers", "measures": [{"agg": "mean", "of": {"col": "income"}}]})
    busy = Say(status=429, headers={"Retry-After": "0.2"})
    assistant = helped(lambda asked: busy if len(server.asked) == 1 else plan, policy="model first")
    started = time.monotonic()
    answer = assistant.ask("average income")
    assert answer.sent_to_model is not None and answer.sent_to_model["calls"] == 2
    assert time.monotonic() - started > 0.2 and not any(c.code == "model" for c in answer.caveats)


@pytest.mark.parametrize("narrates", [False, True])
def test_stop_is_felt_while_the_model_is_still_silent(helped: Make, narrates: bool) -> None:
    work, events, may_answer = Work(), list[str](), threading.Event()

    def pressed_while_it_thinks(asked: Asked) -> Say:
        events.append("asked")
        work.stop.set()
        may_answer.wait(60)
        events.append("answered")
        return Say(text="x")

    policy = "offline first" if narrates else "model first"
    assistant = helped(pressed_while_it_thinks, policy=policy, narrates=narrates, seconds=40)
    answer = assistant.ask(QUESTION, work)
    events.append("stopped")
    may_answer.set()
    assert (answer.status, "Stopped" in answer.text) == ("failed", True)
    assert events == ["asked", "stopped"] and assistant.conversation.turns == []


def test_at_most_two_calls_a_question(helped: Make, server: Server) -> None:
    def play(asked: Asked) -> Say:
        wrong = queried({"source": "customers", "measures": [{"agg": "min", "of": {"col": "income"}}]})
        return wrong if asked.functions else Say(text="{headline}.")

    answer = helped(play, policy="model first", narrates=True).ask("average income")
    assert len(server.asked) == 2 and answer.headline is not None and answer.headline.value == 40650
