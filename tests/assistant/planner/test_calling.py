from typing import Any

import pytest

from tests.assistant.planner.conftest import sales_rows


@pytest.mark.parametrize(
    ("question", "tool"),
    [
        ("what is in this data", "overview"),
        ("segment the customers into 3 groups", "segment"),
        ("tell me about customers over 60", "profile"),
        ("compare income of men and women", "compare"),
        ("what drives total spend", "drivers"),
        ("correlation between age and income", "correlate"),
        ("top 10% of customers by spend", "concentration"),
        ("how much would a 45 year old earning 80k spend", "predict"),
        ("ideas for a campaign for customers over 60", "campaign"),
    ],
)
def test_the_words_of_an_ability_call_its_tool(crm: Any, question: str, tool: str) -> None:
    assert crm.read(question).candidates[0].plan.steps[-1].tool == tool


def test_a_forecast_is_called_where_there_are_dates_of_events(shop: Any) -> None:
    step = shop.read("forecast revenue for the next 3 months").candidates[0].plan.steps[-1]
    assert step.tool == "forecast"


def test_the_number_of_groups_is_the_one_said(crm: Any) -> None:
    assert crm.read("segment the customers into 3 groups").candidates[0].plan.steps[-1].args["k"] == 3


def test_conditions_of_an_ability_restrict_its_rows(crm: Any) -> None:
    assert crm.said("tell me about customers over 60") == "Profile of customers, customers with age over 60"


@pytest.mark.parametrize(
    ("question", "columns"),
    [
        ("predict total spend from income and age", ["income", "age"]),
        ("predict total spend using income, age and education", ["income", "age", "education"]),
        ("which model predicts total spend best based on age and kids?", ["age", "kids"]),
    ],
)
def test_a_prediction_uses_only_the_traits_that_were_named(
    crm: Any, question: str, columns: list[str]
) -> None:
    step = crm.read(question).candidates[0].plan.steps[-1]
    assert step.tool == "predict" and list(step.args["columns"]) == columns
    assert " from " in crm.said(question)


@pytest.mark.parametrize(
    "question", ["average spend without customer 140", "total spend except customer 140"]
)
def test_one_member_is_left_out_by_number(crm: Any, question: str) -> None:
    assert crm.query(question).where[0].op == "ne"


def test_the_people_themselves_are_no_column_of_a_correlation(crm: Any) -> None:
    assert (
        crm.said("correlation between income and recency of customers") == "Correlation of income and recency"
    )


def test_a_what_if_with_a_number_of_nothing_known_is_asked_back(crm: Any) -> None:
    reading = crm.read("how much would a 45 year old with 2 cars spend")
    assert reading.unclear is not None and "2" in reading.unclear


@pytest.mark.parametrize(
    "question",
    [
        "compare income of men and women, only customers from Zembla",
        "what drives income in Zembla",
        "segment the customers from Zembla into 3 groups",
    ],
)
def test_an_ability_asks_about_a_place_that_nobody_knows(crm: Any, question: str) -> None:
    reading = crm.read(question)
    assert "Zembla" in (reading.unclear or ""), reading


def test_a_known_place_restricts_an_ability(crm: Any) -> None:
    assert crm.said("segment the customers from Norway into 3 groups").endswith("country is Norway")


@pytest.mark.parametrize(
    "question",
    [
        "what drives income of customers from Norway",
        "what share of total spend comes from the top 20% of customers from Norway",
        "which model predicts total spend best for customers from Norway?",
        "how well can we predict recency for customers from Norway?",
        "forecast sign ups of customers from Norway",
        "correlation between income and recency of customers from Norway",
        "compare income of men and women from Norway",
        "tell me about customers from Norway",
    ],
)
def test_every_ability_keeps_to_the_rows_that_were_asked_for(crm: Any, question: str) -> None:
    step = crm.read(question).candidates[0].plan.steps[-1]
    assert "Norway" in str(step.args.get("where", step.args.get("query", ""))), (step.tool, step.args)


def test_customers_of_a_year_are_those_who_bought_in_it(shop: Any) -> None:
    question = "what share of revenue comes from the top 20% of customers in 2023?"
    args = shop.read(question).candidates[0].plan.steps[-1].args
    assert "InvoiceDate" in str(args["within"]) and not args.get("where")
    joined = (
        shop.read("segment the customers who joined in 2023 into 2 groups").candidates[0].plan.steps[-1].args
    )
    assert "first_order" in str(joined["where"]) and not joined.get("within")


@pytest.mark.parametrize(
    "question",
    [
        "what sets PhD customers apart?",
        "what distinguishes customers with a PhD?",
        "what is typical of PhD customers?",
        "which rule finds PhD customers?",
    ],
)
@pytest.mark.parametrize("before", [(), ("average income by education",)])
def test_what_sets_a_group_apart_is_its_profile_in_any_conversation(
    crm: Any, question: str, before: tuple[str, ...]
) -> None:
    crm.after(*before) if before else None
    step = crm.read(question).candidates[0].plan.steps[-1]
    assert step.tool == "profile" and "PhD" in str(step.args["where"])


@pytest.mark.parametrize(
    "question",
    [
        "tell me about vegan customers",
        "what sets vegan customers apart?",
        "ideas for a campaign for vegan customers",
    ],
)
def test_people_whom_the_data_do_not_know_are_asked_about_and_not_taken_for_all(
    crm: Any, question: str
) -> None:
    assert "vegan" in (crm.read(question).unclear or "")


def test_what_people_do_is_never_left_out_of_a_brief(crm: Any) -> None:
    reading = crm.read("ideas for a campaign for customers who live mostly on income")
    assert "income" in (reading.unclear or "")


def test_a_word_that_brackets_explain_is_no_riddle(crm: Any) -> None:
    reading = crm.read("campaign ideas for frugal customers (income under 40k)")
    assert reading.unclear is None and "income" in reading.candidates[0].reading


@pytest.mark.parametrize(
    ("question", "view"),
    [
        ("plot predicted against actual total spend", "predicted vs actual"),
        ("actual vs predicted total spend", "predicted vs actual"),
        ("show the predictions of total spend beside the true values", "predicted vs actual"),
        ("residual plot of total spend", "residuals"),
        ("draw the residuals of total spend", "residuals"),
    ],
)
def test_what_a_model_misses_is_drawn(crm: Any, question: str, view: str) -> None:
    step = crm.read(question).candidates[0].plan.steps[-1]
    assert step.tool == "predict" and step.args["view"] == view


def test_what_the_model_spoken_of_misses_keeps_its_target_and_traits(crm: Any) -> None:
    crm.after("predict income from age and kids")
    step = crm.read("and the residuals?").candidates[0].plan.steps[-1]
    assert step.args["target"] == "income" and step.args["view"] == "residuals"
    other = crm.read("residual plot of web purchases").candidates[0].plan.steps[-1]
    assert other.args["target"] == "web_purchases"


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("write an e-mail to customers over 60", "email"),
        ("draft a newsletter for customers over 60", "email"),
        ("give me subject lines for customers over 60", "email"),
        ("ad copy for customers over 60", "ad"),
        ("write me an ad for customers over 60", "ad"),
    ],
)
def test_copy_is_written_for_those_who_were_named(crm: Any, question: str, form: str) -> None:
    step = crm.read(question).candidates[0].plan.steps[-1]
    assert step.tool == "campaign" and step.args["form"] == form and "60" in str(step.args["where"])


@pytest.mark.parametrize(("words", "form"), [("write the email", "email"), ("and an ad for it?", "ad")])
def test_copy_of_the_campaign_spoken_of_is_for_its_audience(crm: Any, words: str, form: str) -> None:
    crm.after("ideas for a campaign for customers over 60")
    step = crm.read(words).candidates[0].plan.steps[-1]
    assert step.tool == "campaign" and step.args["form"] == form and "60" in str(step.args["where"])


@pytest.mark.parametrize(
    "question", ["give me three campaign ideas", "write two e-mails for customers over 60"]
)
def test_how_many_ideas_are_wanted_is_no_condition(crm: Any, question: str) -> None:
    assert crm.read(question).unclear is None


@pytest.mark.parametrize(
    ("question", "grain"),
    [
        ("forecast revenue by week", "week"),
        ("forecast monthly revenue", "month"),
        ("weekly revenue forecast", "week"),
    ],
)
def test_a_forecast_goes_by_the_step_that_was_named(shop: Any, question: str, grain: str) -> None:
    assert shop.read(question).candidates[0].plan.steps[-1].args["grain"] == grain


@pytest.mark.parametrize(
    "question",
    ["campaign for customers who bought a red mug", "campaign ideas for people who bought red mugs"],
)
def test_a_campaign_for_buyers_of_a_thing_addresses_people_and_not_lines(shop: Any, question: str) -> None:
    answer = shop.assistant.ask(question)
    bought = {
        row.split(",")[5]
        for row in sales_rows().splitlines()[1:]
        if row.split(",")[1] == "red mug" and row[0] != "C"
    }
    size = next(f.value for f in answer.facts if f.id == "size")
    assert (answer.tool, size) == ("campaign", len(bought))
