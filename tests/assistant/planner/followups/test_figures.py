from typing import Any

import pytest

BY_EDUCATION = "average income by education"


@pytest.mark.parametrize(
    ("turns", "reading"),
    [
        ((BY_EDUCATION, "and age?"), "Average age by education"),
        ((BY_EDUCATION, "same for age"), "Average age by education"),
        ((BY_EDUCATION, "age instead of income"), "Average age by education"),
        ((BY_EDUCATION, "no, I meant age"), "Average age by education"),
        ((BY_EDUCATION, "and the median income"), "Median income by education"),
        ((BY_EDUCATION, "and the median?", "now age"), "Median age by education"),
        ((BY_EDUCATION, "and number of customers"), "Customers by education"),
    ],
)
def test_another_measure_keeps_the_groups_and_the_aggregate(
    crm: Any, turns: tuple[str, ...], reading: str
) -> None:
    assert crm.after(*turns) == reading


@pytest.mark.parametrize(
    ("wish", "reading"),
    [
        ("what about the median", "Median income by education"),
        ("use the median instead", "Median income by education"),
        ("median instead of the average", "Median income by education"),
        ("sorry, the median", "Median income by education"),
        ("and the maximum?", "Highest income by education"),
        ("and the 90th percentile?", "90% point of income by education"),
    ],
)
def test_another_aggregate_is_of_what_was_measured(crm: Any, wish: str, reading: str) -> None:
    assert crm.after(BY_EDUCATION, wish) == reading


def test_how_many_is_that_counts_those_whom_the_last_answer_was_about(crm: Any) -> None:
    turns = ("average income in Norway", "how many customers is that?")
    assert crm.after(*turns) == "Customers, customers with country is Norway"


def test_how_many_are_above_that_holds_each_row_against_the_last_answer(crm: Any) -> None:
    crm.after("average income")
    assert crm.assistant.ask("how many are above that?").headline.value == 40


def test_per_customer_divides_a_total_and_keeps_the_groups(crm: Any) -> None:
    assert crm.after("total income by country", "and per customer?") == "Total income per customer by country"


def test_a_measure_after_a_ranking_is_what_it_goes_by(shop: Any) -> None:
    assert shop.after("top 3 products by revenue", "and by units sold") == "Top 3: units sold by description"


def test_a_median_after_a_histogram_is_of_the_column_that_was_drawn(crm: Any) -> None:
    assert crm.after("histogram of income", "only women", "ok and what is the median") == (
        "Median income, customers with gender is F"
    )


def test_an_aggregate_of_a_count_is_asked_about_instead_of_answered_unchanged(crm: Any) -> None:
    crm.after("how many customers are in Norway")
    assert crm.assistant.ask("and the median?").status == "clarify"


@pytest.mark.parametrize(
    ("table", "turns", "reading"),
    [
        ("webshop", ("amount by channel", "no, per item"), "Total amount per item by channel"),
        ("clinic", ("total cost by ward", "per day stayed"), "Total cost per days stayed by ward"),
        ("flats", ("average price by city", "that's skewed, use the median"), "Median price by city"),
    ],
)  # fmt: skip
def test_a_number_that_adds_up_is_what_a_figure_is_divided_by_and_a_reason_said_first_changes_nothing(
    talks: Any, table: str, turns: tuple[str, ...], reading: str
) -> None:
    assert talks.hold(table, *turns)[-1] == reading


@pytest.mark.parametrize(
    ("turn", "part"),
    [
        ("how many of them had at least one PT session?", "pt sessions in 30 days at least 1"),
        ("and how many had more than 5 visits?", "visits in the last 30 days over 5"),
    ],
)
def test_members_who_have_so_many_are_counted_and_what_they_have_is_not_added_up(
    talks: Any, turn: str, part: str
) -> None:
    assert talks.hold("club", "how many premium members are there?", turn, "as a percentage")[1:] == [
        f"Members, members with plan is Premium and {part}",
        f"Share of members with {part}, members with plan is Premium",
    ]


def test_whom_it_is_about_is_no_number_of_them(talks: Any) -> None:
    assert talks.hold("cars", "average price of Volvo deals", "deals only")[-1] == "asks"


@pytest.mark.parametrize("turn", ["and the interquartile range?", "the interquartile range instead"])
def test_a_figure_without_a_column_is_of_the_one_that_was_measured(talks: Any, turn: str) -> None:
    reading = "Interquartile range of price by brand"
    assert talks.hold("cars", "median price by brand", turn)[-1] == reading


@pytest.mark.parametrize("question", ["how many claims per handler?", "number of claims by handler"])
def test_the_number_of_claims_is_no_sum_of_what_was_claimed(talks: Any, question: str) -> None:
    rows = talks.rows("home_claims")
    answer = talks.answers("home_claims", question)[-1]
    expected = {h: sum(r["handler"] == h for r in rows) for h in ("TW", "HB")}
    assert answer.table is not None
    assert {r[0]: r[1] for r in answer.table.rows} == expected


def test_a_figure_gives_way_where_it_is_said_behind(talks: Any) -> None:
    turns = ("total amount by channel", "now per customer, not total")
    assert talks.hold("webshop", *turns)[-1] == "Total amount per customer by channel"
