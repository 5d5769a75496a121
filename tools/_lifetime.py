"""How often customers will buy again, and for how much: BG/NBD and Gamma-Gamma by maximum likelihood.

BG/NBD (Fader, Hardie and Lee 2005): while alive a customer buys at random, at a rate that differs between customers
(gamma with shape r and scale 1 / alpha), and after each purchase leaves for good with a chance that differs, too
(beta with a and b). Gamma-Gamma (Fader and Hardie 2013): a customer's purchases scatter around a mean that differs
between customers. Only scipy's special functions and optimiser are used, on first need.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
HARDLY_LEAVES = 0.005
"""A mean chance to leave after a purchase below this cannot be told from none: nobody is ever lost."""


@dataclass(frozen=True)
class Histories:
    """What is known of each customer, in days: repeat purchases, from the first to the last, from the first to now."""

    repeats: Floats
    last: Floats
    age: Floats


@dataclass(frozen=True)
class Buying:
    """A fitted BG/NBD; times in days."""

    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float = math.nan

    @property
    def leaves(self) -> float:
        """The mean chance that a customer leaves after a purchase."""
        return self.a / (self.a + self.b)

    @property
    def degenerate(self) -> bool:
        """Whether leaving was not found in the data, so that everybody counts as still there."""
        return self.leaves < HARDLY_LEAVES

    def alive(self, of: Histories) -> Floats:
        """The chance that each customer is still one."""
        x = of.repeats
        ratio = (self.r + x) * np.log((self.alpha + of.age) / (self.alpha + of.last))
        odds = np.exp(np.clip(ratio, -700, 700)) * self.a / (self.b + np.maximum(x, 1) - 1)
        return np.where(x > 0, 1 / (1 + odds), 1.0)

    def absent(self, of: Histories, days: float) -> Floats:
        """The chance that each customer buys nothing in the next days."""
        later = self.alpha + of.age
        idle = (later / (later + days)) ** (self.r + of.repeats)
        there = np.ones_like(idle) if self.degenerate else self.alive(of)
        return np.asarray(1 - there * (1 - idle))

    def expected(self, of: Histories, days: float) -> Floats:
        """Purchases that each customer is expected to make in the next days."""
        x, later = of.repeats, self.alpha + of.age
        if self.degenerate:
            return np.asarray((self.r + x) * days / later)
        grown = self._grown(self.r + x, self.b + x, self.a + self.b + x - 1, later, days)
        exact = (self.a + self.b + x - 1) / (self.a - 1) * grown
        pace = (self.r + x) / later
        near = self._near(pace, self.a / (self.a + self.b + x), days)
        sound = np.isfinite(exact) & (exact >= 0) & (exact <= 2 * pace * days)
        return np.asarray(np.where(sound, exact, near) * self.alive(of))

    def new(self, days: float) -> float:
        """Repeat purchases that a new customer is expected to make in the days after the first."""
        fresh = Histories(np.zeros(1), np.zeros(1), np.zeros(1))
        return float(self.expected(fresh, days)[0])

    def _grown(self, p: Floats, q: Floats, s: Floats, later: Floats, days: float) -> Floats:
        from scipy.special import hyp2f1

        with np.errstate(all="ignore"):
            z = days / (later + days)
            return np.asarray(1 - (later / (later + days)) ** p * hyp2f1(p, q, s, z))

    def _near(self, pace: Floats, leaves: Floats, days: float) -> Floats:
        """The same for customers of one pace and one chance to leave: where all are alike, the exact form overflows."""
        return np.asarray(-np.expm1(-pace * leaves * days) / leaves)


def fit_buying(of: Histories, weights: Floats | None = None, start: Buying | None = None) -> Buying:
    """The BG/NBD of largest likelihood; `weights` count each customer so many times."""
    from scipy.optimize import minimize

    w = np.ones_like(of.repeats) if weights is None else weights
    unit = max(1.0, float(np.average(of.age, weights=w)))
    scaled = Histories(of.repeats, of.last / unit, of.age / unit)
    first = (1.0, 1.0, 1.0, 2.0) if start is None else (start.r, start.alpha / unit, start.a, start.b)

    def loss(logs: Floats) -> tuple[float, Floats]:
        params = np.exp(logs)
        each, slopes = log_likelihood(params, scaled)
        return -float(np.sum(w * each) / np.sum(w)), -(slopes @ w) * params / np.sum(w)

    found = minimize(loss, np.log(first), jac=True, method="L-BFGS-B", bounds=[(-12, 12)] * 4)
    r, alpha, a, b = (float(v) for v in np.exp(found.x))
    # Times were scaled, which adds a constant to the likelihood of each purchase.
    total = -float(found.fun) * float(np.sum(w)) - float(np.sum(w * of.repeats)) * math.log(unit)
    return Buying(r, alpha * unit, a, b, total)


def log_likelihood(params: Any, of: Histories) -> tuple[Floats, Floats]:
    """The log-likelihood of each history under (r, alpha, a, b), and its slope in each of them (4 x customers)."""
    from scipy.special import digamma, gammaln

    r, alpha, a, b = (float(v) for v in params)
    x, behind = of.repeats, b + np.maximum(of.repeats, 1) - 1
    bought = gammaln(r + x) - gammaln(r) + r * math.log(alpha)
    stayed = gammaln(a + b) + gammaln(b + x) - gammaln(b) - gammaln(a + b + x)
    here = -(r + x) * np.log(alpha + of.age)
    left = math.log(a) - np.log(behind) - (r + x) * np.log(alpha + of.last)
    either = np.where(x > 0, np.logaddexp(here, left), here)
    gone = np.where(x > 0, np.exp(left - either), 0.0)
    slopes = np.array(
        [
            digamma(r + x) - digamma(r) + math.log(alpha)
            - (1 - gone) * np.log(alpha + of.age) - gone * np.log(alpha + of.last),
            r / alpha - (r + x) * ((1 - gone) / (alpha + of.age) + gone / (alpha + of.last)),
            digamma(a + b) - digamma(a + b + x) + gone / a,
            digamma(a + b) - digamma(b) + digamma(b + x) - digamma(a + b + x) - gone / behind,
        ]
    )  # fmt: skip
    return np.asarray(bought + stayed + either), slopes


@dataclass(frozen=True)
class Spending:
    """A fitted Gamma-Gamma."""

    p: float
    q: float
    v: float

    @property
    def bounded(self) -> bool:
        """Whether customers' means have a mean at all."""
        return self.q > 1

    @property
    def mean(self) -> float:
        """The mean of customers' mean purchases."""
        return self.p * self.v / (self.q - 1)

    def expected(self, repeats: Floats, average: Floats) -> Floats:
        """The mean purchase of each customer, drawn towards that of all the fewer purchases are known."""
        own = self.p * repeats / (self.p * repeats + self.q - 1)
        return np.asarray((1 - own) * self.mean + own * np.where(repeats > 0, average, 0.0))


def fit_spending(
    repeats: Floats, average: Floats, weights: Floats | None = None, start: Spending | None = None
) -> Spending:
    """The Gamma-Gamma of largest likelihood, of customers with repeat purchases of a positive mean."""
    from scipy.optimize import minimize
    from scipy.special import digamma, gammaln

    w = np.ones_like(repeats) if weights is None else weights
    unit = max(1e-9, float(np.average(average, weights=w)))
    x, m = repeats, average / unit
    first = (2.0, 3.0, 1.0) if start is None else (start.p, start.q, start.v / unit)

    def loss(logs: Floats) -> tuple[float, Floats]:
        p, q, v = np.exp(logs)
        known, paid = p * x, x * m
        each = (
            gammaln(known + q) - gammaln(known) - gammaln(q) + q * np.log(v) + (known - 1) * np.log(m)
            + known * np.log(x) - (known + q) * np.log(paid + v)
        )  # fmt: skip
        slopes = np.array(
            [
                x * (digamma(known + q) - digamma(known) + np.log(paid) - np.log(paid + v)),
                digamma(known + q) - digamma(q) + np.log(v) - np.log(paid + v),
                q / v - (known + q) / (paid + v),
            ]
        )
        return -float(np.sum(w * each) / np.sum(w)), -(slopes @ w) * np.exp(logs) / np.sum(w)

    found = minimize(loss, np.log(first), jac=True, method="L-BFGS-B", bounds=[(-8, 10)] * 3)
    p, q, v = (float(n) for n in np.exp(found.x))
    return Spending(p, q, v * unit)
