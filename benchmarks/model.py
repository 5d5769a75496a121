"""What a language model costs: prompt sizes, calls, and whether people wait for one another's model.

    python benchmarks/model.py [--people 20] [--delay 0.5] [--think 2]

The model is played (evals/model/server.py) in a process of its own; where the server itself takes 2 ms a call or
more, nothing is measured.
"""

from __future__ import annotations

import argparse
import multiprocessing
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from assistant.ask import Assistant, planner_for
from assistant.llm import connect
from assistant.narrator.llm import ModelNarrator
from assistant.planner.model import ModelPlanner
from assistant.purse import Purse
from assistant.settings import ModelSettings, Settings
from benchmarks.thirty_columns import COLUMNS, write
from data.dataset import Dataset
from evals.model.plays import queried
from evals.model.server import Asked, Say, milliseconds_a_call, serve

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results"
LIBRARIES = ("openai", "langchain_openai", "langchain_core", "langsmith")
QUESTIONS = 8
SLOWEST_SERVER = 2.0
QUESTION = "what do folks on the fancy tariff earn?"
TEXT = "The average income of customers is {value}.\nIt rests on {n} customers.\nSplit it by city next."
SURE = "average income by city"


@dataclass(frozen=True)
class Figure:
    """One thing measured, what it came to, and whether the budget was kept."""

    what: str
    came_to: str
    budget: str
    kept: bool


def main() -> int:
    """Print and keep the figures; exit code 1 where one is over its budget, 2 where the server is too slow."""
    options = _parser().parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = Dataset.open(write(Path(folder)))
        ready: Any = multiprocessing.Queue()
        server = multiprocessing.Process(target=_play, args=(options.delay, ready), daemon=True)
        server.start()
        url, own = ready.get(timeout=60)
        if own >= SLOWEST_SERVER:
            print(
                f"the played model takes {own:.2f} ms a call by itself: nothing was measured", file=sys.stderr
            )
            return 2
        model = ModelSettings("played", url, seconds=30)
        figures = [
            *_sizes(data),
            *_calls(data, model),
            _unused(Path(folder)),
            *_down(data, model, options.delay),
        ]
        for words in (False, True):
            settings = Settings("llm", model=replace(model, narrates=words))
            figures.append(_crowd(data, settings, options.people, options.think))
        server.terminate()
    _keep(figures, options, own)
    return 0 if all(figure.kept for figure in figures) else 1


def _keep(figures: list[Figure], options: argparse.Namespace, own: float) -> None:
    lines = [
        "# What a language model costs",
        "",
        f"`python benchmarks/model.py`: a played model that takes {options.delay:g} s a call ({own:.2f} ms without), a table of "
        f"{COLUMNS} columns, {options.think:g} s between an answer and the next question. A token is four characters.",
        "",
        "| what | came to | budget | kept |",
        "| --- | --- | --- | --- |",
        *(f"| {f.what} | {f.came_to} | {f.budget} | {'yes' if f.kept else 'NO'} |" for f in figures),
    ]
    text = "\n".join(lines) + "\n"
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "model.md").write_text(text, encoding="utf-8")
    print(text)


def _sizes(data: Dataset) -> list[Figure]:
    """Prompt tokens, four characters each, functions counted."""
    assistant = Assistant(data)
    answer = assistant.ask(SURE)
    planner, _ = ModelPlanner(planner_for(data)).prompt(QUESTION, assistant.conversation)
    model = ModelSettings("played", "http://127.0.0.1:1/v1")
    narrator = ModelNarrator(Purse(connect(model), model), data.catalog)
    assert answer.plan is not None and assistant.conversation.last is not None
    text, _ = narrator.prompt(assistant.conversation.last.result, answer.plan, answer.reading)
    return [
        Figure(f"prompt of the {name}, a turn before", f"{tokens:,} tokens", f"{most:,}", tokens <= most)
        for name, tokens, most in (("planner", planner.tokens, 2500), ("narrator", text.tokens, 600))
    ]


def _calls(data: Dataset, model: ModelSettings) -> list[Figure]:
    """Calls where the offline planner is sure, and where it is not."""
    assistant = Assistant(data, settings=Settings("llm", model=replace(model, narrates=False)))
    sure, hard = (_calls_of(assistant.ask(question).sent_to_model) for question in (SURE, QUESTION))
    return [
        Figure("calls where the rules are sure", str(sure), "0", sure == 0),
        Figure("calls where they are not", str(hard), "2", 1 <= hard <= 2),
    ]


def _unused(folder: Path) -> Figure:
    """Libraries of models that are loaded in a program with a model set up, after a question that needed none."""
    code = (
        "import sys; from assistant.ask import Assistant; from assistant.settings import ModelSettings, Settings; "
        "from data.dataset import Dataset; settings = Settings('llm', model=ModelSettings('m', 'http://127.0.0.1:1/v1')); "
        f"answer = Assistant(Dataset.open(sys.argv[1]), settings=settings).ask({SURE!r}); assert answer.status == 'answered'; "
        f"print(sum(name in sys.modules for name in {LIBRARIES!r}))"
    )
    table = next(folder.glob("*.csv"))
    done = subprocess.run(
        [sys.executable, "-c", code, str(table)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return Figure(
        "model libraries loaded before a model is used", done.stdout.strip(), "0", done.stdout == "0\n"
    )


def _down(data: Dataset, model: ModelSettings, delay: float) -> Iterator[Figure]:
    """How late answers come where the model is gone or silent, and whether they are those without one."""
    budget, alone = delay / 2, [_told(Assistant(data), question) for question in (SURE, QUESTION)]
    for what, url in (("not there", "http://127.0.0.1:1/v1"), ("silent", model.base_url)):
        down = ModelSettings("down", url, seconds=budget, policy="model first", narrates=True)
        settings = Settings("llm", model=down)
        Assistant(data, settings=settings).ask(QUESTION)  # loads the libraries
        started = time.perf_counter()
        told = [_told(Assistant(data, settings=settings), question) for question in (SURE, QUESTION)]
        late = (time.perf_counter() - started) / len(told) - budget
        same = "the same" if told == alone else "OTHER"
        yield Figure(
            f"answers where the model is {what}, {budget:g} s allowed",
            f"{same} as without, {max(late, 0):.2f} s later than that",
            "the same, 1 s later", told == alone and late <= 1,
        )  # fmt: skip


def _told(assistant: Assistant, question: str) -> tuple[Any, ...]:
    """What counts in an answer."""
    data = assistant.ask(question).to_dict()
    return tuple(data[key] for key in ("status", "reading", "headline", "table", "text", "options"))


def _calls_of(sent: dict[str, Any] | None) -> int:
    """The calls of an answer."""
    return int(sent["calls"]) if sent else 0


def _crowd(data: Dataset, settings: Settings, people: int, think: float) -> Figure:
    """The 95th percentile of one person's questions, and of many people's at the same time.

    In the order A B B A, so that a machine that gets busier does so for both.
    """
    Assistant(data, settings=settings).ask(QUESTION)  # loads the libraries
    times: dict[int, list[float]] = {1: [], people: []}
    for crowd in (1, people, people, 1):
        times[crowd] += _asked_by(crowd, data, settings, think)
    one, many = _percentile(times[1]), _percentile(times[people])
    does = "reads and words" if settings.model is not None and settings.model.narrates else "reads"
    what = f"95 of 100 answers of a model that {does}, {people} people against one"
    return Figure(
        what, f"{many:.2f} s against {one:.2f} s, {many / one:.2f} times", "1.5 times", many <= 1.5 * one
    )


def _asked_by(people: int, data: Dataset, settings: Settings, think: float) -> list[float]:
    times: list[float] = []

    def person(at: int) -> None:
        assistant = Assistant(data, settings=settings)
        time.sleep((think + 0.6) * at / people)  # people do not press Enter at the same moment
        for _ in range(QUESTIONS):
            time.sleep(think)
            started = time.perf_counter()
            answer = assistant.ask(QUESTION)
            times.append(time.perf_counter() - started)
            assert answer.sent_to_model is not None and answer.headline is not None

    threads = [threading.Thread(target=person, args=(at,)) for at in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def _percentile(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def _play(delay: float, ready: Any) -> None:
    plus = {"op": "eq", "args": [{"col": "plan"}, {"lit": "plus"}]}
    mean = {"agg": "mean", "of": {"col": "income"}}
    plan = queried(
        {"source": "customers", "where": [plus], "measures": [mean]}, ("plus", "fancy"), ("plan", "tariff"), ("income", "earn")
    )  # fmt: skip

    def play(asked: Asked) -> Say:
        if not asked.body["messages"][0]["content"].startswith("You"):
            return Say(text="x")  # the server is measured by itself
        if asked.functions:
            return Say(calls=plan.calls, finish="tool_calls", delay=delay)
        return Say(text=TEXT, delay=delay)

    with serve(play) as server:
        ready.put((server.url, milliseconds_a_call(server)))
        threading.Event().wait()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="What a language model costs.")
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--delay", type=float, default=0.5, help="seconds that the played model takes")
    parser.add_argument(
        "--think", type=float, default=2.0, help="seconds between an answer and the next question"
    )
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
