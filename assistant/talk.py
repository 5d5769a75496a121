"""What is said when no question is put to the data: greetings, help, "what is RFM?"."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

import prompts
from data.catalog import Catalog, Column
from tools._tool import Tool, discover

if TYPE_CHECKING:
    from data.dataset import View

MOST = 6
"""Questions listed as help."""


def texts() -> Mapping[str, str]:
    """All texts by name, from prompts/talk.yaml."""
    found: Mapping[str, str] = _read(Path(prompts.__path__[0]) / "talk.yaml")["texts"]
    return found


def glossary() -> Mapping[str, str]:
    """Terms and what they mean, from prompts/talk.yaml."""
    found: Mapping[str, str] = _read(Path(prompts.__path__[0]) / "talk.yaml")["glossary"]
    return found


@cache
def _read(path: Path) -> Mapping[str, Any]:
    """The file, parsed once: it does not change while the program runs, and parsing outlasts a query."""
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def explain(question: str, catalog: Catalog) -> str | None:
    """What a term of the question means: the data's own measures and columns first, then the glossary."""
    said = f" {' '.join(re.findall(r'[^ _?!.,]+', question.lower()))} "
    found = [(term, text) for term, text in _terms(catalog) if f" {term.lower()} " in said and text]
    if not found:
        return None
    term, text = max(found, key=lambda pair: len(pair[0]))
    return f"{term[:1].upper()}{term[1:]}: {text}"


def suggestions(view: View, would_answer: Callable[[str], bool], most: int = MOST) -> tuple[str, ...]:
    """Example questions of the tools, filled from the data, that would be answered; the tools take turns."""
    words = _words(view.catalog)
    starters = [
        s for s in _read(Path(prompts.__path__[0]) / "talk.yaml")["starters"] if _wanted(s) <= words.keys()
    ]
    found = [q for s in starters if would_answer(q := s.format_map(words))][:most]
    if len(found) == most:
        return tuple(found)
    queues = [list(_filled(tool, view.catalog)) for tool in discover().values()]
    for at in range(max((len(q) for q in queues), default=0)):
        for queue in queues:
            if at < len(queue) and queue[at] not in found and would_answer(queue[at]):
                found.append(queue[at])
            if len(found) == most:
                return tuple(found)
    return tuple(found)


def _terms(catalog: Catalog) -> Iterator[tuple[str, str]]:
    for measure in catalog.measures.values():
        for name in (measure.label, *measure.synonyms):
            yield name, measure.description
    for source in catalog.sources.values():
        for column in source.columns.values():
            yield column.label, column.description
    yield from glossary().items()


def _wanted(template: str) -> set[str]:
    """The placeholders of a template."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def _filled(tool: Tool, catalog: Catalog) -> Iterator[str]:
    words = _words(catalog)
    for example in tool.examples:
        if _wanted(example) <= words.keys():
            yield example.format_map(words)


def _words(catalog: Catalog) -> dict[str, str]:
    """What example questions may name, by the placeholder's name; absent where the data has no such thing."""
    source = catalog.sources.get(catalog.main)
    columns = list(source.columns.values()) if source else []
    by_role = {
        role: [c for c in columns if c.role == role] for role in ("amount", "category", "score", "date")
    }
    words = dict[str, str]()
    money = (
        m
        for m in catalog.measures.values()
        if m.unit not in (None, "count", "share", m.label) and m.name == "revenue"
    )
    measure = next(money, None) or next(iter(catalog.measures.values()), None)
    if measure or by_role["amount"]:
        words["measure"] = measure.label if measure else _spoken(by_role["amount"][0])
    if by_role["category"]:
        words["dimension"] = _spoken(by_role["category"][0])
    if numbers := by_role["amount"] + by_role["score"]:
        words["target"] = words["column"] = _spoken(numbers[0])
    entity = next(iter(catalog.entities.values()), None)
    if entity or source:
        words["entity"] = entity.name if entity else source.label if source else ""
        words["entities"] = entity.plural if entity else source.plural if source else ""
    return words


def _spoken(column: Column) -> str:
    return column.label or column.name
