"""The part that the biggest few hold, where rows are their sales or gifts: "what share of all GMV comes from the ten biggest
sellers", "how much of our revenue do the top 5 customers bring, in percent". The members' totals are ranked, and no row."""

from __future__ import annotations

import re

from assistant.planner.offline.derived import histories, ratios
from assistant.planner.offline.derived.desk import Desk
from assistant.planner.offline.derived.leftover import restricted
from assistant.planner.offline.scope import Intent
from data.query import Agg, MeasureRef, Member, Order, Out, Query, call, col

_BIG = r"(?:biggest|largest|best|top|highest|strongest|most\s+important|most\s+valuable|bestselling|best[\s-]selling)"
_NUMBER = r"\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|fifty"
_FEW = re.compile(
    rf"\b(?:the\s+|our\s+|its\s+)*(?:(?P<a>{_NUMBER})\s+{_BIG}|{_BIG}\s+(?P<b>{_NUMBER}))\s+(?P<noun>[a-z][\w-]*)(?:['’]s?)?\b",
    re.I,
)
_SHARE = re.compile(
    r"\b(?:(?:what|which)\s+)?(?:share|percentage|percent|per\s+cent|%|proportion|fraction|part|how\s+much)\s+of\s+(?:all\s+(?:of\s+)?|total\s+)?(?:the\s+|our\s+|its\s+)?",
    re.I,
)
_LINKS = re.compile(
    r"\b(?:what|how\s+much|comes?|came|coming|from|is|are|was|were|do|does|did|made|make|earned|held|hold|by|with|up|in|bring|brings|brought|account|accounts|accounted|for|generated?|contribute[sd]?|concentrated|on|that|goes|go|to|total|overall|in\s+percent|the|our|please|pls)\b|[?.!,%]",
    re.I,
)


def read(desk: Desk) -> None:
    """Read the question at once: the sum of those who are among the first, over the sum of all."""
    few, share = _FEW.search(desk.text), _SHARE.search(desk.text)
    if (
        few is None
        or share is None
        or re.search(r"\b(?:each|every|per|by)\s+(?!the\b|our\b)", desk.text[few.end() :], re.I)
    ):
        return
    who = next((w for w in histories.members(desk) if w.start <= few.start("noun") < w.end), None)
    figure = _figure(desk, share.end())
    many = desk.tag(few["a"] or few["b"]).cover[0].number
    if who is None or figure is None or many is None:
        return
    start, end, expr = figure
    said = desk.text[: share.start()] + " " + desk.text[share.end() : start]
    if few.start() >= end:
        said += f" {desk.text[end : few.start()]} {desk.text[few.end() :]}"
    else:
        said += f" {desk.text[end:]}"
    where = restricted(desk, _LINKS.sub(" ", said), lambda span: False)
    if where is None:
        return
    key = col(who.key.name)
    total = Out(name="total", expr=expr)
    first = Query(
        source=desk.scope_name, where=(*where, call("not_null", key)), groups=(Out(name=who.key.label, expr=key),),
        measures=(total,), order=(Order(by=total.name, desc=True),), limit=int(many),
    )  # fmt: skip
    theirs = expr.model_copy(update={"where": Member(member=key, within=first)})
    name = f"share of the {many:.0f} biggest {who.called}"
    out = Out(name=name, expr=call("div", theirs, expr), unit="share")
    desk.direct = Intent(source=desk.scope_name, where=where, metrics=(out,), answer="value")


def _figure(desk: Desk, at: int) -> tuple[int, int, Agg | MeasureRef] | None:
    """What is shared: the first word behind "share of" that adds up."""
    for i, span in enumerate(desk.tagged.cover):
        start, end = desk.place(span)
        if start < at or not span.entries:
            continue
        expr = ratios.sum_at(desk, i)
        return (start, end, expr) if isinstance(expr, Agg | MeasureRef) and expr.where is None else None
    return None
