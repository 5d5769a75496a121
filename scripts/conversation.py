"""A conversation that was really held, as Markdown: for the pages of docs/ that scripts make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from assistant import Assistant
from assistant.narrator.format import say

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
MOST_ROWS, MOST_COLUMNS = 8, 7

Said = dict[str, Any]


def book(name: str) -> list[dict[str, Any]]:
    """The hand-written parts of a set of pages, from the YAML file beside the scripts."""
    return list(yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8")))


def hold(assistant: Assistant, questions: Iterable[str]) -> list[Said]:
    """The answers of a new conversation with the data of an assistant."""
    fresh = Assistant(assistant.dataset)
    return [fresh.ask(question).to_dict() for question in questions]


def markdown(said: Said, picture: str | None = None) -> str:
    """Question, reading, headline, text, table, chart and caveats; `picture` is where the chart lies, from the page."""
    return "\n\n".join(_blocks(said, picture))


def gist(said: Said) -> str:
    """What a page must still say of an answer to be current: how it was read, and its headline."""
    return "\n\n".join([_asked(said), *_headline(said)])


def _blocks(said: Said, picture: str | None) -> Iterator[str]:
    yield _asked(said)
    yield from _headline(said)
    if said["text"]:
        yield said["text"]
    if said["table"] and said["tool"] != "audience":  # people's ids belong into no page
        yield from _table(said["table"])
    if said["chart"]:
        yield _chart(said["chart"], picture)
    caveats = [f"- *{c['severity']}*: {c['text']}" for c in said["caveats"]]
    if caveats:
        yield "\n".join(caveats)


def _asked(said: Said) -> str:
    reading = said["reading"] or said["status"]
    return f"> **{said['question']}**\n>\n> *{reading}*"


def _headline(said: Said) -> Iterator[str]:
    head = said["headline"]
    if head is None:
        return
    value = say(head["value"], head["unit"]) or "not known"
    reach = ""
    if head["low"] is not None and head["high"] is not None:
        reach = f" ({say(head['low'], head['unit'])} to {say(head['high'], head['unit'])})"
    yield f"**{head['label']}: {value}{reach}**"


def _table(table: Said) -> Iterator[str]:
    """The first rows of a table that fits a page; wide ones are in the answer only."""
    if len(table["columns"]) > MOST_COLUMNS or len(table["rows"]) < 2:
        return
    rows = [
        [_cell(v, table["units"].get(c)) for v, c in zip(row, table["columns"], strict=True)]
        for row in table["rows"][:MOST_ROWS]
    ]
    yield "\n".join(_line(row) for row in (table["columns"], ["---"] * len(table["columns"]), *rows))
    left = len(table["rows"]) - MOST_ROWS
    if left > 0:
        yield f"... and {left:,} more rows."


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _cell(value: Any, unit: str | None) -> str:
    return say(value, unit) or ""


def _chart(chart: Said, picture: str | None) -> str:
    title = f": {chart['title']}" if chart["title"] else ""
    return f"![Chart ({chart['type']}){title}]({picture})" if picture else f"*Chart ({chart['type']}){title}*"
