"""What a phrase counts or adds up: "opens", "won plus lost", "leads with an MQL date", "sent but not delivered"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import permutations

from assistant.planner.offline.conditions import on
from assistant.planner.offline.derived.desk import Desk
from assistant.planner.offline.forms.nouns import names_rows
from assistant.planner.offline.scope import Scope, Term, bare, is_additive, is_joined, is_money
from assistant.planner.offline.spans import Span
from data.catalog import Column
from data.query import Agg, Call, Expr, MeasureRef, call, col

SURE, PART = 0.9, 0.55
_LEADS = re.compile(
    r"^(?:the|all(?:\s+(?:the|of\s+the|our))?|every|each|our|my|those|total|overall|sum\s+of|number\s+of|count\s+of|amount\s+of|everything|everyone|anything|a|an|any|we|were|was|are|is|what|that|who|got|=)\s+",
    re.I,
)
_ENDS = re.compile(
    r"\s+(?:e-?mails?|mails?|messages?|deals|ones|rows|cases|count|total|overall|only|altogether|each|ever|came|at\s+all)$",
    re.I,
)
_EVERYTHING = re.compile(
    r"(?:all|everything|everyone|everybody|the\s+total|total|(?:all\s+)?(?:the\s+)?(?:rows|records|lines|entries)"
    r"|(?:all|everything|everyone|everybody|what|whatever)(?:\s+of\s+them)?\s+(?:that\s+)?(?:it|they|we|he|she)\s+(?:had|has|have|ever\s+had|sold|made|got|sent|signed(?:\s+up)?|won|handled|received|booked|acquired|brought(?:\s+in)?|recruited))",
    re.I,
)
_NOT = re.compile(r"^(?:(?:were|was|are|is)\s+)?(?:not|never|un-?|non-?|without)\s+(?:an?\s+)?(?=\S)", re.I)
_LINKS = frozenset(["with", "an", "a", "of", "that", "who", "have", "has", "had", "were", "was", "are", "is", "the", "by", "in", "got", "known", "s"])  # fmt: skip
THINGS = re.compile(
    r"(?:customers?|guests?|members?|users?|clients?|people|persons?|buyers?|visitors?|e-?mails?|mails?|messages?|deals?|orders?|bookings?|leads?|households?|status|state|flag)",
    re.I,
)
"""Nouns for rows, whatever the rows are."""
_ADDED = re.compile(r"\s+(?:plus|and|or)\s+|\s*\+\s*", re.I)
_TAKEN = re.compile(r"\s+(?:minus|less)\s+|\s+[-–−]\s+", re.I)
_BUT_NOT = re.compile(r",?\s+(?:but|and|that\s+(?:was|were))\s+(?:was\s+|were\s+)?not\s+", re.I)


@dataclass(frozen=True)
class Quantity:
    """What is counted or added up. `test`: the rows that are counted; `rows`: all of them."""

    label: str
    expr: Expr
    test: Expr | None = None
    column: Column | None = None
    unit: str | None = None
    rows: bool = False

    @property
    def plain(self) -> bool:
        """The sum of one thing, as other readers know it, too."""
        return self.test is None and not self.rows and isinstance(self.expr, Agg | MeasureRef)


def quantity(desk: Desk, text: str, priced: bool = False) -> Quantity | None:
    """What a phrase counts or adds up, where each of its words has a place; None otherwise. `priced`: prices are added
    up, too, as a formula asks for it."""
    text = _trimmed(text)
    if not text:
        return None
    whole = _one(desk, text) or (_price(desk, text) if priced else None)
    if whole is not None:
        return whole
    for sign, said in ((_BUT_NOT, "but not"), (_TAKEN, "minus"), (_ADDED, "plus")):
        parts = sign.split(text)
        if len(parts) < 2 or len(parts) > 4:
            continue
        found = [quantity(desk, p, priced) for p in parts]
        if all(found):
            return _joined([f for f in found if f is not None], said)
    return None


def first_of(text: str) -> str:
    """The whole that "sent but not delivered" is a part of: what is said first."""
    return _BUT_NOT.split(_trimmed(text))[0]


def _trimmed(text: str) -> str:
    text = text.strip(" \t,;:.?!\"'“”")
    while text.startswith("(") and text.endswith(")"):
        text = text[1:-1].strip()
    if text.count("(") != text.count(")"):
        text = text.strip("() ")
    return text


def _joined(parts: list[Quantity], said: str) -> Quantity:
    label = f" {said} ".join(p.label for p in parts)
    first, *rest = parts
    tests = [p.test for p in parts]
    if said == "plus" and all(tests):
        both = Call(op="or", args=tuple(t for t in tests if t is not None))
        return Quantity(label, Agg(agg="count", where=both), both, first.column)
    if said == "but not" and first.test is not None and rest[0].test is not None:
        but = call("and", first.test, call("not", rest[0].test))
        return Quantity(label, Agg(agg="count", where=but), but, first.column)
    if said == "but not" and first.rows and rest[0].test is not None:
        not_those = call("not", rest[0].test)
        return Quantity(label, Agg(agg="count", where=not_those), not_those, rest[0].column)
    expr = first.expr
    for part in rest:
        expr = call("add" if said == "plus" else "sub", expr, part.expr)
    units = {p.unit for p in parts}
    return Quantity(label, expr, unit=first.unit if len(units) == 1 else None)


def _one(desk: Desk, text: str) -> Quantity | None:
    if _EVERYTHING.fullmatch(text):
        return all_rows(desk.scope)
    for said in _shorter(text):
        found = _state(desk.scope, said) or _denied(desk, said) or _having(desk, said) or _named(desk, said)
        if found is not None:
            return found
    return None


def _price(desk: Desk, text: str) -> Quantity | None:
    """The sum of a column of prices, which nobody adds up unless a formula says so."""
    named = list(desk.tag(text).cover)
    column = desk.number_at(text)
    if column is None or not is_money(column.unit) or is_joined(column) or len(named) > 3:
        return None
    return Quantity(bare(column.label), Agg(agg="sum", of=col(column.name)), None, column, column.unit)


def _shorter(text: str) -> Iterator[str]:
    """The phrase, then without the words around it that count nothing by themselves."""
    yield text
    last = None
    while last != text:
        last, text = text, _LEADS.sub("", text)
        if text != last:
            yield text
    while (shorter := _ENDS.sub("", text)) != text and shorter:
        text = shorter
        yield text


def all_rows(scope: Scope) -> Quantity:
    """All rows, by what they are called."""
    noun = scope.entity.plural if scope.entity is not None else "rows"
    return Quantity(f"all {noun}", Agg(agg="count"), rows=True)


def own(scope: Scope) -> list[Column]:
    """The columns of the table itself: one of a joined table stands in many rows and must not be added up."""
    return [c for c in scope.source.columns.values() if not is_joined(c)]


def simple(text: str) -> str:
    """A word as it is compared: "no_show", "No-Show" and "no shows" are one."""
    text = re.sub(r"[\s_-]+", " ", text.strip().lower())
    return re.sub(r"(?<=[a-rt-z])s$", "", text)


def _state(scope: Scope, text: str) -> Quantity | None:
    """A state of a column of states, by what is stored and by what people say of it."""
    said = simple(text)
    for column in own(scope):
        if column.role not in ("category", "ordinal", "code"):
            continue
        for outcome in column.outcomes:
            if said in {simple(w) for w in (outcome.name, *outcome.words)}:
                return _of_values(column, outcome.name, tuple(outcome.values))
        stored = [v.value for v in column.values if said == simple(str(v.value))] if column.outcomes else []
        if stored:
            return _of_values(column, str(stored[0]), tuple(stored))
    return None


def _of_values(column: Column, label: str, values: tuple[str | int | float | bool, ...]) -> Quantity:
    held = col(column.name)
    test = call("eq", held, values[0]) if len(values) == 1 else call("in", held, *values)
    return Quantity(label, Agg(agg="count", where=test), test, column)


def _denied(desk: Desk, text: str) -> Quantity | None:
    """ "not delivered": the other rows; of counts there is no such thing."""
    cut = _NOT.match(text)
    found = quantity(desk, text[cut.end() :]) if cut is not None else None
    if found is None or found.test is None:
        return None
    test = call("not", found.test)
    return replace(found, label=f"not {found.label}", expr=Agg(agg="count", where=test), test=test)


_HAVING = re.compile(r"(?P<rows>[\w-]+)\s+(?:with|having|(?:that|who)\s+(?:have|had|has|got))\s+(?:an?\s+|any\s+)?(?P<what>.+)", re.I)  # fmt: skip


def _having(desk: Desk, text: str) -> Quantity | None:
    """ "orders with a tip": the rows where it is above nothing, filled or yes."""
    m = _HAVING.fullmatch(text)
    rows = _named(desk, m["rows"]) if m is not None else None
    named = [s for s in desk.tag(m["what"]).cover if s.entries] if m is not None else []
    if m is None or rows is None or not rows.rows or len(named) != 1:
        return None
    unknown = [s for s in desk.tag(m["what"]).cover if not s.entries and not s.free]
    found = of_span(desk.scope, named[0], of_rows=True) if not unknown else None
    return found if found is not None and found.test is not None else None


def _named(desk: Desk, text: str) -> Quantity | None:
    """A phrase of one name of the data; or of the rows, and what they have or are."""
    cover = desk.tag(text).cover
    named = [s for s in cover if s.entries]
    unnamed = [s for s in cover if not s.entries and s.text.lower() not in _LINKS]
    loose = [
        s for s in unnamed if not s.free or s.word("comparator", "superlative", "group", "not") is not None
    ]
    if not named or loose or len(named) > 3 or any(s.number is not None or s.period for s in named):
        return None
    scope = desk.scope
    if len(named) == 1:
        return all_rows(scope) if _are_rows(scope, named[0], alone=True) else of_span(scope, named[0])
    rows = [s for s in named if _are_rows(scope, s)]
    tested = [s for s in named if s not in rows]
    if rows and not tested:
        return all_rows(scope)
    for first, *others in permutations(tested):
        if not all(THINGS.fullmatch(s.text) or _same(scope, first, s) for s in others):
            continue
        found = of_span(scope, first, of_rows=bool(rows))
        if found is not None and (found.test is not None or not rows):
            return found
    return None


def _are_rows(scope: Scope, span: Span, alone: bool = False) -> bool:
    """The rows by their name; by any noun for things where nobody knows what they are called ("all orders")."""
    terms = scope.terms(span)
    if any(names_rows(scope, t) for t in terms):
        return not (alone and any(t.column is not None and t.column.additive for t in terms))
    figures = [t for t in terms if t.entry.kind in ("column", "measure") and t.entry.quality >= SURE]
    if _in_file_name(scope, span.text) and not figures:
        return True
    counted = any(t.measure is not None and t.measure.unit == t.measure.label for t in terms)
    return scope.entity is None and counted and THINGS.fullmatch(span.text) is not None


def _in_file_name(scope: Scope, text: str) -> bool:
    """ "quotes" of a file "motor_quotes", whatever its rows are taken for."""
    names = {w for n in scope.names for w in re.findall(r"[a-z]+", n.lower())[-1:]}
    return text.lower().endswith("s") and text.lower() in names


def _same(scope: Scope, one: Span, other: Span) -> bool:
    """Two words of the name of one column ("emails opened" of "Opened emails")."""
    names = [{t.column.name for t in scope.terms(s) if t.column is not None} for s in (one, other)]
    return bool(names[0] & names[1])


def of_span(scope: Scope, span: Span, of_rows: bool = False) -> Quantity | None:
    """What one span counts or adds up. `of_rows`: rows were named that have or are it."""
    terms = scope.terms(span)
    amounts = [t for t in terms if t.column is not None and t.column.additive and t.entry.kind == "column" and t.entry.quality >= SURE]  # fmt: skip
    for term in (*amounts, *terms):
        found = _of_term(scope, span, term, of_rows)
        if found is not None:
            return found
    return None


def _of_term(scope: Scope, span: Span, term: Term, of_rows: bool) -> Quantity | None:
    column, measure, entry = term.column, term.measure, term.entry
    if names_rows(scope, term):
        return all_rows(scope)
    if measure is not None:
        ok = is_additive(measure) and measure.source in scope.names and entry.quality >= SURE
        money = measure.unit if is_money(measure.unit) else None
        return Quantity(measure.label, MeasureRef(measure=measure.name), unit=money) if ok else None
    if column is None or is_joined(column):
        return None
    if entry.kind == "value":
        if entry.quality < SURE or entry.condition is not None or entry.value is None:
            return None
        return _of_values(column, str(entry.shown or entry.value), (entry.value, *entry.also))
    sure = entry.quality >= SURE or (entry.quality >= PART and is_only_part(scope, span))
    return of_column(column, of_rows) if sure else None


def is_only_part(scope: Scope, span: Span) -> bool:
    """A part of a name that no other column has ("clicks" of "unique clicks")."""
    return len({t.column.name for t in scope.terms(span) if t.column is not None}) == 1


def of_column(column: Column, of_rows: bool = False) -> Quantity | None:
    """What a column counts: a flag its yes, a date that is not always filled its dates, amounts their sum."""
    if column.role == "flag":
        test: Expr = call("eq", col(column.name), on(column))
        return Quantity(column.label, Agg(agg="count", where=test), test, column)
    if of_rows and column.additive and not column.missing and column.low in (0, 0.0):
        test = call("gt", col(column.name), 0)
        return Quantity(f"with {bare(column.label)}", Agg(agg="count", where=test), test, column)
    if column.type in ("date", "datetime") or (of_rows and column.missing):
        if not column.missing:
            return None
        test = call("not_null", col(column.name))
        return Quantity(f"with {column.label}", Agg(agg="count", where=test), test, column)
    if column.additive and column.role in ("amount", "quantity"):
        return Quantity(bare(column.label), Agg(agg="sum", of=col(column.name)), None, column, column.unit)
    return None
