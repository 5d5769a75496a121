"""Everything that a plan takes from the question: columns, values, numbers, days, aggregates, operations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from assistant.conversation import reference
from assistant.plan import Plan, Step

Kind = Literal["column", "measure", "value", "number", "day", "aggregate", "text", "source"]
COLUMN_KEYS = ("target", "column", "date")
LIST_KEYS = ("columns", "exclude")
PAIR_KEYS = ("person", "change", "weights")
NUMBER_KEYS = (
    "limit",
    "k",
    "top_n",
    "top_share",
    "reach",
    "horizon",
    "times",
    "width",
    "quantiles",
    "q",
    "periods",
)
DAY_KEYS = ("until", "period")
COMPARING = (
    "eq",
    "ne",
    "lt",
    "le",
    "gt",
    "ge",
    "in",
    "not_in",
    "between",
    "contains",
    "starts_with",
    "ends_with",
)
TURNED = {"lt": "gt", "le": "ge", "gt": "lt", "ge": "le"}


@dataclass(frozen=True)
class Use:
    """One thing. `column` and `op`: what a value or number is compared with, and how."""

    kind: Kind
    name: str
    value: Any = None
    column: str | None = None
    op: str | None = None


def uses(step: Step) -> tuple[Use, ...]:
    """All that a step uses, in order, each once."""
    return tuple(dict.fromkeys(_of(step.args, None, None)))


def operations(step: Step) -> set[str]:
    """The operations and aggregates anywhere in a step."""
    return set(_operations(step.args))


def aggregated(value: Any) -> Iterator[tuple[str, str]]:
    """Aggregates of plain columns anywhere in arguments: (aggregate, column)."""
    if isinstance(value, dict):
        of = value.get("of")
        if isinstance(value.get("agg"), str) and isinstance(of, dict) and isinstance(of.get("col"), str):
            yield value["agg"], of["col"]
        for item in value.values():
            yield from aggregated(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from aggregated(item)


def divided(value: Any) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """The columns on both sides of each ratio and difference."""
    if isinstance(value, dict):
        args = value.get("args")
        if value.get("op") in ("div", "sub") and isinstance(args, (list, tuple)) and len(args) == 2:
            yield frozenset(_columns(args[0])), frozenset(_columns(args[1]))
        for item in value.values():
            yield from divided(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from divided(item)


def groups(plan: Plan) -> Iterator[str]:
    """Columns that the last step groups by."""
    query = plan.steps[-1].args.get("query")
    if isinstance(query, dict):
        yield from (c for c in _columns(query.get("groups") or ()) if not reference(c))


def unbound(value: Any) -> bool:
    """Whether a comparison anywhere is between constants only."""
    if isinstance(value, dict):
        args = value.get("args")
        if value.get("op") in COMPARING and isinstance(args, (list, tuple)):
            constant = all(isinstance(a, dict) and "lit" in a and not reference(a["lit"]) for a in args)
            if constant:
                return True
        return any(unbound(item) for item in value.values())
    return isinstance(value, (list, tuple)) and any(unbound(item) for item in value)


def _operations(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (str(value[key]) for key in ("op", "agg", "over") if isinstance(value.get(key), str))
        for item in value.values():
            yield from _operations(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _operations(item)


def _of(value: Any, column: str | None, op: str | None) -> Iterator[Use]:
    if isinstance(value, (list, tuple)):
        for item in value:
            yield from _of(item, column, op)
    elif isinstance(value, dict):
        yield from _node(value, column, op)


def _node(node: dict[str, Any], column: str | None, op: str | None) -> Iterator[Use]:
    if "lit" in node:
        yield from _constant(node, column, op)
        return
    if isinstance(node.get("op"), str) and isinstance(node.get("args"), (list, tuple)):
        yield from _call(node, column)
        return
    if "expr" in node:  # an output: its name is ours, and no use
        yield from _of(node["expr"], column, op)
        return
    for key, item in node.items():
        yield from _entry(key, item, column, op)


def _call(node: dict[str, Any], column: str | None) -> Iterator[Use]:
    """An operation on expressions; a constant on the left turns the comparison round."""
    op, args = str(node["op"]), list(node["args"])
    own = next((c for a in args for c in _columns(a)), None) if op in COMPARING else column
    for at, arg in enumerate(args):
        turned = TURNED.get(op, op) if at == 0 and isinstance(arg, dict) and "lit" in arg else op
        yield from _of(arg, own or column, turned)


def _columns(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("col"), str):
            yield value["col"]
        for item in value.values():
            yield from _columns(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _columns(item)


def _constant(node: dict[str, Any], column: str | None, op: str | None) -> Iterator[Use]:
    lit = node["lit"]
    if lit is None or reference(lit):
        return
    if node.get("date"):
        yield Use("day", str(lit)[:10], str(lit)[:10], column, op)
    elif isinstance(lit, bool):
        yield Use("value", str(lit), lit, column, op)
    elif isinstance(lit, (int, float)):
        yield Use("number", f"{lit:g}", float(lit), column, op)
    else:
        yield Use("value" if column else "text", str(lit), lit, column, op)


def _entry(key: str, item: Any, column: str | None, op: str | None) -> Iterator[Use]:
    if key == "col" and isinstance(item, str):
        if not reference(item):
            yield Use("column", item)
    elif key == "measure" and isinstance(item, str):
        yield Use("measure", item)
    elif key == "agg":
        yield Use("aggregate", str(item))
    elif key in ("source", "against") and isinstance(item, str):
        yield Use("source", item)
    elif key in COLUMN_KEYS and isinstance(item, str):
        yield from () if reference(item) else (Use("column", item),)
    elif key in LIST_KEYS and _texts(item):
        op = key if key == "exclude" else None
        yield from (Use("column", name, op=op) for name in item if not reference(name))
    elif key in PAIR_KEYS and isinstance(item, dict):
        yield from _pairs(item)
    elif key in NUMBER_KEYS and isinstance(item, (int, float)) and not isinstance(item, bool):
        yield Use("number", f"{item:g}", float(item), column, key)
    elif key == "edges":
        yield from (Use("number", f"{edge:g}", float(edge), column, "edges") for edge in item or ())
    elif key in DAY_KEYS and item:
        yield from (
            Use("day", d[:10], d[:10], None, key) for d in ((item,) if isinstance(item, str) else item)
        )
    elif key in ("label", "name", "old", "new", "variant", "policy") and isinstance(item, (str, int, float)):
        yield from () if reference(item) else (Use("text", str(item), item, None, key),)
    elif key == "having":  # its columns are outputs, which have their own uses
        yield from (use for use in _of(item, None, op) if use.kind != "column")
    elif key not in ("order", "best", "rest", "of", "step") or (key == "of" and not isinstance(item, str)):
        yield from _of(item, column, op)


def _pairs(item: dict[str, Any]) -> Iterator[Use]:
    for name, value in item.items():
        yield Use("column", name)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            yield Use("number", f"{value:g}", float(value), name, "eq")
        else:
            yield Use("value", str(value), value, name, "eq")


def _texts(item: Any) -> bool:
    return isinstance(item, (list, tuple)) and all(isinstance(name, str) for name in item)
