"""Causes are not read from records of the past; what looks like one is told with its catch."""

from __future__ import annotations

from typing import Any

import pytest

from assistant import Assistant
from data.dataset import Dataset


@pytest.mark.parametrize(
    "question",
    [
        "does a higher income make people spend more?",
        "would more web purchases increase spend?",
        "does having kids reduce spend?",
        "does income affect total spend?",
        "did more catalog purchases boost sales?",
        "does having kids make people poorer, or is that just a correlation?",
        "is the link between age and income causal?",
    ],
)
def test_whether_one_thing_makes_another_is_not_told(crm: Any, question: str) -> None:
    answer = crm.assistant.ask(question)
    assert answer.status == "declined" and "chosen at random" in answer.text
    assert any("test" in option.label for option in answer.options)


def test_how_both_go_together_is_offered(crm: Any) -> None:
    answer = crm.assistant.ask("does income affect total spend?")
    assert answer.options[0].label == "How income and total spend go together"
    told = crm.assistant.run(answer.options[0].plan)
    assert told.status == "answered" and "association" in {c.code for c in told.caveats}


@pytest.mark.parametrize(
    "question",
    ["did revenue increase from november 2022 to december 2022?", "revenue by month", "what drives revenue?"],
)
def test_a_course_and_what_goes_along_are_no_causes(shop: Any, question: str) -> None:
    assert "chosen at random" not in shop.assistant.ask(question).text


@pytest.fixture(scope="module")
def mugs(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Sixty customers with two lines each; every second one bought a red mug."""
    lines = [
        f"{5000 + i},{('red mug', 'blue lamp')[i % 2] if half else 'oak chair'},{1 + i % 3},2023-0{1 + i % 9}-11,"
        f"{3 + i % 7}.50,{100 + i}"
        for i in range(60)
        for half in (0, 1)
    ]
    path = tmp_path_factory.mktemp("mugs") / "orders.csv"
    head = "InvoiceNo,Description,Quantity,InvoiceDate,UnitPrice,CustomerID"
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    return Dataset.open(path)


@pytest.mark.parametrize(
    "question",
    [
        "do buyers of red mugs spend more than other customers?",
        "do customers who bought a red mug spend more?",
        "are buyers of red mugs worth more than the rest?",
    ],
)
def test_buyers_of_a_thing_are_compared_with_its_catch(mugs: Any, question: str) -> None:
    answer = Assistant(mugs).ask(question)
    assert answer.tool == "compare" and answer.status == "answered"
    assert "selection" in {c.code for c in answer.caveats}
    assert answer.table is not None and [row[-1] for row in answer.table.rows] == [30, 30]


def test_what_customers_have_lost_is_not_a_product(shop: Any) -> None:
    answer = shop.assistant.ask("how many customers have we lost?")
    assert answer.status == "clarify" and "no cut-off" in answer.text
