"""A tiny shop whose figures can be followed by hand: customers, their orders' lines, and a sales policy."""

from __future__ import annotations

from typing import Any

import pytest

from data.catalog import Catalog, Column, Entity, Join, Measure, Policy, Role, Source, Type
from data.dataset import Dataset, View
from data.engine.duckdb import Engine
from data.query import Agg, Expr, MeasureRef, call, col

CUSTOMERS = """(VALUES (1, 'Ann', 'Leeds', 34, 30000.0), (2, 'Bob', 'York', 35, 60000.0),
    (3, 'Cid', 'Leeds', 62, NULL), (4, 'Dee', NULL, 1893, 45000.0)) AS t(id, name, city, age, income)"""
LINES = """(VALUES
    ('o1', 1, 'mug', 2, 5.0, TIMESTAMP '2023-01-10 09:00:00'),
    ('o1', 1, 'lamp', 1, 20.0, TIMESTAMP '2023-01-10 09:00:00'),
    ('o2', 1, 'mug', 1, 5.0, TIMESTAMP '2023-02-11 15:30:00'),
    ('o3', 2, 'lamp', 3, 20.0, TIMESTAMP '2023-02-28 23:59:00'),
    ('Co3', 2, 'lamp', -1, 20.0, TIMESTAMP '2023-03-01 00:00:00'),
    ('o4', 3, 'desk', 1, 100.0, TIMESTAMP '2023-04-05 12:00:00'),
    ('o5', NULL, 'mug', 10, 5.0, TIMESTAMP '2023-04-06 12:00:00'))
    AS t(order_no, customer, product, quantity, price, "at")"""


def column(source: str, name: str, type: Type, role: Role, **more: Any) -> Column:
    """A column as the catalog would have it."""
    return Column(name=name, source=source, type=type, role=role, label=name, **more)


def shop_catalog() -> Catalog:
    """Two tables and their meaning: home table "people", lines below, and a buyer rolled up from lines."""
    people = [
        column("people", "id", "integer", "id"),
        column("people", "name", "text", "person", personal=True),
        column("people", "city", "text", "category"),
        column("people", "age", "integer", "score", unit="years", valid=call("lt", col("age"), 120)),
        column("people", "income", "number", "amount", unit="GBP"),
    ]
    lines = [
        column("lines", "order_no", "text", "id"),
        column("lines", "customer", "integer", "id"),
        column("lines", "product", "text", "category"),
        column("lines", "quantity", "integer", "quantity"),
        column("lines", "price", "number", "rate", unit="GBP"),
        column("lines", "at", "datetime", "date"),
        column(
            "lines", "value", "number", "amount", unit="GBP", expr=call("mul", col("quantity"), col("price"))
        ),
        column("lines", "cancelled", "bool", "flag", expr=call("starts_with", col("order_no"), "C")),
    ]
    revenue, orders = MeasureRef(measure="revenue"), MeasureRef(measure="orders")
    attributes = [
        ("revenue", "number", "amount", revenue),
        ("orders", "integer", "quantity", orders),
        ("first", "datetime", "date", Agg(agg="min", of=col("at"))),
    ]
    buyer = Entity(
        "buyer",
        "buyers",
        "lines",
        "customer",
        True,
        policy="sales",
        columns=(
            column("buyer", "customer", "integer", "id"),
            *(column("buyer", n, t, r, expr=e) for n, t, r, e in attributes),  # type: ignore[arg-type]
            column(
                "buyer", "mean_order", "number", "amount", expr=call("div", col("revenue"), col("orders"))
            ),
        ),
    )
    person = Entity(
        "person",
        "people",
        "people",
        "id",
        False,
        columns=tuple(column("lines", n, t, r, expr=e) for n, t, r, e in attributes),  # type: ignore[arg-type]
    )
    valid: Expr = call("and", call("not", col("cancelled")), call("gt", col("quantity"), 0))
    touches = ("cancelled", "quantity")
    variants = {"valid": valid, "net": None}
    ratio = call("div", revenue, orders)
    distinct_orders = Agg(agg="distinct", of=col("order_no"))
    return Catalog(
        sources={
            "people": Source("people", "people", "people", 4, {c.name: c for c in people}, "person"),
            "lines": Source("lines", "line", "order lines", 7, {c.name: c for c in lines}, "order line"),
        },
        entities={"buyer": buyer, "person": person},
        measures={
            "revenue": Measure(
                "revenue", "lines", "revenue", Agg(agg="sum", of=col("value")), unit="GBP", policy="sales"
            ),
            "orders": Measure("orders", "lines", "orders", distinct_orders, policy="sales"),
            "lines": Measure("lines", "lines", "lines", Agg(agg="count")),
            "order value": Measure("order value", "lines", "order value", ratio, unit="GBP"),
        },
        policies={
            "sales": Policy("sales", "lines", "valid", variants, {}, touches, "Valid sales only.")
        },
        joins=(Join("lines", "customer", "people", "id"),),
        main="lines",
    )  # fmt: skip


@pytest.fixture
def shop() -> View:
    """A view of the tiny shop."""
    engine = Engine(threads=2)
    engine.execute(f"CREATE TABLE people AS SELECT * FROM {CUSTOMERS}")
    engine.execute(f"CREATE TABLE lines AS SELECT * FROM {LINES}")
    engine.lock()
    return Dataset({}, shop_catalog(), engine, "shop").view()
