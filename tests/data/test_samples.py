"""The sample shop: made by its script to the byte, read without help, and with the structure it promises."""

import datetime as dt
from pathlib import Path

import pytest

import data.samples.make as make
from data.engine.duckdb import Engine
from data.load import LoadedTable, load
from data.work import Work

FOLDER = Path(make.__file__).parent
NAMES = ("customers.csv", "orders.csv", "campaigns.csv")


@pytest.fixture(scope="module")
def shop() -> tuple[Engine, dict[str, LoadedTable]]:
    engine = Engine()
    return engine, {t.name: t for t in load([FOLDER / name for name in NAMES], engine, Work())}


def test_the_script_makes_the_stored_files_byte_for_byte(tmp_path: Path) -> None:
    make.main(tmp_path)
    for name in NAMES:
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes(), name


def test_the_samples_are_small() -> None:
    assert sum((FOLDER / name).stat().st_size for name in NAMES) < 2_000_000


def test_the_samples_are_read_with_their_types(shop: tuple[Engine, dict[str, LoadedTable]]) -> None:
    _, tables = shop
    kinds = {c.name: c.type for t in tables.values() for c in t.columns}
    assert kinds["signup_date"] == "date" and kinds["order_date"] == "datetime" and kinds["week"] == "date"
    assert kinds["order_id"] == "text" and kinds["loyalty_card"] == "bool" and kinds["income"] == "integer"
    assert tables["customers"].rows == 2000 and 18_000 < tables["orders"].rows < 23_000


def test_every_order_line_with_a_customer_finds_them(shop: tuple[Engine, dict[str, LoadedTable]]) -> None:
    engine, _ = shop
    lost = "SELECT count(*) FROM orders WHERE customer_id NOT IN (SELECT customer_id FROM customers)"
    assert engine.fetch(lost)[1] == [(0,)]


def test_spending_rises_with_income_and_is_held_by_few(shop: tuple[Engine, dict[str, LoadedTable]]) -> None:
    engine, _ = shop
    spent = (
        "SELECT customer_id, sum(quantity * unit_price) AS s FROM orders WHERE quantity BETWEEN 1 AND 999 "
        "AND customer_id IS NOT NULL GROUP BY 1"
    )
    sql = f"SELECT corr(s, income) FROM ({spent}) JOIN customers USING (customer_id) WHERE income < 1e6"
    assert engine.fetch(sql)[1][0][0] > 0.2
    top = (
        f"SELECT sum(s) FILTER (p <= 0.2) / sum(s) FROM (SELECT s, "
        f"percent_rank() OVER (ORDER BY s DESC) AS p FROM ({spent}))"
    )
    assert engine.fetch(top)[1][0][0] > 0.5


def test_the_quirks_are_there(shop: tuple[Engine, dict[str, LoadedTable]]) -> None:
    engine, _ = shop
    cancelled, low, high, nameless, free = engine.fetch(
        "SELECT count_if(starts_with(order_id, 'C')), min(quantity), max(order_date)::DATE, "
        "count_if(customer_id IS NULL), count_if(unit_price = 0) FROM orders"
    )[1][0]
    assert 200 < cancelled < 600 and low == -24_000 and high == dt.date(2024, 11, 18)
    assert 400 < nameless < 900 and free >= 12
    gaps, most, oldest = engine.fetch(
        "SELECT count_if(income IS NULL), max(income), min(birth_year) FROM customers"
    )[1][0]
    assert 80 < gaps < 160 and most == 7_777_777 and oldest == 1890
