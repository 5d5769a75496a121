"""What a model's sentence claims, and whether the facts carry it. One reason is enough to leave a sentence out.

A sentence is words with placeholders: figures ({f1}, {f1.n}), names ({f1.row}), words of the result ({w.measure}).
It may say only what a figure's own fact says: its name, its measure, its kind, its direction, its rank.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from assistant.answer import facts_of
from assistant.narrator import wording as w
from assistant.narrator.format import MONTHS, say_fact, say_name
from data.catalog import Catalog
from tools._result import Fact, Result

HOLE = re.compile(r"\{([^{}\s]+)\}")
LONGEST = 320
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NAMED_ROWS = 2_000


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
    """

    facts: dict[str, Fact]
    words: dict[str, str]
    flags: frozenset[str]
    names: frozenset[str]
    measures: dict[str, frozenset[str]]
    entities: frozenset[str]
    quoted: str
    result: Result = field(repr=False)

    @cached_property
    def columns(self) -> set[str]:
        """Measures that have figures in this result."""
        return {form for f in self.facts.values() for form in (_measure(f),) if form}


def known(result: Result, catalog: Catalog, quoted: str, sent: Iterable[str] | None = None) -> Known:
    """What is known for a result; `sent` are the ids that a sentence may use (default: all)."""
    ids = None if sent is None else set(sent)
    facts = {f.id: f for f in facts_of(result) if ids is None or f.id in ids}
    return Known(
        facts,
        result.words,
        result.flags,
        frozenset(_names(result, catalog)),
        _measures(catalog),
        frozenset(_entities(catalog)),
        quoted.lower(),
        result,
    )


def problem(sentence: str, about: Known) -> str | None:
    """Why a sentence may not be told; None where the facts carry it."""
    return next(_problems(sentence, about), None)


def _problems(sentence: str, about: Known) -> Iterator[str]:
    text, figures, names = _taken_apart(sentence, about)
    if text is None:
        yield "a placeholder that stands for nothing"
        return
    yield from _form(sentence, text)
    bare = _without_names(text, names)
    yield from _numbers(bare)
    yield from _strangers(text, names, about)
    clauses = list(_clauses(text, figures, names))
    if not figures:
        yield from _advice(bare, names, about)
    yield from _causes(bare, about)
    yield from _times(bare, about)
    for clause in clauses:
        yield from _clause(clause, about)
    yield from _pairs(figures, text, names)
    yield from _comparisons(bare, figures, about)
    yield from _warnings(figures)


# -- taking apart ----------------------------------------------------------------------------------------------------
def _taken_apart(
    sentence: str, about: Known
) -> tuple[str | None, tuple[Figure, ...], tuple[tuple[int, str], ...]]:
    """The text with names filled in and "¤" for figures, the figures, and all names with their places."""
    text, figures, at, marks = "", list[Figure](), 0, list[tuple[int, str]]()
    for hole in HOLE.finditer(sentence):
        text += sentence[at : hole.start()]
        at = hole.end()
        found = _filled(hole[1], about)
        if found is None:
            return None, (), ()
        if isinstance(found, str):
            marks += [(len(text), found)] if hole[1].endswith(".row") else []
            text += found
        elif isinstance(found.fact.value, str) and found.part == "value":
            marks.append((len(text), say_name(found.fact.value)))
            text += say_name(found.fact.value)
        else:
            figures.append(Figure(found.fact, found.part, len(text)))
            text += "¤"
    text += sentence[at:]
    return text, tuple(figures), tuple(sorted({*marks, *_literal_names(text, about.names)}))


def _filled(name: str, about: Known) -> str | Figure | None:
    if name.startswith("w."):
        return about.words.get(name[2:]) or None
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


def _clauses(text: str, figures: tuple[Figure, ...], names: tuple[tuple[int, str], ...]) -> Iterator[Clause]:
    """Parts between commas, semicolons and joining words; a comma inside a name or a list is no end."""
    inside = [(at, at + len(name)) for at, name in names]
    cuts = [m for m in w.BREAKS.finditer(text) if not any(a <= m.start() < b for a, b in inside)]
    edges = [0, *(m.end() for m in cuts), len(text)]
    ends = [*(m.start() for m in cuts), len(text)]
    for start, end in zip(edges, ends, strict=False):
        own = tuple(f for f in figures if start <= f.at < end)
        called = tuple(name for at, name in names if start <= at < end)
        if text[start:end].strip():
            yield Clause(text[start:end].strip(), own, called)


# -- single rules ----------------------------------------------------------------------------------------------------
def _form(sentence: str, text: str) -> Iterator[str]:
    if len(sentence) > LONGEST or w.MARKUP.search(HOLE.sub("", sentence)):
        yield "it is not one plain sentence"
    words = {t.lower() for t in re.findall(r"[^\W\d_]+", HOLE.sub(" ", sentence))}
    if len(words) > 2 and not words & w.ENGLISH:
        yield "it is not English"
    if any(ord(sign) > 0x24F and sign.isalpha() for sign in sentence):
        yield "it is not English"


def _numbers(bare: str) -> Iterator[str]:
    plain = bare.replace("¤", " ")
    if any(sign.isnumeric() for sign in plain) or w.ROMAN.search(plain):
        yield "a digit that is no fact's"
    if hit := w.NUMBER_WORDS.search(w.NO_NUMBERS.sub(" ", plain)):
        yield f"a number in words: {hit[0]}"
    if hit := w.QUANTITIES.search(w.NO_QUANTITIES.sub(" ", plain)):
        yield f"a quantity in words: {hit[0]}"
    if hit := w.SCALES.search(bare):
        yield f"a unit behind a figure that has its own: {hit[0]}"


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


def _advice(bare: str, names: tuple[tuple[int, str], ...], about: Known) -> Iterator[str]:
    """Without a figure a sentence claims nothing: it may only say what to do."""
    first = next(iter(re.findall(r"[a-z'’]+", bare.lower())), "")
    if first not in w.ADVICE:
        yield "a claim without a figure"
    if hit := w.PROMISES.search(bare):
        yield f"a claim within an advice: {hit[0]}"
    if w.SUPERLATIVES.search(w.FINE_SUPERLATIVES.sub(" ", bare)) or w.DIRECTIONS.search(bare):
        yield "a comparison without a figure"


def _causes(bare: str, about: Known) -> Iterator[str]:
    if "randomised" not in about.flags and (hit := w.CAUSES.search(bare)):
        yield f"a cause that nothing shows: {hit[0]}"


def _times(bare: str, about: Known) -> Iterator[str]:
    for hit in w.TIMES.finditer(bare):
        if hit[0].lower() not in about.quoted and not _in_words(hit[0], about):
            yield f"a time that no fact names: {hit[0]}"


def _clause(clause: Clause, about: Known) -> Iterator[str]:
    figures = clause.figures
    facts = [f.fact for f in figures]
    yield from _its_name(clause)
    if not figures:
        yield from _bare_clause(clause)
        return
    yield from _its_measure(clause, about)
    yield from _its_kind(clause, facts)
    yield from _its_entity(clause, facts, about)
    yield from _its_rank(clause, about)
    yield from _its_part(clause, about)
    if clause.says(w.NEGATIONS) and not any(w.NEGATIONS.search(f.label) for f in facts):
        yield "a figure that is denied"
    if clause.says(w.CERTAIN) and not any(_is_sure(f) for f in facts):
        yield "a certainty that no test shows"
    if clause.says(w.FUTURE) and not any(f.kind == "forecast" for f in facts):
        yield "a future that nothing forecasts"
    for fact in facts:
        if (said := set(clause.says(w.CURRENCIES))) and not said & w.CURRENCY.get(fact.unit or "", set()):
            yield "a currency that the data does not name"


def _bare_clause(clause: Clause) -> Iterator[str]:
    """A clause without a figure beside one that has some."""
    if clause.says(w.SUPERLATIVES) or clause.says(w.CERTAIN):
        yield "a superlative without its figure"


def _its_name(clause: Clause) -> Iterator[str]:
    """A figure stands beside its own row's name only."""
    rows = [say_name(f.fact.row) for f in clause.figures if f.fact.row]
    called = [n for n in dict.fromkeys(clause.names) if not _is_label(n, clause)]
    if not called or not clause.figures:
        return
    own = list(dict.fromkeys(rows))
    loose = [f.fact for f in clause.figures if not f.fact.row]
    if own:
        if own != called and not (len(called) == 1 and own == called):
            yield "a figure beside another's name"
    elif loose and not any(
        name in fact.label or name in (fact.column or "") for fact in loose for name in called
    ):
        yield "a figure beside a name that it does not belong to"


def _is_label(name: str, clause: Clause) -> bool:
    """A name that is only part of what the measure is called."""
    return any(name in f.fact.label and name != say_name(f.fact.row or "") for f in clause.figures)


def _its_measure(clause: Clause, about: Known) -> Iterator[str]:
    said = _measures_said(clause, about)
    fits = [
        any(_fits(phrase, f.fact, about) for f in clause.figures) or _free(phrase, about) for phrase in said
    ]
    if not all(fits):
        yield "a figure under another measure's name"
    different = {_measure(f.fact) for f in clause.figures} - {""}
    if len(different) > 1 and len(clause.figures) > 1 and said:
        order = [
            next((at for at, f in enumerate(clause.figures) if _fits(p, f.fact, about)), -1) for p in said
        ]
        known_order = [at for at in order if at >= 0]
        if known_order != sorted(known_order) or len(set(known_order)) < len(different):
            yield "figures of several measures whose order is not clear"


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


def _fits(phrase: str, fact: Fact, about: Known) -> bool:
    own = f"{fact.label} {fact.column or ''} {fact.unit or ''}".lower()
    return any(form in own for form in about.measures.get(phrase, frozenset((phrase,)))) or phrase in own


def _free(phrase: str, about: Known) -> bool:
    """A name that was asked about and has no figures of its own here: what was grouped by, or restricted."""
    forms = about.measures.get(phrase, frozenset((phrase,)))
    if any(form in column for form in forms for column in about.columns):
        return False
    told = f"{about.quoted} {' '.join(about.words.values()).lower()}"
    return any(form in told for form in forms)


def _measure(fact: Fact) -> str:
    """What a figure measures, without its row."""
    if fact.kind in ("count", "test") or (fact.column is None and fact.row is None and fact.of):
        return ""
    label = (fact.column or fact.label).lower()
    return label.removesuffix(f", {(fact.row or '').lower()}").strip()


def _its_kind(clause: Clause, facts: list[Fact]) -> Iterator[str]:
    for kind, pattern in w.KINDS.items():
        if pattern.search(clause.text) and not any(_is_of(kind, fact) for fact in facts):
            yield f"a figure that is called a {kind} and is none"
    whole = w.WHOLES.search(clause.text)
    if whole and any(f.row for f in facts) and not any(_is_of("total", f) and not f.row for f in facts):
        yield "a part that is called the whole"


def _is_of(kind: str, fact: Fact) -> bool:
    label = f"{fact.label} {fact.column or ''} {fact.id}".lower()
    if kind == "share":
        return fact.unit == "share"
    if kind == "number":
        return fact.kind == "count" or "number" in label or w.KINDS["number"].search(label) is not None
    if kind == "total":
        plain = not any(w.KINDS[k].search(label) for k in ("average", "median", "rate"))
        return (
            "total" in label
            or "overall" in label
            or (plain and fact.kind == "value" and fact.unit != "share")
        )
    if kind == "change":
        return fact.kind == "change" or any(word in label for word in ("change", "growth", "step", "against"))
    if kind == "gap":
        return fact.kind == "gap" or (fact.kind == "change" and fact.unit != "share")
    return w.KINDS[kind].search(label) is not None


def _its_entity(clause: Clause, facts: list[Fact], about: Known) -> Iterator[str]:
    """People, orders and products are told apart: "57 customers" needs a fact about customers."""
    said = {word for word in re.findall(r"[a-z]+", clause.low) if word in about.entities}
    told = f"{about.quoted} {' '.join(about.words.values())} {' '.join(f'{f.label} {f.unit}' for f in facts)}".lower()
    for word in said:
        if word.rstrip("s") not in told:
            yield f"figures of other things: {word}"
        counted = re.search(rf"¤ (?:of (?:the |all )?)?{word}\b", clause.low)
        if counted and not any(_counts(f, word, about) for f in facts):
            yield f"a figure that does not count {word}"


def _counts(fact: Fact, word: str, about: Known) -> bool:
    rows = " ".join(about.words.get(key, "") for key in ("rows", "entity", "entities")).lower()
    label = f"{fact.label} {fact.unit or ''}".lower()
    return word.rstrip("s") in label or (
        (fact.kind in ("count", "share") or fact.n is not None) and word.rstrip("s") in rows
    )


def _its_rank(clause: Clause, about: Known) -> Iterator[str]:
    """Highest, lowest and next are looked up among all figures of the same kind."""
    plain = w.FINE_SUPERLATIVES.sub(" ", clause.text)
    ranks = [_rank(f.fact, about) for f in clause.figures if f.part == "value"]
    for hit in w.SUPERLATIVES.finditer(plain):
        word = hit[0].lower()
        top = any(r and r[0] == 1 and r[1] > 1 for r in ranks)
        bottom = any(r and r[0] == r[1] and r[1] > 1 for r in ranks)
        down, up = word in w.LOWEST, word in w.HIGHEST
        if not ((top and not down) or (bottom and not up)):
            yield f"a superlative that no fact shows: {word}"
    if w.NEXT.search(clause.text) and not any(
        r and r[1] > 2 and (r[0] == 2 or r[0] == r[1] - 1) for r in ranks
    ):
        yield "a second place that no fact shows"


def _rank(fact: Fact, about: Known) -> tuple[int, int] | None:
    """Place from the top and how many there are, among the rows' figures of the same measure."""
    if not isinstance(fact.value, (int, float)) or isinstance(fact.value, bool):
        return None
    if not fact.row:
        return None
    rows = {
        f.row: float(f.value)
        for f in facts_of(about.result)
        if f.row and f.kind == fact.kind and f.unit == fact.unit and _measure(f) == _measure(fact)
        and isinstance(f.value, (int, float))
    }  # fmt: skip
    values = list(rows.values()) + _column(fact, about)
    higher = sum(1 for v in set(values) if v > fact.value)
    return 1 + higher, len(set(values))


def _column(fact: Fact, about: Known) -> list[float]:
    table = about.result.table
    if table is None or fact.column not in table.columns:
        return []
    at = table.columns.index(fact.column)
    cells = [row[at] for row in table.rows[:NAMED_ROWS]]
    return [float(cell) for cell in cells if isinstance(cell, (int, float))]


def _its_part(clause: Clause, about: Known) -> Iterator[str]:
    """Counts behind a figure are told as such; the ends of an interval come as a pair."""
    parts = [f.part for f in clause.figures]
    told_so = w.RESTS.search(clause.text) is not None
    if "n" in parts and not (told_so and (set(parts) != {"n"} or not _measures_said(clause, about))):
        yield "a count of rows that is told as something else"


def _pairs(figures: tuple[Figure, ...], text: str, names: tuple[tuple[int, str], ...]) -> Iterator[str]:
    ends = [(f.part, f.fact.id) for f in figures if f.part in ("low", "high")]
    if ends and (
        len(ends) % 2
        or any(a[0] != "low" or b != ("high", a[1]) for a, b in zip(ends[::2], ends[1::2], strict=True))
        or not re.search(r"\bbetween ¤ and ¤|\bfrom ¤ to ¤|\brange[sd]?\b|¤ to ¤", text)
    ):
        yield "half an interval, or one turned round"


def _comparisons(bare: str, figures: tuple[Figure, ...], about: Known) -> Iterator[str]:
    """More, less, rose and fell: by the sign of a change, or by two figures of the sentence."""
    for hit in w.DIRECTIONS.finditer(w.FINE_DIRECTIONS.sub(" ", bare)):
        word = hit[0].lower().strip()
        if word in w.SAME:
            yield f"a sameness that no fact shows: {word}"
            continue
        up = word in w.UPWARD
        if not _shown(up, figures):
            yield f"a comparison that no figures show: {word}"


def _shown(up: bool, figures: tuple[Figure, ...]) -> bool:
    values = [f.fact for f in figures if f.part == "value" and isinstance(f.fact.value, (int, float))]
    changes = [f for f in values if f.kind == "change"]
    if changes:
        return all((float(f.value or 0) > 0) == up for f in changes)
    ratios = [f for f in values if f.kind == "ratio"]
    plain = [f for f in values if f.kind not in ("ratio", "gap", "test")]
    if len(plain) >= 2 and plain[0].unit == plain[1].unit and plain[0].id != plain[1].id:
        return (float(plain[0].value or 0) > float(plain[1].value or 0)) == up
    return bool(ratios) and not plain and all((float(f.value or 0) > 1) == up for f in ratios)


def _warnings(figures: tuple[Figure, ...]) -> Iterator[str]:
    """What must stand beside a figure: the range of a forecast, the size of a small group."""
    parts = {(f.fact.id, f.part) for f in figures}
    for figure in figures:
        fact = figure.fact
        if figure.part != "value":
            continue
        if fact.kind == "forecast" and fact.low is not None and (fact.id, "low") not in parts:
            yield "a forecast without its range"
        small = fact.n is not None and fact.n < w.SMALL and fact.kind in ("value", "share", "ratio", "change")
        if small and (fact.id, "n") not in parts:
            yield "an average of few without their number"


def _is_sure(fact: Fact) -> bool:
    return (
        fact.kind == "test"
        and isinstance(fact.value, (int, float))
        and fact.value < 0.05
        and "p" in fact.label.lower().split()
    )


# -- what is known ---------------------------------------------------------------------------------------------------
def _names(result: Result, catalog: Catalog) -> Iterator[str]:
    for fact in facts_of(result):
        if fact.row:
            yield say_name(fact.row)
            yield fact.row
        if isinstance(fact.value, str):
            yield say_name(fact.value)
    rows = result.table.rows[:NAMED_ROWS] if result.table else ()
    yield from (cell for row in rows for cell in row if isinstance(cell, str) and len(cell) > 1)
    yield from (*MONTHS, *WEEKDAYS)
    for source in catalog.sources.values():
        for column in source.columns.values():
            yield from (v.name for v in column.values if len(v.name) > 2 and v.name.lower() not in w.COMMON)


def _entities(catalog: Catalog) -> Iterator[str]:
    for entity in catalog.entities.values():
        yield from (entity.name.lower(), entity.plural.lower())
    yield from ("customers", "orders", "products", "people", "households", "invoices", "visitors", "users")


def _measures(catalog: Catalog) -> dict[str, frozenset[str]]:
    """Each name of a column or measure with all its names: what it may be called, and what it is called in facts."""
    found = dict[str, set[str]]()
    known_as = [
        (c.label, c.name, *c.synonyms) for s in catalog.sources.values() for c in s.columns.values()
    ] + [(m.label, m.name, *m.synonyms) for m in catalog.measures.values()]
    entities = set(_entities(catalog))
    for forms in known_as:
        plain = {re.sub(r"[\W_]+", " ", form).strip().lower() for form in forms}
        usable = {form for form in plain if len(form) > 2 and form not in w.COMMON | entities}
        for form in usable:
            found.setdefault(form, set()).update(usable)
    return {form: frozenset(forms) for form, forms in found.items()}
