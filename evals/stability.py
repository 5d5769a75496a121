"""Five wordings of one question, one answer? python -m evals.stability

    python -m evals.stability                 all items of bank/paraphrases.jsonl, into results/stability.md and .json
    python -m evals.stability --dry --listed  print which wordings part, write nothing

Needs no gold: where two wordings are answered differently, one of them is wrong. An item is a JSON line
`{"id", "data", "wordings", "kind"}`; its files lie in evals/bank, or in the shared data where they begin with "shared/".
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant.batch import Shelf, answer_case
from assistant.settings import Settings
from data.dataset import Dataset
from evals.run import HERE, NOT_RUN, SHARED, commit, lines_of
from evals.score import Absent, wilson

Turn = dict[str, Any]
ITEMS = HERE / "bank" / "paraphrases.jsonl"
OUTCOMES = ("one answer", "some asked", "none answered", "contradicting")
DIGITS = 9
"""Significant digits in which two figures must agree: sums in another order differ behind them."""


@dataclass(frozen=True)
class Item:
    """One question in several wordings, with what each was answered."""

    id: str
    kind: str
    wordings: tuple[str, ...]
    turns: tuple[Turn, ...]

    @property
    def answered(self) -> list[Turn]:
        """The turns that were answered, neither asked back nor declined."""
        return [turn for turn in self.turns if turn["status"] == "answered"]

    @property
    def outcome(self) -> str:
        """One of OUTCOMES. Wordings contradict each other where two of them are answered differently."""
        told = self.answered
        if not told:
            return "none answered"
        if any(not agree(told[0], turn) for turn in told):
            return "contradicting"
        return "one answer" if len(told) == len(self.turns) else "some asked"

    @property
    def has_one_plan(self) -> bool:
        """All wordings were answered by the very same plan."""
        plans = {json.dumps(turn["plan"], sort_keys=True) for turn in self.answered}
        return len(self.answered) == len(self.turns) and len(plans) == 1


def agree(one: Turn, other: Turn) -> bool:
    """Whether two answers give the same figures: by one plan, or with the same headline, or the same table."""
    if one["plan"] == other["plan"]:
        return True
    if one["headline"] and other["headline"]:
        return _same(one["headline"]["value"], other["headline"]["value"])
    return bool(one["table"] and other["table"]) and _same(one["table"]["rows"], other["table"]["rows"])


def _same(one: Any, other: Any) -> bool:
    return bool(_rounded(one) == _rounded(other))


def _rounded(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_rounded(part) for part in value]
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return f"{value:.{DIGITS}g}"


def carry_out(items: Path, bank: Path, shared: Path) -> list[Item]:
    """Answer every wording in a conversation of its own. Raises Absent where there are no items."""
    shelf = Shelf(lambda paths: Dataset.open(*paths))
    return [_answered(json.loads(line), bank, shared, shelf) for line in lines_of(items)]


def _answered(item: dict[str, Any], bank: Path, shared: Path, shelf: Shelf) -> Item:
    data = [str(_place(name, bank, shared)) for name in item["data"]]
    turns = []
    for wording in item["wordings"]:
        case = json.dumps({"id": item["id"], "data": data, "turns": [wording]})
        turns.append(answer_case(case, Path(), shelf, Settings())["answers"][0])
    return Item(item["id"], item.get("kind", ""), tuple(item["wordings"]), tuple(turns))


def _place(name: str, bank: Path, shared: Path) -> Path:
    beside = "shared/"
    return shared / "data" / name.removeprefix(beside) if name.startswith(beside) else bank / name


def summarise(items: Sequence[Item]) -> dict[str, Any]:
    """Counts of items by outcome, of wordings answered, and of items whose wordings came to one plan."""
    counts = Counter(item.outcome for item in items)
    return {
        "n": len(items),
        "wordings": sum(len(item.turns) for item in items),
        "answered": sum(len(item.answered) for item in items),
        "one plan": sum(item.has_one_plan for item in items),
        "outcomes": {outcome: counts[outcome] for outcome in OUTCOMES},
        "by_kind": {
            kind: dict(Counter(i.outcome for i in items if i.kind == kind)) for kind in _kinds(items)
        },
        "items": {item.id: item.outcome for item in items},
    }


def _kinds(items: Iterable[Item]) -> list[str]:
    return sorted({item.kind for item in items})


def markdown(summary: dict[str, Any]) -> str:
    """The page: what became of the items, by kind, and which contradict themselves."""
    n = summary["n"]
    rows = [
        f"| {outcome} | {count} | {100 * count / n:.0f} % | {_interval(count, n)} |"
        for outcome, count in summary["outcomes"].items()
    ]
    kinds = [
        f"| {kind} | " + " | ".join(str(counts.get(outcome, 0)) for outcome in OUTCOMES) + " |"
        for kind, counts in summary["by_kind"].items()
    ]
    torn = [item for item, outcome in summary["items"].items() if outcome == "contradicting"]
    return "\n".join([
        "# Stability: five wordings, one answer",
        "",
        f"{n} questions, each in several wordings, {summary['date']}, commit {summary['commit']}. "
        "Made by `python -m evals.stability`.",
        "",
        f"{summary['answered']} of {summary['wordings']} wordings were answered; in {summary['one plan']} questions "
        "all wordings came to one plan. Contradicting: two wordings were answered with different figures, so one of "
        "them is wrong. Some asked: those that were answered agree.",
        "",
        "| | questions | share | 95 % interval (Wilson) |",
        "| --- | --- | --- | --- |",
        *rows,
        "",
        "| kind | " + " | ".join(OUTCOMES) + " |",
        "| --- |" + " --- |" * len(OUTCOMES),
        *kinds,
        "",
        f"Contradicting: {', '.join(torn) or 'none'}.",
        "",
    ])  # fmt: skip


def _interval(part: int, whole: int) -> str:
    low, high = wilson(part, whole)
    return f"{100 * low:.0f} to {100 * high:.0f} %"


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0: measured; 2: the items or the data are absent."""
    options = _parser().parse_args(arguments)
    try:
        if not (options.shared / "data").is_dir():
            raise Absent(f"The shared data is not in {options.shared.name}.")
        items = carry_out(options.file, HERE / "bank", options.shared)
    except Absent as absent:
        print(f"SKIPPED, nothing was measured. {absent}", file=sys.stderr)
        return NOT_RUN
    summary = {"date": date.today().isoformat(), "commit": commit(), **summarise(items)}
    print(markdown(summary))
    if options.listed:
        _print_parted(items)
    if not options.dry:
        kept = options.out / "stability.json"
        kept.write_text(json.dumps(summary, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        kept.with_suffix(".md").write_text(markdown(summary), encoding="utf-8")
    return 0


def _print_parted(items: Iterable[Item]) -> None:
    for item in items:
        if item.outcome == "one answer":
            continue
        print(f"{item.id} {item.outcome}")
        for wording, turn in zip(item.wordings, item.turns, strict=True):
            print(f"   {wording!r}: {_got(turn)[:150]}")


def _got(turn: Turn) -> str:
    if turn["status"] != "answered":
        return f"({turn['status']}) {turn['text']}"
    head = turn["headline"]
    return f"{turn['reading']} => {head['value'] if head else (turn['table'] or {}).get('rows', '')[:2]}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m evals.stability", description="Five wordings, one answer?"
    )
    parser.add_argument("--file", type=Path, default=ITEMS, metavar="ITEMS.jsonl")
    parser.add_argument("--shared", type=Path, default=SHARED, metavar="DIR", help="default: ../shared")
    parser.add_argument("--out", type=Path, default=HERE / "results", metavar="DIR", help="for .md and .json")
    parser.add_argument("--dry", action="store_true", help="print only")
    parser.add_argument(
        "--listed", action="store_true", help="print the wordings of items that are not one answer"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
