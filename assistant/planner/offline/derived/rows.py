"""What a row is where nobody named it: a period ("how many quarters ...")."""

from __future__ import annotations

import datetime as dt
import re

from assistant.planner.offline.dates import EVERY
from assistant.planner.offline.derived.desk import Desk

_DAYS = {"day": 1.0, "week": 7.0, "month": 30.44, "quarter": 91.3, "year": 365.25}
_COUNTED = re.compile(r"\b(?P<head>how\s+many|number\s+of|count\s+of)\s+(?:of\s+the\s+)?(?P<noun>days|weeks|months|quarters|years)\b", re.I)  # fmt: skip
_VALUE = re.compile(r"\s+(?:values?|figures?|readings?)(?=\s+(?:is\s+|was\s+|are\s+|were\s+|of\s+)?(?:above|over|below|under|more|less|greater|higher|lower|larger|smaller|at\s+least|at\s+most|between|>|<))", re.I)  # fmt: skip
_ADJECTIVE = re.compile(r"\b(?P<grain>daily|weekly|monthly|quarterly|yearly|annual)\s+$", re.I)
_EXTREME = re.compile(r"\b(maximum|minimum|max|min)\s+of\s+(?:the\s+)?(?=[A-Za-z])", re.I)
_TYPICAL = re.compile(
    r"\b(?:what|how\s+much)\s+(?:does|did|do)\s+(?:the|an?|our)\s+(?P<agg>average|median|typical|mean)\s+(?P<who>\w+)\s+(?=[a-z])",
    re.I,
)
_REMARKS = (
    re.compile(r"\(\s*(?:negative|positive|minus)\b[^()]*\)", re.I),
    re.compile(r",?\s*\(?\b(?:rounded|round(?:ed)?\s+(?:it\s+)?(?:off\s+)?|correct)?\s*\bto\s+(?:\d+|one|two|three|four)\s+(?:decimals?|decimal\s+places?|digits?|significant\s+(?:digits|figures))\)?", re.I),
    re.compile(r"(?<=[.,;?!])\s*(?:please\s+)?(?:give|express|state|report|return|show)\s+(?:it|the\s+(?:answer|result|value))\s+(?:as|in)\s+(?:an?\s+)?(?:numbers?|percent(?:age)?s?|fractions?|shares?|decimals?|name)\.?", re.I),
)  # fmt: skip


_DECADE = re.compile(
    r"(?P<decade>(?:19|20)\d0)['’]?s\s*\(\s*(?P<first>(?:19|20)\d0)\s*(?:-|–|to|until|through)\s*(?:19|20)\d9\s*\)"
)
"""The years of a decade said once more: "the 1990s (1990 to 1999)"."""


def read(desk: Desk) -> None:
    """Replace periods that are the rows by "rows", and the value of a column by the column."""
    _remarks(desk)
    _typical(desk)
    _extremes(desk)
    _periods(desk)
    _adjectives(desk)
    _values(desk)


def _remarks(desk: Desk) -> None:
    """What is said about the form of the answer restricts nothing."""
    text = _DECADE.sub(lambda m: f"{m['decade']}s" if m["first"] == m["decade"][:4] else m[0], desk.text)
    for remark in _REMARKS:
        text = remark.sub(" ", text)
    if text == desk.text:
        return
    desk.text = re.sub(r"\s+([,;.?!])(?=\s|$)", r"\1", " ".join(text.split()))


def _typical(desk: Desk) -> None:
    """ "what does the average customer spend on wine": the average of what rows have."""
    m = _TYPICAL.search(desk.text)
    if m is None:
        return
    entity = desk.scope.entity
    own = entity is not None and any(
        e.kind == "entity" and e.name == entity.name for s in desk.tag(m["who"]).cover for e in s.entries
    )
    if own:
        figure = "average" if m["agg"].lower() == "typical" else m["agg"].lower()
        desk.text = f"{desk.text[: m.start()]}what is the {figure} {desk.text[m.end() :]}"


def _extremes(desk: Desk) -> None:
    """ "the maximum of income" is its highest value, "a maximum of 3" a limit."""
    desk.text = _EXTREME.sub(r"\1 ", desk.text)


def _adjectives(desk: Desk) -> None:
    """ "quarterly inflation", where each row is a quarter."""
    for a, _, _ in desk.numbers():
        m = _ADJECTIVE.search(desk.text[:a])
        if m is not None and _is_row(desk, EVERY[m["grain"].lower()]):
            desk.put(m.start(), a, "")
            return


def _periods(desk: Desk) -> None:
    m = _COUNTED.search(desk.text)
    if m is None or not _is_row(desk, m["noun"].lower().rstrip("s")):
        return
    desk.text = f"{desk.text[: m.start()]}{m['head']} rows{desk.text[m.end() :]}"


def _is_row(desk: Desk, grain: str) -> bool:
    """Whether each row is one period of this kind: by a date, by a year, or by a year and its part."""
    source = desk.scope.source
    rows = source.rows
    if rows < 2:
        return False
    columns = [c for c in source.columns.values() if c.expr is None]
    for column in columns:
        if column.type in ("date", "datetime") and column.distinct >= 0.98 * rows:
            try:
                low, high = (dt.datetime.fromisoformat(str(v)) for v in (column.low, column.high))
            except ValueError:
                continue
            return 0.85 <= (high - low).total_seconds() / 86400 / (rows - 1) / _DAYS[grain] <= 1.18
    years = next((c for c in columns if c.unit == "year" or c.label.lower() == "year"), None)
    if years is None:
        return False
    if grain == "year":
        return years.distinct == rows
    part = next((c for c in columns if c.label.lower().split()[-1:] == [grain] and c.distinct > 1), None)
    return part is not None and 0.9 * rows <= years.distinct * part.distinct <= 1.15 * rows + part.distinct


def _values(desk: Desk) -> None:
    """ "a co2 value above 370": the value of a column is the column."""
    for _, b, _ in desk.numbers():
        m = _VALUE.match(desk.text, b)
        if m is not None:
            desk.put(b, m.end(), "")
            return
