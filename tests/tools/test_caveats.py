"""What is said beside an answer is data: each text is said by some tool, each that is said is there, and is plain."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tools._caveats import caution, caveat, entries
from tools._result import Fact

TOOLS = Path(__file__).resolve().parents[2] / "tools"
SAY = ("caveat", "caution")
HOLE = re.compile(r"\{[^{}]+\}")
QUOTED = re.compile(r"“[^”]*”")
BRACKETS = re.compile(r"\([^()]*\)")
TERMS = re.compile(
    r"""p-value|standard error|standard deviation|residual|coefficient|silhouette|bootstrap|quantile|quintile|decile
    |percentile|\bfolds?\b|\bAUC\b|uplift|\blift\b|confidence interval|variance|skew|heteroscedastic|extrapolation
    |shapiro|yates|fisher|welch|mann-whitney|kruskal|chi-squared|bonferroni|\bnull\b|\bhash|outlier|regress|logit""",
    re.IGNORECASE | re.VERBOSE,
)


def said() -> Iterator[tuple[Path, str, set[str] | None]]:
    """Each caveat that a tool's source says, and the names that it gives; None where they are not written out."""
    for path in sorted(TOOLS.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and _called(node.func) in SAY:
                given = {k.arg for k in node.keywords if k.arg != "flag"}
                for name in _constants(node.args[0]):
                    yield path, name, None if None in given else {k for k in given if k}


def _called(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _constants(node: ast.expr) -> list[str]:
    """The names that may stand there: written out, or chosen between two."""
    if isinstance(node, ast.IfExp):
        return _constants(node.body) + _constants(node.orelse)
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def test_what_is_said_is_in_the_file() -> None:
    assert [(path.name, name) for path, name, _ in said() if "." in name and name not in entries()] == []


def test_each_entry_is_said_somewhere() -> None:
    assert {*entries()} - {name for _, name, _ in said()} == set()


def test_a_tool_says_its_own_entries_and_those_of_machinery() -> None:
    strangers = [
        (path.name, name)
        for path, name, _ in said()
        if name in entries() and not name.startswith("_") and name.partition(".")[0] != path.stem
    ]
    assert strangers == []


def test_each_fact_and_word_of_a_text_is_made_somewhere() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in sorted(TOOLS.glob("*.py")))
    holes = {h for e in entries().values() for h in re.findall(r"\{(?!v\.)(?:w\.)?([^{}]+)\}", e.text)}
    assert {hole for hole in holes if not _made(hole, source)} == set()


def _made(hole: str, source: str) -> bool:
    """Whether a fact or word of that id is written in the tools, or one whose end is filled in ("coverage.{name}")."""
    stem, _, last = hole.rpartition(".")
    whole = (hole, stem) if last in ("n", "low", "high", "row") else (hole,)
    return any(f'"{id}"' in source for id in whole) or f'"{stem}.{{' in source


def test_no_tool_writes_a_caveat_of_its_own() -> None:
    made = [
        path.name
        for path in sorted(TOOLS.glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and _called(node.func) == "Caveat"
    ]
    # Findings on the data bring their own sentence (data/health.py).
    assert {*made} == {"_caveats.py", "_cautions.py"}


def test_what_a_tool_gives_is_what_the_text_holds() -> None:
    wrong = [
        (path.name, name, given)
        for path, name, given in said()
        if name in entries()
        and given is not None
        and given != set(re.findall(r"\{v\.(\w+)\}", entries()[name].text))
    ]
    assert wrong == []


def test_no_entry_is_written_twice() -> None:
    sections = yaml.compose((TOOLS / "caveats.yaml").read_text(encoding="utf-8")).value
    names = [f"{tool.value}.{code.value}" for tool, codes in sections for code, _ in codes.value]
    assert sorted(names) == sorted(entries())


@pytest.mark.parametrize("name", entries())
def test_a_text_is_plain(name: str) -> None:
    text = entries()[name].text
    bare = HOLE.sub("…", text)
    assert entries()[name].severity in ("info", "warn", "stop")
    assert text.endswith("."), "it is a whole sentence"
    assert len(re.findall(r"[.!?](?=\s|$)", bare)) <= 2, "two sentences at most"
    assert len(bare.split()) <= 45, "short enough to be read"
    assert not TERMS.search(BRACKETS.sub("", bare)), (
        "a term of the trade stands in brackets behind plain words"
    )
    assert not re.search(r"\d", QUOTED.sub("", bare)), "a figure is a fact"


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(LookupError, match=r"target\.wek"):
        caveat("target.wek")


def test_what_is_not_given_or_not_used_is_refused() -> None:
    with pytest.raises(TypeError, match=r"target\.weak"):
        caveat("target.weak", people="customers")


def test_a_code_with_several_texts_is_told_by_its_code() -> None:
    assert caveat("experiment.peeking.planned").code == caveat("experiment.peeking.read").code == "peeking"


def test_a_caution_brings_its_facts_and_flags() -> None:
    fact = Fact("yes", "count", "yes", 3)
    made = caution("target.few_yes", fact, flag="few")
    assert made.facts == (fact,) and made.flags == {"few"}
    assert made.caveats[0].text.startswith("Only {yes} of {rows}")
