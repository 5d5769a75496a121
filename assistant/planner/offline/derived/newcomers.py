"""Who is new: "new customers per month" counts those who came then, by the date at which they began."""

from __future__ import annotations

import re

from assistant.planner.offline import events
from assistant.planner.offline.derived.desk import Desk
from data.catalog import Column

_NEW = re.compile(
    r"\b(?:new|newly\s+(?:acquired|won|joined|registered))\s+(?P<noun>sign[- ]?ups?|staff|people|[a-z]+s)\b(?!\s*(?:vs|versus|and|or)\b)",
    re.I,
)
_GRAIN = re.compile(
    r"\b(?:per|by|for each|in each|each|every|in every)\s+(?:calendar\s+)?(?P<grain>day|week|month|quarter|year)\b(?!\s+of\b)",
    re.I,
)
_PERIOD = re.compile(
    r"\s+(?:(?:did|do|have)\s+(?:we|they)\s+\w+\s+|came\s+|joined\s+|signed\s+up\s+)?(?:in|since|during|before|after|between|from)\s+",
    re.I,
)


def read(desk: Desk) -> None:
    """Replace who is new by those who began in the period that is named, or in each one."""
    m = _NEW.search(desk.text)
    if m is None:
        return
    began, plural = (
        _began(desk, m["noun"]),
        desk.scope.entity.plural if desk.scope.entity is not None else None,
    )
    if began is None or plural is None:
        return
    grain = _GRAIN.search(desk.text)
    periods = [s for s in desk.tagged.cover if s.period is not None]
    if grain is not None:
        desk.put(grain.end(), grain.end(), f"of {began.label}")
    elif re.search(r"\b(?:day|week|month|quarter|year)\s+of\b", desk.text, re.I):
        pass  # "per month of enrolment" says which date itself
    elif not periods or _PERIOD.match(desk.text, m.end()) is None:
        return
    desk.put(m.start(), m.end(), f"{plural} with {began.label}" if periods and grain is None else plural)


def _began(desk: Desk, noun: str) -> Column | None:
    """The date at which members of the scope began; None where the noun is no member of it."""
    scope, words = desk.scope, desk.tagger.words
    own = scope.entity
    columns = [c for s in desk.base.sources.values() for c in s.columns.values()]
    if own is None or any(c.label.lower().startswith("new ") for c in columns):
        return None  # who is new is marked in the data
    span = next(iter(desk.tag(noun).cover), None)
    entry = span.entry("entity") if span is not None else None
    member = entry is not None and entry.name == own.name
    if not member and not events.kinds_of(noun, words) & {"joining", "hiring"}:
        return None
    dated = events.dates_of(scope)
    first = [c for c in dated if "first" in c.label.split()] or [c for c in dated if events.begins(c, words)]
    if not first and member and not own.rolled_up:
        first = dated
    return first[0] if len(first) == 1 else None
