"""Verbs that say no more than what is asked for: "what did we pay in fees", "how many models did we sell".

A verb of money restricts nothing where the money is named beside it, nor where things are counted and the verb only says
what was done with all of them. It stays where nothing else would be asked for ("how much did we sell"), and where it is
all that tells some of the things from the others ("how many customers paid").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.planner.offline.lexicon import Entry
from assistant.planner.offline.scope import is_money
from assistant.planner.offline.spans import Span, Tagged
from data.catalog import Catalog

_SURE = 0.9
"""A name or value of the data that is no mere part of one."""
_PART = 0.75
_US = ("we", "they", "you", "i", "people", "it")
_DID = ("did", "do", "does", "have", "had", "has")
_AT_ITS_SIDE = ("by", "with", "via", "in", "for", "on", "using", "through", "into", "at")
_TIMES = ("second", "minute", "hour", "day", "night", "week", "month", "year")


def freed(tagged: Tagged, catalog: Catalog) -> Tagged:
    """The words of a question, its verbs of money made free where they restrict nothing."""
    if tagged.words is None:
        return tagged
    verbs = frozenset((*tagged.words.raw["spending"].split(), *tagged.words.raw["taking"].split()))
    cover, plain = (_freed(c, verbs, catalog) for c in (tagged.cover, tagged.plain))
    return replace(tagged, cover=cover, plain=plain)


def _freed(cover: Sequence[Span], verbs: frozenset[str], catalog: Catalog) -> tuple[Span, ...]:
    kept = list(cover)
    for i, span in enumerate(cover):
        if (
            span.words
            or _is_value(cover, i)
            or not (_is_done(cover, i, catalog) or (span.text.lower() in verbs and _is_verb(cover, i)))
        ):
            continue
        sure = any(e.quality >= _SURE or _is_figure(e) for e in span.entries)
        valued = any(e.kind == "value" for e in span.entries)
        if valued and not sure and (_beside(cover, i) or _ends(cover, i)):
            span = kept[i] = replace(span, entries=())  # "paid by card" is no "Paid Social"
        if _counted(cover, i, catalog) or _of_money_named(cover, i, catalog):
            kept[i] = replace(span, entries=(), free=True)
    return tuple(kept)


def _is_value(cover: Sequence[Span], i: int) -> bool:
    """ "for Paid", "what do Paid invoices come to": written as the data write it, and not where a verb begins a sentence."""
    text = cover[i].text
    return (
        i > 0 and text[:1].isupper() and any(e.kind == "value" and e.shown == text for e in cover[i].entries)
    )


def _is_figure(entry: Entry) -> bool:
    return entry.kind == "measure"


def _is_verb(cover: Sequence[Span], i: int) -> bool:
    """ "the total spend", "by sales": behind an article, an adjective or "by" it is a noun."""
    return i > 0 and cover[i - 1].text.lower() not in (
        "the",
        "a",
        "an",
        "our",
        "by",
        "per",
        "of",
        "total",
        "average",
    )


def _is_done(cover: Sequence[Span], i: int, catalog: Catalog) -> bool:
    """ "were contacted for the first time", where the data know how many contacts there were."""
    weak = all(e.quality < _PART and _is_number(e, catalog) for e in cover[i].entries)
    done = (
        cover[i].text.lower().endswith("ed")
        and i > 0
        and cover[i - 1].text.lower() in ("was", "were", "been")
    )
    numbered = any(s.number is not None for s in cover[i + 1 : i + 4])  # "have been married for 9 years"
    return bool(cover[i].entries) and weak and done and not numbered


def _beside(cover: Sequence[Span], i: int) -> bool:
    return i + 1 < len(cover) and cover[i + 1].text.lower() in _AT_ITS_SIDE


def _ends(cover: Sequence[Span], i: int) -> bool:
    return all(s.text in (".", "?", "!") for s in cover[i + 1 :])


def _counted(cover: Sequence[Span], i: int, catalog: Catalog) -> bool:
    """ "how many different models did we sell", "how many leads took more than 30 days"."""
    cue = next((k for k in range(i) if cover[k].word("count") is not None), None)
    noun = _noun(cover, cue, i) if cue is not None else None
    if noun is None or any(e.kind == "value" and e.quality >= _SURE for e in cover[i].entries):
        return False
    ours = any(s.text.lower() in _DID for s in cover[noun + 1 : i]) and cover[i - 1].text.lower() in _US
    if ours and any(_is_figure(e) and not _is_money(e, catalog) for e in cover[i].entries):
        return False  # "how many lattes did we sell" are pieces, where the data count them
    if ours:
        to_whom = (
            i + 1 < len(cover) and cover[i + 1].text.lower() == "to"
        )  # "companies that we sell to" are some
        return not to_whom and not _limited(cover, i)
    told = any(s.entries and not s.words for s in cover[i + 1 : i + 5])
    return (
        told
        and not _limited(cover, i)
        and (_beside(cover, i) or _lasting(cover, i) or _thing_behind(cover, i))
    )


def _noun(cover: Sequence[Span], cue: int, i: int) -> int | None:
    """The thing that is counted: the first name of the data behind "how many"."""
    return next((k for k in range(cue + 1, i) if cover[k].entries and not cover[k].word("aggregate")), None)


def _thing_behind(cover: Sequence[Span], i: int) -> bool:
    """ "took the audio guide": what was taken is named, by a column or a value of its own."""
    behind = next((s for s in cover[i + 1 : i + 3] if not s.free), None)
    return behind is not None and any(
        e.kind in ("column", "value") and e.quality >= _SURE for e in behind.entries
    )


def _number(cover: Sequence[Span], i: int) -> int | None:
    """The number that a comparator right behind the verb is about."""
    at = next(
        (k for k in range(i + 1, min(i + 3, len(cover))) if cover[k].word("comparator") is not None), None
    )
    return at + 1 if at is not None and at + 1 < len(cover) and cover[at + 1].number is not None else None


def _lasting(cover: Sequence[Span], i: int) -> bool:
    """ "took more than 30 days from order to return": the number is one of days."""
    n = _number(cover, i)
    behind = cover[n + 1] if n is not None and n + 1 < len(cover) else None
    if behind is None:
        return False
    timed = behind.text.lower().removesuffix("s") in _TIMES
    return timed or any(e.kind == "column" and e.name.startswith("~") for e in behind.entries)


def _limited(cover: Sequence[Span], i: int) -> bool:
    """ "paid more than 100": the number is an amount of what the verb says."""
    return _number(cover, i) is not None and not _lasting(cover, i)


def _of_money_named(cover: Sequence[Span], i: int, catalog: Catalog) -> bool:
    """ "what did we pay in fees": the figure itself is named."""
    if any(e.quality >= _SURE and _is_money(e, catalog) for e in cover[i].entries) or _limited(cover, i):
        return False
    asked = any(s.word("total") is not None or s.text.lower() in ("what", "whats") for s in cover[:i])
    return asked and any(_names_money(s, catalog) for k, s in enumerate(cover) if k != i)


def _names_money(span: Span, catalog: Catalog) -> bool:
    return any(e.kind == "column" and _is_money(e, catalog) for e in span.entries)


def _is_money(entry: Entry, catalog: Catalog) -> bool:
    """An amount of money that each row has, or a figure of money."""
    if entry.kind == "measure":
        return is_money(catalog.measures[entry.name].unit)
    source = catalog.sources.get(entry.source)
    column = source.columns.get(entry.name) if source is not None else None
    return entry.kind == "column" and column is not None and column.role == "amount" and is_money(column.unit)


def _is_number(entry: Entry, catalog: Catalog) -> bool:
    source = catalog.sources.get(entry.source)
    column = source.columns.get(entry.name) if source is not None else None
    return entry.kind == "measure" or (column is not None and column.role in ("quantity", "amount", "score"))
