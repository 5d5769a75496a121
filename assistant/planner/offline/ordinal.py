"""One that is not the first: "which region has the second highest revenue?", "third best product by margin"."""

from __future__ import annotations

import re

from assistant.planner.offline.scope import Intent
from data.query import Lit, Out, Over, call, col

_PLACES = {"second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5}
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
    """The ranking of the groups with only those at a place; None where no groups are ranked by one figure."""
    ranked = intent.tool == "query" and len(intent.groups) == 1 and intent.order is not None
    if not ranked or intent.best or intent.having or intent.order not in {m.name for m in intent.metrics}:
        return None
    assert intent.order is not None
    rank = Out(name="rank", expr=Over(over="rank", of=intent.order))
    at = call("eq", col(rank.name), Lit(lit=place))
    return intent.model_copy(
        update={"metrics": (*intent.metrics, rank), "having": (at,), "limit": None, "answer": "name"}
    )
