"""Churn is a rate, counts and ratios are told group by group, and a net promoter score is no percent of points."""

from __future__ import annotations

from typing import Any

import pytest

THEMES = ("Coffee", "Coffee", "Coffee", "Coffee", "Pets", "Books")
"""Most have the theme that is left least: the fewest who left are not those of the lowest rate."""


def _left(i: int) -> bool:
    return (i // 6) % 9 < {"Coffee": 2, "Pets": 4, "Books": 6}[THEMES[i % 6]]


TEXT = "customer_id,theme,country,churned,last nps,revenue\n" + "\n".join(
    f"{i},{THEMES[i % 6]},{('US', 'UK')[i % 2]},{'Y' if _left(i) else 'N'},{10 - i * 7 % 11},{20 + i % 50}"
    for i in range(180)
)


@pytest.fixture(scope="module")
def ask(asking: Any) -> Any:
    return asking(customers=TEXT)


def _rates() -> dict[str, float]:
    found: dict[str, list[bool]] = {}
    for i in range(180):
        found.setdefault(THEMES[i % 6], []).append(_left(i))
    return {theme: sum(one) / len(one) for theme, one in found.items()}


@pytest.mark.parametrize(
    ("question", "first"),
    [("which theme has the lowest churn?", min), ("which theme has the most churn", max)],
)
def test_the_lowest_churn_is_a_rate(ask: Any, question: str, first: Any) -> None:
    rates = _rates()
    assert ask(question).headline.value == first(rates, key=rates.__getitem__)


@pytest.mark.parametrize("question", ["churn by theme", "compare churn across themes"])
def test_churn_of_groups_is_a_rate(ask: Any, question: str) -> None:
    answer = ask(question)
    assert answer.status == "answered"
    assert "churn rate" in answer.reading.lower()


def test_who_churned_is_counted(ask: Any) -> None:
    assert ask("how many customers churned?").headline.value == sum(map(_left, range(180)))


@pytest.mark.parametrize(
    "question",
    [
        "compare the number of customers across themes",
        "compare total revenue across themes",
        "compare nps across themes",
    ],
)
def test_what_no_row_has_is_told_group_by_group(ask: Any, question: str) -> None:
    answer = ask(question)
    assert answer.status == "answered"
    assert answer.table is not None
    assert {row[0] for row in answer.table.rows} >= {"Coffee", "Pets", "Books"}


def test_a_net_promoter_score_stays_within_a_hundred(ask: Any) -> None:
    answer = ask("what is our nps?")
    scores = [10 - i * 7 % 11 for i in range(180)]
    score = 100 * (sum(s >= 9 for s in scores) - sum(s <= 6 for s in scores)) / 180
    assert answer.headline.value == pytest.approx(score)
    assert f"{score:.2f}" in answer.text.replace("−", "-")
