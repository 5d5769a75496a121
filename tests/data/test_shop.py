"""A shop in three files, as shops export them: orders, their lines, customers; names in short, a return flag, postage."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from typing import Any

import pytest

from assistant import Assistant

ORDERS = "OrderNo,OrderDt,cust_id,Device,ShipCost_EUR\n" + "\n".join(
    f"WO-{100 + i},{1 + i % 28:02d}.{1 + i % 12:02d}.2024,C{500 + i * i % 23},{('mobile', 'app')[i % 2]},{3.95 if i % 3 else 0}"
    for i in range(90)
)
LINES = "OrderNo,LineNo,SKU,Prod_Cat,Qty,UnitPrice_EUR,Disc_%,LineAmt_EUR,Ret_Flg\n" + "\n".join(
    f"WO-{100 + i // 2},{1 + i % 2},S{i % 31},{('Shoes', 'Dresses')[i % 2]},{1 + i % 3},{10 + i % 40},0,{(1 + i % 3) * (10 + i % 40)},{'Y' if i % 10 in (1, 3) else 'N'}"
    for i in range(180)
)
CUSTOMERS = "cust_id,Reg_Dt,Ctry,LoyaltyTier\n" + "\n".join(
    f"C{500 + i},{1 + i:02d}.03.2022,{('DE', 'CH')[i % 2]},{('Gold', 'Silver')[i % 2]}" for i in range(26)
)


def _amount(i: int) -> int:
    return (1 + i % 3) * (10 + i % 40)


@pytest.fixture(scope="module")
def shop(written: Callable[..., Assistant]) -> Assistant:
    return written(orders=ORDERS, order_lines=LINES, customers=CUSTOMERS)


def ask(shop: Assistant, question: str) -> Any:
    shop.start_over()
    return shop.ask(question)


def test_the_amount_of_a_line_is_its_revenue(shop: Assistant) -> None:
    assert ask(shop, "total revenue").headline.value == sum(_amount(i) for i in range(180))


def test_postage_is_no_order_value(shop: Assistant) -> None:
    answer = ask(shop, "what is the average order value?")
    assert answer.headline.value == pytest.approx(sum(_amount(i) for i in range(180)) / 90)


def test_the_revenue_of_lines_reaches_the_customers_of_their_orders(shop: Assistant) -> None:
    spent: dict[str, int] = {}
    for i in range(180):
        order = i // 2
        who = f"C{500 + order * order % 23}"
        spent[who] = spent.get(who, 0) + _amount(i)
    answer = ask(shop, "who are our best customers?")
    assert answer.table is not None
    assert tuple(answer.table.rows[0][:2]) == (max(spent, key=spent.__getitem__), max(spent.values()))
    counted = ask(shop, "how many customers spent more than 400?")
    assert counted.headline.value == sum(s > 400 for s in spent.values())


def test_a_return_flag_in_short_gives_a_return_rate(shop: Assistant) -> None:
    answer = ask(shop, "which product category has the highest return rate?")
    assert answer.headline.value == "Dresses", "no shoes came back"
    assert "return rate" in answer.reading.lower()
    assert ask(shop, "what is the return rate?").headline.value == pytest.approx(36 / 180)


def test_a_median_of_orders_is_taken_over_the_orders(shop: Assistant) -> None:
    swiss = [o for o in range(90) if (o * o % 23) % 2]
    worth = [_amount(2 * o) + _amount(2 * o + 1) for o in swiss]
    answer = ask(shop, "what is the median order value of Swiss customers?")
    assert answer.headline.value == pytest.approx(median(worth))


def test_the_date_of_registration_is_no_region(shop: Assistant) -> None:
    columns = shop.dataset.catalog.sources["customers"].columns
    assert columns["Reg_Dt"].label == "registration date"
