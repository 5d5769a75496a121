"""The nouns of a question as a form sees them: which column, measure or thing a span stands for, and by what it
is introduced."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.planner.offline.conditions import Draft
from assistant.planner.offline.lexicon import Entry
from assistant.planner.offline.scope import DATED, Scope, Term, is_groupable, is_numeric
from assistant.planner.offline.spans import Span, Tagged
from data.catalog import Catalog, Column, Entity, Measure
from data.query import Agg

ARTICLES = frozenset(["the", "a", "an", "our", "my", "all", "any", "their", "its", "his", "her"])
WH = frozenset(["which", "what", "whats"])


@dataclass(frozen=True)
class Item:
    """One thing that a question asks for: a noun with the aggregate or count that was said of it.

    `said`: "mean", "sum", "count", "distinct", "max", ... or None. `asked`: by "which" or "what".
    """

    at: int
    said: str | None
    term: Term | None
    asked: bool = False

    @property
    def column(self) -> Column | None:
        """The column that the noun stands for, if it is one."""
        return self.term.column if self.term is not None else None


def noun(scope: Scope, span: Span) -> Term | None:
    """The best meaning of a span that is no stored value."""
    return next((t for t in scope.terms(span) if t.entry.kind != "value"), None)


def of_adjective(draft: Draft, i: int) -> Term | None:
    """ "the widest leaves", of leaf length and leaf width: the one that the adjective before the noun speaks of."""
    words, said = draft.words, text_at(draft, i - 1)
    terms = [
        t for t in draft.scope.terms(draft.spans[i]) if t.entry.kind == "column" and t.column is not None
    ]
    if words is None or len(terms) < 2 or draft.spans[i - 1].word("superlative") is None:
        return None
    alike = [t for t in terms if t.entry.quality >= terms[0].entry.quality - 0.01]
    for kind in words.sheets.ranked.get(said, ()):
        found = [
            t
            for t in alike
            if t.column is not None and kind in {words.stems.of(w) for w in t.column.label.lower().split()}
        ]
        if len(found) == 1:
            return found[0]
    return None


def names_rows(scope: Scope, term: Term | None) -> bool:
    """True for the thing that a row of the scope is ("the customers", "the rows")."""
    if term is None:
        return False
    if term.rows:
        return True
    own, measure = scope.entity, term.measure
    if own is None:
        return measure is not None and measure.source in scope.names and counts_rows(measure)
    if term.entity is not None:
        return term.entity.name == own.name
    return measure is not None and own.plural.lower() in (measure.label.lower(), measure.name.lower())


def counts_rows(measure: Measure | None) -> bool:
    """The number of rows, which has no average: "the average gift" is of what a gift comes to."""
    expr = measure.expr if measure is not None else None
    return isinstance(expr, Agg) and expr.agg == "count" and expr.of is None and expr.where is None


def thing(scope: Scope, term: Term) -> Entity | None:
    """The entity that a noun names, also where the number of its members is a measure."""
    if term.entity is not None:
        return term.entity
    entry = next((e for e in term.span.entries if e.kind == "entity"), None)
    return scope.catalog.entities[entry.name] if entry is not None and term.measure is not None else None


def is_one_thing(scope: Scope, term: Term) -> bool:
    """ "by channel and campaign": a noun in the singular names what is grouped by, and no number of its members."""
    named = thing(scope, term)
    low = term.span.text.lower()
    return named is not None and low in (named.name, *(s for s in named.synonyms if not s.endswith("s")))


TRADED = frozenset(
    ["sold", "sell", "sells", "bought", "buy", "buys", "purchased", "ordered", "booked", "made"]
)


def done_with_rows(draft: Draft, i: int) -> bool:
    """ "cars sold per month": what was done with the things that rows are, though a price is called so, too."""
    span = draft.spans[i]
    if span.text.lower() not in TRADED or max(e.quality for e in span.entries) >= 0.75:
        return False
    return any(names_rows(draft.scope, noun(draft.scope, s)) for s in draft.spans[:i])


WORTH = frozenset(["value", "values", "size", "worth", "volume", "amount", "amounts"])
"""Nouns for what a thing comes to: the deal value, the size of an order."""


def worth(draft: Draft, i: int) -> Term | None:
    """ "deal size", "the value of the deals": the amount of a row, where the noun stands by the things that rows are."""
    span = draft.spans[i]
    if span.text.lower() not in WORTH or span.entries or (column := draft.scope.value_column()) is None:
        return None
    k = after(draft, i, "of")
    beside = [draft.spans[j] for j in (i - 1, k) if 0 <= j < len(draft.spans)]
    if not any(names_rows(draft.scope, noun(draft.scope, s)) for s in beside if s.entries):
        return None
    return Term(span, Entry("column", draft.scope.name, column.name, 0.8, shown=column.label), column=column)


def is_label(scope: Scope, column: Column | None) -> bool:
    """True where the column tells rows apart: (nearly) every row has a value of its own."""
    if column is None or column.distinct <= 1:
        return False
    known = scope.source.rows - column.missing
    return known > 0 and column.distinct >= 0.95 * known


def is_dimension(column: Column | None) -> bool:
    """A column to group by as it stands: no measured number."""
    return column is not None and (is_groupable(column) or not is_numeric(column))


def is_dated(column: Column | None) -> bool:
    """A date, or a calendar year."""
    return column is not None and (column.type in DATED or column.unit == "year")


def timed(tagged: Tagged, catalog: Catalog) -> Tagged:
    """ "which quarter", "how many months", beside a year and a quarter or month in columns of their own: the period
    itself, not its number in the year."""
    parts = {
        (c.source, name)
        for source in catalog.sources.values()
        for c in source.columns.values()
        if c.expr is not None and c.role == "date" and len(c.parts) == 2
        for name in c.parts[1:]
    }
    if not parts:
        return tagged
    return replace(
        tagged,
        cover=_without(tagged.cover, parts),
        plain=_without(tagged.plain, parts) if tagged.plain else (),
    )


def _without(spans: tuple[Span, ...], parts: set[tuple[str, str]]) -> tuple[Span, ...]:
    cover = list(spans)
    for i, span in enumerate(cover):
        said = span.word("grain")
        if said is None or not any((e.source, e.name) in parts for e in span.entries):
            continue
        before = [s.text.lower() for s in cover[max(0, i - 3) : i]]
        if any(b in _PERIOD_WORDS for b in before) and not _numbered(cover, i):
            cover[i] = replace(
                span, entries=tuple(e for e in span.entries if (e.source, e.name) not in parts)
            )
    return tuple(cover)


_PERIOD_WORDS = frozenset(["which", "what", "how many", "number of", "top", "best", "worst", "all"])


def _numbered(cover: list[Span], i: int) -> bool:
    """ "quarter 3", "quarter of the year": the number itself."""
    behind = [s.text.lower() for s in cover[i + 1 : i + 4]]
    return behind[:3] == ["of", "the", "year"] or bool(
        cover[i + 1 : i + 2] and cover[i + 1].number is not None
    )


def native_grain(dated: Column) -> str | None:
    """What a date that was made of its parts is the first day of."""
    m = re.match(r"The first day of the (\w+),", dated.description) if dated.expr is not None else None
    return m[1] if m is not None else None


def after(draft: Draft, i: int, *skipped: str) -> int:
    """The next span after `i` that is no article (nor one of the words given)."""
    k = i + 1
    while k < len(draft.spans) and draft.spans[k].text.lower() in (*ARTICLES, *skipped):
        k += 1
    return k


def before(draft: Draft, i: int) -> int:
    """The span before `i` that is no article; -1 where there is none."""
    k = i - 1
    while k >= 0 and draft.spans[k].text.lower() in ARTICLES:
        k -= 1
    return k


def text_at(draft: Draft, i: int) -> str:
    """The words of a span in lower case, "" outside the question."""
    return draft.spans[i].text.lower() if 0 <= i < len(draft.spans) else ""


def free_nouns(draft: Draft) -> Iterator[tuple[int, Term]]:
    """Unused spans that are nouns of this scope, in order."""
    for i, span in enumerate(draft.spans):
        if draft.free(i) and span.entries and (term := noun(draft.scope, span)) is not None:
            yield i, term
