"""Money in several currencies: rows that say in which one they are cannot be added up without rates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from data._names import model
from data._numbers import CURRENCIES
from data.catalog import Catalog, Column, Source
from data.errors import Unsupported
from data.query import Agg, Call, Col, Expr, Lit, MeasureRef, Member, Query, columns_of, walk

MOST = 40
"""More different values than a business has currencies: the column is something else."""
_FURTHER = (
    "NZD MXN ZAR SGD HKD THB IDR MYR PHP ILS AED SAR QAR KWD EGP MAD NGN KES RON BGN HUF ISK UAH RSD VND TWD CLP COP "
    "PEN ARS RUB KRW TRY BRL CZK PKR BDT LKR"
)
_UNITED = frozenset({"sum", "mean", "median", "quantile", "min", "max", "std", "var", "skew", "kurt"})


def check_currencies(query: Query, catalog: Catalog, *, rows: bool = False) -> None:
    """Raise Unsupported where the Query would put money of several currencies together.

    `rows`: whoever asks will put the rows together.
    """
    if isinstance(query.source, Query):
        check_currencies(query.source, catalog, rows=rows)
        return
    source = catalog.sources.get(query.source)
    entity = catalog.entities.get(query.source) if source is None else source.entity
    home = catalog.sources.get(entity.table) if entity is not None and entity.rolled_up else source
    said = _said_by(home.columns.values() if home is not None else ())
    if said is None or home is None or _settled(query, said.name):
        return
    columns = home.columns | {c.name: c for c in (entity.columns if entity is not None else ())}
    found = _united(_exprs(query), columns, catalog)
    if rows:
        found = chain(found, _money_among(query, columns))
    united = next(found, None)
    if united is not None:
        codes = [str(v.value) for v in said.values]
        raise Unsupported(
            f"“{united}” is in several currencies ({', '.join(codes[:6])}), which cannot be put together without "
            "their rates.",
            f"Ask for it by {said.label}, or for one of them, such as only {codes[0]}.",
        )


def currency_column(source: Source) -> Column | None:
    """The column that says which of several currencies the money of a row is in."""
    return _said_by(source.columns.values())


def _said_by(columns: Iterable[Column]) -> Column | None:
    """The column of the rows' own table that says their currency, where it holds several."""
    known = _codes()
    for column in columns:
        few = 2 <= len(column.values) <= MOST and column.distinct == len(column.values)
        if not few or column.type != "text" or "." in column.name:
            continue
        if all(str(v.value).strip().upper() in known or str(v.value).strip() in known for v in column.values):
            return column
    return None


def _codes() -> frozenset[str]:
    return frozenset(
        {*CURRENCIES, *CURRENCIES.values(), *model("names")["currencies"].values(), *_FURTHER.split()}
    )


def _settled(query: Query, name: str) -> bool:
    """Whether all rows of a group have one currency: grouped by it, or chosen by it."""
    if any(name in columns_of(out.expr) for out in query.groups):
        return True
    return any(_one(expr, name) for expr in (*query.where, *query.within))


def _one(expr: Expr, name: str) -> bool:
    if isinstance(expr, Member):
        return any(_one(e, name) for e in (*expr.within.where, *expr.within.within))
    if not isinstance(expr, Call):
        return False
    if expr.op == "and":
        return any(_one(arg, name) for arg in expr.args)
    chosen = expr.op == "eq" or (expr.op == "in" and len(expr.args) == 2)
    return chosen and Col(col=name) in expr.args and any(isinstance(arg, Lit) for arg in expr.args)


def _exprs(query: Query) -> Iterator[Expr]:
    for out in (*query.columns, *query.groups, *query.measures):
        yield out.expr
    yield from (*query.where, *query.having)


def _money_among(query: Query, columns: dict[str, Column]) -> Iterator[str]:
    for out in query.columns:
        yield from (columns[n].label for n in columns_of(out.expr) if n in columns and _is_money(columns[n]))


def _united(exprs: Iterable[Expr], columns: dict[str, Column], catalog: Catalog) -> Iterator[str]:
    """Names of money that an expression puts together over rows, attributes of rolled-up things included."""
    for expr in exprs:
        for node in walk(expr):
            if isinstance(node, MeasureRef) and node.measure in catalog.measures:
                yield from _united((catalog.measures[node.measure].expr,), columns, catalog)
            elif isinstance(node, Agg) and node.agg in _UNITED and node.of is not None:
                yield from (
                    columns[n].label for n in columns_of(node.of) if n in columns and _is_money(columns[n])
                )
            elif isinstance(node, Col) and _is_rolled(columns.get(node.col)):
                yield from _united((columns[node.col].expr or node,), columns, catalog)


def _is_rolled(column: Column | None) -> bool:
    """An attribute that is put together from the rows below."""
    expr = column.expr if column is not None else None
    return expr is not None and any(isinstance(below, (Agg, MeasureRef)) for below in walk(expr))


def _is_money(column: Column) -> bool:
    return column.unit == "money" or column.unit in _codes()
