"""Answers a file of cases: each a new conversation, each dataset loaded once while it is in use."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.answer import Answer
from assistant.ask import Assistant, failure
from assistant.settings import Settings
from data.errors import AssistantError, LoadError

if TYPE_CHECKING:
    from data.dataset import Dataset

KEPT = 3
"""Datasets held in memory at once."""


class Shelf:
    """The datasets used last, by their paths."""

    def __init__(self, load: Callable[[tuple[Path, ...]], Dataset], most: int = KEPT) -> None:
        self._load, self._most = load, most
        self._held: OrderedDict[tuple[Path, ...], Dataset] = OrderedDict()

    def take(self, paths: tuple[Path, ...]) -> Dataset:
        """The dataset of these files, loaded where it is not held."""
        if paths not in self._held:
            while len(self._held) >= self._most:
                self._held.popitem(last=False)
            self._held[paths] = self._load(paths)
        self._held.move_to_end(paths)
        return self._held[paths]


def run_batch(cases: Path, root: Path, out: Path, settings: Settings) -> int:
    """Answer all cases into `out`, a line each, with a progress bar on stderr. Returns how many there were.

    Raises:
        AssistantError: the file of cases or of answers cannot be opened.
    """
    lines = _lines(cases)
    shelf = Shelf(_load)
    try:
        target = out.open("w", encoding="utf-8")
    except OSError as error:
        raise AssistantError(f"“{out}” cannot be written: {error.strerror}.", "Name another file.") from None
    with target:
        for line in _with_progress(lines):
            target.write(
                json.dumps(answer_case(line, root, shelf, settings), ensure_ascii=False, allow_nan=False)
                + "\n"
            )
            target.flush()
    return len(lines)


def answer_case(line: str, root: Path, shelf: Shelf, settings: Settings) -> dict[str, Any]:
    """One case's answers. Never raises: what breaks is answered `failed`."""
    name: Any = None
    turns = [""]
    try:
        case = _case(line)
        name = case.get("id")
        _require_texts(case)
        turns = case["turns"]
        assistant = Assistant(shelf.take(_paths(case["data"], root)), settings=settings)
        return {"id": name, "answers": [_turn(assistant, question) for question in turns]}
    except AssistantError as error:
        return {"id": name, "answers": [failure(str(turn), error).to_dict() for turn in turns]}
    except Exception as error:  # the edge: one broken case must not stop the batch
        return {"id": name, "answers": [_broken(str(turn), error) for turn in turns]}


def _turn(assistant: Assistant, question: str) -> dict[str, Any]:
    try:
        return assistant.ask(question).to_dict()
    except Exception as error:  # the edge: the conversation goes on after a broken turn
        return _broken(question, error)


def _broken(question: str, error: Exception) -> dict[str, Any]:
    text = (
        f"This could not be answered ({type(error).__name__}: {error}). Ask it alone to see where it breaks."
    )
    return Answer(question, "failed", text=text).to_dict()


def _case(line: str) -> dict[str, Any]:
    try:
        case = json.loads(line)
    except json.JSONDecodeError as error:
        raise AssistantError(f"The line is no JSON: {error}.", "Each line is one case.") from None
    if not isinstance(case, dict):
        raise AssistantError(
            "The line is no case.", 'A case is {"id", "data": [paths], "turns": [questions]}.'
        )
    return case


def _require_texts(case: dict[str, Any]) -> None:
    for key in ("data", "turns"):
        if not isinstance(case.get(key), list) or not all(isinstance(item, str) for item in case[key]):
            raise AssistantError(f"The case has no list of texts “{key}”.", "Each case needs data and turns.")


def _paths(names: list[str], root: Path) -> tuple[Path, ...]:
    paths = tuple(root / name for name in names)
    for path in paths:
        if not path.is_file():
            raise LoadError(f"There is no file “{path.name}” below the data root.", "Check --data-root.")
    return paths


def _load(paths: tuple[Path, ...]) -> Dataset:
    from data.dataset import Dataset

    return Dataset.open(*paths)


def _lines(cases: Path) -> list[str]:
    try:
        return [line for line in cases.read_text(encoding="utf-8").splitlines() if line.strip()]
    except OSError as error:
        raise AssistantError(
            f"“{cases}” cannot be read: {error.strerror}.", "Name a file of cases."
        ) from None


def _with_progress(lines: list[str]) -> Iterator[str]:
    from tqdm import tqdm

    yield from tqdm(lines, unit="case", desc="answering")
