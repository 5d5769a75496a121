"""Two periods set against each other: "from October to November", "1-9 December 2011 against 2010"."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from assistant.planner.offline import build, phrases, shape
from assistant.planner.offline.checks import check
from assistant.planner.offline.compose import compose, metric
from assistant.planner.offline.conditions import Draft
from assistant.planner.offline.dates import month_start
from assistant.planner.offline.derived.filling import restricted
from assistant.planner.offline.scope import Intent, Scope, is_birth
from assistant.planner.offline.spans import Span, Tagged
from data.catalog import Column
from data.query import Agg, Call, Col, Expr, Lit, MeasureRef, Out, Over, Query, call, columns_of, date, walk
from tools._tool import Tool

_ASKED = re.compile(
    r"\b(difference|diff|grow|grew|grown|growth|change|changed|increase|increased|decrease|decreased|rise|rose|risen|fall|fell|drop|dropped|(?<!sign )(?<!signed )(?<!signing )up|down|more|less|higher|lower|compare|compared|versus|vs|against)\b",
    re.I,
)
_WHY = re.compile(
    r"\b(why|what (explains?|explained|drove|drives|caused|is behind|was behind)|reasons?)\b", re.I
)
"""Asks for the parts of the change, which is another ability's."""


_VERB = re.compile(
    r"\b(grow|grew|grown|change|changed|increase|increased|decrease|decreased|decline|declined|rise|rose|risen|fall|fell|fallen|drop|dropped|gain|gained|lose|lost|shrink|shrank|shrunk|climb|climbed|jump|jumped)\b",
    re.I,
)
_PERCENT = re.compile(r"%|\bper ?cent(age)?\b(?! points?)|\bgrowth\b|\bgrow\b|\bgrew\b", re.I)
_POINTS = re.compile(r"\b(percent(age)?|per cent|%)[ -]?points?\b|\bpp\b|\bpoints\b", re.I)
_HOW_MUCH = re.compile(r"\bhow (much|many)\b|\bdiff(erence)?\b", re.I)
_SAID = re.compile(
    r"(by )?(how much|how many|what)|(the )?(diff|difference|differences|than|compared( (with|to))?|compare|comparing|versus|vs|against|(more|less|higher|lower|bigger|smaller)( than)?|up|down|points?|pp|relative|relatively)"
)


def compares(scope: Scope, tagged: Tagged) -> bool:
    """ "how much did X rise from A to B": a change between two periods, no total of all days between them."""
    return scope.date() is not None and _VERB.search(tagged.text) is not None and pair(tagged) is not None


def read(scope: Scope, tagged: Tagged, tools: dict[str, Tool]) -> Intent | None:
    """The change of a measure between the two periods that a question names, or None."""
    if (
        "calc" not in tools
        or not _ASKED.search(tagged.text)
        or re.search(r"\bhow many (?!per ?cent)", tagged.text, re.I)
    ):
        return None
    bounds_of = _bounds(scope, tagged)
    if bounds_of is None:
        return None
    intent, draft = compose(scope, _cleaned(tagged))
    measured = _measured(scope, intent, draft)
    if measured is None or draft.used.keys() & {
        i for i, s in enumerate(draft.spans) if s.word("superlative")
    }:
        return None
    dated = {n for bounds in bounds_of for e in bounds for n in columns_of(e)}
    plain = Intent(
        source=scope.name, within=intent.within, metrics=(measured,), notes=intent.notes, answer="value",
        where=tuple(e for e in intent.where if not _dated(e) and not dated & set(columns_of(e))),
    )  # fmt: skip
    pairs = pair(tagged)
    if pairs is not None and "drivers" in tools and _WHY.search(tagged.text):
        return _parts_of_the_change(plain, measured, pairs)
    groups = tuple(g for g in intent.groups if not dated & set(columns_of(g.expr)))
    one = plain.model_copy(update={"groups": groups})
    kinds = shape.unanswered(
        one, draft.spans, draft.text, scope.catalog.measures
    )  # one side compares nothing yet
    if set(check(draft, one, 0).unlicensed) - {*kinds}:
        return None
    column = scope.date()
    if pairs is not None and column is not None and _adds_up(scope, measured):
        pairs, note = _alike(pairs, column, _begun(scope, column))
        plain = plain.model_copy(update={"notes": (*plain.notes, *note)})
        bounds_of = [_within(column, low, high) for low, high in pairs]
    op = operation(tagged.text, measured)
    if groups:
        return _by_group(plain, groups, bounds_of, op)
    steps = []
    for bounds in bounds_of:
        part = plain.model_copy(update={"where": (*plain.where, *bounds)})
        steps.append(build.plan(part, tools).steps[-1].model_dump(mode="json"))
    return Intent(
        source=scope.name,
        tool="calc",
        args={"op": op, "of": ["$1", "$2"]},
        before=tuple(steps),
        notes=plain.notes,
    )


def operation(text: str, measured: Out) -> str:
    """A difference, or a relative change: what is said decides, then the unit (rates differ by points)."""
    if _POINTS.search(text):
        return "difference"
    if _PERCENT.search(text):
        return "growth"
    return "difference" if _HOW_MUCH.search(text) or measured.unit in ("share", "percent") else "growth"


def _cleaned(tagged: Tagged) -> Tagged:
    """The question without the words of comparing, which would ask for a share or for the growth over all periods."""
    cover = list(tagged.cover)
    for i, span in enumerate(cover):
        low = span.text.lower()
        named = any(e.quality >= 0.95 for e in span.entries)
        by = low == "by" and i + 1 < len(cover) and cover[i + 1].text.lower().startswith(("how", "what"))
        volume = low in ("volume", "volumes") and i > 0
        said = (
            span.word("window", "share")
            or _SAID.fullmatch(low)
            or _ASKED.fullmatch(low)
            or _VERB.fullmatch(low)
            or (volume and any(e.kind in ("entity", "rows") for e in cover[i - 1].entries))
        )
        if by or (said and not named and span.period is None):
            cover[i] = replace(span, words=(), entries=(), free=True)
    return replace(tagged, cover=tuple(_unnumbered(tagged, cover)))


def _unnumbered(tagged: Tagged, cover: list[Span]) -> list[Span]:
    """Stretches of years ("1946-1954"), which the periods have, are no numbers of another column."""
    places = [m.span() for m in _RANGE.finditer(tagged.text)]
    if len(places) != 2:
        return cover
    return [
        replace(s, words=(), entries=(), number=None, free=True)
        if s.period is None and any(a <= tagged.tokens[s.start].start < b for a, b in places)
        else s
        for s in cover
    ]


def _measured(scope: Scope, intent: Intent, draft: Draft) -> Out | None:
    """What changed: the figure that is named, else what rows are worth."""
    named = [m for m in intent.metrics if not isinstance(m.expr, Over)]
    counted = any(s.word("count") for s in draft.spans) or any(
        draft.used.get(i) == "metric" for i, s in enumerate(draft.spans) if s.entries
    )
    if named and (counted or not _counts_rows(named[0].expr)):
        return named[0]
    number = next((t for s in draft.spans if s.entries and (t := scope.number(s)) is not None), None)
    return metric(scope, None, number) if number is not None else scope.main_measure()


def _counts_rows(expr: Expr) -> bool:
    return isinstance(expr, Agg) and expr.agg == "count" and expr.of is None


def _adds_up(scope: Scope, out: Out) -> bool:
    """A total, which a period that is held in part only would make smaller."""
    expr = out.expr
    if isinstance(expr, MeasureRef):
        expr = scope.catalog.measures[expr.measure].expr
    return isinstance(expr, Agg) and expr.agg in ("sum", "count", "distinct")


def _by_group(
    plain: Intent, groups: tuple[Out, ...], bounds_of: list[tuple[Expr, ...]], op: str
) -> Intent | None:
    """ "for each shop, by what percent did sales grow": both periods and the change, group by group."""
    measured = plain.metrics[0]
    if not isinstance(measured.expr, Agg | MeasureRef):
        return None
    first, second = (restricted(measured.expr, Call(op="and", args=bounds)) for bounds in bounds_of)
    change: Expr = Call(op="sub", args=(second, first))
    if op == "growth":
        change = Call(op="div", args=(change, first))
    name = f"{'growth' if op == 'growth' else 'difference'} of {measured.name}"
    outs = (Out(name=name, expr=change, unit="share" if op == "growth" else measured.unit),)
    either = Call(op="or", args=tuple(Call(op="and", args=bounds) for bounds in bounds_of))
    return plain.model_copy(
        update={"metrics": outs, "groups": groups, "where": (*plain.where, either), "answer": "table"}
    )


def _within(column: Column, low: str, high: str) -> tuple[Expr, ...]:
    return (call("ge", Col(col=column.name), date(low)), call("lt", Col(col=column.name), date(high)))


def _bounds(scope: Scope, tagged: Tagged) -> list[tuple[Expr, ...]] | None:
    """What rows of the earlier and of the later period fulfil."""
    column, pairs = scope.date(), pair(tagged)
    if column is not None:
        return [_within(column, low, high) for low, high in pairs] if pairs is not None else None
    column = phrases.year_column(scope)
    if column is None:
        return None
    if pairs is not None:
        return [
            (call("between", Col(col=column.name), int(low[:4]), int(high[:4]) - 1),) for low, high in pairs
        ]
    said = _years(column, tagged)
    if len(said) != 2:
        return None
    return [
        (call("eq", Col(col=column.name), a),) if a == b else (call("between", Col(col=column.name), a, b),)
        for a, b in sorted(said)
    ]


_RANGE = re.compile(r"(?<![\d-])(\d{4})\s?(?:-|–|to)\s?(\d{4})(?![\d-])")


def _years(column: Column, tagged: Tagged) -> list[tuple[int, int]]:
    """The years, or the stretches of years, that are said of a column of years: first and last of each."""
    low, high = float(str(column.low)), float(str(column.high))
    stretches = [(int(a), int(b)) for a, b in _RANGE.findall(tagged.text) if low <= int(a) < int(b) <= high]
    if len(stretches) == 2:
        return stretches
    return [
        (int(s.number), int(s.number))
        for s in tagged.cover
        if s.number is not None and s.number == int(s.number) and low <= s.number <= high
    ]


def follow(last: Intent, scope: Scope, tagged: Tagged) -> Intent | None:
    """ "and from 2021 to 2022?" after a change between two periods: the same change between others."""
    if last.tool != "calc" or len(last.before) != 2 or last.args.get("op") not in ("growth", "difference"):
        return None
    bounds_of = _bounds(scope, tagged)
    if bounds_of is None or any(s.entries or s.word("aggregate") for s in tagged.cover if s.period is None):
        return None
    dated = {n for bounds in bounds_of for e in bounds for n in columns_of(e)}
    steps: list[dict[str, object]] = []
    for step, bounds in zip(last.before, bounds_of, strict=True):
        args = step["args"]
        if (
            step.get("tool") != "query"
            or not isinstance(args, dict)
            or not isinstance(args.get("query"), dict)
        ):
            return None
        query = Query.model_validate(args["query"])
        kept = tuple(e for e in query.where if not _dated(e) and not dated & set(columns_of(e)))
        if kept == query.where:
            return None
        query = query.model_copy(update={"where": (*kept, *bounds)})
        steps.append({**step, "args": {**args, "query": query.model_dump(mode="json")}})
    return last.model_copy(update={"before": tuple(steps)})


_SINCE_THEN = re.compile(
    r"\b(?:that|it|this|they|those|these)\b[^?]*\b(?:changed?|grow|grew|grown|increased?|decreased?|declined?|rise|rose|risen|fall|fell|fallen|drop|dropped|go(?:ne)? (?:up|down)|went (?:up|down)|compare[sd]?|up|down)\b"
    r"|\b(?:change|growth|increase|decrease|drop|rise|difference|compared)\b(?: \w+){0,2} (?:from|to|since|with|against|on|over|in|versus|vs)\b"
    r"|\b(?:that|it|this|they|those|these)\b[^?]*\b(?:more|less|fewer|higher|lower)\b[^?]*\bthan (?:in|on|during|for)\b"
    r"|\b(?:more|less|fewer|higher|lower)\b (?:is|was|are|were) (?:that|it|this|they)\b[^?]*\bthan (?:in|on|during|for)\b",
    re.I,
)
"""Asks how the last figure changed."""


def onward(last: Intent, scope: Scope, tagged: Tagged, tools: dict[str, Tool]) -> Intent | None:
    """ "by what percent did that change in 2024?": the last figure between its own period and the one that is named;
    between that and the one before it where it had none. "The growth from Q1 to Q4" is between these two."""
    named = [s.period for s in tagged.cover if s.period is not None and s.period.low and s.period.high]
    plain = all(not s.entries and s.number is None for s in tagged.cover if s.period is None)
    if not 1 <= len(named) <= 2 or not plain or not _SINCE_THEN.search(tagged.text) or "calc" not in tools:
        return None
    if last.tool != "query" or last.groups or last.columns or last.share or len(last.metrics) != 1:
        return None
    own = [e for e in last.where if _dated(e)]
    column = scope.source.columns.get(columns_of(own[0])[0]) if own else scope.date()
    new, other = ((str(p.low), str(p.high)) for p in (named[0], named[-1]))
    ends = _first_and_last(next(s.text for s in tagged.cover if s.period is named[0]), *new)
    old = other if other != new else _stretch(own) if own else _before(*new)
    if column is None or old is None:
        return None
    old = _before(*new) if old == new else old
    if old is None:
        return None
    pairs = list(ends) if ends is not None else sorted((old, new))
    partial = _adds_up(scope, last.metrics[0]) and _alike(pairs, column, _begun(scope, column))[1]
    notes = (
        (f"the data run from {column.low} to {column.high} and hold one of the periods in part only",)
        if partial
        else ()
    )
    steps = []
    for low, high in pairs:
        where = (*(e for e in last.where if e not in own), *_within(column, low, high))
        side = last.model_copy(update={"where": where, "answer": "value", "chart": None, "notes": ()})
        steps.append(build.plan(side, tools).steps[-1].model_dump(mode="json"))
    op = operation(tagged.text, last.metrics[0])
    return Intent(
        source=scope.name, tool="calc", args={"op": op, "of": ["$1", "$2"]}, before=tuple(steps), notes=notes
    )


_FROM_TO = re.compile(
    r"^(?:from |between )?(?P<a>[a-z]+\.?|\d{4})(?: (?:19|20)\d\d)? (?:to|until|till|and) [a-z\d]+", re.I
)


def _first_and_last(text: str, low: str, high: str) -> tuple[tuple[str, str], tuple[str, str]] | None:
    """ "from July to August" of a change: the first month and the last of the stretch, or its first and last year."""
    found = _FROM_TO.match(text.strip())
    if found is None:
        return None
    first, last = dt.date.fromisoformat(low), dt.date.fromisoformat(high)
    months = 12 if found["a"].isdigit() else 1
    after, before = month_start(first.year, first.month, months), month_start(last.year, last.month, -months)
    if first.day != 1 or last.day != 1 or after > before:
        return None
    return (low, after.isoformat()), (before.isoformat(), high)


def _stretch(dated: list[Expr]) -> tuple[str, str] | None:
    """First day, and the day after the last, of the one stretch of days that conditions keep."""
    ends: dict[str, list[str]] = {"ge": [], "lt": []}
    for node in (n for e in dated for n in walk(e)):
        if (
            isinstance(node, Call)
            and node.op in ends
            and isinstance(node.args[-1], Lit)
            and node.args[-1].date
        ):
            ends[node.op].append(str(node.args[-1].lit))
    return (ends["ge"][0], ends["lt"][0]) if all(len(x) == 1 for x in ends.values()) else None


def _before(low: str, high: str) -> tuple[str, str] | None:
    """The year, quarter or month before one."""
    first, end = dt.date.fromisoformat(low[:10]), dt.date.fromisoformat(high[:10])
    months = (end.year - first.year) * 12 + end.month - first.month
    if first.day != 1 or end.day != 1 or months not in (1, 3, 12):
        return None
    return month_start(first.year, first.month, -months).isoformat(), low


def _parts_of_the_change(plain: Intent, measure: Out, pairs: list[tuple[str, str]]) -> Intent:
    """ "why did revenue rise from May to June?": the bridge between the two, which minds incomplete ends itself."""
    days = [
        (low[:10], (dt.date.fromisoformat(high[:10]) - dt.timedelta(days=1)).isoformat())
        for low, high in pairs
    ]
    args: dict[str, object] = {"measure": measure.canonical(), "period": days[1], "against": days[0]}
    return Intent(source=plain.source, tool="drivers", args=args, where=plain.where, within=plain.within)


CLOSED, CLOSED_SHARE = 2, 0.04
"""Days, and the share of a longer period, that may be missing at an end of one that counts as whole: shops close."""


def _alike(
    pairs: list[tuple[str, str]], column: Column, first: dt.date | None
) -> tuple[list[tuple[str, str]], tuple[str, ...]]:
    """Both periods cut to the same days where the data hold a part of one only, and what to say of it."""
    end = _day(column.high)
    if first is None or end is None:
        return pairs, ()
    end += dt.timedelta(days=1)
    begun, spans = 0, list[tuple[dt.date, int, int]]()
    for low, high in pairs:
        start, stop = dt.date.fromisoformat(low[:10]), dt.date.fromisoformat(high[:10])
        closed = max(CLOSED, CLOSED_SHARE * (stop - start).days)
        begun = max(begun, (first - start).days if (first - start).days > closed else 0)
        held = (min(stop, end) - start).days if (stop - end).days > closed else (stop - start).days
        spans.append((start, held, (stop - start).days))
    held = min(days for _, days, _ in spans)
    cut = begun > 0 or any(days < whole for _, days, whole in spans)
    if not cut or held <= begun:
        return pairs, ()
    alike = [(start + dt.timedelta(days=begun), start + dt.timedelta(days=held)) for start, _, _ in spans]
    note = (
        f"the data run from {first.isoformat()} to {(end - dt.timedelta(days=1)).isoformat()} and hold one of "
        f"the periods in part only, so the same {held - begun} days of both are compared"
    )
    return [(low.isoformat(), high.isoformat()) for low, high in alike], (note,)


def _begun(scope: Scope, column: Column) -> dt.date | None:
    """The first day of the data: of an end, that of what began before it (the first deal was not closed at once)."""
    dates = [
        c
        for c in scope.source.columns.values()
        if c.source == column.source and c.role == "date" and not is_birth(c)
    ]
    days = [d for c in dates if c.type == column.type and (d := _day(c.low)) is not None]
    return min(days, default=_day(column.low))


def _day(value: object) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def _dated(expr: Expr) -> bool:
    if isinstance(expr, Lit):
        return expr.date
    return isinstance(expr, Call) and any(_dated(a) for a in expr.args)


def pair(tagged: Tagged) -> list[tuple[str, str]] | None:
    """(low, high) of the earlier and the later period."""
    periods = [s.period for s in tagged.cover if s.period is not None and s.period.low and s.period.high]
    if len(periods) == 2:
        return sorted((str(p.low), str(p.high)) for p in periods)
    if len(periods) == 1 and periods[0].grain in ("month", "year"):
        return _ends(str(periods[0].low), str(periods[0].high), tagged.text, periods[0].grain)
    return None


def _ends(low: str, high: str, text: str, unit: str) -> list[tuple[str, str]] | None:
    """The first and the last month of "from October to November"."""
    from assistant.planner.offline.dates import step

    if not re.search(r"\b(from|between|compar\w+)\b.*\b(to|and|until|with)\b", text, re.I):
        return None
    first, end = dt.date.fromisoformat(low), dt.date.fromisoformat(high)
    if step(first, unit, 1) >= end:
        return None
    return [(low, step(first, unit, 1).isoformat()), (step(end, unit, -1).isoformat(), high)]
