"""Typed spans of a question, and the best cover of its words by them.

Every n-gram is looked up in the vocabulary and the dataset's lexicon; numbers, dates and bands have patterns of
their own. The cover that explains most words with the best matches is found by dynamic programming.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from assistant.planner.offline import bands, dates, equal
from assistant.planner.offline.bands import Bands
from assistant.planner.offline.dates import Period
from assistant.planner.offline.enumerated import listed
from assistant.planner.offline.lexicon import NOUN, Entry, Lexicon
from assistant.planner.offline.text import Token, split_name, tokens
from assistant.planner.offline.vocabulary import Vocabulary, Word
from data.catalog import Column

LONGEST = 7
_JOINING = ("and", "or", "nor", "also", "too", "now", "then", "it", "those", "these", "them", "they")
"""Words that join or point: patterns may look past them, though they mean something in a follow-up."""
_JUDGING = ("superlative", "vague")
_CUES = ("share", "aggregate", "count", "superlative", "comparator", "window", "not", "only")
_PLAIN = (
    "aggregate", "count", "total", "superlative", "first", "comparator", "after_number", "not", "only", "group",
    "order", "idle",
)  # fmt: skip
"""What the words of a plain question to a table may mean; no drawing, no ability, nothing vague."""


@dataclass(frozen=True)
class Span:
    """Words start to end (token positions) and all that they may mean."""

    start: int
    end: int
    text: str
    score: float
    words: tuple[Word, ...] = ()
    entries: tuple[Entry, ...] = ()
    number: float | None = None
    percent: bool = False
    period: Period | None = None
    bands: Bands | None = None
    free: bool = False
    corrected: str | None = None

    def word(self, *kinds: str) -> Word | None:
        """The first vocabulary meaning of one of these kinds."""
        return next((w for k in kinds for w in self.words if w.kind == k), None)

    def entry(self, *kinds: str) -> Entry | None:
        """The best dataset meaning of one of these kinds."""
        return next((e for e in self.entries if e.kind in kinds), None)

    @property
    def unknown(self) -> bool:
        """A word that neither the vocabulary nor the data knows."""
        return (
            not (self.words or self.entries or self.free or self.period or self.bands) and self.number is None
        )


@dataclass(frozen=True)
class Tagged:
    """A question with its tokens and their cover; `made` are the names that were given beside the data's own.
    `plain` is the cover where no word calls for an ability or a drawing."""

    text: str
    tokens: tuple[Token, ...]
    cover: tuple[Span, ...]
    corrections: tuple[tuple[str, str], ...] = ()
    words: Vocabulary | None = None
    made: dict[tuple[str, ...], list[Entry]] = field(default_factory=dict, compare=False)
    plain: tuple[Span, ...] = ()


Days = tuple[dt.date, dt.date]
_BORN = re.compile(r"\b(born|birth\w*|dob)\b", re.I)


class Tagger:
    """Tags questions against one vocabulary and one lexicon."""

    def __init__(
        self,
        words: Vocabulary,
        lexicon: Lexicon,
        days: Days | None,
        years: Days | None = None,
        births: Days | None = None,
    ) -> None:
        """`days`: the first and the last day of the data; `years`: those of its years, where it has no dates;
        `births`: those of the births in it."""
        self.words, self.lexicon = words, lexicon
        self.days, self.years, self.births = days, years, births
        self._known = (
            {s for key in words.phrases for s in key} | lexicon.stems_known | words.framing | words.idle
        )
        self._known |= {s for phrases in words.presence().values() for phrase in phrases for s in phrase}

    def tag(self, text: str, made: dict[tuple[str, ...], list[Entry]] | None = None) -> Tagged:
        """Tokens, spans and the best cover of a question; `made` are names that the conversation has given."""
        fixed, corrections = self._correct(
            self.lexicon.in_full(tokens(text, self.words.stems)), {s for key in made or {} for s in key}
        )
        covered = self._covered(text, fixed, made or {})
        longer, more = self._in_short(fixed, covered[0])
        if more:
            fixed, corrections = longer, (*corrections, *more)
            covered = self._covered(text, fixed, made or {})
        return Tagged(text, fixed, covered[0], corrections, self.words, made or {}, covered[1])

    def _covered(
        self, text: str, toks: tuple[Token, ...], made: dict[tuple[str, ...], list[Entry]]
    ) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        """The best cover of the words, and the one where no word calls for an ability or a drawing."""
        named = self._ngrams(toks, {**self.lexicon.spelt(toks), **made})
        named = [s for s in named if not self._swallows(s, toks)]
        numbers, days = self._numbers(toks), self._dates(text, toks)
        cover = _best_cover(toks, [*named, *numbers, *self._bands(text, toks), *days], self.words)
        cover = self._of_whole(self._described(toks, cover))
        cover = _aggregated(listed(toks, cover, self.lexicon))
        plainly = [s for span in named if (s := self._plainly(span, toks)) is not None]
        return cover, _best_cover(toks, [*plainly, *numbers, *days], self.words)

    def _described(self, toks: tuple[Token, ...], cover: tuple[Span, ...]) -> tuple[Span, ...]:
        """ "ticket revenue" of a file of tickets: a word of the file's name before or behind a figure tells nothing
        more; "tickets" alone may be what is asked for."""
        kept = list(cover)
        for i, span in enumerate(cover):
            token = toks[span.start]
            grouped = i > 0 and cover[i - 1].word("group") is not None
            if grouped and span.unknown and i + 1 < len(cover) and self._qualifies(token, cover[i + 1]):
                kept[i] = replace(span, free=True)
                continue
            if self._told_of(cover, toks, i) or self._adds_nothing(cover, toks, i):
                kept[i] = replace(span, entries=(), free=True)
                continue
            if span.end - span.start != 1 or span.words or token.stem not in self.lexicon.file_words:
                continue
            if any(e.kind in ("entity", "rows") for e in span.entries):
                continue
            before = cover[i - 1] if i else None
            behind = cover[i + 1] if i + 1 < len(cover) else None
            figure = behind is not None and not token.low.endswith("s") and _is_figure(behind)
            told = not span.entries and before is not None and _is_figure(before)
            if figure or told:
                kept[i] = replace(span, entries=(), free=True)
        return tuple(kept)

    def _of_whole(self, cover: tuple[Span, ...]) -> tuple[Span, ...]:
        """ "Meat spending", where the data have spending on meat: the part is meant, and not it and all spending."""
        kept: list[Span] = []
        for span in cover:
            part = kept[-1] if kept else None
            if part is not None and part.end == span.start and self._is_part(part, span):
                kept[-1] = replace(
                    part, end=span.end, text=f"{part.text} {span.text}", score=part.score + span.score
                )
            else:
                kept.append(span)
        return tuple(kept)

    def _is_part(self, part: Span, whole: Span) -> bool:
        """Whether the one word names a column whose sum with others the next word names, by the same noun."""
        if part.words or whole.words or not part.entries or not whole.entries:
            return False
        column = self._column(part.entries[0])
        wholes = [c for e in whole.entries if (c := self._column(e)) is not None]
        if column is None or not any(column.name in w.parts for w in wholes):
            return False
        return set(self.words.key(whole.text)) <= set(self.words.key(column.label))

    def _column(self, entry: Entry) -> Column | None:
        """The column that an entry stands for."""
        source = self.lexicon.catalog.sources.get(entry.source)
        return source.columns.get(entry.name) if source is not None and entry.kind == "column" else None

    def _adds_nothing(self, cover: tuple[Span, ...], toks: tuple[Token, ...], i: int) -> bool:
        """ "By payment method" of a column Payment, "Gold or Platinum status", though another table has a status: a
        general name behind a category or a value, which says all."""
        span = cover[i]
        if i == 0 or span.end - span.start != 1 or toks[span.start].stem not in self.words.general_tails:
            return False
        before = cover[i - 1]
        values = [e for e in before.entries if e.kind == "value" and e.quality >= 0.9]
        columns = [e for e in before.entries if e.kind == "column"]
        if values:
            grouped = before.start > 0 and toks[before.start - 1].low in _GROUPING  # "by credit card type"
            return not grouped and not any(e.name == v.name for e in span.entries for v in values)
        kinds = [self._role(e) in ("category", "ordinal", "code") for e in columns]
        return span.unknown and bool(kinds) and all(kinds)

    def _role(self, entry: Entry) -> str:
        """The role of a column; nothing for one that only this question knows."""
        column = self._column(entry)
        return column.role if column is not None else ""

    def _told_of(self, cover: tuple[Span, ...], toks: tuple[Token, ...], i: int) -> bool:
        """ "Which cause of loss", "by type of policy": what kinds of a column are of, where nothing is called so."""
        if i < 3 or cover[i - 1].text.lower() != "of" or cover[i].end - cover[i].start != 1:
            return False
        span, kinds, asking = cover[i], cover[i - 2], toks[cover[i - 2].start - 1].low
        column = next((e for e in kinds.entries if e.kind == "column" and e.quality >= 0.95), None)
        grouped = asking in _GROUPING and column is not None
        category = column is not None and self._role(column) == "category"
        known = (
            any(e.quality >= 0.6 for e in span.entries)
            or span.words
            or span.period
            or span.number is not None
        )
        one = span.text.islower() and (not span.text.endswith("s") or span.text.endswith("ss"))
        return grouped and category and not known and one

    def _qualifies(self, token: Token, name: Span) -> bool:
        """ "by party size", where the data have one "size": what a general name is of."""
        general = self.words.general_names & {self.words.stems.of(name.text.lower())}
        named = [e for e in name.entries if e.kind == "column"]
        return (
            bool(general)
            and token.low.isalpha()
            and not token.low.endswith("s")
            and any(e.quality >= 1.0 and self.words.key(e.shown) == self.words.key(name.text) for e in named)
            and len({(e.source, e.name) for e in named}) == 1
        )

    def _as_rows(self, token: Token, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        """ "Claims" are the rows of a table of claims, and no amount claimed, though both words have one stem; what
        "performs" is no performance."""
        one = _one(token.low)
        table = self.lexicon.counted_tables.get(one)
        if table is not None and token.low != one and entries:
            done = re.compile(rf"\b{re.escape(one.removesuffix('e'))}e?d\b", re.I)
            if all(e.kind == "column" and done.search(e.shown) for e in entries):
                return (Entry("rows", table, "file", 0.95),)
        named = [e for e in entries if (e.kind, e.name) == ("rows", "file")]
        others = {e.source for e in named} - {
            e.source for e in named if one in {_one(w) for w in split_name(e.source)}
        }
        return tuple(e for e in entries if e not in named or e.source not in others)

    def _swallows(self, span: Span, toks: tuple[Token, ...]) -> bool:
        """A phrase that means nothing here, because the data have what one of its words names."""
        return (
            self._asks_which(span, toks)
            or self._has_amount(span, toks)
            or self._ends_in_a_name(span, toks)
            or self._of_all(span, toks)
        )

    def _of_all(self, span: Span, toks: tuple[Token, ...]) -> bool:
        """ "How many different products did we sell": those of all, where neither an order nor a customer is spoken of
        that has a number of them."""
        i, sources = span.start, self.lexicon.catalog.sources
        if (
            span.end - i < 2
            or toks[i].low not in _DIFFERENT
            or i == 0
            or toks[i - 1].low not in ("many", "of")
        ):
            return False
        things = [sources[e.source].entity for e in span.entries if e.source in sources]
        if not things or not all(t is not None and t.rolled_up for t in things):
            return False
        nouns = {self.words.stems.of(n) for t in things if t is not None for n in (t.name, *t.synonyms)}
        return not nouns & {t.stem for t in (*toks[:i], *toks[span.end :])}

    def _asks_which(self, span: Span, toks: tuple[Token, ...]) -> bool:
        """ "which model", where the data have models: a column with its question word calls for no ability."""
        asked = span.end - span.start == 2 and toks[span.start].low in ("which", "best")
        return asked and span.word("tool") is not None and self._is_column(toks[span.start + 1])

    def _has_amount(self, span: Span, toks: tuple[Token, ...]) -> bool:
        """ "total amount of", where the data have an amount: no number of things."""
        if [t.low for t in toks[span.start : span.end]] != ["total", "amount", "of"]:
            return False
        amounts = self.lexicon.find((toks[span.start + 1].stem,))
        return any(e.kind in ("column", "measure") for e in amounts)

    def _ends_in_a_name(self, span: Span, toks: tuple[Token, ...]) -> bool:
        """ "percentage of total" does not end within the name of a column ("percentage of total charge")."""
        last = toks[span.end - 1]
        if span.end - span.start == 1 or last.low != "total" or span.end == len(toks):
            return False
        name = (last.stem, toks[span.end].stem)
        return any(e.kind == "column" and e.quality >= 1.0 for e in self.lexicon.whole(name))

    def _in_short(
        self, toks: tuple[Token, ...], cover: tuple[Span, ...]
    ) -> tuple[tuple[Token, ...], tuple[tuple[str, str], ...]]:
        """Words that the cover leaves unknown, though the data have them in short ("household" for hhold)."""
        found = {
            span.start: stem
            for span in cover
            if span.unknown and (stem := self._meant(toks, span.start)) is not None
        }
        kept = tuple(replace(t, stem=found[i]) if i in found else t for i, t in enumerate(toks))
        return kept, tuple((toks[i].text, stem) for i, stem in found.items())

    def _meant(self, toks: tuple[Token, ...], i: int) -> str | None:
        """The stem of the data's word that an unknown one is short, long or another word for; of two that stand side
        by side ("subscription plan" of a plan) it is the other."""
        beside = [t.stem for t in toks[max(0, i - 1) : i + 2] if t is not toks[i]]
        doubled = [s for s in beside if self.lexicon.same(toks[i].stem, s)]
        return (
            doubled[0] if doubled else self.lexicon.in_short(toks[i].low) or self.lexicon.alike(toks[i].stem)
        )

    def _plainly(self, span: Span, toks: tuple[Token, ...]) -> Span | None:
        """The span without what calls for an ability or a drawing."""
        words = tuple(w for w in span.words if w.kind in _PLAIN)
        if words == span.words:
            return span
        if not words and not span.entries:
            return None
        joining = sum(t.stem in self.words.glue for t in toks[span.start + 1 : span.end - 1])
        return _span(toks, span.start, span.end, words, span.entries, joining)

    def _correct(
        self, plain: tuple[Token, ...], extra: set[str]
    ) -> tuple[tuple[Token, ...], tuple[tuple[str, str], ...]]:
        fixed, notes = [], []
        for token in plain:
            if (
                token.is_word
                and token.stem not in self._known
                and token.low not in self._known
                and token.stem not in extra
                and token.low not in self.lexicon.row_nouns
                and not self.lexicon.find((token.stem,))
            ):
                noun = self.lexicon.row_noun(token.low)
                better = noun or self.lexicon.correct(token.low, token.stem)
                if noun is not None:
                    token = replace(token, low=noun)
                if better is not None:
                    notes.append((token.text, better))
                    token = replace(token, stem=better)
            fixed.append(token)
        return tuple(fixed), tuple(notes)

    def _ngrams(self, toks: tuple[Token, ...], made: dict[tuple[str, ...], list[Entry]]) -> list[Span]:
        found, text = [], " ".join(t.text for t in toks)
        for i in range(len(toks)):
            for j in range(i + 1, min(i + LONGEST, len(toks)) + 1):
                if j == len(toks) and j - i > 1 and toks[j - 1].text == "?":
                    continue  # it asks, and is no part of a name ("?lost")
                stems = tuple(t.stem for t in toks[i:j])
                words = tuple(self.words.phrases.get(stems, ()))
                edge = (
                    stems[0] in self.words.glue
                    or stems[-1] in self.words.glue
                    or toks[j - 1].low in _GROUPING
                )
                lettered = edge and all(
                    toks[k].stem not in self.words.glue or _is_letter(toks, k, text) for k in (i, j - 1)
                )
                signs_only = not any(c.isalnum() for stem in stems for c in stem)
                no = (
                    j - i > 1 and toks[i].low == "no" and toks[i + 1].is_word
                )  # "no payment" is no payment number
                if no:
                    entries = tuple(e for e in self.lexicon.whole(stems) if e.kind == "value")
                elif signs_only or (edge and j - i > 1):
                    whole = tuple(self.lexicon.whole(stems))
                    entries = whole if lettered else tuple(e for e in whole if _is_placed(e, toks[i:j]))
                else:
                    entries = tuple(self.lexicon.find(stems) or self.lexicon.of_owner(toks[i:j]))
                if j - i == 1:
                    entries = (
                        ()
                        if _counts(toks, i)
                        else self._single(
                            toks[i],
                            entries,
                            as_code(toks[i].text, text) or _is_letter(toks, i, text),
                            _one_of(toks, i),
                            i > 0 and toks[i - 1].low in _GROUPING,
                        )
                    )
                    if toks[i].low in self.lexicon.aged:  # "drivers", where a driver has an age
                        entries = (self.lexicon.row_nouns[toks[i].low],)
                        words = tuple(w for w in words if w.kind != "tool" or _leads(toks, i))
                    if self._does(toks, i):
                        entries = tuple(e for e in entries if e.shown.lower() == toks[i].low)
                    entries = self._as_rows(toks[i], _as_written(toks[i], entries))
                    entries = entries or self._row_noun(toks[i], words)
                    entries = self._dated_rows(toks, i, entries) or entries
                if j - i > 1 and (stems[0] in self.words.framing or stems[-1] in self.words.framing):
                    entries = tuple(e for e in entries if e.quality >= 0.9)
                if j - i > 1 and any(
                    w.kind == "count" for w in self.words.phrases.get(stems[: min(2, j - i)], ())
                ):
                    entries = ()
                if j - i == 1 and words and toks[i].text.islower():
                    # "compare" and "without" begin with codes of the data (COMP, W), and mean none of them
                    entries = tuple(
                        e for e in entries if not (e.kind == "value" and _begins_with(e, toks[i]))
                    )
                if any(w.kind in _CUES for w in words):  # "the share of" is no part of "Shared room"
                    entries = tuple(e for e in entries if e.kind != "value" or e.quality >= 0.75)
                if i > 0 and toks[i - 1].low == "both" and "and" in stems[1:-1]:
                    words, entries = (), ()  # "both kids and teens" are two, not what they come to together
                entries = (*made.get(stems, ()), *entries)
                if self._of_a_column(stems):  # "which model", where the data have models, asks for no model
                    words = tuple(w for w in words if w.kind != "tool")
                if self._things_with(
                    toks[i:j]
                ):  # "orders with a discount" asks for no products that go together
                    words = tuple(w for w in words if w.kind != "tool")
                if j - i == 1 and entries and toks[i].low in _NOUNS_TOO and not _leads(toks, i):
                    words = tuple(w for w in words if w.kind not in ("tool", "share", "window"))
                if j - i == 1 and _is_noun(toks, i) and any(e.kind == "entity" for e in entries[:3]):
                    words = tuple(w for w in words if w.kind != "superlative")
                if any(e.state for e in entries):  # "did we win" of deals that are won is no superlative
                    words = tuple(w for w in words if w.kind not in _JUDGING)
                if words or entries:
                    joining = sum(s in self.words.glue for s in stems[1:-1])
                    found.append(_span(toks, i, j, words, entries, joining))
        return found

    def _does(self, toks: tuple[Token, ...], i: int) -> bool:
        """ "households own stocks": an idle verb with its object behind it, though a column is called OWN in short."""
        if i + 1 >= len(toks) or toks[i].low not in self.words.idle or not toks[i + 1].is_word or i == 0:
            return False
        things = any(e.kind in ("entity", "rows") for e in self.lexicon.find((toks[i - 1].stem,))[:2])
        return things and any(e.kind in ("column", "measure") for e in self.lexicon.find((toks[i + 1].stem,)))

    def _things_with(self, said: tuple[Token, ...]) -> bool:
        """ "orders with": things and what they have, though the verb has the same stem ("ordered with")."""
        if len(said) != 2 or said[1].low != "with" or not said[0].low.endswith("s"):
            return False
        return any(e.kind == "entity" for e in self.lexicon.find((said[0].stem,)))

    def _of_a_column(self, stems: tuple[str, ...]) -> bool:
        """ "which X", "best X", where X is the very name of a column."""
        if len(stems) != 2 or stems[0] not in ("which", "best"):
            return False
        return any(e.kind == "column" and e.quality >= 1.0 for e in self.lexicon.find(stems[1:]))

    def _single(
        self, token: Token, entries: tuple[Entry, ...], written: bool, one: bool, grouping: bool
    ) -> tuple[Entry, ...]:
        """Small words are no names: "no" is not Norway, "at" not Austria, unless written as a code (NO, AT).

        `one`: one thing is spoken of ("exactly one lesson", "never booked a lesson"); `grouping`: a word that makes groups
        stands before it."""
        if any(e.state for e in entries) and token.low not in self.words.small_words:
            return entries
        if token.low in self.words.idle and not token.low.endswith(
            "ing"
        ):  # "live in Berlin" is no category "Living"
            entries = tuple(e for e in entries if e.kind != "value" or not e.shown.lower().endswith("ing"))
        if written and (codes := tuple(e for e in entries if e.kind == "value" and e.shown == token.text)):
            return codes
        if not token.low[:1].isalnum() or token.stem in self.words.glue or token.number is not None:
            return ()
        if not one and not token.low.endswith(
            "s"
        ):  # "universities" are the rows of university.csv, "fertility" is what it tells
            entries = tuple(e for e in entries if (e.kind, e.name) != ("rows", "file"))
        if token.low.endswith("s") and any(e.kind == "entity" or e.name == "file" for e in entries):
            entries = tuple(e for e in entries if not self.lexicon.only_done(e, token.stem))
        if token.low.endswith("s"):  # "colleges" are no "Valley College"
            entries = tuple(
                e for e in entries if e.kind != "value" or e.quality > 0.6 or token.low in e.shown.lower()
            )
        if token.low in self.words.units:
            entries = tuple(e for e in entries if e.quality >= 0.75 and e.kind != "value")
        if any(
            w.kind == "grain" for w in self.words.phrases.get((token.stem,), ())
        ):  # "quarter" is not "quarterly"
            entries = tuple(e for e in entries if e.kind != "value" or e.shown.lower() == token.low)
        small = token.low in self.words.small_words or (
            len(token.low) <= 3 and (token.stem,) in self.words.phrases
        )
        written_large = len(token.text) >= 2 and token.text.removesuffix("s").isupper()
        if (not small and len(token.low) > 3) or (written_large and len(token.text.removesuffix("s")) >= 2):
            return entries
        if grouping and (columns := tuple(e for e in entries if e.kind == "column")):
            return columns  # "per shop", of the home shop
        plain = len(token.low) == 3 and not small
        # "weekly" is how often, where that is an answer
        recurs = any(w.kind == "grain" for w in self.words.phrases.get((token.stem,), ()))
        return tuple(
            e
            for e in entries
            if (e.quality >= 0.9 and (e.kind != "value" or not small))
            or (recurs and e.quality == 1 and e.shown.lower() == token.low)
            or (plain and e.kind in ("column", "measure"))
        )

    def _row_noun(self, token: Token, words: tuple[Word, ...]) -> tuple[Entry, ...]:
        """A noun that is only known as what a row is."""
        entry = self.lexicon.row_nouns.get(token.low)
        return (entry,) if entry is not None and not words else ()

    def _dated_rows(
        self, toks: tuple[Token, ...], i: int, entries: tuple[Entry, ...]
    ) -> tuple[Entry, ...] | None:
        """ "Number of signups", where a customer has a day of signing up: the customers, and no different days."""
        if i == 0 or toks[i - 1].low not in ("of", "many") or not toks[i].low.endswith("s") or not entries:
            return None
        counted = i > 1 and toks[i - 2].low in ("number", "nr", "no", "count", "how", "many")
        found = [e for e in entries if e.kind == "column" and self._role(e) == "date" and e.quality >= 0.95]
        if not counted or len(found) != len(entries) or len({e.name for e in found}) != 1:
            return None
        return tuple(Entry("rows", e.source, NOUN, 0.8, shown=e.shown) for e in found)

    def _numbers(self, toks: tuple[Token, ...]) -> list[Span]:
        return [
            Span(i, i + 1, t.text, 1.0, number=t.number, percent=t.percent)
            for i, t in enumerate(toks)
            if t.number is not None
        ]

    def _bands(self, text: str, toks: tuple[Token, ...]) -> list[Span]:
        found = []
        for start, end, made in bands.find(text) or equal.find(text):
            i, j = _token_range(toks, start, end)
            named = made.labels if made.loose else ()
            if j > i and not any(self._names_column(label) for label in named):
                unit = tuple(self.lexicon.find((self.words.stems.of(made.unit),))) if made.unit else ()
                about = tuple(e for e in unit if e.kind == "column" and e.quality >= 0.85)
                found.append(Span(i, j, text[start:end], 1.6 * (j - i), entries=about, bands=made))
        return found

    def _names_column(self, name: str) -> bool:
        """ "price under 10, quantity 10 to 20": conditions on two columns, and no bands of one."""
        found = self.lexicon.find(self.words.key(name))
        return any(e.kind in ("column", "measure") and name.lower() in e.shown.lower() for e in found)

    def _dates(self, text: str, toks: tuple[Token, ...]) -> list[Span]:
        if self.days is None:
            found_at = dates.find(text, dt.date(1900, 1, 1), dt.date(2100, 1, 1))
            pure = [f for f in found_at if any(c.isalpha() for c in text[f.start : f.end])]
            hits = [f for f in pure if f.period.grain in ("month", "quarter", "half")]
            if self.years is not None:
                hits += [f for f in dates.find(text, *self.years) if f.period.grain == "decade"]
        else:
            low, high = self.days
            if self.births is not None and _BORN.search(text):
                low, high = min(low, self.births[0]), max(high, self.births[1])
            hits = dates.find(text, low, high)
        found = []
        for f in hits:
            i, j = _token_range(toks, f.start, f.end)
            if j > i and not (j - i == 1 and self._is_column(toks[i])):
                found.append(Span(i, j, text[f.start : f.end], 1.3 * (j - i), period=f.period))
        return found

    def _is_column(self, token: Token) -> bool:
        """A month or a year that is a column of the data (JAN, 2014), or a value where there are no dates: that is
        meant."""
        kinds = ("column",) if self.days is not None else ("column", "value")
        return token.is_word and any(
            e.kind in kinds and e.quality >= 0.9 for e in self.lexicon.find((token.stem,))
        )


def _is_placed(entry: Entry, said: tuple[Token, ...]) -> bool:
    """ "in store", "on hold", "to do": a value that begins with a small word, in its very words."""
    words = [w for w in re.split(r"[\W_]+", entry.shown.lower()) if w]
    return entry.kind == "value" and entry.quality >= 1.0 and words == [t.low for t in said]


def _is_noun(toks: tuple[Token, ...], i: int) -> bool:
    """ "leads by source" are things; "which source leads" is not."""
    before = toks[i - 1].low if i else ""
    return toks[i].low.endswith("s") and before in (
        "",
        "of",
        "many",
        "all",
        "our",
        "the",
        "these",
        "new",
        "total",
    )


def _one(word: str) -> str:
    """A noun in the singular, enough to tell one noun from another word of its stem."""
    return f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")


def _as_written(token: Token, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """ "by activity", where the data have "active", too: the column that is called so, and none of the same stem."""
    columns = [e for e in entries if e.kind == "column" and e.quality >= 1.0]
    if not any(e.shown.lower() == token.low for e in columns):
        return entries
    return tuple(e for e in entries if e not in columns or e.shown.lower() == token.low)


_NOUNS_TOO = ("drivers", "shared", "shares")
"""Words of abilities that may be things of the data: people who drive, how often an article was shared."""


def _leads(toks: tuple[Token, ...], i: int) -> bool:
    """ "the drivers of churn", "drivers behind it"."""
    return i + 1 < len(toks) and toks[i + 1].low in ("of", "behind", "for", "analysis")


def _is_figure(span: Span) -> bool:
    """A column or measure by its very name."""
    return any(e.kind in ("measure", "column") and e.quality >= 0.8 for e in span.entries)


_DIFFERENT = ("different", "distinct", "unique")
_ONE = ("a", "an", "one", "1", "per", "each", "every", "no", "any", "single", "zero")


_GROUPING = ("by", "per", "each", "every", "which")


def _one_of(toks: tuple[Token, ...], i: int) -> bool:
    """Right behind a word for one of many."""
    return i > 0 and toks[i - 1].low in _ONE


def as_code(word: str, text: str) -> bool:
    """Written in capitals, in a text that is not: "people in IT" is no pronoun."""
    return len(word) >= 2 and word.isupper() and not text.isupper()


def _is_letter(toks: tuple[Token, ...], i: int, text: str) -> bool:
    """A single letter as a name: "version A" is no article."""
    word = toks[i].text
    article = ("I",) if i > 0 else ("I", "A")
    return len(word) == 1 and word.isupper() and word not in article and not text.isupper()


def _begins_with(entry: Entry, token: Token) -> bool:
    """A longer word that only begins like the value."""
    return len(token.low) > len(entry.shown) and token.low.startswith(entry.shown.lower())


def _counts(toks: tuple[Token, ...], i: int) -> bool:
    """ "number of matches": how many there are, though a column is called "No."."""
    if toks[i].low not in ("number", "no", "nr", "count") or i + 2 >= len(toks) or toks[i + 1].low != "of":
        return False
    return toks[i + 2].low.endswith("s") or toks[i + 2].stem in ("person", "child")


def _span(
    toks: tuple[Token, ...], i: int, j: int, words: tuple[Word, ...], entries: tuple[Entry, ...], joining: int
) -> Span:
    length = j - i
    best = max([e.quality for e in entries], default=0.0)
    said = length - _closing(toks, i, j, words)
    whole = said * (1 + 0.15 * (said - 1)) + 0.1 * (length - said)
    joined = length == 1 and toks[i].low in _JOINING and not entries
    # "area on mean" explains two words, not three; a name that is said in full has its small words, too
    text = " ".join(t.text for t in toks[i:j])
    in_full = any(e.kind == "column" and e.shown.lower() == text.lower() for e in entries)
    named = length - (0 if in_full else joining)
    score = max(whole * 0.85 if words else 0.0, named * (1 + 0.15 * (named - 1)) * best)
    return Span(i, j, text, score, words, entries, free=joined)


def _closing(toks: tuple[Token, ...], i: int, j: int, words: tuple[Word, ...]) -> int:
    """1 for "count of", "size of": the small word at the end must not pull the noun before it apart ("area size of")."""
    counted = bool(words) and all(w.kind == "count" for w in words)
    return int(counted and j - i > 1 and toks[j - 1].low == "of")


def _token_range(toks: tuple[Token, ...], start: int, end: int) -> tuple[int, int]:
    inside = [k for k, t in enumerate(toks) if t.start >= start and t.start < end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _best_cover(toks: tuple[Token, ...], spans: list[Span], words: Vocabulary) -> tuple[Span, ...]:
    by_end: dict[int, list[Span]] = {}
    for s in spans:
        by_end.setdefault(s.end, []).append(s)
    best: list[tuple[float, Span | None]] = [(0.0, None)]
    for end in range(1, len(toks) + 1):
        token = toks[end - 1]
        single = Span(end - 1, end, token.text, 0.0, free=_is_free(token, words))
        options = [(best[end - 1][0] + 0.02 * single.free, single)]
        options += [(best[s.start][0] + s.score, s) for s in by_end.get(end, ())]
        best.append(max(options, key=lambda o: o[0]))
    cover: list[Span] = []
    end = len(toks)
    while end > 0:
        span = best[end][1]
        assert span is not None
        cover.append(span)
        end = span.start
    return tuple(_with_number(s, toks) for s in reversed(cover))


def _aggregated(cover: tuple[Span, ...]) -> tuple[Span, ...]:
    """ "Total commission" adds commissions up, also where the data have a column that is called total."""
    return tuple(
        replace(span, entries=())
        if span.word("aggregate") is not None
        and span.entries
        and any(e.kind in ("column", "measure") and e.quality >= 0.9 for e in after.entries)
        else span
        for span, after in zip_longest(cover, cover[1:], fillvalue=Span(0, 0, "", 0.0))
    )


def _with_number(span: Span, toks: tuple[Token, ...]) -> Span:
    if span.end - span.start == 1 and span.number is None and toks[span.start].number is not None:
        return replace(span, number=toks[span.start].number, percent=toks[span.start].percent)
    return span


def _is_free(token: Token, words: Vocabulary) -> bool:
    return (
        token.low in words.framing
        or token.stem in words.framing
        or token.stem in words.idle
        or not token.low[:1].isalnum()
    )
