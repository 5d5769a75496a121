"""Verbs and states of deals, orders and payments bind to the column of states; time counts by the date of the end."""

from __future__ import annotations

import pytest

from assistant.answer import Answer
from assistant.ask import Assistant
from data.dataset import Dataset

STAGES = ("Closed Won", "Closed Lost", "1-Qualif", "Closed Won", "2-Proposal", "Closed Lost")


def _deals() -> str:
    """Sixty deals made in 2022, one every sixth day; those that are closed were closed a year later."""
    rows = []
    for i in range(60):
        stage, month, day = STAGES[i % 6], 1 + i // 5, 1 + 6 * (i % 5) % 28
        end = f"2023-{month:02d}-{day:02d}" if stage.startswith("Closed") else ""
        chance = (100, 0, 20, 100, 50, 0)[i % 6]
        owner = ("Sarah Kim", "J. Miller")[i // 6 % 2]
        rows.append(f"D-{100 + i},{owner},{stage},2022-{month:02d}-{day:02d},{end},{1000 + 10 * i},{chance}")
    return "Deal ID,Owner,Stage,Created,Closed Dt,Amt (USD),Prob %\n" + "\n".join(rows) + "\n"


@pytest.fixture(scope="module")
def deals(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    path = tmp_path_factory.mktemp("crm") / "deals.csv"
    path.write_text(_deals(), encoding="utf-8")
    return Dataset.open(path)


def value(answer: Answer) -> object:
    assert answer.status == "answered", answer.text
    assert answer.headline is not None
    return answer.headline.value


WON = sum(1000 + 10 * i for i in range(60) if i % 6 in (0, 3))
WEIGHTED = sum((1000 + 10 * i) * (0.2 if i % 6 == 2 else 0.5) for i in range(60) if i % 6 in (2, 4))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What is the total value of the deals we won?", WON),
        ("how much revenue did we win?", WON),
        ("how many deals did we lose", 20),
        ("How many deals are still open?", 20),
        ("What's our win rate?", 0.5),
        ("what is the weighted value of the open pipeline, i.e. amount times probability?", WEIGHTED),
        ("average deal size of won deals", WON / 20),
    ],
)
def test_states_of_deals_are_understood(deals: Dataset, question: str, expected: float) -> None:
    assert value(Assistant(deals).ask(question)) == pytest.approx(expected)


def test_what_was_won_in_a_year_was_closed_in_it(deals: Dataset) -> None:
    assistant = Assistant(deals)
    assert value(assistant.ask("how many deals did we win in 2023?")) == 20
    assert value(assistant.ask("and in 2022?")) == 0
    assert value(assistant.ask("how many deals were created in 2022?")) == 60


def test_a_date_that_is_named_is_what_time_counts_by(deals: Dataset) -> None:
    answer = Assistant(deals).ask("number of deals per quarter in 2023, going by close date")
    assert answer.table is not None and answer.table.rows[0][0] == "2023-Q1"


def test_the_owner_of_a_deal_is_its_rep(deals: Dataset) -> None:
    answer = Assistant(deals).ask("won revenue by rep")
    assert answer.table is not None
    assert {row[0] for row in answer.table.rows} == {"Sarah Kim", "J. Miller"}
