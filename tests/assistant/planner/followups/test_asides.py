from typing import Any

import pytest


def test_why_asks_for_what_goes_along_with_the_last_figure_and_keeps_its_rows(crm: Any) -> None:
    crm.after("average income of women")
    answer = crm.assistant.ask("why?")
    assert (
        answer.tool == "drivers"
        and answer.reading == "What goes along with income, customers with gender is F"
    )


def test_why_after_the_worst_month_is_about_that_month(shop: Any) -> None:
    shop.after("revenue by month", "which month was the worst?")
    answer = shop.assistant.ask("why?")
    assert answer.plan.steps[-1].args["period"] == ["2022-12-01", "2022-12-31"]


@pytest.mark.parametrize(
    "turns",
    [
        ("average income by gender", "is that difference significant?"),
        ("average income of women", "and of men?", "is that significant?"),
        ("average income of women", "and of men?", "what is the difference?", "is that significant?"),
    ],
)
def test_a_difference_of_the_last_answers_is_tested(crm: Any, turns: tuple[str, ...]) -> None:
    crm.after(*turns[:-1])
    answer = crm.assistant.ask(turns[-1])
    assert answer.tool == "compare" and answer.plan.steps[-1].args["dimension"]["expr"] == {"col": "gender"}


def test_whether_a_figure_is_good_is_answered_by_those_beside_it(crm: Any) -> None:
    crm.after("average income in Norway")
    assert crm.assistant.ask("is that good?").tool == "compare"


def test_the_next_months_are_forecast_for_the_last_rows(shop: Any) -> None:
    shop.after("revenue by month", "only Spain")
    answer = shop.assistant.ask("and what can we expect next month?")
    assert answer.tool == "forecast" and answer.reading.endswith("country is Spain")
