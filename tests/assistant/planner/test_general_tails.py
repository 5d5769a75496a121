"""General names behind a column or a value, what its kinds are of, and values by the one word that is their own."""

from __future__ import annotations

from typing import Any

import pytest

CHANNELS = ("Meta Ads", "Google Ads", "TikTok Ads", "Organic")
SALES = "order_no,payment,tier,order status,channel,Gender,cause,total\n" + "\n".join(
    f"A{i},{('PayPal', 'Card')[i % 2]},{('Gold', 'Silver', 'Basic')[i % 3]},{('open', 'done')[i % 4 == 0]},"
    f"{CHANNELS[i % 4]},{'wmwd'[i % 4]},{('theft', 'fire')[i % 2]},{20 + i}"
    for i in range(48)
)


@pytest.fixture(scope="module")
def asked(asking_each: Any) -> Any:
    return asking_each(sales=SALES)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("How many orders have Gold status?", 16),
        ("how many orders on meta", 12),
        ("number of orders from tiktok", 12),
        ("how many orders by women", 24),
        ("how many orders from men", 12),
    ],
)
def test_a_value_is_known_by_its_own_word(asked: Any, question: str, value: int) -> None:
    answer = asked("sales", question)
    assert (answer.status, answer.headline.value) == ("answered", value)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("total by payment method", "by payment"),
        ("total per tier level", "by tier"),
        ("number of orders by cause of loss", "by cause"),
    ],
)
def test_a_general_name_or_what_kinds_are_of_adds_nothing(asked: Any, question: str, said: str) -> None:
    answer = asked("sales", question)
    assert answer.status == "answered" and answer.reading.endswith(said)


def test_another_column_of_the_data_is_never_taken_for_such_a_name(asked: Any) -> None:
    assert "order status" in asked("sales", "number of orders by payment and order status").reading
