from typing import Any

import pytest

BY_EDUCATION = "average income by education"


@pytest.mark.parametrize(
    ("wish", "value"),
    [
        ("whats the gap between best and worst?", 3000),
        ("how much higher is the highest than the lowest?", 3000),
        ("difference?", 3000),
        ("how much higher is PhD than Master?", 1000),
        ("and PhD minus Basic?", 3000),
    ],
)
def test_two_rows_of_the_last_answer_are_set_against_each_other(crm: Any, wish: str, value: float) -> None:
    crm.after(BY_EDUCATION)
    answer = crm.assistant.ask(wish)
    assert answer.tool == "calc" and answer.headline.value == pytest.approx(value)


def test_a_difference_is_taken_of_the_last_two_answers_and_then_in_percent(shop: Any) -> None:
    shop.after("revenue in 2022", "and in 2023?")
    answer = shop.assistant.ask("so what's the difference?")
    assert answer.tool == "calc" and answer.headline.value == pytest.approx(20_150 - 5_037.5)
    assert shop.assistant.ask("in percent?").headline.value == pytest.approx(3)


def test_a_total_per_customer_follows_the_number_of_customers(shop: Any) -> None:
    shop.after("revenue in Norway", "how many customers is that?")
    assert shop.assistant.ask("so per customer?").headline.value == pytest.approx(4772.5 / 5)


def test_the_same_change_is_asked_for_other_rows(shop: Any) -> None:
    shop.after("revenue of Norway in 2022", "and in 2023?", "what is the difference?")
    other = shop.assistant.ask("same for Spain")
    assert other.tool == "calc"
    parts = [s.args["query"]["where"] for s in other.plan.steps[:2]]
    assert all({"op": "eq", "args": [{"col": "Country"}, {"lit": "Spain"}]} in where for where in parts)


@pytest.mark.parametrize(
    ("table", "turns", "reading"),
    [
        ("webshop", ("how many orders were there in 2023?", "by what percent did that change in 2024?",), "Change in orders: ordered from 2024-01-01 to 2024-12-31 against ordered from 2023-01-01 to 2023-12-31"),
        ("webshop", ("how many orders were there in June 2024?", "how did that change from March?",), "Change in orders: ordered from 2024-06-01 to 2024-06-30 against ordered from 2024-03-01 to 2024-03-31"),
        ("webshop", ("average amount in 2023", "how much did it rise by 2024?",), "Difference in average amount: ordered from 2024-01-01 to 2024-12-31 against ordered from 2023-01-01 to 2023-12-31"),
        ("webshop", ("total amount", "mobile vs desktop?",), "Total amount by device, orders with device is mobile or desktop"),
        ("cars", ("average price", "compare the North with the South",), "Average price by region, cars with region is North or South"),
    ],
)  # fmt: skip
def test_the_last_figure_is_set_beside_another_period_and_beside_its_kind(
    talks: Any, table: str, turns: tuple[str, ...], reading: str
) -> None:
    assert talks.hold(table, *turns)[-1] == reading


@pytest.mark.parametrize(
    ("turns", "reading"),
    [
        (("total cost of insured visits", "and how many days did they stay?", "so what did one day cost us?"), "Ratio of total cost to total days stayed: insured is yes"),
        (("how many visits were insured?", "and what was their total cost?", "how much did each visit cost?"), "Ratio of total cost to visits: insured is yes"),
    ],
)  # fmt: skip
def test_what_one_cost_is_the_money_over_what_it_bought(
    talks: Any, turns: tuple[str, ...], reading: str
) -> None:
    assert talks.hold("clinic", *turns)[-1] == reading
    *_, cost = talks.answers("clinic", *turns)
    insured = [row for row in talks.rows("clinic") if row["insured"] == "yes"]
    bought = sum(int(row["days_stayed"]) for row in insured) if "days" in reading else len(insured)
    assert cost.headline.value == pytest.approx(sum(int(row["cost"]) for row in insured) / bought)


def test_percentage_points_are_a_difference(crm: Any) -> None:
    turns = (
        "what share of women are in Norway?",
        "and of men?",
        "how many percentage points lie between the two?",
    )
    crm.after(*turns)
    assert crm.assistant.conversation.last.answer.reading.startswith("Difference in share of customers")


def test_the_points_are_those_between_the_two_shares(talks: Any) -> None:
    turns = ("what share of returned orders are Coats?", "and of orders that were not returned?", "how many percentage points lie between the two?")  # fmt: skip
    returned, kept, points = (a.headline.value for a in talks.answers("webshop", *turns))
    assert returned != kept
    assert abs(points) == pytest.approx(abs(kept - returned))


def test_how_much_it_grew_is_asked_of_the_last_two_figures(talks: Any) -> None:
    turns = ("total amount in Q1 2023", "and in Q2?", "by how much did it grow?")
    assert talks.hold("webshop", *turns)[-1].startswith("Change in total amount: ordered from 2023-04-01")
    first, second, grown = (a.headline.value for a in talks.answers("webshop", *turns))
    assert grown == pytest.approx(second / first - 1)


def test_a_flag_narrows_both_figures_of_a_change(talks: Any) -> None:
    turns = ("how did total amount change between 2023 and 2024?", "only returned orders")
    reading = talks.hold("webshop", *turns)[-1]
    assert reading.startswith("Change in total amount") and reading.count("returned is yes") == 2


@pytest.mark.parametrize(
    "turn",
    ["what is the growth in percent from Q1 to Q4?", "by how many percent is that more or less than in Q1?"],
)
def test_a_change_between_periods_is_that_of_the_figure_and_rows_of_before(talks: Any, turn: str) -> None:
    turns = ("how many mobile orders were there in Q1 2023?", "and in Q4?", turn)
    answers = talks.answers("webshop", *turns)
    first, second = (float(a.headline.value) for a in answers[:2] if a.headline is not None)
    assert answers[2].headline is not None
    assert answers[2].headline.value == pytest.approx((second - first) / first)
