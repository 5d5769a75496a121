"""Columns of consent: what asks for a yes, and what only names the column."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.ask import Assistant


@pytest.fixture
def shop(written: Callable[..., Assistant]) -> Assistant:
    rows = [
        f"K{i:03},{('AT', 'DE')[i % 2]},{('Gold', 'Silver', 'Basic')[i % 3]},{('Y', 'N')[i // 7 % 2]}"
        for i in range(120)
    ]
    return written(customers="\n".join(["CustNo,Ctry,Loyalty Tier,newsletter_optin", *rows]))


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "Customers by country and newsletter opt-in, as a cross table",
            "Customers by country and newsletter opt in",
        ),
        (
            "Is newsletter opt-in related to loyalty tier?",
            "Chi-squared test of independence of newsletter opt in and loyalty tier",
        ),
    ],
)
def test_a_column_of_consent_by_its_name_asks_for_no_yes(
    shop: Assistant, question: str, reading: str
) -> None:
    assert shop.ask(question).reading == reading


def test_who_agreed_is_asked_for_a_yes(shop: Assistant) -> None:
    answer = shop.ask("how many customers agreed to the newsletter?")
    assert answer.headline is not None, answer.text
    assert answer.headline.value == sum(i // 7 % 2 == 0 for i in range(120))
