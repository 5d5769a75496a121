"""Who comes first: the most, the least, the largest; the first and the last in time. In a small table."""

from __future__ import annotations

import re

from assistant.planner.offline.conditions import Draft
from assistant.planner.offline.forms import asked, nouns
from assistant.planner.offline.forms.asked import Phrase, Target
from assistant.planner.offline.forms.counting import aggregates, figure, where
from assistant.planner.offline.forms.nouns import is_dimension, is_label
from assistant.planner.offline.forms.sheet import Sheet
from assistant.planner.offline.scope import DATED, NUMERIC, Intent, is_numeric
from assistant.planner.offline.spans import Span
from data.catalog import Column
from data.query import Agg, Expr, Out, Query, Scalar, call, col

_MANY = ("most", "least", "fewest")
_FILLERS = (
    "number",
    "total",
    "or",
    "of",
    "amount",
    "in",
    "people",
    "overall",
    "the",
    "a",
    "average",
    "ever",
    "all",
)
_BY = ("in terms of", "by", "in", "with", "based on")
_OFTEN = re.compile(r"\b(common|frequent|often|commonest|rarest|popular)\b")
ROW = "_row"


def read(draft: Draft, sheet: Sheet) -> list[Intent]:
    """A ranking with its first, by a figure, by how often, or by time."""
    at = next((i for i, s in enumerate(draft.spans) if draft.free(i) and _ranks(s)), None)
    if at is None:
        return []
    draft.use("superlative", at)
    word = draft.spans[at].word("superlative")
    if word is None:
        return _in_time(draft, sheet, at)
    return _by_figure(draft, sheet, at, desc=word.name == "desc")


def _ranks(span: Span) -> bool:
    won = span.text.lower() in ("win", "wins", "winning")
    return (
        span.word("superlative", "first") is not None
        and not won
        and not any(e.quality >= 0.95 for e in span.entries)
    )


# -- by a figure -------------------------------------------------------------------------------------------------
def _by_figure(draft: Draft, sheet: Sheet, at: int, desc: bool) -> list[Intent]:
    low = draft.spans[at].text.lower()
    behind = _behind(draft, at)
    target = asked.target(draft, sheet)
    if _OFTEN.search(low):
        return _most_often(draft, sheet, behind, target, desc)
    by = _figure(draft, sheet, at, behind, target)
    if by is None and low.split()[0] in _MANY and low.split()[-1] not in ("expensive", "valuable"):
        return _counted(draft, sheet, behind, target, desc)
    if by is None:
        return []
    if target is None and _asks_value(draft, at) and behind.column == by:
        return [_extreme(draft, by, desc)]
    if target is not None and target.column == by:
        target = None
        if _asks_value(draft, at):
            draft.use("item", *behind.spans)
            return [_extreme(draft, by, desc)]
    column = target.column if target is not None else _noun_of(draft, sheet, behind, by)
    if column is None:
        return []
    if sheet.is_place(by):
        desc = not desc
    if low in ("fastest", "slowest") and (low, sheet.cores[by.name][0][-1]) in sheet.words.turned:
        desc = not desc
    if low in ("oldest", "youngest") and by in sheet.dated:
        desc = not desc
    if "mean" in aggregates(draft) and "average" not in by.label and not is_label(sheet.scope, column):
        out = Out(name=f"average {by.label}", expr=Agg(agg="mean", of=col(by.name)), unit=by.unit)
        return [_groups(draft, column, out, desc, where(draft), _limit(draft))]
    many = low.split()[0] in _MANY
    total = draft.spans[at + 1 :] and any(
        nouns.text_at(draft, k) == "total" for k in range(at, len(draft.spans))
    )
    if total and by.label.lower() != "total" and not is_label(sheet.scope, column) and column != by:
        name = f"total {by.label.removeprefix('total ')}"
        out = Out(name=name, expr=Agg(agg="sum", of=col(by.name)), unit=by.unit)
        return [_groups(draft, column, out, desc, where(draft), _limit(draft))]
    first = ranked(draft, sheet, column, by, desc, sums=many or by.role == "amount")
    return [first, ranked(draft, sheet, column, by, desc, sums=False)] if many and first.groups else [first]


def _behind(draft: Draft, at: int) -> Phrase:
    """The noun phrase after the superlative: "most [number of] points", "largest city"."""
    k = at + 1
    while k < len(draft.spans):
        span = draft.spans[k]
        filler = nouns.text_at(draft, k) in _FILLERS or span.word("count", "total") is not None
        if not filler or any(e.quality >= 0.95 for e in span.entries):
            break
        if span.words:
            draft.use("item", k)
        k += 1
    return asked.phrase(draft, k)


def _figure(draft: Draft, sheet: Sheet, at: int, behind: Phrase, target: Target | None) -> Column | None:
    """What the ranking is by: named behind the superlative or anywhere else, or brought by the adjective."""
    taken = target.column if target is not None and not _asks_value(draft, at) else None
    own = [k for k in behind.spans if (t := nouns.noun(draft.scope, draft.spans[k])) is not None and is_numeric(t.column)]  # fmt: skip
    others = [k for k, t in nouns.free_nouns(draft) if is_numeric(t.column) and k not in behind.spans]
    others = [k for k in others if k > at or not _is_of(draft, k, at)]
    for k in (*own, *(o for o in others if o > at), *(o for o in others if o < at)):
        term = nouns.noun(draft.scope, draft.spans[k])
        assert term is not None and term.column is not None
        if term.column == taken:
            continue
        draft.use("item", k)
        if k in own:
            draft.use("unit", *(m for m in behind.spans if m > k and draft.spans[m].unknown))
        return term.column
    placed = [c for c in sheet.columns if sheet.is_place(c)]
    if len(placed) == 1 and placed[0] != taken and any(t.stem in sheet.words.places for t in draft.tokens):
        return placed[0]
    totals = [c for c in sheet.numbers if c.label.lower() == "total"]
    if (
        totals
        and behind.spans
        and draft.spans[behind.spans[-1]].unknown
        and "total" in draft.text.lower().split()
    ):
        draft.use("rows", *behind.spans)
        return totals[0]
    implied = sheet.words.ranked.get(nouns.text_at(draft, at).split()[0], ())
    for word in implied:
        column = sheet.column((word,), {t.stem for t in draft.tokens}, sheet.numbers)
        if column is not None and column != taken:
            draft.notes.append(f"“{draft.spans[at].text}” is read by {column.label}")
            return column
    if nouns.text_at(draft, at) in ("oldest", "youngest") and len(sheet.dated) == 1:
        draft.notes.append(f"“{draft.spans[at].text}” is read by {sheet.dated[0].label}")
        return sheet.dated[0]
    return None


def _is_of(draft: Draft, k: int, at: int) -> bool:
    """ "the budget of the longest film": what the row has, by which it is not ranked."""
    return any(nouns.text_at(draft, m) in ("of", "for") for m in range(k + 1, at))


def _asks_value(draft: Draft, at: int) -> bool:
    """ "what is the highest salary": the figure itself is asked for."""
    words = [s.text.lower() for s in draft.spans[:at]]
    return (
        len(words) <= 4
        and bool(set(words[:2]) & {"what", "whats"})
        and bool(set(words) & {"is", "was", "whats"})
    )


def _noun_of(draft: Draft, sheet: Sheet, behind: Phrase, by: Column) -> Column | None:
    """Without "which": the noun of the superlative ("the largest city"), else what names the rows."""
    named = [k for k in behind.spans if (t := nouns.noun(draft.scope, draft.spans[k])) is not None and t.column is not None and t.column != by]  # fmt: skip
    if named:
        draft.use("item", *named)
        term = nouns.noun(draft.scope, draft.spans[named[-1]])
        return term.column if term is not None else None
    if behind.spans and draft.free(behind.spans[-1]) and draft.spans[behind.spans[-1]].unknown:
        target = asked.resolved(draft, sheet, behind)
        return target.column if target is not None else None
    return sheet.label


def _extreme(draft: Draft, by: Column, desc: bool) -> Intent:
    name = f"{'highest' if desc else 'lowest'} {by.label}"
    return figure(
        draft, Out(name=name, expr=Agg(agg="max" if desc else "min", of=col(by.name)), unit=by.unit)
    )


def ranked(draft: Draft, sheet: Sheet, column: Column, by: Column, desc: bool, sums: bool) -> Intent:
    """Rows in order, or, where a name repeats and its figures add up, names in the order of their sums."""
    limit = _limit(draft)
    known = (call("not_null", col(by.name)),) if by.missing else ()
    conditions = (*where(draft), *known)
    repeats = not is_label(sheet.scope, column) and is_dimension(column) and column != by
    if repeats and sums and by.role in ("quantity", "amount"):
        out = Out(
            name=f"total {by.label.removeprefix('total ')}",
            expr=Agg(agg="sum", of=col(by.name)),
            unit=by.unit,
        )
        return _groups(draft, column, out, desc, conditions, limit)
    if column.type in DATED or column.type in NUMERIC:
        inner = Query(
            source=draft.scope.name, where=conditions, measures=(_extreme(draft, by, desc).metrics[0],)
        )
        holds = call("eq", col(by.name), Scalar(scalar=inner))
        return listed(draft, (column,), (*conditions, holds))
    outs = tuple(Out(name=c.label, expr=col(c.name), unit=c.unit) for c in (column, by))
    return Intent(
        source=draft.scope.name, where=conditions, columns=outs, order=by.label, desc=desc, limit=limit,
        answer="name" if limit == 1 else "list", notes=tuple(draft.notes),
    )  # fmt: skip


def listed(draft: Draft, columns: tuple[Column, ...], conditions: tuple[Expr, ...]) -> Intent:
    """Rows as they are."""
    outs = tuple(Out(name=c.label, expr=col(c.name), unit=c.unit) for c in columns)
    draft.looked_up = True
    return Intent(source=draft.scope.name, where=conditions, columns=outs, answer="list" if len(outs) == 1 else "row", notes=tuple(draft.notes))  # fmt: skip


def _limit(draft: Draft) -> int:
    said = [int(draft.spans[i].number or 1) for i, why in draft.used.items() if why == "cardinal"]
    return said[0] if said else 1


def _groups(
    draft: Draft, column: Column, out: Out, desc: bool, conditions: tuple[Expr, ...], limit: int
) -> Intent:
    """Names in the order of a figure of all their rows."""
    known = (call("not_null", col(column.name)),) if column.missing else ()
    return Intent(
        source=draft.scope.name, where=(*conditions, *known), groups=(Out(name=column.label, expr=col(column.name)),),
        metrics=(out,), order=out.name, desc=desc, limit=limit if limit > 1 else None,
        answer="name" if limit == 1 else "list", notes=tuple(draft.notes),
    )  # fmt: skip


# -- by how often ------------------------------------------------------------------------------------------------
def _most_often(
    draft: Draft, sheet: Sheet, behind: Phrase, target: Target | None, desc: bool
) -> list[Intent]:
    """ "the most common position", "which opponent did they meet most often": a value by its rows."""
    column = behind.column or (target.column if target is not None else None)
    if column is None:
        return []
    draft.use("item", *(k for k in behind.spans if draft.spans[k].entries))
    rows = Out(name=draft.scope.source.plural or "rows", expr=Agg(agg="count"))
    return [_groups(draft, column, rows, desc, where(draft), _limit(draft))]


def _counted(draft: Draft, sheet: Sheet, behind: Phrase, target: Target | None, desc: bool) -> list[Intent]:
    """ "which party is represented the most", "which state has the most schools": rows are counted."""
    column = target.column if target is not None else None
    if column is None or is_label(sheet.scope, column):
        return []
    for k in behind.spans:
        if draft.free(k):
            draft.use("rows", k)
    if any(draft.spans[k].unknown for k in behind.spans):
        word = " ".join(draft.spans[k].text for k in behind.spans)
        draft.notes.append(f"“{word}” is read as the rows of the table")
    rows = Out(name=draft.scope.source.plural or "rows", expr=Agg(agg="count"))
    return [_groups(draft, column, rows, desc, where(draft), _limit(draft))]


# -- by time -----------------------------------------------------------------------------------------------------
def _in_time(draft: Draft, sheet: Sheet, at: int) -> list[Intent]:
    """ "which was the first to be established", "who won the last one": by the date or year, else by the order of rows."""
    last = (draft.spans[at].word("first") or draft.spans[at].words[0]).name == "desc"
    behind = asked.phrase(draft, at + 1)
    target = asked.target(draft, sheet)
    column = target.column if target is not None else sheet.label
    one = nouns.text_at(draft, at + 1) in ("one", "ones")
    if one:
        draft.use("rows", at + 1)
    for k in behind.spans:
        if draft.free(k) and draft.spans[k].unknown:
            draft.use("rows", k)
    by = _time(draft, sheet, column)
    for k, t in nouns.free_nouns(draft):
        if t.column in (by, column, sheet.label) or (k in behind.spans and is_label(sheet.scope, t.column)):
            draft.use("item", k)
    if column is None:
        return []
    if by is None:
        by_row = "last" if last else "first"
        draft.notes.append(f"{by_row} in the order of the file")
        inner = Query(source=draft.scope.name, where=where(draft), measures=(Out(name=f"{by_row} row", expr=Agg(agg="max" if last else "min", of=col(ROW))),))  # fmt: skip
        return [listed(draft, (column,), (*where(draft), call("eq", col(ROW), Scalar(scalar=inner))))]
    if by == column:
        name = f"{'last' if last else 'first'} {by.label}"
        return [figure(draft, Out(name=name, expr=Agg(agg="max" if last else "min", of=col(by.name))))]
    draft.notes.append(f"{'last' if last else 'first'} by {by.label}")
    return [ranked(draft, sheet, column, by, last, sums=False)]


def _time(draft: Draft, sheet: Sheet, column: Column | None) -> Column | None:
    """The date or year that is named; else the only one, or the one of whose name the question says a word."""
    named = [t.column for _, t in nouns.free_nouns(draft) if t.column in sheet.dated]
    if named:
        return named[0]
    if column in sheet.dated:
        return column
    found = sheet.time({t.stem for t in draft.tokens})
    if found is not None:
        return found
    plain = [c for c in sheet.dated if c.label.lower() in ("year", "date")]
    return plain[0] if plain else None
