"""Plain questions to small tables of any kind, read whole: counts, figures, rankings, look-ups and lists."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from assistant.planner.offline.conditions import Draft
from assistant.planner.offline.forms import (
    apart,
    asked,
    counting,
    difference,
    lookup,
    mentions,
    nouns,
    plain,
    ranking,
    restrict,
    spare,
)
from assistant.planner.offline.forms.sheet import Sheet, is_sheet
from assistant.planner.offline.scope import Intent, Scope, Term
from assistant.planner.offline.spans import Span, Tagged
from data.query import Agg
from tools._tool import Tool

Form = Callable[[Draft, Sheet], list[Intent]]

_COUNTS = re.compile(r"\b(how many|number of|amount of|count of|count)\b", re.I)
_DRAWN = re.compile(r"\b(chart|plot|graph|draw|visuali[sz]e|histogram|scatter|bars?|pie|trend)\b", re.I)


def read(scope: Scope, tagged: Tagged, tools: dict[str, Tool]) -> list[tuple[Intent, Draft]]:
    """The readings of a question to a small table, best first; none where it is of another form."""
    if tagged.words is None or not is_sheet(scope, tagged.words) or _DRAWN.search(tagged.text):
        return []
    if _grouped_by_unknown(tagged) or _by_period(scope, tagged) or _OF_ALL.search(tagged.text):
        return []
    if _counts_pieces(scope, tagged):
        return []
    if plain.picks_row(scope, tagged):
        return []
    sheet = Sheet(scope, tagged.words)
    for form in _forms(tagged, tools):
        draft = Draft(
            scope, mentions.cleaned(sheet, tagged, _COUNTS.search(tagged.text) is not None),
            tagged.tokens, tagged.text, tagged.words,
        )  # fmt: skip
        restrict.read(draft, sheet)
        if draft.looked_up or any(c.measure is not None for c in draft.conditions):
            return []
        intents = form(draft, sheet)
        if intents:
            spare.read(draft, sheet)
            if _calls_for_more(draft, sheet, tagged) or _groups(draft, intents[0]) or _of_the_rows(draft):
                return []
            return [(i.model_copy(update={"notes": tuple(draft.notes)}), draft) for i in intents]
    return []


_OF_ALL = re.compile(r"\b(?:percentage|percent|share|proportion|fraction) of all\b", re.I)
"""A part of all is computed, and stands in no row."""


def _counts_pieces(scope: Scope, tagged: Tagged) -> bool:
    """ "How many tickets did we sell", where a row sells several: a sum, and no number of rows."""
    for before, span in pairwise(tagged.cover):
        if before.word("count") is None or not span.entries or span.entries[0].kind != "measure":
            continue
        measure = scope.catalog.measures.get(span.entries[0].name)
        if measure is not None and isinstance(measure.expr, Agg) and measure.expr.agg == "sum":
            return True
    return False


def _grouped_by_unknown(tagged: Tagged) -> bool:
    """ "average amount by colour", where there is no colour: no part of what the table is about."""
    cover = tagged.cover
    return any(
        s.unknown
        and i > 0
        and cover[i - 1].word("group") is not None
        and cover[i - 1].text.lower() in ("by", "per", "for each", "each", "in each", "split by", "across")
        for i, s in enumerate(cover)
    )


def _by_period(scope: Scope, tagged: Tagged) -> bool:
    """ "in which quarter", where the year and the quarter stand in columns of their own; "over time"."""
    dated = scope.date()
    made = dated is not None and dated.expr is not None
    return any(
        (
            s.word("grain") is not None
            and not s.entries
            and not _is_label(scope, s)
            and (made or (dated is not None and i > 0 and tagged.cover[i - 1].text.lower() in ("by", "per")))
        )
        or (s.word("time") is not None and not s.entries)
        for i, s in enumerate(tagged.cover)
    )


def _is_label(scope: Scope, span: Span) -> bool:
    """ "which quarter", where each row is called by its quarter ("1982Q2")."""
    dated = scope.date()
    word = span.word("grain")
    if dated is None or word is None or len(dated.parts) != 1 or not span.text.lower().startswith(word.name):
        return False
    return word.name == nouns.native_grain(dated)


def _groups(draft: Draft, intent: Intent) -> bool:
    """ "total points by team", read without its groups: another form has them. "won by teams" tells who did it."""
    if intent.groups:
        return False
    return any(
        span.word("group") is not None
        and draft.used.get(i) == "free"
        and _names_groups(draft, i + 1)
        and not nouns.text_at(draft, i - 1).endswith(("ed", "en", "won", "made"))
        for i, span in enumerate(draft.spans)
    )


def _of_the_rows(draft: Draft) -> bool:
    """ "the runtime of the film that ...": an unknown word for what a row has, and not for the row."""
    return any(
        span.unknown
        and draft.used.get(i) == "rows"
        and nouns.text_at(draft, i + 1) == "of"
        and (k := nouns.after(draft, i + 1)) < len(draft.spans)
        and bool(draft.spans[k].entries)
        and nouns.names_rows(draft.scope, nouns.noun(draft.scope, draft.spans[k]))
        for i, span in enumerate(draft.spans)
    )


def _names_groups(draft: Draft, i: int) -> bool:
    """A column, the rows or a unit of time, named right behind the word that divides."""
    return (
        i < len(draft.spans)
        and draft.used.get(i) in ("rows", "item", "condition", "period")
        and draft.spans[i].entries != ()
    )


def _calls_for_more(draft: Draft, sheet: Sheet, tagged: Tagged) -> bool:
    """Words for shares, growth, bands or an ability that this reading has no use for."""
    claimed = [
        t
        for s in tagged.cover
        if s.bands is not None
        or s.word("tool", "own_tool", "window", "share", "declined", "reference", "vague") is not None
        if not any(e.quality >= mentions.SURE for e in s.entries)
        for t in range(s.start, s.end)
    ]
    used = {t: draft.used.get(i) for i, s in enumerate(draft.spans) for t in range(s.start, s.end)}
    idle = asked.AUXILIARY | asked.BETWEEN | nouns.ARTICLES | sheet.words.free | _POINTING
    if any(c.column is not None and c.column.unit in ("share", "percent") for c in _columns(draft)):
        idle |= {"percentage", "percent", "share", "proportion", "rate"}
    return any(
        used.get(t) not in _PLACED and tagged.tokens[t].low not in idle and tagged.tokens[t].stem not in sheet.vocabulary.idle
        for t in claimed
    )  # fmt: skip


def _columns(draft: Draft) -> list[Term]:
    """What the words that have a place stand for."""
    return [t for i in draft.used if (t := nouns.noun(draft.scope, draft.spans[i])) is not None]


_PLACED = (
    "item",
    "value",
    "condition",
    "period",
    "superlative",
    "unit",
    "name",
    "difference",
    "rows",
    "cardinal",
    "only",
)
"""What a word may be used for so that it calls for nothing else."""
_POINTING = frozenset(["it", "they", "them", "this", "these", "those", "he", "she", "also", "too", "same", "%", "percent"])  # fmt: skip


def _forms(tagged: Tagged, tools: dict[str, Tool]) -> tuple[Form, ...]:
    if difference.ASKED.search(tagged.text) and not difference.TESTED.search(tagged.text):
        return (lambda draft, sheet: apart.read(draft, sheet, tools),)
    if _asks_figure(tagged):
        return counting.read, lookup.read
    return ranking.read, counting.read, lookup.read


def _asks_figure(tagged: Tagged) -> bool:
    """ "how many ...", "what is the total ...": no name is asked for, even where a superlative follows."""
    return re.match(r"^\W*(in \w+,? )?(how many|how much|what (is|was|were|are) the (total|average|number|sum|amount|mean)|the (total|average|number)|number of|count|total|average)\b", tagged.text.strip(), re.I) is not None  # fmt: skip
