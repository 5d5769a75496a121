"""Segments that two tables share: learnt on a population, as it is weighted, and applied to both on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from data.catalog import Column
from data.work import Work
from tools._features import Rows, needs_rows
from tools._models import FIT_ROWS, ColumnScale, choose_k, learn_scale, nearest, threads_for
from tools._stats import Floats, Ints
from tools._traits import Trait, names_of

LEAST = 20


@dataclass(frozen=True)
class Shared:
    """Names of the segments, largest in the population first, and each row's (None where a value is missing)."""

    labels: tuple[str, ...]
    ours: npt.NDArray[np.object_]
    theirs: npt.NDArray[np.object_]
    recommended: int


def learn(
    ours: Rows,
    theirs: Rows,
    pairs: Sequence[tuple[Column, Column]],
    k: int | None,
    work: Work,
) -> Shared:
    """k-means on rows drawn from the population by weight; both tables get the nearest centre.

    pairs    the columns to group by, as they are called in each table
    k        how many; by the written rule where left open
    """
    mine = np.column_stack([ours.numbers[a.name] for a, _ in pairs])
    whole = np.column_stack([theirs.numbers[b.name] for _, b in pairs])
    known, known_whole = _complete(mine), _complete(whole)
    needs_rows(int(known_whole.sum()), LEAST, "A segmentation")
    needs_rows(int(known.sum()), LEAST, "A segmentation")
    drawn = _drawn(whole[known_whole], theirs.weight, known_whole, work.seed)
    scales = [learn_scale(b.name, drawn[:, i], "log-standard") for i, (_, b) in enumerate(pairs)]
    z = _scaled(drawn, scales)
    with threads_for(z.shape[0]):
        choice = choose_k(
            z,
            [slice(i, i + 1) for i in range(len(pairs))],
            work.seed,
            k,
            check=lambda part: work.progress(0.1 + 0.7 * part, "Finding segments of the population"),
        )
        chosen = k if k in choice.solutions else choice.recommended
        centres = np.asarray(choice.solutions[chosen].centres, dtype=np.float64)
        group = nearest(z, centres)
    order = np.argsort(-np.bincount(group, minlength=chosen), kind="stable")
    labels = _named(centres[order], z, [b for _, b in pairs])
    rank = np.argsort(order)
    return Shared(
        labels,
        _told(_scaled(mine, scales), known, centres, rank, labels),
        _told(_scaled(whole, scales), known_whole, centres, rank, labels),
        choice.recommended,
    )


def _complete(values: Floats) -> npt.NDArray[np.bool_]:
    return np.asarray(np.isfinite(values).all(axis=1), dtype=bool)


def _drawn(values: Floats, weight: Floats | None, known: npt.NDArray[np.bool_], seed: int) -> Floats:
    """Rows as often as they stand for people: a survey asks the rich more often than there are rich."""
    rng = np.random.default_rng([seed, values.shape[0]])
    w = np.ones(values.shape[0]) if weight is None else weight[known]
    at = np.sort(rng.choice(values.shape[0], size=min(FIT_ROWS, values.shape[0]), p=w / w.sum()))
    return values[at] if weight is not None else values[: at.size]


def _scaled(values: Floats, scales: Sequence[ColumnScale]) -> Floats:
    return np.ascontiguousarray(np.column_stack([s.apply(values[:, i]) for i, s in enumerate(scales)]))


def _named(centres: Floats, z: Floats, columns: Sequence[Column]) -> tuple[str, ...]:
    spread = np.where(z.std(axis=0) > 0, z.std(axis=0), 1.0)
    standing = (centres - z.mean(axis=0)) / spread
    names = names_of(
        [[Trait(c, float(v)) for c, v in zip(columns, row, strict=True)] for row in standing.tolist()]
    )
    return tuple(f"Segment {i} ({name})" for i, name in enumerate(names, 1))


def _told(
    z: Floats, known: npt.NDArray[np.bool_], centres: Floats, rank: Ints, labels: Sequence[str]
) -> npt.NDArray[np.object_]:
    out = np.full(z.shape[0], None, dtype=object)
    at = np.flatnonzero(known)
    out[at] = np.array(labels, dtype=object)[rank[nearest(np.ascontiguousarray(z[at]), centres)]]
    return out
