"""Questions that name the things first and ask afterwards, in the order in which they are read."""

from __future__ import annotations

import re

_VERB = (
    r"(?:has|have|had|is|are|was|were|gets?|got|makes?|made|brings?|brought|sells?|sold|shows?|earns?|earned)"
)
_AMONG = re.compile(
    rf"^(?P<open>\W*(?:so|and|ok|hey|hi)?,?\s*)(?:among|amongst|of|out of|looking only at|considering only)\s+(?:all\s+)?(?:of\s+)?(?:the\s+|our\s+)?"
    rf"(?P<things>[^,?]+?),?\s+which(?:\s+ones?)?\s+(?P<rest>{_VERB}\b.*)$",
    re.I,
)  # fmt: skip


_FOR = re.compile(
    r"^(?P<open>\W*(?:so|and|ok|hey|hi)?,?\s*)(?P<of>(?:for|among|amongst|of|within)\s+(?:the\s+|all\s+|our\s+)*[^,?]+?\b(?:with|without|whose|where|who|that|since|before)\s[^,?]+),\s*"
    r"(?P<asked>(?:which|what)\s+(?!(?:has|have|had|is|are|was|were|share|percent|percentage|pct|proportion|fraction|part)\b|%)[^,?]+?)\s*(?P<close>[?!.\s]*)$",
    re.I,
)  # fmt: skip
"""A long noun with what restricts it, named before it is asked which of something is first."""


_ANY = re.compile(
    r"^\W*(?:(?:and|so|hey|hi|ok)\W+)?(?:are there |is there |do we have |have we got |got )?any\s+(?P<things>[^?]+?)[?!.,;\s]+"
    r"(?:and |if so,? )?how many(?: of (?:them|those|these))?(?: are there| is that| exactly)?\W*$",
    re.I,
)  # fmt: skip


_THINGS = r"(?:all\s+|each\s+of\s+)?(?:(?:of\s+)?(?:the|our|my)\s+)?(?P<things>(?!of\b|them\b|it\b|these\b|those\b|this\b|that\b|they\b|by\b|in\b)[^,;:?!()]+?)"
_SORTED = r"(?:in\s+(?:the\s+)?order\s+of|in\s+order\s+by|according\s+to|by|on|based\s+on|in\s+terms\s+of)\s+(?:their\s+|the\s+)?(?P<figure>[^,;:?!()]+?)"
_ENDS = r"(?:\s*[,;(–-]?\s*(?P<ends>(?:from\s+)?(?:the\s+)?(?:highest|lowest|biggest|largest|smallest|most|least|best|worst|top|bottom|high|low|descending|ascending|desc|asc)\b[^?!.]*?)\)?)?"
POLITE = r"(?:(?:and|so|ok|hey|hi|please|pls|can\s+you|could\s+you|would\s+you|i\s+(?:want|need|would\s+like)(?:\s+you)?\s+to|i['’]d\s+like\s+(?:you\s+)?to|let['’]?s|now)\W+)*"
CLOSE = r"(?:\s*,?\s*(?:please|pls|thanks|thx))*\W*"
_RANKINGS = (
    re.compile(rf"^\W*{POLITE}(?:rank|order|sort|arrange|put)\s+{_THINGS}\s+{_SORTED}{_ENDS}{CLOSE}$", re.I),
    re.compile(
        rf"^\W*{POLITE}(?:(?:show|give)\s+(?:me\s+)?|i\s+(?:need|want)\s+)?(?:a\s+|the\s+)?ranking\s+of\s+{_THINGS}\s+{_SORTED}{_ENDS}{CLOSE}$", re.I
    ),
    re.compile(rf"^\W*{POLITE}{_THINGS}\s*,?\s+(?:ranked|ordered|sorted)\s+{_SORTED}{_ENDS}{CLOSE}$", re.I),
)  # fmt: skip
_LISTING = re.compile(
    r"\b(?:from|list|show|which|what|who|top|first|rows?|names?|every|how|chart|bars?|plot)\b", re.I
)
_DOWN = re.compile(r"\bbreak\s+(?P<what>[^,;:?!]+?)\s+down\s+(?=by\b|per\b|into\b|across\b|for\b)", re.I)


def turned(text: str) -> str:
    """ "Among shops with 10 sales, which has the best margin?" asks which shops with 10 sales have it, "any blanks? how
    many" how many blanks there are, "rank the shops by sales" for sales by shop with the highest first, and "break
    sales down by shop" for sales broken down by it."""
    m = _ANY.match(text)
    if m is not None:
        return f"how many {m['things']}?"
    for pattern in _RANKINGS:
        m = pattern.match(text)
        if m is not None and _LISTING.search(m["things"]) is None:
            return f"{m['figure']} by {m['things']}, {m['ends'] or 'highest first'}"
    text = _DOWN.sub(r"\g<what> broken down ", text)
    m = _FOR.match(text)
    if m is not None:
        opener, _, things = m["of"].partition(" ")
        return f"{m['open']}{m['asked']} {'for' if opener.lower() == 'of' else opener.lower()} {things}{m['close']}"
    m = _AMONG.match(text)
    if m is None or re.search(r"\b(?:and|or|which|who|what|how)\b", m["things"], re.I):
        return text
    return f"{m['open']}which {m['things']} {m['rest']}"
