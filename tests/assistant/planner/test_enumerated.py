from pathlib import Path

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
