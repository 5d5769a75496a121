"""The keyword matcher: naive on purpose, but what it answers runs."""

from __future__ import annotations

from typing import Any

import pytest

from evals import floor


def query(question: str, dataset: Any) -> dict[str, Any]:
    found = floor.plan(question, dataset)
    assert found is not None
    plan: dict[str, Any] = found["steps"][0]["args"]["query"]
    return plan


@pytest.mark.parametrize(
    ("question", "aggregate", "column"),
    [
        ("What is the average income?", "mean", "income"),
        ("total spend please", "sum", "spend"),
        ("median age of our people", "median", "age"),
        ("maximum Orders", "max", "orders"),
    ],
)
def test_it_takes_the_aggregate_word_and_the_column_that_is_named(
    question: str, aggregate: str, column: str, customers: Any
) -> None:
    assert query(question, customers)["measures"][0]["expr"] == {"agg": aggregate, "of": {"col": column}}


def test_it_groups_by_what_stands_after_by(customers: Any) -> None:
    assert query("average income by city", customers)["groups"] == [{"name": "city", "expr": {"col": "city"}}]


def test_it_asks_where_nothing_is_named(customers: Any) -> None:
    said = floor.answer("who are my best friends?", customers)
    assert (said["status"], said["headline"]) == ("clarify", None)


@pytest.mark.parametrize(
    ("question", "value"),
    [("how many customers are there?", 60), ("average age", 49.5), ("total orders", 234)],
)
def test_it_answers_through_a_plan(question: str, value: float, customers: Any) -> None:
    said = floor.answer(question, customers)
    assert said["status"] == "answered" and said["headline"]["value"] == value


def test_a_name_is_answered_with_a_name(customers: Any) -> None:
    assert floor.answer("which city has the highest spend?", customers)["headline"]["value"] == "Hull"


def test_a_chart_that_is_named_is_drawn(customers: Any) -> None:
    assert floor.answer("bar chart of average income by city", customers)["chart"]["type"] == "bar"


@pytest.mark.parametrize(
    ("name", "words"),
    [("UnitPrice", ["unit", "price"]), ("unit_prices", ["unit", "price"]), ("bus", ["bus"])],
)
def test_names_fall_into_words(name: str, words: list[str]) -> None:
    assert floor.words_of(name) == words
