import pytest

from assistant.planner.offline.text import plain, read_number, split_name, tokens
from assistant.planner.offline.vocabulary import vocabulary


def words(text: str) -> list[str]:
    return [t.low for t in tokens(text, vocabulary().stems)]


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("80k", 80_000),
        ("80 k", 80_000),
        ("$1,000", 1_000),
        ("£2.5k", 2_500),
        ("1.5 million", 1_500_000),
        ("3bn", 3e9),
        ("12,345.67", 12_345.67),
        ("0", 0),
    ],
)
def test_numbers_are_read_with_their_scale_and_marks(said: str, value: float) -> None:
    assert read_number(said) == (value, False)


@pytest.mark.parametrize("said", ["25%", "25 %", "25 percent"])
def test_percentages_are_told_from_plain_numbers(said: str) -> None:
    assert read_number(said) == (25.0, True)


@pytest.mark.parametrize("said", ["", "k", "1,00", "1,0000", "v2", "twelve", "--", "1.2.3", "10 apples"])
def test_what_is_no_number_is_not_read_as_one(said: str) -> None:
    assert read_number(said) == (None, False)


def test_number_words_have_a_value() -> None:
    found = {t.low: t.number for t in tokens("twelve people bought twice", vocabulary().stems)}
    assert found == {"twelve": 12, "people": None, "bought": None, "twice": 2}


def test_words_joined_by_a_hyphen_come_apart_and_number_ranges_do_not() -> None:
    assert words("45-year-old non-married 30-40") == ["45", "year", "old", "non", "married", "30", "-", "40"]


def test_contractions_lose_their_apostrophe_in_either_spelling() -> None:
    assert words("don't don’t what's") == ["dont", "dont", "what"]


def test_one_spelling_of_dashes_keeps_the_length_of_the_text() -> None:
    text = "18–34 — “we’ve” −5 e-mail"
    assert len(plain(text)) == len(text)


def test_every_token_knows_its_place_in_the_text() -> None:
    text = "Income of Ünal's café over $80k?"
    for token in tokens(text, vocabulary().stems):
        assert text[token.start : token.end] == token.text


def test_numbers_and_signs_are_no_words() -> None:
    assert [t.is_word for t in tokens("age >= 40", vocabulary().stems)] == [True, False, False]


def test_irregular_forms_share_a_stem_with_the_regular_ones() -> None:
    of = vocabulary().stems.of
    assert of("children") == of("child")
    assert of("bought") == of("buys") == of("buy")


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Dt_Customer", ["dt", "customer"]),
        ("NumWebVisitsMonth", ["num", "web", "visits", "month"]),
        ("HTTPStatus2", ["http", "status", "2"]),
        ('"; DROP TABLE', ["drop", "table"]),
        ("", []),
    ],
)
def test_column_names_come_apart_into_words(name: str, parts: list[str]) -> None:
    assert split_name(name) == parts
