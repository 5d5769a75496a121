"""Other wordings of plain questions, put to a table and compared with the plain one."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.dataset import Dataset
from evals.wordings import TABLES, Intent, intents, outcomes, report, slots

ROWS = "Ref,Plan,Region,Points,Visits,Joined\n" + "\n".join(
    f"R{i:03d},{('Basic', 'Plus', 'Gold')[i % 3]},{('North', 'South')[i % 2]},{(i * 37) % 900},{1 + i % 30},2024-{1 + i % 12:02d}-05"
    for i in range(90)
)


@pytest.fixture(scope="module")
def members(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    path: Path = tmp_path_factory.mktemp("wordings") / "members.csv"
    path.write_text(ROWS, encoding="utf-8")
    return Dataset.open(path)


def test_slots_are_names_and_values_of_the_table(members: Dataset) -> None:
    found = slots(members)
    assert found is not None
    said, additive, dated = found
    assert said["number"] in ("points", "visits") and said["group"] in ("plan", "region")
    assert said["value"] in ROWS and dated is True and additive in (True, False)


@pytest.mark.parametrize("file", ["wordings", "constructions", "constructions_held"])
def test_every_slot_of_the_bank_is_one_that_tables_fill(members: Dataset, file: str) -> None:
    found = slots(members)
    assert found is not None
    filled = {**found[0], "gappy": "", "sum": ""}
    for intent in intents(TABLES / f"{file}.yaml"):
        for wording in (intent.plain, *intent.others):
            assert wording.format(**filled)


def test_a_wording_is_the_same_asked_or_otherwise(members: Dataset) -> None:
    made = Intent("mean", "average {number} by {group}", ("mean {number} per {group}", "average {number} by frobnication", "average {number}"))  # fmt: skip
    told = [outcome for _, _, outcome in outcomes(members, [made])]
    assert told == ["same", "asked", "otherwise"]


def test_the_report_names_what_is_not_read_alike() -> None:
    from collections import Counter

    text = report({("mean", "odd one"): Counter(same=1, asked=3), ("mean", "plain one"): Counter(same=4)})
    assert "odd one" in text and "plain one" not in text and "same: 5 of 8" in text
