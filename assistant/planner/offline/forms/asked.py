"""What a question to a small table asks for: the column that answers, or what its rows are called."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.planner.offline.conditions import Draft
from assistant.planner.offline.forms import nouns
from assistant.planner.offline.forms.sheet import Sheet
from assistant.planner.offline.spans import Span
from data.catalog import Column

BE = ("is", "are", "was", "were", "be", "been")
AUXILIARY = frozenset(
    [*BE, "do", "does", "did", "has", "have", "had", "can", "could", "will", "would", "to", "not"]
)  # fmt: skip
BETWEEN = frozenset(
    ["of", "in", "at", "on", "for", "from", "to", "with", "by", "than", "that", "who", "which", "what", "whose", "where",
     "when", "and", "or", "but", "as", "into", "out", "against", "after", "before", "during", "between", "if", "because"]
)  # fmt: skip
_SAID = frozenset(["name", "names", "title", "list", "kind", "type"])
_LISTS = re.compile(
    r"^(please |can you |could you )?(name|list|show|give|tell|find|return|display|identify)\b", re.I
)


@dataclass(frozen=True)
class Phrase:
    """Words after a place in the question that name one thing: the column, or a noun that no column has."""

    spans: tuple[int, ...]
    column: Column | None
    head: int | None

    @property
    def end(self) -> int:
        """The place after the phrase."""
        return max(self.spans, default=-1) + 1


@dataclass(frozen=True)
class Target:
    """What answers. `rows`: a noun for what rows are. `several`: a list is asked for."""

    column: Column | None
    phrase: Phrase
    several: bool = False


def phrase(draft: Draft, i: int) -> Phrase:
    """The noun phrase that begins at `i`."""
    k = i
    taken: list[int] = []
    column: Column | None = None
    head: int | None = None
    while k < len(draft.spans):
        span, low = draft.spans[k], nouns.text_at(draft, k)
        used = draft.used.get(k)
        if low in nouns.ARTICLES or (used in ("cardinal",) and not taken) or (low == "of" and not taken):
            k += 1
            continue
        if used in ("value", "name", "rows") or (used == "condition" and not span.entries and not taken):
            k += 1
            continue
        if low in AUXILIARY or low in BETWEEN or not span.text[:1].isalnum() or span.number is not None or used is not None:  # fmt: skip
            break
        if span.words and not span.entries and not span.word("idle", "order"):
            if span.word("aggregate", "only") is not None and not taken:
                k += 1
                continue
            break
        if taken and span.entries and nouns.done_with_rows(draft, k):
            draft.use("rows", k)
            break
        if taken and _is_verb(span) and (not span.entries or column is not None):
            break
        term = nouns.noun(draft.scope, span) if span.entries else None
        if term is not None and term.column is not None:
            column = term.column
        taken.append(k)
        head = k
        k += 1
    return Phrase(tuple(taken), column, head)


def _is_verb(span: Span) -> bool:
    """A small word or a participle behind a noun ends its phrase ("medals won by", "films directed by")."""
    return span.free or span.word("idle") is not None or span.text.lower().endswith(("ed", "ing"))


def target(draft: Draft, sheet: Sheet) -> Target | None:
    """What the question wants to know, by the word that asks."""
    return _by_wh(draft, sheet) or _listed(draft, sheet)


def _by_wh(draft: Draft, sheet: Sheet) -> Target | None:
    for i in range(len(draft.spans)):
        low = nouns.text_at(draft, i)
        if low in ("which", "what", "whats") and not _relative(draft, i):
            return _after_which(draft, sheet, i)
        if low in ("who", "whose", "whom") and not _relative(draft, i):
            return _who(draft, sheet, i)
        if low in ("when", "where") and not _relative(draft, i):
            column = _asked_by(sheet, low, draft)
            return Target(column, Phrase((), column, None)) if column is not None else None
        if low == "how" and nouns.text_at(draft, i + 1) not in ("many", "much"):
            column = _asked_by(sheet, f"how {nouns.text_at(draft, i + 1)}", draft)
            if column is not None:
                return Target(column, Phrase((), column, None))
        if low.startswith("how ") and low in sheet.words.asked:
            column = _asked_by(sheet, low, draft)
            if column is not None:
                return Target(column, Phrase((), column, None))
    return None


def _relative(draft: Draft, i: int) -> bool:
    """ "the man who ...", "the year in which": says more of a noun, and asks nothing."""
    if i == 0 or (nouns.text_at(draft, i) in ("which", "what") and i <= 1):
        return False
    before = draft.spans[i - 1]
    low = before.text.lower()
    if low in ("in", "at", "on", "from", "for", "of", "by", "to", "with") and i >= 2:
        before = draft.spans[i - 2]
        asked = any(s.text.lower() in ("what", "which", "who", "how many") for s in draft.spans[:i])
        return asked and bool(before.entries)
    earlier = any(
        s.text.lower() in ("what", "which", "who", "list", "name", "how many") for s in draft.spans[: i - 1]
    )
    return earlier or (bool(before.entries) and low not in BE and nouns.text_at(draft, i) in ("who", "which", "when", "where") and i < len(draft.spans) - 3)  # fmt: skip


def _after_which(draft: Draft, sheet: Sheet, i: int) -> Target | None:
    k = i + 1
    if nouns.text_at(draft, k) in BE:
        return _what_is(draft, sheet, k + 1, plural=nouns.text_at(draft, k) in ("are", "were"))
    said = phrase(draft, k)
    if not said.spans:
        if nouns.text_at(draft, k) in AUXILIARY:
            return Target(sheet.label, said)
        return None
    if nouns.text_at(draft, said.head or k) in _SAID and nouns.text_at(draft, said.end) == "of":
        said = phrase(draft, said.end + 1)
    return resolved(draft, sheet, said, _several(draft, i, said))


def _what_is(draft: Draft, sheet: Sheet, k: int, plural: bool = False) -> Target | None:
    """ "what is the score of X", "what was the name of the bell with ..."."""
    said = phrase(draft, k)
    if not said.spans:
        return None
    if nouns.text_at(draft, said.spans[-1]) in ("name", "names", "title", "titles") and nouns.text_at(draft, said.end) == "of":  # fmt: skip
        inner = phrase(draft, said.end + 1)
        if inner.spans:
            both = Phrase((*said.spans, *inner.spans), inner.column, inner.head)
            return resolved(draft, sheet, both, plural)
    return resolved(draft, sheet, said, plural)


def _who(draft: Draft, sheet: Sheet, i: int) -> Target | None:
    if nouns.text_at(draft, i + 1) in BE:  # "who is the keeper of ..."
        named = phrase(draft, i + 2)
        if named.column is not None and nouns.text_at(draft, named.end) in ("of", "for", "at", "in"):
            return resolved(draft, sheet, named)
    said = phrase(draft, i + 1)  # "who 2 players had ..."
    if said.spans and (said.column is not None or draft.spans[said.spans[0]].unknown) and nouns.text_at(draft, said.end) in AUXILIARY:  # fmt: skip
        return resolved(draft, sheet, said, True)
    people = [c for c in sheet.of_kind("person") if not sheet.is_other_side(c)] or [
        c for c in sheet.of_kind("team") if not sheet.is_other_side(c)
    ]
    several = nouns.text_at(draft, i + 1) in ("are", "were")
    label = sheet.label
    if label is not None and (label in people or sheet.is_nameless(label)):
        return Target(label, Phrase((), label, None), several)
    column = people[0] if people else label
    return Target(column, Phrase((), column, None), several) if column is not None else None


def _listed(draft: Draft, sheet: Sheet) -> Target | None:
    m = _LISTS.match(draft.text.strip())
    if m is None:
        return None
    start = next(k for k, s in enumerate(draft.spans) if s.text.lower().startswith(m[2].lower()))
    k = start + 1
    while nouns.text_at(draft, k) in ("each", "all", "of", "the", "every", "me", "out", "both"):
        draft.use("item", k)
        k += 1
    said = phrase(draft, k)
    return resolved(draft, sheet, said, True) if said.spans else None


def resolved(draft: Draft, sheet: Sheet, said: Phrase, several: bool = False) -> Target | None:
    """The column that a noun phrase stands for: its own, one of the same kind, or what names the rows."""
    if said.column is not None:
        named = [k for k in said.spans if draft.spans[k].entries]
        draft.use("item", *named)
        if not _modified(draft, sheet, said):
            draft.use("item", *(k for k in said.spans if k < named[-1]))
        return Target(said.column, said, several)
    if said.head is None:
        return None
    column = by_noun(draft, sheet, said)
    if column is None:
        return None
    draft.use("rows", *said.spans)
    word = " ".join(draft.spans[k].text for k in said.spans)
    draft.notes.append(f"“{word}” is read as {column.label}")
    return Target(column, said, several)


def _modified(draft: Draft, sheet: Sheet, said: Phrase) -> bool:
    """An adjective before the column's name may restrict it, unless it is one that says nothing."""
    first = next(k for k in said.spans if draft.spans[k].entries)
    of = sheet.vocabulary.stems.of
    return any(of(nouns.text_at(draft, k)) not in sheet.words.empty for k in said.spans if k < first)


def by_noun(draft: Draft, sheet: Sheet, said: Phrase) -> Column | None:
    """The column for a noun that is nobody's name: the one of its kind, else what names the rows if that may be it."""
    assert said.head is not None
    of, low = sheet.vocabulary.stems.of, nouns.text_at(draft, said.head)
    if of(low) in ("date", "year", "day"):
        return _asked_by(sheet, "when", draft)
    kinds = sheet.words.kinds.get(of(low), frozenset())
    label = sheet.label
    if label is None or (_is_period(draft, label) and low not in _PERIOD):
        return None
    alike = _alike(sheet, kinds)
    if len(alike) == 1 and not sheet.kinds(label) and not sheet.is_nameless(label):
        return alike[0]
    if not kinds or sheet.is_nameless(label) or not sheet.kinds(label) or kinds & sheet.kinds(label):
        alike = [c for k in kinds - {"place"} for c in sheet.of_kind(k) if not sheet.is_other_side(c)]
        return label if not alike or label in alike or sheet.is_nameless(label) else alike[0]
    alike = _alike(sheet, kinds)
    return alike[0] if len(alike) == 1 else None


_PERIOD = (
    "period",
    "periods",
    "quarter",
    "quarters",
    "month",
    "months",
    "week",
    "weeks",
    "time",
    "times",
    "half",
)


def _is_period(draft: Draft, label: Column) -> bool:
    """Rows called by when they were ("1982Q2"): no answer to "what was the unemployment rate"."""
    dated = draft.scope.date()
    return dated is not None and (label.name == dated.name or label.name in dated.parts)


def _alike(sheet: Sheet, kinds: frozenset[str]) -> list[Column]:
    return list(
        dict.fromkeys(c for k in sorted(kinds) for c in sheet.of_kind(k) if not sheet.is_other_side(c))
    )


def _asked_by(sheet: Sheet, asked: str, draft: Draft) -> Column | None:
    """The column that "when", "where", "how long" ask for."""
    context = {t.stem for t in draft.tokens}
    if asked == "when":
        column = sheet.time(context)
        if column is not None:
            return column
    for word in sheet.words.asked.get(asked, ()):
        found = sheet.column((word,), context)
        if found is not None:
            return found
    return None


def _several(draft: Draft, i: int, said: Phrase) -> bool:
    head = nouns.text_at(draft, said.head if said.head is not None else i)
    counted = any(draft.used.get(k) == "cardinal" for k in range(i, said.end))
    return counted or (head.endswith("s") and not head.endswith("ss"))
