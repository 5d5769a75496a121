"""What the tables mean: roles, labels, units, derived columns, entities, measures and how tables join.

Built from the data alone (`build`); a YAML beside the data overrides and extends it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from data.query import Expr
from data.work import Work

Role = Literal[
    "id", "person", "date", "amount", "quantity", "rate", "score",
    "category", "flag", "ordinal", "code", "text", "weight", "constant",
]  # fmt: skip
"""id: names a thing. person: name, e-mail, phone (personal). amount: money or the like that adds up.
quantity: a count that adds up. rate: share, price, percent; never summed. score: a measured level (age,
rating, income of a person is an amount); averaged, not summed. ordinal: few ordered levels. code: a number
or text that stands for a category. text: free text."""

Type = Literal["number", "integer", "date", "datetime", "text", "bool"]


@dataclass(frozen=True)
class Value:
    """A distinct value of a category: as stored, its rows, the name people use, other words for it."""

    value: str | int | float | bool
    rows: int
    name: str
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """A state that rows of a column of states end up in: the stored values that tell it, and what people say of
    such rows ("won", "still open"). `family`: the kind of thing that has such states (deals, orders)."""

    family: str
    name: str
    values: tuple[str | int | float | bool, ...]
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """One column of a source, as the planner, the tools and the page know it.

    `names`: of a personal column, the names in it, to be found on this machine when they are asked for.
    """

    name: str
    source: str
    type: Type
    role: Role
    label: str
    unit: str | None = None
    additive: bool = False
    synonyms: tuple[str, ...] = ()
    values: tuple[Value, ...] = ()
    distinct: int = 0
    missing: int = 0
    low: float | str | None = None
    high: float | str | None = None
    expr: Expr | None = None
    parts: tuple[str, ...] = ()
    valid: Expr | None = None
    personal: bool = False
    description: str = ""
    names: tuple[Value, ...] = field(default=(), repr=False)
    outcomes: tuple[Outcome, ...] = ()


@dataclass(frozen=True)
class Measure:
    """A named aggregate: `expr` holds Agg nodes; `policy` names the policy whose row filter it obeys."""

    name: str
    source: str
    label: str
    expr: Expr
    unit: str | None = None
    synonyms: tuple[str, ...] = ()
    policy: str | None = None
    description: str = ""
    higher_is_better: bool | None = True


@dataclass(frozen=True)
class Policy:
    """What a family of measures leaves out, and why. `variants` are the readings a person may switch to:
    name -> row filter (None keeps all rows). `touches`: when a question's own filters use one of these
    columns, the policy stands aside (revenue of cancelled invoices). `effect`: what the default leaves out,
    in words."""

    name: str
    source: str
    default: str
    variants: dict[str, Expr | None]
    words: dict[str, tuple[str, ...]]
    touches: tuple[str, ...]
    description: str
    effect: str = ""


@dataclass(frozen=True)
class Entity:
    """A thing that rows are about: `key` identifies it in `table`. Where `rolled_up`, one row per key is made
    by grouping `table`, and its columns are aggregates (Column.expr holds Agg or MeasureRef over `table`).
    Where it has a table of its own, `columns` are what other tables' rows add to it (Column.source names that
    table). `display`: the column that people know it by (a product's description)."""

    name: str
    plural: str
    table: str
    key: str
    rolled_up: bool
    synonyms: tuple[str, ...] = ()
    policy: str | None = None
    columns: tuple[Column, ...] = ()
    display: str | None = None


@dataclass(frozen=True)
class Join:
    """Many rows of `table` point to one row of `to`: table.key = to.to_key. `unmatched`: rows without
    partner."""

    table: str
    key: str
    to: str
    to_key: str
    unmatched: int = 0


@dataclass(frozen=True)
class Choice:
    """Each `person` of `table` has a row for each `option`, and a yes in `chosen` on one of them."""

    table: str
    person: str
    option: str
    chosen: str


@dataclass(frozen=True)
class Panel:
    """Each row of `table` is one `thing` in one `period`."""

    table: str
    thing: str
    period: str


@dataclass(frozen=True)
class Source:
    """A table or an entity that a Query may name, with all columns it offers (also through joins:
    "customers.Income"). `evened`: its weights add up to its rows, so they tell no population."""

    name: str
    label: str
    plural: str
    rows: int
    columns: dict[str, Column]
    grain: str
    weight: str | None = None
    implicates: int = 1
    entity: Entity | None = None
    evened: bool = False


@dataclass(frozen=True)
class Catalog:
    """All that is known of one dataset. `main` is the source that a question means when it names none."""

    sources: dict[str, Source]
    entities: dict[str, Entity] = field(default_factory=dict)
    measures: dict[str, Measure] = field(default_factory=dict)
    policies: dict[str, Policy] = field(default_factory=dict)
    joins: tuple[Join, ...] = ()
    main: str = ""
    vocabulary: dict[str, str] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    panels: tuple[Panel, ...] = ()


def build(
    tables: Sequence[Any], engine: Any, settings: dict[str, Any] | None = None, work: Work | None = None
) -> Catalog:
    """What the tables mean, inferred from names and values, then overridden by `settings` (settings_for).

    `tables` are data.load.LoadedTable, stored in `engine` under their names. Raises UnknownName or
    InvalidQuery where the settings name what is not there.
    """
    from data._build import build_catalog  # the builders import the types above

    return build_catalog(tables, engine, settings or {}, work or Work())


def settings_for(paths: Iterable[str | Path]) -> dict[str, Any]:
    """What "<stem>.segue.yaml" and "segue.yaml" beside the data files say; {} where there are none.

    Raises LoadError naming the file and the line of a mistake.
    """
    from data._settings import settings_for as read  # as above

    return read(paths)


def find_values(engine: Any, table: str, column: str, text: str, limit: int = 20) -> tuple[Value, ...]:
    """Distinct values of a column that hold all words of `text`, case-blind; equal ones first, then by
    rows."""
    from data._values import find_values as find  # as above

    return find(engine, table, column, text, limit)
