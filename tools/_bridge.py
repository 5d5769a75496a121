"""Bridges: a change taken apart into the parts that make it up, exactly.

LMDI (logarithmic mean Divisia index, Ang 2005): for V = x1 x x2 x ..., the part of factor i is L(V1, V0)
ln(x1_i / x0_i) with the logarithmic mean L(a, b) = (a - b) / ln(a / b). The parts sum to V1 - V0 exactly,
whatever the order of the factors.
"""

from __future__ import annotations

import math
from collections.abc import Sequence


def logarithmic_mean(a: float, b: float) -> float:
    """(a - b) / ln(a / b); a where both are equal. Both above zero."""
    return a if math.isclose(a, b, rel_tol=1e-12) else (a - b) / math.log(a / b)


def lmdi(before: Sequence[float], now: Sequence[float]) -> list[float] | None:
    """The part of each factor in the change of the product; None where a factor is not above zero."""
    if min(*before, *now) <= 0:
        return None
    weight = logarithmic_mean(math.prod(now), math.prod(before))
    parts = [weight * math.log(b / a) for a, b in zip(before, now, strict=True)]
    # The last bits: what rounding leaves over belongs to the largest part.
    rest = math.prod(now) - math.prod(before) - math.fsum(parts)
    largest = max(range(len(parts)), key=lambda i: abs(parts[i]))
    parts[largest] += rest
    return parts


def surprise(before: Sequence[float], now: Sequence[float]) -> float:
    """How differently the whole spreads over its slices in the two periods: Jensen-Shannon divergence in
    bits (0-1).

    From Adtributor (Bhagwan et al. 2014): the dimension with much surprise says where to look.
    """
    total0, total1 = sum(max(0.0, v) for v in before), sum(max(0.0, v) for v in now)
    if total0 <= 0 or total1 <= 0:
        return 0.0
    out = 0.0
    for a, b in zip(before, now, strict=True):
        p, q = max(0.0, a) / total0, max(0.0, b) / total1
        mid = (p + q) / 2
        out += sum(x / 2 * math.log2(x / mid) for x in (p, q) if x > 0)
    return out
