"""The nouns of a question as a form sees them: which column, measure or thing a span stands for, and by what it
is introduced."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.planner.offline.conditions import Draft
from assistant.planner.offline.lexicon import Entry
from assistant.planner.offline.scope import DATED, Scope, Term, is_groupable, is_numeric
from assistant.planner.offline.spans import Span
from data.catalog import Column, Entity

ARTICLES = frozenset(["the", "a", "an", "our", "my", "all", "any", "their", "its", "his", "her"])
WH = frozenset(["which", "what", "whats"])
_OF = frozenset(["of", "for", "in", "at", "on", "from", "with", "by"])


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


def names_rows(scope: Scope, term: Term | None) -> bool:
    """True for the thing that a row of the scope is ("the customers", "the rows")."""
    if term is None:
        return False
    if term.rows:
        return True
    own = scope.entity
    if own is None:
        return False
    if term.entity is not None:
        return term.entity.name == own.name
    measure = term.measure
    return measure is not None and own.plural.lower() in (measure.label.lower(), measure.name.lower())


def thing(scope: Scope, term: Term) -> Entity | None:
    """The entity that a noun names, also where the number of its members is a measure."""
    if term.entity is not None:
        return term.entity
    entry = next((e for e in term.span.entries if e.kind == "entity"), None)
    return scope.catalog.entities[entry.name] if entry is not None and term.measure is not None else None


WORTH = frozenset(["value", "values", "size", "worth", "volume"])
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
