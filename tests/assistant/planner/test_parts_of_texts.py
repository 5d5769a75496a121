"""Parts of a text that is named, one value that is left out, and years of birth."""

from __future__ import annotations

from typing import Any

import pytest

SENDS = "Send ID,Subject line,Voucher,Sent\n" + "\n".join(
    f"S{i},{('Free shipping week', 'Big sale', 'News from us', 'Feel free to reply')[i % 4]} {i},{('SUMMER5', 'WINTER5', 'SUMMER9')[i % 3]},{100 + i}"
    for i in range(60)
)
PEOPLE = "ID,Year_Birth,Income\n" + "\n".join(
    f"{i},{1940 + i},{666666 if i == 7 else 20000 + 100 * i}" for i in range(60)
)


@pytest.fixture(scope="module")
def asked(asking_each: Any) -> Any:
    return asking_each(sends=SENDS, people=PEOPLE)


@pytest.mark.parametrize(
    ("table", "question", "value"),
    [
        ("sends", "how many sends had the word free in the subject line?", 30),
        ("sends", "how many sends with sale in the subject line", 15),
        ("sends", "how many sends have a voucher containing SUMMER", 40),
        ("people", "how many people if we leave out that silly 666666 one", 59),
        ("people", "how many people without the 666666 outlier", 59),
        ("people", "how many people were born before 1950", 10),
        ("people", "how many people were born in 1985", 1),
    ],
)
def test_a_part_of_the_rows_is_counted(asked: Any, table: str, question: str, value: int) -> None:
    answer = asked(table, question)
    assert answer.headline is not None, answer.text
    assert answer.headline.value == value, answer.reading
