"""What others send to a language model for the same questions: python benchmarks/rivals/run.py [--only NAME].

Each folder beside this file is a rival: rival.toml (name, Pythons, variants), requirements.txt with exact versions,
adapter.py. The kit makes an environment for each from its requirements, outside the tracked files, starts the
adapter in it and asks it the questions one by one; the model is played by one server for all. Where an environment
cannot be made, the results say so. README.md here says how to add one.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

import duckdb  # noqa: E402

from assistant.ask import Assistant  # noqa: E402
from assistant.settings import ModelSettings, Settings  # noqa: E402
from benchmarks.rivals.questions import QUESTIONS, Question, model  # noqa: E402
from benchmarks.thirty_columns import COLUMNS, write  # noqa: E402
from data.dataset import Dataset  # noqa: E402
from evals.model.server import Asked, Server, serve  # noqa: E402

ENVIRONMENTS = ROOT / "out" / "rivals"
RESULTS = HERE.parent / "results"
PATIENCE = 120.0
"""Seconds that a rival may take to start, or for one answer."""
INSTALL_PATIENCE = 900.0
PERSONAL = re.compile(r"[\w.]+@example\.com")
NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
OURS = {
    "rules first (the default)": {"policy": "offline first"},
    "the model reads every question": {"policy": "model first"},
    "the model reads every question and words every answer": {"policy": "model first", "narrates": True},
}


class Absent(Exception):
    """A rival that cannot be tried here, and why."""


@dataclass(frozen=True)
class Rival:
    """A product to compare with, as its folder describes it."""

    folder: Path
    name: str
    pythons: tuple[str, ...]
    variants: dict[str, list[str]]


@dataclass(frozen=True)
class Spent:
    """What one question cost: calls, prompt tokens of all calls, the largest prompt, personal cells in them."""

    question: str
    calls: int
    tokens: int
    largest: int
    personal: int
    right: bool


@dataclass(frozen=True)
class Outcome:
    """A product in one variant: what each question cost, or why it was not tried."""

    product: str
    variant: str
    spent: tuple[Spent, ...] = ()
    absent: str = ""


Ask = Callable[[Question], str]


def main() -> int:
    """Measure, print and, where all were asked for, keep. A rival that is absent is said, not failed."""
    options = _parser().parse_args()
    with tempfile.TemporaryDirectory() as folder, serve(model) as server:
        table = write(Path(folder))
        outcomes = [_ours(variant, settings, table, server) for variant, settings in OURS.items()]
        for rival in rivals(HERE):
            if not options.only or options.only.lower() in rival.name.lower():
                outcomes += list(tried(rival, table, server, ENVIRONMENTS))
    print(markdown(outcomes))
    if not options.only:
        _keep(outcomes)
    for outcome in outcomes:
        if outcome.absent:
            print(f"NOT MEASURED: {outcome.product}: {outcome.absent}", file=sys.stderr)
    return 0


def rivals(folder: Path) -> list[Rival]:
    """All that have a folder, by name."""
    return [_rival(path) for path in sorted(folder.glob("*/rival.toml"))]


def _rival(path: Path) -> Rival:
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    return Rival(path.parent, told["name"], tuple(told["pythons"]), told["variants"])


def tried(rival: Rival, table: Path, server: Server, environments: Path) -> Iterator[Outcome]:
    """One outcome a variant; where the rival cannot be had or breaks, outcomes that say so."""
    try:
        python = environment(rival, environments)
    except Absent as why:
        yield Outcome(rival.name, "", absent=str(why))
        return
    for variant, options in rival.variants.items():
        try:
            with _started(rival, python, options, table, server.url) as ask:
                yield Outcome(rival.name, variant, _measured(ask, table, server))
        except Absent as why:
            yield Outcome(rival.name, variant, absent=str(why))


def environment(rival: Rival, environments: Path) -> Path:
    """The interpreter of the rival's own environment, made where these requirements have none yet.

    Raises:
        Absent: no fitting Python, or the packages cannot be installed.
    """
    pins = (rival.folder / "requirements.txt").read_bytes()
    place = environments / f"{rival.folder.name}-{hashlib.sha256(pins).hexdigest()[:12]}"
    python = place / ("Scripts" if os.name == "nt" else "bin") / "python"
    if (place / "complete").is_file():
        return python
    base = _base(rival.pythons)
    _run([base, "-m", "venv", "--clear", str(place)], "its environment cannot be made")
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    _run([*pip, "--requirement", str(rival.folder / "requirements.txt")], "its packages cannot be installed")
    (place / "complete").touch()
    return python


def _base(versions: Sequence[str]) -> str:
    own = f"{sys.version_info.major}.{sys.version_info.minor}"
    if own in versions:
        return sys.executable
    for version in versions:
        found = shutil.which(f"python{version}")
        if found and subprocess.run([found, "--version"], capture_output=True, check=False).returncode == 0:
            return found
    raise Absent(f"it needs Python {' or '.join(versions)}, and there is none here")


def _run(command: list[str], failing: str) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=INSTALL_PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        raise Absent(f"{failing}: no end after {INSTALL_PATIENCE:g} s") from None
    if done.returncode:
        raise Absent(f"{failing}: {_last_line(done.stderr)}")


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("WARNING")]
    return lines[-1].strip()[:200] if lines else "it did not say why"


@contextmanager
def _started(rival: Rival, python: Path, options: list[str], table: Path, url: str) -> Iterator[Ask]:
    """The adapter in its environment, in a folder of its own; a function that asks it."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile("w+") as said:
        command = [str(python), str(rival.folder / "adapter.py"), url, str(table), *options]
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said, text=True, cwd=folder, env=_quiet()
        )  # fmt: skip

        def ask(question: Question | None) -> str:
            assert process.stdin is not None and process.stdout is not None
            watch = threading.Timer(PATIENCE, process.kill)
            watch.start()
            try:
                if question is not None:
                    asked = {"question": question.text, "follows": question.follows}
                    process.stdin.write(json.dumps(asked) + "\n")
                    process.stdin.flush()
                for line in process.stdout:
                    if line.startswith('{"'):  # products print what they like between our lines
                        return str(json.loads(line).get("said", ""))
            except BrokenPipeError:
                pass
            finally:
                watch.cancel()
            said.seek(0)
            raise Absent(f"its adapter broke off: {_last_line(said.read())}")

        try:
            ask(None)
            yield ask
        finally:
            process.kill()
            process.communicate()


def _quiet() -> dict[str, str]:
    """The environment of an adapter: it reports to nobody, and finds neither our packages nor our keys."""
    kept = {
        k: v
        for k, v in os.environ.items()
        if not k.startswith(("OPENAI_", "PYTHON", "SEGUE_", "VIRTUAL_ENV"))
    }
    return {**kept, "DO_NOT_TRACK": "true", "SCARF_NO_ANALYTICS": "true", "MPLBACKEND": "Agg"}


def _ours(variant: str, settings: dict[str, Any], table: Path, server: Server) -> Outcome:
    chosen = Settings("llm", model=ModelSettings("played", server.url, seconds=60, **settings))
    data, kept = Dataset.open(table), list[Assistant]()

    def ask(question: Question) -> str:
        if not question.follows:
            kept[:] = [Assistant(data, settings=chosen)]
        answer = kept[0].ask(question.text)
        return f"{answer.text}\n{json.dumps(answer.to_dict()['table'])}"

    return Outcome("Segue", variant, _measured(ask, table, server))


def _measured(ask: Ask, table: Path, server: Server) -> tuple[Spent, ...]:
    truths = _truths(table)
    spent = []
    for question in QUESTIONS:
        before = len(server.asked)
        said = ask(question)
        sent = server.asked[before:]
        tokens = [math.ceil(asked.characters / 4) for asked in sent]
        personal = {cell for asked in sent for cell in PERSONAL.findall(_all(asked))}
        right = _holds(said, truths[question.text])
        spent.append(
            Spent(question.text, len(sent), sum(tokens), max(tokens, default=0), len(personal), right)
        )
    return tuple(spent)


def _all(asked: Asked) -> str:
    return json.dumps(asked.body, ensure_ascii=False)


def _truths(table: Path) -> dict[str, list[float]]:
    """The figures of each answer, computed apart from all products."""
    connection = duckdb.connect()
    connection.sql(f"CREATE TABLE customers AS SELECT * FROM read_csv('{table}')")
    found = {q.text: connection.sql(q.sql.replace("TABLE", "customers")).fetchall() for q in QUESTIONS}
    return {
        text: [float(cell) for row in rows for cell in row if not isinstance(cell, str)]
        for text, rows in found.items()
    }


def _holds(said: str, truth: list[float]) -> bool:
    """Whether each true figure is among those said, as rounded as people read them."""
    numbers = [float(number.replace(",", "")) for number in NUMBER.findall(said)]
    return all(any(abs(number - value) <= 0.0005 * abs(value) for number in numbers) for value in truth)


def _keep(outcomes: list[Outcome]) -> None:
    RESULTS.mkdir(exist_ok=True)
    content = json.dumps([asdict(outcome) for outcome in outcomes], indent=2, ensure_ascii=False)
    (RESULTS / "rivals.json").write_text(content + "\n", encoding="utf-8")
    (RESULTS / "rivals.md").write_text(markdown(outcomes), encoding="utf-8")


def markdown(outcomes: list[Outcome]) -> str:
    """The page: a line a product, then each question."""
    tried = [outcome for outcome in outcomes if outcome.spent]
    lines = [
        "# What is sent to a language model, beside others",
        "",
        f"`python benchmarks/rivals/run.py`: {len(QUESTIONS)} questions to one table of {COLUMNS} columns, one played "
        "model that is right about each. A token is four characters; functions on offer, earlier messages and "
        "results are counted. A question costs what all its calls send.",
        "",
        "| product | set up as | calls a question, mean (most) | prompt tokens a question, median (most) "
        "| largest prompt | people's addresses sent | right |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        *(_row(outcome) for outcome in outcomes),
        "",
        "Prompt tokens (calls) of each question:",
        "",
        "| question | " + " | ".join(f"{o.product}: {o.variant}" for o in tried) + " |",
        "| --- |" + " --- |" * len(tried),
    ]
    for at, question in enumerate(QUESTIONS):
        cells = [f"{o.spent[at].tokens:,} ({o.spent[at].calls})" for o in tried]
        text = question.text + (" (after the one before)" if question.follows else "")
        lines.append(f"| {text} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _row(outcome: Outcome) -> str:
    if outcome.absent:
        return f"| {outcome.product} | {outcome.variant} | NOT MEASURED: {outcome.absent} | | | | |"
    calls, tokens = [s.calls for s in outcome.spent], [s.tokens for s in outcome.spent]
    return (
        f"| {outcome.product} | {outcome.variant} | {statistics.mean(calls):.1f} ({max(calls)}) "
        f"| {statistics.median(tokens):,.0f} ({max(tokens):,}) | {max(s.largest for s in outcome.spent):,} "
        f"| {max(s.personal for s in outcome.spent)} | {sum(s.right for s in outcome.spent)} of {len(outcome.spent)} |"
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description="What others send to a language model for the same questions."
    )
    parser.add_argument("--only", default="", help="only rivals whose name holds this; nothing is kept")
    return parser


if __name__ == "__main__":
    sys.exit(main())
