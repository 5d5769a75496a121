"""What is bought together, on orders that can be counted by hand and on drawn ones."""

import math
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from data.dataset import Dataset, View
from data.errors import UnknownName, Unsupported
from data.query import call, col
from data.work import Work
from tools._baskets import alike, is_service, lift_error, more_than_chance
from tools._result import Result
from tools.basket import BasketArgs, basket

Opened = Callable[..., View]


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    """A table of order lines, from the things in each order; four orders a customer."""

    def make(orders: Iterable[Iterable[str]], customers: int = 25) -> View:
        lines = [
            f"{1000 + at},{at % customers},2023-0{1 + at % 9}-1{at % 10},{thing},2,5.00"
            for at, things in enumerate(orders)
            for thing in things
        ]
        path = tmp_path / "lines.csv"
        head = "order_id,customer_id,order_date,product,quantity,unit_price\n"
        path.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
        return Dataset.open(path).view()

    return make


def hundred() -> list[tuple[str, ...]]:
    """A hundred orders of two things: the lamp in 50, the bulb in 40, both in 35."""
    return (
        [("lamp", "bulb")] * 35 + [("lamp", "desk")] * 15 + [("bulb", "desk")] * 5 + [("desk", "chair")] * 45
    )


def ask(data: View, **args: Any) -> Result:
    return basket(BasketArgs.model_validate({"source": data.catalog.main, **args}), data, Work())


def fact(result: Result, id: str) -> Any:
    return next(f for f in result.facts if f.id == id)


def rows(result: Result) -> list[list[Any]]:
    assert result.table is not None
    return [list(r) for r in result.table.rows]


def codes(result: Result) -> set[str]:
    return {c.code for c in result.caveats}


def test_support_confidence_and_lift_are_those_of_the_four_cells(opened: Opened) -> None:
    row = next(r for r in rows(ask(opened(hundred()))) if r[:2] == ["bulb", "lamp"])
    assert row[2:6] == [35, 0.35, 35 / 40, pytest.approx(1.75)]
    half = 1.959964 * math.sqrt(1 / 35 - 1 / 50 - 1 / 40 + 2 * 35 / 2000 - 1 / 100)
    assert row[6:8] == [
        pytest.approx(1.75 * math.exp(-half)),
        pytest.approx(1.75 * math.exp(half)),
    ]


def test_a_pair_no_more_frequent_than_by_chance_is_not_told(opened: Opened) -> None:
    told = {(r[0], r[1]) for r in rows(ask(opened(hundred())))}
    assert ("lamp", "desk") not in told and ("desk", "lamp") not in told


def test_a_thing_that_stands_twice_in_an_order_counts_once(opened: Opened) -> None:
    twice = [(*things, things[0]) for things in hundred()]
    assert [r[:3] for r in rows(ask(opened(twice)))] == [r[:3] for r in rows(ask(opened(hundred())))]


def test_pairs_in_fewer_than_thirty_orders_are_counted_and_not_judged(opened: Opened) -> None:
    result = ask(opened([("lamp", "bulb")] * 29 + [("desk", "chair")] * 20))
    assert {"none", "rare"} <= result.flags
    assert rows(result)[0] == ["bulb", "lamp", 29]


def test_where_everything_is_bought_at_random_hardly_any_pair_is_told(opened: Opened) -> None:
    rng = np.random.default_rng(5)
    drawn = [[f"t{k}" for k in np.flatnonzero(rng.random(20) < 0.25)] for _ in range(800)]
    result = ask(opened([d for d in drawn if d]))
    found = 0 if "none" in result.flags else fact(result, "found").value
    assert fact(result, "tested").value > 150 and found <= 2


def test_huge_orders_do_not_make_every_pair_a_find(opened: Opened) -> None:
    rng = np.random.default_rng(6)
    small = [[f"t{k}" for k in rng.choice(40, 2, replace=False)] for _ in range(400)]
    huge = [[f"t{k}" for k in range(40)]] * 35
    result = ask(opened(small + huge))
    found = 0 if "none" in result.flags else fact(result, "found").value
    assert fact(result, "tested").value == 780 and found <= 8


def test_a_true_pair_is_found_among_random_ones_and_comes_first_by_strength(opened: Opened) -> None:
    rng = np.random.default_rng(7)
    drawn = [[f"t{k}" for k in rng.choice(15, 3, replace=False)] for _ in range(600)]
    for things in drawn[:60]:
        things += ["cup", "saucer"]
    result = ask(opened(drawn), order="strength")
    assert rows(result)[0][:3] == ["cup", "saucer", 60]


def test_ties_are_told_in_the_same_order_each_time(opened: Opened) -> None:
    orders = [("b1", "b2")] * 40 + [("a1", "a2")] * 40 + [("c1", "c2")] * 40
    told = rows(ask(opened(orders)))
    assert [r[0] for r in told] == ["a1", "b1", "c1"]


def test_variants_are_said_and_the_first_pair_of_different_items_is_told(opened: Opened) -> None:
    orders = [("red garden mug", "blue garden mug")] * 60 + [("oak chair", "pine desk")] * 40
    orders += [("red garden mug", "oak chair")] * 10 + [("candle", "vase")] * 35
    result = ask(opened(orders))
    assert "variants" in result.flags and "variants" in codes(result)
    assert fact(result, "different").row == "pine desk + oak chair"
    assert rows(ask(opened(orders), different=True))[0][0] == "pine desk"


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("red mug", "blue mug", True),
        ("mug, small", "mug large", True),
        ("paper chain kit vintage", "paper chain kit modern", True),
        ("wool blanket", "wool scarf", False),
        ("oak chair", "pine desk", False),
        ("red", "blue", False),
    ],
)
def test_names_that_differ_in_colour_or_size_are_alike(a: str, b: str, same: bool) -> None:
    assert alike(a, b) is same and alike(b, a) is same


def test_postage_and_fees_are_no_products() -> None:
    assert is_service("POST", "Postage", True) and is_service("B", "bank charges", True)
    assert not is_service("22423", "postage stamp tin small", True)


def test_services_are_left_out_and_named(opened: Opened) -> None:
    result = ask(opened([(*things, "postage") for things in hundred()]))
    assert "services" in codes(result) and all("postage" not in r[:2] for r in rows(result))


def test_what_goes_with_a_thing_is_set_against_all_orders(opened: Opened) -> None:
    result = ask(opened(hundred()), item="Lamp")
    assert result.headline is not None and result.headline.value == "bulb"
    assert rows(result)[0][:5] == ["bulb", 35, 0.7, 0.4, pytest.approx(1.75)]
    assert fact(result, "holding").value == 50


def test_a_part_of_a_name_stands_for_all_things_that_have_it(opened: Opened) -> None:
    orders = [("desk lamp", "bulb")] * 30 + [("floor lamp", "bulb")] * 30 + [("chair", "rug")] * 60
    result = ask(opened(orders), item="lamps")
    assert fact(result, "holding").value == 60 and "several_matched" in codes(result)
    assert [r[0] for r in rows(result)] == ["bulb"]


def test_an_unknown_thing_offers_the_nearest(opened: Opened) -> None:
    with pytest.raises(UnknownName) as caught:
        ask(opened(hundred()), item="lmap")
    assert "lamp" in caught.value.hint


def test_a_thing_that_goes_with_nothing_is_said_to(opened: Opened) -> None:
    result = ask(opened(hundred()), item="chair")
    assert result.headline is not None and result.headline.value in ("desk", 0)
    alone = ask(opened([("lamp",)] * 50 + [("bulb", "desk")] * 50), item="lamp")
    assert "with_none" in alone.flags and alone.headline is not None and alone.headline.value == 0


def test_a_pair_of_one_buyer_is_marked_and_comes_last_by_strength(opened: Opened) -> None:
    orders = [
        ("x", "y") if at % 25 == 0 else ("lamp", "bulb") if at % 25 < 13 else ("rug", "pot")
        for at in range(1000)
    ]
    result = ask(opened(orders), order="strength")
    assert "few_buyers" in codes(result)
    assert rows(result)[-1][:2] == ["x", "y"] and rows(result)[-1][-1] == 1


def test_only_the_orders_asked_for_are_looked_into(opened: Opened) -> None:
    view = opened(hundred() * 4)
    some = ask(view, where=[call("lt", col("customer_id"), 13).canonical()])
    assert fact(some, "orders").value == 208


def test_one_order_gives_no_pair_and_no_error(opened: Opened) -> None:
    result = ask(opened([("lamp", "bulb", "desk"), ("lamp",)]))
    assert "none" in result.flags and rows(result)[0][2] == 1


def test_without_an_order_number_it_is_declined_with_what_is_needed(customers: Any) -> None:
    with pytest.raises(Unsupported, match="bought in one order") as caught:
        ask(customers.view())
    assert "order number" in caught.value.hint


def test_the_interval_of_a_lift_covers_the_true_one() -> None:
    rng = np.random.default_rng(3)
    cells = rng.multinomial(2000, [0.06, 0.09, 0.14, 0.71], 4000)
    both, first, second = cells[:, 0], cells[:, 0] + cells[:, 1], cells[:, 0] + cells[:, 2]
    lift = both * 2000 / (first * second)
    half = 1.96 * lift_error(both, first, second, 2000)
    true = 0.06 / (0.15 * 0.20)
    covered = (lift * np.exp(-half) <= true) & (true <= lift * np.exp(half))
    assert covered.mean() == pytest.approx(0.95, abs=0.015)


def test_many_tests_on_nothing_give_hardly_any_find() -> None:
    rng = np.random.default_rng(4)
    cells = rng.multinomial(5000, [0.02, 0.08, 0.18, 0.72], 3000)
    both, first, second = cells[:, 0], cells[:, 0] + cells[:, 1], cells[:, 0] + cells[:, 2]
    found = more_than_chance(both, first, second, first * second / 5000, 5000)
    assert found.sum() <= 3


@pytest.mark.shared
def test_the_pair_most_often_bought_together_in_the_retail_data(shared_data: Path) -> None:
    view = Dataset.open(shared_data / "data.csv.gz").view()
    result = basket(BasketArgs(source="data"), view, Work())
    assert rows(result)[0][:3] == ["JUMBO BAG PINK POLKADOT", "JUMBO BAG RED RETROSPOT", 825]
    beside = basket(BasketArgs(source="data", item="regency cakestand 3 tier"), view, Work())
    assert "REGENCY TEAPOT ROSES" in [r[0] for r in rows(beside)][:3]
