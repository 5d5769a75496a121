"""Statistical tests as plain functions on numpy arrays: a statistic, its p-value, and how large the effect is.

All values must be known (finite). scipy.stats is imported on first need; what it defines by default holds here:
two-sided p-values, exact small-sample forms where there are no ties, Yates's correction in tables of two by two.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from tools._stats import cohens_d, cramers_v, mid_ranks, t_of, t_p, z_of

Floats = npt.NDArray[np.float64]
Side = Literal["two-sided", "greater", "less"]


@dataclass(frozen=True)
class Outcome:
    """What a test found. `symbol` is the statistic's usual letter, `value` a difference or correlation in its unit."""

    statistic: float | None
    symbol: str
    p: float | None
    df: tuple[float, ...] = ()
    effect: float | None = None
    effect_name: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None


def _run(name: str, *values: Any, **settings: Any) -> Any:
    """A function of scipy.stats. It warns of few or constant values, which the caller tells in its own words."""
    from scipy import stats

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return getattr(stats, name)(*values, **settings)


def _finite(value: Any) -> float | None:
    number = float(value)
    return number if math.isfinite(number) else None


# ---------------------------------------------------------------- two groups


def t_test(
    a: Floats, b: Floats, equal: bool = False, side: Side = "two-sided", level: float = 0.95
) -> Outcome:
    """Difference of two means: Welch's test, or Student's with `equal` variances; Cohen's d."""
    found = _run("ttest_ind", a, b, equal_var=equal, alternative=side)
    gap, df = float(np.mean(a) - np.mean(b)), float(found.df)
    t = _finite(found.statistic)
    se = abs(gap / t) if t else None
    half = t_of(level, df) * se if se is not None else None
    low, high = (gap - half, gap + half) if half is not None else (None, None)
    return Outcome(t, "t", _finite(found.pvalue), (df,), cohens_d(a, b), "Cohen's d", gap, low, high)


def paired_t(a: Floats, b: Floats, side: Side = "two-sided", level: float = 0.95) -> Outcome:
    """Mean of the differences within pairs against zero; d of the differences."""
    return one_sample_t(a - b, 0.0, side, level)


def one_sample_t(x: Floats, against: float, side: Side = "two-sided", level: float = 0.95) -> Outcome:
    """Mean against a given value; the difference in standard deviations as effect."""
    found = _run("ttest_1samp", x, against, alternative=side)
    gap, spread, df = float(np.mean(x)) - against, float(np.std(x, ddof=1)), x.size - 1
    half = t_of(level, df) * spread / math.sqrt(x.size)
    effect = gap / spread if spread > 0 else None
    return Outcome(
        _finite(found.statistic), "t", _finite(found.pvalue), (float(df),), effect, "Cohen's d", gap, gap - half, gap + half
    )  # fmt: skip


def mann_whitney(a: Floats, b: Floats, side: Side = "two-sided") -> Outcome:
    """Whether values of one group tend to be larger; the rank-biserial correlation as effect."""
    found = _run("mannwhitneyu", a, b, alternative=side)
    u = float(found.statistic)
    return Outcome(
        u, "U", _finite(found.pvalue), (), 2 * u / (a.size * b.size) - 1, "rank-biserial correlation"
    )


def wilcoxon(a: Floats, b: Floats, side: Side = "two-sided") -> Outcome:
    """Signed ranks of the differences within pairs; the share of ranks above less that below as effect."""
    gaps = (a - b)[a != b]
    found = _run("wilcoxon", a, b, alternative=side)
    ranks = mid_ranks(np.abs(gaps))
    effect = float(np.sum(ranks * np.sign(gaps)) / np.sum(ranks)) if gaps.size else None
    return Outcome(
        float(found.statistic), "W", _finite(found.pvalue), (), effect, "rank-biserial correlation"
    )


def kolmogorov_smirnov(a: Floats, b: Floats, side: Side = "two-sided") -> Outcome:
    """The largest distance between two distribution functions."""
    found = _run("ks_2samp", a, b, alternative=side)
    return Outcome(float(found.statistic), "D", _finite(found.pvalue))


# ---------------------------------------------------------------- several groups


def anova(groups: Sequence[Floats]) -> Outcome:
    """One-way analysis of variance; eta squared as effect."""
    found = _run("f_oneway", *groups)
    every = np.concatenate(groups)
    between = float(sum(g.size * (np.mean(g) - np.mean(every)) ** 2 for g in groups))
    total = float(np.sum((every - np.mean(every)) ** 2))
    df = (float(len(groups) - 1), float(every.size - len(groups)))
    return Outcome(
        _finite(found.statistic), "F", _finite(found.pvalue), df, between / total if total > 0 else None, "eta squared"
    )  # fmt: skip


def kruskal(groups: Sequence[Floats]) -> Outcome:
    """Kruskal-Wallis on ranks; eta squared of the ranks as effect."""
    found = _run("kruskal", *groups)
    n, k, h = sum(g.size for g in groups), len(groups), float(found.statistic)
    effect = max(0.0, (h - k + 1) / (n - k)) if n > k else None
    return Outcome(h, "H", _finite(found.pvalue), (float(k - 1),), effect, "eta squared of the ranks")


def levene(groups: Sequence[Floats]) -> Outcome:
    """Equality of variances by distances from the medians (Brown and Forsythe)."""
    found = _run("levene", *groups, center="median")
    df = (float(len(groups) - 1), float(sum(g.size for g in groups) - len(groups)))
    return Outcome(_finite(found.statistic), "W", _finite(found.pvalue), df)


def bartlett(groups: Sequence[Floats]) -> Outcome:
    """Equality of variances of normally distributed groups."""
    found = _run("bartlett", *groups)
    return Outcome(_finite(found.statistic), "T", _finite(found.pvalue), (float(len(groups) - 1),))


# ---------------------------------------------------------------- tables of counts


def chi_squared(counts: Floats, correct: bool = True) -> Outcome:
    """Independence of two kinds; Cramér's V as effect. `correct`: Yates's correction of tables of two by two."""
    found = _run("chi2_contingency", counts, correction=correct)
    return Outcome(
        float(found.statistic), "chi-squared", _finite(found.pvalue), (float(found.dof),), cramers_v(counts), "Cramér's V"
    )  # fmt: skip


def least_expected(counts: Floats) -> float:
    """The smallest count that independence would make one expect in a cell."""
    return float(np.min(np.outer(counts.sum(axis=1), counts.sum(axis=0)) / counts.sum()))


def fisher_exact(counts: Floats, side: Side = "two-sided") -> Outcome:
    """Fisher's exact test of a table of two by two; the odds ratio as effect."""
    found = _run("fisher_exact", counts, alternative=side)
    odds = _finite(found.statistic)
    return Outcome(odds, "odds ratio", _finite(found.pvalue), (), odds, "odds ratio")


# ---------------------------------------------------------------- one column


def shapiro(x: Floats) -> Outcome:
    """Shapiro and Wilk's test of normality."""
    found = _run("shapiro", x)
    return Outcome(float(found.statistic), "W", _finite(found.pvalue))


def dagostino(x: Floats) -> Outcome:
    """D'Agostino and Pearson's test of normality, from skewness and kurtosis."""
    found = _run("normaltest", x)
    return Outcome(_finite(found.statistic), "K squared", _finite(found.pvalue), (2.0,))


def jarque_bera(x: Floats) -> Outcome:
    """Jarque and Bera's test of normality, from skewness and kurtosis."""
    found = _run("jarque_bera", x)
    return Outcome(_finite(found.statistic), "JB", _finite(found.pvalue), (2.0,))


# ---------------------------------------------------------------- two columns


def pearson(x: Floats, y: Floats, side: Side = "two-sided", level: float = 0.95) -> Outcome:
    """Pearson's correlation with Fisher's interval."""
    found = _run("pearsonr", x, y, alternative=side)
    r = float(found.statistic)
    low, high = _around(r, x.size, level)
    return Outcome(r, "r", _finite(found.pvalue), (float(x.size - 2),), r, "correlation", r, low, high)


def spearman(x: Floats, y: Floats, side: Side = "two-sided") -> Outcome:
    """Spearman's rank correlation."""
    found = _run("spearmanr", x, y, alternative=side)
    r = float(found.statistic)
    return Outcome(r, "rho", _finite(found.pvalue), (), r, "correlation", r)


def kendall(x: Floats, y: Floats, side: Side = "two-sided") -> Outcome:
    """Kendall's tau-b."""
    found = _run("kendalltau", x, y, alternative=side)
    r = float(found.statistic)
    return Outcome(r, "tau", _finite(found.pvalue), (), r, "correlation", r)


def partial(x: Floats, y: Floats, others: Floats, level: float = 0.95) -> Outcome:
    """Correlation of what the other columns (rows by columns) leave unexplained of both; p by Student's t."""
    design = np.column_stack([np.ones(x.size), others])
    left = [v - design @ np.linalg.lstsq(design, v, rcond=None)[0] for v in (x, y)]
    spread = [float(v @ v) for v in left]
    whole = [float(np.sum((v - np.mean(v)) ** 2)) for v in (x, y)]
    if any(s <= 1e-12 * max(w, 1e-300) for s, w in zip(spread, whole, strict=True)):
        return Outcome(None, "r", None)  # the controls explain one side whole
    r = max(-1.0, min(1.0, float(left[0] @ left[1]) / math.sqrt(spread[0] * spread[1])))
    df = x.size - 2 - others.shape[1]
    p = (t_p(r * math.sqrt(df / (1 - r * r)), df) if abs(r) < 1 else 0.0) if df > 0 else None
    low, high = _around(r, x.size - others.shape[1], level)
    return Outcome(r, "r", p, (float(df),), r, "correlation", r, low, high)


def _around(r: float, n: int, level: float) -> tuple[float | None, float | None]:
    """Fisher's interval: atanh r is about normal with variance 1 / (n - 3)."""
    if n <= 4 or abs(r) >= 1:
        return None, None
    half = z_of(level) / math.sqrt(n - 3)
    return math.tanh(math.atanh(r) - half), math.tanh(math.atanh(r) + half)
