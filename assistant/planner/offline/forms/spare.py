"""Words of a question to a small table that restrict nothing in it: verbs, units, and what the whole table is about."""

from __future__ import annotations

import re

from assistant.planner.offline.conditions import Draft
from assistant.planner.offline.forms import asked, difference, nouns
from assistant.planner.offline.forms.sheet import Sheet
from assistant.planner.offline.scope import NUMERIC, is_numeric

_DO = ("did", "does", "do", "has", "have", "had", "was", "were", "is", "are")
_PRONOUNS = ("he", "she", "they", "it", "we", "you", "i")
_PARTICIPLE = ("ed", "ing", "en")
ABOUT_ALL = 0.08
"""What it costs to take a name that the table does not hold for what all of it is about."""


def read(draft: Draft, sheet: Sheet) -> None:
    """Mark what is left over and restricts nothing."""
    for i in range(len(draft.spans)):
        if draft.free(i):
            _small_word(draft, sheet, i)
    i = 0
    while i < len(draft.spans):
        end = _run(draft, i)
        if end > i:
            _leftover(draft, sheet, i, end)
        i = max(end, i + 1)


def _small_word(draft: Draft, sheet: Sheet, i: int) -> None:
    span, low = draft.spans[i], nouns.text_at(draft, i)
    comparator = span.word("comparator")
    if (
        low in sheet.words.free
        or (len(low) == 1 and low.isalpha())
        or low in ("win", "wins", "winning")
        or (span.word("group", "order") is not None and not span.entries)
    ):
        draft.use("free", i)
    elif span.word("only") is not None and not span.entries:
        draft.use("only", i)
    elif comparator is not None and (low == "from" or _said_twice(draft, i)):
        draft.use("free", i)
    elif span.unknown and _measures(draft, sheet, i):
        draft.use("unit", i)
    elif _is_rows(draft, sheet, i):
        draft.use("rows", i)


def _said_twice(draft: Draft, i: int) -> bool:
    """ "at least a population of at least 15,000"."""
    low = nouns.text_at(draft, i)
    return any(
        k != i and nouns.text_at(draft, k) == low and why == "condition" for k, why in draft.used.items()
    )


def _measures(draft: Draft, sheet: Sheet, i: int) -> bool:
    """ "in square kilometers", "in seconds"."""
    if sheet.vocabulary.stems.of(nouns.text_at(draft, i)) not in sheet.words.units:
        return False
    return nouns.text_at(draft, i - 1) == "in" or draft.used.get(i - 1) == "unit"


def _is_rows(draft: Draft, sheet: Sheet, i: int) -> bool:
    """ "of all the teams", "by all drivers": the rows themselves."""
    label = sheet.label
    if draft.spans[i].entry("rows") is not None:
        return True
    named = [t.column for t in draft.scope.terms(draft.spans[i])[:1]]
    if label is None or named != [label]:
        return False
    before = nouns.text_at(draft, i - 1)
    return before in ("all", "the", "every", "each", "a", "of", "by", "these", "those", "any")


# -- runs of unknown words ---------------------------------------------------------------------------------------
def _run(draft: Draft, i: int) -> int:
    """The end of a run of words that nobody knows; small words within it belong to it."""
    if not _is_unknown(draft, i):
        return i
    k = i + 1
    while k < len(draft.spans) and (_is_unknown(draft, k) or _may_belong(draft, k)):
        k += 1
    while not _is_unknown(draft, k - 1) and not _named_rows(draft, k - 1):
        k -= 1
    return k


def _is_unknown(draft: Draft, i: int) -> bool:
    span = draft.spans[i]
    year = span.number is not None and 1000 <= span.number <= 2200 and not span.entries
    return draft.free(i) and (span.unknown or year)


def _may_belong(draft: Draft, i: int) -> bool:
    """A small word within a name ("world figure skating", "bad boy records")."""
    span = draft.spans[i]
    small = span.text.lower() in asked.AUXILIARY | asked.BETWEEN | nouns.ARTICLES
    return draft.free(i) and span.text[:1].isalpha() and not small and (span.free or _named_rows(draft, i))


def _named_rows(draft: Draft, i: int) -> bool:
    return draft.free(i) and bool(draft.spans[i].entries) and all(e.kind in ("rows", "table") for e in draft.spans[i].entries)  # fmt: skip


_COMPARES = re.compile(difference.MORE, re.I)


def _leftover(draft: Draft, sheet: Sheet, start: int, end: int) -> None:
    end = _without_verb(draft, start, end)
    if end == start or any(_COMPARES.fullmatch(draft.spans[m].text) for m in range(start, end)):
        return  # "the higher rating" compares two, and is about nothing else
    if end - start == 1 and _told_by_a_condition(draft, start):
        draft.use("name", start)
        return
    if end - start == 1 and _is_unit(draft, sheet, start):
        draft.use("unit", start)
        return
    kinds = _head_kinds(draft, sheet, end - 1) or _possible_kinds(draft, start, end)
    if (
        kinds
        and not _tells_time(draft, sheet, start, end)
        and not any(_could_hold(draft, sheet, kind) for kind in kinds)
    ):
        words = " ".join(draft.spans[m].text for m in range(start, end))
        draft.use("subject", *(m for m in range(start, end) if draft.free(m)))
        draft.notes.append(f"nothing in this table tells “{words}”: all of it is taken to be about that")
        draft.penalty += ABOUT_ALL


def _without_verb(draft: Draft, start: int, end: int) -> int:
    """The run without the verb at its end: "did morrison act in", "were televised"."""
    last = end - 1
    low = nouns.text_at(draft, last)
    before = nouns.text_at(draft, start - 1)
    after = nouns.text_at(draft, end)
    closed = not after or after in asked.BETWEEN or after in nouns.ARTICLES or not after[:1].isalnum()
    participle = low.endswith(_PARTICIPLE) and len(low) > 4
    asks = before in ("did", "does", "do", "to", *_PRONOUNS) or (before in asked.AUXILIARY and participle)
    used = draft.used.get(start - 1) in ("item", "value", "rows", "subject", "unit")
    if closed and (asks or (participle and used)) and (end - start > 1 or asks or participle):
        draft.use("verb", last)
        return last
    return end


def _told_by_a_condition(draft: Draft, i: int) -> bool:
    """ "people who rent (OWNRENT = 0)": the condition says what the word means."""
    low = nouns.text_at(draft, i)
    return len(low) > 3 and any(
        c.column is not None and low in c.column.name.lower() for c in draft.conditions
    )


def _is_unit(draft: Draft, sheet: Sheet, i: int) -> bool:
    """ "40,000 spectators", "gold medals", "the maria bell"."""
    low = nouns.text_at(draft, i)
    used = draft.used.get(i - 1)
    plural = low.endswith("s") and not low.endswith(("ss", "'s"))
    after = draft.spans[i + 1] if i + 1 < len(draft.spans) else None
    closed = (
        after is None
        or after.word("count") is not None
        or after.text.lower() in asked.BETWEEN | asked.AUXILIARY
    )
    if used in ("item", "condition", "unit") and (plural or (closed and _is_figure(draft, i - 1))):
        return True
    label = sheet.label
    return used == "value" and any(e.kind == "value" and label is not None and e.name == label.name for e in draft.spans[i - 1].entries)  # fmt: skip


def _tells_time(draft: Draft, sheet: Sheet, start: int, end: int) -> bool:
    """ "next year", and a year where the table has any: time restricts."""
    of = sheet.vocabulary.stems.of
    units = {of(unit) for unit in sheet.vocabulary.raw["grains"]}
    said = {of(nouns.text_at(draft, m)) for m in range(start, end)}
    return bool(said & units) or (any(draft.spans[m].number is not None for m in range(start, end)) and bool(sheet.dated))  # fmt: skip


def _is_figure(draft: Draft, i: int) -> bool:
    term = nouns.noun(draft.scope, draft.spans[i])
    return term is not None and is_numeric(term.column)


# -- what the table is about -------------------------------------------------------------------------------------
def _head_kinds(draft: Draft, sheet: Sheet, last: int) -> tuple[str, ...]:
    """What a name is by its last word ("world championships")."""
    of = sheet.vocabulary.stems.of
    return tuple(sorted(sheet.words.kinds.get(of(nouns.text_at(draft, last)), ())))


def _possible_kinds(draft: Draft, start: int, end: int) -> tuple[str, ...]:
    """What a name in this place of a sentence may be: who does something, where, at which event."""
    k = start - 1
    while k >= 0 and nouns.text_at(draft, k) in (*nouns.ARTICLES, "this", "that", "their"):
        k -= 1
    before = nouns.text_at(draft, k)
    if nouns.text_at(draft, end - 1).endswith("'s") or before in (*_DO, "by"):
        return ("person", "team", "nation")
    if before == "from":
        return ("place", "team", "nation")
    if before in ("in", "at", "to", "on"):
        return ("place", "event", "work")
    if before in ("for", "with", "against"):
        return ("person", "team", "nation")
    return ("person", "team", "nation", "place", "event", "work") if before == "of" else ()


def _could_hold(draft: Draft, sheet: Sheet, kind: str) -> bool:
    """A column that names things of the kind and is neither asked for, counted nor tested already."""
    said = {c.column.name for c in draft.conditions if c.column is not None}
    for i, why in draft.used.items():
        term = nouns.noun(draft.scope, draft.spans[i])
        if why in ("item", "value", "condition", "rows", "period") and term is not None and term.column is not None:  # fmt: skip
            said.add(term.column.name)
    counted = "rows" in draft.used.values()
    for column in sheet.columns:
        if (
            column.type in NUMERIC
            or column.distinct <= 1
            or column.name in said
            or sheet.is_other_side(column)
        ):
            continue
        if kind in sheet.kinds(column):
            return True
        if kind in ("person", "team") and column == sheet.label and not sheet.kinds(column) and not counted:
            return True
    return False
