"""Reads a question, decides on a plan, runs it, tells the result and checks every figure.

from assistant import Assistant
Assistant.open("customers.csv").ask("average income by education").to_dict()
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.answer import Answer
    from assistant.ask import Assistant

__all__ = ["Answer", "Assistant"]


def __getattr__(name: str) -> Any:
    """Load the two public names on first use: importing the package stays light."""
    if name == "Assistant":
        from assistant.ask import Assistant

        return Assistant
    if name == "Answer":
        from assistant.answer import Answer

        return Answer
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
