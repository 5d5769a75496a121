"""What became of each case, and the arithmetic of it.

The judgement itself is the public scorer's: it lies beside the project (../shared/evals/score.py), is loaded
from there and never copied.
"""

from __future__ import annotations

import importlib.util
import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Case = dict[str, Any]
Turn = dict[str, Any]

BOXES = ("right", "wrong", "asked", "failed")
Z95 = 1.959963984540054
"""Two-sided 95 % of the normal distribution."""


class Absent(Exception):
    """The shared cases or their scorer are not beside the project."""


@dataclass(frozen=True)
class Scorer:
    """`judge` puts a case's last answer into a box; `ungrounded` lists figures of its text without a fact."""

    judge: Callable[[Case, Turn], str]
    ungrounded: Callable[[Turn], list[str]]


@dataclass(frozen=True)
class Scored:
    """One case. Times in milliseconds, one entry a turn."""

    id: str
    box: str
    table: str
    kind: str
    tags: tuple[str, ...]
    answered: bool
    loose: tuple[str, ...]
    read_ms: tuple[float, ...]
    total_ms: tuple[float, ...]


def load_scorer(path: Path) -> Scorer:
    """The public scorer as functions. Raises Absent where it is not there."""
    spec = importlib.util.spec_from_file_location("public_scorer", path) if path.is_file() else None
    if spec is None or spec.loader is None:
        raise Absent(f"The scorer {path.name} is not in {path.parent}.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return Scorer(module.judge, module.ungrounded)


def score(case: Case, turns: Sequence[Turn], scorer: Scorer) -> Scored:
    """Judge a case by its last turn; a missing answer is a failed one."""
    last = turns[-1] if turns else {}
    answered = last.get("status") == "answered"
    return Scored(
        id=str(case["id"]),
        box=scorer.judge(case, last),
        table=" + ".join(case["data"]),
        kind=case["answer_type"],
        tags=tuple(case.get("tags") or ()),
        answered=answered,
        loose=tuple(scorer.ungrounded(last)) if answered else (),
        read_ms=_times(turns, "plan"),
        total_ms=_times(turns, "total"),
    )


def _times(turns: Sequence[Turn], part: str) -> tuple[float, ...]:
    return tuple(float(t["timings_ms"][part]) for t in turns if part in (t.get("timings_ms") or {}))


def tally(scored: Iterable[Scored]) -> dict[str, int]:
    """How many cases lie in each box, and `n`."""
    found = Counter(s.box for s in scored)
    return {**{box: found[box] for box in BOXES}, "n": found.total()}


def split(scored: Iterable[Scored], names: Callable[[Scored], Iterable[str]]) -> dict[str, dict[str, int]]:
    """Tallies by name, in alphabetical order; a case may have several names."""
    parts: dict[str, list[Scored]] = {}
    for one in scored:
        for name in names(one):
            parts.setdefault(name, []).append(one)
    return {name: tally(parts[name]) for name in sorted(parts)}


def wilson(part: int, whole: int) -> tuple[float, float]:
    """95 % interval of a share (Wilson 1927), as fractions; of nothing, everything is possible."""
    if whole == 0:
        return 0.0, 1.0
    share, spread = part / whole, Z95**2 / whole
    middle = (share + spread / 2) / (1 + spread)
    half = Z95 * math.sqrt(share * (1 - share) / whole + spread / (4 * whole)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def quantile(values: Iterable[float], at: float) -> float | None:
    """The smallest value that at least the share `at` of the values do not exceed; None of no values."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(at * len(ordered)) - 1)] if ordered else None
