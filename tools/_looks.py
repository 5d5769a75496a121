"""What looking at a running test again and again does to its error: how often chance alone looks like a difference.

The looks are taken as evenly spread. The sum of standardised results is followed from look to look by numerical
integration over the region where nothing has been seen yet (Armitage, McPherson and Rowe 1969); the stricter p for each
look that keeps the whole error is Pocock's (1977).
"""

from __future__ import annotations

import math
from functools import lru_cache
from statistics import NormalDist

import numpy as np

from tools._stats import Floats

NODES = 160
MOST = 200
"""Looks beyond which nothing is worked out: the error goes on rising, ever more slowly."""
_NORMAL = NormalDist()


def alarm(looks: int, level: float = 0.95) -> float:
    """How often a test without any difference shows one at some of its looks, each at this level."""
    return _crossed(looks, _NORMAL.inv_cdf((1 + level) / 2))


@lru_cache(maxsize=256)
def needed_p(looks: int, level: float = 0.95) -> float:
    """The p below which each look must be, for all of them together to err no more often than one look would."""
    low, high = 0.5, 6.0
    for _ in range(24):
        middle = (low + high) / 2
        if _crossed(looks, middle) > 1 - level:
            low = middle
        else:
            high = middle
    return 2 * (1 - _NORMAL.cdf((low + high) / 2))


def _crossed(looks: int, z: float) -> float:
    """The chance that a sum of standard normal steps leaves z times the root of its steps by that many of them."""
    at, weight = _nodes(z)
    density = np.exp(-(at**2) / 2) / math.sqrt(2 * math.pi)
    for i in range(2, looks + 1):
        there, its = _nodes(z * math.sqrt(i))
        step = np.exp(-((there[:, None] - at[None, :]) ** 2) / 2) / math.sqrt(2 * math.pi)
        density, at, weight = step @ (density * weight), there, its
    return float(1 - np.sum(density * weight))


def _nodes(edge: float) -> tuple[Floats, Floats]:
    x, w = _legendre()
    return edge * x, edge * w


@lru_cache(maxsize=1)
def _legendre() -> tuple[Floats, Floats]:
    x, w = np.polynomial.legendre.leggauss(NODES)
    return np.asarray(x), np.asarray(w)
