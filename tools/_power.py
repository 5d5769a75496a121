"""How many people a test needs, and what it can find: two arms, rates or means, two-sided.

`ratio` is people in the second arm for one in the first. Rates: the normal approximation with the pooled
variance under no difference (Fleiss 1981); means: the normal approximation with a small-sample term.
"""

from __future__ import annotations

import math
from statistics import NormalDist

POWER, LEVEL = 0.80, 0.95
_NORMAL = NormalDist()


def first_arm_for_rates(
    base: float, other: float, power: float = POWER, level: float = LEVEL, ratio: float = 1.0
) -> int | None:
    """People in the first arm to tell the rate `other` of the second from `base`; None for rates out of (0, 1)."""
    if not (0 < base < 1 and 0 < other < 1) or base == other or ratio <= 0:
        return None
    middle = (base + ratio * other) / (1 + ratio)
    none = math.sqrt((1 + 1 / ratio) * middle * (1 - middle))
    some = math.sqrt(base * (1 - base) + other * (1 - other) / ratio)
    return math.ceil(((_alpha(level) * none + _beta(power) * some) / (other - base)) ** 2)


def first_arm_for_means(
    sd: float, difference: float, power: float = POWER, level: float = LEVEL, ratio: float = 1.0
) -> int | None:
    """People in the first arm to find a difference of two means with this standard deviation."""
    if sd <= 0 or difference == 0 or ratio <= 0:
        return None
    plain = (1 + 1 / ratio) * ((_alpha(level) + _beta(power)) * sd / difference) ** 2
    # Guenther's term: the t distribution asks for a little more than the normal one where arms are small.
    return max(2, math.ceil(plain + _alpha(level) ** 2 / (2 * (1 + ratio))))


def power_for_rates(base: float, other: float, n: float, ratio: float = 1.0, level: float = LEVEL) -> float:
    """The chance that a test with `n` people in the first arm finds the difference."""
    if n <= 0 or base == other:
        return 1 - level
    middle = (base + ratio * other) / (1 + ratio)
    none = math.sqrt((1 + 1 / ratio) * middle * (1 - middle) / n)
    some = math.sqrt((base * (1 - base) + other * (1 - other) / ratio) / n)
    return _NORMAL.cdf((abs(other - base) - _alpha(level) * none) / some) if some > 0 else 1.0


def least_for_rates(
    base: float, n: float, power: float = POWER, level: float = LEVEL, ratio: float = 1.0
) -> float | None:
    """The smallest rise of a rate that `n` people in the first arm would find; None where even the largest would
    be missed."""
    if n < 1 or not 0 < base < 1 or power_for_rates(base, 1 - 1e-9, n, ratio, level) < power:
        return None
    low, high = base, 1 - 1e-9
    for _ in range(60):
        middle = (low + high) / 2
        if power_for_rates(base, middle, n, ratio, level) < power:
            low = middle
        else:
            high = middle
    return high - base


def least_for_means(
    sd: float, n: float, power: float = POWER, level: float = LEVEL, ratio: float = 1.0
) -> float | None:
    """The smallest difference of means that `n` people in the first arm would find."""
    rest = n - _alpha(level) ** 2 / (2 * (1 + ratio))
    if rest <= 0 or sd <= 0:
        return None
    return (_alpha(level) + _beta(power)) * sd * math.sqrt((1 + 1 / ratio) / rest)


def _alpha(level: float) -> float:
    return _NORMAL.inv_cdf(0.5 + level / 2)


def _beta(power: float) -> float:
    return _NORMAL.inv_cdf(power)
