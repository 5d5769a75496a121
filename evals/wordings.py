"""Are plain questions understood however they are said? python -m evals.wordings

    python -m evals.wordings                    tables of the bank, into results/wordings.md
    python -m evals.wordings --dry --every 3    every third of them, printed
    python -m evals.wordings --intents evals/bank/constructions_held.yaml --dry --every 60 --offset 11

Each intent of bank/wordings.yaml has one plain wording and others. The slots are filled from the catalog of a table: a
number, a group, one of its values. Another wording is right where it is answered as the plain one is; what is answered
otherwise is not always wrong (a comparison beside two means), so that the report is to be read by wording.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assistant import Assistant
from assistant.settings import Settings
from data.catalog import Column, Source
from data.dataset import Dataset
from evals.run import HERE
from evals.stability import agree

INTENTS = HERE / "bank" / "wordings.yaml"
TABLES = HERE / "bank"
OUTCOMES = ("same", "asked", "otherwise")
MOST_GROUPS = 12
VAGUE = ("other", "unknown", "none", "yes", "no")
"""Values that mean something else in a sentence."""


@dataclass(frozen=True)
class Intent:
    """One question in its plain wording and in others, with slots in braces."""

    name: str
    plain: str
    others: tuple[str, ...]
    additive: bool = False
    dated: bool = False


def intents(path: Path = INTENTS) -> list[Intent]:
    """The intents of the bank."""
    raw: dict[str, dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [
        Intent(name, i["plain"], tuple(i["others"]), i.get("additive", False), i.get("dated", False))
        for name, i in raw.items()
    ]


def slots(dataset: Dataset) -> tuple[dict[str, str], bool, bool] | None:
    """What the slots stand for in the main table, whether its number adds up and whether it has a date; None where it
    has no number or no group with a name that people say."""
    main = dataset.catalog.sources[dataset.catalog.main]
    own = [c for c in main.columns.values() if c.expr is None and is_said(c.label)]
    groups = [c for c in own if c.role == "category" and c.type == "text" and 1 < c.distinct <= MOST_GROUPS]
    numbers = [c for c in own if c.type in ("number", "integer") and c.distinct > 8 and c.role in ("amount", "quantity", "score")]  # fmt: skip
    numbers.sort(key=lambda c: not c.additive)
    if not groups or not numbers:
        return None
    said = {"number": numbers[0].label, "group": groups[0].label, "groups": _several(groups[0].label)}
    said |= _rows(main) | _limits(numbers[0]) | {"many": str(max(1, main.rows // 20))}
    said |= dict(zip(("value", "second_value"), _values(groups[0]), strict=False))
    if "low" in said:
        said["sum"] = str(int(float(said["low"]) * 20))
    if len(groups) > 1:
        said["second_group"] = groups[1].label
        said |= dict(zip(("its_value",), _values(groups[1]), strict=False))
    if len(numbers) > 1:
        said["second_number"] = numbers[1].label
        said |= {f"second_{k}": v for k, v in _limits(numbers[1]).items()}
    gappy = next((c.label for c in own if c.missing), None)
    said |= {"gappy": gappy} if gappy is not None else {}
    return said, numbers[0].additive, any(c.role == "date" for c in main.columns.values())


def _rows(source: Source) -> dict[str, str]:
    plural = source.entity.plural if source.entity is not None else source.plural
    return {"rows": plural, "row": plural[:-1]}


def _limits(column: Column) -> dict[str, str]:
    """Two bounds within the range of a number."""
    if not isinstance(column.low, int | float) or not isinstance(column.high, int | float):
        return {}
    span = column.high - column.low
    at = {"low": column.low + 0.3 * span, "high": column.low + 0.6 * span}
    return {k: str(round(v) if abs(v) >= 3 else round(v, 1)) for k, v in at.items()}


def _values(column: Column) -> list[str]:
    names = [str(v.name) for v in column.values]
    return [n for n in names if n.replace(" ", "").isalpha() and n.lower() not in VAGUE]


def is_said(label: str) -> bool:
    """Whether people would say a name as it is: a few plain words."""
    return label.replace(" ", "").isalpha() and len(label.split()) <= 3


def _several(noun: str) -> str:
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return f"{noun[:-1]}ies"
    return noun if noun.endswith("s") else noun + ("es" if noun.endswith(("ch", "sh", "x")) else "s")


def outcomes(dataset: Dataset, wanted: Sequence[Intent]) -> Iterator[tuple[str, str, str]]:
    """Of each other wording of each intent that fits the table: the intent, the wording, and one of OUTCOMES."""
    found = slots(dataset)
    if found is None:
        return
    said, additive, dated = found
    for intent in wanted:
        if (intent.additive and not additive) or (intent.dated and not dated):
            continue
        plain = _asked(dataset, intent.plain, said)
        if plain is None or plain["status"] != "answered":
            continue
        for wording in intent.others:
            other = _asked(dataset, wording, said)
            if other is not None:
                same = other["status"] == "answered" and agree(plain, other)
                told = "same" if same else "otherwise" if other["status"] == "answered" else "asked"
                yield intent.name, wording, told


def _asked(dataset: Dataset, wording: str, said: dict[str, str]) -> dict[str, Any] | None:
    """The answer to a wording; None where the table has nothing for one of its slots."""
    try:
        question = wording.format(**said)
    except KeyError:
        return None
    return Assistant(dataset, settings=Settings()).ask(question).to_dict()


def report(counted: dict[tuple[str, str], Counter[str]]) -> str:
    """The sums, and the wordings that are not always read like the plain one, the worst first."""
    total = sum(counted.values(), Counter[str]())
    asked = max(1, total.total())
    lines = ["# Plain questions in other words", ""]
    lines += [f"{k}: {total[k]} of {asked} ({100 * total[k] / asked:.1f} %)  " for k in OUTCOMES]
    lines += ["", "| intent | wording | same | asked | otherwise |", "|---|---|---|---|---|"]
    for (name, wording), found in sorted(counted.items(), key=lambda i: (i[1]["same"] / i[1].total(), i[0])):
        if found["same"] < found.total():
            lines.append(f"| {name} | {wording} | {' | '.join(str(found[k]) for k in OUTCOMES)} |")
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m evals.wordings", description=__doc__.splitlines()[0])
    parser.add_argument("--every", type=int, default=1, help="take every nth table")
    parser.add_argument("--offset", type=int, default=0, help="begin with this table")
    parser.add_argument("--intents", type=Path, default=INTENTS, metavar="FILE", help="other wordings")
    parser.add_argument("--dry", action="store_true", help="print the report, write nothing")
    chosen = parser.parse_args(arguments)
    counted: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for path in sorted(TABLES.glob("*/tables/*.csv"))[chosen.offset :: chosen.every]:
        for name, wording, told in outcomes(Dataset.open(path), intents(chosen.intents)):
            counted[name, wording][told] += 1
    keep(report(counted), chosen.intents.stem, dry=chosen.dry)
    return 0


def keep(text: str, name: str, dry: bool) -> None:
    """Write a report to results/NAME.md; print it where nothing is to be written."""
    if dry:
        print(text)
    else:
        (HERE / "results" / f"{name}.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
