"""Codes explained in the header of their column: "Gender (1 = male, 2 = female)", "Delivery (1 = poor, 5 = good, 9 = n/a)".

A header that explains every code names values; one that explains the ends of a scale makes its numbers steps, and a
code beyond them that stands for no answer is left out of figures. What is found has the form of a code book.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from data import _names as names
from data._draft import Draft
from data._names import split
from data._questions import questions, said_for
from data._settings import apply_columns
from data._values import group_of_values
from data.catalog import Column, Role
from data.query import Expr, call, col

_BRACKET = re.compile(r"[(\[](?P<said>[^()\[\]]*)[)\]]\s*$")
_CODE = re.compile(r"(?<![\w.])(?P<code>-?\d{1,3})\s*[=:]\s*")
WIDEST = 10
"""Steps of the longest scale."""
_EDGES = " \t,;/|.-"
_NO_ANSWER = re.compile(
    r"\b(don[’']?t know|do not know|dk|not used|n/?a|not applicable|refused|no answer|no opinion|not answered|missing|"
    r"unknown|not stated|not sure|prefer not|declined|can[’']?t say|no experience)\b",
    re.I,
)
_GRADED = re.compile(
    r"\b(very|strongly|extremely|not at all|somewhat|never|rarely|seldom|sometimes|often|always|poor|excellent|agree|disagree|"
    r"satisfied|dissatisfied|likely|unlikely|low|high|worst|best|bad|good)\b",
    re.I,
)


@dataclass(frozen=True)
class Legend:
    """What a header says before its codes, and the text of each code."""

    before: str
    texts: dict[int, str]

    @property
    def answers(self) -> dict[int, str]:
        """The codes that answer what is asked."""
        return {code: text for code, text in self.texts.items() if not _NO_ANSWER.search(text)}


def legend(header: str) -> Legend | None:
    """The legend in a header: at least two codes, each followed by words."""
    bracket = _BRACKET.search(header)
    said = bracket["said"] if bracket else header
    found = list(_CODE.finditer(said))
    if len(found) < 2:
        return None
    ends = [m.start() for m in found[1:]] + [len(said)]
    texts = {int(m["code"]): said[m.end() : end].strip(_EDGES) for m, end in zip(found, ends, strict=True)}
    if len(texts) < len(found) or not all(re.search(r"[^\W\d_]", t) for t in texts.values()):
        return None
    before = header[: bracket.start()] if bracket else header[: found[0].start()]
    before = before.strip(_EDGES + ":(")
    return Legend(before, texts) if re.search(r"[^\W\d_]", before) else None


def apply_legends(draft: Draft) -> None:
    """Take what the headers of a table say of its columns, as from a code book."""
    numbered = questions(draft.profile.shapes)
    book: dict[str, Any] = {}
    answers: dict[str, Expr] = {}
    for _, column in draft.raw():
        found = legend(column.name)
        if found is None or column.type not in ("integer", "number", "bool") or column.low is None:
            continue
        every = _covers(draft, column, found)
        role = _kind(found) if every else "ordinal" if _is_scale(column, found) else None
        if role is None:
            continue
        if role == "ordinal" and len(found.answers) < len(found.texts):
            answers[column.name] = call("between", col(column.name), min(found.answers), max(found.answers))
        asked = numbered[column.name].asked if column.name in numbered else found.before
        label = names.label(split(_asked(asked)))
        book[column.name] = {
            "role": role,
            "unit": None,
            "label": label,
            "synonyms": [*names.synonyms(label), *said_for(label), *column.synonyms],
            "values": _named(found),
        }
    apply_columns(draft, {"columns": book})
    for name, test in answers.items():
        draft.columns[name] = replace(draft.columns[name], valid=test)


def _asked(text: str) -> str:
    found = legend(text)
    return found.before if found is not None else text


def _covers(draft: Draft, column: Column, found: Legend) -> bool:
    counts = draft.shape(column.name).counts
    if counts is None:
        return column.low == 0 and column.high == 1 and {0, 1} <= set(found.texts)
    return all(float(v) in found.texts for v, _ in counts)


def _kind(found: Legend) -> Role:
    """Every code has its name: kinds, or the steps of a scale."""
    steps = len(found.answers) > 2 and any(_GRADED.search(t) for t in found.answers.values())
    return "ordinal" if steps else "category"


def _is_scale(column: Column, found: Legend) -> bool:
    """The ends have names, and nothing lies beyond them but a code for no answer."""
    if len(found.answers) < 2 or column.type == "bool" or max(found.answers) - min(found.answers) > WIDEST:
        return False
    return float(column.low or 0) >= min(found.texts) and float(column.high or 0) <= max(found.texts)


def _named(found: Legend) -> dict[int, Any]:
    """Names of the codes, with other words for them: "women" for female, both halves of "don't know / not used"."""
    group = group_of_values(list(found.texts.values()), split(found.before))
    named: dict[int, Any] = {}
    for code, text in found.texts.items():
        at = group.index.get(text.lower()) if group is not None else None
        others = [w.lower() for w in group.spellings[at]] if group is not None and at is not None else []
        halves = [part.strip().lower() for part in text.split("/")] if "/" in text else []
        named[code] = {"name": text, "synonyms": [w for w in (*others, *halves) if w != text.lower()]}
    return named
