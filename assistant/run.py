"""Runs a plan: its steps in order, each seeing what the earlier ones made.

A plan is whole, so a run starts from the bare dataset: the same plan gives the same numbers in any process.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from assistant.conversation import Reference, reference
from assistant.plan import Plan, Step
from data.errors import InvalidQuery, UnknownName
from data.work import Work
from tools._names import match_label
from tools._result import Fact, Group, Headline, Labelling, Model, Result
from tools._tool import Args, Tool, discover

if TYPE_CHECKING:
    from data.dataset import Dataset, View


@dataclass(frozen=True)
class Ran:
    """Results of all steps, the last one's first in mind, and the view that the last step saw."""

    plan: Plan
    results: tuple[Result, ...]
    view: View

    @property
    def result(self) -> Result:
        """What the last step gave."""
        return self.results[-1]


def run(plan: Plan, dataset: Dataset, work: Work) -> Ran:
    """Run all steps.

    Results are kept in the dataset by what was asked and what was defined before, so that a segmentation is
    not computed again for each follow-up.

    Raises:
        AssistantError: an unknown tool or name, bad arguments, Stop, the time limit, or what a tool says.
    """
    if not plan.steps:
        raise InvalidQuery("The plan has no steps.", "A plan needs at least one step.")
    tools, results, view, context = discover(), list[Result](), dataset.view(), list[str]()
    for at, step in enumerate(plan.steps, 1):
        work.check()
        tool = find(step, tools)
        args = validated(tool, resolve(step.args, results))
        key = _key(tool.name, args, context, work.seed)
        result = dataset.kept(key, _runner(tool, args, view, _share(work, at, len(plan.steps))))
        results.append(result)
        if made := [thing for thing in result.artifacts if not isinstance(thing, Model)]:
            view = view.with_artifacts(*made)
            context.append(key)
    return Ran(plan, tuple(results), view)


def find(step: Step, tools: dict[str, Tool]) -> Tool:
    """The step's tool; UnknownName with the nearest where there is none."""
    if step.tool not in tools:
        raise UnknownName("tool", step.tool, tools)
    return tools[step.tool]


def validated(tool: Tool, args: dict[str, Any]) -> Args:
    """The arguments as the tool's own model; InvalidQuery in plain words where they do not fit."""
    try:
        return tool.args.model_validate(args)
    except ValidationError as error:
        raise InvalidQuery(
            f"The step “{tool.name}” cannot be run: {_first(error)}.", _expected(tool)
        ) from None


def resolve(args: dict[str, Any], results: list[Result]) -> dict[str, Any]:
    """Arguments with references filled in.

    {"col": "$1"}, {"step": "$1", ...} and {"name": "$1", ...} become the column that step 1 made. In the
    argument `of` of the step itself, "$1" (its headline) and "$1.total" (one of its facts) stay, and their
    figures are put into `values` as {"label", "value", "unit", "n"}; `about` stays, and the answer that it names is
    put into `seen`; anywhere else a bare reference becomes such a figure itself.
    """
    about = reference(args.get("about"))
    filled = {key: _item(key, value, results) for key, value in args.items() if key not in ("of", "about")}
    if about is not None:
        filled |= {"about": args["about"], "seen": _seen(_earlier(about, results))}
    if "of" not in args:
        return filled
    operands = _references(args["of"])
    if not operands:
        return {**filled, "of": _filled(args["of"], results)}
    return {**filled, "of": args["of"], "values": [_operand(to, results) for to in operands]}


NAMED = ("col", "step", "name", "columns", "target")
"""Keys whose value names a column, so that "$1" there is the column which step 1 made."""


def _references(value: Any) -> list[Reference]:
    """The references of a list that holds nothing else."""
    if not isinstance(value, (list, tuple)):
        return []
    found = [to for to in map(reference, value) if to]
    return found if len(found) == len(value) else []


def _filled(value: Any, results: list[Result]) -> Any:
    if isinstance(value, dict):
        labelled = _of_labels(value, results)
        if labelled is not None:
            return labelled
        return {key: _item(key, item, results) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_filled(item, results) for item in value]
    to = reference(value)
    return _operand(to, results) if to else value


def _item(key: str, value: Any, results: list[Result]) -> Any:
    if key == "lit":
        return value
    if key in NAMED and isinstance(value, str):
        to = reference(value)
        return column_made(_earlier(to, results), to.step) if to else value
    if key in NAMED and isinstance(value, (list, tuple)) and all(isinstance(v, str) for v in value):
        return [_item(key, v, results) for v in value]
    return _filled(value, results)


def _of_labels(value: dict[str, Any], results: list[Result]) -> dict[str, Any] | None:
    """A condition on the segments of an earlier step, by the number or the name of one of them: "segment 1"."""
    sides = value.get("args")
    if value.get("op") not in ("eq", "ne") or not isinstance(sides, (list, tuple)) or len(sides) != 2:
        return None
    to = reference(sides[0].get("col", "")) if isinstance(sides[0], dict) else None
    said = sides[1].get("lit") if isinstance(sides[1], dict) else None
    if to is None or said is None:
        return None
    made = next((t for t in _earlier(to, results).artifacts if isinstance(t, Labelling)), None)
    if made is None:
        return None
    label = match_label(str(said), list(made.labels))
    return {**value, "args": [{"col": made.name}, {"lit": label}]}


def column_made(result: Result, at: int) -> str:
    """Name of the column that step `at` made."""
    for thing in result.artifacts:
        if isinstance(thing, (Labelling, Group)):
            return thing.name
    raise InvalidQuery(
        f"Step {at} made no segments or groups.",
        "Ask for a number of segments first, such as “segment the customers into 4 groups”.",
    )


def _earlier(to: Reference, results: list[Result]) -> Result:
    if to.step > len(results):
        raise InvalidQuery(f"“${to.step}” refers to no earlier step.", "A step can only use those before it.")
    return results[to.step - 1]


def _seen(result: Result) -> dict[str, Any]:
    """An answer as far as another step looks into it."""
    return {
        "headline": result.headline,
        "facts": result.facts,
        "caveats": result.caveats,
        "evidence": result.evidence,
        "words": result.words,
    }


def _operand(to: Reference, results: list[Result]) -> dict[str, Any]:
    result = _earlier(to, results)
    facts = {fact.id: fact for fact in result.facts}
    if to.fact and to.fact not in facts:
        raise UnknownName("figure", to.fact, facts)
    figure: Fact | Headline | None = facts[to.fact] if to.fact else result.headline
    if figure is None or isinstance(figure.value, (str, bool, type(None))):
        raise InvalidQuery(
            f"The answer of step {to.step} is no single number.",
            "Ask for one number first, then calculate with it.",
        )
    return {"label": figure.label, "value": figure.value, "unit": figure.unit, "n": figure.n}


def _runner(tool: Tool, args: Args, view: View, work: Work) -> Any:
    return lambda: tool.run(args, view, work)


def _share(work: Work, at: int, steps: int) -> Work:
    """The same work, with this step's part of the progress."""
    if steps == 1:
        return work
    return replace(work, report=lambda done, text: work.report((at - 1 + done) / steps, text))


def _key(tool: str, args: Args, context: list[str], seed: int) -> str:
    asked = json.dumps([tool, args.canonical(), context, seed], sort_keys=True, ensure_ascii=False)
    return f"result/{tool}/{hashlib.sha256(asked.encode()).hexdigest()}"


def _first(error: ValidationError) -> str:
    """The first problem in words; unions report every branch, the last of one place says most."""
    problem = error.errors(include_url=False)[0]
    place = ".".join(str(p) for p in problem["loc"] if not isinstance(p, int)) or "its arguments"
    return f"{place}: {problem['msg'][0].lower()}{problem['msg'][1:]}"


def _expected(tool: Tool) -> str:
    return f"It takes {', '.join(tool.args.model_fields)}."
