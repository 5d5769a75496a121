"""The data as a model sees it: one line a column, and the tools in one line each. No rows, nothing personal.

Names that are no plain names (long ones, markup, whole sentences) are shown by a stand-in; `Shown.real` leads back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from assistant.private import hidden, is_plain, safe_values, tells_birth
from data.catalog import Catalog, Column, Source
from data.query import Out
from tools._tool import Segment, Tool

VALUES = 10
SYNONYMS = 2
COMMON = ("source", "within", "where")
OURS = {"query": ("source", "title", "show_n", "chart"), "calc": ("source", "values", "label"), "segment": ("name",),
        "correlate": ("labels",), "policy": ("name",)}  # fmt: skip
"""Arguments that are ours to fill: what people see is named by the data, never by a model."""


@dataclass(frozen=True)
class Shown:
    """A catalog in words, and the stand-ins in it."""

    text: str
    real: dict[str, str]


def shown(catalog: Catalog, question: str, most: int) -> Shown:
    """The catalog in at most `most` characters: the main source first, then those that the question names.

    Where it is too long, values, synonyms and labels go first; then columns that share no word with the question.
    """
    real = _stand_ins(catalog)
    names = {name: stand_in for stand_in, name in real.items()}
    said = {w[:5] for w in re.findall(r"\w{3,}", question.lower())}
    for values, synonyms in ((VALUES, SYNONYMS), (VALUES, 0), (4, 0), (0, 0)):
        lines = list(_lines(catalog, names, said, values, synonyms, near=False))
        if sum(len(line) + 1 for line in lines) <= most:
            return Shown("\n".join(lines), real)
    lines = list(_lines(catalog, names, said, 4, 0, near=True))
    kept, length = list[str](), 0
    for line in lines:
        length += len(line) + 1
        if length <= most:
            kept.append(line)
    return Shown("\n".join(kept), real)


def _stand_ins(catalog: Catalog) -> dict[str, str]:
    odd = [
        name
        for source in catalog.sources.values()
        for name, column in source.columns.items()
        if not is_plain(name) and not hidden(column)
    ]
    return {f"column_{at}": name for at, name in enumerate(dict.fromkeys(odd), 1)}


def _lines(
    catalog: Catalog, names: dict[str, str], said: set[str], values: int, synonyms: int, *, near: bool
) -> Iterator[str]:
    for source in _sources(catalog):
        yield _head(source, catalog)
        for name, column in source.columns.items():
            if hidden(column) or ("." in name and name.split(".")[0] in catalog.sources and near):
                continue
            if _twice(source, name, column, catalog) or (near and not _is_near(column, said)):
                continue
            yield "- " + _column(names.get(name, name), column, values, synonyms)
    for measure in catalog.measures.values():
        if is_plain(measure.name) and (not near or _shares(f"{measure.name} {measure.label}", said)):
            yield f"measure {measure.name} of {measure.source}" + _also(measure.name, measure.label)


def _sources(catalog: Catalog) -> list[Source]:
    """The main one first; a table that is also an entity is shown once, as the entity."""
    twins = {e.table for e in catalog.entities.values() if not e.rolled_up and e.name in catalog.sources}
    found = [s for name, s in catalog.sources.items() if name not in twins or name in catalog.entities]
    home = {e.table: e.name for e in catalog.entities.values() if not e.rolled_up}
    main = home.get(catalog.main, catalog.main)
    return sorted(found, key=lambda s: s.name != main)


def _head(source: Source, catalog: Catalog) -> str:
    name = source.name if is_plain(source.name) else "table"
    rows = source.plural if is_plain(source.plural) else "rows"
    return f"source {name}: {rows}"


def _twice(source: Source, name: str, column: Column, catalog: Catalog) -> bool:
    """A column that came through a join and is listed with its own source."""
    return "." in name and column.source != source.name and len(catalog.sources) > 3


def _column(name: str, column: Column, values: int, synonyms: int) -> str:
    plain = column.unit in (None, column.role) or (column.role, column.unit) == ("amount", "money")
    line = f"{name} {column.role}{'' if plain else f' in {column.unit}'}"
    if column.type in ("date", "datetime") and column.low is not None:
        end = 4 if tells_birth(column) else 10
        line += f" {str(column.low)[:end]} to {str(column.high)[:end]}"
    line += _also(name, column.label)
    also = [s for s in column.synonyms if is_plain(s) and not _says_no_more(s, name)][:synonyms]
    line += f" ({', '.join(also)})" if also else ""
    listed = safe_values(column, values)
    more = " ..." if column.distinct > len(listed) else ""
    return line + (f": {', '.join(listed)}{more}" if listed else "")


def _also(name: str, label: str) -> str:
    return "" if _says_no_more(label, name) or not is_plain(label[:40]) else f" = {label[:40]}"


def _says_no_more(text: str, name: str) -> bool:
    """Whether a label or synonym only repeats a name: "spending on wine" of spend_wine."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
    words = {word[:4] for word in re.findall(r"[^\W_]+", parted)}
    return {word[:4] for word in re.findall(r"[^\W_]+", text.lower())} - {"of", "on", "in", "the"} <= words


def _is_near(column: Column, said: set[str]) -> bool:
    return _shares(" ".join((column.name, column.label, *column.synonyms, *safe_values(column, 50))), said)


def _shares(text: str, said: set[str]) -> bool:
    return bool(
        said & {w[:5] for w in re.findall(r"[a-z]{3,}", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).lower())}
    )


def tool_lines(tools: dict[str, Tool]) -> str:
    """The tools that a step may name, with their own arguments."""
    return "\n".join(f"- {t.name}({', '.join(_arguments(t))}): {t.summary}" for t in tools.values())


def _arguments(tool: Tool) -> Iterator[str]:
    for name, field in tool.args.model_fields.items():
        if name not in (*COMMON, *OURS.get(tool.name, ())):
            yield name + _kind(field.annotation)


def _kind(annotation: Any) -> str:
    parts = [p for p in get_args(annotation) if p is not type(None)]
    if get_origin(annotation) is Literal:
        return "=" + "|".join(str(p) for p in parts)
    if len(parts) == 1 and get_origin(annotation) not in (tuple, dict):
        return _kind(parts[0])
    plain = next((p for p in (annotation, *parts) if p in (Out, Segment)), None)
    if plain is not None:
        return ":Out" if plain is Out else ":Segment"
    return "[]" if get_origin(annotation) is tuple else "{}" if get_origin(annotation) is dict else ""
