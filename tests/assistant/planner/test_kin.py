"""Columns of one kind: which of them leads, and what they add up to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.ask import Assistant
from data.dataset import Dataset

N = 60
TIMES = np.arange(N)
LONG = 5 + TIMES % 7 / 10
WIDE = 2 + TIMES % 11 / 10
DEEP = 1 + TIMES % 5 / 2
SAID = ("1 - Disagree", "2 - Neither", "3 - Agree", "99 - Don't know")


def opened(folder: Path, name: str, header: str, rows: list[str]) -> Assistant:
    path = folder / f"{name}.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return Assistant(Dataset.open(path))


@pytest.fixture
def leaves(tmp_path: Path) -> Assistant:
    rows = [f"{LONG[i]:.1f},{WIDE[i]:.1f},{DEEP[i]:.1f},{('oak', 'elm')[i % 2]}" for i in range(N)]
    return opened(tmp_path, "leaves", "leaf length (cm),leaf width (cm),leaf depth (cm),species", rows)


@pytest.fixture
def survey(tmp_path: Path) -> Assistant:
    rows = [
        f"{i},{SAID[i % 4]},{SAID[i % 3]},{SAID[(2, 2, 1, 3, 0)[i % 5]]},{1 + i % 5},{2 + i % 4},{1 + i % 3}"
        for i in range(N)
    ]
    head = "RespID,Q1a Prices are fair,Q1b Staff are kind,Q1c Food is fresh,Q2_Ease,Q3_Speed,Q4_Value"
    return opened(tmp_path, "survey", head, rows)


@pytest.fixture
def shoppers(tmp_path: Path) -> Assistant:
    rows = [f"{100 + i},{'FM'[i % 2]},{i}.5,{2 * i},{i % 9}.25" for i in range(N)]
    return opened(tmp_path, "customers", "customer_id,gender,Fresh (£),Bakery (£),Baby & Kids (£)", rows)


def value(answer: Any) -> Any:
    assert answer.headline is not None, (answer.reading, answer.text)
    return answer.headline.value


def test_the_measurement_that_varies_most_for_its_size(leaves: Assistant) -> None:
    spread = {"leaf length": LONG.std() / LONG.mean(), "leaf width": WIDE.std() / WIDE.mean(), "leaf depth": DEEP.std() / DEEP.mean()}  # fmt: skip
    answer = leaves.ask("Which of the three measurements varies the most relative to its mean?")
    assert value(answer) == max(spread, key=lambda k: spread[k])


def test_a_condition_holds_for_each_of_them(leaves: Assistant) -> None:
    assert value(leaves.ask("Which of the measurements is smallest on average for the oak?")) == "leaf depth"


def test_statements_are_told_apart_from_other_questions(survey: Assistant) -> None:
    asked = "Which of the three statements gets the highest average agreement, leaving out don't know?"
    assert value(survey.ask(asked)) == "food is fresh"


def test_a_word_that_has_no_place_is_asked_back(survey: Assistant) -> None:
    answer = survey.ask("Which of the three statements gets the highest average agreement in Norway?")
    assert answer.status != "answered"


def test_a_currency_behind_a_name_is_money_spent_on_it(shoppers: Assistant) -> None:
    total = [i + 0.5 + 2 * i + i % 9 + 0.25 for i in range(N)]
    answer = shoppers.ask("Adding up all departments, what does the median customer spend?")
    assert value(answer) == pytest.approx(float(np.median(total)))
    table = shoppers.ask("Show total spend by department").table
    assert table is not None
    assert dict(table.rows)["bakery"] == 2 * sum(range(N))
