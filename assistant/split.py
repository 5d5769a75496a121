"""Splits a message into the questions that it may hold."""

from __future__ import annotations

import re

BREAK = re.compile(r"(?<=[?])\s+(?!\()|\s*;\s+|\s*\n+\s*|,?\s+and then\s+", re.IGNORECASE)


_SENTENCE = re.compile(r"(?<=\w\w[.!])\s+(?=[A-Za-z])")


_REQUEST = re.compile(
    r"^(and |then |also |now |please )*(what|which|who|how|where|when|why|show|plot|chart|draw|give|list|compare|make|forecast|predict|"
    r"segment|cluster|describe|count|is|are|do|does|did|can|could|rank|top|average|total)\b",
    re.IGNORECASE,
)


def opens_a_request(part: str) -> bool:
    """Whether a part without a question mark asks for something of its own."""
    return _REQUEST.match(part) is not None


def sentences(message: str) -> list[str]:
    """The first sentence and the rest, where a message has more than one."""
    return [part.strip() for part in _SENTENCE.split(message, maxsplit=1) if part.strip()]


_SHOWING = frozenset(
    [
        "a",
        "an",
        "the",
        "and",
        "then",
        "also",
        "please",
        "i",
        "want",
        "would",
        "like",
        "could",
        "can",
        "you",
        "to",
        "me",
        "us",
        "it",
        "them",
        "this",
        "that",
        "these",
        "result",
        "results",
        "in",
        "as",
        "by",
        "with",
        "from",
        "using",
        "on",
        "for",
        "of",
        "into",
        "is",
        "show",
        "shows",
        "list",
        "rank",
        "sort",
        "order",
        "display",
        "arrange",
        "return",
        "visualize",
        "visualise",
        "plot",
        "draw",
        "give",
        "make",
        "create",
        "put",
        "use",
        "bar",
        "bars",
        "pie",
        "line",
        "area",
        "scatter",
        "stacked",
        "grouped",
        "chart",
        "charts",
        "graph",
        "graphs",
        "plot",
        "diagram",
        "histogram",
        "x",
        "y",
        "axis",
        "axes",
        "asc",
        "ascending",
        "desc",
        "descending",
        "low",
        "high",
        "lowest",
        "highest",
        "total",
        "number",
        "count",
        "amount",
        "name",
        "names",
        "label",
        "labels",
        "binned",
        "bin",
        "binning",
        "weekday",
        "week",
        "day",
        "days",
        "month",
        "year",
        "quarter",
        "interval",
        "intervals",
        "alphabetical",
        "alphabetically",
        "order",
        "percent",
        "just",
        "simply",
        "nicely",
        "pls",
        "plz",
        "thx",
        "thanks",
        "now",
    ]
)


def only_shows(part: str) -> bool:
    """Whether a part says how to show the answer and asks nothing of its own ("show me a bar chart, high to low")."""
    words = re.findall(r"[a-z]+", part.lower())
    return bool(words) and all(word in _SHOWING for word in words)


_PREPARES = re.compile(
    r"^(please )?(remove|drop|exclude|discard|filter out|leave out|ignore|fill|replace|impute|divide|multiply|for (each|every) row|"
    r"(create|add|make|compute|define|derive) (an? |the )?(new )?(\w+ )?(column|variable|field|feature))\b",
    re.IGNORECASE,
)
"""Changes of the data that a question right behind is about."""


_P = r"(?:the |its |a )?p[\s-]?values?(?: of (?:that|this|it|the test))?(?: please| pls)?"
_GIVES = r"(?:what(?:['’]?s| is| was| would be)?|give|tell|report|state|need|want|i need|i want|show)?(?: me| us)?\s*"
_METHOD = re.compile(
    rf"^\W*(?:and |so )?(?:{_GIVES}{_P}|(?:please |pls )?(?:run|do|use|perform|conduct|make)\s+(?:an? |the )?[\w\s'’-]{{2,40}}?\btest\b(?: please)?(?:\W+(?:and )?{_GIVES}{_P})?)\W*$",
    re.IGNORECASE,
)
"""Asks for the p-value, or by which test, of a difference that only the sentence before names."""


_SHOWN = re.compile(
    r"^(?:please |and |also )*(?:show|give|list|tell|name|report|state|include|add)(?: me| us)? (?P<what>[\w\s,&-]{2,60}?)(?: too| as well| please| pls)?\W*$",
    re.IGNORECASE,
)
_FIGURES = frozenset(["number", "count", "figure", "value", "total", "sum", "amount", "average", "mean", "median", "share", "coefficient"])  # fmt: skip
_LITTLE = frozenset(["and", "the", "their", "its", "each", "both", "with", "that", "those", "for", "of", "it", "them", "all", "along", "well"])  # fmt: skip


def shows_again(part: str, before: str) -> bool:
    """Whether a part only asks to see what the question before it names anyway ("Show item and quantity.")."""
    found = _SHOWN.match(part)
    if found is None:
        return False
    said = {_singular(w) for w in re.findall(r"[a-z]+", before.lower())}
    asked = [_singular(w) for w in re.findall(r"[a-z]+", found["what"].lower()) if w not in _LITTLE]
    named = [w for w in asked if w not in _FIGURES]
    return bool(asked) and all(w in said for w in named)


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


_HOW_MANY = re.compile(
    r"^\W*(?:and |so |if so,? )?how many(?: of (?:them|those|these))?(?: are there| is that| exactly)?\W*$",
    re.IGNORECASE,
)
"""Asks for the number of what the part before asked for at all ("any blanks? how many")."""


GOES_ON = re.compile(
    r"^\W*(?:in )?(?:descending|ascending|decreasing|increasing)\b(?! (?:sales|revenue|numbers?)\b)|^\W*(?:ignoring|excluding|skipping|leaving out|sorted|ordered)\b(?!.*\?)",
    re.IGNORECASE,
)
"""No sentence of its own: "Descending order, ignoring those without a group."."""


def split(message: str) -> list[str]:
    """Parts in order: split after question marks, at semicolons, line ends and "and then"."""
    parts: list[str] = []
    for part in (raw.strip() for raw in BREAK.split(message)):
        if not any(sign.isalnum() for sign in part):
            continue
        last = parts[-1] if parts else ""
        method = _METHOD.match(part) or _HOW_MANY.match(part) or GOES_ON.match(part)
        adds = only_shows(part) or method or shows_again(part, last)
        if parts and adds:
            parts[-1] += " " + part
        elif parts and _PREPARES.match(parts[-1]) and not parts[-1].endswith("?"):
            parts[-1] += ", and then " + part
        else:
            parts.append(part)
    return parts
