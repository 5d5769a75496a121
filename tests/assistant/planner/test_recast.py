"""Constructions of English that are read as a plain question, and conditions that hold in them."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any

import pytest

from assistant import Assistant
from assistant.planner.offline import recast

RNG = random.Random(4)
ORDERS = "order_id,basket value,items bought,sales channel,region,ordered on,coupon\n" + "\n".join(
    f"O{i},{20 + RNG.randrange(300)},{1 + RNG.randrange(9)},{RNG.choice(['Web', 'Store', 'Phone'])},"
    f"{RNG.choice(['North', 'South'])},{2023 + i % 2}-{1 + i % 12:02d}-10,{RNG.choice(['', 'SUN', 'SNOW'])}"
    for i in range(300)
)


@pytest.fixture(scope="module")
def orders(written: Any) -> Iterator[Assistant]:
    yield written(orders=ORDERS)


def told(orders: Assistant, question: str) -> Any:
    answer = Assistant(orders.dataset, planner=orders.planner).ask(question).to_dict()
    assert answer["status"] == "answered", answer["text"]
    head = answer["headline"]
    return head["value"] if head is not None else json.dumps(answer["table"]["rows"])


SAME = {
    "how many orders have basket value over 200?": (
        "how many orders went past 200 in basket value",
        "orders with basket value over 200: how many?",
        "filter basket value to over 200, then count the orders",
        "when basket value goes over 200, how many orders remain?",
    ),
    "how many orders have basket value between 100 and 200?": (
        "how many orders are in the band between 100 and 200 on basket value",
        "nr of orders with 100 <= basket value <= 200",
        "tell me how many orders had basket value >= 100 and <= 200",
        "if basket value has to be between 100 and 200, how many orders qualify?",
        "how many orders have basket value that's neither below 100 nor above 200?",
    ),
    "how many orders have sales channel Web and region North?": (
        "sales channel = Web, region = North: how many orders?",
        "filter on sales channel Web, then how many orders have region North",
    ),
    "how many orders do not have sales channel Web?": (
        "how many orders have a sales channel != Web",
        "how many orders are left if you drop everything with sales channel Web?",
        "ignore orders with sales channel Web and count the rest",
        "how many orders are there, leaving Web out?",
        "how many orders, Web ones not counted",
    ),
    "how many orders have no coupon?": (
        "how many orders lack a coupon",
        "coupon not filled in: how many orders?",
        "in how many orders is the coupon field blank?",
        "how many orders have nothing entered under coupon?",
    ),
    "how many orders have basket value above the average?": (
        "how many orders beat the average basket value",
        "how many orders are better than average on basket value?",
        "orders with higher than average basket value: how many?",
    ),
    "total basket value divided by total items bought": (
        "divide the sum of basket value by the sum of items bought",
        "what's the ratio of summed basket value to summed items bought?",
        "sum(basket value) / sum(items bought)",
        "relative to total items bought, how big is total basket value?",
    ),
    "average basket value by sales channel and region": (
        "crosstab of average basket value with sales channel and region",
        "sales channel x region, average basket value",
        "average basket value by sales channel, split further by region",
        "what's the average basket value for each combination of sales channel and region?",
    ),
    "how many different sales channels are there?": (
        "sales channels: how many different ones?",
        "without counting any twice, how many sales channels are there?",
    ),
    "which sales channel has the lowest average basket value?": (
        "what sales channel ranks last if you go by average basket value?",
        "which sales channel has a lower average basket value than all the others?",
    ),
    "difference in average basket value between Web and Store": (
        "average basket value of Web minus average basket value of Store",
        "how far apart are Web and Store on average basket value?",
    ),
}


@pytest.mark.parametrize(("plain", "said"), [(p, s) for p, said in SAME.items() for s in said])
def test_another_construction_is_answered_as_the_plain_one(orders: Assistant, plain: str, said: str) -> None:
    assert told(orders, said) == told(orders, plain)


@pytest.mark.parametrize(
    "said",
    [
        "my boss wants to know how many orders went past 200 in basket value in 2024",
        "how many orders in 2024 beat 200 in basket value",
        "in 2024, how many orders have more than 200 in basket value?",
    ],
)
def test_what_restricts_beside_a_construction_holds(orders: Assistant, said: str) -> None:
    assert told(orders, said) == told(orders, "how many orders in 2024 have basket value over 200?")


def test_a_sentence_without_names_of_the_data_stays_as_it_is(orders: Assistant) -> None:
    planner = orders.planner.offline if hasattr(orders.planner, "offline") else orders.planner
    for text in (
        "take it out and divide it by two",
        "how high does it get at most?",
        "ratio of this to that",
    ):
        assert recast.recast(text, planner.lexicon, planner.words) == text  # type: ignore[union-attr]
