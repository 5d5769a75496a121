"""What people call the columns of business systems: names, values and figures that no header says."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.ask import Assistant
from data.dataset import Dataset

MATCHES = "Dt,Opp,Comp,Res,Seats,Adm,Gate_GBP,Concess_GBP\n" + "\n".join(
    f"2024-{1 + i % 12:02d}-{1 + i % 27:02d},{('City', 'Rovers', 'Athletic')[i % 3]},{('LGE', 'CUP')[i % 2]},"
    f"{'WDL'[i % 3]},{9000},{5000 + 37 * i},{60000 + 111 * i},{9000 + 13 * i}"
    for i in range(40)
)
DESK = "Dt,Agt,Wait_min,Aband,Food$,Bev$,Tip\n" + "\n".join(
    f"2024-03-{1 + i % 27:02d},{('Ann', 'Bob')[i % 2]},{3 + i % 9},{'YN'[i % 3 == 0]},{40 + i},{10 + i % 7},{5 + i % 3}"
    for i in range(40)
)
ADMITTED = sum(5000 + 37 * i for i in range(40))


@pytest.fixture(scope="module")
def matches(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return _opened(tmp_path_factory.mktemp("matches"), MATCHES)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return _opened(tmp_path_factory.mktemp("desk"), DESK)


def _opened(folder: Path, text: str) -> Assistant:
    path = folder / "table.csv"
    path.write_text(text + "\n", encoding="utf-8")
    return Assistant.open(path)


@pytest.mark.parametrize(
    "question", ["how many people came?", "how many spectators did we have in total?", "total attendance"]
)
def test_people_who_came_are_added_up_and_no_rows_counted(matches: Assistant, question: str) -> None:
    answer = matches.ask(question)
    assert answer.headline is not None and answer.headline.value == ADMITTED


def test_a_figure_of_the_field_is_a_ratio_of_sums(matches: Assistant) -> None:
    answer = matches.ask("what is the occupancy rate?")
    assert answer.headline is not None and answer.headline.value == pytest.approx(ADMITTED / (40 * 9000))


def test_a_code_is_found_by_the_word_that_it_stands_for(matches: Assistant) -> None:
    answer = matches.ask("total attendance of cup matches")
    cup = sum(5000 + 37 * i for i in range(40) if i % 2)
    assert answer.headline is not None and answer.headline.value == cup


def test_tips_are_no_revenue_where_food_and_drinks_are(desk: Assistant) -> None:
    answer = desk.ask("total revenue")
    wanted = sum(40 + i + 10 + i % 7 for i in range(40))
    assert answer.headline is not None and answer.headline.value == wanted


def test_how_much_is_never_told_as_a_number_of_rows(matches: Assistant) -> None:
    answer = matches.ask("how much did the matches give?")
    assert answer.headline is None or answer.headline.value != 40


def test_what_people_earn_is_no_revenue(tmp_path: Path) -> None:
    rows = "".join(f"{i},{1960 + i % 30},{20_000 + 500 * i},{['Leeds', 'York'][i % 2]}\n" for i in range(60))
    path = tmp_path / "customers.csv"
    path.write_text("customer_id,birth_year,income,city\n" + rows)
    assert Assistant(Dataset.open(path)).ask("total revenue").status != "answered"
