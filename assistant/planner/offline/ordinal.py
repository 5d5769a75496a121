"""One that is not the first: "which region has the second highest revenue?", "third best product by margin"."""

from __future__ import annotations

import re

from assistant.planner.offline.followups.pointing import ORDINALS
from assistant.planner.offline.scope import Intent
from tools._facts import PLACES

_PLACES = {said: place for said, place in ORDINALS.items() if 1 < place <= len(PLACES)}
_ENDS = r"(?:most|least|highest|lowest|best|worst|largest|smallest|biggest|greatest|fewest)\b(?!\s+recent)"
_PLACED = re.compile(rf"\b(?P<place>{'|'.join(_PLACES)})[\s-]+(?={_ENDS})", re.I)


def heard(text: str) -> tuple[str, int] | None:
    """The question for the first, and the place that is asked for instead; None where no place is named."""
    found = list(_PLACED.finditer(text))
    if len(found) != 1 or re.search(r"\bsecond\s+(?:half|quarter|week|month|year)\b", text, re.I):
        return None
    m = found[0]
    return f"{text[: m.start()]}{text[m.end() :]}", _PLACES[m["place"].lower()]


def points_back(text: str) -> bool:
    """ "and the second highest?", "which one has the second most?": one of the things that were shown."""
    return (
        len(text.split()) < 6
        or re.search(r"^\W*(?:and|but|or|what about)\b|\bones?\b", text, re.I) is not None
    )


def at_place(intent: Intent, place: int) -> Intent | None:
    """The ranking with the name at a place as its answer; None where nothing is ranked by one figure."""
    ranked = intent.tool == "query" and intent.order is not None and not intent.best
    if not ranked or len(intent.groups) > 1 or intent.order in {g.name for g in intent.groups}:
        return None
    if intent.limit is not None and intent.limit > 1:
        return None
    return intent.model_copy(update={"place": place, "answer": "name", "chart": None})
