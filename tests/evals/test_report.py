"""The page and the history of a run."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evals import history, report
from evals.score import Scored


def scored(id: str, box: str, **changes: Any) -> Scored:
    given: dict[str, Any] = {
        "table": "t.csv",
        "kind": "number",
        "tags": ("sum",),
        "answered": True,
        "loose": (),
    }
    return Scored(**{**given, "id": id, "box": box, "read_ms": (4.0,), "total_ms": (50.0,), **changes})


def summary(*cases: Scored, floor: bool = True) -> dict[str, Any]:
    below = [replace(c, box="asked") for c in cases] if floor else None
    return report.summarise("shop", cases, below, date="2025-01-31", commit="abc1234", command="run it")


MIXED = (
    scored("a", "right"),
    scored("b", "right", table="u.csv", loose=("7",)),
    scored("c", "wrong", kind="list", tags=()),
    scored("d", "asked", answered=False),
)


def test_the_page_shows_counts_shares_and_intervals_beside_the_floor() -> None:
    page = report.markdown(summary(*MIXED))
    assert "| assistant | 2 · 50.0 % (15.0 to 85.0) | 1 · 25.0 % (4.6 to 69.9) |" in page
    assert "| floor: keyword matcher | 0 · 0.0 % (0.0 to 49.0) |" in page


def test_the_page_names_commit_date_command_and_what_is_not_right() -> None:
    page = report.markdown(summary(*MIXED))
    assert "4 cases, 2025-01-31, commit abc1234. Made by `run it`." in page
    assert "- wrong: c\n- asked: d" in page
    assert "a figure that no fact carries: 1 of 3 (b)" in page


def test_the_page_splits_by_table_type_and_tag() -> None:
    page = report.markdown(summary(*MIXED))
    assert "| u.csv | 1 | 1 | 0 | 0 | 0 | 20.7 to 100.0 % | 0 |" in page
    assert "| list | 1 | 0 | 1 | 0 | 0 | 0.0 to 79.3 % | 0 |" in page
    assert "| sum | 3 | 2 | 0 | 1 | 0 | 20.8 to 93.9 % |" in page and "| (none) | 1 |" in page


def test_every_row_of_a_table_has_as_many_cells_as_its_head() -> None:
    blocks = [b for b in report.markdown(summary(*MIXED)).split("\n\n") if b.startswith("|")]
    assert len(blocks) == 4
    assert all(len({line.count("|") for line in block.strip().splitlines()}) == 1 for block in blocks)


def test_latency_is_of_turns() -> None:
    slow = scored("e", "right", read_ms=(1.0, 90.0), total_ms=(100.0, 2000.0))
    times = summary(*MIXED, slow)["latency_ms"]
    assert times["read"] == {"median": 4.0, "p95": 90.0, "n": 6}
    assert times["total"] == {"median": 50.0, "p95": 2000.0, "n": 6}


def test_a_run_without_floor_and_without_cases_can_be_shown() -> None:
    page = report.markdown(summary(floor=False))
    assert "floor" not in page and "median unknown" in page


def test_cases_gained_and_lost_are_named() -> None:
    before = summary(scored("a", "right"), scored("b", "wrong"), scored("gone", "right"))
    now = summary(scored("a", "asked"), scored("b", "right"), scored("new", "right"))
    assert report.changes(before, now) == {"gained": ["b"], "lost": ["a"]}
    assert report.changes(None, now) == {"gained": [], "lost": []}


def test_the_history_gives_the_last_run_of_the_same_set(tmp_path: Path) -> None:
    path = tmp_path / "history.jsonl"
    assert history.last(path, "shop") is None
    for name, box in (("shop", "right"), ("shop", "wrong"), ("other", "right")):
        history.append(path, history.line_of(summary(scored("a", box)) | {"set": name}))
    found = history.last(path, "shop")
    assert found is not None and (found["right"], found["wrong"], found["n"]) == (0, 1, 1)
    assert found["commit"] == "abc1234" and found["floor"]["asked"] == 1


@pytest.mark.parametrize(
    ("right", "wrong", "words"),
    [
        (90, 2, []),
        (89, 2, []),
        (88, 2, ["right fell from 90.0 % to 88.0 %"]),
        (90, 3, ["wrong rose from 2.0 % to 3.0 %"]),
        (95, 0, []),
    ],
)
def test_a_loss_is_more_than_a_point_less_right_or_any_more_wrong(
    right: int, wrong: int, words: list[str]
) -> None:
    assert (
        history.losses({"right": 90, "wrong": 2, "n": 100}, {"right": right, "wrong": wrong, "n": 100})
        == words
    )


def test_the_first_run_of_a_set_loses_nothing() -> None:
    assert history.losses(None, {"right": 0, "wrong": 9, "n": 9}) == []
