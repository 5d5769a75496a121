"""What a group has together, tested against a number."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Assistant


@pytest.fixture(scope="module")
def shops(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    rows = [f"s{i % 4},{100 * (i % 4) + i % 3},{20 + i % 5}" for i in range(60)]
    path = Path(tmp_path_factory.mktemp("shops")) / "sales.csv"
    path.write_text("\n".join(["city,revenue,visitors", *rows]), encoding="utf-8")
    return Assistant.open(path)


def test_which_groups_have_a_total_over_a_number(shops: Assistant) -> None:
    shops.start_over()
    answer = shops.ask("which cities have revenue over 2000?")
    assert answer.table is not None and {row[0] for row in answer.table.rows} == {"s2", "s3"}


def test_an_average_that_is_said_is_the_average_of_the_group(shops: Assistant) -> None:
    shops.start_over()
    answer = shops.ask("which cities have average revenue above 150?")
    assert answer.table is not None and {row[0] for row in answer.table.rows} == {"s2", "s3"}
