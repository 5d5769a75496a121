"""How often: what a number counts when a group is tested by its rows ("hosts with more than 10 listings", "ordered more
than 8 times", "gave only once")."""

from __future__ import annotations

from assistant.planner.offline.conditions import Draft
from assistant.planner.offline.scope import Scope, Term
from assistant.planner.offline.spans import Span
from data.query import Agg, MeasureRef, Out

ONCE = ("once", "twice", "thrice")
_OFTEN = ("times", "time")
_ASKING = (
    "which",
    "what",
    "whats",
    "list",
    "show",
    "name",
    "names",
    "give",
    "among",
    "groups",
    "group",
    "whose",
    "who",
)


def by(draft: Draft, left: int, n: int) -> tuple[tuple[int, ...], Term] | None:
    """What the number at `n` counts, with the spans that say so, where some group is asked for left of it."""
    if not of_groups(draft, left + 1):
        return None
    if draft.spans[n].text.lower() in ONCE:
        return _verb(draft, left), _term(draft, n, rows_out(draft.scope))
    k = n + 1
    if k < len(draft.spans) and draft.spans[k].word("after_number") is not None:
        k += 1  # "two or more lessons"
    if not draft.free(k) or draft.spans[k].number is not None:
        return None
    span = draft.spans[k]
    if span.text.lower() in _OFTEN:
        return (*_verb(draft, left), k), _term(draft, k, rows_out(draft.scope))
    out = _counted(draft, span, left + 1)
    return ((*_doing(draft, left), k), _term(draft, k, out)) if out is not None else None


def _doing(draft: Draft, left: int) -> tuple[int, ...]:
    """ "opened more than 30 tickets": the verb of what was done so often."""
    if not draft.free(left) or draft.words is None:
        return ()
    return (left,) if draft.spans[left].text.lower() in draft.words.raw["doings"].split() else ()


def rows_out(scope: Scope) -> Out:
    """The number of rows."""
    from assistant.planner.offline.compose import count_of

    counted = count_of(scope, scope.entity) if scope.entity is not None else None
    return counted or Out(name=scope.source.plural or "rows", expr=Agg(agg="count"))


def is_count(out: Out | None, scope: Scope) -> bool:
    """The number of rows, or of different things."""
    if out is None:
        return False
    measure = scope.catalog.measures.get(out.expr.measure) if isinstance(out.expr, MeasureRef) else None
    expr = measure.expr if measure is not None else out.expr
    return isinstance(expr, Agg) and expr.agg in ("count", "distinct")


def _term(draft: Draft, k: int, out: Out) -> Term:
    from assistant.planner.offline.lexicon import Entry

    span = draft.spans[k]
    entry = span.entries[0] if span.entries else Entry("rows", draft.scope.name, "rows", 0.8)
    return Term(span, entry, out=out)


def _verb(draft: Draft, left: int) -> tuple[int, ...]:
    """The verb before "more than once", which says nothing besides, and an "only" between them."""
    k, only = left, []
    while k >= 0 and draft.spans[k].text.lower() in ("only", "just", "exactly", "for"):
        only += [k] if draft.free(k) else []
        k -= 1
    if not draft.free(k):
        return tuple(only)
    best = max((e.quality for e in draft.spans[k].entries), default=0.0)
    verb = draft.spans[k].unknown or (0 < best < 0.75 and draft.spans[k].text.lower().endswith(("ed", "t")))
    return (*only, k) if verb else tuple(only)


def of_groups(draft: Draft, left: int) -> bool:
    """ "how many hosts ...": a group is asked for before this place, which is no row."""
    before = draft.spans[:left]
    asks = any(s.word("group", "superlative", "count", "share") or s.text.lower() in _ASKING for s in before)
    return (asks or _heads(draft, left)) and any(_is_group(draft.scope, s) for s in before if s.entries)


_RELATIVE = ("with", "who", "that", "which", "having", "whose", "w")


def _heads(draft: Draft, left: int) -> bool:
    """ "customers who ordered over 10 times": the group is the head of the message, and what follows is said of it."""
    first = next((i for i, s in enumerate(draft.spans[:left]) if not s.free), None)
    if first is None or not draft.spans[first].text.lower().endswith("s"):
        return False
    return first + 1 < left and draft.spans[first + 1].text.lower() in _RELATIVE


def lacks(draft: Draft, i: int) -> bool:
    """ "which stores have no refunds": what the negation at `i` denies is denied of a whole group."""
    if draft.spans[i].text.lower() not in ("no", "without", "w0o") or not of_groups(draft, i):
        return False
    k = i - 1
    while k >= 0 and draft.spans[k].free and draft.spans[k].text not in (",", ".", "?", "and", "or", "but"):
        k -= 1
    return k >= 0 and bool(draft.spans[k].entries) and _is_group(draft.scope, draft.spans[k])


def _is_group(scope: Scope, span: Span) -> bool:
    from assistant.planner.offline.forms.nouns import names_rows

    term = next((t for t in scope.terms(span) if t.entry.kind != "value" and t.entry.quality >= 0.75), None)
    if term is None or names_rows(scope, term):
        return False
    if term.column is not None:
        return (
            term.column.role in ("id", "category", "code", "ordinal", "person", "text", "score")
            or term.column.type == "text"
        )
    return any(e.kind == "entity" for e in span.entries)


def _counted(draft: Draft, span: Span, left: int) -> Out | None:
    """The rows, or different things, by a noun right behind the number."""
    from assistant.planner.offline.compose import count_of
    from assistant.planner.offline.forms import nouns
    from assistant.planner.offline.forms.nouns import names_rows

    scope = draft.scope
    for term in scope.terms(span):
        if term.entry.kind == "value":
            continue
        if names_rows(scope, term) or nouns.counts_rows(term.measure):
            return rows_out(scope)
        if term.measure is not None and is_count(_of(term), scope):
            return _of(term)
        if term.entity is not None and term.entry.quality >= 0.75:
            return count_of(scope, term.entity)
        return None
    nameless = scope.entity is None and scope.source.plural in ("rows", "")
    several = span.text.lower().endswith("s") and span.text.isalpha()
    unit = draft.words is not None and span.text.lower() in draft.words.units
    idle = span.unknown or (span.free and span.word("idle") is None and _is_noun(draft, span))
    return rows_out(scope) if nameless and several and not unit and idle else None


def _is_noun(draft: Draft, span: Span) -> bool:
    """A word that is free elsewhere, though it names things ("places")."""
    return draft.words is not None and draft.words.stems.of(span.text.lower()) in draft.words.sheets.kinds


def _of(term: Term) -> Out | None:
    return (
        Out(name=term.measure.label, expr=MeasureRef(measure=term.measure.name))
        if term.measure is not None
        else None
    )
