from datetime import date, timedelta
from typing import Any

import pytest

from assistant import Assistant
from data.dataset import Dataset


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("2023 vs 2022 revenue", 0.0),  # the data begin in October 2022: October to December of both
        ("by how much percent did revenue grow from November 2022 to December 2022", 1_537.5 / 1_750 - 1),
        ("revenue growth from december 2022 to december 2023", 0.0),
    ],
)
def test_growth_between_two_periods_is_worked_out_from_both(shop: Any, question: str, value: float) -> None:
    answer = shop.assistant.ask(question)
    assert [s.tool for s in answer.plan.steps] == ["query", "query", "calc"]
    assert answer.headline.value == pytest.approx(value)


def test_the_earlier_period_comes_first_however_they_are_said(shop: Any) -> None:
    first, second = (shop.read(f"revenue {a} vs {b}") for a, b in ((2022, 2023), (2023, 2022)))
    assert first.candidates[0].plan == second.candidates[0].plan


def test_growth_of_members_with_a_date_of_joining_only_is_declined(crm: Any) -> None:
    answer = crm.assistant.ask("how did total spend change over time")
    assert answer.status == "declined" and "the dates of the purchases" in answer.text


@pytest.fixture(scope="module")
def broken_off(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A sale of 10 a day from 16 January to 9 March: January and March are there in part only."""
    days = [date(2023, 1, 16) + timedelta(days=i) for i in range(53)]
    rows = [
        f"{7000 + i},{100 + i % 20},{product},{pieces},{price},{day.isoformat()}"
        for i, day in enumerate(days)
        for product, pieces, price in (("mug", 2, 2), ("lamp", 1, 6))
    ]
    path = tmp_path_factory.mktemp("broken_off") / "orders.csv"
    head = "OrderNo,CustomerID,Product,Quantity,UnitPrice,OrderDate"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return Dataset.open(path)


@pytest.mark.parametrize(
    ("question", "days"),
    [
        ("did revenue fall in march 2023 compared with february 2023?", 9),
        ("revenue february 2023 vs march 2023", 9),
        ("revenue in january 2023 vs february 2023", 13),
    ],
)
def test_a_period_that_breaks_off_is_compared_over_the_days_that_both_have(
    broken_off: Any, question: str, days: int
) -> None:
    answer = Assistant(broken_off).ask(question)
    assert answer.headline is not None and answer.headline.value == 0
    assert f"the same {days} days" in " ".join(c.text for c in answer.caveats)
    assert "2023-03" in answer.reading or "2023-01" in answer.reading


def test_whole_periods_are_compared_whole(shop: Any) -> None:
    answer = shop.assistant.ask("revenue november 2022 vs december 2022")
    assert not any("days of both" in c.text for c in answer.caveats)


def test_a_period_that_breaks_off_is_said_to(broken_off: Any) -> None:
    answer = Assistant(broken_off).ask("revenue in march 2023")
    assert "partial_period" in {c.code for c in answer.caveats}
    assert "partial_period" not in {
        c.code for c in Assistant(broken_off).ask("revenue in february 2023").caveats
    }


def test_why_between_two_periods_gives_the_parts_of_their_change(shop: Any) -> None:
    answer = shop.assistant.ask("why did revenue fall from november 2022 to december 2022?")
    args = answer.plan.steps[-1].args
    assert answer.tool == "drivers"
    assert (args["period"], args["against"]) == (["2022-12-01", "2022-12-31"], ["2022-11-01", "2022-11-30"])
    assert answer.headline.value == pytest.approx(1_537.5 - 1_750)


@pytest.mark.parametrize(
    "question",
    [
        "how much of the change in revenue from november 2022 to december 2022 is price and how much volume?",
        "where does the change in revenue from november 2022 to december 2022 come from?",
    ],
)
def test_what_a_change_is_made_of_is_asked_in_plain_words(shop: Any, question: str) -> None:
    step = shop.read(question).candidates[0].plan.steps[-1]
    assert step.tool == "drivers" and step.args["period"] == ["2022-12-01", "2022-12-31"]


def test_where_a_change_comes_from_is_told_by_each_group(shop: Any) -> None:
    said = shop.said(
        "where does the change in revenue from november 2022 to december 2022 come from, by country?"
    )
    assert said.lower().startswith("difference of revenue by country")
