"""One question, one way: read, decide, run, narrate, check."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from assistant import phrases, talk
from assistant.answer import Answer, Option, facts_of, from_result
from assistant.choice import choose, forgets
from assistant.conversation import Conversation, Definition, Pending, Turn
from assistant.decide import (
    ANSWER,
    MIDDLE,
    MOST,
    Ask,
    Run,
    SmallTalk,
    Unsupported,
    decide,
    in_vain,
    validate,
)
from assistant.doubts import doubt
from assistant.llm import ChatModel, ModelFault, connect
from assistant.narrator.check import NO_FACT, Checked, check, names_of
from assistant.narrator.template import NO_STORY, TemplateNarrator, render, render_line
from assistant.narrator.told import Narrator, Told, join
from assistant.parts import outer
from assistant.plan import Plan, Step
from assistant.purse import NotSent, Purse
from assistant.reading import Candidate, Planner, Reading
from assistant.run import Ran, resolve, run
from assistant.settings import Settings, lacking
from assistant.split import opens_a_request, sentences, split
from data.errors import AssistantError, InvalidQuery, UnknownName
from data.errors import Unsupported as NotSupported
from data.kept import Kept
from data.work import Work
from tools._result import Caveat, Fact, Group, Model, PolicyChange, Result

if TYPE_CHECKING:
    from assistant.narrator.llm import Written
    from assistant.planner.offline import OfflinePlanner
from data.dataset import Dataset

ASIDE = "aside"
"""The flag of a result that speaks of the answer before it."""
MENTIONED = 20
"""Names of a table that "the second one" can refer to."""
FOLLOW_UPS = 3
FOLLOW_UPS_KEPT = 4_096
FIRST = 3
"""Figures told where there is no story."""
TRIAL_SECONDS = 5.0
"""How long comparing candidates may take."""


@dataclass(frozen=True)
class Progress:
    """How far a running question is (0 to 1), and what it does."""

    fraction: float
    text: str


class Assistant:
    """One person's conversation with one dataset. Many assistants may share a dataset."""

    def __init__(
        self,
        dataset: Dataset,
        *,
        planner: Planner | None = None,
        narrator: Narrator | None = None,
        settings: Settings | None = None,
        model: ChatModel | None = None,
    ) -> None:
        self.dataset = dataset
        self.settings = settings or Settings()
        if self.settings.planner == "llm" and (problem := lacking(self.settings)):
            raise AssistantError(problem, "Or use the offline planner: --planner offline.")
        self.planner = planner or planner_for(dataset)
        self.narrator = narrator or TemplateNarrator()
        self.conversation = Conversation(dataset)
        self._model = model
        self._purse: Purse | None = None

    @classmethod
    def open(
        cls, *paths: str | Path, settings: Settings | None = None, work: Work | None = None
    ) -> Assistant:
        """Open files as one dataset: each becomes a table, files of the same columns are stacked.

        Raises:
            LoadError: a file cannot be read.
        """
        from data.dataset import Dataset

        dataset = Dataset.open(*paths, work=work)
        _ = dataset.health  # every answer may cite it: better now than within the first answer
        return cls(dataset, settings=settings)

    def ask(self, question: str, work: Work | None = None) -> Answer:
        """Answer one message. What a person can cause is told in the answer, never raised."""
        started = time.perf_counter()
        work = work or self._work()
        self._purse = self._opened_purse(work)
        answer = self._with_model(self._answer(question, work))
        total = round((time.perf_counter() - started) * 1000, 3)
        return replace(
            answer, question=question, timings_ms={**_no_time(), **answer.timings_ms, "total": total}
        )

    def run(self, plan: Plan | Mapping[str, Any], work: Work | None = None) -> Answer:
        """Run a stored plan as it stands, and make it the conversation's last question."""
        started = time.perf_counter()
        work = work or self._work()
        self._purse = self._opened_purse(work)
        pending, self.conversation.pending = self.conversation.pending, None
        try:
            whole = plan if isinstance(plan, Plan) else _plan(plan)
            candidate = self._offered(whole, pending) or Candidate(self.conversation.core(whole), "", 1.0)
            answer = self._with_model(self._run("", candidate, Reading(""), work, whole=whole))
        except AssistantError as error:
            answer = failure("", error)
        total = round((time.perf_counter() - started) * 1000, 3)
        return replace(answer, timings_ms={**_no_time(), **answer.timings_ms, "total": total})

    def stream(self, question: str) -> Iterator[Progress | Answer]:
        """Progress while the question runs, then the answer. Closing the generator stops the work."""
        yield from self._streamed(lambda work: self.ask(question, work))

    def stream_plan(self, plan: Plan | Mapping[str, Any]) -> Iterator[Progress | Answer]:
        """The same for a stored plan, such as an option that was clicked."""
        yield from self._streamed(lambda work: self.run(plan, work))

    def use_model(self, on: bool, *, narrates: bool = False) -> None:
        """Let the model of the settings read what the offline planner is not sure of, and word answers, or not.

        Raises:
            AssistantError: no model is set up.
        """
        if on and (problem := lacking(self.settings)):
            raise AssistantError(problem)
        model = self.settings.model and replace(self.settings.model, narrates=narrates)
        self.settings = replace(self.settings, planner="llm" if on else "offline", model=model)

    def start_over(self) -> None:
        """Forget the conversation; the data stays."""
        self.conversation.start_over()

    def suggestions(self, most: int = talk.MOST) -> tuple[str, ...]:
        """Questions that this data answers."""
        return talk.suggestions(self.conversation.view, self._would_answer, most)

    def _offered(self, plan: Plan, pending: Pending | None) -> Candidate | None:
        """The option of a question back that has this plan: a click on it, with its reading."""
        options = pending.options if pending else ()
        return next((c for c in options if self.conversation.whole(c.plan) == plan), None)

    def _streamed(self, job: Any) -> Iterator[Progress | Answer]:
        events: queue.Queue[Progress | Answer | BaseException] = queue.Queue()
        work = replace(self._work(), report=lambda done, text: events.put(Progress(done, text)))

        def carry_out() -> None:
            try:
                events.put(job(work))
            except BaseException as error:  # handed over to the reader's thread, where it is raised
                events.put(error)

        thread = threading.Thread(target=carry_out, daemon=True)
        thread.start()
        try:
            while isinstance(event := events.get(), Progress):
                yield event
            if isinstance(event, BaseException):
                raise event
            yield event
        finally:
            work.stop.set()

    def _work(self) -> Work:
        return Work(seed=self.settings.seed, seconds=self.settings.seconds)

    def _answer(self, question: str, work: Work) -> Answer:
        if problem := self._unreadable(question):
            return problem
        pending, self.conversation.pending = self.conversation.pending, None
        if pending:
            if forgets(question):
                return self._said(question, talk.texts()["forget"])
            if chosen := choose(question, pending):
                return self._guarded(question, lambda: self._run(question, chosen, Reading(question), work))
        if made := phrases.defined(question):
            return self._phrase(question, *made)
        parts = self._parts(question)
        return self._several(question, parts, work) if parts else self._one(question, work)

    def _phrase(self, question: str, phrase: str, meaning: str) -> Answer:
        """Keep a person's own word for something that the data has; the word itself takes it back."""
        if phrase.lower() == meaning.lower():
            self.conversation.phrases.pop(phrase.lower(), None)
            return self._said(question, talk.texts()["phrase_forgotten"].format(phrase=phrase))
        if not self.planner.read(meaning, Conversation(self.dataset)).candidates:
            return self._said(question, talk.texts()["phrase_unknown"].format(phrase=phrase, meaning=meaning))
        self.conversation.phrases[phrase.lower()] = meaning
        return self._said(question, talk.texts()["phrase"].format(phrase=phrase, meaning=meaning))

    def _one(self, question: str, work: Work) -> Answer:
        return self._guarded(question, lambda: self._read_and_run(question, work))

    def _guarded(self, question: str, job: Any) -> Answer:
        try:
            answer: Answer = job()
        except AssistantError as error:
            self.conversation.left_open(question)
            return failure(question, error)
        return answer

    def _read_and_run(self, question: str, work: Work) -> Answer:
        started = time.perf_counter()
        reading = self._read(question)
        decision = decide(reading, self.conversation.view, self._trial(work))
        spent = round((time.perf_counter() - started) * 1000, 3)
        if isinstance(decision, Run):
            try:
                answer = self._run(
                    question, decision.candidate, reading, work, others=decision.others, doubted=True
                )
            except (InvalidQuery, UnknownName, NotSupported):
                if reading.trace.get("planner") != "model":
                    raise
                self._refuse_plan()
                return self._read_and_run(question, work)
        elif isinstance(decision, Ask):
            answer = self._ask_back(question, decision, reading)
        elif isinstance(decision, Unsupported):
            answer = self._decline(question, decision, reading)
        else:
            answer = self._talk(question, decision)
        return replace(
            answer,
            ignored=reading.ignored,
            trace={**reading.trace, **answer.trace},
            timings_ms={**answer.timings_ms, "plan": spent},
        )

    def _read(self, question: str) -> Reading:
        text, notes = phrases.applied(question, dict(self.settings.phrases) | self.conversation.phrases)
        reading = self._read_text(text)
        if not notes:
            return reading
        candidates = tuple(replace(c, notes=(*c.notes, *notes)) for c in reading.candidates)
        return replace(reading, question=question, candidates=candidates)

    def _read_text(self, question: str) -> Reading:
        if self._purse is None or self._purse.refused:
            return self.planner.read(question, self.conversation)
        from assistant.planner.model import ModelPlanner

        return ModelPlanner(planner_for(self.dataset)).read(question, self.conversation, self._purse)

    def _refuse_plan(self) -> None:
        """The model's plan fits the data and does not run: the rest of the message is read without it."""
        assert self._purse is not None
        self._purse.refused = True
        self._purse.faults.append(talk.texts()["plan_refused"])

    def _opened_purse(self, work: Work) -> Purse | None:
        """What this question may spend on a model; None where none is used."""
        if self.settings.planner != "llm" or self.settings.model is None:
            return None
        model = self._model or connect(self.settings.model)
        return Purse(model, self.settings.model, work.stop)

    def _with_model(self, answer: Answer) -> Answer:
        """The answer with what left the machine, and with what became of the model where it failed."""
        if self._purse is None:
            return answer
        notes = tuple(
            Caveat("model", "info", talk.texts()["without_model"].format(why=f)) for f in self._faults(answer)
        )
        shown = tuple(
            {
                "purpose": p.purpose,
                "system": p.instructions,
                "user": p.message,
                "functions": list(p.functions),
            }
            for p in self._purse.shown
        )
        dry = self._purse.settings.dry_run
        return replace(
            answer,
            caveats=(*answer.caveats, *notes),
            sent_to_model=self._purse.told(),
            would_send=shown if dry else (),
        )

    def _faults(self, answer: Answer) -> list[str]:
        assert self._purse is not None
        refused = [a.trace["model"] for a in (answer, *answer.parts) if "model" in a.trace]
        return list(dict.fromkeys([*refused, *self._purse.faults]))

    def _run(
        self,
        question: str,
        candidate: Candidate,
        reading: Reading,
        work: Work,
        *,
        others: tuple[Candidate, ...] = (),
        whole: Plan | None = None,
        doubted: bool = False,
    ) -> Answer:
        started = time.perf_counter()
        ran = run(whole or self.conversation.whole(candidate.plan), self.dataset, work)
        if doubted and in_vain(ran.result, self.conversation.view):
            return self._ask_whether(question, candidate, ran, others)
        asked = doubt(ran.plan, ran.result, candidate.reading) if doubted else None
        if asked is not None:
            return self._ask_back(question, Ask(asked, (candidate, *others)[:MOST]), reading)
        told_from = time.perf_counter()
        answer = self._tell(question, candidate, ran, others, work)
        work.check()  # what was stopped is not remembered
        self._remember(question, candidate, answer, ran)
        answer = replace(answer, follow_ups=self._follow_ups(question, ran.result))
        ended = time.perf_counter()
        timings = {"run": _ms(told_from - started), "narrate": _ms(ended - told_from)}
        return replace(answer, timings_ms=timings)

    def _tell(
        self, question: str, candidate: Candidate, ran: Ran, others: tuple[Candidate, ...], work: Work
    ) -> Answer:
        result = ran.result
        reading = _said_back(candidate, ran)

        def answer(told: Told, dropped: tuple[str, ...] = ()) -> Answer:
            return from_result(
                question,
                ran.plan,
                _with_earlier_steps(ran),
                reading=reading,
                text=told.text,
                spans=told.spans,
                caveats=_caveats(candidate, result, bool(others), dropped, reading) + _in_force(ran),
                options=self._options(others),
                trace={"dropped": list(dropped)} if dropped else {},
            )

        def checked(told: Told) -> Checked:
            return check(told, facts_of(result), names_of(result), f"{question} {reading}")

        written = self._written(
            question, result, ran.plan, reading, lambda t: work.preview(answer(checked(t).told))
        )
        sure = checked(written.told if written else self.narrator.tell(result, ran.plan, reading))
        told = answer(sure.told if sure.told.text else _plain_story(result), sure.dropped)
        if written is None:
            return told
        left_out = [*map(list, written.dropped), *([text, NO_FACT] for text in sure.dropped)]
        return replace(told, trace={"dropped": left_out})

    def _written(
        self, question: str, result: Result, plan: Plan, reading: str, show: Callable[[Told], None]
    ) -> Written | None:
        """The text in a model's words; None where the template tells it. The figures are shown before the first."""
        if self._purse is None or not self._purse.settings.narrates or ASIDE in result.flags:
            return None
        from assistant.narrator.llm import ModelNarrator

        show(Told(""))
        try:
            narrator = ModelNarrator(self._purse, self.conversation.view.catalog)
            return narrator.write(result, plan, reading, question, show)
        except (ModelFault, NotSent):
            return None  # said with the answer, by its purse

    def _remember(self, question: str, candidate: Candidate, answer: Answer, ran: Ran) -> None:
        self.conversation.closed()
        if ASIDE in ran.result.flags:
            return  # what is asked of an answer leaves the conversation with that answer
        made = [
            Definition(
                Step(tool=step.tool, args=resolve(step.args, list(ran.results))), things, _explicit(things)
            )
            for step, result in zip(ran.plan.steps, ran.results, strict=True)
            if (things := tuple(t for t in result.artifacts if not isinstance(t, Model)))
        ]
        result = ran.result
        turn = Turn(
            question=question or answer.reading,
            plan=candidate.plan,
            answer=answer,
            result=result,
            subject=result.subject,
            mentioned=mentioned(result),
            intent=candidate.intent,
        )
        self.conversation.add(turn, made)

    def _follow_ups(self, question: str, result: Result) -> tuple[str, ...]:
        asked = (render_line(text, result).text for text in result.next)
        so_far = self.conversation.told()
        fitting = [text for text in dict.fromkeys(asked) if text != question and self._fits(text, so_far)]
        return tuple(fitting[:FOLLOW_UPS])

    def _fits(self, follow_up: str, so_far: str) -> bool:
        """Whether a follow-up would be answered, found out once for all whose conversations went the same way."""
        if self.planner is not planner_for(self.dataset):
            return self._would_answer(follow_up)
        kept: Kept = self.dataset.kept("follow-ups", lambda: Kept(FOLLOW_UPS_KEPT))
        return kept.get((follow_up, so_far), lambda: self._would_answer(follow_up))

    def _ask_back(self, question: str, decision: Ask, reading: Reading) -> Answer:
        likely = any(c.confidence >= MIDDLE for c in decision.options[:1])
        placed = likely and not (reading.unlicensed or reading.unclear)
        self.conversation.left_open(question, decision.options, placed)
        if not decision.options:
            examples = self.suggestions(FOLLOW_UPS)
            return Answer(question, "clarify", text=decision.question, follow_ups=examples)
        self.conversation.pending = Pending(decision.question, decision.options)
        return Answer(question, "clarify", text=decision.question, options=self._options(decision.options))

    def _ask_whether(
        self, question: str, candidate: Candidate, ran: Ran, others: tuple[Candidate, ...]
    ) -> Answer:
        """No row fits what was read: say what the data have instead, and let the person confirm or choose."""
        result, options = ran.result, (candidate, *others)[:MOST]
        reading = _said_back(candidate, ran)
        text = talk.texts()["nothing_fits"]
        self.conversation.left_open(question, options, placed=True)
        self.conversation.pending = Pending(text, options)
        return Answer(
            question,
            "clarify",
            reading=reading,
            facts=facts_of(result),
            text=text,
            caveats=_caveats(candidate, result, False, (), reading),
            evidence=result.evidence,
            options=self._options(options),
        )

    def _decline(self, question: str, decision: Unsupported, reading: Reading) -> Answer:
        self.conversation.left_open(question)
        texts, missing = talk.texts(), decision.missing
        text = texts["missing"].format(what=missing.what.rstrip("."))
        if missing.needed:
            text += " " + texts["needed"].format(needed=missing.needed.rstrip("."))
        if decision.options:
            self.conversation.pending = Pending(text, decision.options)
        return Answer(question, "declined", text=text, options=self._options(decision.options))

    def _talk(self, question: str, decision: SmallTalk) -> Answer:
        texts, kind = talk.texts(), decision.talk
        if kind == "undo":
            return self._undo(question)
        if kind == "start_over":
            self.start_over()
        if kind == "define":
            explained = talk.explain(question, self.conversation.view.catalog)
            return self._said(question, explained or texts["define_unknown"])
        helps = kind in ("help", "hello", "about", "start_over", "complaint")
        return self._said(question, texts[kind], self.suggestions() if helps else ())

    def _undo(self, question: str) -> Answer:
        """Take back the last definition, or the last turn; then the answer before it is shown again. Of a message that got
        no answer there is nothing to take back: the last answer stands."""
        texts, gap, last = talk.texts(), self.conversation.unanswered, self.conversation.last
        if gap is not None and last is not None:
            self.conversation.closed()
            return self._back(question, texts["undo_turn"].format(what=gap), last)
        taken, last = self.conversation.undo(), self.conversation.last
        if taken is None:
            return self._said(question, texts["undo_nothing"])
        if not isinstance(taken, Turn):
            what = ", ".join(f"“{thing.name}”" for thing in taken.made)
            return self._said(question, texts["undo_definition"].format(what=what))
        undone = texts["undo_turn"].format(what=taken.question)
        if last is None:
            return replace(self._said(question, undone), reading=undone)
        return self._back(question, undone, last)

    def _back(self, question: str, undone: str, last: Turn) -> Answer:
        """The last answer again, with what was taken back."""
        back = join([Told(undone), Told(last.answer.text, last.answer.spans)], "\n\n")
        reading = f"{last.answer.reading} ({undone.rstrip('.')})"
        return replace(last.answer, question=question, reading=reading, text=back.text, spans=back.spans)

    def _said(self, question: str, text: str, examples: tuple[str, ...] = ()) -> Answer:
        """A text of our own: no computed figure, only names and the person's own words are quoted."""
        if examples:
            listed = "\n".join(f"- {example}" for example in examples)
            text = f"{text}\n\n" + talk.texts()["examples"].format(examples=f"\n{listed}")
        return Answer(question, "answered", text=text, follow_ups=examples[:FOLLOW_UPS])

    def _unreadable(self, question: str) -> Answer | None:
        texts, most = talk.texts(), self.settings.longest_question
        if not question.strip():
            return Answer(
                question,
                "clarify",
                text=f"{texts['empty']} {texts['empty_hint']}",
                follow_ups=self._starters(),
            )
        if len(question) > most:
            facts = (
                Fact("length", "count", "characters", len(question)),
                Fact("most", "count", "characters at most", most),
            )
            told = render(f"{texts['too_long']}\n{texts['too_long_hint']}", Result(facts=facts))
            return Answer(question, "declined", facts=facts, text=told.text, spans=told.spans)
        if not any(sign.isalnum() for sign in question):
            return Answer(question, "clarify", text=texts["no_words"], follow_ups=self._starters())
        return None

    def _starters(self) -> tuple[str, ...]:
        return self.suggestions(FOLLOW_UPS)

    def _parts(self, question: str) -> list[str]:
        """The questions of a message that holds several; empty where it is one."""
        parts = split(question)
        if len(parts) < 2:
            return self._defined_first(question)
        read = [self.planner.read(part, self.conversation) for part in parts]
        asked = [
            (p, r)
            for p, r in zip(parts, read, strict=True)
            if r.talk not in ("hello", "thanks", "praise", "bye")
        ]
        if len(asked) < 2 or not _reads(asked[0][1]):
            return []
        others = [p for p, r in asked[1:] if p.endswith("?") or (opens_a_request(p) and _reads(r))]
        return [p for p, _ in asked] if others else []

    def _defined_first(self, question: str) -> list[str]:
        """A definition or policy in the first sentence, and a question that uses it in the next."""
        parts = sentences(question)
        if len(parts) < 2:
            return []
        first = self.planner.read(parts[0], self.conversation)
        steps = first.candidates[0].plan.steps if first.candidates else ()
        return parts if any(s.tool in ("define", "policy") for s in steps) else []

    def _several(self, question: str, parts: list[str], work: Work) -> Answer:
        """Answer each part in its turn: a later one may be a follow-up of an earlier one."""
        answers = list[Answer]()
        for part in parts:
            answers.append(self._one(part, work))
        unread = [a.question for a in answers if a.status == "clarify" and not a.options]
        return outer(question, answers, [talk.texts()["part_not_understood"].format(part=u) for u in unread])

    def _options(self, candidates: tuple[Candidate, ...]) -> tuple[Option, ...]:
        return tuple(Option(c.label or c.reading, self.conversation.whole(c.plan)) for c in candidates)

    def _trial(self, work: Work) -> Any:
        def trial(candidate: Candidate) -> Result:
            quiet = Work(seed=work.seed, seconds=TRIAL_SECONDS, stop=work.stop)
            return run(self.conversation.whole(candidate.plan), self.dataset, quiet).result

        return trial

    def _would_answer(self, question: str) -> bool:
        """Whether a question would be answered without a question back."""
        reading = self.planner.read(question, self.conversation)
        if not _reads(reading) or reading.missing or reading.unclear or reading.unlicensed:
            return False
        best = max(reading.candidates, key=lambda c: c.confidence)
        try:
            validate(best.plan, self.conversation.view)
        except AssistantError:
            return False
        return best.confidence >= ANSWER


def planner_for(dataset: Dataset) -> OfflinePlanner:
    """The offline planner, built once a dataset and shared; a model's plans stand beside it."""
    from assistant.planner.offline import OfflinePlanner

    return dataset.kept("planner/offline", lambda: OfflinePlanner(dataset))


def failure(question: str, error: AssistantError) -> Answer:
    """What went wrong and what to do: declined where the data or the method lacks something, else failed."""
    declined = isinstance(error, (UnknownName, InvalidQuery, NotSupported))
    return Answer(question, "declined" if declined else "failed", text=str(error))


def mentioned(result: Result) -> tuple[str, ...]:
    """Names that a result shows, in order: of the table's first column of names, then the headline's."""
    rows = result.table.rows[:MENTIONED] if result.table else ()
    first = next((i for i, cell in enumerate(rows[0]) if isinstance(cell, str)), None) if rows else None
    names = [str(row[first]) for row in rows if row[first] is not None] if first is not None else []
    if result.headline and isinstance(result.headline.value, str):
        names.append(result.headline.value)
    return tuple(dict.fromkeys(names))


def _said_back(candidate: Candidate, ran: Ran) -> str:
    """How the question was read: by the planner, else by the tool, else the tools' names."""
    return candidate.reading or ran.result.reading or ", ".join(step.tool for step in ran.plan.steps)


def _reads(reading: Reading) -> bool:
    """Whether a text reads as a question on its own."""
    if reading.talk:
        return False
    return reading.missing is not None or any(c.confidence >= 0.5 for c in reading.candidates)


def _explicit(things: tuple[Any, ...]) -> bool:
    return all(isinstance(thing, (Group, PolicyChange)) for thing in things)


def _plain_story(result: Result) -> Told:
    """The headline alone, or the first figures, where a narrator's whole text is empty or left out."""
    told = render(NO_STORY, result)
    if not told.text:
        told = render("\n".join(f"{{{f.id}.label}}: {{{f.id}}}." for f in result.facts[:FIRST]), result)
    return check(told, facts_of(result), names_of(result)).told


def _with_earlier_steps(ran: Ran) -> Result:
    """The last result with what the steps before it did: their evidence, and the segments that they made."""
    earlier = ran.results[:-1]
    if not earlier:
        return ran.result
    evidence = dict.fromkeys(e for r in (*earlier, ran.result) for e in r.evidence)
    made = tuple(t for r in earlier for t in r.artifacts if not isinstance(t, Model))
    return ran.result.with_(evidence=tuple(evidence), artifacts=(*made, *ran.result.artifacts))


def _in_force(ran: Ran) -> tuple[Caveat, ...]:
    """What a person has had left out or merged: said with every answer until it is undone."""
    changes = (t for r in ran.results[:-1] for t in r.artifacts if isinstance(t, PolicyChange))
    return tuple(Caveat("policy_change", "info", _change_in_words(c)) for c in changes if c.kind != "variant")


def _change_in_words(change: PolicyChange) -> str:
    texts = talk.texts()
    if change.kind == "recode":
        return texts["recoded"].format(old=change.old, new=change.new)
    return texts["left_out"].format(what=change.name)


def _caveats(
    candidate: Candidate, result: Result, middling: bool, dropped: tuple[str, ...], reading: str
) -> tuple[Caveat, ...]:
    texts = talk.texts()
    caveats = [replace(c, text=render_line(c.text, result).text) for c in result.caveats]
    caveats += [Caveat("assumption", "info", note) for note in candidate.notes]
    if middling:
        caveats.insert(0, Caveat("read_as", "info", texts["read_as"].format(reading=reading.rstrip("."))))
    if dropped:
        caveats.append(Caveat("dropped_sentence", "info", texts["dropped"]))
    return tuple(dict.fromkeys(caveats))


def _plan(plan: Mapping[str, Any]) -> Plan:
    try:
        return Plan.model_validate(dict(plan))
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        place = ".".join(str(p) for p in problem["loc"])
        raise InvalidQuery(
            f"This is no plan: {place or 'it'}: {problem['msg']}.",
            'A plan is {"steps": [{"tool": ..., "args": {...}}]}.',
        ) from None


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 3)


def _no_time() -> dict[str, float]:
    return {"plan": 0.0, "run": 0.0, "narrate": 0.0, "total": 0.0}
