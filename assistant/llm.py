"""The one door to a language model: any OpenAI-compatible address, through LangChain.

A model reads and words things; it never computes, and no text of it is ever run. The libraries are imported when
the first call is made. All calls run on one thread's event loop, so that nobody waits for another's call, and
Stop or the end of the time closes the connection at once.
"""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from contextlib import aclosing, contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from queue import Empty, SimpleQueue
from typing import Any, Protocol

from assistant.settings import ModelSettings
from data.errors import AssistantError, Cancelled

LOOK_EVERY = 0.05
"""Seconds between two looks at Stop while a model is waited for."""
MOST_CHARACTERS = 20_000
"""A reply that grows past this is cut off: none of ours is this long."""
MOST_CALLS = 8
"""Function calls of one reply that are looked at."""
CHECK_SECONDS = 3.0


@dataclass(frozen=True)
class Prompt:
    """What is sent: instructions, a message, the functions on offer; `fields` names what the message holds."""

    purpose: str
    instructions: str
    message: str
    fields: tuple[str, ...] = ()
    functions: tuple[dict[str, Any], ...] = ()

    @property
    def tokens(self) -> int:
        """About how many tokens it takes: four characters each, functions counted."""
        functions = json.dumps(self.functions, ensure_ascii=False) if self.functions else ""
        return -(-(len(self.instructions) + len(self.message) + len(functions)) // 4)


@dataclass(frozen=True)
class FunctionCall:
    """A function that the model asks for, with its arguments as they came."""

    name: str
    args: dict[str, Any]


@dataclass(frozen=True)
class Reply:
    """A model's text or function calls, and what it cost. `unread`: calls whose arguments were no JSON."""

    text: str = ""
    calls: tuple[FunctionCall, ...] = ()
    tokens_in: int | None = None
    tokens_out: int | None = None
    unread: int = 0


@dataclass(frozen=True)
class Limit:
    """Until when (`time.monotonic`) a call may take, and the person's Stop."""

    until: float
    stop: threading.Event = field(default_factory=threading.Event)

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return self.until - time.monotonic()


class ModelFault(AssistantError):
    """A call that came to nothing. `retry_after`: seconds that the server asks to wait, where it does."""

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class ChatModel(Protocol):
    """One call: a prompt in, a reply out. Raises ModelFault; Cancelled where the person pressed Stop."""

    def reply(self, prompt: Prompt, limit: Limit) -> Reply:
        """The whole reply."""
        ...

    def stream(self, prompt: Prompt, limit: Limit) -> Iterator[str | Reply]:
        """Pieces of text as they come, then the Reply with what it cost."""
        ...


@lru_cache(maxsize=4)
def connect(settings: ModelSettings) -> ChatModel:
    """The model of these settings, one connection for all who use them. Sends nothing yet."""
    return OpenAIChat(settings)


class OpenAIChat:
    """`ChatOpenAI` behind our protocol; made ready, in the background, with the first call."""

    def __init__(self, settings: ModelSettings) -> None:
        self.settings = settings
        self._first = threading.Lock()
        self._ready = threading.Event()
        self._broken = ""
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._closed = asyncio.Event()
        self._chat: Any = None
        self._bound: dict[str, Any] = {}

    def reply(self, prompt: Prompt, limit: Limit) -> Reply:
        """The whole reply, function calls included."""
        pieces = self._asked(prompt, limit, whole=True)
        return next(piece for piece in pieces if isinstance(piece, Reply))

    def stream(self, prompt: Prompt, limit: Limit) -> Iterator[str | Reply]:
        """Pieces of text as they come. Closing the iterator closes the connection."""
        yield from self._asked(prompt, limit, whole=False)

    def close(self) -> None:
        """End the connection and its thread; calls that run are cancelled."""
        if self._loop is not None and self._thread is not None:
            self._loop.call_soon_threadsafe(self._closed.set)
            self._thread.join()

    def _asked(self, prompt: Prompt, limit: Limit, whole: bool) -> Iterator[str | Reply]:
        loop = self._awake(limit)
        pieces = SimpleQueue[str | Reply | AssistantError]()
        future = asyncio.run_coroutine_threadsafe(self._say(prompt, limit, pieces, whole), loop)
        try:
            while not isinstance(piece := _next(pieces, limit), Reply):
                yield piece
            yield piece
        finally:
            future.cancel()  # closes the connection: on Stop, too, and when nobody reads on

    def _awake(self, limit: Limit) -> asyncio.AbstractEventLoop:
        """Load the libraries beside those who wait: the import takes seconds, and Stop must be felt."""
        with self._first:
            if self._thread is None:
                self._thread = threading.Thread(target=self._live, daemon=True, name="model")
                self._thread.start()
        while not self._ready.wait(timeout=LOOK_EVERY):
            if limit.left < -LOOK_EVERY:
                raise ModelFault("The program's own part for language models was still loading; ask again.")
            _look(limit)
        if self._loop is None:
            raise ModelFault(self._broken)
        return self._loop

    def _live(self) -> None:
        """The life of the thread: load, serve calls until closed, tidy up."""
        try:
            self._chat = _chat(self.settings)
        except Exception as error:  # an edge: handed over to all who wait, in our words
            self._broken = f"The language model's client cannot be made ({type(error).__name__})."
            self._ready.set()
            return
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._closed = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self._ready.set()
        await self._closed.wait()
        await self._chat.root_async_client.close()

    async def _say(
        self, prompt: Prompt, limit: Limit, pieces: SimpleQueue[str | Reply | AssistantError], whole: bool
    ) -> None:
        try:
            with _in_our_words():
                async with asyncio.timeout(max(limit.left, 0)):
                    if whole:
                        pieces.put(_read(await self._with_functions(prompt).ainvoke(_messages(prompt))))
                    else:
                        pieces.put(await self._poured(prompt, pieces))
        except AssistantError as error:
            pieces.put(error)

    async def _poured(self, prompt: Prompt, pieces: SimpleQueue[str | Reply | AssistantError]) -> Reply:
        """Hands pieces of text over as they come; at the end, what they cost.

        Pieces are not joined by the library: that takes longer with each one, and all calls share the thread.
        """
        texts, ended, usage, length = list[str](), "", dict[str, Any](), 0
        async with aclosing(self._chat.astream(_messages(prompt))) as chunks:
            async for chunk in chunks:
                if chunk.tool_call_chunks:
                    raise ModelFault("The language model called a function where a text was asked for.")
                ended = chunk.response_metadata.get("finish_reason") or ended
                usage = chunk.usage_metadata or usage
                if text := str(chunk.text):
                    length += len(text)
                    if length > MOST_CHARACTERS:
                        raise ModelFault("The language model did not come to an end.")
                    texts.append(text)
                    pieces.put(text)
        _whole(ended)
        return Reply(
            "".join(texts), tokens_in=usage.get("input_tokens"), tokens_out=usage.get("output_tokens")
        )

    def _with_functions(self, prompt: Prompt) -> Any:
        """The chat with the prompt's functions bound to it; each set is bound once."""
        if not prompt.functions:
            return self._chat
        key = json.dumps(prompt.functions, sort_keys=True)
        if key not in self._bound:
            self._bound[key] = self._chat.bind_tools(list(prompt.functions))
        return self._bound[key]


def _chat(settings: ModelSettings) -> Any:
    """The client. Nothing but the settings decides where it connects: no redirect, no tracing, no second try."""
    import langsmith
    import openai
    from langchain_openai import ChatOpenAI
    from pydantic import SecretStr

    langsmith.configure(enabled=False)  # else a variable of the environment sends every prompt elsewhere, too
    plain: dict[str, Any] = {} if settings.temperature is None else {"temperature": settings.temperature}
    return ChatOpenAI(
        model=settings.name,
        base_url=settings.base_url,
        api_key=SecretStr(settings.api_key or "none"),
        use_responses_api=False,
        max_retries=0,
        timeout=settings.seconds,
        stream_usage=True,
        http_async_client=openai.DefaultAsyncHttpxClient(follow_redirects=False, timeout=settings.seconds),
        **plain,
    )


def _messages(prompt: Prompt) -> list[tuple[str, str]]:
    return [("system", prompt.instructions), ("human", prompt.message)]


def _read(message: Any) -> Reply:
    """Our own form of a reply; a ModelFault where it was cut off."""
    _whole(message.response_metadata.get("finish_reason"))
    usage = message.usage_metadata or {}
    calls = [
        FunctionCall(str(c["name"]), c["args"]) for c in message.tool_calls if isinstance(c["args"], dict)
    ]
    return Reply(
        text=str(message.text)[:MOST_CHARACTERS],
        calls=tuple(calls[: MOST_CALLS + 1]),
        tokens_in=usage.get("input_tokens"),
        tokens_out=usage.get("output_tokens"),
        unread=len(message.invalid_tool_calls),
    )


def _whole(ended: Any) -> None:
    """Raises ModelFault where a reply did not come to its own end."""
    if ended not in ("stop", "tool_calls", "function_call"):
        raise ModelFault("The language model's reply was cut off.")


@contextmanager
def _in_our_words() -> Iterator[None]:
    """Turns what the libraries raise into ModelFault: a server's own text is never shown."""
    try:
        yield
    except AssistantError:
        raise
    except TimeoutError:
        raise _late() from None
    except Exception as error:  # an edge: hostile servers make the libraries raise anything
        raise _fault(error) from None


def _fault(error: Exception) -> ModelFault:
    import openai

    if isinstance(error, openai.APITimeoutError):
        return _late()
    if isinstance(error, openai.APIStatusError):
        return _refused(error.status_code, error.response.headers.get("retry-after"))
    if isinstance(error, openai.APIConnectionError):
        return ModelFault("The language model cannot be reached.")
    return ModelFault("The language model's reply cannot be read.")


STATUS = {
    400: "The language model refused the request (400).",
    401: "The language model refused the key (401).",
    403: "The language model refused the key (403).",
    404: "The address knows no such language model (404).",
    429: "The language model is busy (429).",
}


def _refused(status: int, wait: str | None) -> ModelFault:
    said = STATUS.get(status, f"The language model's server failed ({status}).")
    try:
        return ModelFault(said, float(wait) if wait else None)
    except ValueError:
        return ModelFault(said)


def _late() -> ModelFault:
    return ModelFault("The language model did not answer in time.")


def _next(pieces: SimpleQueue[str | Reply | AssistantError], limit: Limit) -> str | Reply:
    while True:
        _look(limit)
        try:
            piece = pieces.get(timeout=LOOK_EVERY)
        except Empty:
            continue
        if isinstance(piece, AssistantError):
            raise piece
        return piece


def _look(limit: Limit) -> None:
    if limit.stop.is_set():
        raise Cancelled()
    if limit.left < -LOOK_EVERY:
        raise _late()


def trouble(settings: ModelSettings) -> str | None:
    """What is wrong with the address, in words; None where nothing is. Asks it for its models, loads no library."""
    found = SimpleQueue[str | None]()
    threading.Thread(target=lambda: found.put(_trouble(settings)), daemon=True).start()
    try:
        return found.get(timeout=CHECK_SECONDS)
    except Empty:
        return f"{settings.base_url} takes too long to answer. Is the model's server busy?"


def _trouble(settings: ModelSettings) -> str | None:
    from http.client import HTTPException
    from urllib.error import HTTPError, URLError
    from urllib.request import HTTPRedirectHandler, Request, build_opener

    class Stay(HTTPRedirectHandler):
        """The key goes to the address of the settings and nowhere else."""

        def redirect_request(self, *_: Any) -> None:
            return None

    headers = {"Authorization": f"Bearer {settings.api_key}"} if settings.api_key else {}
    request = Request(f"{settings.base_url}/models", headers=headers)
    try:
        with build_opener(Stay).open(request, timeout=CHECK_SECONDS) as got:
            rows = json.loads(got.read(1_000_000))["data"]
            names = _names(rows)
    except HTTPError as error:
        error.close()
        return _status_in_words(error.code, settings)
    except (URLError, OSError) as error:
        reason = getattr(error, "reason", error)
        return f"Nothing answers at {settings.base_url} ({reason}). Is the model's server running?"
    except (ValueError, KeyError, TypeError, HTTPException):
        return f"What answers at {settings.base_url} is no OpenAI-compatible server. The address often ends in /v1."
    if names and settings.name not in names and f"{settings.name}:latest" not in names:
        return f"{settings.base_url} has no model “{settings.name}”. It has {', '.join(names[:5])}."
    return None


def _status_in_words(status: int, settings: ModelSettings) -> str | None:
    if status in (401, 403):
        return f"{settings.base_url} refuses the key ({status}). Check OPENAI_API_KEY."
    if status == 404:
        return f"{settings.base_url} lists no models (404). The address often ends in /v1."
    if status == 429:
        return None
    return f"{settings.base_url} answers with an error ({status})."


def _names(rows: Any) -> list[str]:
    """Names of models that can be shown. Raises TypeError where there is no list of models."""
    found = [row.get("id") for row in rows if isinstance(row, dict)]
    return [name for name in found if isinstance(name, str) and name.isprintable() and len(name) < 100]
