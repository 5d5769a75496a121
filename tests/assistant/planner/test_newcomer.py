"""What somebody asks who sees the data for the first time, of a small shop: customers and their order lines."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from assistant.ask import Assistant
from data.dataset import Dataset

CUSTOMERS = 40


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    folder: Path = tmp_path_factory.mktemp("shop")
    people = [
        f"C{i},{('Lyon', 'Nice', 'Metz')[i % 3]},{20 + i},{'yes' if i % 4 == 0 else 'no'},2022-0{1 + i % 9}-11"
        for i in range(CUSTOMERS)
    ]
    lines = [
        f"O{i},C{i % 30},{dt.date(2023, 1, 2) + dt.timedelta(days=2 * i)},{('Tea', 'Cup')[i % 2]},{1 + i % 3}"
        f",{10 + i % 7},{(0, 0, 0, 0.1)[i % 4]}"
        for i in range(360)
    ]
    (folder / "customers.csv").write_text(
        "\n".join(["customer_id,city,age,loyalty_card,signup_date", *people]) + "\n", encoding="utf-8"
    )
    (folder / "orders.csv").write_text(
        "\n".join(["order_id,customer_id,order_date,product,quantity,unit_price,discount", *lines]) + "\n",
        encoding="utf-8",
    )
    return Dataset.open(folder / "customers.csv", folder / "orders.csv")


def reading(shop: Dataset, question: str) -> str:
    answer = Assistant(shop).ask(question)
    return answer.reading if answer.status == "answered" else answer.status


@pytest.mark.parametrize(
    "question",
    [
        "do loyalty card holders spend more than others?",
        "do people with a loyalty card spend less than those without?",
    ],
)
def test_whether_one_group_has_more_compares_the_members_of_both(shop: Dataset, question: str) -> None:
    assert reading(shop, question) == "Comparison of customers in average revenue by loyalty card"


def test_whether_one_group_is_older_compares_ages(shop: Dataset) -> None:
    asked = "are customers with a loyalty card older than the others?"
    assert reading(shop, asked) == "Comparison of customers in average age by loyalty card"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("how many orders had a discount", 90),
        ("share of orders with a discount", 0.25),
        ("how many orders without a discount", 270),
    ],
)
def test_orders_with_a_discount_are_those_where_it_is_above_nothing(
    shop: Dataset, question: str, told: float
) -> None:
    head = Assistant(shop).ask(question).headline
    assert head is not None and head.value == pytest.approx(told)


def test_what_things_have_restricts_a_figure_of_them(shop: Dataset) -> None:
    assert reading(shop, "revenue of orders with a discount") == "Revenue, orders with discount over 0"


def test_q1_is_a_quarter_where_the_data_have_dates(shop: Dataset) -> None:
    assert "from 2024-01-01 to 2024-03-31" in reading(shop, "revenue q1 2024 vs q1 2023")


def test_yesterday_is_the_day_before_the_last_one(shop: Dataset) -> None:
    assert (
        reading(shop, "revenue yesterday") == "Revenue, orders with order date from 2024-12-19 to 2024-12-19"
    )


def test_two_years_that_are_compared_are_two_periods(shop: Dataset) -> None:
    assert reading(shop, "compare 2023 and 2024 revenue").startswith("Change in revenue")


def test_a_comparison_keeps_the_median(shop: Dataset) -> None:
    asked = "compare the median age of customers in Lyon and Nice"
    assert (
        reading(shop, asked)
        == "Comparison of customers in median age by city, customers with city is Lyon or Nice"
    )


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("best month ever", "Revenue by month, highest first"),
        ("revenue by age group", "Revenue by age group"),
        ("which city has the best customers", "Average revenue by city, highest first"),
        ("average order value by city", "Average order value by city"),
        (
            "list customers who spent more than 300",
            "List of customers: customer id, customers with revenue over 300",
        ),
    ],
)
def test_short_questions_of_a_marketer(shop: Dataset, question: str, read: str) -> None:
    assert reading(shop, question) == read


def test_the_biggest_order_is_one_order(shop: Dataset) -> None:
    assert reading(shop, "biggest order ever").startswith("List of orders: order id and revenue")


def test_a_number_right_behind_people_is_their_age(shop: Dataset) -> None:
    told = reading(shop, "how much do people under 30 spend compared to people over 50")
    assert "age under 30" in told and "revenue under 30" not in told


def test_who_never_ordered_has_not_ordered_lately(shop: Dataset) -> None:
    head = Assistant(shop).ask("how many customers have not ordered in the last 2 months").headline
    assert head is not None and head.value >= CUSTOMERS - 30


def test_a_list_that_says_the_same_in_each_row_is_not_told(shop: Dataset) -> None:
    assert reading(shop, "how did the Lyon shop perform") in ("clarify", "declined")


@pytest.mark.parametrize(
    "question",
    [
        "customers who signed up in 2022 and ordered in 2024",
        "total revenue by each kind of buyer",
        "revenue Lyon vs Atlantis",
        "quantity multiplied by the discount in total, month by month, by unit price",
    ],
)
def test_what_the_plan_does_not_give_is_asked_back(shop: Dataset, question: str) -> None:
    assert Assistant(shop).ask(question).status in ("clarify", "declined")


@pytest.mark.parametrize("said", ["over all rows", "across all lines", ", all rows included"])
def test_all_rows_are_no_figure_of_their_own(shop: Dataset, said: str) -> None:
    assert reading(shop, f"can you show me the revenue by city {said}") == "Revenue by city"


def test_a_sentence_of_order_belongs_to_the_question_before(shop: Dataset) -> None:
    told = reading(shop, "What is the revenue by city? Descending order.")
    assert told == "Revenue by city, highest first"


def test_an_order_of_one_figure_is_not_told(shop: Dataset) -> None:
    assert reading(shop, "revenue per product, descending") in (
        "clarify",
        "Revenue by product, highest first",
    )


def test_where_most_card_holders_live_is_counted_over_people_and_not_over_their_purchases(
    samples: Assistant,
) -> None:
    samples.start_over()
    one = samples.ask("which city do most of our loyalty card holders live in?")
    samples.start_over()
    other = samples.ask("which city has the most customers with a loyalty card?")
    assert one.table is not None and other.table is not None
    assert one.table.rows[0][:2] == other.table.rows[0][:2]


def test_a_share_of_people_is_never_told_as_one_of_money(samples: Assistant) -> None:
    for asked in ("what share of customers take the newsletter", "what share of customers in Germany take the newsletter?"):  # fmt: skip
        samples.start_over()
        answer = samples.ask(asked)
        assert answer.status == "clarify" or "customers" in answer.headline.label


@pytest.mark.parametrize("said", ["of search against newsletter", "of search vs newsletter"])
def test_two_that_are_set_against_each_other_over_time_are_two_lines(samples: Assistant, said: str) -> None:
    samples.start_over()
    answer = samples.ask(f"plot the cost per conversion {said} by month")
    assert answer.table is not None
    assert {row[1] for row in answer.table.rows} == {"search", "newsletter"}
