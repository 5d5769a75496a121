"""Parts of a plan that tell nothing, or something else than what was asked: conditions that no row can fit together or
that every row fits, an order of one figure, rows ranked by how many each of them is. The words behind them are asked about.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import combinations

from assistant.planner.offline.conditions import Draft
from assistant.planner.offline.counted import is_count
from assistant.planner.offline.scope import PEOPLE, Intent
from assistant.planner.offline.unheard import JOINING
from data.query import Agg, Call, Col, Expr, Lit, MeasureRef, Over, columns_of, conjuncts, walk


def words(draft: Draft, intent: Intent) -> list[str]:
    """The words that such parts were made of."""
    return [w for test in _TESTS for w in test(draft, intent)]


# -- groups and orders ----------------------------------------------------------------------------------------------
_MANY = 50
"""Things of which nobody wants a ranking each."""


def _ranked_in_each_of_many(draft: Draft, intent: Intent) -> list[str]:
    """ "Which cities spend least per order" asks for a ratio; the last cities of each of ten thousand orders are none."""
    if intent.tool != "query" or len(intent.groups) < 2 or intent.limit is None:
        return []
    each = any({"each", "every", "per"} & set(s.text.lower().split()) for s in draft.spans)
    outer = [o for o in intent.groups if each and o.name in intent.best] or list(intent.groups)
    columns = [draft.scope.source.columns.get(n) for o in outer for n in columns_of(o.expr)]
    if not any(c is not None and c.role == "id" and c.distinct > _MANY for c in columns):
        return []
    return [s.text for s in draft.spans if s.word("group") is not None][:1]


_CUSTOMER = re.compile(r"\b(?:customer|client|buyer|spender)s?$", re.I)


def _ranks_no_customers(draft: Draft, intent: Intent) -> list[str]:
    """ "Our biggest customer", where the rows that are ranked are orders."""
    said = [s.text for s in draft.spans if s.word("superlative") is not None and _CUSTOMER.search(s.text)]
    if not said or intent.tool != "query" or not (intent.groups or intent.columns):
        return []
    others = [e for e in draft.scope.catalog.entities.values() if e.name not in PEOPLE]
    keys = {e.key for e in others if not {"customer", "client", "buyer"} & set(e.synonyms)}
    shown = {n for o in (intent.groups or intent.columns[:1]) for n in columns_of(o.expr)}
    return said if shown and shown <= keys else []


def _grouped_by_weight(draft: Draft, intent: Intent) -> list[str]:
    """ "weighted by WGT" says how rows count; nobody wants a group for each weight."""
    columns = draft.scope.source.columns
    grouped = [columns.get(n) for o in intent.groups for n in columns_of(o.expr)]
    if not any(c is not None and c.role == "weight" for c in grouped):
        return []
    return [s.text for s in draft.spans if s.text.lower().startswith("weight")][:1] or ["weight"]


def _one_of_each(draft: Draft, intent: Intent) -> list[str]:
    """The rows ranked by how many each of them is, which is one."""
    entity = draft.scope.entity
    if intent.tool != "query" or intent.order is None or entity is None or len(intent.groups) != 1:
        return []
    own = columns_of(intent.groups[0].expr) == (entity.key,) and not entity.rolled_up
    if not own or not intent.metrics or not counts_alone(draft, intent):
        return []
    return [s.text for s in draft.spans if s.word("superlative") is not None][:1]


def _ordered_in_vain(draft: Draft, intent: Intent) -> list[str]:
    """ "revenue per product, descending", answered by one figure that has no order."""
    if intent.tool != "query" or intent.answer != "value" or intent.groups or intent.columns or intent.melt:
        return []
    return [s.text for s in draft.spans if s.word("order_desc", "order_asc") is not None][:1]


_OVER_TIME = ("daily", "weekly", "monthly", "quarterly", "yearly")


def _grouped_in_vain(draft: Draft, intent: Intent) -> list[str]:
    """ "total amount by campaign for a slide", answered by one total: what is grouped by must not be passed over."""
    told = intent.tool == "correlate" or (intent.tool == "query" and intent.answer == "value")
    if not told or intent.groups or intent.columns or intent.melt:
        return []
    for i, span in enumerate(draft.spans):
        if i not in draft.used and not span.entries and span.text.lower() in _OVER_TIME:
            return [span.text]
        if span.word("group") is None or span.text.lower().split()[-1] != "by" or i in draft.used:
            continue
        at = next((k for k in range(i + 1, len(draft.spans)) if not draft.spans[k].free), None)
        if at is None or draft.used.get(at) in ("condition", "value"):
            continue
        named = draft.spans[at]
        if named.word("tool") is not None or named.entry("column", "entity") is not None:
            return [named.text]
    return []


def _hours_of_days(draft: Draft, intent: Intent) -> list[str]:
    """ "the busiest hour", where the date is a mere day: each row would be of midnight."""
    columns = draft.scope.source.columns
    timed = [
        o.expr for o in intent.groups if isinstance(o.expr, Call) and o.expr.op in ("hour", "trunc_hour")
    ]
    bare = any((c := columns.get(n)) is not None and c.type == "date" for e in timed for n in columns_of(e))
    return [s.text for s in draft.spans if s.word("grain") is not None][:1] if bare else []


def _limited_in_vain(draft: Draft, intent: Intent) -> list[str]:
    """ "The 3 most shared articles" are three of them; a plan that says three nowhere tells of all."""
    if intent.tool != "query":
        return []
    numbers = {str(n) for n in re.findall(r"\d+(?:\.\d+)?", intent.model_dump_json())}
    return [
        draft.spans[i].text
        for i, why in draft.used.items()
        if why == "superlative"
        and (n := draft.spans[i].number) is not None
        and not {f"{n:g}", str(n), f"{n / 100:g}", str(n / 100), f"{1 - n / 100:g}"} & numbers
    ]


# -- figures --------------------------------------------------------------------------------------------------------
_SIZES = (
    "biggest", "bigest", "largest", "smallest", "longest", "shortest", "oldest", "youngest", "cheapest", "most expensive",
    "heaviest", "tallest",
)  # fmt: skip


def _extreme_of_sums(draft: Draft, intent: Intent) -> list[str]:
    """ "the biggest deal in each country" is one deal a country, and no sum; and rows of which each has a name of its own
    are not ranked by how many each of them is."""
    if intent.tool != "query" or len(intent.groups) != 1 or len(intent.metrics) != 1 or intent.best:
        return []
    expr = intent.metrics[0].expr
    measure = draft.scope.catalog.measures.get(expr.measure) if isinstance(expr, MeasureRef) else None
    expr = measure.expr if measure is not None else expr
    if isinstance(expr, Agg) and expr.agg in ("max", "min"):
        return []
    said = [s.text for s in draft.spans if s.text.lower() in _SIZES]
    each = any(s.word("group") is not None and "each" in s.text.lower().split() for s in draft.spans)
    total = any(
        s.word("aggregate", "count", "share", "rate") is not None and s.text.lower() not in _SIZES
        for s in draft.spans
    )
    group = [draft.scope.source.columns.get(n) for n in columns_of(intent.groups[0].expr)]
    own = len(group) == 1 and group[0] is not None and group[0].distinct >= 0.95 * draft.scope.source.rows > 1
    counts = is_count(intent.metrics[0], draft.scope)
    own = own or (isinstance(expr, Agg) and expr.agg == "distinct" and expr.of == intent.groups[0].expr)
    return said if said and ((each and not total) or (own and counts) or _adds_counts(draft, expr)) else []


def _adds_counts(draft: Draft, expr: Expr) -> bool:
    """ "who gave our largest gift", answered by the number of gifts: a sum of how many each has."""
    column = (
        draft.scope.source.columns.get(next(iter(columns_of(expr)), "")) if isinstance(expr, Agg) else None
    )
    within = column.expr if column is not None else None
    return isinstance(within, Agg) and within.agg in ("count", "distinct")


def _spread_of_averages(draft: Draft, intent: Intent) -> list[str]:
    """ "the median order value of customers" is a median of orders, and not of the average that each customer has."""
    columns = draft.scope.source.columns
    for out in intent.metrics:
        for node in walk(out.expr):
            if not (
                isinstance(node, Agg)
                and node.agg in ("median", "quantile", "std")
                and isinstance(node.of, Col)
            ):
                continue
            column = columns.get(node.of.col)
            averaged = column is not None and column.expr is not None and column.label.startswith("average ")
            if averaged and not re.search(r"\b(?:average|avg|mean)\b", draft.text, re.I):
                return [node.agg]
    return []


def _sum_of_an_average(draft: Draft, intent: Intent) -> list[str]:
    """ "average order value", read on orders as the total of what they came to: the first word of the name is lost."""
    summed = any(isinstance(m.expr, Agg) and m.expr.agg == "sum" for m in intent.metrics)
    said = [
        s.text
        for i, s in enumerate(draft.spans)
        if i in draft.used and s.entries and re.match(r"(?:average|avg|mean)\s", s.text, re.I)
    ]
    return said[:1] if summed and len(intent.metrics) == 1 else []


def _told_beside_count(draft: Draft, intent: Intent) -> list[str]:
    """ "How many films were nominated", answered by films and the sum of nominations: the word tells which films."""
    cue = next((i for i, s in enumerate(draft.spans) if s.text.lower() == "how many"), None)
    if cue is None or not unjoined(draft, intent):
        return []
    tested = {n.rsplit(".", 1)[-1] for e in intent.where for n in columns_of(e)}
    told = [
        s
        for k, s in enumerate(draft.spans)
        if k > cue + 1 and s.entries and draft.used.get(k) in ("metric", "item")
    ]
    return [s.text for s in told if not any(e.name.rsplit(".", 1)[-1] in tested for e in s.entries)][-1:]


def unjoined(draft: Draft, intent: Intent) -> bool:
    """Two figures answer a question for one only where it lists them."""
    measured = [m for m in intent.metrics if not isinstance(m.expr, Over)]
    told = [
        i for i, why in sorted(draft.used.items()) if why in ("metric", "item") and draft.spans[i].entries
    ]
    between = draft.spans[told[0] : told[1]] if len(told) == 2 else draft.spans
    joined = {s.text.lower() for s in between} & (JOINING | {"with"})
    return len(measured) > 1 and intent.melt is None and not intent.having and not joined


def counts_alone(draft: Draft, intent: Intent) -> bool:
    """Only the number of rows is told."""
    measures = draft.scope.catalog.measures
    exprs = [
        measures[m.expr.measure].expr
        if isinstance(m.expr, MeasureRef) and m.expr.measure in measures
        else m.expr
        for m in intent.metrics
    ]
    return all(isinstance(e, Agg) and e.agg == "count" and e.of is None for e in exprs)


# -- conditions -----------------------------------------------------------------------------------------------------
def _conditions(draft: Draft, intent: Intent) -> list[str]:
    """ "With kids and without kids", "cancelled or not": no row is both, each is either. What is meant is mostly groups."""
    tests = [e for whole in intent.where for e in conjuncts(whole)]
    found = [e for e in tests if _keeps_all(draft, e)]
    found += [e for pair in combinations(tests, 2) if _apart(*pair) for e in pair]
    return [_said(draft, e) for e in found]


def _apart(a: Expr, b: Expr) -> bool:
    """No value of their column fits both."""
    if not isinstance(a, Call) or not isinstance(b, Call) or a.args[:1] != b.args[:1]:
        return False
    if not isinstance(a.args[0], Col):
        return False
    if {a.op, b.op} == {"is_null", "not_null"}:
        return True
    first, second = _ends(a), _ends(b)
    if first is None or second is None:
        return False
    (low, low_in, high, high_in), (low2, low2_in, high2, high2_in) = first, second
    if low > high2 or low2 > high:
        return True
    return (low == high2 and not (low_in and high2_in)) or (low2 == high and not (low2_in and high_in))


def _ends(expr: Call) -> tuple[float, bool, float, bool] | None:
    """Between which numbers a condition keeps a value, and whether the ends themselves are kept."""
    numbers = [a.lit for a in expr.args[1:] if isinstance(a, Lit) and isinstance(a.lit, int | float)]
    if len(numbers) != len(expr.args) - 1 or not numbers:
        return None
    n, inf = float(numbers[0]), float("inf")
    kept = {
        "eq": (n, True, n, True), "gt": (n, False, inf, True), "ge": (n, True, inf, True), "lt": (-inf, True, n, False),
        "le": (-inf, True, n, True), "between": (n, True, float(numbers[-1]), True),
    }  # fmt: skip
    return kept.get(expr.op)


def _keeps_all(draft: Draft, expr: Expr) -> bool:
    """Every value that a flag has."""
    if not isinstance(expr, Call) or expr.op != "in" or not isinstance(expr.args[0], Col):
        return False
    column = draft.scope.source.columns.get(expr.args[0].col)
    kept = {a.lit for a in expr.args[1:] if isinstance(a, Lit)}
    return (
        column is not None
        and column.role == "flag"
        and len(kept) > 1
        and kept >= {v.value for v in column.values}
    )


def _said(draft: Draft, expr: Expr) -> str:
    found = next((c for c in draft.conditions if expr in conjuncts(c.expr)), None)
    if found is not None and found.spans:
        return draft.spans[min(found.spans)].text
    column = expr.args[0] if isinstance(expr, Call) else None
    return column.col if isinstance(column, Col) else "condition"


_TESTS: tuple[Callable[[Draft, Intent], list[str]], ...] = (
    _ranked_in_each_of_many, _ranks_no_customers, _grouped_by_weight, _told_beside_count, _one_of_each, _ordered_in_vain,
    _grouped_in_vain, _hours_of_days, _conditions, _limited_in_vain, _extreme_of_sums, _spread_of_averages, _sum_of_an_average,
)  # fmt: skip
