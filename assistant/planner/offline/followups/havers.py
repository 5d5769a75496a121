"""Those who have what was spoken of: "and how high is it for those who do?", "only among families who have one"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from assistant.planner.offline.compose import of_column, row_column
from assistant.planner.offline.followups.figures import Measure
from assistant.planner.offline.followups.message import Message, blank
from assistant.planner.offline.followups.operations import Edit, Ground, Turn, changed
from assistant.planner.offline.scope import Intent, is_numeric
from data.catalog import Column
from data.query import Call, Expr, call, col, columns_of

_WHO = re.compile(
    r"\b(?:(?:only|just)\s+)?(?:(?:for|of|among|amongst|with|within|by)\s+)?(?:only\s+|just\s+)?(?:the\s+|all\s+)?(?P<who>those|these|ones|people|[a-z]+s)\s+(?:who|that|which)\s+"
    r"(?:(?:actually|really|do)\s+)?(?:do|did|does|(?:have|has|had|own|hold)(?:\s+(?:it|one|any|some|them|such(?: an?)? \w+))?)\W*$",
    re.I,
)
_HOW_HIGH = re.compile(
    r"^\W*(?:(?:and|so|but)\b\W*)*(?:how (?:high|much|large|big|many)|what) (?:is|are|was|were|do|does) (?:it|that|they|their \w+)\b(?: then)?(?: have)?(?P<how>[^?]*)",
    re.I,
)
_MEDIAN = re.compile(r"\bmedian\b|\btypical", re.I)


@dataclass(frozen=True)
class Havers:
    """Only the rows that have the thing."""

    having: tuple[Expr, ...]
    turn: ClassVar[Turn] = Turn.POPULATION

    def on(self, intent: Intent, ground: Ground) -> Intent | None:
        """The rows narrowed; a share of them is no share any more."""
        new = tuple(e for e in self.having if e not in intent.where)
        return changed(intent, where=(*intent.where, *new), share=()) if new else None


def read(said: Message, ground: Ground) -> list[Edit]:
    """The edits of a message that ends in those who have it; its words are cut."""
    found = _WHO.search(said.rest)
    if found is None or not _are_rows(found["who"], ground):
        return []
    column = _thing(ground)
    having = ground.last.share or ((call("gt", col(column.name), 0),) if column is not None else ())
    asked = _HOW_HIGH.match(said.rest)
    if not having or (asked is not None and column is None) or (asked is None and ground.last.share):
        return []
    said.rest = blank(said.rest, found.start(), found.end())
    said.joins = True
    edits: list[Edit] = [Havers(having)]
    if asked is not None and column is not None:
        edits.append(Measure((of_column("median" if _MEDIAN.search(asked["how"]) else "mean", column),)))
        said.rest = ""
    return edits


def _are_rows(noun: str, ground: Ground) -> bool:
    """ "those", "people", "families": the noun of the rows, or one that points."""
    low, entity = noun.lower(), ground.scope.entity
    names = {entity.name, entity.plural, *entity.synonyms} if entity is not None else set()
    known = (
        {n.lower() for n in names}
        | {n.lower() + "s" for n in names}
        | {(ground.scope.source.plural or "").lower()}
    )
    return (
        low in ("those", "these", "ones", "people") or low in known or low.removesuffix("ies") + "y" in known
    )


def _thing(ground: Ground) -> Column | None:
    """The amount that was measured, or of which the share of those was told who have any."""
    last, columns = ground.last, ground.scope.source.columns
    if last.share:
        tests = [e for e in last.share if isinstance(e, Call) and e.op in ("gt", "ge", "ne")]
        names = columns_of(tests[0]) if len(tests) == len(last.share) == 1 else ()
        column = columns.get(names[0]) if len(names) == 1 else None
    else:
        column = (
            row_column(ground.scope, last.metrics[0]) if len(last.metrics) == 1 and not last.columns else None
        )
    amount = (
        column is not None
        and is_numeric(column)
        and column.role not in ("flag", "id", "code", "rate", "score")
    )
    return column if amount else None
