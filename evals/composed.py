"""Are questions understood however their parts are put together? python -m evals.composed

    python -m evals.composed                     tables of the bank, into results/composed.md
    python -m evals.composed --dry --listed --every 4 --each 64 --seed 7 --only share mean

A question is put together from a construction ("what share of ... have ...", "which ... has the most ..."), conditions on
what is spoken of ("with region North and a price over 20", "since March 2024") and, in a conversation, turns that change
it. Each part is drawn from a table, so that its meaning is known from how it was made: pandas computes the gold from the
file, the planner sees the words alone. The words are plain and the names those of the table, so that what fails here is how
parts are put together, not the vocabulary.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from assistant import Assistant
from assistant.settings import Settings
from data.dataset import Dataset
from evals.composing.constructions import CONSTRUCTIONS
from evals.composing.material import Material
from evals.wordings import TABLES, keep

OUTCOMES = ("right", "asked", "wrong")


@dataclass(frozen=True)
class Case:
    """A conversation whose last turn is scored."""

    construction: str
    turns: tuple[str, ...]
    gold: Any
    """A figure, a name, a column of the shown table as a tuple, or a list of those that are as right."""


def cases(material: Material, each: int, only: Sequence[str] = ()) -> Iterator[Case]:
    """At most `each` conversations on one table, the constructions in turn, or these alone."""
    names = list(only or CONSTRUCTIONS)
    for i in range(each):
        name = names[i % len(names)]
        built = next((b for _ in range(6) if (b := CONSTRUCTIONS[name](material)) is not None), None)
        if built is not None and built[1] == built[1]:
            yield Case(name, *built)


def outcome(dataset: Dataset, case: Case) -> tuple[str, dict[str, Any]]:
    """One of OUTCOMES, and the answer to the last turn."""
    assistant = Assistant(dataset, settings=Settings())
    answer: dict[str, Any] = {}
    for turn in case.turns:
        answer = assistant.ask(turn).to_dict()
    if answer["status"] != "answered":
        return "asked", answer
    shown = (answer.get("headline") or {}).get("value")
    golds = case.gold if isinstance(case.gold, list) else [case.gold]
    told = any(_shows(answer, g) if isinstance(g, tuple) else _same(shown, g) for g in golds)
    return ("right" if told else "wrong"), answer


def _shows(answer: dict[str, Any], gold: tuple[Any, ...]) -> bool:
    """Whether a column of the table holds just these, one a row; names in their order, figures in any."""
    rows = (answer.get("table") or {}).get("rows", [])
    if len(rows) != len(gold):
        return False
    columns = [list(c) for c in zip(*rows, strict=True)]
    if not isinstance(gold[0], str):
        columns = [sorted(c) for c in columns if all(isinstance(v, int | float) for v in c)]
        gold = tuple(sorted(gold))
    return any(all(_same(v, g) for v, g in zip(c, gold, strict=True)) for c in columns)


def _same(shown: Any, gold: Any) -> bool:
    if isinstance(gold, str):
        return str(shown).lower() == gold.lower()
    return isinstance(shown, int | float) and abs(shown - gold) <= max(1e-6, 0.0005 * abs(gold))


def material(path: Path, dataset: Dataset, draw: random.Random) -> Material | None:
    """What a file offers; None where weights, rules or keys stand between its rows and plain pandas."""
    source = dataset.catalog.sources[dataset.catalog.main]
    if source.weight is not None or dataset.catalog.policies or source.implicates > 1:
        return None
    frame = pd.read_csv(path)
    made = Material(frame, source, draw) if len(frame) == source.rows else None
    return made if made is not None and made.enough else None


def report(counted: dict[str, Counter[str]]) -> str:
    """The sums by construction, the worst first."""
    total = sum(counted.values(), Counter[str]())
    n = max(1, total.total())
    lines = ["# Questions put together from parts", ""]
    lines += [" · ".join(f"{k} {total[k]} of {n} ({100 * total[k] / n:.1f} %)" for k in OUTCOMES), ""]
    lines += ["| construction | right | asked | wrong |", "|---|---|---|---|"]
    for name, found in sorted(counted.items(), key=lambda i: i[1]["right"] / i[1].total()):
        lines.append(f"| {name} | {' | '.join(str(found[k]) for k in OUTCOMES)} |")
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m evals.composed", description=__doc__.splitlines()[0])
    parser.add_argument("--every", type=int, default=1, help="take every nth table")
    parser.add_argument("--each", type=int, default=48, help="questions a table")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="*", choices=CONSTRUCTIONS, help="these constructions")
    parser.add_argument("--listed", action="store_true", help="print what was not right")
    parser.add_argument("--dry", action="store_true", help="print the report, write nothing")
    chosen = parser.parse_args(arguments)
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for at, path in enumerate(sorted(TABLES.glob("*/tables/*.csv"))[:: chosen.every]):
        dataset = Dataset.open(path)
        parts = material(path, dataset, random.Random(chosen.seed * 1000 + at))
        for case in cases(parts, chosen.each, chosen.only or ()) if parts is not None else ():
            told, answer = outcome(dataset, case)
            counted[case.construction][told] += 1
            if chosen.listed and told != "right":
                shown = (answer.get("headline") or {}).get("value")
                print(f"[{told}] {case.construction} {path.stem}: {' / '.join(case.turns)}\n    {answer['reading']} => {shown}, not {case.gold}; {answer['text'][:140] if told == 'asked' else ''}", flush=True)  # fmt: skip
    keep(report(counted), "composed", dry=chosen.dry)
    return 0


if __name__ == "__main__":
    sys.exit(main())
