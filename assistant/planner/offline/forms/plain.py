"""Plain questions: figures by groups, rankings, look-ups, lists and drawings of rows, each put together from its items.

A question is read in the order of certainty: wishes for the drawing, conditions, then what is asked. What this file
does not know (shares, growth, formulas) it leaves to the composer, by giving None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.planner.offline import compose, conditions, phrases, say
from assistant.planner.offline.conditions import Draft, draft_of
from assistant.planner.offline.counted import rows_out
from assistant.planner.offline.forms import cues, first, items, nouns, tails
from assistant.planner.offline.forms.items import Asked
from assistant.planner.offline.forms.nouns import Item, is_dated, is_dimension, is_label, names_rows
from assistant.planner.offline.forms.tails import Tail
from assistant.planner.offline.scope import (
    DATED,
    NUMERIC,
    PEOPLE,
    Intent,
    Scope,
    Term,
    is_contact,
    is_money,
    is_numeric,
)
from assistant.planner.offline.spans import Tagged
from data.catalog import Column
from data.query import Agg, AggName, Call, Expr, MeasureRef, Out, all_of, call, col, columns_of

_COUNTED_SUPERLATIVES = re.compile(
    r"^(most|least|(most|least) (common|popular|often|frequent)|fewest|busiest|favou?rite|commonest|rarest)$"
)
_LEFT = ("share", "window", "rate", "only")
_NO_COUNT = re.compile(r"\b(rank|position|place|year|age|id|no|number|code|score|rating|grade)\b")


@dataclass(frozen=True)
class Form:
    """What all parts of a form need: the draft with its conditions read, the items, and the wishes."""

    draft: Draft
    asked: Asked
    tail: Tail
    banded: tuple[tuple[Out, Column], ...] = ()

    @property
    def scope(self) -> Scope:
        """The source that the question is read in."""
        return self.draft.scope

    @property
    def where(self) -> tuple[Expr, ...]:
        """Conditions on rows."""
        return tuple(c.expr for c in self.draft.conditions if c.measure is None)

    @property
    def fixed(self) -> set[str]:
        """Columns that a condition restricts to one value: all rows have it, and nothing is ranked by it."""
        one = (c for c in self.draft.conditions if isinstance(c.expr, Call) and c.expr.op == "eq")
        return {c.column.name for c in one if c.column is not None}

    @property
    def tested(self) -> set[str]:
        """Columns that a condition restricts."""
        return {c.column.name for c in self.draft.conditions if c.column is not None}


def read(scope: Scope, tagged: Tagged) -> tuple[Intent, Draft] | None:
    """The plain question that a message asks of one source, with what each of its words did; None for other forms."""
    draft = draft_of(scope, tagged)
    cues.ends(draft)
    tail = tails.read(draft)
    banded = _banded(draft)
    conditions.read(draft)
    if any(c.measure is not None for c in draft.conditions) or draft.looked_up:
        return None
    if scope.source.weight is not None and compose.asked_of_sample(draft):
        return None
    form = Form(draft, items.read(draft, flags=not tail.crossed), tail, banded)
    if form.asked.counts and form.asked.sup is None:
        items.along_time(draft, form.asked, tail.grain, adjectives=False)
    if _beyond(form) or _tests_groups(form):
        return None
    intent = _ranked(form) if form.asked.sup is not None else _figures(form) or _rows(form)
    if intent is None:
        return None
    draft.unplaced += tails.left(draft, tail, intent)
    where = compose._without_definition(scope, list(intent.metrics), intent.where)
    return intent.model_copy(update={"where": where}), draft


def _banded(draft: Draft) -> tuple[tuple[Out, Column], ...]:
    """Bands that the question lists: what it asks for is asked of each. Words that call for groups mean them."""
    shape = compose.Shape()
    compose._bands(draft, shape)
    for i, span in enumerate(draft.spans):
        word = span.word("tool")
        if shape.groups and word is not None and word.name in ("compare", "segment") and not span.entries:
            draft.use("group", i)
    beside = _beside_bands(draft) if shape.groups else None
    return (*zip(shape.groups, shape.group_columns, strict=True), *([beside] if beside is not None else []))


def _beside_bands(draft: Draft) -> tuple[Out, Column] | None:
    """ "by age (under 30, 30-49, 50+) and gender": the category that is joined to the bands."""
    at = next(i for i, s in enumerate(draft.spans) if s.bands is not None)
    k = at + 1 + (nouns.text_at(draft, at + 1) == ")")
    noun = nouns.after(draft, k, "by", "each")
    if nouns.text_at(draft, k) not in ("and", "x", "and by") or not draft.free(noun):
        return None
    term = nouns.noun(draft.scope, draft.spans[noun]) if draft.spans[noun].entries else None
    column = term.column if term is not None else None
    closed = nouns.text_at(draft, noun + 1) in ("", "?", ".", ",", ";")
    if column is None or not closed or not is_dimension(column) or is_label(draft.scope, column):
        return None
    draft.use("group", *range(k, noun + 1))
    return Out(name=column.label, expr=col(column.name)), column


def _beyond(form: Form) -> bool:
    """Words of forms that are read elsewhere: shares, growth, sums of formulas, families of columns."""
    for i, span in enumerate(form.draft.spans):
        if form.draft.free(i) and (span.word(*_LEFT) or span.bands is not None):
            return True
    return any(s.entry("value") is None and s.word("window", "share") for s in form.draft.spans)


def _tests_groups(form: Form) -> bool:
    """ "which countries have revenue over 1000": the total of each group may be meant, not each row."""
    target = next((i.column for i in form.asked.items if i.asked), None)
    if target is None or form.draft.by_row or is_label(form.scope, target) or not is_dimension(target):
        return False
    return any(
        c.column is not None and is_numeric(c.column) and c.column.additive for c in form.draft.conditions
    )


# -- outputs -----------------------------------------------------------------------------------------------------
def _counting(form: Form, item: Item) -> Out | None:
    """ "how many X": rows for things, distinct values for categories, the sum of a column that counts."""
    scope, column = form.scope, item.column
    rows = rows_out(scope)
    if item.term is None or names_rows(scope, item.term):
        named = item.term is not None and not item.term.rows
        return compose.metric(scope, "count", item.term) if named and item.term is not None else rows
    if item.term.measure is not None or item.term.entity is not None:
        return compose.metric(scope, "count", item.term)
    assert column is not None
    if item.said == "count" and is_money(column.unit):
        return rows  # "how many deals", where only a deal's value is called so
    if item.said == "count" and countable(column):
        return _total(column)
    if item.said == "count" and is_label(scope, column) and not column.missing:
        return rows
    return compose.of_column("distinct", column)


def _total(column: Column) -> Out:
    """The sum of a column that counts; its role may be that of a score, which is averaged elsewhere."""
    return Out(name=f"total {column.label}", expr=Agg(agg="sum", of=col(column.name)), unit=column.unit)


def countable(column: Column) -> bool:
    """A column of whole numbers that count something, so that "how many" asks for their sum."""
    if not is_numeric(column) or column.unit in ("years", "days", "year", "share", "percent"):
        return False
    if column.role in ("rate", "ordinal"):
        return False
    whole = column.type == "integer" or column.role in ("quantity", "amount")
    return whole and not _NO_COUNT.search(column.label.lower())


def _metric(form: Form, item: Item) -> Out | None:
    """The output of an item with its aggregate, or with the one that suits its noun."""
    if item.said in ("count", "distinct") or item.term is None:
        return _counting(form, item) if item.said in ("count", "distinct", None) else None
    if item.said == "mode":
        return compose.of_column("mode", item.column) if item.column is not None else None
    paid = compose.money_total(form.draft, item.term) if item.said == "sum" else None
    if paid is not None:
        return paid
    if item.said in ("max", "min") and one_of_many(form.draft, item):
        return None
    if not (item.term.measure is not None or is_numeric(item.column) or _yes_no(item.column)):
        if names_rows(form.scope, item.term) and item.said in ("mean", "median", "max", "min"):
            return _worth(form, item.said)
        return _counting(form, item) if names_rows(form.scope, item.term) and item.said == "sum" else None
    if item.said in ("mean", "median", "max", "min") and nouns.counts_rows(item.term.measure):
        return _worth(form, item.said)
    out = compose.metric(form.scope, item.said, item.term)
    if item.said != "sum" or item.column is None or out is None:
        return out
    whole = compose.in_total(form.scope, out) if item.term.entry.quality < 1.0 else None
    if whole is not None or countable(item.column):
        return _total(whole or item.column)
    return out


def one_of_many(draft: Draft, item: Item) -> bool:
    """ "the largest payment in each country", where countries have a number of payments: one payment is no number of them."""
    if item.at < 0 or item.column is None or draft.spans[item.at].text.lower().endswith("s"):
        return False
    expr = item.column.expr
    measure = draft.scope.catalog.measures.get(expr.measure) if isinstance(expr, MeasureRef) else None
    expr = measure.expr if measure is not None else expr
    return isinstance(expr, Agg) and expr.agg in ("count", "distinct")


_PEOPLE = (*PEOPLE, "employee", "donor")


def _worth(form: Form, said: str) -> Out | None:
    """ "the average gift", "the biggest deal": of what such an event comes to; people come to nothing."""
    entity, column = form.scope.entity, form.scope.value_column()
    name = entity.name if entity is not None else form.scope.source.label
    if name in _PEOPLE or column is None:
        return None
    form.draft.notes.append(f"{column.label} is taken for what a {name} comes to")
    return compose.of_column(said, column)


def _yes_no(column: Column | None) -> bool:
    return column is not None and column.role == "flag"


def _group(form: Form, term: Term | None, grain: str | None) -> tuple[Out, Column] | None:
    scope = form.scope
    column = term.column if term is not None else None
    if grain is not None or (column is not None and column.type in DATED):
        dated = (
            column
            if column is not None and column.type in DATED
            else (scope.date() if column is None else None)
        )
        unit = grain or form.tail.grain
        if dated is not None:
            unit = unit or compose.auto_grain(dated)
            return Out(name=unit, expr=call(compose._grain_op(unit), col(dated.name))), dated
        yearly = column if is_dated(column) else phrases.year_column(scope)
        made = phrases.of_years(yearly, grain or "year") if yearly is not None else None
        if yearly is not None and made is not None:
            return made, yearly
        if column is None:
            return None
    if column is None:
        thing = nouns.thing(scope, term) if term is not None else None
        key = compose._entity_column(scope, thing) if thing is not None else None
        return (Out(name=key.label, expr=col(key.name)), key) if key is not None else None
    if not is_dimension(column) and column.unit != "year" and column.distinct > compose.FEW_GROUPS:
        return None
    if is_numeric(column) and term is not None and _said_in_bands(form, term):
        return None  # the composer cuts them
    return Out(name=column.label, expr=col(column.name)), column


def _said_in_bands(form: Form, term: Term) -> bool:
    """ "by age group", of an age in years."""
    spans = form.draft.spans
    return any(s == term.span and compose._says_bands(form.draft, i) for i, s in enumerate(spans))


def _grouped(form: Form) -> list[tuple[Out, Column]] | None:
    made: list[tuple[Out, Column]] = []
    shown = [i for i in form.asked.plain if i.column is not None]
    for _, term, grain in form.asked.groups:
        if grain is None and shown and names_rows(form.scope, term):
            continue  # "the name and age of each driver": every row as it is
        group = _group(form, term, grain)
        if group is None:
            return None
        if all(group[0].expr != g.expr for g, _ in made):
            made.append(group)
    return made


# -- figures -----------------------------------------------------------------------------------------------------
def _figures(form: Form) -> Intent | None:
    """Counts and aggregates, by the groups that are named."""
    asked, scope = form.asked, form.scope
    groups = _grouped(form)
    if groups is None:
        return None
    groups = [*form.banded, *groups]
    counted = asked.counts
    if form.tail.chart in ("histogram", "box") and not counted:
        return None  # the rows themselves are spread out
    plain = [i for i in asked.plain if not names_rows(scope, i.term)]
    if not counted and not (
        groups and all(is_numeric(i.column) or (i.term and i.term.measure) for i in plain)
    ):
        return _tallied(form, groups, plain)
    counted, plain = _meant(form, counted, plain)
    figures = [*counted, *(i for i in plain if _is_figure(i))]
    if len(figures) > 1 and any(not _joined_to(form, i, figures) for i in plain if _is_figure(i)):
        return None  # a number that nothing joins to the others is no second figure
    listed = [i for i in plain if not _is_figure(i)]
    metrics: list[Out] = []
    for item in figures:
        own = _of_itself(form, item, groups, listed)
        if own is not None:
            listed = [i for i in listed if i.column != item.column]
            groups = [*groups, own] if all(g.expr != own[0].expr for g, _ in groups) else groups
            out: Out | None = rows_out(scope)
        else:
            out = _metric(form, item)
        if out is None:
            return None
        if all(m.expr != out.expr for m in metrics):
            metrics.append(out)
    if not metrics:
        metrics = [rows_out(scope)]
    for item in listed:
        if item.column is None or item.column.name in form.tested or any(item.column == c for _, c in groups):
            continue
        if not _lists(form, item):
            if is_label(scope, item.column) or nouns.text_at(
                form.draft, nouns.before(form.draft, item.at)
            ) in ("of", "for"):
                continue
            return None
        group = _group(form, item.term, None)
        if group is None:
            return None
        groups = [group, *groups]
    return _of_parts(form, _summary(form, metrics, groups))


def _of_parts(form: Form, intent: Intent) -> Intent | None:
    """ "split all into four equal groups by age: how many are women in each?": the parts are of all, so that what is said
    behind them restricts only what is counted."""
    at = next((i for i, s in enumerate(form.draft.spans) if s.bands is not None and s.bands.quantiles), None)
    behind = [c for c in form.draft.conditions if at is not None and c.spans and min(c.spans) > at]
    if not form.banded or not behind:
        return intent
    where = tuple(c.expr for c in form.draft.conditions if c not in behind)
    inner = all_of([c.expr for c in behind])
    metrics = []
    for out in intent.metrics:
        expr = (
            form.scope.catalog.measures[out.expr.measure].expr
            if isinstance(out.expr, MeasureRef)
            else out.expr
        )
        if not isinstance(expr, Agg) or expr.where is not None:
            return None
        name = f"{out.name} with {say.condition(inner, form.scope.source)}"
        metrics.append(
            out.model_copy(update={"name": name, "expr": expr.model_copy(update={"where": inner})})
        )
    return intent.model_copy(update={"metrics": tuple(metrics), "where": where})


def _meant(form: Form, counted: list[Item], plain: list[Item]) -> tuple[list[Item], list[Item]]:
    """ "the signing price on average of all players": the aggregate belongs to the figure, not to the rows."""
    counted, plain = _parts_only(form, counted, plain)
    figure = next((i for i in plain if _is_figure(i)), None)
    of_rows = next(
        (i for i in counted if i.said in ("mean", "median", "sum") and names_rows(form.scope, i.term)), None
    )
    if figure is None or of_rows is None:
        return counted, plain
    moved = replace(figure, said=of_rows.said)
    return [moved if i is of_rows else i for i in counted], [i for i in plain if i is not figure]


def _parts_only(form: Form, counted: list[Item], plain: list[Item]) -> tuple[list[Item], list[Item]]:
    """ "average spend on meat": the part that is named, not the whole as well."""
    whole = next((i for i in (*counted, *plain) if _whole_of(form, i)), None)
    parts = _whole_of(form, whole) if whole is not None else ()
    part = next((i for i in plain if i.column is not None and i.column.name in parts), None)
    if whole is None or part is None or nouns.text_at(form.draft, whole.at + 1) not in ("on", "for", "in"):
        return counted, plain
    if whole in counted:
        moved = replace(part, said=whole.said)
        return [moved if i is whole else i for i in counted], [i for i in plain if i is not part]
    return counted, [i for i in plain if i is not whole]


def _whole_of(form: Form, item: Item) -> tuple[str, ...]:
    """The columns that an item is the sum of, where it is one."""
    column = _shown_column(form, item)
    return column.parts if column is not None and len(column.parts) > 1 else ()


def _joined_to(form: Form, item: Item, figures: list[Item]) -> bool:
    """Named in one list with another figure ("employees and their average salary", "clicks, cost")."""
    if item.at < 0:
        return True
    places = sorted(i.at for i in figures if i.at >= 0)
    nearest = [k for k in range(places.index(item.at) - 1, places.index(item.at) + 2) if 0 <= k < len(places)]
    for k in nearest:
        low, high = sorted((places[k], item.at))
        if any(
            nouns.text_at(form.draft, j) in ("and", ",", "&", "plus", "with", "along with", "vs", "versus")
            for j in range(low, high)
        ):
            return True
    return len(places) == 1


def _is_figure(item: Item) -> bool:
    return item.term is not None and (
        item.term.measure is not None or (is_numeric(item.column) and not is_dated(item.column))
    )


def _lists(form: Form, item: Item) -> bool:
    """A named category beside a figure groups it, where a drawing, a list or a cross table is asked for."""
    if form.tail.crossed:
        return True
    first = " ".join(s.text.lower() for s in form.draft.spans[:4])
    return form.tail.chart is not None or bool(
        re.search(r"\b(show|list|give|what are|find|display|return)\b", first)
    )


def _of_itself(
    form: Form, item: Item, groups: list[tuple[Out, Column]], listed: list[Item]
) -> tuple[Out, Column] | None:
    """ "party and the number of party", "chart of the number of results": a tally of the category itself."""
    column = item.column
    if (
        item.said != "count"
        or column is None
        or not is_dimension(column)
        or names_rows(form.scope, item.term)
    ):
        return None
    known = any(c == column for _, c in groups) or any(i.column == column for i in listed)
    drawn = form.tail.chart is not None and not groups and not listed and not is_label(form.scope, column)
    return _group(form, item.term, None) if known or drawn else None


def _tallied(form: Form, groups: list[tuple[Out, Column]], plain: list[Item]) -> Intent | None:
    """A cross table of categories alone counts their rows."""
    if not form.tail.crossed or any(_is_figure(i) for i in plain):
        return None
    outs = [g for i in plain if (g := _group(form, i.term, None)) is not None]
    if len(outs) != len(plain) or not 1 <= len(outs) + len(groups) <= 2:
        return None
    if not form.tail.grain and any(is_label(form.scope, c) and not is_dated(c) for _, c in outs):
        return None
    return _summary(
        form,
        [rows_out(form.scope)],
        [*outs, *(g for g in groups if all(g[0].expr != o.expr for o, _ in outs))],
    )


def _summary(form: Form, metrics: list[Out], groups: list[tuple[Out, Column]]) -> Intent:
    tail = form.tail
    outs = tuple(g for g, _ in groups)
    order, desc = _order(form, metrics, outs)
    chart = tail.chart
    if chart in ("histogram", "scatter", "box") and outs:
        chart = "bar" if chart == "histogram" else chart
    answer = "chart" if chart not in (None, "table") else "table" if outs else "value"
    return Intent(
        source=form.scope.name, where=form.where, metrics=tuple(metrics), groups=outs, order=order, desc=desc,
        chart=chart, answer=answer, notes=tuple(form.draft.notes),
    )  # fmt: skip


def _order(form: Form, metrics: list[Out], groups: tuple[Out, ...]) -> tuple[str | None, bool | None]:
    tail = form.tail
    if tail.desc is None or not groups:
        return None, None
    if tail.by == "x":
        return groups[0].name, tail.desc
    if isinstance(tail.by, Term) and tail.by.column is not None:
        named = next((g.name for g in groups if columns_of(g.expr) == (tail.by.column.name,)), None)
        if named is None and is_numeric(tail.by.column) and not columns_of(metrics[0].expr):
            counts = isinstance(metrics[0].expr, Agg)
            form.draft.unplaced += [tail.by.column.label] if counts else []
        return named or metrics[0].name, tail.desc
    return metrics[0].name, tail.desc


# -- rankings ----------------------------------------------------------------------------------------------------
def _ranked(form: Form) -> Intent | None:
    """Which X has the most Y; the 5 X with the highest Y; the first X."""
    asked, scope = form.asked, form.scope
    assert asked.sup is not None
    of_row = first.read(form)
    if of_row is not None:
        return of_row
    groups = _grouped(form)
    if groups is None or len(groups) > 1 or form.banded:
        return None
    figure = _ranking_figure(form)
    target = _target(form, figure)
    if asked.timed is not None:
        return _first_in_time(form, target)
    if (
        figure is not None
        and target is None
        and figure.said is None
        and _counted(form)
        and figure.column is not None
        and not _of_period(form)
    ):
        target, figure = figure.column, None  # "the most common education level", though levels are numbers
    if figure is None and not _counted(form):
        return _of_each(form, groups)
    if (
        target is None
        and not groups
        and figure is not None
        and figure.said is None
        and (asked.limit or 1) > 1
        and not any(is_dimension(i.column) for i in asked.plain if i.column is not None)
    ):
        target = label_column(scope)  # "top 5 highest grossing comedies": the rows that the condition leaves
        if target is None:
            return None
    if target is None and groups:
        target, groups = groups[0][1], []
    if target is not None and figure is not None and not groups and _counts_itself(form, figure, target):
        return None  # each donor is one donor
    if target is not None and any(grain is not None for _, _, grain in asked.groups):
        groups = [g for g in groups if g[1] != target]
    if target is None and figure is None and first.says_state(form):
        by, target = first.implied(form), label_column(scope)
        return _ranked_rows(form, target, by) if by is not None and target is not None else None
    if target is None or (target == label_column(scope) and _highest_of(form, figure)):
        return _extreme(form, figure)
    if groups and figure is not None and figure.said is None and target == label_column(scope):
        return _of_each(form, groups, _shown_column(form, figure))
    out = _metric(form, figure) if figure is not None else rows_out(scope)
    if (
        out is None
        or (figure is not None and figure.column == target)
        or _leaves_out(form, figure, target, groups)
    ):
        return None
    column = figure.column if figure is not None and figure.said in (None, "max", "min") else None
    if column is not None and not groups and not _of_period(form) and _by_row(form, target, column):
        return _ranked_rows(form, target, column)
    return _ranked_groups(form, target, out, groups)


def _highest_of(form: Form, figure: Item | None) -> bool:
    """ "The highest amount of payments with ...": the amount is asked for, and none of the payments."""
    asked, draft = form.asked, form.draft
    if (
        figure is None
        or asked.sup is None
        or asked.who
        or asked.limit not in (None, 1)
        or figure.at < asked.sup
    ):
        return False
    rows = [i for i in asked.items if names_rows(form.scope, i.term)]
    if any(i.asked for i in asked.items if i is not figure) or len(rows) != 1:
        return False
    behind = rows[0].at > figure.at and nouns.text_at(draft, nouns.before(draft, rows[0].at)) in (
        "of",
        "for",
        "among",
    )
    return behind or nouns.text_at(draft, nouns.before(draft, rows[0].at)) in ("for", "of", "among", "across")


def _of_each(form: Form, groups: list[tuple[Out, Column]], by: Column | None = None) -> Intent | None:
    """ "the longest film of each studio", "the best film by gross per genre": the rows that come first in each group."""
    rows = (
        any(names_rows(form.scope, i.term) for i in form.asked.items if i.at > (form.asked.sup or 0))
        or by is not None
        or first.says_state(form)
    )
    by, target = by or first.implied(form), label_column(form.scope)
    if not groups or not rows or by is None or target is None or target == by:
        return None
    agg: AggName = "max" if form.asked.desc else "min"
    out = Out(
        name=f"{'highest' if form.asked.desc else 'lowest'} {by.label}",
        expr=Agg(agg=agg, of=col(by.name)),
        unit=by.unit,
    )
    known = (call("not_null", col(by.name)),) if by.missing else ()
    made = _ranked_groups(form, target, out, groups)
    return made.model_copy(update={"where": (*made.where, *known)})


def _counts_itself(form: Form, figure: Item, target: Column) -> bool:
    """The rows, ranked by how many of them each is."""
    counted = figure.said in (None, "count", "sum", "distinct") and figure.term is not None
    return counted and names_rows(form.scope, figure.term) and is_label(form.scope, target)


def _leaves_out(form: Form, figure: Item | None, target: Column, groups: list[tuple[Out, Column]]) -> bool:
    """ "the population of the continent with the most countries": a number that is asked for, too, and has no place."""
    sup = form.asked.sup
    assert sup is not None
    if (
        figure is not None
        and _ranked_by(form.draft, figure.at)
        and _unplaced_figure(form, figure, target, groups)
    ):
        return True
    return any(
        i.said is None and i.column is not None and is_numeric(i.column) and _is_of(form.draft, i.at, sup)
        for i in form.asked.items
        if i.at >= 0 and i.at < sup and (figure is None or i.at != figure.at) and i.column != target and all(i.column != c for _, c in groups)
    )  # fmt: skip


def _unplaced_figure(form: Form, figure: Item, target: Column, groups: list[tuple[Out, Column]]) -> bool:
    """ "the best-selling item by revenue in each region", where "selling item" was heard as the units sold."""
    placed = [target, *(c for _, c in groups)]
    return any(
        _is_figure(i) and i.at != figure.at and i.column not in placed and not names_rows(form.scope, i.term)
        and (i.term is None or nouns.thing(form.scope, i.term) is None)
        for i in form.asked.items
        if i.at > (form.asked.sup or 0)
    )  # fmt: skip


def _of_period(form: Form) -> bool:
    """Quarters, months or years are ranked, not the rows of one day."""
    return any(grain not in (None, "day") for _, _, grain in form.asked.groups)


def _ranking_figure(form: Form) -> Item | None:
    """What the ranking is by: the figure right after the superlative, else the one that is counted or measured."""
    asked = form.asked
    assert asked.sup is not None
    figures = [
        i for i in asked.items if (i.said is not None and (i.said != "sum" or _is_figure(i))) or _is_figure(i)
    ]
    if not figures:
        return None
    said = form.draft.spans[asked.sup].text.lower()
    if not said.startswith(("most", "least", "fewest")) or said.endswith(("expensive", "valuable")):
        figures = [
            i
            for i in figures
            if i.said is not None or not names_rows(form.scope, i.term) or _ranked_by(form.draft, i.at)
        ]
    if said in _SIZES:
        figures = [i for i in figures if not one_of_many(form.draft, i)]
    if not figures:
        return None
    behind = [i for i in figures if i.at > asked.sup]
    measured = [i for i in behind if _ranked_by(form.draft, i.at)]
    behind = measured or behind
    if not behind and (figures[-1].said is None and _is_of(form.draft, figures[-1].at, asked.sup)):
        return None  # "the budget of the longest film" is not ranked by the budget
    chosen = min(behind, key=lambda i: i.at) if behind else figures[-1]
    if chosen.said is None and chosen.term is not None and names_rows(form.scope, chosen.term):
        chosen = replace(chosen, said="count")
    return chosen


_SIZES = ("biggest", "bigest", "largest", "smallest", "longest", "shortest", "highest", "lowest", "greatest")
_BY = ("by", "in terms of", "measured by", "based on", "according to", "going by", "judged by", "ranked by")


def _ranked_by(draft: Draft, at: int) -> bool:
    """ "the best campaign by ROAS": what is said behind "by" is what ranks, also where it is counted or averaged."""
    k = nouns.before(draft, at)
    while k > 0 and draft.spans[k].word("aggregate", "count") is not None and not draft.spans[k].entries:
        k = nouns.before(draft, k)
    before = " ".join(s.text.lower() for s in draft.spans[max(0, k - 2) : k + 1])
    return f" {before}".endswith(tuple(f" {by}" for by in _BY)) or nouns.text_at(draft, k).endswith(" by")


def _is_of(draft: Draft, at: int, sup: int) -> bool:
    """A noun that the row of the superlative has, by which it is not ranked."""
    links = [k for k in range(at + 1, sup) if nouns.text_at(draft, k) in ("of", "for")]
    return any(draft.used.get(nouns.after(draft, k)) != "value" for k in links)  # "the rate of Peru highest"


def picks_row(scope: Scope, tagged: Tagged) -> bool:
    """Whether something of the row that comes first is asked for."""
    draft = draft_of(scope, tagged)
    tail = tails.read(draft)
    conditions.read(draft)
    return first.read(Form(draft, items.read(draft, flags=not tail.crossed), tail)) is not None


def _target(form: Form, figure: Item | None) -> Column | None:
    """The column whose value answers: asked by "which", named beside the figure, or the people for "who"."""
    asked, scope = form.asked, form.scope
    for item in sorted(asked.items, key=lambda i: not i.asked):
        if figure is not None and item.at == figure.at:
            continue
        if item.said in ("count", "sum", "mean") or item.term is None or _describes_next(form, item):
            continue
        if names_rows(scope, item.term):
            column = label_column(scope)
        else:
            group = _group(form, item.term, None)
            column = group[1] if group is not None else None
        restricted = form.fixed if item.asked else form.tested
        tested = item.column is not None and item.column.name in restricted
        named = item.column is None or is_dimension(item.column) or is_dated(item.column)
        if asked.who and _yes_no(item.column):
            continue  # "who closed our biggest deal" is no yes or no
        if column is not None and named and not tested:
            return column
    return _people(form) if asked.who else None


def _describes_next(form: Form, item: Item) -> bool:
    """ "which product category": the category is asked for, and not the product that it is one of."""
    thing = nouns.thing(form.scope, item.term) if item.term is not None else None
    behind = next((i for i in form.asked.items if i.at == item.at + 1), None)
    if thing is None or behind is None or behind.said is not None or behind.column is None:
        return False
    one = form.draft.spans[item.at].text.lower() != thing.plural.lower()
    return one and behind.column.name != thing.key and is_dimension(behind.column)


def _people(form: Form) -> Column | None:
    """Those whom "who" asks for: by its verb ("who directed"), else the people of the table, else what rows are called."""
    scope = form.scope
    doers = first.doer(scope, form.draft)
    if doers is not None:
        return doers
    named = [c for c in scope.source.columns.values() if c.role == "person" and not is_contact(c)]
    people = named_first(scope, named)
    return people[0] if people else label_column(scope)


def named_first(scope: Scope, people: list[Column]) -> list[Column]:
    """Columns of people, the whole name of a row before a first name alone."""
    display = scope.entity.display if scope.entity is not None else None
    return sorted(people, key=lambda c: c.name != display)


def label_column(scope: Scope) -> Column | None:
    """What people call a row of the scope: its entity's display, a name, else the first text that tells rows apart."""
    if scope.entity is not None:
        column = compose._display_of(scope, scope.entity)
        if column is not None:
            return column
    columns = list(scope.source.columns.values())
    named = [c for c in columns if c.role == "person" or "name" in c.label.lower().split()]
    texts = [
        c for c in columns if c.type == "text" and c.role not in ("constant", "flag") and is_label(scope, c)
    ]
    ids = [c for c in columns if c.role == "id" and c.expr is None and is_label(scope, c)]
    told = [*(c for c in named if is_label(scope, c)), *texts, *ids]
    return next(iter(sorted(told, key=lambda c: c.missing > 0)), None)  # a row without a name is one, too


def _counted(form: Form) -> bool:
    """ "which label appears the most": nothing else is measured, so rows are counted."""
    assert form.asked.sup is not None
    said = form.draft.spans[form.asked.sup].text.lower()
    if said in ("most", "least") and form.scope.main_measure() is not None:
        return False  # "who bought most": where rows have a worth, that is meant
    return bool(_COUNTED_SUPERLATIVES.match(said))


def _by_row(form: Form, target: Column, figure: Column) -> bool:
    """Rows are ranked where each has a name of its own, or nearly so and the figure does not add up."""
    if is_label(form.scope, target):
        return True
    return not figure.additive and not countable(figure) and target.distinct * 3 > form.scope.source.rows


def _ranked_rows(form: Form, target: Column, figure: Column) -> Intent:
    asked = form.asked
    outs = (
        Out(name=target.label, expr=col(target.name)),
        Out(name=figure.label, expr=col(figure.name), unit=figure.unit),
    )
    limit = asked.limit or (compose.SEVERAL if not _single(form) else 1)
    return Intent(
        source=form.scope.name, where=(*form.where, call("not_null", col(figure.name))) if figure.missing else form.where,
        columns=outs, order=figure.label, desc=asked.desc, limit=limit, answer="name" if limit == 1 else "list",
        chart=form.tail.chart, notes=tuple(form.draft.notes),
    )  # fmt: skip


def _ranked_groups(form: Form, target: Column, out: Out, groups: list[tuple[Out, Column]]) -> Intent:
    asked = form.asked
    made = _target_out(form, target)
    outer = tuple(g for g, _ in groups)
    single = _single(form)
    limit = asked.limit or (1 if outer else None if single else compose.SEVERAL)
    known = (call("not_null", col(target.name)),) if target.missing else ()
    return Intent(
        source=form.scope.name, where=(*form.where, *known), metrics=(out,), groups=(*outer, made), order=out.name,
        desc=asked.desc, limit=limit, best=tuple(g.name for g in outer),
        answer="name" if limit in (None, 1) and not outer else "list", chart=form.tail.chart, notes=tuple(form.draft.notes),
    )  # fmt: skip


_ONE_DAY = re.compile(r"\b(?:which|what)(?: \w+)? (?:date|day)\b(?! of)", re.I)
"""One day is asked for: "on which visit date"."""


def _target_out(form: Form, target: Column) -> Out:
    if target.type in DATED:
        said = (w.name for s in form.draft.spans if (w := s.word("grain")) is not None)
        unit = next((g for _, _, g in form.asked.groups if g is not None), None) or next(said, None)
        unit = unit or form.tail.grain or ("day" if _ONE_DAY.search(form.draft.text) else None)
        unit = unit or compose.auto_grain(target)
        return Out(name=unit, expr=call(compose._grain_op(unit), col(target.name)))
    return Out(name=target.label, expr=col(target.name))


def _single(form: Form) -> bool:
    """One name answers ("which X", "who", "the X with the most"), not a list ("who are", "top customers")."""
    words = [s.text.lower() for s in form.draft.spans]
    several = words[:2] in (["who", "are"], ["what", "are"], ["which", "are"])
    return not several and words[0] not in ("list", "show", "top", "rank")


def _extreme(form: Form, figure: Item | None) -> Intent | None:
    """ "what is the highest salary": one figure, no name."""
    asked = form.asked
    if (
        figure is None
        or figure.column is None
        or figure.said in ("count", "mean", "sum")
        or asked.limit not in (None, 1)
        or _is_thing(form, figure)
    ):
        return None
    agg = "max" if asked.desc else "min"
    return _summary(form, [compose.of_column(agg, figure.column)], [])


def _is_thing(form: Form, figure: Item) -> bool:
    """ "the biggest order": one of the things of that name, not the number of them that a customer has."""
    term, scope = figure.term, form.scope
    if term is None or term.span.text.lower().endswith("s"):
        return False
    own = scope.entity.name if scope.entity is not None else None
    return any(e.kind == "entity" and e.quality == 1.0 and e.name != own for e in term.span.entries)


def _first_in_time(form: Form, target: Column | None) -> Intent | None:
    """ "which municipality was the first to be established", "the last episode": by the date, or the year."""
    scope = form.scope
    named = [i.column for i in form.asked.items if is_dated(i.column)]
    dated = next(iter(named), None) or scope.date() or phrases.year_column(scope) or _year_like(scope)
    if dated is None or form.asked.timed is None:
        return None
    if target is None or target == dated:
        agg: AggName = "max" if form.asked.timed else "min"
        return _summary(form, [Out(name=f"{'last' if form.asked.timed else 'first'} {dated.label}", expr=Agg(agg=agg, of=col(dated.name)))], [])  # fmt: skip
    outs = (Out(name=target.label, expr=col(target.name)), Out(name=dated.label, expr=col(dated.name)))
    limit = form.asked.limit or 1
    form.draft.notes.append(f"{'last' if form.asked.timed else 'first'} by {dated.label}")
    return Intent(
        source=scope.name, where=form.where, columns=outs, order=dated.label, desc=form.asked.timed, limit=limit,
        answer="name" if limit == 1 else "list", notes=tuple(form.draft.notes),
    )  # fmt: skip


def _year_like(scope: Scope) -> Column | None:
    columns = [
        c for c in scope.source.columns.values() if "year" in c.label.lower().split() and c.type in NUMERIC
    ]
    return columns[0] if len(columns) == 1 else None


# -- rows --------------------------------------------------------------------------------------------------------
def _rows(form: Form) -> Intent | None:
    """Rows as they are: points of a drawing, a look-up, a list."""
    asked, scope = form.asked, form.scope
    if asked.counts:
        return None
    plain = [i for i in asked.plain if i.column is not None and i.column.name not in form.tested]
    plain += [i for i in asked.plain if names_rows(scope, i.term)]
    columns = [c for i in plain if (c := _shown_column(form, i)) is not None]
    series = _grouped(form)
    if series or form.banded or form.tail.chart is not None:
        return None
    counted = _in_period(form)
    if counted is not None:
        return _summary(form, [counted], [])
    return _looked_up(form, list(dict.fromkeys(columns)))


_SHOWN = ("list", "show", "which", "who", "what", "give", "name", "see", "find", "get", "tell", "all", "any", "display", "print", "me")  # fmt: skip


def _in_period(form: Form) -> Out | None:
    """ "signups in H2 2023?", "orders in 2024": things and a time, and nothing asks to see them; how many there were."""
    draft, things = form.draft, form.asked.items
    if len(draft.conditions) != 1 or not draft.conditions[0].period or draft.looked_up or len(things) > 1:
        return None
    counted = _number_of(form, things[0]) if things else rows_out(form.scope)
    first = min((*draft.conditions[0].spans, *(i.at for i in things)))
    if counted is None or draft.spans[first].period is not None:
        return None
    before = draft.spans[:first]
    asks = any(not s.free or s.text.lower() in _SHOWN for s in before)
    return None if asks else counted


def _number_of(form: Form, item: Item) -> Out | None:
    """The number of things that a noun in the plural names: of the rows, or of what has several rows each."""
    if names_rows(form.scope, item.term):
        return rows_out(form.scope)
    entity = nouns.thing(form.scope, item.term) if item.term is not None else None
    if entity is None or item.term is None or not item.term.span.text.lower().endswith("s"):
        return None
    return compose.count_of(form.scope, entity)


def _shown_column(form: Form, item: Item) -> Column | None:
    if item.column is not None:
        return item.column
    if item.term is not None and item.term.measure is not None:
        made = compose.metric(form.scope, None, item.term)
        return compose.row_column(form.scope, made) if made is not None else None
    return None


_LOOKS = re.compile(r"^(so |and |ok |hey )?(what|which|who|whose|when|where|in (what|which)|on (what|which)|name|list|show|give|tell|find|return|for (which|what)|at (which|what)|how (old|long|tall|high|far|big|large|heavy|deep|wide|fast))\b", re.I)  # fmt: skip


def _looked_up(form: Form, columns: list[Column]) -> Intent | None:
    """ "where did X go to college", "list each player from Canada", "what was the score of X"."""
    scope, asked = form.scope, form.asked
    if not _LOOKS.match(form.draft.text.strip()):
        return None
    if not form.where and not (len(columns) == 1 and _levels(form, columns[0])):
        return None
    if asked.who or not columns:
        label = _of_question(form)
        if label is None:
            return None
        columns = [label, *columns] if asked.who else [label]
    if len(columns) == 1 and (not is_numeric(columns[0]) or _levels(form, columns[0])):
        return _names(form, columns[0])
    outs = tuple(Out(name=c.label, expr=col(c.name), unit=c.unit) for c in columns)
    form.draft.looked_up = True
    order, desc = (form.tail.by.column.label, form.tail.desc) if isinstance(form.tail.by, Term) and form.tail.by.column in columns else (None, None)  # fmt: skip
    return Intent(
        source=scope.name, where=form.where, columns=outs, answer="name" if len(outs) == 1 else "row", order=order, desc=desc,
        notes=tuple(form.draft.notes),
    )  # fmt: skip


def _levels(form: Form, column: Column) -> bool:
    """ "which education levels": the values of a number with few of them."""
    item = next((i for i in form.asked.items if i.column == column), None)
    return item is not None and item.asked and 1 < column.distinct <= compose.FEW_GROUPS


def _names(form: Form, column: Column) -> Intent:
    """Each name once, with how many rows it has."""
    form.draft.looked_up = True
    if is_label(form.scope, column):
        return Intent(source=form.scope.name, where=form.where, columns=(Out(name=column.label, expr=col(column.name)),), answer="name", notes=tuple(form.draft.notes))  # fmt: skip
    return Intent(
        source=form.scope.name, where=form.where, groups=(Out(name=column.label, expr=col(column.name)),),
        metrics=(rows_out(form.scope),), answer="list", notes=tuple(form.draft.notes),
    )  # fmt: skip


def _of_question(form: Form) -> Column | None:
    """The column that "who", "when" and "where" ask for."""
    scope = form.scope
    first = " ".join(s.text.lower() for s in form.draft.spans[:3])
    if re.search(r"\bwho(se)?\b", first):
        people = [
            c
            for c in scope.source.columns.values()
            if c.role == "person" and c.name not in form.tested and not is_contact(c)
        ]
        return next(iter(named_first(scope, people)), None) or label_column(scope)
    if re.search(r"\bwhen\b", first):
        return scope.date() or phrases.year_column(scope) or _year_like(scope)
    if re.search(r"\bwhere\b", first):
        places = (
            "location",
            "place",
            "city",
            "venue",
            "country",
            "address",
            "town",
            "site",
            "college",
            "school",
            "stadium",
        )
        return next(
            (c for c in scope.source.columns.values() if set(c.label.lower().split()) & set(places)), None
        )
    return None
