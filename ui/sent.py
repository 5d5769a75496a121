"""What left the machine for a language model, or would have: folded away until someone asks."""

from __future__ import annotations

from typing import Any

from assistant.show import sent as in_words
from ui.markup import fold, tag, text

Data = dict[str, Any]


def sent(told: Data | None, shown: list[Data]) -> str:
    """One line on what was sent; the whole prompts where this was a dry run."""
    lines = [tag("p", text(in_words(told)))] if told else []
    lines += [
        tag("p", text(f"Would be sent ({prompt['purpose']}):"))
        + tag("pre", tag("code", text(f"{prompt['system']}\n{prompt['user']}")), tabindex="0")
        for prompt in shown
    ]
    title = "Sent to the language model" if told else "Not sent: a dry run"
    return fold(title, *lines, class_="sg-fold sg-sent") if lines else ""
