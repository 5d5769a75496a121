"""A played model behind real HTTP, and assistants that use it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from assistant.ask import Assistant
from assistant.llm import OpenAIChat
from assistant.settings import ModelSettings, Settings
from evals.model.server import Play, Say, Server, serve


@pytest.fixture(scope="session")
def played() -> Iterator[tuple[Server, OpenAIChat]]:
    """One server and one client for all; `server.play` is set by each test."""
    with serve(lambda asked: Say()) as server:
        chat = OpenAIChat(ModelSettings("played", server.url, seconds=60))
        yield server, chat
        chat.close()


@pytest.fixture
def helped(played: tuple[Server, OpenAIChat], customers: Any) -> Callable[..., Assistant]:
    """Assistants with a model: `helped(play, policy=..., narrates=..., seconds=...)`."""
    server, chat = played
    server.asked.clear()

    def make(play: Play | Say, data: Any = None, **settings: Any) -> Assistant:
        server.play = play if callable(play) else lambda asked: play
        model = ModelSettings("played", server.url, **{"seconds": 20, **settings})
        return Assistant(data or customers, settings=Settings("llm", model=model), model=chat)

    return make


@pytest.fixture
def server(played: tuple[Server, OpenAIChat]) -> Server:
    """The server, for what it was asked."""
    return played[0]
