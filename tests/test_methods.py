"""The pages of docs/methods: one a tool, and what they show is what is answered now.

Where one of these fails: python -m scripts.methods, and read the difference.
"""

from __future__ import annotations

import re
from typing import Any

import pytest

from scripts.conversation import ROOT, book, gist
from scripts.methods import CHARTS, PAGES, PARTS, SHARED, Desks, held, machinery, page, warnings, written
from tools._caveats import entries
from tools._tool import discover

ENTRIES = {entry["tool"]: entry for entry in book("methods")}


@pytest.fixture(scope="module")
def desks() -> Desks:
    """The files that the pages talk about, each set opened once."""
    return {}


def test_every_tool_has_its_page() -> None:
    assert {*ENTRIES} == {*discover()}
    assert {*discover(), "README"} <= {p.stem for p in PAGES.glob("*.md")}


def test_the_index_names_every_tool() -> None:
    index = (PAGES / "README.md").read_text(encoding="utf-8")
    assert [
        name for name, tool in discover().items() if f"| [{name}]({name}.md) | {tool.summary} |" not in index
    ] == []


@pytest.mark.parametrize("tool", ENTRIES)
def test_a_page_says_what_is_answered_now(tool: str, desks: Desks) -> None:
    shown = page(ENTRIES[tool]).read_text(encoding="utf-8")
    answers = held(ENTRIES[tool], desks)
    assert [a["status"] for a in answers] == ["answered"] * len(answers)
    assert tool in {a["tool"] for a in answers}, "the page opens with its own tool"
    assert [gist(a) for a in answers if gist(a) not in shown] == []


@pytest.mark.parametrize("tool", ENTRIES)
def test_a_page_holds_what_is_written_by_hand(tool: str) -> None:
    entry: dict[str, Any] = ENTRIES[tool]
    assert all(entry[key] for key, _ in PARTS), "when, what it assumes, its source, what it refuses"
    shown = page(entry).read_text(encoding="utf-8")
    assert [part for part in written(entry) if part not in shown] == []


@pytest.mark.parametrize("tool", ENTRIES)
def test_a_page_tells_what_its_tool_may_warn_of(tool: str) -> None:
    shown = page(ENTRIES[tool]).read_text(encoding="utf-8")
    assert [line for line in warnings(tool) if line not in shown] == []
    assert [s for s in machinery(tool) if f"[{SHARED[s].lower()}](README.md#" not in shown] == []


def test_the_index_tells_what_several_tools_may_warn_of() -> None:
    index = (PAGES / "README.md").read_text(encoding="utf-8")
    assert [line for section in SHARED for line in warnings(section) if line not in index] == []
    assert {name.partition(".")[0] for name in entries()} == {*SHARED} | {
        t for t in discover() if warnings(t)
    }


@pytest.mark.parametrize("tool", ENTRIES)
def test_the_files_and_decisions_that_a_page_names_exist(tool: str) -> None:
    shown = page(ENTRIES[tool]).read_text(encoding="utf-8")
    named = re.findall(r"\b((?:docs|tools|prompts|evals|data)/[\w./-]+\.(?:md|py|csv|yaml))", shown)
    assert named and [name for name in named if not (ROOT / name).exists()] == []


def test_the_pictures_of_the_pages_exist_and_each_is_shown() -> None:
    shown = {
        name
        for p in PAGES.glob("*.md")
        for name in re.findall(r"\]\((charts/[\w-]+\.svg)\)", p.read_text("utf-8"))
    }
    assert shown == {f"charts/{picture.name}" for picture in CHARTS.glob("*.svg")}
