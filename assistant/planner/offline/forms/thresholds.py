"""Thresholds on what groups have together: "which campaigns spent more than 5,000", "how many stores sold over 500 units",
"departments with an average salary above 42,000".
"""

from __future__ import annotations

import re

from assistant.planner.offline import compose, conditions, counted, phrases
from assistant.planner.offline.conditions import Condition, Draft, draft_of
from assistant.planner.offline.forms import items, nouns, plain, tails
from assistant.planner.offline.forms.nouns import is_dated, is_dimension, is_label
from assistant.planner.offline.forms.plain import Form
from assistant.planner.offline.scope import Intent, Scope, is_numeric
from assistant.planner.offline.spans import Tagged
from data.catalog import Column
from data.query import Agg, Call, Col, Expr, Member, Out, Query, call, col

_COMPARED = ("gt", "ge", "lt", "le", "between")
_COUNTED = re.compile(r"\b(how many|number of|count of|count)\b", re.I)


def read(scope: Scope, tagged: Tagged) -> tuple[Intent, Draft] | None:
    """Groups whose own figure passes a test, listed or counted; None where no group is tested."""
    draft = draft_of(scope, tagged)
    tail = tails.read(draft)
    periodic = _counted_period(draft)
    conditions.read(draft)
    period = _period(draft, *periodic) if periodic is not None else None
    form = Form(draft, items.read(draft), tail)
    tallied = any(counted.is_count(c.measure, scope) for c in draft.conditions)
    target = period or _target(form, tallied)
    if target is None or form.asked.sup is not None or len(form.asked.groups) > 1:
        return None
    group, column = target
    tested = [
        (c, out)
        for c in draft.conditions
        if (out := _tested(form, c, column, period is not None)) is not None
    ]
    if not tested or any(draft.free(i) and s.word("share", "window") for i, s in enumerate(draft.spans)):
        return None
    where = tuple(
        c.expr for c in draft.conditions if c.measure is None and all(c is not t for t, _ in tested)
    )
    having = tuple(_of_group(c, out) for c, out in tested)
    measures = tuple(dict.fromkeys(out for _, out in tested))
    known = (call("not_null", col(column.name)),) if column.missing else ()
    if period is not None or _counted(form, column):
        inner = Query(
            source=scope.name, where=(*where, *known), groups=(group,), measures=measures, having=having
        )
        fits = Member(member=group.expr, within=inner)
        out = Out(name=f"{_called(scope, group, column)} that fit", expr=Agg(agg="distinct", of=group.expr))
        return Intent(
            source=scope.name, where=(fits,), metrics=(out,), answer="value", notes=tuple(draft.notes)
        ), draft
    made = plain._summary(form, list(measures), [target])
    return made.model_copy(update={"where": (*where, *known), "having": having}), draft


def _called(scope: Scope, group: Out, column: Column) -> str:
    """What the groups are called: guests, where they are told by their name or number."""
    for entity in scope.catalog.entities.values():
        if column.name.removeprefix(f"{entity.table}.") in (entity.key, entity.display):
            return entity.plural
    return group.name


def _counted_period(draft: Draft) -> tuple[int, str] | None:
    """ "how many years had ...": the place of the noun, and the kind of period; conditions leave it alone."""
    for i, span in enumerate(draft.spans):
        grain = span.word("grain")
        if grain is None or i == 0 or nouns.text_at(draft, i - 1) not in ("how many", "number of"):
            continue
        if nouns.text_at(draft, i + 1) not in _HAD or grain.name not in _PERIODS:
            continue
        draft.use("group", i - 1, i)
        return i, grain.name
    return None


_HAD = ("had", "have", "has", "was", "were", "did", "with", "saw", "is", "where", "in which")
_PERIODS = ("decade", "year", "quarter", "month", "week", "day")


def _period(draft: Draft, at: int, grain: str) -> tuple[Out, Column] | None:
    """The periods that are counted, as groups."""
    dated = draft.scope.date()
    if dated is not None:
        return Out(name=f"{grain}s", expr=call(compose._grain_op(grain), col(dated.name))), dated
    yearly = phrases.year_column(draft.scope)
    made = phrases.of_years(yearly, grain) if yearly is not None else None
    return (made, yearly) if yearly is not None and made is not None else None


def _target(form: Form, tallied: bool = False) -> tuple[Out, Column] | None:
    """The groups that are asked for: named by "which", counted, or the first that is listed.

    `tallied`: their rows are counted, so that a column of which (nearly) each row has a value of its own is one, too.
    """
    scope = form.scope
    for term, grain in [(i.term, None) for i in form.asked.items] + [(t, g) for _, t, g in form.asked.groups]:
        if term is None or (
            term.measure is not None and not any(e.kind == "entity" for e in term.span.entries)
        ):
            continue
        entity = next((e for e in term.span.entries if e.kind == "entity"), None)
        if entity is not None and scope.entity is not None and entity.name == scope.entity.name:
            continue
        key = compose._entity_column(scope, scope.catalog.entities[entity.name]) if entity is not None and term.column is None else None  # fmt: skip
        group = (
            (Out(name=key.label, expr=col(key.name)), key)
            if key is not None
            else plain._group(form, term, grain)
        )
        if group is None or not (is_dimension(group[1]) or is_dated(group[1])):
            continue
        if (
            (is_label(scope, group[1]) and not tallied)
            or group[1].role == "flag"
            or group[1].name in form.tested
        ):
            continue
        return group
    return None


def _tested(form: Form, condition: Condition, target: Column, period: bool) -> Out | None:
    """The group's figure that a condition tests, or None where it tests each row; of a period always its own."""
    if condition.measure is not None:
        return condition.measure
    column, expr = condition.column, condition.expr
    if (
        form.draft.by_row
        or column is None
        or column == target
        or not is_numeric(column)
        or is_dated(column)
        or condition.period
    ):
        return None
    if not isinstance(expr, Call) or expr.op not in _COMPARED or expr.args[:1] != (Col(col=column.name),):
        return None
    said = _aggregate_before(form.draft, min(condition.spans))
    if said is None and _rows_by_group(form):
        return None  # "customers by region where the charge is over 26": of each customer
    if said is None and not (column.additive or plain.countable(column)):
        if not period:
            return None
        said = "mean"
        form.draft.notes.append(f"{column.label} is averaged over each period")
    return plain._total(column) if said == "sum" else compose._of_group(form.scope, said, column)


def _rows_by_group(form: Form) -> bool:
    """Rows are counted by a group that is said with "by", so that what they have is theirs."""
    return bool(form.asked.groups) and any(
        nouns.names_rows(form.scope, i.term)
        or (i.term.measure is not None and conditions.counts_rows(form.scope, i.term.measure.name))
        for i in form.asked.items
        if i.term is not None
    )


def _aggregate_before(draft: Draft, at: int) -> str | None:
    k = nouns.before(draft, at)
    if k >= 0 and draft.spans[k].text.lower() == "of":  # "an average of more than 70"
        k = nouns.before(draft, k)
    word = draft.spans[k].word("aggregate") if k >= 0 else None
    if word is None:
        return None
    draft.use("condition", k)
    return word.name


def _of_group(condition: Condition, out: Out) -> Expr:
    expr = condition.expr
    if condition.measure is not None or not isinstance(expr, Call):
        return expr
    return expr.model_copy(update={"args": (col(out.name), *expr.args[1:])})


def _counted(form: Form, column: Column) -> bool:
    """ "how many hosts have ...": the groups are counted, not listed."""
    item = next((i for i in form.asked.items if i.said in ("count", "distinct")), None)
    if item is None:
        return False
    thing = nouns.thing(form.scope, item.term) if item.term is not None else None
    key = compose._entity_column(form.scope, thing) if thing is not None else None
    return column in (item.column, key) or bool(_COUNTED.match(form.draft.text.strip()))
