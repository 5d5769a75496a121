"""An intent written out as a plan, and said back in plain words."""

from __future__ import annotations

from typing import Any

from assistant.plan import Plan, Step
from assistant.planner.offline.say import say_intent
from assistant.planner.offline.scope import Intent
from assistant.reading import Candidate
from data.catalog import Catalog
from data.query import Order, Out, Query, conjuncts
from tools._tool import Args, Tool

_LONG_LIST = 100


def candidate(
    intent: Intent, catalog: Catalog, tools: dict[str, Tool], confidence: float, label: str | None = None
) -> Candidate:
    """The intent as something that can be run, offered and edited later."""
    reading = say_intent(intent, catalog)
    return Candidate(
        plan(intent, tools), reading, round(confidence, 3), intent.notes, intent, label or reading
    )


def plan(intent: Intent, tools: dict[str, Tool]) -> Plan:
    """All steps: those that define what is used, then the question's own."""
    steps = [Step.model_validate(s) for s in intent.before]
    steps.append(_query_step(intent, tools) if intent.tool == "query" else _tool_step(intent, tools))
    return Plan(steps=tuple(steps))


def query_of(intent: Intent) -> Query:
    """The Query of a query intent."""
    order: list[Order] = []
    if intent.melt is not None and intent.metrics:
        if intent.desc is not None:
            order.append(Order(by=intent.metrics[0].name, desc=intent.desc))
    elif intent.order is not None:
        order.append(Order(by=intent.order, desc=bool(intent.desc)))
    elif intent.desc is not None and intent.groups:
        order.append(Order(by=intent.groups[0].name, desc=bool(intent.desc)))
    return Query(
        source=intent.source, within=intent.within, where=_flat(intent.where), columns=_unique(intent.columns),
        groups=_unique(intent.groups), measures=_unique(intent.metrics) if not intent.columns else (),
        having=intent.having, order=tuple(order), best=intent.best, limit=_limit(intent), rest=intent.rest,
    )  # fmt: skip


def _limit(intent: Intent) -> int | None:
    """Plain lists end somewhere; drawings need all rows."""
    if intent.columns and intent.limit is None and intent.chart not in ("histogram", "box", "scatter"):
        return _LONG_LIST
    return intent.limit


def _flat(where: tuple[Any, ...]) -> tuple[Any, ...]:
    """Conditions with their outer ands taken apart, each once, so that equal meanings give equal plans."""
    return tuple(dict.fromkeys(c for expr in where for c in conjuncts(expr)))


def _unique(outs: tuple[Out, ...]) -> tuple[Out, ...]:
    names: dict[str, int] = {}
    made = []
    for out in outs:
        names[out.name] = names.get(out.name, 0) + 1
        made.append(
            out
            if names[out.name] == 1
            else out.model_copy(update={"name": f"{out.name} ({names[out.name]})"})
        )
    return tuple(made)


def _query_step(intent: Intent, tools: dict[str, Tool]) -> Step:
    query = query_of(intent)
    args: dict[str, Any] = {"query": query.canonical(), "answer": intent.answer}
    if intent.place > 1 and intent.answer == "name":
        args["place"] = intent.place
    chart = _chart(intent, query)
    if chart is not None:
        args["chart"] = chart
    model = tools["query"].args
    return Step(tool="query", args=model.model_validate(args).canonical())


def _chart(intent: Intent, query: Query) -> dict[str, Any] | None:
    if intent.chart in (None, "auto", "table"):
        return {"type": "table"} if intent.chart == "table" else None
    kind = {"stacked": "bar", "grouped": "bar"}.get(str(intent.chart), intent.chart)
    names = [o.name for o in query.outputs]
    request: dict[str, Any] = {"type": kind}
    if intent.chart == "stacked":
        request["stacked"] = True
    if kind == "scatter" and len(query.groups) == 1 and len(query.measures) == 2:
        request |= {"x": query.measures[0].name, "y": query.measures[1].name}  # a point for each group
    elif kind == "scatter" and len(names) >= 2:
        request |= {"x": names[0], "y": names[1]} | ({"series": names[2]} if len(names) > 2 else {})
    return request


def _tool_step(intent: Intent, tools: dict[str, Tool]) -> Step:
    model: type[Args] = tools[intent.tool].args
    given: dict[str, Any] = {"source": intent.source, **intent.args}
    if intent.where:
        given["where"] = [e.canonical() for e in _flat(intent.where)]
    if intent.within:
        given["within"] = [e.canonical() for e in intent.within]
    return Step(tool=intent.tool, args=model.model_validate(given).canonical())
