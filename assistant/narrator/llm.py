"""A model as narrator: it writes sentences with placeholders, the same renderer fills them."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, replace
from pathlib import Path

import prompts
from assistant.answer import facts_of
from assistant.llm import ChatModel, Limit, Prompt
from assistant.narrator.format import say_fact
from assistant.narrator.template import TemplateNarrator, render
from assistant.narrator.told import Told
from assistant.plan import Plan
from tools._result import Result

GUARDS = ("[", "//")
FIELDS = ["question", "facts", "words"]
SECONDS = 20.0


@dataclass(frozen=True)
class ModelNarrator:
    """Hands a model the facts; tells the template's story where the model's text renders to nothing."""

    model: ChatModel

    def tell(self, result: Result, plan: Plan, reading: str) -> Told:
        """Tell a result in the model's words and the facts' figures."""
        asked = Prompt("narrator", _instructions(), message(result, reading), tuple(FIELDS))
        reply = self.model.reply(asked, Limit(time.monotonic() + SECONDS))
        told = render(_sentences_only(reply.text), result)
        told = told if told.text else TemplateNarrator().tell(result, plan, reading)
        sent = {
            "calls": 1,
            "tokens_in": reply.tokens_in or 0,
            "tokens_out": reply.tokens_out or 0,
            "fields": FIELDS,
        }
        return replace(told, sent=sent)


def message(result: Result, reading: str) -> str:
    """What the model is told: the reading and the facts; no rows, no personal columns."""
    facts = [
        {"id": f.id, "kind": f.kind, "label": f.label, "row": f.row, "value": say_fact(f)}
        for f in facts_of(result)
    ]
    return json.dumps({"question": reading, "facts": facts, "words": result.words}, ensure_ascii=False)


def _instructions() -> str:
    return (Path(prompts.__path__[0]) / "narrator.md").read_text(encoding="utf-8")


def _sentences_only(written: str) -> str:
    """The model's lines without template commands: those belong to our own templates."""
    return "\n".join(line for line in written.splitlines() if not line.lstrip().startswith(GUARDS))
