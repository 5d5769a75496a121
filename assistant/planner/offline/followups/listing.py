"""Those behind a number: "list them", "which ones?", "who are they?" after something was counted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.conversation import Turn as Answered
from assistant.planner.offline import rownouns
from assistant.planner.offline.counted import rows_out
from assistant.planner.offline.followups.operations import changed
from assistant.planner.offline.followups.reading import SURE, best_edit
from assistant.planner.offline.followups.replay import query_of
from assistant.planner.offline.followups.rows import column_out, label_of
from assistant.planner.offline.forms.nouns import is_label
from assistant.planner.offline.forms.plain import label_column
from assistant.planner.offline.phrases import year_column
from assistant.planner.offline.scope import Intent, Scope, is_contact, is_joined
from assistant.planner.offline.vocabulary import Vocabulary
from data.catalog import Catalog, Column
from data.query import Agg, Call, Col, Expr, MeasureRef, columns_of

if TYPE_CHECKING:
    from assistant.conversation import Conversation
    from assistant.planner.offline.planner import OfflinePlanner

MOST_COLUMNS = 6
"""Of a row without a name."""

_OPENING = re.compile(
    r"^\W*(?:(?:and|but|so|ok|okay|oh|nice|great|cool|then|now|please|pls|hm+|(?:(?:can|could|would|will) (?:you|i|we)"
    r"|i(?:'d like| would like| want| need)(?: you)?|let'?s|let me|tell me|do you know)(?: please)?(?: to)?)\b\W*)*",
    re.I,
)
_CLOSING = re.compile(r"\W*\b(?:all|out|please|pls|exactly|again|by name|one by one|then|for me|individually|in a list|as a list)\W*$", re.I)  # fmt: skip
_POINTED = r"(?:they|those|these|that|it|them)"
_LIST = re.compile(
    rf"(?:list|name|show|give|display|see|print|enumerate|get|have)(?: (?:me|us))?(?: out)? (?:(?:all (?:of )?)?{_POINTED}"
    r"(?: (?P<a>[\w -]+))?|(?:a |the |me )?(?:full |whole |complete )?(?:list|names)(?: of (?:them|those|these|the "
    r"(?P<b>[\w -]+)))?|their names|(?:all )?the (?P<c>[\w -]+))",
    re.I,
)
_NAMES = re.compile(r"(?:(?:which|what) (?:is|are|was|were) )?(?:(?:the|their) )?names?", re.I)
_WHICH = re.compile(
    rf"(?:which|what)(?: (?P<a>(?!is\b|are\b|was\b|were\b)[\w -]+?))?(?: (?:(?:is|are|was|were)(?: {_POINTED})?"
    rf"(?: (?P<b>[\w -]+))?|{_POINTED} (?:is|are|was|were)))?",
    re.I,
)
_WHO = re.compile(
    rf"who(?: (?:is|are|was|were) {_POINTED}(?: (?P<a>[\w -]+))?| {_POINTED} (?:is|are|was|were))?", re.I
)
_OF_THEM = re.compile(
    r"(?:which|who)(?: ones?| of (?:them|those|these))(?: (?:is|are|was|were|have|has|had|do|did|does))? (?P<rest>.+)",
    re.I,
)
_ONES = re.compile(
    r"(?:(?:all |the )*(?:ones?|names?|rows?|entries|lines|records|cases|people|persons|full list|list|\d+|two|three"
    r"|four|five|six|seven|eight|nine|ten)\b ?)+",
    re.I,
)
"""Nouns for whatever was counted."""
_NUMBERED = re.compile(r"^(?:\d+|two|three|four|five|six|seven|eight|nine|ten) ", re.I)


def narrowed(
    planner: OfflinePlanner, text: str, catalog: Catalog, conversation: Conversation, last: Answered
) -> Intent | None:
    """ "which ones are from Spain?" after a number of customers: those of them, by their names."""
    found = _OF_THEM.fullmatch(_plain(text))
    asked = query_of(last, catalog) if found is not None else None
    if found is None or asked is None:
        return None
    intent, scope = asked
    if _counted(intent, scope) is None:
        return None
    edited = best_edit(
        planner,
        planner.tagged(f"of those only {found['rest']}", conversation),
        catalog,
        conversation,
        last,
        intent,
    )
    if edited is None or edited.checked.confidence < SURE or edited.checked.unlicensed:
        return None
    made = edited.intent
    if made.metrics != intent.metrics or made.groups or made.columns or len(made.where) <= len(intent.where):
        return None
    return listed(made, scope, planner.words)


def read(planner: OfflinePlanner, text: str, catalog: Catalog, last: Answered) -> Intent | None:
    """Those whom the last answer counted, by their names; None where it counted nothing or nobody asks for them."""
    plain = _plain(text)
    who = _WHO.fullmatch(plain)
    found = who or next((m for p in (_LIST, _NAMES, _WHICH) if (m := p.fullmatch(plain)) is not None), None)
    asked = query_of(last, catalog) if found is not None else None
    if found is None or asked is None:
        return None
    intent, scope = asked
    if who is not None and not _are_people(scope, planner.words):
        return None
    said = [noun for noun in found.groupdict().values() if noun is not None and not _ONES.fullmatch(noun)]
    if not all(_means_rows(planner, noun, intent, scope) for noun in said):
        return None
    return listed(intent, scope, planner.words)


def _plain(text: str) -> str:
    """A message without what is only polite."""
    plain = _OPENING.sub("", text, count=1)
    while (shorter := _CLOSING.sub("", plain)) != plain:
        plain = shorter
    return plain.strip(" .,;:!?")


def listed(intent: Intent, scope: Scope, words: Vocabulary) -> Intent | None:
    """Those whom an Intent counts, one a row: their name and what they were chosen by. None where it counts nothing."""
    of = _counted(intent, scope)
    if of is None:
        return None
    where = (*intent.where, *intent.share)
    plain = changed(
        intent, metrics=(), where=where, share=(), order=None, desc=None, limit=None, rest=None, best=(), melt=None,
        chart=None, notes=(), answer="list",
    )  # fmt: skip
    if of != _ROWS:
        return changed(
            plain, groups=(column_out(_called(of, scope)),), metrics=(rows_out(scope),), answer="table"
        )
    names = _names(scope, words)
    outs = (*names, *_tested(where, scope)) if names else _own(scope)
    return changed(plain, columns=tuple(dict.fromkeys(map(column_out, outs)))) if outs else None


_ROWS = ""
"""What is counted where rows are."""


def _counted(intent: Intent, scope: Scope) -> str | None:
    """The column whose values an Intent counts, or that it counts rows; None where it is no plain number of either."""
    if len(intent.metrics) != 1 or intent.groups or intent.columns or scope.source.weight is not None:
        return None
    expr = intent.metrics[0].expr
    if isinstance(expr, MeasureRef) and expr.where is None and expr.measure in scope.catalog.measures:
        expr = scope.catalog.measures[expr.measure].expr
    if not isinstance(expr, Agg) or expr.where is not None:
        return _ROWS if intent.share else None
    if expr.agg == "count" or (intent.share and expr.agg == "rate"):
        return _ROWS
    if expr.agg != "distinct" or not isinstance(expr.of, Col) or expr.of.col not in scope.source.columns:
        return None
    own = scope.entity is not None and expr.of.col == scope.entity.key and not scope.source.implicates > 1
    return _ROWS if own else expr.of.col


def counts_rows(intent: Intent, scope: Scope) -> bool:
    """True where the answer was a number of rows."""
    return _counted(intent, scope) == _ROWS


def _names(scope: Scope, words: Vocabulary) -> list[Column]:
    """What a row is called by; beside a mere number also another text that tells rows apart ("Handle")."""
    first = label_of(scope, words) or label_column(scope)
    if first is None:
        year = year_column(scope)
        return [year] if year is not None and is_label(scope, year) else []
    if first.role not in ("id", "code"):
        return [first]
    texts = (c for c in scope.source.columns.values() if not is_joined(c) and c.type == "text")
    told = (c for c in texts if c.role != "constant" and not is_contact(c))
    return [first, *[c for c in told if c != first and is_label(scope, c)][:1]]


def _called(key: str, scope: Scope) -> Column:
    """The column whose values are counted, or the one that they are called by where each has a name of its own."""
    columns, bare = scope.source.columns, key.rsplit(".", 1)[-1]
    things = (e for e in scope.catalog.entities.values() if e.display and e.key.rsplit(".", 1)[-1] == bare)
    names = (n for e in things for n in (e.display, f"{e.table}.{e.display}") if n in columns)
    named = next((columns[n] for n in names), columns[key])
    return named if named.distinct == columns[key].distinct else columns[key]


def _tested(where: tuple[Expr, ...], scope: Scope) -> list[Column]:
    """What they were chosen by, where it differs among them."""
    names = [n for e in where if not (isinstance(e, Call) and e.op == "eq") for n in columns_of(e)]
    return [scope.source.columns[n] for n in dict.fromkeys(names) if n in scope.source.columns]


def _own(scope: Scope) -> list[Column]:
    """The row as it stands, where it has no name."""
    own = (c for c in scope.source.columns.values() if not is_joined(c) and c.expr is None)
    return [c for c in own if c.role != "constant" and not is_contact(c)][:MOST_COLUMNS]


def _are_people(scope: Scope, words: Vocabulary) -> bool:
    """Whether "who?" can be asked of the rows."""
    if scope.entity is not None and rownouns.is_person(scope.entity, words):
        return True
    named = label_of(scope, words)
    return named is not None and (named.role == "person" or "name" in named.label.lower().split())


def _means_rows(planner: OfflinePlanner, noun: str, intent: Intent, scope: Scope) -> bool:
    """ "which states?", "list the orders": the noun of what was counted."""
    of = _counted(intent, scope)
    noun = _NUMBERED.sub("", noun)
    names = {c.name for c in _names(scope, planner.words)} if of == _ROWS else {of}
    cover = [s for s in planner.tagger.tag(noun).cover if s.entries]
    terms = scope.terms(cover[0]) if len(cover) == 1 and cover[0].text.lower() == noun.lower() else []
    return any(
        (of == _ROWS and (t.rows or (t.entity is not None and t.entity == scope.entity)))
        or (t.entry.kind == "column" and t.column is not None and t.column.name in names)
        or (t.entity is not None and t.entity.key == of)
        for t in terms
    )
