"""Fits how likely a reading is right by its signs: python -m evals.calibrate

All labelled questions are answered without the present weights; the signs of the last turn's reading and whether the
answer was right are what a logistic regression learns from. It is judged on tables that it has not seen (folds by
table); the weights of all questions are kept in assistant/planner/offline/calibration.yaml. Sets that rules were learnt
from are right more often than new tables will be: each set has a level of its own while fitting, and what is kept is the
level of the sets that nothing was learnt from.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from assistant.ask import Assistant
from assistant.batch import Shelf
from assistant.planner.offline import signs
from assistant.settings import Settings
from data.dataset import Dataset
from evals.score import Scorer, load_scorer

HERE = Path(__file__).resolve().parent
SHARED = HERE.parent.parent / "shared"
WEIGHTS = HERE.parent / "assistant" / "planner" / "offline" / "calibration.yaml"
FOLDS, PENALTY = 8, 0.5
FRESH = ("batch06", "batch07", "batch10", "batch11")
"""Sets that no rule of the planner was learnt from when their signs were collected."""
LEVEL = "set_"

Row = tuple[dict[str, float], bool, str]


def sources(shared: Path, left_out: Sequence[str]) -> Iterator[tuple[Path, Path]]:
    """(cases, data root) of every labelled set but those left out."""
    for name in ("personality", "cars", "retail", "scf"):
        yield shared / "evals" / "cases" / f"{name}.jsonl", shared / "data"
    for name in ("nvbench", "wtq", "general"):
        yield shared / "evals" / "public" / f"{name}_dev.jsonl", shared / "evals" / "public"
    for folder in sorted((HERE / "bank").iterdir()):
        if (folder / "cases.jsonl").is_file() and folder.name not in left_out:
            own = (folder / "tables").is_dir()
            yield folder / "cases.jsonl", folder if own else shared / "data"


def collected(shared: Path, left_out: Sequence[str]) -> list[Row]:
    """(signs, right, table) of every question that was answered."""
    scorer = load_scorer(shared / "evals" / "score.py")
    shelf = Shelf(lambda paths: Dataset.open(*paths))
    rows: list[Row] = []
    for cases, root in sources(shared, left_out):
        lines = cases.read_text(encoding="utf-8").splitlines() if cases.is_file() else []
        for line in filter(str.strip, lines):
            row = _row(json.loads(line), root, shelf, scorer)
            if row is not None:
                rows.append(({**row[0], LEVEL + _name(cases): 1.0}, *row[1:]))
        print(f"{cases.parent.name}/{cases.name}: {len(rows)} answered so far", file=sys.stderr)
    return rows


def _name(cases: Path) -> str:
    return cases.parent.name if cases.name == "cases.jsonl" else cases.stem


def _row(case: dict[str, Any], root: Path, shelf: Shelf, scorer: Scorer) -> Row | None:
    try:
        assistant = Assistant(shelf.take(tuple(root / name for name in case["data"])), settings=Settings())
        answers = [assistant.ask(turn) for turn in case["turns"]]
    except Exception:  # the edge: a broken case teaches nothing
        return None
    found = answers[-1].trace.get("signs")
    box = scorer.judge(case, answers[-1].to_dict())
    if found is None or answers[-1].status != "answered" or box not in ("right", "wrong"):
        return None
    found = {**found, "later_turn": float(len(answers) > 1)}
    return found, box == "right", case["data"][0]


def fitted(rows: Sequence[Row]) -> tuple[dict[str, float], list[float]]:
    """(weights, likelihoods of each row by a model that has not seen its table)."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold

    names = sorted({n for found, _, _ in rows for n in found} - {"bias"})
    x = np.array([[found.get(n, 0.0) for n in names] for found, _, _ in rows])
    y = np.array([right for _, right, _ in rows])
    level = np.array([n.startswith(LEVEL) for n in names])
    fresh = [names.index(LEVEL + n) for n in FRESH if LEVEL + n in names]

    def fit(at: np.ndarray | slice) -> tuple[float, np.ndarray]:
        model = LogisticRegression(C=PENALTY, max_iter=2000).fit(x[at], y[at])
        weights = model.coef_[0]
        return float(model.intercept_[0] + weights[fresh].mean()), np.where(level, 0.0, weights)

    held = np.zeros(len(rows))
    for train, test in GroupKFold(FOLDS).split(x, y, [table for _, _, table in rows]):
        bias, weights = fit(train)
        held[test] = 1 / (1 + np.exp(-(bias + x[test] @ weights)))
    bias, weights = fit(slice(None))
    kept = {n: round(float(w), 3) for n, w in zip(names, weights, strict=True) if abs(w) >= 0.005}
    return {"bias": round(bias, 3), **kept}, [float(p) for p in held]


def table(rows: Sequence[Row], held: Sequence[float]) -> str:
    """What would be answered, and how much of it right, from each likelihood on; and how true the likelihoods are."""
    right = np.array([r for _, r, _ in rows])
    p = np.array(held)
    lines = ["| answered from | answered | right of these | lost right answers | wrong |", "| --- | ---: | ---: | ---: | ---: |"]  # fmt: skip
    for at in (0.0, 0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9):
        kept = p >= at
        share = right[kept].mean() if kept.any() else float("nan")
        lines.append(f"| {at:.2f} | {kept.mean():.1%} | {share:.1%} | {(right & ~kept).sum()} | {(~right & kept).sum()} |")  # fmt: skip
    lines += ["", "| likelihood | questions | right |", "| --- | ---: | ---: |"]
    for low in np.arange(0, 1, 0.1):
        inside = (p >= low) & (p < low + 0.1)
        if inside.any():
            lines.append(f"| {low:.1f} to {low + 0.1:.1f} | {inside.sum()} | {right[inside].mean():.1%} |")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0."""
    parser = argparse.ArgumentParser(prog="python -m evals.calibrate", description=__doc__.splitlines()[0])  # type: ignore[union-attr]  # it has one
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--leave-out", nargs="*", default=[], metavar="BATCH")
    parser.add_argument("--dry", action="store_true", help="print only, keep no weights")
    parser.add_argument("--rows", type=Path, help="keep or reuse the collected signs (JSON)")
    options = parser.parse_args(arguments)
    if options.rows is not None and options.rows.is_file():
        rows = [(f, r, t) for f, r, t in json.loads(options.rows.read_text(encoding="utf-8"))]
    else:
        signs._weights = dict  # type: ignore[assignment]  # all readings as they are, before any weights
        rows = collected(options.shared, options.leave_out)
        if options.rows is not None:
            options.rows.write_text(json.dumps(rows), encoding="utf-8")
    weights, held = fitted(rows)
    print(f"{len(rows)} answered questions to {len({t for _, _, t in rows})} tables, {sum(r for _, r, _ in rows)} right\n")  # fmt: skip
    fresh = [i for i, (found, _, _) in enumerate(rows) if any(LEVEL + n in found for n in FRESH)]
    print(table([rows[i] for i in fresh], [held[i] for i in fresh]))
    print("\nall sets, as if new:\n")
    print(table(rows, held))
    if not options.dry:
        head = "# Made by python -m evals.calibrate: weights of the signs of a reading (signs.py), logistic regression.\n"
        WEIGHTS.write_text(head + yaml.safe_dump({"weights": weights}, sort_keys=True), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
