"""Things with a table of their own are counted there, also those of which another table has no row."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.ask import Assistant
from assistant.planner.offline import at_home
from assistant.planner.offline.scope import Intent
from data.query import Agg, Col, Expr, Out, call, col


@pytest.fixture(scope="module")
def market(written: Callable[..., Assistant]) -> Assistant:
    shops = [f"S{i:02},{('DE', 'PL')[i % 2]},{'' if i % 4 == 0 else 3 + i % 3}" for i in range(40)]
    sales = [f"S{i % 30 + 2:02},2024-{i % 12 + 1:02}-01,{i % 17 + 1}" for i in range(360)]
    return written(
        shops="\n".join(["shop_id,country,rating", *shops]), sales="\n".join(["shop_id,month,units", *sales])
    )


@pytest.mark.parametrize(
    ("question", "value"), [("how many shops have no rating?", 10), ("number of shops in Poland", 20)]
)
def test_a_thing_without_a_row_elsewhere_is_counted_too(market: Assistant, question: str, value: int) -> None:
    answer = Assistant(market.dataset, planner=market.planner).ask(question)
    assert answer.headline is not None and answer.headline.value == value, answer.reading


IN_POLAND = call("eq", col("shops.country"), "PL")


def _shops_by_sales(*where: Expr) -> Intent:
    """The shops, counted by their numbers in the table of sales."""
    counted = Out(name="shops", expr=Agg(agg="distinct", of=Col(col="shop_id")))
    return Intent(source="sales", metrics=(counted,), where=where)


def test_what_the_own_table_tells_is_counted_there(market: Assistant) -> None:
    moved = at_home.counted(_shops_by_sales(IN_POLAND), market.dataset.catalog)
    assert (moved.source, moved.metrics[0].expr) == ("shops", Agg(agg="count"))
    assert moved.where == (call("eq", col("country"), "PL"),)


def test_what_only_the_other_table_tells_is_counted_by_its_rows(market: Assistant) -> None:
    asked = _shops_by_sales(IN_POLAND, call("gt", col("units"), 3))
    assert at_home.counted(asked, market.dataset.catalog) == asked
