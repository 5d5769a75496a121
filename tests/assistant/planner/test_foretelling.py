from typing import Any

import pytest


def args(desk: Any, question: str) -> dict[str, Any]:
    step = desk.read(question).candidates[0].plan.steps[-1]
    assert step.tool == "forecast"
    return dict(step.args)


@pytest.mark.parametrize(
    "question",
    [
        "backtest the weekly revenue forecast",
        "how accurate is your weekly revenue forecast?",
        "how good would a weekly forecast of revenue be?",
        "does the weekly revenue forecast beat a naive guess?",
        "what is the forecast error of weekly revenue?",
        "how far off were your weekly revenue forecasts?",
    ],
)
def test_how_good_a_forecast_is_is_tried_on_the_past(shop: Any, question: str) -> None:
    found = args(shop, question)
    assert found["view"] == "backtest" and found["grain"] == "week"
    assert found["measure"]["name"] == "revenue"


@pytest.mark.parametrize(
    "question",
    ["forecast revenue", "revenue forecast for a good customer mix", "what will revenue be next month?"],
)
def test_a_forecast_is_no_test_of_itself(shop: Any, question: str) -> None:
    assert "view" not in args(shop, question)


@pytest.mark.parametrize(
    "question",
    [
        "how good was that forecast?",
        "backtest it",
        "how accurate is it?",
        "can I trust that?",
        "does it beat the naive rule?",
        "how sure is that?",
    ],
)
def test_the_forecast_spoken_of_is_tried_with_its_figure_rows_and_step(shop: Any, question: str) -> None:
    shop.after("forecast weekly revenue for the next 4 weeks", "only Spain")
    before = shop.assistant.conversation.last.plan.steps[-1].args
    step = shop.assistant.ask(question).plan.steps[-1]
    assert step.tool == "forecast" and step.args == {**before, "view": "backtest"}


def test_the_forecast_itself_is_told_again_after_its_test(shop: Any) -> None:
    shop.after("forecast weekly revenue", "how good was that forecast?")
    step = shop.assistant.ask("and what is the forecast?").plan.steps[-1]
    assert "view" not in step.args and step.args["grain"] == "week"


@pytest.mark.parametrize(
    ("question", "grain", "horizon"),
    [("monthly", "month", 2), ("and by month?", "month", 2), ("make it monthly instead", "month", 2), ("daily", "day", 56)],
)  # fmt: skip
def test_another_step_covers_the_same_stretch_of_time(
    shop: Any, question: str, grain: str, horizon: int
) -> None:
    shop.after("forecast weekly revenue for the next 8 weeks")
    step = shop.assistant.ask(question).plan.steps[-1]
    assert step.tool == "forecast" and (step.args["grain"], step.args["horizon"]) == (grain, horizon)
    assert step.args["measure"]["name"] == "revenue"


def test_a_step_that_is_not_made_is_asked_about(shop: Any) -> None:
    shop.after("forecast weekly revenue")
    answer = shop.assistant.ask("yearly")
    assert answer.status == "clarify" and "quarter" in answer.text and answer.options


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("weekly revenue forecast for the next 3 months", {"grain": "week", "horizon": 13}),
        ("forecast revenue by week for the next quarter", {"grain": "week", "horizon": 13}),
        ("forecast revenue for the next 2 quarters", {"grain": "month", "horizon": 6}),
        ("forecast revenue for the next 10 days", {"grain": "day", "horizon": 10}),
    ],
)
def test_how_far_ahead_is_counted_in_the_step_that_was_named(
    shop: Any, question: str, expected: dict[str, Any]
) -> None:
    found = args(shop, question)
    assert {k: found.get(k) for k in expected} == expected
