"""What a message measures: named with or without an aggregate, an aggregate alone, or a count."""

from __future__ import annotations

import re

from assistant.planner.offline import phrases
from assistant.planner.offline.compose import metric
from assistant.planner.offline.counted import is_count
from assistant.planner.offline.followups import asked_shares
from assistant.planner.offline.followups.figures import Aggregate, Count, Measure, counted_of
from assistant.planner.offline.followups.ranking import Sort
from assistant.planner.offline.followups.rest import Rest, is_figure, is_thing, out_of
from assistant.planner.offline.forms.nouns import Item, names_rows
from assistant.planner.offline.scope import is_numeric
from data.catalog import Entity
from data.query import Out, columns_of

_ONLY = re.compile(r"\b(?:only|just)\b", re.I)
"""Says whom it is about: "private clients only" is no number of clients."""


def read(rest: Rest, quantile: float | None) -> bool:
    """What is measured: named with or without an aggregate, an aggregate alone, or a count."""
    last = rest.last
    taken = {a for a, *_ in rest.asked.groups}
    named = [i for i in rest.asked.items if i.at not in taken and is_figure(i) and not is_thing(rest, i)]
    named = [i for i in named if not _is_bounded(rest, i)]
    if quantile is not None:
        column = next((c for i in named if (c := i.column) is not None), None)
        if column is not None:
            rest.edits.append(Measure((phrases.quantile_out(column, quantile),)))
        else:
            rest.edits.append(Aggregate("quantile", quantile, rest.said.adds))
        return column is not None
    if rest.cues.share and named:
        return asked_shares.of_measure(rest, named)
    counted = [i for i in rest.asked.items if i.said == "count"]
    outs = tuple(o for i in named if (o := out_of(rest, i)) is not None)
    if outs and _sorts_by(rest, outs):
        return False
    if outs:
        bare = all(i.said is None for i in named)
        ranked = rest.asked.sup is not None
        rest.edits.append(Measure(outs, bare=bare, adds=rest.said.adds and not ranked, old=_old_column(rest)))
        return True
    if counted:
        return _counts(rest, counted)
    alone = next((i.said for i in rest.asked.items if i.term is None and i.said not in (None, "count")), None)
    if alone is not None:
        rest.edits.append(Aggregate(alone, None, rest.said.adds))
        return False
    things = [i for i in rest.asked.items if is_thing(rest, i)]
    ranked_by = next((i for i in things if rest.asked.sup is not None and i.at > rest.asked.sup), None)
    if ranked_by is not None and (last.groups or last.columns) and not _names_the_rows(rest, ranked_by):
        out = counted_of(rest.scope, _entity_of(rest, ranked_by))
        rest.edits.extend([Measure((out,))] if out is not None else [])
        return True
    only = any(s.word("only") is not None for s in rest.draft.spans) or _ONLY.search(rest.said.text)
    plain = not (
        only or rest.conditions or rest.edits or rest.asked.groups or rest.tail.chart or last.columns
    )
    if things and plain and rest.asked.sup is None:
        rest.edits.append(Count(_entity_of(rest, things[0])))
        return True
    return bool(things and rest.asked.groups)


def _is_bounded(rest: Rest, item: Item) -> bool:
    """ "how many of them had at least one PT session?": the number that they have is a condition, and nothing to add up."""
    bounded = [c.column for c in rest.conditions if c.column is not None and is_numeric(c.column)]
    return item.said == "count" and item.column is not None and item.column in bounded


def _names_the_rows(rest: Rest, item: Item) -> bool:
    """ "the best customers" after a list of customers: what is ranked, not what it is ranked by."""
    column = next(iter(columns_of((rest.last.groups or rest.last.columns)[0].expr)), "")
    entity = _entity_of(rest, item)
    word = rest.draft.spans[rest.asked.sup or 0].text.lower()
    counts = word.split()[-1] in ("most", "fewest", "least")
    return not counts or (entity is not None and entity.key.rsplit(".", 1)[-1] == column.rsplit(".", 1)[-1])


def _entity_of(rest: Rest, item: Item) -> Entity | None:
    entity = item.term.entity if item.term is not None else None
    named = rest.draft.spans[item.at].entry("entity")
    return entity or (rest.scope.catalog.entities.get(named.name) if named is not None else None)


def _old_column(rest: Rest) -> str | None:
    """The column that was named as what gives way."""
    old = rest.said.old
    if old is None or rest.draft.words is None:
        return None
    low = old.lower().strip()
    for column in rest.scope.source.columns.values():
        if low in (column.label.lower(), column.name.lower(), *(s.lower() for s in column.synonyms)):
            return column.name
    return None


def _sorts_by(rest: Rest, outs: tuple[Out, ...]) -> bool:
    """ "sort it by age": the figure is what the order goes by."""
    at = next((k for k, e in enumerate(rest.edits) if isinstance(e, Sort) and e.by == "figure"), None)
    if at is None:
        return False
    old = rest.edits[at]
    assert isinstance(old, Sort)
    out = outs[0]
    rest.edits[at] = Sort(old.desc if old.desc is not None else rest.tail.desc, out)
    rest.draft.use("order", *(i for i, s in enumerate(rest.draft.spans) if s.text.lower() == "by"))
    return True


def _counts(rest: Rest, counted: list[Item]) -> bool:
    """ "how many of them are ...": what was counted before is counted again; a noun says otherwise."""
    term = next((i.term for i in counted if i.term is not None and not _is_bounded(rest, i)), None)
    if term is None:
        first = rest.last.metrics[0] if rest.last.metrics else None
        same = first is not None and not rest.last.groups and is_count(first, rest.scope)
        if not same or (not rest.conditions and not rest.edits):
            rest.edits.append(Count())
        return False
    if term.entity is not None or names_rows(rest.scope, term):
        rest.edits.append(Count(term.entity))
        return True
    out = metric(rest.scope, "count", term)
    if out is not None:
        rest.edits.append(Measure((out,)))
    return True
