"""The statistics agree with scipy and statsmodels, and say None where there is nothing to say."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tools import _stats as stats

RNG = np.random.default_rng(7)
A = RNG.lognormal(3, 0.7, 80)
B = RNG.lognormal(3.2, 0.4, 55)


def test_welch_agrees_with_scipy() -> None:
    from scipy import stats as scipy_stats

    expected = scipy_stats.ttest_ind(A, B, equal_var=False)
    interval = expected.confidence_interval(0.95)
    got = stats.welch(A, B)
    assert got.p == pytest.approx(expected.pvalue)
    assert (got.low, got.high) == pytest.approx((interval.low, interval.high))
    assert got.value == pytest.approx(A.mean() - B.mean())


def test_the_mean_interval_agrees_with_statsmodels() -> None:
    from statsmodels.stats.weightstats import DescrStatsW

    got = stats.mean_interval(A)
    assert (got.low, got.high) == pytest.approx(DescrStatsW(A).tconfint_mean(0.05))


@pytest.mark.parametrize(("hits", "n"), [(0, 10), (10, 10), (3, 17), (150, 1000), (1, 1)])
def test_wilson_agrees_with_statsmodels(hits: int, n: int) -> None:
    from statsmodels.stats.proportion import proportion_confint

    got = stats.wilson(hits, n)
    assert (got.low, got.high) == pytest.approx(proportion_confint(hits, n, method="wilson"), abs=1e-12)


@pytest.mark.parametrize(
    ("a", "n", "b", "m"), [(56, 70, 48, 80), (0, 10, 0, 20), (10, 10, 0, 20), (9, 10, 3, 10)]
)
def test_newcombe_agrees_with_statsmodels(a: int, n: int, b: int, m: int) -> None:
    from statsmodels.stats.proportion import confint_proportions_2indep

    got = stats.newcombe(a, n, b, m)
    expected = confint_proportions_2indep(a, n, b, m, method="newcomb", compare="diff", correction=False)
    assert (got.low, got.high) == pytest.approx(expected, abs=1e-9)


def test_the_test_of_two_shares_agrees_with_statsmodels() -> None:
    from statsmodels.stats.proportion import proportion_effectsize, proportions_ztest

    got = stats.newcombe(56, 70, 48, 80)
    assert got.p == pytest.approx(proportions_ztest([56, 48], [70, 80])[1])
    assert got.effect == pytest.approx(proportion_effectsize(56 / 70, 48 / 80))


def test_chi_square_and_cramers_v_agree_with_scipy() -> None:
    from scipy.stats import chi2_contingency
    from scipy.stats.contingency import association

    table = np.array([[12, 30, 7], [25, 8, 19]])
    expected = chi2_contingency(table, correction=False)
    got = stats.chi_square(table)
    assert got == pytest.approx((expected.statistic, expected.pvalue, expected.dof))
    assert stats.cramers_v(table) == pytest.approx(association(table, method="cramer"))


def test_benjamini_hochberg_agrees_with_scipy_and_skips_what_was_not_tested() -> None:
    from scipy.stats import false_discovery_control

    p = [0.04, 0.001, 0.2, 0.03, 0.03, 1.0]
    assert stats.benjamini_hochberg(p) == pytest.approx(list(false_discovery_control(p)))
    with_gap = stats.benjamini_hochberg([0.04, None, 0.001])
    assert with_gap[1] is None
    assert [with_gap[0], with_gap[2]] == pytest.approx(list(false_discovery_control([0.04, 0.001])))


def test_skewness_and_ranks_agree_with_scipy() -> None:
    from scipy.stats import rankdata, skew

    assert stats.skewness(A) == pytest.approx(skew(A))
    ties = np.array([3.0, 1, 3, 2, 2, 2])
    assert stats.mid_ranks(ties) == pytest.approx(rankdata(ties))


def test_equal_weights_change_nothing() -> None:
    w = np.full(A.size, 3.7)
    plain, weighted = stats.mean_interval(A), stats.mean_interval(A, w)
    assert (weighted.value, weighted.low, weighted.high) == pytest.approx(
        (plain.value, plain.low, plain.high)
    )
    assert stats.kish(w) == pytest.approx(A.size)


def test_whole_weights_give_the_mean_and_median_of_repeated_rows() -> None:
    x, w = np.array([1.0, 5, 9, 20]), np.array([4, 1, 2, 3])
    repeated = np.repeat(x, w)
    assert stats.mean(x, w) == pytest.approx(repeated.mean())
    assert stats.quantile(x, 0.25, w) == pytest.approx(np.quantile(repeated, 0.25, method="inverted_cdf"))


def test_implicates_widen_the_interval_as_if_there_were_fewer_rows() -> None:
    fives = np.tile(A, 5)
    narrow, honest = stats.mean_interval(fives), stats.mean_interval(fives, implicates=5)
    alone = stats.mean_interval(A)
    assert honest.high is not None and narrow.high is not None and alone.high is not None
    assert narrow.high < honest.high
    assert honest.high == pytest.approx(alone.high, rel=0.01)


def test_the_median_interval_covers_the_true_median_about_as_often_as_it_says() -> None:
    rng = np.random.default_rng(0)
    hits = 0
    for _ in range(400):
        got = stats.median_interval(rng.exponential(1.0, 60))
        assert got.low is not None and got.high is not None
        hits += got.low <= math.log(2) <= got.high
    assert 0.91 <= hits / 400 <= 0.98


@pytest.mark.parametrize("values", [[], [math.nan, math.nan], [math.inf]])
def test_nothing_known_gives_none(values: list[float]) -> None:
    assert stats.mean(values) is None and stats.quantile(values, 0.5) is None
    got = stats.mean_interval(values)
    assert (got.value, got.low, got.n) == (None, None, 0)
    assert stats.welch(values, A).value is None
    assert stats.skewness(values) == 0


def test_one_row_has_a_mean_but_no_interval() -> None:
    got = stats.mean_interval([4.0])
    assert (got.value, got.low, got.high, got.n) == (4.0, None, None, 1)
    assert stats.welch([4.0], A).low is None


def test_equal_values_have_an_interval_of_no_width() -> None:
    got = stats.mean_interval([2.0, 2.0, 2.0])
    assert (got.low, got.high) == (2.0, 2.0)
    same = stats.welch([2.0, 2.0], [2.0, 2.0, 2.0])
    assert (same.value, same.p, same.effect) == (0.0, 1.0, 0.0)
    apart = stats.welch([3.0, 3.0], [2.0, 2.0, 2.0])
    assert (apart.value, apart.p, apart.effect) == (1.0, 0.0, None)


def test_missing_and_infinite_values_are_left_out() -> None:
    assert stats.mean([1.0, math.nan, 3.0, -math.inf]) == 2.0
    assert stats.welch([1.0, math.nan, 3.0], [2.0, 4.0]).n_a == 2


def test_negative_values_and_zeros_are_values() -> None:
    assert stats.mean([-3.0, 0.0, 3.0]) == 0.0
    assert stats.quantile([-3.0, 0.0, 3.0], 0.5) == 0.0


def test_a_table_of_one_line_has_no_association() -> None:
    assert stats.chi_square([[3, 4]]) == (0.0, 1.0, 0)
    assert stats.cramers_v([[3, 0], [4, 0]]) == 0.0


def test_no_rows_have_no_share() -> None:
    assert stats.wilson(0, 0).value is None
    assert stats.newcombe(0, 0, 1, 2).value is None
    assert stats.share_interval(np.array([], dtype=bool)).value is None


def test_equal_values_get_equal_scores() -> None:
    orders = np.array([1.0] * 60 + [2.0] * 20 + [3.0] * 20)
    scores = stats.score_fifths(orders)
    assert all(len(set(scores[orders == v].tolist())) == 1 for v in (1.0, 2.0, 3.0))


def test_scores_are_fifths_and_recency_is_good_when_low() -> None:
    days = np.arange(100.0)
    scores = stats.score_fifths(days, high_is_good=False)
    assert np.bincount(scores)[1:].tolist() == [20, 20, 20, 20, 20]
    assert scores[0] == 5 and scores[-1] == 1


@given(st.lists(st.integers(-5, 5), min_size=1, max_size=60), st.booleans())
@settings(max_examples=60, deadline=None)
def test_scores_follow_the_order_of_the_values(values: list[int], high_is_good: bool) -> None:
    x = np.array(values, dtype=float)
    scores = stats.score_fifths(x, high_is_good)
    assert set(scores.tolist()) <= {1, 2, 3, 4, 5}
    order = np.argsort(x)
    steps = np.diff(scores[order])
    assert (steps >= 0).all() if high_is_good else (steps <= 0).all()


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
@settings(max_examples=60, deadline=None)
def test_adjusted_p_values_are_never_smaller_and_keep_the_order(p: list[float]) -> None:
    adjusted = [q for q in stats.benjamini_hochberg(p) if q is not None]
    assert len(adjusted) == len(p)
    assert all(a <= q <= 1 for a, q in zip(p, adjusted, strict=True))
    order = np.argsort(p, kind="stable")
    assert (np.diff(np.array(adjusted)[order]) >= -1e-12).all()


EDGES = {
    "two values": [3.0, 5.0],
    "ties": [1.0, 1.0, 1.0, 2.0, 2.0, 9.0],
    "zeros": [0.0] * 9 + [4.0],
    "negative": [-8.0, -3.5, -1.0, -0.5],
    "both signs": [-1e3, -1.0, 0.0, 1.0, 1e3],
    "huge": [1e70, 2e70, 4e70, 4.5e70],
    "tiny": [1e-70, 2e-70, 4e-70, 4.5e-70],
    "one far out": [*([1.0, 2.0, 3.0] * 5), 1e12],
}


@pytest.mark.parametrize("name", list(EDGES))
def test_figures_at_the_edge_agree_with_scipy_and_statsmodels(name: str) -> None:
    from scipy.stats import rankdata, skew
    from statsmodels.stats.weightstats import DescrStatsW

    values = np.array(EDGES[name])
    whole = DescrStatsW(values)
    got = stats.mean_interval(values)
    assert (got.value, got.low, got.high) == pytest.approx((whole.mean, *whole.tconfint_mean()), rel=1e-9)
    assert stats.sd(values) == pytest.approx(np.std(values, ddof=1), rel=1e-9)
    assert stats.skewness(values) == pytest.approx(skew(values), rel=1e-6, abs=1e-9)
    assert stats.mid_ranks(values) == pytest.approx(rankdata(values))


@pytest.mark.parametrize(
    "counts", [[[10, 0], [0, 10]], [[5, 5], [5, 5]], [[1, 0, 9], [9, 0, 1]], [[1_000_000, 1], [1, 1]]]
)
def test_tables_with_empty_and_full_cells_agree_with_scipy(counts: list[list[int]]) -> None:
    from scipy.stats import chi2_contingency

    table = np.array(counts, dtype=float)
    filled = table[:, table.sum(axis=0) > 0]
    theirs = chi2_contingency(filled, correction=False)
    assert stats.chi2_p(theirs.statistic, theirs.dof) == pytest.approx(theirs.pvalue, abs=1e-12)
    expected = math.sqrt(theirs.statistic / filled.sum() / (min(filled.shape) - 1))
    assert stats.cramers_v(table) == pytest.approx(expected, abs=1e-9)


def test_sums_that_differ_in_their_last_bits_share_a_rank() -> None:
    assert stats.mid_ranks([0.1 + 0.2, 0.3, 0.4]).tolist() == [1.5, 1.5, 3.0]
    apart = [1e-12, 2e-12, 1e18, 1e18 + 1e9, -5.0, 0.0]
    assert stats.mid_ranks(apart).tolist() == [3.0, 4.0, 5.0, 6.0, 1.0, 2.0]
