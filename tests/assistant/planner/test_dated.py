"""Columns whose names hold a year, and the change from one column to another, on a tiny table of shops."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant
from assistant.answer import Answer
from data.dataset import Dataset

SHOPS = 40


@pytest.fixture(scope="module")
def shops(written: Callable[..., Assistant]) -> Dataset:
    """Shops with the day they joined, sales of two years, orders of one, and what stood on the tag and was paid."""
    towns = ("Bern", "Graz", "Linz", "Wien")
    rows = [
        f"S{100 + i},{towns[i % 4]},202{i % 5}-03-{1 + i % 28:02d},{100 + 10 * i},{150 + (i * 37) % 400},{10 + i % 7},{50 + i},{45 + i % 9}"
        for i in range(SHOPS)
    ]
    head = "shop_id,town,joined_on,Sales_EUR_2023,Sales_EUR_2024,Orders FY24,list_price,paid_price"
    return written(shops="\n".join([head, *rows])).dataset


SALES = {
    2023: sum(100 + 10 * i for i in range(SHOPS)),
    2024: sum(150 + (i * 37) % 400 for i in range(SHOPS)),
}


def ask(data: Dataset, *turns: str) -> Answer:
    assistant = Assistant(data)
    return [assistant.ask(q) for q in turns][-1]


def value(answer: Answer) -> Any:
    assert answer.status == "answered", answer.text
    return answer.headline.value if answer.headline is not None else None


@pytest.mark.parametrize(
    ("question", "year"),
    [
        ("total sales 2023", 2023),
        ("what were the sales in 2023?", 2023),
        ("2024 sales in total", 2024),
        ("sum of sales for the year 2024", 2024),
    ],
)
def test_a_name_and_a_year_are_the_column_of_that_year(shops: Dataset, question: str, year: int) -> None:
    assert value(ask(shops, question)) == SALES[year]


def test_the_year_of_a_date_stays_a_condition(shops: Dataset) -> None:
    joined = [i for i in range(SHOPS) if i % 5 == 3]
    answer = ask(shops, "total sales 2024 of shops that joined in 2023")
    assert value(answer) == sum(150 + (i * 37) % 400 for i in joined)


def test_another_year_takes_the_other_column(shops: Dataset) -> None:
    assert value(ask(shops, "what were the sales in 2023?", "and in 2024?")) == SALES[2024]


def test_a_short_financial_year_is_a_year(shops: Dataset) -> None:
    assert value(ask(shops, "total orders in FY24")) == sum(10 + i % 7 for i in range(SHOPS))


def test_a_year_without_a_column_is_told(shops: Dataset) -> None:
    answer = ask(shops, "sales 2022")
    assert answer.status == "clarify"
    assert "2023 and 2024" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "growth in sales from 2023 to 2024",
        "by how much did total sales grow from 2023 to 2024, in percent?",
        "sales growth 2023 to 2024",
        "sales growth",
        "by what percent did sales change between 2023 and 2024?",
    ],
)
def test_growth_is_that_of_the_sums(shops: Dataset, question: str) -> None:
    assert value(ask(shops, question)) == pytest.approx(SALES[2024] / SALES[2023] - 1)


@pytest.mark.parametrize(
    "question",
    [
        "how many shops had lower sales in 2024 than in 2023?",
        "how many shops fell in sales from 2023 to 2024?",
        "how many shops' sales dropped between 2023 and 2024?",
    ],
)
def test_what_fell_is_counted_row_by_row(shops: Dataset, question: str) -> None:
    assert value(ask(shops, question)) == sum(150 + (i * 37) % 400 < 100 + 10 * i for i in range(SHOPS))


def test_groups_are_ranked_by_their_change(shops: Dataset) -> None:
    change = {
        town: sum(150 + (i * 37) % 400 for i in range(k, SHOPS, 4))
        / sum(100 + 10 * i for i in range(k, SHOPS, 4))
        for k, town in enumerate(("Bern", "Graz", "Linz", "Wien"))
    }
    answer = ask(shops, "which town grew most in sales from 2023 to 2024 in percent?")
    assert value(answer) == max(change, key=lambda t: change[t])


def test_any_two_columns_have_a_change(shops: Dataset) -> None:
    tag, paid = sum(50 + i for i in range(SHOPS)), sum(45 + i % 9 for i in range(SHOPS))
    assert value(ask(shops, "percent change from list price to paid price")) == pytest.approx(paid / tag - 1)


def test_rows_and_a_unit_of_time_behind_by_are_the_date_of_the_rows(tmp_path: Path) -> None:
    rows = [f"S{i},{2023 + i % 2}-{1 + i % 12:02d}-15,{20 + i % 40}" for i in range(80)]
    path = tmp_path / "students.csv"
    path.write_text("\n".join(["student_id,signup_date,age", *rows]) + "\n", encoding="utf-8")
    assert Assistant(Dataset.open(path)).ask("students by signup year").reading == "Students by year"
