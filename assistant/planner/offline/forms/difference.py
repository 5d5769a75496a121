"""Two things set against each other: "how many more votes did A win than B", "difference in price between A and B",
"how much longer do bookings with kids stay than those without".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from assistant.planner.offline import build, conditions, phrases
from assistant.planner.offline.conditions import Condition, Draft, draft_of
from assistant.planner.offline.forms import items, nouns, plain, tails
from assistant.planner.offline.forms.plain import Form
from assistant.planner.offline.say import value as say_value
from assistant.planner.offline.scope import Intent, Scope, is_money
from assistant.planner.offline.shape import SURE
from assistant.planner.offline.spans import Span, Tagged
from data.query import Call, Expr, Lit, Out, call, col
from tools._tool import Tool

MORE = r"more|fewer|less|greater|higher|larger|longer|older|bigger|taller|heavier|lower|smaller|shorter|younger|better|worse|faster|slower|cheaper"
ASKED = re.compile(
    rf"\bdifference (?:in|of|between)\b|\bthe difference\b|\bgap (?:in|between)\b|\bhow (?:many|much) (?:{MORE})\b|\bby how (?:many|much)\b"
    rf"|(?<!in )(?<!for )\bhow (?:many|much) (?:[\w£$€]+ ){{1,3}}(?:{MORE})\b[^.?!]*\bthan\b",
    re.I,
)
SIGNED = re.compile(rf"\bhow (?:many|much)\b[^.?!]*\b(?P<way>{MORE})\b[^.?!]*\bthan\b|\bexceeds?\b", re.I)
LESS = ("fewer", "less", "lower", "smaller", "shorter", "younger", "worse", "slower", "cheaper")
TESTED = re.compile(r"\b(signific\w+|statistic\w*|t-?test|p-?value|test)\b", re.I)
_OTHERS = re.compile(
    r"\b(?:than|and|to|vs\.?|versus|with)\b[^.?!]*?\b(?P<rest>without(?: (?:any|one|them|it))?|(?:who|that|which) (?:do|did|have|has|are|is|were|was)(?:n't| not)(?: \w+)?"
    r"|everybody else|everyone else|all others|all the others|the others|others|the rest|everything else|non\b)",
    re.I,
)
_FREE = frozenset(
    [
        "difference",
        "gap",
        "more",
        "fewer",
        "less",
        "greater",
        "higher",
        "larger",
        "longer",
        "older",
        "bigger",
        "taller",
        "heavier",
        "lower",
        "smaller",
        "shorter",
        "younger",
        "better",
        "worse",
        "faster",
        "slower",
        "cheaper",
        "than",
        "how",
        "much",
        "many",
        "by",
        "between",
        "exceed",
        "exceeds",
        "amount",
        "in",
        "of",
        "did",
        "does",
        "do",
        "has",
        "had",
        "have",
    ]
)


_MONEY = ("spend", "spends", "spent", "spending", "pay", "pays", "paid", "cost", "costs", "earn", "earns", "earned", "money", "£", "$", "€")  # fmt: skip


@dataclass(frozen=True)
class _Side:
    name: str
    where: tuple[Expr, ...]


def read(scope: Scope, tagged: Tagged, tools: dict[str, Tool]) -> tuple[Intent, Draft] | None:
    """The difference of one figure between two values of a column, or between those who fit and the rest."""
    if "calc" not in tools or not ASKED.search(tagged.text) or TESTED.search(tagged.text):
        return None
    draft = draft_of(scope, cleared(tagged))
    tail = tails.read(draft)
    _claim_years(draft)
    conditions.read(draft)
    for i, span in enumerate(draft.spans):
        if draft.free(i) and not span.entries and all(w in _FREE for w in span.text.lower().split()):
            draft.use("difference", i)
    kinds = _both_kinds(draft)
    form = Form(draft, items.read(draft), tail)
    sides = _two_values(form) or kinds or _those_and_the_rest(form)
    metric = _figure(form)
    if sides is None or metric is None or form.asked.groups:
        return None
    use_verbs(draft, metric)
    return _intent(form, sides, metric, tools), draft


def use_verbs(draft: Draft, figure: Out) -> None:
    """What people do with money, where money is what is compared."""
    if figure.unit is None or not is_money(figure.unit):
        return
    for i, span in enumerate(draft.spans):
        if draft.free(i) and not span.entries and span.text.lower() in _MONEY:
            draft.use("difference", i)


def cleared(tagged: Tagged) -> Tagged:
    """ "more" and "than" compare here, whatever value begins with such a word."""

    def plain(span: Span) -> Span:
        compares = span.text.lower() in (*_FREE, "times")
        weak = all(e.kind == "value" or e.quality < SURE for e in span.entries)
        return replace(span, entries=(), free=True) if compares and span.entries and weak else span

    return replace(tagged, cover=tuple(plain(s) for s in tagged.cover))


def _intent(form: Form, sides: tuple[_Side, _Side], metric: Out, tools: dict[str, Tool]) -> Intent:
    first, second = sides
    m = SIGNED.search(form.draft.text)
    op = "gap"
    if m is not None:
        op = "difference"  # "how many more did A win than B": A less B
        way = (m["way"] or "").lower()
        first, second = (first, second) if way in LESS else (second, first)
    steps: list[dict[str, Any]] = []
    for side in (first, second):
        out = metric.model_copy(update={"name": f"{metric.name} of {side.name}"})
        part = Intent(source=form.scope.name, where=side.where, metrics=(out,), answer="value")
        steps.append(build.plan(part, tools).steps[-1].model_dump(mode="json"))
    names = f"{sides[0].name} and {sides[1].name}"
    return Intent(
        source=form.scope.name,
        tool="calc",
        args={"op": op, "of": ["$1", "$2"], "label": f"difference in {metric.name} between {names}"},
        before=tuple(steps),
        notes=tuple(form.draft.notes),
    )


def _figure(form: Form) -> Out | None:
    """What is compared: the one counted or measured item."""
    figures = [i for i in form.asked.items if i.said is not None or plain._is_figure(i)]
    named = [i for i in figures if i.term is not None and not nouns.names_rows(form.scope, i.term)]
    chosen = next(iter(named or figures), None)
    if chosen is None or len({i.column.name for i in named if i.column is not None}) > 1:
        return None
    said = _aggregate(form.draft)
    if chosen.said in (None, "sum") and said is not None:
        chosen = replace(chosen, said=said)
    if chosen.said is None and chosen.column is not None and plain.countable(chosen.column):
        chosen = replace(chosen, said="sum")
    return plain._metric(form, chosen)


def _aggregate(draft: Draft) -> str | None:
    """ "on average" at the end holds for what is compared, wherever that is named."""
    words = (s.word("aggregate") for s in draft.spans)
    said = {w.name for w in words if w is not None and w.name in ("mean", "median")}
    return said.pop() if len(said) == 1 else None


def _two_values(form: Form) -> tuple[_Side, _Side] | None:
    """Two values of one column, in the order in which they are named."""
    pair = next(
        (
            c for c in form.draft.conditions
            if c.column is not None and isinstance(c.expr, Call) and c.expr.op == "in" and len(c.expr.args) == 3
        ),
        None,
    )  # fmt: skip
    if pair is None or pair.column is None or not isinstance(pair.expr, Call):
        return None
    rest = tuple(c.expr for c in form.draft.conditions if c is not pair and c.measure is None)
    made = [
        _Side(say_value(pair.column, value), (*rest, call("eq", col(pair.column.name), value.lit)))
        for value in pair.expr.args[1:]
        if isinstance(value, Lit)
    ]
    return (made[0], made[1]) if len(made) == 2 else None


def _both_kinds(draft: Draft) -> tuple[_Side, _Side] | None:
    """ "between men and women", which is how a column of two kinds is said: one kind, and the other."""
    for i, span in enumerate(draft.spans):
        term = next((t for t in draft.scope.terms(span) if t.entry.kind == "column"), None)
        column = term.column if term is not None else None
        if column is None or not draft.free(i) or " and " not in span.text.lower():
            continue
        values = [v.value for v in column.values if v.value is not None]
        if len(values) == 2:
            draft.use("difference", i)
            rest = tuple(c.expr for c in draft.conditions if c.measure is None)
            kinds = (Lit(lit=v) for v in values)
            one, other = (
                _Side(say_value(column, k), (*rest, call("eq", col(column.name), k))) for k in kinds
            )
            return one, other
    return None


def _those_and_the_rest(form: Form) -> tuple[_Side, _Side] | None:
    """Those who fit the one condition, and all others."""
    m = _OTHERS.search(form.draft.text)
    chosen = [c for c in form.draft.conditions if c.measure is None and not c.period]
    if m is None or not chosen:
        return None
    subject = chosen[0]
    if subject.column is None or any(c.column != subject.column for c in chosen[1:]):
        return None
    form.draft.use("difference", *tails._inside(form.draft, m.start("rest"), m.end("rest")))
    periods = tuple(c.expr for c in form.draft.conditions if c.period)
    others = Call(op="not", args=(subject.expr,))
    label = subject.column.label
    return _Side(f"those with {label}", (*periods, subject.expr)), _Side("the others", (*periods, others))


def _claim_years(draft: Draft) -> None:
    """Two years of a column of years are two sides, not one period."""
    column = phrases.year_column(draft.scope)
    if column is None:
        return
    low, high = float(str(column.low)), float(str(column.high))
    said = [
        i for i, s in enumerate(draft.spans)
        if draft.free(i) and s.number is not None and low <= s.number <= high and s.number == int(s.number)
    ]  # fmt: skip
    if len(said) != 2:
        return
    years = [int(draft.spans[i].number or 0) for i in said]
    expr = call("in", col(column.name), *years)
    draft.conditions.append(Condition(expr, tuple(said), column))
    draft.use("condition", *said)
