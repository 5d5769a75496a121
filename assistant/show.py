"""An answer as readable text, for the shell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assistant.answer import Answer
from assistant.narrator.format import say
from tools._result import Headline, Scalar, Table

ROWS = 20
"""Rows of a table that are printed."""


def show(answer: Answer) -> str:
    """Question, reading, headline, text, table, caveats, options and follow-ups, as far as there are any."""
    return "\n".join(_blocks(answer)) + "\n"


def _blocks(answer: Answer) -> Iterator[str]:
    if answer.question:
        yield f"> {_short(answer.question)}"
    if answer.reading:
        yield f"Reading: {answer.reading}"
    if answer.ignored:
        yield f"Ignored: {', '.join(answer.ignored)}"
    if answer.status != "answered":
        yield f"[{answer.status}]"
    if answer.headline:
        yield f"\n{_headline(answer.headline)}"
    if answer.text:
        yield f"\n{answer.text}"
    if answer.table:
        yield f"\n{table(answer.table)}"
    yield from _listed("", [f"{c.severity}: {c.text}" for c in answer.caveats])
    yield from _listed("", [f"{at}. {o.label}" for at, o in enumerate(answer.options, 1)])
    yield from _listed("Ask next:", list(answer.follow_ups))
    if answer.sent_to_model:
        yield f"\n{sent(answer.sent_to_model)}"
    for prompt in answer.would_send:
        yield f"\nWould be sent ({prompt['purpose']}):\n{prompt['system']}\n{prompt['user']}"


def sent(told: dict[str, Any]) -> str:
    """What left the machine for a language model, in one line."""
    about = "about " if told.get("estimated") else ""
    price = f", {told['price']:g} by the prices set" if "price" in told else ""
    return (
        f"Sent to {told['model']}: {', '.join(told['fields'])} ({told['calls']} {'call' if told['calls'] == 1 else 'calls'}, {about}{told['tokens_in']:,} "
        f"tokens out, {told['tokens_out']:,} back, {told['ms']:,.0f} ms{price})."
    )


def table(shown: Table) -> str:
    """Aligned columns, numbers to the right, the first rows."""
    cells = [
        [_cell(v, shown.units.get(c)) for v, c in zip(row, shown.columns, strict=True)]
        for row in shown.rows[:ROWS]
    ]
    widths = [max(len(text) for text in column) for column in zip(shown.columns, *cells, strict=True)]
    right = [_numeric(shown, at) for at in range(len(shown.columns))]
    lines = [_aligned(list(shown.columns), widths, right), "  ".join("-" * width for width in widths)]
    lines += [_aligned(row, widths, right) for row in cells]
    if len(shown.rows) > ROWS:
        lines.append(f"... and {len(shown.rows) - ROWS:,} more rows")
    return "\n".join(lines)


def _headline(head: Headline) -> str:
    text = f"{head.label}: {say(head.value, head.unit) or 'not known'}"
    if head.low is not None and head.high is not None:
        text += f" ({say(head.low, head.unit)} to {say(head.high, head.unit)})"
    return text


def _aligned(row: list[str], widths: list[int], right: list[bool]) -> str:
    padded = (t.rjust(w) if r else t.ljust(w) for t, w, r in zip(row, widths, right, strict=True))
    return "  ".join(padded).rstrip()


def _numeric(shown: Table, at: int) -> bool:
    values = [row[at] for row in shown.rows if row[at] is not None]
    return bool(values) and all(isinstance(v, (int, float)) for v in values)


def _cell(value: Scalar, unit: str | None) -> str:
    return say(value, unit) or ""


def _listed(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield "\n" + "\n".join([*([title] if title else []), *lines])


def _short(text: str) -> str:
    return text if len(text) <= 200 else f"{text[:200]}..."
