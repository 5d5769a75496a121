"""What a running job gets beside its input: a seed, a way to report progress, and a way to be stopped."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from data.errors import Cancelled, TimeLimit


def _silent(fraction: float, text: str) -> None:
    """Progress that nobody watches."""


def _unseen(answer: object) -> None:
    """An early look at an answer that nobody takes."""


@dataclass
class Work:
    """One run of one plan. `preview` takes an answer that still grows. Long tools call `check()` in their loops; it raises Cancelled or TimeLimit."""

    seed: int = 0
    report: Callable[[float, str], None] = _silent
    preview: Callable[[object], None] = _unseen
    seconds: float | None = None
    stop: threading.Event = field(default_factory=threading.Event)
    started: float = field(default_factory=time.monotonic)

    def progress(self, fraction: float, text: str) -> None:
        """Say how far the work is (0 to 1) and what it does; also a place to be stopped."""
        self.check()
        self.report(fraction, text)

    def check(self) -> None:
        """Raise if the person pressed Stop or the time is up."""
        if self.stop.is_set():
            raise Cancelled()
        if self.seconds is not None and time.monotonic() - self.started > self.seconds:
            raise TimeLimit(
                f"This took longer than {self.seconds:g} seconds.",
                "Narrow the question (a shorter period, fewer groups), or raise the time limit.",
            )
