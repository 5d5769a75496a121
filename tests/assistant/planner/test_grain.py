from typing import Any

import pytest


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("how many orders", 150),
        ("how many customers", 24),
        ("how many customers ordered more than 5 times", 24),
    ],
)
def test_things_are_counted_at_their_own_grain(shop: Any, question: str, value: int) -> None:
    assert shop.assistant.ask(question).headline.value == pytest.approx(value, abs=5)


def test_orders_with_a_number_may_be_read_in_two_ways_and_both_are_offered(shop: Any) -> None:
    answer = shop.assistant.ask("revenue of orders over 200")
    labels = [o.label for o in answer.options]
    assert answer.status == "clarify" and len(set(labels)) == len(labels) == 2


def test_a_follow_up_may_raise_the_grain_of_its_question(shop: Any) -> None:
    turns = ("average number of orders per customer", "only those with more than 6 orders")
    first, second = (shop.assistant.ask(t) for t in turns)
    assert second.headline.value > first.headline.value
