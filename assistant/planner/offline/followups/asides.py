"""Questions about the last answer itself: why, whether it is sure or good, how it goes on, who they are."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from assistant.conversation import Turn
from assistant.plan import Plan, Step
from assistant.planner.offline import abilities
from assistant.planner.offline.compose import row_column
from assistant.planner.offline.followups import pointing
from assistant.planner.offline.followups.groups import is_time
from assistant.planner.offline.followups.message import Message, hear
from assistant.planner.offline.followups.operations import Ground, changed
from assistant.planner.offline.followups.population import is_period
from assistant.planner.offline.followups.segments import segment_call, segmentation
from assistant.planner.offline.scope import Intent, Scope
from assistant.planner.offline.spans import Tagged
from assistant.reading import Reading
from data.catalog import Catalog
from data.query import Call, Expr, Out, columns_of
from tools._periods import bounds, period_op

if TYPE_CHECKING:
    from assistant.conversation import Conversation
    from assistant.planner.offline.planner import OfflinePlanner

_LEAD = r"^\W*(?:(?:and|but|so|ok|hm+|well|really|wait)\b\W*)*"
_WHY = re.compile(rf"{_LEAD}(?:why|how come|what(?:'s| is) (?:the reason|behind (?:it|that|this))|what explains (?:it|that|this))(?: (?:is|are|was|were) (?:that|it|this|they|these|those)| so| not| (?:so )?(?:high|low|much|few|many|big|small))*\W*$", re.I)  # fmt: skip
_SURE = re.compile(
    r"\b(?:how sure|are you sure|how certain|how reliable|how confident|can i (?:trust|rely on) (?:that|this|it)|is (?:that|this|it|the) ?(?:number|figure|result|answer)? ?(?:real|right|correct|true|reliable|accurate|sure|certain|plausible|robust)|real\?|really\?|how accurate|confident)\b",
    re.I,
)
_TESTED = re.compile(
    r"\b(?:is|are|was|were) (?:that|this|it|the|these|those|they)\b.*\b(?:significant|significantly|by chance|just noise|noise|coincidence|chance|random|meaningful)\b|\b(?:is|are) (?:that|the|this|these|those) (?:difference|gap|effect)s?\b.*\breal\b|^\W*(?:and |but |so )?significant(?:ly)?\W*$",
    re.I,
)
_GOOD = re.compile(rf"{_LEAD}(?:is|are|was) (?:that|this|it|they|these) (?:a )?(?:good|bad|high|low|normal|much|a lot|ok|okay|fine|enough|usual|unusual|typical|large|small|great|poor|healthy)\b(?: (?:number|result|value|figure|or bad|or not|or low|or high|or small))?\W*$", re.I)  # fmt: skip
_NEXT = re.compile(r"\b(?:forecast|expect|predict|project)\b.*\bnext\b|\bnext (?:month|quarter|week)\b|\bforecast (?:it|that|this)\b|\b(?:how will|where will|will) (?:it|that|this)\b.*\b(?:go on|continue|develop|look)\b", re.I)  # fmt: skip
_PROFILE = re.compile(
    rf"{abilities.TRAITS}|\b(?:tell me (?:more )?about|describe|profile|who are (?:they|these|those|them)|what are they like|more about|characteri[sz]e|what do they look like|who is (?:that|he|she|it))\b",
    re.I,
)
_POINTS = re.compile(
    r"\b(?:it|them|they|that|this|those|these|the (?:first|second|third|last|best|worst|top))\b", re.I
)


@dataclass(frozen=True)
class Aside:
    """An Intent with how sure the reading is. `doubts`: whether what it gives is to be looked into, not told again."""

    intent: Intent
    confidence: float
    doubts: bool = False


def looked_into(reading: Reading) -> Reading:
    """The reading with a last step that says how far the answer of the others carries.

    The Intent stays that of the answer spoken of, so that what follows leans on it as before.
    """
    if not reading.candidates:
        return reading
    first = reading.candidates[0]
    last, at = first.plan.steps[-1], len(first.plan.steps)
    args: dict[str, Any] = {"source": _source_of(last), "about": f"${at}"}
    if last.tool == "query":
        args["asked"] = last.args["query"]
    plan = Plan(steps=(*first.plan.steps, Step(tool="soundness", args=args)))
    said = replace(first, plan=plan, reading=f"How far this carries: {first.reading}")
    return replace(reading, candidates=(said, *reading.candidates[1:]))


def _source_of(step: Step) -> str:
    """What a step asks about."""
    if "source" in step.args:
        return str(step.args["source"])
    asked: Any = step.args.get("query")
    while isinstance(asked, dict):
        asked = asked.get("source")
    return str(asked or "")


def of_answer(text: str) -> bool:
    """True where a message asks about an answer as a whole ("is the difference significant?")."""
    return any(p.search(text) for p in (_TESTED, _SURE, _WHY, _GOOD))


def read(
    planner: OfflinePlanner,
    said: Message,
    tagged: Tagged,
    catalog: Catalog,
    conversation: Conversation,
    last: Turn,
    intent: Intent,
) -> Aside | None:
    """What a message asks about the last answer, or None."""
    low, tools = tagged.text.lower(), planner.tools
    short = len(low.split()) <= 14
    if short and _TESTED.search(low) and "compare" in tools:
        tested = _tested(intent, conversation, catalog)
        if tested is not None:
            return Aside(tested, 0.85)
    if short and _SURE.search(low):
        return Aside(intent, 0.85, doubts="soundness" in tools)
    if _WHY.match(low) and "drivers" in tools and intent.tool in ("query", "calc"):
        return Aside(why(intent, catalog, last), 0.75)
    if _GOOD.match(low) and "compare" in tools:
        beside = _with_the_rest(intent, catalog)
        return Aside(beside, 0.8) if beside is not None else None
    if _NEXT.search(low) and intent.tool == "query" and intent.metrics and "forecast" in tools and short:
        where = tuple(e for e in intent.where if not is_period(e))
        args: dict[str, Any] = {"measure": intent.metrics[0].canonical()}
        return Aside(Intent(source=intent.source, tool="forecast", args=args, where=where), 0.85)
    return _about_member(planner, low, tagged, catalog, conversation, last, intent)


def why(intent: Intent, catalog: Catalog, last: Turn) -> Intent:
    """What goes along with the last figure, for the same rows; its change over time where it is a course."""
    scope = Scope(catalog, intent.source)
    first = next(iter(intent.metrics), None)
    args: dict[str, Any] = {}
    named = _named_period(last, intent)
    if first is not None and named is not None:
        args = {"measure": first.canonical(), "period": named}
    elif first is not None and any(is_time(g) and isinstance(g.expr, Call) for g in intent.groups):
        args = {"measure": first.canonical()}
    else:
        column = (row_column(scope, first) if first is not None else None) or scope.value_column()
        args = {"target": column.name} if column is not None else {}
    return Intent(source=intent.source, tool="drivers", args=args, where=intent.where, within=intent.within)


def _named_period(last: Turn, intent: Intent) -> list[str] | None:
    """ "which month was the worst? - why?": the days of the month that answered."""
    headline = last.answer.headline
    op = period_op(intent.groups[0].expr) if len(intent.groups) == 1 else None
    if intent.answer != "name" or op is None or headline is None:
        return None
    ends = bounds(op, headline.value)
    return [day.isoformat() for day in ends] if ends is not None else None


def _tested(intent: Intent, conversation: Conversation, catalog: Catalog) -> Intent | None:
    """ "is that difference significant?": the groups of the last answer, or the last two answers, compared."""
    if intent.tool == "calc":
        asked = [
            t.intent for t in conversation.turns if isinstance(t.intent, Intent) and t.intent.tool == "query"
        ]
        return _two_answers(asked[-1], asked[-2], catalog) if len(asked) > 1 else None
    if intent.tool != "query" or not intent.metrics:
        return None
    measure = intent.metrics[0]
    if len(intent.groups) == 1 and not is_time(intent.groups[0]):
        return _comparison(intent, measure, intent.groups[0], intent.where)
    before = [t.intent for t in conversation.turns[:-1] if isinstance(t.intent, Intent)]
    return _two_answers(intent, before[-1], catalog) if before else None


def _two_answers(intent: Intent, earlier: Intent, catalog: Catalog) -> Intent | None:
    """The same figure of two groups, asked one after the other."""
    if earlier.source != intent.source or earlier.metrics != intent.metrics or intent.groups:
        return None
    if not intent.metrics:
        return None
    mine = [e for e in intent.where if e not in earlier.where]
    theirs = [e for e in earlier.where if e not in intent.where]
    if len(mine) != 1 or len(theirs) != 1 or columns_of(mine[0]) != columns_of(theirs[0]):
        return None
    names = columns_of(mine[0])
    pair = [e for e in (theirs[0], mine[0]) if isinstance(e, Call) and e.op == "eq"]
    if len(names) != 1 or len(pair) != 2:
        return None
    column = Scope(catalog, intent.source).source.columns.get(names[0])
    kept = tuple(e for e in intent.where if e in earlier.where)
    both: Expr = Call(op="in", args=(pair[0].args[0], pair[0].args[1], pair[1].args[1]))
    out = Out(name=column.label if column is not None else names[0], expr=pair[0].args[0])
    return _comparison(intent, intent.metrics[0], out, (*kept, both))


def _comparison(intent: Intent, measure: Out, dimension: Out, where: tuple[Expr, ...]) -> Intent:
    args: dict[str, object] = {"measure": measure.canonical(), "dimension": dimension.canonical()}
    return Intent(source=intent.source, tool="compare", args=args, where=where, within=intent.within)


def _with_the_rest(intent: Intent, catalog: Catalog) -> Intent | None:
    """ "is that good?": no yardstick from outside is known; those who were asked about stand beside all others."""
    part = tuple(e for e in intent.where if not is_period(e))
    first = intent.metrics[0] if intent.metrics else None
    if intent.tool != "query" or first is None or intent.groups or not part:
        return None
    column = row_column(Scope(catalog, intent.source), first)
    if column is None:
        return None
    args: dict[str, object] = {"measure": first.canonical()}
    return Intent(source=intent.source, tool="compare", args=args, where=part, within=intent.within)


# -- members -----------------------------------------------------------------------------------------------------
def _about_member(
    planner: OfflinePlanner,
    low: str,
    tagged: Tagged,
    catalog: Catalog,
    conversation: Conversation,
    last: Turn,
    intent: Intent,
) -> Aside | None:
    """ "tell me about it", "ideas for a campaign for them"."""
    calls = abilities.called(tagged, planner.tools)
    wanted = next((c.tool for c in calls if c.tool in ("campaign", "profile")), None)
    if wanted is None and _PROFILE.search(low) and "profile" in planner.tools:
        wanted = "profile"
    if wanted is None or not _POINTS.search(low) or "segment " in low:
        return None
    spoken = intent.args.get("segment")
    if isinstance(spoken, dict):
        return Aside(changed(intent, tool=wanted, args={"segment": spoken}), 0.9)
    labelling = segmentation(conversation)
    named = member(last, low)
    if labelling is not None and named in labelling.labels:
        return Aside(segment_call(conversation, labelling, wanted, str(named)), 0.9)
    population = (*intent.where, *intent.share)
    pointed = _rows(low, last, intent, catalog)
    if pointed is not None:
        population = (*population, *pointed.conditions)
    return Aside(Intent(source=intent.source, tool=wanted, where=population), 0.8)


def _rows(low: str, last: Turn, intent: Intent, catalog: Catalog) -> pointing.Pointed | None:
    if intent.source not in catalog.sources:
        return None
    ground = Ground(Scope(catalog, intent.source), intent)
    said = hear(low)
    return pointing.nth(said, last, ground) or pointing.pronoun(said, last, ground)


def member(last: Turn, low: str) -> Any:
    """The name that "it" or "the second one" means."""
    found = re.search(r"\bthe (first|second|third|fourth|last|top|best|worst)\b", low)
    if found is not None and last.mentioned:
        place = {
            "first": 0,
            "second": 1,
            "third": 2,
            "fourth": 3,
            "last": -1,
            "top": 0,
            "best": 0,
            "worst": -1,
        }[found[1]]
        return last.mentioned[place] if -len(last.mentioned) <= place < len(last.mentioned) else None
    headline = last.answer.headline
    if headline is not None and isinstance(headline.value, str):
        return headline.value
    shown = last.intent is not None and last.intent.groups and last.intent.tool == "query"
    return last.mentioned[0] if last.mentioned and shown else None
