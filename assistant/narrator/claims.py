"""What a model's sentence claims, and whether the facts carry it. One reason is enough to leave a sentence out.

A sentence is words with placeholders: figures ({f1}, {f1.n}), names ({f1.row}), words of the result ({w.measure}).
It may say only what a figure's own fact says: its name, its measure, its kind, its direction, its rank.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from assistant.answer import facts_of
from assistant.narrator import wording as w
from assistant.narrator.check import FIGURE
from assistant.narrator.format import MONTHS, say_fact, say_name
from assistant.narrator.plainly import plain
from assistant.narrator.whose import (
    OF_GROUPS,
    beside,
    ends_of_range,
    heads_otherwise,
    holders,
    is_of_all,
    mistaken,
    shares,
)
from data.catalog import Catalog
from tools._result import Fact, Result

HOLE = re.compile(r"\{([^{}\s]+)\}")
LONGEST = 320
LONGEST_WORD = 40
"""A word of the result that is longer is a sentence of ours: it claims what it claims."""
NAMED_ROWS = 2_000
LATIN = 0x24F
ONE_OF = re.compile(r"\b1 (?=(?:day|week|month|quarter|year) )")
"""A figure in a label that can be told without one: "1 month after" is "the month after"."""
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
TIMED = re.compile(
    r"^(?:\d{4}\b|Q\d|(?:\w+ )?\d{4}$)|^(?:" + "|".join((*MONTHS, *WEEKDAYS)) + r")\b", re.IGNORECASE
)
"""Rows that are periods."""
DAY = re.compile(r"\d{4}-\d\d-\d\d")
PERIOD = re.compile(r"\d{4}-\d\d(?:-\d\d)?")
"""A month or a day in a label: a name."""
AGGREGATE = re.compile(r"^(?:mean|average|median|total) ")
EXTREMES: dict[str, Callable[[int], tuple[int, int]]] = {
    "peak": lambda many: (1, many),
    "trough": lambda many: (many, many),
}
"""Places that a tool has looked up."""
LISTED = re.compile(r", (?:and )?")
"""Between two names, or two figures: a list, and no new clause."""
OF_THE_TOTAL = re.compile(r"¤ of (?:the |all |your |our )?(?:total|overall) ", re.IGNORECASE)
"""What a share is a share of, and no total itself."""
ROW_MEASURES = ("mean", "median", "Cohen's d", "index", "coefficient")
"""Columns of traits: there the row is what is measured."""


@dataclass(frozen=True)
class Figure:
    """A figure in a sentence: its fact, which of its figures, and where it stands."""

    fact: Fact
    part: str
    at: int


@dataclass(frozen=True)
class Clause:
    """A part of a sentence: words with figures as "¤" and names as they are."""

    text: str
    figures: tuple[Figure, ...]
    names: tuple[str, ...]

    @cached_property
    def low(self) -> str:
        return f" {self.text.lower()} "

    def says(self, pattern: re.Pattern[str]) -> list[str]:
        return [m[0].strip().lower() for m in pattern.finditer(self.text)]


@dataclass(frozen=True)
class Known:
    """All that sentences about a result may lean on.

    names      of rows, categories and periods; a name stands beside its own figures only
    measures   names of columns and measures, each with all its other names
    quoted     what the person asked and how it was read
    tool       the tool that made the result, by whose story figures belong together
    copy       it is the copy of a campaign: words are the model's where no figure stands
    """

    facts: dict[str, Fact]
    words: dict[str, str]
    flags: frozenset[str]
    names: frozenset[str]
    measures: dict[str, frozenset[str]]
    entities: frozenset[str]
    quoted: str
    result: Result = field(repr=False)
    tool: str = ""
    copy: bool = False

    @cached_property
    def told_by(self) -> dict[Fact, set[str]]:
        """The names of measures that each fact may be told by, once it was asked for."""
        return {}

    @cached_property
    def short(self) -> str:
        """Words of the result that name something, not its sentences."""
        rows = {f.row for f in facts_of(self.result)}
        own = (
            word
            for key, word in self.words.items()
            if key != "other" and len(word) <= LONGEST_WORD and word not in rows
        )
        return " ".join(own).lower()

    @cached_property
    def topics(self) -> frozenset[str]:
        """What the result or the question is about, whichever figure is told: a test, a campaign, a model."""
        labels = " ".join(f.label for f in facts_of(self.result))
        said = f"{labels} {' '.join(self.words)} {' '.join(self.words.values())} {self.quoted}".lower()
        words = set(re.findall(r"[a-z]+", said))
        modelled = w.OF_MODELS if words & w.MODELS else frozenset[str]()
        return frozenset(stem(word) for word in (words & w.TOPICS) | modelled)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Stems of all words that the result, the question and the data's names hold."""
        labels = " ".join(f.label for f in facts_of(self.result))
        said = f"{labels} {' '.join(self.words.values())} {self.quoted} {' '.join(self.measures)}".lower()
        return frozenset(stem(word) for word in re.findall(r"[^\W\d_]+", said))

    def sides(self, fact: Fact) -> tuple[str, ...]:
        """The names of the two that a gap lies between: the higher first."""
        if fact.kind == "gap" and (lead := w.LEAD.fullmatch(fact.label)):
            return (lead[1], lead[2]) if float(fact.value or 0) > 0 else (lead[2], lead[1])
        of = (
            [self.facts.get(i) for i in fact.of] if fact.kind in ("gap", "ratio") and fact.row is None else []
        )
        rows = tuple(say_name(f.row) for f in of if f is not None and f.row)
        return rows if len(rows) == 2 else ()

    def counts(self, number: int, things: str) -> bool:
        """Whether there are so many of what the answer lists: "the two plans"."""
        word = stem(things)
        listed = stem(self.words.get("dimension", "")) == word
        counts = {f.id: f for f in facts_of(self.result) if f.id in ("groups", "k") and f.value == number}
        return any(listed or _has(word, f.label.lower()) for f in counts.values())

    @cached_property
    def columns(self) -> set[str]:
        """Measures that have figures in this result."""
        return {form for f in self.facts.values() for form in (_measure(f),) if form}


def known(
    result: Result,
    catalog: Catalog,
    quoted: str,
    sent: Iterable[str] | None = None,
    *,
    tool: str = "",
    copy: bool = False,
) -> Known:
    """What is known for a result; `sent` are the ids that a sentence may use (default: all)."""
    ids = None if sent is None else set(sent)
    facts = {f.id: f for f in facts_of(result) if ids is None or f.id in ids}
    return Known(
        {i: _with_measure(f, facts) for i, f in facts.items()},
        result.words,
        result.flags,
        frozenset(_names(result, catalog)),
        _measures(catalog),
        frozenset(_entities(catalog)),
        quoted.lower(),
        result,
        tool,
        copy,
    )


def problem(sentence: str, about: Known) -> str | None:
    """Why a sentence may not be told; None where the facts carry it."""
    told = plain(sentence)
    if cut := _advised_behind(told):
        parts = (_problems(told[: cut.start()], about), _problems(cut[1], about), _added(cut[1], about))
        return next((why for part in parts for why in part), None)
    return next(_problems(told, about), None)


def _advised_behind(sentence: str) -> re.Match[str] | None:
    """The advice without a figure that a sentence ends in: "..., so test it first"."""
    cut = w.SO_DO.search(sentence)
    plain = cut is not None and not HOLE.search(cut[1]) and HOLE.search(sentence[: cut.start()]) is not None
    return cut if cut and plain and _first(cut[1]) in w.IMPERATIVES else None


def _added(advice: str, about: Known) -> Iterator[str]:
    """An advice behind a figure names no time and no event: it would be told of the figure."""
    yield from _times(advice, about)
    yield from _placed(advice, (), about)


def _problems(sentence: str, about: Known) -> Iterator[str]:
    text, figures, names, called = _taken_apart(sentence, about)
    if text is None:
        yield "a placeholder that stands for nothing"
        return
    yield from _form(sentence, text)
    if "unclear" in about.flags or _in_doubt(figures, about):
        text = w.MAY_BE_CHANCE.sub(lambda hit: " " * len(hit[0]), text)
    bare = _without_names(text, names)
    yield from _numbers(bare, figures, about)
    yield from _strangers(text, names, about)
    yield from _causes(bare, figures, about)
    if not figures and not called:
        yield from _advice(bare, {name for _, name in names}, about)
        return
    yield from _times(bare, about)
    if any(is_figured(f.fact) for f in (*figures, *called)):
        yield "a figure whose name holds figures"
    if not figures:
        yield from _name_told(bare, called, about)
        return
    yield from _quantities(bare, figures, about)
    yield from _placed(bare, figures, about)
    yield from _vocabulary(bare, figures, about)
    yield from _judged(bare, (*figures, *called))
    yield from _described(bare, figures, about)
    days = {say_name(str(f.fact.value)) for f in called if DAY.match(str(f.fact.value))}
    yield from _turned_round(called)
    names = tuple((at, name) for at, name in names if name not in days)
    yield from _order_of_names(text, figures, names, about)
    yield from _grains(bare, figures, about)
    yield from _told_whole(text, figures, names, about)
    told, measures = False, _measures_said(Clause(text, (), ()), about)
    for clause in _clauses(text, figures, names, about):
        yield from _clause(clause, figures, measures, about)
        theirs = w.THEIRS.search(clause.text) and clause.says(w.SUPERLATIVES)
        if told and not clause.figures and not clause.names and (theirs or clause.says(w.DIRECTIONS)):
            yield "a comparison that is added behind the figures"  # "..., and likely more"
        told = told or bool(clause.figures)
    yield from _pairs(figures, text)
    yield from _range(bare, figures, about)
    yield from mistaken(
        text, figures, about.tool, about.facts.values(), about.entities, about.words.get("dimension", "")
    )
    yield from shares(text, figures, about.tool, about.entities)
    yield from beside(text, figures, about.entities)
    yield from _each_by_its_measure(text, figures, about)
    yield from _averaged(bare, text, figures, about)
    yield from _expected(text, figures)
    yield from _so_far(bare, figures)
    yield from _chances(bare, figures)
    yield from _ranked_as(bare, figures)
    yield from _comparisons(bare, figures, [name for _, name in names], about)
    yield from _warnings(figures)


def _in_doubt(figures: tuple[Figure, ...], about: Known) -> bool:
    """Whether an interval that is told leaves open which is higher: it holds no difference, or another's figure."""
    for figure in figures:
        fact = figure.fact
        if figure.part == "low" and fact.low is not None and fact.high is not None:
            if fact.kind == "gap":
                return fact.low <= 0 <= fact.high
            return any(fact.low <= value <= fact.high for value in _like(fact, about) if value != fact.value)
    return False


# -- taking apart ----------------------------------------------------------------------------------------------------
def _taken_apart(
    sentence: str, about: Known
) -> tuple[str | None, tuple[Figure, ...], tuple[tuple[int, str], ...], tuple[Figure, ...]]:
    """The text with names filled in and "¤" for figures; the figures, all names with their places, and the facts
    that are names themselves."""
    text, at = "", 0
    figures, called, marks = list[Figure](), list[Figure](), list[tuple[int, str]]()
    for hole in HOLE.finditer(sentence):
        text += sentence[at : hole.start()]
        at = hole.end()
        found = _filled(hole[1], about)
        if found is None:
            return None, (), (), ()
        if isinstance(found, str):
            marks += [(len(text), found)] if hole[1].endswith(".row") else []
            text += found
        elif isinstance(found.fact.value, str) and found.part == "value":
            marks.append((len(text), say_name(found.fact.value)))
            called.append(Figure(found.fact, "name", len(text)))
            text += say_name(found.fact.value)
        else:
            figures.append(Figure(found.fact, found.part, len(text)))
            text += "¤"
    text += sentence[at:]
    return text, tuple(figures), tuple(sorted({*marks, *_literal_names(text, about.names)})), tuple(called)


def _filled(name: str, about: Known) -> str | Figure | None:
    if name.startswith("w."):
        word = about.words.get(name[2:])
        return ("§" if word and len(word) > LONGEST_WORD else word) or None
    fact = about.facts.get(name)
    if fact is not None:
        return Figure(fact, "value", 0) if say_fact(fact) else None
    stem, _, part = name.rpartition(".")
    fact = about.facts.get(stem)
    if fact is None:
        return None
    if part == "row":
        return say_name(fact.row) if fact.row else None
    return Figure(fact, part, 0) if part in ("n", "low", "high") and say_fact(fact, part) else None


def _literal_names(text: str, names: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Names that are typed out; of overlapping ones the longest."""
    taken = list[tuple[int, int]]()
    for name in sorted((n for n in names if n in text), key=len, reverse=True):
        for hit in re.finditer(rf"(?<![\w.,-]){re.escape(name)}(?!\w|[.,]\d|-\w)", text):
            if not any(a < hit.end() and hit.start() < b for a, b in taken):
                taken.append(hit.span())
                yield hit.start(), name


def _without_names(text: str, names: tuple[tuple[int, str], ...]) -> str:
    for at, name in reversed(names):
        if text.startswith(name, at):
            text = text[:at] + "§" + text[at + len(name) :]
    return text


def _clauses(
    text: str, figures: tuple[Figure, ...], names: tuple[tuple[int, str], ...], about: Known
) -> Iterator[Clause]:
    """Parts between commas, semicolons and joining words; a comma inside a name or a list is no end."""
    inside = [(at, at + len(name)) for at, name in names]
    listed = (
        {end for _, end in inside}
        & {m.start() for m in LISTED.finditer(text) if m.end() in {at for at, _ in names}}
    ) | {
        f.at + 1
        for f in figures
        if (m := LISTED.match(text, f.at + 1)) and text[m.end() : m.end() + 1] == "¤"
    }
    cuts = [
        m
        for m in w.BREAKS.finditer(text)
        if not any(a <= m.start() < b for a, b in inside) and m.start() not in listed
    ]
    edges = [0, *(m.end() for m in cuts), len(text)]
    ends = [*(m.start() for m in cuts), len(text)]
    for at, name in names:  # what a name says is no claim
        if name.lower() not in about.measures and text.startswith(name, at):
            text = text[:at] + "§" * len(name) + text[at + len(name) :]
    for start, end in zip(edges, ends, strict=False):
        own = tuple(f for f in figures if start <= f.at < end)
        called = tuple(name for at, name in names if start <= at < end)
        if text[start:end].strip():
            yield Clause(text[start:end].strip(), own, called)


def is_figured(fact: Fact) -> bool:
    """Whether a label holds figures of its own: no sentence could repeat it, so it is told to no model."""
    label = fact.label.replace(fact.row or "\0", "").replace(fact.column or "\0", "")
    return FIGURE.search(PERIOD.sub("", ONE_OF.sub("", label))) is not None


# -- single rules ----------------------------------------------------------------------------------------------------
def _form(sentence: str, text: str) -> Iterator[str]:
    if len(sentence) > LONGEST or w.MARKUP.search(HOLE.sub("", sentence)):
        yield "it is not one plain sentence"
    if any(ord(sign) > LATIN and sign.isalpha() for sign in sentence):
        yield "it is not English"


def _numbers(bare: str, figures: tuple[Figure, ...], about: Known) -> Iterator[str]:
    plain = bare.replace("¤", " ").replace("R²", "R")
    if any(sign.isnumeric() for sign in plain) or w.ROMAN.search(plain):
        yield "a digit that is no fact's"
    parts = {hit[0] for f in figures for hit in w.NUMBER_WORDS.finditer(f.fact.label)}
    plain = w.COUNTED_AS.sub(
        lambda hit: " " if about.counts(w.COUNT_WORDS[hit[1].lower()], hit[2]) else hit[0], plain
    )
    plain = w.BEST_PART.sub(lambda hit: " " if hit[1].lower() in parts else hit[0], plain)
    for phrase in (hit[0] for f in figures for hit in w.NUMBER_PHRASES.finditer(f.fact.label)):
        plain = re.sub(rf"\b{re.escape(phrase)}\b", " ", plain, flags=re.IGNORECASE)
    if not figures:
        plain = re.sub(r"\bone (?=[a-z]+\b(?<!s))", " ", plain)  # "send one message"
    if hit := w.NUMBER_WORDS.search(w.PLACES.sub(" ", w.NO_NUMBERS.sub(" ", plain))):
        yield f"a number in words: {hit[0]}"
    if hit := w.SCALES.search(bare):
        yield f"a unit behind a figure that has its own: {hit[0]}"


def _placed(bare: str, figures: tuple[Figure, ...], about: Known) -> Iterator[str]:
    """In which period, by which rate, under which event and how surely: as the facts say, or the question."""
    facts = [f.fact for f in figures]
    labels = " ".join(f.label for f in facts).lower()
    told = f"{labels} {about.quoted}"
    for hit in w.PLACED.finditer(bare):
        if not _has(hit[0].lower(), told) and not any(f.id.split(".")[-1] == hit[1].lower() for f in facts):
            yield f"a period that no figure here is of: {hit[0]}"
    for hit in w.RATES.finditer(bare):
        if not _has(hit[0].lower().replace("¤ ", ""), labels):
            yield f"a rate that no fact is: {hit[0]}"
    for hit in w.EVENTS.finditer(bare):
        if not _has(hit[0].lower(), told):
            yield f"an event that no fact is of: {hit[0]}"
    ranged = any(
        f.part in ("low", "high") or f.fact.kind == "forecast" or f.fact.low is not None for f in figures
    )
    for hit in w.HEDGES.finditer(bare):
        if not ranged and not _has(hit[0].lower(), labels):
            yield f"a figure without a range that is told as one: {hit[0]}"


def _quantities(bare: str, figures: tuple[Figure, ...], about: Known) -> Iterator[str]:
    labels = " ".join(f.fact.label for f in figures).lower()
    whole = w.ALL_OF.sub(
        lambda hit: " ¤" if _counts_all(bare[: hit.start()].count("¤"), figures, about) else hit[0], bare
    )
    hit = w.QUANTITIES.search(w.NO_QUANTITIES.sub(" ", whole))
    if hit and not _has(hit[0].lower(), labels):
        yield f"a quantity in words: {hit[0]}"
    if hit := w.ROUNDED.search(bare):
        yield f"a figure that is told as a bound: {hit[0]}"
    for hit in re.finditer(r"\bmost (\w+)", bare.lower()):
        if stem(hit[1]) in about.entities and not _has(hit[0], labels):
            yield f"a quantity in words: {hit[0]}"


def _counts_all(place: int, figures: tuple[Figure, ...], about: Known) -> bool:
    """Whether a figure is the number of all: of the groups of the answer, or of whatever it counts."""
    marked = [f for f in figures if f.part != "name"]
    fact = marked[place].fact if place < len(marked) else None
    return fact is not None and (
        fact.label in OF_GROUPS or (fact.row is None and is_of_all(fact, about.entities))
    )


def _vocabulary(bare: str, figures: tuple[Figure, ...], about: Known) -> Iterator[str]:
    """Around figures only plain words of telling stand, those of the facts, and those of the question."""
    facts = [f.fact for f in figures]
    own = " ".join(f"{f.label} {f.column or ''} {f.unit or ''} {f.row or ''}" for f in facts).lower()
    told = f"{own} {about.short} {about.quoted}".lower()
    known_words = {stem(word) for word in re.findall(r"[^\W\d_]+", told)} | about.topics
    if any(f.kind == "test" and f.id.split(".")[0] == "p" for f in facts):
        known_words |= {"p", "value"}
    if any(w.BROUGHT.search(f.label) for f in facts):
        known_words |= {"far"}
    for phrase, forms in about.measures.items():
        if any(_has(form, own) for form in forms):
            known_words |= {stem(word) for word in phrase.split()}
    fine_words = w.ADVISING - w.BY_WAYS if _first(bare) in w.IMPERATIVES else w.TOLD
    fine = bare.replace("may be chance", " ") if "unclear" in about.flags else bare
    for word in re.findall(
        r"[^\W\d_]+(?:['’][a-z]+)?", w.FINE_WORDS.sub(" ", w.NO_CAUSES.sub(" ", fine.replace("§", " ")))
    ):
        low = re.sub(r"['’]s$", "", word.lower())
        if low in fine_words or stem(low) in known_words or stem(low) in about.entities:
            continue
        if root(low) not in {root(known) for known in known_words - about.entities}:
            yield f"a word that nothing here carries: {word}"


def _described(text: str, figures: tuple[Figure, ...], about: Known) -> Iterator[str]:
    """What stands between a figure and the people that it counts is said by its fact: "29 new customers"."""
    labels = f"{' '.join(f.fact.label for f in figures)} {' '.join(f.fact.row or '' for f in figures)} {about.quoted} {about.short}".lower()
    for hit in re.finditer(
        r"(?<!\w)(?:¤|the|these|those|your|our|all|of|for|to) ([a-z-]+) ([a-z]+)", text.lower()
    ):
        plain = hit[1] in w.BEFORE_PEOPLE or stem(hit[1]) in about.entities or hit[1] in w.DESCRIBED
        if stem(hit[2]) in about.entities and not plain and not _has(stem(hit[1]), labels):
            yield f"people who are described as no fact does: {hit[1]} {hit[2]}"


def _judged(bare: str, figures: tuple[Figure, ...]) -> Iterator[str]:
    """The highest is the best where more is better: of revenue, not of returns or of costs."""
    labels = " ".join(_unrowed(f.fact) for f in figures)
    for hit in w.JUDGED.finditer(bare):
        if _has(hit[0].lower(), labels):
            continue
        if not w.GOODS.search(f"{labels} {bare}") or w.BADS.search(f"{labels} {bare}"):
            yield f"a judgement that no fact is: {hit[0]}"
    for hit in w.EDGES.finditer(bare):
        if not w.EDGE[hit[1].lower()].search(labels):
            yield f"a beginning or an end that no fact is: {hit[0]}"


def _grains(bare: str, figures: tuple[Figure, ...], about: Known) -> Iterator[str]:
    """Days, months and years are those of the facts or the question."""
    told = (
        f"{' '.join(f'{f.fact.label} {f.fact.unit}' for f in figures)} {about.short} {about.quoted}".lower()
    )
    for hit in re.finditer(r"\b(day|week|month|quarter|year)s?\b", bare.lower()):
        if not _has(hit[1], told):
            yield f"a period that no fact names: {hit[0]}"


def stem(word: str) -> str:
    """A word without the ending of its plural."""
    low = word.lower()
    return low[:-3] + "y" if low.endswith("ies") and len(low) > 4 else low.removesuffix("s")


def root(word: str) -> str:
    """A word without the ending of its form: "explained", "explains" and "explain" have one."""
    low = word.lower()
    ended = next((e for e in ("ing", "ed", "es", "e", "s") if low.endswith(e) and len(low) - len(e) >= 4), "")
    return low.removesuffix(ended)


def _has(phrase: str, text: str) -> bool:
    """Whether a text holds a phrase as whole words. Looked up thousands of times a sentence, mostly in vain."""
    return phrase in text and re.search(rf"\b{re.escape(phrase)}s?\b", text) is not None


def _strangers(text: str, names: tuple[tuple[int, str], ...], about: Known) -> Iterator[str]:
    """Capitals within a sentence belong to names that are known here."""
    bare = _without_names(text, names)
    for hit in re.finditer(r"(?<![.!?:“\"] )(?<!^)\b[A-Z][\w'’-]*", bare):
        word = hit[0]
        if word.lower() not in about.quoted and word not in w.FINE_CAPITALS and not _in_words(word, about):
            yield f"a name that is not in this answer: {word}"


def _in_words(word: str, about: Known) -> bool:
    said = " ".join((*about.words.values(), *(f.label for f in about.facts.values()))).lower()
    return re.search(rf"\b{re.escape(word.lower())}\b", said) is not None


def _advice(bare: str, names: set[str], about: Known) -> Iterator[str]:
    """Without a figure a sentence claims nothing: it may only say what to do, in plain words."""
    first = _first(bare)
    if first not in w.ADVICE:
        yield "a claim without a figure"
    several = len({name for name in names if name.lower() not in about.measures}) > 1
    if several and first not in w.OF_SEVERAL and w.CHOICE.search(bare[bare.index("§") : bare.rindex("§")]):
        yield "a choice between names without their figures"
    if not about.copy:
        yield from _plainly(bare, about)
    elif w.TOLD_THAT.search(bare):
        yield "a claim within a message"  # "write that the sale ends"
    bare = w.BOUGHT_MOST.sub(" ", bare)
    said = w.ASIDES.sub(" ", bare)
    labels = " ".join(f.label for f in about.facts.values()).lower()
    for pattern, where in ((w.PROMISES, said), (w.CERTAIN, said), (w.COUNTED, bare)):
        if hit := pattern.search(where):
            yield f"a claim within an advice: {hit[0]}"
    if w.WHY.search(bare) or any(
        not _has(hit[0].lower(), about.quoted) for hit in w.AFTERWARDS.finditer(bare)
    ):
        yield "an advice that takes something for granted"  # "ask why sales fell" says that they did
    plain = w.FINE_DIRECTIONS.sub(" ", w.FINE_SUPERLATIVES.sub(" ", w.OPEN_ASIDES.sub(" ", bare)))
    ranks = () if names else w.RANKS_IN_ADVICE
    fine = {w.SUPERLATIVES: (*w.IN_ADVICE, *ranks, *labels.split()), w.DIRECTIONS: w.IN_ADVICE}
    if any(hit[0].lower() not in words for pattern, words in fine.items() for hit in pattern.finditer(plain)):
        yield "a comparison without a figure"


def _first(bare: str) -> str:
    """The word that a sentence begins with: an advice begins with its verb."""
    words = re.findall(r"[a-z/'’-]+|[§¤]", bare.lower())
    return next((word for word in words if word not in ("so", "please", "then")), "")


def _plainly(bare: str, about: Known) -> Iterator[str]:
    """Advice is in words of looking, asking and testing, and in those of the data: "the losses of" is a claim."""
    for word in re.findall(r"[^\W\d_]+(?:[-'’][a-z]+)*", bare.replace("§", " ")):
        low = word.lower()
        if low not in w.ADVISING and stem(low) not in about.vocabulary and stem(low) not in about.entities:
            yield f"a word of advice that nothing here carries: {word}"


def _name_told(bare: str, called: tuple[Figure, ...], about: Known) -> Iterator[str]:
    """A sentence whose only fact is a name or a day says what that is, and no more."""
    yield from _quantities(bare, called, about)
    yield from _placed(bare, called, about)
    yield from _vocabulary(bare, called, about)
    yield from _judged(bare, called)
    yield from _turned_round(called)
    for said in _measures_said(Clause(bare, (), ()), about):
        if not any(_fits(said, f.fact, about) for f in called):
            yield "a name under another measure's name"
    labels = " ".join(f.fact.label for f in called).lower()
    for pattern in (w.SUPERLATIVES, w.DIRECTIONS, w.CERTAIN, w.NEGATIONS, w.FUTURE, *w.KINDS.values()):
        for hit in pattern.finditer(w.FINE_SUPERLATIVES.sub(" ", bare)):
            if not _has(hit[0].lower(), labels):
                yield f"more than the name says: {hit[0]}"


def _turned_round(called: tuple[Figure, ...]) -> Iterator[str]:
    edges = [f.fact.label.split()[0] for f in called]
    if "first" in edges and "last" in edges and edges.index("last") < edges.index("first"):
        yield "a period turned round"


def _causes(bare: str, figures: tuple[Figure, ...], about: Known) -> Iterator[str]:
    labels = " ".join(f.fact.label for f in figures).lower()
    if w.SINCE.search(bare):
        yield "a cause that nothing shows: since"
    for hit in w.CAUSES.finditer(w.NO_CAUSES.sub(" ", bare)):
        if not figures and _first(bare) in w.IMPERATIVES and hit[0].lower() in w.FINE_CAUSES:
            continue
        if "randomised" not in about.flags and hit[0].lower()[:7] not in labels:
            yield f"a cause that nothing shows: {hit[0]}"


def _times(bare: str, about: Known) -> Iterator[str]:
    for hit in w.TIMES.finditer(bare):
        if hit[0].lower() not in about.quoted and not _in_words(hit[0], about):
            yield f"a time that no fact names: {hit[0]}"


def _clause(clause: Clause, whole: tuple[Figure, ...], said: list[str], about: Known) -> Iterator[str]:
    """One part of a sentence that says some measures. A part without a figure speaks of those of the others."""
    facts = [f.fact for f in clause.figures or whole]
    yield from _its_name(clause, about)
    yield from _its_measure(clause, whole, about)
    yield from _its_entity(clause, facts, said, about)
    yield from _its_rank(clause, whole, about)
    yield from holders(clause.text, clause.figures, about.tool, about.entities)
    lacking = any(w.LACKING.search(f.label) for f in facts)
    if any(
        not any(_has(said, f.label.lower()) for f in facts) and not (lacking and said in ("no", "without"))
        for said in clause.says(w.NEGATIONS)
    ):
        yield "a figure that is denied"
    if clause.says(w.CERTAIN) and not any(_is_sure(f) for f in facts):
        yield "a certainty that no test shows"
    if w.FUTURE.search(w.FINE_FUTURE.sub(" ", clause.text)) and not any(
        f.kind == "forecast" or w.FUTURE.search(f.label) for f in facts
    ):
        yield "a future that nothing forecasts"
    yield from _its_kind(clause, facts)
    yield from _its_part(clause)
    for fact in facts:
        if (money := set(clause.says(w.CURRENCIES))) and not money & w.CURRENCY.get(fact.unit or "", set()):
            yield "a currency that the data does not name"


def _its_name(clause: Clause, about: Known) -> Iterator[str]:
    """A figure stands beside a name of its own only."""
    for figure in clause.figures:
        if figure.fact.label in OF_GROUPS:
            continue
        called = [name for name in clause.names if not _is_asked_about(name, about)]
        own = [name for name in clause.names if _is_named(figure.fact, name, about)]
        others = [f for f in clause.figures if f is not figure]
        if (
            called and not own and not any(_is_named(f.fact, n, about) for f in others for n in clause.names)
        ) or (called and not own and figure.fact.row):
            yield "a figure beside another's name"


def _is_asked_about(name: str, about: Known) -> bool:
    """Whether a name is a measure that the whole result is about: of "age" and "income" each figure is."""
    return name in about.words.values() and name.lower() in about.measures


def _is_named(fact: Fact, name: str, about: Known) -> bool:
    """Whether a name is the figure's row, or part of what it is called."""
    if name == say_name(fact.row or "") or name in about.sides(fact):
        return True
    label = PERIOD.sub(lambda m: say_name(m[0]), fact.label)
    return name in label or name == (fact.column or "")


def _order_of_names(
    text: str, figures: tuple[Figure, ...], names: tuple[tuple[int, str], ...], about: Known
) -> Iterator[str]:
    """Where rows are named, each figure's is, in the order of the figures; nobody else is named."""
    rows = [
        say_name(f.fact.row)
        for f in figures
        if f.fact.row and f.fact.kind != "change" and not _is_measure_name(f.fact.row, about)
    ]
    called = [name for _, name in names]
    if any(
        not any(_is_named(f.fact, name, about) for f in figures)
        for name in called
        if not _is_asked_about(name, about)
    ):
        yield "a name whose figure is not there"
    for at, name in names:
        if not w.LEFT_OUT.search(text[:at]) and any(_is_left_out(f.fact, name) for f in figures):
            yield "a figure without some that is told of them"
    for figure in figures:
        if _is_half_told(figure.fact, called, about):
            yield "a change since a time that is not named"
        sides = about.sides(figure.fact)
        if len(_in_order(called, sides)) == 1:
            yield "a gap to nobody"
        if figure.fact.kind == "ratio" and _in_order(called, sides) not in ((), sides):
            yield "a ratio turned round"
    own = [name for name in dict.fromkeys(called) if name in rows]
    if own and own != list(dict.fromkeys(rows)):
        yield "names in another order than their figures"


def _is_half_told(fact: Fact, called: list[str], about: Known) -> bool:
    """Whether only the later end of a change is named, and the earlier is not the one right before it."""
    course = (
        w.COURSE.search(PERIOD.sub(lambda hit: say_name(hit[0]), fact.label))
        if fact.kind == "change"
        else None
    )
    before = about.facts.get("before")
    if course is None or course[2] not in called or course[1] in called:
        return False
    return before is None or say_name(before.row or "") != course[1]


def _in_order(names: Iterable[str], sides: tuple[str, ...]) -> tuple[str, ...]:
    """Which of the two sides of a gap are named, in the order of the sentence."""
    return tuple(name for name in dict.fromkeys(names) if name in sides)


def _is_left_out(fact: Fact, name: str) -> bool:
    """Whether a figure is of all but those of a name: "revenue (without city Hull)"."""
    at = fact.label.find(name)
    return at >= 0 and name != fact.row and w.LEFT_OUT.search(fact.label[:at]) is not None


def _told_whole(
    text: str, figures: tuple[Figure, ...], names: tuple[tuple[int, str], ...], about: Known
) -> Iterator[str]:
    """A row's figure is told with the row's name, and a figure with its measure, at least once in the sentence."""
    called = {name for _, name in names}
    for figure in figures:
        fact = figure.fact
        row = fact.row or ""
        own = row in about.words.values() or _is_measure_name(row, about)
        if (
            row
            and fact.kind in ("value", "share", "count", "forecast")
            and not own
            and say_name(row) not in called
            and not (_aside(fact) and _has(_aside(fact), text.lower()))
        ):
            yield "a row's figure without the row's name"
    for figure in figures:
        if (
            figure.part == "value"
            and _is_of_some(figure.fact, about)
            and not _has(_aside(figure.fact), text.lower())
        ):
            yield f"a figure that is not told as what it is: {figure.fact.label}"
    shares_of_rows = any(f.unit == "share" and f.row for f in about.facts.values())
    shared = [
        f
        for f in figures
        if f.fact.unit == "share" and not f.fact.row and f.part == "value" and f.fact.kind != "gap"
        and not (_has("overall", f.fact.label) and re.search(r"\b(?:overall|all|together|total)\b", text))
    ]  # fmt: skip
    if shares_of_rows and shared and any(f.fact.row for f in figures):
        yield "a share of all beside one row's figure"
    low = f" {text.lower()} "
    measured = any(_has(form, low) for f in figures for form in _called_forms(f.fact, about))
    loose = [f for f in figures if f.part == "value" and f.fact.kind == "value"]
    plainly = (
        w.SUPERLATIVES.search(text) is not None
        and len({_measure(f) for f in about.facts.values()} - {""}) == 1
    )
    if not measured and not plainly and any(not w.INTRODUCED.search(text[: f.at]) for f in loose):
        yield "a figure that is not said to be of anything"


def _is_of_some(fact: Fact, about: Known) -> bool:
    """Whether a label says behind a comma which of several figures of one measure it is: "revenue, net"."""
    aside = _aside(fact)
    head = fact.label.partition(", ")[0]
    return (
        fact.row is None
        and aside.isalpha()
        and any(
            f.id != fact.id and f.label.partition(", ")[0] == head and f.row is None
            for f in about.facts.values()
        )
    )


def _called_forms(fact: Fact, about: Known) -> set[str]:
    """The names of what a figure measures: those of the data in its label, else the label's own words."""
    own = _unrowed(fact)
    forms = _forms_of(fact, about)
    return forms or set(re.findall(r"[a-z]{3,}", own))


def _is_measure_name(row: str, about: Known) -> bool:
    return re.sub(r"\s*\(.*", "", row).lower() in about.measures


def _its_measure(clause: Clause, whole: tuple[Figure, ...], about: Known) -> Iterator[str]:
    said = _measures_said(clause, about)
    figures = clause.figures or whole
    fits = [any(_fits(p, f.fact, about) for f in figures) for p in said]
    nameless = all(
        f.fact.kind == "test" or f.fact.column in ROW_MEASURES or _is_of_nobody(f.fact, about)
        for f in figures
    )
    if not all(
        fit or _free(p, about) or (nameless and _has(AGGREGATE.sub("", p), about.short))
        for p, fit in zip(said, fits, strict=True)
    ):
        yield "a figure under another measure's name"
    named = any(_has(form, f.fact.label.lower()) for f in clause.figures for form in about.measures)
    if said and clause.figures and named and not nameless and not any(fits):
        yield "a figure under another measure's name"
    things = [word for word in re.findall(r"[a-z]+", clause.low) if stem(word) in about.entities]
    measuring = [f for f in clause.figures if f.fact.kind != "count"]
    if (len(clause.figures) == 1 or len(measuring) == 1 != len(said)) and (
        len(said) != len(set(said)) or len(things) != len(set(things))
    ):
        yield "a measure beside itself"
    different = {
        (_measure(f.fact) and " ".join(sorted(_forms_of(f.fact, about)))) or _measure(f.fact)
        for f in clause.figures
        if f.fact.kind not in ("change", "gap", "ratio")
        and (f.fact.unit != "share" or _forms_of(f.fact, about))
    }
    different -= {""}
    if len(different) > 1 and said:
        order = [
            next((at for at, f in enumerate(clause.figures) if _fits(p, f.fact, about)), -1) for p in said
        ]
        known_order = [at for at in order if at >= 0]
        if known_order != sorted(known_order) or len(set(known_order)) < len(different):
            yield "figures of several measures whose order is not clear"


def _is_of_nobody(fact: Fact, about: Known) -> bool:
    """Whether a share is one of the whole result, of no measure and of no people: "of the variation"."""
    people = {stem(word) for word in re.findall(r"[a-z]+", fact.label.lower())} & about.entities
    return fact.unit == "share" and not people and not _forms_of(fact, about)


def _measures_said(clause: Clause, about: Known) -> list[str]:
    """Names of measures in the clause, in order; the longest at each place."""
    hits = list[tuple[int, int, str]]()
    text = clause.low
    for phrase in sorted(about.measures, key=len, reverse=True):
        at = text.find(f" {phrase}")
        while at >= 0:
            end = at + 1 + len(phrase)
            whole = not text[end : end + 1].isalnum() or text[end : end + 2] in ("s ", "s,")
            if whole and not any(a < end and at < b for a, b, _ in hits):
                hits.append((at, end, phrase))
            at = text.find(f" {phrase}", at + 1)
    return [phrase for _, _, phrase in sorted(hits)]


def _forms_of(fact: Fact, about: Known) -> set[str]:
    """The names of measures that a fact may be told by."""
    if fact not in about.told_by:
        about.told_by[fact] = {form for form in about.measures if _fits(form, fact, about)}
    return about.told_by[fact]


def _fits(phrase: str, fact: Fact, about: Known) -> bool:
    """Whether a fact is of what a name stands for. People are what a count measures: "customers" is no other's name."""
    own = _unrowed(fact)
    forms = (phrase, *about.measures.get(phrase, ()))
    return any(_has(f, own) for f in forms if fact.kind == "count" or stem(f) not in about.entities)


def _free(phrase: str, about: Known) -> bool:
    """A name that was asked about and has no figures of its own here: what was grouped by, or restricted."""
    forms = about.measures.get(phrase, frozenset((phrase,)))
    if any(_has(form, column) for form in forms for column in about.columns):
        return False
    told = f"{about.quoted} {about.short}"
    return any(_has(form, told) for form in forms)


def _measure(fact: Fact) -> str:
    """What a figure measures, without its row."""
    if fact.kind in ("count", "test") or (fact.column is None and fact.row is None and fact.of):
        return ""
    label = (fact.column or fact.label).lower()
    return label.removesuffix(f", {(fact.row or '').lower()}").strip()


def _its_kind(clause: Clause, facts: list[Fact]) -> Iterator[str]:
    text = OF_THE_TOTAL.sub("¤ of ", clause.text) if any(f.unit == "share" for f in facts) else clause.text
    for kind, pattern in w.KINDS.items():
        if pattern.search(text) and not any(_is_of(kind, fact) for fact in facts):
            yield f"a figure that is called a {kind} and is none"
    averaged = [k for k in ("average", "median") for f in facts if w.KINDS[k].search(f.label)]
    if (
        averaged
        and w.KINDS["total"].search(clause.text)
        and not any(w.KINDS[k].search(clause.text) for k in averaged)
    ):
        yield "an average that is told as a total"  # "mean total spend": the total of each, not of all
    whole = w.WHOLES.search(w.SIDE_BY_SIDE.sub(" ", clause.text))
    if whole and clause.figures and not any(_is_whole(f) for f in facts):
        yield "a part that is called the whole"


def _is_whole(fact: Fact) -> bool:
    return not fact.row or w.WHOLE_LABELS.search(f"{fact.label} {fact.id}".lower()) is not None


def _is_of(kind: str, fact: Fact) -> bool:
    label = f"{fact.label} {fact.column or ''} {fact.id}".lower()
    if kind == "share":
        return fact.unit == "share"
    if kind == "number":
        return fact.kind == "count" or w.KINDS["number"].search(label) is not None
    if kind == "total":
        if "total" not in label and any(w.KINDS[k].search(label) for k in ("average", "median", "rate")):
            return False
        return (
            "total" in label
            or "overall" in label
            or (fact.kind in ("value", "count") and fact.unit != "share")
        )
    if kind == "change":
        return fact.kind == "change" or any(word in label for word in ("change", "growth"))
    if kind == "gap":
        return fact.kind == "gap" or w.KINDS["gap"].search(label) is not None
    if kind == "interval":
        return fact.low is not None or w.KINDS[kind].search(label) is not None
    if kind == "ratio":
        return fact.kind == "ratio" or "ratio" in label
    return w.KINDS[kind].search(label) is not None


def _its_entity(clause: Clause, facts: list[Fact], measures: list[str], about: Known) -> Iterator[str]:
    """People, orders and products are told apart: "57 customers" needs a fact about customers."""
    said = {stem(word) for word in re.findall(r"[a-z]+", clause.low)} & about.entities
    labels = " ".join(_unrowed(f) for f in facts)
    rows = " ".join(
        about.words.get(key, "") for key in ("rows", "entity", "entities", "people", "members")
    ).lower()
    for word in said:
        if not _has(word, f"{labels} {rows} {about.quoted}"):
            yield f"figures of other things: {word}"
        valued = [
            f.fact for f in clause.figures if f.part == "value" and f.fact.kind not in ("count", "share")
        ]
        if (
            valued
            and not any(_has(told, _unrowed(f)) for f in valued for told in said)
            and not any(_fits(p, f, about) for p in measures for f in valued)
        ):
            yield f"a figure that is told of {word} and not of what it measures"
        for hit in re.finditer(rf"¤ (?:of (?:the |all )?)?{word}", clause.low):
            figure = clause.figures[clause.low[: hit.start()].count("¤")]
            behind = figure.part == "n" and _has(word, rows)
            ofall = figure.fact.kind == "value" and " all " in hit[0] and _has("all", _unrowed(figure.fact))
            listed = figure.fact.label in OF_GROUPS and stem(about.words.get("dimension", "")) == word
            if not (behind or ofall or listed) and not _counts(figure.fact, word, rows, clause.low):
                yield f"a figure that does not count {word}"


def _unrowed(fact: Fact) -> str:
    """What a figure is called, without the name of its row."""
    ended = fact.kind == "value" and fact.column is None and fact.label.endswith(f"of {fact.row}")
    measured = fact.kind == "test" or fact.column in ROW_MEASURES or (ended and (fact.row or "").islower())
    label = fact.label.replace(fact.row, "") if fact.row and not measured else fact.label
    column = "" if fact.column == fact.row else fact.column or ""
    row = fact.row if fact.row and measured else ""
    return f"{label} {column} {row}".lower()


def _counts(fact: Fact, word: str, rows: str, said: str) -> bool:
    label = re.sub(r"\blike the .*", "", _unrowed(fact))  # "households like the customers" count no customers
    if _has(word, label):
        return True
    of = re.match(r"(?:share|part) of (?:the |all )?([a-z]+)\b", label)
    if fact.kind == "share" and of and of[1] not in ("them", "those", "all") and stem(of[1]) not in rows:
        return False  # a share of spend is no share of those who spend
    if fact.kind == "share" and re.search(rf"¤ of all (?:the )?{word}", said) and not _has("all", label):
        return False
    if fact.kind == "count" and heads_otherwise(fact, word):
        return False
    return fact.kind in ("count", "share") and _has(word, rows) and w.COUNTABLE.match(label.strip()) is None


def _its_rank(clause: Clause, whole: tuple[Figure, ...], about: Known) -> Iterator[str]:
    """Highest, lowest and next are looked up among all figures of the same kind."""
    figures = clause.figures or tuple(
        f for f in whole if not clause.names or say_name(f.fact.row or "") in clause.names
    )
    plain = w.FINE_SUPERLATIVES.sub(" ", clause.text)
    ranks = [_rank(f.fact, about) for f in figures if f.part == "value"]
    labels = " ".join(f.fact.label for f in figures).lower()
    hits = list(w.SUPERLATIVES.finditer(plain))
    unrowed = " ".join(_measure(f.fact) for f in figures if f.part == "value" and f.fact.kind == "value")
    each = len(hits) == len(ranks) > 1  # "highest in York at ¤ and lowest in Hull at ¤"
    for place, hit in enumerate(hits):
        word = hit[0].lower()
        of = re.match(r"\s+(?:¤\s+)?([a-z]+)", plain[hit.end() :].lower())
        if of and stem(of[1]) in about.entities and not (_has(word, labels) or _has(stem(of[1]), unrowed)):
            yield f"a superlative of people that no fact is of: {hit[0]} {of[1]}"
        own = ranks[place : place + 1] if each else ranks
        top = any(r and r[0] == 1 and r[1] > 1 for r in own)
        bottom = any(r and r[0] == r[1] and r[1] > 1 for r in own)
        down, up = word in w.LOWEST, word in w.HIGHEST
        alike = word in w.LARGEST and any(_has(other, labels) for other in (*w.LARGEST, "most"))
        if not ((top and not down) or (bottom and not up) or alike or _has(word, labels)):
            yield f"a superlative that no fact shows: {word}"
    for hit in w.PLACES.finditer(clause.text):
        place = w.PLACE[hit[1].lower()]
        if not any(_place(f.fact, about) == place for f in figures if f.part == "value"):
            yield f"a place that no fact shows: {hit[1]}"
    if w.NEXT.search(w.AHEAD.sub(" ", clause.text)) and not any(
        r and r[1] > 2 and (r[0] == 2 or r[0] == r[1] - 1) for r in ranks
    ):
        yield "a second place that no fact shows"


def _rank(fact: Fact, about: Known) -> tuple[int, int] | None:
    """Place from the top and how many there are, among the rows' figures of the same measure."""
    if not isinstance(fact.value, (int, float)) or isinstance(fact.value, bool):
        return None
    if not fact.row:
        return None
    values = _like(fact, about)
    if fact.id in EXTREMES:  # among complete periods
        return EXTREMES[fact.id](len(set(values)))
    higher = sum(1 for v in set(values) if v > fact.value)
    return 1 + higher, len(set(values))


def _place(fact: Fact, about: Known) -> int | None:
    """How many are at least as high; None where another one is just as high, or there is only one."""
    values = _like(fact, about)
    alike = values.count(float(fact.value)) if isinstance(fact.value, (int, float)) else 0
    listed = len(_column(fact, about)) > 0
    single = alike == (2 if listed else 1) and len(set(values)) > 1
    return sum(1 for v in set(values) if v >= float(fact.value or 0)) if single else None


def _like(fact: Fact, about: Known) -> list[float]:
    """The figures of the same measure of all rows, as facts and in the table."""
    rows = {
        f.row: float(f.value)
        for f in facts_of(about.result)
        if f.row and f.kind == fact.kind and f.unit == fact.unit
        and (_measure(f) == _measure(fact) or fact.kind == "rank") and isinstance(f.value, (int, float))
    }  # fmt: skip
    return list(rows.values()) + _column(fact, about)


def _column(fact: Fact, about: Known) -> list[float]:
    table = about.result.table
    if table is None or fact.column not in table.columns:
        return []
    at = table.columns.index(fact.column)
    cells = [row[at] for row in table.rows[:NAMED_ROWS]]
    return [float(cell) for cell in cells if isinstance(cell, (int, float))]


def _its_part(clause: Clause) -> Iterator[str]:
    """The number of rows behind a figure is told as such."""
    marks = [m.start() for m in re.finditer("¤", clause.text)]
    for at, figure in zip(marks, clause.figures, strict=True):
        behind = w.RESTS.search(clause.text[:at]) or clause.text.startswith(" of them", at + 1)
        if figure.part == "n" and not behind:
            yield "a count of rows that is told as something else"


def _pairs(figures: tuple[Figure, ...], text: str) -> Iterator[str]:
    ends = [(f.part, f.fact.id) for f in figures if f.part in ("low", "high")]
    if ends and (
        len(ends) % 2
        or any(a[0] != "low" or b != ("high", a[1]) for a, b in zip(ends[::2], ends[1::2], strict=True))
        or not re.search(r"\bbetween ¤ and ¤|\bfrom ¤ to ¤|\brange[sd]?\b|¤ to ¤", text)
    ):
        yield "half an interval, or one turned round"


def _range(bare: str, figures: tuple[Figure, ...], about: Known) -> Iterator[str]:
    """ "Ranges from ¤ to ¤": from the lowest to the highest of all rows."""
    told = [f for f in figures if f.part == "value"]
    ends = len(told) == 2 and ends_of_range(told[0].fact, told[1].fact)
    if not w.RANGES.search(bare) or len(told) != 2 or len(figures) != 2 or ends:
        return
    low, high = (_rank(f.fact, about) for f in told)
    if low is None or high is None or low[0] != low[1] or high[0] != 1:
        yield "a range between others than the lowest and the highest"


def _comparisons(bare: str, figures: tuple[Figure, ...], names: list[str], about: Known) -> Iterator[str]:
    """More, less, rose and fell: by the sign of a change, or by two figures of the sentence."""
    counted = " ".join(f.fact.label for f in figures if f.fact.kind == "count").lower()
    labels = " ".join(f.fact.label for f in figures).lower()
    for hit in w.DIRECTIONS.finditer(bare := w.FINE_DIRECTIONS.sub(" ", bare)):
        word = hit[0].lower().strip()
        follows = re.match(r" [a-z]+", bare[hit.end() :].lower())
        phrase = f"{word}{follows[0]}" if follows else word
        if (
            _has(word, counted)
            or (phrase != word and _has(phrase, labels))
            or (word in w.SAME and _has(word, labels))
        ):
            continue  # "months ahead"
        if word in w.SAME:
            yield f"a sameness that no fact shows: {word}"
            continue
        if word in w.IN_TIME and _are_no_times(figures):
            yield f"a change between what are no times: {word}"
        up = word in w.UPWARD
        sides = next((told for f in figures if (told := about.sides(f.fact))), ())
        parted = sides and _in_order(names, sides) == (sides if up else sides[::-1])
        later = w.THAN_IT.match(bare, hit.end()) is not None and "¤" in bare[: hit.start()]
        if not (parted or _shown(up, figures, later or _goes_on(bare, figures))):
            yield f"a comparison that no figures show: {word}"


def _are_no_times(figures: tuple[Figure, ...]) -> bool:
    """Whether two figures are of rows that are no periods: what lies higher there has not risen."""
    rows = [f.fact.row for f in figures if f.part == "value" and f.fact.kind == "value" and f.fact.row]
    return (
        len(rows) > 1
        and not any(f.fact.kind == "change" for f in figures)
        and not all(TIMED.search(r) for r in rows)
    )


def _averaged(bare: str, text: str, figures: tuple[Figure, ...], about: Known) -> Iterator[str]:
    """An average that is told by the name of what it is of is told as an average: "income is 41,350" is a total."""
    low = f" {text.lower()} "
    each = any(stem(hit[1]) in about.entities for hit in w.OF_EACH.finditer(bare))
    for figure in figures:
        label = figure.fact.label
        kind = next((k for k in ("average", "median") if w.KINDS[k].search(label)), None)
        named = any(_has(form, low) for form in _forms_of(figure.fact, about))
        spread = figure.part in ("low", "high") and kind is not None and figure.fact.kind != "gap"
        if not spread and (figure.part != "value" or not named or each or not (kind or w.PER.search(label))):
            continue
        if not any(w.KINDS[k].search(bare) for k in ([kind] if kind else ["average"])):
            yield "a figure of each that is told as one of all"


def _each_by_its_measure(text: str, figures: tuple[Figure, ...], about: Known) -> Iterator[str]:
    """Where a measure is said, each figure of a measure is of one that is; each count of people is told of people."""
    low = f" {text.lower()} "
    said = _measures_said(Clause(text, (), ()), about)
    called = {stem(word) for word in re.findall(r"[a-z]+", low)} & about.entities
    for figure in figures:
        fact = figure.fact
        if figure.part != "value":
            continue
        own = _forms_of(fact, about) if fact.kind in ("value", "forecast") else set()
        if own and (said or called or not fact.row) and not any(_has(form, low) for form in own):
            yield "a figure of a measure that is not said"
        part = re.match(r" of (?:all )?([a-z ]+)", low[figure.at + 2 :])
        if (
            fact.unit == "share"
            and part
            and any(part[1].startswith(m) and not _fits(m, fact, about) for m in about.measures)
        ):
            yield "a share of another measure"
        people = {word for word in re.findall(r"[a-z]+", fact.label.lower()) if stem(word) in about.entities}
        if fact.kind == "count" and not fact.row and people and not called:
            yield "a count of people that is told of nobody"
        behind = re.match(r" (?:of [a-z]+ )?(?:per|each|a|for each) ([a-z]+)", low[figure.at + 2 :])
        called_as = _unrowed(fact)
        averaged = w.PER.search(called_as) or any(w.KINDS[k].search(called_as) for k in ("average", "median"))
        if behind and stem(behind[1]) in about.entities and not averaged:
            yield "a figure of all that is told as one of each"
        things = about.entities | {stem(about.words.get("dimension", "-"))}
        each = any(stem(hit[1]) in things for hit in w.OF_EACH.finditer(text[: figure.at]))
        if (
            each
            and own
            and not fact.row
            and not (
                w.PER.search(fact.label) or any(w.KINDS[k].search(fact.label) for k in ("average", "median"))
            )
        ):
            yield "a figure of all that is told as one of each"


def _expected(text: str, figures: tuple[Figure, ...]) -> Iterator[str]:
    """What is expected is told as expected: "is 465" says that it has come."""
    if any(f.fact.kind == "forecast" for f in figures) and not w.EXPECTED.search(
        text.replace("as expected", "")
    ):
        yield "a forecast that is told as a fact"


def _so_far(bare: str, figures: tuple[Figure, ...]) -> Iterator[str]:
    """What is to come has not come so far."""
    if re.search(r"\bso far\b", bare) and all(
        w.FUTURE.search(f.fact.label) or f.fact.kind == "forecast" for f in figures
    ):
        yield "what is to come told as what has come"


def _chances(bare: str, figures: tuple[Figure, ...]) -> Iterator[str]:
    """A p-value is the chance of such a difference where there is none, and of nothing else."""
    tested = any(f.fact.kind == "test" for f in figures)
    if tested and w.CHANCES.search(bare) and not w.OF_NOTHING.search(bare):
        yield "a p-value that is told as another chance"


def _ranked_as(bare: str, figures: tuple[Figure, ...]) -> Iterator[str]:
    """ "Held by the largest" is told with its largest: of others it is not true."""
    said = _directions(bare)
    for figure in figures:
        if figure.part == "value" and _directions(_unrowed(figure.fact)) - said:
            yield f"a figure of the first or last of some that is not told as theirs: {figure.fact.label}"


def _directions(text: str) -> set[str]:
    """Whether a text speaks of the highest, the lowest, or both; "first" and "last" are mostly of time."""
    words = set(re.findall(r"[a-z]+", w.FINE_SUPERLATIVES.sub(" ", text).lower())) - {"first", "last"}
    return {name for name, own in (("up", w.HIGHEST), ("down", w.LOWEST)) if words & own}


def _goes_on(bare: str, figures: tuple[Figure, ...]) -> bool:
    """Whether the second of two figures is the later one: "from ¤ to ¤", which is no interval."""
    return w.FROM_TO.search(bare) is not None and all(f.part == "value" for f in figures)


def _shown(up: bool, figures: tuple[Figure, ...], onward: bool = False) -> bool:
    """Whether figures show a rise; `onward` where it goes from the first of them to the second."""
    values = [f.fact for f in figures if f.part == "value" and isinstance(f.fact.value, (int, float))]
    changes = [f for f in values if f.kind == "change"]
    if changes:
        return all((float(f.value or 0) > 0) == up for f in changes)
    tested = [f for f in values if f.kind == "test" or _has("level of significance", f.label)]
    if len(tested) == 2:
        return (float(tested[0].value or 0) > float(tested[1].value or 0)) == up
    ratios = [f for f in values if f.kind == "ratio"]
    plain = [f for f in values if f.kind not in ("ratio", "gap", "test")]
    if len(plain) >= 2 and _comparable(plain[0], plain[1]):
        high, low = reversed(plain[:2]) if onward else plain[:2]
        return (float(high.value or 0) > float(low.value or 0)) == up
    return bool(ratios) and not plain and all((float(f.value or 0) > 1) == up for f in ratios)


def _comparable(one: Fact, other: Fact) -> bool:
    """Two figures of one kind: the average of a group and of all, not an average and a median."""
    kinds = {one.kind, other.kind}
    counted = ("median", "share", "rate") if "forecast" in kinds else ("average", "median", "share", "rate")
    same = [k for k in counted if _is_of(k, one) != _is_of(k, other)]
    head = one.label.partition(", ")[0]
    if (
        one.id != other.id
        and head != one.label
        and head == other.label.partition(", ")[0]
        and one.row != other.row
    ):
        return True  # "revenue, last complete month" and "revenue, mean of all complete months"
    alike = (
        one.unit == other.unit
        and (len(kinds) == 1 or kinds == {"value", "forecast"})
        and _aside(one) == _aside(other)
    )
    return one.id != other.id and alike and not same


def _aside(fact: Fact) -> str:
    """What a label adds behind a comma: "first purchase included"."""
    return fact.label.replace(fact.row or "\0", "").partition(", ")[2]


def _warnings(figures: tuple[Figure, ...]) -> Iterator[str]:
    """What must stand beside a figure: the range of a forecast, the size of a small group."""
    parts = {(f.fact.id, f.part) for f in figures}
    for figure in figures:
        fact = figure.fact
        if figure.part != "value":
            continue
        if fact.kind == "forecast" and fact.low is not None and (fact.id, "low") not in parts:
            yield "a forecast without its range"
        small = fact.n is not None and fact.n < w.SMALL
        averaged = fact.unit == "share" or any(_is_of(k, fact) for k in ("average", "median", "rate"))
        if small and averaged and (fact.id, "n") not in parts:
            yield "an average of few without their number"


def _is_sure(fact: Fact) -> bool:
    return (
        fact.kind == "test"
        and isinstance(fact.value, (int, float))
        and fact.value < 0.05
        and "p" in fact.label.lower().split()
    )


def _with_measure(fact: Fact, facts: dict[str, Fact]) -> Fact:
    """A fact that is only called "change" or "difference" is one in what it was taken from."""
    of = [facts[i].column for i in fact.of if i in facts]
    bare = fact.label in ("change", "difference") and of and of[0]
    return replace(fact, label=f"{fact.label} in {of[0]}") if bare else fact


# -- what is known ---------------------------------------------------------------------------------------------------
def _names(result: Result, catalog: Catalog) -> Iterator[str]:
    """Names of rows, categories and periods. A cell that is a plain word of advice ("message", "offer") is none."""
    yield from (name for name in _all_names(result, catalog) if not _is_plain_word(name, result))


def _is_plain_word(name: str, result: Result) -> bool:
    told = any(
        name == f.row and f.kind != "value" and not name.startswith(f.label) for f in result.facts
    )  # "held out at random" is but the label "held out"
    return not told and name.islower() and all(word in w.ADVISING for word in name.split())


def _all_names(result: Result, catalog: Catalog) -> Iterator[str]:
    for fact in facts_of(result):
        if fact.row and fact.row != "all":
            yield say_name(fact.row)
            yield fact.row
        if isinstance(fact.value, str):
            yield say_name(fact.value)
    rows = result.table.rows[:NAMED_ROWS] if result.table else ()
    yield from (
        cell for row in rows for cell in row if isinstance(cell, str) and len(cell) > 1 and cell != "all"
    )
    yield from (*MONTHS, *WEEKDAYS)
    for source in catalog.sources.values():
        for column in source.columns.values():
            yield from (v.name for v in column.values if len(v.name) > 2 and v.name.lower() not in w.COMMON)


def _entities(catalog: Catalog) -> Iterator[str]:
    for entity in catalog.entities.values():
        yield from (stem(entity.name), stem(entity.plural))
    yield from (
        "customer",
        "order",
        "product",
        "people",
        "household",
        "invoice",
        "visitor",
        "user",
        "men",
        "women",
    )


def _measures(catalog: Catalog) -> dict[str, frozenset[str]]:
    """Each name of a column or measure with all its names: what it may be called, and what it is called in facts."""
    found = dict[str, set[str]]()
    known_as = [
        (c.label, c.name, *c.synonyms) for s in catalog.sources.values() for c in s.columns.values()
    ] + [(m.label, m.name, *m.synonyms) for m in catalog.measures.values()]
    entities = set(_entities(catalog))
    for forms in known_as:
        plain = {re.sub(r"[\W_]+", " ", form).strip().lower() for form in forms}
        usable = {
            f
            for f in plain
            if len(f) > 2 and f not in w.COMMON | w.JOINING | w.NEUTRAL and stem(f) not in entities
        }
        for form in usable:
            found.setdefault(form, set()).update(plain - w.VAGUE)
    for verb, nouns in w.VERBS.items():
        meant = {form for form in found if set(form.split()) & nouns}
        if len({frozenset(found[form]) for form in meant}) == 1:
            found[verb] = {form for other in meant for form in found[other]}
    return {form: frozenset(forms) for form, forms in found.items()}
