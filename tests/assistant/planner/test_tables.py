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
