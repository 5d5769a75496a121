"""The one place that turns a Reading into something to do: run, ask back, decline, or talk.

Both planners pass through here. Every candidate is validated against the data before anything is run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from assistant.conversation import reference
from assistant.plan import Plan, Step
from assistant.reading import Candidate, Missing, Reading, Talk
from assistant.run import find, validated
from data.errors import AssistantError, Cancelled, TimeLimit, UnknownName
from data.query import Agg, Call, Expr, Lit, Member, Out, Query, conjuncts, walk
from tools._result import Result
from tools._tool import Args, Tool, discover

if TYPE_CHECKING:
    from data.dataset import View

ANSWER = 0.75
"""From here on a candidate is answered without a word."""
MIDDLE = 0.5
"""From here on it is answered with "I read this as ..." and its alternatives; below, the person is asked."""
NEAR = 0.05
"""Candidates this close in confidence are told apart by running them."""
DIFFERS = 0.05
"""Headlines further apart than this share of the larger one would give different decisions."""
MOST = 3
"""Options shown at once."""
NOTHING_FITS = "nothing_fits"
"""The caveat of a result without rows."""

Trial = Callable[[Candidate], Result]


@dataclass(frozen=True)
class Run:
    """Run this candidate. `others` are alternatives to offer beside a reading of middling confidence."""

    candidate: Candidate
    others: tuple[Candidate, ...] = ()


@dataclass(frozen=True)
class Ask:
    """Ask back; every option runs as it stands."""

    question: str
    options: tuple[Candidate, ...] = ()


@dataclass(frozen=True)
class Unsupported:
    """The data or the method lacks something; `options` are the nearest that run."""

    missing: Missing
    options: tuple[Candidate, ...] = ()


@dataclass(frozen=True)
class SmallTalk:
    """No question to the data."""

    talk: Talk


Decision = Run | Ask | Unsupported | SmallTalk


def decide(reading: Reading, view: View, trial: Trial) -> Decision:
    """What to do about a reading. `trial` runs a candidate cheaply, for comparing.

    Raises:
        AssistantError: there are candidates, and none fits the data (the best one's error).
    """
    if reading.talk:
        return SmallTalk(reading.talk)
    if reading.missing:
        return Unsupported(reading.missing, _runnable(reading.missing.nearest, view, trial))
    if reading.unclear:
        return Ask(reading.unclear, _runnable(reading.candidates, view, trial))
    fit = _fitting(reading.candidates, view)
    if not fit:
        return Ask(_not_understood(reading))
    if reading.unlicensed:
        words = ", ".join(f"“{word}”" for word in reading.unlicensed)
        return Ask(f"I could not place {words}. Is one of these what you mean?", _tried(fit, trial))
    if fit[0].confidence < MIDDLE:
        return Ask("I am not sure what you mean. Is it one of these?", _tried(fit, trial))
    return _best(fit, trial)


def validate(plan: Plan, view: View) -> None:
    """Check a plan's tools, arguments, names and conditions against the data, without running it.

    Raises:
        AssistantError: what does not fit, with the nearest valid names.
    """
    tools = discover()
    for at, step in enumerate(plan.steps, 1):
        tool = find(step, tools)
        args = validated(tool, _stand_ins(step.args, at))
        try:
            _check_names(tool, args, step, view)
        except UnknownName:
            if at == 1:  # a later step may use what an earlier one of this plan makes
                raise


def same(first: Result, second: Result) -> bool:
    """Whether two results would lead to the same decision: headlines within 5 % and the same first row."""
    return _same_headline(first, second) and _first_row(first) == _first_row(second)


def in_vain(result: Result, view: View) -> bool:
    """Whether conditions left no row that do not fit any row at any time.

    Far more often such conditions were read wrongly than the answer is nothing: of the labelled questions whose reading
    fitted no row twenty-five were misread, so the person is asked. A period without rows, and members that never did
    something, are answers.
    """
    asked = result.subject
    if (
        asked is None
        or not isinstance(asked.source, str)
        or all(c.code != NOTHING_FITS for c in result.caveats)
    ):
        return False
    zero = result.headline is not None and result.headline.value == 0
    conditions = [c for where in asked.where for c in conjuncts(where)]
    lasting = tuple(c for c in conditions if not (_happens(c) or (zero and _none_of_it(c))))
    return bool(lasting) and view.count(asked.source, lasting, asked.within) == 0


def _happens(condition: Expr) -> bool:
    """Whether a condition is on a time, or on what members did."""
    return any(isinstance(n, Member) or (isinstance(n, Lit) and n.date) for n in walk(condition))


def _none_of_it(condition: Expr) -> bool:
    """Whether a condition asks for those who have nothing of something ("customers who never ordered")."""
    return isinstance(condition, Call) and condition.op == "eq" and Lit(lit=0) in condition.args


def _best(fit: list[Candidate], trial: Trial) -> Decision:
    best, rivals = fit[0], [c for c in fit[1:] if c.confidence >= fit[0].confidence - NEAR]
    if rivals:
        expected = trial(best)
        differing = [c for c in rivals if (result := _try(c, trial)) and not same(expected, result)]
        if differing:
            return Ask(
                "This can be read in more than one way, with different answers. Which one?",
                tuple([best, *differing][:MOST]),
            )
    if best.confidence >= ANSWER:
        return Run(best)
    return Run(best, _tried(fit[1:], trial))


def _not_understood(reading: Reading) -> str:
    words = ", ".join(f"“{word}”" for word in (*reading.unlicensed, *reading.ignored)[:MOST])
    return (
        f"I could not make a question to this data of it. I do not know {words}."
        if words
        else ("I could not make a question to this data of it.")
    )


def _fitting(candidates: Iterable[Candidate], view: View) -> list[Candidate]:
    """Candidates that fit the data, best first; the best one's error where none does."""
    fit, first = list[Candidate](), None
    for candidate in sorted(candidates, key=lambda c: -c.confidence):
        try:
            validate(candidate.plan, view)
            fit.append(candidate)
        except AssistantError as error:
            first = first or error
    if first and not fit:
        raise first
    return fit


def _runnable(candidates: Iterable[Candidate], view: View, trial: Trial) -> tuple[Candidate, ...]:
    """The first options, in the planner's order, that fit the data and run."""
    fit = []
    for candidate in candidates:
        try:
            validate(candidate.plan, view)
        except AssistantError:
            continue
        fit.append(candidate)
    return _tried(fit, trial)


def _tried(candidates: list[Candidate], trial: Trial) -> tuple[Candidate, ...]:
    """At most three options that run; those too dear to try are taken as valid."""
    kept = list[Candidate]()
    for candidate in candidates:
        if len(kept) == MOST:
            break
        if not _cheap(candidate.plan) or _try(candidate, trial) is not None:
            kept.append(candidate)
    return tuple(kept)


def _cheap(plan: Plan) -> bool:
    """Plans of plain queries take milliseconds; anything that learns may take seconds."""
    return all(step.tool == "query" for step in plan.steps)


def _try(candidate: Candidate, trial: Trial) -> Result | None:
    try:
        return trial(candidate)
    except Cancelled:
        raise
    except TimeLimit:
        return Result()
    except AssistantError:
        return None


def _same_headline(first: Result, second: Result) -> bool:
    a = first.headline.value if first.headline else None
    b = second.headline.value if second.headline else None
    if a is None and b is None:
        return all(_alike(x, y) for x, y in zip(_figures(first), _figures(second), strict=False))
    return _alike(a, b)


def _alike(a: Any, b: Any) -> bool:
    if _number(a) and _number(b):
        return abs(float(a or 0) - float(b or 0)) <= DIFFERS * max(abs(float(a or 0)), abs(float(b or 0)))
    return bool(a == b)


def _figures(result: Result) -> list[Any]:
    """Figures in the first row, where there is no headline to judge by."""
    row = result.table.rows[0] if result.table and result.table.rows else ()
    return [cell for cell in row if _number(cell)]


def _first_row(result: Result) -> tuple[Any, ...]:
    """Names in the first row; its figures are judged through the headline."""
    row = result.table.rows[0] if result.table and result.table.rows else ()
    return tuple(cell for cell in row if isinstance(cell, str))


def _number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _stand_ins(args: Any, at: int) -> Any:
    """Arguments in which each bare reference is an operand, so that their form can be checked at once."""
    if isinstance(args, dict):
        return {k: v if isinstance(v, str) or k == "of" else _stand_ins(v, at) for k, v in args.items()}
    if isinstance(args, (list, tuple)):
        return [_stand_ins(v, at) for v in args]
    if reference(args) is not None:
        return {"label": "", "value": 0, "unit": None, "n": None}
    return args


def _check_names(tool: Tool, args: Args, step: Step, view: View) -> None:
    """Compile what the arguments ask, each part by itself, so that the error names the part that is wrong."""
    rows = Out(name="rows", expr=Agg(agg="count"))
    population = Query(source=args.source, within=args.within, where=args.where, measures=(rows,))
    whole = any(isinstance(value, Query) for _, value in args)
    if args.source and not whole and not _refers([step.args.get("where"), step.args.get("within")]):
        view.validate(population)
    for name, value in args:
        if value is None or _refers(step.args.get(name)):
            continue
        if isinstance(value, Query):
            view.validate(value)
        elif isinstance(value, Out):
            _check_out(value, population, tool, name, view)
        elif (slot := tool.slots.get(name)) and slot.kind in ("columns", "target"):
            made = {formula.name for formula in getattr(args, "formulas", ())}
            for column in (value,) if isinstance(value, str) else value:
                if column not in made:
                    view.column(args.source, column)


def _check_out(out: Out, population: Query, tool: Tool, name: str, view: View) -> None:
    slot = tool.slots.get(name)
    try:
        if slot and slot.kind == "dimension":
            view.validate(population.model_copy(update={"groups": (out,)}))
        elif slot and slot.kind == "measure":
            view.validate(population.model_copy(update={"measures": (out,)}))
    except ValidationError:
        return  # the tool's own model has the last word on its form


def _refers(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_refers(v) for v in value.values())
    if isinstance(value, (list, tuple)):
        return any(_refers(v) for v in value)
    return reference(value) is not None
