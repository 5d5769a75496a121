"""How a slope, and what a line expects, are asked for in plain words: "how much does y go up with each extra x"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MOVES = (
    r"(?:go(?:es)?|going|rises?|increases?|falls?|drops?|changes?|grows?|declines?|decreases?|shrinks?|climbs?|moves?|gets?|takes?|improves?|"
    r"differs?|varies|vary|is|are|do|be|costs?)"
)
_MORE = (
    r"(?:up|down|more|less|fewer|higher|lower|larger|smaller|bigger|longer|shorter|older|younger|greater|better|worse|cheaper|pricier|"
    r"expensive|on average|in general|typically)"
)
_EACH = (
    r"(?:with|for|per|by|on)\s+(?:each|every|one|an?|the)?\s*(?:extra|additional|more|further|added|single|unit|one)\b"
    r"(?:\s+(?P<step>\d[\d,]*(?:\.\d+)?)(?P<thousand>\s?k\b)?)?"
    r"(?:\s+(?:units?|percentage\s+points?|percent(?:\s+points?)?|%|points?)(?:\s+(?:increase|rise|change|more))?(?:\s+(?:of|in)\b)?)?"
)
_PLAIN_EACH = r"(?:with|for|per)\s+(?:each|every|one)\s+(?=\w)|\bper\s+(?=\w)"
_HOW = re.compile(
    r"\b(?:by\s+)?how\s+(?:much|many)\b(?:\s+(?:an?\s+)?(?:extra|additional|more|less|fewer|higher|lower|longer|bigger))?"
    r"(?P<unit>\s+(?!do\b|does\b|did\b|is\b|are\b|would\b|will\b|can\b)\w+)?"
    r"(?P<more>(?:\s+(?:more|less|fewer|higher|lower|longer|shorter|bigger|smaller|older))?)"
    r"\s+(?P<aux>do|does|did|is|are|would|will|can)\b",
    re.I,
)
_ADDS = re.compile(
    r"\b(?:by\s+)?(?:how\s+(?:much|many)|what)\b(?:\s+(?:more|extra|additional))?(?P<unit>\s+(?!do\b|does\b|did\b|would\b)\w+)?\s+(?:do|does|did|would)\s+"
    r"(?:each|every|one|an?)\s+(?:extra|additional|more|further|added|single)\s+(?P<x>[^,?]+?)\s+(?:adds?|brings?|means?|costs?|raises?|lowers?|changes?|increases?)"
    r"(?:\s+(?:to|for|in))?\s+(?P<y>[^,?.]+)",
    re.I,
)
_BRINGS = re.compile(
    r"\b(?:by\s+)?how\s+(?:much|many)\s+(?:(?:more|extra|additional|less|fewer)\s+)?(?P<y>\w[^,?]*?)\s+(?:do|does|did|would)\s+"
    r"(?:each|every|one|an?)\s+(?:extra|additional|more|further|added|single)\s+(?P<x>[^,?.]+?)\s+(?:adds?|brings?(?:\s+in)?|means?|costs?|makes?|gives?|gets?)\b",
    re.I,
)
_STEP = re.compile(rf"\b{_EACH}", re.I)
_PLAIN_STEP = re.compile(_PLAIN_EACH, re.I)
_WITH_EACH = re.compile(r"(?<=\w)\s+with\s+(?:each|every)\s+(?=\w)(?=[^?]*$)", re.I)
_MOVING = re.compile(rf"\b{_MOVES}\b(?:\s+{_MORE}\b)*|\b{_MORE}\b", re.I)
_AGAIN = re.compile(
    rf"[,;.?]?\s*\b(?:and\s+|so\s+)?(?:by\s+)?how\s+(?:much|many)(?:\s+\w+)?\s+(?:does|do|did|would)\s+(?:it|they|that|this|the\s+\w+|[a-z])\s+{_MOVES}\b[^?.]*"
    r"|[,;.?]?\s*\bhow\s+(?:many|much)\s+[^,?]*?\bgo(?:es)?\s+(?:up\s+|down\s+|along\s+)?with\s+(?:each|every|one|an?)\b[^?.]*",
    re.I,
)
"""The slope of a line that was named before: "regress y on x, how much does it rise per year"."""
_UNIT_OF = re.compile(r"^\s*(?!the\b)\w+\s+of\s+", re.I)


_WORDS = {"hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_MANY = re.compile(rf"(?P<n>{'|'.join(_WORDS)})s?\s+(?:\w+\s+)?(?:of|in)\s+(?:the\s+)?", re.I)


@dataclass(frozen=True)
class Slope:
    """A question for a slope, rewritten as "y on x" in several ways, the likeliest first; `step`: how many units of x,
    `unit`: what x is told in ("each extra year of ..."), `along`: the words for x of a line that was named before."""

    texts: tuple[str, ...]
    step: float = 1.0
    unit: str | None = None
    along: str = ""


def asked(text: str, named: bool) -> Slope | None:
    """A question for a slope in plain words. `named`: a regression is spoken of, so that "per x" is enough."""
    if named and (again := _asked_again(text)) is not None:
        return again
    adds = _ADDS.search(text) or _BRINGS.search(text)
    if adds is not None:
        many = _MANY.match(adds["x"])
        x = adds["x"][many.end() :] if many is not None else adds["x"]
        units = _WORDS[many["n"].lower()] if many is not None else 1.0
        return Slope((f"{text[: adds.start()]}{adds['y']} on {x}{text[adds.end() :]}",), units)
    step = _STEP.search(text) or (_PLAIN_STEP.search(text) if named else _WITH_EACH.search(text))
    how = _HOW.search(text)
    if step is None or how is None:
        return None
    if how.start() < step.start():
        head, middle, tail = text[: how.start()], text[how.end() : step.start()], text[step.end() :]
    else:  # "for each extra year, how much does income rise"
        head, middle, tail = text[: step.start()], text[how.end() :], text[step.end() : how.start()]
    if (
        how["aux"].lower() not in ("is", "are")
        and not _MOVING.search(middle + (how["more"] or ""))
        and not how["unit"]
    ):
        return None
    body = " ".join(_MOVING.sub(" ", middle).split())
    of = _UNIT_OF.match(tail)
    tails = [tail, tail[of.end() :]] if of is not None else [tail]
    unit = (how["unit"] or "").strip()
    fronts = [body] if body else []
    if unit and _MOVING.fullmatch(unit) is None:
        fronts += [unit, f"{unit} {body}"] if not re.match(r"by\b", how[0], re.I) else []
    made = tuple(f"{head} {f} on {t.strip(' ,')}" for f in fronts for t in tails)
    word = of[0].split()[0].lower().rstrip("s") if of is not None else None
    return Slope(made, _size(step), word) if made else None


_CLAUSE = re.compile(
    r"[,;.:?]\s*(?=(?:and\s+|so\s+)?(?:(?:for|with|per)\s+(?:each|every|one|an)\b|(?:by\s+)?how\s+(?:much|many)\b))",
    re.I,
)


def _asked_again(text: str) -> Slope | None:
    """The slope of a line that was named before, told for the step and of the column that are named with it: "regress
    pay on age and years. For each extra 10 years of age, how much does it go up?"."""
    for opened in _CLAUSE.finditer(text):
        said = text[opened.start() :]
        step = _STEP.search(said)
        if step is not None and _HOW.search(said) and re.search(r"\bon\b", text[: opened.start()]):
            along = re.split(r"[,?.;:]", said[step.end() :], maxsplit=1)[0]
            return Slope((text[: opened.start()],), _size(step), along=along)
    again = _AGAIN.search(text)
    if again is None or not re.search(r"\bon\b", text[: again.start()]):
        return None
    each = _STEP.search(again[0]) or _PLAIN_STEP.search(again[0])
    along = again[0][each.end() :] if each is not None else ""
    return Slope((text[: again.start()] + text[again.end() :],), along=along)


def _size(step: re.Match[str]) -> float:
    said = step.groupdict().get("step")
    if not said:
        return 1.0
    return float(said.replace(",", "")) * (1000 if step["thousand"] else 1)


_FORETOLD = re.compile(
    r"\b(?:would|predict\w*|expect\w*|estimate\w*|should|will|forecast\w*|goes\s+with|go\s+with|corresponds?\s+to)\b",
    re.I,
)
_LINE = re.compile(r"\b(?:straight|linear|trend|regress\w*|least squares|best fit|fitted)\b", re.I)
_TALK = re.compile(
    r"\b(?:what|which|goes|go|corresponds?|how (?:much|many)|would|do|does|you|we|i|if|predict\w*|expect\w*|estimate[ds]?|should|will|give[sn]?|"
    r"get|gets|have|has|having|with|based|according|going by|using|be|tell|me|trend|trends|simple|whose|that|who|"
    r"(?:what|which|how (?:much|many)))\b",
    re.I,
)


def foretells(text: str) -> bool:
    """Whether a line is asked what it expects for given values: "by a linear trend, what y for a 30 year old"."""
    if _LINE.search(text) is None:
        return False
    return _FORETOLD.search(text) is not None or re.search(r"\bwhat\b[^,.;]*\bfor\b", text, re.I) is not None


def plain(text: str) -> str:
    """The question without the words of foretelling; places stay."""
    return _TALK.sub(lambda m: " " * len(m[0]), text)
