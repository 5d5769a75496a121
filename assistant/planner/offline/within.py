"""Which rows a share is looked for in, where no verb tells: "of smokers among women", "of online shoppers in Wales"."""

from __future__ import annotations

from assistant.planner.offline.conditions import Condition, Draft

_AMONG = frozenset(["among", "amongst", "within"])
_OPENS = _AMONG | {"in"}
_TELLS = frozenset(["who", "that", "which", "whose", "where", "are", "is", "was", "were", "have", "has", "had", "did", "do", "does", "went", "go", "goes"])  # fmt: skip
"""Behind one of these stands what is asked of those who were named before."""


def whole(draft: Draft, cue: int, rows: list[Condition]) -> list[Condition]:
    """The conditions on the whole; none where the sentence is not of this kind."""
    said = [s.text.lower() for s in draft.spans]
    if any(w in _TELLS for w in said[cue + 1 :]):
        return []
    placed = [c for c in rows if c.spans and min(c.spans) > cue and not c.period]
    for i, word in enumerate(said):
        if word not in _OPENS or i <= cue:
            continue
        part = [c for c in placed if max(c.spans) < i]
        behind = [c for c in placed if min(c.spans) > i]
        if part and behind and (word in _AMONG or _stands_in(draft, i, behind)):
            return [c for c in rows if c not in part]
    return []


def _stands_in(draft: Draft, at: int, behind: list[Condition]) -> bool:
    """A place, a group or a state that something is in: "in Wales", "in the north"."""
    first = min(min(c.spans) for c in behind)
    return len(behind) == 1 and all(s.free for s in draft.spans[at + 1 : first])
