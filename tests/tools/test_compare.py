"""Comparisons: the difference with its interval, the effect, and what may not be said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from data.dataset import Dataset
from data.errors import InvalidQuery, Unsupported
from data.query import Agg, Bin, Expr, MeasureRef, Out, Query, call, col
from data.work import Work
from tools._result import Result
from tools._tool import Segment
from tools.compare import CompareArgs, compare
from tools.segment import SegmentArgs, segment

INCOME = Out(name="average income", expr=Agg(agg="mean", of=col("income")))
CITY = Out(name="city", expr=col("city"))
PLAN = Out(name="plan", expr=col("plan"))


def run(dataset: Any, *, view: Any = None, **args: Any) -> Result:
    view = view or dataset.view()
    return compare(CompareArgs(source=args.pop("source", "customers"), **args), view, Work())


def fact(result: Result, name: str) -> Any:
    return next(f for f in result.facts if f.id == name)


def columns(dataset: Any, *names: str) -> dict[str, np.ndarray]:
    from data.query import Query

    query = Query(source="customers", columns=tuple(Out(name=n, expr=col(n)) for n in names))
    got: dict[str, np.ndarray] = dataset.view().arrays(query)
    return got


def test_two_groups_agree_with_scipy(customers: Any) -> None:
    from scipy.stats import ttest_ind

    got = columns(customers, "income", "plan")
    basic, plus = got["income"][got["plan"] == "basic"], got["income"][got["plan"] == "plus"]
    expected = ttest_ind(basic, plus, equal_var=False)
    result = run(customers, measure=INCOME, dimension=PLAN)
    gap = fact(result, "difference")
    assert gap.value == pytest.approx(basic.mean() - plus.mean())
    interval = expected.confidence_interval(0.95)
    assert (gap.low, gap.high) == pytest.approx((interval.low, interval.high))
    assert fact(result, "p").value == pytest.approx(expected.pvalue)
    assert {"n_a", "n_b", "median_a", "median_b", "effect"} <= {f.id for f in result.facts}


def test_shares_have_newcombes_interval(customers: Any) -> None:
    from statsmodels.stats.proportion import confint_proportions_2indep

    rate = Out(name="share over 45", expr=Agg(agg="rate", of=call("gt", col("age"), 45)))
    got = columns(customers, "age", "plan")
    over, basic = got["age"] > 45, got["plan"] == "basic"
    counts = [int((over & basic).sum()), int(basic.sum()), int((over & ~basic).sum()), int((~basic).sum())]
    gap = fact(run(customers, measure=rate, dimension=PLAN), "difference")
    expected = confint_proportions_2indep(*counts, method="newcomb", compare="diff", correction=False)
    assert (gap.low, gap.high) == pytest.approx(expected)
    assert gap.unit == "points"


def test_a_median_is_compared_as_a_median(customers: Any) -> None:
    got = columns(customers, "spend", "plan")
    median = Out(name="median spend", expr=Agg(agg="median", of=col("spend")))
    result = run(customers, measure=median, dimension=PLAN)
    basic = got["plan"] == "basic"
    assert fact(result, "a").value == pytest.approx(np.median(got["spend"][basic]))
    assert fact(result, "difference").value == pytest.approx(
        np.median(got["spend"][basic]) - np.median(got["spend"][~basic])
    )


def test_several_groups_get_a_line_each_with_an_interval(customers: Any) -> None:
    result = run(customers, measure=INCOME, dimension=CITY)
    assert result.table is not None and len(result.table.rows) == 3
    assert result.table.columns == ("city", "average income", "low", "high", "median", "n")
    means = [row[1] for row in result.table.rows]
    assert means == sorted(means, reverse=True)
    assert result.headline is not None and result.headline.value == result.table.rows[0][0]
    assert "unclear" in result.flags


def test_sums_are_compared_by_head(customers: Any) -> None:
    total = Out(name="total spend", expr=Agg(agg="sum", of=col("spend")))
    result = run(customers, measure=total, dimension=PLAN)
    assert result.words["measure"] == "average spend"


def test_a_population_is_compared_with_the_rest(customers: Any) -> None:
    where: tuple[Expr, ...] = (call("eq", col("city"), "Hull"),)
    result = run(customers, measure=INCOME, where=where)
    assert (fact(result, "n_a").value, fact(result, "n_b").value) == (20, 40)


def test_traits_of_two_segments_are_scanned_with_corrected_p(customers: Any) -> None:
    view = customers.view()
    made = segment(SegmentArgs(source="customers", k=2, columns=("income",)), view, Work()).artifacts[0]
    sides = {"segment": Segment(step="segment", label="1"), "versus": Segment(step="segment", label="2")}
    result = run(customers, view=view.with_artifacts(made), **sides)
    assert result.headline is not None and result.headline.value in ("income", "age", "spend")
    assert fact(result, "tested").value >= 5
    assert result.table is not None and result.table.columns[-3] == "adjusted p"


def test_a_segment_alone_is_compared_with_the_rest(customers: Any) -> None:
    view = customers.view()
    made = segment(SegmentArgs(source="customers", k=3, columns=("income",)), view, Work()).artifacts[0]
    result = run(
        customers, view=view.with_artifacts(made), segment=Segment(step="segment", label="1"), measure=INCOME
    )
    assert fact(result, "n_a").value + fact(result, "n_b").value == 60
    assert result.words["b"] == "the rest"


def test_too_few_rows_withhold_the_difference(customers: Any) -> None:
    where: tuple[Expr, ...] = (call("lt", col("age"), 25),)
    result = run(customers, measure=INCOME, where=where)
    assert result.headline is None and not any(f.id == "difference" for f in result.facts)
    assert any(c.code == "too_few" for c in result.caveats)
    assert fact(result, "n_a").value == 5


def test_every_comparison_says_that_it_is_no_proof_of_a_cause(customers: Any) -> None:
    assert any(c.code == "association" for c in run(customers, measure=INCOME, dimension=CITY).caveats)


def test_a_measure_without_a_value_for_each_row_is_refused(customers: Any) -> None:
    count = Out(name="cities", expr=Agg(agg="distinct", of=col("city")))
    with pytest.raises(Unsupported, match="no value for each row"):
        run(customers, measure=count, dimension=PLAN)


def test_a_comparison_needs_two_groups(customers: Any) -> None:
    with pytest.raises(Unsupported, match="two groups"):
        run(customers, measure=INCOME)
    with pytest.raises(Unsupported, match="only one group"):
        run(customers, measure=INCOME, dimension=CITY, where=(call("eq", col("city"), "Hull"),))


def test_a_table_is_not_compared_with_itself(customers: Any) -> None:
    with pytest.raises(InvalidQuery):
        run(customers, measure=INCOME, against="customers")


@pytest.fixture(scope="module")
def both(shared_data: Path) -> Any:
    return Dataset.open(shared_data / "SCFP2019.csv.gz", shared_data / "Car_Purchasing_Data.csv")


AGE_BANDS = Out(
    name="age group",
    expr=Bin(
        bin=col("Age"),
        edges=(35, 45, 55, 65, 75),
        labels=("under 35", "35-44", "45-54", "55-64", "65-74", "75 or older"),
    ),
)


def test_customers_are_compared_with_a_weighted_population(both: Any) -> None:
    result = run(both, source="Car_Purchasing_Data", against="SCFP2019", dimension=AGE_BANDS)
    assert result.headline is not None and result.headline.value == "45-54"
    index = {f.row: f.value for f in result.facts if f.id.startswith("index.")}
    assert index["45-54"] == pytest.approx(232, abs=1) and index["under 35"] == pytest.approx(34, abs=1)
    assert sum(f.value for f in result.facts if f.id.startswith("theirs.")) == pytest.approx(1)
    assert fact(result, "n_b").value < 5777


def test_bands_without_borders_get_round_ones_that_hold_for_both(both: Any) -> None:
    age = Out(name="age group", expr=Bin(bin=col("Age"), width=10))
    result = run(both, source="Car_Purchasing_Data", against="SCFP2019", dimension=age)
    assert result.table is not None
    ours, theirs = ([row[i] for row in result.table.rows] for i in (1, 2))
    assert sum(ours) == pytest.approx(1) and sum(theirs) == pytest.approx(1)
    assert "bands_chosen" in {c.code for c in result.caveats}


def test_segments_shared_with_a_population_are_learnt_on_it_by_weight(both: Any) -> None:
    args: dict[str, Any] = {"against": "SCFP2019", "segments": 4, "columns": ("Age", "Annual Salary")}
    result = run(both, source="Car_Purchasing_Data", **args)
    assert result.table is not None and len(result.table.rows) == 4
    assert sum(row[1] for row in result.table.rows) == pytest.approx(1)
    shares = [row[2] for row in result.table.rows]
    assert sum(shares) == pytest.approx(1) and max(shares) < 0.5, "no segment of the rich takes all"
    again = compare(CompareArgs(source="Car_Purchasing_Data", **args), both.view(), Work(seed=8))
    assert again.table is not None
    assert sorted(r[2] for r in again.table.rows) == pytest.approx(sorted(shares), abs=0.02)


def test_tables_without_numbers_in_common_share_no_segments(both: Any) -> None:
    with pytest.raises(Unsupported, match="no numbers like"):
        run(both, source="Car_Purchasing_Data", against="SCFP2019", segments=3, columns=("Gender",))


def test_the_weighted_median_of_the_population_is_used(both: Any) -> None:
    salary = Out(name="median salary", expr=Agg(agg="median", of=col("Annual Salary")))
    result = run(both, source="Car_Purchasing_Data", against="SCFP2019", measure=salary)
    assert fact(result, "a").value == pytest.approx(62_915, rel=0.001)
    assert fact(result, "b").value == pytest.approx(59_051, rel=0.001)
    assert fact(result, "relative").value == pytest.approx(0.0654, abs=0.001)


def test_weighted_means_count_families_not_rows(both: Any) -> None:
    income = Out(name="average income", expr=Agg(agg="mean", of=col("INCOME")))
    result = run(both, source="SCFP2019", measure=income, where=(call("le", col("NVEHIC"), 1),))
    a, b = fact(result, "a"), fact(result, "b")
    share = 62_156_474 / 128_642_431
    assert share * a.value + (1 - share) * b.value == pytest.approx(106_251, rel=0.001)


def test_copies_of_a_family_do_not_narrow_a_difference(both: Any) -> None:
    """Welch by hand: Kish's number of families on each side, which five copies of each do not raise."""
    income = Out(name="average income", expr=Agg(agg="mean", of=col("INCOME")))
    few = call("le", col("NVEHIC"), 1)
    result = run(both, source="SCFP2019", measure=income, where=(few,))
    variance = 0.0
    for where in (few, call("gt", col("NVEHIC"), 1)):
        columns = tuple(Out(name=n, expr=col(n)) for n in ("INCOME", "WGT"))
        got = both.view().arrays(Query(source="SCFP2019", where=(where,), columns=columns))
        x, w = got["INCOME"].astype(float), got["WGT"].astype(float)
        spread = np.average((x - np.average(x, weights=w)) ** 2, weights=w)
        variance += spread / (w.sum() ** 2 / (w**2).sum() / 5)
    gap = fact(result, "difference")
    assert (gap.high - gap.low) / 2 == pytest.approx(1.96 * variance**0.5, rel=0.005)


def test_a_rate_of_the_catalog_is_compared_as_a_share(shared_data: Path) -> None:
    dataset = Dataset.open(shared_data / "marketing_campaign.csv")
    rate = Out(name="response rate", expr=MeasureRef(measure="response_rate"))
    result = run(dataset, source=dataset.catalog.main, measure=rate, where=(call("gt", col("age"), 50),))
    assert fact(result, "a").unit == "share" and fact(result, "a").value == pytest.approx(0.1457, abs=0.001)
