"""A formula in words, read whole: "fees divided by orders", "(likes + comments) / impressions", "ad revenue / page views *
1000", "final premium of sold quotes", "visit date minus booked on".

Every word of it has its place, or it is no formula. What it comes to is known both for a row and for many rows, where
a quotient is one of sums.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.planner.offline import events
from assistant.planner.offline.derived import holding, marks
from assistant.planner.offline.derived.desk import Desk
from assistant.planner.offline.derived.durations import SECONDS, UNITS, length, natural
from assistant.planner.offline.derived.quantities import Quantity, quantity
from assistant.planner.offline.derived.ratios import SCALE, SCALES
from assistant.planner.offline.forms.nouns import names_rows
from assistant.planner.offline.numerals import ONES
from assistant.planner.offline.scope import bare, is_joined, is_numeric
from data.catalog import Column
from data.query import Agg, Expr, Lit, Op, call, col

MOST_WORDS = 28
SHORT = 4
"""Letters of a word that may name something."""
_THE = re.compile(r"^(?:the|an?|its|their|our|each|total|sum\s+of|number\s+of|count\s+of)\s+", re.I)
_SUMS: tuple[tuple[str, Op], ...] = ((r"\s*\+\s*|\s+plus\s+|\s+and\s+", "add"), (r"\s+[-−–]\s+|\s+minus\s+|\s+less\s+|,?\s+(?:after|net\s+of)\s+(?=(?:the\s+|any\s+)?\w*(?:discount|rebate|deduction|refund|return|cost|fee|tax|vat)s?\b)", "sub"))  # fmt: skip
_OVER: tuple[tuple[str, Op], ...] = (
    (
        r"\s+divided\s+by\s+|\s+over\s+|\s+out\s+of\s+|\s+as\s+(?:an?\s+|the\s+)?(?:share|percentage|percent|%|proportion|fraction)\s+of\s+|\s+relative\s+to\s+",
        "div",
    ),
)
"""Said in words, a quotient is of all that stands before it: "likes plus comments over impressions"."""
_PRODUCTS: tuple[tuple[str, Op], ...] = (
    (r"\s*[*×]\s*|\s+x\s+|\s+times\s+|\s+multiplied\s+(?:by|with)\s+", "mul"),
    (r"\s*[/÷]\s*", "div"),
)
_PER: tuple[tuple[str, Op], ...] = ((r"\s+per\s+", "div"),)
_SAID: dict[str, str] = {"add": "plus", "sub": "minus", "mul": "times", "div": "over"}
_BETWEEN = re.compile(
    r"^(?:(?P<kind>sum|difference|gap|ratio|product|days|time|number\s+of\s+days)\s+(?:of|between|from)|from)\s+(?P<a>.+?)\s+(?:and|to|until|till)\s+(?P<b>.+)$",
    re.I,
)
_TOLD_IN = re.compile(
    r"^(?:(?:counted|measured)\s+)?in\s+(?:whole\s+|full\s+)?(?P<head>seconds|minutes|hours|days|weeks|months|years),?\s+(?=\S)"
    r"|,?\s*\b(?:in|as\s+an?|expressed\s+in)\s+(?:whole\s+|full\s+)?(?P<tail>seconds|minutes|hours|days|weeks|months|years|percent(?:age)?|per\s?cent|%)$",
    re.I,
)
"""The unit that a formula is told in, before it or behind it."""
_KINDS: dict[str, Op] = {"sum": "add", "difference": "sub", "gap": "sub", "ratio": "div", "product": "mul"}
_NUMBER = re.compile(r"(?P<n>\d[\d,]*(?:\.\d+)?)(?P<percent>\s*(?:%|per\s?cent))?", re.I)
_PART = re.compile(r"(?P<n>\d[\d,.]*\s*(?:%|per\s?cent))\s+(?:of|on)\s+(?P<of>.+)", re.I)
_SHARED = re.compile(
    r"(?:the\s+)?(?P<share>shares?|percentages?|percent|pct|%|proportions?|fractions?)\s+(?:of\s+(?:all\s+|our\s+|the\s+)*|(?=(?:who|that|which|with|scoring|giving|rating|answering|saying|at)\b))(?P<of>.+)",
    re.I,
)
_ASKS = re.compile(
    r"\b(?:what|which|how|whose|show|give|list|compare|averages?|avg|mean|median|highest|lowest|maximum|minimum|most|least)\b|(?:^|[,;]\s*|\band\s+)who\b",
    re.I,
)
"""Words of a question, and figures that a formula of sums does not hold."""
_OF = re.compile(r"\s+(?:of|for|from|in)\s+(?:the\s+|all\s+)?", re.I)


@dataclass(frozen=True)
class Value:
    """What a formula comes to: for one row, where this can be said, and for many.

    `scale`: what one of it stands for ("GDP ($bn)"); `is_formula`: more than a name.
    `divided`: a quotient is in it; `date`: it is a day.
    """

    label: str
    row: Expr | None
    all: Expr | None
    unit: str | None = None
    columns: tuple[Column, ...] = ()
    additive: bool = False
    divided: bool = False
    lasting: bool = False
    date: Column | None = None
    number: float | None = None
    amount: bool = False
    scale: float = 1.0
    is_formula: bool = False


def parse(desk: Desk, text: str) -> Value | None:
    """The formula that a text is, whole; None where it is none, or is only a name or a number."""
    text = text.strip(" \t,;:.?!")
    if len(text.split()) > MOST_WORDS or not _balanced(text) or _ASKS.search(text) is not None:
        return None
    told = _TOLD_IN.search(text)
    bare = f"{text[: told.start()]}{text[told.end() :]}" if told is not None else text
    found = _value(desk, text) or (_value(desk, bare) if told is not None else None)
    if found is None or found.date is not None or found.number is not None:
        return None
    if told is not None:
        found = _in_unit(found, (told["head"] or told["tail"]).lower())
    return found if found is not None and (found.row is not None or found.all is not None) else None


def _in_unit(found: Value, unit: str) -> Value | None:
    """A stretch of time in the asked unit; a quotient as a share; None where the unit is not one of what it comes to."""
    if found.lasting and len(found.columns) == 2 and unit in UNITS:
        start, end = found.columns
        expr = length(start, end, unit)
        label = f"{unit} from {start.label} to {end.label}"
        return replace(found, label=label, row=expr, all=Agg(agg="mean", of=expr), unit=unit)
    share = (
        found.divided and unit not in UNITS and found.unit in (None, "share") and "times" not in found.label
    )
    return replace(found, unit="share") if share else None


def _balanced(text: str) -> bool:
    return text.count("(") == text.count(")")


def _value(desk: Desk, text: str) -> Value | None:
    text = _unwrapped(text)
    if not text:
        return None
    spoken = _BETWEEN.match(text)
    if spoken is not None:
        found = _spoken(desk, spoken)
        if found is not None:
            return found
    whole = _named_day(desk, text) or _column(desk, text)
    if whole is not None:
        return whole
    for signs in (_OVER, _SUMS, _PRODUCTS):
        found = _cut(desk, text, signs)
        if found is not None:
            return found
    part, shared = _PART.fullmatch(text), _SHARED.fullmatch(text)
    if part is not None:
        rate, of = _value(desk, part["n"]), _value(desk, part["of"])
        return _combined("mul", rate, of) if rate is not None and of is not None else None
    if shared is not None:
        return _share(desk, shared["of"])
    return _atom(desk, text) or _cut(desk, text, _PER)


def _cut(desk: Desk, text: str, signs: tuple[tuple[str, Op], ...]) -> Value | None:
    """Two parts and the sign between them."""
    for left, op, right in _splits(text, signs):
        if op == "sub" and (lasting := _lasting(desk, left, right)) is not None:
            return lasting
        a = _value(desk, left)
        b = _value(desk, right) if a is not None else None
        if a is not None and b is not None and (made := _combined(op, a, b)) is not None:
            return made
    return None


def _lasting(desk: Desk, end: str, start: str) -> Value | None:
    """ "visit date minus booked on": from the one day to the other."""
    days = [_named_day(desk, said) or _day_of_verb(desk, said) for said in (start, end)]
    return _from_to(days[0].date, days[1].date) if days[0] is not None and days[1] is not None else None


def _unwrapped(text: str) -> str:
    text = text.strip()
    while text.startswith("(") and closing(text, 1) == len(text) - 1:
        text = text[1:-1].strip()
    return text


def closing(text: str, start: int) -> int | None:
    """Where the bracket is closed that was opened right before a place."""
    depth = 1
    for i in range(start, len(text)):
        depth += (text[i] == "(") - (text[i] == ")")
        if depth == 0:
            return i
    return None


def _splits(text: str, signs: tuple[tuple[str, Op], ...]) -> Iterator[tuple[str, Op, str]]:
    """Where a text may be cut in two, the last sign first."""
    cuts = [(m.start(), m.end(), op) for said, op in signs for m in re.finditer(said, text, re.I)]
    for start, end, op in sorted(cuts, reverse=True):
        left, right = text[:start], text[end:]
        if left.strip() and right.strip() and _balanced(left) and _balanced(right):
            yield left, op, right


def _spoken(desk: Desk, said: re.Match[str]) -> Value | None:
    """ "the sum of likes and comments", "days from order to return"."""
    kind = (said["kind"] or "").lower()
    op = _KINDS.get(kind)
    if op is None or op == "sub":
        lasting = _lasting(desk, said["b"], said["a"])
        if op is None:
            return _in_unit(lasting, "days") if lasting is not None and kind.endswith("days") else lasting
        if lasting is not None:
            return lasting
    a, b = _value(desk, said["a"]), _value(desk, said["b"])
    return _combined(op, a, b) if a is not None and b is not None else None


# ---------------------------------------------------------------- two values


def _combined(op: Op, a: Value, b: Value) -> Value | None:
    if a.date is not None or b.date is not None:
        return _from_to(b.date, a.date) if op == "sub" and a.date is not None and b.date is not None else None
    if (a.number is not None and b.number is not None) or (op == "div" and a.all == b.all):
        return None
    label = f"{_grouped(a, op)} {_SAID[op]} {_grouped(b, op)}"
    if op == "sub" and _is_percent(b) and not _is_percent(a):
        kept = _combined("sub", Value("1", Lit(lit=1), Lit(lit=1), number=1.0), _as_part(b))
        made = _combined("mul", a, kept) if kept is not None else None
        return replace(made, label=label) if made is not None else None
    a, b, scale = _alike(op, a, b)
    row = call(op, a.row, b.row) if a.row is not None and b.row is not None else None
    columns = (*a.columns, *b.columns)
    divided = a.divided or b.divided or (op == "div" and b.number is None)
    whole = _of_all(op, a, b, row)
    sums = op in ("add", "sub")
    if sums and a.divided != b.divided and a.number is None and b.number is None:
        return None  # "likes + comments / impressions": nobody adds a quotient to what is none
    if sums:
        unit = a.unit if a.unit == b.unit or b.number is not None else None
        additive = (
            not divided and (a.additive or a.number is not None) and (b.additive or b.number is not None)
        )
    else:
        unit = _unit(op, a, b)
        additive = not divided and (a.amount or b.amount)
        additive = additive or (a.additive and b.number is not None) or (b.additive and a.number is not None)
    return Value(
        label, row, whole, unit, columns, additive, divided, a.lasting or b.lasting, amount=additive,
        scale=scale, is_formula=True,
    )  # fmt: skip


def _alike(op: Op, a: Value, b: Value) -> tuple[Value, Value, float]:
    """Both in the same units: billions divided by heads are money a head, and 20 percent of a price is a fifth of it."""
    if op == "mul":
        return _as_part(a), _as_part(b), a.scale * b.scale
    if a.scale == b.scale or a.number is not None or b.number is not None:
        return a, b, 1.0 if op == "div" else max(a.scale, b.scale)
    return _times(a, a.scale), _times(b, b.scale), 1.0


def _is_percent(value: Value) -> bool:
    return value.unit == "percent" and any(
        (c.high or 0) > 1 for c in value.columns if isinstance(c.high, (int, float))
    )


def _as_part(value: Value) -> Value:
    percent = _is_percent(value)
    return replace(_times(value, 0.01), unit=None) if percent else value


def _times(value: Value, by: float) -> Value:
    if by == 1:
        return value
    row = call("mul", value.row, by) if value.row is not None else None
    return replace(
        value, row=row, all=call("mul", value.all, by) if value.all is not None else None, scale=1.0
    )


def _grouped(value: Value, op: Op) -> str:
    several = re.search(r" (?:plus|minus) ", value.label) is not None
    return f"({value.label})" if several and op in ("mul", "div") else value.label


def _of_all(op: Op, a: Value, b: Value, row: Expr | None) -> Expr | None:
    """Over many rows: a product is added up row by row, all else is made of sums."""
    if op == "mul" and a.number is None and b.number is None and not (a.divided or b.divided):
        return Agg(agg="sum", of=row) if row is not None else None
    if a.all is None or b.all is None:
        return None
    return call(op, a.all, b.all)


def _unit(op: Op, a: Value, b: Value) -> str | None:
    if op == "div":
        return "share" if a.unit is not None and a.unit == b.unit else a.unit if b.unit is None else None
    units = [v.unit for v in (a, b) if v.unit is not None]
    return units[0] if len(units) == 1 and units[0] != "share" else None


def _from_to(start: Column | None, end: Column | None) -> Value | None:
    if start is None or end is None or start.name == end.name:
        return None
    unit = natural(start, end)
    expr = length(start, end, unit)
    label = f"{unit} from {start.label} to {end.label}"
    return Value(label, expr, Agg(agg="mean", of=expr), unit, (start, end), lasting=True, is_formula=True)


# ---------------------------------------------------------------- one name


def _atom(desk: Desk, text: str) -> Value | None:
    said = _NUMBER.fullmatch(text)
    if said is not None:
        number = float(said["n"].replace(",", "")) * (0.01 if said["percent"] else 1)
        literal = Lit(lit=int(number) if number == int(number) else number)
        return Value(f"{number:g}", literal, literal, number=number)
    return _in_time(desk, text) or _some(desk, text) or _members(desk, text) or _counted(desk, text)


_TIMED = re.compile(r"(?P<name>.+?)[\s-]+(?P<unit>seconds|minutes|hours|days|weeks)", re.I)
_LASTING = frozenset(["time", "duration", "length"])


def _in_time(desk: Desk, text: str) -> Value | None:
    """ "on-call hours", of an on-call time that is kept in minutes."""
    m = _TIMED.fullmatch(_without(text))
    if m is None:
        return None
    said, unit = _stems(desk, m["name"]), m["unit"].lower()
    kept = [c for c in desk.scope.source.columns.values() if c.unit in SECONDS and not is_joined(c)]
    named = [c for c in kept if said and _stems(desk, c.label) - _LASTING == said - _LASTING]
    if len(named) != 1 or named[0].unit is None:
        return None
    by = SECONDS[named[0].unit] / SECONDS[unit]
    x: Expr = col(named[0].name)
    x = x if by == 1 else call("mul", x, by) if by > 1 else call("div", x, round(1 / by))
    return Value(f"{named[0].label} in {unit}", x, Agg(agg="sum", of=x), unit, (named[0],), True)


def _named_day(desk: Desk, text: str) -> Value | None:
    """A date by its name."""
    plain = _without(text).lower()
    dated = [
        c for c in desk.scope.source.columns.values() if c.type in ("date", "datetime") and not is_joined(c)
    ]
    named = [c for c in dated if plain in {c.label.lower(), c.name.lower()}]
    return _of_day(named[0]) if len(named) == 1 else None


def _day_of_verb(desk: Desk, text: str) -> Value | None:
    """A date by what happened then: "closed", "the order"."""
    plain = _without(text)
    if len(plain.split()) > 3 or desk.number_at(plain) is not None:
        return None
    found = events.column_of(desk.scope, plain, desk.tagger.words)
    return _of_day(found) if found is not None else None


def _of_day(column: Column) -> Value:
    return Value(column.label, None, None, columns=(column,), date=column)


def _column(desk: Desk, text: str) -> Value | None:
    column = None
    for said in (text, _without(text)):
        column = (desk.number_at(said) or _in_parts(desk, said) or _begun(desk, said)) if said else None
        if column is not None:
            break
    if column is None or column.role in ("flag", "id"):
        return None
    if is_joined(column):
        return _factor(column)
    if column.unit == "year":
        return _year(column)
    x, label = col(column.name), bare(column.label)
    amount = column.additive and column.role in ("amount", "quantity")
    scaled = SCALE.search(column.name)
    by = SCALES[scaled["n"][0].lower()] if scaled else 1.0
    return Value(
        label, x, Agg(agg="sum", of=x), column.unit, (column,), column.additive, amount=amount, scale=by
    )


def _factor(column: Column) -> Value | None:
    """A rate of another table: it holds for each of the rows, and has no sum of theirs."""
    x = col(column.name)
    return Value(bare(column.label), x, None, column.unit, (column,)) if column.role == "rate" else None


_WHOSE = re.compile(r"^(?:the\s+)?[\w-]+['’]s\s+", re.I)
_SMALL = frozenset(["in", "of", "for", "the", "a", "per", "last", "s"])


def _in_parts(desk: Desk, text: str) -> Column | None:
    """The one number that all words of a text name, apart from whose it is: "the seller's commission rate"; or whose
    words these are in another order: "three month spend" of "spend in 3 months"."""
    whose = _WHOSE.match(text)
    said = _stems(desk, text[whose.end() :] if whose is not None else text)
    numbers = [c for c in desk.scope.source.columns.values() if is_numeric(c)]
    if whose is not None:
        named = [c for c in numbers if said and said <= _stems(desk, c.label)]
    else:
        named = [c for c in numbers if len(said) > 1 and said == _stems(desk, c.label) and not is_joined(c)]
    return named[0] if len(named) == 1 else None


def _stems(desk: Desk, text: str) -> set[str]:
    stems = desk.tagger.words.stems
    words = re.findall(r"[a-z]+|\d+", text.lower())
    return {str(ONES[w]) if w in ONES else stems.of(w) for w in words} - _SMALL


def _begun(desk: Desk, text: str) -> Column | None:
    """The one number whose name begins with a word that says nothing elsewhere: the data of "data gb"."""
    spans = desk.tag(text).cover
    if len(spans) != 1 or not spans[0].free or len(text) < SHORT:
        return None
    own = [c for c in desk.scope.source.columns.values() if is_numeric(c) and not is_joined(c)]
    named = [c for c in own if c.label.lower().split()[:1] == [text.lower()]]
    return named[0] if len(named) == 1 else None


def _year(column: Column) -> Value:
    x = col(column.name)
    return Value(column.label, x, Agg(agg="mean", of=x), None, (column,))


def _without(text: str) -> str:
    last = None
    while last != text:
        last, text = text, _THE.sub("", text.strip())
    return text


def _some(desk: Desk, text: str) -> Value | None:
    """ "final premium of sold quotes": a number of the rows that something holds for."""
    for cut in _OF.finditer(text):
        x = _column(desk, text[: cut.start()])
        if x is None or x.row is None:
            continue
        said = text[cut.end() :]
        of = quantity(desk, said)
        if of is not None and of.rows:
            return x
        test = of.test if of is not None and of.test is not None else holding.test(desk, said)
        if test is not None:
            kept = call("if", test, x.row, None)
            label = f"{x.label} of {_without(said)}"
            return replace(x, label=label, row=kept, all=Agg(agg="sum", of=kept), is_formula=True)
    return None


def _share(desk: Desk, text: str) -> Value | None:
    """ "the share of sessions with a purchase": how many of the rows something holds for; of bare marks, of all that were
    given."""
    if desk.about is not None and (given := marks.test(desk.about, text)) is not None:
        known = Agg(agg="count", where=call("not_null", col(desk.about.name)))
        return _shared(f"share of {text}", given, call("div", Agg(agg="count", where=given), known))
    for cut in re.finditer(r"\s+(?:that\s+|which\s+|who\s+|where\s+)?", text):
        base = quantity(desk, text[: cut.start()])
        if base is None or not (base.rows or base.test is not None):
            continue
        test = holding.test(desk, text[cut.end() :])
        if test is not None:
            held = test if base.test is None else call("and", base.test, test)
            rate = (
                Agg(agg="rate", of=test)
                if base.rows
                else call("div", Agg(agg="count", where=held), base.expr)
            )
            return _shared(f"share of {text}", test, rate)
    return None


def _shared(label: str, test: Expr, rate: Expr) -> Value:
    row = call("if", test, 1, 0)
    return Value(label, row, rate, "share", divided=True, is_formula=True)


def _members(desk: Desk, text: str) -> Value | None:
    """ "number of receipts", of lines that each belong to one: each counts once."""
    named = [s for s in desk.tag(_without(text)).cover if s.entries]
    if len(named) != 1 or any(s.unknown for s in desk.tag(_without(text)).cover):
        return None
    if any(names_rows(desk.scope, t) for t in desk.scope.terms(named[0])):
        return None
    thing = next((t.entity for t in desk.scope.terms(named[0]) if t.entity is not None), None)
    if thing is not None and thing.rolled_up and thing.table in desk.scope.names:
        return Value(thing.plural, None, Agg(agg="distinct", of=col(thing.key)))
    ids = [t.column for t in desk.scope.terms(named[0]) if t.column is not None and t.entry.quality >= 0.55]
    key = ids[0] if ids and ids[0].role == "id" and not is_joined(ids[0]) else None
    if key is None:
        return None
    return Value(f"different {key.label}", None, Agg(agg="distinct", of=col(key.name)))


def _counted(desk: Desk, text: str) -> Value | None:
    """What counts rows: all of them, or those that something holds for."""
    found: Quantity | None = quantity(desk, text)
    if found is None:
        return None
    if found.rows:
        return Value(found.label, None, found.expr, additive=True)
    if found.test is not None:
        return Value(found.label, call("if", found.test, 1, 0), found.expr, additive=True)
    row = col(found.column.name) if found.plain and found.column is not None else None
    columns = (found.column,) if found.column is not None else ()
    return Value(found.label, row, found.expr, found.unit, columns, additive=True, amount=True)
