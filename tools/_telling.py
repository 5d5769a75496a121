"""What a tool puts together while it works: facts, warnings, flags and words, in the order in which they come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tools._caveats import caveat
from tools._result import Caveat, Fact, Scalar


@dataclass
class Telling:
    """The parts of a Result that grow step by step."""

    facts: list[Fact] = field(default_factory=list)
    caveats: list[Caveat] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)
    words: dict[str, str] = field(default_factory=dict)

    def caveat(self, name: str, /, **given: str | Fact) -> None:
        """Something that the reader must know, by its name in caveats.yaml."""
        self.caveats.append(caveat(name, **given))

    def value(self, id: str) -> Scalar:
        """The value of a fact that is there, else None."""
        return next((f.value for f in self.facts if f.id == id), None)


def listed(names: Sequence[str]) -> str:
    """a, b and c."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""
