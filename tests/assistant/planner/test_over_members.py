"""Figures over the members of something, and questions in everyday wordings, on a small shop."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.ask import Assistant


@pytest.fixture(scope="module")
def shop(written: Callable[..., Assistant]) -> Assistant:
    """Customers with a year of birth, kids and teens; their orders with a value and a fee."""
    people = [
        f"C{i:03},{1950 + i % 50},{i % 3},{i % 4 % 2},{('North', 'South')[i % 2]},{i % 90},{i % 70},{i % 60}"
        for i in range(150)
    ]
    orders = [
        f"O{i:04},C{i * i % 140:03},2024-{i % 12 + 1:02}-{i % 28 + 1:02},{20 + i * 7 % 90},{1 + i % 9 / 10},{('web', 'store')[i % 3 % 2]}"
        for i in range(600)
    ]
    return written(
        customers="\n".join(["customer_id,birth_year,kids,teens,region,amt_wine,amt_meat,amt_fish", *people]),
        orders="\n".join(["order_id,customer_id,order_date,gross_eur,fee_eur,channel", *orders]),
    )


def reading(shop: Assistant, question: str) -> str:
    """How a question is read; nothing where it is asked back."""
    return Assistant(shop.dataset, planner=shop.planner).ask(question).reading


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("median fee per order", "Median fee per order"),
        ("what's the 90th percentile of the fee per order?", "90th percentile of fee per order"),
        ("median gross per customer", "Median gross per customer"),
        ("standard deviation of the number of orders per customer", "Standard deviation of orders per customer"),
        ("highest gross per customer", "Highest gross per customer"),
        ("median fee per order by channel", "Median fee per order by channel"),
    ],
)  # fmt: skip
def test_a_figure_per_member_is_one_of_the_members_numbers(
    shop: Assistant, question: str, wanted: str
) -> None:
    assert reading(shop, question) == wanted


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("how many customers born in 1980 or later", "birth year at least 1980"),
        ("how many customers were born in 1960 or earlier", "birth year at most 1960"),
        ("how many orders in March 2024 or earlier", "order date before 2024-04-01"),
        ("how many orders in march 2024 or later", "order date from 2024-03-01"),
        ("how many customers have no kids and no teens", "kids is 0 and teens is 0"),
        ("how many ppl dont have any kids or teens", "kids is 0 and teens is 0"),
    ],
)
def test_what_is_earlier_later_or_denied_is_heard(shop: Assistant, question: str, wanted: str) -> None:
    assert reading(shop, question).endswith(wanted)


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("average spend on wine by region", "Average spending on wine by region"),
        (
            "by how much does the average gross of web orders exceed that of store orders",
            "Difference in average gross of store: channel is web against channel is store",
        ),
        ("what's our busiest weekday in terms of orders placed?", "Orders by weekday, highest first"),
    ],
)
def test_everyday_wordings_are_read(shop: Assistant, question: str, wanted: str) -> None:
    assert reading(shop, question) == wanted


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("median fee by region", "Median fee by region"),
        ("distribution of kids", "Distribution of kids"),
    ],
)
def test_each_thing_is_measured_where_it_is_at_home(shop: Assistant, question: str, wanted: str) -> None:
    assert reading(shop, question) == wanted


def test_what_a_customer_does_on_average_is_told_per_customer(shop: Assistant) -> None:
    plain = reading(shop, "average number of orders per customer")
    assert reading(shop, "on average, how many orders does a customer place?") == plain != ""


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("correlation of gross and fee", "Correlation of gross and fee"),  # of orders, and not of sums
        ("correlation of gross and fee by channel", "Correlation of gross and fee by channel"),
        ("average gross in euros", "Average gross"),
        ("average fee, euros", "Average fee"),
        (
            "what share of wine spending comes from customers with wine spending over 50",
            "Share of spending on wine with spending on wine over 50",
        ),
    ],
)
def test_what_is_summed_and_what_is_tested_are_told_apart(
    shop: Assistant, question: str, wanted: str
) -> None:
    assert reading(shop, question) == wanted


@pytest.mark.parametrize(
    "question",
    [
        "average gross in dollars",
        "how many kids levels have an average fee above 1",
    ],
)
def test_what_a_plan_cannot_give_is_asked_back(shop: Assistant, question: str) -> None:
    assert reading(shop, question) == ""


def test_a_file_of_visits_may_hold_numbers_of_visits(written: Callable[..., Assistant]) -> None:
    rows = [f"{i},{i * 7 % 13},{('good', 'poor')[i % 2]}" for i in range(200)]
    own = written(clinic_visits="\n".join(["record_no,md_visits,health", *rows]))
    assert own.ask("average visits by health").reading == "Average md visits by health"
