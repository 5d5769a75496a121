"""What one question may spend on a language model, and what it did: calls, seconds, tokens, and what left."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Event
from typing import Any

from assistant.llm import ChatModel, Limit, ModelFault, Prompt, Reply
from assistant.settings import ModelSettings
from data.errors import AssistantError, Cancelled

MOST_CALLS = 2
LONGEST_WAIT = 5.0
"""A server that asks for a longer pause than this is not waited for."""


class NotSent(AssistantError):
    """Nothing was sent: a dry run, or the question's calls are used up. No fault of the model."""


@dataclass
class Purse:
    """At most two calls and the model's seconds for one question. Raises ModelFault, NotSent or Cancelled."""

    model: ChatModel
    settings: ModelSettings
    stop: Event = field(default_factory=Event)
    calls: int = 0
    seconds: float = 0.0
    tokens_in: int = 0
    tokens_out: int = 0
    estimated: bool = False
    fields: dict[str, None] = field(default_factory=dict)
    shown: list[Prompt] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    refused: bool = False
    """A plan of the model did not run: it is not asked for another one."""

    def reply(self, prompt: Prompt) -> Reply:
        """One whole reply; a busy server is asked once more where it names a short wait."""
        try:
            return self._reply(prompt)
        except ModelFault as fault:
            if not self._may_wait(fault.retry_after):
                raise
            started = time.monotonic()
            if self.stop.wait(fault.retry_after):
                raise Cancelled() from None
            self.seconds += time.monotonic() - started
            self.faults.pop()
            return self._reply(prompt)

    def stream(self, prompt: Prompt) -> Iterator[str]:
        """The text in pieces as it comes."""
        limit, started = self._pay(prompt), time.monotonic()
        said = 0
        try:
            for piece in self.model.stream(prompt, limit):
                if isinstance(piece, Reply):
                    self._count(prompt, piece)
                    return
                said += len(piece)
                yield piece
        except ModelFault as fault:
            self._fault(prompt, fault, said)
            raise
        finally:
            self.seconds += time.monotonic() - started

    def told(self) -> dict[str, Any] | None:
        """`sent_to_model` of the answer; None where nothing left."""
        if not self.calls:
            return None
        price = self._price()
        return {
            "calls": self.calls, "tokens_in": self.tokens_in, "tokens_out": self.tokens_out,
            "fields": list(self.fields), "ms": round(self.seconds * 1000, 1), "model": self.settings.name,
            **({"estimated": True} if self.estimated else {}), **({} if price is None else {"price": price}),
        }  # fmt: skip

    def _reply(self, prompt: Prompt) -> Reply:
        limit, started = self._pay(prompt), time.monotonic()
        try:
            reply = self.model.reply(prompt, limit)
        except ModelFault as fault:
            self._fault(prompt, fault, 0)
            raise
        finally:
            self.seconds += time.monotonic() - started
        self._count(prompt, reply)
        return reply

    def _pay(self, prompt: Prompt) -> Limit:
        """Take one call out, where there is one and time for it."""
        self.shown.append(prompt)
        if self.settings.dry_run:
            raise NotSent("This is a dry run: nothing was sent.")
        if self.calls >= MOST_CALLS:
            raise NotSent("The calls for this question are used up.")
        if self.seconds >= self.settings.seconds:
            raise ModelFault("The language model did not answer in time.")
        self.calls += 1
        self.fields |= dict.fromkeys(prompt.fields)
        return Limit(time.monotonic() + self.settings.seconds - self.seconds, self.stop)

    def _may_wait(self, seconds: float | None) -> bool:
        left = self.settings.seconds - self.seconds
        return seconds is not None and 0 <= seconds < min(left, LONGEST_WAIT) and self.calls < MOST_CALLS

    def _fault(self, prompt: Prompt, fault: ModelFault, said: int) -> None:
        self.faults.append(fault.message)
        self._count(prompt, Reply(" " * said))

    def _count(self, prompt: Prompt, reply: Reply) -> None:
        """The server's own figures; ours, marked as such, where it tells none."""
        self.estimated = self.estimated or reply.tokens_in is None
        self.tokens_in += prompt.tokens if reply.tokens_in is None else reply.tokens_in
        self.tokens_out += len(reply.text) // 4 if reply.tokens_out is None else reply.tokens_out

    def _price(self) -> float | None:
        if self.settings.prices is None:
            return None
        per_in, per_out = self.settings.prices
        return round((self.tokens_in * per_in + self.tokens_out * per_out) / 1e6, 6)
