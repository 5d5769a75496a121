"""What the unit of a number says of the column that it is about: "over 100 quid" is an amount of money, and no age."""

from __future__ import annotations

from collections.abc import Callable

from assistant.planner.offline.conditions import Draft
from assistant.planner.offline.lexicon import Entry
from assistant.planner.offline.scope import Scope, Term, is_money, is_numeric
from assistant.planner.offline.spans import Span
from data.catalog import Column

_SIGNS = "$€£"


def is_money_at(draft: Draft, n: int) -> bool:
    """Whether the number at `n` is an amount of money, by its sign or by the word behind it."""
    return any(sign in draft.spans[n].text for sign in _SIGNS) or _currency(draft, n + 1)


def _currency(draft: Draft, i: int) -> bool:
    if draft.words is None or i >= len(draft.spans):
        return False
    return draft.spans[i].text.lower() in draft.words.raw["currencies"].split()


def may_be(column: Column | None, *, money: bool, percent: bool = False) -> bool:
    """Whether a number of this kind may stand in a column: no amount of money is a count, or a number of years,
    and no percentage an amount of money."""
    if column is not None and percent:
        return not is_money(column.unit) and not (
            column.type == "integer" and column.role in ("quantity", "amount") and column.unit is None
        )
    if column is None or not money:
        return True
    if column.unit is not None:
        return is_money(column.unit)
    return column.role not in ("quantity", "flag", "ordinal", "rate")


def may_be_about(term: Term, *, money: bool, percent: bool) -> bool:
    """The same of all that a word stands for: no amount of money is a number of things."""
    if term.column is not None:
        return may_be(term.column, money=money, percent=percent)
    return not money or term.measure is None or is_money(term.measure.unit)


def unit_of(term: Term) -> str | None:
    """What the number of a term is in."""
    of = term.out or term.column or term.measure
    return of.unit if of is not None else None


def behind(draft: Draft, right: int, numeric: Callable[[Span], object]) -> int | None:
    """ "15k of credit card debt", "spent over 500 pounds on fresh": the noun that says what the money is, or went for."""
    k = right + 1 if right < len(draft.spans) and _is_unit(draft, right) else right
    if k >= len(draft.spans) or draft.spans[k].text.lower() not in ("of", "on", "in", "for", "at", "from"):
        return None
    if k == right + 1 and draft.spans[right].text.lower() == "times":
        return draft.find(k + 1, +1, numeric, most=2)
    at = draft.find(k + 1, +1, numeric, most=2)
    if at is None or draft.spans[k].text.lower() == "of":
        return at
    verbs = {*_verbs(draft, "spending"), *_verbs(draft, "taking")}
    return at if any(v in verbs for s in draft.spans[:right] for v in s.text.lower().split()) else None


def each(draft: Draft, n: int) -> Term | None:
    """ "over 150 quid a night", "50 euros per month": the money of such a stretch, by the name of its column."""
    k = n + 1 + (n + 1 < len(draft.spans) and _is_unit(draft, n + 1))
    if k + 1 >= len(draft.spans) or draft.spans[k].text.lower() not in ("a", "per", "an", "each", "every"):
        return None
    unit = draft.spans[k + 1].text.lower().removesuffix("s")
    if unit not in _STRETCHES:
        return None
    said = {unit, f"{unit}ly", "daily" if unit == "day" else unit}
    found = [
        c
        for c in draft.scope.source.columns.values()
        if is_numeric(c) and is_money(c.unit) and said & set(c.label.lower().split())
    ]
    if len(found) != 1:
        return None
    draft.use("unit", k, k + 1)
    return Term(draft.spans[n], Entry("column", draft.scope.name, found[0].name, 0.9), column=found[0])


_STRETCHES = ("hour", "day", "night", "week", "month", "year")


def use_verb(draft: Draft, left: int) -> None:
    """ "spent over 500 on shoes", "sold more than £2,000": the verb whose money the number is."""
    k = left
    while k > 0 and draft.spans[k].free and left - k < 2:
        k -= 1
    if draft.free(k) and draft.spans[k].text.lower() in (
        *_verbs(draft, "spending"),
        *_verbs(draft, "taking"),
    ):
        draft.use("condition", k)


def pays_for(draft: Draft) -> None:
    """ "how much did Ann pay for her car": the verb of an amount of money that is named behind it."""
    for i, span in enumerate(draft.spans[:-2]):
        if not draft.free(i) or span.text.lower() not in _verbs(draft, "spending"):
            continue
        noun = bool(span.entries) and span.text.lower().endswith("ing")  # "regress spending on income"
        if noun or draft.spans[i + 1].text.lower() not in ("for", "on"):
            continue
        k = i + 2
        while k < len(draft.spans) - 1 and draft.spans[k].text.lower() in _ARTICLES:
            k += 1
        term = draft.scope.quantity(draft.spans[k]) if draft.spans[k].entries else None
        if term is not None and term.column is not None and is_money(term.column.unit):
            draft.use("condition", i)


_ARTICLES = ("the", "a", "an", "his", "her", "their", "its", "my", "our")
_WORTH = ("worth", "value", "won", "win", "wins", "cost", "costs", "costing")


def speaks_of_money(draft: Draft) -> bool:
    """A verb of the question is one of spending or of taking, so that a large number is an amount of money."""
    verbs = {*_WORTH, *_verbs(draft, "spending"), *_verbs(draft, "taking")}
    return any(s.text.lower() in verbs for s in draft.spans)


def _is_unit(draft: Draft, i: int) -> bool:
    return draft.words is not None and draft.spans[i].text.lower() in draft.words.units


def _verbs(draft: Draft, kind: str) -> list[str]:
    return draft.words.raw[kind].split() if draft.words is not None else []


def worth(scope: Scope) -> Column | None:
    """The money that a row is about: what it is worth, else its only amount of money."""
    column = scope.value_column()
    if column is not None and may_be(column, money=True):
        return column
    own = [
        c
        for c in scope.source.columns.values()
        if is_numeric(c) and is_money(c.unit) and c.source == scope.source.name
    ]
    return own[0] if len(own) == 1 else None
