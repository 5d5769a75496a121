""" "Only the makes with more than 300 quotes": the groups of the last answer that reach a number of rows, or a sum."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from assistant.planner.offline.compose import metric
from assistant.planner.offline.followups.figures import counted_of
from assistant.planner.offline.followups.message import Message, blank
from assistant.planner.offline.followups.operations import Ground, Turn, changed
from assistant.planner.offline.forms.nouns import is_label
from assistant.planner.offline.scope import Intent
from assistant.planner.offline.spans import Span
from data.query import Call, Lit, Out, call, col

if TYPE_CHECKING:
    from assistant.planner.offline.planner import OfflinePlanner

_SAID = {
    "more than": "gt", "over": "gt", "above": "gt", "at least": "ge", "no fewer than": "ge", "no less than": "ge",
    "fewer than": "lt", "less than": "lt", "under": "lt", "below": "lt", "at most": "le", "no more than": "le",
    "up to": "le",
}  # fmt: skip
_REACHING = re.compile(
    r"^\W*(?:(?:but|and|now|show|keep|list|use|take|only|just|for|of|the|those|these|me)\s+)*(?P<noun>[\w-]+(?: [\w-]+)?) "
    r"(?:with|having|of|that have|which have|who have|that had|which had|who had|that got|where there are) "
    rf"(?P<op>{'|'.join(_SAID)}) (?P<n>\d[\d,]*(?:\.\d+)?)(?P<or>\+| or (?:more|fewer|less))? (?P<what>[\w -]+?)\W*$",
    re.I,
)
CLEAR = 0.9
"""How well a figure must be named: "quotes" are no quoted premium."""
_ANY = ("ones", "those", "these", "groups")


@dataclass(frozen=True)
class Reach:
    """Only the groups whose figure passes; the figure is shown beside what was asked for."""

    out: Out
    op: str
    value: float
    turn: ClassVar[Turn] = Turn.SHARE

    def on(self, intent: Intent, ground: Ground) -> Intent | None:
        """The threshold beside those that hold already, in the place of one on the same figure."""
        if not intent.groups:
            return None
        shown = next((m for m in intent.metrics if m.expr == self.out.expr or m.name == self.out.name), None)
        name = (shown or self.out).name
        kept = tuple(e for e in intent.having if not (isinstance(e, Call) and e.args[0] == col(name)))
        number = Lit(lit=int(self.value) if self.value.is_integer() else self.value)
        return changed(
            intent, metrics=intent.metrics if shown is not None else (*intent.metrics, self.out),
            having=(*kept, call(self.op, col(name), number)),  # type: ignore[arg-type]  # one of the names above
            answer="table" if intent.answer == "name" else intent.answer,
        )  # fmt: skip


def read(planner: OfflinePlanner, said: Message, ground: Ground) -> Reach | None:
    """The threshold that a message sets to the groups of the last answer; None where it sets none."""
    found = _REACHING.match(said.rest)
    if found is None or not ground.last.groups or not _names_a_group(found["noun"], ground, planner):
        return None
    out = _figure(found["what"], ground, planner)
    if out is None:
        return None
    said.rest = blank(said.rest, 0, len(said.rest))
    return Reach(out, _SAID[found["op"].lower()], float(found["n"].replace(",", "")))


def _names_a_group(noun: str, ground: Ground, planner: OfflinePlanner) -> bool:
    """ "the makes" of vehicle makes: the noun of what the answer was grouped by."""
    stems = {planner.words.stems.of(w) for w in noun.lower().split()}
    if noun.lower() in _ANY:
        return True
    for out in ground.last.groups:
        names = out.name.lower().split()
        bare = getattr(out.expr, "col", "").rsplit(".", 1)[-1]
        for entity in ground.scope.catalog.entities.values():
            if bare and bare in (entity.key.rsplit(".", 1)[-1], entity.display):
                names += [w for n in (entity.name, *entity.synonyms) for w in n.split()]
        if stems <= {planner.words.stems.of(w) for w in names}:
            return True
    return False


def _figure(what: str, ground: Ground, planner: OfflinePlanner) -> Out | None:
    """What is to reach the number: how many rows there are, or what they come to."""
    cover = [s for s in planner.tagger.tag(what).cover if s.entries]
    if len(cover) != 1 or cover[0].text.lower() != what.lower().strip():
        return None
    if _counts(cover[0], ground):
        return counted_of(ground.scope, None)
    term = ground.scope.number(cover[0])
    if term is None or term.entry.quality < CLEAR or (term.column is not None and not term.column.additive):
        return None
    return metric(ground.scope, None, term)


def _counts(span: Span, ground: Ground) -> bool:
    """A noun of the rows themselves, or of what numbers them ("quotes" of quote references)."""
    here = ground.scope.entity
    return any(
        t.rows
        or (t.entity is not None and t.entity == here)
        or (
            t.entry.kind == "column"
            and t.column is not None
            and t.column.role == "id"
            and is_label(ground.scope, t.column)
        )
        for t in ground.scope.terms(span)
    )
