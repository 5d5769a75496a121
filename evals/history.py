"""One line a run, kept for good, so that a loss shows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ROOM = 1.0
"""Percentage points by which the share of right answers may fall: less than one case in a hundred."""


def last(path: Path, name: str) -> dict[str, Any] | None:
    """The latest line of this set, None where it was never run."""
    if not path.is_file():
        return None
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return next((line for line in reversed(lines) if line["set"] == name), None)


def append(path: Path, line: dict[str, Any]) -> None:
    """Add a run."""
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")


def line_of(summary: dict[str, Any]) -> dict[str, Any]:
    """What the history keeps of a run."""
    floor = summary.get("floor")
    return {
        "set": summary["set"],
        "date": summary["date"],
        "commit": summary["commit"],
        **summary["all"],
        "ungrounded": len(summary["ungrounded"]),
        "read_ms": summary["latency_ms"]["read"],
        "total_ms": summary["latency_ms"]["total"],
        "floor": floor["all"] if floor else None,
    }


def losses(before: dict[str, Any] | None, now: dict[str, Any]) -> list[str]:
    """What got worse, in words. Shares are compared, for a set may have grown."""
    if before is None:
        return []
    found = []
    was, is_ = _percent(before, "right"), _percent(now, "right")
    if was - is_ > ROOM + 1e-9:
        found.append(f"right fell from {was:.1f} % to {is_:.1f} %")
    was, is_ = _percent(before, "wrong"), _percent(now, "wrong")
    if is_ > was + 1e-9:
        found.append(f"wrong rose from {was:.1f} % to {is_:.1f} %")
    return found


def _percent(line: dict[str, Any], box: str) -> float:
    return 100 * float(line[box]) / line["n"] if line["n"] else 0.0
