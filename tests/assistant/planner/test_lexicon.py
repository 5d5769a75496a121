"""What misspelt words are taken for."""

from assistant.planner.offline import OfflinePlanner


def test_a_misspelt_word_is_read_as_the_nearest_known_one(planner_of_people: OfflinePlanner) -> None:
    assert planner_of_people.lexicon.correct("incoem", "incoem") == "incom"


def test_a_word_equally_near_to_two_known_ones_is_left_alone(planner_of_people: OfflinePlanner) -> None:
    assert planner_of_people.lexicon.correct("content", "content") is None
