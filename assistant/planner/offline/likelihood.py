"""Likelihood as a rate: "which channel is most likely to ...?", "are members more likely to ... than others?"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from assistant.planner.offline import abilities, targeting
from assistant.planner.offline.compose import count_of, dimension_out
from assistant.planner.offline.conditions import Condition, Draft, draft_of, on
from assistant.planner.offline.conditions import read as read_conditions
from assistant.planner.offline.followups.segments import segmentation
from assistant.planner.offline.scope import Intent, Scope, is_groupable
from assistant.planner.offline.spans import Tagged
from assistant.reading import Reading
from data.catalog import Catalog, Column
from data.query import Agg, Call, MeasureRef, Out, call, col, columns_of

if TYPE_CHECKING:
    from assistant.conversation import Conversation
    from assistant.planner.offline.planner import OfflinePlanner

_TALK = {
    "more", "less", "most", "least", "likely", "than", "rest", "others", "other", "everyone", "else", "all", "be", "being",
    "to", "of", "chance", "chances", "probability", "likelihood", "high", "higher", "highest", "low", "lower", "lowest",
}  # fmt: skip


def read(
    planner: OfflinePlanner, question: str, tagged: Tagged, catalog: Catalog, conversation: Conversation
) -> Reading | None:
    """A question for how often a yes comes, where nobody in particular is asked for; None for anything else."""
    called = {
        w.detail for s in tagged.cover for w in s.words if w.kind == "tool" and w.name == targeting.TOOL
    }
    if not called & {"likely", "chance"}:
        return None
    scope = targeting.scope_of(catalog, tagged)
    named = targeting.outcome(scope, tagged.cover)
    if named is None or named[1].role != "flag":
        return None
    draft = draft_of(scope, tagged)
    draft.use("outcome", named[0])
    group = _group(draft, conversation)
    read_conditions(draft)
    abilities.flags_as_conditions(draft)
    person = abilities.person(draft) if any(_is_number(draft, i) for i in range(len(draft.spans))) else {}
    talk = _TALK | set(planner.words.raw["target_talk"].split())
    if _left(draft, tagged, talk):
        return None
    if person:
        args: dict[str, object] = {
            "target": named[1].name,
            "person": {k: v for k, v in person.items() if k != named[1].name},
        }
        return planner._one(question, Intent(source=scope.name, tool=targeting.TOOL, args=args), tagged, 0.85)
    rate = _rate(catalog, scope, named[1])
    plain = _plain_rate(named[1], rate.name)
    rows = tuple(c.expr for c in draft.conditions if c.measure is None)
    if (
        group is None
        and re.search(r"\b(more|less) likely\b", tagged.text, re.I)
        and "compare" in planner.tools
    ):
        compared = _compared(scope, plain, draft.conditions)
        return planner._one(question, compared, tagged, 0.85) if compared is not None else None
    ranked = re.search(r"\b(most|least|more|less) likely|\b(highest|lowest)\b", tagged.text, re.I)
    desc = not re.search(r"\b(least|less|lowest)\b", tagged.text, re.I)
    counted = count_of(scope, scope.entity) if scope.entity is not None else None
    intent = Intent(
        source=scope.name,
        where=rows,
        metrics=(rate, *((counted,) if group is not None and counted is not None else ())),
        groups=(group,) if group is not None else (),
        order=rate.name if group is not None and ranked else None,
        desc=desc if group is not None and ranked else None,
        answer="value" if group is None else "name" if ranked else "table",
    )
    return planner._one(question, intent, tagged, 0.85)


def _rate(catalog: Catalog, scope: Scope, flag: Column) -> Out:
    """The share of yes: the data's own measure of it where there is one."""
    for measure in catalog.measures.values():
        expr = measure.expr
        own = isinstance(expr, Agg) and expr.agg == "rate" and columns_of(expr) == (flag.name,)
        if own and measure.source in scope.names:
            return Out(name=measure.label, expr=MeasureRef(measure=measure.name), unit="share")
    return _plain_rate(flag, f"{flag.label} rate")


def _plain_rate(flag: Column, name: str) -> Out:
    return Out(name=name, expr=Agg(agg="rate", of=call("eq", col(flag.name), on(flag))), unit="share")


def _group(draft: Draft, conversation: Conversation) -> Out | None:
    """What is compared: the noun after "which", or after "by"; segments where there are some."""
    spans, scope = draft.spans, draft.scope
    for i, span in enumerate(spans[:-1]):
        asks = span.text.lower() in ("which", "what")
        if not asks and span.word("group") is None:
            continue
        at = next(
            (k for k in range(i + 1, min(i + 3, len(spans))) if not spans[k].free or spans[k].entries), None
        )
        if at is None:
            continue
        labelling = segmentation(conversation)
        if spans[at].text.lower() in abilities.SEGMENT_NOUNS and labelling is not None:
            draft.use("group", i, at)
            return Out(name="segment", expr=col(labelling.name))
        term = scope.dimension(spans[at]) if spans[at].entries else None
        if term is not None and term.column is not None and is_groupable(term.column):
            draft.use("group", i, at)
            return dimension_out(scope, term)[0]
    return None


def _compared(scope: Scope, rate: Out, conditions: list[Condition]) -> Intent | None:
    """Two values of one column against each other, or those who meet a condition against the rest."""
    rows = [c for c in conditions if c.measure is None]
    if not rows:
        return None
    args: dict[str, Any] = {"measure": rate.canonical()}
    listed = next(
        (c for c in rows if isinstance(c.expr, Call) and c.expr.op == "in" and c.column is not None), None
    )
    if listed is not None and listed.column is not None:
        args["dimension"] = Out(name=listed.column.label, expr=col(listed.column.name)).canonical()
    return Intent(source=scope.name, tool="compare", args=args, where=tuple(c.expr for c in rows))


def _is_number(draft: Draft, i: int) -> bool:
    """ "3 months of tenure": a figure that no comparison has taken, so it describes somebody."""
    span = draft.spans[i]
    return span.number is not None and not span.percent and not span.entries and draft.free(i)


def _left(draft: Draft, tagged: Tagged, talk: set[str]) -> list[str]:
    """Words that would be passed over: what names something here always is one."""
    return [
        s.text
        for s in targeting.left_over(draft, tagged)
        if not (set(s.text.lower().split()) <= talk and (not s.entries or s.word("superlative")))
    ]
