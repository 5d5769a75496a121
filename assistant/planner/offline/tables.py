"""Two tables that share no key, side by side: customers against a population."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from assistant.planner.offline import abilities, build, segmenting
from assistant.planner.offline.checks import Checked, check
from assistant.planner.offline.compose import Shape, _bands, count_of, dimension_out
from assistant.planner.offline.conditions import draft_of
from assistant.planner.offline.followups.segments import segmentation
from assistant.planner.offline.scope import Intent, Scope, is_groupable, is_numeric
from assistant.planner.offline.spans import Tagged
from assistant.reading import Reading
from data.catalog import Catalog
from data.query import Expr, Out, Scalar, call, col

if TYPE_CHECKING:
    from assistant.conversation import Conversation, Turn
    from assistant.planner.offline.planner import OfflinePlanner

_AGAINST = re.compile(r"\b(?:against|versus|vs\.?|compared (?:to|with)|as opposed to)\b", re.I)
_POPULATION = re.compile(
    r"\b(population|over-? ?represented|under-? ?represented|nationwide|in the country|in the us)\b", re.I
)
_THAT_MUCH = re.compile(
    r"\b(at least|more than|over|less than|under|at most|above|below)\s+(that|this|that much|this much|as much)\b(?: much)?",
    re.I,
)
_OPS = {
    "at least": "ge",
    "more than": "gt",
    "over": "gt",
    "above": "gt",
    "less than": "lt",
    "under": "lt",
    "below": "lt",
    "at most": "le",
}


def population(catalog: Catalog) -> str | None:
    """The weighted source: what its rows stand for is a whole population."""
    for name, source in catalog.sources.items():
        if source.weight is not None and source.entity is not None:
            return name
    return next((n for n, s in catalog.sources.items() if s.weight is not None), None)


def own(catalog: Catalog) -> str | None:
    """The people beside the population."""
    whole = population(catalog)
    tables = {e.table for n, e in catalog.entities.items() if n == whole} | {whole}
    for name, source in catalog.sources.items():
        if (
            source.weight is None
            and name not in tables
            and source.entity is not None
            and not source.entity.rolled_up
        ):
            return name
    return None


_SET_BESIDE = re.compile(
    r"\bcompar\w+|\bversus\b|\bvs\b|\bagainst\b|\bdiffer\w*|\bunlike\b|\bset .+ apart\b", re.I
)
_REPRESENTED = re.compile(r"\brepresented\b", re.I)


def as_a_whole(tagged: Tagged, catalog: Catalog, conversation: Conversation) -> Intent | None:
    """ "compare our customers with the population": on all that both tables tell. Who is under-represented, where no
    groups are named: those of the last comparison, else the segments that both share."""
    whole, ours = population(catalog), own(catalog)
    if whole is None or ours is None or not _POPULATION.search(tagged.text):
        return None
    if any((s.unknown and not s.free) or s.number is not None or s.period is not None for s in tagged.cover):
        return None
    named = (e for s in tagged.cover if s.entry("entity") is None for e in s.entries)
    if any(e.kind in ("column", "measure", "value") and e.quality >= 0.75 for e in named):
        return None
    if not _REPRESENTED.search(tagged.text):
        compared = _SET_BESIDE.search(tagged.text) is not None
        return Intent(source=ours, tool="compare", args={"against": whole}) if compared else None
    last = conversation.last.intent if conversation.last is not None else None
    if isinstance(last, Intent) and last.tool == "compare" and {"dimension", "segments"} & set(last.args):
        return last
    return Intent(source=ours, tool="compare", args={"against": whole, "segments": 0})


def set_against_all(
    planner: OfflinePlanner, question: str, tagged: Tagged, catalog: Catalog, conversation: Conversation
) -> Reading | None:
    """The same after another answer: who is over-represented is no edit of what was asked before."""
    if "compare" not in planner.tools:
        return None
    named = representation(tagged, catalog) if _REPRESENTED.search(tagged.text) else None
    intent = named or as_a_whole(tagged, catalog, conversation)
    return planner._one(question, intent, tagged, 0.85) if intent is not None else None


def representation(tagged: Tagged, catalog: Catalog) -> Intent | None:
    """Which groups are over- or under-represented among the own people."""
    whole, ours = population(catalog), own(catalog)
    if whole is None or ours is None or not _POPULATION.search(tagged.text):
        return None
    scope = Scope(catalog, ours)
    draft = draft_of(scope, tagged)
    shape = Shape()
    _bands(draft, shape)
    if not shape.groups:
        for span in tagged.cover:
            term = scope.dimension(span) if span.entries else None
            if (
                term is not None
                and term.column is not None
                and (is_groupable(term.column) or is_numeric(term.column))
            ):
                shape.groups = [dimension_out(scope, term)[0]]
                break
    if not shape.groups and _REPRESENTED.search(tagged.text):
        shape.groups = _of_values(scope, tagged)
    if not shape.groups:
        return None
    return Intent(
        source=ours, tool="compare", args={"dimension": shape.groups[0].canonical(), "against": whole}
    )


def _of_values(scope: Scope, tagged: Tagged) -> list[Out]:
    """ "are men over-represented?": the column that a value is one of."""
    for span in tagged.cover:
        for entry in span.entries:
            column = scope.source.columns.get(entry.name) if entry.kind == "value" else None
            if column is not None and is_groupable(column):
                return [Out(name=column.label, expr=col(column.name))]
    return []


def shared_segments(tagged: Tagged, catalog: Catalog, conversation: Conversation) -> Intent | None:
    """ "which segments are under-represented among our customers?": both tables divided into the same segments."""
    whole, ours = population(catalog), own(catalog)
    made = segmentation(conversation)
    if (
        whole is not None
        and ours is not None
        and made is not None
        and put_upon_ours(tagged, catalog, made.source)
    ):
        args: dict[str, Any] = {"against": whole, "segments": len(made.labels)}
        note = "the segments are made by what both tables tell of their rows"
        return Intent(source=ours, tool="compare", args=args, notes=(note,))
    named = any(s.text.lower() in abilities.SEGMENT_NOUNS for s in tagged.cover)
    pointed = made is not None and re.search(r"\bof (?:them|these|those)\b", tagged.text, re.I) is not None
    if whole is None or ours is None or not _POPULATION.search(tagged.text) or not (named or pointed):
        return None
    asked = segmenting.request(abilities.conditions_only(Scope(catalog, ours), tagged))
    if asked.unplaced:
        return None
    args = asked.intent.args
    before = segmenting.in_force(conversation, catalog).args if made is not None and pointed else {}
    return Intent(
        source=ours,
        tool="compare",
        args={
            "against": whole,
            "segments": args.get("k", before.get("k", 0)),
            "columns": args.get("columns", before.get("columns", ())),
        },
    )


_APPLIED = re.compile(r"\b(?:appl(?:y|ied)|put|transfer|map|use|assign|project)\b", re.I)


def put_upon_ours(tagged: Tagged, catalog: Catalog, source: str) -> bool:
    """ "apply these segments to our customers", after the population was segmented."""
    entity = catalog.sources[source].entity if source in catalog.sources else None
    whole, mine = population(catalog), own(catalog)
    if mine is None or whole not in (
        source,
        entity.name if entity else None,
        entity.table if entity else None,
    ):
        return False
    ours = catalog.sources[mine].entity
    names = {e.name for s in tagged.cover for e in s.entries if e.kind == "entity"}
    return _APPLIED.search(tagged.text) is not None and ours is not None and ours.name in names


def on_shared_segments(
    planner: OfflinePlanner, question: str, tagged: Tagged, catalog: Catalog, conversation: Conversation
) -> Reading | None:
    """The same as a Reading: its words are all of this one shape, so signs of other questions do not weigh it."""
    intent = shared_segments(tagged, catalog, conversation) if "compare" in planner.tools else None
    if intent is None:
        return None
    return segmenting.by_its_words(planner._one(question, intent, tagged, 0.85))


_MARKET = re.compile(
    r"\bpotential (?:new )?(?:customers?|clients?|buyers?|market|households?|families)\b|\b(?:target|addressable|potential) (?:market|audience)\b",
    re.I,
)


_SIZE = re.compile(r"\bhow (?:large|big|many)\b|\b(?:the )?size of\b|\bnumber of\b", re.I)


_EVERYBODY = re.compile(r"\b(?:the|whole|entire|total) population\b", re.I)


def market(tagged: Tagged, catalog: Catalog) -> tuple[Intent, Checked] | None:
    """ "how large is the potential market with one car or less?": those of the population whom the conditions fit."""
    whole, asked = population(catalog), _SIZE.search(tagged.text)
    everybody = _EVERYBODY.search(tagged.text)
    found = _MARKET.search(tagged.text) or everybody
    if whole is None or asked is None or found is None:
        return None
    scope = Scope(catalog, whole)
    draft = abilities.conditions_only(scope, tagged)
    rows = tuple(c.expr for c in draft.conditions if c.measure is None)
    counted = count_of(scope, scope.entity) if scope.entity is not None else None
    if not (rows or everybody) or counted is None or any(c.measure is not None for c in draft.conditions):
        return None
    for i, span in enumerate(draft.spans):
        at = draft.tokens[span.start].start
        if draft.free(i) and any(m.start() <= at < m.end() for m in (asked, found)):
            draft.use("metric", i)
    intent = Intent(source=whole, metrics=(counted,), where=rows, answer="value")
    return intent, check(draft, intent, len(tagged.corrections))


def side_by_side(planner: OfflinePlanner, tagged: Tagged, catalog: Catalog) -> Intent | None:
    """ "median salary of our customers against the median income of US families"."""
    halves = _AGAINST.split(tagged.text)
    if len(halves) != 2 or "calc" not in planner.tools:
        return None
    reads = [planner._best_query(planner.tagger.tag(half), catalog) for half in halves]
    if any(r is None or len(r.intent.metrics) != 1 or r.intent.groups or r.checked.unlicensed for r in reads):
        return None
    intents = [r.intent.model_copy(update={"answer": "value"}) for r in reads if r is not None]
    if intents[0].source == intents[1].source and intents[0].where == intents[1].where:
        return None
    steps: list[dict[str, Any]] = [
        build.plan(i, planner.tools).steps[-1].model_dump(mode="json") for i in intents
    ]
    return Intent(
        source=intents[0].source,
        tool="calc",
        args={"op": "difference", "of": ["$2", "$1"]},
        before=tuple(steps),
    )


def that_much(planner: OfflinePlanner, tagged: Tagged, catalog: Catalog, last: Turn) -> Intent | None:
    """ "what percent of US families have at least that much?": the last answer as a threshold on the like column."""
    m = _THAT_MUCH.search(tagged.text)
    intent = last.intent
    if (
        m is None
        or not isinstance(intent, Intent)
        or intent.tool != "query"
        or len(intent.metrics) != 1
        or intent.groups
    ):
        return None
    measured = list(_columns(intent.metrics[0]))
    if not measured:
        return None
    rest = planner.tagger.tag(tagged.text[: m.start()] + tagged.text[m.end() :])
    label = catalog.sources[intent.source].columns[measured[0]].label
    for scope in planner._scopes(rest, catalog):
        column = next((c for c in scope.source.columns.values() if c.label == label), None)
        named = scope.entity is not None and any(
            e.kind == "entity" and e.name == scope.entity.name for s in rest.cover for e in s.entries
        )
        if column is None or not named or scope.entity is None:
            continue
        threshold = Scalar(scalar=build.query_of(intent))
        condition: Expr = call(_OPS[m[1].lower()], col(column.name), threshold)  # type: ignore[arg-type]  # a comparison
        from data.query import Agg

        if re.search(r"share|percent|%|proportion", tagged.text, re.I):
            out = Out(
                name=f"share of {scope.entity.plural}", expr=Agg(agg="rate", of=condition), unit="share"
            )
            return Intent(source=scope.name, metrics=(out,), share=(condition,), answer="value")
        counted = count_of(scope, scope.entity)
        if counted is not None:
            return Intent(source=scope.name, metrics=(counted,), where=(condition,), answer="value")
    return None


def _columns(out: Out) -> tuple[str, ...]:
    from data.query import columns_of

    return columns_of(out.expr)
