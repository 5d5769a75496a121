"""How a message ranks: the first few, one end of the last answer, or another noun to be ranked."""

from __future__ import annotations

import re

from assistant.planner.offline.conditions import Draft
from assistant.planner.offline.counted import is_count
from assistant.planner.offline.followups import asked_groups, rows
from assistant.planner.offline.followups import phrases as spoken
from assistant.planner.offline.followups.figures import Aggregate
from assistant.planner.offline.followups.groups import Group
from assistant.planner.offline.followups.ranking import Pick, Top
from assistant.planner.offline.followups.rest import Rest, group_out, is_figure, is_of
from assistant.planner.offline.forms.nouns import Item

_VALUE = re.compile(
    r"\b(?:highest|largest|biggest|greatest|lowest|smallest|top|max(?:imum)?|min(?:imum)?) (?:number|value|figure|amount|count)\b|\bthe (?:max|min)(?:imum)?\b",
    re.I,
)
"""Asks for the figure at one end, and not for whose it is."""
_WH = re.compile(r"\b(?:which|what|who|whose|where|whats|what's|who's)\b", re.I)
_THEM = re.compile(r"\b(?:of|among|from|out of) (?:them|these|those|the two)\b", re.I)
_SEVERAL = re.compile(r"\b(?:ones|top|bottom)\b", re.I)


def members(rest: Rest) -> bool:
    """ "which of them has the smallest population?": rows that were counted or listed, ranked by a column of theirs."""
    asked, last = rest.asked, rest.last
    counted = len(last.metrics) == 1 and is_count(last.metrics[0], rest.scope)
    if asked.sup is None or asked.timed is not None or last.groups or last.melt is not None or last.chart:
        return False
    if not _WH.search(rest.said.text) or not (last.columns or counted):
        return False
    if not last.columns and not (
        _THEM.search(rest.said.text) or re.match(r"\W*(?:and )?who\b", rest.said.text, re.I)
    ):
        return False
    words = rest.draft.words
    columns = [i.column for i in asked.items if i.said is None and i.column is not None and is_figure(i)]
    by = columns[0] if columns else rows.implied(rest.scope, words, rest.draft.spans[asked.sup].text)
    label = rows.label_of(rest.scope, words)
    if by is None or label is None or len(columns) > 1 or any(i.said is not None for i in asked.items):
        return False
    rest.edits.append(rows.First(label, by, asked.desc, asked.limit or 1))
    return True


def read(rest: Rest) -> None:
    """The ranking that a superlative asks for."""
    asked, said, last = rest.asked, rest.said, rest.last
    folds = spoken.folds(said)
    if asked.sup is None or asked.timed is not None:
        return
    word = rest.draft.spans[asked.sup].text.lower()
    limit = asked.limit or _loose_limit(rest.draft)
    if limit is not None:
        rest.edits.append(Top(limit, asked.desc, folds))
        return
    of_list = bool(last.columns) and last.chart is None and _VALUE.search(said.text) is not None
    if of_list or (word.startswith(("max", "min")) and not _WH.search(said.text)):
        rest.edits.append(Aggregate("max" if asked.desc else "min", None, said.adds))
        return
    target = next((i for i in asked.items if _is_target(rest, i)), None)
    if _WH.search(said.text) or (target is None and last.answer == "name"):
        _retarget(rest, target)
        rest.edits.append(Pick(asked.desc))
        return
    if _SEVERAL.search(said.text) and not re.search(r"\bone\b", said.text, re.I):
        rest.edits.append(Top(None, asked.desc, folds))
    elif last.limit is not None and last.limit > 1:
        one = re.search(r"\bone\b", said.text, re.I)
        rest.edits.append(Top(1 if one else None, asked.desc, folds))
    elif re.search(r"\btop one\b", said.text, re.I):
        rest.edits.append(Top(1, asked.desc))
    elif last.groups or last.columns:
        rest.edits.append(Pick(asked.desc))
    else:
        rest.edits.append(Aggregate("max" if asked.desc else "min"))


def _loose_limit(draft: Draft) -> int | None:
    """ "the 2 with the highest income": a small number that belongs to nothing else."""
    for i, span in enumerate(draft.spans):
        n = span.number
        if (
            draft.free(i)
            and n is not None
            and not span.entries
            and not span.percent
            and 0 < n <= 100
            and n == int(n)
        ):
            draft.use("limit", i)
            return int(n)
    return None


def _is_target(rest: Rest, item: Item) -> bool:
    """A noun that is no figure."""
    return item.said is None and item.term is not None and not is_figure(item)


def _retarget(rest: Rest, target: Item | None) -> None:
    """ "which plan had most of those?": another noun is what is ranked."""
    if target is None:
        _retarget_period(rest)
        return
    if target.term is None:
        return
    column = target.column
    groups = rest.last.groups or rest.last.columns[:1]
    if column is not None and any(is_of(g, column.name) for g in groups):
        only = tuple(g for g in rest.last.groups if is_of(g, column.name))
        if len(rest.last.groups) > 1:
            rest.edits.append(Group(only))
        return
    if any(isinstance(e, Group) for e in rest.edits):
        return
    if target.term.entity is not None and rest.last.columns:
        return
    out = group_out(rest, target.at, target.term, None)
    if out is not None and all(out.expr != g.expr for g in rest.last.groups):
        rest.edits.append(Group((out,)))


def _retarget_period(rest: Rest) -> None:
    """ "which month was the best?": a stretch of time is what is ranked."""
    for i, span in enumerate(rest.draft.spans):
        word = span.word("grain")
        before = rest.draft.spans[i - 1].text.lower() if i else ""
        if word is None or not rest.draft.free(i) or before not in ("which", "what", "whichever"):
            continue
        if asked_groups.is_kind_of(word.name, rest.last.groups):
            rest.draft.use("group", i)
            return
        out = group_out(rest, i, None, word.name)
        if out is None:
            continue
        rest.draft.use("group", i)
        if all(out.expr != g.expr for g in rest.last.groups) or len(rest.last.groups) > 1:
            rest.edits.append(Group((out,)))
        return
