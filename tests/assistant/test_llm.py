"""The adapter against a scripted server over real HTTP: the real client and LangChain talk to it."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from assistant.llm import Limit, ModelFault, OpenAIChat, Prompt, Reply, trouble
from assistant.settings import ModelSettings
from data.errors import Cancelled
from evals.model.server import Asked, Say, Server, milliseconds_a_call, serve

ROOT = Path(__file__).resolve().parents[2]
PLAN = {
    "type": "function",
    "function": {"name": "plan", "description": "d", "parameters": {"type": "object"}},
}
PROMPT = Prompt("test", "Instructions.", "Message.", functions=(PLAN,))


@pytest.fixture
def play() -> Iterator[Callable[[Say], tuple[OpenAIChat, Server]]]:
    """A model that always says the same, and its server."""
    with ExitStack() as stack:

        def start(say: Say) -> tuple[OpenAIChat, Server]:
            server = stack.enter_context(serve(lambda asked: say))
            chat = OpenAIChat(ModelSettings("played", server.url, "key", seconds=30))
            stack.callback(chat.close)
            return chat, server

        yield start


def soon(seconds: float = 30) -> Limit:
    return Limit(time.monotonic() + seconds)


def warm(chat: OpenAIChat) -> OpenAIChat:
    """The libraries are loaded, so that times say something."""
    chat.reply(PROMPT, soon(60))
    return chat


def test_a_text_comes_back_with_what_it_cost(play: Any) -> None:
    chat, server = play(Say(text="Hello."))
    reply = chat.reply(PROMPT, soon())
    assert reply.text == "Hello." and reply.tokens_in and reply.tokens_out
    asked: Asked = server.asked[0]
    assert (asked.instructions, asked.message, asked.functions) == ("Instructions.", "Message.", ["plan"])


def test_function_calls_come_back_with_their_arguments(play: Any) -> None:
    chat, _ = play(Say(calls=(("plan", {"a": 1}), ("plan", {"b": [2]})), finish="tool_calls"))
    assert [call.args for call in chat.reply(PROMPT, soon()).calls] == [{"a": 1}, {"b": [2]}]


def test_broken_arguments_are_counted_not_read(play: Any) -> None:
    chat, _ = play(Say(calls=(("plan", '{"a":'),), finish="tool_calls"))
    reply = chat.reply(PROMPT, soon())
    assert (reply.calls, reply.unread) == ((), 1)


def test_a_stream_comes_in_pieces_and_ends_with_its_cost(play: Any) -> None:
    chat, _ = play(Say(text="One two\nthree"))
    *pieces, last = chat.stream(PROMPT, soon())
    assert "".join(pieces) == "One two\nthree" and len(pieces) > 1
    assert isinstance(last, Reply) and last.text == "One two\nthree" and last.tokens_in


FAULTS = {
    "refused the key": Say(status=401),
    "no such language model": Say(status=404),
    "busy": Say(status=429, headers={"Retry-After": "3"}),
    "failed (500)": Say(status=500),
    "failed (307)": Say(status=307, headers={"Location": "http://127.0.0.1:1/v1/chat/completions"}),
    "cut off": Say(text="half", finish=None),
    "cut": Say(text="half", finish="length"),
    "be read": Say(raw="<html>"),
    "read": Say(raw='{"choices": [{"message": 5}]}'),
    "cannot be": Say(raw="null"),
}


@pytest.mark.parametrize("said", FAULTS)
def test_each_fault_is_told_in_our_words(play: Any, said: str) -> None:
    chat, server = play(FAULTS[said])
    for call in (chat.reply, lambda *a: list(chat.stream(*a))):
        with pytest.raises(ModelFault) as caught:
            call(PROMPT, soon())
        assert said in str(caught.value) and "evil" not in str(caught.value)
    assert len(server.asked) == 2, "nothing is sent twice"


def test_a_busy_server_says_how_long_to_wait(play: Any) -> None:
    chat, _ = play(FAULTS["busy"])
    with pytest.raises(ModelFault) as caught:
        chat.reply(PROMPT, soon())
    assert caught.value.retry_after == 3


def test_a_stream_that_breaks_off_is_no_reply(play: Any) -> None:
    chat, _ = play(Say(text="One two three four", cut=2))
    with pytest.raises(ModelFault):
        list(chat.stream(PROMPT, soon()))


def test_calls_in_the_place_of_a_text_end_it_at_once(play: Any) -> None:
    chat, _ = play(Say(calls=(("plan", {"a": 1}),) * 300, finish="tool_calls"))
    with pytest.raises(ModelFault, match="where a text was asked for"):
        list(chat.stream(PROMPT, soon()))


def test_the_time_limit_holds_against_a_silent_model(play: Any) -> None:
    chat, server = play(Say(text="x"))
    warm(chat)
    may_answer = threading.Event()
    server.play = lambda asked: Say(text="x" if may_answer.wait(60) else "")
    with pytest.raises(ModelFault, match="in time"):
        chat.reply(PROMPT, soon(0.5))
    may_answer.set()


def test_the_time_limit_holds_against_a_model_without_an_end(play: Any) -> None:
    chat, server = play(Say(text="x"))
    warm(chat)
    server.play = lambda asked: Say(endless=True, pause=0.02)
    with pytest.raises(ModelFault, match="in time"):
        list(chat.stream(PROMPT, soon(0.5)))


def test_stop_is_felt_while_the_model_is_still_silent(play: Any) -> None:
    chat, server = play(Say())
    limit, events, may_answer = soon(), list[str](), threading.Event()

    def pressed_while_it_thinks(asked: Asked) -> Say:
        events.append("asked")
        limit.stop.set()
        may_answer.wait(60)
        events.append("answered")
        return Say(text="x")

    server.play = pressed_while_it_thinks
    with pytest.raises(Cancelled):
        chat.reply(PROMPT, limit)
    events.append("stopped")
    may_answer.set()
    assert events == ["asked", "stopped"]


def test_stop_is_felt_while_the_libraries_load(play: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    chat, server = play(Say(text="x"))
    limit, may_load = soon(), threading.Event()

    def slowly(settings: ModelSettings) -> Any:
        limit.stop.set()
        may_load.wait(60)
        raise ImportError

    monkeypatch.setattr("assistant.llm._chat", slowly)
    with pytest.raises(Cancelled):
        chat.reply(PROMPT, limit)
    assert not may_load.is_set() and server.asked == []
    may_load.set()


def test_nobody_waits_for_anothers_call(play: Any) -> None:
    chat, server = play(Say())
    all_here = threading.Barrier(8)

    def when_all_have_asked(asked: Asked) -> Say:
        all_here.wait(20)  # breaks, and with it the test, where calls wait for one another
        return Say(text="x")

    server.play = when_all_have_asked
    with ThreadPoolExecutor(8) as people:
        replies = [people.submit(chat.reply, PROMPT, soon()) for _ in range(8)]
    assert [reply.result().text for reply in replies] == ["x"] * 8


def test_the_prompt_goes_nowhere_else(play: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    watched, elsewhere = play(Say(text="x")), play(Say(text="x"))
    for name in ("LANGSMITH", "LANGCHAIN"):
        monkeypatch.setenv(f"{name}_TRACING_V2", "true")
        monkeypatch.setenv(f"{name}_API_KEY", "k")
        monkeypatch.setenv(f"{name}_ENDPOINT", elsewhere[1].url)
    watched[0].reply(PROMPT, soon())
    from langsmith.utils import tracing_is_enabled

    assert not tracing_is_enabled()
    assert len(watched[1].asked) == 1 and elsewhere[1].asked == []


def test_the_address_is_asked_for_its_models_at_start(play: Any) -> None:
    _, server = play(Say(text="x"))
    assert trouble(ModelSettings("played", server.url)) is None
    assert "It has played" in str(trouble(ModelSettings("other", server.url)))
    assert "Nothing answers" in str(trouble(ModelSettings("other", "http://127.0.0.1:1/v1")))


LISTINGS = {
    "refuses the key (401). Check OPENAI_API_KEY": Say(status=401),
    "refuses the key (403)": Say(status=403),
    "lists no models (404). The address often ends in /v1": Say(status=404),
    "answers with an error (500)": Say(status=500),
    "answers with an error (307)": Say(status=307, headers={"Location": "/v1/elsewhere"}),
    "is no OpenAI-compatible server": Say(raw="<html>Welcome</html>"),
    "no OpenAI-compatible server": Say(raw="null"),
    "OpenAI-compatible server": Say(raw='{"data": 5}'),
    "takes too long": Say(raw="{}", delay=1.0),
}


@pytest.mark.parametrize("said", LISTINGS)
def test_what_is_wrong_with_an_address_is_said_clearly(
    play: Any, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.llm.CHECK_SECONDS", 0.5 if LISTINGS[said].delay else 30)
    _, server = play(Say())
    server.listing = LISTINGS[said]
    told = str(trouble(ModelSettings("played", server.url, "sk-secret")))
    assert said in told and server.url in told and "sk-secret" not in told


@pytest.mark.parametrize("listing", [Say(status=429), Say(raw='{"data": []}'), Say(raw='{"data": [5, {}]}')])
def test_what_says_nothing_about_the_model_is_no_trouble(play: Any, listing: Say) -> None:
    _, server = play(Say())
    server.listing = listing
    assert trouble(ModelSettings("played", server.url)) is None


def test_the_key_follows_no_redirect(play: Any) -> None:
    _, server = play(Say())
    _, elsewhere = play(Say())
    server.listing = Say(status=302, headers={"Location": f"{elsewhere.url}/models"})
    assert "answers with an error (302)" in str(trouble(ModelSettings("played", server.url, "sk-secret")))
    assert elsewhere.looked_up == 0 and server.looked_up == 1


def test_libraries_that_load_slowly_cost_no_more_than_the_time_set(
    play: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat, server = play(Say(text="x"))
    may_load = threading.Event()
    monkeypatch.setattr("assistant.llm._chat", lambda settings: may_load.wait(60) and None)
    with pytest.raises(ModelFault, match="still loading"):  # it was not the model that was late
        chat.reply(PROMPT, soon(0.2))
    assert not may_load.is_set() and server.asked == []


def test_no_library_is_loaded_where_the_rules_are_sure(customers_csv: Path) -> None:
    code = (
        "import sys\nfrom assistant.ask import Assistant\nfrom assistant.settings import ModelSettings, Settings\n"
        "model = ModelSettings('m', 'http://127.0.0.1:1/v1', narrates=False)\n"
        "assistant = Assistant.open(sys.argv[1], settings=Settings('llm', model=model))\n"
        "print(assistant.ask('average income by city').status)\n"
        "print([m for m in ('openai', 'langchain', 'langchain_core', 'langchain_openai') if m in sys.modules])"
    )
    command = [sys.executable, "-c", code, str(customers_csv)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.split("\n")[:2] == ["answered", "[]"], done.stdout + done.stderr


def test_no_library_is_loaded_until_a_model_is_used() -> None:
    code = (
        "import sys\nfrom assistant.llm import connect, trouble\nfrom assistant.settings import ModelSettings\n"
        "s = ModelSettings('m', 'http://127.0.0.1:1/v1')\nconnect(s)\ntrouble(s)\n"
        "print([m for m in ('openai', 'langchain', 'langchain_core', 'langchain_openai') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr


def test_the_played_model_is_quick_enough_to_measure_with(play: Any) -> None:
    assert milliseconds_a_call(play(Say(text="x"))[1]) < 2
