""" "Compare that with the rest": the last figure beside that of others."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("turns", "reading"),
    [
        (("average cost of Oncology visits", "compare that with Surgery"), "Average cost by ward, visits with ward is Oncology or Surgery"),
        (("average cost of Oncology visits", "how does that compare to Surgery?"), "Average cost by ward, visits with ward is Oncology or Surgery"),
        (("average cost of Oncology visits", "is that more than in Surgery?"), "Average cost by ward, visits with ward is Oncology or Surgery"),
        (("average cost of Oncology visits", "only insured ones", "compare it to Surgery"),
         "Average cost by ward, visits with ward is Oncology or Surgery and insured is yes"),
        (("average cost of Oncology visits", "compare that with the rest"), "Average cost by Oncology and the rest"),
        (("average cost of Oncology visits", "only insured ones", "how does that compare with the others?"),
         "Average cost by insured and the rest, visits with ward is Oncology"),
        (("average cost by ward", "compare that with the rest"), "asks"),
        (("average cost of Oncology visits", "compare that with zebras"), "asks"),
    ],
)  # fmt: skip
def test_a_figure_is_set_beside_that_of_others(talks: Any, turns: tuple[str, ...], reading: str) -> None:
    assert talks.hold("clinic", *turns)[-1] == reading


def test_the_rest_are_all_who_were_left_out(talks: Any) -> None:
    rows = talks.rows("clinic")
    mine = [float(r["cost"]) for r in rows if r["ward"] == "Oncology"]
    rest = [float(r["cost"]) for r in rows if r["ward"] != "Oncology"]
    shown = talks.answers("clinic", "average cost of Oncology visits", "compare that with the rest")[-1].table
    told = {row[0]: row[1] for row in shown.rows}
    assert told["Oncology"] == pytest.approx(sum(mine) / len(mine))
    assert told["the rest"] == pytest.approx(sum(rest) / len(rest))


def test_who_is_higher_of_two_is_one_of_them(talks: Any) -> None:
    turns = ("average cost of Oncology visits", "compare that with Surgery")
    told = {row[0]: row[1] for row in talks.answers("clinic", *turns)[-1].table.rows}
    higher = talks.answers("clinic", *turns, "which one is higher?")[-1]
    assert higher.headline.value == max(told, key=told.__getitem__)
    lower = talks.answers("clinic", *turns, "which one is lower?")[-1]
    assert lower.headline.value == min(told, key=told.__getitem__)
