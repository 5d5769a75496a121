"""The floor: a matcher of keywords, which any understanding must beat.

It takes the column whose name shares most words with the question, the first aggregate word, and what stands
after "by" as the group. It knows no synonyms, no values, no filters and no earlier turn.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from assistant import Assistant
from assistant.answer import Answer

if TYPE_CHECKING:
    from data.catalog import Column
    from data.dataset import Dataset

AGGREGATES = {
    "how many": "count",
    "number of": "count",
    "count": "count",
    "average": "mean",
    "mean": "mean",
    "avg": "mean",
    "median": "median",
    "total": "sum",
    "sum": "sum",
    "how much": "sum",
    "maximum": "max",
    "minimum": "min",
    "standard deviation": "std",
}
HIGH = ("most", "highest", "largest", "best", "top")
LOW = ("least", "lowest", "smallest", "worst")
BY = re.compile(r"\b(?:by|per|for each|each|across|which|what)\b")
CHARTS = ("bar", "line", "pie", "scatter", "histogram", "box", "area", "heatmap", "funnel")


def answer(question: str, dataset: Dataset) -> dict[str, Any]:
    """One answer of the contract: what the plan gives, or a question back where no keyword fits."""
    found = plan(question, dataset)
    if found is None:
        return Answer(question, "clarify", text="No column of that name.").to_dict()
    return Assistant(dataset).run(found).to_dict()


def plan(question: str, dataset: Dataset) -> dict[str, Any] | None:
    """A plain query on the main table; None where neither a column nor a count is named."""
    text = question.lower()
    source = dataset.catalog.sources[dataset.catalog.main]
    columns = [c for c in source.columns.values() if "." not in c.name]
    group = _group(text, columns)
    aggregate = next((name for word, name in AGGREGATES.items() if word in text), None)
    target = best(text, (c for c in columns if c is not group and c.type in ("number", "integer")))
    if aggregate != "count" and target is None:
        return None
    chart = next((kind for kind in CHARTS if re.search(rf"\b{kind}\b", text)), None)
    if not (aggregate or group or chart):
        return None
    query = _query(source.name, aggregate or "mean", target, group, text)
    args: dict[str, Any] = {"query": query, "answer": _form(query, chart)}
    if chart:
        args["chart"] = {"type": chart}
    return {"steps": [{"tool": "query", "args": args}]}


def _query(source: str, aggregate: str, target: Column | None, group: Column | None, text: str) -> Any:
    measure: dict[str, Any] = {"agg": aggregate}
    if aggregate != "count" and target is not None:
        measure["of"] = {"col": target.name}
    query: dict[str, Any] = {"source": source, "measures": [{"name": "value", "expr": measure}]}
    if group is None:
        return query
    query["groups"] = [{"name": group.name, "expr": {"col": group.name}}]
    words = set(words_of(text))
    if words & set(HIGH) or words & set(LOW):
        query |= {"order": [{"by": "value", "desc": not words & set(LOW)}], "limit": 1}
    return query


def _form(query: dict[str, Any], chart: str | None) -> str:
    if chart:
        return "chart"
    if "limit" in query:
        return "name"
    return "table" if "groups" in query else "value"


def _group(text: str, columns: list[Column]) -> Column | None:
    """The column named after the last "by", "per", "each", "which"."""
    after = BY.split(text)[1:]
    return best(after[-1], (c for c in columns if c.type in ("text", "bool"))) if after else None


def best(text: str, columns: Iterable[Column]) -> Column | None:
    """The column whose name shares most words with the text, of equals the shortest name."""
    said = set(words_of(text))
    shared = [
        (len(said & set(words_of(c.name))), -len(words_of(c.name)), -i, c) for i, c in enumerate(columns)
    ]
    most = max(shared, key=lambda s: s[:3], default=None)
    return most[3] if most and most[0] else None


def words_of(text: str) -> list[str]:
    """Lower-case words without a plural s: "UnitPrice", "unit_price" and "unit prices" agree."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    return [
        word.removesuffix("s") if len(word) > 3 else word for word in re.findall(r"[a-z]+", apart.lower())
    ]
