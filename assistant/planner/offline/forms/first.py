"""What the row that comes first has: "the latitude of the place with the most visits", "the ages of the five biggest
spenders", "the biggest booking, which ref?", "the five longest petals with their species".

Rows are ranked as they are, each with its own figure; what groups have together is ranked elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.planner.offline import compose, phrases
from assistant.planner.offline.conditions import Draft
from assistant.planner.offline.forms import nouns
from assistant.planner.offline.forms.nouns import Item, is_dated, is_dimension, is_label, names_rows
from assistant.planner.offline.forms.sheet import Sheet
from assistant.planner.offline.scope import DATED, NUMERIC, Intent, Scope, is_numeric
from data.catalog import Column
from data.query import Agg, Expr, Out, Query, Scalar, call, col

if TYPE_CHECKING:
    from assistant.planner.offline.forms.plain import Form

_OWNS = ("with", "w", "that", "who", "which", "having", "has", "had", "have", "got", "where", "whose")
_SMALL = (
    *nouns.ARTICLES,
    "is",
    "are",
    "was",
    "were",
    "did",
    "does",
    "do",
    "there",
    "ever",
    "single",
    "individual",
    "overall",
)
_JOINS = ("with", "and", ",", "-", "–", "plus", "incl", "including", "&", "(", "?", ".", ";", "on")
_ASKS = (
    "which",
    "what",
    "who",
    "whose",
    "where",
    "when",
    "its",
    "their",
    "his",
    "her",
    "with",
    "name",
    "names",
)
_SPENDERS = ("spender", "spenders", "buyer", "buyers")


@dataclass(frozen=True)
class Row:
    """The rows that come first: by what they are ranked, which end, and what is wanted of them."""

    by: Column
    desc: bool
    shown: tuple[Column, ...]
    of_them: bool


def read(form: Form) -> Intent | None:
    """A property of the row, or of the few rows, that a superlative picks; None where no row is meant."""
    asked = form.asked
    if asked.sup is None or asked.groups or form.banded or form.tail.chart is not None:
        return None
    if any(i.said not in (None, "max", "min") for i in asked.items) or _another(form.draft, asked.sup):
        return None
    behind = [i for i in asked.items if i.at > asked.sup]
    own = _one_of_the_rows(form, min((i.at for i in asked.items), default=-1))
    if any(_of_groups(form, i) for i in behind if not (own and form.scope.quantity(form.draft.spans[i.at]))):
        return None  # "which day has the most revenue": groups have that together
    by = _ranked_by(form)
    shown = tuple(i for i in asked.items if _is_property(form, i, by))
    doer = _doer(form)
    if by is None or not (shown or doer):
        return None
    wanted = tuple(dict.fromkeys(c for i in shown if (c := i.column) is not None))
    desc = asked.timed if asked.timed is not None else asked.desc
    if doer is not None:
        return _rows(form, Row(by, desc, (doer, *wanted), True)) if _owned(form, -1, shown) else None
    if all(i.at < asked.sup for i in shown) and _owned(form, shown[-1].at, shown):
        return _rows(form, Row(by, desc, wanted, True))
    if all(i.at > asked.sup for i in shown) and all(_appended(form, i, by) for i in shown):
        return _rows(
            form, Row(by, desc, wanted, any(i.asked for i in shown) or _closes(form.draft, shown[-1].at))
        )
    return None


def _of_groups(form: Form, item: Item) -> bool:
    term = item.term
    return term is not None and term.measure is not None and not names_rows(form.scope, term)


def _doer(form: Form) -> Column | None:
    """ "who directed the film with ...": the column that names those who do what the verb says."""
    return doer(form.scope, form.draft) if form.asked.who else None


def doer(scope: Scope, draft: Draft) -> Column | None:
    """The people behind the verb of "who": directors direct, referees referee, a seller sold."""
    at = next((k for k in range(3) if nouns.text_at(draft, k) in ("who", "whose")), None)
    verb = nouns.text_at(draft, at + 1) if at is not None else ""
    root = _DONE.get(verb) or re.sub(r"(?:ed|es|e|s)$", "", verb)
    if len(root) < 4:
        return None
    named = (c for c in scope.source.columns.values() if c.type not in NUMERIC and c.type not in DATED)
    return next(
        (c for c in named if any(w.startswith(root) and w != verb for w in c.label.lower().split())), None
    )


_DONE = {
    "wrote": "writ",
    "sold": "sell",
    "taught": "teach",
    "drove": "driv",
    "built": "build",
    "won": "winn",
    "led": "lead",
}


def _another(draft: Draft, at: int) -> bool:
    """A second superlative: two ends, or two figures, are asked for."""
    return any(
        i != at and draft.free(i) and s.word("superlative", "first") is not None
        for i, s in enumerate(draft.spans)
    )


# -- by what -----------------------------------------------------------------------------------------------------
def _ranked_by(form: Form) -> Column | None:
    """The row's own number behind the superlative, the one that it brings, or the date where time ranks."""
    from assistant.planner.offline.forms import plain

    asked, scope = form.asked, form.scope
    assert asked.sup is not None
    if asked.timed is not None:
        dated = next((i.column for i in asked.items if is_dated(i.column)), None)
        return dated or scope.date() or phrases.year_column(scope)
    others = [i for i in asked.items if not names_rows(scope, i.term)]
    clause = next((k for k in range(asked.sup) if _opens_clause(form, k)), asked.sup)
    for item in (*(i for i in others if i.at > asked.sup), *(i for i in others if clause < i.at < asked.sup)):
        column = plain._shown_column(form, item)
        if column is None and (own := scope.quantity(form.draft.spans[item.at])) is not None:
            column = own.column  # the row's own rate
        if is_numeric(column) and not is_dated(column):
            return column
    return implied(form)


def _opens_clause(form: Form, k: int) -> bool:
    """ "the film that grossed the most": what stands behind "that" is what ranks."""
    rows = nouns.noun(form.scope, form.draft.spans[k - 1]) if k and form.draft.spans[k - 1].entries else None
    return nouns.text_at(form.draft, k) in ("that", "who", "which") and names_rows(form.scope, rows)


def implied(form: Form) -> Column | None:
    """What "the oldest", "the cheapest" and "the biggest booking" go by, where no figure is named."""
    asked, scope, words = form.asked, form.scope, form.draft.words
    assert asked.sup is not None
    said = form.draft.spans[asked.sup].text.lower()
    concepts = words.raw["superlative_of"] if words is not None else {}
    concept = next((c for c, adjectives in concepts.items() if said in adjectives), None)
    if concept is not None and (column := scope.concept(concept)) is not None:
        return column
    brought = _brought(form, said)
    if brought is not None:
        form.draft.notes.append(f"“{said}” is read by {brought.label}")
        return brought
    if said.endswith(_SPENDERS):
        column = (
            scope.concept("total spend", "spend", "spending", "expenditure", "expense", "spent")
            or scope.value_column()
        )
        return column if column is not None and "income" not in column.label.lower() else None
    size = said in ("biggest", "largest", "smallest", "highest", "lowest", "top")
    rows = names_rows(scope, next((i.term for i in asked.items if i.at > asked.sup), None))
    if size and (rows or says_state(form)):
        column = scope.value_column()
        if column is not None:
            form.draft.notes.append(f"“{said}” is read by {column.label}")
        return column
    return None


def says_state(form: Form) -> bool:
    """ "the biggest won deal": rows by the state that they ended in, right behind the superlative."""
    draft, k = form.draft, (form.asked.sup or 0) + 1
    if form.asked.sup is None or not 0 < k < len(draft.spans) or draft.used.get(k) != "value":
        return False
    return " " in draft.spans[k].text and any(e.state for e in draft.spans[k].entries)


def _brought(form: Form, said: str) -> Column | None:
    """The number that an adjective speaks of by its nature: the largest by area or size, the longest by length."""
    words = form.draft.words
    if words is None:
        return None
    sheet = Sheet(form.scope, words)
    for word in sheet.words.ranked.get(said.split()[0], ()):
        column = sheet.column((word,), {t.stem for t in form.draft.tokens}, sheet.numbers)
        if column is not None:
            return column
    return None


# -- what is wanted ----------------------------------------------------------------------------------------------
def _is_property(form: Form, item: Item, by: Column | None) -> bool:
    column = item.column
    if column is None or column == by or names_rows(form.scope, item.term):
        return False
    return column.name not in form.tested


def _owned(form: Form, at: int, shown: tuple[Item, ...]) -> bool:
    """ "the latitude of the place with the most", "how old is the person with the highest", "ID of the cheapest listing",
    "which studio made the film with the biggest budget": it is what the row has, or what it stands in."""
    draft, sup = form.draft, form.asked.sup
    assert sup is not None
    between = [
        k
        for k in range(at + 1, sup)
        if nouns.text_at(draft, k) not in _SMALL
        and draft.spans[k].number is None
        and draft.used.get(k) != "superlative"
    ]
    if _one_of_the_rows(form, at):
        return True
    of = bool(between) and nouns.text_at(draft, between[0]) in ("of", "for")
    is_said = at >= 0 and (
        nouns.text_at(draft, at).startswith("how ") or nouns.text_at(draft, at - 1) in ("how", "when")
    )
    if not (of or is_said):
        return False
    rest = [k for k in between if nouns.text_at(draft, k) not in ("of", "for", *_OWNS)]
    return not rest or (len(rest) == 1 and _stands_for_row(form, rest[0]))


def _one_of_the_rows(form: Form, at: int) -> bool:
    """ "the film with the most", "the highest grossing film", "the 5 cheapest flats": the rows themselves, behind the
    property, and no compound of theirs ("the highest order value")."""
    draft, sup = form.draft, form.asked.sup
    assert sup is not None
    for item in form.asked.items:
        if item.at <= at or not names_rows(form.scope, item.term):
            continue
        nxt = draft.spans[item.at + 1] if item.at + 1 < len(draft.spans) else None
        compound = item.at > sup and nxt is not None and bool(nxt.entries)
        if item.at < sup:
            opened = nouns.text_at(draft, item.at - 1) in ("the", "a", "an")
            return opened and nouns.text_at(draft, item.at + 1) in (*_OWNS, *_SMALL)
        opened = any(nouns.text_at(draft, k) in ("the", "a", "an") for k in range(max(sup - 2, 0), sup))
        many = form.asked.sup == item.at - 1 and draft.spans[sup].text.lower() in ("most", "least", "fewest")
        return opened and not compound and not many
    return False


def _stands_for_row(form: Form, k: int) -> bool:
    """A noun for what rows are; an unknown one is taken for it where nobody knows what the rows are called."""
    span = form.draft.spans[k]
    if says_state(form) and k == (form.asked.sup or 0) + 1:
        return True
    if form.draft.used.get(k) in ("rows", "entity"):
        return True
    if span.entries:
        return names_rows(form.scope, nouns.noun(form.scope, span))
    if not span.text.isalpha() or span.words or span.number is not None:
        return False
    if span.unknown and form.scope.entity is not None and not _is_table(form.scope, span.text):
        return False
    form.draft.use("rows", k)
    return True


def _is_table(scope: Scope, text: str) -> bool:
    low = text.lower().removesuffix("s")
    return low in {w.lower().removesuffix("s") for w in re.split(r"\W|_", scope.source.name) if w}


def _appended(form: Form, item: Item, by: Column) -> bool:
    """ "..., which ref?", "... with their species", "..., name pls": said behind what is ranked."""
    from assistant.planner.offline.forms import plain

    draft, sup = form.draft, form.asked.sup
    assert sup is not None
    k = item.at - 1
    while (
        k > sup
        and (draft.spans[k].free or draft.free(k))
        and nouns.text_at(draft, k) not in (*_JOINS, *_ASKS)
    ):
        k -= 1
    joiner = nouns.text_at(draft, k)
    asked = item.asked or joiner in _ASKS or nouns.text_at(draft, item.at) in ("name", "names")
    if k <= sup or not (joiner in _JOINS or asked) or (is_numeric(item.column) and not asked):
        return False
    rows = any(names_rows(form.scope, i.term) for i in form.asked.items if sup < i.at < item.at)
    own = rows or not by.additive or (form.asked.limit is not None and joiner in ("with", "their", "its"))
    return own or is_label(form.scope, item.column) or item.column == plain.label_column(form.scope)


def _closes(draft: Draft, at: int) -> bool:
    """ "..., name pls": nothing else is asked for."""
    return nouns.text_at(draft, at) in ("name", "names")


# -- the rows ----------------------------------------------------------------------------------------------------
def _rows(form: Form, row: Row) -> Intent:
    known = (call("not_null", col(row.by.name)),) if row.by.missing else ()
    where = (*form.where, *known)
    form.draft.looked_up = True
    k = (form.asked.sup or 0) + 1
    if form.draft.free(k) and form.draft.spans[k].unknown:
        _stands_for_row(form, k)  # "the oldest patient", where nobody named the rows
    named = any(i.asked and names_rows(form.scope, i.term) for i in form.asked.items)
    if (
        form.asked.limit in (None, 1)
        and _one(form)
        and not named
        and any(not is_dimension(c) for c in row.shown)
    ):
        return _of_the_first(form, row, where)
    limit = form.asked.limit or (1 if _one(form) else compose.SEVERAL)
    label = _label(form, row, named)
    if named or not row.of_them:
        columns = (*label, *row.shown, row.by)
    else:
        columns = (*row.shown, *(label if limit > 1 else ()), row.by)
    outs = tuple(Out(name=c.label, expr=col(c.name), unit=c.unit) for c in dict.fromkeys(columns))
    return Intent(
        source=form.scope.name, where=where, columns=outs, order=row.by.label, desc=row.desc, limit=limit,
        answer="name" if limit == 1 else "list", notes=tuple(form.draft.notes),
    )  # fmt: skip


def _of_the_first(form: Form, row: Row, where: tuple[Expr, ...]) -> Intent:
    """Numbers of the one row: of all rows whose figure is the highest or lowest, so that a tie is seen."""
    name = f"{'highest' if row.desc else 'lowest'} {row.by.label}"
    best = Out(name=name, expr=Agg(agg="max" if row.desc else "min", of=col(row.by.name)), unit=row.by.unit)
    holds = call(
        "eq", col(row.by.name), Scalar(scalar=Query(source=form.scope.name, where=where, measures=(best,)))
    )
    outs = tuple(Out(name=c.label, expr=col(c.name), unit=c.unit) for c in row.shown)
    return Intent(
        source=form.scope.name, where=(*where, holds), columns=outs, answer="value" if len(outs) == 1 else "row",
        notes=tuple(form.draft.notes),
    )  # fmt: skip


def _label(form: Form, row: Row, asked: bool) -> tuple[Column, ...]:
    """The name of each row, where it has one and is not shown already; always where it is asked for."""
    from assistant.planner.offline.forms import plain

    label = plain.label_column(form.scope)
    named = any(is_label(form.scope, c) or "name" in c.label.lower().split() for c in row.shown)
    if label is None or label in (*row.shown, row.by) or (named and not asked):
        return ()
    return (label,)


def _one(form: Form) -> bool:
    """One row is meant: no plural of the rows, no "top", no "who are"."""
    asked, draft = form.asked, form.draft
    assert asked.sup is not None
    words = [s.text.lower() for s in draft.spans[:2]]
    said = draft.spans[asked.sup].text.lower()
    several = words == ["who", "are"] or said == "top" or said.endswith("ers")
    plural = next((draft.spans[i.at].text.lower() for i in asked.items if i.at > asked.sup), "")
    listed = words[:1] and words[0] in ("list", "show", "rank")
    return not (several or (listed and plural.endswith("s")))
