"""What a group has together, tested against a number."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

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


LISTINGS = "Listing ID,host_id,Area,Price,superhost\n" + "\n".join(
    f"{9000 + i},{400 + i * i % 9},{('Old Town', 'Harbour', 'Hill')[i % 3 if i % 5 else 0]},{40 + i % 30},{int(i % 4 == 0)}"
    for i in range(90)
)
ORDERS = "Order ID,Customer ID,Restaurant,Order date,Basket\n" + "\n".join(
    f"O{i},C{i * i % 11},{('Roma', 'Kyoto', 'Delhi', 'Oslo')[i % 7 % 4]},2024-{1 + i % 6:02d}-1{i % 9},{12 + i % 20}.5"
    for i in range(120)
)
FIRMS = "firm,year,invest,stock\n" + "\n".join(
    f"{name},{1990 + y},{base + 3 * y},{base / 2}" for name, base in (("Acme", 90), ("Bolt", 40), ("Crown", 10)) for y in range(6)
)  # fmt: skip
FILMS = "Title,Studio,Awards won\n" + "\n".join(
    f"Film {i},{'ABC'[i % 3]} Pictures,{i % 4}" for i in range(40)
)


@pytest.fixture(scope="module")
def tables(asking_each: Any) -> Any:
    return asking_each(listings=LISTINGS, food_orders=ORDERS, firms=FIRMS, films=FILMS)


def tally(text: str, column: int) -> Counter[str]:
    return Counter(line.split(",")[column] for line in text.splitlines()[1:])


def test_groups_with_a_number_of_rows_are_counted(tables: Any) -> None:
    hosts, customers = tally(LISTINGS, 1), tally(ORDERS, 1)
    for table, question, value in (
        ("listings", "How many hosts have more than 10 listings?", sum(n > 10 for n in hosts.values())),
        (
            "food_orders",
            "How many restaurants had more than 30 orders?",
            sum(n > 30 for n in tally(ORDERS, 2).values()),
        ),
        (
            "food_orders",
            "quick one: how many customers ordered more than 8 times?",
            sum(n > 8 for n in customers.values()),
        ),
        ("food_orders", "how many customers ordered at least twice in May", 6),
    ):
        assert tables(table, question).headline.value == value, question


def test_groups_with_a_number_of_rows_are_listed(tables: Any) -> None:
    answer = tables("listings", "which areas have at least 25 listings")
    assert {r[0] for r in answer.table.rows} == {a for a, n in tally(LISTINGS, 2).items() if n >= 25}


def test_only_groups_with_enough_rows_are_ranked(tables: Any) -> None:
    answer = tables(
        "listings", "Among areas with at least 25 listings, which has the highest share of superhosts?"
    )
    assert answer.status == "answered" and answer.headline.value == "Old Town"
    assert all(row[-1] >= 25 for row in answer.table.rows)


def test_one_row_is_enough_where_it_says_so(tables: Any) -> None:
    assert tables("firms", "How many firms ever invested more than 100 in a single year?").headline.value == 1
    answer = tables("firms", "Which firms have at least one invest over 50?")
    assert {r[0] for r in answer.table.rows} == {"Acme", "Bolt"}


def test_the_name_of_a_column_may_stand_around_its_number(tables: Any) -> None:
    assert tables("films", "What percentage of the films won at least one award?").headline.value == 0.75


def test_a_word_behind_the_name_of_a_column_rounds_it_off(tables: Any) -> None:
    answer = tables("firms", "List the firms whose average invest volume is below 60")
    assert {r[0] for r in answer.table.rows} == {"Bolt", "Crown"}


def test_how_often_a_value_occurs(tables: Any) -> None:
    assert tables("food_orders", "How many order ids occur more than once?").headline.value == 0
