"""What the same members did in one year and in another, with one thing and with another, or never at all."""

from __future__ import annotations

import pytest

from assistant.answer import Answer
from assistant.ask import Assistant
from data.dataset import Dataset

YEARS = {"D0": (2022, 2023), "D1": (2022,), "D2": (2023,), "D3": (2022, 2023), "D4": (2022,), "D5": (2023,)}
"""The years in which each of six donors gave; a seventh and an eighth never did."""


def _gifts() -> str:
    lines = [
        f"G{i},{year}-0{1 + i % 9}-11,D{d},{('Post', 'Online')[(i + d) % 2]},{10 + i}"
        for i, (d, year) in enumerate((d, y) for d in range(6) for y in YEARS[f"D{d}"] for _ in range(4))
    ]
    return "gift_ref,gift_dt,donor,channel,amt_gbp\n" + "\n".join(lines) + "\n"


def _orders() -> str:
    """Order lines of four restaurants: red from all, white from the first two, in 2023; two of them again in 2024."""
    lines = []
    for i in range(40):
        who = i % 4
        colour = "White" if i >= 20 and who < 2 else "Red"
        year = 2024 if i >= 32 and who in (0, 3) else 2023
        lines.append(
            f"SO{100 + i // 2},{year}-03-{1 + i % 28:02d},{('Fig', 'Bay', 'Elm', 'Oak')[who]},{colour},{6 + i}"
        )
    return "Order No,Ord Date,Customer,Colour,Bottles\n" + "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Dataset]:
    folder = tmp_path_factory.mktemp("histories")
    donors = "Donor_ID,Type\n" + "".join(f"D{i},{('Person', 'Firm')[i % 2]}\n" for i in range(8))
    for name, text in (("gifts", _gifts()), ("donors", donors), ("orders", _orders())):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return {
        "gifts": Dataset.open(folder / "gifts.csv", folder / "donors.csv"),
        "orders": Dataset.open(folder / "orders.csv"),
    }


def _told(answer: Answer) -> object:
    assert answer.status == "answered", answer.text
    assert answer.headline is not None
    return answer.headline.value


@pytest.mark.parametrize(
    ("table", "question", "expected"),
    [
        ("gifts", "how many donors gave in both 2022 and 2023?", 2),
        ("gifts", "How many donors gave in 2022 but not in 2023?", 2),
        ("gifts", "how many donors gave something in 2022 and again in 2023", 2),
        ("gifts", "what % of those who gave in 2022 gave again in 2023?", 0.5),
        ("gifts", "share of donors who gave in 2022 who did not give in 2023", 0.5),
        ("gifts", "how many donors have never given?", 2),
        ("gifts", "How many people on our donor file have never given?", 2),
        ("orders", "how many customers ordered both red and white", 2),
        ("orders", "how many customers ordered in March and again in April 2023", 0),
        ("orders", "how many customers ordered red but not white", 2),
    ],
)
def test_members_are_told_by_two_of_their_rows(
    data: dict[str, Dataset], table: str, question: str, expected: float
) -> None:
    assert _told(Assistant(data[table]).ask(question)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("table", "question", "names"),
    [
        ("orders", "Which customers ordered in 2023 but not in 2024?", {"Bay", "Elm"}),
        ("orders", "customers who bought in 2023 and also in 2024", {"Fig", "Oak"}),
        ("gifts", "which donors never gave?", {"D6", "D7"}),
    ],
)
def test_they_are_named_where_nobody_counts(
    data: dict[str, Dataset], table: str, question: str, names: set[str]
) -> None:
    answer = Assistant(data[table]).ask(question)
    assert answer.status == "answered", answer.text
    assert answer.table is not None
    assert {row[0] for row in answer.table.rows} == names


def test_what_is_no_history_of_members_is_left_to_others(data: dict[str, Dataset]) -> None:
    assert _told(Assistant(data["gifts"]).ask("how many gifts came by post and not online?")) != 2
