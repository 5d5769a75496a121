"""What misspelt words are taken for."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.planner.offline import OfflinePlanner
from data.dataset import Dataset


def test_a_misspelt_word_is_read_as_the_nearest_known_one(planner_of_people: OfflinePlanner) -> None:
    assert planner_of_people.lexicon.correct("incoem", "incoem") == "incom"


def test_a_word_equally_near_to_two_known_ones_is_left_alone(planner_of_people: OfflinePlanner) -> None:
    assert planner_of_people.lexicon.correct("content", "content") is None


@pytest.fixture
def clubs(tmp_path: Path) -> OfflinePlanner:
    path = tmp_path / "clubs.csv"
    rows = [
        f"{('Premier', 'First')[i % 2]},{1000 + i},{('Ann Lee', 'Bo Ek')[i % 2]},{i % 7}" for i in range(40)
    ]
    path.write_text("\n".join(["league,population,referee,order value", *rows]) + "\n", encoding="utf-8")
    return OfflinePlanner(Dataset.open(path))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("leauge", "league"), ("populaton", "population"), ("refree", "referee"), ("higest", "highest"),
        ("averge", "average"), ("medain", "median"), ("betwen", "between"),
    ],
)  # fmt: skip
def test_a_slip_of_the_finger_is_set_right(clubs: OfflinePlanner, typed: str, meant: str) -> None:
    assert clubs.lexicon.correct(typed, clubs.words.stems.of(typed)) == clubs.words.stems.of(meant)


@pytest.mark.parametrize("word", ["percentile", "quartile", "total", "count", "least", "daily"])
def test_a_word_of_the_vocabulary_is_never_taken_for_another(clubs: OfflinePlanner, word: str) -> None:
    tagged = clubs.tagger.tag(word)
    assert not tagged.corrections


@pytest.mark.parametrize(
    "word",
    [
        "doner",
        "houses",
        "premium",
        "width",
        "minutes",
        "speed",
        "distance",
        "profit",
        "event",
        "party",
        "send",
    ],
)
def test_another_word_is_no_slip(clubs: OfflinePlanner, word: str) -> None:
    assert clubs.lexicon.correct(word, clubs.words.stems.of(word)) is None


def test_the_short_form_of_a_phrase_is_written_out_where_the_data_have_what_it_names(
    clubs: OfflinePlanner, planner_of_people: OfflinePlanner
) -> None:
    assert [s.text for s in clubs.tagger.tag("aov").cover] == ["average", "order value"]
    assert [s.text for s in planner_of_people.tagger.tag("cc smith").cover] == ["cc", "smith"]


def test_two_words_without_their_blank_are_the_first_of_them(clubs: OfflinePlanner) -> None:
    assert clubs.lexicon.correct("leaguein", "leaguein") == clubs.words.stems.of("league")


def test_a_column_is_called_by_its_name_before_the_bracket_where_that_is_its_own(tmp_path: Path) -> None:
    path = tmp_path / "clients.csv"
    rows = [f"{i % 9},{i % 7},{i % 5}" for i in range(40)]
    path.write_text("\n".join(["Net Worth (USD k),Load (kg),Load (lb)", *rows]) + "\n", encoding="utf-8")
    planner = OfflinePlanner(Dataset.open(path))
    found = planner.lexicon.find(planner.words.key("net worth"))
    assert [(e.name, e.quality) for e in found if e.kind == "column"] == [("Net Worth (USD k)", 0.95)]
    assert {e.name for e in planner.lexicon.find(planner.words.key("load"))} != {"Load (kg)"}


@pytest.fixture(scope="module")
def sends(tmp_path_factory: pytest.TempPathFactory) -> OfflinePlanner:
    path = tmp_path_factory.mktemp("sends") / "sends.csv"
    rows = [
        f"{i},{'AB'[i % 2]},{('1-49', '50-249', '250+')[i % 3]},{('West', 'East')[i % 2]},{i % 7}"
        for i in range(60)
    ]
    path.write_text(
        "\n".join(["send,A/B variant,company size,region,clicks", *rows]) + "\n", encoding="utf-8"
    )
    return OfflinePlanner(Dataset.open(path))


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("clicks of variant A", ["A"]),
        ("a list of variant B", ["B"]),
        ("clicks by A/B variant", []),
        ("sends to 1-49 companies", ["1-49"]),
        ("clicks without it", []),
    ],
)
def test_letters_and_bands_are_values_where_the_data_have_them(
    sends: OfflinePlanner, said: str, values: list[str]
) -> None:
    cover = sends.tagger.tag(said).cover
    assert [str(e.value) for s in cover for e in s.entries[:1] if e.kind == "value"] == values
