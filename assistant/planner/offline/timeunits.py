"""Units of time by their names, in full or in short, and numbers taken from one into another."""

from __future__ import annotations

_DAYS = {
    "second": 1 / 86400,
    "minute": 1 / 1440,
    "hour": 1 / 24,
    "day": 1.0,
    "week": 7.0,
    "month": 30.0,
    "year": 365.0,
}
SHORT = {
    "sec": "second", "secs": "second", "s": "second", "min": "minute", "mins": "minute", "hr": "hour", "hrs": "hour",
    "night": "day", "nights": "day", "nts": "day", "wk": "week", "wks": "week", "mo": "month", "mth": "month", "mths": "month",
    "mon": "month", "yr": "year", "yrs": "year",
}  # fmt: skip


def unit_of(word: str) -> str | None:
    """The unit of time that a word names, in one and in full."""
    low = word.lower().strip("().")
    return low.removesuffix("s") if low.removesuffix("s") in _DAYS else SHORT.get(low)


def converted(value: float, said: str | None, own: str | None) -> float:
    """The number of one unit in another: two hours are 120 minutes, five years 60 months."""
    if said is None or own is None or said == own:
        return value
    if {said, own} == {"year", "month"}:
        return value * 12 if said == "year" else value / 12
    made = value * _DAYS[said] / _DAYS[own]
    return round(made) if abs(made - round(made)) < 1e-6 else made
