"""Forecasts of one series, in numpy: simple methods, a backtest with moving origin, and bands from its
errors.

On the short histories of marketing data nothing beats these by more than chance (a mean of the last four
weeks beat damped trends and Theta on a year of weekly revenue), so the simplest of the best is taken and
said.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tools._stats import t_of

Floats = npt.NDArray[np.float64]
Method = Callable[[Floats, int], Floats]
"""(history, steps) -> values of the next `steps` periods."""

TIE = 0.02
"""A method must be better than a simpler one by this share of the error to be preferred."""


def last_value(y: Floats, steps: int) -> Floats:
    """The last value again and again (naive)."""
    return np.full(steps, y[-1])


def mean_of_last(k: int) -> Method:
    """The mean of the last k values."""

    def method(y: Floats, steps: int) -> Floats:
        return np.full(steps, float(np.mean(y[-k:])))

    return method


def drift(y: Floats, steps: int) -> Floats:
    """The straight line from the first to the last value, carried on."""
    slope = (y[-1] - y[0]) / max(1, len(y) - 1)
    line: Floats = y[-1] + slope * np.arange(1, steps + 1)
    return line


def smoothed(y: Floats, steps: int) -> Floats:
    """Simple exponential smoothing; the weight with the least squared one-step error, from a grid."""
    weights = np.linspace(0.05, 0.95, 19)
    level = np.full(len(weights), y[0])
    error = np.zeros(len(weights))
    for value in y[1:]:
        error += (value - level) ** 2
        level += weights * (value - level)
    return np.full(steps, level[int(np.argmin(error))])


_GRID = np.array(list(itertools.product((0.1, 0.3, 0.5, 0.7, 0.9), (0.05, 0.2, 0.4), (0.8, 0.9, 0.98))))


def damped(y: Floats, steps: int) -> Floats:
    """Holt's linear trend, damped (Gardner and McKenzie 1985); the three weights from a grid."""
    if len(y) < 4:
        return last_value(y, steps)
    alpha, beta, phi = _GRID.T
    level, trend = np.full(len(_GRID), y[0]), np.full(len(_GRID), float(np.mean(np.diff(y[:4]))))
    error = np.zeros(len(_GRID))
    for value in y[1:]:
        ahead = level + phi * trend
        error += (value - ahead) ** 2
        new = ahead + alpha * (value - ahead)
        trend = phi * trend + beta * (new - level - phi * trend)
        level = new
    best = int(np.argmin(error))
    damping = np.cumsum(phi[best] ** np.arange(1, steps + 1))
    course: Floats = level[best] + damping * trend[best]
    return course


def same_season(cycle: int) -> Method:
    """The value one cycle ago (seasonal naive)."""

    def method(y: Floats, steps: int) -> Floats:
        return np.array([y[len(y) - cycle + (i % cycle)] for i in range(steps)])

    return method


def methods(n: int, cycle: int) -> dict[str, Method]:
    """Methods that n periods allow, simplest first; a season only where two full cycles are there."""
    found: dict[str, Method] = {"last value": last_value}
    if n >= 4:
        found["mean of the last three"] = mean_of_last(3)
    if n >= 8:
        found["mean of the last six"] = mean_of_last(6)
    if cycle > 1 and n >= 2 * cycle + 1:
        found["same season a cycle ago"] = same_season(cycle)
    if n >= 4:
        found["drift"] = drift
        found["exponential smoothing"] = smoothed
    if n >= 8:
        found["damped trend"] = damped
    return found


COMBINED = "average of the last value, the mean of the last year and the same period a year ago"
FEW_ORIGINS = 8
FEW_EARLIER = 4
"""Forecasts that must have come to their end before a method is chosen by them."""


def combined(cycle: int) -> Method:
    """The plain average of three views of a history between one and two cycles long: the last value, the
    mean of a whole cycle, the value a cycle ago. With so little to choose by, averages beat picking (Bates
    and Granger 1969)."""

    def method(y: Floats, steps: int) -> Floats:
        parts = np.array([last_value(y, steps), mean_of_last(cycle)(y, steps), same_season(cycle)(y, steps)])
        return np.asarray(parts.mean(axis=0))

    return method


@dataclass(frozen=True)
class Backtest:
    """Errors of one method: (origins, steps) actual minus forecast. mae is over all of them."""

    name: str
    errors: Floats

    @property
    def mae(self) -> float:
        """Mean absolute error over all origins and steps."""
        return float(np.mean(np.abs(self.errors))) if self.errors.size else float("nan")


def backtest(y: Floats, name: str, method: Method, steps: int, first: int) -> Backtest:
    """Forecast `steps` from each origin first, first + 1, ... as if the rest were not known yet."""
    origins = range(first, len(y) - steps + 1)
    errors = [y[o : o + steps] - method(y[:o], steps) for o in origins]
    return Backtest(name, np.array(errors) if errors else np.zeros((0, steps)))


@dataclass(frozen=True)
class Forecast:
    """The chosen method's values with 80 and 90 % bands, (steps,) each; the rivals' backtests, simplest
    first.

    total, total_80, total_90: the sum over the steps from `first_counted` on, with bands from the errors of
    such sums. mase: error over the naive's, below one is better.
    """

    method: str
    values: Floats
    low80: Floats
    high80: Floats
    low90: Floats
    high90: Floats
    tests: tuple[Backtest, ...]
    mase: float
    total: float
    total80: tuple[float, float]
    total90: tuple[float, float]

    @property
    def chosen(self) -> Backtest:
        """The backtest of the chosen method; the naive's where the combination was taken, which has none."""
        return next((t for t in self.tests if t.name == self.method), self.naive)

    @property
    def is_combined(self) -> bool:
        """Whether too few starting points were there to choose by, and several views were averaged."""
        return self.method == COMBINED

    @property
    def naive(self) -> Backtest:
        """The backtest of saying the last value."""
        return self.tests[0]


def forecast(y: Floats, steps: int, cycle: int, counted: int, floor: float | None) -> Forecast:
    """Backtest all methods that the history allows, take the best (a tie goes to the simpler), forecast and
    band.

    With between one and two cycles of history and under FEW_ORIGINS starting points, the combination is
    taken, with the last value's errors as its band.

    counted: how many of the last steps the total is about. floor: values never go below it (0 for counts).
    """
    known = methods(len(y), cycle)
    first = max(3, min(len(y) // 2, len(y) - steps - 3))
    if cycle > 1 and len(y) >= 2 * cycle + 1:
        first = max(first, cycle)
    tests = tuple(backtest(y, name, method, steps, first) for name, method in known.items())
    best = pick(tests)
    values, name = known[best.name](y, steps), best.name
    if 1 < cycle <= len(y) <= 2 * cycle and len(best.errors) < FEW_ORIGINS:
        # A handful of overlapping starting points within one year cannot tell a season from a trend.
        values, name, best = combined(cycle)(y, steps), COMBINED, tests[0]
    errors = best.errors if len(best.errors) else np.diff(y)[:, None] * np.ones(steps)
    half80, half90 = (_half(errors, level) for level in (0.80, 0.90))
    sums = errors[:, steps - counted :].sum(axis=1, keepdims=True)
    total = float(values[steps - counted :].sum())
    t80, t90 = float(_half(sums, 0.80)[0]), float(_half(sums, 0.90)[0])
    naive = tests[0].mae
    low = -np.inf if floor is None else floor

    def up(x: Floats) -> Floats:
        return np.maximum(x, low)

    return Forecast(
        name, up(values), up(values - half80), up(values + half80), up(values - half90), up(values + half90),
        tests, best.mae / naive if naive > 0 else 1.0, max(total, low),
        (max(total - t80, low), max(total + t80, low)), (max(total - t90, low), max(total + t90, low)),
    )  # fmt: skip


@dataclass(frozen=True)
class Trial:
    """How the method of a forecast did on the past, beside the naive rule at the same starting points.

    nearer: at how many of them it was nearer. anew: the mean error where the method is chosen at each starting point
    by what was known then, so that nothing is owed to hindsight; None where there are too few to judge by.
    """

    test: Backtest
    naive: Backtest
    nearer: int
    anew: float | None
    anew_naive: float | None

    @property
    def bias(self) -> float:
        """Mean of actual minus forecast: above zero where it said too little."""
        return float(np.mean(self.test.errors))


def trial(made: Forecast, y: Floats, steps: int, cycle: int) -> Trial | None:
    """The forecast's own method on the past; None where no part of the past is long enough to try it on."""
    test, naive = made.chosen, made.naive
    if made.is_combined:
        test = backtest(y, COMBINED, combined(cycle), steps, cycle)
        naive = backtest(y, naive.name, last_value, steps, cycle)
    if not test.errors.size:
        return None
    off, plain = (np.abs(t.errors).mean(axis=1) for t in (test, naive))
    picked = [] if made.is_combined else _picked_anew(made.tests, steps)
    picked = picked if len(picked) >= FEW_ORIGINS else []
    anew = [float(np.mean(np.abs(made.tests[k].errors[o]))) for o, k in picked]
    same = [float(np.mean(np.abs(made.naive.errors[o]))) for o, _ in picked]
    return Trial(
        test,
        naive,
        int(np.sum(off < plain)),
        float(np.mean(anew)) if anew else None,
        float(np.mean(same)) if same else None,
    )


def _picked_anew(tests: Sequence[Backtest], steps: int) -> list[tuple[int, int]]:
    """(starting point, method) with the method that had done best by then, from the point on where enough earlier
    forecasts have come to their end."""
    found = []
    for o in range(len(tests[0].errors)):
        over = o - steps + 1
        if over < FEW_EARLIER:
            continue
        best = pick([Backtest(t.name, t.errors[:over]) for t in tests])
        found.append((o, next(k for k, t in enumerate(tests) if t.name == best.name)))
    return found


def pick(tests: Sequence[Backtest]) -> Backtest:
    """The first whose error is within TIE of the least; the simplest where nothing could be tested."""
    known = [t for t in tests if t.errors.size]
    if not known:
        return tests[0]
    least = min(t.mae for t in known)
    return next(t for t in known if t.mae <= least * (1 + TIE))


def _half(errors: Floats, level: float) -> Floats:
    """Half width for each step: Student's quantile times the root mean square of the errors at that step.

    Errors of a handful of overlapping origins are few, so the quantile takes a third of them as degrees of
    freedom. A later step is never narrower than an earlier one.
    """
    spread = np.sqrt(np.mean(errors**2, axis=0))
    freedom = max(2.0, len(errors) / 1.5 - 1)
    return np.asarray(np.maximum.accumulate(spread) * t_of(level, freedom))
