"""Figures set against each other: two names of the last answer, its ends, or the last two answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from assistant.conversation import Turn
from assistant.planner.offline import build
from assistant.planner.offline.counted import is_count
from assistant.planner.offline.followups import pointing
from assistant.planner.offline.followups.groups import is_time
from assistant.planner.offline.followups.operations import Ground, changed
from assistant.planner.offline.followups.population import both
from assistant.planner.offline.followups.replay import intent_of
from assistant.planner.offline.scope import Intent, Scope, is_money
from assistant.planner.offline.spans import Tagged
from data.catalog import Catalog
from data.query import Col, Expr, Lit, Out, Over, columns_of, walk

if TYPE_CHECKING:
    from assistant.conversation import Conversation
    from assistant.planner.offline.planner import OfflinePlanner

_MORE = r"(?:more|less|higher|lower|bigger|smaller|larger|greater|longer|shorter|older|younger|cheaper|better|worse|up|down|above|below|ahead|behind|fewer)"
_GAP = re.compile(
    rf"\b(?:difference|gap|spread|distance|range|margin|far apart)\b|\b(?:are|is|lie|how \w+)\b(?:(?!\bsets?\b)[^.?])*\bapart\b|\bhow (?:much|many)(?: percent| %)?(?: \w+)? {_MORE}\b|\b(?:by )?how (?:much|many percent)\b.*\b{_MORE}\b|\bwhat percent(?:age)?\b.*\b{_MORE}\b|\bminus\b|\bpercent(?:age)? {_MORE}\b|\b(?:up|down)\b.*\bin percent\b|\bin percent\b.*\b(?:up|down)\b|\b(?:growth|change|increase|decrease|uplift)\b(?: (?:in|as)(?: a)? (?:percent(?:age)?|%))?|\bhow much (?:is|was) (?:that|it) (?:up|down)\b|\b(?:how many|in) (?:percent(?:age)? |% )?points\b|\b(?:lies?|is|are) between\b|\b(?:how (?:much|many percent)|what percent(?:age)?) (?:did|has|have) (?:it|that|this|they) (?:grow|grown|change|changed|rise|risen|fall|fallen|drop|dropped|increase|increased|decrease|decreased|gone? (?:up|down))\b",
    re.I,
)
_POINTS = re.compile(r"\bpoints?\b", re.I)
"""Said of two shares, these are taken from one another."""
_PERCENT = re.compile(r"%|\bpercent|\bpercentage|\bgrowth|\bgrow(?:n|s)?\b|\bgrew\b|\buplift", re.I)
_UP = re.compile(r"\b(?:up|down)\b", re.I)
_HIGH = r"(?:best|highest|largest|biggest|most|top|first|max|maximum|strongest|leader|winner)"
_LOW = r"(?:worst|lowest|smallest|least|bottom|last|min|minimum|weakest|fewest|loser)"
_ENDS = re.compile(
    rf"\b{_HIGH}\b(?: (?:one|ones|value|group|\w+))?(?: (?:and|to|vs|versus|than|from|minus|compared (?:to|with)|is))+(?: the)? (?:one )?{_LOW}\b|\b{_LOW}\b(?: (?:one|ones|value|group|\w+))?(?: (?:and|to|vs|versus|than|from|minus|compared (?:to|with)|is))+(?: the)? {_HIGH}\b|\bhow much higher is the {_HIGH}\b|\b(?:two )?(?:extremes|ends)\b",
    re.I,
)
_SECOND = re.compile(r"\b(?:first|top|best|highest|leader|number one)\b.*\b(?:second|2nd|runner[- ]?up)\b|\bsecond\b.*\bfirst\b|\btop two\b|\bfirst two\b", re.I)  # fmt: skip
_ALONE = re.compile(
    r"^\W*(?:(?:and|so|ok|then|but|now|what(?:'s| is|s)?|how (?:big|large|high|wide|much) is|how (?:big|large) was|tell me|give me|show|calculate|compute|is|the|that|a)\b\W*)*(?:difference|gap|spread|distance|range|margin|uplift|growth|change|increase|decrease)(?:\s+(?:between|of)\s+(?:them|those|these|the two|both|the two of them|the \w+))?(?:\s+(?:in|as)\s+(?:a\s+)?(?:percent(?:age)?|%|per cent|absolute terms|total))?\W*$",
    re.I,
)
_PER = re.compile(
    r"^\W*(?:(?:so|and|ok|then|now)\s+)*(?:what is that |how much is that |how much |that )?(?:per|for each|a|by) (?P<noun>[\w ]+?)\??\W*$|\bper (?:head|customer|person|capita)\b",
    re.I,
)
_COST_OF_ONE = re.compile(
    r"^\W*(?:(?:so|and|ok|then|now)\b\W*)*(?:what|how much) (?:did|does|do|has|is|was)(?: we| they)?(?: pay| spend| paid| spent)?(?: (?:for|on))? (?:one|an?|each|every|a single|one single|per)(?: single)? (?P<noun>[\w ]+?)(?: (?:cost|come to|cost on average|come at))?(?: (?:us|me|them))?(?: on average)?\W*$",
    re.I,
)
"""What was paid, over what came of it."""
_HIGHER = re.compile(
    r"^\W*(?:(?:and|so|but|then)\b\W*)*(?:which|who|what|whose)(?: (?:one|of (?:them|the two|these|those|both)))?(?: figure| value| number)? (?:is|was|are|has|had|got|did|does)(?: the)? (?P<more>higher|bigger|larger|more|better|greater|longer|older)?(?P<less>lower|smaller|less|fewer|worse|shorter|younger|cheaper)?(?: (?:one|figure|value|number))?\W*$",
    re.I,
)
_RATIO = re.compile(
    r"\bratio\b(?:\s+(?:of|between)\s+(?:the (?:two|both)|them|those(?: two)?|these(?: two)?|both))?(?=\W*$)|\bhow many times (?:as (?:much|many|high|big|large)|more|bigger|larger|higher)\b(?: (?:is|was|are|were) (?:that|it|this|they|those))?(?=\W*$)",
    re.I,
)
"""One figure over the other; of which of them is not said."""
_RATIO_ALONE = re.compile(
    rf"\W*(?:(?:and|so|ok|then|now|what(?:'s| is|s| was)?|tell me|give me|show|calculate|compute|is|the|that|as|a|by)\b\W*)*(?:{_RATIO.pattern})\W*",
    re.I,
)
"""Nothing stands before the ratio that would say of what it is."""
_COURSE = re.compile(r"\b(?:growth|change|increase|decrease)\b", re.I)
"""Along a course in time these are said of each period."""
_IN_PERCENT = re.compile(
    r"^\W*(?:(?:and|so|or|then|what is (?:that|it)|how much is (?:that|it)|make (?:that|it)|show (?:that|it)|as|in|a|the)\b\W*)*(?:percent|percentage|per cent|%|percent terms)\W*$",
    re.I,
)
_MOST_WORDS = 16
_FIGURES = ("query", "calc", "predict")
"""Abilities whose headline is a figure of the rows asked about."""


def read(
    planner: OfflinePlanner, tagged: Tagged, catalog: Catalog, conversation: Conversation, last: Turn
) -> Intent | None:
    """The arithmetic that a message asks for, or None."""
    low = tagged.text.lower()
    if "calc" not in planner.tools or len(low.split()) > _MOST_WORDS:
        return None
    intent = intent_of(last)
    if intent is None:
        return None
    again = _again_as(intent, low)
    if again is not None:
        return again
    higher = _HIGHER.match(low)
    if higher is not None and (higher["more"] or higher["less"]):
        return _higher(conversation, catalog, desc=bool(higher["more"]))
    if _RATIO_ALONE.fullmatch(low):
        return _of_two(planner, tagged, conversation, low) if _are_alike(conversation) else None
    if _GAP.search(low):
        return _of_one_answer(planner, tagged, catalog, last, intent, low) or _of_two(
            planner, tagged, conversation, low
        )
    return _per(conversation, catalog, low)


def _are_alike(conversation: Conversation) -> bool:
    """The last two figures were restricted by the same columns: a part over everything is no ratio of two."""
    columns = [{n for e in i.where for n in columns_of(e)} for _, i in _numbers(conversation)[-2:]]
    return len(columns) == 2 and columns[0] == columns[1]


def _op(low: str) -> str:
    if _RATIO.search(low):
        return "ratio"
    return "growth" if _UP.search(low) and not _POINTS.search(low) else _op_of_rows(low)


def _again_as(intent: Intent, low: str) -> Intent | None:
    """ "how many percent higher is ours?" after a difference of two that were put side by side."""
    if intent.tool != "calc" or len(intent.before) != 2:
        return None
    if _IN_PERCENT.match(low) and intent.args.get("op") == "difference":
        return changed(intent, args={**intent.args, "op": "growth"})
    if not _GAP.search(low):
        return None
    op = "growth" if _PERCENT.search(low) else "difference"
    return changed(intent, args={"op": op, "of": ["$2", "$1"]})


# -- two rows of the last answer ---------------------------------------------------------------------------------
def _of_one_answer(
    planner: OfflinePlanner, tagged: Tagged, catalog: Catalog, last: Turn, intent: Intent, low: str
) -> Intent | None:
    """Between two of its names, or between its ends."""
    if intent.tool != "query" or intent.source not in catalog.sources or len(intent.groups) != 1:
        return None
    if not intent.metrics or last.answer.table is None or (is_time(intent.groups[0]) and _COURSE.search(low)):
        return None
    ground = Ground(Scope(catalog, intent.source), intent)
    pair = _named_pair(tagged, ground, last)
    if pair is None and (_ENDS.search(low) or (_ALONE.match(low) and len(last.answer.table.rows) > 1)):
        pair = _ends(ground, last)
    if pair is None and _SECOND.search(low):
        pair = pointing.member_at(last, ground, 2), pointing.member_at(last, ground, 1)
    if pair is None or pair[0] is None or pair[1] is None:
        return None
    return _calc(planner, [_one_row(intent, p.conditions) for p in pair if p is not None], _op_of_rows(low))


def _op_of_rows(low: str) -> str:
    return "growth" if _PERCENT.search(low) and not _POINTS.search(low) else "difference"


def _ends(ground: Ground, last: Turn) -> tuple[pointing.Pointed | None, pointing.Pointed | None] | None:
    """The lowest and the highest row by the first figure."""
    table = last.answer.table
    figure = next((m.name for m in ground.last.metrics if not isinstance(m.expr, Over)), None)
    if table is None or figure not in table.columns:
        return None
    at = table.columns.index(figure)
    rows = [
        r
        for r in table.rows
        if r and r[0] is not None and isinstance(r[at], (int, float)) and not isinstance(r[at], bool)
    ]
    if len(rows) < 2:
        return None
    rows.sort(key=lambda r: float(r[at] or 0))
    return pointing.of_row(ground, table, rows[0]), pointing.of_row(ground, table, rows[-1])


def _named_pair(
    tagged: Tagged, ground: Ground, last: Turn
) -> tuple[pointing.Pointed | None, pointing.Pointed | None] | None:
    """ "how much higher is Germany than France": the second name first, so that the difference is that of the first."""
    table, out = last.answer.table, ground.last.groups[0]
    if table is None or out.name not in table.columns:
        return None
    at = table.columns.index(out.name)
    column = getattr(out.expr, "col", None)
    rows: list[tuple[Any, ...]] = []
    for span in tagged.cover:
        values = {
            str(v)
            for e in span.entries
            if e.kind == "value" and e.name.rsplit(".", 1)[-1] == str(column).rsplit(".", 1)[-1]
            for v in (e.value, e.shown)
        }
        row = next((r for r in table.rows if r and str(r[at]) in values), None)
        if row is not None and row not in rows:
            rows.append(row)
    if len(rows) != 2:
        return None
    return pointing.of_row(ground, table, rows[1]), pointing.of_row(ground, table, rows[0])


def _one_row(intent: Intent, conditions: tuple[Expr, ...]) -> Intent:
    first = next(m for m in intent.metrics if not isinstance(m.expr, Over))
    return changed(
        intent, where=(*intent.where, *conditions), metrics=(first,), groups=(), order=None, desc=None, limit=None,
        rest=None, best=(), having=(), chart=None, answer="value",
    )  # fmt: skip


# -- the last two answers ----------------------------------------------------------------------------------------
def _numbers(conversation: Conversation) -> list[tuple[Turn, Intent]]:
    """Turns that were answered by a number that can be set against another; a number of segments cannot."""
    found = []
    for turn in conversation.turns:
        intent, headline = intent_of(turn), turn.answer.headline
        if intent is None or intent.tool not in _FIGURES:
            continue
        if headline is not None and not isinstance(headline.value, str):
            found.append((turn, intent))
    return found


def _of_two(planner: OfflinePlanner, tagged: Tagged, conversation: Conversation, low: str) -> Intent | None:
    turns = _numbers(conversation)
    if len(turns) < 2 or any(s.period for s in tagged.cover) or turns[-1][0] is not conversation.turns[-1]:
        return None
    first, second = turns[-2], turns[-1]
    if re.search(r"\b(ours?|the first)\b", low) or (
        _names(tagged, first[1]) and not _names(tagged, second[1])
    ):
        first, second = second, first
    return _of_turns(first, second, _op(low))


def _higher(conversation: Conversation, catalog: Catalog, desc: bool) -> Intent | None:
    """ "which is higher?": the last two figures side by side, where they differ in one name."""
    turns = _numbers(conversation)
    if len(turns) < 2 or turns[-1][0] is not conversation.turns[-1]:
        return None
    first, second = turns[-2][1], turns[-1][1]
    plain = {"where": (), "notes": ()}
    if first.model_copy(update=plain) != second.model_copy(update=plain) or len(second.metrics) != 1:
        return None
    apart = [e for e in (*first.where, *second.where) if not (e in first.where and e in second.where)]
    joined = both(*apart) if len(apart) == 2 else None
    if (
        joined is None
        or second.groups
        or not isinstance(joined.args[0], Col)
        or second.source not in catalog.sources
    ):
        return None
    column = catalog.sources[second.source].columns.get(joined.args[0].col)
    group = Out(name=column.label if column is not None else joined.args[0].col, expr=joined.args[0])
    kept = tuple(e for e in second.where if e in first.where)
    return changed(
        second, where=(*kept, joined), groups=(group,), order=second.metrics[0].name, desc=desc, answer="name",
    )  # fmt: skip


def _names(tagged: Tagged, intent: Intent) -> bool:
    """ "how much higher is Germany": the turn whose filter names it."""
    said = {e.value for s in tagged.cover for e in s.entries if e.kind == "value"}
    kept = {n.lit for e in intent.where for n in walk(e) if isinstance(n, Lit)}
    return bool(said & kept)


def _per(conversation: Conversation, catalog: Catalog, low: str) -> Intent | None:
    """ "so per customer?" after revenue and the number of customers."""
    turns = _numbers(conversation)
    if len(turns) < 2:
        return None
    (first, above), (second, below) = turns[-2:]
    if above.groups or below.groups or len(below.metrics) != 1:
        return None
    cost = _COST_OF_ONE.match(low)
    if cost is not None:
        return _cost_of_one((first, above), (second, below), cost)
    said = _PER.match(low) or (_PER.search(low) if len(low.split()) <= 5 else None)
    if said is None:
        return None
    counted = below.metrics[0]
    if not _is_count_of(counted, said) or below.source not in catalog.sources:
        return None
    if not is_count(counted, Scope(catalog, below.source)):
        return None
    return _of_turns((first, above), (second, below), "ratio")


def _cost_of_one(
    first: tuple[Turn, Intent], second: tuple[Turn, Intent], said: re.Match[str]
) -> Intent | None:
    """ "so what did one conversion cost us?" after what was spent and how many it brought, whichever came first."""
    if set(first[1].where) != set(second[1].where) or len(first[1].metrics) != 1:
        return None
    ways = ((first, second), (second, first))
    fits = [
        (a, b)
        for a, b in ways
        if is_money(_unit(a[0])) and not is_money(_unit(b[0])) and _is_count_of(b[1].metrics[0], said)
    ]
    return _of_turns(*fits[0], "ratio") if len(fits) == 1 else None


def _unit(turn: Turn) -> str | None:
    return turn.answer.headline.unit if turn.answer.headline is not None else None


def _is_count_of(out: Out, found: re.Match[str]) -> bool:
    said = (found["noun"] or "").strip().lower()
    return not said or said.rstrip("s") in out.name.lower() or said in ("head", "capita", "person")


def _of_turns(first: tuple[Turn, Intent], second: tuple[Turn, Intent], op: str) -> Intent:
    steps: list[dict[str, Any]] = []
    refs = []
    for turn, _ in (first, second):
        steps += [step.model_dump(mode="json") for step in turn.plan.steps]
        refs.append(f"${len(steps)}")
    return Intent(source=second[1].source, tool="calc", args={"op": op, "of": refs}, before=tuple(steps))


def _calc(planner: OfflinePlanner, pair: list[Intent], op: str) -> Intent:
    """The second less the first."""
    steps: list[dict[str, Any]] = []
    refs = []
    for intent in pair:
        steps += [s.model_dump(mode="json") for s in build.plan(intent, planner.tools).steps]
        refs.append(f"${len(steps)}")
    return Intent(source=pair[0].source, tool="calc", args={"op": op, "of": refs}, before=tuple(steps))
