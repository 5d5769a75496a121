"""Questions after a cause ("does buying on the web make people spend more?"), which no record of the past answers, and
those that look like it: whether the buyers of a thing spend more than others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.planner.offline import abilities, build, testing
from assistant.planner.offline.scope import Intent, Scope
from assistant.planner.offline.spans import Span, Tagged
from assistant.reading import Candidate, Missing
from data.catalog import Catalog, Column
from data.query import Agg, Member, Out, Query, call, col

if TYPE_CHECKING:
    from assistant.planner.offline.planner import OfflinePlanner

_ASKS = re.compile(
    r"^\W*(?:and |but |so )?(?:does|do|did|would|will|could|can|is it true that|whether)\b", re.I
)
_MAKES = re.compile(
    r"\b(?:makes?|made|causes?|leads? to|leading to|increases?|raises?|boosts?|lifts?|grows?|reduces?|(?<!significantly )(?<!have )(?<!has )(?<! a )lower|lowers|hurts?|improves?|"
    r"affects?|influences?|impacts?|drives?|results? in|get people to|push(?:es)?)\b",
    re.I,
)
_MORE = re.compile(
    r"\b(?:more|less|fewer|again|loyal|longer|often|buy|return|rich(?:er)?|poor(?:er)?|wealth(?:y|ier)|happ(?:y|ier)|healthier|better|worse|"
    r"bigger|smaller|higher|lower|heavier|lighter|faster|slower|cheaper|older|younger|stay|leave|churn|cancel)\b",
    re.I,
)
_CAUSE_OR_NOT = re.compile(
    r"\b(?:only|just|merely|simply|mere|pure)\b[^?.]{0,20}\b(?:correlat\w+|associat\w+|coinciden\w+|chance)\b"
    r"|\b(?:correlations?|associations?)\b[^?.]{0,20}\b(?:or|vs\.?|versus|not|rather than)\b[^?.]{0,20}\bcaus\w+|\bcausal(?:ly|ity)?\b|\bcausation\b",
    re.I,
)
"""Asked outright whether what goes together is cause and effect."""
_OUTCOME = re.compile(r"\b(?:spend|spending|sales|revenue|turnover|purchases|loyalty|retention)\b", re.I)
_BUYERS = re.compile(
    r"\b(?:buyers? of|(?:customers?|clients?|people|shoppers?|members?|those|users?) (?:who|that) "
    r"(?:have )?(?:bought|buy|purchased?|ordered?))\b",
    re.I,
)
_THAN = re.compile(
    r"\b(?:spend|spent|bring|worth|pay|paid|buy)\b.*\b(?:more|less)\b|\b(?:more|less) (?:valuable|than)\b",
    re.I,
)


_TESTED = re.compile(r"\bp[\s-]?val(?:ue)?s?\b|\bsignifican\w+\b[^?]*\bthan\b", re.I)
"""A test of two groups is asked for by its figure, which claims no cause."""


def declined(planner: OfflinePlanner, tagged: Tagged, catalog: Catalog) -> Missing | None:
    """What is said where one thing is to have made another, with what can be told of both."""
    text = tagged.text
    outright = _CAUSE_OR_NOT.search(text) is not None and any(s.entries for s in tagged.cover)
    verb = _MAKES.search(text) if _ASKS.search(text) else None
    if not (outright or verb) or _TESTED.search(text) or testing.speaks(tagged, catalog):
        return None
    scope = Scope(catalog, abilities.people_scope(catalog))
    if verb is None:
        return _untold(planner, scope, *_numbers(scope, tagged.cover))
    at = next((i for i, t in enumerate(tagged.tokens) if t.start >= verb.start()), 0)
    before = _number(scope, [s for s in tagged.cover if s.end <= at])
    after = _number(scope, [s for s in tagged.cover if s.start > at])
    acts = any(s.entries for s in tagged.cover if s.end <= at)
    outcome = after is not None or bool(_OUTCOME.search(text, verb.end()))
    made = verb[0].lower().startswith("ma") and _MORE.search(text, verb.end()) is not None
    plainly = acts and (outcome or made) and (before is not None or after is not None)
    return _untold(planner, scope, before, after) if plainly or outright else None


def _numbers(scope: Scope, spans: Sequence[Span]) -> tuple[Column | None, Column | None]:
    """The first two numbers of the members that the words name."""
    named = [c for s in spans if (c := _number(scope, [s])) is not None]
    found = list({c.name: c for c in named}.values())
    return (found[0] if found else None), (found[1] if len(found) > 1 else None)


def _untold(planner: OfflinePlanner, scope: Scope, before: Column | None, after: Column | None) -> Missing:
    what = (
        "nobody was chosen at random, and those who do the one may differ in much else, so the data show an association "
        "at most, and whether the one is a cause of the other cannot be told"
    )
    return Missing(
        what,
        "a test in which chance decides who gets it",
        (*_together(planner, scope, before, after), *testing.offer(planner, scope.catalog)),
    )


def _number(scope: Scope, spans: Sequence[Span]) -> Column | None:
    """The number of the members that the words name."""
    for span in spans:
        term = scope.number(span) if span.entries else None
        if term is None:
            continue
        column = (
            term.column
            if term.column is not None
            else scope.attribute(term.measure)
            if term.measure
            else None
        )
        if column is not None and column.name in scope.source.columns:
            return column
    return None


def _together(
    planner: OfflinePlanner, scope: Scope, first: Column | None, second: Column | None
) -> tuple[Candidate, ...]:
    """How both go together, which can be told."""
    second = second or scope.value_column()
    if first is None or second is None or first.name == second.name or "correlate" not in planner.tools:
        return ()
    intent = Intent(source=scope.name, tool="correlate", args={"columns": [first.name, second.name]})
    label = f"How {first.label} and {second.label} go together"
    return (build.candidate(intent, scope.catalog, planner.tools, 0.6, label),)


def buyers(planner: OfflinePlanner, tagged: Tagged, catalog: Catalog) -> Intent | None:
    """ "do buyers of mugs spend more than others?": those with such a line, compared with the rest, each customer once."""
    if "compare" not in planner.tools or not _BUYERS.search(tagged.text) or not _THAN.search(tagged.text):
        return None
    people = Scope(catalog, abilities.people_scope(catalog))
    entity, worth = people.source.entity, people.value_column()
    if entity is None or not entity.rolled_up or worth is None:
        return None
    named = next(
        (e for s in tagged.cover for e in s.entries if e.kind == "value" and e.source == entity.table), None
    )
    if named is None or named.value is None or named.also:
        return None
    lines = Query(
        source=entity.table,
        where=(call("eq", col(named.name), named.value),),
        columns=(Out(name=entity.key, expr=col(entity.key)),),
    )
    mean = Out(name=f"average {worth.label}", expr=Agg(agg="mean", of=col(worth.name)), unit=worth.unit)
    return Intent(
        source=people.name,
        tool="compare",
        args={"measure": mean.canonical()},
        where=(Member(member=col(entity.key), within=lines),),
    )
