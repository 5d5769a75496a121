"""Settings: read once from the environment and passed in; nothing else reads the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Settings:
    """seconds: the time limit of a question. longest_question: in characters. seed: of all that is random."""

    planner: Literal["offline", "llm"] = "offline"
    seconds: float | None = 120.0
    longest_question: int = 2_000
    seed: int = 0


def read_settings(environment: Mapping[str, str]) -> Settings:
    """SEGUE_SECONDS (0: no limit) and SEGUE_PLANNER, each with a default.

    Raises:
        ValueError: a value that cannot be one.
    """
    planner = environment.get("SEGUE_PLANNER", "offline")
    if planner not in ("offline", "llm"):
        raise ValueError(f"SEGUE_PLANNER must be offline or llm. Got {planner!r} instead.")
    text = environment.get("SEGUE_SECONDS", "120")
    try:
        seconds = float(text)
    except ValueError:
        raise ValueError(f"SEGUE_SECONDS must be a number of seconds. Got {text!r} instead.") from None
    return Settings(planner="llm" if planner == "llm" else "offline", seconds=seconds or None)
