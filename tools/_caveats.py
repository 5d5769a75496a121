"""What is said beside an answer: severities and texts are data (caveats.yaml), here they are filled.

    caveat("target.weak")
    caveat("profile.few", noun="customers", group="the north")

An entry goes by the tool that says it, its code and, where one code has several texts, a third word for which of them.
`{v.name}` is what the tool gives as it says it. `{id}`, a fact of the result, and `{w.key}`, one of its words, are
filled where the answer is told, as in a story: so every figure in a text is a fact.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tools._result import Caveat, Fact

_FILE = Path(__file__).parent / "caveats.yaml"
_GIVEN = re.compile(r"\{v\.(\w+)\}")


@dataclass(frozen=True)
class Cautions:
    """Caveats, the facts that they use, and flags for the story."""

    caveats: tuple[Caveat, ...] = ()
    facts: tuple[Fact, ...] = ()
    flags: frozenset[str] = frozenset()

    def __add__(self, other: Cautions) -> Cautions:
        return Cautions(self.caveats + other.caveats, self.facts + other.facts, self.flags | other.flags)


def caveat(name: str, /, **given: str | Fact) -> Caveat:
    """The caveat of that name; a fact that is given is told where the text has its name."""
    found = entries().get(name)
    if found is None:
        raise LookupError(f"caveats.yaml has no entry {name}")
    asked = set(_GIVEN.findall(found.text))
    if asked != set(given):
        raise TypeError(f"{name} is said with {sorted(given)}, but its text holds {sorted(asked)}")
    return Caveat(found.code, found.severity, _GIVEN.sub(lambda hole: _said(given[hole[1]]), found.text))


def caution(name: str, /, *facts: Fact, flag: str | None = None, **given: str | Fact) -> Cautions:
    """A caveat with the facts that it brings, those that are given among them."""
    brought = tuple(value for value in given.values() if isinstance(value, Fact))
    flags = frozenset({flag} if flag else ())
    return Cautions((caveat(name, **given),), tuple(dict.fromkeys((*facts, *brought))), flags)


@cache
def entries() -> dict[str, Caveat]:
    """All entries by name, with their texts as they are written."""
    # Every scalar stays text: YAML would read a code such as "off" as a boolean.
    file: dict[str, dict[str, Any]] = yaml.load(_FILE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return {
        f"{tool}.{key}": Caveat(key.partition(".")[0], said["severity"], said["text"])
        for tool, codes in file.items()
        for key, said in codes.items()
    }


def _said(value: str | Fact) -> str:
    return f"{{{value.id}}}" if isinstance(value, Fact) else value
