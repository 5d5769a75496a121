"""What a person takes back in the same breath is left out of the question."""

import pytest

from assistant.planner.offline.corrected import corrected


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (
            "who owes more than 10% of... sorry, more than 20% of the salary",
            "who owes more than 20% of the salary",
        ),
        ("revenue in 2023, no wait, 2024 by region", "revenue in 2024 by region"),
        ("sales by region, I mean by city", "sales by city"),
        ("how many orders in March - sorry, April?", "how many orders in April?"),
        ("top 5, sorry, top 10 products by revenue", "top 10 products by revenue"),
    ],
)
def test_the_correction_takes_the_place_of_what_it_is_like(said: str, meant: str) -> None:
    assert corrected(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        "sorry, I meant 65 and over",
        "average age, rather than the median",
        "how many regulars, I mean guests with more than 5 bookings",
        "people who gave 4 or 5, or rather 5 only",
    ],
)
def test_what_is_like_nothing_before_it_corrects_nothing(said: str) -> None:
    assert corrected(said) == said
