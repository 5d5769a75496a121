"""Words that mean something else in a request for a drawing, given that meaning before the request is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.planner.offline.conditions import Draft
from assistant.planner.offline.forms import nouns
from assistant.planner.offline.lexicon import Entry
from assistant.planner.offline.scope import Scope, is_numeric
from assistant.planner.offline.spans import Span
from assistant.planner.offline.vocabulary import Word
from data.catalog import Column

_GROUP = Word("group", "group_cues")
_BEFORE_KINDS = ("from", "in", "with", "for", "of", "across", "among", "between", "over", "on", "at")
_KINDS = ("different", "distinct", "various", "unique")
_EXTREMES = frozenset(
    [
        "highest",
        "lowest",
        "largest",
        "smallest",
        "biggest",
        "greatest",
        "max",
        "min",
        "maximum",
        "minimum",
        "maximal",
        "minimal",
        "longest",
        "shortest",
        "oldest",
        "youngest",
    ]
)
_IDS = ("id", "ids", "identifier", "identifiers")
_NAMES = ("name", "names")


def prepare(draft: Draft) -> None:
    """All changes of meaning, in an order in which none needs another's."""
    for change in (_different, _extremes, _ranks, _counts, _totals, _bare_names, _compounds):
        draft.spans = tuple(change(draft, i, s) for i, s in enumerate(draft.spans))


def _different(draft: Draft, i: int, span: Span) -> Span:
    """ "the total number from different countries": by country."""
    low = span.text.lower()
    if low in _KINDS and nouns.text_at(draft, i - 1) in _BEFORE_KINDS and _noun_at(draft, i + 1):
        earlier = " ".join(nouns.text_at(draft, k) for k in (i - 3, i - 2, i - 1))
        if not earlier.endswith(("number of", "how many of", "amount of")):
            return replace(span, words=(_GROUP,))
    return span


def _extremes(draft: Draft, i: int, span: Span) -> Span:
    """ "the lowest price for every brand": an aggregate of each group, no ranking."""
    word = span.word("superlative")
    if word is None:
        return span
    k = nouns.after(draft, i, "value", "of")
    if k >= len(draft.spans) or draft.spans[k].number is not None or not _by_groups(draft):
        return span
    term = nouns.noun(draft.scope, draft.spans[k]) if draft.spans[k].entries else None
    number = term is not None and (term.measure is not None or is_numeric(term.column))
    plain = span.text.lower() in _EXTREMES
    if not number or not plain or _asks_which(draft):
        return span
    return replace(span, words=(Word("aggregate", "max" if word.name == "desc" else "min"),))


def _by_groups(draft: Draft) -> bool:
    return any(
        s.word("group") is not None and (_noun_at(draft, i + 1) or _noun_at(draft, i + 2))
        for i, s in enumerate(draft.spans)
    )


def _asks_which(draft: Draft) -> bool:
    return any(s.text.lower() in ("which", "who", "whose") for s in draft.spans)


def _ranks(draft: Draft, i: int, span: Span) -> Span:
    """ "in each rank": a word of ordering that is a name of the data, where it is what is grouped by."""
    if span.word("order") is None or not any(e.quality >= 0.95 for e in span.entries):
        return span
    return (
        replace(span, words=()) if i and draft.spans[nouns.before(draft, i)].word("group", "count") else span
    )


def _counts(draft: Draft, i: int, span: Span) -> Span:
    """A word of counting is no name of the data, except where this table has a column of that name."""
    if span.word("count") is None or not span.entries:
        return span
    own = any(t.entry.kind != "entity" and t.entry.quality == 1.0 for t in draft.scope.terms(span))
    return span if own else replace(span, entries=())


def _totals(draft: Draft, i: int, span: Span) -> Span:
    """ "the total number by country": counted, not added up."""
    said = span.word("aggregate")
    if said is None or said.name != "sum" or nouns.text_at(draft, i + 1) not in ("number", "count", "counts"):
        return span
    return replace(span, words=(Word("count", "count_cues"),))


def _bare_names(draft: Draft, i: int, span: Span) -> Span:
    """ "id", "name": of the rows, where the table has one column of that kind."""
    if draft.scope.terms(span) or span.words:
        return span
    low = span.text.lower()
    column = (
        _own(draft.scope, _is_id) if low in _IDS else _own(draft.scope, _is_name) if low in _NAMES else None
    )
    if column is None or _in_order(draft, i):
        return span
    entry = Entry("column", draft.scope.name, column.name, 0.9, shown=column.label)
    return replace(span, entries=(entry,), free=False)


def _in_order(draft: Draft, i: int) -> bool:
    """ "and list names in ascending order": the names along the axis, whatever they are."""
    return any(s.word("order_asc", "order_desc", "order") for s in draft.spans[max(0, i - 3) : i + 5])


def _own(scope: Scope, test: Callable[[Scope, Column], bool]) -> Column | None:
    found = [c for c in scope.source.columns.values() if test(scope, c)]
    return found[0] if len(found) == 1 else None


def _is_id(scope: Scope, column: Column) -> bool:
    words = column.label.lower().split()
    return words[-1:] == ["id"] and nouns.is_label(scope, column)


def _is_name(scope: Scope, column: Column) -> bool:
    return column.label.lower().split()[-1:] == ["name"] and nouns.is_label(scope, column)


def _compounds(draft: Draft, i: int, span: Span) -> Span:
    """ "each ship type", "building names": the thing that rows are, before one of its columns, only says whose."""
    nxt = draft.spans[i + 1] if i + 1 < len(draft.spans) else None
    if nxt is None or not span.entries or not nxt.entries or nxt.word("group", "chart"):
        return span
    own = nouns.noun(draft.scope, span)
    after = nouns.noun(draft.scope, nxt)
    whose = (
        own is not None
        and after is not None
        and nouns.names_rows(draft.scope, own)
        and after.column is not None
    )
    return replace(span, entries=(), words=(), free=True) if whose else span


def _noun_at(draft: Draft, k: int) -> bool:
    return (
        0 <= k < len(draft.spans)
        and bool(draft.spans[k].entries)
        and nouns.noun(draft.scope, draft.spans[k]) is not None
    )
