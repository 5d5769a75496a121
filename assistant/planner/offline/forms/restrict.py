"""What a question to a small table restricts: years, numbers with their columns, values with their nouns."""

from __future__ import annotations

from assistant.planner.offline import conditions
from assistant.planner.offline.conditions import Condition, Draft, leaves_a_gap
from assistant.planner.offline.forms import nouns
from assistant.planner.offline.forms.sheet import Sheet
from assistant.planner.offline.scope import DATED, NUMERIC, is_numeric
from data.catalog import Column
from data.query import Call, Expr, Op, call, col

_WHEN: dict[str, Op] = {
    "since": "ge", "from": "ge", "starting": "ge", "after": "gt", "before": "lt", "until": "le", "till": "le",
    "prior to": "lt", "in": "eq", "during": "eq", "of": "eq", "for": "eq", "by": "le", "on": "eq", "at": "eq",
}  # fmt: skip
_SKIPPED = ("the", "year", "years", "season", "of", "a")
_FAR = 6
_CARDINAL = ("which", "what", "who", "only", "the", "these", "those", "are", "name", "list", "top", "all")


def read(draft: Draft, sheet: Sheet) -> None:
    """All conditions of the question, in the order of certainty."""
    _years(draft, sheet)
    conditions.read(draft)
    _numbers(draft, sheet)
    _cardinals(draft)
    _own_nouns(draft)
    _said_in_names(draft, sheet)


# -- years -------------------------------------------------------------------------------------------------------
def _years(draft: Draft, sheet: Sheet) -> None:
    """ "after the year 2000", "in 1922", "between 1990 and 1995": on the year that is spoken of."""
    years = [c for c in sheet.dated if c.type in NUMERIC]
    said = [
        i for i, s in enumerate(draft.spans) if _is_year(s.number, s.text) and draft.free(i) and not s.entries
    ]
    for i in said:
        if not draft.free(i):
            continue
        op, at = _when(draft, i)
        column = _column_of_year(draft, sheet, years, i)
        other = next((k for k in said if k == i + 2 and nouns.text_at(draft, i + 1) in ("and", "to", "-", "until", "or")), None)  # fmt: skip
        if (
            op is None
            or column is None
            or not _reaches(column, draft.spans[i].number or 0, op if other is None else "ge")
        ):
            continue
        name, year = col(column.name), int(draft.spans[i].number or 0)
        used = [*range(at, i + 1)]
        if other is not None:
            end = int(draft.spans[other].number or 0)
            between = (
                nouns.text_at(draft, i - 1) in ("between", "from") or nouns.text_at(draft, i + 1) != "and"
            )
            expr: Expr = call("between", name, min(year, end), max(year, end)) if between else call("in", name, year, end)  # fmt: skip
            used += [i + 1, other, i - 1]
        else:
            expr = call(op, name, year)
        used += [k for k in range(max(0, at - 2), min(len(draft.spans), i + 2)) if _names(draft, k, column)]
        draft.conditions.append(Condition(expr, tuple(used), column, period=True))
        draft.use("period", *(k for k in used if k >= 0))


def _is_year(number: float | None, text: str) -> bool:
    return number is not None and 1000 <= number <= 2200 and number == int(number) and text.isdigit()


def _when(draft: Draft, i: int) -> tuple[Op | None, int]:
    """The word that says on which side of the year, and where it stands."""
    k = i - 1
    while k >= 0 and nouns.text_at(draft, k) in _SKIPPED and i - k <= 3:
        k -= 1
    said = nouns.text_at(draft, k)
    if said == "between":
        return "eq", i
    if said == "from" and any(nouns.text_at(draft, m) in ("are", "is", "were", "was", "come", "came") for m in (k - 1,)):  # fmt: skip
        return "eq", k
    if said in _WHEN:
        return _WHEN[said], k
    beside = i and any(e.kind == "column" for e in draft.spans[i - 1].entries)
    word = draft.spans[k].word("comparator") if k >= 0 else None
    if word is not None:
        return None, i
    return ("eq", i) if beside or i == 0 or said in ("and", "is", "was", "as", "have", "=", "equals", "had") else (None, i)  # fmt: skip


def _column_of_year(draft: Draft, sheet: Sheet, years: list[Column], i: int) -> Column | None:
    near = sorted(
        (k for k in range(len(draft.spans)) if any(_names(draft, k, c) for c in years)), key=lambda k: abs(k - i)
    )  # fmt: skip
    for k in near:
        if abs(k - i) <= _FAR:
            return next(c for c in years if _names(draft, k, c))
    if any(c.type in DATED for c in sheet.dated):
        return None
    return sheet.time({t.stem for t in draft.tokens}, years)


def _names(draft: Draft, k: int, column: Column) -> bool:
    return any(e.kind == "column" and e.name == column.name for e in draft.spans[k].entries)


def _reaches(column: Column, year: float, op: Op) -> bool:
    """A year that the column may hold; a year outside is no condition on it."""
    low, high = float(str(column.low)), float(str(column.high))
    return low <= year <= high if op == "eq" else low - 60 <= year <= high + 60


# -- numbers -----------------------------------------------------------------------------------------------------
def _numbers(draft: Draft, sheet: Sheet) -> None:
    """ "at least 40,000 spectators in attendance", "a population of at least 15,000": the column is near by."""
    for i, span in enumerate(draft.spans):
        if not draft.free(i) or span.number is None or span.entries:
            continue
        found = _compared(draft, i)
        if found is None:
            continue
        op, at = found
        column, k = _column_near(draft, sheet, i, at)
        if column is None or k is None:
            continue
        value = conditions._as_share(span.number, span, None)
        if span.percent and column.unit == "share":
            value = round(span.number / 100, 12)
        number = int(value) if value == int(value) else value
        inside = range(i + 1, k) if k > i else ()
        units = [m for m in inside if draft.spans[m].unknown or draft.spans[m].text == "%"]
        draft.conditions.append(Condition(call(op, col(column.name), number), (*at, i, k), column))
        draft.use("condition", *at, i, k, *units)


def _compared(draft: Draft, i: int) -> tuple[Op, tuple[int, ...]] | None:
    """The comparison that a number belongs to, with the places of its words."""
    for k in (i - 1, i - 2):
        word = draft.spans[k].word("comparator") if k >= 0 and draft.free(k) else None
        if word is not None and nouns.text_at(draft, k) != "from":
            double = k - 1 >= 0 and draft.spans[k - 1].word("comparator") is not None and draft.free(k - 1)
            return word.name, (k - 1, k) if double else (k,)  # type: ignore[return-value]  # a comparator's name
    for k in (i + 1, i + 2):
        word = draft.spans[k].word("after_number") if k < len(draft.spans) and draft.free(k) else None
        if word is not None and not leaves_a_gap(draft.spans[k], draft.spans[i].number or 0.0):
            return word.name, (k,)  # type: ignore[return-value]  # ge or le
    return None


def _column_near(draft: Draft, sheet: Sheet, i: int, at: tuple[int, ...]) -> tuple[Column | None, int | None]:
    right = range(i + 1, min(len(draft.spans), i + _FAR))
    left = range(min((*at, i)) - 1, max(-1, min((*at, i)) - _FAR), -1)
    for k in (*right, *left):
        term = next((t for t in draft.scope.terms(draft.spans[k]) if t.entry.kind == "column"), None)
        column = term.column if term is not None else None
        if column is not None and is_numeric(column) and not sheet.is_year(column):
            return column, k
    return None, None


def _cardinals(draft: Draft) -> None:
    """ "which two shows", "the only three towns that": how many there are, no condition."""
    for i, span in enumerate(draft.spans):
        plain = draft.free(i) and span.number is not None and not span.entries and not span.percent
        if not plain or not 1 <= (span.number or 0) <= 20 or i + 1 >= len(draft.spans):
            continue
        before = nouns.text_at(draft, i - 1)
        if before in _CARDINAL or draft.spans[i - 1].word("superlative", "first", "only") is not None:
            following = draft.spans[i + 1]
            if following.number is None and (following.text[:1].isalpha()):
                draft.use("cardinal", i)


# -- nouns that belong to a condition ----------------------------------------------------------------------------
def _own_nouns(draft: Draft) -> None:
    """ "the slalom event", "town of Argir", "directed by Perry Lang": a column's name beside its own value."""
    for condition in list(draft.conditions):
        if condition.column is None or not isinstance(condition.expr, Call):
            continue
        for i in condition.spans:
            for k in (i - 1, i + 1, i - 2, i + 2):
                if draft.free(k) and _names(draft, k, condition.column) and not _asked(draft, k):
                    between = draft.spans[min(i, k) + 1 : max(i, k)]
                    if all(s.free or s.text.lower() in ("of", "the", "is", "was", "as") for s in between):
                        draft.use("condition", k)


def _asked(draft: Draft, k: int) -> bool:
    before = nouns.text_at(draft, nouns.before(draft, k))
    return before in ("which", "what", "whose") or draft.spans[max(0, k - 1)].word("count") is not None


def _said_in_names(draft: Draft, sheet: Sheet) -> None:
    """ "in 2011" beside "Population 2011": a part of the column's name."""
    for i, span in enumerate(draft.spans):
        if not draft.free(i) or span.number is None or span.entries:
            continue
        for k, other in enumerate(draft.spans):
            columns = [t.column for t in draft.scope.terms(other)[:1] if t.column is not None and k != i]
            if any(span.text in sheet.aside(c) for c in columns):
                draft.use("name", i)
