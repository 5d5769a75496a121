"""Averages over receipts, orders and donors in tables whose rows are lines or gifts."""

from __future__ import annotations

import pytest

from assistant.answer import Answer
from assistant.ask import Assistant
from data.dataset import Dataset

LINES = (1, 3, 2)
"""Lines that a receipt has, in turn."""


def _till() -> list[str]:
    rows, line = [], 0
    for receipt in range(120):
        for k in range(LINES[receipt % 3]):
            line += 1
            card = f"C{receipt % 7}" if receipt % 2 else ""
            rows.append(
                f"{5000 + receipt},{('North', 'South')[receipt % 4 == 0]},2024-03-{1 + receipt % 28:02d},"
                f"{('Tea', 'Cake', 'Soup')[k]},{1 + line % 3},{2 + k}.50,{card}"
            )
    return rows


def _gifts() -> list[str]:
    return [f"G{i},2024-{1 + i % 12:02d}-05,D{i % 80 % 70},{10 + i}" for i in range(200)]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Dataset]:
    folder = tmp_path_factory.mktemp("of_members")
    texts = {
        "till": "Receipt No,Shop,Date,Item,Qty,Unit Price,Loyalty card\n" + "\n".join(_till()) + "\n",
        "gifts": "gift_ref,gift_dt,donor,amt_gbp\n" + "\n".join(_gifts()) + "\n",
        "donors": "Donor_ID,Type,Recruited On\n"
        + "".join(f"D{i},{('Person', 'Firm')[i % 2]},2023-0{1 + i % 9}-02\n" for i in range(80)),
    }
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return {
        "till": Dataset.open(folder / "till.csv"),
        "gifts": Dataset.open(folder / "gifts.csv", folder / "donors.csv"),
    }


def _receipts() -> dict[str, list[float]]:
    """What each receipt comes to, by whether a card was shown."""
    found: dict[str, dict[str, float]] = {"with": {}, "without": {}}
    for row in _till():
        receipt, _, _, _, qty, price, card = row.split(",")
        side = found["with" if card else "without"]
        side[receipt] = side.get(receipt, 0.0) + int(qty) * float(price)
    return {k: list(v.values()) for k, v in found.items()}


def _value(answer: Answer) -> float:
    assert answer.status == "answered", answer.text
    assert answer.headline is not None
    return float(str(answer.headline.value))


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


ALL = [v for values in _receipts().values() for v in values]
MIDDLE = (sorted(ALL)[59] + sorted(ALL)[60]) / 2


@pytest.mark.parametrize(
    ("table", "question", "expected"),
    [
        ("till", "average receipt value", _mean(ALL)),
        ("till", "what is the average value of a receipt?", _mean(ALL)),
        ("till", "mean revenue of receipts", _mean(ALL)),
        ("till", "median receipt value", MIDDLE),
        ("till", "average number of lines on a receipt", 2.0),
        ("gifts", "average number of gifts per donor", 200 / 70),
        (
            "gifts",
            "average amount per donor",
            sum(10 + i for i in range(200)) / 70,
        ),
        ("gifts", "average gift", 10 + 199 / 2),
    ],
)
def test_what_is_said_of_a_whole_is_averaged_over_wholes(
    data: dict[str, Dataset], table: str, question: str, expected: float
) -> None:
    assert _value(Assistant(data[table]).ask(question)) == pytest.approx(expected)


@pytest.mark.parametrize(
    "question",
    [
        "compare the average receipt value with and without a loyalty card",
        "average receipt value with and without loyalty card",
    ],
)
def test_with_and_without_a_thing_are_the_two_groups_of_rows_that_have_it_and_have_not(
    data: dict[str, Dataset], question: str
) -> None:
    answer = Assistant(data["till"]).ask(question)
    assert answer.status == "answered", answer.text
    assert answer.table is not None
    told = {str(row[0]).split()[0]: row[1] for row in answer.table.rows}
    assert told == {k: pytest.approx(_mean(v)) for k, v in _receipts().items()}


def test_the_receipt_belongs_to_the_figure_and_to_no_group(data: dict[str, Dataset]) -> None:
    answer = Assistant(data["till"]).ask("average revenue per receipt for North vs South")
    assert answer.status == "answered", answer.text
    assert "per order" in answer.reading
    assert "by shop" in answer.reading


DAILY = len({1 + receipt % 28 for receipt in range(120)})
"""Days on which receipts were written."""


@pytest.mark.parametrize(
    ("table", "question", "expected"),
    [
        ("till", "average revenue per day", sum(ALL) / DAILY),
        ("till", "average number of receipts per day", 120 / DAILY),
        ("gifts", "average amount per month", sum(10 + i for i in range(200)) / 12),
    ],
)
def test_all_of_a_day_is_added_up_before_days_are_averaged(
    data: dict[str, Dataset], table: str, question: str, expected: float
) -> None:
    assert _value(Assistant(data[table]).ask(question)) == pytest.approx(expected)


def test_weekends_and_weekdays_have_a_figure_per_day_each(data: dict[str, Dataset]) -> None:
    answer = Assistant(data["till"]).ask(
        "Compare the average revenue per day at weekends and on weekdays (all receipts of a day added up)."
    )
    assert answer.status == "answered", answer.text
    assert answer.table is not None
    assert {row[0] for row in answer.table.rows} == {"weekends", "weekdays"}


@pytest.mark.parametrize(
    "question",
    [
        "What share of all donations comes from the five biggest donors?",
        "what % of the total amount comes from our top 5 donors",
    ],
)
def test_the_biggest_few_are_ranked_by_all_that_they_gave(data: dict[str, Dataset], question: str) -> None:
    given: dict[int, int] = {}
    for i in range(200):
        given[i % 80 % 70] = given.get(i % 80 % 70, 0) + 10 + i
    first = sum(sorted(given.values())[-5:])
    assert _value(Assistant(data["gifts"]).ask(question)) == pytest.approx(first / sum(given.values()))


def test_who_gave_in_a_month_is_told_by_the_gifts(data: dict[str, Dataset]) -> None:
    assert _value(
        Assistant(data["gifts"]).ask("how many different donors gave something in March 2024?")
    ) == len({i % 80 % 70 for i in range(200) if i % 12 == 2})


def test_an_average_number_of_things_is_never_one_of_money(data: dict[str, Dataset]) -> None:
    answer = Assistant(data["gifts"]).ask("average number of donors per month")
    assert answer.status == "clarify" or "amount" not in answer.reading
