"""One contract for all tools: whatever lies in tools/ is run through every test here."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import pytest

import prompts
from assistant.answer import facts_of
from assistant.narrator.check import check, names_of
from assistant.narrator.template import render, render_line, story
from data.errors import AssistantError, Cancelled, Unsupported
from data.query import Agg, Col, Frozen, Out, call, col
from data.work import Work
from tools._result import Fact, Labelling, Result
from tools._tool import Args, Segment, Tool, discover

TOOLS = discover()
KINDS = set(get_args(Fact.__annotations__["kind"])) or {
    "value", "share", "rank", "gap", "change", "ratio", "extreme", "test", "count", "forecast",
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A call that the tool can answer: on the customer table, else on the order lines."""

    tool: Tool
    args: Args
    view: Any

    @property
    def source(self) -> str:
        """The table that the call is about."""
        return str(self.view.catalog.main)

    def run(self, work: Work | None = None) -> Result:
        return self.tool.run(self.args, self.view, work or Work())


SPECIAL: dict[str, dict[str, Any]] = {
    "query": {
        "query": {
            "source": "customers",
            "groups": [{"name": "city", "expr": {"col": "city"}}],
            "measures": [{"name": "average income", "expr": {"agg": "mean", "of": {"col": "income"}}}],
        }
    },
    "define": {"source": "customers", "name": "seniors", "where": [call("gt", col("age"), 50).canonical()]},
    "policy": {
        "source": "customers",
        "kind": "exclude",
        "where": [call("eq", col("city"), "Hull").canonical()],
    },
    "significance": {
        "source": "customers",
        "columns": ["spend"],
        "dimension": {"name": "plan", "expr": {"col": "plan"}},
    },
    "regression": {
        "source": "customers",
        "y": {"name": "spend", "expr": {"col": "spend"}},
        "x": [{"name": "age", "expr": {"col": "age"}}, {"name": "plan", "expr": {"col": "plan"}}],
    },
    "lookalike": {
        "source": "customers",
        "like": "customers",
        "among": [call("eq", col("plan"), "plus").canonical()],
    },
    "target": {"source": "customers", "target": "plan", "yes": "plus"},
    "soundness": {
        "about": "$1",
        "asked": {
            "source": "customers",
            "measures": [{"name": "spend", "expr": {"agg": "sum", "of": {"col": "spend"}}}],
        },
        "seen": {
            "headline": {"label": "spend", "value": 1000},
            "evidence": [{"method": "added up", "rows_used": 60}],
        },
    },
    "calc": {
        "op": "difference",
        "of": ["$1", "$2"],
        "values": [{"label": "a", "value": 31.5, "n": 50}, {"label": "b", "value": 20, "n": 50}],
    },
}
"""Arguments of tools whose required ones are no slots; all others are filled by the kind of their slots."""


def arguments(tool: Tool, view: Any) -> tuple[Args, Any]:
    """Arguments that fit a table, and the view that they fit."""
    if tool.name in SPECIAL:
        return tool.args.model_validate(SPECIAL[tool.name]), view
    given: dict[str, Any] = {"source": view.catalog.main}
    for name, slot in tool.slots.items():
        field = tool.args.model_fields[name]
        if slot.kind == "segment":
            made = (
                TOOLS["segment"]
                .run(TOOLS["segment"].args.model_validate({"source": "customers", "k": 3}), view, Work())
                .artifacts[0]
            )
            assert isinstance(made, Labelling)
            view, given[name] = view.with_artifacts(made), Segment(step=made.name, label=made.labels[0])
        elif slot.kind == "person":
            given[name] = {} if given.get("person") else {"age": 40}
        elif field.is_required():
            given[name] = {
                "measure": Out(name="average income", expr=Agg(agg="mean", of=Col(col="income"))),
                "dimension": Out(name="city", expr=Col(col="city")),
                "target": "spend",
                "columns": ("age", "income"),
                "number": 3,
            }[slot.kind]
    return tool.args.model_validate(given), view


@pytest.fixture(params=list(TOOLS), scope="module")
def case(request: pytest.FixtureRequest, customers: Any, orders: Any) -> Case:
    tool, reasons = TOOLS[request.param], []
    for data in (customers, orders):
        try:
            found = Case(tool, *arguments(tool, data.view()))
            found.run()
        except Unsupported as error:
            reasons.append(str(error))
        else:
            return found
    pytest.skip(f"NOT TRIED: {tool.name} cannot answer on the small tables: {' '.join(reasons)}")


@pytest.fixture(scope="module")
def result(case: Case) -> Result:
    return case.run()


def test_the_same_call_gives_the_same_result(case: Case, result: Result) -> None:
    again = case.run()
    assert (again.headline, again.facts, again.table) == (result.headline, result.facts, result.table)
    assert (again.caveats, again.evidence, again.artifacts) == (
        result.caveats,
        result.evidence,
        result.artifacts,
    )


def test_the_input_is_untouched(case: Case) -> None:
    before = (
        case.args.canonical(),
        case.view.count(case.source),
        list(case.view.catalog.sources[case.source].columns),
    )
    case.run()
    after = (
        case.args.canonical(),
        case.view.count(case.source),
        list(case.view.catalog.sources[case.source].columns),
    )
    assert after == before


def test_all_numbers_are_finite_or_missing(result: Result) -> None:
    numbers = [number for f in result.facts for number in (f.value, f.low, f.high)]
    numbers += [cell for row in (result.table.rows if result.table else ()) for cell in row]
    assert all(math.isfinite(n) for n in numbers if isinstance(n, float))


def test_numbers_are_plain_python(result: Result) -> None:
    values = [f.value for f in result.facts]
    values += [cell for row in (result.table.rows if result.table else ()) for cell in row]
    assert {type(v) for v in values} <= {int, float, str, bool, type(None)}


def test_facts_are_well_formed(result: Result) -> None:
    ids = [fact.id for fact in result.facts]
    assert len(set(ids)) == len(ids), "ids must be unique"
    for fact in result.facts:
        assert fact.kind in KINDS and fact.label
        assert set(fact.of) <= set(ids), f"{fact.id} was computed from facts that are not there"
        if fact.low is not None and fact.high is not None:
            assert fact.low <= fact.high
    assert result.facts or result.table


def test_the_table_is_rectangular(result: Result) -> None:
    if result.table:
        assert all(len(row) == len(result.table.columns) for row in result.table.rows)
        assert len(set(result.table.columns)) == len(result.table.columns)


def test_evidence_names_rows_and_method(case: Case, result: Result) -> None:
    assert result.evidence
    assert all(e.method for e in result.evidence)
    if case.args.source:  # arithmetic on earlier figures has no rows of its own
        assert any(e.rows_used is not None for e in result.evidence)


def test_a_stopped_run_is_cancelled(case: Case) -> None:
    work = Work()
    work.stop.set()
    with pytest.raises(Cancelled):
        case.run(work)


MISSPELT = {"customers": ("incme", "income"), "orders": ("revenu", "revenue")}


def test_an_unknown_column_offers_the_nearest(case: Case) -> None:
    if not case.args.source:
        pytest.skip(f"{case.tool.name} reads no columns")
    written, meant = MISSPELT[case.source]
    with pytest.raises(AssistantError) as caught:
        case.tool.run(_misspelt(case.args, written), case.view, Work())
    assert meant in caught.value.hint


def _misspelt(args: Args, written: str) -> Args:
    """The arguments with a condition on a column that is not there."""
    unknown = call("gt", col(written), 3)
    query = getattr(args, "query", None)
    if query is not None:
        changed = query.model_copy(update={"where": (unknown,)})
        return type(args).model_validate({"query": changed.canonical()})
    return args.model_copy(update={"where": (unknown,)})


def test_the_story_renders_and_every_figure_of_it_is_a_fact(case: Case, result: Result) -> None:
    files = [Path(folder) / "stories" / f"{case.tool.name}.md" for folder in prompts.__path__]
    assert any(path.is_file() for path in files)
    told = render(story(case.tool.name), result)
    checked = check(told, facts_of(result), names_of(result))
    assert told.text and checked.dropped == () and checked.told == told


def test_templates_hold_no_figures_of_their_own(case: Case) -> None:
    lines = [line for line in story(case.tool.name).splitlines() if not line.startswith("//")]
    bare = [line for line in lines if any(s.isdecimal() for s in _outside_braces(line))]
    assert bare == []


def _outside_braces(line: str) -> str:
    return "".join(part.rpartition("}")[2] for part in line.split("{"))


def test_every_figure_of_a_caveat_is_a_fact(result: Result) -> None:
    for caveat in result.caveats:
        told = render_line(caveat.text, result)
        assert check(told, facts_of(result), names_of(result)).dropped == (), caveat.code


def test_arguments_survive_their_canonical_form(case: Case) -> None:
    assert type(case.args).model_validate(case.args.canonical()) == case.args


@pytest.mark.parametrize("name", list(TOOLS))
def test_every_tool_says_what_it_does_and_what_calls_for_it(name: str) -> None:
    tool = TOOLS[name]
    assert tool.summary.endswith(".") and issubclass(tool.args, Frozen)
    assert tool.words, "the planner needs words"
