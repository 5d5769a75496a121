"""A file of tickets: an order has several, and "tickets" are what is counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.ask import Assistant

ROWS = [
    (
        f"M{i:04}",
        f"2024-{1 + i % 12:02}-{1 + i % 28:02}",
        ("Adult", "Child")[i % 2],
        1 + i % 4,
        ("NL", "DE")[i % 2],
    )
    for i in range(120)
]
TICKETS = sum(r[3] for r in ROWS)


@pytest.fixture
def museum(tmp_path: Path) -> Assistant:
    path = tmp_path / "museum_tickets.csv"
    lines = [f"{a},{b},{c},{d},12.5,{12.5 * d},{e}" for a, b, c, d, e in ROWS]
    head = "Order No,Visit Date,Tkt Type,Qty,Unit Price EUR,Amount EUR,Visitor Ctry"
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    return Assistant.open(path)


@pytest.mark.parametrize("question", ["how many tickets did we sell?", "tickets sold", "number of tickets"])
def test_what_the_file_is_called_by_is_what_the_quantity_counts(museum: Assistant, question: str) -> None:
    answer = museum.ask(question)
    assert answer.headline is not None
    assert answer.headline.value == TICKETS


def test_orders_stay_orders(museum: Assistant) -> None:
    answer = museum.ask("how many orders?")
    assert answer.headline is not None
    assert answer.headline.value == len(ROWS)


def test_the_files_word_before_a_figure_tells_nothing_more(museum: Assistant) -> None:
    assert "by visitor country" in museum.ask("top 2 countries by ticket revenue").reading


def test_one_date_that_is_asked_for_is_a_day(museum: Assistant) -> None:
    assert "by day" in museum.ask("on which visit date did we sell the most tickets?").reading
