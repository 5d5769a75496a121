"""Names that share their last word: "store, web and catalogue purchases" are three kinds of purchases."""

from __future__ import annotations

import re

from assistant.planner.offline.lexicon import Lexicon
from assistant.planner.offline.text import tokens

_LIST = re.compile(
    r"(?P<list>[\w-]+(?:\s*,\s*[\w-]+)*)\s*,?\s+(?P<joint>and|or|&|vs\.?|versus)\s+(?P<last>[\w-]+)\s+(?P<head>[a-z]+)",
    re.I,
)


def told_apart(text: str, lexicon: Lexicon) -> str:
    """The text with the shared word behind each of the names, where the data know every one of them so."""
    for m in reversed(list(_LIST.finditer(text))):
        if not _is_named(f"{m['last']} {m['head']}", lexicon):
            continue
        words = re.split(r"(\s*,\s*)", m["list"])
        names = words[::2]
        first = next((k for k in range(len(names)) if _share(names[k:], m["head"], lexicon)), None)
        if first is None:
            continue
        told = [f"{w} {m['head']}" if k % 2 == 0 and k // 2 >= first else w for k, w in enumerate(words)]
        text = f"{text[: m.start()]}{''.join(told)} {m['joint']} {m['last']} {m['head']}{text[m.end() :]}"
    return text


def _share(names: list[str], head: str, lexicon: Lexicon) -> bool:
    """Each of them is a name together with the head, and none is one by itself."""
    return all(_is_named(f"{n} {head}", lexicon) and not _is_named(n, lexicon) for n in names)


def _is_named(phrase: str, lexicon: Lexicon) -> bool:
    """A number of the data by its whole name."""
    stems = tuple(t.stem for t in tokens(phrase, lexicon.words.stems))
    return any(e.kind == "column" and e.quality >= 0.95 and e.value is None for e in lexicon.whole(stems))
