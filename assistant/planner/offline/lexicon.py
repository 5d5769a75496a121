"""What the words of one dataset may stand for: columns, measures, entities and values, by their stems.

Built once a dataset from its catalog. A phrase is looked up in two forms: its stems run together (so "e-mail",
"e mail" and "Email" meet) and its stems as a sorted bag without small words ("amount of wine", "wine amount").
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from assistant.planner.offline import rownouns
from assistant.planner.offline.likened import Bags
from assistant.planner.offline.shortened import KEPT, ShortForms
from assistant.planner.offline.text import Token, split_name, tokens
from assistant.planner.offline.vocabulary import Vocabulary
from data import _called as called
from data._names import is_noun
from data.catalog import Catalog, Column, Entity, Measure, Source, Value
from data.query import Agg, Expr

MANY_VALUES = 300
"""Columns with more values (product names) are not matched by single plain words, which occur by chance."""

_KINDS = {"measure": 0, "entity": 1, "column": 2}
"""Of equal names the measure counts: it carries the policy; a column of that name is its raw part."""

_STARTS, _START_WORDS = (
    {"from", "start", "begin", "opened", "since"},
    ("start", "starting", "beginning", "begin"),
)
_STOPS, _STOP_WORDS = (
    {"to", "end", "until", "till", "closed", "finish"},
    ("end", "ending", "finishing", "finish"),
)

_FLAG_MARKS = frozenset(["yn", "is", "has", "was", "flag", "ind", "indicator", "bool", "tf"])
"""What names of yes-or-no columns have in front or behind to tell that they are such."""

Stems = tuple[str, ...]
NOUN = "noun"
"""The name of an entry for rows by a noun that the data do not hold."""


@dataclass(frozen=True)
class Entry:
    """One thing that a phrase may stand for.

    kind     column, measure, entity, value
    source   the source that owns it; name: column, measure or entity; value: the stored value
    quality  1 exact name, .95 given synonym, .8 concept, below .7 only a part of the name
    also     further values of the column that the phrase names together with the first ("google" in "google / cpc")
    state    the phrase is what people say of rows that ended in a state: "did we win", "sent back"
    """

    kind: str
    source: str
    name: str
    quality: float
    value: str | int | float | bool | None = None
    shown: str = ""
    condition: Expr | None = None
    also: tuple[str | int | float | bool, ...] = ()
    state: bool = False


_PREPOSITIONS = ("in", "on", "at", "for", "to", "off", "out")
"""Small words that make another thing of what stands behind them."""
MANY_MARKS = 11
"""Whole numbers from 0 to 10 are the most that people give as a mark."""
_OWNED = 0.9
"""How surely a column is meant that is said with its table's noun beside it."""
_CALLED = 0.8
"""How surely a column is meant that is called by what such columns are called elsewhere."""
_IDLE = 4
"""Shorter words that questions use idly are no names for columns that are not called so."""
_NEARLY = 0.6
"""A part of another column's name that is as good as this keeps a word to itself."""
_OPPOSED = ("un", "in", "non")
_TAKES_IN = ("ive", "ete", "ble", "ent", "ant", "id", "ect", "ate")
"""Ends of words that "in" turns round: inactive, incomplete, invalid; an invoice has nothing to do with voice."""
_NO = ("0", "0.0", "n", "no", "false", "f")
_AVERAGES = ("average", "avg", "mean")
"""What a phrase begins with that says how a column is summed up, where it is no column of averages."""


def _told_elsewhere(source: Source) -> list[Column]:
    """What customers of a table of customers have by another table: the days since the last order."""
    entity = source.entity
    if entity is None or entity.rolled_up:
        return []
    return [
        c
        for c in source.columns.values()
        if c.source != entity.table and c.expr is not None and c.type in ("integer", "number")
    ]


class Lexicon:
    """Phrases of a dataset; `find` gives what an n-gram of stems may mean, best first."""

    def __init__(self, catalog: Catalog, words: Vocabulary) -> None:
        self.catalog, self.words = catalog, words
        self._exact: dict[str, dict[tuple[str, str, str, object], Entry]] = defaultdict(dict)
        self._part: dict[str, dict[tuple[str, str, str, object], Entry]] = defaultdict(dict)
        self._concepts = words.concept_words()
        self._concept_of: dict[str, list[str]] = defaultdict(list)
        for name, phrases in self._concepts.items():
            for phrase in phrases:
                self._concept_of["".join(phrase)].append(name)
        self.stems_known: set[str] = set()
        self._rare: dict[str, list[Entry]] = {}
        self._heads: dict[str, list[Entry]] = {}
        self._short = ShortForms(words)
        self._bags = Bags(words)
        self._written: dict[str, dict[str, str]] = defaultdict(dict)
        for low, stem in words.written.items():
            self._written[low[0]][low] = stem
        self._own_names = {
            self._stem(column.label): column.name
            for source in catalog.sources.values()
            for column in source.columns.values()
            if column.expr is None and source.entity is None and "." not in column.name
        }
        self._fill()
        self._keep_rare()
        self._keep_heads()
        self._keep_called()
        self.row_nouns = {
            noun: Entry("rows", name, NOUN, 0.8) for noun, name in rownouns.of(catalog, words).items()
        }
        self.aged = rownouns.aged(catalog) & set(self.row_nouns)
        self.single_words = self._single_words()
        self._corrected = lru_cache(maxsize=KEPT)(self._nearest)

    @cached_property
    def file_words(self) -> frozenset[str]:
        """Stems of the words of the one file's name, which tell what all of it is about."""
        tables = [s.name for s in self.catalog.sources.values() if s.entity is None]
        tables += [e.table for e in self.catalog.entities.values() if not e.rolled_up]
        names = {n.rsplit("__", 1)[-1] for n in tables}
        return frozenset(self.words.stems.of(w) for n in names for w in split_name(n) if len(names) == 1)

    @cached_property
    def counted_tables(self) -> dict[str, str]:
        """Each table that is called by several of a thing ("broker_claims"), by that last word in the singular."""
        tables = [s.name for s in self.catalog.sources.values() if s.entity is None]
        tables += [e.table for e in self.catalog.entities.values() if not e.rolled_up]
        last = {t: split_name(t.rsplit("__", 1)[-1])[-1:] for t in dict.fromkeys(tables)}
        return {w[0][:-1]: t for t, w in last.items() if w and w[0].isalpha() and w[0].endswith("s")}

    # -- looking up ----------------------------------------------------------------------------------------------
    def find(self, stems: Stems) -> list[Entry]:
        """All meanings of a phrase, best first; a part of a name only where nothing is exact."""
        keys = self._keys(stems)
        hits: dict[tuple[str, str, str, object], Entry] = {}
        for key in keys:
            for identity, entry in self._exact.get(key, {}).items():
                if identity not in hits or hits[identity].quality < entry.quality:
                    hits[identity] = entry
        if not hits:
            for key in keys:
                hits.update(self._part.get(key, {}))
        if not hits and len(stems) == 1 and stems[0].endswith("s"):
            hits = {i: e for i, e in self._exact.get(stems[0][:-1], {}).items() if e.kind == "value"}
        if not hits and len(stems) == 1 and len(stems[0]) >= 5:
            hits = self._longer(stems[0])
        return sorted(hits.values(), key=lambda e: (-e.quality, _KINDS.get(e.kind, 3), e.source, e.name))

    def whole(self, stems: Stems) -> list[Entry]:
        """The meanings of a phrase of which no word may be missing."""
        return list(self._exact.get("".join(stems), {}).values())

    def of_owner(self, words: tuple[Token, ...]) -> list[Entry]:
        """A column with the noun of its table beside it: "campaign type" and "type of each campaign" are the type of a
        campaign, though another table has a type of its own. "Customers joined" says what they did."""
        noun, named = words[0], words[1:]
        lows = [w.low for w in words]
        if "of" in lows[1:-1]:
            cut = lows.index("of")
            noun, named = words[-1], words[:cut]
            between = set(lows[cut + 1 : -1])
            if between - {"a", "an", "each", "every", "any"} - ({"the"} if self.catalog.joins else set()):
                return []  # "the ids of the five customers" are those of five
        tables = self._owners.get(noun.low, frozenset())
        said = " ".join(w.low for w in named)
        return [
            _graded(e, _OWNED)
            for e in (self.find(tuple(w.stem for w in named)) if tables else ())
            if e.kind == "column" and e.source in tables and self._is_attribute(e, said)
        ]

    def _is_attribute(self, entry: Entry, said: str) -> bool:
        """Said by its very name, in one or in several: "nation ranked" tells what it did, and no rank."""
        column = self.catalog.sources[entry.source].columns[entry.name]
        label = column.label.lower()
        return column.role != "flag" and said in (label, f"{label}s", f"{label}es", f"{label[:-1]}ies")

    @cached_property
    def _owners(self) -> dict[str, frozenset[str]]:
        """The tables that a noun of one word, in the singular, names a row of."""
        nouns: dict[str, set[str]] = defaultdict(set)
        for source in self.catalog.sources.values():
            entity = source.entity
            if entity is not None and entity.rolled_up:
                continue
            others = entity.synonyms if entity is not None else ()
            said = [source.label, *([entity.name] if entity is not None else [])]
            said += [noun for noun in others if f"{noun}s" in others]  # but "people" are several
            for noun in said:
                if noun.isalpha() and not noun.endswith("s"):
                    nouns[noun.lower()].add(source.name)
        return {noun: frozenset(tables) for noun, tables in nouns.items()}

    def _longer(self, stem: str) -> dict[tuple[str, str, str, object], Entry]:
        """A word that begins with a value: "African" for Africa, "retargeting" for RETARG."""
        found: dict[tuple[str, str, str, object], Entry] = {}
        for length in range(len(stem) - 1, 3, -1):
            for identity, entry in self._exact.get(stem[:length], {}).items():
                if entry.kind == "value" and entry.quality >= 0.9:
                    found[identity] = _graded(entry, 0.75)
            if found:
                break
        return found

    def correct(self, word: str, stem: str) -> str | None:
        """The stem of the known word that a misspelt one most likely is, or None: no short words, first letter kept,
        and no two words equally near. One that the data do not have must be nearer: "content" is no "constant". A common
        English word is never another one ("width" is not with).
        """
        return self._corrected(word, stem) if len(word) >= 4 and word.isalpha() else None

    def _nearest(self, word: str, stem: str) -> str | None:
        if stem in self.words.english or stem in self.words.alike["columns"]:
            return self.in_short(word) or self._doing(stem) or self.alike(stem)
        return (
            self._slipped(word) or self.in_short(word) or self._resembling(word, stem) or self._run_on(word)
        )

    def row_noun(self, word: str) -> str | None:
        """The one noun for the rows that a misspelt word is a slip of the finger away from."""
        if len(word) < 6 or self.words.stems.of(word) in self.words.english:
            return None
        near = [n for n in self.row_nouns if n[0] == word[0] and OSA.distance(word, n, score_cutoff=1) <= 1]
        return near[0] if len(near) == 1 else None

    def _doing(self, stem: str) -> str | None:
        """Who does what a column tells: "voters" where it is called vote."""
        roots = (stem.removesuffix("er"), stem.removesuffix("r"), stem.removesuffix("or"))
        return next((r for r in roots if r != stem and len(r) > 3 and r in self._exact), None)

    def same(self, stem: str, other: str) -> bool:
        """Whether a word is another one of the data's."""
        shaping = stem in self.words.unit_stems or stem in self.words.cues
        return (
            not shaping and other in self.words.alike["columns"].get(stem, ()) and bool(self.find((other,)))
        )

    def alike(self, stem: str) -> str | None:
        """The one word of the data that people use for the same thing: "doctor" for the md of md_visits."""
        if stem in self.words.unit_stems or stem in self.words.cues:
            return None
        least = 0.95 if stem in self.words.ideas else 0.0
        money = "revenue" in self._concept_of.get(stem, ())
        found: dict[str, set[tuple[str, str]]] = {}
        for kind, alike in self.words.alike.items():
            for other in sorted(o for o in alike.get(stem, ()) if (o,) not in self.words.phrases):
                named = [
                    e
                    for e in self.find((other,))
                    if (e.kind == "value") == (kind == "values")
                    and e.kind != "rows"
                    and not (money and self._is_counted(e))
                ]
                if named and named[0].quality >= max(least, 0.9 if kind == "values" else 0.0):
                    found.setdefault(other, set()).update((e.kind, e.name) for e in named)
        first = next(iter(found), None)
        return first if first and all(named == found[first] for named in found.values()) else None

    def _is_counted(self, entry: Entry) -> bool:
        """Things, or how many there are: "revenue" is never the number of sales."""
        if entry.kind == "entity":
            return True
        measure = self.catalog.measures.get(entry.name) if entry.kind == "measure" else None
        return (
            measure is not None
            and isinstance(measure.expr, Agg)
            and measure.expr.agg in ("count", "distinct")
        )

    def _run_on(self, word: str) -> str | None:
        """Two words without the blank between them, the second a small one: "listedon"."""
        for cut in range(4, len(word) - 1):
            stem = self._written.get(word[0], {}).get(word[:cut])
            if stem is not None and word[cut:] in self.words.small_words:
                return stem
        return None

    def _slipped(self, word: str) -> str | None:
        """The one word as people write it that is a slip of the finger away, two in a long word."""
        most = 1 if len(word) < 8 else 2
        near: dict[str, int] = {}
        for written, stem in self._written.get(word[0], {}).items():
            if abs(len(written) - len(word)) > most:
                continue
            edits = OSA.distance(word, written, score_cutoff=most)
            if edits <= self._most_edits(word, written, stem):
                near[stem] = min(edits, near.get(stem, edits))
        least = min(near.values(), default=0)
        best = [stem for stem, edits in near.items() if edits == least]
        ours = [stem for stem in best if stem in self.stems_known]
        return (ours or best)[0] if len(ours or best) == 1 else None

    def _most_edits(self, word: str, written: str, stem: str) -> int:
        """How many slips may lie between: one letter for another makes another word sooner ("price" and "prize"), and
        one that the data do not have must be nearer ("distance" is not distinct)."""
        if _exchanged(word, written):
            return int(len(word) >= 7)
        return 2 if len(word) >= (8 if stem in self.stems_known else 10) else 1

    def _resembling(self, word: str, stem: str) -> str | None:
        pool = self.single_words.get(word[0], [])
        cutoff = 80 if len(word) >= 6 else 84
        hits = process.extract(
            stem if len(stem) > 3 else word, pool, scorer=fuzz.ratio, score_cutoff=cutoff, limit=2
        )
        if not hits or abs(len(hits[0][0]) - len(stem)) > 2:
            return None
        if len(hits) == 2 and hits[0][1] == hits[1][1]:
            return None
        better = str(hits[0][0])
        ours = better in self._exact or better in self._part
        edits = OSA.distance(word, better) if len(stem) <= 3 else OSA.distance(stem, better)
        return better if ours or edits <= (1 if len(word) < 9 else 2) else None

    def names_number(self, word: str) -> bool:
        """Whether a word is what the data call a number, or the one number that has it in its name."""
        found = [e for e in self.find((self.words.stems.of(word),)) if e.kind in ("column", "measure")]
        columns = [self.catalog.sources[e.source].columns[e.name] for e in found[:1] if e.kind == "column"]
        return bool(columns) and columns[0].type in ("integer", "number")

    def in_short(self, low: str) -> str | None:
        """The stem of the one word in the data's names that this unknown word is short or long for."""
        return self._short.word(low)

    def in_full(self, toks: tuple[Token, ...]) -> tuple[Token, ...]:
        """The words with usual short forms of phrases written out ("aov"), where no name of the data is one."""
        written: list[Token] = []
        for token in toks:
            phrase = self.words.short_phrases.get(token.low)
            if phrase is None or not self._written_out(token, phrase):
                written.append(token)
            else:
                written += [replace(token, text=t.text, low=t.low, stem=t.stem) for t in phrase]
        return tuple(written)

    def _written_out(self, token: Token, phrase: tuple[Token, ...]) -> bool:
        """True where the data have what the phrase names, and nothing of the short name itself."""
        named = tuple(t.stem for t in phrase if (t.stem,) not in self.words.phrases)
        return bool(self.find(named)) and all(e.quality < 0.95 for e in self.find((token.stem,)))

    def spelt(self, toks: tuple[Token, ...]) -> dict[Stems, list[Entry]]:
        """Phrases of a question that are the long form of a name in short, the short form of a long one, or made of the words
        that one column is called by."""
        likened = self._bags.phrases(toks, self.stems_known)
        free = {stems: entries for stems, entries in likened.items() if not self.find(stems)}
        return {**free, **self._short.phrases(toks, self.stems_known)}

    def is_written(self, low: str) -> bool:
        """A word as the data have it in their names and values, whatever it means elsewhere."""
        if len(low) <= 3:
            return low in self.stems_known
        return low in self._written.get(low[:1], {}) and low not in self.words.written

    def names(self) -> list[str]:
        """All labels, for offering the nearest ones."""
        labels = [c.label for s in self.catalog.sources.values() for c in s.columns.values()]
        return list(dict.fromkeys([m.label for m in self.catalog.measures.values()] + labels))

    # -- building ------------------------------------------------------------------------------------------------
    def _keys(self, stems: Stems) -> tuple[str, ...]:
        if "per" in stems[1:]:
            return ("".join(stems),)  # what stands before and what behind is not the same
        bag = sorted(s for s in stems if s not in self.words.glue)
        return tuple(dict.fromkeys(["".join(stems), "|".join(bag)])) if bag else ("".join(stems),)

    def _add(self, phrase: Iterable[str], entry: Entry) -> None:
        stems = tuple(phrase)
        if not stems:
            return
        self.stems_known.update(stems)
        identity = (entry.kind, entry.source, entry.name, entry.value)
        plain = tuple(s for s in stems if any(c.isalnum() for c in s))
        keys = [*self._keys(stems), *(self._keys(plain) if plain else ())]
        if stems[-1].isdigit():
            keys = keys[:1]  # "campaign 5" is not "5 campaigns"
        for key in dict.fromkeys(keys):
            if entry.kind == "value" and len(stems) == 2 and stems[0] in _PREPOSITIONS and key == stems[1]:
                self._part[key].setdefault(identity, _graded(entry, 0.5))  # "store" says less than "in-store"
                continue
            old = self._exact[key].get(identity)
            if old is None or old.quality < entry.quality:
                self._exact[key][identity] = entry
            elif entry.state and not old.state:
                self._exact[key][identity] = replace(old, also=entry.also, state=True)

    def _stem(self, phrase: str) -> Stems:
        found = tokens(phrase, self.words.stems)
        for token in found:
            if token.is_word and len(token.low) > 3 and token.low.isalpha():
                self._written[token.low[0]][token.low] = token.stem
        return tuple(t.stem for t in found)

    def _fill(self) -> None:
        for source in self.catalog.sources.values():
            for column in source.columns.values():
                if column.source == source.name or (source.entity is not None and source.entity.rolled_up):
                    self._column(source.name, column)
                elif source.entity is not None:
                    self._lent(source.name, source.entity, column)
        for measure in self.catalog.measures.values():
            self._measure(measure)
        for entity in self.catalog.entities.values():
            self._entity(entity)
        for source in self.catalog.sources.values():
            if source.entity is None:
                for phrase in (source.label, source.plural):
                    self._add(self._stem(phrase), Entry("table", source.name, source.name, 0.85))
        tables = [s.name for s in self.catalog.sources.values() if s.entity is None]
        for name in dict.fromkeys(
            [*tables, *(e.table for e in self.catalog.entities.values() if not e.rolled_up)]
        ):
            self._name_of_table(name)
        for word in ("row", "record", "line", "entry"):
            self._add((self.words.stems.of(word),), Entry("rows", self.catalog.main, "rows", 0.8))
        for source in self.catalog.sources.values():
            for column in _told_elsewhere(source):
                if not self.find(self._stem(column.label)):
                    self._column(source.name, column)

    def _lent(self, source: str, entity: Entity, column: Column) -> None:
        """What the rows of another table add up to, by the names that speak of the thing itself: an order's value."""
        nouns = {entity.name, *entity.synonyms}
        for said in column.synonyms if column.expr is not None and "." not in column.name else ():
            if nouns & set(said.split()):
                self._add(self._stem(said), Entry("column", source, column.name, 0.95, shown=column.label))

    def _name_of_table(self, name: str) -> None:
        """What a file is called says what its rows are: "customer_orders" holds customer orders, in short orders."""
        words = [self.words.stems.of(w) for w in split_name(name.rsplit("__", 1)[-1])]
        words = [w for w in words if w.isalpha()]
        if not words or words[-1] in self.words.framing or (words[-1],) in self.words.phrases:
            return
        entry = Entry("rows", name, "file", 0.8)
        if counted := self._counted(name, words[-1]):
            self._add(words[-1:], counted)  # "visits" are those of md_visits: a row has some of them
            return
        self._add(words if len(words) > 1 else (), _graded(entry, 0.95))
        many = split_name(name)[-1].endswith("s")
        others = [e for e in self.find(tuple(words[-1:])) if not (many and self.only_done(e, words[-1]))]
        other = max((e.quality for e in others), default=0.0)
        if other >= (0.75 if many else 0.01) or len(words[-1]) < 3:
            return  # the last word alone means something else here; the type of a lesson is no name for lessons
        for first in range(len(words)):
            self._add(words[first:], entry)
            self._add((words[first], *words[-1:]) if first < len(words) - 1 else (), entry)

    def only_done(self, entry: Entry, stem: str) -> bool:
        """ "Claimed" says what was done with an amount, and is no noun for the claims that the file holds."""
        said = [w.lower() for w in entry.shown.split() if self.words.stems.of(w.lower()) == stem]
        return entry.kind == "column" and bool(said) and all(_PARTICIPLE.search(w) for w in said)

    def _counted(self, table: str, stem: str) -> Entry | None:
        """The number of each row that counts what the file is named by, where rows have no such noun."""
        source = self.catalog.sources.get(table)
        if source is None or source.entity is not None or source.label not in ("row", ""):
            return None
        counts = [
            c
            for c in source.columns.values()
            if c.role == "quantity" and c.expr is None and self._stem(c.label)[-1:] == (stem,)
        ]
        entry = (
            Entry("column", table, counts[0].name, 0.9, shown=counts[0].label) if len(counts) == 1 else None
        )
        return entry

    def _phrases(self, entry: Entry, label: str, name: str, synonyms: Iterable[str]) -> None:
        said = [(self._stem(label), 1.0), (tuple(self.words.stems.of(w) for w in split_name(name)), 1.0)]
        said.append(((self.words.stems.of(name.lower()),), 1.0))
        said += [(self._stem(s), 0.95) for s in synonyms if not _counting(s) and not self._taken(s, entry)]
        concepts: list[str] = []
        for stems, quality in said:
            self._add(stems, _graded(entry, quality))
            concepts += self._concept_of.get("".join(stems), [])
        concepts = [c for c in concepts if self._suits(c, entry)]
        for concept in dict.fromkeys(concepts):
            for phrase in self._concepts[concept]:
                if not (
                    ("and" in phrase and self._has_more_than_two(entry))
                    or (
                        entry.kind == "column" and (phrase[0] in _AVERAGES) != (label.split()[0] in _AVERAGES)
                    )
                ):
                    self._add(phrase, _graded(entry, 0.8))
        self._parts(entry, [stems for stems, _ in said[:2]])
        if entry.kind in ("column", "measure"):
            self._short.add(entry, [tuple(split_name(label)), tuple(split_name(name))])

    def _keep_rare(self) -> None:
        """A small part of a long name stands for it only where no other name has it."""
        for key, entries in self._rare.items():
            names = {e.name.rsplit(".", 1)[-1] for e in entries} | {
                e.name for e in self._part.get(key, {}).values()
            }
            if len(names) == 1 and key not in self._exact:
                for entry in entries:
                    self._part[key].setdefault((entry.kind, entry.source, entry.name, entry.value), entry)
                self.stems_known.add(key)

    def _keep_called(self) -> None:
        """What people call such columns elsewhere, where nothing of the data is called so and one column alone suits."""
        said: dict[Stems, list[Entry]] = defaultdict(list)
        for source in self.catalog.sources.values():
            for column in source.columns.values():
                if column.source != source.name or column.expr is not None or "." in column.name:
                    continue
                entry = Entry("column", source.name, column.name, _CALLED, shown=column.label)
                if self._earned(source, column):
                    continue
                for phrase in called.names(column):
                    said[tuple(self.words.stems.of(w) for w in phrase.replace("-", " ").split())].append(
                        entry
                    )
        for stems, entries in said.items():
            if len({e.name for e in entries}) == 1 and self._is_free(stems, entries[0].name):
                framed = len(stems) > 1 and {stems[0], stems[-1]} & self.words.framing
                for entry in entries:
                    self._add(stems, _graded(entry, _OWNED) if framed else entry)

    def _earned(self, source: Source, column: Column) -> bool:
        """What people earn is no revenue of those who sell to them."""
        entity = source.entity
        earned = column.label.lower().split()[-1:] == ["income"]
        return earned and entity is not None and rownouns.is_person(entity, self.words)

    def _is_free(self, stems: Stems, name: str) -> bool:
        """A phrase that neither shapes questions nor names anything else of the data."""
        ends = {stems[0], stems[-1]}
        idle = set(stems) <= self.words.framing and not (len(stems) == 1 and is_noun(stems[0]))
        if stems in self.words.phrases or ends & self.words.glue or idle:
            return False
        if set(stems) <= self.words.idle and len("".join(stems)) < _IDLE:
            return False
        if len(stems) == 1 and (stems[0] in self.words.unit_stems or stems[0] in self.words.cues):
            return False
        keys = self._keys(stems)
        taken = [e for key in keys for e in self._exact.get(key, {}).values()]
        parts = [e for key in keys for e in self._part.get(key, {}).values() if e.quality >= _NEARLY]
        return all(e.name == name for e in (*taken, *parts))

    def _keep_heads(self) -> None:
        """The noun at the end of a long name, though questions use it idly: "visits" for outpatient_md_visits, where
        no other name has the word."""
        for key, entries in self._heads.items():
            names = {e.name.rsplit(".", 1)[-1] for e in entries}
            held = any(e.kind != "value" for e in self._part.get(key, {}).values())
            if len(names) != 1 or key in self._exact or held or (key,) in self.words.phrases:
                continue
            if key in self.words.sheets.nameless or key == "group" or _PARTICIPLE.search(key):
                continue
            for entry in entries:
                self._part[key].setdefault(
                    (entry.kind, entry.source, entry.name, entry.value), _graded(entry, 0.5)
                )

    def _taken(self, synonym: str, entry: Entry) -> bool:
        """A synonym gives way where the file has a column of that very name ("total spend" beside a column Spend)."""
        total = self.words.stems.of("total")
        stems = tuple(s for s in self._stem(synonym) if s != total)
        owner = self._own_names.get(stems)
        return owner is not None and owner != entry.name.rsplit(".", 1)[-1]

    def _has_more_than_two(self, entry: Entry) -> bool:
        """ "men and women" are two of the values, where others are neither."""
        return (
            entry.kind == "column" and len(self.catalog.sources[entry.source].columns[entry.name].values) > 2
        )

    def _suits(self, concept: str, entry: Entry) -> bool:
        """A concept of things gives no names to numbers, nor one of numbers to categories."""
        kind = self.words.raw["concept_kinds"].get(concept, "number")
        if entry.kind == "entity":
            return bool(kind == "thing")
        if entry.kind == "measure":
            measure = self.catalog.measures[entry.name]
            return bool(kind == ("thing" if measure.unit in ("count", measure.label) else "number")) or (
                kind == "thing" and measure.unit is None
            )
        column = self.catalog.sources[entry.source].columns[entry.name]
        if column.role == "date" or column.type in ("date", "datetime"):
            return bool(kind == "date")
        if column.role == "flag":
            return bool(kind == "flag")
        if column.type in ("number", "integer") and column.role not in ("id", "code", "category"):
            return bool(kind == "number")
        return kind in ("category", "thing") and (
            kind == "category" or column.role in ("id", "category", "text")
        )

    def _parts(self, entry: Entry, names: list[Stems]) -> None:
        for stems in names:
            content = [s for s in stems if self._tells(s)]
            common = {
                s
                for s in content
                if (s,) in self.words.phrases or s in self.words.framing or s in self.words.idle
            }
            full = [s for s in content if len(s) > 2]
            if len(full) == 1 and len(stems) > 1 and not set(full) <= common:
                # a name with a short code behind it: "inflation" for inflation_Dp
                self._part[full[0]].setdefault(
                    (entry.kind, entry.source, entry.name, entry.value), _graded(entry, 0.75)
                )
                self.stems_known.add(full[0])
            if len(content) < 2:
                continue
            for i in range(len(content)):
                for j in range(i + 1, len(content) + 1):
                    if j - i < len(content):
                        key = "|".join(sorted(content[i:j]))
                        if set(content[i:j]) <= common:
                            self._heads.setdefault(key, []).extend([entry] * (i == len(content) - 1))
                            continue
                        if 2 * (j - i) < len(content):
                            self._rare.setdefault(key, []).append(_graded(entry, 0.5))
                            continue
                        quality = self._share_of_name(i, j, len(content))
                        if (i, j) == (0, len(content) - 1) and content[-1] == "name":
                            quality = 0.7  # "country" is the country's name sooner than its code
                        graded = _graded(entry, quality)
                        identity = (entry.kind, entry.source, entry.name, entry.value)
                        self._part[key].setdefault(identity, graded)

    def _tells(self, stem: str) -> bool:
        """Words of two letters tell something where they are no small word of English: the md of md_visits."""
        if len(stem) < 3 and (not stem.isalpha() or len(stem) < 2 or stem in self.words.small_words):
            return False
        return stem not in self.words.glue

    @staticmethod
    def _share_of_name(start: int, end: int, length: int) -> float:
        """How well a part stands for a name; several words at its end are its very noun ("interest rate")."""
        part = 0.45 + 0.2 * (end - start) / length
        return max(part, 0.62) if end == length and end - start > 1 else part

    def _column(self, source: str, column: Column) -> None:
        name = column.name.rsplit(".", 1)[-1]
        entry = Entry("column", source, column.name, 1.0, shown=column.label)
        kind = self._named_by_values(column)
        if kind is None:
            self._phrases(entry, column.label, name, column.synonyms)
        else:
            self._phrases(entry, kind, kind, column.synonyms)
            for whole in ("".join(self._stem(said)) for said in (column.label, name)):
                self._exact[whole].setdefault((entry.kind, entry.source, entry.name, entry.value), entry)
        self._named_by_key(source, column)
        self._rated(entry, column)
        self._without_average(entry, column)
        self._without_bracket(source, column)
        self._without_marks(source, column)
        self._opposites(source, column)
        if column.role == "date":
            self._ends(source, column)
        if column.role in ("category", "flag", "code", "ordinal", "id", "text", "person"):
            self._values(source, column)
        self._outcomes(source, column)

    def _named_by_values(self, column: Column) -> str | None:
        """ "variant" for A/B variant, whose name lists its values: "variant B" is one of them, and no short name."""
        words = column.label.lower().split()
        values = {str(v.name).lower() for v in column.values}
        rest = [w for w in words if w not in values]
        return " ".join(rest) if len(values) > 1 and values <= set(words) and rest else None

    def _rated(self, entry: Entry, column: Column) -> None:
        """ "marriage rating" for rate_marriage, where the number is a mark and no rate; "health rating" for
        self_rated_health."""
        rate, rating = self.words.stems.of("rate"), self.words.stems.of("rating")
        stems = self._stem(column.label)
        if rate in stems and column.type == "integer" and column.distinct <= MANY_MARKS:
            self._add((rating if s == rate else s for s in stems), _graded(entry, 0.95))
        words = column.label.lower().split()
        if "rated" in words[:-1]:
            self._add(
                (*self._stem(" ".join(words[words.index("rated") + 1 :])), rating), _graded(entry, 0.95)
            )

    def _without_average(self, entry: Entry, column: Column) -> None:
        """ "rating" for an average rating that the file itself holds: in a row it is the only one."""
        first, _, rest = column.label.partition(" ")
        if column.expr is None and first in ("average", "mean") and rest and not self._taken(rest, entry):
            self._add(self._stem(rest), _graded(entry, 0.95))

    def _named_by_key(self, source: str, column: Column) -> None:
        """A key called "author" means the author's name, where the table that it leads to has one."""
        to = next(
            (j.to for j in self.catalog.joins if (j.table, j.key) == (column.source, column.name)), None
        )
        shown = next((e.display for e in self.catalog.entities.values() if e.table == to and e.display), None)
        name = f"{to}.{shown}"
        columns = self.catalog.sources[source].columns
        if (
            shown is None
            or name not in columns
            or column.label.split()[-1] in ("id", "code", "number", "key")
        ):
            return
        for key in self._keys(self._stem(column.label)):
            own = self._exact[key].get(("column", source, column.name, None))
            if own is not None:
                self._exact[key][("column", source, column.name, None)] = _graded(own, 0.9)
        self._add(self._stem(column.label), Entry("column", source, name, 1.0, shown=columns[name].label))

    def _without_bracket(self, source: str, column: Column) -> None:
        """ "net worth" for "Net Worth (USD k)", where no other column is called so before its bracket."""
        core = _BRACKETED.sub("", column.name).strip()
        rivals = [c for c in self.catalog.sources[source].columns if _BRACKETED.sub("", c).strip() == core]
        if core and core != column.name and rivals == [column.name]:
            self._add(self._stem(core), Entry("column", source, column.name, 0.95, shown=column.label))

    def _without_marks(self, source: str, column: Column) -> None:
        """ "housing loan" for Housing_loan_YN, "member" for is_member: marks of a flag are no part of what it tells."""
        if column.role != "flag":
            return
        words = split_name(column.name.rsplit(".", 1)[-1])
        core = [w for w in words if w not in _FLAG_MARKS]
        if core and core != words:
            entry = Entry("column", source, column.name, 0.95, shown=column.label)
            self._add([self.words.stems.of(w) for w in core], entry)

    def _opposites(self, source: str, column: Column) -> None:
        """ "inactive" of a flag Active, "unmarried" where some are married and the others "notmarried"."""
        known = [v for v in column.values if v.value is not None]
        if len(known) != 2:
            return
        if column.role == "flag":
            words = [w for w in split_name(column.name.rsplit(".", 1)[-1]) if w not in _FLAG_MARKS]
            off = next((v for v in known if str(v.value).lower() in _NO), None)
            plain, other = (words[0] if len(words) == 1 else ""), off
        else:
            low = {str(v.name).lower().replace("-", "").replace(" ", ""): v for v in known}
            pair = [(a, b) for a in low for b in low if any(b == f"{p}{a}" for p in ("not", *_OPPOSED))]
            plain, other = (pair[0][0], low[pair[0][1]]) if len(pair) == 1 else ("", None)
        if other is None or len(plain) < 4 or not plain.isalpha():
            return
        entry = Entry("value", source, column.name, 0.95, other.value, f"not {plain}")
        for prefix in _OPPOSED:
            if prefix == "in" and not plain.endswith(_TAKES_IN):
                continue
            self._add(self._stem(f"{prefix}{plain}"), entry)

    def _ends(self, source: str, column: Column) -> None:
        """ "starting date", "end date", where one date of the table is a "from" and another a "to"."""
        dates = [c for c in self.catalog.sources[source].columns.values() if c.role == "date"]
        for words, said in ((_STARTS, _START_WORDS), (_STOPS, _STOP_WORDS)):
            if [c for c in dates if words & set(c.label.lower().split())] != [column]:
                continue
            for word in said:
                self._add(
                    self._stem(f"{word} date"), Entry("column", source, column.name, 0.95, shown=column.label)
                )

    def _values(self, source: str, column: Column) -> None:
        values = column.values or column.names
        many = len(values) > MANY_VALUES
        for value in values:
            shown = str(value.name)
            if many and shown.isalpha():
                continue
            entry = Entry("value", source, column.name, 1.0, value.value, shown)
            if column.role == "flag" and shown.lower() in ("0", "1", "yes", "no", "true", "false"):
                continue
            if _is_number(shown) and not _is_band(shown):
                continue
            self._add(self._stem(shown), entry)
            if "_" in shown:
                self._add(self._stem(shown.replace("_", " ")), entry)
            if len(values) <= 200 and column.role in ("category", "id", "person", "text"):
                self._short.add_value(entry)
            if str(value.value) != shown and not _is_number(str(value.value)):
                self._add(self._stem(str(value.value)), _graded(entry, 0.9))
            for synonym in value.synonyms:
                stems = self._stem(synonym)
                if len(stems) == 1 and self._heads_a_name(stems[0], column):
                    self._part[stems[0]].setdefault(
                        ("value", source, column.name, value.value), _graded(entry, 0.5)
                    )
                elif len(stems) > 1 or stems == (synonym,) or stems[0] not in self.words.small_words:
                    self._add(stems, _graded(entry, 0.95))  # but "w" for West, which is short for "with", too
        if len(values) <= MANY_VALUES:
            self._pieces(source, column)
            self._value_parts(source, column)

    def _heads_a_name(self, stem: str, column: Column) -> bool:
        """ "store", another word for the channel "in-store", where members have a home store, too."""
        return any(
            name[-1:] == (stem,) and owner != column.name
            for name, owner in self._own_names.items()
            if len(name) > 1
        )

    def _outcomes(self, source: str, column: Column) -> None:
        """What people say of rows by the state that they ended in: "won", "still open", "sent back"."""
        for outcome in column.outcomes:
            first, *more = outcome.values
            entry = Entry(
                "value", source, column.name, 0.95, first, outcome.name, also=tuple(more), state=True
            )
            for words in (outcome.name, *outcome.words):
                self._add(self._stem(words), entry)

    def _pieces(self, source: str, column: Column) -> None:
        """The pieces of values that have signs between them: "P2" and "high" of "P2 - High", "google" of "google / cpc"
        and "google / organic"; those of many values only where most values are made so."""
        values = [v for v in column.values or column.names if isinstance(v.value, str)]
        owners: dict[Stems, list[Value]] = defaultdict(list)
        made = 0
        for value in values:
            pieces = {self._stem(p) for p in _BETWEEN.split(str(value.value)) if len(p.strip()) > 1}
            made += len(pieces) > 1
            for piece in pieces if len(pieces) > 1 else ():
                owners[piece].append(value)
        for piece, having in owners.items():
            if len(having) > 1 and (2 * made < len(values) or len(having) == len(values)):
                continue
            if len(piece) == 1 and ((piece in self.words.phrases) or piece[0] in self.words.framing):
                continue
            first, *more = having
            also = tuple(v.value for v in more)
            shown = " ".join(piece) if also else first.name
            entry = Entry("value", source, column.name, 0.9, first.value, shown, also=also)
            for key in self._keys(piece):
                self._part[key].setdefault(("value", source, column.name, first.value), entry)
            self.stems_known.update(piece)

    def _value_parts(self, source: str, column: Column) -> None:
        """A word or some words together that only one value of the column has stand for it ("netherlands" for "The
        Netherlands", "bank transfer" for "Bank transfer automatic")."""
        owners: Counter[Stems] = Counter()
        values = column.values or column.names
        ends = Counter(self._stem(str(v.name))[-1:] for v in values)
        parts_of: dict[object, dict[Stems, float]] = {}
        for v in values:
            stems = self._stem(str(v.name))
            telling = [s for s in stems if self._telling(s)]
            parts: dict[Stems, float] = {(s,): 0.6 for s in telling} if len(telling) > 1 else {}
            if len(telling) == 1 and any(c.isdigit() for c in str(v.name)) and self._only_judges(telling[0]):
                parts = {(telling[0],): 0.75}  # "lapsed" for "Lapsed 91-365d", but "under" is not "Under 18"
            if len(stems) == 2 and stems[:1] == tuple(telling) and ends[stems[1:]] > 1:
                parts = {(telling[0],): 0.75}  # "meta" for "Meta Ads", beside "Google Ads"
            runs = [s for s in stems if s[:1].isalnum()]
            for n in range(2, len(runs)):
                parts |= {
                    tuple(runs[i : i + n]): 0.75
                    for i in range(len(runs) - n + 1)
                    if {runs[i], runs[i + n - 1]} <= set(telling)
                }
            parts_of[v.value] = parts
            owners.update({*parts, *((s,) for s in telling)})
        for value in values:
            for part, quality in parts_of[value.value].items():
                if owners[part] == 1:
                    entry = Entry("value", source, column.name, quality, value.value, str(value.name))
                    for key in self._keys(part):
                        self._part[key].setdefault(("value", source, column.name, value.value), entry)

    def _only_judges(self, stem: str) -> bool:
        """A word that no question uses for itself; a vague one says more where it names a value."""
        return all(w.kind == "vague" for w in self.words.phrases.get((stem,), ()))

    def _telling(self, stem: str) -> bool:
        """A word that may stand for a whole value: "won" for "Closed Won", but no small word of every question."""
        small = stem in self.words.framing or (stem,) in self.words.phrases
        return (
            stem.isalpha()
            and (len(stem) > 3 or (len(stem) == 3 and not small))
            and stem not in self.words.framing
        )

    def _measure(self, measure: Measure) -> None:
        entry = Entry("measure", measure.source, measure.name, 1.0, shown=measure.label)
        # "students_payments": of two measures of one label the source is told in the name, and is no word for it
        name = measure.label if measure.name.endswith(f"_{measure.source}") else measure.name
        self._phrases(entry, measure.label, name, measure.synonyms)

    def _codes_of(self, noun: str) -> None:
        """A usual word for people is a value where a code of the data is its beginning: "individuals" for IND."""
        for source in self.catalog.sources.values():
            for column in source.columns.values():
                if column.source != source.name or column.role not in ("category", "code") or " " in noun:
                    continue
                for value in column.values:
                    code = str(value.value)
                    if (
                        code.isalpha()
                        and code.isupper()
                        and len(code) >= 3
                        and noun.lower().startswith(code.lower())
                    ):
                        entry = Entry("value", source.name, column.name, 0.97, value.value, value.name)
                        self._add(self._stem(noun), entry)

    def _entity(self, entity: Entity) -> None:
        entry = Entry("entity", entity.name, entity.name, 1.0, shown=entity.plural)
        self._phrases(entry, entity.name, entity.plural, entity.synonyms)
        if any(s.weight is not None and s.entity == entity for s in self.catalog.sources.values()):
            # What the rows of a weighted survey stand for.
            self._phrases(entry, "population", "population", ())
        for noun in entity.synonyms:
            self._codes_of(noun)
        key = Entry("column", entity.table, entity.key, 0.9, shown=entity.key)
        if not entity.rolled_up:
            for word in ("id", "ref"):
                self._add((self.words.stems.of(word),), key)
        for noun in (entity.name, *entity.synonyms):
            for word in ("number", "id", "no", "code", "key"):
                self._add((*self._stem(noun), self.words.stems.of(word)), key)

    def _single_words(self) -> dict[str, list[str]]:
        words: dict[str, list[str]] = defaultdict(list)
        free = {w for w in self.words.framing if len(w) > 5}  # a short one is easily another word
        known = set(self._exact) | set(self._part) | {"".join(k) for k in self.words.phrases} | free
        for key in known:
            if key.isalpha() and len(key) > 3:
                words[key[0]].append(key)
        return words


def _exchanged(word: str, other: str) -> bool:
    """One letter for another: in a short word that is mostly another word ("price" and "prize")."""
    return len(word) == len(other) and sorted(word) != sorted(other)


_BRACKETED = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
_PARTICIPLE = re.compile(r"(?:ed|built|sold|won|spent|paid|held|made|born|sent|kept|left|taken|given)$")
"""What was done ends the name ("year built") and is no noun for it."""
_BETWEEN = re.compile(r"\s*[/|>:;()\[\]]\s*|\s+[-–—]\s+")
"""Signs between the pieces of a value."""


def _graded(entry: Entry, quality: float) -> Entry:
    return replace(entry, quality=quality)


def _counting(phrase: str) -> bool:
    """ "number of orders": the planner reads the count and the noun on its own."""
    return phrase.lower().startswith(("how many ", "number of ", "no of ")) or phrase.lower().endswith(
        " count"
    )


def _is_band(text: str) -> bool:
    """ "1-49": a name for all numbers between the two."""
    ends = text.split("-")
    return len(ends) == 2 and all(e.isdigit() and len(e) < 4 for e in ends) and int(ends[0]) < int(ends[1])


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).replace("-", "", 1).replace(",", "").isdigit()
