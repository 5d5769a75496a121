"""The measure of how phrases find columns."""

from __future__ import annotations

from evals.linking import found


def test_a_phrase_is_found_or_not_by_what_it_is_about() -> None:
    data = "batch14/tables/randhie.csv"
    visits = {"data": data, "column": "outpatient_md_visits", "value": None, "say": "doctor visits"}
    assert found(visits)
    assert not found({**visits, "say": "what it all comes to"})
    assert not found({**visits, "column": "physical_limitation"})
