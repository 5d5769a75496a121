"""Ratios of sums: "revenue per night", "tickets per 100 seats", "GDP per head", "population density", "the average rating
weighted by the number of reviews"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.planner.offline.conditions import on
from assistant.planner.offline.derived.desk import Desk
from assistant.planner.offline.derived.durations import unit_of
from assistant.planner.offline.derived.filling import restricted
from assistant.planner.offline.derived.quantities import THINGS, is_only_part, own, quantity
from assistant.planner.offline.forms.nouns import names_rows
from assistant.planner.offline.scope import Scope, is_additive, is_joined, is_money, is_numeric
from assistant.planner.offline.spans import Span
from data.catalog import Column, Entity
from data.query import Agg, Call, Expr, MeasureRef, call, col

FEW_ROWS = 50
"""Up to so many rows, "per row" makes groups to look at; beyond, it makes a ratio."""
MOST_BETWEEN = 4
"""Words between what is set in proportion and "per"."""
_HEADS = frozenset(
    ["head", "capita", "person", "people", "inhabitant", "inhabitants", "resident", "residents"]
)
_BANDS = frozenset(["band", "group", "level", "range", "bucket", "bracket", "clas", "class", "tier"])
_MAILS = frozenset(["email", "emails", "e-mail", "e-mails", "mail", "mails", "message", "messages"])
_AVERAGE = re.compile(
    r"\b(?:on\s+average|average|avg|mean|typical)\s*(?:number\s+of\s+|amount\s+of\s+)?$", re.I
)
_COUNTED = re.compile(r"\b(?:how\s+many|how\s+much|the\s+number\s+of|number\s+of)\s+$", re.I)
_SPENT = re.compile(r"\b(?:spend|spends|spent|paid|pay|earned?|made?|took|raised?)\s+(?:on|for|in|from|with)\s+(?:the\s+)?$", re.I)  # fmt: skip
_THOUSANDS = {"thousand": 1e3, "million": 1e6, "hundred": 1e2}
SCALE = re.compile(r"[(\[\s$€£](?P<n>bn|billions?|mn|mio|millions?|thousands?|000s)\b", re.I)
SCALES = {"b": 1e9, "m": 1e6, "t": 1e3, "0": 1e3}


_LISTED = re.compile(
    r"\b(?:histogram|distribution|distributed|box\s?plots?|scatter\w*|list|each\s+single)\b", re.I
)
"""What is drawn or listed of single members is no figure of all."""


@dataclass(frozen=True)
class _Part:
    """One side of a ratio: its place in the cover, what it is called, and its sum over the rows."""

    start: int
    end: int
    label: str
    expr: Expr
    unit: str | None = None
    column: Column | None = None


def read(desk: Desk) -> None:
    """Replace what is set in proportion to something by the ratio of their sums."""
    for _ in range(3):
        if not (_per(desk) or _dense(desk) or _weighted(desk)):
            return


# ---------------------------------------------------------------- per


def _per(desk: Desk) -> bool:
    cover = desk.tagged.cover
    for i, span in enumerate(cover):
        if span.text.lower() not in ("per", "per each"):
            continue
        if "=" in desk.text or _LISTED.search(desk.text):
            return False
        times, at = _times(cover, i + 1)
        below = _below(desk, at, times is not None)
        above = _above(desk, i) if below is not None else None
        if below is None or above is None or (above.column == below.column and below.column is not None):
            continue
        return _put_ratio(desk, above, below, times, i)
    return False


def _times(cover: tuple[Span, ...], at: int) -> tuple[float | None, int]:
    """ "per 1,000 people": the number, and where the noun stands."""
    if at < len(cover) and cover[at].number is not None and cover[at].period is None:
        times, at = cover[at].number, at + 1
        if at < len(cover) and cover[at].text.lower() in _THOUSANDS and times is not None:
            return times * _THOUSANDS[cover[at].text.lower()], at + 1
        return times, at
    if at < len(cover) and cover[at].text.lower() in _THOUSANDS:
        return _THOUSANDS[cover[at].text.lower()], at + 1
    return None, at


def _below(desk: Desk, at: int, numbered: bool) -> _Part | None:
    """What stands behind "per": a count of each row, heads, some of the rows, or the rows themselves."""
    cover, scope = desk.tagged.cover, desk.scope
    if at >= len(cover):
        return None
    span = cover[at]
    if span.text.lower() in _HEADS:
        people = _population(scope)
        if people is not None:
            return _Part(at, at + 1, span.text.lower(), _total(people), None, people)
    if at + 1 < len(cover) and cover[at + 1].text.lower().rstrip("s") in _BANDS:
        return None
    if span.text.lower() in _COINS:
        return _per_coin(scope, cover, at)
    if span.text.lower() in _MAILS and (mails := _mails(desk, at)) is not None:
        return mails
    lasting = _time_of(desk, at)
    if lasting is not None:
        return lasting
    counted = _count_column(scope, span)
    if counted is not None:
        end = at + 1 + (at + 1 < len(cover) and cover[at + 1].text.lower() in _MAILS)
        return _Part(at, end, _one(span), _total(counted), None, counted)
    some = _some_rows(desk, at)
    if some is not None:
        return some
    return _rows(scope, cover, at, numbered)


def _time_of(desk: Desk, at: int) -> _Part | None:
    """ "per month of tenure": the months that a column of this table holds."""
    cover = desk.tagged.cover
    if cover[at].word("grain") is None or at + 2 >= len(cover) or cover[at + 1].text.lower() != "of":
        return None
    column = desk.number_at(cover[at + 2].text)
    if (
        column is None
        or is_joined(column)
        or (column.unit or "").rstrip("s") not in ("", cover[at].text.lower().rstrip("s"))
    ):
        return None
    return _Part(at, at + 3, f"{cover[at].text.lower()} of {column.label}", _total(column), None, column)


def _per_coin(scope: Scope, cover: tuple[Span, ...], at: int) -> _Part | None:
    """ "per pound spent", "per euro of revenue", "per dollar": of the money that is named, or of the main one."""
    at_of = at + 1 < len(cover) and cover[at + 1].text.lower() in ("of", "in")
    behind = at + 1 + at_of
    found = _sum_of(scope, cover, behind) if behind < len(cover) else None
    if found is not None and (is_money(found.unit) or found.column is not None):
        return replace(
            found, start=at, end=behind + 1, label=f"{cover[at].text.lower()} {cover[behind].text.lower()}"
        )
    main = scope.main_measure()
    if main is None or not isinstance(main.expr, MeasureRef) or not is_money(main.unit) or at_of:
        return None
    spent = at + 1 < len(cover) and cover[at + 1].text.lower() in _EARNING
    return _Part(at, at + 1 + spent, f"{_one(cover[at])} of {main.name}", main.expr, main.unit)


def _mails(desk: Desk, at: int) -> _Part | None:
    """ "per e-mail", "per 1,000 emails sent", where the table counts what was sent or delivered."""
    cover = desk.tagged.cover
    said = cover[at + 1].text.lower() if at + 1 < len(cover) else ""
    told = quantity(desk, said) if said else None
    if told is not None and told.plain and told.unit is None and told.column is not None:
        return _Part(at, at + 2, f"{_one(cover[at])} {said}", told.expr, None, told.column)
    for stage in ("sent", "delivered"):
        found = quantity(desk, stage)
        if found is not None and found.plain and found.unit is None:
            return _Part(at, at + 1, f"{_one(cover[at])} {stage}", found.expr, None, found.column)
    return None


def _one(span: Span) -> str:
    text = span.text.lower()
    return text[:-1] if text.endswith("s") and not text.endswith("ss") else text


def _population(scope: Scope) -> Column | None:
    named = [
        c for c in own(scope)
        if c.type in ("integer", "number") and {"population", "inhabitants"} & set(c.label.lower().split())
    ]  # fmt: skip
    return named[0] if len(named) == 1 else None


def _count_column(scope: Scope, span: Span) -> Column | None:
    """A column of counts of this table (nights, visits, seats); no number of another table, which would count twice."""
    if span.word("grain") is not None:
        return None
    for term in scope.terms(span):
        column = term.column
        if term.entity is not None or term.rows or (term.measure is not None and term.entry.quality >= 1.0):
            return None
        sure = term.entry.quality >= 0.75 or is_only_part(scope, span)
        if column is not None and term.entry.kind == "column" and sure and not is_joined(column):
            counts = column.additive and column.role == "quantity"
            return column if counts or column is _population(scope) or _is_unit(column, span.text) else None
    return None


def _is_unit(column: Column, text: str) -> bool:
    """ "per km", of a column "Distance (km)"."""
    return re.search(rf"[(\[_]\s*{re.escape(text)}s?[)\]]?$", column.name, re.I) is not None


def _in_unit(desk: Desk, cover: tuple[Span, ...], at: int) -> _Part | None:
    """ "minutes per km", where one column holds minutes."""
    unit = unit_of(cover[at].text)
    columns = [c for c in own(desk.scope) if c.unit == unit and c.expr is None]
    if unit is None or len(columns) != 1 or not is_numeric(columns[0]):
        return None
    return _Part(at, at + 1, columns[0].label, _total(columns[0]), unit, columns[0])


def _some_rows(desk: Desk, at: int) -> _Part | None:
    """ "per delivered e-mail", "per won deal": the rows in a state, or with a flag."""
    cover, scope = desk.tagged.cover, desk.scope
    own_noun = len(cover[at].text.split()) > 1 and THINGS.fullmatch(cover[at].text.split()[-1]) is not None
    if own_noun:  # "won deal" is one thing that people say
        found = quantity(desk, cover[at].text)
        if found is not None and found.test is not None:
            return _Part(at, at + 1, _one(cover[at]), found.expr)
    if at + 1 >= len(cover):
        return None
    noun = cover[at + 1]
    rows = any(names_rows(scope, t) for t in scope.terms(noun)) or THINGS.fullmatch(noun.text) is not None
    for term in scope.terms(cover[at]):
        column = term.column
        if not rows or column is None or is_joined(column):
            continue
        label = f"{cover[at].text.lower()} {_one(noun)}"
        if term.entry.kind == "value" and term.entry.quality >= 0.9:
            values = (term.entry.value, *term.entry.also)
            test = call("in", col(column.name), *values)
            return _Part(at, at + 2, label, Agg(agg="count", where=test))
        if term.entry.quality >= 0.9 and (flagged := _flagged(column, at)) is not None:
            return replace(flagged, end=at + 2, label=label)
    return None


def _rows(scope: Scope, cover: tuple[Span, ...], at: int, numbered: bool) -> _Part | None:
    """ "per session", where there are too many to be looked at one by one; "per customer" of a table of orders."""
    found = member(scope, cover[at])
    if found is not None and (found[1].distinct > FEW_ROWS or numbered):
        thing, key = found
        return _Part(at, at + 1, thing.name, Agg(agg="distinct", of=col(key.name)), None, key)
    if scope.source.entity is not None and scope.source.entity.rolled_up:
        return None
    if not any(names_rows(scope, t) for t in scope.terms(cover[at])):
        return None
    many = scope.source.rows > FEW_ROWS and not _is_plural(cover[at])
    return _Part(at, at + 1, _one(cover[at]), Agg(agg="count")) if many or numbered else None


def member(scope: Scope, span: Span, several: bool = False) -> tuple[Entity, Column] | None:
    """The thing of which the rows are lines or events, with the column that tells which: the order, the donor.
    `several`: also where many of them are named."""
    if _is_plural(span) and not several:
        return None
    for term in scope.terms(span):
        key = key_of(scope, term.entity) if term.entity is not None else None
        if term.entity is not None and key is not None:
            return term.entity, key
    return None


def key_of(scope: Scope, thing: Entity) -> Column | None:
    """The column that tells of which thing a row is a line or an event."""
    lines = thing.rolled_up and thing.table in scope.names
    return scope.source.columns.get(thing.key) if lines else _pointing(scope, thing)


def sum_at(desk: Desk, at: int) -> Expr | None:
    """The sum over rows of what a word of the cover names."""
    part = _sum_of(desk.scope, desk.tagged.cover, at)
    return part.expr if part is not None else None


def adds_up(desk: Desk, at: int, counted: bool) -> bool:
    """Whether a word of the cover names what is added up over rows; `counted`: the rows themselves, too."""
    part = _sum_of(desk.scope, desk.tagged.cover, at)
    return part is not None and (counted or part.expr != Agg(agg="count"))


def _pointing(scope: Scope, thing: Entity) -> Column | None:
    """The column by which each row names its member of another table: the donor of a gift."""
    if thing.rolled_up or thing.table in scope.names:
        return None
    table = scope.source.entity.table if scope.source.entity is not None else scope.name
    joins = (j for j in scope.catalog.joins if j.table == table and j.to == thing.table)
    return next((c for j in joins if (c := scope.source.columns.get(j.key)) is not None), None)


def _is_plural(span: Span) -> bool:
    return span.text.lower().endswith("s")


def _above(desk: Desk, per: int) -> _Part | None:
    """What stands before "per": a sum, or a count of rows; some words may stand between ("spend least per order")."""
    cover, scope = desk.tagged.cover, desk.scope
    for i in range(per - 1, max(-1, per - 2 - MOST_BETWEEN), -1):
        span = cover[i]
        found = _sum_of(scope, cover, i) or _money_of(scope, span, i) or _in_unit(desk, cover, i)
        if found is not None:
            return found
        if (
            span.entries
            or span.period is not None
            or span.number is not None
            or span.word("not", "comparator", "group")
        ):
            return None
    return None


_WHAT_IS_IT = re.compile(r"^\s*[:,;–-]?\s*what(?:\s+is|\s+was|['’]s)\s+(?:the|that)\s+(?:ratio|rate|figure|value|number)\b", re.I)  # fmt: skip
_COINS = frozenset(["pound", "euro", "dollar", "quid", "buck", "£", "€", "$"])
_EARNING = frozenset(
    ["spend", "spends", "spent", "earn", "earns", "earned", "pay", "pays", "paid", "raise", "generate"]
)


def _money_of(scope: Scope, span: Span, at: int) -> _Part | None:
    """ "which channels earn least per night": a verb of money says which figure is meant."""
    main = scope.main_measure() if span.text.lower() in _EARNING else None
    if main is None or not isinstance(main.expr, MeasureRef) or not is_money(main.unit):
        return None
    return _Part(at, at + 1, main.name, main.expr, main.unit)


def _sum_of(scope: Scope, cover: tuple[Span, ...], at: int) -> _Part | None:
    """The total of what a span names: a measure that adds up, a column of amounts or counts, the rows."""
    span = cover[at]
    for term in scope.terms(span):
        if term.entry.kind == "value" or (term.entry.quality < 0.55 and not is_only_part(scope, span)):
            continue
        if names_rows(scope, term):
            return _Part(at, at + 1, term.label, Agg(agg="count"))
        measure, column = term.measure, term.column
        if measure is not None:
            ok = is_additive(measure) and measure.source in scope.names
            if isinstance(measure.expr, Agg) and measure.expr.agg == "distinct":
                continue  # "items" may be different products, and may be units
            ref = MeasureRef(measure=measure.name)
            return _Part(at, at + 1, measure.label, ref, measure.unit) if ok else None
        if column is not None and term.entry.kind == "column" and not is_joined(column):
            if column.additive and column.role in ("amount", "quantity"):
                return _Part(at, at + 1, column.label, _total(column), column.unit, column)
            return _flagged(column, at) if term.entry.quality >= 0.9 else None
    return None


def _flagged(column: Column, at: int) -> _Part | None:
    """The rows with a flag: "clicks", where a column says who clicked."""
    if column.role != "flag" or column.type == "text":
        return None
    test = call("eq", col(column.name), on(column))
    return _Part(at, at + 1, column.label, Agg(agg="count", where=test))


def _total(column: Column) -> Expr:
    """The sum of a column, in units where its name says that it is in thousands or billions."""
    total: Expr = Agg(agg="sum", of=col(column.name))
    scaled = SCALE.search(column.name)
    return call("mul", total, SCALES[scaled["n"][0].lower()]) if scaled else total


def _put_ratio(desk: Desk, above: _Part, below: _Part, times: float | None, per: int) -> bool:
    top, key = above.expr, below.column
    if isinstance(below.expr, Agg) and below.expr.agg == "distinct" and key is not None and key.missing:
        top = restricted(top, call("not_null", col(key.name)))  # as only known keys are counted below
    if _is_mean(desk, above, below, times):
        after = desk.place(desk.tagged.cover[below.end - 1])[1]
        desk.put(desk.place(desk.tagged.cover[per])[0], after, "")
        return True
    ratio: Expr = call("div", top, below.expr)
    label = f"{above.label} per {below.label}"
    if times is not None and times != 1:
        ratio, label = call("mul", ratio, times), f"{above.label} per {times:,.0f} {_many(below.label)}"
    start, end = (
        desk.place(desk.tagged.cover[above.start])[0],
        desk.place(desk.tagged.cover[above.end - 1])[1],
    )
    per_start, after = desk.place(desk.tagged.cover[per])[0], desk.place(desk.tagged.cover[below.end - 1])[1]
    head = desk.text[:start]
    for lead in (_SPENT, _AVERAGE, _COUNTED, re.compile(r"\btotal\s+$", re.I)):
        head = lead.sub("", head)
    if re.search(r"\b(?:how\s+many|how\s+much)\s*$", desk.text[:start], re.I):
        head += " what is the "
    between = re.sub(
        r"\b(?:on\s+average|were|was|are|is|used|made|did\s+we\s+\w+)\b",
        " ",
        desk.text[end:per_start],
        flags=re.I,
    )
    rest = re.sub(r"^\s*on\s+average\b", " ", desk.text[after:], flags=re.I)
    rest = _WHAT_IS_IT.sub(" ", rest)
    by_row = _of_a_row(above, below, times) if desk.by_rows else None
    word = (
        desk.column(label, by_row, _unit(above), "rate")
        if by_row is not None
        else desk.measure(label, ratio, _unit(above))
    )
    desk.text = f"{head} {word} {between} {rest}"
    desk.put(0, 0, "")
    return True


def _is_mean(desk: Desk, above: _Part, below: _Part, times: float | None) -> bool:
    """ "average cost per repair", where each row is a repair: the plain average of the column."""
    start = desk.place(desk.tagged.cover[above.start])[0]
    rows = below.expr == Agg(agg="count") and times is None
    return rows and above.column is not None and _AVERAGE.search(desk.text[:start]) is not None


def _of_a_row(above: _Part, below: _Part, times: float | None) -> Expr | None:
    """The ratio of each row, where rows were listed before."""
    if above.column is None or below.column is None:
        return None
    ratio = call("div", col(above.column.name), col(below.column.name))
    return call("mul", ratio, times) if times is not None else ratio


def _many(label: str) -> str:
    return label if label.endswith(("s", "ed")) or label in _HEADS else f"{label}s"


def _unit(above: _Part) -> str | None:
    return above.unit if above.column is not None or above.unit not in (None, above.label) else None


# ---------------------------------------------------------------- density


def _dense(desk: Desk) -> bool:
    """ "population density", beside a column of areas."""
    hit = re.search(r"\b(?P<of>[\w-]+)\s+density\b(?:\s+of\s+population)?", desk.text, re.I)
    if hit is None or desk.number_at(hit[0]) is not None:
        return False
    areas = [
        c for c in own(desk.scope) if "area" in c.label.lower().split() and c.type in ("integer", "number")
    ]
    people = desk.number_at(hit["of"])
    if people is None or len(areas) != 1:
        return False
    word = desk.measure(f"{people.label} density", call("div", _total(people), _total(areas[0])))
    desk.put(hit.start(), hit.end(), word)
    return True


# ---------------------------------------------------------------- weighted


_BY_WEIGHT = re.compile(r",?\s*\(?\bweighted\s+(?:by|with|on)\s+(?:the\s+|its\s+|their\s+)?|,?\s*(?:using|with)\s+the\s+(?=[\w ]{0,30}\bweights?\b)", re.I)  # fmt: skip


def _weighted(desk: Desk) -> bool:
    """ "average rating weighted by the number of reviews": each value counts as often as its weight says."""
    hit = _BY_WEIGHT.search(desk.text)
    if hit is None:
        return False
    named = list(desk.numbers())
    weights = [n for n in named if n[0] >= hit.end()]
    values = [n for n in named if n[1] <= hit.start()]
    if not weights or not values:
        return False
    (_, end, weight), (start, stop, value) = weights[0], values[0]
    if re.search(
        r"\S",
        re.sub(r"\b(?:number|count|share)\s+of\b|\b(?:the|its)\b", "", desk.text[hit.end() : weights[0][0]]),
    ):
        return False
    known: Call = call("not_null", col(value.name))
    ratio = call(
        "div",
        Agg(agg="sum", of=call("mul", col(value.name), col(weight.name)), weighted=False),
        Agg(agg="sum", of=col(weight.name), where=known, weighted=False),
    )
    tail = re.sub(r"^\s*(?:column|variable|weights?)?\s*\)?", " ", desk.text[end:], flags=re.I)
    head = re.sub(
        r"\bweighted\s+$|\b(?:weighted\s+)?(?:average|avg|mean)\s+(?:weighted\s+)?$",
        "",
        desk.text[:start],
        flags=re.I,
    )
    middle = desk.text[stop : hit.start()]
    word = desk.measure(f"average {value.label} weighted by {weight.label}", ratio, value.unit)
    desk.text = f"{head} {word} {middle} {tail}"
    desk.put(0, 0, "")
    return True
