"""Renders story templates: one sentence a line, with placeholders that facts fill.

    // a comment
    [if named] {top.row} has the highest {w.measure}: {top}.
    [each size] {size.row}: {size} {w.entity}, {share} of revenue.

`{id}` is the value of a fact, `{id.row}` `{id.label}` `{id.column}` its names, `{id.n}` `{id.low}`
`{id.high}` its other figures, `{w.key}` a word of the result. A line that cannot be filled is left out.
A blank line starts a new paragraph; a sentence that begins with "- " stands on a line of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import prompts
from assistant.answer import facts_of
from assistant.narrator.format import say_fact, say_name, unit_word
from assistant.narrator.told import Span, Told, join
from assistant.plan import Plan
from tools._result import Fact, Result

PLACEHOLDER = re.compile(r"\{([^{}\s]+)\}")
GUARD = re.compile(r"\[(if|each)\s+([^\]]+)\]\s*")
WORDS = re.compile(r"^w\.|\.(label|column)$")
"""Placeholders that begin a sentence with a capital; rows keep the spelling that the data gives them."""
NAMES = ("row", "label", "column")
FIGURES = ("n", "low", "high")
NO_STORY = "{headline.label}: {headline}."


class Unfilled(Exception):
    """A placeholder has nothing to stand for; the sentence is left out."""


@dataclass(frozen=True)
class Scope:
    """What placeholders may name: facts by id, words, and inside [each x] the number of the round."""

    facts: dict[str, Fact]
    words: dict[str, str]
    round: str = ""

    def fact(self, name: str) -> Fact | None:
        """The fact of that id; inside [each x] the one of this round first."""
        return (self.facts.get(f"{name}.{self.round}") if self.round else None) or self.facts.get(name)


class TemplateNarrator:
    """The default narrator: one template a tool, found by the tool's name."""

    def tell(self, result: Result, plan: Plan, reading: str) -> Told:
        """Tell a result by the template of the plan's last tool."""
        return render(story(plan.steps[-1].tool), result)


def story(tool: str) -> str:
    """The text of a tool's template; a plain one-liner where there is none."""
    for folder in prompts.__path__:
        path = Path(folder) / "stories" / f"{tool}.md"
        if path.is_file():
            return path.read_text(encoding="utf-8")
    return NO_STORY


def render(template: str, result: Result) -> Told:
    """Fill a template from a result's facts, words and flags."""
    scope = Scope({f.id: f for f in facts_of(result)}, result.words)
    paragraphs = [_paragraph(block, scope, result.flags) for block in re.split(r"\n[ \t]*\n", template)]
    return join(paragraphs, "\n\n")


def render_line(line: str, result: Result) -> Told:
    """Fill one sentence, such as a caveat's; what cannot be filled reads as "not known"."""
    scope = Scope({f.id: f for f in facts_of(result)}, result.words)
    return _sentence(line, scope, missing="not known")


def _paragraph(block: str, scope: Scope, flags: frozenset[str]) -> Told:
    told = Told("")
    for line in block.splitlines():
        for sentence in _line(line.strip(), scope, flags):
            listed = sentence.text.startswith("- ") or told.text.rpartition("\n")[2].startswith("- ")
            told = join([told, sentence], "\n" if listed else " ")
    return told


def _line(line: str, scope: Scope, flags: frozenset[str]) -> list[Told]:
    if not line or line.startswith("//"):
        return []
    each = ""
    while guard := GUARD.match(line):
        if guard[1] == "if" and not _holds(guard[2], flags):
            return []
        each = guard[2].strip() if guard[1] == "each" else each
        line = line[guard.end() :]
    rounds = [Scope(scope.facts, scope.words, r) for r in _rounds(each, scope)] if each else [scope]
    return [told for one in rounds if (told := _filled(line, one)) is not None]


def _holds(condition: str, flags: frozenset[str]) -> bool:
    terms = [term.strip() for term in condition.split(",")]
    return all((t[4:].strip() not in flags) if t.startswith("not ") else t in flags for t in terms)


def _rounds(each: str, scope: Scope) -> list[str]:
    found = [i[len(each) + 1 :] for i in scope.facts if i.startswith(f"{each}.")]
    whole = [r for r in found if "." not in r]
    return sorted(whole, key=int) if all(r.isdecimal() for r in whole) else whole


def _filled(line: str, scope: Scope) -> Told | None:
    try:
        return _sentence(line, scope)
    except Unfilled:
        return None


def _sentence(line: str, scope: Scope, missing: str | None = None) -> Told:
    text, spans, at = "", list[Span](), 0
    for hole in PLACEHOLDER.finditer(line):
        text += line[at : hole.start()]
        at = hole.end()
        try:
            said, fact = _said(hole[1], scope, line[at:])
        except Unfilled:
            if missing is None:
                raise
            said, fact = missing, None
        if fact:
            figure = said.removesuffix(f" {unit_word(fact)}") if unit_word(fact) else said
            spans.append(Span(len(text), len(text) + len(figure), fact.id))
        elif not text.strip("- ") and WORDS.search(hole[1]):
            said = said[:1].upper() + said[1:]
        text += said
    return Told(text + line[at:], tuple(spans))


def _said(name: str, scope: Scope, after: str) -> tuple[str, Fact | None]:
    """What a placeholder says, and the fact where it is a figure (names have no span)."""
    if name.startswith("w."):
        return _some(scope.words.get(name[2:])), None
    fact = scope.fact(name)
    if fact is not None:
        return _value(fact, after)
    stem, _, part = name.rpartition(".")
    fact = scope.fact(stem)
    if fact is None or part not in NAMES + FIGURES:
        raise Unfilled(name)
    if part in NAMES:
        return say_name(_some(getattr(fact, part))), None
    return _some(say_fact(fact, part)), fact


def _value(fact: Fact, after: str) -> tuple[str, Fact | None]:
    said, word = _some(say_fact(fact)), unit_word(fact)
    follows = after.lstrip().lower().startswith(word.lower().rstrip("s")) if word else True
    return (said if follows else f"{said} {word}"), fact


def _some(text: str | None) -> str:
    if not text:
        raise Unfilled()
    return text
