"""What one turn gives back, the same for the page, the shell, Python and batch."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from assistant.narrator.told import Span
from assistant.plan import Plan
from tools._result import Caveat, Chart, Evidence, Fact, Group, Headline, Labelling, Model, Result, Table

Status = Literal["answered", "clarify", "declined", "failed"]
HEADLINE = "headline"
"""The id of the fact that stands for the headline, so that a text can quote it."""

NOT_SHOWN = {"plan", "parts", "options", "trace", "chart", "tool", "would_send"}


@dataclass(frozen=True)
class Option:
    """Something a person can choose instead; `plan` is whole and runs as it stands."""

    label: str
    plan: Plan


@dataclass(frozen=True)
class Made:
    """Something that later questions can use by name."""

    name: str
    kind: str
    entity: str | None
    n: int | None


@dataclass(frozen=True)
class Answer:
    """One turn. The keys of `to_dict` are a fixed contract; `trace`, how the question was read, stays out."""

    question: str
    status: Status
    reading: str = ""
    ignored: tuple[str, ...] = ()
    plan: Plan | None = None
    headline: Headline | None = None
    facts: tuple[Fact, ...] = ()
    table: Table | None = None
    chart: Chart | None = None
    text: str = ""
    spans: tuple[Span, ...] = ()
    caveats: tuple[Caveat, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    made: tuple[Made, ...] = ()
    options: tuple[Option, ...] = ()
    follow_ups: tuple[str, ...] = ()
    parts: tuple[Answer, ...] = ()
    sent_to_model: dict[str, Any] | None = None
    would_send: tuple[dict[str, Any], ...] = ()
    """The prompts of a dry run: shown, not sent."""
    timings_ms: dict[str, float] = field(default_factory=dict)
    trace: dict[str, Any] = field(default_factory=dict)

    @property
    def tool(self) -> str | None:
        """The tool of the last step."""
        return self.plan.steps[-1].tool if self.plan and self.plan.steps else None

    def to_dict(self) -> dict[str, Any]:
        """The answer as JSON-ready data: floats to 12 significant digits, dates as ISO text, no NaN."""
        shown = {name: _data(value) for name, value in vars(self).items() if name not in NOT_SHOWN}
        chart = vars(self.chart) if self.chart else None
        return {
            **{key: plain(value) for key, value in shown.items()},
            "tool": self.tool,
            "plan": plan_data(self.plan),
            "chart": plain(chart),
            "options": [{"label": o.label, "plan": plan_data(o.plan)} for o in self.options],
            "parts": [part.to_dict() for part in self.parts],
            **({"would_send": list(self.would_send)} if self.would_send else {}),
        }


def from_result(question: str, plan: Plan, result: Result, **rest: Any) -> Answer:
    """An answered turn from what a tool gave; `rest` are the fields that the tool does not know."""
    return Answer(
        question=question,
        status="answered",
        plan=plan,
        headline=result.headline,
        facts=facts_of(result),
        table=result.table,
        chart=result.chart,
        evidence=result.evidence,
        made=tuple(made_of(result)),
        **rest,
    )


def facts_of(result: Result) -> tuple[Fact, ...]:
    """The facts of a result, and the headline as one more: a text may quote it by the id "headline"."""
    head = result.headline
    if head is None or head.value is None or any(f.id == HEADLINE for f in result.facts):
        return result.facts
    stand_in = Fact(
        HEADLINE, "value", head.label, head.value, head.unit, n=head.n, low=head.low, high=head.high
    )
    return (*result.facts, stand_in)


def made_of(result: Result) -> list[Made]:
    """What later questions can use by name."""
    made = []
    for thing in result.artifacts:
        if isinstance(thing, Labelling):
            made.append(Made(thing.name, "segments", thing.source, sum(thing.sizes)))
        elif isinstance(thing, Group):
            made.append(Made(thing.name, "group", thing.source, thing.n))
        elif isinstance(thing, Model):
            made.append(Made(thing.name, "model", thing.source, None))
        else:
            made.append(Made(thing.name, "policy", thing.source, None))
    return made


def plan_data(plan: Plan | None) -> dict[str, Any] | None:
    """A plan as JSON-ready data; its numbers are kept to the last digit, for a replay must be exact."""
    return None if plan is None else plan.model_dump(mode="json")


def plain(value: Any) -> Any:
    """JSON-ready data: floats to 12 significant digits, NaN and infinity as None, dates as ISO text."""
    if isinstance(value, str):
        return value.encode(
            "utf-8", "replace"
        ).decode()  # half a surrogate pair is no text that can be written
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, float):
        return _rounded(value)
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return sorted(plain(item) for item in value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return _rounded(float(value))
    return plain(value.tolist())  # arrays and scalars of numpy


def _rounded(value: float) -> float | None:
    return float(f"{value:.12g}") + 0.0 if math.isfinite(value) else None


def _data(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_data(item) for item in value]
    return asdict(value) if hasattr(value, "__dataclass_fields__") else value
