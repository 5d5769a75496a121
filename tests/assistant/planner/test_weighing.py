"""With or without the weights of a survey."""

from typing import Any

import pytest

from assistant import Assistant
from assistant.planner.offline import OfflinePlanner
from data.dataset import Dataset

ROWS = [(f"H{i}", 20 + i % 60, 1000 * (10 + i % 7 * i % 50), i % 3, ("north", "south")[i % 2], round(1000.5 + 37.3 * (i * 7 % 53), 1)) for i in range(120)]  # fmt: skip


def mean(weighted: bool, where: Any = lambda row: True) -> float:
    kept = [(row[2], row[5] if weighted else 1.0) for row in ROWS if where(row)]
    return sum(v * w for v, w in kept) / sum(w for _, w in kept)


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("weighed") / "households.csv"
    head = "household_id,age,income,kids,region,survey_weight"
    path.write_text("\n".join([head, *(",".join(map(str, row)) for row in ROWS)]) + "\n", encoding="utf-8")
    dataset = Dataset.open(path)
    planner = OfflinePlanner(dataset)

    def answer(*questions: str) -> Any:
        talk = Assistant(dataset, planner=planner)
        return [talk.ask(q) for q in questions][-1]

    return answer


@pytest.mark.parametrize(
    "questions",
    [
        ("average income without weights",),
        ("unweighted average income",),
        ("what is the average income, ignoring the weights?",),
        ("average income (not weighted)",),
        ("average income", "without weights"),
        ("average income", "and unweighted?"),
        ("average income", "what is it without the weights?"),
    ],
)
def test_without_weights_every_row_counts_once_and_the_weighted_figure_stands_beside(
    ask: Any, questions: Any
) -> None:
    answer = ask(*questions)
    assert answer.headline.value == pytest.approx(mean(False)) and "without the weights" in answer.reading
    beside = next(f for f in answer.facts if f.id == "weighted")
    assert beside.value == pytest.approx(mean(True)) and "unweighted" in {c.code for c in answer.caveats}


@pytest.mark.parametrize("questions", [("average income", "without weights", "and with weights?"), ("weighted average income",)])  # fmt: skip
def test_with_weights_it_is_the_population_again(ask: Any, questions: Any) -> None:
    answer = ask(*questions)
    assert answer.headline.value == pytest.approx(mean(True)) and "weighted" in {
        c.code for c in answer.caveats
    }


def test_rows_and_groups_are_kept(ask: Any) -> None:
    answer = ask("average income by region", "without weights")
    shown = {row[0]: row[1] for row in answer.table.rows}
    assert shown == {r: pytest.approx(mean(False, lambda row, r=r: row[4] == r)) for r in shown}
    assert len(shown) == 2


def test_a_number_without_weights_is_that_of_those_who_were_asked(ask: Any) -> None:
    answer = ask("how many households are in the south, unweighted")
    assert answer.headline.value == 60 and "sample" in answer.reading


def test_a_total_of_those_who_were_asked_says_nothing_and_is_asked_about(ask: Any) -> None:
    assert ask("total income without weights").status == "clarify"


def test_where_nothing_has_weights_the_words_are_asked_about(crm: Any) -> None:
    assert crm.assistant.ask("average income without weights").status == "clarify"


def test_the_weighted_survey_is_not_changed_by_an_unweighted_question(ask: Any) -> None:
    assert ask("average income without weights", "average age").headline is not None
    follow = ask("average income without weights", "average income by region")
    assert "unweighted" not in {c.code for c in follow.caveats}
