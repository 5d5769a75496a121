"""Models of a number from traits: features as a matrix, cross-validated candidates, intervals, what-ifs.

Everything here is numpy on plain arrays; the data layer is met only in the tools. scikit-learn is imported
inside the functions that need it, so that a question without a model does not pay for it. All sums run in
one thread: on some thousand rows several threads cost more than they give.

Conventions: `columns` maps a trait's name to its values, float64 (nan = missing) for numbers and objects
(None = missing) for categories; X is (rows, features) float64; y is (rows,) float64 without gaps.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from data.work import Work
from tools._boosting import Boosting
from tools._stats import mid_ranks, skewness, t_of, z_of

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Values = npt.NDArray[Any]
Columns = Mapping[str, Values]

FOLDS = 5
LEVEL = 0.90
MOST_LEVELS = 12
MOST_ROWS = 20_000
MOST_CELLS = 200_000
MOST_TRAITS = 20
FEW = 30
OTHER = "(other)"
MISSING = "(missing)"


class Predictor(Protocol):
    """Anything fitted that maps X (rows, features) to (rows,)."""

    def predict(self, X: Floats) -> Floats:
        """Predicted values."""
        ...


Fitter = Callable[[Floats, Floats, Floats], Predictor]
"""(X, y, weights) -> a fitted Predictor."""


# ---------------------------------------------------------------- traits and the matrix
@dataclass(frozen=True)
class Trait:
    """How one column enters the matrix: a number clipped to [low, high], or one 0/1 feature a level."""

    name: str
    levels: tuple[str, ...] = ()
    fill: float = 0.0
    low: float = -math.inf
    high: float = math.inf
    iqr: float = 0.0
    few: bool = False

    @property
    def is_number(self) -> bool:
        """True for a numeric trait."""
        return not self.levels

    @property
    def width(self) -> int:
        """Features that the trait takes in the matrix."""
        return len(self.levels) or 1


def is_numeric(values: Values) -> bool:
    """True where the values are numbers (bool counts as one)."""
    return values.dtype.kind in "fiub"


def as_text(values: Values) -> Values:
    """Category values as text; missing ones get a name of their own."""
    return np.array([MISSING if _is_gap(v) else str(v) for v in values], dtype=object)


def _is_gap(value: Any) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))


def learn_trait(name: str, values: Values) -> Trait:
    """Fill, winsor limits or levels of one column, learnt from the rows that a model is fitted on."""
    if not is_numeric(values):
        levels, counts = np.unique(as_text(values), return_counts=True)
        common = [str(v) for _, v in sorted(zip(-counts, levels, strict=True))[:MOST_LEVELS]]
        rest = [OTHER] if len(levels) > len(common) else []
        return Trait(name, tuple(sorted(common) + rest))
    known = values.astype(float)
    known = known[np.isfinite(known)]
    if not len(known):
        return Trait(name)
    q1, mid, q3 = np.quantile(known, [0.25, 0.5, 0.75])
    low, high = _fences(known, float(mid), float(q3 - q1))
    distinct = np.unique(known)
    few = len(distinct) <= 12 and bool(np.all(distinct == np.round(distinct)))
    return Trait(name, (), float(mid), low, high, float(q3 - q1), few)


def _fences(known: Floats, mid: float, iqr: float) -> tuple[float, float]:
    """The range of the values; the 0.1 and 99.9 % points on a side whose tail reaches beyond five quartile
    ranges."""
    low, high = float(known.min()), float(known.max())
    far = 5 * iqr
    if iqr > 0 and mid - low > far:
        low = float(np.quantile(known, 0.001))
    if iqr > 0 and high - mid > far:
        high = float(np.quantile(known, 0.999))
    return low, high


def encode_trait(trait: Trait, values: Values) -> Floats:
    """One trait as (rows, width) features."""
    if trait.is_number:
        numbers = values.astype(float)
        filled = np.where(np.isfinite(numbers), numbers, trait.fill)
        clipped: Floats = np.clip(filled, trait.low, trait.high)
        return clipped[:, None]
    text = as_text(values)
    known = set(trait.levels)
    text = np.array([v if v in known else OTHER for v in text], dtype=object)
    return np.column_stack([(text == level).astype(float) for level in trait.levels])


def encode(traits: Sequence[Trait], columns: Columns) -> Floats:
    """All traits side by side: (rows, features)."""
    if not traits:
        rows = len(next(iter(columns.values()))) if columns else 0
        return np.zeros((rows, 0))
    return np.column_stack([encode_trait(t, columns[t.name]) for t in traits])


def spans(traits: Sequence[Trait]) -> dict[str, slice]:
    """Which columns of the matrix belong to a trait."""
    ends = np.cumsum([t.width for t in traits])
    return {t.name: slice(int(e) - t.width, int(e)) for t, e in zip(traits, ends, strict=True)}


def isolated(values: Floats) -> npt.NDArray[np.bool_]:
    """Rows at the far end of a number, cut off from the rest: an income of 666,666 where the next is
    160,000.

    Looked for among the outermost max(3, 0.1 %) rows of each tail: a gap to the next value that is wider
    than that value's own distance from the median, and than the interquartile range.
    """
    known = np.isfinite(values)
    out = np.zeros(len(values), dtype=bool)
    if known.sum() < 50:
        return out
    ordered = np.sort(values[known])
    mid = float(np.median(ordered))
    iqr = float(np.subtract(*np.quantile(ordered, [0.75, 0.25])))
    tail = max(3, int(0.001 * len(ordered)))
    for side in (1.0, -1.0):
        line = np.sort(side * (ordered - mid))
        for i in range(len(line) - tail, len(line)):
            gap = line[i] - line[i - 1]
            if gap > line[i - 1] and gap > iqr > 0:
                out |= known & (side * (values - mid) >= line[i])
                break
    return out


# ---------------------------------------------------------------- leaks
@dataclass(frozen=True)
class Leak:
    """Columns that give the target away: `how` is "copy" (one column alone) or "sum" (several make it
    exactly)."""

    names: tuple[str, ...]
    how: str


def leaks(columns: Columns, y: Floats) -> tuple[Leak, ...]:
    """Scan for features that hold the target: one with R2 above .99, or several whose weighted sum is
    exactly it.

    A very good linear model is no leak by itself (R2 .9995 with a residual is a law, not a copy), so the
    sum must fit to a relative rest of 1e-9.
    """
    numeric = {n: np.nan_to_num(v.astype(float)) for n, v in columns.items() if is_numeric(v)}
    spread = float(np.var(y))
    if spread == 0 or not numeric:
        return ()
    found = [
        Leak((n,), "copy")
        for n, v in numeric.items()
        if np.var(v) > 0 and np.corrcoef(v, y)[0, 1] ** 2 > 0.99
    ]
    rest = {n: v for n, v in numeric.items() if all(n not in leak.names for leak in found) and np.var(v) > 0}
    if len(rest) > 1 and len(y) > 5 * len(rest):
        A = np.column_stack([(v - v.mean()) / v.std() for v in rest.values()])
        beta, *_ = np.linalg.lstsq(A, y - y.mean(), rcond=None)
        if np.var(y - y.mean() - A @ beta) < 1e-9 * spread:
            parts = [n for n, b in zip(rest, beta, strict=True) if abs(b) > 1e-6 * math.sqrt(spread)]
            found.append(Leak(tuple(parts), "sum"))
    return tuple(found)


# ---------------------------------------------------------------- models
@dataclass(frozen=True)
class Constant:
    """Always the same value: what a model has to beat."""

    value: float

    def predict(self, X: Floats) -> Floats:
        """The value for each row."""
        return np.full(len(X), self.value)


@dataclass(frozen=True)
class Linear:
    """intercept + X @ slope, with the standard errors of the slopes (features, features) covariance."""

    intercept: float
    slope: Floats
    covariance: Floats

    def predict(self, X: Floats) -> Floats:
        """The straight line's values."""
        values: Floats = self.intercept + X @ self.slope
        return values


def fit_mean(X: Floats, y: Floats, w: Floats) -> Constant:
    """The weighted mean of y."""
    return Constant(float(np.average(y, weights=w)))


def fit_linear(X: Floats, y: Floats, w: Floats, alpha: float = 1e-6) -> Linear:
    """Least squares on standardised features with a touch of ridge, so that 0/1 levels may add up to one."""
    mean = np.average(X, axis=0, weights=w)
    scale = np.sqrt(np.average((X - mean) ** 2, axis=0, weights=w))
    scale[scale == 0] = 1.0
    Z = (X - mean) / scale
    centre = float(np.average(y, weights=w))
    gram = Z.T @ (Z * w[:, None]) + alpha * w.sum() * np.eye(X.shape[1])
    inverse = np.linalg.inv(gram)
    beta = inverse @ (Z.T @ (w * (y - centre)))
    rest = y - centre - Z @ beta
    freedom = max(1, len(y) - X.shape[1] - 1)
    # Heteroscedasticity-robust (HC1): spending spreads more where it is high.
    middle = Z.T @ (Z * (w * rest)[:, None] ** 2)
    covariance = inverse @ middle @ inverse * len(y) / freedom / np.outer(scale, scale)
    slope = beta / scale
    return Linear(centre - float(mean @ slope), slope, covariance)


def fit_ridge(X: Floats, y: Floats, w: Floats) -> Linear:
    """Least squares with a real ridge penalty (one per cent of the rows)."""
    return fit_linear(X, y, w, alpha=0.01)


def boosted(trees: int = 60, rate: float = 0.1, smallest: int = 20, q: float | None = None) -> Fitter:
    """Fitter of boosted small trees; a quantile `q` instead of the mean where given."""
    return Boosting(trees, rate, smallest, q).fit


@dataclass(frozen=True)
class Scaled:
    """A model fitted on standardised features and target, giving values in the target's own unit."""

    inner: Predictor
    mean: Floats
    scale: Floats
    centre: float
    spread: float

    def predict(self, X: Floats) -> Floats:
        """Values in the target's unit."""
        values: Floats = self.centre + self.spread * self.inner.predict((X - self.mean) / self.scale)
        return values


def scaled(make: Callable[[], Any], weighted: bool = True) -> Fitter:
    """Fitter of a scikit-learn regressor on standardised features and target (distances and margins need
    it)."""

    def fit(X: Floats, y: Floats, w: Floats) -> Predictor:
        mean, scale = X.mean(axis=0), X.std(axis=0)
        scale = np.where(scale == 0, 1.0, scale)
        centre, spread = float(y.mean()), float(y.std()) or 1.0
        Z, t = (X - mean) / scale, (y - centre) / spread
        inner = make().fit(Z, t, sample_weight=w) if weighted else make().fit(Z, t)
        return Scaled(inner, mean, scale, centre, spread)

    return fit


CANDIDATES = ("mean", "linear", "boosting")
"""Simplest first; a later one must be better by more than a standard error."""

NAMES = {
    "mean": "Mean (baseline)",
    "linear": "Linear regression",
    "ridge": "Ridge regression",
    "neighbours": "Nearest neighbours",
    "tree": "Decision tree",
    "svm": "Support vector machine",
    "forest": "Random forest",
    "boosting": "Gradient boosting",
}
"""What people read, simplest first."""


def fitters(
    names: Sequence[str], seed: int = 0, setting: Mapping[str, Any] | None = None
) -> dict[str, Fitter]:
    """Fitters by name; `setting` is one point of a tuning grid ({"depth": 6}), which some models read."""
    chosen = dict(setting or {})
    return {name: _fitter(name, seed, chosen) for name in names}


def _fitter(name: str, seed: int, setting: dict[str, Any]) -> Fitter:
    plain: dict[str, Fitter] = {"mean": fit_mean, "linear": fit_linear, "ridge": fit_ridge}
    if name == "boosting":
        return boosted(setting.get("trees", 60), setting.get("rate", 0.1), setting.get("smallest", 20))
    if name in plain:
        return plain[name]
    return scaled(lambda: _sklearn(name, seed, setting), weighted=name != "neighbours")


def _sklearn(name: str, seed: int, setting: dict[str, Any]) -> Any:
    from sklearn.ensemble import RandomForestRegressor
    from sklearn.neighbors import KNeighborsRegressor
    from sklearn.svm import SVR
    from sklearn.tree import DecisionTreeRegressor

    if name == "neighbours":
        return KNeighborsRegressor(n_neighbors=setting.get("neighbours", 10), weights="distance")
    if name == "svm":
        return SVR(C=setting.get("cost", 1.0), epsilon=setting.get("slack", 0.1), cache_size=200)
    if name == "tree":
        return DecisionTreeRegressor(max_depth=setting.get("depth", 6), min_samples_leaf=5, random_state=seed)
    return RandomForestRegressor(
        n_estimators=100, min_samples_leaf=setting.get("leaf", 3), max_features=setting.get("share", 0.6),
        n_jobs=1, random_state=seed,
    )  # fmt: skip


GRIDS: dict[str, tuple[dict[str, Any], ...]] = {
    "neighbours": tuple({"neighbours": k} for k in (5, 20)),
    "tree": tuple({"depth": d} for d in (4, 8)),
    "svm": tuple({"cost": c, "slack": 0.05} for c in (10.0, 100.0)),
    "forest": ({"leaf": 1, "share": 1.0}, {"leaf": 8, "share": 0.6}),
    "boosting": ({"trees": 150, "rate": 0.05}, {"trees": 200, "rate": 0.1, "smallest": 10}),
}
"""Two settings a model beside the default: enough to see whether tuning changes the order."""


# ---------------------------------------------------------------- cross-validation
def same_rows(X: Floats, y: Floats) -> Ints:
    """A number for each row, the same for rows that are equal in all features and the target."""
    if not len(y):
        return np.zeros(0, dtype=np.int64)
    _, group = np.unique(np.column_stack([X, y]), axis=0, return_inverse=True)
    return np.asarray(group, dtype=np.int64).ravel()


def fold_of(groups: Ints, folds: int, seed: int) -> Ints:
    """The fold of each row; rows of one group share a fold, so that a copy never tests its original."""
    _, group = np.unique(groups, return_inverse=True)
    order = np.random.default_rng(seed).permutation(int(group.max()) + 1 if len(group) else 0)
    return np.asarray(order[group.ravel()] % folds, dtype=np.int64)


@dataclass(frozen=True)
class Score:
    """Out-of-fold quality of one model, weighted; `*_sd` is the spread over the folds."""

    name: str
    mae: float
    mae_sd: float
    mse: float
    rmse: float
    r2: float
    r2_sd: float
    median_error: float
    held_out: Floats = field(repr=False)
    folds: int = FOLDS
    setting: tuple[tuple[str, Any], ...] = ()

    @property
    def standard_error(self) -> float:
        """Of the mean absolute error over the folds."""
        return self.mae_sd / math.sqrt(self.folds)


def score(name: str, y: Floats, held_out: Floats, fold: Ints, w: Floats) -> Score:
    """Errors of out-of-fold predictions."""
    error = y - held_out
    maes, r2s = [], []
    for k in np.unique(fold):
        at = fold == k
        maes.append(float(np.average(np.abs(error[at]), weights=w[at])))
        r2s.append(r_squared(y[at], held_out[at], w[at]))
    mse = float(np.average(error**2, weights=w))
    return Score(
        name=name,
        mae=float(np.average(np.abs(error), weights=w)),
        mae_sd=float(np.std(maes, ddof=1)) if len(maes) > 1 else 0.0,
        mse=mse,
        rmse=math.sqrt(mse),
        r2=r_squared(y, held_out, w),
        r2_sd=float(np.std(r2s, ddof=1)) if len(r2s) > 1 else 0.0,
        median_error=float(np.median(np.abs(error))),
        held_out=held_out,
        folds=len(maes),
    )


def r_squared(y: Floats, guess: Floats, w: Floats) -> float:
    """1 - squared error over the spread around the mean; 0 for a target without spread."""
    spread = float(np.average((y - np.average(y, weights=w)) ** 2, weights=w))
    return 1.0 - float(np.average((y - guess) ** 2, weights=w)) / spread if spread > 0 else 0.0


class OutOfTime(Exception):
    """The time for comparing models is over."""


def held_out(
    fit: Fitter, X: Floats, y: Floats, w: Floats, fold: Ints, work: Work, until: float = math.inf
) -> tuple[Floats, list[Predictor]]:
    """Predictions for each row by a model that has not seen its fold, and the models.

    Raises:
        OutOfTime: a fold would begin after `until` (of the monotonic clock).
    """
    out = np.empty(len(y))
    models = []
    for k in range(int(fold.max()) + 1):
        work.check()
        if time.monotonic() > until:
            raise OutOfTime
        rest, at = fold != k, fold == k
        model = fit(X[rest], y[rest], w[rest])
        models.append(model)
        if at.any():
            out[at] = model.predict(X[at])
    return out, models


def simplest(scores: Sequence[Score]) -> Score:
    """The first (simplest) whose mean absolute error is within one standard error of the best's."""
    best = min(scores, key=lambda s: s.mae)
    return next(s for s in scores if s.mae <= best.mae + best.standard_error)


# ---------------------------------------------------------------- intervals
@dataclass(frozen=True)
class Band:
    """A 90 % interval for one row.

    residual: prediction +- `offset`. quantile: two quantile models on log1p(y), widened by `offset`
    (conformalised quantile regression, Romano, Patterson and Candes 2019). `coverage` was measured with the
    offset from other folds; `thirds` the same in the low, middle and high third of the predictions.
    """

    method: str
    offset: float
    coverage: float
    thirds: tuple[float, ...]
    lower: Predictor | None = None
    upper: Predictor | None = None

    def around(self, X: Floats, guess: Floats) -> tuple[Floats, Floats]:
        """Lower and upper ends; (rows,) each, on the scale of `to_scale`."""
        if self.lower is None or self.upper is None:
            return guess - self.offset, guess + self.offset
        low, high = self.lower.predict(X) - self.offset, self.upper.predict(X) + self.offset
        return np.minimum(low, high), np.maximum(low, high)

    def ends(self, X: Floats, guess: Floats) -> tuple[Floats, Floats]:
        """Lower and upper ends in the target's unit."""
        low, high = self.around(X, guess)
        return self.from_scale(low), self.from_scale(high)

    def from_scale(self, values: Floats) -> Floats:
        """From the scale of the interval back to the target's unit."""
        return np.maximum(np.expm1(np.minimum(values, 700)), 0.0) if self.method == "quantile" else values


def _conformal(scores: Floats) -> float:
    """The ceil((n+1) x 90 %)-th smallest score: the finite-sample quantile of conformal prediction."""
    n = len(scores)
    return float(np.sort(scores)[min(n - 1, math.ceil((n + 1) * LEVEL) - 1)]) if n else math.inf


def _measured(scores: Floats, fold: Ints, guess: Floats) -> tuple[float, tuple[float, ...]]:
    """Coverage, all and by third of the prediction, with each fold's offset taken from the other folds."""
    inside = np.zeros(len(scores), dtype=bool)
    for k in np.unique(fold):
        inside[fold == k] = scores[fold == k] <= _conformal(scores[fold != k])
    ordered = np.argsort(guess, kind="stable")
    return float(inside.mean()), tuple(float(inside[part].mean()) for part in np.array_split(ordered, 3))


def residual_band(y: Floats, guess: Floats, fold: Ints) -> Band:
    """Same width for all, from out-of-fold errors (cross-conformal)."""
    scores = np.abs(y - guess)
    coverage, thirds = _measured(scores, fold, guess)
    return Band("residual", _conformal(scores), coverage, thirds)


def _boosted_tail(q: float) -> Fitter:
    return boosted(40, 0.12, q=q)


def quantile_band(
    X: Floats,
    y: Floats,
    w: Floats,
    guess: Floats,
    fold: Ints,
    work: Work,
    at: Callable[[float], Fitter] = _boosted_tail,
) -> Band:
    """Width that follows the row, for targets at or above zero with a long tail; `at` fits a quantile."""
    t = np.log1p(y)
    tail = (1 - LEVEL) / 2
    low_fit, high_fit = at(tail), at(1 - tail)
    low, _ = held_out(low_fit, X, t, w, fold, work)
    high, _ = held_out(high_fit, X, t, w, fold, work)
    scores = np.maximum(low - t, t - high)
    coverage, thirds = _measured(scores, fold, guess)
    return Band("quantile", _conformal(scores), coverage, thirds, low_fit(X, t, w), high_fit(X, t, w))


def skewed(y: Floats) -> bool:
    """At or above zero, with a long upper tail."""
    return float(y.min()) >= 0 and skewness(y) > 0.8


def make_band(X: Floats, y: Floats, w: Floats, best: Score, fold: Ints, work: Work) -> Band:
    """The equal-width band where it covers every third of the predictions, else the quantile band where it
    can be."""
    plain = residual_band(y, best.held_out, fold)
    uneven = min(plain.thirds) < 0.85 or (skewed(y) and best.name != "mean" and best.r2 < 0.98)
    if uneven and y.min() >= 0 and len(y) >= 200:
        return quantile_band(X, y, w, best.held_out, fold, work)
    return plain


# ---------------------------------------------------------------- a fitted model
@dataclass(frozen=True)
class Fitted:
    """Everything that what-ifs, quality reports and drivers need of one target.

    columns, y, w: the rows that it was fitted on, in a fixed order. `left_out`: rows without a target, and
    isolated extremes by trait.
    """

    traits: tuple[Trait, ...]
    columns: dict[str, Values]
    X: Floats
    y: Floats
    w: Floats
    fold: Ints
    scores: tuple[Score, ...]
    best: Score
    model: Predictor
    fold_models: tuple[Predictor, ...]
    band: Band
    no_target: int
    extremes: dict[str, int]
    duplicates: int
    sampled: int | None = None

    @property
    def baseline(self) -> Score:
        """The score of always saying the mean."""
        return self.scores[0]

    def predict(self, columns: Columns) -> Floats:
        """Predictions for rows of traits."""
        return self.model.predict(encode(self.traits, columns))


@dataclass(frozen=True)
class Rows:
    """Rows ready for a model: see `prepare`."""

    traits: tuple[Trait, ...]
    columns: dict[str, Values]
    X: Floats
    y: Floats
    w: Floats
    fold: Ints
    no_target: int
    extremes: dict[str, int]
    duplicates: int
    sampled: int | None


def prepare(
    columns: Columns, y: Floats, w: Floats | None, group: Values | None, seed: int, must: Sequence[str] = ()
) -> Rows:
    """Leave out rows without a target and isolated extremes, sample above MOST_ROWS (fewer where there are
    many traits), sort, encode, give out folds.

    `group` marks rows that belong together (copies of one family); rows equal in everything are found here.
    """
    columns = most_related(columns, y, must)
    keep = np.isfinite(y)
    no_target = int((~keep).sum())
    extremes: dict[str, int] = {}
    for name, values in columns.items():
        if is_numeric(values):
            far = isolated(values.astype(float)) & np.isfinite(y)
            if far.any():
                extremes[name] = int(far.sum())
                keep &= ~far
    at = np.flatnonzero(keep)
    sampled = None
    most = min(MOST_ROWS, max(8_000, MOST_CELLS // max(1, len(columns))))
    if len(at) > most:
        sampled = len(at)
        at = np.sort(np.random.default_rng(seed).choice(at, most, replace=False))
    kept = {n: v[at] for n, v in columns.items()}
    target = y[at].astype(float)
    weight = np.ones(len(at)) if w is None else w[at].astype(float)
    traits = tuple(learn_trait(n, v) for n, v in kept.items())
    X = encode(traits, kept)
    # A fixed order makes the folds, and the last bits of every sum, independent of the order of the rows.
    order = np.lexsort((*X.T[::-1], target))
    X, target, weight = X[order], target[order], weight[order]
    kept = {n: v[order] for n, v in kept.items()}
    same = same_rows(X, target)
    repeats = len(same) - len(np.unique(same))
    belongs = same if group is None else _merge(same, group[at][order])
    few = max(2, min(FOLDS, len(np.unique(belongs))))
    return Rows(
        traits, kept, X, target, weight, fold_of(belongs, few, seed), no_target, extremes, repeats, sampled
    )


def most_related(columns: Columns, y: Floats, must: Sequence[str]) -> dict[str, Values]:
    """At most MOST_TRAITS columns: those in `must`, then those whose ranks go with the target's most.

    Kinds count by the share of the ranks' spread that lies between them. Beyond that many, a trait adds
    noise.
    """
    if len(columns) <= MOST_TRAITS:
        return dict(columns)
    known = np.isfinite(y)
    ranks = mid_ranks(y[known])
    strength = {n: math.inf if n in must else _relation(v[known], ranks) for n, v in columns.items()}
    kept = set(sorted(strength, key=lambda n: -strength[n])[:MOST_TRAITS])
    return {n: v for n, v in columns.items() if n in kept}


def _relation(values: Values, ranks: Floats) -> float:
    if is_numeric(values):
        numbers = values.astype(float)
        filled = mid_ranks(
            np.where(
                np.isfinite(numbers), numbers, np.nanmedian(numbers) if np.isfinite(numbers).any() else 0
            )
        )
        return (
            float(np.corrcoef(filled, ranks)[0, 1] ** 2) if np.ptp(filled) > 0 and np.ptp(ranks) > 0 else 0.0
        )
    _, kind = np.unique(as_text(values), return_inverse=True)
    kind = kind.ravel()
    size = np.bincount(kind)
    means = np.bincount(kind, weights=ranks) / size
    spread = float(np.var(ranks))
    return float(np.average((means - ranks.mean()) ** 2, weights=size)) / spread if spread > 0 else 0.0


def _merge(same: Ints, group: Values) -> Ints:
    """Rows of one family stay together; equal rows of different families are left apart (few, and
    harmless)."""
    _, number = np.unique(as_text(group), return_inverse=True)
    return np.asarray(number, dtype=np.int64).ravel() if len(group) else same


def fit(
    rows: Rows,
    names: Sequence[str] = CANDIDATES,
    seed: int = 0,
    work: Work | None = None,
    banded: bool = True,
) -> Fitted:
    """Cross-validate the candidates, take the simplest good one, refit it on all rows, make its interval.

    `banded` False leaves the costly quantile interval out, where only the model is wanted.
    """
    work = work or Work()
    with one_thread():
        scores: list[Score] = []
        models: dict[str, list[Predictor]] = {}
        for name, fitter in fitters(names, seed).items():
            work.progress(0.2 + 0.4 * len(scores) / len(names), f"Trying {NAMES[name].lower()}")
            guess, models[name] = held_out(fitter, rows.X, rows.y, rows.w, rows.fold, work)
            scores.append(score(name, rows.y, guess, rows.fold, rows.w))
        best = simplest(scores)
        final = fitters([best.name], seed)[best.name](rows.X, rows.y, rows.w)
        work.progress(0.7, "Measuring how far off it can be")
        plain = residual_band(rows.y, best.held_out, rows.fold)
        band = make_band(rows.X, rows.y, rows.w, best, rows.fold, work) if banded else plain
    return Fitted(
        rows.traits, rows.columns, rows.X, rows.y, rows.w, rows.fold, tuple(scores), best, final,
        tuple(models[best.name]), band, rows.no_target, rows.extremes, rows.duplicates, rows.sampled,
    )  # fmt: skip


BUDGET = 40.0
"""Seconds after which no further model is tried, and no further setting of one."""
SLOWEST = "svm"
"""Takes time with the square of the rows, so it comes last."""


def compare(
    rows: Rows, names: Sequence[str], seed: int, work: Work, tuned: bool = False, budget: float = BUDGET
) -> tuple[Score, ...]:
    """Scores of many models on the same folds, simplest first; `tuned` also tries a small grid for each.

    The grid is judged on the same folds: with two settings a model the optimism is far below one standard
    error. What the time does not suffice for is left out: the mean, as what has to be beaten, never is.
    """
    ends = time.monotonic() + budget
    found: dict[str, list[Score]] = {name: [] for name in names}
    order = sorted(names, key=lambda name: (name == SLOWEST, list(names).index(name)))
    plain = [(name, dict[str, Any]()) for name in order]
    settings = [(name, setting) for name in order for setting in GRIDS.get(name, ())] if tuned else []
    with one_thread():
        for i, (name, setting) in enumerate([*plain, *settings]):
            work.progress(0.1 + 0.85 * i / (len(plain) + len(settings)), f"Trying {NAMES[name].lower()}")
            fitter = fitters([name], seed, setting)[name]
            try:
                until = math.inf if name == "mean" else ends
                guess, _ = held_out(fitter, rows.X, rows.y, rows.w, rows.fold, work, until)
            except OutOfTime:
                continue
            made = score(name, rows.y, guess, rows.fold, rows.w)
            found[name].append(replace(made, setting=tuple(sorted(setting.items()))))
    return tuple(min(found[name], key=lambda s: s.mae) for name in names if found[name])


def one_thread() -> Any:
    """A context in which the numeric libraries use one thread (ten times faster than two on a busy
    machine)."""
    from threadpoolctl import threadpool_limits

    return threadpool_limits(1)


# ---------------------------------------------------------------- what-ifs
@dataclass(frozen=True)
class Window:
    """Rows like the one asked about. `ranges` says per trait what "like" meant: (low, high) or a level."""

    rows: Ints
    ranges: dict[str, tuple[float, float] | str]
    widened: bool


class Seen(Protocol):
    """Rows with their traits, as a model has seen them."""

    @property
    def traits(self) -> tuple[Trait, ...]:
        """How each column enters the matrix."""
        ...

    @property
    def columns(self) -> Columns:
        """The values, by trait."""
        ...

    @property
    def y(self) -> Floats:
        """The target."""
        ...


def comparables(fitted: Seen, person: Mapping[str, Any]) -> Window:
    """Rows within an eighth of each given number (never under a tenth or over half of its interquartile
    range), exactly at a count or a level; widened once to a quarter when fewer than 30 are found."""
    found = _window(fitted, person, 0.125)
    if len(found.rows) >= FEW or not person:
        return found
    wider = _window(fitted, person, 0.25)
    return replace(wider, widened=True) if len(wider.rows) > len(found.rows) else found


def _window(fitted: Seen, person: Mapping[str, Any], share: float) -> Window:
    at = np.ones(len(fitted.y), dtype=bool)
    ranges: dict[str, tuple[float, float] | str] = {}
    for trait in fitted.traits:
        if trait.name not in person:
            continue
        values = fitted.columns[trait.name]
        if not trait.is_number:
            ranges[trait.name] = str(person[trait.name])
            at &= as_text(values) == ranges[trait.name]
            continue
        value = float(person[trait.name])
        most = trait.iqr * 4 * share
        half = 0.0 if trait.few else min(max(share * abs(value), 0.8 * share * trait.iqr), most or math.inf)
        ranges[trait.name] = (value - half, value + half)
        numbers = values.astype(float)
        at &= (numbers >= value - half) & (numbers <= value + half)
    return Window(np.flatnonzero(at), ranges, False)


def outside(fitted: Seen, person: Mapping[str, Any]) -> tuple[str, ...]:
    """Traits whose given value lies outside what the model has seen."""
    out = []
    for trait in fitted.traits:
        if trait.name not in person:
            continue
        values = fitted.columns[trait.name]
        if trait.is_number:
            known = values.astype(float)
            known = known[np.isfinite(known)]
            if not len(known) or not known.min() <= float(person[trait.name]) <= known.max():
                out.append(trait.name)
        elif str(person[trait.name]) not in set(as_text(values)):
            out.append(trait.name)
    return tuple(out)


def with_values(columns: Columns, at: Ints, person: Mapping[str, Any]) -> dict[str, Values]:
    """The rows `at` with the given traits set."""
    made = {n: v[at] for n, v in columns.items()}
    for name, value in person.items():
        if name in made:
            kind = np.float64 if is_numeric(made[name]) else object
            made[name] = np.full(len(at), float(value) if kind is np.float64 else str(value), dtype=kind)
    return made


@dataclass(frozen=True)
class WhatIf:
    """One prediction: the mean over real rows, and the interval of one person among them."""

    value: float
    low: float
    high: float
    rows: int


def what_if(fitted: Fitted, person: Mapping[str, Any], window: Window) -> WhatIf:
    """Average prediction over the comparable rows with the given traits set (partial dependence over real
    rows).

    Traits that nobody gave keep the values that people like this have. Under 30 comparables all rows are
    used. The interval is that of the mixture: each row's own interval taken as a normal, the 5 % and 95 %
    points of all.
    """
    at = window.rows if len(window.rows) >= FEW else np.arange(len(fitted.y))
    X = encode(fitted.traits, with_values(fitted.columns, at, person))
    guess = fitted.model.predict(X)
    w = fitted.w[at]
    value = float(np.average(guess, weights=w))
    low, high = _mixture(*fitted.band.around(X, guess), w)
    ends = fitted.band.from_scale(np.array([low, high]))
    if fitted.y.min() >= 0:
        value, ends = max(value, 0.0), np.maximum(ends, 0.0)
    return WhatIf(value, min(float(ends[0]), value), max(float(ends[1]), value), len(at))


def _mixture(low: Floats, high: Floats, w: Floats) -> tuple[float, float]:
    """The 5 % and 95 % points of a mixture of normals whose own 5 % and 95 % points are given."""
    if np.ptp(low) == 0 and np.ptp(high) == 0:
        return float(low[0]), float(high[0])
    z = 1.6448536269514722
    middle, spread = (low + high) / 2, np.maximum((high - low) / (2 * z), 1e-12)
    weight = w / w.sum()
    erf = np.frompyfunc(math.erf, 1, 1)

    def below(x: float) -> float:
        return float(
            weight @ (0.5 * (1 + np.asarray(erf((x - middle) / (spread * math.sqrt(2))), dtype=float)))
        )

    return tuple(
        _bisect(below, q, float(low.min()), float(high.max())) for q in ((1 - LEVEL) / 2, (1 + LEVEL) / 2)
    )  # type: ignore[return-value]  # two items


def _bisect(rising: Callable[[float], float], goal: float, low: float, high: float) -> float:
    span = high - low
    low, high = low - span, high + span
    for _ in range(45):
        mid = (low + high) / 2
        low, high = (mid, high) if rising(mid) < goal else (low, mid)
    return (low + high) / 2


@dataclass(frozen=True)
class Shift:
    """What the model says of a change of traits, averaged over rows; a 90 % interval of that average."""

    value: float
    low: float
    high: float
    before: float
    after: float
    rows: int
    beyond: int


def shift(
    fitted: Fitted, change: Mapping[str, float], person: Mapping[str, Any], at: Ints | None = None
) -> Shift:
    """Mean prediction after minus before adding `change` to the traits, all else as it is.

    The interval: for a straight line from the slopes' standard errors; else by the delete-a-group jackknife
    of the fold models (Student's quantile with folds - 1 degrees of freedom). `beyond`: rows that the
    change takes outside the range that the model has seen.
    """
    at = np.arange(len(fitted.y)) if at is None or not len(at) else at
    start = with_values(fitted.columns, at, person)
    moved = dict(start)
    beyond = np.zeros(len(at), dtype=bool)
    for trait in fitted.traits:
        if trait.name in change:
            moved[trait.name] = start[trait.name].astype(float) + float(change[trait.name])
            beyond |= (moved[trait.name] > trait.high) | (moved[trait.name] < trait.low)
    # A line may be followed a little past its data; a tree knows nothing there and stays flat.
    free = tuple(replace(t, low=-math.inf, high=math.inf) for t in fitted.traits)
    X0, X1 = encode(free, start), encode(free, moved)
    w = fitted.w[at]

    def gap(model: Predictor) -> float:
        return float(np.average(model.predict(X1) - model.predict(X0), weights=w))

    value = gap(fitted.model)
    half = _shift_half(fitted, np.average(X1 - X0, axis=0, weights=w), gap)
    before = float(np.average(fitted.model.predict(X0), weights=w))
    return Shift(value, value - half, value + half, before, before + value, len(at), int(beyond.sum()))


def _shift_half(fitted: Fitted, step: Floats, gap: Callable[[Predictor], float]) -> float:
    if isinstance(fitted.model, Linear):
        return z_of(LEVEL) * math.sqrt(max(0.0, float(step @ fitted.model.covariance @ step)))
    gaps = np.array([gap(m) for m in fitted.fold_models])
    k = len(gaps)
    return (
        t_of(LEVEL, k - 1) * math.sqrt((k - 1) / k * float(np.sum((gaps - gaps.mean()) ** 2)))
        if k > 1
        else 0.0
    )


# ---------------------------------------------------------------- importance
@dataclass(frozen=True)
class Importance:
    """How much worse held-out predictions get when a group of traits is shuffled: rise of the mean absolute
    error.

    direction: +1 where more goes with more, -1 with less, 0 for categories and mixed shapes.
    """

    names: tuple[str, ...]
    rise: float
    sd: float
    direction: int


def importance(fitted: Fitted, repeats: int, seed: int, work: Work) -> tuple[Importance, ...]:
    """Permutation importance on held-out folds, for groups of traits that go together, most important
    first."""
    where = spans(fitted.traits)
    rng = np.random.default_rng(seed)
    out = []
    groups = together(fitted)
    for i, names in enumerate(groups):
        work.progress(0.5 + 0.45 * i / len(groups), "Shuffling one trait after another")
        slots = np.concatenate([np.arange(where[n].start, where[n].stop) for n in names])
        rises = []
        for k, model in enumerate(fitted.fold_models):
            at = np.flatnonzero(fitted.fold == k)
            if not len(at):
                continue
            base = np.average(np.abs(fitted.y[at] - model.predict(fitted.X[at])), weights=fitted.w[at])
            mixed = np.tile(fitted.X[at], (repeats, 1))
            drawn = np.concatenate([at[rng.permutation(len(at))] for _ in range(repeats)])
            mixed[:, slots] = fitted.X[drawn][:, slots]
            misses = np.abs(fitted.y[at] - model.predict(mixed).reshape(repeats, len(at)))
            rises += [float(np.average(m, weights=fitted.w[at]) - base) for m in misses]
        out.append(Importance(names, float(np.mean(rises)), float(np.std(rises)), direction(fitted, names)))
    return tuple(sorted(out, key=lambda i: (-i.rise, i.names)))


def together(fitted: Fitted, limit: float = 0.8) -> tuple[tuple[str, ...], ...]:
    """Traits joined where numbers correlate above `limit` (Spearman): shuffled singly, each would hide the
    other."""
    numbers = [t.name for t in fitted.traits if t.is_number]
    ranks = {
        n: mid_ranks(encode_trait(t, fitted.columns[n])[:, 0])
        for t in fitted.traits
        if (n := t.name) in numbers
    }
    groups: list[list[str]] = []
    for trait in fitted.traits:
        home = None
        if trait.name in ranks:
            home = next(
                (g for g in groups for n in g if n in ranks and _close(ranks[n], ranks[trait.name], limit)),
                None,
            )
        if home is None:
            groups.append([trait.name])
        else:
            home.append(trait.name)
    return tuple(tuple(g) for g in groups)


def _close(a: Floats, b: Floats, limit: float) -> bool:
    return bool(a.std() > 0 and b.std() > 0 and abs(np.corrcoef(a, b)[0, 1]) > limit)


def direction(fitted: Fitted, names: tuple[str, ...]) -> int:
    """Sign of what the model says when the first trait of the group moves from its lower to its upper
    quartile."""
    trait = next(t for t in fitted.traits if t.name == names[0])
    if not trait.is_number:
        return 0
    known = encode_trait(trait, fitted.columns[trait.name])[:, 0]
    low, high = np.quantile(known, [0.25, 0.75])
    if low == high:
        low, high = float(known.min()), float(known.max())
    everyone = np.arange(len(fitted.y))
    ends = [
        fitted.predict(with_values(fitted.columns, everyone, {trait.name: v})).mean() for v in (low, high)
    ]
    return int(np.sign(ends[1] - ends[0]))
