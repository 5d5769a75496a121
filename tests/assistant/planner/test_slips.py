"""Small words that are misspelt are read as they were meant; words of their own, of the data and names stay."""

from __future__ import annotations

import pytest

from assistant.planner.offline.slips import mended
from assistant.planner.offline.vocabulary import vocabulary


def read(text: str, *ours: str) -> str:
    return mended(text, vocabulary(), lambda word: word in ours)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("born befor 1950", "born before 1950"),
        ("all orders exept France", "all orders except France"),
        ("price betwen 10 and 20", "price between 10 and 20"),
        ("how many difrent customers", "how many different customers"),
        ("customers ovr 30 wihtout kids", "customers over 30 without kids"),
        ("Wihch shop has the higest rating", "Which shop has the highest rating"),
        ("orders untill march durring febuary", "orders until march during february"),
        ("hwo spent teh most", "who spent the most"),
    ],
)
def test_a_small_word_is_a_slip_of_the_finger_away(typed: str, meant: str) -> None:
    assert read(typed) == meant


@pytest.mark.parametrize(
    "text", ["sales by district", "cold drinks", "three witches", "lager or ale", "a precious stone"]
)
def test_a_word_of_its_own_stays(text: str) -> None:
    assert read(text) == text


def test_words_of_the_data_names_and_quoted_words_stay() -> None:
    assert read("orders of teh", "teh") == "orders of teh"
    assert read("calls to Ms Wher") == "calls to Ms Wher"
    assert read('comments with "befor"') == 'comments with "befor"'
