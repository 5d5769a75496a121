"""The data that the page was started with: opened once, in the background, and shared by all who visit."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

from data.work import Work

if TYPE_CHECKING:
    from data.dataset import Dataset


class SharedData:
    """`paths` as one immutable dataset. `open` starts reading; `dataset` waits until it is there."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self.paths = tuple(paths)
        self._opened: Future[Dataset] = Future()
        self._lock = threading.Lock()
        self._asked = False

    def open(self) -> None:
        """Read the files, once; a problem is kept and raised to each who asks for the dataset."""
        with self._lock:
            if self._asked:
                return
            self._asked = True
        try:
            self._opened.set_result(read(self.paths, Work()))
        except Exception as error:  # told to every visitor, by `dataset`
            self._opened.set_exception(error)

    def dataset(self) -> Dataset:
        """The dataset; raises LoadError where the files cannot be read."""
        self.open()
        return self._opened.result()


def read(paths: Sequence[Path], work: Work) -> Dataset:
    """Open files as one dataset. The data layer is loaded here, not when the page starts."""
    from data.dataset import Dataset

    return Dataset.open(*paths, work=work)
