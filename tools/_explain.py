"""What may explain a number: the target column, what people are, what they did meanwhile, and the rows for
a model.

Rules on roles, definitions and everyday words ("age", "income", "children"), never on one table's names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from data.catalog import Catalog, Column, Source
from data.errors import Unsupported
from data.query import Agg, Col, Expr, MeasureRef, Out, Query, columns_of, walk
from data.work import Work
from tools._features import is_named, is_numeric, main_measure, words_of

MOST_TRAITS = 40
MOST_LEVELS = 50

_WHOLE = frozenset(
    {"age", "sex", "job", "race", "area", "state", "city", "home", "town", "born", "birth", "net", "rent"}
)
_STEMS = (
    "income", "salar", "wage", "earning", "educat", "degree", "school", "marital", "married", "partner", 
    "child", "kid",
    "teen", "household", "famil", "gender", "countr", "region", "occupation", "profession", "industr", 
    "worth", "wealth",
    "debt", "mortgage", "ethnic", "nationalit", "language", "religio", "homeowner", "generation",
)  # fmt: skip
"""Words for what a person is or has, in contrast to what a customer did."""


_PERSON = re.compile(
    r"customer|client|member|user|person|people|recip|contact|subscri|patient|lead|household|family|account|guest",
    re.IGNORECASE,
)


def is_person(name: str) -> bool:
    """Whether an entity of that name is somebody, not a thing."""
    return _PERSON.search(name) is not None


def is_demographic(column: Column) -> bool:
    """Whether the column says what a person is or has (age, income, household, place), not what was done."""
    words = [w.lower() for w in re.findall(r"[A-Za-z]+", words_of(column))]
    return any(w in _WHOLE or w.startswith(_STEMS) for w in words)


def usable(column: Column) -> bool:
    """Whether a model can take the column in: a number, or a handful of kinds."""
    if column.personal or column.distinct == 1:
        return False
    if column.role in ("id", "person", "constant", "weight", "date", "text"):
        return False
    number = column.type in ("number", "integer", "bool") and column.role != "code"
    return number or is_named(column, MOST_LEVELS)


def is_amount(column: Column) -> bool:
    """Whether the model reads the column as a number (a code is a kind, though it is written in digits)."""
    return column.type in ("number", "integer", "bool") and column.role not in ("code", "category")


# ---------------------------------------------------------------- the target
def target_of(catalog: Catalog, source: Source, name: str | None) -> Column | None:
    """The column meant by `name`: a column, or the column that holds a measure. None where there is none
    such."""
    if name is None:
        return main_measure(source, catalog.measures.values())
    if name in source.columns:
        return source.columns[name]
    for column in source.columns.values():
        if isinstance(column.expr, MeasureRef) and column.expr.measure == name:
            return column
    measure = catalog.measures.get(name)
    if measure and isinstance(measure.expr, Agg) and measure.expr.agg in ("sum", "mean") and measure.expr.of:
        inner = columns_of(measure.expr.of)
        return source.columns.get(inner[0]) if len(inner) == 1 else None
    return None


def checked_target(catalog: Catalog, source: Source, name: str | None) -> Column:
    """The target, or Unsupported with the numbers that there are."""
    column = target_of(catalog, source, name)
    numbers = [c.label for c in source.columns.values() if is_numeric(c) and "." not in c.name][:6]
    hint = "There is no numeric column here."
    if numbers:
        hint = f"Numbers that can be predicted here: {', '.join(numbers)}."
    if column is None:
        raise Unsupported(
            f"There is no number called “{name or 'spend'}” for each row of {source.label}.", hint
        )
    if not is_numeric(column):
        raise Unsupported(f"“{column.label}” is not a number, so it has no expected amount.", hint)
    return column


def main_out(data: Any, source: Source) -> Out:
    """The measure that a question about a source means when it names none: its money, else its number of
    rows."""
    measures = [m for m in data.catalog.measures.values() if m.source == source.name]
    column = main_measure(source, measures)
    for found in measures:
        of = found.expr.of if isinstance(found.expr, Agg) and found.expr.agg == "sum" else None
        if column is not None and (
            found.name == column.name or (isinstance(of, Col) and of.col == column.name)
        ):
            return Out(name=found.label, expr=MeasureRef(measure=found.name), unit=found.unit)
    if column is not None:
        return Out(name=column.label, expr=Agg(agg="sum", of=Col(col=column.name)), unit=column.unit)
    return Out(name=f"number of {source.plural}", expr=Agg(agg="count"))


# ---------------------------------------------------------------- candidates
@dataclass(frozen=True)
class Explaining:
    """Columns that may explain a target. `behaviour` was measured over the same period as the target."""

    people: tuple[Column, ...]
    behaviour: tuple[Column, ...]

    @property
    def all(self) -> tuple[Column, ...]:
        """People's traits first."""
        return self.people + self.behaviour


def inputs(column: Column, source: Source, seen: frozenset[str] = frozenset()) -> set[str]:
    """Everything that the column is made from, down to the stored columns."""
    below = set(column.parts) | (set(columns_of(column.expr)) if column.expr is not None else set())
    out = set(below)
    for name in below - seen - {column.name}:
        if name in source.columns:
            out |= inputs(source.columns[name], source, seen | {name, column.name})
    return out


def base_inputs(column: Column, source: Source, catalog: Catalog) -> set[str]:
    """Like `inputs`, also through measures and, for an entity, into the table below it."""
    names = inputs(column, source)
    for node in walk(column.expr) if column.expr is not None else ():
        if isinstance(node, MeasureRef) and node.measure in catalog.measures:
            names |= set(columns_of(catalog.measures[node.measure].expr))
    below = catalog.sources.get(source.entity.table) if source.entity and source.entity.rolled_up else None
    for name in set(names):
        if below is not None and name in below.columns:
            names |= inputs(below.columns[name], below)
    return names


def candidates(catalog: Catalog, source: Source, target: Column, said: Sequence[str] = ()) -> Explaining:
    """People's traits and behaviours that may explain the target, without its parts, its other forms and
    copies.

    Of a total and its parts the parts stay, unless the total was said; of a derived column (age) and what
    it comes from (year of birth) the derived one.
    """
    wanted = [c for c in source.columns.values() if c.name in said or (usable(c) and c.name != source.weight)]
    own = base_inputs(target, source, catalog)
    free = [c for c in wanted if c.name in said or not _tied(c, target, own, source, catalog)]
    names = {c.name for c in free}
    out: set[str] = set()
    for column in free:
        below = inputs(column, source) & names
        if column.name in said or (below and len(column.parts) < 2 and is_amount(column)):
            out |= below - set(said)
        elif below:
            out.add(column.name)
    free = [c for c in free if c.name not in out]
    people = tuple(c for c in free if is_demographic(c))
    rest = tuple(c for c in free if c not in people and ("." not in c.name or c.name in said))
    return Explaining(people[:MOST_TRAITS], rest[:MOST_TRAITS])


def _tied(column: Column, target: Column, own: set[str], source: Source, catalog: Catalog) -> bool:
    """Whether the column is the target, one of its parts, a sum over it, or made of the same figures."""
    if column.name == target.name or column.name in own:
        return True
    # "business income" is a part or a sibling of "income", though no definition says so.
    if column.role == target.role == "amount" and set(target.label.split()) <= set(column.label.split()):
        return True
    theirs = base_inputs(column, source, catalog)
    if target.name in theirs:
        return True
    shared = theirs & own
    # A count of orders may share the key with revenue's filter; sharing its figures makes a column another
    # form of it.
    figures = {n for n in shared if _is_figure(n, source, catalog)}
    return bool(figures) and is_amount(column)


def _is_figure(name: str, source: Source, catalog: Catalog) -> bool:
    below = catalog.sources.get(source.entity.table) if source.entity else None
    for at in (source, below):
        if at is not None and name in at.columns:
            return at.columns[name].role in ("amount", "quantity", "rate")
    return False


def chosen(traits: Explaining, said: Sequence[str], only: Sequence[str]) -> tuple[tuple[Column, ...], bool]:
    """The features of a model, and whether they are behaviour of the same period.

    Named ones alone where `only` lists them; else people's traits and what was said; else, where the data
    say little about people, what was said, or all behaviour.
    """
    named = [c for c in traits.all if c.name in said or c.name in only]
    if only or (named and len(traits.people) < 2):
        return tuple(named), any(c in traits.behaviour for c in named)
    if len(traits.people) >= 2:
        picked = [c for c in traits.all if c in traits.people or c.name in said]
        return tuple(picked), any(c in traits.behaviour for c in picked)
    return traits.all, bool(traits.behaviour)


# ---------------------------------------------------------------- rows
@dataclass(frozen=True)
class Fetched:
    """Rows for a model: numbers float64 (nan = missing), kinds as objects (None = missing); w, group None
    if none."""

    columns: dict[str, npt.NDArray[Any]]
    y: npt.NDArray[np.float64]
    w: npt.NDArray[np.float64] | None
    group: npt.NDArray[Any] | None
    sql: str


def rows_query(
    source: Source,
    target: Column,
    features: Iterable[Column],
    where: tuple[Expr, ...] = (),
    within: tuple[Expr, ...] = (),
) -> Query:
    """The plain list of rows that a model is fitted on; impossible values are missing."""
    outs = {c.name: Out(name=c.name, expr=Col(col=c.name)) for c in (target, *features)}
    for name in (source.weight, family_key(source)):
        if name and name not in outs:
            outs[name] = Out(name=name, expr=Col(col=name))
    return Query(source=source.name, within=within, where=where, columns=tuple(outs.values()))


def family_key(source: Source) -> str | None:
    """The column whose values repeat once an implicate: the copies of one family belong in one fold."""
    if source.implicates <= 1:
        return None
    families = source.rows / source.implicates
    near = [
        c.name for c in source.columns.values() if c.distinct and abs(c.distinct - families) < 0.01 * families
    ]
    keys = [n for n in near if source.columns[n].role in ("id", "code")]
    return keys[0] if keys else None


def fetch_rows(
    data: Any, query: Query, source: Source, target: Column, features: Sequence[Column], work: Work
) -> Fetched:
    """Run the query and put each column into the form that models want."""
    arrays = data.arrays(query, work)
    columns = {c.name: as_values(c, np.asarray(arrays[c.name])) for c in features}
    family = family_key(source)
    return Fetched(
        columns,
        as_numbers(np.asarray(arrays[target.name])),
        as_numbers(np.asarray(arrays[source.weight])) if source.weight else None,
        np.asarray(arrays[family], dtype=object) if family else None,
        data.compile(query).sql,
    )


def as_numbers(values: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
    """float64, with nan for what is missing or endless."""
    if values.dtype.kind in "fiub":
        out = values.astype(np.float64)
    else:
        out = np.array([np.nan if v is None else float(v) for v in values], dtype=np.float64)
    return np.where(np.isfinite(out), out, np.nan)


def as_values(column: Column, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Numbers and yes/no as float64; codes and kinds as objects, since a code is no amount."""
    if is_amount(column):
        return as_numbers(values)
    return np.array([None if v is None or v != v else kind_text(v) for v in values], dtype=object)


def kind_text(value: Any) -> str:
    """A kind as text: whole numbers without a decimal point, since engines hand codes over as float64."""
    return f"{value:g}" if isinstance(value, float) else str(value)


def spelling(column: Column, value: Any) -> str:
    """The stored value that people call `value`."""
    said = str(value).casefold()
    for known in column.values:
        if said in {
            str(known.value).casefold(),
            known.name.casefold(),
            *(s.casefold() for s in known.synonyms),
        }:
            return kind_text(known.value)
    return kind_text(value)
