"""The machinery of tools: declare one with @tool, find them all with discover()."""

from __future__ import annotations

import importlib
import os
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, get_args, get_type_hints

import tools
from data.query import Expr, Frozen, Out
from data.work import Work
from tools._result import Result


@dataclass(frozen=True)
class Slot:
    """Marks an argument for the planner: what kind of span of the question may fill it.

    measure     an Out with an aggregate or MeasureRef ("revenue", "average income")
    dimension   an Out to group by ("education", "by month")
    columns     names of columns ("by age and income only")
    target      name of the numeric column that is predicted or explained ("spend")
    person      {column: value} said of one hypothetical row ("a 45-year-old earning 80k")
    number      a plain number; `word` names the noun that it belongs to ("4 segments", "top 10")
    segment     a label of an earlier step's segmentation ("segment 2")
    choice      one of the annotation's Literal values, said in the question
    flag        true where one of `words` is said
    """

    kind: str
    word: str = ""
    words: tuple[str, ...] = ()


class Segment(Frozen):
    """One group of a labelling: `step` is "$1" for an earlier step of the plan, `label` its name or number."""

    step: str
    label: str


MeasureSlot = Annotated[Out | None, Slot("measure")]
DimensionSlot = Annotated[Out | None, Slot("dimension")]
ColumnsSlot = Annotated[tuple[str, ...], Slot("columns")]
TargetSlot = Annotated[str | None, Slot("target")]
PersonSlot = Annotated[dict[str, str | int | float | bool], Slot("person")]
SegmentSlot = Annotated[Segment | None, Slot("segment")]


class Args(Frozen):
    """What every tool is told: the source (a table or an entity) and the population in it.

    `within` are conditions below a rolled-up entity (order lines of 2011); `where` on the source's own rows.
    """

    source: str
    within: tuple[Expr, ...] = ()
    where: tuple[Expr, ...] = ()


ToolFunction = Callable[[Any, Any, Work], Result]


@dataclass(frozen=True)
class Tool:
    """A tool as planners and the runner know it."""

    name: str
    summary: str
    args: type[Args]
    run: ToolFunction
    words: tuple[str, ...]
    examples: tuple[str, ...]
    slots: dict[str, Slot]


def tool(*, words: tuple[str, ...], examples: tuple[str, ...]) -> Callable[[ToolFunction], ToolFunction]:
    """Declare a tool: a typed function (args: Args, data: View, work: Work) -> Result with a docstring.

    `words` call for it ("segment", "cluster"); `examples` are questions planned to it, with {measure},
    {dimension}, {entity}... filled from the data at hand when they are shown as help.
    """

    def declare(function: ToolFunction) -> ToolFunction:
        hints = get_type_hints(function)
        args = hints.get("args")
        if not (isinstance(args, type) and issubclass(args, Args)) or hints.get("return") is not Result:
            raise TypeError(f"{function.__name__} must be (args: Args, data: View, work: Work) -> Result")
        if not function.__doc__:
            raise TypeError(
                f"{function.__name__} needs a docstring: its first line tells people what it does"
            )
        function.spec = Tool(  # type: ignore[attr-defined]  # a function may carry its declaration
            name=function.__name__,
            summary=function.__doc__.strip().splitlines()[0],
            args=args,
            run=function,
            words=words,
            examples=examples,
            slots=_slots(args),
        )
        return function

    return declare


def _slots(args: type[Args]) -> dict[str, Slot]:
    hints = get_type_hints(args, include_extras=True)
    found = {name: [m for m in get_args(hint) if isinstance(m, Slot)] for name, hint in hints.items()}
    return {name: marks[0] for name, marks in found.items() if marks}


def discover() -> dict[str, Tool]:
    """All tools by name: one per file of tools/ without a leading underscore, found by itself."""
    folders = tuple((folder, os.stat(folder).st_mtime_ns) for folder in tools.__path__)
    return {name: _spec(name) for name in _names(folders)}


@lru_cache(maxsize=8)
def _names(folders: tuple[tuple[str, int], ...]) -> tuple[str, ...]:
    """The files of the folders, listed anew only where a folder has changed: every question asks for them."""
    found = pkgutil.iter_modules([folder for folder, _ in folders])
    return tuple(sorted(m.name for m in found if not m.name.startswith("_")))


def _spec(name: str) -> Tool:
    function = getattr(importlib.import_module(f"tools.{name}"), name, None)
    spec = getattr(function, "spec", None)
    if not isinstance(spec, Tool):
        raise ImportError(f"tools/{name}.py must hold a function {name} declared with @tool")
    return spec
