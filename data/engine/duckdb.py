"""One in-memory DuckDB for one dataset: filled, locked, then asked from many threads.

After `lock()` no statement can reach a file, the network, a Python variable or a setting, so a Query can
do no more than read and write tables of its own dataset.
"""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import duckdb
import numpy as np

from data.errors import AssistantError, Cancelled, TimeLimit
from data.work import Work

Rows = list[tuple[Any, ...]]

POLL_SECONDS = 0.02
IDLE_SECONDS = 5.0

_LOCKS = (
    # What a statement frees goes back at once: questions on a loaded table then add next to nothing to its size.
    "SET allocator_bulk_deallocation_flush_threshold = '1MB'",
    "SET enable_external_access = false",
    "SET python_enable_replacements = false",
    "SET autoload_known_extensions = false",
    "SET autoinstall_known_extensions = false",
    "SET allow_community_extensions = false",
    "SET lock_configuration = true",
)


def quoted(name: str) -> str:
    """A name as an SQL identifier, whatever signs it holds."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as an SQL literal, for the few places where DuckDB takes no parameter."""
    return "'" + text.replace("'", "''") + "'"


class Engine:
    """DuckDB for one dataset. Every call uses a cursor of its own, so threads may share an Engine."""

    def __init__(self, threads: int | None = None) -> None:
        cores = os.cpu_count() or 2
        self.threads = min(threads or cores, max(cores, 2))
        settings: dict[str, str | bool | int | float | list[str]] = {
            "threads": self.threads,
            "preserve_insertion_order": True,
            "temp_directory": os.path.join(tempfile.gettempdir(), f"segue-spill-{os.getpid()}"),
        }
        self._connection = duckdb.connect(":memory:", config=settings)
        self._connection.execute("SET TimeZone = 'UTC'").fetchall()
        self._opening = threading.Lock()
        self._watch = _Watch()
        self.locked = False

    def lock(self) -> None:
        """Shut files, network, extensions, Python variables and settings; cannot be undone."""
        if self.locked:
            return
        for statement in _LOCKS:
            self.execute(statement)
        self.locked = True

    def fetch(
        self, sql: str, params: Sequence[Any] = (), work: Work | None = None
    ) -> tuple[tuple[str, ...], Rows]:
        """Column names and all rows of a statement.

        Raises Cancelled or TimeLimit when `work` says so. What else goes wrong after `lock()` is an
        AssistantError, as nobody who asks can do anything about it; before, it is DuckDB's own error.
        """
        with self._plainly(), self._cursor() as cursor, self._watch.over(cursor, work):
            done = cursor.execute(sql, list(params)) if params else cursor.execute(sql)
            rows: Rows = done.fetchall()
            return tuple(entry[0] for entry in done.description or ()), rows

    def fetchnumpy(
        self, sql: str, params: Sequence[Any] = (), work: Work | None = None
    ) -> dict[str, np.ndarray]:
        """Columns as arrays: numbers with a missing value become float64 with nan, missing text is None,
        a missing date is NaT."""
        with self._plainly(), self._cursor() as cursor, self._watch.over(cursor, work):
            done = cursor.execute(sql, list(params)) if params else cursor.execute(sql)
            return {name: _plain(array) for name, array in done.fetchnumpy().items()}

    def execute(self, sql: str, params: Sequence[Any] = (), work: Work | None = None) -> None:
        """Run a statement for what it does."""
        self.fetch(sql, params, work)

    def store(self, table: str, columns: dict[str, np.ndarray]) -> None:
        """Create (or replace) a table from arrays of equal length; nan stays, None and NaT become NULL."""
        arrays = {f"c{i}": _storable(array) for i, array in enumerate(columns.values())}
        if not arrays or len({len(a) for a in arrays.values()}) != 1:
            raise ValueError("a table needs columns of equal length")
        names = ", ".join(
            f"{_cast(f'c{i}', array)} AS {quoted(name)}"
            for (i, name), array in zip(enumerate(columns), arrays.values(), strict=True)
        )
        with self._cursor() as cursor:
            cursor.register("segue_arrays", arrays)
            try:
                cursor.execute(
                    f"CREATE OR REPLACE TABLE {quoted(table)} AS SELECT {names} FROM segue_arrays"
                ).fetchall()
            finally:
                cursor.unregister("segue_arrays")

    @contextmanager
    def narrowed(self, threads: int | None) -> Iterator[None]:
        """Run what is inside with this many threads (None: as many as ever); only before `lock()`."""
        if threads is None or threads >= self.threads:
            yield
            return
        self.execute(f"SET threads = {int(threads)}")
        try:
            yield
        finally:
            self.execute(f"SET threads = {self.threads}")

    def tables(self) -> tuple[str, ...]:
        """Names of the stored tables."""
        return tuple(
            row[0] for row in self.fetch("SELECT table_name FROM duckdb_tables() ORDER BY table_oid")[1]
        )

    def close(self) -> None:
        """Free the memory; the Engine cannot be used afterwards."""
        self._connection.close()

    @contextmanager
    def _plainly(self) -> Iterator[None]:
        """Errors of the engine in words for a person; the engine's own message stays as the cause."""
        try:
            yield
        except duckdb.InterruptException:
            raise
        except duckdb.OutOfMemoryException as error:
            if not self.locked:
                raise
            raise AssistantError(
                "This needs more memory than the computer gives.",
                "Ask for fewer groups, or a part of the rows.",
            ) from error
        except duckdb.Error as error:
            if not self.locked:
                raise
            reason = str(error).splitlines()[0][:200]
            raise AssistantError(
                f"The data could not be asked this: {reason}", "Ask in another way, or for less at once."
            ) from error

    def _cursor(self) -> Any:
        with self._opening:
            return self._connection.cursor()


class _Watch:
    """Interrupts running statements whose work was stopped or is late.

    One thread for all statements, started by the first that has a `work` and gone after a few idle seconds: a
    short query pays for a dictionary entry only, and an Engine that rests holds no thread.
    """

    def __init__(self) -> None:
        self._running: dict[int, tuple[Any, Work]] = {}
        self._guard = threading.Lock()
        self._thread: threading.Thread | None = None
        self._wake = threading.Event()

    def over(self, cursor: Any, work: Work | None) -> _Watched:
        return _Watched(self, cursor, work)

    def add(self, cursor: Any, work: Work) -> None:
        with self._guard:
            self._running[id(cursor)] = (cursor, work)
            if self._thread is None:
                self._thread = threading.Thread(target=self._look, name="query-watch", daemon=True)
                self._thread.start()

    def remove(self, cursor: Any) -> None:
        with self._guard:
            self._running.pop(id(cursor), None)

    def _look(self) -> None:
        idle = 0.0
        while True:
            self._wake.wait(POLL_SECONDS)
            with self._guard:
                idle = 0.0 if self._running else idle + POLL_SECONDS
                if idle > IDLE_SECONDS:
                    self._thread = None
                    return
                self._interrupt_late()

    def _interrupt_late(self) -> None:
        """A method of its own, so that the resting thread holds no cursor alive."""
        for cursor, work in self._running.values():
            if _is_over(work):
                cursor.interrupt()


class _Watched:
    """A statement under watch; turns DuckDB's interruption into Cancelled or TimeLimit."""

    def __init__(self, watch: _Watch, cursor: Any, work: Work | None) -> None:
        self._watch, self._cursor, self._work = watch, cursor, work

    def __enter__(self) -> None:
        if self._work is not None:
            self._work.check()
            self._watch.add(self._cursor, self._work)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if self._work is None:
            return
        self._watch.remove(self._cursor)
        if isinstance(error, duckdb.InterruptException):
            self._work.check()


def _is_over(work: Work) -> bool:
    try:
        work.check()
    except (Cancelled, TimeLimit):
        return True
    return False


def _plain(array: Any) -> np.ndarray:
    """DuckDB's masked array as a plain one."""
    if not isinstance(array, np.ma.MaskedArray):
        return np.asarray(array)
    gone = np.ma.getmaskarray(array)
    kind = array.dtype.kind
    values = np.array(array.data, dtype=np.float64 if kind in "iufb" else None if kind in "mM" else object)
    values[gone] = np.nan if kind in "iufb" else np.datetime64("NaT") if kind == "M" else None
    return values


def _storable(array: np.ndarray) -> np.ndarray:
    """Numpy's fixed-width text would become an ENUM; as objects it is read as text."""
    array = np.ascontiguousarray(array)
    return array.astype(object) if array.dtype.kind in "US" else array


def _cast(name: str, array: np.ndarray) -> str:
    """Objects are stored as text unless they hold something else than text."""
    if array.dtype.kind == "O" and all(v is None or isinstance(v, str) for v in array):
        return f"CAST({name} AS VARCHAR)"
    return name
