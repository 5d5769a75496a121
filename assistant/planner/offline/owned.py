"""What is asked of the one that a superlative picks, put in front of it: "the oldest patient's survival" is the survival of
the oldest patient, "our biggest deal, gimme the id" the id of the biggest deal.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.planner.offline.vocabulary import Vocabulary

_OPEN = r"(?P<open>\W*(?:(?:so|and|ok|hey|hi|please|pls)\b,?\s*)*(?:(?:what(?:['’]?s| is| was| are| were)|show me|give me|tell me|gimme|find)\s+)?)"
_DET = r"(?:the|our|my)"
_WANT = (
    r"(?:(?:and|so|then)\s+)?(?:can you |could you |please |pls )?(?:just |only )?"
    r"(?:gimme|give(?: me)?|tell(?: me)?|show(?: me)?|i (?:just |only )?(?:need|want)|i['’]?d like|what(?:['’]?s| is| was| are| were)|name|list|just|only)"
)
_KIND = r"(?:please|pls|plz|thanks|thx|only|in order|for me)"


@lru_cache(maxsize=4)
def _patterns(words: Vocabulary) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    said = [
        w for kind in (words.raw["superlatives"], words.raw["firsts"]) for ends in kind.values() for w in ends
    ]
    top = "|".join(re.escape(w) for w in sorted((*said, "bigest", "priciest"), key=len, reverse=True))
    few = r"(?:top |first |last )?(?:\d+|two|three|four|five|six|seven|eight|nine|ten)\s+"
    things = rf"(?:{few})?(?:single )?(?:{top})(?: ever)?(?:\s+[\w-]+){{1,5}}?"
    owner = re.compile(
        rf"^{_OPEN}(?P<whose>(?:{_DET}\s+)?(?:{top})(?:\s+[\w-]+){{1,3}}?)['’]s\s+(?P<x>[\w-]+(?:\s+[\w-]+){{0,2}})(?P<end>\W*)$",
        re.I,
    )
    behind = re.compile(
        rf"^{_OPEN}(?P<whose>(?:{_DET}\s+)?{things}(?:\s+ever)?)\s*[,;.?!–-]+\s*{_WANT}\s+(?:(?:the|its|their|his|her)\s+)?(?P<x>[\w-]+(?:\s+[\w-]+){{0,2}}?)(?:,?\s+{_KIND})*(?P<end>\W*)$",
        re.I,
    )
    which = re.compile(
        rf"^\W*which\s+(?P<thing>[\w-]+(?:\s+[\w-]+)?)\s+(?:had|has|got|have)\s+(?P<top>(?:the\s+)?(?:{top})\s+[\w\s-]+?)\s*[,;.?!–-]+\s*{_WANT}\s+(?:(?:the|its|their|his|her)\s+)(?P<x>[\w-]+(?:\s+[\w-]+){{0,2}}?)(?:,?\s+{_KIND})*(?P<end>\W*)$",
        re.I,
    )
    return owner, behind, which


def in_front(text: str, words: Vocabulary) -> str:
    """The question with what is asked of the first row, or the first few, in front; else as it was."""
    owner, behind, which = _patterns(words)
    for pattern in (owner, behind):
        if (m := pattern.match(text)) is not None:
            return f"{m['open']}the {m['x']} of {_the(m['whose'])}{m['end']}"
    if (m := which.match(text)) is not None:
        return f"the {m['x']} of the {m['thing']} with {_the(m['top'])}{m['end']}"
    return text


def _the(things: str) -> str:
    return things if re.match(r"(?:the|our|my)\b", things, re.I) else f"the {things}"
