"""The foot of an answer: what can be saved, what it made, what to choose or ask next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from assistant.narrator.format import say
from ui.chart import file_name, is_drawn
from ui.markup import button, tag, text
from ui.table import to_csv

Data = dict[str, Any]
Save = Callable[[str, str], str]
"""Keeps a text under a file name and gives the address where the browser finds it."""


def saves(answer: Data, save: Save) -> str:
    """The chart as PNG, the table as CSV."""
    kept = []
    if is_drawn(answer["chart"]):
        kept.append(button("Chart as PNG", class_="sg-save", data_png=""))
    if answer["table"] and answer["table"]["rows"]:
        kept.append(_csv(answer, save))
    return tag("div", *kept, class_="sg-saves") if kept else ""


def made(things: list[Data]) -> str:
    """What later questions can use by name."""
    lines = [tag("li", tag("b", text(m["name"])), text(f" ({_what(m)})")) for m in things]
    return tag("div", "From now on you can use", tag("ul", *lines), class_="sg-made") if lines else ""


def options(choices: list[Data], turn: str) -> str:
    """The options of a question back; `turn` is the answer's place in the chat."""
    picks = [button(choice["label"], data_pick=f"{turn}:{at}") for at, choice in enumerate(choices)]
    return _group("Choose one", "sg-asks sg-options", picks)


def follow_ups(questions: list[str]) -> str:
    """Questions that would be answered, to click."""
    asks = [button(question, data_say=question) for question in questions]
    return _group("Next questions", "sg-asks", [tag("p", "Next", class_="sg-label"), *asks] if asks else [])


def _csv(answer: Data, save: Save) -> str:
    title = (answer["chart"] or {}).get("title") or answer["reading"] or answer["question"]
    name = file_name(title, "csv")
    address = save(name, to_csv(answer["table"]))
    return tag("a", "Table as CSV", href=address, download=name, class_="sg-save")


def _what(thing: Data) -> str:
    size = "" if thing["n"] is None else f", {say(thing['n'])} {thing['entity'] or 'rows'}"
    return f"{thing['kind']}{size}"


def _group(label: str, class_: str, inside: list[str]) -> str:
    return tag("div", *inside, class_=class_, role="group", aria_label=label) if inside else ""
