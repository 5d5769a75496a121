"""One visitor: the data at hand, the conversation about it, and what the chat shows. Never shared."""

from __future__ import annotations

import threading
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.settings import Settings
from data.work import Work
from ui.shared import SharedData, read
from ui.watched import watched

if TYPE_CHECKING:
    from assistant.answer import Answer
    from assistant.ask import Assistant
    from assistant.conversation import Defining
    from data.dataset import Dataset

Data = dict[str, Any]


class Session:
    """`messages` is the chat as it stands; `answers` are those that its buttons belong to, in order."""

    def __init__(self, shared: SharedData, settings: Settings | None = None) -> None:
        self.messages: list[Any] = []
        self.answers: list[Data] = []
        self.files: tuple[Path, ...] = ()
        self.settings = settings or Settings()
        self._shared = shared
        self._assistant: Assistant | None = None
        self._work: Work | None = None
        self._one_at_a_time = threading.Lock()

    @property
    def assistant(self) -> Assistant:
        """The conversation so far; begins with the shared data, for which it waits."""
        if self._assistant is None:
            self._begin(self._shared.dataset())
        assert self._assistant is not None
        return self._assistant

    def ready(self) -> Generator[object, None, None]:
        """Wait for the data, so that a page can show that it does."""
        yield from watched(lambda work: self.assistant, Work())

    def ask(self, question: str) -> Generator[object, None, Answer]:
        """Yields what is being done, returns the answer. Raises Cancelled on Stop."""
        answer: Answer = yield from self._run(lambda work: self.assistant.ask(question, work))
        return answer

    def pick(self, place: str) -> Generator[object, None, Answer]:
        """Run the option that `place` ("turn:option", "turn.part:option") names, as `ask` does."""
        plan = self.option(place)["plan"]
        answer: Answer = yield from self._run(lambda work: self.assistant.run(plan, work))
        return answer

    def option(self, place: str) -> Data:
        """The option behind a button. Raises LookupError or ValueError for a place that no button names."""
        turn, _, at = place.partition(":")
        first, _, part = turn.partition(".")
        answer = self.answers[int(first)]
        chosen: Data = (answer["parts"][int(part)] if part else answer)["options"][int(at)]
        return chosen

    def add(self, files: Sequence[Path]) -> Generator[object, None, Dataset]:
        """Open files for this visitor alone, beside those added before; one of the same name takes its place.

        Raises:
            LoadError: a file cannot be read; what was there stays.
        """
        new = {file.name for file in files}
        together = (*(old for old in self.files if old.name not in new), *files)
        dataset: Dataset = yield from self._run(lambda work: read(together, work))
        self._begin(dataset)
        self.files = together
        return dataset

    def in_force(self) -> tuple[Defining, ...]:
        """What this conversation made and changed, oldest first."""
        return self._assistant.conversation.in_force() if self._assistant else ()

    def use_model(self, on: bool, *, narrates: bool) -> None:
        """Let a language model help this visitor, or not. Raises AssistantError where none is set up."""
        self.assistant.use_model(on, narrates=narrates)
        self.settings = self.assistant.settings

    def stop(self) -> None:
        """Stop what is running; nothing happens where nothing is."""
        if self._work is not None:
            self._work.stop.set()

    def start_over(self) -> None:
        """Forget the conversation; the data stays."""
        self.stop()
        self.messages, self.answers = [], []
        if self._assistant is not None:
            self._begin(self._assistant.dataset)

    def _begin(self, dataset: Dataset) -> None:
        from assistant.ask import Assistant

        self._assistant = Assistant(dataset, settings=self.settings)

    def _run(self, job: Any) -> Generator[object, None, Any]:
        """One job at a time: a stopped one may still be winding down when the next is asked."""

        def alone(work: Work) -> Any:
            with self._one_at_a_time:
                work.check()
                return job(work)

        self._work = Work() if self._assistant is None else self._limits()
        return (yield from watched(alone, self._work))

    def _limits(self) -> Work:
        settings = self.assistant.settings
        return Work(seed=settings.seed, seconds=settings.seconds)
