"""Phrases whose words all belong to what one column is called."""

from __future__ import annotations

import pytest

from assistant.ask import Assistant
from assistant.planner.offline import OfflinePlanner

CLUB = "Mbr,Bill Cyc,Join,Mo. Fee,Rfd By\n" + "\n".join(
    f"M{i},{'MQA'[i % 3]},2023-0{1 + i % 9}-11,{20 + i % 9}.5,{('Web', 'Friend')[i % 2]}" for i in range(40)
)


@pytest.fixture(scope="module")
def planner(tmp_path_factory: pytest.TempPathFactory) -> OfflinePlanner:
    path = tmp_path_factory.mktemp("club") / "club.csv"
    path.write_text(CLUB + "\n", encoding="utf-8")
    found = Assistant.open(path).planner
    assert isinstance(found, OfflinePlanner)
    return found


def _columns(planner: OfflinePlanner, said: str) -> set[str]:
    return {e.name for s in planner.tagger.tag(said).cover for e in s.entries if e.kind == "column"}


@pytest.mark.parametrize(
    ("said", "column"), [("interval of the payments", "Bill Cyc"), ("billing interval", "Bill Cyc")]
)
def test_a_phrase_is_the_column_whose_words_hold_all_of_it(
    planner: OfflinePlanner, said: str, column: str
) -> None:
    assert column in _columns(planner, said)


def test_a_word_that_no_column_is_called_by_finds_none(planner: OfflinePlanner) -> None:
    assert not _columns(planner, "interval of the lorries")
