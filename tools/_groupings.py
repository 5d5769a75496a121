"""Other ways to groups than k-means, on request: a tree of rows joined step by step, and a mixture of clouds.

Both are those of scipy and scikit-learn. They take more time and memory than k-means, so they are learnt on a part of a
large table; all rows are labelled.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from tools._models import nearest, overlap
from tools._stats import Floats, Ints

Way = Literal["hierarchical", "mixture"]
Check = Callable[[float], None]

TREE_ROWS = 2_500
"""Rows that a tree is made of; its memory grows with their square."""
CLOUD_ROWS = 10_000
AGAIN_ROWS, AGAIN = 800, 20
"""Rows and number of the bootstraps that say how well the groups are found again."""
FLOOR = 1e-3
"""The least variance of a cloud: columns of whole numbers would else make clouds without width."""
SURE = 0.8
"""From this chance on a row counts as surely in its cloud."""


@dataclass(frozen=True)
class Grouped:
    """A label 0..k-1 for each row. `sure`: share of the rows whose chance to be in their own cloud is at least SURE."""

    labels: Ints
    learnt: int
    sure: float | None = None


def grouped(way: Way, z: Floats, k: int, seed: int, weights: Floats | None = None) -> Grouped:
    """The k groups of the rows of z, by one of the other ways."""
    rng = np.random.default_rng([seed, k, 11])
    return _made(way, z, k, rng, weights, TREE_ROWS if way == "hierarchical" else CLOUD_ROWS)


def found_again(
    way: Way, z: Floats, labels: Ints, k: int, seed: int, weights: Floats | None, check: Check
) -> float:
    """The least stable group's mean Jaccard over bootstraps, as for k-means (Hennig 2007)."""
    total, seen = np.zeros(k), np.zeros(k)
    for b in range(AGAIN):
        check(b / AGAIN)
        rng = np.random.default_rng([seed, k, 13, b])
        n = min(z.shape[0], AGAIN_ROWS)
        rows = np.unique(rng.choice(z.shape[0], size=n, p=_chances(weights)))
        again = _made(way, z[rows], k, rng, None, n)
        best = overlap(labels[rows], again.labels, k, k)
        total += np.nan_to_num(best)
        seen += np.isfinite(best)
    return float((total / np.maximum(seen, 1)).min())


def _chances(weights: Floats | None) -> Floats | None:
    return None if weights is None else weights / weights.sum()


def _drawn(n: int, most: int, rng: np.random.Generator, weights: Floats | None) -> Ints:
    """The rows to learn from: all of a small table; of a survey as many of each kind as there are people."""
    if n <= most and weights is None:
        return np.arange(n)
    return np.sort(rng.choice(n, size=min(n, most), replace=weights is not None, p=_chances(weights)))


def _made(
    way: Way, z: Floats, k: int, rng: np.random.Generator, weights: Floats | None, most: int
) -> Grouped:
    """The groups, learnt on at most so many rows."""
    return (_tree if way == "hierarchical" else _clouds)(z, k, rng, weights, most)


def _tree(z: Floats, k: int, rng: np.random.Generator, weights: Floats | None, most: int) -> Grouped:
    """Rows joined one after the other so that the spread within groups grows least (Ward 1963), cut at k groups."""
    from scipy.cluster.hierarchy import cut_tree, linkage

    rows = _drawn(z.shape[0], most, rng, weights)
    cut = cut_tree(linkage(z[rows], method="ward"), n_clusters=k)[:, 0].astype(np.int64)
    if rows.size == z.shape[0] and weights is None:
        return Grouped(cut, rows.size)
    centres = np.vstack([z[rows][cut == i].mean(axis=0) for i in range(int(cut.max()) + 1)])
    return Grouped(nearest(z, centres), rows.size)


def _clouds(z: Floats, k: int, rng: np.random.Generator, weights: Floats | None, most: int) -> Grouped:
    """Gaussian clouds, each of its own width and direction; a row is in the one that it most likely comes from."""
    from sklearn.mixture import GaussianMixture

    rows = _drawn(z.shape[0], most, rng, weights)
    starts = 3 if rows.size > AGAIN_ROWS else 1
    model: Any = GaussianMixture(
        k, n_init=starts, reg_covar=FLOOR, random_state=int(rng.integers(2**31)), max_iter=200
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a start that has not settled is no better than its likelihood says
        model.fit(z[rows])
    chances = model.predict_proba(z)
    sure = float((chances.max(axis=1) >= SURE).mean())
    return Grouped(chances.argmax(axis=1).astype(np.int64), rows.size, sure)
