"""Words that judge without a measure: a stated default, or a question back with thresholds that run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.planner.offline import build, families
from assistant.planner.offline.compose import count_of
from assistant.planner.offline.lexicon import Entry
from assistant.planner.offline.scope import Intent, Scope
from assistant.planner.offline.spans import Tagged
from assistant.reading import Candidate
from data.catalog import Catalog, Column
from data.query import Agg, Expr, Op, Out, Query, Scalar, call, col

if TYPE_CHECKING:
    from assistant.planner.offline.planner import OfflinePlanner

_LOW = {"young", "poor", "new"}


@dataclass(frozen=True)
class Unclear:
    """The one thing that must be asked, with options that run."""

    question: str
    candidates: tuple[Candidate, ...]


def read(planner: OfflinePlanner, tagged: Tagged, catalog: Catalog) -> Unclear | None:
    """A question whose cut-off nobody has said: "how many young customers do we have"."""
    which = _which_part(planner, tagged, catalog)
    if which is not None:
        return which
    for span in tagged.cover:
        word = span.word("vague")
        if word is None or any(_is_meant(e, span.text) for e in span.entries):
            continue
        entry = planner.words.raw["vague"][word.name]
        if "ask" not in entry or _has_cut_off(tagged):
            continue
        found = _column(planner, catalog, entry["ask"])
        if found is None:
            continue
        scope, column = found
        options = _options(planner, scope, column, word.name, catalog)
        return Unclear(
            f"What counts as “{span.text}”? The data has the {column.label}, but no cut-off.", options
        )
    return None


def _is_meant(entry: Entry, text: str) -> bool:
    """Whether the data have the word itself: a value that only holds it among signs ("?lost") is no such."""
    if entry.quality < 0.9:
        return False
    return entry.kind != "value" or str(entry.value).strip().lower() == text.lower() or " " in text


def _which_part(planner: OfflinePlanner, tagged: Tagged, catalog: Catalog) -> Unclear | None:
    """ "how did the campaign do?", where there are several."""
    from assistant.planner.offline.abilities import people_scope

    if any(s.number is not None or s.word("superlative", "group") for s in tagged.cover):
        return None
    said = [s for s in tagged.cover if not s.free]
    nouns = planner.words.families["flag"]
    if (
        not said
        or len(said) > 2
        or not any(s.text.lower() in nouns or s.text.lower().rstrip("s") in nouns for s in said)
    ):
        return None
    scope = Scope(catalog, people_scope(catalog))
    parts = families.parts(scope, "flag")
    if len(parts) < 2:
        return None
    noun = next(s.text for s in said if s.text.lower() in nouns or s.text.lower().rstrip("s") in nouns)
    family = families.Family("flag", noun, parts, 0)
    every = Intent(
        source=scope.name, metrics=families.measures(family, None, False), melt=noun, desc=True, answer="list"
    )
    made = [build.candidate(every, catalog, planner.tools, 0.7, "all of them, side by side")]
    for part in parts[-2:]:
        outs = families.measures(families.Family("flag", noun, (part,), 0), None, False)
        made.append(
            build.candidate(
                Intent(source=scope.name, metrics=outs, answer="value"),
                catalog,
                planner.tools,
                0.6,
                part.label,
            )
        )
    return Unclear(f"Which {noun.rstrip('s')}? There are {len(parts)}.", tuple(made))


def _has_cut_off(tagged: Tagged) -> bool:
    return any(s.number is not None or s.bands is not None for s in tagged.cover)


def _column(planner: OfflinePlanner, catalog: Catalog, concept: str) -> tuple[Scope, Column] | None:
    names = [concept, *planner.words.raw["concepts"].get(concept, [])]
    from assistant.planner.offline.abilities import people_scope

    for source in dict.fromkeys([people_scope(catalog), catalog.main, *catalog.sources]):
        scope = Scope(catalog, source)
        column = scope.concept(*names)
        if column is not None:
            return scope, column
    return None


def _options(
    planner: OfflinePlanner, scope: Scope, column: Column, word: str, catalog: Catalog
) -> tuple[Candidate, ...]:
    low = word in _LOW
    made = []
    cuts: list[tuple[str, Expr]] = []
    reference = col(column.name)
    if column.unit == "years":
        for age in (30, 35, 40) if low else (60, 65, 70):
            cuts.append(
                (
                    f"{column.label} {'under' if low else 'at least'} {age}",
                    call("lt" if low else "ge", reference, age),
                )
            )
    else:
        for share in (0.1, 0.25, 0.5):
            q = share if low else 1 - share
            inner = Query(
                source=scope.name,
                measures=(Out(name=f"{q:.0%} point", expr=Agg(agg="quantile", of=reference, q=round(q, 2))),),
            )
            side = "lowest" if low else "highest"
            op: Op = "le" if low else "ge"
            beyond = call(op, reference, Scalar(scalar=inner))
            cuts.append((f"the {share:.0%} with the {side} {column.label}", beyond))
    counted = (
        count_of(scope, scope.entity) if scope.entity is not None else Out(name="rows", expr=Agg(agg="count"))
    )
    assert counted is not None
    for label, expr in cuts:
        intent = Intent(source=scope.name, where=(expr,), metrics=(counted,), answer="value")
        made.append(build.candidate(intent, catalog, planner.tools, 0.6, label))
    return tuple(made)
