"""What the words of a question to a small table stand for: names of columns in any of their forms, and stored values
where a word is not better explained.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.planner.offline.forms import nouns
from assistant.planner.offline.forms.sheet import Sheet
from assistant.planner.offline.lexicon import Entry
from assistant.planner.offline.spans import Span, Tagged
from assistant.planner.offline.text import Token

SURE = 0.75
"""From this quality on a name is taken as it was found."""
_BY_KIN = 0.8


def cleaned(sheet: Sheet, tagged: Tagged, counting: bool) -> tuple[Span, ...]:
    """The plain cover, each span with what it means in this table."""
    spans = tagged.plain or tagged.cover
    made = tuple(
        s for i in range(len(spans)) for s in _apart(tagged, spans[i], _clean(sheet, tagged, spans, i))
    )
    return tuple(_one_owner(sheet, made, i, counting) for i in range(len(made)))


def _apart(tagged: Tagged, found: Span, made: Span) -> list[Span]:
    """Words that mean nothing together stand for themselves."""
    if made.end - made.start == 1 or made.entries or made.words or made.period or not found.entries:
        return [made]
    words = tagged.tokens[made.start : made.end]
    return [
        Span(made.start + k, made.start + k + 1, t.text, 0.0, number=t.number, percent=t.percent, free=_is_small(tagged, t))
        for k, t in enumerate(words)
    ]  # fmt: skip


def _is_small(tagged: Tagged, token: Token) -> bool:
    return tagged.words is not None and (token.low in tagged.words.framing or token.stem in tagged.words.idle)


def _clean(sheet: Sheet, tagged: Tagged, spans: Sequence[Span], i: int) -> Span:
    span = spans[i]
    bound = tuple(e for e in span.entries if _binds(sheet, span, e))
    sure = tuple(e for e in bound if e.quality >= SURE)
    before = spans[i - 1] if i else None
    if sure:
        counted = before is not None and before.word("count") is not None
        return replace(span, entries=_of_columns(sheet, span, sure, counted))
    if span.number is not None or span.period is not None or any(w.kind not in ("idle", "group", "order") for w in span.words):  # fmt: skip
        return replace(span, entries=())
    counted = before is not None and (before.number is not None or before.word("count") is not None)
    low = span.text.lower()
    idle = span.free or span.word("idle", "group") is not None or low in sheet.words.free
    stems = [t.stem for t in tagged.tokens[span.start : span.end] if t.stem not in sheet.vocabulary.glue]
    if stems and (not idle or counted) and low not in sheet.vocabulary.small_words:
        context = {t.stem for k, t in enumerate(tagged.tokens) if not span.start <= k < span.end}
        column = sheet.column(stems, context)
        if column is not None and not (low in nouns.TRADED and " " in column.label):
            entry = Entry("column", sheet.scope.name, column.name, _BY_KIN, shown=column.label)
            return replace(span, entries=(entry,), free=False)
    loose = tuple(
        e for e in bound if e.kind == "value" and not idle and _is_half(e, span) and _may_be_part(sheet, spans, i)
    )  # fmt: skip
    return replace(span, entries=loose)


def _of_columns(sheet: Sheet, span: Span, sure: tuple[Entry, ...], counted: bool) -> tuple[Entry, ...]:
    """A word for the thing that rows are means the column of their names; columns and values come first, but where
    things are counted."""
    plain = tuple(e for e in sure if e.kind in ("column", "value"))
    thing = next((e for e in sure if e.kind not in ("column", "value") and _rows(sheet, span, e)), None)
    if plain and not (counted and thing is not None and thing.quality >= plain[0].quality):
        return plain
    if thing is None:
        return sure
    if thing.kind == "entity" and sheet.label is not None:
        return (Entry("column", sheet.scope.name, sheet.label.name, 1.0, shown=sheet.label.label),)
    return (Entry("rows", sheet.scope.catalog.main, "rows", thing.quality),)


def _rows(sheet: Sheet, span: Span, entry: Entry) -> bool:
    term = sheet.scope._term(span, entry)
    counted = term.measure.label.lower() if term is not None and term.measure is not None else ""
    return nouns.names_rows(sheet.scope, term) or counted == sheet.scope.source.plural.lower()


def _binds(sheet: Sheet, span: Span, entry: Entry) -> bool:
    """Something of this table: of its columns only those that are no notes to another one."""
    term = sheet.scope._term(span, entry)
    if term is None:
        return False
    return term.column is None or any(c.name == term.column.name for c in sheet.columns)


def _is_half(entry: Entry, span: Span) -> bool:
    """At least half of the value's words are said: a last name, no word of a title."""
    said, whole = len(span.text.split()), len([w for w in entry.shown.split() if w[:1].isalnum()])
    return 2 * said >= whole


def _may_be_part(sheet: Sheet, spans: Sequence[Span], i: int) -> bool:
    """A word of a longer value stands for it where it is no verb and no noun for what is counted or asked."""
    low = spans[i].text.lower()
    if low.endswith(("ed", "ing", "'s")) or low.split()[0] in sheet.words.empty:
        return False
    before = spans[i - 1] if i else None
    asked = before is not None and (before.word("count") is not None or before.text.lower() in ("which", "what", "of"))  # fmt: skip
    return not (asked or _kind(sheet, spans[i]))


def _kind(sheet: Sheet, span: Span) -> bool:
    of = sheet.vocabulary.stems.of
    return of(span.text.lower()) in sheet.words.kinds


def _one_owner(sheet: Sheet, spans: Sequence[Span], i: int, counting: bool) -> Span:
    """A value of several columns belongs to the one that is named beside it; else to what names the rows, or, where
    rows are counted, to what does not."""
    span = spans[i]
    values = [e for e in span.entries if e.kind == "value"]
    owners = {e.name for e in values}
    if len(owners) < 2 or len(values) < len(span.entries):
        return span
    for k in (i - 1, i + 1, i - 2, i + 2):
        near = spans[k].entries if 0 <= k < len(spans) else ()
        named = [e for e in values if any(n.kind == "column" and n.name == e.name for n in near)]
        if named:
            return replace(span, entries=tuple(named))
    label = sheet.label.name if sheet.label is not None else None
    chosen = [e for e in values if (e.name == label) != counting]
    return replace(span, entries=tuple(chosen)) if label in owners and chosen else span
