"""Names that a question explains by a condition: "satisfied, meaning they answered 4 or 5", "only promoters, so 9 or 10",
"the samples, i.e. the lines with 100 % discount", "net sales, that is without the lines that came back".

What is said in so many words wins over what the name could mean by itself; where the words set no condition that can be
read whole, nothing is explained.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.planner.offline.derived import holding, marks
from assistant.planner.offline.derived.desk import Desk
from assistant.planner.offline.forms.nouns import names_rows
from assistant.planner.offline.spans import Span
from data.catalog import Column
from data.query import Expr, columns_of

MOST_NAME = 4
"""Words that a name may have."""
MOST_WORDS = 14
"""Words that a condition may have."""
_OPENS = re.compile(
    r"\s*[,;:(–-]*\s*\b(?P<means>i\.?\s?e\.?|that\s+is(?:\s+to\s+say)?|that\s+means|meaning|in\s+other\s+words|namely|which\s+(?:is|means)|so)(?=[\s:,])[\s:,]*"
    r"|\s*(?P<bracket>\()|\s*[,:]\s+|\s+[-–—]\s+",
    re.I,
)
_STOPS = frozenset(
    re.findall(
        r"\S+",
        "what which how who whose is are was were be been the a an our my their its this that these those me us show give list "
        "tell compare find get count and or of in on at to from for by per with without only just all every each both many much "
        "do does did have has had leave out excluding exclude not no share percentage percent number rate average avg mean total",
    )
)
_BESIDE = re.compile(r"\s*,?\s*(?:that|with|about|on|regarding)\s+", re.I)


@dataclass(frozen=True)
class _Meant:
    """What a name means: where its explanation begins and ends, the condition, and how this reads."""

    start: int
    end: int
    test: Expr
    column: Column
    label: str


def read(desk: Desk) -> bool:
    """Put a condition in the place of a name and its explanation; whether there was one."""
    for opened in _OPENS.finditer(desk.text):
        place = _name(desk.text[: opened.start()])
        if place is None or not _is_name(desk.text, place, opened):
            continue
        meant = _marked(desk, place, opened) or _told(desk, place, opened)
        if meant is None:
            continue
        _put(desk, place, meant)
        return True
    return False


def _name(head: str) -> int | None:
    """Where the name begins that ends a text."""
    said = list(re.finditer(r"[^\s,;:()]+", head))
    start = len(said)
    while start > 0 and len(said) - start < MOST_NAME and said[start - 1][0].lower() not in _STOPS:
        if start < len(said) and re.search(r"[,;:?!()]", head[said[start - 1].end() : said[start].start()]):
            break
        start -= 1
    return said[start].start() if start < len(said) else None


def _is_name(text: str, start: int, opened: re.Match[str]) -> bool:
    """No name are words that set a limit themselves, nor a group with the values that it has: "by rating (1 to 5)"."""
    limited = re.search(r"\d", text[start : opened.start()]) is not None
    return (
        not limited
        and re.search(r"\b(?:by|per|each|every|across)\s+(?:the\s+)?$", text[:start], re.I) is None
    )


# ---------------------------------------------------------------- bare marks


def _marked(desk: Desk, start: int, opened: re.Match[str]) -> _Meant | None:
    """ "satisfied, meaning they answered 4 or 5", "agree (4 or 5) that prices are fair"."""
    text, name = desk.text, desk.text[start : opened.start()]
    for whole, end in _bodies(text, opened):
        asked, body = _question_first(desk, whole)
        numbers = marks.bare(body)
        if numbers is None or not _ends(text, opened, end):
            continue
        behind = _asked_behind(desk, end)
        column = asked or (behind[0] if behind is not None else marks.scale_named(desk, name))
        test = marks.test(column, body) if column is not None else None
        if column is None or test is None:
            return None
        label = f"{column.label} {' '.join(numbers[0].split())}"
        return _Meant(opened.start(), behind[1] if behind is not None else end, test, column, label)
    return None


def _question_first(desk: Desk, body: str) -> tuple[Column | None, str]:
    """ "an ease of 4 or 5", "CSAT 4 or 5": the question before the marks, and these."""
    digits = re.search(r"(?:\b(?:at\s+least|of|is|was|=)\s+)*\d", body)
    column = desk.number_at(body[: digits.start()]) if digits is not None and digits.start() else None
    if column is None or digits is None or not marks.on_scale(column):
        return None, body
    return column, body[digits.start() :]


def _ends(text: str, opened: re.Match[str], end: int) -> bool:
    """Without a word that explains, the numbers must be all that is said there: "9-10 promoters" are of these."""
    return bool(opened["means"] or opened["bracket"]) or re.match(r"\s*(?:[?!.,;]|$)", text[end:]) is not None


def _asked_behind(desk: Desk, end: int) -> tuple[Column, int] | None:
    """The question of a survey that directly follows: "that prices are fair"."""
    opens = _BESIDE.match(desk.text, end)
    if opens is None:
        return None
    for a, b, column in desk.numbers(opens.end()):
        if marks.on_scale(column) and re.fullmatch(r"(?:the\s+|our\s+)?", desk.text[opens.end() : a], re.I):
            return column, b
        break
    return None


# ---------------------------------------------------------------- conditions


def _told(desk: Desk, start: int, opened: re.Match[str]) -> _Meant | None:
    """ "the samples, i.e. the lines with 100 % discount"; in a mere bracket only of a name that is not known."""
    means = (opened["means"] or "").lower()
    if means == "so" or not (means or opened["bracket"]):
        return None
    name = desk.text[start : opened.start()].strip()
    unknown = any(s.unknown for s in desk.tag(name).cover)
    if not means and (not unknown or desk.text.count("(") > 1):
        return None  # several brackets are groups, each with what it is
    for body, end in _bodies(desk.text, opened):
        test = holding.test(desk, body) if re.search(r"[a-z]{2}", body, re.I) else None
        columns = [desk.scope.source.columns.get(n) for n in columns_of(test)] if test is not None else []
        ruled = {c for p in desk.base.policies.values() for c in p.touches}
        if test is not None and columns and columns[0] is not None and not ruled & set(columns_of(test)):
            return _Meant(opened.start(), end, test, columns[0], body.strip())
    return None


def _bodies(text: str, opened: re.Match[str]) -> Iterator[tuple[str, int]]:
    """What may be the explanation: all of a bracket, or the words up to the next stop, the longest first."""
    start = opened.end()
    if "(" in opened[0]:
        close = text.find(")", start)
        if close > 0:
            yield (
                re.sub(r"^\s*(?:i\.?\s?e\.?|that\s+is|meaning|=)[\s:,]*", "", text[start:close], flags=re.I),
                close + 1,
            )
        return
    stop = re.search(r"[;?!]|[.,:](?=\s|$)", text[start:])
    end = start + stop.start() if stop is not None else len(text)
    ends = [start + m.end() for m in re.finditer(r"\S+", text[start:end])][:MOST_WORDS]
    for at in reversed(ends):
        yield text[start:at], at


# ---------------------------------------------------------------- into the question


def _put(desk: Desk, start: int, meant: _Meant) -> None:
    """The rows and figures that the name speaks of stay beside the condition, and so do other values: "female
    promoters"."""
    test, own = meant.test, set(columns_of(meant.test))
    kinds = [(_kind(desk, s, own), s.text) for s in desk.tag(desk.text[start : meant.start]).cover]
    told = {kind: " ".join(text for k, text in kinds if k == kind) for kind in ("figure", "value", "things")}
    value = told["value"] if any(kind is None for kind, _ in kinds) else ""
    name = [text for kind, text in kinds if kind is None or (kind == "value" and not value)]
    label = f"{' '.join(name)} ({meant.label})" if name else meant.label
    word = desk.condition(label, meant.column, lambda _: test)
    things = told["things"] or (desk.rows if desk.counts(start) else "")
    desk.put(start, meant.end, f"{told['figure']} {value} {word} {things}")


def _kind(desk: Desk, span: Span, own: set[str]) -> str | None:
    """What a word of a name is beside what is explained; None where it is just that."""
    if span.free:
        return "free"
    terms = desk.scope.terms(span)
    if any(names_rows(desk.scope, t) for t in terms):
        return "things"
    for term in terms[:1]:
        if term.entry.quality < 0.75:
            break
        if term.measure is not None or (term.column is not None and term.column.additive):
            return "figure"
        if term.entry.kind == "value" and term.column is not None and term.column.name not in own:
            return "value"
    return None
