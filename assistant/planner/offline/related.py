"""Whether two columns have to do with each other: a correlation of two numbers, a test of two kinds, or a test of a
number between the groups of a kind. "Is marital status related to job", "does the tip depend on the platform"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from assistant.planner.offline import conditions, contrast
from assistant.planner.offline.checks import Checked, check
from assistant.planner.offline.compose import row_column
from assistant.planner.offline.conditions import Draft, draft_of
from assistant.planner.offline.naming import LEAST_QUALITY, is_key, number_of, suits
from assistant.planner.offline.scope import Intent, Scope, is_groupable, is_joined, is_numeric
from assistant.planner.offline.spans import Span, Tagged
from assistant.reading import Reading
from data.catalog import Catalog, Column
from data.query import Agg, Call, Col, Out, col

if TYPE_CHECKING:
    from assistant.conversation import Turn
    from assistant.planner.offline.planner import OfflinePlanner

_TIES = r"(?:inter)?related|linked|connected|tied|associated|correlate[sd]?|depend(?:s|ent|ed)?\s+on|(?:have|has)\s+(?:anything|something|a\s+lot)\s+to\s+do\s+with"
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
    ratio = _ratio(draft) if numbers else None
    columns = _named(draft)
    if ratio is not None:
        return _with_ratio(draft, columns, ratio)
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


def _ratio(draft: Draft) -> Out | None:
    """ "open rate": what a measure divides, divided in each row."""
    for i, span in enumerate(draft.spans):
        measure = next((t.measure for t in draft.scope.terms(span)[:1] if t.measure is not None), None)
        expr = measure.expr if measure is not None and draft.free(i) else None
        if measure is None or not isinstance(expr, Call) or expr.op != "div":
            continue
        parts = [a.of for a in expr.args if isinstance(a, Agg) and a.agg == "sum" and a.where is None]
        if len(parts) == 2 and all(isinstance(p, Col) for p in parts):
            draft.use("metric", i)
            return Out(
                name=measure.label,
                expr=Call(op="div", args=tuple(p for p in parts if p is not None)),
                unit=measure.unit,
            )
    return None


def _with_ratio(draft: Draft, columns: list[Column], ratio: Out) -> Intent | None:
    """A number and a ratio of each row; one that another table tells counts where the rows are named."""
    if len(columns) != 1 or not is_numeric(columns[0]):
        return None
    rows = any(
        t.rows or (t.entity is not None and t.entity is draft.scope.entity)
        for s in draft.spans
        for t in draft.scope.terms(s)
    )
    if is_joined(columns[0]) and not rows:
        return None
    args = {
        "columns": [columns[0].name, ratio.name],
        "formulas": [ratio.canonical()],
        "test": "pearson",
        "asked": "figure",
    }
    return _intent(draft, "significance", args, tuple(c.expr for c in draft.conditions if c.measure is None))


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
        return number_of(scope, span) or _rating(scope, span)
    rows = [t for t in scope.terms(span) if t.rows or (t.entity is not None and t.entity.name == own)]
    return None if any(t.entry.quality >= best.entry.quality for t in rows) else best.column


def _rating(scope: Scope, span: Span) -> Column | None:
    """The mark that a score of all is made of, as each gave it ("NPS")."""
    measure = next((t.measure for t in scope.terms(span) if t.measure is not None), None)
    made = contrast.of_measure(measure.label, measure.expr, scope) if measure is not None else None
    return made.column if made is not None else None


_IT = re.compile(
    r"^\W*(?:(?:and|so|but|ok|hm+)\W+)*(?:(?:is|are|does|do|how (?:strongly|closely) (?:is|are|does|do)) )?(?:it|that|this|they|these)\b(?: \w+)?? "
    r"(?:correlat\w+|related|linked|associated|tied|depend(?:s|ent)?|go(?:es)? (?:along|together)|move) (?:with|to|on) (?P<other>[^?]+?)\W*$",
    re.I,
)


def follow(
    planner: OfflinePlanner, question: str, tagged: Tagged, catalog: Catalog, last: Turn
) -> Reading | None:
    """ "is it correlated with NPS?" after a figure: the number behind the figure and another, of the same rows."""
    said, before = _IT.match(tagged.text), last.intent
    if (
        said is None
        or not isinstance(before, Intent)
        or before.source not in catalog.sources
        or before.within
    ):
        return None
    scope = Scope(catalog, before.source)
    first = _spoken_of(scope, before)
    draft = draft_of(scope, planner.tagger.tag(said["other"], tagged.made))
    second = _named(draft)
    if first is None or len(second) != 1 or not is_numeric(second[0]) or first.name == second[0].name:
        return None
    args = {"columns": [first.name, second[0].name]}
    intent = _intent(draft, "correlate", args, before.where)
    checked = check(draft, intent, len(tagged.corrections))
    return planner._one(question, intent, tagged, min(0.85, checked.confidence), checked)


def _spoken_of(scope: Scope, before: Intent) -> Column | None:
    """The number that the last figure was made of."""
    pair = before.args.get("columns")
    if before.tool == "correlate" and isinstance(pair, (list, tuple)) and len(pair) == 2:
        return scope.source.columns.get(str(pair[0]))
    if before.tool != "query" or len(before.metrics) != 1 or before.groups:
        return None
    found = row_column(scope, before.metrics[0])
    return found if found is not None and is_numeric(found) else None
