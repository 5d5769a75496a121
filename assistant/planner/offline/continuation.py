"""Follow-ups that are more than an edit of a query: on segments, people, forecasts, and arithmetic on answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from assistant.planner.offline import abilities, followup, lifecycle, phrases, tables
from assistant.planner.offline.checks import check
from assistant.planner.offline.compose import compose
from assistant.planner.offline.conditions import Draft, draft_of
from assistant.planner.offline.conditions import read as read_conditions
from assistant.planner.offline.scope import Intent, Scope
from assistant.planner.offline.spans import Tagged
from assistant.reading import Reading
from data.catalog import Catalog
from data.query import Agg, Call, Col, Expr, Lit, MeasureRef, Out, call, col, walk
from tools._result import Labelling

if TYPE_CHECKING:
    from assistant.conversation import Conversation, Turn
    from assistant.planner.offline.planner import OfflinePlanner

_GROWTH = re.compile(
    r"\b(how much|how many percent|by how much|what percent(age)?)\b.*\b(up|down|more|less|higher|lower|growth|increase|decrease|change|difference)\b|\b(growth|change|difference) (in percent|between (them|the two|those))\b|\bin percent\b.*\b(up|down)\b|\bhow much (is|was) (that|it) (up|down)|percent (higher|lower|more|less)",
    re.I,
)
_PER = re.compile(
    r"^(?:so |and |ok |then )*(?:what is that |how much is that |how much |that )?(?:per|for each|a|by) (?P<noun>[\w ]+?)\??$|\bper (?:head|customer|person|capita)\b",
    re.I,
)
_SURE = re.compile(
    r"\b(how sure|are you sure|how certain|how reliable|can i trust|is (that|this|it) (number |figure )?(real|right|correct|true|reliable|good)|real\?|really\?|how accurate|confident|significant)\b",
    re.I,
)
_HOW_MANY = re.compile(
    r"\bhow many (people |customers |families |of them |members |buyers )?(is|are|was|were) (that|it|this|they|these|those|there)\b",
    re.I,
)
_FORECAST = re.compile(
    r"\b(forecast|expect|predict|project)\b.*\bnext\b|\bnext (month|quarter|week)\b|\bforecast (it|that|this)\b",
    re.I,
)
_WHY = re.compile(r"^(and |but |so )?(why|how come)( is that| so| not)?\b[ ?!.]*$", re.I)
_PROFILE = re.compile(
    r"\b(tell me (more )?about|describe|profile|who are|what are they like|more about|characteri[sz]e)\b",
    re.I,
)


def read(
    planner: OfflinePlanner,
    question: str,
    tagged: Tagged,
    catalog: Catalog,
    conversation: Conversation,
    last: Turn,
) -> Reading | None:
    """The continuation that a message is, or None."""
    low = tagged.text.lower()
    intent = last.intent if isinstance(last.intent, Intent) else None
    if intent is not None and intent.tool in lifecycle.TOOLS:
        changed = lifecycle.again(planner, question, tagged, catalog, intent)
        if changed is not None:
            return changed
    arithmetic = _arithmetic(planner, question, tagged, conversation, low)
    if arithmetic is not None:
        return arithmetic
    if intent is None:
        return None
    if (
        phrases.buys(low)
        and re.search(r"\b(they|them|these|those|he|she|it)\b", low)
        and intent.tool == "query"
        and intent.groups
    ):
        member = _pointed(last, low)
        first = intent.groups[0].expr
        made = segmentation(conversation)
        if isinstance(first, Col) and first.col.startswith("$") and made is not None:
            first = col(made.name)
        if isinstance(member, str) and isinstance(first, Col) and not first.col.startswith("$"):
            led = intent.model_copy(
                update={"where": (*intent.where, call("eq", first, member)), "groups": (), "before": ()}
            )
            bought = followup.edit(led, tagged, Scope(catalog, intent.source))
            if bought is not None:
                return planner._one(question, bought.intent, tagged, 0.85)
    if followup.points_back(tagged.text):
        calls = abilities.called(tagged, planner.tools)
        pointed = _pointed(last, low) if re.search(r"\b(it|them|that|this|those|these)\b", low) else None
        named = pointed if isinstance(pointed, str) else None
        carried = lifecycle.read(planner, question, tagged, catalog, calls, intent, named)
        if carried is not None:
            return carried
    threshold = tables.that_much(planner, tagged, catalog, last)
    if threshold is not None:
        return planner._one(question, threshold, tagged, 0.9)
    if intent.tool == "define" and followup.leans_hard(tagged.text):
        members = followup.edit(_members_of(intent, catalog), tagged, Scope(catalog, intent.source))
        if members is not None:
            checked = check(members.draft, members.intent, len(tagged.corrections))
            return planner._one(question, members.intent, tagged, max(checked.confidence, 0.6), checked)
    if _SURE.search(low) and len(low.split()) <= 14:
        return planner._one(question, intent, tagged, 0.85)
    if _HOW_MANY.search(low) and intent.tool != "query" and (intent.where or intent.within):
        counted = _count_last(intent, catalog)
        if counted is not None:
            return planner._one(question, counted, tagged, 0.9)
    if _FORECAST.search(low) and intent.tool == "query" and intent.metrics and "forecast" in planner.tools:
        args: dict[str, Any] = {"measure": intent.metrics[0].canonical()}
        return planner._one(
            question,
            Intent(source=intent.source, tool="forecast", args=args, where=intent.where),
            tagged,
            0.85,
        )
    if _WHY.match(low) and intent.tool == "query" and "drivers" in planner.tools:
        return planner._one(question, _why(intent, catalog), tagged, 0.75)
    if intent.tool == "predict":
        made = _another_person(tagged, catalog, intent)
        if made is not None:
            return planner._one(question, made, tagged, 0.85)
    if intent.tool == "segment":
        again = _again(tagged, catalog, intent, low)
        if again is not None:
            return planner._one(question, again, tagged, 0.9)
    if intent.tool in (
        "forecast",
        "correlate",
        "campaign",
        "profile",
        "drivers",
        "concentration",
        "overview",
    ):
        narrowed = _narrowed(tagged, catalog, intent, low)
        if narrowed is not None:
            return planner._one(question, narrowed, tagged, 0.8)
    return _about_member(planner, question, tagged, catalog, conversation, last, low)


def leans(text: str, last: Turn) -> bool:
    """Whether a message may lean on the last answer: a follow-up, arithmetic, or an argument of an ability."""
    if followup.looks_like(text) or is_arithmetic(text):
        return True
    return isinstance(last.intent, Intent) and lifecycle.edits(text, last.intent)


def is_arithmetic(text: str) -> bool:
    """Whether a message may set the last two answers against each other."""
    return _GROWTH.search(text.lower()) is not None and len(text.split()) <= 14


# -- arithmetic on answers ---------------------------------------------------------------------------------------
def _arithmetic(
    planner: OfflinePlanner, question: str, tagged: Tagged, conversation: Conversation, low: str
) -> Reading | None:
    if "calc" not in planner.tools:
        return None
    last = conversation.last.intent if conversation.last is not None else None
    if isinstance(last, Intent) and last.tool == "calc" and len(last.before) == 2 and _GROWTH.search(low):
        op = "growth" if re.search(r"percent|%|growth", low) else "difference"
        return planner._one(
            question, last.model_copy(update={"args": {"op": op, "of": ["$2", "$1"]}}), tagged, 0.9
        )
    turns = [
        t
        for t in conversation.turns
        if isinstance(t.intent, Intent)
        and t.answer.headline is not None
        and not isinstance(t.answer.headline.value, str)
    ]
    if (
        len(turns) >= 2
        and _GROWTH.search(low)
        and len(low.split()) <= 14
        and not any(s.period for s in tagged.cover)
    ):
        first, second = turns[-2], turns[-1]
        op = (
            "growth"
            if "percent" in low or "%" in low or re.search(r"\b(up|down|growth)\b", low)
            else "difference"
        )
        pair = (first, second)
        if _asks_first(low, first, second) or (_names(tagged, first) and not _names(tagged, second)):
            pair = (second, first)
        return _calc(planner, question, tagged, pair, op)
    per = _PER.match(low) or (len(low.split()) <= 5 and _PER.search(low))
    if len(turns) >= 2 and per:
        return _calc(planner, question, tagged, (turns[-2], turns[-1]), "ratio")
    return None


def _names(tagged: Tagged, turn: Turn) -> bool:
    """ "how much higher is Germany": the turn whose filter names it."""
    said = {e.value for s in tagged.cover for e in s.entries if e.kind == "value"}
    kept = {n.lit for e in turn.intent.where for n in walk(e) if isinstance(n, Lit)}
    return bool(said & kept)


def _asks_first(low: str, first: Turn, second: Turn) -> bool:
    """ "how many percent higher is ours": the first of two that were compared side by side."""
    return bool(re.search(r"\b(ours?|the first)\b", low))


def _calc(
    planner: OfflinePlanner, question: str, tagged: Tagged, pair: tuple[Turn, Turn], op: str
) -> Reading:
    steps: list[dict[str, Any]] = []
    refs = []
    for turn in pair:
        for step in turn.plan.steps:
            steps.append(step.model_dump(mode="json"))
        refs.append(f"${len(steps)}")
    base = pair[1].intent
    intent = Intent(source=base.source, tool="calc", args={"op": op, "of": refs}, before=tuple(steps))
    return planner._one(question, intent, tagged, 0.9)


def _count_last(intent: Intent, catalog: Catalog) -> Intent | None:
    """How many the last answer was about."""
    from assistant.planner.offline.compose import count_of

    scope = Scope(catalog, intent.source)
    counted = count_of(scope, scope.entity) if scope.entity is not None else None
    if counted is None:
        return None
    return Intent(
        source=intent.source, where=intent.where, within=intent.within, metrics=(counted,), answer="value"
    )


def _members_of(intent: Intent, catalog: Catalog) -> Intent:
    """The people of a definition as a query, which a follow-up may edit."""
    counted = _count_last(intent, catalog)
    return counted if counted is not None else intent.model_copy(update={"tool": "query", "args": {}})


# -- other abilities ---------------------------------------------------------------------------------------------
def _why(intent: Intent, catalog: Catalog) -> Intent:
    scope = Scope(catalog, intent.source)
    main = scope.value_column()
    timed = any(isinstance(g.expr, Call) and g.expr.op.startswith("trunc_") for g in intent.groups)
    measured = [m.canonical() for m in intent.metrics[:1]]
    args: dict[str, Any] = (
        {"measure": measured[0]} if timed and measured else {"target": main.name} if main is not None else {}
    )
    return Intent(source=intent.source, tool="drivers", args=args, where=intent.where)


def _another_person(tagged: Tagged, catalog: Catalog, intent: Intent) -> Intent | None:
    draft = draft_of(Scope(catalog, intent.source), tagged)
    draft_conditions = draft
    read_conditions(draft_conditions)
    said = abilities.person(draft)
    return followup.person_edit(intent, said) if said else None


def _again(tagged: Tagged, catalog: Catalog, intent: Intent, low: str) -> Intent | None:
    """Other segments: "make it 6 segments", "weight frequency double", "by age and income only"."""
    if not re.search(
        r"\b(make it|instead|weight|only|use|with|try|into|\d+ (segments|clusters|groups)|rfm|without)\b", low
    ):
        return None
    if re.search(r"\b(which|how big|how many|what|average|share|most|compare|plot)\b", low):
        return None
    scope = Scope(catalog, intent.source)
    draft = draft_of(scope, tagged)
    at = next((i for i, s in enumerate(tagged.cover) if s.word("tool")), 0)
    made = abilities.segment(draft, at)
    if not made.args:
        return None
    return intent.model_copy(update={"args": {**intent.args, **made.args}})


def _narrowed(tagged: Tagged, catalog: Catalog, intent: Intent, low: str) -> Intent | None:
    """The same ability for fewer rows, another segment or another horizon."""
    scope = Scope(catalog, intent.source)
    segment = intent.args.get("segment")
    number = re.search(r"\b(?:segment|cluster|group|number)\s*(\d+)\b", low)
    if isinstance(segment, dict) and number:
        return intent.model_copy(update={"args": {**intent.args, "segment": {**segment, "label": number[1]}}})
    if not followup.leans_hard(tagged.text):
        return None
    fresh, draft = compose(scope, tagged)
    rows = tuple(c.expr for c in draft.conditions if c.measure is None)
    if rows and not fresh.metrics:
        return intent.model_copy(update={"where": (*intent.where, *rows)})
    if intent.tool == "correlate" and fresh.metrics:
        columns = [c.name for _, c in abilities.named_columns(draft_of(scope, tagged), 0)]
        old = intent.args.get("columns")
        if len(columns) == 1 and isinstance(old, list) and len(old) == 2:
            kept = _kept_of_pair(scope, old)
            return intent.model_copy(update={"args": {**intent.args, "columns": [columns[0], kept]}})
    return None


def _kept_of_pair(scope: Scope, pair: list[str]) -> str:
    main = scope.value_column()
    return main.name if main is not None and main.name in pair else pair[-1]


# -- members and groups of the last answer -------------------------------------------------------------------------
def _about_member(
    planner: OfflinePlanner,
    question: str,
    tagged: Tagged,
    catalog: Catalog,
    conversation: Conversation,
    last: Turn,
    low: str,
) -> Reading | None:
    """ "tell me about it", "ideas for a campaign for them", "which of them uses deals most?"."""
    labelling = segmentation(conversation)
    calls = abilities.called(tagged, planner.tools)
    wanted = next((c.tool for c in calls if c.tool in ("campaign", "profile")), None)
    if wanted is None and _PROFILE.search(low) and "profile" in planner.tools:
        wanted = "profile"
    pointing = re.search(
        r"\b(it|them|they|that|this|those|these|the (first|second|third|last|best|worst|top))\b", low
    )
    if wanted is not None and pointing and "segment " not in low:
        spoken = last.intent.args.get("segment")
        if isinstance(spoken, dict):
            again = last.intent.model_copy(update={"tool": wanted, "args": {"segment": spoken}})
            return planner._one(question, again, tagged, 0.9)
        shown = shown_members(last, low)
        if shown is not None:
            return planner._one(
                question,
                Intent(source=last.intent.source, tool=wanted, where=(*last.intent.where, shown)),
                tagged,
                0.85,
            )
        member = _pointed(last, low)
        if labelling is not None and member in labelling.labels:
            return planner._one(
                question, segment_call(conversation, labelling, wanted, str(member)), tagged, 0.9
            )
        intent = last.intent
        population = (*intent.where, *intent.share)
        if member is not None and intent.groups and isinstance(intent.groups[0].expr, Col):
            population = (*population, call("eq", intent.groups[0].expr, member))
        return planner._one(
            question, Intent(source=intent.source, tool=wanted, where=population), tagged, 0.8
        )
    if (
        labelling is not None
        and (last.intent.tool == "segment" or _labelled(last.intent, labelling.name))
        and (
            re.search(r"\b(of them|each of them|which one|them|which of these|each)\b", low)
            or followup.leans_hard(tagged.text)
        )
    ):
        return grouped_by(planner, question, tagged, catalog, col(labelling.name), labelling.source, (), low)
    return None


def shown_members(last: Turn, low: str) -> Expr | None:
    """ "them", after a list of several: all that were shown."""
    intent, table = last.intent, last.answer.table
    if not re.search(r"\b(them|they|these|those)\b", low) or table is None or intent.limit in (None, 1):
        return None
    named = (*intent.groups, *intent.columns)[:1]
    if not named or not isinstance(named[0].expr, Col):
        return None
    values = [row[0] for row in table.rows if row and row[0] is not None]
    return Call(op="in", args=(named[0].expr, *(Lit(lit=v) for v in values))) if len(values) > 1 else None


def _labelled(intent: Intent, name: str) -> bool:
    return any(
        isinstance(g.expr, Col) and (g.expr.col == name or g.expr.col.startswith("$")) for g in intent.groups
    )


def segmentation(conversation: Conversation) -> Any:
    """The latest segmentation in force, or None; the parts of a ranking by chance are no segments."""
    made = (t for t in reversed(conversation.in_force()) if isinstance(t, Labelling))
    return next((t for t in made if t.details.get("kind") != "ranking"), None)


def _pointed(last: Turn, low: str) -> Any:
    """The thing that "it", "the second one" or "them" means in the last answer: a name that it showed."""
    order = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1, "top": 0, "best": 0, "worst": -1}
    named = next((order[w] for w in order if re.search(rf"\bthe {w}\b", low)), None)
    if named is not None and last.mentioned:
        return last.mentioned[named] if -len(last.mentioned) <= named < len(last.mentioned) else None
    headline = last.answer.headline
    if headline is not None and isinstance(headline.value, str):
        return headline.value
    return (
        last.mentioned[0]
        if last.mentioned and last.intent.tool in ("query", "profile", "campaign") and last.intent.groups
        else None
    )


def segment_call(conversation: Conversation, labelling: Any, tool: str, label: str) -> Intent:
    """A profile or campaign of one label of a segmentation that the conversation has made."""
    return Intent(
        source=labelling.source, tool=tool, args={"segment": {"step": labelling.name, "label": label}}
    )


def grouped_by(
    planner: OfflinePlanner,
    question: str,
    tagged: Tagged,
    catalog: Catalog,
    label: Expr,
    source: str,
    before: tuple[dict[str, Any], ...],
    low: str,
) -> Reading | None:
    """Any measure by the segments: "which segment generates most revenue?", "average income by segment"."""
    if source not in catalog.sources:
        return None
    scope = Scope(catalog, source)
    fresh, draft = compose(scope, tagged)
    for i, span in enumerate(tagged.cover):
        if (
            span.text.lower() in abilities.SEGMENT_NOUNS
            or span.word("reference")
            or span.text.lower() in ("them", "of", "which", "each", "one")
        ):
            draft.use("segment", i)
    metrics = list(fresh.metrics)
    if re.search(r"\bhow (big|large|many)\b|\bsize", low):
        from assistant.planner.offline.compose import count_of

        counted = count_of(scope, scope.entity) if scope.entity is not None else None
        if counted is not None and counted not in metrics:
            metrics.insert(0, counted)
    if not metrics:
        main = scope.main_measure()
        metrics = [main] if main is not None else []
    if not metrics:
        return None
    metrics = [_per_head(scope, m) for m in metrics if "share of" not in m.name or not fresh.share]
    if fresh.share or re.search(r"%|percent|share", low) or re.search(r"\bhow (big|large)\b", low):
        from data.query import Over

        first = metrics[0]
        metrics.insert(
            1, Out(name=f"share of {first.name}", expr=Over(over="share", of=first.name), unit="share")
        )
        _use(draft, r"share|percent|%|the total|total|in %")
    metrics += _sizes(scope, metrics)
    ranked = fresh.order is not None or any(s.word("superlative") for s in tagged.cover)
    group = Out(name="segment", expr=label)
    answer = "name" if ranked and re.search(r"\b(which|what|who)\b", low) else "table"
    others = tuple(g for g in fresh.groups if not _means_segment(g))
    intent = Intent(
        source=source, before=before, where=fresh.where, metrics=tuple(metrics), groups=(group, *others),
        order=metrics[0].name if ranked else None, desc=(fresh.desc if fresh.desc is not None else True) if ranked else None,
        chart=fresh.chart, answer="chart" if fresh.chart not in (None, "table") and answer != "name" else answer,
    )  # fmt: skip
    _use(
        draft,
        r"most|least|highest|lowest|best|and|goes|brings?|in|uses?|for|segments?|clusters?|group|groups|generates?|by|per|each",
    )
    checked = check(draft, intent, len(tagged.corrections))
    return planner._one(question, intent, tagged, max(checked.confidence, 0.55), checked)


def _sizes(scope: Scope, metrics: list[Out]) -> list[Out]:
    """The size of each segment stands beside every comparison of segments."""
    from assistant.planner.offline.compose import count_of

    counted = count_of(scope, scope.entity) if scope.entity is not None else None
    return [counted] if counted is not None and all(m.name != counted.name for m in metrics) else []


def _per_head(scope: Scope, out: Out) -> Out:
    """Behaviour is compared per member; only money and counts of members are totals of a segment."""
    from assistant.planner.offline.compose import of_column

    expr = out.expr
    if isinstance(expr, Agg) and expr.agg == "sum" and isinstance(expr.of, Col):
        column = scope.source.columns.get(expr.of.col)
        if column is not None and column.role != "amount":
            return of_column("mean", column)
    if isinstance(expr, MeasureRef):
        attribute = scope.attribute(scope.catalog.measures[expr.measure])
        if attribute is not None and attribute.role == "quantity":
            return of_column("mean", attribute)
    return out


def _means_segment(out: Out) -> bool:
    return isinstance(out.expr, Col) and out.name.lower() in ("segment", "cluster", "group")


def _use(draft: Draft, pattern: str) -> None:
    for i, span in enumerate(draft.spans):
        if draft.free(i) and re.fullmatch(pattern, span.text.lower()):
            draft.use("segment", i)
