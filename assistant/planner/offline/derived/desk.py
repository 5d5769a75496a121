"""A question while phrases of it are replaced, and what their stand-ins mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from assistant.planner.offline import verbs
from assistant.planner.offline.forms.nouns import timed
from assistant.planner.offline.lexicon import Entry
from assistant.planner.offline.naming import number_of
from assistant.planner.offline.scope import Intent, Scope
from assistant.planner.offline.spans import Span, Tagged, Tagger
from data.catalog import Catalog, Column, Measure, Role, Type
from data.query import Expr, Out, call, col

Made = dict[tuple[str, ...], list[Entry]]
Condition = Callable[[tuple[Expr, ...]], Expr]
"""A condition that depends on the others: outliers are those of the rows that are left."""
SENTENCE = re.compile(r"(?<=[\w)%][.?!;])\s+")
_ALL_ROWS = re.compile(
    r"\b(?:over|across|for|of|in|among)\s+(?:all|every|each)\s+(?:of\s+)?(?:the\s+)?(?:rows?|records?|lines|entries|observations?|data)\b",
    re.I,
)
_COUNTED = re.compile(
    r"\b(?:how\s+many|(?:number|count)\s+of)(?:\s+(?:the|our|all))?\s*$",
    re.I,
)


_TIMES = re.compile(r"\b(?:seconds|minutes|hours|days|weeks)\b", re.I)


def _other_time(column: Column, text: str) -> bool:
    """ "waiting hours", of a wait in minutes: no name of it, but another number."""
    said = _TIMES.search(text)
    kept = column.unit in ("seconds", "minutes", "hours") and _TIMES.search(column.label) is None
    return kept and said is not None and said[0].lower() != column.unit


@dataclass
class Desk:
    """The text as it stands, its tags, and the formulas behind the words that were put in.

    `extras` are outputs that a single figure brings along (the bounds of outliers); `direct` is the whole question,
    where it was read at once; `within` holds for all rows of the answer; `by_rows`: the last answer listed rows; `asked`
    is the text as it was; `about` is the question that bare marks answer ("the 9s and 10s"); `measured` is the column of the last figure; `refused` says why the question cannot be meant so.
    """

    tagger: Tagger
    base: Catalog
    scope_name: str
    text: str
    made: Made
    columns: dict[str, Column] = field(default_factory=dict)
    measures: dict[str, Measure] = field(default_factory=dict)
    conditions: dict[str, Condition] = field(default_factory=dict)
    phrases: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    extras: list[Callable[[tuple[Expr, ...]], tuple[Out, ...]]] = field(default_factory=list)
    within: list[Expr] = field(default_factory=list)
    about: Column | None = None
    measured: Column | None = None
    direct: Intent | None = None
    by_rows: bool = False
    asked: str = ""
    refused: str | None = None
    _tags: dict[str, Tagged] = field(default_factory=dict)
    _scope: Scope | None = None

    def __post_init__(self) -> None:
        self.asked = self.text

    # -- reading -------------------------------------------------------------------------------------------------
    @property
    def tagged(self) -> Tagged:
        """The tags of the text as it stands."""
        return self.tag(self.text)

    def tag(self, text: str) -> Tagged:
        """The tags of a text with the words that were put in; kept, since the readers ask for the same parts."""
        if text not in self._tags:
            tagged = timed(self.tagger.tag(text, self.made), self.base)
            self._tags[text] = verbs.freed(tagged, self.base)
        return self._tags[text]

    @property
    def catalog(self) -> Catalog:
        """The catalog with the derived columns and measures."""
        entity = self.base.sources[self.scope_name].entity
        table = {entity.table} if entity is not None and not entity.rolled_up else set()
        wider = {
            name: replace(source, columns={**source.columns, **self.columns})
            for name in (self.scope_name, *sorted(table))
            if (source := self.base.sources.get(name)) is not None
        }
        return replace(
            self.base,
            sources={**self.base.sources, **wider},
            measures={**self.base.measures, **self.measures},
        )

    @property
    def scope(self) -> Scope:
        """The source in which the phrases are read."""
        if self._scope is None:
            self._scope = Scope(self.catalog, self.scope_name)
        return self._scope

    @property
    def changed(self) -> bool:
        """Whether anything was replaced."""
        return self.text != self.asked or self.direct is not None or bool(self.within) or bool(self.refused)

    def place(self, span: Span) -> tuple[int, int]:
        """Where a span stands in the text."""
        tokens = self.tagged.tokens
        return tokens[span.start].start, tokens[span.end - 1].end

    def numbers(self, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, Column]]:
        """Numeric columns that are named in a part of the text, with their places."""
        scope = self.scope
        for span in self.tagged.cover:
            a, b = self.place(span)
            if a < start or (end is not None and b > end):
                continue
            if not span.entries:  # "percentage of total", where a column is called "total"
                a, b = self.tagged.tokens[span.end - 1].start, b
                column = self.number_at(self.text[a:b]) if span.end - span.start > 1 else None
            else:
                column = number_of(scope, span) or self._of_rows(scope, span)
            if column is not None:
                yield a, b, column

    def all_named(self, start: int = 0) -> Iterator[tuple[int, int, Column]]:
        """Columns of any kind that are named in the text from a place on."""
        for span in self.tagged.cover:
            a, b = self.place(span)
            column = next((t.column for t in self.scope.terms(span) if t.entry.kind == "column"), None)
            if a >= start and column is not None:
                yield a, b, column

    def is_named(self, text: str) -> bool:
        """Whether a text names a column or a measure."""
        return any(e.kind in ("column", "measure", "entity") for s in self.tag(text).cover for e in s.entries)

    def _of_rows(self, scope: Scope, span: Span) -> Column | None:
        """A number that bears the name of the rows themselves ("how many tips are over ...", a column "tip")."""
        term = scope.quantity(span)
        return term.column if term is not None and term.entry.quality >= 0.95 else None

    def says_number(self, text: str) -> bool:
        """Whether a text names any numeric column."""
        spans = self.tag(text).cover
        return any(number_of(self.scope, s) or self._of_rows(self.scope, s) for s in spans if s.entries)

    def number_at(self, text: str) -> Column | None:
        """The numeric column that a text is the name of, whole."""
        tagged = self.tag(text)
        named = [s for s in tagged.cover if s.entries]
        loose = [s for s in tagged.cover if not s.entries and not s.free]
        if len(named) != 1 or any(s.unknown or s.number is not None for s in loose):
            return None
        found = number_of(self.scope, named[0]) or self._of_rows(self.scope, named[0])
        return None if found is not None and _other_time(found, text) else found

    @property
    def rows(self) -> str:
        """What the rows are called."""
        entity, source = self.scope.entity, self.scope.source
        return entity.plural if entity is not None else source.plural or "rows"

    def counts(self, start: int) -> bool:
        """Whether what stands at a place is counted: "how many ...", "the number of ..."."""
        return _COUNTED.search(self.text[:start]) is not None

    # -- replacing -----------------------------------------------------------------------------------------------
    def put(self, start: int, end: int, said: str) -> None:
        """Replace a part of the text; that a figure is one over all rows need not be said."""
        text = f"{self.text[:start]} {said} {_ALL_ROWS.sub(' ', self.text[end:])}"
        self.text = re.sub(r"\s+([,;.?!])(?=\s|$)", r"\1", " ".join(text.split())).lstrip(" ,;.")

    def column(
        self,
        label: str,
        expr: Expr,
        unit: str | None = None,
        role: Role = "score",
        additive: bool = False,
        type: Type = "number",
        distinct: int = 1_000,
    ) -> str:
        """A derived column; gives the word for it."""
        label = self._spelt(label)
        word, name = self._word(), f"~{label}"
        self.columns[name] = Column(
            name=name, source=self.scope_name, type=type, role=role, label=label, unit=unit, additive=additive,
            expr=expr, distinct=distinct,
        )  # fmt: skip
        self._enter(word, Entry("column", self.scope_name, name, 1.0, shown=label), label)
        return word

    def name(self, column: Column) -> str:
        """The word for a column that the data hold."""
        known = next((w for w, c in self.names.items() if c == column.name), None)
        if known is not None:
            return known
        word = self._word()
        self.names[word] = column.name
        self._enter(
            word, Entry("column", self.scope_name, column.name, 1.0, shown=column.label), column.label
        )
        return word

    def measure(self, label: str, expr: Expr, unit: str | None = None, better: bool | None = True) -> str:
        """A derived figure of the rows; gives the word for it. `better`: whether more of it is."""
        label = self._spelt(label)
        word, name = self._word(), f"~{label}"
        home = min(self.scope.names, key=lambda n: n != self.scope_name)
        self.measures[name] = Measure(
            name=name, source=home, label=label, expr=expr, unit=unit, higher_is_better=better
        )
        self._enter(word, Entry("measure", home, name, 1.0, shown=label), label)
        return word

    def condition(self, label: str, column: Column, made: Condition) -> str:
        """A derived condition on rows; gives the word for it."""
        label = self._spelt(label)
        word, name = self._word(), f"~{label}"
        self.conditions[name] = made
        marker = call("eq", col(name), True)
        self._enter(word, Entry("value", self.scope_name, column.name, 1.0, label, label, marker), label)
        return word

    def forget(self) -> None:
        """Tag anew: a word that was put in was taken back."""
        self._tags, self._scope = {}, None

    def _spelt(self, label: str) -> str:
        """A label with what the words that were put in stand for."""
        return re.sub(r"\bqq[a-z]\b", lambda m: self.phrases.get(m[0], m[0]), label)

    def _word(self) -> str:
        return "qq" + chr(ord("a") + len(self.phrases))

    def _enter(self, word: str, entry: Entry, label: str) -> None:
        self.made = {**self.made, self.tagger.words.key(word): [entry]}
        self.phrases[word] = label
        self._tags, self._scope = {}, None
