""" "How old is the youngest one?" after a number or a list: the end of what the adjective is about, among those."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.conversation import Turn as Answered
from assistant.planner.offline.compose import of_column
from assistant.planner.offline.followups import pointing
from assistant.planner.offline.followups.figures import lists_rows
from assistant.planner.offline.followups.listing import counts_rows
from assistant.planner.offline.followups.operations import Ground, changed
from assistant.planner.offline.followups.replay import query_of
from assistant.planner.offline.followups.rows import column_out, implied
from assistant.planner.offline.forms.sheet import Sheet
from assistant.planner.offline.scope import Intent, Scope
from assistant.planner.offline.vocabulary import Vocabulary
from data.catalog import Catalog, Column

if TYPE_CHECKING:
    from assistant.planner.offline.planner import OfflinePlanner

_HOW = re.compile(
    r"^\W*(?:(?:and|but|so|ok|then|now)\b\W*)*(?P<how>how \w+) (?:is|was|are|were) (?:the|their|its) (?:very |absolute )?"
    r"(?P<end>(?:most |least )?\w+)(?: (?P<noun>(?!ones?\b|of\b|among\b|in\b)\w+))?(?: (?:one|ones|of (?:them|those|these|all)|among (?:them|those|these)|in there))*\W*$",
    re.I,
)


def read(planner: OfflinePlanner, text: str, catalog: Catalog, last: Answered) -> Intent | None:
    """The end that a message asks for; None where it asks for none, or those whom it is about are no rows."""
    found = _HOW.match(text)
    asked = query_of(last, catalog) if found is not None else None
    if found is None or asked is None:
        return None
    intent, scope = asked
    column, desc = _asked(scope, planner.words, found["how"]), _side(planner.words, found["end"])
    if column is None or desc is None or not _is_noun(found["noun"], scope, column):
        return None
    if implied(scope, planner.words, found["end"]) == column:
        made = _of_those(intent, scope, column, desc)
        if made is not None:
            return made
    return _of_the_first(intent, scope, last, column, desc) if _any_end(found["end"]) else None


def _is_noun(noun: str | None, scope: Scope, column: Column) -> bool:
    """ "the oldest driver": a noun of the rows, or of the figure itself ("driver age")."""
    entity = scope.entity
    names = {w for n in (entity.name, *entity.synonyms) for w in n.split()} if entity is not None else set()
    return noun is None or noun.lower() in names | set(column.label.lower().split())


def _of_those(intent: Intent, scope: Scope, column: Column, desc: bool) -> Intent | None:
    """The highest or lowest figure of the rows that were counted or listed."""
    if not (lists_rows(intent) or counts_rows(intent, scope)):
        return None
    return changed(
        intent, metrics=(of_column("max" if desc else "min", column),), columns=(), where=(*intent.where, *intent.share),
        share=(), order=None, desc=None, chart=None, answer="value", notes=(),
    )  # fmt: skip


def _of_the_first(intent: Intent, scope: Scope, last: Answered, column: Column, desc: bool) -> Intent | None:
    """ "how old is the very lowest one?" of a ranking by something else: of the row that stands at that end of it."""
    if not intent.columns or intent.order is None or last.answer.table is None:
        return None
    downwards = intent.desc is not False
    pointed = pointing.member_at(last, Ground(scope, intent), 1 if desc == downwards else -1)
    if pointed is None:
        return None
    return changed(
        intent, columns=(column_out(column),), where=(*intent.where, *pointed.conditions), picked=pointed.conditions, order=None,
        desc=None, limit=None, chart=None, answer="value", notes=(),
    )  # fmt: skip


def _asked(scope: Scope, words: Vocabulary, how: str) -> Column | None:
    """The number that "how old" asks for."""
    sheet = Sheet(scope, words)
    found = (sheet.column((noun,), (), sheet.numbers) for noun in sheet.words.asked.get(how.lower(), ()))
    return next((c for c in found if c is not None), None)


def _side(words: Vocabulary, end: str) -> bool | None:
    """Whether a superlative asks for the most; None where it is none."""
    low, said = end.lower(), words.raw["superlatives"]
    if low in ("first", "last"):
        return low == "first"
    return True if low in said["desc"] else False if low in said["asc"] else None


def _any_end(end: str) -> bool:
    """A superlative that says nothing of what it ranks by."""
    return end.lower() in ("highest", "lowest", "top", "bottom", "first", "last", "best", "worst", "biggest", "smallest", "largest")  # fmt: skip
