"""Restricting words turned into conditions: numbers with comparators, values, negation, flags, periods."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

from assistant.planner.offline import events
from assistant.planner.offline.dates import MONTH_NAMES
from assistant.planner.offline.scope import (
    DATED,
    NUMERIC,
    PEOPLE,
    Scope,
    Term,
    is_birth,
    is_money,
    is_numeric,
)
from assistant.planner.offline.spans import Span, Tagged
from assistant.planner.offline.text import Token
from assistant.planner.offline.vocabulary import Vocabulary
from data.catalog import Column
from data.query import Agg, Call, Expr, Lit, Op, Out, Query, Scalar, call, col, columns_of, date

_STOPS = (",", ";", "(", ")", ".", "?")
_ABSENT = (
    "no",
    "without",
    "w0o",
    "never",
    "not",
    "zero",
    "havent",
    "hasnt",
    "didnt",
    "dont",
    "doesnt",
    "isnt",
    "arent",
    "wasnt",
    "werent",
    "lack",
    "lacking",
    "none",
    "non",
    "neither",
    "nor",
    "but not",
)
_LEAVE = (
    "leave out",
    "leaving out",
    "left out",
    "excluding",
    "exclude",
    "except",
    "ignoring",
    "ignore",
    "minus",
    "drop",
    "leave",
    "skip",
    "skipping",
    "minus",
)
_FIGURE = {
    "figure",
    "figures",
    "value",
    "values",
    "data",
    "entry",
    "information",
    "info",
    "record",
    "given",
    "stated",
    "filled",
    "recorded",
    "noted",
    "entered",
    "number",
    "on",
    "available",
    "rating",
    "answer",
    "response",
    "score",
}
_IN_THOUSANDS = re.compile(
    r"(?:[_ (](?:k(?:usd|eur|gbp|chf|[€$£])?|teur)|thousands?|(?<![\d.,])000s?)\)?$", re.I
)
_SKIP = 4
"""How many free words may lie between a comparator and the noun or number that it belongs to."""


@dataclass
class Condition:
    """One restriction, with the spans that said it. `measure` marks a threshold on a measure (a `having`), `row` a test
    that is never meant of a whole group."""

    expr: Expr
    spans: tuple[int, ...]
    column: Column | None = None
    measure: Out | None = None
    period: bool = False
    row: bool = False


@dataclass
class Draft:
    """A question while it is read in one scope: its spans, and what each was used for.

    `unplaced`: words that were read and that the plan could not take up after all. `known`: groups without a name are
    to be left out. `by_row`: it is said that a single row is tested ("in a single year").
    """

    scope: Scope
    spans: tuple[Span, ...]
    tokens: tuple[Token, ...] = ()
    text: str = ""
    words: Vocabulary | None = None
    looked_up: bool = False
    by_row: bool = False
    used: dict[int, str] = field(default_factory=dict)
    conditions: list[Condition] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)
    known: bool = False
    penalty: float = 0.0

    def use(self, why: str, *indices: int) -> None:
        """Mark spans as licensed by a part of the plan."""
        for i in indices:
            self.used.setdefault(i, why)

    def free(self, i: int) -> bool:
        """True where a span is there and not yet used."""
        return 0 <= i < len(self.spans) and i not in self.used

    def find(self, start: int, step: int, test: Callable[[Span], object], most: int = _SKIP) -> int | None:
        """The nearest unused span that passes, looking one way over free words only."""
        i, seen = start, 0
        while 0 <= i < len(self.spans) and seen <= most:
            span = self.spans[i]
            if i not in self.used and test(span):
                return i
            if not (span.free or i in self.used or span.word("count")) or span.text in _STOPS:
                return None
            i, seen = i + step, seen + 1
        return None


def draft_of(scope: Scope, tagged: Tagged) -> Draft:
    """A fresh draft of a tagged question in one scope."""
    return Draft(scope, tagged.cover, tagged.tokens, tagged.text, tagged.words)


def read(draft: Draft) -> None:
    """All conditions of the question, in the order of certainty."""
    from assistant.planner.offline import (
        absence,
        agebands,
        aged_in,
        answered,
        coded,
        consent,
        deeds,
        left_out,
        phrases,
        spanned,
        together,
        units,
        unmatched,
    )

    phrases.text_parts(draft, draft.text)
    phrases.all_of_them(draft)
    if draft.words is not None:
        phrases.presence(draft, draft.words.presence())
    phrases.look_ups(draft)
    phrases.taken_back(draft)
    phrases.weekdays(draft)
    spanned.read(draft)
    absence.read(draft)
    together.read(draft)
    consent.read(draft)
    answered.read(draft)
    phrases.every_year(draft)
    phrases.born(draft)
    phrases.years(draft)
    left_out.read(draft)
    coded.read(draft)
    _single_row(draft)
    units.pays_for(draft)
    _known(draft)
    _ranges(draft)
    _after_numbers(draft)
    _comparisons(draft)
    _split_than(draft)
    _only_so_many(draft)
    _equalities(draft)
    _signs(draft)
    _missing(draft)
    _times(draft)
    _periods(draft)
    aged_in.read(draft)
    _absent(draft)
    unmatched.read(draft)
    deeds.read(draft)
    _present(draft)
    _having(draft)
    _values(draft)
    agebands.said_in_full(draft)
    _one_of_them(draft)
    _alternatives(draft)


def _one_of_them(draft: Draft) -> None:
    """ "variant A with variant B": no row is both, so either will do."""
    merged: list[Condition] = []
    for condition in draft.conditions:
        at = next((k for k, c in enumerate(merged) if _is_another(c, condition)), None)
        if at is None:
            merged.append(condition)
            continue
        first = merged[at]
        assert isinstance(first.expr, Call) and isinstance(condition.expr, Call)
        if first.column is not None and first.column.role == "flag":
            # "without returns and cancellations" leaves out both; yes or no would leave out nothing
            if not any(draft.spans[i].word("not") for i in first.spans):
                draft.unplaced.append(draft.spans[min(condition.spans)].text)
            merged[at] = Condition(first.expr, (*first.spans, *condition.spans), first.column)
            continue
        named = sorted((first, condition), key=lambda c: min(c.spans))
        values = dict.fromkeys(a for c in named if isinstance(c.expr, Call) for a in c.expr.args[1:])
        expr = Call(op="in", args=(first.expr.args[0], *values))
        merged[at] = Condition(expr, (*first.spans, *condition.spans), first.column)
    draft.conditions = merged


def _is_another(first: Condition, second: Condition) -> bool:
    """Another value of a column that has one value a row."""
    pair = [c.expr for c in (first, second) if c.column is not None and c.spans and isinstance(c.expr, Call)]
    if len(pair) < 2 or any(
        e.op not in ("eq", "in") or not all(isinstance(a, Lit) for a in e.args[1:]) for e in pair
    ):
        return False
    return pair[0].args[0] == pair[1].args[0] and not set(pair[0].args[1:]) & set(pair[1].args[1:])


def _single_row(draft: Draft) -> None:
    """ "more than 200 in a single year", "in any one visit": each row is tested, not what a group has together."""
    from assistant.planner.offline.forms.nouns import names_rows
    from assistant.planner.offline.phrases import year_column

    for i, span in enumerate(draft.spans[:-1]):
        if span.text.lower() not in ("single", "one", "any one") or not draft.free(i) or i == 0:
            continue
        before = draft.spans[i - 1].text.lower()
        if span.entries or before not in (
            ("a", "any", "one") if span.text.lower() == "single" else ("any", "in", "on")
        ):
            continue
        following = draft.spans[i + 1]
        grain = following.word("grain")
        yearly = grain is not None and grain.name == "year" and year_column(draft.scope) is not None
        if yearly or any(names_rows(draft.scope, t) for t in draft.scope.terms(following)[:1]):
            draft.by_row = True
            draft.use("rows", i, i + 1)


def _alternatives(draft: Draft) -> None:
    """ "a bmi over 35 or a target over 300": either holds. "not red or tall" denies both, and stays as it is."""
    rows = [c for c in draft.conditions if c.spans and c.measure is None and not c.period]
    rows.sort(key=lambda c: min(c.spans))
    for first, second in pairwise(rows):
        if _denied(first) or _denied(second) or not _or_between(draft, max(first.spans), min(second.spans)):
            continue
        left = next(c for c in draft.conditions if set(first.spans) <= set(c.spans))
        column = left.column if left.column == second.column else None
        joined = Condition(call("or", left.expr, second.expr), (*left.spans, *second.spans), column)
        draft.conditions = [joined if c is left else c for c in draft.conditions if c is not second]


def _denied(condition: Condition) -> bool:
    return isinstance(condition.expr, Call) and condition.expr.op in ("ne", "not_in", "not", "is_null")


def _or_between(draft: Draft, left: int, right: int) -> bool:
    """Only "or" and small words between two places."""
    between = [draft.spans[k].text.lower() for k in range(left + 1, right)]
    small = all(draft.spans[k].free or k in draft.used or w == "or" for k, w in zip(range(left + 1, right), between, strict=True))  # fmt: skip
    return small and between.count("or") == 1 and not {"and", ","} & set(between)


# -- numbers -----------------------------------------------------------------------------------------------------
def _subject(draft: Draft, left: int, right: int, n: int) -> tuple[int | None, Term | None]:
    """What the number at `n` is compared with: the noun right after it (3 orders), else the one before (income over 50k)."""
    from assistant.planner.offline import units

    scope, money = draft.scope, units.is_money_at(draft, n)

    def numeric(s: Span) -> object:
        term = scope.number(s) if s.entries and not _is_members(scope, s) else None
        return (
            term
            if term is not None and units.may_be_about(term, money=money, percent=draft.spans[n].percent)
            else None
        )

    each = units.each(draft, n)
    if each is not None:
        return None, each
    behind = units.behind(draft, right, numeric)
    if behind is not None:
        return behind, scope.quantity(draft.spans[behind]) or scope.number(draft.spans[behind])

    after = draft.find(right, +1, numeric, most=0)
    members = draft.find(right, +1, lambda s: bool(s.entries) and _is_members(scope, s), most=1)
    if (
        after is None
        and members is not None
        and any(
            s.word("group", "superlative", "count") or s.text.lower() in ("which", "what", "groups", "group")
            for s in draft.spans[:left]
        )
    ):
        from assistant.planner.offline.compose import count_of

        counted = count_of(scope, scope.entity) if scope.entity is not None else None
        if counted is not None:
            return members, Term(draft.spans[members], draft.spans[members].entries[0], out=counted)
    if after is not None and _counts(scope.number(draft.spans[after])):
        return after, scope.number(draft.spans[after])
    before = draft.find(left, -1, numeric)
    before = before if before is not None else _before_its_unit(draft, left, numeric)
    if before is not None:
        return before, scope.quantity(draft.spans[before]) or scope.number(draft.spans[before])
    if after is not None:
        return after, scope.quantity(draft.spans[after]) or scope.number(draft.spans[after])
    around = _around(draft, left, right)
    if around is not None:
        return around
    code = draft.find(left, -1, lambda s: _numbered(scope, s), most=1)
    return (code, _numbered(scope, draft.spans[code])) if code is not None else (None, None)


def _around(draft: Draft, left: int, right: int) -> tuple[int, Term] | None:
    """ "won at least one award", with a column "awards won": its name stands around the number."""
    from assistant.planner.offline.lexicon import Entry

    if draft.words is None or left < 0 or right >= len(draft.spans):
        return None
    of = draft.words.stems.of
    near = {of(draft.spans[k].text.lower()): k for k in (left, right) if draft.free(k)}
    for column in draft.scope.source.columns.values():
        words = [of(w) for w in column.label.lower().split()]
        if len(words) == 2 and set(words) == set(near) and is_numeric(column):
            draft.use("condition", left)
            entry = Entry("column", draft.scope.name, column.name, 0.9, shown=column.label)
            return right, Term(draft.spans[right], entry, column=column)
    return None


def _before_its_unit(draft: Draft, left: int, test: Callable[[Span], object]) -> int | None:
    """ "the unemployment rate was above", "whose capital stock is below": a word that only rounds off the name."""
    k = left
    while k > 0 and draft.spans[k].free and draft.spans[k].text not in _STOPS and left - k < _SKIP:
        k -= 1
    if k < 1 or not draft.free(k) or not (draft.spans[k].word("rate") or draft.spans[k].unknown):
        return None
    if draft.spans[k].entries or not draft.free(k - 1) or not test(draft.spans[k - 1]):
        return None
    draft.use("unit", k)
    return k - 1


def _before_unknown(draft: Draft, n: int) -> bool:
    """Right behind the number stands the plural of a thing that nobody knows: the number counts these."""
    if n + 1 >= len(draft.spans) or not draft.spans[n + 1].unknown:
        return False
    word = draft.spans[n + 1].text.lower()
    unit = draft.words is not None and word in draft.words.units
    return word.isalpha() and word.endswith("s") and not word.endswith("ss") and not unit


def _numbered(scope: Scope, span: Span) -> Term | None:
    """An id or code of whole numbers, which is in order, too ("version number later than 5")."""
    terms = (t for t in scope.terms(span) if t.entry.kind == "column" and t.entry.quality >= 0.9)
    codes = (t for t in terms if t.column is not None and t.column.role in ("id", "code"))
    return next((t for t in codes if t.column is not None and t.column.type == "integer"), None)


def _is_members(scope: Scope, span: Span) -> bool:
    """The things that rows are ("people over 50"): their number is nothing that one row has."""
    entity = scope.entity
    own = entity is not None and any(
        e.kind == "entity" and e.name == entity.name and e.quality >= 0.8 for e in span.entries
    )
    return own or any(
        e.kind == "measure" and scope.measure(e) is not None and counts_rows(scope, e.name)
        for e in span.entries[:1]
    )


def counts_rows(scope: Scope, name: str) -> bool:
    """A measure that is the number of rows."""
    measure = scope.catalog.measures.get(name)
    expr = measure.expr if measure is not None else None
    return isinstance(expr, Agg) and expr.agg == "count" and expr.of is None


def _counts(term: Term | None) -> bool:
    """Things that are counted stand after their number (3 orders, 50 years old); amounts before it."""
    if term is None:
        return False
    if term.column is not None:
        return (
            term.column.role in ("quantity", "flag")
            or term.column.unit in ("years", "days", "count")
            or (term.column.type == "integer" and term.column.unit is None)
        )
    return term.measure is not None and term.measure.unit in (None, "count")


def _add(draft: Draft, term: Term, make: Callable[[Expr], Expr], *spans: int) -> None:
    from assistant.planner.offline import units

    if term.out is not None:
        draft.conditions.append(Condition(make(col(term.out.name)), spans, measure=term.out))
    elif term.column is not None:
        draft.conditions.append(Condition(make(col(term.column.name)), spans, term.column))
    elif term.measure is not None:
        out = Out(name=term.measure.label, expr=_measure(term), unit=term.measure.unit)
        draft.conditions.append(Condition(make(col(out.name)), spans, measure=out))
    draft.use("condition", *spans)
    if is_money(units.unit_of(term)):
        units.use_verb(draft, min(spans) - 1)


def _measure(term: Term) -> Expr:
    from data.query import MeasureRef

    assert term.measure is not None
    return MeasureRef(measure=term.measure.name)


def _bare(draft: Draft, value: float, n: int) -> Term | None:
    """The column that a number means when no noun stands by it: an age, or what a row is worth."""
    from assistant.planner.offline import units
    from assistant.planner.offline.lexicon import Entry

    scope, money = draft.scope, units.is_money_at(draft, n)
    if _before_unknown(draft, n):
        return None  # "more than 10 orders", where nobody knows of orders
    behind = draft.spans[n + 1].text.lower() if n + 1 < len(draft.spans) else ""
    if not money and behind not in ("years", "year", "yrs") and _counts_what_follows(draft, n):
        return None  # "more than 10 times", "over 45 minutes", "at least 10 lessons": no age
    column = scope.concept("age") if not money and 10 <= value <= 110 else None
    said = units.speaks_of_money(draft)
    event = scope.entity is not None and scope.entity.name in (
        "order",
        "invoice",
        "transaction",
        "basket",
        "booking",
    )
    if column is None and (money or (value > 110 and (said or event))):
        column = units.worth(scope) if money else scope.value_column()
        earned = {s.text.lower() for s in draft.spans[max(0, n - 3) : n]} & _EARNS
        column = (scope.concept("income") if earned else None) or column
        if column is not None:
            draft.notes.append(f"the number is read as {column.label}")
    if column is None:
        return None
    span = draft.spans[0]
    return Term(span, Entry("column", scope.name, column.name, 0.8), column=column)


_EARNS = frozenset(["make", "makes", "making", "earn", "earns", "earning", "earned"])


def _is_idle_noun(draft: Draft, low: str) -> bool:
    """ "more than 10 visits", where nothing in the data is called so: a noun that questions use freely, in the plural."""
    words = draft.words
    return words is not None and len(low) > 4 and words.stems.of(low) in words.framing | words.idle


def _counts_what_follows(draft: Draft, n: int) -> bool:
    """Right behind the number stands its unit, or a noun of the data in the plural, which it counts."""
    at = n + 1
    while at < len(draft.spans) and draft.spans[at].word("after_number") is not None:
        at += 1  # "60+ days"
    span = draft.spans[at] if at < len(draft.spans) else None
    if span is None:
        return False
    low = span.text.lower()
    counted = low.endswith("s") and (
        span.entry("entity", "rows", "table", "column", "measure") is not None or _is_idle_noun(draft, low)
    )
    return low in ("times", "time") or _is_unit_at(draft, at) or counted


def _is_unit_at(draft: Draft, i: int) -> bool:
    low = draft.spans[i].text.lower() if i < len(draft.spans) else ""
    none = ("in", "people", "persons")
    return low not in none and i < len(draft.spans) and _is_unit(draft, i)


def _ranges(draft: Draft) -> None:
    """between 40k and 60k; aged 40 to 50; 25-64."""
    from assistant.planner.offline import agebands

    spans = draft.spans
    for i, span in enumerate(spans):
        if not draft.free(i) or span.number is None or span.entries:
            continue
        j = i + 1
        if not (j + 1 < len(spans) and spans[j].text.lower() in ("-", "and", "to", "until", "till", "up to")):
            continue
        k = j + 1
        below = [s.text.lower() for s in spans[j + 1 : j + 3]] == ["but not", "including"]
        if below and j + 3 < len(spans):
            k = j + 3  # "from 25 up to but not including 30"
        if spans[k].number is None or not draft.free(k):
            continue
        opener = (
            i - 1
            if i and spans[i - 1].text.lower() in ("between", "from", "of", "aged", "ages", "is", "age")
            else None
        )
        if spans[j].text.lower() == "and" and (opener is None or spans[i - 1].text.lower() != "between"):
            continue
        low, high = span.number, spans[k].number or 0.0
        if low < high / 200 and high >= 1000 and high % 1000 == 0 and not any(c in span.text for c in "km"):
            low *= 1000  # "between 40 and 60k"
        used = [*range(i, k + 1)] + ([opener] if opener is not None and not spans[opener].entries else [])
        at, term = _subject(
            draft,
            (opener if opener is not None else i)
            - (0 if opener is not None and spans[opener].entries else 1),
            k + 1,
            k,
        )
        term = term or _bare(draft, high, k)
        if term is None:
            agebands.read(draft, low, high, used, opener if opener is not None else i)
            continue
        low, high = (_as_share(v, spans[n], term) if v >= 1000 else v for v, n in ((low, i), (high, k)))
        _add(
            draft,
            term,
            _up_to(low, high) if below else _between(low, high),
            *used,
            *([at] if at is not None else []),
        )
        _use_unit(draft, k + 1)


def _up_to(low: float, high: float) -> Callable[[Expr], Expr]:
    return lambda c: call("and", call("ge", c, _num(low)), call("lt", c, _num(high)))


def _between(low: float, high: float) -> Callable[[Expr], Expr]:
    return lambda c: call("between", c, _num(low), _num(high))


def _against(op: str, value: float) -> Callable[[Expr], Expr]:
    return lambda c: call(op, c, _num(value))  # type: ignore[arg-type]  # a comparator's name


def _aged(draft: Draft, i: int, n: int) -> tuple[int | None, Term | None] | None:
    """ "older than 60": the comparator itself says what is compared."""
    from assistant.planner.offline.lexicon import Entry

    if not draft.spans[i].text.lower().startswith(("older", "younger")):
        return None
    column = draft.scope.concept("age")
    if column is None:
        return None
    return None, Term(draft.spans[n], Entry("column", draft.scope.name, column.name, 1.0), column=column)


def _of_people(draft: Draft, i: int, n: int) -> tuple[int | None, Term | None] | None:
    """ "people under 30 spend": a number right behind people is their age, also where a verb of money follows."""
    from assistant.planner.offline.lexicon import Entry

    scope, behind = draft.scope, n + 1
    column = scope.concept("age")
    value, entity = draft.spans[n].number or 0.0, scope.entity
    if column is None or entity is None or entity.name not in PEOPLE or not 10 <= value <= 110:
        return None
    if i == 0 or not _is_members(scope, draft.spans[i - 1]) or any(s in draft.spans[n].text for s in "$€£"):
        return None
    term = scope.number(draft.spans[behind]) if draft.free(behind) and draft.spans[behind].entries else None
    if term is None or draft.spans[behind].text.lower() not in _SPENT:
        return None
    return None, Term(draft.spans[n], Entry("column", scope.name, column.name, 1.0), column=column)


_SPENT = (
    "spend",
    "spends",
    "spent",
    "pay",
    "pays",
    "paid",
    "earn",
    "earns",
    "earned",
    "bring",
    "buy",
    "buys",
    "bought",
)


def _in_own_unit(
    draft: Draft, n: int, at: int | None, term: Term | None
) -> tuple[int | None, Term | None, float]:
    """A length of time ("longer than two hours") of the column that is one, in the unit of that column."""
    from assistant.planner.offline import lasting

    said, value = lasting.at(draft, n), draft.spans[n].number or 0.0
    if said is None:
        return at, term, value
    if term is None or not lasting.may_be(term):
        found = lasting.only(draft, n)
        at, term = (None, found) if found is not None else (at, term)
    return at, term, lasting.converted(value, said, term.column if term is not None else None)


def _as_share(value: float, span: Span, term: Term | None) -> float:
    """ "15 %" on a column that holds shares (0.15), "50k" on one that holds thousands (50)."""
    column = term.column if term is not None else None
    if term is not None and term.measure is not None and term.measure.unit == "share" and span.percent:
        return round(value / 100, 12)
    if column is None or not (span.percent or value > 1):
        return value
    if _IN_THOUSANDS.search(column.name) and value >= 1000 and not _below_all(column, value):
        return value / 1000
    small = column.unit == "share" or (span.percent and column.high is not None and _below(column, 1.0))
    return round(value / 100, 12) if small else value


def _below_all(column: Column, value: float) -> bool:
    """A number that the column may hold as it stands."""
    return column.high is None or not _below(column, value / 10)


def _below(column: Column, limit: float) -> bool:
    try:
        return float(str(column.high)) <= limit
    except ValueError:
        return False


def _use_unit(draft: Draft, i: int) -> None:
    """ "90 days": the unit belongs to the number."""
    if draft.words is not None and draft.free(i) and draft.spans[i].text.lower() in draft.words.units:
        draft.use("unit", i)


def _is_no_number_of(draft: Draft, i: int, term: Term) -> bool:
    """ "a ride of more than 12 hours": twelve hours are no number of rides."""
    measured = draft.words is not None and i < len(draft.spans) and draft.spans[i].text.lower() in _MEASURED
    return measured and term.column is None and _is_a_count(term)


_MEASURED = frozenset(
    [
        "second",
        "seconds",
        "secs",
        "minute",
        "minutes",
        "mins",
        "hour",
        "hours",
        "day",
        "days",
        "week",
        "weeks",
        "month",
        "months",
        "km",
        "kilometers",
        "kilometres",
        "miles",
        "metres",
        "meters",
        "kilos",
        "grams",
        "kg",
        "cm",
        "mm",
    ]
)


def _is_a_count(term: Term) -> bool:
    """A thing, or a measure that is the number of something."""
    if term.entity is not None:
        return True
    expr = term.measure.expr if term.measure is not None else None
    return isinstance(expr, Agg) and expr.agg in ("count", "distinct")


def _num(value: float) -> Lit:
    return Lit(lit=int(value) if value == int(value) else value)


def _after_numbers(draft: Draft) -> None:
    """5 or more orders; 20+ orders; 65 or older."""
    from assistant.planner.offline import agebands

    spans = draft.spans
    for i, span in enumerate(spans):
        word = span.word("after_number")
        if word is None or not draft.free(i) or i == 0:
            continue
        n = i - 1
        noun: int | None = None
        if spans[n].number is None and i > 1 and spans[i - 2].number is not None and spans[n].entries:
            n, noun = i - 2, i - 1  # "8 times or more", "one car or less"
        unit = spans[n].number is None and i > 1 and _is_unit(draft, i - 1)
        if unit and spans[i - 2].number is not None:
            n = i - 2  # "2 cm or more", "9 years or longer"
        if spans[n].number is None or not draft.free(n):
            continue
        value = spans[n].number or 0.0
        if leaves_a_gap(span, value):
            continue
        if noun is None and _count_of_group(draft, i, n, word.name, n - 1):
            continue
        term = draft.scope.number(spans[noun]) if noun is not None else None
        at = noun
        if term is None:
            at, term = _subject(draft, n - 1, n + 1 if unit else i + 1, n)
            if (
                at is not None
                and term is not None
                and _is_a_count(term)
                and spans[at].text.lower().endswith("ing")
            ):
                continue  # "those travelling in a group of two or more": no number of travellers
        at, term, value = _in_own_unit(draft, n, at, term)
        term = term or _bare(draft, value, n)
        value = _as_share(value, spans[n], term)
        if term is None:
            agebands.read(
                draft, value if word.name == "ge" else None, None if word.name == "ge" else value, [n, i], n
            )
            continue
        if unit and n == i - 2:
            draft.use("unit", i - 1)
        op = "ge" if word.name == "ge" else "le"
        _add(draft, term, _against(op, value), n, i, *([at] if at is not None else []))
        _use_unit(draft, i + 1)


def _is_unit(draft: Draft, i: int) -> bool:
    """ "cm", "years": what a number is measured in, and no name of the data."""
    low = draft.spans[i].text.lower()
    known = draft.words is not None and (
        low in draft.words.units or low in draft.words.raw["short_units"].split()
    )
    return known and (not draft.spans[i].entries or low in ("years", "year", "days", "months"))


def leaves_a_gap(span: Span, value: float) -> bool:
    """ "one or none" is at most one; "three or none" is no range."""
    return span.text.lower() in ("or none", "or zero") and value != 1


def _comparisons(draft: Draft) -> None:
    """income over 50k; more than 3 orders; earn more than the average salary."""
    from assistant.planner.offline import agebands

    spans = draft.spans
    for i, span in enumerate(spans):
        word = span.word("comparator")
        if word is None or not draft.free(i):
            continue
        n = draft.find(i + 1, +1, lambda s: s.number is not None, most=2)
        if n is not None and spans[n].period is not None and span.text.lower() in _SINCE:
            continue  # "production from 1990": a year, no amount
        if n is not None and n + 1 < len(spans) and spans[n + 1].word("superlative") is not None:
            continue  # "from the ten biggest customers": how many of them
        if n is not None:
            if _exists(draft, i, n):
                continue
            value = spans[n].number or 0.0
            again = draft.conditions and _before_unknown(draft, n)  # "under 25 or have more than 10 orders"
            if _count_of_group(draft, i, n, _negated(draft, i, word.name)):
                continue
            aged = _aged(draft, i, n) or _of_people(draft, i, n)
            at, term = (None, None) if again else aged or _subject(draft, i - 1, n + 1, n)
            at, term, value = _in_own_unit(draft, n, at, term)
            if term is None and (term := _bare(draft, value, n)) is not None:
                draft.by_row = draft.by_row or _of_the_rows(draft, i)
            value = _as_share(value, spans[n], term)
            if term is not None and _is_no_number_of(draft, n + 1, term):
                continue
            if term is not None:
                _use_unit(draft, n + 1)
                op = _negated(draft, i, word.name)
                if op == "ge" and value == 1 and at is not None and _either(draft, i, n, at, term):
                    continue
                _add(
                    draft,
                    term,
                    _against(op, value),
                    i,
                    n,
                    *([at] if at is not None else []),
                )
            else:
                agebands.beyond(draft, _negated(draft, i, word.name), value, [i, n], i)
            continue
        if not _noun_between(draft, i, word.name):
            _than_average(draft, i, word.name)


def _of_the_rows(draft: Draft, i: int) -> bool:
    """ "won deals over 10,000 by owner": right behind the things that rows are, a number tests each of them."""
    from assistant.planner.offline.forms.nouns import names_rows

    k = i - 1
    while k > 0 and draft.spans[k].free:
        k -= 1
    if k < 0 or not draft.spans[k].entries:
        return False
    several = " " in draft.spans[k].text  # "won deals", but not "which owners won more than"
    return (several and draft.spans[k].entries[0].state) or names_rows(
        draft.scope, next(iter(draft.scope.terms(draft.spans[k])), None)
    )


def _either(draft: Draft, i: int, n: int, at: int, term: Term) -> bool:
    """ "at least one kid or teenager": one of either kind is enough."""
    if (
        at <= n
        or at + 2 >= len(draft.spans)
        or draft.spans[at + 1].text.lower() != "or"
        or not draft.free(at + 2)
    ):
        return False
    other = draft.scope.quantity(draft.spans[at + 2]) if draft.spans[at + 2].entries else None
    first, second = term.column, other.column if other is not None else None
    if first is None or second is None or first == second or not _counts(other):
        return False
    expr = call("or", call("ge", col(first.name), 1), call("ge", col(second.name), 1))
    draft.conditions.append(Condition(expr, (i, n, at, at + 1, at + 2), row=True))
    draft.use("condition", i, n, at, at + 1, at + 2)
    return True


def _exists(draft: Draft, i: int, n: int) -> bool:
    """ "tickers with at least one close under 0.85", "accounts with at least one won deal": one such row is enough."""
    from assistant.planner.offline import counted

    word = draft.spans[i].word("comparator")
    if word is None or word.name != "ge" or draft.spans[n].number != 1 or not counted.of_groups(draft, i):
        return False
    span = draft.spans[n + 1] if n + 1 < len(draft.spans) else None
    tested = n + 2 < len(draft.spans) and draft.spans[n + 2].word("comparator") is not None
    if span is None or not span.entries or not (tested or span.entries[0].kind == "value"):
        return False
    draft.use("exists", i, n)
    draft.by_row = True
    return True


def _count_of_group(draft: Draft, i: int, n: int, op: str, left: int | None = None) -> bool:
    """ "hosts with more than 10 listings", "ordered at least twice": the rows of a group are counted."""
    from assistant.planner.offline import counted

    found = counted.by(draft, i - 1 if left is None else left, n)
    if found is None:
        return False
    spans, term = found
    _add(draft, term, _against(op, draft.spans[n].number or 0.0), i, n, *spans)
    return True


_TO = re.compile(r"\b(?:to|until|till|through)\b|\w\s*[-–]\s*[a-z]", re.I)
"""What makes a period of two ends: "january to december 2024"."""
_SINCE = ("from", "since", "before", "after", "until", "till", "up to", "by", "to")


def _noun_between(draft: Draft, i: int, op: str) -> bool:
    """ "above an income of 60k", "north of latitude 45": the noun stands before its number."""
    spans, scope = draft.spans, draft.scope
    at = draft.find(i + 1, +1, lambda s: scope.quantity(s) if s.entries else None, most=2)
    n = (
        None
        if at is None
        else draft.find(at + 1, +1, lambda s: s.number is not None and not s.entries, most=2)
    )
    term = scope.quantity(spans[at]) if at is not None else None
    if at is None or n is None or term is None:
        return False
    value = _as_share(spans[n].number or 0.0, spans[n], term)
    again = [k for k in range(at + 1, n) if spans[k].word("comparator") is not None]
    _add(draft, term, _against(_negated(draft, i, op), value), i, at, n, *again)
    return True


_IS = (
    "is",
    "=",
    ":",
    "of",
    "equal to",
    "equals",
    "was",
    "are",
    "equal",
    "to",
    "number",
    "no",
    "value",
    "a",
    "the",
    "code",
)
_HAVING = (
    "with",
    "had",
    "has",
    "have",
    "having",
    "scored",
    "got",
    "of",
    "won",
    "earned",
    "whose",
    "exactly",
    "just",
    "only",
)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_PLACES = ("position", "place", "rank", "ranking", "finish", "standing", "spot")


def _equalities(draft: Draft) -> None:
    """mode 1; choice = 1; a high checkout of 131; with 25 points; in first place."""
    spans, scope = draft.spans, draft.scope
    for i, span in enumerate(spans):
        if not draft.free(i) or not span.entries:
            continue
        column = _countable_column(scope, span)
        if column is None:
            continue
        n = i + 1
        while (
            n < len(spans)
            and n - i <= 3
            and spans[n].text.lower() in _IS
            and (spans[n].free or draft.free(n))
        ):
            n += 1
        before = i - 1
        if n + 1 < len(spans) and spans[n + 1].entries and not spans[n + 1].word("comparator") and n > i + 1:
            continue  # "the ids of the 5 customers": the number counts what follows it
        if n < len(spans) and _plain_number(draft, n) and _in_range(column, spans[n].number or 0.0):
            own = _of_that_number(draft, i, n) if n == i + 1 else None
            if own is not None:
                draft.conditions.append(Condition(call("eq", col(own.name), on(own)), (i, n), own))
                draft.use("condition", i, n)
                continue
            last, values = _listed_numbers(draft, column, n)
            _equal(draft, column, values, *range(i, last + 1))
        elif (
            _plain_number(draft, before)
            and is_numeric(column)
            and before > 0
            and spans[before - 1].text.lower() in _HAVING
            and _in_range(column, spans[before].number or 0.0)
        ):
            _equal(draft, column, [spans[before].number or 0.0], before, i)
        elif (
            before >= 0
            and spans[before].text.lower() in _ORDINALS
            and set(column.label.lower().split()) & set(_PLACES)
        ):
            _equal(draft, column, [float(_ORDINALS.index(spans[before].text.lower()) + 1)], before, i)


def _of_that_number(draft: Draft, i: int, n: int) -> Column | None:
    """ "took up campaign 5", where one yes or no is of that campaign: which one it was, and not how many."""
    name = f"{draft.spans[i].text.lower().split()[-1]} {draft.spans[n].text}"
    flags = (c for c in draft.scope.source.columns.values() if c.role == "flag")
    found = [c for c in flags if any(s.lower().endswith(name) for s in (c.label, *c.synonyms))]
    return found[0] if len(found) == 1 else None


def _countable_column(scope: Scope, span: Span) -> Column | None:
    """A column of whole numbers or codes, not an amount of money or a share."""
    best = next((t for t in scope.terms(span) if t.entry.kind == "column"), None)
    column = best.column if best is not None and best.entry.quality >= 0.75 else None
    if column is None or column.role in ("date", "person", "text", "constant"):
        return None
    if column.type in NUMERIC:
        return column
    numbers = [v for v in column.values if str(v.value).strip().isdigit()]
    return column if column.values and len(numbers) == len(column.values) else None


def _plain_number(draft: Draft, n: int) -> bool:
    if not 0 <= n < len(draft.spans) or not draft.free(n):
        return False
    span = draft.spans[n]
    return (
        span.number is not None
        and not span.percent
        and not span.entries
        and span.text.replace(",", "").replace(".", "", 1).isdigit()
    )


def _in_range(column: Column, value: float) -> bool:
    try:
        return float(str(column.low)) <= value <= float(str(column.high))
    except ValueError:
        return any(str(v.value).strip() == f"{value:g}" for v in column.values)


def _listed_numbers(draft: Draft, column: Column, n: int) -> tuple[int, list[float] | tuple[float, float]]:
    """(place of the last number, the numbers): "1 or 2", "5, 6 or 7"; a pair for "6 to 20"."""
    spans = draft.spans
    values = [spans[n].number or 0.0]
    last = n
    while last + 2 < len(spans) and spans[last + 1].text.lower() in (
        "or",
        "and",
        ",",
        "to",
        "-",
        "&",
        "through",
    ):
        k = last + 2
        if not _plain_number(draft, k) or not _in_range(column, spans[k].number or 0.0):
            break
        if spans[last + 1].text.lower() in ("to", "-", "through") and len(values) == 1:
            return k, (values[0], spans[k].number or 0.0)
        values.append(spans[k].number or 0.0)
        last = k
    return last, values


def _equal(draft: Draft, column: Column, values: list[float] | tuple[float, float], *spans: int) -> None:
    negated = negation(draft, min(spans))
    if isinstance(values, tuple):
        expr: Expr = call("between", col(column.name), _num(values[0]), _num(values[1]))
        expr = Call(op="not", args=(expr,)) if negated is not None else expr
    else:
        stored = [_stored(column, v) for v in values]
        names: tuple[Op, Op] = ("ne", "not_in") if negated is not None else ("eq", "in")
        expr = Call(op=names[len(stored) > 1], args=(col(column.name), *stored))
    used = (*spans, *((negated,) if negated is not None and negated >= 0 else ()))
    draft.conditions.append(Condition(expr, used, column))
    draft.use("condition", *used)


def _stored(column: Column, value: float) -> Lit:
    """A number as the column holds it: as text, where it holds codes as text."""
    kept = next((v.value for v in column.values if str(v.value).strip() == f"{value:g}"), None)
    return Lit(lit=kept) if kept is not None and column.type not in NUMERIC else _num(value)


_MORE: dict[str, Op] = {
    "more": "gt", "higher": "gt", "greater": "gt", "larger": "gt", "bigger": "gt", "less": "lt", "fewer": "lt", "lower": "lt",
    "smaller": "lt",
}  # fmt: skip


def _split_than(draft: Draft) -> None:
    """more debt than 15k; a higher income than 80,000."""
    spans, scope = draft.spans, draft.scope
    for i, span in enumerate(spans):
        op = _MORE.get(span.text.lower())
        if op is None or not draft.free(i):
            continue
        k = next((j for j in range(i + 1, min(i + 7, len(spans))) if spans[j].text.lower() == "than"), None)
        n = (
            draft.find(k + 1, +1, lambda s: s.number is not None and not s.entries, most=1)
            if k is not None
            else None
        )
        if k is None or n is None:
            continue
        at = next(
            (j for j in range(i + 1, k) if draft.free(j) and spans[j].entries and scope.quantity(spans[j])),
            None,
        )
        term = scope.quantity(spans[at]) if at is not None else None
        if at is not None and term is not None:
            _add(draft, term, _against(op, _as_share(spans[n].number or 0.0, spans[n], term)), i, at, k, n)


_BLANK = ("missing", "blank", "empty", "null", "unknown", "absent")


def _missing(draft: Draft) -> None:
    """customers whose income is missing; with an unknown age."""
    spans, scope = draft.spans, draft.scope
    for i, span in enumerate(spans):
        if span.text.lower() not in _BLANK or not draft.free(i) or span.entries:
            continue

        def holed(s: Span) -> object:
            return _holed(scope, s) if s.entries else None

        at = draft.find(i - 1, -1, holed, most=3)
        at = at if at is not None else draft.find(i + 1, +1, holed, most=2)
        column = _holed(scope, spans[at]) if at is not None else None
        if at is None or column is None:
            continue
        draft.conditions.append(Condition(call("is_null", col(column.name)), (i, at), column))
        draft.use("condition", i, at)


def _holed(scope: Scope, span: Span) -> Column | None:
    """The column with gaps that a span names, or that the measure which it names is made of."""
    term = next((t for t in scope.terms(span) if t.entry.kind == "column"), None)
    column = term.column if term is not None else None
    return column if column is not None and column.missing > 0 else _behind(scope, span)


def _known(draft: Draft) -> None:
    """orders with a known customer; where the income is known."""
    spans = draft.spans
    for i, span in enumerate(spans):
        if span.text.lower() != "known" or not draft.free(i) or span.entries:
            continue
        stated = i > 1 and spans[i - 1].text.lower() in ("is", "are", "was", "were")
        for at in (i + 1, i - 2) if stated else (i + 1,):
            column = with_gaps(draft, at)
            if column is not None:
                draft.conditions.append(Condition(call("not_null", col(column.name)), (i, at), column))
                draft.use("condition", i, at)
                break


def with_gaps(draft: Draft, at: int) -> Column | None:
    """The column of this source that a span names, or the key of the thing that it names, where some are missing."""
    scope = draft.scope
    if at >= len(draft.spans) or not draft.free(at):
        return None
    for entry in draft.spans[at].entries:
        key = scope.catalog.entities[entry.name].key if entry.kind == "entity" else None
        column = scope.source.columns.get(key or entry.name)
        if column is not None and entry.kind in ("column", "entity") and column.missing > 0:
            return column
    return None


def _times(draft: Draft) -> None:
    """customers who ordered once; bought only twice."""
    spans, scope = draft.spans, draft.scope
    for i, span in enumerate(spans):
        if span.text.lower() not in ("once", "twice") or not draft.free(i):
            continue
        k = i - 1
        while k >= 0 and spans[k].text.lower() in ("only", "just", "exactly", "at all"):
            k -= 1
        term = scope.quantity(spans[k]) if k >= 0 and draft.free(k) and spans[k].entries else None
        if term is None or term.column is None:
            if k < i - 1 or spans[i - 1].text.lower() in _DONE or spans[i - 1].unknown:
                _count_of_group(draft, i, i, "eq")
            continue
        used = tuple(range(k, i + 1))
        draft.conditions.append(
            Condition(call("eq", col(term.column.name), _num(span.number or 1.0)), used, term.column)
        )
        draft.use("condition", *used)


_DONE = (
    "appear",
    "appears",
    "occur",
    "occurs",
    "bought",
    "ordered",
    "visited",
    "purchased",
    "booked",
    "there",
    "listed",
)


def _only_so_many(draft: Draft) -> None:
    """ "hosts with only one listing", "just 2 orders": exactly as many, of a group's rows or of a member's own number."""
    for i, span in enumerate(draft.spans[:-1]):
        number = draft.spans[i + 1].number
        if (
            span.text.lower() not in ("only", "just")
            or not draft.free(i)
            or not draft.free(i + 1)
            or number is None
        ):
            continue
        if draft.spans[i + 1].period is not None or _count_of_group(draft, i, i + 1, "eq"):
            continue
        term = (
            draft.scope.quantity(draft.spans[i + 2])
            if draft.free(i + 2) and draft.spans[i + 2].entries
            else None
        )
        if term is not None and _counts(term) and term.entry.quality >= 0.75:
            _add(draft, term, _against("eq", number), i, i + 1, i + 2)


_SIGNS: dict[str, Op] = {"negative": "lt", "positive": "gt", "zero": "eq", "nonzero": "ne", "non-zero": "ne"}


def _signs(draft: Draft) -> None:
    """a negative balance; was the rate negative; zero waiting time."""
    for i, span in enumerate(draft.spans):
        op = _SIGNS.get(span.text.lower())
        if op is None or not draft.free(i) or span.entries:
            continue

        def numeric(s: Span) -> object:
            return draft.scope.quantity(s) if s.entries and not _is_members(draft.scope, s) else None

        at = draft.find(i + 1, +1, numeric, most=1)
        at = at if at is not None else draft.find(i - 1, -1, numeric, most=2)
        term = draft.scope.quantity(draft.spans[at]) if at is not None else None
        if at is None or term is None or term.column is None:
            continue
        draft.conditions.append(Condition(call(op, col(term.column.name), 0), (i, at), term.column))
        draft.use("condition", i, at)


_OPPOSITE = {"gt": "le", "ge": "lt", "lt": "ge", "le": "gt", "eq": "ne"}


def _negated(draft: Draft, i: int, op: str) -> str:
    """ "skip groups with under 50 people" keeps those with 50 or more."""
    for k in range(i - 1, max(-1, i - 7), -1):
        span = draft.spans[k]
        if span.word("not") and draft.free(k) and span.text.lower() not in _ABSENT:
            draft.use("condition", k)
            return _OPPOSITE.get(op, op)
        if span.text in _STOPS or (
            span.entries and not span.free and draft.scope.number(span) and k in draft.used
        ):
            break
    return op


def _than_average(draft: Draft, i: int, op: str) -> None:
    """A row's value against the average of all rows."""
    spans, scope = draft.spans, draft.scope
    a = draft.find(i + 1, +1, lambda s: s.word("aggregate"), most=2)
    if a is None:
        return
    noun = draft.find(a + 1, +1, lambda s: scope.quantity(s) if s.entries else None, most=2)
    before = draft.find(i - 1, -1, lambda s: bool(s.entries) and bool(scope.number(s)))
    target = (
        scope.quantity(spans[noun])
        if noun is not None
        else (scope.quantity(spans[before]) if before is not None else None)
    )
    word = spans[a].word("aggregate")
    if target is None or target.column is None or word is None:
        return
    name = target.column.name
    inner = Query(source=scope.name, measures=(Out(name=word.name, expr=Agg(agg=word.name, of=col(name))),))  # type: ignore[arg-type]  # a name of the vocabulary's aggregates
    expr = call(op, col(name), Scalar(scalar=inner))  # type: ignore[arg-type]  # a comparator's name
    draft.conditions.append(Condition(expr, (i, a), target.column))
    draft.use(
        "condition", i, a, *([noun] if noun is not None else []), *([before] if before is not None else [])
    )


# -- periods -----------------------------------------------------------------------------------------------------
def _periods(draft: Draft) -> None:
    """in 2011; since March; before June: conditions on the date column."""
    spans = draft.spans
    dated = draft.scope.date() or _only_date_named(draft)
    here = [i for i, s in enumerate(spans) if s.period is not None and draft.free(i)]
    if not here or dated is None:
        return
    here = _between_days(draft, here, dated)
    for i in here:
        period = spans[i].period
        assert period is not None
        if _named_in_column(draft, spans[i]):
            draft.use("period", i)
            continue
        if _along_the_year(draft, i):
            draft.use("group", i)
            continue
        if _of_every_year(draft, i, dated):
            continue
        open_end = spans[i - 1].text.lower() if i else ""
        edge = at_edge(draft, i)
        if edge is not None and not edge.bounds:
            continue  # "at the end of 2023" is a day, and no stretch of days
        named = draft.find(
            (i if edge is None or not edge.spans else edge.spans[0]) - 1,
            -1,
            lambda s: s.entries and _dated_name(draft.scope, s) is not None,
            most=3,
        )
        column = _only_date_named(draft) or dated
        birth = next(
            (b for b in draft.scope.source.columns.values() if is_birth(b) and b.type in DATED), None
        )
        near = range(i - 1, max(-1, i - 5), -1)
        born = next((k for k in near if spans[k].text.lower() == "born" and draft.free(k)), None)
        happened = events.beside(draft, i) if named is None and _only_date_named(draft) is None else None
        if birth is not None and born is not None:
            column, named = birth, born
        elif happened is not None:
            column, named = happened
        elif named is not None:
            column = _dated_name(draft.scope, spans[named]) or column
        named = named if named is not None else _said_to_be(draft, i, column)
        c = col(column.name)
        used = [i] + ([named] if named is not None else [])
        behind = spans[i + 1].text.lower() if i + 1 < len(spans) and draft.free(i + 1) else ""
        if edge is not None:
            expr: Expr = call(
                "lt" if edge.late else "ge", c, date(str(period.high if edge.late else period.low))
            )
            used += edge.spans
        elif behind in _AND_EARLIER:
            expr = call("lt", c, date(str(period.high)))
            used.append(i + 1)
        elif behind in _ONWARDS and open_end not in _ONWARDS:
            expr = call("ge", c, date(str(period.low)))
            used += [i + 1, *([i - 1] if open_end in ("from", "since", "starting") else [])]
        elif open_end in ("since", "after", "from", "starting") and not (
            period.words.startswith("from") or (open_end == "from" and _TO.search(spans[i].text))
        ):
            bound = period.high if open_end == "after" else period.low
            expr = call("ge", c, date(str(bound)))
            used.append(i - 1)
        elif open_end in ("before", "until", "till", "by") and open_end != "by":
            bound = period.low if open_end == "before" else period.high
            expr = call("lt", c, date(str(bound)))
            used.append(i - 1)
        else:
            expr = call("and", call("ge", c, date(str(period.low))), call("lt", c, date(str(period.high))))
        denied = negation(draft, i)
        if denied is not None and _leaves_out(draft, denied):
            expr = Call(op="not", args=(expr,))  # "leave out March"
            used.append(denied)
        if draft.looked_up and any(c.role == "score" and c.unit == "days" for c in _mentioned(draft)):
            # "recency counted from 10 December": the reference day of a number, not a restriction.
            draft.use("period", *used)
            continue
        draft.conditions.append(Condition(expr, tuple(used), column, period=True))
        draft.use("period", *used)
    _join_periods(draft)


def _leaves_out(draft: Draft, denied: int) -> bool:
    """ "leave out March", "without 2023": of "didn't come in March" the verb is denied, and not the month."""
    low = re.sub("['’]", "", draft.spans[denied].text.lower())
    return low in (*_LEAVES_OUT, "w0o", "non", "but not") or low not in _ABSENT


def _said_to_be(draft: Draft, i: int, column: Column) -> int | None:
    """ "whose last visit was before ...": the name of the date, with only its verb before the period."""
    k = i - 1
    while k > 0 and draft.spans[k].text.lower() in (
        "was",
        "is",
        "were",
        "are",
        "before",
        "after",
        "since",
        "in",
        "on",
    ):
        k -= 1
    verb = any(s.text.lower() in ("was", "is", "were", "are") for s in draft.spans[k + 1 : i])
    return k if verb and draft.free(k) and _dated_name(draft.scope, draft.spans[k]) == column else None


_EDGE = re.compile(r"(?P<open>\b(?:by|until|till|before|to|since|from|after)\s+)?(?:at\s+)?(?:the\s+)?\b(?P<edge>end|close|start|beginning)\s+of\s+(?:the\s+)?$", re.I)  # fmt: skip


@dataclass(frozen=True)
class _Edge:
    """The end or the beginning of a period: whether it bounds what happened ("by the end of 2023"), and its spans."""

    bounds: bool
    late: bool
    spans: tuple[int, ...]


def at_edge(draft: Draft, i: int) -> _Edge | None:
    """What stands before a period where only its end or its beginning is meant; None without such words."""
    place = draft.tokens[draft.spans[i].start].start
    m = _EDGE.search(draft.text[:place])
    if m is None:
        return None
    said, late = (m["open"] or "").strip().lower(), m["edge"].lower() in ("end", "close")
    inside = tuple(k for k in range(i) if draft.tokens[draft.spans[k].start].start >= m.start())
    above = said in ("by", "until", "till", "before", "to") and late
    return _Edge(above or (said in ("since", "from") and not late), late, inside)


_ONWARDS = ("onwards", "onward", "on", "and later", "or later", "and after", "or after", "or newer")
_AND_EARLIER = ("or earlier", "and earlier", "or before", "or older")


def _along_the_year(draft: Draft, i: int) -> bool:
    """ "by quarter of the year, Q1 to Q4": the groups themselves, told by their names."""
    period = draft.spans[i].period
    grouped = any((w := s.word("grain")) is not None and w.name.endswith("of the year") for s in draft.spans)
    return grouped and period is not None and re.search(r"\d\d", draft.spans[i].text) is None


def _of_every_year(draft: Draft, i: int, dated: Column) -> bool:
    """ "in March" without a year, beside months in a column of their own: the March of every year."""
    period = draft.spans[i].period
    if (
        dated.expr is None
        or len(dated.parts) != 2
        or period is None
        or period.grain not in ("month", "quarter")
    ):
        return False
    if re.search(r"\d\d|\b(last|this|previous|past)\b", draft.spans[i].text, re.I):
        return False  # with its year
    part = draft.scope.source.columns.get(dated.parts[1])
    if part is None or period.grain not in part.label.lower().split():
        return False
    first = dt.date.fromisoformat(str(period.low))
    value = MONTH_NAMES[first.month - 1].capitalize() if period.grain == "month" else (first.month + 2) // 3
    expr = call("eq", call("month" if period.grain == "month" else "quarter", col(dated.name)), value)
    draft.conditions.append(Condition(expr, (i,), dated))
    draft.notes.append(f"“{draft.spans[i].text}” is read as that of every year")
    draft.use("condition", i)
    return True


def _between_days(draft: Draft, here: list[int], dated: Column) -> list[int]:
    """ "from 1 March to 15 April": one stretch, its ends in; gives the periods that are left."""
    spans, left = draft.spans, list(here)
    for i, j in pairwise(here):
        opener = spans[i - 1].text.lower() if i else ""
        joined = j == i + 2 and spans[i + 1].text.lower() in ("to", "and", "until", "till", "-", "through")
        low, high = spans[i].period, spans[j].period
        if (
            not joined
            or opener not in ("from", "between")
            or low is None
            or high is None
            or not low.low
            or not high.high
        ):
            continue
        happened = events.beside(draft, i - 1)
        column = _only_date_named(draft) or (happened[0] if happened is not None else dated)
        c, start = col(column.name), _in_the_year_of(low.low, spans[i], high.high)
        expr = call("and", call("ge", c, date(start)), call("lt", c, date(high.high)))
        verb = (happened[1],) if happened is not None else ()
        draft.conditions.append(Condition(expr, (*verb, i - 1, i, i + 1, j), column, period=True))
        draft.use("period", *verb, i - 1, i, i + 1, j)
        left = [k for k in left if k not in (i, j)]
    return left


def _in_the_year_of(start: str, span: Span, end: str) -> str:
    """ "between 1 March and 31 May 2024": the year that is said at the end only holds for both."""
    if re.search(r"\d{4}|'\d\d", span.text):
        return start
    first, last = dt.date.fromisoformat(start), dt.date.fromisoformat(end)
    year = last.year if (first.month, first.day) < (last.month, last.day) else last.year - 1
    return first.replace(year=year).isoformat()


def _mentioned(draft: Draft) -> list[Column]:
    return [t.column for s in draft.spans for t in draft.scope.terms(s)[:1] if t.column is not None]


def _only_date_named(draft: Draft) -> Column | None:
    """The one date column that the question names anywhere ("by arrival month for 2024")."""
    named = {
        column.name: column for s in draft.spans if (column := _dated_name(draft.scope, s, 0.75)) is not None
    }
    return next(iter(named.values())) if len(named) == 1 else None


def _dated_name(scope: Scope, span: Span, least: float = 0.0) -> Column | None:
    """The date that a span is a name of, unless it is sooner the name of something else ("bookings", "booked on")."""
    terms = scope.terms(span)
    others = [t.entry.quality for t in terms if t.column is None or t.column.role != "date"]
    found = next((t for t in terms if t.column is not None and t.column.role == "date"), None)
    if found is None or found.entry.quality < least or found.entry.quality <= max(others, default=0.0):
        return None
    return found.column


def _named_in_column(draft: Draft, span: Span) -> bool:
    """ "website visits last month", where the column itself holds the visits of a month."""
    unit = span.period.grain if span.period is not None else None
    said = re.sub(r"^(?:in |over |during |within )?(?:the )?", "", span.text.lower())
    if unit is None or said.split()[0] not in ("last", "this", "past", "previous"):
        return False
    count = re.search(r"\d+", said)
    for other in draft.spans:
        for term in draft.scope.terms(other)[:1]:
            column = term.column
            if column is None or not is_numeric(column):
                continue
            label = column.label.lower()
            if f"last {count[0]} {unit}" in label if count else unit in label.split():
                return True
    return False


def _join_periods(draft: Draft) -> None:
    """Two periods of one column are alternatives ("in May and June"), not both at once."""
    periods = [c for c in draft.conditions if c.period and isinstance(c.expr, Call) and c.expr.op == "and"]
    if len(periods) < 2 or len({c.column.name for c in periods if c.column is not None}) > 1:
        return
    _two_events(draft, periods)
    joined = Condition(
        Call(op="or", args=tuple(c.expr for c in periods)),
        tuple(i for c in periods for i in c.spans),
        periods[0].column,
        period=True,
    )
    draft.conditions = [c for c in draft.conditions if c not in periods] + [joined]


def _two_events(draft: Draft, periods: list[Condition]) -> None:
    """ "signed up in 2023 and ordered in 2024": two dates are meant, of which the rows have one."""
    if draft.words is None:
        return
    said: list[tuple[frozenset[str], str]] = []
    for condition in periods:
        at = min(i for i in condition.spans if draft.spans[i].period is not None)
        words = " ".join(s.text for s in draft.spans[max(0, at - 4) : at]).lower().split(" and ")[-1]
        kinds = events.kinds_of(words, draft.words)
        if kinds:
            said.append((kinds, words))
    if len(said) == 2 and not said[0][0] & said[1][0]:
        draft.unplaced.append(said[1][1])


# -- values ------------------------------------------------------------------------------------------------------
_HAS = re.compile(r"^(?:has|have|had|owns?|holds?|with) (?:an? |any )?", re.I)


def _flag_of(draft: Draft, counted: Column) -> Column | None:
    """The flag that says whether there is any of what a number says how much: an account may be there and empty."""
    words = draft.words
    if words is None or counted.role != "amount":
        return None
    flags = (c for c in draft.scope.source.columns.values() if c.role == "flag" and _HAS.match(c.label))
    wanted = words.key(counted.label)
    return next((c for c in flags if words.key(_HAS.sub("", c.label)) == wanted), None)


def _absent(draft: Draft) -> None:
    """without kids; no vehicle; never ordered online: a count of zero. And a missing value: no client number."""
    scope = draft.scope
    for i, span in enumerate(draft.spans):
        low = re.sub("['’]", "", span.text.lower())
        if not span.word("not") or not draft.free(i) or low not in (*_ABSENT, *_LEAVE):
            continue
        if low in _LEAVE:
            nxt = draft.find(i + 1, +1, lambda s: bool(s.entries), most=2)
            if nxt is not None and _left_out_anyway(draft, nxt):
                _use_left_out(draft, i, nxt)
                continue
            _leave_out(draft, i, _listed_flags(draft, nxt))
            continue
        at = draft.find(
            i + 1,
            +1,
            lambda s: bool(s.entries) and not any(e.kind == "value" and e.quality > 0.9 for e in s.entries),
            most=3,
        )
        if at is None:
            continue
        at_span = draft.spans[at]
        least = 0.5 if low == "but not" else 0.6  # "opted in to email but not to SMS"
        terms = [t for t in scope.terms(at_span) if t.column is not None and t.entry.kind != "value"]
        counted = next(
            (
                t.column
                for t in terms
                if t.column and is_numeric(t.column) and (_may_be_zero(t.column) or _is_share(t.column))
            ),
            None,
        )
        flagged = next(
            (t.column for t in terms if t.column and t.column.role == "flag" and t.entry.quality >= least),
            None,
        )
        missing = next(
            (
                t.column
                for t in terms
                if t.column
                and t.column.missing
                and t.column.role in ("id", "code", "person", "text", "category", "date")
            ),
            None,
        )
        if counted is not None and (told := _flag_of(draft, counted)) is not None:
            counted, flagged = None, told
        known = _FIGURE & {s.text.lower() for s in draft.spans[at + 1 : at + 3]}
        blank = next((t.column for t in terms if t.column and t.column.missing), None) or _behind(
            scope, at_span
        )
        if blank is not None and (known or blank.role in ("amount", "score", "rate", "ordinal")):
            counted, flagged, missing = None, None, blank
            draft.use(
                "condition",
                *(k for k in (at + 1, at + 2) if draft.free(k) and draft.spans[k].text.lower() in _FIGURE),
            )
        column = counted or flagged or missing or (with_gaps(draft, at) if _names_entity(at_span) else None)
        missing = missing or column
        if column is not None and _of_others(draft, column):
            continue
        if column is None and _left_out_anyway(draft, at):
            _use_left_out(draft, i, at)
            continue
        if column is None:
            continue
        expr = (
            call("is_null", col(column.name))
            if column is missing and not (counted or flagged)
            else call("eq", col(column.name), off(column))
        )
        none, used = _nor(draft, at) if column is counted else ((), ())
        whole = Call(op="and", args=(expr, *none)) if none else expr
        draft.conditions.append(Condition(whole, (i, at, *used), column))
        draft.use("condition", i, at, *used)
        if column is flagged and low in _LEAVES_OUT:
            _leave_out(draft, i, _listed_flags(draft, at)[1:])


def _leave_out(draft: Draft, i: int, listed: list[tuple[int, Column]]) -> None:
    """Each flag of a list is off, by the negation at a place."""
    for k, flag in listed:
        draft.conditions.append(Condition(call("eq", col(flag.name), off(flag)), (i, k), flag))
        draft.use("condition", i, k)


def _own_flag(draft: Draft, i: int) -> Column | None:
    """The flag that a span names, unless it is a value of another column by its own name."""
    terms = draft.scope.terms(draft.spans[i])
    surest = max((t.entry.quality for t in terms if t.entry.kind == "value"), default=0.0)
    named = (t.column for t in terms if t.entry.quality >= surest)
    return next((c for c in named if c is not None and c.role == "flag"), None)


def _listed_flags(draft: Draft, at: int | None) -> list[tuple[int, Column]]:
    """ "excluding returns and cancellations": each flag of the list that begins at a place, a column once."""
    found: list[tuple[int, Column]] = []
    named: set[str] = set()
    k = at
    while k is not None and k < len(draft.spans) and (flag := _own_flag(draft, k)) is not None:
        if flag.name in named:
            draft.use("condition", k)
        else:
            found.append((k, flag))
        named.add(flag.name)
        k += 1
        while k < len(draft.spans) and draft.spans[k].text.lower() in ("and", "or", ",", "nor"):
            k += 1
    return found


def _names_entity(span: Span) -> bool:
    return any(e.kind == "entity" for e in span.entries)


def _of_others(draft: Draft, column: Column) -> bool:
    """ "Students who used no code", read on payments: one payment without a code makes no such student. The things that
    are counted have many rows here, of which the column tells one each."""
    cue = next((i for i, s in enumerate(draft.spans) if s.word("count") is not None), None)
    if cue is None:
        return False
    counted = next((s for s in draft.spans[cue + 1 : cue + 4] if s.entries and not s.word("aggregate")), None)
    found = counted.entry("entity") if counted is not None else None
    own, scope = draft.scope.entity, draft.scope
    if found is None or (own is not None and own.name == found.name):
        return False
    entity = scope.catalog.entities[found.name]
    if not entity.rolled_up:
        return entity.table not in (scope.name, own.table if own is not None else scope.name, column.source)
    kept = (
        scope.catalog.sources[entity.name].columns.get(column.name)
        if entity.name in scope.catalog.sources
        else None
    )
    return kept is None


def _nor(draft: Draft, at: int) -> tuple[tuple[Expr, ...], tuple[int, ...]]:
    """ "without any kids or teenagers": the conditions of the others that are denied together, and their places."""
    none: list[Expr] = []
    used: list[int] = []
    while at + 2 < len(draft.spans) and draft.spans[at + 1].text.lower() in ("or", "nor"):
        also = _next_count(draft, at + 2)
        if also is None:
            break
        column, k = also
        none.append(call("eq", col(column.name), off(column)))
        used += [at + 1, k]
        at = k
    return tuple(none), tuple(used)


def _next_count(draft: Draft, i: int) -> tuple[Column, int] | None:
    """The count at a place, or behind one free word ("small kids")."""
    for k in (i, i + 1):
        column = _own_count(draft, k)
        if column is not None:
            return column, k
        if k >= len(draft.spans) or not draft.spans[k].free:
            return None
    return None


def _own_count(draft: Draft, i: int) -> Column | None:
    """A small number that a row has of something, which may be none, named at a place that is free."""
    if not 0 <= i < len(draft.spans) or not draft.free(i):
        return None
    term = draft.scope.quantity(draft.spans[i]) if draft.spans[i].entries else None
    column = term.column if term is not None else None
    few = column is not None and column.type == "integer" and column.distinct <= _FEW and _may_be_zero(column)
    return column if few else None


_FEW = 20


def _having(draft: Draft) -> None:
    """ "how many have kids at home", "both teens and kids", "either": rows that have some of what they may have none of."""
    counted = any(s.word("count", "share") for s in draft.spans)
    for i, span in enumerate(draft.spans[:-1]):
        if span.text.lower() not in ("have", "has", "had", "with", "having"):
            continue
        how = draft.spans[i + 1].text.lower()
        at = i + 1 + (how in ("both", "either"))
        first = _own_count(draft, at)
        told = at + 1 < len(draft.spans) and (
            draft.spans[at + 1].number is not None or draft.spans[at + 1].word("comparator", "after_number")
        )
        if first is None or told or not (counted or _things(draft, i - 1)):
            continue
        also = at + 2 < len(draft.spans) and draft.spans[at + 1].text.lower() in ("and", "or")
        second, k = (_next_count(draft, at + 2) if also else None) or (None, at)
        some = [call("gt", col(c.name), 0) for c in (first, second) if c is not None]
        used = (at, *((at + 1, k) if second is not None else ()), *((i + 1,) if at > i + 1 else ()))
        either = second is not None and draft.spans[at + 1].text.lower() == "or"
        exprs = [Call(op="or", args=tuple(some))] if either else some
        for expr in exprs:
            draft.conditions.append(Condition(expr, used, first, row=True))
        draft.use("condition", *used)


def _behind(scope: Scope, span: Span) -> Column | None:
    """The one column with gaps that a measure is made of: the answers behind a score ("gave us no NPS")."""
    measure = next((t.measure for t in scope.terms(span) if t.measure is not None), None)
    names = set(columns_of(measure.expr)) if measure is not None else set()
    column = scope.source.columns.get(next(iter(names))) if len(names) == 1 else None
    return column if column is not None and column.missing else None


_HAVE = ("have", "has", "had", "with", "got", "gave", "give", "given", "left", "used", "use", "uses", "carry", "carries", "include", "includes")  # fmt: skip
_SOME = ("a", "an", "any", "some")
_WITHIN = re.compile(r"\w (?:an?|any|some) \w", re.I)


def _measured(scope: Scope, span: Span) -> Column | None:
    """The number of each row that a span names, also within a figure of it ("90th percentile of affairs")."""
    term = scope.quantity(span)
    if term is not None:
        return term.column
    measure = next((t.measure for t in scope.terms(span) if t.measure is not None), None)
    names = set(columns_of(measure.expr)) if measure is not None else set()
    column = scope.source.columns.get(next(iter(names))) if len(names) == 1 else None
    return column if is_numeric(column) else None


_HAD = ("had", "have", "has", "got", "gets", "get", "received", "own", "owns", "owned", "use", "used", "paid")


def _had_any(draft: Draft) -> None:
    """ "the 90th percentile of affairs, just for those that had any", "for those who got one": of the number that was
    named before."""
    for i in range(1, len(draft.spans)):
        behind = draft.spans[i + 1] if i + 1 < len(draft.spans) else None
        ends = behind is None or behind.text in _STOPS or behind.word("group") is not None
        if draft.spans[i].text.lower() not in ("any", "one") or not ends:
            continue
        if draft.spans[i].entries or draft.spans[i - 1].text.lower() not in _HAD:
            continue
        column = next(
            (c for s in reversed(draft.spans[: i - 1]) if s.entries and (c := _measured(draft.scope, s))),
            None,
        )
        if column is not None and _may_be_zero(column):
            draft.conditions.append(Condition(call("gt", col(column.name), 0), (i,), column, row=True))
            draft.use("condition", i - 1, i)


def _present(draft: Draft) -> None:
    """ "how many bookings have a review score", "share of orders that used a voucher": those where it is known, or yes."""
    _had_any(draft)
    _do_it(draft)
    counted = any(s.word("count", "share") for s in draft.spans)
    for i in range(2, len(draft.spans)):
        span = draft.spans[i]
        inside = _WITHIN.search(span.text) is not None  # "won an award", of the awards won
        if not draft.free(i) or not span.entries or not (inside or draft.spans[i - 1].text.lower() in _SOME):
            continue
        if not counted and not _things(draft, i - 3):
            continue
        before = draft.spans[i - 2].text.lower()
        terms = [t for t in draft.scope.terms(span) if t.column is not None and t.entry.kind == "column"]
        term = next((t for t in terms if t.entry.quality >= 0.75), terms[0] if len(terms) == 1 else None)
        column = term.column if term is not None else None
        if column is None or not (inside or before in _HAVE or (before == "by" and column.role == "flag")):
            continue
        if column.role == "flag":
            expr = call("eq", col(column.name), on(column))
        elif is_numeric(column) and (_may_be_zero(column) or _is_share(column)) and column.role != "score":
            expr = call("gt", col(column.name), 0)
        elif column.missing:
            expr = call("not_null", col(column.name))
        else:
            continue
        draft.conditions.append(Condition(expr, (i,), column, row=True))
        draft.use("condition", i)


_CLOSES = frozenset(["by", "per", "in", "for", "with", "and", "split", "across", "among", "from", "at"])


def _do_it(draft: Draft) -> None:
    """ "The rent of families that rent": those who have any of it, and not all of them."""
    for i in range(2, len(draft.spans)):
        span, who = draft.spans[i], draft.spans[i - 2]
        if draft.spans[i - 1].text.lower() not in ("who", "that") or not draft.free(i) or " " in span.text:
            continue
        if who.entry("entity", "rows", "table") is None and who.text.lower() not in (
            "those",
            "people",
            "ones",
        ):
            continue
        behind = draft.spans[i + 1].text.lower() if i + 1 < len(draft.spans) else ""
        term = next(
            (t for t in draft.scope.terms(span) if t.column is not None and t.entry.kind == "column"), None
        )
        column = term.column if term is not None and term.entry.quality >= 0.95 else None
        if column is None or (behind[:1].isalnum() and behind not in _CLOSES):
            continue
        if column.role in ("amount", "quantity") and _may_be_zero(column):
            draft.conditions.append(Condition(call("gt", col(column.name), 0), (i,), column, row=True))
            draft.use("condition", i)


def _things(draft: Draft, i: int) -> bool:
    """The rows, or things of the data in the plural: "revenue of orders with a discount"."""
    span = draft.spans[i] if i >= 0 else None
    plural = span is not None and span.text.lower().endswith("s")
    return span is not None and plural and span.entry("entity", "rows", "table") is not None


def _use_left_out(draft: Draft, i: int, at: int) -> None:
    """The negation, the flag, and the thing that carries it ("cancelled invoices", "... out")."""
    draft.use("policy", i, at)
    for k in (at + 1, at + 2):
        if draft.free(k) and (
            draft.spans[k].text.lower() == "out" or any(e.kind == "entity" for e in draft.spans[k].entries)
        ):
            draft.use("policy", k)


def _left_out_anyway(draft: Draft, at: int) -> bool:
    """ "without cancelled invoices", where the entity's policy leaves them out already."""
    entity = draft.scope.entity
    policy = draft.scope.catalog.policies.get((entity.policy if entity is not None else None) or "")
    return policy is not None and any(
        e.name.rsplit(".", 1)[-1] in policy.touches for e in draft.spans[at].entries
    )


def _may_be_zero(column: Column) -> bool:
    return (
        column.role in ("quantity", "flag", "amount", "score")
        and (column.low in (0, 0.0, False) or (column.low is None and column.expr is not None))
        and column.unit not in ("years", "days")
    )


def has_some(draft: Draft, i: int) -> Column | None:
    """The number that a word names, of which a row may have none."""
    terms = [t for t in draft.scope.terms(draft.spans[i]) if t.entry.kind == "column"]
    column = next((t.column for t in terms if t.column is not None and t.entry.quality >= 0.75), None)
    return column if column is not None and is_numeric(column) and _may_be_zero(column) else None


def _is_share(column: Column) -> bool:
    """A share that may be none of it, such as a discount."""
    return column.unit == "share" and column.role == "rate" and column.low in (0, 0.0)


def off(column: Column) -> Lit:
    """The value of a flag that means no."""
    stored = [v.value for v in column.values]
    for candidate in (False, 0, "no", "No", "N", "n", "NO", "false", "False"):
        if candidate in stored and not (
            candidate is False and False not in [s for s in stored if isinstance(s, bool)]
        ):
            return Lit(lit=candidate)
    return Lit(lit=0 if column.type in NUMERIC else False)


def on(column: Column) -> Lit:
    """The value of a flag that means yes."""
    stored = [v.value for v in column.values]
    for candidate in (True, 1, "yes", "Yes", "Y", "y", "YES", "true", "True"):
        if any(s == candidate and isinstance(s, bool) == isinstance(candidate, bool) for s in stored):
            return Lit(lit=candidate)
    return Lit(lit=1 if column.type in NUMERIC else True)


def counted_in(draft: Draft, i: int) -> bool:
    """ "cancellations included": counted in with the others, not singled out."""
    if draft.used.get(i) == "counted in":
        return True
    beside = {draft.spans[k].text.lower() for k in (i - 1, i + 1) if 0 <= k < len(draft.spans)}
    return bool(beside & {"included", "including", "inclusive", "incl", "include"})


def _values(draft: Draft) -> None:
    """Values that are named keep their rows, or drop them where a negation stands before."""
    from assistant.planner.offline import counted

    chosen: dict[str, tuple[Column, list[object], list[object], list[int]]] = {}
    kept: dict[str, list[tuple[int, list[object]]]] = {}
    leaves_out: set[str] = set()
    denied: dict[int, str] = {}
    for i, span in enumerate(draft.spans):
        if not draft.free(i) or not span.entries:
            continue
        term = _value_of(draft, i)
        if term is None or term.column is None:
            continue
        negated = negation(draft, i)
        drops = negated is not None or (_joins(draft, i) and denied.get(i - 2) == term.column.name)
        if drops:
            denied[i] = term.column.name
        if negated is not None and counted.lacks(draft, negated):
            draft.unplaced.append(f"{draft.spans[negated].text} {span.text}")  # of a group, not of a row
        if term.entry.condition is not None:
            draft.conditions.append(Condition(term.entry.condition, (i,), term.column))
            draft.use("value", i)
            continue
        column, keep, drop, used = chosen.setdefault(term.column.name, (term.column, [], [], []))
        if negated is not None and draft.spans[negated].text.lower() in _LEAVES_OUT:
            leaves_out.add(column.name)
        (drop if drops else keep).extend((term.entry.value, *term.entry.also))
        if not drops:
            kept.setdefault(column.name, []).append((i, [term.entry.value, *term.entry.also]))
        used.append(i)
        draft.use("value", i, *([negated] if negated is not None else []))
    for column, keep, drop, used in chosen.values():
        if not drop and _among(draft, column, kept.get(column.name, [])):
            continue
        for op, values in (("in", keep), ("not_in", drop)):
            values = list(dict.fromkeys(values))
            if values:
                args = (col(column.name), *(Lit(lit=v) for v in values))  # type: ignore[arg-type]  # stored values are plain
                single = "eq" if op == "in" else "ne"
                expr = Call(op=single if len(values) == 1 else op, args=args)  # type: ignore[arg-type]  # one of four names
                if op == "not_in" and _keeps_blanks(draft, column, column.name in leaves_out):
                    expr = call("or", call("is_null", col(column.name)), expr)
                draft.conditions.append(Condition(expr, tuple(used), column))


def _among(draft: Draft, column: Column, kept: list[tuple[int, list[object]]]) -> bool:
    """ "Of the closed deals, how many were won": won is among what closed holds, so that both must hold."""
    wide = [(i, values) for i, values in kept if any({*values} > {*others} for _, others in kept)]
    narrow = [(i, values) for i, values in kept if (i, values) not in wide]
    if not wide or any(_joins(draft, i) for i, _ in kept):
        return False
    for part in (wide, narrow):
        values = list(dict.fromkeys(v for _, own in part for v in own))
        said = [Lit(lit=v) for v in values]  # type: ignore[arg-type]  # stored values are plain
        expr = Call(op="eq" if len(values) == 1 else "in", args=(col(column.name), *said))
        draft.conditions.append(Condition(expr, tuple(i for i, _ in part), column))
    return True


def _joins(draft: Draft, i: int) -> bool:
    """A word that goes on with a list: "not from A or B" is neither."""
    return i > 1 and draft.spans[i - 1].text.lower() in ("or", "nor", "and", ",")


def _keeps_blanks(draft: Draft, column: Column, leaves_out: bool) -> bool:
    """ "Leaving out the samples" leaves out no row without a remark; "not sample" neither, where most rows have none."""
    rows = draft.scope.source.rows
    return (
        column.missing > 0
        and column.expr is None
        and (leaves_out or (rows > 0 and 2 * column.missing > rows))
    )


def _value_of(draft: Draft, i: int) -> Term | None:
    """The value that a span names, where nothing better claims the word (a column's own name, an entity)."""
    span, scope = draft.spans[i], draft.scope
    terms = scope.terms(span)
    value = next((t for t in terms if t.entry.kind == "value"), None)
    if value is None:
        return None
    other = next((t for t in terms if t.entry.kind != "value"), None)
    if other is not None and other.entry.quality >= value.entry.quality:
        near = draft.find(i - 1, -1, lambda s: s.word("not", "only"), most=1)
        if near is None:
            return None
    elsewhere = [e for e in span.entries if e.kind == "value" and e.quality == value.entry.quality]
    owners = {e.name.rsplit(".", 1)[-1] for e in elsewhere}
    if len(owners) > 1:
        draft.doubts.append(f"“{span.text}” is a value of {' and of '.join(sorted(owners))}")
        value = _named_beside(draft, i, terms) or value
    return value


def _named_beside(draft: Draft, i: int, terms: list[Term]) -> Term | None:
    """Of several columns that have the value, the one whose own name stands beside it."""
    for k in (i - 1, i + 1, i - 2, i + 2):
        if 0 <= k < len(draft.spans):
            named = {
                t.column.name
                for t in draft.scope.terms(draft.spans[k])
                if t.column is not None and t.entry.kind == "column"
            }
            for term in terms:
                if term.column is not None and term.entry.kind == "value" and term.column.name in named:
                    draft.use("value", k)
                    return term
    return None


_LEAVES_OUT = frozenset(["without", "excluding", "excl", "excl.", "except", "leave out", "leaving out", "ignoring", "not counting", "minus"])  # fmt: skip


def negation(draft: Draft, i: int) -> int | None:
    """The position of a negation that governs the span: right before it, before its list, or "X excluded"."""
    spans = draft.spans
    k, passed = i - 1, False
    while k >= 0 and i - k <= 12:
        span = spans[k]
        if span.text.lower() == "never" and any(e.rolled_up for e in draft.scope.catalog.entities.values()):
            return None  # who never bought a thing is found among members, not among lines: ask
        if span.word("not"):
            return k if not passed or span.text.lower() in _LEAVES_OUT else None
        listed = k in draft.used and draft.used[k] == "value"
        if draft.used.get(k) == "condition" and spans[k + 1].text.lower() in ("and", "or", ","):
            listed = passed = True  # "without returns and cancellations" leaves out both
        placed = span.text.lower() == "from" and k == i - 1  # "not from Germany": no bound of a number
        if not (span.free or listed or placed) or span.text.lower() in (".", "?", "but", "who", "that"):
            break
        k -= 1
    after = draft.find(i + 1, +1, lambda s: s.text.lower() in ("excluded", "aside", "left out"), most=1)
    return after
