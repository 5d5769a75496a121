"""What happens when someone arrives, asks, clicks, drops a file or presses Stop; where errors end."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.settings import Settings
from data.errors import AssistantError, Cancelled
from ui.data_panel import data_panel, summary
from ui.exports import Exports
from ui.made_panel import made_panel
from ui.messages import answered, asked, notice, welcome, working
from ui.session import Session
from ui.shared import SharedData

if TYPE_CHECKING:
    from assistant.answer import Answer

    Running = Generator[object, None, Answer]

EXAMPLES = 4
OFF, READS, READS_AND_WORDS = "Off", "Reads hard questions", "Reads, and words the answers"
"""What the language model does: the choices of the switch."""
WRONG = "Something went wrong on our side."
WRONG_HINT = "Nothing was lost; ask again or in other words. The details are in the program's log."

Shown = dict[Any, Any]
"""New values by component; components that are not named stay as they are."""


class Desk:
    """The page's behaviour. `session`, `chat`, `box`, `panel` and `made` are the components it writes to."""

    def __init__(self, shared: SharedData, exports: Exports, settings: Settings | None = None) -> None:
        self._settings = settings or Settings()
        self._shared = shared
        self._exports = exports
        self.session: Any = None
        self.chat: Any = None
        self.box: Any = None
        self.panel: Any = None
        self.made: Any = None

    def arrive(self) -> Iterator[Shown]:
        """A new visitor: a session of their own, then the data as soon as it is read."""
        session = Session(self._shared, self._settings)
        yield {self.session: session, self.chat: [working("Reading the data …")]}
        yield from self._edge(session, lambda: self._open(session))

    def message(self, message: dict[str, Any] | None, session: Session | None) -> Iterator[Shown]:
        """What was typed or dropped into the box; the box is emptied once, as the next question may be typed by then."""
        message = message or {}
        files = [Path(f) for f in message.get("files") or ()]
        typed = message.get("text") or ""
        if session is not None:
            empty = (
                not files and not typed.strip()
            )  # the question may be typed by now, and would be wiped out
            yield {self.box: gr.skip() if empty else gr.update(value=None)}
        if files:
            yield from self.files(files, session)
        if typed.strip():
            yield from self._ask(session, typed, lambda s: s.ask(typed))

    def click(self, session: Session | None, event: gr.EventData) -> Iterator[Shown]:
        """A button inside an answer: a question to ask, or an option to run."""
        said, place = event._data.get("say"), event._data.get("pick")
        if isinstance(said, str):
            yield from self._ask(session, said, lambda s: s.ask(said))
        elif session is not None and isinstance(place, str):
            try:
                label = session.option(place)["label"]
            except (LookupError, ValueError):
                return
            yield from self._ask(session, label, lambda s: s.pick(place))

    def files(self, files: Sequence[str | Path] | None, session: Session | None) -> Iterator[Shown]:
        """Files for this visitor alone."""
        paths = [Path(f) for f in files or ()]
        if paths and self._is_here(session):
            assert session is not None
            yield from self._edge(session, lambda: self._add(session, paths))

    def again(self, session: Session | None) -> Iterator[Shown]:
        """Start over: the conversation is forgotten, the data stays."""
        if self._is_here(session):
            assert session is not None
            session.start_over()
            yield from self._edge(session, lambda: self._open(session))

    def stop(self, session: Session | None) -> None:
        """Stop what is running."""
        if session is not None:
            session.stop()

    def model(self, choice: str, session: Session | None) -> None:
        """What a language model may do for this visitor."""
        if self._is_here(session):
            assert session is not None
            try:
                session.use_model(choice != OFF, narrates=choice == READS_AND_WORDS)
            except AssistantError as error:
                gr.Warning(str(error))

    def as_json(self, question: str, earlier: list[str] | None = None) -> dict[str, Any]:
        """Answer one question about the data that the page was started with, as JSON.

        Args:
            question: the question in plain words.
            earlier: questions asked before it in the same conversation, oldest first.
        """
        from assistant.ask import Assistant

        assistant = Assistant(self._shared.dataset())
        for before in earlier or ():
            assistant.ask(before)
        return assistant.ask(question).to_dict()

    def _open(self, session: Session) -> Iterator[Shown]:
        for note in session.ready():
            yield self._busy(session, str(note))
        yield from self._greet(session, 0)  # a question may be asked before the data is read

    def _add(self, session: Session, paths: list[Path]) -> Iterator[Shown]:
        names = ", ".join(path.name for path in paths)
        session.messages.append(asked(f"Open {names}"))
        yield self._busy(session, f"Reading {names} …")
        running = session.add(paths)
        for note in running:
            yield self._busy(session, str(note))
        yield from self._greet(session, len(session.messages))

    def _greet(self, session: Session, place: int) -> Iterator[Shown]:
        dataset = session.assistant.dataset
        title, detail = summary(dataset)
        examples = session.assistant.suggestions(EXAMPLES)
        session.messages.insert(place, welcome(title, detail, list(examples)))
        yield {self.chat: list(session.messages)}
        yield {self.panel: data_panel(dataset)}

    def _ask(
        self, session: Session | None, said: str, start: Callable[[Session], Running]
    ) -> Iterator[Shown]:
        if self._is_here(session):
            assert session is not None
            session.messages.append(asked(said))
            yield from self._edge(session, lambda: self._answer(session, start(session)))

    def _answer(self, session: Session, running: Running) -> Iterator[Shown]:
        yield self._busy(session, "Working it out …")
        answer = yield from self._noted(session, running)
        data = answer.to_dict()
        session.answers.append(data)
        session.messages.append(answered(data, len(session.answers) - 1, self._exports.save))

    def _noted(self, session: Session, running: Running) -> Generator[Shown, None, Answer]:
        """Shows what a running job says, and its answer as it grows; returns what it returns."""
        from assistant.answer import Answer

        while True:
            try:
                note = next(running)
            except StopIteration as end:
                answer: Answer = end.value
                return answer
            if isinstance(note, Answer):
                yield self._growing(session, note)
            else:
                yield self._busy(session, str(note))

    def _growing(self, session: Session, answer: Answer) -> Shown:
        """An answer whose text is still being worded: figures, chart and table stand already."""
        shown = answered(answer.to_dict(), len(session.answers), lambda text, name: "")
        return {self.chat: [*session.messages, shown, working("Putting it in words …")]}

    def _edge(self, session: Session, job: Callable[[], Iterator[Shown]]) -> Iterator[Shown]:
        """The one place where every error ends: said in the chat, with the session alive."""
        try:
            yield from job()
        except Cancelled as stopped:
            session.messages.append(notice(stopped.message, stopped.hint))
        except AssistantError as error:
            session.messages.append(notice(error.message, error.hint, wrong=True))
        except Exception:
            logging.getLogger("segue").exception("A question could not be answered")
            session.messages.append(notice(WRONG, WRONG_HINT, wrong=True))
        yield self._idle(session)

    def _busy(self, session: Session, note: str) -> Shown:
        return {
            self.chat: [*session.messages, working(note)],
            self.box: gr.update(submit_btn=False, stop_btn=True),
        }

    def _idle(self, session: Session) -> Shown:
        return {
            self.chat: list(session.messages),
            self.box: gr.update(submit_btn=True, stop_btn=False),
            self.made: _shown(made_panel(session)),
        }

    def _is_here(self, session: Session | None) -> bool:
        if session is None:
            gr.Warning("The page is still opening. Try again in a moment.")
        return session is not None


def _shown(html: str) -> Any:
    """New content; an empty place takes no room."""
    return gr.update(value=html, visible=bool(html))
