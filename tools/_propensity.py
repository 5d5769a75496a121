"""How likely a yes is, row by row: models judged only on rows that they have not seen, and what a ranking
by them is worth.

Everything here is numpy on plain arrays. Conventions as in `_regress`: `columns` maps a trait to its values
(float64 with nan, or objects with None), X is (rows, features), y is 0 and 1, w are weights (1 without).
`group` numbers the rows that belong together (copies of one row): they share a fold, and are drawn together.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from data.work import Work
from tools import _regress
from tools._boosting import Boosted, Boosting, sigmoid
from tools._stats import Floats, Ints, mid_ranks, skewness

FOLDS = 5
MOST_FIT = 20_000
MOST_TRAITS = 30
BINS = 10
PRIOR = 10.0
"""Rows of the base rate that each bin of a one-trait rule starts with, so that a bin of three says little."""
GIVEN_AWAY = 0.98
"""An AUC of one trait alone, out of fold, from which it is taken for another form of the outcome."""
SUSPICIOUS = 0.95
FILLED_FOR_ONE = 0.98
"""A column whose known values belong to one outcome by this share was filled in after the outcome."""
CHANCE = 1e-6
PENALTIES = (1.0, 10.0, 100.0)
COPIES = 0.8
"""Rows equal in all traits are copies where at least this share of rows is unique; in a table of few kinds
they are just alike."""

Columns = Mapping[str, npt.NDArray[Any]]


class Chances(Protocol):
    """Anything fitted that gives the log-odds of a yes for X (rows, features)."""

    def predict(self, X: Floats) -> Floats:
        """Log-odds, (rows,)."""
        ...


Fitter = Callable[[Floats, Floats, Floats], Chances]


# ---------------------------------------------------------------- the models
@dataclass(frozen=True)
class Logistic:
    """intercept + X @ slope are the log-odds."""

    intercept: float
    slope: Floats

    def predict(self, X: Floats) -> Floats:
        """Log-odds."""
        return np.asarray(self.intercept + X @ self.slope, dtype=np.float64)


def fit_logistic(X: Floats, y: Floats, w: Floats, penalty: float = 1.0) -> Logistic:
    """Ridge logistic regression on standardised features by Newton steps (scikit-learn's C is 1 / penalty).

    The penalty keeps slopes finite where the outcomes can be told apart completely.
    """
    mean = np.average(X, axis=0, weights=w)
    scale = np.sqrt(np.average((X - mean) ** 2, axis=0, weights=w))
    scale = np.where(scale > 1e-12, scale, 1.0)
    Z = np.column_stack([np.ones(len(y)), (X - mean) / scale])
    share = w / w.mean()
    ridge = np.full(Z.shape[1], penalty)
    ridge[0] = 0.0
    base = float(np.average(y, weights=w))
    beta = np.zeros(Z.shape[1])
    beta[0] = math.log(base / (1 - base)) if 0 < base < 1 else math.copysign(35.0, base - 0.5)
    loss = _penalised(Z, y, share, beta, ridge)
    for _ in range(50):
        chance = sigmoid(Z @ beta)
        bend = Z.T @ (Z * (share * chance * (1 - chance))[:, None]) + np.diag(ridge + 1e-9)
        step = np.linalg.solve(bend, Z.T @ (share * (y - chance)) - ridge * beta)
        beta, loss, moved = _descend(Z, y, share, beta, step, ridge, loss)
        if not moved or float(np.max(np.abs(step))) < 1e-8:
            break
    slope = beta[1:] / scale
    return Logistic(float(beta[0] - mean @ slope), slope)


def fit_tuned(X: Floats, y: Floats, w: Floats) -> Logistic:
    """Logistic regression with the penalty that does best on thirds held out of these rows: few yes and many
    traits want a strong one."""
    fold = stratified(np.arange(len(y)), y, 3, 0)
    loss = dict.fromkeys(PENALTIES, 0.0)
    for k in range(3):
        rest, at = fold != k, fold == k
        for penalty in PENALTIES:
            odds = fit_logistic(X[rest], y[rest], w[rest], penalty).predict(X[at])
            loss[penalty] += float(np.sum(w[at] * (np.logaddexp(0, odds) - y[at] * odds)))
    return fit_logistic(X, y, w, min(PENALTIES, key=lambda p: loss[p]))


def _penalised(Z: Floats, y: Floats, w: Floats, beta: Floats, ridge: Floats) -> float:
    odds = Z @ beta
    return float(np.sum(w * (np.logaddexp(0, odds) - y * odds)) + 0.5 * np.sum(ridge * beta**2))


def _descend(
    Z: Floats, y: Floats, w: Floats, beta: Floats, step: Floats, ridge: Floats, loss: float
) -> tuple[Floats, float, bool]:
    """The step, halved until the loss falls."""
    for halved in range(20):
        ahead = beta + step / 2**halved
        new = _penalised(Z, y, w, ahead, ridge)
        if new < loss:
            return ahead, new, loss - new > 1e-12 * (1 + abs(loss))
    return beta, loss, False


def fit_boosted(X: Floats, y: Floats, w: Floats) -> Boosted:
    """Boosted small trees on the log-odds."""
    return Boosting(trees=100, rate=0.08, log_odds=True).fit(X, y, w)


@dataclass(frozen=True)
class Screened:
    """A model of some of the features; which ones was learnt from the same rows as the model."""

    inner: Chances
    at: Ints

    def predict(self, X: Floats) -> Floats:
        """Log-odds."""
        return self.inner.predict(X[:, self.at])


FITTERS: dict[str, Fitter] = {"logistic": fit_tuned, "boosting": fit_boosted}
NAMES = {"logistic": "Logistic regression", "boosting": "Gradient boosting"}
"""Simplest first."""


# ---------------------------------------------------------------- rows
@dataclass(frozen=True)
class Prepared:
    """Rows ready for a model. `known`: the outcome is known; the others are only ranked. `bins`: for each
    trait the bin of each row. `fold` is -1 where the outcome is not known."""

    columns: dict[str, npt.NDArray[Any]]
    spans: dict[str, slice]
    X: Floats
    bins: dict[str, Ints]
    y: Floats
    w: Floats
    known: npt.NDArray[np.bool_]
    group: Ints
    fold: Ints
    copies: int


def prepare(columns: Columns, y: Floats, w: Floats | None, keys: npt.NDArray[Any], seed: int) -> Prepared:
    """Encode the traits, find the rows that belong together, and give out folds. `keys` says whose row it is.

    Everything learnt here (fills, limits, levels, bins) is learnt from the traits alone, never the outcome.
    """
    kept = {n: _evened(v) for n, v in columns.items()}
    traits = [_regress.learn_trait(n, v) for n, v in kept.items()]
    X = _regress.encode(traits, kept) if traits else np.zeros((len(y), 0))
    known = np.isfinite(y)
    group, copies = _together(X, keys)
    fold = np.full(len(y), -1, dtype=np.int64)
    fold[known] = stratified(group[known], y[known], FOLDS, seed)
    weight = np.ones(len(y)) if w is None else np.where(np.isfinite(w) & (w > 0), w, 0.0)
    bins = {n: binned(v) for n, v in kept.items()}
    return Prepared(
        dict(columns), _regress.spans(traits), X, bins, np.where(known, y, 0.0), weight, known, group, fold,
        copies,
    )  # fmt: skip


def _evened(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Amounts with a long upper tail on a log scale, so that few big spenders do not bend the line."""
    if not _regress.is_numeric(values):
        return values
    known = values[np.isfinite(values)]
    if known.size and known.min() >= 0 and len(np.unique(known)) > 10 and skewness(known) > 1:
        return np.asarray(np.log1p(values), dtype=np.float64)
    return values


def _together(X: Floats, keys: npt.NDArray[Any]) -> tuple[Ints, int]:
    """Rows of one key belong together; else rows that are copies of one another. And how many are copies."""
    _, key = np.unique(np.asarray([str(k) for k in keys]), return_inverse=True)
    key = np.asarray(key, dtype=np.int64).ravel()
    if len(key) and int(key.max()) + 1 < len(key):
        return key, 0
    if not X.shape[1]:
        return key, 0
    same = _regress.same_rows(X, np.zeros(len(X)))
    distinct = int(same.max()) + 1 if len(same) else 0
    return (same, len(same) - distinct) if distinct >= COPIES * len(same) else (key, 0)


def stratified(group: Ints, y: Floats, folds: int, seed: int) -> Ints:
    """The fold of each row: groups stay whole, and those with a yes are dealt out evenly."""
    _, number = np.unique(group, return_inverse=True)
    number = np.asarray(number, dtype=np.int64).ravel()
    count = int(number.max()) + 1 if len(number) else 0
    yes = np.bincount(number, weights=y, minlength=count) > 0
    rng = np.random.default_rng(seed)
    order = np.concatenate([rng.permutation(np.flatnonzero(yes)), rng.permutation(np.flatnonzero(~yes))])
    place = np.empty(count, dtype=np.int64)
    place[order] = np.arange(count) % folds
    return place[number]


def binned(values: npt.NDArray[Any]) -> Ints:
    """A bin for each row: tenths of a number (equal values share one), or the levels of a kind; missing ones
    by themselves."""
    if not _regress.is_numeric(values):
        _, level = np.unique(_regress.as_text(values), return_inverse=True)
        return np.asarray(level, dtype=np.int64).ravel()
    known = np.isfinite(values)
    edges = np.unique(np.quantile(values[known], np.arange(1, BINS) / BINS)) if known.any() else np.zeros(0)
    return np.where(known, np.searchsorted(edges, np.nan_to_num(values), side="left"), len(edges) + 1)


# ---------------------------------------------------------------- leaks
@dataclass(frozen=True)
class Leak:
    """A trait that gives the outcome away: `auc` of ranking by it alone; `how` is "copy", "gap" (filled in
    for one outcome only) or "sum" (several add up to it)."""

    name: str
    how: str
    auc: float


def leaks(columns: Columns, y: Floats, seed: int = 0) -> tuple[list[Leak], list[Leak]]:
    """Traits that hold the outcome, and those that are suspiciously good; y has no gaps."""
    sure: list[Leak] = []
    odd: list[Leak] = []
    fold = stratified(np.arange(len(y)), y, FOLDS, seed)
    ones = np.ones(len(y))
    for name, values in columns.items():
        auc, how = _alone(values, y, fold, ones)
        if auc >= SUSPICIOUS:
            (sure if auc >= GIVEN_AWAY else odd).append(Leak(name, how, auc))
    gone = {leak.name for leak in sure}
    rest = {n: v for n, v in columns.items() if n not in gone}
    for found in _regress.leaks(rest, y):
        sure += [Leak(n, found.how, 1.0) for n in found.names]
    return sure, [leak for leak in odd if leak.name not in {s.name for s in sure}]


def _alone(values: npt.NDArray[Any], y: Floats, fold: Ints, w: Floats) -> tuple[float, str]:
    number = _regress.is_numeric(values)
    known = np.isfinite(values) if number else _regress.as_text(values) != _regress.MISSING
    if _of_one_outcome(known, y) or (number and _of_one_outcome(known & (values != 0), y, yes_only=True)):
        return 1.0, "gap"
    best = auc_of(_one_trait(binned(values), y, w, fold), y, w)
    if number and known.any():
        filled = np.where(known, values, np.nanmedian(values))
        best = max(best, auc_of(filled, y, w), auc_of(-filled, y, w))
    return best, "copy"


def _of_one_outcome(filled: npt.NDArray[np.bool_], y: Floats, yes_only: bool = False) -> bool:
    """Whether the filled rows, some but not all, belong to one outcome, beyond what chance would do."""
    n, base = int(filled.sum()), float(y.mean())
    if n == 0 or n == len(y):
        return False
    rate = float(y[filled].mean())
    sides = [(rate, base)] if yes_only else [(rate, base), (1 - rate, 1 - base)]
    return any(share >= FILLED_FOR_ONE and usual**n < CHANCE for share, usual in sides)


# ---------------------------------------------------------------- out of fold
def _one_trait(bins: Ints, y: Floats, w: Floats, fold: Ints) -> Floats:
    """The rate of each row's bin, from the other folds."""
    out = np.empty(len(y))
    for k in np.unique(fold):
        rest, at = fold != k, fold == k
        out[at] = _rates(bins[rest], y[rest], w[rest], int(bins.max()) + 1)[bins[at]]
    return out


def _rates(bins: Ints, y: Floats, w: Floats, count: int) -> Floats:
    share = w / max(float(w.mean()), 1e-12) if len(w) else w
    base = float(np.average(y, weights=w)) if len(y) and w.sum() > 0 else 0.5
    yes = np.bincount(bins, weights=share * y, minlength=count)
    all_ = np.bincount(bins, weights=share, minlength=count)
    return np.asarray((yes + PRIOR * base) / (all_ + PRIOR), dtype=np.float64)


@dataclass(frozen=True)
class Score:
    """One way to say the chance, on rows that it has not seen: mean log-loss, Brier score, AUC."""

    name: str
    loss: float
    brier: float
    auc: float
    chance: Floats
    losses: Floats


@dataclass(frozen=True)
class Judged:
    """The candidates out of fold, simplest first: `base` says the base rate for all, `rule` uses one trait
    (`rule_trait`, the one taken most often). `chance` is the chosen model's for every row, also for those
    whose outcome is not known. `weights_of` says how much the ranking suffers without each trait."""

    base: Score
    rule: Score
    rule_trait: str | None
    models: tuple[Score, ...]
    best: Score
    chance: Floats
    importance: dict[str, float]

    def beats(self, other: Score, group: Ints, w: Floats) -> bool:
        """Whether the chosen model's log-loss is lower than another's by more than a standard error."""
        return self.best.loss + _se(other.losses - self.best.losses, group, w) < other.loss


def judge(rows: Prepared, seed: int, work: Work, names: Sequence[str] = tuple(FITTERS)) -> Judged:
    """Cross-validate the naive ways and the models; a later model must be better by more than one standard
    error of the paired difference in log-loss."""
    at = np.flatnonzero(rows.known)
    y, w, fold, X = rows.y[at], rows.w[at], rows.fold[at], rows.X[at]
    base = _scored("base", _of_rest(lambda yy, ww: float(np.average(yy, weights=ww)), y, w, fold), y, w)
    chance, trait = _rule(rows, at)
    rule = _scored("rule", chance, y, w)
    scores, fitted = [], {}
    with _regress.one_thread():
        for i, name in enumerate(names):
            work.progress(0.15 + 0.6 * i / len(names), f"Trying {NAMES[name].lower()}")
            fit = _screening(FITTERS[name], list(rows.spans.values()))
            guess, models = _held_out(fit, X, y, w, fold, seed, work)
            scores.append(_scored(name, guess, y, w))
            fitted[name] = models
        best = simplest(scores, rows.group[at], w)
        work.progress(0.8, "Looking at what the ranking leans on")
        importance = _importance(rows, at, fitted[best.name], best, seed, work)
        everyone = np.zeros(len(rows.y))
        everyone[at] = best.chance
        unknown = np.flatnonzero(~rows.known)
        if unknown.size:
            odds = [sigmoid(m.predict(rows.X[unknown])) for m in fitted[best.name]]
            everyone[unknown] = np.mean(odds, axis=0)
    return Judged(base, rule, trait, tuple(scores), best, everyone, importance)


def simplest(scores: Sequence[Score], group: Ints, w: Floats) -> Score:
    """The first; a later one only where it is better by more than a standard error."""
    best = scores[0]
    for other in scores[1:]:
        if other.loss + _se(best.losses - other.losses, group, w) < best.loss:
            best = other
    return best


def _se(difference: Floats, group: Ints, w: Floats) -> float:
    """Standard error of a weighted mean over rows, where the rows of one group count as one."""
    total = float(w.sum())
    away = difference - float(np.average(difference, weights=w))
    _, number = np.unique(group, return_inverse=True)
    sums = np.bincount(np.asarray(number).ravel(), weights=w * away)
    return math.sqrt(float(np.sum(sums**2))) / total


def _scored(name: str, chance: Floats, y: Floats, w: Floats) -> Score:
    safe = np.clip(chance, 1e-6, 1 - 1e-6)
    losses = -(y * np.log(safe) + (1 - y) * np.log(1 - safe))
    return Score(
        name,
        float(np.average(losses, weights=w)),
        float(np.average((y - chance) ** 2, weights=w)),
        auc_of(chance, y, w),
        chance,
        losses,
    )


def _of_rest(value: Callable[[Floats, Floats], float], y: Floats, w: Floats, fold: Ints) -> Floats:
    out = np.empty(len(y))
    for k in np.unique(fold):
        out[fold == k] = value(y[fold != k], w[fold != k])
    return out


def _rule(rows: Prepared, at: Ints) -> tuple[Floats, str | None]:
    """In each fold the one trait that tells the outcomes of the other folds apart best, and its rates there."""
    y, w, fold = rows.y[at], rows.w[at], rows.fold[at]
    out = _of_rest(lambda yy, ww: float(np.average(yy, weights=ww)), y, w, fold)
    taken: list[str] = []
    for k in np.unique(fold):
        rest, here = fold != k, fold == k
        best = math.inf
        for name, all_bins in rows.bins.items():
            bins = all_bins[at]
            rates = _rates(bins[rest], y[rest], w[rest], int(bins.max()) + 1)
            safe = np.clip(rates[bins[rest]], 1e-6, 1 - 1e-6)
            loss = float(
                np.average(-(y[rest] * np.log(safe) + (1 - y[rest]) * np.log(1 - safe)), weights=w[rest])
            )
            if loss < best:
                best, chosen, out[here] = loss, name, rates[bins[here]]
        if best < math.inf:
            taken.append(chosen)
    return out, max(sorted(set(taken)), key=taken.count) if taken else None


def _screening(fit: Fitter, blocks: Sequence[slice]) -> Fitter:
    """The fitter on the traits that go with the outcome most, where there are very many. They are picked from
    the rows that the model is fitted on: picked from all, they would flatter it."""
    if len(blocks) <= MOST_TRAITS:
        return fit

    def fitted(X: Floats, y: Floats, w: Floats) -> Chances:
        spread = X.std(axis=0)
        related = np.abs((X - X.mean(axis=0)).T @ (y - y.mean())) / np.where(spread > 0, spread, np.inf)
        best = sorted(blocks, key=lambda b: -float(related[b].max(initial=0.0)))[:MOST_TRAITS]
        columns = np.concatenate([np.arange(b.start, b.stop) for b in sorted(best, key=lambda b: b.start)])
        return Screened(fit(X[:, columns], y, w), columns)

    return fitted


def _held_out(
    fit: Fitter, X: Floats, y: Floats, w: Floats, fold: Ints, seed: int, work: Work
) -> tuple[Floats, list[Chances]]:
    """Chances for each row from a model that has not seen its fold (fitted on at most MOST_FIT rows)."""
    out = np.empty(len(y))
    models: list[Chances] = []
    for k in range(int(fold.max()) + 1):
        work.check()
        rest, at = np.flatnonzero(fold != k), fold == k
        if len(rest) > MOST_FIT:
            rest = np.sort(np.random.default_rng(seed).choice(rest, MOST_FIT, replace=False))
        model = fit(X[rest], y[rest], w[rest])
        models.append(model)
        out[at] = sigmoid(model.predict(X[at]))
    return out, models


def _importance(
    rows: Prepared, at: Ints, models: Sequence[Chances], best: Score, seed: int, work: Work
) -> dict[str, float]:
    """How much the log-loss rises when one trait's values are shuffled among the held-out rows."""
    rng = np.random.default_rng(seed)
    y, w, fold, X = rows.y[at], rows.w[at], rows.fold[at], rows.X[at]
    some = np.arange(len(at)) if len(at) <= 4_000 else np.sort(rng.choice(len(at), 4_000, replace=False))
    out: dict[str, float] = {}
    for name, block in rows.spans.items():
        work.check()
        chance = np.empty(len(some))
        for k, model in enumerate(models):
            here = np.flatnonzero(fold[some] == k)
            changed = X[some[here]].copy()
            changed[:, block] = changed[rng.permutation(len(here)), block]
            chance[here] = sigmoid(model.predict(changed))
        worse = _scored(name, chance, y[some], w[some]).losses - best.losses[some]
        out[name] = float(np.average(worse, weights=w[some]))
    return out


# ---------------------------------------------------------------- what a ranking is worth
@dataclass(frozen=True)
class Ranking:
    """Rows by falling chance, in blocks of equal chance: those count as if shuffled among themselves."""

    order: Ints
    starts: Ints

    def blocks(self, values: Floats) -> Floats:
        """Sums of the values over each block."""
        return np.asarray(np.add.reduceat(values[self.order], self.starts), dtype=np.float64)


def ranking(chance: Floats) -> Ranking:
    """The blocks of a ranking, highest chance first."""
    order = np.argsort(-chance, kind="stable")
    fallen = np.flatnonzero(np.diff(chance[order]) != 0) + 1
    return Ranking(np.asarray(order, dtype=np.int64), np.concatenate([[0], fallen]).astype(np.int64))


def auc_of(chance: Floats, y: Floats, w: Floats) -> float:
    """The chance that a yes ranks above a no; ties count half. 0.5 where one of them is absent."""
    found = ranking(chance)
    return _auc(found.blocks(w * y), found.blocks(w))


def _auc(yes: Floats, both: Floats) -> float:
    no = both - yes
    whole = float(yes.sum()) * float(no.sum())
    if whole <= 0:
        return 0.5
    below = no.sum() - np.cumsum(no)
    return float(np.sum(yes * (below + no / 2))) / whole


def reached(yes: Floats, both: Floats, share: float) -> float:
    """The share of all yes among the first `share` of rows, by blocks."""
    places = np.concatenate([[0.0], np.cumsum(both)])
    hits = np.concatenate([[0.0], np.cumsum(yes)])
    return float(np.interp(share * places[-1], places, hits) / hits[-1]) if hits[-1] > 0 else 0.0


@dataclass(frozen=True)
class Worth:
    """A figure with its 95 % bootstrap interval."""

    value: float
    low: float
    high: float


def worth(
    chance: Floats,
    y: Floats,
    w: Floats,
    group: Ints,
    shares: Sequence[float],
    gain: Floats | None,
    seed: int,
    work: Work,
) -> dict[str, Worth]:
    """AUC, the lift at each share ("lift.0.1") and the sum of `gain` ("gain"), with bootstrap intervals.

    Groups of rows are drawn again and again (Poisson bootstrap); the chances stay as they are.
    """
    found, hits = ranking(chance), w * y
    _, number = np.unique(group, return_inverse=True)
    number = np.asarray(number, dtype=np.int64).ravel()

    def figures(times: Floats) -> list[float]:
        yes, both = found.blocks(hits * times), found.blocks(w * times)
        lifts = [reached(yes, both, s) / s for s in shares]
        return [_auc(yes, both), *lifts, float(np.sum(gain * times)) if gain is not None else 0.0]

    rng = np.random.default_rng(seed)
    draws = 400 if len(y) <= 50_000 else 100
    made = []
    for i in range(draws):
        if i % 50 == 0:
            work.progress(0.85 + 0.1 * i / draws, "Measuring how sure the figures are")
        made.append(figures(rng.poisson(1.0, int(number.max()) + 1)[number].astype(np.float64)))
    low, high = np.quantile(np.array(made), [0.025, 0.975], axis=0)
    names = ["auc", *(f"lift.{s:g}" for s in shares), "gain"]
    whole = figures(np.ones(len(y)))
    return {
        n: Worth(v, min(v, float(a)), max(v, float(b)))
        for n, v, a, b in zip(names, whole, low, high, strict=True)
    }


@dataclass(frozen=True)
class Alike:
    """Rows by the traits that somebody is described by: what `_regress.comparables` looks through."""

    traits: tuple[_regress.Trait, ...]
    columns: dict[str, npt.NDArray[Any]]
    y: Floats


def alike(columns: Columns, y: Floats) -> Alike:
    """The rows ready to be compared with somebody."""
    return Alike(tuple(_regress.learn_trait(n, v) for n, v in columns.items()), dict(columns), y)


def chance_of(
    columns: Columns, y: Floats, w: Floats, group: Ints, person: Mapping[str, Any], seed: int, work: Work
) -> Worth:
    """The chance of somebody of whom only these traits are known: a logistic regression on them alone, refitted on
    rows drawn again for its 95 % interval."""
    both = {
        n: np.concatenate([v, np.array([person[n]], dtype=v.dtype if _regress.is_numeric(v) else object)])
        for n, v in columns.items()
    }
    kept = {n: _evened(v) for n, v in both.items()}
    traits = [_regress.learn_trait(n, v[:-1]) for n, v in kept.items()]
    X = _regress.encode(traits, kept)
    rows, one = X[:-1], X[-1:]
    _, number = np.unique(group, return_inverse=True)
    number = np.asarray(number, dtype=np.int64).ravel()
    rng = np.random.default_rng(seed)
    made: list[float] = []
    with _regress.one_thread():
        value = float(sigmoid(fit_logistic(rows, y, w).predict(one))[0])
        for i in range(100):
            if i % 20 == 0:
                work.progress(0.4 + 0.5 * i / 100, "Measuring how sure the chance is")
            times = rng.poisson(1.0, int(number.max()) + 1)[number] * w
            some = times > 0
            made.append(float(sigmoid(fit_logistic(rows[some], y[some], times[some]).predict(one))[0]))
    low, high = np.quantile(made, [0.025, 0.975])
    return Worth(value, min(value, float(low)), max(value, float(high)))


def recalibrated(chance: Floats, y: Floats, w: Floats) -> float:
    """The slope of the outcome's log-odds on the said ones: 1 where chances mean what they say, below 1 where
    they are too bold."""
    odds = np.log(np.clip(chance, 1e-6, 1 - 1e-6) / (1 - np.clip(chance, 1e-6, 1 - 1e-6)))
    if np.ptp(odds) < 1e-9:
        return 1.0
    return float(fit_logistic(odds[:, None], y, w, penalty=1e-6).slope[0])


def tenths(chance: Floats, parts: int) -> Ints:
    """The part (0 is the highest) of each row by mid-rank, so that equal chances share a part."""
    ranks = mid_ranks(-chance)
    return np.asarray(np.clip(np.ceil(parts * ranks / len(chance)) - 1, 0, parts - 1), dtype=np.int64)
