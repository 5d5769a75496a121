"""Which of several dates a question counts time by: one that it names ("by close date"), or the end of what ended."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from assistant.planner.offline.scope import Intent, is_birth
from assistant.planner.offline.spans import Span, Tagged
from assistant.planner.offline.vocabulary import Vocabulary
from data.catalog import Catalog, Column, Measure, Source
from data.query import Agg, Call, Col, Lit, columns_of, walk

DATED = ("date", "datetime")
_BY = re.compile(
    r"[\s,;(]*(?:\b(?:going|judging|counted|counting|measured|based|dated|grouped)\s+)?\b(?:by|on|using)\s+(?:the\s+|its\s+|their\s+)?$",
    re.I,
)
_LASTING = ("open", "active", "pending", "attended")
"""States that nothing has ended yet."""


def named(tagged: Tagged, catalog: Catalog) -> tuple[str, Catalog] | None:
    """The text without "by close date", and the catalog in which that date is the one that time is counted by; None
    where no such date is named, or no other words speak of time."""
    for i, span in enumerate(tagged.cover):
        found = _date_of(span, catalog)
        if found is None or not _speaks_of_time(tagged.cover[:i] + tagged.cover[i + 1 :]):
            continue
        start, end = tagged.tokens[span.start].start, tagged.tokens[span.end - 1].end
        by = _BY.search(tagged.text[:start])
        if by is None or _grain(tagged.cover[i + 1 : i + 2]):
            continue
        text = f"{tagged.text[: by.start()]} {tagged.text[end:].lstrip(' )')}"
        return re.sub(r"\s+([?.!,;])", r"\1", " ".join(text.split())), _first(catalog, *found)
    return None


def spoken_of(tagged: Tagged, catalog: Catalog, words: Vocabulary) -> Catalog:
    """The catalog in which time is counted by the one date that a question names, or by the end, where it speaks of
    what ended ("deals lost in 2023")."""
    if not _speaks_of_time(tagged.cover):
        return catalog
    dates = {found for s in tagged.cover if (found := _date_of(s, catalog)) is not None}
    if dates:
        return _first(catalog, *dates.pop()) if len(dates) == 1 else catalog
    for name, source in catalog.sources.items():
        if any(_is_end(s, source, catalog) for s in tagged.cover):
            date = _end_of(source, words)
            if date is not None:
                catalog = _first(catalog, name, date)
    return catalog


def _date_of(span: Span, catalog: Catalog) -> tuple[str, str] | None:
    """The source and the name of the date column that a span is the name of, sooner than that of anything else."""
    best = max((e.quality for e in span.entries if e.kind != "column"), default=0.0)
    for entry in span.entries:
        if entry.quality <= best:
            break
        column = catalog.sources[entry.source].columns.get(entry.name) if entry.kind == "column" else None
        if column is not None and column.type in DATED and not is_birth(column) and entry.quality >= 0.75:
            return entry.source, column.name
    return None


def _speaks_of_time(spans: Iterable[Span]) -> bool:
    return any(s.period is not None or s.word("grain", "time") is not None for s in spans)


def _grain(spans: Iterable[Span]) -> bool:
    return any(s.word("grain") is not None for s in spans)


def kept(last: object, catalog: Catalog) -> Catalog:
    """The catalog for a message that leans on the last question: time goes on by the date that this one used."""
    source = catalog.sources.get(last.source) if isinstance(last, Intent) else None
    if source is None or not isinstance(last, Intent):
        return catalog
    for expr in (*(g.expr for g in last.groups), *last.where):
        for name in columns_of(expr):
            column = source.columns.get(name)
            if column is not None and column.type in DATED and not is_birth(column):
                return _first(catalog, source.name, name)
    return catalog


def _is_end(span: Span, source: Source, catalog: Catalog) -> bool:
    """Whether a span names a state of this source in which things have come to their end, or a figure of such."""
    for entry in span.entries:
        if entry.kind == "measure" and _of_ended(catalog.measures.get(entry.name), source):
            return True
        column = source.columns.get(entry.name) if entry.kind == "value" else None
        if column is None or entry.quality < 0.9:
            continue
        if _has_ended(column, {entry.value, *entry.also}):
            return True
    return False


def _has_ended(column: Column, values: set[object]) -> bool:
    return any(o.name not in _LASTING and values <= {*o.values} for o in column.outcomes)


def _of_ended(measure: Measure | None, source: Source) -> bool:
    """A figure of rows in a state that they ended in: the money that was won."""
    if measure is None or measure.source not in (source.name, source.entity.table if source.entity else ""):
        return False
    for node in walk(measure.expr):
        test = node.where if isinstance(node, Agg) else None
        if isinstance(test, Call) and test.op in ("eq", "in") and isinstance(test.args[0], Col):
            column = source.columns.get(test.args[0].col)
            values = {a.lit for a in test.args[1:] if isinstance(a, Lit)}
            if column is not None and column.outcomes and _has_ended(column, {*values}):
                return True
    return False


def _end_of(source: Source, words: Vocabulary) -> Column | None:
    """The one date that says when things ended, where another date stands before it."""
    dates = [c for c in source.columns.values() if c.type in DATED and _own(c) and c.role == "date"]
    ends = [c for c in dates if {words.stems.of(w) for w in c.label.lower().split()} & _stems(words)]
    return ends[0] if len(ends) == 1 and len(dates) > 1 else None


def _own(column: Column) -> bool:
    return not column.name.startswith(f"{column.source}.")


def _stems(words: Vocabulary) -> set[str]:
    return {words.stems.of(w) for w in words.raw["end_dates"]}


def _first(catalog: Catalog, source: str, column: str | Column) -> Catalog:
    """The catalog with one date before the others of its table, in every source that holds it."""
    name = column if isinstance(column, str) else column.name
    table = catalog.sources[source].columns[name].source
    sources = {
        key: replace(held, columns={name: held.columns[name], **held.columns})
        if name in held.columns and held.columns[name].source == table
        else held
        for key, held in catalog.sources.items()
    }
    return replace(catalog, sources=sources)
