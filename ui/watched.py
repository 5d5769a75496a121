"""A long job beside the page: what it reports is passed on, and Stop is felt at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from concurrent.futures import Future
from dataclasses import replace
from queue import Empty, SimpleQueue
from typing import TypeVar

from data.errors import Cancelled
from data.work import Work

T = TypeVar("T")
Note = object
"""A text, or an answer that still grows."""
LOOK_EVERY = 0.1
"""Seconds between two looks at the Stop button."""


def watched(job: Callable[[Work], T], work: Work) -> Generator[Note, None, T]:
    """Run `job` in a thread of its own; yields its progress texts and the answer as it grows, returns its result,
    raises its error.

    Raises:
        Cancelled: `work.stop` was set. The job ends at its next check; its result is dropped.
    """
    notes = SimpleQueue[Note]()
    told = replace(work, report=lambda done, text: notes.put(text), preview=notes.put)
    future = _started(job, told)
    try:
        while not future.done():
            if work.stop.is_set():
                raise Cancelled()
            yield from _news(notes)
    finally:
        work.stop.set()  # also when the browser has gone: nobody waits for the result
    return future.result()


def _news(notes: SimpleQueue[Note]) -> Generator[Note, None, None]:
    try:
        yield notes.get(timeout=LOOK_EVERY)
    except Empty:
        return


def _started(job: Callable[[Work], T], work: Work) -> Future[T]:
    future = Future[T]()

    def run() -> None:
        try:
            future.set_result(job(work))
        except BaseException as error:  # carried over to the thread that waits
            future.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return future
