"""Two files that share no key: read side by side."""

from pathlib import Path
from typing import Any

import pytest

from assistant.ask import Assistant
from data.dataset import Dataset


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """Drivers with a salary and houses with a price."""
    folder: Path = tmp_path_factory.mktemp("both")
    drivers, houses = folder / "drivers.csv", folder / "houses.csv"
    drivers.write_text(
        "driver_id,city,salary\n"
        + "".join(f"{i},{['Leeds', 'York'][i % 2]},{1000 + 10 * i}\n" for i in range(40))
    )
    houses.write_text(
        "house_id,street,rooms\n" + "".join(f"{i},{['High', 'Low'][i % 2]},{2 + i % 5}\n" for i in range(30))
    )
    return Dataset.open(drivers, houses)


@pytest.mark.parametrize(
    ("question", "source"),
    [("average salary by city", "driver"), ("average rooms by street", "house")],
)
def test_a_question_is_read_in_the_table_that_owns_its_words(
    both: Dataset, question: str, source: str
) -> None:
    answer: Any = Assistant(both).ask(question)
    assert answer.status == "answered"
    assert source in str(answer.plan.steps[0].args["query"]["source"])


def test_names_of_two_tables_are_not_mixed_in_one_query(both: Dataset) -> None:
    assert Assistant(both).ask("average salary by street").status in ("clarify", "declined")


def test_figures_of_two_tables_are_set_against_each_other(both: Dataset) -> None:
    answer: Any = Assistant(both).ask("average salary against average rooms")
    assert [s.tool for s in answer.plan.steps] == ["query", "query", "calc"]


def weight_of(i: int) -> int:
    """How many households a row of the survey stands for."""
    return 500 + i % 48 * 50


@pytest.fixture(scope="module")
def market(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """Our buyers, all of middle age, and a weighted survey of households of every age."""
    folder: Path = tmp_path_factory.mktemp("market")
    buyers, survey = folder / "buyers.csv", folder / "survey.csv"
    buyers.write_text(
        "customer_id,age,income\n" + "".join(f"{i},{40 + i % 15},{50000 + 900 * i}\n" for i in range(80))
    )
    survey.write_text(
        "household_id,age,income,vehicles,survey_weight\n"
        + "".join(
            f"{i},{20 + i % 60},{15000 + 1000 * (i * 7 % 120)},{i % 4},{weight_of(i)}\n" for i in range(240)
        )
    )
    return Dataset.open(buyers, survey)


def test_bands_of_a_comparison_with_a_population_are_chosen_where_none_are_said(market: Dataset) -> None:
    answer: Any = Assistant(market).ask("compare my customers with the population by age")
    assert answer.status == "answered" and answer.tool == "compare"
    assert answer.reading == "Comparison of buyers with households by age"
    assert "bands_chosen" in {c.code for c in answer.caveats}
    assert sum(row[1] for row in answer.table.rows) == pytest.approx(1)
    assert sum(row[2] for row in answer.table.rows) == pytest.approx(1)
    assert "equal shares" in answer.text and not answer.trace.get("dropped")


@pytest.mark.parametrize(
    ("question", "args"),
    [
        (
            "which segments are over-represented among our customers compared with the population?",
            {"segments": 0, "columns": []},
        ),
        (
            "put customers and population into the same 3 clusters (age, income) and tell me which are under-represented",
            {"segments": 3, "columns": ["age", "income"]},
        ),
    ],
)
def test_customers_and_population_share_segments(
    market: Dataset, question: str, args: dict[str, Any]
) -> None:
    answer: Any = Assistant(market).ask(question)
    assert answer.tool == "compare", answer.text
    step = answer.plan.steps[-1].args
    assert step["segments"] == args["segments"] and list(step.get("columns", ())) == args["columns"]
    assert "shared segments" in answer.reading


def test_segments_in_force_are_learnt_again_on_the_population(market: Dataset) -> None:
    assistant = Assistant(market)
    assistant.ask("segment the customers into 3 groups by age and income")
    answer: Any = assistant.ask("which of them are over-represented compared with the population?")
    assert answer.plan.steps[-1].args["segments"] == 3
    assert list(answer.plan.steps[-1].args["columns"]) == ["age", "income"]


@pytest.mark.parametrize(
    "question",
    [
        "how large is the potential market with one vehicle or less?",
        "how many households have one vehicle or none?",
        "size of our target market with at most one vehicle",
    ],
)
def test_a_potential_market_counts_the_population(market: Dataset, question: str) -> None:
    answer: Any = Assistant(market).ask(question)
    weights = [weight_of(i) for i in range(240) if i % 4 <= 1]
    assert answer.status == "answered" and answer.headline.value == pytest.approx(sum(weights)), answer.text


def test_three_or_none_is_no_range(market: Dataset) -> None:
    answer: Any = Assistant(market).ask("how many households have 3 vehicles or none?")
    assert answer.status != "answered"
