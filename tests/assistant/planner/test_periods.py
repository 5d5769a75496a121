from typing import Any

import pytest


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("2023 vs 2022 revenue", 20_150 / 5_037.5 - 1),
        ("by how much percent did revenue grow from November 2022 to December 2022", 1_537.5 / 1_750 - 1),
        ("revenue growth from december 2022 to december 2023", 0.0),
    ],
)
def test_growth_between_two_periods_is_worked_out_from_both(shop: Any, question: str, value: float) -> None:
    answer = shop.assistant.ask(question)
    assert [s.tool for s in answer.plan.steps] == ["query", "query", "calc"]
    assert answer.headline.value == pytest.approx(value)


def test_the_earlier_period_comes_first_however_they_are_said(shop: Any) -> None:
    first, second = (shop.read(f"revenue {a} vs {b}") for a, b in ((2022, 2023), (2023, 2022)))
    assert first.candidates[0].plan == second.candidates[0].plan


def test_growth_of_members_with_a_date_of_joining_only_is_declined(crm: Any) -> None:
    answer = crm.assistant.ask("how did total spend change over time")
    assert answer.status == "declined" and "the dates of the purchases" in answer.text
