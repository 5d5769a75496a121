"""What a message is to be grouped by: after "by" and "per", as values, or a category that is only named."""

from __future__ import annotations

import re

from assistant.planner.offline.compose import metric, of_column
from assistant.planner.offline.counted import is_count
from assistant.planner.offline.followups.figures import Measure, PerMember
from assistant.planner.offline.followups.groups import Group, is_time
from assistant.planner.offline.followups.ranking import Sort
from assistant.planner.offline.followups.rest import Rest, group_out, is_figure, is_number
from assistant.planner.offline.forms.nouns import Item, is_dimension, is_label, names_rows
from assistant.planner.offline.lexicon import Entry
from assistant.planner.offline.scope import DATED, Term, bare, is_groupable, is_numeric
from data.query import Call, Out, col

NAMED = 0.9
"""How well a date must be named to group by it in a message of more than a FEW words."""
FEW = 2


def read(rest: Rest) -> None:
    """What it is to be grouped by: after "by" and "per", or a category that is only named."""
    draft, asked = rest.draft, rest.asked
    outs: list[Out] = []
    if asked.groups and _sorts_by_group(rest):
        return
    for at, term, grain in asked.groups:
        if term is not None and grain is None and (_per_member(rest, at, term) or _ranks_by(rest, at, term)):
            continue
        if grain is not None and rest.asked.sup is not None and is_kind_of(grain, rest.last.groups):
            continue
        out = group_out(rest, at, term, grain)
        if out is not None and all(out.expr != o.expr for o in outs):
            outs.append(out)
    if not outs:
        outs = _grouped_by_values(rest)
    if not outs and not asked.groups:
        for i, span in enumerate(draft.spans):
            if draft.free(i) and _grain_adjective(rest, i):
                out = group_out(rest, i, None, span.word("grain").name)  # type: ignore[union-attr]  # tested
                if out is not None:
                    draft.use("group", i)
                    outs.append(out)
    named = [] if outs else [i for i in asked.items if _names_group(rest, i)]
    for item in named:
        out = group_out(rest, item.at, item.term, None)
        if out is not None:
            outs.append(out)
    if outs:
        rest.edits.append(Group(tuple(outs), _adds(rest, outs)))


def is_kind_of(grain: str, groups: tuple[Out, ...]) -> bool:
    """ "which day?" of days of the week: a day is what was listed already. So is a month of the year, or a date."""
    ops = {g.expr.op for g in groups if isinstance(g.expr, Call)}
    return len(groups) == 1 and bool(ops & ({"weekday"} if grain == "day" else {grain}))


def _adds(rest: Rest, outs: list[Out]) -> bool:
    """ "split that by", "also by"; "and by month" after regions, too: a course for each. "And by year of joining" is
    another trait of theirs."""
    said, last = rest.said, rest.last
    unnamed = all(term is None for _, term, _ in rest.asked.groups)
    timed = unnamed and all(is_time(o) for o in outs) and not any(is_time(g) for g in last.groups)
    course = (
        timed and said.joins and re.match(r"\W*and\b", said.text, re.I) is not None and len(last.groups) == 1
    )
    split = said.splits and not said.swaps
    return said.adds or split or (course and last.answer != "name" and last.limit is None)


def _sorts_by_group(rest: Rest) -> bool:
    """ "sort it by age": what stands after "by" is the order, no grouping."""
    sort = next((k for k, e in enumerate(rest.edits) if isinstance(e, Sort) and e.by == "figure"), None)
    at, term, grain = rest.asked.groups[0]
    if sort is None or len(rest.asked.groups) > 1 or (term is None and grain is None):
        return False
    old = rest.edits[sort]
    assert isinstance(old, Sort)
    out = (
        metric(rest.scope, None, term)
        if term is not None and is_number(term)
        else group_out(rest, at, term, grain)
    )
    if out is None:
        return False
    rest.edits[sort] = Sort(old.desc if old.desc is not None else rest.tail.desc, out)
    return True


def _ranks_by(rest: Rest, at: int, term: Term) -> bool:
    """ "and by revenue" after a ranking: what it goes by, no split. "By campaign" splits, though campaigns are counted."""
    last = rest.last
    ranked = last.limit is not None or last.answer == "name" or (last.order is not None and bool(last.groups))
    out = metric(rest.scope, None, term) if is_number(term) else None
    if out is None or not (ranked or (term.measure is not None and not _is_kind(rest, at))):
        return False
    rest.edits.append(Measure((out,), bare=True, adds=rest.said.adds))
    return True


def _is_kind(rest: Rest, at: int) -> bool:
    """A noun that groups can be made of as they stand."""
    kind = rest.scope.dimension(rest.draft.spans[at])
    return kind is not None and (
        kind.entity is not None or (kind.column is not None and is_groupable(kind.column))
    )


_DIVIDES = re.compile(r"\bdivid(?:e|ed|ing)\b(?!\s+(?:it\s+|that\s+)?(?:up|into)\b)", re.I)


def _per_member(rest: Rest, at: int, term: Term) -> bool:
    """ "and per customer?": the figure over the number of customers, where it is not grouped by them."""
    before = rest.draft.text[: rest.draft.tokens[rest.draft.spans[at].start].start]
    divides = _DIVIDES.search(rest.said.text) is not None and re.search(r"\bby\b", before, re.I)
    if not divides and not re.search(r"\b(?:per|for each|for every|by the|a|each)\s*$", before, re.I):
        return False
    entity = term.entity or rest.draft.spans[at].entry("entity")
    if isinstance(entity, Entry):
        entity = rest.scope.catalog.entities.get(entity.name)
    counted = metric(rest.scope, None, term) if entity is None and term.measure is not None else None
    if counted is not None and not is_count(counted, rest.scope):
        counted = None
    if entity is None and counted is None:
        counted = _amount(term)
    if (entity is None and counted is None) or rest.last.columns or rest.last.limit is not None:
        return False
    rest.edits.append(PerMember(entity, counted=counted))
    return True


def _amount(term: Term) -> Out | None:
    """ "per box shipped", "per click": a number of each row that adds up is what the figure is divided by."""
    column = term.column
    if column is None or not is_numeric(column) or not column.additive:
        return None
    return of_column("sum", column).model_copy(update={"name": bare(column.label)})


def _grain_adjective(rest: Rest, i: int) -> bool:
    span = rest.draft.spans[i]
    return span.word("grain") is not None and span.text.lower().endswith(("ly", "annual"))


def _grouped_by_values(rest: Rest) -> list[Out]:
    """ "split that by eat in and take away": the values of one column after "by" are its groups. "Compare Spain with
    Norway": those two only."""
    draft = rest.draft
    found = [c for c in draft.conditions if c.column is not None and c.spans]
    if rest.said.compares:
        sides = [c for c in found if len(c.spans) > 1 and isinstance(c.expr, Call) and c.expr.op == "in"]
        return [Out(name=c.column.label, expr=col(c.column.name)) for c in sides[:1] if c.column is not None]
    if len(found) != 1 or found[0].column is None or len(found[0].spans) < 2:
        return []
    at = found[0].spans[0]
    before = [s.text.lower() for s in draft.spans[max(0, at - 2) : at]]
    if not (rest.said.splits or "by" in before or "into" in before):
        return []
    if not isinstance(found[0].expr, Call) or found[0].expr.op != "in":
        return []  # "divide it by the nights, and leave out the cancelled ones and the no-shows"
    column = found[0].column
    draft.conditions.remove(found[0])
    rest.conditions = tuple(draft.conditions)
    draft.use("group", *(i for i in range(max(0, at - 2), at) if draft.spans[i].word("group")))
    return [Out(name=column.label, expr=col(column.name))]


def _names_group(rest: Rest, item: Item) -> bool:
    """A category that is only named ("and region?", "add the country"): what it is grouped by."""
    column = item.column
    if item.said is not None or item.term is None or column is None or item.asked:
        return False
    if is_figure(item) and not rest.said.adds:
        return False  # what is measured in its place
    if _is_deed(rest, item):
        return False
    if not is_dimension(column) or (column.role in ("flag", "text") and not rest.said.adds):
        return False
    if any(c.column == column for c in rest.conditions):
        return False
    if rest.conditions and not rest.said.adds:
        return False
    if is_label(rest.scope, column) and not rest.said.adds:
        return False  # "share of all sends": what numbers the rows names them
    if column.type in DATED and item.term.entry.quality < NAMED and len(rest.said.low.split()) > FEW:
        return False  # "what did they pay": a date may be named by what was done
    return item.term.entry.quality >= 0.75 and not names_rows(rest.scope, item.term)


def _is_deed(rest: Rest, item: Item) -> bool:
    """ "how many tickets did they open?": what they did, which names the date of it, and no groups. The word for
    them is cut before this is read."""
    draft, column = rest.draft, item.column
    before = draft.spans[item.at - 1].text.lower() if item.at else ""
    verb = re.escape(draft.spans[item.at].text)
    theirs = re.search(rf"\b(?:they|he|she|we|it)(?: have| has| had)? {verb}\b", rest.said.text, re.I)
    if (before not in ("did", "do", "does") and theirs is None) or column is None or column.type not in DATED:
        return False
    draft.use("verb", item.at)
    return True
