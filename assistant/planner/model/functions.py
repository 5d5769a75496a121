"""The functions that a model may call, and its calls read as steps with their reasons."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from assistant.llm import FunctionCall, Reply
from data.errors import AssistantError
from tools._tool import Tool

MOST_STEPS = 5
MOST_REASONS = 60


class Refused(AssistantError):
    """A model's plan that may not run; the hint is for the model."""


@dataclass(frozen=True)
class Reason:
    """Why the plan uses something: the question's own words, or the turn that had it (1 is the oldest shown)."""

    uses: str
    quote: str = ""
    turn: int | None = None


@dataclass(frozen=True)
class Wanted:
    """A model's answer: steps with reasons, or the words that it could not place."""

    steps: tuple[tuple[str, dict[str, Any]], ...] = ()
    reasons: tuple[Reason, ...] = ()
    cannot: tuple[str, ...] | None = None


def functions(tools: dict[str, Tool]) -> tuple[dict[str, Any], ...]:
    """What is offered: one plan of any of the tools, or the words that have no meaning here."""
    text = {"type": "string"}
    step = _object({"tool": {"type": "string", "enum": list(tools)}, "args": {"type": "object"}})
    reason = _object({"uses": text, "quote": text, "turn": {"type": "integer"}}, ["uses"])
    plan = _object({"steps": {"type": "array", "items": step}, "because": {"type": "array", "items": reason}})
    cannot = _object({"words": {"type": "array", "items": text}})
    return (
        _function("plan", "The steps that answer the question, and why.", plan),
        _function("cannot", "The question's words that the data cannot answer.", cannot),
    )


def _function(name: str, says: str, parameters: dict[str, Any]) -> dict[str, Any]:
    return {"type": "function", "function": {"name": name, "description": says, "parameters": parameters}}


def _object(properties: dict[str, Any], required: list[str] | None = None) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required or list(properties)}


def wanted(reply: Reply, real: dict[str, str]) -> Wanted:
    """What a reply asks for, with stand-ins replaced by the names that they stand for.

    Raises:
        Refused: there is no call of ours in it, or one that is not as it should be.
    """
    call = _one(reply)
    if call.name == "cannot":
        return Wanted(cannot=tuple(str(w) for w in _list(call.args.get("words")) if isinstance(w, str))[:5])
    steps = _list(call.args.get("steps"))
    if not 1 <= len(steps) <= MOST_STEPS:
        raise Refused(f"The plan has {len(steps)} steps.", f"Give between 1 and {MOST_STEPS}.")
    return Wanted(
        tuple(_step(step, real) for step in steps),
        tuple(_reasons(_list(call.args.get("because"))[:MOST_REASONS], real)),
    )


def _one(reply: Reply) -> FunctionCall:
    """The first call; a JSON text where a model writes calls as text."""
    if reply.unread:
        raise Refused("The arguments were no JSON.", "Write arguments as one JSON object.")
    if reply.calls:
        call = reply.calls[0]
        if call.name in ("plan", "cannot"):
            return call
        raise Refused("There is no such function.", "The functions are plan and cannot.")
    try:
        said = json.loads(reply.text)
    except (ValueError, RecursionError):
        said = None
    if isinstance(said, dict) and "steps" in said:
        return FunctionCall("plan", said)
    raise Refused("No function was called.", "Call plan or cannot.")


def _step(step: Any, real: dict[str, str]) -> tuple[str, dict[str, Any]]:
    if not isinstance(step, dict) or not isinstance(step.get("tool"), str):
        raise Refused("A step has no tool.", 'A step is {"tool": ..., "args": {...}}.')
    args = step.get("args")
    if not isinstance(args, dict):
        raise Refused(f"The arguments of {step['tool'][:30]} are no object.", "args is a JSON object.")
    args = _renamed(args, real)
    return step["tool"], args


def _reasons(said: Iterable[Any], real: dict[str, str]) -> Iterable[Reason]:
    for one in said:
        if not isinstance(one, dict) or not isinstance(one.get("uses"), (str, int, float)):
            continue
        quote, turn = one.get("quote"), one.get("turn")
        uses = str(one["uses"])
        yield Reason(
            real.get(uses, uses),
            quote if isinstance(quote, str) else "",
            turn if isinstance(turn, int) and not isinstance(turn, bool) else None,
        )


def _renamed(value: Any, real: dict[str, str]) -> Any:
    if isinstance(value, str):
        return real.get(value, value)
    if isinstance(value, dict):
        return {real.get(key, key): _renamed(item, real) for key, item in value.items()}
    if isinstance(value, list):
        return [_renamed(item, real) for item in value]
    return value


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
