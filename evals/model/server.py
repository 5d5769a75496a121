"""A scripted model behind real HTTP: the OpenAI-compatible part that clients use, one reply a request.

    with serve(lambda asked: Say(text="Hello.")) as server:
        ModelSettings("played", base_url=server.url)

A play is a function of what was asked. It says what comes back, how slowly, and how broken. The server itself
takes under 2 ms a call (`python -m evals.model.server` measures it), so that what is measured is the product.
"""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Data = dict[str, Any]
HELD = 30.0
"""Seconds that a stream waits at most for what it is held by."""


@dataclass(frozen=True)
class Asked:
    """A request as the play sees it."""

    body: Data

    @property
    def instructions(self) -> str:
        """The system message."""
        return self._said("system")

    @property
    def message(self) -> str:
        """The last message of a person."""
        return self._said("user")

    @property
    def functions(self) -> list[str]:
        """Names of the functions on offer."""
        return [tool["function"]["name"] for tool in self.body.get("tools") or ()]

    @property
    def characters(self) -> int:
        """All that was sent as prompt: messages, earlier calls in them, and the functions on offer."""
        said = sum(len(str(m.get("content") or "")) for m in self.body["messages"])
        sent = [m["tool_calls"] for m in self.body["messages"] if m.get("tool_calls")]
        sent += [self.body["tools"]] if self.body.get("tools") else []
        return said + sum(len(json.dumps(data, ensure_ascii=False)) for data in sent)

    def _said(self, role: str) -> str:
        found = [str(m["content"]) for m in self.body["messages"] if m.get("role") == role]
        return found[-1] if found else ""


@dataclass(frozen=True)
class Say:
    """A reply.

    calls    functions with their arguments; a text stands for broken JSON
    finish   None: the stream or reply ends without a reason
    delay    seconds before the first byte; `pause` between the pieces of a stream
    cut      close the connection after so many pieces of a stream
    raw      this body instead, whatever it is
    endless  never stop streaming
    hold     what a stream waits for before its end
    usage    False: tokens are not told
    """

    text: str = ""
    calls: tuple[tuple[str, Data | str], ...] = ()
    finish: str | None = "stop"
    status: int = 200
    headers: Data = field(default_factory=dict)
    delay: float = 0.0
    pause: float = 0.0
    cut: int | None = None
    raw: str | None = None
    endless: bool = False
    hold: threading.Event | None = None
    usage: bool = True


Play = Callable[[Asked], Say]


class Server(ThreadingHTTPServer):
    """Plays a model on a free port of this machine; `asked` keeps every request."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, play: Play) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.play = play
        self.asked: list[Asked] = []
        self.names = ["played"]
        self.looked_up = 0
        self.listing: Say | None = None
        """What is said when it is asked for its models, in the place of the list."""

    @property
    def url(self) -> str:
        """The base address for a client."""
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is nothing to report."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def setup(self) -> None:
        super().setup()
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def log_message(self, *_: Any) -> None:
        """Silence."""

    def do_GET(self) -> None:
        self.server.looked_up += 1
        if say := self.server.listing:
            time.sleep(say.delay)
            self._send(say.status, say.headers, (say.raw or say.text).encode())
            return
        listed = {"object": "list", "data": [{"id": name, "object": "model"} for name in self.server.names]}
        self._send(200, {}, json.dumps(listed).encode())

    def do_POST(self) -> None:
        asked = Asked(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.server.asked.append(asked)
        say = self.server.play(asked)
        if say.delay:
            time.sleep(say.delay)
        if say.status != 200:
            body = {"error": {"message": "<b>evil</b> details of the server", "type": "x"}}
            self._send(say.status, say.headers, json.dumps(body).encode())
        elif say.raw is not None:
            self._send(200, say.headers, say.raw.encode())
        elif asked.body.get("stream"):
            self._stream(say, asked)
        else:
            self._send(200, say.headers, json.dumps(_whole(say, asked)).encode())

    def _send(self, status: int, headers: Data, body: bytes) -> None:
        lines = [f"HTTP/1.1 {status} -", "Content-Type: application/json", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        self.wfile.write("\r\n".join([*lines, "", ""]).encode() + body)

    def _stream(self, say: Say, asked: Asked) -> None:
        head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
        self.wfile.write(head.encode())
        self.close_connection = True
        for at, piece in enumerate(_pieces(say)):
            if say.cut is not None and at >= say.cut:
                return
            if say.pause:
                time.sleep(say.pause)
            self.wfile.write(f"data: {json.dumps(piece)}\n\n".encode())
        if say.usage and (asked.body.get("stream_options") or {}).get("include_usage"):
            self.wfile.write(f"data: {json.dumps(_usage(say, asked))}\n\n".encode())
        if say.finish is not None:
            self.wfile.write(b"data: [DONE]\n\n")


def _whole(say: Say, asked: Asked) -> Data:
    message: Data = {"role": "assistant", "content": say.text or None}
    if say.calls:
        message["tool_calls"] = [_call(at, call) for at, call in enumerate(say.calls)]
    reply: Data = {
        "id": "r", "object": "chat.completion", "created": 0, "model": "played",
        "choices": [{"index": 0, "message": message, "finish_reason": say.finish}],
    }  # fmt: skip
    if say.usage:
        reply["usage"] = _tokens(say, asked)
    return reply


def _usage(say: Say, asked: Asked) -> Data:
    return {"id": "r", "object": "chat.completion.chunk", "created": 0, "model": "played", "choices": []} | {
        "usage": _tokens(say, asked)
    }


def _tokens(say: Say, asked: Asked) -> Data:
    sent, back = asked.characters // 4, len(say.text) // 4 + 1
    return {"prompt_tokens": sent, "completion_tokens": back, "total_tokens": sent + back}


def _call(at: int, call: tuple[str, Data | str]) -> Data:
    name, args = call
    written = args if isinstance(args, str) else json.dumps(args)
    return {"id": f"c{at}", "type": "function", "function": {"name": name, "arguments": written}}


def _pieces(say: Say) -> Iterator[Data]:
    words = say.text.split(" ")
    for at, word in enumerate(words):
        yield _piece({"role": "assistant", "content": word + (" " if at + 1 < len(words) else "")}, None)
    for at, call in enumerate(say.calls):
        yield _piece({"tool_calls": [{"index": at, **_call(at, call)}]}, None)
    while say.endless:
        yield _piece({"content": "and so on "}, None)
    if say.hold is not None:
        say.hold.wait(HELD)
    if say.finish is not None:
        yield _piece({}, say.finish)


def _piece(delta: Data, finish: str | None) -> Data:
    return {
        "id": "r", "object": "chat.completion.chunk", "created": 0, "model": "played",
        "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
    }  # fmt: skip


@contextmanager
def serve(play: Play) -> Iterator[Server]:
    """A server for the length of a block."""
    server = Server(play)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def milliseconds_a_call(server: Server, calls: int = 200) -> float:
    """What a call takes without any client library, in the middle of `calls`; above 2 no figure counts."""
    import http.client

    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1])
    connection.connect()
    connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    body = json.dumps({"messages": [{"role": "user", "content": "x"}]})
    spent = []
    for _ in range(calls):
        started = time.perf_counter()
        connection.request("POST", "/v1/chat/completions", body)
        connection.getresponse().read()
        spent.append(time.perf_counter() - started)
    connection.close()
    return sorted(spent)[calls // 2] * 1000


if __name__ == "__main__":
    with serve(lambda asked: Say(text="Hello.")) as played:
        print(f"{milliseconds_a_call(played):.2f} ms a call")
