import threading
from collections.abc import Generator
from typing import Any

import pytest

from data.errors import Cancelled, LoadError
from data.work import Work
from ui.watched import watched


def finish(running: Generator[str, None, Any]) -> tuple[list[str], Any]:
    notes = []
    while True:
        try:
            notes.append(next(running))
        except StopIteration as end:
            return notes, end.value


def test_progress_is_passed_on_and_the_result_returned() -> None:
    told = threading.Event()

    def job(work: Work) -> int:
        work.progress(0.5, "half way")
        told.wait(10)
        return 7

    running = watched(job, Work())
    assert next(running) == "half way"
    told.set()
    assert finish(running)[1] == 7


def test_an_error_of_the_job_is_raised_where_it_is_watched() -> None:
    def job(work: Work) -> None:
        raise LoadError("It is empty.")

    with pytest.raises(LoadError, match="It is empty"):
        finish(watched(job, Work()))


def test_stop_is_felt_even_when_the_job_does_not_look() -> None:
    never, work = threading.Event(), Work()
    running = watched(lambda work: never.wait(30), work)
    work.stop.set()
    with pytest.raises(Cancelled):
        finish(running)
    never.set()


def test_a_watcher_who_leaves_stops_the_job() -> None:
    stopped = threading.Event()

    def job(work: Work) -> None:
        work.progress(0.0, "started")
        work.stop.wait(30)
        stopped.set()

    running = watched(job, Work())
    next(running)
    running.close()
    assert stopped.wait(10)
