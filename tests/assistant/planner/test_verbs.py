"""Verbs that restrict nothing are free, those that tell some things from others are not."""

from __future__ import annotations

from typing import Any

import pytest

DEALS = "deal_id,source,pay_method,model,seller,fee_eur,ship_cost_eur,sold_price_eur,created,closed,no contacts\n" + "\n".join(
    f"D{i},{('Paid Social', 'Organic', 'Event')[i % 3]},{('Card', 'Wire')[i % 2]},M{i % 7},{('Ann', 'Bob')[i % 2]},"
    f"{10 + i % 5},{5 + i % 3},{1000 + 10 * (i % 90)},2024-01-{1 + i % 28:02d},2024-0{2 + i % 3}-{1 + i % 28:02d},{1 + i % 4}"
    for i in range(1680)
)  # fmt: skip


@pytest.fixture(scope="module")
def deals(written: Any) -> Any:
    return written(deals=DEALS)


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("how many deals were paid by card?", "Deals, deals with pay method is Card"),
        ("how many different models did we sell?", "Distinct model"),
        ("what did we pay in fees?", "Total fee"),
        ("how much did we pay for ship cost?", "Total ship cost"),
        ("how many deals took more than 40 days from created to closed?", "Deals, deals with days from created to closed over 40"),
    ],
)  # fmt: skip
def test_a_verb_that_says_the_same_as_the_figure_is_free(deals: Any, question: str, reading: str) -> None:
    deals.start_over()
    assert deals.ask(question).reading == reading


@pytest.mark.parametrize(
    "question",
    [
        "how many deals paid?",  # only some of them, and none of a source that begins so
        "how many deals are unassigned?",
        "how much did we pay Ann?",  # no figure of money is named
    ],
)
def test_a_verb_that_alone_tells_some_from_others_is_not_passed_over(deals: Any, question: str) -> None:
    deals.start_over()
    assert deals.ask(question).status == "clarify"
