"""Spans and conditions put together: what is measured, by what it is grouped, how it is ranked and shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from assistant.planner.offline import banding, conditions, families, phrases, within
from assistant.planner.offline.conditions import Condition, Draft, counted_in, draft_of, on
from assistant.planner.offline.forms import nouns
from assistant.planner.offline.scope import (
    Intent,
    Scope,
    Term,
    bare,
    is_additive,
    is_contact,
    is_groupable,
    is_joined,
    is_money,
    is_numeric,
)
from assistant.planner.offline.spans import Span, Tagged
from data.catalog import Column, Entity, Measure
from data.query import (
    Agg,
    Bin,
    Call,
    Col,
    Expr,
    MeasureRef,
    Op,
    Out,
    Over,
    all_of,
    call,
    col,
    columns_of,
    walk,
)

_WHICH = ("which", "what", "who", "whose", "whats")
_AGG_WORDS = {
    "mean": "average", "median": "median", "sum": "total", "max": "highest", "min": "lowest",
    "std": "standard deviation of", "var": "variance of", "distinct": "distinct", "mode": "most common",
}  # fmt: skip
_RATE_UNITS = ("share", "rate", "percent")
SEVERAL = 10
"""How many "our best customers" are, where no number is said."""
FEW_GROUPS = 20
"""Numeric columns with more distinct values than this are grouped in bands."""


@dataclass
class Shape:
    """What a question asks for, beside its conditions."""

    metrics: list[Out] = field(default_factory=list)
    groups: list[Out] = field(default_factory=list)
    group_columns: list[Column] = field(default_factory=list)
    order: str | None = None
    desc: bool | None = None
    limit: int | None = None
    chart: str | None = None
    which: bool = False
    share: bool = False
    best: tuple[str, ...] = ()
    window: str | None = None
    rows: bool = False
    superlative: str | None = None
    top_share: float | None = None
    per_member: bool = False
    melt: str | None = None


def compose(scope: Scope, tagged: Tagged) -> tuple[Intent, Draft]:
    """The query that a tagged question asks of one source, and what each of its words did."""
    draft = draft_of(scope, tagged)
    shape = Shape()
    _charts(draft, shape)
    _bands(draft, shape)
    conditions.read(draft)
    _superlatives(draft, shape)
    if phrases.buys(draft.text):
        _products(draft, shape)
    _families(draft, shape)
    _groups(draft, shape)
    _shares(draft, shape)
    _percentiles(draft, shape)
    if not shape.melt:
        said = next((w.name for s in draft.spans for w in s.words if w.kind == "aggregate"), None)
        shape.metrics += phrases.formulas(draft, said)
        _metrics(draft, shape)
    _own_quantity(draft, shape)
    _flags(draft, shape)
    _order_words(draft, shape)
    _leftovers(draft, shape)
    return _intent(draft, shape), draft


# -- charts and bands --------------------------------------------------------------------------------------------
def _charts(draft: Draft, shape: Shape) -> None:
    for i, span in enumerate(draft.spans):
        word = span.word("chart")
        if word is not None and not (span.entries and word.name in ("line", "box", "table", "area")):
            if shape.chart in (None, "auto") or word.name not in ("line", "bar"):
                shape.chart = word.name
            draft.use("chart", i)
        elif span.word("plot") is not None:
            shape.chart = shape.chart or "auto"
            draft.use("chart", i)


def _bands(draft: Draft, shape: Shape) -> None:
    """Bands said in the question, on the number named beside them (or the age)."""
    for out, column in banding.read(draft):
        _group(shape, out, column)


def _group(shape: Shape, out: Out, column: Column) -> None:
    if all(g.expr != out.expr for g in shape.groups):
        shape.groups.append(out)
        shape.group_columns.append(column)


# -- ranking -----------------------------------------------------------------------------------------------------
def _superlatives(draft: Draft, shape: Shape) -> None:
    """top 10 countries; the 5 customers with the highest net worth; which education group spends the most."""
    spans = draft.spans
    which = next((i for i, s in enumerate(spans) if s.text.lower() in _WHICH), None)
    shape.which = which is not None and which <= 4
    for i, span in enumerate(spans):
        word = span.word("superlative")
        if (
            word is None
            or not draft.free(i)
            or (span.word("aggregate") and not shape.which and _is_plain_extreme(draft, i))
        ):
            continue
        draft.use("superlative", *(k for k, s in enumerate(spans) if s.word("superlative") and draft.free(k)))
        shape.superlative, shape.desc = span.text.lower(), word.name == "desc"
        for k in (i + 1, i - 1):
            if draft.free(k) and spans[k].number is not None and not spans[k].entries:
                if spans[k].percent:
                    shape.top_share = (spans[k].number or 0) / 100
                else:
                    shape.limit = int(spans[k].number or 1) or 1
                draft.use("superlative", k)
                break
        break
    if shape.superlative is None:
        return
    for i, span in enumerate(spans):
        if (
            shape.limit is None
            and draft.free(i)
            and span.number is not None
            and not span.percent
            and span.number == int(span.number)
        ):
            nouns = (i + 1, i + 2)
            if (
                any(
                    k < len(spans) and (draft.scope.dimension(spans[k]) or draft.scope.value(spans[k]))
                    for k in nouns
                )
                and 1 <= span.number <= 1000
            ):
                shape.limit = int(span.number)
                draft.use("superlative", i)


def _is_plain_extreme(draft: Draft, i: int) -> bool:
    """ "the highest income": an aggregate of a number, no ranking of things."""
    after = draft.find(i + 1, +1, lambda s: bool(s.entries), most=1)
    if after is None:
        return False
    has_dimension = any(s.word("group") for s in draft.spans)
    return draft.scope.quantity(draft.spans[after]) is not None and not has_dimension


def _products(draft: Draft, shape: Shape) -> None:
    """Products by what they bring: an entity of its own, or the columns of what is spent on each kind."""
    scope = draft.scope
    things = [e for e in scope.catalog.entities.values() if e.name in ("product", "item", "article")]
    column = _entity_column(scope, things[0]) if things else None
    money = families.parts(scope, "money")
    draft.use(
        "metric",
        *(
            i
            for i, s in enumerate(draft.spans)
            if draft.free(i)
            and re.fullmatch(
                r"buy|buying|bought|order|ordering|purchase|purchasing|products?|items?", s.text.lower()
            )
        ),
    )
    if column is not None and (main := scope.main_measure()) is not None:
        _group(shape, Out(name=things[0].name, expr=col(column.name)), column)
        shape.metrics, shape.superlative, shape.desc, shape.limit = (
            [main],
            "most",
            True,
            shape.limit or SEVERAL,
        )
    elif money:
        family = families.Family("money", "product", money, 0)
        shape.metrics, shape.melt, shape.desc = list(families.measures(family, None, False)), "product", True


def _families(draft: Draft, shape: Shape) -> None:
    """A family of columns asked for as a dimension: its parts become the measures."""
    if draft.words is None:
        return
    asked = (
        shape.superlative
        or shape.which
        or any(s.word("order", "group", "share", "chart") for s in draft.spans)
    )
    family = families.find(draft, draft.words.families) if asked else None
    if family is None:
        return
    agg = next((w.name for s in draft.spans for w in s.words if w.kind == "aggregate"), None)
    counted = any(s.word("count") for s in draft.spans)
    shape.metrics = list(families.measures(family, agg, counted))
    shape.melt = family.noun
    for i, span in enumerate(draft.spans):
        if draft.free(i) and (
            span.word("group", "order", "aggregate", "count", "order_desc", "order_asc") or span.entries
        ):
            draft.use("metric", i)
            if span.word("order_asc"):
                shape.desc = False
    if shape.desc is None:
        shape.desc = True


def _own_quantity(draft: Draft, shape: Shape) -> None:
    """ "the oldest customers": the superlative brings its own number."""
    if shape.superlative is None or draft.words is None:
        return
    concept = next(
        (c for c, words in draft.words.raw["superlative_of"].items() if shape.superlative in words), None
    )
    column = draft.scope.concept(concept) if concept is not None else None
    if column is not None and not shape.metrics:
        shape.metrics = [of_column("mean", column)]
    elif concept is not None and column is None:
        _release(draft, "superlative")


def _percentiles(draft: Draft, shape: Shape) -> None:
    found = phrases.percentile(draft)
    if found is None:
        return
    q, spans = found
    for i, span in enumerate(draft.spans):
        term = draft.scope.quantity(span) if span.entries else None
        if (
            term is None
            and span.entries
            and (m := draft.scope.number(span)) is not None
            and m.measure is not None
        ):
            column = row_column(draft.scope, metric(draft.scope, None, m) or Out(name="", expr=col("")))
            term = Term(span, m.entry, column=column) if column is not None else None
        if term is not None and term.column is not None:
            shape.metrics.append(phrases.quantile_out(term.column, q))
            draft.use("metric", i, *spans)
            return


# -- groups ------------------------------------------------------------------------------------------------------
def _groups(draft: Draft, shape: Shape) -> None:
    spans, scope = draft.spans, draft.scope
    ranked = shape.superlative is not None or any(s.word("order") for s in spans)
    for i, span in enumerate(spans):
        if span.word("group") is None or not draft.free(i):
            continue
        at = draft.find(
            i + 1,
            +1,
            lambda s: bool(s.entries) or s.word("grain") is not None or s.word("time") is not None,
            most=3,
        )
        if at is None:
            continue
        if (
            ranked
            and span.text.lower() in ("by", "according to")
            and (_measured(scope, spans[at]) or any(s.word("count") for s in spans[i + 1 : at + 1]))
        ):
            draft.use("order", i)
            continue
        number = scope.number(spans[at])
        if (
            span.text.lower() in ("by", "and by")
            and number is not None
            and number.measure is not None
            and not _says_bands(draft, at)
        ):
            draft.use("order", i)  # "and by revenue": what it is ranked by
            continue
        if _add_dimension(draft, shape, _of_thing(draft, at)):
            draft.use("group", i, at)
            _more_dimensions(draft, shape, at + 1)
    for i, span in enumerate(spans):
        if (
            draft.free(i)
            and (span.word("time") or _is_grain_adjective(span))
            and (scope.date() or phrases.year_column(scope)) is not None
        ):
            _add_dimension(draft, shape, i)
    if shape.which or shape.superlative:
        _ranked_noun(draft, shape)


def _of_thing(draft: Draft, at: int) -> int:
    """ "per account tier", "for each customer segment": the column behind the thing that it tells of."""
    thing = draft.scope.dimension(draft.spans[at])
    entity = thing.entity if thing is not None else None
    if entity is None or at + 1 >= len(draft.spans) or not draft.free(at + 1):
        return at
    term = draft.scope.dimension(draft.spans[at + 1])
    column = term.column if term is not None else None
    told = column is not None and column.source in (entity.name, entity.table) and is_groupable(column)
    return at + 1 if told and term is not None and term.entry.quality >= 0.9 else at


def _measured(scope: Scope, span: Span) -> bool:
    """True where the span is better read as a number than as a dimension."""
    term = next(iter(t for t in scope.terms(span) if t.entry.kind != "value"), None)
    if term is None or nouns.is_one_thing(scope, term):
        return False
    return term.measure is not None or is_numeric(term.column)


def _is_grain_adjective(span: Span) -> bool:
    word = span.word("grain")
    return word is not None and span.text.lower() in (
        "monthly",
        "weekly",
        "daily",
        "yearly",
        "quarterly",
        "hourly",
        "annually",
        "annual",
        "montly",
    )


def _more_dimensions(draft: Draft, shape: Shape, start: int) -> None:
    """by country and month; weekday x hour."""
    k = start
    while k + 1 < len(draft.spans) and draft.spans[k].text.lower() in ("and", "x", "&", "then", "plus"):
        nxt = draft.spans[k + 1]
        if not draft.free(k + 1) or not (nxt.entries or nxt.word("grain")):
            return
        if (_measured(draft.scope, nxt) and not nxt.word("grain")) or not _add_dimension(draft, shape, k + 1):
            return
        draft.use("group", k)
        k += 2


def _add_dimension(draft: Draft, shape: Shape, at: int) -> bool:
    span, scope = draft.spans[at], draft.scope
    grain = span.word("grain")
    term = scope.dimension(span)
    if (
        grain is not None
        and scope.date() is not None
        and not (
            term is not None
            and term.entry.quality >= 0.95
            and term.column is not None
            and term.column.type not in ("date", "datetime")
        )
    ):
        column = _date_beside(draft, at) or scope.date()
        assert column is not None
        _group(shape, Out(name=grain.name, expr=call(_grain_op(grain.name), col(column.name))), column)
        draft.use("group", at)
        return True
    yearly = phrases.year_column(scope)
    unit = "year" if span.word("time") is not None else grain.name if grain is not None else ""
    made = phrases.of_years(yearly, unit) if yearly is not None else None
    if yearly is not None and made is not None:
        _group(shape, made, yearly)
        draft.use("group", at)
        return True
    if span.word("time") is not None and scope.date() is not None:
        column = scope.date()
        assert column is not None
        grain_name = auto_grain(column)
        _group(shape, Out(name=grain_name, expr=call(_grain_op(grain_name), col(column.name))), column)
        draft.use("group", at)
        return True
    if term is None:
        return False
    if term.column is not None and term.column.type in ("date", "datetime"):
        nxt = at + 1
        if (
            nxt < len(draft.spans)
            and draft.free(nxt)
            and (said := draft.spans[nxt].word("grain")) is not None
        ):
            _group(
                shape,
                Out(name=said.name, expr=call(_grain_op(said.name), col(term.column.name))),
                term.column,
            )
            draft.use("group", at, nxt)
            return True
    own = scope.entity is not None and any(
        t.entity is not None and t.entity.name == scope.entity.name for t in scope.terms(span)
    )
    by = at > 0 and draft.spans[at - 1].text.lower() in ("by", "across", "according to")
    if own and not by and shape.superlative is None and not any(s.word("order") for s in draft.spans):
        shape.per_member = True
        draft.use("group", at)
        return True
    out, column = dimension_out(scope, term, draft, at)
    if column is None:
        return False
    _group(shape, out, column)
    draft.use("group", at)
    banding.use_group_words(draft, at)
    return True


def _date_beside(draft: Draft, at: int) -> Column | None:
    """ "quarter of joining", "month of their first purchase": the date that the grain belongs to."""
    k = draft.find(
        at + 1,
        +1,
        lambda s: any(
            t.column is not None and t.column.type in ("date", "datetime") for t in draft.scope.terms(s)
        ),
        most=3,
    )
    if k is None:
        return None
    draft.use("group", k)
    return next(
        t.column
        for t in draft.scope.terms(draft.spans[k])
        if t.column is not None and t.column.type in ("date", "datetime")
    )


_PARTS: dict[str, Op] = {
    "weekday": "weekday", "hour": "hour", "quarter of the year": "quarter", "month of the year": "month",
}  # fmt: skip


def _grain_op(name: str) -> Op:
    return _PARTS.get(name) or f"trunc_{name}"  # type: ignore[return-value]  # names of Op


MOST_POINTS = 160
"""A course of so many quarters is still drawn quarter by quarter."""


def auto_grain(column: Column) -> str:
    """The grain that gives some 6 to 60 points over the column's whole span."""
    import datetime as dt

    try:
        days = (
            dt.date.fromisoformat(str(column.high)[:10]) - dt.date.fromisoformat(str(column.low)[:10])
        ).days
    except ValueError:
        return "month"
    apart = days / max(column.distinct - (column.expr is None), 1)
    if 13 <= column.distinct <= MOST_POINTS and 89 <= apart <= 94:
        return "quarter"  # each date is the first or the last day of one
    return "day" if days <= 45 else "week" if days <= 150 else "month" if days <= 2200 else "year"


def dimension_out(
    scope: Scope, term: Term, draft: Draft | None = None, at: int | None = None
) -> tuple[Out, Column | None]:
    """The group that a term makes: an entity's key, a date by month, bands of a number, or the column itself."""
    if term.entity is not None:
        column = _entity_column(scope, term.entity)
        return (
            (Out(name=term.entity.name, expr=col(column.name)), column)
            if column is not None
            else (Out(name="", expr=col("")), None)
        )
    column = term.column
    if column is None:
        return Out(name="", expr=col("")), None
    if column.type in ("date", "datetime"):
        grain = auto_grain(column)
        return Out(name=grain, expr=call(_grain_op(grain), col(column.name))), column
    banded = draft is not None and at is not None and _says_bands(draft, at)
    many = column.distinct > FEW_GROUPS and column.unit != "year"
    if is_numeric(column) and (many or banded):
        return Out(name=f"{column.label} group", expr=_auto_bin(column, draft, at)), column
    return Out(name=column.label, expr=col(column.name)), column


def _says_bands(draft: Draft, at: int) -> bool:
    words = (
        "band",
        "bands",
        "bracket",
        "brackets",
        "bucket",
        "range",
        "ranges",
        "bin",
        "bins",
        "group",
        "groups",
        "class",
        "decile",
        "quartile",
        "quintile",
    )
    return any(0 <= k < len(draft.spans) and draft.spans[k].text.lower() in words for k in (at + 1,))


def _auto_bin(column: Column, draft: Draft | None, at: int | None) -> Bin:
    """Ten-year bands for ages, else some eight bands of a round width."""
    if draft is not None and at is not None and at + 1 < len(draft.spans):
        parts = {
            "decile": 10,
            "deciles": 10,
            "quartile": 4,
            "quartiles": 4,
            "quintile": 5,
            "quintiles": 5,
            "tercile": 3,
        }
        n = parts.get(draft.spans[at + 1].text.lower())
        if n:
            draft.use("group", at + 1)
            return Bin(bin=col(column.name), quantiles=n)
    low, high = _float(column.low), _float(column.high)
    if column.unit == "years" or "age" in column.label.lower().split():
        return Bin(bin=col(column.name), width=10)
    width = _round_width((high - low) / 8) if high > low else 1.0
    return Bin(bin=col(column.name), width=width)


def _float(x: float | str | None) -> float:
    try:
        return float(x) if x is not None else 0.0
    except ValueError:
        return 0.0


def _round_width(raw: float) -> float:
    import math

    scale = 10 ** math.floor(math.log10(raw)) if raw > 0 else 1
    return float(next(m * scale for m in (1, 2, 2.5, 5, 10) if m * scale >= raw))


def _entity_column(scope: Scope, entity: Entity) -> Column | None:
    """The column that names an entity's members in this scope: a display name (product description) or the key."""
    shown = scope.source.columns.get(f"{entity.table}.{entity.display}")
    if shown is not None and entity.display not in scope.source.columns and _tells_apart(scope, entity):
        return shown
    for name in (entity.display, entity.key, entity.key.rsplit(".", 1)[-1]):
        if (
            name
            and name in scope.source.columns
            and (name != entity.display or scope.source.columns[name].role != "person")
        ):
            return scope.source.columns[name]
    if shown is not None:
        return shown
    for key, column in scope.source.columns.items():
        if key.endswith("." + entity.key):
            return column
    pointing = next(
        (j.key for j in scope.catalog.joins if j.table in scope.names and j.to == entity.table), None
    )
    if pointing is not None and pointing in scope.source.columns:
        return scope.source.columns[pointing]
    if scope.entity is not None and scope.entity.name == entity.name:
        people = [c for c in scope.source.columns.values() if c.role == "person"]
        return people[0] if people else None
    return None


def _tells_apart(scope: Scope, entity: Entity) -> bool:
    """Whether a thing's name is one of its own: "Salsa Sunday" says more than EV113, and nobody else's name."""
    own = scope.catalog.sources[entity.table].columns
    name, key = own.get(entity.display or ""), own.get(entity.key)
    if name is None or key is None or name.role == "person":
        return False
    return name.distinct == key.distinct


def _ranked_period(draft: Draft, shape: Shape) -> bool:
    """ "which month was the best", "which day of the week brings most": the grain is what is ranked."""
    if draft.scope.date() is None:
        return False
    for i, span in enumerate(draft.spans):
        near = any(s.text.lower() in _WHICH for s in draft.spans[max(0, i - 3) : i])
        near = near or (draft.used.get(i - 1) == "superlative" and not shape.metrics)
        if span.word("grain") is not None and draft.free(i) and near:
            return _add_dimension(draft, shape, i)
    return False


def _plural_wanted(draft: Draft, at: int) -> bool:
    """ "who are my best customers", "show the worst products": several, not the one that leads."""
    words = [s.text.lower() for s in draft.spans]
    plural = words[at].endswith("s") and not words[at].endswith("ss")
    asked = (
        words[:2] in (["who", "are"], ["what", "are"], ["which", "are"])
        or bool({"show", "list", "give"} & set(words[:3]))
        or words[0] in ("our", "my", "top", "best", "worst", "the")
    )
    return plural and asked


def _ranked_noun(draft: Draft, shape: Shape) -> None:
    """The thing that "which ..." or "top 10 ..." ranks."""
    if len(shape.groups) > 1:
        return
    spans, scope = draft.spans, draft.scope
    if not shape.groups and _ranked_period(draft, shape):
        return
    starts = [i + 1 for i, s in enumerate(spans) if s.text.lower() in _WHICH and i <= 4]
    starts += [i + 1 for i, why in sorted(draft.used.items()) if why == "superlative"]
    for start in starts:
        at = draft.find(
            start,
            +1,
            lambda s: (
                bool(s.entries)
                and any(
                    t.entity or (t.column and is_groupable(t.column))
                    for t in scope.terms(s)
                    if t.entry.kind != "value"
                )
            ),
            most=3,
        )
        if at is None:
            continue
        first = next((t for t in scope.terms(spans[at]) if t.entry.kind != "value"), None)
        if (
            first is not None
            and (first.measure or is_numeric(first.column))
            and not any(t.entity for t in scope.terms(spans[at]))
        ):
            continue
        if shape.groups and (not draft.free(at) or at - start > 1):
            continue
        before = len(shape.groups)
        if _add_dimension(draft, shape, at):
            if before and len(shape.groups) > before:
                return
            if shape.limit is None and _plural_wanted(draft, at):
                shape.limit = SEVERAL
            return
    if shape.groups:
        return
    if (
        shape.superlative is not None
        and (
            shape.superlative.startswith("vip")
            or shape.superlative.split()[-1].startswith(("spender", "buyer", "customer"))
        )
        and scope.entity is not None
    ):
        column = _entity_column(scope, scope.entity)
        if column is not None:
            shape.limit = shape.limit or (SEVERAL if shape.superlative.endswith("s") else 1)
            _group(shape, Out(name=scope.entity.name, expr=col(column.name)), column)
            return
    if shape.superlative is not None and "sell" in shape.superlative:
        things = [e for e in scope.catalog.entities.values() if e.name in ("product", "item", "article")]
        column = _entity_column(scope, things[0]) if things else None
        if column is not None:
            _group(shape, Out(name=things[0].name, expr=col(column.name)), column)
            return
    if spans and any(s.text.lower() in ("who", "whose") for s in spans[:3]) and scope.entity is not None:
        column = _entity_column(scope, scope.entity)
        if column is not None:
            _group(shape, Out(name=scope.entity.name, expr=col(column.name)), column)


# -- shares ------------------------------------------------------------------------------------------------------
def _shares(draft: Draft, shape: Shape) -> None:
    for i, span in enumerate(draft.spans):
        window = span.word("window")
        if draft.free(i) and (span.word("share") or (window is not None and window.name == "share")):
            shape.share = True
            draft.use("share", i)
        window = span.word("window")
        if span.word("idle") and shape.superlative is not None:
            continue  # "the best month so far" is one of those that were, and no running total
        if draft.free(i) and window is not None and _falls_into(draft, i):
            draft.use("verb", i)
            continue
        if draft.free(i) and window is not None and window.name != "share" and not span.entries:
            shape.window = window.name
            draft.use("window", i)


def _falls_into(draft: Draft, at: int) -> bool:
    """ "how many lines fall in London or under 10": where they lie, and no decline."""
    places = ("in", "into", "within", "between", "under", "on", "above", "below", "outside")
    after = draft.spans[at + 1].text.lower() if at + 1 < len(draft.spans) else ""
    return draft.spans[at].text.lower() in ("fall", "falls", "fell") and after in places


# -- metrics -----------------------------------------------------------------------------------------------------
def _metrics(draft: Draft, shape: Shape) -> None:
    spans, scope = draft.spans, draft.scope
    pending: tuple[str, int] | None = None
    things: list[tuple[int, Term]] = []
    for i, span in enumerate(spans):
        if not draft.free(i):
            continue
        agg, count = span.word("aggregate"), span.word("count")
        if agg is not None and not any(
            e.quality >= 0.95 and e.kind in ("measure", "column") for e in span.entries
        ):
            if pending is not None and pending[0] == "count":
                draft.use("metric", pending[1])
            pending = (agg.name, i)
            continue
        if count is not None and not span.entries:
            if pending is None:
                pending = ("count", i)
            else:
                draft.use("metric", i)
            continue
        if not span.entries:
            continue
        if (
            i > 0
            and draft.free(i - 1)
            and spans[i - 1].number == 1
            and not spans[i - 1].entries
            and _own_entity(scope, span)
        ):
            shape.per_member = True  # "one customer", "a single order"
            draft.use("metric", i - 1, i)
            shape.metrics = [_typical(scope, m) for m in shape.metrics]
            continue
        if nouns.done_with_rows(draft, i):
            draft.use("entity", i)
            continue
        said = pending[0] if pending else None
        term = _metric_term(draft, shape, span, said)
        if term is None:
            continue
        paid = money_total(draft, term) if said == "sum" else _amount_of_rows(draft, i)
        if paid is not None:
            shape.metrics.append(paid)
            draft.use("metric", i, *([pending[1]] if pending else []))
            pending = None
            continue
        if _is_things(scope, span, term) and said not in ("count", "distinct"):
            if said == "mean" and _own_entity(scope, span):
                shape.per_member = True
                draft.use("metric", i, *([pending[1]] if pending else []))
                pending = None
            else:
                things.append((i, term))
            continue
        if (said is None and shape.per_member) or (
            said == "count" and shape.per_member and term.column is not None
        ):
            said = "mean"
        out = metric(scope, said, term)
        if said == "count" and term.column is not None and is_money(term.column.unit):
            out = _rows(scope)  # "how many claims", where only what was claimed is called so
        if (
            said in ("count", "distinct")
            and scope.source.weight is not None
            and scope.entity is not None
            and _own_entity(scope, span)
            and asked_of_sample(draft)
        ):
            out = sampled(scope, scope.entity)
        if out is not None and (
            said is not None
            or (
                isinstance(out.expr, MeasureRef) and not is_additive(scope.catalog.measures[out.expr.measure])
            )
        ):
            shape.metrics = [m for m in shape.metrics if not _same_column(scope, m, out)]
        if out is None or any(
            _same(scope, m, out) or (said is None and _same_column(scope, m, out)) for m in shape.metrics
        ):
            if out is not None:
                draft.use("metric", i, *([pending[1]] if pending else []))
            continue
        draft.use("metric", i, *([pending[1]] if pending else []))
        if all(m.expr != out.expr for m in shape.metrics):
            shape.metrics.append(out)
        if not _listed_next(draft, i):
            pending = None
    if pending is not None and draft.free(pending[1]):
        _dangling(draft, shape, pending)
    if not shape.metrics and things and (shape.groups or shape.share or shape.which):
        i, term = things[0]
        out = metric(scope, "count", term)
        if out is not None:
            shape.metrics.append(out)
            draft.use("metric", i)
    for i, _ in things:
        draft.use("entity", i)


def _typical(scope: Scope, out: Out) -> Out:
    """The mean over members of what was read as a total or a count."""
    return reaggregated(scope, out, "mean") or out


def _is_things(scope: Scope, span: Span, term: Term) -> bool:
    """Nouns for things (customers, orders): counted only where a count is asked for."""
    if term.entity is not None or term.rows:
        return True
    return (
        term.measure is not None
        and any(e.kind == "entity" for e in span.entries)
        and term.measure.unit in (None, "count", term.measure.label)
    )


def _own_entity(scope: Scope, span: Span) -> bool:
    return scope.entity is not None and any(
        e.kind == "entity" and e.name == scope.entity.name for e in span.entries
    )


def _same_column(scope: Scope, a: Out, b: Out) -> bool:
    """One column under two aggregates, of which the one that was said counts ("spend ... average spend")."""
    if isinstance(a.expr, MeasureRef) and isinstance(b.expr, MeasureRef):
        return a.expr == b.expr  # both were said by their names
    first, second = _expanded(scope, a.expr), _expanded(scope, b.expr)
    return (
        isinstance(first, Agg)
        and isinstance(second, Agg)
        and first.of == second.of is not None
        and isinstance(first.of, Col)
    )


def _same(scope: Scope, a: Out, b: Out) -> bool:
    """Two names for one thing ("sales" and "purchase amount"): asked for once."""
    return a.expr == b.expr or _expanded(scope, a.expr) == _expanded(scope, b.expr)


def _listed_next(draft: Draft, i: int) -> bool:
    """ "average income and age": the aggregate goes on to the next noun."""
    nxt = i + 1
    while nxt < len(draft.spans) and draft.spans[nxt].text.lower() in ("and", ",", "&"):
        nxt += 1
    return nxt < len(draft.spans) and nxt > i + 1 and bool(draft.spans[nxt].entries)


def _metric_term(draft: Draft, shape: Shape, span: Span, agg: str | None) -> Term | None:
    terms = [t for t in draft.scope.terms(span) if t.entry.kind != "value"]
    if not terms:
        return None
    if agg == "count" and terms[0].column is not None and terms[0].column.role == "flag":
        return None  # "how many got cancelled": the flag restricts, its rows are counted
    if agg in ("count", "distinct"):
        things = [t for t in terms if t.entity] if agg == "distinct" else []
        ordered = (
            things
            + [t for t in terms if t.measure]
            + [t for t in terms if t.entity or t.rows]
            + [t for t in terms if t.column]
        )
        return ordered[0]
    numeric = next((t for t in terms if t.measure or is_numeric(t.column)), None)
    if numeric is not None:
        return (draft.scope.summed_up(span) if agg not in (None, "mode") else None) or numeric
    if agg == "mode":
        return next((t for t in terms if t.column), None)
    if agg in ("mean", "median") and any(t.column is not None and t.column.role == "flag" for t in terms):
        return next(t for t in terms if t.column is not None and t.column.role == "flag")
    return None


def metric(scope: Scope, agg: str | None, term: Term) -> Out | None:
    """An output for an aggregate (or none said) of a term."""
    if term.entity is not None:
        return count_of(scope, term.entity)
    if term.rows:
        return Out(name="rows", expr=Agg(agg="count", weighted=False))
    if term.measure is not None:
        return _of_measure(scope, agg, term.measure)
    assert term.column is not None
    return of_column(agg or _of_each_member(scope, term), term.column)


def _of_each_member(scope: Scope, term: Term) -> str | None:
    """ "Claims per policy", read where each row is a policy that tells its claims: their mean."""
    stated = scope.catalog.measures.get(term.entry.name) if term.entry.kind == "measure" else None
    ratio = stated is not None and isinstance(stated.expr, Call) and stated.expr.op == "div"
    own = scope.entity is not None and not scope.entity.rolled_up
    return "mean" if ratio and own else None


def _rows(scope: Scope) -> Out:
    """How many rows there are."""
    from assistant.planner.offline.counted import rows_out

    return rows_out(scope)


def money_total(draft: Draft, term: Term) -> Out | None:
    """ "total payments": rows that are sums of money come to their sum, and not to how many there are."""
    words, scope = draft.words, draft.scope
    if words is None:
        return None
    own = scope.source.plural if term.column is None and nouns.names_rows(scope, term) else None
    tables = {s.plural for s in scope.catalog.sources.values() if s.entity is None}
    counted = term.column.label if term.column is not None and term.column.label in tables else None
    noun = own or counted
    worth = scope.value_column() if noun and words.stems.of(noun.split()[-1]) in words.money_rows else None
    if worth is None:
        return None
    draft.notes.append(f"{worth.label} is taken for what the {noun} come to")
    return of_column("sum", worth)


def _amount_of_rows(draft: Draft, i: int) -> Out | None:
    """ "The total amount of invoices", of rows that have an amount: what they come to, and not how many there are."""
    cue = draft.spans[i - 1] if i > 0 else None
    if cue is None or cue.word("total") is None or not cue.text.lower().endswith("amount of"):
        return None
    main = draft.scope.main_measure() if _own_entity(draft.scope, draft.spans[i]) else None
    return main if main is not None and is_money(main.unit) else None


def asked_of_sample(draft: Draft) -> bool:
    """ "how many families were interviewed": the rows of the survey, not the people that they stand for."""
    words = (
        "interviewed",
        "surveyed",
        "respondents",
        "sample",
        "sampled",
        "asked",
        "questioned",
        "participated",
    )
    return any(s.text.lower() in words for s in draft.spans)


def sampled(scope: Scope, entity: Entity) -> Out:
    """The members themselves, unweighted, each once."""
    return Out(
        name=f"{entity.plural} in the sample", expr=Agg(agg="distinct", of=col(entity.key), weighted=False)
    )


def count_of(scope: Scope, entity: Entity) -> Out | None:
    """How many of an entity: rows of its own source, or distinct keys elsewhere."""
    if scope.entity is not None and scope.entity.name == entity.name:
        if scope.source.implicates > 1 and scope.source.weight is None:
            return Out(name=entity.plural, expr=Agg(agg="distinct", of=col(entity.key)))
        return Out(name=entity.plural, expr=Agg(agg="count"))
    for measure in scope.catalog.measures.values():
        if measure.source in scope.names and entity.plural.lower() in (
            measure.name.lower(),
            measure.label.lower(),
        ):
            return Out(name=measure.label, expr=MeasureRef(measure=measure.name))
    column = next(
        (c for k, c in scope.source.columns.items() if k.rsplit(".", 1)[-1] == entity.key.rsplit(".", 1)[-1]),
        None,
    )
    return (
        Out(name=entity.plural, expr=Agg(agg="distinct", of=col(column.name))) if column is not None else None
    )


def _of_measure(scope: Scope, agg: str | None, measure: Measure) -> Out | None:
    ref = Out(name=measure.label, expr=MeasureRef(measure=measure.name), unit=measure.unit)
    if agg in (None, "sum", "count") or not is_additive(measure):
        return ref
    if agg == "distinct":
        return ref
    inner = measure.expr
    if (
        isinstance(inner, Agg)
        and inner.agg == "sum"
        and inner.of is not None
        and agg in ("mean", "median", "max", "min", "std", "var")
    ):
        label = bare(measure.label)
        if isinstance(inner.of, Col) and inner.of.col in scope.source.columns:
            label = bare(scope.source.columns[inner.of.col].label)
        return Out(name=f"{_AGG_WORDS[agg]} {label}", expr=Agg(agg=agg, of=inner.of), unit=measure.unit)  # type: ignore[arg-type]  # checked
    if agg in ("median", "std", "var"):
        return None  # a count has no middle and no spread of its own
    return ref


def of_column(agg: str | None, column: Column) -> Out:
    """An aggregate of a column; without one, what suits its role: a sum for amounts, else the mean."""
    reference = col(column.name)
    if agg == "count" and not is_numeric(column):
        agg = "distinct"
    if agg in (None, "count"):
        agg = "sum" if column.additive else "mean"
    if column.role == "flag" and agg in ("mean", "median"):
        return Out(
            name=f"share with {column.label}",
            expr=Agg(agg="rate", of=call("eq", reference, on(column))),
            unit="share",
        )
    if column.role == "flag" and agg == "sum":
        return Out(name=column.label, expr=Agg(agg="count", where=call("eq", reference, on(column))))
    if agg == "sum" and not column.additive:
        agg = "mean" if column.role in ("rate", "score", "ordinal") else agg
    unit = None if agg in ("distinct",) else column.unit
    label = column.label if agg == "mode" else bare(column.label)
    return Out(name=f"{_AGG_WORDS[agg]} {label}".strip(), expr=Agg(agg=agg, of=reference), unit=unit)  # type: ignore[arg-type]  # a vocabulary name


def _dangling(draft: Draft, shape: Shape, pending: tuple[str, int]) -> None:
    """A count or average without a noun of its own: of the entity that the table is about."""
    scope = draft.scope
    name, i = pending
    if name == "count":
        out = (
            count_of(scope, scope.entity)
            if scope.entity is not None
            else Out(name="rows", expr=Agg(agg="count"))
        )
        if out is not None:
            shape.metrics.append(out)
            draft.use("metric", i)
    elif shape.metrics and name in ("mean", "sum", "median", "max", "min", "std"):
        first = shape.metrics[0]
        total = in_total(scope, first) if name == "sum" else None
        better = of_column("sum", total) if total is not None else reaggregated(scope, first, name)
        if better is not None:
            shape.metrics[0] = better
            draft.use("metric", i)
        elif name == "sum" or first.unit in _RATE_UNITS:
            draft.use("metric", i)
    elif name == "sum":
        main = scope.main_measure()
        if main is not None and is_money(main.unit):
            shape.metrics.append(main)  # "total won in 2026": what those came to
            draft.notes.append(f"total of {main.name}")
        draft.use("metric", i)


def in_total(scope: Scope, out: Out) -> Column | None:
    """ "charged in total" beside a monthly and a total charge: the column that is called the total."""
    column = row_column(scope, out)
    if column is None or column.label.lower().startswith("total "):
        return None
    wanted = f"total {column.label.lower().split()[-1]}"
    return next(
        (c for c in scope.source.columns.values() if c.label.lower() == wanted and is_numeric(c)), None
    )


_SWAPPED = ("sum", "mean", "median", "max", "min", "std")


def reaggregated(scope: Scope, out: Out, agg: str) -> Out | None:
    """ "spends the most on average": the aggregate said after its noun."""
    if isinstance(out.expr, MeasureRef):
        return _of_measure(scope, agg, scope.catalog.measures[out.expr.measure])
    if isinstance(out.expr, Agg) and isinstance(out.expr.of, Col) and out.expr.agg in _SWAPPED:
        return of_column(agg, scope.source.columns[out.expr.of.col])
    return None


def _flags(draft: Draft, shape: Shape) -> None:
    """A flag said as a verb or noun restricts (customers who complained), unless it is what is measured."""
    for i, span in enumerate(draft.spans):
        if not draft.free(i) or not span.entries:
            continue
        flag = next(
            (
                t.column
                for t in draft.scope.terms(span)
                if t.column is not None
                and t.column.role == "flag"
                and t.entry.kind == "column"
                and (t.entry.quality >= 0.75 or _before_rows(draft, i))
            ),
            None,
        )
        if flag is None or counted_in(draft, i):
            continue
        draft.conditions.append(Condition(call("eq", col(flag.name), on(flag)), (i,), flag))
        draft.use("condition", i)


def _before_rows(draft: Draft, i: int) -> bool:
    """ "PRO sellers", of a flag "PRO plan": a part of one name only, right before what the rows are."""
    columns = {t.column.name for t in draft.scope.terms(draft.spans[i]) if t.column is not None}
    behind = draft.spans[i + 1] if i + 1 < len(draft.spans) else None
    rows = behind is not None and any(nouns.names_rows(draft.scope, t) for t in draft.scope.terms(behind))
    return len(columns) == 1 and rows


# -- the rest ----------------------------------------------------------------------------------------------------
def _order_words(draft: Draft, shape: Shape) -> None:
    for i, span in enumerate(draft.spans):
        if not draft.free(i):
            continue
        if span.word("order_desc") or span.word("order_asc"):
            shape.desc = span.word("order_desc") is not None
            draft.use("order", i)
        elif span.word("order"):
            draft.use("order", i)
            if shape.desc is None:
                shape.desc = True
        elif span.word("only"):
            draft.use("only", i)
        elif (
            span.word("group")
            and span.free is False
            and not span.entries
            and span.text.lower() in ("each", "every", "among", "across", "each of")
        ):
            draft.use("group", i)
        elif span.word("total") or (span.word("rate") and shape.metrics):
            draft.use("metric", i)


def _leftovers(draft: Draft, shape: Shape) -> None:
    """Nouns that no pattern took: the entity that is talked about is licensed by the source; a category groups."""
    scope = draft.scope
    grouped = {c.name for c in shape.group_columns}
    dated = scope.date()
    if (
        dated is not None
        and any(w in dated.label for w in ("first", "join", "sign", "regist", "start", "customer date"))
        and (dated.name in grouped or any(c.column == dated for c in draft.conditions))
    ):
        draft.use(
            "entity",
            *(
                i
                for i, s in enumerate(draft.spans)
                if draft.free(i) and s.text.lower() in ("new", "won", "gained", "acquired", "joined")
            ),
        )
    for i, span in enumerate(draft.spans):
        if (
            draft.free(i)
            and span.word("grain")
            and not shape.groups
            and scope.date() is not None
            and shape.chart == "heatmap"
        ):
            _add_dimension(draft, shape, i)
            _more_dimensions(draft, shape, i + 1)
            continue
        if not draft.free(i) or not span.entries:
            continue
        terms = [t for t in scope.terms(span) if t.entry.kind != "value"]
        tested = {c.column.name for c in draft.conditions if c.column is not None}
        if any(t.column is not None and t.column.name in grouped | tested for t in terms):
            draft.use("group", i)
            continue
        entity = next((t for t in terms if t.entity is not None), None)
        if (
            (
                entity is not None
                and entity.entity is not None
                and scope.entity is not None
                and entity.entity.name == scope.entity.name
            )
            or any(t.rows for t in terms)
            or (entity is not None and (shape.metrics or shape.groups) and not _by_thing(draft, entity, i))
        ):
            draft.use("entity", i)
        elif (
            not shape.groups
            and (shape.chart or len(draft.tokens) <= 4)
            and (shape.metrics or shape.chart)
            and terms
            and terms[0].column is not None
            and is_groupable(terms[0].column)
            and terms[0].entry.quality >= 0.8
            and terms[0].column.role != "id"
        ) and _add_dimension(draft, shape, i):
            draft.penalty += 0.1


def _by_thing(draft: Draft, term: Term, at: int) -> bool:
    """ "profit by product", of a table that knows no products."""
    said = nouns.text_at(draft, nouns.before(draft, at)) in (
        "by",
        "per",
        "each",
        "every",
        "for each",
        "for every",
    )
    return said and term.entity is not None and _entity_column(draft.scope, term.entity) is None


def _conditions(draft: Draft, shape: Shape) -> tuple[list[Condition], list[Condition]]:
    """Conditions on rows, and thresholds on measures of the groups."""
    rows = [c for c in draft.conditions if c.measure is None]
    return rows, [c for c in draft.conditions if c.measure is not None]


def _ranks_rows(draft: Draft) -> bool:
    """ "The most claims", of a table of claims: so many rows, and no sum of what they come to."""
    return any(
        cue.word("superlative") is not None and any(t.rows for t in draft.scope.terms(thing))
        for cue, thing in pairwise(draft.spans)
    )


def _judges(scope: Scope, out: Out) -> bool:
    """Whether the most of it is the best, where nobody said by what: money is, but for what is spent on ads."""
    if not is_money(out.unit) or _SPENT.search(out.name):
        return False
    measure = scope.catalog.measures[out.expr.measure] if isinstance(out.expr, MeasureRef) else None
    return measure is None or measure.higher_is_better is True


_SPENT = re.compile(r"\b(?:costs?|fees?|debts?|expenses?|discounts?|ad spend)\b", re.I)
"""Money of which more is not better."""


def _intent(draft: Draft, shape: Shape) -> Intent:
    scope = draft.scope
    _group_thresholds(draft, shape)
    rows, having = _conditions(draft, shape)
    if not shape.groups:
        for c in having:  # a threshold for groups, without groups, restricts nothing
            for i in c.spans:
                draft.used.pop(i, None)
    where = tuple(c.expr for c in rows)
    metrics = list(shape.metrics)
    groups = tuple(shape.groups)
    if shape.chart in ("histogram", "scatter", "box"):
        special = _drawn(draft, shape, where)
        if special is not None:
            return special
    if (
        not metrics
        and any(w.kind == "total" for s in draft.spans for w in s.words)
        and (main := scope.main_measure()) is not None
        and (not groups or is_money(main.unit))
    ):
        metrics = [main]
        draft.use("metric", *(i for i, s in enumerate(draft.spans) if s.word("total")))
    where = _without_definition(scope, metrics, where)
    where = (*where, *_known_members(scope, shape, groups))
    flagged = [c for c in rows if c.column is not None and c.column.role == "flag"]
    if not metrics and shape.superlative and groups and flagged:
        metrics = [
            sent_back(scope, flagged) or Out(name=f"{scope.source.plural or 'rows'}", expr=Agg(agg="count"))
        ]
    judged = shape.superlative in ("best", "worst", "top", "bottom", "leading")
    ranked = not metrics and shape.superlative and groups and not _ranks_rows(draft)
    main = scope.main_measure() if ranked else None
    if main is not None and not (judged and not _judges(scope, main)):
        metrics = [main]
        draft.notes.append(f"ranked by {main.name}")
    elif judged and groups and not metrics and not rows:  # best by what, where nothing is money?
        draft.unplaced.append(shape.superlative or "best")
    timed = shape.window in ("growth", "running", "diff", "moving") and scope.date() is not None
    if timed and not groups and metrics:
        groups = _course(draft, shape)
    share: tuple[Expr, ...] = ()
    groups = _compared_values(draft, shape, rows, groups)
    if shape.share:
        metrics, share, where = _share(draft, shape, metrics, where)
    if not metrics and groups and _own_key(scope, shape):
        return _row_list(draft, shape, where)
    if not metrics and groups:
        counted = count_of(scope, scope.entity) if scope.entity is not None else None
        metrics = [counted or Out(name="rows", expr=Agg(agg="count"))]
    if draft.looked_up and scope.entity is not None and not (groups and metrics and not shape.which):
        return _looked_up(draft, shape, where)
    if not metrics and shape.superlative and shape.which and not groups and not shape.melt:
        _release(draft, "superlative")
    if not metrics:
        return _row_list(draft, shape, where)
    if (
        shape.superlative
        and shape.which
        and not groups
        and not shape.melt
        and not any(isinstance(m.expr, Agg) and m.expr.agg in ("max", "min") for m in metrics)
    ):
        _release(draft, "superlative")  # nothing was found that could be ranked
    if (
        shape.superlative
        and shape.superlative.startswith(("cheap", "most expens"))
        and not any(w in metrics[0].name for w in ("price", "cost", "rate", "fee", "spend", "charge"))
    ):
        _release(draft, "superlative")  # dear and cheap are said of prices, not of counts
    if (members := _own_members(draft, shape, metrics)) is not None:
        return _ranked_members(draft, shape, where, having, members)
    for c in having:
        assert c.measure is not None
        if groups and all(m.expr != c.measure.expr for m in metrics):
            metrics.append(c.measure)
    return _finish(draft, shape, metrics, groups, where, tuple(c.expr for c in having), share)


def sent_back(scope: Scope, flagged: list[Condition]) -> Out | None:
    """Units that came back, for flags of the lines that a sales policy leaves out: their quantities are negative."""
    for policy in scope.catalog.policies.values():
        for name in policy.touches:
            column = scope.source.columns.get(name)
            if (
                policy.source in scope.names
                and column is not None
                and column.role == "quantity"
                and any(c.column is not None and c.column.name in policy.touches for c in flagged)
            ):
                return Out(
                    name=f"{column.label} sent back",
                    expr=call("neg", Agg(agg="sum", of=col(name))),
                    unit=column.unit,
                )
    return None


def _finish(
    draft: Draft,
    shape: Shape,
    metrics: list[Out],
    groups: tuple[Out, ...],
    where: tuple[Expr, ...],
    having: tuple[Expr, ...],
    share: tuple[Expr, ...],
) -> Intent:
    order, desc = None, None
    ranked = shape.superlative is not None or shape.desc is not None
    if ranked:
        desc = shape.desc if shape.desc is not None else True
    if groups and ranked:
        order = metrics[0].name
    best: tuple[str, ...] = ()
    if len(groups) == 2 and shape.superlative is not None:
        best, shape.limit = (groups[0].name,), shape.limit or 1
    if shape.window in ("growth", "running", "diff", "moving") and groups:
        metrics.append(Out(name=f"{shape.window} of {metrics[0].name}" if shape.window != "running" else f"running {metrics[0].name}",
                           expr=Over(over=shape.window, of=metrics[0].name), unit="share" if shape.window == "growth" else metrics[0].unit))  # type: ignore[arg-type]  # checked  # fmt: skip
    answer: Literal["value", "name", "list", "table", "chart"] = "table"
    if shape.melt:
        answer = "name" if shape.superlative and shape.limit in (None, 1) else "list"
    elif not groups:
        answer = "value"
    elif shape.superlative and (shape.which or shape.limit is None) and shape.limit in (None, 1):
        answer = "name"
    elif shape.limit:
        answer = "list"
    if shape.chart is not None and shape.chart != "table":
        answer = "chart" if answer != "name" else answer
    return Intent(
        source=draft.scope.name, where=where, metrics=tuple(metrics), groups=groups, having=having, order=order,
        desc=desc if not shape.melt else shape.desc, limit=shape.limit if groups or shape.melt else None, best=best,
        chart=shape.chart, answer=answer, share=share, melt=shape.melt,
        notes=tuple(draft.notes),
    )  # fmt: skip


def _share(
    draft: Draft, shape: Shape, metrics: list[Out], where: tuple[Expr, ...]
) -> tuple[list[Out], tuple[Expr, ...], tuple[Expr, ...]]:
    """A share: of each group in the total, of a part in its whole, or of those who fit a condition."""
    scope = draft.scope
    if shape.groups:
        if not metrics:
            counted = count_of(scope, scope.entity) if scope.entity is not None else None
            metrics = [counted or Out(name="rows", expr=Agg(agg="count"))]
        if not _may_be_shared(scope, metrics[0]):
            _release(draft, "share")  # averages do not add up to a whole
            return metrics, (), where
        per = tuple(g.name for g in shape.groups[1:]) if len(shape.groups) == 2 else ()
        share = Out(
            name=f"share of {bare(metrics[0].name)}",
            expr=Over(over="share", of=metrics[0].name, per=per),
            unit="share",
        )
        return [*metrics, share], (), where
    part = _part_of_whole(scope, metrics)
    if part is not None:
        return [part], (), where
    if not where:
        return metrics, (), where
    population, where = _population_of_share(draft, where)
    condition = all_of(where)
    first = metrics[0] if metrics else None
    counted_rows = first is None or (
        isinstance(first.expr, Agg) and first.expr.agg == "count" and first.expr.of is None
    )
    if counted_rows:
        noun = (
            first.name if first is not None else (scope.entity.plural if scope.entity is not None else "rows")
        )
        return (
            [Out(name=f"share of {noun}", expr=Agg(agg="rate", of=condition), unit="share")],
            where,
            population,
        )
    assert first is not None
    ratio = restricted_share(first, condition, scope)
    if ratio is None:
        _release(draft, "share")
        return metrics, (), (*population, *where)
    return [Out(name=f"share of {bare(first.name)}", expr=ratio, unit="share")], where, population


def _may_be_shared(scope: Scope, out: Out) -> bool:
    if isinstance(out.expr, MeasureRef):
        return is_additive(scope.catalog.measures[out.expr.measure])
    return isinstance(out.expr, Agg) and out.expr.agg in ("sum", "count", "distinct")


_CLAUSE = ("who", "that", "which", "are", "is", "was", "were", "have", "has", "had", "did", "do")


def _population_of_share(draft: Draft, where: tuple[Expr, ...]) -> tuple[tuple[Expr, ...], tuple[Expr, ...]]:
    """ "share of premium customers that pay by card": what stands before the noun is the whole, the rest the part."""
    if len(where) < 2:
        return (), where
    cue = next((i for i, why in sorted(draft.used.items()) if why == "share"), None)
    looked_in = within.whole(draft, cue, draft.conditions) if cue is not None else []
    if looked_in:
        kept = {id(c.expr) for c in looked_in}
        return tuple(e for e in where if id(e) in kept), tuple(e for e in where if id(e) not in kept)
    noun = next(
        (
            i
            for i, s in enumerate(draft.spans)
            if cue is not None
            and i > cue
            and (s.entry("entity") is not None or (draft.used.get(i) == "value" and i - cue <= 3))
        ),
        None,
    )
    if cue is None or noun is None:
        return (), where
    clause = next(
        (i for i, s in enumerate(draft.spans) if i > noun and s.text.lower() in _CLAUSE),
        noun,
    )
    inside = [c.expr for c in draft.conditions if c.spans and all(cue < k <= clause for k in c.spans)]
    whole = tuple(e for e in where if e in inside)
    return (whole, tuple(e for e in where if e not in inside)) if len(whole) < len(where) else ((), where)


def restricted_share(out: Out, condition: Expr, scope: Scope | None = None) -> Expr | None:
    """(the measure where the condition holds) / (the measure); None of averages, which have no parts."""
    if scope is not None and _is_average(_expanded(scope, out.expr)):
        return None
    if isinstance(out.expr, MeasureRef) and scope is not None:
        measure = scope.catalog.measures[out.expr.measure]
        policy = scope.catalog.policies.get(measure.policy or "")
        if (
            policy is not None
            and set(columns_of(condition)) & set(policy.touches)
            and isinstance(measure.expr, Agg)
        ):
            # The share of what the policy leaves out: counted over all rows, or it would always be nothing.
            return call("div", measure.expr.model_copy(update={"where": condition}), measure.expr)
    if isinstance(out.expr, MeasureRef):
        return call("div", MeasureRef(measure=out.expr.measure, where=condition), out.expr)
    if isinstance(out.expr, Agg):
        return call("div", out.expr.model_copy(update={"where": condition}), out.expr)
    return None


def _is_average(expr: Expr) -> bool:
    """A mean, a median, an extreme or a quotient: what is no count and no sum."""
    if isinstance(expr, Agg):
        return expr.agg not in ("sum", "count", "distinct")
    return isinstance(expr, Call) and expr.op == "div"


def _part_of_whole(scope: Scope, metrics: list[Out]) -> Out | None:
    """ "share of total sales from wine": a column that is one of the parts of the other."""
    if len(metrics) < 2:
        return None
    names = [next((n.col for n in walk(_expanded(scope, m.expr)) if isinstance(n, Col)), "") for m in metrics]
    for whole_at, whole in enumerate(names):
        column = scope.source.columns.get(whole)
        for part_at, part in enumerate(names):
            if column is not None and part in column.parts:
                ratio = call("div", Agg(agg="sum", of=col(part)), Agg(agg="sum", of=col(whole)))
                return Out(
                    name=f"share of {bare(scope.source.columns[part].label)} in {bare(metrics[whole_at].name)}",
                    expr=ratio,
                    unit="share",
                )
            del part_at
    return None


def _expanded(scope: Scope, expr: Expr) -> Expr:
    return scope.catalog.measures[expr.measure].expr if isinstance(expr, MeasureRef) else expr


def _drawn(draft: Draft, shape: Shape, where: tuple[Expr, ...]) -> Intent | None:
    """Histograms, scatter and box plots are drawn from rows, not from aggregates."""
    scope = draft.scope
    columns = [c for m in shape.metrics if (c := row_column(scope, m)) is not None]
    grouped = list(shape.groups)
    base = {
        "source": scope.name,
        "where": where,
        "chart": shape.chart,
        "answer": "chart",
        "notes": tuple(draft.notes),
    }
    if shape.chart == "scatter":
        if len(columns) < 2:
            extra = [c for c in shape.group_columns if is_numeric(c) and c not in columns]
            grouped = [g for g, c in zip(shape.groups, shape.group_columns, strict=True) if c not in extra]
            columns += extra
        if len(columns) >= 2:
            outs = tuple(Out(name=c.label, expr=col(c.name), unit=c.unit) for c in columns[:2])
            series = tuple(Out(name=g.name, expr=g.expr) for g in grouped[:1])
            return Intent(**base, columns=outs + series)  # type: ignore[arg-type]  # the common fields
        return None
    if not columns and shape.group_columns and is_numeric(shape.group_columns[0]):
        columns, grouped = [shape.group_columns[0]], []
    if not columns:
        return None
    if shape.chart == "histogram" and not grouped:
        c = columns[0]
        return Intent(**base, columns=(Out(name=c.label, expr=col(c.name), unit=c.unit),))  # type: ignore[arg-type]  # the common fields
    plain = not any(s.word("aggregate", "count") for s in draft.spans)
    if shape.chart == "histogram" and grouped and plain:
        draft.notes.append("drawn as box plots, which set several spreads side by side")
        base |= {"chart": "box", "notes": tuple(draft.notes)}
        shape.chart = "box"
    if shape.chart == "box":
        c = columns[0]
        return Intent(**base, columns=(Out(name=c.label, expr=col(c.name), unit=c.unit), *grouped[:1]))  # type: ignore[arg-type]  # the common fields
    return None


def row_column(scope: Scope, out: Out) -> Column | None:
    """The row's own number behind a metric: income behind "average income", a customer's spend behind "revenue"."""
    expr = _expanded(scope, out.expr)
    if isinstance(expr, Agg) and isinstance(expr.of, Col):
        return scope.source.columns.get(expr.of.col)
    if isinstance(out.expr, MeasureRef):
        return scope.attribute(scope.catalog.measures[out.expr.measure])
    return None


def _compared_values(
    draft: Draft, shape: Shape, rows: list[Condition], groups: tuple[Out, ...]
) -> tuple[Out, ...]:
    """ "prospecting vs retargeting": two values set against each other make groups."""
    if groups or not any(
        s.text.lower()
        in ("vs", "versus", "compared to", "compared with", "against", "each", "between", "differ", "differs")
        for s in draft.spans
    ):
        return groups
    for c in rows:
        if isinstance(c.expr, Call) and c.expr.op == "in" and len(c.expr.args) > 2 and c.column is not None:
            shape.group_columns.append(c.column)
            return (Out(name=c.column.label, expr=col(c.column.name)),)
    return groups


def _without_definition(scope: Scope, metrics: list[Out], where: tuple[Expr, ...]) -> tuple[Expr, ...]:
    """ "churn rate (cancelled members / all members)": the rate's own condition does not also restrict."""
    own = {
        node.of
        for m in metrics
        for node in walk(_expanded(scope, m.expr))
        if isinstance(node, Agg) and node.agg == "rate" and node.of is not None
    }
    columns = {n for e in own for n in columns_of(e)}
    return tuple(e for e in where if not (columns and set(columns_of(e)) <= columns))


def _known_members(scope: Scope, shape: Shape, groups: tuple[Out, ...]) -> tuple[Expr, ...]:
    """A ranking of customers is one of known customers: lines without a customer are nobody's."""
    if shape.superlative is None or not groups:
        return ()
    keys = {e.key for e in scope.catalog.entities.values()}
    return tuple(
        call("not_null", g.expr)
        for g, c in zip(shape.groups, shape.group_columns, strict=False)
        if isinstance(g.expr, Col) and c.missing and c.name.rsplit(".", 1)[-1] in keys
    )


def _course(draft: Draft, shape: Shape) -> tuple[Out, ...]:
    """Growth and running totals run over time, also where no grain is said."""
    column = draft.scope.date()
    assert column is not None
    text = draft.text.lower()
    said = next((g for g in ("year", "quarter", "month", "week", "day") if re.search(rf"\b{g}", text)), None)
    grain_name = said or auto_grain(column)
    _group(shape, Out(name=grain_name, expr=call(_grain_op(grain_name), col(column.name))), column)
    return tuple(shape.groups)


_HOLDS = re.compile(
    r"\b(?:which|what) (?:\w+ ){1,3}(?:have|has|had|with|bring|brings|make|makes|made|generate|sell|sold|reach|reached)\b",
    re.I,
)


def _group_thresholds(draft: Draft, shape: Shape) -> None:
    """ "which countries have revenue over 1000": what each group has together is tested, not each row."""
    scope = draft.scope
    if not shape.groups or shape.superlative or draft.by_row or not _HOLDS.search(draft.text):
        return
    if _own_key(scope, shape):
        return
    said = next((w.name for s in draft.spans for w in s.words if w.kind == "aggregate"), None)
    for condition in draft.conditions:
        column, expr = condition.column, condition.expr
        if (
            condition.measure is not None
            or condition.row
            or not is_numeric(column)
            or not isinstance(expr, Call)
            or column is None
        ):
            continue
        if expr.args[:1] != (col(column.name),) or expr.op not in ("gt", "ge", "lt", "le", "between"):
            continue
        out = _of_group(scope, said, column)
        condition.expr = expr.model_copy(update={"args": (col(out.name), *expr.args[1:])})
        condition.measure = out
        if all(m.expr != out.expr for m in shape.metrics):
            shape.metrics.append(out)


def _of_group(scope: Scope, agg: str | None, column: Column) -> Out:
    """A group's own figure of a column: the measure that adds it up, else an aggregate that suits it."""
    for measure in scope.catalog.measures.values():
        whole = (
            isinstance(measure.expr, Agg)
            and measure.expr.agg == "sum"
            and measure.expr.of == col(column.name)
        )
        if whole and agg in (None, "sum") and measure.source in scope.names:
            return Out(name=measure.label, expr=MeasureRef(measure=measure.name), unit=measure.unit)
    return of_column(agg, column)


def _release(draft: Draft, why: str) -> None:
    """Words that found no place after all: the checks will ask about them."""
    for i in [i for i, said in draft.used.items() if said == why]:
        draft.used.pop(i)


def _own_key(scope: Scope, shape: Shape) -> bool:
    """Grouped by what each row is: a list of rows, not a count of ones."""
    entity = scope.entity
    names = {entity.key, entity.display} if entity is not None else set()
    return len(shape.group_columns) == 1 and shape.group_columns[0].name in names and not shape.superlative


def _own_members(draft: Draft, shape: Shape, metrics: list[Out]) -> list[Column] | None:
    """The row's own numbers, where the members of a row-grain source are ranked ("the 5 customers with most ...")."""
    scope = draft.scope
    entity = scope.entity
    if entity is None or len(shape.groups) != 1 or entity.rolled_up or shape.share:
        return None
    if shape.group_columns[0].name not in (
        entity.key,
        entity.display,
        *(c.name for c in scope.source.columns.values() if c.role == "person"),
    ):
        return None
    columns = [row_column(scope, m) for m in metrics]
    return [c for c in columns if c is not None] if all(c is not None for c in columns) else None


def _ranked_members(
    draft: Draft, shape: Shape, where: tuple[Expr, ...], having: list[Condition], columns: list[Column]
) -> Intent:
    scope = draft.scope
    entity = scope.entity
    assert entity is not None
    name = _display_of(scope, entity) or shape.group_columns[0]
    outs = (
        Out(name=name.label, expr=col(name.name)),
        *(Out(name=c.label, expr=col(c.name), unit=c.unit) for c in columns),
    )
    single = shape.limit in (None, 1) and shape.superlative is not None
    return Intent(
        source=scope.name, where=where, columns=tuple(dict.fromkeys(outs)), order=columns[0].label, desc=shape.desc is not False,
        limit=1 if single else shape.limit, answer="name" if single else "list", chart=shape.chart, notes=tuple(draft.notes),
    )  # fmt: skip


def _display_of(scope: Scope, entity: Entity) -> Column | None:
    """What members are called: a name, else the key; an e-mail or phone number is shown only where it is asked for."""
    columns = scope.source.columns
    own = [c for c in columns.values() if not is_joined(c)]  # an article's author has a name of their own
    named = [c for c in own if c.role == "person" and "name" in c.label.lower().split()]
    whole = next((c for c in named if c.name == entity.display), None)  # no first name alone
    return whole or next(iter(named), None) or columns.get(entity.key)


def _looked_up(draft: Draft, shape: Shape, where: tuple[Expr, ...]) -> Intent:
    """One member's own figures, called as the question called them."""
    scope = draft.scope
    outs: list[Out] = []
    for i, span in enumerate(draft.spans):
        if draft.used.get(i) not in ("metric", "group"):
            continue
        term = scope.quantity(span) or scope.dimension(span)
        if (
            term is not None
            and term.column is not None
            and term.column.name not in {n for e in where for n in columns_of(e)}
        ):
            said = span.text.lower() if len(span.text) > 4 else term.column.label
            outs.append(Out(name=said, expr=col(term.column.name), unit=term.column.unit))
    if not outs:
        return _row_list(draft, shape, where)
    return Intent(
        source=scope.name,
        where=where,
        columns=tuple(dict.fromkeys(outs)),
        answer="name" if len(outs) == 1 else "row",
        notes=tuple(draft.notes),
    )


def _row_list(draft: Draft, shape: Shape, where: tuple[Expr, ...]) -> Intent:
    """A plain list of rows: what names them, then what was asked about."""
    scope = draft.scope
    asked = [c.column for c in draft.conditions if c.column is not None]
    named: list[Column] = []
    if scope.entity is not None and (key := _entity_column(scope, scope.entity)) is not None:
        key = _display_of(scope, scope.entity) or key if is_contact(key) else key
        named.append(key)
    outs = tuple(Out(name=c.label, expr=col(c.name), unit=c.unit) for c in dict.fromkeys([*named, *asked]))
    return Intent(
        source=scope.name,
        where=where,
        columns=outs,
        limit=shape.limit,
        chart=shape.chart,
        answer="table",
        notes=tuple(draft.notes),
    )
