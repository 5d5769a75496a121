"""Countries by any of their usual names: the two-letter code, and how phone numbers there begin."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).parent / "models" / "countries.yaml"


@dataclass(frozen=True)
class Country:
    """`code` as in ISO 3166-1 (DE); `dial` is what stands before a number from abroad (49)."""

    code: str
    dial: str
    keeps_zero: bool


@cache
def _by_name() -> dict[str, Country]:
    # Every scalar stays text: YAML would read the code NO as a boolean.
    raw: dict[str, dict[str, Any]] = yaml.load(_FILE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    found: dict[str, Country] = {}
    for code, entry in raw.items():
        country = Country(code, str(entry["dial"]), "keeps_zero" in entry)
        found |= {str(name): country for name in (code.lower(), *entry["names"])}
    return found


def country_of(name: object) -> Country | None:
    """The country of that name or code; None where it is not known."""
    return _by_name().get(str(name).strip().lower()) if name is not None else None
