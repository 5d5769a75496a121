from typing import Any

import pytest

BY_EDUCATION = "average income by education"


@pytest.mark.parametrize(
    ("turns", "reading"),
    [
        ((BY_EDUCATION, "as a bar chart"), "Average income by education as a bar chart"),
        ((BY_EDUCATION, "make it a pie"), "Average income by education as a pie chart"),
        ((BY_EDUCATION, "as line"), "Average income by education as a line chart"),
        ((BY_EDUCATION, "as a bar chart", "as a table"), "Average income by education"),
        ((BY_EDUCATION, "as a bar chart", "by country", "top 3"),
         "Top 3: average income by country as a bar chart"),
        (("histogram of income", "only women"), "Distribution of income, customers with gender is F"),
        (("histogram of income", "box plot by gender"), "Spread of income by gender"),
        (("scatter plot of income and age", "use recency instead of age"), "Scatter of income and recency"),
    ],
)  # fmt: skip
def test_the_same_is_drawn_otherwise(crm: Any, turns: tuple[str, ...], reading: str) -> None:
    assert crm.after(*turns) == reading


def test_the_rest_is_put_together_where_there_are_too_many_slices(shop: Any) -> None:
    turns = (
        "revenue by country",
        "as a pie",
        "too many slices, keep the top 2 and put the rest together as Other",
    )
    assert shop.after(*turns) == "Top 2: revenue by country, the rest as Other as a pie chart"


def test_only_whole_periods_are_kept_on_request(shop: Any) -> None:
    shop.after("revenue by quarter")
    before = shop.assistant.conversation.last.answer.table.rows
    after = shop.assistant.ask("drop the incomplete quarters").table.rows
    assert len(after) == len(before) - 1
