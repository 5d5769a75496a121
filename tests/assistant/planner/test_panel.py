"""A table with a row for each thing and period, most often one that came with a column for each period."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assistant.ask import Assistant
from assistant.planner.offline import OfflinePlanner
from data.dataset import Dataset

YEARS = range(2000, 2007)
RATES: dict[str, list[float | None]] = {
    "Peru": [3.1, 2.9, 2.8, 2.6, 2.4, 2.2, None], "Chad": [7.1, 7.0, 6.8, 6.9, 6.6, 6.5, None],
    "Mali": [6.2, 6.3, 6.4, 6.1, 6.0, 5.2, None], "Iran, Islamic Rep.": [2.2, 2.1, 2.0, 1.9, 1.8, 1.7, None],
    "Japan": [1.36, 1.33, 1.32, 1.29, 1.28, 1.26, None], "Tuvalu": [None] * 7,
}  # fmt: skip


@pytest.fixture(scope="module")
def rates(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    path = tmp_path_factory.mktemp("rates") / "api_data.csv"
    lines = ["Country Name,Country Code,Indicator Name," + ",".join(map(str, YEARS))]
    for name, values in RATES.items():
        cells = ",".join("" if v is None else str(v) for v in values)
        lines.append(f'"{name}",{name[:3].upper()},"Birth rate, total (births per woman)",{cells}')
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return Dataset.open(path)


@pytest.fixture(scope="module")
def planner(rates: Dataset) -> OfflinePlanner:
    return OfflinePlanner(rates)


@pytest.fixture
def ask(rates: Dataset, planner: OfflinePlanner) -> Any:
    return lambda question: Assistant(rates, planner=planner).ask(question)


def value(answer: Any) -> Any:
    assert answer.headline is not None, (answer.reading, answer.text)
    return answer.headline.value


def names(answer: Any) -> list[Any]:
    assert answer.table is not None, (answer.reading, answer.text)
    return [row[0] for row in answer.table.rows]


def test_each_row_is_a_thing_in_a_period(rates: Dataset) -> None:
    (panel,) = rates.catalog.panels
    assert (panel.thing, panel.period) == ("Country Name", "year")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What was Chad's birth rate in 2003?", 6.9),
        ("birth rate iran 2005", 1.7),
        ("Which country had the highest rate in 2001?", "Chad"),
        ("In which year was the rate of Mali highest?", "2002"),
        ("How many countries had a rate below 2.1 in 2004?", 2),
        ("By how many births per woman did the rate of Peru fall between 2000 and 2005?", -0.9),
        ("whats the diff between mali n peru in 2000", 3.1),
        ("Which country saw the biggest drop from 2000 to 2005?", "Mali"),
        ("Which country had the smallest percentage decline between 2000 and 2005?", "Japan"),
        ("How many countries went from above 6 in 2000 to below 6 in 2005?", 1),
        ("when did peru first drop below 2.5??", 2004),
        ("In which year did Mali first exceed 6.25?", 2001),
        ("What was the average rate of Peru over the 2000s (2000 to 2009)?", 16 / 6),
        ("How many countries have no figures at all?", 1),
    ],
)
def test_figures_over_things_and_periods(ask: Any, question: str, expected: Any) -> None:
    got = value(ask(question))
    expected = pytest.approx(expected) if isinstance(expected, float) else expected
    assert (abs(got) if isinstance(got, float) and question.startswith(("By", "whats")) else got) == (
        pytest.approx(0.9) if question.startswith("By") else expected
    )


def test_things_and_periods_without_any_figure(ask: Any) -> None:
    assert names(ask("Which countries have no figures at all, in any year?")) == ["Tuvalu"]
    assert names(ask("Which year columns are completely empty?")) == [2006]


def test_several_things_over_time_are_a_line_each(ask: Any) -> None:
    answer = ask("Plot the birth rate of Peru and Mali over the years")
    assert answer.chart is not None and answer.chart.type == "line"
    assert set(names(answer)) == {"Peru", "Mali"}


def test_the_first_of_a_ranking_need_not_say_of_what(ask: Any) -> None:
    assert names(ask("top 3 birth rate 2005 pls")) == ["Chad", "Mali", "Peru"]


def test_an_average_in_a_name_is_an_average(ask: Any) -> None:
    assert value(ask("average birth rate of Japan")) == pytest.approx(sum(RATES["Japan"][:6]) / 6)  # type: ignore[arg-type]  # the known ones


def test_orders_of_customers_are_no_panel(tmp_path: Path) -> None:
    lines = [
        "customer,day,amount",
        *(f"c{i % 12},2024-{1 + i % 11:02}-{1 + i * 7 % 28:02},{i}" for i in range(60)),
    ]
    path = tmp_path / "orders.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert Dataset.open(path).catalog.panels == ()
