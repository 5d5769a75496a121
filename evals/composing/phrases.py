"""Noun phrases with their rows, and what constructions share."""

from __future__ import annotations

from typing import Any

import pandas as pd

from evals.composing.material import FEWEST, Material

Built = tuple[tuple[str, ...], Any] | None


def spoken_of(m: Material, *but: str) -> tuple[str, pd.Series, tuple[str, ...]] | None:
    """A noun phrase: the words, the rows, the columns that it speaks of."""
    one = m.restriction(*but)
    if one is None:
        return None
    if m.draw.random() < 0.35:
        two = m.restriction(*but, one.column)
        if (
            two is not None
            and (one.keep & two.keep).sum() > FEWEST
            and two.bare
            and one.said.startswith("with")
        ):
            return f"{m.rows} {one.said} and {two.bare}", one.keep & two.keep, (one.column, two.column)
        if two is not None and (one.keep & two.keep).sum() > FEWEST and not one.said.startswith("where"):
            return f"{m.rows} {one.said} {joined(two.said)}", one.keep & two.keep, (one.column, two.column)
    return f"{m.rows} {one.said}", one.keep, (one.column,)


def joined(said: str) -> str:
    """The words of a condition behind another."""
    return f"and {said}" if said.startswith("wh") else said


def tied(values: pd.Series, most: bool) -> bool:
    """Whether the first place is shared, so that no one name is right."""
    ordered = values.sort_values(ascending=not most)
    return bool(ordered.iloc[0] == ordered.iloc[1])
