"""Questions that name the things first and ask afterwards, in the order in which they are read."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable

_VERB = (
    r"(?:has|have|had|is|are|was|were|gets?|got|makes?|made|brings?|brought|sells?|sold|shows?|earns?|earned)"
)
_AMONG = re.compile(
    rf"^(?P<open>\W*(?:so|and|ok|hey|hi)?,?\s*)(?:among|amongst|of|out of|looking only at|considering only)\s+(?:all\s+)?(?:of\s+)?(?:the\s+|our\s+)?"
    rf"(?P<things>[^,?]+?),?\s+which(?:\s+ones?)?\s+(?P<rest>{_VERB}\b.*)$",
    re.I,
)  # fmt: skip


_ANY = re.compile(
    r"^\W*(?:(?:and|so|hey|hi|ok)\W+)?(?:are there |is there |do we have |have we got |got )?any\s+(?P<things>[^?]+?)[?!.,;\s]+"
    r"(?:and |if so,? )?how many(?: of (?:them|those|these))?(?: are there| is that| exactly)?\W*$",
    re.I,
)  # fmt: skip


_LETTERS = (
    (re.compile(r"(?<=\w )n(?= (?!be\b|is\b|of\b|rows\b|people\b)[\w(])"), "and"),
    (re.compile(r"(?<=\b(?:who|and|ppl) )r(?= \w)|(?<=\w{3}s )r(?= (?!be\b|is\b|squared?\b|values?\b)\w)|(?<=& )r(?= \w)"), "are"),
    (re.compile(r"(?<=\b(?:can|did) )u(?= \w)|(?<=\b(?:could|would) )u(?= \w)"), "you"),
)  # fmt: skip
_OTHERWISE = re.compile(
    r"\b(?:let|where|with|for|of|statistic|size|mean|median|average|coefficient|test) [nru]\b", re.I
)


def spelt_out(text: str, names: Collection[str]) -> str:
    """ "single n married", "how many members r women": letters for words, where no name of the data is one letter."""
    if any(len(name) == 1 for name in names) or _OTHERWISE.search(text):
        return text
    for letter, word in _LETTERS:
        text = letter.sub(word, text)
    return text


_PARTED = re.compile(r"\b(?P<cue>by|per|each|every|which|what)\s+(?P<word>[a-z]{4,})\b(?=\s*(?:$|[,;?.!)]|(?:please|pls|in|for|during|since|and|as|has|had|have|gets?|got|with|is|was|are|makes?|made|brings?|earns?|earned)\b))", re.I)  # fmt: skip


def in_full(text: str, labels: Iterable[str], small: Callable[[str], bool]) -> str:
    """ "open rate by list", where a column is "List/Segment": a small word that is part of just one name, said as one
    groups by it. `small`: words that name nothing of the data by themselves."""
    for m in reversed(list(_PARTED.finditer(text))):
        word = m["word"].lower()
        if not small(word):
            continue
        named = {one for one in labels if word in one.lower().split() and len(one.split()) == 2}
        if len(named) == 1:
            text = f"{text[: m.start('word')]}{named.pop()}{text[m.end('word') :]}"
    return text


_THINGS = r"(?:all\s+|each\s+of\s+)?(?:(?:of\s+)?(?:the|our|my)\s+)?(?P<things>(?!of\b|them\b|it\b|these\b|those\b|this\b|that\b|they\b|by\b|in\b)[^,;:?!()]+?)"
_SORTED = r"(?:in\s+(?:the\s+)?order\s+of|in\s+order\s+by|according\s+to|by|on|based\s+on|in\s+terms\s+of)\s+(?:their\s+|the\s+)?(?P<figure>[^,;:?!()]+?)"
_ENDS = r"(?:\s*[,;(–-]?\s*(?P<ends>(?:from\s+)?(?:the\s+)?(?:highest|lowest|biggest|largest|smallest|most|least|best|worst|top|bottom|high|low|descending|ascending|desc|asc)\b[^?!.]*?)\)?)?"
_POLITE = r"(?:(?:and|so|ok|hey|hi|please|pls|can\s+you|could\s+you|would\s+you|i\s+(?:want|need|would\s+like)(?:\s+you)?\s+to|i['’]d\s+like\s+(?:you\s+)?to|let['’]?s|now)\W+)*"
_CLOSE = r"(?:\s*,?\s*(?:please|pls|thanks|thx))*\W*"
_RANKINGS = (
    re.compile(rf"^\W*{_POLITE}(?:rank|order|sort|arrange|put)\s+{_THINGS}\s+{_SORTED}{_ENDS}{_CLOSE}$", re.I),
    re.compile(
        rf"^\W*{_POLITE}(?:(?:show|give)\s+(?:me\s+)?|i\s+(?:need|want)\s+)?(?:a\s+|the\s+)?ranking\s+of\s+{_THINGS}\s+{_SORTED}{_ENDS}{_CLOSE}$", re.I
    ),
    re.compile(rf"^\W*{_POLITE}{_THINGS}\s*,?\s+(?:ranked|ordered|sorted)\s+{_SORTED}{_ENDS}{_CLOSE}$", re.I),
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
    m = _AMONG.match(text)
    if m is None or re.search(r"\b(?:and|or|which|who|what|how)\b", m["things"], re.I):
        return text
    return f"{m['open']}which {m['things']} {m['rest']}"


_AMOUNT = r"[-£$€]?\d[\d.,]*(?:\s?[km%]\b)?"
_ONE = r"(?:month|year|quarter|week|weekday|day|hour|date)"
_BEST = r"(?:most|fewest|least|highest|lowest|largest|smallest|biggest|best|worst|greatest)"
_FIGURE = r"(?:average|avg|mean|median|total|typical)"
_PLAINER: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\bwhich (?=(?:share|percentage|proportion|fraction|percent)\b)", re.I), "what "),
    (re.compile(r"\bproportion of (?=[^,?;:]+ (?:by|per|in each|in every|for each|across) )", re.I), "share of "),
    (re.compile(r"\b(?P<end>maximum|minimum|max|min) values? of\b", re.I), r"\g<end>"),
    (re.compile(rf"^\W*(?:the\s+)?(?P<one>{_ONE})\s+with\s+the\s+(?={_BEST}\b)", re.I), r"which \g<one> has the "),
    (re.compile(rf"\bin (?:the|a) range (?:of |from )?(?P<a>{_AMOUNT})\s*(?:-|–|to|and)\s*(?P<b>{_AMOUNT})", re.I), r"between \g<a> and \g<b>"),
    (re.compile(rf"\b(?:of )?at least (?P<a>{_AMOUNT}) (?:and|but) (?:at most|no more than|not more than) (?P<b>{_AMOUNT})", re.I), r"between \g<a> and \g<b>"),
    (re.compile(rf"^\W*how (?:does|do|did|has|have) (?:the |our )?(?P<what>{_FIGURE}\b[^,?;:]*?) (?:vary|varied|differ|differed) (?:by|across|between|with|among|depending on) (?:the )?", re.I), r"\g<what> by "),
    (re.compile(r"\bcontribution of (?:each|every|the) (?P<group>[^,?;:]+?) to (?:the |our )?(?P<what>total [^,?;:]+?)(?: in (?:%|percent|per cent))?(?=\W*$)", re.I), r"share of \g<what> by \g<group>"),
    (re.compile(r"^\W*count (?:up )?(?:the |all |all the )?(?=[^,?;:]+? (?:that|who|which|with|where|having)\b)", re.I), "how many "),
    (re.compile(r"^\W*(?P<things>[^,:?!–]+? (?:with|w/|having|who|that|which) [^:?!–]+?)\s*(?:[:,–]|\s-)\s*how many(?: of them)?(?: are there| r there| is that| are that| exist)?\W*$", re.I), r"how many \g<things>?"),
)  # fmt: skip
"""Roundabout wordings and the plain one that is read."""


def plainer(text: str) -> str:
    """ "Month with the highest sales" asks which month has them, "which share" what share, "of at least 5 and at most 9"
    what lies between 5 and 9."""
    for pattern, said in _PLAINER:
        text = pattern.sub(said, text, count=1)
    return _EVERY.sub(lambda m: f"{m['what']} by {_GRAINS[m['grain'].lower()]}", text)


_GRAINS = {"daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "yearly": "year", "annual": "year"}  # fmt: skip
_EVERY = re.compile(
    rf"^\W*(?:the\s+)?(?P<grain>{'|'.join(_GRAINS)})\s+(?P<what>(?:number|count)\s+of\s+[^,?;:]+?)(?=\W*$)",
    re.I,
)


_ENUMERATED = re.compile(
    rf"^\W*{_POLITE}(?:(?:list|name|enumerate|show(?:\s+me)?|give\s+me|tell\s+me)(?:\s+(?:all|every))?(?:\s+of)?|what\s+are|which\s+are)"
    r"(?:\s+the|\s+our|\s+all)*(?P<sorts>\s+(?:different|distinct|unique|possible|available))?\s+(?P<things>[\w\s-]+?)(?:\s+(?:there are|we have|in the (?:data|file|table)))?"
    rf"{_CLOSE}$",
    re.I,
)


def enumerated(text: str, labels: Iterable[str]) -> str:
    """ "List the regions", "what are the different plans" ask which there are, where a column is called so."""
    m = _ENUMERATED.match(text)
    if m is None:
        return text
    things = m["things"].lower()
    named = {f for label in labels for f in _several(label.lower())}
    return f"what {m['things']} are there?" if things in named else text


def _several(label: str) -> tuple[str, ...]:
    return (f"{label[:-1]}ies",) if label.endswith("y") else (f"{label}s", f"{label}es")
