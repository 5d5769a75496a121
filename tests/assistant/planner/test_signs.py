"""How sure a reading is: signs in, a likelihood out, the same for the same reading."""

from typing import Any

import pytest

from assistant.planner.offline.signs import likelihood


def test_signs_are_finite_numbers_and_name_the_way_of_reading(crm: Any) -> None:
    signs = crm.read("average income by education").trace["signs"]
    assert signs["form_plain"] == 1.0 and signs["answer_table"] == 1.0
    assert all(-1e6 < value < 1e6 for value in signs.values())


@pytest.mark.parametrize("question", ["average income by education", "which country has the most customers"])
def test_the_likelihood_is_the_confidence_of_the_first_candidate(crm: Any, question: str) -> None:
    reading = crm.read(question)
    assert reading.candidates[0].confidence == pytest.approx(likelihood(reading.trace["signs"]), abs=1e-3)


def test_a_reading_that_leaves_numbers_out_is_less_likely() -> None:
    whole = {"bias": 1.0, "form_plain": 1.0, "confidence": 1.0}
    assert (likelihood(whole) or 0) > (
        likelihood({**whole, "dropped_numbers": 1.0, "dropped_cues": 1.0}) or 0
    )


def test_nothing_is_surer_than_certain(crm: Any) -> None:
    assert 0.0 <= (likelihood({"bias": 1e9}) or 0.0) <= 1.0
