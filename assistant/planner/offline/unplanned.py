"""Names of the data that an ability's plan leaves out.

The words that call for an ability say what is to be done; what it is done with are the other words. Where one of them is
surely a column, a measure or a value, and the plan reads none of what it may stand for, the answer is about something
else: the share of all stocks, where that of all net worth was asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from assistant.planner.offline.lexicon import Entry
from assistant.planner.offline.scope import Intent
from assistant.planner.offline.spans import Span, Tagged
from assistant.reading import Reading
from data.catalog import Catalog
from data.query import columns_of

_ABILITIES = ("concentration", "correlate", "drivers", "experiment")
"""Abilities that tell of the columns they are given, and of no others."""
_SURE = 0.95
_CALLING = (
    "tool",
    "own_tool",
    "share",
    "chart",
    "plot",
    "window",
    "idle",
    "aggregate",
    "count",
    "superlative",
)
"""Words that say what is done, though the data may have something of their name."""

_DONE = re.compile(r"(?:ed|paid|spent|bought|sold|made)$|^corr", re.I)
"""What was done with a figure is none itself ("the amount paid for the car"), nor is what is to be done."""


def asked(read: Reading, tagged: Tagged, catalog: Catalog) -> Reading:
    """The reading, asked back where its plan leaves out something that is named."""
    intent = read.candidates[0].intent if read.candidates else None
    if not isinstance(intent, Intent) or intent.tool not in _ABILITIES or read.unclear or read.missing:
        return read
    left = tuple(dict.fromkeys(s.text for s in _left_out(intent, tagged, catalog)))
    if not left:
        return read
    first = replace(read.candidates[0], confidence=0.4)
    said = f"“{'”, “'.join(left)}” has no place in this. Is it still what you mean?"
    return replace(read, candidates=(first, *read.candidates[1:]), unlicensed=left, unclear=said)


def _left_out(intent: Intent, tagged: Tagged, catalog: Catalog) -> Iterable[Span]:
    planned = intent.model_dump_json()
    for span in tagged.cover:
        if span.word(*_CALLING) is not None or span.entry("entity", "rows", "table") is not None:
            continue
        if not any(e.quality >= _SURE for e in span.entries) or _DONE.search(span.text):
            continue
        if any(_weighs(catalog, e) for e in span.entries):
            continue  # rows count by it anyway
        names = {n for e in span.entries for n in (e.name, *_made_of(catalog, e.name))}
        if not any(
            f'"{n.rsplit(".", 1)[-1]}"' in planned or f'.{n.rsplit(".", 1)[-1]}"' in planned for n in names
        ):
            yield span


def _weighs(catalog: Catalog, entry: Entry) -> bool:
    source = catalog.sources.get(entry.source)
    column = source.columns.get(entry.name) if source is not None and entry.kind == "column" else None
    return column is not None and column.role == "weight"


def _made_of(catalog: Catalog, name: str) -> tuple[str, ...]:
    measure = catalog.measures.get(name)
    return columns_of(measure.expr) if measure is not None else ()
