"""Estimates, intervals, tests and effect sizes, as plain functions on numpy arrays.

All of them leave out missing values (nan) and infinities, and say None where a figure cannot be had (an
interval
from one value). Only scipy.special is used, on first need. `weights` are survey weights: shares and means use
them, and uncertainty uses Kish's effective number of rows.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Estimate:
    """A value with its interval, the rows behind it, and its spread (`sd`, in the value's own unit)."""

    value: float | None
    low: float | None
    high: float | None
    n: int
    sd: float | None = None


@dataclass(frozen=True)
class Difference:
    """`a` minus `b` with its interval, the two-sided p, and a unit-free effect size (Cohen's d or h)."""

    value: float | None
    low: float | None
    high: float | None
    p: float | None
    effect: float | None
    n_a: int
    n_b: int


@dataclass(frozen=True)
class Summary:
    """One column in one group: weighted where weights are given; `n` counts rows."""

    n: int
    mean: float | None
    median: float | None
    q1: float | None
    q3: float | None
    sd: float | None
    total: float | None


def known(values: npt.ArrayLike, weights: npt.ArrayLike | None = None) -> tuple[Floats, Floats | None]:
    """The finite values as float64, and the weights that belong to them (rows of weight 0 are left out)."""
    x = np.asarray(values, dtype=np.float64).ravel()
    keep = np.isfinite(x)
    if weights is None:
        return x[keep], None
    w = np.asarray(weights, dtype=np.float64).ravel()
    keep &= np.isfinite(w) & (w > 0)
    return x[keep], w[keep]


def kish(weights: npt.ArrayLike) -> float:
    """Effective number of rows, (sum w)^2 / sum w^2 (Kish 1965); 0 for no weights."""
    w = np.asarray(weights, dtype=np.float64)
    squares = float(np.sum(w * w))
    return float(np.sum(w)) ** 2 / squares if squares > 0 else 0.0


def mean(values: npt.ArrayLike, weights: npt.ArrayLike | None = None) -> float | None:
    """The (weighted) mean of the known values."""
    x, w = known(values, weights)
    if not x.size:
        return None
    return float(np.mean(x)) if w is None else float(np.average(x, weights=w))


def sd(values: npt.ArrayLike, weights: npt.ArrayLike | None = None) -> float | None:
    """Standard deviation with the n - 1 divisor (n_eff - 1 with weights); None below two rows."""
    x, w = known(values, weights)
    if x.size < 2:
        return None
    if w is None:
        return float(np.std(x, ddof=1))
    centre = float(np.average(x, weights=w))
    effective = kish(w)
    if effective <= 1:
        return None
    spread = float(np.average((x - centre) ** 2, weights=w))
    return math.sqrt(spread * effective / (effective - 1))


def quantile(values: npt.ArrayLike, q: float, weights: npt.ArrayLike | None = None) -> float | None:
    """Unweighted: linear interpolation (R type 7). Weighted: the smallest value whose summed weight reaches
    q."""
    x, w = known(values, weights)
    if not x.size:
        return None
    if w is None:
        return float(np.quantile(x, q))
    order = np.argsort(x, kind="stable")
    summed = np.cumsum(w[order])
    # The small slack keeps equal weights from missing their own quantile by rounding.
    place = int(np.searchsorted(summed, q * summed[-1] * (1 - 1e-12)))
    return float(x[order][min(place, x.size - 1)])


def summarise(values: npt.ArrayLike, weights: npt.ArrayLike | None = None) -> Summary:
    """Mean, median, quartiles, spread and (weighted) total of the known values."""
    x, w = known(values, weights)
    total = float(np.sum(x)) if w is None else float(np.sum(x * w))
    return Summary(
        n=int(x.size),
        mean=mean(x, w),
        median=quantile(x, 0.5, w),
        q1=quantile(x, 0.25, w),
        q3=quantile(x, 0.75, w),
        sd=sd(x, w),
        total=total if x.size else None,
    )


def skewness(values: npt.ArrayLike) -> float:
    """Moment skewness g1; 0 where all values are equal or fewer than three are known."""
    x, _ = known(values)
    if x.size < 3:
        return 0.0
    away = x - np.mean(x)
    variance = float(np.mean(away**2))
    return float(np.mean(away**3)) / variance**1.5 if variance > 0 else 0.0


def z_of(level: float) -> float:
    """The two-sided normal quantile of a level (1.96 for 0.95)."""
    return NormalDist().inv_cdf(0.5 + level / 2)


def t_of(level: float, df: float) -> float:
    """The two-sided Student quantile of a level."""
    from scipy.special import stdtrit

    return float(stdtrit(df, 0.5 + level / 2))


def t_p(t: float, df: float) -> float:
    """Two-sided p of a Student t."""
    from scipy.special import stdtr

    return float(2 * stdtr(df, -abs(t)))


def chi2_p(statistic: float, df: int) -> float:
    """Upper tail of the chi-square distribution."""
    from scipy.special import chdtrc

    return float(chdtrc(df, statistic))


def mean_interval(
    values: npt.ArrayLike, weights: npt.ArrayLike | None = None, level: float = 0.95, implicates: int = 1
) -> Estimate:
    """Mean with Student's t interval. With weights the standard error is sd / sqrt(Kish n_eff /
    implicates)."""
    x, w = known(values, weights)
    value, spread = mean(x, w), sd(x, w)
    effective = (float(x.size) if w is None else kish(w)) / implicates
    if value is None or spread is None or effective <= 1:
        return Estimate(value, None, None, int(x.size), spread)
    half = t_of(level, effective - 1) * spread / math.sqrt(effective)
    return Estimate(value, value - half, value + half, int(x.size), spread)


def median_interval(
    values: npt.ArrayLike, weights: npt.ArrayLike | None = None, level: float = 0.95, implicates: int = 1
) -> Estimate:
    """Median with the distribution-free interval between order statistics.

    Normal approximation to the binomial, at Kish's effective number of rows.
    """
    x, w = known(values, weights)
    effective = (float(x.size) if w is None else kish(w)) / implicates
    if effective < 6:  # below that no pair of order statistics covers the level
        return Estimate(quantile(x, 0.5, w), None, None, int(x.size), sd(x, w))
    away = z_of(level) * 0.5 / math.sqrt(effective)
    low, high = quantile(x, max(0.0, 0.5 - away), w), quantile(x, min(1.0, 0.5 + away), w)
    return Estimate(quantile(x, 0.5, w), low, high, int(x.size), sd(x, w))


def difference_of(a: Estimate, b: Estimate) -> Difference:
    """Difference of two independent estimates, their intervals joined (Zou and Donner 2008); no p."""
    if a.value is None or b.value is None:
        return Difference(None, None, None, None, None, a.n, b.n)
    gap = a.value - b.value
    if a.low is None or a.high is None or b.low is None or b.high is None:
        return Difference(gap, None, None, None, None, a.n, b.n)
    low = gap - math.hypot(a.value - a.low, b.high - b.value)
    high = gap + math.hypot(a.high - a.value, b.value - b.low)
    return Difference(gap, low, high, None, None, a.n, b.n)


def wilson(hits: float, n: float, level: float = 0.95) -> Estimate:
    """Share with Wilson's score interval (1927); `hits` and `n` may be effective (weighted) counts."""
    if n <= 0:
        return Estimate(None, None, None, 0)
    share, z = hits / n, z_of(level)
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    low = 0.0 if hits <= 0 else max(0.0, middle - half)
    high = 1.0 if hits >= n else min(1.0, middle + half)
    return Estimate(share, low, high, round(n))


def share_interval(
    mask: npt.ArrayLike, weights: npt.ArrayLike | None = None, implicates: int = 1
) -> Estimate:
    """Share of rows for which `mask` holds, Wilson at the effective number of rows; n counts rows."""
    held = np.asarray(mask, dtype=bool)
    if weights is None:
        n = held.size / implicates
        share = float(held.mean()) if held.size else 0.0
    else:
        w = np.asarray(weights, dtype=np.float64)
        n = kish(w) / implicates
        share = float(np.sum(w[held]) / np.sum(w)) if n > 0 else 0.0
    found = wilson(share * n, n)
    return Estimate(found.value, found.low, found.high, round(held.size / implicates))


def welch(
    a: npt.ArrayLike,
    b: npt.ArrayLike,
    weights_a: npt.ArrayLike | None = None,
    weights_b: npt.ArrayLike | None = None,
    level: float = 0.95,
    implicates_a: int = 1,
    implicates_b: int = 1,
) -> Difference:
    """Difference of two means by Welch (unequal variances), with Cohen's d (pooled sd) as effect."""
    x, wx = known(a, weights_a)
    y, wy = known(b, weights_b)
    mean_x, mean_y = mean(x, wx), mean(y, wy)
    if mean_x is None or mean_y is None:
        return Difference(None, None, None, None, None, int(x.size), int(y.size))
    gap, effect = mean_x - mean_y, cohens_d(x, y, wx, wy)
    sd_x, sd_y = sd(x, wx), sd(y, wy)
    n_x = (float(x.size) if wx is None else kish(wx)) / implicates_a
    n_y = (float(y.size) if wy is None else kish(wy)) / implicates_b
    if sd_x is None or sd_y is None or n_x <= 1 or n_y <= 1:
        return Difference(gap, None, None, None, effect, int(x.size), int(y.size))
    part_x, part_y = sd_x**2 / n_x, sd_y**2 / n_y
    if part_x + part_y == 0:
        return Difference(gap, gap, gap, 1.0 if gap == 0 else 0.0, effect, int(x.size), int(y.size))
    df = (part_x + part_y) ** 2 / (part_x**2 / (n_x - 1) + part_y**2 / (n_y - 1))
    se = math.sqrt(part_x + part_y)
    half = t_of(level, df) * se
    return Difference(gap, gap - half, gap + half, t_p(gap / se, df), effect, int(x.size), int(y.size))


def newcombe(hits_a: float, n_a: float, hits_b: float, n_b: float, level: float = 0.95) -> Difference:
    """Difference of two shares: Newcombe's hybrid score interval (1998, method 10), p of the pooled z test,
    Cohen's h as effect."""
    if n_a <= 0 or n_b <= 0:
        return Difference(None, None, None, None, None, round(n_a), round(n_b))
    a, b = wilson(hits_a, n_a, level), wilson(hits_b, n_b, level)
    share_a, share_b = hits_a / n_a, hits_b / n_b
    low_a, high_a, low_b, high_b = (float(v or 0.0) for v in (a.low, a.high, b.low, b.high))
    gap = share_a - share_b
    low = gap - math.hypot(share_a - low_a, high_b - share_b)
    high = gap + math.hypot(high_a - share_a, share_b - low_b)
    pooled = (hits_a + hits_b) / (n_a + n_b)
    se = math.sqrt(pooled * (1 - pooled) * (1 / n_a + 1 / n_b))
    p = math.erfc(abs(gap) / se / math.sqrt(2)) if se > 0 else 1.0
    return Difference(gap, low, high, p, cohens_h(share_a, share_b), round(n_a), round(n_b))


def cohens_d(
    a: npt.ArrayLike,
    b: npt.ArrayLike,
    weights_a: npt.ArrayLike | None = None,
    weights_b: npt.ArrayLike | None = None,
) -> float | None:
    """Standardised difference of means, by the pooled sd; 0 for two equal constants, None where it has no
    meaning."""
    x, wx = known(a, weights_a)
    y, wy = known(b, weights_b)
    sd_x, sd_y, mean_x, mean_y = sd(x, wx), sd(y, wy), mean(x, wx), mean(y, wy)
    if sd_x is None or sd_y is None or mean_x is None or mean_y is None:
        return None
    n_x = float(x.size) if wx is None else kish(wx)
    n_y = float(y.size) if wy is None else kish(wy)
    pooled = math.sqrt(((n_x - 1) * sd_x**2 + (n_y - 1) * sd_y**2) / (n_x + n_y - 2))
    if pooled == 0:
        return 0.0 if mean_x == mean_y else None
    return (mean_x - mean_y) / pooled


def cohens_h(share_a: float, share_b: float) -> float:
    """Effect size of two shares: difference of 2 arcsin(sqrt(p))."""

    def angle(share: float) -> float:
        return 2 * math.asin(math.sqrt(min(1.0, max(0.0, share))))

    return angle(share_a) - angle(share_b)


def crosstab(a: Sequence[object], b: Sequence[object], weights: npt.ArrayLike | None = None) -> Floats:
    """Counts (or summed weights) of each pair of values; rows and columns in sorted order of their text."""
    _, rows = np.unique(np.asarray([str(v) for v in a]), return_inverse=True)
    _, cols = np.unique(np.asarray([str(v) for v in b]), return_inverse=True)
    shape = (int(rows.max(initial=-1)) + 1, int(cols.max(initial=-1)) + 1)
    w = None if weights is None else np.asarray(weights, dtype=np.float64)
    flat = np.bincount(rows * shape[1] + cols, weights=w, minlength=shape[0] * shape[1])
    return flat.astype(np.float64).reshape(shape)


def chi_square(table: npt.ArrayLike) -> tuple[float, float, int]:
    """Pearson's statistic (no continuity correction), its p and its degrees of freedom; empty lines are
    dropped."""
    counts = np.atleast_2d(np.asarray(table, dtype=np.float64))
    counts = counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0]
    df = (counts.shape[0] - 1) * (counts.shape[1] - 1) if counts.size else 0
    if df <= 0:
        return 0.0, 1.0, 0
    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / counts.sum()
    statistic = float(np.sum((counts - expected) ** 2 / expected))
    return statistic, chi2_p(statistic, df), df


def cramers_v(table: npt.ArrayLike) -> float:
    """Cramer's V, 0 (no association) to 1; 0 where a side has one value."""
    counts = np.atleast_2d(np.asarray(table, dtype=np.float64))
    counts = counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0]
    if counts.size == 0 or min(counts.shape) < 2:
        return 0.0
    statistic, _, _ = chi_square(counts)
    return math.sqrt(statistic / (counts.sum() * (min(counts.shape) - 1)))


def benjamini_hochberg(p: Sequence[float | None]) -> list[float | None]:
    """Adjusted p values (Benjamini and Hochberg 1995) in the given order; None stays None and is not
    counted."""
    at = [i for i, v in enumerate(p) if v is not None and math.isfinite(v)]
    out: list[float | None] = [None] * len(p)
    order = sorted(at, key=lambda i: float(p[i] or 0.0), reverse=True)
    lowest, tests = 1.0, len(at)
    for below, i in enumerate(order):
        lowest = min(lowest, float(p[i] or 0.0) * (tests / (tests - below)))
        out[i] = lowest
    return out


def settled(values: Floats) -> Floats:
    """Values without the last bits, in which the same amounts differ when they are added up in another order."""
    size = np.abs(values)
    usual = (size > 1e-290) & (size < 1e290)
    scale = 10.0 ** (11 - np.floor(np.log10(np.where(usual, size, 1.0))))
    return np.asarray(np.where(usual, np.round(values * scale) / scale, values), dtype=np.float64)


def mid_ranks(values: npt.ArrayLike) -> Floats:
    """Average ranks from 1; equal values share a rank. All values must be known."""
    x = settled(np.asarray(values, dtype=np.float64))
    _, inverse, counts = np.unique(x, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return np.asarray(((ends - counts + 1 + ends) / 2)[inverse], dtype=np.float64)


def score_fifths(values: npt.ArrayLike, high_is_good: bool = True) -> Ints:
    """Scores 1 to 5 by quintiles of the mid-ranks, 5 = best; equal values always get equal scores.

    ceil(5 * mid-rank / n): plain NTILE would give equal customers different scores.
    """
    x = np.asarray(values, dtype=np.float64)
    ranks = mid_ranks(x if high_is_good else -x)
    return np.clip(np.ceil(5 * ranks / max(1, x.size)), 1, 5).astype(np.int64)
