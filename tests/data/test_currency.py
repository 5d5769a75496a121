"""Money in several currencies is never put together without their rates."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant
from data.dataset import Dataset


def orders(folder: Path, currencies: tuple[str, ...], column: str = "currency") -> Any:
    rows = [
        f"{1000 + i},{100 + i % 40},{5 + i % 90}.50,{currencies[i % len(currencies)]},2023-{1 + i % 12:02d}-{1 + i % 28:02d}"
        for i in range(240)
    ]
    path = folder / "orders.csv"
    path.write_text("\n".join([f"order_id,customer,amount,{column},date", *rows]) + "\n", encoding="utf-8")
    return Dataset.open(path)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return orders(tmp_path_factory.mktemp("mixed"), ("EUR", "USD", "GBP"))


@pytest.mark.parametrize(
    "question",
    [
        "total amount",
        "revenue by month",
        "average order value",
        "top 5 months by revenue",
        "forecast revenue",
        "segment the customers",
        "customer lifetime value",
    ],
)
def test_amounts_of_several_currencies_are_not_put_together(mixed: Any, question: str) -> None:
    answer = Assistant(mixed).ask(question)
    assert answer.status == "declined"
    assert "several currencies (EUR, GBP, USD)" in answer.text and "by currency" in answer.text


@pytest.mark.parametrize(
    "question", ["total amount in EUR", "revenue in USD by month", "how many orders are there?"]
)
def test_one_currency_and_counts_are_answered(mixed: Any, question: str) -> None:
    assert Assistant(mixed).ask(question).status == "answered"


def test_side_by_side_they_are_neither_ranked_nor_added_up(mixed: Any) -> None:
    answer = Assistant(mixed).ask("total amount by currency")
    assert answer.table is not None and len(answer.table.rows) == 3
    assert "currencies" in {c.code for c in answer.caveats}
    assert "First" not in answer.text and "total of" not in answer.text and "%" not in answer.text


@pytest.mark.parametrize(
    ("values", "column"), [(("EUR",), "currency"), (("north", "south"), "region"), (("EUR", "cash"), "paid")]
)
def test_one_currency_or_no_codes_change_nothing(
    tmp_path: Path, values: tuple[str, ...], column: str
) -> None:
    assert Assistant(orders(tmp_path, values, column)).ask("total amount").status == "answered"
