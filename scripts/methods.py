"""Write docs/methods/: python -m scripts.methods.

One page a tool. It opens with a conversation that is really held with the bundled files; when to use the tool, what it
assumes, where its method comes from and what it refuses are written by hand in methods.yaml; what may be said beside its
answers stands in tools/caveats.yaml.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant import Assistant
from scripts.conversation import ROOT, Said, book, hold, markdown
from scripts.pictures import draw
from tools._caveats import entries
from tools._tool import Tool, discover

PAGES = ROOT / "docs" / "methods"
CHARTS = PAGES / "charts"
SHOP = ("data/samples/customers.csv", "data/samples/orders.csv", "data/samples/campaigns.csv")
PARTS = (
    ("when", "When to use it"),
    ("assumes", "What it assumes"),
    ("source", "Where the method comes from"),
    ("refuses", "What it refuses"),
)
SHARED = {
    "_cautions": "The rows, periods and rules behind a figure",
    "_chart": "How a chart is drawn",
    "_distribution": "Histograms and box plots",
    "_purchases": "Which purchases count",
}
"""What the machinery of several tools may say, by its section in caveats.yaml."""
HOLE = re.compile(r"\{(?:[vw]\.)?([^{}]+)\}")
Desks = dict[tuple[str, ...], Assistant]


def main() -> None:
    """Hold all conversations and write the pages."""
    PAGES.mkdir(exist_ok=True)
    desks: Desks = {}
    charts: dict[str, Said] = {}
    for entry in book("methods"):
        answers = held(entry, desks)
        page(entry).write_text(text(entry, answers), encoding="utf-8")
        charts |= {picture(entry, at): said["chart"] for at, said in enumerate(answers) if said["chart"]}
    draw(charts, CHARTS)
    index = "\n".join(_index())
    (PAGES / "README.md").write_text(index + "\n", encoding="utf-8")
    print(f"Wrote the pages in {PAGES.relative_to(ROOT)}.", file=sys.stderr)


def page(entry: dict[str, Any]) -> Path:
    """Where a tool's page lies."""
    return PAGES / f"{entry['tool']}.md"


def picture(entry: dict[str, Any], at: int) -> str:
    """The file that holds the chart of a page's answer."""
    return f"{entry['tool']}-{at + 1}.svg"


def held(entry: dict[str, Any], desks: Desks) -> list[Said]:
    """The answers of the conversation that a page opens with; each set of files is opened once."""
    files = tuple(entry.get("files", SHOP))
    if files not in desks:
        desks[files] = Assistant.open(*(ROOT / name for name in files))
    return hold(desks[files], entry["turns"])


def text(entry: dict[str, Any], answers: list[Said]) -> str:
    """A page: the conversation, then what is written by hand."""
    tool = discover()[entry["tool"]]
    parts = [
        f"# {tool.name}",
        tool.summary,
        f"*A conversation with {source(entry)}, held by `python -m scripts.methods`:*",
        *(markdown(said, f"{CHARTS.name}/{picture(entry, at)}") for at, said in enumerate(answers)),
        *written(entry),
        *_beside(tool.name),
        _asked_by(tool),
    ]
    return "\n\n".join(parts) + "\n"


def written(entry: dict[str, Any]) -> Iterator[str]:
    """The parts that are written by hand."""
    for key, title in PARTS:
        yield f"## {title}"
        yield "\n".join(f"- {sentence}" for sentence in entry[key])


def warnings(section: str) -> list[str]:
    """A line for each text of a section of caveats.yaml, with ‹names› for what an answer fills in."""
    told: dict[tuple[str, str], list[str]] = {}
    for name, entry in entries().items():
        if name.startswith(f"{section}."):
            told.setdefault((entry.code, HOLE.sub(_named, entry.text)), []).append(entry.severity)
    return [f"- *{' or '.join(how)}*, {code}: {text}" for (code, text), how in told.items()]


def _named(hole: re.Match[str]) -> str:
    return f"‹{re.sub('[._]', ' ', hole[1])}›"


def machinery(tool: str) -> list[str]:
    """The shared sections of what a tool's file imports, directly or by way of other machinery."""
    found: set[str] = set()
    todo = [tool]
    while todo:
        tree = ast.parse((ROOT / "tools" / f"{todo.pop()}.py").read_text(encoding="utf-8"))
        for node in (n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)):
            module = (node.module or "").removeprefix("tools.")
            named = [a.name for a in node.names] if node.module == "tools" else [module]
            new = {n for n in named if n.startswith("_") and (ROOT / "tools" / f"{n}.py").exists()} - found
            found |= new
            todo += new
    return [section for section in SHARED if section in found]


def _beside(tool: str) -> Iterator[str]:
    """What a tool may say beside its answers."""
    own = warnings(tool)
    links = [f"[{SHARED[s].lower()}](README.md#{_anchor(SHARED[s])})" for s in machinery(tool)]
    if own or links:
        yield "## What it warns of"
    if own:
        yield "\n".join(own)
    if links:
        yield f"{'And, as' if own else 'As'} other tools do, of {', '.join(links)}."


def _anchor(title: str) -> str:
    return title.lower().replace(",", "").replace(" ", "-")


def source(entry: dict[str, Any]) -> str:
    """Which files are talked about."""
    files = entry.get("files")
    return ", ".join(f"`{name}`" for name in files) if files else "the sample shop (`data/samples`)"


def _asked_by(tool: Tool) -> str:
    said = ", ".join(f"“{word}”" for word in tool.words[:6])
    return f"*Words that call for it: {said}. Its code is `tools/{tool.name}.py`, its text `prompts/stories/{tool.name}.md`.*"


def _index() -> Iterator[str]:
    yield "# Methods\n"
    yield "One page a tool: a real conversation, when to use it, what it assumes, its source, what it refuses, what it warns of."
    yield "Made by `python -m scripts.methods`; the hand-written parts are in `scripts/methods.yaml`.\n"
    yield "| tool | what it does |"
    yield "| --- | --- |"
    for name, tool in discover().items():
        yield f"| [{name}]({name}.md) | {tool.summary} |"
    yield "\n# Warnings that several tools give\n"
    yield "*info* is good to know, *warn* must be known, *stop* forbids to use the figures; ‹names› are filled in an answer."
    for section, title in SHARED.items():
        yield f"\n## {title}\n"
        yield from warnings(section)


if __name__ == "__main__":
    main()
