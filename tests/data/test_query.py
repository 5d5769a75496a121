"""What a Query means: random tiny tables, answered by the engine and, independently, by pandas or by hand."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from data.catalog import Catalog, Column, Entity, Source
from data.dataset import Dataset, View
from data.engine.duckdb import Engine
from data.query import Agg, AggName, Bin, Expr, Order, Out, Over, Query, Scalar, call, col, columns_of, walk

QUICK = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))

rows_of_data = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c", None]),
        st.integers(1, 5),
        st.one_of(st.none(), st.integers(-50, 50)),
        st.one_of(st.none(), st.floats(-1e4, 1e4).map(lambda x: round(x, 2))),
        st.floats(0.5, 3).map(lambda x: round(x, 1)),
    ),
    min_size=1,
    max_size=25,
)
Data = list[tuple[str | None, int, int | None, float | None, float]]


def out(name: str, expr: Expr) -> Out:
    return Out(name=name, expr=expr)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    made = Engine(threads=2)
    yield made
    made.close()


@pytest.fixture(scope="module")
def ask(engine: Engine) -> Callable[..., list[tuple[Any, ...]]]:
    def run(data: Data, query: Query, weighted: bool = False) -> list[tuple[Any, ...]]:
        return [tuple(r) for r in view_of(engine, data, weighted).fetch(query).rows]

    return run


def view_of(engine: Engine, data: Data, weighted: bool = False) -> View:
    """A table t(g, k, n, x, w) and the entity "who", one for each k."""
    engine.execute("CREATE OR REPLACE TABLE t (g VARCHAR, k BIGINT, n BIGINT, x DOUBLE, w DOUBLE)")
    marks = ", ".join(["(?, ?, ?, ?, ?)"] * len(data))
    engine.execute(f"INSERT INTO t VALUES {marks}", [v for row in data for v in row])
    known = [
        ("g", "text", "category"),
        ("k", "integer", "id"),
        ("n", "integer", "quantity"),
        ("x", "number", "amount"),
    ]
    columns = {
        n: Column(name=n, source="t", type=t, role=r, label=n)  # type: ignore[arg-type]
        for n, t, r in [*known, ("w", "number", "weight")]
    }
    total = Column(
        name="total",
        source="who",
        type="number",
        role="amount",
        label="total",
        expr=Agg(agg="sum", of=col("x")),
    )
    who = Entity("who", "people", "t", "k", True, columns=(total,))
    source = Source("t", "row", "rows", len(data), columns, "row", weight="w" if weighted else None)
    return Dataset({}, Catalog(sources={"t": source}, entities={"who": who}, main="t"), engine, "t").view()


def frame(data: Data) -> pd.DataFrame:
    table = pd.DataFrame(data, columns=["g", "k", "n", "x", "w"])
    return table.astype({"n": "float64", "x": "float64", "g": "object"})


def same(got: Any, wanted: Any) -> bool:
    if wanted is None or (isinstance(wanted, float) and math.isnan(wanted)):
        return got is None
    if isinstance(wanted, str):
        return bool(got == wanted)
    return got is not None and math.isclose(float(got), float(wanted), rel_tol=1e-9, abs_tol=1e-7)


PANDAS: dict[AggName, Callable[[pd.Series[float]], Any]] = {
    "count": lambda s: s.count(),
    "distinct": lambda s: s.nunique(),
    "sum": lambda s: s.sum(min_count=1),
    "mean": lambda s: s.mean(),
    "median": lambda s: s.median(),
    "min": lambda s: s.min(),
    "max": lambda s: s.max(),
    "std": lambda s: s.std(),
    "var": lambda s: s.var(),
    "mode": lambda s: s.mode().min(),
}


@QUICK
@given(data=rows_of_data, name=st.sampled_from(sorted(PANDAS)), column=st.sampled_from(["n", "x"]))
def test_grouped_aggregates_agree_with_pandas(ask: Any, data: Data, name: AggName, column: str) -> None:
    query = Query(
        source="t", groups=(out("g", col("g")),), measures=(out("v", Agg(agg=name, of=col(column))),)
    )
    wanted = frame(data).groupby("g", dropna=False)[column].agg(PANDAS[name])
    got = {(None if g is None else g): v for g, v in ask(data, query)}
    assert len(got) == len(wanted)
    for group, value in wanted.items():
        assert same(got[None if pd.isna(group) else group], value)


@QUICK
@given(data=rows_of_data, low=st.integers(-50, 50), high=st.integers(-50, 50))
def test_filters_agree_with_pandas(ask: Any, data: Data, low: int, high: int) -> None:
    either = call("or", call("between", col("n"), low, high), call("in", col("g"), "a", "b"))
    query = Query(
        source="t", where=(either, call("not_null", col("x"))), measures=(out("n", Agg(agg="count")),)
    )
    t = frame(data)
    wanted = ((t.n.between(low, high) | t.g.isin(["a", "b"])) & t.x.notna()).sum()
    assert ask(data, query) == [(wanted,)]


@QUICK
@given(data=rows_of_data)
def test_an_aggregate_of_some_rows_agrees_with_pandas(ask: Any, data: Data) -> None:
    positive = call("gt", col("n"), 0)
    query = Query(
        source="t",
        measures=(
            out("sum", Agg(agg="sum", of=col("x"), where=positive)),
            out("rate", Agg(agg="rate", of=positive)),
        ),
    )
    t = frame(data)
    known = t.n.dropna()
    got = ask(data, query)[0]
    assert same(got[0], t.x[t.n > 0].sum()) and same(got[1], (known > 0).mean() if len(known) else None)


@QUICK
@given(data=rows_of_data)
def test_the_mean_of_a_total_for_each_person_agrees_with_pandas(ask: Any, data: Data) -> None:
    query = Query(source="who", measures=(out("m", Agg(agg="mean", of=col("total"))),))
    nested = Query(
        source=Query(
            source="t", groups=(out("k", col("k")),), measures=(out("total", Agg(agg="sum", of=col("x"))),)
        ),
        measures=(out("m", Agg(agg="mean", of=col("total"))),),
    )
    wanted = frame(data).groupby("k").x.sum(min_count=1).mean()
    assert same(ask(data, query)[0][0], wanted) and same(ask(data, nested)[0][0], wanted)


@QUICK
@given(data=rows_of_data, n=st.integers(1, 4))
def test_the_top_n_and_their_shares_agree_with_pandas(ask: Any, data: Data, n: int) -> None:
    query = Query(
        source="t",
        groups=(out("k", col("k")),),
        measures=(out("rows", Agg(agg="count")), out("share", Over(over="share", of="rows"))),
        order=(Order(by="rows", desc=True),),
        limit=n,
    )
    counts = frame(data).groupby("k").size().reset_index(name="rows")
    wanted = counts.sort_values(["rows", "k"], ascending=[False, True]).head(n)
    got = ask(data, query)
    assert [(k, r) for k, r, _ in got] == list(wanted[["k", "rows"]].itertuples(index=False, name=None))
    assert all(same(s, r / len(data)) for _, r, s in got)


@QUICK
@given(data=rows_of_data)
def test_the_best_of_each_group_agrees_with_pandas(ask: Any, data: Data) -> None:
    query = Query(
        source="t",
        groups=(out("g", col("g")), out("k", col("k"))),
        measures=(out("rows", Agg(agg="count")),),
        best=("g",),
    )
    counts = frame(data).groupby(["g", "k"], dropna=False).size().reset_index(name="rows")
    wanted = counts.sort_values(["rows", "k"], ascending=[False, True]).groupby("g", dropna=False).head(1)
    expected = {(None if pd.isna(g) else g, k, r) for g, k, r in wanted.itertuples(index=False, name=None)}
    assert set(ask(data, query)) == expected


@QUICK
@given(data=rows_of_data, n=st.integers(1, 3))
def test_the_rest_is_what_is_left_of_the_rows(ask: Any, data: Data, n: int) -> None:
    query = Query(
        source="t",
        groups=(out("k", col("k")),),
        measures=(out("rows", Agg(agg="count")), out("mean", Agg(agg="mean", of=col("x")))),
        limit=n,
        rest="Other",
    )
    t = frame(data)
    top = (
        t.groupby("k")
        .size()
        .reset_index(name="rows")
        .sort_values(["rows", "k"], ascending=[False, True])
        .head(n)
    )
    rest = t[~t.k.isin(top.k)]
    got = ask(data, query)
    assert [k for k, _, _ in got] == [str(k) for k in top.k] + (["Other"] if len(rest) else [])
    if len(rest):
        assert got[-1][1] == len(rest) and same(got[-1][2], rest.x.mean())


@QUICK
@given(data=rows_of_data, edges=st.sets(st.integers(-40, 40), min_size=1, max_size=4).map(sorted))
def test_bands_agree_with_pandas(ask: Any, data: Data, edges: list[int]) -> None:
    labels = tuple(f"band {i}" for i in range(len(edges) + 1))
    band = Bin(bin=col("n"), edges=tuple(edges), labels=labels)
    query = Query(source="t", groups=(out("b", band),), measures=(out("rows", Agg(agg="count")),))
    t = frame(data)
    cut = pd.cut(t.n, [-math.inf, *edges, math.inf], right=False, labels=list(labels)).astype(object)
    wanted = cut.where(cut.notna(), None).value_counts(dropna=False)
    got = ask(data, query)
    assert dict(got) == {(None if pd.isna(k) else k): v for k, v in wanted.items()}
    assert [b for b, _ in got if b] == sorted(b for b, _ in got if b)


@QUICK
@given(data=rows_of_data, parts=st.integers(2, 6))
def test_equal_parts_keep_ties_together_and_keep_the_order(ask: Any, data: Data, parts: int) -> None:
    band = Bin(bin=col("n"), quantiles=parts, labels=tuple(f"{i}" for i in range(parts)))
    got = ask(data, Query(source="t", columns=(out("n", col("n")), out("part", band))))
    part_of: dict[int, set[str]] = {}
    for value, part in got:
        assert (value is None) == (part is None)
        if value is not None:
            part_of.setdefault(value, set()).add(part)
    assert all(len(p) == 1 for p in part_of.values())
    ordered = [int(next(iter(part_of[v]))) for v in sorted(part_of)]
    assert ordered == sorted(ordered)


@QUICK
@given(data=rows_of_data)
def test_rank_correlation_agrees_with_pandas_in_each_group(ask: Any, data: Data) -> None:
    rho = Agg(agg="spearman", of=col("n"), by=col("x"))
    query = Query(source="t", groups=(out("g", col("g")),), measures=(out("rho", rho),))
    t = frame(data)
    got = dict(ask(data, query))
    for group, part in t.groupby("g", dropna=False):
        known = part.dropna(subset=["n", "x"])
        varied = known.n.nunique() > 1 and known.x.nunique() > 1
        wanted = known.n.rank().corr(known.x.rank()) if varied else None
        assert same(got[None if pd.isna(group) else group], wanted)


@QUICK
@given(data=rows_of_data)
def test_first_and_last_do_not_depend_on_the_order_of_rows(ask: Any, data: Data) -> None:
    query = Query(
        source="t",
        measures=(
            out("first", Agg(agg="first", of=col("x"), by=col("k"))),
            out("last", Agg(agg="last", of=col("x"), by=col("k"))),
            out("mode", Agg(agg="mode", of=col("g"))),
        ),
    )
    assert ask(data, query) == ask(data[::-1], query)


# ---- weighted ----


def _lower_quantile(values: np.ndarray, weights: np.ndarray, q: float) -> float:
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(reached, q * reached[-1] * (1 - 1e-12))])


@QUICK
@given(data=rows_of_data, q=st.sampled_from([0.1, 0.25, 0.5, 0.9]))
def test_weighted_statistics_agree_with_statsmodels_and_numpy(ask: Any, data: Data, q: float) -> None:
    from statsmodels.stats.weightstats import DescrStatsW

    t = frame(data).dropna(subset=["x"])
    query = Query(
        source="t",
        measures=(
            out("count", Agg(agg="count")),
            out("n", Agg(agg="count", weighted=False)),
            out("sum", Agg(agg="sum", of=col("x"))),
            out("mean", Agg(agg="mean", of=col("x"))),
            out("q", Agg(agg="quantile", of=col("x"), q=q)),
            out("var", Agg(agg="var", of=col("x"))),
            out("rate", Agg(agg="rate", of=call("gt", col("x"), 0))),
        ),
    )
    got = ask(data, query, weighted=True)[0]
    assert same(got[0], sum(w for *_, w in data)) and got[1] == len(data)
    if t.empty:
        assert got[2:] == (None, None, None, None, None)
        return
    known = DescrStatsW(t.x.to_numpy(), weights=t.w.to_numpy())
    assert same(got[2], known.sum) and same(got[3], known.mean)
    assert same(got[4], _lower_quantile(t.x.to_numpy(), t.w.to_numpy(), q))
    if len(t) > 1:
        assert math.isclose(got[5], known.var * len(t) / (len(t) - 1), rel_tol=1e-6, abs_tol=1e-3)
    assert same(got[6], DescrStatsW((t.x > 0).to_numpy() * 1.0, weights=t.w.to_numpy()).mean)


@QUICK
@given(data=rows_of_data)
def test_weighted_correlation_agrees_with_statsmodels(ask: Any, data: Data) -> None:
    from statsmodels.stats.weightstats import DescrStatsW

    t = frame(data).dropna(subset=["x", "n"])
    if len(t) < 3 or t.x.std() < 1 or t.n.std() < 1:
        return
    query = Query(source="t", measures=(out("r", Agg(agg="corr", of=col("x"), by=col("n"))),))
    wanted = DescrStatsW(t[["x", "n"]].to_numpy(), weights=t.w.to_numpy()).corrcoef[0, 1]
    assert math.isclose(ask(data, query, weighted=True)[0][0], wanted, rel_tol=1e-6, abs_tol=1e-6)


@QUICK
@given(data=rows_of_data)
def test_equal_weights_change_no_statistic(ask: Any, data: Data) -> None:
    level = [(*row[:4], 2.0) for row in data]
    names: tuple[AggName, ...] = ("mean", "std", "mode", "spearman", "rate", "corr")
    of = {"rate": call("gt", col("n"), 0)}
    measures = tuple(
        out(n, Agg(agg=n, of=of.get(n, col("n")), by=col("x") if n in ("spearman", "corr") else None))
        for n in names
    )
    query = Query(source="t", groups=(out("g", col("g")),), measures=measures, order=(Order(by="g"),))
    plain, weighted = ask(level, query), ask(level, query, weighted=True)
    for one, other in zip(itertools.chain(*plain), itertools.chain(*weighted), strict=True):
        if isinstance(one, float) and isinstance(other, float):
            assert math.isclose(one, other, rel_tol=1e-6, abs_tol=1e-5)
        else:
            assert one == other


def test_weights_survive_a_list_of_rows(engine: Engine) -> None:
    data: Data = [("a", 1, 1, 10.0, 1.0), ("a", 1, 1, 20.0, 3.0)]
    inner = Query(source="t", columns=(out("y", call("mul", col("x"), 2)),))
    view = view_of(engine, data, weighted=True)
    assert (
        view.fetch(Query(source=inner, measures=(out("m", Agg(agg="mean", of=col("y"))),))).scalar() == 35.0
    )


# ---- the Query as data ----


def test_a_query_survives_json_and_is_equal_and_hashable() -> None:
    query = Query(
        source=Query(source="t", groups=(out("k", col("k")),), measures=(out("n", Agg(agg="count")),)),
        where=(
            call("gt", col("n"), Scalar(scalar=Query(source="t", measures=(out("m", Agg(agg="count")),)))),
        ),
        groups=(out("band", Bin(bin=col("n"), edges=(1, 2))),),
        measures=(out("rows", Agg(agg="count")), out("s", Over(over="share", of="rows"))),
    )
    again = Query.model_validate(query.canonical())
    assert again == query and hash(again) == hash(query) and again.base == "t"


def test_a_misspelt_query_fails_loudly() -> None:
    with pytest.raises(ValidationError):
        Query.model_validate({"source": "t", "grups": []})


def test_bands_need_one_rule_and_rising_edges() -> None:
    with pytest.raises(ValidationError, match="exactly one"):
        Bin(bin=col("x"))
    with pytest.raises(ValidationError, match="rise"):
        Bin(bin=col("x"), edges=(2, 1))


def test_walking_an_expression_meets_every_column_once() -> None:
    expr = call("add", col("a"), call("mul", col("b"), col("a")))
    assert columns_of(expr) == ("a", "b") and len(list(walk(expr))) == 5


VALUES = (1.5, 2.0, 2.5, 4.0, 4.5, 9.0, 30.0)


def test_the_shape_of_a_distribution_agrees_with_pandas(ask: Any) -> None:
    data: Data = [("a" if i < 5 else "b", 1, None, x, 1.0) for i, x in enumerate(VALUES)]
    shape = tuple(out(name, Agg(agg=name, of=col("x"))) for name in ("skew", "kurt"))  # type: ignore[arg-type]
    known = pd.Series(VALUES)
    assert ask(data, Query(source="t", measures=shape))[0] == pytest.approx((known.skew(), known.kurt()))
    by = Query(source="t", groups=(out("g", col("g")),), measures=shape)
    first = known[:5]
    assert ask(data, by)[0] == ("a", pytest.approx(first.skew()), pytest.approx(first.kurt()))
    assert ask(data, by)[1] == ("b", None, None), "two values have no shape"


def test_a_weighted_shape_is_that_of_the_rows_stood_for(ask: Any) -> None:
    from scipy.stats import kurtosis, skew

    weights = (3.0, 1.0, 2.0, 2.0, 1.0, 4.0, 1.0)
    data: Data = [("a", 1, None, x, w) for x, w in zip(VALUES, weights, strict=True)]
    whole = np.repeat(VALUES, [int(w) for w in weights])
    shape = tuple(out(name, Agg(agg=name, of=col("x"))) for name in ("skew", "kurt"))  # type: ignore[arg-type]
    got = ask(data, Query(source="t", measures=shape), weighted=True)[0]
    assert got == pytest.approx((skew(whole), kurtosis(whole)))


def test_what_never_varies_has_no_shape(ask: Any) -> None:
    data: Data = [("a", 1, None, 2.0, w) for w in (1.0, 2.0, 1.5, 1.0)]
    shape = tuple(out(name, Agg(agg=name, of=col("x"))) for name in ("skew", "kurt"))  # type: ignore[arg-type]
    assert ask(data, Query(source="t", measures=shape))[0] == (None, None)
    assert ask(data, Query(source="t", measures=shape), weighted=True)[0] == (None, None)
