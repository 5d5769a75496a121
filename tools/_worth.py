"""What customers will be worth: a model of their buying, tested on days that it has not seen, against a plain rule.

The plain rule is that each customer does again what he did in as many days before. The model is used only where it
came closer than that on the held-out days, in purchases and in money: squared errors, because what is wanted is the
expected amount; by absolute errors, expecting nothing of anybody would often win.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from data.work import Work
from tools._histories import YEAR, Customers
from tools._lifetime import Buying, Floats, Histories, Spending, fit_buying, fit_spending
from tools._stats import mid_ranks

FEWEST_CUSTOMERS, FEWEST_DAYS, FEWEST_REGULARS, FEWEST_THEN = 500, 180, 30, 200
"""The least data to expect anything from: customers, days, customers with three purchases or more, and customers
known before the held-out days (gates as marketing platforms use them)."""
MOST_FITTED = 20_000
DRAWS = 20
REGULAR = 3

Gate = Literal["customers", "days", "regulars", "then"]


def gates(of: Customers) -> list[Gate]:
    """What is too little to expect anything from."""
    failed: list[Gate] = []
    if len(of) < FEWEST_CUSTOMERS:
        failed.append("customers")
    if of.span < FEWEST_DAYS:
        failed.append("days")
    if int(np.sum(of.purchases >= REGULAR)) < FEWEST_REGULARS:
        failed.append("regulars")
    if int(np.sum(of.then > 0)) < FEWEST_THEN or int(np.sum(of.then > 1)) < FEWEST_REGULARS:
        failed.append("then")
    return failed


@dataclass(frozen=True)
class Model:
    """How often and for how much; `kept` is what returns leave of a payment."""

    buying: Buying
    spending: Spending
    usual: float
    kept: float

    def money(self, of: Histories, average: Floats, days: float) -> Floats:
        """What each customer is expected to pay in the next days, less returns."""
        per_purchase = (
            self.spending.expected(of.repeats, average)
            if self.spending.bounded
            else np.full(of.repeats.size, self.usual)
        )
        return np.asarray(self.buying.expected(of, days) * per_purchase * self.kept)


def fit(
    of: Histories,
    average: Floats,
    usual: float,
    kept: float,
    weights: Floats | None = None,
    start: Model | None = None,
) -> Model:
    """Both models of the same customers."""
    w = np.ones_like(of.repeats) if weights is None else weights
    paid = (of.repeats > 0) & (average > 0)
    buying = fit_buying(of, w, start.buying if start else None)
    spending = fit_spending(of.repeats[paid], average[paid], w[paid], start.spending if start else None)
    return Model(buying, spending, usual, kept)


@dataclass(frozen=True)
class Check:
    """The held-out days: what the model and the plain rule said of each customer, and what came."""

    days: int
    model: Floats
    rule: Floats
    made: Floats
    model_money: Floats
    rule_money: Floats
    made_money: Floats
    alive_auc: float | None
    absent_auc: float | None
    recency_auc: float | None
    absent: Floats
    fitted: Model

    @property
    def model_wins(self) -> bool:
        """Closer in purchases and in money."""
        return _error(self.model, self.made) < _error(self.rule, self.made) and _error(
            self.model_money, self.made_money
        ) < _error(self.rule_money, self.made_money)

    @property
    def errors(self) -> tuple[float, float]:
        """Root of the mean squared error in purchases, of the model and of the rule."""
        return _error(self.model, self.made), _error(self.rule, self.made)

    def bias(self, money: bool, model: bool) -> float | None:
        """By how much the total was missed, as a part of what came; negative where too little was expected."""
        said = (
            (self.model_money if model else self.rule_money)
            if money
            else (self.model if model else self.rule)
        )
        came = float(np.sum(self.made_money if money else self.made))
        return float(np.sum(said)) / came - 1 if came > 0 else None


def _error(said: Floats, came: Floats) -> float:
    return float(np.sqrt(np.mean((said - came) ** 2)))


def check(of: Customers, work: Work) -> Check:
    """Fit on what was known before the held-out days, and see what came."""
    work.progress(0.4, "Testing the model on held-out days")
    was, then = of.before()
    average = of.average(then=True)[was]
    usual = _usual(of.paid_then[was], of.then[was])
    some = _some(then.repeats.size, work)
    known = Histories(then.repeats[some], then.last[some], then.age[some])
    fitted = fit(known, average[some], usual, 1.0)
    work.check()
    days = float(of.held_days)
    made = of.held[was]
    again = then.repeats > 0
    of_repeaters = Histories(then.repeats[again], then.last[again], then.age[again])
    came_back = made[again] > 0
    since = then.age - then.last
    absent = fitted.buying.absent(then, days)
    return Check(
        of.held_days,
        fitted.buying.expected(then, days),
        of.recent[was],
        made,
        fitted.money(then, average, days),
        of.recent_paid[was],
        of.held_paid[was],
        auc(fitted.buying.alive(of_repeaters), came_back),
        auc(-absent, made > 0),
        auc(-since[again], came_back),
        absent,
        fitted,
    )


def _usual(paid: Floats, purchases: Floats) -> float:
    return float(np.sum(paid) / max(1.0, float(np.sum(purchases))))


def _some(n: int, work: Work) -> npt.NDArray[np.intp]:
    """Places of at most MOST_FITTED customers, drawn at random: more would not move the fit."""
    if n <= MOST_FITTED:
        return np.arange(n)
    return np.sort(np.random.default_rng(work.seed).choice(n, MOST_FITTED, replace=False))


def auc(score: Floats, yes: npt.NDArray[np.bool_]) -> float | None:
    """How often one who did is ranked above one who did not (0.5 is chance); None where all did or none."""
    n, hits = yes.size, int(np.sum(yes))
    if not 0 < hits < n:
        return None
    ranks = mid_ranks(score)
    return float((np.sum(ranks[yes]) - hits * (hits + 1) / 2) / (hits * (n - hits)))


@dataclass(frozen=True)
class Outlook:
    """What each customer is expected to bring in the next days, and the range of their mean."""

    days: int
    method: Literal["model", "rule"]
    money: Floats
    purchases: Floats
    low: float | None
    high: float | None
    model: Model
    new_purchases: float

    def only(self, inside: npt.NDArray[np.bool_]) -> Outlook:
        """Of some of the customers; the range of their mean is then their own spread."""
        return replace(self, money=self.money[inside], purchases=self.purchases[inside], low=None, high=None)


def outlook(of: Customers, tested: Check, days: int, work: Work) -> Outlook:
    """By the method that did better on the held-out days."""
    work.progress(0.6, "Looking ahead")
    now, average = of.histories(), of.average()
    some = _some(len(of), work)
    known = Histories(now.repeats[some], now.last[some], now.age[some])
    usual = _usual(of.paid, of.purchases)
    fitted = fit(known, average[some], usual, of.kept, start=tested.fitted)
    new = fitted.buying.new(days)
    if not tested.model_wins:
        scale = days / min(YEAR, max(1, of.span))
        return Outlook(
            days, "rule", of.year_net * scale, of.recent * days / of.held_days, None, None, fitted, new
        )
    money = fitted.money(now, average, days)
    low, high = _range(of, fitted, days, work)
    return Outlook(days, "model", money, fitted.buying.expected(now, days), low, high, fitted, new)


def _range(of: Customers, fitted: Model, days: int, work: Work) -> tuple[float, float]:
    """The range of the mean over customers drawn anew (Poisson bootstrap, both models fitted again).

    A normal range from the spread of the draws: percentiles of so few would be rough.
    """
    rng = np.random.default_rng(work.seed)
    now, average = of.histories(), of.average()
    some = _some(len(of), work)
    known = Histories(now.repeats[some], now.last[some], now.age[some])
    means = []
    for draw in range(DRAWS):
        work.progress(0.6 + 0.35 * draw / DRAWS, "Drawing customers anew")
        weights = rng.poisson(1.0, some.size).astype(np.float64)
        made = fit(known, average[some], fitted.usual, fitted.kept, weights, fitted)
        money = made.money(known, average[some], days)
        means.append(float(np.average(money, weights=weights)))
    middle = float(np.mean(fitted.money(now, average, days)))
    half = 1.96 * float(np.std(means, ddof=1))
    return max(0.0, middle - half), middle + half
