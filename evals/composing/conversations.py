"""Conversations put together from what a table offers, each with the gold of its last turn by pandas."""

from __future__ import annotations

from collections.abc import Callable

from data.catalog import Column
from evals.composing.material import FEWEST, Material, dates
from evals.composing.phrases import Built, joined, spoken_of, tied


def _only(m: Material) -> Built:
    """A figure, then of fewer."""
    if (c := m.number()) is None or (np := spoken_of(m, c.name)) is None:
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
    if c is None or d is None or (np := spoken_of(m, c.name, d.name)) is None:
        return None
    first = m.draw.choice((f"how many {np[0]}?", f"average {c.label} of {np[0]}"))
    then = m.draw.choice(("and their average {d}?", "and what is their average {d}?", "what about the average {d}?", "and the average {d} instead"))  # fmt: skip
    return (first, then.format(d=d.label)), float(m.frame.loc[np[1], d.name].mean())


def _median(m: Material) -> Built:
    if (c := m.number()) is None or (np := spoken_of(m, c.name)) is None:
        return None
    then = m.draw.choice(("and the median?", "use the median instead", "median please"))
    return (f"average {c.label} of {np[0]}", then), float(m.frame.loc[np[1], c.name].median())


def _counted(m: Material) -> Built:
    if (c := m.number()) is None or (np := spoken_of(m, c.name)) is None:
        return None
    then = m.draw.choice(("how many are they?", "and how many is that?", "how many are there?"))
    return (f"average {c.label} of {np[0]}", then), int(np[1].sum())


def _part(m: Material) -> Built:
    if (np := spoken_of(m)) is None:
        return None
    then = m.draw.choice(("what share is that?", "what percentage of all is that?", "and as a share of all?"))
    known = m.frame[list(np[2])].notna().all(axis=1) | np[1]
    return (f"how many {np[0]}?", then), [float(np[1].mean()), float(np[1][known].mean())]


def _of_them(m: Material) -> Built:
    """How many, then how many of them."""
    if (np := spoken_of(m)) is None or (two := m.restriction(*np[2])) is None or two.as_verb is None:
        return None
    if not (np[1] & two.keep).any():
        return None  # asks back where nobody is left, as anything that fits no row
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
    return (f"average {c.label} of {m.rows} with {g.label} {one} {joined(two.said)}", then.format(o=other)), float(m.frame.loc[keep, c.name].mean())  # fmt: skip


def _top_of(m: Material) -> Built:
    """By groups, then which leads."""
    g, c = m.group(), m.number()
    if g is None or c is None or (np := spoken_of(m, g.name, c.name)) is None:
        return None
    by = m.frame.loc[np[1]].groupby(g.name)[c.name]
    if len(by) < 2 or by.count().min() < FEWEST or tied(by.mean(), True):
        return None
    return (f"average {c.label} by {g.label} for {np[0]}", _leads(m, g)), str(by.mean().idxmax())


def _leads(m: Material, g: Column) -> str:
    """Asks for the first of groups; rows that are called "leads" make no verb."""
    cues = ["which one is highest?", "who is at the top?", "which {g} is highest?"]
    cues += ["which {g} leads?"] if m.rows != "leads" else []
    return m.draw.choice(cues).format(g=g.label)


# -- three turns --------------------------------------------------------------------------------------------------
def _undone(m: Material) -> Built:
    """A figure, of fewer, and of all as before."""
    if (c := m.number()) is None or (np := spoken_of(m, c.name)) is None:
        return None
    two = m.restriction(c.name, *np[2])
    if two is None or (np[1] & two.keep).sum() < FEWEST or (np[1] <= two.keep).all():
        return None
    then = m.draw.choice(("without that", "go back", "undo that", "remove that filter again"))
    turns = (f"average {c.label} of {np[0]}", f"only those {two.said}", then)
    return turns, float(m.frame.loc[np[1], c.name].mean())


def _ended(m: Material) -> Built:
    """Two conditions, then one of them no longer."""
    c, g = m.number(), m.group()
    values = m.values(g) if g is not None else []
    if c is None or g is None or not values or (two := m.restriction(c.name, g.name)) is None:
        return None
    held = m.frame[g.name].astype(str).str.strip() == (value := m.draw.choice(values))
    if (held & two.keep).sum() < FEWEST:
        return None
    then = m.draw.choice(("regardless of {g}", "forget the {g}", "drop the {g} filter", "whatever the {g}"))
    first = f"average {c.label} of {m.rows} with {g.label} {value} {joined(two.said)}"
    return (first, then.format(g=g.label)), float(m.frame.loc[two.keep, c.name].mean())


def _twice(m: Material) -> Built:
    """One value, then another in its place, then another figure of that."""
    c, g = m.number(), m.group()
    values = m.values(g) if g is not None else []
    if c is None or g is None or len(values) < 2 or (two := m.restriction(c.name, g.name)) is None:
        return None
    one, other = m.draw.sample(values, 2)
    held = m.frame[g.name].astype(str).str.strip()
    keep, before = (held == other) & two.keep, (held == one) & two.keep
    if min(keep.sum(), before.sum()) < FEWEST:
        return None
    first = f"average {c.label} of {m.rows} with {g.label} {one}"
    then = m.draw.choice(("and how many are they?", "how many is that?", "and the median?"))
    figure = float(m.frame.loc[keep, c.name].median()) if "median" in then else int(keep.sum())
    return (first, f"only those {two.said}", f"and for {other}?", then), figure


def _further(m: Material) -> Built:
    """How many, how many of them, and a figure of these."""
    if (c := m.number()) is None or (np := spoken_of(m, c.name)) is None:
        return None
    if (two := m.restriction(c.name, *np[2])) is None or two.as_verb is None:
        return None
    keep = np[1] & two.keep
    if keep.sum() < FEWEST:
        return None
    turns = (f"how many {np[0]}?", f"how many of them {two.as_verb}?")
    then = m.draw.choice(
        ("and what is their average {c}?", "what is the average {c} of those?", "and their average {c}?")
    )
    return (*turns, then.format(c=c.label)), float(m.frame.loc[keep, c.name].mean())


def _regrouped(m: Material) -> Built:
    """By one thing, by another, and which leads."""
    g, c = m.group(), m.number()
    h = m.group(g.name) if g is not None else None
    if g is None or h is None or c is None or (np := spoken_of(m, g.name, h.name, c.name)) is None:
        return None
    by = m.frame.loc[np[1]].groupby(h.name)[c.name]
    if len(by) < 2 or by.count().min() < FEWEST or tied(by.mean(), True):
        return None
    then = m.draw.choice(("by {h} instead", "now by {h}", "and by {h}?", "the same by {h}")).format(h=h.label)
    return (f"average {c.label} by {g.label} for {np[0]}", then, _leads(m, h)), str(by.mean().idxmax())


def _monthly(m: Material) -> Built:
    """How many, by month, and which month leads."""
    if len(m.dates) != 1 or (when := dates(m.frame[m.dates[0].name])) is None or when.isna().any():
        return None
    if (np := spoken_of(m, m.dates[0].name)) is None:
        return None
    counts = when.dt.strftime("%Y-%m")[np[1]].value_counts()
    if len(counts) < 2 or tied(counts, True):
        return None
    then = m.draw.choice(("now per month", "by month please", "split that by month", "and per month?"))
    return (f"how many {np[0]}?", then, "which month is highest?"), str(counts.idxmax())


def _drawn(m: Material) -> Built:
    """Counts, drawn, and which is the biggest."""
    if (g := m.group()) is None or (np := spoken_of(m, g.name)) is None:
        return None
    counts = m.frame.loc[np[1], g.name].value_counts()
    if len(counts) < 2 or tied(counts, True):
        return None
    then = m.draw.choice(("as a pie", "as a pie chart please", "draw that", "show it as a bar chart"))
    last = m.draw.choice(
        ("which one is the biggest?", "and the smallest?" if not tied(counts, False) else "which is biggest?")
    )
    return (f"how many {np[0]} by {g.label}?", then, last), str(
        counts.idxmin() if "small" in last else counts.idxmax()
    )


# -- tables -------------------------------------------------------------------------------------------------------
def _fewer_rows(m: Material) -> Built:
    """By groups, then the first few."""
    g, c = m.group(), m.number()
    if g is None or c is None or (np := spoken_of(m, g.name, c.name)) is None:
        return None
    by = m.frame.loc[np[1]].groupby(g.name)[c.name]
    means = by.mean().sort_values(ascending=False)
    n = m.draw.choice((2, 3))
    if len(by) <= n or by.count().min() < FEWEST or means.duplicated().any():
        return None
    then = m.draw.choice(
        (f"top {n} only", f"only the top {n}", f"just the top {n} please", f"show me the {n} highest")
    )
    return (f"average {c.label} by {g.label} for {np[0]}", then), tuple(str(v) for v in means.index[:n])


def _beside(m: Material) -> Built:
    """A figure of one value, then beside that of another."""
    c, g = m.number(), m.group()
    values = m.values(g) if g is not None else []
    if c is None or g is None or len(values) < 2:
        return None
    one, other = m.draw.sample(values, 2)
    held = m.frame[g.name].astype(str).str.strip()
    both = [m.frame.loc[held == v, c.name] for v in (one, other)]
    if min(v.notna().sum() for v in both) < FEWEST:
        return None
    means = tuple(float(v.mean()) for v in both)
    then = m.draw.choice(("compare that with {o}", "how does that compare to {o}?", "compare it to {o}"))
    return (f"average {c.label} of {m.rows} with {g.label} {one}", then.format(o=other)), means


def _and_the_rest(m: Material) -> Built:
    """A figure of some, then beside that of all others."""
    if (c := m.number()) is None or (one := m.restriction(c.name)) is None:
        return None
    known = m.frame[one.column].notna() | one.keep
    other = m.frame.loc[known & ~one.keep, c.name]
    if (
        min(other.notna().sum(), m.frame.loc[one.keep, c.name].notna().sum()) < FEWEST
        or "missing" in one.said
        or "known" in one.said
    ):
        return None
    mine = m.frame.loc[one.keep, c.name].mean()
    then = m.draw.choice(
        ("compare that with the rest", "how does that compare to the others?", "compare it with the rest")
    )
    return (f"average {c.label} of {m.rows} {one.said}", then), (float(mine), float(other.mean()))


# -- no follow-ups ------------------------------------------------------------------------------------------------
def _anew(m: Material) -> Built:
    """A whole question after another: nothing of the first holds on."""
    if (
        (c := m.number()) is None
        or (np := spoken_of(m)) is None
        or (other := spoken_of(m, c.name, *np[2])) is None
    ):
        return None
    first = m.draw.choice(
        (f"how many {np[0]}?", f"average {c.label} by {np[2][0]}", f"how many zebras {np[0]}?")
    )
    if m.draw.random() < 0.5:
        return (first, f"How many {other[0]} are there?"), int(other[1].sum())
    return (first, f"What is the average {c.label} of {other[0]}?"), float(
        m.frame.loc[other[1], c.name].mean()
    )


def _corrected(m: Material) -> Built:
    """A figure, then the one that was meant."""
    c = m.number()
    d = m.summed(c.name) if c is not None else None
    if c is None or d is None or (np := spoken_of(m, c.name, d.name)) is None:
        return None
    if m.frame.loc[np[1], d.name].notna().sum() < FEWEST:
        return None
    then = m.draw.choice(
        ("no, I meant the total {d}", "sorry, the total {d}", "no, the total {d}", "I meant the total {d}")
    )
    return (f"average {c.label} of {np[0]}", then.format(d=d.label)), float(m.frame.loc[np[1], d.name].sum())


CONVERSATIONS: dict[str, Callable[[Material], Built]] = {
    f.__name__.strip("_"): f
    for f in (_only, _instead, _median, _counted, _part, _of_them, _swap, _top_of, _undone, _ended, _twice, _further, _regrouped, _monthly, _drawn, _fewer_rows, _beside, _and_the_rest, _anew, _corrected)
}  # fmt: skip
