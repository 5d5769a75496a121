"""Shares that a message asks for: of what, of whom, and in which whole."""

from __future__ import annotations

import re
from dataclasses import replace
from enum import Enum

from assistant.planner.offline.conditions import Condition, Draft
from assistant.planner.offline.counted import is_count
from assistant.planner.offline.followups import pointing
from assistant.planner.offline.followups.figures import Measure, counted_of
from assistant.planner.offline.followups.groups import Group
from assistant.planner.offline.followups.message import Message
from assistant.planner.offline.followups.population import Only
from assistant.planner.offline.followups.rest import Cues, Rest, is_thing, out_of
from assistant.planner.offline.followups.shares import (
    PartOfFigure,
    PartOfMeasure,
    PartOfWhole,
    PartWho,
    Shares,
)
from assistant.planner.offline.forms.nouns import Item
from assistant.planner.offline.scope import Intent
from assistant.planner.offline.spans import Span
from data.query import Out, columns_of

_OF_TOTAL = re.compile(
    r"\b(?:of|in|from|out of)\s+(?:the\s+|that\s+|our\s+|all\s+|its\s+)*(?:total|whole|sum|overall(?: \w+)?|everything)\b",
    re.I,
)
_WHOSE_TOTAL = re.compile(
    r"\b(?:of|in|from)\s+(?:the|each|every|that|this|its|their)\s+[\w -]{2,30}?['’]s?\s+(?:own\s+)?(?:total|whole|sum)\b",
    re.I,
)
_MUCH_OF = re.compile(r"\bhow much of (?:the|our|all|that) (?:total|whole|all|overall)\b", re.I)
_OF_ALL = re.compile(
    r"\b(?:of|from|out of|among)\s+(?:all|every|the total number of|the whole|the entire)(?:\s+(?:of\s+)?(?:the|our|these|those))?(?:\s+(?P<noun>[\w-]+(?: [\w-]+)?))?(?=\W*(?:is|are|was|were|do|does|$|\?))",
    re.I,
)
_WITHIN = re.compile(
    r"\b(?:within|in|of|inside) (?:each|every|its own|the respective|their own)\b(?:\s+[\w-]+)?", re.I
)


_IN_ROWS = re.compile(r"\brow(?:-?wise)?(?= (?:percent|share|%))|\b(?:by|per|within) rows?\b(?=\W*$)", re.I)
"""Of a table of two groups: of each first one."""
_PART = r"(?:shares?|percent(?:age)?s?|per cent|%|proportion|fraction|part)"
_OF_WHOLE = re.compile(
    rf"\b(?:as|in)\b[^?]*?\b{_PART}\s+(?:out )?(?:of|among|in)\s+(?P<as>.+?)\W*$|{_PART}\s+(?:out )?(?:of|among)\s+(?P<what>.+?)\W*$",
    re.I,
)
_IS_THAT = re.compile(
    r"\b(?:is|are|was|were|does|do|did|would|makes?) (?:that|this|it|they|those|these)\b(?: (?:be|make(?: up)?|represent|account for))?\W*$",
    re.I,
)
_IS_THAT_OF = re.compile(
    rf"{_PART}\s+(?:is|are|was|were)\s+(?:that|this|it|they|those|these)\s+(?:out )?(?:of|among)\b", re.I
)
"""The same said the other way round: "what share is that of all Austrians"."""

_ASKS_A_NAME = re.compile(r"\W*(?:(?:and|so|but)\b\W*)*(?:which|who|where)\b", re.I)
_THERE = re.compile(r"\b(?:there|in that (?:one|group)|of those)(?: (?:is|was) (?:that|it))?\W*$", re.I)
"""Of those alone who were spoken of last."""


def cues(said: Message, draft: Draft, last: Intent) -> Cues:
    """Whether a share is asked for, of all, or within each group; the words that say of what are used."""
    at = [i for i, s in enumerate(draft.spans) if draft.free(i) and not s.entries and _is_share(draft, i)]
    at += [
        i for i, s in enumerate(draft.spans) if _MUCH_OF.search(draft.text) and s.text.lower() == "how much"
    ]
    if not at:
        return Cues()
    draft.use("share", *at)
    whose = _whose_total(draft, last)
    within = (
        _use_stretch(draft, _WITHIN)
        or (bool(last.groups) and _use_stretch(draft, _IN_ROWS))
        or _in_that_group(draft, last)
        or whose is _Whole.GROUP
    )
    total = whose is _Whole.ROWS or (not _total_of_another(draft) and _use_stretch(draft, _OF_TOTAL))
    named = _OF_WHOLE.search(draft.text) if not (within or total) else None
    asks = _IS_THAT.search(said.text) or _IS_THAT_OF.search(said.text)
    if named is not None and (named["as"] or asks):
        group = "as" if named["as"] else "what"
        return Cues(True, _OF_ALL.search(draft.text) is not None, whole=named.span(group))
    return Cues(True, _use_stretch(draft, _OF_ALL), within)


class _Whole(Enum):
    """Whose total was said: that of the rows that are left, or that of each first group."""

    ROWS = 1
    GROUP = 2


def _whose_total(draft: Draft, last: Intent) -> _Whole | None:
    """ "of the shop's total": all that is left where shops were chosen, the first groups where these are shops."""
    found = _WHOSE_TOTAL.search(draft.text)
    if found is None:
        return None
    nouns = _columns_named(draft, *found.span())
    restricted = {n for e in last.where for n in columns_of(e)}
    first = columns_of(last.groups[0].expr) if len(last.groups) > 1 else ()
    whose = _Whole.GROUP if nouns & set(first) else _Whole.ROWS if nouns & restricted else None
    if whose is not None:
        _use_stretch(draft, _WHOSE_TOTAL)
    return whose


_IN_THAT = re.compile(
    r"\b(?:of (?:all|the)(?: [\w-]+)? )?(?:in|of|from|for|within) (?:that|the same|the respective|its|each|every) (?P<noun>[\w-]+(?: [\w-]+)?)(?=\W*$)",
    re.I,
)


def _in_that_group(draft: Draft, last: Intent) -> bool:
    """ "of all leads in that country" of leads by country: of those of its own group."""
    found = _IN_THAT.search(draft.text)
    if found is None or not last.groups:
        return False
    nouns = _columns_named(draft, *found.span("noun"))
    return bool(nouns & set(columns_of(last.groups[0].expr))) and _use_stretch(draft, _IN_THAT)


def _total_of_another(draft: Draft) -> bool:
    """ "of the total bill": the whole is a figure with a name."""
    found = _OF_TOTAL.search(draft.text)
    if found is None:
        return False
    behind = next((s for s in draft.spans if draft.tokens[s.end - 1].end > found.end()), None)
    return behind is not None and any(e.kind in ("column", "measure") for e in behind.entries)


def whole(rest: Rest) -> tuple[Condition, ...]:
    """The conditions that name the whole; they are none of the message's own."""
    stretch = rest.cues.whole
    if stretch is None:
        return ()
    draft, inside = rest.draft, _inside(rest.draft, *stretch)
    found = tuple(c for c in rest.conditions if c.spans and inside.issuperset(c.spans))
    rest.conditions = tuple(c for c in rest.conditions if c not in found)
    draft.use("share", *(i for i in inside if draft.free(i) and _was_spoken_of(rest, draft.spans[i])))
    things = [i for i in rest.asked.items if i.at in inside and is_thing(rest, i)]
    rest.asked.items = [i for i in rest.asked.items if i not in things]
    draft.unplaced += [draft.spans[i.at].text for i in things if _counts_others(rest, i)]
    return found


def _counts_others(rest: Rest, item: Item) -> bool:
    """ "of all customers" after a number of orders, which is no part of them."""
    first = rest.last.metrics[0] if rest.last.metrics else None
    counted = counted_of(rest.scope, item.term.entity if item.term is not None else None)
    return (
        counted is not None
        and first is not None
        and is_count(first, rest.scope)
        and not _is_last_figure(rest, counted)
    )


def _inside(draft: Draft, start: int, end: int) -> set[int]:
    return {i for i, s in enumerate(draft.spans) if start <= draft.tokens[s.start].start < end}


def _columns_named(draft: Draft, start: int, end: int) -> set[str]:
    """The columns that the words of a stretch may mean."""
    terms = [t for i in _inside(draft, start, end) for t in draft.scope.terms(draft.spans[i])]
    return {t.column.name for t in terms if t.column is not None}


def _was_spoken_of(rest: Rest, span: Span) -> bool:
    """A noun of the whole: what rows are, or a word of the conversation."""
    if span.entry("entity", "rows", "table") is not None:
        return True
    said = " ".join(t.question.lower() for t in rest.ground.turns)
    return span.text.lower() in ("all", "every", "everyone", "everybody") or (
        span.unknown and re.search(rf"\b{re.escape(span.text.lower())}\b", said) is not None
    )


def _is_share(draft: Draft, i: int) -> bool:
    window = draft.spans[i].word("window")
    return draft.spans[i].word("share") is not None or (window is not None and window.name == "share")


def _use_stretch(draft: Draft, pattern: re.Pattern[str]) -> bool:
    found = pattern.search(draft.text)
    if found is None:
        return False
    draft.use("share", *_inside(draft, *found.span()))
    return True


def of_measure(rest: Rest, named: list[Item]) -> bool:
    """A share of another measure ("what share of revenue comes from them?")."""
    out = out_of(rest, named[0])
    if out is None:
        return False
    if rest.cues.whole is not None and not rest.conditions and _is_last_figure(rest, out):
        return False
    if rest.whole:
        rest.draft.unplaced.append(rest.draft.spans[named[0].at].text)
        return False
    if not rest.conditions and _is_whole(rest, named[0]):
        rest.edits.append(PartOfFigure(out))
        return True
    if rest.last.groups and not rest.conditions:
        rest.edits.append(Measure((out,)))
        return True
    if rest.conditions:
        rest.edits.append(PartWho(rest.conditions, out))
    else:
        rest.edits.append(PartOfMeasure(out))
    return True


def _is_whole(rest: Rest, item: Item) -> bool:
    """ "as a percentage of the bill": the figure of before is what the share is of, and this the whole."""
    stretch = rest.cues.whole
    framed = re.match(r"\W*(?:as|in)\b", rest.said.low) is not None
    return framed and stretch is not None and item.at in _inside(rest.draft, *stretch)


def _is_last_figure(rest: Rest, out: Out) -> bool:
    """ "of all orders" after a number of orders."""
    first = rest.last.metrics[0] if rest.last.metrics else None
    if first is None or is_count(first, rest.scope) != is_count(out, rest.scope):
        return False
    key = rest.scope.entity.key if rest.scope.entity is not None else None
    names = [tuple(n for n in columns_of(o.expr) if n != key) for o in (first, out)]
    return names[0] == names[1] if any(names) else is_count(out, rest.scope) or first.expr == out.expr


def _counted_of_all(rest: Rest) -> Out | None:
    """ "of all orders": how many there are, where another figure was ranked by."""
    found = _OF_ALL.search(rest.said.text)
    first = rest.last.metrics[0] if rest.last.metrics else None
    if found is None or not found["noun"] or first is None or is_count(first, rest.scope):
        return None
    counted = counted_of(rest.scope, None)
    noun = found["noun"].strip().lower()
    return counted if counted is not None and noun == counted.name.lower() else None


def _at_one_end(rest: Rest) -> tuple[Condition, ...] | None:
    """ "what share does the biggest one have?" of groups that were shown; "which has the biggest share?" is a name."""
    asked, turns = rest.asked, rest.ground.turns
    if asked.sup is None or (asked.limit or 1) > 1 or not rest.last.groups or rest.edits or not turns:
        return None
    if _ASKS_A_NAME.match(rest.said.text):
        return None
    pointed = pointing.member_at(turns[-1], rest.ground, 1 if asked.desc else -1)
    if pointed is None:
        return None
    named = (asked.sup, asked.sup + 1)  # which one is known now, and nothing is ranked any more
    rest.draft.spans = tuple(
        replace(s, words=(), number=None, free=True) if i in named and not s.entries else s
        for i, s in enumerate(rest.draft.spans)
    )
    return tuple(Condition(e, ()) for e in pointed.conditions)


def read(rest: Rest) -> None:
    """The share that is asked for, where no measure of its own was named."""
    if not rest.cues.share or any(isinstance(e, (PartWho, PartOfMeasure, PartOfFigure)) for e in rest.edits):
        return
    if rest.whole:
        rest.edits.append(PartOfWhole(whole=tuple(c.expr for c in rest.whole)))
    elif rest.conditions:
        rest.edits.append(PartWho(rest.conditions, split=not rest.said.points))
    elif (end := _at_one_end(rest)) is not None:
        rest.asked.sup = None
        rest.edits.append(PartWho(end))
    elif rest.last.groups or any(isinstance(e, Group) for e in rest.edits):
        chosen = any(isinstance(e, Only) and e.one for e in rest.edits)
        top = (
            pointing.listed(rest.ground.turns[-1], rest.ground)
            if rest.ground.turns and rest.said.points
            else None
        )
        named = pointing.answered(rest.ground) if top is None and rest.said.points else None
        if named is not None and not chosen and not any(isinstance(e, Group) for e in rest.edits):
            rest.edits.append(Only(named.conditions, True))
            chosen = True
            counted = _counted_of_all(rest)
            if counted is not None:
                rest.edits.append(PartOfMeasure(counted))
                return
        if top is not None and not chosen and not any(isinstance(e, Group) for e in rest.edits):
            rest.edits.append(Only(top.conditions, True))
            chosen = True
        rest.edits.append(PartOfWhole(rest.cues.of_all) if chosen else Shares(rest.cues.within))
    else:
        there = _THERE.search(rest.said.text) is not None
        counted = _counted_of_all(rest) if not rest.last.columns and not there else None
        if counted is not None:
            rest.edits.append(PartOfMeasure(counted))
        else:
            rest.edits.append(PartOfWhole(rest.cues.of_all and not there, there))
