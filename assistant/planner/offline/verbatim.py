"""Values that stand in a question word for word: in quotes, or with signs in them ("don't know / not used", "A/B, new").

Each is one name, though its signs would take it apart and some of its words mean something elsewhere. One word stands in
its place while the question is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.planner.offline.lexicon import Entry
from assistant.planner.offline.vocabulary import Vocabulary
from data.catalog import Catalog, Column, Value

Made = dict[tuple[str, ...], list[Entry]]
_OPEN, _CLOSE = "\"“”'‘’«`", "\"“”'‘’»`"
_QUOTED = re.compile(
    rf"(?<!\w)[{_OPEN}](?P<said>[^{_OPEN}\s](?:.{{0,78}}?[^\s,.?!{_OPEN}])?)[,.?!]?[{_CLOSE}](?!\w)"
)
_SIGNS = re.compile(r"\s[/|+–-]\s|[/;,()+]")
_PART = re.compile(r"\b(?:contain\w*|includ\w*|mention\w*|start\w*|begin\w*|end\w*|like|match\w*|with the word\w*|saying|phrase|text) (?:with |in |the word |the words )?$|\bin\s+(?:the|its|their)\s+\w+\s*$", re.I)  # fmt: skip


def read(text: str, catalog: Catalog, words: Vocabulary) -> tuple[str, Made]:
    """The question with a word for each value that it names word for word, and what these words stand for."""
    quoted = {m["said"].lower(): m[0] for m in _QUOTED.finditer(text) if not _PART.search(text[: m.start()])}
    if not quoted and _SIGNS.search(text) is None:
        return text, {}  # most questions: the values of a catalog are many
    low = text.lower()
    found: dict[str, list[Entry]] = {}
    for column, value in _values(catalog):
        shown = str(value.name).lower()
        said = quoted.get(shown) or (_with_signs(text, shown) if shown in low else None)
        if said is not None:
            entry = Entry("value", column.source, column.name, 1.0, value.value, str(value.name))
            found.setdefault(said, []).append(entry)
    made: Made = {}
    for said in sorted(found, key=len, reverse=True):
        word = "".join(c for c in said.lower() if c.isalpha()) + "q"
        if said in text and len(word) > 3:
            text = text.replace(said, word)
            made[words.key(word)] = found[said]
    return text, made


def _with_signs(text: str, shown: str) -> str | None:
    """The value as it stands in the text, where it has signs that would take it apart."""
    if len(shown) < 5 or not _SIGNS.search(shown):
        return None
    found = re.search(rf"(?<!\w){re.escape(shown)}(?!\w)", text, re.I)
    return found[0] if found is not None else None


def _values(catalog: Catalog) -> Iterator[tuple[Column, Value]]:
    for source in catalog.sources.values():
        for column in source.columns.values():
            if column.source != source.name or column.role in ("date", "flag"):
                continue
            for value in column.values or column.names:
                yield column, value
