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
