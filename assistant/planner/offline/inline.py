"""What a question itself explains: codes ("mode 1=air 2=train") and column names in brackets ("income (hinc)")."""

from __future__ import annotations

import re

from assistant.planner.offline import legends
from assistant.planner.offline.lexicon import Entry
from assistant.planner.offline.vocabulary import Vocabulary
from data.catalog import Catalog

_BRACKET = re.compile(r"(?P<words>(?:[A-Za-z][\w'-]*\s+){1,6})\((?P<name>[A-Za-z_][\w ]*)\)")
_COUNTED = re.compile(r"\bnumber of (?:\w+\s*){1,3}$", re.I)
"""All of it is what the bracket names: "number of kids at home (kidhome)"."""
_TURNED = re.compile(r"\b(?P<name>[A-Za-z_]\w*)\s+\((?P<words>[A-Za-z][\w'-]*(?:\s+[A-Za-z][\w'-]*){0,3})\)")
_GLOSS = re.compile(
    r"\s*(?:(?:note(?: that)?|here|where|so|and|with)\b[:,]?\s*)?(?P<name>[A-Za-z_]\w*)\s*(?:\bis\b|\bmeans\b|\bstands for\b|\bdenotes\b|=)"
    r"\s*(?:the\s+|an?\s+)?(?P<words>[A-Za-z][\w'-]*(?:\s+[A-Za-z][\w'-]*){0,3}?)\s*(?P<end>[.;,]|\band\b)",
    re.I,
)
"""What a name stands for, said before the question: "ibo is the bond rate and ide is the deposit rate. ..."."""
_NOUNS = ("rate", "share")
"""Words of the vocabulary that may end a name ("bond rate")."""

Made = dict[tuple[str, ...], list[Entry]]


def read(text: str, catalog: Catalog, words: Vocabulary, known: legends.Find) -> tuple[str, Made]:
    """The question without its explanations, and the names that they give."""
    made: Made = {}
    columns = {
        c.name.lower(): (s.name, c.name)
        for s in catalog.sources.values()
        for c in s.columns.values()
        if "." not in c.name
    }

    def bracket(m: re.Match[str]) -> str:
        found = columns.get(m["name"].strip().lower())
        if found is None:
            return m[0]
        said = m["words"].split()
        counted = _COUNTED.search(m["words"])
        alias = counted[0].split() if counted is not None else _alias(said, words)
        name_it(alias, found, m["name"])
        return f"{' '.join(said[: len(said) - len(alias)])} {m['name'].strip()} "

    def name_it(alias: list[str], found: tuple[str, str], shown: str) -> None:
        key = words.key(" ".join(alias))
        if alias and not known(key) and not any(known((words.stems.of(w.lower()),)) for w in alias):
            made.setdefault(key, []).append(Entry("column", found[0], found[1], 1.0, shown=shown))

    def glosses(said: str) -> str:
        """The question behind its glosses; all of it where there is none, or nothing else."""
        at, named = 0, []
        while (m := _GLOSS.match(said, at)) is not None:
            found, alias = columns.get(m["name"].lower()), m["words"].split()
            if found is None or _alias(alias, words) != alias:
                break
            named.append((alias, found, m["name"]))
            at = m.end()
        if not named or said[at - 1] not in ".;," or not said[at:].strip():
            return said
        for alias, found, shown in named:
            name_it(alias, found, shown)
        return said[at:].strip()

    def turned(m: re.Match[str]) -> str:
        """ "ibo (bond rate)": the name first, and what it is called in the bracket."""
        found, alias = columns.get(m["name"].lower()), m["words"].split()
        if found is None or m["words"].lower() in columns or _alias(alias, words) != alias:
            return m[0]
        name_it(alias, found, m["name"])
        return m["name"]

    text = _TURNED.sub(turned, glosses(text))
    plain, coded = legends.read(text, catalog, words, known)
    made.update(coded)
    return " ".join(_BRACKET.sub(bracket, plain).split()) if _BRACKET.search(
        plain
    ) or plain != text else text, made


def _alias(said: list[str], words: Vocabulary) -> list[str]:
    """The words at the end that may be a name: none that frames the question or asks for something."""
    alias: list[str] = []
    for word in reversed(said):
        meant = word.lower() in words.framing or (words.stems.of(word.lower()),) in words.phrases
        if meant and (alias or word.lower() not in _NOUNS):
            break
        alias.insert(0, word)
    return alias if any(w.lower() not in _NOUNS for w in alias) else []
