"""Things with a table of their own are counted there, also those of which another table has no row."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.ask import Assistant


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
