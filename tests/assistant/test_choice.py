import pytest

from assistant.choice import choose, forgets
from assistant.conversation import Pending
from assistant.plan import Plan
from assistant.reading import Candidate

NAMES = ("countries by revenue", "countries by number of orders", "countries by customers")
PENDING = Pending("Which?", tuple(Candidate(Plan(steps=()), name, 0.5) for name in NAMES))


@pytest.mark.parametrize(
    ("message", "place"),
    [
        ("the first", 0),
        ("1", 0),
        ("the second one", 1),
        ("2nd please", 1),
        ("the last one", 2),
        ("revenue", 0),
        ("by revenue please", 0),
        ("I mean number of orders", 1),
        ("countries by customers", 2),
    ],
)
def test_an_answer_to_a_question_back_is_understood(message: str, place: int) -> None:
    assert choose(message, PENDING) is PENDING.options[place]


@pytest.mark.parametrize(
    "message", ["average income by education", "countries", "4", "hello there", "", "the"]
)
def test_other_messages_choose_nothing(message: str) -> None:
    assert choose(message, PENDING) is None


@pytest.mark.parametrize("message", ["neither", "Forget it!", "never mind", "none of these", "no"])
def test_a_question_back_can_be_dropped(message: str) -> None:
    assert forgets(message)


def test_yes_takes_the_only_option() -> None:
    one = Pending("This?", PENDING.options[:1])
    assert choose("yes please", one) is one.options[0]
    assert choose("yes", PENDING) is None
