"""What was done, as a word of what it left behind: "orders where someone tipped", "the ones who actually donated"."""

from __future__ import annotations

from assistant.planner.offline.conditions import Condition, Draft, has_some
from data.query import call, col

_OPENS = ("who", "that", "where", "when", "which")
_DOERS = ("someone", "somebody", "anyone", "they", "people", "customers", "actually", "really", "even", "ever", "have", "had", "has", "we")  # fmt: skip
_WIDE = 3
"""How many words may stand between the opening of the clause and its verb."""


def read(draft: Draft) -> None:
    """A condition that there is some of it, where a clause has no more than the verb."""
    for i, span in enumerate(draft.spans):
        if not draft.free(i) or not span.text.lower().endswith("ed") or not _ends(draft, i):
            continue
        opened = _opening(draft, i)
        column = has_some(draft, i) if opened is not None else None
        if opened is None or column is None:
            continue
        places = (*range(opened, i + 1),)
        draft.conditions.append(Condition(call("gt", col(column.name), 0), places, column, row=True))
        draft.use("condition", *(k for k in places if draft.free(k)))


def _opening(draft: Draft, i: int) -> int | None:
    """The place of "who" or "where", with nothing but the doer between."""
    for k in range(i - 1, max(-1, i - 2 - _WIDE), -1):
        low = draft.spans[k].text.lower()
        if low in _OPENS:
            return k
        if low not in _DOERS and draft.spans[k].entry("entity", "rows") is None:
            return None
    return None


def _ends(draft: Draft, i: int) -> bool:
    """The clause ends here: how much, of what and when would be another condition."""
    following = draft.spans[i + 1] if i + 1 < len(draft.spans) else None
    return following is None or following.text.lower() in (
        ".",
        "?",
        "!",
        ",",
        "by",
        "per",
        "and",
        "at all",
        "please",
    )
