"""Values that are called by other words than the file's: pieces, codes, accents, plurals, other languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.ask import Assistant
from data.dataset import Dataset

CITIES, SOURCES = (
    ("München", "Köln", "Graça", "St. Gallen"),
    ("google / cpc", "google / organic", "mail / letter", "facebook / paid"),
)
LEVELS, BRANDS = ("P1 - Critical", "P2 - High", "P3 - Normal"), ("VW", "BMW", "Skoda")
GYM = "member_id,city,smoker,newsletter_optin,level,source,fee\n" + "\n".join(
    f"M{i:03d},{CITIES[i % 4]},{('yes', 'no')[i % 2]},{'YN'[i % 3 == 0]},{LEVELS[i % 3]},{SOURCES[i // 2 % 4]},{20 + i}"
    for i in range(60)
)
CARS = "deal,brand,country,pay method,price\n" + "\n".join(
    f"D{i:03d},{BRANDS[i % 3]},{('DE', 'AT', 'NL', 'IE')[i % 4]},"
    f"{('Bank transfer (automatic)', 'Credit card (automatic)', 'Cheque')[i // 4 % 3]},{9000 + 10 * i}"
    for i in range(60)
)
FIRMS = "firm,state,profit\n" + "\n".join(
    f"{('General Electric', 'Union Oil', 'Volkswagen')[i % 3]},{('CA', 'TX', 'NY', 'OH')[i % 4]},{i}"
    for i in range(60)
)


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Assistant]:
    folder = tmp_path_factory.mktemp("values")
    made = {}
    for name, text in (("gym", GYM), ("cars", CARS), ("firms", FIRMS)):
        path = folder / f"{name}.csv"
        path.write_text(text + "\n", encoding="utf-8")
        made[name] = Assistant.open(path)
    return made


@pytest.mark.parametrize(
    ("table", "words", "condition"),
    [
        ("gym", "members in graca", "city is Graça"),
        ("gym", "members in Munich", "city is München"),
        ("gym", "members in koln", "city is Köln"),
        ("gym", "members in st gallen", "city is St. Gallen"),
        ("gym", "P2 members", "level is P2 - High"),
        ("gym", "critical members", "level is P1 - Critical"),
        ("gym", "members from cpc", "source is google / cpc"),
        ("gym", "members from google", "source is google / cpc or google / organic"),
        ("gym", "non-smokers", "smoker is no"),
        ("gym", "members who opted in to the newsletter", "newsletter opt in is yes"),
        ("cars", "BMWs", "brand is BMW"),
        ("cars", "deals of Volkswagens", "brand is VW"),
        ("cars", "German deals", "country is DE"),
        ("cars", "deals in Austria", "country is AT"),
        ("cars", "deals in the Netherlands", "country is NL"),
        ("cars", "Irish deals", "country is IE"),
        ("cars", "deals by bank transfer", "pay method is Bank transfer (automatic)"),
        ("firms", "rows for GE", "firm is General Electric"),
        ("firms", "rows for VW", "firm is Volkswagen"),
        ("firms", "rows in Texas", "state is TX"),
        ("firms", "rows in California", "state is CA"),
    ],
)
def test_a_value_is_found_by_what_people_call_it(
    desks: dict[str, Assistant], table: str, words: str, condition: str
) -> None:
    desk = desks[table]
    desk.conversation.start_over()
    answer = desk.ask(f"how many {words}")
    assert answer.status == "answered" and condition in answer.reading


@pytest.mark.parametrize(
    ("table", "question"),
    [("firms", "how many rows for GM"), ("cars", "how many deals of viewers")],
)  # fmt: skip
def test_a_name_that_no_value_has_is_not_dropped_nor_taken_for_another(
    desks: dict[str, Assistant], table: str, question: str
) -> None:
    desks[table].conversation.start_over()
    assert desks[table].ask(question).status != "answered"


def test_a_word_of_two_values_of_which_neither_is_meant_more_is_asked_about(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    rows = [f"{('Bank transfer card', 'Gift card', 'Cash')[i % 3]},{i}" for i in range(30)]
    path.write_text("\n".join(["method,price", *rows]) + "\n", encoding="utf-8")
    assert Assistant.open(path).ask("average price by card").status == "clarify"


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
    ("question", "reading"),
    [
        ("how many members are inactive?", "Members, members with active is no"),
        ("average age of nonsmokers", "Average age, members with smoker is no"),
        ("average age of unmarried members", "Average age, members with status is notmarried"),
        ("how many invoices are there?", "asks"),
    ],
)
def test_a_word_turned_round_is_the_other_of_two_values(tmp_path: Path, question: str, reading: str) -> None:
    rows = [
        f"M{i},{'NY'[i % 2]},{i % 3 % 2},{('married', 'notmarried')[i % 2]},{'YN'[i % 3 % 2]},{20 + i}"
        for i in range(60)
    ]
    path = tmp_path / "members.csv"
    path.write_text("\n".join(["member,active,smoker,status,voice,age", *rows]) + "\n", encoding="utf-8")
    answer = Assistant(Dataset.open(path)).ask(question)
    assert (answer.reading if answer.status == "answered" else "asks") == reading
