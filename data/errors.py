"""Everything a person may be told when something cannot be done.

AssistantError
├── LoadError            a file could not be read
├── UnknownName          a table, column, measure or value that is not there; offers the nearest
├── InvalidQuery         a Query that cannot be compiled (summing text, an unknown operation)
├── Unsupported          the data or the method cannot answer; says what is missing
├── Cancelled            the person pressed Stop
└── TimeLimit            the work took longer than it was allowed
"""

from collections.abc import Iterable


class AssistantError(Exception):
    """A message that names what was received, and a hint that says what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class LoadError(AssistantError):
    """A file could not be read."""


class UnknownName(AssistantError):
    """A name that the data does not have; `nearest` holds the closest that it has."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        self.kind, self.name = kind, name
        self.nearest = nearest(name, known)
        offered = ", ".join(f"“{n}”" for n in self.nearest)
        hint = f"Did you mean {offered}?" if offered else f"There is no {kind} with a similar name."
        super().__init__(f"There is no {kind} called “{name}”.", hint)


class InvalidQuery(AssistantError):
    """A Query that has no meaning on this data."""


class Unsupported(AssistantError):
    """The data or the method cannot answer; the message says what is missing."""


class Cancelled(AssistantError):
    """Stopped by the person who asked."""

    def __init__(self) -> None:
        super().__init__("Stopped.", "Ask again whenever you like; nothing was lost.")


class TimeLimit(AssistantError):
    """The work took longer than allowed."""


def nearest(name: str, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """The names of `known` closest to `name` (case-blind), best first, none below a ratio of 60."""
    from rapidfuzz import fuzz, process  # on first use: a mistyped name is rare, and the import is not cheap

    hits = process.extract(
        name.lower(), {k: k.lower() for k in known}, scorer=fuzz.WRatio, limit=most, score_cutoff=60
    )
    return tuple(key for _, _, key in hits)
