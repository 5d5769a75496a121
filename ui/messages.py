"""What stands in the chat: questions, answers, waiting, notices; each as one message."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr
from gradio.components.plot import PlotData

from ui.caveats import remarks, warnings
from ui.chart import figure_json, is_drawn
from ui.evidence import evidence
from ui.headline import headline, reading
from ui.insight import insight
from ui.markup import button, tag, text
from ui.next_steps import Save, follow_ups, made, options, saves
from ui.sent import sent
from ui.table import table

Data = dict[str, Any]


def asked(question: str) -> gr.ChatMessage:
    """The person's own words, never read as markup."""
    words = tag("p", text(question), class_="sg-question", dir="auto")
    return gr.ChatMessage(role="user", content=[_html(words)])


def working(note: str) -> gr.ChatMessage:
    """A sign of life while an answer is being made."""
    dot = tag("span", class_="sg-dot", aria_hidden="true")
    return _said(tag("p", dot, text(note), class_="sg-working"))


def notice(title: str, detail: str = "", *, wrong: bool = False) -> gr.ChatMessage:
    """A short word from the page itself: it was stopped, a file cannot be read."""
    body = tag("p", tag("b", text(title)), " ", text(detail))
    return _said(tag("div", body, class_="sg-notice sg-wrong" if wrong else "sg-notice", role="status"))


def welcome(title: str, detail: str, examples: list[str]) -> gr.ChatMessage:
    """The empty page: what lies here, and questions that can be asked of it."""
    asks = "".join(button(question, data_say=question) for question in examples)
    starts = tag("div", tag("p", "For example", class_="sg-label"), asks, class_="sg-asks") if asks else ""
    inside = tag("h2", text(title)) + tag("p", text(detail), class_="sg-lead") + starts
    return _said(tag("div", inside, class_="sg-welcome"))


def answered(answer: Data, turn: int, save: Save) -> gr.ChatMessage:
    """An answer, or several, one below the other, where the message held several questions.

    `turn` is its place among the answers of the chat: its buttons are known by it.
    """
    content = list[Any]()
    for at, part in enumerate(answer["parts"]):
        content.append(_html(tag("h3", text(part["question"]), class_="sg-part")))
        content.extend(_answer(part, f"{turn}.{at}", save))
    return gr.ChatMessage(role="assistant", content=content or list(_answer(answer, str(turn), save)))


def _answer(answer: Data, turn: str, save: Save) -> Iterator[Any]:
    yield _html(_above_chart(answer))
    if is_drawn(answer["chart"]):
        yield gr.Plot(PlotData(type="plotly", plot=figure_json(answer["chart"])), show_label=False)
    if below := _below_chart(answer, turn, save):
        yield _html(below)


def _above_chart(answer: Data) -> str:
    told = insight(answer["text"], answer["spans"], answer["facts"], answer["evidence"])
    return (
        reading(answer["reading"], answer["ignored"])
        + headline(answer["headline"])
        + (tag("div", told, class_=f"sg-text sg-{answer['status']}", dir="auto") if told else "")
        + warnings(answer["caveats"])
    )


def _below_chart(answer: Data, turn: str, save: Save) -> str:
    rows = answer["table"] and answer["table"]["rows"]
    return (
        saves(answer, save)
        + (table(answer["table"]) if rows else "")
        + made(answer["made"])
        + remarks(answer["caveats"])
        + evidence(answer["evidence"])
        + sent(answer["sent_to_model"], answer.get("would_send", []))
        + options(answer["options"], turn)
        + follow_ups(answer["follow_ups"])
    )


def _said(html: str) -> gr.ChatMessage:
    return gr.ChatMessage(role="assistant", content=[_html(html)])


def _html(html: str) -> gr.HTML:
    return gr.HTML(tag("div", html, class_="sg"), js_on_load=None)
