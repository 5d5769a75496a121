"""What a language model costs: prompt sizes, calls, and whether people wait for one another's model.

    python benchmarks/model.py [--people 20] [--delay 0.5] [--think 2]

The model is played (evals/model/server.py) in a process of its own; where the server itself takes 2 ms a call or
more, nothing is measured.
"""

from __future__ import annotations

import argparse
import multiprocessing
import statistics
import sys
import tempfile
import threading
import time
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

QUESTIONS = 8
SLOWEST_SERVER = 2.0
QUESTION = "what do folks on the fancy tariff earn?"
SURE = "average income by city"


def main() -> int:
    """Print the figures; exit code 1 where one is over its budget, 2 where the server is too slow to measure with."""
    options = _parser().parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = Dataset.open(write(Path(folder)))
        fine = _sizes(data)
        ready, url = multiprocessing.Queue(), ""
        server = multiprocessing.Process(target=_play, args=(options.delay, ready), daemon=True)
        server.start()
        url, own = ready.get(timeout=60)
        print(f"the played model by itself: {own:.2f} ms a call")
        if own >= SLOWEST_SERVER:
            print("too slow: nothing was measured", file=sys.stderr)
            return 2
        settings = Settings("llm", model=ModelSettings("played", url, seconds=30))
        fine &= _calls(data, settings)
        fine &= _crowd(data, settings, options.people, options.think)
        server.terminate()
    return 0 if fine else 1


def _sizes(data: Dataset) -> bool:
    """Prompt tokens, four characters each, functions counted."""
    assistant = Assistant(data)
    answer = assistant.ask(SURE)
    planner, _ = ModelPlanner(planner_for(data)).prompt(QUESTION, assistant.conversation)
    model = ModelSettings("played", "http://127.0.0.1:1/v1")
    narrator = ModelNarrator(Purse(connect(model), model), data.catalog)
    assert answer.plan is not None and assistant.conversation.last is not None
    text, _ = narrator.prompt(assistant.conversation.last.result, answer.plan, answer.reading)
    print(f"planner, {COLUMNS} columns, a turn before: {planner.tokens:,} tokens (at most 2,500)")
    print(f"narrator: {text.tokens:,} tokens (at most 600)")
    return planner.tokens <= 2500 and text.tokens <= 600


def _calls(data: Dataset, settings: Settings) -> bool:
    """Calls where the offline planner is sure, and where it is not."""
    assistant = Assistant(data, settings=settings)
    sure, hard = assistant.ask(SURE).sent_to_model, assistant.ask(QUESTION).sent_to_model
    print(
        f"calls: {(sure or {}).get('calls', 0)} where the rules are sure, {(hard or {}).get('calls', 0)} where not"
    )
    return sure is None and hard is not None and hard["calls"] <= 2


def _crowd(data: Dataset, settings: Settings, people: int, think: float) -> bool:
    """The 95th percentile of one person's questions, and of many people's at the same time."""
    one = _percentile(_asked_by(1, data, settings, think))
    many = _percentile(_asked_by(people, data, settings, think))
    print(
        f"one person: 95 of 100 within {one:.2f} s; {people} people: {many:.2f} s; {many / one:.2f} times (at most 1.5)"
    )
    return many <= 1.5 * one


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
        quick = not asked.functions and "Question" not in asked.message
        return Say(text="x") if quick else Say(calls=plan.calls, finish="tool_calls", delay=delay)

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
