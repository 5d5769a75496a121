"""A method that keeps a row far out says so: one row can carry a mean, a slope or a test."""

from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """Customers of whom one has an absurd income, and orders of which a huge one is taken back at once."""
    folder: Path = tmp_path_factory.mktemp("shop")
    customers, orders = folder / "customers.csv", folder / "orders.csv"
    customers.write_text(
        "customer_id,age,card,income\n"
        + "".join(
            f"{1000 + i},{20 + i % 50},{'yes' if i % 3 else 'no'},{7777777 if i == 100 else 20000 + i * 37 % 40000}\n"
            for i in range(200)
        )
    )
    lines = [
        f"{5000 + i},{1000 + i % 200},{('mug', 'lamp', 'chair')[i % 3]},{1 + i % 6},2024-{1 + i % 12:02d}-{1 + i % 28:02d} 10:00,{3 + i % 9}.50"
        for i in range(900)
    ]
    lines += ["6000,1005,mug,9000,2024-03-05 10:00,3.50", "C6000,1005,mug,-9000,2024-03-05 10:12,3.50"]
    orders.write_text(
        "order_id,customer_id,product,quantity,order_date,unit_price\n" + "\n".join(lines) + "\n"
    )
    return Assistant.open(customers, orders)


def warned(shop: Assistant, question: str) -> set[str]:
    """The codes of the warnings of an answer to a new question."""
    answer: Any = Assistant(shop.dataset).ask(question)
    assert answer.status == "answered", answer.text
    return {c.code for c in answer.caveats if c.severity == "warn"}


@pytest.mark.parametrize(
    "question",
    [
        "t-test of income by card",
        "correlation between income and age",
        "linear regression of income on age",
        "compare average income by card",
    ],
)
def test_an_absurd_value_is_told_by_every_method_that_it_moves(shop: Assistant, question: str) -> None:
    assert "extreme" in warned(shop, question)


def test_a_test_on_ranks_does_not_feel_it(shop: Assistant) -> None:
    assert "extreme" not in warned(shop, "mann-whitney test of income by card")


def test_it_is_not_told_where_it_is_not_among_the_rows(shop: Assistant) -> None:
    assert "extreme" not in warned(
        shop, "correlation between income and age of customers with income under 100000"
    )


@pytest.mark.parametrize(
    "question",
    [
        "what share of revenue comes from the top 20% of customers?",
        "forecast monthly revenue",
        "why did revenue grow in march 2024?",
    ],
)
def test_a_huge_order_that_was_taken_back_is_told(shop: Assistant, question: str) -> None:
    assert "reversed" in warned(shop, question)


def test_it_is_told_only_of_its_own_period(shop: Assistant) -> None:
    assert "reversed" not in warned(shop, "why did revenue change in august 2024?")
