from typing import Any

import pytest


def step(desk: Any, question: str) -> tuple[str, dict[str, Any]]:
    """The tool of the question's plan and its arguments."""
    last = desk.read(question).candidates[0].plan.steps[-1]
    return last.tool, last.args


@pytest.mark.parametrize(
    ("question", "view"),
    [
        ("retention by month", "retention"),
        ("show me a cohort analysis", "retention"),
        ("how many customers stick around", "retention"),
        ("repeat purchase rate", "repeat"),
        ("what share of customers bought more than once?", "repeat"),
        ("what % of new customers come back?", "return"),
        ("do new buyers order again within 60 days?", "return"),
        ("are newer customers worse?", "newer"),
        ("is our retention getting better?", "newer"),
        ("new vs existing customers share of sales", "mix"),
        ("how much revenue comes from returning customers?", "mix"),
    ],
)
def test_questions_about_coming_back_call_for_cohorts(shop: Any, question: str, view: str) -> None:
    tool, args = step(shop, question)
    assert tool == "cohort" and args["view"] == view


@pytest.mark.parametrize(
    ("question", "days"),
    [
        ("who comes back within 60 days", 60),
        ("who comes back in the first three months", 90),
        ("share of customers who buy again within a year", 365),
        ("90-day repeat purchase rate", 90),
    ],
)
def test_a_time_within_which_is_counted_in_days(shop: Any, question: str, days: int) -> None:
    assert step(shop, question)[1]["days"] == days


def test_a_grain_and_a_dimension_are_told_apart(shop: Any) -> None:
    assert step(shop, "quarterly retention")[1]["grain"] == "quarter"
    by = step(shop, "repeat rate by country")[1]["by"]
    assert by["expr"] == {"col": "Country"}


def test_the_best_cohort_may_be_asked_for(shop: Any) -> None:
    assert step(shop, "which cohort has the best retention?")[1]["best"] == "best"
    assert step(shop, "which month's cohort has the lowest retention?")[1]["best"] == "worst"


def test_a_condition_on_what_customers_did_is_put_to_the_customers(shop: Any) -> None:
    args = step(shop, "retention of customers with more than 3 orders")[1]
    assert args["source"] == "customer" and args["where"][0]["op"] == "gt"


def test_a_period_chooses_the_cohort(shop: Any) -> None:
    assert shop.said("retention of the march 2023 cohort") == (
        "Retention by first purchase, purchases with first purchase from 2023-03-01 to 2023-03-31"
    )


def test_follow_ups_keep_the_population(shop: Any) -> None:
    said = shop.after("retention by month", "only in Norway", "by quarter", "within 60 days")
    assert said == "New customers who come back within 60 days, purchases with country is Norway"


def test_a_new_value_takes_the_place_of_the_old_one(shop: Any) -> None:
    said = shop.after("repeat rate in Norway", "and in Spain?")
    assert said == "Customers who bought more than once, purchases with country is Spain"


def test_the_population_of_a_plain_question_is_lent(shop: Any) -> None:
    said = shop.after("total revenue in Norway", "and their retention?")
    assert said.endswith("purchases with country is Norway")


def test_a_new_question_after_it_is_read_as_one(shop: Any) -> None:
    assert shop.after("retention by month", "average order value by country").startswith(
        "Average order value by"
    )


def test_a_word_that_finds_no_place_is_asked_about(shop: Any) -> None:
    answer = shop.assistant.ask("retention of platinum members")
    assert answer.status == "clarify" and "platinum" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "which products are bought together?",
        "market basket analysis",
        "bundle ideas",
        "what two items are most often bought together in one order?",
        "cross-sell ideas please",
        "which items go well together in Norway",
    ],
)
def test_questions_about_one_order_call_for_baskets(shop: Any, question: str) -> None:
    tool, args = step(shop, question)
    assert tool == "basket" and not {"item", "anchor", "by"} & set(args)
    assert not shop.read(question).unlicensed


@pytest.mark.parametrize(
    "question",
    [
        "what goes with the oak chair?",
        "what is usually bought together with an oak chair",
        "what should I offer someone who bought an oak chair?",
        "people who bought the oak chair also bought",
    ],
)
def test_a_thing_that_is_named_is_what_others_are_looked_for_beside(shop: Any, question: str) -> None:
    tool, args = step(shop, question)
    assert tool == "basket" and args["anchor"][0]["args"][1] == {"lit": "oak chair"}
    assert "where" not in args


def test_a_kind_of_product_may_be_what_others_are_looked_for_beside(shop: Any) -> None:
    tool, args = step(shop, "what do customers who buy chairs also buy")
    assert tool == "basket" and ("anchor" in args or "item" in args)


def test_a_name_that_the_data_spell_otherwise_is_left_to_the_tool(shop: Any) -> None:
    assert step(shop, "what goes with teapots in Norway?")[1]["item"] == "teapots"
    answer = shop.assistant.ask("what goes with teapots?")
    assert answer.status == "declined" and "teapots" in answer.text


def test_strength_top_and_different_items_are_arguments(shop: Any) -> None:
    args = step(shop, "top 5 pairs of different products by lift")[1]
    assert (args["limit"], args["order"], args["different"]) == (5, "strength", True)


def test_follow_ups_of_a_basket_keep_what_was_asked(shop: Any) -> None:
    said = shop.after("what goes with the oak chair?", "only in Norway", "and with the red mug?")
    assert said == "What is bought with “red mug”, purchases with country is Norway"


def test_it_is_the_thing_that_the_last_answer_named(shop: Any) -> None:
    said = shop.after("which product has the highest revenue?", "what goes with it?")
    assert said.startswith("What is bought with “")


def test_going_with_a_number_is_no_basket(shop: Any) -> None:
    assert step(shop, "what goes along with revenue?")[0] != "basket"


@pytest.mark.parametrize(
    ("question", "view"),
    [
        ("what's our LTV?", "expected"),
        ("customer lifetime value over the next 6 months", "expected"),
        ("how much should I pay to get a customer?", "expected"),
        ("lifetime value so far", "historic"),
        ("top 10 customers by lifetime value", "customers"),
        ("which customers have the highest CLV?", "customers"),
        ("who is about to churn?", "churn"),
        ("which buyers are likely to stop buying?", "churn"),
        ("probability of being alive", "alive"),
        ("how well did the forecast of value do?", "check"),
    ],
)
def test_questions_about_worth_call_for_value(shop: Any, question: str, view: str) -> None:
    tool, args = step(shop, question)
    assert tool == "value" and args["view"] == view and not shop.read(question).unlicensed


def test_margin_months_and_dimension_are_arguments_of_value(shop: Any) -> None:
    args = step(shop, "lifetime value by country over the next 2 years at a 35 % margin")[1]
    assert (args["margin"], args["months"], args["by"]["expr"]) == (0.35, 24, {"col": "Country"})


def test_a_margin_or_a_time_may_be_said_next(shop: Any) -> None:
    said = shop.after("what is our LTV in Norway?", "at 40 % margin", "over the next 6 months")
    assert said == (
        "What customers have brought and will bring in the next 6 months at a margin of 40 %, "
        "purchases with country is Norway"
    )


def test_how_sure_a_forecast_of_value_is_shows_its_test(shop: Any) -> None:
    shop.after("what is our LTV?")
    assert step(shop, "how sure is that?")[1]["view"] == "check"


def test_a_condition_on_customers_is_put_beside_one_on_their_purchases(shop: Any) -> None:
    said = shop.after("retention in Norway", "only customers with more than 2 orders")
    assert said == "Retention by first purchase, customers with orders over 2 and country is Norway"


def test_lifetime_value_without_dated_purchases_is_what_was_spent(crm: Any) -> None:
    tool, args = step(crm, "what is our customer lifetime value?")
    assert (tool, args["view"]) == ("value", "historic")
    assert crm.assistant.ask("what is our customer lifetime value?").status == "answered"


def test_who_will_churn_is_declined_where_nothing_tells_it(crm: Any) -> None:
    assert crm.assistant.ask("which customers are about to churn?").status == "declined"


@pytest.mark.parametrize(
    "question", ["retention by cohort", "what is our repeat rate", "do customers come back?"]
)
def test_without_dated_purchases_it_is_declined_naming_what_is_needed(crm: Any, question: str) -> None:
    answer = crm.assistant.ask(question)
    assert answer.status == "declined" and "a date for each purchase" in answer.text


def test_without_order_numbers_baskets_are_declined_naming_what_is_needed(crm: Any) -> None:
    answer = crm.assistant.ask("which products are bought together?")
    assert answer.status == "declined" and "an order number" in answer.text


def test_a_measure_of_the_data_of_that_name_is_the_datas_own(tmp_path: Any) -> None:
    from assistant import Assistant

    rows = [
        f"{i},2022-01-{1 + i % 28:02},{f'2023-05-{1 + i // 4:02}' if i % 4 == 0 else ''}" for i in range(80)
    ]
    path = tmp_path / "members.csv"
    path.write_text("member_id,joined,Cancelled on\n" + "\n".join(rows) + "\n", encoding="utf-8")
    answer = Assistant.open(path).ask("what is our retention rate?")
    assert answer.tool == "query" and answer.headline is not None and answer.headline.value == 0.75
