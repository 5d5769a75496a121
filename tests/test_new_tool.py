"""A new tool needs its file, its template and its test: nothing else in the house is touched."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import prompts
import tools
from assistant import Assistant
from assistant.show import show
from tools._tool import discover

TOOL = '''
"""Says how far the values of a column lie apart."""

from typing import Any

from data.query import Agg, Col, Out, Query
from data.work import Work
from tools._result import Evidence, Fact, Headline, Result, Table
from tools._tool import Args, TargetSlot, tool


class WingspanArgs(Args):
    """`target` is the column."""

    target: TargetSlot = None


@tool(words=("wingspan",), examples=("wingspan of {target}",))
def wingspan(args: WingspanArgs, data: Any, work: Work) -> Result:
    """The distance between the largest and the smallest value of a column."""
    work.check()
    of = Col(col=args.target or "age")
    ends = tuple(Out(name=name, expr=Agg(agg=name, of=of)) for name in ("min", "max"))
    query = Query(source=args.source, within=args.within, where=args.where, measures=ends)
    low, high = data.fetch(query, work).rows[0]
    n = data.count(args.source, args.where, args.within)
    return Result(
        headline=Headline("wingspan", high - low, n=n),
        facts=(
            Fact("low", "extreme", "smallest", low, column=of.col),
            Fact("high", "extreme", "largest", high, column=of.col),
            Fact("wingspan", "gap", "wingspan", high - low, column=of.col, of=("low", "high"), n=n),
        ),
        table=Table(("end", of.col), (("smallest", low), ("largest", high))),
        evidence=(Evidence("Largest less smallest.", rows_used=n),),
        subject=query,
    )
'''
STORY = """// a tool that only this test knows
The wingspan of {wingspan.column} is {wingspan}: from {low} to {high}.
"""


@pytest.fixture
def new_tool(tmp_path: Path) -> Iterator[None]:
    """A tool and its story in folders of their own, next to the house's."""
    (tmp_path / "tools").mkdir()
    (tmp_path / "prompts" / "stories").mkdir(parents=True)
    (tmp_path / "tools" / "wingspan.py").write_text(TOOL, encoding="utf-8")
    (tmp_path / "prompts" / "stories" / "wingspan.md").write_text(STORY, encoding="utf-8")
    tools.__path__.append(str(tmp_path / "tools"))
    prompts.__path__.append(str(tmp_path / "prompts"))
    yield
    tools.__path__.remove(str(tmp_path / "tools"))
    prompts.__path__.remove(str(tmp_path / "prompts"))
    sys.modules.pop("tools.wingspan", None)
    vars(tools).pop("wingspan", None)


@pytest.mark.usefixtures("new_tool")
def test_a_new_tool_is_found_run_told_and_shown(customers_csv: Path) -> None:
    assert "wingspan" in discover()
    plan = {"steps": [{"tool": "wingspan", "args": {"source": "customers", "target": "age"}}]}
    answer = Assistant.open(customers_csv).run(plan)
    assert answer.text == "The wingspan of age is 59: from 20 to 79."
    assert "59" in show(answer) and "largest" in show(answer)


@pytest.mark.usefixtures("new_tool")
def test_a_new_tool_is_planned_to(customers_csv: Path) -> None:
    answer = Assistant.open(customers_csv).ask("What is the wingspan of age?")
    assert (answer.status, answer.tool) == ("answered", "wingspan")
    assert answer.headline is not None and answer.headline.value == 59
    assert [answer.text[s.start : s.end] for s in answer.spans] == ["59", "20", "79"]
