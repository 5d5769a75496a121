"""A model's sentences: lies never reach the page, honest ones nearly always do. Over the results of all tools."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assistant.ask import Assistant
from assistant.narrator.claims import Known, known, problem
from assistant.narrator.llm import ModelNarrator, is_copy, judged
from assistant.plan import Plan
from assistant.planner.model.planner import OF_ANSWERS
from assistant.purse import Purse
from assistant.settings import ModelSettings
from data.dataset import Dataset
from evals.model.lots import ASKED, LOTS, Lot
from evals.model.sentences import CASES, HONEST, LIES, Planted, planted
from tools._result import Fact, Result
from tools._tool import discover

ROOT = Path(__file__).resolve().parents[3]
SAMPLES = ROOT / "data" / "samples"
LEAST_PLANTED = 29_000
LEAST_HONEST = 0.9
LEAST_OF_LOTS = 0.85
"""Of the lots that were written to the prompt as it is: the first was not."""


@dataclass(frozen=True)
class Told:
    """A result that sentences are about."""

    case: str
    result: Result
    catalog: Any
    about: Known
    plan: Plan
    reading: str


@pytest.fixture(scope="module")
def told(customers: Any, orders: Any) -> dict[str, Told]:
    """The results of all cases."""
    shop = Dataset.open(SAMPLES / "customers.csv", SAMPLES / "orders.csv")
    market = Dataset.open(SAMPLES / "customers.csv", SAMPLES / "survey" / "households.csv")
    data = {"customers": customers, "orders": orders, "shop": shop, "market": market}
    return {name: _told(name, data) for name in CASES}


def _told(name: str, data: dict[str, Any]) -> Told:
    place, question, steps = CASES[name]
    assistant = Assistant(data[place])
    answer = assistant.run({"steps": [{"tool": tool, "args": args} for tool, args in steps]})
    assert answer.status == "answered" and assistant.conversation.last is not None, (name, answer.text)
    result, catalog = assistant.conversation.last.result, data[place].catalog
    assert answer.plan is not None
    tool = answer.plan.steps[-1].tool
    about = known(result, catalog, f"{question} {answer.reading}", tool=tool, copy=is_copy(answer.plan))
    return Told(name, result, catalog, about, answer.plan, answer.reading)


@pytest.fixture(scope="module")
def asked(told: dict[str, Told]) -> dict[str, Told]:
    """The results of all cases, and of the questions that lots are about besides."""
    opened = {
        files: Dataset.open(*(SAMPLES / f"{name}.csv" for name in files)) for files, _ in ASKED.values()
    }
    return {
        **told,
        **{name: _answered(name, opened[files], question) for name, (files, question) in ASKED.items()},
    }


def _answered(name: str, data: Dataset, question: str) -> Told:
    assistant = Assistant(data)
    answer = assistant.ask(question)
    assert answer.plan is not None and assistant.conversation.last is not None, (name, answer.text)
    result, tool = assistant.conversation.last.result, answer.plan.steps[-1].tool
    about = known(result, data.catalog, f"{question} {answer.reading}", tool=tool, copy=is_copy(answer.plan))
    return Told(name, result, data.catalog, about, answer.plan, answer.reading)


@pytest.fixture(scope="module")
def lies(told: dict[str, Told]) -> list[Planted]:
    """All planted sentences."""
    return [lie for one in told.values() for lie in planted(one.case, one.result, one.catalog)]


def test_no_planted_sentence_reaches_the_page(told: dict[str, Told], lies: list[Planted]) -> None:
    through = [
        (lie.case, lie.kind, lie.text)
        for lie in lies
        if judged(lie.text, told[lie.case].result, told[lie.case].about)[1] is None
    ]
    assert len(lies) >= LEAST_PLANTED and through == []


@pytest.mark.parametrize("case", CASES)
def test_the_prompt_for_a_text_stays_within_its_budget(told: dict[str, Told], case: str) -> None:
    one = told[case]
    narrator = ModelNarrator(Purse(None, ModelSettings("m")), one.catalog)  # type: ignore[arg-type]  # nothing is sent
    prompt, ids = narrator.prompt(one.result, one.plan, one.reading)
    assert prompt.tokens <= 600 and set(ids) <= set(one.about.facts)


def test_all_kinds_of_lies_are_planted(lies: list[Planted]) -> None:
    assert {lie.kind for lie in lies} == {*LIES, "handmade"}
    assert {lie.case for lie in lies} == set(CASES)


def test_honest_sentences_are_told(told: dict[str, Told]) -> None:
    lost = [
        (name, text, why)
        for name, sentences in HONEST.items()
        for text in sentences
        if (why := judged(text, told[name].result, told[name].about)[1])
    ]
    count = sum(len(sentences) for sentences in HONEST.values())
    assert len(lost) <= (1 - LEAST_HONEST) * count, lost


def _kept(lots: tuple[Lot, ...], asked: dict[str, Told]) -> tuple[int, int]:
    """How many honest sentences of lots are told, of how many."""
    texts = [(name, text) for lot in lots for name, texts in lot.honest.items() for text in texts]
    return sum(judged(text, asked[name].result, asked[name].about)[1] is None for name, text in texts), len(
        texts
    )


def test_no_lie_of_a_fresh_lot_is_told(asked: dict[str, Told]) -> None:
    through = [
        (name, text)
        for lot in LOTS
        for name, texts in lot.lies.items()
        for text in texts
        if judged(text, asked[name].result, asked[name].about)[1] is None
    ]
    assert sum(len(texts) for lot in LOTS for texts in lot.lies.values()) > 380 and through == []


def test_honest_sentences_of_lots_are_told(asked: dict[str, Told]) -> None:
    fine, of = _kept(LOTS[1:], asked)
    assert fine >= LEAST_OF_LOTS * of


@pytest.mark.parametrize(
    ("case", "text", "told_as"),
    [
        ("ranked", "{top.row} is far ahead of {second.row} in average income, with {top} against {second}.", "Hull is ahead of York in average income, with 41,350 against 40,650."),
        ("single", "The average spend is only {value}.", "The average spend is 473.50."),
        ("single", "The average spend is a solid {value}.", "The average spend is 473.50."),
        ("course", "Since {first.row} revenue has grown steadily by {change}.", "Since January 2023 revenue has grown by +26.5 %."),
    ],
)  # fmt: skip
def test_a_degree_that_no_fact_is_is_left_out_of_what_is_told(
    told: dict[str, Told], case: str, text: str, told_as: str
) -> None:
    sentence, why = judged(text, told[case].result, told[case].about)
    assert why is None and sentence is not None and sentence.text == told_as


@pytest.mark.parametrize(
    ("text", "fine"),
    [
        ("{top.row} tops the list with an average income of {top}.", True),
        ("{bottom.row} tops the list with an average income of {bottom}.", False),
        ("Keep in mind that {top.row} has an average income of {top}.", True),
        ("Keep in mind the collapse in {top.row}, with an average income of {top}.", False),
        ("{top.row} has the highest average income of the three cities with {top}.", True),
        ("{top.row} has the highest average income of the five cities with {top}.", False),
        ("Average income is {top} in {top.row}, so test an offer there first.", True),
        ("Average income is {top} in {top.row}, so stop the losses first.", False),
        ("The {top.n} loyal customers in {top.row} have an average income of {top}.", False),
    ],
)
def test_other_words_are_held_to_what_they_stand_for(told: dict[str, Told], text: str, fine: bool) -> None:
    assert (problem(text, told["ranked"].about) is None) == fine


def test_every_tool_has_sentences() -> None:
    assert set(HONEST) == set(CASES)
    told_by_a_model = {*discover()} - {*OF_ANSWERS}
    assert told_by_a_model == {step[0] for _, _, steps in CASES.values() for step in steps}


def test_the_readme_says_how_many_were_tried(told: dict[str, Told], lies: list[Planted]) -> None:
    texts = [(name, text) for name, sentences in HONEST.items() for text in sentences]
    fine = sum(judged(text, told[name].result, told[name].about)[1] is None for name, text in texts)
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    assert f"more than {len(lies) // 1000 * 1000:,} planted wrong sentences, of which none was told" in readme
    assert f"{fine} of {len(texts)} honest ones" in readme
    honest, lying = (sum(map(len, part.values())) for part in (LOTS[-1].honest, LOTS[-1].lies))
    last = f"{LOTS[-1].told_first} of {honest} honest ones and {LOTS[-1].lies_first} of {lying} lies at first sight"
    assert last in readme


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{top.row} has the highest average income with 41,350.", "digit"),
        ("{second.row} has the highest average income with {second}.", "superlative"),
        ("{top.row} has an average income of {second}.", "name"),
        ("{top.row} has the highest average income with {top} because of the lamp.", "cause"),
        ("{top.row} has an average income of {top}, and York too.", "name whose figure is not there"),
        ("{top.row} has an average spend of {top}.", "carries: spend"),
        ("The average income is {top}.", "without the row's name"),
        ("Half of the income comes from {top.row} with {top}.", "number in words"),
        ("The average income of {top.row} is {top.low}.", "half an interval"),
        ("The average income of {top.row} is {nothing}.", "stands for nothing"),
        ("Sales are strong.", "claim without a figure"),
        ("See [this](http://evil.test) for {top}.", "plain sentence"),
    ],
)
def test_the_reason_is_named(told: dict[str, Told], text: str, why: str) -> None:
    assert why in str(problem(text, told["ranked"].about))


def test_the_mean_of_totals_is_no_total(told: dict[str, Told]) -> None:
    mean = Fact(
        "mean",
        "value",
        "mean total spend of this group",
        748.0,
        "money",
        "this group",
        "mean total spend",
        99,
    )
    result = Result(facts=(mean,), words={"group": "this group"})
    about = known(result, told["profile"].catalog, "describe the customers")
    assert "told as a total" in str(problem("The total spend of this group is {mean}.", about))
    assert problem("The mean total spend of this group is {mean}.", about) is None


def test_an_average_of_few_is_told_with_their_number(told: dict[str, Told]) -> None:
    few = Fact("mean", "value", "average income", 41000.0, "money", "Hull", "average income", 4)
    about = known(
        Result(facts=(few,), words={"rows": "customers"}), told["ranked"].catalog, "average income by city"
    )
    assert "without their number" in str(problem("The average income of {mean.row} is {mean}.", about))
    assert problem("The average income of {mean.row} is {mean}, for {mean.n} customers.", about) is None


def test_a_forecast_is_told_with_its_range(told: dict[str, Told]) -> None:
    about = told["forecast"].about
    assert "range" in str(problem("Expect revenue of about {forecast} in {forecast.row}.", about))
