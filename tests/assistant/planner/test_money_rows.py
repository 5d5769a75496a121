"""Rows that are sums of money: what they come to, and how many there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.ask import Assistant

STUDENTS = "student id,plan\n" + "\n".join(f"S{i:03},{('basic', 'plus')[i % 2]}" for i in range(40))
PAYMENTS = "invoice no,student id,amount eur\n" + "\n".join(
    f"I{max(i, 1):03},S{i % 40:03},{10 + i % 7}" for i in range(120)
)
TOTAL = sum(10 + i % 7 for i in range(120))


@pytest.fixture
def school(tmp_path: Path) -> Assistant:
    files = [tmp_path / "students.csv", tmp_path / "payments.csv"]
    for file, text in zip(files, (STUDENTS, PAYMENTS), strict=True):
        file.write_text(text + "\n", encoding="utf-8")
    return Assistant.open(*files)


def test_a_few_doubled_invoices_make_no_order_lines(school: Assistant) -> None:
    assert school.ask("how many payments are there?").reading.startswith("Payments")


@pytest.mark.parametrize("question", ["total payments", "sum of payments", "sum of all payments"])
def test_the_total_of_payments_is_what_they_come_to(school: Assistant, question: str) -> None:
    answer = school.ask(question)
    assert answer.headline is not None
    assert answer.headline.value == TOTAL


@pytest.mark.parametrize("question", ["total payments by plan", "total payments by subscription plan"])
def test_so_it_is_by_what_another_table_tells(school: Assistant, question: str) -> None:
    answer = school.ask(question)
    assert "amount by plan" in answer.reading
    assert answer.table is not None
    assert sum(row[1] for row in answer.table.rows) == TOTAL


@pytest.mark.parametrize("question", ["how many payments", "number of payments", "total number of payments"])
def test_their_number_stays_their_number(school: Assistant, question: str) -> None:
    answer = school.ask(question)
    assert answer.headline is not None
    assert answer.headline.value == 120


def test_the_name_of_a_measure_of_two_tables_is_no_word_for_the_other_one(school: Assistant) -> None:
    assert "student" not in school.ask("total payments").reading.lower()


def test_many_of_what_is_written_in_capitals(tmp_path: Path) -> None:
    file = tmp_path / "leads.csv"
    rows = "\n".join(f"L{i:03},{'2024-01-' + str(1 + i % 28).zfill(2) if i % 3 else ''}" for i in range(60))
    file.write_text("lead id,MQL Dt\n" + rows + "\n", encoding="utf-8")
    assert (
        "MQL"
        in " ".join(Assistant.open(file).ask("how many MQLs are there?").to_dict()["reading"].split()).upper()
    )
