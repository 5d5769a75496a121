"""The arithmetic of scoring, and that the judgement is left to the scorer that is given in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from evals.score import Absent, Scored, Scorer, load_scorer, quantile, score, split, tally, wilson

SCORER = Scorer(
    judge=lambda case, answer: "right" if answer.get("headline") == case["gold"] else "wrong",
    ungrounded=lambda answer: ["7"] if "7" in answer.get("text", "") else [],
)


def case(**changes: Any) -> dict[str, Any]:
    return {"id": "a", "data": ["t.csv"], "turns": ["?"], "answer_type": "number", "gold": 5, **changes}


def turn(**changes: Any) -> dict[str, Any]:
    return {"status": "answered", "headline": 5, "timings_ms": {"plan": 2.0, "total": 9.0}, **changes}


def scored(box: str, **changes: Any) -> Scored:
    given: dict[str, Any] = {"id": box, "table": "t.csv", "kind": "number", "tags": (), "answered": True}
    return Scored(**{**given, "box": box, "loose": (), "read_ms": (), "total_ms": (), **changes})


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (0, 20, 0.0, 0.1611), (20, 20, 0.8389, 1.0), (1, 29, 0.0061, 0.1718)],
)
def test_intervals_are_wilsons(part: int, whole: int, low: float, high: float) -> None:
    # the first, second and fourth are the worked examples of Newcombe (1998), method 3
    assert wilson(part, whole) == pytest.approx((low, high), abs=5e-5)


def test_of_no_cases_everything_is_possible() -> None:
    assert wilson(0, 0) == (0.0, 1.0)


def test_only_the_last_turn_is_judged_but_all_are_timed() -> None:
    one = score(case(turns=["first", "second"]), [turn(headline=1), turn()], SCORER)
    assert (one.box, one.read_ms, one.total_ms) == ("right", (2.0, 2.0), (9.0, 9.0))


def test_figures_without_a_fact_count_in_answers_only() -> None:
    assert score(case(), [turn(text="about 7")], SCORER).loose == ("7",)
    assert score(case(), [turn(text="about 7", status="clarify")], SCORER).loose == ()


def test_a_case_without_an_answer_is_still_scored() -> None:
    assert score(case(), [], SCORER).box == "wrong"


def test_tables_of_a_case_are_named_together() -> None:
    assert score(case(data=["a.csv", "b.csv"]), [turn()], SCORER).table == "a.csv + b.csv"


def test_counts_name_every_box() -> None:
    assert tally([scored("right"), scored("right"), scored("asked")]) == {
        "right": 2,
        "wrong": 0,
        "asked": 1,
        "failed": 0,
        "n": 3,
    }


def test_a_case_with_two_tags_counts_under_both() -> None:
    parts = split([scored("right", tags=("sum", "filter")), scored("wrong", tags=("sum",))], lambda s: s.tags)
    assert [(name, counts["right"], counts["n"]) for name, counts in parts.items()] == [
        ("filter", 1, 1),
        ("sum", 1, 2),
    ]


@pytest.mark.parametrize(("at", "value"), [(0.5, 3.0), (0.95, 5.0), (0.2, 1.0)])
def test_a_quantile_is_a_value_that_was_measured(at: float, value: float) -> None:
    assert quantile([5.0, 1.0, 3.0, 2.0, 4.0], at) == value


def test_nothing_measured_has_no_quantile() -> None:
    assert quantile([], 0.5) is None


def test_an_absent_scorer_is_said(tmp_path: Path) -> None:
    with pytest.raises(Absent, match="scorer"):
        load_scorer(tmp_path / "score.py")


def test_a_scorer_is_taken_from_where_it_lies(tmp_path: Path) -> None:
    place = tmp_path / "score.py"
    place.write_text("def judge(case, answer): return 'right'\ndef ungrounded(answer): return []\n")
    assert load_scorer(place).judge(case(), turn()) == "right"
