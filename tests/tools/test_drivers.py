from __future__ import annotations

import math
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.dataset import Dataset
from data.errors import Unsupported
from data.work import Work
from tools import _bridge, _regress
from tools._splits import Sold, closed, come_and_gone, folded, price_volume_mix
from tools.drivers import DriversArgs, Figures, Span, bridge, drivers, previous, year_before

SIZES = st.floats(0.01, 1e6)
WORDS = {
    "customer": "customer",
    "customers": "customers",
    "order": "order",
    "orders": "orders",
    "row": "row",
    "rows": "rows",
}


def found(result: Any) -> dict[str, Any]:
    return {f.id: f.value for f in result.facts}


@given(st.lists(SIZES, min_size=3, max_size=3), st.lists(SIZES, min_size=3, max_size=3))
def test_the_parts_of_a_bridge_sum_to_the_change(before: list[float], now: list[float]) -> None:
    parts = _bridge.lmdi(before, now)
    assert parts is not None
    change = math.prod(now) - math.prod(before)
    assert math.fsum(parts) == pytest.approx(change, abs=1e-9 * max(math.prod(now), math.prod(before)))


def test_a_factor_that_stays_has_no_part() -> None:
    parts = _bridge.lmdi([10, 2.0, 5.0], [12, 2.0, 5.0])
    assert parts == pytest.approx([20, 0, 0])


def test_a_bridge_needs_factors_above_zero() -> None:
    assert _bridge.lmdi([10, 0.0], [12, 1.0]) is None


def test_rows_without_a_customer_are_a_part_of_their_own() -> None:
    before = Figures(value=130, rows=20, customers=10, orders=10, known=100)
    now = Figures(value=170, rows=25, customers=12, orders=12, known=120)
    parts = dict(bridge(before, now, WORDS))
    assert parts["without a known customer"] == pytest.approx(20)
    assert math.fsum(parts.values()) == pytest.approx(40)


def test_equal_shares_are_no_surprise_and_a_full_switch_is_one_bit() -> None:
    assert _bridge.surprise([1, 3], [2, 6]) == pytest.approx(0)
    assert _bridge.surprise([1, 0], [0, 1]) == pytest.approx(1)


def test_the_period_before_a_month_is_the_month_before() -> None:
    march = Span(date(2024, 3, 1), date(2024, 3, 31))
    assert previous(march) == Span(date(2024, 2, 1), date(2024, 2, 29))


def test_the_period_before_some_days_is_as_many_days() -> None:
    week = Span(date(2024, 3, 4), date(2024, 3, 10))
    assert previous(week) == Span(date(2024, 2, 26), date(2024, 3, 3))


def test_a_year_before_a_leap_day_is_the_28th() -> None:
    assert year_before(Span(date(2024, 2, 1), date(2024, 2, 29))).high == date(2023, 2, 28)


def test_importance_finds_what_the_target_was_made_from() -> None:
    rng = np.random.default_rng(0)
    columns = {n: rng.normal(size=600) for n in ("strong", "weak", "nothing")}
    y = 5 * columns["strong"] - columns["weak"] + rng.normal(0, 0.5, 600)
    model = _regress.fit(_regress.prepare(columns, y, None, None, 0), banded=False)
    order = _regress.importance(model, 3, 0, Work())
    assert [i.names[0] for i in order] == ["strong", "weak", "nothing"]
    assert [i.direction for i in order][:2] == [1, -1]
    assert order[2].rise < 0.05


def test_importance_agrees_in_order_with_the_library() -> None:
    from sklearn.inspection import permutation_importance
    from sklearn.linear_model import LinearRegression

    rng = np.random.default_rng(1)
    columns = {n: rng.normal(size=500) for n in "abc"}
    y = 3 * columns["a"] + 2 * columns["b"] + rng.normal(0, 0.3, 500)
    X = np.column_stack(list(columns.values()))
    theirs = permutation_importance(
        LinearRegression().fit(X, y), X, y, scoring="neg_mean_absolute_error", random_state=0
    ).importances_mean
    ours = _regress.importance(
        _regress.fit(_regress.prepare(columns, y, None, None, 0), banded=False), 5, 0, Work()
    )
    assert {i.names[0]: i.rise for i in ours} == pytest.approx(
        dict(zip("abc", theirs, strict=True)), abs=0.15
    )


def test_traits_that_go_together_are_shuffled_as_one() -> None:
    rng = np.random.default_rng(0)
    a = rng.normal(size=300)
    columns = {"a": a, "almost a": a + rng.normal(0, 0.05, 300), "b": rng.normal(size=300)}
    model = _regress.fit(_regress.prepare(columns, a + columns["b"], None, None, 0), banded=False)
    assert _regress.together(model) == (("a", "almost a"), ("b",))


def test_what_drives_spend_is_told_with_its_way(customers: Any) -> None:
    view = customers.view()
    result = drivers(DriversArgs(source=view.catalog.main, target="spend"), view, Work())
    assert result.headline is not None
    assert {"age", "income"} & set(str(result.headline.value).replace(" and ", " ").split())
    assert "association" in {c.code for c in result.caveats}


def test_a_text_cannot_be_driven(customers: Any) -> None:
    view = customers.view()
    with pytest.raises(Unsupported, match="not a number"):
        drivers(DriversArgs(source=view.catalog.main, target="city"), view, Work())


def sales(folder: Path, high: str = "2023-04-09") -> Any:
    days = np.arange(np.datetime64("2023-01-01"), np.datetime64(high) + 1)
    lines = [
        f"{i},{d},{('north', 'south')[j]},{10 + 20 * j * (d >= np.datetime64('2023-03-01'))}"
        for i, (d, j) in enumerate((d, j) for d in days for j in (0, 1))
    ]
    path = folder / "sales.csv"
    path.write_text("id,day,region,amount\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return Dataset.open(path).view()


def test_a_partial_month_is_compared_by_the_same_number_of_days(tmp_path: Path) -> None:
    view = sales(tmp_path)
    args = DriversArgs(source=view.catalog.main, target="amount", period=("2023-04-01", "2023-04-30"))
    result = drivers(args, view, Work())
    facts = found(result)
    assert facts["days"] == facts["days.before"] == 9
    assert facts["gap"] == pytest.approx(0, abs=1e-9)
    assert result.caveats[0].code == "partial_period"
    assert result.words["end"] == "9 April 2023"


def test_a_change_adds_up_and_names_the_slice_that_moved(tmp_path: Path) -> None:
    view = sales(tmp_path)
    args = DriversArgs(source=view.catalog.main, target="amount", period=("2023-03-01", "2023-03-31"))
    result = drivers(args, view, Work())
    assert result.table is not None
    values = [float(r[1]) for r in result.table.rows]
    assert sum(values[1:-1]) == pytest.approx(values[-1] - values[0], abs=0.005)
    assert "south" in str(next(f.row for f in result.facts if f.id == "slice.1"))


def test_a_period_outside_the_data_names_the_range(tmp_path: Path) -> None:
    view = sales(tmp_path)
    args = DriversArgs(source=view.catalog.main, target="amount", period=("2030-03-01", "2030-03-31"))
    with pytest.raises(Unsupported, match="2023-01-01"):
        drivers(args, view, Work())


@pytest.mark.shared
def test_income_and_children_go_with_spend(shared_data: Path) -> None:
    view = Dataset.open(shared_data / "marketing_campaign.csv").view()
    result = drivers(DriversArgs(source=view.catalog.main), view, Work())
    rows = [f.row for f in result.facts if f.id.startswith("driver.")]
    assert rows[0] == "income" and any("kids" in str(r) or "child" in str(r) for r in rows)


# ---------------------------------------------------------------- other ways to take a change apart
def test_price_volume_and_mix_are_those_of_the_textbook_and_add_up() -> None:
    """Tea 10 at 2 becomes 12 at 2.50, coffee 10 at 4 becomes 6 at 4; cake is new and milk is gone."""
    before = {"tea": Sold(20, 10), "coffee": Sold(40, 10), "milk": Sold(5, 5)}
    now = {"tea": Sold(30, 12), "coffee": Sold(24, 6), "cake": Sold(9, 3)}
    parts = dict(price_volume_mix(before, now, "product", "products"))
    assert parts["volume"] == pytest.approx((18 - 20) * 3)
    assert parts["mix of products"] == pytest.approx(12 * 2 + 6 * 4 - 18 * 3)
    assert parts["price"] == pytest.approx(12 * 0.5)
    assert parts["selling products that were not sold before"] == 9
    assert parts["no longer selling other products"] == -5
    assert sum(parts.values()) == pytest.approx(63 - 65)


def test_a_product_of_which_as_many_came_back_has_no_price() -> None:
    before, now = {"tea": Sold(20, 10)}, {"tea": Sold(-3, 0)}
    parts = price_volume_mix(before, now, "product", "products")
    assert parts == [("the return of as many of a product as were sold", -23)]


def test_customers_are_new_gone_or_stayed() -> None:
    parts = come_and_gone({"a": 10, "b": 20, "c": 5}, {"a": 15, "c": 1, "d": 8}, "customers")
    assert [amount for _, amount in parts] == [8, -20, 5, -4]


def test_what_no_part_names_is_a_part_of_its_own() -> None:
    assert closed([("a", 3.0)], 10.0, "the rest") == [("a", 3.0), ("the rest", 7.0)]
    assert closed([("a", 3.0), ("b", -9.0)], -6.0 + 1e-9, "the rest")[1][1] == pytest.approx(-9.0)
    assert folded([("a", 3.0), ("b", 2.0), ("c", 1.0)], 1, "others") == [("a", 3.0), ("others", 3.0)]


def test_customers_with_a_table_of_their_own_are_parts_of_a_change_of_orders() -> None:
    samples = Path(__file__).resolve().parents[2] / "data" / "samples"
    view = Dataset.open(samples / "customers.csv", samples / "orders.csv").view()
    args = DriversArgs(source="orders", period=("2024-03-01", "2024-03-31"))
    result = drivers(args, view, Work())
    assert result.table is not None
    names = [row[0] for row in result.table.rows]
    assert {"number of customers", "orders per customer", "value per order"} <= set(names)
