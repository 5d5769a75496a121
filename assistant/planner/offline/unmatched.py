"""Things without a row in another table: "departments with no employees", "members who never show up in the visits file",
"lines with a store code that isn't in the stores file"."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.planner.offline.conditions import Condition, Draft
from assistant.planner.offline.spans import Span
from data.catalog import Join
from data.query import Call, Expr, Lit, Member, Out, Query, call, col

_NEVER = ("no", "without", "never", "not", "havent", "hasnt", "didnt", "dont", "doesnt", "isnt", "arent", "wasnt", "w0o", "none", "n't")  # fmt: skip
_IN = ("in", "from", "among", "on")
_FILES = ("file", "table", "list", "sheet", "data", "dataset", "records", "export", "log")
_REACH = 6


@dataclass(frozen=True)
class _Other:
    """The other table: the columns that both sides are joined by, and what is asked of its rows."""

    key: str
    table: str
    theirs: str
    where: tuple[Expr, ...] = ()


def read(draft: Draft) -> None:
    """Negations that are meant of the rows of another table."""
    for i, span in enumerate(draft.spans):
        low = span.text.lower().replace("'", "").replace("’", "")
        negates = low in _NEVER or (span.word("not") is not None and low in ("missing",))
        if not (negates or low in ("missing", "absent")) or not draft.free(i):
            continue
        found = _other(draft, i, gone=not negates)
        if found is None:
            continue
        at, other, more = found
        inner = Query(
            source=other.table, where=(*other.where, call("not_null", col(other.theirs))),
            groups=(Out(name=other.theirs, expr=col(other.theirs)),),
        )  # fmt: skip
        there = Member(member=col(other.key), within=inner)
        column = draft.scope.source.columns[other.key]
        spans = (i, at, *more)
        draft.conditions.append(Condition(Call(op="not", args=(there,)), spans, column))
        draft.use("condition", *(k for k in spans if draft.free(k)))
        shown = draft.scope.catalog.sources[other.table]
        draft.notes.append(
            f"“{draft.text[_place(draft, i) : _end(draft, at)]}” is read as: not among the {shown.plural or shown.name}"
        )
        break
    _said_again(draft)


def _said_again(draft: Draft) -> None:
    """ "no payment at all in the payments table", "which stores in the store list": a table once more."""
    said = {draft.scope.entity.table if draft.scope.entity is not None else draft.scope.name}
    for condition in draft.conditions:
        if any(draft.spans[k].text.lower() in _NEVER for k in condition.spans):
            said |= {t for k in condition.spans for t in _tables(draft, draft.spans[k])}
    for k in range(2, len(draft.spans) - 1):
        inside = {draft.spans[k - 1].text.lower(), draft.spans[k - 2].text.lower()} & set(_IN)
        filed = inside and draft.spans[k + 1].text.lower() in _FILES
        if filed and draft.free(k) and said & set(_tables(draft, draft.spans[k])):
            draft.use("rows", k, k + 1)
    for k in range(2, len(draft.spans)):
        words = [draft.spans[n].text.lower() for n in (k - 2, k - 1, k)]
        if (
            words[0] in _IN
            and words[1] in ("the", "this", "our")
            and words[2] in _FILES
            and draft.spans[k].unknown
        ):
            draft.use("rows", k)  # "in the export"


def _tables(draft: Draft, span: Span) -> list[str]:
    named = [draft.scope.catalog.entities[e.name].table for e in span.entries if e.kind == "entity"]
    return named + [e.source for e in span.entries if e.kind in ("rows", "table")]


def _place(draft: Draft, i: int) -> int:
    return draft.tokens[draft.spans[i].start].start


def _end(draft: Draft, i: int) -> int:
    return draft.tokens[draft.spans[i].end - 1].end


def _other(draft: Draft, i: int, gone: bool) -> tuple[int, _Other, tuple[int, ...]] | None:
    """The span that names rows of another table behind a negation, and the words that belong to it."""
    inside = False
    for k in range(i + 1, min(i + 1 + _REACH, len(draft.spans))):
        span, low = draft.spans[k], draft.spans[k].text.lower()
        if span.text in (",", ";", ".", "?", ")", "("):
            return None
        inside = inside or low in _IN
        if not draft.free(k) or not span.entries:
            continue
        other = _table_of(draft, span)
        filed = k + 1 < len(draft.spans) and draft.spans[k + 1].text.lower() in _FILES
        direct = draft.spans[i].text.lower() in ("no", "without", "w0o") and k <= i + 2
        if other is None and max(e.quality for e in span.entries) < 0.75:
            continue  # a verb that is a part of some name
        if other is None or not (filed or direct or (not gone and not inside and k <= i + 4)):
            return None
        own = _own_key(draft, i, other) if filed else ()
        return k, other, (*own, *range(k + 1, k + 1 + filed))
    return None


def _own_key(draft: Draft, i: int, other: _Other) -> tuple[int, ...]:
    """ "a store code that isn't in the stores file": the key itself, named before."""
    names = {other.key.rsplit(".", 1)[-1], other.theirs}
    before = range(max(0, i - 4), i)
    return tuple(
        k
        for k in before
        if draft.free(k) and any(e.kind == "column" and e.name in names for e in draft.spans[k].entries)
    )


def _table_of(draft: Draft, span: Span) -> _Other | None:
    scope = draft.scope
    entity = scope.source.entity
    if entity is not None and entity.rolled_up:
        return None
    own = scope.entity.table if scope.entity is not None else scope.name
    for entry in span.entries:
        where: tuple[Expr, ...] = ()
        if entry.kind == "entity":
            named = scope.catalog.entities[entry.name]
            table = "" if named.rolled_up else named.table
        elif entry.kind in ("rows", "table"):
            table = entry.source
        elif entry.kind == "value" and entry.quality >= 0.9 and entry.value is not None:
            table, where = entry.source, (call("eq", col(entry.name), Lit(lit=entry.value)),)
        else:
            continue
        joined = next(
            (j for j in scope.catalog.joins if {j.table, j.to} == {own, table} and own != table), None
        )
        other = _joined(joined, own, where) if joined is not None else None
        if other is not None and other.key in scope.source.columns and other.table in scope.catalog.sources:
            return other
    return None


def _joined(join: Join, own: str, where: tuple[Expr, ...]) -> _Other:
    if join.to == own:
        return _Other(join.to_key, join.table, join.key, where)
    return _Other(join.key, join.to, join.to_key, where)
