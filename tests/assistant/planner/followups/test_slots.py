from typing import Any

import pytest


@pytest.mark.parametrize(
    ("turns", "reading"),
    [
        (("correlation of income and age", "only women"), "Correlation of income and age, customers with gender is F"),
        (("correlation of income and age", "same for recency"), "Correlation of recency and age"),
        (("correlation of income and age", "only women", "and men?"),
         "Correlation of income and age, customers with gender is M"),
        (("tell me about customers from Norway", "and from Spain?"),
         "Profile of customers, customers with country is Spain"),
        (("what drives income", "only women"), "What goes along with income, customers with gender is F"),
    ],
)  # fmt: skip
def test_other_abilities_keep_what_was_not_changed(crm: Any, turns: tuple[str, ...], reading: str) -> None:
    assert crm.after(*turns) == reading


def test_a_forecast_looks_further_and_for_fewer_rows(shop: Any) -> None:
    shop.after("forecast revenue for the next 3 months", "and for 6 months?", "only Spain")
    last = shop.assistant.conversation.last
    assert last.plan.steps[-1].args["horizon"] == 6 and last.answer.reading.endswith("country is Spain")


def test_what_a_comparison_was_about_can_be_counted_and_split(crm: Any) -> None:
    crm.after("compare income of women and men", "only in Norway")
    assert crm.after("how many customers is that?") == "Customers, customers with country is Norway"


@pytest.mark.parametrize("message", ["tune them", "with tuned models", "tune the hyperparameters"])
def test_models_are_tuned_on_request(crm: Any, message: str) -> None:
    crm.after("which model predicts total spend best from age and kids?")
    answer = crm.assistant.ask(message)
    assert answer.tool == "predict" and answer.plan.steps[-1].args["tune"] is True
    assert answer.reading == "How well total spend can be predicted, with tuned models from age and kids"


def test_somebody_left_out_of_a_model_is_no_trait_of_it(crm: Any) -> None:
    crm.after("can we predict total spend from age and kids?")
    answer = crm.assistant.ask("without customer 140")
    assert answer.reading.endswith("customers with customer id is not 140")
    assert answer.tool == "predict" and list(answer.plan.steps[-1].args["columns"]) == ["age", "kids"]
    assert "person" not in answer.plan.steps[-1].args


def test_how_good_a_model_is_can_be_asked_of_fewer_people(crm: Any) -> None:
    crm.after("can we predict total spend from age and kids?")
    assert crm.after("only people over 30").endswith("customers with age over 30")


def test_a_what_if_after_a_comparison_of_models_is_about_somebody(crm: Any) -> None:
    crm.after("compare models for recency from age and kids")
    reading = crm.read("what would recency be for an age of 40?")
    step = reading.candidates[0].plan.steps[-1]
    assert step.tool == "predict" and step.args["target"] == "recency" and step.args["person"] == {"age": 40}
