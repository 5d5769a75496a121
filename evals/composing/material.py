"""What a table offers to be spoken of: groups, numbers, and conditions whose rows are known from how they were made."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from assistant.planner.offline.grain import is_joining
from data.catalog import Column, Source
from evals.wordings import VAGUE, is_said

FEWEST = 12
"""Means and rankings of fewer than ten rows are withheld."""


@dataclass(frozen=True)
class Restriction:
    """Words behind a noun and the rows that they leave; `bare`: the same behind another "with"; `as_verb`: as a predicate."""

    said: str
    keep: pd.Series
    column: str
    bare: str | None = None
    as_verb: str | None = None


class Material:
    """What one table offers to be spoken of."""

    def __init__(self, frame: pd.DataFrame, source: Source, draw: random.Random) -> None:
        self.frame, self.draw = frame, draw
        self.rows = source.entity.plural if source.entity is not None else source.plural
        own = [
            c for c in source.columns.values() if c.expr is None and c.name in frame and _is_plain(c, frame)
        ]
        self.groups = [
            c
            for c in own
            if c.role == "category" and c.type == "text" and 1 < c.distinct <= 12 and _is_clean(frame[c.name])
        ]
        self.numbers = [
            c for c in own
            if c.role in ("amount", "quantity", "score") and c.distinct > 8 and frame[c.name].dtype.kind in "if"
        ]  # fmt: skip
        self.numbers = [c for c in self.numbers if c.label.rstrip("s") != self.rows.rstrip("s")]
        self.dates = [c for c in own if c.role == "date"]
        self.gappy = [c for c in own if c.missing > FEWEST and c.role in ("category", "amount", "score")]

    @property
    def enough(self) -> bool:
        """Whether there is something to compose."""
        return len(self.groups) > 1 and bool(self.numbers) and len(self.frame) > 100

    def group(self, *but: str) -> Column | None:
        """A column to group by."""
        left = [c for c in self.groups if c.name not in but]
        return self.draw.choice(left) if left else None

    def number(self, *but: str) -> Column | None:
        """A number to average or add up."""
        left = [c for c in self.numbers if c.name not in but]
        return self.draw.choice(left) if left else None

    def summed(self, *but: str) -> Column | None:
        """A number that adds up."""
        left = [c for c in self.numbers if c.additive and c.name not in but]
        return self.draw.choice(left) if left else None

    def restriction(self, *but: str) -> Restriction | None:
        """A condition on a column that is not spoken of otherwise."""
        kinds = [self._of_value, self._of_value, self._of_values, self._of_limit, self._of_limit, self._of_range, self._of_date, self._of_gap]  # fmt: skip
        self.draw.shuffle(kinds)
        made = (kind(but) for kind in kinds)
        return next((r for r in made if r is not None and FEWEST < r.keep.sum() < len(self.frame)), None)

    def values(self, column: Column) -> list[str]:
        names = [str(v.name) for v in column.values if v.name is not None]
        counts = self.frame[column.name].astype(str).str.strip().value_counts()
        return [n for n in names if n.replace(" ", "").isalpha() and len(n) > 2 and n.lower() not in (*VAGUE, "true", "false") and counts.get(n, 0) > FEWEST]  # fmt: skip

    def _of_value(self, but: Sequence[str]) -> Restriction | None:
        column = self.group(*but)
        values = self.values(column) if column is not None else []
        if column is None or not values:
            return None
        value, label = self.draw.choice(values), column.label
        held = self.frame[column.name].astype(str).str.strip() == value
        positive = (f"with {label} {value}", f"whose {label} is {value}", f"where {label} is {value}", f"where the {label} is {value}")  # fmt: skip
        if self.draw.random() < 0.2:
            known = self.frame[column.name].notna()
            said = self.draw.choice((f"whose {label} is not {value}", f"where {label} is not {value}"))
            return (
                Restriction(said, ~held & known, column.name)
                if not self.frame[column.name].isna().any()
                else None
            )
        return Restriction(
            self.draw.choice(positive), held, column.name, f"{label} {value}", f"have {label} {value}"
        )

    def _of_values(self, but: Sequence[str]) -> Restriction | None:
        column = self.group(*but)
        values = self.values(column) if column is not None else []
        if column is None or len(values) < 3:
            return None
        one, other = self.draw.sample(values, 2)
        held = self.frame[column.name].astype(str).str.strip().isin([one, other])
        return Restriction(f"with {column.label} {one} or {other}", held, column.name)

    def _of_limit(self, but: Sequence[str]) -> Restriction | None:
        column = self.number(*but)
        limit = _round(self.frame[column.name].quantile(self.draw.choice((0.3, 0.5, 0.7)))) if column is not None else None  # fmt: skip
        if column is None or limit is None:
            return None
        values, label = self.frame[column.name], column.label
        over = self.draw.random() < 0.6
        if over:
            said = self.draw.choice((f"with {label} over {limit}", f"with a {label} of more than {limit}", f"whose {label} is above {limit}", f"where {label} is greater than {limit}"))  # fmt: skip
            return Restriction(said, values > float(limit), column.name, f"{label} over {limit}", f"have {label} over {limit}")  # fmt: skip
        said = self.draw.choice((f"with {label} under {limit}", f"with a {label} of less than {limit}", f"whose {label} is below {limit}"))  # fmt: skip
        return Restriction(said, values < float(limit), column.name, f"{label} under {limit}", f"have {label} under {limit}")  # fmt: skip

    def _of_range(self, but: Sequence[str]) -> Restriction | None:
        column = self.number(*but)
        if column is None:
            return None
        low, high = (_round(self.frame[column.name].quantile(q)) for q in (0.2, 0.8))
        if low is None or high is None or float(low) >= float(high):
            return None
        held = self.frame[column.name].between(float(low), float(high))
        return Restriction(f"with {column.label} between {low} and {high}", held, column.name)

    def _of_date(self, but: Sequence[str]) -> Restriction | None:
        if len(self.dates) != 1 or self.dates[0].name in but:
            return None
        when = dates(self.frame[self.dates[0].name])
        if when is None or when.isna().any():
            return None
        day = self.draw.choice(list(when))
        start = pd.Timestamp(year=day.year, month=day.month, day=1)
        month = f"{start:%B %Y}"
        choices = [
            (f"in {month}", when.dt.to_period("M") == day.to_period("M")),
            (f"since {month}", when >= start),
            (f"before {month}", when < start),
            (f"in {day.year}", when.dt.year == day.year),
        ]
        said, keep = self.draw.choice(choices)
        if is_joining(self.dates[0]):  # "members in May" may be those who were there
            if not self.dates[0].label.startswith("join"):
                return None
            said = f"who joined {said}"
        return Restriction(said, keep, self.dates[0].name)

    def _of_gap(self, but: Sequence[str]) -> Restriction | None:
        left = [c for c in self.gappy if c.name not in but]
        if not left:
            return None
        column = self.draw.choice(left)
        missing = self.frame[column.name].isna()
        if self.draw.random() < 0.5:
            return Restriction(f"where {column.label} is missing", missing, column.name)
        return Restriction(f"with a known {column.label}", ~missing, column.name)


def _is_plain(column: Column, frame: pd.DataFrame) -> bool:
    """Has a name to be said, and is to the assistant what it is to pandas: no ruled-out values, no codes for a gap."""
    words = column.label.split()
    said = is_said(column.label) and words[0] not in _COUNTING
    return said and column.valid is None and column.missing == frame[column.name].isna().sum()


def _is_clean(values: pd.Series) -> bool:
    """Spelt one way each: "Email" and "email" are one to the assistant and two to pandas."""
    said = values.dropna().astype(str)
    return bool(said.nunique() == said.str.strip().str.lower().nunique())


_COUNTING = ("no", "average", "total", "number", "max", "min")
"""Names that say how they were reckoned make sentences that nobody would say ("the average average rating")."""


def _round(value: float) -> str | None:
    if value != value or abs(value) > 1e7:
        return None
    return str(round(value)) if abs(value) >= 3 else f"{value:.1f}"


def dates(values: pd.Series) -> pd.Series | None:
    try:
        return pd.to_datetime(values, format="%Y-%m-%d")
    except (ValueError, TypeError):
        return None
