from pathlib import Path

import pytest

from assistant.ask import Assistant
from data.dataset import Dataset


def test_a_small_word_in_a_list_of_values_is_one_of_them(tmp_path: Path) -> None:
    rows = [f"{i},{('Married', 'Together', 'Single', 'Widow')[i % 4]},{100 + i}" for i in range(80)]
    path = tmp_path / "people.csv"
    path.write_text("\n".join(["id,marital_status,spend", *rows]) + "\n", encoding="utf-8")
    assistant = Assistant(Dataset.open(path))
    answer = assistant.ask("average spend of married, together and single people")
    assert answer.reading.endswith("marital status is Married or Together or Single")


def test_rows_and_a_unit_of_time_behind_by_are_the_date_of_the_rows(tmp_path: Path) -> None:
    rows = [f"S{i},{2023 + i % 2}-{1 + i % 12:02d}-15,{20 + i % 40}" for i in range(80)]
    path = tmp_path / "students.csv"
    path.write_text("\n".join(["student_id,signup_date,age", *rows]) + "\n", encoding="utf-8")
    assert Assistant(Dataset.open(path)).ask("students by signup year").reading == "Students by year"


def test_the_one_word_beside_numbers_stands_for_the_whole_value(tmp_path: Path) -> None:
    rows = [
        f"C{i % 9},{('Actives 0-90d', 'Lapsed 91-365d', 'Under 18', 'Trade')[i % 4]},{100 + i}"
        for i in range(80)
    ]
    path = tmp_path / "sends.csv"
    path.write_text("\n".join(["campaign,segment,opens", *rows]) + "\n", encoding="utf-8")
    assistant = Assistant(Dataset.open(path))
    assert assistant.ask("number of sends to actives").reading.endswith("segment is Actives 0-90d")
    assert assistant.ask("sorry, I meant the lapsed customers").reading.endswith("segment is Lapsed 91-365d")
    assert "Under 18" not in assistant.ask("sends with under 120 opens").reading


@pytest.mark.parametrize(
    ("turn", "bands"),
    [
        ("and men of 55 and over?", "age band is 55+ and gender is male"),
        ("only people over 54", "age band is 55+ and gender is female"),
        ("only people under 35", "age band is 18-34 and gender is female"),
    ],
)
def test_ages_are_bands_where_the_data_hold_bands(tmp_path: Path, turn: str, bands: str) -> None:
    rows = [
        f"{i},{('18-34', '35-54', '55+')[i % 3]},{('male', 'female')[i % 2]},{1 + i % 5}" for i in range(90)
    ]
    path = tmp_path / "answers.csv"
    path.write_text("\n".join(["respondent,age_band,gender,score", *rows]) + "\n", encoding="utf-8")
    assistant = Assistant(Dataset.open(path))
    assistant.ask("average score of women")
    reading = assistant.ask(turn).reading
    assert all(part in reading for part in bands.split(" and "))
