"""What a tool gives back: numbers with their origin, a table, a chart, warnings; never prose."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Literal

from data.query import Expr, Query

Scalar = str | int | float | bool | None
Kind = Literal["value", "share", "rank", "gap", "change", "ratio", "extreme", "test", "count", "forecast"]
Severity = Literal["info", "warn", "stop"]


@dataclass(frozen=True)
class Fact:
    """One figure that the text may use. `row` and `column` name it; `of` lists the facts it was computed from.

    A value is a number, or a name (then `unit` is None). Shares, rates and growth are fractions with unit "share".
    """

    id: str
    kind: Kind
    label: str
    value: Scalar
    unit: str | None = None
    row: str | None = None
    column: str | None = None
    n: int | None = None
    low: float | None = None
    high: float | None = None
    of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Headline:
    """The one number or name that answers, with its interval where one belongs."""

    label: str
    value: Scalar
    unit: str | None = None
    low: float | None = None
    high: float | None = None
    level: float | None = None
    n: int | None = None


@dataclass(frozen=True)
class Table:
    """The result itself; numbers as numbers, dates as ISO text."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Scalar, ...], ...]
    units: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Chart:
    """A drawn figure: `plotly` is the figure's JSON as plain dicts and lists."""

    type: str
    x: str | None
    y: str | None
    series: str | None
    title: str
    plotly: dict[str, Any]


@dataclass(frozen=True)
class Caveat:
    """Something the reader must know; warn and stop are always shown. Figures in `text` belong to `facts`."""

    code: str
    severity: Severity
    text: str


@dataclass(frozen=True)
class Evidence:
    """How numbers came to be."""

    method: str
    sql: str | None = None
    rows_used: int | None = None
    rows_excluded: int | None = None
    filters: tuple[str, ...] = ()
    period: str | None = None
    seed: int | None = None
    engine: str = "duckdb"


@dataclass(frozen=True)
class Labelling:
    """A label for each member of a source, kept as table `stored` (columns: key, label) in the engine.

    It becomes the column `name` of every source that has the key. `labels` in the order in which they are shown.
    """

    name: str
    source: str
    key: str
    stored: str
    labels: tuple[str, ...]
    sizes: tuple[int, ...]
    definition: str
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Group:
    """A named group ("frequent buyer"): a condition on the rows of a source, which becomes a yes/no column."""

    name: str
    source: str
    condition: Expr
    n: int
    within: tuple[Expr, ...] = ()


@dataclass(frozen=True)
class PolicyChange:
    """A change of what is left out or merged, for all later questions.

    variant: use this variant of the policy. exclude: leave out the rows of `source` where the condition holds.
    recode: count value `old` of a column as `new`.
    """

    name: str
    kind: Literal["variant", "exclude", "recode"]
    source: str | None = None
    policy: str | None = None
    variant: str | None = None
    condition: Expr | None = None
    column: str | None = None
    old: Scalar = None
    new: Scalar = None


@dataclass(frozen=True)
class Model:
    """A fitted model that later steps use, e.g. for another what-if; `handle` finds it in the dataset's kept things."""

    name: str
    source: str
    target: str
    features: tuple[str, ...]
    handle: str
    details: dict[str, Any] = field(default_factory=dict)


Artifact = Labelling | Group | PolicyChange | Model


@dataclass(frozen=True)
class Result:
    """A tool's whole output. `words` are plain labels for the story ({measure} -> "revenue"); no figures in them.

    `flags` switch story lines on ("[if tie] ..."). `next` are questions that this result invites. `subject` is the
    population that this result is about, so that "them" and "only those" have something to refer to.
    """

    headline: Headline | None = None
    facts: tuple[Fact, ...] = ()
    table: Table | None = None
    chart: Chart | None = None
    caveats: tuple[Caveat, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    artifacts: tuple[Artifact, ...] = ()
    words: dict[str, str] = field(default_factory=dict)
    flags: frozenset[str] = frozenset()
    next: tuple[str, ...] = ()
    reading: str | None = None
    subject: Query | None = None

    def with_(self, **changes: Any) -> Result:
        """A copy with some fields replaced."""
        return replace(self, **changes)
