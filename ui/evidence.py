"""How an answer's numbers came to be, folded away until someone asks."""

from __future__ import annotations

from typing import Any

from assistant.narrator.format import say
from ui.markup import fold, tag, text

Data = dict[str, Any]


def evidence(steps: list[Data]) -> str:
    """One block a step: method, rows used and left out, filters, period, seed and the query."""
    blocks = [_step(step) for step in steps]
    return fold("Evidence", *blocks, class_="sg-fold sg-evidence") if blocks else ""


def _step(step: Data) -> str:
    pairs = "".join(tag("dt", text(name)) + tag("dd", text(value)) for name, value in _known(step))
    sql = step.get("sql")
    query = tag("pre", tag("code", text(sql)), tabindex="0", aria_label="Query") if sql else ""
    return tag("section", tag("dl", pairs), query)


def _known(step: Data) -> list[tuple[str, str]]:
    pairs = (
        ("Method", step.get("method")),
        ("Rows used", say(step.get("rows_used"))),
        ("Rows left out", say(step.get("rows_excluded"))),
        ("Filters", "; ".join(step.get("filters") or ()) or None),
        ("Period", step.get("period")),
        ("Seed", None if step.get("seed") is None else str(step["seed"])),
        ("Engine", step.get("engine")),
    )
    return [(name, value) for name, value in pairs if value]
