"""Groups that were drawn at random: the column that says who is in which, and what sets their figures apart."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from data.catalog import Column, Source
from tools._features import words_of
from tools._names import text_of
from tools._stats import Floats, chi2_p, known, newcombe, welch, wilson, z_of

MOST_ARMS = 6
_NAMED = re.compile(
    r"\b(variants?|variations?|arms?|treatment|treated|control|test (group|cell|arm)|experiment (group|arm)|"
    r"(hold ?out|held out)( group)?|randomi[sz](ed|ation)|ab (test|group)|bucket)\b",
    re.IGNORECASE,
)
_VERSION = re.compile(r"\b(ver|version|test|cell|group|split)\b", re.IGNORECASE)
_CONTROL = re.compile(
    r"^(control( group)?|ctrl|hold ?-?out|held ?-?out|placebo|baseline|no treatment|untreated|original|old|"
    r"not contacted|none)$",
    re.IGNORECASE,
)
_TREATED = re.compile(
    r"^(treat(ment|ed)?( group)?|test( group)?|variant( ?[a-z0-9])?|challenger|new|exposed)$", re.IGNORECASE
)
_LETTER = re.compile(r"^(version |variant |group |v)?[a-f0-9]$", re.IGNORECASE)
_OFF = {"0", "false", "no", "n"}


def arm_column(source: Source) -> Column | None:
    """The column whose values are the arms of a test: named so, or with a value such as control or hold-out."""
    fit = [c for c in source.columns.values() if _may_be_arms(c)]
    by_value = [c for c in fit if any(_CONTROL.match(v) for v in values_of(c))]
    by_pair = [c for c in fit if sum(bool(_TREATED.match(v)) for v in values_of(c)) == len(values_of(c)) > 1]
    by_name = [c for c in fit if _NAMED.search(words_of(c))]
    by_letter = [
        c for c in fit if _VERSION.search(words_of(c)) and all(_LETTER.match(v) for v in values_of(c))
    ]
    return next(iter([*by_value, *by_pair, *by_name, *by_letter]), None)


def _may_be_arms(column: Column) -> bool:
    if "." in column.name or column.personal or column.role not in ("category", "flag", "code", "ordinal"):
        return False
    return 2 <= len(values_of(column)) <= MOST_ARMS


def values_of(column: Column) -> list[str]:
    """The stored values as text, most frequent first; a yes/no without known values has its two."""
    found = [text for v in column.values if (text := text_of(v.value)) is not None]
    return found or (["0", "1"] if column.role == "flag" else [])


def control_of(names: Sequence[str], said: str | None = None) -> str:
    """The arm that the others are set against: the one that was said, is called so, is off, or comes first."""
    if said is not None and said in names:
        return said
    called = [n for n in names if _CONTROL.match(n)]
    off = [n for n in names if n.lower() in _OFF]
    return next(iter([*called, *off, *sorted(names)]))


def arm_name(column: Column, value: str) -> str:
    """ "treated: yes" for a yes/no, else the value as people call it."""
    if column.role == "flag" and value.lower() in (*_OFF, "1", "true", "yes", "y"):
        return f"{column.label}: {'no' if value.lower() in _OFF else 'yes'}"
    return next((str(v.name) for v in column.values if text_of(v.value) == value), value)


# ---------------------------------------------------------------- the figures
@dataclass(frozen=True)
class ArmFigures:
    """One arm: people, the sum of their outcomes, its rate or mean with a 95 % interval. `values` are known where
    they were read from data; of typed counts there are none."""

    name: str
    n: int
    total: float
    value: float | None
    low: float | None
    high: float | None
    values: Floats | None = None
    people: np.ndarray | None = None


@dataclass(frozen=True)
class Effect:
    """An arm less the control, with its interval at `level`, and the ratio of the two with its own."""

    difference: float | None
    low: float | None
    high: float | None
    p: float | None
    ratio: float | None
    ratio_low: float | None
    ratio_high: float | None
    level: float
    clustered: bool = False


def rate_arm(
    name: str, n: int, yes: float, values: Floats | None = None, people: np.ndarray | None = None
) -> ArmFigures:
    """An arm of yes and no, with Wilson's interval."""
    found = wilson(yes, n)
    return ArmFigures(name, n, yes, found.value, found.low, found.high, values, people)


def mean_arm(name: str, values: Floats, people: np.ndarray | None = None) -> ArmFigures:
    """An arm of amounts, with Student's interval."""
    from tools._stats import mean_interval

    x, _ = known(values)
    found = mean_interval(x)
    return ArmFigures(name, int(x.size), float(x.sum()), found.value, found.low, found.high, x, people)


def effect_of(arm: ArmFigures, control: ArmFigures, rate: bool, level: float) -> Effect:
    """Newcombe's interval for two rates, Welch's for two means; where people have several rows, one that counts
    them once."""
    if repeated(arm) or repeated(control):
        return _clustered(arm, control, level)
    if rate:
        got = newcombe(arm.total, arm.n, control.total, control.n, level)
        return Effect(got.value, got.low, got.high, got.p, *_ratio(arm, control, level), level)
    assert arm.values is not None and control.values is not None
    got = welch(arm.values, control.values, level=level)
    ratio = arm.value / control.value if arm.value is not None and control.value else None
    return Effect(got.value, got.low, got.high, got.p, ratio, None, None, level)


def _ratio(
    arm: ArmFigures, control: ArmFigures, level: float
) -> tuple[float | None, float | None, float | None]:
    """Ratio of two rates with the interval on its logarithm (Katz 1978)."""
    if not arm.total or not control.total or arm.value is None or not control.value:
        return None, None, None
    ratio = arm.value / control.value
    se = math.sqrt(1 / arm.total - 1 / arm.n + 1 / control.total - 1 / control.n)
    wide = math.exp(z_of(level) * se)
    return ratio, ratio / wide, ratio * wide


def repeated(arm: ArmFigures) -> bool:
    """Whether some people have several rows."""
    return arm.people is not None and len(np.unique(arm.people)) < len(arm.people)


def _clustered(arm: ArmFigures, control: ArmFigures, level: float) -> Effect:
    """The difference with a variance that sums the deviations of each person first (linearisation)."""
    variance = 0.0
    for one in (arm, control):
        assert one.values is not None and one.people is not None and one.value is not None
        _, person = np.unique(one.people, return_inverse=True)
        away = np.bincount(np.asarray(person).ravel(), weights=one.values - one.value) / one.n
        people = len(away)
        variance += float(np.sum(away**2)) * people / max(1, people - 1)
    difference = (arm.value or 0.0) - (control.value or 0.0)
    se = math.sqrt(variance)
    half = z_of(level) * se
    p = math.erfc(abs(difference) / se / math.sqrt(2)) if se > 0 else 1.0
    ratio = arm.value / control.value if arm.value is not None and control.value else None
    return Effect(difference, difference - half, difference + half, p, ratio, None, None, level, True)


def mismatch(counts: Sequence[int], shares: Sequence[float]) -> float:
    """p of the sample-ratio check: chi-square of the counts against the planned shares."""
    whole = sum(counts)
    expected = [s / sum(shares) * whole for s in shares]
    if whole == 0 or min(expected) <= 0:
        return 1.0
    statistic = sum((c - e) ** 2 / e for c, e in zip(counts, expected, strict=True))
    return chi2_p(statistic, len(counts) - 1)
