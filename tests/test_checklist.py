"""Every point of the statistician's checklist names tests, and all of them exist."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
LINES = (ROOT / "docs" / "methods" / "checklist.md").read_text(encoding="utf-8").splitlines()
POINTS = [line for line in LINES if re.match(r"\| \d+\. ", line)]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


@cache
def names_in(file: str) -> frozenset[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def test_all_points_are_there_in_order() -> None:
    assert [int(line[2:].split(".")[0]) for line in POINTS] == list(range(1, 36))


@pytest.mark.parametrize("line", POINTS, ids=lambda line: line[2:].split(".")[0])
def test_a_point_names_tests_that_exist(line: str) -> None:
    named = NAMED.findall(line)
    assert named and line.count("::") == len(named)
    assert [f"{file}::{test}" for file, test in named if test not in names_in(file)] == []


def test_every_other_test_that_the_page_names_exists() -> None:
    named = NAMED.findall("\n".join(LINES))
    assert len(named) > 100
    assert [f"{file}::{test}" for file, test in named if test not in names_in(file)] == []


BREAKS = yaml.safe_load((ROOT / "scripts" / "breaks.yaml").read_text(encoding="utf-8"))


def test_each_point_is_broken_on_purpose() -> None:
    assert {b["point"] for b in BREAKS} == set(range(1, 36))


@pytest.mark.parametrize("broken", BREAKS, ids=lambda b: f"{b['point']} {b['what']}")
def test_a_break_still_fits_the_code_and_its_point(broken: dict[str, str]) -> None:
    """What is replaced stands there once, and the test that must fail is one of those that hold the point."""
    assert (ROOT / broken["file"]).read_text(encoding="utf-8").count(broken["old"]) == 1
    assert f"`{broken['test']}`" in POINTS[int(broken["point"]) - 1]
