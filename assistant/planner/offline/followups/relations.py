"""What goes with the last figure: "is it correlated with NPS?", "how is that related to the party size?"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.planner.offline.compose import _expanded as expanded
from assistant.planner.offline.compose import row_column
from assistant.planner.offline.scope import Intent, Scope
from assistant.planner.offline.spans import Tagged
from assistant.reading import Reading
from data.catalog import Catalog, Column
from data.query import MeasureRef, Out, columns_of

if TYPE_CHECKING:
    from assistant.conversation import Conversation
    from assistant.planner.offline.planner import OfflinePlanner

_IT = re.compile(
    r"^\W*(?:(?:and|so|but|then|ok)\b\W*)*(?P<opens>(?:how (?:strongly |closely )?)?(?:is|are|does|do)) (?P<it>it|that|this|they|those)\s+"
    r"(?P<goes>(?:at all |somehow |also )?(?:correlat\w*|relat\w*|associated|linked|connected|go(?:es)? (?:along|together|with))\b)",
    re.I,
)
_ABILITIES = ("correlate", "regression", "significance")


def read(
    planner: OfflinePlanner,
    question: str,
    tagged: Tagged,
    catalog: Catalog,
    conversation: Conversation,
    last: Intent,
) -> Reading | None:
    """The relation asked for, with the name of the last figure in the place of "it", among the same rows."""
    found = _IT.match(tagged.text)
    if found is None or last.tool != "query" or last.source not in catalog.sources or len(last.metrics) != 1:
        return None
    column = _number(last.metrics[0], Scope(catalog, last.source))
    if column is None:
        return None
    said = f"{found['opens']} {column.label} {found['goes']}{tagged.text[found.end() :]}"
    named = planner.tagged(said, conversation)
    made = planner._ability(said, named, catalog, conversation)
    first = made.candidates[0].intent if made is not None and made.candidates else None
    if made is None or not isinstance(first, Intent) or first.tool not in _ABILITIES:
        return None
    if not last.where or first.source != last.source:
        return made if not last.where else None
    kept = first.model_copy(update={"where": (*last.where, *(e for e in first.where if e not in last.where))})
    return planner._one(question, kept, named, made.candidates[0].confidence)


def _number(out: Out, scope: Scope) -> Column | None:
    """The row's own number behind the figure."""
    own = row_column(scope, out)
    if own is not None or not isinstance(out.expr, MeasureRef):
        return own
    names = set(columns_of(expanded(scope, out.expr)))
    return scope.source.columns.get(next(iter(names))) if len(names) == 1 else None
