"""Clustering and rules: scaling, k-means, how many clusters, how stable they are, and rules that describe
one.

k-means (Lloyd) and the tree are our own, on numpy: at a few thousand rows hundreds of fits take less time
than the
import of scikit-learn alone (measured 2 to 7 s), against which the tests check them. Everything is
deterministic under (seed, order of rows); callers sort the rows by their key.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from tools._stats import Floats, Ints, skewness

Reals = npt.NDArray[np.floating[Any]]
"""Scaled values: float32 where only the way to a solution or its overlap with another counts (a third faster)."""
Scale = Literal["log-standard", "standard", "min-max"]
Check = Callable[[float], None]

ONE_THREAD_BELOW = 50_000
"""Rows below which several BLAS threads cost more than they give (measured: up to ten times)."""
FIT_ROWS = 20_000
"""Centres are learnt on at most so many rows; all rows are labelled (inertia within 0.04 % of a full fit)."""
STARTS_ROWS = 5_000
STARTS: tuple[tuple[int, float], ...] = ((30, 1e-2), (15, 1e-3), (8, 1e-5))
"""How many starts go on, and how still their centres must be (in mean variances) before they are compared anew.
Ten starts at all left other optima for other seeds (ARI .90)."""
FINISHED = 2
"""So many of those go on with all the rows that are fitted, until none moves."""
STABILITY_ROWS = 2_500
SILHOUETTE_ROWS = 2_400
BOOTSTRAPS, MOST_BOOTSTRAPS = 40, 100
CLOSE_CALL = 0.12
"""Where the first bootstraps leave the least stable cluster this near to STABLE, more are drawn. The
Jaccard of one
bootstrap is either high or low, so the mean of 25 moved from .65 to .90 with the seed (measured)."""
STABLE = 0.75
"""Least mean Jaccard of a cluster that counts as found again (Hennig 2007)."""
LEAST_SHARE, LEAST_ROWS = 0.05, 50
LATEST_START = 4
ABOVE_NULL = 0.05


def _quiet(fraction: float) -> None:
    """A check that nobody needs."""


def _part_of(check: Check, start: float, length: float) -> Check:
    """The check of a step that is only a part of the whole."""
    return lambda fraction: check(start + length * fraction)


@contextmanager
def threads_for(rows: int) -> Iterator[None]:
    """One BLAS thread for small work, all of them for large."""
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1 if rows < ONE_THREAD_BELOW else None):
        yield


# ---------------------------------------------------------------- scaling


@dataclass(frozen=True)
class ColumnScale:
    """How one numeric column was brought to the common scale, so that other rows can follow the same way."""

    name: str
    log: bool
    low: float
    high: float
    centre: float
    spread: float
    weight: float

    def apply(self, values: Floats) -> Floats:
        """Scaled values; rows need not be those that the scale was learnt on."""
        x = np.log1p(np.maximum(values, 0.0)) if self.log else values
        return np.asarray(
            (np.clip(x, self.low, self.high) - self.centre) / self.spread * math.sqrt(self.weight)
        )


def learn_scale(name: str, values: Floats, method: Scale, weight: float = 1.0) -> ColumnScale:
    """The scale of one column without missing values.

    log-standard: log1p where the column is never negative and skewed above 1, the outer hundredths drawn
    in, then
    mean 0 and sd 1. standard: mean 0 and sd 1. min-max: 0 to 1. A weight w counts the column w times in
    squared
    distances, so it enters as sqrt(w).
    """
    if method == "min-max":
        low, high = float(values.min()), float(values.max())
        return ColumnScale(name, False, low, high, low, (high - low) or 1.0, weight)
    if method == "standard":
        centre, spread = float(values.mean()), float(values.std())
        return ColumnScale(name, False, -math.inf, math.inf, centre, spread or 1.0, weight)
    log = bool(values.min() >= 0 and skewness(values) > 1 and np.unique(values[:1000]).size > 2)
    x = np.log1p(values) if log else values
    low, high = (float(v) for v in np.quantile(x, [0.01, 0.99]))
    if low == high:  # nearly all rows are equal: drawing in the ends would leave nothing
        low, high = float(x.min()), float(x.max())
    x = np.clip(x, low, high)
    return ColumnScale(name, log, low, high, float(x.mean()), float(x.std()) or 1.0, weight)


def one_hot(values: Sequence[object], most: int = 12) -> tuple[list[str], Floats]:
    """0/1 columns of a category, times 1/sqrt(2) so that two different values are one unit apart.

    Values past the `most` frequent share one column ("Other").
    """
    text = np.asarray(["" if v is None else str(v) for v in values])
    names, counts = np.unique(text, return_counts=True)
    kept = sorted(names[np.lexsort((names, -counts))][:most].tolist())
    columns = [text == name for name in kept]
    if len(kept) < len(names):
        kept.append("Other")
        columns.append(~np.any(columns, axis=0))
    return kept, np.column_stack(columns).astype(np.float64) / math.sqrt(2)


# ---------------------------------------------------------------- k-means


@dataclass(frozen=True)
class Clusters:
    """A k-means solution: `centres` (k x p), a label 0..k-1 for each fitted row, summed squared distances."""

    centres: Reals
    labels: Ints
    inertia: float

    @property
    def k(self) -> int:
        """How many clusters."""
        return int(self.centres.shape[0])


def nearest(z: Floats, centres: Reals, chunk: int = 200_000) -> Ints:
    """The nearest centre of each row, by matrix products over chunks."""
    out = np.empty(z.shape[0], dtype=np.int64)
    half = 0.5 * np.einsum("ij,ij->i", centres, centres)
    for start in range(0, z.shape[0], chunk):
        out[start : start + chunk] = _nearest(z[start : start + chunk], centres, half)[0]
    return out


def _nearest(z: Reals, centres: Reals, half: Reals) -> tuple[Ints, Reals]:
    """Labels, and (|z|^2 - squared distance) / 2 of each row to its centre."""
    closeness = centres @ z.T - half[:, None]
    labels = np.zeros(z.shape[0], dtype=np.int64)
    best = closeness[0].copy()
    for j in range(1, centres.shape[0]):  # argmax along the short axis is several times slower
        better = closeness[j] > best
        labels[better] = j
        np.maximum(best, closeness[j], out=best)
    return labels, best


def _spread_starts(z: Reals, squares: Reals, w: Reals, k: int, rng: np.random.Generator) -> Reals:
    """Greedy k-means++ (Arthur and Vassilvitskii 2007): new centres far from the old, best of a few draws."""
    tries = 2 + int(math.log(k))
    mass = np.cumsum(w)
    first = int(np.searchsorted(mass, rng.random() * mass[-1]))
    chosen = [min(first, z.shape[0] - 1)]
    gap = np.maximum(squares - 2 * (z @ z[chosen[0]]) + squares[chosen[0]], 0.0)
    while len(chosen) < k:
        mass = np.cumsum(gap * w)
        if mass[-1] <= 0:  # fewer different rows than centres
            chosen.append(int(rng.integers(z.shape[0])))
            continue
        drawn = np.minimum(np.searchsorted(mass, rng.random(tries) * mass[-1]), z.shape[0] - 1)
        gaps = np.minimum(gap, np.maximum(squares - 2 * (z[drawn] @ z.T) + squares[drawn][:, None], 0.0))
        best = int(np.argmin(gaps @ w))
        chosen.append(int(drawn[best]))
        gap = gaps[best]
    return z[chosen].copy()


def _lloyd(z: Reals, squares: Reals, w: Reals, centres: Reals, tolerance: float, most: int = 200) -> Clusters:
    for _ in range(most):
        half = 0.5 * np.einsum("ij,ij->i", centres, centres)
        closeness = centres @ z.T - half[:, None]
        best = closeness.max(axis=0)
        member = _members(closeness, best, w)
        mass = member.sum(axis=1)
        moved = member @ z / np.where(mass > 0, mass, 1.0)[:, None]
        for empty in np.flatnonzero(mass == 0):  # an empty cluster takes the row that fits worst
            far = int(np.argmax((squares - 2 * best) * w))
            moved[empty], best[far] = z[far], squares[far] / 2
        shift = float(np.sum((moved - centres) ** 2))
        centres = moved
        if shift <= tolerance:  # where no row changes its centre, none of them moves at all
            break
    half = 0.5 * np.einsum("ij,ij->i", centres, centres)
    labels, best = _nearest(z, centres, half)
    return Clusters(centres, labels, float(np.sum(w * np.maximum(squares - 2 * best, 0.0))))


def _members(closeness: Reals, best: Reals, w: Reals) -> Reals:
    """Each row's weight in the line of its nearest centre (of the first of several as near), else 0."""
    closest = closeness == best
    if np.count_nonzero(closest) > best.size:
        closest &= np.cumsum(closest, axis=0) == 1
    return np.asarray(closest * w)


def kmeans(
    z: Reals,
    k: int,
    rng: np.random.Generator,
    starts: int = 10,
    weights: Reals | None = None,
    tolerance: float = 0.0,
) -> Clusters:
    """The best of `starts` Lloyd runs from k-means++ centres, until they move no more than `tolerance`."""
    squares = np.einsum("ij,ij->i", z, z)
    w = np.ones(z.shape[0], z.dtype) if weights is None else weights
    tolerance *= float(z.var(axis=0).mean())
    best: Clusters | None = None
    for _ in range(starts):
        found = _lloyd(z, squares, w, _spread_starts(z, squares, w, k, rng), tolerance)
        if best is None or found.inertia < best.inertia * (1 - 1e-12):
            best = found
    assert best is not None
    return best


def fit(
    z: Floats, k: int, rng: np.random.Generator, weights: Floats | None = None, check: Check = _quiet
) -> Clusters:
    """k-means with so many starts that another seed ends in the same groups.

    The starts run on a part of the rows of a large table. All but the best are given up on the way, and only
    those few go on with all rows, until none moves.
    """
    w = np.ones(z.shape[0]) if weights is None else weights
    part = _sample(z.shape[0], STARTS_ROWS, rng)
    few, mass = z[part].astype(np.float32), w[part].astype(np.float32)
    squares, variance = np.einsum("ij,ij->i", few, few), float(few.var(axis=0).mean())
    centres: list[Reals] = [_spread_starts(few, squares, mass, k, rng) for _ in range(STARTS[0][0])]
    for stage, (kept, tolerance) in enumerate(STARTS):
        tried = []
        for at in range(kept):
            check((stage + at / kept) / len(STARTS))
            tried.append(_lloyd(few, squares, mass, centres[at], tolerance * variance))
        tried.sort(key=lambda found: found.inertia)
        centres = [found.centres for found in tried]
    squares = np.einsum("ij,ij->i", z, z)
    finished = []
    for last in centres[:FINISHED]:
        check(1.0)
        finished.append(_lloyd(z, squares, w, last, 0.0))
    return min(finished, key=lambda found: found.inertia)


def overlap(a: Ints, b: Ints, k_a: int, k_b: int) -> Floats:
    """For each label of `a` its best Jaccard with a label of `b` (1 = the same rows); nan where `a` has no
    row."""
    both = np.bincount(a * k_b + b, minlength=k_a * k_b).reshape(k_a, k_b).astype(np.float64)
    union = both.sum(axis=1, keepdims=True) + both.sum(axis=0, keepdims=True) - both
    best = np.where(union > 0, both / np.where(union > 0, union, 1.0), 0.0).max(axis=1)
    return np.asarray(np.where(both.sum(axis=1) > 0, best, np.nan), dtype=np.float64)


def adjusted_rand(a: npt.ArrayLike, b: npt.ArrayLike) -> float:
    """Adjusted Rand index of two labellings (Hubert and Arabie 1985); 1 = the same groups, about 0 by
    chance."""
    _, x = np.unique(np.asarray(a), return_inverse=True)
    _, y = np.unique(np.asarray(b), return_inverse=True)
    k_y = int(y.max()) + 1
    both = np.bincount(x * k_y + y, minlength=(int(x.max()) + 1) * k_y).reshape(-1, k_y).astype(np.float64)

    def pairs(counts: Floats) -> float:
        return float(np.sum(counts * (counts - 1)) / 2)

    rows, cols, n = pairs(both.sum(axis=1)), pairs(both.sum(axis=0)), float(x.size)
    expected = rows * cols / (n * (n - 1) / 2) if n > 1 else 0.0
    most = (rows + cols) / 2
    return 1.0 if most == expected else (pairs(both) - expected) / (most - expected)


def stability(
    z: Reals, labels: Ints, k: int, seed: int, weights: Floats | None = None, check: Check = _quiet
) -> Floats:
    """Mean Jaccard of each cluster over bootstraps of the rows (Hennig 2007): 1 = always found again.

    BOOTSTRAPS of them, more where the verdict is close.
    """
    n = z.shape[0]
    total = np.zeros(k)
    seen = np.zeros(k)
    for b in range(MOST_BOOTSTRAPS):
        check(min(1.0, b / BOOTSTRAPS))
        if b >= BOOTSTRAPS and abs(float((total / np.maximum(seen, 1)).min()) - STABLE) > CLOSE_CALL:
            break
        rng = np.random.default_rng([seed, k, b])
        drawn = np.bincount(rng.integers(n, size=n), minlength=n)
        rows = np.flatnonzero(drawn)
        w = drawn[rows].astype(z.dtype) * (1.0 if weights is None else weights[rows])
        again = kmeans(z[rows], k, rng, starts=2, weights=w, tolerance=1e-4)
        best = overlap(labels[rows], again.labels, k, k)
        total += np.nan_to_num(best)
        seen += np.isfinite(best)
    return np.asarray(total / np.maximum(seen, 1))


class Silhouette:
    """Mean silhouette (Rousseeuw 1987) of several labellings of the same rows; distances are computed once.

    On at most SILHOUETTE_ROWS rows. Comparable between k, never between scalings.
    """

    def __init__(self, z: Floats) -> None:
        squares = np.einsum("ij,ij->i", z, z)
        self._distances = np.empty((z.shape[0], z.shape[0]), dtype=np.float32)
        for at in range(0, z.shape[0], 128):  # a few rows at a time stay in the processor's cache
            block = slice(at, at + 128)
            apart = z[block] @ (-2 * z.T)
            apart += squares
            apart += squares[block, None]
            np.maximum(apart, 0.0, out=apart)
            self._distances[block] = apart
        np.sqrt(self._distances, out=self._distances)

    def of(self, labels: Ints, k: int) -> float:
        """The mean over rows; a row alone in its cluster counts 0, as usual."""
        member = np.zeros((labels.size, k), dtype=np.float32)
        member[np.arange(labels.size), labels] = 1
        sizes = member.sum(axis=0).astype(np.float64)
        if int((sizes > 0).sum()) < 2:
            return 0.0
        sums = (self._distances @ member).astype(np.float64)
        rows = np.arange(labels.size)
        own = sums[rows, labels] / np.maximum(sizes[labels] - 1, 1)
        other = np.where(sizes > 0, sums / np.maximum(sizes, 1), np.inf)
        other[rows, labels] = np.inf
        away = other.min(axis=1)
        larger = np.maximum(own, away)
        value = np.where(
            (sizes[labels] > 1) & (larger > 0), (away - own) / np.where(larger > 0, larger, 1), 0.0
        )
        return float(value.mean())


def null_silhouette(
    z: Floats, blocks: Sequence[slice], k: int, seed: int, times: int = 4, check: Check = _quiet
) -> float:
    """Mean silhouette of k clusters on data without structure: each column shuffled by itself.

    `blocks` are the column ranges that belong together (the 0/1 columns of one category).
    """
    found = []
    for t in range(times):
        check(t / times)
        rng = np.random.default_rng([seed, k, 7919 + t])
        shuffled = z.copy()
        for block in blocks:
            shuffled[:, block] = z[rng.permutation(z.shape[0]), block]
        labels = kmeans(shuffled, k, rng, starts=2, tolerance=1e-4).labels
        found.append(Silhouette(shuffled).of(labels, k))
    return float(np.mean(found))


# ---------------------------------------------------------------- how many clusters


@dataclass(frozen=True)
class KRow:
    """What is known of one k. `jaccard` is None where an earlier k had failed already and it was not asked
    for."""

    k: int
    silhouette: float
    inertia: float
    smallest: float
    smallest_rows: int
    jaccard: tuple[float, ...] | None

    @property
    def stability(self) -> float | None:
        """The least stable cluster's mean Jaccard."""
        return min(self.jaccard) if self.jaccard else None


@dataclass(frozen=True)
class Choice:
    """The k that the written rule gives, with the table it rests on.

    `structured`: the silhouette exceeds that of shuffled columns by ABOVE_NULL. `met`: `recommended` passed
    the
    rule (else it is the fallback of two).
    """

    rows: tuple[KRow, ...]
    recommended: int
    met: bool
    structured: bool
    null: float
    solutions: dict[int, Clusters]
    fitted: Ints

    def row(self, k: int) -> KRow:
        """The line of one k."""
        return next(r for r in self.rows if r.k == k)


def _sample(n: int, most: int, rng: np.random.Generator, weights: Floats | None = None) -> Ints:
    """Up to `most` row numbers in rising order; with weights, drawn in proportion to them."""
    if n <= most:
        return np.arange(n)
    p = None if weights is None else weights / weights.sum()
    return np.sort(rng.choice(n, size=most, replace=False, p=p)).astype(np.int64)


def choose_k(
    z: Floats,
    blocks: Sequence[slice],
    seed: int,
    wanted: int | None = None,
    weights: Floats | None = None,
    most: int = 8,
    check: Check = _quiet,
    asked: int | None = None,
) -> Choice:
    """Fit k = 2..most and apply the rule. `asked`: a number that is only asked about.

    The rule: the largest k of an unbroken run whose least stable cluster has a mean bootstrap Jaccard of at
    least 0.75 and whose smallest cluster holds at least 5 % of the rows and 50 of them. The run starts at the
    first k that passes, 4 at most (three equal groups in a line fail at 2 and are perfectly stable at 3).
    Failing that, 2. The bootstraps are the costly part, so they stop where the run ends, apart from those two.
    """
    rng = np.random.default_rng([seed, 1])
    w = None if weights is None else weights / weights.mean()
    fitted = _sample(z.shape[0], FIT_ROWS, rng)
    zf, wf = z[fitted], None if w is None else w[fitted]
    pool = _sample(fitted.size, STABILITY_ROWS, rng)
    shown = _sample(fitted.size, SILHOUETTE_ROWS, rng, wf)
    distances = Silhouette(zf[shown])
    different = np.unique(zf[: 4 * most * 50], axis=0).shape[0]
    ks = [
        k
        for k in sorted({*range(2, most + 1), wanted or 2, asked or 2})
        if k <= min(different, z.shape[0] - 1)
    ]
    rows: list[KRow] = []
    solutions: dict[int, Clusters] = {}
    recommended, met, over = 2, False, False
    for place, k in enumerate(ks):
        part = _part_of(check, place / len(ks), 1 / len(ks))
        found = fit(zf, k, np.random.default_rng([seed, k]), wf, _part_of(part, 0.0, 0.5))
        solutions[k] = found
        sizes = np.bincount(found.labels, weights=wf, minlength=k)
        counts = np.bincount(found.labels, minlength=k)
        scaled_rows = int(counts.min() * z.shape[0] / fitted.size)
        jaccard = None
        if not over or k in (wanted, asked):
            jaccard = stability(
                zf[pool].astype(np.float32),
                found.labels[pool],
                k,
                seed,
                None if wf is None else wf[pool],
                _part_of(part, 0.5, 0.5),
            )
        row = KRow(
            k,
            distances.of(found.labels[shown], k),
            found.inertia,
            float(sizes.min() / sizes.sum()),
            scaled_rows,
            None if jaccard is None else tuple(float(j) for j in jaccard),
        )
        rows.append(row)
        if not over:
            large = row.smallest >= LEAST_SHARE and row.smallest_rows >= LEAST_ROWS
            if large and (row.stability or 0.0) >= STABLE:
                recommended, met = k, True
            else:
                over = met or k >= LATEST_START
    null = null_silhouette(zf[shown], blocks, recommended, seed, check=_part_of(check, 0.95, 0.05))
    line = next(r for r in rows if r.k == recommended)
    return Choice(
        tuple(rows), recommended, met, line.silhouette >= null + ABOVE_NULL, null, solutions, fitted
    )


# ---------------------------------------------------------------- rules


@dataclass(frozen=True)
class Rule:
    """A readable rule for one group: conditions (column, "<=" or ">", bound), with out-of-fold quality.

    precision: of those that the rule picks, the share in the group. recall: of the group, the share picked.
    Both
    from folds that did not see the rows they score. n: rows the rule picks, m: how many of them are in the
    group.
    """

    conditions: tuple[tuple[str, str, float], ...]
    precision: float | None
    recall: float | None
    n: int
    m: int


@dataclass(frozen=True)
class _Split:
    feature: int
    bound: float
    gain: float


@dataclass(frozen=True)
class _Leaf:
    """A leaf: its conditions from the root, the rows of the training data in it, and its class."""

    path: tuple[tuple[int, str, float], ...]
    rows: npt.NDArray[np.intp]
    inside: bool


def tree_rule(
    x: Floats, inside: npt.NDArray[np.bool_], names: Sequence[str], seed: int, check: Check = _quiet
) -> Rule | None:
    """The leaf of a depth-3 tree that best stands for `inside`, as a rule; None where there is too little
    to learn.

    Balanced classes, Gini, at least 1 % (and 10) of the rows in a leaf. Missing values must be filled by the
    caller. The tree is our own: scikit-learn's takes longer to import than this takes to run.
    """
    if inside.sum() < 20 or (~inside).sum() < 20 or x.shape[1] == 0:
        return None
    least = max(10, x.shape[0] // 100)
    folds = _folds(inside, 5, np.random.default_rng([seed, 3]))
    guessed = np.zeros(inside.size, dtype=bool)
    for fold in range(5):
        check(fold / 6)
        train, test = np.flatnonzero(folds != fold), folds == fold
        leaf = _best_leaf(_grow(x[train], inside[train], least), inside[train])
        guessed[test] = _holds(x[test], leaf.path)
    leaf = _best_leaf(_grow(x, inside, least), inside)
    hits = int((guessed & inside).sum())
    precision = hits / int(guessed.sum()) if guessed.any() else None
    return Rule(
        _tightest(leaf.path, names),
        precision,
        hits / int(inside.sum()),
        int(leaf.rows.size),
        int(inside[leaf.rows].sum()),
    )


def _folds(inside: npt.NDArray[np.bool_], k: int, rng: np.random.Generator) -> Ints:
    """A fold for each row, with the two classes spread evenly."""
    out = np.empty(inside.size, dtype=np.int64)
    for side in (True, False):
        at = np.flatnonzero(inside == side)
        out[at] = rng.permutation(np.arange(at.size) % k)
    return out


def _grow(x: Floats, inside: npt.NDArray[np.bool_], least: int, depth: int = 3) -> list[_Leaf]:
    """All leaves of the tree."""
    w = np.where(inside, 0.5 / max(1, int(inside.sum())), 0.5 / max(1, int((~inside).sum())))
    done: list[_Leaf] = []
    open_: list[tuple[tuple[tuple[int, str, float], ...], npt.NDArray[np.intp]]] = [
        ((), np.arange(x.shape[0]))
    ]
    while open_:
        path, rows = open_.pop()
        split = _best_split(x[rows], inside[rows], w[rows], least) if len(path) < depth else None
        if split is None:
            done.append(_Leaf(path, rows, float(w[rows][inside[rows]].sum()) > 0.5 * float(w[rows].sum())))
            continue
        under = x[rows, split.feature] <= split.bound
        open_.append(((*path, (split.feature, ">", split.bound)), rows[~under]))
        open_.append(((*path, (split.feature, "<=", split.bound)), rows[under]))
    return done


def _best_split(x: Floats, inside: npt.NDArray[np.bool_], w: Floats, least: int) -> _Split | None:
    """The split with the largest fall of weighted Gini impurity; bounds lie between neighbouring values."""
    n = x.shape[0]
    if n < 2 * least or inside.all() or not inside.any():
        return None
    best: _Split | None = None
    total, good = float(w.sum()), float(w[inside].sum())
    before = 2 * good * (total - good) / total
    for feature in range(x.shape[1]):
        order = np.argsort(x[:, feature], kind="stable")
        values = x[order, feature]
        mass = np.cumsum(w[order])
        hit = np.cumsum(np.where(inside[order], w[order], 0.0))
        ends = np.flatnonzero(values[least - 1 : n - least] < values[least : n - least + 1]) + least - 1
        if not ends.size:
            continue
        left, left_hit = mass[ends], hit[ends]
        right, right_hit = total - left, good - left_hit
        after = 2 * left_hit * (left - left_hit) / left + 2 * right_hit * (right - right_hit) / right
        place = int(np.argmin(after))
        gain = before - float(after[place])
        if gain > 1e-9 and (best is None or gain > best.gain * (1 + 1e-9)):
            at = int(ends[place])
            best = _Split(feature, float((values[at] + values[at + 1]) / 2), gain)
    return best


def _best_leaf(leaves: Sequence[_Leaf], inside: npt.NDArray[np.bool_]) -> _Leaf:
    """The leaf that by itself has the best F1 for the group."""
    whole = int(inside.sum())
    return max(leaves, key=lambda leaf: 2 * float(inside[leaf.rows].sum()) / (leaf.rows.size + whole))


def _holds(x: Floats, path: Sequence[tuple[int, str, float]]) -> npt.NDArray[np.bool_]:
    out = np.ones(x.shape[0], dtype=bool)
    for feature, side, bound in path:
        out &= x[:, feature] <= bound if side == "<=" else x[:, feature] > bound
    return out


def _tightest(
    path: Sequence[tuple[int, str, float]], names: Sequence[str]
) -> tuple[tuple[str, str, float], ...]:
    """Conditions by column, repeated bounds merged to the tightest."""
    tight: dict[tuple[str, str], float] = {}
    for feature, side, value in path:
        key = (names[feature], side)
        tight[key] = (min if side == "<=" else max)(tight.get(key, value), value)
    return tuple((name, side, value) for (name, side), value in tight.items())
