import pytest

from assistant.planner.offline.followups.message import hear


@pytest.mark.parametrize(
    "text",
    ["and for Germany?", "only women", "sorry, 2023", "no, I meant revenue", "the median instead", "what about them",
     "which one is highest?", "same but without it", "split that by region", "can you do that for Spain", "by region"],
)  # fmt: skip
def test_a_message_leans_by_its_wording(text: str) -> None:
    assert hear(text).leans


@pytest.mark.parametrize(
    "text",
    ["average income by education", "how many customers are there?", "list the people that live in Spain",
     "which products that cost more than 10 sell best?", "how many orders were there in this data?"],
)  # fmt: skip
def test_a_whole_question_leans_on_nothing(text: str) -> None:
    assert not hear(text).leans


def test_a_message_may_say_that_it_is_a_new_question() -> None:
    said = hear("ok different question: how many orders have no country?")
    assert said.turns and said.low == "how many orders have no country"


@pytest.mark.parametrize(
    ("text", "old", "left"),
    [
        ("median instead of the average", "average", "median"),
        ("replace age with income", "age", "income"),
        ("no, I meant revenue, not orders", "orders", "revenue"),
    ],
)
def test_what_gives_way_is_heard_and_cut(text: str, old: str, left: str) -> None:
    said = hear(text)
    assert (said.old, said.low) == (old, left) and said.swaps
