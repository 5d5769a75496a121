"""Questions and conversations put together from what a table offers, each with its gold by pandas."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from evals.composing.material import FEWEST, Material, dates

# -- constructions ------------------------------------------------------------------------------------------------
Built = tuple[tuple[str, ...], Any] | None


def _spoken_of(m: Material, *but: str) -> tuple[str, pd.Series, tuple[str, ...]] | None:
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
            return f"{m.rows} {one.said} {_joined(two.said)}", one.keep & two.keep, (one.column, two.column)
    return f"{m.rows} {one.said}", one.keep, (one.column,)


def _joined(said: str) -> str:
    return f"and {said}" if said.startswith("wh") else said


def _count(m: Material) -> Built:
    if (np := _spoken_of(m)) is None:
        return None
    cue = m.draw.choice(("How many {} are there?", "how many {}?", "number of {}", "Count the {}"))
    return (cue.format(np[0]),), int(np[1].sum())


def _mean(m: Material) -> Built:
    if (c := m.number()) is None or (np := _spoken_of(m, c.name)) is None:
        return None
    agg, word = m.draw.choice(
        (("mean", "average"), ("mean", "mean"), ("median", "median"), ("max", "highest"))
    )
    cue = m.draw.choice(("What is the {w} {c} of {np}?", "{w} {c} of {np}", "{w} {c} for {np}", "For {np}, what is the {w} {c}?"))  # fmt: skip
    return (cue.format(w=word, c=c.label, np=np[0]),), float(m.frame.loc[np[1], c.name].agg(agg))


def _sum(m: Material) -> Built:
    if (c := m.summed()) is None or (np := _spoken_of(m, c.name)) is None:
        return None
    cue = m.draw.choice(
        ("What is the total {c} of {np}?", "total {c} for {np}", "For {np}, what is the total {c}?")
    )
    return (cue.format(c=c.label, np=np[0]),), float(m.frame.loc[np[1], c.name].sum())


def _share(m: Material) -> Built:
    part = m.restriction()
    if part is None or part.as_verb is None or (np := _spoken_of(m, part.column)) is None:
        return None
    cue = m.draw.choice(("What share of {np} {v}?", "what percentage of {np} {v}?", "Of the {np}, what share {v}?", "what % of the {np} {v}"))  # fmt: skip
    known = m.frame[part.column].notna() & np[1]
    if not 0 < part.keep[known].sum() < known.sum():
        return None
    return (cue.format(np=np[0], v=part.as_verb),), [
        float(part.keep[known].mean()),
        float((part.keep & np[1]).sum() / np[1].sum()),
    ]


def _most(m: Material) -> Built:
    if (g := m.group()) is None or (np := _spoken_of(m, g.name)) is None:
        return None
    counts = m.frame.loc[np[1], g.name].value_counts()
    most = m.draw.random() < 0.7 or counts.min() < FEWEST
    if len(counts) < 2 or _tied(counts, most):
        return None
    cue = m.draw.choice(("Which {g} has the {w} {np}?", "which {g} had the {w} {np}"))
    winner = counts.idxmax() if most else counts.idxmin()
    return (cue.format(g=g.label, w="most" if most else "fewest", np=np[0]),), str(winner)


def _tied(values: pd.Series, most: bool) -> bool:
    ordered = values.sort_values(ascending=not most)
    return bool(ordered.iloc[0] == ordered.iloc[1])


def _best(m: Material) -> Built:
    g, c = m.group(), m.number()
    if g is None or c is None or (np := _spoken_of(m, g.name, c.name)) is None:
        return None
    by = m.frame.loc[np[1]].groupby(g.name)[c.name]
    means, most = by.mean(), m.draw.random() < 0.7
    if len(means) < 2 or by.count().min() < FEWEST or _tied(means, most):
        return None
    word = "highest" if most else "lowest"
    cue = m.draw.choice(
        ("Which {g} has the {w} average {c} among {np}?", "For {np}, which {g} has the {w} average {c}?")
    )
    return (cue.format(g=g.label, w=word, c=c.label, np=np[0]),), str(
        means.idxmax() if most else means.idxmin()
    )


def _difference(m: Material) -> Built:
    c, g = m.number(), m.group()
    values = m.values(g) if g is not None else []
    if c is None or g is None or len(values) < 2:
        return None
    one, other = m.draw.sample(values, 2)
    held = m.frame[g.name].astype(str).str.strip()
    gap = m.frame.loc[held == one, c.name].mean() - m.frame.loc[held == other, c.name].mean()
    cue = m.draw.choice(("How much higher is the average {c} for {g} {a} than for {g} {b}?", "difference in average {c} between {g} {a} and {g} {b}"))  # fmt: skip
    if gap != gap:
        return None
    return (cue.format(c=c.label, g=g.label, a=one, b=other),), [
        float(gap),
        abs(float(gap)) if "higher" in cue else -float(gap),
    ]


def _period(m: Material) -> Built:
    if len(m.dates) != 1 or (when := dates(m.frame[m.dates[0].name])) is None or when.isna().any():
        return None
    if (np := _spoken_of(m, m.dates[0].name)) is None:
        return None
    grain = m.draw.choice(("month", "weekday"))
    key = when.dt.strftime("%Y-%m") if grain == "month" else when.dt.day_name()
    counts = key[np[1]].value_counts()
    if len(counts) < 2 or _tied(counts, True):
        return None
    cue = m.draw.choice(("Which {g} had the most {np}?", "in which {g} were there the most {np}?"))
    return (cue.format(g=grain, np=np[0]),), str(counts.idxmax())


# -- conversations ------------------------------------------------------------------------------------------------
def _only(m: Material) -> Built:
    """A figure, then of fewer."""
    if (c := m.number()) is None or (np := _spoken_of(m, c.name)) is None:
        return None
    two = m.restriction(c.name, *np[2])
    if two is None or (np[1] & two.keep).sum() < FEWEST:
        return None
    then = m.draw.choice(("only those {}", "and just the ones {}?", "now only those {}", "only {np2}"))
    then = then.format(two.said, np2=f"{m.rows} {two.said}")
    return (f"average {c.label} of {np[0]}", then), float(m.frame.loc[np[1] & two.keep, c.name].mean())


def _instead(m: Material) -> Built:
    """A figure, then another of the same."""
    c = m.number()
    d = m.number(c.name) if c is not None else None
    if c is None or d is None or (np := _spoken_of(m, c.name, d.name)) is None:
        return None
    first = m.draw.choice((f"how many {np[0]}?", f"average {c.label} of {np[0]}"))
    then = m.draw.choice(("and their average {d}?", "and what is their average {d}?", "what about the average {d}?", "and the average {d} instead"))  # fmt: skip
    return (first, then.format(d=d.label)), float(m.frame.loc[np[1], d.name].mean())


def _median(m: Material) -> Built:
    if (c := m.number()) is None or (np := _spoken_of(m, c.name)) is None:
        return None
    then = m.draw.choice(("and the median?", "use the median instead", "median please"))
    return (f"average {c.label} of {np[0]}", then), float(m.frame.loc[np[1], c.name].median())


def _counted(m: Material) -> Built:
    if (c := m.number()) is None or (np := _spoken_of(m, c.name)) is None:
        return None
    then = m.draw.choice(("how many are they?", "and how many is that?", "how many are there?"))
    return (f"average {c.label} of {np[0]}", then), int(np[1].sum())


def _part(m: Material) -> Built:
    if (np := _spoken_of(m)) is None:
        return None
    then = m.draw.choice(("what share is that?", "what percentage of all is that?", "and as a share of all?"))
    return (f"how many {np[0]}?", then), float(np[1].mean())


def _of_them(m: Material) -> Built:
    """How many, then how many of them."""
    if (np := _spoken_of(m)) is None or (two := m.restriction(*np[2])) is None or two.as_verb is None:
        return None
    then = m.draw.choice(("how many of them {v}?", "and how many of those {v}?"))
    return (f"how many {np[0]}?", then.format(v=two.as_verb)), int((np[1] & two.keep).sum())


def _swap(m: Material) -> Built:
    """One value, then another in its place."""
    c, g = m.number(), m.group()
    values = m.values(g) if g is not None else []
    if c is None or g is None or len(values) < 2 or (two := m.restriction(c.name, g.name)) is None:
        return None
    one, other = m.draw.sample(values, 2)
    keep = (m.frame[g.name].astype(str).str.strip() == other) & two.keep
    if keep.sum() < FEWEST:
        return None
    then = m.draw.choice(("and for {o}?", "what about {o}?", "same for {o}", "sorry, I meant {o}"))
    return (f"average {c.label} of {m.rows} with {g.label} {one} {_joined(two.said)}", then.format(o=other)), float(m.frame.loc[keep, c.name].mean())  # fmt: skip


def _top_of(m: Material) -> Built:
    """By groups, then which leads."""
    g, c = m.group(), m.number()
    if g is None or c is None or (np := _spoken_of(m, g.name, c.name)) is None:
        return None
    by = m.frame.loc[np[1]].groupby(g.name)[c.name]
    if len(by) < 2 or by.count().min() < FEWEST or _tied(by.mean(), True):
        return None
    then = m.draw.choice(("which one is highest?", "which {g} leads?", "who is at the top?")).format(
        g=g.label
    )
    return (f"average {c.label} by {g.label} for {np[0]}", then), str(by.mean().idxmax())


CONSTRUCTIONS: dict[str, Callable[[Material], Built]] = {
    f.__name__.strip("_"): f
    for f in (_count, _mean, _sum, _share, _most, _best, _difference, _period, _only, _instead, _median, _counted, _part, _of_them, _swap, _top_of)
}  # fmt: skip
