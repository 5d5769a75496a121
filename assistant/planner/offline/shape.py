"""What kind of answer the words of a question call for, and which of these kinds a plan does not give.

A form may find a place for each word and still answer something else: a list of rows to "what share", an average to
"the 90th percentile". The test here is independent of how a reading came about: it sets the words that name a kind of
answer (an average, a share, a test, a drawing, a name) against the plan alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from assistant.planner.offline.scope import Intent, is_money
from assistant.planner.offline.spans import Span
from data.catalog import Measure
from data.query import Agg, Bin, Call, Col, Expr, Lit, MeasureRef, Member, Over, Scalar, columns_of, walk

SURE = 0.95
"""A word that is this well a name of the data ("mean area", "total") calls for no kind of answer."""
_SHARED = re.compile(r"%|share|percent|pct|proportion|rate\b|ratio", re.I)
_SPREAD = ("std", "var", "skew", "kurt")
_NAMED = re.compile(
    r"^\W*((and|so|then|ok|hey|hi|please|also)\W+)*((in|at|on|for|by|from|to) )?(which|who|whose|whom|when)\b(?! of (the|these|those|them) (is|are)\b)",
    re.I,
)
_TESTED = re.compile(r"\bp[- ]?values?\b|\bstatistically\b|\bt-?test\b|\bchi-?squared?\b", re.I)
_CORRELATED = re.compile(
    r"\bcorrelat\w+\b|\bhow\s+(?:are|is)\b[^?.;]*\brelated\b|\b(?:move|rise|fall|vary)\s+together\b", re.I
)
_PREDICTED = re.compile(r"\b(predict|forecast|would you (expect|predict|estimate|guess))\w*\b", re.I)
_REGRESSED = re.compile(r"\b(regression|regress|r-?squared|r2|slope)\b", re.I)
_CAUSED = re.compile(
    r"^\W*(did|does|do|has|have)\b[^?.]*\b(make|made|get|got|lead|led|cause|caused)(\s+\w+){2,}?\s+(more|less|fewer|better|bigger|higher|lower|longer|faster|again)\b",
    re.I,
)
_ALSO = re.compile(
    r"\b(also|(what|which)( products?| items?)? else)\b.*\b(buy|bought|ordered|purchased?)\b", re.I
)
_COMPARED = re.compile(r"^\W*compare\b(?! (to|with)\b)", re.I)
_MORE = re.compile(
    r"^\W*(do|does|did|are|is|were|was)\b(?!.*\bthan (the |an? )?(\d|average|median))[^?.]*\b(more|less|higher|lower|older|younger|longer|shorter|better|worse|bigger|larger|smaller|richer|poorer)\b",
    re.I,
)
_WHO_MORE = re.compile(
    r"^\W*(?:who|which)\b[^?]*\b(?:more|less|fewer|higher|lower|older|younger|longer|shorter|bigger|larger|smaller)\b(?! than)[^?]*\bor\b",
    re.I,
)
_COUNTED = re.compile(r"^\W*how many years?\b", re.I)
_LASTING = re.compile(
    r"\b(?:(?:average|avg|mean|median)\s+(?:number\s+of\s+)?|how\s+many\s+)(?P<unit>hour|minute|second|day|week|month|year)s\b(?=\s+(?:do|does|did)\s+(?:it|they|people|ppl|we|you)\b|(?:\s+(?:are|is|were|was|lie|there))*\s+(?:between|from|to|until)\b|\W*$)"
    r"|\bin\s+(?:hours|minutes)\b",
    re.I,
)
"""A length of time, which is no other figure: "median hours between ...", "how many days does it take"."""
_DAYS = re.compile(
    r"^\W*(?:on (?:average|avg)\W+)?for how many (?P<unit>minutes|hours|days|weeks|months|years)\b", re.I
)
"""A length of time before all else: "for how many days did it run"."""
_BUT_NOT = re.compile(
    r"\b(?:customers?|clients?|buyers?|shoppers?|people|members?|users?|subscribers?|donors?|guests?|who)\b[^?]*\b(?P<cue>but (?:(?:did|have|has|had|were|was) )?(?:not|never))\b",
    re.I,
)
_LIMITS = ("gt", "ge", "lt", "le")
_PARTED = re.compile(r"\b(?:split|broken down|grouped)\W+(?:up\W+)?(?:by|into)\b", re.I)
_BESIDE = re.compile(r"\bwith\W+(?:and|or|vs\.?|versus)\W+without\b", re.I)
_KINDS = re.compile(
    r"\b(?:(?:for|by|in|of|within)\W+)?(?:each|every|per|by)\W+(?:kind|type|sort|way|category|class)\W+of\W+\w+",
    re.I,
)
"""Figures of several groups: "by each kind of donor", "split by whether they stayed"."""
_COMPUTED = re.compile(r"\b(?:multiplied|divided) by\b", re.I)
_BOTH = re.compile(
    r"\b(?:bought|ordered|purchased|took|had|have|use[ds]?|visited|booked|buy|order)\W+both\b", re.I
)
_VERSUS = re.compile(r"\b(?:vs\.?|versus)(?=\W|$)", re.I)
_OF_GROUPS = re.compile(
    r"^\W*(?:which|what|list (?:all|every|each)?|show (?:all|every)?)\b[^,.?]*\b(?:average|avg|mean|median)\b\W+(?:\w+\W+){1,4}?(?:above|over|exceed\w*|below|under|(?:more|less|greater|higher|lower) than|at least)\b",
    re.I,
)
"""Which groups have an average beyond a limit: no row by itself is tested."""
_TESTS = ("significance", "correlate", "regression", "experiment", "compare", "drivers")
_MODELS = ("predict", "regression", "forecast", "value", "target", "drivers", "experiment")


def unanswered(
    intent: Intent, spans: Sequence[Span], text: str, measures: Mapping[str, Measure]
) -> tuple[str, ...]:
    """The words of the question that call for a kind of answer which the plan does not give; `measures`: the catalog's."""
    if intent.tool in ("define", "policy"):
        return ()
    nodes = list(_nodes(intent, measures))
    found = [s.text for s in spans if _lacks(s, intent, nodes)]
    found += [
        m[0] for pattern, given in _SENTENCES if (m := pattern.search(text)) and not given(intent, nodes)
    ]
    found += _each_of_many(intent, spans)
    found += _share_of_things(intent, spans, nodes)
    found += _rate_as_count(intent, spans, text, nodes)
    found += _ranked_by_nothing(intent, spans, text, nodes)
    found += _dated_count(intent, text)
    found += _things_as_money(intent, spans)
    found += _missed_days(intent, text)
    found += _same_in_each_row(intent, text)
    return tuple(dict.fromkeys(found))


def _share_of_things(intent: Intent, spans: Sequence[Span], nodes: list[Expr]) -> list[str]:
    """ "What share of orders used a discount" counts orders; an average of discounts, a share by its unit, is none."""
    counted = (
        intent.chart == "pie" or bool(intent.share) or _over(nodes) or _has(nodes, "rate") or _ratio(nodes)
    )
    of_money = bool(intent.share) and not _has(nodes, "rate", "count", "distinct")
    if intent.tool != "query" or (counted and not of_money):
        return []
    return [
        cue.text
        for cue, of, thing in zip(spans, spans[1:], spans[2:], strict=False)
        if cue.word("share") is not None
        and of.text.lower() in ("of", "of all", "of our", "of the")
        and thing.entry("entity", "rows") is not None
    ]


def _dated_count(intent: Intent, text: str) -> list[str]:
    """ "How many" asks for a number; the first or the last day is none."""
    asked = re.search(r"^\W*(?:\w+\W+){0,3}?how many\b(?! (?:days|weeks|months|years|hours))", text, re.I)
    dated = any(re.match(r"(?:first|last|earliest|latest)\b", m.name, re.I) for m in intent.metrics)
    return ["how many"] if asked and dated and len(intent.metrics) == 1 and intent.tool == "query" else []


def _things_as_money(intent: Intent, spans: Sequence[Span]) -> list[str]:
    """ "How many bills were paid by women" is no sum of bills, nor "how many films won an award" one of awards."""
    sums = [m for m in intent.metrics if isinstance(m.expr, Agg) and m.expr.agg == "sum"]
    if intent.tool != "query" or not sums or len(sums) < len(intent.metrics):
        return []
    summed = {c for m in sums for c in columns_of(m.expr)}
    for cue, thing in pairwise(spans):
        named = summed & {e.name for e in thing.entries if e.kind == "column" and e.quality >= SURE}
        if cue.text.lower() != "how many" or named:
            continue
        rows = thing.entry("entity", "rows", "table") is not None and thing.entry("value") is None
        if rows or (thing.text.lower().endswith("s") and all(is_money(m.unit) for m in sums)):
            return [cue.text]
    return []


_A_RATE = re.compile(r"(?<!\bhow many )\b[\w&'’-]+[\s-]+rates?\b(?!\s*/)(?!\s+(?:their|its?|the|our|us|your|his|her|this|these|it|as)\b)", re.I)  # fmt: skip
_DIVIDED = re.compile(
    r"\bdivided\s+by\b|\bas\s+an?\s+(?:share|percentage|percent|%|proportion|fraction)\s+of\b", re.I
)


_PER_HEAD = re.compile(r"\bper\s+(?:head|capita|person)\b", re.I)
_LISTED = re.compile(r"\band\b|&|\bvs\.?\b|\bversus\b|\bplus\b|\bwith\b", re.I)


def _rate_as_count(intent: Intent, spans: Sequence[Span], text: str, nodes: list[Expr]) -> list[str]:
    """ "The no-show rate" is no number of no-shows, and "clicks divided by opens" no sum of clicks."""
    said = _A_RATE.search(text)
    divided = _DIVIDED.search(text)
    heads = _PER_HEAD.search(text)
    if intent.tool != "query" or not intent.metrics or intent.having or not (said or divided or heads):
        return []
    plain = [m for m in intent.metrics if not isinstance(m.expr, Over)]
    if said and len(plain) > 1 and _ratio(nodes) and _LISTED.search(text) is None:
        return ["rate"]
    if _shares(intent, nodes) or any(isinstance(n, Col) and n.col.startswith("~") for n in nodes):
        return []
    if divided is not None:
        return [divided[0]]
    if said is None and heads is not None:
        return [heads[0]] if not _means(intent, nodes) and not intent.groups else []
    counted = any(s.word("count") is not None for s in spans)
    named = any(s.entries and "rate" in s.text.lower() for s in spans)
    sums = all(n.agg in ("count", "sum", "distinct") for n in nodes if isinstance(n, Agg))
    return ["rate"] if sums and _has(nodes, "count", "sum", "distinct") and not counted and not named else []


def _missed_days(intent: Intent, text: str) -> list[str]:
    """ "Customers who ordered in 2023 but not in June": to leave out the rows of June leaves out nobody."""
    said = _BUT_NOT.search(text)
    denied = any(
        isinstance(e, Call) and e.op == "not" and any(isinstance(n, Lit) and n.date for n in walk(e))
        for e in intent.where
    )
    return [said["cue"]] if said is not None and denied else []


def _each_of_many(intent: Intent, spans: Sequence[Span]) -> list[str]:
    """ "How many coupons per visit" asks for a ratio; groups by the number of visits are no answer."""
    binned = {c for out in intent.groups if isinstance(out.expr, Bin) for c in columns_of(out.expr)}
    return [
        f"{cue.text} {thing.text}"
        for cue, thing in pairwise(spans)
        if cue.text.lower() == "per"
        and any(
            e.name in binned and f"{thing.text.lower()}s" in e.shown.lower().split() for e in thing.entries
        )
    ]


_SHOW = re.compile(r"^\W*(?:please\W+)?(?:show|list|display|find|look up|give)\b", re.I)


def _same_in_each_row(intent: Intent, text: str) -> list[str]:
    """ "how did the newsletter do", answered by as many rows that say "newsletter"."""
    fixed = {
        e.args[0].col
        for e in intent.where
        if isinstance(e, Call) and e.op == "eq" and isinstance(e.args[0], Col)
    }
    shown = [o.expr.col for o in intent.columns if isinstance(o.expr, Col)]
    if intent.tool != "query" or not shown or len(shown) < len(intent.columns) or not set(shown) <= fixed:
        return []
    if _SHOW.match(text):
        return []  # a row by its name, of which the next question asks more
    return [" ".join(text.split()[:2])]


_ASKS_WHICH = re.compile(r"\b(?:which|who)\b", re.I)


def _ranked_by_nothing(intent: Intent, spans: Sequence[Span], text: str, nodes: Sequence[Expr]) -> list[str]:
    """ "Which county has the worst rate": one figure of all of them names none."""
    single = not intent.groups and not intent.columns and intent.order is None and intent.answer == "value"
    if intent.tool != "query" or not single or not intent.metrics or _ASKS_WHICH.search(text) is None:
        return []
    if any(isinstance(n, Scalar | Over) or (isinstance(n, Agg) and n.agg in _EXTREMES) for n in nodes):
        return []
    return [
        s.text
        for s in spans
        if s.word("superlative") is not None and not s.entries and s.text.lower() not in _OFTEN
    ]


_EXTREMES = ("max", "min", "first", "last", "mode", "quantile")
_OFTEN = ("most", "least")


def _nodes(intent: Intent, measures: Mapping[str, Measure]) -> Iterator[Expr]:
    outs = (*intent.metrics, *intent.groups, *intent.columns)
    yield from _below((*(o.expr for o in outs), *intent.having, *intent.where), measures)


def _below(exprs: Iterable[Expr], measures: Mapping[str, Measure]) -> Iterator[Expr]:
    """All nodes, those of measures and of the queries that give a limit or test a group too ("more than the average")."""
    for expr in exprs:
        for node in walk(expr):
            yield node
            if isinstance(node, Scalar):
                yield from _below((o.expr for o in node.scalar.measures), measures)
            elif isinstance(node, Member):
                yield from _below((o.expr for o in node.within.measures), measures)
            elif isinstance(node, MeasureRef) and node.measure in measures:
                yield from _below((measures[node.measure].expr,), measures)


def _lacks(span: Span, intent: Intent, nodes: list[Expr]) -> bool:
    if any(e.quality >= SURE for e in span.entries):
        return False
    aggregate = span.word("aggregate")
    if intent.tool != "query":
        return False
    if span.word("superlative") is not None and span.text.lower() in ENDS and not span.entries:
        return not _ranks(intent, nodes)
    if aggregate is not None and aggregate.name in _GIVEN:
        return not _GIVEN[aggregate.name](intent, nodes)
    if span.word("share") is not None:
        return not _shares(intent, nodes)
    if span.word("total") is not None and span.text.lower().endswith("amount of"):
        return bool(intent.columns) and not intent.metrics and intent.chart is None
    if span.word("quantile") is not None:
        return not (_has(nodes, "quantile", "median") or any(isinstance(n, Bin) for n in nodes))
    return False


ENDS = frozenset([
    "highest", "lowest", "largest", "smallest", "biggest", "greatest", "longest", "shortest", "oldest", "youngest", "tallest",
    "cheapest", "most expensive", "fastest", "slowest", "heaviest", "lightest", "best", "worst", "richest", "poorest",
])  # fmt: skip


def _ranks(intent: Intent, nodes: list[Expr]) -> bool:
    """Somebody comes first: by an order, by a highest or lowest figure, or by what a formula picks."""
    if intent.order is not None or intent.limit is not None or intent.melt is not None:
        return True
    if intent.desc is not None and intent.groups:
        return True
    return _has(nodes, "max", "min", "first", "last", "quantile", "mode") or any(
        isinstance(n, (Scalar, Member, Over)) for n in nodes
    )


def _has(nodes: list[Expr], *names: str) -> bool:
    return any(isinstance(n, Agg) and n.agg in names for n in nodes)


def _ratio(nodes: list[Expr]) -> bool:
    return any(isinstance(n, Call) and n.op == "div" for n in nodes)


def _means(intent: Intent, nodes: list[Expr]) -> bool:
    named = any(
        re.search(r"\b(average|avg|mean)\b", o.name, re.I) for o in (*intent.metrics, *intent.columns)
    )
    return named or _has(nodes, "mean", "rate") or _ratio(nodes) or _over(nodes) or bool(intent.share)


def _over(nodes: list[Expr]) -> bool:
    return any(isinstance(n, Over) for n in nodes)


def _shares(intent: Intent, nodes: list[Expr]) -> bool:
    units = {o.unit for o in (*intent.metrics, *intent.columns)}
    if intent.chart == "pie" or any(_SHARED.search(n.col) for n in nodes if isinstance(n, Col)):
        return True
    return bool(intent.share) or _over(nodes) or _has(nodes, "rate") or _ratio(nodes) or bool(units & {"share", "percent", "%"})  # fmt: skip


def _lasts(intent: Intent) -> bool:
    """Whether a figure is told in a unit of time, or in one that its name says."""
    outs = (*intent.metrics, *intent.columns, *intent.groups)
    said = " ".join(f"{o.name} {o.unit or ''}" for o in outs).lower()
    return (
        re.search(r"\b(?:hour|minute|min|second|sec|day|week|month|year|time|duration)s?\b", said) is not None
    )


_GIVEN: dict[str, Callable[[Intent, list[Expr]], bool]] = {
    "mean": _means,
    "sum": lambda i, _: bool(i.metrics or i.chart) or any("total" in o.name.lower() for o in i.columns),
    "median": lambda _, nodes: _has(nodes, "median", "quantile"),
    "std": lambda _, nodes: _has(nodes, *_SPREAD),
    "var": lambda _, nodes: _has(nodes, *_SPREAD),
}

_SENTENCES: tuple[tuple[re.Pattern[str], Callable[[Intent, list[Expr]], bool]], ...] = (
    (_TESTED, lambda i, _: i.tool in _TESTS),
    (_CORRELATED, lambda i, nodes: i.tool in _TESTS or _has(nodes, "corr", "spearman") or i.chart in ("scatter", "heatmap")),
    (_PREDICTED, lambda i, _: i.tool in _MODELS or i.tool == "calc"),
    (_REGRESSED, lambda i, _: i.tool in (*_MODELS, "correlate") or i.chart == "scatter"),
    (_CAUSED, lambda i, _: i.tool in _MODELS),
    (_LASTING, lambda i, _: _lasts(i)),
    (_DAYS, lambda i, _: _lasts(i)),
    (_ALSO, lambda i, _: i.tool == "basket"),
    (_COMPARED, lambda i, _: _sets_apart(i)),
    (_VERSUS, lambda i, _: _sets_apart(i)),
    (_PARTED, lambda i, _: _sets_apart(i)),
    (_BESIDE, lambda i, _: _sets_apart(i)),
    (_KINDS, lambda i, _: i.tool != "query" or bool(i.groups or i.columns) or i.melt is not None),
    (_OF_GROUPS, lambda i, _: not _tests_rows(i)),
    (_BOTH, lambda i, _: _both_at_once(i)),
    (_COMPUTED, lambda i, nodes: i.tool != "query" or any(isinstance(n, Call) and n.op in ("mul", "div") for n in nodes)),
    (_MORE, lambda i, nodes: _sets_apart(i) or any(isinstance(n, Call) and n.op in _LIMITS for n in nodes)),
    (_WHO_MORE, lambda i, _: i.tool != "query" or bool(i.groups or i.limit or i.melt) or len(i.metrics) > 1),
    (_COUNTED, lambda i, _: all(o.unit != "year" for o in i.metrics)),  # "1978.3" is no number of years
    (_NAMED, lambda i, nodes: i.tool != "query" or bool(i.groups or i.columns) or i.melt is not None),
)  # fmt: skip


def _both_at_once(intent: Intent) -> bool:
    """No row has two values in one column: "bought both tea and cups" is no list of either."""
    if intent.tool != "query" or intent.groups or intent.columns:
        return True
    return not any(isinstance(e, Call) and e.op == "in" and len(e.args) == 3 for e in intent.where)


def _tests_rows(intent: Intent) -> bool:
    """Groups of the rows that a limit leaves, where none is put on the groups themselves."""
    if intent.tool != "query" or not intent.groups or intent.having:
        return False
    return any(isinstance(e, Call) and e.op in _LIMITS for e in intent.where)


def _sets_apart(intent: Intent) -> bool:
    """Several figures stand side by side, or one is their difference."""
    return (
        intent.tool != "query"
        or intent.melt is not None
        or bool(intent.groups or intent.columns or intent.share)
        or len(intent.metrics) > 1
    )


def judged(intent: Intent, spans: Sequence[Span], measures: Mapping[str, Measure]) -> Intent:
    """The plan with its ranking the way "best" and "worst" want it: the worst cost per order is the highest."""
    said = {s.text.lower() for s in spans if s.word("superlative") is not None} & {"best", "worst"}
    ranked = next((m.expr for m in intent.metrics if m.name == intent.order), None)
    if len(said) != 1 or not isinstance(ranked, MeasureRef) or ranked.measure not in measures:
        return intent
    if measures[ranked.measure].higher_is_better is not False:
        return intent
    return intent.model_copy(update={"desc": said == {"worst"}})
