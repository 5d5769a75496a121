"""What a question itself explains: codes ("mode 1=air 2=train") and column names in brackets ("income (hinc)")."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.planner.offline.lexicon import Entry
from assistant.planner.offline.vocabulary import Vocabulary
from data.catalog import Catalog

_CODES = re.compile(
    r"\b(?P<name>[A-Za-z_]\w*)[\s:,]*(?P<pairs>\d+\s*(?:=|is|means)\s*[A-Za-z]\w*(?:[\s,;]+\d+\s*(?:=|is|means)\s*[A-Za-z]\w*)*)",
    re.I,
)
_PAIR = re.compile(r"(\d+)\s*(?:=|is|means)\s*([A-Za-z]\w*)", re.I)
_BRACKET = re.compile(r"(?P<words>(?:[A-Za-z][\w'-]*\s+){1,4})\((?P<name>[A-Za-z_][\w ]*)\)")
_EMPTY = re.compile(r"\(\s*[,;]?\s*\)")

Made = dict[tuple[str, ...], list[Entry]]


def read(
    text: str, catalog: Catalog, words: Vocabulary, known: Callable[[tuple[str, ...]], object]
) -> tuple[str, Made]:
    """The question without its explanations, and the names that they give."""
    made: Made = {}
    columns = {
        c.name.lower(): (s.name, c.name)
        for s in catalog.sources.values()
        for c in s.columns.values()
        if "." not in c.name
    }

    def codes(m: re.Match[str]) -> str:
        found = columns.get(m["name"].lower())
        if found is None:
            return m[0]
        for code, label in _PAIR.findall(m["pairs"]):
            if label.lower() not in ("taken", "yes", "true"):
                entry = Entry("value", found[0], found[1], 1.0, int(code), label)
                made.setdefault(words.key(label), []).append(entry)
        return ""

    def bracket(m: re.Match[str]) -> str:
        found = columns.get(m["name"].strip().lower())
        if found is None:
            return m[0]
        said = m["words"].split()
        kept = [
            w for w in said if w.lower() in words.framing or (words.stems.of(w.lower()),) in words.phrases
        ]
        alias = [w for w in said if w not in kept]
        if (
            alias
            and not known(words.key(" ".join(alias)))
            and not any(known((words.stems.of(w.lower()),)) for w in alias)
        ):
            made.setdefault(words.key(" ".join(alias)), []).append(
                Entry("column", found[0], found[1], 1.0, shown=m["name"])
            )
        return f"{' '.join(kept)} {m['name'].strip()} "

    plain = _EMPTY.sub("", _CODES.sub(codes, text))
    return " ".join(_BRACKET.sub(bracket, plain).split()) if _BRACKET.search(
        plain
    ) or plain != text else text, made
