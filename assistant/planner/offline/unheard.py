"""Words that a plan passes over though they restrict, or that it carries for something else.

Many a small word restricts nothing in one place and everything in another: "who stayed", "nothing", "the same year". A
form that takes a sentence may leave them out, or give their place to a neighbour. Here each of them is looked for in the
question, and what stands for it is looked for in the plan; where nothing does, it is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from assistant.planner.offline import events, grain
from assistant.planner.offline.conditions import Draft
from assistant.planner.offline.counted import is_count
from assistant.planner.offline.dates import EVERY
from assistant.planner.offline.lexicon import Entry
from assistant.planner.offline.lighter import only_has
from assistant.planner.offline.scope import DATED, PEOPLE, Intent, is_money, is_numeric
from assistant.planner.offline.shape import ENDS
from data.catalog import Column
from data.query import Agg, Call, Col, Expr, Lit, MeasureRef, Member, Over, Scalar, columns_of, walk


def words(draft: Draft, intent: Intent) -> list[str]:
    """What the plan has no place for."""
    if intent.tool != "query":
        return []
    nodes = list(_nodes(draft, intent))
    return [w for test in _TESTS for w in test(draft, intent, nodes)]


def _nodes(draft: Draft, intent: Intent) -> Iterator[Expr]:
    """All that the plan computes or tests, with what its measures and the queries within it are made of."""
    outs = (*intent.metrics, *intent.groups, *intent.columns)
    yield from _below((*(o.expr for o in outs), *intent.where, *intent.having, *intent.share), draft)


def _below(exprs: tuple[Expr, ...], draft: Draft) -> Iterator[Expr]:
    measures, columns = draft.scope.catalog.measures, draft.scope.source.columns
    for expr in exprs:
        for node in walk(expr):
            yield node
            if isinstance(node, MeasureRef) and node.measure in measures:
                yield from _below((measures[node.measure].expr,), draft)
            elif isinstance(node, Scalar):
                yield from _below((*(o.expr for o in node.scalar.measures), *node.scalar.where), draft)
            elif isinstance(node, Member):
                yield from _below((*(o.expr for o in node.within.measures), *node.within.where), draft)
            elif isinstance(node, Col) and (column := columns.get(node.col)) is not None and column.expr:
                yield from (n for n in walk(column.expr) if n != node)


def _columns(draft: Draft, nodes: list[Expr]) -> list[Column]:
    """The columns that the plan reads, once for each place."""
    columns = draft.scope.source.columns
    return [columns[n.col] for n in nodes if isinstance(n, Col) and n.col in columns]


# -- how many groups, each of them ---------------------------------------------------------------------------------
_HOW_MANY_GROUPS = re.compile(
    r"\bhow many [^,?;]{2,40}? (?P<groups>levels|bands|groups|categories|tiers|brackets) (?:is|are|was|were|have|has|had|with|where|do|does)\b",
    re.I,
)
_EACH_OF = re.compile(r"\b(?P<each>(?:in|for|of|within) each of) (?!the(?:m|se|ir)\b|those\b|which\b)", re.I)


def _groups_counted(draft: Draft, intent: Intent, nodes: list[Expr]) -> list[str]:
    """ "How many income levels have an average above 3" counts groups; a plan that averages rows tells of none."""
    said = _HOW_MANY_GROUPS.search(draft.text)
    if said is None or intent.groups or intent.having:
        return []
    counts = any(isinstance(n, Agg) and n.agg in ("count", "distinct") for n in nodes)
    return (
        [] if counts or any(isinstance(n, Scalar | Member | MeasureRef) for n in nodes) else [said["groups"]]
    )


def _each_of(draft: Draft, intent: Intent, nodes: list[Expr]) -> list[str]:
    """ "The biggest customer in each of Germany, France and Ireland" is one for each country."""
    said = _EACH_OF.search(draft.text)
    listed = {n for e in intent.where if isinstance(e, Call) and e.op == "in" for n in columns_of(e)}
    split = {n for g in intent.groups for n in columns_of(g.expr)}
    return [said["each"]] if said is not None and listed and not listed & split else []


# -- nothing, none, missing ---------------------------------------------------------------------------------------
_NOTHING = re.compile(r"\bnothing\b(?! (?:but|else|special))", re.I)


def _nothing(draft: Draft, intent: Intent, nodes: list[Expr]) -> list[str]:
    """ "Films that won nothing" have no awards; a plan that tests no zero and no gap tells of all films."""
    said = _NOTHING.search(draft.text)
    return [said[0]] if said is not None and not any(_is_none(n) for n in nodes) else []


def _is_none(node: Expr) -> bool:
    if isinstance(node, Member):
        return True
    if not isinstance(node, Call):
        return False
    if node.op in ("is_null", "not_null", "not"):
        return True
    literals = [a.lit for a in node.args if isinstance(a, Lit)]
    return node.op in ("eq", "le", "lt", "gt") and any(v in (0, 1, False) for v in literals)


_DENIED = re.compile(r"^un(?!i|der|it|ion|ique|til|cle)[a-z]{2,}(?:ed|en|id|old)$")


def _denied(draft: Draft, intent: Intent, nodes: list[Expr]) -> list[str]:
    """ "How many posts were unpaid": some of them, though nothing of the data is called so."""
    return [
        s.text
        for i, s in enumerate(draft.spans)
        if _unplaced(draft, i) and (_DENIED.match(s.text.lower()) or _predicate(draft, i))
    ]


def _unplaced(draft: Draft, i: int) -> bool:
    """A word that nobody knows and that has at most a place in the grammar of its sentence."""
    return draft.spans[i].unknown and draft.used.get(i, "verb") in ("verb", "unit")


def _predicate(draft: Draft, i: int) -> bool:
    """ "How many sellers are missing a rating": what the rows are said to be, as far as the data know the word or not."""
    counted = any(s.word("count") is not None for s in draft.spans[:2])
    back = [s.text.lower() for s in draft.spans[max(0, i - 2) : i]]
    return counted and draft.spans[i].text.lower() in _LACKING and any(b in _BE for b in back)


_LACKING = ("missing", "lacking", "late", "overdue", "incomplete", "inactive", "absent")
_BE = ("are", "is", "were", "was", "r", "be")


_TAKEN_BACK = re.compile(
    r"\b(?P<verb>wr(?:ite|ites|iting|itten|ote)|call(?:s|ed|ing)?|put(?:s|ting)?|turn(?:s|ed|ing)?|g[ia]v(?:e|es|en|ing)|"
    r"s(?:end|ends|ent|ending)|t(?:ake|akes|aken|ook|aking)|br(?:ing|ings|ought|inging)|w(?:in|ins|on|inning)|"
    r"lay(?:s|ing)?|laid|pay(?:s|ing)?|paid|throw(?:s|n|ing)?|threw|hold(?:s|ing)?|held|buy(?:s|ing)?|bought|drop(?:s|ped|ping)?|"
    r"opt(?:s|ed|ing)?|pull(?:s|ed|ing)?|back(?:s|ed|ing)?|f[ae]ll(?:s|en|ing)?)"
    r"(?: (?:it|them|us|him|her))? (?P<away>off|back|away|aside|(?:down|through|out)(?! (?:of|to|in|at|by|with|from|for the)\b))\b",
    re.I,
)


def _taken_back(draft: Draft, intent: Intent, nodes: list[Expr]) -> list[str]:
    """ "How many orders did we write off" are not all orders, though writing alone says nothing."""
    said = _TAKEN_BACK.search(draft.text)
    if said is None:
        return []
    parts = (said["verb"].lower(), said["away"].lower())
    spoken = [i for i, s in enumerate(draft.spans) if set(s.text.lower().split()) & set(parts)]
    used = any(i in draft.used and draft.used[i] not in ("verb", "unit") for i in spoken)
    known = any(draft.spans[i].word("tool", "group") is not None or draft.spans[i].entries for i in spoken)
    return [] if used or known else [" ".join(parts)]


# -- who stayed, who stopped --------------------------------------------------------------------------------------
_STATE = re.compile(
    r"\b(?:who|that|which|still|and)\s+(?:(?:have|has|had|are|were|did|do|is)\s+)?(?:still\s+|since\s+|already\s+|then\s+)?"
    r"(?P<verb>stay(?:ed|s)?|remain(?:ed|s)?|stopped|kept|keep|returned|active|inactive|alive|gone)\b",
    re.I,
)


def _states(draft: Draft, intent: Intent, nodes: list[Expr]) -> list[str]:
    """ "Customers who stayed" are not all of them."""
    found = []
    for said in _STATE.finditer(draft.text):
        verb = said["verb"].lower()
        if any(s.text.lower().split()[0] == verb and i not in draft.used for i, s in enumerate(draft.spans)):
            found.append(said["verb"])
    return found


_HAD_NONE = re.compile(r"\b(?:which|what) [\w ]{2,30}? (?:had|have|has|got|made|brought|with) no\b", re.I)


def _had_none(draft: Draft, intent: Intent, nodes: list[Expr]) -> list[str]:
    """ "Which platform had no conversions": none in all of its rows, and not those rows of it that have none."""
    columns = draft.scope.source.columns
    tested = [
        n.args[0]
        for e in intent.where
        for n in walk(e)
        if isinstance(n, Call) and n.op == "eq" and n.args[-1] == Lit(lit=0)
    ]
    counted = any(isinstance(c, Col) and c.col in columns and columns[c.col].additive for c in tested)
    said = _HAD_NONE.search(draft.text)
    return ["no"] if said is not None and counted and intent.groups else []


def _active(draft: Draft, intent: Intent, nodes: list[Expr]) -> list[str]:
    """ "Active customers" are some of them, where nothing of the plan tells which; who did something in a month was."""
    if intent.groups and any(isinstance(n, Agg) and n.agg == "distinct" for n in nodes):
        return []
    said = [
        i for i, s in enumerate(draft.spans) if s.text.lower() in ("active", "inactive") and not s.entries
    ]
    return [draft.spans[i].text for i in said if i not in draft.used]


# -- rankings -----------------------------------------------------------------------------------------------------
_SIZES = {"largest", "smallest", "biggest", "most expensive"}
_HOW_MUCH = (ENDS - _SIZES) | {"deepest", "narrowest", "strongest", "weakest", "widest"}


def _ranked_by_number(draft: Draft, intent: Intent, nodes: list[Expr]) -> list[str]:
    """ "Which industry closes fastest" asks for no number of rows, and neither does "the lowest rating"."""
    if not intent.groups or len(intent.metrics) != 1 or intent.having:
        return []
    alone = not any(s.entries for s in draft.spans)  # "and the worst?", of the figure before
    if alone or not is_count(intent.metrics[0], draft.scope):
        return []
    return [
        s.text
        for i, s in enumerate(draft.spans)
        if s.word("superlative") is not None
        and s.text.lower() in _HOW_MUCH
        and not s.entries
        and not _counted_after(draft, i)
    ]


_NUMBERED = frozenset(["number", "numbers", "count", "counts", "frequency", "volume", "amount", "total"])


def _counted_after(draft: Draft, i: int) -> bool:
    """ "The highest number of orders", "the lowest bookings": what is counted stands right behind."""
    if any(s.word("count") is not None for s in draft.spans):
        return True
    after = draft.spans[i + 1 : i + 3]
    return any(
        s.text.lower() in _NUMBERED
        or any(e.kind in ("measure", "entity", "rows", "table") for e in s.entries)
        for s in after
    )


_WHICH = ("which", "what", "whose")


def _does_most(draft: Draft, intent: Intent, nodes: list[Expr]) -> list[str]:
    """ "Which plan loses the most people": what it does with them is not known, so having most is no answer."""
    spans = draft.spans
    found = []
    for i, s in enumerate(spans[:-1]):
        if not _unplaced(draft, i) or not re.search(r"[a-z](?:s|ed)$", s.text.lower()) or only_has(s.text):
            continue
        before = [k for k in range(i) if spans[k].text.lower() in _WHICH]
        rest = [x for x in spans[i + 1 : i + 3] if x.text.lower() != "the"]
        if before and i - before[-1] <= 3 and rest and rest[0].word("superlative") is not None:
            found.append(s.text)
    return found


# -- per, share, rate ---------------------------------------------------------------------------------------------
_MANY = 12
_LEVELS = re.compile(
    r"age|year|hour|month|week|day|level|rating|score|star|size|rank|grade|wave|quarter", re.I
)


def _per_number(draft: Draft, intent: Intent, nodes: list[Expr]) -> list[str]:
    """ "Margin per sqm by region" is a ratio; a group for every number of square metres is none."""
    found = []
    for i, s in enumerate(draft.spans[:-1]):
        if s.text.lower() != "per":
            continue
        column = _named_column(draft, i + 1)
        if (
            column is None
            or column.role not in ("amount", "quantity", "score")
            or _LEVELS.search(column.label)
        ):
            continue
        grouped = any(g.expr == Col(col=column.name) for g in intent.groups)
        if grouped and not 0 < column.distinct <= _MANY:
            found.append(f"per {draft.spans[i + 1].text}")
    return found


def _named_column(draft: Draft, i: int) -> Column | None:
    terms = draft.scope.terms(draft.spans[i]) if draft.spans[i].entries else []
    return next((t.column for t in terms if t.column is not None), None)


def _part_of_itself(draft: Draft, intent: Intent, nodes: list[Expr]) -> list[str]:
    """The share of each channel that is not by phone is all of it or none."""
    grouped = {n for g in intent.groups for n in columns_of(g.expr) if isinstance(g.expr, Col)}
    tested = [e for e in intent.share if columns_of(e) and set(columns_of(e)) <= grouped]
    tested += [
        n.of
        for m in intent.metrics
        for n in walk(m.expr)
        if isinstance(n, Agg) and n.agg == "rate" and n.of is not None and set(columns_of(n.of)) <= grouped
    ]
    return [s.text for s in draft.spans if s.word("share") is not None][:1] if tested and grouped else []


_RATED = re.compile(
    r"rate|rating|score|stars?|review|satisf|nps|csat|ratio|per\b|share|percent|%|interest", re.I
)


def _rates(draft: Draft, intent: Intent, nodes: list[Expr]) -> list[str]:
    """ "The lowest rating", "the no-show rate": neither is a number of rows, or a list of them."""
    names = {n.col for n in nodes if isinstance(n, Col)} | {
        n.measure for n in nodes if isinstance(n, MeasureRef)
    }
    columns, measures = draft.scope.source.columns, draft.scope.catalog.measures
    told = [columns[n].label for n in names if n in columns] + [
        measures[n].label for n in names if n in measures
    ]
    outs = [o.name for o in (*intent.metrics, *intent.columns, *intent.groups)]
    if any(_RATED.search(t) for t in (*names, *told, *outs)):
        return []
    if any(isinstance(n, Over) or (isinstance(n, Agg) and n.agg == "rate") for n in nodes):
        return []
    if any(isinstance(n, Call) and n.op == "div" for n in nodes):
        return []
    return [
        s.text
        for i, s in enumerate(draft.spans)
        if s.word("rate") is not None
        and not s.entries
        and not _verb(draft, s.text)
        and not _is_rate(draft, i - 1)
    ]


def _is_rate(draft: Draft, i: int) -> bool:
    """ "Unemployment rate" of a column of percents: what stands before the word is the rate."""
    column = _named_column(draft, i) if i >= 0 and i in draft.used else None
    return column is not None and column.role in ("score", "rate")


def _verb(draft: Draft, text: str) -> bool:
    """ "How do they rate us"."""
    return (
        re.search(rf"\b(?:to|do|does|did|people|who|they|guests|customers|we)\s+{text}\b", draft.text, re.I)
        is not None
    )


_PERCENT = ("percent", "%", "percentage", "pct", "share")


def _percent_of(draft: Draft, intent: Intent, nodes: list[Expr]) -> list[str]:
    """ "The tip percent" is a part of the bill, and no share of the rows."""
    ratios = [n for n in nodes if isinstance(n, Call) and n.op == "div"]
    if any(columns_of(n.args[0]) != columns_of(n.args[-1]) for n in ratios) or any(
        isinstance(n, Over) for n in nodes
    ):
        return []
    meant = any(s.word("aggregate") is not None for s in draft.spans)
    return [
        f"{a.text} {s.text}"
        for i, (a, s) in enumerate(pairwise(draft.spans))
        if s.text.lower() in _PERCENT
        and meant
        and (column := _named_column(draft, i)) is not None
        and column.role == "amount"
        and column.unit not in ("percent", "share", "%")
    ]


# -- comparisons --------------------------------------------------------------------------------------------------
_COMPARED = re.compile(
    r"\b(?:compared|relative)\s+(?:to|with)\b(?!\s+(?:the\s+)?(?:first|second|third|same|last|previous|prior|year|month|week|before|[qh]?\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))|\bin comparison (?:to|with)\b|\bas opposed to\b",
    re.I,
)
_EITHER = re.compile(
    r"[\w']+ or [\w' ]+[:,-]+\s*(?:which|who)\b[^?]*\b(?:more|less|better|worse|higher|lower|longer)\b", re.I
)


def _compared(draft: Draft, intent: Intent, nodes: list[Expr]) -> list[str]:
    """What is set beside something else is told with it."""
    if any(s.word("window") is not None for s in draft.spans):
        return []
    beside = intent.groups or intent.columns or intent.melt or intent.share or len(intent.metrics) > 1
    if beside or any(isinstance(n, Over | Scalar) for n in nodes):
        return []
    if any(isinstance(n, Call) and n.op in ("div", "sub") for m in intent.metrics for n in walk(m.expr)):
        return []
    return [said[0] for p in (_COMPARED, _EITHER) if (said := p.search(draft.text)) is not None]


# -- time ---------------------------------------------------------------------------------------------------------
_SAME_TIME = re.compile(r"\bthe same (?:year|month|week|day|quarter)\b", re.I)
_WITHIN = re.compile(
    r"\bwithin (?:(?:the|their|its) first |an? |one |\d+ |the )(?:\w+ )?(?:year|month|week|day|hour|quarter)s?\b",
    re.I,
)


def _timed(draft: Draft, intent: Intent, nodes: list[Expr]) -> list[str]:
    """ "Joined in 2023 and quit the same year", "churned within a year": two dates are set beside each other."""
    found = [said[0] for p in (_SAME_TIME, _WITHIN) if (said := p.search(draft.text)) is not None]
    if not found:
        return []
    spans = any(
        isinstance(n, Call) and n.op.startswith(("days", "months", "years", "diff", "between")) for n in nodes
    )
    timed = any(isinstance(n, Lit) and n.date for n in nodes)
    lasting = any(
        o.unit in ("days", "hours", "minutes", "months", "years") for o in (*intent.metrics, *intent.columns)
    )
    both = any(
        isinstance(n, Call) and len([c for c in columns_of(n) if _is_date(draft, c)]) > 1 for n in nodes
    )
    if spans or lasting or both:
        return []
    within = any(w.lower().startswith("within") for w in found)
    return found if not (within and timed) else []


def _averaged(draft: Draft, intent: Intent, nodes: list[Expr]) -> list[str]:
    """ "Total marks", told as their average: a sum is asked for, whether or not it makes sense."""
    summed = [
        s.text
        for s in draft.spans
        if (w := s.word("aggregate")) is not None and w.name == "sum" and not s.entries
    ]
    told = {n.agg for n in nodes if isinstance(n, Agg)}
    other = any((w := s.word("aggregate")) is not None and w.name != "sum" for s in draft.spans)
    return summed[:1] if told == {"mean"} and not other else []


def _by_joining(draft: Draft, intent: Intent, nodes: list[Expr]) -> list[str]:
    """ "What members spent in 2023", where the only date says when they joined: the period is that of the spending."""
    joined = [c for c in draft.conditions if c.period and c.column is not None and grain.is_joining(c.column)]
    if not joined or grain.JOINING.search(draft.text.lower()):
        return []
    numbers = [c for c in _columns(draft, nodes) if is_numeric(c)]
    done = draft.words is not None and events.kinds_of(draft.text, draft.words) - {"joining", "opening"}
    if not done and not any(c.role in ("amount", "quantity") for c in numbers):
        return []
    said = [i for c in joined for i in c.spans if draft.spans[i].period is not None]
    return [draft.spans[i].text for i in said if done or not _of_members(draft, i)]


def _of_members(draft: Draft, i: int) -> bool:
    """ "Customers from 2013", "members of 2024": those of that year are those who joined in it."""
    k = i - 1
    while k > 0 and (draft.spans[k].free or draft.spans[k].text.lower() == "from"):
        k -= 1
    return k >= 0 and any(e.kind in _THINGS for e in draft.spans[k].entries)


_AGAIN = re.compile(r"\b(?:again|both|as well|also in|still)\b", re.I)


def _in_both_periods(draft: Draft, intent: Intent, nodes: list[Expr]) -> list[str]:
    """ "Of those who gave in 2023, who gave again in 2024": neither in one nor in the other, but in both of them."""
    said = _AGAIN.search(draft.text)
    either = any(
        isinstance(e, Call)
        and e.op == "or"
        and len(set(columns_of(e))) == 1
        and all(isinstance(a, Call) and _is_date(draft, next(iter(columns_of(a)), "")) for a in e.args)
        for e in (*intent.where, *intent.share)
    )
    return [said[0]] if said is not None and either else []


def _is_date(draft: Draft, name: str) -> bool:
    column = draft.scope.source.columns.get(name)
    return column is not None and column.type in DATED


_TO_COME = re.compile(r"\b(?:will|going to|gonna)\b(?! (?:have|has) been)", re.I)


def _to_come(draft: Draft, intent: Intent, nodes: list[Expr]) -> list[str]:
    """ "What will our churn rate be in 2027": what is to come is forecast, and no figure of what the data have."""
    said = _TO_COME.search(draft.text)
    if said is None or not intent.metrics or re.search(r"\bwill you\b", draft.text, re.I):
        return []
    return [] if all(is_count(m, draft.scope) for m in intent.metrics) else [said[0]]


_SPANNING = re.compile(r"\b(?:a|any|one|every|single) $", re.I)
_HELD = ("with", "without", "where", "when", "in which", "on which", "that", "which")


def _unit_of_time(draft: Draft, intent: Intent, nodes: list[Expr]) -> list[str]:
    """ "Is there a day of the week with no sales": days are asked for, and no customers."""
    found = []
    for i, s in enumerate(draft.spans[:-1]):
        if s.word("grain") is None or s.entries or s.period is not None or i in draft.used:
            continue
        before, after = (draft.spans[k].text.lower() for k in (max(0, i - 1), i + 1))
        if _SPANNING.match(f"{before} ") and after in _HELD:
            found.append(s.text)
    return found


# -- money that goes out --------------------------------------------------------------------------------------------
_COST = re.compile(r"\b(?:costs?|costing) us\b|\b(?:did|does|do) (?:it|this|that|they|(?:the|our|an?|each|every|one) [\w ]{2,40}?) cost\b|\b(?:our|the) costs?\b(?! (?:of|per)\b)", re.I)  # fmt: skip
_OUTGOING = re.compile(r"cost|spen[dt]|expen|budget|fee|charge|price|paid|pay|premium|rent|wage|salar|cogs|\bcpc|\bcpa", re.I)  # fmt: skip


def _cost(draft: Draft, intent: Intent, nodes: list[Expr]) -> list[str]:
    """ "How much did it cost us": what came in is not what it cost."""
    said = _COST.search(draft.text)
    if said is None:
        return []
    measures = draft.scope.catalog.measures
    told = [f"{c.name} {c.label}" for c in _columns(draft, nodes)]
    told += [measures[n.measure].label for n in nodes if isinstance(n, MeasureRef) and n.measure in measures]
    return [] if any(_OUTGOING.search(t) for t in told) else ["cost"]


# -- kinds that are counted -----------------------------------------------------------------------------------------
_KINDS = re.compile(
    r"\bhow many (?P<of>(?:[\w-]+ ){1,3})(?P<kinds>levels|values|steps|tiers|grades|ranks)\b", re.I
)


def _kinds_counted(draft: Draft, intent: Intent, nodes: list[Expr]) -> list[str]:
    """ "How many coinsurance levels have ...": the levels are counted, and neither rows nor their average."""
    said = _KINDS.search(draft.text)
    told = any(isinstance(n, Agg) and n.agg == "distinct" for n in nodes)
    return [said["kinds"]] if said is not None and not told else []


# -- what some rows are like ----------------------------------------------------------------------------------------
_SIZED = ("small", "big", "large", "long", "short", "high", "low", "good", "bad", "huge", "tiny", "little", "heavy", "cheap", "expensive", "strong", "weak")  # fmt: skip
_SIZED_BY = ("how", "as", "so", "too", "very", "that")


def _sized(draft: Draft, intent: Intent, nodes: list[Expr]) -> list[str]:
    """ "No small children", "how many big orders": only some of what is named, and nothing says which."""
    spans = draft.spans
    return [
        s.text
        for i, s in enumerate(spans[:-1])
        if s.text.lower() in _SIZED
        and i not in draft.used
        and not s.entries
        and (i == 0 or spans[i - 1].text.lower() not in _SIZED_BY)
        and any(e.kind in ("column", "value", *_THINGS) for e in spans[i + 1].entries)
    ]


_ON_IT = re.compile(r"\b(?:bought|ordered|purchased|spent|paid|booked|used) (?:[a-z]+ )?(?:on|in|from|at|through|via) (?:it|there)\b", re.I)  # fmt: skip


def _on_it(draft: Draft, intent: Intent, nodes: list[Expr]) -> list[str]:
    """ "Visit the website and never bought anything on it": not what was bought anywhere."""
    said = _ON_IT.search(draft.text)
    return [said[0]] if said is not None else []


def _run_of_numbers(draft: Draft, intent: Intent, nodes: list[Expr]) -> list[str]:
    """ "Of campaigns 1 to 5, which one": a run of names, and not the first five of anything."""
    if intent.limit is None:
        return []
    said = re.search(rf"\b\d+ ?(?:to|-|through) ?{intent.limit}\b", draft.text, re.I)
    return [said[0]] if said is not None else []


# -- several figures ----------------------------------------------------------------------------------------------
_NAMED = 0.6
_THINGS = ("entity", "rows", "table")
JOINING = frozenset(
    ["and", ",", "&", "plus", "vs", "versus", "along with", "as well as", "also", "or", "then"]
)
"""What sets one figure beside another."""
_JOINERS = JOINING | {"vs.", "+", "/", "per", "by", ";"}


def _unasked(draft: Draft, intent: Intent, nodes: list[Expr]) -> list[str]:
    """A second figure of which no word joins the first: "members who quit because of the price" asks for no sum of prices."""
    measured = [m for m in intent.metrics if not isinstance(m.expr, Over)]
    if len(measured) < 2 or intent.melt is not None or intent.having or intent.chart is not None:
        return []
    said = [i for i, why in sorted(draft.used.items()) if why in ("metric", "item") and _is_figure(draft, i)]
    lone = []
    for a, b in pairwise(said):
        between = {s.text.lower() for s in draft.spans[a + 1 : b]}
        joined = between & _JOINERS or ("with" in between and b - a <= 4) or b == a + 1
        if not joined and not _in_passing(draft, b):
            lone.append(draft.spans[b].text)
    return lone if len(lone) == len(said) - 1 else []


def _in_passing(draft: Draft, i: int) -> bool:
    """ "Of micro creators", "the cars we sold": those whom it is about, and a verb."""
    span = draft.spans[i]
    things = any(e.kind in _THINGS or (e.kind == "measure" and not _made_of(draft, e)) for e in span.entries)
    return things or max(e.quality for e in span.entries) < _NAMED or span.text.lower().endswith("ed")


def _is_figure(draft: Draft, i: int) -> bool:
    return any(e.kind in ("column", "measure", "entity", "rows") for e in draft.spans[i].entries)


# -- texts --------------------------------------------------------------------------------------------------------
_LONG = 3


def _part_of_text(draft: Draft, intent: Intent, nodes: list[Expr]) -> list[str]:
    """One word of a long text that people wrote ("more" of "more vegan options") names none of these texts."""
    found = []
    for i, why in draft.used.items():
        span = draft.spans[i]
        if why != "value" or not span.entries or 2 * len(span.text.split()) > _LONG + 1:
            continue
        value = next((e for e in span.entries if e.kind == "value"), None)
        column = draft.scope.column(value) if value is not None else None
        if value is None or column is None or value.quality > 0.7:
            continue
        if len(str(value.value).split()) >= max(
            _LONG, 2 * len(span.text.split())
        ) and column.name in _compared_texts(intent):
            found.append(span.text)
    return found


def _compared_texts(intent: Intent) -> set[str]:
    """Columns that are compared with a whole value."""
    return {
        n.args[0].col
        for e in (*intent.where, *intent.share)
        for n in walk(e)
        if isinstance(n, Call) and n.op in ("eq", "ne", "in", "not_in") and isinstance(n.args[0], Col)
    }


# -- what is claimed for something else ---------------------------------------------------------------------------
def _claimed(draft: Draft, intent: Intent, nodes: list[Expr]) -> list[str]:
    """ "Average tip percent", told as a share of rows: what names a number so surely must be in the plan."""
    if intent.melt is not None:
        return []
    planned = {_bare(n.col) for n in nodes if isinstance(n, Col)}
    planned |= {n.measure for n in nodes if isinstance(n, MeasureRef)}
    found = []
    for i, why in draft.used.items():
        span = draft.spans[i]
        if why not in ("item", "metric") or span.words or span.text.lower().endswith("ed"):
            continue
        made_of = [_made_of(draft, e) for e in span.entries]
        if made_of and all(made_of) and max(e.quality for e in span.entries) >= _SURE:
            best = max(e.quality for e in span.entries)
            if not any(n & planned for e, n in zip(span.entries, made_of, strict=True) if e.quality == best):
                found.append(span.text)
    return found


_SURE = 0.9
_OF_MEMBERS = re.compile(r"^(?:average|total|mean)_")


def _bare(name: str) -> str:
    """A column's name without its table, and without what members have of it on average."""
    return _OF_MEMBERS.sub("", name.rsplit(".", 1)[-1])


def _made_of(draft: Draft, entry: Entry) -> set[str]:
    """The name of a number, and of the columns that it is computed of; nothing for other things."""
    if entry.kind == "measure":
        measure = draft.scope.catalog.measures.get(entry.name)
        names = {_bare(n) for n in columns_of(measure.expr)} if measure is not None else set()
        return {entry.name, *names} if names and not entry.name.startswith("~") else set()
    column = draft.scope.column(entry) if entry.kind == "column" else None
    if column is None or column.role not in ("amount", "quantity", "score", "rate"):
        return set()
    inner = columns_of(column.expr) if column.expr is not None else ()
    measured = (
        [n.measure for n in walk(column.expr) if isinstance(n, MeasureRef)] if column.expr is not None else []
    )
    return {_bare(entry.name), *(_bare(n) for n in inner), *measured}


def _asked_thing(draft: Draft, intent: Intent, nodes: list[Expr]) -> list[str]:
    """ "Which store had the best week", answered by weeks."""
    if not intent.groups or len(intent.groups) > 1 or intent.columns or intent.having:
        return []
    spans = draft.spans
    at = next((i for i, s in enumerate(spans[:3]) if s.text.lower() == "which"), None)
    if at is None or at + 1 >= len(spans) or not spans[at + 1].entries:
        return []
    names = {n for g in intent.groups for n in columns_of(g.expr)}
    terms = draft.scope.terms(spans[at + 1])
    own = {t.column.name for t in terms if t.column is not None}
    own |= {t.entity.key for t in terms if t.entity is not None}
    entity = [t.entity for t in terms if t.entity is not None]
    if not own or own & names or any(e.table in n or n in e.key for e in entity for n in names):
        return []
    grained = isinstance(intent.groups[0].expr, Call) and intent.groups[0].expr.op.startswith("trunc")
    return [spans[at + 1].text] if grained else []


def _counted_thing(draft: Draft, intent: Intent, nodes: list[Expr]) -> list[str]:
    """ "How many claims were made on motor policies", answered by the number of policies."""
    measures, entities = draft.scope.catalog.measures, draft.scope.catalog.entities
    counted = [measures.get(m.expr.measure) for m in intent.metrics if isinstance(m.expr, MeasureRef)]
    if len(intent.metrics) != 1 or not counted or counted[0] is None:
        return []
    told = {e.name for e in entities.values() if e.plural == counted[0].label}
    for a, s in pairwise(draft.spans):
        if a.text.lower() == "how many" and a.word("count") is not None:
            asked = {e.name for e in s.entries if e.kind == "entity" and e.quality >= 0.95}
            return [s.text] if told and asked and not asked & told else []
    return []


_MONEY_WORDS = re.compile(
    r"dollar|euro|pound|\busd\b|\beur\b|\bgbp\b|buck|quid|money|\bk\b|million|thousand|cent|[$€£]", re.I
)


def _counted_money(draft: Draft, intent: Intent, nodes: list[Expr]) -> list[str]:
    """ "How many deliveries", answered by what deliveries cost: a sum of money is no number of things."""
    units = [m.unit for m in intent.metrics]
    if not units or not all(is_money(u) for u in units) or _MONEY_WORDS.search(draft.text):
        return []
    return [
        s.text
        for a, s in pairwise(draft.spans)
        if a.text.lower() == "how many" and a.word("count") is not None and s.entries
        and all(e.kind == "column" for e in s.entries)
    ]  # fmt: skip


_NUMBER_OF = re.compile(
    r"\b(?:average|avg|mean|median|typical)\.?\s+(?P<said>(?:number|no\.?|count)\s+of)\b", re.I
)


def _number_of(draft: Draft, intent: Intent, nodes: list[Expr]) -> list[str]:
    """ "The average number of campaigns per day", answered by an average of money: an amount is no number of things."""
    said = _NUMBER_OF.search(draft.text)
    averaged = [m.expr.of for m in intent.metrics if isinstance(m.expr, Agg) and m.expr.agg in _SPREAD]
    columns = draft.scope.source.columns
    money = [
        e
        for e in averaged
        if isinstance(e, Col) and (c := columns.get(e.col)) is not None and c.role == "amount"
    ]
    return [said["said"]] if said is not None and averaged and len(money) == len(averaged) else []


def _which_untold(draft: Draft, intent: Intent, nodes: list[Expr]) -> list[str]:
    """ "For each shop which item has the highest revenue", answered by one figure: no item is told."""
    if intent.answer != "value" or intent.groups or intent.columns or intent.melt is not None:
        return []
    tested = {_bare(n) for e in (*intent.where, *intent.share) for n in columns_of(e)}
    found = []
    for a, s in pairwise(draft.spans):
        if a.text.lower() not in _WHICH or a.text.lower() == "whose":
            continue
        named = [e for e in s.entries if e.kind in ("column", "entity") and e.quality >= _SURE]
        texts = [e for e in named if e.kind == "entity" or _is_text(draft, e)]
        if texts and not any(_bare(e.name) in tested for e in named):
            found.append(s.text)
    return found


def _is_text(draft: Draft, entry: Entry) -> bool:
    column = draft.scope.catalog.sources[entry.source].columns.get(entry.name)
    return column is not None and column.type == "text"


_PAID = re.compile(r"incom|salar|wage|earn|pay\b|compens", re.I)


def _earned(draft: Draft, intent: Intent, nodes: list[Expr]) -> list[str]:
    """ "People who earn over 80k": what they have spent with us is no income of theirs."""
    people = re.search(
        r"\b(?:people|customers?|clients?|households?|members?|who|those|persons?)\W+(?:who\W+|that\W+)?(earn\w*)",
        draft.text,
        re.I,
    )
    if people is None:
        return []
    columns = _columns(draft, nodes)
    money = [c for c in columns if c.role == "amount"]
    paid = any(_PAID.search(f"{c.name} {c.label}") for c in columns)
    return [people[1]] if money and not paid else []


def _periodic(draft: Draft, intent: Intent, nodes: list[Expr]) -> list[str]:
    """ "The average monthly premium" is a premium a month, and not that of those who pay by the month."""
    return [
        s.text
        for i, s in enumerate(draft.spans[:-1])
        if s.text.lower() in EVERY
        and draft.used.get(i) == "value"
        and draft.used.get(i + 1) in ("metric", "item")
        and (column := _named_column(draft, i + 1)) is not None
        and column.role in ("amount", "quantity", "score", "rate")
    ]


def _swallowed(draft: Draft, intent: Intent, nodes: list[Expr]) -> list[str]:
    """ "Spend per visitor by country", where both are read as the visitor's country."""
    said: dict[str, str] = {}
    found = []
    for i, s in enumerate(draft.spans[:-1]):
        if s.word("group") is None or draft.used.get(i + 1) != "group":
            continue
        column = _named_column(draft, i + 1)
        if column is None:
            continue
        if column.name in said:
            found.append(said[column.name])
        said[column.name] = f"{s.text} {draft.spans[i + 1].text}"
    return found


def _members_in_groups(draft: Draft, intent: Intent, nodes: list[Expr]) -> list[str]:
    """ "Customers who ordered more than 3 times: what do they buy": the products are not tested, the customers are."""
    said = re.search(
        r"\b(?:who|that) \w+ (?:more than|at least|over|less than|fewer than|only) \w+ times?\b",
        draft.text,
        re.I,
    )
    if said is None or not intent.having or not intent.groups:
        return []
    grouped = {n.rsplit(".", 1)[-1] for g in intent.groups for n in columns_of(g.expr)}
    people = {e.key for e in draft.scope.catalog.entities.values() if e.name in PEOPLE}
    return [said[0]] if grouped - people else []


_SPREAD = ("mean", "median", "quantile", "std", "var")
_OWNED = r"(?:per|of|on|in|for|from|by|within)\s+(?:an?|one|each|every|a\s+single|the\s+average|all|our|the|typical)?\s*"


def _of_lines(draft: Draft, intent: Intent, nodes: list[Expr]) -> list[str]:
    """ "The median receipt value", taken over the lines of receipts: what is said of a whole is averaged over wholes."""
    scope, columns = draft.scope, draft.scope.source.columns
    spread = [m.expr for m in intent.metrics if isinstance(m.expr, Agg) and m.expr.agg in _SPREAD]
    added = any(
        isinstance(e.of, Col) and (c := columns.get(e.of.col)) is not None and c.additive for e in spread
    )
    planned = {n.col for n in nodes if isinstance(n, Col)}
    if not added or (scope.source.entity is not None and scope.source.entity.rolled_up):
        return []
    found = []
    text = grain.without_rows(draft.text.lower(), scope.source)
    for entity in scope.catalog.entities.values():
        if not entity.rolled_up or entity.table not in scope.names or entity.key in planned:
            continue
        nouns = "|".join(re.escape(n) for n in (entity.name, *entity.synonyms))
        told = re.search(
            rf"\b(?:average|avg|mean|median|typical)\s+(?P<a>{nouns})\s+\w|\b{_OWNED}(?P<b>{nouns})\b",
            text, re.I,
        )  # fmt: skip
        if told is not None:
            found.append(told["a"] or told["b"])
    return found[:1]


_TESTS: tuple[Callable[[Draft, Intent, list[Expr]], list[str]], ...] = (
    _nothing, _had_none, _active, _denied, _taken_back, _states, _ranked_by_number, _does_most, _per_number, _part_of_itself, _percent_of, _rates, _compared, _timed, _to_come, _unit_of_time, _cost, _kinds_counted, _sized, _on_it, _run_of_numbers, _averaged, _by_joining, _in_both_periods,
    _unasked, _part_of_text, _claimed, _asked_thing, _counted_thing, _counted_money, _earned, _periodic, _swallowed, _members_in_groups,
    _of_lines, _number_of, _which_untold, _groups_counted, _each_of,
)  # fmt: skip
