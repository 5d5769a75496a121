"""Words that point at what was said before are asked about where nothing was."""

from typing import Any

import pytest


@pytest.mark.parametrize("question", ["average income of those", "what is the median age of them?"])
def test_pointing_at_nothing_is_asked_about_and_not_answered_for_all(crm: Any, question: str) -> None:
    answer = crm.assistant.ask(question)
    assert answer.status == "clarify" and "points at something said before" in answer.text and answer.options


def test_after_a_question_the_same_words_point_at_its_rows(crm: Any) -> None:
    assert crm.after("how many customers are from Norway?", "average income of those").endswith(
        "country is Norway"
    )


@pytest.mark.parametrize(
    "question",
    [
        "average income of those who are married",
        "how many customers are from Norway, and what is the average income of them?",
        "average income of people over 50",
    ],
)
def test_what_is_named_in_the_same_message_is_pointed_at(crm: Any, question: str) -> None:
    assert not (crm.read(question).unclear or "").startswith("“of")
