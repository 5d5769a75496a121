from typing import Any

import pytest


@pytest.mark.parametrize(
    ("turns", "wish", "reading"),
    [
        (("average income by education", "only women"), "and men?",
         "Average income by education, customers with gender is M"),
        (("top 3 countries by average income",), "and the bottom 2?", "Bottom 2: average income by country"),
        (("what share of customers is married",), "only in Norway",
         "Share of customers with marital status is Married, customers with country is Norway"),
        (("correlation of income and age",), "only women", "Correlation of income and age, customers with gender is F"),
    ],
)  # fmt: skip
def test_a_plan_that_is_run_again_takes_follow_ups(
    crm: Any, turns: tuple[str, ...], wish: str, reading: str
) -> None:
    crm.after(*turns)
    plan = crm.assistant.conversation.last.answer.plan
    crm.assistant.start_over()
    crm.assistant.run(plan)
    assert crm.after(wish) == reading
