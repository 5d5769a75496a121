"""What a newcomer asks the bundled shop first; the truth is computed with pandas."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from assistant import Assistant

SAMPLES = Path(__file__).parents[3] / "data" / "samples"


@pytest.fixture
def shop(samples: Assistant) -> Assistant:
    return samples


@pytest.fixture(scope="module")
def lines() -> pd.DataFrame:
    lines = pd.read_csv(SAMPLES / "orders.csv")
    lines = lines[(lines.quantity > 0) & (lines.unit_price > 0)]
    return lines.assign(revenue=lines.quantity * lines.unit_price * (1 - lines.discount))


@pytest.mark.parametrize(
    "question", ["which product category has the highest revenue", "which category has the highest revenue"]
)
def test_a_product_category_is_a_category(shop: Assistant, lines: pd.DataFrame, question: str) -> None:
    shop.start_over()
    headline = shop.ask(question).headline
    assert headline is not None
    assert headline.value == lines.groupby("category").revenue.sum().idxmax()


def test_a_product_that_is_asked_for_stays_one(shop: Assistant, lines: pd.DataFrame) -> None:
    shop.start_over()
    headline = shop.ask("which product has the highest revenue").headline
    assert headline is not None
    assert headline.value == lines.groupby("product").revenue.sum().idxmax()


def test_the_best_month_so_far_is_no_running_total(shop: Assistant, lines: pd.DataFrame) -> None:
    shop.start_over()
    answer = shop.ask("whats our best month for revenue so far")
    assert answer.headline is not None
    assert answer.headline.value == lines.groupby(lines.order_date.str[:7]).revenue.sum().idxmax()
    assert "running" not in answer.reading
    assert answer.chart is not None
    (drawn,) = answer.chart.plotly["data"]
    assert drawn["x"] == sorted(drawn["x"])
