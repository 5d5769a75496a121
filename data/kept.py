"""Things that are made once and used often: a bounded store with one lock a key."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

T = TypeVar("T")


class Kept:
    """The most recently used results of `build` functions, at most `most` of them.

    Two threads that ask for one key at once build it once: the second waits. Different keys never wait for
    each other. A build that fails leaves nothing behind. `dropped` is called with what had to go.
    """

    def __init__(self, most: int = 64, dropped: Callable[[Any], None] | None = None) -> None:
        self._most = most
        self._dropped = dropped
        self._made: OrderedDict[Hashable, Any] = OrderedDict()
        self._locks: dict[Hashable, tuple[threading.RLock, int]] = {}
        self._guard = threading.Lock()

    def __len__(self) -> int:
        return len(self._made)

    def get(self, key: Hashable, build: Callable[[], T]) -> T:
        """The kept value of a key, built if it is not there."""
        with self._guard:
            if key in self._made:
                self._made.move_to_end(key)
                return cast(T, self._made[key])
            lock, waiting = self._locks.get(key, (threading.RLock(), 0))
            self._locks[key] = (lock, waiting + 1)
        try:
            with lock:
                return self._build(key, build)
        finally:
            self._leave(key)

    def _build(self, key: Hashable, build: Callable[[], T]) -> T:
        with self._guard:
            if key in self._made:
                return cast(T, self._made[key])
        made = build()
        gone: list[Any] = []
        with self._guard:
            self._made[key] = made
            while len(self._made) > self._most:
                gone.append(self._made.popitem(last=False)[1])
        if self._dropped is not None:
            for value in gone:
                self._dropped(value)
        return made

    def _leave(self, key: Hashable) -> None:
        with self._guard:
            lock, waiting = self._locks[key]
            if waiting == 1:
                del self._locks[key]
            else:
                self._locks[key] = (lock, waiting - 1)
