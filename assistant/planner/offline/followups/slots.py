"""Follow-ups of other abilities: the same for fewer rows, another figure, another split, another segment or horizon.

What a tool's arguments mean is said by their slots, so this holds for tools that are not here yet.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from assistant.conversation import Turn
from assistant.plan import Step
from assistant.planner.offline import abilities, conditions, segmenting
from assistant.planner.offline.compose import dimension_out, metric, row_column
from assistant.planner.offline.conditions import Draft, draft_of
from assistant.planner.offline.followups.figures import counted_of
from assistant.planner.offline.followups.message import Message
from assistant.planner.offline.followups.operations import Ground, changed
from assistant.planner.offline.followups.population import Clear, Narrow
from assistant.planner.offline.followups.replay import of_step
from assistant.planner.offline.forms import items
from assistant.planner.offline.forms.nouns import is_dimension, names_rows
from assistant.planner.offline.scope import Intent, Scope, is_numeric
from assistant.planner.offline.spans import Tagged
from data.catalog import Column
from data.query import Out
from tools._tool import Tool

if TYPE_CHECKING:
    from assistant.planner.offline.planner import OfflinePlanner

_HOW_MANY = re.compile(
    r"\bhow many (?:people |customers |families |of them |members |buyers |rows )?(?:is|are|was|were) (?:that|it|this|they|these|those|there)\b",
    re.I,
)
_REMADE = re.compile(r"\b(?:make it|instead|weight|only|use|with|try|into|\d+ (?:segments|clusters|groups)|rfm|without)\b", re.I)  # fmt: skip
_ANOTHER_K = re.compile(
    r"^\W*(?:(?:and|now|ok|then|or|but|so|please|try|make|give|show|me|us|it|them|with|for|into|in|what|about|how|only|just|let's|lets|do|use|k|=)\b\W*)*"
    r"(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)(?: (?:of them|instead|segments?|clusters?|groups?|please|then))*\W*$",
    re.I,
)
_ALSO = re.compile(r"\b(?:too|also|as well|add|additionally|plus|besides)\b", re.I)
_USED = re.compile(r"\b(?:which|how big|how many|what|average|share|most|compare|plot)\b", re.I)
_SEGMENT = re.compile(r"\b(?:segment|cluster|group|number)\s*(\d+)\b", re.I)
_WHAT_IF = re.compile(r"\bhow much (?:would|will)\b|\bwhat would (?!be\b)[^?]*?\bbe\b", re.I)
_MODELS = re.compile(
    r"\b(?:svms?|svrs?|support vector(?: machines?| regression)?|k-?nn|(?:nearest )?neighbou?rs?|(?:decision )?trees?|(?:random )?forests?|"
    r"(?:gradient )?boost\w*|ridge|linear (?:regression|model)|all (?:the )?models|other models|more models)\b",
    re.I,
)
_HORIZON = re.compile(
    r"\b(?P<n>\d+|one|two|three|four|five|six|twelve)\s+(?:more\s+)?(?P<unit>day|week|month|quarter|year)s?\b",
    re.I,
)
_AHEAD = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "twelve": 12}


def read(
    planner: OfflinePlanner, said: Message, tagged: Tagged, last: Turn, intent: Intent, scope: Scope
) -> Intent | None:
    """The edited arguments, or None where the message changes none of them."""
    low = tagged.text.lower()
    again = _redrawn(low, last, intent)
    if again is not None:
        return again
    if _HOW_MANY.search(low) and (intent.where or intent.within):
        counted = counted_of(scope, None)
        if counted is not None:
            return Intent(source=intent.source, where=intent.where, within=intent.within, metrics=(counted,), answer="value")  # fmt: skip
    if intent.tool == "predict":
        return _another_prediction(planner, said, tagged, scope, intent)
    if intent.tool == "segment":
        return _other_segments(said, tagged, scope, intent, low)
    if intent.tool == "compare" and re.search(abilities.ABOUT, low):
        return None  # one of them is to be told of
    others = {c.tool for c in abilities.called(tagged, planner.tools)} & _OF_THEIR_OWN
    if others and intent.tool not in others:
        return None  # it calls another ability
    number = _SEGMENT.search(low)
    if isinstance(intent.args.get("segment"), dict) and number is not None:
        segment: Any = intent.args["segment"]
        return changed(intent, args={**intent.args, "segment": {**segment, "label": number[1]}})
    if not said.leans and len(low.split()) > 4:
        return None
    if intent.tool == "calc":
        return _each_step(planner, said, tagged, intent, scope)
    tool = planner.tools.get(intent.tool)
    return _arguments(said, tagged, intent, scope, tool) if tool is not None else None


_OF_THEIR_OWN = {"campaign", "audience", "profile"}
"""Abilities whose words change nothing of another's answer."""
_REDRAWN = re.compile(
    r"^\W*(?:(?:please|now|and|ok|then|can you|could you|just)\W+)*"
    r"(?:(?:show|draw|plot|display|give|make|visuali[sz]e|chart|graph|turn|put)\b(?: me| us)?)?(?: (?:it|that|this|them|these|the same|the result|the parts))?"
    r"(?: again)?(?: (?:as|in|into|with|on))?(?: an?| the)?(?: (?P<type>waterfall|bar|bars|line|pie|area|scatter|heat ?map|box|funnel))?"
    r"(?: (?:charts?|graphs?|plots?|diagrams?|pictures?|figures?))?(?: of (?:it|that|this|them))?(?: please)?\W*$"
)
_DRAWING = re.compile(
    r"\b(?:draw|plot|chart|graph|visuali[sz]e|diagram|picture|waterfall|bars?|pie|line|heat ?map|box|funnel)\b"
)


def _redrawn(low: str, last: Turn, intent: Intent) -> Intent | None:
    """ "show it as a waterfall", "draw it" after an answer that has a picture of its own: the same, and where another kind
    of picture is wished for, that it is this one."""
    found, drawn = _REDRAWN.match(low), last.result.chart
    if found is None or drawn is None or not _DRAWING.search(low):
        return None
    wished = (found["type"] or drawn.type).replace(" ", "").removesuffix("s")
    if wished in drawn.type:
        return intent
    return intent.model_copy(update={"notes": (*intent.notes, f"this is drawn as a {drawn.type} chart")})


_JOINS = (
    "only",
    "just",
    "those",
    "who",
    "that",
    "are",
    "with",
    "for",
    "the",
    "in",
    "of",
    "them",
    "ones",
    "please",
    "now",
)


def only_narrows(tagged: Tagged, scope: Scope) -> bool:
    """Whether a message says nothing but for whom: "only those over 50", "for the married"."""
    draft = draft_of(scope, tagged)
    conditions.read(draft)
    return bool(draft.conditions) and all(
        not draft.free(i)
        or span.free
        or span.text.lower() in _JOINS
        or span.entry("entity", "rows") is not None
        for i, span in enumerate(draft.spans)
    )


# -- arguments by their slots ------------------------------------------------------------------------------------
def _arguments(said: Message, tagged: Tagged, intent: Intent, scope: Scope, tool: Tool) -> Intent | None:
    draft = draft_of(scope, tagged)
    ahead = _ahead(tool, tagged, draft)
    conditions.read(draft)
    asked = items.read(draft)
    args: dict[str, Any] = {**intent.args, **ahead}
    made: Intent | None = changed(intent, args=args) if ahead else None
    rows = tuple(draft.conditions)
    if rows:
        base = made or intent
        made = Narrow(rows, said.adds, said.swaps).on(base, Ground(scope, intent))
    pair = _pair(asked, made or intent)
    if pair is not None:
        return pair
    for item in asked.items:
        column = item.column
        if names_rows(scope, item.term) or item.term is None:
            continue
        if item.term.measure is not None or (column is not None and is_numeric(column)):
            out = metric(scope, item.said, item.term)
            edited = _with_figure(made or intent, tool, out, column, scope)
        elif column is not None and is_dimension(column):
            edited = _with_dimension(made or intent, tool, dimension_out(scope, item.term)[0])
        else:
            edited = None
        made = edited or made
    for at, term, _ in asked.groups:
        if term is not None:
            made = _with_dimension(made or intent, tool, dimension_out(scope, term, draft, at)[0]) or made
    return made


def _pair(asked: items.Asked, intent: Intent) -> Intent | None:
    """ "sorry, I meant age and spend": two columns in the place of two."""
    old = intent.args.get("columns")
    named = [c.name for i in asked.items if (c := i.column) is not None and is_numeric(c)]
    if not isinstance(old, (list, tuple)) or len(old) != 2 or len(named) != 2 or set(named) == set(old):
        return None
    return changed(intent, args={**intent.args, "columns": named})


def _slots(tool: Tool, kind: str) -> list[str]:
    return [name for name, slot in tool.slots.items() if slot.kind == kind]


def _with_figure(
    intent: Intent, tool: Tool, out: Out | None, column: Column | None, scope: Scope
) -> Intent | None:
    """Another measure or target; of two columns the one that is not the main figure gives way."""
    if out is None:
        return None
    column = column or row_column(scope, out)
    pair = intent.args.get("columns")
    if isinstance(pair, (list, tuple)) and len(pair) == 2 and column is not None and column.name not in pair:
        main = scope.value_column()
        kept = main.name if main is not None and main.name in pair else pair[-1]
        return changed(intent, args={**intent.args, "columns": [column.name, kept]})
    if isinstance(pair, (list, tuple)) and len(pair) == 1 and column is not None:
        kept_args = {k: v for k, v in intent.args.items() if k not in ("formulas", "labels")}
        return changed(intent, args={**kept_args, "columns": [column.name]})
    for name in _slots(tool, "measure"):
        return changed(intent, args={**intent.args, name: out.canonical()})
    for name in _slots(tool, "target"):
        if column is not None:
            return changed(intent, args={**intent.args, name: column.name})
    return None


def _with_dimension(intent: Intent, tool: Tool, out: Out) -> Intent | None:
    for name in _slots(tool, "dimension"):
        return changed(intent, args={**intent.args, name: out.canonical()})
    return None


def _ahead(tool: Tool, tagged: Tagged, draft: Draft) -> dict[str, Any]:
    """ "and for six months?": how far a forecast looks."""
    found = _HORIZON.search(tagged.text) if "horizon" in tool.slots else None
    if found is None:
        return {}
    for i, span in enumerate(draft.spans):
        if found.start() <= draft.tokens[span.start].start < found.end():
            draft.use("number", i)
    n = _AHEAD.get(found["n"].lower()) or int(found["n"])
    return {"horizon": n, "grain": found["unit"].lower(), "until": None}


# -- arithmetic --------------------------------------------------------------------------------------------------
def _each_step(
    planner: OfflinePlanner, said: Message, tagged: Tagged, intent: Intent, scope: Scope
) -> Intent | None:
    """ "same for Bangladesh" after a change between two years: each of its figures for other rows."""
    from assistant.planner.offline import build

    draft = draft_of(scope, tagged)
    conditions.read(draft)
    abilities.flags_as_conditions(draft)
    rows = tuple(draft.conditions)
    cleared = not rows and re.search(r"\b(overall|everyone|all of them|in total)\b", tagged.text, re.I)
    if not rows and not cleared:
        return None
    steps = []
    for raw in intent.before:
        before = of_step(Step.model_validate(raw))
        if before is None or before.tool != "query" or before.source != intent.source:
            return None
        ground = Ground(scope, before)
        made = Narrow(rows, said.adds, said.swaps).on(before, ground) if rows else Clear().on(before, ground)
        if made is None:
            return None
        steps.append(build.plan(made, planner.tools).steps[-1].model_dump(mode="json"))
    return changed(intent, before=tuple(steps))


# -- people and segments -----------------------------------------------------------------------------------------
def asks_what_if(text: str) -> bool:
    """ "how much would ...", "what would ... be": asked whole, of somebody new."""
    return _WHAT_IF.search(text) is not None


def _another_prediction(
    planner: OfflinePlanner, said: Message, tagged: Tagged, scope: Scope, intent: Intent
) -> Intent | None:
    """The same for somebody a little different, with tuned models, or learnt from fewer people."""
    pictured = abilities.errors_view(tagged.text, tagged.cover)
    if pictured is not None:
        kept = {k: v for k, v in intent.args.items() if k in ("target", "columns")}
        return changed(intent, args={**kept, "view": pictured})
    if abilities.tuned(tagged.text.lower()):
        return changed(intent, args={**intent.args, "view": "compare models", "tune": True})
    if _MODELS.search(tagged.text) and not any(s.entry("column", "measure", "value") for s in tagged.cover):
        kept = {k: v for k, v in intent.args.items() if k != "person"}
        return changed(intent, args={**kept, "view": "compare models"})
    if intent.args.get("view", "what-if") == "what-if":
        return _another_person(tagged, scope, intent)
    if asks_what_if(tagged.text):
        return None
    draft = draft_of(scope, tagged)
    conditions.read(draft)
    rows = tuple(draft.conditions)
    return Narrow(rows, said.adds, said.swaps).on(intent, Ground(scope, intent)) if rows else None


def _another_person(tagged: Tagged, scope: Scope, intent: Intent) -> Intent | None:
    """The same what-if for somebody a little different."""
    draft = draft_of(scope, tagged)
    conditions.read(draft)
    person = intent.args.get("person")
    said = abilities.person(draft) or _bare_number(tagged, scope, person if isinstance(person, dict) else {})
    if not said:
        return None
    merged = {**(person if isinstance(person, dict) else {}), **said}
    return changed(intent, args={**intent.args, "person": merged})


def _bare_number(tagged: Tagged, scope: Scope, person: dict[str, Any]) -> dict[str, Any]:
    """ "and at 60000?": the one trait of the person spoken of that such a number can be a value of."""
    numbers = [s.number for s in tagged.cover if s.number is not None]
    if len(numbers) != 1 or any(
        s.entries or (s.unknown and not s.free) for s in tagged.cover if s.number is None
    ):
        return {}
    fits = [
        name
        for name in person
        if (c := scope.source.columns.get(name)) is not None
        and is_numeric(c)
        and isinstance(c.low, (int, float))
        and isinstance(c.high, (int, float))
        and c.low <= numbers[0] <= c.high
    ]
    return {fits[0]: numbers[0]} if len(fits) == 1 else {}


def _other_segments(said: Message, tagged: Tagged, scope: Scope, intent: Intent, low: str) -> Intent | None:
    """Other segments: "make it 6 segments", "weight frequency double", "by age and income only", "add recency too"."""
    shown = {k: v for k, v in intent.args.items() if k not in ("chart", "why")}
    intent = intent.model_copy(update={"args": shown})  # how the last ones were shown is no wish for the next
    numbers = [s.number for s in tagged.cover if s.number is not None]
    if len(numbers) == 1 and _ANOTHER_K.match(low):
        return changed(intent, args={**intent.args, "k": int(numbers[0])})
    if not _REMADE.search(low) or _USED.search(low):
        return None
    draft = abilities.conditions_only(scope, tagged)
    made = segmenting.request(draft)
    if made.unplaced or not (made.intent.args or (made.intent.where and only_narrows(tagged, scope))):
        return None
    args = {**intent.args, **made.intent.args}
    old, new = intent.args.get("columns"), made.intent.args.get("columns")
    if isinstance(old, list) and isinstance(new, list) and _ALSO.search(low):
        args["columns"] = list(dict.fromkeys([*old, *new]))
    again = changed(intent, args=args)
    rows = tuple(c for c in draft.conditions if c.expr in made.intent.where)
    return Narrow(rows, said.adds, said.swaps).on(again, Ground(scope, intent)) if rows else again
