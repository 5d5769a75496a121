"""Ratios of sums, and words for money where no column is called revenue."""

from __future__ import annotations

import pytest

from assistant.answer import Answer
from assistant.ask import Assistant
from data.dataset import Dataset

CHANNELS = ("Web", "Phone", "Agent")


def _bookings() -> str:
    rows = [
        f"B{100 + i},2024-{1 + i % 12:02d}-{1 + i % 28:02d},{CHANNELS[i % 3]},{1 + i % 4},{100 + 5 * i},{('N', 'Y')[i % 5 == 0]}"
        for i in range(90)
    ]
    return "Booking Ref,Arrival,Channel,Nights,Total (GBP),Cxl\n" + "\n".join(rows) + "\n"


def _countries() -> str:
    rows = [
        f"Land{i:02d},{('North', 'South')[i % 2]},{1_000_000 * (1 + i)},{500 * (1 + i % 7)},{10 + 2 * i}"
        for i in range(40)
    ]
    return "Country,Continent,Population,Area km2,GDP ($bn)\n" + "\n".join(rows) + "\n"


def _gifts() -> str:
    rows = [f"G{i},2024-{1 + i % 12:02d}-05,D{i % 60},{('Well', 'Walk')[i % 2]},{10 + i}" for i in range(120)]
    return "GiftID,Gift Date,Donor Ref,Campaign,Amt GBP\n" + "\n".join(rows) + "\n"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Dataset]:
    folder = tmp_path_factory.mktemp("ratios")
    made = {}
    for name, text in (("bookings", _bookings()), ("countries", _countries()), ("gifts", _gifts())):
        path = folder / f"{name}.csv"
        path.write_text(text, encoding="utf-8")
        made[name] = Dataset.open(path)
    return made


def value(answer: Answer) -> object:
    assert answer.status == "answered", answer.text
    assert answer.headline is not None
    return answer.headline.value


TOTAL, NIGHTS = sum(100 + 5 * i for i in range(90)), sum(1 + i % 4 for i in range(90))
GIVEN = sum(10 + i for i in range(120))


@pytest.mark.parametrize(
    ("table", "question", "expected"),
    [
        ("bookings", "what is the revenue per night?", TOTAL / NIGHTS),
        ("bookings", "average revenue per night", TOTAL / NIGHTS),
        ("bookings", "nights per booking", NIGHTS / 90),
        ("bookings", "What is the cancellation rate?", 18 / 90),
        ("gifts", "How much money did we raise in total?", GIVEN),
        ("gifts", "average amount raised per donor", GIVEN / 60),
        ("countries", "what is the GDP per head?", 1e9 * sum(10 + 2 * i for i in range(40)) / 820e6),
        ("countries", "GDP per 1,000 people", 1e12 * sum(10 + 2 * i for i in range(40)) / 820e6),
    ],
)
def test_a_ratio_is_one_of_sums(data: dict[str, Dataset], table: str, question: str, expected: float) -> None:
    assert value(Assistant(data[table]).ask(question)) == pytest.approx(expected)


def test_a_ratio_is_ranked_by_groups(data: dict[str, Dataset]) -> None:
    answer = Assistant(data["bookings"]).ask("which two channels earn least per night?")
    assert answer.table is not None and len(answer.table.rows) == 2
    assert answer.table.rows[0][1] < answer.table.rows[1][1] < 160


def test_density_is_people_over_area(data: dict[str, Dataset]) -> None:
    answer = Assistant(data["countries"]).ask("Top 5 countries by population density")
    assert answer.table is not None
    assert answer.table.rows[0][0] == "Land35"


def test_the_income_of_a_charity_is_what_was_given(data: dict[str, Dataset]) -> None:
    answer = Assistant(data["gifts"]).ask("Show our income month by month")
    assert answer.table is not None and len(answer.table.rows) == 12


def test_a_band_of_a_number_is_no_ratio(data: dict[str, Dataset]) -> None:
    answer = Assistant(data["countries"]).ask("number of countries per population group")
    assert answer.status != "answered" or answer.table is None or len(answer.table.rows) > 1


def _lines() -> str:
    rows = [
        f"R{i},2024-0{1 + i % 6}-10,{('Food', 'Drinks')[i % 2]},{1 + i % 3},{20 + i},{2 + i % 4},{i % 5},{1 + i % 2}"
        for i in range(60)
    ]
    return "Receipt,Day,Category,Qty,Net Amt,Unit Cost,Tip GBP,Fee GBP\n" + "\n".join(rows) + "\n"


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    path = tmp_path_factory.mktemp("lines") / "lines.csv"
    path.write_text(_lines(), encoding="utf-8")
    return Dataset.open(path)


NET = sum(20 + i for i in range(60))
COST = sum((1 + i % 3) * (2 + i % 4) for i in range(60))


def test_arithmetic_of_several_figures_binds_products_first(lines: Dataset) -> None:
    answer = Assistant(lines).ask("what is the total net amount minus quantity times unit cost?")
    assert value(answer) == pytest.approx(NET - COST)


def test_an_average_of_a_sum_is_that_of_the_rows(lines: Dataset) -> None:
    answer = Assistant(lines).ask("What is the average of net amount + tip - fee?")
    expected = sum(20 + i + i % 5 - 1 - i % 2 for i in range(60)) / 60
    assert value(answer) == pytest.approx(expected)


def test_a_margin_that_is_defined_is_told_in_percent(lines: Dataset) -> None:
    question = "What is our margin, in percent? Margin is net amount minus quantity times unit cost."
    assert value(Assistant(lines).ask(question)) == pytest.approx((NET - COST) / NET)


def test_a_formula_behind_that_is_explains_the_figure_before_it(data: dict[str, Dataset]) -> None:
    question = "What is the average price of a night, i.e. total divided by nights?"
    assert value(Assistant(data["bookings"]).ask(question)) == pytest.approx(TOTAL / NIGHTS)
