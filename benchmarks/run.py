"""Measure Segue against the plain tools that do the same: python benchmarks/run.py --data DIR [--rounds 3].

Every measurement runs in a fresh process. Both sides take turns in the order A B B A, so that a machine that
slows down does so for both; what counts is the median of the ratios. Both sides of a pair give a checksum of
their figures; where they differ the promise counts as broken. Results: latest.json and latest.md in results/.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results"
VERSIONS = ("gradio", "duckdb", "pandas", "plotly", "numpy")


@dataclass(frozen=True)
class Pair:
    """Two tasks of tasks.py that do the same; `figure` is what is compared, `limit` what was promised of it.

    The promise: ours <= limit * theirs + allowance (seconds, or bytes for memory). Where both sides give a
    loss, ours may be larger by the part `worse`.
    """

    name: str
    ours: str
    theirs: str
    file: str
    figure: str = "seconds"
    limit: float = 1.0
    allowance: float = 0.0
    worse: float = 0.0


PEOPLE, LINES = "marketing_campaign.csv", "data.csv.gz"
CHART = ("chart_ours", "chart_theirs", PEOPLE)
GROUP = ("group_ours", "group_theirs", LINES)
PAIRS = (
    Pair("a chart question / pandas + plotly.express", *CHART),
    Pair("the first chart question / pandas + plotly.express", *CHART, figure="first"),
    Pair("load with reports / pandas.read_csv", "load_ours", "load_theirs", LINES, limit=3.0),
    Pair("a group-by question / bare DuckDB query", *GROUP, limit=2.0, allowance=0.015),
    Pair("the first group-by question / bare query", *GROUP, figure="first", limit=2.0, allowance=0.015),
    Pair("page up / import gradio", "page_ours", "page_theirs", PEOPLE, allowance=1.0),
    Pair("peak memory of ask / of pandas", "memory_ours", "memory_theirs", LINES, figure="bytes"),
    Pair("segment the customers / elbow, 10 starts, silhouettes", "segment_ours", "segment_theirs", PEOPLE),
    Pair(
        "k, fit, label: 1,000,000 x 8 / elbow 2 to 12",
        "clusters_ours",
        "clusters_theirs",
        "",
        limit=0.2,
        worse=0.001,
    ),
)


@dataclass(frozen=True)
class Outcome:
    """Medians of both sides, the median of the ratios, and whether the promise was kept (by the medians)."""

    name: str
    figure: str
    ours: float
    theirs: float
    ratio: float
    ratios: list[float]
    promise: str
    kept: bool
    agree: bool
    excess: float
    parts: dict[str, float]


def main() -> int:
    """Run all pairs, print and keep the results; 0 where every promise was kept."""
    asked = _arguments()
    if not asked.data.is_dir():
        print("SHARED DATA ABSENT: the real data sets are not there, so NOTHING WAS MEASURED.")
        return 0
    chosen = [pair for pair in PAIRS if not asked.only or asked.only in pair.name]
    outcomes = [measure(pair, asked.data / pair.file, asked.rounds) for pair in chosen]
    _keep(outcomes, asked.rounds)
    return 0 if all(outcome.kept for outcome in outcomes) else 1


def measure(pair: Pair, file: Path, rounds: int) -> Outcome:
    """Both sides in turns. A promise is not kept where the two do not agree on the figures."""
    ours, theirs = list[dict[str, Any]](), list[dict[str, Any]]()
    for _ in range(rounds):
        for side in ("ours", "theirs", "theirs", "ours"):
            done = run_task(getattr(pair, side), file)
            (ours if side == "ours" else theirs).append(done)
    sums = {json.dumps(done["checksum"], sort_keys=True) for done in (*ours, *theirs)}
    agree = len(sums) == 1 and _excess(ours, theirs) <= pair.worse
    return _outcome(pair, ours, theirs, agree=agree)


def _excess(ours: Sequence[dict[str, Any]], theirs: Sequence[dict[str, Any]]) -> float:
    """By how large a part our loss exceeds theirs at most, over all that both have; 0 where there is none."""
    pairs = [
        (loss, other["loss"][key])
        for one, other in zip(ours, theirs, strict=True)
        for key, loss in one.get("loss", {}).items()
        if key in other["loss"]
    ]
    return max((mine / their - 1 for mine, their in pairs), default=0.0)


def run_task(task: str, file: Path) -> dict[str, Any]:
    """One task in a process of its own; what it prints last is its result."""
    command = [sys.executable, str(HERE / "tasks.py"), task, str(file)]
    environment = {**os.environ, "PYTHONPATH": str(HERE.parent), "GRADIO_ANALYTICS_ENABLED": "False"}
    done = subprocess.run(
        command, capture_output=True, text=True, env=environment, cwd=HERE.parent, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{task} failed:\n{done.stderr}")
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def _outcome(
    pair: Pair, ours: Sequence[dict[str, Any]], theirs: Sequence[dict[str, Any]], *, agree: bool
) -> Outcome:
    our, their = [d[pair.figure] for d in ours], [d[pair.figure] for d in theirs]
    ratios = [round(a / b, 3) for a, b in zip(our, their, strict=True)]
    limit = f"ours <= {pair.limit:g} x theirs" + (f" + {pair.allowance:g} s" if pair.allowance else "")
    keys = ours[0].get("parts", {})
    return Outcome(
        name=pair.name,
        figure=pair.figure,
        ours=statistics.median(our),
        theirs=statistics.median(their),
        ratio=statistics.median(ratios),
        ratios=ratios,
        promise=limit,
        kept=agree and statistics.median(our) <= pair.limit * statistics.median(their) + pair.allowance,
        agree=agree,
        excess=round(_excess(ours, theirs), 6),
        parts={key: round(statistics.median(d["parts"][key] for d in ours), 4) for key in keys},
    )


def _keep(outcomes: Sequence[Outcome], rounds: int) -> None:
    machine = {
        "python": platform.python_version(),
        "system": platform.system(),
        "processors": os.cpu_count(),
        "rounds": rounds,
        "versions": {name: version(name) for name in VERSIONS},
    }
    RESULTS.mkdir(exist_ok=True)
    measured = {outcome.name: outcome for outcome in (*_earlier(), *outcomes)}
    outcomes = [measured[pair.name] for pair in PAIRS if pair.name in measured]
    content = {"machine": machine, "outcomes": [asdict(outcome) for outcome in outcomes]}
    (RESULTS / "latest.json").write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    text = _markdown(outcomes, machine)
    (RESULTS / "latest.md").write_text(text, encoding="utf-8")
    print(text)


def _earlier() -> list[Outcome]:
    """What was measured before; it stays for the pairs that are not measured now."""
    path = RESULTS / "latest.json"
    if not path.exists():
        return []
    kept = json.loads(path.read_text(encoding="utf-8"))["outcomes"]
    return [Outcome(**{"excess": 0.0, **outcome}) for outcome in kept]


def _markdown(outcomes: Sequence[Outcome], machine: dict[str, Any]) -> str:
    lines = [
        "# Measured against the plain tools",
        "",
        f"`make bench`; Python {machine['python']}, {machine['processors']} processors, "
        f"{machine['rounds']} rounds in the order A B B A, each run a fresh process.",
        "The ratio is the median of the pairs' ratios; absolute times depend on how busy the machine was.",
        "",
        "| what | ours | theirs | ratio (range) | promised | kept | same figures |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    lines += [
        f"| {o.name} | {_said(o.ours, o.figure)} | {_said(o.theirs, o.figure)} | {o.ratio:g} "
        f"({min(o.ratios):g} to {max(o.ratios):g}) | {o.promise} | {_yes(o.kept)} | {_same(o)} |"
        for o in outcomes
    ]
    lines += ["", "Parts of ours, in seconds:", ""]
    lines += [
        f"- {o.name}: " + ", ".join(f"{k} {v:g}" for k, v in o.parts.items()) for o in outcomes if o.parts
    ]
    return "\n".join(lines) + "\n"


def _yes(true: bool) -> str:
    return "yes" if true else "NO"


def _same(outcome: Outcome) -> str:
    return _yes(outcome.agree) + (f" (loss {outcome.excess:+.3%})" if outcome.excess else "")


def _said(value: float, figure: str) -> str:
    return f"{value / 2**20:,.0f} MB" if figure == "bytes" else f"{value * 1000:,.1f} ms"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure Segue against the plain tools that do the same.")
    parser.add_argument("--data", type=Path, default=HERE.parent.parent / "shared" / "data", metavar="DIR")
    parser.add_argument("--rounds", type=int, default=3, help="each is two runs of both sides (default: 3)")
    parser.add_argument(
        "--only", default="", help="only pairs whose name holds this; others keep their last result"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
