"""Questions put together from parts whose meaning is known."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from data.dataset import Dataset
from evals.composed import Case, cases, material, outcome
from evals.composing.constructions import CONSTRUCTIONS
from evals.composing.material import Material

ROWS = "Ref,Plan,Region,Points,Visits,Joined\n" + "\n".join(
    f"R{i:03d},{('Basic', 'Plus', 'Gold')[i * 7 % 11 % 3]},{('North', 'South', 'West')[i * 5 % 13 % 3]},{(i * 37) % 900},{1 + i * 11 % 30},2024-{1 + i % 12:02d}-05"
    for i in range(240)
)


@pytest.fixture(scope="module")
def members(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Dataset]:
    path: Path = tmp_path_factory.mktemp("composed") / "members.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path, Dataset.open(path)


@pytest.fixture
def offered(members: tuple[Path, Dataset]) -> Material:
    made = material(*members, random.Random(3))
    assert made is not None
    return made


def test_every_construction_can_be_made_of_a_plain_table(offered: Material) -> None:
    made = list(cases(offered, 8 * len(CONSTRUCTIONS)))
    assert {c.construction for c in made} == set(CONSTRUCTIONS)


def test_the_same_seed_makes_the_same_questions(members: tuple[Path, Dataset]) -> None:
    once, again = (material(*members, random.Random(5)) for _ in range(2))
    assert once is not None and again is not None
    assert [c.turns for c in cases(once, 20)] == [c.turns for c in cases(again, 20)]


def test_a_condition_leaves_the_rows_that_its_words_say(offered: Material) -> None:
    frame = offered.frame
    found = [offered.restriction("Points", "Visits", "Joined", "Region") for _ in range(20)]
    for one in found:
        assert one is not None and one.column == "Plan"
        named = [p for p in ("Basic", "Plus", "Gold") if p in one.said]
        kept = set(frame.loc[one.keep, "Plan"])
        assert kept == ({"Basic", "Plus", "Gold"} - set(named) if "not" in one.said else set(named))


def test_an_answer_is_right_by_its_figure_alone(members: tuple[Path, Dataset]) -> None:
    _, dataset = members
    assert outcome(dataset, Case("count", ("How many members are there?",), 240))[0] == "right"
    assert outcome(dataset, Case("count", ("How many members are there?",), 239))[0] == "wrong"
    assert outcome(dataset, Case("count", ("How many zebras are there?",), 240))[0] == "asked"


def test_the_rows_of_a_table_are_held_against_all_that_it_should_show(
    members: tuple[Path, Dataset], offered: Material
) -> None:
    _, dataset = members
    by = offered.frame.groupby("Plan")["Points"].mean().sort_values(ascending=False)
    asked = ("average points by plan", "top 2 only")
    assert outcome(dataset, Case("fewer_rows", asked, tuple(by.index[:2])))[0] == "right"
    assert outcome(dataset, Case("fewer_rows", asked, tuple(by.index)))[0] == "wrong"
    assert outcome(dataset, Case("beside", asked, tuple(by[:2])))[0] == "right"
    assert outcome(dataset, Case("beside", asked, (by.iloc[0], by.iloc[0])))[0] == "wrong"
