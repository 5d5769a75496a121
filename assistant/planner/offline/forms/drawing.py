"""Requests for a drawing, read whole: what stands along, what is counted or measured, what gives the colour.

Rows are drawn one by one where each has a name of its own; else they are counted or summed up by what is named.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.planner.offline import compose, conditions
from assistant.planner.offline.conditions import Draft, draft_of
from assistant.planner.offline.counted import rows_out
from assistant.planner.offline.forms import axes, cues, items, nouns, passing, plain, tails
from assistant.planner.offline.forms.axes import Axes
from assistant.planner.offline.forms.nouns import Item, is_dated, is_dimension, is_label, names_rows
from assistant.planner.offline.forms.passing import Threshold
from assistant.planner.offline.forms.plain import Form
from assistant.planner.offline.scope import DATED, NUMERIC, Intent, Scope, Term, is_numeric
from assistant.planner.offline.spans import Tagged
from data.catalog import Column
from data.query import Agg, Call, Expr, Out, col, columns_of

Group = tuple[Out, Column]

_COLOURS = ("colo", "split", "broken", "categor", "group", "stack", "segment", "divid", "separat", "with each", "classif", "partition")  # fmt: skip
_SPREADS = ("histogram", "box")
_OF = ("of", "for", "in", "from", "among", "with", "at")
FEW_DAYS = 31
"""Dates with no more days than this are drawn by day where no grain is said."""


@dataclass(frozen=True)
class Sketch:
    """A request for a drawing with its words sorted."""

    form: Form
    axes: Axes
    passed: tuple[Threshold, ...]

    @property
    def scope(self) -> Scope:
        """The source that is drawn from."""
        return self.form.scope

    @property
    def chart(self) -> str:
        """The kind of drawing, "auto" where none is named."""
        return self.form.tail.chart or "auto"


def read(scope: Scope, tagged: Tagged) -> tuple[Intent, Draft] | None:
    """The drawing that a message asks for, with what each of its words did; None for other forms."""
    draft = draft_of(scope, tagged)
    cues.prepare(draft)
    tail = tails.read(draft)
    described = axes.read(draft)
    proportion = _proportion(draft, tail.chart)
    if tail.chart in (None, "table") and not (described.said or tail.drawn or proportion):
        return None
    if tail.desc is None:
        by, desc = tails.sorted_by(draft)
        tail = replace(tail, by=by, desc=desc)
    passed = passing.read(draft)
    banded = plain._banded(draft)
    conditions.read(draft)
    if draft.looked_up or any(c.measure is not None for c in draft.conditions):
        return None
    if scope.source.weight is not None and compose.asked_of_sample(draft):
        return None
    asked = items.read(draft, flags=False)
    items.along_time(draft, asked, tail.grain)
    if described.x is not None:
        asked.groups.insert(0, (described.x, described.term, described.grain))
    if described.colour is not None:
        asked.groups.append((described.colour, nouns.noun(scope, draft.spans[described.colour]), None))
    if proportion and tail.chart is None:
        tail = replace(tail, chart="pie")
    sketch = Sketch(Form(draft, asked, tail, banded), described, tuple(passed))
    if tail.chart == "auto" and _is_cloud(sketch):
        sketch = replace(sketch, form=replace(sketch.form, tail=replace(tail, chart="scatter")))
    if asked.sup is not None or plain._beyond(sketch.form):
        return None
    intent = _points(sketch) if sketch.chart == "scatter" else _bars(sketch)
    if intent is None or (passed and not intent.groups) or (proportion and not _is_whole(intent)):
        return None
    draft.unplaced += tails.left(draft, tail, intent)
    _use_talk(draft)
    having = tuple(t.expr for t in passed)
    return intent.model_copy(update={"having": (*intent.having, *having)}), draft


def _proportion(draft: Draft, chart: str | None) -> bool:
    """ "the proportion of payment methods": a pie, or what a pie shows anyway. With a condition behind it ("of orders
    that were returned") it is a share, and read elsewhere."""
    at = next((i for i, s in enumerate(draft.spans) if draft.free(i) and s.word("share") is not None), None)
    if at is None or (chart != "pie" and draft.spans[at].text.lower() not in _PARTS):
        return False
    words = [s.text.lower() for s in draft.spans[at + 1 :]]
    rest = [w for w in words[:5] if w not in (*nouns.ARTICLES, "on", "is")]
    behind = draft.spans[at + 1 :]
    noun = next((t for s in behind[:4] if s.entries and (t := nouns.noun(draft.scope, s)) is not None), None)
    counted = any(s.word("count") is not None for s in behind[:6]) or rest[1:2] == ["total"]
    alone = not rest or rest[0] in (".", ";", "?") or not any(s.entries for s in behind)
    category = (
        noun is not None and noun.column is not None and is_dimension(noun.column) and rest[:1] == ["of"]
    )
    if not (chart == "pie" or counted or alone or (category and not names_rows(draft.scope, noun))):
        return False
    draft.spans = (*draft.spans[:at], replace(draft.spans[at], words=(), free=True), *behind)
    draft.use("chart", at)
    return True


_PARTS = ("proportion", "proportions")


def _is_whole(intent: Intent) -> bool:
    """One group whose figures make up a whole."""
    return len(intent.groups) == 1 and len(intent.metrics) == 1


def _use_talk(draft: Draft) -> None:
    """Words that the drawing itself answers: "compare", "correlation between", "group the customers by"."""
    for i, span in enumerate(draft.spans):
        word = span.word("tool")
        if not draft.free(i) or word is None or span.entries:
            continue
        grouped = word.name == "segment" and span.text.lower().startswith("group")
        if word.name in ("correlate", "compare") or grouped:
            draft.use("chart", i)


# -- what is named -----------------------------------------------------------------------------------------------
def _dims(sketch: Sketch) -> list[Item]:
    """Categories that are only named, leaving out the rows and what a condition restricts."""
    named = [
        i for i in sketch.form.asked.plain if i.column is not None and not names_rows(sketch.scope, i.term)
    ]
    return [
        i
        for i in named
        if not plain._is_figure(i) and i.column is not None and i.column.name not in sketch.form.tested
    ]


def _numbers(sketch: Sketch) -> list[Item]:
    """Measured numbers that are only named."""
    return [
        i for i in sketch.form.asked.plain if plain._is_figure(i) and not names_rows(sketch.scope, i.term)
    ]


def _groups(sketch: Sketch) -> list[Group] | None:
    """What the words say to draw along or to colour by: along first. Rows themselves are no group."""
    form = sketch.form
    made: list[tuple[bool, Group]] = [(False, group) for group in form.banded]
    for at, said, grain in form.asked.groups:
        term = _as_column(sketch, said)
        if grain is None and names_rows(sketch.scope, term) and _has_more(sketch):
            continue
        group = _group(sketch, term, grain)
        if group is None:
            return None
        if all(group[0].expr != g.expr for _, (g, _) in made):
            made.append((at == sketch.axes.colour or _is_colour(form.draft, at), group))
    along = [g for colour, g in made if not colour]
    return [*along, *(g for colour, g in made if colour)]


def _as_column(sketch: Sketch, term: Term | None) -> Term | None:
    """ "for each client", where rows are clients and a column Client says which kind: the column, if it repeats."""
    if term is None or not names_rows(sketch.scope, term):
        return term
    exact = (t for t in sketch.scope.terms(term.span) if t.entry.kind == "column" and t.entry.quality == 1.0)
    return next((t for t in exact if t.column is not None and not is_label(sketch.scope, t.column)), term)


def _has_more(sketch: Sketch) -> bool:
    """Something but the rows stands along."""
    others = [t for _, t, g in sketch.form.asked.groups if g is not None or not names_rows(sketch.scope, t)]
    return bool(others or _dims(sketch) or any(plain._is_figure(i) for i in sketch.form.asked.items))


def _is_colour(draft: Draft, at: int) -> bool:
    """ "coloured by", "split by", "group by": a second group, within the first."""
    k = at - 1
    while k >= 0 and draft.spans[k].word("group") is None and at - k < 4:
        k -= 1
    said = nouns.text_at(draft, k)
    if said in ("by", "and by") and k > 0:
        said = nouns.text_at(draft, k - 1)
    return said.startswith(_COLOURS)


def _group(sketch: Sketch, term: Term | None, grain: str | None) -> Group | None:
    """A group as it is drawn: few dates by day, a column of numbers as it stands or in bands."""
    column = term.column if term is not None else None
    tail = sketch.form.tail
    if column is not None and column.type in DATED and tail.grain is not None:
        grain = tail.grain  # "each starting date, binned by weekday"
    elif column is not None and column.type in DATED and grain is None:
        grain = "day" if column.distinct <= FEW_DAYS else None
    if column is not None and is_dated(column) and grain == "day" and column.type not in DATED:
        grain = None
    if names_rows(sketch.scope, term):
        label = plain.label_column(sketch.scope)
        return (Out(name=label.label, expr=col(label.name)), label) if label is not None else None
    made = plain._group(sketch.form, term, grain)
    if made is None and column is not None and column.type in NUMERIC:
        return compose.dimension_out(sketch.scope, term)[0], column  # type: ignore[arg-type]  # a term with a column
    return made


# -- bars, lines, pies -------------------------------------------------------------------------------------------
def _bars(sketch: Sketch) -> Intent | None:
    """Figures by one group or two; rows by their name where nothing is summed up."""
    groups = _groups(sketch)
    if groups is None:
        return None
    counted = [i for i in sketch.form.asked.counts if not _is_framing(sketch, i)]
    if sketch.chart in _SPREADS and not (counted and (groups or _dims(sketch))):
        return None
    if counted:
        return _summed(sketch, counted, groups)
    return _by_row(sketch, groups) or _plain_figures(sketch, groups) or _tally(sketch, groups)


def _is_framing(sketch: Sketch, item: Item) -> bool:
    """ "the number of floors for all buildings": a column that counts by itself, row by row."""
    column = item.column
    if item.said != "count" or column is None or not plain.countable(column):
        return False
    return _row_name(sketch, []) is not None and not sketch.form.asked.groups


def _summed(sketch: Sketch, counted: list[Item], groups: list[Group]) -> Intent | None:
    dims = _named_groups(sketch, groups)
    metrics: list[Out] = []
    for item in [*counted, *_numbers(sketch)]:
        tallied = _tallied(sketch, item, groups, dims)
        if tallied is not None:
            dims = [i for i in dims if i.column != item.column]
            groups = groups if any(g.expr == tallied[0].expr for g, _ in groups) else [tallied, *groups]
        out = rows_out(sketch.scope) if tallied is not None else _figure(sketch, item)
        if out is None:
            return None
        metrics += [out] if all(m.expr != out.expr for m in metrics) else []
    for item in dims:
        group = _group(sketch, item.term, None)
        if group is None:
            return None
        if any(g.expr == group[0].expr for g, _ in groups) or _is_context(sketch, item, groups):
            continue
        groups = [group, *groups]
    if not groups or len(groups) > 2:
        return None
    return _drawn(sketch, metrics, groups)


def _named_groups(sketch: Sketch, groups: list[Group]) -> list[Item]:
    """ "names and average salaries for departments": the names are those of the departments."""
    dims = _dims(sketch)
    if len(dims) != 2 or groups:
        return dims
    bare, other = dims
    named = bare.column is not None and bare.column.label.lower() in ("name", "title")
    behind = nouns.text_at(sketch.form.draft, nouns.before(sketch.form.draft, other.at)) in ("of", "for")
    return [other] if named and behind else dims


def _figure(sketch: Sketch, item: Item) -> Out | None:
    """The figure of an item; a total that is asked for is a total, also of marks and grades."""
    column = item.column
    if item.said == "sum" and column is not None and plain._is_figure(item):
        return Out(name=f"total {column.label}", expr=Agg(agg="sum", of=col(column.name)), unit=column.unit)
    if item.said in ("mean", "median", "max", "min") and column is not None and column.type in NUMERIC:
        return compose.of_column(item.said, column)
    return plain._metric(sketch.form, item)


def _tallied(sketch: Sketch, item: Item, groups: list[Group], dims: list[Item]) -> Group | None:
    """ "party and the number of party", "chart of the number of results": rows, counted by the category itself."""
    column = item.column
    if column is None or not is_dimension(column) or names_rows(sketch.scope, item.term):
        return None
    known = any(c == column for _, c in groups) or any(i.column == column for i in dims)
    if item.said != "count":
        return _group(sketch, item.term, None) if known and item.said == "distinct" else None
    alone = not groups and all(_is_context(sketch, i, [(Out(name="", expr=col("")), column)]) for i in dims)
    second = sketch.chart == "stacked" and len(groups) == 1
    return _group(sketch, item.term, None) if known or alone or second else None


def _is_context(sketch: Sketch, item: Item, groups: list[Group]) -> bool:
    """ "the number of categories of music festivals": a noun that says whose, where something is drawn along already."""
    before = nouns.text_at(sketch.form.draft, nouns.before(sketch.form.draft, item.at))
    return bool(groups) and (before in _OF or is_label(sketch.scope, item.column))


def _plain_figures(sketch: Sketch, groups: list[Group]) -> Intent | None:
    """ "vote percent by party", "age and hometown": a number without an aggregate, by what is named beside it."""
    numbers = _numbers(sketch)
    for item in _dims(sketch):
        group = _group(sketch, item.term, None)
        if group is not None and all(group[0].expr != g.expr for g, _ in groups):
            groups = [*groups, group]
    if not numbers or not 1 <= len(groups) <= 2:
        return None
    metrics = [m for i in numbers if (m := plain._metric(sketch.form, i)) is not None]
    return _drawn(sketch, metrics, groups) if len(metrics) == len(numbers) else None


def _tally(sketch: Sketch, groups: list[Group]) -> Intent | None:
    """ "pie chart of payment methods", "all dates, by weekday": rows, counted by what is named."""
    if _numbers(sketch) or _measured_by_name(sketch.form.draft):
        return None
    for item in _dims(sketch):
        group = _group(sketch, item.term, None)
        if group is None:
            return None
        if all(group[0].expr != g.expr for g, _ in groups):
            groups = [*groups, group]
    if not 1 <= len(groups) <= 2:
        return None
    return _drawn(sketch, [rows_out(sketch.scope)], groups)


def _measured_by_name(draft: Draft) -> bool:
    """ "monthly spend" of a table without a spend: what is to be drawn is named, so rows are not meant."""
    return any(
        s.unknown and draft.free(i) and s.text.isalpha() and not s.text.lower().endswith(("ed", "ing", "ly"))
        for i, s in enumerate(draft.spans)
    )


def _drawn(sketch: Sketch, metrics: list[Out], groups: list[Group]) -> Intent:
    """Figures by groups, time along; ordered by a third column where that is asked for."""
    form = sketch.form
    timed = [g for g in groups if g[1].type in DATED]
    groups = [*timed, *(g for g in groups if g not in timed)]
    outs = tuple(g for g, _ in groups)
    by = form.tail.by
    third = by.column if isinstance(by, Term) else None
    if third is not None and all(third.name not in columns_of(o.expr) for o in (*metrics, *outs)):
        order = Out(name=f"lowest {third.label}", expr=Agg(agg="min", of=col(third.name)), unit=third.unit)
        return _intent(sketch, metrics=(*metrics, order), groups=outs, order=order.name, desc=form.tail.desc)
    name, desc = plain._order(form, metrics, outs)
    return _intent(sketch, metrics=tuple(metrics), groups=outs, order=name, desc=desc)


# -- rows --------------------------------------------------------------------------------------------------------
def _by_row(sketch: Sketch, groups: list[Group]) -> Intent | None:
    """ "the age of each driver", "name and cost of all procedures": a bar for each row."""
    form = sketch.form
    if any(
        isinstance(g.expr, Call) and g.expr.op.startswith("trunc_") and g.expr.op != "trunc_day"
        for g, _ in groups
    ):
        return None  # a course in time is drawn of its figures
    numbers = [c for i in (*form.asked.items,) if (c := _number_of_row(sketch, i)) is not None]
    along = _row_name(sketch, groups)
    numbers = [c for c in dict.fromkeys(numbers) if c != along]
    if along is None and len(numbers) == 2 and not groups and not _dims(sketch):
        along, numbers = numbers[0], numbers[1:]
    if along is None or not numbers:
        return None
    return _rows(sketch, [along, *numbers])


def _number_of_row(sketch: Sketch, item: Item) -> Column | None:
    """The number that an item is in each row."""
    column = _column_of(sketch, item) if item.said in (None, "count") else None
    return column if column is not None and column.type in NUMERIC else None


def _column_of(sketch: Sketch, item: Item) -> Column | None:
    """The column of a row that an item names; for a measure the row's own number behind it."""
    if item.term is None or names_rows(sketch.scope, item.term):
        return None
    if item.term.measure is None:
        return item.column
    made = compose.metric(sketch.scope, None, item.term)
    return compose.row_column(sketch.scope, made) if made is not None else None


def _row_name(sketch: Sketch, groups: list[Group]) -> Column | None:
    """The column that tells the drawn rows apart: one that is named, else what people call the rows."""
    form = sketch.form
    named = [c for _, c in groups] + [i.column for i in form.asked.plain if i.column is not None]
    texts = [c for c in named if c.type not in NUMERIC and is_label(sketch.scope, c)]
    if texts:
        return texts[0]
    if any(c.type not in NUMERIC or is_dated(c) for c in named if c.name not in form.tested):
        return None
    rows = any(names_rows(sketch.scope, t) for _, t, _ in form.asked.groups)
    rows = rows or any(names_rows(sketch.scope, i.term) for i in form.asked.plain)
    if rows and not groups:
        return plain.label_column(sketch.scope)
    ids = [c for c in named if c.role == "id" and is_label(sketch.scope, c)]
    return ids[0] if ids and not groups else None


def _rows(sketch: Sketch, columns: list[Column]) -> Intent:
    tail = sketch.form.tail
    third = tail.by.column if isinstance(tail.by, Term) else None
    if third is not None and third not in columns and sketch.chart != "scatter":
        columns = [*columns, third]
    outs = tuple(Out(name=c.label, expr=col(c.name), unit=c.unit) for c in columns)
    order = None
    if tail.desc is not None:
        chosen = columns[0] if tail.by == "x" else third if third in columns else columns[1]
        order = chosen.label if chosen is not None else None
    return _intent(sketch, columns=outs, order=order, desc=tail.desc if order is not None else None)


# -- points ------------------------------------------------------------------------------------------------------
def _points(sketch: Sketch) -> Intent | None:
    """Two numbers against each other, ids among them; a third column gives the colour."""
    form = sketch.form
    counted = form.asked.counts
    named = [(at, t.column) for at, t, _ in form.asked.groups if t is not None and t.column is not None]
    named += [(i.at, c) for i in form.asked.plain if (c := _column_of(sketch, i)) is not None]
    named = [(at, c) for at, c in named if c.name not in form.tested]
    columns = list(dict.fromkeys(c for _, c in sorted(named, key=lambda n: n[0])))
    numbers = [c for c in columns if c.type in NUMERIC]
    colours = [c for c in columns if c not in numbers]
    if counted:
        metrics = [m for i in counted if (m := _figure(sketch, i)) is not None]
        pair = _points_of_groups(sketch, counted, metrics)
        if pair is not None:
            return pair
        groups = [(Out(name=c.label, expr=col(c.name)), c) for c in (*numbers, *colours)][:2]
        return _drawn(sketch, metrics, groups) if groups and metrics else None
    if len(numbers) < 2:
        return None
    first, second = numbers[:2]
    if sketch.axes.y == _at(named, first) or sketch.axes.x == _at(named, second):
        first, second = second, first
    return _rows(sketch, [first, second, *colours[:1]])


def _points_of_groups(sketch: Sketch, counted: list[Item], metrics: list[Out]) -> Intent | None:
    """ "one point per studio: number of films on x, average gross on y": two figures of each group."""
    groups = _groups(sketch)
    if len(counted) != 2 or len(metrics) != 2 or not groups or len(groups) > 1:
        return None
    swapped = counted[1].at == sketch.axes.across is not None
    return _drawn(sketch, metrics[::-1] if swapped else metrics, groups)


def _is_cloud(sketch: Sketch) -> bool:
    """ "plot length against width", "plot the places by longitude and latitude": two numbers of each row, where nothing
    is counted or averaged."""
    form = sketch.form
    named = [(at, t.column) for at, t, _ in form.asked.groups if t is not None and t.column is not None]
    named += [(i.at, c) for i in form.asked.plain if (c := _column_of(sketch, i)) is not None]
    numbers = sorted((at, c.name) for at, c in named if is_numeric(c) and not is_dated(c))
    if form.asked.counts or len(numbers) != 2 or any(is_dated(c) for _, c in named):
        return False
    (first, _), (second, _) = numbers
    if any(nouns.text_at(form.draft, k) in _AGAINST for k in range(first + 1, second)):
        return True
    columns = [sketch.scope.source.columns[name] for _, name in numbers]
    along = any(at == first for at, _, _ in form.asked.groups)
    many = all(c.distinct > compose.FEW_GROUPS and not c.additive for c in columns)
    return along and many and nouns.text_at(form.draft, second - 1) in ("and", "&", "x")


_AGAINST = ("against", "versus", "vs", "vs.")


def _at(named: list[tuple[int, Column]], column: Column) -> int | None:
    return next(at for at, c in named if c == column)


def _intent(
    sketch: Sketch, *, metrics: tuple[Out, ...] = (), groups: tuple[Out, ...] = (), columns: tuple[Out, ...] = (),
    order: str | None = None, desc: bool | None = None,
) -> Intent:  # fmt: skip
    chart = "bar" if sketch.chart == "histogram" else sketch.chart
    where: tuple[Expr, ...] = sketch.form.where
    return Intent(
        source=sketch.scope.name, where=where, metrics=metrics, groups=groups, columns=columns, order=order, desc=desc,
        chart=chart, answer="chart", notes=tuple(sketch.form.draft.notes),
    )  # fmt: skip
