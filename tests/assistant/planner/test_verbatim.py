"""A value that stands in a question word for word is that value, whatever its signs and words mean elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.ask import Assistant

ANSWERS = ("good", "bad", "don't know / not used")
LIVING = ("Single", "Together", "Married")


@pytest.fixture(scope="module")
def guests(written: Callable[..., Assistant]) -> Assistant:
    head = "guest_id,home shop,channel,living,delivery,spend_eur"
    rows = [
        f"G{i:03},{('Leeds City', 'York', 'Hull')[i % 3]},{('In-shop', 'Web')[i % 2]},{LIVING[i % 3]},{ANSWERS[i % 3]},{i % 37 + 1}"
        for i in range(120)
    ]
    return written(guests="\n".join([head, *rows]))


def told(guests: Assistant, question: str) -> tuple[str, object]:
    answer = Assistant(guests.dataset, planner=guests.planner).ask(question)
    assert answer.status == "answered", answer.text
    return answer.reading, answer.headline.value if answer.headline is not None else None


def test_a_quoted_value_with_signs_in_it_is_one_name(guests: Assistant) -> None:
    reading, value = told(guests, "what share of guests gave 'don't know / not used' for delivery?")
    assert "don't know / not used" in reading and value == pytest.approx(1 / 3)


def test_a_small_word_in_quotes_or_said_of_the_rows_is_the_value(guests: Assistant) -> None:
    for question in ("how many guests are together?", "how many guests have 'Together' as living"):
        assert told(guests, question) == ("Guests, guests with living is Together", 40)


def test_a_value_of_place_is_named_by_both_of_its_words(guests: Assistant) -> None:
    reading, value = told(guests, "how many guests came in-shop")
    assert "channel is In-shop" in reading and value == 60
    assert told(guests, "guests per shop")[0] == "Guests by home shop"
    assert "channel" not in told(guests, "how many guests have leeds city as their shop")[0]
