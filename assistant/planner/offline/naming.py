"""What the words of a statistical question name: its phrases, numbers, kinds, and the rows themselves."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.planner.offline.compose import row_column
from assistant.planner.offline.conditions import Condition, Draft, on
from assistant.planner.offline.scope import Scope, Term, is_groupable, is_numeric
from assistant.planner.offline.spans import Span, Tagged
from data.catalog import Catalog, Column
from data.query import Out, call, col

LEAST_QUALITY = 0.6


@lru_cache(maxsize=256)
def pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the phrases, longest first; its words may be joined by blanks, hyphens or nothing."""
    said = [
        r"[\s\-–]*".join(re.escape(w).replace("'", "['’]?") + r"(?:['’]?s)?" for w in p.split())
        for p in sorted(phrases, key=len, reverse=True)
    ]
    return re.compile(rf"(?<![\w]){'(?:' + '|'.join(said) + ')'}(?![\w])", re.I)


def blanked(tagged: Tagged, text: str, *patterns: re.Pattern[str]) -> str:
    """The text with blanks in place of phrases, so that places stay; words inside a name of the data are kept."""
    names = [
        (tagged.tokens[s.start].start, tagged.tokens[s.end - 1].end)
        for s in tagged.cover
        if any(e.kind in ("column", "measure") and e.quality >= 0.9 for e in s.entries)
    ]

    def blank(m: re.Match[str]) -> str:
        named = any(a <= m.start() and m.end() <= b for a, b in names)
        return m[0] if named else " " * len(m[0])

    for wanted in patterns:
        text = wanted.sub(blank, text)
    return text


def number_of(scope: Scope, span: Span) -> Column | None:
    """The number of each row that a span names."""
    own = scope.entity.name if scope.entity is not None else ""
    if any(t.rows or (t.entity is not None and t.entity.name == own) for t in scope.terms(span)):
        return None
    term = scope.quantity(span)
    if term is not None and (term.entry.quality >= LEAST_QUALITY or _only_part(scope, span)):
        return term.column
    named = scope.number(span)
    if named is not None and named.measure is not None:
        out = Out(name=named.measure.label, expr=named.measure.expr)
        return row_column(scope, out) or scope.attribute(named.measure)
    flags = [
        t.column
        for t in scope.terms(span)
        if t.column is not None and t.entry.kind == "column" and t.column.type in ("integer", "number")
        and t.column.role in ("flag", "code", "category") and t.entry.quality >= 0.9
    ]  # fmt: skip
    return flags[0] if flags else None


def _only_part(scope: Scope, span: Span) -> bool:
    """A part of a name that no other column has ("inflation" for inflation_rate)."""
    return len({t.column.name for t in scope.terms(span) if t.column is not None}) == 1


def kind_of(scope: Scope, span: Span, numbers: bool) -> Column | None:
    """The column of kinds that a span names; with `numbers` also one of numbers."""
    terms = [t for t in scope.terms(span) if t.column is not None and t.entry.quality >= LEAST_QUALITY]
    named: list[Term] = [t for t in terms if t.entry.kind == "column"]
    for term in named:
        column = term.column
        assert column is not None
        dated = column.type in ("date", "datetime")
        if is_groupable(column) and not dated and (numbers or not is_numeric(column)):
            return column
    if numbers and named:
        return named[0].column
    return None


_BEFORE = ("for", "among", "only", "within")


def only_flagged(draft: Draft) -> None:
    """ "for smokers only", "among members": a flag said as a noun behind such a word restricts the rows."""
    for i, span in enumerate(draft.spans):
        before = next(
            (s for s in reversed(draft.spans[:i]) if s.text.lower() not in ("the", "all", "our")), None
        )
        after = draft.spans[i + 1].text.lower() if i + 1 < len(draft.spans) else ""
        restricts = (before is not None and before.text.lower() in _BEFORE) or after == "only"
        flag = next(
            (
                t.column
                for t in draft.scope.terms(span)
                if t.column is not None and t.column.role == "flag" and t.entry.kind == "column"
            ),
            None,
        )
        if flag is None or not restricts or not draft.free(i) or span.text == flag.name:
            continue
        draft.conditions.append(Condition(call("eq", col(flag.name), on(flag)), (i,), flag))
        draft.use("condition", i)


def names_of(scope: Scope, span: Span) -> set[str]:
    """Names of all columns that a span may stand for."""
    return {t.column.name for t in scope.terms(span) if t.column is not None}


def is_key(draft: Draft, column: Column) -> bool:
    """ "by district", where each row is one: no groups."""
    entity = draft.scope.entity
    rows = draft.scope.source.rows
    return (entity is not None and column.name in (entity.key, entity.display)) or (
        rows > 0 and column.distinct == rows and not is_numeric(column)
    )


_CHANGES = frozenset(
    [
        "log",
        "logarithm",
        "ln",
        "square",
        "root",
        "cube",
        "inverse",
        "reciprocal",
        "rank",
        "change",
        "growth",
        "increase",
        "decrease",
        "difference",
        "lag",
        "rate",
        "ratio",
        "share",
        "percentage",
        "proportion",
        "exponential",
        "exp",
        "absolute",
        "maximum",
        "minimum",
        "half",
        "double",
        "logit",
    ]
)
"""Words that make another number of a column: never a mere description."""


def describes(draft: Draft, i: int) -> bool:
    """ "the votes for Smith", "the length of the petals": a word that only says what a column's numbers are."""
    if draft.spans[i].text.lower().rstrip("s") in _CHANGES:
        return False
    k = i + 1
    if k < len(draft.spans) and draft.spans[k].text == "(":  # "renters (status 0)"
        return k + 1 < len(draft.spans) and k + 1 in draft.used
    if k >= len(draft.spans) or draft.spans[k].text.lower() not in ("for", "of"):
        return False
    while k + 1 < len(draft.spans) and draft.spans[k].free and not draft.spans[k].entries:
        k += 1
    return draft.used.get(k) == "metric"


def suits(scope: Scope, tagged: Tagged, catalog: Catalog, against: float = 1.0) -> float:
    """How well a source suits beside others that read as well: the main one better, one of members that nobody names
    worse by `against`."""
    return 0.1 * (scope.name == catalog.main) - against * (
        is_rolled(scope) and not says_members(scope, tagged)
    )


def is_rolled(scope: Scope) -> bool:
    """Whether the rows of a scope are made by grouping those of a table."""
    return scope.source.entity is not None and scope.source.entity.rolled_up


def says_members(scope: Scope, tagged: Tagged) -> bool:
    """Whether a question names the members that the rows of a scope are."""
    entity = scope.source.entity
    return entity is not None and any(
        e.kind == "entity" and e.name == entity.name for s in tagged.cover for e in s.entries
    )
