"""A planner that reads from a script, behind the same interface as the real ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from assistant.ask import Assistant
from assistant.conversation import Conversation
from assistant.narrator.template import story
from assistant.plan import Plan, Step
from assistant.reading import Candidate, Reading


class ScriptedPlanner:
    """Gives the Reading written for a question; an empty Reading for all others."""

    def __init__(self, script: dict[str, Reading]) -> None:
        self.script = script

    def read(self, question: str, conversation: Conversation) -> Reading:
        """The written Reading."""
        return self.script.get(question.strip(" ?!.").lower(), Reading(question, ignored=(question,)))


def mean_plan(column: str = "income", by: str | None = "city", where: tuple[Any, ...] = ()) -> Plan:
    """The mean of a column of the customer table, by another."""
    query: dict[str, Any] = {
        "source": "customers",
        "where": list(where),
        "measures": [{"name": f"average {column}", "expr": {"agg": "mean", "of": {"col": column}}}],
    }
    if by:
        query["groups"] = [{"name": by, "expr": {"col": by}}]
    return Plan(steps=(Step(tool="query", args={"query": query, "answer": "table" if by else "value"}),))


def candidate(plan: Plan, reading: str = "as asked", confidence: float = 0.9, **rest: Any) -> Candidate:
    """A confident candidate."""
    return Candidate(plan, reading, confidence, **rest)


def step_plan(tool: str, **args: Any) -> Plan:
    """A plan of one step."""
    return Plan(steps=(Step(tool=tool, args=args),))


OVER_70 = {"op": "gt", "args": [{"col": "age"}, {"lit": 70}]}

SCRIPT = {
    "average income by city": Reading(
        "", (candidate(mean_plan(), "Average income by city"),), ignored=("boss",)
    ),
    "average spend": Reading("", (candidate(mean_plan("spend", None), "Average spend"),)),
    "average age": Reading("", (candidate(mean_plan("age", None), "Average age"),)),
    "average of a wrong column": Reading("", (candidate(mean_plan("incme")),)),
    "which is best": Reading(
        "",
        (
            candidate(mean_plan("spend"), "Best city by spend", 0.6),
            candidate(mean_plan("incme"), "Best city by a column that is not there", 0.6),
            candidate(mean_plan("income"), "Best city by income", 0.6),
        ),
        unclear="Best by what?",
    ),
    "spend or income": Reading(
        "", (candidate(mean_plan("spend", None), "spend"), candidate(mean_plan("income", None), "income"))
    ),
    "spend twice": Reading(
        "", (candidate(mean_plan("spend", None), "spend"), candidate(mean_plan("spend", None), "spend again"))
    ),
    "perhaps spend": Reading(
        "",
        (
            candidate(mean_plan("spend", None), "Spend", 0.6),
            candidate(mean_plan("income", None), "Income", 0.52),
        ),
    ),
    "hardly spend": Reading("", (candidate(mean_plan("spend", None), "Average spend of all", 0.3),)),
    "not placed": Reading("", (candidate(mean_plan("spend", None), "Spend"),), unlicensed=("twice",)),
    "call people over 70 seniors": Reading(
        "", (candidate(step_plan("define", source="customers", where=[OVER_70], name="seniors"), "Seniors"),)
    ),
    "average spend of seniors": Reading(
        "",
        (
            candidate(
                mean_plan("spend", None, ({"op": "eq", "args": [{"col": "seniors"}, {"lit": True}]},)),
                "Average spend of seniors",
            ),
        ),
    ),
    "leave out hull": Reading(
        "",
        (
            candidate(
                step_plan(
                    "policy",
                    source="customers",
                    kind="exclude",
                    where=[{"op": "eq", "args": [{"col": "city"}, {"lit": "Hull"}]}],
                ),
                "Leave out Hull",
            ),
        ),
    ),
    "hello": Reading("", talk="hello"),
    "help": Reading("", talk="help"),
    "undo": Reading("", talk="undo"),
    "what is rfm": Reading("", talk="define"),
    "start over": Reading("", talk="start_over"),
}


@pytest.fixture
def scripted(customers: Any) -> Callable[..., Assistant]:
    """Makes assistants on the customer table that read from the script."""

    def make(**rest: Any) -> Assistant:
        return Assistant(customers, planner=ScriptedPlanner(SCRIPT), **rest)

    return make


@pytest.fixture
def template_adds(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Adds lines to the end of every template."""

    def add(lines: str) -> None:
        for place in ("template", "llm"):
            monkeypatch.setattr(f"assistant.narrator.{place}.story", lambda tool: f"{story(tool)}\n{lines}\n")

    return add
