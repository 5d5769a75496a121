"""A language model as planner: it fills our plan, code checks it against the question, else the offline plan stands.

offline first   the model is asked what the offline planner is not sure of
model first     the model is asked, the offline plan stands behind it
both            both read; where their answers differ, the person is asked
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import prompts
from assistant.decide import ANSWER, validate
from assistant.llm import ModelFault, Prompt
from assistant.planner.model.functions import Refused, Wanted, functions, wanted
from assistant.planner.model.licence import Asked, Licensed, asked_before, licence
from assistant.planner.model.named import typed
from assistant.planner.model.shown import Shown, shown, tool_lines
from assistant.planner.offline.say import say_intent
from assistant.planner.offline.scope import Intent
from assistant.planner.offline.spans import Span
from assistant.private import hidden, is_plain, looks_personal, names_a_person
from assistant.purse import NotSent, Purse
from assistant.reading import Candidate, Reading
from data.errors import AssistantError
from data.query import Query
from tools._tool import discover

if TYPE_CHECKING:
    from assistant.conversation import Conversation, Turn
    from assistant.plan import Plan
    from assistant.planner.offline import OfflinePlanner

TOKENS = 2_500
"""What a prompt for a plan may take, functions counted."""
CATALOG = 3_600
"""Characters of the data's description; the rest is for rules, tools, the conversation and the question."""
OF_ANSWERS = ("soundness",)
"""Tools that look into an answer given before, which a plan of a model does not hold."""
RULED = 0.7
"""From this confidence on a model binds nothing otherwise than the rules do."""
TURNS = 3
TURN_CHARACTERS = 420
FIELDS = ("question", "columns", "categories", "earlier plans")


@dataclass(frozen=True)
class ModelPlanner:
    """Reads with a model where the policy says so. Shared by all; what a question may spend comes with the question."""

    offline: OfflinePlanner

    def read(self, question: str, conversation: Conversation, purse: Purse) -> Reading:
        """Read one question. Never raises for what a model does."""
        first = self.offline.read(question, conversation)
        policy = purse.settings.policy
        if first.talk or first.missing or (policy == "offline first" and sure(first)):
            return first
        try:
            made = self._made(question, conversation, purse, first)
        except NotSent:
            return first
        except (ModelFault, Refused) as fault:
            return _kept(first, fault)
        if made is None:
            return first
        return _both(first, made) if policy == "both" and sure(first) else _before(made, first)

    def prompt(self, question: str, conversation: Conversation) -> tuple[Prompt, Shown]:
        """What would be sent for a question, within the budget."""
        tools = {name: tool for name, tool in discover().items() if name not in OF_ANSWERS}
        offered = functions(tools)
        rules = prompts.load("planner").replace("{tools}", tool_lines(tools))
        earlier = _conversation(conversation)
        fixed = len(rules) + len(json.dumps(offered, ensure_ascii=False)) + len(earlier) + len(question) + 60
        listed = shown(conversation.view.catalog, question, min(CATALOG, TOKENS * 4 - fixed))
        message = f"Data:\n{listed.text}\n{earlier}\nQuestion: {json.dumps(question, ensure_ascii=False)}"
        fields = FIELDS if earlier else FIELDS[:-1]
        return Prompt("plan", rules, message, fields, offered), listed

    def _made(
        self, question: str, conversation: Conversation, purse: Purse, first: Reading
    ) -> Reading | None:
        """The model's reading, after at most one repair; None where it can't read the question either."""
        tagged = self.offline.tagged(question, conversation)
        unknown = [s.text for s in tagged.cover if s.unknown or _names_one(s, conversation)]
        if names_a_person(question, unknown, conversation.view):
            raise Refused("The question names a person, so it was not sent to the language model.")
        best = max(first.candidates, key=lambda c: c.confidence, default=None)
        rules = best.plan if best is not None and best.confidence >= RULED else None
        whole = rules is not None and not (first.unlicensed or first.unclear or first.ignored)
        turns = asked_before(t.plan for t in conversation.turns[-TURNS:])
        asked = Asked(question, tagged, turns, rules, whole)
        prompt, listed = self.prompt(question, conversation)
        try:
            return self._answer(prompt, listed, asked, conversation, purse)
        except ModelFault:
            raise
        except AssistantError as refused:
            again = replace(prompt, purpose="repair", message=_repair(prompt.message, refused))
            try:
                return self._answer(again, listed, asked, conversation, purse)
            except (ModelFault, NotSent):
                raise
            except AssistantError:
                raise Refused(
                    "The language model's plan did not fit the question, so it was not used."
                ) from None

    def _answer(
        self, prompt: Prompt, listed: Shown, asked: Asked, conversation: Conversation, purse: Purse
    ) -> Reading | None:
        call = wanted(purse.reply(prompt), listed.real)
        if call.cannot is not None:
            return None
        return self._checked(call, asked, conversation)

    def _checked(self, call: Wanted, asked: Asked, conversation: Conversation) -> Reading:
        """The plan as a candidate. Raises AssistantError: it does not fit the data, or the words."""
        view = conversation.view
        plan = typed(call.steps, view.catalog, discover())
        validate(plan, view)
        allowed = licence(plan, call.reasons, asked, view, self.offline.tagger)
        candidate = _candidate(plan, allowed, conversation)
        trace = {"planner": "model", "because": [vars(r) for r in call.reasons]}
        return Reading(asked.question, (candidate,), allowed.ignored, trace=trace)


def sure(reading: Reading) -> bool:
    """Whether the offline planner's reading needs no second one."""
    if reading.unclear or reading.unlicensed or not reading.candidates:
        return False
    return max(c.confidence for c in reading.candidates) >= ANSWER and not reading.ignored


def _candidate(plan: Plan, allowed: Licensed, conversation: Conversation) -> Candidate:
    intent = intent_of(plan)
    reading = say_intent(intent, conversation.view.catalog)
    return Candidate(plan, reading, allowed.confidence, allowed.notes, intent, reading)


def intent_of(plan: Plan) -> Intent:
    """A plan in the offline planner's own form, so that the next message can edit it."""
    *before, last = plan.steps
    given: dict[str, Any] = {"before": tuple(step.model_dump() for step in before)}
    if last.tool != "query":
        args = {k: v for k, v in last.args.items() if k not in ("source", "where", "within")}
        about = {k: last.args.get(k, ()) for k in ("where", "within")}
        return Intent.model_validate(
            {"source": last.args.get("source", ""), "tool": last.tool, "args": args, **about, **given}
        )
    query = Query.model_validate(last.args["query"])
    order = query.order[0] if query.order else None
    return Intent(
        source=query.base, within=query.within, where=query.where, metrics=query.measures, groups=query.groups,
        columns=query.columns, having=query.having, order=order.by if order else None,
        desc=order.desc if order else None, limit=query.limit, rest=query.rest, best=query.best,
        answer=str(last.args.get("answer", "table")), **given,
    )  # fmt: skip


def _before(made: Reading, first: Reading) -> Reading:
    """The model's reading, with the offline one's as alternatives beside it."""
    own = made.candidates[0]
    others = tuple(
        replace(c, confidence=min(c.confidence, own.confidence - 0.1))
        for c in first.candidates
        if c.plan != own.plan
    )
    return replace(made, candidates=(own, *others[:2]))


def _both(first: Reading, made: Reading) -> Reading:
    """Both readings, equally sure: `decide` runs both and asks where the answers differ."""
    best = max(first.candidates, key=lambda c: c.confidence)
    own = replace(made.candidates[0], confidence=best.confidence)
    return replace(first, candidates=(best, own), trace={**first.trace, **made.trace})


def _names_one(span: Span, conversation: Conversation) -> bool:
    """Words that the data knows as a value of a column of persons."""
    sources = conversation.view.catalog.sources
    columns = (
        sources[e.source].columns.get(e.name)
        for e in span.entries
        if e.kind == "value" and e.source in sources
    )
    return any(c is not None and looks_personal(c) for c in columns)


def _kept(first: Reading, fault: AssistantError) -> Reading:
    """The offline reading, with what became of the model for the answer's note."""
    return replace(first, trace={**first.trace, "model": fault.message})


def _repair(message: str, refused: AssistantError) -> str:
    text = prompts.load("repair")
    return text.format(message=message, refused=_short(refused.message), hint=_short(refused.hint)).strip()


def _short(text: str) -> str:
    return " ".join(text.split())[:160]


def _conversation(conversation: Conversation) -> str:
    """The last turns as plans; turns that name a person are not told."""
    told = [_turn(at, turn, conversation) for at, turn in enumerate(conversation.turns[-TURNS:], 1)]
    lines = [line for line in told if line]
    return "\n".join(["Earlier turns:", *lines]) if lines else ""


def _turn(at: int, turn: Turn, conversation: Conversation) -> str:
    names = {
        name
        for source in conversation.view.catalog.sources.values()
        for name, column in source.columns.items()
        if hidden(column) or looks_personal(column)
    }
    step = turn.plan.steps[-1]
    plan = json.dumps({"tool": step.tool, "args": step.args}, ensure_ascii=False, separators=(",", ":"))
    if names & set(_texts(step.args)) or not all(is_plain(text) for text in _literals(step.args)):
        return f"turn {at}: not told"
    return f"turn {at}: {plan}" if len(plan) <= TURN_CHARACTERS else f"turn {at}: too long"


def _texts(value: Any) -> list[str]:
    """All texts that a plan's arguments hold, columns among them; not the names of the arguments."""
    if isinstance(value, dict):
        return [text for item in value.values() for text in _texts(item)]
    if isinstance(value, (list, tuple)):
        return [text for item in value for text in _texts(item)]
    return [value] if isinstance(value, str) else []


def _literals(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value["lit"]] if isinstance(value.get("lit"), str) else []
        return own + [text for item in value.values() for text in _literals(item)]
    if isinstance(value, (list, tuple)):
        return [text for item in value for text in _literals(item)]
    return []
