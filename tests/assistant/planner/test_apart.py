"""Two people of one name are two people, a guest's number is not counted at each stay, and a state is no idle word."""

from __future__ import annotations

from typing import Any

import pytest

FIRST, LAST = ("Anna", "Hugo", "Nils", "Zoe"), ("Archer", "Hughes", "Price")
GUESTS = "Guest No.,First Name,Last Name,Tier,Points Balance\n" + "\n".join(
    f"{1000 + i},{FIRST[i % 4]},{LAST[i % 3]},{('Gold', 'Silver')[i % 2]},{100 * i}" for i in range(48)
)
STAYS = "Stay ID,Guest No,Hotel,Arrival,Status,Room Revenue (EUR)\n" + "\n".join(
    f"ST{i},{1000 + i * i % 48},{('Berlin', 'Rome', 'Lyon')[i % 3]},2024-{1 + i % 12:02d}-0{1 + i % 9},"
    f"{'Cancelled' if i % 7 == 0 else 'Checked out'},{50 + i % 90}.50"
    for i in range(400)
)


@pytest.fixture(scope="module")
def ask(asking: Any) -> Any:
    return asking(guests=GUESTS, stays=STAYS)


def _stays_per_guest() -> dict[int, int]:
    counts: dict[int, int] = {}
    for i in range(400):
        counts[1000 + i * i % 48] = counts.get(1000 + i * i % 48, 0) + 1
    return counts


def test_guests_of_one_name_are_counted_apart(ask: Any) -> None:
    answer = ask("How many guests have more than 20 stays at Berlin?")
    counts: dict[int, int] = {}
    for i in range(0, 400, 3):
        counts[1000 + i * i % 48] = counts.get(1000 + i * i % 48, 0) + 1
    assert answer.headline.value == sum(n > 20 for n in counts.values())
    assert "guests that fit" in answer.text.lower()


def test_guests_of_one_name_are_ranked_apart(ask: Any) -> None:
    answer = ask("top 3 guests by number of stays")
    best = max(_stays_per_guest().values())
    assert answer.table is not None
    assert answer.table.rows[0][1] == best


def test_a_percentile_of_guests_is_not_taken_over_their_stays(ask: Any) -> None:
    answer = ask("points balance 90th percentile gold tier pls")
    gold = [100 * i for i in range(0, 48, 2)]
    assert answer.headline.value == pytest.approx(gold[20] + 0.7 * (gold[21] - gold[20]))


def test_completed_stays_are_some_of_them_where_a_status_is_told(ask: Any) -> None:
    answer = ask("how many completed stays did we have in 2024")
    assert answer.status == "clarify", answer.text
    assert "completed" in answer.text
