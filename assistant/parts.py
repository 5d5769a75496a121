"""One answer out of several: the message held more than one question."""

from __future__ import annotations

from dataclasses import replace

from assistant.answer import Answer
from assistant.narrator.told import Span, Told, join
from tools._result import Caveat, Fact


def outer(question: str, answers: list[Answer], unread: list[str]) -> Answer:
    """The last answered part's headline, table and chart, and the text of all; facts are numbered by part.

    `unread` are sentences that name the parts which were not understood.
    """
    if len(answers) == 1:
        return answers[0]
    last = next((a for a in reversed(answers) if a.status == "answered"), answers[-1])
    told = join([_told(at, part) for at, part in enumerate(answers, 1)], "\n\n")
    return replace(
        last,
        question=question,
        reading="; ".join(a.reading for a in answers if a.reading),
        ignored=tuple(dict.fromkeys(word for a in answers for word in a.ignored)),
        facts=tuple(fact for at, part in enumerate(answers, 1) for fact in _facts(at, part)),
        text=told.text,
        spans=told.spans,
        caveats=tuple(dict.fromkeys(c for a in answers for c in a.caveats))
        + tuple(Caveat("part_not_understood", "warn", text) for text in unread),
        evidence=tuple(dict.fromkeys(e for a in answers for e in a.evidence)),
        made=tuple(dict.fromkeys(m for a in answers for m in a.made)),
        options=answers[-1].options,
        parts=tuple(answers),
        timings_ms=_summed(answers),
    )


def _told(at: int, part: Answer) -> Told:
    return Told(part.text, tuple(Span(s.start, s.end, f"{at}.{s.fact}") for s in part.spans))


def _facts(at: int, part: Answer) -> tuple[Fact, ...]:
    return tuple(replace(f, id=f"{at}.{f.id}", of=tuple(f"{at}.{i}" for i in f.of)) for f in part.facts)


def _summed(answers: list[Answer]) -> dict[str, float]:
    names = dict.fromkeys(name for a in answers for name in a.timings_ms)
    return {name: round(sum(a.timings_ms.get(name, 0.0) for a in answers), 3) for name in names}
