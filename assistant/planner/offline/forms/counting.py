"""How many there are, how much it is together, what it is on average: in a small table, under any conditions."""

from __future__ import annotations

from assistant.planner.offline import compose, rownouns
from assistant.planner.offline.conditions import Condition, Draft, on
from assistant.planner.offline.forms import asked, nouns
from assistant.planner.offline.forms.asked import Phrase
from assistant.planner.offline.forms.sheet import Sheet
from assistant.planner.offline.scope import DATED, Intent, is_money, is_numeric
from data.catalog import Column
from data.query import Agg, Call, Expr, Out, call, col


def read(draft: Draft, sheet: Sheet) -> list[Intent]:
    """A count, a sum or an average; two readings where a name may be counted once or as often as it occurs."""
    said, at = _said(draft)
    if said is None:
        return []
    thing = _thing(draft, at)
    column = _figure(draft, sheet, thing, said)
    draft.use("item", *at)
    if said in ("mean", "median", "max", "min"):
        return _aggregated(draft, sheet, column, said, thing)
    if column is not None and said != "distinct" and _adds(sheet, column):
        _use(draft, thing, column)
        return [_sum(draft, column)]
    return _counts(draft, sheet, thing, distinct=said == "distinct")


def _said(draft: Draft) -> tuple[str | None, tuple[int, ...]]:
    """What is computed, and the words that say so: counting gives way to an average, adding up to counting."""
    found: list[tuple[str, int]] = []
    for i, span in enumerate(draft.spans):
        named = any(e.quality >= 0.95 for e in span.entries) and not _totals(draft, i)
        if not draft.free(i) or named or _names_a_number(draft, i):
            continue
        word, count = span.word("aggregate"), span.word("count")
        if word is not None:
            found.append((word.name, i))
        elif count is not None:
            found.append(("count", i))
        elif span.word("total") is not None:
            found.append(("sum", i))
    names = [name for name, _ in found]
    for name in ("mean", "median", "max", "min", "distinct", "count", "sum"):
        if name in names:
            return name, tuple(i for _, i in found)
    return None, ()


def _totals(draft: Draft, i: int) -> bool:
    """ "the total number of": adds up, though a column is called "Total"."""
    after = draft.spans[i + 1] if i + 1 < len(draft.spans) else None
    before = draft.spans[i - 1] if i else None
    return any(s is not None and s.word("count", "total") is not None for s in (after, before))


def _names_a_number(draft: Draft, i: int) -> bool:
    """ "the rank number of X": a number that a noun has, no count."""
    before = draft.spans[i - 1] if i else None
    return draft.spans[i].text.lower() == "number of" and before is not None and bool(before.entries) and before.word("aggregate") is None  # fmt: skip


def aggregates(draft: Draft) -> set[str]:
    """The aggregates that are said anywhere."""
    return {w.name for s in draft.spans for w in s.words if w.kind == "aggregate"}


def counts(draft: Draft) -> bool:
    """True where the question asks how many."""
    return any(s.word("count") is not None for s in draft.spans)


def _thing(draft: Draft, at: tuple[int, ...]) -> Phrase:
    """The noun phrase that is counted or added up: behind the words that say so, else before them."""
    for i in reversed(at):
        said = asked.phrase(draft, i + 1)
        if said.spans:
            return said
    for i, span in enumerate(draft.spans):
        if draft.free(i) and span.entries and nouns.noun(draft.scope, span) is not None:
            return asked.phrase(draft, i)
    return Phrase((), None, None)


def _figure(draft: Draft, sheet: Sheet, thing: Phrase, said: str) -> Column | None:
    """The column of numbers that is meant: the phrase's own, a verb's ("won"), or "Total" for all together."""
    columns = [
        t.column for k in thing.spans for t in [nouns.noun(draft.scope, draft.spans[k])] if t is not None and t.column is not None
    ]  # fmt: skip
    numeric = [c for c in columns if is_numeric(c)]
    if numeric:
        return numeric[-1]
    if columns:
        return None
    unknown = thing.head is not None and draft.spans[thing.head].unknown
    later = [
        t.column for k, t in nouns.free_nouns(draft) if k not in thing.spans and k > (thing.head or 0) and is_numeric(t.column)
    ]  # fmt: skip
    counted = said == "count" and any(c is not None and is_money(c.unit) for c in later)
    if unknown and len(later) == 1 and later[0] is not None and not _restricted(draft) and not counted:
        return later[0]
    totals = [c for c in sheet.numbers if c.label.lower() == "total"]
    adding = said == "sum" or any(s.text.lower() == "total" for s in draft.spans)
    if unknown and adding and totals:
        return totals[0]
    return None


def _restricted(draft: Draft) -> bool:
    return any(c.column is not None and is_numeric(c.column) and not c.period for c in draft.conditions)


def _adds(sheet: Sheet, column: Column) -> bool:
    """Numbers that count or measure something may be added up; ranks, rates and years are looked up."""
    return is_numeric(column) and not sheet.is_place(column) and not sheet.is_year(column)


def _use(draft: Draft, thing: Phrase, column: Column) -> None:
    at = [k for k in thing.spans if draft.spans[k].entries]
    draft.use("item", *at)
    for k in range(len(draft.spans)):
        if draft.free(k) and any(
            e.kind == "column" and e.name == column.name for e in draft.spans[k].entries
        ):
            draft.use("item", k)
    after = [k for k in thing.spans if at and k > at[-1]]
    draft.use("unit", *after)  # "gold medals", "attendance figures"
    if not at and thing.head is not None:
        draft.use("rows", thing.head)
        draft.notes.append(f"“{draft.spans[thing.head].text}” is read as {column.label}")


def _sum(draft: Draft, column: Column) -> Intent:
    out = Out(name=f"total {_bare(column.label)}", expr=Agg(agg="sum", of=col(column.name)), unit=column.unit)
    return figure(draft, out)


def _bare(label: str) -> str:
    return label.removeprefix("total ").removeprefix("number of ")


def figure(draft: Draft, out: Out) -> Intent:
    """One figure of the rows that fit."""
    return Intent(source=draft.scope.name, where=where(draft), metrics=(out,), answer="value", notes=tuple(draft.notes))  # fmt: skip


def where(draft: Draft) -> tuple[Expr, ...]:
    """Conditions on rows."""
    return tuple(c.expr for c in draft.conditions if c.measure is None)


def _aggregated(draft: Draft, sheet: Sheet, column: Column | None, said: str, thing: Phrase) -> list[Intent]:
    if column is None and not any(draft.spans[k].unknown for k in thing.spans):
        numbers = [
            t.column for _, t in nouns.free_nouns(draft)
            if t.column is not None and is_numeric(t.column) and not sheet.is_year(t.column)
        ]  # fmt: skip
        column = numbers[0] if len(numbers) == 1 else None
    if column is None:
        return []
    _use(draft, thing, column)
    return [figure(draft, compose.of_column(said, column))]


def _counts(draft: Draft, sheet: Sheet, thing: Phrase, distinct: bool) -> list[Intent]:
    """Rows for what rows are; different values for what repeats in them."""
    rows = Out(name=draft.scope.source.plural or "rows", expr=Agg(agg="count"))
    column = thing.column
    if column is None:
        if thing.head is not None and not _is_row_noun(draft, sheet, thing):
            return []
        return [figure(draft, rows)]
    named = [k for k in thing.spans if draft.spans[k].entries]
    draft.use("item", *named)
    draft.use("unit", *(k for k in thing.spans if k > named[-1]))
    if column.role == "flag" and not distinct:  # "how many own a car": those who do
        if all(c.column != column for c in draft.conditions):
            holds = call("eq", col(column.name), on(column))
            draft.conditions.append(Condition(holds, tuple(named), column))
        return [figure(draft, rows)]
    if not distinct and _named_alone(draft, column):
        return [figure(draft, rows)]  # "how many read news daily"
    once = Out(name=f"different {column.label}", expr=Agg(agg="distinct", of=col(column.name)))
    if column in sheet.dated or column.type in DATED:
        return [figure(draft, once)]
    if column == sheet.label and nouns.is_label(sheet.scope, column):
        return [figure(draft, rows)]
    if distinct or not draft.conditions or _tested_alone(draft, column):
        return [figure(draft, once)]
    return [figure(draft, once), figure(draft, rows)]


def _tested_alone(draft: Draft, column: Column) -> bool:
    return bool(draft.conditions) and all(c.column == column for c in draft.conditions)


def _named_alone(draft: Draft, column: Column) -> bool:
    """True where some of a column's own names are all that is said of the rows."""
    return _tested_alone(draft, column) and all(
        isinstance(c.expr, Call) and c.expr.op in ("eq", "in", "ne", "not_in") for c in draft.conditions
    )


def _is_row_noun(draft: Draft, sheet: Sheet, thing: Phrase) -> bool:
    """ "how many games": the rows, unless they are things of another kind."""
    assert thing.head is not None
    low = nouns.text_at(draft, thing.head)
    if (
        low in ("times", "time", "people", "ones", "there")
        or draft.spans[thing.head].entry("rows") is not None
    ):
        draft.use("rows", *thing.spans)
        return True
    label = sheet.label
    tells = label is not None and nouns.is_label(sheet.scope, label) and not sheet.is_other_side(label)
    column = asked.by_noun(draft, sheet, thing)
    if (
        (tells and column is None)
        or (column is not None and column != label)
        or rownouns.are_others(sheet.scope.entity, sheet.scope.source, low, sheet.vocabulary)
    ):
        return False
    draft.use("rows", thing.head)
    draft.notes.append(f"“{draft.spans[thing.head].text}” is read as the rows of the table")
    return True
