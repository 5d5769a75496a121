"""What a column is: may it be summed, averaged, grouped by?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from data.catalog import Column, build
from data.engine.duckdb import Engine


@dataclass(frozen=True)
class Field:
    name: str
    sql_type: str
    type: str
    note: str = ""
    unit: str | None = None


@dataclass(frozen=True)
class Table:
    name: str
    rows: int
    columns: tuple[Field, ...]
    files: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()


_TYPES = {
    "BIGINT": "integer",
    "INTEGER": "integer",
    "DOUBLE": "number",
    "VARCHAR": "text",
    "DATE": "date",
    "BOOLEAN": "bool",
}


def columns(rows: int = 400, table: str = "things", **made: str) -> dict[str, Column]:
    """Columns of a table made by SQL expressions over the row number i."""
    engine = Engine()
    fields = ", ".join(f'{sql} AS "{name}"' for name, sql in made.items())
    engine.execute(f'CREATE TABLE "{table}" AS SELECT {fields} FROM range({rows}) r(i)')
    _, found = engine.fetch(f'DESCRIBE "{table}"')
    shown = tuple(Field(r[0], r[1], _TYPES.get(r[1], "number")) for r in found)
    catalog = build((Table(table, rows, shown),), engine)
    engine.close()
    return catalog.sources[table].columns


@pytest.mark.parametrize(
    ("name", "sql", "role"),
    [
        ("customer_id", "i", "id"),
        ("InvoiceNo", "500000 + i // 3", "id"),
        ("cluster", "i % 4", "code"),
        ("HHSEX", "1 + i % 2", "code"),
        ("smoker", "i % 2", "flag"),
        ("Year_Birth", "1940 + i % 60", "ordinal"),
        ("year", "2001 + i % 9", "ordinal"),
        ("zip", "10000 + i * 7", "code"),
        ("quarter", "1 + i % 4", "ordinal"),
        ("Age", "20 + i % 50", "score"),
        ("rating", "1 + i % 5", "score"),
        ("UnitPrice", "1.5 + i % 9", "rate"),
        ("conversion_rate", "0.01 * (i % 9) + 0.005", "rate"),
        ("temperature", "10.5 + i % 20", "score"),
        ("Annual Salary", "20000.5 + i * 91", "amount"),
        ("revenue", "(i * 37 % 991)::DOUBLE", "amount"),
        ("num_orders", "i % 7", "quantity"),
        ("clicks", "i * 3 % 101", "quantity"),
        ("country", "['UK', 'Germany', 'France'][1 + i % 3]", "category"),
        ("paid", "['yes', 'no'][1 + i % 2]", "flag"),
        ("weekday", "['Mon', 'Tue', 'Wed'][1 + i % 3]", "ordinal"),
        ("e-mail", "'p' || i || '@example.org'", "person"),
        ("review", "'a long sentence number ' || i || ' that nobody else has ever written here'", "text"),
        ("source_system", "'web'", "constant"),
        ("Position", "1 + i % 12", "ordinal"),
        ("Grid", "1 + i % 20", "ordinal"),
        ("Place (Pos.)", "1 + i", "ordinal"),
        ("Joined", "1950 + i % 70", "ordinal"),
        ("Last Title", "1941 + i % 70", "ordinal"),
        ("season", "(1990 + i % 20) || '–' || (91 + i % 8)", "ordinal"),
        ("class", "['1st', '2nd', '3rd', '4th (tie)'][1 + i % 4]", "ordinal"),
        ("# Cards", "i % 9", "quantity"),
        ("No.", "1 + i", "id"),
        ("Win %", "(i % 97) / 97", "rate"),
        ("Sex ratio (child)", "700 + i % 300", "rate"),
        ("Helipads", "1 + i % 40", "quantity"),
        ("Goals Scored (GF)", "18 + i % 9", "quantity"),
        ("100s", "i % 2", "quantity"),
        ("Term (mo)", "[12, 24, 36][1 + i % 3]", "score"),
        ("response hours", "1 + i % 70", "score"),
        ("worst area", "185.2 + i * 9", "score"),
        ("smoking_no_cancer_no", "35 + i * 3 % 377", "quantity"),
        ("pets_allowed_yn", "CASE WHEN i % 3 = 0 THEN 1 END", "flag"),
        ("note", "CASE WHEN i % 3 = 0 THEN 'as above' END", "category"),
    ],
)  # fmt: skip
def test_a_column_gets_its_role_from_name_and_values(name: str, sql: str, role: str) -> None:
    found = columns(**{"row_label": "'r' || i", name: sql})[name]
    assert found.role == role
    assert found.additive == (role in ("amount", "quantity"))


def test_survey_weights_are_weights_but_bodies_and_cars_only_weigh() -> None:
    survey = columns(rows=500, wgt="100 + (i * i % 4999) + (i % 11) * 311", sex="1 + i % 2")
    bodies = columns(rows=500, weight="55 + (i * 7) % 50", height="150 + (i * 3) % 50")
    cars = columns(rows=500, weight="1700 + (i * 37) % 3300", horsepower="50 + i % 150")
    assert survey["wgt"].role == "weight"
    assert bodies["weight"].role == "score"
    assert cars["weight"].role == "score"


def test_money_below_zero_is_still_an_amount() -> None:
    assert columns(NETWRTH="(i - 100) * 5000 * (1 + i % 7)")["NETWRTH"].role == "amount"


def test_unknown_level_measurements_are_not_summed() -> None:
    assert not columns(co2="313.5 + (i % 60)")["co2"].additive


def test_a_name_without_children_in_it_may_still_count_them() -> None:
    assert columns(Kidhome="i % 2")["Kidhome"].role == "quantity"


def test_personal_columns_are_marked_and_list_no_values() -> None:
    found = columns(table="customers", customer_name="'Ann Lee ' || i", age="20 + i % 40")["customer_name"]
    assert found.personal and found.values == ()
    assert len(found.names) == 400


def test_missing_and_distinct_are_counted() -> None:
    found = columns(rows=10, income="CASE WHEN i < 4 THEN NULL ELSE i END")["income"]
    assert (found.missing, found.distinct) == (4, 6)


def test_units_come_from_names() -> None:
    found = columns(
        revenue_gbp="i * 1.5",
        age="20 + i % 40",
        wind_speed_mph="(i % 30) + 0.5",
        vote_percent="(i % 90) + 0.1",
    )
    assert [found[c].unit for c in found] == ["GBP", "years", "mph", "percent"]


def test_units_in_brackets_are_no_part_of_the_label_but_tell_two_columns_apart() -> None:
    found = columns(**{
        "Area (km2)": "i * 1.5", "Density (inhabitants/km2)": "i * 2.5", "dur_sec": "i * 3",
        "Height (m)": "1.5 + i % 9", "Height (ft)": "4.5 + i % 9",
    })  # fmt: skip
    assert [c.label for c in found.values()] == ["area", "density", "duration", "height m", "height ft"]
    assert [c.unit for c in found.values()][:3] == ["km²", "inhabitants/km2", "seconds"]


def test_shares_named_alike_are_known_together() -> None:
    found = columns(PERASIAN="(i % 50) + 0.1", PERHISP="(i % 90) + 0.5", PERIOD="1 + i % 12")
    assert [c.role for c in found.values()][:2] == ["rate", "rate"] and found["PERIOD"].role != "rate"


def test_a_table_without_rows_has_columns_all_the_same() -> None:
    found = columns(rows=0, a="i", b="'x'")
    assert {c.role for c in found.values()} == {"constant"}


def test_any_names_and_wild_values_are_survived() -> None:
    wild: dict[str, Any] = {
        '"; DROP TABLE x': "i",
        "": "i",
        "😀": "'ü'",
        "x" * 300: "NULL::DOUBLE",
        "nan": "'nan'::DOUBLE",
        "inf": "'inf'::DOUBLE",
    }
    wild.pop("")
    made = {k.replace('"', '""'): v for k, v in wild.items()}
    assert len(columns(rows=30, **made)) == len(wild)
