"""Figures of a column asked for in everyday words: how spread out it is, how much it takes to be in the top tenth, how
many of its rows beat another column, ten-year bands of age."""

from __future__ import annotations

import re

from assistant.planner.offline.derived.desk import Desk
from assistant.planner.offline.scope import is_numeric
from data.catalog import Column
from data.query import call, col

_SPREAD = r"(?:spread|dispersion|variability|variation|scatter)"
_FIGURE = r"standard\s+deviation|std\.?(?:\s*dev)?|sd|iqr|inter-?\s?quartile\s+range|variance|range|coefficient\s+of\s+variation"
_HOW_WIDE = re.compile(
    r"\bhow\s+(?:widely\s+|much\s+)?(?:spread(?:\s+out)?|dispersed|scattered)\s+(?:is|are|was|were)\s+(?:the\s+)?"
    rf"|\bwhat(?:['’]?s|\s+is|\s+was)\s+the\s+{_SPREAD}\s+(?:of|in)\s+(?:the\s+)?",
    re.I,
)
_IS_SPREAD = re.compile(rf"\bhow\s+(?:widely\s+)?(?:is|are)\s+(?:the\s+)?(?P<what>[\w\s]{{2,30}}?)\s+spread(?:\s+out)?(?=\s*[,;:(?-][^?]*\b(?:{_FIGURE})\b)", re.I)  # fmt: skip
_VARIES = re.compile(
    r"\bhow\s+(?:much|strongly|widely|greatly)\s+(?:do|does|did)\s+(?:the\s+)?(?P<what>[\w\s]{2,40}?)\s+(?:vary|differ|fluctuate|scatter|swing)(?:\s+around)?"
    r"(?:\s+(?:between|among|amongst|across|from)\s+(?:the\s+|our\s+|different\s+|individual\s+)*(?P<who>\w+)(?:\s+to\s+\w+)?)?(?=\s*(?P<within>within|inside)?\b|\s*[?.!,;(]|\s*$)",
    re.I,
)
_NAMED_FIGURE = re.compile(
    rf"\s*[,;:.?(\-–]\s*(?:i\.?e\.?,?\s*|as\s+|in\s+terms\s+of\s+)?(?:the\s+|give\s+(?:me\s+)?the\s+)?(?P<figure>{_FIGURE})\b\s*\)?(?:,?\s*please)?\s*(?=[?.!]?\s*$)",
    re.I,
)
_DRAWN = re.compile(
    r"\b(?:charts?|plots?|histograms?|graphs?|draw|boxe?s?|box-?plots?|distributions?)\b", re.I
)
_MOST = re.compile(
    rf"\b(?:has|have|had|with|shows?)\s+(?:the\s+)?(?:(?P<up>largest|biggest|widest|greatest|highest|most|broadest)|smallest|narrowest|lowest|least|tightest)\s+{_SPREAD}\s+(?:in|of|for|on)\s+(?:its\s+|their\s+|the\s+)?",
    re.I,
)
_PART = r"(?P<end>top|best|richest|highest|biggest|largest|wealthiest|oldest|heaviest|most\s+expensive|bottom|lowest|poorest|worst|smallest|cheapest|youngest)\s+(?P<n>\d+(?:\.\d+)?)\s*(?:%|percent\b|per\s+cent\b|pct\b)"
_TAKES = re.compile(
    r"(?:(?P<before>[^,:?;]+):\s*)?\b(?:how|what|which)\s*(?:much|many|high|large|big|long|old|heavy|far|fast|tall|expensive|good)?\b(?P<y>[^,;?:]*?)"
    rf"\b(?:in|into|among|part\s+of|amongst|within)\s+the\s+{_PART}(?:\s+of\s+(?:the\s+|all\s+|our\s+)*(?P<who>[^,?.;]+?))?(?:\s+(?:by|in|on|for|in\s+terms\s+of)\s+(?:the\s+)?(?P<after>[^,?.;]+?))?(?=\s*(?:[,?.;]|$))",
    re.I,
)
_NEEDED = re.compile(
    r"\b(?:takes?|need(?:s|ed)?|have\s+to|has\s+to|must|be|gets?|puts?|places?|brings?|required?|(?:are|is|am)\s+(?:you|one|someone|somebody|i))\b",
    re.I,
)
_STARTS = re.compile(
    rf"\b(?:the\s+)?{_PART}\s+(?:of|by|in)\s+(?:the\s+)?(?P<after>[^,?.;]+?)\s+(?:starts?|begins?)\b(?:\s+(?:at|from|with|where))?(?:\s+(?:what|which)(?:\s+(?:amount|value|level|point))?)?"
    rf"|\b(?:(?:what(?:['’]?s|\s+is)\s+)?the\s+)?(?:cut-?\s?off|threshold|entry\s+point|limit|lower\s+bound)\s+(?:for|of|to\s+(?:be|get)\s+in(?:to)?)\s+the\s+{_PART.replace('?P<end>', '?P<end2>').replace('?P<n>', '?P<n2>')}\s+(?:of|by|in|on)\s+(?:the\s+)?(?P<after2>[^,?.;]+)",
    re.I,
)
_DOWN = re.compile(r"bottom|lowest|poorest|worst|smallest|cheapest|youngest", re.I)
_YEARS = r"(?:ten|10)[\s-]?years?"
_LISTED_YEARS = re.compile(
    rf"\b{_YEARS}[\s-]+(?=(?:age[\s-]+)?(?:bands?|groups?|brackets?|classes)\b[^?.]*\d)", re.I
)
_AGE_BANDS = re.compile(
    rf"\b{_YEARS}[\s-]+(?:age[\s-]+(?:bands?|groups?|brackets?|classes)|(?:bands?|groups?|brackets?|classes)\s+of\s+age)\b|\bdecades?\s+of\s+age\b|\bage\s+(?:in|by)\s+decades?\b|\bage\s+in\s+(?:bands|steps|groups)\s+of\s+(?:10|ten)\b",
    re.I,
)
_IN_PARTS = re.compile(r"\b(?:in|by|per|across|within|split\s+(?:by|into))\s+(?:the\s+)?(?P<part>quartiles?|deciles?|quintiles?)\s+of\s+(?:the\s+)?", re.I)  # fmt: skip
_THAN = re.compile(
    r"\b(?P<less>lower|less|fewer|smaller|worse|shorter|below|under|cheaper)\b(?P<mid>[^?,;]*?)\bthan\b"
    r"|\b(?:higher|more|greater|larger|bigger|better|longer|above|over)\b(?P<mid2>[^?,;]*?)\bthan\b",
    re.I,
)
_SIDE = re.compile(r"(?:\b(?:was|were|is|are|had|have|has|did|does|do|scored?|spent|spend|spends|paid|pay|got|get|gave|made)\s+)?(?:an?\s+|the\s+|their\s+|its\s+)?$", re.I)  # fmt: skip
_OFTEN = re.compile(r"\bhow\s+often\b(?:\s+(?:is|are|was|were|did|does|do))?", re.I)
_IS = re.compile(r"\s*(?:(?:that|which|who)\s+)?(?:(?:was|were|is|are|be)\s+)?(?:\w+ed\s+)?", re.I)
_LINK = re.compile(r"\s*(?:(?:did|does|do|they|had|have|it|was|is|were)\s+)*(?:(?:in|on|for|at|with|of)\s+)?(?:the\s+|their\s+|its\s+)?", re.I)  # fmt: skip
_SPENT_ON = re.compile(r"\b(?P<agg>average|avg\.?|mean|median|typical)\s+(?:spend(?:ing)?|spent|expenditure|amount\s+spent)\s+(?:on|for)\s+(?:the\s+)?", re.I)  # fmt: skip


_RATHER = re.compile(
    r"[,;(]?\s*(?:\b(?:as|use|using|take|i mean)\s+)?(?:the\s+)?\b(?P<wanted>medians?|means?|averages?)\b,?(?:\s+(?:please|pls),?)?\s+(?:and\s+)?(?:not|rather\s+than|instead\s+of)\s+(?:the\s+|an?\s+)?(?:means?|averages?|medians?)\b\)?",
    re.I,
)
_AVERAGED = re.compile(r"\b(?:average|mean|median|avg\.?)\b", re.I)
_FITTED = r"(?:(?:simple|linear|straight|fitted|ordinary|least\s+squares)[\s-]+)*(?:trend(?:\s+line)?|regression|line|fit|model)"
_LEADING = re.compile(
    rf"^\W*(?:on|in|with|using|from|by|going\s+by|according\s+to)\s+an?\s+(?P<how>{_FITTED})(?:\s+(?:on|against|over)\s+(?P<x>[\w\s]{{2,40}}?))?,\s*(?P<rest>.+?)(?P<end>[?.!]*)$",
    re.I,
)
_CHANGES = re.compile(
    r"by\s+how\s+(?:much|many)(?:\s+[\w%]+)?\s+(?:does|do|did|would|will)\s+(?:the\s+)?(?P<y>[\w\s]+?)\s+(?:rise|fall|grow|change|increase|decrease|go\s+up|go\s+down|drop|shrink)s?\b",
    re.I,
)


def read(desk: Desk) -> None:
    """Say by their names what everyday words ask for."""
    _rather(desk)
    _spent_on(desk)
    _fitted(desk)
    _bands(desk)
    _in_the_top(desk)
    _spread(desk)
    _beats(desk)


def _rather(desk: Desk) -> None:
    """ "mean age by team, the median not the mean": the one that is wished, once."""
    m = _RATHER.search(desk.text)
    if m is None:
        return
    rest, wanted = desk.text[: m.start()] + desk.text[m.end() :], m["wanted"].rstrip("s")
    said = _AVERAGED.search(rest)
    if said is not None:
        desk.text = rest[: said.start()] + wanted + rest[said.end() :]
    elif m.start() > 0:
        desk.put(m.start(), m.end(), f", {wanted}")
    else:
        desk.put(m.start(), m.end(), wanted)


def _spent_on(desk: Desk) -> None:
    """ "Average spend on wine", where the data have the amount for wine: its average, and not that of all spending."""
    m = _SPENT_ON.search(desk.text)
    if m is not None and any(a == m.end() and is_numeric(c) for a, _, c in desk.numbers(m.end())):
        desk.put(m.start(), m.end(), m["agg"])


def _fitted(desk: Desk) -> None:
    """ "On a linear trend, by how much ...": how it is fitted belongs behind; "in a regression on age, by how much does y
    rise per extra year" is the regression of the one on the other."""
    m = _LEADING.match(desk.text)
    changes = _CHANGES.match(m["rest"]) if m is not None else None
    if m is None or changes is None:
        return
    if m["x"] is None:
        desk.text = f"{m['rest']} on a {m['how']}{m['end']}"
    else:
        desk.text = f"linear regression of {changes['y']} on {m['x'].strip()}{m['end']}"


def most(desk: Desk) -> None:
    """ "Which region has the widest spread of prices": of groups, where no columns were listed."""
    m = _MOST.search(desk.text)
    if m is not None and any(True for _ in desk.numbers(m.end())):
        way = "highest" if m["up"] else "lowest"
        desk.put(m.start(), m.end(), f"has the {way} standard deviation of")


def _spread(desk: Desk) -> None:
    desk.text = _IS_SPREAD.sub(lambda m: f"how spread out is {m['what']}", desk.text)
    desk.text = _VARIES.sub(lambda m: _varying(desk, m), desk.text)
    m = _HOW_WIDE.search(desk.text)
    if m is None or _DRAWN.search(desk.text):
        return
    named = _NAMED_FIGURE.search(desk.text, m.end())
    figure = named["figure"] if named is not None else "standard deviation"
    if named is not None:
        desk.put(named.start(), named.end(), "")
    desk.put(m.start(), m.end(), f"what is the {figure} of")


def _varying(desk: Desk, m: re.Match[str]) -> str:
    """ "How much do visits vary between members", "... within each plan": a spread. Between plans it is no spread of
    the rows, so that stays as it is."""
    rows = m["who"] is not None and any(
        (e.kind == "entity" and e.name == getattr(desk.scope.entity, "name", None)) or e.kind == "rows"
        for span in desk.tag(m["who"]).cover
        for e in span.entries
    )
    told = rows or (m["who"] is None and (m["within"] or _NAMED_FIGURE.search(m.string, m.end())))
    return f"how spread out are {m['what']}" if told and _number_in(desk, m["what"]) else m[0]


def _bands(desk: Desk) -> None:
    text = _LISTED_YEARS.sub("", desk.text)
    if text == desk.text:
        text = _AGE_BANDS.sub("age decade", desk.text)
    desk.text = _IN_PARTS.sub(lambda m: f"by {m['part'].rstrip('s')} of ", text)


def _in_the_top(desk: Desk) -> None:
    m = _TAKES.search(desk.text)
    if m is not None and _NEEDED.search(m["y"] or ""):
        parts = [m["after"], m["before"], m["y"], m["who"]]
        _percentile(desk, m, parts, m["end"], m["n"], m["who"])
        return
    m = _STARTS.search(desk.text)
    if m is not None:
        after, end, n = m["after"] or m["after2"], m["end"] or m["end2"], m["n"] or m["n2"]
        _percentile(desk, m, [after], end, n, after)


def _percentile(
    desk: Desk, m: re.Match[str], parts: list[str | None], end: str, n: str, who: str | None
) -> None:
    """The percentile of the first part that names a number, of those who are spoken of."""
    named = next((y for p in parts if p and (y := _number_in(desk, p)) is not None), None)
    place = float(n) if _DOWN.search(end) else 100 - float(n)
    if named is None or not 0 < place < 100:
        return
    _, said = named
    left = who.replace(said, " ").strip() if who else ""
    left = re.sub(r"^(?:of|by|in)\b|\b(?:of|by|in)$", " ", left).strip()
    of = f" of {left}" if left and len(left) > 2 else ""
    desk.put(m.start(), m.end(), f"what is the {place:g}th percentile of {said}{of}")


def _number_in(desk: Desk, part: str) -> tuple[Column, str] | None:
    """The number that a part of the question names, and how it is said there."""
    from assistant.planner.offline.naming import number_of

    tagged = desk.tag(part)
    for span in tagged.cover:
        column = number_of(desk.scope, span) if span.entries else None
        if column is not None:
            return column, part[tagged.tokens[span.start].start : tagged.tokens[span.end - 1].end]
    return None


def _beats(desk: Desk) -> None:
    """ "How many scored lower in the third than in the first": one column of a row against another of it."""
    m = _THAN.search(desk.text)
    if m is None:
        return
    middle = m["mid"] if m["less"] else m["mid2"]
    named = list(desk.numbers())
    behind = next(((a, b, c) for a, b, c in named if a >= m.end()), None)
    if behind is None or not _LINK.fullmatch(desk.text[m.end() : behind[0]]):
        return
    at = m.start("mid") if m["less"] else m.start("mid2")
    inside = [(a, b, c) for a, b, c in named if at <= a and b <= at + len(middle)]
    front = [(a, b, c) for a, b, c in named if b <= m.start() and _IS.fullmatch(desk.text[b : m.start()])]
    first = (
        inside[0] if len(inside) == 1 else front[-1] if front and not inside and not middle.strip() else None
    )
    if first is None or first[2].name == behind[2].name or first[2].unit != behind[2].unit:
        return
    low, high = first[2], behind[2]
    test = call("lt" if m["less"] else "gt", col(low.name), col(high.name))
    label = f"{low.label} {'below' if m['less'] else 'above'} {high.label}"
    word = desk.condition(label, low, lambda _: test)
    start = min(m.start(), first[0])
    head = _SIDE.search(desk.text[:start])
    start = head.start() if head is not None else start
    desk.put(start, behind[1], f"where {word}")
    desk.text = _OFTEN.sub("how many rows", desk.text, count=1)
