"""Plans with one thing wrong: what a model that reads badly, or lies, would hand over. None may be licensed.

Each comes with the most generous reasons: every word of the question is quoted for everything that the plan uses.
"""

from __future__ import annotations

import copy
import itertools
import re
from collections.abc import Iterator
from typing import Any

from assistant.planner.model.functions import Reason

Data = dict[str, Any]
Path = tuple[str | int, ...]
AGGREGATES = ("mean", "sum", "median", "min", "max", "count", "distinct")
COMPARISONS = ("gt", "ge", "lt", "le", "eq", "ne")
EMPTIED = ("limit", "where", "groups", "order", "having", "within")


def mutants(
    args: Data, columns: tuple[str, ...], texts: tuple[str, ...], numbers: tuple[float, ...]
) -> Iterator[tuple[str, Data]]:
    """What was done, and the arguments of a step with that done to them."""
    plain = _plain(args)
    for path, node in _nodes(plain):
        if isinstance(node, dict):
            yield from (
                (what, _with(plain, (*path, key), value))
                for what, key, value in _changes(node, columns, texts, numbers)
            )
        elif path and path[-1] in ("where", "groups", "measures", "args"):
            yield from (
                (f"{path[-1]} less one", _without(plain, (*path, at)))
                for at in range(len(node))
                if len(node) > 1
            )
            if path[-1] == "args" and len(node) == 2:
                yield "sides swapped", _with(plain, path, node[::-1])
    yield from _swapped(plain)
    yield from _more(plain, texts)


def _changes(
    node: Data, columns: tuple[str, ...], texts: tuple[str, ...], numbers: tuple[float, ...]
) -> Iterator[tuple[str, str, Any]]:
    """Single entries of a node, changed."""
    for key, others in (("col", columns), ("agg", AGGREGATES)):
        yield from (
            (f"{node[key]} for {other}", key, other) for other in others if key in node and node[key] != other
        )
    if node.get("op") in COMPARISONS:
        yield from ((f"{node['op']} for {op}", "op", op) for op in COMPARISONS if op != node["op"])
    lit = node.get("lit")
    others = texts if isinstance(lit, str) else numbers if isinstance(lit, (int, float)) else ()
    yield from ((f"{lit} for {other}", "lit", other) for other in others if other != lit)
    if "desc" in node:
        yield "order turned", "desc", not node["desc"]
    yield from ((f"no {key}", key, None if key == "limit" else []) for key in EMPTIED if node.get(key))


def _swapped(args: Data) -> Iterator[tuple[str, Data]]:
    """Two columns that change places."""
    named = [(path, node["col"]) for path, node in _nodes(args) if isinstance(node, dict) and "col" in node]
    for (one, a), (other, b) in itertools.combinations(named, 2):
        if a != b:
            yield f"{a} and {b} swapped", _with(_with(args, (*one, "col"), b), (*other, "col"), a)


def _more(args: Data, texts: tuple[str, ...]) -> Iterator[tuple[str, Data]]:
    """Conditions, groups and limits that nobody asked for."""
    query = args.get("query")
    if query is None:
        return
    for column, value in (("city", texts[0]), ("plan", texts[-1])):
        test = {"op": "eq", "args": [{"col": column}, {"lit": value}]}
        yield f"only {value}", _with(args, ("query", "where"), [*query.get("where", []), test])
        group = {"name": column, "expr": {"col": column}}
        yield f"by {column}", _with(args, ("query", "groups"), [*query.get("groups", []), group])
    yield "only one", _with(args, ("query", "limit"), 1)


def generous(question: str, args: Data) -> tuple[Reason, ...]:
    """Every word and pair of words of a question as the reason for all that the arguments name."""
    words = re.findall(r"\w+", question)
    quotes = [*words, *(" ".join(pair) for pair in itertools.pairwise(words))]
    named = dict.fromkeys(
        str(node[key])
        for _, node in _nodes(args)
        if isinstance(node, dict)
        for key in ("col", "measure", "lit")
        if key in node
    )
    return tuple(Reason(name, quote) for name in named for quote in quotes)


def _nodes(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, (dict, list)):
        yield path, value
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, item in items:
            yield from _nodes(item, (*path, key))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, (list, tuple)) else value


def _with(args: Data, path: Path, value: Any) -> Data:
    made, place = _placed(args, path)
    place[path[-1]] = value
    return made


def _without(args: Data, path: Path) -> Data:
    made, place = _placed(args, path)
    del place[path[-1]]
    return made


def _placed(args: Data, path: Path) -> tuple[Data, Any]:
    made = copy.deepcopy(args)
    place: Any = made
    for key in path[:-1]:
        place = place[key]
    return made, place
