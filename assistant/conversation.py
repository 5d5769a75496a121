"""What one person has asked so far: turns, what was defined, and the question that waits for an answer.

A conversation is never shared. What it makes (segments, groups, policies) lies in its own view of the data.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from assistant.plan import Plan, Step
from assistant.reading import Candidate
from data.query import Query
from tools._result import Group, Labelling, PolicyChange, Result

if TYPE_CHECKING:
    from assistant.answer import Answer
    from data.dataset import Dataset, View

Defining = Labelling | Group | PolicyChange


@dataclass(frozen=True)
class Turn:
    """One answered question.

    `plan` is what the question itself asked for, without the definitions put before it (the answer's plan is
    whole). `mentioned` are the names shown, in order ("the second one"). `intent` is the planner's own note.
    """

    question: str
    plan: Plan
    answer: Answer
    result: Result
    subject: Query | None = None
    mentioned: tuple[str, ...] = ()
    intent: Any = None


@dataclass(frozen=True)
class Definition:
    """A step whose artifacts later questions use by name."""

    step: Step
    made: tuple[Defining, ...]
    explicit: bool
    """Made because it was asked for (a named group, a policy), not on the way to an answer (segments)."""


@dataclass(frozen=True)
class Pending:
    """A question back: the next message is read as its answer first."""

    question: str
    options: tuple[Candidate, ...]


@dataclass
class Conversation:
    """The state of one chat. `view` is the dataset with this conversation's definitions in force; `unanswered` is the
    last message that got no answer: what leans on it must not be read as leaning on the answer before. `offered` are
    the readings that were offered for it, the likeliest first; `placed` says that all its words had a place in them, so
    that only which of them was in doubt. `phrases` are a person's own words, in lower case, and what they mean."""

    dataset: Dataset
    turns: list[Turn] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)
    pending: Pending | None = None
    unanswered: str | None = None
    offered: tuple[Candidate, ...] = ()
    placed: bool = False
    phrases: dict[str, str] = field(default_factory=dict)
    _before: list[list[Definition]] = field(default_factory=list)
    _view: View | None = None

    @property
    def view(self) -> View:
        """The dataset with labels, groups and policies of this conversation."""
        if self._view is None:
            self._view = self.dataset.view().with_artifacts(*self.in_force())
        return self._view

    @property
    def last(self) -> Turn | None:
        """The latest answered question."""
        return self.turns[-1] if self.turns else None

    def in_force(self) -> tuple[Defining, ...]:
        """Artifacts that hold now, oldest first; of two labellings or groups with one name the later."""
        made = [thing for definition in self.definitions for thing in definition.made]
        latest = {(type(thing), thing.name): thing for thing in made}
        return tuple(thing for thing in made if latest[type(thing), thing.name] is thing)

    def add(self, turn: Turn, made: list[Definition]) -> None:
        """Remember a turn and what its steps defined."""
        self._before.append(list(self.definitions))
        self.turns.append(turn)
        known = {_key(d.step) for d in self.definitions}
        self._define([*self.definitions, *(d for d in made if _key(d.step) not in known)])

    def undo(self) -> Definition | Turn | None:
        """Take back the last definition asked for; without one, the last turn. Returns what was taken."""
        for at in reversed(range(len(self.definitions))):
            if self.definitions[at].explicit:
                taken = self.definitions[at]
                self._define(self.definitions[:at] + self.definitions[at + 1 :])
                self._before = [[d for d in before if d is not taken] for before in self._before]
                self._forget_turn_of(taken)
                return taken
        if not self.turns:
            return None
        self._define(self._before.pop())
        return self.turns.pop()

    def left_open(self, question: str, offered: tuple[Candidate, ...] = (), placed: bool = False) -> None:
        """A message got no answer, and these readings of it were offered."""
        self.unanswered, self.offered, self.placed = question, offered, placed

    def closed(self) -> None:
        """Nothing waits for an answer any more."""
        self.unanswered, self.offered, self.placed = None, (), False

    def told(self) -> str:
        """What was asked and answered so far, in a short text: two conversations that went the same way have the same."""
        turns = [
            (t.question, t.plan.model_dump_json(), t.intent.model_dump_json() if t.intent is not None else "")
            for t in self.turns
        ]
        steps = [(d.step.model_dump_json(), d.explicit) for d in self.definitions]
        rest = [self.unanswered, self.placed, *(c.plan.model_dump_json() for c in self.offered)]
        return hashlib.blake2b(json.dumps([turns, steps, rest]).encode(), digest_size=16).hexdigest()

    def start_over(self) -> None:
        """Forget everything but the data."""
        self.turns, self._before, self.pending = [], [], None
        self.closed()
        self.phrases = {}
        self._define([])

    def whole(self, plan: Plan) -> Plan:
        """The plan after the definitions that it needs: policies always, the rest when used by name."""
        return compose(self._needed(plan), plan)

    def core(self, plan: Plan) -> Plan:
        """The plan without leading steps that only repeat definitions in force."""
        known = {_key(d.step) for d in self.definitions}
        steps = list(plan.steps)
        while len(steps) > 1 and _key(steps[0]) in known and not _refers(steps[1:], 1):
            steps = [renumber(step, {i: i - 1 for i in range(2, len(steps) + 1)}) for step in steps[1:]]
        return Plan(steps=tuple(steps))

    def _define(self, definitions: list[Definition]) -> None:
        self.definitions, self._view = definitions, None

    def _forget_turn_of(self, taken: Definition) -> None:
        """Drop the turn that made it: a later follow-up or undo means another one."""
        made = [at for at, turn in enumerate(self.turns) if turn.plan.steps[-1] == taken.step]
        for at in made[-1:]:
            del self.turns[at], self._before[at]

    def _needed(self, plan: Plan) -> list[Step]:
        """Walks back from the plan: what a needed definition uses by name is needed too, but of two with one
        name only the later."""
        asked = [step.args for step in plan.steps]
        needed, in_force = list[Step](), self.in_force()
        for definition in reversed(self.definitions):
            always = any(isinstance(thing, PolicyChange) for thing in definition.made)
            holding = [thing for thing in definition.made if any(thing is held for held in in_force)]
            used = always or any(uses(args, thing.name) for args in asked for thing in holding)
            if used and definition.step != plan.steps[-1]:
                needed.insert(0, definition.step)
                asked.append(definition.step.args)
        return needed


def compose(before: list[Step], plan: Plan) -> Plan:
    """The steps of `before`, then the plan's; none is repeated, references follow."""
    steps, place = list(before), {_key(step): at for at, step in enumerate(before, 1)}
    moved = dict[int, int]()
    for at, step in enumerate(plan.steps, 1):
        step = renumber(step, moved)
        last = at == len(plan.steps)
        if _key(step) in place and not last:
            moved[at] = place[_key(step)]
            continue
        steps.append(step)
        moved[at] = place[_key(step)] = len(steps)
    return Plan(steps=tuple(steps))


def renumber(step: Step, moved: dict[int, int]) -> Step:
    """The step with its references to earlier steps changed as told."""

    def change(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: item if key == "lit" else change(item) for key, item in value.items()}
        if isinstance(value, (list, tuple)):
            return [change(item) for item in value]
        if to := reference(value):
            return f"${moved.get(to.step, to.step)}" + (f".{to.fact}" if to.fact else "")
        return value

    return Step(tool=step.tool, args=change(step.args))


REFERENCE = re.compile(r"\$([1-9][0-9]*)(?:\.(.+))?")


@dataclass(frozen=True)
class Reference:
    """ "$3" is what step 3 made or its headline, "$3.total" one of its facts."""

    step: int
    fact: str | None = None


def reference(value: Any) -> Reference | None:
    """The reference that a text is, None for anything else."""
    found = REFERENCE.fullmatch(value) if isinstance(value, str) else None
    return Reference(int(found[1]), found[2]) if found else None


def uses(args: Any, name: str) -> bool:
    """Whether a step's arguments name an artifact: "segment", or "customer.segment" through a join."""
    return any(text == name or text.endswith(f".{name}") for text in _texts(args))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _texts(item)


def _refers(steps: list[Step], at: int) -> bool:
    found = (reference(text) for step in steps for text in _texts(step.args))
    return any(to.step == at for to in found if to)


def _key(step: Step) -> str:
    return json.dumps([step.tool, step.args], sort_keys=True)
