"""Words that mean something else in a request for a drawing, given that meaning before the request is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.planner.offline.conditions import Draft
from assistant.planner.offline.forms import nouns
from assistant.planner.offline.lexicon import Entry
from assistant.planner.offline.scope import NUMERIC, Scope
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
    changes = (
        _different, _compounds, _extremes, _ranks, _counts, _totals, _counted_columns, _numbers_of, _bare_names, _only,
    )  # fmt: skip
    for change in changes:
        draft.spans = tuple(change(draft, i, s) for i, s in enumerate(draft.spans))


def _different(draft: Draft, i: int, span: Span) -> Span:
    """ "the total number from different countries": by country."""
    low = span.text.lower()
    counted = i + 1 < len(draft.spans) and draft.spans[i + 1].word("count") is not None
    if low in _KINDS and nouns.text_at(draft, i - 1) in _BEFORE_KINDS and _noun_at(draft, i + 1 + counted):
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
    number = term is not None and (
        term.measure is not None or (term.column is not None and term.column.type in NUMERIC)
    )
    plain = span.text.lower() in _EXTREMES
    if not number or not plain or _asks_which(draft):
        return span
    return replace(span, words=(Word("aggregate", "max" if word.name == "desc" else "min"),))


def ends(draft: Draft) -> None:
    """ "the highest budget per genre", "highest gross and lowest budget": aggregates, where nothing is asked for that has
    them."""
    if _asks_which(draft) or any(s.text.lower() in ("top", "rank", "list") for s in draft.spans):
        return
    ended = [i for i, s in enumerate(draft.spans) if _is_end(draft, i, s)]
    each = any(
        s.text.lower() in _EACH and _noun_at(draft, nouns.after(draft, i)) for i, s in enumerate(draft.spans)
    )
    if len(ended) < 2 and not (ended and each):
        return
    spans = list(draft.spans)
    for i in ended:
        desc = (word := spans[i].word("superlative")) is not None and word.name == "desc"
        spans[i] = replace(spans[i], words=(Word("aggregate", "max" if desc else "min"),))
    draft.spans = tuple(spans)


_EACH = ("per", "for each", "for every", "in each", "of each", "each", "every", "by each", "within each")


def _is_end(draft: Draft, i: int, span: Span) -> bool:
    """The highest or lowest of a number of each row, which stands behind (also behind the other end)."""
    if span.word("superlative") is None or span.text.lower() not in _EXTREMES or span.entries:
        return False
    k = nouns.after(draft, i, "value", "of")
    if k >= len(draft.spans) or not draft.spans[k].entries:
        return False
    term = nouns.noun(draft.scope, draft.spans[k])
    nxt = draft.spans[k + 1] if k + 1 < len(draft.spans) else None
    of_rows = (
        nxt is not None and bool(nxt.entries) and nouns.names_rows(draft.scope, nouns.noun(draft.scope, nxt))
    )
    return not of_rows and term is not None and term.column is not None and term.column.type in NUMERIC


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
        replace(span, words=())
        if i and draft.spans[nouns.before(draft, i)].word("group", "count", "aggregate")
        else span
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
    return span if column is None or _in_order(draft, i) else _of_column(draft, span, column)


def _of_column(draft: Draft, span: Span, column: Column) -> Span:
    entry = Entry("column", draft.scope.name, column.name, 0.9, shown=column.label)
    return replace(span, entries=(entry,), words=(), free=False)


def _in_order(draft: Draft, i: int) -> bool:
    """ "and list names in ascending order": the names along the axis, whatever they are."""
    behind = draft.spans[i + 1 : i + 4]
    listed = nouns.text_at(draft, i + 1) in ("in", "from") and any(
        s.word("order_asc", "order_desc") for s in behind
    )
    return listed or nouns.text_at(draft, nouns.before(draft, i)) == "by"


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
    if _is_whose(draft, i):
        nxt = draft.spans[i + 1]
        return replace(span, entries=nxt.entries, words=nxt.words)
    return replace(span, entries=(), words=(), free=True) if i and _is_whose(draft, i - 1) else span


def _is_whose(draft: Draft, i: int) -> bool:
    nxt = draft.spans[i + 1] if i + 1 < len(draft.spans) else None
    if nxt is None or not draft.spans[i].entries or not nxt.entries or nxt.word("group", "chart"):
        return False
    own, after = nouns.noun(draft.scope, draft.spans[i]), nouns.noun(draft.scope, nxt)
    if own is None or after is None or after.column is None or after.column.role == "flag":
        return False  # "customers complained": a verb
    if nouns.is_dated(after.column) and nxt.text.lower().endswith("ed"):
        return False  # "customers joined in each year": a verb, too
    return nouns.names_rows(draft.scope, own) and not nouns.names_rows(draft.scope, after)


def _counted_columns(draft: Draft, i: int, span: Span) -> Span:
    """ "grouped by number of rooms": the column that holds the number."""
    nxt = draft.spans[i + 1] if i + 1 < len(draft.spans) else None
    if span.word("count") is None or i == 0 or nxt is None or draft.spans[i - 1].word("group") is None:
        return span
    term = nouns.noun(draft.scope, nxt) if nxt.entries else None
    named = term is not None and term.column is not None and not nouns.names_rows(draft.scope, term)
    return replace(span, words=(), free=True) if named else span


def _numbers_of(draft: Draft, i: int, span: Span) -> Span:
    """ "times and numbers of all trains": the number that each has, where the table has one of that name."""
    k = nouns.after(draft, i)
    if span.word("count") is None or not span.text.lower().startswith("numbers") or k >= len(draft.spans):
        return span
    rows = draft.spans[k].entries and nouns.names_rows(draft.scope, nouns.noun(draft.scope, draft.spans[k]))
    column = _own(draft.scope, lambda _, c: c.label.lower().split()[-1:] == ["number"]) if rows else None
    return _of_column(draft, span, column) if column is not None else span


def _only(draft: Draft, i: int, span: Span) -> Span:
    """ "just list": a small word before what is to be done restricts nothing."""
    nxt = nouns.text_at(draft, i + 1)
    doing = nxt.rstrip("s") in ("list", "show", "display", "give", "plot", "draw", "tell")
    return replace(span, words=(), free=True) if span.word("only") is not None and doing else span


def _noun_at(draft: Draft, k: int) -> bool:
    return (
        0 <= k < len(draft.spans)
        and bool(draft.spans[k].entries)
        and nouns.noun(draft.scope, draft.spans[k]) is not None
    )
