"""The Query: the only thing that an engine is ever asked.

A Query is data, not text: it can be said back, edited, stored, compared and compiled. It nests: its source may
be another Query, a condition may test membership in one (`Member`) or compare with the single value of one
(`Scalar`). Every expression is one small tree of the nodes below; in JSON each node is known by its first key.

    {"col": "Income"}                                   a column of the source
    {"lit": 50}    {"lit": "2011-10-01", "date": true}  a constant (a date is ISO text, marked)
    {"op": "gt", "args": [{"col": "Income"}, {"lit": 50000}]}
    {"bin": {"col": "Age"}, "edges": [35, 45]}          bands: below 35, 35 to below 45, 45 and up
    {"agg": "mean", "of": {"col": "Income"}}            an aggregate, in measures only
    {"measure": "revenue"}                              a measure that the catalog defines
    {"over": "share", "of": "revenue"}                  a window over the grouped result, by output name
    {"member": {"col": "CustomerID"}, "within": Query}  true where the value is in the Query's first column
    {"scalar": Query}                                   the single value of a Query
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Op = Literal[
    "add", "sub", "mul", "div", "neg", "abs", "round", "power", "log",
    "eq", "ne", "lt", "le", "gt", "ge", "in", "not_in", "between", "is_null", "not_null",
    "and", "or", "not", "if", "coalesce", "recode",
    "contains", "starts_with", "ends_with", "lower", "length", "concat",
    "year", "quarter", "month", "week", "day", "weekday", "hour",
    "trunc_decade", "trunc_year", "trunc_quarter", "trunc_month", "trunc_week", "trunc_day", "trunc_hour",
    "hours_between", "days_between", "months_between", "years_between", "to_number", "period_start",
]  # fmt: skip
"""`between` has both ends in. `in`/`not_in`: first argument tested against the rest. `if`: condition, value,
condition, value, ..., else. `recode`: column, from, to, from, to, ...; other values stay. Text tests ignore case.
`weekday` and `month` give names (Monday, January) ordered as in the calendar; `quarter` gives 1 to 4; `trunc_*` gives the first day of
the period; `hour` also takes a time of day as text (07:43); `hours_between` counts parts of hours, the others whole units; `period_start` gives the first day of a period written as text (1982Q2, 2019H1, 2024M03, 2024-W05); a null
argument makes arithmetic null."""

AggName = Literal[
    "count", "distinct", "sum", "mean", "median", "quantile", "min", "max", "std", "var", "skew", "kurt", "mode",
    "rate", "corr", "spearman", "first", "last", "any",
]  # fmt: skip
"""`count` without `of` counts rows, with it the non-missing. `rate` is the share of rows (with a known value) for
which the condition `of` holds. `std`, `var`, `skew` and `kurt` are those of a sample; `kurt` is the excess over a normal
curve. `corr` and `spearman` need `by` as the second column. `first`/`last` take the value
at the smallest/largest `by`."""

WindowName = Literal[
    "share", "rank", "running", "cum_share", "lag", "diff", "growth", "total", "index", "moving"
]


class Frozen(BaseModel):
    """Immutable, hashable data; unknown keys are refused so that a misspelt plan fails loudly."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def canonical(self) -> dict[str, Any]:
        """The one JSON form: defaults left out, so that equal meanings give equal bytes."""
        return self.model_dump(mode="json", exclude_defaults=True)


class Col(Frozen):
    """A column of the source: raw, derived, an entity's attribute, or a label that a conversation made."""

    col: str


class Lit(Frozen):
    """A constant; `date` marks ISO text that stands for a day or a moment."""

    lit: str | int | float | bool | None
    date: bool = False


class Call(Frozen):
    """An operation of the closed list `Op` on expressions."""

    op: Op
    args: tuple[Expr, ...]


class Bin(Frozen):
    """Bands of a number: by `edges` (lower end in, upper end out), by equal `width`, or in `quantiles` equal parts.

    `labels` has one more entry than `edges`, or, with `closed`, one fewer (values outside belong to no band).
    """

    bin: Expr
    edges: tuple[float, ...] | None = None
    labels: tuple[str, ...] | None = None
    closed: bool = False
    width: float | None = None
    quantiles: int | None = None

    @model_validator(mode="after")
    def _one_rule(self) -> Bin:
        if sum(x is not None for x in (self.edges, self.width, self.quantiles)) != 1:
            raise ValueError("a bin needs exactly one of edges, width and quantiles")
        if self.edges is not None and list(self.edges) != sorted(set(self.edges)):
            raise ValueError(f"bin edges must rise. Got {list(self.edges)} instead.")
        return self


class Agg(Frozen):
    """An aggregate of the rows of a group; `where` restricts it to some of them.

    Weighted by the source's weight column where the catalog has one, unless `weighted` is False.
    """

    agg: AggName
    of: Expr | None = None
    by: Expr | None = None
    where: Expr | None = None
    q: float | None = None
    weighted: bool = True


class MeasureRef(Frozen):
    """A measure by name; the catalog and the conversation's policies say what it is.

    `where` restricts it to some of the rows (revenue of wine / revenue: a share).
    """

    measure: str
    where: Expr | None = None


class Over(Frozen):
    """A window over the grouped result: `of` and `per` are output names of the same Query.

    share: of the total (within `per`). growth: (this - the one `periods` before) / that one, along the first
    group. index: 100 x value / total's value. moving: mean of the last `periods`.
    """

    over: WindowName
    of: str
    per: tuple[str, ...] = ()
    periods: int = 1


class Member(Frozen):
    """True where `member` is among the first output of the Query."""

    member: Expr
    within: Query


class Scalar(Frozen):
    """The single value of a Query with one row and one output."""

    scalar: Query


Expr = Annotated[
    Col | Lit | Call | Bin | Agg | MeasureRef | Over | Member | Scalar, Field(union_mode="smart")
]


class Out(Frozen):
    """A named output column; `name` is what people see in the table ("average income")."""

    name: str
    expr: Expr
    unit: str | None = None


class Order(Frozen):
    """Sort by an output name."""

    by: str
    desc: bool = False


class Query(Frozen):
    """A question to tables.

    source    a table, an entity of the catalog (one row each: "customer"), or another Query
    within    conditions on the rows below a rolled-up entity, before they are rolled up (order lines of 2011)
    where     conditions on the source's rows, all of which must hold
    columns   outputs of a plain list of rows; then groups and measures are empty
    groups    what the rows are grouped by
    measures  aggregates, and windows over them
    having    conditions on outputs, by Col(name)
    best      keep the first n rows of each combination of these groups, by `order`
    rest      with `limit`: fold the rows past it into one group of this name ("Other")
    """

    source: str | Query
    within: tuple[Expr, ...] = ()
    where: tuple[Expr, ...] = ()
    columns: tuple[Out, ...] = ()
    groups: tuple[Out, ...] = ()
    measures: tuple[Out, ...] = ()
    having: tuple[Expr, ...] = ()
    order: tuple[Order, ...] = ()
    best: tuple[str, ...] = ()
    limit: int | None = Field(default=None, ge=1)
    rest: str | None = None

    @property
    def outputs(self) -> tuple[Out, ...]:
        """All output columns in the order in which they are shown."""
        return self.columns or self.groups + self.measures

    @property
    def base(self) -> str:
        """The table or entity at the bottom."""
        return self.source if isinstance(self.source, str) else self.source.base


for _model in (Call, Bin, Agg, MeasureRef, Member, Scalar, Out, Query):
    _model.model_rebuild()


def walk(expr: Expr) -> Iterator[Expr]:
    """The node and all below it; does not enter nested Queries."""
    yield expr
    below: tuple[Expr | None, ...] = ()
    if isinstance(expr, Call):
        below = expr.args
    elif isinstance(expr, Bin):
        below = (expr.bin,)
    elif isinstance(expr, Agg):
        below = (expr.of, expr.by, expr.where)
    elif isinstance(expr, Member):
        below = (expr.member,)
    elif isinstance(expr, MeasureRef):
        below = (expr.where,)
    for part in below:
        if part is not None:
            yield from walk(part)


def columns_of(expr: Expr) -> tuple[str, ...]:
    """Names of the columns that an expression reads, in order, each once."""
    return tuple(dict.fromkeys(node.col for node in walk(expr) if isinstance(node, Col)))


def call(op: Op, *args: Expr | str | int | float | bool | None) -> Call:
    """`call("gt", Col(col="Income"), 50000)`; plain values become literals."""
    return Call(op=op, args=tuple(a if isinstance(a, BaseModel) else Lit(lit=a) for a in args))


def all_of(conditions: Sequence[Expr]) -> Expr:
    """One condition of several, at least one: all of them hold."""
    return conditions[0] if len(conditions) == 1 else Call(op="and", args=tuple(conditions))


def conjuncts(expr: Expr) -> list[Expr]:
    """The conditions that hold all at once, each by itself."""
    if isinstance(expr, Call) and expr.op == "and":
        return [c for a in expr.args for c in conjuncts(a)]
    return [expr]


def col(name: str) -> Col:
    """A column by name."""
    return Col(col=name)


def date(text: str) -> Lit:
    """A day or moment from ISO text."""
    return Lit(lit=text, date=True)
