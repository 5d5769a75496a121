"""Nouns of a second table: its rows are meant, and no amount that is called by the same word."""

from __future__ import annotations

import pytest

from assistant.ask import Assistant

LINES = ("Motor", "Home", "Travel")
CAUSES = ("theft", "fire", "hail")
POLICIES = "Policy No,Line,Inception\n" + "\n".join(
    f"PX-{200 + i},{LINES[i % 3]},2024-{1 + i % 12:02d}-05" for i in range(60)
)
CLAIMS = "claim_ref,Policy No,Loss date,Cause,Amt claimed EUR\n" + "\n".join(
    f"CL{900 + i},PX-{200 + i * 7 % 30},2025-{1 + i % 9:02d}-1{i % 9},{CAUSES[i % 3]},{100 + 10 * i}"
    for i in range(36)
)


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("broker")
    paths = [folder / "broker_policies.csv", folder / "broker_claims.csv"]
    for path, text in zip(paths, (POLICIES, CLAIMS), strict=True):
        path.write_text(text + "\n", encoding="utf-8")
    return Assistant.open(*paths)


def _motor() -> int:
    return sum((i * 7 % 30) % 3 == 0 for i in range(36))


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("How many claims are there?", 36),
        ("How many claims were made on motor policies?", _motor()),
        ("average amount claimed", 275),
    ],
)
def test_the_rows_of_a_second_table_are_counted_and_averaged_there(
    broker: Assistant, question: str, value: float
) -> None:
    broker.start_over()
    answer = broker.ask(question)
    assert answer.status == "answered" and answer.headline is not None and answer.headline.value == value


def test_which_cause_asks_for_a_column_and_for_no_cause_and_effect(broker: Assistant) -> None:
    broker.start_over()
    answer = broker.ask("Which cause of loss has the highest average amount claimed?")
    assert answer.status == "answered" and answer.headline is not None and answer.headline.value == "hail"
