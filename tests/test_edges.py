"""All tools on tables at the edge: each gives figures that make sense, or refuses in words. Never a traceback."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import facts_of
from assistant.narrator.check import check, names_of
from assistant.narrator.template import render, story
from data.dataset import Dataset
from data.errors import AssistantError
from data.query import call, col
from data.work import Work
from tests.test_every_tool import TOOLS, arguments
from tools._result import Fact, Result

Row = dict[str, Any]


def people(count: int = 60, **changed: Callable[[int], Any]) -> str:
    """Customers as in the shared fixture, some columns made anew from the number of the row."""
    columns: dict[str, Callable[[int], Any]] = {
        "id": lambda i: 1001 + i,
        "city": lambda i: ("Leeds", "York", "Hull")[i % 3],
        "plan": lambda i: ("basic", "plus")[i % 2],
        "age": lambda i: 20 + i % 50,
        "income": lambda i: 20_000 + 700 * i,
        "spend": lambda i: 50 + 13 * i + 40 * (i % 3),
        "orders": lambda i: 1 + i % 7,
        "joined": lambda i: f"2023-{1 + i % 12:02d}-{1 + i % 28:02d}",
    } | changed
    return table(columns, count)


def lines(count: int = 120, **changed: Callable[[int], Any]) -> str:
    """Order lines of twelve customers over a year."""
    columns: dict[str, Callable[[int], Any]] = {
        "OrderNo": lambda i: 5000 + i // 3,
        "Product": lambda i: ("mug", "lamp", "chair", "desk")[i % 4],
        "Quantity": lambda i: 1 + i % 5,
        "OrderDate": lambda i: f"2023-{1 + i // 10 % 12:02d}-{1 + i % 28:02d}",
        "UnitPrice": lambda i: f"{2 + i % 4 * 10}.50",
        "CustomerID": lambda i: 100 + i // 3 % 12,
        "Country": lambda i: ("France", "Spain", "Italy")[i // 3 % 3],
    } | changed
    return table(columns, count)


def table(columns: dict[str, Callable[[int], Any]], count: int) -> str:
    rows = [",".join(str(make(i)) for make in columns.values()) for i in range(count)]
    return "\n".join([",".join(columns), *rows]) + "\n"


def always(value: Any) -> Callable[[int], Any]:
    return lambda i: value


PEOPLE = {
    "one row": people(1),
    "two rows": people(2),
    "one value": people(age=always(40), income=always(30_000), spend=always(500), orders=always(3)),
    "all missing": people(income=always(""), spend=always("")),
    "nearly all missing": people(
        income=lambda i: 30_000 if i == 7 else "", spend=lambda i: 9 if i == 8 else ""
    ),
    "one class": people(plan=always("plus"), city=always("Leeds")),
    "told apart completely": people(plan=lambda i: "plus" if i >= 30 else "basic", spend=lambda i: i),
    "ties": people(
        spend=lambda i: 100 * (i % 2), income=lambda i: 20_000 * (1 + i % 2), age=lambda i: 30 + i % 2
    ),
    "zeros": people(spend=always(0), orders=always(0)),
    "mostly zeros": people(spend=lambda i: 100 if i == 5 else 0, orders=lambda i: int(i == 5)),
    "negative values": people(spend=lambda i: -50 - 13 * i, income=lambda i: -700 * i),
    "both signs": people(spend=lambda i: 100 - 200 * (i % 2), income=lambda i: 700 * (i - 30)),
    "infinite values": people(
        spend=lambda i: "inf" if i % 20 == 3 else 50 + 13 * i, income=lambda i: "-inf" if i == 9 else 700 * i
    ),
    "huge values": people(spend=lambda i: f"{1 + i}e300", income=lambda i: f"{1 + i}e150"),
    "tiny values": people(spend=lambda i: f"{1 + i}e-300", income=lambda i: f"{1 + i}e-200"),
    "one huge value": people(spend=lambda i: "1e307" if i == 5 else 50 + 13 * i),
}
LINES = {
    "one line": lines(1),
    "one customer": lines(CustomerID=always(100)),
    "one day": lines(OrderDate=always("2023-05-05")),
    "no price": lines(UnitPrice=always(0)),
    "only returns": lines(Quantity=always(-1)),
    "nobody known": lines(CustomerID=always("")),
    "one product": lines(Product=always("mug")),
    "huge prices": lines(UnitPrice=lambda i: f"{1 + i}e200"),
}


COUNTRY = {"name": "country", "expr": {"col": "Country"}}
PIECES = {"name": "pieces", "expr": {"col": "Quantity"}}
OF_LINES: dict[str, dict[str, Any]] = {
    "query": {
        "query": {
            "source": "orders",
            "groups": [COUNTRY],
            "measures": [
                {"name": "average price", "expr": {"agg": "mean", "of": {"col": "UnitPrice"}}},
                {"name": "pieces", "expr": {"agg": "sum", "of": {"col": "Quantity"}}},
            ],
        }
    },
    "define": {"source": "orders", "name": "large", "where": [call("gt", col("Quantity"), 3).canonical()]},
    "policy": {
        "source": "orders",
        "kind": "exclude",
        "where": [call("eq", col("Country"), "Spain").canonical()],
    },
    "significance": {"source": "orders", "columns": ["Quantity"], "dimension": COUNTRY},
    "regression": {"source": "orders", "y": PIECES, "x": [{"name": "price", "expr": {"col": "UnitPrice"}}]},
    "target": {"source": "orders", "target": "Country", "yes": "France"},
    "soundness": {
        "about": "$1",
        "asked": {"source": "orders", "measures": [PIECES]},
        "seen": {
            "headline": {"label": "pieces", "value": 1000},
            "evidence": [{"method": "added up", "rows_used": 60}],
        },
    },
}
"""Arguments on order lines of tools whose required ones are no slots."""


def opened(folder: Path, name: str, text: str) -> Any:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return Dataset.open(path).view()


@pytest.fixture(scope="module", params=[*PEOPLE, *LINES])
def edge(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A view of one of the tables."""
    name, folder = request.param, tmp_path_factory.mktemp("edge")
    if name in PEOPLE:
        return opened(folder, "customers.csv", PEOPLE[name])
    return opened(folder, "orders.csv", LINES[name])


@pytest.mark.parametrize("name", list(TOOLS))
def test_at_the_edge_a_tool_makes_sense_or_says_why_not(edge: Any, name: str) -> None:
    tool = TOOLS[name]
    try:
        if edge.catalog.main == "orders" and name in OF_LINES:
            args, view = tool.args.model_validate(OF_LINES[name]), edge
        else:
            args, view = arguments(tool, edge)
        result = tool.run(args, view, Work())
    except AssistantError as error:
        assert str(error) and getattr(error, "hint", "")
        return
    except ValueError as error:  # arguments that name what this table does not have
        assert "validation error" in str(error)
        return
    assert senseless(result) == []
    told = render(story(name), result)
    assert check(told, facts_of(result), names_of(result)).dropped == ()
    assert re.search(r"\b(nan|inf|infinity)\b", told.text, re.I) is None


def senseless(result: Result) -> list[str]:
    """Facts and cells that no reader should see."""
    found = [f"{f.id} ({f.label}): {problem}" for f in result.facts if (problem := wrong_with(f))]
    cells = [cell for row in (result.table.rows if result.table else ()) for cell in row]
    return found + [f"cell {cell}" for cell in cells if isinstance(cell, float) and not math.isfinite(cell)]


def wrong_with(fact: Fact) -> str:
    numbers = [n for n in (fact.value, fact.low, fact.high) if isinstance(n, int | float)]
    if not all(math.isfinite(n) for n in numbers):
        return f"not finite: {numbers}"
    if len(numbers) == 3 and not fact.low <= fact.high:  # type: ignore[operator]
        return f"ends in the wrong order: {numbers}"
    if fact.kind == "count" and isinstance(fact.value, int | float) and fact.value < 0:
        return f"a negative count: {fact.value}"
    value = fact.value if isinstance(fact.value, int | float) else 0
    explained = any(word in fact.label for word in ("R²", "R-squared", "less than"))  # may be below zero
    if fact.kind == "share" and not explained and not -1e-9 <= value <= 1 + 1e-9:
        return f"a share of {value}"
    if fact.id in ("p", "p_value") and not 0 <= value <= 1:
        return f"a chance of {value}"
    return ""
