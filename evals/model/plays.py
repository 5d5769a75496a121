"""Models to play: good and weak ones, ones that lie, and ones that work for somebody else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from evals.model.server import Asked, Play, Say

Data = dict[str, Any]
QUESTION = re.compile(r"^Question: (\".*\")$", re.MULTILINE)


def question_of(asked: Asked) -> str:
    """The question that a prompt for a plan asks."""
    found = QUESTION.search(asked.message)
    return str(json.loads(found[1])) if found else ""


def planned(*steps: tuple[str, Data], because: Iterable[tuple[str, str]] = ()) -> Say:
    """A plan with its reasons: pairs of what is used and the words that call for it."""
    reasons = [{"uses": uses, "quote": quote} for uses, quote in because]
    made = {"steps": [{"tool": tool, "args": args} for tool, args in steps], "because": reasons}
    return Say(calls=(("plan", made),), finish="tool_calls")


def queried(query: Data, *because: tuple[str, str]) -> Say:
    """A plan of one query."""
    return planned(("query", {"query": query}), because=because)


def cannot(*words: str) -> Say:
    """The model says what it can't place."""
    return Say(calls=(("cannot", {"words": list(words)}),), finish="tool_calls")


def facts_of(asked: Asked) -> list[Data]:
    """The facts that a prompt for a text holds."""
    return list(json.loads(asked.message)["facts"])


def scripted(plans: dict[str, Say], text: Say | None = None) -> Play:
    """Plans by question, one text for all; what is not in the script is said to be unknown."""

    def play(asked: Asked) -> Say:
        if not asked.functions:
            return text or Say()
        return plans.get(question_of(asked), cannot())

    return play
