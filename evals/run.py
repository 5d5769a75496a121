"""Answer cases, score them, and keep the figures: python -m evals.run cases

    python -m evals.run cases                                 all four sets, into results/cases.md and .json
    python -m evals.run cases --set retail --dry --failures 20
    python -m evals.run cases --file bank.jsonl --data-root tables
    python -m evals.run cases --check                         exit code 1 when it got worse

The cases and their scorer lie beside the project, in ../shared; where they are absent, nothing is scored.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import prompts
from assistant.batch import Shelf, answer_case
from assistant.llm import trouble
from assistant.settings import Settings, lacking, read_settings
from data.dataset import Dataset
from evals import floor, history, report
from evals.score import Absent, Case, Scored, Scorer, Turn, load_scorer, score

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent
SHARED = PROJECT.parent / "shared"
SETS = ("personality", "cars", "retail", "scf")
PRODUCT = ("assistant", "data", "tools", "prompts")
"""What the answers depend on: a change in it makes the commit hash a half-truth."""

LOST = 1
NOT_RUN = 2


@dataclass(frozen=True)
class Batch:
    """A file of cases and the folder that their data files are in."""

    cases: Path
    root: Path


@dataclass(frozen=True)
class Run:
    """All cases with what was answered, by the assistant and (None where it was left out) by the floor."""

    cases: list[Case]
    answers: list[list[Turn]]
    scored: list[Scored]
    floor: list[Scored] | None


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0: scored; 1: --check found a loss; 2: the cases are absent."""
    options = _parser().parse_args(arguments)
    try:
        name, batches = _batches(options)
        scorer = load_scorer(options.shared / "evals" / "score.py")
    except Absent as absent:
        print(f"SKIPPED, nothing was scored. {absent}", file=sys.stderr)
        return NOT_RUN
    try:
        settings = _settings(options)
    except ValueError as error:
        print(f"Nothing was scored. {error}", file=sys.stderr)
        return NOT_RUN
    run = carry_out(batches, scorer, with_floor=not options.no_floor, settings=settings)
    summary = report.summarise(
        name, run.scored, run.floor, date=date.today().isoformat(), commit=commit(), command=_command(options)
    )
    if options.model:
        summary["model"] = {"name": options.model, "prompts": prompts.versions(), **report.sent(run.answers)}
    print(report.markdown(summary))
    _print_failures(run, options.failures)
    before = history.last(options.history, name)
    _keep(name, run, summary, options)
    return _compare(before, summary) if options.check else 0


def _settings(options: argparse.Namespace) -> Settings:
    """Without --model those of the rules alone; with it the model's, as the environment and segue.toml say.

    Raises:
        ValueError: the model cannot be used as it is set up.
    """
    if not options.model:
        return Settings()
    settings = replace(read_settings({**os.environ, "SEGUE_MODEL": options.model}), planner="llm")
    assert settings.model is not None
    if problem := lacking(settings) or trouble(settings.model):
        raise ValueError(problem)
    return settings


def carry_out(
    batches: Sequence[Batch], scorer: Scorer, *, with_floor: bool = True, settings: Settings | None = None
) -> Run:
    """Answer and score every case, each in a conversation of its own; a table is loaded once."""
    from tqdm import tqdm

    shelf = Shelf(lambda paths: Dataset.open(*paths))
    lines = [(line, batch) for batch in batches for line in lines_of(batch.cases)]
    run = Run([], [], [], [] if with_floor else None)
    for line, batch in tqdm(lines, unit="case", desc="answering"):
        case = json.loads(line)
        turns = answer_case(line, batch.root, shelf, settings or Settings())["answers"]
        run.cases.append(case)
        run.answers.append(turns)
        run.scored.append(score(case, turns, scorer))
        if run.floor is not None:
            run.floor.append(score(case, [_floor_answer(case, batch.root, shelf)], scorer))
    return run


def _floor_answer(case: Case, root: Path, shelf: Shelf) -> Turn:
    """The floor on the last turn; a table that cannot be opened is a failed case for it too."""
    try:
        dataset = shelf.take(tuple(root / name for name in case["data"]))
        return floor.answer(case["turns"][-1], dataset)
    except Exception as error:  # the edge: one broken table must not stop the run
        return {"status": "failed", "text": str(error)}


def lines_of(path: Path) -> list[str]:
    """The cases of a file as JSON lines. Raises Absent where it is not there."""
    if not path.is_file():
        raise Absent(f"The cases {path.name} are not in {path.parent}.")
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def commit() -> str:
    """Short hash of the commit at hand, with "+" where the product differs from it; "unknown" without git."""
    asked = _git("rev-parse", "--short", "HEAD")
    if asked is None:
        return "unknown"
    return asked + ("+" if _git("status", "--porcelain", "--", *PRODUCT) else "")


def _git(*words: str) -> str | None:
    command = ["git", "--no-optional-locks", *words]
    try:
        done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.run", description="Score answers to cases.")
    what = parser.add_subparsers(required=True, metavar="cases")
    cases = what.add_parser("cases", help="questions with answers")
    cases.add_argument("--set", nargs="+", choices=SETS, default=list(SETS), help="which of the shared sets")
    cases.add_argument("--file", nargs="+", type=Path, metavar="CASES.jsonl", help="other cases instead")
    cases.add_argument("--data-root", type=Path, metavar="DIR", help="where the tables of --file are")
    cases.add_argument("--model", metavar="NAME", help="let this language model read what the rules cannot")
    cases.add_argument("--name", help="name of the set in results and history (default: from the files)")
    cases.add_argument("--shared", type=Path, default=SHARED, metavar="DIR", help="default: ../shared")
    cases.add_argument("--out", type=Path, default=HERE / "results", metavar="DIR", help="for .md and .json")
    cases.add_argument("--history", type=Path, default=HERE / "history.jsonl", metavar="FILE")
    cases.add_argument("--answers", type=Path, metavar="FILE", help="keep all answers, as batch writes them")
    cases.add_argument(
        "--failures", type=int, default=0, metavar="N", help="print N cases that are not right"
    )
    cases.add_argument("--no-floor", action="store_true", help="leave the keyword matcher out")
    cases.add_argument("--dry", action="store_true", help="print only: no results, no history")
    cases.add_argument("--check", action="store_true", help="exit code 1 when worse than the last run")
    return parser


def _batches(options: argparse.Namespace) -> tuple[str, list[Batch]]:
    """The name of what is run, and the files. Raises Absent where one is not there."""
    if options.file:
        root = options.data_root or options.shared / "data"
        batches = [Batch(path, root) for path in options.file]
        name = "-".join(path.stem for path in options.file)
    else:
        folder = options.shared / "evals" / "cases"
        batches = [Batch(folder / f"{name}.jsonl", options.shared / "data") for name in options.set]
        whole = set(options.set) == set(SETS)
        name = "cases" if whole else "cases-" + "-".join(options.set)
    for batch in batches:
        lines_of(batch.cases)
    if options.model:
        name += "-" + re.sub(r"[^\w.]+", "-", options.model)
    return options.name or name, batches


def _command(options: argparse.Namespace) -> str:
    """The command without places on this machine."""
    words = ["python -m evals.run cases"]
    if options.file:
        words += ["--file", *(path.name for path in options.file)]
    elif set(options.set) != set(SETS):
        words += ["--set", *options.set]
    if options.model:
        words += ["--model", options.model]
    return " ".join(words)


def _print_failures(run: Run, most: int) -> None:
    for case, turns, scored in list(_not_right(run))[:most]:
        last = turns[-1] if turns else {}
        print(f"{scored.box:6} {case['id']} {case['turns']}")
        print(f"       gold    {str(case.get('gold'))[:160]}")
        print(f"       got     {last.get('status')} {_got(last)[:160]}")
        print(f"       reading {last.get('reading')}")


def _not_right(run: Run) -> Iterator[tuple[Case, list[Turn], Scored]]:
    """Wrong ones first, for they are the worst."""
    rows = [row for row in zip(run.cases, run.answers, run.scored, strict=True) if row[2].box != "right"]
    yield from sorted(rows, key=lambda row: report.LISTED.index(row[2].box))


def _got(answer: Turn) -> str:
    head, table = answer.get("headline"), answer.get("table")
    if answer.get("status") != "answered":
        return str(answer.get("text"))
    return str(head or (table and table["rows"][:5]) or answer.get("text"))


def _keep(name: str, run: Run, summary: dict[str, Any], options: argparse.Namespace) -> None:
    if options.answers:
        pairs = zip(run.cases, run.answers, strict=True)
        rows = [json.dumps({"id": case["id"], "answers": turns}, ensure_ascii=False) for case, turns in pairs]
        options.answers.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    kept = options.out / f"{name}.json"
    before = json.loads(kept.read_text(encoding="utf-8")) if kept.is_file() else None
    for what, ids in report.changes(before, summary).items():
        print(f"{what} since the last results: {', '.join(ids) or 'none'}")
    if options.dry:
        return
    options.out.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps(summary, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    kept.with_suffix(".md").write_text(report.markdown(summary), encoding="utf-8")
    history.append(options.history, history.line_of(summary))


def _compare(before: dict[str, Any] | None, summary: dict[str, Any]) -> int:
    found = history.losses(before, history.line_of(summary))
    for loss in found:
        print(f"WORSE than the run of {before and before['date']}: {loss}", file=sys.stderr)
    return LOST if found else 0


if __name__ == "__main__":
    sys.exit(main())
