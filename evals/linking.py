"""How many ways of naming what a table holds find it: python -m evals.linking [references.jsonl ...]

A file of references has phrases that an author who saw only the tables would use for their columns (`noun`, `verb`), values
(`value`) and rows (`rows`); no phrase copies the name. Found: one of the best two meanings of a span is what the
phrase is about, or a figure made of it. Another: a column or value that it is not about is taken for it instead, which is
worse than none. A file metrics.jsonl beside it has figures that follow from columns, each asked as a question.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from assistant.answer import Answer
from assistant.ask import Assistant
from assistant.planner.offline import OfflinePlanner
from assistant.planner.offline.lexicon import Entry
from assistant.planner.offline.spans import Span
from data.dataset import Dataset
from data.query import Agg, columns_of

BANK = Path(__file__).resolve().parent / "bank"
SURE = 0.75
"""From this quality on a meaning is taken for what was said, and a wrong one misleads."""
CLOSE = 0.005
"""How far a figure may lie from the right one, as a share of it."""
WORDINGS = ("what is the {say}?", "{say}")

Found = Literal["found", "another", "none"]
Told = Literal["right", "wrong", "asked"]


@lru_cache(maxsize=4)
def _dataset(data: Path) -> Dataset:
    return Dataset.open(data)


@lru_cache(maxsize=4)
def _planner(data: Path) -> OfflinePlanner:
    return OfflinePlanner(_dataset(data))


def linked(reference: dict[str, Any], bank: Path = BANK) -> Found:
    """What became of one phrase."""
    planner = _planner(bank / reference["data"])
    cover = planner.tagger.tag(reference["say"]).cover
    if any(_is(planner, e, reference) for span in cover for e in span.entries[:2]):
        return "found"
    return "another" if any(_misleads(span, reference) for span in cover) else "none"


def found(reference: dict[str, Any], bank: Path = BANK) -> bool:
    """Whether the phrase finds what it is about."""
    return linked(reference, bank) == "found"


def _is(planner: OfflinePlanner, entry: Entry, reference: dict[str, Any]) -> bool:
    column, value = reference["column"], reference["value"]
    measure = planner.catalog.measures.get(entry.name) if entry.kind == "measure" else None
    if column is None:
        counts = measure is not None and isinstance(measure.expr, Agg) and measure.expr.agg == "count"
        return entry.kind in ("entity", "rows", "table") or counts
    if value is not None:
        said = (entry.value, *entry.also)
        return entry.kind == "value" and entry.name == column and str(value) in {str(v) for v in said}
    if measure is not None:
        return column in columns_of(measure.expr)
    held = next(
        (s.columns[entry.name] for s in planner.catalog.sources.values() if entry.name in s.columns), None
    )
    made = held is not None and held.expr is not None and column in columns_of(held.expr)
    return entry.kind == "column" and (entry.name == column or made)


def _misleads(span: Span, reference: dict[str, Any]) -> bool:
    """A span that is surely something else; a noun for the rows beside what was asked for is none."""
    best = span.entries[0] if span.entries else None
    return (
        best is not None
        and best.kind in ("column", "value")
        and best.quality >= SURE
        and best.name != reference["column"]
    )


def told(metric: dict[str, Any], wording: str, bank: Path = BANK) -> Told:
    """What a figure asked by its name is answered with."""
    data = bank / metric["data"]
    answer = Assistant(_dataset(data), planner=_planner(data)).ask(wording.format(say=metric["say"]))
    if answer.status != "answered":
        return "asked"
    return "right" if _agrees(answer, [metric["gold"], *metric.get("gold_alt", ())]) else "wrong"


def _agrees(answer: Answer, gold: Sequence[float]) -> bool:
    headline = answer.headline
    value = headline.value if headline is not None else None
    if not isinstance(value, int | float):
        return False
    shares = {1.0, 100.0} if headline is not None and headline.unit in ("share", "percent") else {1.0}
    return any(abs(value * s - g) <= CLOSE * max(abs(g), 1e-9) for g in gold for s in shares)


def _read(file: Path) -> Iterator[dict[str, Any]]:
    for line in file.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def _bank_of(file: Path, reference: dict[str, Any]) -> Path:
    """The folder that the paths of a file's tables begin at: its own or the one above."""
    return next(b for b in (file.parent, file.parent.parent) if (b / reference["data"]).exists())


def _report(kind: str, boxes: Counter[str]) -> None:
    n = boxes.total()
    print(
        f"{kind}: "
        + ", ".join(f"{box} {count} of {n} ({count / n:.0%})" for box, count in sorted(boxes.items()))
    )


def _of_phrases(file: Path, misses: bool) -> None:
    boxes: dict[str, Counter[str]] = {}
    for reference in _read(file):
        box = linked(reference, _bank_of(file, reference))
        boxes.setdefault(reference["kind"], Counter())[box] += 1
        if misses and box != "found":
            print(f"  {box}: {reference}")
    for kind, counted in boxes.items():
        _report(kind, counted)


def _of_metrics(file: Path, misses: bool) -> None:
    for wording in WORDINGS:
        boxes: Counter[str] = Counter()
        for metric in _read(file):
            box = told(metric, wording, _bank_of(file, metric))
            boxes[box] += 1
            if misses and box != "right":
                print(f"  {box}: {metric}")
        _report(f"metrics, “{wording}”", boxes)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print how many phrases of each kind find what they are about, and how many figures are told right."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path, default=[BANK / "references.jsonl"])
    parser.add_argument("--misses", action="store_true", help="list what was not found or told right")
    options = parser.parse_args(arguments)
    for file in options.files:
        _of_phrases(file, options.misses)
        if (metrics := file.with_name("metrics.jsonl")).exists():
            _of_metrics(metrics, options.misses)


if __name__ == "__main__":
    main()
