from typing import Any

import pytest


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("how many young customers", "young"),
        ("how many wealthy customers", "wealthy"),
        ("how many seniors do we have", "seniors"),
    ],
)
def test_a_word_without_a_cut_off_is_asked_about(crm: Any, question: str, word: str) -> None:
    answer = crm.assistant.ask(question)
    assert answer.status == "clarify" and f"“{word}”" in answer.text
    labels = [o.label for o in answer.options]
    assert len(labels) == len(set(labels)) == 3


@pytest.mark.parametrize(
    "question",
    [
        "how many young customers",
        "how many wealthy customers",
        "average income in Atlantis",
        "average zorky income",
    ],
)
def test_every_option_of_a_question_back_runs(crm: Any, question: str) -> None:
    options = crm.assistant.ask(question).options
    assert options
    for option in options:
        assert crm.assistant.run(option.plan).status == "answered"


def test_the_options_are_ordered_cut_offs_of_the_column(crm: Any) -> None:
    asked = crm.assistant.ask("how many young customers")
    counts = [crm.assistant.run(o.plan).headline.value for o in asked.options]
    assert counts == sorted(counts) == [20, 30, 40]


def test_an_option_may_be_chosen_by_its_words(crm: Any) -> None:
    crm.assistant.ask("how many young customers")
    answer = crm.assistant.ask("under 35")
    assert (answer.status, answer.headline.value) == ("answered", 30)


def test_a_cut_off_that_is_said_is_not_asked_for(crm: Any) -> None:
    assert crm.assistant.ask("how many young customers under 25").status == "answered"
