"""What the reader must know: warnings in sight, remarks folded."""

from __future__ import annotations

from typing import Any

from ui.markup import fold, tag, text

Data = dict[str, Any]
WORDS = {"stop": "Careful", "warn": "Note"}


def warnings(caveats: list[Data]) -> str:
    """The caveats that are always shown, the gravest first."""
    grave = sorted((c for c in caveats if c["severity"] in WORDS), key=lambda c: c["severity"])
    lines = [
        tag("li", tag("b", WORDS[c["severity"]]), " ", text(c["text"]), class_=f"sg-{c['severity']}")
        for c in grave
    ]
    return tag("ul", *lines, class_="sg-caveats") if lines else ""


def remarks(caveats: list[Data]) -> str:
    """The caveats of little weight, folded."""
    mild = [c for c in caveats if c["severity"] not in WORDS]
    if not mild:
        return ""
    title = "1 remark" if len(mild) == 1 else f"{len(mild)} remarks"
    return fold(title, tag("ul", *(tag("li", text(c["text"])) for c in mild)))
