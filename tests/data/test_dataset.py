"""Datasets and views: what is shared, what belongs to one conversation, what comes back."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from data.dataset import Dataset, Frame, View, fingerprint
from data.errors import Cancelled, UnknownName
from data.kept import Kept
from data.query import Agg, MeasureRef, Out, Query, call, col
from data.work import Work


def out(name: str, expr: Any) -> Out:
    return Out(name=name, expr=expr)


ROWS = out("rows", Agg(agg="count"))
REVENUE = out("revenue", MeasureRef(measure="revenue"))


def test_a_file_is_opened_understood_and_locked(customers: Dataset) -> None:
    view = customers.view()
    (table,) = customers.tables
    assert view.count(table) == 60
    assert customers.engine.locked
    assert customers.health is customers.health


def test_the_fingerprint_follows_the_bytes_and_the_settings(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("x\n1\n")
    first = fingerprint([file], {})
    assert first == fingerprint([str(file)], {}) and first != fingerprint([file], {"main": "a"})
    file.write_text("x\n2\n")
    assert fingerprint([file], {}) != first


def test_a_frame_gives_columns_records_and_a_single_value() -> None:
    frame = Frame(("a", "b"), ((1, "x"), (2, "y")))
    assert frame.column("b") == ("x", "y") and frame.records()[1] == {"a": 2, "b": "y"} and len(frame) == 2
    assert Frame(("a",), ((5,),)).scalar() == 5 and Frame(("a",), ()).scalar() is None
    with pytest.raises(UnknownName):
        frame.column("c")
    with pytest.raises(ValueError, match="2 x 2"):
        frame.scalar()


def test_values_come_back_as_plain_python(shop: View) -> None:
    frame = shop.fetch(
        Query(
            source="lines",
            groups=(out("day", call("trunc_day", col("at"))),),
            measures=(
                out("last", Agg(agg="max", of=col("at"))),
                out("n", Agg(agg="sum", of=col("quantity"))),
                out("bad", Agg(agg="corr", of=col("price"), by=col("quantity"))),
                out("c", Agg(agg="any", of=col("cancelled"))),
            ),
        )
    )
    assert frame.rows[0] == ("2023-01-10", "2023-01-10 09:00:00", 3, frame.rows[0][3], False)
    assert {type(v) for row in frame.rows for v in row} <= {str, int, float, bool, type(None)}


def test_units_come_with_the_columns(shop: View) -> None:
    share = out("part", Agg(agg="rate", of=col("cancelled")))
    age = out("age", Agg(agg="mean", of=col("age")))
    assert shop.fetch(Query(source="lines", measures=(REVENUE, share))).units == {
        "revenue": "GBP",
        "part": "share",
    }
    assert shop.fetch(Query(source="people", measures=(age,))).units == {"age": "years"}


def test_arrays_hold_nan_for_missing_numbers_and_none_for_missing_text(shop: View) -> None:
    found = shop.arrays(
        Query(
            source="people",
            columns=(
                out("income", col("income")),
                out("city", col("city")),
                out("old", call("gt", col("age"), 40)),
                out("age", col("age")),
            ),
        )
    )
    assert found["income"].dtype == np.float64 and np.isnan(found["income"][2])
    assert found["city"].dtype == object and found["city"][3] is None
    assert found["old"].tolist()[:3] == [0.0, 0.0, 1.0] and np.isnan(found["age"][3])


def test_dates_in_arrays_are_iso_text(shop: View) -> None:
    found = shop.arrays(Query(source="person", columns=(out("first", col("first")),)))["first"]
    assert found.tolist() == ["2023-01-10 09:00:00", "2023-02-28 23:59:00", "2023-04-05 12:00:00", None]


def test_keys_and_columns_are_found_or_the_nearest_offered(shop: View) -> None:
    assert (shop.key("buyer"), shop.key("person"), shop.key("lines")) == ("customer", "id", "_row")
    assert shop.column("lines", "price").unit == "GBP" and shop.column("lines", "people.city").name == "city"
    assert shop.column("buyer", "orders").role == "quantity"
    with pytest.raises(UnknownName, match="“price”"):
        shop.column("lines", "pryce")
    with pytest.raises(UnknownName, match="“lines”"):
        shop.key("line")


def test_counts_are_rows_that_meet_all_conditions(shop: View) -> None:
    assert shop.count("lines") == 7 and shop.count("buyer") == 3
    assert shop.count("lines", where=(call("eq", col("product"), "mug"), call("gt", col("quantity"), 1))) == 2
    assert shop.count("buyer", within=(call("eq", col("product"), "mug"),)) == 1


def test_every_table_has_a_row_number_as_identity(shop: View) -> None:
    found = shop.fetch(Query(source="lines", columns=(out("row", col("_row")),)))
    assert found.column("row") == tuple(range(7))


def test_equal_labels_are_stored_once_under_one_name(shop: View) -> None:
    one = shop.store_labels(np.array([1.0, 2.0, np.nan]), ["a", "b", "c"])
    other = shop.store_labels([2, 1], ["b", "a"])
    assert one == other != shop.store_labels([1, 2], ["b", "a"])
    with pytest.raises(ValueError, match="two labels"):
        shop.store_labels([1, 1], ["a", "b"])
    with pytest.raises(ValueError, match="one length"):
        shop.store_labels([1], [])


def test_what_one_conversation_makes_is_not_seen_by_another(shop: View) -> None:
    group = SimpleNamespace(
        name="dear", source="lines", condition=call("gt", col("price"), 10), within=(), n=4
    )
    mine = shop.with_artifacts(group)
    assert mine.column("lines", "dear").type == "bool"
    assert mine.fetch(Query(source="lines", where=(col("dear"),), measures=(ROWS,))).scalar() == 4
    with pytest.raises(UnknownName):
        shop.compile(Query(source="lines", where=(col("dear"),), measures=(ROWS,)))


def test_a_later_definition_replaces_an_earlier_of_its_name(shop: View) -> None:
    def dear(price: int) -> SimpleNamespace:
        return SimpleNamespace(
            name="dear", source="lines", condition=call("gt", col("price"), price), within=(), n=0
        )

    view = shop.with_artifacts(dear(10)).with_artifacts(dear(50))
    assert view.fetch(Query(source="lines", where=(col("dear"),), measures=(ROWS,))).scalar() == 1


def test_policies_in_force_are_told(shop: View) -> None:
    assert [(p.name, v) for p, v in shop.policy_filters("buyer")] == [("sales", "valid")]
    assert shop.policy_filters("people") == []
    net = SimpleNamespace(
        name="net", kind="variant", policy="sales", variant="net", source=None, condition=None
    )
    assert [v for _, v in shop.with_artifacts(net).policy_filters("lines")] == ["net"]


def test_a_kept_table_gives_the_same_answer_and_shows_the_same_statement(shop: View) -> None:
    shop.dataset.features.fewest_rows = 1
    columns = tuple(out(n, col(n)) for n in ("customer", "revenue", "orders", "mean_order"))
    query = Query(source="buyer", where=(call("gt", col("revenue"), 40),), columns=columns)
    first, second, third = (shop.fetch(query) for _ in range(3))
    assert first == second == third and len(first) == 2
    assert any(name.startswith("kept_buyer") for name in shop.dataset.engine.tables())


def test_many_threads_get_the_answers_of_one(shop: View) -> None:
    queries = [
        Query(source="lines", groups=(out("p", col("product")),), measures=(REVENUE, ROWS)),
        Query(source="buyer", columns=(out("c", col("customer")), out("r", col("revenue")))),
        Query(source="people", measures=(out("a", Agg(agg="median", of=col("age"))),)),
    ]
    wanted = [shop.fetch(q) for q in queries]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda i: shop.fetch(queries[i % 3]), range(60)))
    assert all(frame == wanted[i % 3] for i, frame in enumerate(found))


def test_stopped_work_stops_a_query(shop: View) -> None:
    work = Work()
    work.stop.set()
    with pytest.raises(Cancelled):
        shop.fetch(Query(source="lines", measures=(ROWS,)), work)


def test_kept_things_are_built_once_even_when_asked_for_at_once() -> None:
    kept, built, gate = Kept(), [], threading.Barrier(4)

    def ask(_: int) -> object:
        gate.wait()
        return kept.get("model", lambda: built.append(1) or object())

    with ThreadPoolExecutor(4) as pool:
        assert len(set(map(id, pool.map(ask, range(4))))) == 1
    assert len(built) == 1


def test_kept_things_are_bounded_and_the_oldest_unused_goes_first() -> None:
    gone: list[str] = []
    kept = Kept(most=2, dropped=gone.append)
    for name in ("a", "b", "a", "c"):
        kept.get(name, lambda name=name: name)
    assert gone == ["b"] and len(kept) == 2


def test_a_failed_build_leaves_nothing_behind() -> None:
    kept = Kept()
    with pytest.raises(ZeroDivisionError):
        kept.get("x", lambda: 1 // 0)
    assert kept.get("x", lambda: 7) == 7


def test_online_retail_gives_the_published_revenue(shared_data: Path) -> None:
    view = Dataset.open(shared_data / "data.csv.gz").view()
    source = view.catalog.measures["revenue"].source
    assert view.fetch(Query(source=source, measures=(REVENUE,))).scalar() == pytest.approx(
        10666684.544, abs=1e-3
    )
    assert view.count(source) == 541909


def test_the_survey_is_weighted(shared_data: Path) -> None:
    view = Dataset.open(shared_data / "SCFP2019.csv.gz").view()
    mean = out("m", Agg(agg="mean", of=col("INCOME")))
    assert view.fetch(Query(source=view.catalog.main, measures=(mean,))).scalar() == pytest.approx(
        106251, rel=1e-3
    )
