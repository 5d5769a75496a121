"""Which columns of a source describe its rows well enough to group, compare or explain them, and how they
are read.

Rules on roles, never on the names of one table. Left out everywhere: identifiers, personal columns,
constants,
weights, free text, and columns that only make up a total that is itself there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from data.catalog import Column, Source
from data.errors import Unsupported
from data.query import Agg, Call, Col, Expr, Lit, MeasureRef, Out, Query, columns_of, walk
from data.work import Work
from tools._stats import Floats, mid_ranks

NUMERIC_ROLES = frozenset({"amount", "quantity", "rate", "score", "ordinal"})
NAMED_ROLES = frozenset({"category", "flag", "ordinal", "code"})
MOST_FEATURES = 8
SAME_THING = 0.92
"""Columns that rank the rows this alike (Spearman) say the same thing twice; the second is left out."""

# Words that marketers use of customers in general; columns that they fit come first when there are too many.
_TELLING = re.compile(
    r"\b(age|income|salary|earning|wage|spend|spent|spending|revenue|sales|purchase|order|recency|frequency|"
    r"monetary|child|children|kid|debt|worth|wealth|deal|discount|promo|promotion|campaign|tenure|balance)",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"\b(revenue|spend|spent|spending|sales|monetary|turnover|purchase amount|order value)\b", re.IGNORECASE
)
_RECENCY = re.compile(r"\b(recency|days since( the)? last|since last)\b", re.IGNORECASE)
_FREQUENCY = re.compile(r"\b(frequency|orders|purchases|transactions|invoices)\b", re.IGNORECASE)
_PART = re.compile(r"\b(spend|spending|spent|sales|revenue)\s+(on|of|from|with)\b", re.IGNORECASE)
_TOTAL = re.compile(r"\b(total|all|number of|overall)\b", re.IGNORECASE)
_RATIO = re.compile(
    r"\b(per|average|mean|avg|first|last|share|deals?|discount|web|store|catalog)\b", re.IGNORECASE
)


def words_of(column: Column) -> str:
    """What people may call a column, as one text: its label, its name cut at humps and underscores, its
    synonyms."""
    name = re.sub(r"(?<=[a-z])(?=[A-Z])|[_.]+", " ", column.name)
    return " ; ".join([column.label, name, *column.synonyms])


def is_numeric(column: Column) -> bool:
    """Whether averages of the column have a meaning."""
    return column.type in ("number", "integer") and column.role in NUMERIC_ROLES and not column.personal


def is_named(column: Column, most: int = 50) -> bool:
    """Whether the column splits rows into a handful of kinds (category, yes/no, code, few levels)."""
    if column.personal or column.role not in NAMED_ROLES or is_numeric(column):
        return False
    return 2 <= max(column.distinct, len(column.values)) <= most


def summands(column: Column) -> list[str]:
    """The columns that a total is the sum of; none where it is made otherwise (a quantity times a price)."""
    made = [] if column.expr is None else [node for node in walk(column.expr) if isinstance(node, Call)]
    return list(column.parts) if made and all(node.op == "add" for node in made) else []


def describing(source: Source) -> list[Column]:
    """Columns of the source's own rows that can describe them: no joins, no parts of a total, nothing
    constant."""
    spoken_for = {part for column in source.columns.values() for part in column.parts}
    for column in source.columns.values():
        # A derived column (age from a birth year) speaks for the single column that it was made from.
        if column.expr is not None and not _aggregates(column.expr):
            read = set(columns_of(column.expr)) - {column.name}
            spoken_for |= read if len(read) == 1 else set()
    return [
        column
        for column in source.columns.values()
        if "." not in column.name
        and column.name not in spoken_for
        and column.name != source.weight
        and not column.personal
        and column.role not in ("id", "person", "constant", "weight", "text", "date")
        and column.distinct != 1
    ]


def _aggregates(expr: Expr) -> bool:
    return any(isinstance(node, Agg | MeasureRef) for node in walk(expr))


def main_measure(source: Source, measures: Iterable[Any] = ()) -> Column | None:
    """The column whose total matters most: what customers brought in. None where nothing adds up to money.

    `measures` are the catalog's own (data.catalog.Measure); the first that sums a column of this source is
    taken,
    then a total made of parts, then an amount called spend, revenue or the like.
    """
    for measure in measures:
        of = getattr(measure.expr, "of", None)
        if (
            measure.source == source.name
            and getattr(measure.expr, "agg", "") == "sum"
            and isinstance(of, Col)
        ):
            found = source.columns.get(of.col)
            if found is not None and found.role == "amount":
                return found
        if measure.name in source.columns and source.columns[measure.name].role == "amount":
            return source.columns[measure.name]
    amounts = [
        c for c in source.columns.values() if is_numeric(c) and "." not in c.name and c.role == "amount"
    ]
    called = [c for c in amounts if _MONEY.search(words_of(c)) and not _PART.search(c.label)]
    first = [c for c in called if c.parts] + [c for c in called if not _RATIO.search(c.label)]
    first += [c for c in amounts if c.parts]
    return first[0] if first else None


@dataclass(frozen=True)
class Rfm:
    """The columns that play recency (low is good), frequency and monetary."""

    recency: Column
    frequency: Column
    monetary: Column

    @property
    def names(self) -> tuple[str, str, str]:
        """Column names in that order."""
        return self.recency.name, self.frequency.name, self.monetary.name


def find_rfm(source: Source, measures: Iterable[Any] = (), among: Sequence[str] = ()) -> Rfm | None:
    """Which columns are recency, frequency and monetary; `among` are columns that a person named, tried
    first."""
    columns = [c for c in source.columns.values() if is_numeric(c) and "." not in c.name]
    named = [source.columns[n] for n in among if n in source.columns]
    recency = _first(named, columns, lambda c: bool(_RECENCY.search(words_of(c))))
    money = main_measure(source, measures)
    monetary = _first(named, [], lambda c: c.role == "amount" and bool(_MONEY.search(words_of(c)))) or money
    taken = {c.name for c in (recency, monetary) if c is not None}

    def counts(c: Column) -> bool:
        return c.name not in taken and c.role == "quantity" and bool(_FREQUENCY.search(words_of(c)))

    frequency = _first(named, [], counts)
    if frequency is None:
        whole = [c for c in columns if counts(c) and not _RATIO.search(words_of(c).split(" ; ")[0])]
        totals = [c for c in whole if c.parts] or [c for c in whole if _TOTAL.search(words_of(c))] or whole
        frequency = totals[0] if totals else None
    if recency is None or frequency is None or monetary is None:
        return None
    return Rfm(recency, frequency, monetary)


def _first(
    named: Sequence[Column], others: Sequence[Column], fits: Callable[[Column], bool]
) -> Column | None:
    return next((c for c in [*named, *others] if fits(c)), None)


def default_candidates(source: Source, measures: Iterable[Any] = ()) -> list[Column]:
    """Numeric columns for grouping when none were chosen, best first: the main measure, then telling ones.

    More than are needed: `drop_same` then leaves out what says the same thing twice.
    """
    main = main_measure(source, measures)
    numeric = [c for c in describing(source) if is_numeric(c) and (c.distinct == 0 or c.distinct > 2)]

    def rank(place: tuple[int, Column]) -> tuple[int, int, int]:
        at, column = place
        return (
            0 if main is not None and column.name == main.name else 1,
            0 if _TELLING.search(words_of(column)) else 1,
            at,
        )

    ordered = [c for _, c in sorted(enumerate(numeric), key=rank)]
    return ordered[: 2 * MOST_FEATURES]


def drop_same(names: Sequence[str], columns: dict[str, Floats], most: int = MOST_FEATURES) -> list[str]:
    """The first `most` names whose ranks are not nearly those of an earlier one; constants are dropped
    too."""
    kept: list[str] = []
    ranks: list[Floats] = []
    for name in names:
        values = columns[name][:5_000]
        known = values[np.isfinite(values)]
        if len(kept) == most or known.size < 3 or np.ptp(known) == 0 or known.size < 0.5 * values.size:
            continue
        filled = np.where(np.isfinite(values), values, np.median(known))
        rank = mid_ranks(filled)
        rank = (rank - rank.mean()) / (rank.std() or 1.0)
        if all(abs(float(np.mean(rank * other))) < SAME_THING for other in ranks):
            kept.append(name)
            ranks.append(rank)
    return kept


# ---------------------------------------------------------------- reading


@dataclass(frozen=True)
class Rows:
    """Columns of the rows of a source as arrays, sorted by key so that the order of the file does not matter.

    numbers    float64, missing and impossible values as nan
    texts      object arrays, missing as None
    weight     survey weights, or None
    extra      other outputs that were asked for, as they came
    impossible rows with a value outside what the catalog calls valid, by column
    """

    keys: npt.NDArray[Any]
    numbers: dict[str, Floats]
    texts: dict[str, npt.NDArray[Any]]
    weight: Floats | None
    query: Query
    sql: str
    extra: dict[str, npt.NDArray[Any]] = field(default_factory=dict)
    implicates: int = 1
    impossible: dict[str, int] = field(default_factory=dict)

    @property
    def n(self) -> int:
        """Rows read (of a survey with implicates: rows, not people)."""
        return int(self.keys.size)


def read_rows(
    data: Any,
    source: Source,
    numbers: Sequence[str],
    texts: Sequence[str] = (),
    *,
    within: tuple[Expr, ...] = (),
    where: tuple[Expr, ...] = (),
    extra: Sequence[Out] = (),
    work: Work | None = None,
) -> Rows:
    """Fetch columns of a source's rows with their key and weight."""
    key = data.key(source.name)
    outs = [Out(name="_key", expr=Col(col=key))]
    checked: list[str] = []
    for i, name in enumerate(numbers):
        outs.append(Out(name=f"_n{i}", expr=Col(col=name)))
        valid = data.column(source.name, name).valid
        if valid is not None and "." not in name:
            checked.append(name)
            outs.append(
                Out(name=f"_v{len(checked) - 1}", expr=Call(op="if", args=(valid, Lit(lit=1), Lit(lit=0))))
            )
    outs += [Out(name=f"_t{i}", expr=Col(col=name)) for i, name in enumerate(texts)]
    if source.weight:
        outs.append(Out(name="_weight", expr=Col(col=source.weight)))
    outs += extra
    query = Query(source=source.name, within=within, where=where, columns=tuple(outs))
    got = data.arrays(query, work)
    keys = np.asarray(got["_key"])
    values = {name: np.asarray(got[f"_n{i}"], dtype=np.float64).copy() for i, name in enumerate(numbers)}
    impossible: dict[str, int] = {}
    for i, name in enumerate(checked):
        bad = (np.asarray(got[f"_v{i}"], dtype=np.float64) == 0) & np.isfinite(values[name])
        values[name][bad] = np.nan
        if bad.any():
            impossible[name] = int(bad.sum())
    for value in values.values():
        value[~np.isfinite(value)] = np.nan
    words = {name: np.asarray(got[f"_t{i}"], dtype=object) for i, name in enumerate(texts)}
    order = _order(keys, values, row_number=key == "_row")
    return Rows(
        keys=keys[order],
        numbers={name: v[order] for name, v in values.items()},
        texts={name: v[order] for name, v in words.items()},
        weight=np.asarray(got["_weight"], dtype=np.float64)[order] if source.weight else None,
        query=query,
        sql=data.compile(query).sql,
        extra={out.name: np.asarray(got[out.name])[order] for out in extra},
        implicates=source.implicates,
        impossible=impossible,
    )


def per_key(rows: Rows) -> Rows:
    """One row for each key: numbers averaged, weights added, the first text.

    For surveys that hold several completed copies (implicates) of each answer: five copies are one family.
    """
    text = np.asarray([str(k) for k in rows.keys]) if rows.keys.dtype == object else rows.keys
    _, first, place = np.unique(text, return_index=True, return_inverse=True)
    if first.size == rows.n:
        return rows

    def average(values: Floats) -> Floats:
        known = np.isfinite(values)
        counts = np.bincount(place[known], minlength=first.size)
        sums = np.bincount(place[known], weights=values[known], minlength=first.size)
        return np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)

    weight: Floats | None = None
    if rows.weight is not None:
        weight = np.bincount(place, weights=rows.weight, minlength=first.size).astype(np.float64)
    return replace(
        rows,
        keys=rows.keys[first],
        numbers={name: average(values) for name, values in rows.numbers.items()},
        texts={name: values[first] for name, values in rows.texts.items()},
        weight=weight,
        implicates=1,
    )


def _order(keys: npt.NDArray[Any], values: dict[str, Floats], *, row_number: bool) -> npt.NDArray[np.intp]:
    """By key; where the key is only the place in the file, by the values themselves."""
    if row_number and values:
        return np.lexsort(tuple(values.values()))
    if keys.dtype == object:
        return np.argsort(np.asarray([str(k) for k in keys]), kind="stable")
    return np.argsort(keys, kind="stable")


def source_of(data: Any, name: str) -> Source:
    """The catalog's source; an unknown name raises with the nearest names."""
    found: Source = data.source(name)
    return found


def people(data: Any, source: Source) -> str:
    """The plural of what a row of the source is ("customers")."""
    return source.plural or (source.entity.plural if source.entity else "rows")


def needs_rows(n: int, least: int, what: str) -> None:
    """Raise Unsupported where too few rows are left for a method."""
    if n < least:
        raise Unsupported(
            f"{what} needs at least {least} rows with all values known; here there are {n}.",
            "Ask with fewer conditions, or choose columns with fewer gaps.",
        )


def readable_number(value: float) -> float:
    """A bound of a rule, rounded to three significant digits, so that people can say it."""
    return float(f"{value:.3g}")
