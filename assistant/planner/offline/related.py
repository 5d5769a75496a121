"""Whether two columns have to do with each other: a correlation of two numbers, a test of two kinds, or a test of a
number between the groups of a kind. "Is marital status related to job", "does the tip depend on the platform"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from assistant.planner.offline import conditions
from assistant.planner.offline.checks import Checked, check
from assistant.planner.offline.conditions import Draft, draft_of
from assistant.planner.offline.naming import LEAST_QUALITY, is_key, suits
from assistant.planner.offline.scope import Intent, Scope, is_groupable, is_joined, is_numeric
from assistant.planner.offline.spans import Tagged
from assistant.reading import Reading
from data.catalog import Catalog, Column
from data.query import Out, col

if TYPE_CHECKING:
    from assistant.planner.offline.planner import OfflinePlanner

_TIES = r"(?:inter)?related|linked|connected|tied|associated|correlated|depend(?:s|ent|ed)?\s+on|(?:have|has)\s+(?:anything|something|a\s+lot)\s+to\s+do\s+with"
_TIED = re.compile(
    rf"^\W*(?:(?:and|so|also|hey|hi)\W+)*(?:is|are|was|were|do|does|did)\b[^?.;]*\b(?:{_TIES})"
    rf"|\bhow\s+(?:(?:strongly|closely|much|tightly)\s+)?(?:is|are|do|does)\b[^?.;]*\b(?:{_TIES})"
    r"|\b(?:do|does|did)\b[^?.;]*\b(?:move|go|rise|fall|vary|grow|change)\s+(?:together|hand\s+in\s+hand|in\s+(?:step|line|parallel|tandem))\b"
    r"|\b(?:do|does|did)\b[^?.;]*\b(?:go\s+(?:up|down)|rise|increase|grow|fall|drop|decrease)\s+with\b"
    r"|\b(?:association|relation(?:ship)?|link|connection|dependenc[ey]|correlation)\s+between\b|\bcorrelation\s+of\b",
    re.I,
)
_CHOICE = re.compile(
    r"\b(?:scatter\w*|charts?|plots?|graphs?|draw|which|most|strongest|highest|best|matrix|heat\s?map|partial)\b",
    re.I,
)
_SIGNIFICANCE = re.compile(r"[,;.?]?\s*\b(?:significance|significant(?:ly)?|statistically)\b", re.I)


def asked(text: str) -> bool:
    """Whether it is asked if two things go together, so that no list of both is an answer."""
    return _TIED.search(text) is not None and _CHOICE.search(text) is None


def read(
    planner: OfflinePlanner, question: str, tagged: Tagged, catalog: Catalog, numbers: bool
) -> Reading | None:
    """The test or correlation of two columns that are named; `numbers`: of two numbers, else with a kind among them."""
    if not asked(tagged.text) or not {"significance", "correlate"} <= set(planner.tools):
        return None
    best: tuple[float, Intent, Checked] | None = None
    for scope in planner._scopes(tagged, catalog):
        draft = draft_of(scope, tagged)
        conditions.read(draft)
        intent = _of_two(draft, tagged.text, numbers)
        if intent is None:
            continue
        checked = check(draft, intent, len(tagged.corrections))
        score = checked.confidence + suits(scope, tagged, catalog)
        if best is None or score > best[0]:
            best = (score, intent, checked)
    if best is None:
        return None
    return planner._one(question, best[1], tagged, min(0.85, best[2].confidence), best[2])


def _of_two(draft: Draft, text: str, numbers: bool) -> Intent | None:
    columns = _named(draft)
    if len(columns) != 2:
        return None
    measured = [c for c in columns if is_numeric(c)]
    if (len(measured) == 2) is not numbers or any(is_joined(c) for c in columns):
        return None  # what customers are would count once a purchase
    where = tuple(c.expr for c in draft.conditions if c.measure is None)
    if numbers:
        return _intent(draft, "correlate", {"columns": [c.name for c in columns]}, where)
    kinds = [c for c in columns if c not in measured]
    if any(not is_groupable(k) or is_key(draft, k) for k in kinds):
        return None
    said = "p" if re.search(r"\bp[\s-]?values?\b", text, re.I) else "verdict"
    if not measured:
        both = {"columns": [c.name for c in kinds], "test": "chi-squared", "asked": said}
        return _intent(draft, "significance", both, where)
    group = Out(name=kinds[0].label, expr=col(kinds[0].name))
    args = {"columns": [measured[0].name], "dimension": group.canonical(), "asked": said}
    return _intent(draft, "significance", args, where)


def _intent(draft: Draft, tool: str, args: dict[str, Any], where: Any) -> Intent:
    for i, span in enumerate(draft.spans):
        words = span.word("tool", "count", "aggregate", "group", "only") is not None and not span.entries
        rows = any(t.entity is not None or t.rows for t in draft.scope.terms(span))
        if draft.free(i) and (words or rows or _SIGNIFICANCE.fullmatch(span.text)):
            draft.use("tool", i)
    return Intent(source=draft.scope.name, tool=tool, args=args, where=where)


def _named(draft: Draft) -> list[Column]:
    """Columns that are named, each once; a flag's name is the flag here, and no condition that it holds."""
    found: dict[str, Column] = {}
    for condition in list(draft.conditions):
        column = condition.column
        if column is not None and column.role == "flag" and _only_named(draft, condition.spans, column):
            draft.conditions.remove(condition)
            for i in condition.spans:
                draft.used.pop(i, None)
    for i, span in enumerate(draft.spans):
        if not draft.free(i) or not span.entries:
            continue
        column = _column(draft.scope, i, draft)
        if column is not None:
            found.setdefault(column.name, column)
            draft.use("metric", i)
    return list(found.values())


def _only_named(draft: Draft, spans: tuple[int, ...], column: Column) -> bool:
    return all(
        any(t.column is not None and t.column.name == column.name and t.entry.kind == "column" for t in draft.scope.terms(draft.spans[i]))
        for i in spans
        if draft.spans[i].entries
    )  # fmt: skip


def _column(scope: Scope, i: int, draft: Draft) -> Column | None:
    span = draft.spans[i]
    own = scope.entity.name if scope.entity is not None else ""
    terms = [t for t in scope.terms(span) if t.column is not None and t.entry.kind == "column"]
    best = max(terms, key=lambda t: t.entry.quality, default=None)
    if best is None or best.entry.quality < LEAST_QUALITY:
        return None
    rows = [t for t in scope.terms(span) if t.rows or (t.entity is not None and t.entity.name == own)]
    return None if any(t.entry.quality >= best.entry.quality for t in rows) else best.column
