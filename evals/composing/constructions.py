"""Questions put together from what a table offers, each with its gold by pandas."""

from __future__ import annotations

from collections.abc import Callable

from evals.composing.conversations import CONVERSATIONS
from evals.composing.material import FEWEST, Material, dates
from evals.composing.phrases import Built, spoken_of, tied


def _count(m: Material) -> Built:
    if (np := spoken_of(m)) is None:
        return None
    cue = m.draw.choice(("How many {} are there?", "how many {}?", "number of {}", "Count the {}"))
    return (cue.format(np[0]),), int(np[1].sum())


def _mean(m: Material) -> Built:
    if (c := m.number()) is None or (np := spoken_of(m, c.name)) is None:
        return None
    agg, word = m.draw.choice(
        (("mean", "average"), ("mean", "mean"), ("median", "median"), ("max", "highest"))
    )
    cue = m.draw.choice(("What is the {w} {c} of {np}?", "{w} {c} of {np}", "{w} {c} for {np}", "For {np}, what is the {w} {c}?"))  # fmt: skip
    return (cue.format(w=word, c=c.label, np=np[0]),), float(m.frame.loc[np[1], c.name].agg(agg))


def _sum(m: Material) -> Built:
    if (c := m.summed()) is None or (np := spoken_of(m, c.name)) is None:
        return None
    cue = m.draw.choice(
        ("What is the total {c} of {np}?", "total {c} for {np}", "For {np}, what is the total {c}?")
    )
    return (cue.format(c=c.label, np=np[0]),), float(m.frame.loc[np[1], c.name].sum())


def _share(m: Material) -> Built:
    part = m.restriction()
    if part is None or part.as_verb is None or (np := spoken_of(m, part.column)) is None:
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
    if (g := m.group()) is None or (np := spoken_of(m, g.name)) is None:
        return None
    counts = m.frame.loc[np[1], g.name].value_counts()
    most = m.draw.random() < 0.7 or counts.min() < FEWEST
    if len(counts) < 2 or tied(counts, most):
        return None
    cue = m.draw.choice(("Which {g} has the {w} {np}?", "which {g} had the {w} {np}"))
    winner = counts.idxmax() if most else counts.idxmin()
    return (cue.format(g=g.label, w="most" if most else "fewest", np=np[0]),), str(winner)


def _best(m: Material) -> Built:
    g, c = m.group(), m.number()
    if g is None or c is None or (np := spoken_of(m, g.name, c.name)) is None:
        return None
    by = m.frame.loc[np[1]].groupby(g.name)[c.name]
    means, most = by.mean(), m.draw.random() < 0.7
    if len(means) < 2 or by.count().min() < FEWEST or tied(means, most):
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
    if (np := spoken_of(m, m.dates[0].name)) is None:
        return None
    grain = m.draw.choice(("month", "weekday"))
    key = when.dt.strftime("%Y-%m") if grain == "month" else when.dt.day_name()
    counts = key[np[1]].value_counts()
    if len(counts) < 2 or tied(counts, True):
        return None
    cue = m.draw.choice(("Which {g} had the most {np}?", "in which {g} were there the most {np}?"))
    return (cue.format(g=grain, np=np[0]),), str(counts.idxmax())


CONSTRUCTIONS: dict[str, Callable[[Material], Built]] = {
    **{f.__name__.strip("_"): f for f in (_count, _mean, _sum, _share, _most, _best, _difference, _period)},
    **CONVERSATIONS,
}
