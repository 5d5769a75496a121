"""By what people may be reached: "may text but not email", "said no to both email and post", "can we phone".

The data hold a yes or no for each way of writing to people; a question names the ways and not the columns.
"""

from __future__ import annotations

import re

from assistant.planner.offline.conditions import Condition, Draft, off, on
from assistant.planner.offline.scope import is_joined
from data.catalog import Column
from data.query import Expr, call, col

_GRANTS = re.compile(
    r"\b(?:may|can|could|allowed|allow|agree[ds]?|opt(?:ed|s)?|consent(?:ed|s)?|permission|yes|no to|want(?:s|ed)?|happy|ok(?:ay)? with|sign(?:ed)? up|subscrib\w+|reach\w*|contact\w*|accepts?|accepted)\b",
    re.I,
)
_DENIES = (
    "not",
    "but not",
    "no",
    "nor",
    "neither",
    "without",
    "never",
    "dont",
    "doesnt",
    "cant",
    "cannot",
    "out",
)
_AFFIRMS = ("but", "yes", "though", "who", "that")
_SPARE = ("either", "both", "neither", "nor", "or", "but not", "agree", "agreed", "opted", "opt", "happy", "contact", "reach", "yes", "no")  # fmt: skip
_CONSENT = {
    "opt",
    "optin",
    "in",
    "consent",
    "permission",
    "allowed",
    "ok",
    "marketing",
    "subscribed",
    "contact",
    "okay",
}


def read(draft: Draft) -> None:
    """Conditions on the columns of consent that the ways of writing are about."""
    if _GRANTS.search(draft.text) is None:
        return
    said = _mentions(draft)
    if not said or not _granted(draft, [i for i, *_ in said]):
        return
    tests = [
        (i, column, call("eq", col(column.name), off(column) if no else on(column)), no)
        for i, column, no in said
    ]
    spans = range(min(i for i, *_ in tests), max(i for i, *_ in tests))
    parts: list[tuple[Expr, Column | None, list[int]]] = []
    for n, (i, column, expr, no) in enumerate(tests):
        last = tests[n - 1] if n else None
        if last is not None and not no and not last[3] and _or_between(draft, last[0], i):
            joined, _, places = parts[-1]
            parts[-1] = (call("or", joined, expr), None, [*places, i])
        else:
            parts.append((expr, column, [i]))
    for made, about, places in parts:
        draft.conditions.append(Condition(made, tuple(places), about, row=True))
        draft.use("condition", *places)
    first = max(0, spans.start - 3)
    draft.use(
        "condition",
        *(k for k in range(first, spans.stop + 1) if draft.free(k) and _idle(draft, k)),
    )


_NOUNS = re.compile(r"opt|consent|permission|contact|reach|subscri\w+", re.I)
"""Words that end the names of columns of consent, too: "newsletter opt-in" alone asks for no yes."""


def _granted(draft: Draft, mentions: list[int]) -> bool:
    """Whether a word of agreeing is said that is no part of a column's name."""
    names = [
        (draft.tokens[draft.spans[i].start].start, draft.tokens[draft.spans[i].end - 1].end) for i in mentions
    ]
    return any(
        not (_NOUNS.fullmatch(m[0]) and any(a <= m.start() < b for a, b in names))
        for m in _GRANTS.finditer(draft.text)
    )


def _idle(draft: Draft, k: int) -> bool:
    low = draft.spans[k].text.lower()
    return low in _SPARE or draft.spans[k].word("not") is not None


def _mentions(draft: Draft) -> list[tuple[int, Column, bool]]:
    """Each way that is named, with its column and whether it is denied."""
    found: list[tuple[int, Column, bool]] = []
    no = False
    for i, span in enumerate(draft.spans):
        low = re.sub("['’]", "", span.text.lower())
        told = (_column(draft, w) for w in low.split()) if draft.free(i) else ()
        column = next((c for c in told if c is not None), None)  # "opted in to email" may be one name
        if low in _DENIES:
            no = True
        elif low in _AFFIRMS or (low == "and" and _goes_on(draft, i)):
            no = False
        elif column is not None and all(c.name != column.name for _, c, _ in found):
            found.append((i, column, no))
    return found


def _goes_on(draft: Draft, i: int) -> bool:
    """ "... not email and may be phoned": another verb, and not one more of what is denied."""
    return i + 1 < len(draft.spans) and draft.spans[i + 1].text.lower() in (
        "may",
        "can",
        "yes",
        "want",
        "agree",
        "did",
    )


def _column(draft: Draft, word: str) -> Column | None:
    """The one column that says whether people may be written to in this way."""
    ways = draft.words.raw["ways"] if draft.words is not None else {}
    way = next((names.split() for names in ways.values() if word in names.split()), None)
    if way is None:
        return None
    flags = [
        c
        for c in draft.scope.source.columns.values()
        if c.role == "flag"
        and (said := set(c.label.lower().split())) & set(way)
        and said <= {*way, *_CONSENT}
    ]
    own = [c for c in flags if not is_joined(c)] or flags
    return own[0] if len(own) == 1 else None


def _or_between(draft: Draft, left: int, right: int) -> bool:
    return any(draft.spans[k].text.lower() == "or" for k in range(left + 1, right))
