"""What tables mean: derived columns, entities, measures, policies, joins, and what a person says of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from data.catalog import Catalog, build, find_values, settings_for
from data.engine.duckdb import Engine
from data.errors import InvalidQuery, LoadError, UnknownName
from data.query import Agg, MeasureRef, Out, Query, col
from data.sql import compile_query


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


TYPES = {
    "BIGINT": "integer",
    "INTEGER": "integer",
    "DOUBLE": "number",
    "VARCHAR": "text",
    "DATE": "date",
    "BOOLEAN": "bool",
}

PEOPLE = """
    SELECT i AS ID, 1950 + i % 40 AS Year_Birth, ['PhD', 'Basic', 'Graduation'][1 + i % 3] AS Education,
    i % 3 AS Kidhome,
    i % 2 AS Teenhome, DATE '2013-01-01' + (i % 300)::INTEGER AS Dt_Customer, i * 7 % 90 AS MntWines, i *
    3 % 50 AS MntFruits,
    i * 5 % 70 AS MntMeatProducts, i % 4 AS NumDealsPurchases, i % 5 AS NumWebPurchases, i % 6 AS
    NumStorePurchases,
    i % 2 AS AcceptedCmp1, (i // 2) % 2 AS AcceptedCmp2, (i // 3) % 2 AS AcceptedCmp3, (i % 7 =
    0)::INTEGER AS Complain
    FROM range(200) r(i)"""
LINES = """
    SELECT CASE WHEN i % 50 = 0 THEN 'C' ELSE '' END || (5000 + i // 3) AS InvoiceNo, 'P' || (i % 9) AS
    StockCode,
    'THING ' || (i % 9) AS Description, CASE WHEN i % 50 = 0 THEN -2 ELSE 1 + i % 5 END AS Quantity,
    (i % 4)::DOUBLE AS UnitPrice, DATE '2011-01-01' + (i // 3)::INTEGER AS InvoiceDate,
    CASE WHEN i % 5 = 4 THEN NULL ELSE 100 + (i // 3) % 20 END AS CustomerID,
    ['United Kingdom', 'EIRE', 'Germany'][1 + (i // 3) % 20 % 3] AS Country FROM range(600) r(i)"""


@pytest.fixture
def engine() -> Iterator[Engine]:
    made = Engine()
    yield made
    made.close()


def table(engine: Engine, name: str, sql: str) -> Table:
    engine.execute(f'CREATE TABLE "{name}" AS {sql}')
    _, found = engine.fetch(f'DESCRIBE "{name}"')
    _, rows = engine.fetch(f'SELECT count(*) FROM "{name}"')
    return Table(name, rows[0][0], tuple(Field(r[0], r[1], TYPES.get(r[1], "number")) for r in found))


def value(engine: Engine, catalog: Catalog, measure: str) -> float:
    """A measure over its whole table, through the compiler."""
    source = catalog.measures[measure].source
    query = Query(source=source, measures=(Out(name="x", expr=MeasureRef(measure=measure)),))
    made = compile_query(query, catalog)
    return float(engine.fetch(made.sql, made.params)[1][0][0])


def scalar(engine: Engine, sql: str) -> float:
    return float(engine.fetch(sql)[1][0][0])


def test_total_spend_is_the_sum_of_the_amount_columns(engine: Engine) -> None:
    catalog = build((table(engine, "campaign", PEOPLE),), engine)
    total = catalog.sources["campaign"].columns["total_spend"]
    assert total.parts == ("MntWines", "MntFruits", "MntMeatProducts")
    assert "revenue" in total.synonyms and total.additive
    assert value(engine, catalog, "revenue") == scalar(
        engine, "SELECT sum(MntWines + MntFruits + MntMeatProducts) FROM campaign"
    )


def test_parts_of_spending_say_what_they_are_about(engine: Engine) -> None:
    wines = build((table(engine, "campaign", PEOPLE),), engine).sources["campaign"].columns["MntWines"]
    assert wines.label == "spending on wines"
    assert {"wine", "wines"} <= set(wines.synonyms)


def test_purchases_by_channel_are_added_without_the_deals_that_overlap_them(engine: Engine) -> None:
    total = build((table(engine, "campaign", PEOPLE),), engine).sources["campaign"].columns["total_purchases"]
    assert total.parts == ("NumWebPurchases", "NumStorePurchases")
    assert "left out" in total.description


def test_age_counts_to_the_latest_year_of_the_data_and_impossible_years_are_ruled_out(engine: Engine) -> None:
    found = build((table(engine, "campaign", PEOPLE),), engine).sources["campaign"].columns
    assert "2013" in found["age"].description and found["age"].unit == "years"
    assert found["Year_Birth"].valid is not None and found["age"].valid is not None


def test_a_time_of_day_beside_a_date_gives_its_hour(engine: Engine) -> None:
    sql = "SELECT DATE '2024-03-01' + (i % 20)::INTEGER AS day, '0' || (7 + i % 3) || ':30' AS time, i AS amount FROM range(60) r(i)"
    catalog = build((table(engine, "sales", sql),), engine)
    hour = catalog.sources["sales"].columns["hour"]
    assert (hour.role, hour.distinct, hour.low, hour.high) == ("code", 3, 7, 9)
    groups = (Out(name="hour", expr=col("hour")),)
    made = compile_query(
        Query(source="sales", groups=groups, measures=(Out(name="n", expr=Agg(agg="count")),)), catalog
    )
    assert sorted(r[:2] for r in engine.fetch(made.sql, made.params)[1]) == [(7, 20), (8, 20), (9, 20)]


def test_a_thing_with_a_name_beside_its_number_is_shown_by_its_name(engine: Engine) -> None:
    sql = "SELECT 100 + i % 6 AS \"Campaign ID\", 'Camp ' || chr(65 + (i % 6)::INTEGER) AS Campaign, i AS Clicks, i * 2.5 AS Cost FROM range(120) r(i)"
    catalog = build((table(engine, "ads", sql),), engine)
    assert catalog.entities["campaign"].display == "Campaign"


def test_children_and_accepted_campaigns_are_counted_over_their_columns(engine: Engine) -> None:
    found = build((table(engine, "campaign", PEOPLE),), engine).sources["campaign"].columns
    assert found["children"].parts == ("Kidhome", "Teenhome")
    assert found["accepted_campaigns"].parts == ("AcceptedCmp1", "AcceptedCmp2", "AcceptedCmp3")
    assert "second campaign" in found["AcceptedCmp2"].synonyms


def test_people_with_spending_are_customers(engine: Engine) -> None:
    catalog = build((table(engine, "campaign", PEOPLE),), engine)
    customer = catalog.entities["customer"]
    assert (customer.table, customer.key, customer.rolled_up) == ("campaign", "ID", False)
    assert {"people", "shoppers", "clients"} <= set(customer.synonyms)
    assert catalog.main == "campaign"


def test_flags_that_people_speak_of_as_rates_become_measures(engine: Engine) -> None:
    catalog = build((table(engine, "campaign", PEOPLE),), engine)
    assert catalog.measures["complaint_rate"].higher_is_better is False
    assert value(engine, catalog, "complaint_rate") == pytest.approx(
        scalar(engine, "SELECT avg(Complain) FROM campaign")
    )


def test_values_know_the_other_words_for_them(engine: Engine) -> None:
    columns = build((table(engine, "lines", LINES),), engine).sources["lines"].columns
    named = {v.value: v.synonyms for v in columns["Country"].values}
    assert "uk" in named["United Kingdom"] and "ireland" in named["EIRE"]


def test_revenue_is_quantity_times_price_of_valid_lines(engine: Engine) -> None:
    catalog = build((table(engine, "lines", LINES),), engine)
    assert catalog.sources["lines"].columns["revenue"].parts == ("Quantity", "UnitPrice")
    expected = scalar(
        engine,
        "SELECT sum(Quantity * UnitPrice) FROM lines WHERE Quantity > 0 AND UnitPrice > 0 AND InvoiceNo "
        "NOT LIKE 'C%'",
    )
    assert value(engine, catalog, "revenue") == expected


def test_cancelled_orders_are_known_by_their_letter(engine: Engine) -> None:
    catalog = build((table(engine, "lines", LINES),), engine)
    policy = catalog.policies["sales"]
    assert "cancelled" in catalog.sources["lines"].columns
    assert policy.default == "valid" and policy.variants["net"] is None
    assert {"cancelled", "InvoiceNo", "Quantity"} == set(policy.touches)
    assert "after returns" in policy.words["net"]


def test_lines_roll_up_to_orders_customers_and_products(engine: Engine) -> None:
    catalog = build((table(engine, "lines", LINES),), engine)
    keys = {name: e.key for name, e in catalog.entities.items()}
    assert keys == {"order": "InvoiceNo", "product": "StockCode", "customer": "CustomerID"}
    assert catalog.entities["product"].display == "Description"
    customer = catalog.sources["customer"].columns
    assert {
        "revenue",
        "orders",
        "units",
        "recency",
        "first_order",
        "last_order",
        "average_order_value",
    } <= set(customer)
    assert catalog.sources["lines"].grain == "One row is one line of an order."


def test_attributes_that_never_change_are_the_things_own(engine: Engine) -> None:
    customer = build((table(engine, "lines", LINES),), engine).sources["customer"].columns
    assert customer["Country"].expr == Agg(agg="any", of=col("Country"))
    assert "StockCode" not in customer


def test_ratios_are_ratios_of_sums(engine: Engine) -> None:
    catalog = build((table(engine, "lines", LINES),), engine)
    assert value(engine, catalog, "average_order_value") == pytest.approx(
        value(engine, catalog, "revenue") / value(engine, catalog, "orders")
    )
    assert value(engine, catalog, "orders_per_customer") > 1


def test_every_measure_and_attribute_compiles_and_runs(engine: Engine) -> None:
    catalog = build((table(engine, "lines", LINES), table(engine, "campaign", PEOPLE)), engine)
    for name in catalog.measures:
        value(engine, catalog, name)
    for source in catalog.sources.values():
        outs = tuple(Out(name=c, expr=col(c)) for c in source.columns)
        made = compile_query(Query(source=source.name, columns=outs, limit=2), catalog)
        engine.fetch(made.sql, made.params)


def test_lines_without_returns_need_no_policy(engine: Engine) -> None:
    sql = (
        "SELECT i AS order_id, i % 9 AS customer_id, 1 + i % 3 AS quantity, 2.5 + i % 4 "
        "AS unit_price FROM range(90) r(i)"
    )
    catalog = build((table(engine, "orders", sql),), engine)
    assert catalog.policies == {} and catalog.measures["revenue"].policy is None


def test_a_discount_that_is_a_share_lowers_revenue(engine: Engine) -> None:
    sql = (
        "SELECT i AS order_id, 2 AS x, 1 + i % 3 AS quantity, 10.0 + i % 2 AS "
        "unit_price, 0.1 * (i % 3) AS discount FROM range(60) r(i)"
    )
    catalog = build((table(engine, "orders", sql),), engine)
    expected = scalar(engine, "SELECT sum(quantity * unit_price * (1 - discount)) FROM orders")
    assert value(engine, catalog, "revenue") == pytest.approx(expected)


def test_advertising_ratios_are_there_for_campaign_days(engine: Engine) -> None:
    sql = (
        "SELECT DATE '2024-01-01' + (i // 4)::INTEGER AS date, 'c' || (i % 4) AS campaign, 1000 + i AS "
        "impressions, 30 + i % 9 AS clicks, "
        "3 + i % 3 AS conversions, 20.5 + i % 7 AS spend, 100.5 + i % 8 AS revenue FROM range(200) r(i)"
    )
    catalog = build((table(engine, "ads", sql),), engine)
    assert {"ctr", "cpc", "cpa", "conversion_rate", "roas", "cpm"} <= set(catalog.measures)
    assert value(engine, catalog, "ctr") == pytest.approx(
        scalar(engine, "SELECT sum(clicks) / sum(impressions) FROM ads")
    )
    assert catalog.sources["ads"].label == "campaign day"


def test_several_tables_join_and_orders_add_to_the_customers_table(engine: Engine) -> None:
    customers = table(
        engine,
        "customers",
        "SELECT i AS customer_id, 20 + i % 50 AS age, 'p' || i || '@x.org' AS email FROM range(30) r(i)",
    )
    orders = table(
        engine, "orders",
        "SELECT i AS order_id, i % 20 AS customer_id, 5.0 + i % 7 AS order_amount, DATE '2024-01-01' + "
        "i::INTEGER AS order_date FROM range(90) r(i)",
    )  # fmt: skip
    catalog = build((customers, orders), engine)
    join = catalog.joins[0]
    assert (join.table, join.key, join.to, join.to_key) == (
        "orders",
        "customer_id",
        "customers",
        "customer_id",
    )
    assert "customers.age" in catalog.sources["orders"].columns
    customer = catalog.entities["customer"]
    assert (customer.table, customer.rolled_up) == ("customers", False)
    made = compile_query(
        Query(source="customer", measures=(Out(name="n", expr=Agg(agg="mean", of=col("orders"))),)), catalog
    )
    assert (
        engine.fetch(made.sql, made.params)[1][0][0] == 3.0
    )  # 90 orders of 30 customers, ten of them without one


def test_a_weighted_survey_with_implicates_is_recognised(engine: Engine) -> None:
    sql = (
        "SELECT 1 + i // 5 AS unit, 10 * (1 + i // 5) + 1 + i % 5 AS part, 100 + (i * i % 4999) + (i % "
        "11) * 311 AS wgt, "
        "1 + i % 2 AS sex FROM range(1000) r(i)"
    )
    source = build((table(engine, "survey", sql),), engine).sources["survey"]
    assert (source.weight, source.implicates) == ("wgt", 5)
    assert source.entity is not None and source.entity.key == "unit"


def test_settings_override_labels_roles_values_and_add_measures(engine: Engine) -> None:
    settings = {
        "columns": {
            "Education": {
                "label": "schooling level",
                "values": {"Basic": {"name": "basic", "synonyms": ["little"]}},
            },
            "MntWines": {"unit": "EUR"},
            "wine share": {"expr": "MntWines / (MntWines + MntFruits)", "role": "rate"},
        },
        "hide": ["Complain"],
        "measures": {
            "wine rate": {"expr": "sum(MntWines) / sum(MntFruits)", "unit": "share", "synonyms": ["wininess"]}
        },
    }
    catalog = build((table(engine, "campaign", PEOPLE),), engine, settings)
    columns = catalog.sources["campaign"].columns
    assert columns["Education"].label == "schooling level" and "Complain" not in columns
    assert next(v for v in columns["Education"].values if v.value == "Basic").synonyms[0] == "little"
    assert columns["MntWines"].unit == "EUR" and not columns["wine share"].additive
    assert value(engine, catalog, "wine_rate") == scalar(
        engine, "SELECT sum(MntWines) / sum(MntFruits) FROM campaign"
    )


def test_settings_with_an_unknown_column_offer_the_nearest(engine: Engine) -> None:
    with pytest.raises(UnknownName, match="Education"):
        build((table(engine, "campaign", PEOPLE),), engine, {"columns": {"Educaton": {"label": "x"}}})


@pytest.mark.parametrize(
    "text",
    ["__import__('os')", "sum(x for x in y)", "MntWines.real()", "lambda: 1", "MntWines if 1 else 2", "sum("],
)
def test_formulas_hold_only_what_is_on_the_list(engine: Engine, text: str) -> None:
    with pytest.raises((InvalidQuery, UnknownName)):
        build(
            (table(engine, "campaign", PEOPLE),),
            engine,
            {"measures": {"m": {"expr": text, "source": "campaign"}}},
        )


def test_a_settings_file_beside_the_data_is_read(tmp_path: Path) -> None:
    (tmp_path / "shop.segue.yaml").write_text("columns:\n  price: {unit: EUR}\n", encoding="utf-8")
    assert settings_for([tmp_path / "shop.csv.gz"]) == {"columns": {"price": {"unit": "EUR"}}}
    assert settings_for([tmp_path / "other.csv"]) == {}


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("columns:\n  a: {labl: x}\n", 2, "label"),
        ("columns:\n  a:\n    role: amonut\n", 3, "amount"),
        ("colums: {}\n", 1, "columns"),
        ("measures:\n  m: {label: x}\n", 2, "expr"),
        ("columns: [a\n", 2, ""),
    ],
)
def test_mistakes_in_a_settings_file_are_shown_with_their_line(
    tmp_path: Path, text: str, line: int, said: str
) -> None:
    (tmp_path / "segue.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(LoadError) as caught:
        settings_for([tmp_path / "a.csv"])
    assert f"line {line}" in str(caught.value) and said in str(caught.value)


def test_values_are_found_by_any_of_their_words(engine: Engine) -> None:
    table(
        engine,
        "goods",
        "SELECT ['RED MUG', 'BLUE MUG', '50% OFF_BAG'][1 + i % 3] AS item FROM range(30) r(i)",
    )
    assert [v.value for v in find_values(engine, "goods", "item", "mug blue")] == ["BLUE MUG"]
    assert [v.value for v in find_values(engine, "goods", "item", "50%")] == ["50% OFF_BAG"]
    assert find_values(engine, "goods", "item", " ") == ()


def test_the_same_tables_give_the_same_catalog(engine: Engine) -> None:
    made = table(engine, "lines", LINES)
    assert build((made,), engine) == build((made,), engine)
