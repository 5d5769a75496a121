"""An answer that is all, none or more than there is shows that a question was hardly read as it was meant."""

from __future__ import annotations

import pytest

from assistant.ask import Assistant
from data.dataset import Dataset


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    rows = [
        f"P{i:03},{('North', 'South')[i % 2]},{i * 7 % 900},{'yes' if i % 2 else 'no'},{'' if i % 9 else 'old'}"
        for i in range(90)
    ]
    path = tmp_path_factory.mktemp("places") / "places.csv"
    path.write_text("\n".join(["place_id,area,inhabitants_k,has_school,note", *rows]), encoding="utf-8")
    return Dataset.open(path)


@pytest.mark.parametrize(
    "question",
    [
        "what share of places has more than a million inhabitants?",
        "what percentage of places in the north has more than 5000000 inhabitants?",
    ],
)
def test_what_would_be_none_of_all_is_asked_with_its_reading(places: Dataset, question: str) -> None:
    told = Assistant(places).ask(question)
    assert told.status == "clarify"
    assert told.text.startswith("That would be none") and told.options


def test_the_reading_that_was_doubted_is_answered_when_it_is_meant(places: Dataset) -> None:
    assistant = Assistant(places)
    assert assistant.ask("what share of places has more than 5000000 inhabitants?").status == "clarify"
    told = assistant.ask("yes")
    assert told.status == "answered" and told.headline is not None and told.headline.value == 0


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("what share of places is in the north?", 0.5),
        ("how many missing values are in area?", 0),
        ("how many places have more than 600 inhabitants?", None),
    ],
)
def test_other_answers_are_told_outright(places: Dataset, question: str, value: float | None) -> None:
    told = Assistant(places).ask(question)
    assert told.status == "answered", told.text
    assert told.headline is not None and (value is None or told.headline.value == pytest.approx(value))
