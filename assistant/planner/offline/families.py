"""Columns that are parts of one whole, asked for as if they were a dimension.

"Rank the product categories by turnover" on a table with one spend column a category; "which campaign flopped"
on one flag a campaign. Each part becomes a measure, and the result is turned: one row a part.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.planner.offline.conditions import Draft
from assistant.planner.offline.scope import Scope
from data.catalog import Column
from data.query import Agg, Out, call, col


@dataclass(frozen=True)
class Family:
    """The parts of a whole with the noun for one of them."""

    kind: str
    noun: str
    parts: tuple[Column, ...]
    at: int


def find(draft: Draft, nouns: dict[str, dict[str, tuple[str, ...]]]) -> Family | None:
    """The family that a noun of the question means, where no column of that name exists."""
    scope = draft.scope
    for i, span in enumerate(draft.spans):
        if not draft.free(i):
            continue
        if any(e.kind in ("column", "entity", "measure") and e.quality >= 0.75 for e in span.entries):
            continue
        for kind, phrases in nouns.items():
            for length in (3, 2, 1):
                spans = draft.spans[i : i + length]
                text = " ".join(s.text.lower() for s in spans)
                if len(spans) == length and text in phrases:
                    found = parts(scope, kind)
                    if len(found) >= 2:
                        draft.use("group", *range(i, i + length))
                        return Family(kind, phrases[text][0], found, i)
    return None


def parts(scope: Scope, kind: str) -> tuple[Column, ...]:
    """The columns of a family of a kind, where the source has one: flag, money or count."""
    wholes = [c for c in scope.source.columns.values() if len(c.parts) >= 2]
    for whole in wholes:
        found = tuple(scope.source.columns[p] for p in whole.parts if p in scope.source.columns)
        if not found:
            continue
        flags = all(p.role == "flag" for p in found)
        money = all(p.role == "amount" for p in found)
        if kind == "flag" and flags:
            return found + _same_kind(scope, found)
        if kind == "money" and money and not flags:
            return found
        if (
            kind == "count"
            and not flags
            and not money
            and all(p.role == "quantity" for p in found)
            and len(found) >= 3
        ):
            return found
    return ()


def _same_kind(scope: Scope, parts: tuple[Column, ...]) -> tuple[Column, ...]:
    """A flag that belongs to the family by its meaning ("the last campaign") though not by its name."""
    return tuple(
        c for c in scope.source.columns.values()
        if c.role == "flag" and c not in parts and c.name == c.name and any("campaign" in s.lower() for s in c.synonyms)
    )  # fmt: skip


def measures(family: Family, agg: str | None, counted: bool) -> tuple[Out, ...]:
    """One output a part: sums of amounts and counts, rates of flags."""
    outs = []
    for part in family.parts:
        name = _short(part.label)
        if family.kind == "flag":
            value = call("eq", col(part.name), 1)
            expr = Agg(agg="count", where=value) if counted else Agg(agg="rate", of=value)
            outs.append(Out(name=name, expr=expr, unit=None if counted else "share"))
        else:
            outs.append(
                Out(
                    name=name,
                    expr=Agg(agg="mean" if agg == "mean" else "sum", of=col(part.name)),
                    unit=part.unit,
                )
            )
    return tuple(outs)


def _short(label: str) -> str:
    """ "spending on wines" -> "wines"; "web purchases" stays."""
    for head in ("spending on ", "spend on ", "amount of ", "number of ", "accepted "):
        if label.startswith(head):
            return label[len(head) :]
    return label
