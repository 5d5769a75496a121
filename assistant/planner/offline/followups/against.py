"""The last figure beside that of others: "compare that with Norway", "how does that compare to the rest?"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from assistant.planner.offline import conditions, say
from assistant.planner.offline.conditions import Draft, draft_of
from assistant.planner.offline.followups.message import Message
from assistant.planner.offline.followups.operations import Ground, Turn, changed
from assistant.planner.offline.followups.population import both, is_period
from assistant.planner.offline.scope import Intent
from data.catalog import Source
from data.query import Call, Expr, Lit, Out, all_of, call, col, columns_of

if TYPE_CHECKING:
    from assistant.planner.offline.planner import OfflinePlanner

_WITH = re.compile(
    r"^\W*(?:(?:and|but|so|now|then|ok|please|can you|could you)\b\W*)*"
    r"(?:(?:how|what) (?:does|do|did|would|is|are) (?:that|it|this|they|those|these) compared?"
    r"|(?:compare|contrast) (?:that|it|this|them|those|these)"
    r"|(?:is|was|are|were) (?:that|it|this|they|those|these) (?:\w+ )?(?:more|less|higher|lower|bigger|smaller|better|worse|larger|fewer) than)"
    r"(?: (?:to|with|against|in|for|of|among|that of|those of))?\s+(?:(?:the|what|that) )?(?P<what>\w.*?)\W*$",
    re.I,
)
_REST = re.compile(
    r"(?:all )?(?:others?|rest|remaining(?: ones| \w+)?|remainder|other (?:ones|\w+s)|everyone else|everybody else|everything else)(?: (?:is|are|was|were|have|has|do|does|did))?",
    re.I,
)


@dataclass(frozen=True)
class Against:
    """One figure becomes one for each side: `group` is what the sides are, `where` the rows of both."""

    group: Out
    where: tuple[Expr, ...]
    turn: ClassVar[Turn] = Turn.GROUPS

    def on(self, intent: Intent, ground: Ground) -> Intent | None:
        """The sides as groups."""
        return changed(intent, groups=(self.group,), where=self.where, answer="table", chart=None)


def read(planner: OfflinePlanner, said: Message, ground: Ground) -> tuple[Against, Draft] | None:
    """The sides that a message sets against each other; None where it sets none, or the last answer was no one figure."""
    found, last = _WITH.match(said.text), ground.last
    if found is None or not last.where or last.groups or last.columns or last.share or len(last.metrics) != 1:
        return None
    empty = draft_of(ground.scope, planner.tagger.tag(""))
    if _REST.fullmatch(found["what"]):
        made = _rest(ground)
        return (made, empty) if made is not None else None
    draft = draft_of(ground.scope, planner.tagger.tag(found["what"]))
    conditions.read(draft)
    if len(draft.conditions) != 1 or any(draft.free(i) and not s.free for i, s in enumerate(draft.spans)):
        return None
    made = _like(draft.conditions[0].expr, ground)
    return (made, draft) if made is not None else None


def _like(new: Expr, ground: Ground) -> Against | None:
    """Another value of what the last answer was restricted to."""
    where, columns = ground.last.where, ground.scope.source.columns
    for at, old in enumerate(where):
        joined = both(old, new)
        if joined is not None and joined != old and columns_of(old)[0] in columns:
            column = columns[columns_of(old)[0]]
            sides = (*where[:at], joined, *where[at + 1 :])
            return Against(Out(name=column.label, expr=col(column.name)), sides)
    return None


def _rest(ground: Ground) -> Against | None:
    """Those whom the last condition left out; where several were said in one breath, those who fail any of them."""
    last, source = ground.last, ground.scope.source
    chosen = [e for e in last.where if not is_period(e)]
    earlier = ground.earlier.where if ground.earlier is not None else ()
    chosen = [e for e in chosen if e not in earlier] or chosen
    names = {n for e in chosen for n in columns_of(e)}
    if not chosen or not names <= {*source.columns}:
        return None
    label = _name(chosen, source)
    known = tuple(call("not_null", col(n)) for n in sorted(names) if source.columns[n].missing)
    parts = (all_of(tuple(chosen)), Lit(lit=label), Lit(lit="the rest"))
    kept = tuple(e for e in last.where if e not in chosen)
    return Against(Out(name=f"{label} and the rest", expr=Call(op="if", args=parts)), (*kept, *known))


def _name(chosen: list[Expr], source: Source) -> str:
    """What the first side is called: a value by its name, else the condition."""
    first = chosen[0]
    if len(chosen) == 1 and isinstance(first, Call) and first.op == "eq":
        column = source.columns.get(columns_of(first)[0])
        if column is None or column.role != "flag":
            return say.value(column, first.args[1])
        if first.args[1] == conditions.on(column):
            return column.label
    return say.join(say.condition(e, source) for e in chosen)
