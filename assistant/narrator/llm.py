"""A model as narrator: it writes sentences with placeholders, code fills them and checks what each claims.

The sentences come one by one, each shown after its check; a sentence that fails gives way to one of the template.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import prompts
from assistant.answer import HEADLINE, facts_of
from assistant.llm import Prompt
from assistant.narrator.check import BREAK, NO_FACT, check, names_of, parted
from assistant.narrator.claims import ONE_OF, PERIOD, Known, is_figured, known, problem
from assistant.narrator.format import say_fact, say_name
from assistant.narrator.plainly import without_degrees
from assistant.narrator.template import TemplateNarrator, render, story
from assistant.narrator.told import Told, join
from assistant.narrator.wording import ADVISING, TOLD
from assistant.plan import Plan
from assistant.private import safe_names
from assistant.purse import Purse
from data.catalog import Catalog
from tools._result import Fact, Result

TOKENS = 600
"""What a prompt for a text may take."""
SENTENCES = 8
LISTED = re.compile(r"\.(\d+)(\.|$)")
FIRST_OF_A_LIST = 5
LONGEST_LABEL = 60
FIELDS = ("question as read", "facts", "words")
OURS = re.compile(
    r"Segment \d+(?: \(.+\))?|[\d.,]+ (?:to|and) [\w.,]+|under [\d.,]+|yes|no|all|this group|best (?:tenth|fifth|half)|intercept|"
    r"\d+ (?:segments|days|weeks|months)|(?:without|no|not|and|average|total|median) .+|.+: .+|.+ \(by construction\)|.+ (?:above|and .+)|"
    r"Cohen's d|Linear regression|Gradient boosting"
)
"""Forms of names that the program gives."""
OUR_WORDS = (
    TOLD
    | ADVISING
    | frozenset(
        [
            "Segment",
            "Cohen's",
            "d",
            "Linear",
            "Gradient",
            "boosting",
            "tenth",
            "fifth",
            "half",
            "by",
            "construction",
            "intercept",
            "significant",
            "same",
            "low",
            "high",
            "yes",
            "older",
            "younger",
            "regression",
        ]
    )
)
"""Words of ours in such names; a capital is a name of the data's, and none of these."""
DAY = re.compile(r"\d{4}(-\d\d){0,2}")
SURE = re.compile(r"^// How sure", re.IGNORECASE)


@dataclass(frozen=True)
class Written:
    """A text of a model's sentences and the template's. `dropped`: the model's that were left out, and why."""

    told: Told
    dropped: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ModelNarrator:
    """Words one answer within its question's purse."""

    purse: Purse
    catalog: Catalog

    def prompt(self, result: Result, plan: Plan, reading: str) -> tuple[Prompt, tuple[str, ...]]:
        """What is sent, within the budget, and the ids of the facts in it: no rows, no persons."""
        rules = prompts.load("campaign" if is_copy(plan) else "narrator")
        facts, safe = facts_of(result), _Safe(self.catalog, facts_of(result))
        left = TOKENS * 4 - len(rules)
        asked = {"question": safe.text(reading), "words": _words(result, safe)}
        left -= len(json.dumps(asked, ensure_ascii=False)) + 20
        told = list[dict[str, str]]()
        for fact in _telling(facts):
            line = _line(fact, safe)
            left -= len(json.dumps(line, ensure_ascii=False)) + 2
            if left < 0:
                break
            told.append(line)
        message = json.dumps({**asked, "facts": told}, ensure_ascii=False)
        return Prompt("text", rules, message, FIELDS), tuple(line["id"] for line in told)

    def write(
        self, result: Result, plan: Plan, reading: str, question: str, show: Callable[[Told], None]
    ) -> Written:
        """The text. `show` gets it as it grows.

        Raises:
            ModelFault, NotSent, Cancelled: nothing came, or not to the end.
        """
        prompt, sent = self.prompt(result, plan, reading)
        about = known(
            result, self.catalog, f"{question} {reading}", sent, tool=plan.steps[-1].tool, copy=is_copy(plan)
        )
        ours = _ours(result, plan, reading)
        kept, dropped = list[Told](), list[tuple[str, str]]()
        for sentence in _sentences(self.purse.stream(prompt)):
            if len(kept) >= SENTENCES:
                break
            told, why = judged(sentence, result, about)
            if why:
                dropped.append((sentence, why))
                told = _instead(sentence, about, ours, kept)
            if told is not None and told.text not in {k.text for k in kept}:
                kept.append(told)
                show(join(kept, " "))
        if not [k for k in kept if k not in ours]:
            return Written(TemplateNarrator().tell(result, plan, reading), tuple(dropped))
        kept += [t for t in _sureness(result, plan) if not _told_already(t, kept)]
        return Written(join(kept, " "), tuple(dropped))


def is_copy(plan: Plan) -> bool:
    """Whether an answer is the copy of a campaign, whose words are the model's own."""
    return plan.steps[-1].tool == "campaign"


def judged(sentence: str, result: Result, about: Known) -> tuple[Told | None, str | None]:
    """A sentence filled in, without its degrees, or why it may not be told."""
    sentence = without_degrees(sentence)
    why = problem(sentence, about)
    if why:
        return None, why
    told = render(sentence, result)
    again = check(told, facts_of(result), names_of(result), about.quoted)  # the second net
    if again.dropped or not told.text:
        return None, NO_FACT
    return told, None


def _sentences(pieces: Iterable[str]) -> Iterator[str]:
    """Whole sentences, as soon as each is there."""
    text = ""
    for piece in pieces:
        text += piece
        *whole, text = _split(text)
        yield from whole
    yield from (s for s in [text.strip()] if s)


def _split(text: str) -> list[str]:
    """Sentences that have ended, then the one that has not."""
    parts = BREAK.split(text)
    return [*(p.strip() for p in parts[:-1] if p.strip()), parts[-1]]


def _telling(facts: tuple[Fact, ...]) -> Iterator[Fact]:
    """Facts worth telling: named ones first, then the first of each list; none whose label holds figures."""
    usable = [f for f in facts if say_fact(f) and len(f.label) <= LONGEST_LABEL and not is_figured(f)]
    named = [f for f in usable if not LISTED.search(f.id)]
    seen = {(f.label, f.value) for f in named if f.id != HEADLINE}
    yield from (f for f in named if f.id != HEADLINE or (f.label, f.value) not in seen)
    for fact in usable:
        place = LISTED.search(fact.id)
        if place and int(place[1]) <= FIRST_OF_A_LIST and (fact.label, fact.value) not in seen:
            yield fact


class _Safe:
    """Names that may leave: the data's safe ones and periods; all others are numbered."""

    def __init__(self, catalog: Catalog, facts: tuple[Fact, ...]) -> None:
        self._names = safe_names(catalog)
        self._words = {word.lower() for name in self._names for word in re.findall(r"[^\W\d_][\w'’]*", name)}
        given = [n for f in facts for n in (f.row, f.value) if isinstance(n, str)]
        odd = [n for n in dict.fromkeys(given) if not self._is_safe(n)]
        self._hidden = {name: f"name {at}" for at, name in enumerate(odd, 1)}

    def text(self, text: str) -> str:
        """A text with names that may not leave replaced."""
        for name in sorted(self._hidden, key=len, reverse=True):
            text = text.replace(name, self._hidden[name])
        return text

    def _is_safe(self, name: str) -> bool:
        return name in self._names or DAY.fullmatch(name[:10]) is not None or self._is_ours(name)

    def _is_ours(self, name: str) -> bool:
        """Named by the program, of words that may leave: "Segment 2 (high spend)", "35 to 44", "this group"."""
        words = re.findall(r"[^\W\d_][\w'’]*", name)
        return OURS.fullmatch(name) is not None and all(
            word.lower() in self._words or word in OUR_WORDS for word in words
        )


def _words(result: Result, safe: _Safe) -> dict[str, str]:
    return {key: safe.text(word) for key, word in result.words.items() if len(word) <= LONGEST_LABEL}


def _said(label: str) -> str:
    """A label without figures, as sentences may use it."""
    plain = ONE_OF.sub("the ", label).replace("total total ", "total ")
    return PERIOD.sub(lambda hit: say_name(hit[0]), plain)


def _line(fact: Fact, safe: _Safe) -> dict[str, str]:
    line = {"id": fact.id, "is": safe.text(_said(fact.label)), "value": safe.text(say_fact(fact) or "")}
    if fact.row and fact.row not in fact.label:
        line["row"] = safe.text(fact.row)
    if fact.low is not None and fact.high is not None:
        line["interval"] = f"{say_fact(fact, 'low')} to {say_fact(fact, 'high')}"
    return line


def _ours(result: Result, plan: Plan, reading: str) -> list[Told]:
    return parted(TemplateNarrator().tell(result, plan, reading))


def _instead(sentence: str, about: Known, ours: list[Told], kept: list[Told]) -> Told | None:
    """The template's sentence for one that was left out: one that tells the same facts, else the first unused."""
    left = [t for t in ours if not _told_already(t, kept)]
    wanted = {i for i in about.facts if f"{{{i}}}" in sentence or f"{{{i}." in sentence}
    alike = [t for t in left if wanted & {s.fact for s in t.spans}]
    return next(iter([*alike, *(t for t in left if t.spans)]), None)


def _sureness(result: Result, plan: Plan) -> list[Told]:
    """What the template says on how sure the result is: never left to a model."""
    blocks, on = list[str](), False
    for line in story(plan.steps[-1].tool).splitlines():
        if line.startswith("//"):
            on = SURE.match(line) is not None
        elif on:
            blocks.append(line)
    return parted(render("\n".join(blocks), result)) if blocks else []


def _told_already(told: Told, kept: list[Told]) -> bool:
    said = {s.fact for k in kept for s in k.spans}
    return told in kept or (bool(told.spans) and {s.fact for s in told.spans} <= said)
