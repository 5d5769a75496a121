"""What one row is called: from its key, its file, its first column of names; or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from data._names import plural, singular
from data.catalog import Source
from data.dataset import Dataset


def opened(folder: Path, name: str, header: str, *rows: str) -> Source:
    path = folder / f"{name}.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    catalog = Dataset.open(path).catalog
    return catalog.sources[catalog.main]


LETTERS = "ABCDEFGHIJKL"
UNIQUE = [f"{letter * 3},{at % 4},{at * 7.5}" for at, letter in enumerate(LETTERS)]


@pytest.mark.parametrize(
    ("file", "header", "noun", "more"),
    [
        ("crime", "state,level,rate", "state", "states"),
        ("204_169", "Ship Name,level,rate", "ship", "ships"),
        ("x1", "Town/Village,level,rate", "town", "towns"),
        ("x1", "Religious group,level,rate", "religious group", "religious groups"),
        ("x1", "Team (Equipo),level,rate", "team", "teams"),
        ("employees", "emp_id,level,rate", "employee", "employees"),
        ("professors", "emp_no,level,rate", "professor", "professors"),
        ("airlines", "alid,level,rate", "airline", "airlines"),
        ("world__city", "id,level,rate", "city", "cities"),
        ("stations_2023", "code,level,rate", "station", "stations"),
        ("204_169", "Name,level,rate", "row", "rows"),
        ("final_export2", "Title,level,rate", "row", "rows"),
        ("data", "#,level,rate", "row", "rows"),
        ("star98", "x,level,rate", "row", "rows"),
    ],
)
def test_rows_are_called_by_key_file_or_names(
    tmp_path: Path, file: str, header: str, noun: str, more: str
) -> None:
    source = opened(tmp_path, file, header, *UNIQUE)
    assert (source.label, source.plural) == (noun, more)


def test_a_column_of_names_that_repeats_names_no_rows(tmp_path: Path) -> None:
    source = opened(tmp_path, "x1", "state,level,rate", *UNIQUE, "AAA,1,2.5")
    assert (source.label, source.entity) == ("row", None)


def test_a_file_is_not_called_by_a_column_that_repeats(tmp_path: Path) -> None:
    source = opened(tmp_path, "teams", "team,player,points", "Ash,Al,1", "Birch,Bo,2", "Ash,Cy,3", "Ash,Di,4")
    assert (source.label, source.entity) == ("row", None)


def test_rows_of_events_are_not_called_by_what_they_met(tmp_path: Path) -> None:
    rows = [f"2024-01-{at + 1:02},{letter * 3},{at}" for at, letter in enumerate(LETTERS)]
    assert opened(tmp_path, "x1", "date,opponent,goals", *rows).label == "row"


def test_the_file_and_the_names_are_words_for_the_same_rows(tmp_path: Path) -> None:
    source = opened(tmp_path, "stadiums", "Arena,level,rate", *UNIQUE)
    assert source.label == "stadium" and source.entity is not None
    assert {"arena", "arenas"} <= set(source.entity.synonyms)


def test_a_file_of_what_each_row_counts_does_not_name_its_rows(tmp_path: Path) -> None:
    rows = [f"{at + 1},{at % 7},{20 + 3 * at}" for at, _ in enumerate(LETTERS)]
    assert opened(tmp_path, "clinic_visits", "record_no,gp_visits,age", *rows).label == "row"
    assert opened(tmp_path, "visits", "visit_no,previous_visits,age", *rows).label == "visit"


def test_shares_of_the_sexes_do_not_make_rows_people(tmp_path: Path) -> None:
    rows = [f"{letter * 3},{900 + at},{920 + at}" for at, letter in enumerate(LETTERS)]
    assert opened(tmp_path, "x1", "Region name,Sex ratio (total),Sex ratio (child)", *rows).label == "region"


@pytest.mark.parametrize(
    ("one", "more"),
    [("movie", "movies"), ("bus", "buses"), ("house", "houses"), ("city", "cities"), ("church", "churches"),
     ("series", "series"), ("box", "boxes"), ("status", "statuses"), ("person", "people")],
)  # fmt: skip
def test_one_and_many(one: str, more: str) -> None:
    assert plural(one) == more and (singular(more) == one or more == "people")
