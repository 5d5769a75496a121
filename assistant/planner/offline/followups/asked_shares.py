"""Shares that a message asks for: of what, of whom, and in which whole."""

from __future__ import annotations

import re

from assistant.planner.offline.conditions import Draft
from assistant.planner.offline.followups import pointing
from assistant.planner.offline.followups.figures import Measure, counted_of, is_count
from assistant.planner.offline.followups.groups import Group
from assistant.planner.offline.followups.message import Message
from assistant.planner.offline.followups.population import Only
from assistant.planner.offline.followups.rest import Rest, out_of
from assistant.planner.offline.followups.shares import PartOfMeasure, PartOfWhole, PartWho, Shares
from assistant.planner.offline.forms.nouns import Item
from data.query import Out

_OF_TOTAL = re.compile(
    r"\b(?:of|in|from|out of)\s+(?:the\s+|that\s+|our\s+|all\s+|its\s+)*(?:total|whole|sum|overall(?: \w+)?|everything)\b",
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


def cues(said: Message, draft: Draft) -> tuple[bool, bool, bool]:
    """Whether a share is asked for, of all, or within each group; the words that say of what are used."""
    at = [i for i, s in enumerate(draft.spans) if draft.free(i) and not s.entries and _is_share(draft, i)]
    at += [
        i for i, s in enumerate(draft.spans) if _MUCH_OF.search(draft.text) and s.text.lower() == "how much"
    ]
    if not at:
        return False, False, False
    draft.use("share", *at)
    within = _use_stretch(draft, _WITHIN)
    _use_stretch(draft, _OF_TOTAL)
    of_all = _use_stretch(draft, _OF_ALL)
    return True, of_all, within


def _is_share(draft: Draft, i: int) -> bool:
    window = draft.spans[i].word("window")
    return draft.spans[i].word("share") is not None or (window is not None and window.name == "share")


def _use_stretch(draft: Draft, pattern: re.Pattern[str]) -> bool:
    found = pattern.search(draft.text)
    if found is None:
        return False
    for i, span in enumerate(draft.spans):
        if found.start() <= draft.tokens[span.start].start < found.end():
            draft.use("share", i)
    return True


def of_measure(rest: Rest, named: list[Item]) -> bool:
    """A share of another measure ("what share of revenue comes from them?")."""
    out = out_of(rest, named[0])
    if out is None:
        return False
    if rest.last.groups and not rest.conditions:
        rest.edits.append(Measure((out,)))
        return True
    if rest.conditions:
        rest.edits.append(PartWho(rest.conditions, out))
    else:
        rest.edits.append(PartOfMeasure(out))
    return True


def _counted_of_all(rest: Rest) -> Out | None:
    """ "of all orders": how many there are, where another figure was ranked by."""
    found = _OF_ALL.search(rest.said.text)
    first = rest.last.metrics[0] if rest.last.metrics else None
    if found is None or not found["noun"] or first is None or is_count(first, rest.scope):
        return None
    counted = counted_of(rest.scope, None)
    noun = found["noun"].strip().lower()
    return counted if counted is not None and noun == counted.name.lower() else None


def read(rest: Rest) -> None:
    """The share that is asked for, where no measure of its own was named."""
    if not rest.share or any(isinstance(e, (PartWho, PartOfMeasure)) for e in rest.edits):
        return
    if rest.conditions:
        rest.edits.append(PartWho(rest.conditions, split=not rest.said.points))
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
        rest.edits.append(PartOfWhole(rest.of_all) if chosen else Shares(rest.within))
    else:
        there = re.search(r"\b(?:there|in that (?:one|group)|of those)\W*$", rest.said.text, re.I) is not None
        rest.edits.append(PartOfWhole(rest.of_all and not there, there))
