import pytest

from assistant.split import split


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        ("average income?", ["average income?"]),
        ("average income? by city?", ["average income?", "by city?"]),
        ("average income; count of people", ["average income", "count of people"]),
        ("show revenue and then the top city", ["show revenue", "the top city"]),
        ("one\n\ntwo\n", ["one", "two"]),
        ("what?!", ["what?!"]),
        ("", []),
    ],
)
def test_a_message_is_split_where_questions_end(message: str, parts: list[str]) -> None:
    assert split(message) == parts
