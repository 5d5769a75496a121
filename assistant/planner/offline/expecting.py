"""What would be expected of one thing of which some traits are given: "what proline would you predict for a wine with
13.5 alcohol", "how many minutes would you expect a 5 km delivery by bike to take", "what would a Golf with 60,000 km
sell for". The number asked for is the one named, and each figure given must have its trait.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from assistant.planner.offline import conditions
from assistant.planner.offline.checks import Checked, check
from assistant.planner.offline.compose import row_column
from assistant.planner.offline.conditions import Draft, draft_of
from assistant.planner.offline.naming import suits
from assistant.planner.offline.scope import Intent, is_money, is_numeric
from assistant.planner.offline.spans import Span, Tagged
from assistant.reading import Reading
from data.catalog import Catalog, Column
from data.query import Agg, Call, Lit, Out

if TYPE_CHECKING:
    from assistant.planner.offline.planner import OfflinePlanner

_ASKED = re.compile(
    r"\b(?:would|do|can|could|should) (?:you|we|i|one) (?:expect|predict|estimate|guess|anticipate)\b", re.I
)
_WOULD = re.compile(
    r"^\W*(?:and |so |then )*(?:what|how much|how many \w+) (?:would|might|could|should) (?=an? |the |someone |somebody )"
    r"[^?]*?\b(?P<verb>sell|sold|go|cost|fetch|take|bring|earn|weigh|pay|spend)\b(?= for\b|\W*$| in\b|,)",
    re.I,
)
_REMARK = re.compile(
    r"^\W*(?:judging|based|going|building)\s+(?:by|on|from)\s+[^,?]{2,40},|,?\s*(?:based|judging|going)\s+(?:on|by|from)\s+(?:our|the|these|this|all|other|past)\s[^,?]{2,40}(?=\W*$)",
    re.I,
)
"""What the expectation rests on, which is the data anyway."""
_FILLING = ("level", "levels", "value", "figure", "amount", "number", "expect", "predict", "estimate", "guess", "anticipate",
            "one", "take", "takes", "cost", "sell", "sells", "go", "clock", "around", "about", "roughly")  # fmt: skip
_SHORT = {"min": "minutes", "hr": "hours", "sec": "seconds", "yr": "years"}
_PEOPLE = ("people", "inhabitants", "residents", "persons", "souls")
_TIED = (
    "of",
    "is",
    "=",
    ":",
    "at",
    "with",
    "around",
    "about",
    "roughly",
    "a",
    "an",
    "the",
    "being",
    "in",
    "built",
    "made",
    "from",
)


def read(planner: OfflinePlanner, question: str, tagged: Tagged, catalog: Catalog) -> Reading | None:
    """The expectation as a Reading; None where none is asked for, or the number that is asked for is not named."""
    if "predict" not in planner.tools:
        return None
    asked, would = _ASKED.search(tagged.text), _WOULD.search(tagged.text)
    if asked is None and would is None:
        return None
    reads: list[tuple[float, Intent, Checked]] = []
    for scope in planner._scopes(tagged, catalog):
        draft = draft_of(scope, tagged)
        intent = _expected(draft, asked.start() if asked is not None else None, would)
        if intent is None:
            continue
        checked = check(draft, intent, len(tagged.corrections))
        reads.append((checked.confidence + suits(scope, tagged, catalog), intent, checked))
    if not reads:
        return None
    _, intent, checked = max(reads, key=lambda r: r[0])
    return planner._one(question, intent, tagged, min(0.85, checked.confidence), checked)


def _expected(draft: Draft, asked: int | None, would: re.Match[str] | None) -> Intent | None:
    _use_remarks(draft)
    target = _target(draft, asked, would)
    if target is None:
        return None
    said = _traits(draft, target)
    if not said:
        return None
    _use_words(draft)
    strange = (s.text for i, s in enumerate(draft.spans) if draft.free(i) and s.unknown and s.text.isalpha())
    draft.unplaced += [w for w in strange if not w.endswith("ly")]  # each word may be a trait
    args: dict[str, object] = {"target": target.name, "person": said, "columns": list(said)}
    return Intent(source=draft.scope.name, tool="predict", args=args)


def _use_remarks(draft: Draft) -> None:
    for m in _REMARK.finditer(draft.text):
        draft.use("idle", *_inside(draft, m.start(), m.end()))


def _inside(draft: Draft, start: int, end: int) -> list[int]:
    return [i for i, s in enumerate(draft.spans) if start <= draft.tokens[s.start].start < end]


# ---------------------------------------------------------------- the number that is asked for


def _target(draft: Draft, asked: int | None, would: re.Match[str] | None) -> Column | None:
    """The number named before "would you expect", or the one that the verb of the question is of."""
    if asked is not None:
        places = [i for i in _inside(draft, 0, asked) if draft.free(i)]
        ahead = [i for i in _inside(draft, asked, len(draft.text)) if draft.free(i)]
        return _named(draft, places) or _by_unit(draft, places, ahead[:8])
    assert would is not None
    verb = _inside(draft, would.start("verb"), would.end("verb"))
    return _paid_for(draft, would, verb) or _named(draft, verb)


_FOR = re.compile(r"\s+(?:for|on)\s+(?:(?:an?|the|their|his|her)\s+)?(?P<what>[\w-]+)", re.I)


def _paid_for(draft: Draft, would: re.Match[str], verb: list[int]) -> Column | None:
    """ "pay for a car": the money whose name says what it went for."""
    said = _FOR.match(draft.text, would.end("verb"))
    if would["verb"].lower() not in ("pay", "spend") or said is None:
        return None
    places = _inside(draft, said.start("what"), said.end("what"))
    stem = draft.words.stems.of(said["what"].lower()) if draft.words is not None else said["what"].lower()
    columns = {
        c.name: c
        for c in draft.scope.source.columns.values()
        if is_numeric(c) and is_money(c.unit) and "." not in c.name and stem in _stems(draft, c.label)
    }
    if len(columns) != 1:
        return None
    draft.use("target", *verb, *places)
    return next(iter(columns.values()))


def _stems(draft: Draft, label: str) -> set[str]:
    return {draft.words.stems.of(w) if draft.words is not None else w for w in label.lower().split()}


def _named(draft: Draft, places: list[int]) -> Column | None:
    best: tuple[float, Column] | None = None
    for i in places:
        terms = draft.scope.terms(draft.spans[i])
        if any(t.entity is not None for t in terms):
            continue
        column = _row_number(draft, draft.spans[i])
        if column is not None and (best is None or terms[0].entry.quality > best[0]):
            best = (terms[0].entry.quality, column)
    if best is None:
        return None
    draft.use("target", *(i for i in places if best[1].name in _names(draft, draft.spans[i])))
    return best[1]


def _row_number(draft: Draft, span: Span) -> Column | None:
    """A row's own number by its name: a column, or what a measure of that name adds up."""
    first = next((t for t in draft.scope.terms(span) if t.entry.kind != "value"), None)
    if first is None:
        return None
    if first.measure is not None:
        out = Out(name=first.measure.label, expr=first.measure.expr)
        return row_column(draft.scope, out) if isinstance(out.expr, Agg) and out.expr.agg == "sum" else None
    term = draft.scope.quantity(span)
    return term.column if term is not None and term.entry.quality >= first.entry.quality else None


def _by_unit(draft: Draft, places: list[int], near: list[int]) -> Column | None:
    """ "how many minutes ... a delivery": the number in that unit whose name is said with it, or the only one."""
    units = {_unit(draft.spans[i]) for i in places}
    columns = [
        c
        for c in draft.scope.source.columns.values()
        if is_numeric(c) and c.unit in units and "." not in c.name
    ]
    named = {n for i in near for n in _names(draft, draft.spans[i])}
    fit = [c for c in columns if c.name in named] or columns
    if len(fit) != 1:
        return None
    draft.use("target", *(i for i in places if _unit(draft.spans[i]) == fit[0].unit))
    draft.use("target", *(i for i in near if fit[0].name in _names(draft, draft.spans[i])))
    return fit[0]


def _unit(span: Span) -> str:
    low = span.text.lower()
    return _SHORT.get(low.rstrip("s"), low)


def _names(draft: Draft, span: Span) -> set[str]:
    return {t.column.name for t in draft.scope.terms(span) if t.column is not None}


# ---------------------------------------------------------------- what is given


def _traits(draft: Draft, target: Column) -> dict[str, Any]:
    """{column: value} of what is said; a figure without a trait stays unused, so that the person is asked."""
    said: dict[str, Any] = {}
    for i, span in enumerate(draft.spans):
        if span.number is None or span.entries or not draft.free(i):
            continue
        hit = _years_old(draft, i, target) or _measured(draft, i, target) or _beside(draft, i, target)
        if hit is not None and hit[0].name not in said:
            said[hit[0].name] = _plain(span.number)
            draft.use("person", i, *hit[1])
    rest = replace(draft, conditions=[], notes=[], doubts=[])
    conditions.read(rest)
    for found in rest.conditions:
        expr, column = found.expr, found.column
        plain = isinstance(expr, Call) and expr.op == "eq" and isinstance(expr.args[1], Lit)
        if column is None or not plain or column.name == target.name or found.measure is not None:
            continue
        assert isinstance(expr, Call) and isinstance(expr.args[1], Lit)
        said.setdefault(column.name, expr.args[1].lit)
        draft.use("person", *found.spans)
    if any(found.column is None or found.column.name not in said for found in rest.conditions):
        draft.doubts.append("something was said that is no trait")
    return said


def _years_old(draft: Draft, i: int, target: Column) -> tuple[Column, list[int]] | None:
    """ "a 22-year-old driver": the age, whatever its column is called in full."""
    behind: list[int] = []
    for k in range(i + 1, min(i + 4, len(draft.spans))):
        if not re.fullmatch(r"(?:[-\s]*(?:years?|yrs?|old|yo))+|[-–]", draft.spans[k].text, re.I):
            break
        behind.append(k)
    said = " ".join(draft.spans[k].text.lower() for k in behind)
    age = draft.scope.concept("age") if "old" in said or "yo" in said else None
    return (age, behind) if age is not None and age.name != target.name else None


def _plain(value: float) -> float | int:
    return int(value) if value == int(value) else value


def _measured(draft: Draft, i: int, target: Column) -> tuple[Column, list[int]] | None:
    """By the unit behind a number, or the year that it is: "5 km", "35 year old", "built in 2020"."""
    spans = draft.spans
    columns = [
        c
        for c in draft.scope.source.columns.values()
        if is_numeric(c) and c.name != target.name and "." not in c.name
    ]
    behind = spans[i + 1] if i + 1 < len(spans) else None
    if behind is not None and draft.free(i + 1):
        unit = [
            c for c in columns if c.unit is not None and behind.text.lower() in (c.unit, c.unit.rstrip("s"))
        ]
        if len(unit) == 1 and not behind.entries:
            return unit[0], [i + 1]
        peopled = draft.scope.concept("population", "inhabitants") if behind.text.lower() in _PEOPLE else None
        if peopled is not None and peopled.name != target.name:
            return peopled, [i + 1]
    number = spans[i].number or 0.0
    years = [c for c in columns if c.unit == "year" and c.low is not None and c.high is not None]
    dated = (
        spans[i].text.isdigit()
        and len(years) == 1
        and float(str(years[0].low)) <= number <= float(str(years[0].high))
    )
    if not dated:
        return None
    named = [k for k in range(max(0, i - 2), i) if years[0].name in _names(draft, spans[k])]
    return years[0], [*named, *(k for k in range(named[0] + 1, i) if spans[k].free)] if named else []


def _beside(draft: Draft, i: int, target: Column) -> tuple[Column, list[int]] | None:
    """The trait whose name stands right behind the number ("13.5 alcohol", "9k of debt") or right before ("intensity of
    6")."""
    of = i + 1 < len(draft.spans) and draft.spans[i + 1].text.lower() == "of"
    behind = _column(draft, i + 1 + of, target)
    before = i - 1
    while before > 0 and draft.spans[before].text.lower() in _TIED:
        before -= 1
    ahead = _column(draft, before, target) if before >= 0 else None
    tied = before < i - 1 and draft.spans[i - 1].text.lower() in ("of", "is", "=", ":", "at")
    if ahead is not None and (tied or behind is None):
        return ahead, [before]
    return (behind, [i + 1 + of]) if behind is not None else None


def _column(draft: Draft, k: int, target: Column) -> Column | None:
    if not (0 <= k < len(draft.spans) and draft.free(k)) or draft.spans[k].number is not None:
        return None
    term = draft.scope.quantity(draft.spans[k]) if draft.spans[k].entries else None
    column = term.column if term is not None and term.entry.quality >= 0.75 else None
    return column if column is not None and column.name != target.name else None


def _use_words(draft: Draft) -> None:
    """The words that only ask, and the thing of which something is expected."""
    for i, span in enumerate(draft.spans):
        if not draft.free(i):
            continue
        low = span.text.lower()
        rows = any(t.entity is not None or t.rows for t in draft.scope.terms(span)[:2])
        last = i + 1 == len(draft.spans) or draft.spans[i + 1].free
        thing = span.unknown and last and i > 0 and draft.spans[i - 1].text.lower() in ("a", "an")
        asks = low in _FILLING or span.word("tool", "count", "total", "group") is not None
        if rows or thing or (asks and all(e.quality < 0.9 for e in span.entries)) or _ASKED.search(span.text):
            draft.use("idle", i)
