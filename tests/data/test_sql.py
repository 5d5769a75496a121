"""Queries on a tiny shop against figures counted by hand, and what is refused."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from data.dataset import View
from data.errors import InvalidQuery, UnknownName
from data.query import (
    Agg,
    Bin,
    Expr,
    MeasureRef,
    Member,
    Order,
    Out,
    Over,
    Query,
    Scalar,
    call,
    col,
    date,
)
from data.sql import Overlay, compile_query, validate

REVENUE = Out(name="revenue", expr=MeasureRef(measure="revenue"))
ORDERS = Out(name="orders", expr=MeasureRef(measure="orders"))
ROWS = Out(name="rows", expr=Agg(agg="count"))
SHARE_OF_ROSW = Out(name="x", expr=Over(over="share", of="rosw"))
GROWTH_OF_ROWS = Out(name="x", expr=Over(over="growth", of="rows"))


def out(name: str, expr: Expr) -> Out:
    return Out(name=name, expr=expr)


def by(name: str) -> tuple[Out, ...]:
    return (out(name, col(name)),)


def rows(view: View, **query: Any) -> list[tuple[Any, ...]]:
    return [tuple(r) for r in view.fetch(Query(**query)).rows]


def artifact(**fields: Any) -> SimpleNamespace:
    return SimpleNamespace(**fields)


# ---- policies and measures ----


def test_a_measure_obeys_its_policy_and_a_raw_aggregate_does_not(shop: View) -> None:
    raw = out("raw", Agg(agg="sum", of=col("value")))
    assert rows(shop, source="lines", measures=(REVENUE, raw)) == [(245.0, 225.0)]


def test_a_policy_stands_aside_when_the_question_speaks_of_its_columns(shop: View) -> None:
    cancelled = call("eq", col("cancelled"), True)
    assert rows(shop, source="lines", where=(cancelled,), measures=(REVENUE,)) == [(-20.0,)]


def test_membership_in_orders_does_not_put_a_policy_aside(shop: View) -> None:
    lamps = Query(source="lines", where=(call("eq", col("product"), "lamp"),), groups=by("order_no"))
    with_lamps = Member(member=col("order_no"), within=lamps)
    compiled = shop.compile(Query(source="lines", where=(with_lamps,), measures=(REVENUE,)))
    assert compiled.policies == (("sales", "valid"),)


def test_another_variant_of_a_policy_counts_all_lines(shop: View) -> None:
    net = artifact(name="net", kind="variant", policy="sales", variant="net", source=None, condition=None)
    assert rows(shop.with_artifacts(net), source="lines", measures=(REVENUE,)) == [(225.0,)]


def test_groups_without_a_valid_row_vanish_under_a_policy(shop: View) -> None:
    months = (out("month", call("trunc_month", col("at"))),)
    assert rows(shop, source="lines", groups=months, measures=(REVENUE,)) == [
        ("2023-01", 30.0),
        ("2023-02", 65.0),
        ("2023-04", 150.0),
    ]


def test_a_ratio_measure_is_a_ratio_of_sums(shop: View) -> None:
    value = out("v", MeasureRef(measure="order value"))
    assert rows(shop, source="lines", measures=(value,)) == [(49.0,)]


def test_a_measure_may_be_restricted_to_some_rows(shop: View) -> None:
    lamps = MeasureRef(measure="revenue", where=call("eq", col("product"), "lamp"))
    value = MeasureRef(measure="order value", where=call("eq", col("product"), "lamp"))
    share = call("div", lamps, MeasureRef(measure="revenue"))
    found = rows(shop, source="lines", measures=(out("l", lamps), out("s", share), out("v", value)))
    assert found == [(80.0, 80 / 245, 40.0)]


def test_a_restriction_that_speaks_of_a_policys_columns_puts_it_aside(shop: View) -> None:
    undone = MeasureRef(measure="revenue", where=call("eq", col("cancelled"), True))
    assert rows(shop, source="lines", measures=(REVENUE, out("undone", undone))) == [(245.0, -20.0)]


def test_dividing_by_zero_is_missing(shop: View) -> None:
    ratio = out("x", call("div", Agg(agg="count"), Agg(agg="count", where=call("gt", col("price"), 1000))))
    assert rows(shop, source="lines", measures=(ratio,)) == [(None,)]


# ---- entities ----


def test_a_rolled_up_entity_leaves_out_rows_without_key_and_obeys_its_policy(shop: View) -> None:
    columns = (*by("customer"), *by("revenue"), *by("orders"), *by("mean_order"))
    assert rows(shop, source="buyer", columns=columns) == [
        (1, 35.0, 2, 17.5),
        (2, 60.0, 1, 60.0),
        (3, 100.0, 1, 100.0),
    ]


def test_within_narrows_the_rows_below_an_entity(shop: View) -> None:
    january = call("lt", col("at"), date("2023-02-01"))
    assert rows(shop, source="buyer", within=(january,), columns=(*by("customer"), *by("revenue"))) == [
        (1, 30.0)
    ]


def test_a_home_table_reads_attributes_from_the_facts_and_knows_who_has_none(shop: View) -> None:
    columns = (*by("name"), *by("revenue"), *by("orders"), *by("first"))
    assert rows(shop, source="person", columns=columns)[3] == ("Dee", 0.0, 0, None)


def test_the_mean_of_a_per_customer_total_is_two_level(shop: View) -> None:
    mean = out("m", Agg(agg="mean", of=col("revenue")))
    assert rows(shop, source="buyer", measures=(mean,)) == [(65.0,)]


def test_a_column_of_the_rows_below_is_refused_with_a_way_out(shop: View) -> None:
    with pytest.raises(InvalidQuery, match=r"rows below each buyer.*within"):
        shop.compile(Query(source="buyer", columns=by("product")))


def test_measures_of_the_rows_below_are_asked_there(shop: View) -> None:
    many = Bin(bin=col("orders"), edges=(2,))
    value = out("value", MeasureRef(measure="order value"))
    found = rows(shop, source="buyer", groups=(out("orders", many),), measures=(REVENUE, value))
    assert found == [("under 2", 160.0, 80.0), ("2 and up", 35.0, 17.5)]


def test_measures_of_the_facts_can_be_grouped_by_the_home_table(shop: View) -> None:
    found = rows(shop, source="person", groups=by("city"), measures=(REVENUE,))
    assert found == [("Leeds", 135.0), ("York", 60.0)]


# ---- joins ----


def test_a_many_to_one_join_brings_columns_and_keeps_unmatched_rows(shop: View) -> None:
    found = rows(shop, source="lines", groups=(out("city", col("people.city")),), measures=(REVENUE,))
    assert found == [("Leeds", 135.0), ("York", 60.0), (None, 50.0)]


def test_joining_towards_many_rows_asks_to_aggregate_first(shop: View) -> None:
    with pytest.raises(InvalidQuery, match=r"[Aa]ggregate"):
        shop.compile(Query(source="people", columns=(out("x", col("lines.price")),)))


def test_an_attribute_of_a_rolled_up_entity_is_reachable_from_its_lines(shop: View) -> None:
    found = rows(shop, source="lines", groups=(out("n", col("buyer.orders")),), measures=(ROWS,))
    assert found == [(1, 3), (2, 3), (None, 1)]


# ---- conditions ----


def test_impossible_values_count_as_missing(shop: View) -> None:
    oldest = out("max", Agg(agg="max", of=col("age")))
    assert rows(shop, source="people", measures=(oldest, out("n", Agg(agg="count", of=col("age"))))) == [
        (62, 3)
    ]


def test_until_a_day_includes_its_evening(shop: View) -> None:
    upto = call("between", col("at"), date("2023-02-11"), date("2023-02-28"))
    assert rows(shop, source="lines", where=(upto,), measures=(ROWS,)) == [(2,)]
    assert rows(
        shop, source="lines", where=(call("gt", col("at"), date("2023-02-28")),), measures=(ROWS,)
    ) == [(3,)]
    assert rows(
        shop, source="lines", where=(call("eq", col("at"), date("2023-02-28")),), measures=(ROWS,)
    ) == [(1,)]


def test_calendar_names_are_compared_and_ordered_as_in_the_calendar(shop: View) -> None:
    month = (out("month", call("month", col("at"))),)
    found = rows(shop, source="lines", groups=month, measures=(ROWS,))
    assert [name for name, _ in found] == ["January", "February", "March", "April"]
    only = call("eq", call("month", col("at")), "april")
    assert rows(shop, source="lines", where=(only,), measures=(ROWS,)) == [(2,)]


def test_an_unknown_month_offers_the_nearest(shop: View) -> None:
    with pytest.raises(UnknownName, match="February"):
        shop.compile(
            Query(source="lines", where=(call("eq", call("month", col("at")), "Febuary"),), measures=(ROWS,))
        )


def test_text_tests_ignore_case_and_take_signs_literally(shop: View) -> None:
    for text, count in (("MU", 3), ("%", 0), ("_", 0)):
        found = rows(shop, source="lines", where=(call("contains", col("product"), text),), measures=(ROWS,))
        assert found == [(count,)]


def test_a_single_value_of_another_query_can_be_compared_with(shop: View) -> None:
    mean = Query(source="buyer", measures=(out("m", Agg(agg="mean", of=col("revenue"))),))
    above = call("gt", col("revenue"), Scalar(scalar=mean))
    assert rows(shop, source="buyer", where=(above,), columns=by("customer")) == [(3,)]


def test_a_population_is_a_source_and_a_set_of_members(shop: View) -> None:
    rich = Query(source="buyer", where=(call("ge", col("revenue"), 60),))
    assert rows(shop, source=rich, measures=(ROWS,)) == [(2,)]
    member = Member(member=col("customer"), within=rich)
    assert rows(shop, source="lines", where=(member,), measures=(ROWS,)) == [(3,)]


# ---- bands ----


def test_bands_are_labelled_readably_and_ordered(shop: View) -> None:
    band = (out("band", Bin(bin=col("age"), edges=(35, 45))),)
    assert rows(shop, source="people", groups=band, measures=(ROWS,)) == [
        ("under 35", 1),
        ("35 to 44", 1),
        ("45 and up", 1),
        (None, 1),
    ]
    money = (out("band", Bin(bin=col("income"), edges=(30000, 60000))),)
    found = rows(shop, source="people", groups=money, measures=(ROWS,))
    assert [b for b, _ in found] == ["30,000 to under 60,000", "60,000 and up", None]


def test_closed_bands_leave_out_what_is_outside(shop: View) -> None:
    band = (out("band", Bin(bin=col("age"), edges=(30, 40), closed=True)),)
    assert rows(shop, source="people", groups=band, measures=(ROWS,)) == [("30 to 39", 2), (None, 2)]


def test_bands_of_equal_width_and_equal_parts(shop: View) -> None:
    width = (out("band", Bin(bin=col("age"), width=10)),)
    assert rows(shop, source="people", groups=width, measures=(ROWS,))[:2] == [
        ("30 to 39", 2),
        ("60 to 69", 1),
    ]
    parts = (out("part", Bin(bin=col("revenue"), quantiles=3)),)
    assert rows(shop, source="buyer", groups=parts, measures=(ROWS,)) == [
        ("lowest third", 1),
        ("second third", 1),
        ("highest third", 1),
    ]


def test_equal_values_stay_in_one_part(shop: View) -> None:
    parts = (out("part", Bin(bin=col("orders"), quantiles=2)),)
    assert rows(shop, source="buyer", groups=parts, measures=(ROWS,)) == [
        ("lowest half", 2),
        ("highest half", 1),
    ]


def test_a_condition_on_equal_parts_is_tested_after_the_others(shop: View) -> None:
    top = call("eq", Bin(bin=col("revenue"), quantiles=2), "highest half")
    assert rows(shop, source="buyer", where=(top,), columns=by("customer")) == [(3,)]


def test_bands_of_a_nested_result_keep_their_order(shop: View) -> None:
    inner = Query(
        source="buyer",
        columns=(
            *by("customer"),
            out("band", Bin(bin=col("revenue"), edges=(50, 80), labels=("z", "y", "x"))),
        ),
    )
    found = rows(shop, source=inner, groups=by("band"), measures=(ROWS,))
    assert found == [("z", 1), ("y", 1), ("x", 1)]
    assert rows(shop, source=inner, where=(call("eq", col("band"), "x"),), measures=(ROWS,)) == [(1,)]


# ---- windows ----


def test_shares_ranks_and_running_totals(shop: View) -> None:
    found = rows(
        shop,
        source="lines",
        groups=by("product"),
        measures=(
            REVENUE,
            out("share", Over(over="share", of="revenue")),
            out("rank", Over(over="rank", of="revenue")),
            out("pareto", Over(over="cum_share", of="revenue")),
        ),
    )
    assert [f[0] for f in found] == ["desk", "lamp", "mug"]
    assert [f[3] for f in found] == [1, 2, 3]
    assert [f[2] for f in found] == pytest.approx([100 / 245, 80 / 245, 65 / 245])
    assert [f[4] for f in found] == pytest.approx([100 / 245, 180 / 245, 1])


def test_growth_over_a_missing_month_is_missing_not_wrong(shop: View) -> None:
    months = (out("month", call("trunc_month", col("at"))),)
    found = rows(
        shop, source="lines", groups=months, measures=(REVENUE, out("g", Over(over="growth", of="revenue")))
    )
    assert [m for m, _, g in found if g is None] == ["2023-01", "2023-04"]
    assert found[1][2] == pytest.approx((found[1][1] - found[0][1]) / found[0][1])


def test_an_index_of_means_compares_with_the_mean_of_all_rows(shop: View) -> None:
    mean = out("mean", Agg(agg="mean", of=col("price")))
    found = rows(
        shop, source="lines", groups=by("product"), measures=(mean, out("i", Over(over="index", of="mean")))
    )
    whole = (5 + 20 + 5 + 20 + 20 + 100 + 5) / 7
    assert {p: i for p, _, i in found}["desk"] == pytest.approx(100 * 100 / whole)


def test_a_share_of_averages_is_refused(shop: View) -> None:
    mean = out("mean", Agg(agg="mean", of=col("price")))
    with pytest.raises(InvalidQuery, match="index"):
        shop.compile(
            Query(
                source="lines", groups=by("product"), measures=(mean, out("s", Over(over="share", of="mean")))
            )
        )


def test_windows_may_stand_on_windows_and_in_arithmetic(shop: View) -> None:
    share = out("share", Over(over="share", of="revenue"))
    percent = out("percent", call("mul", Over(over="running", of="share"), 100))
    found = rows(shop, source="lines", groups=by("product"), measures=(REVENUE, share, percent))
    assert found[-1][3] == pytest.approx(100)


def test_outputs_come_in_the_order_in_which_they_were_asked(shop: View) -> None:
    share = out("share", Over(over="share", of="revenue"))
    frame = shop.fetch(Query(source="lines", groups=by("product"), measures=(share, REVENUE)))
    assert frame.columns == ("product", "share", "revenue")


def test_a_list_of_rows_can_be_ranked(shop: View) -> None:
    rank = out("rank", Over(over="rank", of="revenue"))
    found = rows(
        shop, source="buyer", columns=(*by("customer"), *by("revenue"), rank), order=(Order(by="rank"),)
    )
    assert [r[2] for r in found] == [1, 2, 3]


# ---- order and limits ----


def test_best_keeps_the_first_of_each_group(shop: View) -> None:
    months = out("month", call("trunc_month", col("at")))
    found = rows(shop, source="lines", groups=(months, *by("product")), measures=(REVENUE,), best=("month",))
    assert [(m, p) for m, p, _ in found] == [("2023-01", "lamp"), ("2023-02", "lamp"), ("2023-04", "desk")]


def test_the_rest_is_recomputed_from_its_rows(shop: View) -> None:
    mean = out("mean", Agg(agg="mean", of=col("price")))
    distinct = out("orders", Agg(agg="distinct", of=col("order_no")))
    found = rows(shop, source="lines", groups=by("product"), measures=(mean, distinct), limit=1, rest="Other")
    assert found[0] == ("desk", 100.0, 1)
    assert found[1] == ("Other", pytest.approx((5 + 20 + 5 + 20 + 20 + 5) / 6), 5)


def test_shares_with_a_rest_add_up_to_one(shop: View) -> None:
    share = out("share", Over(over="share", of="revenue"))
    found = rows(shop, source="lines", groups=by("product"), measures=(REVENUE, share), limit=2, rest="Other")
    assert [p for p, _, _ in found][-1] == "Other" and sum(s for _, _, s in found) == pytest.approx(1)


def test_the_best_of_each_group_with_a_rest(shop: View) -> None:
    city = out("city", col("people.city"))
    found = rows(
        shop,
        source="lines",
        groups=(city, *by("product")),
        measures=(ROWS,),
        best=("city",),
        limit=1,
        rest="Other",
    )
    assert [f for f in found if f[0] == "Leeds"] == [("Leeds", "mug", 2), ("Leeds", "Other", 2)]


def test_ties_are_broken_by_the_groups(shop: View) -> None:
    found = rows(
        shop, source="people", groups=by("name"), measures=(ROWS,), order=(Order(by="rows", desc=True),)
    )
    assert [n for n, _ in found] == ["Ann", "Bob", "Cid", "Dee"]


def test_having_speaks_of_outputs(shop: View) -> None:
    having = (call("gt", col("rows"), 1),)
    assert rows(shop, source="lines", groups=by("product"), measures=(ROWS,), having=having) == [
        ("lamp", 3),
        ("mug", 3),
    ]


# ---- what a conversation made ----


def test_labels_are_columns_of_every_source_that_has_the_key(shop: View) -> None:
    stored = shop.store_labels([1, 2, 3], ["loyal", "new", "new"])
    made = artifact(
        name="segment", source="buyer", key="customer", stored=stored, labels=("loyal", "new"), sizes=(1, 2)
    )
    view = shop.with_artifacts(made)
    for source in ("buyer", "lines", "person"):
        counts = dict(rows(view, source=source, groups=by("segment"), measures=(ROWS,)))
        assert counts["loyal"] == {"buyer": 1, "lines": 3, "person": 1}[source]
        name = "people" if source == "person" else source
        assert source == "buyer" or "segment" in view.catalog.sources[name].columns


def test_a_named_group_is_a_yes_no_column_that_means_the_same_everywhere(shop: View) -> None:
    frequent = artifact(
        name="frequent", source="buyer", condition=call("ge", col("orders"), 2), within=(), n=1
    )
    view = shop.with_artifacts(frequent)
    assert rows(view, source="buyer", where=(col("frequent"),), columns=by("customer")) == [(1,)]
    assert rows(view, source="lines", where=(col("frequent"),), measures=(REVENUE,)) == [(35.0,)]
    february = call("ge", col("at"), date("2023-02-01"))
    found = rows(view, source="buyer", within=(february,), where=(col("frequent"),), columns=by("orders"))
    assert found == [(1,)], "who is frequent is told by all orders, not by those of the period"


def test_left_out_members_are_left_out_everywhere(shop: View) -> None:
    for condition in (call("eq", col("customer"), 3), call("gt", col("revenue"), 90)):
        without = artifact(
            name="x", kind="exclude", source="buyer", condition=condition, policy=None, variant=None
        )
        view = shop.with_artifacts(without)
        assert rows(view, source="buyer", measures=(ROWS,)) == [(2,)]
        assert rows(view, source="lines", measures=(REVENUE,)) == [(145.0,)]


def test_a_recoded_value_is_counted_as_the_new_one(shop: View) -> None:
    change = artifact(
        name="x", kind="recode", source="people", column="city", old="York", new="Leeds",
        policy=None, variant=None, condition=None,
    )  # fmt: skip
    view = shop.with_artifacts(change)
    assert rows(view, source="people", groups=by("city"), measures=(ROWS,)) == [("Leeds", 3), (None, 1)]
    assert rows(
        view, source="lines", where=(call("eq", col("people.city"), "Leeds"),), measures=(REVENUE,)
    ) == [(195.0,)]


# ---- what is refused ----


@pytest.mark.parametrize(
    ("query", "words"),
    [
        (Query(source="linse", measures=(ROWS,)), "“lines”"),
        (Query(source="lines", measures=(out("x", Agg(agg="sum", of=col("prise"))),)), "“price”"),
        (Query(source="lines", measures=(out("x", MeasureRef(measure="revenu")),)), "“revenue”"),
        (Query(source="lines", measures=(out("x", Agg(agg="sum", of=col("product"))),)), "[Cc]ount"),
        (Query(source="lines", measures=(out("x", Agg(agg="mean", of=col("at"))),)), "Got a date"),
        (Query(source="lines", where=(Agg(agg="count"),), measures=(ROWS,)), "Group first"),
        (Query(source="lines", where=(call("gt", col("price"), "dear"),), measures=(ROWS,)), "Compare it"),
        (Query(source="lines", where=(col("product"),), measures=(ROWS,)), "conditions"),
        (Query(source="lines", groups=by("product"), measures=(ROWS, SHARE_OF_ROSW)), "“rows”"),
        (Query(source="lines", groups=by("product"), measures=(ROWS, GROWTH_OF_ROWS)), "month"),
        (Query(source="lines", groups=by("product"), measures=(out("x", col("price")),)), "mean"),
        (Query(source="lines", columns=by("product"), measures=(ROWS,)), "not both"),
        (Query(source="lines", measures=(ROWS, ROWS)), "own name"),
        (Query(source="lines", measures=(ROWS,), order=(Order(by="row"),)), "“rows”"),
        (Query(source="lines", where=(call("eq", col("at"), "soon"),), measures=(ROWS,)), "not a date"),
        (Query(source="people", within=(call("eq", col("city"), "York"),), measures=(ROWS,)), "where"),
    ],
)  # fmt: skip
def test_what_has_no_meaning_is_refused_with_a_hint(shop: View, query: Query, words: str) -> None:
    with pytest.raises((InvalidQuery, UnknownName), match=words):
        validate(query, shop.catalog)


def test_endless_nesting_is_refused(shop: View) -> None:
    expr: Expr = col("price")
    for _ in range(200):
        expr = call("add", expr, 1)
    with pytest.raises(InvalidQuery, match="nested too deeply"):
        shop.compile(Query(source="lines", columns=(out("x", expr),)))


# ---- names and values are never code ----

EVIL = [
    '"; DROP TABLE lines; --',
    "'; DROP TABLE lines; --",
    "$1",
    'a"b',
    "a'b",
    "{groups}",
    "q.c0",
    "%s",
    "ñ🙂",
    "",
]


@pytest.mark.parametrize("text", EVIL)
def test_no_name_and_no_value_becomes_code(shop: View, text: str) -> None:
    name = text or "empty"
    found = shop.fetch(
        Query(
            source="lines",
            where=(
                call("ne", col("product"), text),
                call("not", call("contains", col("order_no"), text or "zz")),
            ),
            groups=(out(name, call("concat", col("product"), text)),),
            measures=(ROWS, out(name + "2", Over(over="share", of="rows"))),
            rest=text or "x",
            limit=1,
            order=(Order(by=name),),
        )
    )
    assert found.columns == (name, "rows", name + "2")
    assert shop.count("lines") == 7


@pytest.mark.parametrize("text", [t for t in EVIL if t])
def test_tables_and_columns_may_be_called_anything(shop: View, text: str) -> None:
    from data.catalog import Catalog, Column, Source
    from data.dataset import Dataset
    from data.engine.duckdb import Engine, quoted

    engine = Engine(threads=1)
    engine.execute(f"CREATE TABLE {quoted(text)} AS SELECT 1 AS {quoted(text)}")
    known = Column(name=text, source=text, type="integer", role="quantity", label=text)
    catalog = Catalog(sources={text: Source(text, text, text, 1, {text: known}, "row")}, main=text)
    view = Dataset({}, catalog, engine, "x").view()
    frame = view.fetch(
        Query(source=text, groups=by(text), measures=(out("n", Agg(agg="sum", of=col(text))),))
    )
    assert frame.rows == ((1, 1),)


def test_every_constant_is_bound(shop: View) -> None:
    compiled = shop.compile(
        Query(
            source="lines",
            where=(call("in", col("product"), *[f"p{i}" for i in range(40)]),),
            measures=(ROWS,),
        )
    )
    assert "p39" not in compiled.sql and compiled.params == ([f"p{i}" for i in range(40)],)


def test_the_same_query_gives_the_same_statement(shop: View) -> None:
    query = Query(source="lines", groups=by("product"), measures=(REVENUE, ORDERS), limit=1, rest="Other")
    assert shop.compile(query) == shop.compile(query)
    assert compile_query(query, shop.dataset.catalog, Overlay()).sql == shop.compile(query).sql


def test_a_query_is_asked_through_json_as_well(shop: View) -> None:
    query = Query(
        source="buyer", where=(call("gt", col("orders"), 1),), measures=(out("n", Agg(agg="count")),)
    )
    assert shop.fetch(Query.model_validate(query.canonical())).scalar() == 1


def test_filters_are_said_in_words(shop: View) -> None:
    frame = shop.fetch(Query(source="lines", where=(call("eq", col("product"), "mug"),), measures=(REVENUE,)))
    assert frame.filters == ("product = mug", "Valid sales only.")
