"""Whether said chances come true, part by part, and how deep into a ranking contacting still pays.

Conventions as in `_propensity`: the chances are those of rows that the model had not seen, y is 0 and 1, w are weights
(1 without), `group` numbers the rows that belong together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tools._propensity import Worth, ranking, tenths
from tools._stats import Floats, Ints, share_interval

DRAWS = 200


@dataclass(frozen=True)
class Part:
    """Rows that were given about the same chance: what was said on average, and what came true with its interval."""

    rows: int
    yes: float
    said: float
    came: float
    low: float
    high: float

    @property
    def holds(self) -> bool:
        """Whether what was said lies within what may have been true."""
        return self.low <= self.said <= self.high


def parts_of(chance: Floats, y: Floats, w: Floats, count: int, implicates: int = 1) -> list[Part]:
    """The rows in parts of about equal size, highest chance first; equal chances share a part."""
    at = tenths(chance, count)
    weights = None if w.min() == w.max() else w
    made = []
    for part in range(count):
        here = at == part
        if not here.any():
            continue
        found = share_interval(y[here] > 0, None if weights is None else weights[here], implicates)
        said = float(np.average(chance[here], weights=w[here]))
        low, high = found.low or 0.0, 1.0 if found.high is None else found.high
        made.append(Part(int(here.sum()), float(y[here].sum()), said, float(found.value or 0.0), low, high))
    return made


def deepest(chance: Floats, y: Floats, group: Ints, cost: float, margin: float, seed: int) -> Worth:
    """The share of the ranking, from the top, down to which contacting all of them loses nothing: 0 where even the
    first ones cost more than they bring. With its 95 % interval (Poisson bootstrap of the groups)."""
    found = ranking(chance)
    _, number = np.unique(group, return_inverse=True)
    number = np.asarray(number, dtype=np.int64).ravel()

    def share(times: Floats) -> float:
        people = np.cumsum(found.blocks(times))
        gain = margin * np.cumsum(found.blocks(times * y)) - cost * people
        paying = np.flatnonzero(gain >= 0)
        return float(people[paying[-1]] / people[-1]) if paying.size and people[-1] > 0 else 0.0

    rng = np.random.default_rng(seed)
    drawn = [share(rng.poisson(1.0, int(number.max()) + 1)[number].astype(np.float64)) for _ in range(DRAWS)]
    low, high = np.quantile(drawn, [0.025, 0.975])
    value = share(np.ones(len(y)))
    return Worth(value, min(value, float(low)), max(value, float(high)))
