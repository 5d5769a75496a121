from typing import Any

import pytest


@pytest.mark.parametrize(
    ("turn", "bands"),
    [
        ("and under 18?", "<18"),
        ("sorry, I meant 65 and over", "65+"),
        ("and from those who are 65 or older?", "65+"),
        ("those from 35 to 64", "35-49 or 50-64"),
        ("and over 49?", "50-64 or 65+"),
    ],
)
def test_another_age_is_another_of_the_bands_that_were_spoken_of(talks: Any, turn: str, bands: str) -> None:
    turns = ("how many members are 18-24 year olds?", turn)
    assert set(talks.hold("club", *turns)[-1].split(" is ")[-1].split(" or ")) == set(bands.split(" or "))


def test_ages_between_the_bands_are_asked_about(talks: Any) -> None:
    assert talks.hold("club", "how many members are 18-24 year olds?", "and over 40?")[-1] == "asks"
