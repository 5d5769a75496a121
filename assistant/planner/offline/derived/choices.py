"""What people chose, in a table with a row for each person and option: "how many chose the train", "which mode was
chosen most", "among those who flew". Whatever is asked of a choice is asked of the rows with a yes."""

from __future__ import annotations

import re

from assistant.planner.offline.derived.desk import Desk
from data.catalog import Choice, Column
from data.query import call, col

_STRONG = r"choose|chooses|chose|chosen|choosing|picked|picks|picking|selected|selects|opted\s+for|opt\s+for|preferred|prefer"
_WEAK = r"took|take|takes|taken|taking|used|use|uses|using|bought|buy|buys|booked|book|ordered|(?:went|go|goes|gone|travell?ed|travels?|came|come|got|commuted?)(?:\s+(?:there|to\s+work))?\s+(?:by|on|with|for|using)"
_ITSELF = r"flew|flown|drove|driven|cycled|walked|rode|sailed"
_ARTICLE = r"(?:\s+(?:the|an?|by|their|to\s+go\s+by|to\s+take|to\s+travel\s+by))*\s+"
_MOST = re.compile(
    rf"\b(?:is|are|was|were|gets?|got|has\s+been)?\s*(?:the\s+)?(?:(?P<a>most|least)\s+(?:often\s+|frequently\s+|commonly\s+)?(?:{_STRONG}|taken|used)|(?:{_STRONG}|taken|used)\s+(?:the\s+)?(?P<b>most|least)(?:\s+(?:often|frequently|commonly))?)\b",
    re.I,
)
_EACH = re.compile(rf"\b(?:{_STRONG}|{_WEAK})\s+(?:each|every|which)\s+(?:of\s+(?:the|their)\s+)?", re.I)
_CHOSE = re.compile(rf"\b(?:{_STRONG})\b", re.I)
_WENT = re.compile(rf"\b(?:{_WEAK})\b", re.I)
_SELF = re.compile(rf"\b(?:{_ITSELF})\b", re.I)
_WHO = re.compile(
    r"\b(?:people|they|travell?ers|persons|customers|respondents|households|everyone|users)?\s*(?:actually|really|finally|in\s+the\s+end)\s+$",
    re.I,
)


_LOOSE = re.compile(
    r"\s*\b(?:(?:over|of|for|in|across)\s+(?:only\s+)?the\s+\w+\s*)?(?:that|which|people|they)?\s*(?=[?.!]?\s*$)",
    re.I,
)
"""What is left of "over the modes that people (actually chose)"."""


def read(desk: Desk) -> None:
    """Say what was chosen as the option itself, and restrict the rows to those with a yes."""
    choice = next((c for c in desk.base.choices if c.table in desk.scope.names), None)
    if choice is None or not _asked(desk, choice):
        return
    flag = desk.scope.source.columns[choice.chosen]
    desk.within.append(call("eq", col(flag.name), _yes(flag)))
    desk.notes.append(
        f"each {desk.scope.source.columns[choice.person].label} has a row for each {_option(desk, choice).label}; "
        f"those with {flag.label} are counted"
    )


def _yes(flag: Column) -> bool | int:
    return True if flag.type == "bool" else 1


def _option(desk: Desk, choice: Choice) -> Column:
    return desk.scope.source.columns[choice.option]


def _asked(desk: Desk, choice: Choice) -> bool:
    """Whether the question speaks of choosing; its words for that are left out."""
    most, each = _MOST.search(desk.text), _EACH.search(desk.text)
    if most is not None and _speaks_of(desk, choice, desk.text):
        way = (most["a"] or most["b"]).lower()
        desk.put(most.start(), most.end(), f"is the {way} common")
        return True
    if each is not None and _speaks_of(desk, choice, desk.text[each.end() :]):
        desk.put(each.start(), each.end(), "by ")
        return True
    return _of_option(desk, choice) or _plainly(desk, choice)


def _of_option(desk: Desk, choice: Choice) -> bool:
    """ "took the bus", "went by car", "chose air": a verb right before an option; "flew" is both."""
    found = False
    verb = (
        "are "
        if re.search(r"%|\b(?:share|percent(?:age)?|proportion|fraction)\b", desk.text, re.I)
        else "with "
    )
    for pattern in (_CHOSE, _WENT):
        at = 0
        while (m := pattern.search(desk.text, at)) is not None:
            article = re.compile(_ARTICLE).match(desk.text, m.end())
            start = article.end() if article else m.end()
            at = m.end()
            if _starts_with_option(desk, choice, start):
                desk.put(m.start(), start, verb if not found else " ")
                at, found = m.start(), True
    return found or any(_is_option(desk, choice, m[0]) for m in _SELF.finditer(desk.text))


def _plainly(desk: Desk, choice: Choice) -> bool:
    """ "the modes that people chose": the option is named elsewhere."""
    m = _CHOSE.search(desk.text)
    if m is None or not _speaks_of(desk, choice, desk.text):
        return False
    who = _WHO.search(desk.text[: m.start()])
    desk.put(who.start() if who else m.start(), m.end(), " ")
    desk.text = _LOOSE.sub("", desk.text).strip()
    return True


def _starts_with_option(desk: Desk, choice: Choice, start: int) -> bool:
    """Whether an option is named at a place."""
    return any(
        desk.place(span)[0] == start
        and any(e.kind == "value" and e.name == choice.option for e in span.entries)
        for span in desk.tagged.cover
    )


def _is_option(desk: Desk, choice: Choice, word: str) -> bool:
    return any(e.kind == "value" and e.name == choice.option for s in desk.tag(word).cover for e in s.entries)


def _speaks_of(desk: Desk, choice: Choice, text: str) -> bool:
    """Whether a text names the options, or one of them."""
    return any(e.name == choice.option for s in desk.tag(text).cover for e in s.entries)
