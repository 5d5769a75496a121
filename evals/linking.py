"""How many ways of naming a column or a value find it: python -m evals.linking

`bank/references.jsonl` holds phrases that an author who saw only the tables would use for their columns and values; no
phrase copies the name. Found: one of the best two meanings of a span is the column, or a figure made of it.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.planner.offline import OfflinePlanner
from assistant.planner.offline.lexicon import Entry
from data.dataset import Dataset
from data.query import columns_of

BANK = Path(__file__).resolve().parent / "bank"


@lru_cache(maxsize=8)
def _planner(data: str) -> OfflinePlanner:
    return OfflinePlanner(Dataset.open(BANK / data))


def found(reference: dict[str, Any]) -> bool:
    """Whether the phrase finds what it is about."""
    planner = _planner(reference["data"])
    cover = planner.tagger.tag(reference["say"]).cover
    return any(_is(planner, e, reference) for span in cover for e in span.entries[:2])


def _is(planner: OfflinePlanner, entry: Entry, reference: dict[str, Any]) -> bool:
    column, value = reference["column"], reference["value"]
    if value is not None:
        return entry.kind == "value" and entry.name == column and str(entry.value) == str(value)
    measure = planner.catalog.measures.get(entry.name) if entry.kind == "measure" else None
    if measure is not None:
        return column in columns_of(measure.expr)
    held = next(
        (s.columns[entry.name] for s in planner.catalog.sources.values() if entry.name in s.columns), None
    )
    made = held is not None and held.expr is not None and column in columns_of(held.expr)
    return entry.kind == "column" and (entry.name == column or made)


def main() -> None:
    """Print how many phrases of each kind find what they are about."""
    asked: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for line in (BANK / "references.jsonl").read_text(encoding="utf-8").splitlines():
        reference = json.loads(line)
        asked[reference["kind"]] += 1
        right[reference["kind"]] += found(reference)
    for kind, n in asked.items():
        print(f"{kind}: {right[kind]} of {n} found ({right[kind] / n:.0%})")


if __name__ == "__main__":
    main()
