"""A straight line by ordinary least squares: coefficients with their intervals, and how much they explain."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tools._stats import t_of, t_p

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Coefficient:
    """One term of the line: its slope (or the intercept), standard error, Student's t, p and interval."""

    name: str
    value: float
    error: float
    t: float | None
    p: float | None
    low: float
    high: float


@dataclass(frozen=True)
class Line:
    """A fitted line. `error` is the residual standard error; `f` tests all slopes together."""

    terms: tuple[Coefficient, ...]
    r2: float
    adjusted: float
    f: float | None
    f_p: float | None
    df: tuple[int, int]
    error: float
    n: int
    residuals: Floats


def dependent(X: Floats, names: tuple[str, ...]) -> str | None:
    """The first column that the ones before it (and the intercept) already give, or None."""
    design = np.ones((len(X), 1))
    for i, name in enumerate(names):
        wider = np.column_stack([design, _scaled(X[:, i])])
        if np.linalg.matrix_rank(wider) < wider.shape[1]:
            return name
        design = wider
    return None


def _scaled(x: Floats) -> Floats:
    spread = float(np.std(x))
    return (x - float(np.mean(x))) / spread if spread > 0 else np.zeros_like(x)


def fit(y: Floats, X: Floats, names: tuple[str, ...], intercept: bool = True, level: float = 0.95) -> Line:
    """y on the columns of X. All values must be known, the columns independent, the rows more than the terms.

    Solved on standardised columns by QR, so that large and small units do not cost digits. Without an intercept R
    squared is that around zero, as other packages have it.
    """
    design = np.column_stack([np.ones(len(y)), X]) if intercept else X
    scale = np.sqrt(np.sum(design**2, axis=0))
    q, r = np.linalg.qr(design / scale)
    inverse = np.linalg.inv(r)
    beta = (inverse @ (q.T @ y)) / scale
    residuals = y - design @ beta
    n, k = design.shape
    df = n - k
    whole = float(np.sum((y - np.mean(y)) ** 2)) if intercept else float(y @ y)
    rest = min(
        float(residuals @ residuals), whole
    )  # a line never fits worse than none, but for the last bits
    variance = rest / df
    errors = np.sqrt(np.sum(inverse**2, axis=1) * variance) / scale
    labels = ("intercept", *names) if intercept else names
    terms = tuple(_term(*given, df, level) for given in zip(labels, beta, errors, strict=True))
    r2 = 1 - rest / whole
    slopes = k - 1 if intercept else k
    adjusted = 1 - (1 - r2) * (n - (1 if intercept else 0)) / df
    f = ((whole - rest) / slopes) / variance if variance > 0 else None
    f_p = _f_p(f, slopes, df) if f is not None else None
    return Line(terms, r2, adjusted, f, f_p, (slopes, df), math.sqrt(variance), n, residuals)


def _term(name: str, value: float, error: float, df: int, level: float) -> Coefficient:
    half = t_of(level, df) * error
    t = value / error if error > 0 else None
    p = t_p(t, df) if t is not None else None
    return Coefficient(
        name,
        float(value),
        float(error),
        None if t is None else float(t),
        p,
        float(value - half),
        float(value + half),
    )


def _f_p(f: float, above: int, below: int) -> float:
    from scipy.special import fdtrc

    return float(fdtrc(above, below, f))
