"""What a question asks for, left to right: counts, aggregates and plain nouns; what it is grouped and ranked by."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from assistant.planner.offline import compose, phrases, rownouns
from assistant.planner.offline.conditions import Condition, Draft, counted_in, counts_rows, on
from assistant.planner.offline.forms import nouns
from assistant.planner.offline.forms.nouns import Item
from assistant.planner.offline.lexicon import Entry
from assistant.planner.offline.scope import DATED, Term, is_numeric
from assistant.planner.offline.spans import Span
from data.query import call, col

_SORTS = ("level", "levels", "kind", "type", "sort", "value", "values", "category", "group")
PEOPLE = ("who", "whose", "whom")


@dataclass
class Asked:
    """A question taken apart: its items, groups, and the ranking."""

    items: list[Item] = field(default_factory=list)
    groups: list[tuple[int, Term | None, str | None]] = field(default_factory=list)
    sup: int | None = None
    desc: bool = True
    limit: int | None = None
    by: Item | None = None
    timed: bool | None = None
    who: bool = False

    @property
    def counts(self) -> list[Item]:
        """Items that are counted or aggregated."""
        return [i for i in self.items if i.said is not None]

    @property
    def plain(self) -> list[Item]:
        """Items that are only named."""
        return [i for i in self.items if i.said is None]


def read(draft: Draft, *, flags: bool = True) -> Asked:
    """Items, groups and ranking of a question whose conditions and wishes for drawing are read already.

    `flags`: a yes-or-no column restricts wherever it is named; else only in a clause ("customers who complained").
    """
    asked = Asked()
    asked.who = any(nouns.text_at(draft, i) in PEOPLE for i in range(min(3, len(draft.spans))))
    _superlative(draft, asked)
    _asked_period(draft, asked)
    _groups(draft, asked)
    _items(draft, asked, flags)
    _dates_of_periods(asked)
    return asked


def _dates_of_periods(asked: Asked) -> None:
    """ "how many joined in each year": the date that is named is the one that the years are of."""
    dated = [i for i in asked.items if i.said is None and i.column is not None and i.column.type in DATED]
    open_ = [k for k, (_, term, grain) in enumerate(asked.groups) if grain is not None and term is None]
    if len(dated) != 1 or len(open_) != 1 or asked.timed is not None or dated[0].asked:
        return
    at, _, grain = asked.groups[open_[0]]
    asked.groups[open_[0]] = (at, dated[0].term, grain)
    asked.items.remove(dated[0])


# -- ranking -----------------------------------------------------------------------------------------------------
def _superlative(draft: Draft, asked: Asked) -> None:
    for i, span in enumerate(draft.spans):
        word = span.word("superlative")
        first = span.word("first")
        if not draft.free(i) or (word is None and first is None) or _named_wholly(span):
            continue
        if word is None and not _ranks_time(draft, i):
            continue
        asked.sup = i
        if word is not None:
            asked.desc = word.name == "desc"
        else:
            assert first is not None
            asked.timed = first.name == "desc"
        draft.use("superlative", i)
        for k in (i + 1, i - 1):
            n = draft.spans[k] if 0 <= k < len(draft.spans) else None
            if (
                n is not None
                and draft.free(k)
                and n.number is not None
                and not n.entries
                and not n.percent
                and n.number == int(n.number)
            ):
                asked.limit = int(n.number)
                draft.use("superlative", k)
                break
        _doubled(draft, asked)
        return


_ADJECTIVES_OF_ONE = ("single", "individual", "ever", "overall")


def _doubled(draft: Draft, asked: Asked) -> None:
    """ "top 5 highest grossing", "top 3 cheapest": the second superlative says which end; "the biggest single order"."""
    assert asked.sup is not None
    k = asked.sup + 1
    while draft.used.get(k) == "superlative":
        k += 1
    word = draft.spans[k].word("superlative") if draft.free(k) else None
    if (
        word is not None
        and draft.spans[asked.sup].text.lower() == "top"
        and not _named_wholly(draft.spans[k])
    ):
        asked.desc, asked.sup = word.name == "desc", k
        draft.use("superlative", k)
    elif draft.free(k) and draft.spans[k].text.lower() in _ADJECTIVES_OF_ONE and not draft.spans[k].entries:
        draft.use("superlative", k)


def _named_wholly(span: Span) -> bool:
    """A superlative that is a name of the data ("Top", "Max speed")."""
    return any(e.quality >= 0.95 for e in span.entries)


def _ranks_time(draft: Draft, i: int) -> bool:
    """ "the first to be established", "who won the last one": no ordinal of a noun of the data ("first quartile")."""
    if i == 0:
        return True
    return draft.spans[i].number is None or nouns.text_at(draft, i + 1) in ("to", "one", "ones") or nouns.text_at(draft, nouns.before(draft, i)) in ("is", "was", "the", "came", "were", "are")  # fmt: skip


def _asked_period(draft: Draft, asked: Asked) -> None:
    """ "which quarter", "the top 3 months": a period that no column holds is what is ranked."""
    if asked.sup is None or asked.timed is not None or draft.scope.date() is None:
        return
    for i, span in enumerate(draft.spans):
        grain = span.word("grain")
        if grain is None or span.entries or not draft.free(i) or span.text.lower().endswith("ly"):
            continue
        k = i - 1
        while k >= 0 and (draft.used.get(k) == "superlative" or nouns.text_at(draft, k) in _RANKED):
            k -= 1
        if nouns.text_at(draft, k) in nouns.WH or draft.used.get(i - 1) == "superlative":
            asked.groups.append((i, None, grain.name))
            draft.use("group", i)
            return
    if _WHEN.match(draft.text):
        asked.groups.append((0, None, _moment(draft)))


_WHEN = re.compile(r"^\W*((so|and|then|ok|hey|hi),? )?(when|(on|at) (which|what) (date|time))\b", re.I)


def _moment(draft: Draft) -> str:
    """The grain of "when": the very day of a level, the stretch over which what adds up is added."""
    dated = draft.scope.date()
    assert dated is not None
    number = next((t for s in draft.spans if s.entries and (t := draft.scope.number(s)) is not None), None)
    level = number is not None and number.column is not None and not number.column.additive
    return (nouns.native_grain(dated) or "day") if level else compose.auto_grain(dated)


FEW = 10
"""More numbers than these make no groups as they stand."""
_RANKED = ("best", "worst", "single", "three", "two", "five")


# -- groups ------------------------------------------------------------------------------------------------------
def _groups(draft: Draft, asked: Asked) -> None:
    spans = draft.spans
    for i, span in enumerate(spans):
        if not draft.free(i) or span.word("group") is None or _named_wholly(span):
            continue
        k = nouns.after(draft, i, "different", "unique", "distinct", "combination", "of", "available", "individual", "single", "attribute", "column", "field", "the")  # fmt: skip
        if nouns.text_at(draft, k) in _SORTS and nouns.text_at(draft, k + 1) == "of":
            draft.use("group", k, k + 1)  # "at each level of education"
            k = nouns.after(draft, k + 1)
        if span.text.lower() in ("by", "according to") and asked.sup is not None and _measured(draft, k):
            continue
        if not _groupable(draft, k) or _done_by(draft, i, k):
            continue
        draft.use("group", i, *range(i + 1, k))
        if _of_each_row(draft, asked, i, k) or _of_all_rows(draft, i, k):
            draft.use("group", k)
            continue
        k = _take(draft, asked, k)
        while nouns.text_at(draft, k) in ("and", ",", "&", "x", "and by", "and each", "per", "by", "then"):
            nxt = nouns.after(draft, k, "by", "each", "per", "every")
            if nouns.text_at(draft, nxt) == "number of" and _few_numbers(
                draft, nouns.after(draft, nxt, "small")
            ):
                nxt = nouns.after(draft, nxt, "small")
            if not _groupable(draft, nxt) or (_measured(draft, nxt) and not _few_numbers(draft, nxt)):
                break
            draft.use("group", *range(k, nxt))
            k = _take(draft, asked, nxt)


def _of_each_row(draft: Draft, asked: Asked, i: int, k: int) -> bool:
    """ "average cost per repair", where a row is a repair: the mean of the rows, and no groups of one row each."""
    if draft.spans[i].text.lower() != "per" or asked.sup is not None or asked.groups:
        return False
    averaged = {w.name for s in draft.spans if (w := s.word("aggregate")) is not None} & {"mean", "median"}
    return bool(averaged) and nouns.names_rows(draft.scope, nouns.noun(draft.scope, draft.spans[k]))


def _of_all_rows(draft: Draft, i: int, k: int) -> bool:
    """ "across all households": of the whole, and not for each of them."""
    all_of = any(draft.spans[j].text.lower().startswith("all") for j in range(i, k))
    return all_of and nouns.names_rows(draft.scope, nouns.noun(draft.scope, draft.spans[k]))


def _take(draft: Draft, asked: Asked, k: int) -> int:
    """Note the noun at `k` as a group (with a grain that stands beside it); gives the place after it."""
    span = draft.spans[k]
    grain = span.word("grain")
    term = nouns.noun(draft.scope, span)
    if grain is not None and not (
        term is not None and not nouns.is_dated(term.column) and term.entry.quality >= 0.95
    ):
        nxt = nouns.after(draft, k, "of")
        dated = (
            nouns.noun(draft.scope, draft.spans[nxt])
            if nxt < len(draft.spans) and draft.spans[nxt].entries
            else None
        )
        used = [k]
        if (
            dated is not None
            and nouns.is_dated(dated.column)
            and nouns.text_at(draft, k + 1) in ("of", "the")
        ):
            used, term = [k, *range(k + 1, nxt + 1)], dated
        elif term is None or not nouns.is_dated(term.column):
            term = None
        asked.groups.append((k, term, grain.name))
        draft.use("group", *used)
        return used[-1] + 1
    nxt = k + 1
    following = draft.spans[nxt].word("grain") if nxt < len(draft.spans) and draft.free(nxt) else None
    if term is not None and term.column is not None and nouns.is_dated(term.column) and following is not None:
        asked.groups.append((k, term, following.name))
        draft.use("group", k, nxt)
        return nxt + 1
    if following is not None and term is not None and nouns.names_rows(draft.scope, term):
        asked.groups.append((k, _date_of(draft, span), following.name))  # "by signup year" of signups
        draft.use("group", k, nxt)
        return nxt + 1
    asked.groups.append((k, term, None))
    draft.use("group", k)
    return nxt


def _date_of(draft: Draft, span: Span) -> Term | None:
    """The date that is named like the rows ("signup" for a date of sign up)."""
    word = span.text.lower()
    dated = [c for c in draft.scope.source.columns.values() if nouns.is_dated(c)]
    named = [c for c in dated if c.label.lower().replace(" ", "").startswith(word)]
    entry = Entry("column", draft.scope.source.name, named[0].name, 0.9) if len(named) == 1 else None
    return Term(span, entry, column=named[0]) if entry is not None else None


def _groupable(draft: Draft, k: int) -> bool:
    if not 0 <= k < len(draft.spans) or not draft.free(k):
        return False
    span = draft.spans[k]
    if span.word("grain") is not None:
        return k == 0 or draft.spans[k - 1].number is None  # "for more than 60 days"
    return bool(span.entries) and nouns.noun(draft.scope, span) is not None


def _measured(draft: Draft, k: int) -> bool:
    """Better a figure than a dimension: what a ranking is by."""
    if not 0 <= k < len(draft.spans):
        return False
    span = draft.spans[k]
    if span.word("count") is not None or (span.word("aggregate") is not None and not span.entries):
        return True
    term = nouns.noun(draft.scope, span) if span.entries else None
    if term is not None and nouns.is_one_thing(draft.scope, term):
        return False
    return term is not None and (term.measure is not None or (is_numeric(term.column) and not nouns.is_dated(term.column)))  # fmt: skip


def _few_numbers(draft: Draft, k: int) -> bool:
    """ "by education and kids at home": whole numbers of a handful of values make groups beside another one."""
    if not 0 <= k < len(draft.spans) or not draft.spans[k].entries:
        return False
    term = nouns.noun(draft.scope, draft.spans[k])
    column = term.column if term is not None else None
    return (
        column is not None and column.type == "integer" and column.role != "amount" and column.distinct <= FEW
    )


def _done_by(draft: Draft, i: int, k: int) -> bool:
    """ "run by a superhost": by somebody, of whom it is told yes or no, and not for each of them."""
    said = {draft.spans[j].text.lower() for j in range(i + 1, k)}
    term = nouns.noun(draft.scope, draft.spans[k])
    flag = term is not None and term.column is not None and term.column.role == "flag"
    return flag and draft.spans[i].text.lower() == "by" and bool(said & {"a", "an"})


_ADJECTIVES = ("monthly", "weekly", "daily", "yearly", "quarterly", "hourly", "annual", "annually")


def along_time(draft: Draft, asked: Asked, grain: str | None, adjectives: bool = True) -> None:
    """ "monthly revenue", "over time", "the trend of": along the time, where no period is named as a group."""
    dated = any(
        said is not None or (term is not None and nouns.is_dated(term.column))
        for _, term, said in asked.groups
    )
    for i, span in enumerate(draft.spans):
        said = span.word("grain")
        adjective = adjectives and said is not None and span.text.lower() in _ADJECTIVES
        if not draft.free(i) or (span.word("time") is None and not adjective) or span.entries:
            continue
        if not dated and draft.scope.date() is None and phrases.year_column(draft.scope) is None:
            continue
        draft.use("group", i)
        if not dated:
            column = draft.scope.date()
            unit = said.name if said is not None else grain
            auto = compose.auto_grain(column) if column is not None else "year"
            asked.groups.append((i, None, unit or auto))
            dated = True


# -- items -------------------------------------------------------------------------------------------------------
def _items(draft: Draft, asked: Asked, flags: bool) -> None:
    pending: tuple[str, list[int]] | None = None
    wanted = False
    for i, span in enumerate(draft.spans):
        low = span.text.lower()
        if low in nouns.WH:
            wanted = True
        if not draft.free(i):
            wanted = False
            continue
        meant = nouns.worth(draft, i)
        if meant is not None:
            asked.items.append(Item(i, pending[0] if pending else None, meant, wanted))
            draft.use("item", i, *(pending[1] if pending else []))
            draft.notes.append(f"{meant.label} is taken for the {span.text.lower()}")
            pending, wanted = None, False
            continue
        agg = span.word("aggregate")
        count = span.word("count")
        if (agg is not None or count is not None) and not _named_wholly(span):
            said = agg.name if agg is not None else "count"
            pending = (_joined(pending[0] if pending else None, said), [*(pending[1] if pending else []), i])
            continue
        if span.unknown and pending is not None and pending[0] == "count" and _stands_for_rows(draft, i):
            asked.items.append(Item(i, "count", None))
            draft.use("rows", i)
            draft.use("item", *pending[1])
            draft.notes.append(f"“{span.text}” is read as the rows of the table")
            pending = None
            continue
        if not span.entries:
            if span.text in (".", ";", "?"):
                if pending is not None:
                    _dangling(draft, asked, *pending)
                pending, wanted = None, False
            continue
        term = nouns.of_adjective(draft, i) or nouns.noun(draft.scope, span)
        if term is None:
            continue
        if nouns.done_with_rows(draft, i):
            draft.use("rows", i)
            continue
        if _of_tested(draft, i, term):
            draft.use("condition", i)
            continue
        counted = pending is not None and pending[0] == "count"
        if pending is not None and pending[0] not in ("count", "distinct", "mode"):
            term = draft.scope.summed_up(span) or term
        if not counted and _says_of_what(draft, i, term):
            draft.use("entity", i)
            continue
        restricts = flags or _in_clause(draft, i)
        if (pending is None or counted) and not wanted and restricts and _is_flag(draft, i, term):
            if pending is not None:
                asked.items.append(Item(-1, "count", None))
                draft.use("item", *pending[1])
                pending = None
            continue
        if pending is None and _rate_of(draft, i, term):
            asked.items.append(Item(i, "mean", term, wanted))
            draft.use("item", i, i + 1)
            continue
        figure = pending[0] if pending else draft.scope.said_in_name(term)
        asked.items.append(Item(i, figure, term, wanted))
        draft.use("item", i, *(pending[1] if pending else []))
        if not _goes_on(draft, i):
            pending = None
        wanted = False
    if pending is not None:
        _dangling(draft, asked, *pending)


def _of_tested(draft: Draft, i: int, term: Term) -> bool:
    """ "no teenager at home", of "teens at home": a word of the name that a condition has already."""
    if term.entry.quality >= 0.75 or draft.words is None or draft.spans[i].word("superlative") is not None:
        return False
    stem = draft.words.stems.of(draft.spans[i].text.lower())
    near = [
        c.column for c in draft.conditions if c.column is not None and c.spans and 0 < i - max(c.spans) <= 3
    ]
    return any(stem in {draft.words.stems.of(w) for w in c.label.lower().split()} for c in near)


def _says_of_what(draft: Draft, i: int, term: Term) -> bool:
    """ "the total gift amount": the thing that rows are, right before its figure, is no figure of its own."""
    counts = term.measure is not None and counts_rows(draft.scope, term.measure.name)
    if not (counts or nouns.names_rows(draft.scope, term)) or draft.spans[i].text.lower().endswith("s"):
        return False
    return _figure_at(draft, i + 1) and draft.spans[i + 1].word("count") is None


def _dangling(draft: Draft, asked: Asked, said: str, spans: list[int]) -> None:
    """An aggregate without a noun behind it: "spends the most on average" means the noun before it."""
    last = next((k for k in range(len(asked.items) - 1, -1, -1) if _takes(asked.items[k], said)), None)
    if last is not None and said != "count":
        asked.items[last] = replace(asked.items[last], said=said)
    elif said in ("count", "distinct") or not asked.items:
        asked.items.append(Item(-1, said, None))
    elif said != "sum":
        return
    draft.use("item", *spans)


def _takes(item: Item, said: str) -> bool:
    return (
        item.said is None
        and item.term is not None
        and (item.term.measure is not None or is_numeric(item.column))
    )


def _is_flag(draft: Draft, i: int, term: Term) -> bool:
    """A yes-or-no column said as a verb or noun restricts ("customers who complained", "gets returned the most")."""
    column = term.column
    if column is None or column.role != "flag" or term.entry.quality < 0.75:
        return False
    if nouns.text_at(draft, i + 1) in ("rate", "share", "flag", "status") or counted_in(draft, i):
        return False
    draft.conditions.append(Condition(call("eq", col(column.name), on(column)), (i,), column))
    draft.use("condition", i)
    return True


_CLAUSE = (
    "who",
    "that",
    "which",
    "with",
    "have",
    "has",
    "had",
    "are",
    "were",
    "is",
    "was",
    "been",
    "not",
    "got",
)


def _in_clause(draft: Draft, i: int) -> bool:
    return nouns.text_at(draft, nouns.before(draft, i)) in _CLAUSE


def _stands_for_rows(draft: Draft, i: int) -> bool:
    """An unknown plural that is counted, where nobody knows what the rows of the table are called."""
    nxt = draft.spans[i + 1] if i + 1 < len(draft.spans) else None
    head = nxt is None or not (nxt.unknown or nxt.entries)
    low = draft.spans[i].text.lower()
    if draft.words is not None and rownouns.are_others(
        draft.scope.entity, draft.scope.source, low, draft.words
    ):
        return False
    return draft.scope.entity is None and head and low.endswith("s")


def _rate_of(draft: Draft, i: int, term: Term) -> bool:
    """ "bounce rate" where the data has a flag "bounced": its share."""
    return term.column is not None and term.column.role == "flag" and nouns.text_at(draft, i + 1) == "rate"


def _joined(old: str | None, new: str) -> str:
    """ "average number of": the average of a column of numbers; "number of different": distinct ones."""
    if old is None:
        return new
    if new == "count":
        return old if old in ("mean", "median", "max", "min", "std", "distinct", "mode") else "count"
    if old == "count":
        return "distinct" if new == "distinct" else "count" if new == "sum" else new
    return new if old == "sum" else old


def _goes_on(draft: Draft, i: int) -> bool:
    """ "average income and age": the aggregate holds for the next noun too."""
    k = i + 1
    if nouns.text_at(draft, k) not in ("and", ",", "&", "or") and not _figure_at(draft, k):
        return False
    while nouns.text_at(draft, k) in ("and", ",", "&", "or", *nouns.ARTICLES):
        k += 1
    return _figure_at(draft, k)


def _figure_at(draft: Draft, k: int) -> bool:
    if not draft.free(k) or not draft.spans[k].entries:
        return False
    term = nouns.noun(draft.scope, draft.spans[k])
    return term is not None and (term.measure is not None or is_numeric(term.column))
