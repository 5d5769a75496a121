"""What is rated best, and two states of which there are more, on small tables."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.ask import Assistant

STAGES = ("Closed Won", "Closed Lost", "Demo", "Closed Lost", "Closed Won", "Closed Lost")


@pytest.fixture(scope="module")
def deals(written: Callable[..., Assistant]) -> Assistant:
    rows = [
        f"D{i:03},{('Ann', 'Bo', 'Cy')[i % 3]},{STAGES[(i * 5 + i // 7) % 6]},{100 + i * 7 % 90},{i % 9},{i % 5 + 1}"
        for i in range(240)
    ]
    return written(deals="\n".join(["deal_id,owner,stage,amount_usd,discount_pct,rating_1_5", *rows]))


def reading(data: Assistant, question: str) -> str:
    """How a question is read; nothing where it is asked back."""
    return Assistant(data.dataset, planner=data.planner).ask(question).reading


BOTH = "deals with stage is Closed Won or Closed Lost"


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("best rated owner on average", "Average rating by owner, highest first"),
        ("whats the worst-rated owner", "Average rating by owner, lowest first"),
        ("which owner is rated highest?", "Average rating by owner, highest first"),
        ("which are the 2 best rated owners", "Top 2: average rating by owner"),
    ],
)
def test_what_is_rated_is_ranked_by_its_rating(deals: Assistant, question: str, wanted: str) -> None:
    assert reading(deals, question) == wanted


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("median amount won vs lost", f"Median amount by stage, {BOTH}"),
        ("average discount of won and lost deals", f"Average discount percent by stage, {BOTH}"),
        ("won vs lost deals by owner", f"Deals by owner and stage, {BOTH}"),
        ("what share of closed deals was won", f"Share of deals with stage is Closed Won, {BOTH}"),
        (
            "of the deals that are closed, what share was lost, by owner?",
            f"Share of deals with stage is Closed Lost by owner, {BOTH}",
        ),
        ("of the closed deals, how many were won", f"Deals, {BOTH} and stage is Closed Won"),
    ],
)
def test_won_lost_and_closed_are_kept_apart(deals: Assistant, question: str, wanted: str) -> None:
    assert reading(deals, question) == wanted
