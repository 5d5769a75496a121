"""The told text of an answer: every figure leads to the fact that it states."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from assistant.narrator.format import say
from ui.markup import tag, text

Data = dict[str, Any]
MOST_SOURCES = 4
DASH = "- "


def insight(told: str, spans: list[Data], facts: list[Data], evidence: list[Data]) -> str:
    """`told` as paragraphs, each span marked and carrying a note on its fact. Never raises on odd spans."""
    known = {fact["id"]: fact for fact in facts}
    pieces, at = [], 0
    for span in sorted(spans, key=lambda s: s["start"]):
        if span["start"] < at or span["end"] > len(told) or span["fact"] not in known:
            continue
        pieces.append(_plain(told[at : span["start"]]))
        pieces.append(_figure(told[span["start"] : span["end"]], known[span["fact"]], known, evidence))
        at = span["end"]
    pieces.append(_plain(told[at:]))
    paragraphs = (part.strip("\n") for part in "".join(pieces).split("\n\n"))
    return "".join(_paragraph(part.split("\n")) for part in paragraphs if part)


def _paragraph(lines: list[str]) -> str:
    """Lines of ready-made HTML; those that begin with a dash are a list."""
    blocks = groupby(lines, key=lambda line: line.startswith(DASH))
    return "".join(_list(list(block)) if listed else tag("p", "<br>".join(block)) for listed, block in blocks)


def _list(lines: list[str]) -> str:
    return tag("ul", *(tag("li", line.removeprefix(DASH)) for line in lines))


def _plain(piece: str) -> str:
    return text(piece)


def _figure(shown: str, fact: Data, known: dict[str, Data], evidence: list[Data]) -> str:
    note = tag("span", *_lines(fact, known, evidence), class_="sg-tip", role="tooltip")
    return tag("span", text(shown), note, class_="sg-fig", tabindex="0", data_fact=fact["id"])


def _lines(fact: Data, known: dict[str, Data], evidence: list[Data]) -> list[str]:
    """The note on one fact: its name, its exact value, what it rests on."""
    first = tag("b", _line(_name(fact)))
    return [first, *(tag("span", _line(said), class_="sg-tip-line") for said in _rest(fact, known, evidence))]


def _line(said: str) -> str:
    """One line, whatever the data hold: line ends would be taken for those of the text."""
    return text(" ".join(said.split()))


def _name(fact: Data) -> str:
    """The label, and the row where the label does not already say it."""
    label, row = fact.get("label") or fact["id"], fact.get("row")
    return f"{label}: {row}" if row and str(row) not in str(label) else str(label)


def _rest(fact: Data, known: dict[str, Data], evidence: list[Data]) -> list[str]:
    lines = [f"{fact['kind']} · {_exact(fact)}"]
    if fact.get("low") is not None and fact.get("high") is not None:
        lines.append(f"between {_shown(fact, 'low')} and {_shown(fact, 'high')}")
    if fact.get("n") is not None:
        lines.append(f"from {say(fact['n'])} rows")
    origins = [_name(known[i]) for i in fact.get("of") or () if i in known][:MOST_SOURCES]
    if origins:
        lines.append("computed from " + "; ".join(origins))
    filters = [f for e in evidence for f in e.get("filters") or ()]
    if filters:
        lines.append("where " + "; ".join(dict.fromkeys(filters)))
    return lines


def _exact(fact: Data) -> str:
    value, unit = fact.get("value"), fact.get("unit")
    return f"{value}" if unit in (None, "") else f"{value} ({unit})"


def _shown(fact: Data, end: str) -> str:
    return say(fact[end], fact.get("unit"), fact["kind"]) or ""
