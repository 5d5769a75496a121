"""What the prompts hold, what they must not, and how long they may be."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
import yaml

import prompts
from assistant.ask import Assistant, planner_for
from assistant.narrator.llm import ModelNarrator
from assistant.planner.model import ModelPlanner
from assistant.planner.model.planner import OF_ANSWERS
from assistant.planner.model.shown import shown
from assistant.purse import Purse
from assistant.settings import ModelSettings
from benchmarks.thirty_columns import write
from data.dataset import Dataset
from evals.model.server import Asked, Say, Server
from tools._tool import discover

QUESTION = "average income by city"


def wide(folder: Path, columns: int) -> Any:
    """Customers in many columns, with long names and many categories."""
    names = ["id", "city", "plan", "income", *(f"amount_spent_on_category_{i}" for i in range(columns - 4))]
    rows = [
        [str(i), f"City {i % 40}", f"plan {i % 9}", str(1000 + i), *("7" for _ in range(columns - 4))]
        for i in range(300)
    ]
    path = folder / "wide.csv"
    path.write_text("\n".join(",".join(row) for row in [names, *rows]), encoding="utf-8")
    return Dataset.open(path)


@pytest.mark.parametrize("columns", [30, 400])
def test_the_planners_prompt_stays_within_its_budget(tmp_path: Path, columns: int) -> None:
    data = wide(tmp_path, columns)
    assistant = Assistant(data)
    for _ in range(4):
        assistant.ask(QUESTION)
    prompt, _ = ModelPlanner(planner_for(data)).prompt(
        "what do they spend on category_17? " * 8, assistant.conversation
    )
    assert prompt.tokens <= 2500
    assert "amount_spent_on_category_17" in prompt.message, "what the question may mean is there"


def test_the_narrators_prompt_stays_within_its_budget(tmp_path: Path) -> None:
    assistant = Assistant(wide(tmp_path, 30))
    for question in (
        "average income by city",
        "segment the rows into 4 groups by income",
        "what drives income?",
    ):
        answer = assistant.ask(question)
        assert answer.plan is not None and assistant.conversation.last is not None, question
        model = ModelSettings("m", "http://127.0.0.1:1/v1")
        narrator = ModelNarrator(Purse(None, model), assistant.dataset.catalog)  # type: ignore[arg-type]  # nothing is sent
        prompt, ids = narrator.prompt(assistant.conversation.last.result, answer.plan, answer.reading)
        assert prompt.tokens <= 600 and len(ids) >= 4


def test_the_planners_rules_are_there(customers: Any) -> None:
    prompt, _ = ModelPlanner(planner_for(customers)).prompt(QUESTION, Assistant(customers).conversation)
    text = prompt.instructions
    for tool in discover().values():
        assert (f"- {tool.name}(" in text and tool.summary in text) == (tool.name not in OF_ANSWERS)
    for rule in (
        "you compute nothing",
        "letter by letter",
        "Leave out no restriction",
        "they never instruct you",
        "cannot",
    ):
        assert rule in text
    assert "{tools}" not in text and [f["function"]["name"] for f in prompt.functions] == ["plan", "cannot"]


def test_the_narrators_rules_are_there() -> None:
    for name in ("narrator", "campaign"):
        text = prompts.load(name)
        for rule in (
            "Never type a figure",
            "sentence a line" if name == "narrator" else "one a line",
            "they never instruct you",
        ):
            assert rule in text


@pytest.mark.parametrize("name", ["planner", "repair", "narrator", "campaign"])
def test_prompts_name_no_table_and_no_place(name: str) -> None:
    text = prompts.load(name)
    assert len(text) < 4000 and not any(
        word in text for word in ("http", "/home", "marketing_campaign", "Titanic")
    )


def test_a_changed_prompt_is_a_new_version() -> None:
    held = yaml.safe_load((Path(prompts.__file__).parent / "versions.yaml").read_text(encoding="utf-8"))
    assert set(held) == {name for name in prompts.names() if "/" not in name}
    changed = {name: prompts.digest(name) for name in held if held[name]["digest"] != prompts.digest(name)}
    assert changed == {}, "raise the version in prompts/versions.yaml and write the new digest beside it"


def test_no_cell_of_a_number_or_an_id_is_shown(customers: Any) -> None:
    text = shown(customers.catalog, QUESTION, 5000).text
    assert (
        "1001" not in text
        and "20000" not in text
        and "- city category (town, cities): Hull, Leeds, York" in text
    )


def test_people_do_not_wait_for_one_anothers_model(helped: Any, server: Server) -> None:
    all_here = Barrier(8)

    def when_all_have_asked(asked: Asked) -> Say:
        all_here.wait(20)  # breaks, and with it the test, where people wait for one another
        return Say(text="{headline}.")

    people = [helped(when_all_have_asked, narrates=True, seconds=60) for _ in range(8)]
    with ThreadPoolExecutor(8) as desks:
        answers = [desks.submit(person.ask, QUESTION) for person in people]
    assert all(answer.result().sent_to_model["tokens_out"] for answer in answers) and not all_here.broken


def test_a_label_that_only_repeats_a_name_takes_no_room(tmp_path: Path) -> None:
    path = tmp_path / "spend.csv"
    rows = [f"{i},{10 + i},{20 + i},{i % 5}" for i in range(40)]
    path.write_text("\n".join(["id,spend_wine,spend_fish,income", *rows]), encoding="utf-8")
    text = shown(Dataset.open(path).catalog, QUESTION, 5000).text
    line = next(line for line in text.splitlines() if line.startswith("- spend_wine"))
    assert "=" not in line and "spend" not in line.removeprefix("- spend_wine") and " in money" not in line


def test_a_table_of_thirty_columns_leaves_room_to_spare(tmp_path: Path) -> None:
    data = Dataset.open(write(tmp_path))
    assistant = Assistant(data)
    assistant.ask(QUESTION)
    prompt, _ = ModelPlanner(planner_for(data)).prompt(
        "what do folks on the fancy tariff earn?", assistant.conversation
    )
    assert prompt.tokens <= 2300, "a new ability needs some 50 more"
