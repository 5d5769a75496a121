"""A plan: up to a handful of typed steps. A later step may refer to an earlier one as "$1", "$2", ..."""

from __future__ import annotations

from typing import Any

from data.query import Frozen


class Step(Frozen):
    """One tool call; `args` is the canonical JSON of the tool's argument model."""

    tool: str
    args: dict[str, Any]


class Plan(Frozen):
    """Everything that is needed to run a question again, also in a new process: defining steps come first."""

    steps: tuple[Step, ...]
